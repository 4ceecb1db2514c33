//! The file of a software node's root key: `root.sealed`.
//!
//! ```text
//! 01 ‖ salt(16) ‖ u32 m (KiB) ‖ u32 t ‖ u8 p ‖ nonce(12) ‖ AES-256-GCM(Argon2id(passphrase, 32), nonce, root, AAD)
//! ```
//! AAD is everything before the nonce, so the costs cannot be lowered unnoticed. Argon2id itself is the shell's.
//!
//! Trusted with the passphrase: who has both reads every key of the node.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Key, KeyringError, VERSION, fresh_nonce};
use crate::chunk::{Aead as _, Aes256Gcm, NONCE_BYTES, TAG_BYTES};

/// 1 + 16 + 4 + 4 + 1 bytes before the nonce.
const HEAD_BYTES: usize = 26;
/// The length of the file: head, nonce, 32 bytes of root, tag.
pub const ROOT_SEALED_BYTES: usize = HEAD_BYTES + NONCE_BYTES + 32 + TAG_BYTES;
/// 64 MiB, three passes, one lane: the least a passphrase may cost.
const FLOOR: (u32, u32, u8) = (65_536, 3, 1);
/// 4 GiB, 64 passes, 16 lanes: beyond it a file only means to exhaust the machine.
const CEILING: (u32, u32, u8) = (4 * 1024 * 1024, 64, 16);

/// What Argon2id (version 1.3) is run with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RootParams {
    salt: [u8; 16],
    m_kib: u32,
    t: u32,
    p: u8,
}

impl RootParams {
    /// Costs between floor and ceiling.
    ///
    /// # Errors
    /// [`KeyringError::RootCosts`].
    pub fn new(salt: [u8; 16], m_kib: u32, t: u32, p: u8) -> Result<Self, KeyringError> {
        let good = (FLOOR.0..=CEILING.0).contains(&m_kib)
            && (FLOOR.1..=CEILING.1).contains(&t)
            && (FLOOR.2..=CEILING.2).contains(&p);
        if good { Ok(Self { salt, m_kib, t, p }) } else { Err(KeyringError::RootCosts) }
    }

    /// The floor with a fresh salt.
    #[must_use]
    pub fn floor<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let (m_kib, t, p) = FLOOR;
        Self { salt, m_kib, t, p }
    }

    /// The salt.
    #[must_use]
    pub const fn salt(&self) -> &[u8; 16] {
        &self.salt
    }

    /// Memory in KiB.
    #[must_use]
    pub const fn m_kib(&self) -> u32 {
        self.m_kib
    }

    /// Passes.
    #[must_use]
    pub const fn t(&self) -> u32 {
        self.t
    }

    /// Lanes.
    #[must_use]
    pub const fn p(&self) -> u8 {
        self.p
    }

    fn head(&self) -> Vec<u8> {
        let Self { salt, m_kib, t, p } = self;
        [&[VERSION], salt.as_slice(), &m_kib.to_be_bytes(), &t.to_be_bytes(), &[*p]].concat()
    }
}

/// The content of `root.sealed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootSealed {
    params: RootParams,
    nonce: [u8; NONCE_BYTES],
    content: [u8; 32],
    tag: [u8; TAG_BYTES],
}

impl RootSealed {
    /// Seals the root under the derived key.
    ///
    /// # Errors
    /// None in practice: 32 bytes fit one GCM message.
    pub fn seal<R: CryptoRng + ?Sized>(
        params: RootParams,
        derived: &Key,
        root: &Key,
        rng: &mut R,
    ) -> Result<Self, KeyringError> {
        let nonce = fresh_nonce(rng);
        let mut content = *root.expose();
        let tag = Aes256Gcm::new(derived.expose())
            .seal(&nonce, &params.head(), &mut content)
            .map_err(|_too_long| KeyringError::TooLong)?;
        Ok(Self { params, nonce, content, tag })
    }

    /// Reads the file; the costs are known before anything is spent on them.
    ///
    /// # Errors
    /// [`KeyringError::Malformed`], [`KeyringError::RootCosts`].
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyringError> {
        Self::split(bytes).ok_or(KeyringError::Malformed)?
    }

    fn split(bytes: &[u8]) -> Option<Result<Self, KeyringError>> {
        let (version, rest) = bytes.split_first()?;
        let (salt, rest) = rest.split_first_chunk()?;
        let (m_kib, rest) = rest.split_first_chunk()?;
        let (t, rest) = rest.split_first_chunk()?;
        let (p, rest) = rest.split_first()?;
        let (nonce, rest) = rest.split_first_chunk()?;
        let (content, tag) = rest.split_first_chunk()?;
        let (nonce, content, tag) = (*nonce, *content, tag.try_into().ok()?);
        let params = RootParams::new(*salt, u32::from_be_bytes(*m_kib), u32::from_be_bytes(*t), *p);
        (*version == VERSION).then(|| params.map(|params| Self { params, nonce, content, tag }))
    }

    /// The file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.params.head(), self.nonce.as_slice(), &self.content, &self.tag].concat()
    }

    /// With what Argon2id must be run to open this.
    #[must_use]
    pub const fn params(&self) -> &RootParams {
        &self.params
    }

    /// Opens the root.
    ///
    /// # Errors
    /// [`KeyringError::NotAuthentic`]: the wrong passphrase, or a changed file.
    pub fn open(&self, derived: &Key) -> Result<Key, KeyringError> {
        let mut root = Zeroizing::new(self.content);
        Aes256Gcm::new(derived.expose())
            .open(&self.nonce, &self.params.head(), root.as_mut(), &self.tag)
            .map_err(|_not_authentic| KeyringError::NotAuthentic)?;
        Ok(Key(root))
    }
}
