//! The end at the issuer: what must be settled before it, and what comes after it.

use law::ids::Track;

use super::issuing::{cleared, offer, offered, take_over};
use super::{story, words, words_of};
use crate::actor::{Office, Officer};
use crate::corrupt::Corrupt;
use crate::denied::Denied;
use crate::ids::{ID_BYTES, LetterId};
use crate::kit::{self, MONDAY, act};
use crate::letter::{Answer, Letter};
use crate::measure::{Command, Event, Extent, Finding, Issuing, Measure, evolve};
use crate::reader::{self, Reader};

/// The authority received its copy on 08 March 2027 in Dublin: its window ends with the 18th.
const LAST: &str = "2027-03-19T00:00:00Z";
const AFTER: &str = "2027-03-19T00:00:01Z";

fn check(measure: &Measure, command: Command, now: &str, expected: &str) {
    assert_eq!(words(act(Some(measure), &kit::judge(), command, now)), expected);
}

/// A notified order whose data are in custody.
pub(super) fn produced() -> Measure {
    act(Some(&offered()), &kit::clerk(), take_over(1, 1), MONDAY).unwrap().0
}

fn from_authority(n: u8, sent_at: &str, answer: Answer) -> Letter {
    kit::answer(n, "ie-ca/executor", "fr-tj/judge", sent_at, answer)
}

fn ground() -> Answer {
    let (ground, extent) = (kit::LAW.ground_id("g/12.1.a").unwrap(), Extent::All);
    Answer::Objected { ground, extent, because: None }
}

fn with(measure: &Measure, letter: Letter, now: &str) -> Measure {
    kit::arrive(Some(measure), letter, now).unwrap().0
}

/// A completed order whose authority said that it raises no ground.
fn completed() -> Measure {
    act(Some(&cleared(&produced())), &kit::judge(), Command::Complete, MONDAY).unwrap().0
}

fn finding(events: &[Event]) -> Option<Finding> {
    events.iter().find_map(|event| {
        let Event::PeerActDeclined { finding, .. } = event else { return None };
        Some(*finding)
    })
}

#[test]
fn nothing_is_completed_while_the_notified_authority_may_raise_a_ground() {
    let produced = produced();
    // Its time has not begun before it has its copy, and is not over before its last instant.
    let denied = act(Some(&produced), &kit::judge(), Command::Complete, AFTER).unwrap_err();
    let Denied::NotDue { clock, fires_at: None } = denied else { panic!("{denied}") };
    assert_eq!(clock.name(), "refusal-window");
    let (received, ..) = kit::receipt(&produced, "ie-ca/executor", MONDAY, MONDAY).unwrap();
    check(&received, Command::Complete, LAST, "denied not-due");
    check(&received, Command::Complete, AFTER, "completed");
    check(&cleared(&received), Command::Complete, MONDAY, "completed");
}

#[test]
fn a_receipt_of_the_notified_authority_is_no_answer_of_it() {
    let stated = Answer::Acknowledged { received_at: kit::at(MONDAY) };
    let acknowledged = with(&produced(), from_authority(0x24, MONDAY, stated), MONDAY);
    check(&acknowledged, Command::Complete, MONDAY, "denied not-due");
    check(&cleared(&acknowledged), Command::Complete, MONDAY, "completed");
}

#[test]
fn nothing_is_completed_while_an_act_of_a_peer_waits_for_a_word() {
    let objected = with(&produced(), from_authority(0x22, MONDAY, ground()), MONDAY);
    check(&objected, Command::Complete, MONDAY, "denied peer-act-waits");
    let take = Command::TakePeerAct { letter: LetterId::new([0x22; ID_BYTES]) };
    let (taken, ..) = act(Some(&objected), &kit::judge(), take, MONDAY).unwrap();
    check(&taken, Command::Complete, MONDAY, "completed");
    // Exhibits that are offered are taken into custody first.
    let mut again = offer();
    again.id = LetterId::new([0x31; ID_BYTES]);
    let crate::letter::Body::HandoverOffer { handover, .. } = &mut again.body else { panic!() };
    *handover = crate::ids::HandoverId::new([0x41; ID_BYTES]);
    let more = with(&taken, again, MONDAY);
    check(&more, Command::Complete, MONDAY, "denied peer-act-waits");
}

#[test]
fn an_emergency_order_is_not_completed_before_its_validation() {
    let terms = kit::terms_as(&["subscriber"], Track::Emergency, false, true);
    let police = Officer { office: Office::IssuingAuthority, ..kit::police() };
    let other = Officer { id: kit::clerk().id, ..police };
    let draft = kit::draft(terms);
    let (issued, ..) = act(Some(&draft), &other, kit::issue(&draft), MONDAY).unwrap();
    let offered = with(&issued, offer(), MONDAY);
    let (produced, ..) = act(Some(&offered), &kit::clerk(), take_over(1, 1), MONDAY).unwrap();
    check(&produced, Command::Complete, MONDAY, "denied approval-missing");
    let validator = Officer { office: Office::Validator, ..kit::judge() };
    let validate = Command::Validate { revision: 1 };
    let (validated, ..) = act(Some(&produced), &validator, validate, MONDAY).unwrap();
    check(&validated, Command::Complete, MONDAY, "completed");
}

