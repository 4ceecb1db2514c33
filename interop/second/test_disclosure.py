"""Tests of disclosures: an opened entry and its proof, then single changes that each fail at one named rule."""

import contextlib
import io
import json
import os
import random
import tempfile
import unittest

import forge
import verifier
from courtpackage import disclosure


class Case(unittest.TestCase):
    def broken(self, raw, rules, code, part=""):
        result = disclosure.check(raw, rules)
        self.assertFalse(result["ok"], "the disclosure was believed")
        self.assertEqual(set(result), {"v", "ok", "code", "detail"})
        self.assertNotIn("gave up", result["detail"])
        self.assertEqual((result["code"], part in result["detail"]), (code, True), result)

    def forged(self, change, code, part=""):
        """Change a disclosure before it is built; it must fail with this code and text."""
        made = forge.Disclosure()
        change(made)
        self.broken(*made.build(), code, part)

    def accepted(self, change=lambda made: None):
        made = forge.Disclosure()
        change(made)
        result = disclosure.check(*made.build())
        self.assertTrue(result["ok"], result)
        return result


class Good(Case):
    def test_said(self):
        result = self.accepted()
        self.assertEqual(set(result), {
            "v", "ok", "closed", "index", "n", "open", "origin", "size", "witnessed_at"})  # fmt: skip
        self.assertEqual((result["v"], result["n"], result["index"], result["size"], result["witnessed_at"]),
                         ("comity-disclosure-verdict/1", 29, 2, 4, forge.BASE_TIME + 5))  # fmt: skip
        self.assertEqual([one["name"] for one in result["open"]], ["schema", "category", "type", "at", "location"])
        self.assertEqual(result["open"][-1], {"i": 15, "name": "location", "value": "a shelf"})
        self.assertEqual(len(result["closed"]), 24)
        self.assertEqual(result["closed"][0], {"i": 2, "name": "stream", "why": "redacted"})

    def test_names_of_closed_fields(self):
        def closed(made):
            made.closed.add("schema")

        self.assertEqual({one["name"] for one in self.accepted(closed)["closed"]}, {None})
        for schema, names in (("comity/custody/2", {None}), (["x"], {None}), ("comity/exchange/1", {None})):
            result = self.accepted(lambda made, schema=schema: made.fields.update(schema=schema))
            self.assertEqual({one["name"] for one in result["closed"]}, names)
        self.assertEqual(self._named("comity/package/1", 13)[6:], (
            "package_id manifest_sha256 members parts forum actor".split()))  # fmt: skip
        self.assertEqual(self._named("comity/package/2", 14)[-1], "token_sha256")
        self.assertEqual(self._named("comity/map/1", 11)[-1], "streams")
        self.assertEqual(self._named("comity/event/1", 14)[-1], "data")
        self.assertEqual(self._named("comity/exchange/1", 16)[-1], "lane")
        self.assertEqual(set(self._named("comity/package/1", 12)), {None})

    def _named(self, schema, count):
        def change(made):
            made.fields = dict(list(made.fields.items())[:count])
            made.fields["schema"] = schema
            made.closed = set(made.fields) - {"schema"}

        return [one["name"] for one in self.accepted(change)["closed"]]

    def test_reasons(self):
        for why in ("erased", "not-for-recipient", "redacted"):
            result = self.accepted(lambda made, why=why: setattr(made, "why", why))
            self.assertEqual({one["why"] for one in result["closed"]}, {why})

    def test_all_open(self):
        result = self.accepted(lambda made: setattr(made, "closed", ()))
        self.assertEqual((len(result["open"]), result["closed"]), (29, []))

    def test_hint_may_be_absent(self):
        def drop(raw):
            lines = raw.split(b"\n")
            return b"\n".join(lines[:1] + lines[2:])

        self.accepted(lambda made: setattr(made, "change_proof", drop))

    def test_any_log(self):
        def change(made):
            made.log.origin = "any.example/x"
            made.log.keys = [forge.NoteKey(made.log.origin, kind) for kind in (1, 6)]

        self.assertEqual(self.accepted(change)["origin"], "any.example/x")

    def test_no_quorum_gives_no_time(self):
        self.assertIsNone(self.accepted(lambda made: setattr(made, "policy_tail", "quorum none\n"))["witnessed_at"])


