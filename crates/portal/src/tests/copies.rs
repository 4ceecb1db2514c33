//! Copies with fewer exhibits: the form, the form sent back, and a copy on its page and before the second person.

use domain::denied::Denied;
use domain::exhibit::{Gap, GapKind};
use domain::package::{Copy, CopyReader, Ground};
use domain::reader::{ActOffer, PackageSeen};

use super::fixture::{Strings, Who, id};
use super::views::package_seen;
use crate::component::problem_list::Wrong;
use crate::page::approval::{Approval, page_approval};
use crate::page::copy::{CopyForm, Typed, Withheld, page_copy};
use crate::page::exhibit::ExhibitGaps;
use crate::page::package::{Package, Progress, page_package};
use crate::shell::Shell;

const NO: &str = "FR-TJ-2026-0042/1";

/// The pages by name.
pub(super) fn pages<'s>(
    say: &Strings,
    shell: &impl Fn(&'s str, Who) -> Shell<'s>,
) -> Vec<(&'static str, String)> {
    let seen = package_seen(say);
    let copy = Copy {
        of: id(6),
        reader: CopyReader::Defence,
        withheld: [(id(10), Ground::ThreatToPerson)].into(),
    };
    let approve = ActOffer { verb: "approve", denied: None };
    let copied = PackageSeen {
        copy: Some(copy),
        state: "assembling",
        sealed: None,
        n_approvals_missing: 1,
        may: vec![approve],
        ..package_seen(say)
    };
    let withheld = [Withheld { no: NO.to_owned(), ground: Ground::ThreatToPerson }];
    let typed = Typed {
        fields: [
            ("reader".to_owned(), "defence".to_owned()),
            ("forum".to_owned(), say.sentence.clone()),
            (format!("ground-{}", id::<domain::ids::ExhibitId>(9)), "out-of-scope".to_owned()),
        ]
        .into(),
        wrong: [
            ("forum".to_owned(), Wrong::Needed),
            (format!("ground-{}", id::<domain::ids::ExhibitId>(9)), Wrong::Unfit),
        ]
        .into(),
        denied: Some(Denied::NotSealed),
    };
    let form = |typed| CopyForm {
        seen: &seen,
        case_name: &say.case,
        exhibits: vec![(id(9), NO.to_owned()), (id(10), "FR-TJ-2026-0042/2".to_owned())],
        typed,
    };
    let here = shell("/packages/PACKAGE/copy", Who::Drafter);
    let there = shell("/packages/PACKAGE", Who::Judge);
    let gap = Gap { seq: 2, kind: GapKind::HoldExpired };
    let gaps = [ExhibitGaps { exhibit: id(9), no: NO.to_owned(), gaps: vec![gap] }];
    let approval =
        Approval { seen: &copied, case_name: &say.case, withheld: &withheld, gaps: &gaps };
    let package = Package {
        seen: &PackageSeen { may: Vec::new(), ..copied.clone() },
        case_name: &say.case,
        file: None,
        progress: Progress::Working,
        members: Vec::new(),
        policy: None,
        approvers: Vec::new(),
        withheld: withheld.to_vec(),
        gaps: Vec::new(),
        may_copy: false,
        stamp: None,
        ends: None,
    };
    vec![
        ("copy-form", page_copy(&form(None), &here)),
        ("copy-form-refused", page_copy(&form(Some(&typed)), &here)),
        ("copy-approval", page_approval(&approval, &there)),
        ("copy-package", page_package(&package, &there)),
    ]
}
