//! What the world must now be told or reminded of. Pure values; rows of the outbox and of the timers
//! in the same transaction as the event that caused them, and nothing else may cause an action.

use jiff::Timestamp;
use law::ids::ClockId;

use crate::actor::Office;
use crate::ids::{ExhibitId, MeasureId};
use crate::letter::LetterDraft;

/// One thing that follows from an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// An office of ours should look; never carries content.
    Notify {
        /// Which office.
        who: Office,
    },
    /// A timer must be set.
    Schedule {
        /// The instant of the law the timer stands for.
        at: Timestamp,
        /// What is to be done then.
        wake: Wake,
    },
    /// The content of an exhibit must be read, encrypted and fixed.
    Seal {
        /// Which exhibit.
        exhibit: ExhibitId,
    },
    /// A letter must go out.
    Send(Box<LetterDraft>),
}

impl Effect {
    /// The effect as scenario files name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Notify { .. } => "notify",
            Self::Schedule { .. } => "schedule",
            Self::Seal { .. } => "seal",
            Self::Send(_) => "send",
        }
    }
}

/// What a timer does when it fires.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wake {
    /// The measure it is about.
    pub measure: MeasureId,
    /// The clock whose instant it is.
    pub clock: ClockId,
    /// The first instant at which it fires. An act exactly at the last lawful instant is in time,
    /// so a deadline fires a second later; a gate fires at its instant.
    pub fires_at: Timestamp,
}

/// A timer that is due, as the worker reads it back from its row.
pub type Timer = Wake;
