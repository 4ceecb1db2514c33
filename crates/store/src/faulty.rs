//! Stores, blobs, keys and disks that fail at a chosen call, for fault loops: run the same work with N = 1, 2, 3 …
//! until a run meets no fault, then start again on what is left and check that nothing was lost or done twice.
//! Not random: a run with the same N fails at the same place.
//!
//! One [`Faults`] is shared by everything that is wrapped, so N counts calls across all seams in their real order.

use std::{
    ops::Range,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;

use crate::{
    Answer, Store,
    batch::Batch,
    blob::{BlobInfo, Blobs, Put},
    disk::{Disk, DiskLock, Published, Room},
    error::StoreError,
    keys::{KeyQuery, KeyStore, KeyTurn, WrappedKey},
    record::{
        Appended, Head, Health, Leaf, Log, OnceResult, OutboxQuery, OutboxRow, OutboxTally,
        PendingLeaf, Place, Row, RowQuery, Sequenced, Session, SessionScope, Skip, StoredEvent,
        StreamInfo, TimerRow,
    },
    tree::Tree,
};

/// What happens at the chosen call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The call it happens at, counted from 1.
    pub at: u64,
    /// Whether every later call fails too.
    pub persists: bool,
    /// Whether the work is done and only its answer is lost.
    pub after: bool,
    /// What the caller is told.
    pub error: StoreError,
}

/// Counts calls and says which ones fail.
#[derive(Debug, Default)]
pub struct Faults {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    n_calls: u64,
    n_events: u64,
    n_failed: u64,
    fault: Option<Fault>,
}

/// What one call is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Work,
    FailBefore(StoreError),
    FailAfter(StoreError),
}

impl Faults {
    /// Counts only; plan a fault later.
    #[must_use]
    pub fn none() -> Arc<Self> {
        Arc::default()
    }

    /// Fails as planned.
    #[must_use]
    pub fn planned(fault: Fault) -> Arc<Self> {
        let faults = Self::none();
        faults.plan(fault);
        faults
    }

    /// Begins counting anew with this plan.
    pub fn plan(&self, fault: Fault) {
        *self.lock() = State { fault: Some(fault), ..State::default() };
    }

    /// From now on nothing fails; counting goes on.
    pub fn heal(&self) {
        self.lock().fault = None;
    }

    /// How many calls were made since the plan.
    #[must_use]
    pub fn n_calls(&self) -> u64 {
        self.lock().n_calls
    }

    /// How many events `load` and `tail` handed out since the plan: what a caller reads is what it pays for.
    #[must_use]
    pub fn n_events(&self) -> u64 {
        self.lock().n_events
    }

    /// How many calls failed. None: the loop over N is at its end.
    #[must_use]
    pub fn n_failed(&self) -> u64 {
        self.lock().n_failed
    }

    fn next(&self) -> Fate {
        let mut state = self.lock();
        state.n_calls += 1;
        let n = state.n_calls;
        let hit = |fault: &&Fault| fault.at == n || (fault.persists && n > fault.at);
        let Some(fault) = state.fault.as_ref().filter(hit).cloned() else { return Fate::Work };
        state.n_failed += 1;
        if fault.after { Fate::FailAfter(fault.error) } else { Fate::FailBefore(fault.error) }
    }

    fn around<T>(&self, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self.next() {
            Fate::Work => work(),
            Fate::FailBefore(e) => Err(e),
            Fate::FailAfter(e) => work().and(Err(e)),
        }
    }

