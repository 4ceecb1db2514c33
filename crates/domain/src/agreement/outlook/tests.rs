//! What readers are told about letters is what the gate says of them.

use law::ids::DataCategory;

use super::*;
use crate::agreement::tests::{in_force, lines, notice, terms};
use crate::agreement::{Event, Notice, Part, Terms, evolve, held_by};
use crate::kit::{at, member, unit};
use crate::purpose::Purpose;

const NOW: &str = "2027-06-01T00:00:00Z";

#[track_caller]
fn check(agreement: &Agreement, now: &str, [give, get, keep]: [Passage; 3]) {
    let found = outlook(agreement, &member("fr-tj"), at(now));
    let expected = Outlook { other: member("ie-ca"), give, get, keep };
    assert_eq!(found, [expected]);
}

fn signed(terms: Terms) -> Agreement {
    let now = at("2027-03-08T09:00:00Z");
    let by = crate::kit::judge().id;
    let drafted = Event::Drafted { at: now, by, terms: Box::new(terms), digest: [0xd1; 32] };
    let mut state = evolve(None, &drafted).unwrap();
    for name in ["fr-tj/judge", "ie-ca/executor"] {
        let (unit, seal) = (unit(name), "x".to_owned());
        let by = unit.member().clone();
        let signed = Event::Signed { at: now, by, unit, officer: None, letter: None, seal };
        state = evolve(Some(state), &signed).unwrap();
    }
    state
}

fn suspended(notice: Notice) -> Agreement {
    let (at, by) = (at("2027-03-09T09:00:00Z"), member("ie-ca"));
    let suspended = Event::Suspended { at, by, letter: None, since: at, notice };
    evolve(Some(in_force()), &suspended).unwrap()
}

#[test]
fn in_force_everything_goes_that_the_document_allows() {
    check(&in_force(), NOW, [Passage::Goes; 3]);
    let mut one_way = lines();
    let get = Direction { from: member("ie-ca"), to: member("fr-tj") };
    one_way.directions = [get].into();
    let one_way = signed(Terms::parse(one_way).unwrap());
    check(&one_way, NOW, [Passage::Not, Passage::Goes, Passage::Goes]);
}

#[test]
fn before_everybody_has_signed_before_its_day_and_after_its_time_nothing_rests_on_it() {
    let (missing, early, over) = (Reason::Missing, Reason::NotYet, Reason::Sunset);
    let drafted = Event::Drafted {
        at: at("2027-03-08T09:00:00Z"),
        by: crate::kit::judge().id,
        terms: Box::new(terms()),
        digest: [0xd1; 32],
    };
    let draft = evolve(None, &drafted).unwrap();
    check(&draft, NOW, [Passage::Held(missing); 3]);
    check(&in_force(), "2027-02-28T23:59:59Z", [Passage::Held(early); 3]);
    check(&in_force(), "2028-03-01T00:00:00Z", [Passage::Held(over); 3]);
    check(&in_force(), "2028-06-01T00:00:00Z", [Passage::Held(over); 3]);
}

#[test]
fn a_suspension_of_a_part_holds_that_part_and_says_so() {
    let stopped = Reason::Suspended;
    // The document of these tests lets requests to keep data go on.
    check(
        &suspended(notice()),
        NOW,
        [Passage::Held(stopped), Passage::Held(stopped), Passage::Goes],
    );
    let part = Part { data: [DataCategory::Content].into(), ..Part::default() };
    let partly = suspended(Notice { part, ..notice() });
    check(&partly, NOW, [Passage::Partly(stopped), Passage::Partly(stopped), Passage::Goes]);
}

#[test]
fn whoever_asks_learns_which_agreement_holds_a_letter() {
    let way = Direction { from: member("fr-tj"), to: member("ie-ca") };
    let carried = Carried {
        class: Class::Data,
        from: way.from.clone(),
        to: way.to.clone(),
        way,
        purpose: Purpose::Investigation,
        data: [DataCategory::Traffic].into(),
        rests_on: None,
        onward: Vec::new(),
    };
    let held = suspended(notice());
    let known = [held.clone()];
    assert_eq!(held_by(Reason::Suspended, &carried, &known, at(NOW)), [held.id()]);
    // What names none waits for none in particular.
    assert_eq!(held_by(Reason::Missing, &carried, &known, at(NOW)), []);
    let named = Carried { rests_on: Some(held.reference()), ..carried.clone() };
    assert_eq!(held_by(Reason::Sunset, &named, &known, at(NOW)), [held.id()]);
    let other = Carried { purpose: Purpose::Redress, ..carried };
    assert_eq!(held_by(Reason::Suspended, &other, &known, at(NOW)), []);
}
