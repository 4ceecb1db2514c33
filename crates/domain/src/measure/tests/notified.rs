//! The enforcing authority's side: ten days, grounds, clearance.

use law::ids::Track;

use super::{story, words};
use crate::effect::Effect;
use crate::kit::{self, act};
use crate::letter::{Answer, Body, CopyKind};
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

#[test]
fn the_same_copy_again_is_no_news_and_another_one_under_its_id_is_refused() {
    let copy = kit::copy(&kit::issued(kit::traffic()), CopyKind::Enforcing);
    for (n, expected) in [(0x12, "nothing"), (0x77, "denied already-known")] {
        let body = Body::MeasureIssue(copy.clone());
        let letter = kit::letter(n, "fr-tj/judge", "ie-ca/executor", kit::MONDAY, body);
        assert_eq!(words(kit::arrive(Some(&order()), letter, RECEIVED)), expected);
    }
}

#[test]
fn the_issuer_gets_the_answer_to_its_letter_and_the_provider_a_letter_of_its_own() {
    let order = order();
    let Measure::Notified(notified) = &order else { panic!("not notified") };
    let asked = Some(notified.pending().letter);
    let (_, _, effects) = act(Some(&order), &kit::executor(), Command::Clear, RECEIVED).unwrap();
    let sent: Vec<_> = effects
        .iter()
        .map(|effect| {
            let Effect::Send(draft) = effect else { panic!("{}", effect.kind()) };
            (draft.to.as_str(), draft.in_reply_to)
        })
        .collect();
    assert_eq!(sent, [("ie-prov", None), ("fr-tj", asked)]);
}

#[test]
fn an_order_that_is_taken_back_in_the_form_of_the_law_is_closed_at_the_authority_too() {
    let taken_back = "\
scenario a notified order that is taken back by a letter
given law eu-e-evidence version=1
given member FR-TJ kind=judicial_authority state=FR offices=judge
given member IE-PROV kind=service_provider state=IE offices=provider_agent
given member IE-CA kind=enforcing_authority state=IE offices=executor
given measure #a kind=epoc from=FR-TJ to=IE-PROV enforcing=IE-CA data=traffic account=\"acct:1\" penalty_max=P5Y
at 2027-03-08T09:00Z judge@FR-TJ issue #a -> issued
at 2027-03-08T09:30Z node@IE-CA deliver #a -> received
at 2027-03-09T09:00Z judge@FR-TJ say #a letter=withdrawal -> said does=withdraw
at 2027-03-09T09:01Z executor@IE-CA look #a -> sees state=notified
at 2027-03-09T09:02Z node@IE-CA deliver #a -> peer-act-staged act=said + peer-act-taken
at 2027-03-09T09:03Z executor@IE-CA look #a -> sees state=withdrawn
at 2027-03-09T09:04Z executor@IE-CA clear #a -> denied closed
";
    story("eu-e-evidence", taken_back);
}
