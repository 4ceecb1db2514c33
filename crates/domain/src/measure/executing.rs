//! The executing side: the order as its addressee received it, until the data are handed over.
//!
//! Grounds stop from the moment their letter arrives; a confirmation counts only once taken. Whether
//! data may leave is asked of [`crate::release`] at every hand-over, never remembered. The addressee may
//! be a provider or an authority; what each may say and refuse stands in the packs.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::clock::{ClockEffect, ClockKind};
use law::facts::Facts;
use law::ground::{Ground, GroundStage};
use law::ids::{ClockId, DataCategory, GroundId};

use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::HandoverId;
use crate::letter::{Language, LetterRef, OrderCopy, Party};
use crate::measure::clocks;
use crate::measure::command::{Command, Extent, HandedExhibit, Part, Reasons};
use crate::measure::due::Due;
use crate::measure::event::{Event, Finding, PeerAct};
use crate::measure::parts::{Staged, Talk};
use crate::measure::staging::{self, Parties, Side};
use crate::measure::talk::{self, Speaker};
use crate::permit::senders::Role;
use crate::purpose::Purpose;
use crate::release::{self, History};

pub(crate) use self::fold::{evolve, react};

mod fold;

/// The measure at its addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Executing {
    /// It ended without being refused, withdrawn or handed over.
    Ended(Ended),
    /// All that was asked for was handed over.
    HandedOver(Received),
    /// What was asked for is done, and there was nothing to hand over.
    Performed(Received),
    /// The order is here and open.
    Received(Received),
    /// The addressee does not perform.
    Refused(Refused),
    /// The issuer took it back.
    Withdrawn(Received),
}

/// An order at its addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Our copy, which is all we know of it.
    pub order: OrderCopy,
    /// Why the data are asked for.
    pub purpose: Purpose,
    /// The language it speaks.
    pub language: Language,
    /// The letter that brought it.
    pub letter: LetterRef,
    /// Who signed it.
    pub from: Party,
    /// When it arrived; our clocks run from here.
    pub received_at: Timestamp,
    /// Our clocks.
    pub dues: Vec<Due>,
    /// The clocks whose instant has passed.
    pub passed: Vec<ClockId>,
    /// When we stated that we have it, if we did.
    pub acknowledged_at: Option<Timestamp>,
    /// What peers did, in the order of arrival.
    pub acts: Vec<Staged>,
    /// What a release depends on.
    pub history: History,
    /// What was handed over.
    pub handovers: Vec<HandedOver>,
    /// What was refused in part or tied to conditions.
    pub refused: Vec<PartRefused>,
    /// What letters said and changed.
    pub talk: Talk,
}

/// A ground that does not stop the whole order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRefused {
    /// Which.
    pub ground: GroundId,
    /// How far it reaches.
    pub extent: Extent,
    /// When.
    pub at: Timestamp,
}

/// One handover in performance of the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// Which.
    pub handover: HandoverId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub exhibits: Vec<HandedExhibit>,
    /// All or which part.
    pub part: Part,
    /// Whether it came after the last lawful instant.
    pub late: bool,
}

/// A refused order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The order.
    pub received: Received,
    /// On which ground.
    pub ground: GroundId,
    /// When.
    pub at: Timestamp,
}

/// An order that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The order.
    pub received: Received,
    /// By what.
    pub why: EndedBy,
    /// When.
    pub at: Timestamp,
}

/// What ended an order that was neither refused, withdrawn nor handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndedBy {
    /// What was kept need not be kept any longer, by law.
    Ceased,
    /// Who was asked did not have to, and did not.
    Declined,
    /// A letter said that it need not be carried on.
    Ended,
    /// It cannot be done.
    Impossible,
    /// Another authority has it.
    PassedOn,
    /// What was done was undone.
    Undone,
}

impl EndedBy {
    /// The word in results and on pages.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ceased => "ceased",
            Self::Declined => "declined",
            Self::Ended => "ended",
            Self::Impossible => "impossible",
            Self::PassedOn => "passed-on",
            Self::Undone => "undone",
        }
    }
}

