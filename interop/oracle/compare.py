"""Compares two files of answers to the same draws, field by field.

`python3 compare.py DRAWS OURS THEIRS`. Prints counts per clock, class and field, the first differences in full, and
as its last line `agree N differ M`; the exit code is 1 if any draw differs or the files do not match line by line.

What is equal: instants and codes to the letter; findings and siblings as sets; of positions the first instant and the set of the
others, whatever their names. No list of positions says the same as a list of the one `legal_latest`. The finding
`status_not_loaded` of `coe-budapest` is left out: its list of parties stands in its pack (reading `no-party-list`).
"""

import argparse
import json
import sys
from collections import Counter
from itertools import zip_longest

FIELDS = ("strict", "legal_latest", "last_day", "gate_opens", "effect", "contested", "reason", "findings", "positions",
          "also")
SHOWN_MAX = 20


def positions_of(result):
    """The instants of the positions: the default, then the different others in order; null is written `null`."""
    ends = [entry.get("legal_latest") or "null" for entry in result.get("positions") or ()]
    if not ends:
        ends = [] if result.get("undetermined") else [result.get("legal_latest") or "null"]
    return ends[:1] + sorted(set(ends) - set(ends[:1]))


def not_compared(result):
    """The findings of which `docs/spec/law.md` does not say enough to expect them."""
    return {"status_not_loaded"} if str(result.get("clock")).startswith("coe-budapest/") else set()


def comparable(result):
    """An answer as the fields that are compared; an input error is its code and the fact at fault."""
    if not isinstance(result, dict):
        return {"error": "not an object"}
    if "error" in result:
        error = result["error"]
        return {"error": [error.get("code"), error.get("fact")] if isinstance(error, dict) else error}
    read = {name: result.get(name) for name in FIELDS}
    read["reason"] = (result.get("undetermined") or {}).get("reason")
    read["findings"] = sorted(set(result.get("findings") or ()) - not_compared(result))
    read["positions"] = positions_of(result)
    read["also"] = sorted(set(result.get("also") or ()))
    return read


def differences(ours, theirs):
    """The names of the fields in which two answers differ, with both values."""
    ours, theirs = comparable(ours), comparable(theirs)
    names = [name for name in ("error", *FIELDS) if name in ours or name in theirs]
    return [(name, ours.get(name), theirs.get(name)) for name in names if ours.get(name) != theirs.get(name)]


def read_line(text):
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def print_table(title, drawn, differing):
    print(f"{title:48} {'draws':>7} {'differ':>7}")
    for name in sorted(drawn):
        print(f"{name:48} {drawn[name]:7} {differing[name]:7}")
    print()


def print_difference(number, draw, found):
    print(f"line {number}: {draw['clock']}  [{' '.join(draw['class'])}]")
    print(f"  facts {json.dumps(draw['facts'], ensure_ascii=False)}")
    for name, ours, theirs in found:
        print(f"  {name:12} ours   {json.dumps(ours)}")
        print(f"  {'':12} theirs {json.dumps(theirs)}")


def compare(draws, ours, theirs, n_shown_max=SHOWN_MAX):
    """Prints the comparison of three iterables of lines; gives the numbers that agree and differ."""
    clocks, classes, fields = (Counter(), Counter()), (Counter(), Counter()), Counter()
    n_agree = n_differ = 0
    shown = []
    for number, (draw, our, their) in enumerate(zip_longest(draws, ours, theirs), 1):
        draw = read_line(draw) or {"clock": "(no draw)", "facts": {}, "class": []}
        found = differences(read_line(our), read_line(their))
        if draw["clock"] == "(no draw)" or our is None or their is None:
            found.append(("lines", our is not None, their is not None))
        clocks[0][draw["clock"]] += 1
        classes[0].update(draw["class"])
        if not found:
            n_agree += 1
            continue
        n_differ += 1
        clocks[1][draw["clock"]] += 1
        classes[1].update(draw["class"])
        fields.update(name for name, _, _ in found)
        if len(shown) < n_shown_max:
            shown.append((number, draw, found))
    print_table("clock", *clocks)
    print_table("class", *classes)
    print(f"{'field':48} {'':7} {'differ':>7}")
    for name in ("error", "lines", *FIELDS):
        if fields[name] or name in FIELDS:
            print(f"{name:48} {'':7} {fields[name]:7}")
    print()
    for difference in shown:
        print_difference(*difference)
    print(f"agree {n_agree} differ {n_differ}")
    return n_agree, n_differ


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("draws")
    parser.add_argument("ours")
    parser.add_argument("theirs")
    parser.add_argument("--show", type=int, default=SHOWN_MAX, help="how many differences to print in full")
    asked = parser.parse_args()
    with open(asked.draws, encoding="utf-8") as draws, open(asked.ours, encoding="utf-8") as ours:
        with open(asked.theirs, encoding="utf-8") as theirs:
            _, n_differ = compare(draws, ours, theirs, asked.show)
    sys.exit(1 if n_differ else 0)


if __name__ == "__main__":
    main()
