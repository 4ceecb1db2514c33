"""Tests of statements of completeness: the published one, then single changes that each fail at one named rule."""

import base64
import contextlib
import hashlib
import hmac
import io
import json
import os
import random
import tempfile
import unittest

import forge
import verifier
from courtpackage import basics, canon, completeness
from courtpackage.errors import Refused
from test_verifier import HERE, Case as Packages, load, run

VECTORS = os.path.join(HERE, "..", "..", "crates", "seal", "vectors")
THERE, NOTHING, OTHER = 7, 30, 31


def vector(suffix):
    return load(os.path.join(VECTORS, "completeness." + suffix))


class Case(unittest.TestCase):
    def broken(self, raw, rules, code, part=""):
        result = completeness.check(raw, rules)
        self.assertFalse(result["ok"], "the statement was believed")
        self.assertEqual(set(result), {"v", "ok", "code", "detail"})
        self.assertNotIn("gave up", result["detail"])
        self.assertEqual((result["code"], part in result["detail"]), (code, True), result)

    def forged(self, change, code, part="", stream=THERE):
        """Change a statement before it is built; it must fail with this code and text."""
        made = forge.Statement(stream)
        change(made)
        self.broken(*made.build(), code, part)

    def accepted(self, change=lambda made: None, stream=THERE):
        made = forge.Statement(stream)
        change(made)
        result = completeness.check(*made.build())
        self.assertTrue(result["ok"], result)
        return result


class Vector(Case):
    def test_published(self):
        result = completeness.check(vector("statement"), vector("tlog-policy"))
        self.assertEqual(result, {
            "v": "comity-completeness-verdict/1", "ok": True, "date": "2027-03-04", "held": True,
            "last": "07" * 32, "origin": "node.example/comity/audit/2027", "seq": 7, "size": 12,
            "streams": 40, "tag": basics.to_base64(b"\x07" * 16), "witnessed_at": None,
        })  # fmt: skip

    def test_whole_map(self):
        """The root again from what the page says of the forty streams."""
        line, entry = (json.loads(part) for part in vector("statement").split(b"\n")[:2])
        leaves, day = {}, "2027-03-04"
        for n in range(40):
            blind = hmac.digest(bytes([n]) * 32, b"comity-map-blind/v1\0" + day.encode(), hashlib.sha256)
            self.assertEqual(basics.to_base64(blind) == line["stream"]["blind"], n == 7)
            key = completeness.key_of(day, bytes([n]) * 16)
            leaves[key] = completeness.value_of(blind, n, bytes([n]) * 32)
        drawn, key = forge.Map(leaves), completeness.key_of(day, b"\x07" * 16)
        self.assertEqual(drawn.root().hex(), entry["fields"][8]["value"])
        self.assertEqual(drawn.way(key), ([base64.b64decode(one) for one in line["siblings"]], key))

    def test_every_byte(self):
        raw, rules, chance = vector("statement"), vector("tlog-policy"), random.Random(6)
        for place in range(len(raw)):
            changed = raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]
            result = completeness.check(changed, rules)
            self.assertFalse(result["ok"], place)
            self.assertNotIn("gave up", result["detail"])

    def test_lost_and_won(self):
        raw, rules, chance = vector("statement"), vector("tlog-policy"), random.Random(7)
        for _turn in range(300):
            place = chance.randrange(len(raw))
            for changed in (raw[:place], raw[:place] + raw[place + 1 :], raw[:place] + b"A" + raw[place:]):
                self.assertFalse(completeness.check(changed, rules)["ok"], place)
        self.broken(raw + b"\n", rules, "proof")
        self.broken(raw[:-1], rules, "proof")


