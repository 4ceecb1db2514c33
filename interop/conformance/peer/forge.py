"""Letters with one thing changed and everything behind it made consistent again."""

import os
import secrets
import time
import uuid

from courtpackage import cbor

from . import cose, envelope, identity, keys, manifest
from .keys import H


def said(peer, node, kind="cx.probe", body=None, **changes):
    """The members of a good manifest; `changes` replaces some, and `without` takes some away."""
    now = peer.now()
    made = {
        "body": {"fill": "000"} if body is None else body, "deliver_by": identity.instant(now + 600_000),
        "conv": {"id": str(uuid.uuid4()), "prev": None, "seen": [], "seq": 1}, "issued_at": identity.instant(now),
        "issuer": {"member": peer.who.member, "node": peer.who.node, "unit": peer.who.unit}, "lane": "ordinary",
        "exercise_id": peer.directory.exercise_id(), "letter_id": str(uuid.uuid4()), "net": peer.directory.net.hex(),
        "to": [{"node": node, "unit": peer.unit_at(node)}], "type": kind,
    }  # fmt: skip
    made.update(changes)
    return made


class Forged:
    """An envelope whose parts may each be another. What is `None` is made as the page says."""

    def __init__(self, peer, to, values=None, *, raw=None, head=None, signers=None, sigs=None, objects=None, inner=None,
                 padded=None, commit=None, stanzas=None, boxes=None, blind=False, node_key=None, body=None, seal=None):  # fmt: skip
        values = values or said(peer, to)
        self.manifest = raw or manifest.write(values)
        if signers is None:
            is_network = str(values.get("type")).startswith("cx.")
            signers = [peer.who.node_key if is_network else peer.who.unit_key]
        sigs = sigs or cose.sign(cose.LETTER, peer.directory.net, self.manifest, signers)
        full = {"not_after": None, **values}
        made = head if isinstance(head, bytes) else peer.head(full, to, **(head or {})).bytes()
        cek = os.urandom(32)
        if stanzas is None:
            stanzas = []
            for public in boxes or peer.boxes(to, full):
                kid = keys.kid_of("x-wing", public)
                enc, wrapped = keys.hpke_seal(public, envelope.wrap_info(H(made), kid), cek)
                stanzas.append([envelope.BLIND if blind else kid, enc, wrapped])
        if padded is None:
            padded = envelope.pad(inner or cbor.write([self.manifest, sigs, objects or {}]))
        body = body or envelope.body_of(made, cek, padded)
        if commit is not None:
            body = commit + body[32:]
        stanza_bytes = stanzas if isinstance(stanzas, bytes) else cbor.write(stanzas)
        self.raw = envelope.assemble(made, stanza_bytes, body, node_key or peer.who.node_key)
        if seal is not None:
            self.raw = self.raw[:-64] + seal
        self.head, self.stanzas, self.body = made, stanza_bytes, body
        self.digest = envelope.digest_of(made, stanza_bytes, body)


def head_map(peer, to, **changes):
    """The bytes of a head as a map whose values may be anything; keys by number, as `k8=…`."""
    made = cbor.read(peer.head({"not_after": None, "lane": "ordinary", "issued_at": identity.instant(peer.now())}, to).bytes())
    for name, value in changes.items():
        if value is None:
            del made[int(name[1:])]
        else:
            made[int(name[1:])] = value
    return cbor.write(made)


def wait(is_so, seconds=20):
    """True as soon as `is_so()`, False after the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return bool(is_so())


def stranger():
    """An X-Wing key that nobody lists."""
    return keys.XWingKey(secrets.token_bytes(32))
