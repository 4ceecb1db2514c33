"""A mirror of its own, as `docs/spec/mirror.md` sections 1 and 2 have it, in memory and on 127.0.0.1.

Where the page leaves a mirror free it does otherwise than `comity witness`: it takes `n_packages` of a request and no
more, remembers one pending size, writes tickets of another form, and puts a line of a key that nobody knows under its
answers.
"""

import base64
import hashlib
import hmac
import http.server
import secrets
import threading
import time

from courtpackage import basics
from courtpackage.errors import Refused, need
from courtpackage.notes import COSIGN_ED25519, ED25519, Checkpoint

from tree import EMPTY, TILE, Signer, Tree, keys_of, leads, note_text, prefixed, spelled

BODY_MAX = 17 << 20
NOTE_MAX = 256 << 10
READ_SECONDS = 20
PLAIN, SIZE, INFO, BYTES = "text/plain; charset=utf-8", "text/x.tlog.size", "text/x.tlog.mirror-info", "application/octet-stream"


class Short(Exception):
    """There is less than was said."""


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        if len(self.data) - self.at < n:
            raise Short
        self.at += n
        return self.data[self.at - n : self.at]

    def number(self, n):
        return int.from_bytes(self.take(n), "big")

    def prefixed(self):
        return self.take(self.number(2))


class Held:
    """What is held of one log."""

    def __init__(self, vkeys):
        self.keys, self.tree = keys_of(vkeys), Tree()
        self.pending, self.own = None, None  # (checkpoint, the log's lines); own: (size, note)

    def signed(self, note):
        """The checkpoint and the lines of the log; every key has to have signed."""
        checkpoint, lines = Checkpoint(note), b""
        for key in self.keys:
            found = [line for line in checkpoint.lines if line[:2] == (key.name, key.id)]
            need(len(found) == 1, "a key of the log has not signed once")
            key.verify(checkpoint, found[0][2])
            lines += f"\u2014 {key.name} {base64.b64encode(key.id + found[0][2]).decode()}\n".encode()
        return checkpoint, lines


