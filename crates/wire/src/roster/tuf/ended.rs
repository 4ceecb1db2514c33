//! What goes into an update and what comes out of it: the file it wants, the members that stay behind, the verdict.

use std::collections::BTreeMap;

use domain::actor::MemberId;
use jiff::Timestamp;

use super::{Directory, Refused};

/// Whether a file that has ended is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// Refused if it ended by this instant, but for the timestamp: files that somebody carried, which can take longer than
    /// the day for which a timestamp is signed. [`Directory::freshness`] tells how old that makes the directory.
    Carried(Timestamp),
    /// Refused if it ended by this instant: files that come from somebody.
    Refused(Timestamp),
    /// Told by [`Directory::freshness`]: files that were taken before and come back from our own store.
    Told,
}

/// A file to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its name in the repository.
    pub file: String,
    /// Stop reading behind so many bytes; one more is enough to have it refused.
    pub bytes_max: u64,
}

/// Something about one member that was not taken. Its former entry stays in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// Whose.
    pub member: MemberId,
    /// What, and why.
    pub refused: Refused,
}

/// How an update ended.
#[derive(Debug)]
pub struct Ended {
    /// The directory to go on with: the new version, or the old one under the newest root.
    pub directory: Directory,
    /// Files that were taken, by name: what to keep for ever.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Members that stay at what they had.
    pub alarms: Vec<Alarm>,
    /// Whether the version was taken.
    pub verdict: Result<(), Refused>,
}
