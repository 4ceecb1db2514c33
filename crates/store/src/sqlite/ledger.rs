//! The log's order in `SQLite`: which leaf has which index, the roots of complete subtrees, the head row.
//! Writes `leaf`, `node` and `head`. It computes no hash; who sequences brings them, or a [`Tree`] that makes them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::database::{int, uint};
use crate::{
    error::StoreError,
    record::{Head, Leaf, MAX_PAGE, PendingLeaf, Sequenced},
    tree::Tree,
};

pub(crate) fn head(conn: &Connection) -> Result<Head, StoreError> {
    Ok(conn.prepare_cached("select size, root, epoch, restore_epoch from head")?.query_row(
        [],
        |row| {
            Ok(Head {
                size: uint(row, 0)?,
                root: row.get(1)?,
                epoch: uint(row, 2)?,
                restore_epoch: uint(row, 3)?,
            })
        },
    )?)
}

/// Takes the duty of the sequencer, inside the caller's transaction.
pub(crate) fn bump_epoch(conn: &Connection) -> Result<Head, StoreError> {
    conn.prepare_cached("update head set epoch = epoch + 1")?.execute([])?;
    head(conn)
}

pub(crate) fn mark_restored(conn: &Connection) -> Result<Head, StoreError> {
    conn.prepare_cached("update head set restore_epoch = restore_epoch + 1")?.execute([])?;
    head(conn)
}

/// Pending is everything after the last sequenced position, since leaves follow the positions without skipping.
pub(crate) fn pending(conn: &Connection, limit: u32) -> Result<Vec<PendingLeaf>, StoreError> {
    let found = conn
        .prepare_cached(
            "select position, event_id, leaf_hash from event
             where position > (select coalesce(max(position), 0) from leaf) order by position limit ?1",
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
    if (before.size, before.epoch) != (sequenced.from_size, sequenced.epoch) {
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
        let grown = tree.grow(at.size, &mut |level, index| node(conn, level, index), &hashes)?;
        at = place(conn, at, &waiting, &grown.nodes, grown.root)?;
    }
}

/// The oldest pending leaves behind the tree of `before`.
fn place(
    conn: &Connection,
    before: Head,
    waiting: &[PendingLeaf],
    nodes: &[(u8, u64, [u8; 32])],
    root: [u8; 32],
) -> Result<Head, StoreError> {
    let mut size = before.size;
    for leaf in waiting {
        conn.prepare_cached("insert into leaf (idx, position) values (?1, ?2)")?
            .execute(params![int(size)?, int(leaf.position)?])?;
        size += 1;
    }
    for (level, index, hash) in nodes {
        insert_node(conn, *level, *index, hash)?;
    }
    conn.prepare_cached("update head set size = ?1, root = ?2")?
        .execute(params![int(size)?, root])?;
    Ok(Head { size, root, ..before })
}

fn insert_node(
    conn: &Connection,
    level: u8,
    index: u64,
    hash: &[u8; 32],
) -> Result<(), StoreError> {
    let n_inserted = conn
        .prepare_cached(
            "insert into node (level, idx, hash) values (?1, ?2, ?3) on conflict (level, idx) do nothing",
        )?
        .execute(params![level, int(index)?, hash])?;
    if n_inserted == 0 && node(conn, level, index)? != Some(*hash) {
        return Err(StoreError::Corrupt {
            what: format!("node {index} of level {level} is stored with another hash"),
        });
    }
    Ok(())
}

fn node(conn: &Connection, level: u8, index: u64) -> Result<Option<[u8; 32]>, StoreError> {
    Ok(conn
        .prepare_cached("select hash from node where level = ?1 and idx = ?2")?
        .query_row(params![level, int(index)?], |row| row.get(0))
        .optional()?)
}

pub(crate) fn nodes(
    conn: &Connection,
    wanted: &[(u8, u64)],
) -> Result<Vec<Option<[u8; 32]>>, StoreError> {
    wanted.iter().map(|&(level, index)| node(conn, level, index)).collect()
}

pub(crate) fn leaves(conn: &Connection, from: u64, limit: u32) -> Result<Vec<Leaf>, StoreError> {
    let leaf = |row: &Row<'_>| {
        Ok(Leaf { index: uint(row, 0)?, leaf: row.get(1)?, leaf_hash: row.get(2)? })
    };
    let found = conn
        .prepare_cached(
            "select l.idx, e.leaf, e.leaf_hash from leaf l join event e on e.position = l.position
             where l.idx >= ?1 order by l.idx limit ?2",
        )?
        .query_map(params![int(from)?, limit.min(MAX_PAGE)], leaf)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
