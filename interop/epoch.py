"""The seal over a log's end as a foreign implementation of SLH-DSA sees it, and our verifier on a seal that it made.

usage: epoch.py --verify BIN --seal FILE --policy FILE --work DIR

Needs the package slh-dsa in the Python that runs this. As in `check.py`, each tool must accept the good artefact and
refuse a changed one; one line per check.
"""

import argparse
import base64
import pathlib
import subprocess
import sys

from slhdsa import KeyPair, PublicKey, sha2_128s

from check import Report

HEADER, MESSAGE = "comity/epoch-seal@v1\n", "comity/epoch-seal/1\n"


def parts(text):
    """Signature, and the note as it stands."""
    head, note = text.split("\n\n", 1)
    return base64.b64decode(head.removeprefix(HEADER + "seal "), validate=True), note


def message(note):
    return (MESSAGE + note.rpartition("\n\n")[0] + "\n").encode()


def made(signature, note):
    return f"{HEADER}seal {base64.b64encode(signature).decode()}\n\n{note}"


def main():
    parser = argparse.ArgumentParser()
    for name in ("verify", "seal", "policy", "work"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    work, report = pathlib.Path(given.work), Report()
    text, policy = pathlib.Path(given.seal).read_text(), pathlib.Path(given.policy).read_text()
    signature, note = parts(text)
    origin = note.split("\n", 1)[0]
    [listed] = [line.split(" ")[2] for line in policy.splitlines() if line.startswith(f"seal {origin} ")]

    def foreign(signature, signed):
        key = PublicKey.from_digest(base64.b64decode(listed), sha2_128s)
        try:
            return key.verify_pure(signed, signature), ""
        except Exception as refused:  # noqa: BLE001: whatever the library says is a refusal
            return False, repr(refused)

    def ours(seal, rules):
        (work / "seal").write_text(seal)
        (work / "policy").write_text(rules)
        words = [given.verify, str(work / "seal"), "--policy", str(work / "policy")]
        ended = subprocess.run(words, capture_output=True, timeout=120)
        return ended.returncode == 0, ended.stdout.decode() + ended.stderr.decode()

    flipped = bytes([signature[0] ^ 1]) + signature[1:]
    bads = [foreign(flipped, message(note)), foreign(signature, message(note) + b"\n")]
    report.say(("slh-dsa", "0.2.5"), "epoch-seal", text.encode(), foreign(signature, message(note)), bads)

    pair = KeyPair.gen(sha2_128s)
    theirs = made(pair.sign_pure(message(note)), note)
    rules = policy.replace(listed, base64.b64encode(pair.pub.digest()).decode())
    bads = [ours(theirs, policy), ours(theirs.replace(origin, origin + "-r1", 1), rules), ours(text, rules)]
    report.say(("comity-verify", "-"), "epoch-seal-of-slh-dsa", theirs.encode(), ours(theirs, rules), bads)
    sys.exit(bool(report.n_failed))


if __name__ == "__main__":
    main()
