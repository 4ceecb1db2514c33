//! The `SQLite` engine: the default of a node, one file beside its write-ahead log. Not the key store's file, though it
//! opens that one in the same way (see [`keys`]).
//!
//! Two shapes of the same statements. [`SqliteStore::open`] runs a writing thread and a few reading ones on a file.
//! [`SqliteStore::open_inline`] runs every call in place on a database in memory, for the simulator: no thread, no
//! runtime, the same order every time.
//!
//! Trusted: who can write the event database can change what this node believes; they cannot change what witnesses
//! and peers have already countersigned.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use rusqlite::Connection;

use crate::{
    Answer, Store,
    batch::Batch,
    disk,
    error::StoreError,
    record::{
        Appended, Head, Health, Leaf, Log, OnceResult, OutboxQuery, OutboxRow, OutboxTally,
        PendingLeaf, Place, Row, RowQuery, Sequenced, Session, SessionScope, Skip, StoredEvent,
        StreamInfo, TimerRow,
    },
    tree::Tree,
};

mod database;
mod health;
pub mod keys;
pub(crate) mod ledger;
pub mod mirror;
pub(crate) mod outbox;
mod readers;
pub(crate) mod session;
pub(crate) mod stream;
mod timer;
mod txn;
mod view;
pub mod witness;
mod writer;

use self::{
    database::Schema,
    readers::Readers,
    txn::Txn,
    writer::{MAX_GROUP_LEAVES, Writer},
};

/// The event database's schema: the letters `CMTY`, then the number. Only this one is read and written.
const SCHEMA: Schema =
    Schema { application: 0x434d_5459, number: 3, sql: include_str!("sqlite/schema.sql") };

/// A [`Store`] on `SQLite`.
#[derive(Debug)]
pub struct SqliteStore {
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    /// Calls run where they are made.
    Inline(Mutex<Connection>),
    /// Calls are queued for threads. The readers stop first, so the last connection closed is the writer's.
    Threads { readers: Readers, writer: Writer, path: PathBuf },
}

impl SqliteStore {
    /// The database at `path`, created if it is not there.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let conn = database::open(path, SCHEMA)?;
        let readers = Readers::start(path)?;
        let writer = Writer::start("store-write", conn)?;
        Ok(Self { engine: Engine::Threads { readers, writer, path: path.to_owned() } })
    }

    /// An empty database in memory whose calls run in place.
    pub fn open_inline() -> Result<Self, StoreError> {
        Ok(Self { engine: Engine::Inline(Mutex::new(database::open_memory(SCHEMA)?)) })
    }

    /// Writes a consistent copy to a file that must not exist, without what was deleted, and makes it durable.
    /// The key store is another database and is not in it.
    pub fn backup_to<'a>(&'a self, target: &'a Path) -> Answer<'a, ()> {
        let target = target.to_owned();
        Box::pin(async move {
            match &self.engine {
                Engine::Inline(conn) => back_up(&*lock(conn)?, &target),
                Engine::Threads { path, .. } => {
                    let source = path.clone();
                    // Its own thread: a copy may take minutes and must not keep a reader.
                    let (reply, answer) = tokio::sync::oneshot::channel();
                    std::thread::Builder::new()
                        .name("store-backup".to_owned())
                        .spawn(move || {
                            let copied = database::open_reader(&source)
                                .and_then(|conn| back_up(&conn, &target));
                            drop(reply.send(copied));
                        })
                        .map_err(|e| disk::failed("starting the backup", &e))?;
                    answer.await.unwrap_or(Err(StoreError::Poisoned))
                }
            }
        })
    }

    /// Reads the whole database and answers `Corrupt` with the first thing that does not fit.
    pub fn check_integrity(&self) -> Answer<'_, ()> {
        self.read(health::check_integrity)
    }

    /// Runs a read on one snapshot.
    fn read<'a, T, F>(&'a self, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        Box::pin(async move {
            match &self.engine {
                Engine::Inline(conn) => readers::in_snapshot(&*lock(conn)?, work),
                Engine::Threads { readers, .. } => {
                    readers.submit(work)?.await.unwrap_or(Err(StoreError::Poisoned))
                }
            }
        })
    }

    /// The same for a few rows that are found by their keys: where it is asked, if a connection is free.
    fn read_few<'a, T, F>(&'a self, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        self.near(work, readers::Near::read)
    }

    /// The same for what is one statement.
    fn read_one<'a, T, F>(&'a self, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        self.near(work, readers::Near::read_one)
    }

    fn near<'a, T, F>(
        &'a self,
        work: F,
        read: fn(&readers::Near<'a>, F) -> Result<T, StoreError>,
    ) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        Box::pin(async move {
            if let Engine::Threads { readers, .. } = &self.engine
                && let Some(near) = readers.near()
            {
                return read(&near, work);
            }
            self.read(work).await
        })
    }

    /// Runs a write in place, and `before_commit` between work that changed something and its commit. Only for a store
    /// whose calls run in place.
    pub(crate) fn write_inline<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
        before_commit: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<T, StoreError> {
        match &self.engine {
            Engine::Inline(conn) => transact(&*lock(conn)?, work, before_commit),
            Engine::Threads { .. } => Err(StoreError::Poisoned),
        }
    }

    /// Runs a write and answers after its commit.
    fn write<'a, T, F>(&'a self, n_leaves: usize, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        Box::pin(async move {
            match &self.engine {
                Engine::Inline(conn) => transact(&*lock(conn)?, work, || Ok(())),
                Engine::Threads { writer, .. } => {
                    writer.submit(n_leaves, work)?.await.unwrap_or(Err(StoreError::Poisoned))
                }
            }
        })
    }
}