class Broken(Case):
    def test_every_byte(self):
        """But for the reasons, which are said and not proved, no byte can change."""
        (raw, rules), chance = forge.Disclosure().build(), random.Random(8)
        for place in range(0, len(raw), 7):
            changed = raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]
            result = disclosure.check(changed, rules)
            self.assertFalse(result["ok"], place)
            self.assertNotIn("gave up", result["detail"])

    def test_parts(self):
        raw, rules = forge.Disclosure().build()
        first, second = raw.split(b"\n", 1)
        for changed in (first, first + b"\n", b"", b"\n" + raw, b"x" + raw, second, raw + bytes(disclosure.MAX_FILE)):
            self.broken(changed, rules, "form")
        self.broken(first + b"\n" + raw, rules, "proof")
        self.broken(raw + b"\n", rules, "proof")
        self.broken(raw[:-1], rules, "proof")
        self.broken(first + b"\r\n" + second, rules, "opening")
        self.broken(first.replace(b'"i":0', b'"i": 0') + b"\n" + second, rules, "opening", "canonical")

    def test_nothing_open(self):
        self.forged(lambda made: setattr(made, "closed", set(made.fields)), "form", "no open field")

    def test_opening(self):
        for old, new in ((b'"a shelf"', b'"a chair"'), (b'"n":29', b'"n":28'), (b'"redacted"', b'"lost"'),
                         (b"comity-opening/1", b"comity-opening/2")):  # fmt: skip
            self.forged(lambda made, old=old, new=new: setattr(
                made, "change_opening", lambda raw: raw.replace(old, new)), "opening")  # fmt: skip

    def test_policy(self):
        raw, rules = forge.Disclosure().build()
        self.broken(raw, b"nothing\n", "policy")
        self.broken(raw, rules.replace(b"quorum w\n", b"quorum x\n"), "policy")
        self.broken(raw, forge.Statement().build()[1].replace(b"aa.example", b"ab.example"), "policy")

    def test_signers(self):
        for place in range(4):

            def change(made, place=place):
                signers, real = made.log.keys + made.witnesses, made.log.head
                made.log.head = lambda: real(signers[:place] + signers[place + 1 :])

            self.forged(change, "no-quorum" if place > 1 else "missing-log-line", "has not signed")

    def test_place(self):
        def twice(made):
            real = made.log.add
            made.log.add = lambda leaf: (real(leaf), real(leaf))[0]
            made.change_opening = lambda raw: raw.replace(b'"index":4,', b'"index":5,')

        self.forged(twice, "entry", "another index")
        self.forged(lambda made: setattr(made, "change_opening", lambda raw: raw.replace(
            b'"aa.example/comity', b'"ab.example/comity')), "entry", "another log")  # fmt: skip

        def hint(raw):
            lines = raw.split(b"\n")
            lines[1] = lines[1][:-8] + b"AAAAAA=="
            return b"\n".join(lines)

        self.forged(lambda made: setattr(made, "change_proof", hint), "entry", "another leaf")


class Command(unittest.TestCase):
    def test_codes(self):
        raw, rules = forge.Disclosure().build()
        token = forge.Token().build(bytes(32))
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out, \
                contextlib.redirect_stderr(io.StringIO()):  # fmt: skip
            paths = []
            for name, content in (("d", raw), ("r", rules), ("b", raw[:-1]), ("t", token), ("h", raw[:9])):
                paths.append(os.path.join(folder, name))
                with open(paths[-1], "wb") as file:
                    file.write(content)
            d, r, b, t, h = paths
            self.assertEqual(verifier.main([d, "--policy", r]), 0)
            self.assertEqual(verifier.main([d, "--policy", r, "--token", t, "--token", t + "none"]), 0)
            self.assertEqual(verifier.main([b, "--policy", r]), 5)
            self.assertEqual(verifier.main([d, "--policy", b]), 5)
            self.assertEqual(verifier.main([d, "--policy", r + "none"]), 1)
            out.truncate(out.seek(0))
            self.assertEqual(verifier.main([h, "--policy", r]), 5)
            self.assertIn("container", out.getvalue())
            out.truncate(out.seek(0))
            self.assertEqual(verifier.main([d, "--policy", r, "--json"]), 0)
            self.assertEqual(json.loads(out.getvalue())["v"], "comity-disclosure-verdict/1")


if __name__ == "__main__":
    unittest.main()
