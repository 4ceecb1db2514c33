//! Arrived letters that rest on the charter of the network and are about no measure: its own business (`cx.*`), and
//! recalls. A recall is put before officers or settles a standing of ours; nothing is destroyed by it.
//!
//! Tables: inbox, letter-seen, letter, receipt, recall, and the streams of recalls. A probe is answered and kept nowhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::ids::ExhibitId;
use domain::letter::Verified;
use domain::permit::{self, Passed};
use domain::recall::{Letter, Message, Recall};
use seal::digest::Digest;
use seal::proof::TlogProof;
use seal::receipt::{Chunks, Event, LetterRef, Reason};
use wire::manifest::Manifest;
use wire::withdraw::Withdrawal;

use crate::act::{ActError, StreamRef, Tx, act};
use crate::custody::{passings, policy};
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::peer::inbox::InboxState;
use crate::peer::receipts::{About, letter_ref};
use crate::probe;
use crate::recall::{carry_out, recall_stream, voice};
use crate::recorder::RecordError;
use crate::rows::view;
use crate::sealed_doc;
use crate::tray::Laid;
use crate::work::incoming::{self, Receipts};
use crate::work::open::{Arrived, NotOpened, Place, follow, is_first, settle, state, was_seen};
use crate::work::withdraw;

/// Takes a letter of the network's own business.
pub(super) async fn housekeeping(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    manifest: &Manifest,
) -> Result<(), NotOpened> {
    let from = &manifest.issuer.node;
    match manifest.kind.as_str() {
        "cx.receipts" | "cx.custody" => {}
        probe::KIND => return probe(node, arrived, manifest).await,
        wire::withdraw::KIND => return withdrawal(node, arrived, manifest).await,
        _ => return Err(NotOpened::never(Reason::TypeUnknown)),
    }
    let is_receipts = manifest.kind == "cx.receipts";
    let receipts = if is_receipts { incoming::read(&manifest.body) } else { Receipts::default() };
    for receipt in &receipts.alone {
        act!(node, "take_statement", None, |tx| {
            incoming::take(tx, from, receipt).await?;
            Ok(Vec::new())
        })
        .await?;
    }
    act!(node, "take_housekeeping", None, |tx| {
        if is_first(tx, manifest, &arrived.text).await? {
            if !is_receipts {
                crate::custody::take(tx, from, &manifest.body).await?;
            }
            for receipt in &receipts.together {
                incoming::take(tx, from, receipt).await?;
            }
        }
        settle(tx, arrived, InboxState::Consigned, None);
        Ok(Vec::new())
    })
    .await
    .map_err(|error| {
        // What is inside does not hold, and will not the next time.
        if matches!(error, ActError::Value { .. }) {
            NotOpened::never(Reason::InnerMalformed)
        } else {
            NotOpened::Act(error)
        }
    })?;
    Ok(())
}

