//! Whether stored evidence is still what was stored: every part of ciphertext is read and compared with its name.
//!
//! The name of a part is the digest of its bytes, so no key of content is needed, and a part that is wrong or missing is
//! found long before a court asks for it. Each pass is an entry of the log: how many parts it read, and which exhibits are
//! damaged. What was damaged can be had again from whoever handed it over; nothing is repaired here.

use std::sync::Arc;

use domain::ids::ExhibitId;
use jiff::SignedDuration;
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, act};
use crate::log;
use crate::node::Node;
use crate::recorder::RecordError;
use crate::rows::view;
use crate::serve::log_stream;

#[cfg(test)]
mod tests;

/// A pass begins so long after the last one ended.
const EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Row of `counter` with the instant of the last pass, milliseconds since 1970.
const LAST: &str = "scrub";
/// Damaged exhibits that one entry names; more are counted.
const NAMED_MAX: usize = 20;

/// What one pass found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scrubbed {
    /// Exhibits with content.
    pub n_exhibits: u64,
    /// Their parts.
    pub n_parts: u64,
    /// Bytes of ciphertext that were read.
    pub n_bytes: u64,
    /// Exhibits with a part that is missing or is not what was stored.
    pub damaged: Vec<ExhibitId>,
}

impl Scrubbed {
    /// What the entry says.
    fn note(&self) -> String {
        let Self { n_exhibits, n_parts, n_bytes, damaged } = self;
        let n_damaged = damaged.len();
        let mut note =
            format!("exhibits {n_exhibits} parts {n_parts} bytes {n_bytes} damaged {n_damaged}");
        for exhibit in damaged.iter().take(NAMED_MAX) {
            note.push(' ');
            note.push_str(&exhibit.to_string());
        }
        note
    }
}

/// Makes a pass if one is due. Returns what it found.
///
/// # Errors
/// If the store fails: the pass is made again then.
pub async fn run_once(node: &Arc<Node>) -> Result<Option<Scrubbed>, ActError> {
    node.may_act()?;
    let last: Option<i64> = node.row(view::COUNTER, LAST).await?;
    let since = last.map(|last| node.now().as_millisecond().saturating_sub(last));
    if since.is_some_and(|since| i128::from(since) < EVERY.as_millis()) {
        return Ok(None);
    }
    let found = pass(node).await?;
    act!(node, "scrub", None, |tx| {
        let origin = node.ledger.origin();
        let stream = log_stream(node);
        let event = shard::Event {
            at: tx.now,
            kind: shard::Kind::Scrubbed,
            origin,
            checkpoint: None,
            vkeys: Vec::new(),
            from: None,
            sigs: Vec::new(),
            note: Some(found.note()),
        };
        // A node without evidence says so by saying nothing.
        if found.n_exhibits > 0 {
            tx.record(&stream, &Stored::Shard(event), tx.now, &Who::node()).await?;
        }
        tx.put(view::COUNTER, LAST, "", &tx.now.as_millisecond());
        Ok(Vec::new())
    })
    .await?;
    if !found.damaged.is_empty() {
        log::evidence_damaged(found.damaged.len());
    }
    Ok(Some(found))
}

/// Reads every part of every exhibit once.
async fn pass(node: &Node) -> Result<Scrubbed, ActError> {
    let mut found = Scrubbed::default();
    let query = store::RowQuery::view(view::CONTENT, store::MAX_PAGE);
    for row in node.all_rows(query).await? {
        let damaged = || ActError::Corrupt("row content".to_owned());
        let exhibit = ExhibitId::parse(&row.key).map_err(|_| damaged())?;
        found.n_exhibits = found.n_exhibits.saturating_add(1);
        let parts = match node.content(exhibit).await {
            Ok(content) => content.parts,
            // Erased since the list was read.
            Err(ActError::NotFound | ActError::Record(RecordError::Erased)) => continue,
            Err(ActError::Corrupt(_) | ActError::Record(_)) => {
                found.damaged.push(exhibit);
                continue;
            }
            Err(error) => return Err(error),
        };
        let mut is_whole = true;
        for part in parts {
            found.n_parts = found.n_parts.saturating_add(1);
            let bytes = node.blobs.get(&part).await?;
            found.n_bytes =
                found.n_bytes.saturating_add(bytes.as_ref().map_or(0, |b| b.len() as u64));
            let holds = move || bytes.is_some_and(|bytes| part.ends_with(&name_of(&bytes)));
            is_whole &= if node.runs_inline() {
                holds()
            } else {
                let read = tokio::task::spawn_blocking(holds).await;
                read.map_err(|_| ActError::Shell("reading a part was interrupted".to_owned()))?
            };
        }
        if !is_whole && node.content(exhibit).await.is_ok() {
            found.damaged.push(exhibit);
        }
    }
    Ok(found)
}

/// What ends the name of a part with these bytes.
fn name_of(sealed: &[u8]) -> String {
    format!("/{}", seal::digest::hex_encode(blake3::hash(sealed).as_bytes()))
}
