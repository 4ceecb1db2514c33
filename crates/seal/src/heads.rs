//! The heads map of a day: one root over the newest entry of every stream of a log, so that a log can prove that it shows
//! all entries of a stream, or that it has none.
//!
//! A sparse tree over 128-bit keys. Every key has one place, so one root cannot both hold a stream and lack it, whoever
//! made the map. Keys and values change every day with keys that only the log has: a proof tells nothing of its
//! neighbors. Not here: which streams there are; a map that forgets one is told by whoever has the leaves
//! (`docs/spec/completeness.md`).

use std::collections::BTreeMap;

use crate::digest::{Digest, hmac_sha256};

mod statement;
#[cfg(test)]
mod tests;

pub(crate) use statement::Unproven;
pub use statement::{
    End, Shown, Statement, StatementError, Stream, What, check, map_values, statement_bytes,
};

/// Bits of a key, so the deepest a leaf can lie.
pub const DEPTH_MAX: usize = 128;
/// What stands for no key at all.
/// How every statement of completeness begins: its first member.
pub const BEGINS: &[u8] = b"{\"date\":";

const EMPTY: Digest = Digest([0; 32]);
const KEY: &[u8] = b"comity-map/v1\0";
const BLIND: &[u8] = b"comity-map-blind/v1\0";

/// Where a stream has its place on one day.
pub type Key = [u8; 16];

/// The key of a stream on a day, `YYYY-MM-DD`.
#[must_use]
pub fn key(date: &str, tag: &[u8; 16]) -> Key {
    let digest = Digest::of_parts(&[KEY, date.as_bytes(), tag]).0;
    let mut key = [0; 16];
    key.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    key
}

/// What hides the value of a stream on a day from whoever does not have the stream's key.
#[must_use]
pub fn blind(stream_key: &[u8; 32], date: &str) -> [u8; 32] {
    hmac_sha256(stream_key, &[BLIND, date.as_bytes()])
}

/// The value of a stream whose newest entry is `seq` with this leaf hash.
#[must_use]
pub fn value(blind: &[u8; 32], seq: u64, last: &Digest) -> Digest {
    Digest::of_parts(&[&[0x12], blind, &seq.to_be_bytes(), &last.0])
}

fn leaf(key: &Key, value: &Digest) -> Digest {
    Digest::of_parts(&[&[0x10], key, &value.0])
}

fn node(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[0x11], &left.0, &right.0])
}

/// The bit that decides at this depth, the most significant first; nothing deeper than a key.
fn bit(key: &Key, depth: usize) -> bool {
    key.get(depth / 8).is_some_and(|byte| byte & (0x80 >> (depth % 8)) != 0)
}

/// How many bits two keys have in common from the first one on.
fn in_common(a: &Key, b: &Key) -> usize {
    (0..DEPTH_MAX).take_while(|depth| bit(a, *depth) == bit(b, *depth)).count()
}

/// The map of one day.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct HeadsMap {
    /// Sorted, so the keys below a node lie side by side.
    values: BTreeMap<Key, Digest>,
}

/// A run of the map's sorted keys.
type Run<'a> = [(&'a Key, &'a Digest)];

impl HeadsMap {
    /// Puts in a stream's value. One that is there already stays: two streams never have one key.
    pub fn insert(&mut self, key: Key, value: Digest) {
        self.values.entry(key).or_insert(value);
    }

    /// How many streams it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Keys and values, ascending by key.
    pub fn entries(&self) -> impl Iterator<Item = (&Key, &Digest)> {
        self.values.iter()
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Digest {
        root_of(&self.sorted(), 0)
    }

    /// What leads from the root to this key's place: the hashes beside the way, the topmost first, and what is there.
    #[must_use]
    pub fn way(&self, wanted: &Key) -> (Vec<Digest>, End) {
        let sorted = self.sorted();
        let mut run: &Run<'_> = &sorted;
        let mut siblings = Vec::new();
        loop {
            let (left, right) = match run {
                [] => return (siblings, End::Empty),
                [(key, value)] => {
                    return (siblings, End::Leaf { key: **key, value: **value });
                }
                [_, ..] => halves(run, siblings.len()),
            };
            let depth = siblings.len();
            let (next, beside) = if bit(wanted, depth) { (right, left) } else { (left, right) };
            siblings.push(root_of(beside, depth.saturating_add(1)));
            run = next;
        }
    }

    fn sorted(&self) -> Vec<(&Key, &Digest)> {
        self.values.iter().collect()
    }
}

/// Keys whose bit at this depth is 0, and those where it is 1.
fn halves<'r, 'a>(run: &'r Run<'a>, depth: usize) -> (&'r Run<'a>, &'r Run<'a>) {
    run.split_at(run.partition_point(|(key, _)| !bit(key, depth)))
}

/// Keys differ somewhere, so this goes at most [`DEPTH_MAX`] deep.
fn root_of(run: &Run<'_>, depth: usize) -> Digest {
    match run {
        [] => EMPTY,
        [(key, value)] => leaf(key, value),
        [_, ..] => {
            let (left, right) = halves(run, depth);
            let below = depth.saturating_add(1);
            node(&root_of(left, below), &root_of(right, below))
        }
    }
}

/// The root that a way leads to, from its end upwards. `None` if the end cannot lie there: the way is too long, or the
/// leaf that is found has another place.
fn root_over(wanted: &Key, siblings: &[Digest], end: &End) -> Option<Digest> {
    let depth = siblings.len();
    if depth > DEPTH_MAX {
        return None;
    }
    let mut hash = match end {
        End::Empty => EMPTY,
        End::Leaf { key, value } => {
            if in_common(key, wanted) < depth {
                return None;
            }
            leaf(key, value)
        }
    };
    for (depth, beside) in siblings.iter().enumerate().rev() {
        hash = if bit(wanted, depth) { node(beside, &hash) } else { node(&hash, beside) };
    }
    Some(hash)
}
