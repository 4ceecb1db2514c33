"""Our bytes beside libraries that share nothing with us, both ways: what one makes the other takes, what is changed neither takes.

Each pair of programs sees seeded random cases; then the same cases with a planted difference, which has to be found, or the
comparison compares nothing. One line per check, `ok|FAIL`; the seed is in it. What a library cannot express is said in its doc.
"""

import argparse
import json
import random
import sys
import warnings
from pathlib import Path

import cbor2
import pycddl
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey
from cwt import COSE, COSEAlgs, COSEHeaders, COSEKey, Signer

import form
from form import Unit, Wrong, decode, encode, kid, sha256
from ours import Lines, Refused

warnings.filterwarnings("ignore")


class Pair:
    """Cases of one pair: how many, and where the two sides did not say the same."""

    def __init__(self):
        self.n, self.differ = 0, []

    def case(self, good, what):
        self.n += 1
        if not good:
            self.differ.append(what)


class Peers:
    def __init__(self, ours, node, seed, cddl):
        self.ours, self.node, self.seed, self.cddl = ours, node, seed, cddl
        self.failed = 0
        self.receipts = ours.ask("seeds", target="receipt")

    def dice(self, pair):
        return random.Random(f"{self.seed} {pair}")

    def check(self, name, pair, n, planted):
        """The pair as it is, then with a difference put in."""
        honest = Pair()
        pair(self, honest, self.dice(name), n, None)
        self.say(not honest.differ and honest.n > 0, f"{name}: {honest.n} cases, {len(honest.differ)} differ {first(honest)}")
        for what in planted:
            bent = Pair()
            pair(self, bent, self.dice(name), max(20, n // 10), what)
            self.say(bool(bent.differ), f"{name}: planted {what}: {len(bent.differ)} of {bent.n} differ")

    def say(self, good, what):
        self.failed += not good
        print(f"{'ok' if good else 'FAIL'} peers seed {self.seed} {what}", flush=True)


def first(pair):
    return f"({pair.differ[0]})" if pair.differ else ""


def taken(call):
    """What a call gives; none if it refuses."""
    try:
        return call()
    except (Refused, Wrong):
        return None


def flipped(dice, data):
    """The bytes with one bit changed."""
    data = bytearray(data)
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def some_bytes(dice, longest):
    return dice.randbytes(dice.choice([0, 1, 31, dice.randrange(longest)]))


def name(dice):
    return "".join(dice.choice("abcdefghij0123456789") for _ in range(dice.randrange(3, 20))) + ".example"


class Sender:
    """A node with a key, and a head for its next envelope."""

    def __init__(self, dice):
        self.seed = dice.randbytes(32)
        self.key = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.public = self.key.public_key().public_bytes_raw()
        fields = {"net": dice.randbytes(32), "env_id": dice.randbytes(16), "from": name(dice), "to": name(dice)}
        fields |= {"lane": dice.randrange(4), "made_on": dice.randrange(2**32), "keep_until": dice.randrange(2**32)}
        self.fields = fields | {"roster": dice.randrange(2**53), "chunks": dice.choice([0, 1, 300, 2**40])}
        f = self.fields
        self.head = {1: 1, 2: 1, 3: f["net"], 4: f["env_id"], 5: f["from"], 6: f["to"], 7: kid(b"ed25519", self.public)}
        self.head |= {8: f["lane"], 9: f["made_on"], 10: f["keep_until"], 11: f["roster"], 12: f["chunks"]}


def letter(dice):
    # In hexadecimal a whole envelope has to fit into one text of a request, 256 KiB.
    manifest = some_bytes(dice, dice.choice([200, 5_000, 30_000]))
    objects = {n: dice.randbytes(32) for n in dice.sample(range(400), dice.choice([0, 0, 1, 5]))}
    return manifest, some_bytes(dice, 300), objects


def envelopes(peers, pair, dice, n, planted, *, node=False):
    """Whole envelopes: theirs is `form.py`, over `cryptography`; or the stanzas of npm's HPKE in such an envelope.

    pyhpke 0.6.5 has the suites of RFC 9180 alone, and X-Wing is none of them: it cannot say anything about our one suite.
    """
    label = b"comity/cx1/body" if planted == "another label" else b"comity/cx1/body\0"

    def unwrap(unit):
        if not node:
            return unit.unwrap

        def by_node(info, enc, wrapped):
            try:
                return bytes.fromhex(peers.node.ask("unwrap", seed=unit.seed, enc=enc, info=info, wrapped=wrapped))
            except Refused as error:
                raise Wrong("stanza") from error

        return by_node

    def wrap(public, info, cek):
        info = info + b"\0" if planted == "another info" else info
        if not node:
            return form.wrap(public, info, cek)
        made = peers.node.ask("wrap", public=public, info=info, cek=cek)
        return bytes.fromhex(made["enc"]), bytes.fromhex(made["wrapped"])

    for case in range(n):
        sender, units = Sender(dice), [Unit(dice.randbytes(32)) for _ in range(dice.choice([1, 1, 2, 4]))]
        blind = [dice.random() < 0.4 for _ in units]
        reader = dice.choice(units)
        manifest, sigs, objects = letter(dice)
        made = peers.ours.ask(
            "seal", head=sender.fields, node=sender.seed, units=[unit.public for unit in units], blind=blind,
            manifest=manifest, sigs=sigs, objects=objects, rng=dice.randrange(2**50),
        )
        envelope = bytes.fromhex(made["envelope"])
        opened = taken(lambda: form.open_envelope(envelope, sender.public, reader, unwrap=unwrap(reader), label=label))
        pair.case(opened == (manifest, sigs, objects, bytes.fromhex(made["digest"])), f"case {case}: ours is not theirs")

        recipients = [(unit.public, is_blind) for unit, is_blind in zip(units, blind)]
        envelope, digest = form.seal(
            sender.head, recipients, manifest, sigs, objects, sender.key, dice.randbytes(32),
            larger=dice.choice([0, 0, 1]), wrap=wrap, label=label,
        )
        opened = taken(lambda: peers.ours.ask("open", envelope=envelope, node=sender.public, unit=reader.seed))
        wanted = {"digest": digest, "manifest": manifest, "sigs": sigs, "objects": objects}
        wanted = {field: value.hex() if isinstance(value, bytes) else {str(n): key.hex() for n, key in value.items()} for field, value in wanted.items()}
        pair.case(opened == wanted, f"case {case}: theirs is not ours")

        # Neither takes it with a bit changed, nor with another key, nor cut.
        for bad in (flipped(dice, envelope), envelope[: dice.randrange(len(envelope))], flipped(dice, bytes.fromhex(made["envelope"]))):
            ours = taken(lambda: peers.ours.ask("open", envelope=bad, node=sender.public, unit=reader.seed))
            theirs = taken(lambda: form.open_envelope(bad, sender.public, reader, unwrap=unwrap(reader), label=label))
            pair.case(ours is None and theirs is None, f"case {case}: changed bytes are taken")
        stranger = Unit(dice.randbytes(32))
        ours = taken(lambda: peers.ours.ask("open", envelope=envelope, node=sender.public, unit=stranger.seed))
        pair.case(ours is None, f"case {case}: a stranger opens it")


def npm_hpke(peers, pair, dice, n, planted):
    """The stanzas by @hpke/core with @hpke/hybridkem-x-wing, the rest by `form.py`."""
    envelopes(peers, pair, dice, n, planted, node=True)


LABELS = {kind: f"comity/cx1/{kind}\0".encode() for kind in ("agreement", "letter", "receipt")}


def content_type(kind):
    return f"application/vnd.comity.{kind}+json"


def signatures(peers, pair, dice, n, planted):
    """COSE_Sign by cwt with Ed25519; ML-DSA-65, which cwt 3.3.0 has not, by `cryptography` over the Sig_structure that cbor2 writes."""
    for case in range(n):
        kind, net, payload = dice.choice(list(LABELS)), dice.randbytes(32), some_bytes(dice, 3_000)
        aad = LABELS[kind] + net
        signed_aad = LABELS["letter" if kind == "receipt" else "receipt"] + net if planted == "another label" else aad
        seeds = [dice.randbytes(32) for _ in range(dice.choice([1, 1, 2, 5]))]
        twins = [dice.randbytes(32) for _ in range(dice.choice([0, 0, 1]))]
        privates = [Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds]
        publics = [key.public_key().public_bytes_raw() for key in privates]
        lattice = [MLDSA65PrivateKey.from_seed_bytes(seed) for seed in twins]
        lattice_publics = [key.public_key().public_bytes_raw() for key in lattice]
        ask = {"kind": kind, "net": net, "payload": payload}
        known = {"ed25519": publics, "ml-dsa-65": lattice_publics}

        # Ours, by them: every signature under its key.
        sigs = bytes.fromhex(peers.ours.ask("cose-sign", **ask, **{"ed25519": seeds, "ml-dsa-65": twins}, rng=dice.randrange(2**50)))
        pair.case(verified(sigs, kind, signed_aad, payload, publics, lattice_publics), f"case {case}: ours is not good by them")
        bad = flipped(dice, sigs)
        pair.case(not verified(bad, kind, aad, payload, publics, lattice_publics), f"case {case}: they take a changed bit")
        pair.case(taken(lambda: peers.ours.ask("cose-verify", **ask, **known, sigs=bad)) is None, f"case {case}: we take a changed bit")

        # Theirs, by us.
        theirs = made(kind, signed_aad, payload, seeds, publics, lattice, lattice_publics)
        found = taken(lambda: peers.ours.ask("cose-verify", **ask, **known, sigs=theirs))
        kids = sorted([kid(b"ed25519", key) for key in publics] + [kid(b"ml-dsa-65", key) for key in lattice_publics])
        pair.case(found == [name.hex() for name in kids], f"case {case}: theirs is not good by us: {found}")
        other = ask | {"payload": payload + b"\0"}
        pair.case(taken(lambda: peers.ours.ask("cose-verify", **other, **known, sigs=theirs)) is None, f"case {case}: another payload")


def made(kind, aad, payload, seeds, publics, lattice, lattice_publics):
    """COSE_Sign made by cwt, one signer at a time, put in the order of the kids; the lattice signatures beside."""
    entries = []
    for seed, public in zip(seeds, publics):
        name = kid(b"ed25519", public)
        key = COSEKey.new({1: 1, -1: 6, 2: name, 3: -19, 4: [1], -2: public, -4: seed})
        signer = Signer.new(cose_key=key, protected={1: -19, 4: name}, unprotected={})
        whole = COSE.new().encode(
            payload, protected={3: content_type(kind)}, unprotected={}, signers=[signer], external_aad=aad
        )
        entries.append((name, cbor2.loads(whole).value[3][0]))
    for key, public in zip(lattice, lattice_publics):
        name = kid(b"ml-dsa-65", public)
        protected = encode({1: -49, 4: name})
        signed = encode(["Signature", encode({3: content_type(kind)}), protected, aad, payload])
        entries.append((name, [protected, {}, key.sign(signed)]))
    entries = [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]
    return encode(cbor2.CBORTag(98, [encode({3: content_type(kind)}), {}, None, entries]))


def verified(sigs, kind, aad, payload, publics, lattice_publics):
    """Whether each signature is good, in the profile of exchange.md §3."""
    try:
        value = decode(sigs)
        if not isinstance(value, cbor2.CBORTag) or value.tag != 98:
            return False
        protected, unprotected, nothing, entries = value.value
        if protected != encode({3: content_type(kind)}) or unprotected != {} or nothing is not None or not entries:
            return False
        for signer, unprotected, signature in entries:
            fields = decode(signer)
            if sorted(fields) != [1, 4] or unprotected != {}:
                return False
            if fields[1] == -49:
                public = next(key for key in lattice_publics if kid(b"ml-dsa-65", key) == fields[4])
                signed = encode(["Signature", protected, signer, aad, payload])
                MLDSA65PublicKey.from_public_bytes(public).verify(signature, signed)
                continue
            public = next(key for key in publics if kid(b"ed25519", key) == fields[4])
            key = COSEKey.new({1: 1, -1: 6, 2: fields[4], 3: fields[1], 4: [2], -2: public})
            one = encode(cbor2.CBORTag(98, [protected, {}, None, [[signer, {}, signature]]]))
            COSE.new().decode(one, keys=[key], external_aad=aad, detached_payload=payload)
        return True
    except (Wrong, InvalidSignature, StopIteration, TypeError, ValueError):
        return False
    except Exception as error:
        if type(error).__module__.startswith("cwt"):
            return False
        raise


def cbor_value(dice, levels=4):
    kind = dice.randrange(8 if levels else 5)
    if kind == 0:
        return dice.choice([0, 23, 24, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, 2**64 - 1, dice.getrandbits(40)])
    if kind == 1:
        return -1 - dice.choice([0, 23, 24, 255, 256, 65_536, 2**32, 2**64 - 1])
    if kind == 2:
        return dice.randbytes(dice.choice([0, 3, 24, 300]))
    if kind == 3:
        return text(dice)
    if kind == 4:
        return dice.choice([None, True, False])
    if kind == 5:
        return [cbor_value(dice, levels - 1) for _ in range(dice.randrange(6))]
    if kind == 6:
        # Not 1 beside True: Python takes them for one key.
        keys = [dice.choice([dice.getrandbits(9) + 2, -dice.getrandbits(9) - 1, text(dice), dice.randbytes(3)]) for _ in range(dice.randrange(7))]
        return {key: cbor_value(dice, levels - 1) for key in keys}
    return cbor2.CBORTag(98, cbor_value(dice, levels - 1))


def text(dice):
    alphabet = ["a", "Z", "0", "\"", "\\", "/", "\n", "\t", "\x00", "\x1f", "\x7f", "é", "€", "\u2028", "\ufb33", "\U0001f600", "e\u0301"]
    return "".join(dice.choice(alphabet) for _ in range(dice.choice([0, 1, 5, 30])))


def in_subset(value, levels=8):
    """Whether a value that cbor2 read is one of exchange.md §1."""
    # cbor2's simple values are tuples too.
    if levels == 0 or isinstance(value, cbor2.CBORSimpleValue):
        return False
    if isinstance(value, bool) or value is None or isinstance(value, (bytes, str)):
        return True
    if isinstance(value, int):
        return -(2**64) <= value < 2**64
    if isinstance(value, (list, tuple)):
        return all(in_subset(item, levels - 1) for item in value)
    if isinstance(value, dict):
        return all(in_subset(key, levels - 1) and in_subset(item, levels - 1) for key, item in value.items())
    return isinstance(value, cbor2.CBORTag) and value.tag == 98 and in_subset(value.value, levels - 1)


def cbor(peers, pair, dice, n, planted):
    """cbor2: what it writes we take and write alike; what it reads and writes alike, and nothing else, we take."""
    for case in range(n):
        data = encode({256: cbor_value(dice), -1: cbor_value(dice)} if case % 7 == 0 else cbor_value(dice))
        if planted == "length first":
            data = cbor2.dumps(cbor2.loads(data), canonical=True)
        found = taken(lambda: bytes.fromhex(peers.ours.ask("cbor", bytes=data)))
        pair.case(found == data, f"case {case}: {data.hex()[:80]}")
        for _ in range(3):
            changed = edited(dice, data)
            ours = taken(lambda: peers.ours.ask("cbor", bytes=changed)) is not None
            pair.case(ours == cbor_is_ours(changed, planted), f"case {case}: {changed.hex()[:80]}: {ours}")


def cbor_is_ours(data, planted):
    try:
        value = cbor2.loads(data)
        if planted == "floats pass" and isinstance(value, float):
            return True
        return in_subset(value) and encode(value) == data
    except Exception:
        return False


def edited(dice, data):
    """A byte changed, put in or taken out; or a value that only begins so."""
    data = bytearray(data)
    at = dice.randrange(len(data))
    kind = dice.randrange(5)
    if kind == 0:
        data[at] = dice.choice([0, 0x17, 0x18, 0x19, 0x1F, 0x5F, 0x7F, 0x9F, 0xBF, 0xF7, 0xF9, 0xFF, dice.randrange(256)])
    elif kind == 1:
        data.insert(at, dice.randrange(256))
    elif kind == 2:
        del data[at]
    elif kind == 3:
        data += bytes([dice.randrange(256)])
    else:
        data = bytearray(dice.choice([b"\xf9\x3c\x00", b"\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a", b"\xc1\x00", b"\x81\xf7"]))
    return bytes(data)


def json_value(dice, levels=4):
    kind = dice.randrange(6 if levels else 4)
    if kind == 0:
        return dice.choice([0, -1, 2**53 - 1, 1 - 2**53, dice.randrange(-1000, 1000), dice.getrandbits(50)])
    if kind == 1:
        return text(dice)
    if kind == 2:
        return dice.choice([None, True, False])
    if kind == 3:
        return text(dice)
    if kind == 4:
        return [json_value(dice, levels - 1) for _ in range(dice.randrange(6))]
    return {text(dice): json_value(dice, levels - 1) for _ in range(dice.randrange(7))}


def canonical_json(peers, pair, dice, n, planted):
    """rfc8785 of PyPI and canonicalize of npm: the same bytes, from any spelling. Fractions are not ours and are not asked."""
    for case in range(n):
        value = json_value(dice)
        if case % 7 == 0:
            value = {"\ufb33": value, "\U0001f600": json_value(dice)}
        theirs = rfc8785.dumps(value)
        if planted == "sorted by code points":
            theirs = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        spelled = json.dumps(value, ensure_ascii=dice.random() < 0.5, indent=dice.choice([None, 2])).encode()
        ours = taken(lambda: bytes.fromhex(peers.ours.ask("json-any", bytes=spelled)))
        pair.case(ours == theirs, f"case {case}: rfc8785: {theirs[:80]}")
        pair.case(taken(lambda: peers.ours.ask("json", bytes=theirs)) == theirs.hex(), f"case {case}: strictly")
        third = taken(lambda: bytes.fromhex(peers.node.ask("canonicalize", bytes=spelled)))
        third = third and third.replace(b"\xe2\x82\xac", b"E") if planted == "another sign" else third
        pair.case(third == ours, f"case {case}: canonicalize: {theirs[:80]}")
        if spelled != theirs:
            pair.case(taken(lambda: peers.ours.ask("json", bytes=spelled)) is None, f"case {case}: another spelling is taken")


def objects(peers, dice):
    """One good object of each rule of the page, drawn anew."""
    sender, unit = Sender(dice), Unit(dice.randbytes(32))
    manifest, sigs, keys = letter(dice)
    envelope, _ = form.seal(sender.head, [(unit.public, dice.random() < 0.5)], manifest[:2_000], sigs, keys, sender.key, dice.randbytes(32))
    parts = cbor2.loads(envelope)
    ref = [name(dice), dice.getrandbits(40), dice.randbytes(32)]
    anchor = {1: "a.example/1", 2: "proof", 3: "{}", 4: "old 0\n\n", 5: ""} | ({6: ref} if dice.random() < 0.5 else {})
    cose = peers.ours.ask("cose-sign", kind="letter", net=dice.randbytes(32), payload=manifest, **{"ed25519": [dice.randbytes(32)], "ml-dsa-65": []}, rng=1)
    chunk = dice.randbytes(32)
    entries = [["README.txt", 10, dice.randbytes(32)], [f"chunks/{chunk.hex()}", 4_096, chunk]]
    index = {1: "cx1b", 2: dice.randbytes(16), 3: dice.randbytes(32), 4: name(dice), 5: name(dice), 6: dice.getrandbits(32)}
    index |= {7: [1, dice.randrange(1, 10_001)], 8: entries[: dice.randrange(3)], 9: dice.getrandbits(40), 10: dice.randbytes(16)}
    return {
        "anchor": anchor,
        "bundle-directory": [["1.root.json", some_bytes(dice, 90)], ["timestamp.json", b"{}"]],
        "bundle-index": index,
        "cose": cbor2.loads(bytes.fromhex(cose)),
        "delivery": ["cx1d", envelope, dice.choice([None, encode(anchor)])],
        "envelope": parts,
        "head": sender.head,
        "inner": [manifest[:2_000], sigs, keys],
        "receipt": cbor2.loads(bytes.fromhex(dice.choice(peers.receipts))),
    }


def altered(dice, value):
    """The value with something in it that is of another type, too much, missing, longer or beyond."""
    if isinstance(value, cbor2.CBORTag):
        return dice.choice([cbor2.CBORTag(value.tag, altered(dice, value.value)), value.value, cbor2.CBORTag(18, value.value)])
    inside = isinstance(value, (list, dict)) and len(value) and dice.random() < 0.7
    if inside and isinstance(value, list):
        value, at = list(value), dice.randrange(len(value))
        return dice.choice([value[:at] + value[at + 1 :], value + [value[at]], value[:at] + [altered(dice, value[at])] + value[at + 1 :]])
    if inside:
        value, key = dict(value), dice.choice(list(value))
        kind = dice.randrange(4)
        if kind == 0:
            del value[key]
        elif kind == 1:
            value[dice.choice([13, 99, "1", -1])] = value[key]
        else:
            value[key] = altered(dice, value[key])
        return value
    if isinstance(value, bytes):
        return dice.choice([value[:-1], value + b"\0", value.hex(), None, b""])
    if isinstance(value, str):
        return dice.choice([value + "-", "A" + value, value.encode(), "", value * 10, None])
    return dice.choice([0, 4, -1, 2**32, 2**64 - 1, None, True, "x", b"x", [], {}])


def schema(peers, pair, dice, n, planted):
    """pycddl and docs/spec/cx1.cddl: what we take the page takes, also where something in it was altered. The page may take more: it
    knows no order, no lists of words, no bytes inside byte strings."""
    text = peers.cddl
    if planted == "a closed suite":
        text = text.replace("2 => 1..3,", "2 => 2..3,")
    if planted == "a shorter digest":
        text = text.replace("digest = bstr .size 32", "digest = bstr .size 31")
    schemas = {}
    n_refused = 0
    for case in range(n):
        for rule, value in objects(peers, dice).items():
            page = schemas.setdefault(rule, pycddl.Schema(f"root = {rule}\n{text}"))
            data = encode(value)
            pair.case(fits(page, data), f"case {case}: the page refuses a good {rule}")
            pair.case(taken_as(peers, rule, data), f"case {case}: we refuse a good {rule}")
            for _ in range(2):
                data = encode(altered(dice, value))
                by_page, by_us = fits(page, data), taken_as(peers, rule, data)
                n_refused += not by_page
                pair.case(by_page or not by_us, f"case {case}: we take a {rule} that the page refuses: {data.hex()[:120]}")
    pair.case(n_refused > n, f"the page refuses {n_refused} altered values")


def fits(page, data):
    try:
        page.validate_cbor(data)
        return True
    except (pycddl.ValidationError, ValueError):
        return False
    except BaseException as error:
        # pycddl 0.6.4 unwraps nothing where an array ends too early: it takes nothing then either.
        if type(error).__name__ != "PanicException":
            raise
        return False


def taken_as(peers, rule, data):
    try:
        peers.ours.ask("read", what=rule, bytes=data)
        return True
    except Refused:
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", required=True, help="our program `seal-lines`")
    parser.add_argument("--node", required=True, help="the program node")
    parser.add_argument("--npm", required=True, help="the folder with node_modules")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--cases", type=float, default=1.0, help="so many times the usual number")
    args = parser.parse_args()
    here = Path(__file__).parent
    ours = Lines([args.lines])
    node = Lines([args.node, str(here / "peers.mjs"), args.npm])
    cddl = (here / "../../docs/spec/cx1.cddl").read_text()
    peers = Peers(ours, node, args.seed, cddl)
    many = lambda n: max(1, int(n * args.cases))
    peers.check("envelopes cryptography", envelopes, many(120), ["another label", "another info"])
    peers.check("envelopes @hpke/hybridkem-x-wing", npm_hpke, many(40), ["another info"])
    peers.check("signatures cwt", signatures, many(300), ["another label"])
    peers.check("cbor cbor2", cbor, many(4_000), ["length first", "floats pass"])
    peers.check("json rfc8785 canonicalize", canonical_json, many(2_500), ["sorted by code points", "another sign"])
    peers.check("cx1.cddl pycddl", schema, many(120), ["a closed suite", "a shorter digest"])
    ours.end()
    node.end()
    return 1 if peers.failed else 0


if __name__ == "__main__":
    sys.exit(main())
