"""Time arithmetic of `docs/spec/law.md`, section 3: zones, working days, and the end of a period.

Instants are aware `datetime` in UTC, cut to the second. Civil days are `date`. Nothing here knows a clock id.
"""

import os
import re
import zoneinfo
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import cache

from calendars import holidays, zone_of, zones

__all__ = ["holidays", "zone_of"]  # given on: who counts needs no second import

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
YEARS = range(1990, 2101)  # section 23, bounds

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_INSTANT = re.compile(rf"(\d{{4}}-\d\d-\d\d)T({_TIME}:[0-5]\d)(\.\d{{1,9}})?(Z|[+-]{_TIME})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse_instant(text):
    """An instant in the spelling of section 4 to UTC; a fraction is cut off (section 23). `ValueError` if it is none."""
    found = _INSTANT.fullmatch(text)
    if not found:
        raise ValueError(text)
    day, time, _, offset = found.groups()
    if offset == "Z":
        offset = "+00:00"
    instant = datetime.fromisoformat(f"{day}T{time}{offset}").astimezone(UTC)
    if instant.year not in YEARS:
        raise ValueError(text)
    return instant


def parse_date(text):
    """`YYYY-MM-DD` to a civil date within the years of section 23."""
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def print_instant(instant):
    """RFC 3339 in UTC with `Z`, whole seconds; null stays null."""
    return None if instant is None else instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def tz_database():
    """Which time-zone database answers: the system's, or the package `tzdata`, with its version."""
    for folder in zoneinfo.TZPATH:
        table = os.path.join(folder, "tzdata.zi")
        if os.path.exists(table):
            with open(table, encoding="ascii") as lines:
                return f"tz database of the system, {lines.readline().lstrip('# ').strip()}"
        if os.path.isdir(folder):
            return "tz database of the system, version not stated"
    import tzdata

    return f"tz database of the package tzdata, version {tzdata.IANA_VERSION}"


def zone_name(state, region, zone):
    """The name of the zone that counts: the fact, else the region's, else the state's, else None.

    A state with several zones stands in no entry of its own, so it has none until a region or the fact names one.
    """
    return zone or zones().get(region) or zones().get(state)


def local_date(instant, zone):
    """The civil date of an instant in a zone: `d0` of 3.2 step 1."""
    return instant.astimezone(zone).date()


def at_wall_clock(day, time, zone):
    """The instant of a local time; skipped times go forward, doubled ones are the first (3.2 ii).

    `fold=0` takes the offset before a gap, which lands as much later as the gap is wide, and the first of two.
    """
    return datetime.combine(day, time.replace(fold=0), zone).astimezone(UTC)


def end_of_day(day, zone):
    """24:00 local of a civil day: the first instant of the next one (3.2 step 5)."""
    midnight = datetime.min.time()
    end = at_wall_clock(day + DAY, midnight, zone)
    while local_date(end - timedelta(seconds=1), zone) > day:  # a gap that begins before midnight
        end -= timedelta(seconds=1)
    return end


def begins_day(instant, zone):
    """Whether an instant is the first one of its local day, which need not be 0:00."""
    return instant == end_of_day(local_date(instant, zone) - DAY, zone)


class NotLoaded(Exception):
    """The list of holidays of a state and year (or of a region it leaves out) is not there."""

    def __init__(self, state, year, region=None):
        super().__init__(state, year, region)
        self.needs = {"state": state, "year": year}
        if region is not None:
            self.needs["region"] = region


class Days:
    """Which days are working days for a state, and for a region of it if one is known.

    `also` is a place whose own days are added, those it keeps in part too: the list of another reading (22).
    """

    def __init__(self, state, region=None, also=None):
        self.state, self.region, self.also = state, region, also
        self._free = {}

    def load(self, year):
        """The public holidays of one year; `NotLoaded` if they are unknown."""
        if year not in self._free:
            listed = holidays(self.state, year)
            if listed is None:
                raise NotLoaded(self.state, year)
            if self.region in listed.not_covered:
                raise NotLoaded(self.state, year, self.region)
            free = listed.days(self.state, self.region, self.also)
            self._free[year] = free | frozenset(listed.in_part.get(self.also, ()))
        return self._free[year]

    def is_working(self, day):
        """2(2): all days except public holidays, Sundays, Saturdays."""
        free = self.load(day.year)
        return day.weekday() < 5 and day not in free

    def settle(self, d0, last):
        """3.2 steps 3, 4 and 6: move `last` off free days, and until two working days lie in (d0, last]."""
        for year in range((d0 + DAY).year, last.year + 1):
            self.load(year)
        while True:
            while not self.is_working(last):
                last += DAY
            if self._has_two(d0, last):
                return last
            last += DAY

    def _has_two(self, d0, last):
        n_working, day = 0, last
        while day > d0 and n_working < 2:
            n_working += self.is_working(day)
            day -= DAY
        return n_working == 2

    def nth_working(self, d0, n):
        """The n-th working day after `d0`, which is not counted."""
        day = d0
        while n:
            day += DAY
            n -= self.is_working(day)
        return day

    def kept_elsewhere(self, first, last):
        """The places that keep a day from `first` to `last` which this list does not count, each with whether it keeps
        such days in part only.

        Of an unknown region every region; of a known one itself; and the state, whose days in part nobody counts.
        """
        found = {}
        for year in range(first.year, last.year + 1):
            listed, free = holidays(self.state, year), self.load(year)
            for partly, kept in ((False, listed.kept), (True, listed.in_part)):
                for place, days in kept.items():
                    if self.region is None or place in (self.state, self.region):
                        if any(first <= day <= last and day not in free for day in days if day.weekday() < 5):
                            found[place] = partly and found.get(place, True)
        return sorted(found.items())


@cache
def days_of(state, region=None, also=None):
    return Days(state, region, also)


def add_units(day, n, unit):
    """3.2 step 2: n days, the same weekday n weeks later, or the same date n months later, clamped."""
    if unit == "d":
        return day + n * DAY
    if unit == "w":
        return day + 7 * n * DAY
    months = day.year * 12 + day.month - 1 + n
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def hour_start(instant, zone):
    """The instant at which the local clock hour of `instant` began (3.2 iii)."""
    local = instant.astimezone(zone)
    return instant - timedelta(minutes=local.minute, seconds=local.second)
