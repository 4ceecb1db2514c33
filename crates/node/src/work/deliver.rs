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
use domain::agreement::Reason;
use domain::letter::BodyKind;
use seal::digest::Digest;
use seal::envelope::Delivery;
use seal::keyring::Key;
use seal::receipt::{Event, Receipt};
use serde::{Deserialize, Serialize};
use store::{OutboxChange, OutboxRow, OutboxState};
use tokio::task::JoinSet;
use wire::stored::{Stored, Who, link};

use crate::act::{ActError, Tx, act};
use crate::agreements::held::record_held;
use crate::dispatch::{Parcel, ends_accepted, lane_of, link_stream};
use crate::node::Node;
use crate::objects;
use crate::peer::client::{Ask, Unreachable};
use crate::peer::door::event_id;
use crate::peer::receipts::keep;
use crate::probe;
use crate::rows::{decode, encode, view};

pub(crate) use self::first::seal;

mod first;

/// A row is ours for this long. What a killed process held is free at once: the next start ends all leases.
const LEASE: Duration = Duration::from_secs(60);
/// Rows taken at once.
const ROWS_MAX: u32 = 32;
/// Media type of a delivery.
const DELIVERY: &str = "application/vnd.comity.delivery+cbor";

/// What one task sends: to one peer, of lanes that may wait for each other. A peer that hangs holds up nobody else's
/// letters, and what is urgent waits neither for ordinary letters nor for evidence under way to the same peer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    peer: String,
    haste: Haste,
}

/// Lanes that share a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Haste {
    /// Emergency and urgent.
    First,
    /// Ordinary.
    Ordinary,
    /// Everything else.
    Bulk,
}

impl Line {
    fn of(row: &OutboxRow) -> Self {
        let haste = match row.lane {
            0 | 1 => Haste::First,
            2 => Haste::Ordinary,
            3.. => Haste::Bulk,
        };
        Self { peer: row.peer.clone(), haste }
    }
}

/// Deliveries that are under way: one task per line.
#[derive(Debug, Default)]
pub struct Rounds {
    tasks: JoinSet<Line>,
    /// The lines that have a task, and what came for them meanwhile.
    waiting: BTreeMap<Line, Vec<OutboxRow>>,
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
        let shut = node.roads.all_shut(node.now());
        let rows = node.store.outbox_due(now, lease_ms(), ROWS_MAX, &shut).await?;
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
                None => self.start(node, line, rows),
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

    fn start(&mut self, node: &Arc<Node>, line: Line, rows: Vec<OutboxRow>) {
        self.waiting.insert(line.clone(), Vec::new());
        let node = node.clone();
        self.tasks.spawn(async move {
            to_peer(&node, rows).await;
            line
        });
    }

    /// Waits until the letters of a line were all tried, and goes on with what came for it meanwhile; for ever if nothing
    /// is under way.
    pub async fn ended(&mut self, node: &Arc<Node>) {
        match self.tasks.join_next().await {
            Some(Ok(line)) => {
                let rows = self.waiting.remove(&line).unwrap_or_default();
                if !rows.is_empty() {
                    self.start(node, line, rows);
                }
            }
            // A panic is a bug and ends the worker, as it would without a task in between.
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Some(Err(_)) => {}
            None => std::future::pending().await,
        }
    }
}

