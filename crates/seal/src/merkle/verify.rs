//! The two loops that check a proof, and nothing else: every hash of a proof is used, and used once.

use thiserror::Error;

use super::{is_subtree, node_hash};
use crate::digest::Digest;

/// Why a proof does not show what it should. The fault is with whoever made it.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum BadProof {
    /// The index is not in the tree.
    #[error("index {index} is not in a tree of {size} leaves")]
    Index {
        /// The index claimed.
        index: u64,
        /// The tree claimed.
        size: u64,
    },
    /// Too few or too many hashes for these sizes.
    #[error("the proof has too few or too many hashes")]
    Length,
    /// The hashes lead to another older root or subtree.
    #[error("the proof leads to another older root")]
    OldRoot,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
    /// Not a range that a proof can be about.
    #[error("leaves {start} to {end} are no subtree of a tree of {size} leaves")]
    Subtree {
        /// First leaf.
        start: u64,
        /// Behind the last leaf.
        end: u64,
        /// The tree claimed.
        size: u64,
    },
}

impl BadProof {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Index { .. } => "index",
            Self::Length => "length",
            Self::OldRoot => "old-root",
            Self::Root => "root",
            Self::Subtree { .. } => "subtree",
        }
    }
}

/// Checks that the leaf with this hash stands at `index` of the tree of `size` leaves with this root.
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Digest,
    path: &[Digest],
    root: &Digest,
) -> Result<(), BadProof> {
    if index >= size {
        return Err(BadProof::Index { index, size });
    }
    // `node` walks up from the leaf, `last` from the last leaf of the tree; they meet where the tree is not full.
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in path {
        if last == 0 {
            return Err(BadProof::Length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(BadProof::Length);
    }
    if hash == *root { Ok(()) } else { Err(BadProof::Root) }
}

/// Checks that leaves `start` to `end` of the tree of `size` leaves with root `root` have the root `part`.
///
/// With `start = 0` this is ordinary consistency: `part` is the root of the older tree of `end` leaves.
pub fn verify_consistency(
    start: u64,
    end: u64,
    size: u64,
    proof: &[Digest],
    part: &Digest,
    root: &Digest,
) -> Result<(), BadProof> {
    if !is_subtree(start, end) || end > size {
        return Err(BadProof::Subtree { start, end, size });
    }
    let (mut first, mut last, mut edge) = (start, end - 1, size - 1);
    if last == edge {
        while first != last {
            (first, last, edge) = (first >> 1, last >> 1, edge >> 1);
        }
    } else {
        while last & 1 == 1 && first != last {
            (first, last, edge) = (first >> 1, last >> 1, edge >> 1);
        }
    }
    let mut rest = proof.iter();
    let seed = if first == last { part } else { rest.next().ok_or(BadProof::Length)? };
    let (mut part_hash, mut root_hash) = (*seed, *seed);
    for hash in rest {
        if edge == 0 {
            return Err(BadProof::Length);
        }
        if last & 1 == 1 || last == edge {
            if first < last {
                part_hash = node_hash(hash, &part_hash);
            }
            root_hash = node_hash(hash, &root_hash);
            while last & 1 == 0 {
                (first, last, edge) = (first >> 1, last >> 1, edge >> 1);
            }
        } else {
            root_hash = node_hash(&root_hash, hash);
        }
        (first, last, edge) = (first >> 1, last >> 1, edge >> 1);
    }
    if edge != 0 {
        return Err(BadProof::Length);
    }
    if part_hash != *part {
        return Err(BadProof::OldRoot);
    }
    if root_hash == *root { Ok(()) } else { Err(BadProof::Root) }
}
