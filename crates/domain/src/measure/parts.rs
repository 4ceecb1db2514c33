//! Parts that several sides of a measure share.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use law::facts::{AgreedUntil, Facts};
use law::field::Values;
use law::ids::{ClockId, KindId};
use law::letter_form::Consequence;

use crate::actor::MemberId;
use crate::effect::Effect;
use crate::ids::MeasureId;
use crate::letter::{Body, CopyKind, LetterRef, OrderCopy, Party};
use crate::measure::due::Due;
use crate::measure::event::{Finding, PeerAct, TakenBy};

/// Most acts of one party on one stream that stop nothing: a measure is answered a few times, not
/// thousands. What stops something has no such limit.
pub const PEER_ACTS_MAX: usize = 200;

/// When each copy was received, by its recipient's receipt.
pub type Receipts = BTreeMap<CopyKind, Timestamp>;

/// A copy that was issued: its text and its digest as the issuer saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedCopy {
    /// The text, which is exactly what this recipient may see.
    pub order: OrderCopy,
    /// SHA-256 of the body of the letter that carries it.
    pub digest: [u8; 32],
}

/// A peer's act on our stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// The letter that brought it.
    pub letter: LetterRef,
    /// Who signed it.
    pub from: Party,
    /// When it was written, by its writer's clock.
    pub sent_at: Timestamp,
    /// When it arrived here.
    pub arrived_at: Timestamp,
    /// What it says.
    pub act: PeerAct,
    /// What became of it.
    pub standing: Standing,
}

/// What became of a peer's act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It has no effect.
    Declined(Finding),
    /// It has effect.
    Taken(TakenBy),
    /// It waits for somebody.
    Waiting,
}

/// What letters about a measure said and changed, the same on every side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Talk {
    /// What we said, in order.
    pub said: Vec<Said>,
    /// What letters stated that clocks ask for.
    pub known: Known,
    /// When the clocks started that letters started or moved.
    pub began: BTreeMap<ClockId, Timestamp>,
    /// The clocks that letters settled.
    pub ended: BTreeSet<ClockId>,
    /// When we said that we will execute it, if we did.
    pub recognized_at: Option<Timestamp>,
    /// When we said that it is done, if we did.
    pub performed_at: Option<Timestamp>,
}

/// One letter of ours about a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Timestamp,
    /// Which form.
    pub form: KindId,
    /// What it does.
    pub does: BTreeSet<Consequence>,
    /// Its answers, whole.
    pub values: Values,
    /// The members it went to.
    pub to: Vec<MemberId>,
    /// Whether a duty it performs was missed.
    pub late: bool,
}

/// What one recipient gets of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterCopy {
    /// Who.
    pub to: MemberId,
    /// The answers this recipient may see, and no other.
    pub values: Values,
}

/// What letters stated that clocks ask for: facts of the law's own names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Each extension, earliest first.
    pub extension_at: Vec<Timestamp>,
    /// The confirmation that the later request has been issued.
    pub confirmation_at: Option<Timestamp>,
    /// The later request.
    pub request_received_at: Option<Timestamp>,
    /// The clarification.
    pub clarified_at: Option<Timestamp>,
    /// The deadline set with it.
    pub agreed_until: Option<AgreedUntil>,
}

impl Known {
    /// The facts with what letters stated.
    #[must_use]
    pub fn with(&self, facts: Facts) -> Facts {
        Facts {
            extension_at: self.extension_at.clone(),
            confirmation_at: self.confirmation_at,
            request_received_at: self.request_received_at,
            clarified_at: self.clarified_at,
            agreed_until: self.agreed_until,
            ..facts
        }
    }
}

/// A clock that a letter started or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The instant it is counted from.
    pub from_at: Timestamp,
    /// What it answered.
    pub due: Due,
}

impl Staged {
    /// An act that arrived and waits.
    pub(crate) fn arrived(
        letter: LetterRef,
        from: &Party,
        sent_at: Timestamp,
        arrived_at: Timestamp,
        act: &PeerAct,
    ) -> Self {
        let (from, act) = (from.clone(), act.clone());
        Self { letter, from, sent_at, arrived_at, act, standing: Standing::Waiting }
    }
}

impl LetterCopy {
    /// What the letter to this recipient says.
    pub(crate) fn body(&self, measure: MeasureId, form: &KindId) -> Body {
        Body::MeasureLetter { measure, form: form.clone(), values: self.values.clone() }
    }
}

/// Who gets a copy of an order.
pub(crate) const fn recipient(order: &OrderCopy) -> Option<&MemberId> {
    match order.copy {
        CopyKind::Addressee => Some(&order.addressee),
        CopyKind::Enforcing | CopyKind::Enforcement => order.enforcing.as_ref(),
    }
}

/// The timers of clocks that a letter started or moved.
pub(crate) fn timers(started: &[Running], measure: MeasureId) -> Vec<Effect> {
    started.iter().filter_map(|running| running.due.timer(measure)).collect()
}

impl Talk {
    /// Notes what we said.
    pub(crate) fn note(&mut self, said: Said) {
        if said.does.contains(&Consequence::Recognize) {
            self.recognized_at.get_or_insert(said.at);
        }
        if said.does.contains(&Consequence::Perform) {
            self.performed_at.get_or_insert(said.at);
        }
        self.said.push(said);
    }

    /// Notes what runs from now on and what no longer does; a clock has one answer, the newest.
    pub(crate) fn time(
        &mut self,
        dues: &mut Vec<Due>,
        known: &Known,
        started: &[Running],
        ended: &[ClockId],
    ) {
        self.known = known.clone();
        dues.retain(|due| {
            !ended.contains(&due.clock) && started.iter().all(|new| new.due.clock != due.clock)
        });
        for clock in ended {
            self.began.remove(clock);
            self.ended.insert(clock.clone());
        }
        for Running { from_at, due } in started {
            self.ended.remove(&due.clock);
            self.began.insert(due.clock.clone(), *from_at);
            dues.push(due.clone());
        }
    }
}
