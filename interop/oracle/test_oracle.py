"""Worked examples, each counted by hand from `docs/spec/law.md` before it was run, and a few properties.

`EXAMPLES` holds one tuple per example: what is true, the clock, the facts, and the fields expected. Each becomes a
test of its own. `ends` stands for the instants of the positions, the default first.
"""

import contextlib
import io
import json
import random
import unittest
from datetime import date, datetime, timedelta
from pathlib import Path

import arithmetic as civil
import calendars
from clocks import READINGS, REGISTER, InputError, answer, timeliness
from compare import compare, differences
from draw import BORDER_SHARE_MIN, draw_clock, is_border, quotas_of
from examples import EXAMPLES


def fields(result):
    """A result with the shorthands the examples use beside the fields of section 4."""
    why = result["undetermined"]
    return result | {
        "ends": [entry["legal_latest"] for entry in result["positions"]],
        "reason": why and why["reason"],
        "needs": why and why["needs"],
    }


class WorkedExamples(unittest.TestCase):
    maxDiff = None


def _add(number, what, clock, facts, expected):
    def check(self):
        result = fields(answer(clock, facts))
        self.assertEqual(expected, {name: result[name] for name in expected}, what)

    check.__doc__ = what
    setattr(WorkedExamples, f"test_{number:03}_{what.replace(' ', '_')}", check)


for number, example in enumerate(EXAMPLES, 1):
    _add(number, *example)


class InputErrors(unittest.TestCase):
    def check(self, code, name, clock, exercise=True, **facts):
        with self.assertRaises(InputError) as caught:
            answer(clock, facts, exercise)
        self.assertEqual((code, name), (caught.exception.code, caught.exception.name))

    def test_a_clock_nobody_wrote_is_unknown(self):
        self.check("unknown-clock", "eu-e-evidence/g/12.1.a", "eu-e-evidence/g/12.1.a", state="DE")

    def test_a_fact_nobody_wrote_is_unknown(self):
        self.check("unknown-fact", "received_at", "eu-tco/remove", received_at="2027-01-01T00:00:00Z")

    def test_an_instant_needs_an_offset(self):
        self.check("fact-malformed", "trigger_at", "eu-tco/remove", state="DE", trigger_at="2027-01-01T00:00:00")

    def test_an_instant_has_one_spelling(self):
        for text in ("2027-01-01t00:00:00Z", "2027-01-01T00:00:00z", "2027-01-01 00:00:00Z", "2027-01-01T00:00Z",
                     "2027-01-01T24:00:00Z", "2026-12-31T23:59:60Z", "2027-01-01T00:00:00,5Z", "2027-01-01T00:00:00.Z",
                     "2027-01-01T00:00:00.1234567890Z", "2027-01-01T00:00:00+01:60", "2027-01-01T00:00:00+24:00",
                     "2027-01-01T00:00:00+01:00[Europe/Paris]", "2027-01-01T00:00:00Z\n"):
            self.check("fact-malformed", "trigger_at", "eu-tco/remove", state="DE", trigger_at=text)
        for text in ("2027-01-01T00:00:00.123456789Z", "2027-01-01T00:00:00-00:00", "2027-01-01T00:00:00+14:00"):
            answer("eu-tco/remove", {"state": "DE", "trigger_at": text})

    def test_an_instant_lies_within_the_years_of_the_bounds(self):
        self.check("fact-malformed", "trigger_at", "eu-tco/remove", state="DE", trigger_at="1989-12-31T23:59:59Z")

    def test_a_date_that_does_not_exist_is_malformed(self):
        self.check("fact-malformed", "trigger_on", "eu-tco/secrecy", state="DE", trigger_on="2027-02-29")

    def test_a_date_does_not_start_an_r1182_clock(self):
        self.check("fact-not-allowed", "trigger_on", "eu-eio/recognise", state="DE", trigger_on="2027-01-04")

    def test_a_clock_without_a_trigger_is_an_error(self):
        self.check("fact-malformed", "trigger_at", "eu-eio/recognise", state="DE")

    def test_states_are_two_capital_letters_that_exist(self):
        for state in ("UK", "EL", "EU", "de", "DEU", 49, ""):
            self.check("fact-malformed", "state", "eu-tco/secrecy", state=state, trigger_on="2027-01-04")

    def test_a_region_belongs_to_its_state(self):
        self.check("fact-malformed", "region", "eu-tco/secrecy", state="DE", region="FR-67", trigger_on="2027-01-04")

    def test_force_is_assumed_only_in_an_exercise(self):
        self.check("fact-not-allowed", "assume_in_force", "un-cybercrime/preserve", False, state="DE",
                   trigger_on="2027-01-04", assume_in_force=True)

    def test_a_time_frame_has_bounds(self):
        for days in (0, -1, 10_001, True, "30", 1.5):
            self.check("fact-malformed", "time_frame_days", "coe-2ap/subscriber-response", state="DE",
                       trigger_on="2027-01-04", time_frame_days=days)

    def test_urgent_is_true_or_false(self):
        self.check("fact-malformed", "urgent", "eu-freezing/decide-urgent", state="DE", urgent="yes",
                   trigger_at="2027-01-01T00:00:00Z")


