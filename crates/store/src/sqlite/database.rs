//! One `SQLite` database: how it is opened, what its connections are set to, and what its errors mean.
//! Not the statements: those lie beside their tables.
//!
//! Settings: write-ahead log, one flush per commit (`synchronous=FULL`), deleted content overwritten
//! (`secure_delete`), no temporary files, five seconds of patience with another process.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, config::DbConfig, ffi};

use crate::{disk, error::StoreError};

/// How long a statement waits for another process before it answers `Busy`.
const PATIENCE: Duration = Duration::from_secs(5);
/// Prepared statements kept per connection: all of ours fit.
const STATEMENTS: usize = 96;
/// Page cache of a writing connection, KiB: the edge of every index of a busy node stays in memory.
const WRITER_CACHE_KIB: i64 = 65_536;
/// Pages in the write-ahead log before they are moved into the database: 16 MiB, so that moving is rare and its flushes
/// are shared by many commits, and the log is still read in no time at start.
const WAL_PAGES: i64 = 4_096;
/// A write to the file failed (extended code): the write-ahead log may hold half a frame.
const IOERR_WRITE: i32 = 778;
/// A flush of a file failed (extended code).
const IOERR_FSYNC: i32 = 1034;
/// A flush of a folder failed (extended code).
const IOERR_DIR_FSYNC: i32 = 1290;

/// A schema: the statements that make it and the numbers that tell it apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema {
    /// Written into the file's header, so that one database is not taken for the other.
    pub(super) application: i64,
    /// The number of this schema.
    pub(super) number: i64,
    /// What creates it in an empty file.
    pub(super) sql: &'static str,
}

/// Opens or creates the database file and leaves it durable on disk.
pub(super) fn open(path: &Path, schema: Schema) -> Result<Connection, StoreError> {
    let conn = open_writer(path, OpenFlags::SQLITE_OPEN_CREATE)?;
    create_or_check(&conn, schema)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        disk::sync_folder(folder);
    }
    Ok(conn)
}

/// Opens a database that must be there with this schema; nothing is created.
pub(super) fn open_existing(path: &Path, schema: Schema) -> Result<Connection, StoreError> {
    let conn = open_writer(path, OpenFlags::empty())?;
    check(&conn, schema)?;
    Ok(conn)
}

fn open_writer(path: &Path, more: OpenFlags) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW
            | more,
    )?;
    settle(&conn)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    conn.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    conn.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
    Ok(conn)
}

/// A database in memory.
pub(super) fn open_memory(schema: Schema) -> Result<Connection, StoreError> {
    let conn = Connection::open_in_memory()?;
    settle(&conn)?;
    create_or_check(&conn, schema)?;
    Ok(conn)
}

/// A further connection that cannot write.
pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_NOFOLLOW,
    )?;
    settle(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

fn settle(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // Else a statement with a parameter in its limit is compiled anew each time that the parameter changes.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    Ok(())
}

fn create_or_check(conn: &Connection, schema: Schema) -> Result<(), StoreError> {
    let tx = rusqlite::Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let found: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let n_tables: i64 = tx.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    if n_tables == 0 && found == 0 {
        tx.execute_batch(schema.sql)?;
        tx.pragma_update(None, "application_id", schema.application)?;
        tx.pragma_update(None, "user_version", schema.number)?;
        tx.commit()?;
        return Ok(());
    }
    check(&tx, schema)
}

pub(super) fn check(conn: &Connection, schema: Schema) -> Result<(), StoreError> {
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != schema.application || found != schema.number {
        return Err(StoreError::UnknownSchema { found, supported: schema.number });
    }
    Ok(())
}

/// Moves the write-ahead log into the database and cuts it to nothing. `Busy` while a reader is in its way.
pub(super) fn empty_wal(conn: &Connection) -> Result<(), StoreError> {
    let busy: i64 = conn.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(StoreError::Busy) }
}

/// A number for `SQLite`, whose integers are signed.
pub(super) fn int(n: u64) -> Result<i64, StoreError> {
    i64::try_from(n)
        .map_err(|_| StoreError::TooLarge { what: "a number", limit: i64::MAX.unsigned_abs() })
}

/// A number from `SQLite` that is never negative.
pub(super) fn uint(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let n: i64 = row.get(column)?;
    u64::try_from(n).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, n))
}

/// Lower-case hex, for ids in errors.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('?'));
        }
        text
    })
}

/// What `SQLite`'s error means to a caller. **Does not return after a failed flush**: the process ends, because `SQLite`
/// would report the failure for one commit only and acknowledge the next, although pages may be gone.
impl From<rusqlite::Error> for StoreError {
    fn from(e: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(ffi::Error { code, extended_code }, text) = &e else {
            // The engine gave us a value of another type or range than the schema allows.
            return Self::Corrupt { what: "a column holds what its schema forbids".to_owned() };
        };
        if matches!(*extended_code, IOERR_WRITE | IOERR_FSYNC | IOERR_DIR_FSYNC) {
            disk::stop(&format!("the database could not be flushed (code {extended_code})"));
        }
        let why = || text.clone().unwrap_or_else(|| ffi::code_to_str(*extended_code).to_owned());
        #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that may grow")]
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::ConstraintViolation
            | ErrorCode::TypeMismatch => Self::Corrupt { what: why() },
            _ => Self::Io { what: why() },
        }
    }
}

#[cfg(test)]
mod tests;
