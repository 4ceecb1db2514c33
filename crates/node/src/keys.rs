//! The node's keys: root → epoch → case keys → what they protect, and the seeds that sign.
//!
//! Trusted: who reads an open key store reads content; who destroys it destroys content. Wraps lie in `keys.db`, a
//! database of its own that is not in the main backup. The root lies in `keys/root.sealed` under Argon2id of a
//! passphrase, and the passphrase beside it in a file that only its owner may read, in a drill and in production alike:
//! whoever copies the whole folder has the root. Another source of the passphrase, and an HSM, are not built yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use domain::actor::UnitId;
use domain::ids::ExhibitId;
use seal::envelope::XWingSecret;
use seal::keyring::{Key, KeyringError, WrapKind, WrapPlace, unwrap_key, wrap};
use seal::sign::{Ed25519Secret, MlDsa44Secret, SignError};
use store::StoreError;
use store::keys::{KeyQuery, KeyStore, WrappedKey};

use crate::rng::{AsCryptoRng, Random};

mod epoch;
pub(crate) mod logs;
mod root;
pub(crate) mod turns;

use self::epoch::Epoch;
pub use self::root::NextRoot;
pub(crate) use self::root::stretch;
pub use self::turns::{CosignerKeys, InTurn};

/// Scopes of the seeds that cosign, classical and post-quantum.
const COSIGNER: [&str; 2] = ["cosign/ed25519", "cosign/ml-dsa-44"];
/// What the scope of an exhibit's keys starts with.
const DEK_SCOPE: &str = "exhibit:";
/// Keys read in one go.
const PAGE: u32 = 4_096;

/// Why the keys cannot be used. The operator's trouble, or damage.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// A file of the key folder.
    #[error("{file} cannot be used: {source}")]
    File {
        /// Which.
        file: &'static str,
        /// The system's answer.
        source: io::Error,
    },
    /// A wrap does not open: wrong passphrase, or damage.
    #[error("a key does not open; wrong passphrase or a damaged key store: {0}")]
    Keyring(#[from] KeyringError),
    /// A key that must be there is not.
    #[error("the key store has no key for `{0}`")]
    Missing(String),
    /// Argon2 refused its parameters.
    #[error("the passphrase cannot be stretched")]
    Passphrase,
    /// A stored seed is not usable.
    #[error("a signing seed is not usable: {0}")]
    Seed(#[from] SignError),
    /// The key store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The keys of one unit.
pub struct UnitKeys {
    /// Signs its letters.
    pub sign: InTurn<Ed25519Secret>,
    /// Opens letters to it. Open as long as the node is: a seed costs as much to unfold as an envelope to open.
    pub enc: InTurn<XWingSecret>,
}

/// Every seed that signs or opens letters.
pub struct Signing {
    /// Seals of envelopes, receipts.
    pub node: InTurn<Ed25519Secret>,
    /// Per unit.
    pub units: BTreeMap<UnitId, UnitKeys>,
    /// Cosignatures on other logs.
    pub cosigner: InTurn<CosignerKeys>,
}

/// A key that encrypts one scope of content.
#[derive(Clone)]
pub struct Kek {
    /// Its id: stands beside whatever it wraps.
    pub id: [u8; 16],
    /// The key.
    pub key: Arc<Key>,
    /// HMAC key of the scope's stream tags.
    pub stream_key: Arc<Key>,
}

/// What became of the keys of an exhibit's content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DestroyedDeks {
    /// Their ids.
    pub ids: BTreeSet<[u8; 16]>,
    /// When the last of them was destroyed, milliseconds since 1970; none if there was none.
    pub last_at_ms: Option<i64>,
    /// How many opened afterwards.
    pub n_opened: u64,
}

/// The open key store.
pub struct Keys {
    store: Arc<dyn KeyStore>,
    random: Arc<dyn Random>,
    epoch: RwLock<Arc<Epoch>>,
    keks: RwLock<BTreeMap<String, Kek>>,
    by_id: RwLock<BTreeMap<[u8; 16], Kek>>,
    /// Held while a scope's first key is made, because two first uses at once must not store two, and while the epoch key
    /// turns, because nothing may be put under the old one meanwhile.
    making: tokio::sync::Mutex<()>,
}

impl fmt::Debug for UnitKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnitKeys").finish_non_exhaustive()
    }
}