class Mirror:
    def __init__(self, name, n_packages=1):
        self.signer, self.n_packages = Signer(name, COSIGN_ED25519), n_packages
        self.logs, self.lock, self.secret = {}, threading.Lock(), secrets.token_bytes(32)
        self.said = []  # what was asked, of which log, and the status that it got
        self.lie = None  # what is served instead: a function of (kind, n, bytes)
        self.answers = lambda lines, *head: lines  # what is answered in place of our two lines
        self.n_busy = 0  # how many requests are still to be told to come again

    def vkeys(self):
        return self.signer.vkeys()

    def add_log(self, origin, vkeys):
        self.logs[origin] = Held(vkeys)

    def ticket(self, note):
        sealed = len(note).to_bytes(4, "little") + note
        return sealed + hmac.digest(self.secret, sealed, "sha256")

    def opened(self, ticket):
        if len(ticket) < 36 or not hmac.compare_digest(ticket[-32:], hmac.digest(self.secret, ticket[:-32], "sha256")):
            return None
        return ticket[4:-32]

    # add-checkpoint: `ledger.md` section 11, with the pending checkpoint as what is held.

    def add_checkpoint(self, body):
        if len(body) > NOTE_MAX:
            return "", 413, PLAIN, b""
        head, gap, note = body.partition(b"\n\n")
        try:
            need(gap != b"", "no note")
            lines = head.decode("ascii").split("\n")
            need(lines[0].startswith("old "), "no old size")
            old = basics.decimal(lines[0][4:], "the old size")
            path = [basics.from_base64(line, "a hash", 32) for line in lines[1:]]
            need(len(path) <= 63, "too many hashes")
            origin = note.split(b"\n", 1)[0].decode()
            Checkpoint(note) if b"\n0\n" not in note[:400] else None
        except (Refused, UnicodeDecodeError):
            return "", 400, PLAIN, b""
        if origin not in self.logs:
            return origin, 404, PLAIN, b""
        held = self.logs[origin]
        try:
            checkpoint, lines = held.signed(note)
        except Refused:
            return origin, 403, PLAIN, b""
        known = held.pending[0].size if held.pending else 0
        if old > checkpoint.size:
            return origin, 400, PLAIN, b""
        if old != known:
            return origin, 409, SIZE, b"%d\n" % known
        if not self.extends(held, old, checkpoint, path):
            return origin, 422, PLAIN, b""
        held.pending = (checkpoint, lines)
        return origin, 200, PLAIN, b""

    @staticmethod
    def extends(held, old, new, path):
        if old in (0, new.size):
            root = held.pending[0].root if held.pending and old else (new.root if new.size else EMPTY)
            return not path and (old == 0 or root == new.root)
        return leads(0, old, new.size, path, held.pending[0].root, new.root)

    # add-entries: section 2.

    def info(self, held):
        checkpoint, lines = held.pending
        ticket = base64.b64encode(self.ticket(checkpoint.text + b"\n" + lines))
        return INFO, b"%d\n%d\n%s\n" % (checkpoint.size, len(held.tree.entries), ticket)

    def add_entries(self, body):
        read = Reader(body)
        try:
            origin = read.prefixed().decode()
            start, end, ticket = read.number(8), read.number(8), read.prefixed()
        except (Short, UnicodeDecodeError):
            return "", 400, PLAIN, b""
        held = self.logs.get(origin)
        if held is None:
            return origin, 404, PLAIN, b""
        if start > end:
            return origin, 400, PLAIN, b""
        if held.pending is None:
            return origin, 422, PLAIN, b""
        target = self.target(held, end, ticket)
        n_held = len(held.tree.entries)
        if target is None or start > n_held or n_held - start > 32 * TILE:
            return origin, 409, *self.info(held)
        checkpoint, lines = target
        return origin, *self.packages(held, read, start, checkpoint, lines)

    def target(self, held, end, ticket):
        """The checkpoint of size `end` that is pending, or that a ticket vouches for, and is not below ours."""
        if held.own and end < held.own[0]:
            return None
        if end == held.pending[0].size:
            return held.pending
        note = self.opened(ticket)
        if note is None:
            return None
        checkpoint, lines = held.signed(note)
        return (checkpoint, lines) if checkpoint.size == end else None

    def packages(self, held, read, start, checkpoint, lines):
        end = checkpoint.size
        firsts = list(range(start - start % TILE, end, TILE)) if start < end else []
        for n, first in enumerate(firsts[: self.n_packages]):
            low, high = max(start, first), min(end, first + TILE)
            try:
                entries = [read.prefixed() for _ in range(low, high)]
                n_hashes = read.number(1)
                if n_hashes > 63:
                    return 400, PLAIN, b""
                path = [read.take(32) for _ in range(n_hashes)]
            except Short:
                if n == 0:
                    return 400, PLAIN, b""
                break
            part = Tree(held.tree.entries[first:low])
            for entry in entries:
                part.add(entry)
            if not leads(first, high, end, path, part.root(high - first), checkpoint.root):
                return 422, PLAIN, b""
            for entry in entries[max(0, len(held.tree.entries) - low) :]:
                held.tree.add(entry)
        if len(held.tree.entries) < end:
            return 202, *self.info(held)
        return 200, PLAIN, self.sign(held, checkpoint, lines)

    def sign(self, held, checkpoint, lines):
        assert held.tree.root(checkpoint.size) == checkpoint.root
        head = (checkpoint.origin, checkpoint.size, checkpoint.root)
        ours = self.signer.lines(*head)
        held.own = (checkpoint.size, checkpoint.text + b"\n" + lines + ours)
        return Signer("nobody.example/x", ED25519).lines(*head) + self.answers(ours, *head)

    # Reading.

    def read(self, digest, path):
        for origin, held in self.logs.items():
            if hashlib.sha256(origin.encode()).hexdigest() == digest and held.own:
                found = self.file(held, path)
                if found is not None:
                    return origin, 200, BYTES if path.startswith("tile/") else PLAIN, found
        return "", 404, PLAIN, b""

    def file(self, held, path):
        size, note = held.own
        if path == "checkpoint":
            return self.lie("checkpoint", 0, note) if self.lie else note
        words = path.split("/")
        if words[0] != "tile" or len(words) < 3:
            return None
        kind, place = words[1], "/".join(words[2:])
        place, _, width = place.partition(".p/")
        n = int(place.replace("/", "").replace("x", "") or 0) if place.replace("/", "").replace("x", "").isdigit() else -1
        width = int(width) if width.isdigit() else TILE
        level = 0 if kind == "entries" else int(kind) if kind.isdigit() and len(kind) < 3 else -1
        if n < 0 or level < 0 or spelled(n) != place or not 1 <= width <= TILE:
            return None
        if n * TILE + width > size // TILE**level:
            return None
        data = held.tree.bundle(n, width) if kind == "entries" else held.tree.tile(level, n, width)
        return self.lie(kind, n, data) if self.lie else data

    # The door.

    def serve(self):
        """The submission prefix at which it answers from now on; ends with this program."""
        mirror = self

        class Handler(http.server.BaseHTTPRequestHandler):
            timeout = READ_SECONDS
            protocol_version = "HTTP/1.1"

            def answer(self, name, what, origin, status, media, body):
                mirror.said.append((what, origin, status))
                self.send_response(status)
                self.send_header("Content-Type", media)
                self.send_header("Content-Length", str(len(body)))
                if status == 503:
                    self.send_header("Retry-After", "1")
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                length = self.headers.get("Content-Length", "")
                prefix, _, what = self.path.rpartition("/")
                asks = {"add-checkpoint": mirror.add_checkpoint, "add-entries": mirror.add_entries}
                ask = asks.get(what) if prefix == "/mirror/1" else None
                if ask is None or not length.isdigit() or int(length) > BODY_MAX:
                    self.close_connection = True
                    return self.answer("", what, "", 404 if ask is None else 413, PLAIN, b"")
                body = self.rfile.read(int(length))
                with mirror.lock:
                    busy, mirror.n_busy = mirror.n_busy > 0, max(0, mirror.n_busy - 1)
                    said = ("", 503, PLAIN, b"") if busy else ask(body)
                self.answer("", what, *said)

            def do_GET(self):
                digest, _, path = self.path.removeprefix("/mirror/1/m/").partition("/")
                with mirror.lock:
                    said = mirror.read(digest, path)
                self.answer("", path, *said)

            def log_message(self, *words):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, address):
                pass  # whoever reads no more than an honest mirror sends leaves in the middle

        server = Server(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/mirror/1"
