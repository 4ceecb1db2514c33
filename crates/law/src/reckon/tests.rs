//! Clocks computed by hand: every row of the register, at its edges.

mod coe_2ap;
mod coe_budapest;
mod edges;
mod eu_dsa;
mod eu_e_evidence;
mod eu_eio;
mod eu_freezing;
mod eu_led;
mod eu_tco;
mod jit;
mod mla;
mod preservation;
mod table;
mod un_cybercrime;
mod unknown;

use std::sync::OnceLock;

use jiff::civil::date;
use proptest::prelude::*;

use self::table::{NONE, answer, check_table};
use super::*;
use crate::clock::{ClockEffect, ClockResult, Entry, Timeliness};
use crate::embedded;
use crate::facts::clock_id;
use crate::ids::Mark;
use crate::instrument::Predicate;

fn law() -> &'static Instrument {
    static LAW: OnceLock<Instrument> = OnceLock::new();
    LAW.get_or_init(|| embedded::instrument("eu-e-evidence").unwrap().unwrap())
}

fn calendars() -> &'static Calendars {
    static CALENDARS: OnceLock<Calendars> = OnceLock::new();
    CALENDARS.get_or_init(|| embedded::calendars().unwrap())
}

/// The same calendars, read a second time.
fn again() -> &'static Calendars {
    static AGAIN: OnceLock<Calendars> = OnceLock::new();
    AGAIN.get_or_init(|| embedded::calendars().unwrap())
}

fn ask_with(clock: &str, facts: &Facts, calendars: &Calendars) -> ClockResult {
    let id = clock_id(&format!("eu-e-evidence/{clock}")).unwrap();
    compute(law(), &id, facts, calendars).unwrap()
}

