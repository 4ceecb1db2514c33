//! Objects that arrive beside a letter, and custody passing to us: chunks, ingest, the second signature.

use std::sync::Arc;

use domain::exhibit::{self, Authority, Data, ExhibitNo, Location, Taking, Tool};
use domain::handover::{self, Handover};
use domain::ids::{ExhibitId, HandoverId};
use domain::letter::{Body, BodyKind, Letter, LetterRef, Object, OfferedExhibit, Verified};
use domain::measure::{self, Measure, TakenExhibit};
use domain::permit::{self, Subject};
use law::ids::InstrumentId;
use seal::digest::Digest;
use seal::envelope::Opened;
use seal::receipt::{Event, Reason, Receipt};
use serde::{Deserialize, Serialize};
use store::RowQuery;
use wire::stored::Stored as StoredEvent;

use crate::act::{ActError, StreamRef, Tx, act};
use crate::exhibits::{exhibit_stream, handover_stream};
use crate::ingest::Ingested;
use crate::measures::{carry_out, instrument, measure_stream, reception, who};
use crate::node::Node;
use crate::objects;
use crate::peer::inbox::InboxState;
use crate::rows::view;
use crate::space::Need;
use crate::work::open::{Arrived, NotOpened};

/// A chunk that an opened letter announces and we do not have yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// Who may send it.
    pub from: String,
}

/// An object that was put together and stored under a key of ours.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its number in the letter.
    pub n: u32,
    /// What was read.
    pub ingested: Ingested,
}

/// Key of an expected chunk.
#[must_use]
pub fn chunk_key(env_id: &str, id: &str) -> String {
    format!("{env_id}:{id}")
}

/// Whether every chunk of an envelope is here.
///
/// # Errors
/// If the store fails.
pub async fn is_complete(node: &Node, env_id: &str) -> Result<bool, ActError> {
    let query = RowQuery { prefix: Some(format!("{env_id}:")), ..RowQuery::view(view::CHUNK, 1) };
    Ok(node.store.rows(query).await?.is_empty())
}

/// Announces the chunks of an opened letter. Returns whether they are all here already.
///
/// # Errors
/// If the store fails.
pub async fn announce(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    letter: &Letter,
) -> Result<bool, ActError> {
    if arrived.inbox.state == InboxState::Fetching {
        return is_complete(node, arrived.env_id).await;
    }
    let mut wanted = Vec::new();
    for id in letter.objects.iter().flat_map(|object| &object.cipher.chunks) {
        let id = Digest(*id).hex();
        if !node.blobs.exists(&objects::chunk_name(arrived.env_id, &id)).await? {
            wanted.push(id);
        }
    }
    act!(node, "announce_chunks", None, |tx| {
        for (n, id) in wanted.iter().enumerate() {
            let expected = Expected { from: arrived.inbox.from.clone() };
            // Whoever fetches them does it in the order in which they are made, from one peer after the other.
            let sort = format!("{}:{}:{n:010}", expected.from, arrived.env_id);
            tx.put(view::CHUNK, &chunk_key(arrived.env_id, id), &sort, &expected);
        }
        let mut next = arrived.inbox.clone();
        next.state = InboxState::Fetching;
        // Fetching is no failed attempt, however long it takes.
        next.attempts = 0;
        tx.move_on(arrived.env_id, arrived.inbox, &next);
        Ok(Vec::new())
    })
    .await?;
    Ok(wanted.is_empty())
}

