//! The enforcing authority's side: ten days, grounds, clearance.

use law::ids::Track;

use super::words;
use crate::effect::Effect;
use crate::kit::{self, act};
use crate::letter::{Answer, Body};
use crate::measure::{Command, Event, Extent, Measure, Reasons};

/// Received 09 March 2027 in Dublin: the window ends with the 19th.
const RECEIVED: &str = "2027-03-09T08:00:00Z";
const ENDS: &str = "2027-03-20T00:00:00Z";
const AFTER: &str = "2027-03-20T00:00:01Z";

fn check(measure: &Measure, command: Command, now: &str, expected: &str) {
    assert_eq!(words(act(Some(measure), &kit::executor(), command, now)), expected);
}

fn order() -> Measure {
    kit::notified(kit::traffic(), RECEIVED)
}

fn object(ground: &str, extent: Extent) -> Command {
    let (ground, because) = (kit::LAW.ground_id(ground).unwrap(), kit::reasons());
    Command::Object { ground, extent, because }
}

fn silent() -> Measure {
    let roster = kit::roster("ie-ca");
    let ctx = kit::ctx(AFTER, &roster);
    let order = order();
    let Measure::Notified(notified) = &order else { panic!("not notified") };
    let due = &notified.pending().dues[0];
    let Some(Effect::Schedule { wake, .. }) = due.timer(kit::MEASURE) else { panic!("no timer") };
    let permit = crate::permit::for_clock(&wake, &order, &ctx).unwrap();
    let (silent, events, _) = kit::fold(Some(&order), &permit, &ctx).unwrap();
    assert_eq!(events[0].kind(), "right-lapsed");
    silent
}

#[test]
fn a_written_no_ground_goes_to_the_addressee_and_to_the_issuer() {
    let (_, _, effects) = act(Some(&order()), &kit::executor(), Command::Clear, RECEIVED).unwrap();
    let to: Vec<&str> = effects
        .iter()
        .map(|effect| {
            let Effect::Send(draft) = effect else { panic!("{}", effect.kind()) };
            draft.to.as_str()
        })
        .collect();
    assert_eq!(to, ["ie-prov", "fr-tj"]);
}

#[test]
fn the_reasons_for_a_ground_are_for_the_issuer_and_not_for_the_addressee() {
    let command = object("g/12.1.a", Extent::All);
    let (_, events, effects) = act(Some(&order()), &kit::executor(), command, RECEIVED).unwrap();
    let said = |effect: &Effect| {
        let Effect::Send(draft) = effect else { panic!("{}", effect.kind()) };
        let Body::MeasureAnswer { answer: Answer::Objected { because, .. }, .. } = &draft.body
        else {
            panic!("{:?}", draft.body)
        };
        (draft.to.to_string(), because.clone())
    };
    let (addressee, issuer) = ("ie-prov".to_owned(), "fr-tj".to_owned());
    let said: Vec<_> = effects.iter().map(said).collect();
    assert_eq!(said, [(addressee, None), (issuer, Some(kit::reasons()))]);
    let [Event::Objected { because, .. }] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!(*because, Some(kit::reasons()));
}

#[test]
fn a_ground_is_raised_after_the_issuing_authority_was_contacted() {
    let ground = kit::LAW.ground_id("g/12.1.a").unwrap();
    let told = |contacted_at: Option<&str>| Command::Object {
        ground: ground.clone(),
        extent: Extent::All,
        because: Reasons { contacted_at: contacted_at.map(kit::at), ..kit::reasons() },
    };
    check(&order(), told(None), RECEIVED, "denied contact-missing");
    check(&order(), told(Some(AFTER)), RECEIVED, "denied contact-missing");
    check(&order(), told(Some(RECEIVED)), RECEIVED, "objected");
}

#[test]
fn a_ground_may_follow_a_no_ground_and_never_the_other_way_round() {
    let (cleared, ..) = act(Some(&order()), &kit::executor(), Command::Clear, RECEIVED).unwrap();
    check(&cleared, Command::Clear, RECEIVED, "denied already-answered");
    let (objected, ..) =
        act(Some(&cleared), &kit::executor(), object("g/12.1.a", Extent::All), RECEIVED).unwrap();
    check(&objected, Command::Clear, RECEIVED, "denied ground-raised");
    check(&objected, object("g/12.1.b", Extent::All), RECEIVED, "denied already-answered");
}

