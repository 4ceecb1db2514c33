//! Inbox → effects. Opens what the door accepted, verifies it against the directory of its time, and lets the core take
//! it: one transaction holds effect, receipt and the letter's mark, so nothing happens twice.
//!
//! Tables: inbox, letter-seen, letter, receipt, conversation, chunk, and the streams of what the letter is about.
//! Everything a peer sends can be wrong; then the letter fails with a signed reason and only that letter.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::actor::NodeId;
use domain::ids::LetterId;
use domain::letter::{Body, BodyKind, Letter, Verified};
use domain::measure::{self, Measure};
use domain::permit;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::envelope::{EnvelopeOuter, Opened as OpenedEnvelope, keep_until};
use seal::receipt::{Chunks, EnvelopeRef, Event, Instant as WireInstant, Reason, Receipt};
use wire::letter::{Arrival, LetterError, Opened};
use wire::manifest::Manifest;
use wire::withdraw::Withdrawal;

use crate::act::{ActError, Tx, act};
use crate::agreements::arrive as agreed;
use crate::dispatch::{Conversation, conversation_key, join};
use crate::measures::{carry_out, measure_stream, reception, who};
use crate::node::Node;
use crate::peer::inbox::{Inbox, InboxState, PARKED_FOR, PARKED_PER_PEER_MAX, Waiting, env_id_of};
use crate::peer::receipts::{About, KeptReceipt, keep, letter_ref};
use crate::rows::view;
use crate::sealed_doc;
use crate::tray::Laid;
use crate::work::{arrive, charter, withdraw};

pub use self::round::{catch_up, round, run_once};

mod round;

/// Letters that an earlier one of the same member may be missing before: more are not remembered one by one.
const GAP_MAX: u64 = 64;

/// Why a letter had no effect in this round.
#[derive(Debug)]
pub enum NotOpened {
    /// Ours.
    Act(ActError),
    /// Its chunks, or its order, are still coming, or it has no turn.
    Later,
    /// The letter cannot be taken, ever; with its place among the others, if that was read.
    Never(Reason, Option<Box<Place>>),
}

impl NotOpened {
    /// A reason for good, before the letter was read.
    #[must_use]
    pub fn never(reason: Reason) -> Self {
        Self::Never(reason, None)
    }

    /// The same, once it is known which letter it is.
    fn at(self, place: Place) -> Self {
        match self {
            Self::Never(reason, _) => Self::Never(reason, Some(Box::new(place))),
            Self::Act(_) | Self::Later => self,
        }
    }
}

/// A verified letter's place among those of its writer about one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    about: String,
    conversation: String,
    seq: u64,
    from: NodeId,
    digest: Digest,
}

impl Place {
    fn of(letter: &Verified<Letter>, manifest: &Manifest) -> Self {
        let about = letter.value().body.measure().to_string();
        Self::about(about, manifest, Digest(*letter.digest()))
    }

    /// The place of the letter with this manifest and digest in the conversation about something.
    pub(crate) fn about(about: String, manifest: &Manifest, digest: Digest) -> Self {
        Self {
            about,
            conversation: manifest.conv.id.to_string(),
            seq: manifest.conv.seq,
            from: manifest.issuer.node.clone(),
            digest,
        }
    }

    /// The place of a letter that its sender took back, as the sender says.
    pub(crate) fn left(
        place: &wire::withdraw::Place,
        from: &NodeId,
        withdrawal: &Withdrawal,
    ) -> Self {
        Self {
            about: place.measure.to_string(),
            conversation: place.conv.to_string(),
            seq: place.seq,
            from: from.clone(),
            digest: withdrawal.letter_digest,
        }
    }
}

