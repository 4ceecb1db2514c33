//! The notified side: the order as the enforcing authority received it, until it answers or is silent.
//!
//! It may raise a ground as long as its window lasts, even after it confirmed; a ground after that is
//! recorded and answered as late. A ground that was raised is never taken back by a later word.

use jiff::Timestamp;
use law::ground::GroundStage;
use law::ids::{ClockId, GroundId, Party as LawParty};

use crate::actor::Actor;
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::letter::{Answer, Body, Lane, Language, LetterDraft, LetterRef, OrderCopy, Party};
use crate::measure::clocks;
use crate::measure::command::{Command, Extent};
use crate::measure::due::Due;
use crate::measure::event::{Event, Finding, PeerAct};
use crate::measure::parts::{Staged, Standing};
use crate::measure::staging::{self, Parties, Side};
use crate::purpose::Purpose;

/// The measure at the authority that is notified of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notified {
    /// It said in writing that it raises no ground.
    Cleared(Pending),
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
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)
            | Notified::Withdrawn(_),
            Command::Amend { .. }
            | Command::Complete
            | Command::Drop
            | Command::HandOver { .. }
            | Command::Issue { .. }
            | Command::RecordReceipt { .. }
            | Command::Refuse { .. }
            | Command::TakeOver { .. }
            | Command::Validate { .. }
            | Command::Withdraw { .. },
        ) => Err(Denied::NotOwner),
        (
            Notified::Cleared(_)
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)
            | Notified::Withdrawn(_),
            Command::Open(_),
        ) => Err(Denied::AlreadyKnown),
        (
            Notified::Cleared(pending)
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
        (Notified::Objected(Objected { ground, .. }), Command::Clear) => {
            let cite = staging::cite_of(ctx, ground, LawParty::Ea);
            Err(Denied::GroundRaised { ground: ground.clone(), cite })
        }
        (
            Notified::Cleared(pending) | Notified::Pending(pending) | Notified::Silent(pending),
            Command::Object { ground, extent },
        ) => object(pending, ground, extent, ctx),
        (Notified::Objected(_), Command::Object { .. }) => Err(Denied::AlreadyAnswered),
        (
            Notified::Cleared(pending)
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Command::StagePeerAct { letter, from, sent_at, act },
        ) => {
            if staging::is_known(&pending.acts, pending.parties(), *letter, from, act)? {
                return Ok(Vec::new());
            }
            let by_law =
                staging::by_law(Side::Notified, pending.parties(), &from.member, act, false, ctx);
            Ok(staging::events(at, *letter, from, *sent_at, act, by_law))
        }
        (
            Notified::Cleared(pending)
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
            | Notified::Objected(Objected { pending, .. })
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Command::TakePeerAct { letter },
        ) => {
            staging::waiting(&pending.acts, *letter)?;
            Ok(vec![Event::PeerActTaken { at, letter: *letter, by: staging::by_officer(by)? }])
        }
        (Notified::Pending(pending), Command::PassDeadline { clock }) => {
            clocks::pass(&pending.dues, &pending.passed, clock, at)
        }
        // Who has answered lets no right lapse; who was silent has let it lapse once.
        (
            Notified::Cleared(_)
            | Notified::Objected(_)
            | Notified::Silent(_)
            | Notified::Withdrawn(_),
            Command::PassDeadline { .. },
        ) => Ok(Vec::new()),
        (
            Notified::Withdrawn(_),
            Command::Acknowledge
            | Command::Clear
            | Command::DeclinePeerAct { .. }
            | Command::Object { .. }
            | Command::StagePeerAct { .. }
            | Command::TakePeerAct { .. },
        ) => Err(Denied::Closed),
    }
}

