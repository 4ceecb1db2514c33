//! The handover: offered, taken whole, or contested.

use super::*;
use crate::exhibit::Plain;
use crate::ids::LetterId;
use crate::kit::{self, MONDAY};
use crate::permit::{Subject, for_node};

fn offer() -> Offer {
    Offer {
        handover: kit::HANDOVER,
        measure: kit::MEASURE,
        giver: kit::party("ie-prov/legal"),
        receiver: kit::party("fr-tj/clerk"),
        letter: LetterRef { id: LetterId::new([3; 16]), digest: [3; 32] },
        exhibits: vec![kit::exhibit(1)],
        offered_at: kit::at(MONDAY),
    }
}

fn taken(n: u8, found: u8) -> Vec<TakenExhibit> {
    let handed = kit::exhibit(n);
    let found = Plain { sha256: [found; 32], ..handed.plain };
    vec![TakenExhibit {
        exhibit: handed.exhibit,
        exhibit_no: handed.exhibit_no,
        expected: handed.plain,
        found,
    }]
}

fn accept(exhibits: Vec<TakenExhibit>) -> Command {
    Command::Accept { receipt: [5; 32], exhibits }
}

fn ask(handover: Option<&Handover>, command: Command) -> Result<Handover, Denied> {
    let roster = kit::roster("fr-tj");
    let ctx = kit::ctx(MONDAY, &roster);
    let permit = for_node(&Subject::new(handover), command, &ctx)?;
    let events = decide(handover, &permit, &ctx)?;
    let folded = events
        .iter()
        .fold(handover.cloned(), |handover, event| Some(evolve(handover, event).unwrap()));
    Ok(folded.unwrap())
}

fn check(handover: &Handover, command: Command, expected: &Result<&str, Denied>) {
    assert_eq!(ask(Some(handover), command).map(|after| after.word()), *expected);
}

#[test]
fn what_was_found_decides_and_not_what_was_said() {
    let offered = ask(None, Command::Offer(offer())).unwrap();
    check(&offered, accept(taken(1, 1)), &Ok("accepted"));
    check(&offered, accept(taken(1, 2)), &Ok("contested"));
    let contest = Command::Contest { receipt: [5; 32], exhibits: taken(1, 1) };
    check(&offered, contest, &Ok("accepted"));
}

#[test]
fn only_what_was_offered_can_be_taken() {
    let offered = ask(None, Command::Offer(offer())).unwrap();
    check(&offered, accept(taken(2, 2)), &Err(Denied::NotReceived));
    check(&offered, accept(Vec::new()), &Err(Denied::NotReceived));
}

#[test]
fn an_answer_after_a_gap_settles_it_and_the_gap_stays_in_the_record() {
    let offered = ask(None, Command::Offer(offer())).unwrap();
    let lapsed = ask(Some(&offered), Command::Lapse).unwrap();
    assert_eq!(lapsed.word(), "lapsed");
    check(&lapsed, Command::Lapse, &Ok("lapsed"));
    check(&lapsed, accept(taken(1, 1)), &Ok("accepted"));
}

#[test]
fn a_settled_handover_is_settled() {
    let offered = ask(None, Command::Offer(offer())).unwrap();
    let accepted = ask(Some(&offered), accept(taken(1, 1))).unwrap();
    check(&accepted, accept(taken(1, 1)), &Ok("accepted"));
    let other = Command::Accept { receipt: [6; 32], exhibits: taken(1, 1) };
    check(&accepted, other, &Err(Denied::Closed));
    check(&accepted, Command::Lapse, &Ok("accepted"));
    let lapsed = Event::Lapsed { at: kit::at(MONDAY) };
    assert!(evolve(Some(accepted), &lapsed).is_err());
}

#[test]
fn the_same_offer_again_is_no_news_and_another_letter_is_refused() {
    let offered = ask(None, Command::Offer(offer())).unwrap();
    check(&offered, Command::Offer(offer()), &Ok("offered"));
    let mut other = offer();
    other.letter.digest = [9; 32];
    check(&offered, Command::Offer(other), &Err(Denied::AlreadyKnown));
    assert_eq!(ask(None, Command::Lapse), Err(Denied::NotFound));
}
