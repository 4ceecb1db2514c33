//! Folding events into the issuing side, and what follows from them.

use std::collections::BTreeSet;

use law::letter_form::Consequence;

use super::{Draft, Issued, Issuing, Production, Validation};
use crate::corrupt::Corrupt;
use crate::effect::{Effect, Wake};
use crate::letter::{Body, OrderCopy};
use crate::measure::due::Due;
use crate::measure::event::{Event, PeerAct, TakenBy};
use crate::measure::notice::{self, Notice, NoticeEvent};
use crate::measure::parts::{Said, Staged, Standing, Talk, recipient, timers};
use crate::measure::staging;
use crate::release::Suspension;

/// The first event of the issuing side.
pub(crate) fn opened(event: &Event) -> Option<Issuing> {
    let Event::Opened { at, author, measure, case, instrument, kind, from, purpose, terms } = event
    else {
        return None;
    };
    Some(Issuing::Draft(Draft {
        measure: *measure,
        case: *case,
        instrument: instrument.clone(),
        kind: kind.clone(),
        from: from.clone(),
        purpose: *purpose,
        terms: terms.clone(),
        authors: [*author].into(),
        revision: 1,
        validation: None,
        countersigners: BTreeSet::new(),
        opened_at: *at,
    }))
}

/// Folds one event into the issuing side.
pub(crate) fn evolve(state: Issuing, event: &Event) -> Result<Issuing, Corrupt> {
    let corrupt = Corrupt { stream: "measure", event: event.kind() };
    match (state, event) {
        (Issuing::Draft(mut draft), Event::Amended { author, terms, .. }) => {
            draft.authors.insert(*author);
            draft.terms = terms.clone();
            draft.revision = draft.revision.checked_add(1).ok_or(corrupt)?;
            // What was validated is not what it says now.
            draft.validation = None;
            draft.countersigners.clear();
            Ok(Issuing::Draft(draft))
        }
        (Issuing::Draft(mut draft), Event::Countersigned { officer, revision, .. }) => {
            if *revision != draft.revision {
                return Err(corrupt);
            }
            draft.countersigners.insert(*officer);
            Ok(Issuing::Draft(draft))
        }
        (Issuing::Draft(mut draft), Event::Validated { at, validator, kind, revision }) => {
            if *revision != draft.revision {
                return Err(corrupt);
            }
            draft.validation = Some(Validation { validator: *validator, kind: *kind, at: *at });
            Ok(Issuing::Draft(draft))
        }
        (Issuing::Draft(draft), Event::Issued { at, issuer, law, copies, checks, emergency }) => {
            Ok(Issuing::Issued(Issued {
                draft,
                law: law.clone(),
                issuer: *issuer,
                issued_at: *at,
                checks: checks.clone(),
                emergency: *emergency,
                copies: copies.clone(),
                receipts: crate::measure::Receipts::new(),
                dues: Vec::new(),
                passed: Vec::new(),
                acts: Vec::new(),
                productions: Vec::new(),
                withdrawn: None,
                enforcement: None,
                suspended: None,
                talk: Talk::default(),
                notice: Notice::default(),
            }))
        }
        (
            Issuing::Draft(_),
            Event::Ceased { .. }
            | Event::Completed { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Lapsed { .. }
            | Event::Notice(_)
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::ReviewOwed { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. },
        )
        | (Issuing::Dropped(_) | Issuing::Issued(_), Event::Notice(_))
        | (
            Issuing::Issued(_) | Issuing::Produced(_),
            Event::Amended { .. } | Event::Countersigned { .. } | Event::Issued { .. },
        )
        | (
            Issuing::Completed(_)
            | Issuing::Dropped(_)
            | Issuing::Lapsed(_)
            | Issuing::Withdrawn(_),
            Event::Amended { .. }
            | Event::Ceased { .. }
            | Event::Completed { .. }
            | Event::Countersigned { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Overdue { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::ReviewOwed { .. }
            | Event::RightLapsed { .. }
            | Event::Timed { .. }
            | Event::Validated { .. }
            | Event::Withdrawn { .. },
        )
        | (
            Issuing::Dropped(_),
            Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. },
        )
        | (Issuing::Lapsed(_) | Issuing::Withdrawn(_), Event::PeerActTaken { .. })
        | (Issuing::Completed(_) | Issuing::Dropped(_), Event::Said { .. })
        | (
            Issuing::Completed(_)
            | Issuing::Draft(_)
            | Issuing::Dropped(_)
            | Issuing::Issued(_)
            | Issuing::Lapsed(_)
            | Issuing::Produced(_)
            | Issuing::Withdrawn(_),
            Event::Acknowledged { .. }
            | Event::Cleared { .. }
            | Event::HandedOver { .. }
            | Event::Objected { .. }
            | Event::Opened { .. }
            | Event::Received { .. }
            | Event::Refused { .. },
        ) => Err(corrupt),
        (Issuing::Draft(draft), Event::Withdrawn { .. }) => Ok(Issuing::Dropped(draft)),
        // The notice runs beside the states and outlives them.
        (Issuing::Completed(issued), Event::Notice(event)) => {
            told(issued, event, corrupt).map(Issuing::Completed)
        }
        (Issuing::Lapsed(issued), Event::Notice(event)) => {
            told(issued, event, corrupt).map(Issuing::Lapsed)
        }
        (Issuing::Produced(issued), Event::Notice(event)) => {
            told(issued, event, corrupt).map(Issuing::Produced)
        }
        (Issuing::Withdrawn(issued), Event::Notice(event)) => {
            told(issued, event, corrupt).map(Issuing::Withdrawn)
        }
        // What peers do after the end is put on record; what becomes of the data is said after it too.
        (
            Issuing::Completed(issued),
            Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. },
        ) => noted(issued, event, corrupt).map(Issuing::Completed),
        (
            Issuing::Lapsed(issued),
            Event::PeerActDeclined { .. } | Event::PeerActStaged { .. } | Event::Said { .. },
        ) => noted(issued, event, corrupt).map(Issuing::Lapsed),
        (
            Issuing::Withdrawn(issued),
            Event::PeerActDeclined { .. } | Event::PeerActStaged { .. } | Event::Said { .. },
        ) => noted(issued, event, corrupt).map(Issuing::Withdrawn),
        (Issuing::Issued(issued), Event::Completed { .. }) => {
            if issued.is_answered() {
                Ok(Issuing::Completed(issued))
            } else {
                Err(corrupt)
            }
        }
        (Issuing::Issued(issued) | Issuing::Produced(issued), Event::Withdrawn { at, why }) => {
            let withdrawn = Some((*at, why.clone()));
            Ok(Issuing::Withdrawn(Issued { withdrawn, ..issued }))
        }
        (Issuing::Issued(issued) | Issuing::Produced(issued), Event::Lapsed { clock, .. }) => {
            let mut issued = issued;
            issued.passed.push(clock.clone());
            Ok(Issuing::Lapsed(issued))
        }
        (Issuing::Produced(issued), Event::Completed { .. }) => Ok(Issuing::Completed(issued)),
        (
            Issuing::Issued(mut issued) | Issuing::Produced(mut issued),
            Event::Produced { at, handover, exhibits },
        ) => {
            let letter = issued
                .acts
                .iter()
                .find(|staged| offers(&staged.act, *handover))
                .map(|staged| staged.letter.id)
                .ok_or(corrupt)?;
            staging::settle(&mut issued.acts, letter, Standing::Taken(TakenBy::Custody))
                .ok_or(corrupt)?;
            issued.notice.more(*at);
            issued.productions.push(Production {
                handover: *handover,
                at: *at,
                exhibits: exhibits.clone(),
            });
            Ok(Issuing::Produced(issued))
        }
        (
            Issuing::Issued(issued),
            Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::ReceiptRecorded { .. }
            | Event::ReviewOwed { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. }
            | Event::Validated { .. },
        ) => Ok(after(noted(issued, event, corrupt)?, event, Issuing::Issued)),
        (
            Issuing::Produced(issued),
            Event::Ceased { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::ReceiptRecorded { .. }
            | Event::ReviewOwed { .. }
            | Event::RightLapsed { .. }
            | Event::Said { .. }
            | Event::Timed { .. }
            | Event::Validated { .. },
        ) => Ok(after(noted(issued, event, corrupt)?, event, Issuing::Produced)),
    }
}

fn offers(act: &PeerAct, handover: crate::ids::HandoverId) -> bool {
    match act {
        PeerAct::OfferedHandover { handover: theirs, .. } => *theirs == handover,
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::Objected { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Said { .. }
        | PeerAct::Withdrew { .. } => false,
    }
}

/// The state after a letter of ours: one that takes the measure back ends it.
fn after(issued: Issued, event: &Event, same: fn(Issued) -> Issuing) -> Issuing {
    if issued.withdrawn.is_some() && matches!(event, Event::Said { .. }) {
        Issuing::Withdrawn(issued)
    } else {
        same(issued)
    }
}

/// What a letter, ours or a peer's, holds up or lets go on.
fn hold_up(issued: &mut Issued, does: &BTreeSet<Consequence>) {
    for does in does {
        match does {
            Consequence::Contest => issued.suspended = Some(Suspension::ThirdCountry),
            Consequence::Postpone => issued.suspended = Some(Suspension::Postponed),
            Consequence::Resume => issued.suspended = None,
            Consequence::Suspend => issued.suspended = Some(Suspension::Clarification),
            Consequence::Acknowledge
            | Consequence::Confirm
            | Consequence::Decline
            | Consequence::End
            | Consequence::Enforce
            | Consequence::Extend
            | Consequence::HoldForRequest
            | Consequence::Impossible
            | Consequence::Inform
            | Consequence::PassOn
            | Consequence::Perform
            | Consequence::Recognize
            | Consequence::Undo
            | Consequence::Withdraw => {}
        }
    }
}

/// The events that leave a measure that is out in its state.
fn noted(mut issued: Issued, event: &Event, corrupt: Corrupt) -> Result<Issued, Corrupt> {
    match event {
        Event::Ceased { clock, .. }
        | Event::Exempted { clock, .. }
        | Event::GateOpened { clock, .. }
        | Event::Overdue { clock, .. }
        | Event::RightLapsed { clock, .. } => issued.passed.push(clock.clone()),
        Event::PeerActStaged { at, letter, from, sent_at, act } => {
            issued.acts.push(Staged::arrived(*letter, from, *sent_at, *at, act));
        }
        Event::PeerActDeclined { letter, finding, .. } => {
            staging::settle(&mut issued.acts, *letter, Standing::Declined(*finding))
                .ok_or(corrupt)?;
        }
        Event::PeerActTaken { letter, by, .. } => {
            let staged = staging::settle(&mut issued.acts, *letter, Standing::Taken(by.clone()))
                .ok_or(corrupt)?;
            if let PeerAct::Said { does, .. } = &staged.act {
                hold_up(&mut issued, does);
            }
        }
        Event::Said { at, form, does, values, copies, order, late } => {
            hold_up(&mut issued, does);
            if does.contains(&Consequence::Withdraw) && issued.withdrawn.is_none() {
                issued.withdrawn = Some((*at, form.to_string()));
            }
            if let Some(order) = order {
                issued.enforcement = Some(OrderCopy::clone(order));
            }
            issued.talk.note(Said {
                at: *at,
                form: form.clone(),
                does: does.clone(),
                values: values.clone(),
                to: copies.iter().map(|copy| copy.to.clone()).collect(),
                late: *late,
            });
        }
        Event::Timed { at: _, known, started, ended } => {
            issued.talk.time(&mut issued.dues, known, started, ended);
            issued.passed.retain(|clock| started.iter().all(|new| new.due.clock != *clock));
        }
        Event::ReceiptRecorded { copy, received_at, dues, .. } => {
            issued.receipts.insert(*copy, *received_at);
            replace(&mut issued.dues, dues);
        }
        Event::ReviewOwed { due, .. } => replace(&mut issued.dues, std::slice::from_ref(due)),
        Event::Validated { at, validator, kind, revision } => {
            if *revision != issued.draft.revision {
                return Err(corrupt);
            }
            let validation = Validation { validator: *validator, kind: *kind, at: *at };
            issued.draft.validation = Some(validation);
        }
        Event::Acknowledged { .. }
        | Event::Amended { .. }
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
        | Event::Received { .. }
        | Event::Refused { .. }
        | Event::Withdrawn { .. } => return Err(corrupt),
    }
    Ok(issued)
}

/// The measure after something happened to its notice.
fn told(issued: Issued, event: &NoticeEvent, corrupt: Corrupt) -> Result<Issued, Corrupt> {
    let notice = issued.notice.clone().after(event).ok_or(corrupt)?;
    Ok(Issued { notice, ..issued })
}

/// A clock has one answer: the newest.
fn replace(dues: &mut Vec<Due>, newer: &[Due]) {
    dues.retain(|due| newer.iter().all(|new| new.clock != due.clock));
    dues.extend_from_slice(newer);
}

/// What follows from an event on the issuing side.
pub(crate) fn react(state: &Issuing, event: &Event) -> Vec<Effect> {
    let Some(issued) = state.issued() else { return Vec::new() };
    let measure = issued.draft.measure;
    match event {
        Event::Issued { .. } => issued
            .copies
            .iter()
            .filter_map(|sent| {
                let to = recipient(&sent.order)?;
                Some(issued.letter(to, Body::MeasureIssue(sent.order.clone())))
            })
            .collect(),
        Event::ReviewOwed { due, .. } => due.timer(measure).into_iter().collect(),
        Event::Withdrawn { why, .. } => {
            issued.to_holders(&Body::MeasureWithdraw { measure, why: why.clone() })
        }
        Event::Lapsed { clock, .. } => {
            issued.to_holders(&Body::MeasureWithdraw { measure, why: clock.to_string() })
        }
        Event::Said { form, copies, order, .. } => {
            // The measure goes before the letter about it: whoever has no copy knows of nothing.
            let order = order.iter().filter_map(|order| {
                let to = order.enforcing.as_ref()?;
                Some(issued.letter(to, Body::MeasureIssue(OrderCopy::clone(order))))
            });
            let letters =
                copies.iter().map(|copy| issued.letter(&copy.to, copy.body(measure, form)));
            order.chain(letters).collect()
        }
        Event::Timed { started, .. } => timers(started, measure),
        // Nobody else hears of the notice; the day of review is awaited here.
        Event::Notice(NoticeEvent::Deferred { review_at: at, .. }) => {
            let timer = notice::review_timer(&issued.draft.instrument);
            let wake = |clock| Wake { measure, clock, fires_at: *at };
            timer.map(|clock| Effect::Schedule { at: *at, wake: wake(clock) }).into_iter().collect()
        }
        Event::Notice(
            NoticeEvent::DelayAsked { .. }
            | NoticeEvent::DelayDeclined { .. }
            | NoticeEvent::Given { .. }
            | NoticeEvent::Owed { .. },
        ) => Vec::new(),
        Event::Acknowledged { .. }
        | Event::Amended { .. }
        | Event::Ceased { .. }
        | Event::Cleared { .. }
        | Event::Completed { .. }
        | Event::Countersigned { .. }
        | Event::Exempted { .. }
        | Event::GateOpened { .. }
        | Event::HandedOver { .. }
        | Event::Objected { .. }
        | Event::Opened { .. }
        | Event::Overdue { .. }
        | Event::PeerActDeclined { .. }
        | Event::PeerActStaged { .. }
        | Event::PeerActTaken { .. }
        | Event::Produced { .. }
        | Event::ReceiptRecorded { .. }
        | Event::Received { .. }
        | Event::Refused { .. }
        | Event::RightLapsed { .. }
        | Event::Validated { .. } => Vec::new(),
    }
}
