"""Header fields of HTTP/2 (RFC 7541): everything is read, only literals without index are written."""

from courtpackage.errors import Refused, need

_STATIC = (
    ":authority|;:method|GET;:method|POST;:path|/;:path|/index.html;:scheme|http;:scheme|https;:status|200;:status|204;"
    ":status|206;:status|304;:status|400;:status|404;:status|500;accept-charset|;accept-encoding|gzip, deflate;"
    "accept-language|;accept-ranges|;accept|;access-control-allow-origin|;age|;allow|;authorization|;cache-control|;"
    "content-disposition|;content-encoding|;content-language|;content-length|;content-location|;content-range|;"
    "content-type|;cookie|;date|;etag|;expect|;expires|;from|;host|;if-match|;if-modified-since|;if-none-match|;if-range|;"
    "if-unmodified-since|;last-modified|;link|;location|;max-forwards|;proxy-authenticate|;proxy-authorization|;range|;"
    "referer|;refresh|;retry-after|;server|;set-cookie|;strict-transport-security|;transfer-encoding|;user-agent|;vary|;"
    "via|;www-authenticate|"
)
STATIC = tuple(tuple(line.split("|")) for line in _STATIC.split(";"))
TABLE = 4096
MOST = 64 * 1024

# The code is canonical, so the lengths of the 257 symbols say all of it (RFC 7541, appendix B).
_LENGTHS = (
    [13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28]
    + [28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28]
    + [6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6]
    + [5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10]
    + [13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7]
    + [7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6]
    + [15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5]
    + [6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28]
    + [20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23]
    + [24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24]
    + [22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23]
    + [21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23]
    + [26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25]
    + [19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27]
    + [20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23]
    + [26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26]
    + [30]
)


def _codes():
    made, code, before = {}, 0, 0
    for length, symbol in sorted((length, symbol) for symbol, length in enumerate(_LENGTHS)):
        code <<= length - before
        made[(length, code)] = symbol
        code, before = code + 1, length
    return made


_CODES = _codes()


def unpack(raw):
    """The text behind a Huffman code."""
    out, code, length = bytearray(), 0, 0
    for byte in raw:
        for place in range(7, -1, -1):
            code, length = code << 1 | byte >> place & 1, length + 1
            symbol = _CODES.get((length, code))
            if symbol is not None:
                need(symbol < 256, "the end mark inside a header")
                out.append(symbol)
                code = length = 0
    need(length < 8 and code == (1 << length) - 1, "a header that ends inside a code")
    return bytes(out)


def _number(raw, at, bits):
    limit = (1 << bits) - 1
    value, at = raw[at] & limit, at + 1
    if value < limit:
        return value, at
    shift = 0
    while True:
        need(at < len(raw) and shift <= 28, "a header number that does not end")
        byte, at = raw[at], at + 1
        value += (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _text(raw, at):
    need(at < len(raw), "a header block that ends early")
    is_packed = raw[at] & 128
    length, at = _number(raw, at, 7)
    need(length <= len(raw) - at, "a header block that ends early")
    piece = raw[at : at + length]
    return (unpack(piece) if is_packed else piece).decode("latin-1"), at + length


class Decoder:
    """Reads the header blocks of one connection, in their order."""

    def __init__(self):
        self._made, self._limit = [], TABLE

    def _line(self, index):
        need(index > 0, "header index 0")
        if index <= len(STATIC):
            return STATIC[index - 1]
        need(index - len(STATIC) <= len(self._made), "a header index beyond the table")
        return self._made[index - len(STATIC) - 1]

    def _trim(self):
        while sum(len(name) + len(value) + 32 for name, value in self._made) > self._limit:
            self._made.pop()

    def read(self, raw):
        need(len(raw) <= MOST, "header fields of more than 64 KiB")
        fields, at = [], 0
        while at < len(raw):
            first = raw[at]
            if first & 128:
                index, at = _number(raw, at, 7)
                fields.append(self._line(index))
                continue
            if first & 0xE0 == 0x20:
                self._limit, at = _number(raw, at, 5)
                if self._limit > TABLE:
                    raise Refused("a header table larger than agreed")
                self._trim()
                continue
            is_kept = first & 0xC0 == 0x40
            index, at = _number(raw, at, 6 if is_kept else 4)
            if index:
                name = self._line(index)[0]
            else:
                name, at = _text(raw, at)
            value, at = _text(raw, at)
            fields.append((name, value))
            if is_kept:
                self._made.insert(0, (name, value))
                self._trim()
        return fields


def _write_number(value, bits, first):
    limit = (1 << bits) - 1
    if value < limit:
        return bytes([first | value])
    out, value = bytearray([first | limit]), value - limit
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def write(fields):
    """A header block of literals that nobody has to remember."""
    out = b""
    for name, value in fields:
        out += b"\x00"
        for text in (name, value):
            raw = text.encode("latin-1")
            out += _write_number(len(raw), 7, 0) + raw
    return out
