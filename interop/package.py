"""A court package as foreign tools need it: the zip opened by Python's own zipfile, its proofs cut into
the pieces those tools take. Nothing here checks anything; it only takes apart."""

import base64
import dataclasses
import pathlib
import zipfile


@dataclasses.dataclass
class Proof:
    """One tlog-proof (c2sp.org/tlog-proof): header, `extra` with the leaf, index, hashes, checkpoint."""

    name: str
    data: bytes

    def __post_init__(self):
        head, _, self.note = self.data.partition(b"\n\n")
        lines = head.decode().split("\n")
        if lines[0] != "c2sp.org/tlog-proof@v1":
            raise ValueError(f"{self.name}: no tlog-proof")
        self.leaf = base64.b64decode(lines[1].removeprefix("extra "), validate=True)
        self.index = int(lines[2].removeprefix("index "))
        self.hashes = lines[3:]
        self.origin = self.note.split(b"\n", 1)[0].decode()


@dataclasses.dataclass
class Policy:
    """The keys of a tlog-policy: `log VKEY [URL]` and `witness NAME VKEY [URL]`."""

    logs: list
    witnesses: list

    @classmethod
    def read(cls, path):
        rows = [line.split() for line in pathlib.Path(path).read_text().splitlines()]
        logs = [row[1] for row in rows if row[:1] == ["log"]]
        witnesses = [row[2] for row in rows if row[:1] == ["witness"]]
        return cls(logs, witnesses)

    @staticmethod
    def kind(vkey):
        """The signature type of a verifier key: 1, 4 or 6."""
        return base64.b64decode(vkey.split("+", 2)[2])[0]

    def log(self, origin, kind):
        """The log's key of this type, or None."""
        return next((k for k in self.logs if k.startswith(origin + "+") and self.kind(k) == kind), None)

    def cosigners(self, kind):
        return [k for k in self.witnesses if self.kind(k) == kind]


def members(package):
    """Name and bytes of every member, in order."""
    with zipfile.ZipFile(package) as archive:
        bad = archive.testzip()
        if bad:
            raise ValueError(f"{bad}: the zip's own checksum does not fit")
        return {info.filename: archive.read(info) for info in archive.infolist()}


def proofs(members):
    return [Proof(name, data) for name, data in members.items() if name.endswith(".tlog-proof")]


def flip(data, at):
    """The same bytes with the lowest bit of one changed."""
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)
