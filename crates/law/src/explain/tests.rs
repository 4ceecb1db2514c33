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
        &[("trigger_at", "2027-02-10T10:15+01:00"), ("state", "DE")],
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
        &[("trigger_at", "2027-02-08T10:15+01:00"), ("state", "DE")],
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
fn an_unknown_instant_says_what_is_missing() {
    check(
        "third-country-objection",
        &[("trigger_at", "2027-02-08T10:15+01:00"), ("state", "IE"), ("issuing_state", "FR")],
        &[
            "explain-starts",
            "explain-counting-national-issuing",
            "explain-unknown-national_law_of_issuing_authority_not_loaded",
            "explain-effect-right_lapses",
        ],
    );
}
