"""What each node of a finished journey holds, read from its database by somebody who does not know our code.

usage: audit.py DATA_DIR...

Prints one JSON object. `counts`: per node, how many events of each kind, letters by state, leaves; two
journeys that did the same have the same counts. `faults`: what can be wrong in one database alone: a stream
with a gap, an event without a leaf or with two, a leaf that does not hash to what is stored, a tree whose
root is not the head's, a letter that is neither accepted nor done, a read that is recorded twice or not at
all. How often somebody looks depends on what was there to see at that moment, so reads are not compared between
journeys, but each read must have exactly one event. Statements gather until a letter takes them along, so how many
letters of the network itself there are depends on when they left: such letters and their events are not compared,
but each must have exactly the events of one letter. Standard library only.
"""

import collections
import hashlib
import json
import pathlib
import sqlite3
import sys

# Events that say how often a process was started or tried again, not what was done in law.
# Reads are checked apart.
NOT_COUNTED = {"node-started", "attempt", "shard-open", "shard-close", "consulted"}
ACCEPTED, DONE = 2, 3  # states of an outbox row
HOUSEKEEPING = "cx.%"  # kinds of letters of the network itself
OF_ONE_LETTER = ("submit", "send", "ack")  # what its sender puts on record of a letter that ends with its acceptance


def leaf_hash(leaf):
    return hashlib.sha256(b"\0" + leaf).digest()


def root(hashes):
    """The Merkle tree hash of RFC 6962 over leaf hashes."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        pairs = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(hashes[::2], hashes[1::2])]
        hashes = pairs + ([hashes[-1]] if len(hashes) % 2 else [])
    return hashes[0]


def audit(data_dir, counts, faults):
    member = pathlib.Path(data_dir).name
    db = sqlite3.connect(f"file:{data_dir}/node.db?mode=ro", uri=True)

    def fault(text):
        faults.append(f"{member}: {text}")

    versions = collections.defaultdict(list)
    for stream, version in db.execute("select stream, version from event order by stream, version"):
        versions[stream].append(version)
    for stream, have in versions.items():
        if have != list(range(len(have))):
            fault(f"stream {stream} has a gap: {have}")
    for kind, n in db.execute("select kind, count(*) from event group by kind"):
        if kind not in NOT_COUNTED:
            counts[f"{member} event {kind}"] += n

    rows = db.execute("select l.idx, e.leaf, e.leaf_hash from leaf l join event e using (position) order by l.idx").fetchall()
    if [row[0] for row in rows] != list(range(len(rows))):
        fault("leaf indexes have a gap")
    for index, leaf, stored in rows:
        if leaf_hash(leaf) != stored:
            fault(f"leaf {index} does not hash to what is stored")
    if len({row[2] for row in rows}) != len(rows):
        fault("the same leaf is there twice")
    size, head = db.execute("select size, root from head").fetchone()
    if root([row[2] for row in rows][:size]) != head:
        fault("the head's root is not the root of its leaves")
    pending = db.execute("select count(*) from event where position not in (select position from leaf)").fetchone()[0]
    if pending:
        fault(f"{pending} events have no leaf")

    rows = "select peer, state, kind like ?, count(*) from outbox group by 1, 2, 3"
    for peer, state, is_housekeeping, n in db.execute(rows, [HOUSEKEEPING]):
        if state not in (ACCEPTED, DONE):
            fault(f"{n} letters to {peer} are in state {state}")
        if not is_housekeeping:
            counts[f"{member} letters to {peer} in state {state}"] = n
            continue
        for kind in OF_ONE_LETTER:
            counts[f"{member} event {kind}"] -= n
        # The name of a node of the sandbox begins with the folder of its data.
        counts[f"{peer.split('.')[0].upper()} event recv"] -= n
    for scope, n in db.execute("select scope, count(*) from once where key not like 'read:%' group by scope"):
        counts[f"{member} once {scope}"] = n
    (reads,) = db.execute("select count(*) from once where key like 'read:%'").fetchone()
    (consulted,) = db.execute("select count(*) from event where kind = 'consulted'").fetchone()
    if reads != consulted:
        fault(f"{reads} reads have {consulted} events")


def main(dirs):
    counts, faults = collections.Counter(), []
    for data_dir in dirs:
        audit(data_dir, counts, faults)
    faults += [f"{what}: {-n} are missing" for what, n in counts.items() if n < 0]
    print(json.dumps({"counts": counts, "faults": faults}))


if __name__ == "__main__":
    main(sys.argv[1:])
