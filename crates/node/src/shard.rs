//! New Year: the act that closes a log and opens the next one.
//!
//! One commit holds the last leaf of the one and the first leaf of the other. The first leaf carries the last checkpoint of
//! the log before, so the act must know its root: it is made for one head, and made again if somebody was faster
//! (`docs/rfd/0007-one-log-after-the-other.md`). Not here: what happens to registers and signatures (`crate::ledger`).

use jiff::tz::TimeZone;
use seal::checkpoint::LogName;
use store::{End, LogEnd};
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, act};
use crate::ledger::LedgerError;
use crate::node::Node;
use crate::rows::view;
use crate::serve::stream_of_log;

/// When it was last said that the directory does not list the log of the new year: a day, in `counter`.
const SAID: &str = "next-log-missing";

/// What became of a look at the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// The log is the one of this year.
    Current,
    /// The year is over, and the directory lists no log of the new one: the old one goes on.
    NotListed,
    /// The log of this year has begun.
    Opened,
}

/// Closes the log and opens the one of the new year, if the year of the node's clock is past that of the log.
///
/// # Errors
/// If nothing may be signed, or the store fails.
pub async fn turn_year(node: &Node) -> Result<Turned, ActError> {
    let today = node.now().to_zoned(TimeZone::UTC).date();
    let year = today.year().unsigned_abs();
    let origin = node.ledger.origin();
    let Some(name) = LogName::parse(&origin).filter(|name| name.year < year) else {
        return Ok(Turned::Current);
    };
    let next = LogName::origin(name.node, year, 0);
    if node.ledger.unused().contains(&next) {
        return open_next(node, &next).await;
    }
    let today = today.to_string();
    if node.row::<String>(view::COUNTER, SAID).await?.as_ref() != Some(&today) {
        crate::log::next_log_missing(&next);
        act!(node, "note_missing_log", None, |tx| {
            tx.put(view::COUNTER, SAID, "", &today);
            Ok(Vec::new())
        })
        .await?;
    }
    Ok(Turned::NotListed)
}

async fn open_next(node: &Node, next: &str) -> Result<Turned, ActError> {
    let vkeys = node.ledger.first_vkeys_of(next).map_err(LedgerError::from)?;
    let vkeys: Vec<_> = vkeys.iter().flatten().map(ToString::to_string).collect();
    let done = act!(node, "open_next_log", None, |tx| {
        node.ledger.sequence().await?;
        let head = node.store.head().await?;
        let origin = node.ledger.origin_of(head.log)?;
        if origin == next || !node.ledger.unused().iter().any(|unused| unused == next) {
            return Ok(b"open".to_vec());
        }
        let now = tx.now;
        let event = |kind, origin: &str, checkpoint, note| {
            let vkeys = if kind == shard::Kind::ShardOpen { vkeys.clone() } else { Vec::new() };
            let origin = origin.to_owned();
            let (from, sigs) = (None, Vec::new());
            Stored::Shard(shard::Event {
                at: now,
                kind,
                origin,
                checkpoint,
                vkeys,
                from,
                sigs,
                note,
            })
        };
        let old = stream_of_log(node, &origin);
        let close = event(shard::Kind::ShardClose, &origin, None, Some(next.to_owned()));
        let close = tx.record(&old, &close, tx.now, &Who::node()).await?;
        let last = node.ledger.last_note(head, close.leaf_hash, tx.now).await?;
        let open = event(shard::Kind::ShardOpen, next, Some(last), None);
        tx.record(&stream_of_log(node, next), &open, tx.now, &Who::node()).await?;
        let end =
            LogEnd { log: head.log, size: head.size, how: End::Closed, next: next.to_owned() };
        tx.log_end = Some((end, Some(old)));
        Ok(Vec::new())
    })
    .await?;
    if done.result.is_empty() {
        crate::log::log_begun(next);
    }
    Ok(Turned::Opened)
}

#[cfg(test)]
mod tests;
