//! Receipts of a peer about our letters: what they end, and what they prove of custody.

use std::collections::BTreeSet;

use domain::actor::NodeId;
use domain::handover::{self, Handover};
use domain::ids::{HandoverId, MeasureId};
use domain::letter::{BodyKind, Lane};
use domain::measure::{HandedExhibit, TakenExhibit};
use domain::permit::{self, Subject};
use seal::digest::{Digest, b64url_decode};
use seal::envelope::EnvelopeOuter;
use seal::json::Json;
use seal::receipt::{Carried, Event, Reason, Receipt, Role, Statement};
use store::{OutboxChange, OutboxRow, OutboxState};
use wire::ladder::{Rung, Step};
use wire::stored::Stored;

use crate::act::{ActError, Tx};
use crate::dispatch::{Parcel, ends_accepted};
use crate::exhibits::handover_stream;
use crate::log;
use crate::measures::{instrument, who};
use crate::peer::receipts::keep;
use crate::probe;
use crate::reconcile::Way;
use crate::reconcile::differ::Kind;
use crate::rows::{decode, view};
use crate::work::ladder::{Before, Heard};

#[cfg(test)]
mod tests;

/// Receipts in one letter.
pub const RECEIPTS_MAX: u32 = 256;

/// The body of a `cx.receipts` letter, of receipts without their anchors in base64url. The delivery that carries it has an
/// anchor of its own.
#[must_use]
pub fn body(receipts: Vec<String>) -> Json {
    let list = receipts.into_iter().map(Json::Text).collect();
    Json::object([("anchor", Json::Null), ("receipts", Json::List(list))])
}

/// The receipts of a body, by how they are taken.
#[derive(Debug, Default)]
pub struct Receipts {
    /// Each in an act of its own: it moves more than the envelope it is about, or is not the first about that envelope, and
    /// an act does not see what it has done itself.
    pub alone: Vec<Receipt>,
    /// All in one act.
    pub together: Vec<Receipt>,
}

/// Reads a body. What is no receipt is passed over, the others count.
#[must_use]
pub fn read(body: &Json) -> Receipts {
    let list = body.get("receipts").and_then(Json::list).unwrap_or_default();
    let (mut receipts, mut seen) = (Receipts::default(), BTreeSet::new());
    for receipt in list.iter().take(usize::try_from(RECEIPTS_MAX).unwrap_or(usize::MAX)) {
        let bytes = receipt.text().and_then(|text| b64url_decode(text).ok()).unwrap_or_default();
        let Ok(receipt) = Receipt::parse(&bytes) else { continue };
        let statement = receipt.statement();
        let has_objects = || statement.letter.as_ref().is_none_or(|it| !it.objects.is_empty());
        let is_plain =
            matches!(statement.event, Event::ContentConsignment | Event::ContentHandover);
        let moves_more = !is_plain || has_objects();
        let is_first = seen.insert(statement.of.env_id.to_string());
        if is_first && !moves_more {
            receipts.together.push(receipt);
        } else {
            receipts.alone.push(receipt);
        }
    }
    receipts
}

/// Takes a receipt that `from` sent; one that does not fit is passed over, and one that is on record has no effect again.
///
/// # Errors
/// If the store fails.
pub async fn take(tx: &mut Tx<'_>, from: &NodeId, receipt: &Receipt) -> Result<(), ActError> {
    let node = tx.node;
    let statement = receipt.statement();
    let env_id = statement.of.env_id.to_string();
    let passed_over = || log::statement_passed_over(from.as_str(), statement.event.name());
    let Some(row) = tx.node.outbox_row_of(&env_id).await? else {
        passed_over();
        return Ok(());
    };
    let parcel: Parcel = decode(&row.payload)?;
    let Some(sealed) = &parcel.envelope else { return Ok(()) };
    let env_digest = Digest::parse_hex(&sealed.env_digest).map_err(|_| damaged())?;
    if row.peer != from.to_string() || node.check_receipt(receipt, from, env_digest).is_err() {
        passed_over();
        return Ok(());
    }
    // A statement about a statement would have no end; and nobody speaks of a letter that is not the one in the envelope.
    let is_over = ends_accepted(&parcel.kind) || ends_consigned(&parcel.kind, statement.event);
    if is_over || !is_about(statement, &parcel) {
        passed_over();
        return Ok(());
    }
    let (digest, _) = keep(receipt)?;
    if node.raw_row(view::RECEIPT, &digest).await?.is_some() {
        return Ok(());
    }
    let before = Before { delivered: parcel.delivered, given_up: is_given_up(&row.state) };
    let heard = tx.hear(&env_id, statement.event, &before).await?;
    if !heard.is_kept {
        passed_over();
        return Ok(());
    }
    put_on_record(tx, from, (&row, &parcel), receipt).await?;
    follow(tx, from, (&row, &parcel), receipt, &heard).await
}

