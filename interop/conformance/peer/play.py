"""The peer meets the program: both exchange letters, good and broken, over the network and by bundles. One line a check."""

import json
import pathlib
import secrets
import ssl
import threading
import traceback

from courtpackage import basics, canon, cbor
from courtpackage.errors import Refused, need

from . import bundle, cases, client, cose, envelope, forge, identity, keys, network, node, receipt, roster, server, tls
from .keys import H
from .vectors import Checks

REAL = "fr-tj.invalid"
LONG, QUIET = 25, 4


class Door:
    """Our end: takes what comes, remembers how often, and may be told to answer otherwise."""

    def __init__(self, peer):
        self.peer, self.seen, self.order, self.otherwise = peer, {}, [], None
        self._lock = threading.Lock()

    def __call__(self, sender, message):
        with self._lock:
            if message.get(":path") == client.ENVELOPES:
                one = envelope.Envelope(envelope.read_delivery(bytes(message.body))[0])
                n_seen = self.seen[one.digest] = self.seen.get(one.digest, 0) + 1
                self.order.append(one.digest)
                other = self.otherwise and self.otherwise(one, n_seen)
                if other:
                    return other
            made = server.answer(self.peer, sender, message)
            self.peer.settle()
            return made


class Play:
    def __init__(self, comity, work):
        self.work = pathlib.Path(work).resolve()
        self.check = Checks()
        self.net = network.Network(pathlib.Path(comity).resolve(), self.work)
        self.server = self.peer = self.door = None

    def run(self):
        """All parts; the exit code. A part that breaks off is a failed check."""
        try:
            self.part("a network is founded", self.founded)
            if self.peer is not None:
                for name in ("good", "broken", "twice", "doors", "sends", "carried_to", "carried_from", "carried_wrong", "probed"):
                    self.part(name, getattr(self, name))
        finally:
            self.net.stop()
            if self.server is not None:
                self.server.close()
        return self.check.end()

    def part(self, name, run):
        try:
            run()
        except (Refused, OSError, ValueError, KeyError, LookupError, RuntimeError, TypeError, AttributeError) as fault:
            traceback.print_exc()
            self.check(f"{name} goes through", False, f"{type(fault).__name__}: {fault}")

    def founded(self):
        self.net.found()
        who = identity.Identity.load(self.work / "peer.json")
        directory = self.net.directory()
        self.check("the directory is read", sorted(directory.entries) == ["fr-tj", "ie-peer"] and not directory.alarms)
        _, text, _ = self.net.run("directory", "show", "--dir", self.net.public, "--json")
        shown = json.loads(text)
        self.check("both read one network", directory.net.hex() in text and directory.version == shown.get("version", 1))
        self.peer = node.Peer(who, directory, self.net.now)
        self.door = Door(self.peer)
        self.open_door()
        self.net.start()

    def open_door(self):
        port = int(self.peer.who.said["endpoint"].rpartition(":")[2])
        self.server = server.Server(self.peer.who.pem, self.peer.directory, port, self.door)

    def close_door(self):
        self.server.close()
        self.server = None

    def connect(self):
        return client.Client(self.peer.who.pem, self.peer.directory, REAL)

    def kept(self, made):
        """Remember a forged letter, so that statements about it are verified and kept."""
        try:
            return self.peer.keep(made.manifest, made.raw)
        except Refused:
            return None

    # (a), (b), (c)

    def good(self):
        peer = self.peer
        with self.connect() as to:
            letter = peer.probe(REAL)
            first = to.deliver(envelope.delivery(letter.raw))
            one = peer.take(REAL, bytes(first.body))
            self.check("a probe is accepted", (first.get(":status"), one.event, one.reason) == ("201", "RelayAcceptance", None))
            self.check("the acceptance names its media type", first.get("content-type") == client.RECEIPT_TYPE)
            self.check("the acceptance is open", one.said["letter"] is None and one.said["prev"] is None)
            roster_said = {"snapshot_sha256": peer.directory.snapshot_sha256.hex(), "version": peer.directory.version}
            self.check("the acceptance names the directory", one.said["roster"] == roster_said)
            second = to.deliver(envelope.delivery(letter.raw))
            again = receipt.Receipt(bytes(second.body))
            self.check("the same bytes get the original receipt", second.get(":status") == "200"
                       and (again.statement, again.sigs) == (one.statement, one.sigs))  # fmt: skip
            third = receipt.Receipt(bytes(to.deliver(envelope.delivery(self.sealed_again(letter))).body))
            self.check("another seal is not another envelope", third.statement == one.statement)
            head = letter.envelope.head
            other = forge.Forged(peer, REAL, head={"env_id": head.env_id})
            answer = to.deliver(envelope.delivery(other.raw))
            self.check("other bytes under the same id are refused", (answer.get(":status"), problem(answer)) == ("409", "id-conflict"))
            self.check("the letter is consigned", forge.wait(lambda: "ContentConsignment" in letter.receipts, LONG))
            done = letter.receipts.get("ContentConsignment")
            self.check("the statement follows the acceptance", done is not None and done.said["prev"] == one.digest.hex())
            self.check("it speaks for the unit", done is not None and done.said["by"]["unit"] == peer.unit_at(REAL))

    def sealed_again(self, letter):
        """The envelope with its seal made anew; Ed25519 gives the same bytes, so the anchor differs instead."""
        one = letter.envelope
        made = envelope.assemble(one.head_bytes, cbor.read(one.raw)[2], one.body, self.peer.who.node_key)
        need(made == one.raw, "another seal of the same key")
        return made

    # (d)

    def broken(self):
        make = cases.Maker(self.peer, REAL)
        waiting = []
        with self.connect() as to:
            for name, page, said, maker in cases.CASES:
                made = maker(make)
                letter = self.kept(made)
                answer = to.deliver(envelope.delivery(made.raw))
                if answer.get(":status") != "201":
                    self.judge(name, page, said, f"door {problem(answer)}")
                    continue
                waiting.append((name, page, said, letter))
        for name, page, said, letter in waiting:
            forge.wait(lambda one=letter: one and set(one.receipts) & ENDS, LONG)
            self.judge(name, page, said, outcome(letter))

    def judge(self, name, page, said, found):
        known = cases.DIFFERENCES.get(name)
        if known is None:
            self.check(f"{name}: {said} ({page})", found == said, f"it is {found}")
        else:
            self.check(f"{name}: {found}, but {page} says {said}", found == known, f"{known} was known; take the line out")

    def twice(self):
        values = forge.said(self.peer, REAL)
        first, second = forge.Forged(self.peer, REAL, values), forge.Forged(self.peer, REAL, values)
        other = forge.Forged(self.peer, REAL, {**values, "body": {"fill": "0"}})
        one, two, three = (self.kept(made) for made in (first, second, other))
        with self.connect() as to:
            to.deliver(envelope.delivery(first.raw))
            self.check("a letter is consigned once", forge.wait(lambda: "ContentConsignment" in one.receipts, LONG))
            for made in (second, other):
                answer = to.deliver(envelope.delivery(made.raw))
                self.check("its id is taken at the door again", answer.get(":status") == "201")
        forge.wait(lambda: set(three.receipts) & ENDS, LONG)
        self.check("another letter under its id fails", outcome(three) == "failed letter-conflict", outcome(three))
        told = forge.wait(lambda: "ContentConsignment" in two.receipts, LONG)
        self.check("the same letter in another envelope is told to be the same", told
                   and two.receipts["ContentConsignment"].reason == "same-letter", outcome(two))  # fmt: skip

    # The door itself.

    def doors(self):
        peer = self.peer
        with self.connect() as to:
            for name, raw, status in (
                ("no CBOR", b"none", "400"), ("nothing", b"", "400"), ("a receipt", cbor.write(["cx1r", b"", b"", None]), "400"),
                ("a delivery with a byte behind it", envelope.delivery(forge.Forged(peer, REAL).raw) + b"\x00", "400"),
                ("an anchor of more than 64 KiB", envelope.delivery(forge.Forged(peer, REAL).raw, bytes(65537)), "400"),
                ("an envelope of more than 1 MiB", envelope.delivery(bytes(envelope.MOST + 1)), "400"),
                ("a body beyond the limit", bytes(envelope.MOST + envelope.MOST_ANCHOR + 33), "413"),
            ):  # fmt: skip
                self.check(f"the door refuses {name}", to.deliver(raw).get(":status") == status)
            anchored = to.deliver(envelope.delivery(forge.Forged(peer, REAL).raw, b"no anchor"))
            self.check("an anchor decides nothing", anchored.get(":status") == "201")
            self.check("the directory is served", bytes(to.ask("GET", "/cx/1/directory/1.root.json").body)
                       == (self.net.public / "1.root.json").read_bytes())  # fmt: skip
            self.check("a chunk nobody announced is refused",
                       to.ask("PUT", client.CHUNKS + H(b"x").hex(), b"x", client.CHUNK_TYPE).get(":status") == "403")  # fmt: skip
        self.check("no certificate, no answer", not self.handshake(None))
        self.check("a stranger's certificate, no answer", not self.handshake(tls.new(peer.who.node)[1]))
        self.check("no TLS 1.2", not self.handshake(peer.who.pem, ssl.TLSVersion.TLSv1_2))

    def handshake(self, pem, version=ssl.TLSVersion.TLSv1_3):
        """True if the node answers a request under this certificate and version."""
        import socket

        from .http2 import Closed, Connection

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.minimum_version = context.maximum_version = version
        context.set_alpn_protocols(["h2"])
        if pem is not None:
            path = self.work / "other.pem"
            path.write_bytes(pem)
            context.load_cert_chain(path)
        host, _, port = self.peer.directory.node(REAL)["endpoints"][0].rpartition(":")
        try:
            with socket.create_connection((host, int(port)), 10) as plain, context.wrap_socket(plain, server_hostname=REAL) as safe:
                return bool(Connection(safe, True).request("GET", REAL, "/cx/1/directory/1.root.json").fields)
        except (OSError, Closed):
            return False

    # (e)

    def sends(self):
        """What the node sends us: it asks again until it has our receipt, and not after."""
        for name, otherwise, is_final in (
            ("no receipt", lambda one: (503, [], b""), False),
            ("a receipt of another envelope", lambda one: self.receipt_of(one, env_digest="00" * 32), False),
            ("a receipt of another network", lambda one: self.receipt_of(one, net="00" * 32), False),
            ("a receipt that a stranger signed", lambda one: self.receipt_of(one, key=keys.SigningKey.new()), False),
            ("a receipt under a key that ended", lambda one: self.receipt_of(one, key=self.peer.who.old_key()), False),
            ("a receipt under a revoked key", lambda one: self.receipt_of(one, key=self.peer.who.revoked_key()), False),
            ("our receipt", None, True),
        ):
            self.one_sent(name, otherwise, is_final)
        self.one_sent("our refusal", lambda one: self.receipt_of(one, event="RelayRejection", reason="expired"), True)

    def one_sent(self, name, otherwise, is_final):
        peer, door = self.peer, self.door
        begin = len(door.order)
        door.otherwise = otherwise and (lambda one, n_seen: otherwise(one) if n_seen == 1 else None)
        with self.connect() as to:
            to.deliver(envelope.delivery(peer.probe(REAL).raw))
        fresh = lambda: [one for one in door.order[begin:] if one not in door.order[:begin]]  # noqa: E731
        need(forge.wait(fresh, LONG), "the node sends nothing")
        digest = fresh()[0]
        came_again = forge.wait(lambda: door.seen[digest] > 1, QUIET if is_final else LONG)
        word = "final" if is_final else "not final"
        self.check(f"{name} is {word} for the node", came_again != is_final, f"seen {door.seen[digest]} times")
        door.otherwise = None

    def receipt_of(self, one, key=None, event="RelayAcceptance", reason=None, net=None, env_digest=None, at=None):
        """An answer with a receipt that has one thing changed."""
        said = canon.read(self.peer.statement(one, event, reason=reason))
        said["at"] = at or said["at"]
        said["net"] = net or said["net"]
        said["of"]["env_digest"] = env_digest or said["of"]["env_digest"]
        raw = canon.write(said)
        sigs = cose.sign(cose.RECEIPT, self.peer.directory.net, raw, [key or self.peer.who.node_key])
        return 201, [("content-type", client.RECEIPT_TYPE)], receipt.receipt(raw, sigs)

    # (f)

    def write_bundle(self, name, members, **changes):
        """A bundle of ours on disk."""
        peer = self.peer
        values = {"bundle_id": secrets.token_bytes(16), "net": peer.directory.net, "sender": peer.who.node, "to": REAL,
                  "hour": peer.now() // 3_600_000, "part": (1, 1), "version": peer.directory.version,
                  "node_key": peer.who.node_key, "members": members, **changes}  # fmt: skip
        path = self.work / f"{name}.zip"
        path.write_bytes(bundle.write(**values))
        return path

    def read_by_node(self, *paths, codes=(0,)):
        """What `bundle read` says, and the bundles that answer."""
        answers = self.work / f"answers-{secrets.token_hex(4)}"
        answers.mkdir()
        _, text, _ = self.net.run("bundle", "read", *paths, "--config", self.net.config, "--answers", answers, "--json", codes=codes)
        return json.loads(text), [bundle.Bundle(path.read_bytes()) for path in sorted(answers.glob("*.zip"))]

    def opened(self, one):
        """Take a bundle of the node in: its seal, its receipts, its letters. Gives the receipts of the letters."""
        peer, index = self.peer, one.index
        need((index.net, index.sender, index.to) == (peer.directory.net, REAL, peer.who.node), "a bundle for somebody else")
        one.check_seal(peer.directory.signing_key(REAL, index.kid, peer.now()).public)
        need(not one.damaged, "damaged members")
        taken = [peer.take(REAL, raw) for raw in one.of("receipts")]
        answers = [peer.door(REAL, raw) for raw in one.of("deliveries")]
        peer.settle()
        return taken, [receipt.Receipt(raw) for raw in answers]

    def restarted(self):
        """What was acknowledged is known after the process has ended."""
        letter = self.peer.probe(REAL)
        with self.connect() as to:
            first = receipt.Receipt(bytes(to.deliver(envelope.delivery(letter.raw)).body))
        self.net.stop()
        self.net.start()
        with self.connect() as to:
            again = to.deliver(envelope.delivery(letter.raw))
        one = receipt.Receipt(bytes(again.body))
        self.check("the original receipt comes after a restart too", (again.get(":status"), one.statement) == ("200", first.statement))
        self.check("the letter is consigned after a restart too", forge.wait(lambda: "ContentConsignment" in letter.receipts, LONG))

    def probed(self):
        """Two days later the node has sent a probe of its own; our statement ends it. Its directory is stale by then."""
        peer = self.peer
        peer.outbox.clear()
        self.net.move(2 * cases.DAY)
        self.open_door()
        self.door.otherwise = None
        self.net.start()

        def probes():
            return [kept for kept in peer.inbox.values() if kept.said and kept.said["type"] == "cx.probe"]

        self.check("the node sends a probe within a day or two", forge.wait(probes, 4 * LONG))
        to_node, letter = peer.outbox.pop(0)
        with self.connect() as to:
            one = peer.take(to_node, bytes(to.deliver(envelope.delivery(letter.raw)).body))
        self.check("our statement about it is accepted", one.event == "RelayAcceptance")
        digest = probes()[0].digest
        self.check("the probe does not come again", not forge.wait(lambda: self.door.seen[digest] > 1, QUIET))
        self.check("the acceptance says that the directory is stale", one.said["flags"] == ["stale-roster"])

    def carried_to(self):
        """A bundle of ours is read by the node, and its answer by us."""
        self.restarted()
        self.net.stop()
        peer = self.peer
        letter = peer.probe(REAL)
        member = self.delivery_of(letter)
        files = ("directory/files.cbor", bundle.files(roster.Folder(self.net.public).all()))
        path = self.write_bundle("ours", [("README.txt", b"A bundle.\n"), files, member])
        said, answers = self.read_by_node(path)
        self.check("our bundle is taken", said["files"][0]["deliveries"] == {"taken": 1, "known": 0}, str(said))
        self.check("it is answered by one bundle", len(answers) == 1)
        taken, _ = self.opened(answers[0])
        self.check("the answer has the acceptance", any(one.event == "RelayAcceptance" and one.said["of"]["env_digest"]
                   == letter.envelope.digest.hex() for one in taken))  # fmt: skip
        self.check("the answer has the statement, sealed", "ContentConsignment" in letter.receipts)
        carried = dict(cbor.read(answers[0].members["directory/files.cbor"]))
        carried.setdefault("1.root.json", (self.net.public / "1.root.json").read_bytes())
        made = roster.Directory(carried, peer.directory.net, peer.now())
        self.check("the answer has the directory", made.version == peer.directory.version and not made.alarms)
        said, _ = self.read_by_node(path)
        self.check("the same bundle again changes nothing", said["files"][0]["deliveries"] == {"taken": 0, "known": 1}, str(said))

    def carried_from(self):
        """The node writes what waits for us; our acceptance goes back in a bundle."""
        told = []
        self.door.otherwise = lambda one, n_seen: told.append(one) or (503, [], b"")
        self.net.start()
        with self.connect() as to:
            letter = self.peer.probe(REAL)
            self.peer.take(REAL, bytes(to.deliver(envelope.delivery(letter.raw)).body))
        need(forge.wait(lambda: any(self.speaks_of(one, letter) for one in list(told)), LONG), "the node sends nothing about it")
        self.close_door()
        self.net.stop()
        path = self.work / "theirs.zip"
        _, text, _ = self.net.run("bundle", "write", "--config", self.net.config, "--to", self.peer.who.node, "--out", path, "--json")
        made = bundle.Bundle(path.read_bytes())
        self.check("the node writes what waits", len(made.of("deliveries")) >= 1, text)
        _, answers = self.opened(made)
        self.check("its letters say what became of ours", "ContentConsignment" in letter.receipts)
        members = sorted((f"receipts/{one.digest.hex()}.cx1r", receipt.receipt(one.statement, one.sigs)) for one in answers)
        said, _ = self.read_by_node(self.write_bundle("back", members))
        self.check("our acceptances are taken", said["files"][0]["receipts"]["taken"] == len(members), str(said))
        code, text, _ = self.net.run("bundle", "write", "--config", self.net.config, "--to", self.peer.who.node, "--out",
                                     self.work / "none.zip", "--json", codes=range(9))  # fmt: skip
        self.check("then nothing waits", not (self.work / "none.zip").exists() or not bundle.Bundle(
            (self.work / "none.zip").read_bytes()).of("deliveries"), f"{code} {text}")  # fmt: skip

    def speaks_of(self, one, letter):
        """True if an envelope to us brings a statement about this letter."""
        body = canon.read(one.open([self.peer.who.box])[0])["body"]
        made = [receipt.Receipt(basics.from_base64url(text, "a receipt")) for text in body.get("receipts", [])]
        return any(said.said["of"]["env_digest"] == letter.envelope.digest.hex() for said in made)

    def carried_wrong(self):
        """Bundles that are refused, whole or one member of them."""
        peer, who = self.peer, self.peer.who
        letter = peer.probe(REAL)
        good = [self.delivery_of(letter)]
        hour, wanted = peer.now() // 3_600_000, {}
        for name, code, changes in (
            ("another network", "wrong-network", {"net": bytes([5]) * 32}),
            ("another node", "wrong-addressee", {"to": "other.example"}),
            ("nobody we know", "no-such-node", {"sender": "other.example"}),
            ("the future", "too-early", {"hour": hour + 26}),
            ("a revoked key", "key-revoked", {"node_key": who.revoked_key()}),
            ("a key that ended", "roster-behind", {"node_key": who.old_key()}),
            ("a key nobody lists", "roster-behind", {"node_key": keys.SigningKey.new()}),
            ("another seal", "seal-invalid", {}),
        ):
            wanted[str(self.write_bundle(f"wrong-{len(wanted)}", good, **changes))] = (name, code)
        path = pathlib.Path(next(path for path, (_, code) in wanted.items() if code == "seal-invalid"))
        raw = bytearray(path.read_bytes())
        raw[raw.index(b"INDEX.seal") + 10] ^= 1
        path.write_bytes(zipped(raw))
        said, _ = self.read_by_node(*wanted, codes=(5,))
        found = {line["path"]: line["code"] for line in said["refused"]}
        for path, (name, code) in wanted.items():
            self.check(f"a bundle of {name} is refused: {code} (bundle.md §4)", found.get(path) == code, str(said["refused"]))
        self.check("nothing of them is taken", said["files"] == [], str(said["files"]))
        self.members()

    def waiting(self):
        """An envelope of the node to us that we have not acknowledged; it comes in a bundle, because our door is closed."""
        with_letter = self.write_bundle("ask", [self.delivery_of(self.peer.probe(REAL))])
        _, answers = self.read_by_node(with_letter)
        return envelope.Envelope(envelope.read_delivery(answers[-1].of("deliveries")[-1])[0])

    @staticmethod
    def delivery_of(letter):
        """The member of a bundle that carries a letter."""
        lane = letter.envelope.head.lane
        return f"deliveries/{lane}-{letter.envelope.digest.hex()}.cx1d", envelope.delivery(letter.raw)

    def members(self):
        """Members that are refused alone."""
        peer, one, now = self.peer, self.waiting(), self.peer.now()
        wanted = {f"receipts/{'01' * 32}.cx1r": ("a receipt that is none", "malformed", b"receipt"),
                  f"deliveries/2-{'01' * 32}.cx1d": ("a delivery that is none", "malformed", b"delivery")}  # fmt: skip
        for name, code, changes in (
            ("a refusal", "unexpected-receipt", {"event": "RelayRejection", "reason": "expired"}),
            ("an acceptance of another envelope", "other-envelope", {"env_digest": "00" * 32}),
            ("an acceptance that a stranger signed", "signer-unknown", {"key": keys.SigningKey.new()}),
            ("an acceptance under a key that ended", "signer-unknown", {"key": peer.who.old_key()}),
            ("an acceptance under a revoked key", "signer-unknown", {"key": peer.who.revoked_key()}),
        ):
            raw = self.receipt_of(one, **changes)[2]
            wanted[f"receipts/{H(cbor.read(raw)[1]).hex()}.cx1r"] = (name, code, raw)
        for name, code, parts in (
            ("a letter with another seal", "seal-invalid", {"seal": bytes([1]) * 64}),
            ("a letter to another node", "wrong-addressee", {"head": {"to": "other.example"}}),
            ("a letter of another network", "wrong-network", {"head": {"net": bytes(32)}}),
            ("a letter of another sender", "not-a-peer", {"head": {"sender": "other.example"}}),
        ):
            made = forge.Forged(peer, REAL, **parts)
            wanted[f"deliveries/2-{made.digest.hex()}.cx1d"] = (name, code, envelope.delivery(made.raw))
        good = self.delivery_of(peer.probe(REAL))
        chunk = b"a chunk that nobody waits for"
        members = [(path, raw) for path, (_, _, raw) in wanted.items()] + [good]
        members.sort(key=lambda member: bundle.place(member[0])[0][0])
        members[: len([1 for path in wanted if path.startswith("receipts/")])] = sorted(
            member for member in members if member[0].startswith("receipts/"))
        damaged = ("README.txt", b"as it was")
        path = self.write_bundle("members", [damaged, *members, (f"chunks/{H(chunk).hex()}", chunk)])
        path.write_bytes(zipped(path.read_bytes().replace(damaged[1], b"as it is.")))
        said, _ = self.read_by_node(path, codes=(5,))
        found = {line["path"]: line["code"] for line in said["files"][0]["refused"]}
        for path, (name, code, _) in wanted.items():
            self.check(f"{name} in a bundle is refused alone: {code} (bundle.md §4)", found.pop(path, None) == code, str(said))
        self.check("a damaged member is refused alone, a chunk that nobody waits for is passed over",
                   set(found.items()) <= {("README.txt", "content")}, str(found))  # fmt: skip
        self.check("the letter beside them is taken", said["files"][0]["deliveries"] == {"taken": 1, "known": 0}, str(said))
        # bundle.md §4 has `receipt-ahead` for what states an instant that has not come. The program takes it.
        ahead = self.receipt_of(one, at=identity.instant(now + 25 * 3_600_000))[2]
        said, _ = self.read_by_node(self.write_bundle("member", [(f"receipts/{H(cbor.read(ahead)[1]).hex()}.cx1r", ahead)]))
        self.check("an acceptance of tomorrow is taken", said["files"][0]["receipts"]["taken"] == 1, str(said))


ENDS = {"ContentConsignment", "ContentConsignmentFailure"}


def zipped(raw):
    """A zip file whose contents were changed, with its checksums made anew."""
    members, at = [], 0
    raw = bytes(raw)
    while raw[at : at + 4] == b"PK\x03\x04":
        length, n_name = int.from_bytes(raw[at + 18 : at + 22], "little"), int.from_bytes(raw[at + 26 : at + 28], "little")
        begin = at + 30 + n_name
        members.append((raw[at + 30 : begin].decode(), raw[begin : begin + length]))
        at = begin + length
    return bundle.zip_file(members)


def problem(answer):
    """The code in an unsigned answer."""
    try:
        return json.loads(bytes(answer.body))["detail"]
    except (ValueError, KeyError, TypeError):
        return f"status {answer.get(':status')}"


def outcome(letter):
    """What became of a letter, by the statements about it."""
    if letter is None:
        return "nothing"
    if "ContentConsignment" in letter.receipts:
        return "taken"
    failed = letter.receipts.get("ContentConsignmentFailure")
    return f"failed {failed.reason}" if failed else "nothing"


def run(comity, work):
    return Play(comity, work).run()
