"""The keys in a node's own folder, opened with its passphrase (custody.md §4, §5): to be a member that the program made."""

import sqlite3
import struct

from cryptography import x509
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from courtpackage.errors import need

from . import keys

ROOT = bytes(16)
EPOCH, HPKE, SEED, TLS = 5, 7, 8, 9


def root_of(folder):
    """Argon2id of the passphrase, then AES-256-GCM."""
    sealed = (folder / "root.sealed").read_bytes()
    need(len(sealed) == 86, "a root of another form")
    head, nonce, rest = sealed[:26], sealed[26:38], sealed[38:]
    m, t, p = struct.unpack(">IIB", head[17:])
    need(65_536 <= m <= 4_194_304 and 3 <= t <= 64 and 1 <= p <= 16, "a root beyond what is spent")
    secret = Argon2id(salt=head[1:17], length=32, iterations=t, lanes=p, memory_cost=m).derive((folder / "passphrase").read_bytes())
    made = keys.gcm_open(secret, nonce, rest, head)
    need(made is not None, "a root that does not open")
    return made


def opened(folder):
    """{(kind, scope): secret} of what lies under the newest epoch keys of a node's folder."""
    held, made = {ROOT: root_of(folder / "keys")}, {}
    base = sqlite3.connect(f"file:{folder / 'keys.db'}?mode=ro", uri=True)
    try:
        lines = base.execute("select kind, id, wrapped_by, scope, wrap from key where length(wrap) > 0").fetchall()
    finally:
        base.close()
    for is_epoch in (True, False):
        for kind, key_id, by, scope, wrap in lines:
            if (kind == EPOCH) == is_epoch and by in held and kind in (EPOCH, HPKE, SEED, TLS):
                aad = b"comity-wrap/v1\x00" + bytes([kind]) + by + key_id
                secret = keys.gcm_open(held[by], wrap[1:13], wrap[13:], aad)
                need(secret is not None, f"a key of {scope} does not open")
                made[(kind, scope)] = secret
                if is_epoch:
                    held[key_id] = secret
    return made


def pem_of(folder, secret):
    """Certificate and key of the peer door in PEM."""
    leaf = x509.load_der_x509_certificate((folder / "keys" / "leaf.der").read_bytes())
    key = load_der_private_key(secret, None)
    return leaf.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class Taken:
    """A member of a network whose folder we have, as `identity.Identity` is one that we made."""

    def __init__(self, folder, member, node, unit, endpoint):
        found = opened(folder)
        self.member, self.node, self.unit = member, node, unit
        self.said = {"endpoint": endpoint}
        self.node_key = keys.SigningKey(found[(SEED, "node")])
        self.unit_key = keys.SigningKey(found[(SEED, f"unit/{unit}")])
        self.box = keys.XWingKey(found[(HPKE, f"unit/{unit}")])
        self.pem = pem_of(folder, found[(TLS, "tls")])
