//! How the database is: counts for the status page, a full check for the operator, and what can be done about what
//! deletion left behind.

use super::{
    connect::{Conn, SCHEMA, query, query_one},
    uint, value,
};
use crate::{error::StoreError, record::Health};

pub(super) async fn health(conn: &Conn, n_waiting: u64) -> Result<Health, StoreError> {
    // Events stay and positions have no gaps, so the last position is the count.
    let row = query_one(
        conn,
        "select coalesce((select max(position) from event), 0), coalesce((select max(position) from leaf), 0),
                (select count(*) from outbox where state < 3), (select count(*) from timer)",
        &[],
    )
    .await?;
    let n_events = uint(&row, 0)?;
    Ok(Health {
        engine: "postgres",
        schema: SCHEMA,
        n_events,
        n_pending_leaves: n_events.saturating_sub(uint(&row, 1)?),
        n_outbox_open: uint(&row, 2)?,
        n_timers: uint(&row, 3)?,
        n_waiting,
    })
}

/// What the server cannot know: versions, positions and indexes without gaps. What must not be found, and its name.
const CHECKS: [(&str, &str); 6] = [
    (
        "select 1 from stream s left join
           (select stream, count(*) as n, max(version) as last, max(position) as position from event group by stream) e
           on e.stream = s.stream
         where e.n is distinct from s.version or e.last is distinct from s.version - 1
            or e.position is distinct from s.position",
        "a stream's events are not complete",
    ),
    (
        "select 1 from event e where not exists (select 1 from stream s where s.stream = e.stream)",
        "an event belongs to no stream",
    ),
    (
        "select 1 from (select count(*) as n, coalesce(max(position), 0) as last from event) e where n <> last",
        "the events' positions are not complete",
    ),
    (
        "select 1 from head h left join (select log, count(*) as n, max(idx) + 1 as size from leaf group by log) l
           on l.log = h.log
         where h.size <> coalesce(l.n, 0) or h.size <> coalesce(l.size, 0)",
        "the log's leaves are not complete",
    ),
    (
        "select 1 from (select idx, row_number() over (partition by log order by position) - 1 as nth from leaf) l
         where idx <> nth",
        "the log's leaves are out of order",
    ),
    (
        "select 1 from log_end e join leaf l on (l.log <= e.log) <> (l.position <= e.position)",
        "a leaf stands on the wrong side of the end of a log",
    ),
];

/// Answers `Corrupt` with the first thing that does not fit. Damage of pages is the affair of the server's checksums.
pub(super) async fn check_integrity(conn: &Conn) -> Result<(), StoreError> {
    for (sql, what) in CHECKS {
        let row = query(conn, &format!("select exists ({sql})"), &[]).await?;
        let is_amiss: bool = row.first().map(|row| value(row, 0)).transpose()?.unwrap_or(true);
        if is_amiss {
            return Err(StoreError::Corrupt { what: what.to_owned() });
        }
    }
    Ok(())
}

/// Lets the server clear what updates and deletions left in the tables that hold content. Each table alone: the server
/// does not do this inside a transaction.
pub(super) async fn purge(conn: &Conn) -> Result<(), StoreError> {
    for table in ["compartment", "outbox_payload", "document", "timer", "session"] {
        conn.batch_execute(&format!("vacuum {table}")).await?;
    }
    Ok(())
}