fn ask(clock: &str, pairs: &[(&str, &str)]) -> ClockResult {
    ask_with(clock, &Facts::parse(pairs.iter().copied()).unwrap(), calendars())
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Compares target and last lawful instant, and hands the whole answer back.
#[track_caller]
fn check(clock: &str, pairs: &[(&str, &str)], strict: &str, legal_latest: &str) -> ClockResult {
    let result = ask(clock, pairs);
    assert_eq!(result.undetermined, None);
    assert_eq!(
        (result.strict, result.legal_latest),
        (Some(at(strict)), Some(at(legal_latest))),
        "{clock}"
    );
    result
}

/// Compares the readings of a contested answer, the default first.
#[track_caller]
fn check_positions(result: &ClockResult, expected: &[(&str, Option<&str>)]) {
    let found: Vec<(&str, Option<Timestamp>)> =
        result.positions.iter().map(|p| (p.id.as_str(), p.legal_latest)).collect();
    let expected: Vec<(&str, Option<Timestamp>)> =
        expected.iter().map(|(id, latest)| (*id, latest.map(at))).collect();
    assert_eq!(found, expected);
    assert_eq!(result.contested, !expected.is_empty());
}

#[track_caller]
fn check_unknown(result: &ClockResult, reason: Reason, needs: &Needs) {
    let undetermined = result.undetermined.as_ref().expect("no instant");
    assert_eq!((undetermined.reason, &undetermined.needs), (reason, needs));
    assert_eq!((result.strict, result.legal_latest, result.gate_opens), (None, None, None));
}

// --- production -----------------------------------------------------------------------------------

#[test]
fn ten_days_end_with_the_next_working_day() {
    // Wednesday 10 February 2027 + 10 days is Saturday the 20th; Monday the 22nd is worked.
    let result = check(
        "produce",
        &[("trigger_at", "2027-02-10T10:15:00+01:00"), ("state", "DE")],
        "2027-02-20T09:15:00Z",
        "2027-02-22T23:00:00Z",
    );
    assert_eq!(result.last_day, Some(date(2027, 2, 22)));
    assert_eq!(result.basis.calendar.as_deref(), Some("DE@2027.1"));
    assert_eq!(result.basis.pack, "eu-e-evidence@1");
    assert_eq!((result.effect, result.basis.mark), (ClockEffect::Breach, Mark::Verified));
    assert!(result.also.contains(&"eu-e-evidence/preserve-on-receipt".to_owned()));
}

#[test]
fn ten_days_over_new_year_use_two_calendars() {
    // 22 December 2026 + 10 days is New Year's Day, a Friday; Monday 4 January is worked.
    let result = check(
        "produce",
        &[("trigger_at", "2026-12-22T10:00:00Z"), ("state", "IE")],
        "2027-01-01T10:00:00Z",
        "2027-01-05T00:00:00Z",
    );
    assert_eq!(result.basis.calendar.as_deref(), Some("IE@2026.1+IE@2027.1"));
}

#[test]
fn the_february_holiday_of_ireland_moves_with_its_rule() {
    // 2028: the first Monday, 7 February. 2027: 1 February is itself the first Monday.
    check(
        "produce",
        &[("trigger_at", "2028-01-28T10:00:00Z"), ("state", "IE")],
        "2028-02-07T10:00:00Z",
        "2028-02-09T00:00:00Z",
    );
    check(
        "produce",
        &[("trigger_at", "2027-01-22T10:00:00Z"), ("state", "IE")],
        "2027-02-01T10:00:00Z",
        "2027-02-03T00:00:00Z",
    );
}

#[test]
fn the_kings_day_of_the_netherlands_moves_a_deadline() {
    check(
        "produce",
        &[("trigger_at", "2027-04-17T12:00:00+02:00"), ("state", "NL")],
        "2027-04-27T10:00:00Z",
        "2027-04-28T22:00:00Z",
    );
}

#[test]
fn a_gate_opens_with_the_eleventh_day() {
    let result = check(
        "produce-notified",
        &[("trigger_at", "2027-03-08T09:30:00Z"), ("state", "IE")],
        "2027-03-19T00:00:00Z",
        "2027-03-19T00:00:00Z",
    );
    assert_eq!(result.gate_opens, result.legal_latest);
    check_positions(&result, &[]);
    for (act, expected) in [
        ("2027-03-18T23:59:59Z", Timeliness::Premature),
        ("2027-03-19T00:00:00Z", Timeliness::InTime),
        ("2027-03-19T00:00:01Z", Timeliness::PastTarget),
        ("2027-05-19T00:00:00Z", Timeliness::PastTarget),
    ] {
        assert_eq!(timeliness(at(act), &result), expected, "{act}");
    }
}

#[test]
fn a_confirmation_opens_the_gate_earlier_and_leaves_the_end_alone() {
    let result = check(
        "produce-notified",
        &[
            ("trigger_at", "2027-03-08T09:30:00Z"),
            ("state", "IE"),
            ("confirmed_at", "2027-03-10T15:00:00Z"),
        ],
        "2027-03-10T15:00:00Z",
        "2027-03-19T00:00:00Z",
    );
    assert_eq!(result.gate_opens, Some(at("2027-03-10T15:00:00Z")));
    for (act, expected) in [
        ("2027-03-10T14:59:59Z", Timeliness::Premature),
        ("2027-03-10T15:00:00Z", Timeliness::InTime),
        ("2027-03-19T00:00:00Z", Timeliness::PastTarget),
        ("2027-03-19T00:00:01Z", Timeliness::Late),
    ] {
        assert_eq!(timeliness(at(act), &result), expected, "{act}");
    }
}

#[test]
fn a_confirmation_that_does_not_count_opens_nothing() {
    let base = [("trigger_at", "2027-03-08T09:30:00Z"), ("state", "IE")];
    let ignored = |more: &[(&str, &str)]| {
        let pairs: Vec<(&str, &str)> = base.iter().chain(more).copied().collect();
        let result = ask("produce-notified", &pairs);
        assert_eq!(result.gate_opens, Some(at("2027-03-19T00:00:00Z")));
        assert_eq!(result.findings, NONE);
    };
    ignored(&[
        ("enforcing_received_at", "2027-03-08T10:00:00Z"),
        ("confirmed_at", "2027-03-08T09:59:00Z"),
    ]);
    ignored(&[
        ("ground_raised_at", "2027-03-10T14:59:59Z"),
        ("confirmed_at", "2027-03-10T15:00:00Z"),
    ]);
    // A confirmation before the order arrived opens at the arrival, and one after the gate changes nothing.
    let early = [("confirmed_at", "2027-03-08T08:00:00Z")];
    let pairs: Vec<(&str, &str)> = base.iter().chain(&early).copied().collect();
    assert_eq!(ask("produce-notified", &pairs).gate_opens, Some(at("2027-03-08T09:30:00Z")));
    let late = [("confirmed_at", "2027-03-20T08:00:00Z")];
    let pairs: Vec<(&str, &str)> = base.iter().chain(&late).copied().collect();
    assert_eq!(ask("produce-notified", &pairs).gate_opens, Some(at("2027-03-19T00:00:00Z")));
}

#[test]
fn a_later_receipt_of_the_authority_contests_the_gate() {
    let later = ask(
        "produce-notified",
        &[
            ("trigger_at", "2027-03-08T09:30:00Z"),
            ("state", "IE"),
            ("enforcing_received_at", "2027-03-09T08:00:00Z"),
        ],
    );
    check_positions(
        &later,
        &[
            ("addressee_receipt", Some("2027-03-19T00:00:00Z")),
            ("enforcing_receipt", Some("2027-03-20T00:00:00Z")),
        ],
    );
    assert_eq!(timeliness(at("2027-03-19T08:00:00Z"), &later), Timeliness::Premature);
    assert_eq!(timeliness(at("2027-03-20T00:00:00Z"), &later), Timeliness::PastTarget);
    // Sunday 7 March + 10 days is Saint Patrick's Day, so the window ends with the gate.
    let same = ask(
        "produce-notified",
        &[
            ("trigger_at", "2027-03-08T09:30:00Z"),
            ("state", "IE"),
            ("enforcing_received_at", "2027-03-07T08:00:00Z"),
        ],
    );
    check_positions(&same, &[]);
}

#[test]
fn eight_hours_do_not_feel_the_change_to_summer_time() {
    let result = check(
        "produce-emergency",
        &[("trigger_at", "2027-03-28T00:10:00+01:00"), ("state", "DE")],
        "2027-03-28T07:10:00Z",
        "2027-03-28T08:00:00Z",
    );
    assert_eq!((result.last_day, result.basis.calendar), (None, None));
    // And back: 31 October 2027 has twenty-five hours.
    check(
        "produce-emergency",
        &[("trigger_at", "2027-10-31T01:20:00+02:00"), ("state", "NL")],
        "2027-10-31T07:20:00Z",
        "2027-10-31T08:00:00Z",
    );
}

#[test]
fn a_trigger_on_the_hour_is_contested_and_fractions_are_cut() {
    let on_the_hour = check(
        "produce-emergency",
        &[("trigger_at", "2027-03-28T10:00:00.7Z"), ("state", "IE")],
        "2027-03-28T18:00:00Z",
        "2027-03-28T19:00:00Z",
    );
    check_positions(
        &on_the_hour,
        &[
            ("hour_of_event_excluded", Some("2027-03-28T19:00:00Z")),
            ("trigger_on_the_hour", Some("2027-03-28T18:00:00Z")),
        ],
    );
    assert_eq!(timeliness(at("2027-03-28T18:30:00Z"), &on_the_hour), Timeliness::Late);
    // Half past three in a zone of half hours: the local hour began at 09:30Z.
    let half = check(
        "produce-emergency",
        &[("trigger_at", "2027-03-28T10:00:00Z"), ("state", "FR"), ("zone", "Asia/Kolkata")],
        "2027-03-28T18:00:00Z",
        "2027-03-28T18:30:00Z",
    );
    check_positions(&half, &[]);
}

#[test]
fn after_a_clarification_there_is_no_instant_until_a_new_deadline() {
    let base = [
        ("trigger_at", "2027-02-10T10:15:00+01:00"),
        ("state", "DE"),
        ("clarified_at", "2027-02-15T09:00:00Z"),
    ];
    let open = ask("produce", &base);
    check_unknown(
        &open,
        Reason::FactMissing,
        &Needs { facts: vec!["agreed_until"], ..Needs::default() },
    );
    check_positions(&open, &[("restart", Some("2027-02-25T23:00:00Z")), ("resume", None)]);
    assert_eq!(timeliness(at("2027-02-16T00:00:00Z"), &open), Timeliness::Unknown);
    let agreed: Vec<(&str, &str)> =
        base.iter().copied().chain([("agreed_until", "2027-03-05")]).collect();
    let result = check("produce", &agreed, "2027-03-05T23:00:00Z", "2027-03-05T23:00:00Z");
    assert_eq!(result.basis.counting, Counting::Agreed);
}

#[test]
fn a_new_deadline_moves_a_gate_later_and_never_before_the_authoritys_window() {
    let gate = |more: &[(&str, &str)]| {
        let base = [
            ("trigger_at", "2027-03-08T09:30:00Z"),
            ("state", "IE"),
            ("clarified_at", "2027-03-10T09:00:00Z"),
        ];
        let pairs: Vec<(&str, &str)> = base.iter().chain(more).copied().collect();
        ask("produce-notified", &pairs).gate_opens
    };
    assert_eq!(gate(&[("agreed_until", "2027-03-12")]), Some(at("2027-03-19T00:00:00Z")));
    assert_eq!(gate(&[("agreed_until", "2027-03-24T12:00:00Z")]), Some(at("2027-03-24T12:00:00Z")));
    assert_eq!(
        gate(&[("agreed_until", "2027-03-12"), ("enforcing_received_at", "2027-03-12T09:00:00Z")]),
        Some(at("2027-03-23T00:00:00Z"))
    );
}

// --- the enforcing authority ----------------------------------------------------------------------

#[test]
fn the_authoritys_window_is_contested_unless_both_end_together() {
    let alone = check(
        "refusal-window",
        &[("trigger_at", "2027-03-09T08:00:00Z"), ("state", "IE")],
        "2027-03-19T08:00:00Z",
        "2027-03-20T00:00:00Z",
    );
    check_positions(
        &alone,
        &[("enforcing_receipt", Some("2027-03-20T00:00:00Z")), ("addressee_receipt", None)],
    );
    let window = |received: &str| {
        ask(
            "refusal-window",
            &[
                ("trigger_at", "2027-03-09T08:00:00Z"),
                ("state", "IE"),
                ("addressee_received_at", received),
            ],
        )
    };
    check_positions(
        &window("2027-03-08T09:30:00Z"),
        &[
            ("enforcing_receipt", Some("2027-03-20T00:00:00Z")),
            ("addressee_receipt", Some("2027-03-19T00:00:00Z")),
        ],
    );
    check_positions(&window("2027-03-09T07:00:00Z"), &[]);
}

#[test]
fn a_ground_is_late_only_in_every_reading() {
    let findings = |raised: &str| {
        ask(
            "refusal-window",
            &[
                ("trigger_at", "2027-03-08T08:00:00Z"),
                ("state", "IE"),
                ("addressee_received_at", "2027-03-09T09:30:00Z"),
                ("ground_raised_at", raised),
            ],
        )
        .findings
    };
    let none: [&str; 0] = [];
    assert_eq!(findings("2027-03-18T08:00:00Z"), none);
    assert_eq!(findings("2027-03-19T00:00:00Z"), none);
    // After the authority's own end, before that of the other reading.
    assert_eq!(findings("2027-03-19T00:00:01Z"), none);
    assert_eq!(findings("2027-03-20T00:00:01Z"), ["ground_late"]);
}

#[test]
fn ninety_six_hours_run_through_a_weekend() {
    check(
        "refusal-window-emergency",
        &[("trigger_at", "2027-03-26T16:40:00Z"), ("state", "IE")],
        "2027-03-30T16:40:00Z",
        "2027-03-30T17:00:00Z",
    );
}

#[test]
fn five_working_days_skip_a_holiday_and_a_weekend() {
    // Tuesday 16, Thursday 18, Friday 19, Monday 22, Tuesday 23 March 2027; the 17th is a holiday.
    let result = check(
        "enforcement-recognition",
        &[("trigger_at", "2027-03-15T10:00:00Z"), ("state", "IE")],
        "2027-03-23T10:00:00Z",
        "2027-03-24T00:00:00Z",
    );
    assert_eq!(result.last_day, Some(date(2027, 3, 23)));
    let result =
        ask("enforcement-information", &[("trigger_at", "2027-03-15T10:00:00Z"), ("state", "NL")]);
    assert_eq!((result.last_day, result.effect), (Some(date(2027, 3, 22)), ClockEffect::None));
}

// --- the issuing authority ------------------------------------------------------------------------

#[test]
fn forty_eight_hours_after_an_unvalidated_issue() {
    let base = [("trigger_at", "2027-03-27T23:50:00+01:00"), ("state", "FR")];
    check("ex-post-validation", &base, "2027-03-29T22:50:00Z", "2027-03-29T23:00:00Z");
    let sent = |at: &'static str| {
        let pairs: Vec<(&str, &str)> = base.iter().copied().chain([("sent_at", at)]).collect();
        ask("ex-post-validation", &pairs)
    };
    check_positions(&sent("2027-03-27T22:55:00Z"), &[]);
    check_positions(
        &sent("2027-03-27T23:05:00Z"),
        &[("issue", Some("2027-03-29T23:00:00Z")), ("dispatch", Some("2027-03-30T00:00:00Z"))],
    );
}

