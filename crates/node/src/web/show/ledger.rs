//! Our own log with its proofs, and the logs that an oversight body watches.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Response;
use jiff::Timestamp;
use portal::page::ledger::{Cosigned, Leaf, Ledger, Proof, Stamped, page_ledger, page_proof};
use portal::page::oversight::{Oversight, Watched, page_oversight};
use portal::path::{self, LeafNo};
use seal::digest::Digest;
use seal::json::Json;
use seal::opening::{Opening, Part};
use store::{Place, StoredEvent};

use crate::act::ActError;
use crate::gap;
use crate::node::Node;
use crate::rows::view;
use crate::web::Signed;
use crate::web::ledger::{CHAIN, RECENT, leaf_no, shown_under, stamps};
use crate::web::page::{self, n_witnesses};
use crate::work::witness::Witnessed;

/// A leaf with the words that its opening shows.
struct Opened {
    no: LeafNo,
    category: String,
    event: String,
    at: Timestamp,
    hash: String,
}

impl Opened {
    fn of(node: &Node, place: Place, event: &StoredEvent) -> Result<Self, ActError> {
        let category = if gap::is_lost(event) {
            gap::LOST.to_owned()
        } else {
            let opening = node.opening(event, &["category"])?;
            opening.get("category").and_then(Json::text).unwrap_or_default().to_owned()
        };
        let damaged = |_| ActError::Corrupt("event time".to_owned());
        Ok(Self {
            no: leaf_no(place),
            event: format!("{category}.{}", event.kind),
            // Entries about traffic have their words by what was done, not by their common category.
            category: if category == "anchor" { event.kind.clone() } else { category },
            at: Timestamp::from_millisecond(event.at_ms).map_err(damaged)?,
            hash: Digest(event.leaf_hash).hex(),
        })
    }

    fn line(&self) -> Leaf<'_> {
        Leaf {
            no: self.no,
            category: &self.category,
            event: &self.event,
            at: self.at,
            hash: &self.hash,
        }
    }
}

/// One of our logs: its last head, who cosigned, and the leaves before `end`; without one, the log that grows.
///
/// # Errors
/// If the store fails.
pub async fn ledger(
    node: &Arc<Node>,
    signed: &Signed,
    end: Option<Place>,
) -> Result<Response<Body>, ActError> {
    let log = end.map_or_else(|| node.ledger.number(), |end| end.log);
    let head = node.ledger.signed_of(log).ok_or(ActError::NotFound)?;
    let published = node.ledger.published_of(log).map(|(head, _)| head);
    let cosigned = published.as_ref().map(|head| page::cosigned(node, &head.note));
    let cosigned = cosigned.unwrap_or_default();
    let end = end.map_or(head.size, |end| end.index).min(head.size);
    let from = end.saturating_sub(RECENT);
    let mut opened = Vec::new();
    for index in (from..end).rev() {
        let place = Place { log, index };
        if let Some(event) = node.store.event_at(place).await? {
            opened.push(Opened::of(node, place, &event)?);
        }
    }
    // They stand on the first page only.
    let stamps = if end == head.size { stamps(node).await? } else { Vec::new() };
    let root = head.root.hex();
    let until = |log, index| format!("{}?until={}", path::LEDGER, LeafNo { log, index });
    let before = log.checked_sub(1);
    let before = before.and_then(|log| Some((log, node.ledger.signed_of(log)?.size)));
    let origin = node.ledger.origin_of(log)?;
    let newer = end.saturating_add(RECENT);
    let view = Ledger {
        origin: &origin,
        size: head.size,
        root: &root,
        at: opened.first().filter(|_| end == head.size).map_or_else(|| node.now(), |leaf| leaf.at),
        note: published.as_ref().map_or(&head.note, |head| &head.note),
        cosigned: cosigned
            .iter()
            .map(|(by, at)| Cosigned {
                by,
                size: published.as_ref().map_or(0, |head| head.size),
                at: *at,
            })
            .collect(),
        n_witnesses: n_witnesses(node),
        leaves: opened.iter().map(Opened::line).collect(),
        older: match from {
            0 => before.map(|(log, size)| until(log, size)),
            from => Some(until(log, from)),
        },
        newer: match end {
            end if end >= head.size && log == node.ledger.number() => None,
            end if end >= head.size => {
                let next = log.saturating_add(1);
                let size = node.ledger.signed_of(next).map_or(0, |head| head.size);
                Some(until(next, RECENT.min(size)))
            }
            _ if newer >= head.size && log == node.ledger.number() => Some(path::LEDGER.to_owned()),
            _ => Some(until(log, newer.min(head.size))),
        },
        stamps: stamps
            .iter()
            .map(|(day, row)| Stamped {
                day,
                size: row.size,
                gen_time: &row.gen_time,
                is_checked: row.is_checked,
            })
            .collect(),
    };
    Ok(page::shown(node, signed, |shell| page_ledger(&view, shell)))
}

