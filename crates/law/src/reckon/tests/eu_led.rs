//! Data protection in criminal matters: seventy-two hours, and a duty beside them.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn the_controller_of_another_state_is_told_besides_and_nobody_where_there_is_none() {
    let told = ["eu-led/notify-originating-controller"];
    for (other, expected) in
        [("", &[][..]), (" issuing_state=DE", &[]), (" issuing_state=FR", &told)]
    {
        let facts = format!("trigger_at=2027-02-10T10:15:00+01:00 state=DE{other}");
        let result = answer("eu-led/breach-notification", &facts);
        assert_eq!(result.also, expected, "{facts}");
        assert_eq!(result.effect, ClockEffect::LateWithReasons);
    }
}

#[test]
fn the_special_position_of_two_states_is_not_loaded() {
    let facts = "trigger_at=2027-02-10T10:15:00Z state=IE";
    assert_eq!(answer("eu-led/prior-consultation", facts).findings, ["status_not_loaded"]);
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
eu-led/breach-notification | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-02-13T09:15:00Z | 2027-02-13T10:00:00Z | late late late
eu-led/breach-notification | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-03-30T22:50:00Z | 2027-03-30T23:00:00Z | late late late
eu-led/breach-notification | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2026-12-03T22:59:59Z | 2026-12-03T23:00:00Z | in_time late late
eu-led/prior-consultation | trigger_at=2027-02-10T10:15:00+01:00 state=DE | 2027-03-24T09:15:00Z | 2027-03-24T23:00:00Z | past_target past_target late
eu-led/prior-consultation | trigger_at=2027-03-27T23:50:00+01:00 state=FR | 2027-05-08T21:50:00Z | 2027-05-10T22:00:00Z | late late late
eu-led/prior-consultation | trigger_at=2026-11-30T23:59:59+01:00 state=DE | 2027-01-11T22:59:59Z | 2027-01-11T23:00:00Z | in_time past_target late
";
