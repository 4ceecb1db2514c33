//! The key store's contract: wrapped keys by kind and id, in a database of their own that is not in the main backup.
//! Not cryptography: what lies here is already wrapped, and this crate cannot unwrap it.
//!
//! A destroyed key keeps its row without its bytes. So "destroyed" and "never existed" are told apart, and an id is
//! never given to a second key.
//!
//! Trusted: who reads the key store and holds the root key reads content; who destroys it destroys content.

use std::fmt;

use crate::{Answer, error::StoreError};

/// Most keys one call writes or destroys.
pub const MAX_KEYS: usize = 4096;
/// Most keys of one turn: a key for each of a quarter of a million cases.
pub const MAX_TURNED: usize = 1 << 18;
/// Longest wrap: a wrapped private key of the largest kind in use, with room.
pub const MAX_WRAP_BYTES: usize = 64 << 10;

/// One wrapped key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// What kind of key it is; numbers are the caller's.
    pub kind: u8,
    /// Its id, unique within the kind.
    pub id: [u8; 16],
    /// The key it is wrapped under.
    pub wrapped_by: [u8; 16],
    /// What it is for: the scope that is erased with it.
    pub scope: String,
    /// The wrapped bytes; empty once destroyed.
    pub wrap: Vec<u8>,
    /// When it was made, milliseconds since 1970.
    pub made_at_ms: i64,
    /// When its use ends, where that is known.
    pub ends_at_ms: Option<i64>,
    /// When it was destroyed.
    pub destroyed_at_ms: Option<i64>,
}

/// Which keys to read, by kind and id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyQuery {
    /// Only this kind.
    pub kind: Option<u8>,
    /// Only keys wrapped under this one.
    pub wrapped_by: Option<[u8; 16]>,
    /// Only this scope.
    pub scope: Option<String>,
    /// Only keys that are not destroyed.
    pub live_only: bool,
    /// Only keys after this `(kind, id)`: the last one of the previous page.
    pub after: Option<(u8, [u8; 16])>,
    /// At most this many, and never more than [`MAX_PAGE`](crate::MAX_PAGE).
    pub limit: u32,
}

/// One key put under another wrapping key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrap {
    /// The key's kind.
    pub kind: u8,
    /// The key's id.
    pub id: [u8; 16],
    /// The wrapping key the caller found; another one means `KeyGone`.
    pub from: [u8; 16],
    /// The new wrapping key.
    pub to: [u8; 16],
    /// The new wrap.
    pub wrap: Vec<u8>,
}

/// The turn of a wrapping key: every live key goes under a new one, and the old one ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTurn {
    /// The new wrapping key.
    pub new: WrappedKey,
    /// Every live key under the old one, put under the new one.
    pub changes: Vec<Rewrap>,
    /// The old wrapping key, by kind and id.
    pub old: (u8, [u8; 16]),
    /// When, milliseconds since 1970.
    pub at_ms: i64,
}

/// The contract of a key store. Every call is one transaction; when it answers, it is durable.
pub trait KeyStore: Send + Sync + fmt::Debug {
    /// Stores new keys. An id that was ever used is `KeyExists`, a wrapping key that is destroyed `KeyGone`, and nothing is
    /// stored: so two processes may write, and no key is lost to the turn of the one above it.
    fn put(&self, keys: Vec<WrappedKey>) -> Answer<'_, ()>;

    /// The key, also when it was destroyed.
    fn get(&self, kind: u8, id: [u8; 16]) -> Answer<'_, Option<WrappedKey>>;

    /// Keys by kind and id.
    fn list(&self, query: KeyQuery) -> Answer<'_, Vec<WrappedKey>>;

    /// Does a turn whole or not at all. A change of a key that is destroyed or is under another one by now is `KeyGone`, and
    /// so is a live key under the old one that is not among the changes. What the old wrapping key opened may be in the
    /// database's files until [`KeyStore::clear`]: a turn that is done must not look like one that is not.
    fn turn(&self, turn: KeyTurn) -> Answer<'_, ()>;

    /// Clears from the database's files what was destroyed or wrapped anew before. `Busy` while a reader is in its way.
    fn clear(&self) -> Answer<'_, ()>;

    /// Destroys the wraps and clears them from the database's files. Returns how many were alive.
    fn destroy(&self, keys: Vec<(u8, [u8; 16])>, at_ms: i64) -> Answer<'_, u64>;
}

/// Refuses what passes the limits, before anything is written.
pub(crate) fn within_limits<'a>(
    n_keys: usize,
    n_max: usize,
    mut wraps: impl Iterator<Item = &'a [u8]>,
) -> Result<(), StoreError> {
    if n_keys > n_max {
        return Err(StoreError::TooLarge { what: "the number of keys", limit: n_max as u64 });
    }
    if wraps.any(|wrap| wrap.len() > MAX_WRAP_BYTES) {
        return Err(StoreError::TooLarge { what: "a wrapped key", limit: MAX_WRAP_BYTES as u64 });
    }
    Ok(())
}
