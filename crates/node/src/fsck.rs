//! The log read from its first leaf on, as somebody reads it who believes neither the database nor the node.
//!
//! Everything that the node keeps twice is compared: leaves with the events they commit to, the tree with the leaves, the
//! head, the register and the published head with the tree, each event with the one before it in its stream. Nothing is
//! written, no lock is taken, and a node that runs goes on; what it appends meanwhile is not looked at.
//!
//! Not here: whether witnesses and peers saw the same log (`work::witness`, and `monitor` in the hands of others).

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use seal::json::Json;
use seal::merkle::{self, MerkleError};
use seal::note::Vkey;
use seal::policy::Policy;
use seal::proof::TlogProof;
use seal::register;
use store::disk::{Disk as _, RealDisk};
use store::{Head, MAX_PAGE, RowQuery, SqliteKeys, SqliteStore, Store, StoreError, StoredEvent};
use wire::roster::{Roster, RosterError};

use crate::act::ActError;
use crate::config::Config;
use crate::export::own_policy_text;
use crate::keys::{Keys, KeysError};
use crate::ledger::{LedgerError, with_nodes};
use crate::recorder::{self, RecordError};
use crate::register::file_name;
use crate::rng::OsRandom;
use crate::rows::{decode, view};
use crate::serve::{ServeError, read_roster};
use crate::work::witness::Published;

mod reading;
mod stamped;
#[cfg(test)]
mod tests;

pub(crate) use reading::Folded;

/// Faults that are kept; more are only counted.
const FAULTS_MAX: usize = 100;
/// Events that a table reads at once: a row costs what one page of them costs, whatever the log holds.
const LEAVES_PER_PAGE: u32 = 256;

/// Why the log of a folder cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum FsckError {
    /// The keys do not open.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// There is no such leaf under a published head.
    #[error("leaf {0} is not under a head that witnesses have cosigned")]
    NotPublished(u64),
    /// The log cannot be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A row is another document's.
    #[error(transparent)]
    Row(#[from] ActError),
    /// The folder holds no node.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The tree cannot be computed.
    #[error(transparent)]
    Tree(#[from] MerkleError),
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What, as a code.
    pub code: &'static str,
    /// The leaf it is about, or the size of a head.
    pub at: u64,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.code, self.at)
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Leaves that were read.
    pub size: u64,
    /// Events that wait for a place in the log.
    pub n_pending: u64,
    /// Streams they belong to.
    pub n_streams: u64,
    /// Events of which a part was erased, and that were compared as far as they are open.
    pub n_erased: u64,
    /// Leaves under the published head.
    pub published: Option<u64>,
    /// Days of which there is a time-stamp token over the log.
    pub n_stamped: u64,
    /// How many things do not hold.
    pub n_faults: u64,
    /// The first of them.
    pub faults: Vec<Fault>,
}

impl Report {
    fn fault(&mut self, code: &'static str, at: u64) {
        self.n_faults = self.n_faults.saturating_add(1);
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { code, at });
        }
    }
}

/// The log of a folder, opened for reading.
pub struct Log {
    origin: String,
    store: Arc<dyn Store>,
    keys: Keys,
    policy: Option<Policy>,
    register: Option<register::Head>,
    opened_at: Head,
    config: Config,
    roster: Roster,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Log {
    /// Opens the log of the node that this file configures.
    ///
    /// # Errors
    /// If there is no node, or its keys do not open.
    pub async fn open(config: &Path) -> Result<Self, FsckError> {
        let config = Config::read(config).map_err(ServeError::from)?;
        let dir = &config.data_dir;
        let roster = read_roster(dir)?;
        let entry = roster.node(&config.node).map(|(_, entry)| entry.log.origin.clone());
        let origin = entry.ok_or(ServeError::Roster(RosterError::Field("node")))?;
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&dir.join("node.db"))?);
        let opened_at = store.head().await?;
        let key_store = Arc::new(SqliteKeys::open(&dir.join("keys.db"))?);
        let keys = Keys::open(&dir.join("keys"), key_store, Arc::new(OsRandom)).await?;
        let bytes = RealDisk::open(&config.head_register)?.read(&file_name(&origin))?;
        let register = bytes.and_then(|bytes| register::pick(&bytes).ok());
        Ok(Self {
            store,
            keys,
            policy: Policy::parse(own_policy_text(&roster, &config.node).as_bytes()).ok(),
            register: register.map(|current| current.slot.head),
            opened_at,
            origin,
            config,
            roster,
        })
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// How far the log was when it was opened: before its keys were read, so that none of an older leaf is missing.
    #[must_use]
    pub fn opened_at(&self) -> &Head {
        &self.opened_at
    }

