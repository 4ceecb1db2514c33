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
use store::{Head, MAX_PAGE, Place, SqliteKeys, Store, StoreError, StoredEvent};
use wire::roster::{Roster, RosterError};

use crate::act::ActError;
use crate::config::Config;
use crate::export::own_policy_text;
use crate::gap;
use crate::keys::{Keys, KeysError};
use crate::ledger::{LedgerError, with_nodes};
use crate::recorder::{self, RecordError};
use crate::register::file_name;
use crate::rng::OsRandom;
use crate::serve::{ServeError, read_roster};
use crate::work::witness::{Published, newest_published};

mod reading;
mod stamped;
#[cfg(test)]
mod tests;

pub(crate) use reading::Folded;

/// Under which name openings are made here: nobody sees them, and a leaf says nothing of its log.
const OPENED: &str = "fsck";
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
    /// There is no such log.
    #[error("this node has no log `{0}`, or has not begun it")]
    NoSuchLog(String),
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
    /// The number of the log, from 0.
    pub log: u32,
    /// The leaf it is about, or the size of a head.
    pub at: u64,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.log {
            0 => write!(f, "{} at {}", self.code, self.at),
            log => write!(f, "{} at {} of log {log}", self.code, self.at),
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Leaves that were read, of all logs.
    pub size: u64,
    /// Events that wait for a place in the log.
    pub n_pending: u64,
    /// Streams they belong to.
    pub n_streams: u64,
    /// Events of which a part was erased, and that were compared as far as they are open.
    pub n_erased: u64,
    /// Leaves whose content is lost: they came back from a mirror.
    pub n_lost: u64,
    /// Leaves under the published head of the last log.
    pub published: Option<u64>,
    /// Days of which there is a time-stamp token over the log.
    pub n_stamped: u64,
    /// How many things do not hold.
    pub n_faults: u64,
    /// The first of them.
    pub faults: Vec<Fault>,
}

impl Report {
    fn fault(&mut self, code: &'static str, log: u32, at: u64) {
        self.n_faults = self.n_faults.saturating_add(1);
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { code, log, at });
        }
    }

    /// Takes the faults of one code out: for whoever knows better that they are none.
    pub(crate) fn take(&mut self, code: &str) -> Vec<Fault> {
        let (taken, kept) = self.faults.drain(..).partition(|fault: &Fault| fault.code == code);
        self.faults = kept;
        let taken: Vec<Fault> = taken;
        self.n_faults = self.n_faults.saturating_sub(taken.len() as u64);
        taken
    }
}

/// A log of a folder, opened for reading, and what lies beside it. What reads one log reads the one that was asked for;
/// [`Log::check`] reads all of them.
pub struct Log {
    origin: String,
    store: Arc<dyn Store>,
    keys: Keys,
    policy: Option<Policy>,
    /// Of each log that was there when it was opened.
    registers: Vec<Option<register::Head>>,
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
    /// Opens a log of the node that this file configures: the one with this origin, or the one that grows.
    ///
    /// # Errors
    /// If there is no node or no such log, or the keys do not open.
    pub async fn open(config: &Path, origin: Option<&str>) -> Result<Self, FsckError> {
        let config = Config::read(config).map_err(ServeError::from)?;
        let keys = config.data_dir.clone();
        Self::open_with(config, &keys, origin).await
    }

