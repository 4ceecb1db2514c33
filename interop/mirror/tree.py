"""A log of its own making: tree, proofs, tiles, bundles, keys and notes, written from `docs/spec/ledger.md` alone.

What is verified by somebody else's rules (notes, lines, verifier keys) is read with the second verifier's `courtpackage`.
"""

import base64
import hashlib
import pathlib
import secrets
import sys
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "second"))
from courtpackage.notes import COSIGN_ED25519, COSIGN_MLDSA44, ED25519, Checkpoint, VerifierKey, leaf_hash, node_hash  # noqa: E402

TILE = 256
EMPTY = hashlib.sha256(b"").digest()


def split(n):
    """The largest power of two below n, which is at least 2."""
    return 1 << ((n - 1).bit_length() - 1)


class Tree:
    """The tree of RFC 6962 over entries that are only ever added."""

    def __init__(self, entries=()):
        self.entries, self.hashes, self._whole = [], [], {}
        for entry in entries:
            self.add(entry)

    def add(self, entry):
        self.entries.append(entry)
        self.hashes.append(leaf_hash(entry))

    def root(self, end, start=0):
        """The root over `[start, end)`."""
        n = end - start
        if n == 0:
            return EMPTY
        if n == 1:
            return self.hashes[start]
        whole = n & (n - 1) == 0 and start % n == 0
        if whole and (start, n) in self._whole:
            return self._whole[start, n]
        k = split(n)
        root = node_hash(self.root(start + k, start), self.root(end, start + k))
        if whole:
            self._whole[start, n] = root
        return root

    def consistency(self, old, new):
        return self.proof(0, old, new) if 0 < old < new else []

    def proof(self, start, end, size):
        """That the subtree `[start, end)` is one of the tree of the first `size` entries; the RFC's proof if start is 0."""
        return self._proof(start, end, 0, size, True)

    def _proof(self, start, end, low, high, known):
        if (start, end) == (low, high):
            return [] if known else [self.root(high, low)]
        middle = low + split(high - low)
        if end <= middle:
            return [*self._proof(start, end, low, middle, known), self.root(high, middle)]
        if start >= middle:
            return [*self._proof(start, end, middle, high, known), self.root(middle, low)]
        # Spills over the middle: it has all of the left side.
        return [*self._proof(middle, end, middle, high, False), self.root(middle, low)]

    def tile(self, level, n, width):
        step = TILE**level
        first = n * TILE
        return b"".join(self.root((first + i + 1) * step, (first + i) * step) for i in range(width))

    def bundle(self, n, width):
        return b"".join(prefixed(entry) for entry in self.entries[n * TILE : n * TILE + width])


def leads(start, end, size, path, subtree, root):
    """Whether the path leads from the root of the subtree `[start, end)` to the root over `size` entries."""
    width = 1
    while width < end - start:
        width *= 2
    if not 0 <= start < end <= size or start % width:
        return False
    path = list(path)
    first, last, top = start, end - 1, size - 1
    if last == top:
        while first != last:
            first, last, top = first >> 1, last >> 1, top >> 1
    else:
        while first != last and last & 1:
            first, last, top = first >> 1, last >> 1, top >> 1
    if first == last:
        small = large = subtree
    elif path:
        small = large = path.pop(0)
    else:
        return False
    for sibling in path:
        if top == 0:
            return False
        if last & 1 or last == top:
            if first < last:
                small = node_hash(sibling, small)
            large = node_hash(sibling, large)
            while not last & 1 and last:
                first, last, top = first >> 1, last >> 1, top >> 1
        else:
            large = node_hash(large, sibling)
        first, last, top = first >> 1, last >> 1, top >> 1
    return top == 0 and small == subtree and large == root


def prefixed(data):
    return len(data).to_bytes(2, "big") + data


def spelled(n):
    """The place of a tile in its path."""
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)


def tiles(size):
    """(level, place, width) of every hash tile of a tree of this size."""
    level = 0
    while size:
        full, width = divmod(size, TILE)
        yield from ((level, n, TILE) for n in range(full))
        if width:
            yield level, full, width
        level, size = level + 1, full


def tile_path(kind, n, width):
    return f"tile/{kind}/{spelled(n)}" + (f".p/{width}" if width < TILE else "")


