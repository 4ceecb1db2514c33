//! A data-sharing agreement: its terms as data, who signed them, what suspends them, and when they end by themselves.
//!
//! Each party keeps a stream of its own under the same id. A signature counts for the bytes it was made over and for no
//! others, so two nodes with different documents have no agreement. Once all parties have signed, the time alone brings it
//! into force and ends it; one party alone suspends it, at once. What this means for a letter is [`gate`]'s. Directive (EU)
//! 2016/680, Articles 35(1) and 37 to 38, and the house's rules I-1 and I-2. Bytes of documents and letters are `wire`'s.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, ToSpan as _};
use law::ids::DataCategory;

pub use self::gate::{Carried, Class, Onwards, REST_DAYS, Reason, Verdict, choose, gate, held_by};
pub use self::outlook::{Outlook, Passage, outlook};
pub use self::say::{Letter, Message, MessageKind, Shown};
pub(crate) use self::step::outcome;
pub use self::step::{decide, evolve, react};
pub use self::terms::{
    BadTerms, DAYS_MAX, Direction, Impact, LINES_MAX, Lines, Onward, PARTIES_MAX,
    RETENTION_DAYS_MAX, REVIEW_MONTHS_MAX, Retention, TITLE_CHARS_MAX, Terms,
};
use crate::actor::{MemberId, UnitId};
use crate::erasure::Why;
use crate::ids::{AgreementId, ExhibitId, OfficerId};
use crate::letter::{LetterRef, Party};
use crate::purpose::Purpose;

mod gate;
mod outlook;
mod say;
mod step;
mod terms;
#[cfg(test)]
pub(crate) mod tests;

/// An agreement, named so that it cannot be confused with another document under the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgreementRef {
    /// Its id.
    pub id: AgreementId,
    /// SHA-256 of its document.
    pub digest: [u8; 32],
}

/// That a party signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Its unit.
    pub unit: UnitId,
    /// Our officer, if it is ours.
    pub officer: Option<OfficerId>,
    /// When: for ours when it was made, for another's when it came.
    pub at: Timestamp,
    /// The signature over the document, as text.
    pub seal: String,
}

/// How much of an agreement is suspended; what names nothing means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// These purposes.
    pub purposes: BTreeSet<Purpose>,
    /// These data.
    pub data: BTreeSet<DataCategory>,
}

impl Part {
    /// Whether a letter for this purpose and about such data is hit; one that names no data may be about any.
    #[must_use]
    pub fn hits(&self, purpose: Purpose, data: &BTreeSet<DataCategory>) -> bool {
        let by_purpose = self.purposes.is_empty() || self.purposes.contains(&purpose);
        let by_data = self.data.is_empty() || data.is_empty() || !self.data.is_disjoint(data);
        by_purpose && by_data
    }
}

/// Why a party suspends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The number of the criterion in the document, from 1.
    pub criterion: u32,
    /// What happened, in words.
    pub why: Why,
    /// How much of it.
    pub part: Part,
}

/// A suspension that lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Since when.
    pub since: Timestamp,
    /// Why.
    pub notice: Notice,
}

/// That whoever gave an item lets it go on to somebody else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consent {
    /// Which item.
    pub exhibit: ExhibitId,
    /// To whom.
    pub to: MemberId,
}

/// How an agreement came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// A party ended it, or took its draft back.
    Given {
        /// Which.
        by: MemberId,
        /// When.
        at: Timestamp,
        /// Why.
        why: Why,
    },
    /// Its time was over.
    Sunset,
}

/// An agreement on one party's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    terms: Terms,
    digest: [u8; 32],
    drafter: Option<OfficerId>,
    began_at: Timestamp,
    resumed_at: Option<Timestamp>,
    signatures: BTreeMap<MemberId, Signature>,
    suspensions: BTreeMap<MemberId, Suspension>,
    consents: BTreeSet<(MemberId, Consent)>,
    reviewed_at: Option<Timestamp>,
    ended: Option<Ended>,
}

/// Where an agreement stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nobody has signed.
    Draft,
    /// A party ended it, or took its draft back.
    Ended,
    /// Letters may rest on it.
    InForce,
    /// Signatures are missing.
    Open,
    /// Its time is over.
    Sunset,
    /// A party suspended it, all of it or a part.
    Suspended,
    /// Everybody has signed, and its first day has not come.
    Waiting,
}

impl Phase {
    /// The word on pages and in documents for programs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ended => "ended",
            Self::InForce => "in-force",
            Self::Open => "open",
            Self::Sunset => "sunset",
            Self::Suspended => "suspended",
            Self::Waiting => "waiting",
        }
    }
}

