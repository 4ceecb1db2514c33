"""Receipts (exchange.md §4): written, and read with every rule of the section."""

from courtpackage import basics, canon, cbor, letters
from courtpackage.errors import Refused, need

from . import cose
from .keys import H

EVENT = letters.EVENTS
MOST = 64 * 1024 + 32 * 1024 + 64 * 1024 + 64


def statement(**values):
    """The canonical bytes of a statement; what is not given has its empty value."""
    made = {"cx": 1, "letter": None, "reason": None, "flags": [], "prev": None, "chunks": {"announced": 0, "missing": 0}}
    made.update(values)
    made["event"] = EVENT + made["event"]
    return canon.write(made)


def receipt(statement_bytes, sigs, anchor=None):
    return cbor.write(["cx1r", statement_bytes, sigs, anchor])


class Receipt:
    """A receipt of the form of the page. `check` asks who signed it."""

    def __init__(self, raw):
        need(len(raw) <= MOST, "a receipt that is too long")
        made = cbor.read(raw)
        need(isinstance(made, list) and len(made) == 4 and made[0] == "cx1r", "not a receipt")
        self.statement, self.sigs, self.anchor = made[1:]
        need(isinstance(self.statement, bytes) and isinstance(self.sigs, bytes), "not a receipt")
        need(self.anchor is None or isinstance(self.anchor, bytes), "not a receipt")
        self.digest = H(self.statement)
        # The rules of the statement are those that a court's verifier asks as well; it takes no anchor.
        letters.Receipt(self.digest.hex(), receipt(self.statement, self.sigs))
        self.said = canon.read(self.statement)
        self.event = self.said["event"][len(EVENT) :]
        self.reason = self.said["reason"]

    def check(self, net, find):
        """The keys that signed; the network is this one and the signer the node that speaks."""
        need(self.said["net"] == net.hex(), "a receipt of another network")
        return cose.check(cose.RECEIPT, self.sigs, net, self.statement, find)

    def about(self, envelope):
        """Refuse unless it speaks of this envelope."""
        of, head = self.said["of"], envelope.head
        need(of["env_digest"] == envelope.digest.hex(), "a receipt about another envelope")
        need(of["env_id"] == uuid_text(head.env_id), "a receipt about another envelope id")
        need((of["from"], of["to"]) == (head.sender, head.to), "a receipt about other nodes")


def uuid_text(raw):
    """16 bytes as 8-4-4-4-12 digits."""
    text = raw.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def uuid_bytes(text):
    need(basics.is_uuid(text), "not a UUID")
    return bytes.fromhex(text.replace("-", ""))


def attempt(raw):
    """The receipt, or None for bytes that are none."""
    try:
        return Receipt(raw)
    except Refused:
        return None
