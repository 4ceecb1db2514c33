//! The other side's half of custody (`cx.custody`, `docs/spec/exchange.md`).
//!
//! Whoever passed an exhibit shows the peer its stream up to the passing and the leaf that anchors it, as soon as all of
//! it stands under a published head; the peer keeps both, so that either side can show a court the whole chain. Tables:
//! custody-due, peer-custody. Kept entries name persons and files, so they lie sealed under the exhibit's key.
//!
//! Not here: the passing itself (`exhibits`, `work::arrive`), the package (`export`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::actor::NodeId;
use domain::ids::ExhibitId;
use domain::letter::Lane;
use seal::checkpoint::SignedCheckpoint;
use seal::json::Json;
use seal::opening::Opening;
use seal::package::{Leaf, begins_record, covered};
use seal::policy::Policy;
use seal::proof::TlogProof;
use serde::{Deserialize, Serialize};
use store::{RowQuery, StoredEvent};
use wire::roster::Roster;

use crate::act::{ActError, Tx, act};
use crate::export::{policy_text, unproved};
use crate::keys::Kek;
use crate::ledger::SignedHead;
use crate::node::Node;
use crate::recorder::{self, RecordError};
use crate::rows::{decode, encode, view};
use crate::sealed_doc;

pub(crate) mod body;
mod passing;
#[cfg(test)]
mod tests;

pub(crate) use body::BadEntry;
pub(crate) use passing::{Passing, passings};

/// What the opening of an anchoring leaf shows; who else we write to stays closed.
pub(crate) const LINK_FIELDS: [&str; 10] = [
    "schema",
    "category",
    "type",
    "at",
    "env_digest",
    "receipt_digest",
    "peer_proof",
    "peer_origin",
    "peer_size",
    "peer_root",
];

/// Entries that a peer's record of one exhibit may have: a hundred years of monthly checks are a tenth of it.
const RECORD_ENTRIES_MAX: usize = 10_000;

/// A peer that has not been shown our entries yet; a row of `custody-due`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Due {
    exhibit: String,
    peer: String,
}

/// A leaf of a peer; a row of `peer-custody`, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    opening: String,
    proof: String,
}

/// Notes that `peer` must be shown our entries of the exhibit. Called where custody passes, in the same transaction.
pub fn due(tx: &mut Tx<'_>, exhibit: ExhibitId, peer: &NodeId) {
    let row = Due { exhibit: exhibit.to_string(), peer: peer.to_string() };
    tx.put(view::CUSTODY_DUE, &format!("{exhibit}:{peer}"), "", &row);
}

