//! One exhibit with every gap, one with none, and the form that hands fields of an entry to somebody.

use domain::denied::Denied;
use domain::exhibit::{Action, Gap, GapKind};
use domain::purpose::Purpose;

use super::fixture::{Strings, Who, at};
use super::views::exhibit_seen;
use crate::component::problem_list::Wrong;
use crate::page::exhibit::{Disclose, Entry, ExhibitPage, Typed, page_disclose, page_exhibit};
use crate::path::LeafNo;
use crate::shell::Shell;

/// The pages by name.
pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let seen = exhibit_seen(&say.file);
    let actions = Action::ALL.into_iter().zip(0..);
    let entries: Vec<Entry> = actions
        .map(|(action, seq)| Entry {
            seq,
            action,
            at: at("2026-11-25T12:40:00Z"),
            leaf: (seq < 9).then_some(LeafNo { log: 0, index: 31 + seq }),
        })
        .collect();
    let gaps: Vec<Gap> =
        GapKind::ALL.into_iter().zip(0..).map(|(kind, seq)| Gap { seq, kind }).collect();
    let page = |gaps, may_disclose| ExhibitPage {
        seen: &seen,
        case_name: &say.case,
        entries: entries.clone(),
        gaps,
        may_disclose,
        may_let_on: may_disclose,
    };
    let typed = Typed {
        chosen: ["data".to_owned()].into(),
        fields: [
            ("to".to_owned(), say.sentence.clone()),
            ("purpose".to_owned(), Purpose::Redress.id().to_owned()),
            ("why".to_owned(), say.sentence.clone()),
        ]
        .into(),
        wrong: [("field".to_owned(), Wrong::Needed), ("to".to_owned(), Wrong::Needed)].into(),
        denied: Some(Denied::PurposeNotCovered { purpose: Purpose::Training }),
    };
    let form = |typed| Disclose {
        seen: &seen,
        case_name: &say.case,
        entry: entries[0],
        fields: CUSTODY.to_vec(),
        typed,
    };
    let here = shell("/exhibits/EXHIBIT", Who::Drafter);
    let there = shell("/exhibits/EXHIBIT/entries/0/disclose", Who::Drafter);
    vec![
        ("exhibit", page_exhibit(&page(gaps, true), &here)),
        ("exhibit-without-gaps", page_exhibit(&page(Vec::new(), false), &here)),
        ("disclose", page_disclose(&form(None), &there)),
        ("disclose-refused", page_disclose(&form(Some(&typed)), &there)),
    ]
}

/// The own fields of an entry of custody.
const CUSTODY: [&str; 22] = [
    "exhibit",
    "exhibit_no",
    "root_no",
    "case",
    "status",
    "until",
    "actor",
    "counterparty",
    "location",
    "basis",
    "purpose",
    "tool",
    "object",
    "result",
    "data",
    "source",
    "check",
    "change",
    "seal",
    "countersigns",
    "signatures",
    "informed_by",
];
