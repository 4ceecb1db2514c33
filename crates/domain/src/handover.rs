//! A handover: custody of exhibits passes from one member to another, and both say so.
//!
//! Each side keeps its own stream under the same id; the two records must agree. What is handed over
//! and whether it may be is decided by the measure; here is only that it was offered and taken.

use jiff::Timestamp;

use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{HandoverId, MeasureId};
use crate::letter::{LetterRef, Party};
use crate::measure::{HandedExhibit, TakenExhibit};
use crate::permit::Permit;

#[cfg(test)]
mod tests;

/// A handover on one side's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handover {
    /// The receiver has the exhibits and found what was announced.
    Accepted(Settled),
    /// The receiver found something else than was announced.
    Contested(Settled),
    /// Nothing was heard from the receiver within the time agreed: a gap in custody.
    Lapsed(Offer),
    /// The giver has handed over; the receiver has not answered.
    Offered(Offer),
}

/// What was offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which handover.
    pub handover: HandoverId,
    /// In performance of which measure.
    pub measure: MeasureId,
    /// Who gives.
    pub giver: Party,
    /// Who receives.
    pub receiver: Party,
    /// The letter both sides sign.
    pub letter: LetterRef,
    /// What.
    pub exhibits: Vec<HandedExhibit>,
    /// When.
    pub offered_at: Timestamp,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What was offered.
    pub offer: Offer,
    /// When it was settled.
    pub at: Timestamp,
    /// Digest of the receiver's receipt.
    pub receipt: [u8; 32],
    /// What was found.
    pub exhibits: Vec<TakenExhibit>,
}

impl Handover {
    /// What was offered.
    #[must_use]
    pub const fn offer(&self) -> &Offer {
        match self {
            Self::Accepted(Settled { offer, .. })
            | Self::Contested(Settled { offer, .. })
            | Self::Lapsed(offer)
            | Self::Offered(offer) => offer,
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::Contested(_) => "contested",
            Self::Lapsed(_) => "lapsed",
            Self::Offered(_) => "offered",
        }
    }
}

/// What may be asked of a handover.
#[expect(clippy::large_enum_variant, reason = "a command lives for one call")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The receiver has it and every digest agrees.
    Accept {
        /// Digest of the receiver's receipt.
        receipt: [u8; 32],
        /// What was found.
        exhibits: Vec<TakenExhibit>,
    },
    /// The receiver found something else.
    Contest {
        /// Digest of the receiver's receipt.
        receipt: [u8; 32],
        /// What was found.
        exhibits: Vec<TakenExhibit>,
    },
    /// Nothing was heard in time.
    Lapse,
    /// The giver hands over.
    Offer(Offer),
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "accept",
            Self::Contest { .. } => "contest",
            Self::Lapse => "lapse",
            Self::Offer(_) => "offer",
        }
    }
}

/// What happened to a handover.
#[expect(clippy::large_enum_variant, reason = "a handover has two or three events in its life")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Taken as announced.
    Accepted {
        /// When.
        at: Timestamp,
        /// Digest of the receiver's receipt.
        receipt: [u8; 32],
        /// What was found.
        exhibits: Vec<TakenExhibit>,
    },
    /// Taken, but not as announced.
    Contested {
        /// When.
        at: Timestamp,
        /// Digest of the receiver's receipt.
        receipt: [u8; 32],
        /// What was found.
        exhibits: Vec<TakenExhibit>,
    },
    /// Nothing was heard in time.
    Lapsed {
        /// When it was noticed.
        at: Timestamp,
    },
    /// On its way.
    Offered {
        /// What, with its own instant.
        offer: Offer,
    },
}

