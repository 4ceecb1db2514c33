//! Timers in `SQLite`. Writes `timer`; a timer's row exists while the timer is pending.

use rusqlite::{Connection, params};

use crate::{
    batch::TimerChange,
    error::StoreError,
    record::{MAX_PAGE, TimerRow},
};

pub(super) fn change(
    conn: &Connection,
    name: &str,
    at_ms: i64,
    change: &TimerChange,
) -> Result<(), StoreError> {
    match change {
        TimerChange::Schedule { id, due_ms, stream, payload } => {
            conn.prepare_cached(
                "insert into timer (id, due_ms, stream, payload, updated_by, updated_at_ms) values (?1, ?2, ?3, ?4, ?5, ?6)
                 on conflict (id) do update set due_ms = excluded.due_ms, stream = excluded.stream,
                   payload = excluded.payload, updated_by = excluded.updated_by, updated_at_ms = excluded.updated_at_ms",
            )?
            .execute(params![id, due_ms, stream, payload, name, at_ms])?;
        }
        TimerChange::Done { id } => {
            if remove(conn, id)? == 0 {
                return Err(StoreError::TimerGone { id: id.clone() });
            }
        }
        TimerChange::Cancel { id } => {
            remove(conn, id)?;
        }
    }
    Ok(())
}

fn remove(conn: &Connection, id: &str) -> Result<usize, StoreError> {
    Ok(conn.prepare_cached("delete from timer where id = ?1")?.execute([id])?)
}

pub(super) fn due(conn: &Connection, now_ms: i64, limit: u32) -> Result<Vec<TimerRow>, StoreError> {
    let found = conn
        .prepare_cached(
            "select id, due_ms, stream, payload from timer where due_ms <= ?1 order by due_ms, id limit ?2",
        )?
        .query_map(params![now_ms, limit.min(MAX_PAGE)], |row| {
            Ok(TimerRow {
                id: row.get(0)?,
                due_ms: row.get(1)?,
                stream: row.get(2)?,
                payload: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
