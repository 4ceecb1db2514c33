//! Keys at rest: wraps, sealed event bodies, encrypted cells, the sealed root.
//!
//! ```text
//! every sealed form = 01 ‖ nonce(12, random) ‖ AES-256-GCM(key, nonce, secret, AAD)     AAD binds it to its place
//! ```
//! Moving a row makes it unreadable, because its place is authenticated. Not here: the key store and its destruction,
//! tokens, and Argon2id, which the shell runs: this takes the 32 bytes that it derived. Not a hierarchy in types
//! either: the kind in the authenticated data says what a wrap holds. Follows `docs/spec/custody.md`, keys.
//!
//! Trusted: who reads unwrapped keys reads content; who destroys the last wrap destroys content.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::chunk::{Aead, Aes256Gcm, NONCE_BYTES, TAG_BYTES};
use crate::digest::Digest;

mod derive;
mod root;

pub use derive::expand_sha512;
pub use root::{ROOT_SEALED_BYTES, RootParams, RootSealed};

/// The version byte in front of every sealed form.
const VERSION: u8 = 1;
/// What a sealed form has beside its content: version, nonce, tag.
pub const OVERHEAD_BYTES: usize = 1 + NONCE_BYTES + TAG_BYTES;
/// The longest wrapped secret: a TLS key in PKCS #8 has a few hundred bytes.
pub const SECRET_BYTES_MAX: usize = 4096;
/// Random nonces under one key: rotate a wrapping key before so many wraps.
pub const WRAPS_PER_KEY_MAX: u64 = 1 << 30;

/// Why a sealed form was not opened or not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// Shorter than its frame, or another version.
    #[error("the sealed form is cut short or of another version")]
    Malformed,
    /// Wrong key, another place, or changed bytes.
    #[error("the sealed form does not open here: wrong key, moved or damaged")]
    NotAuthentic,
    /// Argon2id costs outside the limits.
    #[error("the argon2id costs are below the floor or above the ceiling")]
    RootCosts,
    /// A secret or a name over its limit.
    #[error("the secret or a name of its place is too long")]
    TooLong,
}

impl KeyringError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NotAuthentic => "not-authentic",
            Self::RootCosts => "root-costs",
            Self::TooLong => "too-long",
        }
    }
}

/// 256 secret bits: root, epoch key, KEK, DEK, content key. Wiped when dropped; never printed.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// A fresh key.
    #[must_use]
    pub fn generate<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut());
        Self(bytes)
    }

    /// A key that came from somewhere else.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key from a secret of exactly 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_bytes)
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What a wrap holds. The numbers are bytes of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WrapKind {
    /// A KEK under the epoch key.
    Kek = 0x01,
    /// The DEK of one exhibit under its KEK.
    Dek = 0x02,
    /// `K_ev ‖ K_body` of one event compartment, or of one stored letter.
    Compartment = 0x03,
    /// The key of stream tags.
    StreamKey = 0x04,
    /// An epoch key under the root of a software node.
    EpochKey = 0x05,
    /// The key of the search index.
    IndexKey = 0x06,
    /// An HPKE private key.
    HpkeKey = 0x07,
    /// A signing seed.
    SigningSeed = 0x08,
    /// A TLS private key.
    TlsKey = 0x09,
    /// The key of tombstones, never destroyed.
    TombstoneKey = 0x0a,
}

/// To what a wrap is bound: it opens only there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrapPlace {
    /// What is wrapped.
    pub kind: WrapKind,
    /// The id of the wrapping key; sixteen zero bytes for the root of a software node.
    pub wrapping_key_id: [u8; 16],
    /// The id of the wrapped thing: its key id, the exhibit id, or [`compartment_object_id`].
    pub object_id: [u8; 16],
}

impl WrapPlace {
    fn aad(&self) -> Vec<u8> {
        let kind = [self.kind as u8];
        [b"comity-wrap/v1\0".as_slice(), &kind, &self.wrapping_key_id, &self.object_id].concat()
    }
}

/// The object id of an event compartment (kind 03): the first half of SHA-256 over event id and number.
#[must_use]
pub fn compartment_object_id(event_id: &[u8; 16], compartment: u8) -> [u8; 16] {
    let digest = Digest::of_parts(&[event_id, &[compartment]]);
    let mut id = [0; 16];
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    id
}

/// Wraps a secret under a wrapping key: `comity-wrap/1`.
///
/// # Errors
/// [`KeyringError::TooLong`].
pub fn wrap<R: CryptoRng + ?Sized>(
    wrapping_key: &Key,
    place: &WrapPlace,
    secret: &[u8],
    rng: &mut R,
) -> Result<Vec<u8>, KeyringError> {
    if secret.len() > SECRET_BYTES_MAX {
        return Err(KeyringError::TooLong);
    }
    seal(wrapping_key, fresh_nonce(rng), &place.aad(), secret)
}

/// Opens a wrap in its place.
///
/// # Errors
/// [`KeyringError::Malformed`], [`KeyringError::NotAuthentic`].
pub fn unwrap(
    wrapping_key: &Key,
    place: &WrapPlace,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
    if sealed.len() > SECRET_BYTES_MAX + OVERHEAD_BYTES {
        return Err(KeyringError::TooLong);
    }
    open(wrapping_key, &place.aad(), sealed)
}

/// Opens a wrap that must hold 32 bytes.
///
/// # Errors
/// As [`unwrap`], and [`KeyringError::Malformed`] for another length.
pub fn unwrap_key(
    wrapping_key: &Key,
    place: &WrapPlace,
    sealed: &[u8],
) -> Result<Key, KeyringError> {
    Key::from_slice(&unwrap(wrapping_key, place, sealed)?).ok_or(KeyringError::Malformed)
}