class Timeliness(unittest.TestCase):
    def check(self, clock, facts, acts):
        result = answer(clock, facts)
        for act_at, expected in acts.items():
            self.assertEqual(expected, timeliness(act_at, result)[0], act_at)

    def test_between_target_and_end_an_act_is_past_target_not_late(self):
        self.check("eu-e-evidence/produce", {"state": "DE", "trigger_at": "2026-09-01T08:00:00Z"}, {
            "2026-09-11T08:00:00Z": "in_time",
            "2026-09-11T08:00:01Z": "past_target",
            "2026-09-11T22:00:00Z": "past_target",
            "2026-09-11T22:00:01Z": "late",
        })

    def test_an_unconfirmed_gate_makes_nobody_late(self):
        self.check("eu-e-evidence/produce-notified", {"state": "DE", "trigger_at": "2027-03-15T08:00:00Z"}, {
            "2027-03-25T22:59:59Z": "premature",
            "2027-03-25T23:00:00Z": "in_time",
            "2027-03-25T23:00:01Z": "past_target",
            "2028-03-25T23:00:01Z": "past_target",
        })

    def test_a_confirmed_gate_is_a_deadline_too(self):
        facts = {"state": "DE", "trigger_at": "2027-03-15T08:00:00Z", "confirmed_at": "2027-03-18T10:00:00Z",
                 "enforcing_received_at": "2027-03-15T08:00:05Z"}
        self.check("eu-e-evidence/produce-notified", facts, {
            "2027-03-18T09:59:59Z": "premature",
            "2027-03-18T10:00:00Z": "in_time",
            "2027-03-25T23:00:00Z": "past_target",
            "2027-03-25T23:00:01Z": "late",
        })

    def test_the_worst_of_the_positions_is_shown_with_the_others(self):
        result = answer("eu-tco/remove", {"state": "DE", "trigger_at": "2027-05-05T13:10:05Z"})
        self.assertEqual(("late", ["past_target", "late"]), timeliness("2027-05-05T14:10:06Z", result))
        self.assertEqual(("in_time", ["in_time", "in_time"]), timeliness("2027-05-05T14:10:05Z", result))

    def test_a_gate_of_two_ends_is_premature_until_the_later_one(self):
        facts = {"state": "DE", "trigger_at": "2027-03-15T08:00:00Z", "enforcing_received_at": "2027-03-16T08:00:00Z"}
        result = answer("eu-e-evidence/produce-notified", facts)
        self.assertEqual(("premature", ["past_target", "premature"]), timeliness("2027-03-30T21:59:59Z", result))

    def test_nobody_judges_an_act_by_an_unknown_end(self):
        result = answer("eu-e-evidence/produce", {"state": "ES", "trigger_at": "2030-12-27T08:00:00Z"})
        self.assertEqual(("unknown", ["unknown"]), timeliness("2030-12-28T08:00:00Z", result))

    def test_an_open_end_is_never_missed(self):
        result = answer("eu-freezing/hold", {"state": "DE", "trigger_at": "2027-03-15T08:00:00Z"})
        self.assertEqual(("in_time", ["in_time"]), timeliness("2030-03-16T08:00:00Z", result))


