"""Hashes and signature verification: strict Ed25519, ML-DSA-44 and ML-DSA-65."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519, mldsa

from .errors import need

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = (-121665 * pow(121666, _P - 2, _P)) % _P

# The y coordinates of the eight points whose order divides 8.
_Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
_SMALL_Y = frozenset((0, 1, _P - 1, _Y8, _P - _Y8))


def sha256(raw):
    """H of the specification."""
    return hashlib.sha256(raw).digest()


def _point_y(raw):
    """The y coordinate of an encoded Edwards point, and None if the encoding is not the canonical one of a point."""
    packed = int.from_bytes(raw, "little")
    y, sign = packed & ((1 << 255) - 1), packed >> 255
    if y >= _P:
        return None
    u, v = (y * y - 1) % _P, (_D * y * y + 1) % _P
    square = u * pow(v, _P - 2, _P) % _P
    if square == 0:
        return y if sign == 0 else None
    return y if pow(square, (_P - 1) // 2, _P) == 1 else None


def check_ed25519_key(raw, what):
    """Refuse a key that is no point, has a second encoding or is of small order."""
    need(len(raw) == 32, f"{what} does not have 32 bytes")
    y = _point_y(raw)
    need(y is not None, f"{what} is not the canonical encoding of a point")
    need(y not in _SMALL_Y, f"{what} is of small order")


def verify_ed25519(key, signature, message):
    """True if the signature holds under the strict rules. `key` has passed `check_ed25519_key`."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= _L:
        return False
    y = int.from_bytes(signature[:32], "little") & ((1 << 255) - 1)
    if y >= _P or y in _SMALL_Y:
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _verify_mldsa(kind, key, signature, message):
    try:
        kind.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify_mldsa44(key, signature, message):
    """True if an ML-DSA-44 signature with the empty context holds."""
    return len(signature) == 2420 and _verify_mldsa(mldsa.MLDSA44PublicKey, key, signature, message)


def verify_mldsa65(key, signature, message):
    """True if an ML-DSA-65 signature with the empty context holds."""
    return len(signature) == 3309 and _verify_mldsa(mldsa.MLDSA65PublicKey, key, signature, message)
