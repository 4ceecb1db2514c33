//! The head register's file: two slots of which one is always whole, so that a log never forgets how far it signed.
//!
//! The codec and the rules for moving on. Not the file: locking, writing and syncing are the shell's. Byte rules:
//! `docs/spec/ledger.md`, head register.
//!
//! Trusted not to go back: who can roll back the register *and* the database can make the node sign a second
//! history, which the first witness or peer will prove.

use thiserror::Error;

use crate::digest::Digest;
use crate::merkle::SIZE_MAX;
use crate::note::check_name;

#[cfg(test)]
mod tests;

/// Bytes of one slot: a multiple of every disk's sector, with room for a note that four witnesses signed.
pub const SLOT_BYTES: usize = 16_384;
/// Bytes of the file.
pub const FILE_BYTES: usize = 2 * SLOT_BYTES;
/// Bytes of a slot that its digest covers.
const COVERED_BYTES: usize = SLOT_BYTES - Digest::BYTES;
/// What every slot starts with.
const MAGIC: &[u8; 4] = b"CMR1";

/// Why a slot, a file or a step was refused.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum RegisterError {
    /// Both slots are whole, have one counter and differ. Nobody can say which came last.
    #[error(
        "both register slots have the same counter and differ: an operator must decide with the witnesses"
    )]
    Ambiguous,
    /// The slot's bytes are not what its digest covers, or not a slot.
    #[error("register slot is damaged")]
    Damaged,
    /// The writer's epoch is below the register's: another writer has taken over.
    #[error("epoch {found} is below the register's {current}: another writer has taken over, stop")]
    Fenced {
        /// The register's epoch.
        current: u64,
        /// The writer's epoch.
        found: u64,
    },
    /// The new head is smaller, or equally large with another root, or names another log or an older restore.
    #[error("new head does not follow the register's head")]
    GoesBack,
    /// The register holds another head than the writer expected: it lost the race.
    #[error("register holds another head than expected: reload, then look again")]
    Lost,
    /// Neither slot is whole: the register counts as missing.
    #[error("neither register slot is whole: the register is missing")]
    Missing,
    /// Origin and note do not fit a slot.
    #[error("origin and note do not fit a register slot")]
    TooLong,
}

impl RegisterError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ambiguous => "ambiguous",
            Self::Damaged => "damaged",
            Self::Fenced { .. } => "fenced",
            Self::GoesBack => "goes-back",
            Self::Lost => "lost",
            Self::Missing => "missing",
            Self::TooLong => "too-long",
        }
    }
}

/// What the register remembers of one log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Head {
    /// The log.
    pub origin: String,
    /// Leaves in the tree signed last.
    pub size: u64,
    /// Its root.
    pub root: Digest,
    /// Fencing token of the writer.
    pub epoch: u64,
    /// How often the node was restored.
    pub restore_epoch: u64,
    /// The note signed last.
    pub note: String,
}

/// One slot: a head, and how many updates came before it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Slot {
    /// Grows by one with every update.
    pub counter: u64,
    /// The head.
    pub head: Head,
}

/// The slot that counts, and where it lies.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Current {
    /// The slot.
    pub slot: Slot,
    /// 0 or 1; the next update overwrites the other one.
    pub place: usize,
}

/// An update, ready to be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Update {
    /// The slot it makes.
    pub current: Current,
    /// Where in the file to write.
    pub offset: u64,
    /// The [`SLOT_BYTES`] bytes to write, then to sync.
    pub bytes: Vec<u8>,
}

impl Slot {
    /// The bytes of the slot.
    pub fn encode(&self) -> Result<Vec<u8>, RegisterError> {
        let head = &self.head;
        let origin = u16::try_from(head.origin.len()).map_err(|_| RegisterError::TooLong)?;
        let note = u32::try_from(head.note.len()).map_err(|_| RegisterError::TooLong)?;
        let parts: [&[u8]; 10] = [
            MAGIC,
            &self.counter.to_be_bytes(),
            &head.size.to_be_bytes(),
            &head.root.0,
            &head.epoch.to_be_bytes(),
            &head.restore_epoch.to_be_bytes(),
            &origin.to_be_bytes(),
            head.origin.as_bytes(),
            &note.to_be_bytes(),
            head.note.as_bytes(),
        ];
        let mut bytes = parts.concat();
        if bytes.len() > COVERED_BYTES {
            return Err(RegisterError::TooLong);
        }
        bytes.resize(COVERED_BYTES, 0);
        let digest = Digest::of(&bytes);
        bytes.extend_from_slice(&digest.0);
        Ok(bytes)
    }