/// What follows from a statement that is on record.
async fn follow(
    tx: &mut Tx<'_>,
    from: &NodeId,
    (row, parcel): (&OutboxRow, &Parcel),
    receipt: &Receipt,
    heard: &Heard,
) -> Result<(), ActError> {
    let statement = receipt.statement();
    if heard.is_consigned {
        // The answer that carries the acceptance may have been lost, or is overtaken by this letter. Then the row stays: the
        // deliverer asks again, and clocks start from the acceptance.
        if heard.ends.both {
            settle(tx, row, OutboxState::Done, None);
        }
        probe::note(tx, from, parcel, &probe::Word::Whole).await?;
    }
    // Of a letter that was there before, the first statement says what was found. Whoever declined it, or let it lapse, took
    // nothing, whatever objects the statement names; and what contradicts another statement changes nothing. Files that were
    // taken after the letter had been given up have changed hands all the same.
    let holds = heard.step != Step::Against;
    let is_taking =
        matches!(statement.event, Event::ConsignmentAcceptance | Event::ContentHandover);
    let says_what =
        holds && statement.event == Event::ContentConsignment || heard.is_consigned && is_taking;
    let is_first = statement.reason != Some(Reason::SameLetter);
    if says_what && is_first && parcel.kind == BodyKind::HandoverOffer.id() {
        match handed_over(tx, parcel, receipt).await {
            // It is settled already, or they state something else than they got. The statement is on record; that the
            // core gives it no effect must not keep the others in this letter from theirs.
            Ok(()) | Err(ActError::Denied(_)) => {}
            Err(error) => return Err(error),
        }
    }
    match heard.step {
        Step::Up(Rung::Failed | Rung::TurnedAway) => {
            let code = statement.reason.map(|reason| reason.code().to_owned());
            crate::recall::not_taken(tx, parcel, from, code.as_deref()).await?;
            probe::note(tx, from, parcel, &probe::Word::Refused(code.clone())).await?;
            settle(tx, row, OutboxState::Failed, code);
        }
        // A probe means nothing: that one came late, or in two ways, is nothing to tell an office.
        Step::Against | Step::AfterAll if parcel.kind == probe::KIND => {}
        Step::Against => note(tx, from, receipt, Kind::Contradicts).await?,
        Step::AfterAll => after_all(tx, from, row, receipt).await?,
        Step::Up(_) | Step::Below | Step::Foreign => {}
    }
    Ok(())
}

/// Something is stated of an envelope that was given up. That its recipient leaves it unread, as it was asked to, ends what was
/// to be told of it; everything else is told.
async fn after_all(
    tx: &mut Tx<'_>,
    from: &NodeId,
    row: &OutboxRow,
    receipt: &Receipt,
) -> Result<(), ActError> {
    let statement = receipt.statement();
    if !tx.hear_of_given_up(row, statement.event, statement.reason).await? {
        return note(tx, from, receipt, Kind::ArrivedAfterAll).await;
    }
    tx.settle_noted(from, &statement.of.env_digest, Kind::ArrivedAfterAll).await
}

/// A recipient accepted an envelope of ours that had been given up: it is kept, starts no clock, and people are told.
///
/// # Errors
/// If a row is damaged, or nothing can be recorded.
pub(crate) async fn late(
    tx: &mut Tx<'_>,
    from: &NodeId,
    (row, parcel): (&OutboxRow, &Parcel),
    receipt: &Receipt,
) -> Result<(), ActError> {
    let (digest, kept) = keep(receipt)?;
    let before = Before { delivered: false, given_up: true };
    let heard = tx.hear(&kept.env_id, receipt.statement().event, &before).await?;
    if !heard.is_kept || tx.node.raw_row(view::RECEIPT, &digest).await?.is_some() {
        return Ok(());
    }
    put_on_record(tx, from, (row, parcel), receipt).await?;
    if parcel.kind.starts_with(wire::letter::HOUSEKEEPING) {
        return Ok(());
    }
    after_all(tx, from, row, receipt).await
}

/// Keeps a statement about an envelope of ours, with the leaf that names it.
async fn put_on_record(
    tx: &mut Tx<'_>,
    from: &NodeId,
    (row, parcel): (&OutboxRow, &Parcel),
    receipt: &Receipt,
) -> Result<(), ActError> {
    let letter_digest = Digest::parse_hex(&parcel.letter_digest).map_err(|_| damaged())?;
    let lane = crate::dispatch::lane_of(row.lane).unwrap_or(Lane::Ordinary);
    let (digest, kept) = tx.record_word(from, receipt, Some(letter_digest), (None, lane)).await?;
    if let Some(measure) = &parcel.measure {
        let key = format!("{measure}:receipt:{digest}");
        tx.put(view::MEASURE_ITEM, &key, &kept.at, &kept.event);
    }
    tx.put(view::RECEIPT, &digest, &kept.env_id, &kept);
    Ok(())
}

