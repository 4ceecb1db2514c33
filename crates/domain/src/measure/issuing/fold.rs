//! Folding events into the issuing side, and what follows from them.

use super::{Draft, Issued, Issuing, Production, Validation};
use crate::corrupt::Corrupt;
use crate::effect::Effect;
use crate::letter::Body;
use crate::measure::due::Due;
use crate::measure::event::{Event, PeerAct, TakenBy};
use crate::measure::parts::{Staged, Standing};
use crate::measure::staging;

/// The first event of the issuing side.
pub(crate) fn opened(event: &Event) -> Option<Issuing> {
    let Event::Opened { at, author, measure, case, kind, from, purpose, terms } = event else {
        return None;
    };
    Some(Issuing::Draft(Draft {
        measure: *measure,
        case: *case,
        kind: kind.clone(),
        from: from.clone(),
        purpose: *purpose,
        terms: terms.clone(),
        authors: [*author].into(),
        revision: 1,
        validation: None,
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
            Ok(Issuing::Draft(draft))
        }
        (Issuing::Draft(mut draft), Event::Validated { at, validator, kind, revision }) => {
            if *revision != draft.revision {
                return Err(corrupt);
            }
            draft.validation = Some(Validation { validator: *validator, kind: *kind, at: *at });
            Ok(Issuing::Draft(draft))
        }
        (Issuing::Draft(draft), Event::Issued { at, issuer, law, copies, checks }) => {
            Ok(Issuing::Issued(Issued {
                draft,
                law: law.clone(),
                issuer: *issuer,
                issued_at: *at,
                checks: checks.clone(),
                copies: copies.clone(),
                receipts: crate::measure::Receipts::new(),
                dues: Vec::new(),
                passed: Vec::new(),
                acts: Vec::new(),
                productions: Vec::new(),
                withdrawn: None,
            }))
        }
        (
            Issuing::Draft(_),
            Event::Ceased { .. }
            | Event::Completed { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Lapsed { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::ReviewOwed { .. }
            | Event::RightLapsed { .. },
        )
        | (
            Issuing::Issued(_) | Issuing::Produced(_),
            Event::Amended { .. } | Event::Issued { .. },
        )
        | (
            Issuing::Completed(_)
            | Issuing::Dropped(_)
            | Issuing::Lapsed(_)
            | Issuing::Withdrawn(_),
            Event::Amended { .. }
            | Event::Ceased { .. }
            | Event::Completed { .. }
            | Event::Exempted { .. }
            | Event::GateOpened { .. }
            | Event::Issued { .. }
            | Event::Lapsed { .. }
            | Event::Overdue { .. }
            | Event::PeerActDeclined { .. }
            | Event::PeerActStaged { .. }
            | Event::PeerActTaken { .. }
            | Event::Produced { .. }
            | Event::ReceiptRecorded { .. }
            | Event::ReviewOwed { .. }
            | Event::RightLapsed { .. }
            | Event::Validated { .. }
            | Event::Withdrawn { .. },
        )
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
        )
        | (Issuing::Issued(_), Event::Completed { .. }) => Err(corrupt),
        (Issuing::Draft(draft), Event::Withdrawn { .. }) => Ok(Issuing::Dropped(draft)),
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
            | Event::Validated { .. },
        ) => noted(issued, event, corrupt).map(Issuing::Issued),
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
            | Event::Validated { .. },
        ) => noted(issued, event, corrupt).map(Issuing::Produced),
    }
}

fn offers(act: &PeerAct, handover: crate::ids::HandoverId) -> bool {
    match act {
        PeerAct::OfferedHandover { handover: theirs, .. } => *theirs == handover,
        PeerAct::Acknowledged { .. }
        | PeerAct::Cleared
        | PeerAct::Objected { .. }
        | PeerAct::Refused { .. }
        | PeerAct::Withdrew { .. } => false,
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
        Event::PeerActStaged { at, letter, from, sent_at, act } => issued.acts.push(Staged {
            letter: *letter,
            from: from.clone(),
            sent_at: *sent_at,
            arrived_at: *at,
            act: act.clone(),
            standing: Standing::Waiting,
        }),
        Event::PeerActDeclined { letter, finding, .. } => {
            staging::settle(&mut issued.acts, *letter, Standing::Declined(*finding))
                .ok_or(corrupt)?;
        }
        Event::PeerActTaken { letter, by, .. } => {
            staging::settle(&mut issued.acts, *letter, Standing::Taken(by.clone()))
                .ok_or(corrupt)?;
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
        | Event::HandedOver { .. }
        | Event::Issued { .. }
        | Event::Lapsed { .. }
        | Event::Objected { .. }
        | Event::Opened { .. }
        | Event::Produced { .. }
        | Event::Received { .. }
        | Event::Refused { .. }
        | Event::Withdrawn { .. } => return Err(corrupt),
    }
    Ok(issued)
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
        Event::Issued { .. } => issued.to_recipients(|sent| Body::MeasureIssue(sent.order.clone())),
        Event::ReviewOwed { due, .. } => due.timer(measure).into_iter().collect(),
        Event::Withdrawn { why, .. } => {
            issued.to_recipients(|_sent| Body::MeasureWithdraw { measure, why: why.clone() })
        }
        Event::Lapsed { clock, .. } => {
            issued.to_recipients(|_sent| Body::MeasureWithdraw { measure, why: clock.to_string() })
        }
        Event::Acknowledged { .. }
        | Event::Amended { .. }
        | Event::Ceased { .. }
        | Event::Cleared { .. }
        | Event::Completed { .. }
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
