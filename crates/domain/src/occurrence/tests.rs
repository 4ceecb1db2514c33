//! What officers note: everything a counter asks, nothing else, and a mistake that is struck.

use super::*;
use crate::actor::Officer;
use crate::kit::{self, MONDAY};
use crate::permit::{Subject, for_officer};

fn why() -> Why {
    Why::parse("Court of Lyon, 27/113").unwrap()
}

fn note(article: &str, figure: &str) -> Note {
    Note {
        instrument: kit::LAW.id.clone(),
        statistic: StatisticId::parse(&format!("eu-e-evidence/stat/{article}")).unwrap(),
        figure: figure.to_owned(),
        n: 1,
        happened_at: kit::at(MONDAY),
        began_at: None,
        told_apart: BTreeMap::new(),
        amount: None,
        on_file: why(),
    }
}

/// A remedy about content.
fn remedy() -> Note {
    Note {
        told_apart: [("data_type".to_owned(), "content".to_owned())].into(),
        ..note("28.2.h", "remedies_in_issuing_state")
    }
}

fn cost(amount: Option<i64>) -> Note {
    let amount = amount.map(|minor| Amount { currency: "EUR".to_owned(), minor });
    Note { amount, ..note("28.2.j", "costs_claimed") }
}

fn ask(
    occurrence: Option<&Occurrence>,
    officer: &Officer,
    command: Command,
    ctx: &Ctx<'_>,
) -> Result<Occurrence, Denied> {
    let permit = for_officer(officer, &Subject::new(occurrence), command, ctx)?;
    let events = decide(occurrence, &permit, ctx)?;
    let after = events.iter().fold(occurrence.cloned(), |state, event| {
        assert_eq!(event.at(), ctx.now);
        Some(evolve(state, event).unwrap())
    });
    Ok(after.unwrap())
}

fn noted(note: Note) -> Result<Occurrence, Denied> {
    let roster = kit::roster("fr-tj");
    ask(None, &kit::judge(), Command::Note(note), &kit::ctx(MONDAY, &roster))
}

/// What of a note does not fit; nothing for one that does.
#[track_caller]
fn check(note: Note, expected: &str) {
    let said = match noted(note) {
        Ok(_) => "",
        Err(Denied::NoteUnfit { what, cite }) => {
            assert!(cite.as_str().starts_with("28(2)"), "{cite}");
            what
        }
        Err(denied) => denied.code(),
    };
    assert_eq!(said, expected);
}

#[test]
fn a_note_says_what_its_counter_asks_and_nothing_else() {
    check(remedy(), "");
    check(cost(Some(1)), "");
    check(cost(None), "amount");
    check(cost(Some(0)), "amount");
    check(cost(Some(-5)), "amount");
    let amount = Some(Amount { currency: "EUR".to_owned(), minor: 5 });
    check(Note { amount, ..remedy() }, "amount");
    let odd = |currency: &str| Some(Amount { currency: currency.to_owned(), minor: 5 });
    for currency in ["eur", "EURO", "", "€"] {
        check(Note { amount: odd(currency), ..cost(None) }, "amount");
    }
    check(Note { n: 2, ..cost(Some(1)) }, "n");
    check(Note { n: 0, ..remedy() }, "n");
    check(Note { n: N_MAX, ..remedy() }, "");
    check(Note { n: N_MAX + 1, ..remedy() }, "n");
    check(Note { told_apart: BTreeMap::new(), ..remedy() }, "told_apart");
    let by = |name: &str, word: &str| [(name.to_owned(), word.to_owned())].into();
    check(Note { told_apart: by("data_type", "weather"), ..remedy() }, "told_apart");
    check(Note { told_apart: by("emergency", "yes"), ..remedy() }, "told_apart");
    let mut two: BTreeMap<String, String> = by("data_type", "content");
    two.insert("emergency".to_owned(), "yes".to_owned());
    check(Note { told_apart: two, ..remedy() }, "told_apart");
}

