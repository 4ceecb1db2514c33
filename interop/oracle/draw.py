"""Seeded draws for a differential test: JSON lines `{"clock": id, "facts": {...}, "class": [...]}`.

`python3 draw.py --seed N --per-clock 1000 [--clock ID]`. Each clock has quotas per class. A draw is aimed at a class,
answered, and kept for the quota only if its own answer puts it there; what stays short is said on standard error.
"""

import argparse
import json
import random
import sys
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import cache

import arithmetic as civil
from classes import BORDER, EXTENSIONS, classes_of
from clocks import REGISTER, evaluate
from particulars import PARTICULARS, write_instant
from places import YEARS, draw_place, listed_days, regions_of
from register import STATUS

# Shares of a clock's draws that must fall into a class, where the clock has it at all.
BORDER_SHARE_MIN = 0.30
QUOTAS = {"dst": 0.09, "holiday": 0.09, "year_end": 0.09, "midnight": 0.09, "undetermined": 0.03}
TRIES_PER_DRAW = 30  # after that many misses for each missing draw a quota is given up and reported
TRIES_BLIND = 120  # and after that many without a single hit


def quotas_of(row, per_clock):
    """The classes a clock may have, with the number wanted of each."""
    shares = dict(QUOTAS)
    if row.counting == "none" or row.counting.startswith("national:"):  # no end, so nothing lies across anything
        shares = {name: shares[name] for name in ("midnight", "undetermined")}
    if row.contested:
        shares["contested"] = 0.05
    if row.counting == "r1182-hours":
        shares["on_the_hour"] = 0.06
    if row.counting.startswith("r1182-") and row.unit != "h":
        shares["regional"] = 0.03
        shares["in_part"] = 0.02
        if row.unit != "wd":
            shares["moved"] = 0.10
    elif STATUS[row.id.split("/")[0]].bound is None and row.counting != "none":
        shares["several_zones"] = 0.02
    if row.id in EXTENSIONS:
        shares["extension_edge"] = 0.15
    if row.id.startswith("eu-e-evidence/refusal"):
        shares["ground_edge"] = 0.06
    return {name: max(1, round(share * per_clock)) for name, share in shares.items()}


def period_days(row):
    """The rough length of a period in days; a quarter of a year where there is none."""
    per_unit = {"h": 1 / 24, "d": 1, "wd": 1.4, "w": 7, "m": 30.44, None: 90}
    return (row.n or 1) * per_unit[row.unit]


@cache
def changes(zone_name):
    """The instants, to the second, at which a zone changes its offset in the years of the calendars."""
    zone, found = civil.zone_of(zone_name), []
    at = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    while at.year <= YEARS[1]:
        low, high = at, at + civil.DAY
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(high)
        at += civil.DAY
    return found


