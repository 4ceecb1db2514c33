# The parts of pages: time, periods, forms, faults.

size-bytes = { $n ->
    [one] 1 byte
   *[other] { $shown } bytes
  }
size-kib = { $n } KiB
size-mib = { $n } MiB
size-gib = { $n } GiB

civil-date = { $day } { $month } { $year }
instant = { $date }, { $time } { $zone }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

time-left = { $length } left
time-over = { $length } over
length-days = { $days ->
    [one] one day
   *[other] { $days } days
  }
length-days-hours = { $days ->
    [one] one day
   *[other] { $days } days
  } { $hours } h
length-hours-minutes = { $hours } h { $minutes } min
length-minutes = { $minutes } min

article = Article { $cite }
annex = Annex { $place }
cite-itself = { $cite }

# Periods of law. strict is the target to work by, legal latest the last lawful instant.
clocks-none = No period runs.
clock-strict = Target (strict)
clock-legal-latest = Last lawful instant (legal_latest)
clock-strict-and-latest = Target and last lawful instant
clock-gate-opens = Opens
clock-last-day = Last day
clock-met-at = Done
clock-effect = What the end means
clock-calendar = calendar
clock-ours = Your side acts
clock-theirs = The other side acts
clock-contested = Contested
clock-positions = The law can be read in more than one way here. The first reading is the one the node works by.
clock-position-none = no instant
clock-undetermined = Cannot be computed
clock-no-instant = No instant by law
clock-met = Done in time
clock-met-late = Done late
clock-used = Right used
clock-used-late = Right used too late
clock-open = Open
clock-open-and-owed = Open and owed, { $left }
clock-open-and-due = Open and due now
clock-closed = May not leave yet, { $left }
clock-past-target = Target passed, { $left }
clock-deadline-running = { $left }
clock-deadline-over = Overdue, { $left }
clock-window-running = Right may be used, { $left }
clock-window-over = Right lapsed, { $left }
clock-gate-running = Opens, { $left }
clock-gate-over = Open, { $left }
clock-hold-running = Keep, { $left }
clock-hold-over = Keeping over, { $left }
clock-ceiling-running = At most, { $left }
clock-ceiling-over = Limit reached, { $left }

effect-breach = The duty is broken.
effect-ceases = What was kept may go.
effect-enforcement_route_opens = Enforcement can be asked for.
effect-exempt = The party is free of the duty.
effect-gate_opens = What was forbidden is allowed, and due.
effect-late_with_reasons = The act is still owed, with reasons for the delay.
effect-minimum_hold_ends = The shortest time of keeping is over; a person decides.
effect-none = Nothing by law.
effect-not_yet_allowed = It is too early.
effect-overdue_inform_issuer = The issuing authority is told of the delay.
effect-preserve_until_decision = The data are kept until the decision.
effect-preserve_until_produced = The data are kept until they are produced.
effect-report_due = A report is owed.
effect-right_lapses = The right is gone.
effect-secrecy_ends = The person concerned may be told.
effect-still_suspended = The measure stays suspended; nothing ends by itself.
effect-withdraw_and_delete_or_restrict = The order is withdrawn, and the data are deleted or restricted.

reason-fact_missing = A fact that the period depends on is not known here.
reason-holiday_calendar_not_loaded = The calendar of public holidays that is needed is not loaded.
reason-instrument_not_in_force = The instrument is not in force on that date.
reason-national_law_not_loaded = The period follows national law that is not loaded.
reason-national_law_of_issuing_authority_not_loaded = The period follows the law of the issuing authority’s state, which is not loaded.
reason-no_fixed_period = The act names no number.
reason-reservation_excludes = A reservation takes the rule away.
reason-state_not_bound = The state is not bound.
reason-time_zone_not_known = The time zone of the acting party is not known.
reason-trigger_not_occurred = What starts the period has not happened.

needs-fact = Needed: the fact { $fact }.
needs-state = Concerns the state { $state }.
needs-year = Concerns the year { $year }.
needs-from = There is an answer from { $date } on.

counting-agreed = as agreed
counting-elapsed-hours = hours from the instant, nothing added
counting-fixed-date = end of a date of the year
counting-national-addressee = by the law of the addressee’s state
counting-national-issuing = by the law of the issuing authority’s state
counting-none = the law gives no number
counting-plain-days = calendar days, nothing moved
counting-plain-months = calendar months, nothing moved
counting-plain-weeks = calendar weeks, nothing moved
counting-r1182-days = days under Regulation 1182/71
counting-r1182-hours = hours under Regulation 1182/71
counting-r1182-months = months under Regulation 1182/71
counting-r1182-weeks = weeks under Regulation 1182/71
counting-r1182-working-days = working days under Regulation 1182/71

mark-verified = wording checked
mark-memory = wording not yet checked

# Forms.
leaves-heading = What leaves this node
leaves-nothing = Nothing leaves this node when you send this form.
defects-heading = { $n ->
    [one] There is one fault
   *[other] There are { $n } faults
  }
form-refused = This could not be done
choose-none = Not answered
wrong-lead = Nothing was saved yet. What you typed stands below; mend these answers and save again.
wrong-choose = two officers answered this; say which answer counts
wrong-needed = an answer is needed
wrong-unfit = this does not go with what is chosen; take one of them away
wrong-country = “{ $text }” is no state code; write it like FR
wrong-date = “{ $text }” is no date; write it like 2027-03-08
wrong-instant = “{ $text }” is no instant; write it like 2027-03-08T10:00:00+01:00, with the offset
wrong-invisible = there is a control character in it; type it again as plain text
wrong-money = “{ $text }” is no amount; write it like 120.50 EUR
wrong-number = “{ $text }” is no whole number from 1 to { $n }
wrong-period = “{ $text }” is no period; write it like P3Y for three years or P4M for four months
wrong-selector = “{ $text }” is no identifier of a known kind; write it like { $example }
wrong-too-long = it is longer than { $n } characters; put the rest into an attachment
wrong-too-many = { $n ->
    [one] one answer is enough
   *[other] at most { $n } answers; put the list into an attachment
  }
wrong-code = “{ $text }” is not one of the answers
wrong-yes-no = “{ $text }” is neither yes nor no
