//! Joint teams: the date of the agreement, and a period nobody has loaded.

use super::*;

#[test]
fn the_team_lasts_as_agreed() {
    let agreed = answer("jit/period", "state=DE agreed_until=2027-11-30");
    assert_eq!(agreed.legal_latest, Some(at("2027-11-30T23:00:00Z")));
    assert_eq!((agreed.strict, agreed.effect), (agreed.legal_latest, ClockEffect::Ceases));
    assert_eq!(timeliness(at("2027-11-30T23:00:00Z"), &agreed), Timeliness::InTime);
    assert_eq!(timeliness(at("2027-11-30T23:00:01Z"), &agreed), Timeliness::Late);
}

#[test]
fn an_agreed_instant_needs_no_zone_and_an_agreed_day_does() {
    let instant = answer("jit/period", "state=BR agreed_until=2027-11-30T12:00:00Z");
    assert_eq!(instant.legal_latest, Some(at("2027-11-30T12:00:00Z")));
    let needs = Needs { state: Some(Country::parse("BR").unwrap()), ..Needs::default() };
    let day = answer("jit/period", "state=BR agreed_until=2027-11-30");
    check_unknown(&day, Reason::TimeZoneNotKnown, &needs);
    let needs = Needs { facts: vec!["agreed_until"], ..Needs::default() };
    check_unknown(&answer("jit/period", "state=BR"), Reason::FactMissing, &needs);
}

#[test]
fn the_platform_has_no_period_yet() {
    let result = answer("jit/platform-storage", "trigger_at=2027-02-10T10:15:00Z");
    check_unknown(&result, Reason::NoFixedPeriod, &Needs::default());
}
