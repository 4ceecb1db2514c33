"""The policy file: which logs and witnesses count, and which quorum of them."""

import hashlib
import re

from . import basics
from .errors import Refused, need, short
from .notes import COSIGN_ED25519, COSIGN_MLDSA44, ED25519, MAX_PROOF, Proof, VerifierKey

MAX_FILE = 1024 * 1024
MAX_EACH = 512

_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(rb"[ \t]+")


class Policy:
    """A policy that was read. `logs` maps an origin to its keys."""

    def __init__(self, raw):
        need(len(raw) <= MAX_FILE, "a policy of more than 1 MiB")
        need(_FORBIDDEN.search(raw) is None, "a policy with a control character")
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a policy that is not UTF-8") from None
        self.fingerprint = hashlib.sha256(raw).hexdigest()
        self.logs = {}
        self.keys = {}
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
        else:
            raise Refused(f"a policy line of an unknown kind: {short(kind)}")

    def _define(self, name):
        need(name != b"none", "a witness or group with the name none")
        need(name not in self._defined, f"a name twice in the policy: {short(name)}")
        self._defined.add(name)

    def _add_key(self, key, role):
        need(key.public not in self._public[role], f"a public key twice among {role} lines")
        self._public[role].add(key.public)
        need(len(self._public[role]) <= MAX_EACH, f"more than 512 {role} lines")
        named = (key.name, key.id)
        same = self._roles.setdefault(named, role) == role
        need(same, f"a log and a witness with equal name and id: {short(key.name)}")
        self.keys.setdefault(named, key)

    def _add_log(self, key):
        need(key.type in (ED25519, COSIGN_MLDSA44), "a log key of another type")
        self._add_key(key, "log")
        self.logs.setdefault(key.name, []).append(key)

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

    def judge(self, checkpoint):
        """The second by which the quorum had signed (`None` if the policy has no quorum), or `Refused`."""
        log_keys = self.logs.get(checkpoint.origin)
        need(log_keys, f"the policy lists no log {short(checkpoint.origin)}")
        signed, times = set(), {}
        for name, key_id, blob in checkpoint.lines:
            key = self.keys.get((name, key_id))
            witness = self._witness_of_key.get((name, key_id))
            if key is None or (witness is None and name != checkpoint.origin):
                continue
            time = key.verify(checkpoint, blob)
            if time == 0:
                continue
            if witness is None:
                signed.add(key.public)
            elif witness not in times or time < times[witness]:
                times[witness] = time
        for key in log_keys:
            need(key.public in signed, f"the log key {key.id.hex()} of {short(key.name)} has not signed")
        for name, count, members in self._groups:
            reached = sorted(times[member] for member in members if member in times)
            if len(reached) >= count:
                times[name] = reached[count - 1]
        if self.quorum == b"none":
            return None
        need(self.quorum in times, f"the quorum has not signed the head {short(checkpoint.origin)} {checkpoint.size}")
        return times[self.quorum]

    def prove(self, opening, raw):
        """(proof, time) of the bytes of a proof that has to lead from an opened leaf to a head of this policy."""
        need(len(raw) <= MAX_PROOF, "a proof of more than 260 KiB")
        proof = Proof(raw)
        need(proof.write() == raw, "a proof that is not in its one form")
        proof.includes(opening.hash)
        return proof, self.judge(proof.checkpoint)