class Good(Case):
    def test_there(self):
        result = self.accepted()
        self.assertEqual((result["held"], result["seq"], result["witnessed_at"]), (True, 3, forge.BASE_TIME + 5))

    def test_not_there(self):
        for stream in (NOTHING, OTHER):
            result = self.accepted(stream=stream)
            self.assertEqual((result["held"], result["seq"], result["last"]), (False, None, None))
        self.assertIsNone(forge.Statement(NOTHING).line["end"])
        self.assertIsNotNone(forge.Statement(OTHER).line["end"])

    def test_maps_of_none_and_one(self):
        def none(made):
            made.fields["root"], made.line["siblings"] = "00" * 32, []

        self.accepted(none, NOTHING)

        def one(made):
            key = completeness.key_of(made.date, made.tag(OTHER))
            other = bytes([key[0] ^ 0x80]) + key[1:]
            made.line.update(siblings=[], end={"key": basics.to_base64(other), "value": basics.to_base64(bytes(32))})
            made.fields["root"] = completeness.leaf_of(other, bytes(32)).hex()

        self.accepted(one, OTHER)

    def test_deepest(self):
        """Two keys that differ in the last bit only: a way of 128 hashes."""

        def change(made):
            key = completeness.key_of(made.date, made.tag(OTHER))
            blind, last = bytes(32), bytes(32)
            twin = key[:-1] + bytes([key[-1] ^ 1])
            drawn = forge.Map({**made.map.leaves, key: completeness.value_of(blind, 0, last), twin: bytes(32)})
            siblings, end = drawn.way(key)
            self.assertEqual((len(siblings), end), (128, key))
            made.line.update(end=None, siblings=[basics.to_base64(one) for one in siblings],
                             stream={"blind": basics.to_base64(blind), "last": basics.to_base64(last), "seq": 0})
            made.fields["root"] = drawn.root().hex()

        self.accepted(change, OTHER)

    def test_extra_may_be_absent(self):
        def drop(raw):
            lines = raw.split(b"\n")
            return b"\n".join(lines[:1] + lines[2:])

        self.accepted(lambda made: setattr(made, "change_proof", drop))

    def test_any_log(self):
        def change(made):
            made.log.origin = "any.example/x"
            made.log.keys = [forge.NoteKey(made.log.origin, kind) for kind in (1, 6)]

        self.assertEqual(self.accepted(change)["origin"], "any.example/x")


class Line(Case):
    """§4, the form"""

    def line(self, part="", about=THERE, **values):
        self.forged(lambda made: made.line.update(values), "form", part, about)

    def test_members(self):
        self.line("version", v="comity-completeness/2")
        self.line("members", more=None)
        for name in ("v", "date", "tag", "siblings", "stream", "end"):
            self.forged(lambda made, name=name: made.line.pop(name), "form", "members")

    def test_dates(self):
        for date in ("2027-02-29", "2027-1-14", "2027-01-14T00:00:00Z", "", "2027-00-01", None, 20270114, "0000-01-01"):
            self.line("date", date=date)

    def test_tags(self):
        for tag in ("", basics.to_base64(bytes(15)), basics.to_base64(bytes(17)), "A" * 24, None, 7, "é"):
            self.line("tag", tag=tag)

    def test_siblings(self):
        one = basics.to_base64(bytes(32))
        for siblings in (None, {}, one, [None], [one[:-4]], [basics.to_base64(bytes(31))], [one] * 129):
            self.line("way", siblings=siblings)

    def test_streams(self):
        good = forge.Statement().line["stream"]
        for change in ({"seq": -1}, {"seq": None}, {"seq": "3"}, {"seq": True}, {"blind": ""}, {"last": None},
                       {"last": basics.to_base64(bytes(33))}, {"more": 1}):  # fmt: skip
            self.line(stream={**good, **change})
        for value in ([], "x", 0, False, {}):
            self.line(stream=value)

    def test_ends(self):
        good = forge.Statement(OTHER).line["end"]
        for value in ({**good, "key": basics.to_base64(bytes(15))}, {**good, "value": ""}, {**good, "more": 1},
                      {"key": good["key"]}, [], "x", False):  # fmt: skip
            self.line("", OTHER, end=value)
        self.line("and another leaf", THERE, end=good)

    def test_parts(self):
        raw, rules = forge.Statement().build()
        first, second, third = raw.split(b"\n", 2)
        for changed in (first, first + b"\n", first + b"\n" + second, first + b"\n" + second + b"\n", b"", b"\n" + raw):
            self.broken(changed, rules, "form")
        self.broken(first + b" \n" + second + b"\n" + third, rules, "form", "canonical")
        self.broken(first.replace(b'"date":', b'"date": ') + b"\n" + second + b"\n" + third, rules, "form", "canonical")
        self.broken(first + b"\r\n" + second + b"\n" + third, rules, "form")
        self.broken(first + b"\n\n" + second + b"\n" + third, rules, "opening")
        self.broken(b'{"date":"' + b"x" * 16384 + raw, rules, "form", "too long")
        self.broken(raw + bytes(completeness.MAX_FILE), rules, "form", "too long")


