"""Every published vector that is about the exchange, made or opened again. One line each."""

import pathlib
import re

from courtpackage import basics, canon, cbor
from courtpackage.errors import Refused

from . import bundle, cose, envelope, keys, objects, receipt, roster
from .keys import H

CRATES = pathlib.Path(__file__).resolve().parents[3] / "crates"
SEAL, WIRE = CRATES / "seal" / "vectors", CRATES / "wire" / "vectors"


def values(path):
    """{name: bytes} of a file of lines `name = hex`, continued by lines that begin with spaces."""
    made, name = {}, None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith("  "):
            name, _, line = line.partition(" = ")
            made[name] = ""
        made[name] += line.strip()
    return {name: bytes.fromhex(text) for name, text in made.items()}


class Checks:
    """Runs checks; says a line for each."""

    def __init__(self, say=print):
        self.n_done = self.n_failed = 0
        self._say = say

    def __call__(self, name, is_good, why=""):
        self.n_done += 1
        self.n_failed += not is_good
        self._say(f"{'ok' if is_good else 'FAIL'} {name}{f': {why}' if why and not is_good else ''}", flush=True)
        return is_good

    def refused(self, name, code, run, *given):
        """`run(*given)` is refused with this code."""
        try:
            run(*given)
        except Refused as fault:
            return self(name, fault.code == code, f"{fault.code}, not {code}")
        return self(name, False, "it was taken")

    def end(self):
        self._say(f"{self.n_done} checks, {self.n_failed} failed", flush=True)
        return 1 if self.n_failed else 0


def exchange(check):
    known, manifest = values(SEAL / "exchange-1.txt"), (SEAL / "exchange-1-manifest.json").read_bytes()
    unit, node = (keys.SigningKey(known[f"{name}-seed"], is_vector=True) for name in ("unit", "node"))
    check("exchange-1 keys and kids", [(one.public, one.kid) for one in (unit, node)]
          == [(known[f"{name}-public"], known[f"{name}-kid"]) for name in ("unit", "node")])  # fmt: skip
    xwing = keys.XWingKey(known["xwing-seed"])
    check("exchange-1 X-Wing public key and kid", (H(xwing.public), xwing.kid) == (known["xwing-public-sha256"], known["xwing-kid"]))
    check("exchange-1 manifest", H(manifest) == known["manifest-sha256"] and canon.write(canon.read(manifest)) == manifest)
    check("exchange-1 net", H(b"example 1.root.json") == known["net"])
    sigs = cose.sign(cose.LETTER, known["net"], manifest, [unit])
    check("exchange-1 signatures", (sigs, H(sigs)) == (known["sigs"], known["sigs-sha256"]))
    head = envelope.Head(
        net=known["net"], env_id=known["env-id"], sender="spoc.justice.fr.example", to="legal.provider.ie.example",
        kid=node.kid, lane=0, made_on=20879, keep_until=501114, roster=218, chunks=0)  # fmt: skip
    check("exchange-1 head", (head.bytes(), H(head.bytes())) == (known["head"], known["head-sha256"]))
    not_after = basics.instant(canon.read(manifest)["not_after"], "not_after")
    check("exchange-1 keep_until", envelope.keep_until(20879, not_after) == 501114)
    check("exchange-1 derived keys", keys.body_keys(known["head-sha256"], known["cek"]) == (known["body-key"], known["commit"]))
    padded = envelope.pad(cbor.write([manifest, sigs, {}]))
    check("exchange-1 body", H(envelope.body_of(known["head"], known["cek"], padded)) == known["body-sha256"])
    for name, wanted in (("exchange-2", {}), ("exchange-3", {0: b"\x01" * 32, 300: b"\x02" * 32})):
        made = values(SEAL / f"{name}.txt")
        rest = (xwing, node, unit, known["net"], manifest, wanted)
        check(f"{name} opens", _opens(made, *rest))
        broken = bytearray(made["envelope"])
        broken[-100] ^= 1
        check.refused(f"{name} with another body", "seal-invalid", _opens, {**made, "envelope": bytes(broken)}, *rest)
    made = envelope.seal(head, manifest, sigs, {}, [xwing.public], node)
    ours = envelope.Envelope(made)
    ours.check_seal(node.public)
    check("exchange-2 made anew opens, and is as long", ours.open([xwing])[0] == manifest
          and len(made) == len(values(SEAL / "exchange-2.txt")["envelope"]))  # fmt: skip


def _opens(made, xwing, node, unit, net, manifest, wanted):
    one = envelope.Envelope(made["envelope"])
    one.check_seal(node.public)
    inside, sigs, found = one.open([xwing])
    signers = cose.check(cose.LETTER, sigs, net, inside, lambda kid, _alg: {unit.kid: unit}[kid])
    return (one.digest, inside, found, signers) == (made["env-digest"], manifest, wanted, [unit])


