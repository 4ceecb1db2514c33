//! What other nodes say of the directory without being asked (`docs/spec/directory.md` §8): the version in the head of each
//! envelope, version and snapshot in each receipt.
//!
//! A higher version is a reason to look sooner, at that node first, and seldom: what it says costs us one look in some minutes, the
//! longer the oftener nothing came of it. Another snapshot under a number that we have is a *contradiction*: whoever signed the receipt
//! says what is not so, or the directory's operator has signed two. It is on record with the receipt that says so, told to the
//! operator, and our directory stays.
//!
//! Not trusted: whoever says it. At most it makes us look once in some minutes, and note [`KEPT_MAX`] contradictions for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::actor::NodeId;
use domain::letter::Lane;
use seal::digest::Digest;
use seal::receipt::Receipt;
use serde::{Deserialize, Serialize};
use store::{RowQuery, Store};
use wire::stored::{Stored, Who, link};

use super::Newer;
use crate::act::{ActError, act};
use crate::dispatch::link_stream;
use crate::log;
use crate::node::Node;
use crate::peer::receipts::{KeptReceipt, keep};
use crate::roads::lock;
use crate::rows::{all_rows, decode, view};

/// After a look that one node caused, so long until it can cause another one; twice as long each time nothing came of it.
const AGAIN_MS: i64 = 5 * 60 * 1000;
/// How often that doubles: to almost a day.
const DOUBLES_MAX: u32 = 8;
/// The highest version that a directory can have (`docs/spec/directory.md` §2).
const VERSION_MAX: u64 = (1 << 53) - 1;
/// Contradictions of one node that are kept: whoever has made so many makes no more of them worth a record.
pub const KEPT_MAX: usize = 8;
/// Versions of which this node remembers since its start which content they had.
const USED_MAX: usize = 64;

/// What one node has caused by what it said.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Not before this instant, in milliseconds since 1970.
    not_before_ms: i64,
    /// How often in a row nothing came of it.
    n_vain: u32,
    /// Our version when it was heard last.
    ours: u64,
}

impl Said {
    /// Whether a word of this node is a reason to look now; if it is, the next one is so later.
    fn counts(&mut self, ours: u64, now_ms: i64) -> bool {
        if ours != self.ours {
            *self = Self { ours, ..Self::default() };
        }
        let wait_ms = self.not_before_ms.saturating_sub(now_ms);
        // A clock that went back must not make it deaf for as long.
        if (1..=AGAIN_MS << DOUBLES_MAX).contains(&wait_ms) {
            return false;
        }
        self.not_before_ms = now_ms.saturating_add(AGAIN_MS << self.n_vain.min(DOUBLES_MAX));
        self.n_vain = self.n_vain.saturating_add(1);
        true
    }
}

/// A node stated other content of a version that we have. Instants are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Who.
    pub peer: String,
    /// The version.
    pub version: u64,
    /// SHA-256 of its snapshot as the node states it.
    pub theirs: String,
    /// The same as we have it.
    pub ours: String,
    /// When it was found.
    pub found_ms: i64,
    /// The receipt under that node's key.
    pub receipt: KeptReceipt,
}

impl Node {
    /// A node seems to have a newer directory.
    pub(crate) fn hear_newer(&self, of: &NodeId) {
        let (ours, now_ms) = (self.roster().version, self.now().as_millisecond());
        if lock(&self.newer.said).entry(of.clone()).or_default().counts(ours, now_ms) {
            self.newer.hear(of);
        }
    }

    /// A node says in something it has signed that it works with this version.
    pub(crate) fn hear_version(&self, of: &NodeId, version: u64) {
        if version > self.roster().version && version <= VERSION_MAX {
            self.hear_newer(of);
        }
    }

    /// A receipt that a node has signed.
    pub(crate) fn hear_receipt(&self, of: &NodeId, receipt: &Receipt) {
        let theirs = &receipt.statement().roster;
        self.hear_version(of, theirs.version);
        if self.digest_of_version(theirs.version).is_some_and(|ours| ours != theirs.snapshot_sha256)
        {
            lock(&self.newer.contradicted).entry(of.clone()).or_insert_with(|| receipt.to_bytes());
            self.newer.wake_recorder.notify_one();
        }
    }

    /// SHA-256 of the snapshot of a version that this node works with, or has worked with since its start.
    fn digest_of_version(&self, version: u64) -> Option<Digest> {
        let roster = self.roster();
        if roster.version == version {
            return Some(roster.snapshot_sha256);
        }
        lock(&self.newer.used).get(&version).copied()
    }
}

impl Newer {
    /// Remembers the content of a version that goes out of use.
    pub(super) fn remember(&self, version: u64, snapshot_sha256: Digest) {
        let mut used = lock(&self.used);
        used.insert(version, snapshot_sha256);
        while used.len() > USED_MAX {
            used.pop_first();
        }
    }
}

/// Puts on record who contradicts our directory. How many there were of whom nothing was on record.
///
/// # Errors
/// If the store fails; then it is heard again with the next receipt.
pub async fn record(node: &Arc<Node>) -> Result<usize, ActError> {
    let pending = std::mem::take(&mut *lock(&node.newer.contradicted));
    let mut n_new = 0;
    for (peer, bytes) in pending {
        let Ok(receipt) = Receipt::parse(&bytes) else { continue };
        n_new += usize::from(record_one(node, &peer, &receipt).await?);
    }
    Ok(n_new)
}

async fn record_one(node: &Arc<Node>, peer: &NodeId, receipt: &Receipt) -> Result<bool, ActError> {
    let statement = receipt.statement();
    let theirs = &statement.roster;
    let Some(ours) = node.digest_of_version(theirs.version) else { return Ok(false) };
    let key = format!("{peer}:{:020}:{}", theirs.version, theirs.snapshot_sha256.hex());
    let held = node.rows::<Contradiction>(view::DIRECTORY_SAID, &format!("{peer}:")).await?;
    if held.len() >= KEPT_MAX || held.iter().any(|(known, _)| *known == key) {
        return Ok(false);
    }
    let (_, kept) = keep(receipt)?;
    let row = Contradiction {
        peer: peer.to_string(),
        version: theirs.version,
        theirs: theirs.snapshot_sha256.hex(),
        ours: ours.hex(),
        found_ms: node.now().as_millisecond(),
        receipt: kept,
    };
    act!(node, "note_directory", None, |tx| {
        tx.put(view::DIRECTORY_SAID, &key, "", &row);
        let event = link::Event {
            at: tx.now,
            kind: link::Kind::DirectoryDiffers,
            env_digest: Some(statement.of.env_digest),
            letter_digest: None,
            receipt_digest: Some(receipt.statement_digest()),
            peer: peer.clone(),
            anchor: None,
            lane: Lane::Bulk,
            carried: None,
        };
        let stream = link_stream(&node.config.node, peer);
        tx.record(&stream, &Stored::Link(event), tx.now, &Who::node()).await?;
        Ok(Vec::new())
    })
    .await?;
    log::directory_contradicted(peer, theirs.version);
    Ok(true)
}

/// All that are on record, by node.
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn on_record(
    store: &dyn Store,
) -> Result<BTreeMap<String, Vec<Contradiction>>, ActError> {
    let rows = all_rows(store, RowQuery::view(view::DIRECTORY_SAID, store::MAX_PAGE)).await?;
    let mut found: BTreeMap<String, Vec<Contradiction>> = BTreeMap::new();
    for row in rows {
        let held: Contradiction = decode(&row.body)?;
        found.entry(held.peer.clone()).or_default().push(held);
    }
    Ok(found)
}
