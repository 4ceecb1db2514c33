//! Assistance by agreement, and the preservation of the United States.

use super::*;

#[test]
fn every_clock_in_time_at_the_instant_and_after() {
    check_table(ANSWERS);
}

#[test]
fn the_date_of_the_request_is_the_date() {
    let named = answer("mla/requested-date", "state=DE agreed_until=2027-03-05");
    assert_eq!(named.last_day, Some(date(2027, 3, 5)));
    assert_eq!((named.strict, named.effect), (named.legal_latest, ClockEffect::None));
    assert_eq!(timeliness(at("2027-03-05T22:59:59Z"), &named), Timeliness::InTime);
    assert_eq!(timeliness(at("2027-03-05T23:00:00Z"), &named), Timeliness::InTime);
    assert_eq!(timeliness(at("2027-03-05T23:00:01Z"), &named), Timeliness::Late);
    let needs = Needs { facts: vec!["agreed_until"], ..Needs::default() };
    check_unknown(&answer("mla/requested-date", "state=DE"), Reason::FactMissing, &needs);
}

#[test]
fn a_renewal_within_the_first_ninety_days_makes_them_twice_as_many() {
    let from_first = |renewed: &str| {
        let facts = format!(
            "trigger_at=2027-02-10T10:15:00Z state=US zone=America/New_York extension_at={renewed}"
        );
        answer("mla/us-preserve-extended", &facts)
    };
    let in_time = from_first("2027-04-01T10:00:00Z");
    assert_eq!((in_time.last_day, &in_time.findings[..]), (Some(date(2027, 8, 9)), &NONE[..]));
    let late = from_first("2027-06-01T10:00:00Z");
    assert_eq!((late.clock.name(), late.last_day), ("us-preserve", Some(date(2027, 5, 11))));
    assert_eq!(late.findings, ["extension_ineffective_late"]);
    // Asked with the renewal as what happened, it is still the clock that was asked for.
    let facts = "trigger_at=2027-04-01T10:00:00Z state=US zone=America/New_York";
    let anew = answer("mla/us-preserve-extended", facts);
    assert_eq!(
        (anew.clock.name(), anew.last_day),
        ("us-preserve-extended", Some(date(2027, 6, 30)))
    );
}

/// Computed by hand and by a second implementation: see [`check_table`] for the columns.
const ANSWERS: &str = r"
mla/us-preserve | trigger_at=2027-02-10T10:15:00+01:00 state=US zone=America/New_York | 2027-05-12T04:00:00Z | 2027-05-12T04:00:00Z | in_time in_time late
mla/us-preserve | trigger_at=2027-03-27T23:50:00+01:00 state=US zone=America/New_York | 2027-06-26T04:00:00Z | 2027-06-26T04:00:00Z | in_time in_time late
mla/us-preserve | trigger_at=2026-11-30T23:59:59+01:00 state=US zone=America/New_York | 2027-03-01T05:00:00Z | 2027-03-01T05:00:00Z | in_time in_time late
mla/us-preserve-extended | trigger_at=2027-02-10T10:15:00+01:00 state=US zone=America/New_York | 2027-05-12T04:00:00Z | 2027-05-12T04:00:00Z | in_time in_time late
mla/us-preserve-extended | trigger_at=2027-03-27T23:50:00+01:00 state=US zone=America/New_York | 2027-06-26T04:00:00Z | 2027-06-26T04:00:00Z | in_time in_time late
mla/us-preserve-extended | trigger_at=2026-11-30T23:59:59+01:00 state=US zone=America/New_York | 2027-03-01T05:00:00Z | 2027-03-01T05:00:00Z | in_time in_time late
";
