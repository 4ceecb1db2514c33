//! Anchors: how two nodes' logs hold each other to account (`docs/spec/exchange.md`, anchors).
//!
//! With every envelope and receipt travels a proof that the sender's log holds a leaf for it, and that this log
//! extends the one the reader saw before. A bad or missing anchor never blocks a letter; it blocks our cosignature.

use domain::actor::NodeId;
use seal::checkpoint::SignedCheckpoint;
use seal::cosignature::cosign_ed25519;
use seal::digest::Digest;
use seal::note::{NoteLine, Vkey};
use seal::opening::Opening;
use seal::proof::TlogProof;
use seal::receipt::{Anchor, CheckpointRef};
use seal::witness::extends;
use serde::{Deserialize, Serialize};
use store::StoredEvent;
use wire::stored::link::PeerAnchor;

use crate::act::{ActError, Tx};
use crate::ledger::LedgerError;
use crate::node::Node;
use crate::recorder;
use crate::rows::view;

/// What an anchor's opening shows the peer; the rest stays closed.
const SHOWN: [&str; 10] = [
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

/// The newest head of a peer's log that we verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerHead {
    /// Leaves.
    pub size: u64,
    /// Root in hex.
    pub root: String,
    /// The note, with the peer's own signature.
    pub note: String,
    /// Our cosignature lines on it.
    pub cosignatures: String,
}

/// The size of our log that a peer verified last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerKnows {
    /// Leaves.
    pub size: u64,
}

/// What checking an anchor gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Everything fits; the head to remember.
    Good(PeerAnchor, Box<PeerHead>),
    /// The proof is good, but starts from another head than the one we remember.
    OtherStart(PeerAnchor),
    /// The log contradicts what we saw before: a fork, with the note that proves it.
    Fork(String),
    /// There is no usable anchor.
    Unusable(&'static str),
}

impl Checked {
    /// What the peer proved of its log, if it proved anything.
    #[must_use]
    pub fn proven(&self) -> Option<&PeerAnchor> {
        match self {
            Self::Good(anchor, _) | Self::OtherStart(anchor) => Some(anchor),
            Self::Fork(_) | Self::Unusable(_) => None,
        }
    }
}

impl Node {
    /// The anchor of one of our leaves for a peer, or none while the leaf has no place in the log.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub async fn anchor_for(
        &self,
        peer: &NodeId,
        event_id: [u8; 16],
    ) -> Result<Option<Anchor>, ActError> {
        let Some(mut event) = self.store.event_by_id(event_id).await? else { return Ok(None) };
        if event.leaf_index.is_none() {
            // Committed, but the node died before the leaf got its place.
            self.ledger.sequence().await?;
            let placed = self.store.event_by_id(event_id).await?;
            event = placed.ok_or_else(|| damaged("event"))?;
        }
        let head = self.ledger.signed();
        let Some(index) = event.leaf_index.filter(|index| *index < head.size) else {
            return Ok(None);
        };
        let proof = self.ledger.prove(index, event.leaf, &head).await?;
        let opening = self.opening(&event, &SHOWN)?;
        let knows = self.row::<PeerKnows>(view::PEER_KNOWS, peer.as_str()).await?;
        let old = knows.map_or(0, |knows| knows.size).min(head.size);
        let mut consistency = format!("old {old}\n");
        for hash in self.ledger.consistency(old, head.size).await? {
            consistency.push_str(&hash.b64());
            consistency.push('\n');
        }
        consistency.push('\n');
        let (cosignatures, reader) = match self.peer_head(peer).await? {
            None => (String::new(), None),
            Some((origin, head)) => {
                let root = Digest::parse_hex(&head.root).map_err(|_| damaged("peer-head"))?;
                (head.cosignatures, Some(CheckpointRef { origin, size: head.size, root }))
            }
        };
        Ok(Some(Anchor {
            origin: self.ledger.origin().to_owned(),
            proof: proof.to_string(),
            opening: opening.to_line(),
            old: consistency,
            cosignatures,
            reader,
        }))
    }

    /// The opening of an event that shows `fields` and closes the rest.
    ///
    /// # Errors
    /// If the event cannot be opened.
    pub fn opening(&self, event: &StoredEvent, fields: &[&str]) -> Result<Opening, ActError> {
        let show = |name: &str| fields.contains(&name);
        Ok(recorder::opening(event, self.ledger.origin(), &self.keys, show)?)
    }

    async fn peer_head(&self, peer: &NodeId) -> Result<Option<(String, PeerHead)>, ActError> {
        let roster = self.roster();
        let Some((_, entry)) = roster.node(peer) else { return Ok(None) };
        let origin = entry.log.origin.clone();
        Ok(self.row(view::PEER_HEAD, &origin).await?.map(|head| (origin, head)))
    }

    /// Checks an anchor of `peer` for `env_digest`.
    ///
    /// # Errors
    /// Only if our own store fails: a bad anchor is an answer.
    pub async fn check_anchor(
        &self,
        peer: &NodeId,
        anchor: Option<&[u8]>,
        env_digest: Digest,
    ) -> Result<Checked, ActError> {
        let Some(bytes) = anchor else { return Ok(Checked::Unusable("missing")) };
        let Ok(anchor) = Anchor::parse(bytes) else { return Ok(Checked::Unusable("malformed")) };
        let roster = self.roster();
        let Some((_, entry)) = roster.node(peer) else {
            return Ok(Checked::Unusable("not-a-peer"));
        };
        let held = self.row::<PeerHead>(view::PEER_HEAD, &entry.log.origin).await?;
        let state = match &held {
            None => None,
            Some(held) => {
                let root = Digest::parse_hex(&held.root).map_err(|_| damaged("peer-head"))?;
                Some((held.size, root))
            }
        };
        Ok(judge(self, &anchor, &entry.log.origin, &entry.log.vkeys, state, env_digest))
    }
}

