//! Letters about a measure: any form of the instrument that the officer's side has.
//!
//! One way in for every form of every pack; what a form asks, who may say it and what follows stand in the pack and are
//! judged by the core. Nothing here knows a form by name.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use domain::actor::MemberId;
use domain::case::Case;
use domain::measure::{Command, Event, Measure};
use domain::reader::SideSeen;
use law::field::Values;
use law::ids::KindId;
use portal::path;
use serde_json::json;
use wire::stored::{Stored, StreamKind};

use super::address::Step;
use super::drafts::merge;
use super::form::Fields;
use super::measures::{give, member_of, record_read, seen};
use super::reply;
use super::show::letter::{self as pages, Back};
use super::{Answer, Posted, Refusal, Shared, Signed};
use crate::act::{ActError, act};
use crate::measures::measure_stream;
use crate::node::Node;

/// The form of a letter, empty.
pub async fn page(
    State(node): Shared,
    signed: Signed,
    Step((id, form)): Step<(String, String)>,
) -> Answer {
    let missing = || signed.refuse(ActError::NotFound);
    let form = KindId::parse(&form).map_err(|_| missing())?;
    let (seen, found) = seen(&node, &signed, &id).await.map_err(|e| signed.refuse(e))?;
    record_read(&node, &signed, &found).await.map_err(|e| signed.refuse(e))?;
    let back = Back::default();
    let page = pages::show(&node, &signed, &signed.place, (&seen, &found), &form, &back);
    Ok(reply::html(StatusCode::OK, page.map_err(|error| signed.refuse(error))?))
}

/// Says a form about a measure.
pub async fn say(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    match try_say(&node, &id, &posted).await {
        Ok(answer) => Ok(answer),
        Err(refusal) => Err(sent_back(&node, &id, &posted, refusal).await),
    }
}

async fn try_say(node: &Arc<Node>, id: &str, posted: &Posted) -> Answer {
    let signed = &posted.signed;
    let (shown, _) = seen(node, signed, id).await.map_err(|e| signed.refuse(e))?;
    let form = posted.parse("form", KindId::parse)?;
    let enforcing: Option<MemberId> = match posted.fields.get("enforcing") {
        None => None,
        Some(_) => Some(posted.parse("enforcing", member_of)?),
    };
    let missing = || signed.refuse(ActError::NotFound);
    let (law, _) = node.law.newest(&shown.instrument).ok_or_else(missing)?;
    // A form nobody knows is refused by the core, with its reason.
    let values = match law.letter(&form) {
        None => Values::new(),
        Some(known) => merge(&known.form, &Values::new(), &posted.fields)
            .map_err(|wrong| signed.refuse(ActError::Wrong(wrong)))?,
    };
    let say = Command::Say { form, values, enforcing };
    let side = command(node, id, posted, "say_letter", say).await?;
    let location = format!("{}?done=said", path::of_side(side, id));
    Ok(signed.done(StatusCode::OK, &json!({ "id": id }), &location))
}

/// A refusal that a person can repair comes back on the form, with everything that was typed.
async fn sent_back(node: &Arc<Node>, id: &str, posted: &Posted, refusal: Refusal) -> Refusal {
    let is_stale = refusal.is_stale();
    let is_repairable = is_stale || refusal.denied().is_some() || !refusal.wrong().is_empty();
    if !is_repairable || !posted.signed.is_person() {
        return refusal;
    }
    let back =
        Back { wrong: refusal.wrong(), denied: refusal.denied(), fields: &posted.fields, is_stale };
    match again(node, &posted.signed, id, &back).await {
        Ok(page) => refusal.with_page(page),
        Err(_) => refusal,
    }
}

/// A form that waited for its officer.
///
/// # Errors
/// If the measure may not be read or has no such letter.
pub async fn kept(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    fields: &Fields,
) -> Result<String, ActError> {
    again(node, signed, id, &Back { fields, wrong: &[], denied: None, is_stale: false }).await
}

async fn again(
    node: &Arc<Node>,
    signed: &Signed,
    id: &str,
    back: &Back<'_>,
) -> Result<String, ActError> {
    let form = back.fields.get("form").and_then(|form| KindId::parse(form).ok());
    let form = form.ok_or(ActError::NotFound)?;
    let (seen, found) = seen(node, signed, id).await?;
    record_read(node, signed, &found).await?;
    let place = signed.place.at(&path::letter(&path::of_side(seen.side, id), form.as_str()));
    pages::show(node, signed, &place, (&seen, &found), &form, back)
}

/// Whether nothing but receipts came since a reader had read so many events: a letter that arrived somewhere gives nobody a
/// reason to read again what he is about to say. A version from the future is no version.
async fn only_receipts_since(node: &Node, stream: &str, read: u64) -> Result<bool, ActError> {
    let later = node.store.load(stream, read).await?;
    for event in &later {
        let stored = node.decode(StreamKind::Measure, event)?;
        if !matches!(stored, Stored::Measure(Event::ReceiptRecorded { .. })) {
            return Ok(false);
        }
    }
    Ok(!later.is_empty())
}

/// Carries out an officer's act on a measure; says on which side of it.
pub(super) async fn command(
    node: &Arc<Node>,
    id: &str,
    posted: &Posted,
    name: &'static str,
    command: Command,
) -> Result<SideSeen, Refusal> {
    let signed = &posted.signed;
    let (shown, found) = seen(node, signed, id).await.map_err(|e| signed.refuse(e))?;
    // What a page or program had read must still be so, where it says what it had read.
    let read: Option<u64> = match (&command, posted.fields.get("seen")) {
        // These name the revision of the text, and the core compares it.
        (Command::Validate { .. } | Command::Countersign { .. }, _) | (_, None) => None,
        (_, Some(_)) => Some(posted.parse("seen", str::parse)?),
    };
    let done = act!(node, name, posted.once(), |tx| {
        let case = found.case.as_ref().map(Case::id);
        let stream = measure_stream(&node.config.node, found.id, case);
        let state = tx.load::<Measure>(&stream).await?.ok_or(ActError::NotFound)?;
        if let Some(read) = read
            && Some(read) != tx.version_of(&stream)
            && !only_receipts_since(node, &stream.id, read).await?
        {
            return Err(ActError::Stale);
        }
        give(tx, signed, &stream, Some(state), found.case.as_ref(), command.clone()).await?;
        Ok(Vec::new())
    })
    .await;
    let about = |refusal: Refusal| refusal.about(shown.instrument.clone(), shown.kind.clone());
    done.map_err(|error| about(signed.refuse(error)))?;
    Ok(shown.side)
}
