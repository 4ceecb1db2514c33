"""Tests of keys over time: generations, revoked keys, instants that are asked about, and the seal over a log's end."""

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
from courtpackage import basics, checks, completeness, disclosure, epoch, policy, slhdsa
from courtpackage.errors import Refused
from test_verifier import load, run

NOW = forge.BASE_TIME
HEAD = NOW + 5  # the second at which the quorum of a forge signs
SEAL_KEY = basics.to_base64(bytes(32))


def vector(suffix):
    return load(os.path.join(forge.VECTORS, "keys" + suffix))


def revoked(key, second):
    return f"revoked {key.vkey if isinstance(key, forge.NoteKey) else key.kid.hex()} {second}"


class Case(unittest.TestCase):
    def made(self, change, is_copy=False):
        made = forge.Forge(is_copy)
        change(made)
        package, rules = made.build()
        with tempfile.TemporaryFile() as file:
            file.write(package)
            file.seek(0)
            return checks.run(file, rules, (), made.as_of)

    def broken(self, change, check, part="", is_copy=False):
        result = self.made(change, is_copy)
        self.assertFalse(result["ok"], "the package was accepted")
        found = result["first_broken"]
        self.assertNotIn("gave up", found["detail"])
        self.assertEqual((found["id"], part in found["detail"]), (check, True), found)
        said = [result[name] for name in ("checkpoints", "keys", "witnessed_no_later_than")]
        self.assertEqual(said, [[], [], None])
        return result

    def accepted(self, change, is_copy=False):
        result = self.made(change, is_copy)
        self.assertTrue(result["ok"], result["first_broken"])
        return result

    def heads(self, change, is_copy=False):
        """(size, second, when revoked) of the heads of the exporting node."""
        told = []
        for one in self.accepted(change, is_copy)["checkpoints"]:
            self.assertEqual(one["keys"] == "in-force", one["revoked_from"] is None)
            if one["origin"].startswith(forge.RECEIVER):
                told.append((one["size"], one["witnessed_at"][17:19], one["revoked_from"] and one["revoked_from"][14:19]))
        return told


def lines(*more):
    return lambda made: setattr(made, "policy_lines", list(more))


class Lines(Case):
    """§3: what a policy may say."""

    def test_forms(self):
        made = forge.Forge()
        key, kid = made.logs["A"].keys[0].vkey, made.keys[0].kid.hex()
        stranger = forge.NoteKey("z.example", 1).vkey
        for line in (f"revoked {key}", f"revoked {key} 5 5", f"revoked {key} 05", f"revoked {key} -1", f"revoked {key} x",
                     f"revoked {key} {2**63}", f"revoked {stranger} 5", f"revoked {kid[:-1]} 5", f"revoked {kid.upper()} 5",
                     f"revoked {kid}00 5", f"revoked x+y 5", "revoked", f"seal x {SEAL_KEY} y", f"seal x {SEAL_KEY[:-1]}",
                     f"seal x {basics.to_base64(bytes(31))}", f"seal x+y {SEAL_KEY}", f"seal {'x' * 256} {SEAL_KEY}",
                     f"seal x {SEAL_KEY}\nseal x {SEAL_KEY}", "seal x", "sealed x y", "Revoked x 5"):  # fmt: skip
            self.broken(lines(line), "policy")
        for line in (f"revoked {key} {2**63 - 1}", f"revoked {'0' * 32} 0", f" revoked\t{kid}  {NOW + 9} ",
                     f"seal x {SEAL_KEY}", f"seal {'x' * 255} {SEAL_KEY}"):  # fmt: skip
            self.accepted(lines(line))

    def test_codes(self):
        rules = forge.Forge().policy()
        for line, code in ((f"revoked {forge.NoteKey('z.example', 1).vkey} 5", "unknown-name"), ("revoked x", "line"),
                           (f"seal x {SEAL_KEY}\nseal x {SEAL_KEY}", "duplicate-name"), ("seal x", "line"),
                           (f"log {forge.NoteKey(forge.GIVER + '/comity/audit/2027', 1, forge.ED25519(bytes(32))).vkey}",
                            "generations")):  # fmt: skip
            with self.assertRaises(Refused) as fault:
                policy.Policy(rules + line.encode() + b"\n")
            self.assertEqual(fault.exception.code, code)

    def test_earlier_line(self):
        package, rules = forge.Forge().build()
        line = revoked(forge.Forge().logs["A"].keys[0], HEAD + 9).encode() + b"\n"
        self.assertTrue(run(package, rules + line)["ok"])
        self.assertEqual(run(package, line + rules)["first_broken"]["id"], "policy")

    def test_how_many(self):
        """At most 512 of each kind; a line about a key again is not another key."""
        kids = [f"revoked {number:032x} 5" for number in range(513)]
        seals = [f"seal {number} {SEAL_KEY}" for number in range(513)]
        for many in (kids, seals):
            self.accepted(lines(*many[:512]))
            self.broken(lines(*many), "policy", "512")
        self.accepted(lines(*kids[:512], *seals[:512], *kids[:512]))
        key = forge.Forge().logs["A"].keys[0]
        self.accepted(lines(*[revoked(key, HEAD + 1)] * 513))

    def test_two_lines_about_one_key(self):
        key = forge.Forge().logs["B"].keys[0]
        told = self.heads(lines(revoked(key, HEAD + 30), revoked(key, HEAD + 10), revoked(key, HEAD + 20)))
        self.assertEqual(told, [(4, "05", "00:15"), (5, "05", "00:15")])


