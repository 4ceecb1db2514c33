//! Evidence as one ciphertext: Cobblestone-256 (C2SP chunked-encryption with AES-256-GCM), byte for byte.
//!
//! ```text
//! message = salt(24) ‖ commitment(32) ‖ chunk_0 ‖ … ‖ chunk_last        chunk = AES-256-GCM(16,384 bytes) ‖ tag(16)
//! okm     = HKDF-Expand-SHA-512(key, "c2sp.org/chunked-encryption@v1+" ‖ "AEAD_AES_256_GCM" ‖ 00 ‖ salt ‖ context)
//!         = chunk key(32) ‖ base nonce(12) ‖ commitment(32)              nonce_k = base nonce XOR k, big-endian
//! ```
//! The last chunk is shorter than the others and may be empty: that is the end mark. A key encrypts one message.
//! `stream` works through a message in constant memory, `part` cuts it for disk and wire, `digests` computes the
//! digests of the plaintext in parts. Not here: storage, keys at rest (`keyring`), and compression: there is none.
//! Follows `docs/spec/custody.md`, ciphertext.

use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::keyring::{Key, expand_sha512};

mod aead;
mod digests;
mod part;
mod running;
mod stream;

pub use aead::{Aead, AeadError, Aes256Gcm, NONCE_BYTES, TAG_BYTES};
pub use digests::{PartHasher, PartValue, RunningSha256, merge_parts, part_value};
pub use part::{
    PartSize, TRANSFER_CHUNK_BYTES, TransferIds, n_transfer_chunks, padme, plain_cover,
    transfer_range,
};
pub use running::{ALIGNED_BYTES, PartSealer, SealedPart};
pub use stream::{OpenStream, SealStream};

/// Bytes of a salt.
pub const SALT_BYTES: usize = 24;
/// Salt and commitment.
pub const HEADER_BYTES: usize = 56;
/// Plaintext of every chunk but the last.
pub const CHUNK_BYTES: usize = 16_384;
/// Ciphertext of every chunk but the last: 16,384 + 16.
pub const SEALED_CHUNK_BYTES: usize = CHUNK_BYTES + TAG_BYTES;
/// The format's bound on chunks: 2^38 × 16 KiB = 4 PiB, the last byte excepted.
pub const CHUNKS_MAX: u64 = 1 << 38;
/// The longest plaintext: its last chunk must exist and be short.
pub const PLAIN_BYTES_MAX: u64 = CHUNKS_MAX * CHUNK_BYTES as u64 - 1;

/// Why a ciphertext was refused or not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChunkError {
    /// A chunk does not authenticate: changed, moved, or not the last one.
    #[error("chunk {chunk} is not authentic: the ciphertext was changed, cut or put together anew")]
    ChunkNotAuthentic {
        /// Its number.
        chunk: u64,
    },
    /// The header was made with another key or for another thing.
    #[error("the header does not commit to this key and context")]
    CommitmentMismatch,
    /// No message has this length, or no chunk or part of a message that long.
    #[error("no message, part or chunk has this length")]
    LengthInvalid,
    /// Digests of parts do not cover the plaintext.
    #[error("the part digests do not cover the plaintext")]
    PartsIncomplete,
    /// Over the format's bound.
    #[error("the plaintext is longer than {PLAIN_BYTES_MAX} bytes")]
    TooLong,
    /// The end mark is missing: the message ends with a full chunk.
    #[error("the ciphertext is cut off at a chunk border")]
    Truncated,
}

impl ChunkError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ChunkNotAuthentic { .. } => "chunk-not-authentic",
            Self::CommitmentMismatch => "commitment-mismatch",
            Self::LengthInvalid => "length-invalid",
            Self::PartsIncomplete => "parts-incomplete",
            Self::TooLong => "too-long",
            Self::Truncated => "truncated",
        }
    }
}

/// What a message is for. It must be known before the first byte, and a reader must know it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context(Vec<u8>);

/// The context of a stored exhibit.
#[must_use]
pub fn context_item(exhibit_id: &[u8; 16]) -> Context {
    Context([b"comity-item/v1\0".as_slice(), exhibit_id].concat())
}

/// The context of an object on its way to a peer.
#[must_use]
pub fn context_handover(handover_id: &[u8; 16]) -> Context {
    Context([b"comity-handover/v1\0".as_slice(), handover_id].concat())
}

