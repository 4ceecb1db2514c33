//! Streams and their events in `PostgreSQL`, and the work of an act inside a group's transaction. Writes `stream`, `event`,
//! `compartment` and `once`; the other tables through their own modules. Append-only but for erasure.
//!
//! Everything here runs while the group holds the lock of the appenders: what a statement reads, no other process changes.

use tokio_postgres::Row;

use super::{
    array,
    connect::{Conn, execute, query, query_one},
    hex, int, ledger, outbox, small, timer, uint, value, view,
};
use crate::{
    batch::{Batch, Compartment, NewEvent, Once},
    error::StoreError,
    record::{Appended, MAX_PAGE, OnceResult, Place, StoredEvent, StreamInfo},
};

/// One statement, so one snapshot: an event comes with all its compartments or none.
const EVENT: &str = "select e.position, e.event_id, e.stream, e.version, e.kind, e.schema, e.at_ms, e.fields, e.leaf, \
                     e.leaf_hash, l.log, l.idx, p.c, p.kek_id, p.wrap, p.ct \
                     from event e left join leaf l on l.position = e.position \
                     left join lateral (select array_agg(c order by c) as c, array_agg(kek_id order by c) as kek_id, \
                       array_agg(wrap order by c) as wrap, array_agg(ct order by c) as ct \
                       from compartment where position = e.position) p on true ";

/// Writes a batch inside the group's transaction.
pub(super) async fn append(conn: &Conn, batch: &Batch) -> Result<Appended, StoreError> {
    if let Some(once) = &batch.once
        && let Some(first) = known(conn, once).await?
    {
        return Ok(Appended { replay: Some(first), ..Appended::default() });
    }
    if let Some(end) = &batch.log_end {
        ledger::end(conn, end, batch).await?;
    }
    let mut appended = Appended::default();
    for append in &batch.streams {
        let (found, last) = version(conn, &append.stream).await?;
        if found != append.expected_version {
            return Err(StoreError::Conflict { stream: append.stream.clone() });
        }
        let mut version = found;
        if !append.events.is_empty() {
            insert(conn, batch.name, &append.stream, found, last + 1, &append.events).await?;
            for position in (last + 1..).take(append.events.len()) {
                appended.positions.push(position);
                version += 1;
            }
        }
        appended.versions.push(version);
    }
    for change in &batch.outbox {
        outbox::change(conn, batch.name, batch.at_ms, change).await?;
    }
    for change in &batch.timers {
        timer::change(conn, batch.name, batch.at_ms, change).await?;
    }
    for change in &batch.rows {
        view::change(conn, batch.name, batch.at_ms, change).await?;
    }
    if let Some(once) = &batch.once {
        execute(
            conn,
            "insert into once (scope, key, digest, result, updated_by, updated_at_ms) values ($1, $2, $3, $4, $5, $6)",
            &[
                &once.scope,
                &once.key,
                &once.digest.as_slice(),
                &once.result,
                &batch.name,
                &batch.at_ms,
            ],
        )
        .await?;
    }
    Ok(appended)
}

/// The first result under this key; refused when the command is another one.
async fn known(conn: &Conn, once: &Once) -> Result<Option<Vec<u8>>, StoreError> {
    match self::once(conn, &once.scope, &once.key).await? {
        None => Ok(None),
        Some(first) if first.digest == once.digest => Ok(Some(first.result)),
        Some(_) => {
            Err(StoreError::OnceMismatch { scope: once.scope.clone(), key: once.key.clone() })
        }
    }
}

pub(super) async fn once(
    conn: &Conn,
    scope: &str,
    key: &str,
) -> Result<Option<OnceResult>, StoreError> {
    let sql = "select digest, result from once where scope = $1 and key = $2";
    let rows = query(conn, sql, &[&scope, &key]).await?;
    rows.first()
        .map(|row| Ok(OnceResult { digest: array(row, 0)?, result: value(row, 1)? }))
        .transpose()
}