/// A ground is in time unless the right to raise it had lapsed in every reading.
fn object(
    pending: &Pending,
    ground: &GroundId,
    extent: &Extent,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let unknown = || Denied::UnknownGround { ground: ground.clone() };
    let known = ctx.law.ground(ground).ok_or_else(unknown)?;
    let ours = known.raised_by.contains(&LawParty::Ea) && known.kinds.contains(&pending.order.kind);
    // A ground of enforcement is none while the order is only notified.
    let ours = ours && known.stage == GroundStage::Notification;
    let whole = matches!(extent, Extent::All);
    if !ours || !(whole || known.partial) {
        return Err(unknown());
    }
    let emergency = pending.order.track == law::ids::Track::Emergency;
    let until = if emergency { &known.until_emergency } else { &known.until };
    let window =
        until.as_ref().and_then(|clock| pending.dues.iter().find(|due| due.clock == *clock));
    let late = window.and_then(|due| due.latest_of_all).is_some_and(|latest| ctx.now > latest);
    Ok(vec![Event::Objected { at: ctx.now, ground: ground.clone(), extent: extent.clone(), late }])
}

/// Folds one event into the notified side.
pub(crate) fn evolve(state: Notified, event: &Event) -> Result<Notified, Corrupt> {
    let corrupt = Corrupt { stream: "measure", event: event.kind() };
    match (state, event) {
        (Notified::Pending(mut pending) | Notified::Silent(mut pending), Event::Cleared { at }) => {
            pending.cleared_at = Some(*at);
            Ok(Notified::Cleared(pending))
        }
        (
            Notified::Cleared(pending) | Notified::Pending(pending) | Notified::Silent(pending),
            Event::Objected { at, ground, extent, late },
        ) => Ok(Notified::Objected(Objected {
            pending,
            ground: ground.clone(),
            extent: extent.clone(),
            late: *late,
            at: *at,
        })),
        (Notified::Pending(mut pending), Event::RightLapsed { clock, .. }) => {
            pending.passed.push(clock.clone());
            Ok(Notified::Silent(pending))
        }
        (
            Notified::Pending(mut pending),
            Event::Ceased { clock, .. }
            | Event::Exempted { clock, .. }
            | Event::GateOpened { clock, .. }
            | Event::Overdue { clock, .. },
        ) => {
            pending.passed.push(clock.clone());
            Ok(Notified::Pending(pending))
        }
        (
            state @ (Notified::Cleared(_)
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)),
            Event::Acknowledged { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. },
        ) => correspond(state, event, corrupt),
        (
            Notified::Cleared(_) | Notified::Objected(_) | Notified::Silent(_),
            Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Overdue { .. }
            | Event::RightLapsed { .. },
        )
        | (Notified::Cleared(_) | Notified::Objected(_), Event::Cleared { .. })
        | (Notified::Objected(_), Event::Objected { .. })
        | (
            Notified::Withdrawn(_),
            Event::Acknowledged { .. }
            | Event::Ceased { .. }
            | Event::Cleared { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Objected { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::RightLapsed { .. },
        )
        | (
            Notified::Cleared(_)
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)
            | Notified::Withdrawn(_),
            Event::Amended { .. }
            | Event::Completed { .. }
            | Event::HandedOver { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Opened { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::Received { .. }
            | Event::Refused { .. }
            | Event::ReviewOwed { .. }
            | Event::Validated { .. }
            | Event::Withdrawn { .. },
        ) => Err(corrupt),
    }
}

/// The events that may stand in every open state and, but for a withdrawal, leave it as it is.
fn correspond(state: Notified, event: &Event, corrupt: Corrupt) -> Result<Notified, Corrupt> {
    let mut state = state;
    let pending = match &mut state {
        Notified::Cleared(pending)
        | Notified::Objected(Objected { pending, .. })
        | Notified::Pending(pending)
        | Notified::Silent(pending)
        | Notified::Withdrawn(pending) => pending,
    };
    match event {
        Event::Acknowledged { at } => pending.acknowledged_at = Some(*at),
        Event::PeerActStaged { at, letter, from, sent_at, act } => {
            pending.acts.push(Staged {
                letter: *letter,
                from: from.clone(),
                sent_at: *sent_at,
                arrived_at: *at,
                act: act.clone(),
                standing: Standing::Waiting,
            });
        }
        Event::PeerActDeclined { letter, finding, .. } => {
            staging::settle(&mut pending.acts, *letter, Standing::Declined(*finding))
                .ok_or(corrupt)?;
        }
        Event::PeerActTaken { letter, by, .. } => {
            let staged = staging::settle(&mut pending.acts, *letter, Standing::Taken(by.clone()))
                .ok_or(corrupt)?;
            match staged.act {
                PeerAct::Withdrew { .. } => return Ok(Notified::Withdrawn(pending.clone())),
                PeerAct::Acknowledged { .. } | PeerAct::Refused { .. } => {}
                PeerAct::Cleared | PeerAct::Objected { .. } | PeerAct::OfferedHandover { .. } => {
                    return Err(corrupt);
                }
            }
        }
        Event::Amended { .. }
        | Event::Ceased { .. }
        | Event::Cleared { .. }
        | Event::Completed { .. }
        | Event::Exempted { .. }
        | Event::GateOpened { .. }
        | Event::HandedOver { .. }
        | Event::Issued { .. }
        | Event::Lapsed { .. }
        | Event::Objected { .. }
        | Event::Opened { .. }
        | Event::Overdue { .. }
        | Event::Produced { .. }
        | Event::ReceiptRecorded { .. }
        | Event::Received { .. }
        | Event::Refused { .. }
        | Event::ReviewOwed { .. }
        | Event::RightLapsed { .. }
        | Event::Validated { .. }
        | Event::Withdrawn { .. } => return Err(corrupt),
    }
    Ok(state)
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

    /// The same answer to the addressee, who waits for it, and to the issuer.
    fn answer(&self, answer: &Answer) -> Vec<Effect> {
        [&self.order.addressee, &self.order.from]
            .into_iter()
            .map(|to| {
                Effect::Send(Box::new(LetterDraft {
                    to: to.clone(),
                    in_reply_to: (*to == self.order.from).then_some(self.letter),
                    lane: Lane::of_track(self.order.track),
                    instrument: Some((self.order.law.clone(), self.order.kind.clone())),
                    purpose: self.purpose,
                    language: self.language.clone(),
                    body: Body::MeasureAnswer {
                        measure: self.order.measure,
                        answer: answer.clone(),
                    },
                    validator: None,
                }))
            })
            .collect()
    }
}

/// What follows from an event on the notified side.
pub(crate) fn react(state: &Notified, event: &Event) -> Vec<Effect> {
    let pending = state.pending();
    match event {
        Event::Received { dues, .. } => {
            dues.iter().filter_map(|due| due.timer(pending.order.measure)).collect()
        }
        Event::Acknowledged { .. } => {
            pending.answer(&Answer::Acknowledged { received_at: pending.received_at })
        }
        Event::Cleared { .. } => pending.answer(&Answer::Cleared),
        Event::Objected { ground, extent, .. } => {
            pending.answer(&Answer::Objected { ground: ground.clone(), extent: extent.clone() })
        }
        Event::Amended { .. }
        | Event::Ceased { .. }
        | Event::Completed { .. }
        | Event::Exempted { .. }
        | Event::GateOpened { .. }
        | Event::HandedOver { .. }
        | Event::Issued { .. }
        | Event::Lapsed { .. }
        | Event::Opened { .. }
        | Event::Overdue { .. }
        | Event::PeerActDeclined { .. }
        | Event::PeerActStaged { .. }
        | Event::PeerActTaken { .. }
        | Event::Produced { .. }
        | Event::ReceiptRecorded { .. }
        | Event::Refused { .. }
        | Event::ReviewOwed { .. }
        | Event::RightLapsed { .. }
        | Event::Validated { .. }
        | Event::Withdrawn { .. } => Vec::new(),
    }
}
