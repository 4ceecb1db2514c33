"""Tests of the peer without the program: two peers speak with each other, and readers meet what is broken."""

import hashlib
import io
import os
import pathlib
import tempfile
import unittest
import uuid

from peer import blake3, bundle, cases, client, cose, envelope, forge, hpack, identity, keys, manifest, node, objects, receipt
from peer import roster, server, tls, vectors
from peer.keys import H

from courtpackage import basics, canon, cbor
from courtpackage.errors import Refused


def signed(role, said, holders):
    """A signed file of the directory."""
    said = {"_type": role, "expires": "2999-01-01T00:00:00Z", "spec_version": "1.0.31", "version": 1, **said}
    message = roster.olpc(said).encode()
    lines = [{"keyid": vectors.key_id(one), "sig": one.sign(message).hex()} for one in holders]
    return roster.olpc({"signatures": sorted(lines, key=lambda line: line["keyid"]), "signed": said}).encode()


def listed(raw, version=True):
    made = {"hashes": {"sha256": H(raw).hex()}, "length": len(raw)}
    return {**made, "version": 1} if version else made


def directory_of(*identities, change=lambda files: None):
    """({name: bytes}, net) of a network of these members; one key signs everything."""
    top = keys.SigningKey(H(b"top"))
    quorum = {"keyids": [vectors.key_id(top)], "threshold": 1}
    shown = {vectors.key_id(top): {"keytype": "ed25519", "keyval": {"public": top.public.hex()}, "scheme": "ed25519"}}
    said = {"consistent_snapshot": True, "keys": shown, "roles": dict.fromkeys(roster.ROLES, quorum)}
    files = {"1.root.json": signed("root", said, [top])}
    network = canon.write({"charter_sha256": "00" * 32, "kind": "drill", "min_suite": 1, "name": "T", "others": [], "v": 1})
    status = canon.write({"members": [], "v": 1})
    files[f"network/{H(network).hex()}.network.json"], files[f"network/{H(status).hex()}.status.json"] = network, status
    roles, meta = [], {}
    for one in identities:
        entry, member = one.entry(), one.member
        files[f"members/{member}/{H(entry).hex()}.entry.json"] = entry
        own = signed("targets", {"targets": {f"members/{member}/entry.json": listed(entry, False)}}, [top])
        files[f"1.member-{member}.json"] = own
        meta[f"member-{member}.json"] = listed(own)
        roles.append({**quorum, "name": f"member-{member}", "paths": [f"members/{member}/*"], "terminating": True})
    board = signed("targets", {"delegations": {"keys": shown, "roles": roles}, "targets": {
        "network/network.json": listed(network, False), "network/status.json": listed(status, False)}}, [top])  # fmt: skip
    files["1.targets.json"] = board
    files["1.snapshot.json"] = signed("snapshot", {"meta": {"targets.json": listed(board), **meta}}, [top])
    files["timestamp.json"] = signed("timestamp", {"meta": {"snapshot.json": listed(files["1.snapshot.json"])}}, [top])
    change(files)
    return files, H(files["1.root.json"])


class Two(unittest.TestCase):
    """Two peers of one network."""

    @classmethod
    def setUpClass(cls):
        cls.ids = [identity.Identity.new(f"m{n}", f"node-{n}.example", "127.0.0.1:0") for n in (1, 2)]
        cls.files, cls.net = directory_of(*cls.ids)
        cls.directory = roster.Directory(cls.files, cls.net, identity.now_ms())

    def setUp(self):
        self.one, self.two = (node.Peer(who, self.directory) for who in self.ids)

    def sent(self, made):
        """The receipt of the second peer for a letter of the first."""
        return receipt.Receipt(self.two.door(self.one.who.node, envelope.delivery(made.raw)))

    def refused(self, code, run, *given):
        with self.assertRaises(Refused) as caught:
            run(*given)
        self.assertEqual(caught.exception.code, code, caught.exception)


