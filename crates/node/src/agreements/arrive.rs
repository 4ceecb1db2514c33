//! Arrived letters about an agreement: one transaction holds what such a letter changes, our receipt, and the letter's mark.
//! And arrived letters that an agreement holds: they lie aside, encrypted as they came, until the sweep lets them go on.

use std::sync::Arc;

use domain::agreement::{Agreement, Letter, Verdict};
use domain::letter::Verified;
use domain::permit;
use seal::digest::Digest;
use seal::receipt::Reason;
use wire::manifest::Manifest;

use super::{about, agreement_stream, carry_out, held, let_go_on};
use crate::act::{ActError, Tx, act};
use crate::log;
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::peer::inbox::{Inbox, InboxState};
use crate::rows::view;
use crate::work::charter::consign;
use crate::work::open::{Arrived, NotOpened, move_alone, was_seen};

/// Takes a letter about an agreement.
pub(crate) async fn letter(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
    manifest: &Manifest,
) -> Result<(), NotOpened> {
    let digest = Digest(*letter.digest());
    if was_seen(node, arrived, letter.value().id, digest).await? {
        return Ok(());
    }
    let taken = act!(node, "take_agreement_letter", None, |tx| {
        Box::pin(take(tx, arrived, letter, manifest)).await
    })
    .await;
    match taken {
        Ok(_) => {
            let_go_on(node);
            Ok(())
        }
        Err(ActError::Denied(_)) => Err(NotOpened::never(Reason::NotPermitted)),
        Err(error) => Err(error.into()),
    }
}

async fn take(
    tx: &mut Tx<'_>,
    arrived: &Arrived<'_>,
    letter: &Verified<Letter>,
    manifest: &Manifest,
) -> Result<Vec<u8>, ActError> {
    let node = tx.node;
    let value = letter.value();
    let id = value.id.to_string();
    let digest = Digest(*letter.digest());
    tx.insert(view::LETTER_SEEN, &id, "", &digest.hex());
    let (roster, instrument) = (node.roster_view(), instrument()?);
    let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
    let of = value.message.of().id;
    let stream = agreement_stream(node, of);
    let before = tx.load::<Agreement>(&stream).await?;
    let permit = permit::for_agreement(letter, before.as_ref(), &ctx)?;
    let events = domain::agreement::decide(before.as_ref(), &permit, &ctx)?;
    let by = who(&permit, &ctx, None, &stream.id);
    carry_out(tx, &stream, before, events, &by, None).await?;
    consign(tx, arrived, manifest, &stream, about(of), digest).await?;
    Ok(Vec::new())
}

/// Lays a letter aside that an agreement holds; true if it does. It is not read any further and shown to nobody.
pub(crate) async fn quarantine(
    node: &Arc<Node>,
    arrived: &Arrived<'_>,
    letter: &domain::letter::Letter,
    manifest: &Manifest,
) -> Result<bool, NotOpened> {
    let (asks, verdict) = held::of_arrived(node, letter, manifest, arrived.accepted_at).await?;
    match verdict {
        Verdict::Go => Ok(false),
        Verdict::Never(_) => Err(NotOpened::never(Reason::NotPermitted)),
        Verdict::Hold(reason) => {
            log::letter_quarantined(arrived.env_id, reason.code());
            let state =
                InboxState::Quarantined { reason: reason.code().to_owned(), asks: Box::new(asks) };
            let next = Inbox { state, attempts: 0, ..arrived.inbox.clone() };
            move_alone(node, arrived.env_id, arrived.inbox, &next).await?;
            Ok(true)
        }
    }
}

/// Lets a letter out of quarantine: it has its turn as if it had just been accepted, and clocks run from its acceptance.
///
/// # Errors
/// If the store fails.
pub(crate) async fn release(node: &Node, env_id: &str, inbox: &Inbox) -> Result<(), ActError> {
    let next = Inbox { state: InboxState::Accepted, attempts: 0, ..inbox.clone() };
    match move_alone(node, env_id, inbox, &next).await {
        // Somebody else moved it.
        Ok(()) | Err(ActError::Stale) => Ok(()),
        Err(error) => Err(error),
    }
}
