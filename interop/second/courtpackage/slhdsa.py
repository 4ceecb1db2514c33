"""Verification of SLH-DSA-SHA2-128s, pure and with the empty context: FIPS 205, parameter set of its table 2.

It makes no signatures and needs nothing but SHA-256.
"""

import hashlib

N = 16
KEY_LENGTH, SIGNATURE_LENGTH = 32, 7856

_LAYERS, _HEIGHT = 7, 9
_FORS_TREES, _FORS_HEIGHT = 14, 12
_DIGITS, _CHECK_DIGITS, _MOST = 32, 3, 15
_CHAINS = _DIGITS + _CHECK_DIGITS
_DIGEST = 30
_WOTS_HASH, _WOTS_PK, _TREE, _FORS_TREE, _FORS_ROOTS = range(5)


class _Hash:
    """The tweakable hash under one public seed, its first block already taken in."""

    def __init__(self, seed):
        self._begun = hashlib.sha256(seed + bytes(64 - N))

    def __call__(self, place, kind, words, message):
        """`place` is (layer, tree); the three words are what the kind of address puts behind its type."""
        made = self._begun.copy()
        layer, tree = place
        made.update(bytes([layer]) + tree.to_bytes(8, "big") + bytes([kind]))
        made.update(b"".join(word.to_bytes(4, "big") for word in words) + message)
        return made.digest()[:N]


def _digits(raw, width, count):
    """The first `count` numbers of `width` bits in some bytes, the most significant bit first."""
    whole, bits = int.from_bytes(raw, "big"), 8 * len(raw)
    return [whole >> bits - width * (place + 1) & (1 << width) - 1 for place in range(count)]


def _pieces(raw):
    return [raw[at : at + N] for at in range(0, len(raw), N)]


def _climb(tweaked, place, kind, keypair, index, node, way):
    """The root above the node at `index` of the lowest level."""
    for level, beside in enumerate(way, 1):
        both = beside + node if index & 1 else node + beside
        index >>= 1
        node = tweaked(place, kind, (keypair, level, index), both)
    return node


def _wots_key(tweaked, place, keypair, signature, message):
    """The one-time public key that a signature over `message` belongs to."""
    digits = _digits(message, 4, _DIGITS)
    missing = sum(_MOST - digit for digit in digits)
    digits += _digits((missing << 4).to_bytes(2, "big"), 4, _CHECK_DIGITS)
    ends = []
    for chain, (digit, node) in enumerate(zip(digits, _pieces(signature))):
        for step in range(digit, _MOST):
            node = tweaked(place, _WOTS_HASH, (keypair, chain, step), node)
        ends.append(node)
    return tweaked(place, _WOTS_PK, (keypair, 0, 0), b"".join(ends))


def _fors_key(tweaked, place, keypair, signature, digest):
    """The few-time public key that a signature over `digest` belongs to."""
    roots, size = [], (_FORS_HEIGHT + 1) * N
    for number, chosen in enumerate(_digits(digest, _FORS_HEIGHT, _FORS_TREES)):
        secret, *way = _pieces(signature[number * size : (number + 1) * size])
        index = (number << _FORS_HEIGHT) + chosen
        leaf = tweaked(place, _FORS_TREE, (keypair, 0, index), secret)
        roots.append(_climb(tweaked, place, _FORS_TREE, keypair, index, leaf, way))
    return tweaked(place, _FORS_ROOTS, (keypair, 0, 0), b"".join(roots))


def _message_digest(random, key, message):
    """The 30 bytes that choose the leaves: H_msg of FIPS 205, section 11.2.1, which is MGF1 over SHA-256."""
    inner = hashlib.sha256(random + key + bytes(2) + message).digest()
    return hashlib.sha256(random + key[:N] + inner + bytes(4)).digest()[:_DIGEST]


def verify(key, signature, message):
    """True if the signature over the message holds under the public key, its seed first and then its root."""
    if len(key) != KEY_LENGTH or len(signature) != SIGNATURE_LENGTH:
        return False
    tweaked, root = _Hash(key[:N]), key[N:]
    random, rest = signature[:N], signature[N:]
    chosen = _message_digest(random, key, message)
    at = (_FORS_TREES * _FORS_HEIGHT + 7) // 8
    tree = int.from_bytes(chosen[at : at + 7], "big") & (1 << _HEIGHT * (_LAYERS - 1)) - 1
    leaf = int.from_bytes(chosen[at + 7 :], "big") & (1 << _HEIGHT) - 1
    size = _FORS_TREES * (_FORS_HEIGHT + 1) * N
    node = _fors_key(tweaked, (0, tree), leaf, rest[:size], chosen[:at])
    for layer in range(_LAYERS):
        begin, size = size, size + (_CHAINS + _HEIGHT) * N
        place, middle = (layer, tree), begin + _CHAINS * N
        node = _wots_key(tweaked, place, leaf, rest[begin:middle], node)
        node = _climb(tweaked, place, _TREE, 0, leaf, node, _pieces(rest[middle:size]))
        tree, leaf = tree >> _HEIGHT, tree & (1 << _HEIGHT) - 1
    return node == root
