//! The outbox in `PostgreSQL`. Writes `outbox` and `outbox_payload`; never deletes a row.
//!
//! A row is leased by raising its fence. Every later write names the fence its writer read and raises it again, so of
//! two who believe they hold a row exactly one is heard. Leasing is a transaction of its own beside the order of appends:
//! it skips rows that another process is just changing, so it waits for nobody.

use std::collections::BTreeMap;

use tokio_postgres::Row;

use super::{
    array,
    conditions::Conditions,
    connect::{Conn, execute, query},
    hex, int, small, uint, value,
};
use crate::{
    batch::{NewOutbox, OutboxChange, OutboxState},
    error::StoreError,
    record::{MAX_PAGE, OutboxQuery, OutboxRow, OutboxTally, Skip},
};

/// The number of the state in which the peer has it.
const ARRIVED: i16 = 2;
/// The first state number that is an end.
const FIRST_END: i16 = 3;

const COLUMNS: &str = "o.position, o.id, o.peer, o.lane, o.kind, o.state, o.held_reason, o.due_ms, o.queued_at_ms, \
                       o.deliver_by_ms, o.not_after_ms, o.warn_ms, o.lease_until_ms, o.fence, o.attempts, o.last_error, \
                       p.payload";

pub(super) async fn change(
    conn: &Conn,
    name: &str,
    at_ms: i64,
    change: &OutboxChange,
) -> Result<(), StoreError> {
    match change {
        OutboxChange::Enqueue(new) => enqueue(conn, name, at_ms, new).await,
        OutboxChange::Settle { id, fence, state, attempts, last_error, payload } => {
            let position = owned(conn, *id, *fence, Some(state)).await?;
            let (number, held_reason, due_ms) = columns(state);
            execute(
                conn,
                "update outbox set state = $2, held_reason = $3, due_ms = coalesce($4, due_ms), attempts = $5,
                        last_error = $6, lease_until_ms = null, fence = fence + 1, updated_by = $7, updated_at_ms = $8
                 where position = $1",
                &[
                    &position,
                    &number,
                    &held_reason,
                    &due_ms,
                    &i64::from(*attempts),
                    last_error,
                    &name,
                    &at_ms,
                ],
            )
            .await?;
            rewrite(conn, position, payload.as_deref()).await
        }
        OutboxChange::Renew { id, fence, until_ms, payload } => {
            let position = owned(conn, *id, *fence, None).await?;
            execute(
                conn,
                "update outbox set lease_until_ms = $2, updated_by = $3, updated_at_ms = $4 where position = $1",
                &[&position, until_ms, &name, &at_ms],
            )
            .await?;
            rewrite(conn, position, payload.as_deref()).await
        }
        OutboxChange::Warn { id, was_ms, next_ms } => {
            let n_told = execute(
                conn,
                "update outbox set warn_ms = $3, updated_by = $4, updated_at_ms = $5
                 where id = $1 and warn_ms = $2 and state < 2",
                &[&id.as_slice(), was_ms, next_ms, &name, &at_ms],
            )
            .await?;
            if n_told == 0 { Err(StoreError::LeaseLost { id: hex(id) }) } else { Ok(()) }
        }
        OutboxChange::Wake { peer, due_ms } => execute(
            conn,
            "update outbox set due_ms = $2, updated_by = $3, updated_at_ms = $4
             where peer = $1 and state = 0 and due_ms > $2 and lease_until_ms is null",
            &[peer, due_ms, &name, &at_ms],
        )
        .await
        .map(drop),
    }
}

pub(super) async fn tally(conn: &Conn) -> Result<Vec<OutboxTally>, StoreError> {
    let rows = query(
        conn,
        "select peer, lane, state, count(*), min(queued_at_ms) from outbox where state < 3
         group by peer, lane, state order by peer, lane, state",
        &[],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(OutboxTally {
                peer: value(row, 0)?,
                lane: small(row, 1)?,
                state: small(row, 2)?,
                n: uint(row, 3)?,
                oldest_ms: value(row, 4)?,
            })
        })
        .collect()
}

