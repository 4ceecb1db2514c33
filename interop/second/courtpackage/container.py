"""The zip file: headers are regenerated from path, length and CRC-32 and compared; nothing of it is trusted."""

import hashlib
import struct
import zlib

from .errors import Refused, need, short

MAX_MEMBERS = 100_000
MAX_KEPT = 16 * 1024 * 1024
MAX_KEPT_IN_ALL = 512 * 1024 * 1024
MAX_PATH = 255
FULL = 0xFFFFFFFF
PIECE = 1024 * 1024

MIMETYPE_PATH = "mimetype"
MIMETYPE = b"application/vnd.etsi.asic-e+zip"
META = "META-INF/"
META_ORDER = (
    "META-INF/ASiCManifest001.xml",
    "META-INF/comity-seal.opening",
    "META-INF/comity-seal.tlog-proof",
)
TOKEN = "META-INF/timestamp001.tst"

_LOCAL = b"PK\x03\x04"
_BAD_CHARS = frozenset('\\:*?"<>|')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"com{n}" for n in range(1, 10)] + [f"lpt{n}" for n in range(1, 10)]
)


class Member:
    """One member: path, where its content lies, and the digests of the content."""

    __slots__ = ("path", "offset", "start", "length", "crc", "sha256", "sha512")

    def __init__(self, path, offset, start, length, crc):
        self.path = path
        self.offset = offset
        self.start = start
        self.length = length
        self.crc = crc
        self.sha256 = self.sha512 = b""


def check_path(path):
    """Refuse a path that some system could read in another way."""
    need(len(path) <= MAX_PATH, "a path of more than 255 bytes")
    for char in path:
        need(" " <= char <= "~" and char not in _BAD_CHARS, f"a path with a forbidden character: {short(path)}")
    for segment in path.split("/"):
        need(segment not in ("", ".", ".."), f"a path with an empty or relative segment: {short(path)}")
        need(segment[-1] not in " .", f"a path segment that ends in a space or dot: {short(path)}")
        stem = segment.partition(".")[0].rstrip(" ").lower()
        need(stem not in _DEVICES, f"a path with the name of a device: {short(path)}")


def _cap(value):
    return min(value, FULL)


def local_header(path, length, crc):
    """The one local header of a member."""
    name = path.encode("ascii")
    extra = b"" if length < FULL else struct.pack("<HHQQ", 1, 16, length, length)
    head = struct.pack(
        "<4s5HIIIHH", _LOCAL, 45 if extra else 20, 0, 0, 0, 0x21, crc, _cap(length), _cap(length), len(name), len(extra)
    )
    return head + name + extra


def central_header(member):
    """The one central header of a member."""
    name = member.path.encode("ascii")
    wide = b"" if member.length < FULL else struct.pack("<QQ", member.length, member.length)
    if member.offset >= FULL:
        wide += struct.pack("<Q", member.offset)
    extra = struct.pack("<HH", 1, len(wide)) + wide if wide else b""
    version = 45 if extra else 20
    length = _cap(member.length)
    head = struct.pack(
        "<4s6HIIIHHHHHII", b"PK\x01\x02", version, version, 0, 0, 0, 0x21, member.crc, length, length,
        len(name), len(extra), 0, 0, 0, 0, _cap(member.offset),
    )  # fmt: skip
    return head + name + extra


def end_records(count, start, length):
    """Everything behind the directory."""
    out = b""
    if count >= 0xFFFF or start >= FULL or length >= FULL:
        record = start + length
        out = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, start)
        out += struct.pack("<4sIQI", b"PK\x06\x07", 0, record, 1)
    few = min(count, 0xFFFF)
    return out + struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, few, few, _cap(length), _cap(start), 0)


