//! SLH-DSA-SHA2-128s (FIPS 205), pure, with the empty context: it rests on SHA-256 and on nothing else.
//!
//! For the end of a log, once a year ([`crate::epoch`]); never alone. The crate behind it is a release candidate, so what it
//! signs is compared with another implementation (`interop/epoch.py`). Not for letters: a signature has 7 856 bytes, and
//! making one takes a second.

use std::fmt;

use slh_dsa::signature::Verifier as _;
use slh_dsa::{Sha2_128s, Signature, VerifyingKey};

use super::SignError;

/// Bytes of a public key: seed and root.
pub const SLH_DSA_PUBLIC_BYTES: usize = 32;
/// Bytes of a secret: two secret seeds, and the public key.
pub const SLH_DSA_SECRET_BYTES: usize = 64;
/// Bytes of a signature.
pub const SLH_DSA_SIGNATURE_BYTES: usize = 7_856;

/// An SLH-DSA-SHA2-128s public key.
#[derive(Clone, Eq, PartialEq)]
pub struct SlhDsaPublic([u8; SLH_DSA_PUBLIC_BYTES]);

impl SlhDsaPublic {
    /// The key of these bytes; every string of the right length is a key.
    ///
    /// # Errors
    /// [`SignError::KeyLength`].
    pub fn parse(bytes: &[u8]) -> Result<Self, SignError> {
        let (found, wanted) = (bytes.len(), SLH_DSA_PUBLIC_BYTES);
        bytes.try_into().map(Self).map_err(|_| SignError::KeyLength { found, wanted })
    }

    /// The key bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; SLH_DSA_PUBLIC_BYTES] {
        &self.0
    }

    /// Checks a signature over the message with the empty context.
    ///
    /// # Errors
    /// [`SignError::SignatureInvalid`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignError> {
        let invalid = || SignError::SignatureInvalid;
        let key = VerifyingKey::<Sha2_128s>::try_from(self.0.as_slice()).map_err(|_| invalid())?;
        let signature = Signature::<Sha2_128s>::try_from(signature).map_err(|_| invalid())?;
        key.verify(message, &signature).map_err(|_| invalid())
    }
}

impl fmt::Debug for SlhDsaPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SlhDsaPublic({})", crate::digest::hex_encode(&self.0))
    }
}

/// An SLH-DSA-SHA2-128s secret. Wiped when dropped; never printed.
///
/// Trusted: who holds it can seal another end of a log; whoever still has the log's own lines sees the difference.
#[cfg(feature = "encrypt")]
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct SlhDsaSecret(slh_dsa::SigningKey<Sha2_128s>);

#[cfg(feature = "encrypt")]
impl SlhDsaSecret {
    /// A fresh secret.
    #[must_use]
    pub fn generate<R: rand_core::CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self(slh_dsa::SigningKey::new(rng))
    }

    /// The secret of these bytes, as [`SlhDsaSecret::to_bytes`] gave them.
    ///
    /// # Errors
    /// [`SignError::KeyLength`].
    pub fn parse(bytes: &[u8]) -> Result<Self, SignError> {
        let (found, wanted) = (bytes.len(), SLH_DSA_SECRET_BYTES);
        let key = slh_dsa::SigningKey::try_from(bytes);
        key.map(Self).map_err(|_| SignError::KeyLength { found, wanted })
    }

    /// Its bytes: secret seed, secret of the message hash, public seed, root.
    #[must_use]
    pub fn to_bytes(&self) -> zeroize::Zeroizing<Vec<u8>> {
        zeroize::Zeroizing::new(self.0.to_bytes().to_vec())
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> SlhDsaPublic {
        let mut bytes = [0; SLH_DSA_PUBLIC_BYTES];
        let key: &VerifyingKey<Sha2_128s> = self.0.as_ref();
        bytes.iter_mut().zip(key.to_bytes()).for_each(|(to, from)| *to = from);
        SlhDsaPublic(bytes)
    }

    /// The deterministic variant of FIPS 205: one end of a log has one signature, however often it is made.
    ///
    /// # Errors
    /// [`SignError::SignerFailed`], which the empty context never causes.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let signed = self.0.try_sign_with_context(message, b"", None);
        signed.map(|signature| signature.to_bytes().to_vec()).map_err(|_| SignError::SignerFailed)
    }
}
