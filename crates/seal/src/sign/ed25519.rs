//! Ed25519, checked strictly: canonical keys of large order, canonical scalars, no cofactor.

use std::fmt;

use ed25519_dalek::Signer as _;
use zeroize::Zeroize as _;

use super::{Alg, Kid, SEED_BYTES, SignError, Signer, refuse_degenerate};

/// Bytes of a public key.
pub const ED25519_PUBLIC_BYTES: usize = 32;
/// Bytes of a signature.
pub const ED25519_SIGNATURE_BYTES: usize = 64;

/// An Ed25519 secret. Wiped when dropped; never printed.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct Ed25519Secret(ed25519_dalek::SigningKey);

impl Ed25519Secret {
    /// The secret that this seed expands to.
    ///
    /// # Errors
    /// [`SignError::DegenerateSeed`] if all bytes are equal.
    pub fn from_seed(mut seed: [u8; SEED_BYTES]) -> Result<Self, SignError> {
        let secret =
            refuse_degenerate(&seed).map(|()| Self(ed25519_dalek::SigningKey::from_bytes(&seed)));
        seed.zeroize();
        secret
    }

    /// The published vectors use seeds that no node may load.
    #[cfg(test)]
    pub(crate) fn of_vector(byte: u8) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&[byte; SEED_BYTES]))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> Ed25519Public {
        Ed25519Public(self.0.verifying_key())
    }

    /// A deterministic signature, as RFC 8032 has it.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; ED25519_SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }
}

impl Signer for Ed25519Secret {
    fn alg(&self) -> Alg {
        Alg::Ed25519
    }

    fn kid(&self) -> Kid {
        self.public().kid()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        Ok(Self::sign(self, message).to_vec())
    }
}

/// An Ed25519 public key: canonical, not of small order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ed25519Public(ed25519_dalek::VerifyingKey);

impl Ed25519Public {
    /// The key of these 32 bytes.
    ///
    /// # Errors
    /// Wrong length, no point or not its canonical encoding, small order.
    pub fn parse(bytes: &[u8]) -> Result<Self, SignError> {
        let wanted = ED25519_PUBLIC_BYTES;
        let bytes: &[u8; ED25519_PUBLIC_BYTES] = bytes
            .try_into()
            .map_err(|_wrong_length| SignError::KeyLength { found: bytes.len(), wanted })?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes)
            .map_err(|_no_point| SignError::KeyEncoding)?;
        if key.is_weak() {
            return Err(SignError::KeySmallOrder);
        }
        // Decompression tolerates y ≥ p; two texts for one key would give it two kids.
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(SignError::KeyEncoding);
        }
        Ok(Self(key))
    }

    /// The 32 key bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; ED25519_PUBLIC_BYTES] {
        self.0.as_bytes()
    }

    /// The id of this key.
    #[must_use]
    pub fn kid(&self) -> Kid {
        Kid::of(Alg::Ed25519, self.as_bytes())
    }

    /// Checks a signature strictly: canonical scalar, no small-order point.
    ///
    /// # Errors
    /// [`SignError::SignatureInvalid`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignError> {
        let signature: &[u8; ED25519_SIGNATURE_BYTES] =
            signature.try_into().map_err(|_wrong_length| SignError::SignatureInvalid)?;
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0
            .verify_strict(message, &signature)
            .map_err(|_does_not_verify| SignError::SignatureInvalid)
    }
}

impl fmt::Debug for Ed25519Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ed25519Public({})", self.kid())
    }
}
