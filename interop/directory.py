"""The member directory as python-tuf reads it, and python-tuf's as we read it.

usage: directory.py --comity BIN --work DIR

`comity directory` founds a network with thresholds; its key folders are opened here from `docs/spec/custody.md`, so that
python-tuf can sign what honest holders never would. Each attack is read by both, as somebody does who holds the version
before, and both verdicts are compared: refused as a whole, or what each member's entry is. Where they differ the case says
why they must. A line for each case, as in `check.py`.
"""

import argparse
import copy
import datetime
import hashlib
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import DownloadHTTPError, DownloadError, RepositoryError
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Key,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

import opener

TOOL = ("python-tuf", "6.0.0")
MEMBERS = ("fr-tj", "ie-prov")
SEED = 8  # kind of a wrapped seed that signs
FOUNDERS, BOARD, OPERATOR, IDENTITY = ("f1", "f2", "f3"), ("b1", "b2", "b3"), "o", {"fr-tj": "m1", "ie-prov": "m2"}
KEYS = (*FOUNDERS, *BOARD, OPERATOR, *IDENTITY.values())
REFUSED = "refused"
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def seed_of(folder):
    """The directory key of a key folder."""
    keys = {opener.ROOT: opener.root_of(folder / "keys")}
    base = sqlite3.connect(folder / "keys.db")
    lines = base.execute("select kind, id, wrapped_by, scope, wrap from key order by kind desc").fetchall()
    for wanted in (opener.EPOCH, SEED):
        for kind, key, by, scope, wrap in lines:
            if kind == wanted and by in keys:
                secret = opener.opened(keys[by], opener.wrap_aad(kind, by, key), wrap)
                if kind == SEED and scope == "directory":
                    return secret
                keys[key] = secret
    raise ValueError(f"{folder} holds no directory key")


def signer(seed):
    return CryptoSigner(Ed25519PrivateKey.from_private_bytes(seed))


class Folder(FetcherInterface):
    def __init__(self, files):
        self.files = files

    def _fetch(self, url):
        name = urllib.parse.unquote(url.removeprefix("folder:/"))
        if name not in self.files:
            raise DownloadHTTPError("not found", 404)
        data = self.files[name]
        for at in range(0, len(data), 4096):
            yield data[at : at + 4096]


class Network:
    """A repository in memory, and whoever may sign it."""

    def __init__(self, files, signers):
        self.files, self.signers = files, signers

    def copy(self):
        return Network(dict(self.files), self.signers)

    def newest(self, role):
        if role == "timestamp":
            return "timestamp.json"
        versions = [int(name.split(".")[0]) for name in self.files if name.endswith(f".{role}.json") and "/" not in name]
        return f"{max(versions)}.{role}.json"

    def load(self, role):
        return Metadata.from_bytes(self.files[self.newest(role)])

    def put(self, role, meta, by, version=None, expires=None):
        """Signs a role anew: the next version if none is said."""
        meta.signed.version = version or meta.signed.version + 1
        if expires:
            meta.signed.expires = expires
        meta.signatures.clear()
        for name in by:
            meta.sign(self.signers[name], append=True)
        name = "timestamp.json" if role == "timestamp" else f"{meta.signed.version}.{role}.json"
        self.files[name] = meta.to_bytes()
        return meta.signed.version

    def publish(self, by=OPERATOR, stamp=None, version=None, stamped=None, only=None, expires=None):
        """The next snapshot over the newest of each role, and the next timestamp."""
        snapshot = self.load("snapshot")
        for role in only if only is not None else {"targets", *(f"member-{m}" for m in MEMBERS)}:
            data = self.files[self.newest(role)]
            number = int(self.newest(role).split(".")[0])
            snapshot.signed.meta[f"{role}.json"] = MetaFile.from_data(number, data, ["sha256"])
        self.put("snapshot", snapshot, [by], version)
        self.stamp(stamp or by, stamped, snapshot.signed.version, expires)

    def stamp(self, by=OPERATOR, version=None, snapshot=None, expires=None):
        stamp = self.load("timestamp")
        snapshot = snapshot or stamp.signed.snapshot_meta.version
        data = self.files[f"{snapshot}.snapshot.json"]
        stamp.signed.snapshot_meta = MetaFile.from_data(snapshot, data, ["sha256"])
        self.put("timestamp", stamp, [by], version, expires)

    def entry(self, member, change, by=None):
        """A member's next entry, vouched for by its key."""
        role = self.load(f"member-{member}")
        path = f"members/{member}/entry.json"
        old = self.files[f"members/{member}/{role.signed.targets[path].hashes['sha256']}.entry.json"]
        entry = json.loads(old)
        change(entry)
        data = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        role.signed.targets[path] = TargetFile.from_data(path, data, ["sha256"])
        self.files[f"members/{member}/{hashlib.sha256(data).hexdigest()}.entry.json"] = data
        self.put(f"member-{member}", role, [by or IDENTITY[member]])


