//! The order of the logs in `SQLite`: which leaf stands where, the roots of complete subtrees, the head rows.
//! Writes `leaf`, `node`, `head` and `log_end`. It computes no hash; who sequences brings them, or a [`Tree`] that makes
//! them. One log follows the other: leaves get their places in the last one, up to where an act has ended it.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::database::{int, uint};
use crate::{
    batch::{Batch, End, LogEnd},
    error::StoreError,
    record::{Head, Leaf, Log, MAX_PAGE, PendingLeaf, Place, Sequenced},
    tree::Tree,
};

/// The root of a log without a leaf: SHA-256 of nothing.
const EMPTY_ROOT: &str = "x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'";

const LOG: &str = "select h.log, h.size, h.root, h.epoch, h.restore_epoch, h.origin, e.known
                   from head h left join log_end e on e.log = h.log ";

fn log(row: &Row<'_>) -> rusqlite::Result<Log> {
    let known: Option<i64> = row.get(6)?;
    Ok(Log {
        head: Head {
            log: row.get(0)?,
            size: uint(row, 1)?,
            root: row.get(2)?,
            epoch: uint(row, 3)?,
            restore_epoch: uint(row, 4)?,
        },
        origin: row.get(5)?,
        given_up_at: known.map(|_| uint(row, 6)).transpose()?,
    })
}

fn last(conn: &Connection) -> Result<Log, StoreError> {
    let sql = format!("{LOG} order by h.log desc limit 1");
    Ok(conn.prepare_cached(&sql)?.query_row([], log)?)
}

pub(crate) fn head(conn: &Connection) -> Result<Head, StoreError> {
    Ok(last(conn)?.head)
}

pub(crate) fn logs(conn: &Connection) -> Result<Vec<Log>, StoreError> {
    let sql = format!("{LOG} order by h.log");
    Ok(conn.prepare_cached(&sql)?.query_map([], log)?.collect::<rusqlite::Result<_>>()?)
}

/// Names the last log if it has no name, inside the caller's transaction.
pub(crate) fn name(conn: &Connection, origin: &str) -> Result<Log, StoreError> {
    conn.prepare_cached(
        "update head set origin = ?1 where origin = '' and log = (select max(log) from head)",
    )?
    .execute([origin])?;
    last(conn)
}

/// Takes the duty of the sequencer, inside the caller's transaction.
pub(crate) fn bump_epoch(conn: &Connection, above: u64) -> Result<Head, StoreError> {
    conn.prepare_cached(
        "update head set epoch = max(epoch, ?1) + 1 where log = (select max(log) from head)",
    )?
    .execute([int(above)?])?;
    head(conn)
}

pub(crate) fn mark_restored(conn: &Connection) -> Result<Head, StoreError> {
    conn.prepare_cached(
        "update head set restore_epoch = restore_epoch + 1 where log = (select max(log) from head)",
    )?
    .execute([])?;
    head(conn)
}

