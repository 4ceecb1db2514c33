//! Letters about a recall on their way out: signed by a unit, queued in the transaction of the event that caused them.

use domain::actor::{NodeId, UnitId};
use domain::ids::LetterId;
use domain::letter::{Lane, Language, LetterRef, Party};
use domain::recall::{Answer, Asked, Asking, Confirmation, Letter, Message, Reply, Shown};
use seal::digest::Digest;
use seal::sign::Signer;
use wire::letter::Frame;
use wire::manifest::ConvPlace;

use super::about;
use crate::act::{ActError, Tx};
use crate::dispatch::{Parcel, conversation_key, later, next_place, party_of, patience, sign};
use crate::rows::view;

/// Asks a recipient, or reminds it: the same demand in a letter of its own. False if nobody there receives letters.
pub(super) async fn ask(
    tx: &mut Tx<'_>,
    asking: &Asking,
    to: &NodeId,
    unit: &UnitId,
) -> Result<bool, ActError> {
    let Some(recipient) = asking.request.recipients.get(to) else { return Ok(false) };
    let roster = tx.node.roster();
    let Some(receives) = roster.reception(to) else { return Ok(false) };
    let party = party_of(&roster, &receives.unit)?;
    let request = &asking.request;
    let exhibits = recipient.exhibits.iter().map(|(id, handed)| (*id, handed.letter));
    let message = Message::Ask {
        recall: request.recall,
        reason: request.reason,
        why: request.why.clone(),
        due_at: request.due_at,
        exhibits: exhibits.collect(),
    };
    send(tx, message, &party, unit, None).await?;
    Ok(true)
}

/// Tells whoever asked us what we say.
pub(super) async fn answer(
    tx: &mut Tx<'_>,
    asked: &Asked,
    unit: &UnitId,
    shown: &[Shown],
) -> Result<(), ActError> {
    let recall = asked.demand.recall;
    let message = match said(asked) {
        None => return Ok(()),
        Some(Answer::Refused(refused)) => Message::Refused { recall, refused },
        Some(Answer::Confirmed(Confirmation { certificates, onward })) => {
            let bare = |one: &domain::recall::Certificate| {
                let known = shown.iter().find(|shown| shown.leaf == one.leaf).cloned();
                known.unwrap_or(Shown { erasure: one.erasure, leaf: one.leaf, proof: None })
            };
            let certificates = certificates.iter().map(bare).collect();
            Message::Confirmed { recall, certificates, onward }
        }
    };
    send(tx, message, &asked.demand.from, unit, Some(asked.demand.letter)).await
}

/// The last thing we said.
fn said(asked: &Asked) -> Option<Answer> {
    if let Some(confirmation) = asked.confirmation() {
        return Some(Answer::Confirmed(confirmation.clone()));
    }
    match &asked.reply {
        Reply::Refused { refused, .. } => Some(Answer::Refused(refused.clone())),
        Reply::Confirmed { .. } | Reply::Open => None,
    }
}

async fn send(
    tx: &mut Tx<'_>,
    message: Message,
    to: &Party,
    unit: &UnitId,
    in_reply_to: Option<LetterRef>,
) -> Result<(), ActError> {
    let node = tx.node;
    let roster = node.roster();
    let from = party_of(&roster, unit)?;
    let id = LetterId::new(node.random.uuid_v4());
    let subject = about(message.recall());
    let mut place = tx.conversation(&subject, &to.node).await?;
    let conv = next_place(&place)?;
    let lane = Lane::Ordinary;
    let deliver_by = later(tx.now, patience(lane));
    let parcel_kind = message.kind().id().to_owned();
    let recall = message.recall().to_string();
    let letter = Letter { id, from, to: vec![to.clone()], issued_at: tx.now, message };
    let frame = Frame {
        net: roster.net,
        exercise_id: roster.root.exercise_id.clone(),
        deliver_by,
        not_after: None,
        seen: Vec::new(),
        cite: None,
        agreement: None,
    };
    let conv =
        ConvPlace { id: conv.id, seq: conv.seq, prev: conv.prev.map(Digest), seen: Vec::new() };
    let language = Language::parse("en").ok_or_else(|| ActError::Shell("language".to_owned()))?;
    let manifest = wire::letter::recall_manifest(&letter, conv, in_reply_to, language, &frame);
    let keys = node.signing.units.get(unit);
    let keys = keys.ok_or_else(|| ActError::Shell(format!("no keys of {unit}")))?;
    let signer: &dyn Signer = &keys.sign;
    let signed = sign(&manifest, &[signer])?;
    place.ours = place.ours.saturating_add(1);
    place.our_last = Some(signed.digest.hex());
    tx.put(view::CONVERSATION, &conversation_key(&subject, &to.node), "", &place);
    let parcel = Parcel {
        letter: id.to_string(),
        letter_digest: signed.digest.hex(),
        kind: parcel_kind,
        measure: None,
        recall: Some(recall),
        unit: to.unit.to_string(),
        n_chunks: 0,
        envelope: None,
        delivered: false,
        bundled: None,
        asks: None,
    };
    let kek = node.keys.kek("node", tx.now.as_millisecond()).await?;
    tx.queue(&signed, id, &to.node, lane, deliver_by, &parcel, &kek).await?;
    Ok(())
}
