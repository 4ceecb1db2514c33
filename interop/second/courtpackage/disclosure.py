"""Disclosures: single fields of one entry, open to a reader who has a policy and nothing else."""

from . import custody, completeness, parts
from .errors import Refused, need
from .notes import MAX_PROOF
from .opening import BASE_FIELDS, MAX_OPENING, Opening
from .policy import Policy

BEGIN = b'{"fields":'
MAX_FILE = MAX_OPENING + MAX_PROOF
SCHEMAS = {
    custody.SCHEMA: tuple(custody.OWN),
    custody.LINK_SCHEMA: tuple(custody.LINK_OWN),
    completeness.KIND["schema"]: completeness.OWN,
    **parts.SEAL_SCHEMAS,
    "comity/event/1": ("actor", "basis", "law", "decision", "once", "subject", "data"),
}


def _parts(raw):
    """The two parts of a file."""
    need(len(raw) <= MAX_FILE, "a disclosure that is too long")
    need(raw.startswith(BEGIN), "no disclosure")
    first = raw.find(b"\n") + 1
    need(0 < first < len(raw), "a disclosure that does not have two parts")
    return raw[:first], raw[first:]


def _names(opening):
    """The names of the fields by their schema, where it is open and known; else nothing."""
    schema = opening.values.get("schema")
    own = SCHEMAS.get(schema) if isinstance(schema, str) else None
    names = [] if own is None else [*BASE_FIELDS, *own]
    return names if len(names) == len(opening.names) else [None] * len(opening.names)


def check(raw, policy_raw, as_of=None):
    """The answer about a file under a policy as of a second, as an object for JSON."""
    code = "policy"
    try:
        policy = Policy(policy_raw, as_of)
        code = "form"
        first, second = _parts(raw)
        code = "opening"
        opening = Opening(first)
        code = "form"
        need(bool(opening.values), "a disclosure with no open field")
        code = "proof"
        proof, time = policy.prove(opening, second)
        code = "entry"
        proof.check_belongs(opening)
    except Refused as fault:
        return _failed((code == "proof" and fault.code) or code, str(fault))
    except Exception as fault:  # whatever the bytes are, the answer is a verdict
        return _failed(code, f"the reader gave up: {type(fault).__name__}")
    names = enumerate(opening.names)
    known = _names(opening)
    return {
        "v": "comity-disclosure-verdict/1",
        "ok": True,
        "closed": [
            {"i": place, "name": known[place], "why": why} for place, why in sorted(opening.reasons.items())
        ],
        "index": opening.index,
        "n": len(opening.names),
        "open": [{"i": i, "name": name, "value": opening.values[name]} for i, name in names if name is not None],
        "origin": opening.origin,
        "size": proof.checkpoint.size,
        "witnessed_at": time,
    }


def _failed(code, detail):
    return {"v": "comity-disclosure-verdict/1", "ok": False, "code": code, "detail": detail}
