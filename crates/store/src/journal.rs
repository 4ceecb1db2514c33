//! The journal engine: every change as a checksummed record on a [`Disk`], then in `SQLite` in memory. For the simulator,
//! whose file system `SQLite` cannot use: commit, lost suffix, torn record and forgotten flush are simulated, SQL stays
//! real. Not for a node: the whole database lives in memory, and the journal only grows.
//!
//! File: the eight bytes `CMTYJNL` `02`, then records `u32 length ‖ u32 CRC-32 of the change ‖ change` (integers
//! big-endian, the change as `codec.rs` writes it, at least one byte). One record is flushed before the next is
//! begun, so at most the last one can be torn. Opening cuts a torn last record; damage before it is `Corrupt`, for to
//! cut there would lose what was acknowledged.

use std::path::Path;
use std::sync::{Arc, Mutex};

use rusqlite::Connection;

use crate::{
    Answer, Store,
    batch::Batch,
    codec::Change,
    disk::Disk,
    error::StoreError,
    record::{
        Appended, Head, Health, Leaf, Log, OnceResult, OutboxQuery, OutboxRow, OutboxTally,
        PendingLeaf, Place, Row, RowQuery, Sequenced, Session, SessionScope, Skip, StoredEvent,
        StreamInfo, TimerRow,
    },
    sqlite::{SqliteStore, ledger, outbox, session, stream},
    tree::Tree,
};

/// First bytes of a journal; the last one is the number of the format.
const MAGIC: &[u8; 8] = b"CMTYJNL\x02";
/// Length and checksum before each record.
const HEADER: usize = 8;

/// A [`Store`] that is a journal with a database in memory beside it.
#[derive(Debug)]
pub struct JournalStore {
    sqlite: SqliteStore,
    journal: Mutex<Journal>,
}

#[derive(Debug)]
struct Journal {
    disk: Arc<dyn Disk>,
    name: String,
    /// Bytes that are durable; the file may be longer only after a failed write.
    len: u64,
    /// A flush failed, or the database did not follow the journal: nothing more is written.
    poisoned: bool,
}

impl JournalStore {
    /// The journal of this name, created if it is not there; its durable records are done again in memory.
    pub fn open(disk: Arc<dyn Disk>, name: &str) -> Result<Self, StoreError> {
        let sqlite = SqliteStore::open_inline()?;
        let bytes = disk.read(name)?.unwrap_or_default();
        let mut journal = Journal { disk, name: name.to_owned(), len: 0, poisoned: false };
        let Some(mut rest) = bytes.strip_prefix(MAGIC) else {
            if !MAGIC.starts_with(&bytes) {
                return Err(StoreError::UnknownSchema { found: 0, supported: 2 });
            }
            // New, or torn before anything was promised.
            if !bytes.is_empty() {
                journal.disk.truncate(name, 0)?;
            }
            journal.write(MAGIC)?;
            journal.disk.sync_dir(name)?;
            return Ok(Self { sqlite, journal: Mutex::new(journal) });
        };
        while let Some((change, after)) = next_record(rest) {
            let change = Change::decode(change)?;
            sqlite.write_inline(|conn| redo(conn, &change), || Ok(()))?;
            rest = after;
        }
        journal.len = n_bytes(bytes.len() - rest.len());
        if !rest.is_empty() {
            if holds_record(rest) {
                return Err(StoreError::Corrupt {
                    what: format!("the journal is damaged after byte {}", journal.len),
                });
            }
            journal.disk.truncate(name, journal.len)?;
            journal.disk.sync(name)?;
        }
        Ok(Self { sqlite, journal: Mutex::new(journal) })
    }

    /// Writes a copy of the database to a file that must not exist, for somebody who reads it without this crate.
    pub fn backup_to<'a>(&'a self, target: &'a Path) -> Answer<'a, ()> {
        self.sqlite.backup_to(target)
    }

    /// Does the work in memory, makes the record of the change durable, then lets the work be seen. Work that changed
    /// nothing leaves no record.
    fn change<'a, T: Send + 'a>(
        &'a self,
        change: Change,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'a,
    ) -> Answer<'a, T> {
        Box::pin(async move {
            let record = record(&change.encode()?)?;
            let mut journal = self.journal.lock().map_err(|_| StoreError::Poisoned)?;
            if journal.poisoned {
                return Err(StoreError::Poisoned);
            }
            let before = journal.len;
            let done = self.sqlite.write_inline(work, || journal.write(&record));
            // Durable and yet not in memory: only opening again can bring the two together.
            journal.poisoned |= done.is_err() && journal.len != before;
            done
        })
    }
}