impl Agreement {
    /// What it says.
    #[must_use]
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> AgreementId {
        self.terms.lines().agreement
    }

    /// Id and document.
    #[must_use]
    pub const fn reference(&self) -> AgreementRef {
        AgreementRef { id: self.id(), digest: self.digest }
    }

    /// Our officer who drafted it, if it was drafted here.
    #[must_use]
    pub const fn drafter(&self) -> Option<OfficerId> {
        self.drafter
    }

    /// When it was written down here, or came.
    #[must_use]
    pub const fn began_at(&self) -> Timestamp {
        self.began_at
    }

    /// Who signed.
    #[must_use]
    pub const fn signatures(&self) -> &BTreeMap<MemberId, Signature> {
        &self.signatures
    }

    /// Which parties suspend it now.
    #[must_use]
    pub const fn suspensions(&self) -> &BTreeMap<MemberId, Suspension> {
        &self.suspensions
    }

    /// Who let which item go on to whom.
    #[must_use]
    pub const fn consents(&self) -> &BTreeSet<(MemberId, Consent)> {
        &self.consents
    }

    /// How it ended.
    #[must_use]
    pub const fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// When we last went through it.
    #[must_use]
    pub const fn reviewed_at(&self) -> Option<Timestamp> {
        self.reviewed_at
    }

    /// Whether every party has signed.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.terms.lines().parties.iter().all(|party| self.signatures.contains_key(party))
    }

    /// When it ends or ended: its sunset, or earlier if a party ended it.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        let sunset = self.terms.lines().valid_until;
        match &self.ended {
            Some(Ended::Given { at, .. }) => sunset.min(*at),
            Some(Ended::Sunset) | None => sunset,
        }
    }

    /// Whether it binds at this instant, suspended or not.
    #[must_use]
    pub fn binds_at(&self, at: Timestamp) -> bool {
        self.is_signed() && self.terms.lines().valid_from <= at && at < self.ends_at()
    }

    /// Where it stands.
    #[must_use]
    pub fn phase(&self, now: Timestamp) -> Phase {
        match &self.ended {
            Some(Ended::Given { .. }) => Phase::Ended,
            Some(Ended::Sunset) => Phase::Sunset,
            None if now >= self.terms.lines().valid_until => Phase::Sunset,
            None if self.signatures.is_empty() => Phase::Draft,
            None if !self.is_signed() => Phase::Open,
            None if !self.suspensions.is_empty() => Phase::Suspended,
            None if now < self.terms.lines().valid_from => Phase::Waiting,
            None => Phase::InForce,
        }
    }

    /// Since when it stands where [`Self::phase`] says. For what is suspended the earliest of its suspensions counts.
    #[must_use]
    pub fn since(&self, now: Timestamp) -> Timestamp {
        let signed = self.signatures.values().map(|signature| signature.at);
        match self.phase(now) {
            Phase::Draft => self.began_at,
            Phase::Open => signed.min().unwrap_or(self.began_at),
            Phase::Waiting => signed.max().unwrap_or(self.began_at),
            Phase::InForce => {
                let from = self.terms.lines().valid_from;
                signed.chain(self.resumed_at).chain([from]).max().unwrap_or(from)
            }
            Phase::Suspended => {
                let since = self.suspensions.values().map(|suspension| suspension.since);
                since.min().unwrap_or(self.began_at)
            }
            Phase::Ended | Phase::Sunset => self.ends_at(),
        }
    }

    /// By when it is to be gone through again: counted from the last time, at first from the day it came into force.
    #[must_use]
    pub fn review_due_at(&self) -> Timestamp {
        let lines = self.terms.lines();
        let from = self.reviewed_at.unwrap_or(lines.valid_from);
        let months = i32::from(lines.review_every_months).months();
        let due = from.to_zoned(jiff::tz::TimeZone::UTC).checked_add(months);
        due.map_or(Timestamp::MAX, |due| due.timestamp())
    }
}

/// What a party's letter does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Lets an item go on.
    Consent(Consent),
    /// Ends it.
    End {
        /// Why.
        why: Why,
    },
    /// Ends its suspension.
    Reinstate {
        /// Why.
        why: Why,
    },
    /// Signs it.
    Sign {
        /// What was signed.
        terms: Box<Terms>,
        /// The signature, as text.
        seal: String,
    },
    /// Suspends it.
    Suspend {
        /// Since when, by its clock.
        since: Timestamp,
        /// Why.
        notice: Notice,
    },
}

