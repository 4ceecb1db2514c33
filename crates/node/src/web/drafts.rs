//! The form of a draft: what was typed is taken, or comes back whole with what is wrong beside its field.
//!
//! A save answers to the version its officer had read. If somebody saved in between, nothing is taken: three texts of
//! each answer (what was read, what is stored, what was typed) say who changed what, and only those answers come back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::case::Case;
use domain::measure::{Command, Draft, Measure};
use law::field::{Field, Values};
use law::ids::FieldId;
use law::measure_kind::MeasureKind;
use law::value::{BadValue, FieldValue};
use portal::component::problem_list::Wrong;
use portal::page::draft::differ::{By, Difference, Keep};
use portal::path;
use serde_json::json;

use super::address::Step;
use super::form::Fields;
use super::measures::{give, record_read, seen};
use super::reply;
use super::show::measure as pages;
use super::{Answer, Posted, Refusal, Shared, Signed};
use crate::act::{ActError, act};
use crate::measures::measure_stream;
use crate::node::Node;
use crate::space::Need;

#[cfg(test)]
mod tests;

/// The form of a draft stands on the page of its measure.
pub async fn draft(State(_): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    Ok(reply::see_other(&signed.place.there(&path::measure(&id))))
}

/// Takes the answers of a draft; faults in a value are refused, faults of the form are shown.
pub async fn fields(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    match try_fields(&node, &id, &posted).await {
        Ok(answer) => Ok(answer),
        Err(refusal) => Err(sent_back(&node, &id, &posted, refusal).await),
    }
}

/// Lets go of a draft.
pub async fn drop(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (_, found) = seen(&node, signed, &id).await.map_err(|e| signed.refuse(e))?;
    let version: u64 = posted.parse("seen", str::parse)?;
    let done = act!(node, "drop_measure", posted.once(), |tx| {
        let stream = measure_stream(&node.config.node, found.id, found.case.as_ref().map(Case::id));
        let state = tx.load::<Measure>(&stream).await?.ok_or(ActError::NotFound)?;
        if tx.version_of(&stream) != Some(version) {
            return Err(ActError::Stale);
        }
        give(tx, signed, &stream, Some(state), found.case.as_ref(), Command::Drop).await?;
        Ok(Vec::new())
    })
    .await;
    done.map_err(|error| signed.refuse(error))?;
    let document = json!({ "id": id });
    Ok(signed.done(StatusCode::OK, &document, &format!("/measures/{id}?done=dropped")))
}

/// A refusal that a person can repair comes back on the form, with everything that was typed.
async fn sent_back(node: &Arc<Node>, id: &str, posted: &Posted, refusal: Refusal) -> Refusal {
    // A form that went back in the browser and on from there brings a token that was used.
    let is_stale = refusal.is_stale();
    let is_repairable = is_stale || !refusal.wrong().is_empty();
    if !is_repairable || !posted.signed.is_person() {
        return refusal;
    }
    match again(node, &posted.signed, id, &posted.fields, refusal.wrong()).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

/// The form with what was typed in it, against what is stored now.
///
/// # Errors
/// If it is no draft any more, or may not be read.
pub async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
    wrong: &[(String, Wrong)],
) -> Result<String, ActError> {
    let (seen, found) = seen(node, signed, id).await?;
    if !pages::is_draft(&found.measure) {
        return Err(ActError::NotFound);
    }
    record_read(node, signed, &found).await?;
    let now = &draft_of(&found.measure)?.terms.values;
    let (law, _) = node.law.newest(&seen.instrument).ok_or(ActError::NotFound)?;
    let kind = law.kind(&seen.kind).ok_or(ActError::NotFound)?;
    let read = fields.get("seen").and_then(|text| text.parse().ok()).unwrap_or(found.version);
    let before = if read == found.version {
        now.clone()
    } else {
        let stream = found.id.urn(&node.config.node);
        let (then, _) = node.load_at::<Measure>(&stream, read).await?.ok_or(ActError::NotFound)?;
        draft_of(&then)?.terms.values.clone()
    };
    let all = differences(kind, &before, now, fields);
    let typed = all.iter().filter(|(_, difference)| difference.by != By::Others);
    let typed = typed.map(|(id, _)| (id.clone(), raw(fields, id.as_str())));
    let wrong =
        wrong.iter().filter_map(|(name, wrong)| Some((FieldId::parse(name).ok()?, wrong.clone())));
    let is_alone = all.values().all(|difference| difference.by == By::Me);
    let typed = pages::Typed {
        fields: typed.collect(),
        wrong: wrong.collect(),
        // Where nobody else changed anything there is nothing to compare, and the whole form comes back.
        differs: if is_alone { BTreeMap::new() } else { all },
    };
    let place = signed.place.at(&path::measure(id));
    pages::draft(node, signed, &place, (&seen, &found), &typed).await
}

async fn try_fields(node: &Arc<Node>, id: &str, posted: &Posted) -> Answer {
    let signed = &posted.signed;
    let (_, found) = seen(node, signed, id).await.map_err(|e| signed.refuse(e))?;
    let version: u64 = posted.parse("seen", str::parse)?;
    let done = act!(node, "amend_measure", posted.once(), |tx| {
        node.has_room(Need::of(&found.measure))?;
        let stream = measure_stream(&node.config.node, found.id, found.case.as_ref().map(Case::id));
        let state = tx.load::<Measure>(&stream).await?.ok_or(ActError::NotFound)?;
        // The version this act decides on, not one that was read before it.
        if tx.version_of(&stream) != Some(version) {
            return Err(ActError::Stale);
        }
        let draft = draft_of(&state)?;
        let (law, _) = node.law.newest(&draft.instrument).ok_or(ActError::NotFound)?;
        let kind = law.kind(&draft.kind).ok_or(ActError::NotFound)?;
        let mut terms = draft.terms.clone();
        terms.values = merge(kind, &terms.values, &posted.fields).map_err(ActError::Wrong)?;
        let command = Command::Amend { terms };
        give(tx, signed, &stream, Some(state), found.case.as_ref(), command).await?;
        Ok(Vec::new())
    })
    .await;
    done.map_err(|error| signed.refuse(error))?;
    let document = json!({ "id": id });
    let at = posted.fields.get("at").filter(|at| at.bytes().all(|b| b.is_ascii_alphanumeric()));
    let location = match at {
        None => format!("/measures/{id}?done=saved"),
        Some(at) => format!("/measures/{id}?done=saved&at={at}#section-{at}"),
    };
    Ok(signed.done(StatusCode::OK, &document, &location))
}

