//! Inbox → effects. Opens what the door accepted, verifies it against the directory of its time, and lets the core take
//! it: one transaction holds effect, receipt and the letter's mark, so nothing happens twice.
//!
//! Tables: inbox, letter-seen, letter, receipt, conversation, chunk, and the streams of what the letter is about.
//! Everything a peer sends can be wrong; then the letter fails with a signed reason and only that letter.

use std::sync::Arc;

use domain::actor::NodeId;
use domain::ids::LetterId;
use domain::letter::{Body, Letter, Verified};
use domain::measure::{self, Measure};
use domain::permit;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::envelope::{EnvelopeOuter, Opened as OpenedEnvelope, XWingSecret};
use seal::receipt::{Chunks, EnvelopeRef, Event, Reason, Receipt};
use store::RowQuery;
use wire::letter::Opened;
use wire::manifest::Manifest;

use crate::act::{ActError, Tx, act};
use crate::dispatch::{Conversation, conversation_key, join};
use crate::measures::{carry_out, instrument, measure_stream, reception, who};
use crate::node::Node;
use crate::peer::door::{Inbox, InboxState};
use crate::peer::receipts::{About, keep, letter_ref};
use crate::rows::{decode, view};
use crate::work::{arrive, incoming};
use crate::{log, sealed_doc};

/// Inbox rows looked at in one round.
const ROWS_MAX: u32 = 64;
/// A letter that ended the process this often is held for the operator.
const ATTEMPTS_MAX: u32 = 3;

/// Opens everything that waits. Returns how many rows moved.
///
/// # Errors
/// Only if the store fails: a bad letter is settled, not raised.
pub async fn run_once(node: &Arc<Node>) -> Result<usize, ActError> {
    let query = RowQuery { descending: true, ..RowQuery::view(view::INBOX, ROWS_MAX) };
    let mut moved = 0;
    for row in node.store.rows(query).await?.into_iter().rev() {
        let inbox: Inbox = decode(&row.body)?;
        let waits = match inbox.state {
            InboxState::Accepted => true,
            InboxState::Fetching => arrive::is_complete(node, &row.key).await?,
            InboxState::Consigned | InboxState::Failed { .. } | InboxState::Duplicate => false,
        };
        if !waits {
            continue;
        }
        match open(node, &row.key, &inbox).await {
            Ok(()) => moved += 1,
            Err(NotOpened::Later) => {}
            Err(NotOpened::Act(error)) => return Err(error),
            Err(NotOpened::Never(reason)) => {
                log::letter_failed(&row.key, reason.code());
                fail(node, &row.key, reason).await?;
                moved += 1;
            }
        }
    }
    Ok(moved)
}

