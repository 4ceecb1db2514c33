//! Changes of meaning are told, and what is no meaning is not.

use super::*;
use crate::embedded::{COE_2AP, EU_E_EVIDENCE, File};
use crate::load::load_instrument;

#[track_caller]
fn check(path: &str, old: &str, new: &str, expected: &[(&str, &str)]) {
    check_in(EU_E_EVIDENCE, path, old, new, expected);
}

/// What is told of one text of a pack that is put in the place of another.
#[track_caller]
fn check_in(pack: &[File], path: &str, old: &str, new: &str, expected: &[(&str, &str)]) {
    let files: Vec<(&str, String)> = pack
        .iter()
        .map(|(name, text)| {
            assert!(*name != path || text.contains(old), "{path}: {old}");
            let changed =
                if *name == path { text.replacen(old, new, 1) } else { (*text).to_owned() };
            (*name, changed)
        })
        .collect();
    let before = load_instrument(pack).unwrap();
    let after = load_instrument(&files).unwrap();
    let found = diff(&before, &after);
    let words = |what: &What| match what {
        What::Added => "added".to_owned(),
        What::Removed => "removed".to_owned(),
        What::Changed(entries) => {
            let all: Vec<String> =
                entries.iter().map(|(name, old, new)| format!("{name}: {old} -> {new}")).collect();
            all.join("; ")
        }
    };
    let found: Vec<(String, String)> =
        found.iter().map(|change| (change.rule.clone(), words(&change.what))).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_pack_is_the_same_as_itself() {
    check("clocks.toml", "period = 10", "period = 10", &[]);
}

#[test]
fn a_longer_period_and_another_effect_are_told() {
    check(
        "clocks.toml",
        "period = 10\n",
        "period = 12\n",
        &[("clock eu-e-evidence/produce", "period: 10 -> 12")],
    );
    check(
        "grounds.toml",
        "effect = \"stop\"",
        "effect = \"suspend\"",
        &[("ground eu-e-evidence/g/12.1.a", "effect: stop -> suspend")],
    );
}

#[test]
fn who_sees_a_field_and_who_issues_is_meaning_and_an_example_is_none() {
    check(
        "epoc.toml",
        "id = \"case_summary\"\nsection = \"M\"\ntype = \"long-text\"\nrequired = true\nvisible_to = [\"EA\", \"IA\"]",
        "id = \"case_summary\"\nsection = \"M\"\ntype = \"long-text\"\nrequired = true\nvisible_to = [\"IA\"]",
        &[("field epoc/case_summary", "visible_to: EA, IA -> IA")],
    );
    check("epoc.toml", "example = \"FR\"", "example = \"DE\"", &[]);
    check(
        "epoc.toml",
        "alone = [\"judge\", \"court\", \"investigating_judge\"]",
        "alone = [\"judge\", \"court\"]",
        &[(
            "issuer epoc/traffic, content",
            "alone: judge, court, investigating_judge -> judge, court",
        )],
    );
}

#[test]
fn a_rule_that_goes_and_one_that_comes_are_told() {
    check(
        "clocks.toml",
        "id = \"withdraw\"",
        "id = \"withdraw-soon\"",
        &[
            ("duty eu-e-evidence/withdraw", "removed"),
            ("duty eu-e-evidence/withdraw-soon", "added"),
        ],
    );
}

#[test]
fn the_head_of_a_pack_and_what_a_state_reserved_are_told() {
    check(
        "instrument.toml",
        "version = 1\n",
        "version = 2\n",
        &[("instrument eu-e-evidence", "version: 1 -> 2")],
    );
    check_in(
        COE_2AP,
        "instrument.toml",
        "cite = \"7(9)(a)\"",
        "cite = \"7(9)(b)\"",
        &[("reservation JP exclude_article 7", "cite: 7(9)(a) -> 7(9)(b)")],
    );
    check_in(
        COE_2AP,
        "instrument.toml",
        "state = \"JP\"\nkind = \"exclude_article\"\narticle = \"7\"\nkinds = [\"subscriber-order\"]\n",
        "state = \"JP\"\nkind = \"exclude_article\"\narticle = \"7\"\n",
        &[("reservation JP exclude_article 7", "kinds: subscriber-order -> ")],
    );
}

#[test]
fn when_a_field_is_asked_for_and_what_it_must_equal_are_told() {
    check(
        "epoc.toml",
        "required_if = [\"field:ip\"]",
        "required_if = [\"data:traffic\"]",
        &[("field epoc/ip_used_at", "required_if: field:ip -> data:traffic")],
    );
    check(
        "epoc.toml",
        "required_if = [\"field:ip\"]",
        "required_if = [\"field:evidence_subscriber=other\", \"track:emergency\", \"notified\", \"not-notified\", \"unvalidated\"]",
        &[(
            "field epoc/ip_used_at",
            "required_if: field:ip -> field:evidence_subscriber=other, track:emergency, notified, not-notified, unvalidated",
        )],
    );
    check(
        "epoc.toml",
        "equals = \"from\"",
        "equals = \"to\"",
        &[("answer epoc/issuing_state any contradicts-issuing-state", "equals: from -> to")],
    );
    check(
        "epoc.toml",
        "equals = \"not-after:time_range_to\"",
        "equals = \"not-after:identification_to\"",
        &[(
            "answer epoc/time_range_from any time-range-reversed",
            "equals: not-after:time_range_to -> not-after:identification_to",
        )],
    );
}
