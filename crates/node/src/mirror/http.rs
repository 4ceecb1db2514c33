//! The paths of a mirror over plain HTTP; TLS is brought by a proxy in front of it, which may also say who reads entries.
//!
//! An upload is read whole before it is looked at, up to its limit and within a time, and few at once. Bodies that are
//! compressed are refused: nothing here inflates what a stranger sends.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::routing::{get, post};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use seal::digest::Digest;
use seal::mirror::UPLOAD_BYTES_MAX;
use seal::tile::Tile;
use seal::witness::{REQUEST_BYTES_MAX, Reply};
use tokio::sync::Semaphore;
use tokio::time::{Duration, timeout};

use super::{Mirror, Said};
use crate::log;
use crate::peer::routes::{Step, witness_reply};
use crate::witness::WitnessError;
use crate::witness::http::{BODY_WITHIN, REQUESTS_MAX};

/// Uploads read and checked at once: 17 MiB each makes 68 MiB at most.
const UPLOADS_MAX: usize = 4;
/// An upload that is not here by then does not come.
const UPLOAD_WITHIN: Duration = Duration::from_secs(60);

/// A mirror and the room for those who ask it.
#[derive(Debug)]
struct Door {
    mirror: Mirror,
    room: Semaphore,
    uploads: Semaphore,
}

/// The submission prefix is `/mirror/1`, the monitoring prefix `/mirror/1/m`.
pub fn router(mirror: Mirror) -> Router {
    let (room, uploads) = (Semaphore::new(REQUESTS_MAX), Semaphore::new(UPLOADS_MAX));
    Router::new()
        .route("/mirror/1/add-checkpoint", post(add_checkpoint))
        .route("/mirror/1/add-entries", post(add_entries))
        .route("/mirror/1/m/{origin}/checkpoint", get(served))
        .route("/mirror/1/m/{origin}/{*tile}", get(tile))
        .with_state(Arc::new(Door { mirror, room, uploads }))
}

/// Where readers find the checkpoint of a log.
pub(crate) fn served_path(origin_hash: Digest) -> String {
    format!("/mirror/1/m/{}/checkpoint", origin_hash.hex())
}

/// A body, or the status that says why it was not read.
async fn read(body: Body, bytes_max: usize, within: Duration) -> Result<bytes::Bytes, u16> {
    match timeout(within, Limited::new(body, bytes_max).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(413),
        Ok(Err(_)) => Err(400),
        Err(_) => Err(408),
    }
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
    witness_reply(match read(body, REQUEST_BYTES_MAX, BODY_WITHIN).await {
        Ok(body) => door.mirror.add_checkpoint(&body).await,
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
    let Ok(_room) = door.uploads.try_acquire() else { return witness_reply(Reply::unavailable()) };
    match read(body, UPLOAD_BYTES_MAX, UPLOAD_WITHIN).await {
        Ok(body) => typed(door.mirror.add_entries(&body).await),
        Err(status) => witness_reply(Reply::bare(status)),
    }
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
    let Ok(_room) = door.room.try_acquire() else { return witness_reply(Reply::unavailable()) };
    match door.mirror.tile(origin_hash, tile).await {
        Ok(Some(bytes)) => {
            let mut response = Response::new(Body::from(bytes));
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
