"""Time-stamp tokens: their DER in its one form and what they say. Who signed them is checked by nothing here."""

import datetime
import hashlib
import re

from .errors import Refused, need

MAX_TOKEN = 65_536
MAX_DEPTH = 32
MAX_BESIDE = 64
MAX_POLICY = 64

BOOLEAN, INTEGER, OCTETS, NULL, OID, TIME, SEQUENCE, SET = 0x01, 0x02, 0x04, 0x05, 0x06, 0x18, 0x30, 0x31
CONTEXT_0, CONTEXT_1, MILLIS, MICROS = 0xA0, 0xA1, 0x80, 0x81

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
SHA256 = bytes.fromhex("608648016503040201")

_CONSTRUCTED = 0x20
_CLASS = 0xC0
_TIME = re.compile(
    rb"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(\.[0-9]{0,8}[1-9])?Z"
)


class Element:
    """A DER element: its tag, its content, and the elements in it if it is constructed."""

    __slots__ = ("tag", "content", "inner")

    def __init__(self, tag, content, inner):
        self.tag, self.content, self.inner = tag, content, inner


def read(raw):
    """The one element that these bytes are."""
    made, end = _element(raw, 0, len(raw), 0)
    need(end == len(raw), "bytes behind a DER element")
    return made


def _element(raw, at, end, depth):
    """The element at `at`, which has to end by `end`, and where it ends. `depth` counts the constructed ones around."""
    need(end - at >= 2, "a DER element that ends early")
    tag, length, start = raw[at], raw[at + 1], at + 2
    need(tag != 0 and tag & 0x1F != 0x1F, "a DER tag that is 0 or longer than a byte")
    if length >= 0x80:
        count = length - 0x80
        need(1 <= count <= 3 and count <= end - start, "a DER length of another form")
        length = int.from_bytes(raw[start : start + count], "big")
        need(raw[start] != 0 and (count > 1 or length >= 0x80), "a DER length that is not the shortest")
        start += count
    need(length <= end - start, "a DER element that ends early")
    stop = start + length
    is_constructed = tag & _CONSTRUCTED != 0
    if tag & _CLASS == 0:
        need(is_constructed == (tag & 0x1F in (16, 17)), "a universal DER tag that is constructed where it must not be")
    if not is_constructed:
        content = raw[start:stop]
        _check_value(tag, content)
        return Element(tag, content, None), stop
    need(depth < MAX_DEPTH, "more than 32 DER elements in each other")
    inner, place = [], start
    while place < stop:
        one, place = _element(raw, place, stop, depth + 1)
        inner.append(one)
    return Element(tag, raw[start:stop], inner), stop


def _check_value(tag, content):
    if tag == BOOLEAN:
        need(content in (b"\x00", b"\xff"), "a BOOLEAN of another form")
    elif tag == INTEGER:
        _check_integer(content)
    elif tag == NULL:
        need(content == b"", "a NULL with content")


def _check_integer(content):
    need(content != b"", "an empty INTEGER")
    if len(content) > 1:
        need(int.from_bytes(content[:2], "big") >> 7 not in (0, 0x1FF), "an INTEGER that is not the shortest")


class _Items:
    """The elements of one, taken in their order; nothing may be left."""

    def __init__(self, element, tag, what):
        need(element.tag == tag, f"{what} is an element of another kind")
        self._left, self._what = list(element.inner), what

    def take(self, tag, what):
        """The next element, which has to have this tag."""
        made = self.may(tag)
        need(made is not None, f"{self._what} without {what} in its place")
        return made

    def may(self, tag):
        """The next element if it has this tag, else None."""
        return self._left.pop(0) if self._left and self._left[0].tag == tag else None

    def end(self):
        need(not self._left, f"{self._what} with an element too many")


def _only(element, tag, inner, what):
    """The one element of the tag `inner` in an element of the tag `tag`."""
    items = _Items(element, tag, what)
    made = items.take(inner, "its content")
    items.end()
    return made


def _number(element, least, most, what):
    """The INTEGER in the content of an element."""
    _check_integer(element.content)
    value = int.from_bytes(element.content, "big", signed=True)
    need(least <= value <= most, f"{what} is out of its bounds")
    return value


def _is_oid(element, wanted, what):
    need(element.content == wanted, f"{what} is another object identifier")


