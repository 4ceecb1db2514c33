//! Readings of one period at one instant: what is running, past its target, over, open, owed, met or not known.

use domain::reader::ClockSeen;
use jiff::Timestamp;
use law::clock::{ClockKind, ClockResult, Position};
use law::ids::Cite;

use super::{Clock, Standing};
use crate::tests::{a_clock, at};

fn result(strict: Option<&str>, latest: Option<&str>, opens: Option<&str>) -> ClockResult {
    ClockResult {
        strict: strict.map(at),
        legal_latest: latest.map(at),
        gate_opens: opens.map(at),
        undetermined: None,
        ..a_clock().result
    }
}

fn check(
    result: ClockResult,
    met_at: Option<&str>,
    now: &str,
    standing: Standing,
    next: Option<&str>,
) {
    let kind = ClockKind::Deadline;
    let met_at = met_at.map(at);
    let seen = ClockSeen { result, kind, is_ours: true, has_passed: false, met_at };
    let clock = Clock::of(&seen);
    let now: Timestamp = at(now);
    assert_eq!(clock.standing(now), standing);
    assert_eq!(clock.next_at(now), next.map(at));
}

const STRICT: &str = "2027-03-10T10:00:00Z";
const LATEST: &str = "2027-03-10T23:00:00Z";

#[test]
fn before_the_target_the_target_counts() {
    let both = result(Some(STRICT), Some(LATEST), None);
    check(both, None, "2027-03-09T10:00:00Z", Standing::Running(at(STRICT)), Some(STRICT));
}

#[test]
fn at_the_target_it_is_still_in_time() {
    let both = result(Some(STRICT), Some(LATEST), None);
    check(both, None, STRICT, Standing::Running(at(STRICT)), Some(STRICT));
}

#[test]
fn after_the_target_the_last_lawful_instant_counts() {
    let both = result(Some(STRICT), Some(LATEST), None);
    check(both, None, "2027-03-10T10:00:01Z", Standing::PastTarget(at(LATEST)), Some(LATEST));
}

#[test]
fn after_the_last_lawful_instant_it_is_over() {
    let both = result(Some(STRICT), Some(LATEST), None);
    check(both, None, "2027-03-11T00:00:00Z", Standing::Over(at(LATEST)), Some(LATEST));
}

#[test]
fn without_a_target_the_law_alone_counts() {
    let latest = result(None, Some(LATEST), None);
    check(latest, None, STRICT, Standing::Running(at(LATEST)), Some(LATEST));
}

#[test]
fn a_gate_is_closed_until_its_instant() {
    let gate = result(Some(LATEST), Some(LATEST), Some(LATEST));
    check(gate, None, STRICT, Standing::Closed(at(LATEST)), Some(LATEST));
}

#[test]
fn what_a_gate_forbade_is_due_as_soon_as_it_opens_by_time() {
    let gate = result(Some(LATEST), Some(LATEST), Some(LATEST));
    check(gate, None, LATEST, Standing::OpenAndDue(at(LATEST)), Some(LATEST));
}

#[test]
fn what_a_gate_forbade_is_owed_until_the_end_when_a_confirmation_opened_it() {
    let gate = result(Some(STRICT), Some(LATEST), Some(STRICT));
    check(gate, None, STRICT, Standing::OpenAndOwed(at(LATEST)), Some(LATEST));
}

#[test]
fn a_gate_without_an_end_stays_open() {
    let gate = result(None, None, Some(STRICT));
    check(gate, None, LATEST, Standing::Open(at(STRICT)), None);
}

#[test]
fn what_was_done_in_time_needs_no_place_in_a_list() {
    let both = || result(Some(STRICT), Some(LATEST), None);
    check(both(), Some(STRICT), "2027-03-12T00:00:00Z", Standing::Met, None);
    check(both(), Some("2027-03-11T00:00:00Z"), "2027-03-12T00:00:00Z", Standing::MetLate, None);
}

#[test]
fn a_law_without_a_number_gives_no_instant() {
    check(result(None, None, None), None, STRICT, Standing::NoInstant, None);
}

#[test]
fn what_cannot_be_computed_is_never_a_date() {
    let unknown =
        ClockResult { undetermined: a_clock().result.undetermined, ..result(None, None, None) };
    check(unknown, None, STRICT, Standing::Undetermined, None);
}

#[test]
fn a_contested_period_shows_every_reading() {
    let position = |id: &str, latest| Position {
        id: id.to_owned(),
        cite: Cite::parse("12(1)").expect("a cite"),
        legal_latest: latest,
    };
    let contested = ClockResult {
        contested: true,
        positions: vec![position("own-receipt", Some(at(STRICT))), position("both-receipts", None)],
        ..result(Some(STRICT), Some(LATEST), None)
    };
    let seen = ClockSeen { result: contested, kind: ClockKind::Window, ..a_clock() };
    let page =
        crate::tests::with_shell(|shell| super::card(shell, &Clock::of(&seen)).into_string());
    for words in ["Contested", "own-receipt", "both-receipts", "no instant", "Article 12(1)"] {
        assert!(page.replace(['\u{2068}', '\u{2069}'], "").contains(words), "{words}: {page}");
    }
}

#[test]
fn what_waits_stands_above_what_was_done() {
    let clock = |name: &str, met_at: Option<&str>| {
        let clock = law::ids::ClockId::parse(name).expect("a clock");
        let result = ClockResult { clock, ..result(Some(STRICT), Some(LATEST), None) };
        ClockSeen { result, kind: ClockKind::Window, met_at: met_at.map(at), ..a_clock() }
    };
    let used = clock("eu-e-evidence/produce", Some("2026-11-25T10:00:00Z"));
    let open = clock("eu-e-evidence/refusal-window", None);
    let page = crate::tests::with_shell(|shell| {
        super::cards(shell, &[Clock::of(&used), Clock::of(&open)]).into_string()
    });
    let place = |words: &str| page.find(words).expect("the words stand on the page");
    assert!(place("Right may be used") < place("Right used"), "{page}");
}
