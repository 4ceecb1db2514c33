"""An independent answer to `(clock, facts) -> result`, the model of `docs/spec/law.md`, section 4.

It follows that page alone. The open questions and the readings taken stand in `READINGS`, the clocks of section 5
in `REGISTER`. `answer` gives a result, `evaluate` also the readings it passed through, `timeliness` judges an act.
"""

from datetime import UTC

import arithmetic as civil
from case import Case, Undetermined, build_undetermined
from facts import InputError, read_facts
from readings import READINGS
from register import REGISTER, RESERVATIONS, STATUS
from rules import run

__all__ = ["READINGS", "REGISTER", "InputError", "answer", "evaluate", "timeliness"]


def trigger_date(case):
    """The civil date of the trigger where the acting party is; by UTC if its zone is not known."""
    if case.facts.trigger_on is not None:
        return case.facts.trigger_on
    return civil.local_date(case.trigger, civil.zone_of(case.zone_name) if case.zone_name else UTC)


def check_in_force(case):
    """Refuses a clock whose instrument is not in force between the two states on the date of the trigger.

    Gives the finding for a state of which no fact says whether it is bound.
    """
    facts, status = case.facts, STATUS[case.row.id.split("/")[0]]
    states = [state for state in (facts.state, facts.issuing_state) if state]
    not_loaded = [state for state in states if state in status.not_loaded]
    outside = [state for state in states if status.bound is not None and state not in status.bound]
    unbound = [state for state in outside if state not in not_loaded]
    if unbound:
        case.read("assume-lifts-both" if facts.assume_in_force else "state-not-bound")
    if not_loaded:
        case.read("special-position")
    if not facts.assume_in_force:
        if not status.in_force:
            raise Undetermined("instrument_not_in_force", states=states)
        if status.bound is not None and facts.state is None and case.row.acting != "commission":
            case.read("state-missing")
            case.need("state")
        if status.since is not None and case.trigger is not None and trigger_date(case) < status.since:
            case.read("in-force-date")
            raise Undetermined("instrument_not_in_force", states=states, since=status.since.isoformat())
        if unbound:
            raise Undetermined("state_not_bound", states=unbound)
    if RESERVATIONS.get(case.row.id, frozenset()) & set(states):
        case.read("reservation-japan")
        raise Undetermined("reservation_excludes", states=states)
    return ["status_not_loaded"] if not_loaded and not facts.assume_in_force else []


def evaluate(clock, facts, exercise=True):
    """The result of a clock for a JSON object of facts, and the ids of the readings it passed through."""
    row = REGISTER.get(clock) if isinstance(clock, str) else None
    if row is None:
        raise InputError("unknown-clock", str(clock))
    read = read_facts(facts, row.counting, exercise)
    case = Case(row, read)
    if case.trigger is None and row.id != "eu-eio/execute" and row.counting != "agreed":
        raise InputError("fact-malformed", "trigger_at")
    try:
        findings = check_in_force(case)
        result = run(case)
        result["findings"] += findings
    except Undetermined as why:
        result = build_undetermined(case, why)
    return result, case.readings


def answer(clock, facts, exercise=True):
    """The result of a clock for a JSON object of facts."""
    return evaluate(clock, facts, exercise)[0]


WORST_FIRST = ("premature", "late", "unknown", "past_target", "in_time")


def timeliness(act_at, result):
    """The worst answer for an act (RFC 3339 text), and the answer of each position, the default first."""
    if result["undetermined"] is not None:
        return "unknown", ["unknown"]
    act = civil.print_instant(civil.parse_instant(act_at))
    gate, latest = result["gate_opens"], result["legal_latest"]
    ends = [entry["legal_latest"] for entry in result["positions"]] or [latest]
    confirmed = gate is not None and gate < latest
    answers = [
        "unknown" if end is None and latest is not None else _judge(act, result, end, confirmed) for end in ends
    ]
    return min(answers, key=WORST_FIRST.index), answers


def _judge(act, result, end, confirmed):
    """Instants in one spelling compare as text. An unconfirmed gate of a position opens at that position's end."""
    if end is None:
        return "in_time"
    gate, strict = result["gate_opens"], result["strict"]
    if gate is not None and not confirmed:
        gate = strict = end
    if gate is not None and act < gate:
        return "premature"
    if act <= strict:
        return "in_time"
    if act <= end or (gate is not None and not confirmed):
        return "past_target"
    return "late"
