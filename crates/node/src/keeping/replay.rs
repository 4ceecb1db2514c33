//! After a copy of the main database was put back: what was erased since is destroyed again, before anybody is served.
//!
//! The copy does not know the erasure, and where the log stopped because of it nobody can record one. What is known lies
//! elsewhere: the key store keeps the rows of destroyed keys, and beside the head register stands what was erased. So keys
//! that came back are destroyed, and ciphertext that came back is deleted. The content's row stays as the copy has it: two
//! officers can order the erasure again, and then it is certified like any other.
//!
//! Not here: what the database does know, which `super::erase` destroys again.

use std::collections::BTreeSet;

use domain::ids::ExhibitId;
use store::RowQuery;

use super::erase::{Reach, destroy_keys};
use crate::act::ActError;
use crate::node::Node;
use crate::rows::view;
use crate::sweep;

/// Destroys again what was erased and is named by the database. Returns how many exhibits had keys or ciphertext.
///
/// # Errors
/// If a store fails, or a destroyed key opens.
pub async fn replay(node: &Node) -> Result<usize, ActError> {
    let destroyed = node.keys.exhibits_without_keys().await?;
    let mut n_back = 0_usize;
    for row in node.all_rows(RowQuery::view(view::CONTENT, store::MAX_PAGE)).await? {
        let exhibit = ExhibitId::parse(&row.key);
        let exhibit = exhibit.map_err(|_| ActError::Corrupt("row content".to_owned()))?;
        if !is_erased(node, exhibit, &destroyed)? {
            continue;
        }
        let n_alive = node.keys.n_deks_alive(exhibit).await?;
        if n_alive > 0 {
            destroy_keys(node, exhibit).await?;
        }
        let parts = node.content(exhibit).await?.parts;
        let is_back = delete_parts(node, &parts).await? || n_alive > 0;
        n_back = n_back.saturating_add(is_back.into());
    }
    if n_back > 0 {
        crate::log::erased_again(n_back);
    }
    Ok(n_back)
}

/// Whether an exhibit was erased, whatever its row in the database says: its keys are among those `destroyed`, or the head
/// register knows it.
///
/// # Errors
/// If the disk of the register fails.
pub(crate) fn is_erased(
    node: &Node,
    exhibit: ExhibitId,
    destroyed: &BTreeSet<ExhibitId>,
) -> Result<bool, ActError> {
    Ok(destroyed.contains(&exhibit) || node.ledger.is_gone(exhibit)?)
}

/// Deletes parts wherever they can be reached, and what was set aside of them. Returns whether there were any.
///
/// # Errors
/// If a place fails.
pub(crate) async fn delete_parts(node: &Node, parts: &[String]) -> Result<bool, ActError> {
    let mut any = false;
    for place in Reach::of(node).places {
        for part in parts {
            any |= place.delete(part).await?;
        }
        sweep::forget(&*place, parts).await?;
    }
    Ok(any)
}
