//! A copy of a finished package with fewer exhibits: the form that asks for it, and what a copy keeps back.
//!
//! Not here: what the copy proves (`docs/spec/subset.md`), and who must agree to it, which the page of a package shows.

use std::collections::BTreeMap;

use domain::denied::Denied;
use domain::ids::ExhibitId;
use domain::package::{CopyReader, Ground};
use domain::reader::PackageSeen;
use maud::{Markup, html};

use crate::component::denied::why_not;
use crate::component::form::{Around, Choice, Form, Line, button, form, line, radios, select};
use crate::component::problem_list::{Fault, Wrong, headed};
use crate::component::summary::Row;
use crate::component::table::{Head as Column, Table, table};
use crate::component::{Note, note, text};
use crate::page::package::short;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Before the id of an exhibit in the name of its field.
pub const GROUND: &str = "ground-";

/// The view of `GET /packages/PACKAGE/copy`, and of its form where it is refused: a `POST` to the same place (`reader`,
/// `court` or `defence`; `forum`, words; `ground-EXHIBIT`, a ground for each exhibit that is kept back, or empty).
#[derive(Debug, Clone)]
pub struct CopyForm<'a> {
    /// The whole as the reader sees it.
    pub seen: &'a PackageSeen,
    /// The name of its case.
    pub case_name: &'a str,
    /// Its exhibits, each with its number, in the order of the numbers.
    pub exhibits: Vec<(ExhibitId, String)>,
    /// What came back with the form.
    pub typed: Option<&'a Typed>,
}

/// What was sent with the form and came back with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What was typed or chosen, by the name it is posted under.
    pub fields: BTreeMap<String, String>,
    /// What of it cannot be taken.
    pub wrong: BTreeMap<String, Wrong>,
    /// Why the core refused it.
    pub denied: Option<Denied>,
}

/// An exhibit that a copy keeps back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Its number.
    pub no: String,
    /// Why.
    pub ground: Ground,
}

