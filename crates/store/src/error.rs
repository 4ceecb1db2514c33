//! What a store can answer instead of doing the work. Not for the law's refusals: those never reach this crate.
//!
//! Each variant says whose fault it is: the caller lost a race (`Conflict`, `HeadMoved`, `KeyGone`, `LeaseLost`,
//! `RowChanged`, `TimerGone`), the caller used an id twice (`EventExists`, `KeyExists`, `OnceMismatch`, `OutboxExists`,
//! `RowExists`), the machine is in trouble (`Busy`, `Full`, `Io`), or the data is (`Corrupt`, `Poisoned`, `UnknownSchema`).
//! The texts hold ids, names and numbers only, never stored content.

/// Every way a call on a [`Store`](crate::Store) or one of its neighbors can fail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting, or another process holds the database. Nothing was written; try again later.
    #[error("the store has too much work waiting; try again")]
    Busy,
    /// The stream is not at the expected version: load it again and decide again.
    #[error("stream `{stream}` has moved on; load it and decide again")]
    Conflict {
        /// The stream that moved.
        stream: String,
    },
    /// Stored data contradicts itself, or a caller claims what cannot be. Stop and look.
    #[error("stored data is damaged: {what}")]
    Corrupt {
        /// What does not fit, without content.
        what: String,
    },
    /// The event id is taken. A retry should have used the same `once` key.
    #[error("event `{id}` is already stored")]
    EventExists {
        /// The event id in lower-case hex.
        id: String,
    },
    /// The disk is full. Nothing was written; the store goes on when there is room again.
    #[error("the disk is full; make room and try again")]
    Full,
    /// The head of the log is not the one the caller built on: another sequencer was here.
    #[error("the head of the log is at size {size} in epoch {epoch}; load it again")]
    HeadMoved {
        /// Size of the log as stored.
        size: u64,
        /// Epoch of the head row as stored.
        epoch: u64,
    },
    /// The operating system or the engine refused for a reason that is neither space nor load.
    #[error("reading or writing failed: {what}")]
    Io {
        /// The call that failed and the system's reason.
        what: String,
    },
    /// The id of a key is taken, perhaps by one that was destroyed. Ids of keys are never used twice.
    #[error("key `{id}` is already stored or was destroyed")]
    KeyExists {
        /// The key's id in lower-case hex.
        id: String,
    },
    /// The key is destroyed, or under another wrapping key than the caller found.
    #[error("key `{id}` is destroyed or was rewrapped; read it again")]
    KeyGone {
        /// The key's id in lower-case hex.
        id: String,
    },
    /// Somebody else has changed the outbox row since the caller read it: drop the result.
    #[error("the lease on outbox row `{id}` is lost; drop the result")]
    LeaseLost {
        /// The outbox row's id in lower-case hex.
        id: String,
    },
    /// The same `once` key arrived with another command.
    #[error("key `{key}` of `{scope}` was used for another command")]
    OnceMismatch {
        /// Who made the key.
        scope: String,
        /// The key.
        key: String,
    },
    /// The outbox row has reached its end and keeps that state.
    #[error("outbox row `{id}` has ended and cannot change its state")]
    OutboxEnded {
        /// The outbox row's id in lower-case hex.
        id: String,
    },
    /// The outbox id is taken.
    #[error("outbox row `{id}` is already stored")]
    OutboxExists {
        /// The outbox row's id in lower-case hex.
        id: String,
    },
    /// An earlier failure left this store in doubt: drop it, open it again, run the start-up rule.
    #[error("the store stopped after an earlier failure; open it again")]
    Poisoned,
    /// The row is not what the caller compared it with.
    #[error("row `{key}` of view `{view}` has changed; read it again")]
    RowChanged {
        /// The view.
        view: String,
        /// The row's key.
        key: String,
    },
    /// The row to insert is already there.
    #[error("row `{key}` of view `{view}` is already stored")]
    RowExists {
        /// The view.
        view: String,
        /// The row's key.
        key: String,
    },
    /// The timer was done or cancelled before: do not fire it again.
    #[error("timer `{id}` is not pending; do not fire it again")]
    TimerGone {
        /// The timer's id.
        id: String,
    },
    /// A request passes a named limit of this crate.
    #[error("{what} exceeds the limit of {limit}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The database was written by another version of the program. Downgrades after a migration are refused.
    #[error(
        "schema {found} is not supported here (supported: {supported}); use the matching version"
    )]
    UnknownSchema {
        /// The schema number found.
        found: i64,
        /// The newest schema number this program writes.
        supported: i64,
    },
}

impl StoreError {
    /// The stable code, for people and programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Conflict { .. } => "conflict",
            Self::Corrupt { .. } => "corrupt",
            Self::EventExists { .. } => "event-exists",
            Self::Full => "full",
            Self::HeadMoved { .. } => "head-moved",
            Self::Io { .. } => "io",
            Self::KeyExists { .. } => "key-exists",
            Self::KeyGone { .. } => "key-gone",
            Self::LeaseLost { .. } => "lease-lost",
            Self::OnceMismatch { .. } => "once-mismatch",
            Self::OutboxEnded { .. } => "outbox-ended",
            Self::OutboxExists { .. } => "outbox-exists",
            Self::Poisoned => "poisoned",
            Self::RowChanged { .. } => "row-changed",
            Self::RowExists { .. } => "row-exists",
            Self::TimerGone { .. } => "timer-gone",
            Self::TooLarge { .. } => "too-large",
            Self::UnknownSchema { .. } => "unknown-schema",
        }
    }

    /// Whether the same call may succeed later without anything being decided again.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Full)
    }
}
