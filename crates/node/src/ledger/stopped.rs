//! Why a node signs nothing any more.

/// Why nothing is signed any more until a person has looked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// The database has fewer leaves than were signed: an older copy was put back.
    #[error(
        "rolled back: {known} leaves were signed and the database holds {stored}; restore the newer copy"
    )]
    RolledBack {
        /// In the database.
        stored: u64,
        /// Seen elsewhere.
        known: u64,
    },
    /// The directory's next log was begun, and the database knows nothing of it: an older copy was put back.
    #[error(
        "rolled back: the log `{origin}` was begun and the database does not know it; restore the newer copy"
    )]
    LogUnknown {
        /// Which.
        origin: String,
    },
    /// Same size, other root.
    #[error(
        "forked at {size} leaves: what was signed is not what is stored; halt and keep the evidence"
    )]
    Forked {
        /// Where.
        size: u64,
    },
    /// The database contradicts itself.
    #[error("the stored tree does not hash to its root at {size} leaves")]
    Damaged {
        /// Where.
        size: u64,
    },
    /// The directory revokes every key that may sign.
    #[error(
        "the member directory revokes the keys of `{origin}` and lists none that follow; make some with `comity keys next`, list them and install that version"
    )]
    KeysRevoked {
        /// Of which log.
        origin: String,
    },
    /// Another process took over.
    #[error("another process sequences this log; this one stops")]
    Superseded,
    /// The head register is gone: nobody here knows how far this log was signed.
    #[error(
        "the head register of `{origin}` is missing; put it back, or let two officers override at /ledger/successor"
    )]
    RegisterMissing {
        /// Of which log.
        origin: String,
    },
    /// The register did not take the new head.
    #[error("the head register did not move; nothing more is signed")]
    Register,
}

impl Stopped {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::LogUnknown { .. } => "log-unknown",
            Self::RolledBack { .. } => "rolled-back",
            Self::Forked { .. } => "forked",
            Self::Damaged { .. } => "damaged",
            Self::KeysRevoked { .. } => "keys-revoked",
            Self::Superseded => "superseded",
            Self::Register => "register",
            Self::RegisterMissing { .. } => "register-missing",
        }
    }
}
