//! A peer's signed word that it has a letter of ours: what it ends, and what begins with it.

use domain::actor::NodeId;
use domain::letter::BodyKind;
use seal::digest::Digest;
use seal::envelope::EnvelopeOuter;
use seal::receipt::{Event, Receipt};
use store::{OutboxRow, OutboxState};

use super::{damaged, settle};
use crate::act::{ActError, Tx, act};
use crate::dispatch::{Parcel, ends_accepted, lane_of};
use crate::node::Node;
use crate::peer::anchor::Checked;
use crate::peer::receipts::keep;
use crate::probe;
use crate::reconcile::Way;
use crate::reconcile::differ::Kind;
use crate::rows::view;
use crate::work::incoming;
use crate::work::ladder::{Before, Ends};

/// What is known of a letter's chunks when its acceptance comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chunks {
    /// The peer has all of them, or there are none.
    AllThere,
    /// They may still be missing: the row goes on until the letter is consigned.
    Unknown,
}

/// A letter that the peer has, with its signed word for it.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) row: OutboxRow,
    pub(crate) parcel: Parcel,
    pub(crate) receipt: Receipt,
    pub(crate) chunks: Chunks,
}

/// The peer has them: receipts, leaves, and the instants from which clocks run, in one act. An acceptance that is on record
/// has no effect a second time, whichever way it came.
///
/// # Errors
/// If the act fails; [`store::StoreError::LeaseLost`] if somebody else moved a row.
pub(crate) async fn accepted(
    node: &Node,
    peer: &NodeId,
    letters: &[&Accepted],
) -> Result<(), ActError> {
    let checked = letters.iter().map(|letter| {
        let env_digest = letter.receipt.statement().of.env_digest;
        node.check_anchor(peer, letter.receipt.anchor(), env_digest)
    });
    let checked: Vec<Checked> = checked.collect();
    act!(node, "record_acceptance", None, |tx| {
        for (letter, checked) in letters.iter().zip(&checked) {
            record(tx, peer, letter, checked).await?;
        }
        if node.fetches(peer) {
            let env_id = |letter: &&Accepted| letter.receipt.statement().of.env_id.to_string();
            let env_ids: Vec<String> = letters.iter().map(env_id).collect();
            crate::mailbox::acknowledged(tx, peer, &env_ids).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

async fn record(
    tx: &mut Tx<'_>,
    peer: &NodeId,
    letter: &Accepted,
    checked: &Checked,
) -> Result<(), ActError> {
    let Accepted { row, parcel, receipt, chunks } = letter;
    if incoming::is_given_up(&row.state) {
        return incoming::late(tx, peer, (row, parcel), receipt).await;
    }
    let letter_digest = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged("outbox"))?;
    let (digest, kept) = keep(receipt)?;
    let all_there = *chunks == Chunks::AllThere;
    let was_stated = parcel.again && tx.node.raw_row(view::RECEIPT, &digest).await?.is_some();
    // The network's own letters end with their acceptance; others wait for consignment, which may have come first.
    let ends = if ends_accepted(&parcel.kind) {
        Ends { is_new: !parcel.again, both: true }
    } else {
        tx.hear(&kept.env_id, Event::RelayAcceptance, &Before::default()).await?.ends
    };
    let state = match (ends.both, all_there) {
        (true, _) => OutboxState::Done,
        (false, true) => OutboxState::Accepted,
        (false, false) => row.state.clone(),
    };
    // Whose chunks are still to be fetched is not shown again for that: it waits as after its first acceptance.
    let again = parcel.again && (ends.both || all_there);
    let next = Parcel { delivered: parcel.delivered || all_there, again, ..parcel.clone() };
    tx.outbox.push(settle(row, state, None, Some(&next)));
    if !ends.is_new && (!parcel.again || was_stated) {
        return Ok(());
    }
    let lane = lane_of(row.lane).ok_or_else(|| damaged("outbox"))?;
    let anchor = (checked.proven(), lane);
    let (digest, kept) = tx.record_word(peer, receipt, Some(letter_digest), anchor).await?;
    let about = parcel.measure.clone().unwrap_or_default();
    tx.put(view::RECEIPT, &digest, &kept.env_id.clone(), &kept);
    if !ends.is_new {
        // Another statement than the first, which stands: no clock runs from this one, and the peer had lost what it accepted.
        return lost_by_peer(tx, peer, receipt).await;
    }
    if !about.is_empty() {
        tx.put(view::MEASURE_ITEM, &format!("{about}:receipt:{digest}"), &kept.at, &kept.event);
    }
    tx.remember_anchor(peer, receipt.anchor(), checked).await?;
    if parcel.kind == BodyKind::MeasureIssue.id() {
        crate::measures::record_receipt(tx, parcel, receipt).await?;
    }
    crate::recall::delivered(tx, parcel, peer).await?;
    probe::note(tx, peer, parcel, &probe::Word::Accepted).await
}

/// The peer accepted an envelope a second time, in another statement.
async fn lost_by_peer(tx: &mut Tx<'_>, peer: &NodeId, receipt: &Receipt) -> Result<(), ActError> {
    let of = &receipt.statement().of;
    let bytes = tx.node.raw_row(view::ENVELOPE, &of.env_id.to_string()).await?;
    let outer = bytes.and_then(|bytes| EnvelopeOuter::parse(&bytes).ok());
    let day = outer.ok_or_else(|| damaged("envelope"))?.head().made_on;
    tx.note_difference(peer, of.env_digest, (Kind::LostByPeer, Way::Sent, day)).await?;
    Ok(())
}
