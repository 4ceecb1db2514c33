//! Outbox → peers. Seals a letter once, stores the bytes with their `send` leaf, then sends exactly those bytes until
//! the recipient's signed receipt is here. Tables: outbox, envelope, receipt, witnessed, peer-knows, link streams,
//! and the measure's stream where a receipt starts a clock.
//!
//! Fatal: only what the store calls fatal. Everything a peer or the network does is an attempt, and there is no
//! attempt limit: only a signed object ends an envelope.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::keyring::Key;
use store::{OutboxChange, OutboxRow, OutboxState, Skip};
use tokio::task::JoinSet;
use wire::roster::Mode;

use self::failure::{Failure, Stop, settle_failed};
use crate::act::{ActError, act};
use crate::dispatch::Parcel;
use crate::node::Node;
use crate::peer::client::{Ask, Patience, Unreachable};
use crate::peer::door::ROSTER_BEHIND;
use crate::rows::{decode, encode};

pub(crate) use self::acceptance::{Accepted, Chunks, accepted};
pub use self::failure::HELD;
pub(crate) use self::first::{is_under_ended_key, seal};
pub(crate) use self::wave::{KEY_ENDED, record_taken};

mod acceptance;
mod failure;
mod first;
pub(crate) mod relays;
mod wave;

/// A row is ours for this long. What a killed process held is free at once: the next start ends all leases.
const LEASE_MS: i64 = 180_000;
/// A line rests for so long when its peer says that it comes too fast; twice as long each time that nothing got through.
const REST: Duration = Duration::from_secs(1);
/// How often that doubles.
const REST_DOUBLES_MAX: u32 = 6;
/// Rows taken at once.
const ROWS_MAX: u32 = 32;
/// Media type of a delivery.
pub(crate) const DELIVERY: &str = "application/vnd.comity.delivery+cbor";

/// What one task sends: to one peer, of one lane. A peer that hangs holds up nobody else's letters, and what is urgent waits
/// neither for ordinary letters nor for evidence under way to the same peer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    peer: String,
    lane: u8,
}

/// The last lane; what has a higher number goes with it.
pub(crate) const BULK: u8 = 3;

impl Line {
    fn of(row: &OutboxRow) -> Self {
        Self { peer: row.peer.clone(), lane: row.lane.min(BULK) }
    }

    /// Its rows.
    fn skip(&self) -> Skip {
        let to = if self.lane == BULK { u8::MAX } else { self.lane };
        Skip { peer: self.peer.clone(), from: self.lane, to }
    }
}

/// How the last task of a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// The peer takes more.
    On,
    /// It asked for a pause.
    Rest {
        /// Whether something got through before.
        some_got_through: bool,
    },
}

/// Deliveries that are under way: one task per line.
#[derive(Debug, Default)]
pub struct Rounds {
    tasks: JoinSet<(Line, Pace)>,
    /// The lines that have a task, and what came for them meanwhile.
    waiting: BTreeMap<Line, Vec<OutboxRow>>,
    /// How often in a row a line rested without anything that got through.
    rests: BTreeMap<Line, u32>,
}

impl Rounds {
    /// Takes what is due in the outbox. Returns how many rows were taken.
    ///
    /// # Errors
    /// Only if the store fails.
    pub async fn take_due(&mut self, node: &Arc<Node>) -> Result<usize, ActError> {
        crate::agreements::held::sweep(node).await?;
        let now = node.now().as_millisecond();
        wake_for(node).await?;
        let rows = node.store.outbox_due(now, LEASE_MS, ROWS_MAX, &self.skip(node)).await?;
        let n_taken = rows.len();
        let mut by_line: BTreeMap<Line, Vec<OutboxRow>> = BTreeMap::new();
        for row in rows {
            by_line.entry(Line::of(&row)).or_default().push(row);
        }
        for (line, rows) in by_line {
            match self.waiting.get_mut(&line) {
                Some(waiting) => {
                    // A row whose lease ran out while it waited is taken again, under a newer fence.
                    waiting.retain(|old| rows.iter().all(|row| row.id != old.id));
                    waiting.extend(rows);
                }
                None => self.start(node, line, rows, Pace::On),
            }
        }
        Ok(n_taken)
    }

