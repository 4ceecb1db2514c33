//! Cover leaves: the log grows by a fixed number of leaves in each period, whatever is done, so that who looks at it from
//! outside cannot tell a busy hour from a quiet one.
//!
//! An act is recorded and signed at once, as ever. Only publishing waits for the end of the period: then as many leaves are
//! added as are missing up to the number, and the head is shown. A cover leaf commits to an event of its own category that
//! the node can open to those who oversee it, so nothing hides there; from outside it is a leaf like any other.
//!
//! More acts than leaves of the period: no act waits, and the log grows by twice the number, or three times; that is what
//! can be seen then. Who exchanges letters with us learns the size of the log by the anchors in them, and tiles and
//! checkpoints show the published size only. What the cover costs: proofs for courts wait for the end of the period, so
//! packages do too.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, StreamRef, act};
use crate::node::Node;
use crate::rows::view;

#[cfg(test)]
mod tests;

/// Most leaves of a period: those of a few commits.
const LEAVES_MAX: u16 = 4_096;
/// Longest period: a day. Proofs for courts wait that long.
const PERIOD_SECONDS_MAX: u32 = 24 * 60 * 60;
/// Leaves of one act: well below what one commit takes.
const PER_ACT: u64 = 256;
/// How often leaves that came in between are made up for before the next look, a second later.
const ROUNDS_MAX: u32 = 32;

/// The section `[cover]` of `comity.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverFile {
    /// Leaves of a period.
    pub leaves: u16,
    /// Its length.
    pub period_seconds: u32,
}

/// Why a section `[cover]` cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCover {
    /// No leaf, or too many.
    #[error("a period has 1 to {LEAVES_MAX} leaves")]
    Leaves,
    /// No time, or too long.
    #[error("a period has 1 to {PERIOD_SECONDS_MAX} seconds")]
    Period,
}

/// By how much the log grows, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    leaves: u16,
    period_seconds: u32,
}

impl Schedule {
    /// Checks what the operator wrote.
    ///
    /// # Errors
    /// [`BadCover`]
    pub fn of(file: CoverFile) -> Result<Self, BadCover> {
        let CoverFile { leaves, period_seconds } = file;
        if !(1..=LEAVES_MAX).contains(&leaves) {
            return Err(BadCover::Leaves);
        }
        if !(1..=PERIOD_SECONDS_MAX).contains(&period_seconds) {
            return Err(BadCover::Period);
        }
        Ok(Self { leaves, period_seconds })
    }

    /// The period that an instant lies in, counted from 1970: so two nodes with one schedule publish at one time.
    fn period(&self, at: Timestamp) -> i64 {
        at.as_second().div_euclid(i64::from(self.period_seconds.max(1)))
    }

    /// How many leaves are missing at this size until the log has grown by a multiple of the number, at least once.
    fn missing(&self, since: u64, size: u64) -> u64 {
        let step = u64::from(self.leaves.max(1));
        let grown = size.saturating_sub(since);
        grown.div_ceil(step).max(1).saturating_mul(step).saturating_sub(grown)
    }
}

/// Up to where the log is covered; a row in `counter`, one for each log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Covered {
    /// The last period that ended with a published head, or in which the schedule began.
    period: i64,
    /// Leaves then.
    size: u64,
}

fn key(log: u32) -> String {
    format!("cover:{log}")
}

/// The stream of cover leaves of a log.
fn cover_stream(node: &Node, origin: &str) -> StreamRef {
    let id = format!("urn:comity:{}:cover:{origin}", node.config.node);
    StreamRef { id, scope: "node".to_owned() }
}

/// Whether a head of the log that grows may be published now. At the end of a period the leaves that are missing are added
/// first. Without a schedule always.
///
/// # Errors
/// If the store or the ledger fails.
pub async fn may_publish(node: &Node, log: u32) -> Result<bool, ActError> {
    let Some(schedule) = node.config.cover.filter(|_| log == node.ledger.number()) else {
        return Ok(true);
    };
    let now = schedule.period(node.now());
    let Some(covered) = node.row::<Covered>(view::COUNTER, &key(log)).await? else {
        // The schedule begins: what is there now is seen by everybody.
        let size = node.ledger.sequence().await?.size;
        set(node, log, Covered { period: now, size }).await?;
        return Ok(true);
    };
    if covered.period >= now {
        return Ok(false);
    }
    for _ in 0..ROUNDS_MAX {
        let size = node.ledger.sequence().await?.size;
        let missing = schedule.missing(covered.size, size);
        if missing == 0 {
            return Ok(true);
        }
        pad(node, missing.min(PER_ACT)).await?;
    }
    Ok(false)
}

/// Whether this size is one at which the log may be shown. An act may have come in between.
///
/// # Errors
/// If the store fails.
pub async fn fits(node: &Node, log: u32, size: u64) -> Result<bool, ActError> {
    let Some(schedule) = node.config.cover.filter(|_| log == node.ledger.number()) else {
        return Ok(true);
    };
    let covered = node.row::<Covered>(view::COUNTER, &key(log)).await?;
    Ok(covered
        .is_some_and(|covered| covered.size == size || schedule.missing(covered.size, size) == 0))
}

/// Takes note of a head of the log that grows that was published: the next one is shown when the next period ends.
///
/// # Errors
/// If the store fails.
pub async fn published(node: &Node, log: u32, size: u64) -> Result<(), ActError> {
    let Some(schedule) = node.config.cover.filter(|_| log == node.ledger.number()) else {
        return Ok(());
    };
    set(node, log, Covered { period: schedule.period(node.now()), size }).await
}

async fn set(node: &Node, log: u32, covered: Covered) -> Result<(), ActError> {
    act!(node, "note_cover", None, |tx| {
        tx.put(view::COUNTER, &key(log), "", &covered);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

async fn pad(node: &Node, n: u64) -> Result<(), ActError> {
    let origin = node.ledger.origin();
    act!(node, "cover", None, |tx| {
        let stream = cover_stream(node, &origin);
        for _ in 0..n {
            let event = shard::Event {
                at: tx.now,
                kind: shard::Kind::Cover,
                origin: origin.clone(),
                checkpoint: None,
                vkeys: Vec::new(),
                from: None,
                sigs: Vec::new(),
                note: None,
            };
            tx.record(&stream, &Stored::Shard(event), tx.now, &Who::node()).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
