//! Letters about a measure: any form of the instrument that the officer's side has, and refusals of an addressee.
//!
//! One way in for every form of every pack; what a form asks, who may say it and what follows stand in the pack and are
//! judged by the core. Nothing here knows a form by name.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use domain::actor::MemberId;
use domain::case::Case;
use domain::measure::{Command, Extent};
use domain::reader::SideSeen;
use law::field::Values;
use law::ids::{DataCategory, GroundId, KindId};
use serde_json::json;

use super::address::Step;
use super::drafts::merge;
use super::measures::{give, seen};
use super::{Answer, Posted, Refusal, Shared};
use crate::act::{ActError, act};
use crate::measures::measure_stream;
use crate::node::Node;

/// Says a form about a measure.
pub async fn say(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let (shown, _) = seen(&node, signed, &id).await.map_err(|e| signed.refuse(e))?;
    let form = posted.parse("form", KindId::parse)?;
    let enforcing = match posted.fields.get("enforcing") {
        None => None,
        Some(_) => Some(posted.parse("enforcing", MemberId::parse)?),
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
    let side = command(&node, &id, &posted, "say_letter", say).await?;
    Ok(done(&posted, &id, side))
}

/// The addressee refuses, in whole, in part or under conditions.
pub async fn refuse(State(node): Shared, Step(id): Step<String>, posted: Posted) -> Answer {
    let signed = &posted.signed;
    let ground = posted.parse("ground", GroundId::parse)?;
    let conditions = posted.fields.get("conditions").map(str::to_owned);
    let parsed: Result<BTreeSet<_>, _> =
        posted.fields.all("data").map(DataCategory::parse).collect();
    let data = parsed.map_err(|error| {
        let (field, why) = ("data".to_owned(), error.to_string());
        signed.refuse(ActError::Value { field, why })
    })?;
    let extent = match (data.is_empty(), conditions) {
        (false, _) => Extent::Data(data),
        (true, Some(conditions)) => Extent::Conditions(conditions),
        (true, None) => Extent::All,
    };
    let refuse = Command::Refuse { ground, extent };
    let side = command(&node, &id, &posted, "refuse_order", refuse).await?;
    Ok(done(&posted, &id, side))
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
    let done = act!(node, name, posted.once(), |tx| {
        let case = found.case.as_ref().map(Case::id);
        let stream = measure_stream(&node.config.node, found.id, case);
        give(tx, signed, &stream, None, found.case.as_ref(), command.clone()).await?;
        Ok(Vec::new())
    })
    .await;
    done.map_err(|error| signed.refuse(error))?;
    Ok(shown.side)
}

fn done(posted: &Posted, id: &str, side: SideSeen) -> Response<Body> {
    let place = match side {
        SideSeen::Issuing => "measures",
        SideSeen::Executing | SideSeen::Notified => "orders",
    };
    posted.signed.done(StatusCode::OK, &json!({ "id": id }), &format!("/{place}/{id}"))
}
