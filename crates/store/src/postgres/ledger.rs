//! The order of the logs in `PostgreSQL`: which leaf stands where, the roots of complete subtrees, the head rows.
//! Writes `leaf`, `node`, `head` and `log_end`, always under the lock of the appenders. It computes no hash; who sequences
//! brings them, or a [`Tree`] that makes them. One log follows the other: leaves get their places in the last one, up to
//! where an act has ended it.

use std::collections::{BTreeMap, BTreeSet};

use tokio_postgres::Row;

use super::{
    array,
    connect::{Conn, execute, query, query_one},
    int, small, uint, value,
};
use crate::{
    batch::{Batch, End, LogEnd},
    error::StoreError,
    record::{Head, Leaf, Log, MAX_PAGE, PendingLeaf, Place, Sequenced},
    tree::{Grown, Tree},
};

/// How often a tree is asked before it is given up: each time it may name nodes that it lacked, one level after the other.
const MAX_ASKED: usize = 66;

const LOG: &str = "select h.log, h.size, h.root, h.epoch, h.restore_epoch, h.origin, e.known
                   from head h left join log_end e on e.log = h.log ";

/// A place in a tree: level and index.
type At = (u8, u64);

fn log(row: &Row) -> Result<Log, StoreError> {
    let known: Option<i64> = value(row, 6)?;
    Ok(Log {
        head: Head {
            log: small(row, 0)?,
            size: uint(row, 1)?,
            root: array(row, 2)?,
            epoch: uint(row, 3)?,
            restore_epoch: uint(row, 4)?,
        },
        origin: value(row, 5)?,
        given_up_at: known.map(|_| uint(row, 6)).transpose()?,
    })
}

async fn last(conn: &Conn) -> Result<Log, StoreError> {
    let sql = format!("{LOG} order by h.log desc limit 1");
    log(&query_one(conn, &sql, &[]).await?)
}

pub(super) async fn head(conn: &Conn) -> Result<Head, StoreError> {
    Ok(last(conn).await?.head)
}

pub(super) async fn logs(conn: &Conn) -> Result<Vec<Log>, StoreError> {
    let sql = format!("{LOG} order by h.log");
    query(conn, &sql, &[]).await?.iter().map(log).collect()
}

/// Names the last log if it has no name.
pub(super) async fn name(conn: &Conn, origin: &str) -> Result<Log, StoreError> {
    let sql = "update head set origin = $1 where origin = '' and log = (select max(log) from head)";
    execute(conn, sql, &[&origin]).await?;
    last(conn).await
}

/// Takes the duty of the sequencer.
pub(super) async fn bump_epoch(conn: &Conn, above: u64) -> Result<Head, StoreError> {
    let sql =
        "update head set epoch = greatest(epoch, $1) + 1 where log = (select max(log) from head)";
    execute(conn, sql, &[&int(above)?]).await?;
    head(conn).await
}

pub(super) async fn mark_restored(conn: &Conn) -> Result<Head, StoreError> {
    let sql =
        "update head set restore_epoch = restore_epoch + 1 where log = (select max(log) from head)";
    execute(conn, sql, &[]).await?;
    head(conn).await
}

/// Pending is everything after the last sequenced position, since leaves follow the positions without skipping; what
/// stands behind the end of the last log waits until the next one has begun.
pub(super) async fn pending(conn: &Conn, limit: u32) -> Result<Vec<PendingLeaf>, StoreError> {
    let rows = query(
        conn,
        "select position, event_id, leaf_hash from event
         where position > coalesce((select max(position) from leaf), 0)
           and position <= coalesce((select position from log_end where log = (select max(log) from head)),
                                    9223372036854775807)
         order by position limit $1",
        &[&i64::from(limit.min(MAX_PAGE))],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(PendingLeaf {
                position: uint(row, 0)?,
                event_id: array(row, 1)?,
                leaf_hash: array(row, 2)?,
            })
        })
        .collect()
}

