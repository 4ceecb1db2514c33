"""HTTP as the other side of a mirror needs it: whole requests, and ones that no honest client sends."""

import hashlib
import http.client
import socket
import urllib.parse

LIMIT = 30  # seconds that any one answer may take
ANSWER_MAX = 32 << 20


class Answer:
    def __init__(self, status, media, body, more=()):
        self.status, self.media, self.body, self.more = status, media, body, dict(more)

    def __repr__(self):
        return f"{self.status} {self.media} {self.body[:80]!r}"


class Client:
    """Speaks to a submission prefix `http://127.0.0.1:PORT/…`."""

    def __init__(self, url):
        self.url = url
        parts = urllib.parse.urlsplit(url)
        self.host, self.port, self.prefix = parts.hostname, parts.port, parts.path

    def ask(self, method, path, body=None, headers=None, limit=LIMIT):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=limit)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheader("Content-Type"), answer.read(ANSWER_MAX), answer.getheaders())
        finally:
            connection.close()

    def post(self, name, body, headers=None):
        return self.ask("POST", f"{self.prefix}/{name}", body, headers)

    def get(self, origin, path):
        return self.ask("GET", f"{self.prefix}/m/{hashlib.sha256(origin.encode()).hexdigest()}/{path}")

    def checkpoint(self, body):
        return self.post("add-checkpoint", body)

    def entries(self, body, **headers):
        return self.post("add-entries", body, {"Content-Type": "application/octet-stream", **headers})

    def raw(self, name, announced, sent, limit=LIMIT, close=False):
        """A request that announces `announced` bytes and sends `sent`; with `close`, the sender's side is then ended.

        `None` if the other side ends the connection without an answer."""
        head = f"POST {self.prefix}/{name} HTTP/1.1\r\nHost: {self.host}\r\nConnection: close\r\n"
        head += f"Content-Length: {announced}\r\n\r\n"
        with socket.create_connection((self.host, self.port), timeout=limit) as wire:
            try:
                wire.sendall(head.encode() + sent)
                if close:
                    wire.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # it may have answered and left before all was sent
            answer = http.client.HTTPResponse(wire)
            try:
                answer.begin()
                return Answer(answer.status, answer.getheader("Content-Type"), answer.read(ANSWER_MAX), answer.getheaders())
            except (OSError, http.client.HTTPException):
                return None
            finally:
                answer.close()