class Container:
    """An opened package. Members are found by walking from byte 0; every other byte is regenerated.

    `is_kept` tells of a path whether its member is one of those that have a greatest length.
    """

    def __init__(self, file, size, is_kept):
        self._file = file
        self._size = size
        self._is_kept = is_kept
        self._kept = 0
        self._at = 0
        self.members = []
        self._by_path = {}
        folded = set()
        while self._next_is_local():
            need(len(self.members) < MAX_MEMBERS, "more than 100 000 members")
            member = self._member()
            low = member.path.lower()
            need(low not in folded, f"two paths that differ at most in case: {short(member.path)}")
            folded.add(low)
            self.members.append(member)
            self._by_path[member.path] = member
        need(bool(self.members), "not a zip file with members")
        self._check_rest()
        self._check_order()

    def _read(self, count):
        raw = self._file.read(count)
        need(len(raw) == count, "the file ends early")
        self._at += count
        return raw

    def _next_is_local(self):
        self._file.seek(self._at)
        return self._file.read(4) == _LOCAL

    def _member(self):
        offset = self._at
        self._file.seek(offset)
        head = self._read(30)
        crc, short_length, _same, name_length, extra_length = struct.unpack("<IIIHH", head[14:])
        need(0 < name_length <= MAX_PATH and extra_length in (0, 20), f"a local header of another form at {offset}")
        name, extra = self._read(name_length), self._read(extra_length)
        try:
            path = name.decode("ascii")
        except UnicodeDecodeError:
            raise Refused(f"a path that is not ASCII at {offset}") from None
        check_path(path)
        length = struct.unpack("<Q", extra[4:12])[0] if extra else short_length
        need(
            local_header(path, length, crc) == head + name + extra,
            f"the local header of {short(path)} is not the one of its path, length and checksum",
        )
        need(length <= self._size - self._at, f"{short(path)} is longer than the file")
        if self._is_kept(path):
            self._kept += length
            need(length <= MAX_KEPT, f"{short(path)} is over 16 MiB")
            need(self._kept <= MAX_KEPT_IN_ALL, "the kept members have over 512 MiB")
        member = Member(path, offset, self._at, length, crc)
        self._digest(member)
        return member

    def _digest(self, member):
        crc, narrow, wide, left = 0, hashlib.sha256(), hashlib.sha512(), member.length
        while left:
            piece = self._read(min(left, PIECE))
            crc = zlib.crc32(piece, crc)
            narrow.update(piece)
            wide.update(piece)
            left -= len(piece)
        need(crc == member.crc, f"the checksum of {short(member.path)} is wrong")
        member.sha256, member.sha512 = narrow.digest(), wide.digest()

    def _check_rest(self):
        start = self._at
        self._file.seek(start)
        for member in self.members:
            wanted = central_header(member)
            need(
                self._file.read(len(wanted)) == wanted,
                f"the central header of {short(member.path)} is not the one of its member",
            )
            self._at += len(wanted)
        wanted = end_records(len(self.members), start, self._at - start)
        need(self._file.read(len(wanted)) == wanted, "the end of the zip file is not the one of its members")
        need(self._file.read(1) == b"" and self._at + len(wanted) == self._size, "bytes behind the end of the zip file")

    def _check_order(self):
        first = self.members[0]
        need(first.path == MIMETYPE_PATH, "the first member is not mimetype")
        need(first.length == len(MIMETYPE) and self.content(first) == MIMETYPE, "the media type is another")
        between = self.members[1:]
        if between and between[-1].path == TOKEN:
            between.pop()
        last = tuple(member.path for member in between[-len(META_ORDER) :])
        need(last == META_ORDER, "the last three members but a token are not manifest, opening and proof of the seal")
        before = ""
        for member in between[: -len(META_ORDER)]:
            need(member.path > before and member.path != TOKEN, f"{short(member.path)} is out of order")
            before = member.path

    def get(self, path):
        """The member of this path, or None."""
        return self._by_path.get(path)

    def content(self, member):
        """The bytes of a kept member, read again and compared with the digest of the first reading."""
        need(member.length <= MAX_KEPT, f"{short(member.path)} is over 16 MiB")
        self._file.seek(member.start)
        raw = self._file.read(member.length)
        need(hashlib.sha256(raw).digest() == member.sha256, f"{short(member.path)} changed while it was read")
        return raw

    def read(self, path):
        """The bytes of the member of this path, which must be there."""
        member = self.get(path)
        need(member is not None, f"{short(path)} is missing")
        return self.content(member)
