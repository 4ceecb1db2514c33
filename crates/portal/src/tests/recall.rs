//! Recalls: one of ours with a recipient at each standing, and one of somebody else's before and after our answer.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{NodeId, UnitId};
use domain::denied::Denied;
use domain::erasure::Why;
use domain::exhibit::ExhibitNo;
use domain::letter::{LetterRef, Party};
use domain::reader::CaseSeen;
use domain::recall::{
    Answer, Asked, Asking, Certificate, Confirmation, Demand, Failure, Handed, Later, Onward,
    Reason, Recall, Recipient, Refusal, Refused, Reply, Request, Standing,
};

use super::fixture::{Stand, Strings, Who, at, id, member};
use super::views::case_seen;
use crate::component::problem_list::Wrong;
use crate::page::recall::{
    HandedLine, Place, RecallPage, Recalls, Typed, page_recall, page_recalls,
};
use crate::shell::Shell;

const ORDER: &str = "01935e2c-8a10-7b3e-9a44-025f6d110021";
const NO: &str = "FR-TJ-2026-0042/1";

fn why(text: &str) -> Why {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    Why::parse(&format!("Article 7: {plain}")).expect("a reason")
}

fn letter() -> LetterRef {
    LetterRef { id: id(15), digest: [0x3c; 32] }
}

fn confirmation(index: Option<u64>, n_asked: u32) -> Confirmation {
    let certificate = Certificate { erasure: id(12), leaf: [0x4d; 32], index };
    let onward = Onward { n_asked, n_unconfirmed: n_asked.min(1), ..Onward::default() };
    Confirmation { certificates: vec![certificate], onward }
}

fn held(say: &Strings) -> Refused {
    let refusal = Refusal::Held { until: at("2027-02-01T23:00:00Z") };
    Refused { refusal, why: why(&say.sentence) }
}

/// A recall of ours, with a recipient at each standing.
fn ours(say: &Strings) -> Recall {
    let handed = Handed { exhibit_no: ExhibitNo::parse(NO).expect("a number"), letter: [1; 32] };
    let node = |n: usize| NodeId::parse(&format!("n{n}.sandbox.example")).expect("a node");
    let later = |answer| Some(Later { at: at("2026-12-20T09:00:00Z"), answer });
    let when = at("2026-12-09T09:00:00Z");
    let kept = Refused { refusal: Refusal::Kept, why: why(&say.sentence) };
    let standings = [
        Standing::Pending,
        Standing::Delivered { at: when },
        Standing::Confirmed { at: when, letter: letter(), confirmation: confirmation(Some(41), 2) },
        Standing::Failed { at: when, failure: Failure::Refused(held(say)), later: None },
        Standing::Failed {
            at: when,
            failure: Failure::NotTaken { code: "not-permitted".to_owned() },
            later: None,
        },
        Standing::Unconfirmed { at: when, later: later(Answer::Confirmed(confirmation(None, 0))) },
        Standing::Unconfirmed { at: when, later: later(Answer::Refused(kept)) },
    ];
    let recipient = Recipient { member: member("ie-ca"), exhibits: [(id(9), handed)].into() };
    let request = Request {
        recall: id(14),
        case: Some(id(1)),
        reason: Reason::Erased,
        why: why(&say.sentence),
        due_at: at("2026-12-09T09:00:00Z"),
        erasure: Some(id(12)),
        cause: Some(id(16)),
        recipients: (0..standings.len()).map(|n| (node(n), recipient.clone())).collect(),
    };
    let standings = standings.into_iter().enumerate().map(|(n, one)| (node(n), one));
    Recall::Asking(Asking {
        request,
        by: None,
        at: at("2026-11-25T10:30:00Z"),
        reminded: BTreeSet::new(),
        standings: standings.collect(),
    })
}

fn theirs(say: &Strings, reply: Reply) -> Recall {
    let from = Party {
        member: member("ie-prov"),
        node: NodeId::parse("ie-prov.sandbox.example").expect("a node"),
        unit: UnitId::parse("ie-prov/legal").expect("a unit"),
    };
    Recall::Asked(Asked {
        demand: Demand {
            recall: id(16),
            from,
            letter: letter(),
            reason: Reason::Unlawful,
            why: why(&say.sentence),
            due_at: at("2026-12-09T09:00:00Z"),
            exhibits: [(id(9), [1; 32])].into(),
            case: id(1),
        },
        at: at("2026-11-25T10:30:00Z"),
        n_reminders: 2,
        reply,
    })
}

