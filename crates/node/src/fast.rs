//! Fast primitives for bulk work: the same bytes as `seal`'s own, from the library that TLS uses anyway.
//!
//! The only file of the shell that names a cryptographic primitive. Both sets run the same vectors.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use seal::chunk::{Aead, AeadError, Aes256Gcm, NONCE_BYTES, TAG_BYTES};

/// AES-256-GCM with explicit nonces, in place.
pub struct FastAead(Which);

#[expect(clippy::large_enum_variant, reason = "one per stream, and nearly always the large one")]
enum Which {
    Fast(LessSafeKey),
    /// The library takes every 32-byte key; should it ever not, the pure set does the same work.
    Pure(Aes256Gcm),
}

impl std::fmt::Debug for FastAead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FastAead").finish_non_exhaustive()
    }
}

impl Aead for FastAead {
    fn new(key: &[u8; 32]) -> Self {
        Self(match UnboundKey::new(&AES_256_GCM, key) {
            Ok(fast) => Which::Fast(LessSafeKey::new(fast)),
            Err(_) => Which::Pure(Aes256Gcm::new(key)),
        })
    }

    fn seal(
        &self,
        nonce: &[u8; NONCE_BYTES],
        aad: &[u8],
        content: &mut [u8],
    ) -> Result<[u8; TAG_BYTES], AeadError> {
        match &self.0 {
            Which::Pure(pure) => pure.seal(nonce, aad, content),
            Which::Fast(fast) => {
                let nonce = Nonce::assume_unique_for_key(*nonce);
                let tag = fast.seal_in_place_separate_tag(nonce, Aad::from(aad), content);
                let tag = tag.map_err(|_| AeadError)?;
                tag.as_ref().try_into().map_err(|_| AeadError)
            }
        }
    }

    fn open(
        &self,
        nonce: &[u8; NONCE_BYTES],
        aad: &[u8],
        content: &mut [u8],
        tag: &[u8; TAG_BYTES],
    ) -> Result<(), AeadError> {
        match &self.0 {
            Which::Pure(pure) => pure.open(nonce, aad, content, tag),
            Which::Fast(fast) => {
                let nonce = Nonce::assume_unique_for_key(*nonce);
                fast.open_in_place_separate_tag(nonce, Aad::from(aad), tag, content)
                    .map(|_| ())
                    .map_err(|_| AeadError)
            }
        }
    }
}
