//! The outbox in `SQLite`. Writes `outbox` and `outbox_payload`; never deletes a row.
//!
//! A row is leased by raising its fence. Every later write names the fence its writer read and raises it again, so of
//! two who believe they hold a row exactly one is heard. A lease alone would not do: a stopped process outlives it.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::database::{hex, int, uint};
use crate::{
    batch::{NewOutbox, OutboxChange, OutboxState},
    error::StoreError,
    record::{MAX_PAGE, OutboxQuery, OutboxRow},
};

/// Rows of one peer in a lane before the next peer has its turn: a slow peer must not fill the worker.
const TURN: u32 = 32;
/// The first state number that is an end.
const FIRST_END: i64 = 3;

const ROW: &str = "select o.position, o.id, o.peer, o.lane, o.kind, o.state, o.held_reason, o.due_ms, o.queued_at_ms, \
                   o.deliver_by_ms, o.not_after_ms, o.lease_until_ms, o.fence, o.attempts, o.last_error, p.payload \
                   from outbox o join outbox_payload p on p.position = o.position ";

pub(crate) fn change(
    conn: &Connection,
    name: &str,
    at_ms: i64,
    change: &OutboxChange,
) -> Result<(), StoreError> {
    match change {
        OutboxChange::Enqueue(new) => enqueue(conn, name, at_ms, new),
        OutboxChange::Settle { id, fence, state, attempts, last_error, payload } => {
            let position = owned(conn, *id, *fence, Some(state))?;
            let (number, held_reason, due_ms) = columns(state);
            conn.prepare_cached(
                "update outbox set state = ?2, held_reason = ?3, due_ms = coalesce(?4, due_ms), attempts = ?5,
                        last_error = ?6, lease_until_ms = null, fence = fence + 1, updated_by = ?7, updated_at_ms = ?8
                 where position = ?1",
            )?
            .execute(params![position, number, held_reason, due_ms, attempts, last_error, name, at_ms])?;
            if let Some(payload) = payload {
                conn.prepare_cached("update outbox_payload set payload = ?2 where position = ?1")?
                    .execute(params![position, payload])?;
            }
            Ok(())
        }
        OutboxChange::Renew { id, fence, until_ms } => {
            let position = owned(conn, *id, *fence, None)?;
            conn.prepare_cached(
                "update outbox set lease_until_ms = ?2, updated_by = ?3, updated_at_ms = ?4 where position = ?1",
            )?
            .execute(params![position, until_ms, name, at_ms])?;
            Ok(())
        }
    }
}

fn enqueue(conn: &Connection, name: &str, at_ms: i64, new: &NewOutbox) -> Result<(), StoreError> {
    let n_inserted = conn
        .prepare_cached(
            "insert into outbox (id, peer, lane, kind, state, due_ms, queued_at_ms, deliver_by_ms, not_after_ms,
                                 fence, attempts, updated_by, updated_at_ms)
             values (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, 0, 0, ?9, ?6) on conflict (id) do nothing",
        )?
        .execute(params![
            new.id,
            new.peer,
            new.lane,
            new.kind,
            new.due_ms,
            at_ms,
            new.deliver_by_ms,
            new.not_after_ms,
            name
        ])?;
    if n_inserted == 0 {
        return Err(StoreError::OutboxExists { id: hex(&new.id) });
    }
    conn.prepare_cached("insert into outbox_payload (position, payload) values (?1, ?2)")?
        .execute(params![conn.last_insert_rowid(), new.payload])?;
    Ok(())
}

/// The row's position, if the fence is still the caller's and the change is allowed.
fn owned(
    conn: &Connection,
    id: [u8; 16],
    fence: u64,
    new: Option<&OutboxState>,
) -> Result<i64, StoreError> {
    let found = conn
        .prepare_cached("select position, fence, state, lease_until_ms from outbox where id = ?1")?
        .query_row([id], |row| {
            Ok((row.get(0)?, uint(row, 1)?, row.get(2)?, row.get::<_, Option<i64>>(3)?))
        })
        .optional()?;
    let Some((position, stored, state, lease)) = found else {
        return Err(StoreError::LeaseLost { id: hex(&id) });
    };
    // Only who holds a lease can make it longer.
    if stored != fence || (new.is_none() && lease.is_none()) {
        return Err(StoreError::LeaseLost { id: hex(&id) });
    }
    let state: i64 = state;
    if state >= FIRST_END && new.is_some_and(|new| columns(new).0 != state) {
        return Err(StoreError::OutboxEnded { id: hex(&id) });
    }
    Ok(position)
}

