//! One of the logs of a node while it runs: its keys, its register, the heads that were signed and published.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use jiff::Timestamp;
use seal::checkpoint::LogName;
use seal::digest::Digest;
use seal::merkle::{self, empty_root};
use seal::register::Head as RegisterHead;
use store::disk::Disk;
use store::{Head as StoreHead, Log, Store};

use super::keys::KeySet;
use super::{LedgerError, SignedHead, Stopped, with_nodes};
use crate::register::{HeadRegister, HeadRegisterError, make};

/// A log that has begun.
#[derive(Debug)]
pub(super) struct OneLog {
    /// Its number in this node.
    pub(super) log: u32,
    pub(super) keys: KeySet,
    /// More was signed elsewhere than is stored: nothing more is signed in it.
    is_given_up: AtomicBool,
    /// None as long as it is missing.
    register: OnceLock<HeadRegister>,
    signed: RwLock<Arc<SignedHead>>,
    published: RwLock<Option<(Arc<SignedHead>, Timestamp)>>,
}

/// Whether a log may come after another one of the same node.
pub(super) fn is_after(origin: &str, other: &str) -> bool {
    LogName::parse(origin) > LogName::parse(other)
}

impl OneLog {
    /// Opens the register of a log that the database knows, and compares the two. A register that is not there is made if
    /// the log before, given with what the database says of it, was not brought to its end yet: then nobody has made it.
    ///
    /// # Errors
    /// If the register is missing or cannot be read, or the store fails.
    pub(super) async fn open(
        store: &dyn Store,
        disk: &Arc<dyn Disk>,
        stored: &Log,
        keys: KeySet,
        before: Option<(&Log, &Arc<Self>)>,
    ) -> Result<(Self, Option<Stopped>), LedgerError> {
        let origin = &stored.origin;
        let opened = match (HeadRegister::open(disk.clone(), origin), before) {
            (Err(HeadRegisterError::Missing(_)), Some((before, one)))
                if one.is_before_its_end(before, stored) =>
            {
                let (origin, note) = (origin.clone(), String::new());
                let restore_epoch = stored.head.restore_epoch;
                let root = empty_root();
                make(
                    &**disk,
                    RegisterHead { origin, size: 0, root, epoch: 0, restore_epoch, note },
                )?;
                HeadRegister::open(disk.clone(), &stored.origin)
            }
            (opened, _) => opened,
        };
        let is_given_up = stored.given_up_at.is_some();
        let (register, last) = match opened {
            Ok(register) => {
                let last = register.head();
                (OnceLock::from(register), Some(last))
            }
            // Nothing is signed, and reading goes on.
            Err(HeadRegisterError::Missing(_)) => (OnceLock::new(), None),
            Err(error) => return Err(error.into()),
        };
        let stopped = match &last {
            None => Some(Stopped::RegisterMissing { origin: origin.clone() }),
            Some(_) if is_given_up => None,
            Some(last) => compare(store, stored, last).await,
        };
        let log = stored.head.log;
        let signed = match last {
            Some(last) => SignedHead { log, size: last.size, root: last.root, note: last.note },
            None => SignedHead { log, size: 0, root: empty_root(), note: String::new() },
        };
        let one = Self {
            log,
            keys,
            is_given_up: AtomicBool::new(is_given_up),
            register,
            signed: RwLock::new(Arc::new(signed)),
            published: RwLock::new(None),
        };
        Ok((one, stopped))
    }

    /// Whether nobody here knows how far this log was signed.
    pub(super) fn lacks_register(&self) -> bool {
        self.register.get().is_none()
    }

