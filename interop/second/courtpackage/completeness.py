"""Statements of completeness: that these are all entries of a stream, or that there is no such stream."""

import hashlib

from . import basics, canon
from .errors import Refused, need
from .notes import MAX_PROOF
from .opening import BASE_FIELDS, MAX_OPENING, Opening
from .policy import Policy

BEGIN = b'{"date":'
MAX_LINE = 16 * 1024 - 1
MAX_FILE = MAX_LINE + MAX_OPENING + MAX_PROOF
KEY_BITS = 128

OWN = ("date", "root", "size", "streams")
KIND = {"schema": "comity/map/1", "category": "map", "type": "heads"}
NOTHING = bytes(32)


def key_of(day, tag):
    """The key of a stream in the map of a day."""
    return hashlib.sha256(b"comity-map/v1\x00" + day.encode("ascii") + tag).digest()[:16]


def value_of(blind, seq, last):
    """The value of a stream whose newest entry has this number and leaf hash."""
    return hashlib.sha256(b"\x12" + blind + seq.to_bytes(8, "big") + last).digest()


def leaf_of(key, value):
    """The map of one key."""
    return hashlib.sha256(b"\x10" + key + value).digest()


def bit(key, depth):
    """The bit of a key that decides at a depth, the most significant first."""
    return key[depth // 8] >> 7 - depth % 8 & 1


class Line:
    """The line about the stream."""

    __slots__ = ("date", "tag", "siblings", "stream", "end")

    def __init__(self, raw):
        need(len(raw) <= MAX_LINE and raw.endswith(b"\n"), "a line that is too long or does not end")
        made = canon.read_object(raw[:-1], ("v", "date", "tag", "siblings", "stream", "end"), "a statement")
        need(made["v"] == "comity-completeness/1", "a statement of another version")
        self.date = made["date"]
        need(isinstance(self.date, str), "a date that is no text")
        basics.check_date(self.date, "the date")
        self.tag = basics.from_base64(made["tag"], "the tag", 16)
        siblings = made["siblings"]
        need(isinstance(siblings, list) and len(siblings) <= KEY_BITS, "a way that is no list of at most 128 hashes")
        self.siblings = [basics.from_base64(text, "a hash of the way", 32) for text in siblings]
        self.stream = self.end = None
        if made["stream"] is not None:
            canon.exact(made["stream"], ("blind", "last", "seq"), "the stream")
            blind = basics.from_base64(made["stream"]["blind"], "the blind", 32)
            last, seq = basics.from_base64(made["stream"]["last"], "the last leaf hash", 32), made["stream"]["seq"]
            need(basics.is_int(seq) and seq >= 0, "a stream whose seq is no integer from 0")
            self.stream = (blind, seq, last)
        if made["end"] is not None:
            need(self.stream is None, "a line with a stream and another leaf at the end of the way")
            canon.exact(made["end"], ("key", "value"), "the leaf at the end")
            key = basics.from_base64(made["end"]["key"], "the key at the end", 16)
            self.end = (key, basics.from_base64(made["end"]["value"], "the value at the end", 32))

    def root(self):
        """The root that the way leads to."""
        key = key_of(self.date, self.tag)
        if self.stream is not None:
            node = leaf_of(key, value_of(*self.stream))
        elif self.end is None:
            node = NOTHING
        else:
            other = self.end[0]
            need(other != key, "the way to a stream that is not there ends in its own key")
            shared = all(bit(other, depth) == bit(key, depth) for depth in range(len(self.siblings)))
            need(shared, "a way that ends in a leaf of another place")
            node = leaf_of(*self.end)
        for depth in reversed(range(len(self.siblings))):
            pair = (self.siblings[depth], node) if bit(key, depth) else (node, self.siblings[depth])
            node = hashlib.sha256(b"\x11" + pair[0] + pair[1]).digest()
        return node


def _parts(raw):
    """The three parts of a file."""
    need(len(raw) <= MAX_FILE, "a statement that is too long")
    first = raw.find(b"\n") + 1
    second = raw.find(b"\n", first) + 1
    need(0 < first < second < len(raw), "a statement that does not have three parts")
    return raw[:first], raw[first:second], raw[second:]


def _map(opening, proof, date):
    """Refuse an entry that is not the map of this date."""
    proof.check_belongs(opening)
    opening.check_fields(OWN, BASE_FIELDS + OWN)
    values = opening.values
    for name, wanted in KIND.items():
        need(values[name] == wanted, f"an entry with another {name}")
    need(values["date"] == date, "an entry of another date than the line")
    basics.from_hex(values["root"], "the root")
    for name in ("size", "streams"):
        need(basics.is_int(values[name]) and values[name] >= 0, f"an entry whose {name} is no integer from 0")


def read(raw, policy, at):
    """(line, opening of the map's entry, its proof, second) of a statement that holds; `at` has the code of what is looked at."""
    at[0] = "form"
    first, second, third = _parts(raw)
    line = Line(first)
    at[0] = "opening"
    opening = Opening(second)
    at[0] = "proof"
    proof, time = policy.prove(opening, third)
    at[0] = "map"
    _map(opening, proof, line.date)
    at[0] = "way"
    need(line.root().hex() == opening.values["root"], "the way does not lead to the root")
    return line, opening, proof, time


def check(raw, policy_raw, as_of=None):
    """The answer about a file under a policy as of a second, as an object for JSON."""
    at = ["policy"]
    try:
        line, opening, _proof, time = read(raw, Policy(policy_raw, as_of), at)
    except Refused as fault:
        return _failed((at[0] == "proof" and fault.code) or at[0], str(fault))
    except Exception as fault:  # whatever the bytes are, the answer is a verdict
        return _failed(at[0], f"the reader gave up: {type(fault).__name__}")
    _blind, seq, last = line.stream or (None, None, None)
    return {
        "v": "comity-completeness-verdict/1",
        "ok": True,
        "date": line.date,
        "held": line.stream is not None,
        "last": None if last is None else last.hex(),
        "origin": opening.origin,
        "seq": seq,
        "size": opening.values["size"],
        "streams": opening.values["streams"],
        "tag": basics.to_base64(line.tag),
        "witnessed_at": time,
    }


def _failed(code, detail):
    return {"v": "comity-completeness-verdict/1", "ok": False, "code": code, "detail": detail}
