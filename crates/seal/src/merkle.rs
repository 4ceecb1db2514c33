//! The Merkle tree of RFC 6962 §2.1: hashes, growth by appending, inclusion and consistency proofs, their checks.
//!
//! Not a store: [`Nodes`] is how a caller hands in the hashes it keeps. No proof structure but the two of the RFC
//! (and the subtree form of the second) exists here; a home-made one has fooled other logs.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::digest::Digest;

#[cfg(test)]
mod tests;
mod verify;

pub use verify::{BadProof, verify_consistency, verify_inclusion};

/// Largest tree: every index and size also fits a signed 64-bit integer, for databases and text.
pub const SIZE_MAX: u64 = (1 << 63) - 1;
/// Longest proof: a tree of [`SIZE_MAX`] leaves has 63 levels above the leaf.
pub const PATH_MAX: usize = 63;

/// The hash of a leaf's bytes.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Digest {
    Digest::of_parts(&[&[0], leaf])
}

/// The hash of an inner node.
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], &left.0, &right.0])
}

/// The root of the tree without leaves.
#[must_use]
pub fn empty_root() -> Digest {
    Digest::of(b"")
}

/// The root over these leaf hashes.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    let mut edge = Edge::default();
    for leaf in leaves {
        edge.push(*leaf, |_, _, _| {});
    }
    edge.root()
}

/// The complete subtrees that somebody keeps of one tree.
pub trait Nodes {
    /// The root over the leaves `index·2^level` to `(index+1)·2^level`, if it is kept. Level 0 is the leaf hashes.
    fn node(&self, level: u8, index: u64) -> Option<Digest>;
}

/// The tree in memory, by `(level, index)`: tests, packages, the batch that is being integrated.
impl Nodes for BTreeMap<(u8, u64), Digest> {
    fn node(&self, level: u8, index: u64) -> Option<Digest> {
        self.get(&(level, index)).copied()
    }
}

/// Why a tree could not be grown or a proof not made: the caller asked for what is not there.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum MerkleError {
    /// The index is not in the tree.
    #[error("index {index} is not in a tree of {size} leaves")]
    Index {
        /// The index asked for.
        index: u64,
        /// The tree asked about.
        size: u64,
    },
    /// The store does not hold a hash it must hold for a tree of this size.
    #[error(
        "the store holds no node {index} at level {level}: repair it from the leaves before signing"
    )]
    MissingNode {
        /// Levels above the leaf hashes.
        level: u8,
        /// Position within the level.
        index: u64,
    },
    /// The tree would grow beyond [`SIZE_MAX`].
    #[error("a tree cannot hold more than 2^63-1 leaves")]
    SizeLimit,
    /// Not a range for which a consistency proof exists.
    #[error("leaves {start} to {end} are no subtree of a tree of {size} leaves")]
    Subtree {
        /// First leaf.
        start: u64,
        /// Behind the last leaf.
        end: u64,
        /// The tree asked about.
        size: u64,
    },
}

impl MerkleError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Index { .. } => "index",
            Self::MissingNode { .. } => "missing-node",
            Self::SizeLimit => "size-limit",
            Self::Subtree { .. } => "subtree",
        }
    }
}

/// What appending made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Appended {
    /// Leaves in the tree now.
    pub size: u64,
    /// Its root.
    pub root: Digest,
    /// Every complete subtree that came into being, as `(level, index, hash)`, the leaves themselves among them.
    pub new_nodes: Vec<(u8, u64, Digest)>,
}

/// Appends leaf hashes to the tree of `size` leaves; reads only the right edge.
pub fn append(size: u64, nodes: &impl Nodes, leaves: &[Digest]) -> Result<Appended, MerkleError> {
    let n_leaves = u64::try_from(leaves.len()).map_err(|_| MerkleError::SizeLimit)?;
    let new_size = size.checked_add(n_leaves).filter(|size| *size <= SIZE_MAX);
    let new_size = new_size.ok_or(MerkleError::SizeLimit)?;
    let mut edge = Edge::load(size, nodes)?;
    let mut new_nodes = Vec::with_capacity(leaves.len().saturating_mul(2));
    for leaf in leaves {
        edge.push(*leaf, |level, index, hash| new_nodes.push((level, index, hash)));
    }
    Ok(Appended { size: new_size, root: edge.root(), new_nodes })
}

/// The root of the tree when it had `size` leaves.
pub fn root_at(size: u64, nodes: &impl Nodes) -> Result<Digest, MerkleError> {
    Ok(Edge::load(size, nodes)?.root())
}

