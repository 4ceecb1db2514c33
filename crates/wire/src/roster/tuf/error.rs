//! Why a directory file was not taken: one enum, one stable code each.

use jiff::Timestamp;
use seal::json::JsonError;

use crate::roster::RosterError;

/// Why a file was not taken. The fault of whoever signed it, or of somebody between them and us; never the reader's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TufError {
    /// An entry names a node, unit, key or log that another member's entry has.
    #[error("the entry claims {what} `{id}`, which another member has")]
    Claimed {
        /// What is claimed.
        what: &'static str,
        /// By its name.
        id: String,
    },
    /// The bytes are not those that were signed for.
    #[error("the file is not the one whose digest was signed")]
    Digest,
    /// One key signs twice in the list.
    #[error("the file lists two signatures of one key")]
    DuplicateSignature,
    /// The content of an entry.
    #[error("the entry cannot be read: {0}")]
    Entry(RosterError),
    /// Past its date.
    #[error("the file expired on {at}")]
    Expired {
        /// When.
        at: Timestamp,
    },
    /// A file for a member that the board does not list.
    #[error("the snapshot lists a member that the board does not")]
    Extraneous,
    /// A field is missing, malformed, or one too many.
    #[error("`{0}` is missing, malformed or not known")]
    Field(&'static str),
    /// The bytes are no JSON.
    #[error("the file is not json: {0}")]
    Json(#[from] JsonError),
    /// A key of this network is one of another network that is configured here.
    #[error("the key `{key}` belongs to another network that is configured here")]
    KeyElsewhere {
        /// By its id.
        key: String,
    },
    /// A key stands under an id that is not its own.
    #[error("a key is listed under an id that is not its own")]
    KeyId,
    /// A drill became production or the reverse.
    #[error("the network changed between drill and production")]
    Kind,
    /// Another number of bytes than was signed for.
    #[error("the file does not have the length that was signed")]
    Length,
    /// A node's log has a name that does not follow from the one before.
    #[error("the log `{origin}` does not follow the one that the node had")]
    LogOrigin {
        /// The new name.
        origin: String,
    },
    /// A file of one member speaks of another, or an office of it stands on a node that is not listed.
    #[error("the entry is another member's, or an office of it is on a node that is not its own")]
    Member,
    /// Nobody has the file.
    #[error("nobody has the file")]
    Missing,
    /// The first root is not the one this network is called after.
    #[error("the first root is another network's")]
    Net,
    /// The same version as before with other content: somebody signed twice.
    #[error("the same version was signed before with other content")]
    OtherBytes,
    /// A file or a delegation reaches outside its place.
    #[error("the file speaks of a path that is not its own")]
    Path,
    /// A key begins after it ends.
    #[error("a key of the entry ends before it begins")]
    Period,
    /// Older than what is held.
    #[error("version {found} is older than version {held}, which is held")]
    Rollback {
        /// Held.
        held: u64,
        /// Found.
        found: u64,
    },
    /// More roots than one run follows.
    #[error("more roots than one run follows; what was followed is kept, run again")]
    Roots,
    /// Too few keys signed.
    #[error("{have} of the {need} signatures that are needed")]
    Threshold {
        /// Valid ones, by distinct keys.
        have: usize,
        /// Needed ones.
        need: usize,
    },
    /// Longer than such a file may be.
    #[error("the file is longer than {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// More members than a network may have.
    #[error("the board lists more members than a network may have")]
    TooManyMembers,
    /// A file that was listed before is not listed now.
    #[error("`{file}` was listed before and is not now")]
    Vanished {
        /// Which.
        file: String,
    },
    /// Another version than was asked for.
    #[error("version {found} in the place of version {wanted}")]
    Version {
        /// Asked for.
        wanted: u64,
        /// Found.
        found: u64,
    },
}

impl TufError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Claimed { .. } => "claimed",
            Self::Digest => "digest",
            Self::DuplicateSignature => "duplicate-signature",
            Self::Entry(_) => "entry",
            Self::Expired { .. } => "expired",
            Self::Extraneous => "extraneous",
            Self::Field(_) => "field",
            Self::Json(_) => "json",
            Self::KeyElsewhere { .. } => "key-in-two-networks",
            Self::KeyId => "key-id",
            Self::Kind => "kind-changed",
            Self::Length => "length",
            Self::LogOrigin { .. } => "log-origin",
            Self::Member => "member",
            Self::Missing => "missing",
            Self::Net => "other-network",
            Self::OtherBytes => "same-version-other-bytes",
            Self::Path => "path",
            Self::Period => "period",
            Self::Rollback { .. } => "rollback",
            Self::Roots => "too-many-roots",
            Self::Threshold { .. } => "threshold",
            Self::TooLarge { .. } => "too-large",
            Self::TooManyMembers => "too-many-members",
            Self::Vanished { .. } => "vanished",
            Self::Version { .. } => "version",
        }
    }

    /// This error about a file.
    #[must_use]
    pub fn about(self, file: impl Into<String>) -> Refused {
        Refused { file: file.into(), error: self }
    }
}

/// A file that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {error}")]
pub struct Refused {
    /// By its name in the repository.
    pub file: String,
    /// Why.
    pub error: TufError,
}
