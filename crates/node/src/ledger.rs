//! The log of this node: sequencing, signing, the start-up rule, proofs.
//!
//! Order, which nothing here may change: the act's commit → the tree's commit → signature → head register →
//! answer. Where the engine can, the first two are one commit, so an act costs one flush and its signature one more. A
//! signature that the register does not know never leaves. After any doubt the ledger stops signing
//! (`Stopped`) and the node serves reads; it never repairs a history silently.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex as StdMutex, PoisonError, RwLock};

use jiff::Timestamp;
use seal::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint, VerifiedCheckpoint};
use seal::cosignature::CosignatureError;
use seal::digest::Digest;
use seal::merkle::{self, MerkleError, Nodes};
use seal::note::{NoteError, Vkey, VkeyKind};
use seal::proof::TlogProof;
use seal::register::Head as RegisterHead;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use store::tree::NodeAt;
use store::{Grown, Sequenced, Store, StoreError, Tree};
use tokio::sync::Mutex;

use crate::register::{HeadRegister, HeadRegisterError};

/// Leaves integrated in one step: one group commit of the store.
const BATCH_MAX: u32 = 512;

/// Why nothing is signed any more until a person has looked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// The database has fewer leaves than were signed: an older copy was put back.
    #[error(
        "rolled back: {known} leaves were signed and the database holds {stored}; restore the newer copy"
    )]
    RolledBack {
        /// In the database.
        stored: u64,
        /// Seen elsewhere.
        known: u64,
    },
    /// Same size, other root.
    #[error(
        "forked at {size} leaves: what was signed is not what is stored; halt and keep the evidence"
    )]
    Forked {
        /// Where.
        size: u64,
    },
    /// The database contradicts itself.
    #[error("the stored tree does not hash to its root at {size} leaves")]
    Damaged {
        /// Where.
        size: u64,
    },
    /// Another process took over.
    #[error("another process sequences this log; this one stops")]
    Superseded,
    /// The register did not take the new head.
    #[error("the head register did not move; nothing more is signed")]
    Register,
}

impl Stopped {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RolledBack { .. } => "rolled-back",
            Self::Forked { .. } => "forked",
            Self::Damaged { .. } => "damaged",
            Self::Superseded => "superseded",
            Self::Register => "register",
        }
    }
}

