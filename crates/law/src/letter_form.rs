//! Forms of letters about a measure: a signal of impossibility, an extension, a withdrawal; and what saying
//! one does.
//!
//! A letter is filled in and checked like a measure; nobody issues it, and it starts no case of its own. What
//! it does to a measure is one of a few words, each with one meaning for every instrument; the domain gives
//! them their effect on each side.

use std::collections::BTreeSet;
use std::fmt;

use crate::field::{Condition, Values};
use crate::ids::{BadId, ClockId, FieldId, InstrumentId, KindId, Party, closed};
use crate::instrument::{Provenance, Trigger};
use crate::measure_kind::MeasureKind;

closed!(
    /// What a letter does to the measure it is about.
    Consequence, "a consequence" {
        /// Receipt is stated.
        Acknowledge = "acknowledge",
        /// The later request has been issued: what is kept is kept until it is produced.
        Confirm = "confirm",
        /// The law of a third country stands against it, with reasons: it waits for the review.
        Contest = "contest",
        /// Who was asked does not do it, and needs no ground.
        Decline = "decline",
        /// It need not be carried on.
        End = "end",
        /// The enforcing authority is asked to enforce it.
        Enforce = "enforce",
        /// The longer period of the act runs.
        Extend = "extend",
        /// The later request was received: what is kept is kept until the decision on it.
        HoldForRequest = "hold-for-request",
        /// It cannot be done, for good.
        Impossible = "impossible",
        /// Somebody is told, and nothing else follows.
        Inform = "inform",
        /// Another authority of the same state is competent and has it now.
        PassOn = "pass-on",
        /// What was asked for is done, without anything to hand over.
        Perform = "perform",
        /// It is recognized and will be executed, but later.
        Postpone = "postpone",
        /// It is recognized and will be executed.
        Recognize = "recognize",
        /// What held it up is settled.
        Resume = "resume",
        /// Something is missing or wrong, and it waits until that is cleared up.
        Suspend = "suspend",
        /// What was done is undone.
        Undo = "undo",
        /// It is taken back.
        Withdraw = "withdraw",
    }
);

closed!(
    /// An act of its own whose letter a form is: nobody says the form apart from the act.
    OwnAct, "an act of its own" {
        /// Saying that no ground is raised.
        Clear = "clear",
        /// Handing over.
        HandOver = "hand-over",
        /// Raising a ground.
        Object = "object",
    }
);

/// What comes before a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Earlier {
    /// A letter was said, by whomever: `impossibility`.
    Letter(KindId),
    /// A letter was said that does this: `impossibility:contest`.
    Doing(KindId, Consequence),
    /// What a clock asks for was not done while there was time: `late:produce`. A kind of measure that the
    /// clock is not about is not held up by it.
    Late(ClockId),
}

impl Earlier {
    /// Reads it as packs write it, in the pack of an instrument.
    ///
    /// # Errors
    /// [`BadId`] for a word that is not in the vocabulary.
    pub fn parse(text: &str, instrument: &InstrumentId) -> Result<Self, BadId> {
        match text.split_once(':') {
            None => KindId::parse(text).map(Self::Letter),
            Some(("late", clock)) => {
                ClockId::parse(&format!("{instrument}/{clock}")).map(Self::Late)
            }
            Some((letter, does)) => {
                Ok(Self::Doing(KindId::parse(letter)?, Consequence::parse(does)?))
            }
        }
    }

    /// The letter it is about, if it is about one.
    #[must_use]
    pub const fn letter(&self) -> Option<&KindId> {
        match self {
            Self::Letter(letter) | Self::Doing(letter, _) => Some(letter),
            Self::Late(_) => None,
        }
    }
}

impl fmt::Display for Earlier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(letter) => write!(out, "{letter}"),
            Self::Doing(letter, does) => write!(out, "{letter}:{does}"),
            Self::Late(clock) => write!(out, "late:{clock}"),
        }
    }
}

/// One thing that follows when a letter is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsequenceRule {
    /// What follows.
    pub does: Consequence,
    /// Only if one of these holds; empty: always.
    pub holds_if: Vec<Condition>,
    /// Only after one of these; empty: at any time.
    pub after: BTreeSet<Earlier>,
    /// Never while one of these clocks runs here.
    pub not_while: BTreeSet<ClockId>,
    /// What happens with it, for clocks that start so: at its writer when it is said, at its receiver when
    /// it arrives.
    pub starts: BTreeSet<Trigger>,
    /// The clocks it settles.
    pub ends: BTreeSet<ClockId>,
    /// The field that says a new deadline.
    pub until: Option<FieldId>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// One form of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterForm {
    /// The kinds of measure it can be about.
    pub about: BTreeSet<KindId>,
    /// Who writes it.
    pub by: BTreeSet<Party>,
    /// To whom.
    pub to: BTreeSet<Party>,
    /// The act that says it, where it has one of its own.
    pub act: Option<OwnAct>,
    /// Whether it is said once at most.
    pub once: bool,
    /// What it does; a letter without any informs.
    pub consequences: Vec<ConsequenceRule>,
    /// The form: sections, fields and what answers must agree with. It has no issuers.
    pub form: MeasureKind,
}

impl LetterForm {
    /// What follows from these answers, in the order of the pack.
    pub fn follows<'f>(&'f self, values: &'f Values) -> impl Iterator<Item = &'f ConsequenceRule> {
        self.consequences.iter().filter(|rule| {
            rule.holds_if.is_empty()
                || rule.holds_if.iter().any(|condition| says(condition, values))
        })
    }
}

/// Whether the answers meet a condition; of a letter only its own answers count, as the loader makes sure.
fn says(condition: &Condition, values: &Values) -> bool {
    match condition {
        Condition::Answered(field) => values.contains_key(field),
        Condition::Says(field, word) => values.get(field).is_some_and(|value| value.says(word)),
        Condition::Data(_)
        | Condition::NotNotified
        | Condition::Notified
        | Condition::OnTrack(_)
        | Condition::Unvalidated => false,
    }
}

#[cfg(test)]
mod tests;