impl From<ActError> for NotOpened {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

impl From<store::StoreError> for NotOpened {
    fn from(error: store::StoreError) -> Self {
        Self::Act(error.into())
    }
}

/// Everything known of a letter when the core is asked about it.
#[derive(Debug)]
pub struct Arrived<'a> {
    /// Its envelope.
    pub env_id: &'a str,
    /// The inbox row as it was read.
    pub inbox: &'a Inbox,
    /// What the envelope's receipts refer to.
    pub of: EnvelopeRef,
    /// Manifest and signatures, as they were signed.
    pub text: Vec<u8>,
    /// When it was accepted: the law counts from here.
    pub accepted_at: Timestamp,
}

async fn open(
    node: &Arc<Node>,
    env_id: &str,
    inbox: &Inbox,
    waiting: &Waiting,
) -> Result<(), NotOpened> {
    // Its sender took it back before it came: nobody looks into it.
    let from = NodeId::parse(&inbox.from).map_err(|_| ActError::Corrupt("row inbox".to_owned()))?;
    if withdraw::is_taken_back(node, &from, env_id_of(env_id), &inbox.env_digest).await? {
        return Err(NotOpened::never(Reason::Withdrawn));
    }
    let bytes = node.raw_row(view::ENVELOPE, env_id).await?;
    let bytes = bytes.ok_or_else(|| ActError::Corrupt("row envelope".to_owned()))?;
    let outer =
        EnvelopeOuter::parse(&bytes).map_err(|_| NotOpened::never(Reason::InnerMalformed))?;
    let opened = decrypt(node, &outer)?;
    let roster = node.roster();
    let accepted_at = Timestamp::from_millisecond(inbox.accepted_at_ms)
        .map_err(|_| ActError::Corrupt("row inbox".to_owned()))?;
    let arrival = Arrival { accepted_at, now: node.now() };
    let letter = wire::letter::arrive(&opened.manifest, &opened.sigs, &roster, &node.law, arrival);
    let letter = letter.map_err(|error| match error {
        // Its date has not come yet: it keeps its place and has another turn.
        LetterError::Early { .. } => {
            node.trials.failed(env_id, arrival.now);
            NotOpened::Later
        }
        LetterError::Ahead { .. }
        | LetterError::Binding(_)
        | LetterError::Expired
        | LetterError::Field(_)
        | LetterError::NotCanonical(_)
        | LetterError::SchemaUnknown { .. }
        | LetterError::Signature(_)
        | LetterError::SignerMissing
        | LetterError::TypeUnknown { .. } => NotOpened::never(arrive::reason_of(error.code())),
    })?;
    let arrived = Arrived {
        env_id,
        inbox,
        of: crate::peer::receipts::envelope_ref(outer.head(), outer.env_digest()),
        text: join(&opened.manifest, &opened.sigs),
        accepted_at,
    };
    bindings(node, &outer, letter.manifest(), &opened)?;
    match &letter {
        Opened::Agreement(letter, manifest) => {
            Box::pin(agreed::letter(node, &arrived, letter, manifest)).await
        }
        Opened::Housekeeping(manifest) => charter::housekeeping(node, &arrived, manifest).await,
        Opened::Recall(letter, manifest) => {
            Box::pin(charter::recall(node, &arrived, letter, manifest)).await
        }
        Opened::Legal(letter, manifest) => {
            if agreed::quarantine(node, &arrived, letter.value(), manifest).await? {
                return Ok(());
            }
            let legal = legal(node, &arrived, letter, manifest, &opened, waiting);
            let taken = Box::pin(legal).await;
            taken.map_err(|not| not.at(Place::of(letter, manifest)))
        }
    }
}

fn decrypt(node: &Node, outer: &EnvelopeOuter) -> Result<OpenedEnvelope, NotOpened> {
    // All of them: what was encrypted to one before may come long after another one took its turn.
    let secrets: Vec<_> = node.signing.units.values().flat_map(|keys| keys.enc.all()).collect();
    outer.open(&secrets).map_err(|_| NotOpened::never(Reason::CannotOpen))
}

const DAY_S: i64 = 24 * 60 * 60;
/// An envelope is made after its letter; a clock that was set back in between is forgiven so many days.
const AHEAD_OF_ENVELOPE_DAYS: i64 = 1;