/// Why a ledger call gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Our own checkpoint cannot be formed.
    #[error("checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The post-quantum line cannot be made.
    #[error("cosignature: {0}")]
    Cosignature(#[from] CosignatureError),
    /// The register fails.
    #[error(transparent)]
    HeadRegister(#[from] HeadRegisterError),
    /// The tree cannot be read.
    #[error("tree: {0}")]
    Merkle(#[from] MerkleError),
    /// A name or key cannot make a note line.
    #[error("note: {0}")]
    Note(#[from] NoteError),
    /// The ledger has stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The leaf is not in the tree yet.
    #[error("the leaf has no place in the log yet")]
    NotSequenced,
}

/// A head with the notes it was signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: Digest,
    /// The note: with the Ed25519 line alone, or with every line once published.
    pub note: String,
}

/// The keys that sign checkpoints of this log.
pub struct LogKeys {
    /// Origin of the log, and name of its keys.
    pub origin: String,
    /// Classical.
    pub ed25519: Ed25519Secret,
    /// Post-quantum.
    pub mldsa44: MlDsa44Secret,
}

impl std::fmt::Debug for LogKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogKeys").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl LogKeys {
    /// Both verifier keys.
    ///
    /// # Errors
    /// Only for an origin that no key may have.
    pub fn vkeys(&self) -> Result<[Vkey; 2], NoteError> {
        Ok([
            Vkey::new(&self.origin, VkeyKind::Ed25519(self.ed25519.public()))?,
            Vkey::new(&self.origin, VkeyKind::MlDsa44(self.mldsa44.public()))?,
        ])
    }
}

/// The log of this node.
#[derive(Debug)]
pub struct Ledger {
    store: Arc<dyn Store>,
    register: HeadRegister,
    keys: LogKeys,
    sequencing: Mutex<()>,
    epoch: u64,
    signed: RwLock<Arc<SignedHead>>,
    published: RwLock<Option<(Arc<SignedHead>, Timestamp)>>,
    stopped: StdMutex<Option<Stopped>>,
}

impl Ledger {
    /// Opens the log and applies the start-up rule between database and register. A finding does not prevent the
    /// start: the node then serves reads and signs nothing.
    ///
    /// # Errors
    /// If store or register cannot be read at all.
    pub async fn open(
        store: Arc<dyn Store>,
        register: HeadRegister,
        keys: LogKeys,
    ) -> Result<Self, LedgerError> {
        let last = register.head();
        let found = store.head().await?;
        let mut stopped = None;
        if found.size < last.size {
            stopped = Some(Stopped::RolledBack { stored: found.size, known: last.size });
        } else {
            let at_last = with_nodes(&*store, |nodes| merkle::root_at(last.size, nodes)).await;
            let at_head = with_nodes(&*store, |nodes| merkle::root_at(found.size, nodes)).await;
            match (at_last, at_head) {
                (Ok(root), _) if root != last.root => {
                    stopped = Some(Stopped::Forked { size: last.size });
                }
                (Ok(_), Ok(root)) if root.0 == found.root => {}
                (Ok(_) | Err(_), Ok(_) | Err(_)) => {
                    stopped = Some(Stopped::Damaged { size: found.size });
                }
            }
        }
        let epoch = if stopped.is_none() { store.bump_epoch().await?.epoch } else { found.epoch };
        if stopped.is_none() {
            // One flush for an act and its place in the log, where the engine can; `sequence` finds it done.
            store.integrate(epoch, Arc::new(Rfc6962));
        }
        let signed = SignedHead { size: last.size, root: last.root, note: last.note };
        Ok(Self {
            store,
            register,
            keys,
            sequencing: Mutex::new(()),
            epoch,
            signed: RwLock::new(Arc::new(signed)),
            published: RwLock::new(None),
            stopped: StdMutex::new(stopped),
        })
    }

    /// Origin line of the checkpoints.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.keys.origin
    }

    /// Verifier keys of the log.
    ///
    /// # Errors
    /// Only for an origin that no key may have.
    pub fn vkeys(&self) -> Result<[Vkey; 2], NoteError> {
        self.keys.vkeys()
    }

    /// Why nothing is signed, if that is so.
    #[must_use]
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops signing until a restart after a person has looked, and says so once.
    pub fn stop(&self, why: Stopped) -> Stopped {
        let mut stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        if stopped.is_none() {
            crate::log::log_stopped(why.code());
        }
        stopped.get_or_insert(why).clone()
    }

    /// What follows from a head of ours that somebody else holds under our own signature: nothing, or that we must stop.
    /// Whoever shows no such signature proves nothing about us.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn held_against(
        &self,
        seen: &VerifiedCheckpoint,
    ) -> Result<Option<Stopped>, LedgerError> {
        let seen = seen.checkpoint();
        // Read after the other's answer came: what we signed meanwhile is ours too.
        let signed = self.signed();
        if seen.origin() != self.origin() {
            return Ok(None);
        }
        let size = seen.size();
        if size > signed.size {
            return Ok(Some(Stopped::RolledBack { stored: signed.size, known: size }));
        }
        let root = with_nodes(&*self.store, |nodes| merkle::root_at(size, nodes)).await?;
        Ok((root != seen.root()).then_some(Stopped::Forked { size }))
    }

    /// The last head that was signed.
    #[must_use]
    pub fn signed(&self) -> Arc<SignedHead> {
        self.signed.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last head that a quorum of witnesses cosigned.
    #[must_use]
    pub fn published(&self) -> Option<Arc<SignedHead>> {
        let published = self.published.read().unwrap_or_else(PoisonError::into_inner);
        published.as_ref().map(|(head, _)| head.clone())
    }

    /// When the last of them signed it last; long ago, if nothing is published.
    #[must_use]
    pub fn published_at(&self) -> Timestamp {
        let published = self.published.read().unwrap_or_else(PoisonError::into_inner);
        published.as_ref().map_or(Timestamp::UNIX_EPOCH, |(_, at)| *at)
    }

    /// Takes note of a head that was published at this instant; an older one changes nothing.
    pub fn set_published(&self, head: SignedHead, at: Timestamp) {
        let mut published = self.published.write().unwrap_or_else(PoisonError::into_inner);
        if published.as_ref().is_none_or(|(held, _)| held.size <= head.size) {
            *published = Some((Arc::new(head), at));
        }
    }

    /// Gives every waiting leaf its place, signs the new head and moves the register.
    ///
    /// # Errors
    /// [`LedgerError::Stopped`] when nothing may be signed; everything that was committed stays committed.
    pub async fn sequence(&self) -> Result<Arc<SignedHead>, LedgerError> {
        let _one_at_a_time = self.sequencing.lock().await;
        if let Some(why) = self.stopped() {
            return Err(why.into());
        }
        let mut head = self.store.head().await?;
        loop {
            let pending = self.store.leaves_pending(BATCH_MAX).await?;
            if pending.is_empty() {
                break;
            }
            let leaves: Vec<_> = pending.iter().map(|leaf| Digest(leaf.leaf_hash)).collect();
            let from = head.size;
            let grown =
                with_nodes(&*self.store, |nodes| merkle::append(from, nodes, &leaves)).await?;
            let sequenced = Sequenced {
                from_size: from,
                epoch: self.epoch,
                event_ids: pending.iter().map(|leaf| leaf.event_id).collect(),
                nodes: grown
                    .new_nodes
                    .iter()
                    .map(|(level, at, hash)| (*level, *at, hash.0))
                    .collect(),
                root: grown.root.0,
            };
            head = match self.store.leaves_sequenced(sequenced).await {
                Ok(head) => head,
                Err(StoreError::HeadMoved { .. }) => {
                    return Err(self.stop(Stopped::Superseded).into());
                }
                Err(error) => return Err(error.into()),
            };
        }
        let signed = self.signed();
        if head.size == signed.size {
            return Ok(signed);
        }
        // What is signed is what can be read back, not what was computed a moment ago.
        let root = with_nodes(&*self.store, |nodes| merkle::root_at(head.size, nodes)).await?;
        if root.0 != head.root {
            return Err(self.stop(Stopped::Damaged { size: head.size }).into());
        }
        let checkpoint = Checkpoint::new(&self.keys.origin, head.size, root)?;
        let line = checkpoint.sign_ed25519(&self.keys.ed25519)?;
        let note = checkpoint.with(vec![line]).to_string();
        let next = RegisterHead {
            origin: self.keys.origin.clone(),
            size: head.size,
            root,
            epoch: self.epoch,
            restore_epoch: head.restore_epoch,
            note: note.clone(),
        };
        if self.register.advance(next).is_err() {
            return Err(self.stop(Stopped::Register).into());
        }
        let signed = Arc::new(SignedHead { size: head.size, root, note });
        *self.signed.write().unwrap_or_else(PoisonError::into_inner) = signed.clone();
        Ok(signed)
    }

    /// The signed head with the post-quantum line added: what witnesses are asked to cosign.
    ///
    /// # Errors
    /// If the head cannot be signed.
    pub fn with_both_lines(
        &self,
        head: &SignedHead,
        now: Timestamp,
    ) -> Result<SignedCheckpoint, LedgerError> {
        let mut signed = SignedCheckpoint::parse(head.note.as_bytes())?;
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let public = self.keys.mldsa44.public();
        let line = signed.claimed().sign_mldsa44(&public, seconds, |message| {
            self.keys.mldsa44.sign_deterministic(message)
        })?;
        signed.add(line);
        Ok(signed)
    }

    /// Proof that the leaf at `index` is under `head`.
    ///
    /// # Errors
    /// If the leaf is not under that head.
    pub async fn prove(
        &self,
        index: u64,
        leaf: [u8; 40],
        head: &SignedHead,
    ) -> Result<TlogProof, LedgerError> {
        let size = head.size;
        let path = with_nodes(&*self.store, |nodes| merkle::inclusion(index, size, nodes)).await?;
        Ok(TlogProof { extra: Some(leaf), index, path, checkpoint_note: head.note.clone() })
    }

    /// Proof that the tree of `new` leaves extends the one of `old`; empty for `old` zero or equal.
    ///
    /// # Errors
    /// If the sizes are not ours.
    pub async fn consistency(&self, old: u64, new: u64) -> Result<Vec<Digest>, LedgerError> {
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        with_nodes(&*self.store, |nodes| merkle::consistency(old, new, nodes)).await
    }

    /// Bytes of a hash tile, for the tree of `size` leaves.
    ///
    /// # Errors
    /// If the tile is not there at that size.
    pub async fn tile(&self, tile: seal::tile::Tile, size: u64) -> Result<Vec<u8>, LedgerError> {
        let hashes = with_nodes(&*self.store, |nodes| Ok(tile.hashes(size, nodes))).await?;
        hashes.map_err(|_| LedgerError::NotSequenced)
    }
}