fn lease_ms() -> i64 {
    i64::try_from(LEASE.as_millis()).unwrap_or(60_000)
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

/// Tries one peer's rows in their order. Once the peer cannot be reached the others wait for their next turn: each
/// would only wait for the same time-out.
async fn to_peer(node: &Arc<Node>, rows: Vec<OutboxRow>) {
    let mut unreachable: Option<Failure> = None;
    for row in rows {
        let failure = match unreachable.take() {
            Some(failure) => Err(failure),
            None => match decode::<Parcel>(&row.payload) {
                Ok(parcel) => step(node, &row, &parcel).await,
                Err(error) => Err(error.into()),
            },
        };
        let Err(failure) = failure else { continue };
        if let Err(error) = settle_failed(node, &row, &failure).await {
            // The lease runs out and somebody tries again.
            crate::log::delivery_failed(&row.peer, &error);
        }
        if matches!(failure, Failure::Unreachable(_)) {
            unreachable = Some(failure);
        }
    }
}

/// Why an attempt did not end well.
#[derive(Debug)]
enum Failure {
    /// Ours.
    Act(ActError),
    /// What the peer answered.
    Transport(&'static str),
    /// The road to it.
    Unreachable(&'static str),
    /// Not now: the data may not leave.
    Held(String),
}

impl From<ActError> for Failure {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        Self::Act(error.into())
    }
}

impl From<objects::NotUploaded> for Failure {
    fn from(error: objects::NotUploaded) -> Self {
        match error {
            objects::NotUploaded::Act(error) => Self::Act(error),
            objects::NotUploaded::Held(reason) => Self::Held(reason),
            objects::NotUploaded::Transport(code) => Self::Transport(code),
            objects::NotUploaded::Unreachable(code) => Self::Unreachable(code),
        }
    }
}

impl From<Unreachable> for Failure {
    fn from(unreachable: Unreachable) -> Self {
        Self::Unreachable(unreachable.code())
    }
}

async fn step(node: &Arc<Node>, row: &OutboxRow, parcel: &Parcel) -> Result<(), Failure> {
    let peer = NodeId::parse(&row.peer).map_err(|_| damaged("outbox"))?;
    if let Some(reason) = crate::gate::hold(node, parcel).await? {
        return Err(Failure::Held(reason));
    }
    let sealed = match &parcel.envelope {
        Some(_) => None,
        None => {
            let until = node.now().as_millisecond().saturating_add(lease_ms());
            Some(seal(node, row, parcel, &peer, Some(until)).await?)
        }
    };
    let parcel = sealed.as_ref().unwrap_or(parcel);
    let sealed = parcel.envelope.as_ref().ok_or_else(|| damaged("outbox"))?;
    let env_digest = Digest::parse_hex(&sealed.env_digest).map_err(|_| damaged("outbox"))?;
    let envelope = node.raw_row(view::ENVELOPE, &sealed.env_id).await?;
    let envelope = envelope.ok_or_else(|| damaged("envelope"))?;
    let anchor = node.anchor_for(&peer, event_id(&sealed.send_event)?).await?;
    let anchor = anchor.and_then(|anchor| anchor.to_bytes().ok());
    let body = Delivery { envelope, anchor }.to_bytes();
    let answer = ask(node, &peer, &Ask::post("/cx/1/envelopes", DELIVERY, body)).await?;
    if answer.status != StatusCode::CREATED && answer.status != StatusCode::OK {
        return Err(Failure::Transport(status_code(answer.status)));
    }
    let receipt = Receipt::parse(&answer.body).map_err(|_| Failure::Transport("bad-receipt"))?;
    node.check_receipt(&receipt, &peer, env_digest).map_err(Failure::Transport)?;
    if receipt.statement().event != Event::RelayAcceptance {
        return Err(Failure::Transport("unexpected-receipt"));
    }
    if parcel.n_chunks > 0 {
        objects::upload(node, &peer, parcel, &sealed.env_id).await?;
    }
    accepted(node, row, parcel, &peer, &receipt, Chunks::AllThere).await?;
    Ok(())
}

/// What is known of a letter's chunks when its acceptance comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chunks {
    /// The peer has all of them, or there are none.
    AllThere,
    /// They may still be missing: the row goes on until the letter is consigned.
    Unknown,
}

/// The peer has it: receipt, leaf, and the instant from which clocks run. An acceptance that is on record has no effect a
/// second time, whichever way it came.
///
/// # Errors
/// If the act fails; [`store::StoreError::LeaseLost`] if somebody else moved the row.
pub(crate) async fn accepted(
    node: &Node,
    row: &OutboxRow,
    parcel: &Parcel,
    peer: &NodeId,
    receipt: &Receipt,
    chunks: Chunks,
) -> Result<(), ActError> {
    let env_digest = receipt.statement().of.env_digest;
    let checked = node.check_anchor(peer, receipt.anchor(), env_digest);
    let letter_digest = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged("outbox"))?;
    act!(node, "record_acceptance", None, |tx| {
        let (digest, kept) = keep(receipt)?;
        let all_there = chunks == Chunks::AllThere;
        // The network's own letters end with their acceptance; others wait for consignment, which may have come first.
        let ends = if ends_accepted(&parcel.kind) {
            Ends { is_new: true, both: true }
        } else {
            acknowledge(tx, &kept.env_id, Half::Accepted, false).await?
        };
        let state = match (ends.both, all_there) {
            (true, _) => OutboxState::Done,
            (false, true) => OutboxState::Accepted,
            (false, false) => row.state.clone(),
        };
        let next = Parcel { delivered: parcel.delivered || all_there, ..parcel.clone() };
        tx.outbox.push(settle(row, state, None, Some(&next)));
        if !ends.is_new {
            return Ok(Vec::new());
        }
        let ack = link::Event {
            at: tx.now,
            kind: link::Kind::Ack,
            env_digest: Some(env_digest),
            letter_digest: Some(letter_digest),
            receipt_digest: Some(receipt.statement_digest()),
            peer: peer.clone(),
            anchor: checked.proven().cloned(),
            lane: lane_of(row.lane).ok_or_else(|| damaged("outbox"))?,
            carried: None,
        };
        let stream = link_stream(&node.config.node, peer);
        tx.record(&stream, &Stored::Link(ack), tx.now, &Who::node()).await?;
        let about = parcel.measure.clone().unwrap_or_default();
        tx.put(view::RECEIPT, &digest, &kept.env_id.clone(), &kept);
        if !about.is_empty() {
            tx.put(view::MEASURE_ITEM, &format!("{about}:receipt:{digest}"), &kept.at, &kept.event);
        }
        tx.remember_anchor(peer, receipt.anchor(), &checked).await?;
        if parcel.kind == BodyKind::MeasureIssue.id() {
            crate::measures::record_receipt(tx, parcel, receipt).await?;
        }
        crate::recall::delivered(tx, parcel, peer).await?;
        probe::note(tx, peer, parcel, &probe::Word::Accepted).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Which of the two statements that end a legal letter arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The recipient's node has it: the answer to the delivery.
    Accepted,
    /// The recipient's unit has it: a letter of its own.
    Consigned,
}

/// What of an envelope's two ends is on record; they may come in either order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Acknowledged {
    accepted: bool,
    consigned: bool,
}

/// What noting one half found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// This half was not on record before.
    pub is_new: bool,
    /// Both are on record now.
    pub both: bool,
}

