"""Checks of `comity witness` by a client that nobody here wrote: `feeder.WitnessClient` of aics-witness.

usage: witness.py --comity BIN --work DIR --aics BIN --scales PYTHON [--package P --policy POLICY URL...]

A log made with foreign tools asks our witness: it grows, comes late, forks, is somebody else's, and the witness is
killed meanwhile. What monitors are shown is read by aics-tlog (Ed25519) and tlog-scales (ML-DSA-44). With a package and
the addresses of log listeners (`live.py`), the newest checkpoint of each log in the package is cosigned as well.
As in `check.py`, a line is `ok` only if the good thing was accepted and each changed one refused.
"""

import argparse
import hashlib
import json
import logging
import os
import pathlib
import subprocess
import sys
import urllib.request

from aics_tlog import Checkpoint, MerkleTree, format_vkey, parse_checkpoint, parse_note, sign_checkpoint
from aics_tlog import vkey_from_ed25519, verify_note
from aics_witness import feeder
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog_scales import signing, tlog

import package as pkg
from check import AICS, SCALES, Report, changed_notes, tool
from live import served

logging.disable(logging.CRITICAL)  # the client says what it is refused as an exception too

FEEDER = ("aics-witness", "0.1.0")
ORIGIN = "log.example/interop"
NAME = "witness.example/interop"


