//! What members write to each other about a recall. It rests on the charter of the network and not on a measure, so it
//! is a kind of letter of its own; it carries ids, digests and reasons, and nothing of the content.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Onward, Reason, Refused};
use crate::erasure::Why;
use crate::ids::{ErasureId, ExhibitId, LetterId, RecallId};
use crate::letter::Party;

/// Most certificates in one confirmation: an exhibit more than was destroyed together is rare.
pub const CERTIFICATES_MAX: usize = 8;

/// The types of letters about a recall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageKind {
    /// Asks.
    Ask,
    /// Everything named is destroyed.
    Confirmed,
    /// It is not destroyed now.
    Refused,
}

impl MessageKind {
    /// Every type.
    pub const ALL: [Self; 3] = [Self::Ask, Self::Confirmed, Self::Refused];

    /// The type's name in manifests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ask => "recall.ask",
            Self::Confirmed => "recall.confirmed",
            Self::Refused => "recall.refused",
        }
    }

    /// The type with this name, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == text)
    }
}

/// A certificate as a recipient shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The recipient's erasure.
    pub erasure: ErasureId,
    /// The hash of the leaf in the recipient's log.
    pub leaf: [u8; 32],
    /// The text of the proof that the leaf is in that log, if there is one.
    pub proof: Option<String>,
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Asks for the destruction of what was handed over.
    Ask {
        /// Which recall.
        recall: RecallId,
        /// Why.
        reason: Reason,
        /// In words.
        why: Why,
        /// Until when it is to be confirmed.
        due_at: Timestamp,
        /// The exhibits, each with the digest of the letter that handed it over.
        exhibits: BTreeMap<ExhibitId, [u8; 32]>,
    },
    /// Says that all of it is destroyed.
    Confirmed {
        /// Which recall.
        recall: RecallId,
        /// Where that stands.
        certificates: Vec<Shown>,
        /// How those stand who got it from there.
        onward: Onward,
    },
    /// Says that it is not destroyed now.
    Refused {
        /// Which recall.
        recall: RecallId,
        /// Why.
        refused: Refused,
    },
}

impl Message {
    /// The type.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Ask { .. } => MessageKind::Ask,
            Self::Confirmed { .. } => MessageKind::Confirmed,
            Self::Refused { .. } => MessageKind::Refused,
        }
    }

    /// The recall it is about.
    #[must_use]
    pub const fn recall(&self) -> RecallId {
        match self {
            Self::Ask { recall, .. }
            | Self::Confirmed { recall, .. }
            | Self::Refused { recall, .. } => *recall,
        }
    }
}

/// A letter about a recall as it was read.
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
