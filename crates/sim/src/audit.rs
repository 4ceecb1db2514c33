//! What must hold when nothing moves any more, judged by somebody who does not trust the node: of every node one copy of
//! its database, read with SQL of its own; and beside it what was seen from outside while it ran, which is every receipt
//! that left, every head that was signed, every button that was pressed.
//!
//! What of ours is in it: the store replays its journal into the copy, `seal` gives SHA-256 and reads and verifies
//! receipts and proofs' texts, `wire` says which key the directory lists. The tree, the paths through it, the counting
//! and the comparing are here and nowhere else. [`orders`] alone opens sealed bodies, with the node's own code, because
//! only a node can.
//!
//! Not judged here: views against a replay (9), exhibits, deletion, taint, public numbers and permits (11 to 14, 17), of
//! which these journeys have nothing; each has its own stage or test.
//!
//! | invariant | is |
//! |---|---|
//! | `CK-1` | what was acknowledged is there, once |
//! | `CK-2` | nothing is there that nobody asked for |
//! | `CK-3` | what was asked for several times happened at most once |
//! | `CK-4` | every letter arrived, and the books of both sides have the same sums |
//! | `CK-5` | every letter had its effect once |
//! | `CK-6` | receipts are signed, prove their leaf, and are the same bytes every time |
//! | `CK-7` | every head that was ever signed is of the one history that is stored |
//! | `CK-8` | nothing is recorded before its cause |
//! | `CK-10` | both sides count the same time from the same instant |
//! | `CK-15` | no head is smaller than one before it |
//! | `CK-16` | nothing is tried without end |
//! | `CK-rest` | everything comes to rest |

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use seal::digest::Digest;

use self::books::Books;
use crate::SimError;
use crate::host::Host;
use crate::officer::Officer;
use crate::world::Seen;

mod books;
mod letters;
mod log;
mod orders;
mod people;
#[cfg(test)]
mod tests;
mod tree;

/// What must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// What was acknowledged is there, once.
    Durability,
    /// Nothing is there that nobody asked for.
    NoInvention,
    /// What was asked for several times happened at most once.
    Ambiguity,
    /// Every letter arrived, and both sides have the same sums.
    Channel,
    /// Every letter had its effect once.
    Effect,
    /// Receipts are signed, prove their leaf, and never change.
    Receipts,
    /// Every signed head is of the one stored history.
    History,
    /// Nothing before its cause.
    Causality,
    /// The same time on both sides.
    Deadlines,
    /// No head is smaller than one before it.
    Monotone,
    /// Nothing is tried without end.
    Bounded,
    /// Everything comes to rest.
    Rest,
}

impl Invariant {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 12] = [
        Self::Durability,
        Self::NoInvention,
        Self::Ambiguity,
        Self::Channel,
        Self::Effect,
        Self::Receipts,
        Self::History,
        Self::Causality,
        Self::Deadlines,
        Self::Monotone,
        Self::Bounded,
        Self::Rest,
    ];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Durability => "CK-1",
            Self::NoInvention => "CK-2",
            Self::Ambiguity => "CK-3",
            Self::Channel => "CK-4",
            Self::Effect => "CK-5",
            Self::Receipts => "CK-6",
            Self::History => "CK-7",
            Self::Causality => "CK-8",
            Self::Deadlines => "CK-10",
            Self::Monotone => "CK-15",
            Self::Bounded => "CK-16",
            Self::Rest => "CK-rest",
        }
    }

    /// The invariant with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// Something that does not hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Which invariant.
    pub invariant: Invariant,
    /// Where, and about what.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.invariant.code(), self.what)
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a run left behind.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The hosts, powered off.
    pub hosts: &'a [Arc<Host>; 2],
    /// The people.
    pub officer: &'a Officer,
    /// Heads that were signed.
    pub seen: &'a Seen,
    /// When everything came to rest, if it did.
    pub rest: Option<u64>,
}

/// What was found.
#[derive(Debug)]
pub struct Findings {
    /// What does not hold.
    pub violations: Vec<Violation>,
    /// Size and root of each log.
    pub heads: Vec<(u64, Digest)>,
    /// Letters that both sides agree on.
    pub n_letters: usize,
    /// The sums that were compared, one line for each direction.
    pub sums: Vec<String>,
}

/// Judges every invariant.
///
/// # Errors
/// If a database cannot be read: then nothing is known, which is no pass.
pub fn audit(evidence: &Evidence<'_>) -> Result<Findings, SimError> {
    let [issuer, provider] = evidence.hosts;
    judge(evidence, &[Books::read(issuer)?, Books::read(provider)?])
}

fn judge(evidence: &Evidence<'_>, books: &[Books; 2]) -> Result<Findings, SimError> {
    let mut found = Finder::default();
    if evidence.rest.is_none() {
        found.add(Invariant::Rest, "something still moved when the time was over".to_owned());
    }
    for ((host, books), seen) in evidence.hosts.iter().zip(books).zip(evidence.seen) {
        let answered = host.post.answered();
        people::acknowledged_receipts(&mut found, books, &answered);
        log::one_history(&mut found, books, seen);
        log::monotone(&mut found, books, seen);
        letters::receipts_that_left(&mut found, books, host, &answered);
        letters::receipts_that_are_kept(&mut found, books, host.roster());
        letters::bounded(&mut found, books);
    }
    let [a, b] = books;
    people::acknowledged_keys(&mut found, a, evidence.officer);
    people::no_invention(&mut found, books, evidence.officer);
    people::at_most_once(&mut found, a, evidence.officer);
    let mut n_letters = 0;
    for (from, to) in [(a, b), (b, a)] {
        n_letters += letters::channel(&mut found, from, to);
        letters::effects(&mut found, from, to);
        letters::causes(&mut found, from, to);
    }
    orders::effects(&mut found, a, b, evidence.officer);
    orders::deadlines(&mut found, evidence)?;
    let heads = books.iter().map(|books| (books.leaves.len() as u64, tree::root(&books.leaves)));
    let heads = heads.collect();
    found.violations.sort();
    found.violations.dedup();
    Ok(Findings { violations: found.violations, heads, n_letters, sums: found.sums })
}

#[derive(Debug, Default)]
struct Finder {
    violations: Vec<Violation>,
    sums: Vec<String>,
}

impl Finder {
    fn add(&mut self, invariant: Invariant, what: String) {
        self.violations.push(Violation { invariant, what });
    }

    fn n_of(&self, invariant: Invariant) -> usize {
        self.violations.iter().filter(|violation| violation.invariant == invariant).count()
    }
}

/// How often each thing is there.
fn counted<T: Ord>(things: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for thing in things {
        let count = counts.entry(thing).or_insert(0_usize);
        *count = count.saturating_add(1);
    }
    counts
}