/// What the envelope says outside must be what the letter says inside.
fn bindings(
    node: &Node,
    outer: &EnvelopeOuter,
    manifest: &Manifest,
    opened: &OpenedEnvelope,
) -> Result<(), NotOpened> {
    let head = outer.head();
    let objects: BTreeSet<u64> = manifest.objects.iter().map(|object| object.n.into()).collect();
    let chunks: u64 = manifest.objects.iter().map(|object| object.cipher.chunks.len() as u64).sum();
    let roster = node.roster();
    let to_us = manifest.to.iter().any(|(to, unit)| {
        let keys = roster.unit(unit).map(|(_, entry)| entry.enc_keys.as_slice());
        *to == node.config.node && keys.unwrap_or_default().iter().any(|key| key.kid == opened.unit)
    });
    let lane = crate::dispatch::lane_of(head.lane as u8);
    let not_after = manifest.not_after.and_then(|at| WireInstant::of_unix_ms(at.as_millisecond()));
    let made_on = i64::from(head.made_on);
    let fits = manifest.issuer.node.as_str() == head.from.as_str()
        && lane == Some(manifest.lane)
        && chunks == head.n_chunks
        && keep_until(head.made_on, not_after.as_ref()) == Some(head.keep_until)
        && made_on + AHEAD_OF_ENVELOPE_DAYS >= manifest.issued_at.as_second().div_euclid(DAY_S)
        && opened.object_keys.keys().all(|n| objects.contains(n))
        && to_us;
    if fits { Ok(()) } else { Err(NotOpened::never(Reason::BindingMismatch)) }
}

/// Whether this letter had no effect yet; marks it as having had one now.
pub(crate) async fn is_first(
    tx: &mut Tx<'_>,
    manifest: &Manifest,
    text: &[u8],
) -> Result<bool, ActError> {
    let id = manifest.letter_id.to_string();
    let digest = crate::dispatch::split(text).map(|(manifest, _)| Digest::of(manifest).hex());
    let digest = digest.unwrap_or_default();
    if tx.node.row::<String>(view::LETTER_SEEN, &id).await?.is_some() {
        return Ok(false);
    }
    tx.insert(view::LETTER_SEEN, &id, "", &digest);
    Ok(true)
}

/// Whether the letter had its effect before; then its envelope is settled as a duplicate.
///
/// # Errors
/// If another letter had this id, or the store fails.
pub(crate) async fn was_seen(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    id: LetterId,
    digest: Digest,
) -> Result<bool, NotOpened> {
    match node.row::<String>(view::LETTER_SEEN, &id.to_string()).await? {
        Some(known) if known == digest.hex() => {
            let from = NodeId::parse(&arrived.inbox.from)
                .map_err(|_| ActError::Corrupt("row inbox".to_owned()))?;
            act!(node, "duplicate_letter", None, |tx| {
                again(tx, arrived, &from, id, digest).await?;
                Ok(Vec::new())
            })
            .await?;
            Ok(true)
        }
        Some(_) => Err(NotOpened::never(Reason::LetterConflict)),
        None => Ok(false),
    }
}