/// Positions rise in commit order, for rows are added under the lock of the appenders.
async fn enqueue(conn: &Conn, name: &str, at_ms: i64, new: &NewOutbox) -> Result<(), StoreError> {
    let n_inserted = execute(
        conn,
        "with stored as (
           insert into outbox (position, id, peer, lane, kind, state, due_ms, queued_at_ms, deliver_by_ms, not_after_ms,
                               warn_ms, fence, attempts, updated_by, updated_at_ms)
           select coalesce(max(position), 0) + 1, $1, $2, $3::smallint, $4, 0, $5::bigint, $6::bigint, $7::bigint,
                  $8::bigint, $9::bigint, 0, 0, $10, $6::bigint from outbox
           on conflict (id) do nothing returning position)
         insert into outbox_payload (position, payload) select position, $11 from stored",
        &[
            &new.id.as_slice(),
            &new.peer,
            &i16::from(new.lane),
            &new.kind,
            &new.due_ms,
            &at_ms,
            &new.deliver_by_ms,
            &new.not_after_ms,
            &new.warn_ms,
            &name,
            &new.payload,
        ],
    )
    .await?;
    if n_inserted == 0 { Err(StoreError::OutboxExists { id: hex(&new.id) }) } else { Ok(()) }
}

async fn rewrite(conn: &Conn, position: i64, payload: Option<&[u8]>) -> Result<(), StoreError> {
    if let Some(payload) = payload {
        let sql = "update outbox_payload set payload = $2 where position = $1";
        execute(conn, sql, &[&position, &payload]).await?;
    }
    Ok(())
}

/// The row's position, if the fence is still the caller's and the change is allowed. The row stays locked until the
/// commit, so nobody leases it meanwhile.
async fn owned(
    conn: &Conn,
    id: [u8; 16],
    fence: u64,
    new: Option<&OutboxState>,
) -> Result<i64, StoreError> {
    let rows = query(
        conn,
        "select position, fence, state, lease_until_ms from outbox where id = $1 for update",
        &[&id.as_slice()],
    )
    .await?;
    let Some(row) = rows.first() else {
        return Err(StoreError::LeaseLost { id: hex(&id) });
    };
    let lease: Option<i64> = value(row, 3)?;
    // Only who holds a lease can make it longer.
    if uint(row, 1)? != fence || (new.is_none() && lease.is_none()) {
        return Err(StoreError::LeaseLost { id: hex(&id) });
    }
    let state: i16 = value(row, 2)?;
    if state >= FIRST_END && new.is_some_and(|new| columns(new).0 != state) {
        return Err(StoreError::OutboxEnded { id: hex(&id) });
    }
    value(row, 0)
}

/// A state as its number, its reason and its instant.
fn columns(state: &OutboxState) -> (i16, Option<&str>, Option<i64>) {
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

fn state(row: &Row) -> Result<OutboxState, StoreError> {
    match value::<i16>(row, 5)? {
        0 => Ok(OutboxState::Queued { due_ms: value(row, 7)? }),
        1 => Ok(OutboxState::Held { reason: value(row, 6)? }),
        ARRIVED => Ok(OutboxState::Accepted),
        FIRST_END => Ok(OutboxState::Done),
        4 => Ok(OutboxState::Failed),
        5 => Ok(OutboxState::Expired),
        6 => Ok(OutboxState::Withdrawn),
        7 => Ok(OutboxState::Superseded),
        other => Err(StoreError::Corrupt { what: format!("state {other} of an outbox row") }),
    }
}

fn outbox_row(row: &Row) -> Result<OutboxRow, StoreError> {
    Ok(OutboxRow {
        position: uint(row, 0)?,
        id: array(row, 1)?,
        peer: value(row, 2)?,
        lane: small(row, 3)?,
        kind: value(row, 4)?,
        state: state(row)?,
        queued_at_ms: value(row, 8)?,
        deliver_by_ms: value(row, 9)?,
        not_after_ms: value(row, 10)?,
        warn_ms: value(row, 11)?,
        lease_until_ms: value(row, 12)?,
        fence: uint(row, 13)?,
        attempts: small(row, 14)?,
        last_error: value(row, 15)?,
        payload: value(row, 16)?,
    })
}

/// Positions of rows that may be taken, in the order of their turns. It steps from line to line (a lane of a peer) in the
/// index, leaves out what is skipped before it looks at a row of it, and takes 32 rows of a peer before the next peer has
/// its turn: a slow peer must not fill the worker.
const DUE: &str = "with recursive line (lane, peer) as (
    (select lane, peer from outbox where state = 0 order by lane, peer limit 1)
    union all
    select n.lane, n.peer from line cross join lateral (
      select o.lane, o.peer from outbox o where o.state = 0 and (o.lane, o.peer) > (line.lane, line.peer)
      order by o.lane, o.peer limit 1) n
  ), kept as (
    select lane, peer from line where not exists (
      select 1 from unnest($3::text[], $4::smallint[], $5::smallint[]) as s (peer, first, last)
      where s.peer = line.peer and line.lane between s.first and s.last)
  )
  select d.position from kept cross join lateral (
    select o.position, o.deliver_by_ms, row_number() over (order by o.deliver_by_ms, o.position) - 1 as nth from (
      select position, deliver_by_ms from outbox
      where state = 0 and lane = kept.lane and peer = kept.peer and due_ms <= $1
        and (lease_until_ms is null or lease_until_ms <= $1)
      order by deliver_by_ms, position limit $2) o) d
  order by kept.lane, d.nth / 32, d.deliver_by_ms, d.position limit $2";

