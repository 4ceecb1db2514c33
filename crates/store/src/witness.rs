//! The contract of a stand-alone witness's memory: the logs it witnesses, how far it cosigned each, and the evidence
//! against them. Not a node's: a node that witnesses its peers keeps rows of its own event database.
//!
//! One call is one transaction; when it answers, it is durable. What a witness said once it cannot take back, so the
//! memory of a log moves by comparing only, never goes back, and neither logs nor evidence are ever removed.
//!
//! Trusted: who can put back an older copy of it makes the witness sign a second history.

use std::fmt;

use crate::{Answer, error::StoreError};

/// Longest of the texts and requests kept here: a request of the protocol is at most 256 KiB.
pub const MAX_TEXT_BYTES: usize = 512 << 10;

/// Whose memory this is: written when it is made, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessIdentity {
    /// The key name of the witness.
    pub name: String,
    /// Its verifier keys, one a line.
    pub vkeys: String,
    /// When it was made, milliseconds since 1970.
    pub made_at_ms: i64,
}

/// A log that is witnessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessedLog {
    /// The log's name.
    pub origin: String,
    /// The hash of its name, by which monitors ask.
    pub origin_hash: [u8; 32],
    /// Its trusted verifier keys, one a line.
    pub vkeys: String,
    /// Since when, milliseconds since 1970.
    pub added_at_ms: i64,
    /// How far it was cosigned; none before the first time.
    pub held: Option<HeldHead>,
}

/// The largest head of a log that the witness stands by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldHead {
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: [u8; 32],
    /// What was cosigned; none if an operator only said where to start.
    pub cosigned: Option<CosignedNote>,
}

/// A head with the lines of log and witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CosignedNote {
    /// The time in the witness's lines, in POSIX seconds.
    pub at: u64,
    /// The note.
    pub note: String,
}

/// A request that a log signed and that does not extend what the log signed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessEvidence {
    /// The log.
    pub origin: String,
    /// What the log signed, as a hash: of requests about one head the first is kept.
    pub id: [u8; 32],
    /// When it came, milliseconds since 1970.
    pub at_ms: i64,
    /// In which way it does not extend.
    pub kind: String,
    /// The request as it came.
    pub request: Vec<u8>,
    /// The head that the witness stood by then.
    pub held: Option<HeldHead>,
}

/// The memory of one witness.
pub trait WitnessStore: Send + Sync + fmt::Debug {
    /// Whose memory it is.
    fn identity(&self) -> Answer<'_, WitnessIdentity>;

    /// Adds a log. One that is there is `RowExists`, and nothing changes.
    fn add_log(&self, log: WitnessedLog) -> Answer<'_, ()>;

    /// The log of this name.
    fn log<'a>(&'a self, origin: &'a str) -> Answer<'a, Option<WitnessedLog>>;

    /// The log whose name has this hash.
    fn log_by_hash(&self, origin_hash: [u8; 32]) -> Answer<'_, Option<WitnessedLog>>;

    /// Every log, by name.
    fn logs(&self) -> Answer<'_, Vec<WitnessedLog>>;

    /// Moves the memory of a log from `from` to `to`. If it is not at `from` any more: `RowChanged`, judge again.
    fn advance<'a>(
        &'a self,
        origin: &'a str,
        from: Option<HeldHead>,
        to: HeldHead,
    ) -> Answer<'a, ()>;

    /// Keeps evidence for ever. Returns whether it is the first about this head of this log.
    fn keep_evidence(&self, evidence: WitnessEvidence) -> Answer<'_, bool>;

    /// All evidence, the oldest first.
    fn evidence(&self) -> Answer<'_, Vec<WitnessEvidence>>;
}

/// Refuses what passes the limits, before anything is written.
pub(crate) fn within_limits(texts: &[usize]) -> Result<(), StoreError> {
    if texts.iter().any(|n_bytes| *n_bytes > MAX_TEXT_BYTES) {
        let limit = MAX_TEXT_BYTES as u64;
        return Err(StoreError::TooLarge { what: "a text of a witness", limit });
    }
    Ok(())
}