/// One leaf with its opening (chain fields only) and its proof.
///
/// # Errors
/// [`ActError::NotFound`] if there is no such leaf.
pub async fn leaf(
    node: &Arc<Node>,
    signed: &Signed,
    place: Place,
) -> Result<Response<Body>, ActError> {
    let event = node.store.event_at(place).await?.ok_or(ActError::NotFound)?;
    let (head, is_published) = shown_under(node, place)?;
    let size = is_published.then_some(head.size);
    let proof = node.ledger.prove(place, event.leaf, &head).await?.to_string();
    let opening = if gap::is_lost(&event) { None } else { Some(node.opening(&event, &CHAIN)?) };
    let shown = Opened::of(node, place, &event)?;
    let origin = node.ledger.origin_of(place.log)?;
    let fields: Vec<(String, String)> = opening
        .iter()
        .flat_map(Opening::parts)
        .filter_map(|part| match part {
            Part::Open { field, .. } => Some((field.name.clone(), words(&field.value))),
            Part::Closed { .. } => None,
        })
        .collect();
    let opening = opening.map(|opening| opening.to_line()).unwrap_or_default();
    let view = Proof {
        origin: &origin,
        leaf: shown.line(),
        size,
        opened: fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
        opening: &opening,
        proof: &proof,
        // Proofs of single leaves have no command of their own; a package is what is checked elsewhere.
        command: "",
    };
    Ok(page::shown(node, signed, |shell| page_proof(&view, shell)))
}

fn words(value: &Json) -> String {
    match value.text() {
        Some(text) => text.to_owned(),
        None => String::from_utf8_lossy(&value.to_bytes()).into_owned(),
    }
}

/// Every log of the network as this node has verified it.
///
/// # Errors
/// If the store fails.
pub async fn oversight(node: &Arc<Node>, signed: &Signed) -> Result<Response<Body>, ActError> {
    let mut rows = Vec::new();
    for log in crate::web::ledger::watched(node).await? {
        let held = node.row::<Witnessed>(view::WITNESSED, &log.origin).await?;
        let at = held.as_ref().and_then(|held| i64::try_from(held.at).ok());
        let at = at.and_then(|at| Timestamp::from_second(at).ok());
        rows.push((log, at));
    }
    let ours = [node.config.node.to_string()];
    let ours: Vec<&str> = ours.iter().map(String::as_str).collect();
    let watched = rows.iter().map(|(log, looked_at)| Watched {
        member: &log.member,
        origin: &log.origin,
        size: log.size,
        root: log.root.as_deref().unwrap_or_default(),
        looked_at: *looked_at,
        consistent: log.root.as_ref().map(|_| log.consistent),
        cosigned_by: if log.root.is_some() { &ours } else { &[] },
    });
    let view = Oversight { ledgers: watched.collect() };
    Ok(page::shown(node, signed, |shell| page_oversight(&view, shell)))
}
