"""What a node holds after a fault, compared with what others have seen of it.

usage: crash.py DATA_DIR SEEN.json

`SEEN.json` holds `heads`, pairs of a size and a root in base64 that left the node at some time, and `destroyed`, ids of
exhibits of which the node has certified that their content is destroyed, and `wraps`. Prints one JSON object. `lost`: heads with
more leaves than the database holds. `forks`: heads whose root is not the root of the first leaves here. `alive`: keys
of destroyed exhibits that are there, or of which bytes are left in a file of the key store. `files`: how many files lie
below `blobs`, finished or not, but for those that were set aside. `rows`: how many content rows there are. `wraps`: the wrapped keys of content that are
alive, in hexadecimal; of those that `SEEN.json` names under this word, no file of the key store may hold one. Standard
library only.
"""

import base64
import hashlib
import json
import pathlib
import sqlite3
import sys


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def roots(hashes, sizes):
    """The root of RFC 6962 of the first n leaf hashes, for each n that is asked for."""
    found, edge = {0: hashlib.sha256(b"").digest()}, []  # the edge: complete subtrees, the largest first
    for n, leaf in enumerate(hashes, 1):
        level, hash_ = 0, leaf
        while edge and edge[-1][0] == level:
            hash_ = node(edge.pop()[1], hash_)
            level += 1
        edge.append((level, hash_))
        if n in sizes:
            root = edge[-1][1]
            for _, left in reversed(edge[:-1]):
                root = node(left, root)
            found[n] = root
    return found


def main(data_dir, seen):
    data_dir = pathlib.Path(data_dir)
    seen = json.loads(pathlib.Path(seen).read_text())
    db = sqlite3.connect(f"file:{data_dir}/node.db?mode=ro", uri=True)
    hashes = [row[0] for row in db.execute("select e.leaf_hash from leaf l join event e using (position) where l.log = 0 order by l.idx")]
    heads = [(size, base64.b64decode(root)) for size, root in seen["heads"]]
    known = roots(hashes, {size for size, _ in heads})
    lost = [size for size, _ in heads if size > len(hashes)]
    forks = [size for size, root in heads if size in known and known[size] != root]

    keys = sqlite3.connect(f"file:{data_dir}/keys.db?mode=ro", uri=True)
    alive = []
    for exhibit in seen["destroyed"]:
        rows = keys.execute("select wrap, destroyed_at_ms from key where scope = ?", (f"exhibit:{exhibit}",))
        if any(wrap or at is None for wrap, at in rows):
            alive.append(exhibit)
    raw = b"".join(path.read_bytes() for path in data_dir.glob("keys.db*"))
    alive += [wrap for wrap in seen["wraps"] if bytes.fromhex(wrap) in raw]

    wraps = [wrap.hex() for (wrap,) in keys.execute("select wrap from key where scope like 'exhibit:%' and wrap <> x''")]
    blobs = data_dir / "blobs"
    files = sum(path.is_file() and (blobs / "aside") not in path.parents for path in blobs.rglob("*"))
    (rows,) = db.execute("select count(*) from document where view = 'content'").fetchone()
    print(json.dumps({"lost": lost, "forks": forks, "alive": alive, "files": files, "rows": rows, "wraps": wraps}))


if __name__ == "__main__":
    main(*sys.argv[1:])
