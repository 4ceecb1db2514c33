//! Folding events into the executing side, and what follows from them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::ground::GroundEffect;
use law::letter_form::Consequence;

use super::{Ended, EndedBy, Executing, HandedOver, PartRefused, Received, Refused};
use crate::actor::MemberId;
use crate::corrupt::Corrupt;
use crate::effect::Effect;
use crate::ids::LetterId;
use crate::letter::{Answer, Body, Lane, LetterDraft, LetterRef, OfferedExhibit, Party};
use crate::measure::command::Extent;
use crate::measure::event::{Event, Finding, PeerAct, TakenBy};
use crate::measure::parts::{Said, Staged, Standing, timers};
use crate::measure::staging;
use crate::release::{RaisedGround, Suspension};

/// Folds one event into the executing side.
pub(crate) fn evolve(state: Executing, event: &Event) -> Result<Executing, Corrupt> {
    let corrupt = Corrupt { stream: "measure", event: event.kind() };
    match (state, event) {
        (
            Executing::Received(received),
            Event::Acknowledged { .. }
            | Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. },
        ) => received.noted(event, Executing::Received, corrupt),
        (
            Executing::Performed(received),
            Event::Acknowledged { .. }
            | Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. },
        ) => received.noted(event, Executing::Performed, corrupt),
        (
            Executing::HandedOver(received),
            Event::Acknowledged { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::Said { .. }
            | Event::Timed { .. },
        ) => received.noted(event, Executing::HandedOver, corrupt),
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
        (
            Executing::Received(received),
            Event::Refused { at, ground, extent, because: _, effect },
        ) => {
            let refused = PartRefused { ground: ground.clone(), extent: extent.clone(), at: *at };
            Ok(received.refused(refused, *effect))
        }
        // A letter about what ended is put on record, and that it came too late.
        (Executing::Ended(ended), Event::PeerActDeclined { .. } | Event::PeerActStaged { .. }) => {
            let received = ended.received.recorded(event, corrupt)?;
            Ok(Executing::Ended(Ended { received, ..ended }))
        }
        (
            Executing::Refused(refused),
            Event::PeerActDeclined { .. } | Event::PeerActStaged { .. },
        ) => {
            let received = refused.received.recorded(event, corrupt)?;
            Ok(Executing::Refused(Refused { received, ..refused }))
        }
        (
            Executing::Withdrawn(received),
            Event::PeerActDeclined { .. } | Event::PeerActStaged { .. },
        ) => received.recorded(event, corrupt).map(Executing::Withdrawn),
        (
            Executing::HandedOver(_),
            Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Overdue { .. }
            | Event::RightLapsed { .. },
        )
        | (
            Executing::HandedOver(_) | Executing::Performed(_),
            Event::HandedOver { .. } | Event::Refused { .. },
        )
        | (
            Executing::Ended(_) | Executing::Refused(_) | Executing::Withdrawn(_),
            Event::Acknowledged { .. }
            | Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::HandedOver { .. }
            | Event::Overdue { .. }
            | Event::PeerActTaken { .. }
            | Event::Refused { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. },
        )
        | (
            Executing::Ended(_)
            | Executing::HandedOver(_)
            | Executing::Performed(_)
            | Executing::Received(_)
            | Executing::Refused(_)
            | Executing::Withdrawn(_),
            Event::Amended { .. }
            | Event::Cleared { .. }
            | Event::Completed { .. }
            | Event::Countersigned { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Notice(_)
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
    /// The events that may stand in every open state; some of them end it.
    fn noted(
        mut self,
        event: &Event,
        same: fn(Self) -> Executing,
        corrupt: Corrupt,
    ) -> Result<Executing, Corrupt> {
        match event {
            Event::Acknowledged { at } => self.acknowledged_at = Some(*at),
            Event::Ceased { at, clock } => {
                self.passed.push(clock.clone());
                if self.keeps_until(clock) {
                    return Ok(self.end(EndedBy::Ceased, *at));
                }
            }
            Event::Exempted { clock, .. }
            | Event::GateOpened { clock, .. }
            | Event::Overdue { clock, .. }
            | Event::RightLapsed { clock, .. } => self.passed.push(clock.clone()),
            Event::PeerActDeclined { .. } | Event::PeerActStaged { .. } => {
                self = self.recorded(event, corrupt)?;
            }
            Event::PeerActTaken { at, letter, by } => {
                return self.taken(*letter, by, *at, same, corrupt);
            }
            Event::Said { at, form, does, values, copies, order: _, late } => {
                self.talk.note(Said {
                    at: *at,
                    form: form.clone(),
                    does: does.clone(),
                    values: values.clone(),
                    to: copies.iter().map(|copy| copy.to.clone()).collect(),
                    late: *late,
                });
                return Ok(self.after(does, *at, same));
            }
            Event::Timed { at: _, known, started, ended } => {
                self.history.known = known.clone();
                self.talk.time(&mut self.dues, known, started, ended);
                // A clock that runs anew has not passed.
                self.passed.retain(|clock| started.iter().all(|new| new.due.clock != *clock));
            }
            Event::Amended { .. }
            | Event::Cleared { .. }
            | Event::Completed { .. }
            | Event::Countersigned { .. }
            | Event::HandedOver { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Notice(_)
            | Event::Objected { .. }
            | Event::Opened { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::Received { .. }
            | Event::Refused { .. }
            | Event::ReviewOwed { .. }
            | Event::Validated { .. }
            | Event::Withdrawn { .. } => return Err(corrupt),
        }
        Ok(same(self))
    }

    /// An act of a peer that is put on record and changes nothing but itself.
    fn recorded(mut self, event: &Event, corrupt: Corrupt) -> Result<Self, Corrupt> {
        match event {
            Event::PeerActStaged { at, letter, from, sent_at, act } => {
                self.arrived(*at, *letter, from, *sent_at, act);
                Ok(self)
            }
            Event::PeerActDeclined { letter, finding, .. } => {
                self.declined(*letter, *finding, corrupt)
            }
            Event::Acknowledged { .. }
            | Event::Amended { .. }
            | Event::Ceased { .. }
            | Event::Cleared { .. }
            | Event::Completed { .. }
            | Event::Countersigned { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::HandedOver { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Notice(_)
            | Event::Objected { .. }
            | Event::Opened { .. }
            | Event::Overdue { .. }
            | Event::PeerActTaken { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::Received { .. }
            | Event::Refused { .. }
            | Event::ReviewOwed { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. }
            | Event::Validated { .. }
            | Event::Withdrawn { .. } => Err(corrupt),
        }
    }

    /// The order after a ground of ours: it ends, waits, or goes on without a part or under conditions.
    fn refused(mut self, refused: PartRefused, effect: GroundEffect) -> Executing {
        let whole = matches!(refused.extent, Extent::All);
        match (effect, whole) {
            (GroundEffect::Stop | GroundEffect::Partial, true) => {
                self.history.ended = true;
                let PartRefused { ground, at, .. } = refused;
                return Executing::Refused(Refused { received: self, ground, at });
            }
            (GroundEffect::Suspend, true) => self.history.suspended = Some(Suspension::Ground),
            (GroundEffect::Inform, true) => {}
            (
                GroundEffect::Inform
                | GroundEffect::Partial
                | GroundEffect::Stop
                | GroundEffect::Suspend,
                false,
            ) => {
                self.refused.push(refused);
                if !self.handovers.is_empty() && self.is_performed() {
                    return Executing::HandedOver(self);
                }
            }
        }
        Executing::Received(self)
    }

    /// The order after a letter, ours or a peer's; of several consequences one that ends it goes last.
    fn after(
        mut self,
        does: &BTreeSet<Consequence>,
        at: Timestamp,
        same: fn(Self) -> Executing,
    ) -> Executing {
        let mut next = same;
        let mut end = None;
        for does in does {
            match does {
                Consequence::Acknowledge => drop(self.acknowledged_at.get_or_insert(at)),
                Consequence::Contest => self.history.suspended = Some(Suspension::ThirdCountry),
                Consequence::Decline => end = Some(EndedBy::Declined),
                Consequence::End => end = Some(EndedBy::Ended),
                Consequence::Impossible => end = Some(EndedBy::Impossible),
                Consequence::PassOn => end = Some(EndedBy::PassedOn),
                // What was handed over stays so, whatever is said about it.
                Consequence::Perform if !self.handovers.is_empty() => {}
                Consequence::Perform => next = Executing::Performed,
                Consequence::Postpone => self.history.suspended = Some(Suspension::Postponed),
                Consequence::Resume => self.history.suspended = None,
                Consequence::Suspend => self.history.suspended = Some(Suspension::Clarification),
                Consequence::Undo => end = Some(EndedBy::Undone),
                Consequence::Withdraw => {
                    self.history.ended = true;
                    return Executing::Withdrawn(self);
                }
                Consequence::Confirm
                | Consequence::Enforce
                | Consequence::Extend
                | Consequence::HoldForRequest
                | Consequence::Inform
                | Consequence::Recognize => {}
            }
        }
        match end {
            Some(why) => self.end(why, at),
            None => next(self),
        }
    }

    fn end(mut self, why: EndedBy, at: Timestamp) -> Executing {
        self.history.ended = true;
        Executing::Ended(Ended { received: self, why, at })
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
        let is_third = from.member != self.order.from && from.member != self.order.addressee;
        if let PeerAct::Objected { ground, extent, .. } = act
            && is_third
        {
            self.history.grounds.push(RaisedGround {
                letter: letter.id,
                ground: ground.clone(),
                extent: extent.clone(),
                sent_at,
                arrived_at: at,
            });
        }
        self.acts.push(Staged::arrived(letter, from, sent_at, at, act));
    }

    fn taken(
        mut self,
        letter: LetterId,
        by: &TakenBy,
        at: Timestamp,
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
            PeerAct::Said { does, .. } => return Ok(self.after(does, at, same)),
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
        Event::Refused { ground, extent, because, .. } => {
            let (ground, extent) = (ground.clone(), extent.clone());
            received.answer(&Answer::Refused { ground, extent, because: because.clone() })
        }
        Event::Said { form, copies, .. } => copies
            .iter()
            .map(|copy| received.letter(&copy.to, copy.body(received.order.measure, form)))
            .collect(),
        Event::Timed { started, .. } => timers(started, received.order.measure),
        Event::Amended { .. }
        | Event::Ceased { .. }
        | Event::Cleared { .. }
        | Event::Completed { .. }
        | Event::Countersigned { .. }
        | Event::Exempted { .. }
        | Event::GateOpened { .. }
        | Event::Issued { .. }
        | Event::Lapsed { .. }
        | Event::Notice(_)
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
