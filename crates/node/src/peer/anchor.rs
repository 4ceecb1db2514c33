//! Anchors: how two nodes' logs hold each other to account (`docs/spec/exchange.md`, anchors).
//!
//! With every envelope and receipt travels a proof that the sender's log holds a leaf for it, and that this log
//! extends the one the reader saw before. A bad or missing anchor never blocks a letter; it blocks our cosignature.
//! What we cosign here and as a witness is one statement with one memory: row `witnessed` of the log's origin.

use std::sync::Arc;

use domain::actor::NodeId;
use seal::checkpoint::{CheckpointError, LogName, SignedCheckpoint};
use seal::digest::Digest;
use seal::note::{NoteLine, Vkey, VkeyKind};
use seal::opening::Opening;
use seal::proof::TlogProof;
use seal::receipt::{Anchor, CheckpointRef};
use seal::witness::{AddCheckpoint, Lines, Refusal};
use serde::{Deserialize, Serialize};
use store::{Place, StoredEvent};
use wire::stored::link::PeerAnchor;

use crate::act::{ActError, Tx};
use crate::ledger::{LedgerError, SignedHead};
use crate::node::Node;
use crate::recorder;
use crate::rows::view;
use crate::work::witness::Witnessed;

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

/// The head of ours that a peer verified last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerKnows {
    /// Which of our logs.
    pub origin: String,
    /// Leaves.
    pub size: u64,
}

impl PeerKnows {
    /// How many leaves of this log.
    #[must_use]
    pub fn size_of(&self, origin: &str) -> u64 {
        if self.origin == origin { self.size } else { 0 }
    }
}

/// What checking an anchor by itself gave. Whether its log extends what we cosigned before is not known yet: that is
/// judged in the act that remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The leaf is in the log, under a head that the log signed.
    Good(PeerAnchor, Box<AddCheckpoint>),
    /// There is no usable anchor.
    Unusable(&'static str),
}

impl Checked {
    /// What the peer proved of its log, if it proved anything.
    #[must_use]
    pub fn proven(&self) -> Option<&PeerAnchor> {
        match self {
            Self::Good(anchor, _) => Some(anchor),
            Self::Unusable(_) => None,
        }
    }
}

/// How the head of an anchor stands to what we cosigned of that log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It extends it, and we cosigned it.
    Cosigned,
    /// It contradicts it. The evidence is kept.
    Forked,
    /// It starts elsewhere, is older, or is no usable anchor: nothing changed.
    Unchanged,
}

impl Node {
    /// The anchor of one of our leaves for a peer, or none while nothing is signed and the leaf is under no head.
    ///
    /// # Errors
    /// If the log cannot be read.
    pub async fn anchor_for(
        &self,
        peer: &NodeId,
        event_id: [u8; 16],
    ) -> Result<Option<Anchor>, ActError> {
        let Some(mut event) = self.store.event_by_id(event_id).await? else { return Ok(None) };
        if self.signed_over(&event).is_none() {
            // Another act is about to sign for it, or the node died before the leaf got its place.
            match self.ledger.sequence().await {
                Ok(_) | Err(LedgerError::Stopped(_)) => {}
                Err(error) => return Err(error.into()),
            }
            let placed = self.store.event_by_id(event_id).await?;
            event = placed.ok_or_else(|| damaged("event"))?;
        }
        let Some((place, head)) = self.signed_over(&event) else { return Ok(None) };
        let origin = self.ledger.origin_of(place.log)?;
        let proof = self.ledger.prove(place, event.leaf, &head).await?;
        let opening = self.opening(&event, &SHOWN)?;
        let knows = self.row::<PeerKnows>(view::PEER_KNOWS, peer.as_str()).await?;
        let old = knows.map_or(0, |knows| knows.size_of(&origin)).min(head.size);
        let mut consistency = format!("old {old}\n");
        for hash in self.ledger.consistency(place.log, old, head.size).await? {
            consistency.push_str(&hash.b64());
            consistency.push('\n');
        }
        consistency.push('\n');
        let (cosignatures, reader) = match self.cosigned(peer).await? {
            None => (String::new(), None),
            Some((origin, held)) => {
                let root = Digest::parse_hex(&held.root).map_err(|_| damaged("witnessed"))?;
                let lines = own_lines(self, &held.note).map_err(LedgerError::from)?;
                (lines, Some(CheckpointRef { origin, size: held.size, root }))
            }
        };
        Ok(Some(Anchor {
            origin,
            proof: proof.to_string(),
            opening: opening.to_line(),
            old: consistency,
            cosignatures,
            reader,
        }))
    }

