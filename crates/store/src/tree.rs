//! How leaves become a tree, for an engine that gives them their places in the commit that stores them. Not the hashing:
//! the store knows none, so whoever sequences brings it.

use std::fmt;

use crate::error::StoreError;

/// Looks up a stored node by `(level, index)`.
pub type NodeAt<'a> = &'a mut dyn FnMut(u8, u64) -> Result<Option<[u8; 32]>, StoreError>;

/// What leaves made of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grown {
    /// Complete subtrees that came into being, as `(level, index, hash)`.
    pub nodes: Vec<(u8, u64, [u8; 32])>,
    /// Root of the tree with them.
    pub root: [u8; 32],
}

/// Who can tell what a tree becomes with more leaves.
pub trait Tree: Send + Sync + fmt::Debug {
    /// The tree of `size` leaves with these leaf hashes after them.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if a node is missing that a tree of this size has, and what `node_at` answers.
    fn grow(
        &self,
        size: u64,
        node_at: NodeAt<'_>,
        leaf_hashes: &[[u8; 32]],
    ) -> Result<Grown, StoreError>;
}