/// Puts what a node stated of an envelope, and cannot have, or should not, before people.
async fn note(
    tx: &mut Tx<'_>,
    from: &NodeId,
    receipt: &Receipt,
    kind: Kind,
) -> Result<(), ActError> {
    let of = &receipt.statement().of;
    let bytes = tx.node.raw_row(view::ENVELOPE, &of.env_id.to_string()).await?;
    let outer = bytes.and_then(|bytes| EnvelopeOuter::parse(&bytes).ok()).ok_or_else(damaged)?;
    let place = (kind, Way::Sent, outer.head().made_on);
    tx.note_difference(from, of.env_digest, place).await?;
    Ok(())
}

/// Whether a statement is one that the recipient of this letter can make of it in a letter of its own.
fn is_about(statement: &Statement, parcel: &Parcel) -> bool {
    let by = &statement.by;
    let is_sealed = statement.event.carried(by.role) == Carried::Sealed
        || statement.event == Event::RelayRejection;
    let names = statement.letter.as_ref().is_none_or(|letter| {
        letter.letter_id.to_string() == parcel.letter && letter.digest.hex() == parcel.letter_digest
    });
    let of_unit = by.unit.as_ref().is_none_or(|unit| unit.as_str() == parcel.unit);
    by.role == Role::Recipient && is_sealed && names && of_unit
}

/// Whether a letter of this kind had its end before this could be stated of it: a probe ends when it lies in the tray, or cannot.
fn ends_consigned(kind: &str, event: Event) -> bool {
    let is_of_probe = match Rung::of(event) {
        Some(Rung::Sent | Rung::Accepted | Rung::Consigned | Rung::Failed | Rung::TurnedAway) => {
            true
        }
        Some(
            Rung::Asked
            | Rung::Taken
            | Rung::HandedOver
            | Rung::Declined
            | Rung::Lapsed
            | Rung::NotHanded
            | Rung::GivenUp,
        )
        | None => false,
    };
    kind == probe::KIND && !is_of_probe
}

/// Whether the sender has ended a letter that its recipient had not accepted.
pub(crate) const fn is_given_up(state: &OutboxState) -> bool {
    match state {
        OutboxState::Expired | OutboxState::Superseded | OutboxState::Withdrawn => true,
        OutboxState::Accepted
        | OutboxState::Done
        | OutboxState::Failed
        | OutboxState::Held { .. }
        | OutboxState::Queued { .. } => false,
    }
}

fn settle(tx: &mut Tx<'_>, row: &OutboxRow, state: OutboxState, error: Option<String>) {
    if row.state.is_end() {
        return;
    }
    tx.outbox.push(OutboxChange::Settle {
        id: row.id,
        fence: row.fence,
        state,
        attempts: row.attempts,
        last_error: error,
        payload: None,
    });
}

/// The receiver signed for what it found: the handover is settled on our side too.
async fn handed_over(tx: &mut Tx<'_>, parcel: &Parcel, receipt: &Receipt) -> Result<(), ActError> {
    let node = tx.node;
    let key = format!("handover-of:{}", parcel.letter);
    let Some(handover) = node.row::<String>(view::MEASURE_ITEM, &key).await? else {
        return Ok(());
    };
    let handover = HandoverId::parse(&handover).map_err(|_| damaged())?;
    let about = parcel.measure.as_deref().unwrap_or_default();
    let measure = MeasureId::parse(about).map_err(|_| damaged())?;
    let stream = handover_stream(&node.config.node, handover, None, measure);
    let Some(state) = tx.load::<Handover>(&stream).await? else { return Ok(()) };
    let found = receipt.statement().letter.as_ref().map_or(&[][..], |letter| &letter.objects);
    let taken = state.offer().exhibits.iter().zip(0_u64..).filter_map(|(handed, n)| {
        let object = found.iter().find(|object| object.n == n)?;
        Some(taken(handed, object))
    });
    let exhibits: Vec<_> = taken.collect();
    let view_of_roster = node.roster_view();
    let instrument = instrument()?;
    let ctx = node.ctx(tx.now, &instrument, &view_of_roster).ok_or(ActError::NotFound)?;
    let command = handover::Command::Accept { receipt: receipt.statement_digest().0, exhibits };
    let permit = permit::for_node(&Subject::new(Some(&state)), command, &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    for event in handover::decide(Some(&state), &permit, &ctx)? {
        tx.record(&stream, &Stored::Handover(event.clone()), event.at(), &by).await?;
    }
    Ok(())
}

fn taken(handed: &HandedExhibit, object: &seal::receipt::ObjectRef) -> TakenExhibit {
    TakenExhibit {
        exhibit: handed.exhibit,
        exhibit_no: handed.exhibit_no.clone(),
        expected: handed.plain,
        found: domain::exhibit::Plain {
            len: object.len,
            sha256: object.sha256.0,
            blake3: object.blake3.0,
        },
    }
}

fn damaged() -> ActError {
    ActError::Corrupt("row outbox".to_owned())
}