class Properties(unittest.TestCase):
    """Small random runs with a fixed seed: T1 to T4 of section 23."""

    def setUp(self):
        self.random = random.Random(1182)

    def triggers(self, n):
        start = civil.parse_instant("2026-09-01T00:00:00Z")
        for _ in range(n):
            yield start + timedelta(seconds=self.random.randrange(600 * 86_400))

    def test_hours_are_exact_and_end_within_the_hour_after(self):
        for trigger in self.triggers(300):
            for clock, n in (("eu-e-evidence/produce-emergency", 8), ("eu-tco/host-scrutiny", 72)):
                zone = self.random.choice(["Europe/Berlin", "Pacific/Marquesas", "Asia/Kathmandu", "America/St_Johns"])
                result = answer(clock, {"state": "FR", "zone": zone, "trigger_at": civil.print_instant(trigger)})
                strict, latest = (civil.parse_instant(result[name]) for name in ("strict", "legal_latest"))
                self.assertEqual(timedelta(hours=n), strict - trigger)
                self.assertTrue(timedelta(0) < latest - strict <= civil.HOUR)

    def test_days_end_at_local_midnight_after_a_working_day(self):
        for trigger in self.triggers(300):
            state = self.random.choice(["DE", "FR", "IE", "NL"])
            result = answer("eu-e-evidence/produce", {"state": state, "trigger_at": civil.print_instant(trigger)})
            zone = civil.zone_of(civil.zone_name(state, None, None))
            end = civil.parse_instant(result["legal_latest"]).astimezone(zone)
            self.assertEqual((0, 0, 0), (end.hour, end.minute, end.second))
            self.assertTrue(civil.days_of(state).is_working(end.date() - civil.DAY))

    def test_a_later_trigger_never_ends_earlier(self):
        for clock in ("eu-e-evidence/clarify-epoc", "eu-e-evidence/enforcement-recognition", "eu-tco/preserve"):
            ends = []
            for trigger in sorted(self.triggers(150)):
                ends.append(answer(clock, {"state": "NL", "trigger_at": civil.print_instant(trigger)})["legal_latest"])
            self.assertEqual(sorted(ends), ends, clock)

    def test_two_seconds_around_midnight_are_two_days(self):
        for trigger in self.triggers(100):
            local = trigger.astimezone(civil.zone_of("Europe/Dublin")).date()
            midnight = civil.end_of_day(local, civil.zone_of("Europe/Dublin"))
            days = []
            for seconds in (-1, 1):
                trigger_at = civil.print_instant(midnight + timedelta(seconds=seconds))
                result = answer("mla/us-preserve", {"state": "IE", "trigger_at": trigger_at})
                days.append(civil.parse_date(result["last_day"]))
            self.assertEqual(civil.DAY, days[1] - days[0])


class Register(unittest.TestCase):
    def test_every_clock_of_section_5_has_a_row(self):
        n_rows = {"eu-e-evidence": 16, "coe-budapest": 2, "coe-2ap": 4, "un-cybercrime": 3, "eu-eio": 6,
                  "eu-freezing": 4, "eu-tco": 11, "eu-dsa": 4, "eu-led": 2, "mla": 3, "jit": 2}
        counted = {name: sum(id.startswith(name + "/") for id in REGISTER) for name in n_rows}
        self.assertEqual(n_rows, counted)
        self.assertEqual(57, len(REGISTER))

    def test_every_reading_has_a_name_of_its_own(self):
        self.assertEqual(len(READINGS), len({reading.id for reading in READINGS}))

    def test_a_reading_is_marked_where_it_says_so(self):
        folder = Path(__file__).parent
        code = "".join((folder / name).read_text("utf-8") for name in ("case.py", "rules.py", "clocks.py"))
        for reading in READINGS:
            self.assertEqual(f'"{reading.id}"' in code, "(no mark)" not in reading.reading, reading.id)


