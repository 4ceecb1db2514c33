//! View rows in `PostgreSQL`: documents by view and key, ordered by a text the caller chose. Writes `document`.
//! Nothing is decided from these rows; they can be cleared and written again from the events.

use super::{
    conditions::Conditions,
    connect::{Conn, execute, query},
    value,
};
use crate::{
    batch::RowChange,
    error::StoreError,
    record::{MAX_PAGE, Row, RowQuery},
};

pub(super) async fn change(
    conn: &Conn,
    name: &str,
    at_ms: i64,
    change: &RowChange,
) -> Result<(), StoreError> {
    match change {
        RowChange::Put { view, key, sort, body } => {
            put(conn, name, at_ms, view, key, sort, body).await
        }
        RowChange::Insert { view, key, sort, body } => {
            let n_inserted = execute(
                conn,
                "insert into document (view, key, sort, body, updated_by, updated_at_ms)
                 values ($1, $2, $3, $4, $5, $6) on conflict (view, key) do nothing",
                &[view, key, sort, body, &name, &at_ms],
            )
            .await?;
            if n_inserted == 0 {
                return Err(StoreError::RowExists { view: view.clone(), key: key.clone() });
            }
            Ok(())
        }
        RowChange::Delete { view, key } => {
            execute(conn, "delete from document where view = $1 and key = $2", &[view, key])
                .await
                .map(drop)
        }
        RowChange::Cas { view, key, sort, old, new } => {
            let sql = "select body from document where view = $1 and key = $2";
            let rows = query(conn, sql, &[view, key]).await?;
            let found: Option<Vec<u8>> = rows.first().map(|row| value(row, 0)).transpose()?;
            if found != *old {
                return Err(StoreError::RowChanged { view: view.clone(), key: key.clone() });
            }
            put(conn, name, at_ms, view, key, sort, new).await
        }
        RowChange::Clear { view } => {
            execute(conn, "delete from document where view = $1", &[view]).await.map(drop)
        }
    }
}

async fn put(
    conn: &Conn,
    name: &str,
    at_ms: i64,
    view: &str,
    key: &str,
    sort: &str,
    body: &[u8],
) -> Result<(), StoreError> {
    execute(
        conn,
        "insert into document (view, key, sort, body, updated_by, updated_at_ms) values ($1, $2, $3, $4, $5, $6)
         on conflict (view, key) do update set sort = excluded.sort, body = excluded.body,
           updated_by = excluded.updated_by, updated_at_ms = excluded.updated_at_ms",
        &[&view, &key, &sort, &body, &name, &at_ms],
    )
    .await
    .map(drop)
}

pub(super) async fn rows(conn: &Conn, asked: &RowQuery) -> Result<Vec<Row>, StoreError> {
    let (order, beyond_last) = if asked.descending {
        ("sort desc, key desc", "(sort, key) < (?, ?)")
    } else {
        ("sort, key", "(sort, key) > (?, ?)")
    };
    let upper = asked.prefix.as_deref().map(beyond);
    let limit = i64::from(asked.limit.min(MAX_PAGE));
    let mut found = Conditions::default();
    found.and("view = ?", &[&asked.view]);
    if let Some(key) = &asked.key {
        found.and("key = ?", &[key]);
    }
    if let (Some(prefix), Some(upper)) = (&asked.prefix, &upper) {
        found.and("key >= ? and key < ?", &[prefix, upper]);
    }
    if let Some(from) = &asked.from_sort {
        found.and("sort >= ?", &[from]);
    }
    if let Some(to) = &asked.to_sort {
        found.and("sort < ?", &[to]);
    }
    if let Some((sort, key)) = &asked.after {
        found.and(beyond_last, &[sort, key]);
    }
    let limit = found.value(&limit);
    let sql = format!(
        "select key, sort, body, updated_by, updated_at_ms from document where {} order by {order} limit {limit}",
        found.text()
    );
    let rows = query(conn, &sql, found.values()).await?;
    rows.iter()
        .map(|row| {
            Ok(Row {
                key: value(row, 0)?,
                sort: value(row, 1)?,
                body: value(row, 2)?,
                updated_by: value(row, 3)?,
                updated_at_ms: value(row, 4)?,
            })
        })
        .collect()
}

/// A text that sorts after every text with this prefix; only the last code point of all, which nobody uses, is missed.
pub(super) fn beyond(prefix: &str) -> String {
    format!("{prefix}{}", char::MAX)
}
