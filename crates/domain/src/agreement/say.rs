//! What parties write to each other about an agreement. It rests on the charter of the network and carries nothing of any
//! case. Whoever signs sends the document along: of three parties nobody can be sure whose letter comes first.

use jiff::Timestamp;

use super::{AgreementRef, Consent, Notice, Terms};
use crate::erasure::Why;
use crate::ids::LetterId;
use crate::letter::Party;

/// The types of letters about an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageKind {
    /// Lets an item go on to somebody else.
    Consent,
    /// Ends it.
    End,
    /// The first signature.
    Proposal,
    /// A suspension ends.
    Reinstatement,
    /// A further signature.
    Signature,
    /// It is suspended.
    Suspension,
}

impl MessageKind {
    /// Every type.
    pub const ALL: [Self; 6] = [
        Self::Consent,
        Self::End,
        Self::Proposal,
        Self::Reinstatement,
        Self::Signature,
        Self::Suspension,
    ];

    /// The type's name in manifests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Consent => "agreement.consent",
            Self::End => "agreement.end",
            Self::Proposal => "agreement.proposal",
            Self::Reinstatement => "agreement.reinstatement",
            Self::Signature => "agreement.signature",
            Self::Suspension => "agreement.suspension",
        }
    }

    /// The type with this name, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == text)
    }
}

/// A signature as its letter shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What was signed.
    pub terms: Terms,
    /// SHA-256 of the bytes that were signed.
    pub digest: [u8; 32],
    /// The signature over them, as text; whoever read the letter has checked it.
    pub seal: String,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// An item may go on.
    Consent {
        /// Under which agreement.
        of: AgreementRef,
        /// Which item, to whom.
        consent: Consent,
    },
    /// It ends.
    End {
        /// Which.
        of: AgreementRef,
        /// Why.
        why: Why,
    },
    /// The first signature.
    Proposal(Box<Shown>),
    /// A suspension ends.
    Reinstatement {
        /// Of which.
        of: AgreementRef,
        /// Why.
        why: Why,
    },
    /// A further signature.
    Signature(Box<Shown>),
    /// It is suspended.
    Suspension {
        /// Which.
        of: AgreementRef,
        /// Since when.
        since: Timestamp,
        /// Why, and how much of it.
        notice: Notice,
    },
}

impl Message {
    /// The type.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Consent { .. } => MessageKind::Consent,
            Self::End { .. } => MessageKind::End,
            Self::Proposal(_) => MessageKind::Proposal,
            Self::Reinstatement { .. } => MessageKind::Reinstatement,
            Self::Signature(_) => MessageKind::Signature,
            Self::Suspension { .. } => MessageKind::Suspension,
        }
    }

    /// The agreement it is about, by the bytes that its writer means.
    #[must_use]
    pub const fn of(&self) -> AgreementRef {
        match self {
            Self::Consent { of, .. }
            | Self::End { of, .. }
            | Self::Reinstatement { of, .. }
            | Self::Suspension { of, .. } => *of,
            Self::Proposal(shown) | Self::Signature(shown) => {
                AgreementRef { id: shown.terms.lines().agreement, digest: shown.digest }
            }
        }
    }
}

/// A letter about an agreement as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: LetterId,
    /// Who wrote it.
    pub from: Party,
    /// To whom.
    pub to: Vec<Party>,
    /// When, by the writer's clock.
    pub issued_at: Timestamp,
    /// What it says.
    pub message: Message,
}
