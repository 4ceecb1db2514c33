//! What a case keeps and what of it is destroyed: two exhibits, one of them held, and an erasure at each of its states.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::{NodeId, Office};
use domain::denied::Denied;
use domain::erasure::{
    Certificate, Certified, Erasure, Officer, Ordered, Proposed, Recipients, Rejected, Replica,
    Request, Trigger, Why,
};
use domain::exhibit::{ExhibitNo, RecordState, Retention, RetentionRule};
use domain::reader::{CaseSeen, ExhibitSeen};
use jiff::Timestamp;
use jiff::civil::date;
use law::value::BadValue;

use super::fixture::{Stand, Strings, Who, at, id, member};
use super::views::{case_seen, exhibit_seen};
use crate::component::plain_acts::Reason;
use crate::component::problem_list::Wrong;
use crate::page::derive;
use crate::page::erasure::{ErasurePage, page_erasure};
use crate::page::keeping::{
    Act, ErasureLine, Hold, Keeping, Kept, RecallLine, Typed, page_keeping,
};
use crate::path::LeafNo;
use crate::shell::Shell;

const OTHER_NO: &str = "FR-TJ-2026-0042/2";

fn until() -> Timestamp {
    at("2027-02-01T23:00:00Z")
}

/// The exhibits of the case; the first is the one that may be held.
fn exhibits(say: &Strings, states: [RecordState; 2]) -> [ExhibitSeen; 2] {
    let [first, second] = states;
    let other = ExhibitSeen {
        id: id(10),
        exhibit_no: ExhibitNo::parse(OTHER_NO).expect("a number"),
        root_no: None,
        state: second,
        derived_from: [exhibit_seen(&say.file).id].into(),
        retention: Some(ends("2027-05-01T22:00:00Z")),
        ..exhibit_seen(&say.file)
    };
    [ExhibitSeen { state: first, ..exhibit_seen(&say.file) }, other]
}

fn ends(when: &str) -> Retention {
    let rule = RetentionRule::Parents;
    Retention { until: at(when), rule, responsible: id(3), is_over: false }
}

fn kept(exhibits: &[ExhibitSeen; 2], held_until: Option<Timestamp>) -> Vec<Kept<'_>> {
    let [first, second] = exhibits;
    vec![Kept { seen: first, held_until }, Kept { seen: second, held_until: None }]
}

/// A reason with these words; one line, as a hostile text may hold what no reason can.
fn why(text: &str) -> Why {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    Why::parse(&format!("Article 5: {plain}")).expect("a reason")
}

fn proposed(say: &Strings) -> Proposed {
    let exhibits = exhibits(say, [RecordState::Packed, RecordState::Sealed]);
    let request = Request {
        erasure: id(12),
        case: id(1),
        exhibits: exhibits.map(|seen| (seen.id, seen.exhibit_no)).into(),
        trigger: Trigger::DeletionOrder,
        why: why(&say.sentence),
    };
    let author = Officer { id: id(3), office: Office::CaseLead };
    Proposed { request, author, at: at("2026-11-25T09:00:00Z") }
}

fn ordered(say: &Strings) -> Ordered {
    let countersigner = Officer { id: id(4), office: Office::IssuingAuthority };
    Ordered { proposed: proposed(say), countersigner, at: at("2026-11-25T10:30:00Z") }
}

fn certified(say: &Strings) -> Erasure {
    let replica = |node: &str, when: &str| Replica {
        node: NodeId::parse(node).expect("a node"),
        at: at(when),
        n_opened: 0,
        signature: Some([7; 64]),
    };
    let certificate = Certificate {
        keys: [[0x1a; 16], [0x2b; 16]].into(),
        replicas: vec![
            replica("fr-tj.sandbox.example", "2026-11-25T10:30:04Z"),
            replica("fr-tj-2.sandbox.example", "2026-11-25T10:30:09Z"),
        ],
        n_objects: 1204,
        places: [("second".to_owned(), 1204)].into(),
        packages: [id(5)].into(),
        recipients: Recipients {
            asked: [member("ie-ca"), member("nl-ovs")].into(),
            confirmed: [member("nl-ovs")].into(),
            gave: [member("ie-prov")].into(),
            outstanding: [member("ie-ca")].into(),
        },
        final_on: date(2026, 12, 25),
    };
    Erasure::Certified(Certified {
        ordered: ordered(say),
        certificate,
        at: at("2026-11-25T10:30:10Z"),
    })
}

/// A certificate where nobody else had anything.
fn certified_alone(say: &Strings) -> Erasure {
    let certificate = Certificate {
        keys: BTreeSet::new(),
        replicas: Vec::new(),
        n_objects: 0,
        places: BTreeMap::new(),
        packages: BTreeSet::new(),
        recipients: Recipients::default(),
        final_on: date(2026, 12, 25),
    };
    Erasure::Certified(Certified {
        ordered: ordered(say),
        certificate,
        at: at("2026-11-25T10:30:10Z"),
    })
}

