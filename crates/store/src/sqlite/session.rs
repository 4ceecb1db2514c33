//! Sessions in `SQLite`. Writes `session`. One UPDATE per field: a whole-record write would undo a revocation that
//! happened between its reading and its writing.

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use crate::{
    error::StoreError,
    record::{Session, SessionScope},
};

pub(crate) fn put(conn: &Connection, session: &Session) -> Result<(), StoreError> {
    conn.prepare_cached(
        "insert into session values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        session.id_hash,
        session.officer,
        session.member,
        session.auth_level,
        session.auth_at_ms,
        session.ip_class,
        session.csrf_secret,
        session.created_at_ms,
        session.seen_at_ms,
        session.revoked_at_ms,
        session.revoked_why
    ])?;
    Ok(())
}

pub(crate) fn get(conn: &Connection, id_hash: [u8; 32]) -> Result<Option<Session>, StoreError> {
    Ok(conn
        .prepare_cached(
            "select id_hash, officer, member, auth_level, auth_at_ms, ip_class, csrf_secret, created_at_ms,
                    seen_at_ms, revoked_at_ms, revoked_why from session where id_hash = ?1",
        )?
        .query_row([id_hash], |row| {
            Ok(Session {
                id_hash: row.get(0)?,
                officer: row.get(1)?,
                member: row.get(2)?,
                auth_level: row.get(3)?,
                auth_at_ms: row.get(4)?,
                ip_class: row.get(5)?,
                csrf_secret: row.get(6)?,
                created_at_ms: row.get(7)?,
                seen_at_ms: row.get(8)?,
                revoked_at_ms: row.get(9)?,
                revoked_why: row.get(10)?,
            })
        })
        .optional()?)
}

pub(crate) fn touch(
    conn: &Connection,
    id_hash: [u8; 32],
    seen_at_ms: i64,
) -> Result<bool, StoreError> {
    let n_touched = conn
        .prepare_cached(
            "update session set seen_at_ms = max(seen_at_ms, ?2) where id_hash = ?1 and revoked_at_ms is null",
        )?
        .execute(params![id_hash, seen_at_ms])?;
    Ok(n_touched == 1)
}

pub(crate) fn revoke(
    conn: &Connection,
    scope: &SessionScope,
    at_ms: i64,
    why: &str,
) -> Result<u64, StoreError> {
    let (condition, value): (&str, &dyn ToSql) = match scope {
        SessionScope::All => ("?3 is null", &rusqlite::types::Null),
        SessionScope::Member(member) => ("member = ?3", member),
        SessionScope::Officer(officer) => ("officer = ?3", officer),
        SessionScope::One(id_hash) => ("id_hash = ?3", id_hash),
    };
    let n_revoked = conn
        .prepare_cached(&format!(
            "update session set revoked_at_ms = ?1, revoked_why = ?2 where revoked_at_ms is null and {condition}"
        ))?
        .execute(params![at_ms, why, value])?;
    Ok(n_revoked as u64)
}

pub(crate) fn forget(conn: &Connection, seen_before_ms: i64) -> Result<u64, StoreError> {
    let n_forgotten = conn
        .prepare_cached("delete from session where seen_at_ms < ?1")?
        .execute([seen_before_ms])?;
    Ok(n_forgotten as u64)
}
