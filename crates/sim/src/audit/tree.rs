//! The Merkle tree of RFC 6962, a second time: hashes, roots, and the way from a leaf to a root. Recursive, as the RFC
//! writes it, so that it has nothing in common with the tree that a node stores.

use seal::digest::Digest;

/// The hash of a leaf.
pub(super) fn leaf_hash(leaf: &[u8]) -> Digest {
    Digest::of_parts(&[&[0], leaf])
}

fn node(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The largest power of two below `n`, for `n` above one.
fn split(n: usize) -> usize {
    n.next_power_of_two() / 2
}

/// The root over leaf hashes.
pub(super) fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&root(left), &root(right))
        }
    }
}

/// The root that a path leads to from the leaf at `index` of `size`; `None` if the path has another length.
pub(super) fn climb(index: usize, size: usize, leaf: Digest, path: &[Digest]) -> Option<Digest> {
    if size <= 1 {
        return (path.is_empty() && index == 0 && size == 1).then_some(leaf);
    }
    let (last, below) = path.split_last()?;
    let half = split(size);
    match index.checked_sub(half) {
        None => Some(node(&climb(index, half, leaf, below)?, last)),
        Some(index) => Some(node(last, &climb(index, size.saturating_sub(half), leaf, below)?)),
    }
}
