"""The data under `calendars/`: the zones of places, and the public holidays of a state in a year.

Forms are those of `docs/spec/law.md`, section 22. A file that holds anything else is refused whole: a key that nobody
reads could be the one on which somebody's deadline hangs. `rules.toml`, from which the lists are written, is not read.
"""

import re
import tomllib
import zoneinfo
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "calendars"
DAYS_MAX = 60  # section 23, bounds: entries `[[day]]` of one list
SEVERAL = "several"  # in place of a zone: the state has no zone of its own

_STATE = re.compile(r"[A-Z]{2}", re.ASCII)
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", re.ASCII)
_MARKS = ("memory", "verified")


class BadCalendar(ValueError):
    """A file under `calendars/` has a form that `docs/spec/law.md` does not describe."""


class Year(NamedTuple):
    """A list: the days each place keeps, those it keeps in part, and the regions the list does not speak for.

    A place is the state or a region of it.
    """

    kept: dict
    in_part: dict
    not_covered: frozenset

    def days(self, *places):
        """The days kept in any of these places, days in part left out."""
        return frozenset().union(*(self.kept.get(place, ()) for place in places))


def _require(right, where, what):
    if not right:
        raise BadCalendar(f"{where}: {what}")


def _table(found, required, optional, where):
    """A table with every required key, and no other than those and the optional ones."""
    _require(isinstance(found, dict), where, "is no table")
    for key in required:
        _require(key in found, where, f"lacks `{key}`")
    for key in found:
        _require(key in required or key in optional, where, f"has the unknown key `{key}`")
    return found


def _entries(value, where):
    _require(isinstance(value, list) and value, where, "is no list, or an empty one")
    return value


def _text(value, where):
    _require(isinstance(value, str) and value, where, "is no text, or an empty one")
    return value


def _number(value, where):
    _require(isinstance(value, int) and not isinstance(value, bool), where, "is no number")
    return value


def _regions(value, state, where):
    """A list of different regions of the state."""
    regions = _entries(value, where)
    for region in regions:
        _place(region, state, where)
        _require(region != state, where, "names the state beside its regions")
    _require(len(set(regions)) == len(regions), where, "names a region twice")
    return regions


def _place(value, state, where):
    """The state, or a region that begins with it."""
    _require(_PLACE.fullmatch(_text(value, where)) and value[:2] == state, where, f"`{value}` is no place of {state}")
    return value


@cache
def zone_of(name):
    """The zone of an IANA name; `KeyError` if the database has none."""
    if not name or name.startswith(("/", ".")):
        raise KeyError(name)
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError):
        raise KeyError(name) from None


def read_zones(content, where="zones.toml"):
    """The content of `zones.toml` as a dict from place to the name of its zone."""
    zones = {}
    for entry in _entries(_table(content, ("zone",), (), where)["zone"], where):
        place, name = (_text(_table(entry, ("place", "name"), (), where)[key], where) for key in ("place", "name"))
        _require(_PLACE.fullmatch(place), where, f"`{place}` is no place")
        _require(place not in zones, where, f"names `{place}` twice")
        try:
            zone_of(name)
        except KeyError:
            raise BadCalendar(f"{where}: `{name}` is in no database") from None
        zones[place] = name
    return zones


def read_year(content, state, year, zones, where="list"):
    """The content of the list of a state and year as a `Year`; `zones` are those of `zones.toml`."""
    _table(content, ("state", "year", "version", "zone", "mark", "source", "day"), ("not_covered",), where)
    of_here = content["state"] == state and _number(content["year"], where) == year
    _require(of_here, where, "is of another state or year")
    _require(_number(content["version"], where) >= 1, where, "has no version")
    _require(content["mark"] in _MARKS, where, "has an unknown mark")
    _text(content["source"], where)
    # `zones.toml` alone says which zone counts; a list that says otherwise would mislead who reads it.
    _require(content["zone"] == zones.get(state, SEVERAL), where, f"has the zone `{content['zone']}`, not the state's")
    not_covered = frozenset(_regions(content["not_covered"], state, where) if "not_covered" in content else ())
    _require(len(_entries(content["day"], where)) <= DAYS_MAX, where, f"has more than {DAYS_MAX} days")
    kept, in_part = {}, {}
    for entry in content["day"]:
        on, places, partly = _day(entry, state, year, where)
        for place in places:
            _require(place not in not_covered, where, f"has a day of {place}, for which it does not speak")
            (in_part if partly else kept).setdefault(place, set()).add(on)
    for place, days in in_part.items():
        _require(days.isdisjoint(kept.get(place, ())), where, f"has a day that {place} keeps, and keeps in part")
    return Year(kept, in_part, not_covered)


def _day(entry, state, year, where):
    """One `[[day]]`: its date, the places that keep it, and whether they do so in part."""
    _table(entry, ("on", "name"), ("scope", "scopes", "in_part"), where)
    _text(entry["name"], where)
    on = entry["on"]
    _require(type(on) is date and on.year == year, where, f"`{on}` is no date of the year")
    _require(("scope" in entry) != ("scopes" in entry), where, f"{on} has both `scope` and `scopes`, or neither")
    _require(entry.get("in_part", True) is True, where, f"{on} has an `in_part` that is not true")
    places = _regions(entry["scopes"], state, where) if "scopes" in entry else [_place(entry["scope"], state, where)]
    return on, places, "in_part" in entry


def _load(path):
    with open(path, "rb") as file:
        try:
            return tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise BadCalendar(f"{path.name}: {error}") from None


@cache
def zones():
    return read_zones(_load(FOLDER / "zones.toml"))


@cache
def holidays(state, year):
    """The list of a state and year, or None where there is no file."""
    path = FOLDER / state / f"{year}.toml"
    return read_year(_load(path), state, year, zones(), f"{state}/{path.name}") if path.exists() else None


@cache
def loaded():
    """Every state that has a list, with its years in order."""
    years = {}
    for path in sorted(FOLDER.glob("*/[0-9]*.toml")):
        _require(_STATE.fullmatch(path.parent.name) and path.stem.isdecimal(), path.name, "is the list of no state")
        years.setdefault(path.parent.name, []).append(int(path.stem))
    return years
