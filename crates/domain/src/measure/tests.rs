//! The measure's deciders as sentences: each case is data, each name is the law.

mod clocks;
mod duties;
mod ending;
mod executing;
mod handing;
mod issuing;
mod letters;
mod notice;
mod notified;
mod packs;
mod receipts;
mod refusing;
mod restriction;
mod staging;
mod stories;

use super::*;
use crate::kit;

/// What came of a command, in words: the events, or the reason against them.
fn words(result: Result<(Measure, Vec<Event>, Vec<Effect>), Denied>) -> String {
    match result {
        Ok((_, events, _)) if events.is_empty() => "nothing".to_owned(),
        Ok((_, events, _)) => words_of(&events),
        Err(denied) => format!("denied {}", denied.code()),
    }
}

fn words_of(events: &[Event]) -> String {
    events.iter().map(Event::kind).collect::<Vec<_>>().join(" + ")
}

/// Tells a story under one of the shipped laws: every line must go as it is written.
fn story(law: &str, lines: &str) {
    story_under(&law::embedded::instrument(law).unwrap().unwrap(), lines);
}

/// The same under a law that says more than the shipped ones.
fn story_under(law: &law::instrument::Instrument, lines: &str) {
    let report = crate::scenario::run(law, &kit::CALENDARS, lines);
    assert!(report.is_ok(), "{report}");
}

#[test]
fn a_stream_begins_with_a_draft_or_an_order_and_with_nothing_else() {
    let event = Event::Cleared { at: kit::at(kit::MONDAY) };
    let corrupt = Corrupt { stream: "measure", event: "cleared" };
    assert_eq!(evolve(None, &event), Err(corrupt));
}

#[test]
fn a_command_for_a_measure_that_is_not_there_finds_nothing() {
    assert_eq!(
        words(kit::act(None, &kit::judge(), Command::Complete, kit::MONDAY)),
        "denied not-found"
    );
}

#[test]
fn every_finding_is_read_back_from_its_code_and_no_other_word_is_one() {
    for finding in Finding::ALL {
        assert_eq!(Finding::parse(finding.code()), Some(finding));
    }
    for text in ["", "GROUND_LATE", "ground-late", "late"] {
        assert_eq!(Finding::parse(text), None, "{text}");
    }
}
