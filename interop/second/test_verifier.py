"""Tests of the second verifier: the good package, then single changes that each fail at one named check."""

import base64
import contextlib
import copy
import hashlib
import io
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import forge  # noqa: E402
import verifier  # noqa: E402
from courtpackage import basics, canon, cbor, checks, container, crypto, errors, layout, letters  # noqa: E402
from courtpackage import notes, opening  # noqa: E402


def given(name):
    """The path that an environment variable gives; a test that needs it fails without."""
    if not os.environ.get(name):
        raise AssertionError(f"{name} is not set: SECOND_SAMPLE is a package of a node, SECOND_POLICY its policy")
    return os.environ[name]


def sample():
    return load(given("SECOND_SAMPLE"))


def rules_of_sample():
    return load(given("SECOND_POLICY"))


def load(path):
    with open(path, "rb") as file:
        return file.read()


def run(package, rules, beside=()):
    with tempfile.TemporaryFile() as file:
        file.write(package)
        file.seek(0)
        return checks.run(file, rules, beside)


def members_of(package):
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        return {name: box.read(name) for name in box.namelist()}


class Case(unittest.TestCase):
    """Helpers: what a package fails at."""

    def broken(self, package, rules, check, part="", beside=()):
        result = run(package, rules, beside)
        self.assertFalse(result["ok"], "the package was accepted")
        found = result["first_broken"]
        self.assertNotIn("gave up", found["detail"])
        self.assertEqual((found["id"], part in found["detail"]), (check, True), found)

    def forged(self, change, check, part=""):
        """Change a forge before it builds; the package must fail at this check, with this text."""
        made = forge.Forge()
        change(made)
        self.broken(*made.build(), check, part)

    def accepted(self, change):
        """Change a forge before it builds; the package must verify."""
        made = forge.Forge()
        change(made)
        result = run(*made.build())
        self.assertTrue(result["ok"], result["first_broken"])

    def staged(self, stage, change, check, part=""):
        """Change the members at a stage of building."""

        def hang(made):
            made.stages[stage] = change

        self.forged(hang, check, part)


class Good(Case):
    def test_sample(self):
        result = run(sample(), rules_of_sample())
        self.assertTrue(result["ok"], result)
        self.assertIsNone(result["first_broken"])

    def test_forged(self):
        self.assertTrue(run(*forge.Forge().build())["ok"])

    def test_ml_dsa_65_beside_ed25519(self):
        made = forge.Forge()
        made.keys.append(forge.LetterKey("aa", forge.GIVER, "aa/office", "ml-dsa-65"))
        made.letter_signers = [made.keys[0], made.keys[4]]
        self.assertTrue(run(*made.build())["ok"])

    def test_closed_fields(self):
        made = forge.Forge()
        made.streams[0][0]["closed"] = {"actor", "exhibit_no", "root_no", "signatures"}
        self.assertTrue(run(*made.build())["ok"])

    def test_vector_of_the_manifest(self):
        empty = layout.manifest(forge.digests([("README.html", b"")]))
        digest = hashlib.sha256(empty).hexdigest()
        self.assertEqual((len(empty), digest[:8], digest[-4:]), (490, "09b62c6c", "83e2"))

    def test_sample_regenerated(self):
        raw = sample()
        self.assertEqual(forge.zip_file(list(members_of(raw).items())), raw)

    def test_command(self):
        script, package, rules = os.path.join(HERE, "verifier.py"), given("SECOND_SAMPLE"), given("SECOND_POLICY")
        good = subprocess.run([sys.executable, script, package, "--policy", rules, "--json"], capture_output=True)
        self.assertEqual(good.returncode, 0)
        self.assertEqual(json.loads(good.stdout)["ok"], True)
        bad = subprocess.run([sys.executable, script, rules, "--policy", rules, "--json"], capture_output=True)
        self.assertEqual(bad.returncode, 5)
        self.assertEqual(json.loads(bad.stdout)["first_broken"]["id"], "container")

    def test_codes(self):
        package, rules = given("SECOND_SAMPLE"), given("SECOND_POLICY")
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(verifier.main([package + ".none", "--policy", rules]), 1)
            self.assertEqual(verifier.main([package, "--policy", rules + ".none"]), 1)
            self.assertEqual(verifier.main([HERE, "--policy", rules]), 1)
            with self.assertRaises(SystemExit) as usage:
                verifier.main([package])
            self.assertEqual(usage.exception.code, 2)


class PolicyFile(Case):
    def refused(self, text):
        self.broken(sample(), text, "policy")

    def test_lines(self):
        good = rules_of_sample()
        self.refused(b"")
        self.refused(good + b"quorum w\n")
        self.refused(good.replace(b"quorum w", b"quorum x"))
        self.refused(good + b"other thing\n")
        self.refused(good.replace(b"group w all w1 w2", b"group w 3 w1 w2"))
        self.refused(good.replace(b"group w all w1 w2", b"group w 0 w1 w2"))
        self.refused(good.replace(b"group w all w1 w2", b"group w 02 w1 w2"))
        self.refused(good.replace(b"group w all w1 w2", b"group w all w1 w1"))
        self.refused(good.replace(b"group w all w1 w2", b"group w all w1 w2-ed"))
        self.refused(good.replace(b"group w all w1 w2", b"group w1 all w2"))
        self.refused(good.replace(b"\n", b"\r\n"))
        self.refused(good + b"# \xff\n")
        self.assertTrue(run(sample(), good[:-1])["ok"])
        self.refused(good.split(b"\n")[0] + b"\n" + good)
        self.refused(b"#" + b" " * 1048576 + b"\n" + good)

    def test_keys(self):
        good = rules_of_sample()
        self.refused(re.sub(rb"\+[0-9a-f]{8}\+", b"+00000000+", good, count=1))
        self.refused(good.replace(b"witness w1-ed coord", b"log coord"))
        name, small = "x.example/comity/audit/2027", b"\x01" + bytes([1]) + bytes(31)
        key_id = hashlib.sha256(name.encode() + b"\n" + small).digest()[:4].hex()
        self.refused(f"log {name}+{key_id}+{basics.to_base64(small)}\n".encode() + good)

    def test_key_of_a_log_and_a_witness(self):
        made = forge.Forge()
        package, rules = made.build()
        key = made.witnesses[1]
        self.broken(package, f"log {key.vkey}\n".encode() + rules, "policy", "equal name and id")
        other = forge.NoteKey("x.example/comity/audit/2027", 6, key.private)
        self.assertTrue(run(package, f"log {other.vkey}\n".encode() + rules)["ok"])

    def test_claim(self):
        claims = run(b"", b"nothing\n")["claims"]
        self.assertEqual([claim["id"] for claim in claims], ["policy", *checks.CHECKS])
        self.assertEqual([claim["ok"] for claim in claims], [False] + [None] * 11)

    def test_free_form(self):
        good = rules_of_sample().replace(b"quorum w", b"# quorum x\n \t\n\tquorum \t w ")
        self.assertTrue(run(sample(), good)["ok"])

    def test_any_quorum_takes_the_earliest(self):
        good = rules_of_sample().replace(b"group w all w1 w2", b"group w any w1 w2")
        self.assertTrue(run(sample(), good)["ok"])

    def test_no_quorum_gives_no_time(self):
        self.broken(sample(), rules_of_sample().replace(b"quorum w", b"quorum none"), "time")

    def test_other_policy(self):
        self.broken(sample(), forge.Forge().policy(), "seal")


