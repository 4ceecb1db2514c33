//! One part of a message while its plaintext comes in: its BLAKE3 value, its ciphertext, and the BLAKE3 of that.
//!
//! Each chunk is copied once, to where its ciphertext will stand, and is encrypted there while the processor still holds
//! it near. The result is byte for byte that of [`Sealer::seal_part`] and [`part_value`](super::part_value).
//! Not SHA-256 of the whole: that runs strictly in order, and beside this.

use std::sync::Arc;

use super::{
    Aead, CHUNK_BYTES, ChunkError, HEADER_BYTES, PartHasher, PartSize, PartValue,
    SEALED_CHUNK_BYTES, Sealer,
};

/// So much ciphertext is hashed in one go: subtrees of BLAKE3 begin at multiples of it, and it fits a processor's cache.
const HASHED_BYTES: usize = 128 << 10;
/// What is reserved for a part that may turn out to be small.
const FIRST_BYTES: usize = 64 << 10;
/// The ciphertext of a large part begins at a multiple of it in memory: a disk can take it from there as it is.
pub const ALIGNED_BYTES: usize = 4096;

/// Seals one part from its first byte to its last.
#[expect(missing_debug_implementations, reason = "plaintext must not reach a log")]
pub struct PartSealer<A: Aead> {
    sealer: Arc<Sealer<A>>,
    size: PartSize,
    /// Number of the chunk that is being filled.
    chunk: u64,
    /// How much plaintext of it stands at the end of `out`, not yet encrypted.
    n_open: usize,
    n_plain: u64,
    hasher: PartHasher,
    sealed_hasher: blake3::Hasher,
    n_hashed: usize,
    /// What stands before the ciphertext in `out`, so that it begins at a multiple of [`ALIGNED_BYTES`].
    lead: usize,
    out: Vec<u8>,
}

/// A part as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedPart {
    /// Its BLAKE3 value; none if it is empty.
    pub value: Option<PartValue>,
    /// BLAKE3 of the ciphertext: the name it is stored under.
    pub digest: [u8; 32],
    /// Length of the plaintext.
    pub n_plain: u64,
    lead: usize,
    out: Vec<u8>,
}

impl SealedPart {
    /// The ciphertext.
    #[must_use]
    pub fn sealed(&self) -> &[u8] {
        self.out.get(self.lead..).unwrap_or_default()
    }

    /// The memory of the part, and where in it the ciphertext begins. It goes to the end.
    #[must_use]
    pub fn into_memory(self) -> (Vec<u8>, usize) {
        (self.out, self.lead)
    }
}

impl std::fmt::Debug for SealedPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedPart").field("n_plain", &self.n_plain).finish_non_exhaustive()
    }
}

impl<A: Aead> PartSealer<A> {
    /// Before the first byte of part `n`. What `room` holds is thrown away; its memory is used again.
    ///
    /// # Errors
    /// [`ChunkError::TooLong`] for a part beyond the format's bound.
    pub fn new(
        sealer: Arc<Sealer<A>>,
        size: PartSize,
        n: u64,
        mut room: Vec<u8>,
    ) -> Result<Self, ChunkError> {
        let n_chunks = size.bytes() / CHUNK_BYTES as u64;
        let chunk = n.checked_mul(n_chunks).ok_or(ChunkError::TooLong)?;
        let hasher = PartHasher::new(size, n).ok_or(ChunkError::TooLong)?;
        let lead = make_ready(&mut room, size);
        if n == 0 {
            room.extend_from_slice(sealer.header());
        }
        Ok(Self {
            sealer,
            size,
            chunk,
            n_open: 0,
            n_plain: 0,
            hasher,
            sealed_hasher: blake3::Hasher::new(),
            n_hashed: 0,
            lead,
            out: room,
        })
    }

    /// How much more plaintext the part takes.
    #[must_use]
    pub const fn n_missing(&self) -> u64 {
        self.size.bytes().saturating_sub(self.n_plain)
    }

