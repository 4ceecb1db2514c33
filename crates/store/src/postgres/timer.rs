//! Timers in `PostgreSQL`. Writes `timer`; a timer's row exists while the timer is pending. Nobody leases a timer: of two
//! processes that fire it the second finds no row to remove, and its batch is refused.

use super::{
    connect::{Conn, execute, query},
    value,
};
use crate::{
    batch::TimerChange,
    error::StoreError,
    record::{MAX_PAGE, TimerRow},
};

pub(super) async fn change(
    conn: &Conn,
    name: &str,
    at_ms: i64,
    change: &TimerChange,
) -> Result<(), StoreError> {
    match change {
        TimerChange::Schedule { id, due_ms, stream, payload } => {
            execute(
                conn,
                "insert into timer (id, due_ms, stream, payload, updated_by, updated_at_ms)
                 values ($1, $2, $3, $4, $5, $6)
                 on conflict (id) do update set due_ms = excluded.due_ms, stream = excluded.stream,
                   payload = excluded.payload, updated_by = excluded.updated_by,
                   updated_at_ms = excluded.updated_at_ms",
                &[id, due_ms, stream, payload, &name, &at_ms],
            )
            .await?;
        }
        TimerChange::Done { id } => {
            if remove(conn, id).await? == 0 {
                return Err(StoreError::TimerGone { id: id.clone() });
            }
        }
        TimerChange::Cancel { id } => {
            remove(conn, id).await?;
        }
    }
    Ok(())
}

async fn remove(conn: &Conn, id: &str) -> Result<u64, StoreError> {
    execute(conn, "delete from timer where id = $1", &[&id]).await
}

pub(super) async fn due(conn: &Conn, now_ms: i64, limit: u32) -> Result<Vec<TimerRow>, StoreError> {
    let rows = query(
        conn,
        "select id, due_ms, stream, payload from timer where due_ms <= $1 order by due_ms, id limit $2",
        &[&now_ms, &i64::from(limit.min(MAX_PAGE))],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(TimerRow {
                id: value(row, 0)?,
                due_ms: value(row, 1)?,
                stream: value(row, 2)?,
                payload: value(row, 3)?,
            })
        })
        .collect()
}
