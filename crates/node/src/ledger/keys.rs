//! The keys of one log of a node, which take turns: the generations that the directory lists, and those in force.
//!
//! In force is one generation, or two while the newer one takes over: then every head is signed by both. Which they are, a
//! row says that is written with the leaf (`crate::rotation`); without the row it is the first one. A generation that the
//! directory revokes is never in force, whatever the row of an older database says: then the next one is.
//!
//! Trusted: who holds the keys in force can sign a second history, which the first witness or peer will prove.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use seal::checkpoint::{Checkpoint, SignedCheckpoint};
use seal::note::{NoteError, Vkey, VkeyKind};
use seal::rotation::{Change, sig_text};
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use serde::{Deserialize, Serialize};
use store::{RowQuery, Store};

use super::{Ledger, LedgerError, Stopped};
use crate::rows::{decode, view};

/// One generation of the keys that sign checkpoints of a log.
pub struct LogKeys {
    /// Origin of the log, and name of its keys.
    pub origin: String,
    /// Classical.
    pub ed25519: Ed25519Secret,
    /// Post-quantum.
    pub mldsa44: MlDsa44Secret,
}

impl fmt::Debug for LogKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogKeys").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl LogKeys {
    /// Both verifier keys.
    ///
    /// # Errors
    /// Only for an origin that no key may have.
    pub fn vkeys(&self) -> Result<[Vkey; 2], NoteError> {
        Ok([
            Vkey::new(&self.origin, VkeyKind::Ed25519(self.ed25519.public()))?,
            Vkey::new(&self.origin, VkeyKind::MlDsa44(self.mldsa44.public()))?,
        ])
    }

    fn is_good(&self, is_revoked: &dyn Fn(&Vkey) -> bool) -> bool {
        self.vkeys().is_ok_and(|vkeys| !vkeys.iter().any(is_revoked))
    }
}

/// The row that says which keys of a log are in force, in `counter`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// Verifier keys, in the order of the directory.
    pub vkeys: Vec<String>,
}

/// The key of that row.
#[must_use]
pub fn in_force_row(origin: &str) -> String {
    format!("log-keys:{origin}")
}

/// Generations in the order of the directory.
type Generations = Vec<Arc<LogKeys>>;

/// The keys of one log.
#[derive(Debug)]
pub(super) struct KeySet {
    pub(super) origin: String,
    listed: Generations,
    in_force: RwLock<Generations>,
    /// Those that the directory revokes.
    revoked: RwLock<Generations>,
}

impl KeySet {
    /// Takes the keys of a log that begins out of those that are listed: its first generation is in force.
    ///
    /// # Errors
    /// [`LedgerError::Unlisted`] if none are among them.
    pub(super) fn new(listed: &mut Vec<LogKeys>, origin: &str) -> Result<Self, LedgerError> {
        let (ours, others) =
            std::mem::take(listed).into_iter().partition(|keys| keys.origin == origin);
        *listed = others;
        let ours: Vec<LogKeys> = ours;
        let ours: Generations = ours.into_iter().map(Arc::new).collect();
        let unlisted = || LedgerError::Unlisted(origin.to_owned());
        let first = ours.first().cloned().ok_or_else(unlisted)?;
        Ok(Self {
            origin: origin.to_owned(),
            listed: ours,
            in_force: RwLock::new(vec![first]),
            revoked: RwLock::default(),
        })
    }

    /// The same for a log that has begun, whose row may say that other keys are in force.
    ///
    /// # Errors
    /// [`LedgerError::Unlisted`] if the directory does not list them.
    pub(super) async fn take(
        store: &dyn Store,
        listed: &mut Vec<LogKeys>,
        origin: &str,
    ) -> Result<Self, LedgerError> {
        let keys = Self::new(listed, origin)?;
        let row = store.rows(RowQuery::one(view::COUNTER, &in_force_row(origin))).await?.pop();
        if let Some(row) = row {
            let row: InForce = decode(&row.body).map_err(|_| LedgerError::Row("log-keys"))?;
            keys.set_in_force(&row.vkeys)?;
        }
        Ok(keys)
    }

