//! Every version that was taken, for questions about the past: an old letter is judged by the roster of its time.

use jiff::Timestamp;
use seal::digest::Digest;

use crate::roster::Roster;

/// A version and since when it was in use here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Taken at this instant, by this reader's clock.
    pub from: Timestamp,
    /// What it said.
    pub roster: Roster,
}

/// Versions in the order in which they were taken. Nothing leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    versions: Vec<Past>,
}

/// What another node's word about a version means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It has the version that is in use here, or one that was.
    Known,
    /// It has a newer one: ask for it, from that node if need be.
    Newer,
    /// It has an older one that was never taken here.
    Older,
    /// It has the same version with other content: somebody signed two. Keep ours, and the evidence.
    Equivocation,
}

impl History {
    /// Adds the version that is in use from now on. One that says what the last one said changes nothing.
    pub fn add(&mut self, from: Timestamp, roster: Roster) {
        if self.newest().is_none_or(|last| last.snapshot_sha256 != roster.snapshot_sha256) {
            self.versions.push(Past { from, roster });
        }
    }

    /// The version in use.
    #[must_use]
    pub fn newest(&self) -> Option<&Roster> {
        self.versions.last().map(|past| &past.roster)
    }

    /// The version in use at an instant; none before the first one.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Option<&Roster> {
        self.versions.iter().rev().find(|past| past.from <= at).map(|past| &past.roster)
    }

    /// The version of this number. Numbers can only repeat where a directory recovered from an operator's lost key; then
    /// the later one is meant.
    #[must_use]
    pub fn version(&self, version: u64) -> Option<&Roster> {
        let is_it = |past: &&Past| past.roster.version == version;
        self.versions.iter().rev().find(is_it).map(|past| &past.roster)
    }

    /// What another node's version and digest mean here.
    #[must_use]
    pub fn heard(&self, version: u64, snapshot_sha256: Digest) -> Heard {
        let is_known =
            self.versions.iter().any(|past| past.roster.snapshot_sha256 == snapshot_sha256);
        if is_known {
            return Heard::Known;
        }
        if self.version(version).is_some() {
            return Heard::Equivocation;
        }
        let newest = self.newest().map_or(0, |roster| roster.version);
        if version > newest { Heard::Newer } else { Heard::Older }
    }
}