impl Executing {
    /// What is known of the order in every state.
    #[must_use]
    pub const fn received(&self) -> &Received {
        match self {
            Self::Ended(Ended { received, .. })
            | Self::HandedOver(received)
            | Self::Performed(received)
            | Self::Received(received)
            | Self::Refused(Refused { received, .. })
            | Self::Withdrawn(received) => received,
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Ended(Ended { why, .. }) => why.id(),
            Self::HandedOver(_) => "handed-over",
            Self::Performed(_) => "performed",
            Self::Received(_) => "received",
            Self::Refused(_) => "refused",
            Self::Withdrawn(_) => "withdrawn",
        }
    }
}

/// The decision on the executing side.
pub(crate) fn outcome(
    state: &Executing,
    command: &Command,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (state, command) {
        // What only the issuer, a notified authority or a beginning can ask.
        (
            Executing::Ended(_)
            | Executing::HandedOver(_)
            | Executing::Performed(_)
            | Executing::Received(_)
            | Executing::Refused(_)
            | Executing::Withdrawn(_),
            Command::Amend { .. }
            | Command::Clear
            | Command::Complete
            | Command::Countersign { .. }
            | Command::Drop
            | Command::Issue { .. }
            | Command::Notice(_)
            | Command::Object { .. }
            | Command::RecordReceipt { .. }
            | Command::TakeOver { .. }
            | Command::Validate { .. }
            | Command::Withdraw { .. },
        ) => Err(Denied::NotOwner),
        (
            Executing::Ended(_)
            | Executing::HandedOver(_)
            | Executing::Performed(_)
            | Executing::Received(_)
            | Executing::Refused(_)
            | Executing::Withdrawn(_),
            Command::Open(_),
        ) => Err(Denied::AlreadyKnown),
        // The same letter again is no news; another letter for the same measure is refused.
        (
            Executing::Ended(Ended { received, .. })
            | Executing::HandedOver(received)
            | Executing::Performed(received)
            | Executing::Received(received)
            | Executing::Refused(Refused { received, .. })
            | Executing::Withdrawn(received),
            Command::Receive { letter, .. },
        ) => {
            if received.letter == *letter {
                Ok(Vec::new())
            } else {
                Err(Denied::AlreadyKnown)
            }
        }
        (
            Executing::Received(received)
            | Executing::HandedOver(received)
            | Executing::Performed(received),
            Command::Acknowledge,
        ) => match received.acknowledged_at {
            Some(_) => Err(Denied::AlreadyAnswered),
            None => Ok(vec![Event::Acknowledged { at }]),
        },
        (Executing::Received(received), Command::HandOver { handover, exhibits, part }) => {
            hand_over(received, *handover, exhibits, part, ctx)
        }
        (Executing::Received(received), Command::Refuse { ground, extent, because }) => {
            refuse(received, ground, extent, because, ctx)
        }
        // What was done or handed over stays so; a second time would be another measure.
        (
            Executing::HandedOver(_) | Executing::Performed(_),
            Command::HandOver { .. } | Command::Refuse { .. },
        ) => Err(Denied::AlreadyAnswered),
        (
            Executing::Received(received)
            | Executing::HandedOver(received)
            | Executing::Performed(received),
            Command::Say { form, values, enforcing: _ },
        ) => talk::say(&received.speaker(), form, values, None, ctx),
        (
            Executing::Received(received)
            | Executing::HandedOver(received)
            | Executing::Performed(received),
            Command::StagePeerAct { letter, from, sent_at, act },
        ) => stage(received, *letter, from, *sent_at, act, ctx),
        // What a peer does about what ended is on record and has no effect.
        (
            Executing::Ended(Ended { received, .. })
            | Executing::Refused(Refused { received, .. })
            | Executing::Withdrawn(received),
            Command::StagePeerAct { letter, from, sent_at, act },
        ) => {
            if staging::is_known(&received.acts, received.parties(), *letter, from, act, ctx)? {
                return Ok(Vec::new());
            }
            Ok(talk::too_late(*letter, from, *sent_at, act, ctx))
        }
        (
            Executing::Received(received)
            | Executing::HandedOver(received)
            | Executing::Performed(received),
            Command::TakePeerAct { letter },
        ) => {
            // What waits here is what the law does not know: it can be looked at, not made law.
            staging::waiting(&received.acts, *letter)?;
            Err(Denied::NotOwner)
        }
        (
            Executing::Received(received)
            | Executing::HandedOver(received)
            | Executing::Performed(received),
            Command::DeclinePeerAct { letter },
        ) => {
            staging::waiting(&received.acts, *letter)?;
            Ok(vec![Event::PeerActDeclined { at, letter: *letter, finding: Finding::Declined }])
        }
        (
            Executing::Received(received) | Executing::Performed(received),
            Command::PassDeadline { clock },
        ) => {
            if received.rests(clock) {
                return Ok(Vec::new());
            }
            clocks::pass_moved(&received.dues, &received.passed, &received.talk, clock, at)
        }
        // The duty was performed or is gone; its clocks have nothing left to say.
        (
            Executing::Ended(_)
            | Executing::HandedOver(_)
            | Executing::Refused(_)
            | Executing::Withdrawn(_),
            Command::PassDeadline { .. },
        ) => Ok(Vec::new()),
        (
            Executing::Ended(_) | Executing::Refused(_) | Executing::Withdrawn(_),
            Command::Acknowledge
            | Command::DeclinePeerAct { .. }
            | Command::HandOver { .. }
            | Command::Refuse { .. }
            | Command::Say { .. }
            | Command::TakePeerAct { .. },
        ) => Err(Denied::Closed),
    }
}

