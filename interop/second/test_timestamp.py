"""Tests of time-stamp tokens: their form, rule by rule, and packages that have them inside and beside."""

import contextlib
import hashlib
import io
import os
import random
import tempfile
import unittest

import forge
import verifier
from courtpackage import container, timestamp
from courtpackage.errors import Refused
from test_verifier import HERE, Case, load, members_of, run

VECTORS = os.path.join(HERE, "..", "..", "crates", "seal", "vectors")
DIGEST = hashlib.sha256(b"hello\n").digest()
ANOTHER = hashlib.sha256(b"another").digest()
OPTIONAL = ("certificates", "revocations", "accuracy", "ordering", "nonce", "tsa", "extensions", "null", "seconds",
            "millis", "micros")  # fmt: skip
STRUCTURES = ("outer", "signed", "content", "stamp", "algorithm", "accuracy")


def vector(name):
    """The token in an answer of `openssl ts`: what stands behind the status."""
    answer = bytes.fromhex(load(os.path.join(VECTORS, name)).decode().replace("\n", ""))
    inner = timestamp.read(answer).inner
    assert [one.tag for one in inner] == [0x30, 0x30]
    return forge.der(0x30, inner[1].content)


def token(change=lambda made: None):
    """The token of a maker that was changed."""
    made = forge.Token()
    change(made)
    return timestamp.Token(made.build(DIGEST))


def of(structure, name, raw):
    """A change of one element."""
    return lambda made: getattr(made, structure).update({name: raw})


class Form(unittest.TestCase):
    """§1, element by element"""

    def refused(self, raw, part=""):
        with self.assertRaises(Refused) as fault:
            timestamp.read(bytes.fromhex(raw) if isinstance(raw, str) else raw)
        self.assertIn(part, str(fault.exception))

    def taken(self, raw):
        timestamp.read(bytes.fromhex(raw) if isinstance(raw, str) else raw)

    def test_tags(self):
        for raw in ("00 00", "1f 00", "1f 01 00", "3f 00", "9f 01 00", "bf 21 00", "30 02 00 00"):
            self.refused(raw, "tag")
        for raw in ("20 00", "21 00", "22 03 02 01 00", "24 00", "2c 00", "3e 00", "10 00", "11 00"):
            self.refused(raw, "universal")
        for raw in ("30 00", "31 00", "a0 00", "80 00", "60 00", "c0 00", "fe 00", "03 00", "40 00"):
            self.taken(raw)

    def test_lengths(self):
        self.taken(b"\x04\x7f" + bytes(127))
        self.taken(b"\x04\x81\x80" + bytes(128))
        self.taken(b"\x04\x82\x01\x00" + bytes(256))
        self.taken(b"\x04\x83\x01\x00\x00" + bytes(65536))
        self.refused(b"\x04\x80", "length")
        self.refused(b"\x30\x80\x00\x00", "length")
        self.refused(b"\x04\xff" + bytes(200), "length")
        self.refused(b"\x04\x84\x00\x00\x00\x01x", "length")
        self.refused(b"\x04\x81\x7f" + bytes(127), "shortest")
        self.refused(b"\x04\x81\x00", "shortest")
        self.refused(b"\x04\x82\x00\x80" + bytes(128), "shortest")
        self.refused(b"\x04\x83\x00\x01\x00" + bytes(256), "shortest")
        self.refused(b"\x04\x82\x01", "length")

    def test_ends(self):
        for raw in ("", "04", "04 01", "30 02 04 01", "30 03 04 02 00", "30 01 04"):
            self.refused(raw, "early")
        self.refused("04 00 00", "behind")
        self.refused("30 00 30 00", "behind")

    def test_depth(self):
        raw = b"\x02\x01\x00"
        for _ in range(32):
            raw = forge.der(0x30, [raw])
        self.taken(raw)
        self.refused(forge.der(0x30, [raw]), "32")
        self.refused(forge.der(0xA0, [raw]), "32")

    def test_values(self):
        for raw in ("01 00", "01 01 01", "01 01 fe", "01 02 00 00"):
            self.refused(raw, "BOOLEAN")
        for raw in ("02 00", "02 02 00 00", "02 02 00 7f", "02 02 ff 80", "02 02 ff ff", "02 03 00 00 80"):
            self.refused(raw, "INTEGER")
        self.refused("05 01 00", "NULL")
        for raw in ("01 01 00", "01 01 ff", "02 01 00", "02 01 ff", "02 02 00 80", "02 02 ff 7f", "05 00", "81 00"):
            self.taken(raw)


