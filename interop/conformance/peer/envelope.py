"""Envelopes and deliveries (exchange.md §1, §5, §6): sealed, and opened in the order of the page."""

import hmac
import os
import struct

from courtpackage import basics, cbor
from courtpackage.errors import Refused, need

from . import keys
from .keys import H

MOST = 1024 * 1024
MOST_ANCHOR = 64 * 1024
BUCKETS = tuple(n * 1024 for n in (4, 8, 16, 32, 64, 128, 256, 512, 896))
LANES = ("emergency", "urgent", "ordinary", "bulk")
MOST_STANZAS, MOST_OBJECTS = 64, 256
BLIND = bytes(16)
_U32 = 2**32


class Head:
    """The twelve values that everybody on the way sees."""

    __slots__ = ("net", "env_id", "sender", "to", "kid", "lane", "made_on", "keep_until", "roster", "chunks", "suite")

    def __init__(self, **values):
        self.suite = 1
        for name, value in values.items():
            setattr(self, name, value)

    def bytes(self):
        return cbor.write({
            1: 1, 2: self.suite, 3: self.net, 4: self.env_id, 5: self.sender, 6: self.to, 7: self.kid, 8: self.lane,
            9: self.made_on, 10: self.keep_until, 11: self.roster, 12: self.chunks})  # fmt: skip

    @classmethod
    def read(cls, raw):
        made = cbor.read(raw)
        need(isinstance(made, dict), "a head that is no map", "not-canonical")
        need(basics.is_int(made.get(1)) and made.get(1) == 1, "a head of another version", "version-unsupported")
        need(set(made) == set(range(1, 13)), "a head with other keys", "not-canonical")
        need(basics.is_int(made[2]) and 1 <= made[2] <= 3, "a suite that is none", "not-canonical")
        for name, size in ((3, 32), (4, 16), (7, 16)):
            need(isinstance(made[name], bytes) and len(made[name]) == size, f"head {name} of a wrong size", "not-canonical")
        for name in (5, 6):
            need(basics.is_node(made[name]), f"head {name} is no node", "not-canonical")
        for name, limit in ((8, 4), (9, _U32), (10, _U32), (11, 2**64), (12, 2**64)):
            need(basics.is_int(made[name]) and 0 <= made[name] < limit, f"head {name} out of range", "not-canonical")
        need(made[2] == 1, "a suite that is reserved", "suite-floor")
        return cls(net=made[3], env_id=made[4], sender=made[5], to=made[6], kid=made[7], lane=made[8], made_on=made[9],
                   keep_until=made[10], roster=made[11], chunks=made[12])  # fmt: skip


class Envelope:
    """An envelope whose outside is in order: form, sizes, suite, bucket, stanzas. The seal is asked by `check_seal`."""

    def __init__(self, raw):
        need(len(raw) <= MOST, "an envelope of more than 1 MiB", "too-large")
        try:
            made = cbor.read(raw)
            need(isinstance(made, list) and len(made) == 5 and made[0] == "cx1", "not an envelope")
            need(all(isinstance(one, bytes) for one in made[1:]) and len(made[4]) == 64, "not an envelope")
            self.head_bytes, stanza_bytes, self.body, self.seal = made[1:]
            self.head = Head.read(self.head_bytes)
            need(len(self.body) in [size + 48 for size in BUCKETS], "a body of another length", "bucket-invalid")
            self.stanzas = _stanzas(stanza_bytes)
        except Refused as fault:
            raise Refused(str(fault), fault.code or "not-canonical") from None
        self.raw, self.head_digest = raw, H(self.head_bytes)
        self.digest = digest_of(self.head_bytes, stanza_bytes, self.body)

    def check_seal(self, public):
        need(keys.verify(public, self.seal, b"comity/cx1/seal\x00" + self.digest), "the seal", "seal-invalid")

    def open(self, unit_keys):
        """(manifest, signatures, {number: object key}) for whoever holds one of these X-Wing keys."""
        return _inner(self._padded(self._cek(unit_keys)))

    def _cek(self, unit_keys):
        tries = [(key, one) for one in self.stanzas for key in unit_keys if one[0] == key.kid]
        tries += [(key, one) for one in self.stanzas for key in unit_keys if one[0] == BLIND]
        for key, (_kid, enc, wrapped) in tries[:64]:
            cek = keys.hpke_open(key, enc, wrap_info(self.head_digest, key.kid), wrapped)
            if cek is not None:
                return cek
        raise Refused("no stanza opens", "cannot-open")

    def _padded(self, cek):
        key, commit = keys.body_keys(self.head_digest, cek)
        need(hmac.compare_digest(commit, self.body[:32]), "the commitment", "cannot-open")
        padded = keys.gcm_open(key, bytes(12), self.body[32:], self.head_bytes)
        need(padded is not None, "the body is not authentic", "cannot-open")
        return padded


