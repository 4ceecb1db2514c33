//! Exhibits whose own record proves nothing, which the next package leaves out.
//!
//! A mark holds for the keys by which it was made. What a verifier is told to trust changes with the directory, and a peer may
//! show more of its half: then the exhibit is judged anew. Without that an exhibit of our own, of which nobody shows more, would
//! stay out of every package for a fault that is long repaired.

use domain::ids::ExhibitId;
use seal::digest::{Digest, hex_encode};
use serde::{Deserialize, Serialize};

use super::policy::policy_text;
use super::row::BESIDE;
use crate::act::{ActError, Tx};
use crate::node::Node;
use crate::rows::view;

/// What is known of it.
#[derive(Debug, Serialize, Deserialize)]
struct Mark {
    /// The check that fails.
    check: String,
    /// SHA-256 of the policy by which it failed.
    policy: String,
}

fn key(exhibit: ExhibitId) -> String {
    format!("unproved:{exhibit}")
}

fn policy_of(node: &Node) -> String {
    hex_encode(Digest::of(policy_text(&node.roster()).as_bytes()).as_bytes())
}

/// Leaves an exhibit out of packages.
pub(super) fn mark(tx: &mut Tx<'_>, exhibit: ExhibitId, check: &str) {
    let mark = Mark { check: check.to_owned(), policy: policy_of(tx.node) };
    tx.put(view::PACKAGE, &key(exhibit), BESIDE, &mark);
}

/// Lets it be judged anew, because more of its record is here.
pub(crate) fn forget(tx: &mut Tx<'_>, exhibit: ExhibitId) {
    tx.delete(view::PACKAGE, &key(exhibit));
}

/// Whether packages leave it out.
///
/// # Errors
/// If the store fails.
pub(super) async fn is_marked(node: &Node, exhibit: ExhibitId) -> Result<bool, ActError> {
    let mark = node.row::<Mark>(view::PACKAGE, &key(exhibit)).await?;
    Ok(mark.is_some_and(|mark| mark.policy == policy_of(node)))
}
