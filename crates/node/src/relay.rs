//! What this node holds for others, if the directory says that it is a relay (`docs/spec/relay.md`): sealed envelopes for nodes
//! that list it, until their signed word is here, and that word for the senders, unchanged.
//!
//! It checks what is outside of an envelope, as the door of its recipient will, and opens nothing; it has no key that could. What
//! it holds is no letter of its own and stands in no outbox: nobody here is told that it is late, and no agreement of ours holds it.
//!
//! Not here: the two machines (`wire::relay`), how a reader is shown what lies here (`mailbox`), how a sender takes this road
//! (`work::deliver`). Not trusted: senders. At most they fill their own share.
//!
//! Tables: relayed, relayed-bytes, relayed-of, mailbox, receipt, link streams.

use std::sync::Arc;

use axum::http::StatusCode;
use domain::actor::{MemberKind, NodeId};
use domain::letter::Lane;
use seal::digest::{Digest, b64url_decode, b64url_encode};
use seal::envelope::{Delivery, Head};
use seal::receipt::{Chunks, Event, Reason, Receipt, Uuid};
use serde::{Deserialize, Serialize};
use store::{MAX_PAGE, RowQuery, Store, StoreError};
use wire::mailbox::Item;
use wire::relay::{Heard, Lying, RELAYS_MAX};
use wire::roster::Status;
use wire::stored::{Stored, Who, link};

use crate::act::{ActError, Tx, act};
use crate::dispatch::{lane_of, link_stream};
use crate::log;
use crate::mailbox;
use crate::node::Node;
use crate::peer::anchor::Checked;
use crate::peer::door::{Answer, event_id};
use crate::peer::receipts::{About, KeptReceipt, keep, kept};
use crate::rows::{all_rows, decode, encode, view};

pub mod work;

#[cfg(test)]
mod tests;

/// Words of relays stand apart from those of recipients: whoever looks for what a recipient stated of an envelope finds no relay's.
pub(crate) const OF_RELAY: &str = "relay:";

/// Envelopes of one sender that may lie here.
pub const ENVELOPES_MAX: u64 = 1_000;
/// And their bytes: as many of the usual size, or some seventy of the largest.
pub const BYTES_MAX: u64 = 64 << 20;
/// What was said of an envelope is known for so long after its end.
pub const KNOWN_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
const HOUR_MS: i64 = 60 * 60 * 1_000;
/// An envelope is kept for so long after its time is over: a clock of ours that is fast closes no road too early.
const AHEAD_MS: i64 = 24 * HOUR_MS;

/// An envelope that lies here, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relayed {
    /// Who sealed it.
    pub from: String,
    /// Whom it is for.
    pub to: String,
    /// Its digest.
    pub env_digest: String,
    /// When its time is over, in milliseconds since 1970.
    pub keep_until_ms: i64,
    /// Its lane.
    pub lane: u8,
    /// Its length.
    pub n_bytes: u64,
    /// When it came.
    pub held_at_ms: i64,
    /// Digest of our word that we hold it.
    pub receipt: String,
    /// The event whose leaf says so.
    pub recv_event: String,
    /// A word of `wire::relay::Lying`.
    pub lying: String,
    /// What ended it, for its sender, base64url: the recipient's word as it came, or ours.
    pub passed: Option<String>,
    /// When it ended.
    pub ended_at_ms: Option<i64>,
    /// Whether its sender was brought that.
    pub is_told: bool,
    /// Whether its sender finds it in its mailbox. One that fetches no longer is brought it after all.
    pub is_placed: bool,
}

/// What of one sender lies here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Share {
    n_envelopes: u64,
    n_bytes: u64,
}

impl Share {
    fn with(&self, n_bytes: u64) -> Self {
        Self {
            n_envelopes: self.n_envelopes.saturating_add(1),
            n_bytes: self.n_bytes.saturating_add(n_bytes),
        }
    }

