//! A page of what is kept for a reader: the most urgent first, from where it says it is.

use std::collections::BTreeMap;

use domain::actor::NodeId;
use seal::envelope::Delivery;
use store::{OutboxChange, OutboxRow, OutboxState, RowQuery, StoreError};
use wire::mailbox::{Cursor, ITEMS_MAX, Item, LANES, Page};

use super::{Kept, Next, gone_for, is_answered, key_of, lane_key, place_of, still_waits};
use crate::act::{ActError, act};
use crate::dispatch::Parcel;
use crate::log;
use crate::node::Node;
use crate::peer::door::event_id;
use crate::rows::{decode, view};
use crate::work::deliver::is_under_ended_key;

/// A page is full at this size: with one more delivery it has less than four mebibytes, which a road of 64 KiB in a second
/// carries in a minute. A reader takes twice as much.
const FULL_BYTES: usize = 2 << 20;
/// A page ends after so many places, though nothing of what lies there may be shown: there is more.
const LOOKED_MAX: usize = 300;
/// Places that are tidied in one act.
const TIDIED_MAX: usize = 100;

/// A place that is to be empty, and the row of its letter if the deliverer is to look at it.
pub(super) type Away = (String, Kept, Option<Box<OutboxRow>>);

/// The lanes that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lanes {
    /// The first.
    pub from: u8,
    /// The last.
    pub to: u8,
}

impl Lanes {
    /// All of them.
    pub const ALL: Self = Self { from: 0, to: 3 };
    /// What does not wait behind ordinary letters and evidence.
    pub const FIRST: Self = Self { from: 0, to: 1 };
    /// The others.
    pub const REST: Self = Self { from: 2, to: 3 };

    /// Reads `0-1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        let lanes = Self { from, to };
        (from <= to && usize::from(to) < LANES && lanes.text() == text).then_some(lanes)
    }

    /// As the address has it.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}-{}", self.from, self.to)
    }
}

/// What became of a place that was read.
enum Found {
    /// It goes onto the page.
    Item(Item),
    /// It is not for the reader any more: it has it, or it was taken back, or lies here in another envelope.
    Gone,
    /// It may not leave as it is: the deliverer decides about its row.
    Held(Box<OutboxRow>),
}

/// What is kept for a reader behind the place it names.
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn page(
    node: &Node,
    reader: &NodeId,
    lanes: Lanes,
    after: Option<&str>,
) -> Result<Page, ActError> {
    let epoch = node.store.head().await?.restore_epoch;
    let given = after.map(|text| Cursor::parse(text, reader.as_str()));
    let given = given.map(|cursor| cursor.filter(|cursor| cursor.epoch == epoch));
    // One that we did not give out in this life of the database says nothing: all is shown again, and the reader compares.
    let mut gap = given == Some(None);
    let begin = given.flatten().unwrap_or(Cursor { epoch, next: [0; LANES] });
    let is_first = after.is_none() || gap;
    let mut making = Making::default();
    let (mut cursor, mut more) = (begin, false);
    for (lane, next) in (0_u8..).zip(&mut cursor.next) {
        if !(lanes.from..=lanes.to).contains(&lane) {
            continue;
        }
        let held = node.row::<Next>(view::MAILBOX_NEXT, &lane_key(reader, lane)).await?;
        let held = held.unwrap_or_default();
        if *next > held.number {
            // Numbers that were never given out, as far as this database knows.
            (gap, *next) = (true, 0);
        }
        gap |= !is_first && *next < held.gone_below;
        if more {
            // What is not reached yet is gone through from the first letter that is here: what went away before it is no gap.
            *next = first_kept(node, reader, lane, *next).await?.unwrap_or(held.number);
            continue;
        }
        let (read, is_full) = making.lane(node, reader, lane, *next).await?;
        more = is_full;
        *next = if is_full { read } else { read.max(held.number) };
    }
    making.tidy(node, reader).await;
    Ok(Page { cursor: cursor.text(reader.as_str()), gap, more, items: making.items })
}