class Structure(unittest.TestCase):
    """§1, what stands where, and the values"""

    def refused(self, change, part=""):
        with self.assertRaises(Refused) as fault:
            token(change)
        self.assertIn(part, str(fault.exception))

    def test_vectors(self):
        wanted = {
            "timestamp-response.hex": ("2026-11-29T17:28:29Z", "02"),
            "timestamp-response-rsa.hex": ("2026-11-29T18:01:29Z", "11"),
        }
        for name, (time, serial) in wanted.items():
            made = timestamp.Token(vector(name))
            self.assertEqual(made.imprint, DIGEST)
            said = {"accuracy_us": 1_500_000, "gen_time": time, "inside": True, "nonce": "1dbee275acea730a",
                    "policy": "1.2.3.4.1", "serial": serial, "sha256": hashlib.sha256(vector(name)).hexdigest(),
                    "signature": "not-checked"}  # fmt: skip
            self.assertEqual(made.said(True), said)

    def test_bytes_of_the_vector(self):
        """Whatever is changed, the answer is a token or that it is none."""
        raw, taken = vector("timestamp-response.hex"), 0
        for place in range(len(raw)):
            for bit in range(8):
                changed = raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]
                with contextlib.suppress(Refused):
                    timestamp.Token(changed)
                    taken += 1
            for cut in (raw[:place], raw[:place] + raw[place + 1 :]):
                with self.assertRaises(Refused):
                    timestamp.Token(cut)
        self.assertGreater(taken, 0)

    def test_missing_elements(self):
        for structure in STRUCTURES:
            for name in getattr(forge.Token(), structure):
                change = lambda made, where=structure, name=name: getattr(made, where).pop(name)  # noqa: E731
                with self.subTest(structure=structure, name=name):
                    if name in OPTIONAL:
                        token(change)
                    else:
                        self.refused(change)

    def test_elements_too_many(self):
        for structure in STRUCTURES:
            for raw in (b"\x04\x00", b"\x30\x00", b"\xa2\x00", b"\x05\x00"):
                with self.subTest(structure=structure, raw=raw):
                    self.refused(of(structure, "more", raw))
        for structure, name in (("signed", "certificates"), ("signed", "signers"), ("stamp", "ordering"),
                                ("stamp", "tsa"), ("algorithm", "null"), ("accuracy", "seconds")):  # fmt: skip

            def twice(made, structure=structure, name=name):
                getattr(made, structure)[name] *= 2

            with self.subTest(structure=structure, name=name):
                self.refused(twice)

    def test_order(self):
        for structure in STRUCTURES:
            names = list(getattr(forge.Token(), structure))
            for place in range(len(names) - 1):

                def swap(made, structure=structure, place=place):
                    items = list(getattr(made, structure).items())
                    items[place], items[place + 1] = items[place + 1], items[place]
                    setattr(made, structure, dict(items))

                absent = {"revocations", "extensions"} & set(names[place : place + 2])
                with self.subTest(structure=structure, swapped=names[place : place + 2]):
                    if absent:
                        token(swap)
                    else:
                        self.refused(swap)

    def test_kinds(self):
        self.refused(of("outer", "kind", forge.der_oid(timestamp.TST_INFO)), "kind of a token")
        self.refused(of("content", "kind", forge.der_oid(timestamp.SIGNED_DATA)), "kind of the content")
        self.refused(of("algorithm", "name", forge.der_oid(timestamp.SHA256[:-1] + b"\x03")), "algorithm")
        for value in (0, 1, 2, 4, 5, 259):
            self.refused(of("signed", "version", forge.der_integer(value)), "version")
        for value in (0, 2, 257):
            self.refused(of("stamp", "version", forge.der_integer(value)), "version")

    def test_wrapped_elements(self):
        for structure, name in (("outer", "signed"), ("content", "stamp")):
            for raw in (b"\xa0\x00", b"\xa1\x02\x30\x00", b"\x80\x02\x30\x00", b"\x30\x00", b"\xa0\x02\x05\x00"):
                self.refused(of(structure, name, raw))
        stamp = b"".join(raw for raw in forge.Token().stamp.values() if raw)
        self.refused(of("content", "stamp", forge.der(0xA0, [forge.der(4, b"")])), "early")
        self.refused(of("content", "stamp", forge.der(0xA0, [forge.der(4, b"x"), forge.der(4, b"x")])), "too many")
        self.refused(of("content", "stamp", forge.der(0xA0, [forge.der(4, forge.der(0x30, stamp) + b"\0")])), "behind")
        self.refused(of("content", "stamp", forge.der(0xA0, [forge.der(0x31, [])])), "in its place")

    def test_signers(self):
        for raw in (b"", b"\x30\x00\x30\x00", b"\x31\x00", b"\x04\x00"):
            self.refused(of("signed", "signers", forge.der(0x31, raw)), "set of signers")
        token(of("signed", "signers", b"\x31\x02\x30\x00"))

    def test_what_is_not_read(self):
        for structure, name in (("signed", "certificates"), ("stamp", "tsa")):
            token(of(structure, name, b"\xa0\x00"))
            token(of(structure, name, b"\xa0\x04\x31\x00\x04\x00"))
            self.refused(of(structure, name, b"\x80\x00"))
            self.refused(of(structure, name, b"\xa0\x04\x02\x02\x00\x01"), "INTEGER")
            self.refused(of(structure, name, b"\xa0\x03\x04\x81\x00"), "length")
        for structure, name in (("signed", "revocations"), ("stamp", "extensions")):
            token(of(structure, name, b"\xa1\x00"))
            self.refused(of(structure, name, b"\xa2\x00"))
        token(of("signed", "algorithms", b"\x31\x05\x30\x03\x06\x01\x80"))
        token(of("signed", "algorithms", b"\x31\x06\x06\x01\x02\x06\x01\x01"))
        token(of("signed", "certificates", b"\xa0\x04\x04\x02\x02\x00"))

    def test_policies(self):
        for raw, part in ((b"", "64 bytes"), (b"\x2a" + b"\x01" * 64, "64 bytes"), (b"\x2a\x80\x01", "shortest"),
                          (b"\x80\x01", "shortest"), (b"\x2a\x81", "early"),
                          (b"\x2a\x82" + b"\x80" * 8 + b"\x00", "64 bits")):  # fmt: skip
            self.refused(of("stamp", "policy", forge.der_oid(raw)), part)
        for raw, text in ((b"\x2a" + b"\x01" * 63, "1.2" + ".1" * 63), (b"\x00", "0.0"), (b"\x27", "0.39"),
                          (b"\x28", "1.0"), (b"\x4f", "1.39"), (b"\x50", "2.0"), (b"\x88\x37\x03", "2.999.3"),
                          (b"\x2a\x81" + b"\xff" * 8 + b"\x7f", f"1.2.{2**64 - 1}"),
                          (b"\x2a\x00\x81\x00", "1.2.0.128")):  # fmt: skip
            self.assertEqual(token(of("stamp", "policy", forge.der_oid(raw))).policy, text)

    def test_imprints(self):
        for raw in (b"x", DIGEST[:31], DIGEST + b"x"):
            self.refused(lambda made, raw=raw: setattr(made, "imprint", raw), "32 bytes")
        algorithm = forge.der(0x30, [forge.der_oid(timestamp.SHA256)])
        without_null = forge.der(0x30, [algorithm, forge.der(4, DIGEST)])
        self.assertEqual(token(of("stamp", "imprint", without_null)).imprint, DIGEST)
        for parts in ([algorithm], [forge.der(4, DIGEST)], [forge.der(4, DIGEST), algorithm],
                      [algorithm, forge.der(4, DIGEST), b"\x05\x00"], [algorithm, forge.der(3, DIGEST)]):  # fmt: skip
            self.refused(of("stamp", "imprint", forge.der(0x30, parts)))

    def test_numbers(self):
        for name in ("serial", "nonce"):
            for raw in (b"\xff", b"\x80", (2**160).to_bytes(21, "big")):
                self.refused(of("stamp", name, forge.der(2, raw)), "bounds")
            self.refused(of("stamp", name, b"\x02\x00"), "INTEGER")
            for value, text in ((0, "00"), (0x80, "80"), (0x100, "0100"), (2**160 - 1, "ff" * 20)):
                said = token(of("stamp", name, forge.der_integer(value))).said(False)
                self.assertEqual((said[name], said["inside"]), (text, False))
        self.assertIsNone(token(lambda made: made.stamp.pop("nonce")).said(True)["nonce"])

    def test_times(self):
        for text in ("20270115080005", "20270115080005+0100", "202701150800Z", "20270115080005.Z", "20270115080005.0Z",
                     "20270115080005.50Z", "20270115080005.1234567891Z", "20270115080005,5Z", "20270115080005z",
                     "20270115080060Z", "20270115086000Z", "20270115240000Z", "20270229000000Z", "20271301000000Z",
                     "20270100000000Z", "00000101000000Z", " 20270115080005Z", "20270115080005Z\n",
                     "2027011508000\u0665Z"):  # fmt: skip
            self.refused(of("stamp", "time", forge.der(0x18, text.encode())), "time")
        self.refused(of("stamp", "time", forge.der(0x17, b"270115080005Z")), "in its place")
        for text, said in (("00010101000000Z", "0001-01-01T00:00:00Z"), ("99991231235959Z", "9999-12-31T23:59:59Z"),
                           ("20280229000000.000000001Z", "2028-02-29T00:00:00.000000001Z"),
                           ("20270115080005.5Z", "2027-01-15T08:00:05.5Z")):  # fmt: skip
            self.assertEqual(token(of("stamp", "time", forge.der(0x18, text.encode()))).gen_time, said)

    def test_accuracies(self):
        def only(**parts):
            return lambda made: setattr(made, "accuracy", parts)

        for parts, wanted in (({}, 0), ({"seconds": forge.der_integer(0)}, 0),
                              ({"seconds": forge.der_integer(2**32 - 1)}, (2**32 - 1) * 10**6),
                              ({"millis": b"\x80\x02\x03\xe7"}, 999_000),
                              ({"micros": b"\x81\x01\x01"}, 1)):  # fmt: skip
            self.assertEqual(token(only(**parts)).accuracy_us, wanted)
        self.assertIsNone(token(lambda made: setattr(made, "accuracy", None)).accuracy_us)
        for parts in ({"seconds": b"\x02\x01\xff"}, {"seconds": forge.der_integer(2**32)}, {"millis": b"\x80\x01\x00"},
                      {"millis": b"\x80\x02\x03\xe8"}, {"millis": b"\x80\x01\xff"}, {"millis": b"\x80\x00"},
                      {"millis": b"\x80\x02\x00\x01"}, {"micros": b"\x81\x02\x03\xe8"}, {"micros": b"\x81\x01\x00"},
                      {"micros": b"\xa1\x03\x02\x01\x01"}, {"micros": b"\x81\x02\x00\x01"}):  # fmt: skip
            self.refused(only(**parts))

    def test_ordering(self):
        self.refused(of("stamp", "ordering", b"\x01\x01\x00"), "default")

    def test_length(self):
        made, lengths = forge.Token(), []
        for padding in range(timestamp.MAX_TOKEN - 300, timestamp.MAX_TOKEN - 100):
            made.signed["certificates"] = forge.der(0xA0, [forge.der(4, bytes(padding))])
            raw = made.build(DIGEST)
            if len(raw) > timestamp.MAX_TOKEN:
                with self.assertRaisesRegex(Refused, "65 536"):
                    timestamp.Token(raw)
                break
            timestamp.Token(raw)
            lengths.append(len(raw))
        self.assertEqual(lengths[-1], timestamp.MAX_TOKEN)