class Calendars(unittest.TestCase):
    """The forms of section 22: what is described is read, anything else refused."""

    ZONES = {"DE": "Europe/Berlin", "US-NY": "America/New_York"}

    def list_of(self, *days, **more):
        listed = [{"on": date(2027, 1, 6), "name": "a day", **day} for day in days]
        return {"state": "DE", "year": 2027, "version": 1, "zone": "Europe/Berlin", "mark": "memory",
                "source": "an act", "day": listed} | more

    def read(self, content, state="DE"):
        return calendars.read_year(content, state, 2027, self.ZONES)

    def refuses(self, content):
        with self.assertRaises(calendars.BadCalendar, msg=str(content)):
            self.read(content)

    def test_every_list_and_zone_of_the_repository_is_read(self):
        lists = [calendars.holidays(state, year) for state, years in calendars.loaded().items() for year in years]
        self.assertEqual(33 * 5, len(lists))
        self.assertEqual({"BR", "US"}, {state for state in calendars.loaded() if state not in calendars.zones()})

    def test_a_day_is_kept_by_the_state_by_one_region_or_by_several(self):
        listed = self.read(self.list_of({"scope": "DE"}, {"scope": "DE-SN", "on": date(2027, 11, 17)},
                                        {"scopes": ["DE-BW", "DE-BY"], "in_part": True, "on": date(2027, 5, 27)}))
        self.assertEqual({"DE": {date(2027, 1, 6)}, "DE-SN": {date(2027, 11, 17)}}, listed.kept)
        self.assertEqual({"DE-BW": {date(2027, 5, 27)}, "DE-BY": {date(2027, 5, 27)}}, listed.in_part)

    def test_a_day_of_no_place_of_two_or_of_another_state_is_refused(self):
        for day in ({}, {"scope": "DE", "scopes": ["DE-BW", "DE-BY"]}, {"scope": "FR"}, {"scope": "DE-BW "},
                    {"scope": ["DE-BW"]}, {"scopes": "DE-BW"}, {"scopes": []}, {"scopes": ["DE-BW", "DE-BW"]},
                    {"scopes": ["DE", "DE-BW"]}, {"scopes": ["DE-BW", "FR-67"]}, {"scopes": ["DE-BW", 7]}):
            self.refuses(self.list_of(day))

    def test_an_unknown_key_or_value_is_refused(self):
        for day in ({"half": True}, {"in_part": False}, {"in_part": "yes"}, {"name": ""}, {"on": "2027-01-06"},
                    {"on": datetime(2027, 1, 6)}, {"on": date(2028, 1, 6)}):
            self.refuses(self.list_of({"scope": "DE"} | day))
        for more in ({"covered": ["DE-BW"]}, {"mark": "normative"}, {"version": 0}, {"version": True}, {"year": 2028},
                     {"state": "FR"}, {"day": []}, {"not_covered": ["FR-67"]}, {"not_covered": []}, {"source": None}):
            self.refuses(self.list_of({"scope": "DE"}) | more)
        for key in self.list_of():
            content = self.list_of({"scope": "DE"})
            del content[key]
            self.refuses(content)

    def test_a_list_does_not_contradict_itself(self):
        self.refuses(self.list_of({"scope": "DE-BW"}, {"scope": "DE-BW", "in_part": True}))
        self.refuses(self.list_of({"scope": "DE-BW"}, not_covered=["DE-BW"]))
        self.read(self.list_of({"scope": "DE"}, {"scope": "DE-BW", "in_part": True}))

    def test_a_list_has_the_zone_of_its_state_or_several(self):
        self.refuses(self.list_of({"scope": "DE"}, zone="several"))
        self.refuses(self.list_of({"scope": "DE"}, zone="Europe/Vienna"))
        self.read(self.list_of({"scope": "US"}, state="US", zone="several"), "US")
        with self.assertRaises(calendars.BadCalendar):
            self.read(self.list_of({"scope": "US"}, state="US", zone="America/New_York"), "US")

    def test_a_list_has_a_bound(self):
        days = [{"scope": "DE", "on": date(2027, 1, 1) + number * civil.DAY} for number in range(61)]
        self.read(self.list_of(*days[:60]))
        self.refuses(self.list_of(*days))

    def test_zones_have_one_form(self):
        good = {"place": "DE", "name": "Europe/Berlin"}
        self.assertEqual({"DE": "Europe/Berlin"}, calendars.read_zones({"zone": [good]}))
        for bad in ({}, {"zone": []}, {"zone": [good, good]}, {"zone": [good | {"since": 2026}]},
                    {"zone": [good | {"name": "several"}]}, {"zone": [good | {"place": "Berlin"}]},
                    {"zone": [{"place": "DE"}]}, {"zone": [good], "version": 1}):
            with self.assertRaises(calendars.BadCalendar, msg=str(bad)):
                calendars.read_zones(bad)


