//! Whether stored evidence is still what was stored: every part of ciphertext is read and compared with its name.
//!
//! The name of a part is the digest of its bytes, so no key of content is needed, and a part that is wrong or missing is
//! found long before a court asks for it. Each pass is an entry of the log: how many parts it read, and which exhibits are
//! damaged. Where there are replicas, a part that is wrong or missing in one place is put back from another and compared,
//! and the exhibit's own record says so. What no place has whole can be had again from whoever handed it over.

use std::sync::Arc;

use domain::denied::Denied;
use domain::exhibit::{self, Exhibit};
use domain::ids::ExhibitId;
use domain::permit::{self, Subject};
use jiff::SignedDuration;
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, StreamRef, act};
use crate::keeping::{delete_parts, is_erased};
use crate::log;
use crate::measures::{instrument, who};
use crate::node::Node;
use crate::recorder::RecordError;
use crate::replicas;
use crate::rows::view;
use crate::serve::log_stream;
use crate::work::arrive::tool;

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
    /// Copies of parts that were put back from another place.
    pub n_restored: u64,
    /// Exhibits with a part that is missing or is not what was stored, in every place that could be read.
    pub damaged: Vec<ExhibitId>,
}

impl Scrubbed {
    /// What the entry says.
    fn note(&self) -> String {
        let Self { n_exhibits, n_parts, n_bytes, n_restored, damaged } = self;
        let n_damaged = damaged.len();
        let mut note =
            format!("exhibits {n_exhibits} parts {n_parts} bytes {n_bytes} damaged {n_damaged}");
        if *n_restored > 0 {
            note = format!("restored {n_restored} {note}");
        }
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
async fn pass(node: &Arc<Node>) -> Result<Scrubbed, ActError> {
    let mut found = Scrubbed::default();
    let destroyed = node.keys.exhibits_without_keys().await?;
    let query = store::RowQuery::view(view::CONTENT, store::MAX_PAGE);
    for row in node.all_rows(query).await? {
        let damaged = || ActError::Corrupt("row content".to_owned());
        let exhibit = ExhibitId::parse(&row.key).map_err(|_| damaged())?;
        // What was erased is not put back, although a database from before may still name it.
        if is_erased(node, exhibit, &destroyed)? {
            continue;
        }
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
        let mut damage = Damage::default();
        for (n, part) in (0_u64..).zip(&parts) {
            found.n_parts = found.n_parts.saturating_add(1);
            let looked = replicas::look(node, part).await?;
            found.n_bytes = found.n_bytes.saturating_add(looked.n_bytes);
            found.n_restored = found.n_restored.saturating_add(looked.n_restored);
            if looked.is_lost {
                damage.lost.push(n);
            } else if looked.is_damaged {
                damage.restored.push(n);
                damage.from = looked.from;
            }
        }
        // The worker that destroys may have been here between the reading of a part and its putting back.
        if is_erased(node, exhibit, &destroyed)? {
            delete_parts(node, &parts).await?;
            continue;
        }
        // Nobody else's part is wrong if the exhibit was erased since the list was read.
        if damage.is_any() && node.content(exhibit).await.is_ok() {
            if !damage.lost.is_empty() {
                found.damaged.push(exhibit);
            }
            record(node, exhibit, &damage).await?;
        }
    }
    Ok(found)
}

/// What is wrong with one exhibit.
#[derive(Debug, Default)]
struct Damage {
    /// Parts that were put back.
    restored: Vec<u64>,
    /// From where.
    from: Option<String>,
    /// Parts that no place has whole.
    lost: Vec<u64>,
}

impl Damage {
    const fn is_any(&self) -> bool {
        !self.restored.is_empty() || !self.lost.is_empty()
    }
}

/// Says it in the record of the exhibit. What has no record of its own, or none that opens, stands in the log alone.
async fn record(node: &Arc<Node>, id: ExhibitId, damage: &Damage) -> Result<(), ActError> {
    act!(node, "scrub_exhibit", None, |tx| {
        let (roster, instrument) = (node.roster_view(), instrument()?);
        let ctx = node.ctx(tx.now, &instrument, &roster).ok_or(ActError::NotFound)?;
        let stream = StreamRef { id: id.urn(&node.config.node), scope: String::new() };
        let known = match node.load::<Exhibit>(&stream.id).await {
            Ok(known) => known,
            Err(ActError::Record(RecordError::Erased)) => None,
            Err(error) => return Err(error),
        };
        if known.is_none() {
            return Ok(Vec::new());
        }
        let mut known = tx.load::<Exhibit>(&stream).await?;
        let said = [(&damage.restored, damage.from.clone()), (&damage.lost, None)];
        for (parts, from) in said.into_iter().filter(|(parts, _)| !parts.is_empty()) {
            let command = exhibit::Command::Repair { parts: parts.clone(), from, tool: tool() };
            let permit = match permit::for_node(&Subject::new(known.as_ref()), command, &ctx) {
                Ok(permit) => permit,
                // Going, or gone, since it was read.
                Err(Denied::Closed) => return Ok(Vec::new()),
                Err(denied) => return Err(denied.into()),
            };
            let by = who(&permit, &ctx, None, &stream.id);
            for event in exhibit::decide(known.as_ref(), &permit, &ctx)? {
                let at = event.at;
                tx.record(&stream, &Stored::Exhibit(event.clone()), at, &by).await?;
                known = Some(exhibit::evolve(known, &event)?);
            }
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
