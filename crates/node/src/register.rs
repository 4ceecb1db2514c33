//! The head register: how large our log was when we last signed, kept outside the data directory.
//!
//! Two slots in one file, the newer valid one counts; an update overwrites the other and is flushed before any
//! signature leaves. Trusted not to go back: who can roll back it *and* the database can make us sign a second
//! history, which the first witness or peer will prove.

use std::sync::{Arc, Mutex, PoisonError};

use seal::digest::Digest;
use seal::register::{Current, Head, RegisterError, create, pick};
use store::StoreError;
use store::disk::{Disk, DiskLock};

/// Why the register cannot be used. Without it nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum HeadRegisterError {
    /// The register holds another log's head.
    #[error("the head register is another log's: {found} instead of {expected}")]
    ForeignOrigin {
        /// Ours.
        expected: String,
        /// Its.
        found: String,
    },
    /// It is not there; only `comity init` makes one.
    #[error("the head register of {0} is missing; restore it or let two officers override")]
    Missing(String),
    /// Its content does not allow what was asked.
    #[error("the head register refuses: {0}")]
    Refused(#[from] RegisterError),
    /// The disk does not work, or another process holds the register.
    #[error("the head register cannot be read or written: {0}")]
    Disk(#[from] StoreError),
}

/// The register of one log, locked while this node runs.
#[derive(Debug)]
pub struct HeadRegister {
    disk: Arc<dyn Disk>,
    name: String,
    current: Mutex<Current>,
    _lock: Box<dyn DiskLock>,
}

/// The register's file name for a log.
#[must_use]
pub fn file_name(origin: &str) -> String {
    Digest::of(origin.as_bytes()).hex()
}

/// Makes the register of a new log. An existing one is never overwritten.
///
/// # Errors
/// If the file is there or cannot be written.
pub fn make(disk: &dyn Disk, head: Head) -> Result<(), HeadRegisterError> {
    let name = file_name(&head.origin);
    disk.publish(&name, &create(head)?)?;
    Ok(())
}

impl HeadRegister {
    /// Opens and locks the register of `origin`.
    ///
    /// # Errors
    /// If it is missing, damaged, another log's, or held by another process.
    pub fn open(disk: Arc<dyn Disk>, origin: &str) -> Result<Self, HeadRegisterError> {
        let name = file_name(origin);
        let Some(bytes) = disk.read(&name)? else {
            return Err(HeadRegisterError::Missing(origin.to_owned()));
        };
        let lock = disk.lock(&name)?;
        let current = pick(&bytes)?;
        if current.slot.head.origin != origin {
            return Err(HeadRegisterError::ForeignOrigin {
                expected: origin.to_owned(),
                found: current.slot.head.origin,
            });
        }
        Ok(Self { disk, name, current: Mutex::new(current), _lock: lock })
    }

    /// What was last signed.
    #[must_use]
    pub fn head(&self) -> Head {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).slot.head.clone()
    }

    /// Moves the register forward and flushes it. Only afterwards may a signature over `next` leave the process.
    ///
    /// # Errors
    /// If somebody with a newer epoch was here, or the disk fails.
    pub fn advance(&self, next: Head) -> Result<(), HeadRegisterError> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let held = &current.slot.head;
        let update = current.swap((held.size, held.root, held.epoch), next)?;
        self.disk.overwrite_at(&self.name, update.offset, &update.bytes)?;
        *current = update.current;
        Ok(())
    }
}
