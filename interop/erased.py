"""What the stage `erasure` does to the files of a node, from outside and without the node's help.

usage: erased.py backup DATABASE COPY            SQLite's online backup, while the node runs
       erased.py left-over GIVER TAKER           the transfer chunks of everything that GIVER handed over, byte for byte as
                                                 they came, put where a node that dies after its act leaves them
       erased.py put-back KEYS.db COPY.db        keys of exhibits that COPY.db has are put back as rows
       erased.py hide KEYS.db COPY.db            the same keys, as bytes that no row names, in the free space of a page
       erased.py delete NODE.db                 bodies of events and letters are deleted as a database does that does not overwrite
       erased.py keys KEYS.db                    for each destroyed key of an exhibit the day on which the last copy
                                                 of it is to be gone

`GIVER` and `TAKER` are data directories. What `left-over` makes is compared with the ids that the letter names, so it is
what was sent and nothing like it. Needs what `opener.py` needs.
"""

import datetime
import hashlib
import json
import pathlib
import sqlite3
import sys
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import opener

KEPT = datetime.timedelta(days=30)  # custody.md, section 6


def backup(source, copy):
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as db, sqlite3.connect(copy) as to:
        db.backup(to)


def left_over(giver, taker):
    giver, taker = pathlib.Path(giver), pathlib.Path(taker)
    disk = opener.Opener([("giver", giver)], giver / "keys", [])
    disk.run()
    (folder,) = (taker / "blobs/transfer").iterdir()
    n = 0
    for exhibit, item in disk.outgoing.items():
        (plain,) = (text for one, text in disk.exhibits_read() if one == uuid.UUID(exhibit).bytes)
        plain += bytes(item["padded"] - len(plain))
        header = opener.b64url(item["header"])
        context = b"comity-handover/v1\0" + uuid.UUID(item["handover"]).bytes
        message = opener.Message(opener.b64url(item["key"]), context, header, "")
        gcm, size = AESGCM(message.key), opener.CHUNK - 16
        chunks = [gcm.encrypt(message.nonce_of(k), plain[k * size:(k + 1) * size], None)
                  for k in range(len(plain) // size + 1)]
        sealed = header + b"".join(chunks)
        for i, known in enumerate(item["chunks"]):
            chunk = sealed[i * opener.TRANSFER:(i + 1) * opener.TRANSFER]
            if hashlib.sha256(chunk).hexdigest() != known:
                raise SystemExit(f"chunk {i} of {exhibit} is not what was sent")
            (folder / known).write_bytes(chunk)
            n += 1
    print(n)


def wraps(copy):
    with sqlite3.connect(f"file:{copy}?mode=ro", uri=True) as db:
        return db.execute("select id, wrap from key where scope like 'exhibit:%' and wrap <> x''").fetchall()


def put_back(keys, copy):
    with sqlite3.connect(keys) as db:
        db.execute("drop trigger key_stays_destroyed")
        for key, wrap in wraps(copy):
            db.execute("update key set wrap = ?, destroyed_at_ms = null where id = ?", (wrap, key))


def hide(keys, copy):
    data = bytearray(pathlib.Path(keys).read_bytes())
    for _, wrap in wraps(copy):
        at = data.index(bytes(len(wrap) + 64)) + 32
        data[at:at + len(wrap)] = wrap
    pathlib.Path(keys).write_bytes(data)


def delete(database):
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("pragma journal_mode = delete")
    db.execute("pragma secure_delete = off")
    db.execute("drop trigger compartment_stays")
    db.execute("delete from compartment")
    db.execute("delete from document where view in ('envelope', 'letter', 'peer-custody')")
    db.close()


def keys(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        rows = db.execute("select scope, destroyed_at_ms from key where scope like 'exhibit:%'").fetchall()
    gone = [datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).date() + KEPT for _, at in rows if at]
    print(json.dumps([day.isoformat() for day in gone]))


if __name__ == "__main__":
    commands = {"backup": backup, "delete": delete, "hide": hide, "keys": keys, "left-over": left_over, "put-back": put_back}
    commands[sys.argv[1]](*sys.argv[2:])