/// Takes a probe: nothing comes of it but the statement that it lies in the tray, which is sent each time that it is asked for
/// with a new envelope.
async fn probe(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    manifest: &Manifest,
) -> Result<(), NotOpened> {
    if !probe::is_probe(&manifest.body) {
        return Err(NotOpened::never(Reason::InnerMalformed));
    }
    let digest = crate::dispatch::split(&arrived.text).map(|(manifest, _)| Digest::of(manifest));
    let digest = digest.ok_or_else(|| NotOpened::never(Reason::InnerMalformed))?;
    if was_seen(node, arrived, manifest.letter_id, digest).await? {
        return Ok(());
    }
    act!(node, "answer_probe", None, |tx| {
        let id = manifest.letter_id;
        tx.insert(view::LETTER_SEEN, &id.to_string(), "", &digest.hex());
        let about = about(arrived, manifest, letter_ref(*id.bytes(), digest, &[]));
        let receipt = Event::ContentConsignment;
        let receipt = node.issue_receipt(receipt, about, None, &[], tx.now)?;
        state(tx, arrived, &manifest.issuer.node, &receipt, InboxState::Consigned)?;
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Takes the word of a node that it takes an envelope of its own back.
async fn withdrawal(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    manifest: &Manifest,
) -> Result<(), NotOpened> {
    let from = &manifest.issuer.node;
    let said = Withdrawal::from_json(&manifest.body);
    let said = said.map_err(|_| NotOpened::never(Reason::InnerMalformed))?;
    let done = act!(node, "take_housekeeping", None, |tx| {
        let mut is_failed = false;
        if is_first(tx, manifest, &arrived.text).await? {
            is_failed = withdraw::take(tx, from, &said).await? == withdraw::Taken::Failed;
        }
        settle(tx, arrived, InboxState::Consigned, None);
        Ok(vec![u8::from(is_failed)])
    })
    .await?;
    if done.result == [1] {
        let env_id = said.envelope.map(|(id, _)| id.to_string()).unwrap_or_default();
        let (slot, _) = node.slot_of(from, &env_id).await?;
        withdraw::destroy_fetched(node, &slot).await?;
    }
    Ok(())
}

/// What a statement of ours about an arrived letter without evidence refers to.
fn about(arrived: &Arrived<'_>, manifest: &Manifest, letter: LetterRef) -> About {
    About {
        of: arrived.of.clone(),
        letter: Some(letter),
        chunks: Chunks { announced: arrived.inbox.n_chunks, missing: 0 },
        prev: Digest::parse_hex(&arrived.inbox.last_receipt).ok(),
        unit: manifest.to.first().map(|(_, unit)| unit.clone()),
    }
}

/// Takes a letter about a recall: one transaction holds what it changes, our receipt, and the letter's mark.
pub(super) async fn recall(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
    manifest: &Manifest,
) -> Result<(), NotOpened> {
    let value = letter.value();
    let digest = Digest(*letter.digest());
    if was_seen(node, arrived, value.id, digest).await? {
        return Ok(());
    }
    let proven = proven(node, letter)?;
    let taken = act!(node, "take_recall_letter", None, |tx| {
        Box::pin(take(tx, arrived, letter, manifest, &proven)).await
    })
    .await;
    match taken {
        Ok(_) => Ok(()),
        Err(ActError::Denied(_)) => Err(NotOpened::never(Reason::NotPermitted)),
        Err(error) => Err(error.into()),
    }
}

async fn take(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
    manifest: &Manifest,
    proven: &BTreeMap<[u8; 32], u64>,
) -> Result<Vec<u8>, ActError> {
    let node = tx.node;
    let value = letter.value();
    let id = value.id.to_string();
    let digest = Digest(*letter.digest());
    tx.insert(view::LETTER_SEEN, &id, "", &digest.hex());
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let passed = passed(node, &value.message).await?;
    let stream = recall_stream(node, value.message.recall());
    let before = tx.load::<Recall>(&stream).await?;
    let permit = permit::for_recall(letter, &passed, proven, before.as_ref(), &ctx)?;
    let events = domain::recall::decide(before.as_ref(), &permit, &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    carry_out(tx, &stream, before, events, &by, &voice(node)?, &[]).await?;
    let about = crate::recall::about(value.message.recall());
    consign(tx, arrived, manifest, &stream, about, digest).await?;
    Ok(Vec::new())
}

/// What a letter on the charter ends with that had its effect: it is kept under the key of the stream it changed, stands at its
/// place among those about the same, and its writer is owed the statement that it lies in the tray.
pub(crate) async fn consign(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    manifest: &Manifest,
    stream: &StreamRef,
    about: String,
    digest: Digest,
) -> Result<(), ActError> {
    let (node, id, from) = (tx.node, manifest.letter_id, &manifest.issuer.node);
    let kek = tx.kek_of(stream).ok_or(ActError::NotFound)?;
    let sealed = sealed_doc::seal(&kek, id.bytes(), &arrived.text, &*node.random)?;
    tx.put_raw(view::LETTER, &id.to_string(), from.as_str(), sealed);
    let version = tx.version_after(stream).ok_or(ActError::NotFound)?;
    tx.lay(&Laid {
        letter: id,
        from,
        about: about.clone(),
        kind: &manifest.kind,
        lane: manifest.lane,
        unit: manifest.to.first().map(|(_, unit)| unit),
        version,
        env_id: arrived.env_id,
    });
    follow(tx, &Place::about(about, manifest, digest)).await?;
    let about = self::about(arrived, manifest, letter_ref(*id.bytes(), digest, &[]));
    let receipt = node.issue_receipt(Event::ContentConsignment, about, None, &[], tx.now)?;
    state(tx, arrived, from, &receipt, InboxState::Consigned)
}

/// What our own records say of the exhibits that a demand names. One whose record is erased, or that is of no case here,
/// is not known.
async fn passed(
    node: &Node,
    message: &Message,
) -> Result<BTreeMap<ExhibitId, Vec<Passed>>, ActError> {
    let Message::Ask { exhibits, .. } = message else { return Ok(BTreeMap::new()) };
    let mut known = BTreeMap::new();
    for id in exhibits.keys() {
        let urn = id.urn(&node.config.node);
        let exhibit = match node.load::<domain::exhibit::Exhibit>(&urn).await {
            Err(ActError::Record(RecordError::Erased)) | Ok(None) => continue,
            Err(error) => return Err(error),
            Ok(Some(exhibit)) => exhibit,
        };
        let Some(case) = exhibit.item().case else { continue };
        let events = node.store.load(&urn, 0).await?;
        let came = passings(node, &events)?.into_iter().filter(|passing| !passing.given);
        let came =
            came.map(|passing| Passed { giver: passing.peer, letter: passing.letter.0, case });
        known.insert(*id, came.collect());
    }
    Ok(known)
}

/// Where the leaves stand whose proofs a confirmation shows. A proof that does not hold accuses its letter.
fn proven(node: &Node, letter: &Verified<Letter>) -> Result<BTreeMap<[u8; 32], u64>, NotOpened> {
    let Message::Confirmed { certificates, .. } = &letter.value().message else {
        return Ok(BTreeMap::new());
    };
    let roster = node.roster();
    let (_, entry) = roster
        .node(&letter.value().from.node)
        .ok_or_else(|| NotOpened::never(Reason::BindingMismatch))?;
    let policy = policy(&roster)?;
    let mut found = BTreeMap::new();
    for shown in certificates {
        let Some(text) = &shown.proof else { continue };
        let proof = TlogProof::parse(text.as_bytes());
        let holds = proof.and_then(|proof| proof.verify(&Digest(shown.leaf), &policy));
        match holds {
            Ok(holds) if holds.checkpoint.origin() == entry.log.origin => {
                found.insert(shown.leaf, holds.index);
            }
            Ok(_) | Err(_) => return Err(NotOpened::never(Reason::InnerMalformed)),
        }
    }
    Ok(found)
}
