"""Parts: the list of exhibits that a package accounts for, the value over it, and the seal of the whole."""

import hashlib
import unicodedata

from . import basics, canon, layout, notes
from .errors import Refused, need, short
from .opening import Opening, read_at

MAX_PARTS = 4096
MAX_LINE = 4095
MAX_TEXT = 256

HERE = ("i", "no", "part_salt", "salt")
ABSENT = ("absent", *HERE)
WITHHELD = ("ground", "i", "no", "part_hash", "salt")
GROUND = ("cite", "code")

SEAL_OWN = ("package_id", "manifest_sha256", "members", "parts", "forum", "actor")
STAMPED_OWN = (*SEAL_OWN, "token_sha256")
SEAL_SCHEMAS = {"comity/package/1": SEAL_OWN, "comity/package/2": STAMPED_OWN}

_CODE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def digest_of(file_sha256, leaf_hashes):
    """The digest of a part: its file and the leaves of its custody."""
    return hashlib.sha256(b"comity-part/v1\x00" + file_sha256 + b"".join(leaf_hashes)).digest()


def entry_hash(salt, name, value):
    """The hash of an entry of the list, as of a field with this salt."""
    label, raw = name.encode("ascii"), canon.write(value)
    framed = len(label).to_bytes(2, "big") + label + len(raw).to_bytes(4, "big") + raw
    return hashlib.sha256(b"\x00" + salt + framed).digest()


