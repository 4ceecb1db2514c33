//! The whole way to a member, tried with a letter that means nothing (`cx.probe`, docs/spec/letter.md).
//!
//! It goes where every letter goes: signed, sealed, queued, accepted at the door, opened, and stated to lie in the tray. So
//! it finds what a test connection would not: a key that cannot be opened, a worker that stands still, a log that is not
//! signed. Each member is probed once a day at a minute that chance picks, and when an officer asks.
//!
//! Tables: probe, the link streams. Not trusted: what comes back is believed as every receipt is, by its signature alone.

use std::sync::Arc;

use domain::actor::NodeId;
use domain::letter::Lane;
use seal::digest::{array, hex_decode, hex_encode};
use seal::json::Json;
use serde::{Deserialize, Serialize};
use store::OutboxState;

use crate::act::{ActError, Tx, act};
use crate::dispatch::Parcel;
use crate::log;
use crate::node::Node;
use crate::rows::view;
use crate::work::deliver::settle;

#[cfg(test)]
mod tests;

/// The type of such a letter.
pub const KIND: &str = "cx.probe";
/// Padding that a probe may carry, in bytes: as much as the text of a long letter.
pub const FILL_MAX: usize = 64 << 10;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Between two probes that people ask for.
const PAUSE_MS: i64 = 60 * 1000;

/// The last probe of a node. Instants are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// The letter; none before the first.
    pub letter: Option<String>,
    /// Its outbox row, hex.
    #[serde(default)]
    pub row: Option<String>,
    /// The officer who asked for it; nobody if the day did.
    #[serde(default)]
    pub by: Option<String>,
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
pub fn body(n_fill: usize) -> Json {
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

/// Why a probe is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Its day has come.
    ByItself,
    /// An officer, by id, wants to know now. Within a minute of the last one nothing is sent: it would tell nothing more.
    By(String),
}

/// Sends a probe to a node in this lane, with so much padding. The one before, if it still waits, is given up: a member that is
/// gone for weeks must not find a heap of them. Whether one was sent.
///
/// # Errors
/// If the node is not in the directory, or the store fails.
pub async fn send(
    node: &Arc<Node>,
    peer: &NodeId,
    lane: Lane,
    n_fill: usize,
    asked: &Asked,
) -> Result<bool, ActError> {
    let done = act!(node, "send_probe", None, |tx| {
        let held = node.row::<Probe>(view::PROBE, peer.as_str()).await?;
        let now_ms = tx.now.as_millisecond();
        if let (Some(held), Asked::By(_)) = (&held, asked)
            && is_fresh(held, now_ms)
        {
            return Ok(vec![0]);
        }
        give_up(tx, held.as_ref()).await?;
        let queued = tx.send_housekeeping(peer, KIND, lane, body(n_fill)).await?;
        let next = Probe {
            letter: Some(queued.letter.id.to_string()),
            row: Some(hex_encode(&queued.row)),
            by: match asked {
                Asked::ByItself => None,
                Asked::By(officer) => Some(officer.clone()),
            },
            asked_ms: now_ms,
            last_whole_ms: held.as_ref().and_then(|held| held.last_whole_ms),
            next_ms: next_day(now_ms, u64::from_le_bytes(node.random.array())),
            ..Probe::default()
        };
        tx.swap(view::PROBE, peer.as_str(), held.as_ref(), &next);
        Ok(vec![1])
    })
    .await?;
    Ok(done.result == [1])
}

/// Whether one was sent within the last minute. A clock that went back does not make it last longer.
fn is_fresh(held: &Probe, now_ms: i64) -> bool {
    held.letter.is_some() && (0..PAUSE_MS).contains(&now_ms.saturating_sub(held.asked_ms))
}

/// Takes a probe that nobody has accepted out of the outbox.
async fn give_up(tx: &mut Tx<'_>, held: Option<&Probe>) -> Result<(), ActError> {
    let id = held.filter(|held| held.accepted_ms.is_none()).and_then(|held| held.row.as_ref());
    let Some(id) = id.and_then(|id| array(&hex_decode(id).ok()?).ok()) else { return Ok(()) };
    let Some(row) = tx.node.outbox_row(id).await? else { return Ok(()) };
    if matches!(row.state, OutboxState::Queued { .. } | OutboxState::Held { .. }) {
        tx.outbox.push(settle(&row, OutboxState::Superseded, row.last_error.clone(), None));
    }
    Ok(())
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
    let mut n_sent = 0;
    for peer in peers(node) {
        match of_the_day(node, &peer).await {
            Ok(sent) => n_sent += usize::from(sent),
            // One damaged row must not keep the others from being tried.
            Err(error @ ActError::Corrupt(_)) => log::worker_failed("probe", &error),
            Err(error) => return Err(error),
        }
    }
    Ok(n_sent)
}

async fn of_the_day(node: &Arc<Node>, peer: &NodeId) -> Result<bool, ActError> {
    let now_ms = node.now().as_millisecond();
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
            Ok(false)
        }
        // A clock that went back by more than a day would else keep it from being tried for as long.
        Some(held) if held.next_ms <= now_ms || held.next_ms > now_ms + 2 * DAY_MS => {
            send(node, peer, Lane::Ordinary, 0, &Asked::ByItself).await
        }
        Some(_) => Ok(false),
    }
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
