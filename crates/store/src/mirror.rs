//! The contract of a mirror's memory: every entry of the logs it mirrors, the checkpoints under which entries may come, and
//! the checkpoint up to which it holds and serves everything. Not a witness's memory: a mirror signs for what it holds.
//!
//! One call is one transaction; when it answers, it is durable. Entries are never removed, heads never go back.
//!
//! Trusted: who can put back an older copy of it makes the mirror take another history of a log. Whoever reads an entry
//! from it hashes it up to a root that the log signed, so who can write it can withhold and no more.

use std::fmt;

use crate::{
    Answer,
    witness::{HeldHead, WitnessEvidence, WitnessIdentity},
};

/// Most entries that one call adds or gives: those of one request of the protocol.
pub const MAX_ENTRIES: usize = 32 * 256;

/// A log that is mirrored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirroredLog {
    /// The log's name.
    pub origin: String,
    /// The hash of its name, by which readers ask.
    pub origin_hash: [u8; 32],
    /// Its trusted verifier keys, one a line.
    pub vkeys: String,
    /// Since when, milliseconds since 1970.
    pub added_at_ms: i64,
    /// The first entry that is not held.
    pub next: u64,
    /// Checkpoints under which entries may come, the smallest first.
    pub pending: Vec<PendingHead>,
    /// The complete tree that the mirror signed for; none before the first time.
    pub mirror: Option<HeldHead>,
}

/// A checkpoint that the log signed and that extends all before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingHead {
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: [u8; 32],
    /// The note with the log's own lines; empty for a head that an operator only said to start from.
    pub note: String,
}

/// An entry with the hash that it has as a leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorEntry {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their leaf hash.
    pub leaf_hash: [u8; 32],
}

/// The memory of one mirror.
pub trait MirrorStore: Send + Sync + fmt::Debug {
    /// Whose memory it is.
    fn identity(&self) -> Answer<'_, WitnessIdentity>;

    /// Adds a log, of which nothing is held yet. One that is there is `RowExists`, and nothing changes.
    fn add_log(&self, log: MirroredLog) -> Answer<'_, ()>;

    /// The log of this name.
    fn log<'a>(&'a self, origin: &'a str) -> Answer<'a, Option<MirroredLog>>;

    /// The log whose name has this hash.
    fn log_by_hash(&self, origin_hash: [u8; 32]) -> Answer<'_, Option<MirroredLog>>;

    /// Every log, by name.
    fn logs(&self) -> Answer<'_, Vec<MirroredLog>>;

    /// Puts a checkpoint behind the newest pending one, which still is `from`, else `RowChanged`. Of all of them the
    /// newest `keep` stay.
    fn add_pending<'a>(
        &'a self,
        origin: &'a str,
        from: Option<PendingHead>,
        to: PendingHead,
        keep: u32,
    ) -> Answer<'a, ()>;

    /// Adds entries from `from` on, if that is the first one that is not held; else `RowChanged`. Returns the first one
    /// that is not held then.
    fn add_entries<'a>(
        &'a self,
        origin: &'a str,
        from: u64,
        entries: Vec<MirrorEntry>,
    ) -> Answer<'a, u64>;

    /// Moves the mirror's checkpoint from `from` to `to`, beyond which nothing may be missing. If it is not at `from` any
    /// more: `RowChanged`.
    fn raise<'a>(&'a self, origin: &'a str, from: Option<HeldHead>, to: HeldHead)
    -> Answer<'a, ()>;

    /// At most `limit` entries of a log from `from` on, without gap.
    fn entries<'a>(
        &'a self,
        origin: &'a str,
        from: u64,
        limit: u32,
    ) -> Answer<'a, Vec<MirrorEntry>>;

    /// The hashes of these nodes `(level, index)`, in the order asked; `None` where nothing is stored.
    fn nodes<'a>(
        &'a self,
        origin: &'a str,
        wanted: &'a [(u8, u64)],
    ) -> Answer<'a, Vec<Option<[u8; 32]>>>;

    /// Keeps evidence for ever. Returns whether it is the first about this head of this log.
    fn keep_evidence(&self, evidence: WitnessEvidence) -> Answer<'_, bool>;

    /// All evidence, the oldest first.
    fn evidence(&self) -> Answer<'_, Vec<WitnessEvidence>>;
}