def value_of(hashes):
    """The value that a seal has of a list, from the hashes of its entries, two of each part."""
    root = notes.tree_root(hashes) if hashes else hashlib.sha256(b"").digest()
    return hashlib.sha256(b"comity-parts/v1\x00" + (len(hashes) // 2).to_bytes(4, "big") + root).digest()


def _text(value, what):
    need(isinstance(value, str) and 1 <= len(value.encode("utf-8")) <= MAX_TEXT, f"{what} is no text of 1 to 256 bytes")
    need(all(unicodedata.category(char) != "Cc" for char in value), f"{what} has a control character")
    return value


def _code(value, what):
    need(set(_text(value, what)) <= _CODE, f"{what} is no code: {short(value)}")
    return value


class Part:
    """A line of the list: its number, and where the part is."""

    __slots__ = ("no", "absent", "ground", "_salt", "_part_salt", "_part_hash")

    def __init__(self, raw, place):
        need(len(raw) <= MAX_LINE, "a line of a part that is too long")
        made = canon.read(raw[:-1])
        keys = next((keys for keys in (HERE, ABSENT, WITHHELD) if isinstance(made, dict) and set(made) == set(keys)), ())
        need(keys != (), f"line {place} of the parts has other members than a part has")
        need(basics.is_int(made["i"]) and made["i"] == place, f"line {place} of the parts is out of place")
        self.no = _text(made["no"], "the number of a part")
        self._salt = basics.from_base64(made["salt"], "the salt of a number", 32)
        self.absent = self.ground = self._part_salt = self._part_hash = None
        if keys == WITHHELD:
            canon.exact(made["ground"], GROUND, "the ground of a part")
            self.ground = _text(made["ground"]["cite"], "a citation"), _code(made["ground"]["code"], "a ground")
            self._part_hash = basics.from_base64(made["part_hash"], "the hash of a part", 32)
            return
        self._part_salt = basics.from_base64(made["part_salt"], "the salt of a part", 32)
        if keys == ABSENT:
            self.absent = _code(made["absent"], "why a part is absent")

    @property
    def is_here(self):
        return self.absent is None and self.ground is None

    def hashes(self, digest):
        """The hashes of both entries; `digest` is that of the part if it is here."""
        number = entry_hash(self._salt, "no", self.no)
        if self.ground is not None:
            return [number, self._part_hash]
        said = {"absent": self.absent} if self.absent is not None else {"digest": digest.hex()}
        return [number, entry_hash(self._part_salt, "part", said)]


class List:
    """The lines of `parts.txt`."""

    def __init__(self, raw):
        need(raw == b"" or raw.endswith(b"\n"), "a list of parts whose last line does not end")
        lines = raw.split(b"\n")[:-1]
        need(len(lines) <= MAX_PARTS, "more than 4096 parts")
        self.parts = [Part(line + b"\n", place) for place, line in enumerate(lines)]
        numbers = [part.no.encode("utf-8") for part in self.parts]
        ascending = all(before < after for before, after in zip(numbers, numbers[1:]))
        need(ascending, "parts whose numbers do not ascend")

    def check_here(self, exhibits):
        """Refuse other exhibits than those that the list calls here."""
        here = {part.no for part in self.parts if part.is_here}
        for exhibit in sorted(here ^ set(exhibits)):
            raise Refused(f"{short(exhibit)} is not both in the package and called here by the list of parts")

    def value(self, digests):
        """The value over this list; `digests` has that of each part that is here, by its number."""
        return value_of([one for part in self.parts for one in part.hashes(digests.get(part.no))])

    def has_withheld(self):
        return any(part.ground is not None for part in self.parts)

    def said(self, of):
        """What the verdict says of the parts."""
        return {
            "absent": [{"exhibit_no": part.no, "why": part.absent} for part in self.parts if part.absent is not None],
            "held": sum(part.is_here for part in self.parts),
            "of": of,
            "withheld": [
                {"cite": part.ground[0], "code": part.ground[1], "exhibit_no": part.no}
                for part in self.parts
                if part.ground is not None
            ],
        }


def check_seal(opening, schemas):
    """Refuse an opening that is no seal of one of these schemas, all of it open and in its form."""
    need(None not in opening.names, "a seal with a closed field")
    schema = opening.values.get("schema")
    need(isinstance(schema, str) and schema in schemas, f"a seal of the schema {short(schema)}")
    opening.check_fields(SEAL_SCHEMAS[schema], ())
    opening.check_base(schema, ("package",), ("sealed",))
    read_at(opening.values["at"])


class Whole:
    """The seal of the whole that a package is a part of."""

    __slots__ = ("opening", "head", "second")

    def __init__(self, line, raw, policy, info, parts):
        self.opening = opening = Opening(line)
        check_seal(opening, SEAL_SCHEMAS)
        said = opening.values
        need(basics.node_of(opening.origin) == info.node, "the whole is of another node")
        need(basics.is_uuid(said["package_id"]), "the whole has another id than packages have")
        need(said["package_id"] != info.package_id, "the whole has the id of the copy")
        need(said["parts"] == parts, "the whole is over another list of parts")
        proof, self.second = policy.prove(opening, raw)
        proof.check_belongs(opening, must_hint=True)
        self.head = (proof.checkpoint.origin, proof.checkpoint.size, proof.checkpoint.root)

    def check_beside(self, head):
        """Refuse the head of another proof with this one's log and size and another root."""
        need(head[:2] != self.head[:2] or head == self.head, f"two heads of {short(head[0])} and size {head[1]} differ")

    def said(self):
        """What the verdict says of it."""
        return {
            "index": self.opening.index,
            "origin": self.opening.origin,
            "package_id": self.opening.values["package_id"],
            "sealed_at": self.opening.values["at"]["t"],
            "witnessed_at": basics.second_text(self.second),
        }


def read(box, exhibits, digests, stated):
    """(list, (opening, proof) of the whole or None) of the members of a package whose seal states this value."""
    listed = List(box.read(layout.PARTS))
    listed.check_here(exhibits)
    need(listed.value(digests).hex() == stated, "the seal is over another list of parts")
    both = [path for path in (layout.WHOLE, layout.WHOLE_PROOF) if box.get(path) is not None]
    need(len(both) != 1, "the seal of the whole is there in part only")
    need(bool(both) or not listed.has_withheld(), "a part that is kept back without the seal of the whole")
    return listed, tuple(box.read(path) for path in both) or None