/// How an engine is told what its tree becomes.
#[derive(Debug)]
struct Rfc6962;

impl Tree for Rfc6962 {
    fn grow(
        &self,
        size: u64,
        node_at: NodeAt<'_>,
        leaf_hashes: &[[u8; 32]],
    ) -> Result<Grown, StoreError> {
        let stored = Stored { node_at: RefCell::new(node_at), failed: RefCell::new(None) };
        let leaves: Vec<_> = leaf_hashes.iter().copied().map(Digest).collect();
        let grown = merkle::append(size, &stored, &leaves);
        if let Some(error) = stored.failed.into_inner() {
            return Err(error);
        }
        let grown = grown.map_err(|error| StoreError::Corrupt { what: error.to_string() })?;
        let nodes = grown.new_nodes.iter().map(|(level, at, hash)| (*level, *at, hash.0));
        Ok(Grown { nodes: nodes.collect(), root: grown.root.0 })
    }
}

/// The nodes of an engine; the first look that fails is kept.
struct Stored<'a> {
    node_at: RefCell<NodeAt<'a>>,
    failed: RefCell<Option<StoreError>>,
}

impl Nodes for Stored<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Digest> {
        let found = (self.node_at.borrow_mut())(level, index);
        match found {
            Ok(hash) => hash.map(Digest),
            Err(error) => {
                self.failed.borrow_mut().get_or_insert(error);
                None
            }
        }
    }
}

