//! Two nodes, one thread, one seed: a production order travels under faults, and what is left on disk is checked.
//!
//! The nodes are the real ones, from HTTP form to signed receipt; only clock, network, randomness and the durable
//! file are the simulator's. `SQLite` cannot use a simulated disk, so the store is its journal engine.
//! Not here: TLS (its own tests), durability of `SQLite` (kills of real processes), evidence and packages (sandbox).
//!
//! | module | what it is |
//! |---|---|
//! | [`disk`] | a disk that forgets what was not flushed, and can die at any call |
//! | [`seam`] | clock and network of a host |
//! | [`courier`] | carries letters as files from one node to the other |
//! | [`founding`] | members, keys and directory, the same for every seed |
//! | [`host`] | one node: what survives a crash, and how it boots |
//! | [`post`] | loses, repeats and delays letters at a node's door, and sees every receipt that leaves |
//! | [`officer`] | people at the issuing node who press the same button until it answers |
//! | [`fault`] | what goes wrong when, from the seed |
//! | [`planted`] | bugs that are put in on purpose, each with the invariant that finds it |
//! | [`world`] | runs all of it until nothing moves any more |
//! | [`audit`] | what must hold of the durable files afterwards, judged without the node |

pub mod audit;
pub mod courier;
pub mod disk;
pub mod fault;
pub mod founding;
pub mod host;
pub mod officer;
pub mod planted;
pub mod post;
pub mod seam;
pub mod world;

use node::rng::{Random, SeededRandom};

/// Why a run could not be made or checked; never a finding about the node.
#[derive(Debug, thiserror::Error)]
pub enum SimError {
    /// An act of the node failed where no fault was planned.
    #[error("the node failed: {0}")]
    Act(#[from] node::act::ActError),
    /// The network could not be founded.
    #[error("the network cannot be founded: {0}")]
    Founding(String),
    /// The node's parts could not be opened.
    #[error("a node does not open: {0}")]
    Open(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The network simulator failed.
    #[error("the network simulator failed: {0}")]
    Turmoil(String),
}

/// Numbers drawn from a seed, the same in every run.
#[derive(Debug)]
pub struct Dice(SeededRandom);

impl Dice {
    /// Dice of this seed for one purpose: two purposes never share a sequence.
    #[must_use]
    pub fn new(seed: u64, purpose: u64) -> Self {
        Self(SeededRandom::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(purpose)))
    }

    /// A number below `bound`; zero for zero.
    #[must_use]
    pub fn below(&self, bound: u64) -> u64 {
        let random: &dyn Random = &self.0;
        u64::from_le_bytes(random.array()).checked_rem(bound).unwrap_or(0)
    }

    /// A number from `low` to below `high`.
    #[must_use]
    pub fn between(&self, low: u64, high: u64) -> u64 {
        low.saturating_add(self.below(high.saturating_sub(low)))
    }

    /// Whether something that happens `percent` times in a hundred happens now.
    #[must_use]
    pub fn chance(&self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

#[cfg(test)]
mod tests;
