//! Letters about an agreement on their way out: signed by a unit, queued in the transaction of the event that caused them,
//! one for each other party.

use domain::actor::UnitId;
use domain::agreement::{Agreement, Letter, Message};
use domain::ids::LetterId;
use domain::letter::{Lane, Party};
use wire::letter::Frame;

use super::about;
use crate::act::{ActError, Tx};
use crate::dispatch::{Outline, recipient};

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
    let from = tx.our_party(unit)?;
    let subject = about(message.of().id);
    let id = LetterId::new(tx.node.random.uuid_v4());
    let (to, message) = (to.clone(), message.clone());
    let letter = Letter { id, from, to: vec![to.clone()], issued_at: tx.now, message };
    let outline = Outline {
        peer: &to.node,
        unit: Some(unit),
        about: &subject,
        lane: Lane::Emergency,
        recall: None,
    };
    let write = |conv, language, frame: &Frame| {
        wire::letter::agreement_manifest(&letter, conv, language, frame)
    };
    tx.send_on_charter(&outline, write).await?;
    Ok(())
}
