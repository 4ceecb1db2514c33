//! Uploads that are from before the database was put back.
//!
//! Such a row says how far an upload was once. Since then more parts may have come, it may have become an exhibit, or it may
//! have been given up; key store and ciphertext lie elsewhere and may know better. So nothing of it is destroyed on the word of
//! this row, for it may be all that is left of an exhibit; and nothing is added to it, for a part of which the row knows nothing
//! may have been encrypted already, and under one key two contents of a part are a broken cipher. Whoever brings it begins
//! again. What lay under its names is set aside, as by [`crate::sweep`].
//!
//! What was given up stays so, whatever is put back: beside the head register stands that its key was destroyed.

use domain::ids::ExhibitId;
use store::RowQuery;

use super::{Upload, part};
use crate::act::ActError;
use crate::keeping;
use crate::node::Node;
use crate::rows::view;
use crate::sweep;

/// Whether the database was put back since the upload was begun.
pub(super) async fn is_from_before(node: &Node, upload: &Upload) -> Result<bool, ActError> {
    Ok(upload.restores != node.store.head().await?.restore_epoch)
}

/// Sets aside what lies under the names of its parts; if its key is gone, deletes it.
pub(super) async fn leave(node: &Node, id: ExhibitId, names: &[String]) -> Result<(), ActError> {
    if node.ledger.is_gone(id)? || node.keys.n_deks_alive(id).await? == 0 {
        return destroy_again(node, id, names).await.map(drop);
    }
    for name in names {
        sweep::set_aside(node, name).await?;
    }
    Ok(())
}

/// Destroys what came back of uploads that were given up, before anybody is served. Returns of how many.
///
/// # Errors
/// If a store fails.
pub async fn replay(node: &Node) -> Result<usize, ActError> {
    let mut n_back = 0_usize;
    for row in node.all_rows(RowQuery::view(view::UPLOAD, store::MAX_PAGE)).await? {
        let id = ExhibitId::parse(&row.key);
        let id = id.map_err(|_| ActError::Corrupt("row upload".to_owned()))?;
        // What is or was an exhibit is looked at where exhibits are.
        let has_content = node.raw_row(view::CONTENT, &row.key).await?.is_some();
        if has_content || !node.ledger.is_gone(id)? {
            continue;
        }
        let parts = part::all(node, id).await?;
        let names: Vec<String> = parts.into_values().map(|part| part.name).collect();
        n_back = n_back.saturating_add(destroy_again(node, id, &names).await?.into());
    }
    if n_back > 0 {
        crate::log::erased_again(n_back);
    }
    Ok(n_back)
}

/// Destroys keys and ciphertext that came back. Returns whether there were any.
async fn destroy_again(node: &Node, id: ExhibitId, names: &[String]) -> Result<bool, ActError> {
    let n_alive = node.keys.n_deks_alive(id).await?;
    if n_alive > 0 {
        node.keys.destroy_deks(None, id, node.now().as_millisecond()).await?;
    }
    Ok(keeping::delete_parts(node, names).await? || n_alive > 0)
}