class Generations(Case):
    """§1, and what §3 says of logs and witnesses."""

    def turns(self, listed, signing, *more):
        """The exporter's log under keys of these generations: `Aa` are the two keys of the first, `Bb` of the second."""

        def change(made):
            log = made.logs["B"]
            every = dict(zip("AaBbCc", [*log.keys, *log.next_keys(1), *log.next_keys(2)]))
            copied = [f"log {key.vkey}\n" for key in [*made.logs["A"].keys, *every.values()]]
            copied += [f"witness w-{tag} {key.vkey}\n" for tag, key in zip(("ed", "ml"), made.witnesses)]
            made.policy_copy = ("".join(copied) + "quorum none\n").encode()
            log.listed, log.keys = [every[name] for name in listed], [every[name] for name in signing]
            made.policy_lines = [revoked(every[name], second) for name, second in more]

        return change

    def test_one_whole_generation(self):
        for listed, signing in (("Aa", "Aa"), ("AaBb", "Aa"), ("AaBb", "Bb"), ("AaBb", "AaBb"), ("Aa", "AaBb"),
                                ("Bb", "AaBb"), ("AaBb", "AaB"), ("AabB", "Bb"), ("AaBbCc", "BbA"), ("AB", "B"),
                                ("AB", "Aa")):  # fmt: skip
            self.assertEqual(self.heads(self.turns(listed, signing)), [(4, "05", None), (5, "05", None)], listed)
        for listed, signing in (("AaBb", "Ab"), ("AaBb", "aB"), ("Aa", "Bb"), ("Bb", "Aa"), ("AaBb", "B"),
                                ("AaBbCc", "AbC")):  # fmt: skip
            self.broken(self.turns(listed, signing), "seal", "has not signed")

    def test_generations_differ(self):
        for listed in ("AaB", "AaBbC", "ABab", "AaBC", "ABb"):
            self.broken(self.turns(listed, "Aa"), "policy", "generations")

    def test_line_that_fails(self):
        """A line of a listed key refuses the note, of whichever generation, revoked or not."""
        for more in ((), (("B", 5),)):

            def change(made, more=more):
                self.turns("AaBb", "AaB", *more)(made)
                key = made.logs["B"].keys[2]
                wrong = forge.NoteKey(key.name, 1, key.private)
                wrong.line = lambda origin, size, root, time: key.line(origin, size + 1, root, time)
                made.logs["B"].keys[2] = wrong

            self.broken(change, "seal", "does not verify")

    def test_revoked(self):
        self.broken(self.turns("Aa", "Aa", ("A", HEAD)), "seal", "only revoked keys")
        self.broken(self.turns("Aa", "Aa", ("A", HEAD + 9), ("a", HEAD)), "seal", "only revoked keys")
        self.broken(self.turns("AaBb", "Aa", ("A", HEAD)), "seal", "only revoked keys")
        self.broken(self.turns("AaBb", "AaBb", ("A", HEAD), ("b", 0)), "seal", "only revoked keys")
        for listed, signing, end, *more in (
            ("Aa", "Aa", "00:06", ("A", HEAD + 1)), ("Aa", "Aa", "00:06", ("A", HEAD + 3), ("a", HEAD + 1)),
            ("AaBb", "AaBb", None, ("A", 0)), ("AaBb", "AaBb", None, ("B", HEAD + 9)), ("AaBb", "Bb", None, ("a", 0)),
            ("AaBb", "AaBb", "00:15", ("A", HEAD + 10), ("B", HEAD)),
            ("AaBb", "AaBb", "00:15", ("A", 0), ("B", HEAD + 10)),
            ("AaBbCc", "AaBbCc", "00:20", ("a", HEAD + 10), ("B", HEAD + 15), ("c", HEAD + 5)),
            ("AaBbCc", "AaBbCc", "00:14", ("a", HEAD + 9), ("B", HEAD + 15), ("b", HEAD + 5), ("c", HEAD + 5)),
        ):  # fmt: skip
            told = self.heads(self.turns(listed, signing, *more))
            self.assertEqual(told, [(4, "05", end), (5, "05", end)], (listed, signing, more))

    def test_which_note_is_told(self):
        """The earliest note of a head; of two of one second the one whose keys count longest."""

        def notes(first, other, later, *more):
            def change(made):
                self.turns("AaBb", first, *more)(made)
                log = made.logs["B"]
                every = dict(zip("AaBb", [*forge.Log(log.origin, ()).keys, *log.next_keys(1)]))
                made.streams[1][0]["shown"] = ([*(every[name] for name in other), *made.witnesses], later)

            return self.heads(change)[0]

        a, b = ("A", HEAD + 50), ("B", HEAD + 60)
        self.assertEqual(notes("Aa", "Bb", -1, a), (4, "04", None))
        self.assertEqual(notes("Bb", "Aa", -1, a), (4, "04", "00:55"))
        self.assertEqual(notes("Aa", "Bb", 1, a), (4, "05", "00:55"))
        self.assertEqual(notes("Bb", "Aa", 1, a), (4, "05", None))
        for first, other in (("Aa", "Bb"), ("Bb", "Aa")):
            self.assertEqual(notes(first, other, 0, a), (4, "05", None))
            self.assertEqual(notes(first, other, 0, a, b), (4, "05", "01:05"))

    def test_witness(self):
        """A line of a revoked witness counts for nothing, and still may not fail."""
        key = forge.Forge().witnesses[0]
        for second in (0, HEAD, HEAD + 1, 2**63 - 1):
            self.broken(lines(revoked(key, second)), "seal", "quorum has not signed")

        def any_of_both(made):
            made.policy_tail = "group w any w-ed w-ml\nquorum w\n"
            lines(revoked(key, 2**63 - 1))(made)

        self.assertEqual(self.heads(any_of_both), [(4, "05", None), (5, "05", None)])

        def fails(made):
            any_of_both(made)
            real = made.witnesses[0].line
            made.witnesses[0].line = lambda origin, size, root, time: real(origin, size + 1, root, time)

        self.broken(fails, "seal", "does not verify")

    def test_one_public_key_in_two_roles(self):
        """A revoked vkey is a name, a type and a public key: the witness with a log's key is another one."""

        def shared(which, second):
            def change(made):
                key = made.logs["B"].keys[1]
                made.witnesses[1] = forge.NoteKey("w.example/other", 6, key.private)
                made.policy_lines = [revoked({"log": key, "witness": made.witnesses[1]}[which], second)]

            return change

        self.assertEqual(self.heads(shared("log", HEAD + 1)), [(4, "05", "00:06"), (5, "05", "00:06")])
        self.broken(shared("log", HEAD), "seal", "only revoked keys")
        self.broken(shared("witness", HEAD + 1), "seal", "quorum has not signed")
        for name, kind in (("x.example", 6), (f"{forge.RECEIVER}/comity/audit/2027", 4)):
            key = forge.Forge().logs["B"].keys[kind == 6]
            self.broken(lines(revoked(forge.NoteKey(name, kind, key.private), HEAD + 1)), "policy", "no earlier line")

    def test_policy_copy(self):
        """The copy has to be readable; its lines about keys judge nothing."""
        base = forge.Forge().policy().decode()
        made = forge.Forge()
        for line, holds in ((revoked(made.logs["B"].keys[0], 0), True), (revoked(made.keys[0], 0), True),
                            ("revoked x 5", False), (f"log {made.logs['B'].next_keys(1)[0].vkey}", False)):  # fmt: skip

            def change(made, line=line):
                made.policy_copy = f"{base}{line}\n".encode()

            if holds:
                self.assertEqual(self.heads(change), [(4, "05", None), (5, "05", None)])
            else:
                self.broken(change, "seal")

    def test_without_a_second(self):
        def change(made):
            made.policy_tail = "quorum none\n"

        self.broken(change, "time", "no quorum")

        def with_revoked(made):
            change(made)
            lines(revoked(made.logs["B"].keys[0], 2**63 - 1))(made)

        self.broken(with_revoked, "seal", "only revoked keys")

    def test_other_kinds_of_proof(self):
        """The whole of a copy, statements and disclosures ask the same."""

        def whole(made):
            made.whole_time = HEAD + 2
            lines(revoked(made.logs["B"].keys[0], HEAD + 2))(made)

        self.broken(whole, "parts", "only revoked keys", is_copy=True)
        for kind, reader in ((forge.Statement, completeness), (forge.Disclosure, disclosure)):
            raw, rules = kind().build()
            key, witness = kind().log.keys[0], kind().witnesses[0]
            for line, code in ((revoked(key, HEAD + 1), None), (revoked(key, HEAD), "revoked"),
                               (revoked(witness, HEAD + 9), "no-quorum"), ("revoked x", "policy")):  # fmt: skip
                self.assertEqual(reader.check(raw, rules + line.encode() + b"\n").get("code"), code)
            self.assertEqual(reader.check(raw, rules, HEAD)["ok"], True)
            self.assertEqual(reader.check(raw, rules, HEAD - 1)["code"], "after-as-of")