    /// The events after `position` that are among the first `size` leaves, some at once; moves `position` on. Nothing
    /// when there are no more.
    pub(crate) async fn leaves(
        &self,
        position: &mut u64,
        size: u64,
    ) -> Result<Option<Vec<StoredEvent>>, FsckError> {
        let mut page = self.store.tail(*position, LEAVES_PER_PAGE).await?;
        let Some(last) = page.last() else { return Ok(None) };
        *position = last.position;
        page.retain(|event| event.leaf_index.is_some_and(|index| index < size));
        Ok(Some(page))
    }

    /// The newest leaves, the newest last.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn tail(&self, n: u32) -> Result<Vec<StoredEvent>, FsckError> {
        let size = self.store.head().await?.size;
        let mut events = Vec::new();
        for index in size.saturating_sub(n.into())..size {
            events.extend(self.store.event_by_index(index).await?);
        }
        Ok(events)
    }

    /// The proof that a leaf is in the log, under the newest head that witnesses have cosigned.
    ///
    /// # Errors
    /// [`FsckError::NotPublished`] if there is none for it yet.
    pub async fn proof(&self, index: u64) -> Result<TlogProof, FsckError> {
        let published = self.published().await?.filter(|head| index < head.size);
        let event = self.store.event_by_index(index).await?;
        let (Some(published), Some(event)) = (published, event) else {
            return Err(FsckError::NotPublished(index));
        };
        let size = published.size;
        let path = with_nodes(&*self.store, |nodes| merkle::inclusion(index, size, nodes)).await?;
        Ok(TlogProof { extra: Some(event.leaf), index, path, checkpoint_note: published.note })
    }

    /// The database, for reading.
    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// The keys that the directory lists for this log.
    pub(crate) fn vkeys(&self) -> Vec<Vkey> {
        self.policy.as_ref().map(|policy| policy.for_origin(&self.origin)).unwrap_or_default()
    }

    /// The event whose leaf stands there.
    pub(crate) async fn leaf(&self, index: u64) -> Result<Option<StoredEvent>, FsckError> {
        Ok(self.store.event_by_index(index).await?)
    }

    /// The root that the tree had at this size, if it had it when it was opened.
    pub(crate) async fn root_of(&self, size: u64) -> Result<Option<Digest>, FsckError> {
        self.root_within(size, self.opened_at.size).await
    }

    pub(crate) async fn published(&self) -> Result<Option<Published>, FsckError> {
        let query = RowQuery { descending: true, ..RowQuery::view(view::PUBLISHED, 1) };
        let row = self.store.rows(query).await?.pop();
        Ok(row.and_then(|row| decode(&row.body).ok()))
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// If it cannot be read; what does not hold is in the report.
    pub async fn check(&self) -> Result<Report, FsckError> {
        let head = self.store.head().await?;
        let mut walk = Walk::new(&self.origin, &self.keys)?;
        let mut position = 0;
        loop {
            let page = self.store.tail(position, MAX_PAGE).await?;
            let Some(last) = page.last() else { break };
            position = last.position;
            let mut hashes = Vec::new();
            for event in &page {
                if walk.n_leaves >= head.size && event.leaf_index.is_some() {
                    // Appended since the head was read.
                    continue;
                }
                hashes.extend(walk.event(event));
            }
            let grown = walk.grow(&hashes)?;
            let places: Vec<(u8, u64)> = grown.iter().map(|(level, at, _)| (*level, *at)).collect();
            let stored = self.store.nodes(&places).await?;
            for ((_, at, hash), stored) in grown.iter().zip(stored) {
                if stored != Some(hash.0) {
                    walk.report.fault("tree-node", *at);
                }
            }
        }
        walk.head(&head);
        walk.report.n_streams = walk.streams.len() as u64;
        let mut report = walk.report;
        self.check_register(&mut report).await?;
        self.check_published(&mut report).await?;
        self.check_stamped(&mut report).await?;
        Ok(report)
    }

    /// The root that the tree had at this size, if it ever had it.
    async fn root_at(&self, size: u64, report: &Report) -> Result<Option<Digest>, FsckError> {
        self.root_within(size, report.size).await
    }

    async fn root_within(&self, size: u64, most: u64) -> Result<Option<Digest>, FsckError> {
        if size > most {
            return Ok(None);
        }
        match with_nodes(&*self.store, |nodes| merkle::root_at(size, nodes)).await {
            Ok(root) => Ok(Some(root)),
            Err(LedgerError::Store(error)) => Err(error.into()),
            // A subtree is missing, which was found before.
            Err(_) => Ok(None),
        }
    }

    /// The register lies outside the folder: a folder that was put back from a backup knows less than it.
    async fn check_register(&self, report: &mut Report) -> Result<(), FsckError> {
        match &self.register {
            None => report.fault("register-missing", report.size),
            Some(known) if known.size > report.size => report.fault("rolled-back", known.size),
            Some(known) => {
                if self.root_at(known.size, report).await? != Some(known.root) {
                    report.fault("register-forked", known.size);
                }
            }
        }
        Ok(())
    }

    async fn check_published(&self, report: &mut Report) -> Result<(), FsckError> {
        let Some(head) = self.published().await? else { return Ok(()) };
        report.published = Some(head.size);
        let said = Digest::parse_hex(&head.root).ok();
        if said.is_none() || self.root_at(head.size, report).await? != said {
            report.fault("published-forked", head.size);
        }
        let note = SignedCheckpoint::parse(head.note.as_bytes()).ok();
        let is_signed = note.zip(self.policy.as_ref()).is_some_and(|(note, policy)| {
            let claimed = note.claimed();
            let is_it = claimed.size() == head.size && Some(claimed.root()) == said;
            is_it && policy.satisfied(&note).is_ok()
        });
        if !is_signed {
            report.fault("published-unsigned", head.size);
        }
        Ok(())
    }
}

