//! Clocks computed by hand: every row of the register, at its edges.

use super::*;
use crate::clock::{ClockResult, Timeliness};
use crate::embedded;
use crate::facts::clock_id;

fn law() -> Instrument {
    embedded::instruments().unwrap().remove(0)
}

pub(super) fn ask(clock: &str, pairs: &[(&str, &str)]) -> ClockResult {
    let facts = Facts::parse(pairs.iter().copied()).unwrap();
    let calendars = embedded::calendars().unwrap();
    compute(&law(), &clock_id(&format!("eu-e-evidence/{clock}")).unwrap(), &facts, &calendars)
        .unwrap()
}

#[track_caller]
fn check(clock: &str, pairs: &[(&str, &str)], strict: &str, legal_latest: &str) -> ClockResult {
    let result = ask(clock, pairs);
    assert_eq!(result.undetermined, None);
    let at = |text: &str| Some(text.parse::<Timestamp>().unwrap());
    assert_eq!((result.strict, result.legal_latest), (at(strict), at(legal_latest)), "{clock}");
    result
}

#[test]
fn ten_days_end_with_the_next_working_day() {
    // Wednesday 10 February 2027 + 10 days is Saturday the 20th; Monday the 22nd is worked.
    let result = check(
        "produce",
        &[("trigger_at", "2027-02-10T10:15+01:00"), ("state", "DE")],
        "2027-02-20T09:15:00Z",
        "2027-02-22T23:00:00Z",
    );
    assert_eq!(result.last_day, Some(jiff::civil::date(2027, 2, 22)));
    assert_eq!(result.basis.calendar.as_deref(), Some("DE@2027.1"));
}

#[test]
fn eight_hours_do_not_feel_the_change_to_summer_time() {
    check(
        "produce-emergency",
        &[("trigger_at", "2027-03-28T00:10+01:00"), ("state", "DE")],
        "2027-03-28T07:10:00Z",
        "2027-03-28T08:00:00Z",
    );
    check(
        "ex-post-validation",
        &[("trigger_at", "2027-03-27T23:50+01:00"), ("state", "FR")],
        "2027-03-29T22:50:00Z",
        "2027-03-29T23:00:00Z",
    );
}

#[test]
fn a_gate_opens_with_the_eleventh_day() {
    let result = check(
        "produce-notified",
        &[("trigger_at", "2027-03-08T09:30Z"), ("state", "IE")],
        "2027-03-19T00:00:00Z",
        "2027-03-19T00:00:00Z",
    );
    assert_eq!(result.gate_opens, result.legal_latest);
    assert_eq!(timeliness(result.legal_latest.unwrap(), &result), Timeliness::InTime);
}