def _stanzas(raw):
    made = cbor.read(raw)
    need(isinstance(made, list) and 1 <= len(made) <= MOST_STANZAS, "not 1 to 64 stanzas")
    for one in made:
        need(isinstance(one, list) and len(one) == 3 and all(isinstance(part, bytes) for part in one), "not a stanza")
        need((len(one[0]), len(one[1]), len(one[2])) == (16, keys.XWING_CIPHERTEXT, 48), "a stanza of another size")
    return made


def _inner(padded):
    try:
        length = int.from_bytes(padded[:4], "big")
        need(length <= len(padded) - 4, "an inner that is longer than its padding")
        need(not any(padded[4 + length :]), "padding that is not zero")
        made = cbor.read(padded[4 : 4 + length])
        need(isinstance(made, list) and len(made) == 3, "an inner of another form")
        manifest, sigs, objects = made
        need(isinstance(manifest, bytes) and isinstance(sigs, bytes) and isinstance(objects, dict), "another inner")
        need(len(objects) <= MOST_OBJECTS, "more than 256 object keys")
        for n, key in objects.items():
            need(basics.is_int(n) and n >= 0 and isinstance(key, bytes) and len(key) == 32, "not an object key")
    except Refused as fault:
        raise Refused(str(fault), "cannot-open") from None
    return manifest, sigs, objects


def wrap_info(head_digest, kid):
    return b"comity/cx1/wrap\x00" + head_digest + kid


def digest_of(head, stanzas, body):
    return H(b"comity/cx1/envelope\x00" + H(head) + H(stanzas) + H(body))


def pad(inner, size=None):
    """`inner` with its length before and zeros behind it, in the smallest bucket that fits or in the one given."""
    size = size or next((one for one in BUCKETS if len(inner) + 4 <= one), None)
    need(size is not None, "a letter that fits no bucket", "too-large")
    return (struct.pack(">I", len(inner)) + inner).ljust(size, b"\x00")


def body_of(head_bytes, cek, padded):
    """Commitment and ciphertext."""
    key, commit = keys.body_keys(H(head_bytes), cek)
    return commit + keys.AESGCM(key).encrypt(bytes(12), padded, head_bytes)


def assemble(head_bytes, stanza_bytes, body, node_key):
    """The envelope of parts that are there, sealed by the node key."""
    seal = node_key.sign(b"comity/cx1/seal\x00" + digest_of(head_bytes, stanza_bytes, body))
    return cbor.write(["cx1", head_bytes, stanza_bytes, body, seal])


def seal(head, manifest, sigs, objects, recipients, node_key, blind=False):
    """An envelope for the X-Wing public keys `recipients`."""
    cek, head_bytes = os.urandom(32), head.bytes()
    stanzas = []
    for public in recipients:
        kid = keys.kid_of("x-wing", public)
        enc, wrapped = keys.hpke_seal(public, wrap_info(H(head_bytes), kid), cek)
        stanzas.append([BLIND if blind else kid, enc, wrapped])
    padded = pad(cbor.write([manifest, sigs, objects]))
    return assemble(head_bytes, cbor.write(stanzas), body_of(head_bytes, cek, padded), node_key)


def keep_until(made_on, not_after_ms):
    """Hours since 1970 of the head (§6). `not_after_ms` is milliseconds since 1970, or None."""
    if not_after_ms is None:
        return (made_on + 90) * 24
    hour = -(-not_after_ms // 3_600_000)
    begin = made_on * 24
    step = 1 if hour <= begin + 24 else 6 if hour <= begin + 14 * 24 else 24
    return -(-hour // step) * step


def delivery(envelope, anchor=None):
    return cbor.write(["cx1d", envelope, anchor])


def read_delivery(raw):
    """(envelope bytes, anchor bytes or None)."""
    need(len(raw) <= MOST + MOST_ANCHOR + 32, "a delivery that is too long", "too-large")
    try:
        made = cbor.read(raw)
    except Refused as fault:
        raise Refused(str(fault), "not-canonical") from None
    well = isinstance(made, list) and len(made) == 3 and made[0] == "cx1d" and isinstance(made[1], bytes)
    need(well and (made[2] is None or isinstance(made[2], bytes)), "not a delivery", "not-canonical")
    need(made[2] is None or len(made[2]) <= MOST_ANCHOR, "an anchor of more than 64 KiB", "too-large")
    return made[1], made[2]
