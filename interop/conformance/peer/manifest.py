"""The manifest of a letter (letter.md §1, §3): written, and read as a node reads it."""

import re

from courtpackage import basics, canon
from courtpackage.errors import Refused, need

from .envelope import LANES

MEMBERS = (
    "agreement body case conv crit cx data_categories deliver_by emergency exercise_id ext handling in_reply_to instrument "
    "issued_at issuer lane language letter_id net not_after objects on_behalf_of purpose replaces subject to type version"
).split()
PURPOSES = (
    "adjudication asset_recovery audit evidence_custody execution_of_sentence investigation oversight prosecution redress "
    "removal_of_content security serious_threat statistics training victim_protection"
).split()
BODIES = {
    "handover.offer": (("exhibits", "handover", "measure"), ("conditions",)),
    "measure.answer": (("answer", "fields", "measure"), ("extent", "ground")),
    "measure.issue": (("addressee", "copy", "data", "enforcing", "fields", "from", "kind", "law", "measure", "track"), ()),
    "measure.letter": (("fields", "form", "measure"), ()),
    "measure.withdraw": (("measure", "why"), ()),
    "recall.ask": (("due_at", "exhibits", "reason", "recall", "why"), ()),
    "recall.confirmed": (("certificates", "onward", "recall"), ()),
    "recall.refused": (("reason", "recall", "until", "why"), ()),
    "agreement.proposal": (("document", "signature"), ()),
    "agreement.signature": (("document", "signature"), ()),
    "agreement.suspension": (("agreement", "notice", "since"), ()),
    "agreement.reinstatement": (("agreement", "why"), ()),
    "agreement.end": (("agreement", "why"), ()),
    "agreement.consent": (("agreement", "consent"), ()),
    "cx.receipts": (("anchor", "receipts"), ()),
    "cx.custody": (("entries", "exhibit", "links"), ()),
    "cx.probe": (("fill",), ()),
    "cx.withdraw": (("env_digest", "env_id", "hold", "letter_digest", "letter_id", "place", "why"), ()),
}
MOST_FILL = 65536
_LANGUAGE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.ASCII)
_UNIT = re.compile(r"[a-z0-9.-]+/[a-z0-9.-]+", re.ASCII)


def _text(value):
    return isinstance(value, str)


def _maybe(is_good, value):
    return value is None or is_good(value)


def _int(value, least=0):
    return basics.is_int(value) and value >= least


def _closed(value, names):
    return isinstance(value, dict) and set(value) == set(names)


def _instant(value):
    try:
        basics.instant(value, "an instant")
        return True
    except Refused:
        return False


def _object(value):
    names = ("chunk_bytes", "chunks", "cipher", "id", "media_type", "n", "name", "of", "plain", "role", "table")
    return (
        _closed(value, names)
        and _closed(value["cipher"], ("format", "len", "padded"))
        and value["cipher"]["format"] == "cobblestone-256"
        and _int(value["cipher"]["len"]) and _int(value["cipher"]["padded"])
        and _closed(value["plain"], ("blake3", "len", "sha256"))
        and basics.is_digest(value["plain"]["blake3"]) and basics.is_digest(value["plain"]["sha256"])
        and _int(value["plain"]["len"]) and _int(value["n"]) and _int(value["chunk_bytes"], 1)
        and isinstance(value["chunks"], list) and all(map(basics.is_digest, value["chunks"]))
        and basics.is_uuid(value["id"]) and _text(value["media_type"]) and _text(value["name"])
        and _maybe(_text, value["of"]) and value["role"] in ("exhibit", "package", "payload") and value["table"] is None
    )  # fmt: skip


def _conv(value):
    if not _closed(value, ("id", "prev", "seen", "seq")):
        return False
    seen = value["seen"]
    return (
        basics.is_uuid(value["id"]) and _int(value["seq"], 1) and (value["prev"] is None) == (value["seq"] == 1)
        and _maybe(basics.is_digest, value["prev"]) and isinstance(seen, list)
        and all(_closed(one, ("digest", "node", "seq")) and basics.is_digest(one["digest"]) and basics.is_node(one["node"])
                and _int(one["seq"], 1) for one in seen)
    )  # fmt: skip


def _unit(value):
    return _text(value) and _UNIT.fullmatch(value) is not None


