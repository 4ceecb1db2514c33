//! Length, CRC-32, SHA-256 and SHA-512 of a member in one pass.
//!
//! The four numbers that container and bag state about every member. Whoever exports knows them before the first byte
//! is written, whoever checks recomputes them while the bytes go by: neither holds a member in memory.

use crate::digest::{Digest, Hasher, Sha512Hasher, hex_encode};

/// What container and bag state about a member.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Measured {
    /// Length in bytes.
    pub len: u64,
    /// CRC-32, for the container.
    pub crc32: u32,
    /// SHA-256, for both manifests of the seal's chain.
    pub sha256: Digest,
    /// SHA-512, for the bag.
    pub sha512: [u8; 64],
}

impl Measured {
    /// Measures bytes in memory.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut measure = Measure::new();
        measure.update(bytes);
        measure.finish()
    }

    /// SHA-512 as 128 hexadecimal digits.
    #[must_use]
    pub fn sha512_hex(&self) -> String {
        hex_encode(&self.sha512)
    }
}

/// Measures bytes that come piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    len: u64,
    crc32: crc32fast::Hasher,
    digests: Digests,
}

impl Measure {
    /// Starts with nothing taken.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.len = self.len.saturating_add(bytes.len() as u64);
        self.crc32.update(bytes);
        self.digests.update(bytes);
    }

    /// The four numbers.
    #[must_use]
    pub fn finish(self) -> Measured {
        self.digests.measured(self.len, self.crc32.finalize())
    }
}

/// The two digests alone, for whoever has compared length and CRC-32 already.
#[derive(Clone, Debug, Default)]
pub(super) struct Digests {
    sha256: Hasher,
    sha512: Sha512Hasher,
}

impl Digests {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.sha512.update(bytes);
    }

    pub(super) fn measured(self, len: u64, crc32: u32) -> Measured {
        Measured { len, crc32, sha256: self.sha256.finish(), sha512: self.sha512.finish() }
    }
}