#[test]
fn the_same_silence_has_two_effects() {
    let base = [("trigger_at", "2027-02-02T10:00:00+01:00"), ("state", "FR")];
    let (strict, latest) = ("2027-02-07T09:00:00Z", "2027-02-08T23:00:00Z");
    let order = check("clarify-epoc", &base, strict, latest);
    let preservation = check("clarify-epoc-pr", &base, strict, latest);
    assert_eq!(order.effect, ClockEffect::StillSuspended);
    assert_eq!(preservation.effect, ClockEffect::Exempt);
}

#[test]
fn a_national_period_has_no_instant() {
    let base = [("trigger_at", "2027-02-02T10:00:00Z"), ("state", "IE"), ("issuing_state", "FR")];
    let result = ask("third-country-objection", &base);
    let needs = Needs { state: Some(Country::parse("FR").unwrap()), ..Needs::default() };
    check_unknown(&result, Reason::NationalLawOfIssuingAuthorityNotLoaded, &needs);
    assert!(!result.contested);
}

#[test]
fn reports_are_owed_on_a_date_of_the_year() {
    for trigger in [("trigger_on", "2026-12-31"), ("trigger_at", "2026-12-31T23:00:00Z")] {
        let result = check(
            "statistics",
            &[trigger, ("state", "FR")],
            "2027-03-31T22:00:00Z",
            "2027-03-31T22:00:00Z",
        );
        assert_eq!(result.effect, ClockEffect::ReportDue);
    }
    check("commission-report", &[], "2028-06-30T22:00:00Z", "2028-06-30T22:00:00Z");
}

