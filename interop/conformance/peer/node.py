"""The peer itself: what it writes, what it takes, and what it answers (exchange.md §4 to §8)."""

import secrets
import uuid

from courtpackage import basics, canon
from courtpackage.errors import Refused, need

from . import cose, envelope, identity, keys, manifest, objects, receipt

CLOCK = {"source": "system", "uncertainty_ms": 1000}
DAY = 86_400_000
ABOUT_THE_NETWORK = "cx."


class Kept:
    """What is remembered of one envelope."""

    def __init__(self, digest, answer, raw=None):
        self.digest, self.answer, self.raw = digest, answer, raw
        self.statement = None
        self.letter, self.outcome = None, None
        self.said, self.object_keys, self.chunks, self.files = None, {}, {}, {}

    def missing(self):
        """Ids of the chunks that are not here, in the order of the letter; `None` before it was opened."""
        if self.said is None:
            return None
        return [one for said in self.said["objects"] for one in said["chunks"] if one not in self.chunks]


class Letter:
    """A letter of ours with the bytes that carry it, now and ever after."""

    def __init__(self, manifest_bytes, raw):
        self.manifest, self.raw = manifest_bytes, raw
        self.envelope = envelope.Envelope(raw)
        self.receipts = {}


class Peer:
    """One node. `directory` is a verified version; `now` gives milliseconds since 1970."""

    def __init__(self, who, directory, now=identity.now_ms):
        self.who, self.directory, self.now = who, directory, now
        self.inbox, self.letters, self.sent, self.outbox = {}, {}, {}, []

    # What this node writes.

    def probe(self, to, fill=16, **changes):
        """A probe for a node."""
        unit = changes.pop("unit", None) or self.unit_at(to)
        return self.letter("cx.probe", {"fill": "0" * fill}, to, unit, **changes)

    def unit_at(self, node):
        """A unit of the node that has a key for letters."""
        entry = self.directory.entry_of(node)
        return next(one["unit"] for one in entry.said["units"] if one["node"] == node and one["enc_keys"])

    def letter(self, kind, body, to, unit, objects=(), **changes):
        """A letter of type `kind`, written, signed and sealed. `changes` replaces members of the manifest."""
        now = self.now()
        said = {
            "body": body, "conv": {"id": str(uuid.uuid4()), "prev": None, "seen": [], "seq": 1}, "type": kind,
            "deliver_by": identity.instant(now + 600_000), "issued_at": identity.instant(now), "lane": "ordinary",
            "issuer": {"member": self.who.member, "node": self.who.node, "unit": self.who.unit},
            "letter_id": str(uuid.uuid4()), "net": self.directory.net.hex(), "to": [{"node": to, "unit": unit}],
            "exercise_id": self.directory.exercise_id(), "objects": [one[0] for one in objects], **changes,
        }  # fmt: skip
        raw = manifest.write(said)
        signer = self.who.node_key if kind.startswith(ABOUT_THE_NETWORK) else self.who.unit_key
        sigs = cose.sign(cose.LETTER, self.directory.net, raw, [signer])
        return self.keep(raw, self.sealed(canon.read(raw), raw, sigs, to, objects))

    def keep(self, manifest_bytes, raw):
        """Remember a letter and the envelope that carries it, so that what is said about it is known."""
        letter = Letter(manifest_bytes, raw)
        self.sent[letter.envelope.digest] = letter
        return letter

    def head(self, said, node, chunks=0, **changes):
        """The head of an envelope for this letter."""
        made_on = basics.instant(said["issued_at"], "issued_at") // DAY
        not_after = None if said["not_after"] is None else basics.instant(said["not_after"], "not_after")
        values = {
            "net": self.directory.net, "env_id": secrets.token_bytes(16), "sender": self.who.node, "to": node,
            "kid": self.who.node_key.kid, "lane": envelope.LANES.index(said["lane"]), "made_on": made_on,
            "keep_until": envelope.keep_until(made_on, not_after), "roster": self.directory.version, "chunks": chunks,
        }  # fmt: skip
        values.update(changes)
        return envelope.Head(**values)

    def boxes(self, to, said):
        """The X-Wing keys of the units that a letter goes to on this node."""
        entry, now = self.directory.entry_of(to), self.now()
        units = {one["unit"] for one in said["to"] if one["node"] == to}
        found = [key for key in entry.encrypting.values() if key.holder[1] in units and key.begin <= now < key.end]
        need(bool(found), f"no key for letters to {to}")
        return [key.public for key in found]

    def sealed(self, said, raw, sigs, to, objects=(), **changes):
        """The envelope of a letter."""
        head = self.head(said, to, sum(len(one[2]) for one in objects), **changes)
        found = {one[0]["n"]: one[1] for one in objects}
        return envelope.seal(head, raw, sigs, found, self.boxes(to, said), self.who.node_key)

    def statement(self, one, event, letter=None, reason=None, prev=None, missing=0):
        """The bytes of a statement of ours about an envelope to us."""
        return receipt.statement(
            net=self.directory.net.hex(), receipt_id=str(uuid.uuid4()), event=event, letter=letter, reason=reason, prev=prev,
            of={"env_digest": one.digest.hex(), "env_id": receipt.uuid_text(one.head.env_id), "from": one.head.sender,
                "to": one.head.to},
            by={"as": "recipient", "node": self.who.node, "unit": None}, at=identity.instant(self.now()), clock=CLOCK,
            chunks={"announced": one.head.chunks, "missing": missing},
            roster={"snapshot_sha256": self.directory.snapshot_sha256.hex(), "version": self.directory.version},
        )  # fmt: skip

    def signed(self, statement):
        return receipt.receipt(statement, cose.sign(cose.RECEIPT, self.directory.net, statement, [self.who.node_key]))

    # What this node takes.

    def door(self, peer, raw):
        """The receipt, as bytes, for a delivery that came from the node `peer`; `Refused` without a code is not signed."""
        inside, _anchor = envelope.read_delivery(raw)
        one = envelope.Envelope(inside)
        head = one.head
        need(head.net == self.directory.net, "a letter of another network")  # nothing of ours is signed about one
        need(head.sender == peer, "a letter that another node sealed")
        need(head.to == self.who.node, "a letter for another node")  # of which we cannot speak as its recipient (§4)
        kept = self.inbox.get((peer, head.env_id))
        if kept is not None and kept.digest == one.digest:
            return kept.answer
        try:
            one.check_seal(self.directory.signing_key(peer, head.kid, self.now()).public)
            need(kept is None, "another letter under an id that is taken", "id-conflict")
            need(self.now() < head.keep_until * 3_600_000, "a letter that is void", "expired")
        except Refused as fault:
            return self.signed(self.statement(one, "RelayRejection", reason=fault.code))
        statement = self.statement(one, "RelayAcceptance", missing=head.chunks)
        kept = self.inbox[(peer, head.env_id)] = Kept(one.digest, self.signed(statement), one)
        kept.statement = statement
        return kept.answer

    def have(self, peer, env_id):
        """What `/cx/1/have` answers about an envelope of this node."""
        kept = self.inbox.get((peer, env_id))
        need(kept is not None, "an envelope that is not here", "not-announced")
        missing = kept.missing()
        return {"ready": missing is not None, "missing": missing or []}

    def chunk(self, peer, env_id, chunk_id, raw):
        """Keep a transfer chunk; True if it is new."""
        kept = self.inbox.get((peer, env_id))
        announced = kept is not None and kept.said is not None and [one for said in kept.said["objects"] for one in said["chunks"]]
        need(announced and chunk_id in announced, "a chunk that nobody announced", "not-announced")
        need(keys.H(raw).hex() == chunk_id, "a chunk with another digest", "chunk-mismatch")
        is_new = chunk_id not in kept.chunks
        kept.chunks[chunk_id] = raw
        return is_new

    def settle(self):
        """Open what was accepted, and queue the statements about it for its senders. Gives the letters that were taken."""
        taken = []
        for (peer, _), kept in list(self.inbox.items()):
            if kept.outcome is not None:
                continue
            try:
                if kept.said is None:
                    kept.said, kept.object_keys = self.open(kept.raw)
                if kept.missing():
                    continue
                kept.files = {one["n"]: self._file(kept, one) for one in kept.said["objects"]}
                said, event, reason = kept.said, "ContentConsignment", None
                taken.append(said)
            except Refused as fault:
                said, event, reason = None, "ContentConsignmentFailure", fault.code or "inner-malformed"
            kept.letter, kept.outcome = said, reason or event
            if said is None or not said["type"].startswith(ABOUT_THE_NETWORK) or said["type"] == "cx.probe":
                self.outbox.append((peer, self._answer(kept, event, said, reason)))
        return taken

    @staticmethod
    def _file(kept, said):
        return objects.read(said, kept.object_keys[said["n"]], b"".join(kept.chunks[one] for one in said["chunks"]))

    def _answer(self, kept, event, said, reason):
        of = said and {"digest": keys.H(manifest.write(said)).hex(), "letter_id": said["letter_id"], "objects": [
            {"n": one["n"], **one["plain"]} for one in said["objects"]]}  # fmt: skip
        made = self.signed(self.statement(kept.raw, event, of, reason, keys.H(kept.statement).hex()))
        head = kept.raw.head
        return self.letter("cx.receipts", {"anchor": None, "receipts": [identity.b64(made)]}, head.sender, self.unit_at(head.sender),
                           lane=envelope.LANES[head.lane])  # fmt: skip

    def open(self, one):
        """(manifest, keys of its objects) of an envelope; every check behind the door but those of the objects."""
        raw, sigs, object_keys = one.open([self.who.box])
        said = manifest.read(raw)
        self._binding(one.head, said)
        at = self.now()
        self._dates(said, at)
        found = cose.check(cose.LETTER, sigs, self.directory.net, raw, lambda kid, _alg: self._signer(said, kid, at))
        holder = None if said["type"].startswith(ABOUT_THE_NETWORK) else said["issuer"]["unit"]
        need(any(key.holder == (said["issuer"]["node"], holder) for key in found), "who had to sign did not", "signer-missing")
        known = self.letters.setdefault(said["letter_id"], keys.H(raw))
        need(known == keys.H(raw), "another letter under an id that is taken", "letter-conflict")
        need(set(object_keys) == {one["n"] for one in said["objects"]}, "keys for other objects", "binding-mismatch")
        if said["type"] == "cx.receipts":
            self._receipts(one.head.sender, said)
        return said, object_keys

    def _signer(self, said, kid, at):
        entry = self.directory.entry_of(said["issuer"]["node"])
        is_node = said["type"].startswith(ABOUT_THE_NETWORK)
        key = entry.signing.get(kid)
        need(key is not None and (key.holder[1] is None) == is_node, "a key of somebody else", "signer-unknown")
        try:
            return self.directory.signing_key(said["issuer"]["node"], kid, at, unit_too=True)
        except Refused as fault:
            raise Refused(str(fault), "signer-unknown") from None

    def _binding(self, head, said):
        issued = basics.instant(said["issued_at"], "issued_at")
        not_after = None if said["not_after"] is None else basics.instant(said["not_after"], "not_after")
        same = (
            said["net"] == head.net.hex(), said["issuer"]["node"] == head.sender, said["lane"] == envelope.LANES[head.lane],
            issued // DAY == head.made_on, any(to["node"] == head.to for to in said["to"]),
            envelope.keep_until(head.made_on, not_after) == head.keep_until,
            sum(len(one["chunks"]) for one in said["objects"]) == head.chunks,
        )  # fmt: skip
        need(all(same), f"a head that does not belong to its letter: {same}", "binding-mismatch")
        entry = self.directory.entry_of(head.sender)
        need(said["issuer"]["member"] == entry.member, "a letter of another member", "binding-mismatch")
        need(any(to == {"node": head.to, "unit": self.who.unit} for to in said["to"]), "another unit", "binding-mismatch")
        need(said["exercise_id"] == self.directory.exercise_id(), "a letter of another exercise", "binding-mismatch")
        is_network = said["type"].startswith(ABOUT_THE_NETWORK)
        need(not is_network or said["objects"] == [], "a letter of the network with objects", "binding-mismatch")
        need(not is_network or said["issuer"]["unit"] in entry.units, "a unit that does not exist", "signer-missing")

    @staticmethod
    def _dates(said, now):
        issued = basics.instant(said["issued_at"], "issued_at")
        not_after = None if said["not_after"] is None else basics.instant(said["not_after"], "not_after")
        need(issued <= now + DAY, "a letter of another day", "binding-mismatch")
        need(issued >= now - 400 * DAY and (not_after is None or not_after >= now), "a letter that is void", "expired")

    def _receipts(self, sender, said):
        for text in said["body"]["receipts"]:
            self.take(sender, basics.from_base64url(text, "a receipt"))

    def take(self, sender, raw):
        """Keep a receipt about a letter of ours; `Refused` if it is not one, or not that node's."""
        one = receipt.Receipt(raw)
        letter = self.sent.get(bytes.fromhex(one.said["of"]["env_digest"]))
        need(letter is not None, "a receipt about no letter of ours", "inner-malformed")
        one.about(letter.envelope)
        need(one.said["by"]["node"] == sender == letter.envelope.head.to, "a receipt by another node", "inner-malformed")
        at = basics.instant(one.said["at"], "at")
        one.check(self.directory.net, lambda kid, _alg: self.directory.signing_key(sender, kid, at))
        if one.said["letter"] is not None:
            need(one.said["letter"]["digest"] == keys.H(letter.manifest).hex(), "a receipt about another letter", "inner-malformed")
        letter.receipts[one.event] = one
        return one
