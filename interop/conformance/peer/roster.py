"""The member directory, read as any client reads it (directory.md §1 to §6): roots, timestamp, snapshot, board, members."""

import json
import re
import uuid

from courtpackage import basics, canon
from courtpackage.errors import Refused, need

from . import keys
from .keys import H

KB, MB = 1024, 1024 * 1024
MOST = {"timestamp": 16 * KB, "root": 64 * KB, "member": 64 * KB, "snapshot": MB, "targets": 4 * MB, "content": MB}
MOST_ROOTS, MOST_MEMBERS = 64, 1000
ROLES = ("root", "snapshot", "targets", "timestamp")
MAX_VERSION = 2**53 - 1
_SPEC = re.compile(r"1\.[0-9]+\.[0-9]+", re.ASCII)
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
SIGNS, ENCRYPTS = ("ed25519", "ml-dsa-65", "es256"), ("x-wing", "mlkem768-p256", "x25519")


def olpc(value):
    """OLPC's canonical JSON: sorted by code points, `"` and the backslash escaped, nothing else."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{olpc(key)}:{olpc(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(olpc, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    need(basics.is_int(value), "a number that is no integer", "json")
    return str(value)


def _pairs(pairs):
    made = dict(pairs)
    need(len(made) == len(pairs), "a field twice", "json")
    need(all(key.isascii() for key in made), "a name that is not ASCII", "json")
    return made


def _no(_text):
    raise Refused("a number that is no integer", "json")


def _plain(raw):
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_pairs, parse_float=_no, parse_constant=_no)
    except (ValueError, RecursionError):
        raise Refused("not JSON", "json") from None


def _closed(value, names, what):
    need(isinstance(value, dict) and set(value) == set(names), f"{what} with other fields", "field")


def _hex(text, size=32):
    return isinstance(text, str) and re.fullmatch(r"[0-9a-f]{%d}" % (2 * size), text, re.ASCII) is not None


class Quorum:
    """Who must sign: keys by id, and how many."""

    def __init__(self, role, listed):
        ids, threshold = role["keyids"], role["threshold"]
        need(isinstance(ids, list) and len(set(ids)) == len(ids) and all(map(_hex, ids)), "impossible key ids", "field")
        need(basics.is_int(threshold) and 1 <= threshold <= len(ids), "an impossible threshold", "field")
        self.ids, self.threshold = frozenset(ids), threshold
        self.keys = {one: listed[one] for one in ids if one in listed}

    def check(self, signed):
        n_good = 0
        for key_id, public in self.keys.items():
            signature = signed.lines.get(key_id)
            n_good += signature is not None and keys.verify(public, signature, signed.message)
        need(n_good >= self.threshold, f"{n_good} of {self.threshold} signatures", "threshold")

    def same(self, other):
        return (self.ids, self.threshold) == (other.ids, other.threshold)


def _keys(listed):
    """Id to public key of those that count."""
    need(isinstance(listed, dict), "keys that are no object", "field")
    made = {}
    for key_id, key in listed.items():
        _closed(key, ("keytype", "keyval", "scheme"), "a key")
        if (key["keytype"], key["scheme"]) != ("ed25519", "ed25519"):
            continue
        _closed(key["keyval"], ("public",), "a key")
        need(_hex(key["keyval"]["public"]), "a key of another form", "field")
        need(H(olpc(key).encode()).hex() == key_id, "a key under another id", "key-id")
        made[key_id] = bytes.fromhex(key["keyval"]["public"])
    return made


class Signed:
    """A file with signatures, its common fields in order."""

    def __init__(self, raw, kind, more, most):
        need(len(raw) <= most, f"a {kind} file that is too long", "too-large")
        made = _plain(raw)
        _closed(made, ("signatures", "signed"), "a signed file")
        self.raw, self.said = raw, made["signed"]
        _closed(self.said, ("_type", "expires", "spec_version", "version", *more), f"a {kind} file")
        need(self.said["_type"] == kind, "another type of file", "field")
        need(_SPEC.fullmatch(str(self.said["spec_version"])) is not None, "another specification", "field")
        self.version = self.said["version"]
        need(basics.is_int(self.version) and 1 <= self.version <= MAX_VERSION, "an impossible version", "field")
        need(isinstance(self.said["expires"], str) and _SECOND.fullmatch(self.said["expires"]), "an impossible end", "field")
        self.ends = basics.instant(self.said["expires"], "an end")
        self.lines = {}
        need(isinstance(made["signatures"], list), "signatures that are no list", "field")
        for line in made["signatures"]:
            _closed(line, ("keyid", "sig"), "a signature")
            need(line["keyid"] not in self.lines, "two lines of one key", "duplicate-signature")
            self.lines[line["keyid"]] = bytes.fromhex(line["sig"]) if _hex(line["sig"], 64) else b""
        self.message = olpc(self.said).encode("utf-8")

    def good_at(self, now):
        need(self.ends > now, f"{self.said['_type']} has ended", "expired")


class Root(Signed):
    def __init__(self, raw):
        super().__init__(raw, "root", ("consistent_snapshot", "keys", "roles"), MOST["root"])
        need(self.said["consistent_snapshot"] is True, "no consistent snapshots", "field")
        _closed(self.said["roles"], ROLES, "roles")
        listed = _keys(self.said["keys"])
        self.roles = {name: Quorum(role, listed) for name, role in self.said["roles"].items()}


def _meta(value, has_version=True):
    _closed(value, ("hashes", "length", "version") if has_version else ("hashes", "length"), "a listed file")
    _closed(value["hashes"], ("sha256",), "the digest of a listed file")
    need(_hex(value["hashes"]["sha256"]) and basics.is_int(value["length"]), "a listed file of another form", "field")
    return value


class Key:
    """A key of an entry."""

    def __init__(self, made, holder):
        _closed(made, ("kid", "alg", "pk", "not_before", "not_after"), "a key")
        self.algorithm, self.holder = made["alg"], holder
        self.public = basics.from_base64url(made["pk"], "a key")
        self.kid = keys.kid_of(self.algorithm, self.public)
        need(self.kid.hex() == made["kid"], "a kid that is not that of its key", "entry")
        self.begin = basics.instant(made["not_before"], "a begin")
        self.end = basics.instant(made["not_after"], "an end")
        need(self.begin < self.end, "a key that ends before it begins", "period")


class Entry:
    """What a member says of itself; the keys by kid."""

    def __init__(self, raw, member):
        made = canon.read(raw)
        _closed(made, ("member", "kind", "state", "names", "status", "nodes", "units", "suspends", "revoked", "v"), "an entry")
        need(made["v"] == 1 and made["member"] == member, "the entry of another member", "member")
        self.member, self.said = member, made
        self.nodes = {one["node"]: one for one in made["nodes"]}
        self.units = {one["unit"]: one for one in made["units"]}
        self.revoked = {line["kid"]: basics.instant(line["from"], "a revocation") for line in made["revoked"]}
        self.signing, self.encrypting = {}, {}
        for node in made["nodes"]:
            need(basics.is_node(node["node"]), "a node that is none", "entry")
            self._take(node["sign_keys"], SIGNS, self.signing, (node["node"], None))
        for unit in made["units"]:
            need(unit["unit"].startswith(member + "/"), "a unit of another member", "entry")
            need(unit["node"] in self.nodes, "a unit on a node of nobody", "entry")
            self._take(unit["sign_keys"], SIGNS, self.signing, (unit["node"], unit["unit"]))
            self._take(unit["enc_keys"], ENCRYPTS, self.encrypting, (unit["node"], unit["unit"]))

    @staticmethod
    def _take(listed, algorithms, into, holder):
        for line in listed:
            key = Key(line, holder)
            need(key.algorithm in algorithms, "a key for another use", "entry")
            into[key.kid] = key


class Directory:
    """A verified version. `files` is a mapping from name to bytes with `get`."""

    def __init__(self, files, net, now):
        self._files = files
        root = self._roots(net)
        root.good_at(now)
        stamp = self._signed("timestamp.json", "timestamp", root, ("meta",), now)
        _closed(stamp.said["meta"], ("snapshot.json",), "a timestamp")
        newest = _meta(stamp.said["meta"]["snapshot.json"])
        snapshot = self._signed(f"{newest['version']}.snapshot.json", "snapshot", root, ("meta",), now, newest)
        self.version, self.snapshot_sha256 = snapshot.version, H(snapshot.raw)
        listed = {name: _meta(one) for name, one in snapshot.said["meta"].items()}
        need("targets.json" in listed, "no board's file", "missing")
        newest = listed.pop("targets.json")
        board = self._signed(
            f"{newest['version']}.targets.json", "targets", root, ("targets", "delegations"), now, newest
        )
        self._network(board)
        self.net, self.alarms, self.entries = net, {}, {}
        self._members(board, listed, now)

    def _get(self, name, most, meta=None):
        raw = self._files.get(name)
        need(raw is not None, f"{name} is not there", "missing")
        need(len(raw) <= most, f"{name} is too long", "too-large")
        if meta is not None:
            need(len(raw) == meta["length"], f"{name} has another length", "length")
            need(H(raw).hex() == meta["hashes"]["sha256"], f"{name} has another digest", "digest")
        return raw

    def _roots(self, net):
        raw = self._get("1.root.json", MOST["root"])
        need(H(raw) == net, "the root of another network", "other-network")
        root = Root(raw)
        need(root.version == 1, "a root of another version", "version")
        root.roles["root"].check(root)
        for n in range(2, MOST_ROOTS + 2):
            if self._files.get(f"{n}.root.json") is None:
                return root
            need(n <= MOST_ROOTS, "too many roots", "too-many-roots")
            further = Root(self._get(f"{n}.root.json", MOST["root"]))
            need(further.version == n, "a root of another version", "version")
            root.roles["root"].check(further)
            further.roles["root"].check(further)
            root = further
        return root

    def _signed(self, name, kind, root, more, now, meta=None):
        made = Signed(self._get(name, MOST[kind], meta), kind, more, MOST[kind])
        need(meta is None or made.version == meta["version"], "another version than was listed", "version")
        root.roles[kind].check(made)
        made.good_at(now)
        return made

    def _network(self, board):
        _closed(board.said["targets"], ("network/network.json", "network/status.json"), "the board's files")
        said = {}
        for name in ("network", "status"):
            meta = _meta(board.said["targets"][f"network/{name}.json"], False)
            raw = self._get(f"network/{meta['hashes']['sha256']}.{name}.json", MOST["content"], meta)
            said[name] = canon.read(raw)
        self.network, self.status = said["network"], said["status"]

    def _members(self, board, listed, now):
        delegations = board.said["delegations"]
        _closed(delegations, ("keys", "roles"), "delegations")
        known, roles = _keys(delegations["keys"]), delegations["roles"]
        need(len(roles) <= MOST_MEMBERS, "too many members", "too-many-members")
        for role in roles:
            _closed(role, ("keyids", "name", "paths", "terminating", "threshold"), "a delegation")
            member = role["name"][len("member-") :]
            need(role["name"] == f"member-{member}" and member not in self.alarms and member not in self.entries,
                 "a delegation of another form", "field")  # fmt: skip
            need(role["paths"] == [f"members/{member}/*"] and role["terminating"] is True, "another path", "field")
            try:
                self.entries[member] = self._member(member, Quorum(role, known), listed, now)
            except Refused as fault:
                self.alarms[member] = fault.code or "entry"
        for name in listed:
            if name not in {f"member-{one['name'][7:]}.json" for one in roles}:
                self.alarms[name] = "extraneous"

    def _member(self, member, quorum, listed, now):
        meta = listed.get(f"member-{member}.json")
        need(meta is not None, "a member without a file", "missing")
        raw = self._get(f"{meta['version']}.member-{member}.json", MOST["member"], meta)
        made = Signed(raw, "targets", ("targets",), MOST["member"])
        need(made.version == meta["version"], "another version than was listed", "version")
        quorum.check(made)
        made.good_at(now)
        _closed(made.said["targets"], (f"members/{member}/entry.json",), "a member's files")
        meta = _meta(made.said["targets"][f"members/{member}/entry.json"], False)
        name = f"members/{member}/{meta['hashes']['sha256']}.entry.json"
        return Entry(self._get(name, MOST["content"], meta), member)

    def exercise_id(self):
        """What letters of a drill carry, and `None` for the real thing (§4)."""
        if self.network["kind"] != "drill":
            return None
        raw = bytearray(H(b"comity/exercise/1\x00" + self.net)[:16])
        raw[6], raw[8] = raw[6] & 0x0F | 0x80, raw[8] & 0x0F | 0xA0
        return str(uuid.UUID(bytes=bytes(raw)))

    def entry_of(self, node):
        """The entry of the member whose node this is."""
        found = next((one for one in self.entries.values() if node in one.nodes), None)
        need(found is not None, f"no node {node} in the directory", "no-such-node")
        return found

    def node(self, node):
        return self.entry_of(node).nodes[node]

    def signing_key(self, node, kid, at, unit_too=False):
        """The key of this node (or of a unit on it) with this kid, good at `at` in milliseconds."""
        entry = self.entry_of(node)
        key = entry.signing.get(kid)
        need(key is not None and key.holder[0] == node and (unit_too or key.holder[1] is None), "a key nobody lists",
             "key-unknown")  # fmt: skip
        need(at < entry.revoked.get(kid.hex(), at + 1), "a key that is revoked", "key-revoked")
        need(key.begin <= at < key.end, "a key outside its time", "key-expired")
        return key


class Folder:
    """A published directory on disk."""

    def __init__(self, path):
        self._path = path

    def get(self, name):
        try:
            return (self._path / name).read_bytes()
        except OSError:
            return None

    def all(self):
        """[(name, bytes)] in the order of the names."""
        found = sorted(one for one in self._path.rglob("*") if one.is_file())
        return sorted((one.relative_to(self._path).as_posix(), one.read_bytes()) for one in found)
