//! Facts: closed names, closed forms, nothing by default.

use super::*;

#[track_caller]
fn check(pairs: &[(&str, &str)], code: &str, name: &str) {
    let error = Facts::parse(pairs.iter().copied()).unwrap_err();
    assert_eq!((error.code(), error.name()), (code, name), "{error}");
}

#[test]
fn a_wrong_fact_is_named() {
    check(&[("triger_at", "2027-03-08T10:00:00Z")], "unknown-fact", "triger_at");
    check(&[("trigger_at", "2027-03-08")], "fact-malformed", "trigger_at");
    check(&[("trigger_at", "2027-03-08T10:00:00")], "fact-malformed", "trigger_at");
    check(&[("trigger_at", "2027-03-08T10:00Z")], "fact-malformed", "trigger_at");
    check(&[("sent_at", "2027-03-08T24:00:00Z")], "fact-malformed", "sent_at");
    check(&[("agreed_until", "2027-03-08t10:00:00z")], "fact-malformed", "agreed_until");
    check(&[("extension_at", "2027-03-08 10:00:00Z")], "fact-malformed", "extension_at");
    check(&[("trigger_at", "1989-12-31T23:59:59Z")], "fact-malformed", "trigger_at");
    check(&[("trigger_at", "2101-01-01T00:00:00Z")], "fact-malformed", "trigger_at");
    check(&[("trigger_on", "2027-03-08T10:00:00Z")], "fact-malformed", "trigger_on");
    check(&[("state", "EL")], "fact-malformed", "state");
    check(&[("state", "fr")], "fact-malformed", "state");
    check(&[("region", "BY")], "fact-malformed", "region");
    check(&[("region", "DE-BY"), ("state", "FR")], "fact-malformed", "region");
    check(&[("zone", "Europe/Cork")], "fact-malformed", "zone");
    check(&[("zone", "europe/paris")], "fact-malformed", "zone");
    check(&[("urgent", "perhaps")], "fact-malformed", "urgent");
    check(&[("time_frame_days", "0")], "fact-malformed", "time_frame_days");
    check(&[("time_frame_days", "+30")], "fact-malformed", "time_frame_days");
    check(&[("time_frame_days", "10001")], "fact-malformed", "time_frame_days");
    check(&[("agreed_until", "soon")], "fact-malformed", "agreed_until");
    check(&[("assume_in_force", "true")], "fact-not-allowed", "assume_in_force");
    check(&[("state", "FR"), ("state", "IE")], "fact-not-allowed", "state");
    check(
        &[("trigger_at", "2027-03-08T10:00:00Z"), ("trigger_on", "2027-03-08")],
        "fact-not-allowed",
        "trigger_on",
    );
}

#[test]
fn every_name_in_the_list_is_read() {
    for name in NAMES {
        let value = match *name {
            "state" | "issuing_state" => "FR",
            "region" => "FR-57",
            "zone" => "Europe/Paris",
            "urgent" | "assume_in_force" => "true",
            "time_frame_days" => "30",
            "trigger_on" => "2027-03-08",
            _ => "2027-03-08T10:00:00Z",
        };
        let facts = Facts::parse_in_exercise([(*name, value)]).unwrap();
        assert_ne!(facts, Facts::default(), "{name}");
    }
}

#[test]
fn instants_are_cut_to_the_second_and_extensions_come_in_order() {
    let facts = Facts::parse([
        ("extension_at", "2027-03-09T10:00:00Z"),
        ("extension_at", "2027-03-08T10:00:00.999Z"),
    ])
    .unwrap();
    let seconds: Vec<String> = facts.extension_at.iter().map(ToString::to_string).collect();
    assert_eq!(seconds, ["2027-03-08T10:00:00Z", "2027-03-09T10:00:00Z"]);
}

#[test]
fn the_names_are_in_the_order_of_the_alphabet() {
    assert!(NAMES.is_sorted());
}
