"""Whether proofs that were taken earlier hold, by tools that nobody here wrote.

usage: proofs.py --proofs FOLDER --policy POLICY --database NODE.db

`FOLDER` holds one tlog-proof for each leaf, named `INDEX.tlog-proof`. aics-tlog checks the path from the leaf to the root
and the Ed25519 lines of log and witnesses, tlog-scales all lines, ML-DSA-44 too. Each proof is also checked with one bit
of its leaf changed, and must then fail. The leaf that `NODE.db` has today at this index must be the one of the proof.
Prints a line for what was checked, `ok …` or `FAIL …`. Exit code 1 if anything failed.
"""

import argparse
import base64
import pathlib
import sqlite3
import sys
import tempfile

import aics_tlog

import package as pkg
import scales


def note_holds(note, origin, policy):
    log = aics_tlog.parse_vkey(policy.log(origin, 1))
    witnesses = [aics_tlog.parse_vkey(key) for key in policy.cosigners(4)]
    return aics_tlog.verify_checkpoint(aics_tlog.parse_note(note), log, witnesses, len(witnesses)).ok


def main():
    parser = argparse.ArgumentParser()
    for name in ("proofs", "policy", "database"):
        parser.add_argument(f"--{name}", required=True)
    args = parser.parse_args()
    policy = pkg.Policy.read(args.policy)
    proofs = [pkg.Proof(file.name, file.read_bytes()) for file in sorted(pathlib.Path(args.proofs).glob("*.tlog-proof"))]
    with sqlite3.connect(f"file:{args.database}?mode=ro", uri=True) as db:
        leaves = dict(db.execute("select l.idx, e.leaf from leaf l join event e using (position)"))
    failed = [] if proofs else ["there is no proof"]
    notes = {proof.note: proof.origin for proof in proofs}
    for note, origin in notes.items():
        with tempfile.NamedTemporaryFile() as file:
            file.write(note)
            file.flush()
            if not note_holds(note, origin, policy) or scales.main(args.policy, file.name) != 0:
                failed.append(f"a checkpoint of {origin} does not hold")
    for proof in proofs:
        _, size, root = proof.note.split(b"\n")[:3]
        hashes = [base64.b64decode(line, validate=True) for line in proof.hashes if line]
        leads = lambda leaf: aics_tlog.verify_leaf_inclusion(
            leaf, proof.index, int(size), hashes, base64.b64decode(root, validate=True))
        if not leads(proof.leaf) or leads(pkg.flip(proof.leaf, len(proof.leaf) - 1)):
            failed.append(f"{proof.name} does not lead to its root, or anything does")
        if leaves.get(proof.index) != proof.leaf:
            failed.append(f"{proof.name} is about another leaf than the database has")
    for line in failed:
        print(f"FAIL {line}")
    if not failed:
        print(f"ok {len(proofs)} proofs under {len(notes)} checkpoints hold: aics-tlog, tlog-scales")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
