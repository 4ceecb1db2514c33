//! The `PostgreSQL` engine: for a node of more than one process, or one whose database stands by itself. Not the key store,
//! which stays a file of the node, and no SQL and no row code of the other engine.
//!
//! [`PostgresStore::open`] starts one thread with a runtime of its own. On it run the task that appends (see `writer`), a few
//! connections for everything else, and what keeps connections alive; so no caller's runtime and no dropped future ends a
//! write half-way. Several processes may open the same schema.
//!
//! Trusted: the server. Who can write its database can change what this node believes; they cannot change what witnesses
//! and peers have already countersigned. A server that runs without flushing (`fsync=off`) is refused.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

use tokio::{runtime, sync::oneshot};
use tokio_postgres::{Row, types::FromSql};

use crate::{
    Answer, BoxFuture, Store,
    batch::Batch,
    disk,
    error::StoreError,
    record::{
        Appended, Head, Health, Leaf, Log, OnceResult, OutboxQuery, OutboxRow, OutboxTally,
        PendingLeaf, Place, RowQuery, Sequenced, Session, SessionScope, Skip, StoredEvent,
        StreamInfo, TimerRow,
    },
    tree::Tree,
};

mod conditions;
mod connect;
mod health;
mod ledger;
mod outbox;
mod session;
mod stream;
mod timer;
mod view;
mod writer;

use self::{
    connect::{Conn, lent},
    writer::{MAX_GROUP_LEAVES, Shared},
};

/// Connections besides the one that appends: two cores' worth, and two more for those that wait.
const N_CALLS: usize = 4;
/// Most calls that wait; beyond, callers are told to come back.
const MAX_WAITING: usize = 4096;

/// A [`Store`] on `PostgreSQL`.
pub struct PostgresStore {
    shared: Arc<Shared>,
    runtime: runtime::Handle,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore").finish_non_exhaustive()
    }
}

impl PostgresStore {
    /// The tables of this schema in the database at `address` (`host=/run/postgresql user=comity dbname=comity`, or a
    /// URL), created if the schema holds none. The server must be on this machine or behind a tunnel to it. Waits for
    /// the server.
    ///
    /// # Errors
    /// [`StoreError::Io`] with the reason if the address or the server will not do, [`StoreError::UnknownSchema`] if the
    /// schema is another program's.
    pub fn open(address: &str, schema: &str) -> Result<Self, StoreError> {
        let place = connect::Place::parse(address, schema)?;
        let warned = Arc::new(AtomicBool::new(false));
        let appends = place.pool(1, &warned)?;
        let calls = place.pool(N_CALLS, &Arc::default())?;
        let shared = Arc::new(Shared::new(appends, calls, warned, place.lock));
        let (ready, opened) = std::sync::mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("store-postgres".to_owned())
            .spawn({
                let shared = Arc::clone(&shared);
                move || {
                    let runtime = match runtime::Builder::new_current_thread().enable_all().build()
                    {
                        Ok(runtime) => runtime,
                        Err(e) => {
                            drop(ready.send(Err(disk::failed("starting a runtime", &e))));
                            return;
                        }
                    };
                    runtime.block_on(async {
                        let prepared = writer::begin(&shared, &place).await;
                        let goes_on = prepared.is_ok();
                        drop(ready.send(prepared.map(|()| runtime::Handle::current())));
                        if goes_on {
                            writer::run(&shared).await;
                        }
                    });
                }
            })
            .map_err(|e| disk::failed("starting the engine's thread", &e))?;
        let runtime = opened.recv().unwrap_or(Err(StoreError::Poisoned))?;
        Ok(Self { shared, runtime, thread: Some(thread) })
    }

    /// Reads all tables of the log and answers `Corrupt` with the first thing that does not fit.
    pub fn check_integrity(&self) -> Answer<'_, ()> {
        self.call(|conn| Box::pin(health::check_integrity(conn)))
    }

    /// Does something on a connection of its own, beside the order of appends: statements that each are a transaction.
    fn call<'a, T, F>(&'a self, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c Conn) -> BoxFuture<'c, Result<T, StoreError>> + Send + 'static,
    {
        Box::pin(async move {
            if self.shared.n_calls.fetch_add(1, Ordering::SeqCst) >= MAX_WAITING {
                self.shared.n_calls.fetch_sub(1, Ordering::SeqCst);
                return Err(StoreError::Busy);
            }
            let (reply, answer) = oneshot::channel();
            let shared = Arc::clone(&self.shared);
            drop(self.runtime.spawn(async move {
                let done = match lent(&shared.calls).await {
                    Ok(conn) => work(&conn).await,
                    Err(e) => Err(e),
                };
                shared.n_calls.fetch_sub(1, Ordering::SeqCst);
                drop(reply.send(done));
            }));
            answer.await.unwrap_or(Err(StoreError::Poisoned))
        })
    }

    /// Writes in the order of appends and answers after the commit.
    fn write<'a, T, F>(&'a self, n_leaves: usize, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c Conn) -> BoxFuture<'c, Result<T, StoreError>> + Send + 'static,
    {
        Box::pin(async move {
            self.shared.submit(n_leaves, work)?.await.unwrap_or(Err(StoreError::Poisoned))
        })
    }
}