/// Does again what a record says. What succeeded once succeeds again, for the order is the same.
fn redo(conn: &Connection, change: &Change) -> Result<(), StoreError> {
    match change {
        Change::Append(batch) => stream::append(conn, batch).map(drop),
        Change::Claim { now_ms, lease_ms, limit, skip } => {
            outbox::claim(conn, *now_ms, *lease_ms, *limit, skip).map(drop)
        }
        Change::Release => outbox::release(conn).map(drop),
        Change::Sequence(sequenced) => ledger::sequence(conn, sequenced).map(drop),
        Change::BumpEpoch(above) => ledger::bump_epoch(conn, *above).map(drop),
        Change::MarkRestored => ledger::mark_restored(conn).map(drop),
        Change::NameLog(origin) => ledger::name(conn, origin).map(drop),
        Change::EraseSealed(kek_id) => stream::erase_sealed(conn, *kek_id).map(drop),
        Change::SessionPut(new) => session::put(conn, new),
        Change::SessionTouch { id_hash, seen_at_ms } => {
            session::touch(conn, *id_hash, *seen_at_ms).map(drop)
        }
        Change::SessionRevoke { scope, at_ms, why } => {
            session::revoke(conn, scope, *at_ms, why).map(drop)
        }
        Change::SessionForget { seen_before_ms } => {
            session::forget(conn, *seen_before_ms).map(drop)
        }
    }
}

impl Journal {
    /// Adds bytes and flushes them. A write that failed half-way is cut off again.
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        if let Err(e) = self.disk.append(&self.name, bytes) {
            self.poisoned = self.disk.truncate(&self.name, self.len).is_err();
            return Err(e);
        }
        if self.disk.sync(&self.name).is_err() {
            self.poisoned = true;
            return Err(StoreError::Poisoned);
        }
        self.len += n_bytes(bytes.len());
        Ok(())
    }
}

fn n_bytes(n: usize) -> u64 {
    n as u64
}

fn record(change: &[u8]) -> Result<Vec<u8>, StoreError> {
    let len = u32::try_from(change.len()).map_err(|_| StoreError::TooLarge {
        what: "a journal record",
        limit: u64::from(u32::MAX),
    })?;
    Ok([&len.to_be_bytes(), &crc32fast::hash(change).to_be_bytes(), change].concat())
}

/// The change at the beginning of `bytes` and what follows it, if it is whole.
fn next_record(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
    let [l0, l1, l2, l3, c0, c1, c2, c3] = *header;
    let len = usize::try_from(u32::from_be_bytes([l0, l1, l2, l3])).ok()?;
    let (change, rest) = rest.split_at_checked(len)?;
    (len > 0 && crc32fast::hash(change) == u32::from_be_bytes([c0, c1, c2, c3]))
        .then_some((change, rest))
}

/// Whether a whole record lies anywhere after the first byte: then what is before it is damage, not a torn end.
fn holds_record(bytes: &[u8]) -> bool {
    (1..bytes.len()).any(|at| bytes.get(at..).and_then(next_record).is_some())
}

impl Store for JournalStore {
    fn load<'a>(&'a self, stream: &'a str, from_version: u64) -> Answer<'a, Vec<StoredEvent>> {
        self.sqlite.load(stream, from_version)
    }

