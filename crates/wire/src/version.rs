//! Which major versions of the exchange a node speaks, and which one two nodes have in common (`docs/spec/door.md` §6).
//!
//! A sender takes the highest version that both have, out of the member directory and never out of what a peer says of itself:
//! whoever stands between two nodes can then not talk them down.

#[cfg(test)]
mod tests;

/// What this program speaks: from the oldest to the newest.
pub const SPOKEN: Spoken = Spoken { first: 1, last: 1 };

/// Versions without a hole. Nobody speaks none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    first: u64,
    last: u64,
}

/// Who of two nodes without a common version is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Behind {
    /// The other one: it must upgrade.
    They,
    /// This one.
    We,
}

impl Behind {
    /// The code under which letters are held.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::They => "version-theirs",
            Self::We => "version-ours",
        }
    }
}

impl Spoken {
    /// From the oldest to the newest; none if that is no range, or begins with zero.
    #[must_use]
    pub const fn new(first: u64, last: u64) -> Option<Self> {
        if first == 0 || first > last { None } else { Some(Self { first, last }) }
    }

    /// The oldest.
    #[must_use]
    pub const fn first(self) -> u64 {
        self.first
    }

    /// The newest.
    #[must_use]
    pub const fn last(self) -> u64 {
        self.last
    }

    /// Whether a version is among them.
    #[must_use]
    pub const fn has(self, version: u64) -> bool {
        self.first <= version && version <= self.last
    }

    /// Every one, as a directory entry lists them.
    #[must_use]
    pub fn all(self) -> Vec<u64> {
        (self.first..=self.last).collect()
    }

    /// The highest version that a node with this list has too.
    ///
    /// # Errors
    /// Who is behind, if there is none. A node that lists nothing is.
    pub fn common(self, theirs: &[u64]) -> Result<u64, Behind> {
        let both = theirs.iter().copied().filter(|version| self.has(*version)).max();
        both.ok_or_else(|| match theirs.iter().max() {
            Some(newest) if *newest > self.last => Behind::We,
            Some(_) | None => Behind::They,
        })
    }
}