// --- the answer as a whole ------------------------------------------------------------------------

#[test]
fn an_answer_has_every_entry_of_the_result_model_in_order() {
    let result = ask("produce", &[("trigger_at", "2027-02-10T10:15:00+01:00"), ("state", "DE")]);
    let entries = result.entries();
    let names: Vec<&str> = entries.iter().map(|(name, _)| *name).collect();
    let expected = [
        "clock",
        "strict",
        "legal_latest",
        "last_day",
        "gate_opens",
        "effect",
        "contested",
        "positions",
        "undetermined",
        "also",
        "findings",
        "basis",
    ];
    assert_eq!(names, expected);
    assert_eq!(entries[1].1, Entry::Text("2027-02-20T09:15:00Z".to_owned()));
    assert_eq!(entries[4].1, Entry::Null);
    let Entry::Object(basis) = &entries[11].1 else { panic!("basis is an object") };
    assert_eq!(basis[2], ("calendar", Entry::Text("DE@2027.1".to_owned())));
}

#[test]
fn every_clock_of_the_pack_answers() {
    for clock in &law().clocks {
        let pairs =
            [("trigger_at", "2027-02-10T10:15:00+01:00"), ("state", "DE"), ("issuing_state", "FR")];
        let result = ask(clock.id.name(), &pairs);
        assert_eq!(result.clock, clock.id);
        let honest = result.undetermined.is_some() || result.legal_latest.is_some();
        assert!(honest, "{}", clock.id);
    }
}