class Entry(Case):
    """§4, rules 1 and 2"""

    def test_policy(self):
        raw, rules = forge.Statement().build()
        self.broken(raw, b"nothing\n", "policy")
        self.broken(raw, forge.Forge().policy().replace(forge.GIVER.encode(), b"cc.example"), "policy")
        self.broken(raw, vector("tlog-policy"), "no-log", "lists no log")
        self.assertTrue(completeness.check(raw, rules.replace(b"quorum w\n", b"quorum none\n"))["ok"])

    def test_signers(self):
        for place in range(4):

            def change(made, place=place):
                signers = made.log.keys + made.witnesses
                real = made.log.head
                made.log.head = lambda: real(signers[:place] + signers[place + 1 :])

            self.forged(change, "no-quorum" if place > 1 else "missing-log-line", "has not signed")

    def test_opening(self):
        for old, new in ((b'"streams"', b'"strayed"'), (b'"value":30', b'"value":31'), (b"}\n", b"} \n"),
                         (b'"v":"comity-opening/1"', b'"v":"comity-opening/2"')):  # fmt: skip
            self.forged(lambda made, old=old, new=new: setattr(
                made, "change_opening", lambda raw: raw.replace(old, new)), "opening")  # fmt: skip

    def test_proof(self):
        def path(raw):
            return raw.replace(b"\n\n", b"\n" + basics.to_base64(bytes(32)).encode() + b"\n\n", 1)

        for change, part in ((path, "too many"), (lambda raw: raw + b"\n", ""), (lambda raw: b"x" + raw, "not a proof"),
                             (lambda raw: raw.replace(b"index 2", b"index 02"), "decimal"),
                             (lambda raw: raw + b"\xe2\x80\x94 x AAAAAAA=\n" * 65, "64 signature lines"),
                             (lambda raw: raw.replace(b"index 2", b"index 1"), "root")):  # fmt: skip
            self.forged(lambda made, change=change: setattr(made, "change_proof", change), "proof", part)

    def test_index(self):
        """Two equal leaves: a proof that holds, of another index than the opening's."""

        def change(made):
            real = made.log.add
            made.log.add = lambda leaf: (real(leaf), real(leaf))[0]
            made.change_opening = lambda raw: raw.replace(b'"index":4,', b'"index":5,')

        self.forged(change, "map", "another index")

    def test_origin(self):
        self.forged(lambda made: setattr(made, "change_opening", lambda raw: raw.replace(
            b'"aa.example/comity', b'"ab.example/comity')), "map", "another log")  # fmt: skip
        for origin in (b'""', b'"a+b"', b'"a b"', b"null", b"7"):
            self.forged(lambda made, origin=origin: setattr(made, "change_opening", lambda raw: raw.replace(
                b'"aa.example/comity/audit/2027"', origin)), "opening")  # fmt: skip

    def test_extra(self):
        def other(raw):
            lines = raw.split(b"\n")
            lines[1] = b"extra " + base64.b64encode(b"CML\1\1\0\0\0" + bytes(32))
            return b"\n".join(lines)

        self.forged(lambda made: setattr(made, "change_proof", other), "map", "another leaf")

    def test_fields(self):
        self.forged(lambda made: made.fields.update(more=None), "map", "fields")
        for name in list(forge.Statement().fields):
            self.forged(lambda made, name=name: made.fields.pop(name), "map", "fields")
            self.forged(lambda made, name=name: setattr(made, "closed", (name,)), "map")

            def rename(made, name=name):
                made.fields = {"x" if key == name else key: value for key, value in made.fields.items()}

            self.forged(rename, "map", "belongs")

        def turn(made):
            made.fields["size"] = made.fields.pop("size")

        self.forged(turn, "map", "belongs")

    def test_kind(self):
        for name, value in (("schema", "comity/map/2"), ("category", "anchor"), ("type", "head")):
            for other in (value, None, ""):
                self.forged(lambda made, name=name, other=other: made.fields.update({name: other}), "map", name)
        for date in ("2027-01-15", None, 7):
            self.forged(lambda made, date=date: made.fields.update(date=date), "map", "another date")

    def test_values(self):
        for root in (None, "", "00" * 31, forge.Statement().map.root().hex().upper(), 7):
            self.forged(lambda made, root=root: made.fields.update(root=root), "map", "root")
        for name in ("size", "streams"):
            for value in (None, "2", -1, True, [2]):
                self.forged(lambda made, name=name, value=value: made.fields.update({name: value}), "map", name)


