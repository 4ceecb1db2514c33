//! A page of what is kept for a reader: the most urgent first, from where it says it is.

use std::collections::BTreeMap;

use domain::actor::NodeId;
use seal::envelope::Delivery;
use store::{OutboxChange, OutboxRow, OutboxState, RowQuery, StoreError};
use wire::mailbox::{Cursor, ITEMS_MAX, Item, LANES, Page};

use super::{Kept, Next, gone_for, key_of, lane_key, place_of, still_waits};
use crate::act::{ActError, act};
use crate::dispatch::Parcel;
use crate::node::Node;
use crate::peer::door::event_id;
use crate::rows::{decode, view};
use crate::work::deliver::is_under_ended_key;
use crate::work::ladder::is_accepted;

/// A page is full at this size: with one more delivery it has less than four mebibytes, which a road of 64 KiB in a second
/// carries in a minute. A reader takes twice as much.
const FULL_BYTES: usize = 2 << 20;

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
    Item(Vec<u8>),
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
            continue;
        }
        let (read, is_full) = making.lane(node, reader, lane, *next).await?;
        more = is_full;
        *next = if is_full { read } else { read.max(held.number) };
    }
    making.tidy(node, reader).await?;
    let items = making.items.into_iter().map(Item::Delivery).collect();
    Ok(Page { cursor: cursor.text(reader.as_str()), gap, more, items })
}

#[derive(Default)]
struct Making {
    items: Vec<Vec<u8>>,
    n_bytes: usize,
    /// What does not belong here any more, and rows that may not leave now.
    away: Vec<(String, Kept, Option<Box<OutboxRow>>)>,
}

impl Making {
    const fn is_full(&self) -> bool {
        self.items.len() >= ITEMS_MAX || self.n_bytes >= FULL_BYTES
    }

    /// Reads a lane from a number on. The first number that was not read, and whether the page is full.
    async fn lane(
        &mut self,
        node: &Node,
        reader: &NodeId,
        lane: u8,
        from: u64,
    ) -> Result<(u64, bool), ActError> {
        let mut query = RowQuery {
            from_sort: Some(place_of(reader, &Kept { lane, number: from })),
            to_sort: Some(format!("{}:~", lane_key(reader, lane))),
            ..RowQuery::view(view::MAILBOX, u32::try_from(ITEMS_MAX).unwrap_or(u32::MAX))
        };
        let mut read = from;
        loop {
            let rows = node.store.rows(query.clone()).await?;
            for row in &rows {
                let kept: Kept = decode(&row.body)?;
                if self.is_full() {
                    return Ok((kept.number, true));
                }
                read = kept.number.saturating_add(1);
                let env_id = row.key.strip_prefix(&key_of(reader, "")).unwrap_or_default();
                match found(node, reader, env_id).await? {
                    Found::Item(bytes) => {
                        self.n_bytes = self.n_bytes.saturating_add(bytes.len());
                        self.items.push(bytes);
                    }
                    Found::Gone => self.away.push((row.key.clone(), kept, None)),
                    Found::Held(held) => self.away.push((row.key.clone(), kept, Some(held))),
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
    /// gives it a new place when it may.
    async fn tidy(&self, node: &Node, reader: &NodeId) -> Result<(), ActError> {
        if self.away.is_empty() {
            return Ok(());
        }
        let tidied = act!(node, "drop_kept", None, |tx| {
            let mut gone = Vec::new();
            for (key, kept, held) in &self.away {
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
                    StoreError::Full
                    | StoreError::LeaseLost { .. }
                    | StoreError::OutboxEnded { .. },
                ),
            ) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

async fn found(node: &Node, reader: &NodeId, env_id: &str) -> Result<Found, ActError> {
    let Some(row) = node.outbox_row_of(env_id).await? else { return Ok(Found::Gone) };
    let parcel: Parcel = decode(&row.payload)?;
    let is_theirs = row.peer == reader.as_str();
    if !is_theirs || !still_waits(&row.state, &parcel, env_id) || is_accepted(node, env_id).await? {
        return Ok(Found::Gone);
    }
    if crate::gate::hold(node, &parcel).await?.is_some() {
        // Its row says it already, or says it at the deliverer's next look.
        let says = matches!(row.state, OutboxState::Held { .. });
        return Ok(if says { Found::Gone } else { Found::Held(Box::new(row)) });
    }
    if is_under_ended_key(node, &parcel).await {
        // Nobody takes it under this key: the deliverer seals it anew.
        return Ok(Found::Held(Box::new(row)));
    }
    let Some(sealed) = &parcel.envelope else { return Ok(Found::Gone) };
    let Some(envelope) = node.raw_row(view::ENVELOPE, env_id).await? else {
        return Ok(Found::Gone);
    };
    let anchor = node.anchor_for(reader, event_id(&sealed.send_event)?).await?;
    let anchor = anchor.and_then(|anchor| anchor.to_bytes().ok());
    Ok(Found::Item(Delivery { envelope, anchor }.to_bytes()))
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
        let row = node.outbox_row_of(env_id).await?;
        let parcel = row.as_ref().map(|row| decode::<Parcel>(&row.payload)).transpose()?;
        let waits = match (&row, &parcel) {
            (Some(row), Some(parcel)) => {
                still_waits(&row.state, parcel, env_id) && !is_accepted(node, env_id).await?
            }
            (None, _) | (_, None) => false,
        };
        let fetches = node.fetches(&reader);
        if waits && fetches {
            continue;
        }
        // A node that can be reached now gets its letters now.
        let is_queued = |row: &OutboxRow| matches!(row.state, OutboxState::Queued { .. });
        let goes = row.filter(|row| waits && is_queued(row)).map(Box::new);
        by_reader.entry(reader).or_default().away.push((key.clone(), kept, goes));
        n_gone += 1;
    }
    for (reader, making) in &by_reader {
        making.tidy(node, reader).await?;
    }
    Ok(n_gone)
}