class Exchange(Two):
    def test_a_probe_goes_the_whole_way(self):
        letter = self.one.probe(self.two.who.node)
        raw = self.two.door(self.one.who.node, envelope.delivery(letter.raw))
        self.assertEqual(self.one.take(self.two.who.node, raw).event, "RelayAcceptance")
        self.assertEqual([said["type"] for said in self.two.settle()], ["cx.probe"])
        to, answer = self.two.outbox.pop()
        self.assertEqual(to, self.one.who.node)
        back = self.one.door(self.two.who.node, envelope.delivery(answer.raw))
        self.one.settle()
        self.assertEqual(self.one.outbox, [], "what says that a letter was consigned is not answered")
        self.two.take(self.one.who.node, back)
        said = letter.receipts["ContentConsignment"].said
        self.assertEqual(said["prev"], receipt.Receipt(raw).digest.hex())
        self.assertEqual(said["letter"]["digest"], H(letter.manifest).hex())

    def test_the_same_bytes_get_the_first_receipt(self):
        letter = self.one.probe(self.two.who.node)
        first = self.two.door(self.one.who.node, envelope.delivery(letter.raw))
        self.assertEqual(self.two.door(self.one.who.node, envelope.delivery(letter.raw, b"another anchor")), first)

    def test_an_id_is_taken_once(self):
        letter = self.one.probe(self.two.who.node)
        self.sent(letter)
        other = forge.Forged(self.one, self.two.who.node, head={"env_id": letter.envelope.head.env_id})
        self.assertEqual(self.sent(other).reason, "id-conflict")

    def test_doors(self):
        to = self.two.who.node
        for reason, parts in (
            ("seal-invalid", {"seal": bytes([1]) * 64}),
            ("key-unknown", {"head": {"kid": bytes(16)}}), ("expired", {"head": {"keep_until": 1}}),
            ("key-expired", {"head": {"kid": self.one.who.old_key().kid}, "node_key": self.one.who.old_key()}),
            ("key-revoked", {"head": {"kid": self.one.who.revoked_key().kid}, "node_key": self.one.who.revoked_key()}),
        ):  # fmt: skip
            with self.subTest(reason):
                self.assertEqual(self.sent(forge.Forged(self.one, to, **parts)).reason, reason)
        for parts in ({"head": {"net": bytes(32)}}, {"head": {"sender": "other.example"}}, {"head": {"to": "other.example"}}):
            made = forge.Forged(self.one, to, **parts)
            self.refused(None, self.two.door, self.one.who.node, envelope.delivery(made.raw))
        self.refused("too-large", self.two.door, self.one.who.node, bytes(2 << 20))
        self.refused("bucket-invalid", self.sent, forge.Forged(self.one, to, padded=envelope.pad(b"x", 5000)))

    def test_cases_as_the_pages_have_them(self):
        """Our own reader says of each case what the page says, or is told here why not."""
        otherwise = {"an unknown instrument", "an order under no instrument", "a custody letter that shows nothing",
                     "an order that the node signed"}
        make = cases.Maker(self.one, self.two.who.node)
        make.peer.unit_at = lambda _node: self.two.who.unit
        for name, _page, said, maker in cases.CASES:
            if not said.startswith("failed") and said != "taken" or name in otherwise:
                continue
            with self.subTest(name):
                self.two.letters.clear()
                one = envelope.Envelope(maker(make).raw)
                if said == "taken":
                    self.two.open(one)
                else:
                    self.refused(said.split()[1], self.two.open, one)


