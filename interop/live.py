"""Checks of the logs that running nodes serve: a copy of their tiles is read by aics-tlog.

usage: live.py --package P --policy POLICY --work DIR --aics BIN URL...

URL is the beginning of a log listener's address; the log of an origin lies below it at
`log/<hex SHA-256 of the origin>` (c2sp.org/tlog-tiles). Per log of the policy that is served: the newest
checkpoint, one leaf by its tiles, and that the newest checkpoint extends the one in the package. As in
`check.py`, each tool must accept the good artefact and refuse one with a byte changed.
"""

import argparse
import hashlib
import pathlib
import sys
import urllib.error
import urllib.request

import package as pkg
from check import AICS, Report, changed_notes, tool


def fetch(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read()


def served(urls, origin):
    """The address of this origin's log and its newest checkpoint, or None."""
    for url in urls:
        base = f"{url.rstrip('/')}/log/{hashlib.sha256(origin.encode()).hexdigest()}"
        try:
            return base, fetch(f"{base}/checkpoint")
        except urllib.error.URLError:
            continue
    return None


def tile_paths(size):
    """Hash tiles of a tree of this size: full ones, then the partial one of each level."""
    level = 0
    while size > 0:
        full, width = divmod(size, 256)
        for n in range(full):
            yield f"tile/{level}/{tile_name(n)}"
        if width:
            yield f"tile/{level}/{tile_name(full)}.p/{width}"
        level, size = level + 1, full


def tile_name(n):
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)


class Log:
    """One log, copied into a directory."""

    def __init__(self, report, args, origin, base, note):
        self.report, self.args, self.origin, self.note = report, args, origin, note
        self.dir = pathlib.Path(args.work) / hashlib.sha256(origin.encode()).hexdigest()[:16]
        self.size = int(note.split(b"\n")[1])
        for path in tile_paths(self.size):
            self.write(path, fetch(f"{base}/{path}"))
        self.write("checkpoint", note)
        policy = pkg.Policy.read(args.policy)
        self.policy = policy
        key = pathlib.Path(args.work) / "log.vkey"
        key.write_text(policy.log(origin, 1) + "\n")
        self.keys = ["--vkey-file", key]
        for witness in policy.cosigners(4):
            self.keys += ["--witness-key", witness]
        self.keys += ["--quorum", str(len(policy.cosigners(4)))]

    def write(self, path, data):
        file = self.dir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def aics(self, *words):
        return tool(self.args.aics, *words, "--tiles", self.dir, *self.keys)

    def with_note(self, note, *words):
        self.write("checkpoint", note)
        said = self.aics(*words)
        self.write("checkpoint", self.note)
        return said

    def with_first_tile(self, at, *words):
        path = next(tile_paths(self.size))
        good = (self.dir / path).read_bytes()
        self.write(path, pkg.flip(good, at))
        said = self.aics(*words)
        self.write(path, good)
        return said

    def run(self, proofs):
        name = f"served-by-{self.origin}"
        good = self.aics("verify-checkpoint")
        bads = [self.with_note(n, "verify-checkpoint") for n in changed_notes(self.note, self.policy, (1, 4))]
        self.report.say(AICS, f"checkpoint-{name}", self.note, good, bads)
        for proof in [p for p in proofs if p.origin == self.origin][:1]:
            leaf, old = self.dir / "leaf", self.dir / "old"
            leaf.write_bytes(proof.leaf)
            old.write_bytes(proof.note)
            words = ["verify-inclusion", "--leaf", leaf, "--index", str(proof.index)]
            at = proof.index % 256 * 32 if proof.index < 256 else 0
            self.report.say(AICS, f"leaf-{proof.index}-{name}", proof.leaf, self.aics(*words), [self.with_first_tile(at, *words)])
            words = ["verify-consistency", "--old-checkpoint", old]
            good, bads = self.aics(*words), []
            for changed in changed_notes(proof.note, self.policy, (1,)):
                old.write_bytes(changed)
                bads.append(self.aics(*words))
            self.report.say(AICS, f"consistency-{name}", proof.note, good, bads)


def main():
    parser = argparse.ArgumentParser()
    for name in ("package", "policy", "work", "aics"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("urls", nargs="+")
    args = parser.parse_args()
    report, proofs = Report(), pkg.proofs(pkg.members(args.package))
    origins = sorted({proof.origin for proof in proofs})
    for origin in origins:
        found = served(args.urls, origin)
        if found is None:
            report.say(AICS, f"checkpoint-served-by-{origin}", b"", (False, "nobody serves it"), [])
            continue
        Log(report, args, origin, *found).run(proofs)
    return 1 if report.n_failed or not origins else 0


if __name__ == "__main__":
    sys.exit(main())
