//! What was erased, remembered beside the head register: outside the database and the key store, in no backup of them.
//!
//! A name per exhibit, a hash of its id, and no content. So a copy of both that is put back revives nothing
//! (`crate::keeping::replay`). Trusted not to go back, like the register: who can remove these names and put back both
//! databases reads what was erased.

use domain::ids::ExhibitId;
use seal::digest::Digest;
use store::StoreError;

use super::Ledger;

/// What a name's file holds: that it is there says all.
const GONE: &[u8] = b"gone\n";

fn name(exhibit: ExhibitId) -> String {
    format!("gone-{}", Digest::of_parts(&[b"comity-gone/v1\0", exhibit.bytes()]).hex())
}

impl Ledger {
    /// Remembers that the keys of an exhibit were destroyed. It is durable when this returns.
    ///
    /// # Errors
    /// If the disk of the register fails.
    pub(crate) fn remember_gone(&self, exhibit: ExhibitId) -> Result<(), StoreError> {
        self.disk.publish(&name(exhibit), GONE).map(drop)
    }

    /// Whether the keys of an exhibit were destroyed before.
    ///
    /// # Errors
    /// If the disk of the register fails.
    pub(crate) fn is_gone(&self, exhibit: ExhibitId) -> Result<bool, StoreError> {
        Ok(self.disk.read(&name(exhibit))?.is_some())
    }
}
