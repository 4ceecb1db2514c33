"""Opens whatever the keys on a node's disks still open, and says where planted words can be read.

usage: opener.py --keys FOLDER --words WORDS.json [--out REPORT.json] NAME=PATH...

The reader is somebody who has every named place (the data directory, the head register, backups of either database, a
folder of packages, logs) and the folder of keys with its passphrase, and who keeps to no rule of ours: keys of one place
are tried on what lies in another, databases are read as they are, as they were at each commit that their write-ahead log
still holds, and byte by byte, where deleted rows may lie. Nothing that opens under the right key needs a tag to be read:
what is only half there is decrypted all the same.

1. Argon2id of the passphrase opens the root; from there epoch keys, case keys, content keys, letter keys.
2. Event compartments, sealed documents and envelopes are opened; content rows and letters name more keys.
3. Every other file is tried as a piece of a message under every content key, by its header or by its place.
4. Each byte that could begin a wrap is tried as one, under every key that could have made it.

`WORDS.json` is an object of lists of words. The report is one: `found` has a line for each word and way of keys,
`opened` and `closed` count what opened and what did not. Written from `docs/spec` alone (custody.md, ledger.md,
exchange.md, letter.md); Python and the package `cryptography` (AES, Argon2id, ML-KEM, X25519). Not seen: what lay in an
overflow page of a database that was freed and is not in the write-ahead log any more.
"""

import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import re
import sqlite3
import struct
import sys
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

import canary

ROOT = bytes(16)
KEK, DEK, COMPARTMENT, EPOCH, HPKE = 1, 2, 3, 5, 7
WRAP, EVENT_WRAP = 61, 93  # bytes of a wrap of 32 and of 64
CHUNK, HEADER = 16400, 56  # ciphertext of 16,384 bytes; salt and commitment
TRANSFER = 4 << 20
PARTS = [size << 20 for size in (8, 16, 32, 64)]
PIECES = 32  # parts or transfer chunks of one message that are looked for without a list
HEAD = 8  # bytes by which a word is looked for first
TAIL = 16384  # bytes read behind a sealed body of unknown length
UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EXHIBIT = re.compile(rb"exhibit:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


# ---- custody.md


def root_of(folder):
    """The root (section 5): Argon2id of the passphrase, then AES-256-GCM."""
    sealed = (folder / "root.sealed").read_bytes()
    head, nonce, rest = sealed[:26], sealed[26:38], sealed[38:]
    m, t, p = struct.unpack(">IIB", head[17:])
    passphrase = (folder / "passphrase").read_bytes()
    key = Argon2id(salt=head[1:17], length=32, iterations=t, lanes=p, memory_cost=m).derive(passphrase)
    return AESGCM(key).decrypt(nonce, rest, head)


def opened(key, aad, sealed):
    """The content of a sealed form (section 4), or None."""
    if len(sealed) < 29 or sealed[0] != 1:
        return None
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], aad)
    except InvalidTag:
        return None


def wrap_aad(kind, by, of):
    return b"comity-wrap/v1\0" + bytes([kind]) + by + of


def body_aad(event, c):
    return b"comity-body/v1\0" + event + bytes([c])


def compartment_id(event, c):
    return hashlib.sha256(event + bytes([c])).digest()[:16]


def unsealed(key, sealed):
    """What a sealed form of unknown length holds, and noise behind it: nobody who reads needs the tag."""
    cipher = Cipher(algorithms.AES(key), modes.CTR(sealed[1:13] + b"\0\0\0\2")).decryptor()
    return cipher.update(sealed[13:])