#[test]
fn a_ground_in_its_time_stands_after_the_end_and_waits_for_a_person() {
    let completed = completed();
    let letter = from_authority(0x22, MONDAY, ground());
    let (alarmed, events, _) = kit::arrive(Some(&completed), letter.clone(), MONDAY).unwrap();
    assert_eq!((alarmed.word(), words_of(&events)), ("completed", "peer-act-staged".to_owned()));
    assert_eq!(words(kit::arrive(Some(&alarmed), letter, MONDAY)), "nothing");
    let (roster, case, judge) = (kit::roster("fr-tj"), kit::case(), kit::judge());
    let reader = Reader { officer: &judge, case: Some(&case) };
    let seen = reader::reduce(&alarmed, &reader, &kit::ctx(MONDAY, &roster)).unwrap();
    let may: Vec<&str> = seen.may.iter().map(|offer| offer.verb).collect();
    assert!(may.contains(&"take-peer-act") && !may.contains(&"decline-peer-act"), "{may:?}");
    let letter = LetterId::new([0x22; ID_BYTES]);
    check(&alarmed, Command::DeclinePeerAct { letter }, MONDAY, "denied not-owner");
    check(&alarmed, Command::TakePeerAct { letter }, MONDAY, "peer-act-taken");
}

#[test]
fn a_ground_after_its_time_is_late_before_and_after_the_end() {
    let (received, ..) = kit::receipt(&produced(), "ie-ca/executor", MONDAY, MONDAY).unwrap();
    let (completed, ..) = act(Some(&received), &kit::judge(), Command::Complete, AFTER).unwrap();
    for measure in [&received, &completed] {
        // What was written at the last instant was written in time, however long it travelled.
        for (sent_at, expected) in [(LAST, None), (AFTER, Some(Finding::GroundLate))] {
            let letter = from_authority(0x22, sent_at, ground());
            let (_, events, _) = kit::arrive(Some(measure), letter, AFTER).unwrap();
            assert_eq!(finding(&events), expected, "{sent_at}");
        }
    }
}

#[test]
fn whatever_else_comes_after_the_end_is_on_record_and_too_late() {
    let why = || Command::Withdraw { why: "settled".to_owned() };
    let (withdrawn, ..) = act(Some(&produced()), &kit::judge(), why(), MONDAY).unwrap();
    let Measure::Issuing(Issuing::Withdrawn(issued)) = withdrawn.clone() else {
        panic!("not withdrawn")
    };
    let lapsed = Measure::Issuing(Issuing::Lapsed(issued));
    let mut more = offer();
    more.id = LetterId::new([0x31; ID_BYTES]);
    let word = from_authority(0x23, MONDAY, Answer::Cleared);
    for ended in [completed(), withdrawn, lapsed] {
        for letter in [more.clone(), word.clone()] {
            let (after, events, _) = kit::arrive(Some(&ended), letter, MONDAY).unwrap();
            assert_eq!(finding(&events), Some(Finding::TooLate), "{}", ended.word());
            assert_eq!(after.word(), ended.word());
        }
    }
}

#[test]
fn an_order_nobody_answered_and_nobody_performed_was_never_completed() {
    let order = kit::issued(kit::traffic());
    let event = Event::Completed { at: kit::at(MONDAY) };
    // That no ground is raised says nothing of what becomes of the order.
    for measure in [order.clone(), cleared(&order)] {
        let corrupt = Corrupt { stream: "measure", event: "completed" };
        assert_eq!(evolve(Some(measure), &event), Err(corrupt));
    }
}

#[test]
fn a_removal_is_completed_once_the_authority_that_has_a_copy_has_spoken() {
    let stage = "\
scenario a removal order with and without a copy for the authority of the state of the host
given law eu-tco version=1
given member FR-OCLCTIC kind=law_enforcement state=FR offices=competent_authority
given member DE-PROV kind=service_provider state=DE offices=provider_agent
given member DE-BKA kind=enforcing_authority state=DE offices=executor
given measure #a kind=removal-order from=FR-OCLCTIC to=DE-PROV enforcing=DE-BKA
given measure #b kind=removal-order from=FR-OCLCTIC to=DE-PROV
at 2027-03-01T08:01Z competent_authority@FR-OCLCTIC issue #a -> issued
at 2027-03-01T08:02Z competent_authority@FR-OCLCTIC issue #b -> issued
at 2027-03-01T09:20Z node@DE-PROV deliver #a -> received
at 2027-03-01T09:21Z node@DE-PROV deliver #b -> received
at 2027-03-01T09:30Z node@DE-BKA deliver #a -> received
at 2027-03-01T09:40Z provider_agent@DE-PROV say #a letter=removal-feedback -> said does=perform + timed
at 2027-03-01T09:41Z provider_agent@DE-PROV say #b letter=removal-feedback -> said does=perform + timed
at 2027-03-01T09:42Z node@FR-OCLCTIC deliver #a -> peer-act-staged + peer-act-taken + timed
at 2027-03-01T09:43Z node@FR-OCLCTIC deliver #b -> peer-act-staged + peer-act-taken + timed
at 2027-03-01T10:00Z competent_authority@FR-OCLCTIC complete #b -> completed
at 2027-03-01T10:00Z competent_authority@FR-OCLCTIC complete #a -> denied not-due
at 2027-03-01T10:10Z executor@DE-BKA say #a letter=scrutiny-decision -> said + timed
at 2027-03-01T10:20Z node@FR-OCLCTIC deliver #a -> peer-act-staged + peer-act-taken + timed
at 2027-03-01T10:30Z competent_authority@FR-OCLCTIC complete #a -> completed
";
    story("eu-tco", stage);
}
