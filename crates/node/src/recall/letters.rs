//! Letters about a recall on their way out: signed by a unit, queued in the transaction of the event that caused them.

use domain::actor::{NodeId, UnitId};
use domain::ids::LetterId;
use domain::letter::{Lane, LetterRef, Party};
use domain::recall::{Answer, Asked, Asking, Confirmation, Letter, Message, Reply, Shown};
use wire::letter::Frame;

use super::about;
use crate::act::{ActError, Tx};
use crate::dispatch::{Outline, party_of};

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
    let from = tx.our_party(unit)?;
    let (subject, recall) = (about(message.recall()), message.recall().to_string());
    let id = LetterId::new(tx.node.random.uuid_v4());
    let letter = Letter { id, from, to: vec![to.clone()], issued_at: tx.now, message };
    let outline = Outline {
        peer: &to.node,
        unit: Some(unit),
        about: &subject,
        lane: Lane::Ordinary,
        recall: Some(recall),
    };
    let write = |conv, language, frame: &Frame| {
        wire::letter::recall_manifest(&letter, conv, in_reply_to, language, frame)
    };
    tx.send_on_charter(&outline, write).await?;
    Ok(())
}
