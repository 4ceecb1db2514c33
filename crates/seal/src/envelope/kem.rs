//! The one place that knows HPKE (RFC 9180): X-Wing, HKDF-SHA-256, AES-256-GCM, Base mode, empty AAD.
//!
//! Base mode does not say who encrypted: the seal and the letter's signatures do. The AAD is empty because common
//! tools expose only `info`. Crate `hpke` changes shape with every release; nothing of it shows outside this file.

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::EnvelopeError;
use crate::sign::{Alg, Kid, SignError};

/// Bytes of an X-Wing public key: ML-KEM-768 1,184 and X25519 32.
pub const XWING_PUBLIC_BYTES: usize = 1216;
/// Bytes of an X-Wing encapsulation: ML-KEM-768 1,088 and X25519 32.
pub const XWING_ENC_BYTES: usize = 1120;

/// A unit's public encryption key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XWingPublic {
    key: <XWing as Kem>::PublicKey,
    bytes: Vec<u8>,
    kid: Kid,
}

impl XWingPublic {
    fn of(key: <XWing as Kem>::PublicKey) -> Self {
        let bytes = key.to_bytes().to_vec();
        Self { key, kid: Kid::of(Alg::XWing, &bytes), bytes }
    }

    /// The key of these 1,216 bytes.
    ///
    /// # Errors
    /// [`SignError::KeyLength`], or [`SignError::KeyEncoding`] if its lattice part is out of range.
    pub fn parse(bytes: &[u8]) -> Result<Self, SignError> {
        if bytes.len() != XWING_PUBLIC_BYTES {
            return Err(SignError::KeyLength { found: bytes.len(), wanted: XWING_PUBLIC_BYTES });
        }
        <XWing as Kem>::PublicKey::from_bytes(bytes)
            .map(Self::of)
            .map_err(|_out_of_range| SignError::KeyEncoding)
    }

    /// The key bytes as the roster carries them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The id of this key.
    #[must_use]
    pub const fn kid(&self) -> Kid {
        self.kid
    }

    /// Encapsulation and wrapped content key.
    pub(super) fn wrap<R: CryptoRng + ?Sized>(
        &self,
        info: &[u8],
        cek: &[u8; 32],
        mut rng: &mut R,
    ) -> Result<(Vec<u8>, Vec<u8>), EnvelopeError> {
        let (enc, wrapped) = hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.key,
            info,
            cek,
            b"",
            &mut rng,
        )
        .map_err(|_no_key| EnvelopeError::EncryptionFailed)?;
        Ok((enc.to_bytes().to_vec(), wrapped))
    }
}

/// A unit's secret encryption key: a 32-byte seed and what it expands to. Wiped when dropped; never printed.
///
/// Kept, sealed, until the retention of the letters sent to it ends; destroying it erases them.
#[expect(missing_debug_implementations, reason = "a secret must not reach a log")]
pub struct XWingSecret {
    key: <XWing as Kem>::PrivateKey,
    public: XWingPublic,
}

impl XWingSecret {
    /// The secret of this seed.
    ///
    /// # Errors
    /// [`SignError::DegenerateSeed`] if all bytes are equal.
    pub fn from_seed(seed: [u8; 32]) -> Result<Self, SignError> {
        let seed = Zeroizing::new(seed);
        if seed.windows(2).all(|pair| pair.first() == pair.last()) {
            return Err(SignError::DegenerateSeed);
        }
        let key = <XWing as Kem>::PrivateKey::from_bytes(seed.as_ref())
            .map_err(|_wrong_length| SignError::KeyEncoding)?;
        let public = XWingPublic::of(XWing::sk_to_pk(&key));
        Ok(Self { key, public })
    }

    /// A fresh secret and its seed, which is what is stored.
    ///
    /// # Errors
    /// [`SignError::DegenerateSeed`] if the random source repeats one byte.
    pub fn generate<R: CryptoRng + ?Sized>(
        rng: &mut R,
    ) -> Result<(Self, Zeroizing<[u8; 32]>), SignError> {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut());
        Ok((Self::from_seed(*seed)?, seed))
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> &XWingPublic {
        &self.public
    }

    /// The id of the public half.
    #[must_use]
    pub const fn kid(&self) -> Kid {
        self.public.kid
    }

    /// The content key, if this stanza was made for this key and this head.
    pub(super) fn unwrap(
        &self,
        info: &[u8],
        enc: &[u8],
        wrapped: &[u8],
    ) -> Option<Zeroizing<[u8; 32]>> {
        let enc = <XWing as Kem>::EncappedKey::from_bytes(enc).ok()?;
        let cek = hpke::single_shot_open::<AesGcm256, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.key,
            &enc,
            info,
            wrapped,
            b"",
        );
        let cek = Zeroizing::new(cek.ok()?);
        cek.as_slice().try_into().ok().map(Zeroizing::new)
    }
}

#[cfg(test)]
mod tests;