/// The draft of a measure at its issuer.
///
/// # Errors
/// [`ActError::NotFound`] at a recipient: it has none.
pub fn draft_of(measure: &Measure) -> Result<&Draft, ActError> {
    match measure {
        Measure::Issuing(issuing) => Ok(issuing.draft()),
        Measure::Executing(_) | Measure::Notified(_) => Err(ActError::NotFound),
    }
}

/// What was typed into a field, as it was typed.
fn raw(fields: &Fields, name: &str) -> Vec<String> {
    fields.all(name).map(str::to_owned).collect()
}

/// The answer to one question; nothing where it was left or made empty.
fn answer(field: &Field, fields: &Fields) -> Result<Option<FieldValue>, BadValue> {
    // Browsers end a line in two characters, everybody else in one.
    let given: Vec<String> =
        fields.all(field.id.as_str()).map(|raw| raw.replace("\r\n", "\n")).collect();
    match given.as_slice() {
        [] => Ok(None),
        [one] => field.read(one).map(Some),
        several if field.many => {
            let mut list = Vec::new();
            for one in several {
                list.extend(field.read(one)?.entries().into_iter().cloned());
            }
            let all = FieldValue::Many(list);
            field.accept(&all)?;
            Ok(Some(all))
        }
        _ => Err(BadValue::TooMany { entries_max: 1 }),
    }
}

/// The answers after a form: what the form names is replaced, what it leaves out stays, what it empties is removed.
/// Where two officers answered one question, the choice says whose answer it is.
pub(super) fn merge(
    kind: &MeasureKind,
    held: &Values,
    fields: &Fields,
) -> Result<Values, Vec<(String, Wrong)>> {
    let conflicts: BTreeSet<&str> = fields.all("conflict").collect();
    let mut values = held.clone();
    let mut wrong = Vec::new();
    for field in &kind.fields {
        let name = field.id.as_str();
        if !fields.has(name) {
            continue;
        }
        match keep(fields, name) {
            None if conflicts.contains(name) => {
                wrong.push((name.to_owned(), Wrong::Choose));
                continue;
            }
            Some(Keep::Theirs) => continue,
            Some(Keep::Mine) | None => {}
        }
        match answer(field, fields) {
            Ok(None) => {
                values.remove(&field.id);
            }
            Ok(Some(value)) => {
                values.insert(field.id.clone(), value);
            }
            Err(bad) => wrong.push((name.to_owned(), Wrong::Value(bad))),
        }
    }
    if wrong.is_empty() { Ok(values) } else { Err(wrong) }
}

/// The answers of a form that can be read, without those that cannot.
pub(super) fn readable(kind: &MeasureKind, fields: &Fields) -> Values {
    let read = |field: &Field| Some((field.id.clone(), answer(field, fields).ok().flatten()?));
    kind.fields.iter().filter_map(read).collect()
}

/// Which of two answers counts, where the officer said so.
fn keep(fields: &Fields, name: &str) -> Option<Keep> {
    fields.get(&Keep::field(name)).and_then(Keep::parse)
}

/// Who changed which answer: `before` is what this officer had read, `now` what is stored.
fn differences(
    kind: &MeasureKind,
    before: &Values,
    now: &Values,
    fields: &Fields,
) -> BTreeMap<FieldId, Difference> {
    let conflicts: BTreeSet<&str> = fields.all("conflict").collect();
    let mut found = BTreeMap::new();
    for field in &kind.fields {
        let name = field.id.as_str();
        let (was, is) = (before.get(&field.id), now.get(&field.id));
        let keep = keep(fields, name);
        let typed = match (fields.has(name), keep) {
            (false, _) => Ok(was.cloned()),
            // Who keeps the other's answer goes along when the other changes it once more.
            (true, Some(Keep::Theirs)) if !same(was, is) => Ok(was.cloned()),
            // Until the form is taken, a choice is a choice: both answers and which of them counts come back.
            (true, Some(Keep::Mine | Keep::Theirs) | None) => answer(field, fields),
        };
        let (i_changed, we_agree) = match &typed {
            Ok(mine) => (!same(mine.as_ref(), was), same(mine.as_ref(), is)),
            Err(_) => (true, false),
        };
        let they_changed = !same(was, is) || conflicts.contains(name);
        let by = match (i_changed, they_changed) {
            (_, true) if we_agree => continue,
            (true, true) => By::Both,
            (true, false) => By::Me,
            (false, true) => By::Others,
            (false, false) => continue,
        };
        let (before, stored) = (was.cloned(), is.cloned());
        found.insert(field.id.clone(), Difference { by, before, stored, keep });
    }
    found
}

/// Whether two answers say the same; how their lines end says nothing.
fn same(one: Option<&FieldValue>, other: Option<&FieldValue>) -> bool {
    let plain = |value: &FieldValue| value.to_plain().replace("\r\n", "\n");
    one.map(plain) == other.map(plain)
}
