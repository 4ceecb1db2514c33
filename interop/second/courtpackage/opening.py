"""Openings of leaves: commitments and the fields they show."""

import hashlib
import struct

from . import basics, canon, notes
from .errors import Refused, need, short

MAX_OPENING = 4 * 1024 * 1024
MAX_FIELDS = 4096
LEAF_HEAD = b"CML\x01\x01\x00\x00\x00"
BASE_FIELDS = ("schema", "category", "stream", "seq", "prev", "type", "at")
REASONS = ("erased", "not-for-recipient", "redacted")


class Opening:
    """An opening that is true to its leaf. `names` has None where a field is closed; `values` has the open ones, `reasons` why
    each place that is closed is."""

    __slots__ = ("origin", "index", "leaf", "hash", "names", "values", "reasons")

    def __init__(self, line):
        need(len(line) <= MAX_OPENING, "an opening of more than 4 MiB")
        need(line.endswith(b"\n"), "an opening whose line does not end")
        made = canon.read_object(line[:-1], ("v", "origin", "index", "leaf", "n", "fields"), "an opening")
        need(made["v"] == "comity-opening/1", f"an opening of another version: {short(made['v'])}")
        self.origin, self.index = made["origin"], made["index"]
        need(isinstance(self.origin, str), "an opening without an origin")
        notes.check_name(self.origin)
        need(basics.is_int(self.index) and 0 <= self.index <= basics.MAX_JSON_INT, "an opening with no index")
        self.leaf = basics.from_base64(made["leaf"], "a leaf", 40)
        need(self.leaf[:8] == LEAF_HEAD, "a leaf of another form")
        self.hash = notes.leaf_hash(self.leaf)
        fields, count = made["fields"], made["n"]
        need(basics.is_int(count) and 1 <= count <= MAX_FIELDS, "an opening with an impossible number of fields")
        need(isinstance(fields, list) and len(fields) == count, "an opening with another number of fields than it says")
        self.names, self.values, self.reasons = [], {}, {}
        hashes = [self._field(place, field) for place, field in enumerate(fields)]
        root = notes.tree_root(hashes)
        commitment = hashlib.sha256(b"comity-commit/v1\x00" + struct.pack(">H", count) + root).digest()
        need(commitment == self.leaf[8:], "an opening that is not true to its leaf")

    def _field(self, place, field):
        need(isinstance(field, dict) and basics.is_int(field.get("i")) and field["i"] == place, "a field out of place")
        if "why" in field:
            canon.exact(field, ("hash", "i", "why"), "a closed field")
            need(field["why"] in REASONS, f"a field closed for an unknown reason: {short(field['why'])}")
            self.reasons[place] = field["why"]
            self.names.append(None)
            return basics.from_base64(field["hash"], "the hash of a closed field", 32)
        canon.exact(field, ("i", "name", "salt", "value"), "an open field")
        name = field["name"]
        need(isinstance(name, str) and name.isascii() and 0 < len(name) <= 65535, "a field with an impossible name")
        need(name not in self.values, f"two fields of one name: {short(name)}")
        salt = basics.from_base64(field["salt"], "a salt", 32)
        self.names.append(name)
        self.values[name] = field["value"]
        value = canon.write(field["value"])
        return hashlib.sha256(
            b"\x00" + salt + struct.pack(">H", len(name)) + name.encode("ascii") + struct.pack(">I", len(value)) + value
        ).digest()

    def check_fields(self, own, must_be_open):
        """Refuse anything but the seven base fields and these own fields, in this order, with these names open."""
        wanted = BASE_FIELDS + own
        need(len(self.names) == len(wanted), f"an event of {len(self.names)} fields instead of {len(wanted)}")
        for name, want in zip(self.names, wanted):
            need(name is None or name == want, f"a field {short(name)} where {want} belongs")
            need(name is not None or want not in must_be_open, f"the field {want} is closed")

    def check_base(self, schema, categories, types=None):
        """Refuse other values of the open base fields than the kind of event allows."""
        values = self.values
        need(values["schema"] == schema, f"an event of the schema {short(values['schema'])}")
        need(values["category"] in categories, f"an event of the category {short(values['category'])}")
        kind = values["type"]
        need(isinstance(kind, str) and kind != "", "an event without a type")
        need(types is None or kind in types, f"an event of the type {short(kind)}")
        if "stream" in values:
            basics.from_base64(values["stream"], "a stream tag", 16)
        if "seq" in values:
            need(basics.is_int(values["seq"]) and values["seq"] >= 0, "an event without a sequence number")
        if values.get("prev") is not None:
            basics.from_base64(values["prev"], "the field prev", 32)
        if "seq" in values and "prev" in values:
            need((values["seq"] == 0) == (values["prev"] is None), "an event whose prev does not suit its seq")


def read_line_stream(raw):
    """Openings of an `.events` file, one after the other."""
    at = 0
    while at < len(raw):
        end = raw.find(b"\n", at)
        if end < 0:
            raise Refused("an opening whose line does not end")
        yield Opening(raw[at : end + 1])
        at = end + 1


def read_at(value):
    """(milliseconds, uncertainty) of the base field `at`."""
    canon.exact(value, ("src", "t", "unc_ms"), "the field at")
    need(isinstance(value["src"], str), "the field at has no source")
    need(basics.is_int(value["unc_ms"]) and value["unc_ms"] >= 0, "the field at has no uncertainty")
    return basics.instant(value["t"], "the field at"), value["unc_ms"]
