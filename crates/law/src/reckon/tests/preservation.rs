//! Preservation: sixty days, one extension, and a later request that was issued.

use super::*;

const RECEIVED: [(&str, &str); 2] = [("trigger_at", "2026-09-01T10:00:00+02:00"), ("state", "FR")];

fn kept(clock: &str, more: &[(&str, &str)]) -> ClockResult {
    let pairs: Vec<(&str, &str)> = RECEIVED.iter().chain(more).copied().collect();
    ask(clock, &pairs)
}

#[test]
fn sixty_days_end_by_themselves() {
    // 31 October 2026 is a Saturday, 1 November a Sunday and a holiday.
    let end = "2026-11-02T23:00:00Z";
    assert_eq!(check("preserve", &RECEIVED, end, end).effect, ClockEffect::Ceases);
}

#[test]
fn one_extension_in_time_gives_thirty_days_more() {
    let extended = kept("preserve-extended", &[("extension_at", "2026-11-02T22:59:59Z")]);
    check_positions(
        &extended,
        &[
            ("from_receipt", Some("2026-11-30T23:00:00Z")),
            ("from_end_of_first_period", Some("2026-12-02T23:00:00Z")),
        ],
    );
    assert_eq!(extended.strict, extended.legal_latest);
    assert_eq!(extended.findings, Vec::<&str>::new());
    assert!(extended.also.contains(&"eu-e-evidence/preserve".to_owned()));
}

#[test]
fn a_late_or_second_extension_changes_nothing() {
    let late = kept("preserve-extended", &[("extension_at", "2026-11-02T23:00:01Z")]);
    assert_eq!(late.legal_latest, Some(at("2026-11-02T23:00:00Z")));
    assert_eq!(late.findings, ["extension_ineffective_late"]);
    assert_eq!(late.clock.name(), "preserve");
    let early = kept("preserve-extended", &[("extension_at", "2026-08-31T23:00:00Z")]);
    assert_eq!(early.findings, ["extension_ineffective_early"]);
    let twice = kept(
        "preserve-extended",
        &[("extension_at", "2026-10-01T00:00:00Z"), ("extension_at", "2026-11-20T00:00:00Z")],
    );
    assert_eq!(twice.legal_latest, Some(at("2026-11-30T23:00:00Z")));
    assert_eq!(twice.findings, ["extension_ineffective_second"]);
    let none = kept("preserve-extended", &[]);
    check_unknown(
        &none,
        Reason::FactMissing,
        &Needs { facts: vec!["extension_at"], ..Needs::default() },
    );
}

#[test]
fn without_a_zone_nobody_knows_whether_the_later_request_came_in_time() {
    let facts = "trigger_at=2029-02-08T06:24:16Z state=US assume_in_force=true \
                 confirmation_at=2029-05-18T23:35:56Z";
    let needs = Needs { state: Some(Country::parse("US").unwrap()), ..Needs::default() };
    let unknown = answer("eu-e-evidence/preserve-until-produced", facts);
    check_unknown(&unknown, Reason::TimeZoneNotKnown, &needs);
    assert_eq!(unknown.effect, ClockEffect::PreserveUntilProduced);
}

#[test]
fn a_reading_that_cannot_be_counted_leaves_the_end_unknown() {
    // 60 days end on 29 November 2030, 90 on 30 December; 30 after the first end need 2031 where it is moved.
    let facts = "trigger_at=2030-10-01T08:26:50Z state=NL extension_at=2030-11-28T15:18:39Z";
    let needs =
        Needs { state: Some(Country::parse("NL").unwrap()), year: Some(2031), ..Needs::default() };
    let unknown = answer("eu-e-evidence/preserve-extended", facts);
    check_unknown(&unknown, Reason::HolidayCalendarNotLoaded, &needs);
}

#[test]
fn a_later_request_that_was_issued_keeps_the_data_without_an_end() {
    let in_time = kept("preserve-until-produced", &[("confirmation_at", "2026-11-02T23:00:00Z")]);
    assert_eq!((in_time.legal_latest, in_time.effect), (None, ClockEffect::PreserveUntilProduced));
    assert_eq!((in_time.undetermined, in_time.contested), (None, false));
    let late = kept("preserve-until-produced", &[("confirmation_at", "2026-11-02T23:00:01Z")]);
    assert_eq!(late.legal_latest, Some(at("2026-11-02T23:00:00Z")));
    assert_eq!(
        (late.effect, late.findings),
        (ClockEffect::Ceases, vec!["confirmation_ineffective_late"])
    );
    let extended =
        [("extension_at", "2026-10-01T00:00:00Z"), ("confirmation_at", "2026-11-20T00:00:00Z")];
    assert_eq!(kept("preserve-until-produced", &extended).legal_latest, None);
    // Between the two ends of a contested extension: too late on the default reading, which is never the later.
    let between =
        [("extension_at", "2026-10-01T00:00:00Z"), ("confirmation_at", "2026-12-01T12:00:00Z")];
    let late = kept("preserve-until-produced", &between);
    assert_eq!((late.clock.name(), late.contested), ("preserve-extended", true));
    assert_eq!(late.findings, ["confirmation_ineffective_late"]);
    let early = kept("preserve-until-produced", &[("confirmation_at", "2026-08-31T12:00:00Z")]);
    assert_eq!(early.findings, ["confirmation_ineffective_early"]);
    let nothing = kept("preserve-until-produced", &[]);
    let needs = Needs { facts: vec!["confirmation_at"], ..Needs::default() };
    check_unknown(&nothing, Reason::FactMissing, &needs);
}

#[test]
fn a_confirmation_of_a_later_request_starts_no_production() {
    use crate::ids::{KindId, Party};
    use crate::instrument::Trigger;
    for kind in ["epoc", "epoc-pr"] {
        let started = law().clocks_started(
            &KindId::parse(kind).unwrap(),
            Trigger::ConfirmationReceived,
            Party::Addressee,
            &[Predicate::Notified, Predicate::Emergency].into(),
        );
        assert!(started.iter().all(|clock| !clock.id.name().starts_with("produce")));
    }
}
