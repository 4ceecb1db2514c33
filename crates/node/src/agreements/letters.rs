//! Letters about an agreement on their way out: signed by a unit, queued in the transaction of the event that caused them,
//! one for each other party.

use domain::actor::UnitId;
use domain::agreement::{Agreement, Letter, Message};
use domain::ids::LetterId;
use domain::letter::{Lane, Language, Party};
use seal::digest::Digest;
use seal::sign::Signer;
use wire::letter::Frame;
use wire::manifest::ConvPlace;

use super::about;
use crate::act::{ActError, Tx};
use crate::dispatch::{
    Parcel, conversation_key, later, next_place, party_of, patience, recipient, sign,
};
use crate::rows::view;

/// Tells every other party.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    agreement: &Agreement,
    message: &Message,
    unit: &UnitId,
) -> Result<(), ActError> {
    let roster = tx.node.roster();
    for party in agreement.terms().others(&tx.node.config.member) {
        send(tx, message, &recipient(&roster, party)?, unit).await?;
    }
    Ok(())
}

async fn send(
    tx: &mut Tx<'_>,
    message: &Message,
    to: &Party,
    unit: &UnitId,
) -> Result<(), ActError> {
    let node = tx.node;
    let roster = node.roster();
    let from = party_of(&roster, unit)?;
    let id = LetterId::new(node.random.uuid_v4());
    let subject = about(message.of().id);
    let mut place = tx.conversation(&subject, &to.node).await?;
    let conv = next_place(&place)?;
    let lane = Lane::Emergency;
    let deliver_by = later(tx.now, patience(lane));
    let (to, message) = (to.clone(), message.clone());
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
    let manifest = wire::letter::agreement_manifest(&letter, conv, language, &frame);
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
        kind: manifest.kind.clone(),
        measure: None,
        recall: None,
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