fn rejected(say: &Strings) -> Erasure {
    Erasure::Rejected(Rejected {
        proposed: proposed(say),
        by: id(4),
        why: why(&say.typed),
        at: at("2026-11-25T10:30:00Z"),
    })
}

/// What came back with a form.
fn typed(act: Act, say: &Strings, wrong: &[(&str, Wrong)], denied: Option<Denied>) -> Typed {
    let fields = ["until", "why"].map(|name| (name.to_owned(), say.typed.clone()));
    Typed {
        act,
        exhibits: BTreeSet::from([id(10)]),
        fields: BTreeMap::from(fields),
        wrong: wrong.iter().map(|(name, wrong)| ((*name).to_owned(), wrong.clone())).collect(),
        denied,
    }
}

/// The page of what is kept.
fn keeping(
    case: &CaseSeen,
    exhibits: &[ExhibitSeen; 2],
    say: &Strings,
    typed: Option<&Typed>,
    shell: &Shell<'_>,
) -> String {
    let line = |last: u8, state, trigger, at| ErasureLine {
        id: id(last),
        state,
        trigger,
        n_exhibits: usize::from(last),
        at,
    };
    let view = Keeping {
        seen: case,
        exhibits: kept(exhibits, Some(until())),
        holds: vec![Hold {
            id: id(11),
            until: until(),
            placed_at: at("2026-11-24T08:00:00Z"),
            why: &say.sentence,
            exhibits: vec!["FR-TJ-2026-0042/1"],
        }],
        erasures: vec![
            line(12, "proposed", Trigger::DeletionOrder, at("2026-11-25T09:00:00Z")),
            line(13, "certified", Trigger::Recall, at("2026-11-24T09:00:00Z")),
        ],
        recalls: vec![RecallLine {
            id: id(14),
            member: "IE-CA".to_owned(),
            due_at: at("2026-12-09T09:00:00Z"),
        }],
        may_hold: true,
        may_derive: true,
        may_retain: true,
        may_propose: true,
        typed,
        version: Some(7),
    };
    page_keeping(&view, shell)
}

/// The form for what is made from others.
fn derive(
    case: &CaseSeen,
    exhibits: &[ExhibitSeen; 2],
    typed: derive::Typed,
    shell: &Shell<'_>,
) -> String {
    derive::page_derive(
        &derive::Derive { seen: case, exhibits: exhibits.iter().collect(), typed },
        shell,
    )
}

/// The same as it comes back: one answer is missing, another one too long, and the file has no name.
fn made_again(say: &Strings) -> derive::Typed {
    let fields = ["making", "tool", "method", "loss"].map(|name| {
        let value = if name == "making" { "redact" } else { &say.typed };
        (name.to_owned(), value.to_owned())
    });
    let long = Wrong::Value(BadValue::TooLong { chars_max: 100 });
    derive::Typed {
        exhibits: [id(10)].into(),
        fields: fields.into(),
        wrong: [("version".to_owned(), Wrong::Needed), ("tool".to_owned(), long)].into(),
        file: Some(say.sentence.clone()),
        denied: Some(Denied::ExhibitContested),
    }
}

/// The page of an erasure as somebody who does not decide sees it.
fn bare<'a>(erasure: &'a Erasure, case: &'a CaseSeen, exhibits: Vec<Kept<'a>>) -> ErasurePage<'a> {
    ErasurePage {
        erasure,
        case,
        exhibits,
        asks: BTreeSet::new(),
        recalls: Vec::new(),
        waits_for: Vec::new(),
        may_decide: false,
        is_author: false,
        leaf: None,
        reason: Reason::default(),
        denied: None,
    }
}