/// Ends the last log, before the events of the batch are stored.
pub(super) async fn end(conn: &Conn, end: &LogEnd, batch: &Batch) -> Result<(), StoreError> {
    let at = head(conn).await?;
    let stream = batch.streams.first().map(|append| append.stream.clone()).unwrap_or_default();
    if (at.log, at.size) != (end.log, end.size) || !pending(conn, 1).await?.is_empty() {
        return Err(StoreError::Conflict { stream });
    }
    let row = query_one(
        conn,
        "select coalesce((select max(position) from event), 0), exists (select 1 from head where origin = $1)",
        &[&end.next],
    )
    .await?;
    let (last, is_known): (i64, bool) = (value(&row, 0)?, value(&row, 1)?);
    let (position, known) = match end.how {
        End::Closed if batch.streams.first().is_none_or(|append| append.events.is_empty()) => {
            return Err(StoreError::Corrupt { what: "a log is closed without a leaf".to_owned() });
        }
        End::Closed => (last + 1, None),
        End::GivenUp { known } => (last, Some(int(known)?)),
    };
    if is_known || end.next.is_empty() {
        return Err(StoreError::Corrupt {
            what: "the next log has a name already used".to_owned(),
        });
    }
    let sql = "insert into log_end (log, position, next, known) values ($1, $2, $3, $4)";
    execute(conn, sql, &[&i64::from(end.log), &position, &end.next, &known]).await?;
    begin_next(conn, at).await.map(drop)
}

/// The head behind `at`: of the next log where the last leaf of this one has its place, else `at` itself.
async fn begin_next(conn: &Conn, at: Head) -> Result<Head, StoreError> {
    let rows = query(
        conn,
        "select next, known is not null from log_end
         where log = $1 and position <= coalesce((select max(position) from leaf), 0)",
        &[&i64::from(at.log)],
    )
    .await?;
    let Some(row) = rows.first() else { return Ok(at) };
    let (origin, is_given_up): (String, bool) = (value(row, 0)?, value(row, 1)?);
    let restore_epoch = at.restore_epoch + u64::from(is_given_up);
    execute(
        conn,
        "insert into head (log, origin, size, root, epoch, restore_epoch)
         values ($1, $2, 0, '\\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', $3, $4)",
        &[&(i64::from(at.log) + 1), &origin, &int(at.epoch)?, &int(restore_epoch)?],
    )
    .await?;
    head(conn).await
}

/// Gives leaves their indexes and moves the head.
pub(super) async fn sequence(conn: &Conn, sequenced: &Sequenced) -> Result<Head, StoreError> {
    let n_leaves = u32::try_from(sequenced.event_ids.len()).unwrap_or(u32::MAX);
    if n_leaves > MAX_PAGE {
        return Err(StoreError::TooLarge {
            what: "the number of leaves",
            limit: u64::from(MAX_PAGE),
        });
    }
    let before = head(conn).await?;
    let expected = (sequenced.log, sequenced.from_size, sequenced.epoch);
    if (before.log, before.size, before.epoch) != expected {
        return Err(StoreError::HeadMoved { size: before.size, epoch: before.epoch });
    }
    let waiting = pending(conn, n_leaves).await?;
    if !waiting.iter().map(|leaf| &leaf.event_id).eq(&sequenced.event_ids) {
        return Err(StoreError::Corrupt {
            what: "the leaves to sequence are not the oldest pending ones".to_owned(),
        });
    }
    place(conn, before, &waiting, &sequenced.nodes, sequenced.root).await
}

/// Gives every pending leaf its index, inside the group's transaction, if `epoch` still has the duty.
pub(super) async fn integrate(conn: &Conn, epoch: u64, tree: &dyn Tree) -> Result<(), StoreError> {
    let mut at = head(conn).await?;
    if at.epoch != epoch {
        return Err(StoreError::HeadMoved { size: at.size, epoch: at.epoch });
    }
    loop {
        let waiting = pending(conn, MAX_PAGE).await?;
        if waiting.is_empty() {
            return Ok(());
        }
        let hashes: Vec<_> = waiting.iter().map(|leaf| leaf.leaf_hash).collect();
        let grown = grow(conn, at, tree, &hashes).await?;
        at = place(conn, at, &waiting, &grown.nodes, grown.root).await?;
    }
}

/// What the tree of `at` becomes. A tree asks for nodes while it computes, and a server answers only later: so it first
/// gets the right edge, which is what growing needs, and if it asks for more, placeholders, until it asked for nothing that
/// was not there. Only that last run counts.
async fn grow(
    conn: &Conn,
    at: Head,
    tree: &dyn Tree,
    hashes: &[[u8; 32]],
) -> Result<Grown, StoreError> {
    let mut known: BTreeMap<At, Option<[u8; 32]>> = BTreeMap::new();
    let mut wanted: BTreeSet<At> = (0..64_u8)
        .filter(|level| (at.size >> level) & 1 == 1)
        .map(|level| (level, (at.size >> level) - 1))
        .collect();
    for _ in 0..MAX_ASKED {
        if !wanted.is_empty() {
            let places: Vec<At> = wanted.iter().copied().collect();
            known.extend(places.iter().copied().zip(nodes(conn, at.log, &places).await?));
        }
        let mut missing = BTreeSet::new();
        let mut node_at = |level, index| {
            Ok(known.get(&(level, index)).copied().unwrap_or_else(|| {
                missing.insert((level, index));
                Some([0; 32])
            }))
        };
        let grown = tree.grow(at.size, &mut node_at, hashes);
        if missing.is_empty() {
            return grown;
        }
        wanted = missing;
    }
    Err(StoreError::Corrupt { what: "a tree asks for ever more nodes".to_owned() })
}