    fn without(&self, n_bytes: u64) -> Self {
        Self {
            n_envelopes: self.n_envelopes.saturating_sub(1),
            n_bytes: self.n_bytes.saturating_sub(n_bytes),
        }
    }
}

/// Rows of these kinds stand together, in this order.
const STORED: &str = "0";
const TO_TELL: &str = "1";
const TOLD: &str = "2";

impl Relayed {
    fn lying(&self) -> Result<Lying, ActError> {
        Lying::from_id(&self.lying).ok_or_else(damaged)
    }

    /// What is to be done with it, and when.
    fn sort(&self) -> String {
        match self.ended_at_ms {
            // For each node on its own, and of one node what is most urgent first.
            None => format!("{STORED}:{}:{}:{:020}", self.to, self.lane, self.keep_until_ms),
            Some(at) if self.is_told || self.is_placed => format!("{TOLD}:{at:020}"),
            Some(at) => format!("{TO_TELL}:{}:{}:{at:020}", self.from, self.lane),
        }
    }

    fn of(&self) -> Result<(NodeId, NodeId), ActError> {
        let node = |name: &str| NodeId::parse(name).map_err(|_| damaged());
        Ok((node(&self.from)?, node(&self.to)?))
    }

    /// Whether a reader finds it here: its recipient as long as it lies here and that node lists us, its sender once it has ended.
    pub(crate) fn is_shown(&self, node: &Node, reader: &NodeId) -> bool {
        match self.ended_at_ms {
            None => self.to == reader.as_str() && node.is_relay_of(reader),
            Some(_) => self.from == reader.as_str(),
        }
    }

    /// What ended it.
    fn passed(&self) -> Result<Option<Vec<u8>>, ActError> {
        self.passed.as_deref().map(b64url_decode).transpose().map_err(|_| damaged())
    }
}

fn damaged() -> ActError {
    ActError::Corrupt("row relayed".to_owned())
}

impl Node {
    /// Whether the directory says that a node is a relay.
    #[must_use]
    pub fn is_relay(&self, id: &NodeId) -> bool {
        let roster = self.roster();
        let found = roster.node(id);
        found.is_some_and(|(entry, _)| {
            entry.kind == MemberKind::Relay && entry.status == Status::Active
        })
    }

    /// The relays that a node lists, in its order. What it lists and is none, or is itself, is left out; a relay has none.
    #[must_use]
    pub fn relays_of(&self, id: &NodeId) -> Vec<NodeId> {
        let roster = self.roster();
        let Some((entry, node)) = roster.node(id) else { return Vec::new() };
        if entry.kind == MemberKind::Relay {
            return Vec::new();
        }
        let listed = node.speaks.relays.iter().filter_map(|name| NodeId::parse(name).ok());
        listed.filter(|relay| self.is_relay(relay)).take(RELAYS_MAX).collect()
    }

    /// Whether this node is a relay, and one of those that count for `id`.
    #[must_use]
    pub fn is_relay_of(&self, id: &NodeId) -> bool {
        self.relays_of(id).contains(&self.config.node)
    }
}

/// Under what an envelope is known here. Its sender has a part in that: whoever sees an id cannot occupy it for another one.
pub(crate) fn key_of(from: &str, env_id: &str) -> String {
    format!("{from}:{env_id}")
}

/// What is known here of an envelope.
///
/// # Errors
/// If the store fails or the row is damaged.
pub(crate) async fn row(node: &Node, key: &str) -> Result<Option<Relayed>, ActError> {
    node.row(view::RELAYED, key).await
}

/// What a reader is shown of it; nothing if that is nothing to it.
///
/// # Errors
/// If the store fails or a row is damaged.
pub(crate) async fn item(
    node: &Node,
    reader: &NodeId,
    key: &str,
    relayed: &Relayed,
) -> Result<Option<Item>, ActError> {
    if !relayed.is_shown(node, reader) {
        return Ok(None);
    }
    if let Some(passed) = relayed.passed()? {
        return Ok(Some(Item::Receipt(passed)));
    }
    let envelope = node.raw_row(view::RELAYED_BYTES, key).await?;
    // The anchor was the sender's for us; where its own leaf stands it shows its recipient with the next letter.
    Ok(envelope.map(|envelope| Item::Delivery(Delivery { envelope, anchor: None }.to_bytes())))
}

