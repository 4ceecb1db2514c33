//! The exhibit: every (state, command) pair, and what its custody record carries.

use super::*;
use crate::effect::Effect;
use crate::ids::{LetterId, PackageId};
use crate::kit::{self, MONDAY};
use crate::letter::LetterRef;
use crate::permit::{Subject, for_node};

mod derive;
mod retention;

fn node(member: &str) -> Location {
    let node = kit::party(&format!("{member}/x")).node;
    Location { node, place: None }
}

fn tool() -> Tool {
    Tool { name: "comity".to_owned(), version: "0.0.0".to_owned(), config: None }
}

fn number(text: &str) -> ExhibitNo {
    ExhibitNo::parse(text).unwrap()
}

fn data(n: u8) -> Data {
    let plain = Plain { len: 10, sha256: [n; 32], blake3: [n; 32] };
    Data { plain, sha512: None, media_type: "application/mbox".to_owned() }
}

fn registration() -> Registration {
    Registration {
        exhibit: ExhibitId::new([1; 16]),
        exhibit_no: number("IE-PROV-1"),
        case: None,
        basis: None,
        purpose: Purpose::Investigation,
        source: Source {
            original_name: "mailbox.mbox".to_owned(),
            device: None,
            account: Some("acct:4711".to_owned()),
            method: "export of the live account".to_owned(),
            claimed: Vec::new(),
            zone: Some("Europe/Dublin".to_owned()),
        },
        location: node("ie-prov"),
        tool: tool(),
    }
}

fn seal(n: u8) -> Command {
    let seal = SealMark { numbers: vec!["container-1".to_owned()], condition: "intact".to_owned() };
    Command::Seal { data: data(n), tool: tool(), seal, until: kit::at(MONDAY) }
}

fn taking(found: u8) -> Command {
    Command::TakeOver(Taking {
        exhibit: ExhibitId::new([1; 16]),
        exhibit_no: number("FR-TJ-7"),
        root_no: number("IE-PROV-1"),
        case: Some(kit::CASE),
        basis: None,
        purpose: Purpose::Investigation,
        location: node("fr-tj"),
        giver: kit::party("ie-prov/legal"),
        letter: LetterRef { id: LetterId::new([3; 16]), digest: [3; 32] },
        receipt: Some([5; 32]),
        expected: data(1).plain,
        data: data(found),
        tool: tool(),
    })
}

fn hand_over() -> Command {
    Command::HandOver {
        handover: kit::HANDOVER,
        to: kit::party("fr-tj/clerk"),
        letter: LetterRef { id: LetterId::new([3; 16]), digest: [3; 32] },
        receipt: None,
    }
}

fn verify(found: u8) -> Command {
    Command::Verify { found: data(found).plain, tool: tool() }
}

fn pack() -> Command {
    Command::Pack { package: PackageId::new([8; 16]), tool: tool() }
}

const HOLD: HoldId = HoldId::new([6; 16]);
const ERASURE: ErasureId = ErasureId::new([7; 16]);
const FRIDAY: &str = "2027-03-12T12:00:00Z";

fn hold(id: HoldId, until: &str) -> Command {
    let (until, responsible) = (kit::at(until), kit::judge().id);
    Command::Hold { hold: id, until, responsible, why: "order of the court".to_owned() }
}

fn lift(id: HoldId) -> Command {
    Command::LiftHold { hold: id, responsible: kit::judge().id, why: "settled".to_owned() }
}

fn destroy() -> Command {
    let responsible = kit::clerk().id;
    Command::Destroy { erasure: ERASURE, responsible, why: "retention-end".to_owned() }
}

fn confirm() -> Command {
    Command::ConfirmDestroyed { tool: tool() }
}

fn ask(exhibit: Option<&Exhibit>, command: Command) -> Result<(Exhibit, Vec<Event>), Denied> {
    ask_at(MONDAY, exhibit, command)
}

/// Holds are an officer's, and no part of the permit is tried here: the decision alone.
fn ask_at(
    now: &str,
    exhibit: Option<&Exhibit>,
    command: Command,
) -> Result<(Exhibit, Vec<Event>), Denied> {
    let roster = kit::roster("ie-prov");
    let ctx = kit::ctx(now, &roster);
    let is_officers = matches!(
        command,
        Command::Derive(_)
            | Command::DeriveInto(_)
            | Command::Hold { .. }
            | Command::LiftHold { .. }
            | Command::Retain { .. }
    );
    if is_officers {
        let by = Performer::of(&crate::actor::Actor::Node, ctx.roster.ours());
        let events = outcome(exhibit, &command, &by, &ctx)?;
        let after = folded(exhibit, &events);
        return Ok((after, events));
    }
    let permit = for_node(&Subject::new(exhibit), command, &ctx)?;
    let events = decide(exhibit, &permit, &ctx)?;
    Ok((folded(exhibit, &events), events))
}

