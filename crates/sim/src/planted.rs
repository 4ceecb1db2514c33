//! Bugs that are put in on purpose, to see that the checker finds them: wrappers at the seams between a node and the
//! world, chosen at run time. The others are patches of the node itself (`crates/sim/planted/`), which
//! `cargo xtask campaign --planted` builds in a copy. The product has no place for a bug, no switch and no feature for one.
//!
//! Each bug names beforehand the invariant by which it is found.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

use node::rng::{Random, SeededRandom};

use crate::audit::Invariant;
use crate::disk::Sync;
use crate::fault::{Fault, QUIET_FROM_MS, Schedule};

/// A bug at a seam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// The provider's disk says that bytes are durable before they are, so a receipt leaves too early.
    ReceiptBeforeFlush,
    /// The provider's disk does not make the name of a new file durable.
    FolderNotFlushed,
    /// The disk of the provider's head register takes every head and keeps none.
    RegisterForgets,
    /// The issuer draws the same numbers again and again, as a generator does whose state is put back.
    RandomnessRepeats,
    /// On the way out of the provider the proof is taken off every receipt.
    ReceiptWithoutProof,
}

impl Bug {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ReceiptBeforeFlush,
        Self::FolderNotFlushed,
        Self::RegisterForgets,
        Self::RandomnessRepeats,
        Self::ReceiptWithoutProof,
    ];

    /// By what it is found.
    #[must_use]
    pub const fn invariant(self) -> Invariant {
        match self {
            Self::ReceiptBeforeFlush | Self::FolderNotFlushed => Invariant::Durability,
            Self::RegisterForgets => Invariant::Monotone,
            Self::RandomnessRepeats => Invariant::Channel,
            Self::ReceiptWithoutProof => Invariant::Receipts,
        }
    }

    /// The faults under which it is looked for. They hold without the bug too: then nothing is found.
    #[must_use]
    pub fn schedule(self, seed: u64) -> Schedule {
        let mut schedule = Schedule::of(seed);
        match self {
            Self::ReceiptBeforeFlush => schedule = schedule.with_an_early_crash_only(),
            Self::RegisterForgets => {
                schedule.faults.push((QUIET_FROM_MS / 3, Fault::Copy { host: 1 }));
                let older = Fault::OlderDisk { host: 1, for_ms: 3_000 };
                schedule.faults.push((QUIET_FROM_MS, older));
                schedule.faults.sort_by_key(|(at, _)| *at);
            }
            Self::FolderNotFlushed | Self::RandomnessRepeats | Self::ReceiptWithoutProof => {}
        }
        schedule
    }

    /// How the disk of the host at `place` flushes.
    #[must_use]
    pub fn disk(bug: Option<Self>, place: usize) -> Sync {
        match bug {
            Some(Self::ReceiptBeforeFlush) if place == 1 => Sync::Late,
            Some(Self::FolderNotFlushed) if place == 1 => Sync::Nameless,
            Some(_) | None => Sync::Honest,
        }
    }

    /// How the disk of its head register does.
    #[must_use]
    pub fn register(bug: Option<Self>, place: usize) -> Sync {
        match bug {
            Some(Self::RegisterForgets) if place == 1 => Sync::Forgetful,
            Some(_) | None => Sync::Honest,
        }
    }
}

/// After so many draws a generator with that bug begins anew: a few letters' worth.
const PERIOD: u64 = 24;

/// The randomness of a host.
#[derive(Debug)]
pub(crate) struct Numbers {
    seed: u64,
    repeats: bool,
    n_drawn: AtomicU64,
    current: RwLock<SeededRandom>,
}

impl Numbers {
    pub(crate) fn new(seed: u64, repeats: bool) -> Self {
        let current = RwLock::new(SeededRandom::new(seed));
        Self { seed, repeats, n_drawn: AtomicU64::new(0), current }
    }
}

impl Random for Numbers {
    fn fill(&self, buffer: &mut [u8]) {
        let n_drawn = self.n_drawn.fetch_add(1, Ordering::Relaxed);
        if self.repeats && n_drawn.is_multiple_of(PERIOD) {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            *current = SeededRandom::new(self.seed);
        }
        self.current.read().unwrap_or_else(PoisonError::into_inner).fill(buffer);
    }
}
