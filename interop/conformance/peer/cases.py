"""Letters with one fault each, what the pages say becomes of them, and where the program that is checked does otherwise.

A case is (name, page, what the page says, maker). What is said is one of: `taken`; the code of an unsigned answer of the
door, as `door CODE`; the reason of a failure, as `failed CODE`.
"""

import secrets
import uuid

from courtpackage import canon, cbor

from . import cose, envelope, forge, identity, keys, manifest
from .forge import Forged, head_map

DAY = 86_400_000

# What the program does today where a page says otherwise. A line that is no longer true fails, so that it is taken out.
DIFFERENCES = {}


class Maker:
    """Makes letters of `peer` to `node`."""

    def __init__(self, peer, node):
        self.peer, self.node, self.now = peer, node, peer.now()

    def said(self, **changes):
        return forge.said(self.peer, self.node, **changes)

    def made(self, values=None, **parts):
        return Forged(self.peer, self.node, values, **parts)

    def day(self):
        return self.now // DAY

    def at(self, ms):
        return identity.instant(self.now + ms)

    def again(self, made, **parts):
        """The same head and stanzas around other parts."""
        values = {"head": made.head, "stanzas": cbor.read(made.stanzas), "body": made.body, **parts}
        return self.made(raw=made.manifest, **values)


def _swapped(make, is_sealed_again):
    first, second = make.made(), make.made(make.said(lane="urgent"))
    made = make.again(second, head=first.head)
    if not is_sealed_again:
        made.raw = made.raw[:-64] + second.raw[-64:]
    return made


def _flipped(make):
    made = make.made()
    body = bytearray(made.body)
    body[100] ^= 1
    return make.again(made, body=bytes(body))


def _padding(make):
    good = make.said()
    raw = manifest.write(good)
    inner = cbor.write([raw, cose.sign(cose.LETTER, make.peer.directory.net, raw, [make.peer.who.node_key]), {}])
    return make.made(good, raw=raw, padded=envelope.pad(inner)[:-1] + b"\x01")


def _without(make, name):
    values = canon.read(manifest.write(make.said()))
    del values[name]
    return make.made(raw=canon.write(values))


def _signed_wrongly(make, kind=cose.LETTER, net=None, over=None):
    raw = manifest.write(make.said())
    sigs = cose.sign(kind, net or make.peer.directory.net, over or raw, [make.peer.who.node_key])
    return make.made(raw=raw, sigs=sigs)


def _old(make):
    old = make.peer.who.old_key()
    return make.made(head={"kid": old.kid}, node_key=old)


def _backdated(make):
    old = make.peer.who.old_key()
    return make.made(head={"kid": old.kid, "made_on": make.day() - 2}, node_key=old)


def _revoked(make):
    stolen = make.peer.who.revoked_key()
    return make.made(head={"kid": stolen.kid}, node_key=stolen)


def _with_object(make):
    from . import objects

    said, key, chunks = objects.entry(0, str(uuid.uuid4()), "a.txt", "text/plain", b"never sent")
    return make.made(make.said(objects=[said]), objects={0: key}, head={"chunks": len(chunks)})


def _measure(make, **changes):
    body = {name: "x" for name in manifest.BODIES["measure.issue"][0]}
    law = {"cite": "Art. 1", "id": "no-such-law", "kind": "order", "version": 1}
    return make.made(make.said(kind="measure.issue", body=body, purpose="investigation", **{"instrument": law, **changes}))


def _elsewhere(make):
    return make.made(make.said(to=[{"node": make.node, "unit": f"{make.peer.directory.entry_of(make.node).member}/nobody"}]),
                     boxes=make.peer.boxes(make.node, make.said()))  # fmt: skip


def _stanzas(make, count):
    made = make.made()
    return make.again(made, stanzas=cbor.read(made.stanzas) * count)