/// The length of the message for a plaintext of `len` bytes.
///
/// # Errors
/// [`ChunkError::TooLong`].
pub const fn sealed_len(len: u64) -> Result<u64, ChunkError> {
    if len > PLAIN_BYTES_MAX {
        return Err(ChunkError::TooLong);
    }
    let n_chunks = len / CHUNK_BYTES as u64 + 1;
    Ok(HEADER_BYTES as u64 + len + TAG_BYTES as u64 * n_chunks)
}

/// The length of the plaintext in a message of `len` bytes; what it says is true only if the last chunk opens.
///
/// # Errors
/// [`ChunkError::Truncated`] if the end mark cannot be there, [`ChunkError::LengthInvalid`], [`ChunkError::TooLong`].
pub const fn plain_len(len: u64) -> Result<u64, ChunkError> {
    let Some(body) = len.checked_sub(HEADER_BYTES as u64) else {
        return Err(ChunkError::LengthInvalid);
    };
    let n_full = body / SEALED_CHUNK_BYTES as u64;
    let last = body % SEALED_CHUNK_BYTES as u64;
    if last == 0 {
        return Err(ChunkError::Truncated);
    }
    let Some(last) = last.checked_sub(TAG_BYTES as u64) else {
        return Err(ChunkError::LengthInvalid);
    };
    if n_full >= CHUNKS_MAX {
        return Err(ChunkError::TooLong);
    }
    Ok(n_full * CHUNK_BYTES as u64 + last)
}

/// Where the sealed chunk number `chunk` starts in its message.
#[must_use]
pub const fn chunk_offset(chunk: u64) -> u64 {
    HEADER_BYTES as u64 + chunk * SEALED_CHUNK_BYTES as u64
}

/// What one key, salt and context give.
struct Message<A> {
    aead: A,
    base_nonce: [u8; NONCE_BYTES],
    header: [u8; HEADER_BYTES],
}

impl<A: Aead> Message<A> {
    fn derive(key: &Key, salt: &[u8; SALT_BYTES], context: &Context) -> Self {
        let label = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0";
        let mut okm = Zeroizing::new([0; 76]);
        expand_sha512(key, &[label, salt, &context.0], okm.as_mut());
        let (chunk_key, rest) = okm.split_at(32);
        let (base_nonce, commitment) = rest.split_at(NONCE_BYTES);
        let mut header = [0; HEADER_BYTES];
        let source = salt.iter().chain(commitment);
        header.iter_mut().zip(source).for_each(|(to, from)| *to = *from);
        Self { aead: A::new(&filled(chunk_key)), base_nonce: *filled(base_nonce), header }
    }

    fn nonce(&self, chunk: u64) -> [u8; NONCE_BYTES] {
        let mut nonce = self.base_nonce;
        let counter = u128::from(chunk).to_be_bytes();
        let low = counter.iter().skip(counter.len() - NONCE_BYTES);
        nonce.iter_mut().zip(low).for_each(|(to, from)| *to ^= *from);
        nonce
    }

    /// The header is compared in constant time, salt and all: a forger learns nothing from the position of a fault.
    fn check(self, header: &[u8; HEADER_BYTES]) -> Result<Self, ChunkError> {
        let same: bool = self.header.ct_eq(header).into();
        if same { Ok(self) } else { Err(ChunkError::CommitmentMismatch) }
    }
}

fn filled<const N: usize>(from: &[u8]) -> Zeroizing<[u8; N]> {
    let mut to = Zeroizing::new([0; N]);
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    to
}

/// Encrypts chunks of one message, in any order.
///
/// Nonces are chunk numbers: sealing two different plaintexts under one number breaks the encryption of both. Sealing
/// the same bytes again gives the same bytes again, which is how an interrupted ingest or transfer goes on.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct Sealer<A: Aead = Aes256Gcm>(Message<A>);

impl<A: Aead> Sealer<A> {
    /// A new message with a fresh salt.
    #[must_use]
    pub fn fresh<R: CryptoRng + ?Sized>(key: &Key, context: &Context, rng: &mut R) -> Self {
        let mut salt = [0; SALT_BYTES];
        rng.fill_bytes(&mut salt);
        Self(Message::derive(key, &salt, context))
    }

    /// Goes on with the message that starts with this header.
    ///
    /// # Errors
    /// [`ChunkError::CommitmentMismatch`].
    pub fn resume(
        key: &Key,
        context: &Context,
        header: &[u8; HEADER_BYTES],
    ) -> Result<Self, ChunkError> {
        message(key, context, header).map(Self)
    }

