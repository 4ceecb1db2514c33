//! The seam for AES-256-GCM: one pure implementation here, a fast one in the node, the same vectors for both.

use aes_gcm::aead::AeadInOut as _;
use aes_gcm::{KeyInit as _, Nonce, Tag};

/// Bytes of a GCM nonce.
pub const NONCE_BYTES: usize = 12;
/// Bytes of a GCM tag.
pub const TAG_BYTES: usize = 16;

/// The message is longer than GCM allows, or it is not authentic. Which one it is, the call says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message is not authentic, or longer than one message may be")]
pub struct AeadError;

/// AES-256-GCM with an explicit nonce, in place. An implementation wipes its key when dropped.
pub trait Aead {
    /// Expands a key.
    fn new(key: &[u8; 32]) -> Self;

    /// Encrypts `content` where it lies and gives the tag.
    ///
    /// # Errors
    /// [`AeadError`] if the content is too long.
    fn seal(
        &self,
        nonce: &[u8; NONCE_BYTES],
        aad: &[u8],
        content: &mut [u8],
    ) -> Result<[u8; TAG_BYTES], AeadError>;

    /// Checks the tag, then decrypts `content` where it lies.
    ///
    /// # Errors
    /// [`AeadError`] if the tag does not fit; what `content` then holds must not be used.
    fn open(
        &self,
        nonce: &[u8; NONCE_BYTES],
        aad: &[u8],
        content: &mut [u8],
        tag: &[u8; TAG_BYTES],
    ) -> Result<(), AeadError>;
}

/// The pure implementation.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct Aes256Gcm(aes_gcm::Aes256Gcm);

impl Aead for Aes256Gcm {
    fn new(key: &[u8; 32]) -> Self {
        Self(aes_gcm::Aes256Gcm::new(key.into()))
    }

    fn seal(
        &self,
        nonce: &[u8; NONCE_BYTES],
        aad: &[u8],
        content: &mut [u8],
    ) -> Result<[u8; TAG_BYTES], AeadError> {
        self.0
            .encrypt_inout_detached(&Nonce::from(*nonce), aad, content.into())
            .map(Into::into)
            .map_err(|_too_long| AeadError)
    }

    fn open(
        &self,
        nonce: &[u8; NONCE_BYTES],
        aad: &[u8],
        content: &mut [u8],
        tag: &[u8; TAG_BYTES],
    ) -> Result<(), AeadError> {
        self.0
            .decrypt_inout_detached(&Nonce::from(*nonce), aad, content.into(), &Tag::from(*tag))
            .map_err(|_not_authentic| AeadError)
    }
}
