"""Small encodings: hexadecimal, base64, decimals, instants, names of logs and identifiers."""

import base64
import binascii
import calendar
import datetime
import re

from .errors import Refused, need, short

MAX_DECIMAL = 2**63 - 1
MAX_JSON_INT = 2**53 - 1

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_HEX = re.compile(r"[0-9a-f]*", re.ASCII)
_INSTANT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{3}))?Z", re.ASCII
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)
_NODE = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_ORIGIN = re.compile(r"([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/comity/audit/([0-9]{4})(?:-r([1-9][0-9]{0,3}))?", re.ASCII)


def is_int(value):
    """True for an integer that is not a boolean."""
    return isinstance(value, int) and not isinstance(value, bool)


def decimal(text, what):
    """Read a decimal without sign or leading zero, at most 2^63 - 1."""
    need(_DECIMAL.fullmatch(text) is not None, f"{what} is not a decimal: {short(text)}")
    value = int(text)
    need(value <= MAX_DECIMAL, f"{what} is above 2^63 - 1")
    return value


def from_base64(text, what, length=None):
    """Decode padded base64 that has exactly one spelling."""
    need(isinstance(text, str), f"{what} is not base64 text")
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise Refused(f"{what} is not base64: {short(text)}") from None
    need(to_base64(raw) == text, f"{what} is not canonical base64: {short(text)}")
    need(length is None or len(raw) == length, f"{what} has {len(raw)} bytes instead of {length}")
    return raw


def to_base64(raw):
    """Padded base64 of RFC 4648 section 4."""
    return base64.b64encode(raw).decode("ascii")


def from_base64url(text, what):
    """Decode base64url without padding that has exactly one spelling."""
    need(isinstance(text, str), f"{what} is not base64url text")
    try:
        raw = base64.b64decode(
            text.encode("ascii").translate(bytes.maketrans(b"-_+/", b"+/--")) + b"=" * (-len(text) % 4), validate=True
        )
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise Refused(f"{what} is not base64url: {short(text)}") from None
    spelled = base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")
    need(spelled == text, f"{what} is not canonical base64url: {short(text)}")
    return raw


def from_hex(text, what, length=32):
    """Decode lower-case hexadecimal of exactly `length` bytes."""
    need(isinstance(text, str) and len(text) == 2 * length, f"{what} does not have {2 * length} hexadecimal digits")
    need(_HEX.fullmatch(text) is not None, f"{what} is not lower-case hexadecimal")
    return bytes.fromhex(text)


def is_digest(text):
    """True for the lower-case hexadecimal of 32 bytes."""
    return isinstance(text, str) and len(text) == 64 and _HEX.fullmatch(text) is not None


def instant(text, what):
    """Milliseconds since 1970 of `YYYY-MM-DDThh:mm:ss[.sss]Z`, a civil time that exists."""
    found = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    need(found is not None, f"{what} is not an instant: {short(text)}")
    try:
        moment = datetime.datetime(*(int(part) for part in found.groups()[:6]))
    except ValueError:
        raise Refused(f"{what} does not exist: {text}") from None
    return calendar.timegm(moment.timetuple()) * 1000 + int(found.group(7) or 0)


def second_text(second):
    """`YYYY-MM-DDThh:mm:ssZ` of a second since 1970; one beyond the year 9999 stays a number."""
    try:
        moment = datetime.datetime.fromtimestamp(second, datetime.timezone.utc)
    except (OverflowError, OSError, ValueError):
        return str(second)
    return moment.replace(tzinfo=None).isoformat() + "Z"


def check_date(text, what):
    """Accept `YYYY-MM-DD` of a day that exists."""
    found = _DATE.fullmatch(text)
    need(found is not None, f"{what} is not a date: {short(text)}")
    try:
        datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Refused(f"{what} does not exist: {text}") from None


def is_uuid(text):
    """True for a lower-case UUID."""
    return isinstance(text, str) and _UUID.fullmatch(text) is not None


def is_node(text):
    """True for a node id as the CDDL of the exchange page has it."""
    return isinstance(text, str) and _NODE.fullmatch(text) is not None


def node_of(origin):
    """The node domain in the name of a log."""
    found = _ORIGIN.fullmatch(origin) if isinstance(origin, str) else None
    need(found is not None, f"not the name of a log: {short(origin)}")
    return found.group(1)


def place_of(origin):
    """Where a log stands among those of its node: its year, and its number behind logs that failed in that year."""
    found = _ORIGIN.fullmatch(origin)
    need(found is not None, f"not the name of a log: {short(origin)}")
    return int(found.group(2)), int(found.group(3) or 0)
