//! What is kept here for nodes that fetch (`docs/spec/mailbox.md`): a directory entry says `"mode":"pull"`, nobody connects to
//! such a node, and its letters lie here, sealed, until its signed receipt is here.
//!
//! A letter that is kept is still a row of the outbox, and waits there: whoever is told that a letter is late is told of these
//! too. What is written here is only the place of its envelope among those of its reader, lane by lane. Places are numbered in
//! the order of commits, so a reader that says how far it is misses nothing that is placed later. Reading deletes nothing.
//!
//! Not here: the bytes of a page (`wire::mailbox`), who fetches from others (`work::fetch`), receipts (`peer::acknowledged`).
//! Not trusted: the reader. At most it holds its own polls and pages, of which there is a limit; it names no letter but its own.
//!
//! Tables: mailbox, mailbox-next, outbox.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex};

use domain::actor::NodeId;
use serde::{Deserialize, Serialize};
use store::OutboxState;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use wire::roster::Mode;

use crate::act::{ActError, Tx, act};
use crate::dispatch::Parcel;
use crate::log;
use crate::mailbox::page::Lanes;
use crate::node::Node;
use crate::roads::lock;
use crate::rows::view;
use crate::work::deliver::{BULK, Letter, settle};
use crate::work::ladder::is_accepted;

pub mod chunk;
pub mod page;
#[cfg(test)]
pub(crate) mod tests;

/// A letter that is kept is looked at again after so long, and each time after twice as long. It gets a new place then: a reader
/// that took it and did not come to accept it is shown it once more.
const AGAIN_MS: i64 = 15 * 60 * 1000;
/// And at least so often.
const AGAIN_MAX_MS: i64 = 6 * 60 * 60 * 1000;
/// The code in a row whose letter lies here for its reader.
pub const KEPT: &str = "kept-for-reader";

/// Polls of one reader that wait or are answered at once: two of a program that runs, two of one that was cut off before.
pub const POLLS_PER_READER_MAX: usize = 4;
/// Polls of all readers. One that waits costs a timer and no connection to the database.
pub const POLLS_MAX: usize = 1_024;
/// Pages of all readers that are made or are on their way at once: each has less than four mebibytes.
pub const PAGES_MAX: usize = 32;
/// Beside them, for polls of what is urgent alone.
pub const FIRST_PAGES_MAX: usize = 16;

/// Where an envelope lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its lane.
    pub lane: u8,
    /// Its number there.
    pub number: u64,
}

/// How far a lane of a reader is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The number that is given out next.
    pub number: u64,
    /// All that went away has a smaller number: a reader that is not so far cannot know what it missed.
    pub gone_below: u64,
}

/// Key of an envelope in the mailbox.
pub(crate) fn key_of(reader: &NodeId, env_id: &str) -> String {
    format!("{reader}:{env_id}")
}

/// Key of what is kept in one lane, and how its places begin.
fn lane_key(reader: &NodeId, lane: u8) -> String {
    format!("{reader}:{lane}")
}

/// Its place in the order of its lane.
fn place_of(reader: &NodeId, kept: &Kept) -> String {
    format!("{}:{:020}", lane_key(reader, kept.lane), kept.number)
}

impl Node {
    /// Whether letters for a node are kept until it fetches them: the directory says so.
    #[must_use]
    pub fn fetches(&self, peer: &NodeId) -> bool {
        self.roster().node(peer).is_some_and(|(_, entry)| entry.speaks.mode == Mode::Pull)
    }
}

/// Keeps sealed letters for their reader, in one act. What the reader has accepted already only waits for its statement.
///
/// # Errors
/// If the act fails; then nothing of it is kept.
pub(crate) async fn keep(
    node: &Node,
    reader: &NodeId,
    letters: &[&Letter],
) -> Result<(), ActError> {
    act!(node, "keep_letters", None, |tx| {
        let mut lanes: BTreeMap<u8, (Option<Next>, Next)> = BTreeMap::new();
        for letter in letters {
            let lane = letter.row.lane.min(BULK);
            let (_, next) = match lanes.entry(lane) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    let key = lane_key(reader, lane);
                    let held = node.row::<Next>(view::MAILBOX_NEXT, &key).await?;
                    place.insert((held.clone(), held.unwrap_or_default()))
                }
            };
            keep_one(tx, reader, letter, lane, next).await?;
        }
        for (lane, (held, next)) in &lanes {
            tx.swap(view::MAILBOX_NEXT, &lane_key(reader, *lane), held.as_ref(), next);
        }
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(reader);
    Ok(())
}

