//! View rows in `SQLite`: documents by view and key, ordered by a text the caller chose. Writes `document`.
//! Nothing is decided from these rows; they can be cleared and written again from the events.

use rusqlite::{Connection, OptionalExtension, ToSql, params};

use crate::{
    batch::RowChange,
    error::StoreError,
    record::{MAX_PAGE, Row, RowQuery},
};

pub(super) fn change(
    conn: &Connection,
    name: &str,
    at_ms: i64,
    change: &RowChange,
) -> Result<(), StoreError> {
    match change {
        RowChange::Put { view, key, sort, body } => put(conn, name, at_ms, view, key, sort, body),
        RowChange::Insert { view, key, sort, body } => {
            let n_inserted = conn
                .prepare_cached(
                    "insert into document (view, key, sort, body, updated_by, updated_at_ms)
                     values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (view, key) do nothing",
                )?
                .execute(params![view, key, sort, body, name, at_ms])?;
            if n_inserted == 0 {
                return Err(StoreError::RowExists { view: view.clone(), key: key.clone() });
            }
            Ok(())
        }
        RowChange::Delete { view, key } => {
            conn.prepare_cached("delete from document where view = ?1 and key = ?2")?
                .execute(params![view, key])?;
            Ok(())
        }
        RowChange::Cas { view, key, sort, old, new } => {
            let found: Option<Vec<u8>> = conn
                .prepare_cached("select body from document where view = ?1 and key = ?2")?
                .query_row(params![view, key], |row| row.get(0))
                .optional()?;
            if found != *old {
                return Err(StoreError::RowChanged { view: view.clone(), key: key.clone() });
            }
            put(conn, name, at_ms, view, key, sort, new)
        }
        RowChange::Clear { view } => {
            conn.prepare_cached("delete from document where view = ?1")?.execute([view])?;
            Ok(())
        }
    }
}

fn put(
    conn: &Connection,
    name: &str,
    at_ms: i64,
    view: &str,
    key: &str,
    sort: &str,
    body: &[u8],
) -> Result<(), StoreError> {
    conn.prepare_cached(
        "insert into document (view, key, sort, body, updated_by, updated_at_ms) values (?1, ?2, ?3, ?4, ?5, ?6)
         on conflict (view, key) do update set sort = excluded.sort, body = excluded.body,
           updated_by = excluded.updated_by, updated_at_ms = excluded.updated_at_ms",
    )?
    .execute(params![view, key, sort, body, name, at_ms])?;
    Ok(())
}

/// Only the conditions that are set become text, so that each uses its index; values stay parameters.
pub(super) fn rows(conn: &Connection, query: &RowQuery) -> Result<Vec<Row>, StoreError> {
    let (order, beyond_last) = if query.descending {
        ("sort desc, key desc", "(sort, key) < (?, ?)")
    } else {
        ("sort, key", "(sort, key) > (?, ?)")
    };
    let upper = query.prefix.as_deref().map(beyond);
    let limit = query.limit.min(MAX_PAGE);
    let mut conditions = vec!["view = ?"];
    let mut values: Vec<&dyn ToSql> = vec![&query.view];
    if let Some(key) = &query.key {
        conditions.push("key = ?");
        values.push(key);
    }
    if let (Some(prefix), Some(upper)) = (&query.prefix, &upper) {
        conditions.push("key >= ? and key < ?");
        values.extend([prefix as &dyn ToSql, upper]);
    }
    if let Some(from) = &query.from_sort {
        conditions.push("sort >= ?");
        values.push(from);
    }
    if let Some(to) = &query.to_sort {
        conditions.push("sort < ?");
        values.push(to);
    }
    if let Some((sort, key)) = &query.after {
        conditions.push(beyond_last);
        values.extend([sort as &dyn ToSql, key]);
    }
    values.push(&limit);
    let sql = format!(
        "select key, sort, body, updated_by, updated_at_ms from document where {} order by {order} limit ?",
        conditions.join(" and ")
    );
    let found = conn
        .prepare_cached(&sql)?
        .query_map(values.as_slice(), |row| {
            Ok(Row {
                key: row.get(0)?,
                sort: row.get(1)?,
                body: row.get(2)?,
                updated_by: row.get(3)?,
                updated_at_ms: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// A text that sorts after every text with this prefix; only the last code point of all, which nobody uses, is missed.
pub(super) fn beyond(prefix: &str) -> String {
    format!("{prefix}{}", char::MAX)
}
