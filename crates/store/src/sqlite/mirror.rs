//! The memory of a mirror on `SQLite`: a database file of its own. Writes `mirror`, `log`, `pending`, `entry`, `node`,
//! `evidence`. It computes no hash: whoever opens it brings a [`Tree`], which is asked in the commit that adds entries.

use std::{path::Path, sync::Arc};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    database::{self, Schema, int, uint},
    witness::{columns, evidence, held, keep_evidence},
    writer::Writer,
};
use crate::{
    Answer,
    error::StoreError,
    mirror::{MAX_ENTRIES, MirrorEntry, MirrorStore, MirroredLog, PendingHead},
    tree::Tree,
    witness::{HeldHead, WitnessEvidence, WitnessIdentity, within_limits},
};

/// The mirror database's schema: the letters `CMTM`, then the number.
const SCHEMA: Schema =
    Schema { application: 0x434d_544d, number: 1, sql: include_str!("mirror.sql") };

const LOG: &str = "select origin, origin_hash, vkeys, added_at_ms, size, root, cosigned_at, note, next, log from log ";

/// A [`MirrorStore`] on `SQLite`: one thread owns the one connection, and what waits shares a flush.
#[derive(Debug)]
pub struct SqliteMirror {
    writer: Writer,
    tree: Arc<dyn Tree>,
}

impl SqliteMirror {
    /// A new memory at `path`, with its owner.
    ///
    /// # Errors
    /// `RowExists` if a mirror's memory is there already.
    pub fn create(
        path: &Path,
        identity: &WitnessIdentity,
        tree: Arc<dyn Tree>,
    ) -> Result<Self, StoreError> {
        let conn = database::open(path, SCHEMA)?;
        let n_inserted = conn.execute(
            "insert into mirror (only, name, vkeys, made_at_ms) values (1, ?1, ?2, ?3) on conflict do nothing",
            params![identity.name, identity.vkeys, identity.made_at_ms],
        )?;
        if n_inserted == 0 {
            let (view, key) = ("mirror".to_owned(), identity.name.clone());
            return Err(StoreError::RowExists { view, key });
        }
        Self::on(conn, tree)
    }

    /// The memory at `path`, which must be there.
    ///
    /// # Errors
    /// If it is not there, is empty, or is another database.
    pub fn open(path: &Path, tree: Arc<dyn Tree>) -> Result<Self, StoreError> {
        Self::on(database::open_existing(path, SCHEMA)?, tree)
    }

    fn on(conn: Connection, tree: Arc<dyn Tree>) -> Result<Self, StoreError> {
        Ok(Self { writer: Writer::start("store-mirror", conn)?, tree })
    }
}

