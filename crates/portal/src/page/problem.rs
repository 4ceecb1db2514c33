//! Every refusal as a page: one sentence, the place in the law, who is competent, and the way on.
//!
//! The reason has a code and a sentence of its own in `lang/`; the node's plain sentence stands in where a code has
//! none. What is not there and what may not be known of give the same page ([`page_not_found`]).

use jiff::Timestamp;
use jiff::civil::Date;
use law::defect::Defect;
use maud::{Markup, html};

use crate::component::problem_list::{article, summary};
use crate::component::summary::{Row, list};
use crate::component::{Note, note, text, time};
use crate::path;
use crate::shell::{Head, Shell};

/// The view of any refusal. Everything but the code may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Problem<'a> {
    /// The stable code: `not-competent`.
    pub code: &'a str,
    /// The node's own sentence, shown where the words know no sentence for the code.
    pub detail: &'a str,
    /// The instrument whose texts name fields and grounds; may be empty.
    pub pack: &'a str,
    /// The place in the law: `4(2)`.
    pub cite: Option<&'a str>,
    /// The reader's office, where the office is the reason.
    pub office: Option<&'a str>,
    /// The reader's competence by law, where that is the reason.
    pub issuer_kind: Option<&'a str>,
    /// Who may do it by law: issuer kinds by their ids.
    pub competent: &'a [&'a str],
    /// The categories of data that are the reason.
    pub blocked: &'a [&'a str],
    /// The categories the reader could ask for alone.
    pub allowed: &'a [&'a str],
    /// From when on it is lawful.
    pub opens_at: Option<Timestamp>,
    /// The first day of application.
    pub from: Option<Date>,
    /// The ground that stops it.
    pub ground: Option<&'a str>,
    /// Every formal fault.
    pub defects: &'a [Defect],
    /// Where the reader came from.
    pub back: Option<&'a str>,
}

/// The page.
#[must_use]
pub fn page_problem(view: &Problem<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let key = format!("problem-{}", view.code);
    let known = lang.has(&key);
    let title = if known { lang.t(&key) } else { lang.t("problem-other") };
    let help = lang.law_if_any(view.pack, &format!("{key}.help"));
    let mut rows = facts(view, shell);
    rows.push(Row::new(lang.t("problem-code"), text::code(view.code)));
    let body = html! {
        @if !known && !view.detail.is_empty() { p.lead { (text::visible(view.detail)) } }
        @if let Some(help) = help { p.lead { (help) } }
        (summary(lang, view.pack, view.defects))
        (list(&rows))
        (note(Note::Plain, &lang.t("problem-nothing-done"), &html! { p { (lang.t("problem-nothing-done-body")) } }))
        p.actions {
            @if let Some(back) = view.back { (shell.link(back, &lang.t("problem-back"))) " " }
            (shell.link(path::DESK, &lang.t("problem-to-desk")))
        }
    };
    shell.page(&Head { title, over: Some(lang.t("problem-over")), ..Head::default() }, &body)
}

fn facts(view: &Problem<'_>, shell: &Shell<'_>) -> Vec<Row> {
    let lang = shell.lang;
    let words = |prefix: &str, ids: &[&str]| -> Markup {
        let words: Vec<String> = ids.iter().map(|id| lang.t(&format!("{prefix}-{id}"))).collect();
        html! { ul.plain { @for word in &words { li { (word) } } } }
    };
    let mut rows = Vec::new();
    if let Some(cite) = view.cite {
        rows.push(Row::new(lang.t("problem-cite"), html! { span.cite { (article(lang, cite)) } }));
    }
    if let Some(office) = view.office {
        let kind = view.issuer_kind.map(|kind| lang.t(&format!("issuer-{kind}")));
        rows.push(Row::new(
            lang.t("problem-you-are"),
            html! { (lang.t(&format!("office-{office}"))) @if let Some(kind) = kind { " – " (kind) } },
        ));
    }
    if !view.competent.is_empty() {
        rows.push(Row::new(lang.t("problem-competent"), words("issuer", view.competent)));
    }
    if !view.blocked.is_empty() {
        rows.push(Row::new(lang.t("problem-blocked"), words("data", view.blocked)));
    }
    if !view.allowed.is_empty() {
        rows.push(Row::new(lang.t("problem-allowed"), words("data", view.allowed)));
    }
    if let Some(ground) = view.ground {
        rows.push(Row::new(
            lang.t("problem-ground"),
            html! { (ground_name(shell, view.pack, ground)) },
        ));
    }
    if let Some(opens_at) = view.opens_at {
        rows.push(Row::new(
            lang.t("problem-opens-at"),
            html! {
                (time::instant(shell, opens_at)) " – " (time::left(lang, shell.now, opens_at))
            },
        ));
    }
    if let Some(from) = view.from {
        rows.push(Row::new(lang.t("problem-from"), time::date(shell, from)));
    }
    rows
}

/// The name of a ground: the pack's words, or the id where it has none.
#[must_use]
pub fn ground_name(shell: &Shell<'_>, pack: &str, ground: &str) -> String {
    let article = ground.rsplit_once('/').map_or(ground, |(_, article)| article);
    shell
        .lang
        .law_if_any(pack, &format!("ground-{}", article.replace('.', "-")))
        .unwrap_or_else(|| ground.to_owned())
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
