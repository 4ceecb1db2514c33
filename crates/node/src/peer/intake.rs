//! What one peer may have in our memory: bodies are taken in whole, and counted before their first byte is read.
//!
//! Letters and chunks are counted apart, so that a letter with a deadline does not wait behind evidence. A body counts
//! with the length it declares, and may not become longer.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, StatusCode};
use bytes::{Buf as _, Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use seal::chunk::TRANSFER_CHUNK_BYTES;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Duration, timeout};

use super::routes::problem;

/// What a disk wants the memory of what it writes to be a multiple of.
const PAGE_BYTES: usize = 4096;
/// The unit in which bytes are counted.
const PIECE_BYTES: u64 = 1 << 10;
/// Largest body that is not a chunk: a delivery is the largest.
const LETTER_BYTES_MAX: u64 = seal::envelope::DELIVERY_BYTES_MAX as u64;
/// All letters of one peer that are being taken in: three of the largest, hundreds of usual ones.
const LETTERS_BYTES_MAX: u64 = 4 << 20;
/// All chunks of one peer that are being taken in: four.
const CHUNKS_BYTES_MAX: u64 = 4 * TRANSFER_CHUNK_BYTES;
/// Letters and questions of one peer that are under way at once, and as many chunks.
const AT_ONCE_MAX: usize = 64;
/// A request waits this long for room, then it is told to come again.
const ROOM_WITHIN: Duration = Duration::from_secs(5);
/// Between two pieces of a body (exchange page, section on HTTP).
const PIECE_WITHIN: Duration = Duration::from_secs(30);
/// After the first 30 s a body comes at least this fast, so 4 MiB have 286 s.
const BYTES_PER_S_MIN: u64 = 16 << 10;

/// The share of one peer.
#[derive(Debug)]
pub(super) struct Intake {
    letters: Share,
    chunks: Share,
}

/// How many there may be, and how many bytes of them.
#[derive(Debug)]
struct Share {
    places: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

/// What a request has of the share until it is answered.
#[derive(Debug)]
pub(super) struct Taken {
    _place: OwnedSemaphorePermit,
    _room: OwnedSemaphorePermit,
}

impl Default for Intake {
    fn default() -> Self {
        let share = |bytes| Share {
            places: Arc::new(Semaphore::new(AT_ONCE_MAX)),
            room: Arc::new(Semaphore::new(pieces(bytes) as usize)),
        };
        Self { letters: share(LETTERS_BYTES_MAX), chunks: share(CHUNKS_BYTES_MAX) }
    }
}

impl Intake {
    /// The request with its whole body, and what it takes of the share while it is answered.
    pub(super) async fn take(
        &self,
        request: hyper::Request<Incoming>,
    ) -> Result<(Request, Taken), Response<Body>> {
        let is_chunk = request.uri().path().starts_with("/cx/1/chunks/");
        let (share, bytes_max) = if is_chunk {
            (&self.chunks, TRANSFER_CHUNK_BYTES)
        } else {
            (&self.letters, LETTER_BYTES_MAX)
        };
        let (parts, body) = request.into_parts();
        // A body that does not say how long it is counts as the longest one.
        let len = body.size_hint().exact().unwrap_or(bytes_max);
        if len > bytes_max {
            return Err(problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        }
        let Ok(place) = share.places.clone().try_acquire_owned() else {
            return Err(problem(StatusCode::SERVICE_UNAVAILABLE, "busy"));
        };
        let asked = share.room.clone().acquire_many_owned(pieces(len));
        let Ok(Ok(room)) = timeout(ROOM_WITHIN, asked).await else {
            return Err(problem(StatusCode::TOO_MANY_REQUESTS, "slow-down"));
        };
        let whole_within = PIECE_WITHIN + Duration::from_secs(len.div_ceil(BYTES_PER_S_MIN));
        match timeout(whole_within, read(body, len)).await {
            Ok(Ok(bytes)) => {
                let request = Request::from_parts(parts, Body::from(bytes));
                Ok((request, Taken { _place: place, _room: room }))
            }
            Ok(Err(refused)) => Err(refused),
            Err(_) => Err(problem(StatusCode::REQUEST_TIMEOUT, "too-slow")),
        }
    }
}

fn pieces(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(PIECE_BYTES)).unwrap_or(u32::MAX)
}

/// The body, which has at most `len` bytes. It begins at a page, so that a disk takes it from where it is.
async fn read(mut body: Incoming, len: u64) -> Result<Bytes, Response<Body>> {
    let len_max = usize::try_from(len).unwrap_or_default();
    let mut whole = BytesMut::with_capacity(len_max + PAGE_BYTES);
    let n_before = whole.as_ptr().align_offset(PAGE_BYTES).min(PAGE_BYTES);
    whole.resize(n_before, 0);
    whole.advance(n_before);
    loop {
        let Ok(frame) = timeout(PIECE_WITHIN, body.frame()).await else {
            return Err(problem(StatusCode::REQUEST_TIMEOUT, "too-slow"));
        };
        let Some(frame) = frame else { return Ok(whole.freeze()) };
        let Ok(frame) = frame else { return Err(problem(StatusCode::BAD_REQUEST, "malformed")) };
        let Ok(data) = frame.into_data() else { continue };
        if (whole.len() as u64).saturating_add(data.len() as u64) > len {
            return Err(problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        }
        whole.extend_from_slice(&data);
    }
}