    fn set_in_force(&self, vkeys: &[String]) -> Result<(), LedgerError> {
        let mut chosen = Generations::new();
        for keys in &self.listed {
            if keys.vkeys()?.iter().all(|vkey| vkeys.contains(&vkey.to_string())) {
                chosen.push(keys.clone());
            }
        }
        if chosen.is_empty() {
            return Err(LedgerError::Unlisted(self.origin.clone()));
        }
        *self.in_force.write().unwrap_or_else(PoisonError::into_inner) = chosen;
        Ok(())
    }

    /// Takes revoked keys out of force; where none is left, the first good generation behind them is. Returns whether good
    /// ones are in force.
    fn skip_revoked(&self, is_revoked: &dyn Fn(&Vkey) -> bool) -> bool {
        let revoked = self.listed.iter().filter(|keys| !keys.is_good(is_revoked));
        let revoked: Generations = revoked.cloned().collect();
        let is_good = |keys: &&Arc<LogKeys>| !holds(&revoked, keys);
        let in_force = self.in_force();
        let mut good: Generations = in_force.iter().filter(is_good).cloned().collect();
        if good.is_empty() {
            // Not one that ended before: who lists keys behind others means them to follow.
            let before = |keys: &&Arc<LogKeys>| !holds(&in_force, keys);
            let later = self.listed.iter().skip_while(before).skip(1);
            good.extend(later.filter(is_good).take(1).cloned());
        }
        *self.revoked.write().unwrap_or_else(PoisonError::into_inner) = revoked;
        if good.is_empty() {
            return false;
        }
        *self.in_force.write().unwrap_or_else(PoisonError::into_inner) = good;
        true
    }

    fn in_force(&self) -> Generations {
        self.in_force.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A checkpoint of this log with a classical line of each generation in force.
    ///
    /// # Errors
    /// If it cannot be signed.
    pub(super) fn classical(&self, head: Checkpoint) -> Result<SignedCheckpoint, LedgerError> {
        let mut lines = Vec::new();
        for keys in self.in_force() {
            lines.push(head.sign_ed25519(&keys.ed25519)?);
        }
        Ok(head.with(lines))
    }

    /// The same with their post-quantum lines.
    ///
    /// # Errors
    /// If it cannot be signed.
    pub(super) fn add_quantum_lines(
        &self,
        mut signed: SignedCheckpoint,
        now: Timestamp,
    ) -> Result<SignedCheckpoint, LedgerError> {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        for keys in self.in_force() {
            let public = keys.mldsa44.public();
            let line = signed.claimed().sign_mldsa44(&public, seconds, |message| {
                keys.mldsa44.sign_deterministic(message)
            })?;
            signed.add(line);
        }
        Ok(signed)
    }
}

fn holds(generations: &[Arc<LogKeys>], keys: &Arc<LogKeys>) -> bool {
    generations.iter().any(|other| Arc::ptr_eq(other, keys))
}

fn vkeys_of(generations: &[Arc<LogKeys>]) -> Result<Vec<Vkey>, NoteError> {
    let mut vkeys = Vec::new();
    for keys in generations {
        vkeys.extend(keys.vkeys()?);
    }
    Ok(vkeys)
}

/// The keys of the log that grows, by their turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turns {
    /// The log.
    pub origin: String,
    /// Verifier keys of each generation in force: one, or two.
    pub in_force: Vec<Vec<Vkey>>,
    /// Those of the next one that the directory lists.
    pub next: Option<Vec<Vkey>>,
}

impl Ledger {
    /// Verifier keys in force of the log that grows.
    ///
    /// # Errors
    /// Only for an origin that no key may have.
    pub fn vkeys(&self) -> Result<Vec<Vkey>, NoteError> {
        vkeys_of(&self.current().keys.in_force())
    }

