"""The clock register of `docs/spec/law.md`, section 5, and its status facts, section 21, as plain data.

One `Row` per clock id. Nothing is computed here; `clocks.py` gives each row its meaning.

`contested` names what the column "contested on" of the register asks for:
  `hour`       the trigger stands exactly on a local clock hour (3.2 iv)
  `elapsed`    exact hours are the other reading, whatever the trigger (3.2 v and vii)
  `no_move`    3(4) and 3(5) may not apply: the last day was moved (3.2 vii, 5.3, 5.4)
  `own`        the row has positions of its own, written out in `clocks.py`
"""

from datetime import date
from typing import NamedTuple


class Row(NamedTuple):
    """A clock: `n` units of `unit` (h, d, w, m, or None), counted by `counting`, for the party `acting`."""

    id: str
    n: int | None
    unit: str | None
    counting: str
    kind: str
    effect: str
    acting: str
    cite: str
    contested: tuple = ()


def _rows(instrument, *lines):
    return [Row(f"{instrument}/{line[0]}", *line[1:]) for line in lines]


E_EVIDENCE = _rows(
    "eu-e-evidence",
    ("produce", 10, "d", "r1182-days", "deadline", "breach", "addressee", "10(3)", ("own",)),
    ("produce-notified", 10, "d", "r1182-days", "gate", "gate_opens", "addressee", "10(2)", ("own",)),
    ("produce-emergency", 8, "h", "r1182-hours", "deadline", "breach", "addressee", "10(4)", ("hour", "own")),
    ("refusal-window", 10, "d", "r1182-days", "window", "right_lapses", "enforcing", "12(1)", ("own",)),
    ("refusal-window-emergency", 96, "h", "r1182-hours", "window", "right_lapses", "enforcing", "10(4), 12(1)",
     ("hour",)),
    ("clarify-epoc", 5, "d", "r1182-days", "deadline", "still_suspended", "issuing", "10(6), 10(9)"),
    ("clarify-epoc-pr", 5, "d", "r1182-days", "deadline", "exempt", "issuing", "11(5)"),
    ("third-country-objection", 10, "d", "national:issuing", "window", "right_lapses", "addressee", "17(2), 17(9)"),
    ("ex-post-validation", 48, "h", "r1182-hours", "deadline", "withdraw_and_delete_or_restrict", "issuing", "4(5)",
     ("hour", "own")),
    ("preserve", 60, "d", "r1182-days", "hold", "ceases", "addressee", "11(1)"),
    ("preserve-extended", 90, "d", "r1182-days", "hold", "ceases", "addressee", "11(1)", ("own",)),
    ("preserve-until-produced", None, None, "none", "hold", "preserve_until_produced", "addressee", "11(1)-(2)"),
    ("enforcement-recognition", 5, "wd", "r1182-working-days", "deadline", "breach", "enforcing", "16(2)"),
    ("enforcement-information", 5, "wd", "r1182-working-days", "deadline", "none", "issuing", "16(7)"),
    ("statistics", None, None, "fixed-date", "deadline", "report_due", "member_state", "28(2)"),
    ("commission-report", None, None, "fixed-date", "deadline", "report_due", "commission", "28(5)"),
)

TREATIES = (
    _rows(
        "coe-budapest",
        ("preserve", 60, "d", "plain-days", "hold", "minimum_hold_ends", "requested", "29(7)"),
        ("domestic-preserve", 90, "d", "plain-days", "ceiling", "ceases", "requested", "16(2)"),
    )
    + _rows(
        "coe-2ap",
        ("subscriber-response", 30, "d", "plain-days", "deadline", "enforcement_route_opens", "provider", "7(7)"),
        ("serve-provider", 45, "d", "plain-days", "deadline", "breach", "requested", "8(6)"),
        ("return-subscriber", 20, "d", "plain-days", "deadline", "breach", "requested", "8(6)"),
        ("return-traffic", 45, "d", "plain-days", "deadline", "breach", "requested", "8(6)"),
    )
    + _rows(
        "un-cybercrime",
        ("preserve", 60, "d", "plain-days", "hold", "minimum_hold_ends", "requested", "42"),
        ("domestic-preserve", 90, "d", "plain-days", "ceiling", "ceases", "requested", "25"),
        ("arbitration", 6, "m", "plain-months", "window", "right_lapses", "-", "63"),
    )
)

COOPERATION = _rows(
    "eu-eio",
    ("acknowledge", 1, "w", "r1182-weeks", "deadline", "breach", "executing", "16(1)", ("no_move",)),
    ("recognise", 30, "d", "r1182-days", "deadline", "overdue_inform_issuer", "executing", "12(3)", ("no_move",)),
    ("recognise-extended", 60, "d", "r1182-days", "deadline", "overdue_inform_issuer", "executing", "12(5)",
     ("no_move",)),
    ("execute", 90, "d", "r1182-days", "deadline", "overdue_inform_issuer", "executing", "12(4)", ("no_move",)),
    ("provisional-measure", 24, "h", "r1182-hours", "deadline", "overdue_inform_issuer", "executing", "32(2)",
     ("elapsed",)),
    ("interception-objection", 96, "h", "r1182-hours", "window", "right_lapses", "notified", "31(3)", ("elapsed",)),
) + _rows(
    "eu-freezing",
    ("decide-urgent", 48, "h", "r1182-hours", "deadline", "breach", "executing", "9(3)", ("hour",)),
    ("execute-urgent", 48, "h", "r1182-hours", "deadline", "breach", "executing", "9(3)", ("hour",)),
    ("confiscation-decision", 45, "d", "r1182-days", "deadline", "breach", "executing", "20(1)"),
    ("hold", None, None, "none", "hold", "preserve_until_decision", "executing", "12"),
)

