//! A package that waits for a second person, for a reader who may agree to it: what would go out, and the act.

use domain::reader::PackageSeen;
use maud::html;

use crate::component::form::{Form, button, form};
use crate::component::summary::{Row, list};
use crate::component::text;
use crate::page::copy::{Withheld, facts, kept_back};
use crate::page::desk::state_tag;
use crate::page::exhibit::{ExhibitGaps, asked_of};
use crate::page::package::short;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// The view of `GET /packages/PACKAGE` for whoever may agree to it. The form posts nothing of its own to
/// `POST /packages/PACKAGE/approve`.
#[derive(Debug, Clone, Copy)]
pub struct Approval<'a> {
    /// The package as the reader sees it.
    pub seen: &'a PackageSeen,
    /// The name of its case.
    pub case_name: &'a str,
    /// What it keeps back, if it is a copy.
    pub withheld: &'a [Withheld],
    /// What will be asked about its exhibits.
    pub gaps: &'a [ExhibitGaps],
}

/// The page.
#[must_use]
pub fn page_approval(view: &Approval<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let id = seen.id.to_string();
    let mut rows = vec![
        Row::new(lang.t("package-id"), text::code(&id)),
        Row::new(lang.t("measure-state"), state_tag(shell, seen.state)),
        Row::new(lang.t("package-forum"), text::foreign(&seen.forum)),
        Row::new(lang.t("package-n-exhibits"), html! { (seen.exhibits.len()) }),
        Row::new(lang.t("package-approvals"), html! { (seen.n_approvals_missing) }),
    ];
    rows.extend(facts(seen, shell));
    let the_form = Form::inside("approve", path::approve(&id), None);
    let lead = html! { p { (lang.t("approval-lead")) } };
    let body = html! {
        (list(&rows))
        (kept_back(seen, view.withheld, shell))
        (asked_of(view.gaps, shell))
        (form(shell, &the_form, &lead, &button(&lang.t("approval-button"))))
    };
    let case = path::case(&seen.case.to_string());
    let head = Head {
        title: lang.t("package-title"),
        about: Some(short(&id)),
        nav: Some(Nav::Cases),
        trail: vec![
            shell.step(path::CASES, "cases-title"),
            Shell::named_step(case, view.case_name),
        ],
        ..Head::default()
    };
    shell.page(&head, &body)
}