    /// The same with the keys of another folder: a backup holds none.
    ///
    /// # Errors
    /// See [`Log::open`].
    pub async fn open_with(
        config: Config,
        keys: &Path,
        origin: Option<&str>,
    ) -> Result<Self, FsckError> {
        let dir = &config.data_dir;
        let roster = read_roster(dir)?;
        let entry = roster.node(&config.node).map(|(_, entry)| entry.log.origin.clone());
        let first = entry.ok_or(ServeError::Roster(RosterError::Field("node")))?;
        let store = config.store.open(dir)?;
        let mut logs = store.logs().await?;
        // Before its first start the directory alone knows how its log is called.
        logs.iter_mut()
            .filter(|log| log.origin.is_empty())
            .for_each(|log| log.origin = first.clone());
        let asked = match origin {
            None => logs.last(),
            Some(origin) => logs.iter().find(|log| log.origin == origin),
        };
        let missing = || FsckError::NoSuchLog(origin.unwrap_or(&first).to_owned());
        let asked = asked.ok_or_else(missing)?;
        let (opened_at, origin) = (asked.head, asked.origin.clone());
        let key_store = Arc::new(SqliteKeys::open(&keys.join("keys.db"))?);
        let keys = Keys::open(&keys.join("keys"), key_store, Arc::new(OsRandom)).await?;
        let disk = RealDisk::open(&config.head_register)?;
        let mut registers = Vec::with_capacity(logs.len());
        for log in &logs {
            let bytes = disk.read(&file_name(&log.origin))?;
            let register = bytes.and_then(|bytes| register::pick(&bytes).ok());
            registers.push(register.map(|current| current.slot.head));
        }
        Ok(Self {
            store,
            keys,
            policy: Policy::parse(own_policy_text(&roster, &config.node).as_bytes()).ok(),
            registers,
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
        let is_asked = |place: Place| place.log == self.number() && place.index < size;
        page.retain(|event| event.place.is_some_and(is_asked));
        Ok(Some(page))
    }

    /// The newest leaves, the newest last.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn tail(&self, n: u32) -> Result<Vec<StoredEvent>, FsckError> {
        let size = self.opened_at.size;
        let mut events = Vec::new();
        for index in size.saturating_sub(n.into())..size {
            events.extend(self.leaf(index).await?);
        }
        Ok(events)
    }

    /// The proof that a leaf is in the log, under the newest head that witnesses have cosigned.
    ///
    /// # Errors
    /// [`FsckError::NotPublished`] if there is none for it yet.
    pub async fn proof(&self, index: u64) -> Result<TlogProof, FsckError> {
        let published = self.published().await?.filter(|head| index < head.size);
        let event = self.leaf(index).await?;
        let (Some(published), Some(event)) = (published, event) else {
            return Err(FsckError::NotPublished(index));
        };
        let size = published.size;
        let path =
            with_nodes(&*self.store, self.number(), |nodes| merkle::inclusion(index, size, nodes))
                .await?;
        Ok(TlogProof { extra: Some(event.leaf), index, path, checkpoint_note: published.note })
    }

    /// Its number in the node.
    pub(crate) const fn number(&self) -> u32 {
        self.opened_at.log
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
        Ok(self.store.event_at(Place { log: self.number(), index }).await?)
    }

    /// The root that the tree had at this size, if it had it when it was opened.
    pub(crate) async fn root_of(&self, size: u64) -> Result<Option<Digest>, FsckError> {
        self.root_within(self.number(), size, self.opened_at.size).await
    }

    pub(crate) async fn published(&self) -> Result<Option<Published>, FsckError> {
        Ok(newest_published(&*self.store, self.number()).await?)
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// If it cannot be read; what does not hold is in the report.
    pub async fn check(&self) -> Result<Report, FsckError> {
        let logs = self.store.logs().await?;
        let mut walk = Walk::new(&self.keys)?;
        let mut position = 0;
        let mut hashes = Vec::new();
        loop {
            let page = self.store.tail(position, MAX_PAGE).await?;
            let Some(last) = page.last() else { break };
            position = last.position;
            for event in &page {
                if let Some(place) = event.place {
                    let is_read =
                        |log: &store::Log| log.head.log == place.log && place.index < log.head.size;
                    if !logs.iter().any(is_read) {
                        // Appended since the heads were read.
                        continue;
                    }
                    while walk.log < place.log {
                        self.grow(&mut walk, std::mem::take(&mut hashes)).await?;
                        self.end(&mut walk, &logs).await?;
                        walk.begin_next()?;
                    }
                }
                hashes.extend(walk.event(event));
            }
            self.grow(&mut walk, std::mem::take(&mut hashes)).await?;
        }
        self.end(&mut walk, &logs).await?;
        walk.report.n_streams = walk.streams.len() as u64;
        let mut report = walk.report;
        self.check_stamped(&mut report).await?;
        Ok(report)
    }

    async fn grow(&self, walk: &mut Walk<'_>, hashes: Vec<Digest>) -> Result<(), FsckError> {
        let grown = walk.grow(&hashes)?;
        let places: Vec<(u8, u64)> = grown.iter().map(|(level, at, _)| (*level, *at)).collect();
        let stored = self.store.nodes(walk.log, &places).await?;
        for ((_, at, hash), stored) in grown.iter().zip(stored) {
            if stored != Some(hash.0) {
                walk.fault("tree-node", *at);
            }
        }
        Ok(())
    }

    /// What is kept about a log whose leaves have all been read.
    async fn end(&self, walk: &mut Walk<'_>, logs: &[store::Log]) -> Result<(), FsckError> {
        let number = walk.log;
        let Some(log) = logs.iter().find(|log| log.head.log == number) else { return Ok(()) };
        walk.head(&log.head);
        // One that has begun since it was opened was not looked at in full.
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(register) = self.registers.get(place) {
            self.check_register(walk, log, register.as_ref()).await?;
        }
        self.check_published(walk, log).await
    }

    /// The root that a log had at this size, if it ever had it.
    async fn root_within(
        &self,
        log: u32,
        size: u64,
        most: u64,
    ) -> Result<Option<Digest>, FsckError> {
        if size > most {
            return Ok(None);
        }
        match with_nodes(&*self.store, log, |nodes| merkle::root_at(size, nodes)).await {
            Ok(root) => Ok(Some(root)),
            Err(LedgerError::Store(error)) => Err(error.into()),
            // A subtree is missing, which was found before.
            Err(_) => Ok(None),
        }
    }

    /// The register lies outside the folder: a folder that was put back from a backup knows less than it. Of a log that was
    /// given up it must know more, and that was said.
    async fn check_register(
        &self,
        walk: &mut Walk<'_>,
        log: &store::Log,
        register: Option<&register::Head>,
    ) -> Result<(), FsckError> {
        match register {
            None => walk.fault("register-missing", walk.size),
            Some(_) if log.given_up_at.is_some() => {}
            Some(known) if known.size > walk.size => walk.fault("rolled-back", known.size),
            Some(known) => {
                let root = self.root_within(walk.log, known.size, walk.size).await?;
                if root != Some(known.root) {
                    walk.fault("register-forked", known.size);
                }
            }
        }
        Ok(())
    }

    async fn check_published(
        &self,
        walk: &mut Walk<'_>,
        log: &store::Log,
    ) -> Result<(), FsckError> {
        let published = newest_published(&*self.store, log.head.log).await?;
        walk.report.published = published.as_ref().map(|head| head.size);
        let Some(head) = published else { return Ok(()) };
        let said = Digest::parse_hex(&head.root).ok();
        if said.is_none() || self.root_within(walk.log, head.size, walk.size).await? != said {
            walk.fault("published-forked", head.size);
        }
        let note = SignedCheckpoint::parse(head.note.as_bytes()).ok();
        let is_signed = note.zip(self.policy.as_ref()).is_some_and(|(note, policy)| {
            let claimed = note.claimed();
            let is_it = claimed.size() == head.size && Some(claimed.root()) == said;
            is_it && policy.satisfied(&note).is_ok()
        });
        if !is_signed {
            walk.fault("published-unsigned", head.size);
        }
        Ok(())
    }
}

/// What is carried from leaf to leaf.
struct Walk<'a> {
    keys: &'a Keys,
    /// The log that is being read.
    log: u32,
    /// Its leaves so far.
    n_leaves: u64,
    /// Its leaves in the tree so far.
    size: u64,
    root: Digest,
    /// The complete subtrees at the right edge of the tree so far.
    edge: BTreeMap<(u8, u64), Digest>,
    /// Of each stream: how many events it has so far, and the leaf of the last.
    streams: BTreeMap<String, (u64, Digest)>,
    report: Report,
}

impl<'a> Walk<'a> {
    fn new(keys: &'a Keys) -> Result<Self, MerkleError> {
        let edge = BTreeMap::new();
        let root = merkle::root_at(0, &edge)?;
        Ok(Self {
            keys,
            log: 0,
            n_leaves: 0,
            size: 0,
            root,
            edge,
            streams: BTreeMap::new(),
            report: Report::default(),
        })
    }