impl fmt::Debug for Signing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing").field("units", &self.units.keys()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Kek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kek").field("id", &self.id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("epoch_id", &self.epoch().id).finish_non_exhaustive()
    }
}

impl Keys {
    /// Makes root, epoch key and nothing else; `folder` gets `root.sealed` and `passphrase`.
    ///
    /// # Errors
    /// If a file or the store cannot be written.
    pub async fn create(
        folder: &Path,
        store: Arc<dyn KeyStore>,
        random: Arc<dyn Random>,
        at_ms: i64,
    ) -> Result<Self, KeysError> {
        let root = root::make(folder, &*random)?;
        let (epoch, row) = epoch::fresh(&root, &*random, at_ms)?;
        store.put(vec![row]).await?;
        Ok(Self {
            store,
            random,
            epoch: RwLock::new(Arc::new(epoch)),
            keks: RwLock::default(),
            by_id: RwLock::default(),
            making: tokio::sync::Mutex::default(),
        })
    }

    /// Opens what [`Keys::create`] made.
    ///
    /// # Errors
    /// If a file is missing or cannot be moved, the passphrase is wrong, or a wrap was damaged.
    pub async fn open(
        folder: &Path,
        store: Arc<dyn KeyStore>,
        random: Arc<dyn Random>,
    ) -> Result<Self, KeysError> {
        let root = Self::root(folder)?;
        match Self::under(&root, store.clone(), random.clone()).await {
            // The epoch key turned, and the process ended before the new root took the place of the old one.
            Err(KeysError::Keyring(KeyringError::NotAuthentic)) => match root::next(folder)? {
                Some(next) => {
                    let keys = Self::under(&next, store, random).await?;
                    // At once: until then a file that looks unused is the only one that opens anything.
                    root::take_over(folder, &next)?;
                    Ok(keys)
                }
                None => Err(KeyringError::NotAuthentic.into()),
            },
            opened => opened,
        }
    }

    /// Opens the key store under a root that is open already.
    ///
    /// # Errors
    /// If the store is another root's, or a wrap was damaged.
    pub async fn under(
        root: &Key,
        store: Arc<dyn KeyStore>,
        random: Arc<dyn Random>,
    ) -> Result<Self, KeysError> {
        let mut epochs = list(&*store, WrapKind::EpochKey).await?;
        let newest = epochs.pop().ok_or_else(|| KeysError::Missing("epoch".to_owned()))?;
        let keys = Self {
            store,
            random,
            epoch: RwLock::new(Arc::new(epoch::open(root, &newest)?)),
            keks: RwLock::default(),
            by_id: RwLock::default(),
            making: tokio::sync::Mutex::default(),
        };
        keys.load_keks().await?;
        Ok(keys)
    }

    async fn load_keks(&self) -> Result<(), KeysError> {
        let (epoch, mut stream_keys) = (self.epoch(), BTreeMap::new());
        for row in list(&*self.store, WrapKind::StreamKey).await? {
            stream_keys.insert(row.wrapped_by, row);
        }
        for row in list(&*self.store, WrapKind::Kek).await? {
            let place = place_of(WrapKind::Kek, &row);
            let key = Arc::new(unwrap_key(&epoch.key, &place, &row.wrap)?);
            let missing = || KeysError::Missing(row.scope.clone());
            let tag = stream_keys.get(&row.id).ok_or_else(missing)?;
            let stream_key = unwrap_key(&key, &place_of(WrapKind::StreamKey, tag), &tag.wrap)?;
            let kek = Kek { id: row.id, key, stream_key: Arc::new(stream_key) };
            self.remember(row.scope, kek);
        }
        Ok(())
    }

    fn remember(&self, scope: String, kek: Kek) {
        let mut by_id = self.by_id.write().unwrap_or_else(PoisonError::into_inner);
        by_id.insert(kek.id, kek.clone());
        drop(by_id);
        self.keks.write().unwrap_or_else(PoisonError::into_inner).insert(scope, kek);
    }

