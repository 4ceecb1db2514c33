//! Signing keys and key ids: Ed25519 (RFC 8032) and ML-DSA (FIPS 204, empty context, no pre-hash).
//!
//! Not here: what is signed (`note`, `cose`, `envelope`), who may sign and since when (the roster), encryption keys
//! (`envelope`) and keys in a token, which enter through [`Signer`]. ES256 is a known algorithm without a verifier:
//! such a signature is refused, never skipped. Follows `docs/spec/exchange.md`, keys and signatures.
//!
//! Trusted: who holds one of the secrets here can speak in its owner's name until the roster revokes the key.

use std::fmt;

use ed25519_dalek::Signer as _;
use ml_dsa::{Keypair as _, MlDsa44, MlDsa65, MlDsaParams};
use zeroize::Zeroize as _;

use crate::digest::Digest;

/// Bytes of an Ed25519 public key.
pub const ED25519_PUBLIC_BYTES: usize = 32;
/// Bytes of an Ed25519 signature.
pub const ED25519_SIGNATURE_BYTES: usize = 64;
/// Bytes of every seed: Ed25519 and ML-DSA alike.
pub const SEED_BYTES: usize = 32;

/// Why a key or a signature was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// Every byte of the seed is the same: memory that was never filled, or a test key.
    #[error("the key seed repeats one byte; make a new key from the random source")]
    DegenerateSeed,
    /// The bytes are not the one canonical encoding of a curve point.
    #[error("the public key is not a canonically encoded curve point")]
    KeyEncoding,
    /// The public key has a length that its algorithm does not know.
    #[error("the public key has {found} bytes, its algorithm wants {wanted}")]
    KeyLength {
        /// Bytes that came.
        found: usize,
        /// Bytes that the algorithm defines.
        wanted: usize,
    },
    /// The key has small order: one signature would fit many messages.
    #[error("the public key has small order and would accept forged signatures")]
    KeySmallOrder,
    /// The signature does not belong to this key and message.
    #[error("the signature does not verify under this key")]
    SignatureInvalid,
    /// The signer, a token or the algorithm itself, gave no signature.
    #[error("the signer gave no signature; try again, then look at the token")]
    SignerFailed,
}

impl SignError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DegenerateSeed => "degenerate-seed",
            Self::KeyEncoding => "key-encoding",
            Self::KeyLength { .. } => "key-length",
            Self::KeySmallOrder => "key-small-order",
            Self::SignatureInvalid => "signature-invalid",
            Self::SignerFailed => "signer-failed",
        }
    }
}

/// The key algorithms that a kid can name. Append-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alg {
    /// Ed25519 signatures, checked strictly.
    Ed25519,
    /// ECDSA on P-256 with SHA-256, from a token. Known, not built.
    Es256,
    /// ML-DSA-65 signatures, always beside a classical one.
    MlDsa65,
    /// The KEM of the reserved suite 2.
    MlKem768P256,
    /// The KEM of the reserved suite 3.
    X25519,
    /// The KEM of suite 1: ML-KEM-768 with X25519.
    XWing,
}

impl Alg {
    /// Every algorithm, in the order of the enum.
    pub const ALL: [Self; 6] =
        [Self::Ed25519, Self::Es256, Self::MlDsa65, Self::MlKem768P256, Self::X25519, Self::XWing];

    /// The name that enters a kid and stands in the roster.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "ed25519",
            Self::Es256 => "es256",
            Self::MlDsa65 => "ml-dsa-65",
            Self::MlKem768P256 => "mlkem768-p256",
            Self::X25519 => "x25519",
            Self::XWing => "x-wing",
        }
    }

    /// The algorithm of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alg| alg.name() == name)
    }

    /// The fully specified COSE number of a signature algorithm; none for a KEM.
    #[must_use]
    pub const fn cose(self) -> Option<i64> {
        match self {
            Self::Ed25519 => Some(-19),
            Self::Es256 => Some(-9),
            Self::MlDsa65 => Some(-49),
            Self::MlKem768P256 | Self::X25519 | Self::XWing => None,
        }
    }

    /// Whether this crate can check signatures of this algorithm.
    #[must_use]
    pub const fn is_verifiable(self) -> bool {
        match self {
            Self::Ed25519 | Self::MlDsa65 => true,
            Self::Es256 | Self::MlKem768P256 | Self::X25519 | Self::XWing => false,
        }
    }

    /// The algorithm of that COSE number; the polymorphic -7 and -8 are nobody's.
    #[must_use]
    pub fn from_cose(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|alg| alg.cose() == Some(number))
    }
}

