"""Looks for planted words where they must not be, in every form a byte-level leak can take.

usage: canary.py --words FILE --work DIR PATH...

Forms: raw, UTF-16 (both orders), hex (both cases), base64 at three alignments (both alphabets), percent
escapes, and all of these inside compressed files (gzip, zlib, bzip2, xz, zip, to three levels), inside
SQLite's write-ahead log and its free pages. First a control word is hidden in each form and must be found
again in each; a scanner that misses one ends with exit code 2 and says nothing about the rest. Exit code
1: a planted word was found. Standard library only.

Not seen: a word cut in two by the page border of a database, and words inside zstd.
"""

import argparse
import base64
import binascii
import bz2
import gzip
import io
import lzma
import multiprocessing
import os
import pathlib
import sqlite3
import sys
import zipfile
import zlib

LEVELS = 3  # compressed inside compressed inside compressed
UNPACKED_MAX = 512 << 20  # an archive that grows beyond this is not ours


def forms(word):
    """Name and bytes of every form of a word that is searched for as bytes."""
    raw = word.encode()
    yield "raw", raw
    yield "utf-16le", word.encode("utf-16-le")
    yield "utf-16be", word.encode("utf-16-be")
    yield "hex", raw.hex().encode()
    yield "HEX", raw.hex().upper().encode()
    escaped = "".join(f"%{b:02X}" for b in raw)
    yield "percent", escaped.encode()
    for shift in range(3):
        # The characters that depend on neighbouring bytes are cut off at both ends.
        text = base64.b64encode(b"\0" * shift + raw)
        first, whole = (0, 2, 3)[shift], (shift + len(raw)) // 3 * 4
        middle = text[first:whole]
        yield f"base64+{shift}", middle
        url = middle.translate(bytes.maketrans(b"+/", b"-_"))
        if url != middle:
            yield f"base64url+{shift}", url


def unpacked(data):
    """What a decompressor makes of the data, with the name of the form."""
    for magic, name, unpack in (
        (b"BZh", "bzip2", bz2.decompress),
        (b"\xfd7zXZ\0", "xz", lzma.decompress),
        (b"x\x01", "zlib", inflate), (b"x\x5e", "zlib", inflate), (b"x\x9c", "zlib", inflate), (b"x\xda", "zlib", inflate),
    ):
        if data.startswith(magic):
            try:
                yield name, unpack(data)
            except (OSError, lzma.LZMAError, zlib.error, EOFError, ValueError):
                pass
    at = data.find(b"\x1f\x8b\x08")
    while at >= 0:  # gzip anywhere, also inside a database row
        try:
            yield "gzip", inflate(data[at:], 31)
        except zlib.error:
            pass
        at = data.find(b"\x1f\x8b\x08", at + 3)
    if data.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for info in archive.infolist():
                    if info.compress_type != zipfile.ZIP_STORED and info.file_size <= UNPACKED_MAX:
                        yield "zip", archive.read(info)
        except (zipfile.BadZipFile, NotImplementedError, zlib.error, RuntimeError):
            pass


def inflate(data, window=15):
    return zlib.decompressobj(window).decompress(data, UNPACKED_MAX)


def search(data, needles, level=0):
    """Yields the name of each form in which a word occurs, and the word."""
    for word, form, needle in needles:
        if needle in data:
            yield word, form
    if level < LEVELS:
        for name, inner in unpacked(data):
            for word, form in search(inner, needles, level + 1):
                yield word, f"{name}/{form}"


def scan_file(task):
    path, needles = task
    try:
        data = pathlib.Path(path).read_bytes()
    except FileNotFoundError:
        return []  # a temporary file that went away
    return [(path, form, word) for word, form in search(data, needles)]


def scan(paths, words):
    needles = [(word, form, needle) for word in words for form, needle in forms(word)]
    files = sorted(f for path in paths for f in walk(path))
    with multiprocessing.Pool(min(4, os.cpu_count() or 1)) as pool:
        found = [hit for hits in pool.imap_unordered(scan_file, [(f, needles) for f in files], 4) for hit in hits]
    return len(files), sorted(found)


def walk(path):
    path = pathlib.Path(path)
    if path.is_file():
        yield str(path)
    for folder, _, names in os.walk(path):
        for name in names:
            file = os.path.join(folder, name)
            if os.path.isfile(file) and not os.path.islink(file):
                yield file


def control(work):
    """Hides one word in every form and returns which places the scanner missed."""
    word = "control-" + binascii.hexlify(os.urandom(12)).decode()
    work.mkdir(parents=True, exist_ok=True)
    for name, needle in forms(word):
        (work / name.replace("+", "-")).write_bytes(os.urandom(100) + needle + os.urandom(100))
    raw = b"before " + word.encode() + b" after"
    (work / "gzip").write_bytes(os.urandom(64) + gzip.compress(raw))
    (work / "zlib").write_bytes(zlib.compress(raw))
    (work / "bzip2").write_bytes(bz2.compress(raw))
    (work / "xz").write_bytes(lzma.compress(raw))
    (work / "three-levels").write_bytes(gzip.compress(bz2.compress(zlib.compress(raw))))
    with zipfile.ZipFile(work / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", raw)
    free_page(work / "free-page.db", word)
    keep = wal(work / "wal.db", word)
    (work / "wal.db").unlink()  # only the log may hold it
    expected = {f for f in walk(work) if not f.endswith("-shm")}
    _, found = scan([work], [word])
    keep.close()
    return sorted(expected - {path for path, _, _ in found})


def free_page(path, word):
    db = sqlite3.connect(path)
    db.execute("PRAGMA secure_delete = OFF")
    db.execute("CREATE TABLE t (x TEXT)")
    db.executemany("INSERT INTO t VALUES (?)", [(word + "." * 900,) for _ in range(40)])
    db.commit()
    db.execute("DROP TABLE t")
    db.commit()
    db.close()


def wal(path, word):
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("CREATE TABLE t (x TEXT)")
    db.execute("INSERT INTO t VALUES (?)", (word,))
    db.commit()
    return db


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("paths", nargs="+")
    args = parser.parse_args()
    missed = control(pathlib.Path(args.work))
    if missed:
        print("FAIL the control word was not found in: " + ", ".join(missed))
        return 2
    print("ok the control word was found in every form")
    words = [w for w in pathlib.Path(args.words).read_text().splitlines() if w]
    if not words:
        print("FAIL no words were planted")
        return 2
    n_files, found = scan(args.paths, words)
    for path, form, word in found:
        print(f"FAIL {path}: {form}: {word}")
    if not found:
        print(f"ok none of {len(words)} words in {n_files} files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
