//! Acceptances of letters of ours that come otherwise than as the answer to a delivery: in a bundle, or from a node that
//! fetches. One that does not fit changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::actor::NodeId;
use seal::digest::Digest;
use seal::receipt::{Event, Receipt, Role};

use crate::act::ActError;
use crate::agreements::waits::waits_for_receipt;
use crate::dispatch::Parcel;
use crate::log;
use crate::mailbox::is_answered;
use crate::node::Node;
use crate::relay;
use crate::rows::decode;
use crate::work::deliver::{self, Accepted, Chunks};
use crate::work::incoming::is_given_up;

/// A clock of another node may be so far behind ours.
const BEHIND_MS: i64 = 24 * 60 * 60 * 1_000;

/// What a receipt comes to before it has any effect.
pub(crate) enum Read {
    /// It is on record, or nothing waits for it.
    Known,
    /// It is new.
    New(Box<Accepted>),
    /// It is none for us, and why.
    Refused(&'static str),
}

/// Reads an acceptance of an envelope of ours by the node that brought it.
///
/// # Errors
/// If a row is damaged or the store fails.
pub(crate) async fn read(node: &Node, from: &NodeId, bytes: &[u8]) -> Result<Read, ActError> {
    let Ok(receipt) = Receipt::parse(bytes) else { return Ok(Read::Refused("malformed")) };
    let statement = receipt.statement();
    if statement.event != Event::RelayAcceptance {
        // Who opened what travels sealed, as a letter.
        return Ok(Read::Refused("unexpected-receipt"));
    }
    // A relay passes on what a recipient stated, as it came: it is the recipient's word by its signature, not by who brings it.
    let Ok(by) = NodeId::parse(statement.by.node.as_str()) else {
        return Ok(Read::Refused("other-issuer"));
    };
    if by != *from && !node.relays_of(&by).contains(from) {
        return Ok(Read::Refused("other-envelope"));
    }
    if statement.by.role != Role::Recipient {
        return Ok(Read::Refused("unexpected-receipt"));
    }
    let Some(row) = node.outbox_row_of(&statement.of.env_id.to_string()).await? else {
        return Ok(Read::Refused("other-envelope"));
    };
    let parcel: Parcel = decode(&row.payload)?;
    let Some(sealed) = &parcel.envelope else { return Ok(Read::Refused("other-envelope")) };
    let damaged = || ActError::Corrupt("row outbox".to_owned());
    let env_digest = Digest::parse_hex(&sealed.env_digest).map_err(|_| damaged())?;
    if row.peer != by.to_string() || statement.of.to.as_str() != by.as_str() {
        return Ok(Read::Refused("other-envelope"));
    }
    if let Err(code) = node.check_receipt(&receipt, &by, env_digest) {
        return Ok(Read::Refused(code));
    }
    // What goes again goes because its recipient lost what it had accepted. That it accepted once anybody who was there can show,
    // for ever; that it has it now only the recipient can say.
    if by != *from && parcel.again {
        return Ok(Read::Known);
    }
    // An anchor shows how two logs stand to each other; nobody between them has a part in that.
    let receipt = if by == *from { Ok(receipt) } else { receipt.with_anchor(None) };
    let Ok(receipt) = receipt else { return Ok(Read::Refused("malformed")) };
    // Clocks of the law run from this instant, so it cannot be before the letter was there to be accepted.
    // Who still has what goes again answers with its first receipt, which is older than the row.
    if !parcel.again
        && receipt.statement().at.unix_ms() < row.queued_at_ms.saturating_sub(BEHIND_MS)
    {
        return Ok(Read::Refused("receipt-too-old"));
    }
    let is_known = is_answered(node, &parcel, &sealed.env_id).await?;
    // What an agreement holds since it left has arrived all the same.
    // So has, perhaps, what was given up.
    if is_known || !waits_for_receipt(&row) && !is_given_up(&row.state) {
        return Ok(Read::Known);
    }
    let chunks = match parcel.n_chunks {
        0 => Chunks::AllThere,
        _ => Chunks::Unknown,
    };
    Ok(Read::New(Box::new(Accepted { row, parcel, receipt, chunks })))
}

/// Takes the acceptances that a node brings, in as few acts as can be. Whether all that fit are on record now; if not, it
/// brings them again.
///
/// # Errors
/// If the store fails.
pub(crate) async fn take(
    node: &Arc<Node>,
    from: &NodeId,
    receipts: &[Vec<u8>],
) -> Result<bool, ActError> {
    if node.is_relay(&node.config.node) {
        relay::hear(node, from, receipts).await?;
    }
    let (mut new, mut seen) = (BTreeMap::<NodeId, Vec<Accepted>>::new(), BTreeSet::new());
    for bytes in receipts {
        match deliver::relays::hear(node, from, bytes).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error @ ActError::Corrupt(_)) => {
                log::worker_failed("receipts", &error);
                continue;
            }
            Err(error) => return Err(error),
        }
        match read(node, from, bytes).await {
            Ok(Read::Known | Read::Refused(_)) => {}
            // All the others count, and this one is not better if it is brought again.
            Err(error @ ActError::Corrupt(_)) => log::worker_failed("receipts", &error),
            Err(error) => return Err(error),
            Ok(Read::New(letter)) => {
                let by = NodeId::parse(&letter.row.peer);
                if let (Ok(by), true) = (by, seen.insert(letter.row.id)) {
                    new.entry(by).or_default().push(*letter);
                }
            }
        }
    }
    let mut are_all_taken = true;
    for (by, letters) in new {
        are_all_taken &= deliver::record_taken(node, &by, letters).await;
    }
    Ok(are_all_taken)
}