impl Drop for PostgresStore {
    fn drop(&mut self) {
        self.shared.close();
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was answered to the callers already.
            drop(thread.join());
        }
    }
}

/// A number for the database, whose integers are signed.
fn int(n: u64) -> Result<i64, StoreError> {
    i64::try_from(n)
        .map_err(|_| StoreError::TooLarge { what: "a number", limit: i64::MAX.unsigned_abs() })
}

/// A column as it is.
fn value<'r, T: FromSql<'r>>(row: &'r Row, column: usize) -> Result<T, StoreError> {
    Ok(row.try_get(column)?)
}

/// A number that is never negative.
fn uint(row: &Row, column: usize) -> Result<u64, StoreError> {
    u64::try_from(value::<i64>(row, column)?)
        .map_err(|_| StoreError::Corrupt { what: "a number is negative".to_owned() })
}

/// A number that is wider in the database than here.
fn small<T: TryFrom<i64>>(row: &Row, column: usize) -> Result<T, StoreError> {
    let wide = match row.try_get::<_, i16>(column) {
        Ok(narrow) => i64::from(narrow),
        Err(_) => value(row, column)?,
    };
    T::try_from(wide).map_err(|_| StoreError::Corrupt { what: "a number is too large".to_owned() })
}

/// Bytes of a fixed length.
fn array<const N: usize>(row: &Row, column: usize) -> Result<[u8; N], StoreError> {
    <[u8; N]>::try_from(value::<&[u8]>(row, column)?)
        .map_err(|_| StoreError::Corrupt { what: "bytes have another length".to_owned() })
}

