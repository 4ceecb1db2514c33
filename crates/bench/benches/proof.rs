//! `proof TIMES`: so many times, whether a leaf is in a log of 67 million, a year of a large state.
//!
//! `cargo xtask instructions` counts what one time more takes. The signatures of the head are another matter: who checks
//! many proofs checks a head once.

use std::hint::black_box;

use bench::{Outcome, words};
use seal::digest::Digest;
use seal::merkle::{leaf_hash, node_hash, verify_inclusion};
use seal::opening::LEAF_BYTES;

/// Levels of the tree.
const DEPTH: u32 = 26;
/// Of the leaf; to the left and to the right on its way up.
const INDEX: u64 = 0x01a5_c3f0;

fn main() -> Outcome<()> {
    let n_times: u32 = words().first().map_or(Ok(0), |times| times.parse())?;
    let leaf = [0x5a; LEAF_BYTES];
    let path: Vec<Digest> = (0..DEPTH).map(|level| Digest::of(&level.to_be_bytes())).collect();
    let root = path.iter().zip(0..).fold(leaf_hash(&leaf), |below, (beside, level)| {
        if INDEX >> level & 1 == 0 { node_hash(&below, beside) } else { node_hash(beside, &below) }
    });
    for _ in 0..n_times {
        let (leaf, path) = (black_box(&leaf), black_box(&path));
        verify_inclusion(INDEX, 1 << DEPTH, &leaf_hash(leaf), path, &root)?;
    }
    Ok(())
}