/// Notes one half and says whether both are there now. Two acts that each bring one half see each other: the row is
/// swapped, so the slower of them decides again. `accepted` is what the outbox row already says.
///
/// # Errors
/// If the store fails.
pub async fn acknowledge(
    tx: &mut Tx<'_>,
    env_id: &str,
    half: Half,
    accepted: bool,
) -> Result<Ends, ActError> {
    let held = tx.node.row::<Acknowledged>(view::ENVELOPE_ENDS, env_id).await?;
    let mut next = held.clone().unwrap_or_default();
    next.accepted |= accepted;
    let end = match half {
        Half::Accepted => &mut next.accepted,
        Half::Consigned => &mut next.consigned,
    };
    let is_new = !std::mem::replace(end, true);
    tx.swap(view::ENVELOPE_ENDS, env_id, held.as_ref(), &next);
    Ok(Ends { is_new, both: next.accepted && next.consigned })
}

/// Whether the acceptance of an envelope of ours is on record, for a letter of the law.
///
/// # Errors
/// If the store fails.
pub(crate) async fn is_accepted(node: &Node, env_id: &str) -> Result<bool, ActError> {
    let held = node.row::<Acknowledged>(view::ENVELOPE_ENDS, env_id).await?;
    Ok(held.is_some_and(|held| held.accepted))
}

async fn settle_failed(node: &Node, row: &OutboxRow, failure: &Failure) -> Result<(), ActError> {
    let now = node.now().as_millisecond();
    let (code, held) = match failure {
        Failure::Transport(code) | Failure::Unreachable(code) => ((*code).to_owned(), false),
        Failure::Held(reason) => (format!("{HELD}{reason}"), true),
        Failure::Act(ActError::Store(store::StoreError::LeaseLost { .. })) => return Ok(()),
        Failure::Act(error) => {
            crate::log::delivery_failed(&row.peer, error);
            ("ours".to_owned(), false)
        }
    };
    let attempts = row.attempts.saturating_add(1);
    let wait = if held { HELD_RETRY_MS } else { back_off(node, row.lane, attempts) };
    let state = match failure {
        // The sweep frees it, or takes it back; nobody has to ask in between.
        Failure::Held(reason) if Reason::parse(reason).is_some() => {
            OutboxState::Held { reason: reason.clone() }
        }
        Failure::Act(_) | Failure::Held(_) | Failure::Transport(_) | Failure::Unreachable(_) => {
            OutboxState::Queued { due_ms: now.saturating_add(wait) }
        }
    };
    act!(node, "delivery_failed", None, |tx| {
        let mut change = settle(row, state.clone(), Some(code.clone()), None);
        if let OutboxChange::Settle { attempts: tried, .. } = &mut change {
            *tried = attempts;
        }
        tx.outbox.push(change);
        if let OutboxState::Held { .. } = &state {
            record_held(tx, row).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Before the reason for which a letter may not leave, where else the code of a failed attempt stands.
pub const HELD: &str = "held:";
/// A held row is asked about again this often, whatever else happens.
const HELD_RETRY_MS: i64 = 5_000;

/// Full jitter up to a cap that depends on the lane; no attempt limit.
fn back_off(node: &Node, lane: u8, attempts: u32) -> i64 {
    let cap_ms: u64 = match lane {
        0 => 15_000,
        1 => 120_000,
        2.. => 900_000,
    };
    let base = 250_u64.saturating_mul(1_u64.checked_shl(attempts.min(16)).unwrap_or(u64::MAX));
    let bound = base.min(cap_ms).max(1);
    let dice = u64::from_le_bytes(node.random.array());
    i64::try_from(dice % bound).unwrap_or(0).saturating_add(50)
}

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
    let roster = node.roster();
    let (_, entry) = roster.node(peer).ok_or(Unreachable::NoEndpoint)?;
    let answer = node.peers.ask(peer, &entry.endpoints, request).await;
    match &answer {
        Ok(_) => node.roads.answered(peer),
        Err(_) => node.roads.failed(peer, node.now(), u64::from_le_bytes(node.random.array())),
    }
    answer
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
        428 => "roster-behind",
        429 => "slow-down",
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