class AsOf(Case):
    def asked(self, second, more=lambda made: None):
        def change(made):
            made.as_of = second
            more(made)

        return change

    def test_bounds(self):
        for second in (HEAD, HEAD + 1, 2**33):
            self.assertEqual(self.accepted(self.asked(second))["as_of"], basics.second_text(second))
        for second in (HEAD - 1, 0):
            result = self.broken(self.asked(second), "seal", "asked about")
            self.assertEqual(result["as_of"], basics.second_text(second))
        self.assertIsNone(self.accepted(self.asked(None))["as_of"])

    def test_each_note(self):
        """Every note must have stood, also one of a head that has an earlier one."""

        def later(made):
            made.streams[1][0]["shown"] = (None, 1)

        self.accepted(self.asked(HEAD + 1, later))
        self.broken(self.asked(HEAD, later), "inclusion", "asked about")

        def whole(made):
            made.whole_time = HEAD + 1

        self.accepted(self.asked(HEAD + 1, whole), is_copy=True)
        self.broken(self.asked(HEAD, whole), "parts", "asked about", is_copy=True)

    def test_no_quorum(self):
        self.broken(self.asked(2**40, lambda made: setattr(made, "policy_tail", "quorum none\n")), "seal", "asked about")

    def test_order_of_faults(self):
        key = forge.Forge().logs["B"].keys[0]
        self.broken(self.asked(HEAD - 1, lines(revoked(key, 0))), "seal", "asked about")
        self.broken(self.asked(HEAD, lines(revoked(key, 0))), "seal", "only revoked keys")
        self.accepted(self.asked(HEAD, lines(revoked(key, HEAD + 1))))


