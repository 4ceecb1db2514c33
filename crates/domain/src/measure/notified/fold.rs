//! Folding events into the notified side, and what follows from them.

use law::letter_form::Consequence;

use super::{Notified, Objected, Pending};
use crate::actor::MemberId;
use crate::corrupt::Corrupt;
use crate::effect::Effect;
use crate::letter::{Answer, Body, Lane, LetterDraft};
use crate::measure::event::{Event, PeerAct};
use crate::measure::parts::{Said, Staged, Standing, timers};
use crate::measure::staging;

/// Folds one event into the notified side.
pub(crate) fn evolve(state: Notified, event: &Event) -> Result<Notified, Corrupt> {
    let corrupt = Corrupt { stream: "measure", event: event.kind() };
    match (state, event) {
        (Notified::Pending(mut pending) | Notified::Silent(mut pending), Event::Cleared { at }) => {
            pending.cleared_at = Some(*at);
            Ok(Notified::Cleared(pending))
        }
        (
            Notified::Cleared(pending)
            | Notified::Enforcing(pending)
            | Notified::Pending(pending)
            | Notified::Silent(pending),
            Event::Objected { at, ground, extent, because: _, late },
        ) => Ok(Notified::Objected(Objected {
            pending,
            ground: ground.clone(),
            extent: extent.clone(),
            late: *late,
            at: *at,
        })),
        (Notified::Pending(mut pending), Event::RightLapsed { clock, .. }) => {
            let asked = pending.talk.began.contains_key(clock);
            pending.passed.push(clock.clone());
            Ok(if asked { Notified::Pending(pending) } else { Notified::Silent(pending) })
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
        // Only what a letter asked for can still be missed.
        (
            state @ (Notified::Cleared(_) | Notified::Enforcing(_) | Notified::Silent(_)),
            Event::Ceased { clock, .. }
            | Event::Exempted { clock, .. }
            | Event::GateOpened { clock, .. }
            | Event::Overdue { clock, .. }
            | Event::RightLapsed { clock, .. },
        ) => {
            let mut state = state;
            let pending = state.pending_mut();
            if !pending.talk.began.contains_key(clock) {
                return Err(corrupt);
            }
            pending.passed.push(clock.clone());
            Ok(state)
        }
        (
            state @ (Notified::Cleared(_)
            | Notified::Enforcing(_)
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)),
            Event::Acknowledged { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::Said { .. }
            | Event::Timed { .. },
        )
        | (
            state @ Notified::Withdrawn(_),
            Event::PeerActDeclined { .. } | Event::PeerActStaged { .. },
        ) => correspond(state, event, corrupt),
        (
            Notified::Objected(_),
            Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Overdue { .. }
            | Event::RightLapsed { .. },
        )
        | (
            Notified::Cleared(_) | Notified::Enforcing(_) | Notified::Objected(_),
            Event::Cleared { .. },
        )
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
            | Event::PeerActTaken { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. },
        )
        | (
            Notified::Cleared(_)
            | Notified::Enforcing(_)
            | Notified::Objected(_)
            | Notified::Pending(_)
            | Notified::Silent(_)
            | Notified::Withdrawn(_),
            Event::Amended { .. }
            | Event::Completed { .. }
            | Event::Countersigned { .. }
            | Event::HandedOver { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Notice(_)
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
    let pending = state.pending_mut();
    match event {
        Event::Acknowledged { at } => pending.acknowledged_at = Some(*at),
        Event::PeerActStaged { at, letter, from, sent_at, act } => {
            pending.acts.push(Staged::arrived(*letter, from, *sent_at, *at, act));
        }
        Event::PeerActDeclined { letter, finding, .. } => {
            staging::settle(&mut pending.acts, *letter, Standing::Declined(*finding))
                .ok_or(corrupt)?;
        }
        Event::PeerActTaken { letter, by, .. } => {
            let staged = staging::settle(&mut pending.acts, *letter, Standing::Taken(by.clone()))
                .ok_or(corrupt)?;
            match &staged.act {
                PeerAct::Withdrew { .. } => return Ok(Notified::Withdrawn(pending.clone())),
                PeerAct::Said { does, .. } => {
                    let (withdraws, enforce) = (
                        does.contains(&Consequence::Withdraw),
                        does.contains(&Consequence::Enforce),
                    );
                    return Ok(state.after(withdraws, enforce));
                }
                PeerAct::Acknowledged { .. } | PeerAct::Refused { .. } => {}
                PeerAct::Cleared | PeerAct::Objected { .. } | PeerAct::OfferedHandover { .. } => {
                    return Err(corrupt);
                }
            }
        }
        Event::Said { at, form, does, values, copies, order: _, late } => pending.talk.note(Said {
            at: *at,
            form: form.clone(),
            does: does.clone(),
            values: values.clone(),
            to: copies.iter().map(|copy| copy.to.clone()).collect(),
            late: *late,
        }),
        Event::Timed { at: _, known, started, ended } => {
            pending.talk.time(&mut pending.dues, known, started, ended);
            pending.passed.retain(|clock| started.iter().all(|new| new.due.clock != *clock));
        }
        Event::Amended { .. }
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

impl Notified {
    const fn pending_mut(&mut self) -> &mut Pending {
        match self {
            Self::Cleared(pending)
            | Self::Enforcing(pending)
            | Self::Objected(Objected { pending, .. })
            | Self::Pending(pending)
            | Self::Silent(pending)
            | Self::Withdrawn(pending) => pending,
        }
    }

    /// The side after a letter of a peer. Against a ground that was raised nothing is enforced.
    fn after(self, withdraws: bool, enforce: bool) -> Self {
        match self {
            Self::Cleared(pending)
            | Self::Enforcing(pending)
            | Self::Objected(Objected { pending, .. })
            | Self::Pending(pending)
            | Self::Silent(pending)
                if withdraws =>
            {
                Self::Withdrawn(pending)
            }
            Self::Cleared(pending) | Self::Pending(pending) | Self::Silent(pending) if enforce => {
                Self::Enforcing(pending)
            }
            state @ (Self::Cleared(_)
            | Self::Enforcing(_)
            | Self::Objected(_)
            | Self::Pending(_)
            | Self::Silent(_)
            | Self::Withdrawn(_)) => state,
        }
    }
}

impl Pending {
    /// A letter about this order to another party of it.
    fn letter(&self, to: &MemberId, body: Body) -> Effect {
        Effect::Send(Box::new(LetterDraft {
            to: to.clone(),
            in_reply_to: (*to == self.order.from).then_some(self.letter),
            lane: Lane::of_track(self.order.track),
            instrument: Some((self.order.law.clone(), self.order.kind.clone())),
            purpose: self.purpose,
            language: self.language.clone(),
            body,
            validator: None,
        }))
    }

    /// The same answer to the addressee, who waits for it, and to the issuer. Why an authority raises a ground is
    /// between the two authorities: it may say more of the person than the addressee may know.
    fn answer(&self, answer: &Answer) -> Vec<Effect> {
        [&self.order.addressee, &self.order.from]
            .into_iter()
            .map(|to| {
                let (measure, mut answer) = (self.order.measure, answer.clone());
                if let Answer::Objected { because, .. } = &mut answer
                    && *to != self.order.from
                {
                    *because = None;
                }
                self.letter(to, Body::MeasureAnswer { measure, answer })
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
        Event::Objected { ground, extent, because, .. } => {
            let (ground, extent) = (ground.clone(), extent.clone());
            pending.answer(&Answer::Objected { ground, extent, because: because.clone() })
        }
        Event::Said { form, copies, .. } => copies
            .iter()
            .map(|copy| pending.letter(&copy.to, copy.body(pending.order.measure, form)))
            .collect(),
        Event::Timed { started, .. } => timers(started, pending.order.measure),
        Event::Amended { .. }
        | Event::Ceased { .. }
        | Event::Completed { .. }
        | Event::Countersigned { .. }
        | Event::Exempted { .. }
        | Event::GateOpened { .. }
        | Event::HandedOver { .. }
        | Event::Issued { .. }
        | Event::Lapsed { .. }
        | Event::Notice(_)
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
