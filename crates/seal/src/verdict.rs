//! What a check of a package found: one claim per check, the first broken link, and what stays unproved.
//!
//! The result, and its two renderings: text for people, canonical JSON for programs. Facts about the package stand in
//! it only if every claim holds, so nobody copies a number out of a file that was tampered with. Not the checks
//! themselves ([`crate::package::verify`]).

use std::fmt;

use crate::digest::Digest;
use crate::package::parts::Ground;
use crate::policy::KeyStatus;
use crate::sign::Kid;
use crate::timestamp::Stamp;

mod json;
#[cfg(test)]
mod tests;
mod text;

pub use text::plain;

/// The checks, in the order in which they run. The first that fails is the answer; those behind it are not reached.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Check {
    /// The file handed in as policy is one. Listed only when it is not.
    Policy,
    /// The zip bytes are in their one form.
    Container,
    /// The manifest lists exactly these members, with these digests.
    Manifest,
    /// The bag is complete and valid.
    Bag,
    /// A leaf in a witnessed log commits to the manifest.
    Seal,
    /// Every shown entry is a leaf in a witnessed log.
    Inclusion,
    /// No entry of a stream is missing, twice or out of order.
    Order,
    /// The evidence is what the custody entries say it is.
    Exhibits,
    /// Each passing of custody is recorded by both sides and anchored in both logs.
    Handover,
    /// Letters and receipts are signed by keys that were valid then.
    Signatures,
    /// Witnesses saw the logs by the time stated, and no entry is later.
    Time,
    /// Every exhibit that the whole accounts for is here, or on the list of those that are not.
    Parts,
}

impl Check {
    /// The checks of a package.
    pub const ALL: [Self; 11] = [
        Self::Container,
        Self::Manifest,
        Self::Bag,
        Self::Seal,
        Self::Inclusion,
        Self::Order,
        Self::Exhibits,
        Self::Handover,
        Self::Signatures,
        Self::Time,
        Self::Parts,
    ];

    /// Its stable name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Container => "container",
            Self::Manifest => "manifest",
            Self::Bag => "bag",
            Self::Seal => "seal",
            Self::Inclusion => "inclusion",
            Self::Order => "order",
            Self::Exhibits => "exhibits",
            Self::Handover => "handover",
            Self::Signatures => "signatures",
            Self::Time => "time",
            Self::Parts => "parts",
        }
    }

    /// What it means for a reader that this check fails.
    #[must_use]
    pub const fn means(self) -> &'static str {
        match self {
            Self::Policy => {
                "nothing was checked: get the policy again from a source you trust, and compare its fingerprint"
            }
            Self::Container => {
                "this file is not a court package, or its bytes were damaged or changed after it was written; get it again \
                 from whoever gave it to you"
            }
            Self::Manifest => {
                "a file inside was changed, added, removed, renamed or swapped after the package was made; none of its \
                 content can be relied on"
            }
            Self::Bag => {
                "the inner list of files does not match the files; the package was not made, or not left, as it must be"
            }
            Self::Seal => {
                "nothing shows that the exporting authority sealed exactly this content in a log that your policy trusts; \
                 it may be a forgery, or belong to another network than your policy"
            }
            Self::Inclusion => {
                "an entry shown as part of the record cannot be shown to stand in a log that your policy trusts; the \
                 custody record cannot be relied on"
            }
            Self::Order => {
                "the custody record has a gap or is out of order: something that happened to an exhibit may be withheld"
            }
            Self::Exhibits => {
                "an evidence file is not the one whose digests the parties recorded, or their records contradict each other"
            }
            Self::Handover => {
                "a passing of custody is not confirmed by both sides: the chain of custody is interrupted there"
            }
            Self::Signatures => {
                "a letter or receipt was not signed as it must be by a key that was valid then; who said what is not shown"
            }
            Self::Time => {
                "the record's times contradict what the witnesses saw; when it was made is not shown"
            }
            Self::Parts => {
                "nothing shows of what whole this is a part, or which exhibits are not here; something may be missing in \
                 silence"
            }
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How a check came out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It failed.
    Broken,
    /// It holds.
    Holds,
    /// A check before it failed.
    NotReached,
}

/// One check and what it found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claim {
    /// Which check.
    pub check: Check,
    /// How it came out.
    pub outcome: Outcome,
    /// What was found, in a sentence; empty if it was not reached.
    pub detail: String,
}

