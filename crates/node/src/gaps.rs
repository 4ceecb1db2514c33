//! The gaps in the record of an exhibit, with what only this node knows: its clocks, the other side's half, the maps of days.
//!
//! Which gaps there are is `domain::exhibit::gaps`; nothing is decided here.

use std::collections::BTreeSet;

use domain::exhibit::{Action, Around, Entry, Event, Exhibit, ExhibitNo, Gap, gaps};
use domain::ids::ExhibitId;
use jiff::Timestamp;
use seal::json::Json;
use store::StoredEvent;
use wire::stored::{Stored, StreamKind};

use crate::act::ActError;
use crate::custody::{Passing, held, passings};
use crate::exhibits::of_case;
use crate::node::Node;
use crate::recorder;

/// An entry as the store has it, and what it says.
#[derive(Debug)]
pub struct Recorded {
    /// As it is stored.
    pub stored: StoredEvent,
    /// What it says.
    pub event: Event,
}

/// The record of an exhibit, the first entry first.
///
/// # Errors
/// If an entry does not open.
pub async fn record(node: &Node, exhibit: ExhibitId) -> Result<Vec<Recorded>, ActError> {
    let mut record = Vec::new();
    for stored in node.store.load(&exhibit.urn(&node.config.node), 0).await? {
        let Stored::Exhibit(event) = node.decode(StreamKind::Exhibit, &stored)? else {
            return Err(ActError::Corrupt("another aggregate's event".to_owned()));
        };
        record.push(Recorded { stored, event });
    }
    Ok(record)
}

/// Every gap in it.
///
/// # Errors
/// If a record is damaged.
pub async fn of(node: &Node, exhibit: &Exhibit, record: &[Recorded]) -> Result<Vec<Gap>, ActError> {
    let id = exhibit.item().exhibit;
    let stored: Vec<StoredEvent> = record.iter().map(|one| one.stored.clone()).collect();
    let passings = passings(node, &stored)?;
    let mut entries = Vec::with_capacity(record.len());
    for Recorded { stored, event } in record {
        let fields = recorder::fields(stored, &node.keys)?;
        let unc_ms = fields.get("at").and_then(uncertainty).unwrap_or(u32::MAX);
        let passing = passings.iter().find(|passing| passing.seq == stored.version);
        let other = match passing {
            Some(passing) => other_half(node, id, passing).await?,
            None => None,
        };
        entries.push(Entry { seq: stored.version, event, unc_ms, other });
    }
    let mut numbers: BTreeSet<ExhibitNo> = BTreeSet::new();
    if let Some(case) = exhibit.item().case {
        let known = of_case(node, case).await?;
        numbers.extend(known.into_iter().map(|(_, other)| other.item().exhibit_no.clone()));
    }
    let stated_up_to = stated_up_to(node, record).await?;
    Ok(gaps(&entries, &Around { stated_up_to, numbers: &numbers }))
}

fn uncertainty(at: &Json) -> Option<u32> {
    u32::try_from(at.get("unc_ms")?.int()?).ok()
}

/// When the other side recorded its half of a passing, and how uncertain that is.
async fn other_half(
    node: &Node,
    exhibit: ExhibitId,
    passing: &Passing,
) -> Result<Option<(Timestamp, u32)>, ActError> {
    let theirs = held(node, exhibit, &passing.peer).await?;
    let kind = if passing.given { Action::TakeOver } else { Action::HandOver };
    let letter = passing.letter.hex();
    let half = theirs.entries.iter().map(|held| &held.leaf.opening).find(|opening| {
        let named = opening.get("signatures").and_then(|both| both.get("letter_digest")?.text());
        opening.get("type").and_then(Json::text) == Some(kind.id()) && named == Some(&letter)
    });
    let at = half.and_then(|opening| opening.get("at"));
    let stated = at.and_then(|at| {
        let when = wire::time::parse(at.get("t")?.text()?)?;
        Some((when, uncertainty(at)?))
    });
    Ok(stated)
}

/// The last entry that the newest map of this log covers.
async fn stated_up_to(node: &Node, record: &[Recorded]) -> Result<Option<u64>, ActError> {
    let Some(map) = crate::heads::covered(node).await? else { return Ok(None) };
    let covered = record
        .iter()
        .rev()
        .find(|one| one.stored.place.is_some_and(|place| (place.log, place.index) < map));
    Ok(covered.map(|one| one.stored.version))
}