/// The page.
#[must_use]
pub fn page_copy(view: &CopyForm<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let id = view.seen.id.to_string();
    let typed = view.typed;
    let of = |name: &str| typed.and_then(|typed| typed.fields.get(name)).map_or("", String::as_str);
    let around = |name: &str, label: String| {
        let wrong = typed.and_then(|typed| typed.wrong.get(name));
        let faults = wrong.map(|wrong| html! { span.wrong { (wrong.sentence(lang)) } });
        Around { faults: faults.into_iter().collect(), ..Around::new(name, label) }
    };
    let reader = |reader: CopyReader| Choice {
        hint: Some(lang.t(&format!("copy-reader-{}-hint", reader.id()))),
        ..Choice::new(
            reader.id(),
            lang.t(&format!("copy-reader-{}", reader.id())),
            of("reader") == reader.id(),
        )
    };
    let readers: Vec<Choice> = CopyReader::ALL.into_iter().map(reader).collect();
    let controls = html! {
        (radios(&around("reader", lang.t("copy-reader")), &readers))
        (line(&around("forum", lang.t("copy-forum")).hint(lang.t("copy-forum-hint")), Line::Words, of("forum")))
        h2 { (lang.t("copy-exhibits")) }
        p { (lang.t("copy-exhibits-lead")) }
        @for (exhibit, no) in &view.exhibits {
            @let name = format!("{GROUND}{exhibit}");
            (select(&around(&name, label(shell, no)), &lang.t("copy-goes-in"), &grounds(shell, of(&name))))
        }
    };
    let body = html! {
        @if let Some(typed) = typed { (refused(view, typed, shell)) }
        p.lead { (lang.t("copy-lead")) }
        (note(Note::Watch, &lang.t("copy-letters"), &html! { p { (lang.t("copy-letters-body")) } }))
        (form(shell, &Form::inside("copy", path::copy(&id), None), &controls, &button(&lang.t("copy-button"))))
    };
    let case = path::case(&view.seen.case.to_string());
    let head = Head {
        title: lang.t("copy-title"),
        about: Some(short(&id)),
        nav: Some(Nav::Cases),
        trail: vec![
            shell.step(path::CASES, "cases-title"),
            Shell::named_step(case, view.case_name),
            shell.step(&path::package(&id), "package-title"),
        ],
        has_faults: typed.is_some_and(|typed| !typed.wrong.is_empty() || typed.denied.is_some()),
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn label(shell: &Shell<'_>, no: &str) -> String {
    shell.lang.with("copy-exhibit", &[("no", no.into())])
}

/// Every ground, with where the law allows it.
fn grounds(shell: &Shell<'_>, chosen: &str) -> Vec<Choice> {
    let choice =
        |ground: Ground| Choice::new(ground.id(), words(shell, ground), chosen == ground.id());
    Ground::ALL.into_iter().map(choice).collect()
}

fn words(shell: &Shell<'_>, ground: Ground) -> String {
    shell.t(&format!("copy-ground-{}", ground.id()))
}

/// What is wrong in a form that came back, on top of the page.
fn refused(view: &CopyForm<'_>, typed: &Typed, shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    let named = |name: &str| {
        let exhibit = name.strip_prefix(GROUND);
        let of = |exhibit: &str| {
            view.exhibits.iter().find(|(id, _)| id.to_string() == exhibit).map(|(_, no)| no)
        };
        match exhibit.and_then(of) {
            Some(no) => label(shell, no),
            None => lang.t(&format!("copy-{name}")),
        }
    };
    // In the order of the form.
    let mut wrong: Vec<(&String, &Wrong)> = typed.wrong.iter().collect();
    wrong.sort_by_key(|(name, _)| (name.starts_with(GROUND), *name != "reader"));
    let fault = |(name, wrong): (&String, &Wrong)| Fault::of(name, named(name), wrong, lang);
    let faults: Vec<Fault> = wrong.into_iter().map(fault).collect();
    html! {
        @if !faults.is_empty() { (headed(&shell.t("form-refused"), None, &faults)) }
        @if let Some(denied) = &typed.denied { (why_not(shell, "", None, denied)) }
    }
}

/// What a copy is a part of; nothing of a whole.
pub(crate) fn facts(seen: &PackageSeen, shell: &Shell<'_>) -> Vec<Row> {
    let lang = shell.lang;
    let Some(copy) = &seen.copy else { return Vec::new() };
    let of = copy.of.to_string();
    let link = html! {
        a href=(shell.href(&path::package(&of))) { (lang.t("package-title")) " " (text::code(&short(&of))) }
    };
    vec![
        Row::new(lang.t("copy-of"), link),
        Row::new(
            lang.t("copy-reader"),
            html! { (lang.t(&format!("copy-reader-{}", copy.reader.id()))) },
        ),
    ]
}

/// What a copy keeps back, with the ground of each.
pub(crate) fn kept_back(seen: &PackageSeen, withheld: &[Withheld], shell: &Shell<'_>) -> Markup {
    let lang = shell.lang;
    if seen.copy.is_none() {
        return html! {};
    }
    let row = |one: &Withheld| {
        vec![
            text::code(&one.no),
            html! { (words(shell, one.ground)) },
            html! { span.cite { (text::foreign(one.ground.cite())) } },
        ]
    };
    html! {
        section aria-labelledby="withheld-heading" {
            h2 #withheld-heading { (lang.t("copy-withheld")) }
            (table(&Table {
                id: "withheld",
                caption: lang.with("copy-withheld-caption", &[("n", withheld.len().into())]),
                show_caption: false,
                heads: vec![
                    Column::word(lang.t("copy-withheld-no")),
                    Column::word(lang.t("copy-withheld-ground")),
                    Column::word(lang.t("copy-withheld-cite")),
                ],
                rows: withheld.iter().map(row).collect(),
                empty: lang.t("copy-withheld-none"),
            }))
        }
    }
}
