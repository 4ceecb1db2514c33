//! Copies of a finished package with fewer exhibits: the form, and the act behind it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::case::{Case, Name};
use domain::exhibit::Exhibit;
use domain::ids::ExhibitId;
use domain::package::{CopyReader, Ground};
use domain::reader::PackageSeen;
use law::value::BadValue;
use portal::component::problem_list::Wrong;
use portal::page::copy::{CopyForm, GROUND, Typed, Withheld, page_copy};
use portal::path;
use serde_json::json;

use super::address::Step;
use super::form::Fields;
use super::form::reading::{Faults, Reading};
use super::packages::seen;
use super::show::package::name_of;
use super::{Answer, Posted, Shared, Signed, page, reply};
use crate::act::ActError;
use crate::export::{self, CopyWish, State as RowState};
use crate::node::Node;

/// Longest name of whom a copy is for.
const FORUM_CHARS_MAX: usize = 200;

/// The form.
pub async fn form(State(node): Shared, signed: Signed, Step(id): Step<String>) -> Answer {
    let refuse = |error| signed.refuse(error);
    let (seen, case) = whole(&node, &signed, &id).await.map_err(refuse)?;
    let page = render(&node, &signed, &seen, &case, None).await.map_err(refuse)?;
    Ok(reply::html(StatusCode::OK, page))
}

/// Asks for a copy.
pub async fn ask(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (seen, case) = whole(&node, signed, &id).await.map_err(|error| signed.refuse(error))?;
    let done = match wanted(&posted.fields, &seen) {
        Ok(wish) => export::start_copy(&node, &signed.officer, seen.id, &wish, posted.once()).await,
        Err(wrong) => Err(ActError::Wrong(wrong.into_iter().collect())),
    };
    let error = match done {
        Ok(copy) => {
            let copy = copy.to_string();
            let location = format!("{}?done=export", path::package(&copy));
            return Ok(signed.done(StatusCode::ACCEPTED, &json!({ "package": copy }), &location));
        }
        Err(error) => error,
    };
    let refusal = signed.refuse(error);
    let wrong: Faults = refusal.wrong().iter().cloned().collect();
    let denied = refusal.denied().cloned();
    if !signed.is_person() || (wrong.is_empty() && denied.is_none()) {
        return Err(refusal);
    }
    let typed = Typed { wrong, denied, ..kept(&posted.fields) };
    match render(&node, signed, &seen, &case, Some(&typed)).await {
        Ok(page) => Err(refusal.with_page(page)),
        Err(_) => Err(refusal),
    }
}

/// The form with what waited.
///
/// # Errors
/// If the package may not be seen.
pub async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    let (seen, case) = whole(node, signed, id).await?;
    render(node, signed, &seen, &case, Some(&kept(fields))).await
}

/// A finished whole, for whoever may see it.
async fn whole(node: &Node, signed: &Signed, id: &str) -> Result<(PackageSeen, Case), ActError> {
    let (seen, _, case) = seen(node, signed, id).await?;
    let ready = export::status(node, seen.id).await?.state == RowState::Ready;
    if ready && seen.copy.is_none() { Ok((seen, case)) } else { Err(ActError::NotFound) }
}

async fn render(
    node: &Arc<Node>,
    signed: &Signed,
    seen: &PackageSeen,
    case: &Case,
    typed: Option<&Typed>,
) -> Result<String, ActError> {
    let case_name = name_of(node, signed, case)?;
    let mut exhibits = Vec::with_capacity(seen.exhibits.len());
    for id in &seen.exhibits {
        exhibits.push((*id, number(node, *id).await?));
    }
    exhibits.sort_by(|a, b| a.1.cmp(&b.1));
    let view = CopyForm { seen, case_name: &case_name, exhibits, typed };
    let there = signed.place.at(&path::copy(&seen.id.to_string()));
    Ok(page::render(node, Some(signed), &there, |shell| page_copy(&view, shell)))
}

async fn number(node: &Node, id: ExhibitId) -> Result<String, ActError> {
    let state = node.load::<Exhibit>(&id.urn(&node.config.node)).await?;
    Ok(state.ok_or(ActError::NotFound)?.item().exhibit_no.to_string())
}

/// What a copy keeps back, by number.
///
/// # Errors
/// If the record of an exhibit is damaged.
pub(super) async fn withheld(node: &Node, seen: &PackageSeen) -> Result<Vec<Withheld>, ActError> {
    let mut withheld = Vec::new();
    for (id, ground) in seen.copy.iter().flat_map(|copy| &copy.withheld) {
        withheld.push(Withheld { no: number(node, *id).await?, ground: *ground });
    }
    withheld.sort_by(|a, b| a.no.cmp(&b.no));
    Ok(withheld)
}

fn kept(fields: &Fields) -> Typed {
    let fields =
        fields.iter().filter_map(|(name, _)| Some((name.to_owned(), fields.get(name)?.to_owned())));
    Typed { fields: fields.collect(), ..Typed::default() }
}

fn wanted(fields: &Fields, seen: &PackageSeen) -> Result<CopyWish, Faults> {
    let mut reading = Reading::of(fields);
    let reader = reading.code("reader", CopyReader::parse);
    let reader = reading.need("reader", reader);
    let forum = reading.words("forum", FORUM_CHARS_MAX);
    let forum = reading.need("forum", Name::parse(forum.trim()));
    let mut withheld = BTreeMap::new();
    for exhibit in &seen.exhibits {
        let name = format!("{GROUND}{exhibit}");
        let Some(ground) = reading.code(&name, Ground::parse) else { continue };
        if reader.is_some_and(|reader| !ground.is_for(reader)) {
            reading.fault(&name, Wrong::Unfit);
        }
        withheld.insert(*exhibit, ground);
    }
    for (name, _) in fields.iter() {
        let of = name.strip_prefix(GROUND).map(ExhibitId::parse);
        if of.is_some_and(|id| !id.is_ok_and(|id| seen.exhibits.contains(&id))) {
            let text = fields.get(name).unwrap_or_default().to_owned();
            reading.fault(name, Wrong::Value(BadValue::UnknownCode { text }));
        }
    }
    if withheld.len() == seen.exhibits.len() {
        // Something has to be left to hand out.
        for exhibit in &seen.exhibits {
            reading.fault(&format!("{GROUND}{exhibit}"), Wrong::Unfit);
        }
    }
    let all = reader.zip(forum);
    reading.done(all.map(|(reader, forum)| CopyWish { forum, reader, withheld }))
}
