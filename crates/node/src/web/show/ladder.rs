//! What the other side has stated about the letters of ours about a measure.

use std::sync::Arc;

use jiff::Timestamp;
use portal::component::ladder::{Doubt, Ladder, Level, Stated};
use seal::receipt::Event;
use wire::ladder::{Rung, Step};

use crate::act::ActError;
use crate::dispatch::Parcel;
use crate::ledger::SignedHead;
use crate::node::Node;
use crate::peer::door::event_id;
use crate::peer::receipts::{KeptReceipt, kept};
use crate::rows::{decode, view};
use crate::web::ledger::leaf_no;
use crate::work;

#[cfg(test)]
mod tests;

/// Statements that one page shows, the newest; a measure is answered a few times, not thousands.
const STATED_MAX: usize = 240;

/// The ladders of a measure, in the order in which something was first stated of each.
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn of_measure(node: &Node, measure: &str) -> Result<Vec<Ladder>, ActError> {
    let prefix = format!("{measure}:receipt:");
    let rows: Vec<(String, String)> = node.rows(view::MEASURE_ITEM, &prefix).await?;
    let newest = rows.get(rows.len().saturating_sub(STATED_MAX)..).unwrap_or_default();
    let mut letters: Vec<(String, Vec<KeptReceipt>)> = Vec::new();
    for (key, _) in newest {
        let digest = key.get(prefix.len()..).unwrap_or_default();
        let Some(row) = node.row::<KeptReceipt>(view::RECEIPT, digest).await? else { continue };
        match letters.iter_mut().find(|(env_id, _)| *env_id == row.env_id) {
            Some((_, known)) => known.push(row),
            None => letters.push((row.env_id.clone(), vec![row])),
        }
    }
    let heads = node.ledger.all_published();
    let mut ladders = Vec::new();
    for (env_id, rows) in letters {
        let Some(row) = node.outbox_row_of(&env_id).await? else { continue };
        let parcel: Parcel = decode(&row.payload)?;
        let held = work::ladder::of(node, &env_id).await?;
        let stands = held.map(|held| held.rung()).transpose()?;
        let mut all = Vec::new();
        for row in &rows {
            all.push(stated(node, row, stands, &heads).await?);
        }
        all.sort_by_key(|(rung, stated)| (*rung, stated.at));
        let stated = all.into_iter().map(|(_, stated)| stated).collect();
        ladders.push(Ladder { kind: parcel.kind, to: parcel.unit, stated });
    }
    Ok(ladders)
}

/// Why a statement does not count, by the rung on which its envelope stands. What counted when it came is implied by every rung
/// that was reached after it, so asking again tells the same.
fn doubt(stands: Option<Rung>, event: Event) -> Option<Doubt> {
    match stands?.hear(event) {
        Step::AfterAll => Some(Doubt::AfterAll),
        Step::Against => Some(Doubt::Against),
        Step::Below | Step::Foreign | Step::Up(_) => None,
    }
}

async fn stated(
    node: &Node,
    row: &KeptReceipt,
    stands: Option<Rung>,
    heads: &[Arc<SignedHead>],
) -> Result<(Rung, Stated), ActError> {
    let receipt = kept(row)?;
    let said = receipt.statement();
    let is_given_up = said.event == Event::RelayFailure;
    let rung = if is_given_up { Some(Rung::GivenUp) } else { Rung::of(said.event) };
    let at = Timestamp::from_millisecond(said.at.unix_ms());
    let by = said.by.unit.as_ref().map_or(said.by.node.as_str(), |unit| unit.as_str());
    let event = match &row.ack {
        None => None,
        Some(id) => node.store.event_by_id(event_id(id)?).await?,
    };
    let place = event.and_then(|event| event.place);
    let is_witnessed = place.is_some_and(|place| {
        heads.iter().any(|head| head.log == place.log && place.index < head.size)
    });
    let level = match (place.is_some(), is_witnessed) {
        (_, true) => Level::Witnessed,
        (true, false) => Level::Logged,
        (false, false) => Level::Signed,
    };
    let stated = Stated {
        rung: rung.map_or("opened-again", Rung::id),
        at: at.map_err(|_| ActError::Corrupt("row receipt".to_owned()))?,
        by: by.to_owned(),
        level,
        leaf: place.map(leaf_no),
        doubt: doubt(stands, said.event),
    };
    Ok((rung.unwrap_or(Rung::HandedOver), stated))
}
