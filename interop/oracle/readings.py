"""Where `docs/spec/law.md` leaves something open: the question, the reading taken here, and the place on that page.

Section 24 there has each of them in a line. The most literal reading was taken each time. A draw whose answer passes
through one of these carries the class `reading:<id>`, so that a difference can be told from a fault. Readings without
such a passage say so: `(no mark)`.
"""

from typing import NamedTuple


class Reading(NamedTuple):
    id: str
    question: str
    reading: str
    place: str


READINGS = (
    # Facts and errors
    Reading(
        "no-trigger-is-an-error",
        "A clock without trigger_at and trigger_on: input error or `fact_missing`?",
        "Input error `fact-malformed` naming trigger_at. Only `eu-eio/execute` (the decision has not been taken) "
        "answers `trigger_not_occurred`, and clocks counted `agreed` need no trigger. (no mark)",
        "23 errors; 5.3 note; 4 reasons",
    ),
    Reading(
        "trigger-on-only-plain",
        "Is trigger_on allowed for clocks that are neither plain nor R1182 (fixed-date, agreed, none, "
        "elapsed-hours)?",
        "No: section 4 says plain-day clocks only. plain-weeks and plain-months count as plain-day clocks. Both "
        "triggers together are `fact-not-allowed`. (no mark)",
        "4 facts; 23 errors",
    ),
    Reading(
        "null-is-absent",
        "A fact whose value is null.",
        "The fact is not given. (no mark)",
        "4 facts",
    ),
    Reading(
        "exercise-flag",
        "How does the pure function know that it runs inside an exercise?",
        "The caller says so; answers to draws are given inside one. Outside, the mere presence of assume_in_force "
        "is an input error, whatever its value. (no mark)",
        "4 facts; 23 errors",
    ),
    Reading(
        "cut-all-instants",
        "Only triggers are said to be cut to the second. The other instants?",
        "All instants are cut, since bounds hold instants to the second. (no mark)",
        "23 bounds",
    ),
    Reading(
        "state-missing",
        "No `state`.",
        "`fact_missing` with needs.facts = [state] where a zone, a calendar or a list of bound states is needed; "
        "elsewhere the state is not asked for.",
        "1.9; 4 reasons; 23 errors",
    ),
    Reading(
        "region-form",
        "The spelling of a region.",
        "ISO 3166-2, as in the calendar files (`DE-BY`); one that does not begin with `state` is malformed. A "
        "region no file names has the nationwide list and the zone of its state. (no mark)",
        "22; 4 facts",
    ),
    Reading(
        "zone-precedence",
        "`zone`, `region` and `state` may name three zones.",
        "The fact `zone` counts before the zone of the region, that before the zone of the state. A zone the "
        "database lacks is malformed. The calendar stays that of state and region.",
        "3.2 step 1; 4 facts; zones.toml",
    ),
    Reading(
        "order-of-reasons",
        "Several things are missing at once: which reason is named?",
        "Input errors; then the status of the instrument; then what the law itself lacks (national rule, fixed "
        "period, trigger); then facts; then the zone; then the calendar, earliest missing year first. (no mark)",
        "4 reasons",
    ),
    Reading(
        "effect-stays",
        "`effect` and `last_day` of an undetermined result.",
        "The effect of the register stays; last_day is null with the three instants. (no mark)",
        "4 result",
    ),
    # Status
    Reading(
        "in-force-date",
        "On which date must the instrument be in force?",
        "On the civil date of the trigger in the acting party's zone (UTC where no zone is known). The date of "
        "signing is no fact of a clock.",
        "1.1; 1.8; 5.2 note; 21",
    ),
    Reading(
        "two-states",
        "Which two states, if issuing_state is absent?",
        "`state` and `issuing_state`; an absent one is not tested, but an absent `state` is a missing fact where "
        "a list of bound states exists. (no mark)",
        "1.8; 5.2 note",
    ),
    Reading(
        "state-not-bound",
        "A state outside the instrument: `instrument_not_in_force` (5.2 note) or `state_not_bound` (list of "
        "reasons)?",
        "`state_not_bound` for a state the status table leaves out by name or by its list; "
        "`instrument_not_in_force` where the date is the obstacle. Where both hold the date is named.",
        "4 reasons; 5.2 note; 7; 21",
    ),
    Reading(
        "assume-lifts-both",
        "Does assume_in_force lift only the date, or also the list of bound states?",
        "Both: the sentence speaks of `not in force between the two states on that date`. A reservation stays.",
        "5.2 note",
    ),
    Reading(
        "no-party-list",
        "Budapest, MLA and joint teams have no list of parties in `docs/spec/law.md`.",
        "No list, no test: the clocks run for every state. Who is listed for Budapest stands in the pack alone, so the "
        "finding `status_not_loaded` is not given there, and not compared. MLA and joint teams have no list to be "
        "missing from. (no mark)",
        "21",
    ),
    Reading(
        "special-position",
        "LED: `special position` of Denmark, Ireland and the states associated to Schengen (CH, IS, LI, NO); DSA: "
        "`also of EEA relevance` (IS, LI, NO).",
        "Counted, with the finding `status_not_loaded`, be it `state` or `issuing_state`. No finding beside an "
        "undetermined result, in which nothing is counted, nor where force is assumed.",
        "4 findings; 21",
    ),
    Reading(
        "reservation-japan",
        "Japan reserved Article 7 of the Protocol: what does `coe-2ap/subscriber-response` answer in an exercise?",
        "`reservation_excludes` if either state is JP; without assume_in_force `instrument_not_in_force` comes "
        "first.",
        "21",
    ),
    # Strict, positions
    Reading(
        "hold-strict",
        "Counting says strict = same wall-clock time; the kind hold or ceiling says strict = legal_latest.",
        "The kind decides for hold, ceiling and gate. (no mark)",
        "2 kinds; 3.2 codes",
    ),
    Reading(
        "trigger-on-strict",
        "A plain deadline or window from trigger_on has no time of day for `strict`.",
        "strict = legal_latest, as for a fixed date.",
        "3.2 codes; 4 facts",
    ),
    Reading(
        "positions-named",
        "Names of positions are not in `docs/spec/law.md`, nor whether an uncontested result lists its one position.",
        "Own names; a list only where the register gives more than one position. The comparison looks at the "
        "instants: the first, and the set of the others. (no mark)",
        "4 result",
    ),
    Reading(
        "hour-alternative",
        "The second position of a trigger exactly on the hour.",
        "No hour is excluded: legal_latest = strict.",
        "3.2 iv",
    ),
    Reading(
        "directive-hours",
        "`contested on hour counting` for directives.",
        "The other position is exact hours. It differs for every trigger, so the result is always contested; on "
        "the hour it says the same as 3.2 iv, and no third instant arises. (no mark)",
        "3.2 vii; 5.3; 5.4",
    ),
    Reading(
        "no-move-position",
        "`last day not a working day`: what is the other position?",
        "The nominal last day, moved neither by 3(4) nor 3(5). `transposition` (prior consultation) is read the "
        "same way; the month the supervisor may add is no position.",
        "3.2 vii; 5.3; 5.4",
    ),
    Reading(
        "ex-post-both",
        "Ex-post validation: does 3.2 iv apply beside `issue or dispatch`?",
        "Yes. Each other position changes one question only: issue on the hour, and dispatch counted by the "
        "default.",
        "3.2 iv; 5.1",
    ),
    # Produce and refusal
    Reading(
        "enforcing-place",
        "Zone and calendar of the enforcing authority in `produce-notified`, of the addressee in `refusal-window`.",
        "Those of `state`, `region` and `zone`: the enforcing authority depends on the addressee's state.",
        "7.6 no. 9; 5.1",
    ),
    Reading(
        "earlier-window",
        "`produce-notified` with an enforcing window that ends earlier or together.",
        "Not a position: the register says `ends later`. (no mark)",
        "5.1",
    ),
    Reading(
        "confirmation-alone",
        "confirmed_at without enforcing_received_at.",
        "It counts: only a confirmation before a known receipt, or strictly after a ground, counts for nothing.",
        "4 facts",
    ),
    Reading(
        "confirmation-before-receipt",
        "confirmed_at before the addressee's own receipt.",
        "gate_opens = the trigger: nothing can be handed over before the order is there.",
        "5.1; 4 result",
    ),
    Reading(
        "confirmed-and-contested",
        "A gate confirmed open while its two ends differ.",
        "Still contested: the positions concern legal_latest, which the confirmation leaves as it is.",
        "5.1",
    ),
    Reading(
        "clarified-positions",
        "The two positions after a clarification.",
        "Restart: the period anew from clarified_at. Resume: null, since no fact tells when the period was "
        "suspended. legal_latest and all other instants of the result are null.",
        "5.1 note",
    ),
    Reading(
        "agreed-needs-clarified",
        "agreed_until without clarified_at in a produce clock.",
        "No effect: it is the `new deadline after clarification`.",
        "4 reach; 5.1 note",
    ),
    Reading(
        "agreed-deadline",
        "A produce deadline with agreed_until.",
        "strict = legal_latest = the agreed end, not contested. last_day only if a date was agreed.",
        "5.1 note; 3.2 `agreed`",
    ),
    Reading(
        "agreed-gate",
        "A gate with agreed_until earlier than the statutory end.",
        "`Moves the gate later`: gate = the latest of statutory end, agreed end and, if enforcing_received_at is "
        "known, the end of the refusal window; not contested. A confirmation still opens it earlier.",
        "4 reach",
    ),
    Reading(
        "agreed-type",
        "Is agreed_until a date or an instant?",
        "Either. A date ends at 24:00 local and is the last_day; an instant is itself and leaves last_day null.",
        "3.2 `agreed`; 4 facts",
    ),
    Reading(
        "ground-on-contested-window",
        "A late ground is one after legal_latest in every position, but on a contested window it counts as in "
        "time.",
        "`ground_late` iff it was sent after every position and no position is null.",
        "4 late letters; 7.6 no. 4",
    ),
    Reading(
        "past-target-finding",
        "When is `past_target` a finding of a clock?",
        "Never here: it is an answer of timeliness. `channel_not_current` belongs to the release state. (no mark)",
        "3.2 viii; 4 result",
    ),
    # Preservation
    Reading(
        "preserve-siblings",
        "`preserve` with extension_at or confirmation_at.",
        "They are not looked at; the extended and until-produced clocks answer for them. (no mark)",
        "5.1",
    ),
    Reading(
        "extension-bounds",
        "`within the 60-day period`: its ends.",
        "From the receipt to legal_latest of the moved 60 days, both included. One before the receipt is "
        "ineffective too, finding `extension_ineffective_early`.",
        "5.1; 3.2 viii",
    ),
    Reading(
        "extension-absent",
        "`preserve-extended` without extension_at, `preserve-until-produced` without confirmation_at.",
        "`fact_missing` with that name.",
        "4 reasons; 5.1",
    ),
    Reading(
        "extension-second",
        "How are two Annex VI stated, if extension_at is one instant?",
        "A list of instants. The second has the finding `extension_ineffective_second`, the 90 days stay.",
        "5.1 note; 4 findings",
    ),
    Reading(
        "replaced-clock",
        "`The result is that of the clock it would have replaced`: also its id?",
        "Yes, `clock` is the replaced clock; the comparison does not look at it. (no mark)",
        "5.1 note",
    ),
    Reading(
        "produced-trigger",
        "`preserve-until-produced`: trigger_at is the receipt of the EPOC-PR or of Annex V?",
        "Of the EPOC-PR; Annex V is confirmation_at. Otherwise nothing could tell whether it came during the "
        "period.",
        "5.1",
    ),
    Reading(
        "confirmation-bounds",
        "Which period must Annex V keep, and what is found if it does not?",
        "The 60 days, or the extended period (its default position) after an effective extension. Otherwise the "
        "result of that clock, finding `confirmation_ineffective_late` (`_early` before the receipt).",
        "5.1 note",
    ),
    Reading(
        "will-be-issued",
        "No fact says whether Annex V states `has been issued` or `will be issued`.",
        "confirmation_at is an Annex V that says `has been issued`; the other one is no confirmation. (no mark)",
        "5.1 note; 4 facts",
    ),
    Reading(
        "treaty-preserve",
        "Budapest and UN preservation: when must the MLA request be received?",
        "At any time: request_received_at alone makes it open-ended. An extension under the UN Convention has no "
        "length and changes nothing.",
        "5.2",
    ),
    Reading(
        "us-renewal",
        "`us-preserve-extended`: the trigger is the renewed request, yet it must lie within the first 90 days.",
        "Without extension_at the trigger is the renewed request and 90 days run from it. With extension_at the "
        "trigger is the first request and extension_at the renewed one: 180 days if within the first 90, else "
        "those 90 and a finding.",
        "5.4; 5.1 note",
    ),
    Reading(
        "none-strict",
        "Strict of an open-ended clock.",
        "Null, with legal_latest null. (no mark)",
        "3.2 `none`; 4 result",
    ),
    # The others
    Reading(
        "tco-clarified",
        "`eu-tco/remove` with clarified_at.",
        "The hour starts anew at clarified_at, if that is later than the trigger.",
        "5.4; 12",
    ),
    Reading(
        "tco-emergency",
        "`eu-tco/first-order-information` in an emergency.",
        "`urgent` = true: no fixed period binds, `no_fixed_period`.",
        "5.4",
    ),
    Reading(
        "secrecy-end-at-midnight",
        "`eu-tco/secrecy-extended` starts at the end of the first period: 24:00 of its last day is 00:00 of the "
        "next.",
        "A trigger at the first instant of a local day, mostly 0:00, is 24:00 of the day before, which is d0. "
        "Otherwise the two periods would have 85 days. trigger_on is the last day itself.",
        "5.4; 3.2 steps 1, 2",
    ),
    Reading(
        "freezing-urgent",
        "The order of `urgent` and other gaps.",
        "Without `urgent` = true the freezing clocks answer `no_fixed_period` before zone or calendar are asked. "
        "(no mark)",
        "5.3 note",
    ),
    Reading(
        "fixed-date-year",
        "The year of a fixed date.",
        "The first such date on or after the civil date of the trigger in the acting party's zone. 30 June counts "
        "from 2027-08-18, so the first is 2028-06-30. Never moved.",
        "5.1; 5.4",
    ),
    Reading(
        "fixed-last-day",
        "last_day of fixed and agreed dates.",
        "The date. (no mark)",
        "4 result",
    ),
    Reading(
        "third-country-needs",
        "`third-country-objection` without issuing_state.",
        "`fact_missing` issuing_state; with it, the national rule is not loaded.",
        "5.1; 1.9",
    ),
    Reading(
        "no-acting-party",
        "Clocks whose calendar is `-` (arbitration) or whose acting party is the Commission: which zone?",
        "That of `state` or `zone` as given; the Commission without either acts in Brussels, and no state is asked of it.",
        "5.2; 5.1",
    ),
    # Calendars
    Reading(
        "regional-position",
        "Region unknown, a day of the period is a holiday somewhere: the second position.",
        "The end counted with the list of a region that keeps the day, each such region by itself, in the zone as it "
        "was. Any day of the period can move its end. It applies to every R1182 clock in days, and is checked on the "
        "default position alone.",
        "22",
    ),
    Reading(
        "in-part",
        "Days kept in part of a region (`in_part` in the files).",
        "Not counted, even if the region is known; as last day they make the result contested, as a region "
        "unknown does.",
        "22; calendar files",
    ),
    Reading(
        "state-in-part",
        "Days kept in part of the whole state: whose list counts them?",
        "A list of its own: what counts by default, and these days. Where a regional day would contest the result they "
        "do, whether or not the region is known. The list of a region does not hold them, nor theirs its days.",
        "22; calendar files",
    ),
    Reading(
        "several-zones",
        "The list of a year names a zone too, or says `several`: does it give one?",
        "No. `zones.toml` alone gives zones, and a list that differs from it is refused. A state of several zones "
        "has none there: `time_zone_not_known`, also with a region that has no entry.",
        "3.2 zone; 22",
    ),
    Reading(
        "list-forms",
        "A file with a key, a place or a value that the page does not describe, or a day that a place keeps and keeps "
        "in part.",
        "Refused whole, and nothing is answered from it. (no mark)",
        "22",
    ),
    Reading(
        "not-covered",
        "Regions under `not_covered` in a file.",
        "`holiday_calendar_not_loaded` with state, year and region. With the region unknown they play no part.",
        "22; calendar files",
    ),
    Reading(
        "position-calendar",
        "The calendar year of a second position is missing.",
        "The whole result is undetermined: a missing year is no missing fact named in the register.",
        "1.9; 3.2 step 6; 4 `contested`",
    ),
    Reading(
        "d0-year",
        "Is the calendar of the year of d0 needed, if d0 is 31 December?",
        "No: (d0, last] leaves d0 out.",
        "3.2 step 6",
    ),
    # Timeliness
    Reading(
        "timeliness-order",
        "Which is the worst of several answers?",
        "premature, late, unknown, past_target, in_time, from the worst. A position without an instant answers "
        "`unknown`; a position of an unconfirmed gate opens at its own end. (no mark)",
        "4 timeliness",
    ),
    Reading(
        "timeliness-open",
        "An act under an open-ended clock.",
        "`in_time`: no instant can be missed. (no mark)",
        "4 timeliness",
    ),
    Reading(
        "also-only-written",
        "`also`: which siblings?",
        "Only what the register writes, be the result determined or not: breach-notification names its sibling duty "
        "when issuing_state differs from state. (no mark)",
        "4 result; 5.1; 5.4",
    ),
)

IDS = frozenset(reading.id for reading in READINGS)
