//! When a sandbox begins, and how far its clock may be moved.

use std::fs;

use super::super::players::PLAYERS;
use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// When a sandbox begins that is started at `now`.
fn started(asked: Option<&str>, now: &str) -> String {
    let instruments = law::embedded::instruments().unwrap();
    let calendars = law::embedded::calendars().unwrap();
    start(asked.map(at), at(now), instruments.first().unwrap(), &calendars, &PLAYERS).to_string()
}

#[test]
fn a_sandbox_begins_now_while_the_law_of_now_can_be_computed() {
    assert_eq!(started(None, "2026-11-23T10:00:00Z"), "2026-11-23T10:00:00Z");
    assert_eq!(started(None, "2029-12-31T10:00:00Z"), "2029-12-31T10:00:00Z");
}

#[test]
fn a_sandbox_begins_at_the_named_start_before_the_law_and_after_the_calendars() {
    assert_eq!(started(None, "2026-08-17T23:59:59Z"), NAMED_START);
    assert_eq!(started(None, "2030-01-01T00:00:00Z"), NAMED_START);
}

#[test]
fn a_sandbox_begins_when_it_is_told_to() {
    assert_eq!(
        started(Some("2026-09-01T00:00:00Z"), "2026-11-23T10:00:00Z"),
        "2026-09-01T00:00:00Z"
    );
}

#[test]
fn days_are_civil_days_and_hours_are_hours() {
    let moved = |by: &str| Advance::parse(by).unwrap().from(at("2026-11-23T10:00:00Z")).unwrap();
    assert_eq!(moved("P10D"), at("2026-12-03T10:00:00Z"));
    assert_eq!(moved("P1M"), at("2026-12-23T10:00:00Z"));
    assert_eq!(moved("PT36H"), at("2026-11-24T22:00:00Z"));
}

#[test]
fn time_goes_forward_and_not_too_far() {
    let refused = |text: &str, why: &str| {
        let said = Advance::parse(text).unwrap_err();
        assert!(said.contains(why), "{said}");
    };
    refused("ten days", "not a duration");
    refused("-P1D", "cannot go back");
    refused("P0D", "cannot go back");
    refused("P30Y", "too far");
    refused("P90000000D", "duration");
}

#[test]
fn the_clock_file_moves_the_network_and_not_the_system() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clock.json");
    set(&path, at("2027-03-01T09:00:00Z")).unwrap();
    let shown = now(&path);
    let late = shown.duration_since(at("2027-03-01T09:00:00Z"));
    assert!(late.as_secs() < 60 && !late.is_negative(), "{shown}");
    let file = read_clock_file(&path).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{{\"offset_ms\":{}}}", file.offset_ms));
}

#[test]
fn the_clock_of_a_founded_drill_moves_and_that_of_a_production_network_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let begin = at("2026-09-07T08:00:00Z");
    fs::create_dir(layout.out()).unwrap();
    set(&layout.clock(), begin).unwrap();
    let mut state = State::new("ab".repeat(16), 8440, "epoc".to_owned());
    state.write(&layout.state()).unwrap();
    let by = Advance::parse("P10D").unwrap();
    let advanced = || runtime.block_on(advance(layout.root(), by));
    assert_eq!(advanced().unwrap_err().code(), "not-a-sandbox", "nothing is founded yet");

    let ports = Block::at(8440).unwrap();
    runtime.block_on(super::super::plan::found(&layout, &PLAYERS, ports, begin)).unwrap();
    state.founded = true;
    state.write(&layout.state()).unwrap();
    let target = advanced().unwrap();
    assert!(
        target >= at("2026-09-17T08:00:00Z") && target < at("2026-09-17T08:10:00Z"),
        "{target}"
    );
    assert!(now(&layout.clock()) >= target);

    let path = layout.config(PLAYERS[1]);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"drill\"", "\"production\"")).unwrap();
    assert_eq!(advanced().unwrap_err().code(), "not-a-drill");
    assert!(now(&layout.clock()) < at("2026-09-18T00:00:00Z"), "the clock stays");
}