fn folded(exhibit: Option<&Exhibit>, events: &[Event]) -> Exhibit {
    let next = |exhibit, event| Some(evolve(exhibit, event).unwrap());
    events.iter().fold(exhibit.cloned(), next).unwrap()
}

fn sealed() -> Exhibit {
    let (exhibit, _) = ask(None, Command::Register(registration())).unwrap();
    ask(Some(&exhibit), seal(1)).unwrap().0
}

fn check(exhibit: Option<&Exhibit>, command: Command, expected: &Result<(&str, &str), Denied>) {
    let result = ask(exhibit, command);
    let words = result.map(|(after, events)| (events[0].action.id(), after.state().id()));
    assert_eq!(words, *expected);
}

#[test]
fn the_first_event_has_a_result_only_and_every_later_one_names_the_record_twice() {
    let (exhibit, events) = ask(None, Command::Register(registration())).unwrap();
    let first = &events[0].facts;
    assert_eq!((first.object.as_ref(), first.informed_by), (None, None));
    assert!(first.result.is_some());
    let (exhibit, events) = ask(Some(&exhibit), seal(1)).unwrap();
    let second = &events[0].facts;
    assert_eq!(second.informed_by, Some(0));
    assert_eq!(second.object.as_ref().unwrap().state, RecordState::Registered);
    assert_eq!(second.result.as_ref().unwrap().state, RecordState::Sealed);
    let (_, events) = ask(Some(&exhibit), verify(1)).unwrap();
    assert_eq!(events[0].facts.object, events[0].facts.result);
    assert_eq!(events[0].facts.informed_by, Some(1));
}

#[test]
fn a_new_exhibit_is_sealed_by_the_node() {
    let (exhibit, events) = ask(None, Command::Register(registration())).unwrap();
    assert_eq!(react(&exhibit, &events[0]), [Effect::Seal { exhibit: ExhibitId::new([1; 16]) }]);
    check(Some(&exhibit), seal(1), &Ok(("seal", "sealed")));
    for command in [hand_over(), verify(1), pack()] {
        check(Some(&exhibit), command, &Err(Denied::NotSealed));
    }
}

#[test]
fn content_is_fixed_once() {
    check(Some(&sealed()), seal(2), &Err(Denied::AlreadyKnown));
    check(Some(&sealed()), Command::Register(registration()), &Err(Denied::AlreadyKnown));
}

#[test]
fn digests_that_differ_make_an_exhibit_contested_and_it_stays_so() {
    let (contested, events) = ask(Some(&sealed()), verify(2)).unwrap();
    assert_eq!(events[0].facts.status, ActionStatus::Fail);
    assert_eq!(contested.state(), RecordState::Contested);
    for command in [verify(1), hand_over(), pack()] {
        check(Some(&contested), command, &Err(Denied::ExhibitContested));
    }
}

#[test]
fn custody_names_the_other_side_and_the_letter_both_sign() {
    let (after, events) = ask(Some(&sealed()), hand_over()).unwrap();
    let facts = &events[0].facts;
    assert_eq!(facts.counterparty.as_ref().unwrap().member, kit::member("fr-tj"));
    assert_eq!(facts.signatures.unwrap().letter, [3; 32]);
    assert_eq!(after.item().handed_to, [kit::member("fr-tj")]);
}

#[test]
fn what_arrives_is_compared_with_what_was_announced() {
    check(None, taking(1), &Ok(("take_over", "sealed")));
    check(None, taking(2), &Ok(("take_over", "contested")));
    let (exhibit, events) = ask(None, taking(1)).unwrap();
    assert_eq!(exhibit.item().root_no, Some(number("IE-PROV-1")));
    assert!(events[0].facts.check.unwrap().agrees());
}

#[test]
fn an_exhibit_can_be_in_two_packages() {
    let (packed, _) = ask(Some(&sealed()), pack()).unwrap();
    check(Some(&packed), pack(), &Ok(("pack", "packed")));
    check(Some(&packed), hand_over(), &Ok(("hand_over", "packed")));
    check(Some(&packed), verify(2), &Ok(("verify", "contested")));
}