/// Tells the sender of a letter that lies in the tray that it does: what was stated of it the first time, and of this envelope
/// that it brought the same letter. Nothing of it is fetched or stored a second time.
async fn again(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    from: &NodeId,
    id: LetterId,
    digest: Digest,
) -> Result<(), ActError> {
    let first = tx.node.row::<String>(view::LETTER_STATED, &id.to_string()).await?;
    let Some(first) = first else {
        settle(tx, arrived, InboxState::Duplicate, None);
        return Ok(());
    };
    let stated = tx.node.row::<KeptReceipt>(view::RECEIPT, &first).await?;
    let failed = stated.filter(|kept| kept.event == Event::ContentConsignmentFailure.name());
    let n_chunks = arrived.inbox.n_chunks;
    let about = About {
        of: arrived.of.clone(),
        letter: failed.is_none().then(|| letter_ref(*id.bytes(), digest, &[])),
        chunks: Chunks { announced: n_chunks, missing: n_chunks },
        prev: Digest::parse_hex(&arrived.inbox.last_receipt).ok(),
        unit: None,
    };
    // A letter that was declined stays declined, whatever it comes in.
    let (event, reason) = match &failed {
        None => (Event::ContentConsignment, Reason::SameLetter),
        Some(failed) => {
            let reason = crate::peer::receipts::kept(failed)?.statement().reason;
            (Event::ContentConsignmentFailure, reason.unwrap_or(Reason::NotPermitted))
        }
    };
    let receipt = tx.node.issue_receipt(event, about, Some(reason), &[], tx.now)?;
    tx.owe_statement(from, &first);
    let (name, row) = keep(&receipt)?;
    tx.put(view::RECEIPT, &name, arrived.env_id, &row);
    tx.owe_statement(from, &name);
    settle(tx, arrived, InboxState::Duplicate, Some(name));
    tx.lay_again(id, arrived.env_id).await
}

async fn legal(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
    manifest: &Manifest,
    opened: &OpenedEnvelope,
    waiting: &Waiting,
) -> Result<(), NotOpened> {
    let value = letter.value();
    let digest = Digest(*letter.digest());
    if was_seen(node, arrived, value.id, digest).await? {
        return Ok(());
    }
    // Asked before anything of the letter is fetched or stored: a stranger's letter costs us an answer, nothing else.
    let foreseen = arrive::foresee(node, arrived, letter).await?;
    match foreseen {
        arrive::Foreseen::Declined | arrive::Foreseen::Taken => {}
        arrive::Foreseen::Refused => return Err(NotOpened::never(Reason::NotPermitted)),
        arrive::Foreseen::Unknown => return park(node, arrived, value, waiting).await,
    }
    let mut stored = Vec::new();
    if matches!(foreseen, arrive::Foreseen::Taken) {
        if !value.objects.is_empty() && !arrive::announce(node, arrived, value).await? {
            return Err(NotOpened::Later);
        }
        stored = arrive::take_in(node, arrived.env_id, value, opened).await?;
    }
    let taken = act!(node, "take_letter", None, |tx| {
        Box::pin(take(tx, arrived, letter, manifest, &stored)).await
    })
    .await;
    match taken {
        Ok(_) => {
            arrive::clean_up(node, arrived.env_id, value).await?;
            Ok(())
        }
        Err(ActError::Denied(_)) => Err(NotOpened::never(Reason::NotPermitted)),
        Err(error) => Err(error.into()),
    }
}

/// Lays a letter aside until its order is here: an authority may object before the addressee's copy arrives.
async fn park(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    letter: &Letter,
    waiting: &Waiting,
) -> Result<(), NotOpened> {
    let inbox = arrived.inbox;
    if waiting.parked.get(&inbox.from).is_some_and(|n| *n >= PARKED_PER_PEER_MAX) {
        return Err(NotOpened::never(Reason::NotPermitted));
    }
    let until = arrived.accepted_at.saturating_add(PARKED_FOR).unwrap_or(Timestamp::MAX);
    let state = InboxState::Parked {
        measure: letter.body.measure().to_string(),
        until_ms: until.as_millisecond(),
    };
    move_alone(node, arrived.env_id, inbox, &Inbox { state, attempts: 0, ..inbox.clone() }).await?;
    Ok(())
}