class Way(Case):
    """§2 and §4, rule 3"""

    def test_root(self):
        self.forged(lambda made: made.fields.update(root="00" * 32), "way")
        self.forged(lambda made: made.line["siblings"].pop(), "way")
        self.forged(lambda made: made.line["siblings"].reverse(), "way")
        self.forged(lambda made: made.line["siblings"].append(basics.to_base64(bytes(32))), "way")

    def test_stream(self):
        for change in ({"seq": 4}, {"last": basics.to_base64(bytes(32))}, {"blind": basics.to_base64(bytes(32))}):
            self.forged(lambda made, change=change: made.line["stream"].update(change), "way")
        self.forged(lambda made: made.line.update(tag=basics.to_base64(made.tag(8))), "way")

    def test_a_stream_that_is_there(self):
        """No way shows that it is not."""
        self.forged(lambda made: made.line.update(stream=None), "way", "root")

        def own(made):
            key = completeness.key_of(made.date, made.tag(THERE))
            made.line.update(stream=None, end={
                "key": basics.to_base64(key), "value": basics.to_base64(made.map.leaves[key])})  # fmt: skip

        self.forged(own, "way", "its own key")

    def test_a_leaf_of_another_place(self):
        """The way to a leaf elsewhere in the map is no way to the wanted key."""

        def change(made):
            wanted = completeness.key_of(made.date, made.tag(OTHER))
            far = next(key for key in sorted(made.map.leaves) if key[0] >> 7 != wanted[0] >> 7)
            siblings, end = made.map.way(far)
            self.assertEqual(end, far)
            made.line.update(siblings=[basics.to_base64(one) for one in siblings], end={
                "key": basics.to_base64(far), "value": basics.to_base64(made.map.leaves[far])})  # fmt: skip

        self.forged(change, "way", "another place", OTHER)

    def test_end(self):
        self.forged(lambda made: made.line.update(end=None), "way", "root", OTHER)
        self.forged(lambda made: made.line["end"].update(value=basics.to_base64(bytes(32))), "way", "root", OTHER)
        end = forge.Statement(OTHER).line["end"]
        self.forged(lambda made: made.line.update(end=end), "way", "", NOTHING)

    def test_another_day(self):
        def change(made):
            made.line["date"] = made.fields["date"] = "2027-01-13"

        self.forged(change, "way")


class Parts(unittest.TestCase):
    def test_bits(self):
        key = bytes([0b10010000]) + bytes(14) + b"\x01"
        self.assertEqual([completeness.bit(key, depth) for depth in (0, 1, 2, 3, 4, 126, 127)], [1, 0, 0, 1, 0, 0, 1])

    def test_longest_line(self):
        one = forge.Statement(OTHER)
        one.line["siblings"] = [basics.to_base64(bytes(32))] * 128
        completeness.Line(canon.write(one.line) + b"\n")
        with self.assertRaises(Refused):
            completeness.Line(canon.write(one.line))


