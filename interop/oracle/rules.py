"""The rules of the clocks of `docs/spec/law.md`, section 5: the plain ones by their counting, the others by name.

Each rule takes a `Case` and gives a result, or raises `Undetermined`. The docstring names the article.
"""

from datetime import date, timedelta

import arithmetic as civil
from case import Undetermined, agreed_end, build, count_days, count_hours, from_span, other_span, position


def hour_positions(case, start, span):
    """Other ends of a period in hours: on the hour (3.2 iv), or exact hours always (3.2 v, vii)."""
    if "elapsed" in case.row.contested:
        return [("elapsed_hours", span.strict)]
    if civil.hour_start(start, case.zone()) == start:
        case.read("hour-alternative")
        return [("trigger_on_the_hour", span.strict)]
    return []


def plain_hours(case, start=None):
    start = start or case.trigger
    span = count_hours(case, start, case.row.n)
    return from_span(case, span, hour_positions(case, start, span) if case.row.counting == "r1182-hours" else ())


def plain_days(case):
    span, others = count_days(case, case.trigger), []
    if "no_move" in case.row.contested and span.nominal != span.last:
        case.read("no-move-position")
        others = [("not_moved", civil.end_of_day(span.nominal, case.zone()))]
    if case.row.acting == "-":
        case.read("no-acting-party")
    return from_span(case, span, others)


def produce(case):
    """10(2)-(4): after a clarification nobody knows the end until the issuing authority states one."""
    facts, row = case.facts, case.row
    if facts.clarified_at is None:
        if facts.agreed_until is not None:
            case.read("agreed-needs-clarified")
        return produce_notified(case) if row.kind == "gate" else COUNTED[row.counting](case)
    if facts.agreed_until is None:
        case.read("clarified-positions")
        raise Undetermined("fact_missing", _restart_or_resume(case), facts=["agreed_until"])
    end, last = agreed_end(case, facts.agreed_until)
    if row.kind == "gate":
        return produce_notified(case, end, last)
    case.read("agreed-deadline")
    return build(case, strict=end, latest=end, last_day=last)


def _restart_or_resume(case):
    restart = None
    try:
        count = count_hours if case.row.unit == "h" else count_days
        restart = count(case, case.facts.clarified_at, case.row.n).latest
    except Undetermined:
        pass
    return [position(case, "restart", restart), position(case, "resume", None)]


def produce_notified(case, agreed=None, agreed_last=None):
    """10(2): the gate. `agreed` is a new deadline after a clarification."""
    facts = case.facts
    span = count_days(case, case.trigger)
    window = None
    if facts.enforcing_received_at is not None:
        case.read("enforcing-place")
        window = other_span(case, facts.enforcing_received_at)
    others = []
    if agreed is not None:
        case.read("agreed-gate")
        ends = [(span.latest, span.last), (agreed, agreed_last)] + ([(window.latest, window.last)] if window else [])
        latest, last = max(ends, key=lambda end: end[0])
        span = span._replace(latest=latest, last=last, regional=())
    elif window and window.latest > span.latest:
        others = [("enforcing_receipt", window.latest)]
    gate = min(span.latest, confirmation(case) or span.latest)
    if others and gate < span.latest:
        case.read("confirmed-and-contested")
    return from_span(case, span, others, gate=gate) | {"strict": civil.print_instant(gate)}


def confirmation(case):
    """The instant of a confirmation that counts, or None: not before the EA's receipt, not after a ground."""
    facts = case.facts
    at, received, ground = facts.confirmed_at, facts.enforcing_received_at, facts.ground_raised_at
    if at is None or (received is not None and at < received) or (ground is not None and at > ground):
        return None
    if received is None:
        case.read("confirmation-alone")
    if at < facts.trigger_at:
        case.read("confirmation-before-receipt")
    return max(at, facts.trigger_at)


def refusal_window(case):
    """12(1): the window of the enforcing authority, from its own receipt or from the addressee's."""
    facts = case.facts
    span, other = count_days(case, case.trigger), None
    if facts.addressee_received_at is not None:
        case.read("enforcing-place")
        other = other_span(case, facts.addressee_received_at).latest
    return with_ground(case, from_span(case, span, [("addressee_receipt", other)]))


