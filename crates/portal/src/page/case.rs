//! One case: what it is, its measures, exhibits and packages, and what happened in it.

use domain::reader::{CaseSeen, MeasureSeen, PackageSeen};
use maud::{Markup, html};

use crate::component::exhibits::{Exhibit, exhibits};
use crate::component::form::{Form, button, form, second_button};
use crate::component::summary::{Row, strip};
use crate::component::table::{Head as Column, Table, table};
use crate::component::timeline::{Entry, timeline};
use crate::component::{text, time};
use crate::page::desk::{kind_name, state_tag};
use crate::page::measure::{next_clock, notice};
use crate::path;
use crate::shell::{Handling, Head, Nav, Shell};

/// A measure of the case.
#[derive(Debug, Clone, Copy)]
pub struct MeasureLine<'a> {
    /// The measure as the reader sees it.
    pub seen: &'a MeasureSeen,
    /// How people call it.
    pub reference: &'a str,
}

/// The view of `GET /cases/CASE`.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// The case as the reader sees it.
    pub seen: &'a CaseSeen,
    /// Its measures.
    pub measures: Vec<MeasureLine<'a>>,
    /// Its exhibits.
    pub exhibits: Vec<Exhibit<'a>>,
    /// Its packages.
    pub packages: Vec<&'a PackageSeen>,
    /// What happened, in the order of the record.
    pub timeline: Vec<Entry>,
    /// Whether the reader may see what the case keeps.
    pub shows_kept: bool,
    /// Whether the reader's office drafts measures.
    pub may_draft: bool,
    /// Whether the reader's office exports, and there is something sealed to export.
    pub may_export: bool,
    /// The version that an act of this page answers to.
    pub version: u64,
}

/// The page.
#[must_use]
pub fn page_case(view: &Case<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let seen = view.seen;
    let id = seen.id.to_string();
    let body = html! {
        (strip(&facts(view, shell)))
        section aria-labelledby="measures-heading" {
            h2 #measures-heading { (lang.t("case-measures")) }
            (measures(view, shell))
            @if view.may_draft {
                p.actions { a.govuk-button href=(shell.href(&path::new_measure(&id))) { (lang.t("case-new-measure")) } }
            }
        }
        section aria-labelledby="exhibits-heading" {
            h2 #exhibits-heading { (lang.t("case-exhibits")) }
            (exhibits(shell, "exhibits", &view.exhibits))
            @if view.shows_kept { p { (shell.link(&path::keeping(&id), &lang.t("case-keeping"))) } }
        }
        section aria-labelledby="packages-heading" {
            h2 #packages-heading { (lang.t("case-packages")) }
            (packages(view, shell))
            @if view.may_export { (export(view, shell)) }
        }
        section aria-labelledby="timeline-heading" {
            h2 #timeline-heading { (lang.t("case-timeline")) }
            p.muted { (lang.t("case-timeline-hint")) }
            (timeline(shell, &view.timeline))
        }
    };
    let head = Head {
        title: lang.t("case-title"),
        about: Some(name(seen)),
        nav: Some(Nav::Cases),
        trail: vec![shell.step(path::CASES, "cases-title")],
        is_wide: true,
        handling: Some(handling(shell, seen)),
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// How people call a case: its codename for those who take part, else its number.
#[must_use]
pub fn name(seen: &CaseSeen) -> String {
    seen.codename.clone().unwrap_or_else(|| seen.docket_no.clone())
}

/// Under which purpose a case is read.
#[must_use]
pub fn handling(shell: &Shell<'_>, seen: &CaseSeen) -> Handling {
    Handling {
        purpose: shell.t(&format!("purpose-{}", seen.purpose.id())),
        reference: seen.docket_no.clone(),
    }
}

fn facts(view: &Case<'_>, shell: &Shell<'_>) -> Vec<Row> {
    let lang = shell.lang;
    let seen = view.seen;
    let mut rows = vec![
        Row::new(lang.t("case-docket"), text::code(&seen.docket_no)),
        Row::new(lang.t("case-state"), state_tag(shell, seen.state)),
        Row::new(
            lang.t("case-purpose"),
            html! { (lang.t(&format!("purpose-{}", seen.purpose.id()))) },
        ),
        Row::new(lang.t("case-registered"), time::instant(shell, seen.registered_at)),
    ];
    if let Some(focus) = &seen.focus {
        rows.push(Row::new(lang.t("case-focus"), text::foreign(focus)));
    }
    if !seen.participants.is_empty() {
        rows.push(Row::new(
            lang.t("case-participants"),
            html! { ul.plain { @for unit in &seen.participants { li { (text::code(&unit.to_string())) } } } },
        ));
    }
    rows
}

fn measures(view: &Case<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let columns = [
        "desk-clock",
        "desk-reference",
        "desk-kind",
        "measure-addressee",
        "measure-data",
        "desk-state",
    ];
    let row = |line: &MeasureLine<'_>| {
        let seen = line.seen;
        let path = path::measure(&seen.id.to_string());
        vec![
            next_clock(shell, seen),
            html! { a href=(shell.href(&path)) { (text::foreign(line.reference)) } },
            html! { (kind_name(shell, seen.instrument.as_str(), seen.kind.as_str())) },
            text::foreign(&seen.addressee.screen()),
            html! { ul.plain { @for data in &seen.data { li { (lang.t(&format!("data-{}", data.id()))) } } } },
            html! { (state_tag(shell, seen.state)) (notice::mark(shell, seen)) },
        ]
    };
    table(&Table {
        id: "measures",
        caption: lang.with("measures-caption", &[("n", view.measures.len().into())]),
        show_caption: false,
        heads: columns.iter().map(|key| Column::word(lang.t(key))).collect(),
        rows: view.measures.iter().map(row).collect(),
        empty: lang.t("measures-empty"),
    })
}

fn packages(view: &Case<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    html! {
        @if view.packages.is_empty() { p.empty { (lang.t("packages-empty")) } }
        @else {
            ul.plain {
                @for package in &view.packages {
                    li {
                        a href=(shell.href(&path::package(&package.id.to_string()))) {
                            (lang.t("package-title")) " " (text::code(&package.id.to_string()))
                        }
                        " " (state_tag(shell, package.state))
                    }
                }
            }
        }
    }
}

fn export(view: &Case<'_>, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let action = path::export(&view.seen.id.to_string());
    let the_form = Form::inside("export", action, Some(view.version));
    let send = if view.packages.is_empty() {
        button(&lang.t("case-export"))
    } else {
        second_button(&lang.t("case-export-again"))
    };
    form(shell, &the_form, &html! { p { (lang.t("case-export-hint")) } }, &send)
}
