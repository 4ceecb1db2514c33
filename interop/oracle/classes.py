"""The classes of a draw, decided from its facts and its answer, never from what the draw was meant to be.

`dst` `holiday` `year_end` `midnight`: the period lies across a change of the clock, a public holiday or a year's
end, or its trigger within a second of local midnight; `plain` if none of them. Besides: `on_the_hour`, `moved`
(3(4) or 3(5) moved the last day), `regional`, `in_part`, `several_zones`, `extension_edge`, `ground_edge`,
`undetermined`, `contested`, and one `reading:<id>` for each open question the answer passed through.
"""

from datetime import UTC, timedelta
from datetime import time as time_of_day

import arithmetic as civil
from calendars import holidays, loaded, zones
from clocks import REGISTER, answer

BORDER = ("dst", "holiday", "year_end", "midnight")
SECOND = timedelta(seconds=1)
NOON = time_of_day(12)  # a trigger given as a date is never near midnight
STEP = timedelta(days=20)  # no zone changes its clock back and forth within twenty days

EXTENSIONS = {
    "eu-e-evidence/preserve-extended": ["eu-e-evidence/preserve"],
    "eu-e-evidence/preserve-until-produced": ["eu-e-evidence/preserve", "eu-e-evidence/preserve-extended"],
    "mla/us-preserve-extended": ["mla/us-preserve"],
}


def period_ends(clock, facts):
    """The ends of the periods within which an extension or a confirmation has to come, as instants."""
    answers = [answer(base, facts) for base in EXTENSIONS[clock]]
    ends = {result["legal_latest"] for result in answers}
    return sorted(civil.parse_instant(end) for end in ends if end)


def near(instants, others):
    return any(abs(one - other) <= SECOND for one in instants for other in others)


def _instants(facts, *names):
    given = [facts.get(name) for name in names]
    flat = [one for value in given if value for one in (value if isinstance(value, list) else [value])]
    return [civil.parse_instant(text) for text in flat]


def crosses_change(start, end, zone):
    """Whether the offset of the zone differs anywhere between two instants."""
    first, at = start.astimezone(zone).utcoffset(), start
    while at < end:
        at = min(at + STEP, end)
        if at.astimezone(zone).utcoffset() != first:
            return True
    return False


def holds_holiday(facts, d0, last):
    """Whether a loaded public holiday of the state, or of the region if given, lies in (d0, last]."""
    state, region = facts.get("state"), facts.get("region")
    for year in range(d0.year, last.year + 1):
        listed = holidays(state, year) if state else None
        days = listed.days(state, region) if listed else ()
        if any(d0 < day <= last for day in days):
            return True
    return False


def _border(facts, result, start, local, zone):
    found = set()
    if abs((local.hour * 60 + local.minute) * 60 + local.second - 43_200) >= 43_199:
        found.add("midnight")
    end = result["legal_latest"]
    if end is None or civil.parse_instant(end) <= start:
        return found
    end = civil.parse_instant(end)
    d0, last = local.date(), civil.local_date(end - SECOND, zone)
    if crosses_change(start, end, zone):
        found.add("dst")
    if holds_holiday(facts, d0, last):
        found.add("holiday")
    if last.year > d0.year:
        found.add("year_end")
    return found


def _trigger(facts, zone):
    if facts.get("trigger_at"):
        return civil.parse_instant(facts["trigger_at"])
    if facts.get("trigger_on"):
        return civil.at_wall_clock(civil.parse_date(facts["trigger_on"]), NOON, zone)
    return None


def classes_of(clock, facts, result, readings):
    """All classes of an answered draw, sorted, the borders first."""
    row, found = REGISTER[clock], set()
    zone_name = result["basis"]["zone"]
    zone = civil.zone_of(zone_name) if zone_name else UTC
    start = _trigger(facts, zone)
    if start is not None:
        local = start.astimezone(zone)
        found |= _border(facts, result, start, local, zone)
        if row.counting == "r1182-hours" and (local.minute, local.second) == (0, 0):
            found.add("on_the_hour")
        if row.counting.startswith("r1182-") and row.unit in ("d", "w", "m") and result["last_day"]:
            nominal = civil.add_units(local.date(), row.n, row.unit)
            if result["clock"] == clock and result["last_day"] != nominal.isoformat():
                found.add("moved")
    if any(entry["id"] == "regional_holiday" for entry in result["positions"]):
        found.add("regional")
    elif facts.get("region"):
        without = answer(clock, {name: value for name, value in facts.items() if name != "region"})
        if (without["legal_latest"], without["contested"]) != (result["legal_latest"], result["contested"]):
            found.add("regional")
    if not readings.isdisjoint({"in-part", "state-in-part"}):
        found.add("in_part")
    if facts.get("state") in loaded() and facts["state"] not in zones():
        found.add("several_zones")
    if clock in EXTENSIONS and near(_instants(facts, "extension_at", "confirmation_at"), period_ends(clock, facts)):
        found.add("extension_edge")
    ends = [entry["legal_latest"] for entry in result["positions"]] + [result["legal_latest"], result["strict"]]
    if near(_instants(facts, "ground_raised_at"), [civil.parse_instant(end) for end in ends if end]):
        found.add("ground_edge")
    if result["undetermined"]:
        found.add("undetermined")
    if result["contested"]:
        found.add("contested")
    border = [name for name in BORDER if name in found] or ["plain"]
    rest = sorted(found - set(BORDER))
    return border + rest + sorted(f"reading:{id}" for id in readings)