fn typed(say: &Strings, denied: Option<Denied>) -> Typed {
    let fields = ["due_on", "why"].map(|name| (name.to_owned(), say.typed.clone()));
    Typed {
        exhibits: BTreeSet::from([id(9)]),
        fields: BTreeMap::from(fields),
        wrong: [("reason".to_owned(), Wrong::Needed)].into(),
        denied,
    }
}

fn one<'a>(
    recall: &'a Recall,
    case: &'a CaseSeen,
    is_held: bool,
    typed: Option<&'a Typed>,
) -> RecallPage<'a> {
    RecallPage {
        recall,
        place: Place::Case(case),
        numbers: [(id(9), NO.to_owned())].into(),
        held_until: is_held.then(|| at("2027-02-01T23:00:00Z")),
        may_refuse: true,
        may_propose: true,
        typed,
    }
}

/// The pages by name.
pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let case = case_seen(say);
    let (mine, open) = (ours(say), theirs(say, Reply::Open));
    let later = Some((at("2027-03-01T09:00:00Z"), confirmation(Some(7), 0)));
    let refused =
        Reply::Refused { at: at("2026-12-01T09:00:00Z"), by: id(3), refused: held(say), later };
    let refused = theirs(say, refused);
    let given = confirmation(Some(7), 1);
    let done = Reply::Confirmed { at: at("2026-12-01T09:00:00Z"), confirmation: given };
    let done = theirs(say, done);
    let here = shell("/cases/CASE/recalls", Who::Judge);
    let there = shell("/orders/ORDER/recalls", Who::Provider);
    let this = shell("/recalls/RECALL", Who::Judge);
    let again = typed(say, Some(Denied::NobodyToAsk));
    let handed = HandedLine {
        exhibit: id(9),
        exhibit_no: NO,
        members: ["IE-CA".to_owned(), "NL-OVS".to_owned()].into(),
    };
    let list = |typed| Recalls {
        place: Place::Case(&case),
        recalls: vec![&open, &mine],
        handed: vec![handed.clone()],
        may_ask: true,
        typed,
    };
    let none = Recalls {
        place: Place::Order(ORDER),
        recalls: Vec::new(),
        handed: Vec::new(),
        may_ask: true,
        typed: None,
    };
    vec![
        ("recalls", page_recalls(&list(None), &here)),
        ("recalls-again", page_recalls(&list(Some(&again)), &here)),
        ("recalls-of-an-order", page_recalls(&none, &there)),
        ("recall-ours", page_recall(&one(&mine, &case, false, None), &this)),
        ("recall-open", page_recall(&one(&open, &case, false, None), &this)),
        ("recall-held", page_recall(&one(&open, &case, true, Some(&again)), &this)),
        ("recall-refused", page_recall(&one(&refused, &case, false, None), &this)),
        ("recall-confirmed", page_recall(&one(&done, &case, false, None), &this)),
    ]
}

/// A page in English by its name.
fn page(name: &str) -> String {
    let stand = Stand::new(Strings::plain());
    let shell = |path, who| stand.shell(stand.lang("en"), path, who);
    let pages = pages(&stand.strings, &shell);
    pages.into_iter().find(|(found, _)| *found == name).expect("a page").1
}

#[test]
fn a_hold_can_be_given_as_the_reason_only_while_one_lasts() {
    let held = "value=\"held\"";
    assert!(page("recall-held").contains(held));
    assert!(!page("recall-open").contains(held));
}

#[test]
fn who_has_answered_gets_no_form_and_whoever_asks_never_does() {
    for (name, wanted) in [
        ("recall-open", true),
        ("recall-refused", false),
        ("recall-confirmed", false),
        ("recall-ours", false),
    ] {
        assert_eq!(page(name).contains("<form id=\"refuse\""), wanted, "{name}");
    }
}

#[test]
fn what_came_later_stands_beside_what_was_not_confirmed_in_time() {
    let page = page("recall-ours");
    assert_eq!(page.matches("Not confirmed in time").count(), 2);
    assert_eq!(page.matches("<strong>Later</strong>").count(), 2);
}