/// A panic while the connection was held leaves a transaction in doubt: nobody uses it again.
fn lock(conn: &Mutex<Connection>) -> Result<MutexGuard<'_, Connection>, StoreError> {
    conn.lock().map_err(|_| StoreError::Poisoned)
}

/// One transaction of its own; after work that changed something `before_commit` may still refuse.
fn transact<T>(
    conn: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    before_commit: impl FnOnce() -> Result<(), StoreError>,
) -> Result<T, StoreError> {
    let tx = Txn::writing(conn)?;
    let n_before = tx.total_changes();
    let value = work(&tx)?;
    if tx.total_changes() != n_before {
        before_commit()?;
    }
    tx.commit()?;
    Ok(value)
}

fn back_up(conn: &Connection, target: &Path) -> Result<(), StoreError> {
    if target.exists() {
        return Err(StoreError::Io {
            what: "writing a backup: the file is already there".to_owned(),
        });
    }
    let name = target.to_str().ok_or_else(|| StoreError::Io {
        what: "writing a backup: the file name is not text".to_owned(),
    })?;
    // The copy is written by the engine on behalf of this connection; the database itself stays read-only.
    conn.pragma_update(None, "query_only", false)?;
    conn.execute("vacuum into ?1", [name])?;
    let flushed = std::fs::File::open(target).and_then(|file| file.sync_all());
    if let Err(e) = flushed {
        disk::stop(&format!("flushing a backup failed ({e})"));
    }
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        disk::sync_folder(folder);
    }
    Ok(())
}

impl Store for SqliteStore {
    fn load<'a>(&'a self, stream: &'a str, from_version: u64) -> Answer<'a, Vec<StoredEvent>> {
        let stream = stream.to_owned();
        self.read(move |conn| stream::load(conn, &stream, from_version))
    }

