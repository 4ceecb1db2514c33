//! Where one message is cut: parts of 16 MiB plaintext on our disks, transfer chunks of 4 MiB ciphertext on the wire.
//!
//! Parts align with the chunks of the format and with BLAKE3 subtrees; transfer chunks align with neither, because
//! whoever moves them holds no key. Padmé lengths hide sizes on the wire.

use std::ops::Range;

use super::{
    Aead, CHUNK_BYTES, ChunkError, HEADER_BYTES, Opener, SEALED_CHUNK_BYTES, Sealer, chunk_offset,
    sealed_len,
};
use crate::digest::{Digest, Hasher};

/// A transfer chunk: every one but the last has 4 MiB.
pub const TRANSFER_CHUNK_BYTES: u64 = 4_194_304;
/// Objects are padded to at least this.
const PADDED_BYTES_MIN: u64 = 65_536;

/// How much plaintext a part covers: a power of two from 8 to 64 MiB, fixed for an exhibit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartSize(u64);

impl PartSize {
    /// 16 MiB.
    pub const DEFAULT: Self = Self(16 * 1024 * 1024);

    /// A size within the limits.
    #[must_use]
    pub const fn new(bytes: u64) -> Option<Self> {
        let allowed = bytes.is_power_of_two() && bytes >= 8 << 20 && bytes <= 64 << 20;
        if allowed { Some(Self(bytes)) } else { None }
    }

    /// Small parts, so that tests need not hash megabytes.
    #[cfg(test)]
    pub(crate) const fn of_test(bytes: u64) -> Self {
        Self(bytes)
    }

    /// Bytes of plaintext in a full part.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// How many parts a plaintext has. The last is shorter than the others and may be empty.
    #[must_use]
    pub const fn n_parts(self, len: u64) -> u64 {
        len / self.0 + 1
    }

    /// The plaintext of part `n`.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`] if there is no such part.
    pub const fn plain_range(self, n: u64, len: u64) -> Result<Range<u64>, ChunkError> {
        if n >= self.n_parts(len) {
            return Err(ChunkError::LengthInvalid);
        }
        let start = n * self.0;
        let end = if len - start > self.0 { start + self.0 } else { len };
        Ok(start..end)
    }

    /// The ciphertext of part `n` in the message; part 0 includes the header.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`] if there is no such part, [`ChunkError::TooLong`].
    pub fn sealed_range(self, n: u64, len: u64) -> Result<Range<u64>, ChunkError> {
        let total = sealed_len(len)?;
        let plain = self.plain_range(n, len)?;
        let start = |n| if n == 0 { 0 } else { chunk_offset(n * self.n_chunks()) };
        let is_full = plain.end - plain.start == self.0;
        Ok(start(n)..if is_full { start(n + 1) } else { total })
    }

    /// Chunks of a full part.
    const fn n_chunks(self) -> u64 {
        self.0 / CHUNK_BYTES as u64
    }
}

impl<A: Aead> Sealer<A> {
    /// Appends the ciphertext of part `n`. A part shorter than the others is the last and ends the message.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`], [`ChunkError::TooLong`].
    pub fn seal_part(
        &self,
        size: PartSize,
        n: u64,
        plain: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), ChunkError> {
        let len = to_u64(plain.len());
        if len > size.bytes() {
            return Err(ChunkError::LengthInvalid);
        }
        let first = n.checked_mul(size.n_chunks()).ok_or(ChunkError::TooLong)?;
        if n == 0 {
            out.extend_from_slice(self.header());
        }
        self.seal_chunks(first, plain, out)?;
        // A short part whose chunks are all full still needs its end mark, the empty chunk.
        if len < size.bytes() && plain.len().is_multiple_of(CHUNK_BYTES) {
            self.seal_chunk(first + len / CHUNK_BYTES as u64, &[], out)?;
        }
        Ok(())
    }

    /// Appends the bytes `sealed` of the message for a plaintext of `len` bytes: a transfer chunk, made from the
    /// plaintext that [`plain_cover`] names, without the rest of the message.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`] if range or plaintext do not fit, [`ChunkError::TooLong`].
    pub fn seal_range(
        &self,
        sealed: Range<u64>,
        len: u64,
        plain: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), ChunkError> {
        let cover = plain_cover(sealed.clone(), len)?;
        if to_u64(plain.len()) != cover.end - cover.start {
            return Err(ChunkError::LengthInvalid);
        }
        let first = cover.start / CHUNK_BYTES as u64;
        let mut covering = Vec::new();
        let mut offset = chunk_offset(first);
        if sealed.start < HEADER_BYTES as u64 {
            covering.extend_from_slice(self.header());
            offset = 0;
        }
        self.seal_chunks(first, plain, &mut covering)?;
        if cover.end == len && len.is_multiple_of(CHUNK_BYTES as u64) {
            self.seal_chunk(len / CHUNK_BYTES as u64, &[], &mut covering)?;
        }
        let skip = to_usize(sealed.start.saturating_sub(offset))?;
        let n_bytes = to_usize(sealed.end - sealed.start)?;
        let wanted = covering.get(skip..).and_then(|rest| rest.get(..n_bytes));
        out.extend_from_slice(wanted.ok_or(ChunkError::LengthInvalid)?);
        Ok(())
    }
}

