//! The log of this node: sequencing, signing, the start-up rule, proofs.
//!
//! Order, which nothing here may change: the act's commit → the tree's commit → signature → head register →
//! answer. Where the engine can, the first two are one commit, so an act costs one flush and its signature one more. A
//! signature that the register does not know never leaves. After any doubt the ledger stops signing
//! (`Stopped`) and the node serves reads; it never repairs a history silently.
//!
//! A node has one log after the other, each with its own name, keys and register (`docs/rfd/0007-one-log-after-the-other.md`).
//! The last one grows; those before stay, and prove their leaves for ever. Which act ends a log: `crate::shard`.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex as StdMutex, PoisonError, RwLock};

use jiff::Timestamp;
use seal::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint, VerifiedCheckpoint};
use seal::cosignature::CosignatureError;
use seal::digest::Digest;
use seal::merkle::{self, MerkleError};
use seal::note::NoteError;
use seal::sign::SignError;
use store::disk::Disk;
use store::{Head, Sequenced, Store, StoreError};
use tokio::sync::Mutex;

use self::keys::KeySet;
pub use self::keys::{InForce, LogKeys, Turns, in_force_row};
pub(crate) use self::nodes::{Rfc6962, Wanted, with_nodes};
use self::one::{OneLog, is_after};
pub use self::stopped::Stopped;
use crate::register::{HeadRegisterError, file_name};

mod gone;
mod keys;
mod nodes;
mod one;
mod proofs;
mod stopped;

/// Leaves integrated in one step: one group commit of the store.
const BATCH_MAX: u32 = 512;

