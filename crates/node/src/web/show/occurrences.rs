//! The notes of a year, and the form of one figure.

use std::sync::Arc;

use domain::ids::OccurrenceId;
use domain::occurrence::Occurrence;
use domain::permit::matrix::Row;
use law::instrument::Instrument;
use portal::component::timeline::By;
use portal::page::new_occurrence::{NewOccurrence, Typed, page_new_occurrence};
use portal::page::occurrences::{Line, Occurrences, Pages, Typed as Struck, page_occurrences};
use portal::path;
use wire::stored::StreamKind;

use crate::act::ActError;
use crate::node::Node;
use crate::web::Signed;
use crate::web::lawbook::states;
use crate::web::occurrences::{Found, of_year, year_of};
use crate::web::page::{self, zone_of};
use crate::web::timeline::{Source, entries};

/// Notes on one page: each is read from its own stream, and each is a panel of some ten lines.
const LINES_MAX: usize = 50;

/// A page of the notes of a year, counted from 1.
///
/// # Errors
/// [`ActError::NotFound`] for a year that no calendar reaches and for a page that is not there.
pub async fn list(
    node: &Arc<Node>,
    signed: &Signed,
    year: i16,
    page: usize,
) -> Result<String, ActError> {
    let found = of_year(node, year).await?;
    shown(node, signed, year, &found, page, None).await
}

/// The page with a note whose reason was refused.
///
/// # Errors
/// If a record is damaged.
pub async fn list_with(
    node: &Arc<Node>,
    signed: &Signed,
    occurrence: &Occurrence,
    typed: &Struck,
) -> Result<String, ActError> {
    let year = year_of(&occurrence.noted().note, &zone_of(node));
    let found = of_year(node, year).await?;
    let place = found.iter().position(|(id, _)| *id == typed.id).ok_or(ActError::NotFound)?;
    shown(node, signed, year, &found, place / LINES_MAX + 1, Some(typed)).await
}

async fn shown(
    node: &Arc<Node>,
    signed: &Signed,
    year: i16,
    found: &[(OccurrenceId, Occurrence)],
    page: usize,
    typed: Option<&Struck>,
) -> Result<String, ActError> {
    let n_pages = found.len().div_ceil(LINES_MAX).max(1);
    if page == 0 || page > n_pages {
        return Err(ActError::NotFound);
    }
    let mut lines = Vec::new();
    for (id, occurrence) in found.iter().skip((page - 1) * LINES_MAX).take(LINES_MAX) {
        let law = node.law.newest(&occurrence.noted().note.instrument).map(|(law, _)| law);
        let (noted_by, struck_by) = performers(node, *id).await?;
        lines.push(Line { id: *id, occurrence, law, noted_by, struck_by });
    }
    let may_note = signed.has(Row::OccurrenceNote);
    let view = Occurrences {
        year,
        lines,
        pages: Pages { page, n_pages },
        laws: if may_note { noted_laws(node) } else { Vec::new() },
        may_strike: signed.has(Row::OccurrenceStrike),
        typed,
    };
    let place = signed.place.at(&path::notes_page(year, page));
    Ok(page::render(node, Some(signed), &place, |shell| page_occurrences(&view, shell)))
}

/// The form of a figure, with what came back of it.
pub fn form(
    node: &Arc<Node>,
    signed: &Signed,
    (law, rule, count): Found<'_>,
    typed: Option<&Typed>,
) -> String {
    let states = states(node);
    let view = NewOccurrence { law, rule, count, states: &states, typed };
    let place = signed.place.at(&path::new_note(rule.id.as_str(), &count.name));
    page::render(node, Some(signed), &place, |shell| page_new_occurrence(&view, shell))
}

/// Who noted something and who took it back, as the record says; nobody where that has not happened.
///
/// # Errors
/// If the record is damaged.
pub async fn performers(node: &Node, id: OccurrenceId) -> Result<(By, By), ActError> {
    let stream = id.urn(&node.config.node);
    let source = Source { stream, kind: StreamKind::Occurrence, about: None };
    let mut by = entries(node, &[source]).await?.into_iter().map(|entry| entry.moment.by);
    Ok((by.next().unwrap_or_default(), by.next().unwrap_or_default()))
}

/// The laws of this node some of whose figures are noted, each in its newest version.
pub fn noted_laws(node: &Node) -> Vec<&Instrument> {
    let laws = node.law.current().into_iter().map(|(law, _)| law);
    laws.filter(|law| figures(law).next().is_some()).collect()
}

/// The figures of a law that are noted.
pub fn figures(law: &Instrument) -> impl Iterator<Item = Found<'_>> {
    let counts =
        law.statistics.iter().flat_map(|rule| rule.counts.iter().map(move |count| (rule, count)));
    counts.filter(|(_, count)| count.is_noted()).map(move |(rule, count)| (law, rule, count))
}