    /// The key of a scope, made at first use: `case:<uuid>` for what belongs to a case, `node` for what does not.
    ///
    /// # Errors
    /// If it must be made and cannot be stored.
    pub async fn kek(&self, scope: &str, at_ms: i64) -> Result<Kek, KeysError> {
        if let Some(kek) = self.known(scope) {
            return Ok(kek);
        }
        let _making = self.making.lock().await;
        if let Some(kek) = self.known(scope) {
            return Ok(kek);
        }
        let (random, epoch) = (&*self.random, self.epoch());
        let (kek_place, kek, kek_wrap, stream_place, stream_key, stream_wrap) = {
            let mut rng = AsCryptoRng(random);
            let kek = Key::generate(&mut rng);
            let kek_place = WrapPlace {
                kind: WrapKind::Kek,
                wrapping_key_id: epoch.id,
                object_id: random.array(),
            };
            let kek_wrap = wrap(&epoch.key, &kek_place, kek.expose(), &mut rng)?;
            let stream_key = Key::generate(&mut rng);
            let stream_place = WrapPlace {
                kind: WrapKind::StreamKey,
                wrapping_key_id: kek_place.object_id,
                object_id: random.array(),
            };
            let stream_wrap = wrap(&kek, &stream_place, stream_key.expose(), &mut rng)?;
            (kek_place, kek, kek_wrap, stream_place, stream_key, stream_wrap)
        };
        self.store
            .put(vec![
                wrapped(&kek_place, scope, kek_wrap, at_ms),
                wrapped(&stream_place, scope, stream_wrap, at_ms),
            ])
            .await?;
        let kek =
            Kek { id: kek_place.object_id, key: Arc::new(kek), stream_key: Arc::new(stream_key) };
        self.remember(scope.to_owned(), kek.clone());
        Ok(kek)
    }

    fn known(&self, scope: &str) -> Option<Kek> {
        self.keks.read().unwrap_or_else(PoisonError::into_inner).get(scope).cloned()
    }

    /// The key with this id, if it was not destroyed.
    #[must_use]
    pub fn by_id(&self, id: &[u8; 16]) -> Option<Kek> {
        self.by_id.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Stores the key of an exhibit's content under the key of its case, and gives its id. The same key again is the one
    /// that is there: an act that is tried again leaves no second one.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub async fn put_dek(
        &self,
        kek: &Kek,
        exhibit: ExhibitId,
        dek: &Key,
        at_ms: i64,
    ) -> Result<[u8; 16], KeysError> {
        for row in self.deks(exhibit).await?.iter().filter(|row| row.destroyed_at_ms.is_none()) {
            let known = open_dek(kek, exhibit, row);
            if known.is_ok_and(|known| known.expose() == dek.expose()) {
                return Ok(row.id);
            }
        }
        let place = dek_place(kek, exhibit);
        let wrap = wrap(&kek.key, &place, dek.expose(), &mut AsCryptoRng(&*self.random))?;
        let id = self.random.array();
        let row = WrappedKey { id, ..wrapped(&place, &dek_scope(exhibit), wrap, at_ms) };
        self.store.put(vec![row]).await?;
        Ok(id)
    }

    /// The key of an exhibit's content.
    ///
    /// # Errors
    /// [`KeysError::Missing`] if it was destroyed.
    pub async fn dek(&self, kek: &Kek, exhibit: ExhibitId, id: [u8; 16]) -> Result<Key, KeysError> {
        let row = self.store.get(WrapKind::Dek as u8, id).await?;
        let row = row.filter(|row| row.destroyed_at_ms.is_none());
        let row = row.ok_or_else(|| KeysError::Missing(dek_scope(exhibit)))?;
        Ok(open_dek(kek, exhibit, &row)?)
    }

    /// Destroys every key that ever opened an exhibit's content, and tries afterwards to open with what is left of each;
    /// without the key of the case there is nothing to try.
    ///
    /// # Errors
    /// If the key store fails. Then some may be destroyed: it is asked again.
    pub async fn destroy_deks(
        &self,
        kek: Option<&Kek>,
        exhibit: ExhibitId,
        at_ms: i64,
    ) -> Result<DestroyedDeks, KeysError> {
        let rows = self.deks(exhibit).await?;
        let all: Vec<(u8, [u8; 16])> = rows.iter().map(|row| (row.kind, row.id)).collect();
        self.store.destroy(all, at_ms).await?;
        let mut destroyed = DestroyedDeks::default();
        for row in self.deks(exhibit).await? {
            let opens = kek.is_some_and(|kek| open_dek(kek, exhibit, &row).is_ok());
            destroyed.n_opened = destroyed.n_opened.saturating_add(opens.into());
            let at_ms = row.destroyed_at_ms.unwrap_or(at_ms);
            destroyed.last_at_ms = Some(destroyed.last_at_ms.map_or(at_ms, |last| last.max(at_ms)));
            destroyed.ids.insert(row.id);
        }
        Ok(destroyed)
    }

