"""Keys and encryption: kids, X-Wing, HPKE in base mode, and the two key schedules (exchange.md §2, §5)."""

import hashlib
import hmac
import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from courtpackage import crypto
from courtpackage.errors import Refused, need

H = crypto.sha256
XWING_PUBLIC, XWING_CIPHERTEXT = 1216, 1120
_XWING_LABEL = b"\\.//^\\"
_SUITE = b"HPKE" + struct.pack(">HHH", 0x647A, 0x0001, 0x0002)
_MLKEM_PUBLIC, _MLKEM_CIPHERTEXT = 1184, 1088


def kid_of(algorithm, public):
    """The first 16 bytes of H over algorithm and public key."""
    return H(b"comity/cx1/key\x00" + algorithm.encode("ascii") + b"\x00" + public)[:16]


class SigningKey:
    """An Ed25519 key. A seed of 32 equal bytes is loaded only for vectors."""

    algorithm = "ed25519"

    def __init__(self, seed, is_vector=False):
        need(len(seed) == 32, "a seed does not have 32 bytes")
        need(is_vector or len(set(seed)) > 1, "a seed that repeats one byte")
        self.seed = seed
        self._key = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.kid = kid_of(self.algorithm, self.public)

    @classmethod
    def new(cls):
        return cls(os.urandom(32))

    def sign(self, message):
        return self._key.sign(message)


def verify(public, signature, message):
    """True if an Ed25519 signature holds by the strict rules of ledger.md §6."""
    try:
        crypto.check_ed25519_key(public, "a key")
    except Refused:
        return False
    return crypto.verify_ed25519(public, signature, message)


def _raw(key):
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _combined(of_mlkem, of_x25519, sent, public):
    return hashlib.sha3_256(of_mlkem + of_x25519 + sent + public + _XWING_LABEL).digest()


class XWingKey:
    """An X-Wing key (draft-connolly-cfrg-xwing-kem): 32 bytes of seed, both halves made from it."""

    algorithm = "x-wing"

    def __init__(self, seed):
        need(len(seed) == 32, "a seed does not have 32 bytes")
        self.seed = seed
        wide = hashlib.shake_256(seed).digest(96)
        self._mlkem = mlkem.MLKEM768PrivateKey.from_seed_bytes(wide[:64])
        self._x25519 = x25519.X25519PrivateKey.from_private_bytes(wide[64:])
        self._public = _raw(self._x25519.public_key())
        self.public = self._mlkem.public_key().public_bytes_raw() + self._public
        self.kid = kid_of(self.algorithm, self.public)

    @classmethod
    def new(cls):
        return cls(os.urandom(32))

    def decapsulate(self, sent):
        need(len(sent) == XWING_CIPHERTEXT, "an encapsulated key of another length", "cannot-open")
        first, second = sent[:_MLKEM_CIPHERTEXT], sent[_MLKEM_CIPHERTEXT:]
        try:
            agreed = self._x25519.exchange(x25519.X25519PublicKey.from_public_bytes(second))
        except ValueError:  # the all-zero value, which this library refuses and X-Wing does not look at
            agreed = bytes(32)
        return _combined(self._mlkem.decapsulate(first), agreed, second, self._public)


def encapsulate(public):
    """(shared secret, ciphertext) for the holder of an X-Wing public key."""
    need(len(public) == XWING_PUBLIC, "an X-Wing key of another length")
    shared, first = mlkem.MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]).encapsulate()
    mine, theirs = x25519.X25519PrivateKey.generate(), public[_MLKEM_PUBLIC:]
    second = _raw(mine.public_key())
    agreed = mine.exchange(x25519.X25519PublicKey.from_public_bytes(theirs))
    return _combined(shared, agreed, second, theirs), first + second


def extract(salt, ikm, hash_name="sha256"):
    """HKDF-Extract (RFC 5869 §2.2)."""
    return hmac.new(salt or bytes(hashlib.new(hash_name).digest_size), ikm, hash_name).digest()


def expand(prk, info, length, hash_name="sha256"):
    """HKDF-Expand (RFC 5869 §2.3)."""
    out = block = b""
    n = 0
    while len(out) < length:
        n += 1
        block = hmac.new(prk, block + info + bytes([n]), hash_name).digest()
        out += block
    return out[:length]


def _labeled_extract(salt, label, ikm):
    return extract(salt, b"HPKE-v1" + _SUITE + label + ikm)


def _labeled_expand(prk, label, info, length):
    return expand(prk, struct.pack(">H", length) + b"HPKE-v1" + _SUITE + label + info, length)


def _schedule(shared, info):
    """Key and nonce of the first message in base mode (RFC 9180 §5.1)."""
    context = b"\x00" + _labeled_extract(b"", b"psk_id_hash", b"") + _labeled_extract(b"", b"info_hash", info)
    secret = _labeled_extract(shared, b"secret", b"")
    return _labeled_expand(secret, b"key", context, 32), _labeled_expand(secret, b"base_nonce", context, 12)


def hpke_seal(public, info, plaintext):
    """(enc, ciphertext) of one message."""
    shared, enc = encapsulate(public)
    key, nonce = _schedule(shared, info)
    return enc, AESGCM(key).encrypt(nonce, plaintext, b"")


def hpke_open(key, enc, info, ciphertext):
    """The plaintext of one message, or None."""
    secret, nonce = _schedule(key.decapsulate(enc), info)
    return gcm_open(secret, nonce, ciphertext, b"")


def gcm_open(key, nonce, ciphertext, aad):
    """The plaintext, or None if it is not authentic."""
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, aad)
    except InvalidTag:
        return None


def body_keys(head_digest, cek):
    """(key, commitment) of an envelope's body (exchange.md §5)."""
    prk, label = extract(head_digest, cek), b"comity/cx1/body\x00"
    return expand(prk, label + b"key", 32), expand(prk, label + b"commit", 32)
