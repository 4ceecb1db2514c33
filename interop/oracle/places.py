"""Where the acting party of a draw sits: its state, its region, its zone, and what of that is not known.

Which states, regions and years there are is read off the files under `calendars/`, so a new list is drawn at once.
"""

from functools import cache

from calendars import holidays, loaded, zones
from register import STATUS

YEARS = (min(map(min, loaded().values())), max(map(max, loaded().values())))  # first and last year of the lists
COMMON = ["DE"] * 3 + ["FR"] * 3 + ["IE"] * 2 + ["NL"] * 2  # half of all draws; the other half is any state with a list
FAR_STATES = {"US": "America/New_York", "JP": "Asia/Tokyo", "IN": "Asia/Kolkata", "AU": "Australia/Adelaide",
              "NP": "Asia/Kathmandu", "CA": "America/St_Johns", "BR": "America/Noronha"}
# Zones with half hours, and those in which a day does not begin at 0:00 when summer time does.
ODD_ZONES = ("Pacific/Marquesas", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide",
             "America/Havana", "America/Santiago", "Asia/Beirut", "Africa/Cairo")
UNNAMED_REGIONS = {"FR": "FR-75", "IE": "IE-D", "IT": "IT-25", "NL": "NL-NH", "PL": "PL-14", "SE": "SE-AB"}


@cache
def regions_of(state):
    """Every region that a file names for a state: with days, without a list, with a zone; and one that none names."""
    found = {place for place in zones() if place.startswith(f"{state}-")}
    for listed in lists_of(state):
        found |= {*listed.kept, *listed.in_part, *listed.not_covered}
    found.discard(state)
    return sorted(found | {UNNAMED_REGIONS[state]} if state in UNNAMED_REGIONS else found)


@cache
def lists_of(state):
    return tuple(holidays(state, year) for year in loaded().get(state, ()))


@cache
def listed_days(state, towards):
    """Days of the lists of a state, with the place that keeps them where it is no day of the whole state.

    Towards `regional` those of regions, towards `in_part` those in part, both on weekdays; else those of the state.
    """
    found = []
    for listed in lists_of(state):
        kept = listed.in_part if towards == "in_part" else listed.kept
        for place, days in kept.items():
            if towards == "in_part" or (towards == "regional" and place != state):
                found += [(day, place) for day in days if day.weekday() < 5]
            elif towards != "regional" and place == state:
                found += [(day, None) for day in days]
    return sorted(found)  # dates with places, or dates alone: never both


@cache
def states_with(towards):
    """The states with such days, or without one zone; all states with a list for any other class."""
    states = sorted(loaded())
    if towards == "several_zones":
        return tuple(state for state in states if state not in zones())
    special = towards in ("regional", "in_part")
    return tuple(state for state in states if not special or listed_days(state, towards))


def draw_place(rng, row, towards):
    """The facts `state`, `region` and `zone`, and `issuing_state` and `assume_in_force` where they follow from them."""
    instrument, facts = row.id.split("/")[0], {}
    bound, not_loaded = STATUS[instrument].bound, sorted(STATUS[instrument].not_loaded)
    listed = states_with(towards)
    outside = rng.random() < 0.08  # a state outside the instrument: its list is asked for in exercises only
    if bound is not None and not outside:
        listed = [state for state in listed if state in bound]
    common = [state for state in COMMON if state in listed]
    facts["state"] = rng.choice(common if common and rng.random() < 0.5 else listed)
    if bound is not None and facts["state"] not in bound and rng.random() < 0.8:
        facts["assume_in_force"] = True
    if bound is None and towards != "several_zones" and rng.random() < 0.15:
        facts["state"] = rng.choice(list(FAR_STATES))
    draw_zone(rng, row, facts, towards)
    if towards == "undetermined":
        draw_obstacle(rng, facts, bound)
    if bound is not None and rng.random() < 0.4:
        facts["issuing_state"] = rng.choice(["DE", "FR", "NL", "ES", "PL"])
    if not_loaded and rng.random() < 0.05:
        facts["issuing_state"] = rng.choice(not_loaded)
    elif not_loaded and towards == "plain" and rng.random() < 0.08:
        facts["state"] = rng.choice(not_loaded)
        facts.pop("region", None)
    return facts


def draw_zone(rng, row, facts, towards):
    """A zone or a region, sometimes where none is needed, mostly where the state alone tells no zone."""
    state, regions = facts["state"], regions_of(facts["state"])
    if state not in zones():
        how = rng.random()
        if how < 0.5 or (not regions and how < 0.85):
            facts["zone"] = FAR_STATES[state]
        elif how < 0.85:
            facts["region"] = rng.choice(regions)
    elif rng.random() < (0.15 if row.unit == "h" else 0.03):
        facts["zone"] = rng.choice(ODD_ZONES)
    elif regions and towards not in ("regional", "in_part") and rng.random() < 0.10:
        facts["region"] = rng.choice(regions)


def draw_obstacle(rng, facts, bound):
    """A place of which something is not known."""
    choice = rng.randrange(6)
    if choice == 0:
        facts.clear()
        facts["state"], facts["zone"] = rng.choice(["AU", "IN", "NP", "CA"]), "Asia/Kathmandu"
        if bound is not None:
            facts["assume_in_force"] = True
    elif choice == 1:
        facts.clear()
    elif choice == 2 and bound is not None:
        facts["state"] = rng.choice(["DK", "US", "GB", "IE"])
        facts.pop("region", None)
    elif choice == 3:
        facts.clear()
        facts["state"] = rng.choice(["US", "BR", "AU"])
        if bound is not None:
            facts["assume_in_force"] = True
    elif choice == 4:
        facts["state"] = rng.choice(["ES", "FR"])
        facts["region"] = rng.choice(sorted(lists_of(facts["state"])[0].not_covered))
