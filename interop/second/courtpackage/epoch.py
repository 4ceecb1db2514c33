"""The seal over the end of a log: a hash-based signature that says which tree it ended with."""

import re

from . import basics, slhdsa
from .errors import Refused, need
from .notes import Checkpoint
from .policy import Policy

BEGIN = b"comity/epoch-seal@v1"
MAX_FILE = 278_528
SIGNED = b"comity/epoch-seal/1\n"

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class Statement:
    """A seal and the note that it is over."""

    __slots__ = ("seal", "note")

    def __init__(self, raw):
        need(len(raw) <= MAX_FILE, "a statement of more than 278 528 bytes", "too-long")
        try:
            whole = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a statement that is not UTF-8", "form") from None
        need(_CONTROL.search(whole) is None, "a statement with a control character", "form")
        head, gap, self.note = raw.partition(b"\n\n")
        need(gap != b"" and head.startswith(BEGIN + b"\nseal "), "a statement of another form", "form")
        text = head[len(BEGIN) + 6 :].decode("utf-8")
        self.seal = basics.from_base64(text, "the seal", slhdsa.SIGNATURE_LENGTH)


def check(raw, policy_raw, as_of=None):
    """The answer about a file under a policy as of a second, as an object for JSON."""
    code = "policy"
    try:
        policy = Policy(policy_raw, as_of)
        code = "form"
        statement = Statement(raw)
        code = "checkpoint"
        checkpoint = Checkpoint(statement.note)
        code = "no-seal-key"
        key = policy.seals.get(checkpoint.origin)
        need(key is not None, "the policy has no seal key for this log")
        code = "seal-invalid"
        need(slhdsa.verify(key, statement.seal, SIGNED + checkpoint.text), "the seal does not verify")
        lines, second = _lines(policy, checkpoint)
    except Refused as fault:
        return _failed(code if code == "policy" else fault.code or code, str(fault))
    except Exception as fault:  # whatever the bytes are, the answer is a verdict
        return _failed(code, f"the reader gave up: {type(fault).__name__}")
    return {
        "v": "comity-epoch-verdict/1",
        "ok": True,
        "key": basics.to_base64(key),
        "lines": lines,
        "lines_ok": lines in ("in-force", "revoked-later"),
        "origin": checkpoint.origin,
        "root": checkpoint.root.hex(),
        "size": checkpoint.size,
        "witnessed_at": second,
    }


def _lines(policy, checkpoint):
    """(how the note's own lines stand, the second of its quorum): the seal holds without them."""
    try:
        judged = policy.judge(checkpoint)
    except Refused as fault:
        return fault.code, None
    return "in-force" if judged.revoked_from is None else "revoked-later", judged.second


def _failed(code, detail):
    return {"v": "comity-epoch-verdict/1", "ok": False, "code": code, "detail": detail}
