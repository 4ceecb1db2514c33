//! The erasure: two officers for one list, and everything that is refused.

use super::*;
use crate::actor;
use crate::kit::{self, MONDAY};
use crate::permit::{Subject, for_node, for_officer};

fn why() -> Why {
    Why::parse("Art. 16(2): the data are not needed any more").unwrap()
}

fn request() -> Request {
    Request {
        erasure: ErasureId::new([9; 16]),
        case: kit::CASE,
        exhibits: [(ExhibitId::new([1; 16]), ExhibitNo::parse("X-1-R1").unwrap())].into(),
        trigger: Trigger::RetentionEnd,
        why: why(),
    }
}

fn certificate() -> Certificate {
    Certificate {
        keys: [[7; 16]].into(),
        replicas: vec![Replica {
            node: kit::party("fr-tj/x").node,
            at: kit::at(MONDAY),
            n_opened: 0,
            signature: None,
        }],
        n_objects: 3,
        places: BTreeMap::new(),
        packages: BTreeSet::new(),
        recipients: Recipients::default(),
        final_on: jiff::civil::date(2027, 4, 7),
    }
}

/// Whoever acts: an officer, or nobody for the node itself.
type By = Option<actor::Officer>;

fn ask(erasure: Option<&Erasure>, by: &By, command: Command) -> Result<Erasure, Denied> {
    let (roster, case) = (kit::roster("fr-tj"), kit::case());
    let ctx = kit::ctx(MONDAY, &roster);
    let subject = Subject::new(erasure).in_case(Some(&case));
    let permit = match by {
        Some(officer) => for_officer(officer, &subject, command, &ctx)?,
        None => for_node(&subject, command, &ctx)?,
    };
    let events = decide(erasure, &permit, &ctx)?;
    let after = events
        .iter()
        .fold(erasure.cloned(), |erasure, event| Some(evolve(erasure, event).unwrap()));
    Ok(after.unwrap())
}

#[track_caller]
fn check(erasure: Option<&Erasure>, by: &By, command: Command, expected: &str) {
    let said = ask(erasure, by, command);
    let word = said.map_or_else(|denied| denied.code(), |after| after.word());
    assert_eq!(word, expected);
}

fn clerk() -> By {
    Some(kit::clerk())
}

fn judge() -> By {
    Some(kit::judge())
}

fn proposed() -> Erasure {
    ask(None, &clerk(), Command::Propose(request())).unwrap()
}

fn ordered() -> Erasure {
    ask(Some(&proposed()), &judge(), Command::Approve).unwrap()
}

#[test]
fn one_proposes_another_agrees_and_the_node_certifies() {
    let proposed = proposed();
    assert_eq!(
        proposed.proposed().author,
        Officer { id: kit::clerk().id, office: Office::Custodian }
    );
    let ordered = ordered();
    let done = ask(Some(&ordered), &None, Command::Certify(certificate())).unwrap();
    let Erasure::Certified(certified) = &done else { panic!("{done:?}") };
    assert_eq!(certified.certificate, certificate());
    assert_eq!(certified.ordered.countersigner.id, kit::judge().id);
}

#[test]
fn nobody_decides_on_their_own_proposal() {
    // A custodian decides on none: an authority or the lead of the case is always one of the two.
    for command in [Command::Approve, Command::Reject { why: why() }] {
        check(Some(&proposed()), &clerk(), command.clone(), "not-competent");
        let theirs = ask(None, &judge(), Command::Propose(request())).unwrap();
        check(Some(&theirs), &judge(), command, "same-officer");
    }
    check(Some(&proposed()), &judge(), Command::Reject { why: why() }, "rejected");
}

#[test]
fn an_office_without_the_act_and_a_stranger_to_the_case_are_refused() {
    check(None, &Some(kit::police()), Command::Propose(request()), "not-competent");
    check(Some(&proposed()), &Some(kit::police()), Command::Approve, "not-competent");
    check(Some(&proposed()), &Some(kit::agent()), Command::Approve, "not-found");
    check(None, &None, Command::Propose(request()), "not-owner");
    check(Some(&ordered()), &judge(), Command::Certify(certificate()), "not-competent");
}

#[test]
fn an_erasure_is_of_something_and_of_no_more_than_can_be_read() {
    let none = Request { exhibits: BTreeMap::new(), ..request() };
    check(None, &clerk(), Command::Propose(none), "nothing-to-erase");
    let number = |n: usize| {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(n as u64).to_be_bytes());
        (ExhibitId::new(id), ExhibitNo::parse(&format!("X-{n}")).unwrap())
    };
    let at_most = Request { exhibits: (0..EXHIBITS_MAX).map(number).collect(), ..request() };
    check(None, &clerk(), Command::Propose(at_most), "proposed");
    let too_many = Request { exhibits: (0..=EXHIBITS_MAX).map(number).collect(), ..request() };
    check(None, &clerk(), Command::Propose(too_many), "too-many");
}

#[test]
fn every_other_step_is_refused() {
    let rejected = ask(Some(&proposed()), &judge(), Command::Reject { why: why() }).unwrap();
    let certified = ask(Some(&ordered()), &None, Command::Certify(certificate())).unwrap();
    check(None, &judge(), Command::Approve, "not-found");
    check(None, &None, Command::Certify(certificate()), "not-found");
    check(Some(&proposed()), &clerk(), Command::Propose(request()), "already-known");
    check(Some(&proposed()), &None, Command::Certify(certificate()), "approval-missing");
    for ended in [&rejected, &certified] {
        check(Some(ended), &judge(), Command::Approve, "closed");
        check(Some(ended), &judge(), Command::Reject { why: why() }, "closed");
        check(Some(ended), &None, Command::Certify(certificate()), "closed");
    }
    check(Some(&ordered()), &judge(), Command::Reject { why: why() }, "closed");
}

#[test]
fn events_that_nobody_can_have_decided_are_damage() {
    let at = kit::at(MONDAY);
    let author = proposed().proposed().author;
    let approved = Event::Approved { at, by: author };
    assert!(evolve(Some(proposed()), &approved).is_err());
    assert!(evolve(None, &approved).is_err());
    let certified = Event::Certified { at, certificate: certificate() };
    assert!(evolve(Some(proposed()), &certified).is_err());
    let again = Event::Proposed { at, by: author, request: request() };
    assert!(evolve(Some(ordered()), &again).is_err());
    assert!(evolve(Some(ordered()), &Event::Rejected { at, by: author.id, why: why() }).is_err());
}

#[test]
fn a_reason_is_plain_text() {
    let long = "x".repeat(WHY_CHARS_MAX);
    let read = |text: &str| Why::parse(text).map(|why| why.as_str().to_owned());
    assert_eq!(read(" one\r\ntwo "), Some("one\ntwo".to_owned()));
    assert_eq!(read(&long), Some(long.clone()));
    assert_eq!(read(&format!("{long}x")), None);
    assert_eq!(read(" \n "), None);
    assert_eq!(read("a\u{7}b"), None);
}

#[test]
fn every_trigger_reads_back() {
    for trigger in Trigger::ALL {
        assert_eq!(Trigger::parse(trigger.id()), Some(trigger));
    }
    assert_eq!(Trigger::parse("boredom"), None);
}
