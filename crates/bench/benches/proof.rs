//! One proof that a leaf is in a log of 67 million, checked twice: a year of a large state.
//!
//! Each is one call of a function whose name begins with `count_`; `cargo xtask instructions` counts under callgrind.
//! The signatures of the head are another matter: who checks many proofs checks a head once.

use std::hint::black_box;

use bench::Outcome;
use seal::digest::Digest;
use seal::merkle::{BadProof, leaf_hash, node_hash, verify_inclusion};
use seal::opening::LEAF_BYTES;

/// Levels of the tree.
const DEPTH: u32 = 26;
/// Of the leaf; to the left and to the right on its way up.
const INDEX: u64 = 0x01a5_c3f0;

type Answer = Result<(), BadProof>;

/// The first answer of a process finds nothing prepared.
#[inline(never)]
fn count_first(leaf: &[u8; LEAF_BYTES], path: &[Digest], root: &Digest) -> Answer {
    black_box(verify_inclusion(INDEX, 1 << DEPTH, &leaf_hash(leaf), path, root))
}

/// The second is the one that counts.
#[inline(never)]
fn count_path(leaf: &[u8; LEAF_BYTES], path: &[Digest], root: &Digest) -> Answer {
    black_box(verify_inclusion(INDEX, 1 << DEPTH, &leaf_hash(leaf), path, root))
}

fn main() -> Outcome<()> {
    let leaf = [0x5a; LEAF_BYTES];
    let path: Vec<Digest> = (0..DEPTH).map(|level| Digest::of(&level.to_be_bytes())).collect();
    let root = path.iter().zip(0..).fold(leaf_hash(&leaf), |below, (beside, level)| {
        if INDEX >> level & 1 == 0 { node_hash(&below, beside) } else { node_hash(beside, &below) }
    });
    count_first(&leaf, &path, &root)?;
    Ok(count_path(&leaf, &path, &root)?)
}
