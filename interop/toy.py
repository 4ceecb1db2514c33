"""Writes a small package with foreign tools only, so that the checks can be tried without our software:
a log by tlog-scales (Ed25519 and ML-DSA-44), two witnesses, proofs, a bag by bagit.py, one zip.

usage: toy.py DIR    writes DIR/toy.asice and DIR/toy.tlog-policy
"""

import base64
import hashlib
import os
import pathlib
import sys
import time
import zipfile

import bagit
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tlog_scales import reader, signing, tlog, writer
from tlog_scales.backend import LocalBackend

ORIGIN = "node.example/comity/audit/2027"
N_LEAVES = 300  # more than one full tile of 256


class Ed25519Cosigner:
    """Type 04, which tlog-scales reads but does not write."""

    def __init__(self, name):
        self.key = Ed25519PrivateKey.generate()
        self.vkey = signing.Vkey(name, None, 4, self.key.public_key().public_bytes_raw())

    def sign(self, checkpoint):
        now = int(time.time())
        message = f"cosignature/v1\ntime {now}\n" + checkpoint.serialize_body()
        raw = now.to_bytes(8, "big") + self.key.sign(message.encode())
        return signing.NoteSignature.from_vkey_signature(self.vkey, raw)


def main(target):
    target = pathlib.Path(target)
    log = [signing.PlainEd25519Signer(ORIGIN, os.urandom(32)), signing.MLDSA44CosignatureSigner(ORIGIN, os.urandom(32))]
    witnesses = [Ed25519Cosigner("witness.example/w1"), signing.MLDSA44CosignatureSigner("witness.example/w2", os.urandom(32))]
    tiles = writer.TilesWriter.create(target / "tiles", ORIGIN)
    leaves = [bytes.fromhex("434d4c0101000000") + hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(N_LEAVES)]
    for leaf in leaves:
        tiles.add_leaf(leaf)
    tiles.commit([*log, *witnesses])
    tree = reader.TilesReader(LocalBackend(target / "tiles"))
    note = (target / "tiles" / "checkpoint").read_text()
    tree.get_checkpoint()

    bag = target / "bag"
    proofs = bag / "proofs"
    proofs.mkdir(parents=True)
    name = hashlib.sha256(ORIGIN.encode()).hexdigest()[:16]
    for index in (0, 7, N_LEAVES - 1):
        path = tree.get_inclusion_proof(index, N_LEAVES).node_hashes
        lines = ["c2sp.org/tlog-proof@v1", "extra " + base64.b64encode(leaves[index]).decode(), f"index {index}"]
        lines += [base64.b64encode(h).decode() for h in path]
        (proofs / f"{name}-{index}.tlog-proof").write_text("\n".join(lines) + "\n\n" + note)
    bagit.make_bag(str(bag), checksums=["sha256", "sha512"])
    with zipfile.ZipFile(target / "toy.asice", "w", zipfile.ZIP_STORED) as out:
        out.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        for file in sorted(p for p in bag.rglob("*") if p.is_file()):
            out.write(file, "bag/" + file.relative_to(bag).as_posix())
    rows = ["log " + signer.vkey.serialize() for signer in log]
    rows += [f"witness w{n} {w.vkey.serialize()}" for n, w in enumerate(witnesses, 1)]
    rows += ["group both all w1 w2", "quorum both"]
    (target / "toy.tlog-policy").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