    fn fault(&mut self, code: &'static str, at: u64) {
        self.report.fault(code, self.log, at);
    }

    /// Goes on with the next log: its tree begins, the streams go on.
    fn begin_next(&mut self) -> Result<(), MerkleError> {
        self.log = self.log.saturating_add(1);
        (self.n_leaves, self.size) = (0, 0);
        self.edge.clear();
        self.root = merkle::root_at(0, &self.edge)?;
        Ok(())
    }

    /// Looks at one event, and gives the hash of its leaf if it has a place in the log.
    fn event(&mut self, event: &StoredEvent) -> Option<Digest> {
        let index = self.n_leaves;
        let hash = merkle::leaf_hash(&event.leaf);
        if hash.0 != event.leaf_hash {
            self.fault("leaf-hash", index);
        }
        let before = self.streams.get(&event.stream).copied();
        let expected = before.map_or(0, |(n_events, _)| n_events);
        if event.version != expected {
            self.fault("stream-order", index);
        }
        self.streams.insert(event.stream.clone(), (event.version.saturating_add(1), hash));
        match event.place {
            None => {
                self.report.n_pending = self.report.n_pending.saturating_add(1);
                return None;
            }
            Some(found) if found != (Place { log: self.log, index }) => {
                self.fault("leaf-index", index)
            }
            Some(_) => {}
        }
        self.n_leaves = self.n_leaves.saturating_add(1);
        self.fields(event, index, before.map(|(_, hash)| hash));
        Some(hash)
    }

