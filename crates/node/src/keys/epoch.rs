//! The epoch key, under which every other key lies, and its turn: all live keys are put under a new one and the old one is
//! destroyed, in one transaction of the key store (`docs/spec/keys.md` §4).
//!
//! Rows that were destroyed survive in free pages, copies and flash cells. After a turn nothing of before opens any more.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use seal::keyring::{Key, KeyringError, WrapKind, WrapPlace, unwrap, unwrap_key, wrap};
use store::keys::{KeyQuery, KeyTurn, Rewrap, WrappedKey};

use super::root::{self, NextRoot};
use super::{Keys, KeysError, PAGE, list, pages, place_of, wrapped};
use crate::rng::{AsCryptoRng, Random};

/// The id of a software root.
const ROOT_ID: [u8; 16] = [0; 16];

/// The key under which every other key lies.
pub(super) struct Epoch {
    pub(super) id: [u8; 16],
    pub(super) key: Key,
    /// Milliseconds since 1970.
    made_at_ms: i64,
}

/// A new epoch key and the row of its wrap.
pub(super) fn fresh(
    root: &Key,
    random: &dyn Random,
    at_ms: i64,
) -> Result<(Epoch, WrappedKey), KeysError> {
    let mut rng = AsCryptoRng(random);
    let (id, key) = (random.array(), Key::generate(&mut rng));
    let place = WrapPlace { kind: WrapKind::EpochKey, wrapping_key_id: ROOT_ID, object_id: id };
    let sealed = wrap(root, &place, key.expose(), &mut rng)?;
    let row = wrapped(&place, "epoch", sealed, at_ms);
    Ok((Epoch { id, key, made_at_ms: at_ms }, row))
}

/// The epoch key of a row.
pub(super) fn open(root: &Key, row: &WrappedKey) -> Result<Epoch, KeyringError> {
    let key = unwrap_key(root, &place_of(WrapKind::EpochKey, row), &row.wrap)?;
    Ok(Epoch { id: row.id, key, made_at_ms: row.made_at_ms })
}

/// What a row holds; the numbers are those of the rows.
fn kind_of(row: &WrappedKey) -> Option<WrapKind> {
    [
        WrapKind::Kek,
        WrapKind::Dek,
        WrapKind::Compartment,
        WrapKind::StreamKey,
        WrapKind::EpochKey,
        WrapKind::IndexKey,
        WrapKind::HpkeKey,
        WrapKind::SigningSeed,
        WrapKind::TlsKey,
        WrapKind::TombstoneKey,
    ]
    .into_iter()
    .find(|kind| *kind as u8 == row.kind)
}

impl Keys {
    pub(super) fn epoch(&self) -> Arc<Epoch> {
        self.epoch.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The id of the epoch key in force.
    #[must_use]
    pub fn epoch_id(&self) -> [u8; 16] {
        self.epoch().id
    }

    /// When it was made, milliseconds since 1970.
    #[must_use]
    pub fn epoch_made_at_ms(&self) -> i64 {
        self.epoch().made_at_ms
    }

    /// Puts every live key under a new epoch key, which lies under the next root, and destroys the old one. Returns how
    /// many keys that were.
    ///
    /// # Errors
    /// If a wrap does not open or the store fails: then nothing has changed, or [`Keys::settle_root`] finds that it has. If
    /// only the root's file cannot be moved, the turn is done, and the same call or the next start moves it.
    pub async fn turn(&self, next: &NextRoot, at_ms: i64) -> Result<usize, KeysError> {
        // Nothing is put under the old key meanwhile.
        let _making = self.making.lock().await;
        let old = self.epoch();
        let (new, row) = fresh(&next.key, &*self.random, at_ms)?;
        let query = KeyQuery {
            wrapped_by: Some(old.id),
            live_only: true,
            limit: PAGE,
            ..KeyQuery::default()
        };
        let mut changes = Vec::new();
        for key in pages(&*self.store, query).await? {
            let kind = kind_of(&key).ok_or(KeyringError::Malformed)?;
            let secret = unwrap(&old.key, &place_of(kind, &key), &key.wrap)?;
            let place = WrapPlace { kind, wrapping_key_id: new.id, object_id: key.id };
            let wrap = wrap(&new.key, &place, &secret, &mut AsCryptoRng(&*self.random))?;
            changes.push(Rewrap { kind: key.kind, id: key.id, from: old.id, to: new.id, wrap });
        }
        let n_keys = changes.len();
        let old = (WrapKind::EpochKey as u8, old.id);
        let turn = KeyTurn { new: row, changes, old, at_ms };
        if let Err(error) = self.store.turn(turn).await {
            // An answer that was lost is no turn that was not done: what is stored says it.
            let stored = self.store.get(WrapKind::EpochKey as u8, new.id).await?;
            if stored.is_none_or(|row| row.destroyed_at_ms.is_some()) {
                return Err(error.into());
            }
        }
        self.install(new);
        next.take_over()?;
        Ok(n_keys)
    }

    fn install(&self, epoch: Epoch) {
        *self.epoch.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(epoch);
    }

    /// Clears from the key store's files what the epoch keys of before opened.
    ///
    /// # Errors
    /// If the store fails, or somebody reads it: then it is asked again.
    pub async fn clear(&self) -> Result<(), KeysError> {
        Ok(self.store.clear().await?)
    }

    /// Finishes a turn that was done in the key store and nowhere else: the new root takes its place, and the new epoch key
    /// is the one in force. Returns whether there was such a root.
    ///
    /// # Errors
    /// If a file or the store cannot be read, or no root opens the epoch key.
    pub async fn settle_root(&self, folder: &Path) -> Result<bool, KeysError> {
        let _making = self.making.lock().await;
        let mut epochs = list(&*self.store, WrapKind::EpochKey).await?;
        let newest = epochs.pop().ok_or_else(|| KeysError::Missing("epoch".to_owned()))?;
        let of = folder.to_owned();
        // Mostly there is none, and then nothing is slow.
        let next =
            if root::is_next(folder) { root::slow(move || root::next(&of)).await? } else { None };
        if let Some(next) = next
            && let Ok(epoch) = open(&next, &newest)
        {
            self.install(epoch);
            root::take_over(folder, &next)?;
            return Ok(true);
        }
        if newest.id != self.epoch_id() {
            let of = folder.to_owned();
            let root = root::slow(move || Self::root(&of)).await?;
            self.install(open(&root, &newest)?);
        }
        Ok(false)
    }
}
