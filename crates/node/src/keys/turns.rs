//! Keys of one holder for one use, which take turns by the time that the member directory gives each of them.
//!
//! A node has all it had for a holder when it started: what one of them opens may still be on its way. Which one signs is asked at
//! the instant for which it signs, and the times are those of the directory that the node works with, so neither a turn nor a
//! revocation needs a restart at its instant. A key that was made beside the running node is there from its next start on.
//!
//! Not here: making them (`crate::renew`), the leaf that tells a turn (`crate::signers`).

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::actor::{NodeId, UnitId};
use jiff::Timestamp;
use seal::envelope::XWingSecret;
use seal::keyring::{Key, WrapKind};
use seal::note::{NoteError, Vkey, VkeyKind};
use seal::sign::{Ed25519Secret, Kid, MlDsa44Secret};
use wire::roster::{Entry, KeyEntry, Roster};

use super::{COSIGNER, Keys, KeysError, Signing, unit_scope};
use crate::peer::anchor::cosigner_name;

/// Generations of one holder that are opened: three a year for two decades.
pub(crate) const GENERATIONS_MAX: usize = 64;
/// Scope of the first seed that seals envelopes and signs receipts.
pub(super) const NODE: &str = "node";

/// One key and its time.
struct Held<K> {
    key: K,
    /// Good from, in milliseconds since 1970. A newer directory changes it under the node that runs.
    from: AtomicI64,
    /// Good until, exclusive: its end by date, or its revocation if that comes first.
    until: AtomicI64,
}

impl<K> Held<K> {
    /// A key of which nobody has said when it is good.
    const fn of(key: K) -> Self {
        Self { key, from: AtomicI64::new(i64::MIN), until: AtomicI64::new(i64::MAX) }
    }

    fn from(&self) -> i64 {
        self.from.load(Ordering::Acquire)
    }

    fn until(&self) -> i64 {
        self.until.load(Ordering::Acquire)
    }

    fn is_good(&self, at: Timestamp) -> bool {
        let at = at.as_millisecond();
        self.from() <= at && at < self.until()
    }
}

/// At least one key.
pub struct InTurn<K> {
    first: Held<K>,
    later: Vec<Held<K>>,
}

impl<K> fmt::Debug for InTurn<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InTurn").field("n_later", &self.later.len()).finish_non_exhaustive()
    }
}

impl<K> InTurn<K> {
    /// In the order in which they were made, each good at any time until the directory says otherwise.
    #[must_use]
    pub fn new(first: K, later: Vec<K>) -> Self {
        Self { first: Held::of(first), later: later.into_iter().map(Held::of).collect() }
    }

    fn held(&self) -> impl Iterator<Item = &Held<K>> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// All, in the order in which they were made.
    pub fn all(&self) -> impl Iterator<Item = &K> {
        self.held().map(|held| &held.key)
    }

    /// The one that was made first, good or not.
    #[must_use]
    pub const fn first(&self) -> &K {
        &self.first.key
    }

    /// The one whose turn it is at this instant: of those that are good the one that became good last. Where none is good it
    /// is the one that ended last: what it signs everybody refuses, and that is for the operator to repair.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> &K {
        let good = self.held().filter(|held| held.is_good(at)).max_by_key(|held| held.from());
        let at = at.as_millisecond();
        let begun = || self.held().filter(|held| held.from() <= at).max_by_key(|held| held.until());
        good.or_else(begun).map_or(&self.first.key, |held| &held.key)
    }

    /// All that are good at this instant; where none is, the one of [`InTurn::at`].
    #[must_use]
    pub fn good(&self, at: Timestamp) -> Vec<&K> {
        let good: Vec<&K> =
            self.held().filter(|held| held.is_good(at)).map(|held| &held.key).collect();
        if good.is_empty() { vec![self.at(at)] } else { good }
    }

    /// Whether one of them is good at this instant.
    #[must_use]
    pub fn has_good(&self, at: Timestamp) -> bool {
        self.held().any(|held| held.is_good(at))
    }

    /// Gives each its time; one that is not listed is never good.
    fn time(&self, time_of: impl Fn(&K) -> Option<(Timestamp, Timestamp)>) {
        for held in self.held() {
            let time = time_of(&held.key);
            let [from, until] = time.map_or([i64::MAX; 2], |(from, until)| {
                [from, until].map(Timestamp::as_millisecond)
            });
            held.from.store(from, Ordering::Release);
            held.until.store(until, Ordering::Release);
        }
    }
}

