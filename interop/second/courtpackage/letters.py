"""Letters, receipts, their COSE signatures, and the history of keys."""

import bisect
import math
import re

from . import basics, canon, cbor, crypto
from .errors import Refused, need, short

MAX_SIGNATURES = 32 * 1024
MAX_STATEMENT = 64 * 1024
MAX_KEYS = 4096
MAX_CLOCK_SOURCE = 64
MAX_UNIT = 128

LETTER_TYPE, LETTER_LABEL = "application/vnd.comity.letter+json", b"comity/cx1/letter\x00"
RECEIPT_TYPE, RECEIPT_LABEL = "application/vnd.comity.receipt+json", b"comity/cx1/receipt\x00"

_COSE_NAME = {-19: "ed25519", -49: "ml-dsa-65"}
_ALGORITHMS = ("ed25519", "ml-dsa-65", "es256", "x-wing", "mlkem768-p256", "x25519")
_MLDSA65_LENGTH = 1952
_UNIT = re.compile(r"[a-z0-9.-]+/[a-z0-9.-]+", re.ASCII)

EVENTS = "http://uri.etsi.org/19522/Event/"
_BY_RECIPIENT = frozenset(
    "ContentConsignment ContentConsignmentFailure NotificationForAcceptance ConsignmentAcceptance ConsignmentRejection "
    "AcceptanceRejectionExpiry ContentHandover ContentHandoverFailure ContentAccessTracking".split()
)
_LETTER_NEEDED = _BY_RECIPIENT - {"ContentConsignmentFailure"}
TAKING = frozenset(
    "RelayAcceptance ContentConsignment ConsignmentAcceptance ContentHandover NotificationForAcceptance "
    "ContentAccessTracking".split()
)
_SAID_BY = {name: ("recipient",) for name in _BY_RECIPIENT}
_SAID_BY.update(dict.fromkeys(("SubmissionAcceptance", "SubmissionRejection"), ("sender",)))
_SAID_BY["RelayFailure"] = ("sender", "relay")
_SAID_BY.update(
    dict.fromkeys(
        ("RelayAcceptance", "RelayRejection", "RelayToNonERDS", "RelayToNonERDSFailure", "ReceivedFromNonERDS"),
        ("relay", "recipient"),
    )
)
_OPENLY = frozenset(("RelayAcceptance", "RelayRejection"))
_REASONS = frozenset(
    "cannot-open key-expired key-revoked key-unknown suite-floor gap held same-letter binding-mismatch bucket-invalid "
    "crit-unknown exercise-mixed expired id-conflict inner-malformed letter-conflict not-canonical not-permitted "
    "object-mismatch objects-missing processed-and-erased schema-unknown seal-invalid signature-invalid signer-missing "
    "signer-unknown too-large type-unknown version-unsupported withdrawn wrong-addressee".split()
)
_REASON_NEEDED = frozenset(("RelayRejection", "ContentConsignmentFailure"))
_FLAGS = frozenset("held gap objects-arriving log-pending stale-roster peer-log-fork clock".split())


class Key:
    """One line of `keys.history`."""

    __slots__ = ("alg", "kid", "member", "node", "unit", "public", "begin", "end", "until")

    def __init__(self, raw):
        made = canon.read_object(
            raw, ("alg", "from", "kid", "member", "node", "pk", "roster", "unit", "until"), "a key line"
        )
        self.alg = made["alg"]
        need(isinstance(self.alg, str) and self.alg in _ALGORITHMS, f"a key of an unknown algorithm: {short(self.alg)}")
        self.public = basics.from_base64url(made["pk"], "a public key")
        if self.alg == "ed25519":
            crypto.check_ed25519_key(self.public, "a key of the history")
        elif self.alg == "ml-dsa-65":
            need(len(self.public) == _MLDSA65_LENGTH, "a public key of another length than its algorithm has")
        self.kid = basics.from_hex(made["kid"], "a kid", 16)
        stated = crypto.sha256(b"comity/cx1/key\x00" + self.alg.encode("ascii") + b"\x00" + self.public)[:16]
        need(stated == self.kid, f"the kid {made['kid']} does not belong to its key")
        self.member, self.node, self.unit = made["member"], made["node"], made["unit"]
        need(isinstance(self.member, str), "a key of no member")
        need(isinstance(self.node, str), "a key of no node")
        need(self.unit is None or isinstance(self.unit, str), "a key with an impossible unit")
        need(basics.is_int(made["roster"]), "a key with an impossible roster version")
        self.begin = basics.instant(made["from"], "the begin of a key")
        self.until = made["until"]
        self.end = None if made["until"] is None else basics.instant(made["until"], "the end of a key")

    def holds_at(self, time):
        """True if the key signs at this time."""
        return self.begin <= time and (self.end is None or time < self.end)