/// The first number from a place on under which something lies in a lane.
async fn first_kept(
    node: &Node,
    reader: &NodeId,
    lane: u8,
    from: u64,
) -> Result<Option<u64>, ActError> {
    let row = node.store.rows(in_lane(reader, lane, from, 1)).await?.pop();
    Ok(row.map(|row| decode::<Kept>(&row.body)).transpose()?.map(|kept| kept.number))
}

/// What lies in a lane from a number on.
fn in_lane(reader: &NodeId, lane: u8, from: u64, n_rows: usize) -> RowQuery {
    RowQuery {
        from_sort: Some(place_of(reader, &Kept { lane, number: from })),
        to_sort: Some(format!("{}:~", lane_key(reader, lane))),
        ..RowQuery::view(view::MAILBOX, u32::try_from(n_rows).unwrap_or(u32::MAX))
    }
}

#[derive(Default)]
struct Making {
    items: Vec<Item>,
    /// Places that were looked at, whatever was found there.
    n_looked: usize,
    n_bytes: usize,
    /// What does not belong here any more, and rows that may not leave now.
    away: Vec<Away>,
}

impl Making {
    const fn is_full(&self) -> bool {
        self.items.len() >= ITEMS_MAX || self.n_bytes >= FULL_BYTES || self.n_looked >= LOOKED_MAX
    }

    /// Reads a lane from a number on. The first number that was not read, and whether the page is full.
    async fn lane(
        &mut self,
        node: &Node,
        reader: &NodeId,
        lane: u8,
        from: u64,
    ) -> Result<(u64, bool), ActError> {
        let mut query = in_lane(reader, lane, from, ITEMS_MAX);
        let mut read = from;
        loop {
            let rows = node.store.rows(query.clone()).await?;
            for row in &rows {
                let Some(kept) = of_one(decode::<Kept>(&row.body))? else { continue };
                if self.is_full() {
                    return Ok((kept.number, true));
                }
                read = kept.number.saturating_add(1);
                self.n_looked += 1;
                let env_id = row.key.strip_prefix(&key_of(reader, "")).unwrap_or_default();
                match of_one(found(node, reader, env_id).await)? {
                    None => {}
                    Some(Found::Item(item)) => {
                        self.n_bytes = self.n_bytes.saturating_add(item.bytes().len());
                        self.items.push(item);
                    }
                    Some(Found::Gone) => self.away.push((row.key.clone(), kept, None)),
                    Some(Found::Held(held)) => {
                        self.away.push((row.key.clone(), kept, Some(held)));
                    }
                }
            }
            match rows.last() {
                Some(last) if rows.len() >= ITEMS_MAX => {
                    query.after = Some((last.sort.clone(), last.key.clone()));
                }
                Some(_) | None => return Ok((read, false)),
            }
        }
    }

    /// Takes away what does not belong here. A letter that may not leave goes back to the deliverer, which says so on record and
    /// gives it a new place when it may. What could not be tidied the next page finds again: no page fails for it.
    async fn tidy(&self, node: &Node, reader: &NodeId) {
        for part in self.away.chunks(TIDIED_MAX) {
            tidy_part(node, reader, part).await;
        }
    }
}

/// Tidies a few places in one act; if it fails the other parts are tidied all the same.
pub(super) async fn tidy_part(node: &Node, reader: &NodeId, part: &[Away]) {
    let tidied = act!(node, "drop_kept", None, |tx| {
        let mut gone = Vec::new();
        for (key, kept, held) in part {
            // What got another place meanwhile stays there.
            if tx.node.row::<Kept>(view::MAILBOX, key).await?.as_ref() != Some(kept) {
                continue;
            }
            tx.delete(view::MAILBOX, key);
            match held {
                None => gone.push(kept.clone()),
                Some(row) => tx.outbox.push(OutboxChange::Settle {
                    id: row.id,
                    fence: row.fence,
                    state: OutboxState::Queued { due_ms: tx.now.as_millisecond() },
                    attempts: row.attempts,
                    last_error: row.last_error.clone(),
                    payload: None,
                }),
            }
        }
        gone_for(tx, reader, &gone).await?;
        Ok(Vec::new())
    })
    .await;
    match tidied {
        // Somebody is at one of them, or there is no room: the next page finds them again.
        Ok(_)
        | Err(
            ActError::Busy
            | ActError::NoRoom
            | ActError::Store(
                StoreError::Full | StoreError::LeaseLost { .. } | StoreError::OutboxEnded { .. },
            ),
        ) => {}
        Err(error) => log::worker_failed("mailbox", &error),
    }
}

