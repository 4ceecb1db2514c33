//! The memory of a stand-alone witness on `SQLite`: a database file of its own. Writes `witness`, `log`, `evidence`.
//!
//! Made once, by [`SqliteWitness::create`]; [`SqliteWitness::open`] never makes one, because an empty memory would sign
//! a second history of every log.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    database::{self, Schema, int, uint},
    writer::Writer,
};
use crate::{
    Answer,
    error::StoreError,
    witness::{
        CosignedNote, HeldHead, WitnessEvidence, WitnessIdentity, WitnessStore, WitnessedLog,
        within_limits,
    },
};

/// The witness database's schema: the letters `CMTW`, then the number.
const SCHEMA: Schema =
    Schema { application: 0x434d_5457, number: 1, sql: include_str!("witness.sql") };

const LOG: &str =
    "select origin, origin_hash, vkeys, added_at_ms, size, root, cosigned_at, note from log ";

/// A [`WitnessStore`] on `SQLite`: one thread owns the one connection, and what waits shares a flush.
#[derive(Debug)]
pub struct SqliteWitness {
    writer: Writer,
}

impl SqliteWitness {
    /// A new memory at `path`, with its owner.
    ///
    /// # Errors
    /// `RowExists` if a witness's memory is there already.
    pub fn create(path: &Path, identity: &WitnessIdentity) -> Result<Self, StoreError> {
        let conn = database::open(path, SCHEMA)?;
        let n_inserted = conn.execute(
            "insert into witness (only, name, vkeys, made_at_ms) values (1, ?1, ?2, ?3) on conflict do nothing",
            params![identity.name, identity.vkeys, identity.made_at_ms],
        )?;
        if n_inserted == 0 {
            return Err(exists("witness", &identity.name));
        }
        Self::on(conn)
    }

    /// The memory at `path`, which must be there.
    ///
    /// # Errors
    /// If it is not there, is empty, or is another database.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::on(database::open_existing(path, SCHEMA)?)
    }

    fn on(conn: Connection) -> Result<Self, StoreError> {
        Ok(Self { writer: Writer::start("store-witness", conn)? })
    }
}

