//! The Second Additional Protocol: asked in an exercise only, because it is not in force.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn the_longer_of_thirty_days_and_the_stated_time_counts() {
    let last = |days: &str| {
        let stated =
            format!("{days} trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true");
        answer("coe-2ap/subscriber-response", &stated).last_day
    };
    assert_eq!(last(""), Some(date(2027, 3, 12)));
    assert_eq!(last("time_frame_days=10"), Some(date(2027, 3, 12)));
    assert_eq!(last("time_frame_days=30"), Some(date(2027, 3, 12)));
    assert_eq!(last("time_frame_days=31"), Some(date(2027, 3, 13)));
}

#[test]
fn an_exercise_does_not_lift_a_reservation() {
    let needs = Needs { state: Some(Country::parse("JP").unwrap()), ..Needs::default() };
    for states in ["state=JP", "state=DE issuing_state=JP"] {
        let facts = format!("trigger_at=2027-02-10T10:15:00Z {states} assume_in_force=true");
        let result = answer("coe-2ap/subscriber-response", &facts);
        check_unknown(&result, Reason::ReservationExcludes, &needs);
        assert_eq!(answer("coe-2ap/serve-provider", &facts).undetermined, None);
    }
}

#[test]
fn nothing_counts_while_it_is_not_in_force() {
    for clock in ["subscriber-response", "serve-provider", "return-subscriber", "return-traffic"] {
        let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=JP";
        let result = answer(&format!("coe-2ap/{clock}"), facts);
        check_unknown(&result, Reason::InstrumentNotInForce, &Needs::default());
    }
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
coe-2ap/subscriber-response | trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true | 2027-03-12T09:15:00Z | 2027-03-12T23:00:00Z | past_target past_target late
coe-2ap/subscriber-response | trigger_at=2027-03-27T23:50:00+01:00 state=FR assume_in_force=true | 2027-04-26T21:50:00Z | 2027-04-26T22:00:00Z | past_target past_target late
coe-2ap/subscriber-response | trigger_at=2026-11-30T23:59:59+01:00 state=DE assume_in_force=true | 2026-12-30T22:59:59Z | 2026-12-30T23:00:00Z | in_time past_target late
coe-2ap/serve-provider | trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true | 2027-03-27T09:15:00Z | 2027-03-27T23:00:00Z | past_target past_target late
coe-2ap/serve-provider | trigger_at=2027-03-27T23:50:00+01:00 state=FR assume_in_force=true | 2027-05-11T21:50:00Z | 2027-05-11T22:00:00Z | past_target past_target late
coe-2ap/serve-provider | trigger_at=2026-11-30T23:59:59+01:00 state=DE assume_in_force=true | 2027-01-14T22:59:59Z | 2027-01-14T23:00:00Z | in_time past_target late
coe-2ap/return-subscriber | trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true | 2027-03-02T09:15:00Z | 2027-03-02T23:00:00Z | past_target past_target late
coe-2ap/return-subscriber | trigger_at=2027-03-27T23:50:00+01:00 state=FR assume_in_force=true | 2027-04-16T21:50:00Z | 2027-04-16T22:00:00Z | past_target past_target late
coe-2ap/return-subscriber | trigger_at=2026-11-30T23:59:59+01:00 state=DE assume_in_force=true | 2026-12-20T22:59:59Z | 2026-12-20T23:00:00Z | in_time past_target late
coe-2ap/return-traffic | trigger_at=2027-02-10T10:15:00+01:00 state=DE assume_in_force=true | 2027-03-27T09:15:00Z | 2027-03-27T23:00:00Z | past_target past_target late
coe-2ap/return-traffic | trigger_at=2027-03-27T23:50:00+01:00 state=FR assume_in_force=true | 2027-05-11T21:50:00Z | 2027-05-11T22:00:00Z | past_target past_target late
coe-2ap/return-traffic | trigger_at=2026-11-30T23:59:59+01:00 state=DE assume_in_force=true | 2027-01-14T22:59:59Z | 2027-01-14T23:00:00Z | in_time past_target late
";
