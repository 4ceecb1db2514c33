//! A sample of a log that anybody can draw again: each leaf has a ticket, and the smallest tickets are drawn.
//!
//! A ticket depends on the head and on a seed that is chosen after the head was signed, so neither the log nor the
//! auditor can aim at a leaf. Not here: which leaves may be drawn at all, that is the caller's filter, and each leaf keeps
//! its ticket under any filter (`docs/spec/audit.md` §3).

use std::collections::BTreeSet;

use thiserror::Error;

use crate::checkpoint::Checkpoint;
use crate::digest::{Digest, hmac_sha256};

#[cfg(test)]
mod tests;

/// What the message of a ticket starts with.
const TICKET: &[u8] = b"comity-sample/v1\0";
/// Longest seed: a sentence of a public draw, or what dice gave.
pub const SEED_BYTES_MAX: usize = 1024;
/// Most leaves of one sample: more than anybody reviews by hand.
pub const DRAWN_MAX: usize = 10_000;

/// Why nothing is drawn.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum SampleError {
    /// No leaf, or too many.
    #[error("a sample has 1 to {DRAWN_MAX} leaves")]
    Drawn,
    /// No seed, or too long.
    #[error("a seed has 1 to {SEED_BYTES_MAX} bytes")]
    Seed,
}

impl SampleError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Seed => "seed",
        }
    }
}

/// What the tickets of one head and seed have in common.
#[derive(Clone, Debug)]
pub struct Seeded {
    key: Digest,
    /// The message up to the index.
    message: Vec<u8>,
}

impl Seeded {
    /// The tickets of this head under a seed.
    ///
    /// # Errors
    /// [`SampleError::Seed`]
    pub fn new(seed: &str, head: &Checkpoint) -> Result<Self, SampleError> {
        if seed.is_empty() || seed.len() > SEED_BYTES_MAX {
            return Err(SampleError::Seed);
        }
        let origin = head.origin().as_bytes();
        // The type of an origin holds it to 255 bytes.
        let length = u16::try_from(origin.len()).unwrap_or(u16::MAX);
        let (size, root) = (head.size().to_be_bytes(), head.root());
        let parts: [&[u8]; 5] = [TICKET, &length.to_be_bytes(), origin, &size, &root.0];
        Ok(Self { key: Digest::of(seed.as_bytes()), message: parts.concat() })
    }

    /// The ticket of one leaf.
    #[must_use]
    pub fn ticket(&self, index: u64) -> Digest {
        Digest(hmac_sha256(&self.key.0, &[&self.message, &index.to_be_bytes()]))
    }
}

/// A draw: leaves are offered one by one, and the smallest tickets stay.
#[derive(Clone, Debug)]
pub struct Draw {
    seeded: Seeded,
    wanted: usize,
    drawn: BTreeSet<(Digest, u64)>,
    /// How many leaves were offered.
    pub n_offered: u64,
}

impl Draw {
    /// A draw of so many leaves.
    ///
    /// # Errors
    /// [`SampleError::Drawn`]
    pub fn new(seeded: Seeded, wanted: usize) -> Result<Self, SampleError> {
        if !(1..=DRAWN_MAX).contains(&wanted) {
            return Err(SampleError::Drawn);
        }
        Ok(Self { seeded, wanted, drawn: BTreeSet::new(), n_offered: 0 })
    }

    /// Puts a leaf into the drum; each is offered once.
    pub fn offer(&mut self, index: u64) {
        self.n_offered = self.n_offered.saturating_add(1);
        self.drawn.insert((self.seeded.ticket(index), index));
        if self.drawn.len() > self.wanted {
            self.drawn.pop_last();
        }
    }

    /// What was drawn: tickets with the indexes of their leaves, the smallest first.
    #[must_use]
    pub fn drawn(self) -> Vec<(Digest, u64)> {
        self.drawn.into_iter().collect()
    }
}