/// Pending is everything after the last sequenced position, since leaves follow the positions without skipping; what
/// stands behind the end of the last log waits until the next one has begun.
pub(crate) fn pending(conn: &Connection, limit: u32) -> Result<Vec<PendingLeaf>, StoreError> {
    let found = conn
        .prepare_cached(
            "select position, event_id, leaf_hash from event
             where position > (select coalesce(max(position), 0) from leaf)
               and position <= coalesce((select position from log_end where log = (select max(log) from head)),
                                        9223372036854775807)
             order by position limit ?1",
        )?
        .query_map([limit.min(MAX_PAGE)], |row| {
            Ok(PendingLeaf {
                position: uint(row, 0)?,
                event_id: row.get(1)?,
                leaf_hash: row.get(2)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Ends the last log, inside the caller's transaction and before the events of the batch are stored, the first of them
/// at position `next`.
pub(crate) fn end(
    conn: &Connection,
    end: &LogEnd,
    next: u64,
    batch: &Batch,
) -> Result<(), StoreError> {
    let at = head(conn)?;
    let stream = batch.streams.first().map(|append| append.stream.clone()).unwrap_or_default();
    if (at.log, at.size) != (end.log, end.size) || !pending(conn, 1)?.is_empty() {
        return Err(StoreError::Conflict { stream });
    }
    let (position, known) = match end.how {
        End::Closed if batch.streams.first().is_none_or(|append| append.events.is_empty()) => {
            return Err(StoreError::Corrupt { what: "a log is closed without a leaf".to_owned() });
        }
        End::Closed => (next, None),
        End::GivenUp { known } => (next.saturating_sub(1), Some(int(known)?)),
    };
    let is_known =
        conn.prepare_cached("select 1 from head where origin = ?1")?.exists([&end.next])?;
    if is_known || end.next.is_empty() {
        return Err(StoreError::Corrupt {
            what: "the next log has a name already used".to_owned(),
        });
    }
    conn.prepare_cached(
        "insert into log_end (log, position, next, known) values (?1, ?2, ?3, ?4)",
    )?
    .execute(params![end.log, int(position)?, end.next, known])?;
    begin_next(conn, at).map(drop)
}

/// The head behind `at`: of the next log where the last leaf of this one has its place, else `at` itself.
fn begin_next(conn: &Connection, at: Head) -> Result<Head, StoreError> {
    let end: Option<(u64, String, bool)> = conn
        .prepare_cached("select position, next, known is not null from log_end where log = ?1")?
        .query_row([at.log], |row| Ok((uint(row, 0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((position, origin, is_given_up)) = end else { return Ok(at) };
    let placed = conn
        .prepare_cached("select coalesce(max(position), 0) from leaf")?
        .query_row([], |row| uint(row, 0))?;
    if placed < position {
        return Ok(at);
    }
    let restore_epoch = at.restore_epoch + u64::from(is_given_up);
    let sql = format!("insert into head values (?1, ?2, 0, {EMPTY_ROOT}, ?3, ?4)");
    conn.prepare_cached(&sql)?.execute(params![
        at.log + 1,
        origin,
        int(at.epoch)?,
        int(restore_epoch)?
    ])?;
    head(conn)
}

/// Gives leaves their indexes and moves the head, inside the caller's transaction.
pub(crate) fn sequence(conn: &Connection, sequenced: &Sequenced) -> Result<Head, StoreError> {
    let n_leaves = u32::try_from(sequenced.event_ids.len()).unwrap_or(u32::MAX);
    if n_leaves > MAX_PAGE {
        return Err(StoreError::TooLarge {
            what: "the number of leaves",
            limit: u64::from(MAX_PAGE),
        });
    }
    let before = head(conn)?;
    let expected = (sequenced.log, sequenced.from_size, sequenced.epoch);
    if (before.log, before.size, before.epoch) != expected {
        return Err(StoreError::HeadMoved { size: before.size, epoch: before.epoch });
    }
    let waiting = pending(conn, n_leaves)?;
    if !waiting.iter().map(|leaf| &leaf.event_id).eq(&sequenced.event_ids) {
        return Err(StoreError::Corrupt {
            what: "the leaves to sequence are not the oldest pending ones".to_owned(),
        });
    }
    place(conn, before, &waiting, &sequenced.nodes, sequenced.root)
}

/// Gives every pending leaf its index, inside the caller's transaction, if `epoch` still has the duty.
pub(crate) fn integrate(conn: &Connection, epoch: u64, tree: &dyn Tree) -> Result<(), StoreError> {
    let mut at = head(conn)?;
    if at.epoch != epoch {
        return Err(StoreError::HeadMoved { size: at.size, epoch: at.epoch });
    }
    loop {
        let waiting = pending(conn, MAX_PAGE)?;
        if waiting.is_empty() {
            return Ok(());
        }
        let hashes: Vec<_> = waiting.iter().map(|leaf| leaf.leaf_hash).collect();
        let log = at.log;
        let mut node_at = |level, index| node(conn, log, level, index);
        let grown = tree.grow(at.size, &mut node_at, &hashes)?;
        at = place(conn, at, &waiting, &grown.nodes, grown.root)?;
    }
}

/// The oldest pending leaves behind the tree of `before`; behind the last leaf of a log the next one begins.
fn place(
    conn: &Connection,
    before: Head,
    waiting: &[PendingLeaf],
    nodes: &[(u8, u64, [u8; 32])],
    root: [u8; 32],
) -> Result<Head, StoreError> {
    let mut size = before.size;
    for leaf in waiting {
        conn.prepare_cached("insert into leaf (log, idx, position) values (?1, ?2, ?3)")?
            .execute(params![before.log, int(size)?, int(leaf.position)?])?;
        size += 1;
    }
    for (level, index, hash) in nodes {
        insert_node(conn, before.log, *level, *index, hash)?;
    }
    conn.prepare_cached("update head set size = ?1, root = ?2 where log = ?3")?
        .execute(params![int(size)?, root, before.log])?;
    begin_next(conn, Head { size, root, ..before })
}

fn insert_node(
    conn: &Connection,
    log: u32,
    level: u8,
    index: u64,
    hash: &[u8; 32],
) -> Result<(), StoreError> {
    let n_inserted = conn
        .prepare_cached(
            "insert into node (log, level, idx, hash) values (?1, ?2, ?3, ?4)
             on conflict (log, level, idx) do nothing",
        )?
        .execute(params![log, level, int(index)?, hash])?;
    if n_inserted == 0 && node(conn, log, level, index)? != Some(*hash) {
        return Err(StoreError::Corrupt {
            what: format!("node {index} of level {level} is stored with another hash"),
        });
    }
    Ok(())
}

fn node(
    conn: &Connection,
    log: u32,
    level: u8,
    index: u64,
) -> Result<Option<[u8; 32]>, StoreError> {
    Ok(conn
        .prepare_cached("select hash from node where log = ?1 and level = ?2 and idx = ?3")?
        .query_row(params![log, level, int(index)?], |row| row.get(0))
        .optional()?)
}

pub(crate) fn nodes(
    conn: &Connection,
    log: u32,
    wanted: &[(u8, u64)],
) -> Result<Vec<Option<[u8; 32]>>, StoreError> {
    wanted.iter().map(|&(level, index)| node(conn, log, level, index)).collect()
}

pub(crate) fn leaves(conn: &Connection, from: Place, limit: u32) -> Result<Vec<Leaf>, StoreError> {
    let leaf = |row: &Row<'_>| {
        Ok(Leaf { index: uint(row, 0)?, leaf: row.get(1)?, leaf_hash: row.get(2)? })
    };
    let found = conn
        .prepare_cached(
            "select l.idx, e.leaf, e.leaf_hash from leaf l join event e on e.position = l.position
             where l.log = ?1 and l.idx >= ?2 order by l.idx limit ?3",
        )?
        .query_map(params![from.log, int(from.index)?, limit.min(MAX_PAGE)], leaf)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