/// Nodes that a computation asked for. The first run gets placeholders and notes what is missing; which nodes a
/// proof needs depends on sizes alone, never on hashes, so the second run finds everything.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    known: BTreeMap<(u8, u64), Digest>,
    missing: StdMutex<BTreeSet<(u8, u64)>>,
}

impl Nodes for Wanted {
    fn node(&self, level: u8, index: u64) -> Option<Digest> {
        let place = (level, index);
        if let Some(hash) = self.known.get(&place) {
            return Some(*hash);
        }
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).insert(place);
        Some(Digest([0; 32]))
    }
}

/// Runs a computation over stored nodes: once to learn which, once with them.
pub(crate) async fn with_nodes<T>(
    store: &dyn Store,
    compute: impl Fn(&Wanted) -> Result<T, MerkleError>,
) -> Result<T, LedgerError> {
    let mut wanted = Wanted::default();
    let guess = compute(&wanted);
    let missing: Vec<_> = {
        let missing = wanted.missing.get_mut().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(missing).into_iter().collect()
    };
    if missing.is_empty() {
        return Ok(guess?);
    }
    let found = store.nodes(&missing).await?;
    for (place, hash) in missing.iter().zip(found) {
        let (level, index) = *place;
        let hash = hash.ok_or(MerkleError::MissingNode { level, index })?;
        wanted.known.insert(*place, Digest(hash));
    }
    Ok(compute(&wanted)?)
}

#[cfg(test)]
mod tests;
