"""The exchange as exchange.md writes it down, in other people's libraries: cbor2, and hazmat of `cryptography`. Strict where the
page is: what is not the one form of its value is refused."""

import hashlib
import hmac

import cbor2
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey, Suite
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

BUCKETS = [n * 1024 for n in (4, 8, 16, 32, 64, 128, 256, 512, 896)]
BLIND = bytes(16)
HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Wrong(Exception):
    """Not of the form, or not true."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def encode(value):
    """RFC 8949 §4.2.1: cbor2 writes the shortest heads; keys are sorted here, by their bytes."""
    return cbor2.dumps(ordered(value))


def ordered(value):
    if isinstance(value, (list, tuple)):
        return [ordered(item) for item in value]
    if isinstance(value, cbor2.CBORTag):
        return cbor2.CBORTag(value.tag, ordered(value.value))
    if isinstance(value, dict):
        pairs = sorted((cbor2.dumps(ordered(key)), key) for key in value)
        return {key: ordered(value[key]) for _, key in pairs}
    return value


def decode(data):
    """One value in its one form."""
    try:
        value = cbor2.loads(data)
    except Exception as error:
        raise Wrong(f"cbor: {error}") from error
    if encode(value) != data:
        raise Wrong("not the one form")
    return value


def kid(algorithm, key):
    return sha256(b"comity/cx1/key\0", algorithm, b"\0", key)[:16]


def expand(prk, info, n):
    return hmac.new(prk, info + b"\x01", hashlib.sha256).digest()[:n]


class Unit:
    """A unit's key: the seed of X-Wing is 32 bytes, and what it expands to is asked of `cryptography` in two halves."""

    def __init__(self, seed):
        self.seed = seed
        wide = hashlib.shake_256(seed).digest(96)
        lattice, curve = MLKEM768PrivateKey.from_seed_bytes(wide[:64]), X25519PrivateKey.from_private_bytes(wide[64:])
        self.key = MLKEM768X25519PrivateKey(lattice, curve)
        self.public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        self.kid = kid(b"x-wing", self.public)

    def unwrap(self, info, enc, wrapped):
        try:
            return HPKE.decrypt(enc + wrapped, self.key, info)
        except InvalidTag as error:
            raise Wrong("stanza") from error


def wrap(public, info, cek):
    key = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:1184]), X25519PublicKey.from_public_bytes(public[1184:])
    )
    sealed = HPKE.encrypt(cek, key, info)
    return sealed[:1120], sealed[1120:]


def keys_of(head, cek, label=b"comity/cx1/body\0"):
    prk = hmac.new(sha256(head), cek, hashlib.sha256).digest()
    return expand(prk, label + b"key", 32), expand(prk, label + b"commit", 32)


def digest_of(head, stanzas, body):
    return sha256(b"comity/cx1/envelope\0", sha256(head), sha256(stanzas), sha256(body))


def seal(head, recipients, manifest, sigs, objects, node, cek, *, larger=0, wrap=wrap, label=b"comity/cx1/body\0"):
    """An envelope of these; `recipients` are pairs of a public key and whether it is not shown."""
    head = encode(head)
    stanzas = []
    for public, is_blind in recipients:
        name = kid(b"x-wing", public)
        enc, wrapped = wrap(public, b"comity/cx1/wrap\0" + sha256(head) + name, cek)
        stanzas.append([BLIND if is_blind else name, enc, wrapped])
    stanzas = encode(stanzas)
    inner = encode([manifest, sigs, objects])
    fitting = [n for n in BUCKETS if n >= len(inner) + 4]
    bucket = fitting[min(larger, len(fitting) - 1)]
    key, commit = keys_of(head, cek, label)
    padded = (len(inner).to_bytes(4, "big") + inner).ljust(bucket, b"\0")
    body = commit + AESGCM(key).encrypt(bytes(12), padded, head)
    digest = digest_of(head, stanzas, body)
    return encode(["cx1", head, stanzas, body, node.sign(b"comity/cx1/seal\0" + digest)]), digest


def open_envelope(envelope, node_public, unit, *, unwrap=None, label=b"comity/cx1/body\0"):
    """Manifest, signatures, object keys and digest, if everything on the way holds."""
    unwrap = unwrap or unit.unwrap
    parts = decode(envelope)
    if not (isinstance(parts, list) and len(parts) == 5 and parts[0] == "cx1" and all(type(part) is bytes for part in parts[1:])):
        raise Wrong("envelope")
    _, head, stanzas, body, signature = parts
    fields = decode(head)
    if not (isinstance(fields, dict) and sorted(fields) == list(range(1, 13)) and fields[1] == 1 and fields[2] == 1):
        raise Wrong("head")
    if len(body) - 48 not in BUCKETS:
        raise Wrong("bucket")
    digest = digest_of(head, stanzas, body)
    if kid(b"ed25519", node_public) != fields[7]:
        raise Wrong("node key")
    try:
        Ed25519PublicKey.from_public_bytes(node_public).verify(signature, b"comity/cx1/seal\0" + digest)
    except InvalidSignature as error:
        raise Wrong("seal") from error
    info = b"comity/cx1/wrap\0" + sha256(head) + unit.kid
    for name, enc, wrapped in sorted(decode(stanzas), key=lambda stanza: stanza[0] != unit.kid):
        if name not in (unit.kid, BLIND):
            continue
        try:
            cek = unwrap(info, enc, wrapped)
        except Wrong:
            continue
        key, commit = keys_of(head, cek, label)
        if not hmac.compare_digest(commit, body[:32]):
            raise Wrong("commitment")
        try:
            padded = AESGCM(key).decrypt(bytes(12), body[32:], head)
        except InvalidTag as error:
            raise Wrong("body") from error
        length = int.from_bytes(padded[:4], "big")
        if length > len(padded) - 4 or any(padded[4 + length :]):
            raise Wrong("padding")
        manifest, sigs, objects = decode(padded[4 : 4 + length])
        return manifest, sigs, objects, digest
    raise Wrong("no stanza")