class Readers:
    def __init__(self, comity, work):
        self.comity, self.work, self.n_failed = comity, work, 0

    def ours(self, files, after=None):
        words = [self.comity, "directory", "show", "--json", "--dir", self.written("new", files)]
        if after is not None:
            words += ["--after", self.written("old", after)]
        ended = subprocess.run(list(map(str, words)), capture_output=True, timeout=120)
        if not ended.stdout:
            return REFUSED, ended.stderr.decode().strip()
        shown = json.loads(ended.stdout)
        if (ended.returncode == 0) == bool(shown["refused"]):
            raise ValueError(f"exit {ended.returncode} and {shown}")
        if shown["refused"]:
            return REFUSED, shown["refused"]["code"]
        alarms = {alarm["member"]: alarm["code"] for alarm in shown["alarms"]}
        entries = {line["member"]: line["entry_sha256"] for line in shown["members"]}
        return {m: None if m in alarms else entries.get(m) for m in MEMBERS}, alarms

    def theirs(self, files, after=None):
        home = self.work / "tuf"
        shutil.rmtree(home, ignore_errors=True)
        (home / "meta").mkdir(parents=True)
        (home / "targets").mkdir()
        limits = UpdaterConfig(root_max_length=64 << 10, timestamp_max_length=16 << 10, snapshot_max_length=1 << 20)
        entries = {}
        try:
            for repository in [after, files] if after is not None else [files]:
                root = None if (home / "meta/root.json").exists() else repository["1.root.json"]
                reader = Updater(
                    str(home / "meta"), "folder:/", str(home / "targets"), "folder:/", Folder(repository), limits, root
                )
                reader.refresh()
        except (RepositoryError, DownloadError, DeserializationError, ValueError) as refused:
            return REFUSED, repr(refused)
        said = {}
        for member in MEMBERS:
            entries[member] = None
            try:
                info = reader.get_targetinfo(f"members/{member}/entry.json")
                if info:
                    data = pathlib.Path(reader.download_target(info)).read_bytes()
                    entries[member] = hashlib.sha256(data).hexdigest()
            except (RepositoryError, DownloadError, DeserializationError, ValueError) as refused:
                said[member] = repr(refused)
        return entries, said

    def written(self, name, files):
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder

    def say(self, name, files, after, expected, theirs_is=None):
        """`expected` of both readers, or of python-tuf `theirs_is` where it must differ: (verdict, why)."""
        ours, why = self.ours(files, after)
        theirs, their_why = self.theirs(files, after)
        faults = []
        if ours != expected:
            faults.append(f"ours: {ours} ({why}), expected {expected}")
        wanted = theirs_is[0] if theirs_is else expected
        if theirs != wanted:
            faults.append(f"theirs: {theirs} ({their_why}), expected {wanted}")
        self.n_failed += bool(faults)
        data = b"".join(name.encode() + files[name] for name in sorted(files))
        print("FAIL" if faults else "ok", *TOOL, f"directory:{name}", hashlib.sha256(data).hexdigest(), flush=True)
        for fault in faults:
            print(f"  {name}: {fault}", file=sys.stderr, flush=True)


