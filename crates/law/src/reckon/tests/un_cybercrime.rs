//! The United Nations Convention: asked in an exercise only, because it is not in force.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn a_request_for_assistance_takes_the_end_away() {
    let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true request_received_at=2027-03-01T09:00:00Z";
    let kept = answer("un-cybercrime/preserve", facts);
    assert_eq!((kept.legal_latest, kept.effect), (None, ClockEffect::PreserveUntilDecision));
}

#[test]
fn nothing_counts_while_it_is_not_in_force() {
    for clock in ["preserve", "domestic-preserve", "arbitration"] {
        let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=DE";
        let result = answer(&format!("un-cybercrime/{clock}"), facts);
        check_unknown(&result, Reason::InstrumentNotInForce, &Needs::default());
    }
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
un-cybercrime/preserve | trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true | 2027-04-11T22:00:00Z | 2027-04-11T22:00:00Z | in_time in_time late
un-cybercrime/preserve | trigger_at=2027-03-27T23:50:00+01:00 state=FR assume_in_force=true | 2027-05-26T22:00:00Z | 2027-05-26T22:00:00Z | in_time in_time late
un-cybercrime/preserve | trigger_at=2026-11-30T23:59:59+01:00 state=DE assume_in_force=true | 2027-01-29T23:00:00Z | 2027-01-29T23:00:00Z | in_time in_time late
un-cybercrime/domestic-preserve | trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true | 2027-05-11T22:00:00Z | 2027-05-11T22:00:00Z | in_time in_time late
un-cybercrime/domestic-preserve | trigger_at=2027-03-27T23:50:00+01:00 state=FR assume_in_force=true | 2027-06-25T22:00:00Z | 2027-06-25T22:00:00Z | in_time in_time late
un-cybercrime/domestic-preserve | trigger_at=2026-11-30T23:59:59+01:00 state=DE assume_in_force=true | 2027-02-28T23:00:00Z | 2027-02-28T23:00:00Z | in_time in_time late
un-cybercrime/arbitration | trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true | 2027-08-10T08:15:00Z | 2027-08-10T22:00:00Z | past_target past_target late
un-cybercrime/arbitration | trigger_at=2027-03-27T23:50:00+01:00 state=FR assume_in_force=true | 2027-09-27T21:50:00Z | 2027-09-27T22:00:00Z | past_target past_target late
un-cybercrime/arbitration | trigger_at=2026-11-30T23:59:59+01:00 state=DE assume_in_force=true | 2027-05-30T21:59:59Z | 2027-05-30T22:00:00Z | in_time past_target late
";