/// The two seeds with which a node cosigns the logs of others.
pub struct CosignerKeys {
    /// Classical.
    pub ed25519: Ed25519Secret,
    /// Post-quantum.
    pub mldsa44: MlDsa44Secret,
}

impl fmt::Debug for CosignerKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CosignerKeys").finish_non_exhaustive()
    }
}

impl CosignerKeys {
    /// Both verifier keys, as the directory lists them for this node.
    ///
    /// # Errors
    /// Only for a node whose name no key may have.
    pub fn vkeys(&self, node: &NodeId) -> Result<[Vkey; 2], NoteError> {
        let name = cosigner_name(node);
        Ok([
            Vkey::new(&name, VkeyKind::CosigEd25519(self.ed25519.public()))?,
            Vkey::new(&name, VkeyKind::MlDsa44(self.mldsa44.public()))?,
        ])
    }
}

/// The time of a listed key: from its begin to its date or its revocation, whichever comes first.
fn time_in(entry: &Entry, keys: &[KeyEntry], kid: Kid) -> Option<(Timestamp, Timestamp)> {
    let key = keys.iter().find(|key| key.kid == kid)?;
    Some((key.not_before, entry.ends_at(key)))
}

impl Signing {
    /// Gives every key the time that the directory gives it. A node that the directory does not list keeps them as they are.
    pub fn timed(&self, roster: &Roster, node: &NodeId) {
        let Some((entry, listed)) = roster.node(node) else { return };
        self.node.time(|key| time_in(entry, &listed.sign_keys, key.public().kid()));
        for (unit, keys) in &self.units {
            let Some(listed) = entry.units.iter().find(|listed| listed.unit == *unit) else {
                continue;
            };
            keys.sign.time(|key| time_in(entry, &listed.sign_keys, key.public().kid()));
        }
        // A list of cosigner keys has no begin: they sign as soon as the node knows that they are listed.
        let generations = listed.log.cosigner_generations();
        self.cosigner.time(|keys| {
            let vkeys = keys.vkeys(node).ok()?;
            let is_listed = generations.iter().any(|listed| *listed == vkeys);
            let kids = vkeys.map(|vkey| vkey.kid());
            let ends = entry.revoked.iter().filter(|end| kids.contains(&end.kid));
            let until = ends.map(|end| end.from).min().unwrap_or(Timestamp::MAX);
            is_listed.then_some((Timestamp::MIN, until))
        });
    }
}