/// Lower-case hex, for ids in errors.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Store for PostgresStore {
    fn load<'a>(&'a self, stream: &'a str, from_version: u64) -> Answer<'a, Vec<StoredEvent>> {
        let stream = stream.to_owned();
        self.call(move |conn| {
            Box::pin(async move { stream::load(conn, &stream, from_version).await })
        })
    }

    fn tail(&self, after_position: u64, limit: u32) -> Answer<'_, Vec<StoredEvent>> {
        self.call(move |conn| Box::pin(stream::tail(conn, after_position, limit)))
    }

    fn streams<'a>(
        &'a self,
        prefix: &'a str,
        after: Option<&'a str>,
        limit: u32,
    ) -> Answer<'a, Vec<StreamInfo>> {
        let (prefix, after) = (prefix.to_owned(), after.map(str::to_owned));
        self.call(move |conn| {
            Box::pin(async move { stream::streams(conn, &prefix, after.as_deref(), limit).await })
        })
    }

    fn event_by_id(&self, event_id: [u8; 16]) -> Answer<'_, Option<StoredEvent>> {
        self.call(move |conn| Box::pin(stream::event_by_id(conn, event_id)))
    }

    fn event_at(&self, place: Place) -> Answer<'_, Option<StoredEvent>> {
        self.call(move |conn| Box::pin(stream::event_at(conn, place)))
    }

    fn append(&self, batch: Batch) -> Answer<'_, Appended> {
        if let Err(e) = batch.within_limits() {
            return Box::pin(std::future::ready(Err(e)));
        }
        // Nobody else's leaf shares the commit that ends a log: it was made for the head that it found.
        let n_leaves = if batch.log_end.is_some() { MAX_GROUP_LEAVES } else { batch.n_events() };
        self.write(n_leaves, move |conn| {
            Box::pin(async move { stream::append(conn, &batch).await })
        })
    }

    fn once<'a>(&'a self, scope: &'a str, key: &'a str) -> Answer<'a, Option<OnceResult>> {
        let (scope, key) = (scope.to_owned(), key.to_owned());
        self.call(move |conn| Box::pin(async move { stream::once(conn, &scope, &key).await }))
    }

    fn outbox_due<'a>(
        &'a self,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        skip: &'a [Skip],
    ) -> Answer<'a, Vec<OutboxRow>> {
        let skip = skip.to_vec();
        self.call(move |conn| {
            Box::pin(async move { outbox::claim(conn, now_ms, lease_ms, limit, &skip).await })
        })
    }

    fn outbox_release(&self) -> Answer<'_, u64> {
        self.write(0, |conn| Box::pin(outbox::release(conn)))
    }

    fn outbox_rows(&self, query: OutboxQuery) -> Answer<'_, Vec<OutboxRow>> {
        self.call(move |conn| Box::pin(async move { outbox::rows(conn, &query).await }))
    }

    fn outbox_tally(&self) -> Answer<'_, Vec<OutboxTally>> {
        self.call(|conn| Box::pin(outbox::tally(conn)))
    }

    fn timers_due(&self, now_ms: i64, limit: u32) -> Answer<'_, Vec<TimerRow>> {
        self.call(move |conn| Box::pin(timer::due(conn, now_ms, limit)))
    }

    fn rows(&self, query: RowQuery) -> Answer<'_, Vec<crate::Row>> {
        self.call(move |conn| Box::pin(async move { view::rows(conn, &query).await }))
    }

    fn leaves_pending(&self, limit: u32) -> Answer<'_, Vec<PendingLeaf>> {
        self.call(move |conn| Box::pin(ledger::pending(conn, limit)))
    }

    fn leaves_sequenced(&self, sequenced: Sequenced) -> Answer<'_, Head> {
        self.write(0, move |conn| Box::pin(async move { ledger::sequence(conn, &sequenced).await }))
    }

    fn integrate(&self, epoch: u64, tree: Arc<dyn Tree>) -> bool {
        self.shared.integrate(epoch, tree);
        true
    }

    fn head(&self) -> Answer<'_, Head> {
        self.call(|conn| Box::pin(ledger::head(conn)))
    }

    fn logs(&self) -> Answer<'_, Vec<Log>> {
        self.call(|conn| Box::pin(ledger::logs(conn)))
    }

    fn name_log<'a>(&'a self, origin: &'a str) -> Answer<'a, Log> {
        let origin = origin.to_owned();
        self.write(0, move |conn| Box::pin(async move { ledger::name(conn, &origin).await }))
    }

    fn nodes<'a>(&'a self, log: u32, wanted: &'a [(u8, u64)]) -> Answer<'a, Vec<Option<[u8; 32]>>> {
        let wanted = wanted.to_vec();
        self.call(move |conn| Box::pin(async move { ledger::nodes(conn, log, &wanted).await }))
    }

    fn leaves(&self, from: Place, limit: u32) -> Answer<'_, Vec<Leaf>> {
        self.call(move |conn| Box::pin(ledger::leaves(conn, from, limit)))
    }

    fn bump_epoch(&self, above: u64) -> Answer<'_, Head> {
        self.write(0, move |conn| Box::pin(ledger::bump_epoch(conn, above)))
    }

    fn mark_restored(&self) -> Answer<'_, Head> {
        self.write(0, |conn| Box::pin(ledger::mark_restored(conn)))
    }

    fn erase_sealed(&self, kek_id: [u8; 16]) -> Answer<'_, u64> {
        self.write(0, move |conn| Box::pin(stream::erase_sealed(conn, kek_id)))
    }

    /// The server's log of changes keeps erased ciphertext until it is cut, and pages keep it until they are written
    /// again: sealed under a key that is gone.
    fn purge_remnants(&self) -> Answer<'_, ()> {
        self.call(|conn| Box::pin(health::purge(conn)))
    }

    fn session_put(&self, session: Session) -> Answer<'_, ()> {
        self.call(move |conn| Box::pin(async move { session::put(conn, &session).await }))
    }

    fn session_get(&self, id_hash: [u8; 32]) -> Answer<'_, Option<Session>> {
        self.call(move |conn| Box::pin(session::get(conn, id_hash)))
    }

    fn session_touch(&self, id_hash: [u8; 32], seen_at_ms: i64) -> Answer<'_, bool> {
        self.call(move |conn| Box::pin(session::touch(conn, id_hash, seen_at_ms)))
    }

    fn session_revoke<'a>(
        &'a self,
        scope: SessionScope,
        at_ms: i64,
        why: &'a str,
    ) -> Answer<'a, u64> {
        let why = why.to_owned();
        self.call(move |conn| {
            Box::pin(async move { session::revoke(conn, &scope, at_ms, &why).await })
        })
    }

    fn session_forget(&self, seen_before_ms: i64) -> Answer<'_, u64> {
        self.call(move |conn| Box::pin(session::forget(conn, seen_before_ms)))
    }

    fn health(&self) -> Answer<'_, Health> {
        let n_waiting = self.shared.n_waiting() as u64;
        self.call(move |conn| Box::pin(health::health(conn, n_waiting)))
    }
}
