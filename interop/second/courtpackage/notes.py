"""Signed notes, verifier keys, checkpoints, inclusion proofs and tlog-proof files."""

import hashlib
import re

from . import basics, crypto
from .errors import Refused, need, short

MAX_NOTE = 256 * 1024
MAX_LINES = 64
MAX_NAME = 255
MAX_HASHES = 63
MAX_PROOF = 260 * 1024

ED25519, COSIGN_ED25519, COSIGN_MLDSA44 = 1, 4, 6
BAD_LINE = "bad-signature"

_KEY_LENGTH = {ED25519: 32, COSIGN_ED25519: 32, COSIGN_MLDSA44: 1312}
_KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")

# Characters with the Unicode property White_Space.
WHITE_SPACE = frozenset("\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    chr(code) for code in range(0x2000, 0x200B)
)


def check_name(name):
    """Refuse a key name that the note format does not allow."""
    need(name != "", "an empty key name")
    need(len(name.encode("utf-8")) <= MAX_NAME, "a key name of more than 255 bytes")
    for char in name:
        need(char != "+" and char not in WHITE_SPACE, f"a key name with white space or a plus sign: {short(name)}")
        need(char >= " ", f"a key name with a control character: {short(name)}")


class VerifierKey:
    """A key as a policy lists it: `name+id+base64(type and public key)`."""

    __slots__ = ("name", "id", "type", "public")

    def __init__(self, text):
        parts = text.split("+", 2)
        need(len(parts) == 3, f"not a verifier key: {short(text)}")
        self.name = parts[0]
        check_name(self.name)
        need(_KEY_ID.fullmatch(parts[1]) is not None, f"not a key id: {short(parts[1])}")
        self.id = bytes.fromhex(parts[1])
        raw = basics.from_base64(parts[2], f"the key of {short(self.name)}")
        need(len(raw) > 1, f"the key of {short(self.name)} is empty")
        self.type, self.public = raw[0], raw[1:]
        need(self.type in _KEY_LENGTH, f"the key of {short(self.name)} has the unknown type {self.type}")
        need(len(self.public) == _KEY_LENGTH[self.type], f"the key of {short(self.name)} has another length")
        stated = crypto.sha256(self.name.encode("utf-8") + b"\n" + raw)[:4]
        need(stated == self.id, f"the key id of {short(self.name)} does not belong to its name and key")
        if self.type != COSIGN_MLDSA44:
            crypto.check_ed25519_key(self.public, f"the key of {short(self.name)}")

    def verify(self, checkpoint, blob):
        """The time of a line of this key over a checkpoint (`None` for a line without time); `Refused` if it fails."""
        failed = f"a line of {short(self.name)} ({self.id.hex()}) does not verify"
        if self.type == ED25519:
            need(crypto.verify_ed25519(self.public, blob, checkpoint.text), failed, BAD_LINE)
            return None
        need(len(blob) > 8, failed, BAD_LINE)
        time, signature = int.from_bytes(blob[:8], "big"), blob[8:]
        need(time <= basics.MAX_DECIMAL, failed, BAD_LINE)
        if self.type == COSIGN_ED25519:
            message = b"cosignature/v1\ntime %d\n" % time + checkpoint.text
            need(crypto.verify_ed25519(self.public, signature, message), failed, BAD_LINE)
        else:
            message = checkpoint.subtree_message(self.name, time)
            need(crypto.verify_mldsa44(self.public, signature, message), failed, BAD_LINE)
        return time


