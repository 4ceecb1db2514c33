"""`COSE_Sign` in its one form (exchange.md §3)."""

from courtpackage import basics, cbor
from courtpackage.errors import Refused, need

from . import keys

LETTER = ("application/vnd.comity.letter+json", b"comity/cx1/letter\x00")
RECEIPT = ("application/vnd.comity.receipt+json", b"comity/cx1/receipt\x00")
AGREEMENT = ("application/vnd.comity.agreement+json", b"comity/cx1/agreement\x00")
MOST = 32 * 1024
ALGORITHMS = {-19: "ed25519", -49: "ml-dsa-65", -9: "es256"}


def _message(kind, net, head, payload):
    return cbor.write(["Signature", cbor.write({3: kind[0]}), head, kind[1] + net, payload])


def sign(kind, net, payload, signers):
    """The `COSE_Sign` of these keys over `payload`."""
    lines = []
    for key in sorted(signers, key=lambda one: one.kid):
        head = cbor.write({1: -19, 4: key.kid})
        lines.append([head, {}, key.sign(_message(kind, net, head, payload))])
    return cbor.write(cbor.Tagged(98, [cbor.write({3: kind[0]}), {}, None, lines]))


def read(kind, raw):
    """[(algorithm, kid, protected header, signature)] of bytes that have the form; nothing is verified."""
    need(len(raw) <= MOST, "signatures of more than 32 KiB")
    outer = cbor.read(raw)
    need(isinstance(outer, cbor.Tagged) and isinstance(outer.value, list) and len(outer.value) == 4, "no COSE_Sign")
    protected, unprotected, payload, lines = outer.value
    need(protected == cbor.write({3: kind[0]}), "a COSE_Sign over another kind of content")
    need(unprotected == {} and payload is None, "a COSE_Sign of another form")
    need(isinstance(lines, list) and 1 <= len(lines) <= 8, "a COSE_Sign without one to eight signatures")
    made, before = [], b""
    for line in lines:
        need(isinstance(line, list) and len(line) == 3 and line[1] == {}, "a COSE signature of another form")
        head, signature = line[0], line[2]
        need(isinstance(head, bytes) and isinstance(signature, bytes), "a COSE signature of another form")
        fields = cbor.read(head)
        need(isinstance(fields, dict) and set(fields) == {1, 4}, "a COSE signature with other headers")
        algorithm, kid = fields[1], fields[4]
        need(isinstance(kid, bytes) and len(kid) == 16 and kid > before, "kids that are not ascending")
        need(basics.is_int(algorithm) and algorithm in ALGORITHMS, "an unknown algorithm")
        before = kid
        made.append((ALGORITHMS[algorithm], kid, head, signature))
    return made


def check(kind, raw, net, payload, find):
    """The keys that signed. `find(kid, algorithm)` gives a key with `public`, or raises; every signature must verify."""
    found = []
    try:
        lines = read(kind, raw)
    except Refused as fault:
        raise Refused(str(fault), "signature-invalid") from None
    for algorithm, kid, head, signature in lines:
        key = find(kid, algorithm)
        need(algorithm == "ed25519", "a signature of an algorithm that does not verify here", "signature-invalid")
        message = _message(kind, net, head, payload)
        need(keys.verify(key.public, signature, message), "a signature that does not verify", "signature-invalid")
        found.append(key)
    return found
