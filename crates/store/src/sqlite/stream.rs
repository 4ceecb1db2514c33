//! Streams and their events in `SQLite`, and the one transaction that is an act. Writes `stream`, `event`,
//! `compartment` and `once`; the other tables through their own modules. Append-only but for erasure.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    database::{hex, int, uint},
    ledger, outbox, timer, view,
};
use crate::{
    batch::{Batch, Compartment, NewEvent, Once},
    error::StoreError,
    record::{Appended, MAX_PAGE, OnceResult, Place, StoredEvent, StreamInfo},
};

const EVENT: &str = "select e.position, e.event_id, e.stream, e.version, e.kind, e.schema, e.at_ms, e.fields, e.leaf, \
                     e.leaf_hash, l.log, l.idx from event e left join leaf l on l.position = e.position ";

/// Writes a batch inside the caller's transaction.
pub(crate) fn append(conn: &Connection, batch: &Batch) -> Result<Appended, StoreError> {
    batch.within_limits()?;
    if let Some(first) = batch.once.as_ref().map(|once| known(conn, once)).transpose()?.flatten() {
        return Ok(Appended { replay: Some(first), ..Appended::default() });
    }
    let mut next: u64 = conn
        .prepare_cached("select coalesce(max(position), 0) + 1 from event")?
        .query_row([], |row| uint(row, 0))?;
    if let Some(end) = &batch.log_end {
        ledger::end(conn, end, next, batch)?;
    }
    let mut appended = Appended::default();
    for append in &batch.streams {
        let found = version(conn, &append.stream)?;
        if found != append.expected_version {
            return Err(StoreError::Conflict { stream: append.stream.clone() });
        }
        let mut version = found;
        for event in &append.events {
            insert(conn, batch.name, &append.stream, version, next, event)?;
            appended.positions.push(next);
            version += 1;
            next += 1;
        }
        if version > found {
            conn.prepare_cached(
                "insert into stream (stream, version, position) values (?1, ?2, ?3)
                 on conflict (stream) do update set version = excluded.version, position = excluded.position",
            )?
            .execute(params![append.stream, int(version)?, int(next - 1)?])?;
        }
        appended.versions.push(version);
    }
    for change in &batch.outbox {
        outbox::change(conn, batch.name, batch.at_ms, change)?;
    }
    for change in &batch.timers {
        timer::change(conn, batch.name, batch.at_ms, change)?;
    }
    for change in &batch.rows {
        view::change(conn, batch.name, batch.at_ms, change)?;
    }
    if let Some(once) = &batch.once {
        conn.prepare_cached("insert into once values (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(
            params![once.scope, once.key, once.digest, once.result, batch.name, batch.at_ms],
        )?;
    }
    Ok(appended)
}

/// The first result under this key; refused when the command is another one.
fn known(conn: &Connection, once: &Once) -> Result<Option<Vec<u8>>, StoreError> {
    match self::once(conn, &once.scope, &once.key)? {
        None => Ok(None),
        Some(first) if first.digest == once.digest => Ok(Some(first.result)),
        Some(_) => {
            Err(StoreError::OnceMismatch { scope: once.scope.clone(), key: once.key.clone() })
        }
    }
}

pub(crate) fn once(
    conn: &Connection,
    scope: &str,
    key: &str,
) -> Result<Option<OnceResult>, StoreError> {
    Ok(conn
        .prepare_cached("select digest, result from once where scope = ?1 and key = ?2")?
        .query_row(params![scope, key], |row| {
            Ok(OnceResult { digest: row.get(0)?, result: row.get(1)? })
        })
        .optional()?)
}

fn version(conn: &Connection, stream: &str) -> Result<u64, StoreError> {
    Ok(conn
        .prepare_cached("select version from stream where stream = ?1")?
        .query_row([stream], |row| uint(row, 0))
        .optional()?
        .unwrap_or(0))
}