class Command(unittest.TestCase):
    def test_codes(self):
        raw, rules = forge.Statement().build()
        token = forge.Token().build(bytes(32))
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out, \
                contextlib.redirect_stderr(io.StringIO()):  # fmt: skip
            paths = []
            for name, content in (("s", raw), ("r", rules), ("b", raw[:-1]), ("t", token), ("h", raw[:7])):
                paths.append(os.path.join(folder, name))
                with open(paths[-1], "wb") as file:
                    file.write(content)
            s, r, b, t, h = paths
            self.assertEqual(verifier.main([s, "--policy", r]), 0)
            self.assertEqual(verifier.main([b, "--policy", r]), 5)
            self.assertEqual(verifier.main([s, "--policy", b]), 5)
            self.assertEqual(verifier.main([s, "--policy", r + "none"]), 1)
            self.assertEqual(verifier.main([s, "--policy", r, "--token", t]), 0)
            out.truncate(0)
            self.assertEqual(verifier.main([h, "--policy", r]), 5)
            self.assertIn("container", out.getvalue())
            out.truncate(out.seek(0))
            self.assertEqual(verifier.main([s, "--policy", r, "--json"]), 0)
            self.assertEqual(json.loads(out.getvalue())["v"], "comity-completeness-verdict/1")


class InPackage(Packages):
    """A statement about the exporter's stream of an exhibit, in a package."""

    def said(self, check=None, part="", **changes):
        def change(made):
            made.complete = changes

        if check is None:
            self.accepted(change)
        else:
            self.forged(change, check, part)

    def test_good(self):
        self.said()
        # By an older map, which an entry follows.
        self.said(seq=0, size=2)

    def test_kept_back(self):
        for seq in (2, 3, 77):
            self.said("order", "an entry is kept back", seq=seq, last=forge.seed("kept back"))
        self.said("order", "an entry is kept back", size=1)
        self.said("order", "an entry is kept back", size=0, seq=0)

    def test_left_out(self):
        self.said("order", "the map leaves out an entry", seq=0)
        self.said("order", "another last entry", last=forge.seed("another"))
        self.said("order", "that there is no such stream", held=False)

    def test_of_something_else(self):
        self.said("order", "another stream", stream=b"x" * 16)
        self.said("order", "another stream", stream=b"a" * 16)
        self.said("order", "another node", log="A")
        self.said("order", "a statement without entries", exhibit="X-7")
        self.said("order", "a statement without entries", twice="X-7")
        self.said("manifest", "no package has", exhibit="X.7")

    def test_not_over(self):
        for date in ("2027-01-15", "2099-01-01"):
            self.said("order", "a day that was not over", date=date)
        for size in (6, 2**40):
            self.said("order", "entries that came after it", size=size)
        at = {"src": "ntp", "t": "2027-01-15T00:00:00.000Z", "unc_ms": 0}
        self.said(fields={"at": at})
        self.said("order", "a day that was not over", fields={"at": {**at, "t": "2027-01-14T23:59:59.999Z"}})
        self.said("order", "the field at", fields={"at": {**at, "t": "yesterday"}})
        self.said("time", "after its head", fields={"at": {**at, "t": "2027-02-01T00:00:00.000Z"}})

    def test_another_head(self):
        self.said("handover", "differ", fork=True)
        self.said(later=3)

    def test_told(self):
        made = forge.Forge(True)
        made.complete = {"seq": 0, "size": 2}
        result = run(*made.build())
        self.assertTrue(result["ok"], result["first_broken"])
        self.assertEqual(result["completeness"], "chain")
        stated = {one["exhibit_no"]: one["complete"] for one in result["exhibits"]}
        self.assertEqual(stated.keys(), {"X-1-R1", "X-2"})
        self.assertIsNone(stated["X-2"])
        self.assertEqual((stated["X-1-R1"]["behind"], stated["X-1-R1"]["size"]), (1, 2))
        made = forge.Forge()
        self.assertEqual(run(*made.build())["completeness"], "chain")
        made = forge.Forge()
        made.complete = {}
        self.assertEqual(run(*made.build())["completeness"], "map")

    def test_changed(self):
        chance = random.Random(8)

        def changed(members):
            path = next(path for path in members if path.endswith(".complete"))
            place = chance.randrange(len(members[path]))
            members[path] = members[path][:place] + bytes([members[path][place] ^ 1]) + members[path][place + 1 :]

        for _turn in range(40):
            made = forge.Forge()
            made.complete, made.stages["payload"] = {}, changed
            self.broken(*made.build(), "inclusion")


if __name__ == "__main__":
    unittest.main()
