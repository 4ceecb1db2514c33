//! What is done for the long life of keys and proofs, now and then: the ends of logs are sealed with a hash-based key, and
//! every live key is put under a new epoch key (`docs/spec/keys.md` §4, §5).
//!
//! Both are done once, whoever is killed in between: a seal is the same bytes each time, and a turn of the epoch key is one
//! transaction of the key store, told in the log afterwards, for as long as it takes.
//!
//! Not here: how a key store turns (`crate::keys::epoch`), and what a seal is (`seal::epoch`).

use std::sync::Arc;

use seal::checkpoint::SignedCheckpoint;
use seal::digest::{b64_decode, b64_encode, hex_encode};
use seal::epoch::{EpochSeal, message};
use seal::keyring::WrapKind;
use seal::sign::SlhDsaSecret;
use serde::{Deserialize, Serialize};
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, act};
use crate::keys::KeysError;
use crate::node::Node;
use crate::renew::SEAL_KEY;
use crate::rows::view;
use crate::serve::log_stream;

/// An epoch key lives at most 30 days; it is turned a day before, and a node that was closed turns at its next start.
pub const EPOCH_DAYS: i64 = 29;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Nobody else turns for so long: a turn takes seconds.
const LEASE_MS: i64 = 10 * 60 * 1000;
/// Rows in `counter`: until when somebody turns, and which epoch key the log knows.
const LEASE: &str = "epoch-lease";
const TOLD: &str = "epoch-told";

#[cfg(test)]
mod tests;

/// The seal over the end of a log, as its row keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SealRow {
    /// The note that was sealed.
    note: String,
    /// The signature, base64.
    sig: String,
}

fn seal_row(log: u32) -> String {
    format!("epoch-seal:{log:010}")
}

/// Seals the end of every log that has ended, was published to its end, and is not sealed; if the node has a key for it.
/// Returns how many that were.
///
/// # Errors
/// If nothing may be signed, or the store fails.
pub async fn seal_ended(node: &Node) -> Result<usize, ActError> {
    node.may_act()?;
    let listed =
        node.roster().node(&node.config.node).and_then(|(_, entry)| entry.log.seal.clone());
    let Some(listed) = listed else { return Ok(0) };
    let mut n_sealed = 0;
    let current = node.ledger.number();
    for (log, origin) in node.ledger.logs() {
        let key = seal_row(log);
        let is_open = log == current || node.ledger.is_given_up(log);
        if is_open || node.row::<SealRow>(view::COUNTER, &key).await?.is_some() {
            continue;
        }
        let (Some((head, _)), Some(last)) =
            (node.ledger.published_of(log), node.ledger.signed_of(log))
        else {
            continue;
        };
        if head.size < last.size {
            continue;
        }
        let secret = node.keys.secret(WrapKind::SigningSeed, SEAL_KEY).await?;
        let secret = SlhDsaSecret::parse(&secret).map_err(KeysError::from)?;
        if secret.public().as_bytes()[..] != listed[..] {
            return Err(ActError::Shell("the directory lists another seal key".to_owned()));
        }
        let note = SignedCheckpoint::parse(head.note.as_bytes());
        let note = note.map_err(|error| ActError::Corrupt(error.to_string()))?;
        let text = message(note.claimed());
        // A second of work, which must not hold up anybody.
        let signed = tokio::task::spawn_blocking(move || secret.sign(&text)).await;
        let signed = signed.map_err(|error| ActError::Shell(error.to_string()))?;
        let sig = b64_encode(&signed.map_err(KeysError::from)?);
        let row = SealRow { note: head.note.clone(), sig };
        act!(node, "seal_epoch", None, |tx| {
            let event = shard::Event {
                at: tx.now,
                kind: shard::Kind::EpochSeal,
                origin: origin.clone(),
                checkpoint: Some(row.note.clone()),
                vkeys: vec![b64_encode(&listed)],
                from: None,
                sigs: vec![row.sig.clone()],
                note: None,
            };
            tx.record(&log_stream(node), &Stored::Shard(event), tx.now, &Who::node()).await?;
            tx.swap(view::COUNTER, &key, None, &row);
            Ok(Vec::new())
        })
        .await?;
        crate::log::epoch_sealed(&origin);
        n_sealed += 1;
    }
    Ok(n_sealed)
}

/// The seal over the end of a log of this node, if it was made.
///
/// # Errors
/// If the store fails or the row is damaged.
pub async fn seal_of(store: &dyn store::Store, log: u32) -> Result<Option<EpochSeal>, ActError> {
    let row = store.rows(store::RowQuery::one(view::COUNTER, &seal_row(log))).await?.pop();
    let Some(row) = row else { return Ok(None) };
    let row: SealRow = crate::rows::decode(&row.body)?;
    let signature = b64_decode(&row.sig);
    let signature = signature.map_err(|_| ActError::Corrupt("row epoch-seal".to_owned()))?;
    Ok(Some(EpochSeal { signature, checkpoint_note: row.note }))
}

/// Puts every live key under a new epoch key and destroys the one before, if it is old enough. Returns whether it was.
///
/// # Errors
/// If nothing may be signed, the root does not open, or a store fails; then the old key is in force, or the new one is and
/// the log is told the next time.
pub async fn turn_epoch(node: &Arc<Node>) -> Result<bool, ActError> {
    // First, and whatever else may be done: until then a root that looks unused may be the only one that counts.
    let folder = node.config.data_dir.join("keys");
    node.keys.settle_root(&folder).await?;
    node.may_act()?;
    let now = node.now().as_millisecond();
    if now.saturating_sub(node.keys.epoch_made_at_ms()) < EPOCH_DAYS.saturating_mul(DAY_MS) {
        tell(node).await?;
        return Ok(false);
    }
    let held = node.row::<i64>(view::COUNTER, LEASE).await?;
    if held.is_some_and(|until| now < until && until <= now.saturating_add(LEASE_MS)) {
        return Ok(false);
    }
    act!(node, "lease_epoch", None, |tx| {
        tx.swap(view::COUNTER, LEASE, held.as_ref(), &now.saturating_add(LEASE_MS));
        Ok(Vec::new())
    })
    .await?;
    let next = node.keys.next_root(&folder).await?;
    node.keys.turn(&next, now).await?;
    act!(node, "free_epoch", None, |tx| {
        tx.delete(view::COUNTER, LEASE);
        Ok(Vec::new())
    })
    .await?;
    tell(node).await?;
    Ok(true)
}

/// Tells the log which epoch key is in force, if it does not know, once the wraps of before are out of the key store's files.
async fn tell(node: &Node) -> Result<(), ActError> {
    let id = hex_encode(&node.keys.epoch_id());
    let told = node.row::<String>(view::COUNTER, TOLD).await?;
    if told.as_ref() == Some(&id) {
        return Ok(());
    }
    node.keys.clear().await?;
    let note = match &told {
        Some(before) => format!("{id} is in force, {before} is destroyed"),
        None => format!("{id} is in force"),
    };
    act!(node, "tell_epoch", None, |tx| {
        let event = shard::Event {
            at: tx.now,
            kind: shard::Kind::EpochKey,
            origin: node.ledger.origin(),
            checkpoint: None,
            vkeys: Vec::new(),
            from: None,
            sigs: Vec::new(),
            note: Some(note.clone()),
        };
        tx.record(&log_stream(node), &Stored::Shard(event), tx.now, &Who::node()).await?;
        tx.swap(view::COUNTER, TOLD, told.as_ref(), &id);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