class Comparison(unittest.TestCase):
    def result(self, *ends, contested=False, **more):
        positions = [{"id": f"p{number}", "cite": "1", "legal_latest": end} for number, end in enumerate(ends)]
        return {"legal_latest": "a", "contested": contested, "positions": positions, "undetermined": None,
                "findings": []} | more

    def check(self, names, ours, theirs):
        self.assertEqual(names, [name for name, _, _ in differences(ours, theirs)])

    def test_one_listed_position_says_what_no_list_says(self):
        self.check([], self.result(), self.result("a"))
        self.check([], self.result("a", "a"), self.result())

    def test_the_first_position_is_the_default(self):
        self.check([], self.result("a", "b", "c"), self.result("a", "c", "b", "c"))
        self.check(["positions"], self.result("a", "b"), self.result("b", "a"))

    def test_an_unknown_end_is_a_position(self):
        self.check(["positions"], self.result("a", None), self.result("a"))

    def test_reasons_are_compared_and_needs_are_not(self):
        ours = self.result(undetermined={"reason": "fact_missing", "needs": {"facts": ["state"]}})
        self.check([], ours, self.result(undetermined={"reason": "fact_missing", "needs": {}}))
        self.check(["reason"], ours, self.result(undetermined={"reason": "no_fixed_period", "needs": {}}))

    def test_findings_have_no_order(self):
        self.check([], self.result(findings=["x", "y"]), self.result(findings=["y", "x"]))
        self.check(["findings"], self.result(findings=["x"]), self.result())

    def test_siblings_have_no_order(self):
        self.check([], self.result(also=["x", "y"]), self.result(also=["y", "x"]))
        self.check(["also"], self.result(also=["x"]), self.result())

    def test_a_finding_that_rests_on_a_list_of_the_pack_is_not_compared(self):
        found = {"findings": ["status_not_loaded", "x"]}
        self.check([], self.result(clock="coe-budapest/preserve", findings=["x"]),
                   self.result(clock="coe-budapest/preserve", **found))
        self.check(["findings"], self.result(clock="eu-led/prior-consultation", findings=["x"]),
                   self.result(clock="eu-led/prior-consultation", **found))

    def test_a_missing_line_differs(self):
        line = json.dumps(self.result())
        draw = json.dumps({"clock": "eu-tco/remove", "facts": {}, "class": ["plain"]})
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertEqual((1, 1), compare([draw, draw], [line, line], [line]))
        self.assertEqual("agree 1 differ 1", printed.getvalue().splitlines()[-1])


class Draws(unittest.TestCase):
    def test_one_seed_gives_the_same_draws_twice(self):
        row = REGISTER["eu-e-evidence/produce"]
        self.assertEqual(draw_clock(3, row, 20), draw_clock(3, row, 20))

    def test_the_quotas_are_kept(self):
        clocks = "eu-tco/remove eu-eio/acknowledge eu-e-evidence/preserve-extended coe-budapest/preserve"
        for clock in clocks.split():
            row = REGISTER[clock]
            draws, short = draw_clock(4, row, 100)
            self.assertEqual((100, []), (len(draws), short), clock)
            self.assertGreaterEqual(sum(map(is_border, draws)), 100 * BORDER_SHARE_MIN)
            for name, wanted in quotas_of(row, 100).items():
                self.assertGreaterEqual(sum(name in draw["class"] for draw in draws), wanted, (clock, name))


if __name__ == "__main__":
    unittest.main()
