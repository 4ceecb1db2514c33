//! The backup of a key store: one file under a passphrase of its own (`docs/spec/backup.md` §3).
//!
//! Trusted: whoever holds it and the passphrase has every key the node had when it was made. So it lives thirty days at most,
//! and never beside a backup of the node. Not here: the encryption itself (`seal::keyring`) and the stretching of the
//! passphrase.

use std::collections::BTreeMap;

use seal::keyring::{ROOT_SEALED_BYTES, RootSealed};
use thiserror::Error;

/// What such a file begins with; also what its content is bound to.
pub const MAGIC: &[u8; 16] = b"comity-keys-bk/1";
/// Bytes of such a file: a key store of a million exhibits has a fifth of them.
pub const BYTES_MAX: u64 = 1 << 30;
/// The files inside, by their names in the folder of a node.
pub const NAMES: [&str; 5] =
    ["keys.db", "keys/leaf.der", "keys/passphrase", "keys/root.der", "keys/root.sealed"];

/// Why a file is no backup of keys.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum KeysError {
    /// Something else, or damage.
    #[error("this is no backup of keys, or it is damaged")]
    Malformed,
    /// Not the five files that a key store is.
    #[error("the backup of keys does not hold the files that a key store is made of")]
    Files,
}

impl KeysError {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Files => "files",
        }
    }
}

/// The file: magic, the key of the content under the passphrase, the content under the key.
#[must_use]
pub fn to_bytes(key: &RootSealed, content: &[u8]) -> Vec<u8> {
    [MAGIC.as_slice(), &key.to_bytes(), content].concat()
}

/// The key of the content under the passphrase, and the content under the key.
///
/// # Errors
/// [`KeysError::Malformed`].
pub fn parse(bytes: &[u8]) -> Result<(RootSealed, &[u8]), KeysError> {
    let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(KeysError::Malformed)?;
    let (key, content) = rest.split_at_checked(ROOT_SEALED_BYTES).ok_or(KeysError::Malformed)?;
    let key = RootSealed::parse(key).map_err(|_| KeysError::Malformed)?;
    Ok((key, content))
}

/// The content: of each file of [`NAMES`], in that order, its length as eight bytes and its bytes.
///
/// # Errors
/// [`KeysError::Files`] if one is missing.
pub fn pack(files: &BTreeMap<&str, Vec<u8>>) -> Result<Vec<u8>, KeysError> {
    let mut out = Vec::new();
    for name in NAMES {
        let bytes = files.get(name).ok_or(KeysError::Files)?;
        out.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
        out.extend_from_slice(bytes);
    }
    Ok(out)
}

/// The files of a content that was opened.
///
/// # Errors
/// [`KeysError::Files`] if it holds less, or more.
pub fn unpack(content: &[u8]) -> Result<BTreeMap<&'static str, &[u8]>, KeysError> {
    let mut rest = content;
    let mut files = BTreeMap::new();
    for name in NAMES {
        let (length, after) = rest.split_first_chunk::<8>().ok_or(KeysError::Files)?;
        let length = usize::try_from(u64::from_be_bytes(*length)).map_err(|_| KeysError::Files)?;
        let (bytes, after) = after.split_at_checked(length).ok_or(KeysError::Files)?;
        files.insert(name, bytes);
        rest = after;
    }
    if rest.is_empty() { Ok(files) } else { Err(KeysError::Files) }
}
