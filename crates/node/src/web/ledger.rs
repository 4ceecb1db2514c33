//! The log as people look at it: our own, entry by entry with its proof, and the logs that oversight watches.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, HeaderValue};
use portal::path;
use portal::path::LeafNo;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use store::Place;

use super::address::{Asked, Step, asked};
use super::reply;
use super::show::ledger as pages;
use super::{Answer, Shared, Signed};
use crate::act::ActError;
use crate::gap;
use crate::ledger::SignedHead;
use crate::node::Node;
use crate::rows::view;
use crate::tsa::daily::StampedHead;
use crate::work::witness::{Witnessed, newest_published};

/// What an entry shows to whoever may see the log: the chain, never the content.
pub(super) const CHAIN: [&str; 7] = ["schema", "category", "stream", "seq", "prev", "type", "at"];
/// Entries shown on the first page.
pub(super) const RECENT: u64 = 50;

/// Which leaves of the log are asked for.
#[derive(Debug, Deserialize)]
pub struct Until {
    /// The leaves before this one.
    #[serde(default, deserialize_with = "leaf")]
    until: Option<Place>,
}

/// A leaf as pages call it; anything else is no address of ours.
fn leaf<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Place>, D::Error> {
    let text = String::deserialize(from)?;
    place_of(&text).map(Some).map_err(|_| D::Error::custom("no leaf"))
}

/// Days whose tokens are listed.
const STAMPS_MAX: u32 = 30;

/// The newest tokens over our log, by day, newest first.
///
/// # Errors
/// If the store fails.
pub(super) async fn stamps(node: &Node) -> Result<Vec<(String, StampedHead)>, ActError> {
    node.last_rows(view::STAMPED, STAMPS_MAX).await
}