/// Puts every object of a letter together, verified, encrypted under keys of ours.
///
/// # Errors
/// [`NotOpened::Never`] if an object is not what the letter says.
pub async fn take_in(
    node: &Arc<Node>,
    env_id: &str,
    letter: &Letter,
    opened: &Opened,
) -> Result<Vec<Stored>, NotOpened> {
    let (mut stored, need) = (Vec::new(), Need::of_lane(letter.lane));
    for object in &letter.objects {
        let exhibit = object.of.ok_or(NotOpened::never(Reason::ObjectMismatch))?;
        let key = opened.object_keys.get(&u64::from(object.n));
        let key = key.ok_or(NotOpened::never(Reason::ObjectMismatch))?;
        match objects::assemble(node, env_id, object, key, exhibit, need).await {
            Ok(ingested) => stored.push(Stored { n: object.n, ingested }),
            Err(ActError::Corrupt(_)) => return Err(NotOpened::never(Reason::ObjectMismatch)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(stored)
}

/// The objects of a letter as they were found here: what a statement of ours may say of them. A digest that the letter
/// claims and the content does not have is the letter's, and is not signed by us.
#[must_use]
pub fn found(objects: &[Object], stored: &[Stored]) -> Vec<Object> {
    let found = objects.iter().filter_map(|object| {
        let here = stored.iter().find(|stored| stored.n == object.n)?;
        Some(Object { plain: here.ingested.plain, ..object.clone() })
    });
    found.collect()
}

/// Deletes transfer chunks that are no longer needed: what they held lies under our own keys now.
///
/// # Errors
/// If the blob store fails.
pub async fn clean_up(node: &Node, env_id: &str, letter: &Letter) -> Result<(), ActError> {
    for id in letter.objects.iter().flat_map(|object| &object.cipher.chunks) {
        node.blobs.delete(&objects::chunk_name(env_id, &Digest(*id).hex())).await?;
    }
    Ok(())
}

/// What would become of a letter now.
pub(super) enum Foreseen {
    /// It is put on record and declined: what it brings is not fetched.
    Declined,
    /// The core takes it.
    Taken,
    /// The core refuses it.
    Refused,
    /// It is about an order that is not here.
    Unknown,
}

/// Asks the core without writing anything; the act that takes it asks again in its transaction.
pub(super) async fn foresee(
    node: &Node,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
) -> Result<Foreseen, ActError> {
    let value = letter.value();
    let view = node.roster_view();
    let law = law_of(value)?;
    let ctx = node.ctx(arrived.accepted_at, &law, &view).ok_or(ActError::NotFound)?;
    let stream = measure_stream(&node.config.node, value.body.measure(), None);
    let before = node.load::<Measure>(&stream.id).await?;
    if before.is_none() && value.body.kind() != BodyKind::MeasureIssue {
        return Ok(Foreseen::Unknown);
    }
    let decided = permit::for_peer(letter, before.as_ref(), &ctx)
        .and_then(|permit| measure::decide(before.as_ref(), &permit, &ctx));
    Ok(match decided {
        Ok(events) if declines(value, &events) => Foreseen::Declined,
        Ok(_) => Foreseen::Taken,
        Err(_) => Foreseen::Refused,
    })
}

/// Whether exhibits are offered that nobody here takes: none were asked for, or the measure has ended.
#[must_use]
pub fn declines(letter: &Letter, events: &[measure::Event]) -> bool {
    letter.body.kind() == BodyKind::HandoverOffer
        && events.iter().any(|event| matches!(event, measure::Event::PeerActDeclined { .. }))
}

/// What a letter comes to that is not consigned.
#[must_use]
pub fn failed(reason: Reason) -> (Event, InboxState) {
    let reason = reason.code().to_owned();
    (Event::ContentConsignmentFailure, InboxState::Failed { reason })
}

/// The reason of a receipt under this code.
#[must_use]
pub fn reason_of(code: &str) -> Reason {
    Reason::ALL.into_iter().find(|reason| reason.code() == code).unwrap_or(Reason::InnerMalformed)
}

/// The law a letter rests on; one that names none is under the first.
///
/// # Errors
/// If there is no law at all.
pub fn law_of(letter: &Letter) -> Result<InstrumentId, ActError> {
    letter.instrument.as_ref().map_or_else(instrument, |(law, _)| Ok(law.id.clone()))
}

/// An offer that arrived with everything it names.
#[derive(Debug)]
pub struct Offer<'a> {
    /// The letter.
    pub letter: &'a Verified<Letter>,
    /// Which handover.
    pub handover: HandoverId,
    /// What is offered.
    pub exhibits: &'a [OfferedExhibit],
    /// What was found.
    pub stored: &'a [Stored],
}

/// Takes custody: exhibits, handover and measure say so in the transaction that also holds our signed receipt.
///
/// # Errors
/// If the core refuses, or something cannot be recorded.
pub async fn take_over(
    tx: &mut Tx<'_>,
    stream: &StreamRef,
    measure: Measure,
    offer: &Offer<'_>,
    receipt: &Receipt,
) -> Result<(), ActError> {
    let node = tx.node;
    let letter = offer.letter.value();
    let reference = LetterRef { id: letter.id, digest: *offer.letter.digest() };
    let receipt_digest = receipt.statement_digest().0;
    let view_of_roster = node.roster_view();
    let law = measure.instrument().clone();
    let ctx = node.ctx(tx.now, &law, &view_of_roster).ok_or(ActError::NotFound)?;
    let case = measure.case();
    let basis = letter.instrument.as_ref().and_then(|(law, kind)| {
        let cite = ctx.law.kind(kind)?.provenance.cite.clone();
        let issued_by = node.config.member.clone();
        Some(Authority { law: law.clone(), cite, measure: measure.id(), issued_by })
    });
    let scope = case.map_or_else(|| measure.id().to_string(), |case| case.to_string());
    let counter = format!("received:{scope}");
    let held = node.row::<u32>(view::COUNTER, &counter).await?;
    let mut number = held.unwrap_or(0);
    let mut taken = Vec::new();
    for offered in offer.exhibits {
        let object = letter.objects.iter().find(|object| object.n == offered.object);
        let stored = offer.stored.iter().find(|stored| stored.n == offered.object);
        let (Some(object), Some(stored)) = (object, stored) else {
            return Err(ActError::Denied(domain::denied::Denied::NotReceived));
        };
        let found = stored.ingested.plain;
        taken.push(TakenExhibit {
            exhibit: offered.exhibit,
            exhibit_no: offered.exhibit_no.clone(),
            expected: object.plain,
            found,
        });
        // Numbers of givers may be equal; ours are counted through the case.
        number = number.saturating_add(1);
        let received_no = ExhibitNo::parse(&format!("{}-R{number}", offered.exhibit_no))
            .ok_or_else(|| ActError::Shell("exhibit number".to_owned()))?;
        let taking = Taking {
            exhibit: offered.exhibit,
            exhibit_no: received_no,
            root_no: offered.exhibit_no.clone(),
            case,
            basis: basis.clone(),
            purpose: letter.purpose,
            location: Location { node: node.config.node.clone(), place: None },
            giver: letter.from.clone(),
            letter: reference,
            receipt: Some(receipt_digest),
            expected: object.plain,
            data: Data { plain: found, sha512: None, media_type: object.media_type.clone() },
            tool: tool(),
        };
        let id = exhibit_stream(&node.config.node, offered.exhibit, case, measure.id());
        let before = tx.load::<exhibit::Exhibit>(&id).await?;
        let command = exhibit::Command::TakeOver(taking);
        let permit = permit::for_node(&Subject::new(before.as_ref()), command, &ctx)?;
        let by = who(&permit, &ctx, None, &id.id);
        for event in exhibit::decide(before.as_ref(), &permit, &ctx)? {
            let at = event.at;
            tx.record(&id, &StoredEvent::Exhibit(event), at, &by).await?;
        }
        let kek = tx.kek_of(&id).ok_or(ActError::NotFound)?;
        let content = node.keep_content(&kek, offered.exhibit, &stored.ingested).await?;
        tx.put_raw(view::CONTENT, &offered.exhibit.to_string(), "", content);
        list(tx, case, measure.id().to_string().as_str(), offered.exhibit, offered.object);
        crate::custody::due(tx, offered.exhibit, &letter.from.node);
    }
    tx.swap(view::COUNTER, &counter, held.as_ref(), &number);
    settle_handover(tx, offer, &measure, &taken, receipt_digest).await?;
    let command = measure::Command::TakeOver { handover: offer.handover, exhibits: taken };
    let permit = permit::for_node(&Subject::new(Some(&measure)), command, &ctx)?;
    let events = measure::decide(Some(&measure), &permit, &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    let unit = reception(node)?;
    carry_out(tx, stream, Some(measure), events, &by, &unit, Vec::new()).await?;
    Ok(())
}

/// Lists an exhibit under its case and its measure.
pub fn list(
    tx: &mut Tx<'_>,
    case: Option<domain::ids::CaseId>,
    measure: &str,
    exhibit: ExhibitId,
    order: u32,
) {
    let sort = format!("{order:010}");
    if let Some(case) = case {
        let key = format!("{case}:exhibit:{exhibit}");
        tx.put(view::CASE_ITEM, &key, &sort, &exhibit.to_string());
    }
    let key = format!("{measure}:exhibit:{exhibit}");
    tx.put(view::MEASURE_ITEM, &key, &sort, &exhibit.to_string());
}

async fn settle_handover(
    tx: &mut Tx<'_>,
    offer: &Offer<'_>,
    measure: &Measure,
    taken: &[TakenExhibit],
    receipt: [u8; 32],
) -> Result<(), ActError> {
    let node = tx.node;
    let letter = offer.letter.value();
    let Body::HandoverOffer { .. } = &letter.body else { return Ok(()) };
    let receiver = letter.to.iter().find(|to| to.node == node.config.node).cloned();
    let receiver = receiver.ok_or(ActError::NotFound)?;
    let view_of_roster = node.roster_view();
    let law = measure.instrument().clone();
    let ctx = node.ctx(tx.now, &law, &view_of_roster).ok_or(ActError::NotFound)?;
    let stream = handover_stream(&node.config.node, offer.handover, measure.case(), measure.id());
    let mut state = tx.load::<Handover>(&stream).await?;
    let exhibits = taken.iter().map(|taken| measure::HandedExhibit {
        exhibit: taken.exhibit,
        exhibit_no: taken.exhibit_no.clone(),
        plain: taken.expected,
    });
    let offered = handover::Offer {
        handover: offer.handover,
        measure: measure.id(),
        giver: letter.from.clone(),
        receiver,
        letter: LetterRef { id: letter.id, digest: *offer.letter.digest() },
        exhibits: exhibits.collect(),
        offered_at: tx.now,
    };
    let accept = handover::Command::Accept { receipt, exhibits: taken.to_vec() };
    for command in [handover::Command::Offer(offered), accept] {
        let permit = permit::for_node(&Subject::new(state.as_ref()), command, &ctx)?;
        let by = who(&permit, &ctx, None, &stream.id);
        for event in handover::decide(state.as_ref(), &permit, &ctx)? {
            tx.record(&stream, &StoredEvent::Handover(event.clone()), event.at(), &by).await?;
            state = Some(handover::evolve(state, &event)?);
        }
    }
    Ok(())
}

/// What the node is as a tool of custody.
#[must_use]
pub fn tool() -> Tool {
    Tool { name: "comity".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), config: None }
}

#[cfg(test)]
mod tests;
