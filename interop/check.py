"""Checks of a court package by tools that nobody here wrote.

usage: check.py --package P --policy POLICY --work DIR --aics BIN --scales PYTHON --bagit PYTHON --case BIN --go BIN

Each check hands a tool the good artefact and one with a relevant byte changed, and prints
`ok TOOL VERSION ARTEFACT SHA256` only if the first is accepted and the second refused; `FAIL …`
otherwise, with the reason on standard error. Exit code 1 if any check failed.
"""

import argparse
import base64
import hashlib
import pathlib
import re
import subprocess
import sys

import package as pkg

AICS = ("aics-tlog", "0.2.1")
GO = ("go-sumdb", "1.27.3")
SCALES = ("tlog-scales", "0.0.3")
BAGIT = ("bagit.py", "1.9.0")
CASE = ("case-utils", "0.18.0")
GRAPH = "bag/data/custody/case.jsonld"
# A word that no ontology has, and a value that its shape forbids.
GRAPH_FAULTS = ((b'"inv:exhibitNumber"', b'"inv:exhibitTally"'), (b'"act:actionStatus":"Success"', b'"act:actionStatus":7'))


class Report:
    """Says a line per check and counts the failed ones."""

    def __init__(self):
        self.n_failed = 0

    def say(self, tool, artefact, data, good, bads):
        """`good` and each of `bads` is a pair (accepted, what the tool said)."""
        reasons = [] if good[0] else [f"refused the good one: {good[1]}"]
        reasons += [f"accepted a changed one ({n})" for n, bad in enumerate(bads) if bad[0]]
        verdict = "FAIL" if reasons else "ok"
        self.n_failed += bool(reasons)
        print(verdict, *tool, artefact, hashlib.sha256(data).hexdigest(), flush=True)
        for reason in reasons:
            print(f"  {artefact}: {reason.strip()}", file=sys.stderr, flush=True)


class Checks(Report):
    def __init__(self, args):
        super().__init__()
        self.args = args
        self.work = pathlib.Path(args.work)
        self.policy = pkg.Policy.read(args.policy)
        self.members = pkg.members(args.package)
        self.proofs = pkg.proofs(self.members)

    def file(self, name, data):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return str(path)

    def run(self):
        if not self.proofs:
            print("FAIL - - no-proof-in-the-package -")
            self.n_failed += 1
        for proof in self.proofs:
            self.aics_inclusion(proof)
        notes = {}
        for proof in self.proofs:
            notes.setdefault(proof.note, proof)
        for n, proof in enumerate(notes.values()):
            self.aics_checkpoint(f"checkpoint-{n}-of-{proof.origin}", proof)
        for proof in self.proofs:
            self.go_proof(proof)
        for n, proof in enumerate(notes.values()):
            self.scales_checkpoint(f"checkpoint-{n}-of-{proof.origin}", proof)
        self.bag()
        self.graph()
        return self.n_failed

    # aics-tlog: Ed25519 log lines and witness lines, the path to the root.

    def aics(self, *words):
        return tool(self.args.aics, *words)

    def aics_keys(self, proof):
        vkey = self.policy.log(proof.origin, 1) or "none"
        words = ["--vkey-file", self.file("aics/log.vkey", vkey + "\n")]
        witnesses = self.policy.cosigners(4)
        for witness in witnesses:
            words += ["--witness-key", witness]
        return [*words, "--quorum", str(len(witnesses))]

    def aics_inclusion(self, proof):
        keys = self.aics_keys(proof)

        def ask(leaf, hashes, note):
            return self.aics(
                "verify-inclusion", "--leaf", self.file("aics/leaf", leaf), "--index", str(proof.index),
                "--proof", self.file("aics/proof", "".join(h + "\n" for h in hashes)),
                "--checkpoint", self.file("aics/note", note), *keys)

        bads = [ask(pkg.flip(proof.leaf, len(proof.leaf) - 1), proof.hashes, proof.note)]
        if proof.hashes:
            bads.append(ask(proof.leaf, swapped(proof.hashes), proof.note))
        self.say(AICS, proof.name, proof.data, ask(proof.leaf, proof.hashes, proof.note), bads)

    def aics_checkpoint(self, name, proof):
        keys = self.aics_keys(proof)

        def ask(note):
            return self.aics("verify-checkpoint", "--note", self.file("aics/note", note), *keys)

        bads = [ask(changed) for changed in changed_notes(proof.note, self.policy, kinds=(1, 4))]
        self.say(AICS, name, proof.note, ask(proof.note), bads)

    # Go's own note and tlog packages: all three types of signature, the path to the root.

    def go(self, data):
        return tool(self.args.go, self.args.policy, self.file("go/proof", data))

    def go_proof(self, proof):
        head, _, note = proof.data.partition(b"\n\n")
        leaf_at = head.index(b"extra ") + len(b"extra ") + 16  # a byte of the commitment
        bads = [self.go(other(head, leaf_at) + b"\n\n" + note)]
        if proof.hashes:
            bads.append(self.go(other(head, len(head) - 10) + b"\n\n" + note))
        bads += [self.go(head + b"\n\n" + n) for n in changed_notes(note, self.policy, kinds=(1, 4, 6))]
        self.say(GO, proof.name, proof.data, self.go(proof.data), bads)

    # tlog-scales: a second implementation of the ML-DSA-44 lines.

    def scales_checkpoint(self, name, proof):
        def ask(note):
            script = pathlib.Path(__file__).with_name("scales.py")
            return tool(self.args.scales, script, self.args.policy, self.file("scales/note", note))

        bads = [ask(changed) for changed in changed_notes(proof.note, self.policy, kinds=(1, 4, 6))]
        self.say(SCALES, name, proof.note, ask(proof.note), bads)

    # bagit.py: the bag inside the package.

    def bag(self):
        files = {n.removeprefix("bag/"): d for n, d in self.members.items() if n.startswith("bag/")}
        if not files:
            print("FAIL", *BAGIT, "no-bag-in-the-package", "-")
            self.n_failed += 1
            return

        def ask(name, files):
            for member, data in files.items():
                self.file(f"{name}/{member}", data)
            return tool(self.args.bagit, "-m", "bagit", "--validate", self.work / name)

        payload = min((n for n, d in files.items() if n.startswith("data/") and d), default=None)
        manifest = files.get("manifest-sha256.txt", b"")
        bads = [ask("bad-bag", {**files, payload: pkg.flip(files[payload], 0)})] if payload else []
        self.say(BAGIT, "bag/manifest-sha256.txt", manifest, ask("bag", files), bads)

    # case-utils: the graph of custody, under both versions of the ontology that courts meet.
    def graph(self):
        graph = self.members.get(GRAPH)
        if graph is None:  # a toy has none; comity-verify refuses a package without one
            return
        for version in ("case-1.4.0", "case-1.5.0"):

            def ask(name, data):
                file = self.file(f"{version}-{name}.jsonld", data)
                return tool(self.args.case, "--built-version", version, "--allow-info", file)

            bads = [ask(f"bad-{n}", graph.replace(*fault, 1)) for n, fault in enumerate(GRAPH_FAULTS)]
            self.say(CASE, f"{GRAPH}-as-{version}", graph, ask("good", graph), bads)