class Checkpoint:
    """A checkpoint note: origin, size, root, the signed text and the signature lines as (name, id, blob)."""

    __slots__ = ("raw", "text", "origin", "size", "root", "lines")

    def __init__(self, raw):
        need(len(raw) <= MAX_NOTE, "a note of more than 256 KiB")
        try:
            whole = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a note that is not UTF-8") from None
        need(_CONTROL.search(whole) is None, "a note with a control character")
        text, gap, tail = whole.rpartition("\n\n")
        need(gap != "" and tail.endswith("\n"), "a note without signature lines")
        self.raw = raw
        self.text = (text + "\n").encode("utf-8")
        body = text.split("\n")
        need(len(body) == 3, "a checkpoint that does not have exactly three lines")
        self.origin = body[0]
        check_name(self.origin)
        self.size = basics.decimal(body[1], "the size of a checkpoint")
        self.root = basics.from_base64(body[2], "the root of a checkpoint", 32)
        need(self.size > 0 or self.root == crypto.sha256(b""), "an empty tree with another root")
        lines = tail[:-1].split("\n")
        need(len(lines) <= MAX_LINES, "a note of more than 64 signature lines")
        self.lines = [self._line(line) for line in lines]

    @staticmethod
    def _line(line):
        need(line.startswith("\u2014 "), f"not a signature line: {short(line)}")
        name, space, blob = line[2:].partition(" ")
        need(space != "", f"not a signature line: {short(line)}")
        check_name(name)
        raw = basics.from_base64(blob, "a signature line")
        need(len(raw) > 4, "a signature line without a signature")
        return name, raw[:4], raw[4:]

    def subtree_message(self, cosigner, time):
        """The message of a line of type 06 over this whole tree."""
        name, origin = cosigner.encode("utf-8"), self.origin.encode("utf-8")
        need(len(name) <= 255 and len(origin) <= 255, "a name of more than 255 bytes")
        return b"".join(
            (
                b"subtree/v1\n\x00",
                bytes([len(name)]) + name,
                time.to_bytes(8, "big"),
                bytes([len(origin)]) + origin,
                bytes(8),
                self.size.to_bytes(8, "big"),
                self.root,
            )
        )


class Proof:
    """A tlog-proof file."""

    __slots__ = ("extra", "index", "path", "checkpoint")

    def __init__(self, raw):
        head, gap, note = raw.partition(b"\n\n")
        need(gap != b"", "a proof without a checkpoint")
        need(len(head) <= 8192, "a proof with too long a head")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise Refused("a proof whose head is not ASCII") from None
        need(lines.pop(0) == "c2sp.org/tlog-proof@v1", "not a proof")
        self.extra = None
        if lines and lines[0].startswith("extra "):
            self.extra = basics.from_base64(lines.pop(0)[6:], "the extra data of a proof", 40)
        need(bool(lines) and lines[0].startswith("index "), "a proof without an index")
        self.index = basics.decimal(lines.pop(0)[6:], "the index of a proof")
        need(len(lines) <= MAX_HASHES, "a proof of more than 63 hashes")
        self.path = [basics.from_base64(line, "a hash of a proof", 32) for line in lines]
        self.checkpoint = Checkpoint(note)

    def check_belongs(self, opening, must_hint=False):
        """Refuse a proof of another place or leaf than the opening's; the hint to its leaf may be absent if it may."""
        need(self.index == opening.index, "the proof has another index than the opening")
        need(self.checkpoint.origin == opening.origin, "the proof is of another log than the opening")
        hinted = self.extra == opening.leaf or (self.extra is None and not must_hint)
        need(hinted, "the proof carries another leaf")

    def write(self):
        """The bytes of the file that has these parts."""
        head = ["c2sp.org/tlog-proof@v1"]
        if self.extra is not None:
            head.append("extra " + basics.to_base64(self.extra))
        head.append(f"index {self.index}")
        head.extend(basics.to_base64(node) for node in self.path)
        note = self.checkpoint.text.decode("utf-8") + "\n" + "".join(
            f"\u2014 {name} {basics.to_base64(key_id + blob)}\n" for name, key_id, blob in self.checkpoint.lines
        )
        return ("\n".join(head) + "\n\n" + note).encode("utf-8")

    def includes(self, leaf_hash):
        """Refuse the proof unless its path leads from `leaf_hash` at its index to its checkpoint's root."""
        size = self.checkpoint.size
        need(self.index < size, "a proof whose index is not in its tree")
        node, last, spot = leaf_hash, size - 1, self.index
        for sibling in self.path:
            need(last > 0, "a proof of too many hashes")
            if spot & 1 or spot == last:
                node = node_hash(sibling, node)
                while spot and not spot & 1:
                    spot >>= 1
                    last >>= 1
            else:
                node = node_hash(node, sibling)
            spot >>= 1
            last >>= 1
        need(last == 0, "a proof of too few hashes")
        need(node == self.checkpoint.root, "a proof that does not lead to the root of its checkpoint")


def leaf_hash(leaf):
    """The hash of a leaf of the tree."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left, right):
    """The hash of an inner node of the tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(hashes):
    """The RFC 6962 root over leaf hashes; an odd node at the end of a level moves up unchanged."""
    need(bool(hashes), "a tree without leaves")
    level = list(hashes)
    while len(level) > 1:
        above = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) & 1:
            above.append(level[-1])
        level = above
    return level[0]