/// Why a letter had no effect in this round.
#[derive(Debug)]
pub enum NotOpened {
    /// Ours.
    Act(ActError),
    /// Its chunks are still coming.
    Later,
    /// The letter cannot be taken, ever.
    Never(Reason),
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

async fn open(node: &Arc<Node>, env_id: &str, inbox: &Inbox) -> Result<(), NotOpened> {
    if inbox.attempts >= ATTEMPTS_MAX {
        return Err(NotOpened::Never(Reason::InnerMalformed));
    }
    // The attempt is on record before the work: what kills the node is not tried for ever.
    let tried = Inbox { attempts: inbox.attempts.saturating_add(1), ..inbox.clone() };
    put_inbox(node, env_id, inbox, &tried).await?;
    let bytes = node.raw_row(view::ENVELOPE, env_id).await?;
    let bytes = bytes.ok_or_else(|| ActError::Corrupt("row envelope".to_owned()))?;
    let outer =
        EnvelopeOuter::parse(&bytes).map_err(|_| NotOpened::Never(Reason::InnerMalformed))?;
    let opened = decrypt(node, &outer)?;
    let roster = node.roster();
    let letter = wire::letter::open(&opened.manifest, &opened.sigs, &roster, &node.law)
        .map_err(|error| NotOpened::Never(reason_of(error.code())))?;
    let arrived = Arrived {
        env_id,
        inbox: &tried,
        of: crate::peer::receipts::envelope_ref(outer.head(), outer.env_digest()),
        text: join(&opened.manifest, &opened.sigs),
        accepted_at: Timestamp::from_millisecond(inbox.accepted_at_ms)
            .map_err(|_| ActError::Corrupt("row inbox".to_owned()))?,
    };
    let manifest = match &letter {
        Opened::Legal(_, manifest) | Opened::Housekeeping(manifest) => manifest,
    };
    bindings(node, &outer, manifest, &opened)?;
    match letter {
        Opened::Housekeeping(manifest) => housekeeping(node, &arrived, &manifest).await,
        Opened::Legal(letter, manifest) => legal(node, &arrived, &letter, &manifest, &opened).await,
    }
}

fn decrypt(node: &Node, outer: &EnvelopeOuter) -> Result<OpenedEnvelope, NotOpened> {
    let mut secrets = Vec::new();
    for keys in node.signing.units.values() {
        let secret = XWingSecret::from_seed(*keys.enc_seed.expose());
        secrets.push(secret.map_err(|_| ActError::Corrupt("unit key".to_owned()))?);
    }
    let secrets: Vec<_> = secrets.iter().collect();
    outer.open(&secrets).map_err(|_| NotOpened::Never(Reason::CannotOpen))
}

/// What the envelope says outside must be what the letter says inside.
fn bindings(
    node: &Node,
    outer: &EnvelopeOuter,
    manifest: &Manifest,
    opened: &OpenedEnvelope,
) -> Result<(), NotOpened> {
    let head = outer.head();
    let chunks: u64 = manifest.objects.iter().map(|object| object.cipher.chunks.len() as u64).sum();
    let roster = node.roster();
    let to_us = manifest.to.iter().any(|(to, unit)| {
        let keys = roster.unit(unit).map(|(_, entry)| entry.enc_keys.as_slice());
        *to == node.config.node && keys.unwrap_or_default().iter().any(|key| key.kid == opened.unit)
    });
    let lane = crate::dispatch::lane_of(head.lane as u8);
    let fits = manifest.issuer.node.as_str() == head.from.as_str()
        && lane == Some(manifest.lane)
        && chunks == head.n_chunks
        && to_us;
    if fits { Ok(()) } else { Err(NotOpened::Never(Reason::BindingMismatch)) }
}

async fn housekeeping(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    manifest: &Manifest,
) -> Result<(), NotOpened> {
    let from = &manifest.issuer.node;
    let known = matches!(manifest.kind.as_str(), "cx.receipts" | "cx.custody");
    if !known {
        return Err(NotOpened::Never(Reason::TypeUnknown));
    }
    act!(node, "take_housekeeping", None, |tx| {
        if is_first(tx, manifest, &arrived.text).await? {
            if manifest.kind == "cx.receipts" {
                incoming::receipts(tx, from, &manifest.body).await?;
            } else {
                crate::custody::take(tx, from, &manifest.body).await?;
            }
        }
        settle(tx, arrived, InboxState::Consigned, None);
        Ok(Vec::new())
    })
    .await
    .map_err(|error| {
        // What is inside does not hold, and will not the next time.
        if matches!(error, ActError::Value { .. }) {
            NotOpened::Never(Reason::InnerMalformed)
        } else {
            NotOpened::Act(error)
        }
    })?;
    Ok(())
}

/// Whether this letter had no effect yet; marks it as having had one now.
async fn is_first(tx: &mut Tx<'_>, manifest: &Manifest, text: &[u8]) -> Result<bool, ActError> {
    let id = manifest.letter_id.to_string();
    let digest = crate::dispatch::split(text).map(|(manifest, _)| Digest::of(manifest).hex());
    let digest = digest.unwrap_or_default();
    if tx.node.row::<String>(view::LETTER_SEEN, &id).await?.is_some() {
        return Ok(false);
    }
    tx.insert(view::LETTER_SEEN, &id, "", &digest);
    Ok(true)
}

async fn legal(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
    manifest: &Manifest,
    opened: &OpenedEnvelope,
) -> Result<(), NotOpened> {
    let value = letter.value();
    let digest = Digest(*letter.digest());
    match node.row::<String>(view::LETTER_SEEN, &value.id.to_string()).await? {
        Some(known) if known == digest.hex() => {
            act!(node, "duplicate_letter", None, |tx| {
                settle(tx, arrived, InboxState::Duplicate, None);
                Ok(Vec::new())
            })
            .await?;
            return Ok(());
        }
        Some(_) => return Err(NotOpened::Never(Reason::LetterConflict)),
        None => {}
    }
    if !value.objects.is_empty() && !arrive::announce(node, arrived, value).await? {
        return Err(NotOpened::Later);
    }
    let stored = arrive::take_in(node, arrived.env_id, value, opened).await?;
    let taken = act!(node, "take_letter", None, |tx| {
        take(tx, arrived, letter, manifest, &stored).await
    })
    .await;
    match taken {
        Ok(_) => {
            arrive::clean_up(node, arrived.env_id, value).await?;
            Ok(())
        }
        Err(ActError::Denied(_)) => Err(NotOpened::Never(Reason::NotPermitted)),
        Err(error) => Err(error.into()),
    }
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
    let instrument = instrument()?;
    // The law counts from the acceptance, not from the moment we got around to opening.
    let ctx = node.ctx(arrived.accepted_at, &instrument, &view).ok_or(ActError::NotFound)?;
    let measure_id = value.body.measure();
    let stream = measure_stream(&node.config.node, measure_id, None);
    let before = tx.load::<Measure>(&stream).await?;
    let permit = permit::for_peer(letter, &ctx)?;
    let events = measure::decide(before.as_ref(), &permit, &ctx)?;
    let who = who(&permit, &ctx, None, &stream.id);
    let unit = reception(node)?;
    let carried = carry_out(tx, &stream, before, events, &who, &unit, Vec::new()).await?;
    let kek = tx.kek_of(&stream).ok_or(ActError::NotFound)?;
    let id = value.id.to_string();
    let sealed = sealed_doc::seal(&kek, value.id.bytes(), &arrived.text, &*node.random)?;
    tx.put_raw(view::LETTER, &id, value.from.node.as_str(), sealed);
    tx.put(view::MEASURE_ITEM, &format!("{measure_id}:letter:{id}"), "", &id);
    follow(tx, measure_id.to_string().as_str(), manifest, digest).await?;
    let last = Digest::parse_hex(&arrived.inbox.last_receipt).ok();
    let about = About {
        of: arrived.of.clone(),
        letter: Some(letter_ref(*value.id.bytes(), digest, &value.objects)),
        chunks: Chunks { announced: arrived.inbox.n_chunks, missing: 0 },
        prev: last,
        unit: manifest.to.first().map(|(_, unit)| unit.clone()),
    };
    let receipt = node.issue_receipt(Event::ContentConsignment, about, None, Vec::new(), tx.now)?;
    if let (Body::HandoverOffer { handover, exhibits, .. }, Some(carried)) = (&value.body, carried)
    {
        let offer = arrive::Offer { letter, handover: *handover, exhibits, stored };
        arrive::take_over(tx, &stream, carried.measure, &offer, &receipt).await?;
    }
    state(tx, arrived, &value.from.node, &receipt, InboxState::Consigned).await?;
    Ok(Vec::new())
}

/// Keeps a statement of ours and sends it to the sender.
async fn state(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    to: &NodeId,
    receipt: &Receipt,
    state: InboxState,
) -> Result<(), ActError> {
    let (digest, row) = keep(receipt)?;
    tx.put(view::RECEIPT, &digest, arrived.env_id, &row);
    settle(tx, arrived, state, Some(digest));
    tx.send_housekeeping(to, "cx.receipts", incoming::body(&[receipt])?).await?;
    Ok(())
}

/// The conversation now holds one more letter of theirs, so that our next one follows it.
async fn follow(
    tx: &mut Tx<'_>,
    about: &str,
    manifest: &Manifest,
    digest: Digest,
) -> Result<(), ActError> {
    let key = conversation_key(about, &manifest.issuer.node);
    let held = tx.node.row::<Conversation>(view::CONVERSATION, &key).await?;
    let place = held.unwrap_or_else(|| Conversation {
        id: manifest.conv.id.to_string(),
        ours: 0,
        our_last: None,
        theirs: 0,
        their_last: None,
    });
    let next = Conversation {
        theirs: place.theirs.max(manifest.conv.seq),
        their_last: Some(digest.hex()),
        ..place
    };
    tx.put(view::CONVERSATION, &key, "", &next);
    Ok(())
}

/// Settles a letter that can never be taken: a signed reason goes back.
async fn fail(node: &Arc<Node>, env_id: &str, reason: Reason) -> Result<(), ActError> {
    let inbox = node.row::<Inbox>(view::INBOX, env_id).await?;
    let inbox = inbox.ok_or_else(|| ActError::Corrupt("row inbox".to_owned()))?;
    let bytes = node.raw_row(view::ENVELOPE, env_id).await?.unwrap_or_default();
    let outer =
        EnvelopeOuter::parse(&bytes).map_err(|_| ActError::Corrupt("row envelope".to_owned()))?;
    let of = crate::peer::receipts::envelope_ref(outer.head(), outer.env_digest());
    let from = NodeId::parse(&inbox.from).map_err(|_| ActError::Corrupt("row inbox".to_owned()))?;
    let arrived = Arrived {
        env_id,
        inbox: &inbox,
        of: of.clone(),
        text: Vec::new(),
        accepted_at: node.now(),
    };
    act!(node, "letter_failed", None, |tx| {
        let about = About {
            of: of.clone(),
            letter: None,
            chunks: Chunks { announced: inbox.n_chunks, missing: 0 },
            prev: Digest::parse_hex(&inbox.last_receipt).ok(),
            unit: None,
        };
        let event = Event::ContentConsignmentFailure;
        let receipt = node.issue_receipt(event, about, Some(reason), Vec::new(), tx.now)?;
        let failed = InboxState::Failed { reason: reason.code().to_owned() };
        state(tx, &arrived, &from, &receipt, failed).await?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

fn settle(tx: &mut Tx<'_>, arrived: &Arrived<'_>, state: InboxState, receipt: Option<String>) {
    let next = Inbox {
        state,
        last_receipt: receipt.unwrap_or_else(|| arrived.inbox.last_receipt.clone()),
        ..arrived.inbox.clone()
    };
    tx.put(view::INBOX, arrived.env_id, &sort_of(arrived.inbox), &next);
}

/// Writes an inbox row if nobody else has moved it.
async fn put_inbox(node: &Node, env_id: &str, old: &Inbox, new: &Inbox) -> Result<(), ActError> {
    act!(node, "try_letter", None, |tx| {
        let held = node.row::<Inbox>(view::INBOX, env_id).await?;
        if held.as_ref() != Some(old) {
            return Err(ActError::Stale);
        }
        tx.put(view::INBOX, env_id, &sort_of(old), new);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Inbox rows are read in the order of their acceptance.
#[must_use]
pub fn sort_of(inbox: &Inbox) -> String {
    format!("{:020}", inbox.accepted_at_ms)
}

fn reason_of(code: &str) -> Reason {
    Reason::ALL.into_iter().find(|reason| reason.code() == code).unwrap_or(Reason::InnerMalformed)
}

/// The id of a letter as rows spell it.
///
/// # Errors
/// If the row is damaged.
pub fn letter_id(text: &str) -> Result<LetterId, ActError> {
    LetterId::parse(text).map_err(|_| ActError::Corrupt("letter id".to_owned()))
}