def expand(key, info, n):
    out, block = b"", b""
    while len(out) < n:
        block = hmac.digest(key, block + info + bytes([len(out) // 64 + 1]), "sha512")
        out += block
    return out[:n]


class Message:
    """A message of chunked encryption (section 1), of which pieces are found."""

    def __init__(self, key, context, header, way):
        self.of = context[-16:]
        info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + header[:24] + context
        okm = expand(key, info, 76)
        self.key, self.nonce, self.fits, self.way = okm[:32], okm[32:44], okm[44:] == header[24:], way
        self.pieces = {}

    def text(self):
        return b"".join(text for _, (_, text) in sorted(self.pieces.items()))

    def nonce_of(self, k):
        return (int.from_bytes(self.nonce, "big") ^ k).to_bytes(12, "big")

    def begins(self, data, at):
        """Whether these bytes are the message from `at` on: the first whole chunk among them is authentic."""
        k = -(-max(at - HEADER, 0) // CHUNK)
        chunk = data[HEADER + k * CHUNK - at:][:CHUNK]
        if len(chunk) < 16:
            return False
        try:
            AESGCM(self.key).decrypt(self.nonce_of(k), chunk, None)
        except InvalidTag:
            return False
        return True

    def plain(self, data, at):
        out, end = [], at + len(data)
        k = max(at - HEADER, 0) // CHUNK
        while HEADER + k * CHUNK < end:
            start = HEADER + k * CHUNK
            skip = max(at - start, 0)
            piece = data[start + skip - at:start - at + CHUNK]
            cipher = Cipher(algorithms.AES(self.key), modes.CTR(self.nonce_of(k) + b"\0\0\0\2")).decryptor()
            text = cipher.update(bytes(skip) + piece)
            out.append(text[skip:min(CHUNK, skip + len(piece)) - 16] if skip + len(piece) > 16 else b"")
            k += 1
        return b"".join(out)


# ---- exchange.md


def cbor(data, at=0):
    """One value and where it ends; of CBOR what section 1 uses."""
    major, n = data[at] >> 5, data[at] & 31
    at += 1
    if n >= 24:
        size = 1 << (n - 24)
        n, at = int.from_bytes(data[at:at + size], "big"), at + size
    if major in (2, 3):
        if at + n > len(data):
            raise ValueError("cut")
        return data[at:at + n], at + n
    if major in (4, 5):
        items = []
        for _ in range(n * (major - 3)):
            item, at = cbor(data, at)
            items.append(item)
        return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at
    if major in (0, 1, 7):
        return n, at
    return cbor(data, at)


def labeled(suite, prk, label, info, n):
    text = n.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, text + b"\1", "sha256")[:n]


def extract(suite, salt, label, ikm):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256")


def kid(public):
    return hashlib.sha256(b"comity/cx1/key\0x-wing\0" + public).digest()[:16]


class Unit:
    """An X-Wing key (draft-connolly-cfrg-xwing-kem) from its seed, for HPKE in base mode (RFC 9180)."""

    def __init__(self, seed, way):
        wide = hashlib.shake_256(seed).digest(96)
        self.m, self.x = MLKEM768PrivateKey.from_seed_bytes(wide[:64]), X25519PrivateKey.from_private_bytes(wide[64:])
        self.public_x = self.x.public_key().public_bytes_raw()
        self.kid = kid(self.m.public_key().public_bytes_raw() + self.public_x)
        self.way = way

    def open(self, enc, info, sealed):
        ct_m, ct_x = enc[:1088], enc[1088:]
        both = self.m.decapsulate(ct_m) + self.x.exchange(X25519PublicKey.from_public_bytes(ct_x))
        shared = hashlib.sha3_256(both + ct_x + self.public_x + b"\\.//^\\").digest()
        suite = b"HPKE" + bytes.fromhex("647a00010002")
        context = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
        secret = extract(suite, shared, b"secret", b"")
        key, nonce = (labeled(suite, secret, word, context, n) for word, n in ((b"key", 32), (b"base_nonce", 12)))
        return AESGCM(key).decrypt(nonce, sealed, b"")


def letter_of(envelope, units):
    """Manifest, signatures and object keys of an envelope (section 5), with the unit that opened it."""
    _, head, stanzas, body, _ = cbor(envelope)[0]
    digest = hashlib.sha256(head).digest()
    for recipient, enc, wrapped in cbor(stanzas)[0]:
        for unit in units:
            if recipient not in (unit.kid, bytes(16)):
                continue
            try:
                cek = unit.open(enc, b"comity/cx1/wrap\0" + digest + unit.kid, wrapped)
                key = hmac.digest(hmac.digest(digest, cek, "sha256"), b"comity/cx1/body\0key\1", "sha256")
                padded = AESGCM(key).decrypt(bytes(12), body[32:], head)
            except InvalidTag:
                continue
            return cbor(padded[4:4 + int.from_bytes(padded[:4], "big")])[0], unit
    return None


# ---- the places


def files(places):
    for name, path in places:
        for file in sorted(map(pathlib.Path, canary.walk(path))):
            yield (name if file == path else f"{name}/{file.relative_to(path)}"), file


def states(path):
    """The database as its file has it, and as it was at each commit that its write-ahead log still holds."""
    main = bytearray(path.read_bytes())
    yield "file", bytes(main)
    wal = path.with_name(path.name + "-wal")
    data = wal.read_bytes() if wal.exists() else b""
    if len(data) < 32:
        return
    size = int.from_bytes(data[8:12], "big")
    rounds = {}  # frames of earlier rounds of the log stand behind the newer ones
    for at in range(32, len(data) - size - 23, size + 24):
        page, commit = struct.unpack(">II", data[at:at + 8])
        rounds.setdefault(data[at + 8:at + 16], []).append((page, commit, data[at + 24:at + 24 + size]))
    for n, frames in enumerate(rounds.values()):
        image = bytearray(main)
        for m, (page, commit, text) in enumerate(frames):
            if not 0 < page < 1 << 20:
                continue
            image.extend(bytes(max(page * size - len(image), 0)))
            image[(page - 1) * size:page * size] = text
            if commit:
                yield f"log {n}.{m}", bytes(image)


def rows(image, statement):
    """What a statement finds in a database that may be broken, as far as it can be read."""
    image = bytearray(image)
    image[18:20] = b"\1\1"  # not to be asked for a log
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(bytes(image))
        yield from db.execute(statement)
    except sqlite3.Error:
        return
    finally:
        db.close()


class Opener:
    def __init__(self, places, keys, words):
        self.places, self.words = places, words
        self.heads = {}
        for word in words:
            for form, needle in canary.forms(word):
                self.heads.setdefault(needle[:HEAD], []).append((word, form, needle))
        self.keys = {ROOT: (root_of(keys), "root")}  # what wraps, by id
        self.deks, self.units, self.objects, self.messages = {}, {}, {}, {}
        self.wraps, self.known, self.done = {}, set(), set()
        self.compartments, self.documents, self.envelopes = {}, {}, {}
        self.headers, self.ids, self.events, self.exhibits = set(), set(), set(), set()
        self.outgoing = {}  # objects on their way out, by the exhibit they carry
        self.opened, self.closed, self.found, self.read = {}, {}, set(), set()

    def count(self, of, what, key):
        of.setdefault(what, set()).add(key)

    def look(self, data, way, level=0):
        """Searches what was read, in every form of a leak. Words that begin alike are looked for once together."""
        needles = [needle for head, some in self.heads.items() if head in data for needle in some]
        for word, form in canary.search(data, needles, canary.LEVELS):
            self.found.add((word, way if form == "raw" else f"{way} as {form}"))
        if level < canary.LEVELS:
            for name, inner in canary.unpacked(data):
                self.look(inner, f"{way} in {name}", level + 1)

    def run(self):
        self.gather()
        n_keys = -1
        while n_keys != self.n_keys():  # what was opened may name keys that open more
            n_keys = self.n_keys()
            self.unwrap()
            self.open_bodies()
            self.open_raw()
        self.open_files()

    def n_keys(self):
        return len(self.keys) + len(self.deks) + len(self.units) + len(self.objects)

    def gather(self):
        """Every row there is or was, and every id that could be part of an address."""
        self.files, self.databases = list(files(self.places)), []
        for name, path in self.files:
            data = path.read_bytes()
            self.look(data, f"in clear > {name}")
            database = data[:16] == b"SQLite format 3\0"
            if database:
                for state, image in states(path):
                    self.rows_of(f"{name} ({state})", image)
            if database or path.name.endswith(("-wal", "-journal")):
                self.databases.append((name, data))
                self.ids.update(uuid.UUID(found.decode()).bytes for found in UUID.findall(data))
                self.exhibits.update(uuid.UUID(found.decode()).bytes for found in EXHIBIT.findall(data))

    def rows_of(self, name, image):
        for kind, key, by, scope, wrap in rows(image, "select kind, id, wrapped_by, scope, wrap from key"):
            if wrap:
                self.wraps.setdefault((kind, key, by, scope, wrap), name)
        self.events.update(event for event, in rows(image, "select event_id from event"))
        events = "select e.event_id, c.c, c.kek_id, c.wrap, c.ct from compartment c join event e using (position)"
        for event, c, kek, wrap, ct in rows(image, events):
            if ct:
                self.compartments.setdefault((event, c, kek, wrap, ct), name)
        for view, key, body in rows(image, "select view, key, body from document"):
            if body[:5] == b"\x85\x63cx1":
                self.envelopes.setdefault(body, f"{name}: {view} {key}")
            elif body[16:18] == WRAP.to_bytes(2, "big"):
                self.documents.setdefault((view, key, body), name)

    def unwrap(self):
        """From the root down; a second row of a key that is open already changes nothing."""
        for (kind, key, by, scope, wrap), place in sorted(self.wraps.items(), key=lambda row: -row[0][0]):
            self.known.add(wrap)
            self.take(kind, key, by, scope, wrap, place)
        for (kind, key, by, scope, wrap), place in self.wraps.items():
            self.take(kind, key, by, scope, wrap, place)

    def take(self, kind, key, by, scope, wrap, place):
        if by not in self.keys:
            return
        of = uuid.UUID(scope.removeprefix("exhibit:")).bytes if kind == DEK else key
        wrapping, way = self.keys[by]
        secret = opened(wrapping, wrap_aad(kind, by, of), wrap)
        if secret is not None:
            self.count(self.opened, "keys", wrap)
            self.own(kind, key, of, secret, f"{way} > {scope} in {place}")

    def own(self, kind, key, of, secret, way):
        if kind in (KEK, EPOCH):
            self.keys.setdefault(key, (secret, way))
        elif kind == DEK:
            self.deks.setdefault((of, secret), way)
        elif kind == HPKE:
            self.units.setdefault(secret, Unit(secret, way))

    def open_bodies(self):
        for (event, c, kek, wrap, ct), place in self.compartments.items():
            key, way = self.keys.get(kek, (None, None))
            both = key and opened(key, wrap_aad(COMPARTMENT, kek, compartment_id(event, c)), wrap)
            body = both and opened(both[32:], body_aad(event, c), ct)
            self.known.add(wrap)
            self.judge("compartments", ct, body, f"{way} > event {event.hex()} compartment {c} in {place}")
        for (view, key, sealed), place in self.documents.items():
            kek, wrap, ct = sealed[:16], sealed[18:18 + WRAP], sealed[18 + WRAP:]
            wrapping, way = self.keys.get(kek, (None, None))
            text = None
            for found in UUID.findall(key.encode()) if wrapping else []:
                of = uuid.UUID(found.decode()).bytes
                one = opened(wrapping, wrap_aad(COMPARTMENT, kek, compartment_id(of, 0)), wrap)
                text = text or (one and opened(one, body_aad(of, 0), ct))
            self.known.add(wrap)
            if self.judge("documents", ct, text, f"{way} > {view} {key} in {place}"):
                self.named(text, f"{way} > {view} {key}")
        for envelope, place in self.envelopes.items():
            letter = letter_of(envelope, self.units.values())
            way = f"{letter[1].way if letter else ''} > {place}"
            if self.judge("envelopes", envelope, letter and letter[0][0], way):
                (manifest, _, keys), _ = letter
                for thing in json.loads(manifest)["objects"]:
                    if thing["n"] in keys:
                        context = b"comity-handover/v1\0" + uuid.UUID(thing["id"]).bytes
                        self.objects.setdefault((keys[thing["n"]], context), way)

    def judge(self, what, ct, text, way):
        """Counts a body; searches it when it opens for the first time."""
        if text is None:
            self.count(self.closed, what, ct)
            return False
        self.closed.get(what, set()).discard(ct)
        self.count(self.opened, what, ct)
        if ct not in self.read:
            self.read.add(ct)
            self.look(text, way)
        return True

    def named(self, text, way):
        """Keys and headers that a document names: a content row, or objects on their way out."""
        try:
            document = json.loads(text)
        except ValueError:
            return
        for item in document if isinstance(document, list) else [document]:
            if isinstance(item, dict) and isinstance(item.get("header"), str):
                self.headers.add(b64url(item["header"]))
                if "key" in item and "handover" in item:
                    self.outgoing[item["exhibit"]] = item
                    context = b"comity-handover/v1\0" + uuid.UUID(item["handover"]).bytes
                    self.objects.setdefault((b64url(item["key"]), context), way)

    def open_raw(self):
        """Wraps and sealed bodies byte by byte, where no row says what they are."""
        keys = list(self.keys.items())
        known = {kind: {row[1] for row in self.wraps if row[0] == kind} for kind in (KEK, EPOCH, HPKE)}
        of = {KEK: known[KEK] | {row[2] for row in self.compartments}, EPOCH: known[EPOCH], HPKE: known[HPKE]}
        tries = []
        for by, (key, way) in keys:
            kinds = (EPOCH,) if by == ROOT else (KEK, DEK, HPKE)
            aads = [(kind, one, wrap_aad(kind, by, one)) for kind in kinds for one in of.get(kind, self.exhibits)]
            tries.append((by, AESGCM(key), way, aads))
        places = {compartment_id(event, c): (event, c) for event in self.events for c in range(4)}
        places |= {compartment_id(one, 0): (one, 0) for one in self.ids | self.exhibits}
        for name, data in self.databases:
            for at in (m.start() for m in re.finditer(b"\1", data)):
                wrap = data[at:at + WRAP]
                if wrap in self.known or len(wrap) < WRAP or (wrap, len(keys)) in self.done or len(set(wrap)) < 24:
                    continue  # a wrap looks like noise
                self.done.add((wrap, len(keys)))
                for by, gcm, way, aads in tries:
                    for kind, one, aad in aads:
                        try:
                            secret = gcm.decrypt(wrap[1:13], wrap[13:], aad)
                        except InvalidTag:
                            continue
                        self.known.add(wrap)
                        self.count(self.opened, "keys", wrap)
                        self.own(kind, one, one, secret, f"{way} > wrap of kind {kind} at byte {at} of {name}")
            for by, (key, way) in keys:
                for at in (m.end() for m in re.finditer(re.escape(by), data)):
                    self.raw_body(data[at:at + TAIL], by, key, places, f"{way} > bytes at {at} of {name}")

    def raw_body(self, data, by, key, places, way):
        """A document or a compartment behind the id of its wrapping key."""
        document = data[:2] == WRAP.to_bytes(2, "big")
        data = data[2:] if document else data
        length = WRAP if document else EVENT_WRAP
        wrap, sealed = data[:length], data[length:]
        if sealed[:1] != b"\1" or (wrap, by) in self.done or len(sealed) < 30:
            return
        self.done.add((wrap, by))
        if wrap in self.known:
            return
        for place in places:
            keys = opened(key, wrap_aad(COMPARTMENT, by, place), wrap)
            if keys is not None:
                self.count(self.opened, "raw bodies", wrap)
                self.look(unsealed(keys[-32:], sealed), way)
                return

    def open_files(self):
        """Every file as a piece of a message: by its header, by a header that is known, at each place it could have."""
        contexts = [(key, b"comity-item/v1\0" + of, way) for (of, key), way in self.deks.items()]
        contexts += [(key, context, way) for (key, context), way in self.objects.items()]
        left = []
        for name, path in self.files:
            data = path.read_bytes()
            if data[:16] != b"SQLite format 3\0" and len(data) >= 16:
                left.append((name, data))
        for header in self.headers | {data[:HEADER] for _, data in left if len(data) > HEADER}:
            for key, context, way in contexts:
                message = Message(key, context, header, way)
                if message.fits:
                    self.messages.setdefault((message.key, message.nonce), message)
        places = [HEADER + n * size // 16384 * CHUNK for size in PARTS for n in range(1, PIECES)]
        places = [0, *sorted({*places, *(n * TRANSFER for n in range(1, PIECES))})]
        for name, data in left:
            for message in self.messages.values():
                at = next((at for at in places if message.begins(data, at)), None)
                if at is not None:
                    message.pieces.setdefault(at, (name, message.plain(data, at)))
                    self.count(self.opened, "ciphertext", name)
                    break
            else:
                if "/blobs/" in name:
                    self.count(self.closed, "ciphertext", name)
        for message in self.messages.values():
            names = " ".join(name for _, (name, _) in sorted(message.pieces.items()))
            self.look(message.text(), f"{message.way} > {names}")

    def exhibits_read(self):
        """What was read of each message, by the exhibit or object that it is."""
        return [(message.of, message.text()) for message in self.messages.values()]

    def report(self):
        found = [{"word": word, "way": way} for word, way in sorted(self.found)]
        count = lambda of: {what: len(keys) for what, keys in sorted(of.items()) if keys}
        return {"found": found, "opened": count(self.opened), "closed": count(self.closed)}


def b64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", required=True)
    parser.add_argument("--words", required=True)
    parser.add_argument("--out")
    parser.add_argument("places", nargs="+")
    args = parser.parse_args()
    words = [word for some in json.loads(pathlib.Path(args.words).read_text()).values() for word in some]
    places = [(name, pathlib.Path(path)) for name, path in (place.split("=", 1) for place in args.places)]
    opener = Opener(places, pathlib.Path(args.keys), words)
    opener.run()
    text = json.dumps(opener.report(), indent=1)
    if args.out:
        pathlib.Path(args.out).write_text(text)
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
