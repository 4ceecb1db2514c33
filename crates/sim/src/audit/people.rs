//! What people and peers were told is done: it is there (CK-1), nothing else is (CK-2), and what they asked for again was
//! not done again (CK-3).

use std::collections::BTreeSet;

use super::books::{Books, text};
use super::{Finder, Invariant, counted};
use crate::officer::Officer;
use crate::post::Answered;

/// Keys by which a node records that somebody read something: nobody presses a button for these.
const READS: &str = "read:";

/// CK-1, for peers: what a receipt was given for is still there, and so is that receipt.
pub(super) fn acknowledged_receipts(found: &mut Finder, books: &Books, answered: &[Answered]) {
    for receipt in answered {
        let what = match books.view("inbox").get(&receipt.env_id) {
            None => "the letter of a receipt that left is not there",
            Some(inbox) if text(inbox, "receipt") != receipt.statement => {
                "another receipt left than the one that is known"
            }
            Some(_) => continue,
        };
        let what = format!("{} {}: {what}", books.name, receipt.env_id);
        found.add(Invariant::Durability, what);
    }
}

/// CK-1, for officers: what a button answered is recorded under its key, once.
pub(super) fn acknowledged_keys(found: &mut Finder, books: &Books, officer: &Officer) {
    let done = counted(books.once.iter().map(|(_, key)| key.as_str()));
    for key in officer.acknowledged() {
        let n = done.get(key.as_str()).copied().unwrap_or(0);
        if n != 1 {
            found.add(Invariant::Durability, format!("{}: `{key}` is there {n} times", books.name));
        }
    }
}

/// CK-2: every command that was done is one that somebody sent.
pub(super) fn no_invention(found: &mut Finder, all: &[Books], officer: &Officer) {
    let sent: BTreeSet<String> = officer.submitted().into_iter().collect();
    for books in all {
        let done = books.once.iter().map(|(_, key)| key).filter(|key| !key.starts_with(READS));
        for key in done.filter(|key| !sent.contains(*key)) {
            found.add(Invariant::NoInvention, format!("{}: nobody sent `{key}`", books.name));
        }
    }
}

/// CK-3: a command that was sent again and again was done at most once, under one name.
pub(super) fn at_most_once(found: &mut Finder, books: &Books, officer: &Officer) {
    let done = counted(books.once.iter().map(|(_, key)| key.as_str()));
    for key in officer.submitted() {
        let n = done.get(key.as_str()).copied().unwrap_or(0);
        if n > 1 {
            found.add(Invariant::Ambiguity, format!("{}: `{key}` was done {n} times", books.name));
        }
    }
    for (key, results) in officer.results() {
        if results.len() > 1 {
            let what = format!("{}: `{key}` gave {results:?}", books.name);
            found.add(Invariant::Ambiguity, what);
        }
    }
}