class Http(Two):
    def test_over_tls(self):
        one, two = self.ids
        seen = []

        def answer(sender, message):
            seen.append((sender, message.get(":path")))
            return 201, [("content-type", client.RECEIPT_TYPE)], self.two.door(sender, bytes(message.body))

        door = server.Server(two.pem, self.directory, 0, answer)
        self.addCleanup(door.close)
        entry = self.directory.entry_of(two.node).nodes[two.node]
        entry["endpoints"] = [f"127.0.0.1:{door.port}"]
        letter = self.one.probe(two.node, 200_000 // 4)
        with client.Client(one.pem, self.directory, two.node) as to:
            for _ in range(3):
                made = self.one.take(two.node, bytes(to.deliver(envelope.delivery(letter.raw)).body))
                self.assertEqual(made.event, "RelayAcceptance")
        self.assertEqual(seen, [(one.node, client.ENVELOPES)] * 3)

    def test_chunks_over_tls(self):
        one, two = self.ids
        door = server.Server(two.pem, self.directory, 0, lambda sender, message: server.answer(self.two, sender, message))
        self.addCleanup(door.close)
        self.directory.entry_of(two.node).nodes[two.node]["endpoints"] = [f"127.0.0.1:{door.port}"]
        content = os.urandom(5000)
        entry = objects.entry(3, str(uuid.uuid4()), "a", "text/plain", content)
        letter = self.one.letter("measure.letter", {"fields": {}, "form": "x", "measure": "y"}, two.node, two.unit, [entry])
        env_id, (chunk_id, raw) = letter.envelope.head.env_id, entry[2][0]
        with client.Client(one.pem, self.directory, two.node) as to:
            self.assertEqual(to.have(env_id)[1].get(":status"), "403")
            self.assertEqual(to.deliver(envelope.delivery(letter.raw)).get(":status"), "201")
            self.assertEqual(to.have(env_id), (False, []))
            self.assertEqual(to.chunk(env_id, chunk_id, raw).get(":status"), "403")
            self.two.settle()
            self.assertEqual(to.have(env_id), (True, [chunk_id]))
            self.assertEqual([to.chunk(env_id, chunk_id, one).get(":status") for one in (b"", raw, raw)], ["422", "201", "204"])
            self.assertEqual(to.have(env_id), (True, []))
        self.two.settle()
        kept = self.two.inbox[(one.node, env_id)]
        self.assertEqual((kept.outcome, kept.files), ("ContentConsignment", {3: content}))

    def test_a_pin_is_asked(self):
        one, two = self.ids
        door = server.Server(tls.new(two.node)[1], self.directory, 0, lambda *_: (200, [], b""))
        self.addCleanup(door.close)
        self.directory.entry_of(two.node).nodes[two.node]["endpoints"] = [f"127.0.0.1:{door.port}"]
        with self.assertRaises((OSError, Refused)):
            client.Client(one.pem, self.directory, two.node)

    def test_header_fields(self):
        raw = bytes.fromhex("828684418cf1e3c2e5f23a6ba0ab90f4ff")
        self.assertEqual(hpack.Decoder().read(raw)[3], (":authority", "www.example.com"))
        self.assertEqual(hpack.Decoder().read(hpack.write([("a" * 300, "b")])), [("a" * 300, "b")])
        for broken in ("80", "ff", "40", "418c", "0001", "7f", "3fe21f"):
            with self.assertRaises(Refused):
                hpack.Decoder().read(bytes.fromhex(broken))
        self.assertEqual(len(hpack.STATIC), 61)


class Readers(Two):
    def test_directory(self):
        now = identity.now_ms()
        for code, change in (
            ("threshold", lambda files: files.update({"timestamp.json": files["timestamp.json"].replace(b'"sig":"', b'"sig":"0')})),
            ("digest", lambda files: files.update({"1.targets.json": files["1.targets.json"].replace(b"true", b"TRUE")})),
            ("missing", lambda files: files.pop("1.targets.json")),
            ("json", lambda files: files.update({"timestamp.json": b'{"a":1,"a":2}'})),
            ("too-large", lambda files: files.update({"timestamp.json": bytes(20000)})),
        ):  # fmt: skip
            with self.subTest(code):
                self.refused(code, roster.Directory, *directory_of(*self.ids, change=change), now)

    def test_a_member_whose_file_is_broken_is_an_alarm(self):
        def change(files):
            del files["1.member-m1.json"]

        made = roster.Directory(*directory_of(*self.ids, change=change), identity.now_ms())
        self.assertEqual((sorted(made.entries), made.alarms), (["m2"], {"m1": "missing"}))

    def test_bundles(self):
        key = self.ids[0].node_key
        members = [("README.txt", b"x"), (f"chunks/{H(b'a').hex()}", b"a")]
        made = bundle.write(bytes(16), self.net, "node-1.example", "node-2.example", 1, (1, 2), 1, key, members)
        one = bundle.Bundle(made)
        one.check_seal(key.public)
        self.assertEqual((one.damaged, one.index.part), ([], [1, 2]))
        for wrong in ([members[1], members[0]], [("other.txt", b"")], [members[0], members[0]]):
            with self.assertRaises(Refused):
                bundle.Bundle(bundle.write(bytes(16), self.net, "node-1.example", "node-2.example", 1, (1, 1), 1, key, wrong))
        damaged = bundle.Bundle(bundle.zip_file([*[(p, c) for p, c in bundle.unzip(made)[:3]], ("README.txt", b"y"), members[1]]))
        self.assertEqual(damaged.damaged, ["README.txt"])
        self.refused("seal-invalid", one.check_seal, self.ids[1].node_key.public)

    def test_objects(self):
        for length in (0, 1, 16384, 65537):
            plain = os.urandom(length)
            said, key, chunks = objects.entry(0, str(uuid.uuid4()), "a", "text/plain", plain)
            message = b"".join(raw for _, raw in chunks)
            self.assertEqual(objects.read(said, key, message), plain)
            self.refused("object-mismatch", objects.read, said, key, message[:-1] + bytes([message[-1] ^ 1]))
        self.assertEqual([objects.padded_length(n) for n in (0, 65536, 65537, 100_000, 1 << 20)],
                         [65536, 65536, 67584, 100_352, 1 << 20])  # fmt: skip

    def test_blake3(self):
        whole = bytes(n % 251 for n in range(5121))
        for length, begin in ((0, "af1349b9"), (1024, "42214739"), (1025, "d00278ae"), (2049, "5f4d72f4"), (5121, "628bd2cb")):
            self.assertEqual(blake3.digest(whole[:length]).hex()[:8], begin)

    def test_keep_until(self):
        hour, day = 3_600_000, 20000
        begin = day * 24
        for not_after, wanted in ((None, begin + 90 * 24), (begin * hour, begin), (begin * hour + 1, begin + 1),
                                  ((begin + 24) * hour, begin + 24), ((begin + 24) * hour + 1, begin + 30),
                                  ((begin + 336) * hour, begin + 336), ((begin + 336) * hour + 1, begin + 360)):  # fmt: skip
            self.assertEqual(envelope.keep_until(day, not_after), wanted)

    def test_signatures(self):
        net, key = self.net, self.ids[0].node_key
        raw = cose.sign(cose.LETTER, net, b"payload", [key, self.ids[0].unit_key])
        held = {one.kid: one for one in (key, self.ids[0].unit_key)}
        self.assertEqual(len(cose.check(cose.LETTER, raw, net, b"payload", lambda kid, _: held[kid])), 2)
        self.refused("signature-invalid", cose.check, cose.LETTER, raw, bytes(32), b"payload", lambda kid, _: held[kid])
        outer = cbor.read(raw)
        outer.value[3].reverse()
        self.refused(None, cose.read, cose.LETTER, cbor.write(outer))

    def test_manifests(self):
        good = forge.said(self.one, self.two.who.node)
        manifest.read(manifest.write(good))
        for code, change in (
            ("type-unknown", {"type": "x"}), ("crit-unknown", {"crit": ["a"]}), ("schema-unknown", {"version": 2}),
            ("inner-malformed", {"purpose": "x"}), ("inner-malformed", {"body": {"fill": "x"}}),
            ("inner-malformed", {"zzz": None}), ("inner-malformed", {"to": []}), ("version-unsupported", {"cx": 2}),
        ):  # fmt: skip
            self.refused(code, manifest.read, manifest.write({**good, **change}))

    def test_vectors(self):
        said = io.StringIO()
        self.assertEqual(vectors.run(lambda text, flush=False: said.write(text + "\n")), 0, said.getvalue())

    def test_identities_are_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "peer.json"
            self.ids[0].save(path)
            self.assertEqual(identity.Identity.load(path).entry(), self.ids[0].entry())
            self.assertEqual(path.stat().st_mode & 0o077, 0)

    def test_uuids(self):
        text = str(uuid.uuid4())
        self.assertEqual(receipt.uuid_text(receipt.uuid_bytes(text)), text)
        self.assertTrue(basics.is_uuid(text) and hashlib.sha256(b"").hexdigest() != text)


if __name__ == "__main__":
    unittest.main()
