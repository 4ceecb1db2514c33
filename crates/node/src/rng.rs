//! The randomness seam: the operating system's generator in a node, a seeded one in the simulator.

use std::convert::Infallible;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use rand_core::{TryCryptoRng, TryRng};
use seal::digest::Digest;

/// A source of random bytes that can be shared.
pub trait Random: Send + Sync + fmt::Debug {
    /// Fills `out`.
    fn fill(&self, out: &mut [u8]);
}

/// The operating system, through the same library that TLS uses.
#[derive(Debug, Clone, Copy)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, out: &mut [u8]) {
        if aws_lc_rs::rand::fill(out).is_err() {
            // A node without randomness must not make a single key or salt.
            std::process::abort();
        }
    }
}

/// Repeatable bytes from a seed, for the simulator and for tests: SHA-256 over seed and counter.
#[derive(Debug)]
pub struct SeededRandom {
    state: Mutex<([u8; 32], u64)>,
}

impl SeededRandom {
    /// A generator that gives the same bytes for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let seed = Digest::of_parts(&[b"comity/sim-random", &seed.to_be_bytes()]);
        Self { state: Mutex::new((seed.0, 0)) }
    }
}

impl Random for SeededRandom {
    fn fill(&self, out: &mut [u8]) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        for piece in out.chunks_mut(32) {
            state.1 = state.1.wrapping_add(1);
            let block = Digest::of_parts(&[&state.0, &state.1.to_be_bytes()]);
            for (to, from) in piece.iter_mut().zip(block.0) {
                *to = from;
            }
        }
    }
}

/// [`Random`] as the trait that cryptographic crates ask for.
#[derive(Debug, Clone, Copy)]
pub struct AsCryptoRng<'a>(pub &'a dyn Random);

impl TryRng for AsCryptoRng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.0.array()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.0.array()))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(dst);
        Ok(())
    }
}

impl TryCryptoRng for AsCryptoRng<'_> {}

impl dyn Random + '_ {
    /// `N` random bytes.
    #[must_use]
    pub fn array<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }

    /// A `UUIDv7` whose time part is `unix_ms`: ids of aggregates sort by making.
    #[must_use]
    pub fn uuid_v7(&self, unix_ms: i64) -> [u8; 16] {
        let millis = u64::try_from(unix_ms).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.array::<10>())
            .into_uuid()
            .into_bytes()
    }

    /// A `UUIDv4`: for ids that strangers see, which must not tell when they were made.
    #[must_use]
    pub fn uuid_v4(&self) -> [u8; 16] {
        uuid::Builder::from_random_bytes(self.array::<16>()).into_uuid().into_bytes()
    }
}
