"""Deterministic CBOR, as narrow as the exchange page has it."""

from .errors import need, Refused

MAX_LEVELS = 8


class Tagged:
    """A value under a tag; only tag 98 exists here."""

    __slots__ = ("tag", "value")

    def __init__(self, tag, value):
        self.tag = tag
        self.value = value


def _head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << (8 * size):
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise Refused("a CBOR number beyond 64 bits")


def write(value):
    """The one encoding of a value. Maps are given as lists of pairs inside a dict."""
    if value is False:
        return b"\xf4"
    if value is True:
        return b"\xf5"
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        raw = value.encode("utf-8")
        return _head(3, len(raw)) + raw
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(write(item) for item in value)
    if isinstance(value, dict):
        pairs = sorted((write(key), write(item)) for key, item in value.items())
        return _head(5, len(pairs)) + b"".join(key + item for key, item in pairs)
    if isinstance(value, Tagged):
        return _head(6, value.tag) + write(value.value)
    raise Refused("a value CBOR does not have here")


class _Reader:
    def __init__(self, raw):
        self.raw = raw
        self.at = 0

    def take(self, count):
        need(count <= len(self.raw) - self.at, "CBOR that ends early")
        piece = self.raw[self.at : self.at + count]
        self.at += count
        return piece

    def number(self, code):
        if code < 24:
            return code
        need(code <= 27, "a CBOR length that is not definite")
        return int.from_bytes(self.take(1 << (code - 24)), "big")

    def item(self, level):
        need(level < MAX_LEVELS, "more than 8 CBOR levels")
        first = self.take(1)[0]
        major, code = first >> 5, first & 31
        if major == 7:
            need(code in (20, 21, 22), "a CBOR simple value that is not used here")
            return {20: False, 21: True, 22: None}[code]
        number = self.number(code)
        if major == 0:
            return number
        if major == 1:
            return -1 - number
        if major == 2:
            return self.take(number)
        if major == 3:
            try:
                return self.take(number).decode("utf-8")
            except UnicodeDecodeError:
                raise Refused("CBOR text that is not UTF-8") from None
        if major == 6:
            need(number == 98, "a CBOR tag that is not 98")
            return Tagged(number, self.item(level + 1))
        need(number <= len(self.raw) - self.at, "CBOR that ends early")
        if major == 4:
            return [self.item(level + 1) for _ in range(number)]
        made = {}
        for _ in range(number):
            key = self.item(level + 1)
            need(isinstance(key, (int, str, bytes)) and not isinstance(key, bool), "a CBOR key of another kind")
            need(key not in made, "a CBOR key twice")
            made[key] = self.item(level + 1)
        return made


def read(raw):
    """The value of bytes that are the one encoding of it."""
    reader = _Reader(raw)
    value = reader.item(0)
    need(reader.at == len(raw), "bytes behind the CBOR value")
    need(write(value) == raw, "CBOR that is not in its one form")
    return value