class Aim:
    """One attempt: a place, a trigger, and the facts of a clock, drawn towards a class."""

    def __init__(self, rng, row, towards):
        self.rng, self.row, self.towards = rng, row, towards
        self.facts = draw_place(rng, row, towards)
        name = civil.zone_name(*(self.facts.get(fact) for fact in ("state", "region", "zone")))
        self.zone = civil.zone_of(name or "Etc/UTC")
        self.zone_name = name

    def chance(self, share):
        return self.rng.random() < share

    def window(self):
        """First and last civil date of triggers: from the first day in force to a little past the calendars."""
        since = STATUS[self.row.id.split("/")[0]].since or date(YEARS[0], 1, 1)
        first = max(since, date(YEARS[0], 1, 1))
        if self.towards == "undetermined" and self.chance(0.3):
            return first - timedelta(days=120), first
        last = date(YEARS[1], 12, 31) - timedelta(days=int(0.85 * min(period_days(self.row), 360)))
        if self.towards == "undetermined" and self.chance(0.6):
            return last, date(YEARS[1], 12, 31)
        return first, last

    def any_day(self):
        first, last = self.window()
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def before(self, instant):
        """A trigger from which the period very likely runs across an instant."""
        return instant - timedelta(seconds=self.rng.randint(0, max(1, int(period_days(self.row) * 86_400))))

    def local(self, day, of_day=None):
        of_day = of_day or time_of_day(self.rng.randrange(24), self.rng.randrange(60), self.rng.randrange(60))
        return civil.at_wall_clock(day, of_day, self.zone)

    def trigger(self):
        """An instant in UTC, drawn towards the class."""
        rng, row, towards = self.rng, self.row, self.towards
        if row.counting == "fixed-date" and towards not in ("dst", "undetermined") and self.chance(0.8):
            end = self.local(date(rng.randint(*YEARS), 12, 31), time_of_day(23, 59, 59))
            return end + timedelta(seconds=rng.choice([-86_400, -3600, -1, 0, 1, 2, 3600, 7200]))
        if towards == "dst" and self.zone_name and changes(self.zone_name):
            return self.before(rng.choice(changes(self.zone_name)))
        if towards == "year_end":
            return self.before(self.local(date(1 + rng.randint(*YEARS), 1, 1), time_of_day(0)))
        if towards in ("holiday", "moved", "regional", "in_part"):
            days = listed_days(self.facts.get("state"), towards)
            if days:
                return self.towards_day(*rng.choice(days))
        day = self.any_day()
        if towards == "midnight":
            return self.local(day, time_of_day(0)) + timedelta(seconds=rng.choice([-1, -1, 0, 0, 1]))
        if towards in ("on_the_hour", "contested") and self.chance(0.7):
            return civil.hour_start(self.local(day), self.zone)
        return self.local(day)

    def towards_day(self, day, place):
        """A trigger whose nominal last day is that day, or one beside it; of a place's day sometimes in a region."""
        rng, row = self.rng, self.row
        regions = regions_of(self.facts["state"])
        if place and regions and self.chance(0.4):
            self.facts["region"] = place if place in regions and self.chance(0.6) else rng.choice(regions)
        if row.unit == "h":
            return self.before(self.local(day + rng.choice([0, 1]) * civil.DAY, time_of_day(0)))
        if row.unit == "wd":
            return self.local(day - rng.randint(5, 9) * civil.DAY)
        shift = 0 if place else rng.choice([0, 0, 0, -1, 1])
        d0 = civil.add_units(day, -row.n, row.unit) if row.unit else day - 40 * civil.DAY
        return self.local(d0 + shift * civil.DAY)

    def draw(self):
        """The facts of the draw; names in the order of section 4 do not matter."""
        rng, row, facts = self.rng, self.row, self.facts
        trigger = self.trigger()
        as_date = row.counting.startswith("plain-") and self.chance(0.3) and self.towards != "midnight"
        if as_date:
            facts["trigger_on"] = civil.local_date(trigger, self.zone).isoformat()
        else:
            facts["trigger_at"] = write_instant(rng, trigger, self.zone, fractions=True)
        if "assume_in_force" not in facts and not STATUS[row.id.split("/")[0]].in_force and self.chance(0.9):
            facts["assume_in_force"] = True
        elif self.towards == "undetermined" and self.chance(0.1):
            facts["assume_in_force"] = True
        edge = self.towards in ("extension_edge", "ground_edge")
        PARTICULARS.get(row.id, lambda *_: None)(rng, facts, trigger, self.zone, edge)
        return facts


def draw_one(rng, row, towards):
    """One aimed draw, answered and classed."""
    facts = Aim(rng, row, towards).draw()
    result, readings = evaluate(row.id, facts)
    return {"clock": row.id, "facts": facts, "class": classes_of(row.id, facts, result, readings)}


def is_border(draw):
    return not set(BORDER).isdisjoint(draw["class"])


def draw_clock(seed, row, per_clock):
    """All draws of a clock, and the quotas that stayed short as `class: got of wanted`."""
    rng = random.Random(f"{seed}:{row.id}")
    draws, short = [], []

    def top_up(name, wanted, fits):
        n_tried = n_hit = 0
        while sum(map(fits, draws)) < wanted and len(draws) < per_clock:
            draw = draw_one(rng, row, name if name != "border" else rng.choice(BORDER))
            n_tried += 1
            if fits(draw):
                draws.append(draw)
                n_hit += 1
            if n_tried >= TRIES_PER_DRAW * wanted or (not n_hit and n_tried >= TRIES_BLIND):
                break

    for name, wanted in quotas_of(row, per_clock).items():
        top_up(name, wanted, lambda draw, name=name: name in draw["class"])
    top_up("border", round(BORDER_SHARE_MIN * per_clock), is_border)
    while len(draws) < per_clock:
        draws.append(draw_one(rng, row, "plain"))
    for name, wanted in quotas_of(row, per_clock).items():
        got = sum(name in draw["class"] for draw in draws)
        if got < wanted:
            short.append(f"{name} {got} of {wanted}")
    if sum(map(is_border, draws)) < BORDER_SHARE_MIN * per_clock:
        short.append(f"border {sum(map(is_border, draws))} of {round(BORDER_SHARE_MIN * per_clock)}")
    rng.shuffle(draws)
    return draws, short


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--per-clock", type=int, default=1000)
    parser.add_argument("--clock", choices=sorted(REGISTER), metavar="ID")
    asked = parser.parse_args()
    for row in [REGISTER[asked.clock]] if asked.clock else REGISTER.values():
        draws, short = draw_clock(asked.seed, row, asked.per_clock)
        for draw in draws:
            print(json.dumps(draw, ensure_ascii=False, separators=(",", ":")))
        if short:
            print(f"{row.id}: {', '.join(short)}", file=sys.stderr)


if __name__ == "__main__":
    main()