def founded(comity, work):
    """Two versions by our tool: the files of each, and the signers."""

    def run(*words):
        ended = subprocess.run([comity, "directory", *map(str, words)], capture_output=True, timeout=120)
        if ended.returncode:
            raise ValueError(f"{words}: {ended.stderr.decode()}")
        return ended.stdout

    for name in KEYS:
        (work / f"{name}.json").write_bytes(run("key", "--dir", work / name))
    public = lambda flag, names: [word for name in names for word in (flag, work / f"{name}.json")]  # noqa: E731
    ceremony = work / "ceremony"
    run(
        *("init", "--dir", ceremony, "--name", "Interop", "--kind", "production", "--threshold", 2),
        *("--board-threshold", 2, *public("--founder", FOUNDERS), *public("--board", BOARD)),
        *public("--operator", [OPERATOR]),
    )
    for member, kind in zip(MEMBERS, ("judicial_authority", "service_provider")):
        words = [comity, "init", "--dir", work / member, "--member", member, "--kind", kind]
        words += ["--node", f"node.{member}.example"]
        subprocess.run(list(map(str, words)), check=True, capture_output=True, timeout=120)
        entry = work / member / "entry.json"
        run("propose", "--dir", ceremony, "--entry", entry, *public("--key", [IDENTITY[member]]))
    for name in ("f1", "f2", "b1", "b2", "m1", "m2", OPERATOR):
        run("sign", "--dir", ceremony, "--key", work / name)

    def files():
        public = ceremony / "public"
        return {str(path.relative_to(public)): path.read_bytes() for path in public.rglob("*.json")}

    first = files()
    entry = work / MEMBERS[0] / "entry.json"
    changed = json.loads(entry.read_text())
    changed["names"]["fr"] = "Tribunal judiciaire \u00e9"
    entry.write_text(json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    run("propose", "--dir", ceremony, "--entry", entry)
    for name in ("m1", OPERATOR):
        run("sign", "--dir", ceremony, "--key", work / name)
    return first, files(), {name: signer(seed_of(work / name)) for name in KEYS}


def theirs_alone(signers, entries, short=()):
    """A repository that python-tuf's own interface wrote from nothing."""
    later = lambda n: NOW + datetime.timedelta(days=n)  # noqa: E731
    network = {"charter_sha256": "0" * 64, "kind": "drill", "min_suite": 1, "name": "Theirs", "others": [], "v": 1}
    content = {"network/network.json": network, "network/status.json": {"members": [], "v": 1}}
    files, root = {}, Root(expires=later(700))
    for role, names, threshold in (
        ("root", FOUNDERS, 2), ("targets", BOARD, 2), ("snapshot", [OPERATOR], 1), ("timestamp", [OPERATOR], 1)
    ):
        for name in names:
            root.add_key(signers[name].public_key, role)
        root.roles[role].threshold = threshold

    def put(name, signed, by):
        meta = Metadata(signed)
        for n, key in enumerate(by[: len(by) - (name in short)]):
            meta.sign(signers[key], append=n > 0)
        files[name] = meta.to_bytes()

    def target(targets, path, data):
        targets.targets[path] = TargetFile.from_data(path, data, ["sha256"])
        folder, name = path.rsplit("/", 1)
        files[f"{folder}/{hashlib.sha256(data).hexdigest()}.{name}"] = data

    put("1.root.json", root, ["f1", "f2"])
    board, snapshot = Targets(expires=later(300)), Snapshot(expires=later(10))
    board.delegations = Delegations({}, {})
    for path, value in content.items():
        target(board, path, json.dumps(value, sort_keys=True, separators=(",", ":")).encode())
    for member in MEMBERS:
        role = f"member-{member}"
        board.delegations.roles[role] = DelegatedRole(role, [], 1, True, [f"members/{member}/*"])
        board.add_key(signers[IDENTITY[member]].public_key, role)
        own = Targets(expires=later(100))
        target(own, f"members/{member}/entry.json", entries[member])
        put(f"1.{role}.json", own, [IDENTITY[member]])
        snapshot.meta[f"{role}.json"] = MetaFile.from_data(1, files[f"1.{role}.json"], ["sha256"])
    put("1.targets.json", board, ["b1", "b3"])
    snapshot.meta["targets.json"] = MetaFile.from_data(1, files["1.targets.json"], ["sha256"])
    put("1.snapshot.json", snapshot, [OPERATOR])
    stamp = Timestamp(expires=later(1))
    stamp.snapshot_meta = MetaFile.from_data(1, files["1.snapshot.json"], ["sha256"])
    put("timestamp.json", stamp, [OPERATOR])
    return files


def attacks(first, second):
    """(name, files, held before, expected, what python-tuf must say instead)."""
    same = {m: entry_of(first, m) for m in MEMBERS}
    next_ = {m: entry_of(second, m) for m in MEMBERS}
    yield "founded", first.files, None, same, None
    yield "next version", second.files, first.files, next_, None
    yield "next version at once", second.files, None, next_, None

    def case(name, change, expected=REFUSED, theirs=None, base=second, held=second):
        forged = base.copy()
        change(forged)
        return name, forged.files, held.files, expected, theirs

    def bytes_of(name, data):
        return lambda n: n.files.__setitem__(name, data)

    yield case("arbitrary content", bytes_of("timestamp.json", b"<html>"))
    yield case("timestamp by another key", lambda n: n.stamp(by="m1"))
    yield case("snapshot by another key", lambda n: n.publish(by="m1", stamp=OPERATOR))
    yield case("board below its threshold", lambda n: (n.put("targets", n.load("targets"), ["b1"]), n.publish()))
    yield case("root below its threshold", lambda n: n.put("root", n.load("root"), ["f3"]))
    yield case("endless timestamp", lambda n: bytes_of("timestamp.json", n.files["timestamp.json"] + b" " * (1 << 20))(n))

    def endless_snapshot(n):
        n.publish()
        n.files[n.newest("snapshot")] += b" " * (1 << 20)

    yield case("endless snapshot", endless_snapshot)

    def endless_root(n):
        n.put("root", n.load("root"), ["f1", "f2"])
        n.files[n.newest("root")] += b" " * (1 << 20)

    yield case("endless root", endless_root)

    def extraneous(n):
        role = copy.deepcopy(n.load("member-fr-tj"))
        n.put("member-zz-extra", role, ["m1"], 1)
        n.publish(only=["member-zz-extra"])

    yield case("extraneous member", extraneous, next_)
    yield case("fast forward by another key", lambda n: n.stamp(by="m1", version=1 << 40))
    yield case("frozen", lambda n: n.stamp(expires=NOW - datetime.timedelta(hours=1)))
    ended = NOW - datetime.timedelta(hours=1)

    def expired(role, by):
        def change(n):
            n.put(role, n.load(role), by, expires=ended)
            if role == "snapshot":
                n.stamp(snapshot=n.load("snapshot").signed.version)
            elif role != "root":
                n.publish()

        return change

    yield case("expired root", expired("root", ["f1", "f2"]))
    yield case("expired snapshot", expired("snapshot", [OPERATOR]))
    yield case("expired board", expired("targets", ["b1", "b2"]))
    yield case("expired member", expired("member-fr-tj", ["m1"]), next_ | {"fr-tj": None})

    yield case("timestamp rolled back", lambda n: n.files.update({"timestamp.json": first.files["timestamp.json"]}))
    yield case("snapshot rolled back", lambda n: n.stamp(snapshot=1))

    def rolled(role):
        def change(n):
            old = n.files[f"1.{role}.json"]
            for name in [name for name in n.files if name.endswith(f".{role}.json") and not name.startswith("1.")]:
                del n.files[name]
            n.files[f"1.{role}.json"] = old
            n.publish()

        return change

    yield case("member rolled back", rolled("member-fr-tj"))
    ahead = second.copy()
    ahead.put("targets", ahead.load("targets"), ["b1", "b2"])
    ahead.publish()
    yield case("board rolled back", rolled("targets"), base=ahead, held=ahead)
    yield case("root in the place of the next", lambda n: n.files.update({"2.root.json": n.files["1.root.json"]}))

    def gap(n):
        root = n.load("root")
        n.put("root", root, ["f1", "f2"], 3)
        n.files["2.root.json"] = n.files.pop("3.root.json")

    yield case("gap in the roots", gap)

    def mixed(n):
        n.publish()
        n.files[n.newest("snapshot")] = n.files["2.snapshot.json"]

    yield case("mixed snapshots", mixed)

    def vanished(n):
        snapshot = n.load("snapshot")
        del snapshot.signed.meta["member-ie-prov.json"]
        n.put("snapshot", snapshot, [OPERATOR])
        n.stamp(snapshot=snapshot.signed.version)

    yield case("vanished member", vanished)
    yield case("member by another key", lambda n: (n.entry("fr-tj", rename, "m2"), n.publish()), next_ | {"fr-tj": None})
    yield case("board's list is missing", lambda n: n.files.pop(list_after(n)))

    def other_entry(n):
        n.entry("fr-tj", rename)
        n.publish()
        n.files[entry_name(n, "fr-tj")] = n.files[entry_name(n, "ie-prov")]

    yield case("another entry's bytes", other_entry, next_ | {"fr-tj": None})

    def doubled(n):
        n.put("targets", n.load("targets"), ["b1"])
        name = n.newest("targets")
        meta = json.loads(n.files[name])
        meta["signatures"] *= 2
        n.files[name] = json.dumps(meta).encode()
        n.publish()

    yield case("one signature twice", doubled)

    def lowered(n):
        root = n.load("root")
        root.signed.roles["root"].threshold = 1
        n.put("root", root, ["f1"])

    yield case("threshold lowered by one", lowered)

    def nothing(n):
        root = n.load("root").to_dict()
        root["signed"]["roles"]["targets"]["threshold"] = 0
        n.files["2.root.json"] = json.dumps(root).encode()

    yield case("threshold of nothing", nothing)

    def two_names(n):
        root = n.load("root")
        key = n.signers["b1"].public_key
        other = Key.from_dict("f" * 64, copy.deepcopy(key.to_dict()))
        root.signed.add_key(other, "targets")
        n.put("root", root, ["f1", "f2"])
        n.put("targets", n.load("targets"), ["b1"])
        name = n.newest("targets")
        meta = json.loads(n.files[name])
        meta["signatures"].append(meta["signatures"][0] | {"keyid": "f" * 64})
        n.files[name] = json.dumps(meta).encode()
        n.publish()

    # The specification lets a key have any name since TAP 12; here an id is computed, so one key has one vote.
    yield case("one key under two ids", two_names, theirs=(next_, "an id is not computed"))

    def foreign_path(n):
        board = n.load("targets")
        board.signed.delegations.roles["member-fr-tj"].paths = ["members/ie-prov/*"]
        n.put("targets", board, ["b1", "b2"])
        n.publish()

    # To a reader of any repository a path is as good as another; here it is the member's own.
    yield case("delegation of another's path", foreign_path, theirs=({m: None for m in MEMBERS}, "any path is one"))

    def foreign_target(n):
        role = n.load("member-fr-tj")
        path = "members/ie-prov/entry.json"
        role.signed.targets[path] = TargetFile.from_data(path, b"{}", ["sha256"])
        n.put("member-fr-tj", role, ["m1"])
        n.publish()

    # Both hand out nothing of the foreign path; we also say that the member tried.
    yield case("entry outside its place", foreign_target, next_ | {"fr-tj": None}, (next_, "the rest is taken"))

    def thief(n):
        n.entry("fr-tj", lambda entry: entry["nodes"][0].update(tls_spki=json.loads(n.files[entry_name(n, "ie-prov")])["nodes"][0]["tls_spki"]))
        n.publish()

    forged = second.copy()
    thief(forged)
    # What an entry means is no matter of the framework.
    meant = ({m: entry_of(forged, m) for m in MEMBERS}, "content is not read")
    yield "a pin of another member", forged.files, second.files, next_ | {"fr-tj": None}, meant

    def rotated(n, operator="b3"):
        root = n.load("root")
        for role in ("snapshot", "timestamp"):
            root.signed.revoke_key(n.signers[OPERATOR].public_key.keyid, role)
            root.signed.add_key(n.signers[operator].public_key, role)
        n.put("root", root, ["f2", "f3"])

    stolen = second.copy()
    stolen.publish(version=1 << 40, stamped=1 << 40)
    healed = second.copy()
    rotated(healed)
    healed.publish(by="b3")
    yield "fast forward with stolen keys", stolen.files, second.files, next_, None
    yield "recovered from it", healed.files, stolen.files, next_, None
    yield case("stolen keys after the rotation", lambda n: n.publish(by=OPERATOR), base=healed, held=healed)


def rename(entry):
    entry["names"]["de"] = "Gericht"


def entry_name(n, member):
    role = n.load(f"member-{member}").signed.targets[f"members/{member}/entry.json"]
    return f"members/{member}/{role.hashes['sha256']}.entry.json"


def entry_of(n, member):
    return entry_name(n, member).split("/")[-1].split(".")[0]


def list_after(n):
    """The name of the board's next list, which is published."""
    n.put("targets", n.load("targets"), ["b1", "b2"])
    n.publish()
    return n.newest("targets")


def main():
    parser = argparse.ArgumentParser()
    for name in ("comity", "work"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    work = pathlib.Path(given.work)
    readers = Readers(given.comity, work)
    first, second, signers = founded(given.comity, work)
    for name, files, held, expected, theirs in attacks(Network(first, signers), Network(second, signers)):
        readers.say(name, files, held, expected, theirs)
    entries = {member: (work / member / "entry.json").read_bytes() for member in MEMBERS}
    good = {member: hashlib.sha256(entries[member]).hexdigest() for member in MEMBERS}
    readers.say("made by python-tuf", theirs_alone(signers, entries), None, good)
    for short in ("1.root.json", "1.targets.json", "1.snapshot.json", "timestamp.json"):
        readers.say(f"made by python-tuf, {short} short of one", theirs_alone(signers, entries, (short,)), None, REFUSED)
    sys.exit(bool(readers.n_failed))


if __name__ == "__main__":
    main()
