//! ML-DSA (FIPS 204), pure, with the empty context: young code, so always beside a classical signature.

use std::fmt;
use std::sync::Arc;

use ml_dsa::{Keypair as _, MlDsa44, MlDsa65, MlDsaParams};
use zeroize::Zeroize as _;

#[cfg(feature = "encrypt")]
use super::Signer;
use super::{Alg, Kid, SEED_BYTES, SignError, refuse_degenerate};

/// The two strengths in use: 44 for checkpoints (fixed by C2SP), 65 for letters and receipts.
pub trait Strength: MlDsaParams {
    /// The name for messages.
    const NAME: &'static str;
    /// Bytes of the public key.
    const PUBLIC_BYTES: usize;
    /// Bytes of a signature.
    const SIGNATURE_BYTES: usize;
}

impl Strength for MlDsa44 {
    const NAME: &'static str = "ml-dsa-44";
    const PUBLIC_BYTES: usize = 1312;
    const SIGNATURE_BYTES: usize = 2420;
}

impl Strength for MlDsa65 {
    const NAME: &'static str = "ml-dsa-65";
    const PUBLIC_BYTES: usize = 1952;
    const SIGNATURE_BYTES: usize = 3309;
}

/// ML-DSA-44, the checkpoint cosignature's algorithm.
pub type MlDsa44Secret = MlDsaSecret<MlDsa44>;
/// The public half of [`MlDsa44Secret`].
pub type MlDsa44Public = MlDsaPublic<MlDsa44>;
/// ML-DSA-65, the post-quantum twin of a letter's or receipt's signature.
pub type MlDsa65Secret = MlDsaSecret<MlDsa65>;
/// The public half of [`MlDsa65Secret`].
pub type MlDsa65Public = MlDsaPublic<MlDsa65>;

/// An ML-DSA secret. Wiped when dropped; never printed.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct MlDsaSecret<P: Strength>(ml_dsa::SigningKey<P>);

impl<P: Strength> MlDsaSecret<P> {
    /// The secret that this seed expands to.
    ///
    /// # Errors
    /// [`SignError::DegenerateSeed`] if all bytes are equal.
    pub fn from_seed(mut seed: [u8; SEED_BYTES]) -> Result<Self, SignError> {
        let secret = refuse_degenerate(&seed).map(|()| Self::expand(seed));
        seed.zeroize();
        secret
    }

    fn expand(seed: [u8; SEED_BYTES]) -> Self {
        let mut seed = ml_dsa::Seed::from(seed);
        let secret = Self(ml_dsa::SigningKey::from_seed(&seed));
        seed.zeroize();
        secret
    }

    /// The published vectors use seeds that no node may load.
    #[cfg(test)]
    pub(crate) fn of_vector(byte: u8) -> Self {
        Self::expand([byte; SEED_BYTES])
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> MlDsaPublic<P> {
        MlDsaPublic::of(self.0.verifying_key())
    }

    /// The deterministic variant of FIPS 204: for vectors, and where there is no randomness.
    ///
    /// # Errors
    /// [`SignError::SignerFailed`] if rejection sampling ends without a signature, which no one has seen.
    pub fn sign_deterministic(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.0
            .expanded_key()
            .sign_deterministic(message, b"")
            .map(|signature| signature.encode().to_vec())
            .map_err(|_no_signature| SignError::SignerFailed)
    }

    /// The hedged variant of FIPS 204: fresh randomness beside the secret, the normal case.
    ///
    /// # Errors
    /// [`SignError::SignerFailed`] if rejection sampling ends without a signature, which no one has seen.
    #[cfg(feature = "encrypt")]
    pub fn sign_with<R: rand_core::CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        message: &[u8],
    ) -> Result<Vec<u8>, SignError> {
        self.0
            .expanded_key()
            .sign_randomized(message, b"", rng)
            .map(|signature| signature.encode().to_vec())
            .map_err(|_no_signature| SignError::SignerFailed)
    }
}

/// An ML-DSA-65 secret with the randomness of its next signatures, so that it can stand among other signers.
///
/// The draw is mixed with the secret and the message, so signing two messages with one draw is no weaker than the
/// deterministic variant.
#[cfg(feature = "encrypt")]
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct Hedged<'a> {
    secret: &'a MlDsa65Secret,
    draw: zeroize::Zeroizing<[u8; 32]>,
}

#[cfg(feature = "encrypt")]
impl MlDsaSecret<MlDsa65> {
    /// This secret as a [`Signer`], hedged with 32 bytes drawn now.
    pub fn hedged<R: rand_core::CryptoRng + ?Sized>(&self, rng: &mut R) -> Hedged<'_> {
        let mut draw = zeroize::Zeroizing::new([0; 32]);
        rng.fill_bytes(draw.as_mut());
        Hedged { secret: self, draw }
    }
}

#[cfg(feature = "encrypt")]
impl Signer for Hedged<'_> {
    fn alg(&self) -> Alg {
        Alg::MlDsa65
    }

    fn kid(&self) -> Kid {
        self.secret.public().kid()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.secret.sign_with(&mut Draw(&self.draw), message)
    }
}

/// A random source that gives its 32 bytes, and the same again if asked again.
#[cfg(feature = "encrypt")]
struct Draw<'a>(&'a [u8; 32]);

#[cfg(feature = "encrypt")]
impl rand_core::TryRng for Draw<'_> {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Self::Error> {
        dst.iter_mut().zip(self.0.iter().cycle()).for_each(|(to, from)| *to = *from);
        Ok(())
    }
}

#[cfg(feature = "encrypt")]
impl rand_core::TryCryptoRng for Draw<'_> {}

/// An ML-DSA public key, expanded once for many checks; its copies share the expanded form.
#[derive(Clone)]
pub struct MlDsaPublic<P: Strength> {
    bytes: Box<[u8]>,
    key: Arc<ml_dsa::VerifyingKey<P>>,
}

impl<P: Strength> MlDsaPublic<P> {
    fn of(key: ml_dsa::VerifyingKey<P>) -> Self {
        Self { bytes: key.encode().as_slice().into(), key: Arc::new(key) }
    }

    /// The key of these bytes; every string of the right length is a key.
    ///
    /// # Errors
    /// [`SignError::KeyLength`].
    pub fn parse(bytes: &[u8]) -> Result<Self, SignError> {
        let wanted = P::PUBLIC_BYTES;
        let encoded = ml_dsa::EncodedVerifyingKey::<P>::try_from(bytes)
            .map_err(|_wrong_length| SignError::KeyLength { found: bytes.len(), wanted })?;
        Ok(Self::of(ml_dsa::VerifyingKey::decode(&encoded)))
    }

    /// The key bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Checks a signature over the message with the empty context.
    ///
    /// # Errors
    /// [`SignError::SignatureInvalid`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignError> {
        let signature = ml_dsa::Signature::<P>::try_from(signature)
            .map_err(|_malformed| SignError::SignatureInvalid)?;
        let good = self.key.verify_with_context(message, b"", &signature);
        if good { Ok(()) } else { Err(SignError::SignatureInvalid) }
    }
}

impl MlDsaPublic<MlDsa65> {
    /// The id of this key.
    #[must_use]
    pub fn kid(&self) -> Kid {
        Kid::of(Alg::MlDsa65, self.as_bytes())
    }
}

impl<P: Strength> PartialEq for MlDsaPublic<P> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<P: Strength> Eq for MlDsaPublic<P> {}

impl<P: Strength> fmt::Debug for MlDsaPublic<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MlDsaPublic({}, {} bytes)", P::NAME, self.bytes.len())
    }
}