    /// Salt and commitment: the first bytes of the message.
    #[must_use]
    pub const fn header(&self) -> &[u8; HEADER_BYTES] {
        &self.0.header
    }

    /// Appends one sealed chunk to `out`. Shorter than [`CHUNK_BYTES`] means: the last one.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`], [`ChunkError::TooLong`].
    pub fn seal_chunk(
        &self,
        chunk: u64,
        plain: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), ChunkError> {
        let start = out.len();
        out.extend_from_slice(plain);
        self.seal_chunk_at(chunk, start, out)
    }

    /// Encrypts the plaintext that stands in `out` from `start` to its end, as one chunk, and appends its tag.
    fn seal_chunk_at(&self, chunk: u64, start: usize, out: &mut Vec<u8>) -> Result<(), ChunkError> {
        let content = out.get_mut(start..).unwrap_or_default();
        if content.len() > CHUNK_BYTES {
            return Err(ChunkError::LengthInvalid);
        }
        let is_full = content.len() == CHUNK_BYTES;
        if chunk >= CHUNKS_MAX || (is_full && chunk == CHUNKS_MAX - 1) {
            return Err(ChunkError::TooLong);
        }
        let tag = self.0.aead.seal(&self.0.nonce(chunk), &[], content);
        out.extend_from_slice(&tag.map_err(|_too_long| ChunkError::TooLong)?);
        Ok(())
    }

    /// Appends the sealed chunks of `plain`, which starts at chunk `first`. If its length is a multiple of
    /// [`CHUNK_BYTES`], the message goes on.
    fn seal_chunks(&self, first: u64, plain: &[u8], out: &mut Vec<u8>) -> Result<(), ChunkError> {
        out.reserve(plain.len() + (plain.len() / CHUNK_BYTES + 1) * TAG_BYTES);
        for (chunk, plain) in (first..).zip(plain.chunks(CHUNK_BYTES)) {
            self.seal_chunk(chunk, plain, out)?;
        }
        Ok(())
    }
}

/// Decrypts chunks of one message, in any order. Nothing is released before it is authenticated.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct Opener<A: Aead = Aes256Gcm>(Message<A>);

impl<A: Aead> Opener<A> {
    /// Checks the header's commitment to key and context, which rules out a second reading of the same bytes.
    ///
    /// # Errors
    /// [`ChunkError::CommitmentMismatch`].
    pub fn new(
        key: &Key,
        context: &Context,
        header: &[u8; HEADER_BYTES],
    ) -> Result<Self, ChunkError> {
        message(key, context, header).map(Self)
    }

    /// Appends the plaintext of one sealed chunk to `out`. The caller knows from the message's length which chunk is
    /// the last: only that one is short.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`], [`ChunkError::ChunkNotAuthentic`]; `out` is then as before.
    pub fn open_chunk(
        &self,
        chunk: u64,
        sealed: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), ChunkError> {
        if sealed.len() > SEALED_CHUNK_BYTES || chunk >= CHUNKS_MAX {
            return Err(ChunkError::LengthInvalid);
        }
        let (content, tag) = sealed.split_last_chunk().ok_or(ChunkError::LengthInvalid)?;
        let start = out.len();
        out.extend_from_slice(content);
        let plain = out.get_mut(start..).unwrap_or_default();
        self.0.aead.open(&self.0.nonce(chunk), &[], plain, tag).map_err(|_not_authentic| {
            out.truncate(start);
            ChunkError::ChunkNotAuthentic { chunk }
        })
    }

    fn open_chunks(&self, first: u64, sealed: &[u8], out: &mut Vec<u8>) -> Result<(), ChunkError> {
        out.reserve(sealed.len());
        for (chunk, sealed) in (first..).zip(sealed.chunks(SEALED_CHUNK_BYTES)) {
            self.open_chunk(chunk, sealed, out)?;
        }
        Ok(())
    }
}

fn message<A: Aead>(
    key: &Key,
    context: &Context,
    header: &[u8; HEADER_BYTES],
) -> Result<Message<A>, ChunkError> {
    let (salt, _commitment) = header.split_at(SALT_BYTES);
    Message::derive(key, &filled(salt), context).check(header)
}

#[cfg(test)]
mod tests;
