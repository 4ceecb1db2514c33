//! The reader's cases, and the form that opens one.

use domain::actor::{Office, UnitId};
use domain::reader::CaseSeen;
use maud::html;

use crate::component::form::{Around, Choice, Form, Line, boxes, button, form, line};
use crate::component::problem_list::single;
use crate::component::table::{Head as Column, Table, table};
use crate::component::tag::{tag, tone_of};
use crate::component::{text, time};
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// One line of the list.
#[derive(Debug, Clone, Copy)]
pub struct CaseLine<'a> {
    /// The case as the reader sees it.
    pub seen: &'a CaseSeen,
    /// How many measures it has.
    pub n_measures: usize,
}

/// The view of `GET /cases`.
#[derive(Debug, Clone, Default)]
pub struct Cases<'a> {
    /// The cases, in any order.
    pub cases: Vec<CaseLine<'a>>,
    /// Whether the reader's office opens cases.
    pub may_open: bool,
}

/// The page.
#[must_use]
pub fn page_cases(view: &Cases<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let mut cases = view.cases.clone();
    cases.sort_by_key(|line| (std::cmp::Reverse(line.seen.registered_at), line.seen.id));
    let row = |line: &CaseLine<'_>| {
        let seen = line.seen;
        let name = seen.codename.as_deref().unwrap_or(&seen.docket_no);
        let path = path::case(&seen.id.to_string());
        vec![
            html! { a href=(shell.href(&path)) { (text::foreign(name)) } },
            text::code(&seen.docket_no),
            tag(tone_of(seen.state), &lang.t(&format!("state-{}", seen.state))),
            html! { (lang.t(&format!("purpose-{}", seen.purpose.id()))) },
            html! { (line.n_measures) },
            time::instant(shell, seen.registered_at),
        ]
    };
    let heads = [
        ("case-codename", false),
        ("case-docket", false),
        ("case-state", false),
        ("case-purpose", false),
        ("case-n-measures", true),
        ("case-registered", false),
    ];
    let list = Table {
        id: "cases",
        caption: lang.with("cases-caption", &[("n", cases.len().into())]),
        show_caption: false,
        heads: heads
            .iter()
            .map(|(key, number)| match number {
                true => Column::number(lang.t(key)),
                false => Column::word(lang.t(key)),
            })
            .collect(),
        rows: cases.iter().map(row).collect(),
        empty: lang.t("cases-empty"),
    };
    let body = html! {
        (table(&list))
        @if view.may_open {
            p.actions { a.govuk-button href=(shell.href(path::NEW_CASE)) { (lang.t("desk-new-case")) } }
        }
    };
    let head = Head {
        title: lang.t("cases-title"),
        nav: Some(Nav::Cases),
        is_wide: true,
        ..Head::default()
    };
    shell.page(&head, &body)
}

/// A unit that may be asked into a case.
#[derive(Debug, Clone)]
pub struct Colleague<'a> {
    /// The unit.
    pub unit: &'a UnitId,
    /// Its office.
    pub office: Office,
    /// Whether it was ticked.
    pub chosen: bool,
}

/// The view of `GET /cases/new` and of a refused `POST /cases`. The form posts `codename`, `focus` and one
/// `participant` per unit that takes part beside the one that opens the case.
#[derive(Debug, Clone, Default)]
pub struct NewCase<'a> {
    /// What was typed as the codename.
    pub codename: &'a str,
    /// What was typed as the focus.
    pub focus: &'a str,
    /// The other units of this member.
    pub colleagues: Vec<Colleague<'a>>,
    /// Why it was refused: the field and the sentence.
    pub refusal: Option<(&'a str, &'a str)>,
}

/// The page.
#[must_use]
pub fn page_new_case(view: &NewCase<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let around = |name: &str| {
        let mut around = Around::new(name, lang.t(&format!("new-case-{name}")))
            .hint(lang.t(&format!("new-case-{name}-hint")));
        if let Some((_, why)) = view.refusal.filter(|(field, _)| *field == name) {
            around.faults.push(text::foreign(why));
        }
        around
    };
    let colleagues: Vec<_> = view
        .colleagues
        .iter()
        .map(|colleague| {
            let office = lang.t(&format!("office-{}", colleague.office.id()));
            let unit = colleague.unit.to_string();
            let names = [("office", office.as_str().into()), ("unit", unit.as_str().into())];
            Choice::new(unit.clone(), lang.with("new-case-colleague", &names), colleague.chosen)
        })
        .collect();
    let controls = html! {
        (line(&around("codename"), Line::Words, view.codename))
        (line(&around("focus"), Line::Words, view.focus))
        @if !view.colleagues.is_empty() { (boxes(&around("participant"), &colleagues)) }
    };
    let the_form = Form::inside("new-case", path::CASES.to_owned(), None);
    let body = html! {
        @if let Some((field, why)) = view.refusal { (single(lang, Some(field), why)) }
        p.lead { (lang.t("new-case-lead")) }
        (form(shell, &the_form, &controls, &button(&lang.t("new-case-button"))))
    };
    let head = Head {
        title: lang.t("new-case-title"),
        nav: Some(Nav::Cases),
        trail: vec![shell.step(path::CASES, "cases-title")],
        has_faults: view.refusal.is_some(),
        ..Head::default()
    };
    shell.page(&head, &body)
}
