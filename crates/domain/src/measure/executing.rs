//! The executing side: the order as its addressee received it, until the data are handed over.
//!
//! Grounds stop from the moment their letter arrives; a confirmation counts only once taken. Whether
//! data may leave is asked of [`crate::release`] at every hand-over, never remembered.

use jiff::Timestamp;
use law::ids::{ClockId, GroundId, Party as LawParty};

use crate::actor::MemberId;
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{HandoverId, LetterId};
use crate::letter::{
    Answer, Body, Lane, Language, LetterDraft, LetterRef, OfferedExhibit, OrderCopy, Party,
};
use crate::measure::clocks;
use crate::measure::command::{Command, HandedExhibit, Part};
use crate::measure::due::Due;
use crate::measure::event::{Event, Finding, PeerAct, TakenBy};
use crate::measure::parts::{Staged, Standing};
use crate::measure::staging::{self, Parties, Side};
use crate::purpose::Purpose;
use crate::release::{self, History, RaisedGround};

/// The measure at its addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Executing {
    /// All that was asked for was handed over.
    HandedOver(Received),
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

impl Executing {
    /// What is known of the order in every state.
    #[must_use]
    pub const fn received(&self) -> &Received {
        match self {
            Self::HandedOver(received)
            | Self::Received(received)
            | Self::Refused(Refused { received, .. })
            | Self::Withdrawn(received) => received,
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::HandedOver(_) => "handed-over",
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
            Executing::HandedOver(_)
            | Executing::Received(_)
            | Executing::Refused(_)
            | Executing::Withdrawn(_),
            Command::Amend { .. }
            | Command::Clear
            | Command::Complete
            | Command::Drop
            | Command::Issue { .. }
            | Command::Object { .. }
            | Command::RecordReceipt { .. }
            | Command::TakeOver { .. }
            | Command::Validate { .. }
            | Command::Withdraw { .. },
        ) => Err(Denied::NotOwner),
        (
            Executing::HandedOver(_)
            | Executing::Received(_)
            | Executing::Refused(_)
            | Executing::Withdrawn(_),
            Command::Open(_),
        ) => Err(Denied::AlreadyKnown),
        // The same letter again is no news; another letter for the same measure is refused.
        (
            Executing::HandedOver(received)
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
        (Executing::Received(received) | Executing::HandedOver(received), Command::Acknowledge) => {
            match received.acknowledged_at {
                Some(_) => Err(Denied::AlreadyAnswered),
                None => Ok(vec![Event::Acknowledged { at }]),
            }
        }
        (Executing::Received(received), Command::HandOver { handover, exhibits, part }) => {
            hand_over(received, *handover, exhibits, part, ctx)
        }
        (Executing::Received(_), Command::Refuse { ground }) => refuse(ground, ctx),
        // What was handed over stays handed over; a second time would be another measure.
        (Executing::HandedOver(_), Command::HandOver { .. } | Command::Refuse { .. }) => {
            Err(Denied::AlreadyAnswered)
        }
        (
            Executing::Received(received) | Executing::HandedOver(received),
            Command::StagePeerAct { letter, from, sent_at, act },
        ) => stage(received, *letter, from, *sent_at, act, ctx),
        (
            Executing::Received(received) | Executing::HandedOver(received),
            Command::TakePeerAct { letter },
        ) => {
            // What waits here is what the law does not know: it can be looked at, not made law.
            staging::waiting(&received.acts, *letter)?;
            Err(Denied::NotOwner)
        }
        (
            Executing::Received(received) | Executing::HandedOver(received),
            Command::DeclinePeerAct { letter },
        ) => {
            staging::waiting(&received.acts, *letter)?;
            Ok(vec![Event::PeerActDeclined { at, letter: *letter, finding: Finding::Declined }])
        }
        (Executing::Received(received), Command::PassDeadline { clock }) => {
            clocks::pass(&received.dues, &received.passed, clock, at)
        }
        // The duty was performed; its clocks have nothing left to say.
        (Executing::HandedOver(_), Command::PassDeadline { .. }) => Ok(Vec::new()),
        (Executing::Refused(_) | Executing::Withdrawn(_), Command::PassDeadline { .. }) => {
            Ok(Vec::new())
        }
        (
            Executing::Refused(_) | Executing::Withdrawn(_),
            Command::Acknowledge
            | Command::DeclinePeerAct { .. }
            | Command::HandOver { .. }
            | Command::Refuse { .. }
            | Command::StagePeerAct { .. }
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
    let release = release::state(&received.history, part, ctx);
    let conditions = release.conditions.clone();
    release.permit()?;
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

/// An addressee refuses on a ground the law gives it; anything else is no ground.
fn refuse(ground: &GroundId, ctx: &Ctx<'_>) -> Result<Vec<Event>, Denied> {
    match staging::cite_of(ctx, ground, LawParty::Addressee) {
        Some(_) => Ok(vec![Event::Refused { at: ctx.now, ground: ground.clone() }]),
        None => Err(Denied::UnknownGround { ground: ground.clone() }),
    }
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
    if staging::is_known(&received.acts, received.parties(), letter, from, act)? {
        return Ok(Vec::new());
    }
    let late = match act {
        PeerAct::Objected { .. } => release::is_late(&received.history, sent_at, ctx),
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::OfferedHandover { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Withdrew { .. } => false,
    };
    let by_law = staging::by_law(Side::Executing, received.parties(), &from.member, act, late, ctx);
    Ok(staging::events(ctx.now, letter, from, sent_at, act, by_law))
}

/// Folds one event into the executing side.
pub(crate) fn evolve(state: Executing, event: &Event) -> Result<Executing, Corrupt> {
    let corrupt = Corrupt { stream: "measure", event: event.kind() };
    match (state, event) {
        (Executing::Received(mut received), Event::Acknowledged { at }) => {
            received.acknowledged_at = Some(*at);
            Ok(Executing::Received(received))
        }
        (Executing::HandedOver(mut received), Event::Acknowledged { at }) => {
            received.acknowledged_at = Some(*at);
            Ok(Executing::HandedOver(received))
        }
        (
            Executing::Received(mut received),
            Event::HandedOver { at, handover, exhibits, conditions: _, part, late },
        ) => {
            received.history.transferred_at.get_or_insert(*at);
            received.handovers.push(HandedOver {
                handover: *handover,
                at: *at,
                exhibits: exhibits.clone(),
                part: part.clone(),
                late: *late,
            });
            if received.is_performed() {
                Ok(Executing::HandedOver(received))
            } else {
                Ok(Executing::Received(received))
            }
        }
        (Executing::Received(mut received), Event::Refused { at, ground }) => {
            received.history.ended = true;
            Ok(Executing::Refused(Refused { received, ground: ground.clone(), at: *at }))
        }
        (
            Executing::Received(mut received),
            Event::Ceased { clock, .. }
            | Event::Exempted { clock, .. }
            | Event::GateOpened { clock, .. }
            | Event::Overdue { clock, .. }
            | Event::RightLapsed { clock, .. },
        ) => {
            received.passed.push(clock.clone());
            Ok(Executing::Received(received))
        }
        (
            Executing::Received(mut received),
            Event::PeerActStaged { at, letter, from, sent_at, act },
        ) => {
            received.arrived(*at, *letter, from, *sent_at, act);
            Ok(Executing::Received(received))
        }
        (
            Executing::HandedOver(mut received),
            Event::PeerActStaged { at, letter, from, sent_at, act },
        ) => {
            received.arrived(*at, *letter, from, *sent_at, act);
            Ok(Executing::HandedOver(received))
        }
        (Executing::Received(received), Event::PeerActTaken { letter, by, .. }) => {
            received.taken(*letter, by, Executing::Received, corrupt)
        }
        (Executing::HandedOver(received), Event::PeerActTaken { letter, by, .. }) => {
            received.taken(*letter, by, Executing::HandedOver, corrupt)
        }
        (Executing::Received(received), Event::PeerActDeclined { letter, finding, .. }) => {
            received.declined(*letter, *finding, corrupt).map(Executing::Received)
        }
        (Executing::HandedOver(received), Event::PeerActDeclined { letter, finding, .. }) => {
            received.declined(*letter, *finding, corrupt).map(Executing::HandedOver)
        }
        (
            Executing::HandedOver(_),
            Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::HandedOver { .. }
            | Event::Overdue { .. }
            | Event::Refused { .. }
            | Event::RightLapsed { .. },
        )
        | (
            Executing::Refused(_) | Executing::Withdrawn(_),
            Event::Acknowledged { .. }
            | Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::HandedOver { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::Refused { .. }
            | Event::RightLapsed { .. },
        )
        | (
            Executing::HandedOver(_)
            | Executing::Received(_)
            | Executing::Refused(_)
            | Executing::Withdrawn(_),
            Event::Amended { .. }
            | Event::Cleared { .. }
            | Event::Completed { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Objected { .. }
            | Event::Opened { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::Received { .. }
            | Event::ReviewOwed { .. }
            | Event::Validated { .. }
            | Event::Withdrawn { .. },
        ) => Err(corrupt),
    }
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

    /// Whether everything that was asked for has been handed over, at once or in parts.
    fn is_performed(&self) -> bool {
        self.order.data.iter().all(|category| {
            self.handovers.iter().any(|handed| match &handed.part {
                Part::All => true,
                Part::Data(data) => data.contains(category),
            })
        })
    }

    fn arrived(
        &mut self,
        at: Timestamp,
        letter: LetterRef,
        from: &Party,
        sent_at: Timestamp,
        act: &PeerAct,
    ) {
        // A ground stops from here on, before anybody has looked at it.
        if let PeerAct::Objected { ground, extent } = act
            && Some(&from.member) == self.order.enforcing.as_ref()
        {
            self.history.grounds.push(RaisedGround {
                letter: letter.id,
                ground: ground.clone(),
                extent: extent.clone(),
                sent_at,
                arrived_at: at,
            });
        }
        self.acts.push(Staged {
            letter,
            from: from.clone(),
            sent_at,
            arrived_at: at,
            act: act.clone(),
            standing: Standing::Waiting,
        });
    }

    fn taken(
        mut self,
        letter: LetterId,
        by: &TakenBy,
        same: fn(Self) -> Executing,
        corrupt: Corrupt,
    ) -> Result<Executing, Corrupt> {
        let staged =
            staging::settle(&mut self.acts, letter, Standing::Taken(by.clone())).ok_or(corrupt)?;
        match &staged.act {
            PeerAct::Acknowledged { received_at } => {
                // Of two statements the later instant counts: it leaves the authority more time.
                let known = self.history.enforcing_received_at;
                self.history.enforcing_received_at = known.max(Some(*received_at));
            }
            PeerAct::Cleared => {
                let sent_at = staged.sent_at.min(staged.arrived_at);
                self.history.confirmed_at.get_or_insert(sent_at);
            }
            // It stops since it arrived.
            PeerAct::Objected { .. } => {}
            PeerAct::Withdrew { .. } => {
                self.history.ended = true;
                return Ok(Executing::Withdrawn(self));
            }
            PeerAct::OfferedHandover { .. } | PeerAct::Refused { .. } => return Err(corrupt),
        }
        Ok(same(self))
    }

    fn declined(
        mut self,
        letter: LetterId,
        finding: Finding,
        corrupt: Corrupt,
    ) -> Result<Self, Corrupt> {
        staging::settle(&mut self.acts, letter, Standing::Declined(finding)).ok_or(corrupt)?;
        self.history.grounds.retain(|raised| raised.letter != letter);
        Ok(self)
    }

    /// A letter about this order to another party of it.
    fn letter(&self, to: &MemberId, body: Body) -> Effect {
        let in_reply_to = (*to == self.order.from).then_some(self.letter);
        Effect::Send(Box::new(LetterDraft {
            to: to.clone(),
            in_reply_to,
            lane: Lane::of_track(self.order.track),
            instrument: Some((self.order.law.clone(), self.order.kind.clone())),
            purpose: self.purpose,
            language: self.language.clone(),
            body,
            validator: None,
        }))
    }

    /// The same answer to the issuer and to the other recipient, where there is one.
    fn answer(&self, answer: &Answer) -> Vec<Effect> {
        let body = || Body::MeasureAnswer { measure: self.order.measure, answer: answer.clone() };
        let mut effects = vec![self.letter(&self.order.from, body())];
        effects.extend(self.order.enforcing.as_ref().map(|to| self.letter(to, body())));
        effects
    }
}

/// What follows from an event on the executing side.
pub(crate) fn react(state: &Executing, event: &Event) -> Vec<Effect> {
    let received = state.received();
    match event {
        Event::Received { dues, .. } => {
            dues.iter().filter_map(|due| due.timer(received.order.measure)).collect()
        }
        Event::Acknowledged { .. } => {
            received.answer(&Answer::Acknowledged { received_at: received.received_at })
        }
        Event::HandedOver { handover, exhibits, conditions, .. } => {
            let exhibits = exhibits
                .iter()
                .zip(0..)
                .map(|(handed, object)| OfferedExhibit {
                    exhibit: handed.exhibit,
                    exhibit_no: handed.exhibit_no.clone(),
                    object,
                })
                .collect();
            let measure = received.order.measure;
            let (handover, conditions) = (*handover, conditions.clone());
            let body = Body::HandoverOffer { measure, handover, exhibits, conditions };
            vec![received.letter(&received.order.from, body)]
        }
        Event::Refused { ground, .. } => {
            received.answer(&Answer::Refused { ground: ground.clone() })
        }
        Event::Amended { .. }
        | Event::Ceased { .. }
        | Event::Cleared { .. }
        | Event::Completed { .. }
        | Event::Exempted { .. }
        | Event::GateOpened { .. }
        | Event::Issued { .. }
        | Event::Lapsed { .. }
        | Event::Objected { .. }
        | Event::Opened { .. }
        | Event::Overdue { .. }
        | Event::PeerActDeclined { .. }
        | Event::PeerActStaged { .. }
        | Event::PeerActTaken { .. }
        | Event::Produced { .. }
        | Event::ReceiptRecorded { .. }
        | Event::ReviewOwed { .. }
        | Event::RightLapsed { .. }
        | Event::Validated { .. }
        | Event::Withdrawn { .. } => Vec::new(),
    }
}