impl WitnessStore for SqliteWitness {
    fn identity(&self) -> Answer<'_, WitnessIdentity> {
        self.writer.run(|conn| {
            let found = conn
                .prepare_cached("select name, vkeys, made_at_ms from witness")?
                .query_row([], |row| {
                    let (name, vkeys, made_at_ms) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    Ok(WitnessIdentity { name, vkeys, made_at_ms })
                })
                .optional()?;
            found.ok_or_else(|| StoreError::Corrupt { what: "a witness without a name".to_owned() })
        })
    }

    fn add_log(&self, log: WitnessedLog) -> Answer<'_, ()> {
        self.writer.run(move |conn| add_log(conn, &log))
    }

    fn log<'a>(&'a self, origin: &'a str) -> Answer<'a, Option<WitnessedLog>> {
        let origin = origin.to_owned();
        self.writer.run(move |conn| {
            let mut statement = conn.prepare_cached(&format!("{LOG} where origin = ?1"))?;
            Ok(statement.query_row([origin], log).optional()?)
        })
    }

    fn log_by_hash(&self, origin_hash: [u8; 32]) -> Answer<'_, Option<WitnessedLog>> {
        self.writer.run(move |conn| {
            let mut statement = conn.prepare_cached(&format!("{LOG} where origin_hash = ?1"))?;
            Ok(statement.query_row([origin_hash], log).optional()?)
        })
    }

    fn logs(&self) -> Answer<'_, Vec<WitnessedLog>> {
        self.writer.run(|conn| {
            let mut statement = conn.prepare_cached(&format!("{LOG} order by origin"))?;
            Ok(statement.query_map([], log)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    fn advance<'a>(
        &'a self,
        origin: &'a str,
        from: Option<HeldHead>,
        to: HeldHead,
    ) -> Answer<'a, ()> {
        let origin = origin.to_owned();
        self.writer.run(move |conn| advance(conn, &origin, from.as_ref(), &to))
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

/// The four columns of a held head.
pub(super) type HeldColumns<'a> = (Option<i64>, Option<&'a [u8; 32]>, Option<i64>, Option<&'a str>);

pub(super) fn columns(held: Option<&HeldHead>) -> Result<HeldColumns<'_>, StoreError> {
    let Some(held) = held else { return Ok((None, None, None, None)) };
    let cosigned = held.cosigned.as_ref();
    let at = cosigned.map(|cosigned| int(cosigned.at)).transpose()?;
    let note = cosigned.map(|cosigned| cosigned.note.as_str());
    within_limits(&[note.map_or(0, str::len)])?;
    Ok((Some(int(held.size)?), Some(&held.root), at, note))
}

fn add_log(conn: &Connection, log: &WitnessedLog) -> Result<(), StoreError> {
    within_limits(&[log.origin.len(), log.vkeys.len()])?;
    let (size, root, cosigned_at, note) = columns(log.held.as_ref())?;
    let n_inserted = conn
        .prepare_cached(
            "insert into log (origin, origin_hash, vkeys, added_at_ms, size, root, cosigned_at, note)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict do nothing",
        )?
        .execute(params![
            log.origin,
            log.origin_hash,
            log.vkeys,
            log.added_at_ms,
            size,
            root,
            cosigned_at,
            note
        ])?;
    if n_inserted == 0 { Err(exists("log", &log.origin)) } else { Ok(()) }
}

fn advance(
    conn: &Connection,
    origin: &str,
    from: Option<&HeldHead>,
    to: &HeldHead,
) -> Result<(), StoreError> {
    let (old_size, old_root, old_at, old_note) = columns(from)?;
    let (size, root, cosigned_at, note) = columns(Some(to))?;
    let n_changed = conn
        .prepare_cached(
            "update log set size = ?6, root = ?7, cosigned_at = ?8, note = ?9
             where origin = ?1 and size is ?2 and root is ?3 and cosigned_at is ?4 and note is ?5",
        )?
        .execute(params![
            origin,
            old_size,
            old_root,
            old_at,
            old_note,
            size,
            root,
            cosigned_at,
            note
        ])?;
    if n_changed == 0 {
        return Err(StoreError::RowChanged { view: "log".to_owned(), key: origin.to_owned() });
    }
    Ok(())
}

pub(super) fn keep_evidence(
    conn: &Connection,
    evidence: &WitnessEvidence,
) -> Result<bool, StoreError> {
    within_limits(&[evidence.request.len(), evidence.kind.len()])?;
    let (size, root, cosigned_at, note) = columns(evidence.held.as_ref())?;
    let n_inserted = conn
        .prepare_cached(
            "insert into evidence (origin, id, at_ms, kind, request, size, root, cosigned_at, note)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) on conflict (origin, id) do nothing",
        )?
        .execute(params![
            evidence.origin,
            evidence.id,
            evidence.at_ms,
            evidence.kind,
            evidence.request,
            size,
            root,
            cosigned_at,
            note
        ])?;
    Ok(n_inserted > 0)
}

fn log(row: &Row<'_>) -> rusqlite::Result<WitnessedLog> {
    Ok(WitnessedLog {
        origin: row.get(0)?,
        origin_hash: row.get(1)?,
        vkeys: row.get(2)?,
        added_at_ms: row.get(3)?,
        held: held(row, 4)?,
    })
}

pub(super) fn evidence(row: &Row<'_>) -> rusqlite::Result<WitnessEvidence> {
    Ok(WitnessEvidence {
        origin: row.get(0)?,
        id: row.get(1)?,
        at_ms: row.get(2)?,
        kind: row.get(3)?,
        request: row.get(4)?,
        held: held(row, 5)?,
    })
}

/// The held head in four columns from `first` on.
pub(super) fn held(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<HeldHead>> {
    let Some(root) = row.get(first + 1)? else { return Ok(None) };
    let note: Option<String> = row.get(first + 3)?;
    let cosigned = match note {
        None => None,
        Some(note) => Some(CosignedNote { at: uint(row, first + 2)?, note }),
    };
    Ok(Some(HeldHead { size: uint(row, first)?, root, cosigned }))
}

fn exists(table: &str, key: &str) -> StoreError {
    StoreError::RowExists { view: table.to_owned(), key: key.to_owned() }
}

#[cfg(test)]
mod tests;