impl<A: Aead> Opener<A> {
    /// Appends the plaintext of part `n` of a plaintext of `len` bytes.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`] if the ciphertext has another length than that part, or
    /// [`ChunkError::ChunkNotAuthentic`]: `out` then ends with what was authentic.
    pub fn open_part(
        &self,
        size: PartSize,
        n: u64,
        len: u64,
        sealed: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), ChunkError> {
        let range = size.sealed_range(n, len)?;
        if to_u64(sealed.len()) != range.end - range.start {
            return Err(ChunkError::LengthInvalid);
        }
        let chunks = if n == 0 {
            sealed.strip_prefix(self.0.header.as_slice()).ok_or(ChunkError::CommitmentMismatch)?
        } else {
            sealed
        };
        self.open_chunks(n * size.n_chunks(), chunks, out)
    }
}

/// The plaintext, in whole chunks, that the bytes `sealed` of a message need.
///
/// # Errors
/// [`ChunkError::LengthInvalid`] if the range is empty or not in the message, [`ChunkError::TooLong`].
pub fn plain_cover(sealed: Range<u64>, len: u64) -> Result<Range<u64>, ChunkError> {
    let total = sealed_len(len)?;
    if sealed.start >= sealed.end || sealed.end > total {
        return Err(ChunkError::LengthInvalid);
    }
    let chunk_of =
        |offset: u64| offset.saturating_sub(HEADER_BYTES as u64) / SEALED_CHUNK_BYTES as u64;
    let first = chunk_of(sealed.start);
    let after = if sealed.end <= HEADER_BYTES as u64 { 0 } else { chunk_of(sealed.end - 1) + 1 };
    let byte = |chunk: u64| (chunk * CHUNK_BYTES as u64).min(len);
    Ok(byte(first)..byte(after))
}

/// How many transfer chunks a stream of `sealed_len` bytes has.
#[must_use]
pub const fn n_transfer_chunks(sealed_len: u64) -> u64 {
    sealed_len.div_ceil(TRANSFER_CHUNK_BYTES)
}

/// The bytes of transfer chunk `n` in a stream of `sealed_len` bytes.
///
/// # Errors
/// [`ChunkError::LengthInvalid`] if there is no such chunk.
pub fn transfer_range(n: u64, sealed_len: u64) -> Result<Range<u64>, ChunkError> {
    if n >= n_transfer_chunks(sealed_len) {
        return Err(ChunkError::LengthInvalid);
    }
    let start = n * TRANSFER_CHUNK_BYTES;
    Ok(start..sealed_len.min(start + TRANSFER_CHUNK_BYTES))
}

/// Computes the ids of a stream's transfer chunks while it is made: SHA-256 of each 4 MiB of ciphertext.
#[derive(Clone, Debug, Default)]
pub struct TransferIds {
    ids: Vec<Digest>,
    current: Hasher,
    n_current: u64,
}

impl TransferIds {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next bytes of the stream.
    pub fn push(&mut self, mut sealed: &[u8]) {
        while !sealed.is_empty() {
            let missing = TRANSFER_CHUNK_BYTES - self.n_current;
            let now = usize::try_from(missing).unwrap_or(usize::MAX).min(sealed.len());
            let (bytes, later) = sealed.split_at(now);
            self.current.update(bytes);
            self.n_current += to_u64(bytes.len());
            if self.n_current == TRANSFER_CHUNK_BYTES {
                self.cut();
            }
            sealed = later;
        }
    }

    /// The ids in order.
    #[must_use]
    pub fn finish(mut self) -> Vec<Digest> {
        if self.n_current > 0 {
            self.cut();
        }
        self.ids
    }

    fn cut(&mut self) {
        self.ids.push(std::mem::take(&mut self.current).finish());
        self.n_current = 0;
    }
}

/// The padded length of an object: Padmé above 64 KiB, at most 3.2 % longer, so that lengths tell little.
#[must_use]
pub const fn padme(len: u64) -> u64 {
    if len <= PADDED_BYTES_MIN {
        return PADDED_BYTES_MIN;
    }
    let e = len.ilog2();
    let s = e.ilog2() + 1;
    len.next_multiple_of(1 << (e - s))
}

fn to_u64(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn to_usize(n: u64) -> Result<usize, ChunkError> {
    usize::try_from(n).map_err(|_beyond_memory| ChunkError::LengthInvalid)
}