    /// The call is counted when it is first waited for.
    fn around_async<'a, T: Send + 'a>(&'a self, work: Answer<'a, T>) -> Answer<'a, T> {
        Box::pin(async move {
            match self.next() {
                Fate::Work => work.await,
                Fate::FailBefore(e) => Err(e),
                Fate::FailAfter(e) => work.await.and(Err(e)),
            }
        })
    }

    /// As any other call; what it hands out is counted too.
    fn around_events<'a>(
        &'a self,
        work: Answer<'a, Vec<StoredEvent>>,
    ) -> Answer<'a, Vec<StoredEvent>> {
        Box::pin(async move {
            let events = self.around_async(work).await?;
            self.lock().n_events += events.len() as u64;
            Ok(events)
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something whose calls pass through [`Faults`].
#[derive(Debug)]
pub struct Faulty<S: ?Sized> {
    faults: Arc<Faults>,
    inner: Arc<S>,
}

impl<S: ?Sized> Faulty<S> {
    /// Wraps `inner`, which stays usable without faults.
    #[must_use]
    pub fn new(inner: Arc<S>, faults: Arc<Faults>) -> Self {
        Self { faults, inner }
    }
}

impl<S: Store + ?Sized> Store for Faulty<S> {
    fn load<'a>(&'a self, stream: &'a str, from_version: u64) -> Answer<'a, Vec<StoredEvent>> {
        self.faults.around_events(self.inner.load(stream, from_version))
    }

    fn tail(&self, after_position: u64, limit: u32) -> Answer<'_, Vec<StoredEvent>> {
        self.faults.around_events(self.inner.tail(after_position, limit))
    }

    fn streams<'a>(
        &'a self,
        prefix: &'a str,
        after: Option<&'a str>,
        limit: u32,
    ) -> Answer<'a, Vec<StreamInfo>> {
        self.faults.around_async(self.inner.streams(prefix, after, limit))
    }

    fn event_by_id(&self, event_id: [u8; 16]) -> Answer<'_, Option<StoredEvent>> {
        self.faults.around_async(self.inner.event_by_id(event_id))
    }

    fn event_at(&self, place: Place) -> Answer<'_, Option<StoredEvent>> {
        self.faults.around_async(self.inner.event_at(place))
    }

    fn append(&self, batch: Batch) -> Answer<'_, Appended> {
        self.faults.around_async(self.inner.append(batch))
    }

    fn once<'a>(&'a self, scope: &'a str, key: &'a str) -> Answer<'a, Option<OnceResult>> {
        self.faults.around_async(self.inner.once(scope, key))
    }

    fn outbox_due<'a>(
        &'a self,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        skip: &'a [Skip],
    ) -> Answer<'a, Vec<OutboxRow>> {
        self.faults.around_async(self.inner.outbox_due(now_ms, lease_ms, limit, skip))
    }

    fn outbox_release(&self) -> Answer<'_, u64> {
        self.faults.around_async(self.inner.outbox_release())
    }

    fn outbox_rows(&self, query: OutboxQuery) -> Answer<'_, Vec<OutboxRow>> {
        self.faults.around_async(self.inner.outbox_rows(query))
    }

    fn outbox_tally(&self) -> Answer<'_, Vec<OutboxTally>> {
        self.faults.around_async(self.inner.outbox_tally())
    }

    fn timers_due(&self, now_ms: i64, limit: u32) -> Answer<'_, Vec<TimerRow>> {
        self.faults.around_async(self.inner.timers_due(now_ms, limit))
    }

    fn rows(&self, query: RowQuery) -> Answer<'_, Vec<Row>> {
        self.faults.around_async(self.inner.rows(query))
    }

    fn leaves_pending(&self, limit: u32) -> Answer<'_, Vec<PendingLeaf>> {
        self.faults.around_async(self.inner.leaves_pending(limit))
    }

    fn leaves_sequenced(&self, sequenced: Sequenced) -> Answer<'_, Head> {
        self.faults.around_async(self.inner.leaves_sequenced(sequenced))
    }

    fn integrate(&self, epoch: u64, tree: Arc<dyn Tree>) -> bool {
        self.inner.integrate(epoch, tree)
    }

    fn head(&self) -> Answer<'_, Head> {
        self.faults.around_async(self.inner.head())
    }

    fn logs(&self) -> Answer<'_, Vec<Log>> {
        self.faults.around_async(self.inner.logs())
    }

    fn name_log<'a>(&'a self, origin: &'a str) -> Answer<'a, Log> {
        self.faults.around_async(self.inner.name_log(origin))
    }

    fn nodes<'a>(&'a self, log: u32, wanted: &'a [(u8, u64)]) -> Answer<'a, Vec<Option<[u8; 32]>>> {
        self.faults.around_async(self.inner.nodes(log, wanted))
    }

    fn leaves(&self, from: Place, limit: u32) -> Answer<'_, Vec<Leaf>> {
        self.faults.around_async(self.inner.leaves(from, limit))
    }

    fn bump_epoch(&self, above: u64) -> Answer<'_, Head> {
        self.faults.around_async(self.inner.bump_epoch(above))
    }

    fn mark_restored(&self) -> Answer<'_, Head> {
        self.faults.around_async(self.inner.mark_restored())
    }

    fn erase_sealed(&self, kek_id: [u8; 16]) -> Answer<'_, u64> {
        self.faults.around_async(self.inner.erase_sealed(kek_id))
    }

    fn purge_remnants(&self) -> Answer<'_, ()> {
        self.faults.around_async(self.inner.purge_remnants())
    }

    fn session_put(&self, session: Session) -> Answer<'_, ()> {
        self.faults.around_async(self.inner.session_put(session))
    }

    fn session_get(&self, id_hash: [u8; 32]) -> Answer<'_, Option<Session>> {
        self.faults.around_async(self.inner.session_get(id_hash))
    }

    fn session_touch(&self, id_hash: [u8; 32], seen_at_ms: i64) -> Answer<'_, bool> {
        self.faults.around_async(self.inner.session_touch(id_hash, seen_at_ms))
    }

    fn session_revoke<'a>(
        &'a self,
        scope: SessionScope,
        at_ms: i64,
        why: &'a str,
    ) -> Answer<'a, u64> {
        self.faults.around_async(self.inner.session_revoke(scope, at_ms, why))
    }

    fn session_forget(&self, seen_before_ms: i64) -> Answer<'_, u64> {
        self.faults.around_async(self.inner.session_forget(seen_before_ms))
    }

    fn health(&self) -> Answer<'_, Health> {
        self.faults.around_async(self.inner.health())
    }
}