fn hand_over(
    received: &Received,
    handover: HandoverId,
    exhibits: &[HandedExhibit],
    part: &Part,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    if received.handovers.iter().any(|earlier| earlier.handover == handover) {
        return Ok(Vec::new());
    }
    release::yields_data(&received.order.kind, ctx)?;
    let release = release::state(&received.history, part, ctx);
    let mut conditions = release.conditions.clone();
    release.permit()?;
    for refused in &received.refused {
        if refused.reaches(part) {
            let cite = ctx.law.ground(&refused.ground).map(|known| known.provenance.cite.clone());
            return Err(Denied::GroundRaised { ground: refused.ground.clone(), cite });
        }
        if let Extent::Conditions(text) = &refused.extent {
            conditions.push(text.clone());
        }
    }
    // Handing over nothing would perform the order. Who has nothing refuses, on the ground the law
    // gives for it.
    if exhibits.is_empty() {
        return Err(Denied::NotSealed);
    }
    let confirmed_at = received.history.confirmed_at;
    let late = received.dues.iter().any(|due| clocks::is_missed(due, confirmed_at, ctx.now));
    Ok(vec![Event::HandedOver {
        at: ctx.now,
        handover,
        exhibits: exhibits.to_vec(),
        conditions,
        part: part.clone(),
        late,
    }])
}

/// An addressee refuses on a ground the law gives it in this kind of measure; anything else is no ground.
fn refuse(
    received: &Received,
    ground: &GroundId,
    extent: &Extent,
    because: &Reasons,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let order = &received.order;
    let kind = ctx.law.kind(&order.kind);
    let ours = kind.map_or_else(BTreeSet::new, |kind| Role::Addressee.speaks_as(kind));
    let is_ours = |known: &&Ground| {
        !known.raised_by.is_disjoint(&ours)
            && known.kinds.contains(&order.kind)
            && known.stage == GroundStage::Execution
            && (known.partial || matches!(extent, Extent::All))
    };
    let known = ctx.law.ground(ground).filter(is_ours);
    let known = known.ok_or_else(|| Denied::UnknownGround { ground: ground.clone() })?;
    received.speaker().may_raise(known, because, ctx)?;
    Ok(vec![Event::Refused {
        at: ctx.now,
        ground: ground.clone(),
        extent: extent.clone(),
        because: Some(because.clone()),
        effect: known.effect,
    }])
}

