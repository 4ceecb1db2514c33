//! The record as its events make it, and what follows from each.

use std::collections::BTreeSet;

use super::{
    Action, ActionStatus, Contested, CustodyFacts, Data, Deleted, Destroying, Event, Exhibit, Held,
    Item, Kept, Lineage, Ordered, Packed, Registered, Retention, Sealed,
};
use crate::corrupt::Corrupt;
use crate::effect::Effect;
use crate::ids::ErasureId;

/// Folds one event into the record.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(exhibit: Option<Exhibit>, event: &Event) -> Result<Exhibit, Corrupt> {
    let facts = event.facts.as_ref();
    let corrupt = Corrupt { stream: "exhibit", event: event.action.id() };
    match (exhibit, event.action) {
        (None, Action::Collect) => Ok(Exhibit::Registered(Registered { item: first(facts) })),
        (
            None,
            Action::Convert | Action::Derive | Action::Examine | Action::Redact | Action::Translate,
        ) => made(facts, corrupt),
        (None, Action::TakeOver) => {
            let data = facts.data.clone().ok_or(corrupt)?;
            match facts.status {
                ActionStatus::Success => Ok(Exhibit::Sealed(Sealed { item: first(facts), data })),
                ActionStatus::Fail => Ok(Exhibit::Contested(Contested {
                    item: first(facts),
                    data: Some(data),
                    check: facts.check.ok_or(corrupt)?,
                })),
            }
        }
        (
            None,
            Action::Destroy
            | Action::HandOver
            | Action::Hold
            | Action::LiftHold
            | Action::Open
            | Action::Pack
            | Action::Retain
            | Action::ScrubFail
            | Action::Seal
            | Action::Verify,
        )
        | (Some(_), Action::Collect | Action::Open | Action::TakeOver) => Err(corrupt),
        (Some(Exhibit::Registered(Registered { item })), Action::Seal) => {
            let data = facts.data.clone().ok_or(corrupt)?;
            Ok(Exhibit::Sealed(Sealed { item: next(item, facts, corrupt)?, data }))
        }
        (
            Some(Exhibit::Registered(_)),
            Action::Convert
            | Action::Derive
            | Action::Destroy
            | Action::Examine
            | Action::HandOver
            | Action::Pack
            | Action::Redact
            | Action::ScrubFail
            | Action::Translate
            | Action::Verify,
        )
        | (Some(Exhibit::Sealed(_) | Exhibit::Packed(_)), Action::Seal)
        | (
            Some(Exhibit::Contested(_)),
            Action::Convert
            | Action::Derive
            | Action::Examine
            | Action::HandOver
            | Action::Pack
            | Action::Redact
            | Action::Seal
            | Action::Translate
            | Action::Verify,
        )
        | (
            Some(Exhibit::Destroying(_) | Exhibit::Deleted(_)),
            Action::Convert
            | Action::Derive
            | Action::Examine
            | Action::HandOver
            | Action::Hold
            | Action::LiftHold
            | Action::Pack
            | Action::Redact
            | Action::Retain
            | Action::ScrubFail
            | Action::Seal
            | Action::Translate
            | Action::Verify,
        )
        | (Some(Exhibit::Deleted(Deleted { is_final: true, .. })), Action::Destroy) => Err(corrupt),
        (Some(mut exhibit), Action::Hold | Action::LiftHold) => {
            let item = item_of(&mut exhibit);
            *item = held(next(item.clone(), facts, corrupt)?, event, corrupt)?;
            Ok(exhibit)
        }
        (
            Some(mut exhibit @ (Exhibit::Packed(_) | Exhibit::Sealed(_))),
            Action::Convert | Action::Derive | Action::Examine | Action::Redact | Action::Translate,
        ) => {
            let item = item_of(&mut exhibit);
            *item = next(item.clone(), facts, corrupt)?;
            let child = facts.change.as_ref().and_then(|change| Lineage::parse(&change.what));
            match child {
                Some(Lineage::Into(child)) if item.derived.insert(child) => Ok(exhibit),
                Some(Lineage::From(_) | Lineage::Into(_)) | None => Err(corrupt),
            }
        }
        (
            Some(
                mut exhibit @ (Exhibit::Contested(_)
                | Exhibit::Packed(_)
                | Exhibit::Registered(_)
                | Exhibit::Sealed(_)),
            ),
            Action::Retain,
        ) => {
            let item = item_of(&mut exhibit);
            *item = kept(next(item.clone(), facts, corrupt)?, facts, corrupt)?;
            Ok(exhibit)
        }
        (
            Some(mut exhibit @ (Exhibit::Contested(_) | Exhibit::Packed(_) | Exhibit::Sealed(_))),
            Action::ScrubFail,
        ) => {
            let item = item_of(&mut exhibit);
            *item = next(item.clone(), facts, corrupt)?;
            Ok(exhibit)
        }
        (
            Some(
                Exhibit::Contested(Contested { item, .. })
                | Exhibit::Packed(Packed { item, .. })
                | Exhibit::Sealed(Sealed { item, .. }),
            ),
            Action::Destroy,
        ) => {
            let Some(Ordered::Erasure(erasure)) = ordered(facts) else { return Err(corrupt) };
            Ok(Exhibit::Destroying(Destroying { item: next(item, facts, corrupt)?, erasure }))
        }
        (Some(Exhibit::Destroying(Destroying { item, erasure })), Action::Destroy) => {
            by_the_same(erasure, facts, corrupt)?;
            let item = next(item, facts, corrupt)?;
            Ok(Exhibit::Deleted(Deleted { item, erasure, is_final: false }))
        }
        (Some(Exhibit::Deleted(Deleted { item, erasure, is_final: false })), Action::Destroy) => {
            by_the_same(erasure, facts, corrupt)?;
            let item = next(item, facts, corrupt)?;
            Ok(Exhibit::Deleted(Deleted { item, erasure, is_final: true }))
        }
        (Some(Exhibit::Sealed(Sealed { item, data })), Action::HandOver) => {
            Ok(Exhibit::Sealed(Sealed { item: next(item, facts, corrupt)?, data }))
        }
        (Some(Exhibit::Packed(Packed { item, data })), Action::HandOver | Action::Pack)
        | (Some(Exhibit::Sealed(Sealed { item, data })), Action::Pack) => {
            Ok(Exhibit::Packed(Packed { item: next(item, facts, corrupt)?, data }))
        }
        (Some(Exhibit::Sealed(Sealed { item, data })), Action::Verify) => {
            let item = next(item, facts, corrupt)?;
            match facts.status {
                ActionStatus::Success => Ok(Exhibit::Sealed(Sealed { item, data })),
                ActionStatus::Fail => contested(item, data, facts, corrupt),
            }
        }
        (Some(Exhibit::Packed(Packed { item, data })), Action::Verify) => {
            let item = next(item, facts, corrupt)?;
            match facts.status {
                ActionStatus::Success => Ok(Exhibit::Packed(Packed { item, data })),
                ActionStatus::Fail => contested(item, data, facts, corrupt),
            }
        }
    }
}

