"""A case: one clock, the facts put to it, its counted period, and the result in the shape of section 4 of
`docs/spec/law.md`.

What is particular to a single clock stands in `rules.py`.
"""

from datetime import date, datetime
from typing import NamedTuple

import arithmetic as civil
from calendars import loaded
from readings import IDS
from register import ALSO, ALSO_ABROAD, REGISTER


# Where the Commission acts, which is no state's authority (R60).
COMMISSION = "Europe/Brussels"


class Undetermined(Exception):
    """Knowledge is missing: a reason of section 4, what is needed, and positions where the register lists them."""

    def __init__(self, reason, positions=(), **needs):
        super().__init__(reason)
        self.reason, self.needs, self.positions = reason, needs, list(positions)


class Span(NamedTuple):
    """A counted period: its days (null for hours), its target, its end, and the ends other regions would give."""

    nominal: date | None
    last: date | None
    strict: datetime
    latest: datetime
    regional: tuple = ()


class Case:
    """A row of the register and the facts put to it; collects the readings used on the way."""

    def __init__(self, row, facts, readings=None):
        self.row, self.facts = row, facts
        self.readings = set() if readings is None else readings
        self.zone_name = civil.zone_name(facts.state, facts.region, facts.zone)
        if self.zone_name is None and row.acting == "commission":
            self.read("no-acting-party")
            self.zone_name = COMMISSION
        if facts.zone and facts.zone != civil.zone_name(facts.state, facts.region, None):
            self.read("zone-precedence")

    def read(self, *ids):
        for id in ids:
            if id not in IDS:
                raise KeyError(id)
            self.readings.add(id)

    def as_clock(self, id):
        return Case(REGISTER[id], self.facts, self.readings)

    @property
    def trigger(self):
        return self.facts.trigger_at or self.facts.trigger_on

    def need(self, name):
        value = getattr(self.facts, name)
        if value is None:
            raise Undetermined("fact_missing", facts=[name])
        return value

    def zone(self):
        if self.zone_name is None:
            if self.facts.state is None:
                self.read("state-missing")
            elif self.facts.state in loaded():
                self.read("several-zones")
            raise Undetermined("time_zone_not_known", state=self.need("state"))
        return civil.zone_of(self.zone_name)

    def d0(self, start):
        """The civil date of a trigger in the acting party's zone."""
        return civil.local_date(start, self.zone()) if isinstance(start, datetime) else start


def count_hours(case, start, n):
    """`r1182-hours` from an instant, or exact hours where the row counts `elapsed-hours`."""
    strict = start + n * civil.HOUR
    if case.row.counting == "elapsed-hours":
        return Span(None, None, strict, strict)
    return Span(None, None, strict, civil.hour_start(start, case.zone()) + (n + 1) * civil.HOUR)


def count_days(case, start, n=None, unit=None):
    """Days, weeks, months and working days of the row's counting, from an instant or (plain only) a date."""
    row, facts, zone = case.row, case.facts, case.zone()
    n, unit = n or row.n, unit or row.unit
    d0, regional = case.d0(start), ()
    if row.counting.startswith("plain-") or row.kind == "ceiling":
        nominal = last = civil.add_units(d0, n, unit)
    else:
        if facts.state is None:
            case.read("state-missing")
        days = civil.days_of(case.need("state"), facts.region)
        nominal, last = _count_r1182(case, days, d0, n, unit)
        regional = _regional_ends(case, days, d0, n, unit, last)
        if civil.holidays(facts.state, d0.year) is None:
            case.read("d0-year")
    latest = civil.end_of_day(last, zone)
    if isinstance(start, datetime):
        strict = civil.at_wall_clock(nominal, start.astimezone(zone).time(), zone)
    else:
        if row.kind in ("deadline", "window"):
            case.read("trigger-on-strict")
        strict = latest
    return Span(nominal, last, strict, latest, regional)


def _count_r1182(case, days, d0, n, unit):
    """The nominal and the moved last day, or twice the n-th working day."""
    try:
        if unit == "wd":
            last = days.nth_working(d0, n)
            return last, last
        nominal = civil.add_units(d0, n, unit)
        return nominal, days.settle(d0, nominal)
    except civil.NotLoaded as missing:
        if "region" in missing.needs:
            case.read("not-covered")
        raise Undetermined("holiday_calendar_not_loaded", **missing.needs) from None


def _regional_ends(case, days, d0, n, unit, last):
    """The ends that the places keeping `last` as a holiday would give, each by a list of its own, as instants (22).

    Each day after `d0` can move the end: in a count of working days, and where two working days must lie inside.
    """
    ends = []
    for place, in_part in days.kept_elsewhere(d0 + civil.DAY, last):
        reading = ("state-in-part" if place == days.state else "in-part") if in_part else "regional-position"
        try:
            _, moved = _count_r1182(case, civil.days_of(days.state, days.region, place), d0, n, unit)
        except Undetermined:
            case.read(reading, "position-calendar")
            raise
        if moved != last:
            case.read(reading)
            ends.append(civil.end_of_day(moved, case.zone()))
    return tuple(sorted(set(ends)))


def other_span(case, start, n=None, unit=None):
    """The end of another position, counted from its own start; its missing calendar is a reading of its own."""
    try:
        return count_days(case, start, n, unit)
    except Undetermined:
        case.read("position-calendar")
        raise


def agreed_end(case, agreed):
    """The instant of an agreed date or instant, and its last day (null for an instant)."""
    case.read("agreed-type")
    if agreed.at is not None:
        return agreed.at, None
    return civil.end_of_day(agreed.on, case.zone()), agreed.on


def position(case, id, latest):
    return {"id": id, "cite": case.row.cite, "legal_latest": civil.print_instant(latest)}


def started_by(case):
    """The siblings that the register writes, no more (R67)."""
    id, facts = case.row.id, case.facts
    abroad = ALSO_ABROAD.get(id, ()) if facts.issuing_state not in (None, facts.state) else ()
    return [*ALSO.get(id, ()), *abroad]


def build(case, *, strict=None, latest=None, last_day=None, gate=None, effect=None, positions=(), findings=()):
    """A determined result; contested iff the positions hold different instants or one that cannot be compared."""
    ends = {entry["legal_latest"] for entry in positions}
    return {
        "clock": case.row.id,
        "strict": civil.print_instant(strict),
        "legal_latest": civil.print_instant(latest),
        "last_day": last_day.isoformat() if last_day else None,
        "gate_opens": civil.print_instant(gate),
        "effect": effect or case.row.effect,
        "contested": len(ends) > 1 or (len(positions) > 1 and None in ends),
        "positions": list(positions) if len(positions) > 1 else [],
        "undetermined": None,
        "also": started_by(case),
        "findings": list(findings),
        "basis": {"cite": case.row.cite, "counting": case.row.counting, "zone": case.zone_name},
    }


def build_undetermined(case, why):
    result = build(case, positions=why.positions)
    result["undetermined"] = {"reason": why.reason, "needs": why.needs}
    return result


def from_span(case, span, others=(), **more):
    """The result of a span, with its own other positions: the kind decides what `strict` is (section 2)."""
    if case.row.kind in ("hold", "ceiling"):
        span = span._replace(strict=span.latest)
    if case.row.kind == "gate":
        span = span._replace(strict=span.latest)
        more.setdefault("gate", span.latest)
    others = [*others, *(("regional_holiday", end) for end in span.regional)]
    positions = [position(case, id, end) for id, end in [("default", span.latest), *others]]
    return build(case, strict=span.strict, latest=span.latest, last_day=span.last, positions=positions, **more)
