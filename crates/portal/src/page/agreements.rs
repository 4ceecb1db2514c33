//! The agreements of a member: where each stands, what it asks of the reader, and what waits because of it.

use domain::agreement::Phase;
use domain::reader::AgreementSeen;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{Tone, tag};
use crate::component::terms::{Names, name, phase, until};
use crate::component::{Note, note, text, time};
use crate::page::agreement::{Duty, Waits, duties, duty};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// One line of the list.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The agreement as the reader sees it.
    pub seen: &'a AgreementSeen,
    /// What waits because of it.
    pub waits: Waits,
}

/// The view of `GET /agreements`.
#[derive(Debug, Clone)]
pub struct Agreements<'a> {
    /// Every agreement of the member, in any order.
    pub lines: Vec<Line<'a>>,
    /// What members are called.
    pub names: &'a Names,
    /// Whether the reader's office drafts.
    pub may_draft: bool,
    /// Whether this member sends nothing without an agreement.
    pub is_required: bool,
}

/// Whether an agreement still does something, or may.
const fn is_alive(phase: Phase) -> bool {
    match phase {
        Phase::Draft | Phase::InForce | Phase::Open | Phase::Suspended | Phase::Waiting => true,
        Phase::Ended | Phase::Sunset => false,
    }
}

/// The list.
#[must_use]
pub fn page_agreements(view: &Agreements<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let mut lines: Vec<&Line<'_>> = view.lines.iter().collect();
    // What is alive comes first; of that, what asks for somebody soonest.
    lines.sort_by_key(|line| {
        let seen = line.seen;
        let next = seen.review_due_at.into_iter().chain([seen.agreement.ends_at()]).min();
        (!is_alive(seen.phase), next, seen.agreement.id())
    });
    let columns = ["title", "parties", "phase", "review", "ends", "waits"];
    let body = html! {
        p.lead { (lang.with("agreements-lead", &[("n", lines.len().into())])) }
        @if view.is_required {
            (note(Note::Plain, &lang.t("agreements-required"), &html! { p { (lang.t("agreements-required-body")) } }))
        }
        (table(&Table {
            id: "agreements",
            caption: lang.with("agreements-caption", &[("n", lines.len().into())]),
            show_caption: false,
            heads: columns.iter().map(|key| Column::word(lang.t(&format!("agreement-{key}")))).collect(),
            rows: lines.iter().map(|line| row(view, line, shell)).collect(),
            empty: lang.t("agreements-empty"),
        }))
        @if view.may_draft {
            p.actions {
                a.govuk-button href=(shell.href(path::NEW_AGREEMENT)) { (lang.t("agreements-draft")) }
            }
        }
    };
    let head = Head {
        title: lang.t("agreements-title"),
        nav: Some(Nav::Agreements),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn row(view: &Agreements<'_>, line: &Line<'_>, shell: &Shell<'_>) -> Vec<Markup> {
    let lang = shell.lang;
    let seen = line.seen;
    let lines = seen.agreement.terms().lines();
    let id = seen.agreement.id().to_string();
    let none = || html! { span.muted { (lang.t("agreement-none")) } };
    let asked = duties(seen, view.may_draft, shell.now);
    vec![
        html! { a href=(shell.href(&path::agreement(&id))) { (text::foreign(lines.title.as_str())) } },
        html! { ul.plain { @for party in &lines.parties { li { (name(view.names, party)) } } } },
        html! {
            (phase(shell, seen.phase)) " " span.muted { (lang.t("held-since")) } " " (time::instant(shell, seen.since))
            @if asked.iter().any(|duty| matches!(duty, Duty::Sign(_))) {
                " " (tag(Tone::Watch, &lang.t("agreement-duty-sign")))
            }
        },
        html! {
            @match seen.review_due_at {
                Some(at) => (dated(shell, at, &asked, |duty| matches!(duty, Duty::Review(_)))),
                None => (none()),
            }
        },
        html! {
            @if is_alive(seen.phase) {
                (dated(shell, lines.valid_until, &asked, |duty| matches!(duty, Duty::Ends(_))))
            } @else { (time::instant(shell, seen.agreement.ends_at())) }
        },
        waiting(shell, &id, &line.waits),
    ]
}

/// An instant with what is left until it, marked where it asks for this reader.
fn dated(
    shell: &Shell<'_>,
    at: Timestamp,
    asked: &[Duty],
    is_it: impl Fn(&Duty) -> bool,
) -> Markup {
    match asked.iter().find(|duty| is_it(duty)) {
        Some(asked) => duty(shell, *asked),
        None => until(shell, at),
    }
}

/// How many letters wait, with the way to them.
fn waiting(shell: &Shell<'_>, id: &str, waits: &Waits) -> Markup {
    let lang = shell.lang;
    let n_came: u64 = waits.came.values().sum();
    html! {
        @if waits.n_out == 0 && n_came == 0 { span.muted { (lang.t("agreement-waits-none")) } }
        @if waits.n_out > 0 {
            a href=(shell.href(&path::waiting_for(id))) {
                (lang.with("agreement-waits-out", &[("n", waits.n_out.into())]))
            }
        }
        @if n_came > 0 { " " (lang.with("agreement-waits-came", &[("n", n_came.into())])) }
    }
}
