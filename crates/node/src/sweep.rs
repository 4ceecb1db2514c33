//! What a crash leaves behind: ciphertext that nothing names any more is set aside.
//!
//! A part of an exhibit is stored before the row that names it (but for uploads in parts, whose rows come first), so a node that dies in between, an upload that breaks off
//! and a request that is repeated leave parts that nobody will ever ask for. A chunk that came with a letter is deleted after
//! the act that took it, so a node that dies in between keeps it.
//!
//! To remove is to believe the own database, and a database that was put back from an old copy names less than there is.
//! Nothing proves for certain that it was not: a witness knows no more than it cosigned. So nothing is deleted here. What
//! nothing names is copied to `aside/`, under the day, and then taken out of its place; an operator who is sure empties
//! that folder, and one who put back an old database finds there what the newer one had named. Even that waits until
//! witnesses have cosigned all that is in the log here and now, and until every content row opens, for nobody knows
//! which parts a broken one names.
//!
//! One thing ends here for good: what belonged to content that two officers had destroyed ([`forget`]).

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use domain::ids::ExhibitId;
use store::{Blobs, RowQuery};

use crate::act::{ActError, act};
use crate::ingest::{CONTENT_FOLDER, upload};
use crate::node::Node;
use crate::objects::TRANSFER_FOLDER;
use crate::peer::inbox::Inbox;
use crate::rows::view;
use crate::work::witness::newest_published;

/// Where it lies then: day, and the name it had.
pub const ASIDE_FOLDER: &str = "aside";

#[cfg(test)]
mod tests;

/// Sets aside what nothing names. Returns how many blobs that were; none if no witness has seen all of the log.
///
/// # Errors
/// If a store fails or a content row does not open: nothing of the content was touched then.
pub async fn run_once(node: &Arc<Node>) -> Result<Option<u64>, ActError> {
    node.may_act()?;
    let signed = node.ledger.sequence().await?;
    let last = newest_published(&*node.store, signed.log).await?;
    if !last.is_some_and(|head| head.size >= signed.size && !head.by.is_empty()) {
        return Ok(None);
    }
    let n_parts = sweep_parts(node).await?;
    let n_chunks = sweep_chunks(node).await?;
    Ok(Some(n_parts.saturating_add(n_chunks)))
}

/// The order makes it safe beside whoever brings evidence: what is listed, then what is arriving, then what is named. A
/// part ceases to arrive when its act is done, or when nobody waits for the act any more; but then the act is with the
/// writer already, which takes one after another. So an act of ours comes between: what was with the writer before it is
/// done when it is.
async fn sweep_parts(node: &Arc<Node>) -> Result<u64, ActError> {
    let listed = node.blobs.list(CONTENT_FOLDER).await?;
    let mut kept = node.arriving.lock().unwrap_or_else(PoisonError::into_inner).clone();
    act!(node, "sweep", None, |tx| {
        tx.put(view::COUNTER, "sweep", "", &tx.now.as_millisecond());
        Ok(Vec::new())
    })
    .await?;
    // Before the content rows: a part whose upload is sealed in between is in one of the two.
    kept.extend(upload::parts_held(node).await?);
    for row in node.all_rows(RowQuery::view(view::CONTENT, store::MAX_PAGE)).await? {
        kept.extend(parts_of(node, &row.key).await?);
    }
    let mut n_aside = 0_u64;
    for blob in listed.iter().filter(|blob| !kept.contains(&blob.key)) {
        n_aside = n_aside.saturating_add(set_aside(node, &blob.key).await?.into());
    }
    Ok(n_aside)
}

/// First the copy, which is durable when it is made, then the original: a process that ends in between leaves both, and
/// the next pass makes the same copy. A log that has stopped meanwhile stops this too.
pub(crate) async fn set_aside(node: &Node, key: &str) -> Result<bool, ActError> {
    node.may_act()?;
    let Some(bytes) = node.blobs.get(key).await? else { return Ok(false) };
    let day = node.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let aside = format!("{ASIDE_FOLDER}/{day}/{key}");
    node.blobs.put(&aside, bytes).await?;
    let was_there = node.blobs.delete(key).await?;
    if !was_there {
        // Whoever deleted it meanwhile destroys what it held, and may have looked here before the copy was made.
        node.blobs.delete(&aside).await?;
    }
    Ok(was_there)
}

/// Deletes what was set aside under these names, or in folders of these names: a chunk of a letter opens as long as the
/// letter does, so what is destroyed must be destroyed here too.
///
/// # Errors
/// If the blob store fails.
pub(crate) async fn forget(blobs: &dyn Blobs, names: &[String]) -> Result<(), ActError> {
    for blob in blobs.list(ASIDE_FOLDER).await? {
        let name = blob.key.splitn(3, '/').nth(2).unwrap_or_default();
        let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
        if names.iter().any(|gone| name.strip_prefix(gone.as_str()).is_some_and(is_below)) {
            blobs.delete(&blob.key).await?;
        }
    }
    Ok(())
}

async fn parts_of(node: &Node, key: &str) -> Result<Vec<String>, ActError> {
    let exhibit = ExhibitId::parse(key).map_err(|_| ActError::Corrupt("row content".to_owned()))?;
    match node.content(exhibit).await {
        Ok(content) => Ok(content.parts),
        // Destroyed since the rows were listed, and its parts before it.
        Err(ActError::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Chunks of envelopes that nothing more becomes of.
async fn sweep_chunks(node: &Node) -> Result<u64, ActError> {
    let mut settled = BTreeSet::new();
    let mut n_aside = 0_u64;
    for blob in node.blobs.list(TRANSFER_FOLDER).await? {
        let Some(env_id) = blob.key.split('/').nth(1) else { continue };
        if !settled.contains(env_id) {
            // Without a row it was never announced; only an envelope with one is sent chunks.
            let inbox = node.row::<Inbox>(view::INBOX, env_id).await?;
            if inbox.is_some_and(|inbox| !inbox.is_settled()) {
                continue;
            }
            settled.insert(env_id.to_owned());
        }
        n_aside = n_aside.saturating_add(set_aside(node, &blob.key).await?.into());
    }
    Ok(n_aside)
}
