//! Keys of a directory version that are made out of their bytes once. An ML-DSA key is expanded into thirty thousand bytes for
//! that, which costs about as much as a check with it; every letter asks for the same few keys again.
//!
//! What is kept follows from the bytes alone: two values with the same bytes are the same value, asked or not.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

use seal::note::Vkey;
use seal::sign::{Alg, PublicKey};

/// The public bytes of a listed key.
#[derive(Clone)]
pub struct KeyBytes {
    bytes: Box<[u8]>,
    key: OnceLock<Option<PublicKey>>,
}

impl KeyBytes {
    /// The bytes.
    #[must_use]
    pub const fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    /// The key that can verify, if this is one. All calls name the algorithm that the directory lists with the bytes.
    pub(super) fn key(&self, alg: Alg) -> Option<&PublicKey> {
        self.key.get_or_init(|| PublicKey::parse(alg, &self.bytes).ok().flatten()).as_ref()
    }
}

impl From<Vec<u8>> for KeyBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes: bytes.into(), key: OnceLock::new() }
    }
}

impl PartialEq for KeyBytes {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for KeyBytes {}

impl fmt::Debug for KeyBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.fmt(f)
    }
}

/// The verifier keys of logs by their text. Holds at most what its directory version lists.
#[derive(Default)]
pub struct Vkeys(Mutex<BTreeMap<String, Option<Vkey>>>);

impl Vkeys {
    /// The key of a text that the directory version lists, if it is one.
    pub(super) fn of(&self, text: &str) -> Option<Vkey> {
        // Nothing panics while it is held.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(vkey) = known.get(text) {
            return vkey.clone();
        }
        let vkey = Vkey::parse(text).ok();
        known.insert(text.to_owned(), vkey.clone());
        vkey
    }
}

impl Clone for Vkeys {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Vkeys {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Vkeys {}

impl fmt::Debug for Vkeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vkeys")
    }
}
