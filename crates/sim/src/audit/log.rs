//! The log: every event has its leaf, and every head that was ever signed is of the history that is stored (CK-7), none
//! smaller than the one before (CK-15).

use std::collections::BTreeMap;

use seal::digest::Digest;

use super::books::Books;
use super::tree::{leaf_hash, root};
use super::{Finder, Invariant};

/// CK-7: one event is one leaf, the leaves make the stored head, and every head that was signed.
pub(super) fn one_history(found: &mut Finder, books: &Books, seen: &[(u64, Digest)]) {
    let mut add = |what: String| found.add(Invariant::History, format!("{}: {what}", books.name));
    let mut indexes: Vec<_> = books.events.iter().map(|event| event.index).collect();
    indexes.sort_unstable();
    let expected: Vec<_> = (0..).take(books.events.len()).map(Some).collect();
    if indexes != expected {
        add(format!("{} events, {} leaves", books.events.len(), books.leaves.len()));
    }
    for event in &books.events {
        if event.leaf_hash != leaf_hash(&event.leaf).as_bytes() {
            add(format!("the leaf of event {} hashes to something else", event.position));
        }
    }
    let mut versions: BTreeMap<&str, i64> = BTreeMap::new();
    for event in &books.events {
        let next = versions.entry(&event.stream).or_default();
        if event.version != *next {
            add(format!("stream {} has {} where {next} was due", event.stream, event.version));
        }
        *next = event.version.saturating_add(1);
    }
    let (size, stored) = &books.head;
    if usize::try_from(*size) != Ok(books.leaves.len())
        || stored.as_slice() != root(&books.leaves).as_bytes()
    {
        add("the stored head is not that of the leaves".to_owned());
    }
    for (size, signed) in seen {
        let first = usize::try_from(*size).ok().and_then(|size| books.leaves.get(..size));
        if first.map(root) != Some(*signed) {
            add(format!("head {size} was signed of another history"));
        }
    }
}

/// CK-15: what was signed grows, and what is stored is at least as long.
pub(super) fn monotone(found: &mut Finder, books: &Books, seen: &[(u64, Digest)]) {
    let mut add = |what: String| found.add(Invariant::Monotone, format!("{}: {what}", books.name));
    let mut last = 0;
    for (size, _) in seen {
        if *size < last {
            add(format!("signed {size} after {last}"));
        }
        last = last.max(*size);
    }
    if (books.leaves.len() as u64) < last {
        add(format!("{last} leaves were signed, {} are stored", books.leaves.len()));
    }
}