class Letters(Case):
    """Revoked keys of letters and receipts, and what a verdict says of keys."""

    LETTER, RECEIPT = 0, 3

    def quiet(self, made, at=4000):
        """Every entry says a time after those that the tests ask about."""
        for entry in [*made.streams[0], *made.streams[1], *made.links]:
            entry["at"] = {"src": "ntp", "t": forge.stamp(at), "unc_ms": 100}

    def test_date(self):
        """Nothing is signed from the second on, whatever else is older."""
        for place, signed, name in ((self.LETTER, "letter", "issued_at"), (self.RECEIPT, "receipts", "at")):
            for at, holds in ((-1, True), (1999, True), (2000, False), (10**6, False)):

                def change(made, place=place, signed=signed, name=name, at=at):
                    made.policy_lines = [revoked(made.keys[place], NOW + 2)]
                    for one in [made.letter] if signed == "letter" else made.receipts:
                        one[name] = forge.stamp(at)

                if holds:
                    self.accepted(change)
                else:
                    self.broken(change, "signatures", "revoked by then")

    def test_head_of_the_seal(self):
        for second, holds in ((HEAD, False), (HEAD + 1, True)):

            def change(made, second=second):
                self.quiet(made, 5500)
                made.policy_lines = [revoked(made.keys[self.LETTER], second)]

            if holds:
                self.accepted(change)
            else:
                self.broken(change, "signatures", "nothing shows")

    def test_record(self):
        """An entry before that second that names the digest, as a field or as a member of one."""
        for value, holds in (("LETTER", True), ({"x": "LETTER"}, True), ({"x": {"y": "LETTER"}}, False),
                             (["LETTER"], False), ([{"x": "LETTER"}], False), ("LETTER ", False),
                             ("RECEIPT0", False)):  # fmt: skip
            for at in (1999, 2000):
                for place, name in ((0, "tool"), (1, "location")):

                    def change(made, value=value, at=at, place=place, name=name):
                        self.quiet(made)
                        made.policy_lines = [revoked(made.keys[self.LETTER], NOW + 2)]
                        entry = made.streams[place][-1 if place else 0]
                        entry["own"][name] = value
                        entry["at"]["t"] = forge.stamp(at)

                    if holds and at < 2000:
                        self.accepted(change)
                    else:
                        self.broken(change, "signatures", "nothing shows")

    def test_record_closed(self):
        def change(made):
            self.quiet(made)
            made.policy_lines = [revoked(made.keys[self.LETTER], NOW + 2)]
            entry = made.streams[0][0]
            entry["own"]["tool"], entry["closed"], entry["at"]["t"] = "LETTER", {"tool"}, forge.stamp(1000)

        self.broken(change, "signatures", "nothing shows")

    def test_anchor(self):
        """An anchor names a letter and a receipt; a field of it that is closed names nothing."""
        for is_open in (True, False):

            def change(made, is_open=is_open):
                self.quiet(made)
                made.policy_lines = [revoked(made.keys[self.LETTER], NOW + 2)]
                made.links[0]["own"]["letter_digest"] = "LETTER"
                made.links[0]["at"]["t"] = forge.stamp(1000)
                if is_open:
                    made.links[0]["closed"] -= {"letter_digest"}

            if is_open:
                self.accepted(change)
            else:
                self.broken(change, "signatures", "nothing shows")

        def receipt(made):
            self.quiet(made)
            made.policy_lines = [revoked(made.keys[self.RECEIPT], NOW + 2)]
            made.links[0]["at"]["t"] = made.streams[1][0]["at"]["t"] = forge.stamp(1000)

        self.accepted(receipt)

    def test_key_that_has_to_sign(self):
        """An ML-DSA-65 key that the history lists has to sign, revoked by the policy or not."""
        for second in (0, 2**40):

            def change(made, second=second):
                made.keys.append(forge.LetterKey("aa", forge.GIVER, "aa/office", "ml-dsa-65"))
                made.policy_lines = [revoked(made.keys[-1], second)]

            self.broken(change, "signatures", "no ML-DSA-65")

    def said(self, change):
        """What is said of the key that signed the letter."""
        made = forge.Forge()
        found = {one["kid"]: one for one in self.accepted(change)["keys"]}
        self.assertEqual(list(found), sorted(found))
        self.assertEqual({one["of"] for one in found.values()}, {"aa/office", forge.RECEIVER})
        one = found[made.keys[self.LETTER].kid.hex()]
        return one["status"], one["revoked_from"], one["until"]

    def test_status(self):
        def until(at, as_of=None, *more):
            def change(made):
                made.keys[self.LETTER].until, made.as_of = at, as_of
                made.policy_lines = [revoked(made.keys[self.LETTER], second) for second in more]

            return change

        at, later = forge.stamp(5000), forge.stamp(5001)
        def note_later(made):
            until(later)(made)
            made.streams[0][0]["shown"] = (None, 60)

        self.assertEqual(self.said(note_later), ("in-force", None, None))
        self.assertEqual(self.said(until(None)), ("in-force", None, None))
        self.assertEqual(self.said(until(later)), ("in-force", None, None))
        self.assertEqual(self.said(until(at)), ("ended", None, at))
        self.assertEqual(self.said(until(at[:-5] + "Z")), ("ended", None, at[:-5] + "Z"))
        self.assertEqual(self.said(until(later, HEAD + 1)), ("ended", None, later))
        self.assertEqual(self.said(until(later, HEAD)), ("in-force", None, None))
        end = basics.second_text(HEAD + 1)
        self.assertEqual(self.said(until(at, None, HEAD + 1)), ("revoked-later", end, None))
        self.assertEqual(self.said(until(None, HEAD, HEAD + 1)), ("revoked-later", end, None))


