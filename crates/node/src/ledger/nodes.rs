//! The stored nodes of a log's tree, as computations ask for them. Not the tree: that is `seal::merkle`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex as StdMutex, PoisonError};

use seal::digest::Digest;
use seal::merkle::{self, MerkleError, Nodes};
use store::tree::NodeAt;
use store::{Grown, Store, StoreError, Tree};

use super::LedgerError;

/// How an engine is told what its tree becomes.
#[derive(Debug)]
pub(crate) struct Rfc6962;

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

impl Wanted {
    /// What the run lacked. Nothing: what it gave is true.
    pub(crate) fn missing(&mut self) -> Vec<(u8, u64)> {
        let missing = self.missing.get_mut().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(missing).into_iter().collect()
    }

    /// Takes what was found of that, in the same order.
    ///
    /// # Errors
    /// If a node is not stored.
    pub(crate) fn learn(
        &mut self,
        missing: &[(u8, u64)],
        found: Vec<Option<[u8; 32]>>,
    ) -> Result<(), MerkleError> {
        for (place, hash) in missing.iter().zip(found) {
            let (level, index) = *place;
            let hash = hash.ok_or(MerkleError::MissingNode { level, index })?;
            self.known.insert(*place, Digest(hash));
        }
        Ok(())
    }
}

/// Runs a computation over the stored nodes of a log: once to learn which, once with them.
pub(crate) async fn with_nodes<T>(
    store: &dyn Store,
    log: u32,
    compute: impl Fn(&Wanted) -> Result<T, MerkleError>,
) -> Result<T, LedgerError> {
    let mut wanted = Wanted::default();
    let guess = compute(&wanted);
    let missing = wanted.missing();
    if missing.is_empty() {
        return Ok(guess?);
    }
    wanted.learn(&missing, store.nodes(log, &missing).await?)?;
    Ok(compute(&wanted)?)
}
