//! The key store on `SQLite`: a database file of its own. Writes `key`.
//!
//! Destroying overwrites the bytes in the file and cuts the write-ahead log. Remnants in the flash cells of a disk
//! are out of reach here; they die when the wrapping key above is destroyed.

use std::{path::Path, sync::Mutex};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    back_up,
    database::{self, Schema, hex},
    lock, transact,
    writer::Writer,
};
use crate::{
    Answer,
    error::StoreError,
    keys::{KeyQuery, KeyStore, KeyTurn, MAX_KEYS, MAX_TURNED, Rewrap, WrappedKey, within_limits},
    record::MAX_PAGE,
};

/// The key database's schema: the letters `CMTK`, then the number.
const SCHEMA: Schema =
    Schema { application: 0x434d_544b, number: 1, sql: include_str!("keys.sql") };

const KEY: &str =
    "select kind, id, wrapped_by, scope, wrap, made_at_ms, ends_at_ms, destroyed_at_ms from key ";

/// A [`KeyStore`] on `SQLite`.
#[derive(Debug)]
pub struct SqliteKeys {
    engine: Engine,
}

/// Keys are few and calls are rare: one connection does everything, in a thread or in place.
#[derive(Debug)]
enum Engine {
    Inline(Mutex<Connection>),
    Thread(Writer),
}

impl SqliteKeys {
    /// The key database at `path`, created if it is not there.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let writer = Writer::start("store-keys", database::open(path, SCHEMA)?)?;
        Ok(Self { engine: Engine::Thread(writer) })
    }

    /// Writes a consistent copy of the key database at `source` to a file that must not exist, beside whoever has it open,
    /// and makes it durable. It holds no destroyed key.
    pub fn copy(source: &Path, target: &Path) -> Result<(), StoreError> {
        let conn = database::open_reader(source)?;
        database::check(&conn, SCHEMA)?;
        back_up(&conn, target)
    }

    /// An empty key database in memory whose calls run in place.
    pub fn open_inline() -> Result<Self, StoreError> {
        Ok(Self { engine: Engine::Inline(Mutex::new(database::open_memory(SCHEMA)?)) })
    }

    fn run<'a, T, F>(&'a self, work: F) -> Answer<'a, T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    {
        Box::pin(async move {
            match &self.engine {
                Engine::Inline(conn) => transact(&*lock(conn)?, work, || Ok(())),
                Engine::Thread(writer) => writer.run(work).await,
            }
        })
    }
}

impl KeyStore for SqliteKeys {
    fn put(&self, keys: Vec<WrappedKey>) -> Answer<'_, ()> {
        self.run(move |conn| {
            within_limits(keys.len(), MAX_KEYS, keys.iter().map(|key| key.wrap.as_slice()))?;
            keys.iter().try_for_each(|key| put(conn, key))
        })
    }

    fn get(&self, kind: u8, id: [u8; 16]) -> Answer<'_, Option<WrappedKey>> {
        self.run(move |conn| get(conn, kind, id))
    }

    fn list(&self, query: KeyQuery) -> Answer<'_, Vec<WrappedKey>> {
        self.run(move |conn| list(conn, &query))
    }

    fn destroy(&self, keys: Vec<(u8, [u8; 16])>, at_ms: i64) -> Answer<'_, u64> {
        let destroyed = self.run(move |conn| {
            within_limits(keys.len(), MAX_KEYS, std::iter::empty())?;
            keys.iter().map(|(kind, id)| destroy(conn, *kind, *id, at_ms)).sum()
        });
        Box::pin(async move {
            let n_destroyed = destroyed.await?;
            self.cut().await?;
            Ok(n_destroyed)
        })
    }

    fn turn(&self, turn: KeyTurn) -> Answer<'_, ()> {
        self.run(move |conn| {
            let KeyTurn { new, changes, old: (kind, id), at_ms } = turn;
            let wraps = changes.iter().map(|change| change.wrap.as_slice());
            within_limits(changes.len(), MAX_TURNED, wraps.chain([new.wrap.as_slice()]))?;
            put(conn, &new)?;
            changes.iter().try_for_each(|change| rewrap(conn, change))?;
            if n_under(conn, id)? > 0 || destroy(conn, kind, id, at_ms)? == 0 {
                return Err(StoreError::KeyGone { id: hex(&id) });
            }
            Ok(())
        })
    }

    fn clear(&self) -> Answer<'_, ()> {
        Box::pin(self.cut())
    }
}