/// The oldest pending leaves behind the tree of `before`; behind the last leaf of a log the next one begins.
async fn place(
    conn: &Conn,
    before: Head,
    waiting: &[PendingLeaf],
    nodes: &[(u8, u64, [u8; 32])],
    root: [u8; 32],
) -> Result<Head, StoreError> {
    let positions: Vec<i64> =
        waiting.iter().map(|leaf| int(leaf.position)).collect::<Result<_, _>>()?;
    let size = before.size + waiting.len() as u64;
    insert_nodes(conn, before.log, nodes).await?;
    execute(
        conn,
        "with placed as (
           insert into leaf (position, log, idx)
           select position, $1::bigint, $2::bigint + nth - 1 from unnest($3::bigint[]) with ordinality as new (position, nth))
         update head set size = $4, root = $5 where log = $1",
        &[&i64::from(before.log), &int(before.size)?, &positions, &int(size)?, &root.as_slice()],
    )
    .await?;
    begin_next(conn, Head { size, root, ..before }).await
}

async fn insert_nodes(
    conn: &Conn,
    log: u32,
    nodes: &[(u8, u64, [u8; 32])],
) -> Result<(), StoreError> {
    if nodes.is_empty() {
        return Ok(());
    }
    let levels: Vec<i16> = nodes.iter().map(|(level, ..)| i16::from(*level)).collect();
    let indexes: Vec<i64> =
        nodes.iter().map(|(_, index, _)| int(*index)).collect::<Result<_, _>>()?;
    let hashes: Vec<&[u8]> = nodes.iter().map(|(.., hash)| hash.as_slice()).collect();
    let n_inserted = execute(
        conn,
        "insert into node (log, level, idx, hash)
         select $1, level, idx, hash from unnest($2::smallint[], $3::bigint[], $4::bytea[]) as new (level, idx, hash)
         on conflict (log, level, idx) do nothing",
        &[&i64::from(log), &levels, &indexes, &hashes],
    )
    .await?;
    if n_inserted == nodes.len() as u64 {
        return Ok(());
    }
    let places: Vec<At> = nodes.iter().map(|(level, index, _)| (*level, *index)).collect();
    let stored = self::nodes(conn, log, &places).await?;
    for ((level, index, hash), stored) in nodes.iter().zip(stored) {
        if stored != Some(*hash) {
            return Err(StoreError::Corrupt {
                what: format!("node {index} of level {level} is stored with another hash"),
            });
        }
    }
    Ok(())
}

pub(super) async fn nodes(
    conn: &Conn,
    log: u32,
    wanted: &[At],
) -> Result<Vec<Option<[u8; 32]>>, StoreError> {
    let levels: Vec<i16> = wanted.iter().map(|(level, _)| i16::from(*level)).collect();
    let indexes: Vec<i64> =
        wanted.iter().map(|(_, index)| int(*index)).collect::<Result<_, _>>()?;
    let rows = query(
        conn,
        "select node.hash from unnest($2::smallint[], $3::bigint[]) with ordinality as asked (level, idx, nth)
         left join node on node.log = $1 and node.level = asked.level and node.idx = asked.idx order by asked.nth",
        &[&i64::from(log), &levels, &indexes],
    )
    .await?;
    rows.iter()
        .map(|row| match value::<Option<&[u8]>>(row, 0)? {
            Some(_) => array(row, 0).map(Some),
            None => Ok(None),
        })
        .collect()
}

pub(super) async fn leaves(conn: &Conn, from: Place, limit: u32) -> Result<Vec<Leaf>, StoreError> {
    let rows = query(
        conn,
        "select l.idx, e.leaf, e.leaf_hash from leaf l join event e on e.position = l.position
         where l.log = $1 and l.idx >= $2 order by l.idx limit $3",
        &[&i64::from(from.log), &int(from.index)?, &i64::from(limit.min(MAX_PAGE))],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Leaf { index: uint(row, 0)?, leaf: array(row, 1)?, leaf_hash: array(row, 2)? })
        })
        .collect()
}
