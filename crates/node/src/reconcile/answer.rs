//! What we answer whoever compares with us: what we have of a range, which envelopes we send again, and an envelope of theirs
//! that they have lost.
//!
//! Nothing that is on record is changed by a question. Not trusted: the asker. At most it makes us send again, once a day and in
//! the last lane, an envelope of which we hold its own signed acceptance.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::actor::NodeId;
use domain::letter::Lane;
use seal::digest::{Digest, hex_decode, hex_encode};
use seal::envelope::Delivery;
use seal::receipt::Event;
use store::{NewOutbox, OutboxChange, OutboxRow, OutboxState, RowQuery, StoreError};
use wire::reconcile::{Answer, Ask, Flow, LIST_MAX, One, Word, find};
use wire::stored::{Stored, Who, link};

use super::{DAY_MS, Turn, Way, held, index, passed};
use crate::act::{ActError, Tx, act};
use crate::dispatch::{Parcel, lane_of, link_stream};
use crate::node::Node;
use crate::peer::receipts::KeptReceipt;
use crate::rows::{decode, encode, view};
use crate::work::deliver::{BULK, settle};

/// An acceptance that is younger than this says nothing about what the peer lost: question and acceptance may have crossed.
const CROSSED_MS: i64 = 5 * 60 * 1000;
/// Envelopes that are queued again in one act: each has a leaf, and an act has room for 512.
const PER_ACT_MAX: usize = 128;

/// Rows that are read for the price of a letter, in the lane of the one who asks.
const ROWS_PER_LETTER: u64 = 1_000;
/// Envelopes that are looked at for the same.
const AGAIN_PER_LETTER: u64 = 16;

