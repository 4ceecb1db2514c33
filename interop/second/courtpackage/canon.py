"""Canonical JSON: RFC 8785 without floats, with the limits of the ledger page."""

import json

from .errors import Refused, need

MAX_DEPTH = 32
MAX_KEYS = 4096
MAX_TEXT = 256 * 1024
MAX_INT = 2**53 - 1


def _pairs(pairs):
    need(len(pairs) <= MAX_KEYS, "more than 4096 keys in one object")
    made = dict(pairs)
    need(len(made) == len(pairs), "two equal keys in one object")
    return made


def _integer(text):
    need(len(text) <= 17, "an integer beyond 2^53 - 1")
    return int(text)


def _no_float(_text):
    raise Refused("a number that is no integer")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_integer, parse_float=_no_float, parse_constant=_no_float, strict=True
)
_quote = json.encoder.encode_basestring


def _write(value, depth, out):
    """Append the canonical spelling of `value` to the list `out`; `depth` counts the open containers."""
    if value is None:
        out.append("null")
    elif value is True:
        out.append("true")
    elif value is False:
        out.append("false")
    elif isinstance(value, str):
        _write_text(value, out)
    elif isinstance(value, int):
        need(-MAX_INT <= value <= MAX_INT, "an integer beyond 2^53 - 1")
        out.append(str(value))
    elif isinstance(value, list):
        need(depth < MAX_DEPTH, "more than 32 nested containers")
        out.append("[")
        for place, item in enumerate(value):
            if place:
                out.append(",")
            _write(item, depth + 1, out)
        out.append("]")
    elif isinstance(value, dict):
        need(depth < MAX_DEPTH, "more than 32 nested containers")
        need(len(value) <= MAX_KEYS, "more than 4096 keys in one object")
        out.append("{")
        for place, key in enumerate(sorted(value, key=_utf16)):
            if place:
                out.append(",")
            _write_text(key, out)
            out.append(":")
            _write(value[key], depth + 1, out)
        out.append("}")
    else:
        raise Refused("a value that JSON does not have")


def _utf16(text):
    try:
        return text.encode("utf-16-be")
    except UnicodeEncodeError:
        raise Refused("a lone surrogate") from None


def _write_text(text, out):
    try:
        size = len(text) if text.isascii() else len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise Refused("a lone surrogate") from None
    need(size <= MAX_TEXT, "a text of more than 256 KiB")
    out.append(_quote(text))


def write(value):
    """The canonical bytes of a value."""
    out = []
    _write(value, 0, out)
    return "".join(out).encode("utf-8")


def read(raw):
    """The value of canonical bytes; anything that is not its own canonical spelling is refused."""
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused("JSON that is not UTF-8") from None
    except RecursionError:
        raise Refused("more than 32 nested containers") from None
    except ValueError as fault:
        raise Refused(f"not JSON: {fault}") from None
    need(write(value) == raw, "JSON that is not in canonical form")
    return value


def read_object(raw, keys, what):
    """An object with exactly these keys."""
    value = read(raw)
    exact(value, keys, what)
    return value


def exact(value, keys, what):
    """Refuse anything but an object with exactly these keys."""
    need(isinstance(value, dict), f"{what} is not an object")
    need(set(value) == set(keys), f"{what} has other members than {', '.join(sorted(keys))}")