/// The effect of a legal letter: one transaction.
async fn take(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
    manifest: &Manifest,
    stored: &[arrive::Stored],
) -> Result<Vec<u8>, ActError> {
    let node = tx.node;
    let value = letter.value();
    let digest = Digest(*letter.digest());
    tx.insert(view::LETTER_SEEN, &value.id.to_string(), "", &digest.hex());
    let view = node.roster_view();
    let law = arrive::law_of(value)?;
    // The law counts from the acceptance, not from the moment we got around to opening.
    let ctx = node.ctx(arrived.accepted_at, &law, &view).ok_or(ActError::NotFound)?;
    let measure_id = value.body.measure();
    let stream = measure_stream(&node.config.node, measure_id, None);
    let before = tx.load::<Measure>(&stream).await?;
    let permit = permit::for_peer(letter, before.as_ref(), &ctx)?;
    let events = measure::decide(before.as_ref(), &permit, &ctx)?;
    let who = who(&permit, &ctx, None, &stream.id);
    let unit = reception(node)?;
    let declined = arrive::declines(value, &events);
    let carried = carry_out(tx, &stream, before, events, &who, &unit, Vec::new()).await?;
    let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
    let id = value.id.to_string();
    let sealed = sealed_doc::seal(&kek, value.id.bytes(), &arrived.text, &*node.random)?;
    tx.put_raw(view::LETTER, &id, value.from.node.as_str(), sealed);
    tx.put(view::MEASURE_ITEM, &format!("{measure_id}:letter:{id}"), "", &id);
    follow(tx, &Place::of(letter, manifest)).await?;
    if value.body.kind() == BodyKind::MeasureIssue {
        tx.unpark(&measure_id.to_string()).await?;
    }
    let last = Digest::parse_hex(&arrived.inbox.last_receipt).ok();
    let about = About {
        of: arrived.of.clone(),
        // Of what was not fetched nothing can be stated.
        letter: (!declined)
            .then(|| letter_ref(*value.id.bytes(), digest, &arrive::found(&value.objects, stored))),
        chunks: Chunks { announced: arrived.inbox.n_chunks, missing: 0 },
        prev: last,
        unit: manifest.to.first().map(|(_, unit)| unit.clone()),
    };
    // A declined offer stands on record, and custody of what it offers stays with its writer, who is told so.
    let reason = declined.then_some(Reason::NotPermitted);
    let (event, next) =
        reason.map_or((Event::ContentConsignment, InboxState::Consigned), arrive::failed);
    let receipt = node.issue_receipt(event, about, reason, &[], tx.now)?;
    if let (Body::HandoverOffer { handover, exhibits, .. }, Some(carried), false) =
        (&value.body, carried, declined)
    {
        let offer = arrive::Offer { letter, handover: *handover, exhibits, stored };
        arrive::take_over(tx, &stream, carried.measure, &offer, &receipt).await?;
    }
    if declined {
        tx.put(view::LETTER_STATED, &id, "", &receipt.statement_digest().hex());
    } else {
        let version = tx.version_after(&stream).ok_or(ActError::NotFound)?;
        tx.lay(&Laid {
            letter: value.id,
            from: &value.from.node,
            about: measure_id.to_string(),
            kind: &manifest.kind,
            lane: value.lane,
            unit: manifest.to.first().map(|(_, unit)| unit),
            version,
            env_id: arrived.env_id,
        });
    }
    state(tx, arrived, &value.from.node, &receipt, next)?;
    Ok(Vec::new())
}

/// Keeps a statement of ours, which is owed to the sender from now on.
pub(crate) fn state(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    to: &NodeId,
    receipt: &Receipt,
    state: InboxState,
) -> Result<(), ActError> {
    let (digest, row) = keep(receipt)?;
    let statement = receipt.statement();
    if let (Event::ContentConsignment, Some(letter)) = (statement.event, &statement.letter) {
        tx.put(view::LETTER_STATED, &letter.letter_id.to_string(), "", &digest);
    }
    tx.put(view::RECEIPT, &digest, arrived.env_id, &row);
    tx.owe_statement(to, &digest);
    settle(tx, arrived, state, Some(digest));
    Ok(())
}