/// What is carried from leaf to leaf.
struct Walk<'a> {
    origin: &'a str,
    keys: &'a Keys,
    n_leaves: u64,
    root: Digest,
    /// The complete subtrees at the right edge of the tree so far.
    edge: BTreeMap<(u8, u64), Digest>,
    /// Of each stream: how many events it has so far, and the leaf of the last.
    streams: BTreeMap<String, (u64, Digest)>,
    report: Report,
}

impl<'a> Walk<'a> {
    fn new(origin: &'a str, keys: &'a Keys) -> Result<Self, MerkleError> {
        let edge = BTreeMap::new();
        let root = merkle::root_at(0, &edge)?;
        Ok(Self {
            origin,
            keys,
            n_leaves: 0,
            root,
            edge,
            streams: BTreeMap::new(),
            report: Report::default(),
        })
    }

    /// Looks at one event, and gives the hash of its leaf if it has a place in the log.
    fn event(&mut self, event: &StoredEvent) -> Option<Digest> {
        let index = self.n_leaves;
        let hash = merkle::leaf_hash(&event.leaf);
        if hash.0 != event.leaf_hash {
            self.report.fault("leaf-hash", index);
        }
        let before = self.streams.get(&event.stream).copied();
        let expected = before.map_or(0, |(n_events, _)| n_events);
        if event.version != expected {
            self.report.fault("stream-order", index);
        }
        self.streams.insert(event.stream.clone(), (event.version.saturating_add(1), hash));
        match event.leaf_index {
            None => {
                self.report.n_pending = self.report.n_pending.saturating_add(1);
                return None;
            }
            Some(found) if found != index => self.report.fault("leaf-index", index),
            Some(_) => {}
        }
        self.n_leaves = self.n_leaves.saturating_add(1);
        self.fields(event, index, before.map(|(_, hash)| hash));
        Some(hash)
    }

    /// Whether the fields of an event give its leaf, and say that it follows the event before it.
    fn fields(&mut self, event: &StoredEvent, index: u64, before: Option<Digest>) {
        // Once with every field open and once with every field closed: what is shown to nobody must give the leaf too.
        for (shows, code) in [(true, "commitment"), (false, "field-hashes")] {
            if recorder::opening(event, self.origin, self.keys, |_| shows).is_err() {
                self.report.fault(code, index);
            }
        }
        let fields = match recorder::fields(event, self.keys) {
            Ok(fields) => fields,
            Err(RecordError::Erased) => {
                self.report.n_erased = self.report.n_erased.saturating_add(1);
                return;
            }
            Err(_) => return self.report.fault("content", index),
        };
        let seq = fields.get("seq").and_then(Json::int).and_then(|seq| u64::try_from(seq).ok());
        let prev = fields.get("prev").and_then(Json::text).map(str::to_owned);
        if seq != Some(event.version) || prev != before.map(|before| before.b64()) {
            self.report.fault("stream-chain", index);
        }
    }

    /// Grows the tree; gives every subtree that became complete.
    fn grow(&mut self, hashes: &[Digest]) -> Result<Vec<(u8, u64, Digest)>, MerkleError> {
        let size = self.report.size;
        let grown = merkle::append(size, &self.edge, hashes)?;
        self.report.size = grown.size;
        self.root = grown.root;
        self.edge.extend(grown.new_nodes.iter().map(|(level, at, hash)| ((*level, *at), *hash)));
        let size = grown.size;
        // Only the last complete subtree of each size is needed to go on.
        self.edge.retain(|(level, at), _| {
            size.checked_shr(u32::from(*level)).is_some_and(|n| n % 2 == 1 && *at == n - 1)
        });
        Ok(grown.new_nodes)
    }

    /// Whether the head that the database keeps is that of the leaves.
    fn head(&mut self, head: &Head) {
        if self.report.size != head.size || self.root.0 != head.root {
            self.report.fault("head", head.size);
        }
    }
}