/// The path from leaf `index` up to the root of the tree of `size` leaves, the leaf's sibling first.
pub fn inclusion(index: u64, size: u64, nodes: &impl Nodes) -> Result<Vec<Digest>, MerkleError> {
    if index >= size || size > SIZE_MAX {
        return Err(MerkleError::Index { index, size });
    }
    let mut path = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(range(middle, end, nodes)?);
            end = middle;
        } else {
            path.push(range(start, middle, nodes)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `new` leaves begins with the tree of `old` leaves. Empty when they are equal; the empty
/// tree is never proved, everything extends it.
pub fn consistency(old: u64, new: u64, nodes: &impl Nodes) -> Result<Vec<Digest>, MerkleError> {
    subtree_consistency(0, old, new, nodes)
}

/// The proof that leaves `start` to `end` of the tree of `size` leaves have the root somebody saw.
pub fn subtree_consistency(
    start: u64,
    end: u64,
    size: u64,
    nodes: &impl Nodes,
) -> Result<Vec<Digest>, MerkleError> {
    if !is_subtree(start, end) || end > size || size > SIZE_MAX {
        return Err(MerkleError::Subtree { start, end, size });
    }
    let mut proof = Vec::new();
    let (mut from, mut to) = (0, size);
    // Whether the verifier already knows the hash at which the descent ends.
    let mut known = true;
    // The part of [start, end) that lies within [from, to): only its start moves, when the left child is proved whole.
    let mut inner = start;
    while (from, to) != (inner, end) {
        let middle = from + split(to - from);
        if end <= middle {
            proof.push(range(middle, to, nodes)?);
            to = middle;
        } else {
            proof.push(range(from, middle, nodes)?);
            if inner < middle {
                inner = middle;
                known = false;
            }
            from = middle;
        }
    }
    if !known {
        proof.push(range(from, to, nodes)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether `[start, end)` is a range that some tree has as a subtree: not empty, and starting at a multiple of the
/// smallest power of two that covers it.
#[must_use]
pub fn is_subtree(start: u64, end: u64) -> bool {
    let Some(width) = end.checked_sub(start).filter(|width| *width > 0) else { return false };
    // 128 bits, because the power above a width of more than 2^63 does not fit 64.
    u128::from(start) % u128::from(width).next_power_of_two() == 0
}

/// The largest power of two smaller than `n`, for `n > 1`.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The root over the leaves `start` to `end`, put together from complete subtrees.
fn range(start: u64, end: u64, nodes: &impl Nodes) -> Result<Digest, MerkleError> {
    Ok(Edge::blocks(start, end, nodes)?.root())
}

/// The complete subtrees of a growing tree that wait for their right neighbor, the largest first.
#[derive(Default)]
struct Edge {
    waiting: Vec<Digest>,
    size: u64,
}

impl Edge {
    /// The edge of the tree of `size` leaves.
    fn load(size: u64, nodes: &impl Nodes) -> Result<Self, MerkleError> {
        if size > SIZE_MAX {
            return Err(MerkleError::SizeLimit);
        }
        Self::blocks(0, size, nodes)
    }

    /// The complete subtrees, each as large as possible, that make up `[start, end)`; `start` is aligned to them.
    fn blocks(start: u64, end: u64, nodes: &impl Nodes) -> Result<Self, MerkleError> {
        let mut waiting = Vec::new();
        let mut at = start;
        for level in (0..=62_u8).rev() {
            if (end - start) >> level & 1 == 1 {
                let index = at >> level;
                waiting.push(
                    nodes.node(level, index).ok_or(MerkleError::MissingNode { level, index })?,
                );
                at += 1 << level;
            }
        }
        Ok(Self { waiting, size: end - start })
    }

    /// Takes the next leaf and tells `made` of every subtree that it completes.
    fn push(&mut self, leaf: Digest, mut made: impl FnMut(u8, u64, Digest)) {
        let (mut level, mut index, mut hash) = (0, self.size, leaf);
        made(level, index, hash);
        while index & 1 == 1
            && let Some(left) = self.waiting.pop()
        {
            hash = node_hash(&left, &hash);
            level += 1;
            index >>= 1;
            made(level, index, hash);
        }
        self.waiting.push(hash);
        self.size += 1;
    }

    fn root(self) -> Digest {
        let up = self.waiting.into_iter().rev().reduce(|right, left| node_hash(&left, &right));
        up.unwrap_or_else(empty_root)
    }
}
