//! The European Investigation Order: periods that national law transposes.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn a_last_day_that_is_not_worked_has_two_ends() {
    // Friday 12 February 2027 + 30 days is Sunday 14 March.
    let result = answer("eu-eio/recognise", "trigger_at=2027-02-12T10:15:00+01:00 state=DE");
    check_positions(
        &result,
        &[
            ("moved_to_a_working_day", Some("2027-03-15T23:00:00Z")),
            ("not_moved", Some("2027-03-14T23:00:00Z")),
        ],
    );
    let same = answer("eu-eio/recognise", "trigger_at=2027-02-10T10:15:00+01:00 state=DE");
    check_positions(&same, &[]);
}

#[test]
fn hours_are_counted_in_two_ways() {
    let facts = "trigger_at=2027-02-10T10:15:00+01:00 state=DE";
    check_positions(
        &answer("eu-eio/provisional-measure", facts),
        &[
            ("hour_of_event_excluded", Some("2027-02-11T10:00:00Z")),
            ("elapsed_hours", Some("2027-02-11T09:15:00Z")),
        ],
    );
}

#[test]
fn the_measure_is_not_due_before_its_recognition() {
    let needs = Needs { facts: vec!["trigger_at"], ..Needs::default() };
    check_unknown(&answer("eu-eio/execute", "state=DE"), Reason::TriggerNotOccurred, &needs);
}

#[test]
fn denmark_and_ireland_have_no_clock() {
    for state in ["DK", "IE"] {
        let facts = format!("trigger_at=2027-02-10T10:15:00Z state={state}");
        let needs = Needs { state: Some(Country::parse(state).unwrap()), ..Needs::default() };
        check_unknown(&answer("eu-eio/recognise", &facts), Reason::StateNotBound, &needs);
    }
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
eu-eio/acknowledge | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-17T09:15:00Z | 2027-02-17T23:00:00Z | past_target past_target late
eu-eio/acknowledge | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-03T21:50:00Z | 2027-04-05T22:00:00Z | late late late
eu-eio/acknowledge | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-07T22:59:59Z | 2026-12-07T23:00:00Z | in_time past_target late
eu-eio/recognise | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-03-12T09:15:00Z | 2027-03-12T23:00:00Z | past_target past_target late
eu-eio/recognise | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-04-26T21:50:00Z | 2027-04-26T22:00:00Z | past_target past_target late
eu-eio/recognise | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-30T22:59:59Z | 2026-12-30T23:00:00Z | in_time past_target late
eu-eio/recognise-extended | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-04-11T08:15:00Z | 2027-04-12T22:00:00Z | late late late
eu-eio/recognise-extended | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-05-26T21:50:00Z | 2027-05-26T22:00:00Z | past_target past_target late
eu-eio/recognise-extended | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-01-29T22:59:59Z | 2027-01-29T23:00:00Z | in_time past_target late
eu-eio/execute | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-05-11T08:15:00Z | 2027-05-11T22:00:00Z | past_target past_target late
eu-eio/execute | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-06-25T21:50:00Z | 2027-06-25T22:00:00Z | past_target past_target late
eu-eio/execute | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-02-28T22:59:59Z | 2027-03-01T23:00:00Z | late late late
eu-eio/provisional-measure | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-11T09:15:00Z | 2027-02-11T10:00:00Z | late late late
eu-eio/provisional-measure | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-28T22:50:00Z | 2027-03-28T23:00:00Z | late late late
eu-eio/provisional-measure | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-01T22:59:59Z | 2026-12-01T23:00:00Z | in_time late late
eu-eio/interception-objection | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-14T09:15:00Z | 2027-02-14T10:00:00Z | late late late
eu-eio/interception-objection | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-31T22:50:00Z | 2027-03-31T23:00:00Z | late late late
eu-eio/interception-objection | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-04T22:59:59Z | 2026-12-04T23:00:00Z | in_time late late
";
