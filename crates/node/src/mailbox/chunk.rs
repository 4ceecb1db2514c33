//! Chunks for whoever fetches: made again from plaintext, key and salt, as for a peer that is posted to.
//!
//! They are asked for one at a time and in their order, and whoever asks so has the stream go on where it stopped; who jumps
//! has it made from its beginning.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use axum::http::StatusCode;
use bytes::Bytes;
use domain::actor::NodeId;

use crate::act::ActError;
use crate::dispatch::Parcel;
use crate::node::Node;
use crate::objects::{self, Chunks, Outgoing};
use crate::roads::lock;
use crate::rows::decode;
use crate::work::ladder::is_accepted;

/// Streams that are open for readers at once; each has a part of an exhibit and a chunk in memory.
const OPEN_MAX: usize = 4;

/// A stream that goes on with its next chunk.
struct Open {
    env_id: String,
    object: u32,
    /// Which chunk of it comes next.
    next: usize,
    chunks: Chunks,
}

/// One open stream for a reader, of the few last readers.
#[derive(Default)]
pub(super) struct Shelf(BTreeMap<NodeId, Open>);

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("open", &self.0.keys()).finish_non_exhaustive()
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
    let row = row.filter(|row| !row.state.is_end()).ok_or_else(not_theirs)?;
    let parcel: Parcel = decode(&row.payload)?;
    if !is_accepted(node, env_id).await? {
        return Err(not_theirs());
    }
    if let Some(_reason) = crate::gate::hold(node, &parcel).await? {
        return Err(NoChunk::Said(StatusCode::SERVICE_UNAVAILABLE, "held"));
    }
    let of_letter = objects::outgoing(node, &parcel.letter).await?;
    let found = of_letter.iter().find_map(|object| Some((object, object.place_of(id)?)));
    let (object, at) = found.ok_or_else(not_theirs)?;
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
    let kept = lock(&node.mailboxes.shelf).0.remove(reader);
    let goes_on = |open: &Open| open.env_id == env_id && open.object == object.n && open.next <= at;
    let mut open = match kept.filter(goes_on) {
        Some(open) => open,
        None => Open {
            env_id: env_id.to_owned(),
            object: object.n,
            next: 0,
            chunks: Chunks::of(node, object).await?,
        },
    };
    loop {
        let (_, bytes) = open.chunks.next().await?.ok_or_else(|| {
            ActError::Corrupt("the stored exhibit has fewer chunks than its letter".to_owned())
        })?;
        open.next = open.next.saturating_add(1);
        if open.next <= at {
            continue;
        }
        if open.next < object.n_chunks() {
            let mut shelf = lock(&node.mailboxes.shelf);
            shelf.0.insert(reader.clone(), open);
            let other = shelf.0.keys().find(|other| *other != reader).cloned();
            if let (true, Some(other)) = (shelf.0.len() > OPEN_MAX, other) {
                shelf.0.remove(&other);
            }
        }
        return Ok(bytes);
    }
}
