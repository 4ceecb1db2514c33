//! The outbox in `SQLite`. Writes `outbox` and `outbox_payload`; never deletes a row.
//!
//! A row is leased by raising its fence. Every later write names the fence its writer read and raises it again, so of
//! two who believe they hold a row exactly one is heard. A lease alone would not do: a stopped process outlives it.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::database::{hex, int, uint};
use crate::{
    batch::{NewOutbox, OutboxChange, OutboxState},
    error::StoreError,
    record::{MAX_PAGE, OutboxQuery, OutboxRow, OutboxTally, Skip},
};

/// Rows of one peer in a lane before the next peer has its turn: a slow peer must not fill the worker.
const TURN: u32 = 32;
/// The number of the state in which the peer has it.
const ARRIVED: i64 = 2;
/// The first state number that is an end.
const FIRST_END: i64 = 3;

const ROW: &str = "select o.position, o.id, o.peer, o.lane, o.kind, o.state, o.held_reason, o.due_ms, o.queued_at_ms, \
                   o.deliver_by_ms, o.not_after_ms, o.warn_ms, o.lease_until_ms, o.fence, o.attempts, o.last_error, p.payload \
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
            rewrite(conn, position, payload.as_deref())
        }
        OutboxChange::Renew { id, fence, until_ms, payload } => {
            let position = owned(conn, *id, *fence, None)?;
            conn.prepare_cached(
                "update outbox set lease_until_ms = ?2, updated_by = ?3, updated_at_ms = ?4 where position = ?1",
            )?
            .execute(params![position, until_ms, name, at_ms])?;
            rewrite(conn, position, payload.as_deref())
        }
        OutboxChange::Warn { id, was_ms, next_ms } => {
            let n_told = conn
                .prepare_cached(
                    "update outbox set warn_ms = ?3, updated_by = ?4, updated_at_ms = ?5
                     where id = ?1 and warn_ms = ?2 and state < ?6",
                )?
                .execute(params![id, was_ms, next_ms, name, at_ms, ARRIVED])?;
            if n_told == 0 { Err(StoreError::LeaseLost { id: hex(id) }) } else { Ok(()) }
        }
        OutboxChange::Wake { peer, due_ms } => {
            conn.prepare_cached(
                "update outbox set due_ms = ?2, updated_by = ?3, updated_at_ms = ?4
                 where peer = ?1 and state = 0 and due_ms > ?2 and lease_until_ms is null",
            )?
            .execute(params![peer, due_ms, name, at_ms])?;
            Ok(())
        }
    }
}