def _dotted(content):
    """The text of an object identifier."""
    need(1 <= len(content) <= MAX_POLICY, "a policy that does not have 1 to 64 bytes")
    need(content[-1] < 0x80, "a policy that ends early")
    numbers, value, is_first = [], 0, True
    for byte in content:
        need(not (is_first and byte == 0x80), "a policy with a number that is not the shortest")
        value = value << 7 | byte & 0x7F
        is_first = byte < 0x80
        if is_first:
            need(value < 2**64, "a policy with a number of more than 64 bits")
            numbers.append(value)
            value = 0
    root = min(numbers[0] // 40, 2)
    return ".".join(str(number) for number in [root, numbers[0] - 40 * root, *numbers[1:]])


def _instant(content):
    """`YYYY-MM-DDThh:mm:ss`, the decimals as they were written, `Z`."""
    found = _TIME.fullmatch(content)
    need(found is not None, "a time of another form")
    try:
        moment = datetime.datetime(*(int(part) for part in found.groups()[:6]))
    except ValueError:
        raise Refused("a time that does not exist") from None
    return moment.isoformat() + (found.group(7) or b"").decode("ascii") + "Z"


def _accuracy(element):
    """The accuracy in microseconds."""
    items = _Items(element, SEQUENCE, "an accuracy")
    total = 0
    for tag, unit, least, most in ((INTEGER, 10**6, 0, 2**32 - 1), (MILLIS, 1000, 1, 999), (MICROS, 1, 1, 999)):
        part = items.may(tag)
        if part is not None:
            total += unit * _number(part, least, most, "a part of an accuracy")
    items.end()
    return total


def _hex(value):
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big").hex()


class Token:
    """A token of the one form. `imprint` is the digest it is over."""

    __slots__ = ("sha256", "imprint", "policy", "serial", "gen_time", "accuracy_us", "nonce")

    def __init__(self, raw):
        need(len(raw) <= MAX_TOKEN, "a token of more than 65 536 bytes")
        self.sha256 = hashlib.sha256(raw).hexdigest()
        items = _Items(read(raw), SEQUENCE, "a token")
        _is_oid(items.take(OID, "its kind"), SIGNED_DATA, "the kind of a token")
        signed = _only(items.take(CONTEXT_0, "signed data"), CONTEXT_0, SEQUENCE, "the content of a token")
        items.end()
        self._stamp(read(self._signed(signed)))

    @staticmethod
    def _signed(element):
        """The bytes of the stamp in the signed data."""
        items = _Items(element, SEQUENCE, "signed data")
        _number(items.take(INTEGER, "a version"), 3, 3, "the version of signed data")
        items.take(SET, "digest algorithms")
        wrapped = _Items(items.take(SEQUENCE, "content"), SEQUENCE, "the content of signed data")
        _is_oid(wrapped.take(OID, "its kind"), TST_INFO, "the kind of the content")
        stamp = _only(wrapped.take(CONTEXT_0, "a stamp"), CONTEXT_0, OCTETS, "the content of signed data")
        wrapped.end()
        items.may(CONTEXT_0)
        items.may(CONTEXT_1)
        _only(items.take(SET, "a signer"), SET, SEQUENCE, "the set of signers")
        items.end()
        return stamp.content

    def _stamp(self, element):
        items = _Items(element, SEQUENCE, "a stamp")
        _number(items.take(INTEGER, "a version"), 1, 1, "the version of a stamp")
        self.policy = _dotted(items.take(OID, "a policy").content)
        imprint = _Items(items.take(SEQUENCE, "an imprint"), SEQUENCE, "an imprint")
        algorithm = _Items(imprint.take(SEQUENCE, "an algorithm"), SEQUENCE, "the algorithm of an imprint")
        _is_oid(algorithm.take(OID, "its name"), SHA256, "the algorithm of an imprint")
        algorithm.may(NULL)
        algorithm.end()
        self.imprint = imprint.take(OCTETS, "a digest").content
        need(len(self.imprint) == 32, "an imprint that does not have 32 bytes")
        imprint.end()
        self.serial = _number(items.take(INTEGER, "a serial number"), 0, 2**160 - 1, "a serial number")
        self.gen_time = _instant(items.take(TIME, "a time").content)
        accuracy = items.may(SEQUENCE)
        self.accuracy_us = None if accuracy is None else _accuracy(accuracy)
        ordering = items.may(BOOLEAN)
        need(ordering is None or ordering.content == b"\xff", "a BOOLEAN that states its default")
        nonce = items.may(INTEGER)
        self.nonce = None if nonce is None else _number(nonce, 0, 2**160 - 1, "a nonce")
        items.may(CONTEXT_0)
        items.may(CONTEXT_1)
        items.end()

    def said(self, inside):
        """What a verdict says of it."""
        return {
            "accuracy_us": self.accuracy_us,
            "gen_time": self.gen_time,
            "inside": inside,
            "nonce": None if self.nonce is None else _hex(self.nonce),
            "policy": self.policy,
            "serial": _hex(self.serial),
            "sha256": self.sha256,
            "signature": "not-checked",
        }
