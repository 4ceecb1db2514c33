"""Who this peer is: its keys, its certificate, and the entry that it asks the network to list."""

import base64
import json
import os
import time

from courtpackage import canon

from . import keys, tls

YEARS_2 = 2 * 365 * 86_400_000


def now_ms():
    return time.time_ns() // 1_000_000


def instant(ms):
    """`YYYY-MM-DDThh:mm:ss.sssZ`."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(ms // 1000)) + f".{ms % 1000:03}Z"


def b64(raw):
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


class Identity:
    """A member with one node and one unit."""

    def __init__(self, said):
        self.said = said
        self.member, self.node, self.unit = said["member"], said["node"], said["unit"]
        self.node_key = keys.SigningKey(bytes.fromhex(said["node_seed"]))
        self.unit_key = keys.SigningKey(bytes.fromhex(said["unit_seed"]))
        self.box = keys.XWingKey(bytes.fromhex(said["box_seed"]))
        self.pem, self.root = said["pem"].encode("ascii"), bytes.fromhex(said["root"])

    @classmethod
    def new(cls, member, node, endpoint, kind="judicial_authority", office="node_admin", state="IE"):
        root, pem = tls.new(node)
        seeds = {name: os.urandom(32).hex() for name in ("node_seed", "unit_seed", "box_seed", "old_seed", "revoked_seed")}
        return cls({"member": member, "node": node, "unit": f"{member}/desk", "endpoint": endpoint, "kind": kind, **seeds,
                    "office": office, "state": state, "root": root.hex(), "pem": pem.decode("ascii"), "made": now_ms()})  # fmt: skip

    @classmethod
    def load(cls, path):
        return cls(json.loads(path.read_text("utf-8")))

    def save(self, path):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(self.said, file)

    def old_key(self):
        """A node key whose time is over."""
        return keys.SigningKey(bytes.fromhex(self.said["old_seed"]))

    def revoked_key(self):
        """A node key that its entry revokes."""
        return keys.SigningKey(bytes.fromhex(self.said["revoked_seed"]))

    def _key(self, key, begin, end):
        return {"alg": key.algorithm, "kid": key.kid.hex(), "not_after": instant(end), "not_before": instant(begin),
                "pk": b64(key.public)}  # fmt: skip

    def entry(self):
        """The bytes of `entry.json`."""
        made = self.said["made"]
        begin, end = made - 86_400_000, made + YEARS_2
        year = instant(made)[:4]
        node = {
            "cx": [1], "endpoints": [self.said["endpoint"]], "letters": {}, "mode": "push", "node": self.node, "relays": [],
            "log": {"cosigner": [], "origin": f"{self.node}/comity/audit/{year}", "others": [], "read": None, "seal": None,
                    "vkeys": [], "witness": None},
            "sign_keys": [self._key(self.node_key, begin, end), self._key(self.old_key(), begin - 86_400_000, begin),
                          self._key(self.revoked_key(), begin, end)],
            "suites": [1], "tls_roots": [b64(self.root)], "tls_spki": [tls.pin_of_pem(self.pem)],
        }  # fmt: skip
        unit = {
            "blind": False, "competences": [], "duty": [], "enc_keys": [self._key(self.box, begin, end)], "issuer_kind": None,
            "languages": [], "node": self.node, "office": self.said["office"],
            "sign_keys": [self._key(self.unit_key, begin, end)], "successor": None, "unit": self.unit,
        }  # fmt: skip
        return canon.write({
            "kind": self.said["kind"], "member": self.member, "names": {"en": self.member}, "nodes": [node],
            "revoked": [{"from": instant(begin + 3_600_000), "kid": self.revoked_key().kid.hex(), "reason": "stolen"}],
            "state": self.said["state"], "status": "active", "suspends": [], "units": [unit], "v": 1})  # fmt: skip
