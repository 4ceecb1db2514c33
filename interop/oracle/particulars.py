"""What each clock's draws carry besides place and trigger: receipts, confirmations, extensions, agreed dates.

Every function takes `(rng, facts, trigger, zone, edge)` and adds facts. `edge` asks for instants within a second of
the end that matters. Only triggers carry fractions of a second.
"""

from datetime import timedelta

import arithmetic as civil
from classes import period_ends
from clocks import answer


def write_instant(rng, instant, zone, fractions=False):
    """RFC 3339 text of an instant: mostly in UTC, sometimes with the local offset, sometimes with a fraction."""
    how = rng.random()
    if how < 0.12:
        text = instant.astimezone(zone).isoformat()
        return text if len(text) == 25 else civil.print_instant(instant)
    text = civil.print_instant(instant)
    if fractions and how > 0.92:
        text = f"{text[:-1]}.{rng.choice(['5', '001', '999', '999999', '123456789'])}Z"
    return text


def after(rng, start, days_max, days_min=0.0):
    return start + timedelta(seconds=rng.randint(int(days_min * 86_400), int(days_max * 86_400)))


def at_edge(rng, end):
    return end + timedelta(seconds=rng.choice([-1, 0, 0, 1, 1]))


def other_receipt(rng, facts, trigger, zone, name, share):
    """The receipt of the other addressee: mostly within seconds or hours, sometimes days apart."""
    if rng.random() < share:
        days = rng.choice([0.0001, 0.0001, 0.05, 1, 3])
        facts[name] = write_instant(rng, after(rng, trigger, days, -days / 3), zone)


def clarification(rng, facts, trigger, zone):
    if rng.random() < 0.10:
        clarified = after(rng, trigger, 9)
        facts["clarified_at"] = write_instant(rng, clarified, zone)
        if rng.random() < 0.65:
            facts["agreed_until"] = agreed(rng, after(rng, clarified, 25), zone, 0.3)
    elif rng.random() < 0.02:
        facts["agreed_until"] = agreed(rng, after(rng, trigger, 25), zone, 0.3)


def agreed(rng, instant, zone, date_share):
    """An agreed end: a civil date, or an instant."""
    if rng.random() < date_share:
        return civil.local_date(instant, zone).isoformat()
    return write_instant(rng, instant, zone)


def produce(rng, facts, trigger, zone, edge):
    clarification(rng, facts, trigger, zone)


def produce_notified(rng, facts, trigger, zone, edge):
    other_receipt(rng, facts, trigger, zone, "enforcing_received_at", 0.6)
    if rng.random() < 0.4:
        early = 0.3 if rng.random() < 0.1 else 0
        facts["confirmed_at"] = write_instant(rng, after(rng, trigger, 13, -early), zone)
    if rng.random() < 0.12:
        facts["ground_raised_at"] = write_instant(rng, after(rng, trigger, 12), zone)
    clarification(rng, facts, trigger, zone)


def refusal_window(rng, facts, trigger, zone, edge):
    if facts.get("issuing_state") or rng.random() < 0.5:
        other_receipt(rng, facts, trigger, zone, "addressee_received_at", 0.85)
    ground(rng, facts, trigger, zone, edge, "eu-e-evidence/refusal-window", 15)


def refusal_window_emergency(rng, facts, trigger, zone, edge):
    ground(rng, facts, trigger, zone, edge, "eu-e-evidence/refusal-window-emergency", 5)


def ground(rng, facts, trigger, zone, edge, clock, days):
    if edge:
        result = answer(clock, facts)
        ends = [entry["legal_latest"] for entry in result["positions"]] + [result["legal_latest"]]
        ends = [civil.parse_instant(end) for end in ends if end]
        if ends:
            facts["ground_raised_at"] = write_instant(rng, at_edge(rng, rng.choice(ends)), zone)
    elif rng.random() < 0.3:
        facts["ground_raised_at"] = write_instant(rng, after(rng, trigger, days), zone)


def third_country(rng, facts, trigger, zone, edge):
    if rng.random() < 0.95:
        facts["issuing_state"] = rng.choice(["DE", "FR", "NL", "IE"])


def ex_post(rng, facts, trigger, zone, edge):
    if rng.random() < 0.6:
        seconds = rng.choice([0, 1, 60, 900, 3600, 40_000])
        facts["sent_at"] = write_instant(rng, trigger + timedelta(seconds=rng.randint(0, seconds)), zone)


def extended(rng, facts, trigger, zone, edge):
    facts["extension_at"] = step(rng, facts, trigger, zone, edge, "eu-e-evidence/preserve-extended", 75)
    if rng.random() < 0.02:
        del facts["extension_at"]