    /// Makes the register that is missing, for the head that the database holds: two officers have decided it.
    ///
    /// # Errors
    /// If it cannot be made, or somebody else made it.
    pub(super) fn override_register(
        &self,
        disk: &Arc<dyn Disk>,
        stored: &Log,
    ) -> Result<(), HeadRegisterError> {
        let StoreHead { size, root, epoch, restore_epoch, .. } = stored.head;
        let (origin, note, root) = (stored.origin.clone(), String::new(), Digest(root));
        make(&**disk, RegisterHead { origin, size, root, epoch, restore_epoch, note })?;
        let register = HeadRegister::open(disk.clone(), &stored.origin)?;
        let signed = SignedHead { log: self.log, size, root, note: String::new() };
        *self.signed.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(signed);
        // Of two overrides at once the second fails to make the file.
        let _first = self.register.set(register).is_ok();
        Ok(())
    }

    fn register(&self) -> Result<&HeadRegister, HeadRegisterError> {
        let missing = || HeadRegisterError::Missing(self.keys.origin.clone());
        self.register.get().ok_or_else(missing)
    }

    /// Whether the register does not know yet that this log has ended and `next` has begun.
    fn is_before_its_end(&self, stored: &Log, next: &Log) -> bool {
        let Some(known) = self.register.get().map(HeadRegister::head) else { return false };
        if self.is_given_up() {
            known.restore_epoch < next.head.restore_epoch
        } else {
            known.size < stored.head.size
        }
    }

    /// The epoch under which its register moved last; 0 without a register.
    pub(super) fn known_epoch(&self) -> u64 {
        self.register.get().map_or(0, |register| register.head().epoch)
    }

    pub(super) fn is_given_up(&self) -> bool {
        self.is_given_up.load(Ordering::Acquire)
    }

    pub(super) fn give_up(&self) {
        self.is_given_up.store(true, Ordering::Release);
    }

    pub(super) fn signed(&self) -> Arc<SignedHead> {
        self.signed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn published(&self) -> Option<(Arc<SignedHead>, Timestamp)> {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_published(&self, head: SignedHead, at: Timestamp) {
        let mut published = self.published.write().unwrap_or_else(PoisonError::into_inner);
        if published.as_ref().is_none_or(|(held, _)| held.size <= head.size) {
            *published = Some((Arc::new(head), at));
        }
    }

    /// Moves the register to a head that was signed; only then is it the head of the log.
    ///
    /// # Errors
    /// If the register does not take it.
    pub(super) fn advance(
        &self,
        signed: SignedHead,
        epoch: u64,
        restore_epoch: u64,
    ) -> Result<Arc<SignedHead>, HeadRegisterError> {
        self.register()?.advance(RegisterHead {
            origin: self.keys.origin.clone(),
            size: signed.size,
            root: signed.root,
            epoch,
            restore_epoch,
            note: signed.note.clone(),
        })?;
        let signed = Arc::new(signed);
        *self.signed.write().unwrap_or_else(PoisonError::into_inner) = signed.clone();
        Ok(signed)
    }

    /// Tells the register of a log that was given up that its successor has begun. Its head stays.
    ///
    /// # Errors
    /// If the register does not take it.
    pub(super) fn note_restore(&self, restore_epoch: u64) -> Result<(), HeadRegisterError> {
        let register = self.register()?;
        let known = register.head();
        if known.restore_epoch >= restore_epoch {
            return Ok(());
        }
        register.advance(RegisterHead { restore_epoch, ..known })
    }
}

/// The start-up rule between database and register of one log.
async fn compare(store: &dyn Store, stored: &Log, last: &RegisterHead) -> Option<Stopped> {
    let found = stored.head;
    if found.size < last.size {
        return Some(Stopped::RolledBack { stored: found.size, known: last.size });
    }
    let root_at =
        async |size| with_nodes(store, found.log, |nodes| merkle::root_at(size, nodes)).await;
    match (root_at(last.size).await, root_at(found.size).await) {
        (Ok(root), _) if root != last.root => Some(Stopped::Forked { size: last.size }),
        (Ok(_), Ok(root)) if root.0 == found.root => None,
        (Ok(_) | Err(_), Ok(_) | Err(_)) => Some(Stopped::Damaged { size: found.size }),
    }
}