def with_ground(case, result):
    """Adds `ground_late` for a ground sent after the end of the window in every position."""
    raised = case.facts.ground_raised_at
    if raised is None:
        return result
    if result["contested"]:
        case.read("ground-on-contested-window")
    ends = [entry["legal_latest"] for entry in result["positions"]] or [result["legal_latest"]]
    if all(end is not None and civil.print_instant(raised) > end for end in ends):
        result["findings"].append("ground_late")
    return result


def ex_post_validation(case):
    """4(5): 48 hours from issue, or from dispatch if that is another instant."""
    facts = case.facts
    span = count_hours(case, case.trigger, case.row.n)
    others = hour_positions(case, case.trigger, span)
    if facts.sent_at is not None and facts.sent_at != case.trigger:
        if others:
            case.read("ex-post-both")
        others.append(("dispatch", count_hours(case, facts.sent_at, case.row.n).latest))
    return from_span(case, span, others)


def third_country_objection(case):
    """17(2): counted by the law of the issuing authority, of which nothing is loaded."""
    if case.facts.issuing_state is None:
        case.read("third-country-needs")
    raise Undetermined("national_law_of_issuing_authority_not_loaded", state=case.need("issuing_state"))


def replaced(case, id, finding):
    """An ineffective step leaves the clock it would have replaced, with a finding (5.1 note)."""
    result = run(case.as_clock(id))
    result["findings"].append(finding)
    return result


def preserve_extended(case):
    """11(1): once 30 days more, if Annex VI came within the 60 days."""
    if case.facts.extension_at is None:
        case.read("extension-absent")
    first, *more = case.need("extension_at")
    base = count_days(case, case.trigger, 60, "d")
    if not case.trigger <= first <= base.latest:
        case.read("extension-bounds")
        late = "late" if first > base.latest else "early"
        return replaced(case, "eu-e-evidence/preserve", f"extension_ineffective_{late}")
    span = count_days(case, case.trigger)
    other = other_span(case, base.last, 30, "d")
    findings = []
    if more:
        case.read("extension-second")
        findings = ["extension_ineffective_second"]
    return from_span(case, span, [("thirty_from_end_of_sixty", other.latest)], findings=findings)


def preserve_until_produced(case):
    """11(1)-(2): Annex V during the preservation period leaves no end but the production itself."""
    if case.facts.confirmation_at is None:
        case.read("extension-absent")
    at = case.need("confirmation_at")
    case.read("produced-trigger")
    extended = case.facts.extension_at is not None
    period = run(case.as_clock("eu-e-evidence/preserve-extended" if extended else "eu-e-evidence/preserve"))
    if case.trigger <= at and civil.print_instant(at) <= period["legal_latest"]:
        return build(case)
    case.read("confirmation-bounds")
    period["findings"].append(f"confirmation_ineffective_{'late' if at >= case.trigger else 'early'}")
    return period


def treaty_preserve(case):
    """Budapest 29(7), UN 42: a minimum, and open-ended once the request for assistance is received."""
    if case.facts.request_received_at is not None:
        case.read("treaty-preserve")
        return build(case, effect="preserve_until_decision")
    return plain_days(case)


def subscriber_response(case):
    """Protocol 7(7): 30 days or the stated time frame, whichever is longer."""
    return from_span(case, count_days(case, case.trigger, max(case.row.n, case.facts.time_frame_days or 0)))


def us_preserve_extended(case):
    """2703(f): 90 days more on a renewed request within the first 90."""
    case.read("us-renewal")
    if case.facts.extension_at is None:
        return plain_days(case)
    first, *more = case.facts.extension_at
    base = count_days(case, case.trigger)
    if case.d0(first) < case.d0(case.trigger) or first > base.latest:
        late = "late" if first > base.latest else "early"
        return replaced(case, "mla/us-preserve", f"extension_ineffective_{late}")
    findings = ["extension_ineffective_second"] if more else []
    return from_span(case, count_days(case, case.trigger, 180), findings=findings)


