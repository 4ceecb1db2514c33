//! What is handed over only where a measure asks for it: what is kept, removed or held discloses nothing.

use law::ids::KindId;
use law::measure_kind::MeasureKind;

use super::issuing::{offer, take_over};
use super::{words, words_of};
use crate::denied::Denied;
use crate::kit::{self, MONDAY, act};
use crate::measure::{Event, Executing, Finding, Issuing, Measure, Part};
use crate::release::{self, ReleaseState};

fn kinds() -> Vec<MeasureKind> {
    let laws = law::embedded::instruments().unwrap();
    laws.into_iter().flat_map(|law| law.kinds).collect()
}

/// The same order as one of another kind, which says nothing else.
fn issued_as(kind: &str) -> Measure {
    let Measure::Issuing(Issuing::Issued(mut issued)) = kit::issued(kit::traffic()) else {
        panic!("not issued")
    };
    issued.draft.kind = KindId::parse(kind).unwrap();
    Measure::Issuing(Issuing::Issued(issued))
}

fn received_as(kind: &str) -> Measure {
    let terms = kit::terms(&["subscriber"], law::ids::Track::Ordinary, false);
    let Measure::Executing(Executing::Received(mut received)) = kit::received(terms, MONDAY) else {
        panic!("not received")
    };
    received.order.kind = KindId::parse(kind).unwrap();
    received.history.kind = received.order.kind.clone();
    Measure::Executing(Executing::Received(received))
}

#[test]
fn data_are_handed_over_for_production_and_for_no_other_aim() {
    let (yields, keeps): (Vec<_>, Vec<_>) = kinds().into_iter().partition(MeasureKind::yields_data);
    let names = |kinds: Vec<MeasureKind>| {
        let mut names: Vec<String> = kinds.iter().map(|kind| kind.id.to_string()).collect();
        names.sort();
        names.dedup();
        names
    };
    let keeps = names(keeps);
    for kind in ["epoc-pr", "freezing-certificate", "preservation-request", "removal-order"] {
        assert!(keeps.iter().any(|name| name == kind), "{keeps:?}");
    }
    let yields = names(yields);
    for kind in ["data-access-order", "eio", "epoc", "mla-request", "subscriber-order"] {
        assert!(yields.iter().any(|name| name == kind), "{yields:?}");
    }
}

#[test]
fn what_is_preserved_is_not_handed_over() {
    let kept = received_as("epoc-pr");
    let denied = act(Some(&kept), &kit::agent(), kit::hand_over(Part::All), MONDAY).unwrap_err();
    let Denied::NothingToHandOver { cite } = &denied else { panic!("{denied}") };
    assert_eq!((denied.code(), cite.to_string()), ("nothing-to-hand-over", "6".to_owned()));
    // Nothing stands against a production order like it, and whether this one lets go is no question.
    let (roster, asked) = (kit::roster("ie-prov"), received_as("epoc"));
    let ctx = kit::ctx(MONDAY, &roster);
    for (measure, expected) in [(&asked, ReleaseState::Allowed), (&kept, ReleaseState::Stopped)] {
        let Measure::Executing(executing) = measure else { panic!("not at its addressee") };
        let history = &executing.received().history;
        assert_eq!(release::state(history, &Part::All, &ctx).state, expected);
    }
}

#[test]
fn what_nobody_asked_for_is_on_record_and_not_taken_into_custody() {
    let issued = issued_as("epoc-pr");
    let (declined, events, _) = kit::arrive(Some(&issued), offer(), MONDAY).unwrap();
    assert_eq!(words_of(&events), "peer-act-staged + peer-act-declined");
    let Some(Event::PeerActDeclined { finding, .. }) = events.last() else { panic!("taken") };
    assert_eq!(*finding, Finding::NotAsked);
    let taken = act(Some(&declined), &kit::clerk(), take_over(1, 1), MONDAY);
    assert_eq!(words(taken), "denied nothing-to-hand-over");
}