/// How far the absence of withheld entries is shown.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Completeness {
    /// Not at all.
    None,
    /// No gap inside the shown part of a stream. Of an exhibit a map may show more.
    Chain,
    /// As `chain`, and the custodian has stated in its log which entry is the last.
    ChainTail,
    /// Of every exhibit, a map over all streams of the exporter's log states which entry of its record was the last when
    /// the map was made.
    Map,
}

impl Completeness {
    /// As far as it goes for all of these.
    pub(crate) fn of(exhibits: &[ExhibitFact]) -> Self {
        match exhibits {
            [] => Self::None,
            [_, ..] if exhibits.iter().all(|fact| fact.complete.is_some()) => Self::Map,
            [_, ..] => Self::Chain,
        }
    }

    /// Its stable name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Chain => "chain",
            Self::ChainTail => "chain+tail",
            Self::Map => "map",
        }
    }
}

/// An exhibit of a verified package.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ExhibitFact {
    /// What the exporter's log states about the end of its record of it; none if it states nothing.
    pub complete: Option<CompleteFact>,
    /// Its number.
    pub exhibit_no: String,
    /// Length in bytes.
    pub len: u64,
    /// Media type, as its custody entries state it.
    pub media_type: Option<String>,
    /// How many custody entries are shown.
    pub n_entries: usize,
    /// How many of them pass custody from one party to another.
    pub n_handovers: usize,
    /// Where it stands in the package.
    pub path: String,
    /// SHA-256.
    pub sha256: Digest,
}

/// What a map of the exporter's log states about the end of its record of an exhibit: among the leaves that it was made of
/// there is no entry but those shown. A log that leaves one out is found by whoever audits its leaves, not by this check.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CompleteFact {
    /// The day of the map, `YYYY-MM-DD`, by the log's word.
    pub date: String,
    /// When it was made, by the log's word, but no later than its witnesses: `YYYY-MM-DDThh:mm:ss.mmmZ`.
    pub made_at: String,
    /// How many of the exporter's entries that are shown came behind the map.
    pub n_behind: usize,
    /// The log.
    pub origin: String,
    /// It was made of the first so many leaves of that log, and all logs of the node before it.
    pub size: u64,
}

/// A log head that the proofs of a verified package rest on.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct HeadFact {
    /// Name of the log.
    pub origin: String,
    /// How many leaves it had.
    pub size: u64,
    /// By when a quorum had signed it, POSIX seconds.
    pub witnessed_at: u64,
    /// What is known of the log's keys.
    pub keys: KeyStatus,
}

/// What is known, at the time that counts, of a key that signed letters or receipts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum KeyLife {
    /// Its time was over, as the exporter's directory had it.
    Ended {
        /// First instant at which it no longer signs, as written.
        until: String,
    },
    /// It was in force.
    InForce,
    /// The reader's policy revokes it, and all that it signed here was in a log before.
    RevokedLater {
        /// From when on, POSIX seconds.
        from: u64,
    },
}

impl KeyLife {
    /// Its stable name.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Ended { .. } => "ended",
            Self::InForce => "in-force",
            Self::RevokedLater { .. } => "revoked-later",
        }
    }
}

/// A key that signed letters or receipts of a verified package, each when it was good.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyFact {
    /// Its id.
    pub kid: Kid,
    /// Whose it was, as the exporter's directory had it: a unit, or a node.
    pub of: String,
    /// What is known of it.
    pub life: KeyLife,
}

/// An exhibit of the whole that a copy does not hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Withheld {
    /// Its number.
    pub exhibit_no: String,
    /// Why, as the exporter says.
    pub ground: Ground,
}

/// The whole that a verified copy is a part of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WholeFact {
    /// UUID of the whole.
    pub package_id: String,
    /// When it was sealed, as the seal says.
    pub sealed_at: String,
    /// Index of the leaf that seals it.
    pub sealed_at_index: u64,
    /// Log of that leaf.
    pub sealed_in: String,
    /// By when a quorum had signed a head over it, POSIX seconds.
    pub witnessed_at: u64,
}

/// What a verified package accounts for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PartsFact {
    /// Exhibits that never were in the whole: number, and code of the reason.
    pub absent: Vec<(String, String)>,
    /// How many exhibits are here.
    pub n_held: usize,
    /// The whole, if this is a copy with fewer exhibits.
    pub of: Option<WholeFact>,
    /// Exhibits of the whole that are not here.
    pub withheld: Vec<Withheld>,
}