    /// Waits until the letters that are being sent were tried; what waits behind them is left.
    pub async fn finish(&mut self) {
        self.waiting.clear();
        while self.tasks.join_next().await.is_some() {}
    }

    /// Waits until everything that was taken was tried.
    #[cfg(test)]
    pub(crate) async fn all_ended(&mut self, node: &Arc<Node>) {
        while !self.tasks.is_empty() {
            self.ended(node).await;
        }
    }

    /// What is not taken now: all but the first lane for nodes that cannot be reached, and lines for which enough waits here. A
    /// row that waits in memory holds a lease that runs out.
    fn skip(&self, node: &Node) -> Vec<Skip> {
        let shut = node.roads.all_shut(node.now()).into_iter();
        let shut = shut.map(|peer| Skip { peer, from: 1, to: u8::MAX });
        let full = self.waiting.iter().filter(|(_, rows)| !rows.is_empty());
        shut.chain(full.map(|(line, _)| line.skip())).collect()
    }

    fn start(&mut self, node: &Arc<Node>, line: Line, rows: Vec<OutboxRow>, pace: Pace) {
        self.waiting.insert(line.clone(), Vec::new());
        let node = node.clone();
        let rest = self.rest(&line, pace);
        self.tasks.spawn(async move {
            tokio::time::sleep(rest).await;
            let pace = Box::pin(to_peer(&node, &line.peer, rows)).await;
            (line, pace)
        });
    }

    /// How long a line waits before it goes on.
    fn rest(&mut self, line: &Line, pace: Pace) -> Duration {
        let Pace::Rest { some_got_through } = pace else {
            self.rests.remove(line);
            return Duration::ZERO;
        };
        let n_rests = self.rests.entry(line.clone()).or_default();
        *n_rests = if some_got_through { 0 } else { *n_rests + 1 };
        REST.saturating_mul(1 << (*n_rests).min(REST_DOUBLES_MAX))
    }

    /// Waits until the letters of a line were all tried, and goes on with what came for it meanwhile; for ever if nothing
    /// is under way.
    pub async fn ended(&mut self, node: &Arc<Node>) {
        match self.tasks.join_next().await {
            Some(Ok((line, pace))) => {
                let rows = self.waiting.remove(&line).unwrap_or_default();
                if !rows.is_empty() || pace != Pace::On {
                    self.start(node, line, rows, pace);
                }
            }
            // A panic is a bug and ends the worker, as it would without a task in between.
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Some(Err(_)) => {}
            None => std::future::pending().await,
        }
    }
}

/// Makes due what waits for peers that answer again.
async fn wake_for(node: &Arc<Node>) -> Result<(), ActError> {
    let back = node.roads.take_back();
    if back.is_empty() {
        return Ok(());
    }
    let woken = act!(node, "wake_letters", None, |tx| {
        let due_ms = tx.now.as_millisecond();
        let wake = |peer: &NodeId| OutboxChange::Wake { peer: peer.to_string(), due_ms };
        tx.outbox.extend(back.iter().map(wake));
        Ok(Vec::new())
    })
    .await;
    if woken.is_err() {
        node.roads.put_back(back);
    }
    woken.map(drop)
}

/// Tries the rows of a line, in waves. Once the peer cannot be reached the others wait for their next turn: each would only
/// wait for the same time-out.
async fn to_peer(node: &Arc<Node>, peer: &str, rows: Vec<OutboxRow>) -> Pace {
    let mut stopped: Option<Stop> = None;
    let n_rows = rows.len();
    let (letters, mut failed) = read(rows);
    for wave in wave::waves(letters) {
        let tried = match (stopped, NodeId::parse(peer)) {
            (Some(why), _) => all_failed(wave, || why.into()),
            (None, Ok(peer)) => Box::pin(wave::send(node, &peer, wave)).await,
            (None, Err(_)) => all_failed(wave, || damaged("outbox").into()),
        };
        stopped = stopped.or(tried.iter().find_map(|(_, failure)| failure.stops()));
        failed.extend(tried);
    }
    if let Err(error) = settle_failed(node, &failed).await {
        // The leases run out and somebody tries again.
        crate::log::delivery_failed(peer, &error);
    }
    match stopped {
        Some(Stop::TooFast) => Pace::Rest { some_got_through: failed.len() < n_rows },
        Some(Stop::Turn | Stop::Unreachable(_)) | None => Pace::On,
    }
}