const fn item_of(exhibit: &mut Exhibit) -> &mut Item {
    match exhibit {
        Exhibit::Contested(Contested { item, .. })
        | Exhibit::Deleted(Deleted { item, .. })
        | Exhibit::Destroying(Destroying { item, .. })
        | Exhibit::Packed(Packed { item, .. })
        | Exhibit::Registered(Registered { item })
        | Exhibit::Sealed(Sealed { item, .. }) => item,
    }
}

/// What was made from others: its content is fixed from the beginning.
fn made(facts: &CustodyFacts, corrupt: Corrupt) -> Result<Exhibit, Corrupt> {
    let lineage = facts.change.as_ref().and_then(|change| Lineage::parse(&change.what));
    let Some(Lineage::From(parents)) = lineage else { return Err(corrupt) };
    if parents.contains(&facts.exhibit) {
        return Err(corrupt);
    }
    let data = facts.data.clone().ok_or(corrupt)?;
    let item = Item { derived_from: parents, ..first(facts) };
    Ok(Exhibit::Sealed(Sealed { item, data }))
}

/// What follows from an order names that order.
fn by_the_same(erasure: ErasureId, facts: &CustodyFacts, corrupt: Corrupt) -> Result<(), Corrupt> {
    let said = facts.seal.iter().flat_map(|seal| &seal.numbers);
    let is_same = said.map(|text| Ordered::parse(text)).eq([Some(Ordered::Erasure(erasure))]);
    if is_same { Ok(()) } else { Err(corrupt) }
}