/// A refusal: a status and its code.
pub type Refused = (StatusCode, &'static str);

/// Answers a question of `peer`.
///
/// # Errors
/// A refusal, which ends nothing.
pub async fn answer(node: &Node, peer: &NodeId, body: &[u8]) -> Result<Vec<u8>, Refused> {
    let _turn = admit(node, peer)?;
    let ask = Ask::parse(body).map_err(|error| (StatusCode::BAD_REQUEST, error.code()))?;
    // Before the list is whole, what is not on it would look as if it were lost.
    if !index::is_whole(node).await.map_err(|error| unavailable(&error))? {
        return Err((StatusCode::SERVICE_UNAVAILABLE, "busy"));
    }
    try_answer(node, peer, &ask)
        .await
        .map(|answer| answer.to_bytes())
        .map_err(|error| unavailable(&error))
}

/// Lets one question of a peer in at a time, at the pace of its last lane.
fn admit<'a>(node: &'a Node, peer: &'a NodeId) -> Result<Turn<'a>, Refused> {
    let slow_down = (StatusCode::TOO_MANY_REQUESTS, "slow-down");
    let turn = node.answering.begin(peer).ok_or(slow_down)?;
    if node.lanes.admit(peer, Lane::Bulk) { Ok(turn) } else { Err(slow_down) }
}

fn unavailable(error: &ActError) -> Refused {
    let code = if matches!(error, ActError::Ledger(_) | ActError::Unsigned(_)) {
        "log-unavailable"
    } else if matches!(error, ActError::NoRoom | ActError::Store(StoreError::Full)) {
        "disk-reserve"
    } else {
        "busy"
    };
    (StatusCode::SERVICE_UNAVAILABLE, code)
}

async fn try_answer(node: &Node, peer: &NodeId, ask: &Ask) -> Result<Answer, ActError> {
    let mut found = Vec::new();
    let mut n_rows: u64 = 0;
    for range in &ask.ranges {
        let ours = held(node, peer, Way::of_asked(ask.flow), &range.place, LIST_MAX).await?;
        n_rows = n_rows.saturating_add(ours.sum.count);
        found.push((range.place.clone(), find(range, &ours)));
    }
    let n_again = u64::try_from(ask.again.len()).unwrap_or(u64::MAX);
    let price = (n_rows / ROWS_PER_LETTER).saturating_add(n_again / AGAIN_PER_LETTER);
    node.lanes.charge(peer, Lane::Bulk, price);
    Ok(Answer { found, again: send_again(node, peer, &ask.again).await? })
}

/// Sends envelopes of ours again that the peer says it lacks, or that an answer showed it lacks. Gives a word for each.
///
/// # Errors
/// If the store fails.
pub(super) async fn send_again(
    node: &Node,
    peer: &NodeId,
    all: &[One],
) -> Result<Vec<(One, Word)>, ActError> {
    let mut words = Vec::new();
    for one in all {
        let word = match passed(node, peer, Way::Sent, one.day, &one.digest).await? {
            None => Word::Unknown,
            Some(env_id) => match node.outbox_row_of(&env_id).await? {
                None => Word::Unknown,
                Some(row) => word_of(node, peer, &env_id, &row).await?,
            },
        };
        words.push((*one, word));
    }
    let again = words.iter().filter(|(_, word)| *word == Word::Again).map(|(one, _)| *one);
    // An act does not see what it did itself: none is named twice.
    let again: Vec<One> = again.collect::<BTreeSet<_>>().into_iter().collect();
    for part in again.chunks(PER_ACT_MAX) {
        let done = act!(node, "send_again", None, |tx| {
            for one in part {
                let env_id = passed(node, peer, Way::Sent, one.day, &one.digest).await?;
                let Some(env_id) = env_id else { continue };
                let Some((held, row)) = row_of(node, &env_id).await? else { continue };
                // Somebody may have been faster.
                if word_of(node, peer, &env_id, &row).await? == Word::Again {
                    queue_again(tx, peer, &env_id, one.digest, (held, row)).await?;
                }
            }
            Ok(Vec::new())
        })
        .await;
        match done {
            // Somebody was faster with one of them; whoever lacks the others asks once more.
            Err(ActError::Store(StoreError::LeaseLost { .. })) => {}
            done => drop(done?),
        }
    }
    Ok(words)
}

/// The row of an envelope, and how what names it spells it.
async fn row_of(node: &Node, env_id: &str) -> Result<Option<(String, OutboxRow)>, ActError> {
    let Some(held) = node.row::<String>(view::ENVELOPE_ROW, env_id).await? else { return Ok(None) };
    let damaged = || ActError::Corrupt("row envelope-row".to_owned());
    let id = hex_decode(&held).ok().and_then(|id| id.try_into().ok()).ok_or_else(damaged)?;
    Ok(node.outbox_row(id).await?.map(|row| (held, row)))
}

/// What is said of an envelope whose row stands like this.
async fn word_of(
    node: &Node,
    peer: &NodeId,
    env_id: &str,
    row: &OutboxRow,
) -> Result<Word, ActError> {
    match row.state {
        OutboxState::Queued { .. } | OutboxState::Held { .. } => Ok(Word::Waiting),
        OutboxState::Expired
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => Ok(Word::Ended),
        OutboxState::Accepted | OutboxState::Done => {
            let since = accepted_ms(node, peer, env_id).await?;
            let parcel: Parcel = decode(&row.payload)?;
            let now = node.now().as_millisecond();
            let is_within = |at: i64, span: i64| (0..span).contains(&now.saturating_sub(at));
            let may_cross = since.is_none_or(|at| is_within(at, CROSSED_MS));
            // The peer may answer each with its first receipt, which is on record once: what counts is when we sent again.
            let was_just_sent = parcel.again_ms.is_some_and(|at| is_within(at, DAY_MS));
            if may_cross || was_just_sent {
                Ok(Word::Waiting)
            } else if node.raw_row(view::ENVELOPE, env_id).await?.is_none() {
                Ok(Word::Ended)
            } else {
                Ok(Word::Again)
            }
        }
    }
}

/// When the last acceptance of an envelope by this peer came on record here.
async fn accepted_ms(node: &Node, peer: &NodeId, env_id: &str) -> Result<Option<i64>, ActError> {
    let mut last = None;
    for (at_ms, kept) in acceptances(node, env_id).await? {
        if kept.by == peer.as_str() {
            last = last.max(Some(at_ms));
        }
    }
    Ok(last)
}

/// The acceptances of an envelope, each with the instant at which it came on record.
pub(crate) async fn acceptances(
    node: &Node,
    env_id: &str,
) -> Result<Vec<(i64, KeptReceipt)>, ActError> {
    let rows = node
        .all_rows(RowQuery {
            from_sort: Some(env_id.to_owned()),
            to_sort: Some(format!("{env_id}~")),
            ..RowQuery::view(view::RECEIPT, store::MAX_PAGE)
        })
        .await?;
    let mut found = Vec::new();
    for row in rows {
        let kept: KeptReceipt = decode(&row.body)?;
        if kept.event == Event::RelayAcceptance.name() {
            found.push((row.updated_at_ms, kept));
        }
    }
    Ok(found)
}

/// The same bytes go once more: the row is the one that was judged, or two who ask at once could each judge one and queue on the
/// other's. The time of a letter is that of its first row, whatever its recipient says: one that waits for
/// its second half goes back into the queue as it is, and the new row of one that had its end does not get a later one.
async fn queue_again(
    tx: &mut Tx<'_>,
    peer: &NodeId,
    env_id: &str,
    env_digest: Digest,
    (held, old): (String, OutboxRow),
) -> Result<(), ActError> {
    let parcel: Parcel = decode(&old.payload)?;
    let again_ms = Some(tx.now.as_millisecond());
    let again = Parcel { delivered: false, bundled: None, again: true, again_ms, ..parcel };
    let due_ms = tx.now.as_millisecond();
    let lane = if old.state.is_end() { BULK } else { old.lane };
    if old.state.is_end() {
        let id: [u8; 16] = tx.node.random.array();
        tx.outbox.push(OutboxChange::Enqueue(NewOutbox {
            id,
            peer: peer.to_string(),
            lane,
            kind: old.kind,
            due_ms,
            deliver_by_ms: old.deliver_by_ms,
            not_after_ms: old.not_after_ms,
            // That it arrived once is on record: nobody is told that it has not.
            warn_ms: None,
            payload: encode(&again),
        }));
        // Of two questions at once the slower finds another row here, and its act runs again.
        tx.swap(view::ENVELOPE_ROW, env_id, Some(&held), &hex_encode(&id));
    } else {
        // Of two questions at once the slower finds another fence.
        tx.outbox.push(settle(&old, OutboxState::Queued { due_ms }, None, Some(&again)));
    }
    let event = link::Event {
        at: tx.now,
        kind: link::Kind::Again,
        env_digest: Some(env_digest),
        letter_digest: None,
        receipt_digest: None,
        peer: peer.clone(),
        anchor: None,
        lane: lane_of(lane).unwrap_or(Lane::Bulk),
        carried: None,
    };
    let stream = link_stream(&tx.node.config.node, peer);
    tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
    Ok(())
}

/// An envelope that `peer` sent us, for its writer who has lost it.
///
/// # Errors
/// A refusal: there is none of this peer, or we cannot look.
pub async fn show(node: &Node, peer: &NodeId, on: &str, digest: &str) -> Result<Vec<u8>, Refused> {
    let _turn = admit(node, peer)?;
    let missing = (StatusCode::NOT_FOUND, "not-found");
    let (Ok(on), Ok(digest)) = (on.parse(), Digest::parse_hex(digest)) else { return Err(missing) };
    let env_id = passed(node, peer, Way::of_asked(Flow::CallerToCallee), on, &digest).await;
    let env_id = env_id.map_err(|error| unavailable(&error))?.ok_or(missing)?;
    let envelope =
        node.raw_row(view::ENVELOPE, &env_id).await.map_err(|error| unavailable(&error))?;
    let envelope = envelope.ok_or((StatusCode::GONE, "processed-and-erased"))?;
    Ok(Delivery { envelope, anchor: None }.to_bytes())
}