/// The letters that rows hold, and the rows that hold none.
fn read(rows: Vec<OutboxRow>) -> (Vec<Letter>, Vec<Failed>) {
    let (mut letters, mut failed) = (Vec::new(), Vec::new());
    for row in rows {
        match decode::<Parcel>(&row.payload) {
            Ok(parcel) => letters.push(Letter { row, parcel }),
            Err(error) => failed.push((row, error.into())),
        }
    }
    (letters, failed)
}

fn all_failed(letters: Vec<Letter>, why: impl Fn() -> Failure) -> Vec<Failed> {
    letters.into_iter().map(|letter| (letter.row, why())).collect()
}

/// A row that is ours for now, and the letter in it.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) row: OutboxRow,
    pub(crate) parcel: Parcel,
}

/// A row whose letter did not go, and why.
type Failed = (OutboxRow, Failure);

/// What became of a row, as a change of the outbox.
pub(crate) fn settle(
    row: &OutboxRow,
    state: OutboxState,
    error: Option<String>,
    parcel: Option<&Parcel>,
) -> OutboxChange {
    OutboxChange::Settle {
        id: row.id,
        fence: row.fence,
        state,
        attempts: row.attempts,
        last_error: error,
        payload: parcel.map(encode),
    }
}

/// Asks a peer through the endpoints that the directory lists.
///
/// # Errors
/// [`Unreachable`].
pub async fn ask(
    node: &Node,
    peer: &NodeId,
    request: &Ask,
) -> Result<crate::peer::client::Answer, Unreachable> {
    ask_within(node, peer, request, Patience::USUAL).await
}

/// The same for an answer that may be late, or long.
///
/// # Errors
/// [`Unreachable`].
pub async fn ask_within(
    node: &Node,
    peer: &NodeId,
    request: &Ask,
    patience: Patience,
) -> Result<crate::peer::client::Answer, Unreachable> {
    let roster = node.roster();
    let (_, entry) = roster.node(peer).ok_or(Unreachable::NoEndpoint)?;
    if entry.speaks.mode == Mode::Pull {
        // It says that it cannot be reached: nobody has failed.
        return Err(Unreachable::Fetches);
    }
    let began = node.now();
    let answer = node.peers.ask(peer, &entry.endpoints, request, patience).await;
    match &answer {
        Ok(_) => node.roads.answered(peer),
        Err(_) => {
            let dice = u64::from_le_bytes(node.random.array());
            node.roads.failed(peer, began, node.now(), dice);
        }
    }
    answer
}

/// The same for whoever asks many nodes and waits for none: with all the endpoints of one it takes no longer than this.
///
/// # Errors
/// [`Unreachable`].
pub(crate) async fn ask_for(
    node: &Node,
    peer: &NodeId,
    request: &Ask,
    most: Duration,
) -> Result<crate::peer::client::Answer, Unreachable> {
    let began = node.now();
    match tokio::time::timeout(most, ask(node, peer, request)).await {
        Ok(answer) => answer,
        Err(_) => {
            let dice = u64::from_le_bytes(node.random.array());
            node.roads.failed(peer, began, node.now(), dice);
            Err(Unreachable::TimedOut)
        }
    }
}

/// Keys of a letter's objects.
pub type ObjectKeys = BTreeMap<u64, Key>;

fn status_code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "malformed",
        403 => "not-a-peer",
        409 => "id-conflict",
        421 => "wrong-network",
        425 => "too-early",
        426 => "version",
        428 => ROSTER_BEHIND,
        503 => "busy",
        507 => "quota",
        _ => "transport",
    }
}

fn hex(id: [u8; 16]) -> String {
    seal::digest::hex_encode(&id)
}

fn damaged(what: &str) -> ActError {
    ActError::Corrupt(format!("row {what}"))
}

#[cfg(test)]
mod tests;
