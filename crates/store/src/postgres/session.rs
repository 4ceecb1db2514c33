//! Sessions in `PostgreSQL`. Writes `session`. One UPDATE per field: a whole-record write would undo a revocation that
//! happened between its reading and its writing. Each is a transaction of its own beside the order of appends.

use tokio_postgres::types::ToSql;

use super::{
    array,
    connect::{Conn, execute, query},
    small, value,
};
use crate::{
    error::StoreError,
    record::{Session, SessionScope},
};

pub(super) async fn put(conn: &Conn, session: &Session) -> Result<(), StoreError> {
    execute(
        conn,
        "insert into session values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            &session.id_hash.as_slice(),
            &session.officer,
            &session.member,
            &i16::from(session.auth_level),
            &session.auth_at_ms,
            &session.ip_class,
            &session.csrf_secret,
            &session.created_at_ms,
            &session.seen_at_ms,
            &session.revoked_at_ms,
            &session.revoked_why,
        ],
    )
    .await
    .map(drop)
}

pub(super) async fn get(conn: &Conn, id_hash: [u8; 32]) -> Result<Option<Session>, StoreError> {
    let rows = query(
        conn,
        "select id_hash, officer, member, auth_level, auth_at_ms, ip_class, csrf_secret, created_at_ms, seen_at_ms,
                revoked_at_ms, revoked_why from session where id_hash = $1",
        &[&id_hash.as_slice()],
    )
    .await?;
    rows.first()
        .map(|row| {
            Ok(Session {
                id_hash: array(row, 0)?,
                officer: value(row, 1)?,
                member: value(row, 2)?,
                auth_level: small(row, 3)?,
                auth_at_ms: value(row, 4)?,
                ip_class: value(row, 5)?,
                csrf_secret: value(row, 6)?,
                created_at_ms: value(row, 7)?,
                seen_at_ms: value(row, 8)?,
                revoked_at_ms: value(row, 9)?,
                revoked_why: value(row, 10)?,
            })
        })
        .transpose()
}

pub(super) async fn touch(
    conn: &Conn,
    id_hash: [u8; 32],
    seen_at_ms: i64,
) -> Result<bool, StoreError> {
    let sql = "update session set seen_at_ms = greatest(seen_at_ms, $2) where id_hash = $1 and revoked_at_ms is null";
    Ok(execute(conn, sql, &[&id_hash.as_slice(), &seen_at_ms]).await? == 1)
}

pub(super) async fn revoke(
    conn: &Conn,
    scope: &SessionScope,
    at_ms: i64,
    why: &str,
) -> Result<u64, StoreError> {
    let hash;
    let (condition, who): (&str, Option<&(dyn ToSql + Sync)>) = match scope {
        SessionScope::All => ("", None),
        SessionScope::Member(member) => (" and member = $3", Some(member)),
        SessionScope::Officer(officer) => (" and officer = $3", Some(officer)),
        SessionScope::One(id_hash) => {
            hash = id_hash.as_slice();
            (" and id_hash = $3", Some(&hash))
        }
    };
    let sql = format!(
        "update session set revoked_at_ms = $1, revoked_why = $2 where revoked_at_ms is null{condition}"
    );
    let values: Vec<&(dyn ToSql + Sync)> =
        [&at_ms as &(dyn ToSql + Sync), &why].into_iter().chain(who).collect();
    execute(conn, &sql, &values).await
}

pub(super) async fn forget(conn: &Conn, seen_before_ms: i64) -> Result<u64, StoreError> {
    execute(conn, "delete from session where seen_at_ms < $1", &[&seen_before_ms]).await
}
