//! Terrorist content: one hour that is always contested, and secrecy that no weekend moves.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn the_hour_is_contested_and_starts_anew_with_a_clarification() {
    let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=DE";
    check_positions(
        &answer("eu-tco/remove", facts),
        &[
            ("hour_of_event_excluded", Some("2027-02-10T11:00:00Z")),
            ("elapsed_hours", Some("2027-02-10T10:15:00Z")),
        ],
    );
    let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=DE clarified_at=2027-02-10T13:20:00Z";
    let anew = answer("eu-tco/remove", facts);
    assert_eq!(anew.strict, Some(at("2027-02-10T14:20:00Z")));
    assert_eq!(anew.legal_latest, Some(at("2027-02-10T15:00:00Z")));
    // Exactly on the hour there are two readings still, and not three.
    let on_the_hour = answer("eu-tco/remove", "trigger_at=2027-02-10T10:00:00Z state=DE");
    assert_eq!(on_the_hour.positions.len(), 2);
}

#[test]
fn an_emergency_lifts_the_twelve_hours() {
    let facts = "trigger_at=2027-02-10T10:15:00Z state=DE urgent=true";
    let result = answer("eu-tco/first-order-information", facts);
    check_unknown(&result, Reason::NoFixedPeriod, &Needs::default());
}

#[test]
fn two_times_six_weeks_are_twelve() {
    let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=DE";
    let first = answer("eu-tco/secrecy", facts);
    assert_eq!(first.last_day, Some(date(2027, 3, 24)));
    let end = first.legal_latest.unwrap();
    let chained = format!("trigger_at={end} state=DE");
    assert_eq!(answer("eu-tco/secrecy-extended", &chained).last_day, Some(date(2027, 5, 5)));
    let by_date = answer("eu-tco/secrecy-extended", "trigger_on=2027-03-24 state=DE");
    assert_eq!(by_date.last_day, Some(date(2027, 5, 5)));
}

#[test]
fn a_day_that_begins_at_one_ends_the_day_before_it() {
    // The Azores skip from 0:00 to 1:00 on 26 March 2028, and their day begins at 01:00Z.
    let ends_at = |trigger: &str| {
        let facts = format!("trigger_at={trigger} state=PT region=PT-20");
        answer("eu-tco/secrecy-extended", &facts).last_day
    };
    assert_eq!(ends_at("2028-03-26T01:00:00Z"), Some(date(2028, 5, 6)));
    assert_eq!(ends_at("2028-03-26T01:00:01Z"), Some(date(2028, 5, 7)));
}

#[test]
fn the_report_is_owed_before_march() {
    let facts = "trigger_on=2026-12-31 state=DE";
    assert_eq!(answer("eu-tco/transparency-report", facts).last_day, Some(date(2027, 2, 28)));
    let leap = "trigger_on=2027-12-31 state=DE";
    assert_eq!(answer("eu-tco/transparency-report", leap).last_day, Some(date(2028, 2, 29)));
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
eu-tco/first-order-information | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-10T21:15:00Z | 2027-02-10T21:15:00Z | premature in_time past_target
eu-tco/first-order-information | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-28T10:50:00Z | 2027-03-28T10:50:00Z | premature in_time past_target
eu-tco/first-order-information | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-01T10:59:59Z | 2026-12-01T10:59:59Z | premature in_time past_target
eu-tco/remove | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-10T10:15:00Z | 2027-02-10T11:00:00Z | late late late
eu-tco/remove | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-27T23:50:00Z | 2027-03-28T00:00:00Z | late late late
eu-tco/remove | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-11-30T23:59:59Z | 2026-12-01T00:00:00Z | in_time late late
eu-tco/host-scrutiny | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-13T09:15:00Z | 2027-02-13T10:00:00Z | past_target past_target late
eu-tco/host-scrutiny | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-30T22:50:00Z | 2027-03-30T23:00:00Z | past_target past_target late
eu-tco/host-scrutiny | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-03T22:59:59Z | 2026-12-03T23:00:00Z | in_time past_target late
eu-tco/scrutiny-request | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-12T09:15:00Z | 2027-02-12T10:00:00Z | past_target past_target late
eu-tco/scrutiny-request | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-29T22:50:00Z | 2027-03-29T23:00:00Z | past_target past_target late
eu-tco/scrutiny-request | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-02T22:59:59Z | 2026-12-02T23:00:00Z | in_time past_target late
eu-tco/scrutiny-on-request | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-13T09:15:00Z | 2027-02-13T10:00:00Z | past_target past_target late
eu-tco/scrutiny-on-request | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-30T22:50:00Z | 2027-03-30T23:00:00Z | past_target past_target late
eu-tco/scrutiny-on-request | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-03T22:59:59Z | 2026-12-03T23:00:00Z | in_time past_target late
eu-tco/preserve | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-08-10T22:00:00Z | 2027-08-10T22:00:00Z | in_time in_time late
eu-tco/preserve | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-09-27T22:00:00Z | 2027-09-27T22:00:00Z | in_time in_time late
eu-tco/preserve | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-05-31T22:00:00Z | 2027-05-31T22:00:00Z | in_time in_time late
eu-tco/secrecy | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-03-24T23:00:00Z | 2027-03-24T23:00:00Z | in_time in_time late
eu-tco/secrecy | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-05-08T22:00:00Z | 2027-05-08T22:00:00Z | in_time in_time late
eu-tco/secrecy | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-01-11T23:00:00Z | 2027-01-11T23:00:00Z | in_time in_time late
eu-tco/secrecy-extended | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-03-24T23:00:00Z | 2027-03-24T23:00:00Z | in_time in_time late
eu-tco/secrecy-extended | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-05-08T22:00:00Z | 2027-05-08T22:00:00Z | in_time in_time late
eu-tco/secrecy-extended | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-01-11T23:00:00Z | 2027-01-11T23:00:00Z | in_time in_time late
eu-tco/complaint-outcome | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-24T09:15:00Z | 2027-02-24T23:00:00Z | past_target past_target late
eu-tco/complaint-outcome | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-10T21:50:00Z | 2027-04-12T22:00:00Z | past_target past_target late
eu-tco/complaint-outcome | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-14T22:59:59Z | 2026-12-14T23:00:00Z | in_time past_target late
eu-tco/exposure-report | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-05-10T08:15:00Z | 2027-05-10T22:00:00Z | past_target past_target late
eu-tco/exposure-report | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-06-27T21:50:00Z | 2027-06-28T22:00:00Z | past_target past_target late
eu-tco/exposure-report | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-02-28T22:59:59Z | 2027-03-01T23:00:00Z | past_target past_target late
";