/// Seals the body of one event compartment, or a stored letter with its letter id.
///
/// # Errors
/// [`KeyringError::TooLong`] beyond what one GCM message can carry.
pub fn seal_body<R: CryptoRng + ?Sized>(
    body_key: &Key,
    event_id: &[u8; 16],
    compartment: u8,
    body: &[u8],
    rng: &mut R,
) -> Result<Vec<u8>, KeyringError> {
    seal(body_key, fresh_nonce(rng), &body_aad(event_id, compartment), body)
}

/// Opens the body of one event compartment.
///
/// # Errors
/// [`KeyringError::Malformed`], [`KeyringError::NotAuthentic`].
pub fn open_body(
    body_key: &Key,
    event_id: &[u8; 16],
    compartment: u8,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
    open(body_key, &body_aad(event_id, compartment), sealed)
}

fn body_aad(event_id: &[u8; 16], compartment: u8) -> Vec<u8> {
    [b"comity-body/v1\0".as_slice(), event_id, &[compartment]].concat()
}

/// The place of an encrypted column value.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// The table.
    pub table: &'a str,
    /// The row's key, as bytes.
    pub row: &'a [u8],
    /// The column.
    pub column: &'a str,
}

impl Cell<'_> {
    fn aad(&self) -> Result<Vec<u8>, KeyringError> {
        let mut aad = Vec::new();
        for name in [self.table.as_bytes(), self.row, self.column.as_bytes()] {
            let length = u16::try_from(name.len()).map_err(|_too_long| KeyringError::TooLong)?;
            aad.extend_from_slice(&length.to_be_bytes());
            aad.extend_from_slice(name);
        }
        Ok(aad)
    }
}

/// Encrypts a column value for its cell, under a key derived from the KEK: a KEK itself never encrypts data.
///
/// # Errors
/// [`KeyringError::TooLong`].
pub fn seal_cell<R: CryptoRng + ?Sized>(
    kek: &Key,
    cell: &Cell<'_>,
    value: &[u8],
    rng: &mut R,
) -> Result<Vec<u8>, KeyringError> {
    seal(&derived(kek, b"comity-cell/v1"), fresh_nonce(rng), &cell.aad()?, value)
}

/// Decrypts a column value in its cell.
///
/// # Errors
/// [`KeyringError::Malformed`], [`KeyringError::NotAuthentic`], [`KeyringError::TooLong`].
pub fn open_cell(
    kek: &Key,
    cell: &Cell<'_>,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
    open(&derived(kek, b"comity-cell/v1"), &cell.aad()?, sealed)
}

/// Seals the digest state of a running ingest: midstates are as telling as digests.
///
/// # Errors
/// [`KeyringError::TooLong`].
pub fn seal_ingest_state<R: CryptoRng + ?Sized>(
    dek: &Key,
    ingest_id: &[u8; 16],
    part: u64,
    state: &[u8],
    rng: &mut R,
) -> Result<Vec<u8>, KeyringError> {
    let key = derived(dek, b"comity-ingest-state/v1");
    seal(&key, fresh_nonce(rng), &ingest_aad(ingest_id, part), state)
}

/// Opens the digest state of a running ingest.
///
/// # Errors
/// [`KeyringError::Malformed`], [`KeyringError::NotAuthentic`].
pub fn open_ingest_state(
    dek: &Key,
    ingest_id: &[u8; 16],
    part: u64,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
    let key = derived(dek, b"comity-ingest-state/v1");
    open(&key, &ingest_aad(ingest_id, part), sealed)
}

fn ingest_aad(ingest_id: &[u8; 16], part: u64) -> Vec<u8> {
    [ingest_id.as_slice(), &part.to_be_bytes()].concat()
}

fn derived(key: &Key, info: &[u8]) -> Key {
    let mut bytes = Zeroizing::new([0; 32]);
    expand_sha512(key, &[info], bytes.as_mut());
    Key(bytes)
}

fn fresh_nonce<R: CryptoRng + ?Sized>(rng: &mut R) -> [u8; NONCE_BYTES] {
    let mut nonce = [0; NONCE_BYTES];
    rng.fill_bytes(&mut nonce);
    nonce
}

fn seal(
    key: &Key,
    nonce: [u8; NONCE_BYTES],
    aad: &[u8],
    secret: &[u8],
) -> Result<Vec<u8>, KeyringError> {
    let mut out = Vec::with_capacity(secret.len() + OVERHEAD_BYTES);
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    let start = out.len();
    out.extend_from_slice(secret);
    let content = out.get_mut(start..).unwrap_or_default();
    let tag = Aes256Gcm::new(key.expose())
        .seal(&nonce, aad, content)
        .map_err(|_too_long| KeyringError::TooLong)?;
    out.extend_from_slice(&tag);
    Ok(out)
}

fn open(key: &Key, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
    let (version, rest) = sealed.split_first().ok_or(KeyringError::Malformed)?;
    if *version != VERSION {
        return Err(KeyringError::Malformed);
    }
    let (nonce, rest) = rest.split_first_chunk().ok_or(KeyringError::Malformed)?;
    let (content, tag) = rest.split_last_chunk().ok_or(KeyringError::Malformed)?;
    let mut secret = Zeroizing::new(content.to_vec());
    Aes256Gcm::new(key.expose())
        .open(nonce, aad, &mut secret, tag)
        .map_err(|_not_authentic| KeyringError::NotAuthentic)?;
    Ok(secret)
}

#[cfg(test)]
pub(crate) mod tests;