    /// Whether the fields of an event give its leaf, and say that it follows the event before it.
    fn fields(&mut self, event: &StoredEvent, index: u64, before: Option<Digest>) {
        if gap::is_lost(event) {
            self.report.n_lost = self.report.n_lost.saturating_add(1);
            return;
        }
        // Once with every field open and once with every field closed: what is shown to nobody must give the leaf too.
        for (shows, code) in [(true, "commitment"), (false, "field-hashes")] {
            if recorder::opening(event, OPENED, self.keys, |_| shows).is_err() {
                self.fault(code, index);
            }
        }
        let fields = match recorder::fields(event, self.keys) {
            Ok(fields) => fields,
            Err(RecordError::Erased) => {
                self.report.n_erased = self.report.n_erased.saturating_add(1);
                return;
            }
            Err(_) => return self.fault("content", index),
        };
        let seq = fields.get("seq").and_then(Json::int).and_then(|seq| u64::try_from(seq).ok());
        let prev = fields.get("prev").and_then(Json::text).map(str::to_owned);
        if seq != Some(event.version) || prev != before.map(|before| before.b64()) {
            self.fault("stream-chain", index);
        }
    }

    /// Grows the tree; gives every subtree that became complete.
    fn grow(&mut self, hashes: &[Digest]) -> Result<Vec<(u8, u64, Digest)>, MerkleError> {
        let grown = merkle::append(self.size, &self.edge, hashes)?;
        self.report.size = self.report.size.saturating_add(hashes.len() as u64);
        self.size = grown.size;
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
        if self.size != head.size || self.root.0 != head.root {
            self.fault("head", head.size);
        }
    }
}
