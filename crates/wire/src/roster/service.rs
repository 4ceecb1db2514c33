//! What an entry says beside keys: how a node is reached and what it speaks, what an office does, and whether the member
//! takes part at all. Values only; reading and writing are beside the entry's.

use std::collections::BTreeMap;

use domain::actor::{MemberId, UnitId};
use jiff::Timestamp;
use seal::digest::Digest;

/// Whether a member takes part, by its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// It does.
    #[default]
    Active,
    /// Not for now.
    Paused,
    /// It has left.
    Withdrawn,
}

impl Status {
    /// The word in the entry.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Active, Self::Paused, Self::Withdrawn].into_iter().find(|status| status.id() == word)
    }
}

/// How letters reach a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Others post to it.
    #[default]
    Push,
    /// It asks for its own.
    Pull,
}

impl Mode {
    /// The word in the entry.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Pull => "pull",
        }
    }

    /// The mode of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Push, Self::Pull].into_iter().find(|mode| mode.id() == word)
    }
}

/// What a node speaks: a sender takes the highest that both have, from here and never from what a peer says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaks {
    /// How letters reach it.
    pub mode: Mode,
    /// Nodes that hold letters for it.
    pub relays: Vec<String>,
    /// Major versions of the exchange.
    pub cx: Vec<u64>,
    /// Cipher suites.
    pub suites: Vec<u64>,
    /// Versions by kind of letter.
    pub letters: BTreeMap<String, Vec<u64>>,
}

impl Default for Speaks {
    fn default() -> Self {
        Self {
            mode: Mode::Push,
            relays: Vec::new(),
            cx: vec![1],
            suites: vec![1],
            letters: BTreeMap::new(),
        }
    }
}

/// What an office may do under an instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competence {
    /// By its id.
    pub instrument: String,
    /// `issue`, `validate`, `execute`, `receive` or `review`.
    pub act: String,
}

/// When somebody answers a telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// E.g. `24/7`.
    pub hours: String,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// Number.
    pub telephone: String,
}

/// What an office does beside holding keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Service {
    /// Its letters name no unit outside the envelope.
    pub blind: bool,
    /// Languages it takes letters in.
    pub languages: Vec<String>,
    /// Competences.
    pub competences: Vec<Competence>,
    /// The unit that took over from it.
    pub successor: Option<UnitId>,
    /// People on duty.
    pub duty: Vec<Duty>,
}

/// A stop that one member declares towards another, or the network towards a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Who is suspended.
    pub member: MemberId,
    /// What for, e.g. `purpose:*`.
    pub scope: Vec<String>,
    /// From when on.
    pub from: Timestamp,
    /// SHA-256 of the decision.
    pub decision_sha256: Digest,
}