class KeyHistory:
    """All keys of the package, by kid and by who holds them."""

    def __init__(self, raw):
        need(raw == b"" or raw.endswith(b"\n"), "keys.history has a line that does not end")
        self.by_kid = {}
        spans = {}
        before = b""
        lines = raw.split(b"\n")[:-1]
        need(len(lines) <= MAX_KEYS, "keys.history has more than 4096 lines")
        for line in lines:
            key = Key(line)
            need(key.kid > before, "keys.history is not ascending by kid")
            before = key.kid
            self.by_kid[key.kid] = key
            if key.alg == "ml-dsa-65":
                for member in (key.member, None):
                    spans.setdefault((key.node, key.unit, member), []).append((key.begin, key.end))
        self._mldsa65 = {holder: _merged(found) for holder, found in spans.items()}

    def has_mldsa65(self, holder, time):
        """True if the history lists an ML-DSA-65 key of this holder for this time."""
        begins, ends = self._mldsa65.get((holder.node, holder.unit, holder.member), ((), ()))
        place = bisect.bisect_right(begins, time) - 1
        return place >= 0 and time < ends[place]


def _merged(spans):
    """Begins and ends of the disjoint spans that cover the same times, ascending."""
    begins, ends = [], []
    for begin, end in sorted((begin, math.inf if end is None else end) for begin, end in spans):
        if begin >= end:
            continue
        if ends and begin <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            begins.append(begin)
            ends.append(end)
    return begins, ends


class Holder:
    """Whose key has to sign: a node (unit None, member None for any) or a unit of a member."""

    __slots__ = ("node", "unit", "member")

    def __init__(self, node, unit=None, member=None):
        self.node, self.unit, self.member = node, unit, member

    def is_of(self, key):
        """True if the key is one of this holder."""
        return key.unit == self.unit and self.may_sign(key)

    def may_sign(self, key):
        """True if the key may sign what this holder has to sign: a node alone, a unit with others of its member."""
        if self.unit is None:
            return (key.node, key.unit) == (self.node, None)
        return (key.node, key.member) == (self.node, self.member) and key.unit is not None


class Signed:
    """Bytes with a `COSE_Sign` over them, and who had to sign them when, for which network."""

    def __init__(self, payload, cose, content_type, label, net, holder, time):
        self.payload, self.net, self.holder, self.time = payload, net, holder, time
        self.digest = crypto.sha256(payload).hex()
        self._label = label
        self._protected = cbor.write({3: content_type})
        self._signatures = self._read(cose)

    def _read(self, raw):
        need(len(raw) <= MAX_SIGNATURES, "signatures of more than 32 KiB")
        outer = cbor.read(raw)
        need(isinstance(outer, cbor.Tagged) and isinstance(outer.value, list) and len(outer.value) == 4,
             "not a COSE_Sign")  # fmt: skip
        protected, unprotected, payload, signatures = outer.value
        need(protected == self._protected, "a COSE_Sign over another kind of content")
        need(unprotected == {} and payload is None, "a COSE_Sign of another form")
        need(isinstance(signatures, list) and 1 <= len(signatures) <= 8, "a COSE_Sign without one to eight signatures")
        made, before = [], b""
        for one in signatures:
            need(isinstance(one, list) and len(one) == 3 and one[1] == {}, "a COSE signature of another form")
            head, signature = one[0], one[2]
            need(isinstance(head, bytes) and isinstance(signature, bytes), "a COSE signature of another form")
            fields = cbor.read(head)
            need(isinstance(fields, dict) and set(fields) == {1, 4}, "a COSE signature with other headers")
            kid = fields[4]
            need(isinstance(kid, bytes) and len(kid) == 16, "a COSE signature without a kid")
            need(kid > before, "COSE signatures that are not ascending by kid")
            before = kid
            known = basics.is_int(fields[1]) and fields[1] in _COSE_NAME
            need(known, f"a COSE signature under another algorithm: {short(fields[1])}")
            made.append((_COSE_NAME[fields[1]], kid, head, signature))
        return made

    def check(self, history):
        """The keys that signed; `Refused` unless every signature verifies and those that must be there are."""
        external = self._label + self.net
        algorithms, keys = set(), []
        for algorithm, kid, head, signature in self._signatures:
            key = history.by_kid.get(kid)
            need(key is not None, f"a signature under a key that the history does not list: {kid.hex()}")
            need(key.alg == algorithm, f"a signature under another algorithm than its key has: {kid.hex()}")
            need(self.holder.may_sign(key), f"a signature under a key of somebody else: {kid.hex()}")
            need(key.holds_at(self.time), f"a signature at a time for which its key is not listed: {kid.hex()}")
            message = cbor.write(["Signature", self._protected, head, external, self.payload])
            verify = crypto.verify_ed25519 if algorithm == "ed25519" else crypto.verify_mldsa65
            need(verify(key.public, signature, message), f"a signature that does not verify: {kid.hex()}")
            keys.append(key)
            if self.holder.is_of(key):
                algorithms.add(algorithm)
        need("ed25519" in algorithms, "no Ed25519 signature of whoever had to sign")
        if history.has_mldsa65(self.holder, self.time):
            need("ml-dsa-65" in algorithms, "no ML-DSA-65 signature of whoever had to sign")
        return keys


