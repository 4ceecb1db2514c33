//! How the database is: counts for the status page and a full check for the operator. Writes nothing.

use rusqlite::Connection;

use super::{SCHEMA, database::uint};
use crate::{error::StoreError, record::Health};

pub(super) fn health(conn: &Connection, n_waiting: u64) -> Result<Health, StoreError> {
    let number = |sql: &str| -> Result<u64, StoreError> {
        Ok(conn.prepare_cached(sql)?.query_row([], |row| uint(row, 0))?)
    };
    // Events stay and positions have no gaps in this engine, so the last position is the count.
    let n_events = number("select coalesce(max(position), 0) from event")?;
    let n_sequenced = number("select coalesce(max(position), 0) from leaf")?;
    Ok(Health {
        engine: "sqlite",
        schema: SCHEMA.number,
        n_events,
        n_pending_leaves: n_events.saturating_sub(n_sequenced),
        n_outbox_open: number("select count(*) from outbox where state < 3")?,
        n_timers: number("select count(*) from timer")?,
        n_waiting,
    })
}

/// The engine's own check, then the two things it cannot know: versions and indexes without gaps.
pub(super) fn check_integrity(conn: &Connection) -> Result<(), StoreError> {
    let first: String = conn.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if first != "ok" {
        return Err(StoreError::Corrupt { what: first });
    }
    let none = |sql: &str, what: &str| -> Result<(), StoreError> {
        if conn.prepare_cached(sql)?.exists([])? {
            return Err(StoreError::Corrupt { what: what.to_owned() });
        }
        Ok(())
    };
    none("select 1 from pragma_foreign_key_check", "a row names another that is not there")?;
    none(
        "select 1 from stream s left join
           (select stream, count(*) as n, max(version) as last, max(position) as position from event group by stream) e
           on e.stream = s.stream
         where e.n is not s.version or e.last is not s.version - 1 or e.position is not s.position",
        "a stream's events are not complete",
    )?;
    none(
        "select 1 from event where stream not in (select stream from stream)",
        "an event belongs to no stream",
    )?;
    none(
        "select 1 from (select count(*) as n, coalesce(max(position), 0) as last from event) where n <> last",
        "the events' positions are not complete",
    )?;
    none(
        "select 1 from head where size <> (select count(*) from leaf where leaf.log = head.log)
            or size <> (select coalesce(max(idx) + 1, 0) from leaf where leaf.log = head.log)",
        "the log's leaves are not complete",
    )?;
    none(
        "select 1 from (select idx, row_number() over (partition by log order by position) - 1 as nth from leaf)
         where idx <> nth",
        "the log's leaves are out of order",
    )?;
    none(
        "select 1 from log_end e join leaf l on (l.log <= e.log) <> (l.position <= e.position)",
        "a leaf stands on the wrong side of the end of a log",
    )
}
