//! Chunks for whoever fetches: made again from plaintext, key and salt, as for a peer that is posted to.
//!
//! They are asked for one at a time and in their order, and whoever asks so has the stream go on where it stopped; who jumps
//! has it made from its beginning. For one reader a chunk is looked for at a time: whoever asks for many at once and drops them
//! has one stream read, not one for each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use axum::http::StatusCode;
use bytes::Bytes;
use domain::actor::NodeId;
use store::OutboxState;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::act::ActError;
use crate::dispatch::Parcel;
use crate::node::Node;
use crate::objects::{self, Chunks, Outgoing};
use crate::roads::lock;
use crate::rows::decode;
use crate::work::ladder::is_accepted;

/// Streams that wait for the next chunk to be asked for; each has a part of an exhibit and a chunk or two in memory.
const OPEN_MAX: usize = 4;
/// Streams of all readers in which somebody looks for a chunk now: one may have to be read from its beginning.
pub const MAKING_MAX: usize = 8;

/// A stream that goes on with its next chunk.
struct Open {
    env_id: String,
    object: u32,
    /// Which chunk of it comes next.
    next: usize,
    /// The one before, for a reader that did not get it whole.
    last: Bytes,
    chunks: Chunks,
    /// When it was put down, as a number that only grows.
    put: u64,
}

/// One open stream for a reader, of the few last readers.
pub(super) struct Shelf {
    open: BTreeMap<NodeId, Open>,
    /// Those for whom a chunk is looked for now.
    busy: BTreeSet<NodeId>,
    n_put: u64,
    making: Arc<Semaphore>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            open: BTreeMap::new(),
            busy: BTreeSet::new(),
            n_put: 0,
            making: Arc::new(Semaphore::new(MAKING_MAX)),
        }
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("open", &self.open.keys()).finish_non_exhaustive()
    }
}

impl Shelf {
    /// Puts a stream down. If there are too many, that which lies here longest goes.
    fn put(&mut self, reader: &NodeId, open: Open) {
        self.n_put = self.n_put.saturating_add(1);
        self.open.insert(reader.clone(), Open { put: self.n_put, ..open });
        let oldest = self.open.iter().min_by_key(|(_, open)| open.put).map(|(id, _)| id.clone());
        if let (true, Some(oldest)) = (self.open.len() > OPEN_MAX, oldest) {
            self.open.remove(&oldest);
        }
    }
}

/// The turn of a reader: one chunk is looked for at a time.
#[derive(Debug)]
pub(super) struct Making<'a> {
    node: &'a Node,
    reader: &'a NodeId,
    _of_all: OwnedSemaphorePermit,
}

impl<'a> Making<'a> {
    /// Nothing, if one is looked for already, or too many for others.
    pub(super) fn begin(node: &'a Node, reader: &'a NodeId) -> Option<Self> {
        let mut shelf = lock(&node.mailboxes.shelf);
        let of_all = shelf.making.clone().try_acquire_owned().ok()?;
        if !shelf.busy.insert(reader.clone()) {
            return None;
        }
        Some(Self { node, reader, _of_all: of_all })
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        lock(&self.node.mailboxes.shelf).busy.remove(self.reader);
    }
}

/// Why a chunk is not given out.
#[derive(Debug)]
pub enum NoChunk {
    /// Ours.
    Act(ActError),
    /// What the reader is told.
    Said(StatusCode, &'static str),
}

impl<E: Into<ActError>> From<E> for NoChunk {
    fn from(error: E) -> Self {
        Self::Act(error.into())
    }
}

/// A chunk of a letter that this reader has accepted, if it may leave now.
///
/// # Errors
/// [`NoChunk`].
pub async fn chunk(
    node: &Arc<Node>,
    reader: &NodeId,
    env_id: &str,
    id: &str,
) -> Result<Bytes, NoChunk> {
    // Whoever is no reader of this envelope learns no more than that it is none.
    let not_theirs = || NoChunk::Said(StatusCode::FORBIDDEN, "not-announced");
    let row = node.outbox_row_of(env_id).await?.filter(|row| row.peer == reader.as_str());
    let row = row.ok_or_else(not_theirs)?;
    let parcel: Parcel = decode(&row.payload)?;
    // What went again was consigned before, so its second acceptance ends its row while its chunks are still to be fetched.
    let is_over = match row.state {
        OutboxState::Accepted | OutboxState::Held { .. } | OutboxState::Queued { .. } => false,
        OutboxState::Done => !parcel.again,
        OutboxState::Expired
        | OutboxState::Failed
        | OutboxState::Superseded
        | OutboxState::Withdrawn => true,
    };
    if is_over || !is_accepted(node, env_id).await? {
        return Err(not_theirs());
    }
    if let Some(_reason) = crate::gate::hold(node, &parcel).await? {
        return Err(NoChunk::Said(StatusCode::SERVICE_UNAVAILABLE, "held"));
    }
    let of_letter = objects::outgoing(node, &parcel.letter).await?;
    let found = of_letter.iter().find_map(|object| Some((object, object.place_of(id)?)));
    let (object, at) = found.ok_or_else(not_theirs)?;
    let busy = || NoChunk::Said(StatusCode::SERVICE_UNAVAILABLE, "busy");
    let _making = Making::begin(node, reader).ok_or_else(busy)?;
    Ok(made(node, reader, env_id, object, at).await?)
}

/// The chunk at a place of an object's stream.
async fn made(
    node: &Arc<Node>,
    reader: &NodeId,
    env_id: &str,
    object: &Outgoing,
    at: usize,
) -> Result<Bytes, ActError> {
    let kept = lock(&node.mailboxes.shelf).open.remove(reader);
    let is_of = |open: &Open| open.env_id == env_id && open.object == object.n;
    // Behind the last one it stands at the next.
    let goes_on = |open: &Open| is_of(open) && open.next <= at.saturating_add(1);
    let mut open = match kept.filter(goes_on) {
        Some(open) => open,
        None => Open {
            env_id: env_id.to_owned(),
            object: object.n,
            next: 0,
            last: Bytes::new(),
            chunks: Chunks::of(node, object).await?,
            put: 0,
        },
    };
    while open.next <= at {
        let (_, bytes) = open.chunks.next().await?.ok_or_else(|| {
            ActError::Corrupt("the stored exhibit has fewer chunks than its letter".to_owned())
        })?;
        (open.next, open.last) = (open.next.saturating_add(1), bytes);
    }
    let bytes = open.last.clone();
    if open.next < object.n_chunks() {
        lock(&node.mailboxes.shelf).put(reader, open);
    }
    Ok(bytes)
}