#[test]
fn a_ground_at_the_last_instant_is_in_time_and_a_second_later_is_not() {
    for (now, expected) in [(ENDS, false), (AFTER, true)] {
        let command = object("g/12.1.c", Extent::All);
        let (_, events, _) = act(Some(&order()), &kit::executor(), command, now).unwrap();
        assert!(matches!(events[0], Event::Objected { late, .. } if late == expected), "{now}");
    }
}

#[test]
fn an_emergency_leaves_ninety_six_hours() {
    let order = kit::notified(kit::terms(&["content"], Track::Emergency, true), RECEIVED);
    // 08:00 exactly: the hour that begins is not counted.
    for (now, expected) in [("2027-03-13T09:00:00Z", false), ("2027-03-13T09:00:01Z", true)] {
        let command = object("g/12.1.a", Extent::All);
        let (_, events, _) = act(Some(&order), &kit::executor(), command, now).unwrap();
        assert!(matches!(events[0], Event::Objected { late, .. } if late == expected), "{now}");
    }
}

#[test]
fn a_ground_the_law_does_not_know_or_gives_to_another_kind_is_none() {
    let unknown = law::ids::GroundId::parse("eu-e-evidence/g/99.9").unwrap();
    let command = Command::Object { ground: unknown, extent: Extent::All, because: kit::reasons() };
    check(&order(), command, RECEIVED, "denied unknown-ground");
    check(&order(), object("g/16.5.a", Extent::All), RECEIVED, "denied unknown-ground");
}

#[test]
fn a_ground_of_enforcement_is_whole_or_none() {
    let part = Extent::Data(kit::data(&["traffic"]));
    check(&order(), object("g/16.4.a", part), RECEIVED, "denied unknown-ground");
}

#[test]
fn silence_is_an_event_and_a_word_after_it_still_helps() {
    let silent = silent();
    assert_eq!(silent.word(), "silent");
    check(&silent, Command::Clear, AFTER, "cleared");
    let (objected, events, _) =
        act(Some(&silent), &kit::executor(), object("g/12.1.a", Extent::All), AFTER).unwrap();
    assert!(matches!(events[0], Event::Objected { late: true, .. }));
    assert_eq!(objected.word(), "objected");
}

#[test]
fn who_has_answered_lets_no_right_lapse() {
    let (cleared, ..) = act(Some(&order()), &kit::executor(), Command::Clear, RECEIVED).unwrap();
    let roster = kit::roster("ie-ca");
    let ctx = kit::ctx(AFTER, &roster);
    let Measure::Notified(notified) = &cleared else { panic!("not notified") };
    let Some(Effect::Schedule { wake, .. }) = notified.pending().dues[0].timer(kit::MEASURE) else {
        panic!("no timer")
    };
    let permit = crate::permit::for_clock(&wake, &cleared, &ctx).unwrap();
    assert_eq!(words(kit::fold(Some(&cleared), &permit, &ctx)), "nothing");
}

#[test]
fn receipt_is_stated_once() {
    let (order, ..) =
        act(Some(&order()), &kit::executor(), Command::Acknowledge, RECEIVED).unwrap();
    check(&order, Command::Acknowledge, RECEIVED, "denied already-answered");
}

#[test]
fn a_withdrawn_order_is_closed() {
    let body = Body::MeasureWithdraw { measure: kit::MEASURE, why: "settled".to_owned() };
    let letter = kit::letter(0x25, "fr-tj/judge", "ie-ca/executor", RECEIVED, body);
    let (order, ..) = kit::arrive(Some(&order()), letter, RECEIVED).unwrap();
    assert_eq!(order.word(), "withdrawn");
    check(&order, Command::Clear, RECEIVED, "denied closed");
    check(&order, object("g/12.1.a", Extent::All), RECEIVED, "denied closed");
}