/// What lies here now, of a node that need not run.
///
/// # Errors
/// If the store fails or a row is damaged.
pub(crate) async fn lying_in(store: &dyn Store) -> Result<Vec<Relayed>, ActError> {
    let query = RowQuery {
        from_sort: Some(format!("{STORED}:")),
        to_sort: Some(format!("{STORED}:~")),
        ..RowQuery::view(view::RELAYED, MAX_PAGE)
    };
    let rows = all_rows(store, query).await?;
    rows.iter().map(|row| decode(&row.body)).collect()
}

/// An envelope for another node whose outside is in order.
pub(crate) struct Knock<'a> {
    pub(crate) delivery: Delivery,
    pub(crate) head: &'a Head,
    pub(crate) env_digest: Digest,
    pub(crate) checked: Checked,
    pub(crate) lane: Lane,
    pub(crate) to: &'a NodeId,
}

/// What was said of an envelope that is known: what ended it, or once more that it lies here.
///
/// # Errors
/// If the store fails or a row is damaged.
pub(crate) async fn again(
    node: &Node,
    from: &NodeId,
    known: &Relayed,
    env_digest: Digest,
) -> Result<Answer, ActError> {
    if known.env_digest != env_digest.hex() {
        return Ok(Answer::Problem(StatusCode::CONFLICT, "id-conflict"));
    }
    if let Some(passed) = known.passed()? {
        return Ok(Answer::Receipt(StatusCode::OK, passed));
    }
    Ok(Answer::Receipt(StatusCode::OK, ours(node, from, known).await?.to_bytes()))
}

/// Our word that we hold it, with a fresh anchor.
async fn ours(node: &Node, from: &NodeId, known: &Relayed) -> Result<Receipt, ActError> {
    let row = node.row::<KeptReceipt>(view::RECEIPT, &known.receipt).await?;
    let receipt = kept(&row.ok_or_else(damaged)?)?;
    node.anchored(from, receipt, event_id(&known.recv_event)?).await
}

/// Makes an envelope durable and gives our signed word for it.
///
/// # Errors
/// If the store fails, or nothing can be signed.
pub(crate) async fn hold(
    node: &Node,
    from: &NodeId,
    knock: &Knock<'_>,
) -> Result<Answer, ActError> {
    let key = key_of(from.as_str(), &knock.head.env_id.to_string());
    let done = act!(node, "hold_relayed", None, |tx| {
        let is_held = hold_one(tx, from, knock).await?;
        Ok(encode(&is_held))
    })
    .await;
    let status = match done {
        Ok(done) if !decode::<bool>(&done.result)? => {
            return Ok(Answer::Problem(StatusCode::INSUFFICIENT_STORAGE, "quota"));
        }
        Ok(_) => StatusCode::CREATED,
        // The same bytes came through another connection at the same moment.
        Err(ActError::Store(StoreError::RowExists { .. })) => StatusCode::OK,
        Err(error) => return Err(error),
    };
    node.mailboxes.wake(knock.to);
    let known = row(node, &key).await?.ok_or_else(damaged)?;
    match again(node, from, &known, knock.env_digest).await? {
        Answer::Receipt(_, receipt) => Ok(Answer::Receipt(status, receipt)),
        problem @ Answer::Problem(..) => Ok(problem),
    }
}