#[test]
fn what_is_on_hold_is_not_destroyed_before_the_hold_ends_or_is_lifted() {
    let (held, events) = ask(Some(&sealed()), hold(HOLD, FRIDAY)).unwrap();
    let facts = &events[0].facts;
    assert_eq!(facts.until, None);
    assert_eq!(facts.change.as_ref().unwrap().what, format!("hold {HOLD} until {FRIDAY}"));
    assert_eq!(held.state(), RecordState::Sealed);
    let no = Denied::OnHold { exhibit: number("IE-PROV-1"), until: kit::at(FRIDAY) };
    check(Some(&held), destroy(), &Err(no));
    // It still serves the case meanwhile.
    check(Some(&held), pack(), &Ok(("pack", "packed")));
    // At its end the hold is over; a second one goes on.
    assert!(ask_at("2027-03-12T11:59:59Z", Some(&held), destroy()).is_err());
    assert!(ask_at(FRIDAY, Some(&held), destroy()).is_ok());
    let other = HoldId::new([8; 16]);
    let (twice, _) = ask(Some(&held), hold(other, "2027-06-01T00:00:00Z")).unwrap();
    assert_eq!(twice.item().held_until(kit::at(MONDAY)), Some(kit::at("2027-06-01T00:00:00Z")));
    assert!(ask_at(FRIDAY, Some(&twice), destroy()).is_err());
    let (lifted, events) = ask(Some(&held), lift(HOLD)).unwrap();
    assert_eq!(events[0].action, Action::LiftHold);
    check(Some(&lifted), destroy(), &Ok(("destroy", "destroying")));
}

#[test]
fn a_hold_is_placed_once_lifted_once_and_has_an_end_ahead() {
    let (held, _) = ask(Some(&sealed()), hold(HOLD, FRIDAY)).unwrap();
    check(Some(&held), hold(HOLD, FRIDAY), &Err(Denied::AlreadyKnown));
    check(Some(&sealed()), lift(HOLD), &Err(Denied::NotFound));
    let over = Denied::HoldOver { until: kit::at(MONDAY) };
    check(Some(&sealed()), hold(HOLD, MONDAY), &Err(over));
    let late = ask_at(FRIDAY, Some(&held), lift(HOLD)).unwrap_err();
    assert_eq!(late, Denied::HoldOver { until: kit::at(FRIDAY) });
    // A year and a day from Monday is the last that a hold may last.
    let most = ask(Some(&sealed()), hold(HOLD, "2028-03-09T09:00:00Z")).map(drop);
    assert_eq!(most, Ok(()));
    let longer = ask(Some(&sealed()), hold(HOLD, "2028-03-09T09:00:01Z")).map(drop);
    assert_eq!(longer, Err(Denied::HoldTooLong { days_max: 366 }));
    let (lifted, _) = ask(Some(&held), lift(HOLD)).unwrap();
    check(Some(&lifted), lift(HOLD), &Err(Denied::NotFound));
    // What is only announced can be held too; there is nothing to destroy yet.
    let (registered, _) = ask(None, Command::Register(registration())).unwrap();
    check(Some(&registered), hold(HOLD, FRIDAY), &Ok(("hold", "registered")));
    check(Some(&registered), destroy(), &Err(Denied::NotSealed));
}

#[test]
fn destruction_is_ordered_then_confirmed_and_nothing_follows() {
    let (going, events) = ask(Some(&sealed()), destroy()).unwrap();
    let facts = &events[0].facts;
    assert_eq!(facts.change.as_ref().unwrap().responsible, kit::clerk().id);
    assert_eq!(facts.result.as_ref().unwrap().state, RecordState::Destroying);
    assert_eq!(going.data(), None);
    let rest = || [destroy(), hand_over(), hold(HOLD, FRIDAY), lift(HOLD), pack(), verify(1)];
    for command in rest() {
        check(Some(&going), command, &Err(Denied::Closed));
    }
    let finish = || Command::Finish { tool: tool() };
    check(Some(&sealed()), finish(), &Err(Denied::NotOrdered));
    check(Some(&going), finish(), &Err(Denied::Closed));
    let (gone, events) = ask(Some(&going), confirm()).unwrap();
    assert_eq!(events[0].facts.object.as_ref().unwrap().state, RecordState::Destroying);
    assert_eq!(gone.state(), RecordState::Deleted);
    // Copies of the key may be left for a time; that they are to be gone is said once.
    check(Some(&gone), finish(), &Ok(("destroy", "deleted")));
    let (last, _) = ask(Some(&gone), finish()).unwrap();
    check(Some(&last), finish(), &Err(Denied::Closed));
    for command in rest().into_iter().chain([confirm()]) {
        check(Some(&gone), command, &Err(Denied::Closed));
    }
    check(Some(&gone), seal(1), &Err(Denied::AlreadyKnown));
    check(Some(&sealed()), confirm(), &Err(Denied::NotOrdered));
    // What nobody can use any more can be destroyed all the same.
    let (contested, _) = ask(Some(&sealed()), verify(2)).unwrap();
    check(Some(&contested), destroy(), &Ok(("destroy", "destroying")));
}

