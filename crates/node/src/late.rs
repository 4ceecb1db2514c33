//! Letters that have not arrived while their time runs: who is told, and when.
//!
//! The time of a letter is from its queueing to the instant by which it must arrive. At the half, at three and at nine tenths
//! of it and at its end a leaf says that it is at risk or missed, once each and in this order, whatever restarts or jumps of
//! the clock there were: the row itself says which is next, and of two who tell one is heard. Trying goes on meanwhile; only
//! a signed object ends a letter. The network's own letters are not told of: nobody waits for them.

use std::sync::Arc;

use domain::actor::NodeId;
use jiff::Timestamp;
use seal::digest::Digest;
use store::{OutboxChange, OutboxQuery, OutboxRow};
use wire::stored::{Stored, Who, link};

use crate::act::{ActError, act};
use crate::dispatch::{Parcel, lane_of, link_stream};
use crate::log;
use crate::node::Node;
use crate::rows::decode;

#[cfg(test)]
mod tests;

/// Hundredths of its time after which somebody is told, and what the leaf says then.
const STEPS: [(i64, link::Kind); 4] = [
    (50, link::Kind::Late50),
    (75, link::Kind::Late75),
    (90, link::Kind::Late90),
    (100, link::Kind::Missed),
];
/// Letters told of in one round.
const ROWS_MAX: u32 = 64;

/// When each step is due; in milliseconds, as everything here. A millisecond apart at least, so that the instant says which
/// step it is.
fn steps(queued_ms: i64, deliver_by_ms: i64) -> impl Iterator<Item = (i64, link::Kind)> {
    let time = deliver_by_ms.saturating_sub(queued_ms).max(0);
    STEPS.into_iter().zip(0..).map(move |((hundredths, kind), nth)| {
        // Whole hundredths first: a time of a thousand years must not overflow.
        let spent = time / 100 * hundredths + time % 100 * hundredths / 100;
        (queued_ms.saturating_add(spent).saturating_add(nth), kind)
    })
}

/// When somebody is told first.
#[must_use]
pub fn first(kind: &str, queued_at: Timestamp, deliver_by: Timestamp) -> Option<i64> {
    let is_ours = kind.starts_with(wire::letter::HOUSEKEEPING);
    let (at, _) = steps(queued_at.as_millisecond(), deliver_by.as_millisecond()).next()?;
    (!is_ours).then_some(at)
}

/// Hundredths of its time that a letter has used; more than a hundred once it is missed.
#[must_use]
pub fn spent(row: &OutboxRow, now: Timestamp) -> u64 {
    let time = row.deliver_by_ms.saturating_sub(row.queued_at_ms).max(1);
    let used = now.as_millisecond().saturating_sub(row.queued_at_ms).max(0);
    u64::try_from(used.saturating_mul(100) / time).unwrap_or_default()
}

/// Tells of every letter whose next step has come. Returns how many were told of.
///
/// # Errors
/// If the store fails.
pub async fn run_once(node: &Arc<Node>) -> Result<usize, ActError> {
    let query = OutboxQuery {
        open_only: true,
        warn_by_ms: Some(node.now().as_millisecond()),
        limit: ROWS_MAX,
        ..OutboxQuery::default()
    };
    let mut n_told = 0;
    for row in node.store.outbox_rows(query).await? {
        match tell(node, &row).await {
            Ok(()) => n_told += 1,
            // It arrived meanwhile, or somebody else told of it.
            Err(ActError::Store(store::StoreError::LeaseLost { .. })) => {}
            // A damaged row must not keep those behind it from being told of.
            Err(error @ ActError::Corrupt(_)) => log::worker_failed("late", &error),
            Err(error) => return Err(error),
        }
    }
    Ok(n_told)
}

async fn tell(node: &Arc<Node>, row: &OutboxRow) -> Result<(), ActError> {
    let damaged = || ActError::Corrupt("row outbox".to_owned());
    let was_ms = row.warn_ms.ok_or_else(damaged)?;
    let peer = NodeId::parse(&row.peer).map_err(|_| damaged())?;
    let parcel: Parcel = decode(&row.payload)?;
    let letter = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged())?;
    let sealed = parcel.envelope.as_ref().map(|sealed| Digest::parse_hex(&sealed.env_digest));
    let sealed = sealed.transpose().map_err(|_| damaged())?;
    let lane = lane_of(row.lane).ok_or_else(damaged)?;
    let mut steps = steps(row.queued_at_ms, row.deliver_by_ms).skip_while(|(at, _)| *at < was_ms);
    let (_, kind) = steps.next().ok_or_else(damaged)?;
    let next_ms = steps.next().map(|(at, _)| at);
    act!(node, "tell_late", None, |tx| {
        let event = link::Event {
            at: tx.now,
            kind,
            env_digest: sealed,
            letter_digest: Some(letter),
            receipt_digest: None,
            peer: peer.clone(),
            anchor: None,
            lane,
            carried: None,
        };
        let stream = link_stream(&node.config.node, &peer);
        tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
        tx.outbox.push(OutboxChange::Warn { id: row.id, was_ms, next_ms });
        Ok(Vec::new())
    })
    .await?;
    log::letter_late(&row.peer, kind.id(), row.last_error.as_deref());
    Ok(())
}
