"""Compares the year files of the public holidays with the package `holidays`, which nobody here wrote.

usage: holidays_check.py --calendars DIR --differences TABLE [--brief]

Every difference must be explained by a row of the table, and every row must explain one; otherwise the exit
code is 1. Without `--brief` each difference is printed with the row that explains it. The package is no source
of law, and neither is anybody's memory: the column `right` says who is believed, and `unsure` is an answer.

A difference is of one of four kinds:

  ours     a holiday here, no public holiday there
  theirs   a public holiday there, nothing here
  whole    here kept only in part, there a public holiday
  part     here kept only in part, there in no list at all

Columns of the table, parted by tabs: place (`ES-*`), kind, day (our name, else theirs; `*` stands for anything),
when (`*`, `sunday`, `saturday`, `2026-*`), right (`ours`, `theirs`, `same` when no period can tell, `unsure`),
act, why. The first row that fits explains a difference.
"""

import argparse
import fnmatch
import hashlib
import pathlib
import sys
import tomllib

import holidays

# What the package calls a region otherwise than ISO 3166-2 does.
PLACES = {
    "FR-6AE": ["FR-67", "FR-68"],
    "FR-BL": ["FR-977"],
    "FR-MF": ["FR-978"],
    "FR-NC": ["FR-988"],
    "FR-PF": ["FR-987"],
    "FR-PM": ["FR-975"],
    "FR-WF": ["FR-986"],
}
# A category of days on which people work although the weekday says otherwise.
WORKED = "workday"
COLUMNS = ["place", "kind", "day", "when", "right", "act", "why"]
KINDS = {"ours", "theirs", "whole", "part"}
RIGHT = {"ours", "theirs", "same", "unsure"}


class Ours:
    """The year files of one state: place -> date -> (name, kept only in part)."""

    def __init__(self, folder):
        self.state, self.days, self.not_covered, self.years = folder.name, {}, set(), []
        digest = hashlib.sha256()
        for path in sorted(folder.glob("[0-9]*.toml")):
            data = path.read_bytes()
            digest.update(data)
            year = tomllib.loads(data.decode())
            self.years.append(year["year"])
            self.not_covered.update(year.get("not_covered", []))
            for day in year["day"]:
                for place in day.get("scopes") or [day["scope"]]:
                    self.days.setdefault(place, {})[day["on"]] = (day["name"], day.get("in_part", False))
        self.digest = digest.hexdigest()


class Theirs:
    """What the package says about one state."""

    def __init__(self, state, years):
        self.state, self.years = state, years
        about = holidays.country_holidays(state, years=years[0])
        self.categories = [name for name in about.supported_categories if name != WORKED]
        self.regions = {}
        for code in about.subdivisions:
            for place in PLACES.get(f"{state}-{code}", [f"{state}-{code}"]):
                self.regions[place] = code
        self.nationwide = self.ask(None, ["public"])

    def ask(self, code, categories):
        found = holidays.country_holidays(
            self.state, subdiv=code, years=self.years, categories=tuple(categories), language="en_US"
        )
        return dict(found)

    def public(self, place):
        return self.ask(self.regions.get(place), ["public"])

    def any(self, place):
        return self.ask(self.regions.get(place), self.categories)


def differences(ours, theirs):
    """Yields place, date, kind, our name, their name."""
    whole = {on for on, (_, in_part) in ours.days[ours.state].items() if not in_part}
    everywhere = set(ours.days[ours.state])
    of_regions = set()
    for place in sorted(set(theirs.regions) - ours.not_covered | set(ours.days) - {ours.state}):
        if place not in theirs.regions:
            raise SystemExit(f"FAIL the package knows no region {place}")
        mine, public = ours.days.get(place, {}), theirs.public(place)
        of_regions.update(public)
        # What is kept everywhere is compared once, for the state; what may be kept everywhere agrees with any region.
        own = {on for on in public if on not in theirs.nationwide and on not in everywhere}
        yield from compare(place, mine, public, own | set(mine), theirs.any(place))
    of_regions.update(theirs.any(ours.state))
    public = theirs.nationwide
    yield from compare(ours.state, ours.days[ours.state], public, everywhere | set(public) | whole, of_regions)


def compare(place, mine, public, dates, listed):
    for on in sorted(dates):
        name, in_part = mine.get(on, (None, False))
        other = public.get(on)
        if name is None:
            kind = "theirs"
        elif in_part:
            kind = "whole" if other else None if on in listed else "part"
        else:
            kind = None if other else "ours"
        if kind:
            yield place, on, kind, name, other


class Table:
    """The differences that are understood."""

    def __init__(self, path):
        self.rows, self.n_explained = [], []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            row = dict(zip(COLUMNS, cells))
            if len(cells) != len(COLUMNS) or row["kind"] not in KINDS or row["right"] not in RIGHT or "" in cells:
                raise SystemExit(f"FAIL {path.name}:{number}: not a row of {', '.join(COLUMNS)}")
            self.rows.append(row | {"number": number})
            self.n_explained.append(0)

    def explain(self, place, on, kind, name):
        for at, row in enumerate(self.rows):
            when = row["when"] in ("*", on.strftime("%A").lower()) or fnmatch.fnmatchcase(str(on), row["when"])
            fits = fnmatch.fnmatchcase(place, row["place"]) and fnmatch.fnmatchcase(name, row["day"])
            if kind == row["kind"] and when and fits:
                self.n_explained[at] += 1
                return row
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--calendars", required=True, type=pathlib.Path)
    parser.add_argument("--differences", required=True, type=pathlib.Path)
    parser.add_argument("--brief", action="store_true")
    args = parser.parse_args()
    tool, failed = f"holidays {holidays.__version__}", False
    table = Table(args.differences)
    for folder in sorted(path for path in args.calendars.iterdir() if path.is_dir()):
        ours = Ours(folder)
        found, unexplained = 0, 0
        for place, on, kind, name, other in differences(ours, Theirs(ours.state, ours.years)):
            found += 1
            row = table.explain(place, on, kind, name or other)
            line = [place, f"{on:%Y-%m-%d %a}", kind, name or "-", other or "-"]
            if row is None:
                unexplained += 1
                print("\t".join([f"FAIL {tool} unexplained", *line]))
            elif not args.brief:
                print("\t".join([*line, row["right"], row["act"]]))
        failed |= unexplained > 0
        word = "FAIL" if unexplained else "ok"
        print(f"{word} {tool} calendars/{ours.state} {found} differences, {unexplained} unexplained {ours.digest}")
    for row, n in zip(table.rows, table.n_explained):
        if n == 0:
            failed = True
            print(f"FAIL {tool} {args.differences.name}:{row['number']} explains nothing; remove the row")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
