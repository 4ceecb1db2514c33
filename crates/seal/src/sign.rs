//! Signing keys and key ids: Ed25519 (RFC 8032) and ML-DSA (FIPS 204, empty context, no pre-hash).
//!
//! Not here: what is signed (`note`, `cose`, `envelope`), who may sign and since when (the roster), encryption keys
//! (`envelope`) and keys in a token, which enter through [`Signer`]. ES256 is a known algorithm without a verifier:
//! such a signature is refused, never skipped. Follows `docs/spec/exchange.md`, keys and signatures.
//!
//! Trusted: who holds one of the secrets here can speak in its owner's name until the roster revokes the key.

use std::fmt;

use crate::digest::{Digest, hex_decode, hex_encode};

mod ed25519;
mod hashes;
mod lattice;

pub use ed25519::{ED25519_PUBLIC_BYTES, ED25519_SIGNATURE_BYTES, Ed25519Public, Ed25519Secret};
#[cfg(feature = "encrypt")]
pub use hashes::SlhDsaSecret;
pub use hashes::{
    SLH_DSA_PUBLIC_BYTES, SLH_DSA_SECRET_BYTES, SLH_DSA_SIGNATURE_BYTES, SlhDsaPublic,
};
#[cfg(feature = "encrypt")]
pub use lattice::Hedged;
pub use lattice::{
    MlDsa44Public, MlDsa44Secret, MlDsa65Public, MlDsa65Secret, MlDsaPublic, MlDsaSecret, Strength,
};

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
        Self::of_name(alg.name(), public_key)
    }

    /// The kid of a key whose algorithm no letter may use, by the name of the algorithm.
    #[must_use]
    pub fn of_name(alg: &str, public_key: &[u8]) -> Self {
        let parts = [b"comity/cx1/key\0".as_slice(), alg.as_bytes(), &[0], public_key];
        let digest = Digest::of_parts(&parts);
        let mut kid = [0; 16];
        kid.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
        Self(kid)
    }

    /// Reads 32 lower-case hexadecimal digits.
    #[must_use]
    pub fn parse(hex: &str) -> Option<Self> {
        Self::from_slice(&hex_decode(hex).ok()?)
    }

    /// A kid from its 16 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex_encode(&self.0))
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

/// A seed is random: no byte repeated to the end, no blanks.
fn refuse_degenerate(seed: &[u8; SEED_BYTES]) -> Result<(), SignError> {
    let same = seed.windows(2).all(|pair| pair.first() == pair.last());
    if same { Err(SignError::DegenerateSeed) } else { Ok(()) }
}

#[cfg(test)]
pub(crate) mod tests;