/// Whether there is room for it among what lies here of its sender. Asked in the act that takes the room: of many that come at
/// once none goes in beyond it.
async fn hold_one(tx: &mut Tx<'_>, from: &NodeId, knock: &Knock<'_>) -> Result<bool, ActError> {
    let Knock { delivery, head, env_digest, checked, lane, to } = knock;
    let (node, key) = (tx.node, key_of(from.as_str(), &head.env_id.to_string()));
    let n_bytes = delivery.envelope.len() as u64;
    let share = tx.row::<Share>(view::RELAYED_OF, from.as_str()).await?;
    let more = share.clone().unwrap_or_default().with(n_bytes);
    if more.n_envelopes > ENVELOPES_MAX || more.n_bytes > BYTES_MAX {
        return Ok(false);
    }
    tx.swap(view::RELAYED_OF, from.as_str(), share.as_ref(), &more);
    tx.remember_anchor(from, delivery.anchor.as_deref(), checked).await?;
    let of = (*head, *env_digest);
    let (receipt, recv_event) =
        tx.word_of_acceptance(from, of, &[], (checked.proven(), *lane)).await?;
    let (digest, kept) = keep(&receipt)?;
    tx.put(view::RECEIPT, &digest, &format!("{OF_RELAY}{key}"), &kept);
    let relayed = Relayed {
        from: from.to_string(),
        to: to.to_string(),
        env_digest: env_digest.hex(),
        keep_until_ms: i64::from(head.keep_until).saturating_mul(HOUR_MS),
        lane: head.lane as u8,
        n_bytes,
        held_at_ms: tx.now.as_millisecond(),
        receipt: digest,
        recv_event,
        lying: Lying::Stored.id().to_owned(),
        passed: None,
        ended_at_ms: None,
        is_told: false,
        is_placed: false,
    };
    tx.insert(view::RELAYED, &key, &relayed.sort(), &relayed);
    tx.put_raw(view::RELAYED_BYTES, &key, "", delivery.envelope.clone());
    if node.fetches(to) {
        mailbox::place(tx, to, &key, relayed.lane).await?;
    }
    Ok(true)
}

/// Takes what a recipient states of envelopes that lie here for it; what is about others is passed over.
///
/// # Errors
/// If the store fails.
pub(crate) async fn hear(
    node: &Arc<Node>,
    from: &NodeId,
    receipts: &[Vec<u8>],
) -> Result<(), ActError> {
    for bytes in receipts {
        let Ok(receipt) = Receipt::parse(bytes) else { continue };
        of_one(hear_if_known(node, from, &receipt).await)?;
    }
    Ok(())
}

async fn hear_if_known(node: &Arc<Node>, from: &NodeId, receipt: &Receipt) -> Result<(), ActError> {
    let of = &receipt.statement().of;
    let key = key_of(of.from.as_str(), &of.env_id.to_string());
    if let Some(relayed) = row(node, &key).await? {
        hear_one(node, from, receipt, &relayed).await?;
    }
    Ok(())
}

/// What came of one envelope, or nothing if something is wrong with that one alone: the others go on. If the store or the log does
/// not answer, all of them stand.
fn of_one<T>(came: Result<T, ActError>) -> Result<Option<T>, ActError> {
    match came {
        Ok(came) => Ok(Some(came)),
        Err(
            error @ (ActError::Ledger(_)
            | ActError::NoRoom
            | ActError::Store(_)
            | ActError::Unsigned(_)),
        ) => Err(error),
        Err(error) => {
            log::worker_failed("relay", &error);
            Ok(None)
        }
    }
}