    /// All listed verifier keys of a log of this node, begun or not; none if it is another's.
    ///
    /// # Errors
    /// Only for an origin that no key may have.
    pub fn vkeys_of(&self, origin: &str) -> Result<Option<Vec<Vkey>>, NoteError> {
        if let Some(one) = self.all().iter().find(|one| one.keys.origin == origin) {
            return vkeys_of(&one.keys.listed).map(Some);
        }
        let unused = self.unused.lock().unwrap_or_else(PoisonError::into_inner);
        let mut vkeys = Vec::new();
        for keys in unused.iter().filter(|keys| keys.origin == origin) {
            vkeys.extend(keys.vkeys()?);
        }
        Ok((!vkeys.is_empty()).then_some(vkeys))
    }

    /// The verifier keys with which a log that has not begun will begin; none if it is not listed.
    ///
    /// # Errors
    /// Only for an origin that no key may have.
    pub fn first_vkeys_of(&self, origin: &str) -> Result<Option<[Vkey; 2]>, NoteError> {
        let unused = self.unused.lock().unwrap_or_else(PoisonError::into_inner);
        unused.iter().find(|keys| keys.origin == origin).map(LogKeys::vkeys).transpose()
    }

    /// Which keys of the log that grows are in force, and which come next.
    ///
    /// # Errors
    /// Only for an origin that no key may have.
    pub fn turns(&self) -> Result<Turns, NoteError> {
        let one = self.current();
        let in_force = one.keys.in_force();
        let mut later = one.keys.listed.iter();
        if let Some(last) = in_force.last() {
            // What stands behind the newest one in force.
            later.by_ref().find(|keys| Arc::ptr_eq(keys, last));
        }
        let revoked = one.keys.revoked.read().unwrap_or_else(PoisonError::into_inner).clone();
        let next = later.find(|keys| !holds(&revoked, keys));
        let next = next.map(|keys| vkeys_of(std::slice::from_ref(keys))).transpose()?;
        let in_force = in_force.iter().map(|keys| vkeys_of(std::slice::from_ref(keys)));
        Ok(Turns {
            origin: one.keys.origin.clone(),
            in_force: in_force.collect::<Result<_, _>>()?,
            next,
        })
    }

    /// Takes the keys that the directory revokes out of force, and out of those with which a log may begin. If the log that
    /// grows has no other ones, it stops. An ended log without others keeps its keys: it signs nothing new.
    pub fn skip_revoked(&self, is_revoked: &dyn Fn(&Vkey) -> bool) {
        let current = self.current();
        for one in self.all() {
            if !one.keys.skip_revoked(is_revoked) && Arc::ptr_eq(&one, &current) {
                self.stop(Stopped::KeysRevoked { origin: one.keys.origin.clone() });
            }
        }
        let mut unused = self.unused.lock().unwrap_or_else(PoisonError::into_inner);
        unused.retain(|keys| keys.is_good(is_revoked));
    }

    /// Has the heads of the log that grows signed by these keys from now on.
    ///
    /// # Errors
    /// [`LedgerError::Unlisted`] if the directory does not list them.
    pub(crate) fn put_in_force(&self, vkeys: &[String]) -> Result<(), LedgerError> {
        self.current().keys.set_in_force(vkeys)
    }

    /// The signatures of every key that has to sign a change of the keys of the log that grows.
    ///
    /// # Errors
    /// [`LedgerError::Unlisted`] if one of them is not ours.
    pub(crate) fn sign_change(&self, change: &Change<'_>) -> Result<Vec<String>, LedgerError> {
        let (one, message) = (self.current(), change.message());
        let mut sigs = Vec::new();
        for vkey in change.signers() {
            let mut found = None;
            for keys in &one.keys.listed {
                if keys.vkeys()?.contains(vkey) {
                    found = Some(keys);
                }
            }
            let keys = found.ok_or_else(|| LedgerError::Unlisted(change.origin.to_owned()))?;
            let signature = match vkey.kind() {
                VkeyKind::CosigEd25519(_) | VkeyKind::Ed25519(_) => {
                    keys.ed25519.sign(&message).to_vec()
                }
                VkeyKind::MlDsa44(_) => keys.mldsa44.sign_deterministic(&message)?,
            };
            sigs.push(sig_text(vkey, &signature));
        }
        Ok(sigs)
    }
}
