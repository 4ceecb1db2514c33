//! What waits because of agreements, for pages: our letters that are held, letters that came and lie unread, and letters about
//! agreements that have not told a party yet. Nothing is changed here; the sweep moves letters.

use std::collections::BTreeMap;

use domain::actor::MemberId;
use domain::agreement::{Agreement, Reason};
use domain::ids::AgreementId;
use store::{MAX_PAGE, OutboxRow, OutboxState, RowQuery};

use super::all;
use super::held::Asks;
use crate::act::ActError;
use crate::dispatch::Parcel;
use crate::node::Node;
use crate::peer::inbox::{Inbox, InboxState};
use crate::rows::{decode, view};
use crate::work::deliver;

/// What waits because of one agreement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// Letters of ours.
    pub n_out: u64,
    /// Letters that came and lie unread, by who wrote them.
    pub came: BTreeMap<MemberId, u64>,
    /// Letters about the agreement itself that have not arrived, in the order in which they were queued.
    pub undelivered: Vec<OutboxRow>,
}

/// Why an agreement holds a letter of ours now, if one does.
#[must_use]
pub fn reason_of(row: &OutboxRow) -> Option<Reason> {
    match (&row.state, &row.last_error) {
        (OutboxState::Held { reason }, _) => Reason::parse(reason),
        (OutboxState::Queued { .. }, Some(code)) => {
            code.strip_prefix(deliver::HELD).and_then(Reason::parse)
        }
        (
            OutboxState::Accepted
            | OutboxState::Done
            | OutboxState::Expired
            | OutboxState::Failed
            | OutboxState::Queued { .. }
            | OutboxState::Superseded
            | OutboxState::Withdrawn,
            _,
        ) => None,
    }
}

/// Our letters about one measure that an agreement holds, each with its question and why, in the order of their rows.
///
/// # Errors
/// If the store fails or a record is damaged.
pub async fn about_measure(
    node: &Node,
    measure: &str,
) -> Result<Vec<(OutboxRow, Asks, Reason)>, ActError> {
    let mut found = Vec::new();
    // Where there is no agreement and none is asked for, none holds anything.
    if all(node).await?.is_empty() && !node.config.agreement_required {
        return Ok(found);
    }
    let mut after_position = 0;
    loop {
        let rows = node.open_letters(None, after_position).await?;
        let Some(last) = rows.last() else { return Ok(found) };
        after_position = last.position;
        for row in rows {
            let Some(reason) = reason_of(&row) else { continue };
            let parcel: Parcel = decode(&row.payload)?;
            let is_about_it = parcel.measure.as_deref() == Some(measure);
            if let Some(asks) = parcel.asks.filter(|_| is_about_it) {
                found.push((row, asks, reason));
            }
        }
    }
}

/// What waits, by agreement; what waits for none in particular stands nowhere.
///
/// # Errors
/// If the store fails or a record is damaged.
pub async fn by_agreement(node: &Node) -> Result<BTreeMap<AgreementId, Waits>, ActError> {
    let agreements = all(node).await?;
    let mut waits = BTreeMap::<AgreementId, Waits>::new();
    if agreements.is_empty() {
        return Ok(waits);
    }
    outgoing(node, &agreements, &mut waits).await?;
    quarantined(node, &agreements, &mut waits).await?;
    Ok(waits)
}

async fn outgoing(
    node: &Node,
    agreements: &[Agreement],
    waits: &mut BTreeMap<AgreementId, Waits>,
) -> Result<(), ActError> {
    let now = node.now();
    let mut after_position = 0;
    loop {
        let rows = node.open_letters(None, after_position).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after_position = last.position;
        for row in rows {
            let parcel: Parcel = decode(&row.payload)?;
            if let (Some(reason), Some(asks)) = (reason_of(&row), &parcel.asks) {
                for id in asks.held_by(reason, agreements, now)? {
                    let n_out = &mut waits.entry(id).or_default().n_out;
                    *n_out = n_out.saturating_add(1);
                }
            }
            let about = parcel.agreement.as_deref().map(AgreementId::parse);
            if let (Some(Ok(id)), true) = (about, waits_for_receipt(&row)) {
                waits.entry(id).or_default().undelivered.push(row);
            }
        }
    }
}

/// Whether the other node has no receipt for it yet.
#[must_use]
pub fn waits_for_receipt(row: &OutboxRow) -> bool {
    match row.state {
        OutboxState::Queued { .. } | OutboxState::Held { .. } => true,
        OutboxState::Accepted
        | OutboxState::Done
        | OutboxState::Expired
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => false,
    }
}

async fn quarantined(
    node: &Node,
    agreements: &[Agreement],
    waits: &mut BTreeMap<AgreementId, Waits>,
) -> Result<(), ActError> {
    let now = node.now();
    for row in node.all_rows(RowQuery::view(view::WAITING, MAX_PAGE)).await? {
        let Some(inbox) = node.row::<Inbox>(view::INBOX, &row.key).await? else { continue };
        let InboxState::Quarantined { reason, asks } = &inbox.state else { continue };
        let Some(reason) = Reason::parse(reason) else { continue };
        let (from, _) = asks.between();
        let damaged = |_| ActError::Corrupt("row inbox".to_owned());
        let from = MemberId::parse(from).map_err(damaged)?;
        for id in asks.held_by(reason, agreements, now)? {
            let came = &mut waits.entry(id).or_default().came;
            let n = came.entry(from.clone()).or_default();
            *n = n.saturating_add(1);
        }
    }
    Ok(())
}