/// Takes the word of a recipient. Whether it is one for this envelope.
///
/// # Errors
/// If the store fails or the row is damaged.
pub(crate) async fn hear_one(
    node: &Arc<Node>,
    from: &NodeId,
    receipt: &Receipt,
    relayed: &Relayed,
) -> Result<bool, ActError> {
    let statement = receipt.statement();
    let env_digest = Digest::parse_hex(&relayed.env_digest).map_err(|_| damaged())?;
    let (sender, to) = relayed.of()?;
    let Some(heard) = Heard::of(statement.event, statement.by.role) else { return Ok(false) };
    let is_theirs = to == *from && statement.of.to.as_str() == to.as_str();
    if !is_theirs || node.check_statement(receipt, from, (&sender, env_digest)).is_err() {
        return Ok(false);
    }
    let key = key_of(sender.as_str(), &statement.of.env_id.to_string());
    act!(node, "hear_recipient", None, |tx| {
        end(tx, &key, heard, receipt).await?;
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(&sender);
    Ok(true)
}

/// Ends an envelope with the word that is passed to its sender. One that has ended stays as it is.
async fn end(tx: &mut Tx<'_>, key: &str, heard: Heard, receipt: &Receipt) -> Result<(), ActError> {
    let Some(held) = row(tx.node, key).await? else { return Ok(()) };
    let lying = held.lying()?;
    let Some(next) = lying.hear(heard) else { return Ok(()) };
    let (from, to) = held.of()?;
    let (kind, peer) = match next {
        Lying::Undelivered => (link::Kind::Undelivered, &from),
        Lying::Stored | Lying::Delivered | Lying::TurnedAway => (link::Kind::Ack, &to),
    };
    let event = link::Event {
        at: tx.now,
        kind,
        env_digest: Some(receipt.statement().of.env_digest),
        letter_digest: None,
        receipt_digest: Some(receipt.statement_digest()),
        peer: peer.clone(),
        anchor: None,
        lane: lane_of(held.lane).ok_or_else(damaged)?,
        carried: None,
    };
    let stream = link_stream(&tx.node.config.node, peer);
    tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
    let bare = receipt.clone().with_anchor(None).map_err(|_| damaged())?;
    let fetches = tx.node.fetches(&from);
    let ended = Relayed {
        lying: next.id().to_owned(),
        passed: Some(b64url_encode(&bare.to_bytes())),
        ended_at_ms: Some(tx.now.as_millisecond()),
        is_placed: fetches,
        ..held.clone()
    };
    // Of two who end it at once the slower one decides again: the word that was passed back first stands.
    tx.swap_sorted(view::RELAYED, key, &ended.sort(), (&held, &ended));
    if !lying.is_end() {
        tx.delete(view::RELAYED_BYTES, key);
        mailbox::acknowledged(tx, &to, &[key.to_owned()]).await?;
        let share = tx.row::<Share>(view::RELAYED_OF, from.as_str()).await?;
        let less = share.clone().unwrap_or_default().without(held.n_bytes);
        tx.swap(view::RELAYED_OF, from.as_str(), share.as_ref(), &less);
    }
    if fetches {
        mailbox::place(tx, &from, key, held.lane).await?;
    }
    Ok(())
}

/// The time of an envelope is over: its bytes go, and its sender is told by our signed word.
///
/// # Errors
/// If the store fails, or nothing can be signed.
async fn give_up(node: &Arc<Node>, key: &str, relayed: &Relayed) -> Result<(), ActError> {
    let (from, to) = relayed.of()?;
    let name = |id: &NodeId| seal::receipt::NodeId::parse(id.as_str()).ok_or_else(damaged);
    let of = seal::receipt::EnvelopeRef {
        env_id: key.rsplit(':').next().and_then(Uuid::parse).ok_or_else(damaged)?,
        env_digest: Digest::parse_hex(&relayed.env_digest).map_err(|_| damaged())?,
        from: name(&from)?,
        to: name(&to)?,
    };
    let prev = Digest::parse_hex(&relayed.receipt).map_err(|_| damaged())?;
    act!(node, "give_up_relayed", None, |tx| {
        let about = About {
            of: of.clone(),
            letter: None,
            chunks: Chunks { announced: 0, missing: 0 },
            prev: Some(prev),
            unit: None,
        };
        let why = Some(Reason::Expired);
        let receipt = node.issue_receipt(Event::RelayFailure, about, why, &[], tx.now)?;
        end(tx, key, Heard::Over, &receipt).await?;
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(&from);
    Ok(())
}