impl fmt::Display for Alg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The id of a public key: the first 16 bytes of SHA-256 over label, algorithm name and key bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kid(pub [u8; 16]);

impl Kid {
    /// What a stanza carries instead of a kid when the relay must not see the unit.
    pub const BLIND: Self = Self([0; 16]);

    /// The kid of these public key bytes.
    #[must_use]
    pub fn of(alg: Alg, public_key: &[u8]) -> Self {
        let parts = [b"comity/cx1/key\0".as_slice(), alg.name().as_bytes(), &[0], public_key];
        let digest = Digest::of_parts(&parts);
        let mut kid = [0; 16];
        kid.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
        Self(kid)
    }

    /// A kid from its 16 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}

/// Whatever can sign under a kid: a key here, a hedged ML-DSA key, a token, the fast set of the node.
pub trait Signer {
    /// The algorithm, which the signature's protected header names.
    fn alg(&self) -> Alg;
    /// The id of the public half.
    fn kid(&self) -> Kid;
    /// A signature over exactly these bytes.
    ///
    /// # Errors
    /// [`SignError::SignerFailed`] if there is no signature to be had.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;
}

/// A public key that can verify letters, receipts and seals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// An Ed25519 key.
    Ed25519(Ed25519Public),
    /// An ML-DSA-65 key.
    MlDsa65(MlDsa65Public),
}

impl PublicKey {
    /// The key of this algorithm from its bytes; `None` if the algorithm has no verifier here.
    ///
    /// # Errors
    /// What [`Ed25519Public::parse`] and [`MlDsaPublic::parse`] refuse.
    pub fn parse(alg: Alg, bytes: &[u8]) -> Result<Option<Self>, SignError> {
        match alg {
            Alg::Ed25519 => Ok(Some(Self::Ed25519(Ed25519Public::parse(bytes)?))),
            Alg::MlDsa65 => Ok(Some(Self::MlDsa65(MlDsa65Public::parse(bytes)?))),
            Alg::Es256 | Alg::MlKem768P256 | Alg::X25519 | Alg::XWing => Ok(None),
        }
    }

    /// The algorithm of this key.
    #[must_use]
    pub const fn alg(&self) -> Alg {
        match self {
            Self::Ed25519(_) => Alg::Ed25519,
            Self::MlDsa65(_) => Alg::MlDsa65,
        }
    }

    /// The key bytes as the roster carries them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Ed25519(key) => key.as_bytes(),
            Self::MlDsa65(key) => key.as_bytes(),
        }
    }

    /// The id of this key.
    #[must_use]
    pub fn kid(&self) -> Kid {
        Kid::of(self.alg(), self.as_bytes())
    }

    /// Checks one signature.
    ///
    /// # Errors
    /// [`SignError::SignatureInvalid`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignError> {
        match self {
            Self::Ed25519(key) => key.verify(message, signature),
            Self::MlDsa65(key) => key.verify(message, signature),
        }
    }
}

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

/// An ML-DSA public key, expanded once for many checks.
#[derive(Clone)]
pub struct MlDsaPublic<P: Strength> {
    bytes: Box<[u8]>,
    key: Box<ml_dsa::VerifyingKey<P>>,
}

impl<P: Strength> MlDsaPublic<P> {
    fn of(key: ml_dsa::VerifyingKey<P>) -> Self {
        Self { bytes: key.encode().as_slice().into(), key: Box::new(key) }
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

fn refuse_degenerate(seed: &[u8; SEED_BYTES]) -> Result<(), SignError> {
    let same = seed.windows(2).all(|pair| pair.first() == pair.last());
    if same { Err(SignError::DegenerateSeed) } else { Ok(()) }
}

#[cfg(test)]
pub(crate) mod tests;
