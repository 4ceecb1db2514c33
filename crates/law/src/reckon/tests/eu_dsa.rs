//! The Digital Services Act: complaints and disputes; orders have no hours of their own.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn months_end_with_the_last_day_of_a_shorter_one() {
    let facts = "trigger_at=2027-08-31T10:15:00+02:00 state=DE";
    assert_eq!(answer("eu-dsa/complaint-window", facts).last_day, Some(date(2028, 2, 29)));
}

#[test]
fn a_total_that_may_last_at_most_is_never_moved() {
    // 180 days from Tuesday 10 August 2027 end with Sunday 6 February 2028.
    let facts = "trigger_at=2027-08-10T10:15:00+02:00 state=DE";
    assert_eq!(answer("eu-dsa/ods-decision-complex", facts).last_day, Some(date(2028, 2, 6)));
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
eu-dsa/complaint-window | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-08-10T08:15:00Z | 2027-08-10T22:00:00Z | past_target past_target late
eu-dsa/complaint-window | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-09-27T21:50:00Z | 2027-09-27T22:00:00Z | past_target past_target late
eu-dsa/complaint-window | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-05-30T21:59:59Z | 2027-05-31T22:00:00Z | late late late
eu-dsa/ods-decision | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-05-11T08:15:00Z | 2027-05-11T22:00:00Z | past_target past_target late
eu-dsa/ods-decision | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-06-25T21:50:00Z | 2027-06-25T22:00:00Z | past_target past_target late
eu-dsa/ods-decision | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-02-28T22:59:59Z | 2027-03-01T23:00:00Z | late late late
eu-dsa/ods-decision-complex | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-08-09T22:00:00Z | 2027-08-09T22:00:00Z | in_time in_time late
eu-dsa/ods-decision-complex | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-09-23T22:00:00Z | 2027-09-23T22:00:00Z | in_time in_time late
eu-dsa/ods-decision-complex | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-05-29T22:00:00Z | 2027-05-29T22:00:00Z | in_time in_time late
eu-dsa/ods-certification | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2032-02-10T23:00:00Z | 2032-02-10T23:00:00Z | in_time in_time late
eu-dsa/ods-certification | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2032-03-27T23:00:00Z | 2032-03-27T23:00:00Z | in_time in_time late
eu-dsa/ods-certification | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2031-11-30T23:00:00Z | 2031-11-30T23:00:00Z | in_time in_time late
";
