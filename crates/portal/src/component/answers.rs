//! A filled form as a document: section by section, each answer with its article, as one recipient reads it.

use std::collections::BTreeMap;

use domain::reader::FieldSeen;
use law::field::{Field, FieldValue, Section, Values};
use law::ids::{Audience, FieldId, Mark};
use law::measure_kind::MeasureKind;
use maud::{Markup, html};

use crate::component::problem_list::article;
use crate::component::summary::{Row, list};
use crate::component::value::value;
use crate::kit::show;
use crate::shell::Shell;

/// The answers to show, by field.
pub type Answers<'a> = BTreeMap<&'a FieldId, &'a FieldValue>;

/// The answers among the fields a reader may see.
#[must_use]
pub fn of_fields(fields: &[FieldSeen]) -> Answers<'_> {
    fields.iter().filter_map(|field| Some((&field.id, field.value.as_ref()?))).collect()
}

/// The answers of one copy.
#[must_use]
pub fn of_values(values: &Values) -> Answers<'_> {
    values.iter().collect()
}

/// A form's answers for people.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// A word for ids on the page.
    pub id: &'a str,
    /// The instrument: `eu-e-evidence`.
    pub pack: &'a str,
    /// The form.
    pub kind: &'a MeasureKind,
    /// What it says.
    pub answers: &'a Answers<'a>,
    /// Whose copy it is; sections that are not in it are named as absent.
    pub audience: Audience,
    /// The page with the form of it, where the reader may change the answers.
    pub change: Option<&'a str>,
}

/// Draws it.
#[must_use]
pub fn document(shell: &Shell<'_>, document: &Document<'_>) -> Markup {
    html! {
        @for section in &document.kind.sections { (one_section(shell, document, section)) }
    }
}

fn one_section(shell: &Shell<'_>, document: &Document<'_>, section: &Section) -> Markup {
    let shown: Vec<(&Field, &FieldValue)> = document
        .kind
        .fields_of(&section.id)
        .filter_map(|field| Some((field, *document.answers.get(&field.id)?)))
        .collect();
    let is_theirs = section.visible_to.contains(&document.audience);
    // What belongs to nobody's copy is not missing from one.
    if !is_theirs && !section.visible_to.contains(&Audience::Ea) {
        return html! {};
    }
    let row = |(field, answer): (&Field, &FieldValue)| {
        let name = html! { (shell.lang.law(document.pack, &field.label_key())) " " (source(shell, field)) };
        (name, value(shell, document.pack, field, answer))
    };
    html! {
        div.form-section {
            h3 id={ (document.id) "-" (section.id) } { (section_name(shell, document.pack, document.kind, section)) }
            @if let Some(change) = document.change {
                p.change {
                    a href={ (shell.href(change)) "#section-" (section.id) } {
                        (shell.t("section-change")) span.govuk-visually-hidden {
                            " – " (section_name(shell, document.pack, document.kind, section))
                        }
                    }
                }
            }
            @if !is_theirs {
                p.absent { (shell.t("section-not-in-copy")) }
            } @else if shown.is_empty() {
                p.muted { (shell.t("section-no-answers")) }
            } @else {
                (show::summary_list(&shown.into_iter().map(row).collect::<Vec<_>>(), ""))
            }
        }
    }
}

/// The answers of a letter without its empty questions: what somebody said, for whoever must act on it.
#[must_use]
pub fn brief(shell: &Shell<'_>, pack: &str, form: &MeasureKind, values: &Values) -> Markup {
    let answered = |field: &Field| {
        let answer = values.get(&field.id)?;
        Some(Row::new(shell.lang.law(pack, &field.label_key()), value(shell, pack, field, answer)))
    };
    let rows: Vec<Row> = form.fields.iter().filter_map(answered).collect();
    html! {
        @if !rows.is_empty() {
            (show::details(None, "whole", true, &html! { (shell.t("letters-says-what")) }, &html! { (list(&rows)) }))
        }
    }
}

/// `A. Issuing and validating authority`; a section without a letter has its name alone.
#[must_use]
pub fn section_name(
    shell: &Shell<'_>,
    pack: &str,
    kind: &MeasureKind,
    section: &Section,
) -> Markup {
    let name = shell.lang.law(pack, &kind.section_key(section));
    let letter = Some(section.id.as_str()).filter(|id| id.len() == 1);
    html! { @if let Some(letter) = letter { span.letter { (letter) } " " } (name) }
}

/// Where a question comes from, and whether its wording was checked.
#[must_use]
pub fn source(shell: &Shell<'_>, field: &Field) -> Markup {
    let provenance = &field.provenance;
    html! {
        span.source-line {
            span.cite { (article(shell.lang, provenance.cite.as_str())) }
            @if provenance.mark == Mark::Memory { " · " (shell.t("mark-memory")) }
        }
    }
}