class Container(Case):
    def setUp(self):
        self.raw, self.rules = sample(), rules_of_sample()

    def fails(self, raw, part=""):
        self.broken(raw, self.rules, "container", part)

    def repacked(self, change, part=""):
        made = list(members_of(self.raw).items())
        self.fails(forge.zip_file(change(made) or made), part)

    def test_ends(self):
        for raw in (b"", b"PK", self.raw[:-1], self.raw + b"\0", b"\0" + self.raw, self.raw[:5000]):
            self.fails(raw)

    def test_header_bytes(self):
        start = self.raw.rindex(b"PK\x05\x06")
        directory = struct.unpack("<I", self.raw[start + 16 : start + 20])[0]
        for place in list(range(30)) + list(range(directory, directory + 46)) + list(range(start, start + 22)):
            self.fails(self.raw[:place] + bytes([self.raw[place] ^ 1]) + self.raw[place + 1 :])

    def test_content_byte(self):
        place = self.raw.index(b"<!DOCTYPE")
        self.fails(self.raw[:place] + b"?" + self.raw[place + 1 :], "checksum")

    def test_compressed(self):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
            for name, content in members_of(self.raw).items():
                box.writestr(zipfile.ZipInfo(name), content)
        self.fails(made.getvalue())

    def test_order(self):
        self.repacked(lambda made: [made[1], made[0]] + made[2:], "first member")
        self.repacked(lambda made: [made[0], made[2], made[1]] + made[3:], "out of order")
        self.repacked(lambda made: made[:-2] + [made[-1], made[-2]], "last three")
        self.repacked(lambda made: made[:5] + [made[-1]] + made[5:-1], "last three")
        for place in (-1, -2, -3):
            self.repacked(lambda made, place=place: made[:place] + made[len(made) + place + 1 :], "last three")
        self.repacked(lambda made: made[1:], "first member")

    def test_media_type(self):
        self.repacked(lambda made: [("mimetype", b"application/zip")] + made[1:], "media type")

    def test_paths(self):
        for path in ("a//b", "/a", "a/", "../a", "a/./b", "a\\b", "a:b", "a b ", "a.", "con", "con .txt", "x/LPT1.txt",
                     "a\x7f",                     "a\tb", "a" * 256, "readme.HTML", "README.html"):  # fmt: skip
            self.repacked(lambda made, path=path: made + [(path, b"")])

    def test_kept_too_long(self):
        made = members_of(self.raw)
        made["README.html"] = bytes(16 * 1024 * 1024 + 1)
        self.fails(forge.zip_file(forge.in_order(made)), "16 MiB")

    def test_kept_in_all(self):
        each = container.MAX_KEPT_IN_ALL
        container.MAX_KEPT_IN_ALL = 100_000
        try:
            self.fails(self.raw, "512 MiB")
        finally:
            container.MAX_KEPT_IN_ALL = each

    def test_long_legal_file(self):
        long = {"bag/data/legal/a.pdf": bytes(16 * 1024 * 1024 + 1)}
        self.accepted(lambda made: made.stages.update(payload=lambda members: members.update(long)))
        unknown = {"bag/x": bytes(16 * 1024 * 1024 + 1)}
        self.staged("members", lambda made: made.update(unknown), "manifest", "no package")

    def test_zip64_count(self):
        made = [("mimetype", container.MIMETYPE)] + sorted((f"x/{n}", b"") for n in range(65532))
        made += [(path, b"") for path in container.META_ORDER]
        raw = forge.zip_file(made)
        self.assertIn(b"PK\x06\x06", raw[-200:])
        self.assertEqual(len(zipfile.ZipFile(io.BytesIO(raw)).namelist()), 65536)
        self.broken(raw, self.rules, "manifest")

    def test_zip64_header(self):
        long = container.Member("a", 2**33, 0, 2**32 - 1, 7)
        self.assertEqual(len(container.local_header("a", 2**32 - 1, 7)), 30 + 1 + 20)
        self.assertEqual(len(container.local_header("a", 2**32 - 2, 7)), 30 + 1)
        wide = struct.pack("<HHQQQ", 1, 24, 2**32 - 1, 2**32 - 1, 2**33)
        self.assertEqual(container.central_header(long)[-28:], wide)

    def test_says_longer_than_file(self):
        head = container.local_header("mimetype", 2**40, 0)
        self.fails(head + self.raw, "longer than the file")