    /// How many keys of an exhibit's content are not destroyed.
    ///
    /// # Errors
    /// If the key store fails.
    pub async fn n_deks_alive(&self, exhibit: ExhibitId) -> Result<usize, KeysError> {
        let rows = self.deks(exhibit).await?;
        Ok(rows.iter().filter(|row| row.destroyed_at_ms.is_none()).count())
    }

    /// The exhibits whose content has had keys, of which none is left.
    ///
    /// # Errors
    /// If the key store fails.
    pub async fn exhibits_without_keys(&self) -> Result<BTreeSet<ExhibitId>, KeysError> {
        let query =
            KeyQuery { kind: Some(WrapKind::Dek as u8), limit: PAGE, ..KeyQuery::default() };
        let (mut alive, mut all) = (BTreeSet::new(), BTreeSet::new());
        for row in pages(&*self.store, query).await? {
            let Some(exhibit) = row.scope.strip_prefix(DEK_SCOPE) else { continue };
            let Ok(exhibit) = ExhibitId::parse(exhibit) else { continue };
            all.insert(exhibit);
            if row.destroyed_at_ms.is_none() {
                alive.insert(exhibit);
            }
        }
        Ok(all.difference(&alive).copied().collect())
    }

    /// Every key of an exhibit's content, the destroyed ones too.
    async fn deks(&self, exhibit: ExhibitId) -> Result<Vec<WrappedKey>, StoreError> {
        let query = KeyQuery {
            kind: Some(WrapKind::Dek as u8),
            scope: Some(dek_scope(exhibit)),
            limit: PAGE,
            ..KeyQuery::default()
        };
        pages(&*self.store, query).await
    }

    /// Makes and stores a 32-byte secret under the epoch key.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub async fn make_secret(
        &self,
        kind: WrapKind,
        scope: &str,
        at_ms: i64,
    ) -> Result<Key, KeysError> {
        let secret = Key::generate(&mut AsCryptoRng(&*self.random));
        self.put_secret(kind, scope, secret.expose(), at_ms).await?;
        Ok(secret)
    }

    /// Stores a secret of any length under the epoch key.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub async fn put_secret(
        &self,
        kind: WrapKind,
        scope: &str,
        secret: &[u8],
        at_ms: i64,
    ) -> Result<(), KeysError> {
        let _making = self.making.lock().await;
        let epoch = self.epoch();
        let place = WrapPlace { kind, wrapping_key_id: epoch.id, object_id: self.random.array() };
        let wrap = wrap(&epoch.key, &place, secret, &mut AsCryptoRng(&*self.random))?;
        self.store.put(vec![wrapped(&place, scope, wrap, at_ms)]).await?;
        Ok(())
    }

    /// The stored secret of a scope.
    ///
    /// # Errors
    /// If there is none, or it does not open.
    pub async fn secret(&self, kind: WrapKind, scope: &str) -> Result<Vec<u8>, KeysError> {
        let query = KeyQuery {
            kind: Some(kind as u8),
            scope: Some(scope.to_owned()),
            live_only: true,
            limit: 1,
            ..KeyQuery::default()
        };
        // Not while every key is put under another one: the row and the epoch key belong together.
        let _making = self.making.lock().await;
        let row = self.store.list(query).await?.pop();
        let row = row.ok_or_else(|| KeysError::Missing(scope.to_owned()))?;
        let epoch = self.epoch();
        Ok(seal::keyring::unwrap(&epoch.key, &place_of(kind, &row), &row.wrap)?.to_vec())
    }

    async fn seed(&self, scope: &str) -> Result<[u8; 32], KeysError> {
        let secret = self.secret(WrapKind::SigningSeed, scope).await?;
        secret.try_into().map_err(|_| KeysError::Missing(scope.to_owned()))
    }

    /// Makes every signing seed and unit key of a new node.
    ///
    /// # Errors
    /// If one cannot be stored.
    pub async fn make_signing(&self, units: &[UnitId], at_ms: i64) -> Result<(), KeysError> {
        self.make_secret(WrapKind::SigningSeed, turns::NODE, at_ms).await?;
        self.make_cosigner(at_ms).await?;
        for unit in units {
            self.make_unit(unit, at_ms).await?;
        }
        Ok(())
    }

    /// Makes the keys of a unit, those that are not there.
    ///
    /// # Errors
    /// If one cannot be stored.
    pub async fn make_unit(&self, unit: &UnitId, at_ms: i64) -> Result<(), KeysError> {
        self.make_next_unit(unit, 1, at_ms).await
    }

    /// Makes the seeds that cosign the logs of others.
    ///
    /// # Errors
    /// If one cannot be stored.
    pub async fn make_cosigner(&self, at_ms: i64) -> Result<(), KeysError> {
        for scope in COSIGNER {
            self.make_secret(WrapKind::SigningSeed, scope, at_ms).await?;
        }
        Ok(())
    }

    /// Every seed, open, with all that followed it. When each is good, [`Signing::timed`] says.
    ///
    /// # Errors
    /// If one is missing or does not open.
    pub async fn signing(&self, units: &[UnitId]) -> Result<Signing, KeysError> {
        let mut by_unit = BTreeMap::new();
        for unit in units {
            let scope = unit_scope(unit);
            let sign = self.ed25519_in_turn(&scope).await?;
            let enc = self.enc_in_turn(&scope).await?;
            by_unit.insert(unit.clone(), UnitKeys { sign, enc });
        }
        Ok(Signing {
            node: self.ed25519_in_turn(turns::NODE).await?,
            units: by_unit,
            cosigner: self.cosigner_in_turn().await?,
        })
    }

    /// The two seeds that cosign the logs of others, open: all that a witness without a node has.
    ///
    /// # Errors
    /// If one is missing, does not open, or repeats one byte.
    pub async fn cosigner(&self) -> Result<(Ed25519Secret, MlDsa44Secret), KeysError> {
        let [classical, quantum] = COSIGNER;
        let ed25519 = Ed25519Secret::from_seed(self.seed(classical).await?)?;
        Ok((ed25519, MlDsa44Secret::from_seed(self.seed(quantum).await?)?))
    }
}

