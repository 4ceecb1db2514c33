//! The notified side: the order as the enforcing authority received it, until it answers or is silent, and
//! as it is enforced where that is asked for.
//!
//! It may raise a ground as long as its window lasts, even after it confirmed; a ground after that is
//! recorded and answered as late. A ground that was raised is never taken back by a later word. Asked to
//! enforce, it has the grounds of enforcement instead, and those have no window.

use jiff::Timestamp;
use law::facts::Facts;
use law::ground::{Ground, GroundStage};
use law::ids::{ClockId, GroundId, Party as LawParty};

use crate::actor::Actor;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::letter::{Language, LetterRef, OrderCopy, Party};
use crate::measure::clocks;
use crate::measure::command::{Command, Extent, Reasons};
use crate::measure::due::Due;
use crate::measure::event::{Event, Finding, PeerAct};
use crate::measure::parts::{Staged, Talk};
use crate::measure::staging::{self, Parties, Side};
use crate::measure::talk::{self, Speaker};
use crate::permit::senders::Role;
use crate::purpose::Purpose;

pub(crate) use self::fold::{evolve, react};

mod fold;

/// The measure at the authority that is notified of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notified {
    /// It said in writing that it raises no ground.
    Cleared(Pending),
    /// It is asked to enforce the order.
    Enforcing(Pending),
    /// It raised a ground.
    Objected(Objected),
    /// It has its copy and has said nothing.
    Pending(Pending),
    /// Its time went by and it said nothing.
    Silent(Pending),
    /// The issuer took the measure back.
    Withdrawn(Pending),
}

/// An order at the authority that is notified of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Our copy.
    pub order: OrderCopy,
    /// Why the data are asked for.
    pub purpose: Purpose,
    /// The language it speaks.
    pub language: Language,
    /// The letter that brought it.
    pub letter: LetterRef,
    /// Who signed it.
    pub from: Party,
    /// When it arrived; our window runs from here.
    pub received_at: Timestamp,
    /// Our clocks.
    pub dues: Vec<Due>,
    /// The clocks whose instant has passed.
    pub passed: Vec<ClockId>,
    /// When we stated that we have it, if we did.
    pub acknowledged_at: Option<Timestamp>,
    /// When we said that we raise no ground, if we did.
    pub cleared_at: Option<Timestamp>,
    /// What peers did, in the order of arrival.
    pub acts: Vec<Staged>,
    /// What letters said and changed.
    pub talk: Talk,
}

/// An order against which a ground was raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objected {
    /// The order.
    pub pending: Pending,
    /// Which ground.
    pub ground: GroundId,
    /// How far it reaches.
    pub extent: Extent,
    /// Whether it came after its time.
    pub late: bool,
    /// When.
    pub at: Timestamp,
}

impl Notified {
    /// What is known of the order in every state.
    #[must_use]
    pub const fn pending(&self) -> &Pending {
        match self {
            Self::Cleared(pending)
            | Self::Enforcing(pending)
            | Self::Objected(Objected { pending, .. })
            | Self::Pending(pending)
            | Self::Silent(pending)
            | Self::Withdrawn(pending) => pending,
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Cleared(_) => "cleared",
            Self::Enforcing(_) => "enforcing",
            Self::Objected(_) => "objected",
            Self::Pending(_) => "notified",
            Self::Silent(_) => "silent",
            Self::Withdrawn(_) => "withdrawn",
        }
    }
}

