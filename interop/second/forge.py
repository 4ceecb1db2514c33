"""A maker of whole packages with keys of its own, for the tests of the verifier.

Everything is deterministic but the ML-DSA signatures. A test changes the plain values of a `Forge`, or hangs a
function on one of its stages, and builds.
"""

import copy
import functools
import hashlib
import hmac
import json
import os

from cryptography.hazmat.primitives.asymmetric import ed25519, mldsa

from courtpackage import basics, canon, cbor, completeness, container, custody, layout, letters, notes, parts, timestamp
from courtpackage.errors import Refused

VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "crates", "seal", "vectors")
STAGES = ("payload", "bag", "manifest", "token", "members")
BASE_TIME = 1_800_000_000
NET = hashlib.sha256(b"network").hexdigest()
GIVER, RECEIVER = "aa.example", "bb.example"
FILE = b"some evidence\n"
EXHIBIT = "33333333-2222-4333-8444-555555555555"


def stamp(milliseconds=0):
    """An instant near the base time, as text."""
    import datetime

    moment = datetime.datetime.fromtimestamp(BASE_TIME, datetime.timezone.utc)
    moment += datetime.timedelta(milliseconds=milliseconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def party(node, member):
    """What an act says of its other side."""
    return {"key": None, "member": member, "node": node, "unit": f"{member}/office"}


@functools.lru_cache(maxsize=None)
def seed(name):
    return hashlib.sha256(b"seed " + name.encode()).digest()


@functools.lru_cache(maxsize=1024)
def pair(make, raw):
    """(private key, bytes of its public key) of a seed."""
    private = make(raw)
    return private, private.public_key().public_bytes_raw()


ED25519 = ed25519.Ed25519PrivateKey.from_private_bytes
MLDSA44, MLDSA65 = mldsa.MLDSA44PrivateKey.from_seed_bytes, mldsa.MLDSA65PrivateKey.from_seed_bytes


class NoteKey:
    """A key that signs notes. What it signed it does not sign again."""

    _lines = functools.lru_cache(maxsize=8192)(lambda self, *head: self._line(*head))

    def __init__(self, name, kind, private=None):
        self.name, self.kind = name, kind
        make = MLDSA44 if kind == notes.COSIGN_MLDSA44 else ED25519
        self.private = private or pair(make, seed(f"{name}{kind}"))[0]
        self.blob = bytes([kind]) + self.private.public_key().public_bytes_raw()
        self.id = hashlib.sha256(name.encode() + b"\n" + self.blob).digest()[:4]

    @property
    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{basics.to_base64(self.blob)}"

    def __eq__(self, other):
        return (self.name, self.blob) == (other.name, other.blob)

    def __hash__(self):
        return hash((self.name, self.blob))

    def line(self, origin, size, root, time):
        return self._lines(origin, size, root, time)

    def _line(self, origin, size, root, time):
        text = f"{origin}\n{size}\n{basics.to_base64(root)}\n".encode()
        if self.kind == notes.ED25519:
            signature = self.private.sign(text)
        elif self.kind == notes.COSIGN_ED25519:
            signature = time.to_bytes(8, "big") + self.private.sign(b"cosignature/v1\ntime %d\n" % time + text)
        else:
            message = b"subtree/v1\n\0" + bytes([len(self.name)]) + self.name.encode() + time.to_bytes(8, "big")
            message += bytes([len(origin)]) + origin.encode() + bytes(8) + size.to_bytes(8, "big") + root
            signature = time.to_bytes(8, "big") + self.private.sign(message)
        return f"\u2014 {self.name} {basics.to_base64(self.id + signature)}\n"


@functools.lru_cache(maxsize=256)
def next_keys(origin, number):
    """The pair of keys of a later generation of a log."""
    pairs = ((1, ED25519), (6, MLDSA44))
    return [NoteKey(origin, kind, pair(make, seed(f"{origin}{kind} {number}"))[0]) for kind, make in pairs]


class Log:
    """A log: leaves, and heads signed at a time."""

    def __init__(self, origin, witnesses):
        self.origin = origin
        self.leaves = []
        self.keys = [NoteKey(origin, notes.ED25519), NoteKey(origin, notes.COSIGN_MLDSA44)]
        self.witnesses = witnesses
        self.time = BASE_TIME + 5
        self.listed = None

    def next_keys(self, number):
        """The keys of a later generation."""
        return next_keys(self.origin, number)

    def in_policy(self):
        """The keys that a policy lists: those that sign, if nothing else is set."""
        return self.keys if self.listed is None else self.listed

    def add(self, leaf):
        self.leaves.append(leaf)
        return len(self.leaves) - 1

    def head(self, signers=None, later=0):
        """(size, root, note) over all leaves, signed so many seconds later than is usual."""
        root = notes.tree_root([notes.leaf_hash(leaf) for leaf in self.leaves])
        size = len(self.leaves)
        note = f"{self.origin}\n{size}\n{basics.to_base64(root)}\n\n"
        for key in signers if signers is not None else self.keys + self.witnesses:
            note += key.line(self.origin, size, root, self.time + later)
        return size, root, note

    def path(self, index):
        level, out = [notes.leaf_hash(leaf) for leaf in self.leaves], []
        while len(level) > 1:
            if index ^ 1 < len(level):
                out.append(level[index ^ 1])
            above = [notes.node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            level = above + ([level[-1]] if len(level) & 1 else [])
            index >>= 1
        return out

    def proof(self, index, note):
        lines = ["c2sp.org/tlog-proof@v1", "extra " + basics.to_base64(self.leaves[index]), f"index {index}"]
        lines += [basics.to_base64(node) for node in self.path(index)]
        return ("\n".join(lines) + "\n\n" + note).encode()


@functools.lru_cache(maxsize=4096)
def _salt(count, place):
    key = seed(f"K{count}")
    return hmac.new(key, b"comity-salt/v1\0" + place.to_bytes(2, "big"), hashlib.sha256).digest()


class Event:
    """Fields in order, some closed; makes a leaf and the opening of it."""

    def __init__(self, fields, closed=(), why="redacted"):
        self.fields, self.closed, self.why = fields, set(closed), why
        self._leaf = None

    def leaf(self):
        """The leaf of the fields as they are when it is first asked for."""
        if self._leaf is None:
            self._leaf = self._commit()
        return self._leaf

    def _commit(self):
        self.hashes, self.salts, self.raws = [], [], []
        for place, (name, value) in enumerate(self.fields):
            salt, raw, label = _salt(len(self.fields), place), canon.write(value), name.encode()
            framed = len(label).to_bytes(2, "big") + label + len(raw).to_bytes(4, "big") + raw
            self.salts.append(salt)
            self.raws.append(raw)
            self.hashes.append(hashlib.sha256(b"\0" + salt + framed).digest())
        body = b"comity-commit/v1\0" + len(self.fields).to_bytes(2, "big") + notes.tree_root(self.hashes)
        return b"CML\1\1\0\0\0" + hashlib.sha256(body).digest()

    def opening(self, origin, index):
        leaf, shown = self.leaf(), []
        for place, (name, _value) in enumerate(self.fields):
            if name in self.closed:
                made = {"hash": basics.to_base64(self.hashes[place]), "i": place, "why": self.why}
                shown.append(canon.write(made))
            else:
                salt, label = basics.to_base64(self.salts[place]).encode(), canon.write(name)
                shown.append(b'{"i":%d,"name":%b,"salt":"%b","value":%b}' % (place, label, salt, self.raws[place]))
        made = {"v": "comity-opening/1", "origin": origin, "index": index, "leaf": basics.to_base64(leaf),
                "n": len(shown)}  # fmt: skip
        return b'{"fields":[' + b",".join(shown) + b"]," + canon.write(made)[1:] + b"\n"


class LetterKey:
    """A key of `keys.history`."""

    def __init__(self, member, node, unit, alg="ed25519", name=""):
        self.member, self.node, self.unit, self.alg = member, node, unit, alg
        raw = seed(f"{member}{node}{unit}{alg}{name}")
        self.private, self.public = pair(ED25519 if alg == "ed25519" else MLDSA65, raw)
        self.kid = hashlib.sha256(b"comity/cx1/key\0" + alg.encode() + b"\0" + self.public).digest()[:16]
        self.begin, self.until = stamp(-10**9), stamp(10**9)

    def row(self):
        import base64

        pk = base64.urlsafe_b64encode(self.public).rstrip(b"=").decode()
        return {"alg": self.alg, "from": self.begin, "kid": self.kid.hex(), "member": self.member, "node": self.node,
                "pk": pk, "roster": 1, "unit": self.unit, "until": self.until}  # fmt: skip


def cose(keys, payload, content_type, label, net):
    """A COSE_Sign of these keys over a payload."""
    protected, signatures = cbor.write({3: content_type}), []
    for key in sorted(keys, key=lambda one: one.kid):
        head = cbor.write({1: -19 if key.alg == "ed25519" else -49, 4: key.kid})
        message = cbor.write(["Signature", protected, head, label + bytes.fromhex(net), payload])
        signatures.append([head, {}, key.private.sign(message)])
    return cbor.write(cbor.Tagged(98, [protected, {}, None, signatures]))


def zip_file(members):
    """The container of (path, content) pairs in their order."""
    import zlib

    out, listed = bytearray(), []
    for path, raw in members:
        crc = zlib.crc32(raw)
        member = container.Member(path, len(out), 0, len(raw), crc)
        listed.append(member)
        out += container.local_header(path, len(raw), crc) + raw
    directory = b"".join(container.central_header(member) for member in listed)
    return bytes(out + directory + container.end_records(len(listed), len(out), len(directory)))


def digests(members):
    """Member records with digests, for the writers of the layout module."""
    made = []
    for path, raw in members:
        member = container.Member(path, 0, 0, len(raw), 0)
        member.sha256, member.sha512 = hashlib.sha256(raw).digest(), hashlib.sha512(raw).digest()
        made.append(member)
    return made


def in_order(members):
    """The file order of a dict of members."""
    ends = (*container.META_ORDER, container.TOKEN)
    plain = sorted(path for path in members if path != "mimetype" and path not in ends)
    last = [path for path in ends if path in members]
    return [(path, members[path]) for path in ["mimetype"] + plain + last if path in members]


def with_bag(members):
    """Write the six tag files anew."""
    payload = digests([(p, r) for p, r in in_order(members) if p.startswith(layout.DATA)])
    oxum = f"{sum(one.length for one in payload)}.{len(payload)}"
    info = members["bag/bag-info.txt"].decode().split("\n")
    info[3] = f"Payload-Oxum: {oxum}"
    members["bag/bag-info.txt"] = "\n".join(info).encode()
    members["bag/bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    for algorithm in ("sha256", "sha512"):
        members[f"bag/manifest-{algorithm}.txt"] = "".join(
            f"{getattr(one, algorithm).hex()}  {one.path[4:]}\n" for one in payload).encode()  # fmt: skip
    for algorithm in ("sha256", "sha512"):
        tags = digests([("bag/" + name, members["bag/" + name]) for name in layout.TAG_FILES])
        members[f"bag/tagmanifest-{algorithm}.txt"] = "".join(
            f"{getattr(one, algorithm).hex()}  {one.path[4:]}\n" for one in tags).encode()  # fmt: skip
    return members


def with_manifest(members):
    """Write the ASiC manifest anew."""
    members["META-INF/ASiCManifest001.xml"] = layout.manifest(digests(in_order(members)))
    return members


def der(tag, content):
    """A DER element; the content of a constructed one may be a list of elements."""
    if isinstance(content, list):
        content = b"".join(content)
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    count = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 + count]) + length.to_bytes(count, "big") + content


def der_integer(value, tag=timestamp.INTEGER):
    """The INTEGER of a value, from 0."""
    return der(tag, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def der_oid(content):
    return der(timestamp.OID, content)


class Token:
    """A token like those of an authority, to be changed. Nobody signed it, and nobody here would notice.

    `stamp`, `signed` and `outer` are the elements of its three structures by name and in order; `None` is absent.
    """

    def __init__(self):
        self.imprint = None
        self.accuracy = {
            "seconds": der_integer(1), "millis": der_integer(500, timestamp.MILLIS),
            "micros": der_integer(7, timestamp.MICROS),
        }  # fmt: skip
        self.algorithm = {"name": der_oid(timestamp.SHA256), "null": der(timestamp.NULL, b"")}
        self.stamp = {
            "version": der_integer(1), "policy": der_oid(b"\x2a\x03\x04\x01"), "imprint": None,
            "serial": der_integer(0x1D), "time": der(timestamp.TIME, b"20270115080005.25Z"), "accuracy": None,
            "ordering": der(timestamp.BOOLEAN, b"\xff"), "nonce": der_integer(0xCAFE),
            "tsa": der(timestamp.CONTEXT_0, [der(0xA4, [der(timestamp.SEQUENCE, [])])]), "extensions": None,
        }  # fmt: skip
        self.content = {"kind": der_oid(timestamp.TST_INFO), "stamp": None}
        self.signed = {
            "version": der_integer(3), "algorithms": der(timestamp.SET, []), "content": None,
            "certificates": der(timestamp.CONTEXT_0, [der(timestamp.SEQUENCE, [der_integer(2**70)])]),
            "revocations": None, "signers": der(timestamp.SET, [der(timestamp.SEQUENCE, [der(4, b"signed")])]),
        }  # fmt: skip
        self.outer = {"kind": der_oid(timestamp.SIGNED_DATA), "signed": None}

    def build(self, imprint):
        """The bytes of the token over a digest; what a test has set stays."""
        made = copy.deepcopy(self)
        algorithm = _sequence(made.algorithm)
        made._fill(made.stamp, "imprint", der(0x30, [algorithm, der(4, self.imprint or imprint)]))
        if made.accuracy is not None:
            made._fill(made.stamp, "accuracy", _sequence(made.accuracy))
        made._fill(made.content, "stamp", der(timestamp.CONTEXT_0, [der(4, _sequence(made.stamp))]))
        made._fill(made.signed, "content", _sequence(made.content))
        made._fill(made.outer, "signed", der(timestamp.CONTEXT_0, [_sequence(made.signed)]))
        return _sequence(made.outer)

    @staticmethod
    def _fill(structure, name, raw):
        if name in structure and structure[name] is None:
            structure[name] = raw


def _sequence(structure):
    return der(timestamp.SEQUENCE, [raw for raw in structure.values() if raw is not None])


class Map:
    """The map of a day over keys and values, and the way to each key."""

    def __init__(self, leaves):
        self.leaves = leaves

    def root(self, keys=None, depth=0):
        keys = sorted(self.leaves) if keys is None else keys
        if not keys:
            return completeness.NOTHING
        if len(keys) == 1:
            return completeness.leaf_of(keys[0], self.leaves[keys[0]])
        sides = [[key for key in keys if completeness.bit(key, depth) == side] for side in (0, 1)]
        return hashlib.sha256(b"\x11" + self.root(sides[0], depth + 1) + self.root(sides[1], depth + 1)).digest()

    def way(self, wanted):
        """(siblings, key at the end or None) of the way to a key."""
        keys, siblings = sorted(self.leaves), []
        while len(keys) > 1:
            depth = len(siblings)
            sides = [[key for key in keys if completeness.bit(key, depth) == side] for side in (0, 1)]
            turn = completeness.bit(wanted, depth)
            siblings.append(self.root(sides[1 - turn], depth + 1))
            keys = sides[turn]
        return siblings, keys[0] if keys else None


class OneEntry:
    """The opening of one entry of a log and its proof, to be changed."""

    def __init__(self):
        self.witnesses = [NoteKey("w.example/cosign", 4), NoteKey("w.example/cosign", 6)]
        self.log = Log(f"{GIVER}/comity/audit/2027", self.witnesses)
        self.fields, self.closed, self.why = {}, (), "redacted"
        self.change_opening = self.change_proof = bytes
        self.policy_tail = "group w all w-ed w-ml\nquorum w\n"

    def begin(self):
        """What stands before the opening."""
        return b""

    def build(self):
        """(file, policy) as bytes."""
        for n in range(2):
            self.log.add(b"CML\1\1\0\0\0" + bytes([n]) * 32)
        event = Event(list(self.fields.items()), self.closed, self.why)
        index = self.log.add(event.leaf())
        self.log.add(b"CML\1\1\0\0\0" + bytes(32))
        made = [self.begin(), self.change_opening(event.opening(self.log.origin, index)),
                self.change_proof(self.log.proof(index, self.log.head()[2]))]  # fmt: skip
        lines = [f"log {key.vkey}\n" for key in self.log.keys]
        lines += [f"witness w-{tag} {key.vkey}\n" for tag, key in zip(("ed", "ml"), self.witnesses)]
        return b"".join(made), ("".join(lines) + self.policy_tail).encode()


class Disclosure(OneEntry):
    """Some fields of an entry of custody."""

    def __init__(self):
        super().__init__()
        own = dict.fromkeys(custody.OWN)
        own.update(exhibit=EXHIBIT, exhibit_no="X-1", location="a shelf", status="Success")
        self.fields = {"schema": custody.SCHEMA, "category": "custody", "stream": basics.to_base64(b"d" * 16),
                       "seq": 0, "prev": None, "type": "seal", "at": Forge._at(), **own}  # fmt: skip
        self.closed = set(self.fields) - {"schema", "category", "type", "at", "location"}


class Ended:
    """The published seal over the end of a log, under lines and a policy that are made here, to be changed."""

    def __init__(self):
        with open(os.path.join(VECTORS, "keys-epoch.seal"), "rb") as file:
            self.head, _gap, note = file.read().partition(b"\n\n")
        with open(os.path.join(VECTORS, "keys.tlog-policy"), "rb") as file:
            self.key = file.read().split()[-1].decode()
        self.origin, size, root = note.decode().split("\n")[:3]
        self.size, self.root = int(size), basics.from_base64(root, "", 32)
        self.generations = [[NoteKey(self.origin, 1, ED25519(b"\1" * 32)), next_keys(self.origin, 0)[1]]]
        self.generations += [next_keys(self.origin, number) for number in (1, 2)]
        self.listed = list(self.generations[0])
        self.signers = list(self.listed)
        self.witnesses = [NoteKey("witness.example/w1", 4, ED25519(b"\3" * 32)), NoteKey("w.example/cosign", 6)]
        self.time = BASE_TIME
        self.policy_tail = "quorum w-ed\n"
        self.policy_lines = [f"seal {self.origin} {self.key}"]
        self.as_of = None

    def build(self):
        """(file, policy) as bytes."""
        note = f"{self.origin}\n{self.size}\n{basics.to_base64(self.root)}\n\n"
        for key in self.signers + self.witnesses:
            note += key.line(self.origin, self.size, self.root, self.time)
        lines = [f"log {key.vkey}\n" for key in self.listed]
        lines += [f"witness w-{tag} {key.vkey}\n" for tag, key in zip(("ed", "ml"), self.witnesses)]
        more = "".join(line + "\n" for line in self.policy_lines)
        return self.head + b"\n\n" + note.encode(), ("".join(lines) + self.policy_tail + more).encode()


class Statement(OneEntry):
    """A statement about a stream among thirty, to be changed; `stream` 30 and above are not there."""

    def __init__(self, stream=7):
        super().__init__()
        self.date = "2027-01-14"
        self.blinds = {self.tag(n): seed(f"blind {n}") for n in range(30)}
        last, wanted = {tag: seed(f"last {tag}") for tag in self.blinds}, self.tag(stream)
        self.map = Map({
            completeness.key_of(self.date, tag): completeness.value_of(blind, 3, last[tag])
            for tag, blind in self.blinds.items()
        })  # fmt: skip
        siblings, end = self.map.way(completeness.key_of(self.date, wanted))
        self.line = {"v": "comity-completeness/1", "date": self.date, "tag": basics.to_base64(wanted),
                     "siblings": [basics.to_base64(one) for one in siblings], "stream": None, "end": None}  # fmt: skip
        if wanted in self.blinds:
            self.line["stream"] = {"blind": basics.to_base64(self.blinds[wanted]),
                                   "last": basics.to_base64(last[wanted]), "seq": 3}  # fmt: skip
        elif end is not None:
            self.line["end"] = {"key": basics.to_base64(end), "value": basics.to_base64(self.map.leaves[end])}
        self.fields = {"schema": "comity/map/1", "category": "map", "stream": basics.to_base64(b"m" * 16), "seq": 0,
                       "prev": None, "type": "heads", "at": Forge._at(), "date": self.date,
                       "root": self.map.root().hex(), "size": 2, "streams": 30}  # fmt: skip

    @staticmethod
    def tag(n):
        return bytes([n]) * 16

    def begin(self):
        return canon.write(self.line) + b"\n"


def part(no, **more):
    """A line of the list of parts; `EXHIBIT` and `PLACE` are filled in when it is written."""
    line = {"i": "PLACE", "no": no, "salt": basics.to_base64(seed(f"salt {no}"))}
    if "ground" in more:
        more.setdefault("part_hash", basics.to_base64(seed(f"part {no}")))
    else:
        line["part_salt"] = basics.to_base64(seed(f"part salt {no}"))
    return {**line, **more}


class Forge:
    """A good package of an exhibit that passed from one node to another, to be changed.

    With `is_copy` it is part of a whole: a second part is kept back, a third is here.
    """

    def __init__(self, is_copy=False):
        self.witnesses = [NoteKey("w.example/cosign", 4), NoteKey("w.example/cosign", 6)]
        self.logs = {
            "A": Log(f"{GIVER}/comity/audit/2027", self.witnesses),
            "B": Log(f"{RECEIVER}/comity/audit/2027", self.witnesses),
        }
        self.keys = [LetterKey("aa", GIVER, "aa/office"), LetterKey("aa", GIVER, None),
                     LetterKey("bb", RECEIVER, "bb/office"), LetterKey("bb", RECEIVER, None)]  # fmt: skip
        self.letter_signers, self.receipt_signers = [self.keys[0]], [self.keys[3]]
        self.receipt_signers_of = {}
        self.file, self.exhibit, self.extension = FILE, "X-1-R1", "txt"
        self.file_sha256 = hashlib.sha256(FILE).hexdigest()
        self.data = {"blake3": "00" * 32, "len": len(FILE), "media_type": "text/plain", "sha256": self.file_sha256,
                     "sha512": None}  # fmt: skip
        self.letter = {
            "type": "handover.offer", "net": NET, "issued_at": stamp(),
            "issuer": {"member": "aa", "node": GIVER, "unit": "aa/office"},
            "to": [{"node": RECEIVER, "unit": "bb/office"}],
            "objects": [{"n": 0, "plain": {"sha256": self.file_sha256, "len": len(FILE)}, "role": "exhibit"}],
        }  # fmt: skip
        self.env = hashlib.sha256(b"envelope").hexdigest()
        self.receipts = [self._receipt("RelayAcceptance", None), self._receipt("ContentConsignment", "LETTER")]
        self.streams = [self._giver(), self._receiver()]
        self.links = [self._link("recv"), self._link("ack")]
        self.stages = {}
        self.token = None
        self.beside = []
        self.policy_tail = "group w all w-ed w-ml\nquorum w\n"
        self.policy_copy = None
        self.policy_lines = []
        self.as_of = None
        self.seal = {"members_off": 0}
        self.seal_fields = {}
        self.seal_closed = ()
        self.seal_signers = None
        self.change_seal = dict
        self.alone = {}
        self.complete = None
        self.parts = [part("EXHIBIT"), part("X-0", absent="destroyed")]
        self.parts_sorted = True
        self.change_list = list
        self.parts_value = None
        self.whole = self.whole_schema = None
        self.whole_log, self.whole_closed, self.whole_head, self.whole_time = "B", (), "own", BASE_TIME + 3
        self.change_whole = dict
        self.whole_line = self.whole_proof = bytes
        if is_copy:
            self._become_copy()

    def _become_copy(self):
        """A third exhibit that was collected here, one that is kept back, and the seal of the whole."""
        self.alone["X-2"] = [self._entry("B", b"e", "seal", exhibit_no="X-2", data=copy.deepcopy(self.data),
                                         exhibit=EXHIBIT.replace("3", "4"))]  # fmt: skip
        ground = {"cite": "Directive 2012/13/EU, Art. 7(4)", "code": "threat-to-person"}
        self.parts += [part("X-2"), part("X-9", ground=ground)]
        self.whole = {}

    def _receipt(self, event, letter):
        uuid = "11111111-2222-4333-8444-555555555555"
        said = None
        if letter is not None:
            said = {"letter_id": uuid, "digest": letter, "objects": [
                {"n": 0, "len": 1, "sha256": self.file_sha256, "blake3": "00" * 32}]}  # fmt: skip
        return {"cx": 1, "net": NET, "receipt_id": uuid, "event": letters.EVENTS + event,
                "of": {"env_id": uuid, "env_digest": self.env, "from": GIVER, "to": RECEIVER}, "letter": said,
                "by": {"node": RECEIVER, "as": "recipient", "unit": None}, "at": stamp(),
                "clock": {"source": "ntp", "uncertainty_ms": 5}, "chunks": {"announced": 1, "missing": 0},
                "reason": None, "flags": [], "prev": None,
                "roster": {"version": 1, "snapshot_sha256": "00" * 32}}  # fmt: skip

    def _entry(self, log, stream, kind, **values):
        own = dict.fromkeys(
            "exhibit exhibit_no root_no case status until actor counterparty location basis purpose tool object result "
            "data source check change seal countersigns signatures informed_by".split()
        )
        own.update(exhibit=EXHIBIT, status="Success")
        own.update(values)
        return {"log": log, "stream": basics.to_base64(stream * 16), "type": kind, "at": self._at(), "own": own,
                "schema": "comity/custody/1", "category": "custody", "closed": set()}  # fmt: skip

    @staticmethod
    def _at():
        return {"src": "ntp", "t": stamp(1000), "unc_ms": 100}

    def _giver(self):
        passing = {"letter_digest": "LETTER", "receipt_digest": None}
        return [
            self._entry("A", b"a", "seal", exhibit_no="X-1", data=copy.deepcopy(self.data)),
            self._entry("A", b"a", "hand_over", exhibit_no="X-1", data=copy.deepcopy(self.data), signatures=passing,
                        counterparty=party(RECEIVER, "bb")),  # fmt: skip
        ]

    def _receiver(self):
        passing = {"letter_digest": "LETTER", "receipt_digest": "RECEIPT1"}
        same = {"expected": self.file_sha256, "found": self.file_sha256}
        numbers = {"exhibit_no": "X-1-R1", "root_no": "X-1"}
        return [
            self._entry("B", b"b", "take_over", data=copy.deepcopy(self.data), check=dict(same), signatures=passing,
                        counterparty=party(GIVER, "aa"), **numbers),  # fmt: skip
            self._entry("B", b"b", "verify", check=dict(same), **numbers),
        ]

    def _link(self, kind):
        log, peer = ("B", "A") if kind == "recv" else ("A", "B")
        own = {"env_digest": self.env, "letter_digest": None, "receipt_digest": "RECEIPT0", "peer": None,
               "peer_proof": "00" * 32, "peer_origin": self.logs[peer].origin, "peer_size": 1,
               "peer_root": "11" * 32, "lane": 2}  # fmt: skip
        entry = self._entry(log, b"c", kind)
        entry.update(own=own, schema="comity/exchange/1", category="anchor")
        entry["closed"] = {"stream", "seq", "prev", "letter_digest", "peer", "lane"}
        return entry

    # -- building -------------------------------------------------------------------------------------------------

    def policy(self):
        lines = [f"log {key.vkey}\n" for log in self.logs.values() for key in log.in_policy()]
        lines += [f"witness w-{tag} {key.vkey}\n" for tag, key in zip(("ed", "ml"), self.witnesses)]
        more = "".join(line + "\n" for line in self.policy_lines)
        return ("".join(dict.fromkeys(lines)) + self.policy_tail + more).encode()

    def _fill(self, value):
        text = json.dumps(value).replace('"LETTER"', json.dumps(self.letter_digest))
        for place, digest in enumerate(self.receipt_digests):
            text = text.replace(f'"RECEIPT{place}"', json.dumps(digest))
        return json.loads(text)

    def _add(self, entry, seq, prev):
        log = self.logs[entry["log"]]
        base = {"schema": entry["schema"], "category": entry["category"], "stream": entry["stream"],
                "seq": entry.get("seq", seq), "prev": entry.get("prev", prev), "type": entry["type"],
                "at": entry["at"]}  # fmt: skip
        event = Event(list(base.items()) + list(self._fill(entry["own"]).items()), entry["closed"])
        leaf = event.leaf()
        index = log.add(leaf)
        entry["made"] = (event, log, index)
        return basics.to_base64(notes.leaf_hash(leaf))

    def build(self):
        """(package, policy) as bytes; the tokens beside it are in `tokens_beside` then."""
        members = {"mimetype": container.MIMETYPE, "README.html": b"<!DOCTYPE html>\n"}
        raw = canon.write(self.letter)
        self.letter_digest = hashlib.sha256(raw).hexdigest()
        self.receipt_digests = []
        self._letters(members, raw)
        for log in self.logs.values():
            log.add(b"CML\1\1\0\0\0" + bytes(32))
        for stream in self.streams:
            prev = None
            for seq, entry in enumerate(stream):
                prev = self._add(entry, seq, prev)
        for entries in self.alone.values():
            prev = None
            for seq, entry in enumerate(entries):
                prev = self._add(entry, seq, prev)
        if self.complete is not None:
            self._map()
        for place, link in enumerate(self.links):
            self._add(link, place, None if place == 0 else basics.to_base64(bytes(32)))
        self._parts(members)
        if self.whole is not None:
            self._whole(members)
        self._proofs(members)
        data = layout.DATA
        for exhibit in self.alone:
            members[f"{data}evidence/{exhibit}/0001.txt"] = self.file
        members[f"{data}evidence/{self.exhibit}/0001.{self.extension}"] = self.file
        members[layout.CASE] = b"{}"
        members[layout.KEYS] = b"".join(
            canon.write(key.row()) + b"\n" for key in sorted(self.keys, key=lambda one: one.kid))  # fmt: skip
        members[layout.POLICY] = self.policy() if self.policy_copy is None else self.policy_copy
        uuid = "01a2232b-b030-7237-8bda-126bbbeba0a0"
        members["bag/bag-info.txt"] = (
            "BagIt-Profile-Identifier: https://comity.example/bagit-profile/1.json\nBagging-Date: 2027-01-15\n"
            f"External-Identifier: urn:comity:{RECEIVER}:package:{uuid}\nPayload-Oxum: 0.0\n"
            "Source-Organization: A court\n"
        ).encode()
        self._stage("payload", members)
        with_bag(members)
        self._stage("bag", members)
        members["META-INF/comity-seal.opening"] = members["META-INF/comity-seal.tlog-proof"] = b""
        if self.token is not None:
            members[container.TOKEN] = b""
        with_manifest(members)
        self._stage("manifest", members)
        imprint = hashlib.sha256(members[container.META_ORDER[0]]).digest()
        if self.token is not None:
            members[container.TOKEN] = self.token.build(imprint)
        self._stage("token", members)
        self.tokens_beside = [token.build(imprint) for token in self.beside]
        self._seal(members, uuid)
        self._stage("members", members)
        return zip_file(in_order(members)), self.policy()

    def _stage(self, name, members):
        if name in self.stages:
            self.stages[name](members)

    def _letters(self, members, raw):
        where = f"{layout.DATA}letters/{self.letter_digest}"
        members[where + ".json"] = raw
        members[where + ".cose"] = cose(
            self.letter_signers, raw, letters.LETTER_TYPE, letters.LETTER_LABEL, self.letter["net"])  # fmt: skip
        for place, said in enumerate(self.receipts):
            statement = canon.write(self._fill(said))
            digest = hashlib.sha256(statement).hexdigest()
            self.receipt_digests.append(digest)
            signatures = cose(
                self.receipt_signers_of.get(place, self.receipt_signers), statement, letters.RECEIPT_TYPE,
                letters.RECEIPT_LABEL, said["net"])  # fmt: skip
            members[f"{layout.DATA}receipts/{digest}.cx1r"] = cbor.write(["cx1r", statement, signatures, None])

    def _parts(self, members):
        """The list of parts, and the value over it."""
        lines = [json.loads(json.dumps(line).replace('"EXHIBIT"', json.dumps(self.exhibit))) for line in self.parts]
        if self.parts_sorted:
            lines.sort(key=lambda line: str(line.get("no")).encode())
        for place, line in enumerate(lines):
            if line.get("i") == "PLACE":
                line["i"] = place
        hashes = [one for line in lines for one in self._part_hashes(line)]
        if self.parts_value is None:
            self.parts_value = parts.value_of(hashes).hex()
        members[layout.PARTS] = b"".join(canon.write(line) + b"\n" for line in self.change_list(lines))

    def _part_hashes(self, line):
        """The hashes of the entries of a line; of one that is none, something."""
        try:
            number = parts.entry_hash(basics.from_base64(line["salt"], ""), "no", line["no"])
            if "part_hash" in line:
                return [number, basics.from_base64(line["part_hash"], "", 32)]
            said = {"absent": line["absent"]} if "absent" in line else {"digest": self._part_digest(line["no"]).hex()}
            return [number, parts.entry_hash(basics.from_base64(line["part_salt"], ""), "part", said)]
        except (Refused, KeyError, TypeError):
            return [bytes(32)] * 2

    def _part_digest(self, no):
        entries = [entry for stream in self.streams for entry in stream] if no == self.exhibit else self.alone.get(no, ())
        leaves = [notes.leaf_hash(entry["made"][0].leaf()) for entry in entries]
        return parts.digest_of(hashlib.sha256(self.file).digest(), leaves)

    def _whole(self, members):
        """The seal of the whole: under a head of its own, under that of the rest, or under one of another root."""
        log = self.logs[self.whole_log]
        values = {"package_id": "01a2232b-b030-7237-8bda-126bbbeba0a1", "manifest_sha256": "22" * 32, "members": 77,
                  "parts": self.parts_value, "forum": "XX", "actor": {"node": True}}  # fmt: skip
        fields = self._base_of_seal(self.whole_schema or "comity/package/1") | values
        if self.whole_schema == "comity/package/2":
            fields["token_sha256"] = "33" * 32
        fields = self.change_whole({**fields, **self.whole})
        event = Event(list(fields.items()), self.whole_closed)
        index = log.add(event.leaf())
        members[layout.WHOLE] = self.whole_line(event.opening(log.origin, index))
        filler = b"CML\1\1\0\0\0" + b"\1" * 32
        shown = log
        if self.whole_head in ("fork", "fork of the seal"):  # of the size that lines have, or that the seal has
            shown = copy.copy(log)
            shown.leaves = [filler, *log.leaves[1:]] + [filler] * (self.whole_head != "fork")
        elif self.whole_head in ("own", "early"):  # early: the head that lines have, by a note of its own
            shown = copy.copy(log)
            shown.time = self.whole_time if log.time == BASE_TIME + 5 else log.time
            if self.whole_head == "own":
                log.add(filler)
        members[layout.WHOLE_PROOF] = self.whole_proof(shown.proof(index, shown.head()[2]))

    def _map(self):
        """The map of a day in a log of the exporter, and the line about its stream of the exhibit."""
        said = {"log": "B", "stream": b"b" * 16, "seq": 1, "size": None, "last": None, "held": True, "date": "2027-01-14",
                "fields": {}, "closed": (), **self.complete}  # fmt: skip
        log, date, tag, blind = self.logs[said["log"]], said["date"], said["stream"], seed("blind of the exhibit")
        last = said["last"] or notes.leaf_hash(self.streams[1][said["seq"]]["made"][0].leaf())
        leaves, key = {completeness.key_of(date, bytes([n]) * 16): seed(f"value {n}") for n in range(9)}, completeness.key_of(date, tag)
        if said["held"]:
            leaves[key] = completeness.value_of(blind, said["seq"], last)
        drawn = Map(leaves)
        siblings, end = drawn.way(key)
        line = {"v": "comity-completeness/1", "date": date, "tag": basics.to_base64(tag), "end": None, "stream": None,
                "siblings": [basics.to_base64(one) for one in siblings]}  # fmt: skip
        if said["held"]:
            line["stream"] = {"blind": basics.to_base64(blind), "last": basics.to_base64(last), "seq": said["seq"]}
        elif end is not None:
            line["end"] = {"key": basics.to_base64(end), "value": basics.to_base64(leaves[end])}
        fields = {"schema": "comity/map/1", "category": "map", "stream": basics.to_base64(b"m" * 16), "seq": 0,
                  "prev": None, "type": "heads", "at": self._at(), "date": date, "root": drawn.root().hex(),
                  "size": len(log.leaves) if said["size"] is None else said["size"], "streams": len(leaves)}  # fmt: skip
        event = Event(list({**fields, **said["fields"]}.items()), said["closed"])
        self.map_made = (line, event, log, log.add(event.leaf()))

    def _base_of_seal(self, schema):
        return {"schema": schema, "category": "package", "stream": basics.to_base64(b"s" * 16), "seq": 0,
                "prev": None, "type": "sealed", "at": self._at()}  # fmt: skip

    def _proofs(self, members):
        heads = {name: log.head() for name, log in self.logs.items()}
        lines = {self.exhibit: b"", **dict.fromkeys(self.alone, b""), None: b""}
        records = [(self.exhibit, entry) for stream in self.streams for entry in stream]
        records += [(exhibit, entry) for exhibit, entries in self.alone.items() for entry in entries]
        links = sorted(self.links, key=lambda one: (one["made"][1].origin, one["made"][2]))
        for exhibit, entry in records + [(None, link) for link in links]:
            event, log, index = entry["made"]
            folder = "anchors" if exhibit is None else "proofs"
            lines[exhibit] += event.opening(log.origin, index)
            leaf = f"{hashlib.sha256(log.origin.encode()).hexdigest()[:16]}-{index}"
            note = heads[entry["log"]][2] if "shown" not in entry else log.head(*entry["shown"])[2]
            members[f"{layout.DATA}{folder}/{leaf}.tlog-proof"] = log.proof(index, note)
        anchors = lines.pop(None)
        for exhibit, opened in lines.items():
            members[f"{layout.DATA}custody/{exhibit}.events"] = opened
        if self.links:
            members[layout.LINKS] = anchors
        if self.complete is not None:
            line, event, log, index = self.map_made
            shown = self._map_log(log)
            opened, proof = event.opening(log.origin, index), shown.proof(index, shown.head()[2])
            line = self.complete.get("line", dict)(line)
            raw = canon.write(line) + b"\n" + opened + proof
            where = f"{layout.DATA}custody/{self.complete.get('exhibit', self.exhibit)}.complete"
            members[where] = self.complete.get("raw", bytes)(raw)
            if "twice" in self.complete:
                members[f"{layout.DATA}custody/{self.complete['twice']}.complete"] = members[where]

    def _map_log(self, log):
        """The log as the statement shows it: under the head of the lines, one of another second, or one of another root."""
        shown = copy.copy(log)
        shown.time = log.time + self.complete.get("later", 0)
        if self.complete.get("fork"):
            shown.leaves = [b"CML\1\1\0\0\0" + b"\1" * 32, *log.leaves[1:]]
        return shown

    def _seal(self, members, uuid):
        listed = [path for path in members if path != "mimetype" and not path.startswith("META-INF/")]
        fields = self._base_of_seal("comity/package/1") | {
            "package_id": uuid,
            "manifest_sha256": hashlib.sha256(members["META-INF/ASiCManifest001.xml"]).hexdigest(),
            "members": len(listed), "parts": self.parts_value, "forum": "XX", "actor": {"node": True},
        }  # fmt: skip
        if self.token is not None:
            fields["schema"] = "comity/package/2"
            fields["token_sha256"] = hashlib.sha256(members[container.TOKEN]).hexdigest()
        fields = self.change_seal({**fields, **self.seal_fields})
        event, log = Event(list(fields.items()), self.seal_closed), self.logs[self.seal.get("log", "B")]
        index = log.add(event.leaf())
        members["META-INF/comity-seal.opening"] = event.opening(log.origin, index)
        members["META-INF/comity-seal.tlog-proof"] = log.proof(index, log.head(self.seal_signers)[2])
