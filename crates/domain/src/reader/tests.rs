//! What each reader sees of a measure, and what is as if it did not exist.

use law::ids::Track;

use super::*;
use crate::kit::{self, MONDAY};
use crate::letter::Answer;
use crate::measure::Command;
use crate::release::ReleaseState;

fn see(officer: &Officer, measure: &Measure, now: &str) -> Option<MeasureSeen> {
    let (roster, case) = (kit::roster(officer.member.as_str()), kit::case());
    reduce(measure, &Reader { officer, case: Some(&case) }, &kit::ctx(now, &roster))
}

fn verbs(seen: &MeasureSeen) -> Vec<(&'static str, &'static str)> {
    seen.may
        .iter()
        .map(|offer| (offer.verb, offer.denied.as_ref().map_or("yes", Denied::code)))
        .collect()
}

fn shown(seen: &MeasureSeen, field: &str) -> bool {
    seen.fields.iter().any(|seen| seen.id.as_str() == field && seen.value.is_some())
}

#[test]
fn who_may_not_know_of_a_measure_sees_nothing() {
    let draft = kit::draft(kit::traffic());
    for officer in [kit::admin(&kit::judge()), kit::agent(), kit::executor()] {
        let (roster, case) = (kit::roster("fr-tj"), kit::case());
        let reader = Reader { officer: &officer, case: Some(&case) };
        assert_eq!(reduce(&draft, &reader, &kit::ctx(MONDAY, &roster)), None);
    }
}

#[test]
fn a_draft_shows_its_faults_beside_its_fields_and_its_questions() {
    let mut terms = kit::traffic();
    terms.values.remove(&FieldId::parse("case_summary").unwrap());
    let seen = see(&kit::police(), &kit::draft(terms), MONDAY).unwrap();
    let field = seen.fields.iter().find(|field| field.id.as_str() == "case_summary").unwrap();
    assert_eq!(field.value, None);
    assert_eq!(field.defects[0].code, "field-missing");
    assert_eq!(seen.defects.len(), 1);
    let checks: Vec<&str> = seen.checks.iter().map(|check| check.id.as_str()).collect();
    assert_eq!(checks.first(), Some(&"necessity"));
}

#[test]
fn each_officer_is_offered_what_the_office_has_with_the_reason_against_it() {
    let draft = kit::draft(kit::traffic());
    assert_eq!(
        verbs(&see(&kit::police(), &draft, MONDAY).unwrap()),
        [("amend", "yes"), ("drop", "yes")]
    );
    let judge = see(&kit::judge(), &draft, MONDAY).unwrap();
    assert_eq!(verbs(&judge), [("amend", "yes"), ("drop", "not-author"), ("issue", "yes")]);
    let prosecutor = see(&kit::prosecutor(), &draft, MONDAY).unwrap();
    let expected = [("amend", "yes"), ("drop", "not-author"), ("issue", "not-competent")];
    assert_eq!(verbs(&prosecutor), expected);
    let order = kit::received(kit::traffic(), MONDAY);
    let agent = see(&kit::agent(), &order, MONDAY).unwrap();
    assert_eq!(verbs(&agent), [("acknowledge", "yes"), ("hand-over", "gate-not-open")]);
    let notified = kit::notified(kit::traffic(), MONDAY);
    let executor = see(&kit::executor(), &notified, MONDAY).unwrap();
    let expected = [("acknowledge", "yes"), ("clear", "yes"), ("object", "yes")];
    assert_eq!(verbs(&executor), expected);
}

#[test]
fn the_three_sides_see_three_different_forms_of_one_order() {
    let issued = kit::issued(kit::traffic());
    let issuer = see(&kit::judge(), &issued, MONDAY).unwrap();
    let addressee = see(&kit::agent(), &kit::received(kit::traffic(), MONDAY), MONDAY).unwrap();
    let authority = see(&kit::executor(), &kit::notified(kit::traffic(), MONDAY), MONDAY).unwrap();
    for (field, expected) in [
        ("account", [true, true, true]),
        ("case_summary", [true, false, true]),
        ("person_in_issuing_state", [true, false, false]),
    ] {
        let sees = [&issuer, &addressee, &authority].map(|seen| shown(seen, field));
        assert_eq!(sees, expected, "{field}");
    }
    assert_eq!(issuer.side.id(), "issuing");
    assert_eq!(addressee.case, None);
}