impl MirrorStore for SqliteMirror {
    fn identity(&self) -> Answer<'_, WitnessIdentity> {
        self.writer.run(|conn| {
            let found = conn
                .prepare_cached("select name, vkeys, made_at_ms from mirror")?
                .query_row([], |row| {
                    let (name, vkeys, made_at_ms) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    Ok(WitnessIdentity { name, vkeys, made_at_ms })
                })
                .optional()?;
            found.ok_or_else(|| StoreError::Corrupt { what: "a mirror without a name".to_owned() })
        })
    }

    fn add_log(&self, log: MirroredLog) -> Answer<'_, ()> {
        self.writer.run(move |conn| {
            within_limits(&[log.origin.len(), log.vkeys.len()])?;
            let n_inserted = conn
                .prepare_cached(
                    "insert into log (origin, origin_hash, vkeys, added_at_ms, next) values (?1, ?2, ?3, ?4, 0)
                     on conflict do nothing",
                )?
                .execute(params![log.origin, log.origin_hash, log.vkeys, log.added_at_ms])?;
            if n_inserted == 0 {
                return Err(StoreError::RowExists { view: "log".to_owned(), key: log.origin });
            }
            let number = conn.last_insert_rowid();
            log.pending.iter().try_for_each(|pending| insert_pending(conn, number, pending))
        })
    }

    fn log<'a>(&'a self, origin: &'a str) -> Answer<'a, Option<MirroredLog>> {
        let origin = origin.to_owned();
        self.writer.run(move |conn| {
            let mut statement = conn.prepare_cached(&format!("{LOG} where origin = ?1"))?;
            let found = statement.query_row([origin], log).optional()?;
            found.map(|found| with_pending(conn, found)).transpose()
        })
    }

    fn log_by_hash(&self, origin_hash: [u8; 32]) -> Answer<'_, Option<MirroredLog>> {
        self.writer.run(move |conn| {
            let mut statement = conn.prepare_cached(&format!("{LOG} where origin_hash = ?1"))?;
            let found = statement.query_row([origin_hash], log).optional()?;
            found.map(|found| with_pending(conn, found)).transpose()
        })
    }

    fn logs(&self) -> Answer<'_, Vec<MirroredLog>> {
        self.writer.run(|conn| {
            let mut statement = conn.prepare_cached(&format!("{LOG} order by origin"))?;
            let found: Vec<_> = statement.query_map([], log)?.collect::<rusqlite::Result<_>>()?;
            found.into_iter().map(|found| with_pending(conn, found)).collect()
        })
    }

    fn add_pending<'a>(
        &'a self,
        origin: &'a str,
        from: Option<PendingHead>,
        to: PendingHead,
        keep: u32,
    ) -> Answer<'a, ()> {
        let origin = origin.to_owned();
        self.writer.run(move |conn| {
            let number = number(conn, &origin)?;
            let newest = pending(conn, number)?.pop();
            let is_longer = newest.as_ref().is_none_or(|newest| newest.size < to.size);
            let is_same = newest.as_ref().is_some_and(|newest| {
                (newest.size, newest.root) == (to.size, to.root) && newest.note != to.note
            });
            if newest != from || !(is_longer || is_same) {
                return Err(changed(&origin));
            }
            insert_pending(conn, number, &to)?;
            conn.prepare_cached(
                "delete from pending where log = ?1 and size not in
                 (select size from pending where log = ?1 order by size desc limit ?2)",
            )?
            .execute(params![number, keep])?;
            Ok(())
        })
    }

    fn add_entries<'a>(
        &'a self,
        origin: &'a str,
        from: u64,
        entries: Vec<MirrorEntry>,
    ) -> Answer<'a, u64> {
        let (origin, tree) = (origin.to_owned(), self.tree.clone());
        self.writer.run(move |conn| add_entries(conn, &origin, from, &entries, &*tree))
    }

    fn raise<'a>(
        &'a self,
        origin: &'a str,
        from: Option<HeldHead>,
        to: HeldHead,
    ) -> Answer<'a, ()> {
        let origin = origin.to_owned();
        self.writer.run(move |conn| {
            let (old_size, old_root, old_at, old_note) = columns(from.as_ref())?;
            let (size, root, at, note) = columns(Some(&to))?;
            let n_changed = conn
                .prepare_cached(
                    "update log set size = ?6, root = ?7, cosigned_at = ?8, note = ?9
                     where origin = ?1 and size is ?2 and root is ?3 and cosigned_at is ?4 and note is ?5",
                )?
                .execute(params![
                    origin, old_size, old_root, old_at, old_note, size, root, at, note
                ])?;
            if n_changed == 0 { Err(changed(&origin)) } else { Ok(()) }
        })
    }

    fn entries<'a>(
        &'a self,
        origin: &'a str,
        from: u64,
        limit: u32,
    ) -> Answer<'a, Vec<MirrorEntry>> {
        let origin = origin.to_owned();
        self.writer.run(move |conn| {
            let limit = usize::try_from(limit).unwrap_or(MAX_ENTRIES).min(MAX_ENTRIES);
            let entry = |row: &Row<'_>| {
                Ok(MirrorEntry { bytes: row.get(0)?, leaf_hash: row.get(1)? })
            };
            let found = conn
                .prepare_cached(
                    "select bytes, leaf_hash from entry where log = ?1 and idx >= ?2 order by idx limit ?3",
                )?
                .query_map(params![number(conn, &origin)?, int(from)?, int(limit as u64)?], entry)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(found)
        })
    }

    fn nodes<'a>(
        &'a self,
        origin: &'a str,
        wanted: &'a [(u8, u64)],
    ) -> Answer<'a, Vec<Option<[u8; 32]>>> {
        let (origin, wanted) = (origin.to_owned(), wanted.to_vec());
        self.writer.run(move |conn| {
            let number = number(conn, &origin)?;
            wanted.iter().map(|(level, index)| node(conn, number, *level, *index)).collect()
        })
    }

    fn keep_evidence(&self, evidence: WitnessEvidence) -> Answer<'_, bool> {
        self.writer.run(move |conn| keep_evidence(conn, &evidence))
    }

    fn evidence(&self) -> Answer<'_, Vec<WitnessEvidence>> {
        self.writer.run(|conn| {
            let mut statement = conn.prepare_cached(
                "select origin, id, at_ms, kind, request, size, root, cosigned_at, note from evidence order by seq",
            )?;
            Ok(statement.query_map([], evidence)?.collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn number(conn: &Connection, origin: &str) -> Result<i64, StoreError> {
    let found = conn
        .prepare_cached("select log from log where origin = ?1")?
        .query_row([origin], |row| row.get(0))
        .optional()?;
    found.ok_or_else(|| changed(origin))
}

fn pending(conn: &Connection, number: i64) -> Result<Vec<PendingHead>, StoreError> {
    let head = |row: &Row<'_>| {
        Ok(PendingHead { size: uint(row, 0)?, root: row.get(1)?, note: row.get(2)? })
    };
    let mut statement =
        conn.prepare_cached("select size, root, note from pending where log = ?1 order by size")?;
    Ok(statement.query_map([number], head)?.collect::<rusqlite::Result<_>>()?)
}

fn insert_pending(conn: &Connection, number: i64, to: &PendingHead) -> Result<(), StoreError> {
    within_limits(&[to.note.len()])?;
    conn.prepare_cached(
        "insert or replace into pending (log, size, root, note) values (?1, ?2, ?3, ?4)",
    )?
    .execute(params![number, int(to.size)?, to.root, to.note])?;
    Ok(())
}

fn with_pending(
    conn: &Connection,
    (log, number): (MirroredLog, i64),
) -> Result<MirroredLog, StoreError> {
    Ok(MirroredLog { pending: pending(conn, number)?, ..log })
}

fn log(row: &Row<'_>) -> rusqlite::Result<(MirroredLog, i64)> {
    let log = MirroredLog {
        origin: row.get(0)?,
        origin_hash: row.get(1)?,
        vkeys: row.get(2)?,
        added_at_ms: row.get(3)?,
        next: uint(row, 8)?,
        pending: Vec::new(),
        mirror: held(row, 4)?,
    };
    Ok((log, row.get(9)?))
}

fn node(
    conn: &Connection,
    number: i64,
    level: u8,
    index: u64,
) -> Result<Option<[u8; 32]>, StoreError> {
    Ok(conn
        .prepare_cached("select hash from node where log = ?1 and level = ?2 and idx = ?3")?
        .query_row(params![number, level, int(index)?], |row| row.get(0))
        .optional()?)
}

fn add_entries(
    conn: &Connection,
    origin: &str,
    from: u64,
    entries: &[MirrorEntry],
    tree: &dyn Tree,
) -> Result<u64, StoreError> {
    if entries.len() > MAX_ENTRIES {
        let limit = MAX_ENTRIES as u64;
        return Err(StoreError::TooLarge { what: "the number of entries", limit });
    }
    let number = number(conn, origin)?;
    let next = from.saturating_add(entries.len() as u64);
    let n_changed = conn
        .prepare_cached("update log set next = ?3 where log = ?1 and next = ?2")?
        .execute(params![number, int(from)?, int(next)?])?;
    if n_changed == 0 {
        return Err(changed(origin));
    }
    let hashes: Vec<[u8; 32]> = entries.iter().map(|entry| entry.leaf_hash).collect();
    let mut node_at = |level: u8, index: u64| node(conn, number, level, index);
    let grown = tree.grow(from, &mut node_at, &hashes)?;
    let mut insert = conn
        .prepare_cached("insert into entry (log, idx, bytes, leaf_hash) values (?1, ?2, ?3, ?4)")?;
    for (index, entry) in (from..next).zip(entries) {
        insert.execute(params![number, int(index)?, entry.bytes, entry.leaf_hash])?;
    }
    let mut insert =
        conn.prepare_cached("insert into node (log, level, idx, hash) values (?1, ?2, ?3, ?4)")?;
    for (level, index, hash) in &grown.nodes {
        insert.execute(params![number, level, int(*index)?, hash])?;
    }
    Ok(next)
}

fn changed(origin: &str) -> StoreError {
    StoreError::RowChanged { view: "log".to_owned(), key: origin.to_owned() }
}
