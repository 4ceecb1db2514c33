"""As much HTTP/2 (RFC 9113) as one node needs to speak with another: whole requests, whole answers."""

import socket
import struct
import threading

from courtpackage.errors import Refused, need

from . import hpack

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST, SETTINGS, PING, GOAWAY, WINDOW, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
END_STREAM, ACK, END_HEADERS, PADDED, PRIORITY = 1, 1, 4, 8, 32
FRAME, START = 16384, 65535
AHEAD = 1 << 20
MOST_BODY = 8 << 20


class Closed(Exception):
    """The other side has ended the connection or the stream."""


class Message:
    """Fields and body of one request or answer."""

    def __init__(self):
        self.fields, self.body, self.is_whole = [], bytearray(), False
        self.reset = None

    def get(self, name, otherwise=None):
        return next((value for key, value in self.fields if key == name), otherwise)


class Connection:
    """One side of a connection over a socket that is connected and secured."""

    def __init__(self, sock, is_client):
        self._sock, self._is_client = sock, is_client
        self._decoder = hpack.Decoder()
        self._lock = threading.Lock()
        self._window, self._begin, self._stream_windows = START, START, {}
        self._streams, self._next, self._block = {}, 1, None
        self.is_over = False
        if is_client:
            sock.sendall(PREFACE)
        else:
            need(self._exactly(len(PREFACE)) == PREFACE, "no HTTP/2")
        self._frame(SETTINGS, 0, 0, struct.pack(">HIHIHI", 2, 0, 3, 32, 4, AHEAD))
        self._frame(WINDOW, 0, 0, struct.pack(">I", AHEAD))

    def _exactly(self, count):
        out = b""
        while len(out) < count:
            piece = self._sock.recv(count - len(out))
            if not piece:
                raise Closed("the connection ended")
            out += piece
        return out

    def _frame(self, kind, flags, stream, payload=b""):
        with self._lock:
            self._sock.sendall(struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload)

    def _read(self):
        """Take one frame in; the number of the stream that became whole, or None."""
        head = self._exactly(9)
        length, kind, flags = int.from_bytes(head[:3], "big"), head[3], head[4]
        stream = int.from_bytes(head[5:], "big") & 0x7FFFFFFF
        need(length <= FRAME, "a frame that is too long")
        payload = self._exactly(length)
        if self._block is not None:
            need(kind == CONTINUATION and stream == self._block[0], "a header block that was broken off")
        if kind == SETTINGS and not flags & ACK:
            self._settings(payload)
        elif kind == PING and not flags & ACK:
            self._frame(PING, ACK, 0, payload)
        elif kind == GOAWAY:
            self.is_over = True
            if int.from_bytes(payload[4:8], "big"):
                raise Closed(f"the peer went away with {int.from_bytes(payload[4:8], 'big')}: {payload[8:]!r}")
        elif kind == WINDOW:
            step = int.from_bytes(payload, "big") & 0x7FFFFFFF
            if stream:
                self._stream_windows[stream] = self._stream_windows.get(stream, self._begin) + step
            else:
                self._window += step
        elif kind == RST:
            message = self._streams.setdefault(stream, Message())
            message.reset = int.from_bytes(payload, "big")
            return stream
        elif kind in (HEADERS, CONTINUATION):
            return self._headers(kind, flags, stream, payload)
        elif kind == DATA:
            return self._data(flags, stream, payload)
        return None

    def _settings(self, payload):
        for at in range(0, len(payload), 6):
            name, value = struct.unpack(">HI", payload[at : at + 6])
            if name == 4:
                for stream in self._stream_windows:
                    self._stream_windows[stream] += value - self._begin
                self._begin = value
        self._frame(SETTINGS, ACK, 0)

    def _headers(self, kind, flags, stream, payload):
        if kind == HEADERS:
            if flags & PADDED:
                payload = payload[1 : len(payload) - payload[0]]
            if flags & PRIORITY:
                payload = payload[5:]
            self._block = (stream, flags & END_STREAM, payload)
        else:
            self._block = (stream, self._block[1], self._block[2] + payload)
        if not flags & END_HEADERS:
            return None
        _, is_end, block = self._block
        self._block = None
        message = self._streams.setdefault(stream, Message())
        fields = self._decoder.read(block)
        if not (self._is_client and dict(fields).get(":status", "200").startswith("1")):
            message.fields += fields
        message.is_whole = bool(is_end)
        return stream if is_end else None

    def _data(self, flags, stream, payload):
        message, size = self._streams.get(stream), len(payload)
        if flags & PADDED:
            payload = payload[1 : len(payload) - payload[0]]
        if size:
            self._frame(WINDOW, 0, 0, struct.pack(">I", size))
            if not flags & END_STREAM:
                self._frame(WINDOW, 0, stream, struct.pack(">I", size))
        if message is None:
            return None
        message.body += payload
        need(len(message.body) <= MOST_BODY, "a body that is too long")
        message.is_whole = bool(flags & END_STREAM)
        return stream if message.is_whole else None

    def _send(self, stream, fields, body):
        """Headers and body; stops early if the other side has answered or reset meanwhile."""
        self._stream_windows.setdefault(stream, self._begin)
        self._frame(HEADERS, END_HEADERS | (0 if body else END_STREAM), stream, hpack.write(fields))
        at = 0
        while at < len(body):
            room = min(FRAME, self._window, self._stream_windows[stream], len(body) - at)
            if room <= 0:
                if self._read() == stream and self._is_client:
                    return
                continue
            piece, at = body[at : at + room], at + room
            self._window -= room
            self._stream_windows[stream] -= room
            self._frame(DATA, END_STREAM if at == len(body) else 0, stream, bytes(piece))

    def request(self, method, authority, path, body=b"", fields=()):
        """Send one request and wait for its answer."""
        stream, self._next = self._next, self._next + 2
        head = [(":method", method), (":scheme", "https"), (":authority", authority), (":path", path), *fields]
        if body or method in ("POST", "PUT"):
            head.append(("content-length", str(len(body))))
        self._send(stream, head, body)
        message = self._streams.setdefault(stream, Message())
        while not message.is_whole:
            if message.reset is not None:
                raise Closed(f"the stream was reset with {message.reset}")
            self._read()
        return self._streams.pop(stream)

    def serve(self, answer):
        """Give each whole request to `answer(message)`, which gives (status, fields, body), until the other side ends."""
        while True:
            try:
                stream = self._read()
            except (Closed, OSError):
                return
            message = self._streams.get(stream)
            if message is None or not message.is_whole:
                continue
            status, fields, body = answer(self._streams.pop(stream))
            self._send(stream, [(":status", str(status)), ("content-length", str(len(body))), *fields], body)

    def close(self):
        try:
            self._frame(GOAWAY, 0, 0, bytes(8))
            self._sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._sock.close()


__all__ = ["Closed", "Connection", "Message", "Refused"]
