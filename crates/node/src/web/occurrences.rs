//! What officers note for the yearly figures: the list of a year, the form of a figure, noting and striking.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::denied::Denied;
use domain::erasure::{WHY_CHARS_MAX, Why};
use domain::ids::OccurrenceId;
use domain::occurrence::{self, Amount, N_MAX, Note, Occurrence};
use domain::permit::matrix::Row;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use law::ids::{InstrumentId, StatisticId};
use law::instrument::Instrument;
use law::statistic::{Count, Statistic, Time};
use law::value::{BadValue, FieldType, FieldValue};
use portal::component::problem_list::Wrong;
use portal::component::timeline::By;
use portal::page::new_occurrence::{Typed, dimension_field};
use portal::page::occurrences::Typed as Struck;
use portal::path;
use serde::Deserialize;
use serde_json::{Value, json};

use super::address::{Asked, Step, asked};
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::page::zone_of;
use super::show::occurrences as pages;
use super::statistics::civil_year;
use super::{Answer, Posted, Refusal, Shared, Signed, reply};
use crate::act::ActError;
use crate::node::Node;
use crate::occurrences;

/// What stands before the name of a dimension in a form.
const TOLD_APART: &str = "by-";

/// Which notes are asked for.
#[derive(Debug, Deserialize)]
pub struct Of {
    /// The civil year in which they happened; this one if none is named.
    year: Option<i16>,
    /// Which page of them, from 1 on.
    page: Option<usize>,
}

/// Of which figure the form is asked for.
#[derive(Debug, Deserialize)]
pub struct Figure {
    /// The counter.
    statistic: Option<String>,
    /// The name of the figure.
    figure: Option<String>,
}

/// A figure that officers note, with its law and its counter.
pub type Found<'n> = (&'n Instrument, &'n Statistic, &'n Count);

/// What was noted for a year.
pub async fn list(State(node): Shared, signed: Signed, of: Asked<Of>) -> Answer {
    if !signed.has(Row::StatisticsRead) {
        return Err(signed.refuse(ActError::NotFound));
    }
    let of = asked(&signed, of)?;
    let year = of.year.unwrap_or_else(|| zone_of(&node).to_datetime(node.now()).year());
    let refuse = |error| signed.refuse(error);
    if signed.is_person() {
        let page = pages::list(&node, &signed, year, of.page.unwrap_or(1)).await;
        return Ok(reply::html(StatusCode::OK, page.map_err(refuse)?));
    }
    let found = of_year(&node, year).await.map_err(refuse)?;
    let mut notes = Vec::new();
    for (id, occurrence) in &found {
        notes.push(document(&node, *id, occurrence).await.map_err(refuse)?);
    }
    let figures: Vec<Value> = if signed.has(Row::OccurrenceNote) {
        let laws = pages::noted_laws(&node);
        laws.into_iter().flat_map(|law| pages::figures(law).map(figure_document)).collect()
    } else {
        Vec::new()
    };
    let document = json!({ "year": year, "notes": notes, "figures": figures });
    Ok(reply::json(StatusCode::OK, &document))
}

/// The form of a figure.
pub async fn new(State(node): Shared, signed: Signed, figure: Asked<Figure>) -> Answer {
    if !signed.has(Row::OccurrenceNote) {
        return Err(signed.refuse(ActError::NotFound));
    }
    let Figure { statistic, figure } = asked(&signed, figure)?;
    let Some((statistic, figure)) = statistic.zip(figure) else {
        // Where one comes back after a sign-in the address has lost what followed the question mark.
        return Ok(reply::see_other(&signed.place.there(path::NOTES)));
    };
    let found = figure_of(&node, &statistic, &figure);
    let found = found.ok_or_else(|| signed.refuse(ActError::NotFound))?;
    if signed.is_person() {
        return Ok(reply::html(StatusCode::OK, pages::form(&node, &signed, found, None)));
    }
    Ok(reply::json(StatusCode::OK, &figure_document(found)))
}