class Letter:
    """A letter: the few members of its manifest that the checks need."""

    def __init__(self, digest, raw):
        self._digest, self._raw, self._made = digest, raw, canon.read(raw)
        need(isinstance(self._made, dict), "a letter that is no object")
        self.type, self.issuer = self._made.get("type"), self._made.get("issuer")
        self.node = self.issuer.get("node") if isinstance(self.issuer, dict) else None
        self.to = {one.get("node") for one in _objects(self._made.get("to")) if isinstance(one.get("node"), str)}
        self.lists = _listed(self._made.get("objects"))

    def signed(self, cose):
        """The letter with its signatures, and whose signature it needs."""
        need(crypto.sha256(self._raw).hex() == self._digest, "a letter with another digest than its name")
        kind, issuer = self.type, self.issuer
        need(isinstance(kind, str), "a letter without a type")
        need(isinstance(issuer, dict), "a letter without an issuer")
        need(isinstance(issuer.get("node"), str), "a letter of no node")
        need(isinstance(issuer.get("unit"), str), "a letter of no unit")
        net = basics.from_hex(self._made.get("net"), "the network of a letter")
        time = basics.instant(self._made.get("issued_at"), "the date of a letter")
        if kind.startswith("cx."):
            holder = Holder(issuer["node"])
        else:
            need(isinstance(issuer.get("member"), str), "a letter of no member")
            holder = Holder(issuer["node"], issuer["unit"], issuer["member"])
        return Signed(self._raw, cose, LETTER_TYPE, LETTER_LABEL, net, holder, time)