def _tomorrow(make):
    # From eleven in the evening that is the day after tomorrow, which the door refuses before it opens anything; the head
    # then says tomorrow, so that the letter is judged by its own date at every hour.
    ahead = DAY + 3_600_000
    made_on = min((make.now + ahead) // DAY, make.day() + 1)
    return make.made(make.said(issued_at=make.at(ahead)), head={"made_on": made_on})


CASES = (
    # What is good though it is unusual.
    ("a probe", "letter.md §1", "taken", lambda m: m.made()),
    ("an emergency", "letter.md §1", "taken", lambda m: m.made(m.said(lane="emergency"))),
    ("a blind stanza", "exchange.md §5", "taken", lambda m: m.made(blind=True)),
    ("64 stanzas", "exchange.md §5", "taken", lambda m: _stanzas(m, 64)),
    ("an empty probe", "letter.md §1", "taken", lambda m: m.made(m.said(body={"fill": ""}))),
    ("the longest probe", "letter.md §1", "taken", lambda m: m.made(m.said(body={"fill": "0" * 65536}))),
    ("a date without milliseconds", "exchange.md §4", "taken", lambda m: m.made(m.said(issued_at=m.at(0)[:-5] + "Z"))),
    ("a letter to two nodes", "letter.md §1", "taken",
     lambda m: m.made(m.said(to=[*m.said()["to"], {"node": "other.example", "unit": "x/y"}]))),
    ("ext that is not empty", "letter.md §1", "taken", lambda m: m.made(m.said(ext={"a": 1}))),
    # What the door does not take.
    ("another node's letter", "door.md §3", "door wrong-addressee", lambda m: m.made(head={"to": "other.example"})),
    ("another network", "door.md §3", "door wrong-network", lambda m: m.made(head={"net": bytes([5]) * 32})),
    ("a sender that the certificate is not", "door.md §3", "door not-a-peer", lambda m: m.made(head={"sender": m.node})),
    ("an illegal bucket", "door.md §3", "door malformed", lambda m: m.made(padded=envelope.pad(b"x", 5000))),
    ("a seal that is none", "door.md §3", "door seal-invalid", lambda m: m.made(seal=bytes([1]) * 64)),
    ("a head put before another's seal", "door.md §3", "door seal-invalid", lambda m: _swapped(m, False)),
    ("a seal by a key that ended", "door.md §3", "door roster-behind", _old),
    ("a seal by a key that ended, dated into its time", "door.md §3", "door roster-behind", _backdated),
    ("a seal by a revoked key", "door.md §3", "door roster-behind", _revoked),
    ("a seal by a key nobody lists", "door.md §3", "door roster-behind", lambda m: m.made(head={"kid": bytes([7]) * 16})),
    ("a seal by a unit", "door.md §3", "door roster-behind",
     lambda m: m.made(head={"kid": m.peer.who.unit_key.kid}, node_key=m.peer.who.unit_key)),
    ("a reserved suite", "door.md §3", "door malformed", lambda m: m.made(head=head_map(m.peer, m.node, k2=2))),
    ("a head of version 2", "door.md §3", "door malformed", lambda m: m.made(head=head_map(m.peer, m.node, k1=2))),
    ("a head with a thirteenth key", "door.md §3", "door malformed", lambda m: m.made(head=head_map(m.peer, m.node, k13=2))),
    ("a head with eleven keys", "door.md §3", "door malformed", lambda m: m.made(head=head_map(m.peer, m.node, k12=None))),
    ("a lane that is none", "door.md §3", "door malformed", lambda m: m.made(head=head_map(m.peer, m.node, k8=4))),
    ("no stanza", "door.md §3", "door malformed", lambda m: m.made(stanzas=[])),
    ("65 stanzas", "door.md §3", "door malformed", lambda m: _stanzas(m, 65)),
    ("a head of a day far ahead", "door.md §3", "door too-early", lambda m: m.made(head={"made_on": m.day() + 2000})),
    # What does not open.
    ("a head put before another's body", "exchange.md §5", "failed cannot-open", lambda m: _swapped(m, True)),
    ("a commitment that is none", "exchange.md §5", "failed cannot-open", lambda m: m.made(commit=bytes([1]) * 32)),
    ("a body that was changed", "exchange.md §5", "failed cannot-open", _flipped),
    ("a stanza for a stranger", "exchange.md §5", "failed cannot-open", lambda m: m.made(boxes=[forge.stranger().public])),
    ("padding that is not zero", "door.md §4", "failed cannot-open", _padding),
    ("a length beyond its padding", "door.md §4", "failed cannot-open",
     lambda m: m.made(padded=b"\x00\x00\xff\xff" + bytes(4092))),
    ("an inner of another form", "door.md §4", "failed cannot-open", lambda m: m.made(inner=cbor.write([b"a", b"b"]))),
    # What belongs together and does not.
    ("another lane in the head", "door.md §4", "failed binding-mismatch", lambda m: m.made(head={"lane": 1})),
    ("chunks that no object has", "door.md §4", "failed binding-mismatch", lambda m: m.made(head={"chunks": 3})),
    ("a letter of another network", "door.md §4", "failed binding-mismatch", lambda m: m.made(m.said(net="05" * 32))),
    ("a letter to another unit", "door.md §4", "failed binding-mismatch", _elsewhere),
    ("a letter to another node only", "door.md §4", "failed binding-mismatch",
     lambda m: m.made(m.said(to=[{"node": "other.example", "unit": "x/y"}]), boxes=m.peer.boxes(m.node, m.said()))),
    ("a letter of another node", "door.md §4", "failed binding-mismatch",
     lambda m: m.made(m.said(issuer={"member": m.peer.who.member, "node": m.node, "unit": m.peer.who.unit}))),
    ("a letter of another member", "door.md §4", "failed binding-mismatch",
     lambda m: m.made(m.said(issuer={"member": "other", "node": m.peer.who.node, "unit": m.peer.who.unit}))),
    ("a letter of another exercise", "door.md §4", "failed binding-mismatch",
     lambda m: m.made(m.said(exercise_id=str(uuid.uuid4())))),
    ("a letter of tomorrow and an hour", "exchange.md §11", "failed binding-mismatch", _tomorrow),
    ("keep_until that the letter does not give", "exchange.md §6", "failed binding-mismatch",
     lambda m: m.made(head={"keep_until": m.day() * 24 + 999})),
    ("keep_until that has passed", "exchange.md §6", "failed binding-mismatch",
     lambda m: m.made(head={"keep_until": m.day() * 24 - 1})),
    ("a head of the day before its letter", "exchange.md §6", "failed binding-mismatch",
     lambda m: m.made(head={"made_on": m.day() - 1})),
    ("a letter of no exercise", "door.md §4", "failed binding-mismatch", lambda m: m.made(m.said(exercise_id=None))),
    ("a letter that is void", "exchange.md §11", "failed expired", lambda m: m.made(m.said(not_after=m.at(-60_000)))),
    # Who signed.
    ("a signature over other bytes", "exchange.md §3", "failed signature-invalid", lambda m: _signed_wrongly(m, over=b"{}")),
    ("a signature for another network", "exchange.md §3", "failed signature-invalid",
     lambda m: _signed_wrongly(m, net=bytes([1]) * 32)),
    ("a signature of a receipt", "exchange.md §3", "failed signature-invalid", lambda m: _signed_wrongly(m, cose.RECEIPT)),
    ("signatures that are none", "door.md §4", "failed signature-invalid", lambda m: m.made(sigs=b"none")),
    ("a probe that a unit signed", "exchange.md §7, §11", "failed signer-unknown", lambda m: m.made(signers=[m.peer.who.unit_key])),
    ("a probe that a unit signed too", "exchange.md §11", "failed signer-unknown",
     lambda m: m.made(signers=[m.peer.who.node_key, m.peer.who.unit_key])),
    ("a probe that a stranger signed", "exchange.md §11", "failed signer-unknown",
     lambda m: m.made(signers=[keys.SigningKey.new()])),
    ("a probe under a key that ended", "door.md §4", "failed signer-unknown",
     lambda m: m.made(signers=[m.peer.who.old_key()])),
    ("a probe under a revoked key", "exchange.md §11", "failed signer-unknown",
     lambda m: m.made(signers=[m.peer.who.revoked_key()])),
    ("an issuing unit that does not exist", "door.md §4", "failed signer-missing",
     lambda m: m.made(m.said(issuer={"member": m.peer.who.member, "node": m.peer.who.node, "unit": "ie-peer/nobody"}))),
    ("an order that the node signed", "exchange.md §11", "failed signer-unknown",
     lambda m: m.made(m.said(kind="measure.issue", body={}, purpose="investigation"), signers=[m.peer.who.node_key])),
    # What the manifest says.
    ("JSON that is not canonical", "door.md §4", "failed not-canonical",
     lambda m: m.made(raw=manifest.write(m.said()).replace(b":", b": ", 1))),
    ("a name twice", "door.md §4", "failed not-canonical", lambda m: m.made(raw=b'{"a":1,"a":1}')),
    ("a thirtieth member", "door.md §4", "failed inner-malformed", lambda m: m.made(m.said(zzz=1))),
    ("a member that is missing", "door.md §4", "failed inner-malformed", lambda m: _without(m, "case")),
    ("a purpose that is none", "door.md §4", "failed inner-malformed", lambda m: m.made(m.said(purpose="fun"))),
    ("a language that is none", "door.md §4", "failed inner-malformed", lambda m: m.made(m.said(language="e n"))),
    ("an emergency member", "door.md §4", "failed inner-malformed", lambda m: m.made(m.said(emergency={}))),
    ("a second letter without the first", "door.md §4", "failed inner-malformed",
     lambda m: m.made(m.said(conv={"id": str(uuid.uuid4()), "prev": None, "seen": [], "seq": 2}))),
    ("something critical", "exchange.md §4", "failed crit-unknown", lambda m: m.made(m.said(crit=["x"]))),
    ("another version of the manifest", "exchange.md §4", "failed version-unsupported", lambda m: m.made(m.said(cx=2))),
    ("another version of its type", "letter.md §1", "failed schema-unknown", lambda m: m.made(m.said(version=2))),
    ("a type of the network that is none", "exchange.md §4", "failed type-unknown", lambda m: m.made(m.said(kind="cx.unknown"))),
    ("a type that is none", "exchange.md §4", "failed type-unknown", lambda m: m.made(m.said(kind="foo.bar"))),
    ("a probe that says more", "letter.md §1", "failed inner-malformed", lambda m: m.made(m.said(body={"fill": "", "x": 1}))),
    ("a probe that says something", "letter.md §1", "failed inner-malformed", lambda m: m.made(m.said(body={"fill": "hello"}))),
    ("a probe that is too long", "letter.md §1", "failed inner-malformed", lambda m: m.made(m.said(body={"fill": "0" * 65537}))),
    ("an unknown instrument", "door.md §4", "failed type-unknown", _measure),
    ("an order under no instrument", "door.md §4", "failed binding-mismatch", lambda m: _measure(m, instrument=None)),
    ("a custody letter that shows nothing", "exchange.md §7", "failed inner-malformed",
     lambda m: m.made(m.said(kind="cx.custody", body={"entries": [], "exhibit": "urn:x", "links": []}))),
    ("keys for objects that it does not have", "exchange.md §1", "failed binding-mismatch",
     lambda m: m.made(objects={0: secrets.token_bytes(32)})),
    ("a probe with an object that never comes", "letter.md §1", "failed binding-mismatch", _with_object),
)  # fmt: skip
