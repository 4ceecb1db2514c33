//! The Convention on Cybercrime: sixty days, and no end once the request for assistance is there.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn a_request_for_assistance_takes_the_end_away() {
    let facts =
        "trigger_at=2027-02-10T10:15:00+01:00 state=DE request_received_at=2027-03-01T09:00:00Z";
    let kept = answer("coe-budapest/preserve", facts);
    assert_eq!((kept.strict, kept.legal_latest, kept.last_day), (None, None, None));
    assert_eq!(kept.effect, ClockEffect::PreserveUntilDecision);
    assert_eq!((kept.undetermined, kept.contested), (None, false));
    // Data that are still kept when it comes late stay: nothing was deleted by time.
    let late = answer(
        "coe-budapest/preserve",
        "trigger_at=2027-02-10T10:15:00+01:00 state=DE request_received_at=2027-07-01T09:00:00Z",
    );
    assert_eq!(late.legal_latest, None);
    let without = answer("coe-budapest/preserve", "trigger_at=2027-02-10T10:15:00+01:00 state=DE");
    assert_eq!(without.effect, ClockEffect::MinimumHoldEnds);
}

#[test]
fn a_state_nobody_listed_is_counted_and_said_to_be_unknown() {
    let facts = "trigger_at=2027-02-10T10:15:00Z state=IE";
    assert_eq!(answer("coe-budapest/preserve", facts).findings, ["status_not_loaded"]);
    let facts = "trigger_at=2027-02-10T10:15:00Z state=DE";
    assert_eq!(answer("coe-budapest/preserve", facts).findings, NONE);
}

#[test]
fn a_date_is_enough_for_plain_days() {
    let kept = answer("coe-budapest/preserve", "trigger_on=2027-02-10 state=DE");
    assert_eq!(kept.last_day, Some(date(2027, 4, 11)));
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
coe-budapest/preserve | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-04-11T22:00:00Z | 2027-04-11T22:00:00Z | in_time in_time late
coe-budapest/preserve | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-05-26T22:00:00Z | 2027-05-26T22:00:00Z | in_time in_time late
coe-budapest/preserve | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-01-29T23:00:00Z | 2027-01-29T23:00:00Z | in_time in_time late
coe-budapest/domestic-preserve | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-05-11T22:00:00Z | 2027-05-11T22:00:00Z | in_time in_time late
coe-budapest/domestic-preserve | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-06-25T22:00:00Z | 2027-06-25T22:00:00Z | in_time in_time late
coe-budapest/domestic-preserve | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-02-28T23:00:00Z | 2027-02-28T23:00:00Z | in_time in_time late
";
