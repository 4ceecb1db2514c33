"""Entries of custody files and anchors: the few facts that the later checks compare."""

import hashlib

from . import basics, canon
from .errors import Refused, need
from .opening import read_at

SCHEMA, CATEGORIES = "comity/custody/1", ("custody", "access")
OWN = (
    "exhibit exhibit_no root_no case status until actor counterparty location basis purpose tool object result "
    "data source check change seal countersigns signatures informed_by"
).split()
BASE_OPEN = frozenset(("schema", "category", "stream", "seq", "prev", "type", "at"))
DECIDING = ("check", "data", "result", "status")

LINK_SCHEMA, LINK_CATEGORIES, LINK_TYPES = "comity/exchange/1", ("anchor",), ("recv", "ack")
LINK_OWN = (
    "env_digest letter_digest receipt_digest peer peer_proof peer_origin peer_size peer_root lane"
).split()
LINK_OPEN = frozenset(
    "schema category type at env_digest receipt_digest peer_proof peer_origin peer_size peer_root".split()
)


def _bounded(value):
    """A value as it is if it is small, else its digest: equal values stay equal, large ones cost no memory."""
    if isinstance(value, (dict, list)) or (isinstance(value, str) and len(value) > 128):
        return "sha256:" + hashlib.sha256(canon.write(value)).hexdigest()
    return value


def _try(read, value):
    """What `read` makes of a value, or the refusal itself, to be raised by the check that asks for it."""
    try:
        return read(value)
    except Refused as fault:
        return fault


def given(value):
    """The value of a fact, or its refusal raised."""
    if isinstance(value, Refused):
        raise Refused(str(value))
    return value


def _data(value):
    if value is None:
        return None
    canon.exact(value, ("blake3", "len", "media_type", "sha256", "sha512"), "data")
    need(basics.is_digest(value["sha256"]) and basics.is_digest(value["blake3"]), "data without its digests")
    need(basics.is_int(value["len"]) and value["len"] >= 0, "data without a length")
    need(value["media_type"] is None or isinstance(value["media_type"], str), "data with an impossible media type")
    if value["sha512"] is not None:
        basics.from_hex(value["sha512"], "the sha512 of data", 64)
    return {**value, "media_type": _bounded(value["media_type"])}


def _check(value):
    if value is None:
        return None
    canon.exact(value, ("expected", "found"), "check")
    need(all(basics.is_digest(value[name]) for name in value), "a check that compares no digests")
    return value["expected"], value["found"]


def named(value):
    """A value in a form in which equal ones are equal and none is None."""
    return _bounded(canon.write(value).decode("utf-8"))


def _open(values, name):
    """The value of a field as `named` writes it, or None if the field is closed."""
    return named(values[name]) if name in values else None


def digests_named(values):
    """The digests that open fields are, or that are members of an object that is the value of one."""
    found = set()
    for value in values.values():
        for one in value.values() if isinstance(value, dict) else (value,):
            if basics.is_digest(one):
                found.add(one)
    return found


def _counterparty(value):
    """The node that an act names as its other side, or None."""
    node = value.get("node") if isinstance(value, dict) else None
    return _bounded(node) if isinstance(node, str) else None


def _contested(value):
    return isinstance(value, dict) and value.get("state") == "contested"


def _named(value):
    """(letter, receipt) that an entry names."""
    if value is None:
        return None, None
    canon.exact(value, ("letter_digest", "receipt_digest"), "signatures")
    for digest in value.values():
        need(digest is None or basics.is_digest(digest), "signatures with an impossible digest")
    return value["letter_digest"], value["receipt_digest"]


class Entry:
    """One entry of an exhibit's custody, without the values that no check reads."""

    __slots__ = (
        "origin", "node", "index", "hash", "stream", "seq", "prev", "type", "at", "head", "closed_deciding",
        "data", "check", "contested", "status", "exhibit", "exhibit_no", "root_no", "named", "counterparty", "form",
        "said",
    )  # fmt: skip

    def __init__(self, opening, head):
        values = opening.values
        self.origin, self.node, self.index = opening.origin, basics.node_of(opening.origin), opening.index
        self.hash, self.head = opening.hash, head
        self.form = _try(self._form, opening)
        self.stream, self.seq, self.prev = (_bounded(values.get(name)) for name in ("stream", "seq", "prev"))
        self.type = _bounded(values.get("type"))
        self.at = _try(read_at, values.get("at"))
        self.closed_deciding = [name for name in DECIDING if name not in values]
        self.data = _try(_data, values.get("data"))
        self.check = _try(_check, values.get("check"))
        self.contested = _contested(values.get("result"))
        self.status = _bounded(values.get("status"))
        self.exhibit, self.exhibit_no, self.root_no = (
            _open(values, name) for name in ("exhibit", "exhibit_no", "root_no")
        )
        self.named = _try(_named, values.get("signatures"))
        self.counterparty = _counterparty(values.get("counterparty"))
        self.said = _try(self._said, values)

    def facts(self):
        """Raise what of its values is not in its form."""
        for fact in (self.form, self.at, self.said, self.data, self.check, self.named):
            given(fact)

    @staticmethod
    def _said(values):
        for name in ("exhibit_no", "root_no", "status"):
            need(isinstance(values.get(name), (str, type(None))), f"a {name} that is no text")
        need(isinstance(values.get("result"), (dict, type(None))), "a result that is no object")

    @staticmethod
    def _form(opening):
        opening.check_fields(tuple(OWN), BASE_OPEN)
        opening.check_base(SCHEMA, CATEGORIES)


class Link:
    """One `recv` or `ack` leaf."""

    __slots__ = (
        "origin", "node", "index", "type", "at", "head", "envelope", "letter", "receipt", "peer_node", "peer_head",
        "form",
    )  # fmt: skip

    def __init__(self, opening, head):
        values = opening.values
        self.origin, self.node, self.index = opening.origin, basics.node_of(opening.origin), opening.index
        self.head = head
        self.form = _try(self._form, opening)
        self.type = _bounded(values.get("type"))
        self.at = _try(read_at, values.get("at"))
        self.envelope, self.receipt, self.letter = (
            _bounded(values.get(name)) for name in ("env_digest", "receipt_digest", "letter_digest")
        )
        self.peer_head = _try(self._peer_head, values)
        found = _try(basics.node_of, values.get("peer_origin"))
        self.peer_node = None if isinstance(found, Refused) else found

    @staticmethod
    def _form(opening):
        opening.check_fields(tuple(LINK_OWN), LINK_OPEN)
        opening.check_base(LINK_SCHEMA, LINK_CATEGORIES, LINK_TYPES)
        values = opening.values
        basics.from_hex(values["env_digest"], "env_digest")
        for name in ("receipt_digest", "peer_proof", "letter_digest"):
            need(values.get(name) is None or basics.is_digest(values[name]), f"an anchor with an impossible {name}")

    @staticmethod
    def _peer_head(values):
        """(origin, size, root) of the peer's head, or None if the leaf names none."""
        parts = [values.get(name) for name in ("peer_origin", "peer_size", "peer_root")]
        if all(part is None for part in parts):
            return None
        need(isinstance(parts[0], str), "an anchor with an impossible peer_origin")
        need(basics.is_int(parts[1]) and parts[1] >= 0, "an anchor with an impossible peer_size")
        return _bounded(parts[0]), parts[1], basics.from_hex(parts[2], "peer_root")