#[test]
fn nothing_is_noted_that_has_not_happened_and_no_time_that_is_not_asked() {
    let next = kit::at(MONDAY).checked_add(jiff::SignedDuration::from_secs(1)).unwrap();
    check(Note { happened_at: next, ..remedy() }, "happened_at");
    check(Note { began_at: Some(kit::at(MONDAY)), ..remedy() }, "began_at");
    let dsa = law::embedded::instrument("eu-dsa").unwrap().unwrap();
    let roster = kit::roster("fr-tj");
    let ctx = Ctx { law: &dsa, ..kit::ctx(MONDAY, &roster) };
    let timed = Note {
        instrument: dsa.id.clone(),
        statistic: StatisticId::parse("eu-dsa/stat/15.1.d.median").unwrap(),
        began_at: Some(kit::at(MONDAY)),
        ..note("28.2.h", "median_time_to_decision")
    };
    let said = |note: Note| match ask(None, &kit::judge(), Command::Note(note), &ctx) {
        Ok(_) => "",
        Err(Denied::NoteUnfit { what, .. }) => what,
        Err(denied) => denied.code(),
    };
    assert_eq!(said(timed.clone()), "");
    assert_eq!(said(Note { began_at: None, ..timed.clone() }), "began_at");
    assert_eq!(said(Note { began_at: Some(next), ..timed.clone() }), "began_at");
    assert_eq!(said(Note { n: 2, ..timed }), "n");
}

#[test]
fn only_figures_that_are_noted_are_and_under_their_own_law() {
    check(note("28.2.h", "nothing"), "not-counted");
    check(note("28.2.z", "remedies_in_issuing_state"), "not-counted");
    // Events give this one.
    check(note("28.2.a", "epoc_issued"), "not-counted");
    let other = InstrumentId::parse("eu-dsa").unwrap();
    check(Note { instrument: other, ..remedy() }, "not-counted");
}

#[test]
fn a_mistake_is_struck_once_and_then_counts_no_more() {
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(MONDAY, &roster);
    let judge = kit::judge();
    let strike = || Command::Strike { why: Why::parse("noted twice").unwrap() };
    let noted = noted(remedy()).unwrap();
    assert_eq!(noted.counts(), Some(&remedy()));
    assert_eq!(noted.noted().by, judge.id);
    let struck = ask(Some(&noted), &judge, strike(), &ctx).unwrap();
    assert_eq!((struck.counts(), &struck.noted().note), (None, &remedy()));
    let code = |state: Option<&Occurrence>, officer: &Officer, command| {
        ask(state, officer, command, &ctx).unwrap_err().code()
    };
    assert_eq!(code(Some(&struck), &judge, strike()), "closed");
    assert_eq!(code(None, &judge, strike()), "not-found");
    assert_eq!(code(Some(&noted), &judge, Command::Note(remedy())), "already-known");
    assert_eq!(code(Some(&struck), &judge, Command::Note(remedy())), "already-known");
    for officer in [kit::police(), kit::clerk()] {
        assert_eq!(code(None, &officer, Command::Note(remedy())), "not-competent");
        assert_eq!(code(Some(&noted), &officer, strike()), "not-competent");
    }
}

#[test]
fn events_that_no_decision_wrote_there_are_damage() {
    let noted = noted(remedy()).unwrap();
    let by = kit::judge().id;
    let at = kit::at(MONDAY);
    let first = Event::Noted { at, by, note: remedy() };
    let strike = Event::Struck { at, by, why: why() };
    let struck = evolve(Some(noted.clone()), &strike).unwrap();
    let next = at.checked_add(jiff::SignedDuration::from_secs(1)).unwrap();
    let ahead = Event::Noted { at, by, note: Note { happened_at: next, ..remedy() } };
    assert!(evolve(None, &ahead).is_err());
    assert!(evolve(None, &strike).is_err());
    assert!(evolve(Some(noted), &first).is_err());
    assert!(evolve(Some(struck.clone()), &first).is_err());
    assert!(evolve(Some(struck), &strike).is_err());
    assert_eq!((first.kind(), strike.kind()), ("noted", "struck"));
}