RULES = {
    "agreement": lambda v: _maybe(lambda a: _closed(a, ("digest", "id")) and basics.is_digest(a["digest"]), v),
    "body": lambda v: isinstance(v, dict),
    "case": lambda v: _maybe(_text, v),
    "conv": _conv,
    "crit": lambda v: v == [],
    "cx": lambda v: _int(v) and v == 1,
    "data_categories": lambda v: isinstance(v, list) and all(map(_text, v)),
    "deliver_by": _instant,
    "emergency": lambda v: v is None,
    "exercise_id": lambda v: _maybe(_text, v),
    "ext": lambda v: isinstance(v, dict),
    "handling": lambda v: _closed(v, ("marking", "onward", "retention")) and all(map(_text, v.values())),
    "in_reply_to": lambda v: _maybe(
        lambda r: _closed(r, ("digest", "letter_id")) and basics.is_digest(r["digest"]) and basics.is_uuid(r["letter_id"]), v
    ),
    "instrument": lambda v: _maybe(lambda i: _closed(i, ("cite", "id", "kind", "version")), v),
    "issued_at": _instant,
    "issuer": lambda v: _closed(v, ("member", "node", "unit")) and _text(v["member"]) and basics.is_node(v["node"])
    and _unit(v["unit"]),
    "lane": lambda v: v in LANES,
    "language": lambda v: _text(v) and len(v) <= 35 and _LANGUAGE.fullmatch(v) is not None,
    "letter_id": basics.is_uuid,
    "net": basics.is_digest,
    "not_after": lambda v: _maybe(_instant, v),
    "objects": lambda v: isinstance(v, list) and len(v) <= 256 and all(map(_object, v)),
    "on_behalf_of": lambda v: v is None,
    "purpose": lambda v: v in PURPOSES,
    "replaces": lambda v: v is None,
    "subject": lambda v: _maybe(_text, v),
    "to": lambda v: isinstance(v, list) and 1 <= len(v) <= 64
    and all(_closed(o, ("node", "unit")) and basics.is_node(o["node"]) and _unit(o["unit"]) for o in v),
    "version": _int,
}  # fmt: skip


def read(raw):
    """The values of a manifest; `Refused` with the reason that its sender is told."""
    try:
        made = canon.read(raw)
    except Refused as fault:
        raise Refused(str(fault), "not-canonical") from None
    need(isinstance(made, dict), "a manifest that is no object", "inner-malformed")
    need(made.get("cx") == 1 or not basics.is_int(made.get("cx")), "a manifest of another version", "version-unsupported")
    need(made.get("crit") == [] or not isinstance(made.get("crit"), list), "what the letter calls critical", "crit-unknown")
    need(set(made) == set(MEMBERS), "a manifest with other members", "inner-malformed")
    for name, is_good in RULES.items():
        need(is_good(made[name]), f"an impossible {name}", "inner-malformed")
    kind = made["type"]
    need(_text(kind) and (kind in BODIES or kind.startswith("cx.")), "an unknown type", "type-unknown")
    need(kind in BODIES, "an unknown type", "type-unknown")
    need(made["version"] == 1, "an unknown version of the type", "schema-unknown")
    _body(kind, made["body"])
    return made


def _body(kind, body):
    needed, perhaps = BODIES[kind]
    need(set(needed) <= set(body) <= set(needed + perhaps), f"a body of {kind} with other members", "inner-malformed")
    if kind == "cx.probe":
        fill = body["fill"]
        need(_text(fill) and len(fill) <= MOST_FILL and set(fill) <= {"0"}, "a probe that says something", "inner-malformed")
    if kind == "cx.receipts":
        listed = body["receipts"]
        need(isinstance(listed, list) and all(map(_text, listed)), "receipts of another form", "inner-malformed")


def write(values):
    """The canonical bytes; what is not given has its empty value."""
    made = {
        "agreement": None, "case": None, "crit": [], "cx": 1, "data_categories": [], "emergency": None, "exercise_id": None,
        "ext": {}, "handling": {"marking": "", "onward": "", "retention": ""}, "in_reply_to": None, "instrument": None,
        "language": "en", "not_after": None, "objects": [], "on_behalf_of": None, "purpose": "security", "replaces": None,
        "subject": None, "version": 1,
    }  # fmt: skip
    made.update(values)
    return canon.write(made)
