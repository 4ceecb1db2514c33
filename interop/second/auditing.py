#!/usr/bin/env python3
"""Draw a sample again, or check evidence of a fork: `docs/spec/audit.md` §2 and §3, without the node and its code.

By the author of the node's own code, unlike the verifier beside it: it finds slips, not a text read wrongly twice.

`auditing.py draw NOTE --seed TEXT --n N` prints rank, ticket and index of each leaf that is drawn.
`auditing.py fork EVIDENCE --vkey VKEY...` says whether a log signed two histories.

Exit codes: 0 done, 5 the evidence proves nothing, 1 a file cannot be read, 2 usage.
"""

import argparse
import hashlib
import heapq
import hmac
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from courtpackage import basics, canon, notes  # noqa: E402
from courtpackage.errors import Refused, need  # noqa: E402

DONE, UNREADABLE, FAILED = 0, 1, 5
MAX_EVIDENCE = 1024 * 1024


def tickets(checkpoint, seed):
    """The function from the index of a leaf to its ticket."""
    origin, text = checkpoint.origin.encode("utf-8"), seed.encode("utf-8")
    need(1 <= len(text) <= 1024, "a seed that does not have 1 to 1024 bytes")
    key = hashlib.sha256(text).digest()
    head = b"comity-sample/v1\x00" + len(origin).to_bytes(2, "big") + origin
    head += checkpoint.size.to_bytes(8, "big") + checkpoint.root
    return lambda index: hmac.digest(key, head + index.to_bytes(8, "big"), "sha256")


def draw(checkpoint, seed, count, population=None):
    """(ticket, index) of the leaves that are drawn from a population, by default from the whole log."""
    need(1 <= count <= 10_000, "a sample that does not have 1 to 10000 leaves")
    ticket = tickets(checkpoint, seed)
    indexes = range(checkpoint.size) if population is None else population
    return heapq.nsmallest(count, ((ticket(index), index) for index in indexes))


def extends(start_root, old, new, path, root):
    """Whether a tree of `new` leaves with `root` begins with one of `old` leaves with `start_root` (RFC 9162, 2.1.4.2)."""
    if not 0 < old < new:
        return False
    path = list(path)
    if old & (old - 1) == 0:
        path.insert(0, start_root)
    if not path:
        return False
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    left = right = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            left, right = notes.node_hash(node, left), notes.node_hash(node, right)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            right = notes.node_hash(right, node)
        first, last = first >> 1, last >> 1
    return last == 0 and left == start_root and right == root


def signed_by(checkpoint, keys):
    """Refuse a checkpoint that none of the keys of its log signed, or with a line of one that fails."""
    known = {(key.name, key.id): key for key in keys if key.name == checkpoint.origin}
    lines = [(known[name, key_id], blob) for name, key_id, blob in checkpoint.lines if (name, key_id) in known]
    for key, blob in lines:
        key.verify(checkpoint, blob)
    need(bool(lines), "a head that no key of its log signed")


def forked(raw, keys):
    """The name of the log that signed two histories; `Refused` if the evidence does not show it."""
    need(len(raw) <= MAX_EVIDENCE and raw.endswith(b"\n"), "evidence that is too long or has no end")
    value = canon.read_object(raw[:-1], ("held", "newer", "older", "path", "v"), "fork evidence")
    need(value["v"] == "comity-fork/1", "fork evidence of another version")
    need(isinstance(value["older"], str) and isinstance(value["newer"], str), "fork evidence without two heads")
    older, newer = (notes.Checkpoint(value[name].encode("utf-8")) for name in ("older", "newer"))
    need(isinstance(value["path"], list) and len(value["path"]) <= notes.MAX_HASHES, "a path that is none")
    path = [basics.from_base64(text, "a hash of the path", 32) for text in value["path"]]
    need(older.origin == newer.origin, "heads of two logs")
    for head in (older, newer):
        signed_by(head, keys)
    if value["held"] is None:
        differs = not path and older.size == newer.size and older.root != newer.root
    else:
        held = basics.from_base64(value["held"], "the root that was held", 32)
        differs = held != older.root and extends(held, older.size, newer.size, path, newer.root)
    need(differs, "two heads that do not contradict each other")
    return older.origin


def load(path):
    """The bytes of a file."""
    with open(path, "rb") as file:
        return file.read(MAX_EVIDENCE + 1)


def main(arguments=None):
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("note")
    drawing.add_argument("--seed", required=True)
    drawing.add_argument("--n", type=int, required=True)
    checking = commands.add_parser("fork")
    checking.add_argument("evidence")
    checking.add_argument("--vkey", action="append", required=True)
    given = parser.parse_args(arguments)
    try:
        if given.command == "draw":
            drawn = draw(notes.Checkpoint(load(given.note)), given.seed, given.n)
            for rank, (ticket, index) in enumerate(drawn, 1):
                print(rank, ticket.hex(), index)
        else:
            keys = [notes.VerifierKey(text) for text in given.vkey]
            print(f"{forked(load(given.evidence), keys)} signed two histories")
    except OSError as fault:
        print(f"auditing: {fault}", file=sys.stderr)
        return UNREADABLE
    except Refused as fault:
        print(f"auditing: {fault}", file=sys.stderr)
        return FAILED
    return DONE


if __name__ == "__main__":
    sys.exit(main())