/// The decision on the notified side.
pub(crate) fn outcome(
    state: &Notified,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (state, command) {
        // What only the issuer, the addressee or a beginning can ask.
        (
            Notified::Cleared(_)
            | Notified::Enforcing(_)
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)
            | Notified::Withdrawn(_),
            Command::Amend { .. }
            | Command::Complete
            | Command::Countersign { .. }
            | Command::Drop
            | Command::HandOver { .. }
            | Command::Issue { .. }
            | Command::Notice(_)
            | Command::RecordReceipt { .. }
            | Command::Refuse { .. }
            | Command::TakeOver { .. }
            | Command::Validate { .. }
            | Command::Withdraw { .. },
        ) => Err(Denied::NotOwner),
        (
            Notified::Cleared(_)
            | Notified::Enforcing(_)
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)
            | Notified::Withdrawn(_),
            Command::Open(_),
        ) => Err(Denied::AlreadyKnown),
        (
            Notified::Cleared(pending)
            | Notified::Enforcing(pending)
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending)
            | Notified::Withdrawn(pending),
            Command::Receive { letter, .. },
        ) => {
            if pending.letter == *letter {
                Ok(Vec::new())
            } else {
                Err(Denied::AlreadyKnown)
            }
        }
        (
            Notified::Cleared(pending)
            | Notified::Enforcing(pending)
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Command::Acknowledge,
        ) => match pending.acknowledged_at {
            Some(_) => Err(Denied::AlreadyAnswered),
            None => Ok(vec![Event::Acknowledged { at }]),
        },
        // A written word after silence still helps: it settles what the addressee could not know.
        (Notified::Pending(_) | Notified::Silent(_), Command::Clear) => {
            Ok(vec![Event::Cleared { at }])
        }
        (Notified::Cleared(_), Command::Clear) => Err(Denied::AlreadyAnswered),
        // The time to say that no ground of a notification is raised is over.
        (Notified::Enforcing(_), Command::Clear) => Err(Denied::NotReceived),
        (Notified::Objected(Objected { ground, .. }), Command::Clear) => {
            let cite = staging::cite_of(ctx, ground, LawParty::Ea);
            Err(Denied::GroundRaised { ground: ground.clone(), cite })
        }
        (
            Notified::Cleared(pending) | Notified::Pending(pending) | Notified::Silent(pending),
            Command::Object { ground, extent, because },
        ) => object(pending, (ground, extent, because), GroundStage::Notification, ctx),
        (Notified::Enforcing(pending), Command::Object { ground, extent, because }) => {
            object(pending, (ground, extent, because), GroundStage::Enforcement, ctx)
        }
        (Notified::Objected(_), Command::Object { .. }) => Err(Denied::AlreadyAnswered),
        (
            Notified::Cleared(pending)
            | Notified::Enforcing(pending)
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Command::StagePeerAct { letter, from, sent_at, act },
        ) => {
            if staging::is_known(&pending.acts, pending.parties(), *letter, from, act, ctx)? {
                return Ok(Vec::new());
            }
            if matches!(act, PeerAct::Said { .. }) {
                return Ok(talk::hear(&pending.speaker(), *letter, from, *sent_at, act, ctx));
            }
            let by_law =
                staging::by_law(Side::Notified, pending.parties(), &from.member, act, false, ctx);
            Ok(staging::events(at, *letter, from, *sent_at, act, by_law))
        }
        (
            Notified::Cleared(pending)
            | Notified::Enforcing(pending)
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Command::DeclinePeerAct { letter },
        ) => {
            staging::waiting(&pending.acts, *letter)?;
            Ok(vec![Event::PeerActDeclined { at, letter: *letter, finding: Finding::Declined }])
        }
        (
            Notified::Cleared(pending)
            | Notified::Enforcing(pending)
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Command::TakePeerAct { letter },
        ) => {
            staging::waiting(&pending.acts, *letter)?;
            Ok(vec![Event::PeerActTaken { at, letter: *letter, by: staging::by_officer(by)? }])
        }
        (
            Notified::Cleared(pending)
            | Notified::Enforcing(pending)
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Command::Say { form, values, enforcing: _ },
        ) => talk::say(&pending.speaker(), form, values, None, ctx),
        // What a peer does about what was withdrawn is on record and has no effect.
        (Notified::Withdrawn(pending), Command::StagePeerAct { letter, from, sent_at, act }) => {
            if staging::is_known(&pending.acts, pending.parties(), *letter, from, act, ctx)? {
                return Ok(Vec::new());
            }
            Ok(talk::too_late(*letter, from, *sent_at, act, ctx))
        }
        (Notified::Pending(pending), Command::PassDeadline { clock }) => {
            clocks::pass_moved(&pending.dues, &pending.passed, &pending.talk, clock, at)
        }
        // Who has answered lets no right lapse; who was silent has let it lapse once. What a letter asked for
        // afterwards is owed all the same.
        (
            Notified::Cleared(pending) | Notified::Enforcing(pending) | Notified::Silent(pending),
            Command::PassDeadline { clock },
        ) => {
            if pending.talk.began.contains_key(clock) {
                clocks::pass_moved(&pending.dues, &pending.passed, &pending.talk, clock, at)
            } else {
                Ok(Vec::new())
            }
        }
        (Notified::Objected(_) | Notified::Withdrawn(_), Command::PassDeadline { .. }) => {
            Ok(Vec::new())
        }
        (
            Notified::Withdrawn(_),
            Command::Acknowledge
            | Command::Clear
            | Command::DeclinePeerAct { .. }
            | Command::Object { .. }
            | Command::Say { .. }
            | Command::TakePeerAct { .. },
        ) => Err(Denied::Closed),
    }
}

/// A ground is in time unless the right to raise it had lapsed in every reading. A ground of enforcement is
/// none while the order is only notified, and the other way round.
fn object(
    pending: &Pending,
    (ground, extent, because): (&GroundId, &Extent, &Reasons),
    stage: GroundStage,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let is_ours = |known: &&Ground| {
        known.raised_by.contains(&LawParty::Ea)
            && known.kinds.contains(&pending.order.kind)
            && known.stage == stage
            && (known.partial || matches!(extent, Extent::All))
    };
    let known = ctx.law.ground(ground).filter(is_ours);
    let known = known.ok_or_else(|| Denied::UnknownGround { ground: ground.clone() })?;
    pending.speaker().may_raise(known, because, ctx)?;
    let emergency = pending.order.track == law::ids::Track::Emergency;
    let until = match (emergency, &known.until_emergency) {
        (true, Some(until)) => Some(until),
        (true | false, _) => known.until.as_ref(),
    };
    let window = until.and_then(|clock| pending.dues.iter().find(|due| due.clock == *clock));
    let late = window.and_then(|due| due.latest_of_all).is_some_and(|latest| ctx.now > latest);
    let (ground, extent, because) = (ground.clone(), extent.clone(), Some(because.clone()));
    Ok(vec![Event::Objected { at: ctx.now, ground, extent, because, late }])
}

impl Pending {
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
            role: Role::Enforcing,
            parties: self.parties(),
            track: self.order.track,
            data: &self.order.data,
            values: &self.order.values,
            notified: true,
            began_at: self.received_at,
            dues: &self.dues,
            talk: &self.talk,
            acts: &self.acts,
            facts: Facts { enforcing_received_at: Some(self.received_at), ..Facts::default() },
        }
    }
}