class Witness:
    """Our program, in a folder of its own. It ends with this script, because its standard input does."""

    def __init__(self, comity, folder):
        self.comity, self.folder = comity, folder
        self.vkeys = self.run("init", "--name", NAME).split()
        self.classical = next(key for key in self.vkeys if pkg.Policy.kind(key) == 4)
        self.start()

    def run(self, command, *words):
        words = [self.comity, "witness", command, "--dir", self.folder, *words]
        return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout

    def start(self):
        words = [self.comity, "witness", "serve", "--dir", self.folder, "--listen", "127.0.0.1:0", "--stop-with-stdin"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(words, **pipes, text=True)
        self.url = self.process.stdout.readline().strip()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def add_log(self, origin, vkeys):
        self.run("add-log", "--origin", origin, *[word for key in vkeys for word in ("--vkey", key)])

    def client(self, **more):
        return feeder.WitnessClient(self.url, more.pop("key", self.classical), max_attempts=1, **more)

    def monitored(self, origin):
        path = hashlib.sha256(origin.encode()).hexdigest()
        with urllib.request.urlopen(f"{self.url}/m/{path}/checkpoint", timeout=20) as answer:
            return answer.read()


class Log:
    """A log whose every byte is written by aics-tlog and tlog-scales."""

    def __init__(self, origin=ORIGIN, salt="leaf"):
        self.origin, self.tree = origin, MerkleTree()
        for n in range(400):
            self.tree.append(f"{salt} {n}".encode())
        self.key, self.quantum = Ed25519PrivateKey.generate(), signing.MLDSA44CosignatureSigner(origin, os.urandom(32))

    def forked(self):
        twin = Log(self.origin, "other")
        twin.key, twin.quantum = self.key, self.quantum
        return twin

    def vkeys(self):
        return [format_vkey(vkey_from_ed25519(self.origin, self.key.public_key())), self.quantum.vkey.serialize()]

    def note(self, size):
        note = sign_checkpoint(Checkpoint(self.origin, size, self.tree.root(size)), self.key, self.origin).to_bytes()
        line = self.quantum.sign(tlog.Checkpoint.from_text(note.decode()))
        return feeder.merge_cosignatures(note, line.serialize().rstrip("\n") + "\n")


def accepted(ask):
    """Whether a client was content, and what it said otherwise."""
    try:
        ask()
    except feeder.FeederError as error:
        return False, repr(error)
    return True, ""


def refused(ask, kind, **facts):
    """Whether a client was refused in just this way."""
    try:
        ask()
    except feeder.FeederError as error:
        return type(error) is kind and all(getattr(error, k) == v for k, v in facts.items()), repr(error)
    return False, f"no {kind.__name__}"


def both(*answers):
    return all(good for good, _ in answers), "; ".join(said for good, said in answers if not good)


class Checks(Report):
    def __init__(self, args):
        super().__init__()
        self.args, self.work = args, pathlib.Path(args.work)
        self.witness = Witness(args.comity, self.work / "w")

    def file(self, name, data):
        path = self.work / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def run(self):
        log = Log()
        self.witness.add_log(log.origin, log.vkeys())
        self.grows(log)
        self.late(log)
        self.forks(log)
        self.strangers(log)
        self.killed(log)
        self.shown("own-log", log.origin, log.vkeys())
        if self.args.package:
            self.sandbox()
        self.witness.kill()

    def grows(self, log):
        with self.witness.client(state_path=self.work / "state.json") as client:
            sizes = [1, 7, 7, 256, 300]
            good = both(*[accepted(lambda: client.submit(log.note(n), log.tree.consistency_proof)) for n in sizes])
        # A client without memory starts from 0 and learns the size.
        with self.witness.client() as client:
            good = both(good, accepted(lambda: client.submit(log.note(300), log.tree.consistency_proof)))
        other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        foreign = signing.Vkey(NAME, None, 4, other).serialize()
        with self.witness.client(key=foreign) as client:
            bad = accepted(lambda: client.submit(log.note(300), log.tree.consistency_proof))
        self.say(FEEDER, "witness-cosigns-a-growing-log", log.note(300), good, [bad])

    def late(self, log):
        with self.witness.client() as client:
            fixed = (7, log.tree.consistency_proof(7, 310))
            good = both(
                refused(lambda: client.submit(log.note(310), fixed), feeder.WitnessConflict, known_size=300),
                refused(lambda: client.submit(log.note(7), log.tree.consistency_proof), feeder.WitnessAhead, known_size=300),
            )
        self.say(FEEDER, "witness-names-the-size-it-holds", log.note(7), good, [])

    def forks(self, log):
        twin = log.forked()
        with self.witness.client() as client:
            same = lambda: client.submit(twin.note(300), (300, []))
            longer = lambda: client.submit(twin.note(310), twin.tree.consistency_proof)
            good = both(*[refused(ask, feeder.WitnessRejected, status=422) for ask in (same, longer)])
            good = both(good, accepted(lambda: client.submit(log.note(310), log.tree.consistency_proof)))
        self.say(FEEDER, "witness-refuses-a-fork", twin.note(300), good, [])
        kept = [json.loads(line) for line in self.witness.run("evidence", "--json").splitlines()]
        found = [(item["kind"], item["proves"], item["size"]) for item in kept]
        good = (found == [("same-size-other-root", True, 300), ("proof", False, 310)], str(found))
        ours = kept[0]["request"].partition("\n\n")[2] if kept else ""
        held = kept[0]["held"]["note"] if kept else ""
        good = both(good, self.contradict(log, ours, held))
        self.say(AICS, "evidence-of-the-fork", ours.encode(), good, [self.contradict(log, held, held)])

    @staticmethod
    def contradict(log, one, other):
        """Whether two notes of the log's own key have one size and two roots."""
        key = vkey_from_ed25519(log.origin, log.key.public_key())
        try:
            notes = [parse_note(note) for note in (one, other)]
        except ValueError as error:
            return False, str(error)
        signed = all(verify_note(note, [key]) for note in notes)
        first, second = (parse_checkpoint(note.text) for note in notes)
        return signed and first.size == second.size and first.root != second.root, "the notes do not contradict"

    def strangers(self, log):
        thief = Log()
        unknown = Log("unknown.example/log")
        with self.witness.client() as client:
            good = both(
                refused(lambda: client.submit(thief.note(320), (310, [])), feeder.WitnessRejected, status=403),
                refused(lambda: client.submit(unknown.note(1), (0, [])), feeder.WitnessRejected, status=404),
                refused(lambda: client.submit(log.note(320), (310, [b"\0" * 32])), feeder.WitnessRejected, status=422),
            )
        self.say(FEEDER, "witness-refuses-strangers", thief.note(320), good, [])

    def killed(self, log):
        self.witness.kill()
        self.witness.start()
        # The same memory of what was cosigned: the client refuses a witness that knows less.
        with self.witness.client(state_path=self.work / "state.json") as client:
            good = accepted(lambda: client.submit(log.note(400), log.tree.consistency_proof))
        self.say(FEEDER, "witness-remembers-after-a-kill", log.note(400), good, [])

    def shown(self, name, origin, vkeys):
        """What monitors are shown, read by two tools."""
        note = self.witness.monitored(origin)
        policy = pkg.Policy(vkeys, self.witness.vkeys)
        rows = [f"log {key}" for key in vkeys] + [f"witness w{n} {key}" for n, key in enumerate(policy.witnesses)]
        rows += ["group all-of-it all " + " ".join(f"w{n}" for n in range(len(policy.witnesses))), "quorum all-of-it"]
        path = self.file("witness.tlog-policy", "\n".join(rows) + "\n")
        key = self.file("log.vkey", policy.log(origin, 1) + "\n")

        def aics(note):
            words = ["verify-checkpoint", "--note", self.file("note", note), "--vkey-file", key]
            return tool(self.args.aics, *words, "--witness-key", self.witness.classical, "--quorum", "1")

        def scales(note):
            script = pathlib.Path(__file__).with_name("scales.py")
            return tool(self.args.scales, script, path, self.file("note", note))

        for which, ask, kinds in ((AICS, aics, (1, 4)), (SCALES, scales, (1, 4, 6))):
            bads = [ask(changed) for changed in changed_notes(note, policy, kinds)]
            self.say(which, f"checkpoint-cosigned-for-{name}", note, ask(note), bads)

    def sandbox(self):
        policy = pkg.Policy.read(self.args.policy)
        for origin in sorted({proof.origin for proof in pkg.proofs(pkg.members(self.args.package))}):
            found = served(self.args.urls, origin)
            if found is None:
                self.say(FEEDER, f"witness-cosigns-{origin}", b"", (False, "nobody serves it"), [])
                continue
            vkeys = [key for key in policy.logs if key.startswith(origin + "+")]
            self.witness.add_log(origin, vkeys)
            with self.witness.client() as client:
                # Twice: the second time the witness holds this very head.
                good = both(*[accepted(lambda: client.submit(found[1], lambda old, new: [])) for _ in range(2)])
            self.say(FEEDER, f"witness-cosigns-{origin}", found[1], good, [])
            self.shown(origin, origin, vkeys)


def main():
    parser = argparse.ArgumentParser()
    for name in ("comity", "work", "aics", "scales"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("package", "policy"):
        parser.add_argument(f"--{name}")
    parser.add_argument("urls", nargs="*")
    checks = Checks(parser.parse_args())
    try:
        checks.run()
    finally:
        checks.witness.kill()
    return 1 if checks.n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