def _objects(value):
    """The objects in a list; a value of another form has none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _listed(objects):
    """The SHA-256 values of the plain objects that a letter lists."""
    listed = set()
    for one in _objects(objects):
        plain = one.get("plain")
        if isinstance(plain, dict) and basics.is_digest(plain.get("sha256")):
            listed.add(plain["sha256"])
    return listed


class Receipt:
    """A receipt whose statement is one of the exchange page."""

    def __init__(self, digest, raw):
        need(len(raw) <= MAX_STATEMENT + MAX_SIGNATURES + 64, "a receipt that is too long")
        made = cbor.read(raw)
        need(isinstance(made, list) and len(made) == 4 and made[0] == "cx1r", "not a receipt")
        statement, cose, anchor = made[1:]
        need(isinstance(statement, bytes) and isinstance(cose, bytes), "not a receipt")
        need(anchor is None, "a receipt with an anchor")
        need(len(statement) <= MAX_STATEMENT, "a statement of more than 64 KiB")
        need(crypto.sha256(statement).hex() == digest, "a receipt with another digest than its name")
        said = canon.read_object(statement, (
            "cx", "net", "receipt_id", "event", "of", "letter", "by", "at", "clock", "chunks", "reason", "flags",
            "prev", "roster"), "a statement")  # fmt: skip
        need(said["cx"] == 1 and basics.is_int(said["cx"]), "a statement of another version")
        need(basics.is_uuid(said["receipt_id"]), "a statement without an id")
        self._about(said["of"])
        self._speaker(said)
        self._letter(said["letter"])
        self._rest(said)
        net = basics.from_hex(said["net"], "the network of a statement")
        time = basics.instant(said["at"], "the time of a statement")
        self.signed = Signed(statement, cose, RECEIPT_TYPE, RECEIPT_LABEL, net, Holder(self.node), time)

    def _about(self, of):
        canon.exact(of, ("env_id", "env_digest", "from", "to"), "the envelope of a statement")
        need(basics.is_uuid(of["env_id"]), "a statement about no envelope")
        basics.from_hex(of["env_digest"], "the envelope digest of a statement")
        need(basics.is_node(of["from"]) and basics.is_node(of["to"]), "a statement about no nodes")
        self.envelope, self.giver, self.receiver = of["env_digest"], of["from"], of["to"]

    def _speaker(self, said):
        by, event = said["by"], said["event"]
        canon.exact(by, ("node", "as", "unit"), "the speaker of a statement")
        need(basics.is_node(by["node"]), "a statement by no node")
        need(by["unit"] is None or _is_unit(by["unit"]), "a statement by an impossible unit")
        need(isinstance(event, str) and event.startswith(EVENTS), "a statement of another event")
        name = event[len(EVENTS) :]
        need(name in _SAID_BY, f"a statement of an unknown event: {short(event)}")
        need(by["as"] in _SAID_BY[name], f"a statement that {short(by['as'])} does not make")
        ends = (self.giver, self.receiver)
        right = {"sender": by["node"] == ends[0], "recipient": by["node"] == ends[1], "relay": by["node"] not in ends}
        need(right[by["as"]], "a statement by a node that does not have that part")
        reason = said["reason"]
        need(reason is None or (isinstance(reason, str) and reason in _REASONS), "a statement with an unknown reason")
        need(reason is not None or name not in _REASON_NEEDED, "a statement without the reason it needs")
        openly = name in _OPENLY or (name == "RelayFailure" and by["as"] == "relay")
        need(not openly or said["letter"] is None, "an open statement that names a letter")
        need(name not in _LETTER_NEEDED or said["letter"] is not None, "a statement that names no letter")
        self.node, self.event = by["node"], name

    def _letter(self, letter):
        self.letter = None
        if letter is None:
            return
        canon.exact(letter, ("letter_id", "digest", "objects"), "the letter of a statement")
        need(basics.is_uuid(letter["letter_id"]), "a statement about no letter")
        basics.from_hex(letter["digest"], "the letter digest of a statement")
        objects, before = letter["objects"], -1
        need(isinstance(objects, list) and len(objects) <= 256, "a statement with impossible objects")
        for one in objects:
            canon.exact(one, ("n", "len", "sha256", "blake3"), "an object of a statement")
            need(basics.is_int(one["n"]) and one["n"] > before, "objects of a statement out of order")
            before = one["n"]
            need(basics.is_int(one["len"]) and one["len"] >= 0, "an object without a length")
            need(basics.is_digest(one["sha256"]) and basics.is_digest(one["blake3"]), "an object without digests")
        self.letter = letter["digest"]

    @staticmethod
    def _rest(said):
        clock, chunks, flags, roster = said["clock"], said["chunks"], said["flags"], said["roster"]
        canon.exact(clock, ("source", "uncertainty_ms"), "the clock of a statement")
        source = clock["source"]
        need(isinstance(source, str) and 1 <= len(source.encode("utf-8")) <= MAX_CLOCK_SOURCE, "a clock of no source")
        need(_is_count(clock["uncertainty_ms"]), "an impossible clock")
        canon.exact(chunks, ("announced", "missing"), "the chunks of a statement")
        need(_is_count(chunks["announced"]) and _is_count(chunks["missing"]), "impossible chunks")
        need(chunks["missing"] <= chunks["announced"], "more chunks missing than announced")
        need(isinstance(flags, list) and len(flags) <= len(_FLAGS), "impossible flags")
        need(all(isinstance(flag, str) and flag in _FLAGS for flag in flags), "an unknown flag")
        need(len(set(flags)) == len(flags), "a flag twice")
        need(said["prev"] is None or basics.is_digest(said["prev"]), "an impossible statement before")
        canon.exact(roster, ("version", "snapshot_sha256"), "the roster of a statement")
        need(_is_count(roster["version"]) and basics.is_digest(roster["snapshot_sha256"]), "an impossible roster")


def _is_count(value):
    return basics.is_int(value) and value >= 0


def _is_unit(text):
    """True for `member/unit`."""
    return isinstance(text, str) and len(text) <= MAX_UNIT and _UNIT.fullmatch(text) is not None


def attempt(make, *given):
    """(value, None), or (None, why it was refused)."""
    try:
        return make(*given), None
    except Refused as fault:
        return None, str(fault)