CONTENT = _rows(
    "eu-tco",
    ("first-order-information", 12, "h", "elapsed-hours", "gate", "not_yet_allowed", "issuing", "3(2)"),
    ("remove", 1, "h", "r1182-hours", "deadline", "breach", "provider", "3(3), 3(7)-(8)", ("elapsed",)),
    ("host-scrutiny", 72, "h", "r1182-hours", "window", "right_lapses", "host", "4(3)", ("hour",)),
    ("scrutiny-request", 48, "h", "r1182-hours", "window", "right_lapses", "requester", "4(4)", ("hour",)),
    ("scrutiny-on-request", 72, "h", "r1182-hours", "deadline", "breach", "host", "4(4)", ("hour",)),
    ("preserve", 6, "m", "r1182-months", "hold", "ceases", "provider", "6(2)"),
    ("secrecy", 6, "w", "plain-weeks", "ceiling", "secrecy_ends", "issuing", "11(3)"),
    ("secrecy-extended", 6, "w", "plain-weeks", "ceiling", "secrecy_ends", "issuing", "11(3)"),
    ("complaint-outcome", 2, "w", "r1182-weeks", "deadline", "breach", "provider", "10(2)"),
    ("exposure-report", 3, "m", "r1182-months", "deadline", "breach", "provider", "5"),
    ("transparency-report", None, None, "fixed-date", "deadline", "report_due", "provider", "7"),
) + _rows(
    "eu-dsa",
    ("complaint-window", 6, "m", "r1182-months", "window", "right_lapses", "recipient", "20(1)", ("no_move",)),
    ("ods-decision", 90, "d", "r1182-days", "deadline", "breach", "body", "21", ("no_move",)),
    ("ods-decision-complex", 180, "d", "plain-days", "ceiling", "breach", "body", "21"),
    ("ods-certification", 60, "m", "plain-months", "ceiling", "ceases", "coordinator", "21"),
)

OTHERS = (
    _rows(
        "eu-led",
        ("breach-notification", 72, "h", "r1182-hours", "deadline", "late_with_reasons", "controller", "30(1)",
         ("elapsed",)),
        ("prior-consultation", 6, "w", "r1182-weeks", "deadline", "none", "supervisor", "28", ("no_move",)),
    )
    + _rows(
        "mla",
        ("us-preserve", 90, "d", "plain-days", "hold", "ceases", "provider", "2703(f)"),
        ("us-preserve-extended", 90, "d", "plain-days", "hold", "ceases", "provider", "2703(f)"),
        ("requested-date", None, None, "agreed", "deadline", "none", "requested", "Model Treaty 5"),
    )
    + _rows(
        "jit",
        ("period", None, None, "agreed", "ceiling", "ceases", "team", "FD 2002/465 Art. 1"),
        ("platform-storage", None, None, "none", "-", "none", "-", "2023/969"),
    )
)

REGISTER = {row.id: row for row in E_EVIDENCE + TREATIES + COOPERATION + CONTENT + OTHERS}

# `also`: what the same facts start, and what they start where the other state is given and differs (notes to 5.1, 5.4).
ALSO = {
    **dict.fromkeys(
        ("eu-e-evidence/produce", "eu-e-evidence/produce-notified", "eu-e-evidence/produce-emergency"),
        ("eu-e-evidence/preserve-on-receipt", "eu-e-evidence/third-country-objection"),
    ),
    "eu-e-evidence/preserve-extended": ("eu-e-evidence/preserve",),
}
ALSO_ABROAD = {"eu-led/breach-notification": ("eu-led/notify-originating-controller",)}

MEMBER_STATES = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)


class Status(NamedTuple):
    """What section 21 says of an instrument: the first civil date, and the states bound (None: no list given).

    Of the states in `not_loaded` no fact says whether they are bound; every other state outside `bound` is not.
    """

    in_force: bool = True
    since: date | None = None
    bound: frozenset | None = None
    not_loaded: frozenset = frozenset()


EEA = frozenset({"IS", "LI", "NO"})


STATUS = {
    "eu-e-evidence": Status(since=date(2026, 8, 18), bound=MEMBER_STATES - {"DK"}),
    "coe-budapest": Status(),
    "coe-2ap": Status(in_force=False),
    "un-cybercrime": Status(in_force=False),
    "eu-eio": Status(bound=MEMBER_STATES - {"DK", "IE"}),
    "eu-freezing": Status(since=date(2020, 12, 19), bound=MEMBER_STATES - {"DK", "IE"}),
    "eu-tco": Status(since=date(2022, 6, 7), bound=MEMBER_STATES),
    "eu-dsa": Status(since=date(2024, 2, 17), bound=MEMBER_STATES, not_loaded=EEA),
    "eu-led": Status(since=date(2018, 5, 6), bound=MEMBER_STATES - {"DK", "IE"}, not_loaded=EEA | {"CH", "DK", "IE"}),
    "mla": Status(),
    "jit": Status(),
}

# `docs/spec/law.md`, section 21: the one reservation it names. Japan excluded the whole of Article 7 of the Protocol.
RESERVATIONS = {"coe-2ap/subscriber-response": frozenset({"JP"})}
