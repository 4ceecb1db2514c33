//! The form that writes an agreement down. Nobody else learns of it before a second officer signs; whoever drafts does not sign.
//!
//! It posts to [`path::AGREEMENTS`]: `title`, `basis`, `parties` (each other member once), `purposes`, `data` (each once), `ways`
//! ([`Ways`]) with `directions` (a line for each way, `fr-tj > ie-ca`), `onward`, `retention_days`, `evidence_stays` (`yes` or
//! `no`), `safeguards` and `criteria` (a line for each), `impact_reference`, `impact_on` (a day), `review_every_months`,
//! `valid_from` and `last_day` (days), `preservation` (`yes` or `no`).

use domain::actor::MemberId;
use domain::agreement::{DAYS_MAX, LINES_MAX, Onward, RETENTION_DAYS_MAX, REVIEW_MONTHS_MAX};
use domain::purpose::Purpose;
use law::ids::DataCategory;
use maud::{Markup, html};

use super::Typed;
use crate::component::form::{Around, Choice, Form, Line, area, boxes, button, form, line, radios};
use crate::component::grouped;
use crate::component::problem_list::Wrong;
use crate::path;
use crate::shell::{Head, Nav, Shell};

/// Rows of a field for a sentence, and of one with a line for each entry.
const SENTENCE_ROWS: u32 = 3;
const LIST_ROWS: u32 = 6;

/// Which ways data may flow, as the form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// From each party to each other one.
    Both,
    /// From the others to us.
    Get,
    /// From us to the others.
    Give,
    /// As they are listed.
    Listed,
}

impl Ways {
    /// Every answer, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Both, Self::Give, Self::Get, Self::Listed];

    /// What is posted.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Get => "get",
            Self::Give => "give",
            Self::Listed => "listed",
        }
    }

    /// The answer with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ways| ways.id() == text)
    }
}

/// The view of `GET /agreements/new`, and of its form where it is refused.
#[derive(Debug, Clone)]
pub struct NewAgreement<'a> {
    /// The other members, and the name of each in the directory.
    pub members: &'a [(MemberId, String)],
    /// What is filled in: nothing, the terms of an agreement that this one follows, or what came back.
    pub typed: &'a Typed,
}

/// The fields, in the order of the form.
pub const FIELDS: [&str; 18] = [
    "title",
    "basis",
    "parties",
    "purposes",
    "data",
    "ways",
    "directions",
    "onward",
    "retention_days",
    "evidence_stays",
    "safeguards",
    "impact_reference",
    "impact_on",
    "review_every_months",
    "valid_from",
    "last_day",
    "criteria",
    "preservation",
];

/// The page.
#[must_use]
pub fn page_draft(view: &NewAgreement<'_>, shell: &Shell<'_>) -> String {
    let lang = shell.lang;
    let the_form = Form::inside("draft", path::AGREEMENTS.to_owned(), None);
    let controls = html! { @for field in FIELDS { (control(view, shell, field)) } };
    let body = html! {
        (view.typed.refused(shell, ("", &FIELDS), |field| label(shell, field)))
        p.lead { (lang.t("agreement-draft-lead")) }
        (form(shell, &the_form, &controls, &button(&lang.t("agreement-draft-button"))))
    };
    let head = Head {
        title: lang.t("agreement-draft-heading"),
        nav: Some(Nav::Agreements),
        trail: vec![shell.step(path::AGREEMENTS, "agreements-title")],
        has_faults: view.typed.has_faults(),
        ..Head::default()
    };
    shell.page(&head, &body)
}

fn label(shell: &Shell<'_>, field: &str) -> String {
    shell.t(&format!("agreement-draft-{}", field.replace('_', "-")))
}

fn control(view: &NewAgreement<'_>, shell: &Shell<'_>, field: &str) -> Markup {
    let lang = shell.lang;
    let typed = view.typed;
    let mut around = Around::new(field, label(shell, field));
    let fault = |wrong: &Wrong| html! { span.wrong { (wrong.sentence(lang)) } };
    around.faults.extend(typed.wrong.get(field).map(fault));
    around.hint = hint(shell, field);
    let choice =
        |value: &str, key: String| Choice::new(value, lang.t(&key), typed.has(field, value));
    match field {
        "title" => line(&around, Line::Words, typed.of(field)),
        "impact_on" | "valid_from" | "last_day" => line(&around, Line::Date, typed.of(field)),
        "retention_days" | "review_every_months" => line(&around, Line::Code, typed.of(field)),
        "basis" | "impact_reference" => area(&around, SENTENCE_ROWS, typed.of(field)),
        "safeguards" | "criteria" | "directions" => area(&around, LIST_ROWS, typed.of(field)),
        "parties" => boxes(&around, &parties(view, shell)),
        "purposes" => {
            let all = Purpose::ALL.iter().map(|one| one.id());
            let all = all.map(|id| choice(id, format!("purpose-{id}")));
            boxes(&around, &all.collect::<Vec<_>>())
        }
        "data" => {
            let all = DataCategory::ALL.iter().map(|one| one.id());
            let all = all.map(|id| choice(id, format!("data-{id}")));
            boxes(&around, &all.collect::<Vec<_>>())
        }
        "ways" => {
            let all = Ways::ALL.iter().map(|one| one.id());
            let all = all.map(|id| choice(id, format!("agreement-ways-{id}")));
            radios(&around, &all.collect::<Vec<_>>())
        }
        "onward" => {
            let all = Onward::ALL.iter().map(|one| one.id());
            let all = all.map(|id| choice(id, format!("agreement-onward-{id}")));
            radios(&around, &all.collect::<Vec<_>>())
        }
        _ => radios(&around, &["yes", "no"].map(|word| choice(word, word.to_owned()))),
    }
}

/// A member in a list to choose from.
pub(super) fn named(shell: &Shell<'_>, id: &MemberId, name: &str) -> String {
    let id = id.screen();
    let values = [("id", (&id).into()), ("name", name.into())];
    shell.lang.with("agreement-member", &values)
}

fn parties(view: &NewAgreement<'_>, shell: &Shell<'_>) -> Vec<Choice> {
    let choice = |(id, name): &(MemberId, String)| {
        let label = named(shell, id, name);
        Choice::new(id.as_str(), label, view.typed.has("parties", id.as_str()))
    };
    view.members.iter().map(choice).collect()
}

fn hint(shell: &Shell<'_>, field: &str) -> Option<String> {
    let lang = shell.lang;
    let most = |key: &str, n: u64| {
        let shown = grouped(n);
        lang.with(key, &[("n", (&shown).into())])
    };
    Some(match field {
        "retention_days" => most("agreement-draft-retention-days-hint", RETENTION_DAYS_MAX.into()),
        "review_every_months" => {
            most("agreement-draft-review-every-months-hint", REVIEW_MONTHS_MAX.into())
        }
        "last_day" => {
            most("agreement-draft-last-day-hint", u64::try_from(DAYS_MAX).unwrap_or_default())
        }
        "safeguards" | "criteria" => {
            let key = format!("agreement-draft-{field}-hint");
            lang.with(&key, &[("n", LINES_MAX.into())])
        }
        _ => {
            let key = format!("agreement-draft-{}-hint", field.replace('_', "-"));
            return lang.has(&key).then(|| lang.t(&key));
        }
    })
}