impl SqliteKeys {
    /// Cuts the write-ahead log, also when nothing was alive: the first try may have ended between commit and cut.
    async fn cut(&self) -> Result<(), StoreError> {
        let Engine::Thread(writer) = &self.engine else { return Ok(()) };
        let cut = writer.submit_alone(database::empty_wal)?;
        cut.await.unwrap_or(Err(StoreError::Poisoned))
    }
}

/// How many live keys are under this one.
fn n_under(conn: &Connection, id: [u8; 16]) -> Result<i64, StoreError> {
    let sql = "select count(*) from key where wrapped_by = ?1 and destroyed_at_ms is null";
    Ok(conn.prepare_cached(sql)?.query_row(params![id], |row| row.get(0))?)
}

fn put(conn: &Connection, key: &WrappedKey) -> Result<(), StoreError> {
    // Another process may have turned the wrapping key since the caller read it.
    let sql = "select exists (select 1 from key where id = ?1 and destroyed_at_ms is not null)";
    let is_gone: bool =
        conn.prepare_cached(sql)?.query_row(params![key.wrapped_by], |row| row.get(0))?;
    if is_gone {
        return Err(StoreError::KeyGone { id: hex(&key.wrapped_by) });
    }
    let n_inserted = conn
        .prepare_cached(
            "insert into key (kind, id, wrapped_by, scope, wrap, made_at_ms, ends_at_ms, destroyed_at_ms)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (kind, id) do nothing",
        )?
        .execute(params![
            key.kind,
            key.id,
            key.wrapped_by,
            key.scope,
            key.wrap,
            key.made_at_ms,
            key.ends_at_ms,
            key.destroyed_at_ms
        ])?;
    if n_inserted == 0 {
        return Err(StoreError::KeyExists { id: hex(&key.id) });
    }
    Ok(())
}

fn get(conn: &Connection, kind: u8, id: [u8; 16]) -> Result<Option<WrappedKey>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("{KEY} where kind = ?1 and id = ?2"))?
        .query_row(params![kind, id], key)
        .optional()?)
}

fn list(conn: &Connection, query: &KeyQuery) -> Result<Vec<WrappedKey>, StoreError> {
    let (after_kind, after_id) = query.after.unzip();
    let found = conn
        .prepare_cached(&format!(
            "{KEY} where (?1 is null or kind = ?1) and (?2 is null or wrapped_by = ?2) and (?3 is null or scope = ?3)
             and (?4 = 0 or destroyed_at_ms is null) and (?5 is null or (kind, id) > (?5, ?6))
             order by kind, id limit ?7"
        ))?
        .query_map(
            params![
                query.kind,
                query.wrapped_by,
                query.scope,
                query.live_only,
                after_kind,
                after_id,
                query.limit.min(MAX_PAGE)
            ],
            key,
        )?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

fn rewrap(conn: &Connection, change: &Rewrap) -> Result<(), StoreError> {
    let n_changed = conn
        .prepare_cached(
            "update key set wrapped_by = ?4, wrap = ?5
             where kind = ?1 and id = ?2 and wrapped_by = ?3 and destroyed_at_ms is null",
        )?
        .execute(params![change.kind, change.id, change.from, change.to, change.wrap])?;
    if n_changed == 0 {
        return Err(StoreError::KeyGone { id: hex(&change.id) });
    }
    Ok(())
}

fn destroy(conn: &Connection, kind: u8, id: [u8; 16], at_ms: i64) -> Result<u64, StoreError> {
    let n_destroyed = conn
        .prepare_cached(
            "update key set wrap = x'', destroyed_at_ms = ?3 where kind = ?1 and id = ?2 and destroyed_at_ms is null",
        )?
        .execute(params![kind, id, at_ms])?;
    Ok(n_destroyed as u64)
}

fn key(row: &Row<'_>) -> rusqlite::Result<WrappedKey> {
    Ok(WrappedKey {
        kind: row.get(0)?,
        id: row.get(1)?,
        wrapped_by: row.get(2)?,
        scope: row.get(3)?,
        wrap: row.get(4)?,
        made_at_ms: row.get(5)?,
        ends_at_ms: row.get(6)?,
        destroyed_at_ms: row.get(7)?,
    })
}

#[cfg(test)]
mod tests;
