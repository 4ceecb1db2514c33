"""The facts of `docs/spec/law.md`, section 4: which names exist, what each may hold, and what is an input error.

Facts come as a JSON object. They leave as a `Facts` tuple: instants in UTC, dates, plain values, None for absent.
"""

import re
from typing import NamedTuple

from arithmetic import parse_date, parse_instant, zone_of

# ISO 3166-1 alpha-2, officially assigned. EU, EL, UK and XK are not among them.
ISO_STATES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM
    FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
    JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN
    MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL
    TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()
)
PERIOD_UNITS_MAX = 10_000  # section 23, bounds


class InputError(Exception):
    """The caller's fault: a code of section 23 and the name at fault. Never a default instead."""

    def __init__(self, code, name):
        super().__init__(f"{code}: {name}")
        self.code, self.name = code, name


class AgreedUntil(NamedTuple):
    """A date or an instant somebody stated; exactly one of the two is set."""

    on: object = None
    at: object = None


class Facts(NamedTuple):
    trigger_at: object = None
    trigger_on: object = None
    state: str | None = None
    region: str | None = None
    zone: str | None = None
    issuing_state: str | None = None
    confirmed_at: object = None
    addressee_received_at: object = None
    enforcing_received_at: object = None
    ground_raised_at: object = None
    extension_at: tuple | None = None
    confirmation_at: object = None
    request_received_at: object = None
    sent_at: object = None
    time_frame_days: int | None = None
    urgent: bool | None = None
    clarified_at: object = None
    agreed_until: AgreedUntil | None = None
    assume_in_force: bool | None = None


def _text(value):
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _instant(value):
    return parse_instant(_text(value))


def _instants(value):
    """One Annex VI, or the list of all that came, in order of receipt."""
    many = value if isinstance(value, list) else [value]
    if not many:
        raise ValueError(value)
    return tuple(sorted(_instant(one) for one in many))


def _date(value):
    return parse_date(_text(value))


def _state(value):
    if _text(value) not in ISO_STATES:
        raise ValueError(value)
    return value


def _region(value):
    if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", _text(value)):
        raise ValueError(value)
    return value


def _zone(value):
    zone_of(_text(value))
    return value


def _flag(value):
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _n_days(value):
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= PERIOD_UNITS_MAX:
        raise ValueError(value)
    return value


def _agreed(value):
    try:
        return AgreedUntil(at=_instant(value))
    except ValueError:
        return AgreedUntil(on=_date(value))


_READERS = {
    "trigger_on": _date,
    "state": _state,
    "region": _region,
    "zone": _zone,
    "issuing_state": _state,
    "extension_at": _instants,
    "time_frame_days": _n_days,
    "urgent": _flag,
    "agreed_until": _agreed,
    "assume_in_force": _flag,
}


def read_facts(given, counting, exercise):
    """Reads a JSON object of facts for a clock with that counting code, or raises `InputError`."""
    if not isinstance(given, dict):
        raise InputError("fact-malformed", "facts")
    read = {}
    for name, value in given.items():
        if name not in Facts._fields:
            raise InputError("unknown-fact", name)
        if value is None:
            continue
        try:
            read[name] = _READERS.get(name, _instant)(value)
        except (ValueError, KeyError, OverflowError):
            raise InputError("fact-malformed", name) from None
    facts = Facts(**read)
    if facts.trigger_on is not None and (not counting.startswith("plain-") or facts.trigger_at is not None):
        raise InputError("fact-not-allowed", "trigger_on")
    if facts.assume_in_force is not None and not exercise:
        raise InputError("fact-not-allowed", "assume_in_force")
    if facts.region is not None and facts.region[:2] != facts.state:
        raise InputError("fact-malformed", "region")
    return facts
