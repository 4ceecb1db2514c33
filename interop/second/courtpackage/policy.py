"""The policy file: which logs and witnesses count, which quorum of them, and from when on a key counts no more."""

import collections
import hashlib
import re

from . import basics
from .errors import Refused, need, short
from .notes import COSIGN_ED25519, COSIGN_MLDSA44, ED25519, MAX_PROOF, Proof, VerifierKey, check_name

MAX_FILE = 1024 * 1024
MAX_EACH = 512
SEAL_KEY_LENGTH, KID_LENGTH = 32, 16

_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(rb"[ \t]+")


# What is said of a note: the second of its quorum (None without one), and from when on the keys that count are revoked
# (None if they are not).
Judged = collections.namedtuple("Judged", "second revoked_from")


class Policy:
    """A policy that was read, and perhaps the second `as_of` that is asked about.

    `logs` maps an origin to the generations of its keys, `kids` the revoked keys of letters and receipts to seconds,
    `seals` an origin to the key over its end.
    """

    def __init__(self, raw, as_of=None):
        self.as_of = as_of
        need(len(raw) <= MAX_FILE, "a policy of more than 1 MiB")
        need(_FORBIDDEN.search(raw) is None, "a policy with a control character")
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a policy that is not UTF-8") from None
        self.fingerprint = hashlib.sha256(raw).hexdigest()
        self.logs = {}
        self.keys = {}
        self.kids, self.seals = {}, {}
        self._revoked = {}
        self._listed = set()
        self._roles = {}
        self._witness_of_key = {}
        self._groups = []
        self._defined = set()
        self._members = set()
        self._public = {"log": set(), "witness": set()}
        self.quorum = None
        for line in raw.split(b"\n"):
            items = [item for item in _BLANKS.split(line) if item]
            if items and not items[0].startswith(b"#"):
                self._line(items)
        need(self.quorum is not None, "a policy without a quorum line")
        for origin, generations in self.logs.items():
            types = {frozenset(key.type for key in keys) for keys in generations}
            need(len(types) == 1, f"generations of keys that differ: {short(origin)}", "generations")

    def _line(self, items):
        kind = items[0]
        if kind == b"log":
            need(len(items) in (2, 3), "a log line of another form")
            self._add_log(VerifierKey(items[1].decode()))
        elif kind == b"witness":
            need(len(items) in (3, 4), "a witness line of another form")
            self._define(items[1])
            self._add_witness(items[1], VerifierKey(items[2].decode()))
        elif kind == b"group":
            need(len(items) >= 4, "a group line of another form")
            self._add_group(items[1], items[2], items[3:])
        elif kind == b"quorum":
            need(len(items) == 2, "a quorum line of another form")
            need(self.quorum is None, "a policy with two quorum lines")
            need(items[1] == b"none" or items[1] in self._defined, "a quorum that no earlier line defines")
            self.quorum = items[1]
        elif kind == b"revoked":
            need(len(items) == 3, "a revoked line of another form", "line")
            self._revoke(items[1].decode(), basics.decimal(items[2].decode(), "the second of a revoked key"))
        elif kind == b"seal":
            need(len(items) == 3, "a seal line of another form", "line")
            self._add_seal(items[1].decode(), items[2].decode())
        else:
            raise Refused(f"a policy line of an unknown kind: {short(kind)}")

    def _define(self, name):
        need(name != b"none", "a witness or group with the name none")
        need(name not in self._defined, f"a name twice in the policy: {short(name)}")
        self._defined.add(name)

    def _add_key(self, key, role):
        need(key.public not in self._public[role], f"a public key twice among {role} lines")
        self._listed.add(_identity(key))
        self._public[role].add(key.public)
        need(len(self._public[role]) <= MAX_EACH, f"more than 512 {role} lines")
        named = (key.name, key.id)
        same = self._roles.setdefault(named, role) == role
        need(same, f"a log and a witness with equal name and id: {short(key.name)}")
        self.keys.setdefault(named, key)

    def _add_log(self, key):
        need(key.type in (ED25519, COSIGN_MLDSA44), "a log key of another type")
        self._add_key(key, "log")
        generations = self.logs.setdefault(key.name, [[]])
        if any(one.type == key.type for one in generations[-1]):
            generations.append([])
        generations[-1].append(key)

    def _add_witness(self, name, key):
        need(key.type in (COSIGN_ED25519, COSIGN_MLDSA44), "a witness key of another type")
        self._add_key(key, "witness")
        self._witness_of_key.setdefault((key.name, key.id), name)

    def _add_group(self, name, threshold, members):
        for member in members:
            need(member in self._defined, f"a member that no earlier line defines: {short(member)}")
            need(member not in self._members, f"a member twice in the policy: {short(member)}")
            self._members.add(member)
        self._define(name)
        if threshold == b"any":
            count = 1
        elif threshold == b"all":
            count = len(members)
        else:
            count = basics.decimal(threshold.decode("latin-1"), "a threshold")
        need(1 <= count <= len(members), "a threshold outside 1 to n")
        self._groups.append((name, count, members))
        need(len(self._groups) <= MAX_EACH, "more than 512 groups")

    def _revoke(self, what, second):
        """A log's or a witness's key, or one of letters and receipts, counts for nothing from a second on."""
        if "+" in what:
            known, name = self._revoked, _identity(VerifierKey(what))
            need(name in self._listed, f"a revoked key that no earlier line lists: {short(what)}", "unknown-name")
        else:
            known, name = self.kids, basics.from_hex(what, "a revoked kid", KID_LENGTH)
        known[name] = min(second, known.get(name, second))
        need(len(known) <= MAX_EACH, "more than 512 revoked keys")

    def _add_seal(self, origin, key):
        check_name(origin)
        need(origin not in self.seals, f"a second seal key for {short(origin)}", "duplicate-name")
        self.seals[origin] = basics.from_base64(key, "a seal key", SEAL_KEY_LENGTH)
        need(len(self.seals) <= MAX_EACH, "more than 512 seal keys")

    def judge(self, checkpoint):
        """What is said of a note (`Judged`); `Refused` if it does not satisfy the policy."""
        generations = self.logs.get(checkpoint.origin)
        need(generations, f"the policy lists no log {short(checkpoint.origin)}", "no-log")
        signed, times = set(), {}
        for name, key_id, blob in checkpoint.lines:
            key = self.keys.get((name, key_id))
            witness = self._witness_of_key.get((name, key_id))
            if key is None or (witness is None and name != checkpoint.origin):
                continue
            time = key.verify(checkpoint, blob)
            if time == 0 or (witness is not None and _identity(key) in self._revoked):
                continue
            if witness is None:
                signed.add(key.public)
            elif witness not in times or time < times[witness]:
                times[witness] = time
        whole = [keys for keys in generations if all(key.public in signed for key in keys)]
        missing = [key.id.hex() for key in generations[0] if key.public not in signed]
        named = " ".join(missing) if len(generations) == 1 else "of no generation all"
        need(whole, f"log keys of {short(checkpoint.origin)}: {named} has not signed", "missing-log-line")
        for name, count, members in self._groups:
            reached = sorted(times[member] for member in members if member in times)
            if len(reached) >= count:
                times[name] = reached[count - 1]
        head, second = f"the head {short(checkpoint.origin)} {checkpoint.size}", times.get(self.quorum)
        need(self.quorum == b"none" or second is not None, f"the quorum has not signed {head}", "no-quorum")
        if self.as_of is not None:
            stood = second is not None and second <= self.as_of
            need(stood, f"the quorum had not signed {head} by the time that is asked about", "after-as-of")
        return Judged(second, self._end_of(whole, second, head))

    def _end_of(self, generations, second, head):
        """From when on the best of these generations is revoked, or None if it is not."""
        ends = [min((self._revoked[_identity(key)] for key in keys if _identity(key) in self._revoked), default=None)
                for keys in generations]  # fmt: skip
        if None in ends:
            return None
        end = max(ends)
        need(second is not None and second < end, f"only revoked keys have signed {head}", "revoked")
        return end

    def prove(self, opening, raw):
        """(proof, second) of the bytes of a proof that has to lead from an opened leaf to a head of this policy."""
        need(len(raw) <= MAX_PROOF, "a proof of more than 260 KiB")
        proof = Proof(raw)
        need(proof.write() == raw, "a proof that is not in its one form")
        proof.includes(opening.hash)
        return proof, self.judge(proof.checkpoint).second


def _identity(key):
    """What tells a key from every other: of two with one public key, name and type."""
    return key.name, key.type, key.public
