"""The peer's own door: an HTTP/2 server on 127.0.0.1 that hands each request of a known node to a function."""

import contextlib
import json
import socket
import ssl
import threading

from courtpackage.errors import Refused

from . import client, http2, receipt, tls

PATIENCE = 60
STATUS = {"too-large": 413, "not-announced": 403, "chunk-mismatch": 422}


def answer(peer, sender, message):
    """(status, fields, body) of a node for one request of another node."""
    method, path = message.get(":method"), message.get(":path", "")
    try:
        if (method, path) == ("POST", client.ENVELOPES):
            n_before = len(peer.inbox)
            raw = peer.door(sender, bytes(message.body))
            return (201 if len(peer.inbox) > n_before else 200), [("content-type", client.RECEIPT_TYPE)], raw
        if (method, path) == ("POST", client.HAVE):
            said = json.loads(bytes(message.body))
            made = peer.have(sender, receipt.uuid_bytes(said["env_id"]))
            return 200, [("content-type", "application/json")], json.dumps(made, separators=(",", ":")).encode()
        if method == "PUT" and path.startswith(client.CHUNKS):
            env_id = receipt.uuid_bytes(message.get("cx-env"))
            is_new = peer.chunk(sender, env_id, path[len(client.CHUNKS) :], bytes(message.body))
            return (201 if is_new else 204), [], b""
    except Refused as fault:
        return _problem(STATUS.get(fault.code, 400), fault.code or "malformed")
    except (ValueError, KeyError, TypeError):
        return _problem(400, "malformed")
    return 404, [], b""


def _problem(status, code):
    said = {"detail": code, "status": status, "type": f"urn:comity:cx:{code}"}
    return status, [("content-type", "application/problem+json")], json.dumps(said, separators=(",", ":")).encode()


class Server:
    """Listens until `close`. `answer(node, message)` gives (status, fields, body)."""

    def __init__(self, pem, directory, port, answer):
        self._directory, self._answer = directory, answer
        self._context = tls.server(pem, directory)
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]
        self.faults, self._is_over = [], False
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self):
        while not self._is_over:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(sock,), daemon=True).start()

    def _one(self, sock):
        sock.settimeout(PATIENCE)
        try:
            with self._context.wrap_socket(sock, server_side=True) as safe:
                node = tls.who(self._directory, safe)
                http2.Connection(safe, is_client=False).serve(lambda message: self._answer(node, message))
        except (OSError, ssl.SSLError, Refused, http2.Closed) as fault:
            self.faults.append(f"{type(fault).__name__}: {fault}")

    def close(self):
        self._is_over = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # or the thread that waits in accept keeps the port
        self._listener.close()
        self._thread.join(5)