class Ended(unittest.TestCase):
    """§5: the seal over the end of a log."""

    def test_published(self):
        result = epoch.check(vector("-epoch.seal"), vector(".tlog-policy"))
        self.assertEqual(result, {
            "v": "comity-epoch-verdict/1", "ok": True, "key": "MzMzMzMzMzMzMzMzMzMzMx8MbYre3iW+rg/23EZoZxk=",
            "lines": "revoked-later", "lines_ok": True, "origin": "node.example/comity/audit/2027",
            "root": "be9c0cc50d870aed1bf3553eb0a6da67b5622de96255b9bf384f0e4035d9e58b", "size": 3,
            "witnessed_at": 1798761600,
        })  # fmt: skip

    def test_made_of_its_seeds(self):
        """Every secret that the signature shows comes from the seeds on the page; the ways beside them are verified."""
        secret, prf, public = b"\x11" * 16, b"\x22" * 16, b"\x33" * 16
        statement, key = epoch.Statement(vector("-epoch.seal")), base64.b64decode(vector(".tlog-policy").split()[-1])
        text, _gap, _lines = statement.note.partition(b"\n\n")
        message, seal = epoch.SIGNED + text + b"\n", statement.seal
        self.assertEqual(key[:16], public)
        self.assertEqual(seal[:16], hmac.digest(prf, public + bytes(2) + message, hashlib.sha256)[:16])
        chosen = slhdsa._message_digest(seal[:16], key, message)
        tree, leaf = int.from_bytes(chosen[21:28], "big") % 2**54, int.from_bytes(chosen[28:], "big") % 2**9
        tweaked, rest = slhdsa._Hash(public), seal[16:]
        for number, index in enumerate(slhdsa._digits(chosen[:21], 12, 14)):
            made = tweaked((0, tree), 6, (leaf, 0, number * 4096 + index), secret)
            self.assertEqual(rest[208 * number :][:16], made)
        node, rest = slhdsa._fors_key(tweaked, (0, tree), leaf, rest[:2912], chosen[:21]), rest[2912:]
        for layer in range(7):
            place, shown, way = (layer, tree), rest[:560], slhdsa._pieces(rest[560:704])
            digits = slhdsa._digits(node, 4, 32)
            digits += slhdsa._digits((sum(15 - digit for digit in digits) << 4).to_bytes(2, "big"), 4, 3)
            for chain, digit in enumerate(digits):
                made = tweaked(place, 5, (leaf, chain, 0), secret)
                for step in range(digit):
                    made = tweaked(place, 0, (leaf, chain, step), made)
                self.assertEqual(shown[16 * chain :][:16], made)
            node = slhdsa._climb(tweaked, place, 2, 0, leaf, slhdsa._wots_key(tweaked, place, leaf, shown, node), way)
            rest, leaf, tree = rest[704:], tree % 512, tree // 512
        self.assertEqual((node, rest), (key[16:], b""))

    def test_every_part_of_the_signature(self):
        statement, key = epoch.Statement(vector("-epoch.seal")), base64.b64decode(vector(".tlog-policy").split()[-1])
        message = epoch.SIGNED + statement.note.partition(b"\n\n")[0] + b"\n"
        self.assertTrue(slhdsa.verify(key, statement.seal, message))
        chance = random.Random(7)
        for place in [*range(0, 7856, 113), 15, 16, 2927, 2928, 7855]:
            seal = bytearray(statement.seal)
            seal[place] ^= 1 << chance.randrange(8)
            self.assertFalse(slhdsa.verify(key, bytes(seal), message), place)
        for place in range(32):
            other = bytearray(key)
            other[place] ^= 1
            self.assertFalse(slhdsa.verify(bytes(other), statement.seal, message), place)
        for other in (message[:-1], message + b"\n", message[:-2] + b"A\n", b""):
            self.assertFalse(slhdsa.verify(key, statement.seal, other))
        for seal in (statement.seal[:-1], statement.seal + b"\0", b""):
            self.assertFalse(slhdsa.verify(key, seal, message))
        self.assertFalse(slhdsa.verify(key[:-1], statement.seal, message))

    def said(self, change=lambda made: None, old=b"", new=b"", as_of=None):
        made = forge.Ended()
        change(made)
        raw, rules = made.build()
        result = epoch.check(raw.replace(old, new, 1) if old else raw, rules, as_of)
        self.assertNotIn("gave up", result.get("detail", ""))
        return result

    def refused(self, code, *more, **named):
        result = self.said(*more, **named)
        self.assertEqual((result["ok"], set(result)), (False, {"v", "ok", "code", "detail"}), result)
        self.assertEqual(result["code"], code, result)

    def test_form(self):
        gap = b"\n\nnode"
        for old, new in ((b"seal ", b"seal  "), (b"seal ", b"Seal "), (b"seal ", b"seal\t"), (gap, b"\nnode"),
                         (b"@v1", b"@v1 "), (b"=" + gap, gap), (b"@v1\n", b"@v1\r\n"), (b"@v1\n", b"@v1\n\n"),
                         (b"\nseal", b"\nx\nseal"), (b"yvm5", b"yvm"), (b"yvm5", b"yv\xff5"), (b"yvm5", b"yvm\n"),
                         (b"@v1", b"@v2")):  # fmt: skip
            self.refused("form", old=old, new=new)
        for old, new in ((gap, b"\n\n\nnode"), (b"\n3\n", b"\n03\n"), (b"\n3\n", b"\n0\n"), (b"\n3\n", b"\n3\nx\n"),
                         (b"Ys=\n", b"Ys\n"), (b"\n\n\xe2", b"\n\xe2")):  # fmt: skip
            self.refused("checkpoint", old=old, new=new)
        raw, rules = forge.Ended().build()
        line = "\u2014 x.example ".encode() + b"A" * 6000 + b"\n"
        fit = (262_144 - len(raw.partition(b"\n\n")[2])) // len(line)
        self.assertTrue(epoch.check(raw + line * fit, rules)["ok"])
        self.assertEqual(epoch.check(raw + line * (fit + 1), rules)["code"], "checkpoint")
        self.assertEqual(epoch.check(raw + b"A" * (278_529 - len(raw)), rules)["code"], "too-long")

    def test_key(self):
        self.refused("no-seal-key", lambda made: made.policy_lines.clear())
        self.refused("no-seal-key", lambda made: setattr(made, "policy_lines", [f"seal {made.origin}x {made.key}"]))
        self.refused("seal-invalid", lambda made: setattr(made, "policy_lines", [f"seal {made.origin} {SEAL_KEY}"]))
        self.refused("policy", lambda made: made.policy_lines.append(made.policy_lines[0]))
        self.refused("no-seal-key", old=b"node.example/comity", new=b"mode.example/comity")
        self.refused("seal-invalid", old=b"\n3\n", new=b"\n4\n")
        self.refused("seal-invalid", old=b"vpwM", new=b"vpwN")

    def test_lines(self):
        """The seal holds without the note's own lines; they are judged and reported."""

        def lines_of(change=lambda made: None, as_of=None):
            result = self.said(change, as_of=as_of)
            self.assertTrue(result["ok"], result)
            self.assertEqual(result["lines_ok"], result["lines"] in ("in-force", "revoked-later"))
            return result["lines"], result["witnessed_at"]

        def wrong(made):
            real = made.witnesses[0].line
            made.witnesses[0].line = lambda origin, size, root, time: real(origin, size + 1, root, time)

        self.assertEqual(lines_of(), ("in-force", NOW))
        self.assertEqual(lines_of(wrong), ("bad-signature", None))
        self.assertEqual(lines_of(lambda made: made.signers.pop()), ("missing-log-line", None))
        self.assertEqual(lines_of(lambda made: setattr(made, "policy_tail", "quorum none\n")), ("in-force", None))

        def more(which, second):
            return lines_of(lambda made: made.policy_lines.append(revoked(getattr(made, which)[0], second)))

        self.assertEqual(more("witnesses", 2**40), ("no-quorum", None))
        self.assertEqual(more("listed", NOW), ("revoked", None))
        self.assertEqual(more("listed", NOW + 1), ("revoked-later", NOW))
        self.assertEqual(lines_of(lambda made: made.listed.clear()), ("no-log", None))
        self.assertEqual(lines_of(as_of=NOW - 1), ("after-as-of", None))
        self.assertEqual(lines_of(as_of=NOW), ("in-force", NOW))


