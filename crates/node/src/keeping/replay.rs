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

use super::erase::{destroy_keys, places};
use crate::act::ActError;
use crate::node::Node;
use crate::rows::view;
use crate::sweep;

/// Destroys again what was erased and is named by the database. Returns how many exhibits had keys or ciphertext.
///
/// # Errors
/// If a store fails, or a destroyed key opens.
pub async fn replay(node: &Node) -> Result<usize, ActError> {
    let destroyed: BTreeSet<ExhibitId> = node.keys.exhibits_without_keys().await?;
    let mut n_back = 0_usize;
    for row in node.all_rows(RowQuery::view(view::CONTENT, store::MAX_PAGE)).await? {
        let exhibit = ExhibitId::parse(&row.key);
        let exhibit = exhibit.map_err(|_| ActError::Corrupt("row content".to_owned()))?;
        if !destroyed.contains(&exhibit) && !node.ledger.is_gone(exhibit)? {
            continue;
        }
        let n_alive = node.keys.n_deks_alive(exhibit).await?;
        if n_alive > 0 {
            destroy_keys(node, exhibit).await?;
        }
        let parts = node.content(exhibit).await?.parts;
        let mut is_back = n_alive > 0;
        for place in places(node) {
            for part in &parts {
                is_back |= place.delete(part).await?;
            }
            sweep::forget(&*place, &parts).await?;
        }
        n_back = n_back.saturating_add(is_back.into());
    }
    if n_back > 0 {
        crate::log::erased_again(n_back);
    }
    Ok(n_back)
}
