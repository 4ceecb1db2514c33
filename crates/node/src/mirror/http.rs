//! The paths of a mirror over plain HTTP; TLS is brought by a proxy in front of it, which may also say who reads entries.
//!
//! Of an upload first the name of its log is read: only a log that the operator named has room, and each has its own. Then
//! it is read whole before it is looked at, up to its limit and at a least rate, and takes room as its bytes come: somebody
//! who says little holds up nobody. One upload of a log is checked after the other. Answers are counted until they are taken.
//! Bodies that are compressed are refused: nothing here inflates what a stranger sends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::routing::{get, post};
use seal::digest::Digest;
use seal::mirror::UPLOAD_BYTES_MAX;
use seal::tile::{Kind, Tile};
use seal::witness::{REQUEST_BYTES_MAX, Reply};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Duration, timeout};

use super::pace::{ROOM_BYTES, Reading, answer};
use super::{Mirror, Said};
use crate::log;
use crate::peer::routes::{Step, witness_reply};
use crate::witness::WitnessError;
use crate::witness::http::REQUESTS_MAX;

/// Uploads of which the first bytes are read at once, for five seconds at most and a frame each.
const HEADS_MAX: usize = 256;
/// Uploads of one log that are read at once. Whoever stalls holds a place and hardly a byte, and not for long.
const READERS_MAX: usize = 64;
/// What all of them may hold: two of the longest, for each log that the operator named.
const READ_BYTES_MAX: usize = 2 * UPLOAD_BYTES_MAX;
/// Who waits longer for an upload before it to be checked is told to come again.
const CHECK_WITHIN: Duration = Duration::from_secs(5);
/// The longest bundle, 256 × (2 + 65,535) bytes, in KiB.
const BUNDLE_KIB: u32 = 16_385;
/// A tile of hashes, 256 × 32 bytes, in KiB.
const TILE_KIB: u32 = 8;
/// What all answers that are under way may hold: four of the longest bundles, 64 MiB, or thousands of usual ones.
const ANSWERS_KIB: u32 = 4 * BUNDLE_KIB;
/// Who waits longer for room for an answer is told to come again.
const ROOM_WITHIN: Duration = Duration::from_secs(5);

/// A mirror and the room for those who ask it.
#[derive(Debug)]
struct Door {
    mirror: Mirror,
    room: Arc<Semaphore>,
    heads: Semaphore,
    /// For each named log that somebody uploaded to.
    uploads: Mutex<BTreeMap<String, Arc<Uploads>>>,
    answers: Arc<Semaphore>,
}

/// The room for uploads of one log.
#[derive(Debug)]
struct Uploads {
    readers: Semaphore,
    /// In pieces of [`ROOM_BYTES`].
    held: Arc<Semaphore>,
    /// One is checked at a time.
    check: Semaphore,
}

impl Uploads {
    fn new() -> Self {
        Self {
            readers: Semaphore::new(READERS_MAX),
            held: Arc::new(Semaphore::new(READ_BYTES_MAX.div_ceil(ROOM_BYTES))),
            check: Semaphore::new(1),
        }
    }
}

impl Door {
    fn of(mirror: Mirror) -> Self {
        let n_kib = usize::try_from(ANSWERS_KIB).unwrap_or(Semaphore::MAX_PERMITS);
        Self {
            mirror,
            room: Arc::new(Semaphore::new(REQUESTS_MAX)),
            heads: Semaphore::new(HEADS_MAX),
            uploads: Mutex::default(),
            answers: Arc::new(Semaphore::new(n_kib)),
        }
    }

    fn uploads_of(&self, origin: &str) -> Arc<Uploads> {
        let mut uploads = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        uploads.entry(origin.to_owned()).or_insert_with(|| Arc::new(Uploads::new())).clone()
    }

    /// Room in memory for an answer that is not read yet.
    async fn answers(&self, n_kib: u32) -> Option<OwnedSemaphorePermit> {
        let room = self.answers.clone().acquire_many_owned(n_kib);
        timeout(ROOM_WITHIN, room).await.ok()?.ok()
    }
}

/// The submission prefix is `/mirror/1`, the monitoring prefix `/mirror/1/m`.
pub fn router(mirror: Mirror) -> Router {
    Router::new()
        .route("/mirror/1/add-checkpoint", post(add_checkpoint))
        .route("/mirror/1/add-entries", post(add_entries))
        .route("/mirror/1/m/{origin}/checkpoint", get(served))
        .route("/mirror/1/m/{origin}/{*tile}", get(tile))
        .with_state(Arc::new(Door::of(mirror)))
}

