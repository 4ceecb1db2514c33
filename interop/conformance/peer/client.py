"""What this peer asks of another: deliveries and chunks over one connection (exchange.md §9)."""

import json

from . import http2, tls
from .receipt import uuid_text

ENVELOPES, HAVE, CHUNKS = "/cx/1/envelopes", "/cx/1/have", "/cx/1/chunks/"
DELIVERY_TYPE, CHUNK_TYPE = "application/vnd.comity.delivery+cbor", "application/octet-stream"
RECEIPT_TYPE = "application/vnd.comity.receipt+cbor"


class Client:
    """One connection to a node. `pem` is our certificate with its key."""

    def __init__(self, pem, directory, node):
        self._node = node
        self._connection = http2.Connection(tls.connect(pem, directory, node), is_client=True)

    def deliver(self, raw):
        """The answer to a delivery."""
        return self.ask("POST", ENVELOPES, raw, DELIVERY_TYPE)

    def have(self, env_id):
        """(whether chunks are taken yet, ids that are missing) of an envelope, or `None` and the answer."""
        answer = self.ask("POST", HAVE, json.dumps({"env_id": uuid_text(env_id)}, separators=(",", ":")).encode(), "application/json")
        if answer.get(":status") != "200":
            return None, answer
        said = json.loads(bytes(answer.body))
        return said["ready"], said["missing"]

    def chunk(self, env_id, chunk_id, raw):
        """The answer to one transfer chunk of an envelope that was opened."""
        return self.ask("PUT", CHUNKS + chunk_id, raw, CHUNK_TYPE, (("cx-env", uuid_text(env_id)), ("if-none-match", "*")))

    def ask(self, method, path, body=b"", media_type=None, fields=()):
        fields = [("content-type", media_type), *fields] if media_type else list(fields)
        return self._connection.request(method, self._node, path, body, fields)

    def close(self):
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