fn judge(
    node: &Node,
    anchor: &Anchor,
    origin: &str,
    vkeys: &[String],
    state: Option<(u64, Digest)>,
    env_digest: Digest,
) -> Checked {
    let read = || -> Option<(TlogProof, Opening, SignedCheckpoint, Vec<Vkey>)> {
        let proof = TlogProof::parse(anchor.proof.as_bytes()).ok()?;
        let opening = Opening::parse(anchor.opening.as_bytes()).ok()?;
        let checkpoint = proof.signed_checkpoint().ok()?;
        let vkeys =
            vkeys.iter().map(|vkey| Vkey::parse(vkey)).collect::<Result<Vec<_>, _>>().ok()?;
        Some((proof, opening, checkpoint, vkeys))
    };
    let Some((proof, opening, checkpoint, vkeys)) = read() else {
        return Checked::Unusable("malformed");
    };
    let named = anchor.origin == origin && opening.origin() == origin;
    if !named || opening.index() != proof.index || proof.extra != Some(*opening.leaf()) {
        return Checked::Unusable("other-leaf");
    }
    let about = opening.get("env_digest").and_then(|value| value.text());
    if about != Some(env_digest.hex().as_str()) {
        return Checked::Unusable("other-envelope");
    }
    let Ok(verified) = checkpoint.verify(&vkeys) else { return Checked::Unusable("not-signed") };
    let head = verified.checkpoint();
    if head.origin() != origin || proof.verify_path(&opening.leaf_hash(), head).is_err() {
        return Checked::Unusable("not-included");
    }
    let proven = PeerAnchor {
        proof: proof.digest(),
        origin: origin.to_owned(),
        size: head.size(),
        root: head.root(),
    };
    let Some((old, path)) = consistency_of(&anchor.old) else {
        return Checked::Unusable("malformed");
    };
    let known = state.map_or(0, |(size, _)| size);
    if state.is_some_and(|(size, root)| size == head.size() && root != head.root()) {
        return Checked::Fork(proof.checkpoint_note);
    }
    if known >= head.size() || old != known {
        return Checked::OtherStart(proven);
    }
    if extends(state, &path, head).is_err() {
        return Checked::Fork(proof.checkpoint_note);
    }
    let seconds = u64::try_from(node.now().as_second()).unwrap_or(0);
    let name = cosigner_name(&node.config.node);
    let Ok(line) = cosign_ed25519(&node.signing.cosign_ed25519, &name, seconds, head) else {
        return Checked::OtherStart(proven);
    };
    let remembered = PeerHead {
        size: head.size(),
        root: head.root().hex(),
        note: proof.checkpoint_note,
        cosignatures: format!("{line}\n"),
    };
    Checked::Good(proven, Box::new(remembered))
}

fn consistency_of(text: &str) -> Option<(u64, Vec<Digest>)> {
    let mut lines = text.strip_suffix("\n\n")?.split('\n');
    let old = lines.next()?.strip_prefix("old ")?.parse().ok()?;
    let path = lines.map(|line| Digest::parse_b64(line).ok()).collect::<Option<_>>()?;
    Some((old, path))
}

/// The key name under which a node cosigns the logs of others.
#[must_use]
pub fn cosigner_name(node: &NodeId) -> String {
    format!("{node}/cosign")
}

impl Tx<'_> {
    /// Remembers what an anchor proved: the peer's head, and how much of our log the peer has verified.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn remember_anchor(
        &mut self,
        peer: &NodeId,
        anchor: Option<&[u8]>,
        checked: &Checked,
    ) -> Result<(), ActError> {
        match checked {
            Checked::Good(proven, head) => {
                let held = self.node.row::<PeerHead>(view::PEER_HEAD, &proven.origin).await?;
                self.swap(view::PEER_HEAD, &proven.origin, held.as_ref(), head);
            }
            Checked::Fork(note) => {
                let key = Digest::of(note.as_bytes()).hex();
                self.put_raw(view::FORK, &key, peer.as_str(), note.clone().into_bytes());
            }
            Checked::OtherStart(_) | Checked::Unusable(_) => {}
        }
        let Some(reader) = anchor.and_then(|bytes| Anchor::parse(bytes).ok()?.reader) else {
            return Ok(());
        };
        let signed = self.node.ledger.signed();
        if reader.origin == self.node.ledger.origin() && reader.size <= signed.size {
            // Believed only as a starting point: a wrong size makes our next consistency proof useless to the peer.
            let knows = PeerKnows { size: reader.size };
            self.put(view::PEER_KNOWS, peer.as_str(), "", &knows);
        }
        Ok(())
    }
}

/// Lines of a peer on one of our checkpoints that verify under its cosigner keys.
///
/// # Errors
/// Only if our own note cannot be read.
pub fn good_lines(
    checkpoint: &SignedCheckpoint,
    lines: &str,
    cosigners: &[Vkey],
) -> Result<Vec<NoteLine>, LedgerError> {
    let text = checkpoint.claimed().text();
    let lines = lines.lines().filter_map(|line| NoteLine::parse(line).ok());
    Ok(lines
        .filter(|line| {
            let mut named = cosigners.iter().filter(|vkey| vkey.is_named_by(line));
            named.any(|vkey| vkey.verify_line(&text, line).is_ok())
        })
        .collect())
}

fn damaged(what: &str) -> ActError {
    ActError::Corrupt(format!("row {what}"))
}