proptest! {
    /// T8, the part that is law: without a confirmation nothing is anything but premature before the
    /// gate, and a gate is never late by itself.
    #[test]
    fn a_gate_without_confirmation_is_never_early_and_never_late(
        received in 1_800_000_000i64..1_850_000_000, act in 0i64..3_000_000, split in 0i64..400_000,
        known in any::<bool>(),
    ) {
        let stamp = |second| Timestamp::from_second(second).unwrap();
        let facts = Facts {
            trigger_at: Some(stamp(received)),
            state: Some(Country::parse("IE").unwrap()),
            enforcing_received_at: known.then(|| stamp(received + split)),
            ..Facts::default()
        };
        let result = ask_with("produce-notified", &facts, calendars());
        let at = stamp(received + act);
        let judged = timeliness(at, &result);
        prop_assert_ne!(judged, Timeliness::Late);
        if at < result.gate_opens.unwrap() {
            prop_assert_eq!(judged, Timeliness::Premature);
        }
    }

    /// T6: the same question gives the same answer, entry by entry.
    #[test]
    fn the_same_facts_give_the_same_answer(received in 1_800_000_000i64..1_850_000_000) {
        let facts = Facts {
            trigger_at: Some(Timestamp::from_second(received).unwrap()),
            state: Some(Country::parse("FR").unwrap()),
            ..Facts::default()
        };
        for clock in &law().clocks {
            let first = compute(law(), &clock.id, &facts, calendars()).unwrap();
            let second = compute(law(), &clock.id, &facts, again()).unwrap();
            prop_assert_eq!(first.entries(), second.entries());
        }
    }
}