/// What may be asked of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Lets an item that we gave go on to somebody else.
    Consent(Consent),
    /// Writes it down.
    Draft {
        /// What it says.
        terms: Box<Terms>,
        /// SHA-256 of its document.
        digest: [u8; 32],
    },
    /// Ends it, or takes a draft back.
    End {
        /// Why.
        why: Why,
    },
    /// Takes in what another party says.
    Hear {
        /// Which party.
        from: Party,
        /// By which letter.
        letter: LetterRef,
        /// Digest of the document that it means.
        digest: [u8; 32],
        /// What.
        said: Said,
    },
    /// Records that its time is over.
    Pass,
    /// Ends our suspension.
    Reinstate {
        /// Why.
        why: Why,
    },
    /// Records that it was gone through again.
    Review {
        /// What was found.
        found: Why,
    },
    /// Signs it for our member.
    Sign {
        /// Out of which unit.
        unit: UnitId,
        /// The signature over the document, as text.
        seal: String,
    },
    /// Suspends it at once.
    Suspend(Notice),
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Consent(_) => "consent",
            Self::Draft { .. } => "draft",
            Self::End { .. } => "end",
            Self::Hear { .. } => "hear",
            Self::Pass => "pass",
            Self::Reinstate { .. } => "reinstate",
            Self::Review { .. } => "review",
            Self::Sign { .. } => "sign",
            Self::Suspend(_) => "suspend",
        }
    }
}

/// What happened to an agreement. Every event but the first names the party that acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An item may go on.
    Consented {
        /// When.
        at: Timestamp,
        /// Who gave it once.
        by: MemberId,
        /// By which letter; none where it is ours.
        letter: Option<LetterRef>,
        /// Which item, to whom.
        consent: Consent,
    },
    /// It was written down here.
    Drafted {
        /// When.
        at: Timestamp,
        /// By whom.
        by: OfficerId,
        /// What it says.
        terms: Box<Terms>,
        /// SHA-256 of its document.
        digest: [u8; 32],
    },
    /// It ended.
    Ended {
        /// When.
        at: Timestamp,
        /// Which party.
        by: MemberId,
        /// By which letter; none where it is ours.
        letter: Option<LetterRef>,
        /// Why.
        why: Why,
    },
    /// Its time was over.
    Expired {
        /// When that was noticed.
        at: Timestamp,
    },
    /// It came from another party.
    Received {
        /// When.
        at: Timestamp,
        /// By which letter.
        letter: LetterRef,
        /// What it says.
        terms: Box<Terms>,
        /// SHA-256 of its document.
        digest: [u8; 32],
    },
    /// A suspension ended.
    Reinstated {
        /// When.
        at: Timestamp,
        /// Whose.
        by: MemberId,
        /// By which letter; none where it is ours.
        letter: Option<LetterRef>,
        /// Why.
        why: Why,
    },
    /// It was gone through again here.
    Reviewed {
        /// When.
        at: Timestamp,
        /// By whom.
        by: OfficerId,
        /// What was found.
        found: Why,
    },
    /// A party signed.
    Signed {
        /// When.
        at: Timestamp,
        /// Which party.
        by: MemberId,
        /// Its unit.
        unit: UnitId,
        /// Our officer; none where it is another's.
        officer: Option<OfficerId>,
        /// By which letter; none where it is ours.
        letter: Option<LetterRef>,
        /// The signature, as text.
        seal: String,
    },
    /// A party suspended it.
    Suspended {
        /// When.
        at: Timestamp,
        /// Which party.
        by: MemberId,
        /// By which letter; none where it is ours.
        letter: Option<LetterRef>,
        /// From when it counts.
        since: Timestamp,
        /// Why.
        notice: Notice,
    },
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Consented { .. } => "consented",
            Self::Drafted { .. } => "drafted",
            Self::Ended { .. } => "ended",
            Self::Expired { .. } => "expired",
            Self::Received { .. } => "received",
            Self::Reinstated { .. } => "reinstated",
            Self::Reviewed { .. } => "reviewed",
            Self::Signed { .. } => "signed",
            Self::Suspended { .. } => "suspended",
        }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Consented { at, .. }
            | Self::Drafted { at, .. }
            | Self::Ended { at, .. }
            | Self::Expired { at }
            | Self::Received { at, .. }
            | Self::Reinstated { at, .. }
            | Self::Reviewed { at, .. }
            | Self::Signed { at, .. }
            | Self::Suspended { at, .. } => *at,
        }
    }
}