impl Event {
    /// The event as stored streams name it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Contested { .. } => "contested",
            Self::Lapsed { .. } => "lapsed",
            Self::Offered { .. } => "offered",
        }
    }

    /// When it happened.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::Accepted { at, .. } | Self::Contested { at, .. } | Self::Lapsed { at } => *at,
            Self::Offered { offer } => offer.offered_at,
        }
    }
}

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    handover: Option<&Handover>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(handover, permit.act(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    handover: Option<&Handover>,
    command: &Command,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (handover, command) {
        (None, Command::Offer(offer)) => {
            let offer = Offer { offered_at: at, ..offer.clone() };
            Ok(vec![Event::Offered { offer }])
        }
        (None, Command::Accept { .. } | Command::Contest { .. } | Command::Lapse) => {
            Err(Denied::NotFound)
        }
        (Some(known), Command::Offer(offer)) => {
            if known.offer().letter == offer.letter {
                Ok(Vec::new())
            } else {
                Err(Denied::AlreadyKnown)
            }
        }
        // A late answer settles what had lapsed; the gap stays in the record.
        (
            Some(Handover::Offered(offer) | Handover::Lapsed(offer)),
            Command::Accept { receipt, exhibits } | Command::Contest { receipt, exhibits },
        ) => {
            let (receipt, exhibits) = (*receipt, exhibits.clone());
            if !is_of(offer, &exhibits) {
                return Err(Denied::NotReceived);
            }
            // What was found decides, not what was said about it.
            Ok(vec![if exhibits.iter().all(|taken| taken.expected == taken.found) {
                Event::Accepted { at, receipt, exhibits }
            } else {
                Event::Contested { at, receipt, exhibits }
            }])
        }
        (Some(Handover::Offered(_)), Command::Lapse) => Ok(vec![Event::Lapsed { at }]),
        (
            Some(Handover::Accepted(_) | Handover::Contested(_) | Handover::Lapsed(_)),
            Command::Lapse,
        ) => Ok(Vec::new()),
        (
            Some(Handover::Accepted(settled) | Handover::Contested(settled)),
            Command::Accept { receipt, .. } | Command::Contest { receipt, .. },
        ) => {
            if settled.receipt == *receipt {
                Ok(Vec::new())
            } else {
                Err(Denied::Closed)
            }
        }
    }
}

/// Whether these are exactly the exhibits that were offered, as they were announced.
fn is_of(offer: &Offer, exhibits: &[TakenExhibit]) -> bool {
    offer.exhibits.len() == exhibits.len()
        && offer.exhibits.iter().all(|offered| {
            exhibits
                .iter()
                .any(|taken| taken.exhibit == offered.exhibit && taken.expected == offered.plain)
        })
}

/// Folds one event into a handover.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(handover: Option<Handover>, event: &Event) -> Result<Handover, Corrupt> {
    let corrupt = Corrupt { stream: "handover", event: event.kind() };
    match (handover, event) {
        (None, Event::Offered { offer }) => Ok(Handover::Offered(offer.clone())),
        (
            Some(Handover::Offered(offer) | Handover::Lapsed(offer)),
            Event::Accepted { at, receipt, exhibits },
        ) => {
            let (at, receipt, exhibits) = (*at, *receipt, exhibits.clone());
            Ok(Handover::Accepted(Settled { offer, at, receipt, exhibits }))
        }
        (
            Some(Handover::Offered(offer) | Handover::Lapsed(offer)),
            Event::Contested { at, receipt, exhibits },
        ) => {
            let (at, receipt, exhibits) = (*at, *receipt, exhibits.clone());
            Ok(Handover::Contested(Settled { offer, at, receipt, exhibits }))
        }
        (Some(Handover::Offered(offer)), Event::Lapsed { .. }) => Ok(Handover::Lapsed(offer)),
        (None, Event::Accepted { .. } | Event::Contested { .. } | Event::Lapsed { .. })
        | (Some(Handover::Lapsed(_)), Event::Lapsed { .. })
        | (
            Some(Handover::Accepted(_) | Handover::Contested(_)),
            Event::Accepted { .. } | Event::Contested { .. } | Event::Lapsed { .. },
        )
        | (
            Some(
                Handover::Accepted(_)
                | Handover::Contested(_)
                | Handover::Lapsed(_)
                | Handover::Offered(_),
            ),
            Event::Offered { .. },
        ) => Err(corrupt),
    }
}

/// What follows from an event; the letters belong to the measure.
#[must_use]
pub const fn react(_handover: &Handover, event: &Event) -> Vec<Effect> {
    match event {
        Event::Accepted { .. }
        | Event::Contested { .. }
        | Event::Lapsed { .. }
        | Event::Offered { .. } => Vec::new(),
    }
}