/// Why a ledger call gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Our own checkpoint cannot be formed.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The post-quantum line cannot be made.
    #[error("cosignature: {0}")]
    Cosignature(#[from] CosignatureError),
    /// The register fails.
    #[error(transparent)]
    HeadRegister(#[from] HeadRegisterError),
    /// The tree cannot be read.
    #[error("tree: {0}")]
    Merkle(#[from] MerkleError),
    /// A name or key cannot make a note line.
    #[error("note: {0}")]
    Note(#[from] NoteError),
    /// The ledger has stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A row is damaged.
    #[error("row {0} is damaged")]
    Row(&'static str),
    /// A key gives no signature.
    #[error("a log key gives no signature: {0}")]
    Sign(#[from] SignError),
    /// The leaf is not in the tree yet.
    #[error("the leaf has no place in the log yet")]
    NotSequenced,
    /// The directory does not list a log that this node has.
    #[error(
        "the member directory does not list the log `{0}` of this node; install the version that does"
    )]
    Unlisted(String),
}

/// A head with the notes it was signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// Number of the log in this node.
    pub log: u32,
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: Digest,
    /// The note: with the Ed25519 line alone, or with every line once published.
    pub note: String,
}

/// The logs that have begun.
#[derive(Debug)]
struct Begun {
    /// Those that have ended, the first one first.
    past: Vec<Arc<OneLog>>,
    /// The one that grows.
    current: Arc<OneLog>,
}

/// The logs of this node.
#[derive(Debug)]
pub struct Ledger {
    store: Arc<dyn Store>,
    disk: Arc<dyn Disk>,
    logs: RwLock<Begun>,
    /// Keys that the directory lists for logs that have not begun.
    unused: StdMutex<Vec<LogKeys>>,
    sequencing: Mutex<()>,
    /// Whether every log but the last is signed to its end.
    is_settled: AtomicBool,
    epoch: AtomicU64,
    stopped: StdMutex<Option<Stopped>>,
    /// The head by which it is known that more was signed than is stored, if somebody outside showed it.
    shown: StdMutex<Option<Checkpoint>>,
}

/// The newest epoch under which somebody signed, as the registers have it. An older copy of the database knows an older
/// one, and what it would sign under that the registers refuse.
fn known_epoch<'a>(logs: impl IntoIterator<Item = &'a Arc<OneLog>>) -> u64 {
    logs.into_iter().map(|one| one.known_epoch()).max().unwrap_or(0)
}

impl Ledger {
    /// Opens the logs and applies the start-up rule between database and registers. A finding does not prevent the
    /// start: the node then serves reads and signs nothing. `listed` are the keys of every log that the directory lists for
    /// this node; the first of them names a log that has no name yet.
    ///
    /// # Errors
    /// If store or registers cannot be read at all.
    pub async fn open(
        store: Arc<dyn Store>,
        disk: Arc<dyn Disk>,
        mut listed: Vec<LogKeys>,
    ) -> Result<Self, LedgerError> {
        let first = listed.first().map(|keys| keys.origin.clone()).unwrap_or_default();
        if store.logs().await?.iter().any(|log| log.origin.is_empty()) {
            store.name_log(&first).await?;
        }
        let stored = store.logs().await?;
        let mut logs: Vec<Arc<OneLog>> = Vec::with_capacity(stored.len());
        let mut stopped = None;
        for log in &stored {
            let keys = KeySet::take(&*store, &mut listed, &log.origin).await?;
            let before = stored.iter().zip(&logs).next_back();
            let (one, why) = OneLog::open(&*store, &disk, log, keys, before).await?;
            stopped = stopped.or(why);
            logs.push(Arc::new(one));
        }
        let Some(current) = logs.pop() else {
            return Err(StoreError::Corrupt { what: "there is no log".to_owned() }.into());
        };
        for keys in listed.iter().filter(|keys| is_after(&keys.origin, &current.keys.origin)) {
            if stopped.is_none() && disk.read(&file_name(&keys.origin))?.is_some() {
                stopped = Some(Stopped::LogUnknown { origin: keys.origin.clone() });
            }
        }
        let found = store.head().await?;
        let epoch = match stopped {
            None => store.bump_epoch(known_epoch(logs.iter().chain([&current]))).await?.epoch,
            Some(_) => found.epoch,
        };
        if stopped.is_none() {
            // One flush for an act and its place in the log, where the engine can; `sequence` finds it done.
            store.integrate(epoch, Arc::new(Rfc6962));
        }
        Ok(Self {
            store,
            disk,
            logs: RwLock::new(Begun { past: logs, current }),
            unused: StdMutex::new(listed),
            sequencing: Mutex::new(()),
            is_settled: AtomicBool::new(false),
            epoch: AtomicU64::new(epoch),
            stopped: StdMutex::new(stopped),
            shown: StdMutex::default(),
        })
    }

    fn all(&self) -> Vec<Arc<OneLog>> {
        let logs = self.logs.read().unwrap_or_else(PoisonError::into_inner);
        logs.past.iter().chain([&logs.current]).cloned().collect()
    }

    fn one(&self, log: u32) -> Option<Arc<OneLog>> {
        self.all().into_iter().find(|one| one.log == log)
    }

    fn current(&self) -> Arc<OneLog> {
        self.logs.read().unwrap_or_else(PoisonError::into_inner).current.clone()
    }

    /// Origin line of the checkpoints of the log that grows.
    #[must_use]
    pub fn origin(&self) -> String {
        self.current().keys.origin.clone()
    }

    /// The origin of a log.
    ///
    /// # Errors
    /// [`LedgerError::NotSequenced`] if it has not begun.
    pub fn origin_of(&self, log: u32) -> Result<String, LedgerError> {
        self.one(log).map(|one| one.keys.origin.clone()).ok_or(LedgerError::NotSequenced)
    }

    /// Numbers and origins of all logs that have begun, the first one first.
    #[must_use]
    pub fn logs(&self) -> Vec<(u32, String)> {
        self.all().iter().map(|one| (one.log, one.keys.origin.clone())).collect()
    }

    /// Origins of the logs that are listed, have not begun, and may come after the one that grows.
    #[must_use]
    pub fn later(&self) -> Vec<String> {
        let origin = self.origin();
        self.unused().into_iter().filter(|unused| is_after(unused, &origin)).collect()
    }

    /// Origins of the logs that are listed and have not begun.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let unused = self.unused.lock().unwrap_or_else(PoisonError::into_inner);
        let mut origins: Vec<String> = unused.iter().map(|keys| keys.origin.clone()).collect();
        origins.dedup();
        origins
    }

    /// The number of the log that grows.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.current().log
    }

    /// The number of the log with this origin, if it has begun.
    #[must_use]
    pub fn number_of(&self, origin: &str) -> Option<u32> {
        self.all().iter().find(|one| one.keys.origin == origin).map(|one| one.log)
    }

    /// Why nothing is signed, if that is so.
    #[must_use]
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops signing until a restart after a person has looked, and says so once.
    pub fn stop(&self, why: Stopped) -> Stopped {
        let mut stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        if stopped.is_none() {
            crate::log::log_stopped(why.code());
        }
        stopped.get_or_insert(why).clone()
    }

    /// What follows from a head of ours that somebody else holds under our own signature: nothing, or that we must stop.
    /// Whoever shows no such signature proves nothing about us.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn held_against(
        &self,
        seen: &VerifiedCheckpoint,
    ) -> Result<Option<Stopped>, LedgerError> {
        let seen = seen.checkpoint();
        let (origin, size) = (seen.origin(), seen.size());
        let one = self.all().into_iter().find(|one| one.keys.origin == origin);
        let Some(one) = one else {
            let is_listed = size > 0 && self.later().iter().any(|later| later == origin);
            return Ok(is_listed.then(|| Stopped::LogUnknown { origin: origin.to_owned() }));
        };
        // It is known that more was signed than is stored, and two officers have drawn the consequence.
        if one.is_given_up() {
            return Ok(None);
        }
        // Read after the other's answer came: what we signed meanwhile is ours too.
        let ours = if one.lacks_register() {
            // Nobody here knows how far it was signed: what is stored must do.
            let stored = self.store.logs().await?;
            let stored = stored.iter().find(|log| log.head.log == one.log);
            stored.map_or(0, |log| log.head.size)
        } else {
            one.signed().size
        };
        if size > ours {
            *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen.clone());
            return Ok(Some(Stopped::RolledBack { stored: ours, known: size }));
        }
        let root = with_nodes(&*self.store, one.log, |nodes| merkle::root_at(size, nodes)).await?;
        Ok((root != seen.root()).then_some(Stopped::Forked { size }))
    }

    /// The head of ours that somebody outside showed and that is larger than what is stored, if that was found.
    #[must_use]
    pub fn shown(&self) -> Option<Checkpoint> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last head that was signed of the log that grows.
    #[must_use]
    pub fn signed(&self) -> Arc<SignedHead> {
        self.current().signed()
    }

    /// The last head that was signed of a log.
    #[must_use]
    pub fn signed_of(&self, log: u32) -> Option<Arc<SignedHead>> {
        self.one(log).map(|one| one.signed())
    }

    /// Whether nothing is signed in this log any more because it was given up.
    #[must_use]
    pub fn is_given_up(&self, log: u32) -> bool {
        self.one(log).is_some_and(|one| one.is_given_up())
    }

    /// The last head of the log that grows that a quorum of witnesses cosigned.
    #[must_use]
    pub fn published(&self) -> Option<Arc<SignedHead>> {
        self.current().published().map(|(head, _)| head)
    }

    /// The last head of a log that a quorum of witnesses cosigned, and when the last of them signed it last.
    #[must_use]
    pub fn published_of(&self, log: u32) -> Option<(Arc<SignedHead>, Timestamp)> {
        self.one(log)?.published()
    }

    /// The newest published head of every log, the first log first.
    #[must_use]
    pub fn all_published(&self) -> Vec<Arc<SignedHead>> {
        self.all().iter().filter_map(|one| one.published()).map(|(head, _)| head).collect()
    }

    /// Takes note of a head that was published at this instant; an older one changes nothing.
    pub fn set_published(&self, head: SignedHead, at: Timestamp) {
        if let Some(one) = self.one(head.log) {
            one.set_published(head, at);
        }
    }

    /// Gives every waiting leaf its place, signs the new head and moves the register; where a log has ended, signs it to
    /// its end first and begins the next one.
    ///
    /// # Errors
    /// [`LedgerError::Stopped`] when nothing may be signed; everything that was committed stays committed.
    pub async fn sequence(&self) -> Result<Arc<SignedHead>, LedgerError> {
        let _one_at_a_time = self.sequencing.lock().await;
        if let Some(why) = self.stopped() {
            return Err(why.into());
        }
        loop {
            let head = self.place_waiting().await?;
            let one = self.current();
            if one.log == head.log && self.is_settled.load(Ordering::Acquire) {
                return self.sign(&one, head).await;
            }
            self.settle().await?;
        }
    }

    /// The head of the log as it stands, with every leaf in its place and nothing signed: what is about to be given up.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn before_giving_up(&self) -> Result<Head, LedgerError> {
        let _one_at_a_time = self.sequencing.lock().await;
        self.place_waiting().await
    }

    /// Puts another reason in the place of the one why nothing is signed.
    pub fn stop_instead(&self, why: Stopped) {
        crate::log::log_stopped(why.code());
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
    }

    /// Makes every register that is missing, for what the database holds: two officers have decided it, and the leaf that
    /// says so is stored and has no place yet.
    ///
    /// # Errors
    /// If one cannot be made.
    pub async fn override_registers(&self) -> Result<(), LedgerError> {
        let _one_at_a_time = self.sequencing.lock().await;
        for stored in self.store.logs().await? {
            if let Some(one) = self.one(stored.head.log).filter(|one| one.lacks_register()) {
                one.override_register(&self.disk, &stored)?;
            }
        }
        Ok(())
    }

    /// Goes on after the log was given up: in the next one, which the database knows by now.
    ///
    /// # Errors
    /// If the store fails; the next start does the same.
    pub async fn resume(&self) -> Result<(), LedgerError> {
        let _one_at_a_time = self.sequencing.lock().await;
        for log in self.store.logs().await? {
            if log.given_up_at.is_some()
                && let Some(one) = self.one(log.head.log)
            {
                one.give_up();
            }
        }
        let epoch = self.store.bump_epoch(known_epoch(&self.all())).await?.epoch;
        self.store.integrate(epoch, Arc::new(Rfc6962));
        self.epoch.store(epoch, Ordering::Release);
        self.is_settled.store(false, Ordering::Release);
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    async fn place_waiting(&self) -> Result<Head, LedgerError> {
        let mut head = self.store.head().await?;
        loop {
            let pending = self.store.leaves_pending(BATCH_MAX).await?;
            if pending.is_empty() {
                return Ok(head);
            }
            let leaves: Vec<_> = pending.iter().map(|leaf| Digest(leaf.leaf_hash)).collect();
            let (log, from) = (head.log, head.size);
            let grown =
                with_nodes(&*self.store, log, |nodes| merkle::append(from, nodes, &leaves)).await?;
            let sequenced = Sequenced {
                log,
                from_size: from,
                epoch: self.epoch.load(Ordering::Acquire),
                event_ids: pending.iter().map(|leaf| leaf.event_id).collect(),
                nodes: grown
                    .new_nodes
                    .iter()
                    .map(|(level, at, hash)| (*level, *at, hash.0))
                    .collect(),
                root: grown.root.0,
            };
            head = match self.store.leaves_sequenced(sequenced).await {
                Ok(head) => head,
                Err(StoreError::HeadMoved { .. }) => {
                    return Err(self.stop(Stopped::Superseded).into());
                }
                Err(error) => return Err(error.into()),
            };
        }
    }

    /// Takes up the logs that have begun, and brings those that have ended to their end. The register of a new log is made
    /// before the one of the log before it moves to the end: so a register that is missing later was lost.
    async fn settle(&self) -> Result<(), LedgerError> {
        let stored = self.store.logs().await?;
        for (log, before) in stored.iter().zip(std::iter::once(None).chain(stored.iter().map(Some)))
        {
            if self.one(log.head.log).is_some() {
                continue;
            }
            let keys = {
                let mut unused = self.unused.lock().unwrap_or_else(PoisonError::into_inner);
                KeySet::new(&mut unused, &log.origin)
            };
            let last = self.current();
            let before = before.map(|stored| (stored, &last));
            let begun = OneLog::open(&*self.store, &self.disk, log, keys?, before).await;
            let (begun, why) = match begun {
                Ok(begun) => begun,
                Err(LedgerError::HeadRegister(_)) => {
                    return Err(self.stop(Stopped::Register).into());
                }
                Err(error) => return Err(error),
            };
            if let Some(why) = why {
                return Err(self.stop(why).into());
            }
            let mut logs = self.logs.write().unwrap_or_else(PoisonError::into_inner);
            let last = std::mem::replace(&mut logs.current, Arc::new(begun));
            logs.past.push(last);
        }
        for (log, next) in stored.iter().zip(stored.iter().skip(1)) {
            let Some(one) = self.one(log.head.log) else { continue };
            if one.is_given_up() {
                if one.note_restore(next.head.restore_epoch).is_err() {
                    return Err(self.stop(Stopped::Register).into());
                }
            } else {
                self.sign(&one, log.head).await?;
            }
        }
        self.is_settled.store(true, Ordering::Release);
        Ok(())
    }

    /// Signs a head of a log and moves its register, if it is not signed yet.
    async fn sign(&self, one: &OneLog, head: Head) -> Result<Arc<SignedHead>, LedgerError> {
        let signed = one.signed();
        if head.size == signed.size {
            return Ok(signed);
        }
        // What is signed is what can be read back, not what was computed a moment ago.
        let root =
            with_nodes(&*self.store, one.log, |nodes| merkle::root_at(head.size, nodes)).await?;
        if root.0 != head.root {
            return Err(self.stop(Stopped::Damaged { size: head.size }).into());
        }
        let checkpoint = Checkpoint::new(&one.keys.origin, head.size, root)?;
        let note = one.keys.classical(checkpoint)?.to_string();
        let signed = SignedHead { log: one.log, size: head.size, root, note };
        let epoch = self.epoch.load(Ordering::Acquire);
        one.advance(signed, epoch, head.restore_epoch)
            .map_err(|_| self.stop(Stopped::Register).into())
    }

    /// The signed head with the post-quantum line added: what witnesses are asked to cosign.
    ///
    /// # Errors
    /// If the head cannot be signed.
    pub fn with_both_lines(
        &self,
        head: &SignedHead,
        now: Timestamp,
    ) -> Result<SignedCheckpoint, LedgerError> {
        let one = self.one(head.log).ok_or(LedgerError::NotSequenced)?;
        let signed = SignedCheckpoint::parse(head.note.as_bytes())?;
        one.keys.add_quantum_lines(signed, now)
    }

    /// The last checkpoint of a log that ends with one more leaf, with both lines. It must not leave before that leaf is
    /// committed and the register has moved.
    ///
    /// # Errors
    /// If the tree cannot be read or the head not be signed.
    pub async fn last_note(
        &self,
        head: Head,
        leaf: Digest,
        now: Timestamp,
    ) -> Result<String, LedgerError> {
        if let Some(why) = self.stopped() {
            return Err(why.into());
        }
        let one = self.one(head.log).ok_or(LedgerError::NotSequenced)?;
        let size = head.size;
        let grown =
            with_nodes(&*self.store, head.log, |nodes| merkle::append(size, nodes, &[leaf]))
                .await?;
        let checkpoint = Checkpoint::new(&one.keys.origin, grown.size, grown.root)?;
        Ok(one.keys.add_quantum_lines(one.keys.classical(checkpoint)?, now)?.to_string())
    }
}

#[cfg(test)]
mod tests;
