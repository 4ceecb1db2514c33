//! Every refusal as a page: one sentence, the place in the law, who is competent, and the way on.
//!
//! What is not there and what may not be known of give the same page ([`page_not_found`]).

use domain::denied::Denied;
use law::defect::Defect;
use law::ids::Cite;
use law::measure_kind::MeasureKind;
use maud::html;

use crate::component::denied::{facts, help, law_row, sentence};
use crate::component::problem_list::summary;
use crate::component::summary::{Row, list};
use crate::component::{Note, note, text};
use crate::path;
use crate::shell::{Head, Shell};

/// The view of any refusal. The core's reason says the most; a refusal of the node has its code and its sentence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Problem<'a> {
    /// The stable code: `not-competent`.
    pub code: &'a str,
    /// The plain sentence, shown where `lang/` has none for the code.
    pub detail: &'a str,
    /// The core's reason, if it was the core that refused.
    pub denied: Option<&'a Denied>,
    /// The place in the law, where there is one and no reason of the core.
    pub cite: Option<&'a Cite>,
    /// The instrument whose texts name fields: `eu-e-evidence`; may be empty.
    pub pack: &'a str,
    /// The kind of measure, so that the page can say who is competent.
    pub kind: Option<&'a MeasureKind>,
    /// Every formal fault.
    pub defects: &'a [Defect],
    /// Where the reader came from; a path of this node.
    pub back: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn page_problem(view: &Problem<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let mut rows = match (view.denied, view.cite) {
        (Some(denied), _) => facts(shell, view.pack, view.kind, denied),
        (None, Some(cite)) => vec![law_row(shell, cite)],
        (None, None) => Vec::new(),
    };
    rows.push(Row::new(lang.t("problem-code"), text::code(view.code)));
    let body = html! {
        @if let Some(help) = help(shell, view.code) { p.lead { (help) } }
        (summary(lang, view.pack, view.defects))
        (list(&rows))
        (note(Note::Plain, &lang.t("problem-nothing-done"), &html! { p { (lang.t("problem-nothing-done-body")) } }))
        p.actions {
            @if let Some(back) = view.back { (shell.link(back, &lang.t("problem-back"))) " " }
            (shell.link(path::DESK, &lang.t("problem-to-desk")))
        }
    };
    let head = Head {
        title: sentence(shell, view.code, view.detail),
        over: Some(lang.t("problem-over")),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// The page for what is not there, and for what this reader may not know of.
#[must_use]
pub fn page_not_found(shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let body = html! {
        p.lead { (lang.t("not-found-body")) }
        p.actions { (shell.link(path::DESK, &lang.t("problem-to-desk"))) }
    };
    shell.page(&Head { title: lang.t("not-found-title"), ..Head::default() }, &body)
}