/// The item with another end of its time, or with none ahead any more.
fn kept(mut item: Item, facts: &CustodyFacts, corrupt: Corrupt) -> Result<Item, Corrupt> {
    let change = facts.change.as_ref().ok_or(corrupt)?;
    match (Kept::parse(&change.what), &mut item.retention) {
        (Some(Kept::NoLonger), Some(retention)) if !retention.is_over => {
            retention.is_over = true;
            Ok(item)
        }
        (Some(Kept::Until { until, rule }), retention) => {
            let responsible = change.responsible;
            *retention = Some(Retention { until, rule, responsible, is_over: false });
            Ok(item)
        }
        (Some(Kept::NoLonger), Some(_) | None) | (None, Some(_) | None) => Err(corrupt),
    }
}

/// By what the event holds or destroys.
fn ordered(facts: &CustodyFacts) -> Option<Ordered> {
    Ordered::parse(&facts.change.as_ref()?.what)
}

/// The item with one hold more or less.
fn held(mut item: Item, event: &Event, corrupt: Corrupt) -> Result<Item, Corrupt> {
    let is_held = |item: &Item, hold| item.holds.iter().any(|held: &Held| held.hold == hold);
    match (event.action, ordered(&event.facts)) {
        (Action::Hold, Some(Ordered::Hold { hold, until })) if !is_held(&item, hold) => {
            item.holds.push(Held { hold, until });
            Ok(item)
        }
        (Action::LiftHold, Some(Ordered::Lift(hold))) if is_held(&item, hold) => {
            item.holds.retain(|held| held.hold != hold);
            Ok(item)
        }
        (
            Action::Collect
            | Action::Convert
            | Action::Derive
            | Action::Destroy
            | Action::Examine
            | Action::HandOver
            | Action::Hold
            | Action::LiftHold
            | Action::Open
            | Action::Pack
            | Action::Redact
            | Action::Retain
            | Action::ScrubFail
            | Action::Seal
            | Action::TakeOver
            | Action::Translate
            | Action::Verify,
            Some(Ordered::Erasure(_) | Ordered::Hold { .. } | Ordered::Lift(_)) | None,
        ) => Err(corrupt),
    }
}

fn contested(
    item: Item,
    data: Data,
    facts: &CustodyFacts,
    corrupt: Corrupt,
) -> Result<Exhibit, Corrupt> {
    let check = facts.check.ok_or(corrupt)?;
    Ok(Exhibit::Contested(Contested { item, data: Some(data), check }))
}

fn first(facts: &CustodyFacts) -> Item {
    Item {
        exhibit: facts.exhibit,
        exhibit_no: facts.exhibit_no.clone(),
        root_no: facts.root_no.clone(),
        case: facts.case,
        basis: facts.basis.clone(),
        purpose: facts.purpose,
        source: facts.source.clone(),
        location: facts.location.clone(),
        n_events: 1,
        handed_to: Vec::new(),
        holds: Vec::new(),
        derived_from: BTreeSet::new(),
        derived: BTreeSet::new(),
        retention: None,
    }
}

/// The item after one more event, which must be about the same exhibit and follow the last one.
fn next(mut item: Item, facts: &CustodyFacts, corrupt: Corrupt) -> Result<Item, Corrupt> {
    if facts.exhibit != item.exhibit || facts.informed_by != item.n_events.checked_sub(1) {
        return Err(corrupt);
    }
    item.n_events = item.n_events.saturating_add(1);
    if let Some(counterparty) = &facts.counterparty {
        item.handed_to.push(counterparty.member.clone());
    }
    Ok(item)
}

/// What the world must be told when an exhibit's record grew.
#[must_use]
pub fn react(exhibit: &Exhibit, event: &Event) -> Vec<Effect> {
    match event.action {
        Action::Collect => vec![Effect::Seal { exhibit: exhibit.item().exhibit }],
        Action::Convert
        | Action::Derive
        | Action::Destroy
        | Action::Examine
        | Action::HandOver
        | Action::Hold
        | Action::LiftHold
        | Action::Open
        | Action::Pack
        | Action::Redact
        | Action::Retain
        | Action::ScrubFail
        | Action::Seal
        | Action::TakeOver
        | Action::Translate
        | Action::Verify => Vec::new(),
    }
}