/// How many events the stream has, and the last position of all.
async fn version(conn: &Conn, stream: &str) -> Result<(u64, u64), StoreError> {
    let row = query_one(
        conn,
        "select coalesce((select version from stream where stream = $1), 0),
                coalesce((select max(position) from event), 0)",
        &[&stream],
    )
    .await?;
    Ok((uint(&row, 0)?, uint(&row, 1)?))
}

/// Stores the events of one stream, their compartments and how far the stream is then, in one statement.
async fn insert(
    conn: &Conn,
    name: &str,
    stream: &str,
    version: u64,
    position: u64,
    events: &[NewEvent],
) -> Result<(), StoreError> {
    let nth: Vec<i64> = (0_i64..).take(events.len()).collect();
    let ids: Vec<&[u8]> = events.iter().map(|event| event.event_id.as_slice()).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    let schemas: Vec<&str> = events.iter().map(|event| event.schema.as_str()).collect();
    let at_ms: Vec<i64> = events.iter().map(|event| event.at_ms).collect();
    let fields: Vec<&[u8]> = events.iter().map(|event| event.fields.as_slice()).collect();
    let leaves: Vec<&[u8]> = events.iter().map(|event| event.leaf.as_slice()).collect();
    let hashes: Vec<&[u8]> = events.iter().map(|event| event.leaf_hash.as_slice()).collect();
    let parts: Vec<(i64, &Compartment)> = (0_i64..)
        .zip(events)
        .flat_map(|(nth, event)| event.compartments.iter().map(move |part| (nth, part)))
        .collect();
    let of: Vec<i64> = parts.iter().map(|(nth, _)| *nth).collect();
    let cs: Vec<i16> = parts.iter().map(|(_, part)| i16::from(part.c)).collect();
    let keks: Vec<&[u8]> = parts.iter().map(|(_, part)| part.kek_id.as_slice()).collect();
    let wraps: Vec<&[u8]> = parts.iter().map(|(_, part)| part.wrap.as_slice()).collect();
    let cts: Vec<&[u8]> = parts.iter().map(|(_, part)| part.ct.as_slice()).collect();
    let stored = query(
        conn,
        "with stored as (
           insert into event (position, event_id, stream, version, kind, schema, at_ms, fields, leaf, leaf_hash, updated_by)
           select $1::bigint + nth, event_id, $2, $3::bigint + nth, kind, schema, at_ms, fields, leaf, leaf_hash, $4
           from unnest($5::bigint[], $6::bytea[], $7::text[], $8::text[], $9::bigint[], $10::bytea[], $11::bytea[], $12::bytea[])
             as new (nth, event_id, kind, schema, at_ms, fields, leaf, leaf_hash)
           order by nth
           on conflict (event_id) do nothing
           returning position
         ), parts as (
           insert into compartment (position, c, kek_id, wrap, ct)
           select stored.position, new.c, new.kek_id, new.wrap, new.ct
           from unnest($13::bigint[], $14::smallint[], $15::bytea[], $16::bytea[], $17::bytea[]) as new (nth, c, kek_id, wrap, ct)
           join stored on stored.position = $1::bigint + new.nth
         ), far as (
           insert into stream (stream, version, position)
           select $2, $3::bigint + count(*), $1::bigint + count(*) - 1 from unnest($5::bigint[])
           on conflict (stream) do update set version = excluded.version, position = excluded.position
         )
         select position from stored order by position",
        &[
            &int(position)?, &stream, &int(version)?, &name, &nth, &ids, &kinds, &schemas, &at_ms, &fields, &leaves,
            &hashes, &of, &cs, &keks, &wraps, &cts,
        ],
    )
    .await?;
    // The first place that stayed empty is the first event whose id was taken.
    let mut positions = stored.iter();
    for (expected, event) in (position..).zip(events) {
        if positions.next().map(|row| uint(row, 0)).transpose()? != Some(expected) {
            return Err(StoreError::EventExists { id: hex(&event.event_id) });
        }
    }
    Ok(())
}