class Inside(Case):
    """`package.md`, with a token"""

    @classmethod
    def setUpClass(cls):
        made = forge.Forge()
        made.token = forge.Token()
        cls.package, cls.rules = made.build()
        cls.members = members_of(cls.package)

    def stamped(self, change, check, part=""):
        def more(made):
            made.token = forge.Token()
            change(made)

        self.forged(more, check, part)

    def repacked(self, change, check, part=""):
        made = dict(self.members)
        change(made)
        self.broken(forge.zip_file(forge.in_order(made)), self.rules, check, part)

    def test_good(self):
        result = run(self.package, self.rules)
        self.assertTrue(result["ok"], result["first_broken"])
        (said,) = result["timestamps"]
        self.assertEqual((said["inside"], said["gen_time"]), (True, "2027-01-15T08:00:05.25Z"))
        self.assertEqual(said["sha256"], hashlib.sha256(self.members[container.TOKEN]).hexdigest())
        plain = run(*forge.Forge().build())
        self.assertEqual((plain["ok"], plain["timestamps"]), (True, []))

    def test_other_tokens(self):
        for change in (lambda made: made.stamp.pop("nonce"), lambda made: setattr(made, "accuracy", None),
                       of("stamp", "time", forge.der(0x18, b"19700101000000Z")),
                       of("stamp", "time", forge.der(0x18, b"99991231235959Z"))):  # fmt: skip
            token = forge.Token()
            change(token)
            self.accepted(lambda made, token=token: setattr(made, "token", token))

    def test_every_byte(self):
        raw, chance = self.members[container.TOKEN], random.Random(4)
        for place in range(len(raw)):
            changed = raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]
            self.repacked(lambda made, changed=changed: made.update({container.TOKEN: changed}), "seal")

    def test_bytes_before_the_seal(self):
        """A seal over a changed token: what is read of it is refused, what is not read is the authority's."""
        chance, n_accepted = random.Random(5), 0
        for _turn in range(60):

            def flip(members):
                raw = bytearray(members[container.TOKEN])
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
                members[container.TOKEN] = bytes(raw)

            made = forge.Forge()
            made.token, made.stages["token"] = forge.Token(), flip
            result = run(*made.build())
            n_accepted += result["ok"]
            if not result["ok"]:
                self.assertEqual(result["first_broken"]["id"], "seal")
                self.assertNotIn("gave up", result["first_broken"]["detail"])
        self.assertTrue(0 < n_accepted < 60, n_accepted)

    def test_tokens_that_the_seal_does_not_name(self):
        other = forge.Token()
        other.stamp["nonce"] = forge.der_integer(1)
        imprint = hashlib.sha256(self.members[container.META_ORDER[0]]).digest()
        other = other.build(imprint)
        self.repacked(lambda made: made.update({container.TOKEN: other}), "seal", "another token")
        for said in ("00" * 32, None, hashlib.sha256(self.members[container.TOKEN]).hexdigest().upper()):
            self.stamped(lambda made, said=said: made.seal_fields.update(token_sha256=said), "seal", "another token")

    def test_imprints(self):
        self.stamped(lambda made: setattr(made.token, "imprint", ANOTHER), "seal", "not over this manifest")

    def test_forms(self):
        self.stamped(lambda made: made.token.stamp.update(version=forge.der_integer(2)), "seal", "version")
        for raw, part in ((b"", "early"), (bytes(timestamp.MAX_TOKEN + 1), "65 536"), (b"\x30\x80\x00\x00", "length")):
            self.stamped(lambda made, raw=raw: made.stages.update(
                token=lambda members: members.update({container.TOKEN: raw})), "seal", part)  # fmt: skip
        answer = bytes.fromhex(load(os.path.join(VECTORS, "timestamp-response.hex")).decode().replace("\n", ""))
        self.stamped(lambda made: made.stages.update(
            token=lambda members: members.update({container.TOKEN: answer})), "seal", "its kind")  # fmt: skip

    def test_schemas(self):
        self.stamped(lambda made: made.seal_fields.update(schema="comity/package/1"), "seal", "schema")
        self.forged(lambda made: made.seal_fields.update(schema="comity/package/2"), "seal", "schema")
        digest = {"token_sha256": "00" * 32}
        self.forged(lambda made: made.seal_fields.update(digest), "seal", "fields")
        self.forged(lambda made: made.seal_fields.update(schema="comity/package/2", **digest), "seal", "schema")
        self.stamped(lambda made: made.seal_fields.update(more=None), "seal", "fields")
        self.stamped(lambda made: setattr(made, "seal_closed", ("token_sha256",)), "seal", "closed")

    def test_seal_without_the_digest(self):
        """Fields of `/1` under `/2`, and the digest in another place than the last."""
        real = forge.Event
        for order in (("actor",), ("token_sha256", "actor")):

            def changed(fields, closed=(), order=order):
                if fields[-1][0] == "token_sha256":
                    fields = fields[:-2] + [(name, dict(fields)[name]) for name in order]
                return real(fields, closed)

            forge.Event = changed
            try:
                self.stamped(lambda made: None, "seal", "field")
            finally:
                forge.Event = real

    def test_reference(self):
        proof = b'URI="META-INF/comity-seal.tlog-proof" MimeType="text/plain"'
        token = b'URI="META-INF/timestamp001.tst" MimeType="application/vnd.etsi.timestamp-token"'
        name = container.META_ORDER[0]
        self.assertIn(b"<asic:SigReference " + token + b"/>", self.members[name])

        def changed(old, new):
            def change(members):
                self.assertEqual(members[name].count(old), 1)
                members[name] = members[name].replace(old, new)

            return lambda made: made.stages.update(manifest=change)

        self.forged(changed(proof, token), "manifest", "not the one")
        self.stamped(changed(token, proof), "manifest", "not the one")
        self.stamped(changed(token, token.replace(b"application/vnd.etsi.timestamp-token", b"text/plain")), "manifest")
        self.repacked(lambda made: made.pop(container.TOKEN), "manifest", "not the one")
        plain, rules = forge.Forge().build()
        members = members_of(plain)
        members[container.TOKEN] = self.members[container.TOKEN]
        self.broken(forge.zip_file(forge.in_order(members)), rules, "manifest", "not the one")

    def test_places(self):
        pairs = list(self.members.items())
        token, rest = pairs[-1], pairs[:-1]
        self.assertEqual(token[0], container.TOKEN)
        for place in (0, 1, 2, len(rest) // 2, len(rest) - 3, len(rest) - 2, len(rest) - 1):
            self.broken(forge.zip_file(rest[:place] + [token] + rest[place:]), self.rules, "container")
        for missing in container.META_ORDER:
            self.repacked(lambda made, missing=missing: made.pop(missing), "container", "last three")
        self.broken(forge.zip_file([*pairs, ("META-INF/x", b"")]), self.rules, "container", "last three")
        self.broken(forge.zip_file([*pairs, token]), self.rules, "container", "two paths")
        self.broken(forge.zip_file([*pairs[:1], token]), self.rules, "container", "last three")

    def test_other_paths(self):
        for path in ("META-INF/TIMESTAMP001.tst", "META-INF/timestamp002.tst"):
            other = [*list(self.members.items())[:1], (path, b""), *list(self.members.items())[1:-1]]
            self.broken(forge.zip_file(other), self.rules, "manifest", "no package")
        self.repacked(lambda made: made.update({container.TOKEN: bytes(container.MAX_KEPT + 1)}), "container", "16 MiB")


class Beside(Case):
    """`timestamp.md` §4, tokens in files of their own"""

    @classmethod
    def setUpClass(cls):
        cls.made = {}
        for name, inside in (("plain", None), ("stamped", forge.Token())):
            made = forge.Forge()
            made.token = inside
            made.beside = [forge.Token(), forge.Token()]
            made.beside[1].stamp["serial"] = forge.der_integer(2)
            cls.made[name] = (*made.build(), made.tokens_beside)

    def test_good(self):
        for name, inside in (("plain", []), ("stamped", [(True, "1d")])):
            package, rules, beside = self.made[name]
            for tokens, said in ((beside, ["1d", "02"]), (beside[::-1], ["02", "1d"]), (beside[:1] * 2, ["1d", "1d"])):
                result = run(package, rules, tokens)
                self.assertTrue(result["ok"], result["first_broken"])
                found = [(one["inside"], one["serial"]) for one in result["timestamps"]]
                self.assertEqual(found, inside + [(False, serial) for serial in said])

    def test_the_token_of_the_package_beside_it(self):
        package, rules, _beside = self.made["stamped"]
        self.assertTrue(run(package, rules, [members_of(package)[container.TOKEN]])["ok"])

    def test_what_does_not_fit(self):
        for name in self.made:
            package, rules, beside = self.made[name]
            other = self.made["stamped" if name == "plain" else "plain"][2][0]
            self.broken(package, rules, "seal", "not over this manifest", [other])
            self.broken(package, rules, "seal", "not over this manifest", [*beside, other])
            for raw in (b"", beside[0] + b"\0", beside[0][:-1], bytes(timestamp.MAX_TOKEN + 1)):
                self.broken(package, rules, "seal", "", [raw])
            self.assertEqual(run(package, rules, [other])["timestamps"], [])

    def test_bytes(self):
        """What is read is refused or said; the rest is the authority's, who alone could tell."""
        package, rules, (raw, _other) = self.made["plain"]
        place = raw.index(hashlib.sha256(members_of(package)[container.META_ORDER[0]]).digest())
        for at in range(place, place + 32):
            self.broken(package, rules, "seal", "", [raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]])

    def test_first_fault_is_named(self):
        package, rules, _beside = self.made["plain"]
        self.broken(package[:-1], rules, "container", "", [b"none"])
        self.broken(package, b"nothing\n", "policy", "", [b"none"])
        made = forge.Forge()
        made.streams[0][1]["seq"] = 5
        self.broken(*made.build(), "seal", "", [b"none"])

    def test_command(self):
        package, rules, beside = self.made["plain"]
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()), \
                contextlib.redirect_stderr(io.StringIO()):  # fmt: skip
            paths = []
            for name, raw in (("p", package), ("r", rules), ("t", beside[0]), ("u", beside[1]), ("x", b"x")):
                paths.append(os.path.join(folder, name))
                with open(paths[-1], "wb") as file:
                    file.write(raw)
            p, r, t, u, x = paths
            base = [p, "--policy", r]
            self.assertEqual(verifier.main(base), 0)
            self.assertEqual(verifier.main([*base, "--token", t, "--token", u]), 0)
            self.assertEqual(verifier.main([*base, *["--token", t] * 64]), 0)
            self.assertEqual(verifier.main([*base, "--token", t, "--token", x]), 5)
            self.assertEqual(verifier.main([*base, "--token", t + "none"]), 1)
            self.assertEqual(verifier.main([*base, "--token", folder]), 1)
            with self.assertRaises(SystemExit) as usage:
                verifier.main([*base, *["--token", t] * 65])
            self.assertEqual(usage.exception.code, 2)


if __name__ == "__main__":
    unittest.main()