fn insert(
    conn: &Connection,
    name: &str,
    stream: &str,
    version: u64,
    position: u64,
    event: &NewEvent,
) -> Result<(), StoreError> {
    let position = int(position)?;
    let n_inserted = conn
        .prepare_cached(
            "insert into event (position, event_id, stream, version, kind, schema, at_ms, fields, leaf, leaf_hash, updated_by)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) on conflict (event_id) do nothing",
        )?
        .execute(params![
            position,
            event.event_id,
            stream,
            int(version)?,
            event.kind,
            event.schema,
            event.at_ms,
            event.fields,
            event.leaf,
            event.leaf_hash,
            name
        ])?;
    if n_inserted == 0 {
        return Err(StoreError::EventExists { id: hex(&event.event_id) });
    }
    for part in &event.compartments {
        conn.prepare_cached(
            "insert into compartment (position, c, kek_id, wrap, ct) values (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![position, part.c, part.kek_id, part.wrap, part.ct])?;
    }
    Ok(())
}

pub(crate) fn load(
    conn: &Connection,
    stream: &str,
    from_version: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("{EVENT} where e.stream = ?1 and e.version >= ?2 order by e.version");
    events(conn, &sql, params![stream, int(from_version)?])
}

pub(crate) fn tail(
    conn: &Connection,
    after_position: u64,
    limit: u32,
) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("{EVENT} where e.position > ?1 order by e.position limit ?2");
    events(conn, &sql, params![int(after_position)?, limit.min(MAX_PAGE)])
}

pub(crate) fn event_by_id(
    conn: &Connection,
    event_id: [u8; 16],
) -> Result<Option<StoredEvent>, StoreError> {
    Ok(events(conn, &format!("{EVENT} where e.event_id = ?1"), params![event_id])?.pop())
}

pub(crate) fn event_at(conn: &Connection, place: Place) -> Result<Option<StoredEvent>, StoreError> {
    let sql = format!("{EVENT} where l.log = ?1 and l.idx = ?2");
    Ok(events(conn, &sql, params![place.log, int(place.index)?])?.pop())
}

fn events(
    conn: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut events = conn
        .prepare_cached(sql)?
        .query_map(params, event)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut parts = conn.prepare_cached(
        "select c, kek_id, wrap, ct from compartment where position = ?1 order by c",
    )?;
    for event in &mut events {
        event.compartments = parts
            .query_map([int(event.position)?], |row| {
                Ok(Compartment {
                    c: row.get(0)?,
                    kek_id: row.get(1)?,
                    wrap: row.get(2)?,
                    ct: row.get(3)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(events)
}

fn event(row: &Row<'_>) -> rusqlite::Result<StoredEvent> {
    let log: Option<u32> = row.get(10)?;
    Ok(StoredEvent {
        position: uint(row, 0)?,
        event_id: row.get(1)?,
        stream: row.get(2)?,
        version: uint(row, 3)?,
        kind: row.get(4)?,
        schema: row.get(5)?,
        at_ms: row.get(6)?,
        fields: row.get(7)?,
        leaf: row.get(8)?,
        leaf_hash: row.get(9)?,
        place: log.map(|log| uint(row, 11).map(|index| Place { log, index })).transpose()?,
        compartments: Vec::new(),
    })
}

pub(crate) fn streams(
    conn: &Connection,
    prefix: &str,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<StreamInfo>, StoreError> {
    let found = conn
        .prepare_cached(
            "select stream, version, position from stream
             where stream >= ?1 and stream < ?2 and (?3 is null or stream > ?3) order by stream limit ?4",
        )?
        .query_map(params![prefix, view::beyond(prefix), after, limit.min(MAX_PAGE)], |row| {
            Ok(StreamInfo { stream: row.get(0)?, version: uint(row, 1)?, position: uint(row, 2)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Empties what is sealed under a key. The row stays, so the event still shows that something was there.
pub(crate) fn erase_sealed(conn: &Connection, kek_id: [u8; 16]) -> Result<u64, StoreError> {
    let n_erased = conn
        .prepare_cached(
            "update compartment set wrap = x'', ct = x''
             where kek_id = ?1 and (length(wrap) > 0 or length(ct) > 0)",
        )?
        .execute([kek_id])?;
    Ok(n_erased as u64)
}
