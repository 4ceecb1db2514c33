//! Digests of a plaintext that comes in parts: BLAKE3 by subtrees, SHA-256 by a saved midstate.
//!
//! A full part is a BLAKE3 subtree because its size is a power of two, so parts may be hashed in any order and by
//! different threads. SHA-256 has no tree: it runs strictly in order and is saved at part borders. Both kinds of
//! intermediate value tell as much as a digest and are stored encrypted (`keyring::seal_ingest_state`).

use blake3::hazmat::{
    ChainingValue, HasherExt as _, Mode, left_subtree_len, merge_subtrees_non_root,
    merge_subtrees_root,
};
use sha2::Digest as _;
use sha2::digest::common::hazmat::{SerializableState, SerializedState};
use zeroize::Zeroizing;

use super::{ChunkError, PartSize};
use crate::digest::Digest;

/// The BLAKE3 value of one part that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartValue {
    /// Its value as a subtree.
    chaining: ChainingValue,
    /// For part 0: the digest of the plaintext, should there be no other part with content.
    alone: Option<[u8; 32]>,
}

impl PartValue {
    /// 32 bytes, and for part 0 another 32.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.chaining.as_slice(), self.alone.as_ref().map_or(&[], <[u8; 32]>::as_slice)].concat()
    }

    /// Reads what [`PartValue::to_bytes`] wrote.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (chaining, rest) = bytes.split_first_chunk()?;
        let alone = if rest.is_empty() { None } else { Some(rest.try_into().ok()?) };
        Some(Self { chaining: *chaining, alone })
    }
}

/// Computes the value of one part while its plaintext comes in.
#[derive(Clone, Debug)]
pub struct PartHasher {
    hasher: blake3::Hasher,
    n: u64,
    n_left: u64,
}

impl PartHasher {
    /// Before the first byte of part `n`; none for a part beyond 2^64 bytes.
    #[must_use]
    pub fn new(size: PartSize, n: u64) -> Option<Self> {
        let offset = n.checked_mul(size.bytes())?;
        let mut hasher = blake3::Hasher::new();
        hasher.set_input_offset(offset);
        Some(Self { hasher, n, n_left: size.bytes() })
    }

    /// The next bytes of the part.
    ///
    /// # Errors
    /// [`ChunkError::LengthInvalid`] if the part would become longer than its size.
    pub fn update(&mut self, plain: &[u8]) -> Result<(), ChunkError> {
        let n_bytes = u64::try_from(plain.len()).map_err(|_beyond| ChunkError::LengthInvalid)?;
        self.n_left = self.n_left.checked_sub(n_bytes).ok_or(ChunkError::LengthInvalid)?;
        self.hasher.update(plain);
        Ok(())
    }

    /// The value; an empty part has none and adds nothing.
    #[must_use]
    pub fn finish(&self) -> Option<PartValue> {
        // The hasher refuses to give a subtree of nothing.
        if self.hasher.count() == 0 {
            return None;
        }
        let alone = (self.n == 0).then(|| self.hasher.finalize().into());
        Some(PartValue { chaining: self.hasher.finalize_non_root(), alone })
    }
}

/// The value of a whole part.
///
/// # Errors
/// [`ChunkError::LengthInvalid`] if it is longer than its size or lies beyond 2^64 bytes.
pub fn part_value(size: PartSize, n: u64, plain: &[u8]) -> Result<Option<PartValue>, ChunkError> {
    let mut hasher = PartHasher::new(size, n).ok_or(ChunkError::LengthInvalid)?;
    hasher.update(plain)?;
    Ok(hasher.finish())
}

/// The BLAKE3 digest of a plaintext of `len` bytes from the values of its parts that are not empty, in order.
///
/// # Errors
/// [`ChunkError::PartsIncomplete`] if their number is wrong, or the first is not the value of part 0.
pub fn merge_parts(size: PartSize, len: u64, values: &[PartValue]) -> Result<[u8; 32], ChunkError> {
    let incomplete = ChunkError::PartsIncomplete;
    let n_values = u64::try_from(values.len()).map_err(|_beyond| incomplete)?;
    if n_values != len.div_ceil(size.bytes()) {
        return Err(incomplete);
    }
    match values {
        [] => Ok(blake3::hash(b"").into()),
        [alone] => alone.alone.ok_or(incomplete),
        _ => {
            let (left, right) = halves(size, len, values).ok_or(incomplete)?;
            Ok(merge_subtrees_root(&left, &right, Mode::Hash).into())
        }
    }
}

/// The two children of the node over these parts.
fn halves(
    size: PartSize,
    len: u64,
    values: &[PartValue],
) -> Option<(ChainingValue, ChainingValue)> {
    let left_len = left_subtree_len(len);
    let n_left = usize::try_from(left_len / size.bytes()).ok()?;
    let (left, right) = values.split_at_checked(n_left)?;
    Some((subtree(size, left_len, left)?, subtree(size, len - left_len, right)?))
}

/// Depth is the logarithm of the number of parts: at most 29 for 4 PiB in parts of 8 MiB.
fn subtree(size: PartSize, len: u64, values: &[PartValue]) -> Option<ChainingValue> {
    if let [value] = values {
        return Some(value.chaining);
    }
    let (left, right) = halves(size, len, values)?;
    Some(merge_subtrees_non_root(&left, &right, Mode::Hash))
}

/// SHA-256 of a plaintext, which can be put away at a part border and taken up after a restart.
#[derive(Clone, Debug, Default)]
pub struct RunningSha256(sha2::Sha256);

impl RunningSha256 {
    /// Before the first byte.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next bytes.
    pub fn update(&mut self, plain: &[u8]) {
        self.0.update(plain);
    }

    /// The digest of everything so far.
    #[must_use]
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }

    /// The state, to be stored encrypted.
    #[must_use]
    pub fn save(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.serialize().to_vec())
    }

    /// Takes a stored state up; none if it is damaged: then the stored parts must be read again.
    #[must_use]
    pub fn restore(state: &[u8]) -> Option<Self> {
        let state = SerializedState::<sha2::Sha256>::try_from(state).ok()?;
        sha2::Sha256::deserialize(&state).ok().map(Self)
    }
}