/// The conversation now holds one more letter of theirs, so that our next one follows it. Numbers that were passed over
/// are missing until they come; a letter that was refused is not missing.
pub(crate) async fn follow(tx: &mut Tx<'_>, place: &Place) -> Result<(), ActError> {
    let key = conversation_key(&place.about, &place.from);
    let held = tx.node.row::<Conversation>(view::CONVERSATION, &key).await?;
    let mut talk = held.unwrap_or_else(|| Conversation::new(place.conversation.clone()));
    let seq = place.seq;
    if seq > talk.theirs {
        talk.missing.extend(talk.theirs.saturating_add(1).max(seq.saturating_sub(GAP_MAX))..seq);
        talk.theirs = seq;
        talk.their_last = Some(place.digest.hex());
    }
    talk.missing.remove(&seq);
    if talk.missing.is_empty() {
        tx.delete(view::GAP, &key);
    } else {
        tx.put(view::GAP, &key, "", &place.from.to_string());
    }
    tx.put(view::CONVERSATION, &key, "", &talk);
    Ok(())
}

/// Settles a letter that can never be taken: a signed reason goes back. What was settled meanwhile stays as it is.
pub(crate) async fn fail(
    node: &Arc<Node>,
    env_id: &str,
    reason: Reason,
    place: Option<&Place>,
) -> Result<(), ActError> {
    act!(node, "letter_failed", None, |tx| {
        let inbox = node.row::<Inbox>(view::INBOX, env_id).await?;
        if let Some(inbox) = inbox.filter(|inbox| !inbox.is_settled()) {
            fail_in(tx, env_id, &inbox, reason, place).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The same as a part of an act.
///
/// # Errors
/// If a row is damaged, or nothing can be signed.
pub(crate) async fn fail_in(
    tx: &mut Tx<'_>,
    env_id: &str,
    inbox: &Inbox,
    reason: Reason,
    place: Option<&Place>,
) -> Result<(), ActError> {
    let node = tx.node;
    let bytes = node.raw_row(view::ENVELOPE, env_id).await?.unwrap_or_default();
    let outer =
        EnvelopeOuter::parse(&bytes).map_err(|_| ActError::Corrupt("row envelope".to_owned()))?;
    let of = crate::peer::receipts::envelope_ref(outer.head(), outer.env_digest());
    let from = NodeId::parse(&inbox.from).map_err(|_| ActError::Corrupt("row inbox".to_owned()))?;
    let (text, accepted_at) = (Vec::new(), tx.now);
    let arrived = Arrived { env_id, inbox, of: of.clone(), text, accepted_at };
    let about = About {
        of,
        letter: None,
        chunks: Chunks { announced: inbox.n_chunks, missing: 0 },
        prev: Digest::parse_hex(&inbox.last_receipt).ok(),
        unit: None,
    };
    let (event, next) = arrive::failed(reason);
    let receipt = node.issue_receipt(event, about, Some(reason), &[], tx.now)?;
    if let Some(place) = place {
        follow(tx, place).await?;
    }
    if reason == Reason::Withdrawn {
        withdraw::forget(tx, &from, env_id_of(env_id));
    }
    state(tx, &arrived, &from, &receipt, next)
}

pub(super) fn settle(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    state: InboxState,
    receipt: Option<String>,
) {
    let next = Inbox {
        state,
        last_receipt: receipt.unwrap_or_else(|| arrived.inbox.last_receipt.clone()),
        ..arrived.inbox.clone()
    };
    tx.move_on(arrived.env_id, arrived.inbox, &next);
}

/// Moves an inbox row if nobody else has moved it.
pub(crate) async fn move_alone(
    node: &Node,
    env_id: &str,
    old: &Inbox,
    new: &Inbox,
) -> Result<(), ActError> {
    act!(node, "move_letter", None, |tx| {
        let held = node.row::<Inbox>(view::INBOX, env_id).await?;
        if held.as_ref() != Some(old) {
            return Err(ActError::Stale);
        }
        tx.move_on(env_id, old, new);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The id of a letter as rows spell it.
///
/// # Errors
/// If the row is damaged.
pub fn letter_id(text: &str) -> Result<LetterId, ActError> {
    LetterId::parse(text).map_err(|_| ActError::Corrupt("letter id".to_owned()))
}