/// A state as its number, its reason and its instant.
fn columns(state: &OutboxState) -> (i64, Option<&str>, Option<i64>) {
    match state {
        OutboxState::Queued { due_ms } => (0, None, Some(*due_ms)),
        OutboxState::Held { reason } => (1, Some(reason), None),
        OutboxState::Accepted => (2, None, None),
        OutboxState::Done => (FIRST_END, None, None),
        OutboxState::Failed => (4, None, None),
        OutboxState::Expired => (5, None, None),
        OutboxState::Withdrawn => (6, None, None),
        OutboxState::Superseded => (7, None, None),
    }
}

fn state(row: &Row<'_>) -> rusqlite::Result<OutboxState> {
    match row.get(5)? {
        0_i64 => Ok(OutboxState::Queued { due_ms: row.get(7)? }),
        1 => Ok(OutboxState::Held { reason: row.get(6)? }),
        2 => Ok(OutboxState::Accepted),
        FIRST_END => Ok(OutboxState::Done),
        4 => Ok(OutboxState::Failed),
        5 => Ok(OutboxState::Expired),
        6 => Ok(OutboxState::Withdrawn),
        7 => Ok(OutboxState::Superseded),
        other => Err(rusqlite::Error::IntegralValueOutOfRange(5, other)),
    }
}

fn outbox_row(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        position: uint(row, 0)?,
        id: row.get(1)?,
        peer: row.get(2)?,
        lane: row.get(3)?,
        kind: row.get(4)?,
        state: state(row)?,
        queued_at_ms: row.get(8)?,
        deliver_by_ms: row.get(9)?,
        not_after_ms: row.get(10)?,
        lease_until_ms: row.get(11)?,
        fence: uint(row, 12)?,
        attempts: row.get(13)?,
        last_error: row.get(14)?,
        payload: row.get(15)?,
    })
}

/// Leases due rows inside the caller's transaction.
pub(crate) fn claim(
    conn: &Connection,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
) -> Result<Vec<OutboxRow>, StoreError> {
    let due = conn
        .prepare_cached(
            "select position from (
               select position, lane, deliver_by_ms,
                      row_number() over (partition by lane, peer order by deliver_by_ms, position) - 1 as nth
               from outbox
               where state = 0 and due_ms <= ?1 and (lease_until_ms is null or lease_until_ms <= ?1))
             order by lane, nth / ?2, deliver_by_ms, position limit ?3",
        )?
        .query_map(params![now_ms, TURN, limit.min(MAX_PAGE)], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut lease = conn.prepare_cached(
        "update outbox set lease_until_ms = ?2, fence = fence + 1 where position = ?1",
    )?;
    let mut read = conn.prepare_cached(&format!("{ROW} where o.position = ?1"))?;
    due.into_iter()
        .map(|position| {
            lease.execute(params![position, now_ms.saturating_add(lease_ms)])?;
            Ok(read.query_row([position], outbox_row)?)
        })
        .collect()
}

/// Ends all leases; the fence rises as with any other change of hands.
pub(crate) fn release(conn: &Connection) -> Result<u64, StoreError> {
    let n_released = conn.execute(
        "update outbox set lease_until_ms = null, fence = fence + 1 where state = 0 and lease_until_ms is not null",
        [],
    )?;
    Ok(n_released as u64)
}

pub(crate) fn rows(conn: &Connection, query: &OutboxQuery) -> Result<Vec<OutboxRow>, StoreError> {
    let found = conn
        .prepare_cached(&format!(
            "{ROW} where o.position > ?1 and (?2 is null or o.id = ?2) and (?3 is null or o.peer = ?3)
             and (?4 = 0 or o.state < 3) order by o.position limit ?5"
        ))?
        .query_map(
            params![
                int(query.after_position)?,
                query.id,
                query.peer,
                query.open_only,
                query.limit.min(MAX_PAGE)
            ],
            outbox_row,
        )?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