class Command(unittest.TestCase):
    def said(self, *arguments):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = verifier.main([*arguments, "--json"])
        return code, json.loads(out.getvalue())

    def test_seal(self):
        paths = [os.path.join(forge.VECTORS, name) for name in ("keys-epoch.seal", "keys.tlog-policy")]
        code, result = self.said(paths[0], "--policy", paths[1])
        self.assertEqual((code, result["lines"]), (0, "revoked-later"))
        code, result = self.said(paths[0], "--policy", paths[1], "--as-of", "2026-12-31T23:59:59.999Z")
        self.assertEqual((code, result["lines"]), (0, "after-as-of"))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x")
            for raw, name in ((b"comity/epoch-seal@v1", "comity-epoch-verdict/1"), (b"comity/epoch-seal@v", None)):
                with open(path, "wb") as file:
                    file.write(raw)
                code, result = self.said(path, "--policy", paths[1])
                self.assertEqual((code, result.get("v")), (5, name))

    def test_as_of(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("package", "policy")]
            for path, raw in zip(paths, forge.Forge().build()):
                with open(path, "wb") as file:
                    file.write(raw)
            for text, code in ((forge.stamp(5000), 0), (forge.stamp(5999), 0), (forge.stamp(4999), 5),
                               ("1970-01-01T00:00:00Z", 5)):  # fmt: skip
                self.assertEqual(self.said(paths[0], "--policy", paths[1], "--as-of", text)[0], code)
            for text in ("1969-12-31T23:59:59.999Z", "x", "", "2027-01-15", "2027-02-30T00:00:00Z", "1800000005"):
                with self.assertRaises(SystemExit) as usage:
                    self.said(paths[0], "--policy", paths[1], "--as-of", text)
                self.assertEqual(usage.exception.code, 2)


if __name__ == "__main__":
    unittest.main()
