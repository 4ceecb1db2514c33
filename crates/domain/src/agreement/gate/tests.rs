//! The table of the gate: what goes, what waits and what never goes.

use crate::agreement::tests::{in_force, lines, notice, suspended, terms};
use crate::agreement::{Agreement, Event, Notice, Part, Terms, evolve};
use crate::kit::{at, member, unit};
use crate::letter::LetterRef;

use super::*;

const NOW: &str = "2027-06-01T00:00:00Z";

fn carried() -> Carried {
    Carried {
        class: Class::Data,
        from: member("fr-tj"),
        to: member("ie-ca"),
        way: Direction { from: member("ie-ca"), to: member("fr-tj") },
        purpose: Purpose::Investigation,
        data: [DataCategory::Traffic].into(),
        rests_on: None,
        onward: Vec::new(),
    }
}

fn resting() -> Carried {
    Carried { rests_on: Some(in_force().reference()), ..carried() }
}

/// An agreement that came signed by the other side alone.
fn half_signed() -> Agreement {
    signed_by(terms(), &["ie-ca/executor"])
}

fn signed_by(terms: Terms, units: &[&str]) -> Agreement {
    let letter = LetterRef { id: crate::ids::LetterId::new([7; 16]), digest: [7; 32] };
    let now = at("2027-03-08T09:00:00Z");
    let terms = Box::new(terms);
    let received = Event::Received { at: now, letter, terms, digest: [0xd1; 32] };
    let mut state = evolve(None, &received).unwrap();
    for name in units {
        let unit = unit(name);
        let signed = Event::Signed {
            at: now,
            by: unit.member().clone(),
            unit,
            officer: None,
            letter: Some(letter),
            seal: "x".to_owned(),
        };
        state = evolve(Some(state), &signed).unwrap();
    }
    state
}

#[track_caller]
fn check(carried: &Carried, known: &[Agreement], now: &str, expected: Verdict) {
    assert_eq!(gate(carried, known, false, at(now)), expected);
}

#[test]
fn an_instrument_alone_is_enough_unless_the_member_asks_for_more() {
    check(&carried(), &[], NOW, Verdict::Go);
    check(&carried(), &[half_signed()], NOW, Verdict::Go);
    let ask = |carried: &Carried, known: &[Agreement]| gate(carried, known, true, at(NOW));
    assert_eq!(ask(&carried(), &[]), Verdict::Hold(Reason::Missing));
    assert_eq!(ask(&carried(), &[half_signed()]), Verdict::Hold(Reason::Missing));
    assert_eq!(ask(&carried(), &[in_force()]), Verdict::Go);
    let other = Carried { purpose: Purpose::Redress, ..carried() };
    assert_eq!(ask(&other, &[in_force()]), Verdict::Hold(Reason::Missing));
    let closing = Carried { class: Class::Closing, ..carried() };
    assert_eq!(ask(&closing, &[]), Verdict::Go);
}

#[test]
fn a_letter_rests_on_an_agreement_only_while_that_is_in_force_and_covers_it() {
    check(&resting(), &[in_force()], NOW, Verdict::Go);
    check(&resting(), &[], NOW, Verdict::Hold(Reason::Missing));
    check(&resting(), &[half_signed()], NOW, Verdict::Hold(Reason::Missing));
    check(&resting(), &[in_force()], "2027-02-28T23:59:59Z", Verdict::Hold(Reason::NotYet));
    let never = Verdict::Never(Reason::NotCovered);
    let purpose = Carried { purpose: Purpose::Redress, ..resting() };
    check(&purpose, &[in_force()], NOW, never);
    let data = [DataCategory::Traffic, DataCategory::Subscriber].into();
    check(&Carried { data, ..resting() }, &[in_force()], NOW, never);
    let way = Direction { from: member("fr-tj"), to: member("nl-ovs") };
    check(&Carried { way, ..resting() }, &[in_force()], NOW, never);
    let mut named = in_force().reference();
    named.digest = [0xd2; 32];
    let other = Carried { rests_on: Some(named), ..carried() };
    check(&other, &[in_force()], NOW, Verdict::Hold(Reason::Differs));
}

#[test]
fn the_sunset_holds_what_rests_on_it_for_thirty_days_and_then_for_good() {
    let known = [in_force()];
    check(&resting(), &known, "2028-02-29T23:59:59Z", Verdict::Go);
    check(&resting(), &known, "2028-03-01T00:00:00Z", Verdict::Hold(Reason::Sunset));
    check(&resting(), &known, "2028-03-30T23:59:59Z", Verdict::Hold(Reason::Sunset));
    check(&resting(), &known, "2028-03-31T00:00:00Z", Verdict::Never(Reason::Sunset));
    // What rests on the law alone is none of its business any more.
    check(&carried(), &known, "2028-03-01T00:00:00Z", Verdict::Go);
}