class Manifest(Case):
    def test_unknown_members(self):
        for path in ("bag/fetch.txt", "bag/data/x.txt", "META-INF/0", "META-INF/x.xml",
                     "bag/data/evidence/X-1-R1/0000.txt", "bag/data/evidence/X-1-R1/0001.exe",
                     "bag/data/proofs/0123456789abcdef-18446744073709551616.tlog-proof",
                     "bag/data/legal/a..b", "bag/data/legal/.a", "bag/data/proofs/0123456789abcdef-01.tlog-proof",
                     "bag/data/evidence/-x/0001.txt", "bag/data/tokens/t.tsr"):  # fmt: skip
            self.staged("members", lambda made, path=path: made.update({path: b""}), "manifest")

    def test_missing_members(self):
        for path in ("README.html", layout.CASE, layout.KEYS, layout.POLICY):
            self.staged("members", lambda made, path=path: made.pop(path), "manifest", "is missing")
        for path in ("mimetype", *container.META_ORDER):
            self.staged("members", lambda made, path=path: made.pop(path), "container")

    def test_other_manifest(self):
        name = container.META_ORDER[0]
        self.staged("members", lambda made: made.update({name: made[name] + b"\n"}), "manifest", "not the one")
        self.staged("members", lambda made: made.update({"README.html": b"?"}), "manifest", "not the one")
        self.staged("members", lambda made: made.update({"bag/data/legal/a.pdf": b""}), "manifest", "not the one")

    def test_sample_with_other_content(self):
        made = members_of(sample())
        for path in made:
            if not path.startswith("META-INF/comity") and path != "mimetype":
                raw = bytearray(made[path])
                raw[len(raw) // 2] ^= 1
                changed = {**made, path: bytes(raw)}
                self.broken(forge.zip_file(forge.in_order(changed)), rules_of_sample(), "manifest")


class Bag(Case):
    def changed(self, path, old, new, part=""):
        def change(made):
            self.assertIn(old, made[path])
            made[path] = made[path].replace(old, new, 1)

        self.staged("bag", change, "bag", part)

    def test_manifests(self):
        for name in ("manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"):
            self.changed("bag/" + name, b"  ", b" *", "is not the one")

    def test_missing(self):
        for name in layout.TAG_FILES + layout.TAG_MANIFESTS:

            def drop(made, path="bag/" + name):
                made.pop(path)

            self.staged("bag", drop, "bag", "missing")

    def test_bagit(self):
        self.changed("bag/bagit.txt", b"1.0", b"0.97", "bagit.txt")

    def info(self, old, new, part):
        def change(made):
            raw = made["bag/bag-info.txt"]
            self.assertIn(old, raw)
            made["bag/bag-info.txt"] = raw.replace(old, new, 1)
            for algorithm in ("sha256", "sha512"):
                tags = forge.digests([("bag/" + name, made["bag/" + name]) for name in layout.TAG_FILES])
                made[f"bag/tagmanifest-{algorithm}.txt"] = "".join(
                    f"{getattr(one, algorithm).hex()}  {one.path[4:]}\n" for one in tags).encode()  # fmt: skip

        self.staged("bag", change, "bag", part)

    def test_info(self):
        self.info(b"Payload-Oxum: ", b"Payload-Oxum: 1", "Payload-Oxum")
        self.info(b"2027-01-15", b"2027-02-30", "Bagging-Date")
        self.info(b"A court\n", b"A court\nContact: me\n", "lines")
        self.info(b"A court", b" A court", "blanks")
        self.info(b"A court", b"A court\xc2\xa0", "blanks")
        self.info(b"A court", b"A\rcourt", "control")
        self.info(b"A court", b"A" * 256, "bytes")
        self.info(b"A court", b"", "bytes")
        self.info(b"profile/1.json", b"profile/2.json", "profile")
        self.info(b":package:", b":parcel:", "External-Identifier")
        self.info(b"beba0a0\n", b"beba0A0\n", "UUID")
        self.info(b"Source-Organization: A court\n", b"Source-Organization: A court", "does not end")


class Seal(Case):
    def fields(self, part, **values):
        self.forged(lambda made: made.seal_fields.update(values), "seal", part)

    def test_fields(self):
        self.fields("another manifest", manifest_sha256="00" * 32)
        self.fields("number of members", members=1)
        self.fields("another package", package_id="01a2232b-b030-7237-8bda-126bbbeba0a1")
        self.fields("schema", schema="comity/package/2")
        self.fields("category", category="custody")
        self.fields("type", type="other")
        self.fields("fields", more=None)
        self.fields("does not suit", seq=1)
        self.fields("stream tag", stream="")
        self.fields("source", at={"src": None, "t": forge.stamp(), "unc_ms": 0})
        self.accepted(lambda made: made.seal_fields.update(seq=1, prev=basics.to_base64(bytes(32))))

    def test_closed(self):
        for name in ("forum", "actor", "at"):
            self.forged(lambda made, name=name: setattr(made, "seal_closed", (name,)), "seal", "closed")

    def test_node(self):
        self.forged(lambda made: made.seal.update(log="A"), "seal", "another node")

    def test_origin(self):
        def change(made):
            made.logs["S"] = forge.Log(f"{forge.RECEIVER}/comity/audit/27", made.witnesses)
            made.seal.update(log="S")

        self.forged(change, "seal", "name of a log")

    def test_signers(self):
        def without(place):
            def change(made):
                signers = made.logs["B"].keys + made.witnesses
                made.seal_signers = signers[:place] + signers[place + 1 :]

            return change

        for place in range(4):
            self.forged(without(place), "seal", "has not signed")

    def test_extra_lines(self):
        def twice(made):
            made.seal_signers = made.logs["B"].keys + made.witnesses + [made.witnesses[0]]

        def stranger(made):
            made.seal_signers = made.logs["B"].keys + made.witnesses + [forge.NoteKey("s.example", 4)]

        def other_log(made):
            key = made.logs["A"].keys[0]
            wrong = forge.NoteKey(key.name, 1)
            wrong.line = lambda origin, size, root, time: key.line(origin, size + 1, root, time)
            made.seal_signers = made.logs["B"].keys + made.witnesses + [wrong]

        self.forged(twice, "seal", "two lines")
        self.forged(stranger, "seal", "policy copy")
        self.forged(other_log, "seal", "does not verify")

    def test_policy_copy(self):
        self.forged(lambda made: setattr(made, "policy_copy", b"nothing\n"), "seal", "policy")

    def test_time_of_cosignature(self):
        self.forged(lambda made: setattr(made.logs["B"], "time", 0), "seal", "has not signed")

        def own_line(time):
            def change(made):
                key = made.logs["B"].keys[1]
                real = key.line
                key.line = lambda origin, size, root, _time: real(origin, size, root, time)

            return change

        self.forged(own_line(0), "seal", "has not signed")
        self.accepted(own_line(1))

    def proof(self, change, part=""):
        name = container.META_ORDER[2]
        self.staged("members", lambda made: made.update({name: change(made[name])}), "seal", part)

    def test_proof(self):
        self.proof(lambda raw: raw.replace(b"index ", b"index 1", 1), "index")
        self.proof(lambda raw: b"\n".join(raw.split(b"\n")[:1] + raw.split(b"\n")[2:]), "its leaf")
        self.proof(lambda raw: raw.replace(b"extra Q01M", b"extra Q01N", 1), "its leaf")
        self.proof(lambda raw: raw + b"\n")
        self.proof(lambda raw: raw[:-1])
        self.proof(lambda raw: raw.replace(b"=\n", b"=\r\n", 1))
        self.proof(lambda raw: raw.replace(b"\n\n", b"\n" + base64.b64encode(bytes(32)) + b"\n\n", 1), "many")
        self.proof(lambda raw: raw.replace(b"=\n\n\xe2", b"=\nmore\n\n\xe2", 1), "three lines")

    def test_opening(self):
        name = container.META_ORDER[1]
        for old, new in ((b'"XX"', b'"XY"'), (b'"i":0,', b'"i":0, '), (b"}\n", b"}"), (b"}\n", b"}\n\n"),
                         (b'"v":"comity-opening/1"', b'"v":"comity-opening/2"'), (b'"n":13', b'"n":12')):  # fmt: skip
            self.staged("members", lambda made, o=old, n=new: made.update({name: made[name].replace(o, n)}), "seal")


class Inclusion(Case):
    def proofs(self, change, check="inclusion", part="", folder="proofs"):
        def hang(made):
            paths = sorted(path for path in made if f"/{folder}/" in path and path.endswith("proof"))
            change(made, paths)

        self.staged("payload", hang, check, part)

    def test_missing_and_left(self):
        for folder in ("proofs", "anchors"):
            self.proofs(lambda made, paths: made.pop(paths[0]), part="no proof", folder=folder)
            extra = f"bag/data/{folder}/0123456789abcdef-7.tlog-proof"
            self.proofs(lambda made, paths, extra=extra: made.update({extra: made[paths[0]]}), part="a proof without")

    def test_no_links(self):
        self.staged("payload", lambda made: made.pop(layout.LINKS), "inclusion", "a proof without")
        self.staged("payload", lambda made: made.update({layout.LINKS: b""}), "inclusion", "empty")

    def test_origin(self):
        for name in ("other/audit/2027", "comity/audit/27", "comity/audit/2027/x"):

            def change(made, name=name):
                made.logs["A"].origin = f"{forge.GIVER}/{name}"
                made.logs["A"].keys = [forge.NoteKey(made.logs["A"].origin, kind) for kind in (1, 6)]

            self.forged(change, "inclusion", "name of a log")

    def test_swapped(self):
        def swap(made, paths):
            made[paths[0]], made[paths[1]] = made[paths[1]], made[paths[0]]

        self.proofs(swap, part="another index")

    def test_path(self):
        def cut(made, paths):
            head, gap, note = made[paths[0]].partition(b"\n\n")
            made[paths[0]] = head.rpartition(b"\n")[0] + gap + note

        self.proofs(cut, part="too few")

    def test_hint(self):
        def drop(made, paths):
            lines = made[paths[0]].split(b"\n")
            made[paths[0]] = b"\n".join(lines[:1] + lines[2:])

        self.proofs(drop, part="another leaf")

    def test_witness(self):
        def drop(made, paths):
            made[paths[0]] = made[paths[0]].rstrip(b"\n").rpartition(b"\n")[0] + b"\n"

        self.proofs(drop, part="quorum")

    def test_bad_line_of_known_key(self):
        def flip(made, paths):
            raw = bytearray(made[paths[0]])
            raw[-20] = ord("A") if raw[-20] != ord("A") else ord("B")
            made[paths[0]] = bytes(raw)

        self.proofs(flip, part="does not verify")

    def test_unknown_line_is_ignored(self):
        made = forge.Forge()
        log = made.logs["A"]
        log.witnesses = log.witnesses + [forge.NoteKey("s.example", 4)]
        self.assertTrue(run(*made.build())["ok"])

    def test_opening_changed(self):
        def change(made):
            path = next(path for path in made if path.endswith("X-1-R1.events"))
            made[path] = made[path].replace(b'"Success"', b'"Failure"', 1)

        self.staged("payload", change, "inclusion", "true to its leaf")

    def test_line_twice(self):
        def change(made):
            path = next(path for path in made if path.endswith("X-1-R1.events"))
            made[path] = made[path] + made[path].split(b"\n")[0] + b"\n"

        self.staged("payload", change, "inclusion", "no proof of its own")


class Order(Case):
    def entry(self, place, part="", stream=0, **values):
        self.forged(lambda made: made.streams[stream][place].update(values), "order", part)

    def test_sequence(self):
        self.entry(1, "gap", seq=2)
        self.entry(1, "prev is not", prev=basics.to_base64(bytes(32)))
        self.entry(1, "does not suit", prev=None)
        self.entry(0, "does not suit", seq=1)
        self.entry(0, "begin at 0", seq=1, prev=basics.to_base64(bytes(32)))

    def test_schema(self):
        self.entry(0, "schema", schema="comity/custody/2")
        self.entry(0, "category", category="anchor")
        self.entry(0, "closed", closed={"at"})

    def test_fields(self):
        def more(made):
            made.streams[0][0]["own"]["more"] = None

        def swap(made):
            own = made.streams[0][0]["own"]
            made.streams[0][0]["own"] = dict(reversed(list(own.items())))

        self.forged(more, "order", "fields")
        self.forged(swap, "order", "belongs")

    def test_two_pieces(self):
        def cut(made):
            giver, receiver = made.streams
            entry = made._entry("A", b"a", "pack")
            made.streams = [giver, receiver, [entry]]

        self.forged(cut, "order", "two pieces")

        def lines(made):
            path = next(path for path in made if path.endswith("X-1-R1.events"))
            first, second, *rest = made[path].splitlines(keepends=True)
            made[path] = b"".join([first] + rest + [second])

        self.staged("payload", lines, "order", "two pieces")

    def test_two_exhibits(self):
        def split(made):
            path = next(path for path in made if path.endswith("X-1-R1.events"))
            lines = made[path].splitlines(keepends=True)
            made[path] = b"".join(lines[:-1])
            made["bag/data/custody/Z.events"] = lines[-1]

        self.staged("payload", split, "order", "two pieces")

    def test_links(self):
        def change(made):
            made[layout.LINKS] = b"".join(reversed(made[layout.LINKS].splitlines(keepends=True)))

        self.staged("payload", change, "order", "ascending")
        self.forged(lambda made: made.links[0].update(closed={"env_digest"}), "order", "closed")
        self.forged(lambda made: made.links[0].update(type="sent"), "order", "type")

    def test_values(self):
        def own(part, where, **values):
            self.forged(lambda made: where(made)["own"].update(values), "order", part)

        def entry(made):
            return made.streams[1][1]

        def link(made):
            return made.links[0]

        for name in ("exhibit_no", "root_no", "status"):
            own(name, entry, **{name: 1})
        own("members", entry, check={})
        own("not an object", entry, check="failed")
        own("digests", entry, check={"expected": "a", "found": "b"})
        own("members", entry, data={})
        own("not an object", entry, data=True)
        data = {"blake3": "00" * 32, "len": 0, "media_type": None, "sha256": "00" * 32, "sha512": None}
        own("length", entry, data={**data, "len": -1})
        own("media type", entry, data={**data, "media_type": 1})
        own("sha512", entry, data={**data, "sha512": "00" * 32})
        own("result", entry, result="contested")
        own("members", entry, signatures={})
        own("impossible", entry, signatures={"letter_digest": "a", "receipt_digest": None})
        own("env_digest", link, env_digest="a")
        for name in ("letter_digest", "receipt_digest", "peer_proof"):

            def no_digest(made, name=name):
                made.links[0]["own"][name] = "a"
                made.links[0]["closed"].discard(name)

            self.forged(no_digest, "order", name)
        own("peer_root", link, peer_root="0")
        own("peer_size", link, peer_size=-1)
        own("peer_origin", link, peer_origin=None)
        self.forged(lambda made: made.streams[0][0].update(type=None), "order", "type")
        self.forged(lambda made: made.streams[0][0].update(stream=""), "order", "stream")
        for at in ({"t": "2027-02-30T00:00:00Z"}, {"more": 1}, {"unc_ms": -1}, {"src": None}):
            self.forged(lambda made, at=at: made.streams[0][0]["at"].update(at), "order", "")

    def test_values_that_say_nothing(self):
        def change(made):
            made.streams[1][1]["own"].update(check=None, status="Success", result={}, signatures=None, counterparty="x")
            closed = dict(exhibit_no=1, root_no=1, signatures=1)
            made.streams[1][1]["own"].update(closed)
            made.streams[1][1]["closed"] = set(closed)
            again = made._link("recv")
            again["own"].update(env_digest="22" * 32, receipt_digest=None, peer_proof=None, peer_origin=None,
                                peer_size=None, peer_root=None)  # fmt: skip
            made.links.insert(1, again)

        self.accepted(change)

    def test_turn_of_the_year(self):
        def late(year):
            def change(made):
                made.logs["C"] = forge.Log(f"{forge.GIVER}/comity/audit/{year}", made.witnesses)
                made.streams[0].append(made._entry("C", b"a", "pack", exhibit_no="X-1"))

            return change

        made = forge.Forge()
        late(2028)(made)
        self.assertTrue(run(*made.build())["ok"])
        self.forged(late(2026), "order", "not later")

    def test_index(self):
        def change(made):
            made.streams[0].append(made._entry("A", b"a", "pack"))
            real = made._add

            def add(entry, seq, prev):
                log = made.logs[entry["log"]]
                if entry is made.streams[0][2]:
                    hole = log.leaves
                    log.leaves = hole[:0]
                    tail = real(entry, seq, prev)
                    log.leaves = hole
                    log.leaves[0] = forge.Event(
                        [(n, v) for n, v in entry["made"][0].fields], entry["closed"]).leaf()  # fmt: skip
                    return tail
                return real(entry, seq, prev)

            made._add = add

        self.forged(change, "order", "ascend")


class Exhibits(Case):
    def own(self, part, stream, place, **values):
        self.forged(lambda made: made.streams[stream][place]["own"].update(values), "exhibits", part)

    def test_files(self):
        path = f"{layout.DATA}evidence/X-1-R1/0001."
        self.staged("payload", lambda made: made.pop(path + "txt"), "exhibits", "both")
        self.staged("payload", lambda made: made.update({path + "bin": b""}), "exhibits", "more than one file")
        second = path.replace("0001", "0002") + "txt"
        self.staged("payload", lambda made: made.update({second: made.pop(path + "txt")}), "exhibits", "more than one")
        self.staged(
            "payload", lambda made: made.update({f"{layout.DATA}evidence/Z/0001.bin": b""}), "exhibits", "both"
        )
        self.staged("payload", lambda made: made.update({path + "txt": b"other"}), "exhibits", "file has")

    def test_number_of_the_folder(self):
        part = "no number that the exporting node gave"
        self.forged(lambda made: setattr(made, "exhibit", "Z-9"), "exhibits", part)
        self.forged(lambda made: setattr(made, "exhibit", "X-1"), "exhibits", part)

        def closed(made):
            for entry in made.streams[1]:
                entry["closed"] = {"exhibit_no"}

        self.forged(closed, "exhibits", part)

        def without_exporter(made):
            made.streams.pop()
            made.exhibit = "X-1"

        self.forged(without_exporter, "exhibits", part)
        self.accepted(lambda made: made.streams[1][0].update(closed={"exhibit_no"}))

    def data(self, part, **values):
        self.forged(lambda made: made.streams[1][0]["own"]["data"].update(values), "exhibits", part)

    def test_data(self):
        self.data("agree", blake3="11" * 32)
        self.data("agree", sha256="11" * 32)
        self.data("agree", len=1)
        self.data("SHA-512", sha512="11" * 64)
        self.own("states no data", 1, 0, data=None)
        made = forge.Forge()
        made.streams[1][0]["own"]["data"]["sha512"] = hashlib.sha512(forge.FILE).hexdigest()
        self.assertTrue(run(*made.build())["ok"])

    def test_closed(self):
        for name in ("check", "data", "result", "status"):
            self.forged(lambda made, name=name: made.streams[0][0].update(closed={name}), "exhibits", "closed")

    def test_checks(self):
        found = forge.Forge().file_sha256
        self.own("found something else", 1, 1, check={"expected": found, "found": "00" * 32})
        self.own("another file", 1, 1, check={"expected": "00" * 32, "found": "00" * 32})
        self.own("status", 1, 1, status="Failure")
        self.own("status", 1, 1, status=None, check=None)
        self.own("contested", 0, 0, result={"exhibit_no": "X-1", "state": "contested"})

    def test_root(self):
        self.own("two values of root_no", 1, 1, root_no="X-2")
        self.own("two values of exhibit_no", 0, 1, exhibit_no="X-2")
        self.own("two values of exhibit", 0, 1, exhibit=None)

        def of_stream(stream, **values):
            def change(made):
                for entry in made.streams[stream]:
                    entry["own"].update(values)

            return change

        self.forged(of_stream(1, root_no="X-2"), "exhibits", "another root")
        self.forged(of_stream(1, root_no=None), "exhibits", "another root")
        self.forged(of_stream(0, exhibit_no="X-2"), "exhibits", "another root")
        self.forged(of_stream(1, exhibit="33333333-2222-4333-8444-555555555556"), "exhibits", "another exhibit")

    def test_closed_names(self):
        def closed(stream, *names):
            def change(made):
                for entry in made.streams[stream]:
                    entry["closed"] = set(names)

            return change

        self.accepted(closed(1, "root_no"))
        self.accepted(closed(0, "exhibit_no"))
        self.accepted(closed(1, "exhibit"))

        def partly(made):
            made.streams[1][1]["closed"] = {"exhibit", "exhibit_no", "root_no"}

        self.accepted(partly)

    def test_media_type(self):
        def change(value):
            return lambda made: made.streams[1][0]["own"]["data"].update(media_type=value)

        self.accepted(change(None))
        self.forged(change("text/html"), "exhibits", "agree")


class Handover(Case):
    THIRD = "cc.example"

    def own(self, part, change):
        self.forged(change, "handover", part)

    def test_sides(self):
        self.own("one side", lambda made: made.streams[0].pop())
        self.own("one side", lambda made: made.streams[1][0].update(type="pack"))
        self.own("names no letter", lambda made: made.streams[0][1].update(closed={"signatures"}))
        self.own("names no letter", lambda made: made.streams[0][1]["own"].update(signatures=None))
        self.own("one side", lambda made: made.streams[1][0].update(closed={"signatures"}))

        def other(made):
            made.streams[1][0]["own"]["signatures"] = {"letter_digest": "00" * 32, "receipt_digest": None}

        self.own("one side", other)

        def within(made):
            for entry in made.streams[0]:
                entry["log"] = "B"

        self.forged(within, "order", "second stream")

        def alone(made):
            made.streams[0].pop()
            made.streams[1][0].update(type="open")
            made.streams[1][0]["own"]["signatures"] = None

        self.own("no passing ties", alone)

    def test_counterparties(self):
        for stream, place in ((0, 1), (1, 0)):

            def other(made, value, stream=stream, place=place):
                made.streams[stream][place]["own"].update(counterparty=value)

            self.own("one side", lambda made: other(made, forge.party(self.THIRD, "cc")))
            for value in (None, {}, {"node": None}, "x"):
                self.accepted(lambda made, value=value: other(made, value))

            def closed(made, stream=stream, place=place):
                other(made, forge.party(self.THIRD, "cc"))
                made.streams[stream][place]["closed"] = {"counterparty"}

            self.accepted(closed)

    def test_status(self):
        def failed(made):
            made.streams[0][1]["own"].update(status="Fail")

        def unchecked(made):
            made.streams[1][0]["own"].update(status="Fail", check=None)

        self.own("did not succeed", failed)
        self.own("did not succeed", unchecked)

    def test_order_in_time(self):
        def took_at(milliseconds):
            return lambda made: made.streams[1][0]["at"].update(t=forge.stamp(milliseconds))

        # Given at 1000, both clocks are right to 100, and ten minutes are how far honest clocks may disagree.
        self.accepted(took_at(-599_200))
        self.own("before it was handed over", took_at(-599_201))

    def test_letter(self):
        def absent(made):
            for path in [path for path in made if "/letters/" in path]:
                made.pop(path)

        self.staged("payload", absent, "handover", "not there")

        def without_json(made):
            made.pop(next(path for path in made if path.endswith(".json")))

        self.staged("payload", without_json, "handover", "not there")

        def no_json(made):
            made[next(path for path in made if path.endswith(".json"))] = b"{} "

        self.staged("payload", no_json, "handover", "JSON")
        for objects in ([], None, [None, {}, {"plain": None}, {"plain": {"sha256": "00" * 32}}]):
            self.own("does not list", lambda made, objects=objects: made.letter.update(objects=objects))
        more = [None, {"node": None}, {"node": self.THIRD}]
        self.own("is not from", lambda made: made.letter.update(to=more))
        self.own("is not from", lambda made: made.letter.update(to=[]))
        self.own("is not from", lambda made: made.letter.pop("to"))
        self.accepted(lambda made: made.letter.update(to=more + made.letter["to"]))
        self.own("offers no exhibit", lambda made: made.letter.update(type="measure.answer"))
        self.own("offers no exhibit", lambda made: made.letter.update(type="cx.custody"))

        def third(made):
            made.keys.append(forge.LetterKey("cc", self.THIRD, "cc/office"))
            made.letter_signers = [made.keys[4]]
            made.letter["issuer"] = {"member": "cc", "node": self.THIRD, "unit": "cc/office"}

        self.own("is not from", third)

    def test_links(self):
        self.own("recv", lambda made: made.links.pop(0))
        self.own("ack", lambda made: made.links.pop(1))
        self.own("", lambda made: made.links.clear())
        self.own("ack", lambda made: made.links[0]["own"].update(env_digest="00" * 32))
        for origin in (f"{self.THIRD}/comity/audit/2027", f"{forge.GIVER}/whatever", forge.GIVER, ""):
            self.own("recv", lambda made, origin=origin: made.links[0]["own"].update(peer_origin=origin))
        for origin in (f"{forge.GIVER}/comity/audit/2027", f"{forge.RECEIVER}/comity/audit/27"):
            self.own("ack", lambda made, origin=origin: made.links[1]["own"].update(peer_origin=origin))

    def test_turn_of_the_year(self):
        self.accepted(lambda made: made.links[0]["own"].update(peer_origin=f"{forge.GIVER}/comity/audit/2026"))

    def receipts(self, place, **values):
        return lambda made: made.receipts[place].update(values)

    def events(self, made, event):
        made.receipts[0].update(event=letters.EVENTS + event, reason="held")
        if event not in ("RelayAcceptance", "RelayRejection", "RelayToNonERDS"):
            made.receipts[0].update(letter=made.receipts[1]["letter"])

    def test_receipt_of_ack(self):
        def both(made, digest):
            for link in made.links:
                link["own"].update(receipt_digest=digest)

        self.own("the receipt that ack names", lambda made: both(made, "00" * 32))
        self.own("the receipt that ack names", lambda made: both(made, None))
        self.own("same receipt", lambda made: made.links[1]["own"].update(receipt_digest="RECEIPT1"))
        self.own("same receipt", lambda made: made.links[0]["own"].update(receipt_digest=None))
        self.accepted(lambda made: both(made, "RECEIPT1"))
        for event in ("RelayRejection", "ContentConsignmentFailure", "ConsignmentRejection", "ContentHandoverFailure",
                      "AcceptanceRejectionExpiry", "RelayToNonERDS"):  # fmt: skip
            self.own("of another event", lambda made, event=event: self.events(made, event))
        for event in ("ContentConsignment", "ConsignmentAcceptance", "ContentHandover", "NotificationForAcceptance",
                      "ContentAccessTracking"):  # fmt: skip
            self.accepted(lambda made, event=event: self.events(made, event))

        def by_sender(made):
            made.receipts[0].update(by={"node": forge.GIVER, "as": "sender", "unit": None})
            made.receipts[0].update(event=letters.EVENTS + "SubmissionAcceptance")

        self.own("receipt", by_sender)
        self.own("receipt", lambda made: made.receipts[0]["of"].update({"from": self.THIRD}))
        self.own("receipt", lambda made: made.receipts[0]["of"].update(env_digest="22" * 32))

    def test_receipt_of_an_act(self):
        def named(stream, place, digest):
            def change(made):
                said = made.streams[stream][place]["own"]["signatures"]
                made.streams[stream][place]["own"]["signatures"] = {**said, "receipt_digest": digest}

            return change

        for where in ((0, 1), (1, 0)):
            self.own("that an act names", named(*where, "00" * 32))
            self.own("that an act names", named(*where, "RECEIPT0"))
            self.accepted(named(*where, "RECEIPT1"))
            self.accepted(named(*where, None))

        def of_another(**values):
            def change(made):
                made.receipts.append({**made.receipts[1], **values})
                named(1, 0, "RECEIPT2")(made)

            return change

        about = forge.Forge().receipts[1]["of"]
        self.accepted(of_another(reason="held"))
        self.own("that an act names", of_another(of={**about, "env_digest": "22" * 32}))
        self.own("that an act names", of_another(of={**about, "from": self.THIRD}))
        letter = {**forge.Forge().receipts[1]["letter"], "digest": "22" * 32}
        self.own("that an act names", of_another(letter=letter))

    def test_form_of_receipts(self):
        def more(change):
            def hang(made):
                raw = next(made[path] for path in sorted(made) if path.endswith(".cx1r"))
                kind, statement, signatures, anchor = cbor.read(raw)
                digest, made_now = change(kind, statement, signatures, anchor)
                made[f"{layout.DATA}receipts/{digest or hashlib.sha256(statement).hexdigest()}.cx1r"] = made_now

            return hang

        wrong = "00" * 32
        for change in (lambda *parts: (wrong, b""), lambda *parts: (wrong, cbor.write(list(parts))),
                       lambda kind, said, by, anchor: (None, cbor.write([kind, said, by, b""])),
                       lambda kind, said, by, anchor: (None, cbor.write([kind, said, by[:-1], None]))):  # fmt: skip
            self.staged("payload", more(change), "handover")

    def test_statements(self):
        clock = {"uncertainty_ms": 0}
        for values in ({"clock": {**clock, "source": ""}}, {"clock": {**clock, "source": "x" * 65}},
                       {"by": {"node": forge.RECEIVER, "as": "recipient", "unit": "bb/Office"}},
                       {"event": letters.EVENTS + "ContentConsignmentFailure"}, {"letter": None}):  # fmt: skip
            self.own("", self.receipts(1, **values))
        self.accepted(self.receipts(1, clock={**clock, "source": "x" * 64}))

        def failure(made):
            extra = {**made.receipts[1], "event": letters.EVENTS + "ContentConsignmentFailure", "letter": None,
                     "reason": "cannot-open"}  # fmt: skip
            made.receipts.append(extra)

        self.accepted(failure)

    def untied(self, made):
        made.receipts.pop()
        made.streams[1][0]["own"]["signatures"]["receipt_digest"] = None

    def test_tie(self):
        self.own("nothing ties", self.untied)

        def by_leaf(places, digest="LETTER"):
            def change(made):
                self.untied(made)
                for place in places:
                    made.links[place]["own"]["letter_digest"] = digest
                    made.links[place]["closed"].discard("letter_digest")

            return change

        for places in ((0,), (1,), (0, 1)):
            self.accepted(by_leaf(places))
            self.own("another letter", by_leaf(places, "00" * 32))

        def contradicted(made):
            made.links[0]["own"]["letter_digest"] = "00" * 32
            made.links[0]["closed"].discard("letter_digest")

        self.own("another letter", contradicted)

        def by_giver(made):
            said = made.receipts[1]
            self.untied(made)
            said.update(event=letters.EVENTS + "SubmissionAcceptance")
            said.update(by={"node": forge.GIVER, "as": "sender", "unit": None})
            made.receipts.append(said)
            made.receipt_signers_of = {1: [made.keys[1]]}

        self.accepted(by_giver)

        def by_relay(made):
            said = made.receipts[1]
            self.untied(made)
            made.keys.append(forge.LetterKey("cc", self.THIRD, None))
            said.update(event=letters.EVENTS + "RelayToNonERDS", by={"node": self.THIRD, "as": "relay", "unit": None})
            made.receipts.append(said)
            made.receipt_signers_of = {1: [made.keys[4]]}

        self.own("nothing ties", by_relay)

    def test_heads(self):
        self.own("heads", lambda made: made.links[0]["own"].update(peer_size=4))

        def fork(made):
            """A seal in a fork of the log, of the size that the log has without the seal."""
            made.logs["S"] = forge.Log(made.logs["B"].origin, made.witnesses)
            made.seal.update(log="S")
            size = made.seal_after

            def fill(members):
                while len(made.logs["S"].leaves) < len(made.logs["B"].leaves) - size:
                    made.logs["S"].add(b"CML\1\1\0\0\0" + bytes(32))

            made.stages["manifest"] = fill

        def change(size):
            def hang(made):
                made.seal_after = size
                fork(made)

            return hang

        self.own("heads", change(1))
        self.accepted(change(2))

    def other_receiver(self, made):
        """A third node that took the exhibit over by the same letter; gives its links and its take_over."""
        made.logs["C"] = forge.Log(f"{self.THIRD}/comity/audit/2027", made.witnesses)
        made.keys.append(forge.LetterKey("cc", self.THIRD, None))
        made.letter["to"].append({"node": self.THIRD, "unit": "cc/office"})
        env = hashlib.sha256(b"another envelope").hexdigest()
        by = {"node": self.THIRD, "as": "recipient", "unit": None}
        for said in copy.deepcopy(made.receipts):
            said["of"].update(to=self.THIRD, env_digest=env)
            made.receipts.append({**said, "by": by})
        made.receipt_signers_of = {2: [made.keys[4]], 3: [made.keys[4]]}
        for kind, place in (("recv", "C"), ("ack", "A")):
            link = made._link(kind)
            peer = made.logs["A" if place == "C" else "C"].origin
            link["own"].update(env_digest=env, receipt_digest="RECEIPT2", peer_origin=peer)
            made.links.append({**link, "log": place})
        again = made._entry("C", b"d", "take_over", exhibit_no="X-7", root_no="X-1", data=dict(made.data),
                            counterparty=forge.party(forge.GIVER, "aa"))  # fmt: skip
        again["own"]["signatures"] = {"letter_digest": "LETTER", "receipt_digest": "RECEIPT3"}
        gave = copy.deepcopy(made.streams[0][1])
        gave["own"]["counterparty"] = forge.party(self.THIRD, "cc")
        return gave, again

    def test_two_receivers(self):
        def change(gave_at, took_at):
            def hang(made):
                gave, took = self.other_receiver(made)
                made.streams[0].insert(gave_at, gave)
                made.streams.insert(took_at, [took])

            return hang

        for gave_at in (1, 2):
            for took_at in (1, 2):
                self.accepted(change(gave_at, took_at))

        def untold(made):
            _gave, took = self.other_receiver(made)
            made.streams.append([took])

        self.own("one side", untold)

    def test_passing_twice(self):
        def change(made):
            made.streams[0].append(copy.deepcopy(made.streams[0][1]))
            made.streams[1].append(copy.deepcopy(made.streams[1][0]))

        self.own("a second one", change)


class Signatures(Case):
    def test_changed_signature(self):
        for folder in ("letters", "receipts"):

            def flip(made, folder=folder):
                path = next(path for path in made if f"/{folder}/" in path and not path.endswith(".json"))
                raw = bytearray(made[path])
                raw[-10] ^= 1
                made[path] = bytes(raw)

            self.staged("payload", flip, "signatures", "does not verify")

    def test_other_forms(self):
        def cose_of(change):
            def hang(made):
                path = next(path for path in made if path.endswith(".cose"))
                made[path] = change(made[path])

            return hang

        def half(made):
            path = next(path for path in made if path.endswith(".cose"))
            made.pop(path)

        def other_half(made):
            path = next(path for path in made if path.endswith(".cose"))
            made[path.replace(forge.Forge().env[:0] + path[-69:-5], "00" * 32)] = made[path]

        self.staged("payload", half, "signatures", "in part")
        self.staged("payload", other_half, "signatures", "in part")
        for change in (lambda raw: raw + b"\0", lambda raw: b"", lambda raw: raw[:-1], lambda raw: b"\x81" * 5000,
                       lambda raw: raw.replace(b"\xa0", b"\xa1\x01\x01", 1), lambda raw: raw.replace(b"\xf6", b"\x40"),
                       lambda raw: bytes(40000)):  # fmt: skip
            self.staged("payload", cose_of(change), "signatures")

    def test_signers(self):
        def other_unit(made):
            made.keys.append(forge.LetterKey("aa", forge.GIVER, "aa/other"))
            made.letter_signers = [made.keys[4]]

        def cosigned(member, node, unit):
            def change(made):
                made.keys.append(forge.LetterKey(member, node, unit, name="y"))
                made.letter_signers = [made.keys[0], made.keys[4]]

            return change

        self.forged(other_unit, "signatures", "whoever had to sign")
        self.forged(lambda made: setattr(made, "letter_signers", [made.keys[1]]), "signatures", "somebody else")
        self.forged(lambda made: setattr(made, "letter_signers", made.keys[:2]), "signatures", "somebody else")
        self.forged(cosigned("zz", forge.GIVER, "aa/office"), "signatures", "somebody else")
        self.forged(cosigned("aa", forge.RECEIVER, "aa/office"), "signatures", "somebody else")
        self.forged(cosigned("bb", forge.RECEIVER, "bb/office"), "signatures", "somebody else")
        self.accepted(cosigned("aa", forge.GIVER, "aa/other"))
        self.forged(lambda made: setattr(made.keys[0], "member", "zz"), "signatures", "somebody else")
        self.forged(lambda made: setattr(made, "receipt_signers", [made.keys[2]]), "signatures", "somebody else")
        self.forged(lambda made: setattr(made, "receipt_signers", made.keys[2:]), "signatures", "somebody else")

    def second(self, change, check=None, part=""):
        """A second letter that no passing needs."""
        raw = {"type": "cx.receipts", "net": forge.NET, "issued_at": forge.stamp(),
               "issuer": {"member": "aa", "node": forge.GIVER, "unit": "aa/office"}}  # fmt: skip
        made = forge.Forge()
        signers = change(raw, made.keys) or [made.keys[1]]

        def hang(members):
            text = canon.write(raw)
            where = f"{layout.DATA}letters/{hashlib.sha256(text).hexdigest()}"
            members[where + ".json"] = text
            members[where + ".cose"] = forge.cose(
                signers, text, letters.LETTER_TYPE, letters.LETTER_LABEL, forge.NET)  # fmt: skip

        made.stages["payload"] = hang
        if check is None:
            result = run(*made.build())
            self.assertTrue(result["ok"], result["first_broken"])
        else:
            self.broken(*made.build(), check, part)

    def test_letters_of_a_node(self):
        self.second(lambda raw, keys: None)
        self.second(lambda raw, keys: raw["issuer"].update(more=1))
        self.second(lambda raw, keys: raw["issuer"].update(member=None))
        self.second(lambda raw, keys: raw["issuer"].update(unit=None), "signatures", "no unit")
        self.second(lambda raw, keys: raw["issuer"].update(node=None), "signatures", "no node")
        self.second(lambda raw, keys: raw.update(net="00"), "signatures")
        self.second(lambda raw, keys: keys[:1], "signatures", "somebody else")
        self.second(lambda raw, keys: keys[:2], "signatures", "somebody else")
        self.second(lambda raw, keys: keys[3:], "signatures", "somebody else")

    def test_letters_of_a_unit(self):
        def of_unit(member="aa"):
            def change(raw, keys):
                raw.update(type="measure.issue")
                raw["issuer"].update(member=member)
                return keys[:1]

            return change

        self.second(of_unit())
        self.second(of_unit("zz"), "signatures", "somebody else")
        self.second(of_unit(None), "signatures", "no member")

    def test_digest_of_a_letter(self):
        def renamed(made):
            for path in [path for path in made if path.endswith(".json")]:
                made[path] = made[path].replace(b'"aa/office"', b'"aa/office2"')

        self.staged("payload", renamed, "signatures", "another digest")

    def test_unlisted_key(self):
        stranger = forge.LetterKey("aa", forge.GIVER, "aa/office", name="x")
        self.forged(lambda made: setattr(made, "letter_signers", [made.keys[0], stranger]), "signatures", "not list")

    def test_times(self):
        self.forged(lambda made: setattr(made.keys[0], "begin", forge.stamp(1)), "signatures", "time")
        self.forged(lambda made: setattr(made.keys[0], "until", forge.stamp(0)), "signatures", "time")
        made = forge.Forge()
        made.keys[0].begin, made.keys[0].until = forge.stamp(0), forge.stamp(1)
        self.assertTrue(run(*made.build())["ok"])

    def test_ml_dsa_wanted(self):
        def listed(made):
            made.keys.append(forge.LetterKey("aa", forge.GIVER, "aa/office", "ml-dsa-65"))

        def only(made):
            listed(made)
            made.letter_signers = [made.keys[4]]

        self.forged(listed, "signatures", "ML-DSA-65")
        self.forged(only, "signatures", "Ed25519")

    def test_network(self):
        self.forged(lambda made: made.letter.update(net="00" * 32), "signatures", "another network")

    def test_history(self):
        def lines(change):
            def hang(made):
                made[layout.KEYS] = b"".join(change(made[layout.KEYS].splitlines(keepends=True)))

            return hang

        self.staged("payload", lines(lambda all_: reversed(all_)), "signatures", "ascending")
        self.staged("payload", lines(lambda all_: all_ + all_[-1:]), "signatures", "ascending")
        self.staged("payload", lines(lambda all_: [one.replace(b'"roster":1', b'"roster":1.0') for one in all_]),
                    "signatures")  # fmt: skip
        self.staged("payload", lines(lambda all_: [one[:-1] for one in all_]), "signatures")
        self.staged("payload", lines(lambda all_: []), "signatures", "not list")

    def test_rows_that_say_little(self):
        def change(**values):
            def hang(made):
                extra = forge.LetterKey("cc", "cc.example", None, name="z")
                row = {**extra.row(), **values}
                pk = base64.urlsafe_b64decode(row["pk"] + "==")
                row["kid"] = hashlib.sha256(b"comity/cx1/key\0" + row["alg"].encode() + b"\0" + pk).hexdigest()[:32]
                lines = made[layout.KEYS].splitlines(keepends=True) + [canon.write(row) + b"\n"]
                made[layout.KEYS] = b"".join(sorted(lines, key=lambda line: json.loads(line)["kid"]))

            return hang

        for values in ({"roster": -1}, {"node": "x y", "member": "", "unit": ""}, {"alg": "x-wing", "pk": "AAAA"}):
            self.accepted(lambda made, values=values: made.stages.update(payload=change(**values)))
        for values in ({"alg": "ml-dsa-65"}, {"alg": "rsa"}, {"unit": 1}, {"from": "x"}, {"pk": "AAAA"}):
            self.staged("payload", change(**values), "signatures")

    def test_many_rows(self):
        most = letters.MAX_KEYS
        letters.MAX_KEYS = 3
        try:
            self.forged(lambda made: None, "signatures", "4096")
        finally:
            letters.MAX_KEYS = most


class Time(Case):
    def at(self, part, **values):
        self.forged(lambda made: made.streams[0][0]["at"].update(values), "time", part)

    def test_bounds(self):
        self.at("uncertain", unc_ms=60_001)
        self.at("after its head", t=forge.stamp(6_100))
        made = forge.Forge()
        made.streams[0][0]["at"].update(t=forge.stamp(6_099))
        self.assertTrue(run(*made.build())["ok"])

    def test_links_and_seal(self):
        self.forged(lambda made: made.links[0]["at"].update(t=forge.stamp(6_100)), "time", "after")
        at = {"src": "ntp", "t": forge.stamp(6_100), "unc_ms": 100}
        self.forged(lambda made: made.seal_fields.update(at=at), "time", "after")


    def test_earliest_note_of_a_head_counts(self):
        def later(first):
            """The head of log A with a later note for the first entry."""

            def change(made):
                made.streams[0][0]["at"].update(t=forge.stamp(first))
                made.streams[0][1]["at"].update(t=forge.stamp(2000))
                made.streams[1][0]["at"].update(t=forge.stamp(2000))

                def swap(members):
                    log = made.logs["A"]
                    event, _log, index = made.streams[0][0]["made"]
                    path = next(path for path in members if path.endswith(f"-{index}.tlog-proof") and "/proofs/" in path
                                and hashlib.sha256(log.origin.encode()).hexdigest()[:16] in path)  # fmt: skip
                    log.time += 500
                    members[path] = log.proof(index, log.head()[2])

                made.stages["payload"] = swap

            return change

        self.accepted(later(1000))
        self.forged(later(100_000), "time", "after its head")


class Parts(unittest.TestCase):
    """The readers alone."""

    def refuses(self, read, *raws):
        for raw in raws:
            with self.assertRaises(errors.Refused, msg=raw[:60]):
                read(raw)

    def test_json(self):
        self.refuses(canon.read, b"", b" 1", b"1.0", b"-0", b"01", b"1e3", b"NaN", b'{"b":1,"a":1}', b'{"a":1,"a":1}',
                     b'"\\u0041"', b'"\\ud800"', b"\xff", b"[" * 100_000, b"[" * 33 + b"]" * 33, b"9007199254740992",
                     b"9" * 5000, b'"' + b"a" * 262_145 + b'"', b"\xef\xbb\xbf1", b'"\\/"', b'"\x01"')  # fmt: skip
        for raw in (b"[" * 32 + b"]" * 32, b"-9007199254740991", b'"\\u0001\\n\x7f"',
                    '{"é":1,"ÿ":"\U0001f600"}'.encode(), '{"\U0001f600":1,"\ufb33":2}'.encode()):  # fmt: skip
            self.assertEqual(canon.write(canon.read(raw)), raw)

    def test_cbor(self):
        self.refuses(cbor.read, b"", b"\x18\x01", b"\x9f\xff", b"\xa2\x02\x01\x01\x01", b"\xa2\x01\x01\x01\x01",
                     b"\x81" * 8 + b"\x01", b"\xfb" + bytes(8), b"\xc1\x01", b"\x9a\xff\xff\xff\xff", b"\x61\xff",
                     b"\xf7", b"\x01\x01", b"\x5b" + b"\xff" * 8)  # fmt: skip
        for raw in (b"\x81" * 7 + b"\x01", b"\xa2\x01\x01\x20\x01", b"\xd8\x62\x80"):
            self.assertEqual(cbor.write(cbor.read(raw)), raw)

    def test_ed25519(self):
        small = (0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18)
        for packed in small + tuple(value | 1 << 255 for value in small) + (2**255 - 1, 2):
            with self.assertRaises(errors.Refused):
                crypto.check_ed25519_key(packed.to_bytes(32, "little"), "a key")
        key = forge.NoteKey("k", 1)
        crypto.check_ed25519_key(key.blob[1:], "a key")
        good = key.private.sign(b"x")
        self.assertTrue(crypto.verify_ed25519(key.blob[1:], good, b"x"))
        order = 2**252 + 27742317777372353535851937790883648493
        more = good[:32] + (int.from_bytes(good[32:], "little") + order).to_bytes(32, "little")
        self.assertFalse(crypto.verify_ed25519(key.blob[1:], more, b"x"))

    def test_tree(self):
        for size in range(1, 20):
            log = forge.Log("a.example/comity/audit/2027", [])
            for index in range(size):
                log.add(bytes([index]) * 40)
            note = log.head()[2]
            for index in range(size):
                proof = notes.Proof(log.proof(index, note))
                proof.includes(notes.leaf_hash(log.leaves[index]))
                with self.assertRaises(errors.Refused):
                    proof.includes(bytes(32))

    def test_instants(self):
        self.assertEqual(basics.instant("1970-01-01T00:00:01.5Z".replace(".5", ".500"), ""), 1500)
        self.refuses(lambda raw: basics.instant(raw, ""), "2027-01-01T00:00:60Z", "2027-01-01 00:00:00Z",
                     "2027-01-01T00:00:00.1Z", "2027-13-01T00:00:00Z", "0000-01-01T00:00:00Z", "2027-01-01T24:00:00Z",
                     "\u0662027-01-01T00:00:00Z")  # fmt: skip

    def test_opening_limits(self):
        self.refuses(opening.Opening, b"{}\n", b"[" * 4_194_303 + b"\n", b" " * 4_194_305, b"\n", b"null\n")


class Mutations(Case):
    """A few hundred random changes of the good package: each fails, none confuses the reader."""

    def test_bytes(self):
        raw, rules, chance = sample(), rules_of_sample(), random.Random(1)
        for _turn in range(150):
            place = chance.randrange(len(raw))
            changed = raw[:place] + bytes([raw[place] ^ 1 << chance.randrange(8)]) + raw[place + 1 :]
            self.broken(changed, rules, "container")

    def mutate(self, turns, path_of, rebuild):
        """Change a byte of a member, and rebuild the layers above it; any failure is good, an acceptance is not."""
        good, rules, chance = members_of(sample()), rules_of_sample(), random.Random(2)
        reached = set()
        for _turn in range(turns):
            made = dict(good)
            path = path_of(chance, made)
            raw = bytearray(made[path])
            place = chance.randrange(len(raw))
            raw[place] ^= 1 << chance.randrange(8)
            made[path] = bytes(raw)
            result = run(forge.zip_file(forge.in_order(rebuild(made))), rules)
            self.assertFalse(result["ok"], (path, place))
            self.assertNotIn("gave up", result["first_broken"]["detail"])
            reached.add(result["first_broken"]["id"])
        return reached

    def test_members(self):
        reached = self.mutate(100, lambda chance, made: chance.choice([p for p in made if p != "mimetype"]), dict)
        self.assertEqual(reached, {"manifest", "seal"})

    def test_members_with_new_bag(self):
        payload = lambda chance, made: chance.choice([p for p in made if p.startswith(layout.DATA)])  # noqa: E731
        reached = self.mutate(60, payload, lambda made: forge.with_manifest(forge.with_bag(made)))
        self.assertEqual(reached, {"seal"})

    def test_payload_under_a_new_seal(self):
        """The same deeper: a forged package whose payload changes before it is sealed."""
        chance, reached, accepted = random.Random(3), {}, set()
        for _turn in range(120):
            made, spot = forge.Forge(), []

            def change(members, spot=spot):
                path = chance.choice(sorted(p for p in members if p.startswith(layout.DATA) and p != layout.CASE))
                raw = bytearray(members[path])
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
                members[path] = bytes(raw)
                spot.append(path)

            made.stages["payload"] = change
            result = run(*made.build())
            if result["ok"]:
                accepted.add(spot[0])
                continue
            self.assertNotIn("gave up", result["first_broken"]["detail"], spot)
            reached[result["first_broken"]["id"]] = reached.get(result["first_broken"]["id"], 0) + 1
        self.assertLessEqual(accepted, {layout.KEYS, layout.POLICY})
        self.assertLessEqual({"inclusion", "handover", "signatures", "exhibits"}, set(reached))


if __name__ == "__main__":
    unittest.main()