    /// The next bytes of the part.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`] if the part would become longer than its size; [`ChunkError::TooLong`].
    pub fn push(&mut self, mut plain: &[u8]) -> Result<(), ChunkError> {
        let n_bytes = u64::try_from(plain.len()).map_err(|_beyond| ChunkError::LengthInvalid)?;
        if n_bytes > self.n_missing() {
            return Err(ChunkError::LengthInvalid);
        }
        self.reserve(plain.len());
        // As much at once as there is: subtrees are hashed faster the larger they are.
        self.hasher.update(plain)?;
        while !plain.is_empty() {
            let (now, later) = plain.split_at((CHUNK_BYTES - self.n_open).min(plain.len()));
            self.out.extend_from_slice(now);
            self.n_open += now.len();
            if self.n_open == CHUNK_BYTES {
                self.seal_open()?;
            }
            plain = later;
        }
        self.n_plain += n_bytes;
        Ok(())
    }

    /// The part. If it is shorter than its size, it is the last and ends the message.
    ///
    /// # Errors
    /// [`ChunkError::TooLong`].
    pub fn finish(mut self) -> Result<SealedPart, ChunkError> {
        if self.n_missing() > 0 {
            // The end mark: a short chunk, or an empty one.
            self.seal_open()?;
        }
        self.hash_sealed(self.out.len() - self.lead);
        Ok(SealedPart {
            value: self.hasher.finish(),
            digest: self.sealed_hasher.finalize().into(),
            n_plain: self.n_plain,
            lead: self.lead,
            out: self.out,
        })
    }

    /// Encrypts the chunk that stands open at the end.
    fn seal_open(&mut self) -> Result<(), ChunkError> {
        let start = self.out.len() - self.n_open;
        self.sealer.seal_chunk_at(self.chunk, start, &mut self.out)?;
        self.chunk += 1;
        self.n_open = 0;
        let n_sealed = self.out.len() - self.lead;
        self.hash_sealed(n_sealed - n_sealed % HASHED_BYTES);
        Ok(())
    }

    /// Hashes the ciphertext up to its first `n_ready` bytes.
    fn hash_sealed(&mut self, n_ready: usize) {
        if n_ready > self.n_hashed {
            let range = self.lead + self.n_hashed..self.lead + n_ready;
            self.sealed_hasher.update(self.out.get(range).unwrap_or_default());
            self.n_hashed = n_ready;
        }
    }

    /// A small part takes little memory; one that keeps growing is given all of its memory at once.
    fn reserve(&mut self, n_bytes: usize) {
        if self.out.capacity() - self.out.len() >= n_bytes + n_bytes / CHUNK_BYTES + 64 {
            return;
        }
        let full = room_bytes(self.size);
        if self.out.len() <= FIRST_BYTES * 8 {
            let small = n_bytes.max(FIRST_BYTES) * 2;
            self.out.reserve_exact(small.min(full));
            return;
        }
        let mut room = Vec::with_capacity(full);
        let lead = make_ready(&mut room, self.size);
        room.extend_from_slice(self.out.get(self.lead..).unwrap_or_default());
        (self.out, self.lead) = (room, lead);
    }
}

/// Memory for a full part, wherever in it the ciphertext has to begin.
fn room_bytes(size: PartSize) -> usize {
    let n_chunks = usize::try_from(size.bytes()).unwrap_or(usize::MAX) / CHUNK_BYTES;
    let sealed = HEADER_BYTES + n_chunks.saturating_mul(SEALED_CHUNK_BYTES) + 1;
    sealed.saturating_add(ALIGNED_BYTES)
}

/// Empties the memory up to where ciphertext begins, and says where. Memory that is moved later begins at nothing.
fn make_ready(room: &mut Vec<u8>, size: PartSize) -> usize {
    room.clear();
    if room.capacity() < room_bytes(size) {
        return 0;
    }
    let lead = room.as_ptr().align_offset(ALIGNED_BYTES);
    if lead < ALIGNED_BYTES {
        room.resize(lead, 0);
    }
    room.len()
}