/// Gives letters a place before other roads are tried for them: their reader waits for none of those. Best effort: whoever keeps
/// them afterwards gives them a place too.
pub(crate) async fn place_all(node: &Node, reader: &NodeId, letters: &[Letter]) {
    for letter in letters {
        match place_letter(node, reader, letter).await {
            Ok(()) => {}
            Err(error) => log::worker_failed("mailbox", &error),
        }
    }
}

async fn place_letter(node: &Node, reader: &NodeId, letter: &Letter) -> Result<(), ActError> {
    let Letter { row, parcel } = letter;
    let Some(sealed) = &parcel.envelope else { return Ok(()) };
    let held = node.row::<Kept>(view::MAILBOX, &key_of(reader, &sealed.env_id)).await?;
    if held.is_some() || is_answered(node, parcel, &sealed.env_id).await? {
        return Ok(());
    }
    act!(node, "keep_letters", None, |tx| {
        place(tx, reader, &sealed.env_id, row.lane.min(BULK)).await?;
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(reader);
    Ok(())
}

async fn keep_one(
    tx: &mut Tx<'_>,
    reader: &NodeId,
    letter: &Letter,
    lane: u8,
    next: &mut Next,
) -> Result<(), ActError> {
    let Letter { row, parcel } = letter;
    let damaged = || ActError::Corrupt("row outbox".to_owned());
    let env_id = &parcel.envelope.as_ref().ok_or_else(damaged)?.env_id;
    if !is_answered(tx.node, parcel, env_id).await? {
        lay(tx, reader, env_id, lane, next);
    }
    let wait = AGAIN_MS.checked_shl(row.attempts.min(16)).unwrap_or(AGAIN_MAX_MS).min(AGAIN_MAX_MS);
    let now_ms = tx.now.as_millisecond();
    let mut due_ms = now_ms.saturating_add(wait);
    // At half of its time it also goes to the relays of its reader, if there are any.
    let half = row.deliver_by_ms.saturating_sub(row.queued_at_ms) / 2;
    let half_ms = row.queued_at_ms.saturating_add(half);
    if half_ms > now_ms && !tx.node.relays_of(reader).is_empty() {
        due_ms = due_ms.min(half_ms);
    }
    let attempts = row.attempts.saturating_add(1);
    let row = store::OutboxRow { attempts, ..row.clone() };
    let state = OutboxState::Queued { due_ms };
    tx.outbox.push(settle(&row, state, Some(KEPT.to_owned()), Some(parcel)));
    Ok(())
}

/// Gives something that lies here for others a place for its reader.
///
/// # Errors
/// If the store fails.
pub(crate) async fn place(
    tx: &mut Tx<'_>,
    reader: &NodeId,
    env_id: &str,
    lane: u8,
) -> Result<(), ActError> {
    let key = lane_key(reader, lane);
    // As this act leaves it so far: what went away for the same reader in it counts too.
    let held = tx.row::<Next>(view::MAILBOX_NEXT, &key).await?;
    let mut next = held.clone().unwrap_or_default();
    lay(tx, reader, env_id, lane, &mut next);
    tx.swap(view::MAILBOX_NEXT, &key, held.as_ref(), &next);
    Ok(())
}

/// The next place of a lane.
fn lay(tx: &mut Tx<'_>, reader: &NodeId, env_id: &str, lane: u8, next: &mut Next) {
    let kept = Kept { lane, number: next.number };
    next.number = next.number.saturating_add(1);
    tx.put(view::MAILBOX, &key_of(reader, env_id), &place_of(reader, &kept), &kept);
}

/// The reader has these: what lay here for it is gone, and a reader that does not know that it has them must compare.
///
/// # Errors
/// If the store fails.
pub(crate) async fn acknowledged(
    tx: &mut Tx<'_>,
    reader: &NodeId,
    env_ids: &[String],
) -> Result<(), ActError> {
    let mut gone = Vec::new();
    for env_id in env_ids {
        let key = key_of(reader, env_id);
        if let Some(kept) = tx.node.row::<Kept>(view::MAILBOX, &key).await? {
            tx.delete(view::MAILBOX, &key);
            gone.push(kept);
        }
    }
    gone_for(tx, reader, &gone).await
}

/// Says of each lane up to where something went away.
async fn gone_for(tx: &mut Tx<'_>, reader: &NodeId, gone: &[Kept]) -> Result<(), ActError> {
    let mut below: BTreeMap<u8, u64> = BTreeMap::new();
    for kept in gone {
        let of_lane = below.entry(kept.lane).or_default();
        *of_lane = (*of_lane).max(kept.number.saturating_add(1));
    }
    for (lane, below) in below {
        let key = lane_key(reader, lane);
        let held = tx.row::<Next>(view::MAILBOX_NEXT, &key).await?;
        let mut next = held.clone().unwrap_or_default();
        if next.gone_below < below {
            next.gone_below = below;
            tx.swap(view::MAILBOX_NEXT, &key, held.as_ref(), &next);
        }
    }
    Ok(())
}

/// Whether a row is still to be fetched under this envelope.
fn still_waits(state: &OutboxState, parcel: &Parcel, env_id: &str) -> bool {
    let is_same = parcel.envelope.as_ref().is_some_and(|sealed| sealed.env_id == env_id);
    match state {
        OutboxState::Held { .. } | OutboxState::Queued { .. } => is_same,
        OutboxState::Accepted
        | OutboxState::Done
        | OutboxState::Expired
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => false,
    }
}

/// Whether the acceptance that a row waits for is on record. The first one of an envelope stays there for good; what goes again
/// goes because its reader has lost what it accepted then, and waits for another one.
///
/// # Errors
/// If the store fails.
pub(crate) async fn is_answered(
    node: &Node,
    parcel: &Parcel,
    env_id: &str,
) -> Result<bool, ActError> {
    if parcel.again { Ok(parcel.delivered) } else { is_accepted(node, env_id).await }
}

/// The readers: who waits, and how many pages are on their way. There are never more of them than nodes in the directory.
#[derive(Debug)]
pub struct Mailboxes {
    readers: Mutex<BTreeMap<NodeId, Reader>>,
    polls: Arc<Semaphore>,
    pages: Arc<Semaphore>,
    first_pages: Arc<Semaphore>,
    shelf: Mutex<chunk::Shelf>,
}

#[derive(Debug)]
struct Reader {
    /// How often something was laid down for it.
    laid: watch::Sender<u64>,
    polls: Arc<Semaphore>,
}

impl Default for Mailboxes {
    fn default() -> Self {
        Self {
            readers: Mutex::default(),
            polls: Arc::new(Semaphore::new(POLLS_MAX)),
            pages: Arc::new(Semaphore::new(PAGES_MAX)),
            first_pages: Arc::new(Semaphore::new(FIRST_PAGES_MAX)),
            shelf: Mutex::default(),
        }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self { laid: watch::Sender::new(0), polls: Arc::new(Semaphore::new(POLLS_PER_READER_MAX)) }
    }
}

/// A poll that was let in, as long as it is answered and its answer is on its way.
#[derive(Debug)]
pub(crate) struct Poll {
    laid: watch::Receiver<u64>,
    _of_reader: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl Poll {
    /// Returns when something was laid down since the last call.
    pub(crate) async fn laid(&mut self) {
        // The sender lives as long as the node does.
        let _seen = self.laid.changed().await.is_ok();
    }

    /// What was laid down until now is seen.
    pub(crate) fn look(&mut self) {
        _ = *self.laid.borrow_and_update();
    }
}

impl Mailboxes {
    /// Something was laid down for a reader.
    pub(crate) fn wake(&self, reader: &NodeId) {
        let mut readers = lock(&self.readers);
        readers.entry(reader.clone()).or_default().laid.send_modify(|n| *n = n.wrapping_add(1));
    }

    /// Lets a poll in; nothing if the reader, or all of them, have too many.
    pub(crate) fn poll(&self, reader: &NodeId) -> Option<Poll> {
        let (laid, of_reader) = {
            let mut readers = lock(&self.readers);
            let reader = readers.entry(reader.clone()).or_default();
            (reader.laid.subscribe(), reader.polls.clone())
        };
        Some(Poll {
            laid,
            _of_reader: of_reader.try_acquire_owned().ok()?,
            _of_all: self.polls.clone().try_acquire_owned().ok()?,
        })
    }

    /// A place for a page that is made and then on its way; nothing if all are taken.
    pub(crate) fn carry(&self, lanes: Lanes) -> Option<OwnedSemaphorePermit> {
        let pages = if lanes.to <= Lanes::FIRST.to { &self.first_pages } else { &self.pages };
        pages.clone().try_acquire_owned().ok()
    }

    /// How many polls are open.
    #[must_use]
    pub fn n_polls(&self) -> u64 {
        POLLS_MAX.saturating_sub(self.polls.available_permits()) as u64
    }
}