/// What was stamped on a day (`DAY.note`), or the token over it (`DAY.tst`).
pub async fn stamp(State(node): Shared, signed: Signed, Step(name): Step<String>) -> Answer {
    let file = stamp_file(&node, &name).await.map_err(|error| signed.refuse(error))?;
    let (media_type, bytes) = file;
    let mut response = reply::answer(StatusCode::OK, media_type, bytes.into());
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

async fn stamp_file(node: &Node, name: &str) -> Result<(&'static str, Vec<u8>), ActError> {
    let (day, kind) = name.split_once('.').ok_or(ActError::NotFound)?;
    let row = node.row::<StampedHead>(view::STAMPED, day).await?.ok_or(ActError::NotFound)?;
    match kind {
        "note" => Ok(("text/plain; charset=utf-8", row.note.into_bytes())),
        "tst" => {
            let token = row.token().ok_or_else(|| ActError::Corrupt("row stamped".to_owned()))?;
            Ok(("application/vnd.etsi.timestamp-token", token.as_bytes().to_vec()))
        }
        _ => Err(ActError::NotFound),
    }
}

/// Our log: size, root, who cosigned.
pub async fn show(State(node): Shared, signed: Signed, about: Asked<Until>) -> Answer {
    let about = asked(&signed, about)?;
    if signed.is_person() {
        let page = pages::ledger(&node, &signed, about.until).await;
        return page.map_err(|error| signed.refuse(error));
    }
    let document = document(&node).await.map_err(|error| signed.refuse(error))?;
    Ok(reply::json(StatusCode::OK, &document))
}

async fn document(node: &Node) -> Result<Value, ActError> {
    let head = node.ledger.signed();
    let published = newest_published(&*node.store, head.log).await?;
    let cosigned = published
        .map(|row| json!({ "size": row.size, "root": row.root, "by": row.by, "note": row.note }));
    let stamps: Vec<_> =
        stamps(node).await?.iter().map(|(day, row)| stamp_json(day, row)).collect();
    let recent: Vec<_> = (head.size.saturating_sub(RECENT)..head.size).rev().collect();
    Ok(json!({
        "origin": node.ledger.origin(),
        "size": head.size,
        "root": head.root.hex(),
        "checkpoint": head.note,
        "cosigned": cosigned,
        "recent": recent,
        "timestamps": stamps,
        "stopped": node.ledger.stopped().map(|why| why.code()),
    }))
}

fn stamp_json(day: &str, row: &StampedHead) -> Value {
    let signature = if row.is_checked { "checked" } else { "not-checked" };
    json!({
        "day": day,
        "size": row.size,
        "root": row.root,
        "gen_time": row.gen_time,
        "signature": signature,
        "note": path::stamped_note(day),
        "token": path::stamp(day),
    })
}

/// One entry with its opening (chain fields only) and its proof.
pub async fn entry(State(node): Shared, signed: Signed, Step(no): Step<String>) -> Answer {
    let place = place_of(&no).map_err(|error| signed.refuse(error))?;
    if signed.is_person() {
        let page = pages::leaf(&node, &signed, place).await;
        return page.map_err(|error| signed.refuse(error));
    }
    let shown = shown(&node, place).await.map_err(|error| signed.refuse(error))?;
    Ok(reply::json(StatusCode::OK, &shown))
}

/// What pages call a leaf.
pub(super) const fn leaf_no(Place { log, index }: Place) -> LeafNo {
    LeafNo { log, index }
}

/// The leaf that is called so.
pub(super) fn place_of(no: &str) -> Result<Place, ActError> {
    let LeafNo { log, index } = LeafNo::parse(no).ok_or(ActError::NotFound)?;
    Ok(Place { log, index })
}

/// The head that a leaf is shown under: the published one if it covers it.
pub(super) fn shown_under(node: &Node, place: Place) -> Result<(Arc<SignedHead>, bool), ActError> {
    let published = node.ledger.published_of(place.log).map(|(head, _)| head);
    if let Some(head) = published.filter(|head| head.size > place.index) {
        return Ok((head, true));
    }
    let signed = node.ledger.signed_of(place.log).ok_or(ActError::NotFound)?;
    Ok((signed, false))
}

async fn shown(node: &Node, place: Place) -> Result<Value, ActError> {
    let event = node.store.event_at(place).await?.ok_or(ActError::NotFound)?;
    let (head, _) = shown_under(node, place)?;
    let proof = node.ledger.prove(place, event.leaf, &head).await?;
    let opening = if gap::is_lost(&event) { None } else { Some(node.opening(&event, &CHAIN)?) };
    Ok(json!({
        "index": place.index,
        "log": node.ledger.origin_of(place.log)?,
        "kind": event.kind,
        "schema": event.schema,
        "opening": opening.map(|opening| opening.to_line()),
        "proof": proof.to_string(),
    }))
}

/// Every log of the network as this node has verified it: an oversight body's view.
pub async fn oversight(State(node): Shared, signed: Signed) -> Answer {
    let watches =
        node.roster().node(&node.config.node).is_some_and(|(_, e)| e.log.witness.is_some());
    if !watches {
        return Err(signed.refuse(ActError::NotFound));
    }
    if signed.is_person() {
        let page = pages::oversight(&node, &signed).await;
        return page.map_err(|error| signed.refuse(error));
    }
    let ledgers = watched(&node).await.map_err(|error| signed.refuse(error))?;
    let ours = node.config.member.screen();
    let ledgers: Vec<_> = ledgers
        .iter()
        .map(|log| {
            json!({
                "member": log.member,
                "origin": log.origin,
                "size": log.size,
                "root": log.root,
                "consistent": log.consistent,
                "cosigned_by": [ours],
            })
        })
        .collect();
    Ok(reply::json(StatusCode::OK, &json!({ "ledgers": ledgers })))
}

/// The log of another node, as far as we have verified it.
#[derive(Debug)]
pub struct WatchedLog {
    /// Its member.
    pub member: String,
    /// Its origin.
    pub origin: String,
    /// Leaves under the head we cosigned last.
    pub size: u64,
    /// The root of that head, if we cosigned one.
    pub root: Option<String>,
    /// Whether every head we saw extends the one before.
    pub consistent: bool,
}

/// The logs of all other nodes.
///
/// # Errors
/// If the store fails.
pub async fn watched(node: &Node) -> Result<Vec<WatchedLog>, ActError> {
    let roster = node.roster();
    let forks: Vec<String> = {
        let query = store::RowQuery::view(view::FORK, store::MAX_PAGE);
        node.store.rows(query).await?.into_iter().map(|row| row.sort).collect()
    };
    let mut ledgers = Vec::new();
    let mut others = Vec::new();
    for member in roster.members.values() {
        others.extend(
            member.nodes.iter().filter(|of| of.node != node.config.node).map(|of| (member, of)),
        );
    }
    let mut logs = Vec::new();
    for (member, of) in others {
        for (origin, _) in of.log.logs() {
            logs.push((member, &of.node, origin));
        }
    }
    for (member, of, origin) in logs {
        let held = node.row::<Witnessed>(view::WITNESSED, origin).await?;
        let forked = forks.iter().any(|fork| fork == origin || fork == of.as_str());
        // A log that has not begun is no log yet; the first one is shown as not seen.
        let is_first = roster.node(of).is_some_and(|(_, entry)| entry.log.origin == origin);
        if held.is_none() && !forked && !is_first {
            continue;
        }
        ledgers.push(WatchedLog {
            member: member.member.screen(),
            origin: origin.to_owned(),
            size: held.as_ref().map_or(0, |held| held.size),
            // Every head we cosigned was proven to extend the one before; a fork would have been kept.
            consistent: held.is_some() && !forked,
            root: held.map(|held| held.root),
        });
    }
    Ok(ledgers)
}