/// Sends what is due and published. Called after each publication; returns whether anything was sent.
///
/// # Errors
/// The first that occurred; the other rows were tried all the same.
pub async fn send_due(node: &Arc<Node>) -> Result<bool, ActError> {
    let heads = node.ledger.all_published();
    if heads.is_empty() {
        return Ok(false);
    }
    let rows = node.rows::<Due>(view::CUSTODY_DUE, "").await?;
    if rows.is_empty() {
        return Ok(false);
    }
    let view = View::of(node, &heads)?;
    let (mut sent, mut first) = (false, None);
    for (key, row) in rows {
        match send_one(node, &view, &key, &row).await {
            Ok(moved) => sent |= moved,
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(sent), Err)
}

async fn send_one(node: &Node, view: &View, key: &str, row: &Due) -> Result<bool, ActError> {
    let damaged = || ActError::Corrupt("row custody-due".to_owned());
    let exhibit = ExhibitId::parse(&row.exhibit).map_err(|_| damaged())?;
    let peer = NodeId::parse(&row.peer).map_err(|_| damaged())?;
    let urn = exhibit.urn(&node.config.node);
    let events = node.store.load(&urn, 0).await?;
    let passings = passings(node, &events)?;
    let with_peer: Vec<_> = passings.iter().filter(|passing| passing.peer == peer).collect();
    let last = with_peer.last().ok_or_else(damaged)?.seq;
    let mut entries = Vec::new();
    for event in events.iter().take_while(|event| event.version <= last) {
        let Some(leaf) = view.leaf(node, event, None).await? else { return Ok(false) };
        entries.push(leaf);
    }
    let mut links: Vec<Leaf> = Vec::new();
    for passing in with_peer {
        let Some(event) = passing.anchor(node).await? else { return Ok(false) };
        let Some(leaf) = view.leaf(node, &event, Some(&LINK_FIELDS)).await? else {
            return Ok(false);
        };
        if links.iter().all(|known| body::place(known) != body::place(&leaf)) {
            links.push(leaf);
        }
    }
    let bodies = body::write(&urn, &entries, &links).map_err(|bad| refused(&bad))?;
    let done = act!(node, "show_custody", None, |tx| {
        if node.row::<Due>(view::CUSTODY_DUE, key).await?.is_none() {
            return Ok(b"gone".to_vec());
        }
        for body in &bodies {
            tx.send_housekeeping(&peer, "cx.custody", Lane::Bulk, body.clone()).await?;
        }
        tx.delete(view::CUSTODY_DUE, key);
        Ok(b"sent".to_vec())
    })
    .await?;
    Ok(done.result == b"sent")
}

/// Takes what `from` shows us of an exhibit that passed between us. Entries of anything else are nobody's business here
/// and are left out; entries that are known stay as they are.
///
/// # Errors
/// [`ActError::Value`] if an entry is not proven: then none of the letter is kept.
pub async fn take(tx: &mut Tx<'_>, from: &NodeId, body: &Json) -> Result<(), ActError> {
    let node = tx.node;
    let roster = node.roster();
    let (_, entry) = roster.node(from).ok_or(ActError::NotFound)?;
    let policy = policy(&roster)?;
    let shown = body::read(body, from, &entry.log, &policy).map_err(|bad| refused(&bad))?;
    let events = node.store.load(&shown.exhibit.urn(&node.config.node), 0).await?;
    if passings(node, &events)?.iter().all(|passing| passing.peer != *from) {
        return Ok(());
    }
    follows(tx, from, &shown).await?;
    let kek = kek_of(node, &events)?;
    let prefix = prefix(shown.exhibit, from);
    for (seq, leaf) in &shown.entries {
        keep(tx, &kek, shown.exhibit, format!("{prefix}{seq:020}"), leaf).await?;
    }
    // Whatever kept the exhibit out of packages is to be looked at again.
    unproved::forget(tx, shown.exhibit);
    for leaf in &shown.links {
        let key = format!("{prefix}link:{}:{:020}", leaf.opening.origin(), leaf.opening.index());
        keep(tx, &kek, shown.exhibit, key, leaf).await?;
    }
    Ok(())
}

/// Whether the record that the peer has shown us, with this letter, is one that a court can follow from its first entry
/// on. Letters may come out of order, so an entry behind a gap is judged when the gap closes; if it does not fit then, it
/// goes, and the peer may show it again.
async fn follows(tx: &mut Tx<'_>, from: &NodeId, shown: &body::Shown) -> Result<(), ActError> {
    let kept = kept(tx.node, shown.exhibit, from).await?;
    let mut record: Vec<(&Opening, Option<&str>)> = Vec::new();
    loop {
        let n = record.len() as u64;
        let next = match (kept.entries.get(&n), shown.entries.get(&n)) {
            (Some(held), _) => (&held.leaf.opening, Some(held.key.as_str())),
            (None, Some(new)) => (&new.opening, None),
            (None, None) => break,
        };
        record.push(next);
    }
    if record.len() > RECORD_ENTRIES_MAX {
        return Err(refused(&BadEntry::RecordTooLong));
    }
    let openings: Vec<&Opening> = record.iter().map(|(opening, _)| *opening).collect();
    let Err(unfit) = begins_record(&openings) else { return Ok(()) };
    match record.get(unfit.n).and_then(|(_, key)| *key) {
        Some(key) => tx.delete(view::PEER_CUSTODY, key),
        None => return Err(refused(&unfit.into())),
    }
    Ok(())
}

async fn keep(
    tx: &mut Tx<'_>,
    kek: &Kek,
    exhibit: ExhibitId,
    key: String,
    leaf: &Leaf,
) -> Result<(), ActError> {
    if tx.node.raw_row(view::PEER_CUSTODY, &key).await?.is_some() {
        return Ok(());
    }
    let kept = Kept { opening: leaf.opening.to_line(), proof: leaf.proof.to_string() };
    let sealed = sealed_doc::seal(kek, exhibit.bytes(), &encode(&kept), &*tx.node.random)?;
    tx.put_raw(view::PEER_CUSTODY, &key.clone(), &key, sealed);
    Ok(())
}

/// A peer's leaf and the row it lies in.
#[derive(Debug, Clone)]
pub(crate) struct HeldLeaf {
    /// Key of the row.
    pub(crate) key: String,
    /// The leaf, verified when it came.
    pub(crate) leaf: Leaf,
}

/// What a peer has shown us of an exhibit.
#[derive(Debug, Clone, Default)]
pub(crate) struct Held {
    /// Its stream from the first entry on, as far as it has no gap.
    pub(crate) entries: Vec<HeldLeaf>,
    /// Its anchoring leaves.
    pub(crate) links: Vec<HeldLeaf>,
}

/// What `peer` has shown us of the exhibit so far.
///
/// # Errors
/// If a row does not open.
pub(crate) async fn held(node: &Node, exhibit: ExhibitId, peer: &NodeId) -> Result<Held, ActError> {
    let Rows { entries, links } = kept(node, exhibit, peer).await?;
    let in_order = (0..).zip(entries).take_while(|(n, (seq, _))| n == seq);
    Ok(Held { entries: in_order.map(|(_, (_, held))| held).collect(), links })
}

/// Every row about an exhibit that a peer showed us: its entries by number, gaps and all, and its anchoring leaves.
struct Rows {
    entries: BTreeMap<u64, HeldLeaf>,
    links: Vec<HeldLeaf>,
}

async fn kept(node: &Node, exhibit: ExhibitId, peer: &NodeId) -> Result<Rows, ActError> {
    let prefix = prefix(exhibit, peer);
    let query = RowQuery {
        prefix: Some(prefix.clone()),
        ..RowQuery::view(view::PEER_CUSTODY, store::MAX_PAGE)
    };
    let mut rows = Rows { entries: BTreeMap::new(), links: Vec::new() };
    for row in node.all_rows(query).await? {
        let leaf = open(node, exhibit, &row.body)?;
        let seq = row.key.strip_prefix(&prefix).and_then(|seq| seq.parse().ok());
        let held = HeldLeaf { key: row.key, leaf };
        match seq {
            Some(seq) => drop(rows.entries.insert(seq, held)),
            None => rows.links.push(held),
        }
    }
    Ok(rows)
}

/// The one leaf in the row `key` of an exhibit.
///
/// # Errors
/// If there is none, or it does not open.
pub(crate) async fn held_leaf(
    node: &Node,
    exhibit: ExhibitId,
    key: &str,
) -> Result<Leaf, ActError> {
    let row = node.raw_row(view::PEER_CUSTODY, key).await?.ok_or(ActError::NotFound)?;
    open(node, exhibit, &row)
}

fn open(node: &Node, exhibit: ExhibitId, row: &[u8]) -> Result<Leaf, ActError> {
    let damaged = |_| ActError::Corrupt("row peer-custody".to_owned());
    let kept: Kept = decode(&sealed_doc::open(&node.keys, exhibit.bytes(), row)?)?;
    Ok(Leaf {
        opening: Opening::parse(kept.opening.as_bytes()).map_err(damaged)?,
        proof: TlogProof::parse(kept.proof.as_bytes())
            .map_err(|_| ActError::Corrupt("row peer-custody".to_owned()))?,
    })
}

fn prefix(exhibit: ExhibitId, peer: &NodeId) -> String {
    format!("{exhibit}:{peer}:")
}

/// Published heads of ours, one of each of our logs, as leaves are shown under them.
#[derive(Debug)]
pub(crate) struct View {
    /// With the times of their witnesses.
    heads: Vec<(SignedHead, Option<u64>)>,
}

impl View {
    /// The heads with the times of their witnesses. One of a log that has ended and that today's directory would not believe
    /// is left out: its leaves wait until its witnesses have cosigned it again.
    ///
    /// # Errors
    /// If the directory's policy does not hold for the newest log: then nothing may be shown under it.
    pub(crate) fn of(node: &Node, heads: &[Arc<SignedHead>]) -> Result<Self, ActError> {
        let policy = policy(&node.roster())?;
        let newest = node.ledger.number();
        let mut view = Self { heads: Vec::with_capacity(heads.len()) };
        for head in heads {
            match Self::under(&policy, vec![(**head).clone()]) {
                Ok(one) => view.heads.extend(one.heads),
                Err(error) if head.log == newest => return Err(error),
                Err(_) => {}
            }
        }
        Ok(view)
    }

    /// The same under another policy than that of today's directory; each of the heads must satisfy it.
    ///
    /// # Errors
    /// If the policy does not hold for one of them.
    pub(crate) fn under(policy: &Policy, heads: Vec<SignedHead>) -> Result<Self, ActError> {
        let bad = |code: &str| ActError::Shell(format!("our published head: {code}"));
        let mut view = Self { heads: Vec::with_capacity(heads.len()) };
        for head in heads {
            let note = SignedCheckpoint::parse(head.note.as_bytes()).map_err(|e| bad(e.code()))?;
            let witnessed = policy.satisfied(&note).map_err(|e| bad(e.code()))?;
            view.heads.push((head, witnessed.witnessed_at));
        }
        Ok(view)
    }

    /// Which heads these are: log and leaves.
    pub(crate) fn sizes(&self) -> Vec<(u32, u64)> {
        self.heads.iter().map(|(head, _)| (head.log, head.size)).collect()
    }

    /// An event of ours with its proof, all fields open or only `fields`. None if no head covers it yet.
    ///
    /// # Errors
    /// If the event cannot be opened or the log not be read.
    pub(crate) async fn leaf(
        &self,
        node: &Node,
        event: &StoredEvent,
        fields: Option<&[&str]>,
    ) -> Result<Option<Leaf>, ActError> {
        let Some(place) = event.place else { return Ok(None) };
        let covers = |head: &SignedHead| head.log == place.log && place.index < head.size;
        let Some((head, witnessed_at)) = self.heads.iter().find(|(head, _)| covers(head)) else {
            return Ok(None);
        };
        let show = |name: &str| fields.is_none_or(|fields| fields.contains(&name));
        let origin = node.ledger.origin_of(place.log)?;
        let opening = recorder::opening(event, &origin, &node.keys, show)?;
        if witnessed_at.is_some_and(|at| covered(&opening, at).is_err()) {
            return Ok(None);
        }
        let proof = node.ledger.prove(place, event.leaf, head).await?;
        Ok(Some(Leaf { opening, proof }))
    }
}

/// The directory's policy.
///
/// # Errors
/// If the directory lists more than a policy can hold.
pub(crate) fn policy(roster: &Roster) -> Result<Policy, ActError> {
    Policy::parse(policy_text(roster).as_bytes())
        .map_err(|error| ActError::Shell(format!("the directory's policy: {}", error.code())))
}

/// The key that an existing stream lies under.
///
/// # Errors
/// If it was destroyed.
pub(crate) fn kek_of(node: &Node, events: &[StoredEvent]) -> Result<Kek, ActError> {
    let compartment = events.first().and_then(|event| event.compartments.first());
    let kek = compartment.and_then(|compartment| node.keys.by_id(&compartment.kek_id));
    kek.ok_or(ActError::Record(RecordError::Erased))
}

fn refused(bad: &BadEntry) -> ActError {
    ActError::Value { field: "cx.custody".to_owned(), why: bad.to_string() }
}