def freezing_urgent(case):
    """9(3): the 48 hours run only on a certificate that states urgency."""
    if not case.facts.urgent:
        raise Undetermined("no_fixed_period")
    return plain_hours(case)


def execute(case):
    """EIO 12(4): runs from the decision on recognition, not from the receipt."""
    if case.trigger is None:
        raise Undetermined("trigger_not_occurred")
    return plain_days(case)


def remove(case):
    """TCO 3(3), 3(8): one hour from the receipt, or anew from the clarification."""
    start = case.trigger
    if case.facts.clarified_at is not None:
        case.read("tco-clarified")
        start = max(start, case.facts.clarified_at)
    return plain_hours(case, start)


def first_order_information(case):
    """TCO 3(2): no order for twelve hours after the information, save in emergencies."""
    if case.facts.urgent:
        case.read("tco-emergency")
        raise Undetermined("no_fixed_period")
    return plain_hours(case)


def secrecy_extended(case):
    """TCO 11(3): six weeks more from the end of the first six: the first instant of a day ends the day before."""
    start = case.trigger
    if case.facts.trigger_at is not None and civil.begins_day(start, case.zone()):
        case.read("secrecy-end-at-midnight")
        start -= timedelta(seconds=1)
    return from_span(case, count_days(case, start))


FIXED = {
    "eu-e-evidence/statistics": (3, 31, None),
    "eu-e-evidence/commission-report": (6, 30, date(2027, 8, 18)),
    "eu-tco/transparency-report": (2, None, None),
}


def fixed_date(case):
    """24:00 local of the first such date on or after the trigger's day."""
    month, day, since = FIXED[case.row.id]
    case.read("fixed-date-year")
    if case.row.acting == "commission":
        case.read("no-acting-party")
    d0 = case.d0(case.trigger)
    if since is not None:
        d0 = max(d0, since)
    for year in (d0.year, d0.year + 1):
        due = date(year, month, day) if day else date(year, month + 1, 1) - civil.DAY
        if due >= d0:
            break
    end = civil.end_of_day(due, case.zone())
    return build(case, strict=end, latest=end, last_day=due)


def agreed_date(case):
    end, last = agreed_end(case, case.need("agreed_until"))
    return build(case, strict=end, latest=end, last_day=last)


def no_number(case):
    """`none`: open-ended where the effect says until when, else no fixed period."""
    if case.row.effect == "none":
        raise Undetermined("no_fixed_period")
    return build(case)


COUNTED = {
    "r1182-hours": plain_hours,
    "elapsed-hours": plain_hours,
    "r1182-days": plain_days,
    "r1182-weeks": plain_days,
    "r1182-months": plain_days,
    "r1182-working-days": plain_days,
    "plain-days": plain_days,
    "plain-weeks": plain_days,
    "plain-months": plain_days,
    "fixed-date": fixed_date,
    "agreed": agreed_date,
    "none": no_number,
}

OWN = {
    "eu-e-evidence/produce": produce,
    "eu-e-evidence/produce-notified": produce,
    "eu-e-evidence/produce-emergency": produce,
    "eu-e-evidence/refusal-window": refusal_window,
    "eu-e-evidence/refusal-window-emergency": lambda case: with_ground(case, plain_hours(case)),
    "eu-e-evidence/third-country-objection": third_country_objection,
    "eu-e-evidence/ex-post-validation": ex_post_validation,
    "eu-e-evidence/preserve-extended": preserve_extended,
    "eu-e-evidence/preserve-until-produced": preserve_until_produced,
    "coe-budapest/preserve": treaty_preserve,
    "un-cybercrime/preserve": treaty_preserve,
    "coe-2ap/subscriber-response": subscriber_response,
    "eu-eio/execute": execute,
    "eu-freezing/decide-urgent": freezing_urgent,
    "eu-freezing/execute-urgent": freezing_urgent,
    "eu-tco/remove": remove,
    "eu-tco/first-order-information": first_order_information,
    "eu-tco/secrecy-extended": secrecy_extended,
    "mla/us-preserve-extended": us_preserve_extended,
}


def run(case):
    """The determined result of a case, or `Undetermined`."""
    return OWN.get(case.row.id, COUNTED.get(case.row.counting))(case)