impl Keys {
    /// The secrets of a scope and of those that followed it, in the order in which they were made.
    ///
    /// # Errors
    /// If there is none, or one does not open.
    async fn generations(&self, kind: WrapKind, scope: &str) -> Result<Vec<Vec<u8>>, KeysError> {
        let mut found = vec![self.secret(kind, scope).await?];
        for n in 2..=GENERATIONS_MAX {
            match self.secret(kind, &generation_scope(scope, n)).await {
                Ok(secret) => found.push(secret),
                Err(KeysError::Missing(_)) => break,
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    async fn seeds(&self, scope: &str) -> Result<Vec<[u8; 32]>, KeysError> {
        let secrets = self.generations(WrapKind::SigningSeed, scope).await?;
        let seed =
            |secret: Vec<u8>| secret.try_into().map_err(|_| KeysError::Missing(scope.to_owned()));
        secrets.into_iter().map(seed).collect()
    }

    pub(super) async fn ed25519_in_turn(
        &self,
        scope: &str,
    ) -> Result<InTurn<Ed25519Secret>, KeysError> {
        let mut keys = Vec::new();
        for seed in self.seeds(scope).await? {
            keys.push(Ed25519Secret::from_seed(seed)?);
        }
        in_turn(keys, scope)
    }

    pub(super) async fn enc_in_turn(&self, scope: &str) -> Result<InTurn<XWingSecret>, KeysError> {
        let missing = || KeysError::Missing(scope.to_owned());
        let mut keys = Vec::new();
        for secret in self.generations(WrapKind::HpkeKey, scope).await? {
            let seed = Key::from_slice(&secret).ok_or_else(missing)?;
            keys.push(XWingSecret::from_seed(*seed.expose())?);
        }
        in_turn(keys, scope)
    }

    pub(super) async fn cosigner_in_turn(&self) -> Result<InTurn<CosignerKeys>, KeysError> {
        let [classical, quantum] = COSIGNER;
        let seeds = self.seeds(classical).await?.into_iter().zip(self.seeds(quantum).await?);
        let mut keys = Vec::new();
        for (classical, quantum) in seeds {
            keys.push(CosignerKeys {
                ed25519: Ed25519Secret::from_seed(classical)?,
                mldsa44: MlDsa44Secret::from_seed(quantum)?,
            });
        }
        in_turn(keys, classical)
    }

    /// Makes generation `n` of the key that seals and signs receipts, where it is not there.
    ///
    /// # Errors
    /// If it cannot be stored, or one that is there does not open.
    pub async fn make_next_node(&self, n: usize, at_ms: i64) -> Result<(), KeysError> {
        self.make_generation(WrapKind::SigningSeed, NODE, n, at_ms).await
    }

    /// Makes generation `n` of the keys that cosign, those that are not there.
    ///
    /// # Errors
    /// As for [`Keys::make_next_node`].
    pub async fn make_next_cosigner(&self, n: usize, at_ms: i64) -> Result<(), KeysError> {
        for scope in COSIGNER {
            self.make_generation(WrapKind::SigningSeed, scope, n, at_ms).await?;
        }
        Ok(())
    }

    /// Makes generation `n` of the keys of a unit, those that are not there.
    ///
    /// # Errors
    /// As for [`Keys::make_next_node`].
    pub async fn make_next_unit(
        &self,
        unit: &UnitId,
        n: usize,
        at_ms: i64,
    ) -> Result<(), KeysError> {
        let scope = unit_scope(unit);
        for kind in [WrapKind::SigningSeed, WrapKind::HpkeKey] {
            self.make_generation(kind, &scope, n, at_ms).await?;
        }
        Ok(())
    }

    async fn make_generation(
        &self,
        kind: WrapKind,
        scope: &str,
        n: usize,
        at_ms: i64,
    ) -> Result<(), KeysError> {
        let scope = generation_scope(scope, n);
        match self.secret(kind, &scope).await {
            Err(KeysError::Missing(_)) => drop(self.make_secret(kind, &scope, at_ms).await?),
            // Made before somebody stopped; one that does not open is damage, and no reason to make another one.
            found => drop(found?),
        }
        Ok(())
    }
}

fn in_turn<K>(keys: Vec<K>, scope: &str) -> Result<InTurn<K>, KeysError> {
    let mut keys = keys.into_iter();
    let first = keys.next().ok_or_else(|| KeysError::Missing(scope.to_owned()))?;
    Ok(InTurn::new(first, keys.collect()))
}

/// Where the seed of a generation lies, counted from 1.
fn generation_scope(scope: &str, n: usize) -> String {
    match n {
        0 | 1 => scope.to_owned(),
        n => format!("{scope}/{n}"),
    }
}

#[cfg(test)]
mod tests;