#[test]
fn only_the_addressee_is_told_whether_data_may_leave() {
    let order = kit::received(kit::traffic(), MONDAY);
    let release = see(&kit::agent(), &order, MONDAY).unwrap().release.unwrap();
    assert_eq!((release.row, release.state), (10, ReleaseState::Forbidden));
    let issued = kit::issued(kit::traffic());
    assert_eq!(see(&kit::judge(), &issued, MONDAY).unwrap().release, None);
}

#[test]
fn clocks_come_with_their_whole_answer() {
    let order = kit::received(kit::traffic(), MONDAY);
    let seen = see(&kit::agent(), &order, MONDAY).unwrap();
    let gate = seen.clocks.iter().find(|clock| clock.kind == ClockKind::Gate).unwrap();
    assert!(gate.is_ours);
    assert_eq!(gate.result.basis.cite.to_string(), "10(2)");
    assert_eq!(gate.result.basis.calendar.as_deref().map(|name| &name[..2]), Some("IE"));
    let (next, clock) = seen.next_instant(kit::at(MONDAY)).unwrap();
    assert_eq!(next, kit::at("2027-03-19T00:00:00Z"));
    assert_eq!(clock.result.clock, gate.result.clock);
    // What cannot be computed is shown as such, with its reason.
    let undetermined = seen.clocks.iter().find(|clock| clock.result.undetermined.is_some());
    assert_eq!(undetermined.unwrap().result.clock.name(), "third-country-objection");
}

#[test]
fn a_word_of_the_authority_is_shown_with_its_standing() {
    let letter = kit::answer(0x21, "ie-ca/executor", "fr-tj/judge", MONDAY, Answer::Cleared);
    let (issued, ..) = kit::arrive(Some(&kit::issued(kit::traffic())), letter, MONDAY).unwrap();
    let seen = see(&kit::judge(), &issued, MONDAY).unwrap();
    assert_eq!(seen.acts.len(), 1);
    assert_eq!((seen.acts[0].act.id(), seen.acts[0].standing.id()), ("cleared", "taken"));
}

#[test]
fn who_may_hand_over_is_offered_it_before_anything_is_named() {
    let order = kit::received(kit::terms(&["subscriber"], Track::Ordinary, false), MONDAY);
    let agent = see(&kit::agent(), &order, MONDAY).unwrap();
    assert!(verbs(&agent).contains(&("hand-over", "yes")), "{:?}", verbs(&agent));
}

#[test]
fn a_right_that_was_used_waits_for_nobody() {
    let notified = kit::notified(kit::traffic(), MONDAY);
    let before = see(&kit::executor(), &notified, MONDAY).unwrap();
    assert_eq!(before.next_instant(kit::at(MONDAY)).map(|(_, clock)| clock.met_at), Some(None));
    let (cleared, ..) =
        kit::act(Some(&notified), &kit::executor(), Command::Clear, MONDAY).unwrap();
    let after = see(&kit::executor(), &cleared, MONDAY).unwrap();
    let window = after.clocks.iter().find(|clock| clock.kind == ClockKind::Window).unwrap();
    assert_eq!(window.met_at, Some(kit::at(MONDAY)));
    assert_eq!(after.next_instant(kit::at(MONDAY)), None);
}

#[test]
fn a_case_shows_its_stub_to_who_takes_no_part() {
    let (roster, case) = (kit::roster("fr-tj"), kit::case_of(&["fr-tj/judge"]));
    let ctx = kit::ctx(MONDAY, &roster);
    let see = |officer: &Officer| reduce_case(&case, &Reader { officer, case: Some(&case) }, &ctx);
    let judge = see(&kit::judge()).unwrap();
    assert_eq!(judge.codename.as_deref(), Some("Lantern"));
    let stub = see(&kit::prosecutor()).unwrap();
    assert_eq!((stub.codename, stub.participants.len()), (None, 0));
    assert_eq!(see(&kit::clerk()), None);
    assert_eq!(see(&kit::admin(&kit::judge())), None);
}

#[test]
fn a_moment_names_functions_and_never_people() {
    let order = kit::received(kit::terms(&["subscriber"], Track::Ordinary, false), MONDAY);
    let (_, events, _) =
        kit::act(Some(&order), &kit::agent(), Command::Acknowledge, MONDAY).unwrap();
    let moment = moment(&events[0], &Actor::from(&kit::agent()));
    assert_eq!(moment.event, "acknowledged");
    let words: Vec<&str> = moment.by.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(words, ["officer", "IE-PROV", "provider_agent"]);
}