impl<S: KeyStore + ?Sized> KeyStore for Faulty<S> {
    fn put(&self, keys: Vec<WrappedKey>) -> Answer<'_, ()> {
        self.faults.around_async(self.inner.put(keys))
    }

    fn get(&self, kind: u8, id: [u8; 16]) -> Answer<'_, Option<WrappedKey>> {
        self.faults.around_async(self.inner.get(kind, id))
    }

    fn list(&self, query: KeyQuery) -> Answer<'_, Vec<WrappedKey>> {
        self.faults.around_async(self.inner.list(query))
    }

    fn turn(&self, turn: KeyTurn) -> Answer<'_, ()> {
        self.faults.around_async(self.inner.turn(turn))
    }

    fn clear(&self) -> Answer<'_, ()> {
        self.faults.around_async(self.inner.clear())
    }

    fn destroy(&self, keys: Vec<(u8, [u8; 16])>, at_ms: i64) -> Answer<'_, u64> {
        self.faults.around_async(self.inner.destroy(keys, at_ms))
    }
}

impl<S: Blobs + ?Sized> Blobs for Faulty<S> {
    fn put<'a>(&'a self, key: &'a str, bytes: Bytes) -> Answer<'a, Put> {
        self.faults.around_async(self.inner.put(key, bytes))
    }

    fn get<'a>(&'a self, key: &'a str) -> Answer<'a, Option<Bytes>> {
        self.faults.around_async(self.inner.get(key))
    }

    fn get_range<'a>(&'a self, key: &'a str, range: Range<u64>) -> Answer<'a, Option<Bytes>> {
        self.faults.around_async(self.inner.get_range(key, range))
    }

    fn exists<'a>(&'a self, key: &'a str) -> Answer<'a, bool> {
        self.faults.around_async(self.inner.exists(key))
    }

    fn delete<'a>(&'a self, key: &'a str) -> Answer<'a, bool> {
        self.faults.around_async(self.inner.delete(key))
    }

    fn list<'a>(&'a self, prefix: &'a str) -> Answer<'a, Vec<BlobInfo>> {
        self.faults.around_async(self.inner.list(prefix))
    }
}

impl<S: Disk + ?Sized> Disk for Faulty<S> {
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.faults.around(|| self.inner.read(name))
    }

    fn append(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.faults.around(|| self.inner.append(name, bytes))
    }

    fn truncate(&self, name: &str, len: u64) -> Result<(), StoreError> {
        self.faults.around(|| self.inner.truncate(name, len))
    }

    fn sync(&self, name: &str) -> Result<(), StoreError> {
        self.faults.around(|| self.inner.sync(name))
    }

    fn sync_dir(&self, name: &str) -> Result<(), StoreError> {
        self.faults.around(|| self.inner.sync_dir(name))
    }

    fn publish(&self, name: &str, bytes: &[u8]) -> Result<Published, StoreError> {
        self.faults.around(|| self.inner.publish(name, bytes))
    }

    fn overwrite_at(&self, name: &str, offset: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.faults.around(|| self.inner.overwrite_at(name, offset, bytes))
    }

    fn lock(&self, name: &str) -> Result<Box<dyn DiskLock>, StoreError> {
        self.faults.around(|| self.inner.lock(name))
    }

    /// Not counted: it changes nothing, and how often it is asked is nobody's plan.
    fn room(&self) -> Result<Room, StoreError> {
        self.inner.room()
    }
}