    fn tail(&self, after_position: u64, limit: u32) -> Answer<'_, Vec<StoredEvent>> {
        self.sqlite.tail(after_position, limit)
    }

    fn streams<'a>(
        &'a self,
        prefix: &'a str,
        after: Option<&'a str>,
        limit: u32,
    ) -> Answer<'a, Vec<StreamInfo>> {
        self.sqlite.streams(prefix, after, limit)
    }

    fn event_by_id(&self, event_id: [u8; 16]) -> Answer<'_, Option<StoredEvent>> {
        self.sqlite.event_by_id(event_id)
    }

    fn event_at(&self, place: Place) -> Answer<'_, Option<StoredEvent>> {
        self.sqlite.event_at(place)
    }

    fn append(&self, batch: Batch) -> Answer<'_, Appended> {
        if let Err(e) = batch.within_limits() {
            return Box::pin(std::future::ready(Err(e)));
        }
        self.change(Change::Append(batch.clone()), move |conn| stream::append(conn, &batch))
    }

    fn once<'a>(&'a self, scope: &'a str, key: &'a str) -> Answer<'a, Option<OnceResult>> {
        self.sqlite.once(scope, key)
    }

    fn outbox_due<'a>(
        &'a self,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        skip: &'a [Skip],
    ) -> Answer<'a, Vec<OutboxRow>> {
        let skip = skip.to_vec();
        let claim = Change::Claim { now_ms, lease_ms, limit, skip: skip.clone() };
        self.change(claim, move |conn| outbox::claim(conn, now_ms, lease_ms, limit, &skip))
    }

    fn outbox_release(&self) -> Answer<'_, u64> {
        self.change(Change::Release, outbox::release)
    }

    fn outbox_rows(&self, query: OutboxQuery) -> Answer<'_, Vec<OutboxRow>> {
        self.sqlite.outbox_rows(query)
    }

    fn outbox_tally(&self) -> Answer<'_, Vec<OutboxTally>> {
        self.sqlite.outbox_tally()
    }

    fn timers_due(&self, now_ms: i64, limit: u32) -> Answer<'_, Vec<TimerRow>> {
        self.sqlite.timers_due(now_ms, limit)
    }

    fn rows(&self, query: RowQuery) -> Answer<'_, Vec<Row>> {
        self.sqlite.rows(query)
    }

    fn leaves_pending(&self, limit: u32) -> Answer<'_, Vec<PendingLeaf>> {
        self.sqlite.leaves_pending(limit)
    }

    fn leaves_sequenced(&self, sequenced: Sequenced) -> Answer<'_, Head> {
        self.change(Change::Sequence(sequenced.clone()), move |conn| {
            ledger::sequence(conn, &sequenced)
        })
    }

    /// A record is one change: to give leaves their places is another one than to store them.
    fn integrate(&self, _epoch: u64, _tree: Arc<dyn Tree>) -> bool {
        false
    }

    fn head(&self) -> Answer<'_, Head> {
        self.sqlite.head()
    }

    fn logs(&self) -> Answer<'_, Vec<Log>> {
        self.sqlite.logs()
    }

    fn name_log<'a>(&'a self, origin: &'a str) -> Answer<'a, Log> {
        let origin = origin.to_owned();
        self.change(Change::NameLog(origin.clone()), move |conn| ledger::name(conn, &origin))
    }

    fn nodes<'a>(&'a self, log: u32, wanted: &'a [(u8, u64)]) -> Answer<'a, Vec<Option<[u8; 32]>>> {
        self.sqlite.nodes(log, wanted)
    }

    fn leaves(&self, from: Place, limit: u32) -> Answer<'_, Vec<Leaf>> {
        self.sqlite.leaves(from, limit)
    }

    fn bump_epoch(&self, above: u64) -> Answer<'_, Head> {
        self.change(Change::BumpEpoch(above), move |conn| ledger::bump_epoch(conn, above))
    }

    fn mark_restored(&self) -> Answer<'_, Head> {
        self.change(Change::MarkRestored, ledger::mark_restored)
    }

    fn erase_sealed(&self, kek_id: [u8; 16]) -> Answer<'_, u64> {
        self.change(Change::EraseSealed(kek_id), move |conn| stream::erase_sealed(conn, kek_id))
    }

    /// The journal keeps every record: erased content stays in it, sealed under a key that is gone.
    fn purge_remnants(&self) -> Answer<'_, ()> {
        self.sqlite.purge_remnants()
    }

    fn session_put(&self, session: Session) -> Answer<'_, ()> {
        self.change(Change::SessionPut(session.clone()), move |conn| session::put(conn, &session))
    }

    fn session_get(&self, id_hash: [u8; 32]) -> Answer<'_, Option<Session>> {
        self.sqlite.session_get(id_hash)
    }

    fn session_touch(&self, id_hash: [u8; 32], seen_at_ms: i64) -> Answer<'_, bool> {
        self.change(Change::SessionTouch { id_hash, seen_at_ms }, move |conn| {
            session::touch(conn, id_hash, seen_at_ms)
        })
    }

    fn session_revoke<'a>(
        &'a self,
        scope: SessionScope,
        at_ms: i64,
        why: &'a str,
    ) -> Answer<'a, u64> {
        let change = Change::SessionRevoke { scope: scope.clone(), at_ms, why: why.to_owned() };
        self.change(change, move |conn| session::revoke(conn, &scope, at_ms, why))
    }

    fn session_forget(&self, seen_before_ms: i64) -> Answer<'_, u64> {
        self.change(Change::SessionForget { seen_before_ms }, move |conn| {
            session::forget(conn, seen_before_ms)
        })
    }

    fn health(&self) -> Answer<'_, Health> {
        Box::pin(async move { Ok(Health { engine: "journal", ..self.sqlite.health().await? }) })
    }
}

#[cfg(test)]
mod tests;