/// Notes that something happened.
pub async fn note(State(node): Shared, posted: Posted) -> Answer {
    let signed = &posted.signed;
    if !signed.has(Row::OccurrenceNote) {
        return Err(signed.refuse(ActError::NotFound));
    }
    let (statistic, figure) = (posted.need("statistic")?, posted.need("figure")?);
    let Some(found) = figure_of(&node, statistic, figure) else {
        let denied = Denied::NotCounted { figure: figure.to_owned() };
        return Err(signed.refuse(ActError::Denied(denied)));
    };
    let zone = zone_of(&node);
    let done = match read(&posted.fields, found, &zone) {
        Ok(note) => {
            let done = occurrences::note(&node, &signed.officer, &note, posted.once()).await;
            done.map(|id| (id, year_of(&note, &zone)))
        }
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    match done {
        Ok((id, year)) => {
            let location = format!("{}&done=occurrence-noted", path::notes(year));
            let document = json!({ "id": id.to_string() });
            Ok(signed.done(StatusCode::CREATED, &document, &location))
        }
        Err(error) => {
            let refusal = signed.refuse(error);
            let (wrong, denied) = repairable(&refusal);
            if !signed.is_person() || (wrong.is_empty() && denied.is_none()) {
                return Err(refusal);
            }
            let typed = Typed { fields: as_typed(&posted.fields), wrong, denied };
            Err(refusal.with_page(pages::form(&node, signed, found, Some(&typed))))
        }
    }
}

/// Takes a note back.
pub async fn strike(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    if !signed.has(Row::OccurrenceStrike) {
        return Err(signed.refuse(ActError::NotFound));
    }
    let refuse = |error| signed.refuse(error);
    let (id, occurrence) = one(&node, &id).await.map_err(refuse)?;
    let mut reading = Reading::of(&posted.fields);
    let why = words(&mut reading, &posted.fields, "why");
    let done = match reading.done(why) {
        Ok(why) => occurrences::strike(&node, &signed.officer, id, &why, posted.once()).await,
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    let Err(error) = done else {
        let year = year_of(&occurrence.noted().note, &zone_of(&node));
        let location = format!("{}&done=occurrence-struck", path::notes(year));
        return Ok(signed.done(StatusCode::OK, &json!({ "id": id.to_string() }), &location));
    };
    let refusal = signed.refuse(error);
    let (wrong, denied) = repairable(&refusal);
    if !signed.is_person() || (wrong.is_empty() && denied.is_none()) {
        return Err(refusal);
    }
    let why = posted.fields.get("why").unwrap_or_default().to_owned();
    let back = Struck { id, why, wrong: wrong.get("why").cloned(), denied };
    match pages::list_with(&node, signed, &occurrence, &back).await {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

/// The form of a note that waited.
///
/// # Errors
/// If the officer notes nothing, or nobody notes this figure.
pub fn note_again(node: &Arc<Node>, signed: &Signed, fields: &Fields) -> Result<String, ActError> {
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let found = figure_of(node, text("statistic"), text("figure"));
    let found = found.filter(|_| signed.has(Row::OccurrenceNote)).ok_or(ActError::NotFound)?;
    let typed = Typed { fields: as_typed(fields), ..Typed::default() };
    Ok(pages::form(node, signed, found, Some(&typed)))
}

/// The list with a reason that waited.
///
/// # Errors
/// If the officer strikes nothing, or there is no such note.
pub async fn strike_again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    if !signed.has(Row::OccurrenceStrike) {
        return Err(ActError::NotFound);
    }
    let (id, occurrence) = one(node, id).await?;
    let why = fields.get("why").unwrap_or_default().to_owned();
    let back = Struck { id, why, wrong: None, denied: None };
    pages::list_with(node, signed, &occurrence, &back).await
}

/// What happened in a year, the last first.
///
/// # Errors
/// [`ActError::NotFound`] for a year that no calendar reaches; if a record is damaged.
pub async fn of_year(node: &Node, year: i16) -> Result<Vec<(OccurrenceId, Occurrence)>, ActError> {
    let period = civil_year(year, &zone_of(node)).ok_or(ActError::NotFound)?;
    let mut found = occurrences::all(node).await?;
    found.retain(|(_, occurrence)| period.contains(&occurrence.noted().note.happened_at));
    found.sort_by_key(|(id, occurrence)| (occurrence.noted().note.happened_at, *id));
    found.reverse();
    Ok(found)
}

/// The civil year a note is counted in.
pub fn year_of(note: &Note, zone: &TimeZone) -> i16 {
    zone.to_datetime(note.happened_at).year()
}

/// One note of this member.
async fn one(node: &Node, id: &str) -> Result<(OccurrenceId, Occurrence), ActError> {
    let id = OccurrenceId::parse(id).map_err(|_| ActError::NotFound)?;
    let found = node.load::<Occurrence>(&id.urn(&node.config.node)).await?;
    Ok((id, found.ok_or(ActError::NotFound)?))
}

/// The figure with this name, if officers note it under a law that this node holds.
fn figure_of<'n>(node: &'n Node, statistic: &str, figure: &str) -> Option<Found<'n>> {
    let statistic = StatisticId::parse(statistic).ok()?;
    let (law, _) = statistic.as_str().split_once('/')?;
    let (law, _) = node.law.newest(&InstrumentId::parse(law).ok()?)?;
    let (rule, count) = occurrence::figure(law, &statistic, figure)?;
    Some((law, rule, count))
}

/// What of a refusal can be repaired on the spot.
fn repairable(refusal: &Refusal) -> (Faults, Option<Denied>) {
    (refusal.wrong().iter().cloned().collect(), refusal.denied().cloned())
}

/// What was typed, as it was typed.
fn as_typed(fields: &Fields) -> BTreeMap<String, String> {
    let fields =
        fields.iter().filter_map(|(name, values)| Some((name.to_owned(), values.last()?.clone())));
    fields.collect()
}

/// The note of a form, or everything that is wrong with it. What the counter does not ask for is read too, so that the
/// core refuses it.
fn read(fields: &Fields, (law, rule, count): Found<'_>, zone: &TimeZone) -> Result<Note, Faults> {
    let mut reading = Reading::of(fields);
    let is_timed = rule.time.is_some();
    let n = reading.number("n", N_MAX);
    let is_one = is_timed || rule.is_money;
    let n = if is_one && !fields.has("n") { Some(1) } else { reading.need("n", n) };
    let began_at = instant(&mut reading, "began_at");
    let happened_at = if is_timed {
        reading.need("began_at", began_at);
        let happened_at = instant(&mut reading, "happened_at");
        reading.need("happened_at", happened_at)
    } else {
        let on = reading.day("happened_on");
        let on = reading.need("happened_on", on);
        let first = on.and_then(|on| Some(on.to_zoned(zone.clone()).ok()?.timestamp()));
        if let (Some(on), None) = (on, first) {
            reading.fault("happened_on", Wrong::Value(BadValue::Date { text: on.to_string() }));
        }
        first
    };
    let told_apart = told_apart(&mut reading, fields, law, rule);
    let amount = match reading.value("amount", FieldType::Money) {
        Some(FieldValue::Money { minor, currency }) => Some(Amount { currency, minor }),
        Some(_) | None => None,
    };
    if rule.is_money {
        reading.need("amount", amount.as_ref());
    }
    let on_file = words(&mut reading, fields, "on_file");
    let all = n.zip(happened_at).zip(on_file);
    reading.done(all.map(|((n, happened_at), on_file)| Note {
        instrument: law.id.clone(),
        statistic: rule.id.clone(),
        figure: count.name.clone(),
        n,
        happened_at,
        began_at,
        told_apart,
        amount,
        on_file,
    }))
}

/// A word for each dimension that is asked for, and whatever else was sent as one.
fn told_apart(
    reading: &mut Reading<'_>,
    fields: &Fields,
    law: &Instrument,
    rule: &Statistic,
) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    for name in &rule.dimensions {
        let field = dimension_field(name);
        let word =
            reading.code(&field, |word| law.tells_apart(name, word).then(|| word.to_owned()));
        let word = reading.need(&field, word);
        told.extend(word.map(|word| (name.clone(), word)));
    }
    let others = fields.iter().filter_map(|(name, _)| {
        let name = name.strip_prefix(TOLD_APART).filter(|name| !told.contains_key(*name))?;
        let word = fields.get(&dimension_field(name))?;
        Some((name.to_owned(), word.to_owned()))
    });
    let others: Vec<(String, String)> = others.collect();
    told.extend(others);
    told
}