/// Stages a peer's act and lets the law do with it what it does by itself.
fn stage(
    received: &Received,
    letter: LetterRef,
    from: &Party,
    sent_at: Timestamp,
    act: &PeerAct,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    if staging::is_known(&received.acts, received.parties(), letter, from, act, ctx)? {
        return Ok(Vec::new());
    }
    let act = &without_reasons(act);
    let late = match act {
        PeerAct::Objected { .. } => release::is_late(&received.history, sent_at, ctx),
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::OfferedHandover { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Withdrew { .. } => false,
        PeerAct::Said { .. } => {
            return Ok(talk::hear(&received.speaker(), letter, from, sent_at, act, ctx));
        }
    };
    let by_law = staging::by_law(Side::Executing, received.parties(), &from.member, act, late, ctx);
    Ok(staging::events(ctx.now, letter, from, sent_at, act, by_law))
}

/// Why a notified authority objects is not for the addressee, also where a peer says it.
fn without_reasons(act: &PeerAct) -> PeerAct {
    let mut act = act.clone();
    if let PeerAct::Objected { because, .. } = &mut act {
        *because = None;
    }
    act
}

impl Received {
    /// The parties of the order.
    pub(crate) const fn parties(&self) -> Parties<'_> {
        Parties {
            kind: &self.order.kind,
            from: &self.order.from,
            addressee: &self.order.addressee,
            enforcing: self.order.enforcing.as_ref(),
        }
    }

    /// The order as the rules of letters see it.
    pub(crate) fn speaker(&self) -> Speaker<'_> {
        Speaker {
            role: Role::Addressee,
            parties: self.parties(),
            track: self.order.track,
            data: &self.order.data,
            values: &self.order.values,
            notified: self.order.enforcing.is_some(),
            began_at: self.received_at,
            dues: &self.dues,
            talk: &self.talk,
            acts: &self.acts,
            facts: Facts {
                addressee_received_at: Some(self.received_at),
                enforcing_received_at: self.history.enforcing_received_at,
                confirmed_at: self.history.confirmed_at,
                ..Facts::default()
            },
        }
    }

    /// Whether everything that was asked for has been handed over or refused, at once or in parts.
    fn is_performed(&self) -> bool {
        self.order.data.iter().all(|category| {
            self.refused.iter().any(|refused| refused.covers(*category))
                || self.handovers.iter().any(|handed| match &handed.part {
                    Part::All => true,
                    Part::Data(data) => data.contains(category),
                })
        })
    }

    /// Whether the duty of this clock rests: it is suspended, so that nobody can be late with it.
    fn rests(&self, clock: &ClockId) -> bool {
        let is_duty = |due: &&Due| {
            due.clock == *clock
                && due.kind == ClockKind::Deadline
                && due.effect == ClockEffect::Breach
        };
        self.history.suspended.is_some() && self.dues.iter().any(|due| is_duty(&due))
    }

    /// Whether this clock is that of a keeping which ends with it.
    fn keeps_until(&self, clock: &ClockId) -> bool {
        let ends = |due: &Due| due.kind == ClockKind::Hold && due.effect == ClockEffect::Ceases;
        self.dues.iter().any(|due| due.clock == *clock && ends(due))
    }
}

impl PartRefused {
    /// Whether this part of what was asked for stays.
    fn reaches(&self, part: &Part) -> bool {
        match (&self.extent, part) {
            (Extent::All, Part::All | Part::Data(_)) | (Extent::Data(_), Part::All) => true,
            (Extent::Data(refused), Part::Data(wanted)) => {
                wanted.is_empty() || !refused.is_disjoint(wanted)
            }
            (Extent::Conditions(_), Part::All | Part::Data(_)) => false,
        }
    }

    /// Whether nothing of this category is owed any more.
    fn covers(&self, category: DataCategory) -> bool {
        match &self.extent {
            Extent::All => true,
            Extent::Conditions(_) => false,
            Extent::Data(data) => data.contains(&category),
        }
    }
}