    /// Where an event stands and the last signed head of that log, if the head covers it. Of a log that was given up a
    /// head may cover what is no longer here; the last one that can be shown is the published one.
    fn signed_over(&self, event: &StoredEvent) -> Option<(Place, Arc<SignedHead>)> {
        let place = event.place?;
        let head = if self.ledger.is_given_up(place.log) {
            self.ledger.published_of(place.log).map(|(head, _)| head)
        } else {
            self.ledger.signed_of(place.log)
        };
        head.filter(|head| place.index < head.size).map(|head| (place, head))
    }

    /// The opening of an event that shows `fields` and closes the rest.
    ///
    /// # Errors
    /// If the event cannot be opened.
    pub fn opening(&self, event: &StoredEvent, fields: &[&str]) -> Result<Opening, ActError> {
        let show = |name: &str| fields.contains(&name);
        let place = event.place.ok_or(LedgerError::NotSequenced)?;
        let origin = self.ledger.origin_of(place.log)?;
        Ok(recorder::opening(event, &origin, &self.keys, show)?)
    }

    /// What we cosigned of a peer's newest log of which we cosigned anything, and the log's origin.
    async fn cosigned(&self, peer: &NodeId) -> Result<Option<(String, Witnessed)>, ActError> {
        let roster = self.roster();
        let Some((_, entry)) = roster.node(peer) else { return Ok(None) };
        let mut origins: Vec<&str> = entry.log.logs().map(|(origin, _)| origin).collect();
        origins.sort_by_key(|origin| std::cmp::Reverse(LogName::parse(origin)));
        for origin in origins {
            if let Some(held) = self.row(view::WITNESSED, origin).await? {
                return Ok(Some((origin.to_owned(), held)));
            }
        }
        Ok(None)
    }

    /// Checks an anchor of `peer` for `env_digest` by itself: signatures, inclusion, and what it is about.
    #[must_use]
    pub fn check_anchor(
        &self,
        peer: &NodeId,
        anchor: Option<&[u8]>,
        env_digest: Digest,
    ) -> Checked {
        let Some(bytes) = anchor else { return Checked::Unusable("missing") };
        let Ok(anchor) = Anchor::parse(bytes) else { return Checked::Unusable("malformed") };
        let roster = self.roster();
        match roster.node(peer) {
            Some((_, entry)) => match entry.log.vkeys_of(&anchor.origin) {
                Some(_) => {
                    let vkeys = roster.log_vkeys(&anchor.origin, self.now());
                    judge(&anchor, &vkeys, env_digest)
                }
                None => Checked::Unusable("other-leaf"),
            },
            None => Checked::Unusable("not-a-peer"),
        }
    }
}

