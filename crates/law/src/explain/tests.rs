//! Explanations: the right sentences, in the order a person asks.

use super::*;
use crate::embedded;
use crate::facts::{Facts, clock_id};

#[track_caller]
fn check(clock: &str, pairs: &[(&str, &str)], expected: &[&str]) {
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    let id = clock_id(&format!("eu-e-evidence/{clock}")).unwrap();
    let facts = Facts::parse(pairs.iter().copied()).unwrap();
    let result = crate::clock::compute(&law, &id, &facts, &embedded::calendars().unwrap()).unwrap();
    let sentences = explain(law.clock(&id).unwrap(), facts.trigger_at, &result);
    let keys: Vec<&str> = sentences.iter().map(|sentence| sentence.key.as_str()).collect();
    assert_eq!(keys, expected);
    let known = crate::text::shared();
    assert!(keys.iter().all(|key| known.contains(*key)), "{keys:?}");
}

#[test]
fn a_moved_deadline_says_so() {
    check(
        "produce",
        &[("trigger_at", "2027-02-10T10:15:00+01:00"), ("state", "DE")],
        &[
            "explain-starts",
            "explain-counting-r1182-days",
            "explain-moved",
            "explain-deadline",
            "explain-effect-breach",
        ],
    );
}

#[test]
fn a_contested_window_lists_its_readings() {
    check(
        "refusal-window",
        &[("trigger_at", "2027-02-08T10:15:00+01:00"), ("state", "DE")],
        &[
            "explain-starts",
            "explain-counting-r1182-days",
            "explain-window",
            "explain-contested",
            "explain-position",
            "explain-position-unknown",
            "explain-effect-right_lapses",
        ],
    );
}

#[test]
fn a_gate_opens_at_its_end_or_with_the_confirmation() {
    let facts = [("trigger_at", "2027-02-08T09:15:00Z"), ("state", "IE")];
    let gate = |opens: &'static str| {
        ["explain-starts", "explain-counting-r1182-days", opens, "explain-effect-gate_opens"]
    };
    check("produce-notified", &facts, &gate("explain-gate"));
    let confirmed = ("confirmed_at", "2027-02-12T10:00:00Z");
    check("produce-notified", &[&facts[..], &[confirmed]].concat(), &gate("explain-confirmed"));
}

#[test]
fn what_is_kept_without_an_end_says_so() {
    check(
        "preserve-until-produced",
        &[
            ("trigger_at", "2027-02-08T09:15:00Z"),
            ("state", "IE"),
            ("confirmation_at", "2027-02-20T09:15:00Z"),
        ],
        &[
            "explain-starts",
            "explain-counting-none",
            "explain-open-ended",
            "explain-effect-preserve_until_produced",
        ],
    );
}

#[test]
fn an_unknown_instant_says_what_is_missing() {
    check(
        "third-country-objection",
        &[("trigger_at", "2027-02-08T10:15:00+01:00"), ("state", "IE"), ("issuing_state", "FR")],
        &[
            "explain-starts",
            "explain-counting-national-issuing",
            "explain-unknown-national_law_of_issuing_authority_not_loaded",
            "explain-effect-right_lapses",
        ],
    );
}

#[track_caller]
fn check_computation(clock: &str, pairs: &[(&str, &str)], expected: &[&str]) {
    let (id, facts) = (clock_id(clock).unwrap(), Facts::parse(pairs.iter().copied()).unwrap());
    let law = embedded::instrument(id.instrument()).unwrap().unwrap();
    let calendars = embedded::calendars().unwrap();
    let result = crate::clock::compute(&law, &id, &facts, &calendars).unwrap();
    let (_, fluent) = embedded::COMMON[0];
    let said: Vec<String> = computation(law.clock(&id).unwrap(), &facts, &calendars, &result)
        .iter()
        .map(|sentence| {
            let value = |said: &Said| match said {
                Said::Date(on) => on.to_string(),
                Said::Instant(at) => at.to_string(),
                Said::Number(n) => n.to_string(),
                Said::Text(text) => text.clone(),
            };
            let values: Vec<_> = sentence.values.iter().map(|(n, v)| (*n, value(v))).collect();
            crate::text::say(fluent, &sentence.key, &values).expect(&sentence.key)
        })
        .collect();
    let said: Vec<&str> =
        said.iter().map(|text| text.split(['(', ';']).next().unwrap().trim()).collect();
    assert_eq!(said, expected);
}

#[test]
fn each_day_the_end_moves_over_is_named() {
    // Day 60 is Saturday 31 October; Sunday is All Saints.
    check_computation(
        "eu-e-evidence/preserve",
        &[("trigger_at", "2026-09-01T10:00:00+02:00"), ("state", "FR")],
        &[
            "The period begins with 2026-09-01T08:00:00Z",
            "It runs for 60 days",
            "The event falls on 2026-09-01",
            "The last day would be 2026-10-31.",
            "2026-10-31 is a weekend, so the end moves on",
            "2026-11-01 is a public holiday, Toussaint, so the end moves on",
            "It ends with 2026-11-02 at 24:00, which is 2026-11-02T23:00:00Z",
            "The thing is kept at least until 2026-11-02T23:00:00Z.",
            "After that the preservation ends by itself.",
            "The rule is Art. 11",
        ],
    );
}

