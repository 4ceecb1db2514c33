//! Exchange by files: what waits for a node as a bundle that somebody carries, and a bundle that somebody brought
//! (`docs/spec/bundle.md`).
//!
//! The same letters, sealed once into the same bytes; the same chunks; the same receipts; and on the other side the same
//! door and the same opening as for the network. Whoever writes or reads holds the node's folder, so the node does not
//! run meanwhile. Not here: the form of the file (`wire::bundle`), the words of the command line (`cli::bundle`).
//!
//! Not trusted: the medium and who carries it. At most they lose it, or learn what an envelope shows to anybody.

use std::io;
use std::path::{Path, PathBuf};

use store::StoreError;
use wire::bundle::BundleError;

use crate::act::ActError;

mod directory;
mod plan;
mod read;
pub mod sheet;
#[cfg(test)]
pub(crate) mod tests;
mod write;

pub use directory::{Taken, take_directory};
pub(crate) use read::prove;
pub use read::{Answer, FileReport, Refused, Report, Tally, read};
pub use write::{Held, Order, Volume, What, Written, write};

/// Why a bundle was not written or a file of one not taken.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// Something could not be recorded.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The configuration contradicts the directory that the bundle brings.
    #[error("the directory in the bundle does not fit this node: {0}")]
    Contradiction(#[from] crate::standing::Contradiction),
    /// A file that would be written is there already.
    #[error("{path} is there already; give a new name")]
    Exists {
        /// Which.
        path: PathBuf,
    },
    /// A file of ours cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The file is no bundle, or not its sender's.
    #[error(transparent)]
    Format(#[from] BundleError),
    /// The bundle says that it was made later than tomorrow.
    #[error("the bundle says that it was made in the future; look at the clocks")]
    Future,
    /// The key of the seal has ended: whatever hour the bundle names, nothing shows that it is older than that end.
    #[error(
        "the key that sealed the bundle ended while it was under way; have {from} write it again, under its key of today"
    )]
    KeyEnded {
        /// The sender.
        from: String,
    },
    /// The key of the seal was revoked: whatever hour the bundle names, whoever holds the key may have written it.
    #[error(
        "the key that sealed the bundle is revoked; if {from} wrote it before, have it written again with the new key"
    )]
    KeyRevoked {
        /// The sender.
        from: String,
    },
    /// The bundle is of another network. Nothing of ours is signed about it.
    #[error("the bundle is of another network")]
    Network,
    /// The bundle is for another node.
    #[error("the bundle is for {to}")]
    NotForUs {
        /// Which.
        to: String,
    },
    /// Nothing waits for this node that could be carried.
    #[error("nothing waits for {to} that could be carried")]
    Nothing {
        /// The node.
        to: String,
    },
    /// The sealing key is not listed for the sender at the hour it was made, in the directory we hold.
    #[error(
        "the directory of version {ours} does not list the key that sealed the bundle for {from}; the sender has version \
         {theirs}"
    )]
    RosterBehind {
        /// The sender.
        from: String,
        /// Our version.
        ours: u64,
        /// The sender's.
        theirs: u64,
    },
    /// The directory in the bundle is no list of files.
    #[error("the directory in the bundle cannot be read; the other letters of the bundle can")]
    NoDirectory,
    /// The directory in the bundle cannot be used.
    #[error("the directory in the bundle cannot be used: {0}")]
    Roster(#[from] crate::directory::DirectoryError),
    /// The directory we hold cannot be read.
    #[error(transparent)]
    Serve(#[from] crate::serve::ServeError),
    /// Too many volumes.
    #[error("more than {max} volumes would be needed; make them larger")]
    TooMany {
        /// The limit.
        max: u64,
    },
    /// The node is not in the directory, or is this one.
    #[error("{to} is no other node of the member directory")]
    UnknownNode {
        /// Which.
        to: String,
    },
    /// A volume cannot hold a letter with one of its chunks.
    #[error("a volume has at least {min} bytes, so that it can stand alone")]
    VolumeSmall {
        /// The limit.
        min: u64,
    },
}

impl CarryError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act(ActError::Store(error)) => error.code(),
            Self::Act(_) => "act",
            Self::Contradiction(error) => error.code(),
            Self::Exists { .. } => "exists",
            Self::File { .. } => "file",
            Self::Format(error) => error.code(),
            Self::Future => "too-early",
            Self::KeyEnded { .. } => "key-ended",
            Self::KeyRevoked { .. } => "key-revoked",
            Self::Network => "wrong-network",
            Self::NotForUs { .. } => "wrong-addressee",
            Self::Nothing { .. } => "nothing",
            Self::RosterBehind { .. } => "roster-behind",
            Self::NoDirectory | Self::Roster(_) => "roster",
            Self::Serve(error) => error.code(),
            Self::TooMany { .. } => "too-many-volumes",
            Self::UnknownNode { .. } => "no-such-node",
            Self::VolumeSmall { .. } => "volume-too-small",
        }
    }

    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { path, source }
    }
}

impl From<StoreError> for CarryError {
    fn from(error: StoreError) -> Self {
        Self::Act(error.into())
    }
}