/// Leases due rows, in a transaction of one statement. What another process took or is changing in between is left out.
pub(super) async fn claim(
    conn: &Conn,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
    skip: &[Skip],
) -> Result<Vec<OutboxRow>, StoreError> {
    let limit = i64::from(limit.min(MAX_PAGE));
    let peers: Vec<&str> = skip.iter().map(|skip| skip.peer.as_str()).collect();
    let first: Vec<i16> = skip.iter().map(|skip| i16::from(skip.from)).collect();
    let last: Vec<i16> = skip.iter().map(|skip| i16::from(skip.to)).collect();
    let due = query(conn, DUE, &[&now_ms, &limit, &peers, &first, &last]).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let due: Vec<i64> = due.iter().map(|row| value(row, 0)).collect::<Result<_, _>>()?;
    let sql = format!(
        "with free as (
           select position from outbox
           where position = any($1) and state = 0 and due_ms <= $2
             and (lease_until_ms is null or lease_until_ms <= $2)
           for update skip locked)
         update outbox o set lease_until_ms = $3, fence = o.fence + 1
         from free join outbox_payload p on p.position = free.position
         where o.position = free.position returning {COLUMNS}"
    );
    let until_ms = now_ms.saturating_add(lease_ms);
    let rows = query(conn, &sql, &[&due, &now_ms, &until_ms]).await?;
    let mut taken: BTreeMap<u64, OutboxRow> = BTreeMap::new();
    for row in &rows {
        let row = outbox_row(row)?;
        taken.insert(row.position, row);
    }
    let turns = due.into_iter().filter_map(|position| u64::try_from(position).ok());
    Ok(turns.filter_map(|position| taken.remove(&position)).collect())
}

/// Ends all leases; the fence rises as with any other change of hands.
pub(super) async fn release(conn: &Conn) -> Result<u64, StoreError> {
    let sql = "update outbox set lease_until_ms = null, fence = fence + 1 where state = 0 and lease_until_ms is not null";
    execute(conn, sql, &[]).await
}

pub(super) async fn rows(conn: &Conn, asked: &OutboxQuery) -> Result<Vec<OutboxRow>, StoreError> {
    let after = int(asked.after_position)?;
    let limit = i64::from(asked.limit.min(MAX_PAGE));
    let id = asked.id.as_ref().map(|id| id.as_slice());
    let mut found = Conditions::default();
    found.and("o.position > ?", &[&after]);
    if let Some(id) = &id {
        found.and("o.id = ?", &[id]);
    }
    if let Some(peer) = &asked.peer {
        found.and("o.peer = ?", &[peer]);
    }
    if asked.open_only {
        found.and("o.state < 3", &[]);
    }
    if let Some(by) = &asked.warn_by_ms {
        found.and("o.warn_ms <= ? and o.state < 2", &[by]);
    }
    let limit = found.value(&limit);
    let sql = format!(
        "select {COLUMNS} from outbox o join outbox_payload p on p.position = o.position
         where {} order by o.position limit {limit}",
        found.text()
    );
    query(conn, &sql, found.values()).await?.iter().map(outbox_row).collect()
}