/// The pages by name.
pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let case = case_seen(say);
    let live = exhibits(say, [RecordState::Packed, RecordState::Sealed]);
    let here = shell("/cases/CASE/keeping", Who::Judge);
    let day = Wrong::Value(BadValue::Date { text: say.typed.clone() });
    let again = typed(Act::Hold, say, &[("until", day), ("why", Wrong::Needed)], None);
    let lifted = typed(Act::Lift(id(11)), say, &[("why", Wrong::Needed)], None);
    let longer = Denied::KeptTooLong { latest: until() };
    let longer = typed(Act::Retain, say, &[("until", Wrong::Needed)], Some(longer));
    let mut over = live.clone();
    over[1].retention = Some(ends("2026-11-24T23:00:00Z"));
    let empty = typed(Act::Erase, say, &[], Some(Denied::NothingToErase));

    let made = shell("/cases/CASE/derive", Who::Judge);
    let there = shell("/erasures/ERASURE", Who::Judge);
    let waiting = Erasure::Proposed(proposed(say));
    let work = Erasure::Ordered(ordered(say));
    let done = certified(say);
    let alone = certified_alone(say);
    let no = rejected(say);
    let going = exhibits(say, [RecordState::Destroying, RecordState::Destroying]);
    let gone = exhibits(say, [RecordState::Deleted, RecordState::Deleted]);
    let bare_waiting = |held_until| bare(&waiting, &case, kept(&live, held_until));
    let held = Denied::OnHold { exhibit: live[0].exhibit_no.clone(), until: until() };
    let unsaid = Reason { text: say.typed.clone(), wrong: Some(Wrong::Needed) };

    vec![
        ("keeping", keeping(&case, &live, say, None, &here)),
        ("keeping-again", keeping(&case, &live, say, Some(&again), &here)),
        ("keeping-lift-again", keeping(&case, &live, say, Some(&lifted), &here)),
        ("keeping-erase-again", keeping(&case, &live, say, Some(&empty), &here)),
        ("keeping-retain-again", keeping(&case, &live, say, Some(&longer), &here)),
        ("keeping-over", keeping(&case, &over, say, None, &here)),
        ("derive", derive(&case, &live, derive::Typed::default(), &made)),
        ("derive-again", derive(&case, &live, made_again(say), &made)),
        ("keeping-gone", keeping(&case, &gone, say, None, &here)),
        (
            "erasure",
            page_erasure(
                &ErasurePage {
                    may_decide: true,
                    asks: [member("ie-ca"), member("nl-ovs")].into(),
                    ..bare_waiting(None)
                },
                &there,
            ),
        ),
        (
            "erasure-held",
            page_erasure(
                &ErasurePage {
                    may_decide: true,
                    reason: unsaid,
                    denied: Some(&held),
                    ..bare_waiting(Some(until()))
                },
                &there,
            ),
        ),
        (
            "erasure-own",
            page_erasure(&ErasurePage { is_author: true, ..bare_waiting(None) }, &there),
        ),
        ("erasure-waits", page_erasure(&bare_waiting(None), &there)),
        ("erasure-ordered", page_erasure(&bare(&work, &case, kept(&going, None)), &there)),
        (
            "erasure-away",
            page_erasure(
                &ErasurePage {
                    waits_for: vec!["second".to_owned()],
                    ..bare(&work, &case, kept(&going, None))
                },
                &there,
            ),
        ),
        (
            "erasure-certified",
            page_erasure(
                &ErasurePage {
                    leaf: Some(LeafNo { log: 0, index: 41 }),
                    recalls: vec![id(14)],
                    ..bare(&done, &case, kept(&gone, None))
                },
                &there,
            ),
        ),
        ("erasure-certified-alone", page_erasure(&bare(&alone, &case, kept(&gone, None)), &there)),
        ("erasure-rejected", page_erasure(&bare(&no, &case, kept(&live, None)), &there)),
    ]
}

/// A page in English by its name.
fn page(name: &str) -> String {
    let stand = Stand::new(Strings::plain());
    let shell = |path, who| stand.shell(stand.lang("en"), path, who);
    let pages = pages(&stand.strings, &shell);
    pages.into_iter().find(|(found, _)| *found == name).expect("a page").1
}

/// Whether this form stands on this page.
fn check(name: &str, form: &str, wanted: bool) {
    assert_eq!(page(name).contains(&format!("<form id=\"{form}\"")), wanted, "{form} on {name}");
}

#[test]
fn only_a_second_officer_gets_the_forms_of_a_decision() {
    for form in ["approve", "reject"] {
        check("erasure", form, true);
        for name in ["erasure-own", "erasure-waits", "erasure-ordered", "erasure-certified"] {
            check(name, form, false);
        }
    }
}

#[test]
fn while_a_hold_lasts_a_second_officer_can_only_say_no() {
    check("erasure-held", "approve", false);
    check("erasure-held", "reject", true);
}

#[test]
fn what_is_gone_can_neither_be_held_nor_destroyed() {
    for form in ["hold", "erase"] {
        check("keeping", form, true);
        check("keeping-gone", form, false);
    }
}

#[test]
fn what_is_over_is_ticked_in_the_proposal_and_nothing_else_is() {
    let over = page("keeping-over");
    let id = id::<domain::ids::of::Exhibit>(10);
    let ticked = format!("type=\"checkbox\" value=\"{id}\" checked");
    assert_eq!(over.matches(&ticked).count(), 1);
    assert_eq!(over.matches(" checked").count(), 2, "that exhibit, and why");
    assert!(over.contains("value=\"retention-end\" checked"));
    assert_eq!(page("keeping").matches(" checked").count(), 0);
}

#[test]
fn of_a_file_that_came_back_only_the_words_are_kept() {
    let again = page("derive-again");
    assert_eq!(again.matches(" checked").count(), 2);
    assert_eq!(again.matches("aria-invalid=\"true\"").count(), 3);
    assert!(again.contains("enctype=\"multipart/form-data\""));
}

#[test]
fn a_form_that_came_back_stands_open_and_keeps_its_ticks_to_itself() {
    let page = page("keeping-again");
    assert_eq!(page.matches("<details class=\"govuk-details whole\" open>").count(), 1);
    assert_eq!(page.matches(" checked").count(), 1);
}