#[test]
fn a_hold_or_a_destruction_that_names_nothing_is_damage() {
    let (held, events) = ask(Some(&sealed()), hold(HOLD, FRIDAY)).unwrap();
    let damaged = |change: &dyn Fn(&mut CustodyFacts)| {
        let mut event = events[0].clone();
        change(&mut event.facts);
        evolve(Some(sealed()), &event).is_err()
    };
    assert!(damaged(&|facts| facts.change = None));
    for what in ["hold", "hold until", "erasure"] {
        assert!(damaged(&|facts| facts.change.as_mut().unwrap().what = what.to_owned()), "{what}");
    }
    assert!(damaged(&|facts| facts.change.as_mut().unwrap().what = format!("hold {HOLD}")));
    // Placed twice, or lifted where there is none.
    let mut again = events[0].clone();
    again.facts.informed_by = held.item().n_events.checked_sub(1);
    assert!(evolve(Some(held), &again).is_err());
    let mut lifted = events[0].clone();
    lifted.action = Action::LiftHold;
    assert!(evolve(Some(sealed()), &lifted).is_err());
    let (_, events) = ask(Some(&sealed()), destroy()).unwrap();
    let mut event = events[0].clone();
    event.facts.change.as_mut().unwrap().what = format!("lift {HOLD}");
    assert!(evolve(Some(sealed()), &event).is_err());
    // What is destroyed is what was ordered, by the same erasure.
    let (destroying, _) = ask(Some(&sealed()), destroy()).unwrap();
    let (_, events) = ask(Some(&destroying), confirm()).unwrap();
    let mut event = events[0].clone();
    event.facts.seal.as_mut().unwrap().numbers = vec![format!("erasure {HOLD}")];
    assert!(evolve(Some(destroying.clone()), &event).is_err());
    event.facts.seal = None;
    assert!(evolve(Some(destroying), &event).is_err());
}

#[test]
fn an_event_about_another_exhibit_or_out_of_its_place_is_damage() {
    let (exhibit, _) = ask(None, Command::Register(registration())).unwrap();
    let (_, events) = ask(Some(&exhibit), seal(1)).unwrap();
    let mut foreign = events[0].clone();
    foreign.facts.exhibit = ExhibitId::new([2; 16]);
    assert!(evolve(Some(exhibit.clone()), &foreign).is_err());
    let mut early = events[0].clone();
    early.facts.informed_by = Some(7);
    assert!(evolve(Some(exhibit), &early).is_err());
    assert!(evolve(None, &events[0]).is_err());
}

#[test]
fn every_word_of_a_stored_event_reads_back() {
    for action in Action::ALL {
        assert_eq!(Action::parse(action.id()), Some(action));
    }
    for status in ["Success", "Fail"] {
        assert_eq!(ActionStatus::parse(status).map(ActionStatus::id), Some(status));
    }
    for state in RecordState::ALL {
        assert_eq!(RecordState::parse(state.id()), Some(state));
    }
    let until = kit::at(MONDAY);
    let all = [Ordered::Erasure(ERASURE), Ordered::Hold { hold: HOLD, until }, Ordered::Lift(HOLD)];
    for ordered in all {
        assert_eq!(Ordered::parse(&ordered.to_string()), Some(ordered));
    }
    assert_eq!(Ordered::parse(&format!("wish {HOLD}")), None);
    assert_eq!(ExhibitNo::parse("two words"), None);
    for making in Making::ALL {
        assert_eq!(Making::parse(making.id()), Some(making));
    }
    assert_eq!(Making::parse("seal"), None);
}