def custody(check):
    known = values(SEAL / "custody-1.txt")
    key, context, salt = known["chunk-key"], objects.ITEM + known["exhibit-id"], known["message"][:24]
    check("custody-1 message", objects.seal(key, context, b"comity\n", salt) == known["message"])
    check("custody-1 opens", objects.open_message(key, context, known["message"]) == b"comity\n")
    check("custody-1 full chunk", H(objects.seal(key, context, bytes(16384), salt)) == known["zeros-message-sha256"])
    yellow, key = known["yellow-message"], b"YELLOW SUBMARINE YELLOW SUBMARIN"  # with a space, cut at 32 bytes
    check("custody-1 published set", objects.seal(key, b"", b"", yellow[:24]) == yellow)


def carried(check):
    known = values(WIRE / "bundle-1.txt")
    node = keys.SigningKey(known["node-seed"])
    check("bundle-1 key and kid", (node.public, node.kid) == (known["node-public"], known["node-kid"]))
    members = [("README.txt", b"A bundle.\n"), ("directory/files.cbor", bundle.files([])),
               (f"receipts/{'01' * 32}.cx1r", b"receipt"), (f"deliveries/0-{'09' * 32}.cx1d", b"urgent"),
               (f"deliveries/2-{'02' * 32}.cx1d", b"ordinary")]  # fmt: skip
    members += [(f"chunks/{H(one).hex()}", one) for one in (b"the first chunk", b"another one")]
    head = cbor.read(known["index"])
    made = bundle.write(head[2], head[3], head[4], head[5], head[6], head[7], head[9], node, members)
    opened = bundle.Bundle(made)
    check("bundle-1 index", opened.index_bytes == known["index"] and H(known["index"]) == known["index-sha256"])
    check("bundle-1 seal", opened.seal == known["seal"])
    check("bundle-1 file", H(made) == known["file-sha256"])
    opened.check_seal(node.public)
    check("bundle-1 members", list(opened.members.items()) == members and not opened.damaged)
    check("bundle-1 changed", _all_refused(made))


def _all_refused(made):
    """No byte of framing, index or seal can be another."""
    for at in range(0, len(made), 7):
        changed = bytearray(made)
        changed[at] ^= 0x20
        try:
            one = bundle.Bundle(bytes(changed))
            one.check_seal(keys.SigningKey(values(WIRE / "bundle-1.txt")["node-seed"]).public)
        except Refused:
            continue
        if not one.damaged:
            return False
    return True


def directory(check):
    files = {}
    for line in (WIRE / "directory.txt").read_text("utf-8").splitlines():
        name, _, text = line.partition(" ")
        files[name] = text.encode("utf-8")
    net, now = H(files["1.root.json"]), basics.instant("2027-03-08T12:00:00Z", "now")
    made = roster.Directory(files, net, now)
    check("directory members", sorted(made.entries) == ["fr-tj"] and not made.alarms and made.version == 1)
    key = keys.SigningKey(H(bytes([31])))
    quorum = files["1.member-fr-tj.json"].decode()
    check("directory seeds", re.search(key_id(key), quorum) is not None)
    check.refused("directory of another network", "other-network", roster.Directory, files, H(b"another"), now)
    check.refused("directory whose timestamp ended", "expired", roster.Directory, files, net, now + 86_400_000)
    changed = {**files, "1.snapshot.json": files["1.snapshot.json"].replace(b'"length":470', b'"length":471')}
    check.refused("directory with another snapshot", "digest", roster.Directory, changed, net, now)


def key_id(key):
    """The id of a key in signed files."""
    said = {"keytype": "ed25519", "keyval": {"public": key.public.hex()}, "scheme": "ed25519"}
    return H(roster.olpc(said).encode()).hex()


def agreement(check):
    document, digest, text = (WIRE / "agreement-1.txt").read_text("utf-8").splitlines()
    raw = document.encode("utf-8")
    check("agreement-1 digest", H(raw).hex() == digest and canon.write(canon.read(raw)) == raw)
    key, net = keys.SigningKey(H(bytes([11]))), H(b"example 1.root.json")
    sigs = cose.sign(cose.AGREEMENT, net, raw, [key])
    check("agreement-1 signature", sigs == basics.from_base64url(text, "a signature"))
    check("agreement-1 verifies", cose.check(cose.AGREEMENT, sigs, net, raw, lambda *_: key) == [key])


def ladder(check):
    """Each receipt of the ladder: its form, its key, and the statement that stands before it."""
    known, node = values(SEAL / "ladder-1.txt"), values(SEAL / "exchange-1.txt")
    key, net = keys.SigningKey(node["node-seed"], is_vector=True), node["net"]
    made = {name: receipt.Receipt(raw) for name, raw in known.items()}
    said = {one.digest.hex() for one in made.values()}
    for name, one in made.items():
        is_linked = one.said["prev"] in said or one.said["prev"] is None and one.event in ("RelayAcceptance", "RelayRejection")
        check(f"ladder-1 {name}", is_linked and known[name] == receipt.receipt(one.statement, cose.sign(cose.RECEIPT, net, one.statement, [key])))


def run(say=print):
    """All of them; the exit code."""
    check = Checks(say)
    for one in (exchange, ladder, custody, carried, directory, agreement):
        one(check)
    return check.end()