/// What was found of one letter, or nothing if something is wrong with that one alone: it is left where it lies, and the others
/// are shown. If the store does not answer, all of them stand.
fn of_one<T>(found: Result<T, ActError>) -> Result<Option<T>, ActError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error @ (ActError::Busy | ActError::Store(_))) => Err(error),
        Err(error) => {
            log::worker_failed("mailbox", &error);
            Ok(None)
        }
    }
}

async fn found(node: &Node, reader: &NodeId, env_id: &str) -> Result<Found, ActError> {
    if let Some(relayed) = crate::relay::row(node, env_id).await? {
        let item = crate::relay::item(node, reader, env_id, &relayed).await?;
        return Ok(item.map_or(Found::Gone, Found::Item));
    }
    let Some((row, parcel, waits)) = waiting(node, env_id).await? else { return Ok(Found::Gone) };
    // Whatever holds one: it gets a new place when it is free.
    if row.peer != reader.as_str() || !waits || matches!(row.state, OutboxState::Held { .. }) {
        return Ok(Found::Gone);
    }
    // At its next look the deliverer says on its row what holds it, or seals it anew, since nobody takes it under an ended key.
    if crate::gate::hold(node, &parcel).await?.is_some() || is_under_ended_key(node, &parcel).await
    {
        return Ok(Found::Held(Box::new(row)));
    }
    let Some(sealed) = &parcel.envelope else { return Ok(Found::Gone) };
    let Some(envelope) = node.raw_row(view::ENVELOPE, env_id).await? else {
        return Ok(Found::Gone);
    };
    let anchor = node.anchor_for(reader, event_id(&sealed.send_event)?).await?;
    let anchor = anchor.and_then(|anchor| anchor.to_bytes().ok());
    Ok(Found::Item(Item::Delivery(Delivery { envelope, anchor }.to_bytes())))
}

/// The row of an envelope with what it carries, and whether it is still to be fetched.
async fn waiting(node: &Node, env_id: &str) -> Result<Option<(OutboxRow, Parcel, bool)>, ActError> {
    let Some(row) = node.outbox_row_of(env_id).await? else { return Ok(None) };
    let parcel: Parcel = decode(&row.payload)?;
    let waits =
        still_waits(&row.state, &parcel, env_id) && !is_answered(node, &parcel, env_id).await?;
    Ok(Some((row, parcel, waits)))
}

/// Takes away what is kept for nobody any more: letters that ended by another road, and those of nodes that fetch no longer.
/// Returns how many.
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn sweep(node: &Node) -> Result<usize, ActError> {
    let rows: Vec<(String, Kept)> = node.rows(view::MAILBOX, "").await?;
    let mut by_reader: BTreeMap<NodeId, Making> = BTreeMap::new();
    let mut n_gone = 0;
    for (key, kept) in rows {
        let damaged = || ActError::Corrupt("row mailbox".to_owned());
        let (reader, env_id) = key.split_once(':').ok_or_else(damaged)?;
        let reader = NodeId::parse(reader).map_err(|_| damaged())?;
        let relayed = of_one(crate::relay::row(node, env_id).await)?;
        if let Some(Some(relayed)) = &relayed
            && relayed.is_shown(node, &reader)
            && node.fetches(&reader)
        {
            continue;
        }
        let Some(found) = of_one(waiting(node, env_id).await)? else { continue };
        let waits = found.filter(|(_, _, waits)| *waits).map(|(row, ..)| row);
        if waits.is_some() && node.fetches(&reader) {
            continue;
        }
        // A node that can be reached now gets its letters now.
        let is_queued = |row: &OutboxRow| matches!(row.state, OutboxState::Queued { .. });
        let goes = waits.filter(is_queued).map(Box::new);
        by_reader.entry(reader).or_default().away.push((key.clone(), kept, goes));
        n_gone += 1;
    }
    for (reader, making) in &by_reader {
        making.tidy(node, reader).await;
    }
    Ok(n_gone)
}