/// An instant, to the millisecond: finer than that nothing is recorded.
fn instant(reading: &mut Reading<'_>, name: &str) -> Option<Timestamp> {
    match reading.value(name, FieldType::Instant) {
        Some(FieldValue::Instant(at)) => Timestamp::from_millisecond(at.as_millisecond()).ok(),
        Some(_) | None => None,
    }
}

/// Words that must be there.
pub(super) fn words(reading: &mut Reading<'_>, fields: &Fields, name: &str) -> Option<Why> {
    let text = reading.words(name, WHY_CHARS_MAX);
    let why = Why::parse(&text);
    if why.is_none() && fields.get(name).is_some() && text.chars().count() <= WHY_CHARS_MAX {
        reading.fault(name, Wrong::Value(BadValue::Invisible));
    }
    reading.need(name, why)
}

/// A note for programs.
async fn document(
    node: &Node,
    id: OccurrenceId,
    occurrence: &Occurrence,
) -> Result<Value, ActError> {
    let noted = occurrence.noted();
    let note = &noted.note;
    let (noted_by, struck_by) = pages::performers(node, id).await?;
    let struck = match occurrence {
        Occurrence::Noted(_) => None,
        Occurrence::Struck(struck) => Some(json!({
            "at": wire::time::text(struck.at),
            "by": office_of(&struck_by),
            "why": struck.why.as_str(),
        })),
    };
    let paid = note.amount.as_ref();
    Ok(json!({
        "id": id.to_string(),
        "statistic": note.statistic.as_str(),
        "figure": note.figure,
        "n": note.n,
        // In hundredths, as text.
        "amount": paid.map(|paid| json!({ "currency": paid.currency, "minor": paid.minor.to_string() })),
        "told_apart": note.told_apart,
        "began_at": note.began_at.map(wire::time::text),
        "happened_at": wire::time::text(note.happened_at),
        "on_file": note.on_file.as_str(),
        "noted_at": wire::time::text(noted.at),
        "noted_by": office_of(&noted_by),
        "struck": struck,
    }))
}

fn office_of(by: &By) -> Option<&str> {
    by.iter().find(|(name, _)| *name == "office").map(|(_, office)| office.as_str())
}

/// What the form of a figure asks for, for programs.
fn figure_document((_, rule, count): Found<'_>) -> Value {
    json!({
        "statistic": rule.id.as_str(),
        "figure": count.name,
        "cite": rule.provenance.cite.as_str(),
        "dimensions": rule.dimensions,
        "time": rule.time.map(Time::id),
        "money": rule.is_money,
    })
}