    fn tail(&self, after_position: u64, limit: u32) -> Answer<'_, Vec<StoredEvent>> {
        self.read(move |conn| stream::tail(conn, after_position, limit))
    }

    fn streams<'a>(
        &'a self,
        prefix: &'a str,
        after: Option<&'a str>,
        limit: u32,
    ) -> Answer<'a, Vec<StreamInfo>> {
        let (prefix, after) = (prefix.to_owned(), after.map(str::to_owned));
        self.read(move |conn| stream::streams(conn, &prefix, after.as_deref(), limit))
    }

    fn event_by_id(&self, event_id: [u8; 16]) -> Answer<'_, Option<StoredEvent>> {
        self.read_few(move |conn| stream::event_by_id(conn, event_id))
    }

    fn event_at(&self, place: Place) -> Answer<'_, Option<StoredEvent>> {
        self.read_few(move |conn| stream::event_at(conn, place))
    }

    fn append(&self, batch: Batch) -> Answer<'_, Appended> {
        // Nobody else's leaf shares the commit that ends a log: it was made for the head that it found.
        let n_leaves = if batch.log_end.is_some() { MAX_GROUP_LEAVES } else { batch.n_events() };
        self.write(n_leaves, move |conn| stream::append(conn, &batch))
    }

    fn once<'a>(&'a self, scope: &'a str, key: &'a str) -> Answer<'a, Option<OnceResult>> {
        let (scope, key) = (scope.to_owned(), key.to_owned());
        self.read_one(move |conn| stream::once(conn, &scope, &key))
    }

    fn outbox_due<'a>(
        &'a self,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        skip: &'a [Skip],
    ) -> Answer<'a, Vec<OutboxRow>> {
        let skip = skip.to_vec();
        self.write(0, move |conn| outbox::claim(conn, now_ms, lease_ms, limit, &skip))
    }

    fn outbox_release(&self) -> Answer<'_, u64> {
        self.write(0, outbox::release)
    }

    fn outbox_rows(&self, query: OutboxQuery) -> Answer<'_, Vec<OutboxRow>> {
        if query.id.is_some() {
            self.read_one(move |conn| outbox::rows(conn, &query))
        } else {
            self.read(move |conn| outbox::rows(conn, &query))
        }
    }

    fn outbox_tally(&self) -> Answer<'_, Vec<OutboxTally>> {
        self.read(outbox::tally)
    }

    fn timers_due(&self, now_ms: i64, limit: u32) -> Answer<'_, Vec<TimerRow>> {
        self.read(move |conn| timer::due(conn, now_ms, limit))
    }

    fn rows(&self, query: RowQuery) -> Answer<'_, Vec<Row>> {
        if query.key.is_some() {
            self.read_one(move |conn| view::rows(conn, &query))
        } else {
            self.read(move |conn| view::rows(conn, &query))
        }
    }

    fn leaves_pending(&self, limit: u32) -> Answer<'_, Vec<PendingLeaf>> {
        self.read(move |conn| ledger::pending(conn, limit))
    }

    fn leaves_sequenced(&self, sequenced: Sequenced) -> Answer<'_, Head> {
        self.write(0, move |conn| ledger::sequence(conn, &sequenced))
    }

    fn integrate(&self, epoch: u64, tree: Arc<dyn Tree>) -> bool {
        match &self.engine {
            Engine::Inline(_) => false,
            Engine::Threads { writer, .. } => {
                writer.before_commit(move |conn| ledger::integrate(conn, epoch, &*tree));
                true
            }
        }
    }

    fn head(&self) -> Answer<'_, Head> {
        self.read_few(ledger::head)
    }

    fn logs(&self) -> Answer<'_, Vec<Log>> {
        self.read(ledger::logs)
    }

    fn name_log<'a>(&'a self, origin: &'a str) -> Answer<'a, Log> {
        let origin = origin.to_owned();
        self.write(0, move |conn| ledger::name(conn, &origin))
    }

    fn nodes<'a>(&'a self, log: u32, wanted: &'a [(u8, u64)]) -> Answer<'a, Vec<Option<[u8; 32]>>> {
        let wanted = wanted.to_vec();
        self.read_few(move |conn| ledger::nodes(conn, log, &wanted))
    }

    fn leaves(&self, from: Place, limit: u32) -> Answer<'_, Vec<Leaf>> {
        self.read(move |conn| ledger::leaves(conn, from, limit))
    }

    fn bump_epoch(&self, above: u64) -> Answer<'_, Head> {
        self.write(0, move |conn| ledger::bump_epoch(conn, above))
    }

    fn mark_restored(&self) -> Answer<'_, Head> {
        self.write(0, ledger::mark_restored)
    }

    fn erase_sealed(&self, kek_id: [u8; 16]) -> Answer<'_, u64> {
        self.write(0, move |conn| stream::erase_sealed(conn, kek_id))
    }

    fn purge_remnants(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            match &self.engine {
                Engine::Inline(_) => Ok(()),
                Engine::Threads { writer, .. } => writer
                    .submit_alone(database::empty_wal)?
                    .await
                    .unwrap_or(Err(StoreError::Poisoned)),
            }
        })
    }

    fn session_put(&self, session: Session) -> Answer<'_, ()> {
        self.write(0, move |conn| session::put(conn, &session))
    }

    fn session_get(&self, id_hash: [u8; 32]) -> Answer<'_, Option<Session>> {
        self.read_one(move |conn| session::get(conn, id_hash))
    }

    fn session_touch(&self, id_hash: [u8; 32], seen_at_ms: i64) -> Answer<'_, bool> {
        self.write(0, move |conn| session::touch(conn, id_hash, seen_at_ms))
    }

    fn session_revoke<'a>(
        &'a self,
        scope: SessionScope,
        at_ms: i64,
        why: &'a str,
    ) -> Answer<'a, u64> {
        let why = why.to_owned();
        self.write(0, move |conn| session::revoke(conn, &scope, at_ms, &why))
    }

    fn session_forget(&self, seen_before_ms: i64) -> Answer<'_, u64> {
        self.write(0, move |conn| session::forget(conn, seen_before_ms))
    }

    fn health(&self) -> Answer<'_, Health> {
        let n_waiting = match &self.engine {
            Engine::Inline(_) => 0,
            Engine::Threads { writer, .. } => writer.n_waiting() as u64,
        };
        self.read(move |conn| health::health(conn, n_waiting))
    }
}