/// A time-stamp token over the manifest of a verified package. Its form and its digest were compared; the signature of
/// the authority was not looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TokenFact {
    /// Whether it lies in the package; if not, the reader brought it.
    pub is_inside: bool,
    /// SHA-256 of the token.
    pub sha256: Digest,
    /// What it says.
    pub stamp: Stamp,
}

/// Fields that a package keeps closed, by reason.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Closed {
    /// Destroyed by an erasure.
    pub n_erased: usize,
    /// Not meant for whoever got the opening.
    pub n_not_for_recipient: usize,
    /// Blacked out.
    pub n_redacted: usize,
}

/// What a verified package shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Facts {
    /// Fields kept closed.
    pub closed: Closed,
    /// How far completeness goes.
    pub completeness: Completeness,
    /// The exhibits, by number.
    pub exhibits: Vec<ExhibitFact>,
    /// Node that exported.
    pub exported_by: String,
    /// Log heads, by origin and size.
    pub heads: Vec<HeadFact>,
    /// Keys that signed letters and receipts, by id.
    pub keys: Vec<KeyFact>,
    /// How many letters.
    pub n_letters: usize,
    /// How many receipts.
    pub n_receipts: usize,
    /// UUID of the package.
    pub package_id: String,
    /// What it accounts for.
    pub parts: PartsFact,
    /// SHA-256 of the exporter's copy of the policy.
    pub policy_copy: Digest,
    /// Index of the sealing leaf.
    pub sealed_at_index: u64,
    /// Log of the sealing leaf.
    pub sealed_in: String,
    /// Time-stamp tokens over its manifest: the one inside first.
    pub tokens: Vec<TokenFact>,
}

/// What a check of a package found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verdict {
    claims: Vec<Claim>,
    facts: Option<Facts>,
    policy: Digest,
    as_of: Option<u64>,
}

impl Verdict {
    /// Everything holds.
    pub(crate) fn proved(policy: Digest, details: Vec<(Check, String)>, facts: Facts) -> Self {
        let claim = |(check, detail)| Claim { check, outcome: Outcome::Holds, detail };
        Self {
            claims: details.into_iter().map(claim).collect(),
            facts: Some(facts),
            policy,
            as_of: None,
        }
    }

    /// The same, as the answer to whoever asked what was shown at an instant.
    pub(crate) fn asked(self, as_of: Option<u64>) -> Self {
        Self { as_of, ..self }
    }

    /// As of which instant it was asked, POSIX seconds; none if it was not asked so.
    #[must_use]
    pub const fn as_of(&self) -> Option<u64> {
        self.as_of
    }

    /// One check failed after those in `details` held.
    pub(crate) fn broken(
        policy: Digest,
        details: Vec<(Check, String)>,
        check: Check,
        detail: String,
    ) -> Self {
        let holds = |(check, detail)| Claim { check, outcome: Outcome::Holds, detail };
        let mut claims: Vec<Claim> = details.into_iter().map(holds).collect();
        claims.push(Claim { check, outcome: Outcome::Broken, detail });
        let behind = Check::ALL.into_iter().filter(|other| *other > check);
        let not_reached =
            |check| Claim { check, outcome: Outcome::NotReached, detail: String::new() };
        claims.extend(behind.map(not_reached));
        Self { claims, facts: None, policy, as_of: None }
    }

    /// Whether every claim holds.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.facts.is_some()
    }

    /// The claims, in the order of the checks.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The first check that failed.
    #[must_use]
    pub fn first_broken(&self) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.outcome == Outcome::Broken)
    }

    /// What the package shows; `None` if anything is broken.
    #[must_use]
    pub fn facts(&self) -> Option<&Facts> {
        self.facts.as_ref()
    }

    /// SHA-256 of the policy that the reader brought.
    #[must_use]
    pub fn policy(&self) -> Digest {
        self.policy
    }

    /// The time by which witnesses had seen every log head that the package rests on, POSIX seconds.
    #[must_use]
    pub fn witnessed_no_later_than(&self) -> Option<u64> {
        self.facts.as_ref()?.heads.iter().map(|head| head.witnessed_at).max()
    }
}
