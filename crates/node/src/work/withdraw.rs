//! What becomes of an envelope that its sender takes back (`cx.withdraw`, `docs/spec/ladder.md`).
//!
//! As long as the letter in it has had no effect it is failed with the reason `withdrawn`, and what was fetched for it is
//! destroyed. Once it lies in the tray nothing is taken back: what was stated of it is stated again, so that its sender knows.
//! A withdrawal may overtake its envelope: then it is remembered, and the envelope fails when it is opened.
//!
//! Not trusted: the sender. It ends its own envelopes and nobody else's, and makes us remember [`REMEMBERED_MAX`] at most.
//!
//! Tables: withdrawn, inbox, chunk, receipt, statement-due, conversation, gap.

use domain::actor::NodeId;
use seal::digest::Digest;
use seal::receipt::Reason;
use serde::{Deserialize, Serialize};
use store::RowQuery;
use wire::withdraw::Withdrawal;

use crate::act::{ActError, Tx};
use crate::log;
use crate::node::Node;
use crate::objects::chunk_name;
use crate::rows::view;
use crate::work::open;

#[cfg(test)]
mod tests;

/// Envelopes of one node that are taken back and have not come, the newest. One that never comes costs a row.
pub const REMEMBERED_MAX: u32 = 1_024;
/// Announced chunks of a letter that one act forgets; what is left the next turn of the fetcher drops.
const CHUNKS_PER_ACT_MAX: u32 = 256;

/// An envelope that was taken back before it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// Its digest.
    pub env_digest: String,
}

/// What a withdrawal came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The envelope has failed, and what was fetched for it can be destroyed.
    Failed,
    /// It is too late: what we stated of it is owed once more.
    TooLate,
    /// It never left its sender: its number is taken, and nothing else follows.
    NeverLeft,
    /// It has not come, and is remembered.
    Remembered,
    /// It is another node's, has another content, or is asked of a relay: nothing follows.
    PassedOver,
}

fn key_of(from: &NodeId, env_id: &str) -> String {
    format!("{from}:{env_id}")
}

/// Takes a withdrawal by the node `from`.
///
/// # Errors
/// If the store fails or a row is damaged.
pub(crate) async fn take(
    tx: &mut Tx<'_>,
    from: &NodeId,
    withdrawal: &Withdrawal,
) -> Result<Taken, ActError> {
    // A relay holds letters back; whoever they are for does not.
    if withdrawal.hold {
        log::withdrawal_passed_over(from.as_str(), "hold");
        return Ok(Taken::PassedOver);
    }
    let Some((env_id, env_digest)) = &withdrawal.envelope else {
        count(tx, from, withdrawal).await?;
        return Ok(Taken::NeverLeft);
    };
    let (slot, inbox) = tx.node.slot_of(from, &env_id.to_string()).await?;
    let Some(inbox) = inbox else {
        count(tx, from, withdrawal).await?;
        return remember(tx, from, &env_id.to_string(), *env_digest).await;
    };
    if inbox.from != from.as_str() || inbox.env_digest != env_digest.hex() {
        log::withdrawal_passed_over(from.as_str(), "other-envelope");
        return Ok(Taken::PassedOver);
    }
    if inbox.is_settled() {
        // The acceptance was its answer at the door.
        if inbox.last_receipt != inbox.receipt {
            tx.owe_statement(from, &inbox.last_receipt);
        }
        return Ok(Taken::TooLate);
    }
    count(tx, from, withdrawal).await?;
    open::fail_in(tx, &slot, &inbox, Reason::Withdrawn, None).await?;
    let prefix = Some(format!("{slot}:"));
    let query = RowQuery { prefix, ..RowQuery::view(view::CHUNK, CHUNKS_PER_ACT_MAX) };
    for row in tx.node.store.rows(query).await? {
        tx.delete(view::CHUNK, &row.key);
    }
    log::letter_failed(&slot, Reason::Withdrawn.code());
    Ok(Taken::Failed)
}

/// Takes the number of a letter that nobody reads as one that came, so that it is none that is missing. A sender that names
/// another place than the letter had says something of its own conversation only.
async fn count(tx: &mut Tx<'_>, from: &NodeId, withdrawal: &Withdrawal) -> Result<(), ActError> {
    match &withdrawal.place {
        Some(place) => open::follow(tx, &open::Place::left(place, from, withdrawal)).await,
        None => Ok(()),
    }
}

/// Remembers an envelope that has not come; of too many the oldest is forgotten.
async fn remember(
    tx: &mut Tx<'_>,
    from: &NodeId,
    env_id: &str,
    env_digest: Digest,
) -> Result<Taken, ActError> {
    let prefix = Some(format!("{from}:"));
    let query = RowQuery { prefix, ..RowQuery::view(view::WITHDRAWN, REMEMBERED_MAX) };
    let held = tx.node.store.rows(query).await?;
    let is_full = u32::try_from(held.len()).is_ok_and(|n| n >= REMEMBERED_MAX);
    let is_known = held.iter().any(|row| row.key == key_of(from, env_id));
    if let Some(oldest) = held.first().filter(|_| is_full && !is_known) {
        tx.delete(view::WITHDRAWN, &oldest.key);
    }
    let sort = format!("{:020}", tx.now.as_millisecond());
    let row = Remembered { env_digest: env_digest.hex() };
    tx.put(view::WITHDRAWN, &key_of(from, env_id), &sort, &row);
    Ok(Taken::Remembered)
}

/// Whether an envelope was taken back before it came.
///
/// # Errors
/// If the store fails.
pub async fn is_taken_back(
    node: &Node,
    from: &NodeId,
    env_id: &str,
    env_digest: &str,
) -> Result<bool, ActError> {
    let held = node.row::<Remembered>(view::WITHDRAWN, &key_of(from, env_id)).await?;
    Ok(held.is_some_and(|held| held.env_digest == env_digest))
}

/// An envelope is settled: that it was taken back need not be remembered.
pub(crate) fn forget(tx: &mut Tx<'_>, from: &NodeId, env_id: &str) {
    tx.delete(view::WITHDRAWN, &key_of(from, env_id));
}

/// Destroys what was fetched for a letter that was taken back. What comes while it is done the sweep of chunks takes.
///
/// # Errors
/// If the blob store fails.
pub async fn destroy_fetched(node: &Node, slot: &str) -> Result<(), ActError> {
    for blob in node.blobs.list(&chunk_name(slot, "")).await? {
        node.blobs.delete(&blob.key).await?;
    }
    Ok(())
}