pub(crate) fn tally(conn: &Connection) -> Result<Vec<OutboxTally>, StoreError> {
    let mut asked = conn.prepare_cached(
        "select peer, lane, state, count(*), min(queued_at_ms) from outbox where state < 3
         group by peer, lane, state order by peer, lane, state",
    )?;
    let rows = asked.query_map([], |row| {
        Ok(OutboxTally {
            peer: row.get(0)?,
            lane: row.get(1)?,
            state: row.get(2)?,
            n: uint(row, 3)?,
            oldest_ms: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn enqueue(conn: &Connection, name: &str, at_ms: i64, new: &NewOutbox) -> Result<(), StoreError> {
    let n_inserted = conn
        .prepare_cached(
            "insert into outbox (id, peer, lane, kind, state, due_ms, queued_at_ms, deliver_by_ms, not_after_ms,
                                 warn_ms, fence, attempts, updated_by, updated_at_ms)
             values (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9, 0, 0, ?10, ?6) on conflict (id) do nothing",
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
            new.warn_ms,
            name
        ])?;
    if n_inserted == 0 {
        return Err(StoreError::OutboxExists { id: hex(&new.id) });
    }
    conn.prepare_cached("insert into outbox_payload (position, payload) values (?1, ?2)")?
        .execute(params![conn.last_insert_rowid(), new.payload])?;
    Ok(())
}

fn rewrite(conn: &Connection, position: i64, payload: Option<&[u8]>) -> Result<(), StoreError> {
    if let Some(payload) = payload {
        conn.prepare_cached("update outbox_payload set payload = ?2 where position = ?1")?
            .execute(params![position, payload])?;
    }
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
        OutboxState::Accepted => (ARRIVED, None, None),
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
        ARRIVED => Ok(OutboxState::Accepted),
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
        warn_ms: row.get(11)?,
        lease_until_ms: row.get(12)?,
        fence: uint(row, 13)?,
        attempts: row.get(14)?,
        last_error: row.get(15)?,
        payload: row.get(16)?,
    })
}

/// Leases due rows inside the caller's transaction. It looks at the rows of one node in one lane after the other, each in the
/// order of an index, so that rows which others hold or which are skipped cost next to nothing.
pub(crate) fn claim(
    conn: &Connection,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
    skip: &[Skip],
) -> Result<Vec<OutboxRow>, StoreError> {
    let limit = limit.min(MAX_PAGE);
    let mut lease = conn.prepare_cached(
        "update outbox set lease_until_ms = ?2, fence = fence + 1 where position = ?1",
    )?;
    let mut read = conn.prepare_cached(&format!("{ROW} where o.position = ?1"))?;
    due(conn, now_ms, limit, skip)?
        .into_iter()
        .map(|position| {
            lease.execute(params![position, now_ms.saturating_add(lease_ms)])?;
            Ok(read.query_row([position], outbox_row)?)
        })
        .collect()
}

/// The next line with queued rows after `?1`, `?2`: one step in the index.
const NEXT_LINE: &str = "select lane, peer from outbox where state = 0 and (lane, peer) > (?1, ?2) \
                         order by lane, peer limit 1";
/// The rows of a line that may be taken.
const OF_LINE: &str = "select deliver_by_ms, position from outbox \
                       where state = 0 and lane = ?1 and peer = ?2 and due_ms <= ?3 \
                             and (lease_until_ms is null or lease_until_ms <= ?3) \
                       order by deliver_by_ms, position limit ?4";

/// Positions of rows that may be taken, in the order of their turns.
fn due(conn: &Connection, now_ms: i64, limit: u32, skip: &[Skip]) -> Result<Vec<i64>, StoreError> {
    let mut next_line = conn.prepare_cached(NEXT_LINE)?;
    let mut of_line = conn.prepare_cached(OF_LINE)?;
    let enough = limit as usize;
    let mut found: Vec<(u8, u32, i64, i64)> = Vec::new();
    let mut line: Option<(u8, String)> = None;
    loop {
        let (lane, peer) = match &line {
            None => (-1, ""),
            Some((lane, peer)) => (i64::from(*lane), peer.as_str()),
        };
        let next = next_line.query_row(params![lane, peer], |row| Ok((row.get(0)?, row.get(1)?)));
        let Some((lane, peer)): Option<(u8, String)> = next.optional()? else { break };
        // Earlier lanes go first, whoever their nodes are.
        if found.len() >= enough && found.last().is_some_and(|(earlier, ..)| *earlier < lane) {
            break;
        }
        if !skip.iter().any(|skip| skip.peer == peer && (skip.from..=skip.to).contains(&lane)) {
            let rows = of_line.query_map(params![lane, peer, now_ms, limit], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
            for (nth, row) in (0_u32..).zip(rows) {
                let (deliver_by_ms, position) = row?;
                found.push((lane, nth / TURN, deliver_by_ms, position));
            }
        }
        line = Some((lane, peer));
    }
    found.sort_unstable();
    Ok(found.into_iter().take(enough).map(|(_, _, _, position)| position).collect())
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
             and (?4 = 0 or o.state < 3) and (?6 is null or (o.warn_ms <= ?6 and o.state < 2))
             order by o.position limit ?5"
        ))?
        .query_map(
            params![
                int(query.after_position)?,
                query.id,
                query.peer,
                query.open_only,
                query.limit.min(MAX_PAGE),
                query.warn_by_ms
            ],
            outbox_row,
        )?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
