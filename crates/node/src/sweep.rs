//! What a crash leaves behind: ciphertext that nothing names any more is removed.
//!
//! A part of an exhibit is stored before the row that names it, so a node that dies in between, an upload that breaks off
//! and a request that is repeated leave parts that nobody will ever ask for. A chunk that came with a letter is deleted after
//! the act that took it, so a node that dies in between keeps it.
//!
//! To delete is to believe the own database, and a database that was put back from an old copy names less than there is.
//! So nothing is deleted before every witness has cosigned a head that holds all that is in the log here and now: none of
//! them does that for a log that has gone back. And nothing is deleted while one content row does not open, for nobody
//! knows which parts it names.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use domain::ids::ExhibitId;
use store::RowQuery;

use crate::act::ActError;
use crate::ingest::CONTENT_FOLDER;
use crate::node::Node;
use crate::objects::TRANSFER_FOLDER;
use crate::peer::inbox::Inbox;
use crate::rows::view;

#[cfg(test)]
mod tests;

/// Removes what nothing names. Returns how many blobs that were; none if the witnesses have not seen all of the log.
///
/// # Errors
/// If a store fails or a content row does not open: nothing of the content was removed then.
pub async fn run_once(node: &Arc<Node>) -> Result<Option<u64>, ActError> {
    node.may_act()?;
    let signed = node.ledger.signed().size;
    if node.ledger.published().is_none_or(|published| published.size < signed) {
        return Ok(None);
    }
    let n_parts = sweep_parts(node).await?;
    let n_chunks = sweep_chunks(node).await?;
    Ok(Some(n_parts.saturating_add(n_chunks)))
}

/// The order makes it safe beside whoever brings evidence: what is listed, then what is arriving, then what is named. A
/// part that arrives is named before it ceases to arrive.
async fn sweep_parts(node: &Arc<Node>) -> Result<u64, ActError> {
    let listed = node.blobs.list(CONTENT_FOLDER).await?;
    let mut kept = node.arriving.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for row in node.all_rows(RowQuery::view(view::CONTENT, store::MAX_PAGE)).await? {
        kept.extend(parts_of(node, &row.key).await?);
    }
    let mut n_removed = 0_u64;
    for blob in listed.iter().filter(|blob| !kept.contains(&blob.key)) {
        n_removed = n_removed.saturating_add(node.blobs.delete(&blob.key).await?.into());
    }
    Ok(n_removed)
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
    let mut n_removed = 0_u64;
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
        n_removed = n_removed.saturating_add(node.blobs.delete(&blob.key).await?.into());
    }
    Ok(n_removed)
}