#[test]
fn each_day_that_is_no_working_day_is_named() {
    // Five working days over a weekend and Saint Patrick's Day.
    check_computation(
        "eu-e-evidence/enforcement-recognition",
        &[("trigger_at", "2027-03-12T10:00:00Z"), ("state", "IE")],
        &[
            "The period begins with 2027-03-12T10:00:00Z",
            "It runs for 5 working days after the day of the event",
            "The event falls on 2027-03-12",
            "2027-03-13 is a weekend and no working day",
            "2027-03-14 is a weekend and no working day",
            "2027-03-17 is a public holiday, Saint Patrick’s Day, and no working day",
            "2027-03-20 is a weekend and no working day",
            "2027-03-21 is a weekend and no working day",
            "It ends with 2027-03-22 at 24:00, which is 2027-03-23T00:00:00Z",
            "The act must be done at the latest by 2027-03-23T00:00:00Z.",
            "After that the duty is broken.",
            "The rule is Art. 16",
        ],
    );
}

/// The sentences about a clock of the production order.
fn said_of(clock: &str, pairs: &[(&str, &str)]) -> Vec<Sentence> {
    let law = embedded::instrument("eu-e-evidence").unwrap().unwrap();
    let id = clock_id(&format!("eu-e-evidence/{clock}")).unwrap();
    let facts = Facts::parse(pairs.iter().copied()).unwrap();
    let calendars = embedded::calendars().unwrap();
    let result = crate::clock::compute(&law, &id, &facts, &calendars).unwrap();
    computation(law.clock(&id).unwrap(), &facts, &calendars, &result)
}

/// The days that are named as no working days in a period that begins then.
fn uncounted(pairs: &[(&str, &str)]) -> Vec<String> {
    let said = said_of("enforcement-recognition", pairs);
    let named = said.iter().filter(|one| one.key.contains("uncounted"));
    let days = named.map(|one| {
        let Said::Date(on) = &one.values[0].1 else { panic!("no day") };
        on.to_string()
    });
    days.collect()
}

#[test]
fn a_day_that_only_some_offices_keep_is_a_working_day() {
    let facts = [("trigger_at", "2027-08-12T10:00:00Z"), ("state", "ES")];
    assert_eq!(uncounted(&facts), ["2027-08-14", "2027-08-15"]);
}

#[test]
fn a_holiday_of_a_region_is_named_there_and_not_elsewhere() {
    let facts = [("trigger_at", "2027-01-04T10:00:00Z"), ("state", "DE")];
    let there = [&facts[..], &[("region", "DE-BY")]].concat();
    assert_eq!(uncounted(&there), ["2027-01-06", "2027-01-09", "2027-01-10"]);
    let elsewhere = [&facts[..], &[("region", "DE-HH")]].concat();
    assert_eq!(uncounted(&elsewhere), ["2027-01-09", "2027-01-10"]);
}

#[test]
fn what_was_agreed_was_not_counted() {
    let facts = [
        ("trigger_at", "2027-02-10T10:15:00+01:00"),
        ("state", "DE"),
        ("clarified_at", "2027-02-15T09:00:00Z"),
        ("agreed_until", "2027-03-05"),
    ];
    let said = said_of("produce", &facts);
    assert!(said.iter().all(|one| one.key != "explain-day-of-event"), "{said:?}");
}

#[test]
fn the_hour_that_does_not_count_is_named_and_a_ceiling_moves_nowhere() {
    check_computation(
        "eu-e-evidence/produce-emergency",
        &[("trigger_at", "2027-03-28T00:10:00+01:00"), ("state", "DE")],
        &[
            "The period begins with 2027-03-27T23:10:00Z",
            "It runs for 8 hours",
            "The hour that began at 2027-03-27T23:00:00Z is not counted",
            "The act must be done at the latest by 2027-03-28T08:00:00Z.",
            "After that the duty is broken.",
            "The rule is Art. 10",
        ],
    );
    check_computation(
        "eu-tco/secrecy",
        &[("trigger_at", "2027-02-13T10:15:00+01:00"), ("state", "DE")],
        &[
            "The period begins with 2027-02-13T09:15:00Z",
            "It runs for 6 calendar weeks",
            "The event falls on 2027-02-13",
            "The last day would be 2027-03-27.",
            "It ends with 2027-03-27 at 24:00, which is 2027-03-27T23:00:00Z",
            "The act must be done at the latest by 2027-03-27T23:00:00Z.",
            "After that the person may be told.",
            "The rule is Art. 11",
        ],
    );
}