fn wrapped(place: &WrapPlace, scope: &str, wrap: Vec<u8>, at_ms: i64) -> WrappedKey {
    WrappedKey {
        kind: place.kind as u8,
        id: place.object_id,
        wrapped_by: place.wrapping_key_id,
        scope: scope.to_owned(),
        wrap,
        made_at_ms: at_ms,
        ends_at_ms: None,
        destroyed_at_ms: None,
    }
}

/// Scope of the first keys of a unit.
fn unit_scope(unit: &UnitId) -> String {
    format!("unit/{unit}")
}

/// Scope of the keys of an exhibit's content: what is destroyed with it.
fn dek_scope(exhibit: ExhibitId) -> String {
    format!("{DEK_SCOPE}{exhibit}")
}

/// A content key opens for its exhibit only, whatever row it lies in.
fn dek_place(kek: &Kek, exhibit: ExhibitId) -> WrapPlace {
    WrapPlace { kind: WrapKind::Dek, wrapping_key_id: kek.id, object_id: *exhibit.bytes() }
}

fn open_dek(kek: &Kek, exhibit: ExhibitId, row: &WrappedKey) -> Result<Key, KeyringError> {
    unwrap_key(&kek.key, &dek_place(kek, exhibit), &row.wrap)
}

fn place_of(kind: WrapKind, row: &WrappedKey) -> WrapPlace {
    WrapPlace { kind, wrapping_key_id: row.wrapped_by, object_id: row.id }
}

async fn list(store: &dyn KeyStore, kind: WrapKind) -> Result<Vec<WrappedKey>, StoreError> {
    let query =
        KeyQuery { kind: Some(kind as u8), live_only: true, limit: PAGE, ..KeyQuery::default() };
    let mut rows = pages(store, query).await?;
    rows.sort_by_key(|row| row.made_at_ms);
    Ok(rows)
}

/// Everything a query finds, page by page.
async fn pages(store: &dyn KeyStore, mut query: KeyQuery) -> Result<Vec<WrappedKey>, StoreError> {
    let mut rows: Vec<WrappedKey> = Vec::new();
    loop {
        let page = store.list(query.clone()).await?;
        let Some(last) = page.last() else { return Ok(rows) };
        query.after = Some((last.kind, last.id));
        rows.extend(page);
    }
}

#[cfg(test)]
mod tests;
