"""Bundles (bundle.md §1 to §3): written, and read whole."""

import struct
import zlib

from courtpackage import basics, cbor, container
from courtpackage.errors import Refused, need

from . import keys
from .keys import H

MIMETYPE = b"application/vnd.comity.bundle+zip"
LABEL = b"comity/cx1/bundle\x00"
FIRST = ("mimetype", "INDEX.cbor", "INDEX.seal")
KB, MB = 1024, 1024 * 1024
MOST_INDEX, MOST_FILES = 16 * MB, 4096
_HEX = "0123456789abcdef"


def zip_file(members):
    """The one zip file of `[(path, content)]`."""
    out, listed = bytearray(), []
    for path, content in members:
        container.check_path(path)
        crc = zlib.crc32(content)
        listed.append(container.Member(path, len(out), 0, len(content), crc))
        out += container.local_header(path, len(content), crc) + content
    start = len(out)
    for member in listed:
        out += container.central_header(member)
    return bytes(out) + container.end_records(len(listed), start, len(out) - start)


def unzip(raw):
    """`[(path, content)]`; every other byte is regenerated and compared."""
    members, at = [], 0
    while raw[at : at + 4] == b"PK\x03\x04":
        need(len(members) < container.MAX_MEMBERS, "more than 100 000 members")
        need(at + 30 <= len(raw), "a file that ends early")
        crc, length, _same, n_name, n_extra = struct.unpack("<IIIHH", raw[at + 14 : at + 30])
        name = raw[at + 30 : at + 30 + n_name]
        if n_extra:
            length = int.from_bytes(raw[at + 34 + n_name : at + 42 + n_name], "little")
        begin = at + 30 + n_name + n_extra
        need(begin + length <= len(raw), "a member that is longer than the file")
        try:
            members.append((name.decode("ascii"), raw[begin : begin + length]))
        except UnicodeDecodeError:
            raise Refused("a path that is not ASCII") from None
        at = begin + length
    need(bool(members), "no zip file with members")
    need(len({path.lower() for path, _ in members}) == len(members), "two paths that differ at most in case")
    need(zip_file(members) == raw, "a zip file that is not in its one form")
    return members


def _is_hex(text):
    return len(text) == 64 and set(text) <= set(_HEX)


def place(path):
    """(rank, most bytes) of a member behind the first three; `Refused` for a path that no bundle has."""
    if path == "README.txt":
        return (0, ""), 64 * KB
    if path == "directory/files.cbor":
        return (1, ""), 64 * MB
    folder, _, name = path.partition("/")
    if folder == "receipts" and name.endswith(".cx1r") and _is_hex(name[:-5]):
        return (2, name), 163_904
    if folder == "deliveries" and name[1:2] == "-" and name[0] in "0123" and name.endswith(".cx1d") and _is_hex(name[2:-5]):
        return (3, name[0]), 1_114_144
    if folder == "chunks" and _is_hex(name):
        return (4, ""), 4 * MB
    if folder == "evidence" and name.endswith(".fork-evidence") and _is_hex(name[:-14]):
        return (5, ""), 64 * KB
    raise Refused(f"a path that no bundle has: {path[:80]}")


def files(listed):
    """The member `directory/files.cbor` of `[(name, bytes)]`."""
    return cbor.write([[name, raw] for name, raw in sorted(listed)])


class Index:
    """What a bundle says of itself."""

    def __init__(self, raw):
        need(len(raw) <= MOST_INDEX, "an index of more than 16 MiB")
        made = cbor.read(raw)
        need(isinstance(made, dict) and set(made) == set(range(1, 11)) and made[1] == "cx1b", "no index of a bundle")
        for name, size in ((2, 16), (3, 32), (10, 16)):
            need(isinstance(made[name], bytes) and len(made[name]) == size, "an index of another form")
        need(basics.is_node(made[4]) and basics.is_node(made[5]), "an index of no nodes")
        need(basics.is_int(made[6]) and 0 <= made[6] < 2**32 and basics.is_int(made[9]) and made[9] >= 0, "an index of no time")
        part = made[7]
        need(isinstance(part, list) and len(part) == 2 and all(map(basics.is_int, part)), "no parts")
        need(1 <= part[0] <= part[1] <= 10_000, "impossible parts")
        self.id, self.net, self.sender, self.to, self.made, self.part = (made[n] for n in (2, 3, 4, 5, 6, 7))
        self.entries, self.version, self.kid = made[8], made[9], made[10]
        need(isinstance(self.entries, list), "no entries")
        for one in self.entries:
            need(isinstance(one, list) and len(one) == 3 and isinstance(one[0], str) and basics.is_int(one[1]), "no entry")
            need(isinstance(one[2], bytes) and len(one[2]) == 32 and one[1] >= 0, "no entry")


class Bundle:
    """A volume whose framing, index and list of members are in order. `check_seal` asks the seal."""

    def __init__(self, raw):
        members = unzip(raw)
        need(tuple(path for path, _ in members[:3]) == FIRST, "other first members")
        need(members[0][1] == MIMETYPE and len(members[2][1]) == 64, "another kind of file")
        self.index_bytes, self.seal = members[1][1], members[2][1]
        self.index = Index(self.index_bytes)
        self.members, self.damaged = dict(members[3:]), []
        need([one[0] for one in self.index.entries] == [path for path, _ in members[3:]], "members that no index has")
        before = (-1, "")
        for (path, content), (_, length, digest) in zip(members[3:], self.index.entries):
            rank, most = place(path)
            need(rank >= before and length == len(content) <= most, f"{path} is out of place or too long")
            need(rank != before or rank[0] > 2, f"{path} is there twice")
            need(rank[0] != 4 or digest.hex() == path[7:], "a chunk with another id than its digest")
            before = rank
            if H(content) != digest:
                self.damaged.append(path)

    def check_seal(self, public):
        need(keys.verify(public, self.seal, LABEL + H(self.index_bytes)), "the seal of the bundle", "seal-invalid")

    def of(self, folder):
        """The contents of a folder that are whole, in file order."""
        return [raw for path, raw in self.members.items() if path.startswith(folder + "/") and path not in self.damaged]


def write(bundle_id, net, sender, to, hour, part, version, node_key, members):
    """One volume of `[(path, content)]`, which stand in file order."""
    entries = [[path, len(content), H(content)] for path, content in members]
    index = cbor.write({1: "cx1b", 2: bundle_id, 3: net, 4: sender, 5: to, 6: hour, 7: list(part), 8: entries, 9: version,
                        10: node_key.kid})  # fmt: skip
    seal = node_key.sign(LABEL + H(index))
    return zip_file([("mimetype", MIMETYPE), ("INDEX.cbor", index), ("INDEX.seal", seal), *members])