def tool(*words):
    """Runs a tool; (accepted, the end of what it said)."""
    try:
        done = subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        return False, str(error)
    if done.returncode not in (0, 1):  # a crash is no refusal
        raise SystemExit(f"{words[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.returncode == 0, (done.stdout + done.stderr)[-400:]


def swapped(hashes):
    """The path with one character of its first hash changed."""
    return [other(hashes[0].encode(), 3).decode(), *hashes[1:]]


def other(data, at):
    """Another character of the base64 alphabet at this place."""
    changed = bytearray(data)
    changed[at] = ord("B") if changed[at] == ord("A") else ord("A")
    return bytes(changed)


def changed_notes(note, policy, kinds):
    """The checkpoint with its size changed, its root changed, and each known signature changed."""
    text, _, lines = note.decode().rpartition("\n\n")
    origin, size, root = text.split("\n")[:3]
    yield note.replace(f"\n{size}\n".encode(), f"\n{int(size) + 1}\n".encode(), 1)
    yield note.replace(root.encode(), other(root.encode(), 5), 1)
    keys = {tuple(re.match(r"(.*)\+([0-9a-f]{8})\+", key).groups()): policy.kind(key)
            for key in policy.logs + policy.witnesses}
    for line in lines.splitlines():
        _, name, payload = line.split(" ")
        raw = base64.b64decode(payload)
        if keys.get((name, raw[:4].hex())) in kinds:
            bad = base64.b64encode(pkg.flip(raw, len(raw) - 40)).decode()
            yield note.replace(payload.encode(), bad.encode(), 1)


def main():
    parser = argparse.ArgumentParser()
    for name in ("package", "policy", "work", "aics", "scales", "bagit", "case", "go"):
        parser.add_argument(f"--{name}", required=True)
    return 1 if Checks(parser.parse_args()).run() else 0


if __name__ == "__main__":
    sys.exit(main())
