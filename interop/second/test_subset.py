"""Tests of parts and copies: the published lists, a whole and a copy of it, then single changes at one named rule."""

import hashlib
import hmac
import os
import unittest

import differ
import forge
from courtpackage import basics, canon, layout, notes, parts
from courtpackage.errors import Refused
from test_verifier import HERE, Case, load, run

VECTORS = os.path.join(HERE, "..", "..", "crates", "seal", "vectors")
ID = "01a2232b-b030-7237-8bda-126bbbeba0a0"
GROUND = {"cite": "Directive 2012/13/EU, Art. 7(4)", "code": "threat-to-person"}


def vector(name):
    return load(os.path.join(VECTORS, "parts-" + name))


class Vector(unittest.TestCase):
    DIGESTS = {
        "X-1": parts.digest_of(hashlib.sha256(b"one").digest(), [b"\x01" * 32, b"\x02" * 32]),
        "X-3": parts.digest_of(hashlib.sha256(b"three").digest(), [b"\x03" * 32]),
    }  # fmt: skip

    def test_value_of_both(self):
        root = vector("root.hex").decode().strip()
        for name, here in (("whole.txt", ["X-1", "X-3"]), ("copy.txt", ["X-1"])):
            listed = parts.List(vector(name))
            listed.check_here(here)
            self.assertEqual(listed.value({no: self.DIGESTS[no] for no in here}).hex(), root)
            self.assertEqual(listed.has_withheld(), name == "copy.txt")

    def test_salts(self):
        """The lists again from their key, as the page has a writer make them."""
        rows = [canon.read(line) for line in vector("whole.txt").splitlines()]
        for entry in range(6):
            salt = hmac.digest(b"\x11" * 32, b"comity-part-salt/v1\0" + entry.to_bytes(4, "big"), hashlib.sha256)
            self.assertEqual(rows[entry // 2][("salt", "part_salt")[entry % 2]], basics.to_base64(salt))
            if entry == 5:
                said = {"digest": self.DIGESTS["X-3"].hex()}
                hidden = canon.read(vector("copy.txt").splitlines()[2])["part_hash"]
                self.assertEqual(hidden, basics.to_base64(parts.entry_hash(salt, "part", said)))

    def test_handed_out_later(self):
        """A part that was kept back and is here has the value of the list; another one has not."""
        listed = parts.List(vector("whole.txt"))
        for no in self.DIGESTS:
            for other in (bytes(32), parts.digest_of(hashlib.sha256(b"one").digest(), [b"\x02" * 32, b"\x01" * 32])):
                value = listed.value({**self.DIGESTS, no: other}).hex()
                self.assertNotEqual(value, vector("root.hex").decode().strip())

    def test_every_byte(self):
        """No byte of a list can change unseen: it is refused, or has another value, but for grounds."""
        raw, root = vector("copy.txt"), vector("root.hex").decode().strip()
        start = raw.index(b'"ground":')
        free = range(start, raw.index(b',"i":2'))
        for place in range(len(raw)):
            changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
            try:
                listed = parts.List(changed)
                listed.check_here(["X-1"])
                value = listed.value(self.DIGESTS).hex()
            except Refused:
                continue
            self.assertTrue(value != root or place in free, place)

    def test_number_of_parts(self):
        """A list is not shown as a shorter one, and one of no parts has a value too."""
        rows = vector("whole.txt").splitlines(keepends=True)
        values = {parts.List(b"".join(rows[:n])).value(self.DIGESTS) for n in range(4)}
        self.assertEqual(len(values), 4)
        empty = b"comity-parts/v1\0" + bytes(4) + hashlib.sha256(b"").digest()
        self.assertEqual(parts.List(b"").value({}), hashlib.sha256(empty).digest())


class Subset(Case):
    """Helpers for copies."""

    def copied(self, change, part="", check="parts"):
        made = forge.Forge(True)
        change(made)
        self.broken(*made.build(), check, part)

    def taken(self, change=lambda made: None, is_copy=True):
        made = forge.Forge(is_copy)
        change(made)
        result = run(*made.build())
        self.assertTrue(result["ok"], result["first_broken"])
        return result["parts"]

    def member(self, path, raw, part=""):
        """A member of a copy changed before it is sealed."""

        def change(members):
            members[path] = raw(members[path])
            if members[path] is None:
                del members[path]

        self.copied(lambda made: made.stages.update(payload=change), part)


class Good(Subset):
    def test_whole(self):
        said = self.taken(is_copy=False)
        self.assertEqual(said, {
            "absent": [{"exhibit_no": "X-0", "why": "destroyed"}], "held": 1, "of": None, "withheld": [],
        })  # fmt: skip

    def test_copy(self):
        said = self.taken()
        self.assertEqual(said, {
            "absent": [{"exhibit_no": "X-0", "why": "destroyed"}], "held": 2,
            "of": {"index": 5, "origin": f"{forge.RECEIVER}/comity/audit/2027", "package_id": ID[:-1] + "1",
                   "sealed_at": "2027-01-15T08:00:01.000Z", "witnessed_at": "2027-01-15T08:00:03Z"},
            "withheld": [{**GROUND, "exhibit_no": "X-9"}],
        })  # fmt: skip

    def test_failed_says_nothing(self):
        made = forge.Forge(True)
        made.parts_value = "00" * 32
        self.assertIsNone(run(*made.build())["parts"])

    def test_whole_under_any_head(self):
        for head in ("own", "same"):
            self.taken(lambda made, head=head: setattr(made, "whole_head", head))

    def test_whole_of_either_schema(self):
        for schema in ("comity/package/1", "comity/package/2"):
            self.taken(lambda made, schema=schema: setattr(made, "whole_schema", schema))

    def test_copy_with_nothing_kept_back(self):
        self.assertEqual(self.taken(lambda made: made.parts.pop())["withheld"], [])

    def test_fields_closed_further(self):
        """A part is bound to leaves: more closed fields are the same part."""
        values = []
        for closed in (set(), {"actor", "location", "purpose"}):
            made = forge.Forge(True)
            made.streams[0][0]["closed"] = closed
            self.assertTrue(run(*made.build())["ok"])
            values.append(made.parts_value)
        self.assertEqual(values[0], values[1])

    def test_compared_with_nothing(self):
        for name in ("manifest_sha256", "members", "forum", "actor", "token_sha256"):
            for value in (None, 7, "x"):

                def change(made, name=name, value=value):
                    made.whole_schema = "comity/package/2"
                    made.whole[name] = value

                self.taken(change)

    def test_unknown_second(self):
        self.assertEqual(self.taken(lambda made: setattr(made, "whole_time", 253402300800))["of"]["witnessed_at"],
                         "253402300800")  # fmt: skip


class Lines(Subset):
    """§2"""

    def line(self, part="", at=1, **values):
        self.copied(lambda made: made.parts[at].update(values), part)

    def test_members(self):
        for at in range(4):
            self.line("members", at, more=None)
            for name in list(forge.Forge(True).parts[at]):
                if name != "absent":
                    self.copied(lambda made, at=at, name=name: made.parts[at].pop(name))
        self.line("members", 1, part_hash=basics.to_base64(bytes(32)))
        self.line("members", 3, part_salt=basics.to_base64(bytes(32)))
        self.line("members", 3, absent="later")
        self.copied(lambda made: made.parts[3]["ground"].update(more=1), "ground")
        self.copied(lambda made: made.parts[3]["ground"].pop("cite"), "ground")

    def test_places(self):
        for i in (0, 2, -1, "1", None, True, [1]):
            self.line("out of place", 3, i=i)

    def test_salts(self):
        for at, name in ((0, "salt"), (0, "part_salt"), (1, "part_salt"), (3, "salt"), (3, "part_hash")):
            for value in (None, 7, "", basics.to_base64(bytes(31)), basics.to_base64(bytes(33)), "00" * 32):
                self.line("", at, **{name: value})

    def test_texts(self):
        good = ("a", "x" * 256, "\u00e9" * 128, '"' * 256, "\u00ad", "\u2028", "\u200b", " ")
        bad = ("", "x" * 257, "\u00e9" * 129, "\x1f", "\x7f", "a\x85", None, 7, [])
        for value in good:
            self.taken(lambda made, value=value: made.parts[1].update(no=value))
            self.taken(lambda made, value=value: made.parts[3]["ground"].update(cite=value))
        for value in bad:
            self.line("", 1, no=value)
            self.line("", 3, ground={**GROUND, "cite": value})

    def test_codes(self):
        for value in ("a", "-", "0", "x" * 256, "unknown-code-9"):
            self.taken(lambda made, value=value: made.parts[1].update(absent=value))
            self.taken(lambda made, value=value: made.parts[3]["ground"].update(code=value))
        for value in ("", "A", "a_b", "a b", "\u00e9", "x" * 257, "a\n", None, 7, {}):
            self.line("", 1, absent=value)
            self.line("", 3, ground={**GROUND, "code": value})

    def test_order(self):
        def turn(made):
            made.parts_sorted = False
            made.parts.reverse()

        self.copied(turn, "ascend")
        self.copied(lambda made: made.parts.append(forge.part("X-9", absent="later")), "ascend")

    def test_order_is_that_of_utf_8(self):
        """A number beyond the first plane stands behind one of its end; in UTF-16 it would not."""

        def change(made):
            made.parts_sorted = False
            made.parts = [made.parts[1], made.parts[0], made.parts[2], made.parts[3],
                          forge.part("\ue000", absent="later"), forge.part("\U0001f600", absent="later")]  # fmt: skip

        self.taken(change)

    def test_number_of_lines(self):
        def more(count):
            return lambda made: made.parts.extend(forge.part(f"Z-{n:04}", absent="later") for n in range(count))

        self.taken(more(4092))
        self.copied(more(4093), "4096")

    def test_ends(self):
        for change in (lambda raw: raw + b"\n", lambda raw: raw[:-1], lambda raw: b"\n" + raw, lambda raw: b"",
                       lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw.replace(b',"no"', b', "no"'),
                       lambda raw: None):  # fmt: skip
            self.member(layout.PARTS, change)


class Exhibits(Subset):
    """§4, rules 2 and 3"""

    def test_called_here(self):
        self.copied(lambda made: made.parts.append(forge.part("X-3")), "X-3")
        self.copied(lambda made: made.parts.pop(2), "X-2")
        self.copied(lambda made: made.parts[2].update(absent="later"), "X-2")
        for at in (0, 2):

            def keep_back(made, at=at):
                no = made.parts[at]["no"]
                made.parts[at] = forge.part(no, ground=dict(GROUND))

            self.copied(keep_back)

    def test_value(self):
        for value in ("00" * 32, "", 7, [], None):
            self.copied(lambda made, value=value: made.seal_fields.update(parts=value), "another list")
        self.copied(lambda made: made.seal_fields.update(parts="AB" * 32))

        made = forge.Forge(True)
        made.build()
        self.copied(lambda fresh: setattr(fresh, "parts_value", made.parts_value.upper()), "another list")

    def test_list_under_another_value(self):
        def change(lines):
            return [*lines[:-1], {**lines[-1], "part_hash": basics.to_base64(bytes(32))}]

        self.copied(lambda made: setattr(made, "change_list", change), "another list")
        self.copied(lambda made: setattr(made, "change_list", lambda lines: lines[:-1]), "another list")

    def test_ground_is_not_bound(self):
        """Another ground is another copy of the same whole."""

        def change(lines):
            return [*lines[:-1], {**lines[-1], "ground": {"cite": "x", "code": "y"}}]

        said = self.taken(lambda made: setattr(made, "change_list", change))
        self.assertEqual(said["withheld"], [{"cite": "x", "code": "y", "exhibit_no": "X-9"}])

    def test_other_file_or_custody(self):
        """The value of a whole that had another file, or one entry less of the same exhibit."""
        for change in (lambda made: made.alone["X-2"][0].update(at={**forge.Forge._at(), "unc_ms": 99}),
                       lambda made: made.streams[0][0]["own"].update(location="elsewhere")):  # fmt: skip
            other = forge.Forge(True)
            change(other)
            other.build()
            self.copied(lambda made, value=other.parts_value: setattr(made, "parts_value", value), "another list")

    def test_no_exhibit(self):
        """Neither a whole nor a copy has to have one, nor any part."""

        def empty(made):
            made.streams, made.links, made.alone = [], [], {}
            made.parts = [line for line in made.parts if "absent" in line or "ground" in line]
            made.stages["payload"] = lambda members: [
                members.pop(path) for path in list(members) if "/custody/X-" in path or "/evidence/" in path]  # fmt: skip

        def nothing(made):
            empty(made)
            made.parts.clear()

        for is_copy in (False, True):
            self.assertEqual(self.taken(empty, is_copy)["held"], 0)
            self.assertEqual(self.taken(nothing, is_copy)["absent"], [])
        self.copied(lambda made: made.parts.clear(), "called here")

    def test_seal_without_parts(self):
        """A seal of before has one field less."""
        made = forge.Forge()
        made.change_seal = lambda fields: {name: value for name, value in fields.items() if name != "parts"}
        self.broken(*made.build(), "seal", "fields")

        def behind(fields):
            fields["parts"] = fields.pop("parts")
            return fields

        made = forge.Forge()
        made.change_seal = behind
        self.broken(*made.build(), "seal", "belongs")


class Whole(Subset):
    """§3 and §4, rule 4"""

    def whole(self, part="", **values):
        self.copied(lambda made: made.whole.update(values), part)

    def test_there_in_part(self):
        self.member(layout.WHOLE, lambda raw: None, "in part")
        self.member(layout.WHOLE_PROOF, lambda raw: None, "in part")
        self.copied(lambda made: setattr(made, "whole", None), "without the seal of the whole")

    def test_opening(self):
        for change in (lambda raw: raw + raw, lambda raw: b"", lambda raw: raw[:-1], lambda raw: raw + b"\n",
                       lambda raw: raw.replace(b'"value":77', b'"value":78')):  # fmt: skip
            self.member(layout.WHOLE, change)

    def test_kind(self):
        self.whole("schema", schema="comity/package/3")
        self.whole("schema", schema=["comity/package/1"])
        self.whole("fields", schema="comity/package/2")
        self.whole("category", category="custody")
        self.whole("type", type="sealed ")
        for name in ("stream", "seq", "prev", "at"):
            self.whole("", **{name: "x"})
        for name in ("schema", "at", "package_id", "members", "forum", "actor"):
            self.copied(lambda made, name=name: setattr(made, "whole_closed", (name,)), "closed")

    def test_fields(self):
        def rename(fields):
            return {"x" if name == "forum" else name: value for name, value in fields.items()}

        def behind(fields):
            fields["parts"] = fields.pop("parts")
            return fields

        for change in (rename, behind, lambda fields: {**fields, "more": 1}):
            self.copied(lambda made, change=change: setattr(made, "change_whole", change))

    def test_package_id(self):
        self.whole("the id of the copy", package_id=ID)
        for value in (None, 7, "", "x", ID.upper(), ID + "\n", "a\x1b[31m"):
            self.whole("another id than packages have", package_id=value)

    def test_node(self):
        self.copied(lambda made: setattr(made, "whole_log", "A"), "another node")

    def test_other_list(self):
        for value in ("00" * 32, None, 7):
            self.whole("another list", parts=value)

    def test_proof(self):
        for change in (lambda raw: raw + b"\n", lambda raw: b"x" + raw, lambda raw: raw.replace(b"index 5", b"index 4"),
                       lambda raw: raw.replace(b"index 5", b"index 05"),
                       lambda raw: b"\n".join(line for line in raw.split(b"\n") if not line.startswith(b"extra "))):
            self.member(layout.WHOLE_PROOF, change)

    def test_proof_of_another_leaf(self):
        def swap(members):
            leaf = next(path for path in sorted(members) if path.startswith(layout.DATA + "proofs/"))
            members[layout.WHOLE_PROOF] = members[leaf]

        self.copied(lambda made: made.stages.update(payload=swap))

    def test_witnesses(self):
        """Each line of its note is wanted, whatever the other heads have."""
        for lost in range(4):

            def without(raw, lost=lost):
                head, _gap, lines = raw.partition(b"\n\n")
                text, _gap, signed = lines.partition(b"\n\n")
                signed = signed.splitlines(keepends=True)
                return head + b"\n\n" + text + b"\n\n" + b"".join(signed[:lost] + signed[lost + 1 :])

            self.member(layout.WHOLE_PROOF, without, "has not signed")

    def test_time(self):
        def at(milliseconds, uncertainty):
            return {"src": "ntp", "t": forge.stamp(milliseconds), "unc_ms": uncertainty}

        for milliseconds, uncertainty in ((3999, 0), (4099, 100), (63999, 60000)):
            self.taken(lambda made, a=milliseconds, b=uncertainty: made.whole.update(at=at(a, b)))
        for milliseconds, uncertainty in ((4000, 0), (4100, 100), (64000, 60000)):
            self.whole("after its head", at=at(milliseconds, uncertainty))
        self.whole("uncertain", at=at(0, 60001))
        self.copied(lambda made: setattr(made, "whole_time", 1), "after its head")
        self.copied(lambda made: setattr(made, "policy_tail", "quorum none\n"), "", "time")

    def test_time_is_that_of_its_own_note(self):
        """A note of the same head with another second counts neither for the whole nor for what lies beside it."""

        def at(milliseconds):
            return {"src": "ntp", "t": forge.stamp(milliseconds), "unc_ms": 0}

        def late(head):
            def change(made):
                made.whole_head = head
                made.whole["at"] = at(4500)

            return change

        self.taken(late("same"))
        self.copied(late("early"), "after its head")

        def late_beside(made):
            made.whole_head = "early"
            made.streams[1][1]["at"] = made.seal_fields["at"] = at(4500)

        self.taken(late_beside)

    def test_fork(self):
        for head in ("fork", "fork of the seal"):
            self.copied(lambda made, head=head: setattr(made, "whole_head", head), "differ")

    def test_lines_of_unknown_keys(self):
        """They are ignored under the whole, as under an entry."""
        line = b"\xe2\x80\x94 x.example " + basics.to_base64(bytes(40)).encode() + b"\n"
        self.taken(lambda made: setattr(made, "whole_proof", lambda raw: raw + line))
        last = lambda raw: raw + raw[raw.rindex(b"\xe2\x80\x94") :]  # noqa: E731
        self.taken(lambda made: setattr(made, "whole_proof", last))

    def test_heads_that_anchors_name(self):
        """They are compared among each other and with those of lines and seal, but not with the whole's."""

        def change(size):
            return lambda made: made.links[-1]["own"].update(peer_size=size, peer_root="11" * 32)

        self.taken(change(6))
        self.copied(change(7), "differ", "handover")


class Command(unittest.TestCase):
    def test_of_the_verdict(self):
        made = forge.Forge(True)
        mine = differ.ours(*made.build())
        self.assertEqual(mine[0], differ.VERIFIED)
        self.assertIn('"held":2', mine[1])

    def test_leaf(self):
        made = forge.Forge(True)
        made.build()
        leaves = [notes.leaf_hash(entry["made"][0].leaf()) for entry in made.alone["X-2"]]
        self.assertEqual(parts.digest_of(hashlib.sha256(forge.FILE).digest(), leaves), made._part_digest("X-2"))


if __name__ == "__main__":
    unittest.main()
