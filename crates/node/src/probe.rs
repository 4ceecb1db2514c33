//! The whole way to a member, tried with a letter that means nothing (`cx.probe`, docs/spec/probe.md).
//!
//! It goes where every letter goes: signed, sealed, queued, accepted at the door, opened, and stated to lie in the tray. So
//! it finds what a test connection would not: a key that cannot be opened, a worker that stands still, a log that is not
//! signed. Each member is probed once a day at a minute that chance picks, and when an officer asks.
//!
//! Tables: probe, the link streams. Not trusted: what comes back is believed as every receipt is, by its signature alone.

use std::sync::Arc;

use domain::actor::NodeId;
use domain::letter::{Lane, LetterRef};
use seal::json::Json;
use serde::{Deserialize, Serialize};

use crate::act::{ActError, Tx, act};
use crate::dispatch::Parcel;
use crate::node::Node;
use crate::rows::view;

#[cfg(test)]
mod tests;

/// The type of such a letter.
pub const KIND: &str = "cx.probe";
/// Padding that a probe may carry, in bytes: as much as the text of a long letter.
pub const FILL_MAX: usize = 64 << 10;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The last probe of a node. Instants are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// The letter; none before the first.
    pub letter: Option<String>,
    /// When it was signed and queued.
    pub asked_ms: i64,
    /// When the node's acceptance was here.
    pub accepted_ms: Option<i64>,
    /// When its word was here that the letter lies in the tray: the way is whole.
    pub whole_ms: Option<i64>,
    /// The reason of a signed refusal.
    pub refused: Option<String>,
    /// When the way was whole last, this time or before.
    pub last_whole_ms: Option<i64>,
    /// When it is tried next by itself.
    pub next_ms: i64,
}

/// What a statement about a probe says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It is accepted at the door.
    Accepted,
    /// It lies in the tray.
    Whole,
    /// It was not taken, and why.
    Refused(Option<String>),
}

/// The body: nothing but padding.
#[must_use]
fn body(n_fill: usize) -> Json {
    Json::object([("fill", Json::Text("0".repeat(n_fill.min(FILL_MAX))))])
}

/// Whether a body is that of a probe: exactly its padding, and not more than [`FILL_MAX`].
#[must_use]
pub fn is_probe(body: &Json) -> bool {
    let fill = body.get("fill").and_then(Json::text);
    let alone = body.entries().is_some_and(|entries| entries.len() == 1);
    alone
        && fill.is_some_and(|fill| fill.len() <= FILL_MAX && fill.bytes().all(|byte| byte == b'0'))
}

/// Sends a probe to a node in this lane, with so much padding.
///
/// # Errors
/// If the node is not in the directory, or the store fails.
pub async fn send(
    node: &Arc<Node>,
    peer: &NodeId,
    lane: Lane,
    n_fill: usize,
) -> Result<(), ActError> {
    act!(node, "send_probe", None, |tx| {
        let letter = tx.send_housekeeping(peer, KIND, lane, body(n_fill)).await?;
        let held = node.row::<Probe>(view::PROBE, peer.as_str()).await?;
        let now_ms = tx.now.as_millisecond();
        let next = asked(held.as_ref(), &letter, now_ms, u64::from_le_bytes(node.random.array()));
        tx.swap(view::PROBE, peer.as_str(), held.as_ref(), &next);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// After a probe the next one is due at a chance minute of the day that follows.
fn asked(held: Option<&Probe>, letter: &LetterRef, now_ms: i64, dice: u64) -> Probe {
    Probe {
        letter: Some(letter.id.to_string()),
        asked_ms: now_ms,
        last_whole_ms: held.and_then(|held| held.last_whole_ms),
        next_ms: next_day(now_ms, dice),
        ..Probe::default()
    }
}

/// A chance minute of the next day, in UTC.
fn next_day(now_ms: i64, dice: u64) -> i64 {
    let minute = i64::try_from(dice % (24 * 60)).unwrap_or_default() * 60_000;
    (now_ms.div_euclid(DAY_MS) + 1).saturating_mul(DAY_MS).saturating_add(minute)
}

/// Notes what a statement says of a probe; one that is not the last is passed over.
///
/// # Errors
/// If the store fails.
pub(crate) async fn note(
    tx: &mut Tx<'_>,
    peer: &NodeId,
    parcel: &Parcel,
    word: &Word,
) -> Result<(), ActError> {
    if parcel.kind != KIND {
        return Ok(());
    }
    let Some(held) = tx.node.row::<Probe>(view::PROBE, peer.as_str()).await? else {
        return Ok(());
    };
    if held.letter.as_ref() == Some(&parcel.letter) {
        let next = noted(&held, word, tx.now.as_millisecond());
        tx.swap(view::PROBE, peer.as_str(), Some(&held), &next);
    }
    Ok(())
}

/// A statement counts once, whichever comes first.
fn noted(held: &Probe, word: &Word, now_ms: i64) -> Probe {
    let mut next = held.clone();
    match word {
        Word::Accepted => next.accepted_ms = held.accepted_ms.or(Some(now_ms)),
        Word::Whole => {
            next.whole_ms = held.whole_ms.or(Some(now_ms));
            next.last_whole_ms = next.whole_ms;
        }
        Word::Refused(code) => {
            next.refused = held.refused.clone().or_else(|| code.clone()).or(Some(String::new()));
        }
    }
    next
}

/// Sends the probes that are due. Returns how many.
///
/// # Errors
/// If the store fails.
pub async fn run_once(node: &Arc<Node>) -> Result<usize, ActError> {
    let now_ms = node.now().as_millisecond();
    let mut n_sent = 0;
    for peer in peers(node) {
        match node.row::<Probe>(view::PROBE, peer.as_str()).await? {
            // A member that is new is probed tomorrow: those who are made together do not all begin at once.
            None => {
                let dice = u64::from_le_bytes(node.random.array());
                act!(node, "plan_probe", None, |tx| {
                    let plan = Probe { next_ms: next_day(now_ms, dice), ..Probe::default() };
                    tx.swap(view::PROBE, peer.as_str(), None, &plan);
                    Ok(Vec::new())
                })
                .await?;
            }
            // A clock that went back by more than a day would else keep it from being tried for as long.
            Some(held) if held.next_ms <= now_ms || held.next_ms > now_ms + 2 * DAY_MS => {
                send(node, &peer, Lane::Ordinary, 0).await?;
                n_sent += 1;
            }
            Some(_) => {}
        }
    }
    Ok(n_sent)
}

/// Every other node that can receive a letter, by its name.
#[must_use]
pub fn peers(node: &Node) -> Vec<NodeId> {
    let roster = node.roster();
    let nodes = roster.members.values().flat_map(|entry| &entry.nodes);
    let others = nodes.map(|entry| entry.node.clone()).filter(|id| *id != node.config.node);
    let mut peers: Vec<_> = others.filter(|id| roster.reception(id).is_some()).collect();
    peers.sort();
    peers.dedup();
    peers
}