def until_produced(rng, facts, trigger, zone, edge):
    clock = "eu-e-evidence/preserve-until-produced"
    if rng.random() < 0.4:
        facts["extension_at"] = step(rng, facts, trigger, zone, edge and rng.random() < 0.3, clock, 70)
    facts["confirmation_at"] = step(rng, facts, trigger, zone, edge, clock, 110 if "extension_at" in facts else 75)
    if rng.random() < 0.02:
        del facts["confirmation_at"]


def us_extended(rng, facts, trigger, zone, edge):
    if edge or rng.random() < 0.5:
        facts["extension_at"] = step(rng, facts, trigger, zone, edge, "mla/us-preserve-extended", 105)


def step(rng, facts, trigger, zone, edge, clock, days):
    """An extension or a confirmation some days after the trigger, or within a second of an end it must keep."""
    ends = period_ends(clock, facts) if edge else []
    return write_instant(rng, at_edge(rng, rng.choice(ends)) if ends else after(rng, trigger, days), zone)


def treaty_preserve(rng, facts, trigger, zone, edge):
    if rng.random() < 0.2:
        facts["request_received_at"] = write_instant(rng, after(rng, trigger, 80), zone)


def subscriber_response(rng, facts, trigger, zone, edge):
    if rng.random() < 0.5:
        facts["time_frame_days"] = rng.choice([1, 7, 20, 29, 30, 31, 45, 60, 90, 365])


def freezing_urgent(rng, facts, trigger, zone, edge):
    if rng.random() < 0.95:
        facts["urgent"] = rng.random() < 0.95


def execute(rng, facts, trigger, zone, edge):
    if rng.random() < 0.02:
        facts.pop("trigger_at")


def remove(rng, facts, trigger, zone, edge):
    if rng.random() < 0.12:
        facts["clarified_at"] = write_instant(rng, after(rng, trigger, 2), zone)


def first_order(rng, facts, trigger, zone, edge):
    if rng.random() < 0.03:
        facts["urgent"] = rng.random() < 0.5


def secrecy_extended(rng, facts, trigger, zone, edge):
    """Its trigger is the end of a period in whole days: mostly the last day, or midnight after it.

    On the Azores summer time begins and ends at midnight: one day a year does not begin at 0:00, one has it twice.
    """
    if "trigger_at" in facts and rng.random() < 0.05:
        facts.pop("zone", None)
        facts["state"], facts["region"] = "PT", "PT-20"
        azores = civil.zone_of(civil.zone_name("PT", "PT-20", None))
        day = rng.choice(["2027-03-28", "2028-03-26", "2027-10-31", "2028-10-29"])
        begin = civil.end_of_day(civil.parse_date(day) - civil.DAY, azores)
        facts["trigger_at"] = civil.print_instant(begin + rng.choice([-1, 0, 0, 1, 2]) * civil.HOUR)
    elif "trigger_at" in facts and rng.random() < 0.6:
        end = civil.end_of_day(civil.local_date(trigger, zone), zone)
        facts["trigger_at"] = write_instant(rng, end, zone)


def requested_date(rng, facts, trigger, zone, edge):
    if rng.random() < 0.5:
        del facts["trigger_at"]
    if rng.random() < 0.97:
        facts["agreed_until"] = agreed(rng, after(rng, trigger, 200), zone, 0.6)


def team_period(rng, facts, trigger, zone, edge):
    if rng.random() < 0.97:
        facts["agreed_until"] = agreed(rng, after(rng, trigger, 700), zone, 0.6)


PARTICULARS = {
    "eu-e-evidence/produce": produce,
    "eu-e-evidence/produce-notified": produce_notified,
    "eu-e-evidence/produce-emergency": produce,
    "eu-e-evidence/refusal-window": refusal_window,
    "eu-e-evidence/refusal-window-emergency": refusal_window_emergency,
    "eu-e-evidence/third-country-objection": third_country,
    "eu-e-evidence/ex-post-validation": ex_post,
    "eu-e-evidence/preserve-extended": extended,
    "eu-e-evidence/preserve-until-produced": until_produced,
    "coe-budapest/preserve": treaty_preserve,
    "un-cybercrime/preserve": treaty_preserve,
    "coe-2ap/subscriber-response": subscriber_response,
    "eu-eio/execute": execute,
    "eu-freezing/decide-urgent": freezing_urgent,
    "eu-freezing/execute-urgent": freezing_urgent,
    "eu-tco/remove": remove,
    "eu-tco/first-order-information": first_order,
    "eu-tco/secrecy-extended": secrecy_extended,
    "mla/us-preserve-extended": us_extended,
    "mla/requested-date": requested_date,
    "jit/period": team_period,
}