class Signer:
    """Both keys of a log or of a cosigner, and the lines that they write."""

    def __init__(self, name, classical):
        self.name, self.classical = name, classical
        self.ed, self.ml = Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate()

    def _key(self, kind):
        public = (self.ml if kind == COSIGN_MLDSA44 else self.ed).public_key().public_bytes_raw()
        return bytes([kind]) + public

    def _id(self, kind):
        return hashlib.sha256(self.name.encode() + b"\n" + self._key(kind)).digest()[:4]

    def vkeys(self):
        kinds = (self.classical, COSIGN_MLDSA44)
        return [f"{self.name}+{self._id(kind).hex()}+{base64.b64encode(self._key(kind)).decode()}" for kind in kinds]

    def lines(self, origin, size, root, at=None):
        """Both lines over a checkpoint."""
        text = note_text(origin, size, root)
        at = int(time.time()) if at is None else at
        stamp = at.to_bytes(8, "big")
        if self.classical == ED25519:
            first = self.ed.sign(text)
        else:
            first = stamp + self.ed.sign(b"cosignature/v1\ntime %d\n" % at + text)
        message = b"subtree/v1\n\0" + bytes([len(self.name.encode())]) + self.name.encode() + stamp
        message += bytes([len(origin.encode())]) + origin.encode() + bytes(8) + size.to_bytes(8, "big") + root
        second = stamp + self.ml.sign(message)
        return self.line(self.classical, first) + self.line(COSIGN_MLDSA44, second)

    def line(self, kind, signature):
        return f"\u2014 {self.name} {base64.b64encode(self._id(kind) + signature).decode()}\n".encode()


def note_text(origin, size, root):
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()


class Log:
    """A log with keys, entries and heads of its own."""

    def __init__(self, origin, entries=(), signer=None):
        self.origin, self.tree = origin, Tree(entries)
        self.signer = signer or Signer(origin, ED25519)

    def fork(self, entries):
        """Another history under the same keys."""
        return Log(self.origin, entries, self.signer)

    def note(self, size):
        root = self.tree.root(size)
        return note_text(self.origin, size, root) + b"\n" + self.signer.lines(self.origin, size, root)

    def request(self, old, size, proof=None):
        """The body of `add-checkpoint`."""
        proof = self.tree.consistency(old, size) if proof is None else proof
        hashes = b"".join(base64.b64encode(one) + b"\n" for one in proof)
        return b"old %d\n" % old + hashes + b"\n" + self.note(size)

    def package(self, start, end, first, size=None):
        """One package: the entries from `start` to `end`, whose subtree begins at `first`."""
        proof = self.tree.proof(first, end, size)
        entries = b"".join(prefixed(entry) for entry in self.tree.entries[start:end])
        return entries + bytes([len(proof)]) + b"".join(proof)

    def packages(self, start, end):
        """Every package of an upload, in order."""
        for first in range(start - start % TILE, end, TILE):
            yield self.package(max(start, first), min(end, first + TILE), first, end)

    def head(self, start, end, ticket=b""):
        return prefixed(self.origin.encode()) + start.to_bytes(8, "big") + end.to_bytes(8, "big") + prefixed(ticket)

    def upload(self, start, end, ticket=b"", n_packages=None):
        """The body of `add-entries`."""
        return self.head(start, end, ticket) + b"".join(list(self.packages(start, end))[:n_packages])


def random_entries(n):
    """Leaves in the form of `ledger.md` section 3, with random commitments."""
    return [bytes.fromhex("434d4c0101000000") + secrets.token_bytes(32) for _ in range(n)]


def keys_of(vkeys):
    return [VerifierKey(key) for key in vkeys]


def times_of(note, keys):
    """The time of each of these keys' one line under a note; `Refused` for a line that fails, `None` for one without time."""
    checkpoint = Checkpoint(note)
    found = {}
    for name, key_id, blob in checkpoint.lines:
        for key in keys:
            if (key.name, key.id) == (name, key_id):
                found.setdefault((name, key.type), []).append(key.verify(checkpoint, blob))
    return checkpoint, found


__all__ = [name for name in dir() if not name.startswith("__")] + ["COSIGN_ED25519"]
