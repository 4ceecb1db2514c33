//! The record as its events make it, and what follows from each.

use super::{
    Action, ActionStatus, Contested, CustodyFacts, Data, Deleted, Destroying, Event, Exhibit, Held,
    Item, Ordered, Packed, Registered, Sealed,
};
use crate::corrupt::Corrupt;
use crate::effect::Effect;

/// Folds one event into the record.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(exhibit: Option<Exhibit>, event: &Event) -> Result<Exhibit, Corrupt> {
    let facts = event.facts.as_ref();
    let corrupt = Corrupt { stream: "exhibit", event: event.action.id() };
    match (exhibit, event.action) {
        (None, Action::Collect) => Ok(Exhibit::Registered(Registered { item: first(facts) })),
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
            Action::Destroy | Action::HandOver | Action::Pack | Action::Verify,
        )
        | (Some(Exhibit::Sealed(_) | Exhibit::Packed(_)), Action::Seal)
        | (
            Some(Exhibit::Contested(_)),
            Action::HandOver | Action::Pack | Action::Seal | Action::Verify,
        )
        | (
            Some(Exhibit::Destroying(_)),
            Action::HandOver
            | Action::Hold
            | Action::LiftHold
            | Action::Pack
            | Action::Seal
            | Action::Verify,
        )
        | (
            Some(Exhibit::Deleted(_)),
            Action::Destroy
            | Action::HandOver
            | Action::Hold
            | Action::LiftHold
            | Action::Pack
            | Action::Seal
            | Action::Verify,
        ) => Err(corrupt),
        (Some(mut exhibit), Action::Hold | Action::LiftHold) => {
            let (Exhibit::Contested(Contested { item, .. })
            | Exhibit::Deleted(Deleted { item, .. })
            | Exhibit::Destroying(Destroying { item, .. })
            | Exhibit::Packed(Packed { item, .. })
            | Exhibit::Registered(Registered { item })
            | Exhibit::Sealed(Sealed { item, .. })) = &mut exhibit;
            *item = held(next(item.clone(), facts, corrupt)?, event, corrupt)?;
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
            let said = facts.seal.iter().flat_map(|seal| &seal.numbers);
            if !said.map(|text| Ordered::parse(text)).eq([Some(Ordered::Erasure(erasure))]) {
                return Err(corrupt);
            }
            Ok(Exhibit::Deleted(Deleted { item: next(item, facts, corrupt)?, erasure }))
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
            | Action::Destroy
            | Action::HandOver
            | Action::Hold
            | Action::LiftHold
            | Action::Open
            | Action::Pack
            | Action::Seal
            | Action::TakeOver
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
        Action::Destroy
        | Action::HandOver
        | Action::Hold
        | Action::LiftHold
        | Action::Open
        | Action::Pack
        | Action::Seal
        | Action::TakeOver
        | Action::Verify => Vec::new(),
    }
}
