//! Freezing and confiscation: hours only where the certificate states the urgency.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn without_the_statement_of_urgency_no_hours_run() {
    for clock in ["eu-freezing/decide-urgent", "eu-freezing/execute-urgent"] {
        for urgent in ["", " urgent=false"] {
            let facts = format!("trigger_at=2027-02-10T10:15:00+01:00 state=DE{urgent}");
            check_unknown(&answer(clock, &facts), Reason::NoFixedPeriod, &Needs::default());
        }
    }
}

#[test]
fn property_stays_frozen_without_a_number() {
    let hold = answer("eu-freezing/hold", "trigger_at=2027-02-10T10:15:00+01:00 state=DE");
    assert_eq!((hold.strict, hold.legal_latest), (None, None));
    assert_eq!(hold.effect, ClockEffect::PreserveUntilDecision);
    assert_eq!((hold.undetermined, hold.contested), (None, false));
}

#[test]
fn the_regulation_has_a_first_day() {
    let facts = "trigger_at=2020-12-18T10:15:00+01:00 state=DE";
    let needs = Needs { from: Some(date(2020, 12, 19)), ..Needs::default() };
    let result = answer("eu-freezing/confiscation-decision", facts);
    check_unknown(&result, Reason::InstrumentNotInForce, &needs);
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
eu-freezing/decide-urgent | trigger_at=2027-02-10T10:15:00+01:00 state=DE urgent=true | 2027-02-12T09:15:00Z | 2027-02-12T10:00:00Z | past_target past_target late
eu-freezing/decide-urgent | trigger_at=2027-03-27T23:50:00+01:00 state=FR urgent=true | 2027-03-29T22:50:00Z | 2027-03-29T23:00:00Z | past_target past_target late
eu-freezing/decide-urgent | trigger_at=2026-11-30T23:59:59+01:00 state=DE urgent=true | 2026-12-02T22:59:59Z | 2026-12-02T23:00:00Z | in_time past_target late
eu-freezing/execute-urgent | trigger_at=2027-02-10T10:15:00+01:00 state=DE urgent=true | 2027-02-12T09:15:00Z | 2027-02-12T10:00:00Z | past_target past_target late
eu-freezing/execute-urgent | trigger_at=2027-03-27T23:50:00+01:00 state=FR urgent=true | 2027-03-29T22:50:00Z | 2027-03-29T23:00:00Z | past_target past_target late
eu-freezing/execute-urgent | trigger_at=2026-11-30T23:59:59+01:00 state=DE urgent=true | 2026-12-02T22:59:59Z | 2026-12-02T23:00:00Z | in_time past_target late
eu-freezing/confiscation-decision | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-03-27T09:15:00Z | 2027-03-30T22:00:00Z | past_target past_target late
eu-freezing/confiscation-decision | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-05-11T21:50:00Z | 2027-05-11T22:00:00Z | past_target past_target late
eu-freezing/confiscation-decision | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-01-14T22:59:59Z | 2027-01-14T23:00:00Z | in_time past_target late
";