#[test]
fn a_suspension_holds_whatever_it_touches_and_nothing_that_ends_something() {
    let (held, known) = (Verdict::Hold(Reason::Suspended), [suspended()]);
    check(&resting(), &known, NOW, held);
    check(&carried(), &known, NOW, held);
    // A letter from the other side, and one that names no data.
    let back = Carried { from: member("ie-ca"), to: member("fr-tj"), ..carried() };
    check(&back, &known, NOW, held);
    check(&Carried { data: [].into(), ..carried() }, &known, NOW, held);
    check(&Carried { class: Class::Closing, ..carried() }, &known, NOW, Verdict::Go);
    check(&Carried { purpose: Purpose::Redress, ..carried() }, &known, NOW, Verdict::Go);
    check(&Carried { to: member("nl-ovs"), ..carried() }, &known, NOW, Verdict::Go);
    let data = [DataCategory::Subscriber].into();
    check(&Carried { data, ..carried() }, &known, NOW, Verdict::Go);
    // Before its first instant nothing is suspended.
    check(&resting(), &known, "2027-03-08T08:59:59Z", Verdict::Go);
}

#[test]
fn preservation_goes_on_where_the_document_says_so() {
    let keep = Carried { class: Class::Preservation, ..carried() };
    check(&keep, &[suspended()], NOW, Verdict::Go);
    let mut strict = lines();
    strict.preservation = false;
    let strict = signed_by(Terms::parse(strict).unwrap(), &["ie-ca/executor", "fr-tj/judge"]);
    let strict = suspend(strict, notice());
    check(&keep, &[strict], NOW, Verdict::Hold(Reason::Suspended));
}

fn suspend(agreement: Agreement, notice: Notice) -> Agreement {
    let now = at("2027-03-08T09:00:00Z");
    let by = member("ie-ca");
    let event = Event::Suspended { at: now, by, letter: None, since: now, notice };
    evolve(Some(agreement), &event).unwrap()
}

#[test]
fn a_part_that_is_suspended_leaves_the_rest() {
    let part = |purposes: &[Purpose], data: &[DataCategory]| {
        let part = Part {
            purposes: purposes.iter().copied().collect(),
            data: data.iter().copied().collect(),
        };
        [suspend(in_force(), Notice { part, ..notice() })]
    };
    let held = Verdict::Hold(Reason::Suspended);
    let content = Carried { data: [DataCategory::Content].into(), ..resting() };
    let by_data = part(&[], &[DataCategory::Content]);
    check(&resting(), &by_data, NOW, Verdict::Go);
    check(&content, &by_data, NOW, held);
    let by_purpose = part(&[Purpose::Prosecution], &[]);
    check(&resting(), &by_purpose, NOW, Verdict::Go);
    check(&Carried { purpose: Purpose::Prosecution, ..resting() }, &by_purpose, NOW, held);
}

#[test]
fn what_others_gave_waits_for_their_consent() {
    let item = |giver| Onwards { exhibit: ExhibitId::new([1; 16]), giver: member(giver) };
    let onwards = |giver| Carried {
        to: member("nl-ovs"),
        way: Direction { from: member("fr-tj"), to: member("nl-ovs") },
        onward: vec![item(giver)],
        ..carried()
    };
    let known = [in_force()];
    check(&onwards("ie-ca"), &known, NOW, Verdict::Hold(Reason::Onward));
    // Its end frees nothing; without an agreement the law of the giver decides, which is not asked here.
    check(&onwards("ie-ca"), &known, "2029-01-01T00:00:00Z", Verdict::Hold(Reason::Onward));
    check(&onwards("ie-prov"), &known, NOW, Verdict::Go);
    // Back to whoever gave it is not onward.
    let back = Carried { onward: vec![item("ie-ca")], ..resting() };
    check(&back, &known, NOW, Verdict::Go);
    let consent = Consent { exhibit: ExhibitId::new([1; 16]), to: member("nl-ovs") };
    let event = Event::Consented {
        at: at(NOW),
        by: member("ie-ca"),
        letter: None,
        consent: consent.clone(),
    };
    let freed = [evolve(Some(in_force()), &event).unwrap()];
    check(&onwards("ie-ca"), &freed, NOW, Verdict::Go);
    // The word of somebody who did not give it is none.
    let event = Event::Consented { at: at(NOW), by: member("fr-tj"), letter: None, consent };
    let own = [evolve(Some(in_force()), &event).unwrap()];
    check(&onwards("ie-ca"), &own, NOW, Verdict::Hold(Reason::Onward));
}

#[test]
fn every_reason_has_a_code_of_its_own() {
    for reason in Reason::ALL {
        assert_eq!(Reason::parse(reason.code()), Some(reason));
    }
    for class in [Class::Closing, Class::Data, Class::Preservation] {
        assert_eq!(Class::parse(class.id()), Some(class));
    }
}