/// Where readers find the checkpoint of a log.
pub(crate) fn served_path(origin_hash: Digest) -> String {
    format!("/mirror/1/m/{}/checkpoint", origin_hash.hex())
}

fn is_compressed(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity")
}

async fn add_checkpoint(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    if is_compressed(&headers) {
        return witness_reply(Reply::bare(415));
    }
    let Ok(_room) = door.room.try_acquire() else { return witness_reply(Reply::unavailable()) };
    let body = match Reading::of(body, REQUEST_BYTES_MAX) {
        Ok(reading) => reading.whole().await,
        Err(status) => Err(status),
    };
    witness_reply(match body {
        Ok(body) => door.mirror.add_checkpoint(&body.bytes).await,
        Err(status) => Reply::bare(status),
    })
}

async fn add_entries(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    if is_compressed(&headers) {
        return witness_reply(Reply::bare(415));
    }
    match upload(&door, body).await {
        Ok(said) => typed(said),
        Err(reply) => witness_reply(reply),
    }
}

async fn upload(door: &Door, body: Body) -> Result<Said, Reply> {
    let mut reading = Reading::of(body, UPLOAD_BYTES_MAX).map_err(Reply::bare)?;
    let origin = {
        let _head = door.heads.try_acquire().map_err(|_| Reply::unavailable())?;
        reading.origin().await.map_err(Reply::bare)?
    };
    if !door.mirror.is_named(&origin).await.map_err(|error| unavailable(&error))? {
        return Err(Reply::bare(404));
    }
    let uploads = door.uploads_of(&origin);
    let body = {
        let _reader = uploads.readers.try_acquire().map_err(|_| Reply::unavailable())?;
        let read = reading.within(uploads.held.clone()).whole().await;
        read.map_err(|status| match status {
            503 => Reply::unavailable(),
            status => Reply::bare(status),
        })?
    };
    let turn = timeout(CHECK_WITHIN, uploads.check.acquire()).await;
    let _turn = turn.ok().and_then(Result::ok).ok_or_else(Reply::unavailable)?;
    Ok(door.mirror.add_entries(&body.bytes).await)
}

fn typed(Said { reply, media_type }: Said) -> Response<Body> {
    let mut response = witness_reply(reply);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

async fn served(State(door): State<Arc<Door>>, Step(origin): Step<String>) -> Response<Body> {
    let Ok(origin_hash) = Digest::parse_hex(&origin) else {
        return witness_reply(Reply::bare(404));
    };
    let Ok(_room) = door.room.try_acquire() else { return witness_reply(Reply::unavailable()) };
    witness_reply(match door.mirror.served(origin_hash).await {
        Ok(Some(note)) => Reply { body: note, ..Reply::bare(200) },
        Ok(None) => Reply::bare(404),
        Err(error) => unavailable(&error),
    })
}

async fn tile(
    State(door): State<Arc<Door>>,
    Step((origin, path)): Step<(String, String)>,
) -> Response<Body> {
    let (Ok(origin_hash), Ok(tile)) = (Digest::parse_hex(&origin), Tile::parse(&path)) else {
        return witness_reply(Reply::bare(404));
    };
    let Ok(room) = door.room.clone().try_acquire_owned() else {
        return witness_reply(Reply::unavailable());
    };
    let n_kib = match tile.kind() {
        Kind::Entries => BUNDLE_KIB,
        Kind::Hashes(_) => TILE_KIB,
    };
    let Some(mut held) = door.answers(n_kib).await else {
        return witness_reply(Reply::unavailable());
    };
    match door.mirror.tile(origin_hash, tile).await {
        Ok(Some(bytes)) => {
            // What is known to be shorter gives back what it does not need.
            let needed = bytes.len().div_ceil(1 << 10);
            drop(held.split(held.num_permits().saturating_sub(needed)));
            let mut response = Response::new(answer(bytes, (room, held)));
            *response.status_mut() = StatusCode::OK;
            let media_type = HeaderValue::from_static("application/octet-stream");
            response.headers_mut().insert(CONTENT_TYPE, media_type);
            response
        }
        Ok(None) => witness_reply(Reply::bare(404)),
        Err(error) => witness_reply(unavailable(&error)),
    }
}

fn unavailable(error: &WitnessError) -> Reply {
    log::witnessing_failed(error.code());
    Reply::unavailable()
}