pub(super) async fn load(
    conn: &Conn,
    stream: &str,
    from_version: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("{EVENT} where e.stream = $1 and e.version >= $2 order by e.version");
    events(&query(conn, &sql, &[&stream, &int(from_version)?]).await?)
}

pub(super) async fn tail(
    conn: &Conn,
    after_position: u64,
    limit: u32,
) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("{EVENT} where e.position > $1 order by e.position limit $2");
    let limit = i64::from(limit.min(MAX_PAGE));
    events(&query(conn, &sql, &[&int(after_position)?, &limit]).await?)
}

pub(super) async fn event_by_id(
    conn: &Conn,
    event_id: [u8; 16],
) -> Result<Option<StoredEvent>, StoreError> {
    let sql = format!("{EVENT} where e.event_id = $1");
    Ok(events(&query(conn, &sql, &[&event_id.as_slice()]).await?)?.pop())
}

pub(super) async fn event_at(conn: &Conn, place: Place) -> Result<Option<StoredEvent>, StoreError> {
    let sql = format!("{EVENT} where l.log = $1 and l.idx = $2");
    let rows = query(conn, &sql, &[&i64::from(place.log), &int(place.index)?]).await?;
    Ok(events(&rows)?.pop())
}

fn events(rows: &[Row]) -> Result<Vec<StoredEvent>, StoreError> {
    rows.iter().map(event).collect()
}

fn event(row: &Row) -> Result<StoredEvent, StoreError> {
    let log: Option<i64> = value(row, 10)?;
    let place = match log {
        Some(_) => Some(Place { log: small(row, 10)?, index: uint(row, 11)? }),
        None => None,
    };
    Ok(StoredEvent {
        position: uint(row, 0)?,
        event_id: array(row, 1)?,
        stream: value(row, 2)?,
        version: uint(row, 3)?,
        kind: value(row, 4)?,
        schema: value(row, 5)?,
        at_ms: value(row, 6)?,
        fields: value(row, 7)?,
        leaf: array(row, 8)?,
        leaf_hash: array(row, 9)?,
        place,
        compartments: compartments(row)?,
    })
}

fn compartments(row: &Row) -> Result<Vec<Compartment>, StoreError> {
    let damaged = || StoreError::Corrupt { what: "a compartment is not whole".to_owned() };
    let cs: Vec<i16> = value::<Option<_>>(row, 12)?.unwrap_or_default();
    let keks: Vec<Vec<u8>> = value::<Option<_>>(row, 13)?.unwrap_or_default();
    let wraps: Vec<Vec<u8>> = value::<Option<_>>(row, 14)?.unwrap_or_default();
    let cts: Vec<Vec<u8>> = value::<Option<_>>(row, 15)?.unwrap_or_default();
    cs.into_iter()
        .zip(keks)
        .zip(wraps.into_iter().zip(cts))
        .map(|((c, kek_id), (wrap, ct))| {
            Ok(Compartment {
                c: u8::try_from(c).map_err(|_| damaged())?,
                kek_id: kek_id.try_into().map_err(|_| damaged())?,
                wrap,
                ct,
            })
        })
        .collect()
}

pub(super) async fn streams(
    conn: &Conn,
    prefix: &str,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<StreamInfo>, StoreError> {
    let rows = query(
        conn,
        "select stream, version, position from stream
         where stream >= $1 and stream < $2 and ($3::text is null or stream > $3) order by stream limit $4",
        &[&prefix, &view::beyond(prefix), &after, &i64::from(limit.min(MAX_PAGE))],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(StreamInfo {
                stream: value(row, 0)?,
                version: uint(row, 1)?,
                position: uint(row, 2)?,
            })
        })
        .collect()
}

/// Empties what is sealed under a key. The row stays, so the event still shows that something was there.
pub(super) async fn erase_sealed(conn: &Conn, kek_id: [u8; 16]) -> Result<u64, StoreError> {
    let sql = "update compartment set wrap = '', ct = ''
               where kek_id = $1 and (octet_length(wrap) > 0 or octet_length(ct) > 0)";
    execute(conn, sql, &[&kek_id.as_slice()]).await
}