    /// Reads a slot; anything but what [`Slot::encode`] writes is damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, RegisterError> {
        Self::read(bytes).ok_or(RegisterError::Damaged)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (covered, digest) = bytes.split_at_checked(COVERED_BYTES)?;
        if Digest::of(covered).0 != digest {
            return None;
        }
        let mut rest = covered;
        if take(&mut rest)? != *MAGIC {
            return None;
        }
        let counter = u64::from_be_bytes(take(&mut rest)?);
        let size = u64::from_be_bytes(take(&mut rest)?);
        let root = Digest(take(&mut rest)?);
        let epoch = u64::from_be_bytes(take(&mut rest)?);
        let restore_epoch = u64::from_be_bytes(take(&mut rest)?);
        let n_origin = u16::from_be_bytes(take(&mut rest)?);
        let origin = text(&mut rest, usize::from(n_origin))?;
        let n_note = u32::from_be_bytes(take(&mut rest)?);
        let note = text(&mut rest, usize::try_from(n_note).ok()?)?;
        let whole =
            rest.iter().all(|byte| *byte == 0) && size <= SIZE_MAX && check_name(&origin).is_ok();
        whole.then_some(Self {
            counter,
            head: Head { origin, size, root, epoch, restore_epoch, note },
        })
    }
}

/// The bytes of a new register file: the head in the first slot, nothing in the second.
pub fn create(head: Head) -> Result<Vec<u8>, RegisterError> {
    let mut bytes = Slot { counter: 1, head }.encode()?;
    bytes.resize(FILE_BYTES, 0);
    Ok(bytes)
}

/// The slot of a register file that counts: the whole one with the higher counter.
pub fn pick(file: &[u8]) -> Result<Current, RegisterError> {
    if file.len() != FILE_BYTES {
        return Err(RegisterError::Missing);
    }
    let (first, second) = file.split_at_checked(SLOT_BYTES).ok_or(RegisterError::Missing)?;
    match (Slot::decode(first), Slot::decode(second)) {
        (Ok(first), Ok(second)) if first.counter == second.counter && first != second => {
            Err(RegisterError::Ambiguous)
        }
        (Ok(first), Ok(second)) if first.counter < second.counter => {
            Ok(Current { slot: second, place: 1 })
        }
        (Ok(slot), Ok(_) | Err(_)) => Ok(Current { slot, place: 0 }),
        (Err(_), Ok(slot)) => Ok(Current { slot, place: 1 }),
        (Err(_), Err(_)) => Err(RegisterError::Missing),
    }
}

impl Current {
    /// Compare-and-swap: the update that puts `next` in the other slot, if the register still holds what the writer
    /// `expected` (size, root, epoch) and `next` may follow it.
    pub fn swap(&self, expected: (u64, Digest, u64), next: Head) -> Result<Update, RegisterError> {
        let head = &self.slot.head;
        if next.epoch < head.epoch {
            return Err(RegisterError::Fenced { current: head.epoch, found: next.epoch });
        }
        if expected != (head.size, head.root, head.epoch) {
            return Err(RegisterError::Lost);
        }
        let forks = next.size == head.size && next.root != head.root;
        let older = next.size < head.size || next.restore_epoch < head.restore_epoch;
        if forks || older || next.origin != head.origin {
            return Err(RegisterError::GoesBack);
        }
        let counter = self.slot.counter.checked_add(1).ok_or(RegisterError::Damaged)?;
        let slot = Slot { counter, head: next };
        let bytes = slot.encode()?;
        let (place, offset) = if self.place == 0 { (1, SLOT_BYTES as u64) } else { (0, 0) };
        Ok(Update { current: Self { slot, place }, offset, bytes })
    }
}

/// Takes the next `N` bytes.
fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(*taken)
}

/// Takes the next `n` bytes as text.
fn text(rest: &mut &[u8], n: usize) -> Option<String> {
    let (taken, behind) = rest.split_at_checked(n)?;
    *rest = behind;
    Some(str::from_utf8(taken).ok()?.to_owned())
}