fn judge(anchor: &Anchor, vkeys: &[Vkey], env_digest: Digest) -> Checked {
    let origin = anchor.origin.as_str();
    let read = || -> Option<(TlogProof, Opening, SignedCheckpoint)> {
        let proof = TlogProof::parse(anchor.proof.as_bytes()).ok()?;
        let opening = Opening::parse(anchor.opening.as_bytes()).ok()?;
        let checkpoint = proof.signed_checkpoint().ok()?;
        Some((proof, opening, checkpoint))
    };
    let Some((proof, opening, checkpoint)) = read() else {
        return Checked::Unusable("malformed");
    };
    if opening.origin() != origin
        || opening.index() != proof.index
        || proof.extra != Some(*opening.leaf())
    {
        return Checked::Unusable("other-leaf");
    }
    let about = opening.get("env_digest").and_then(|value| value.text());
    if about != Some(env_digest.hex().as_str()) {
        return Checked::Unusable("other-envelope");
    }
    let Ok(verified) = checkpoint.verify(vkeys) else { return Checked::Unusable("not-signed") };
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
    match consistency_of(&anchor.old) {
        Some((old, proof)) => {
            Checked::Good(proven, Box::new(AddCheckpoint { old, proof, checkpoint }))
        }
        None => Checked::Unusable("malformed"),
    }
}

/// Our classical lines on a note that we cosigned: what an anchor carries back.
fn own_lines(node: &Node, note: &str) -> Result<String, CheckpointError> {
    let note = SignedCheckpoint::parse(note.as_bytes())?;
    let mut vkeys = Vec::new();
    for keys in node.signing.cosigner.all() {
        let kind = VkeyKind::CosigEd25519(keys.ed25519.public());
        vkeys.push(Vkey::new(&cosigner_name(&node.config.node), kind)?);
    }
    let is_ours = |line: &&NoteLine| vkeys.iter().any(|vkey| vkey.is_named_by(line));
    let lines = note.note().signatures.iter().filter(is_ours);
    Ok(lines.map(|line| format!("{line}\n")).collect())
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
    /// Remembers what an anchor proved: the peer's head, if it extends the one we cosigned last, and how much of our log
    /// the peer has verified.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn remember_anchor(
        &mut self,
        peer: &NodeId,
        anchor: Option<&[u8]>,
        checked: &Checked,
    ) -> Result<Standing, ActError> {
        let standing = match checked {
            Checked::Good(_, offered) => self.weigh(offered).await?,
            Checked::Unusable(_) => Standing::Unchanged,
        };
        if standing == Standing::Forked {
            crate::log::peer_fork(peer);
        }
        if checked.proven().is_some() {
            self.note_reader(peer, anchor);
        }
        Ok(standing)
    }

    /// The rule of the witness, but that an anchor is never refused: one that starts elsewhere changes nothing.
    async fn weigh(&mut self, offered: &AddCheckpoint) -> Result<Standing, ActError> {
        let head = offered.checkpoint.claimed();
        let held = self.row::<Witnessed>(view::WITNESSED, head.origin()).await?;
        let same_size = held.as_ref().filter(|held| held.size == head.size());
        if same_size.is_some_and(|held| held.root == head.root().hex()) {
            return Ok(Standing::Unchanged);
        }
        if let Some(held) = same_size {
            self.keep_other_head(offered, held).await?;
            return Ok(Standing::Forked);
        }
        Ok(match self.cosign(offered, Lines::Classical).await? {
            Ok(_) => Standing::Cosigned,
            Err(Refusal::Inconsistent(_)) => Standing::Forked,
            Err(
                Refusal::ClockBehind { .. }
                | Refusal::Conflict { .. }
                | Refusal::OldBeyondNew
                | Refusal::UnknownOrigin
                | Refusal::Untrusted(_),
            ) => Standing::Unchanged,
        })
    }

    fn note_reader(&mut self, peer: &NodeId, anchor: Option<&[u8]>) {
        let Some(reader) = anchor.and_then(|bytes| Anchor::parse(bytes).ok()?.reader) else {
            return;
        };
        let ledger = &self.node.ledger;
        let signed = ledger.number_of(&reader.origin).and_then(|log| ledger.signed_of(log));
        if signed.is_some_and(|signed| reader.size <= signed.size) {
            // Believed only as a starting point: a wrong size makes our next consistency proof useless to the peer.
            let knows = PeerKnows { origin: reader.origin, size: reader.size };
            self.put(view::PEER_KNOWS, peer.as_str(), "", &knows);
        }
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

#[cfg(test)]
mod tests;
