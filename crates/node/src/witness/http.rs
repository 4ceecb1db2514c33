//! The two paths of a witness over plain HTTP; TLS is brought by a proxy in front of it.
//!
//! Nothing here is secret and every answer is signed, so who listens on the way learns and changes nothing. A body is
//! read up to its limit and within a time, and so many at once; beyond, the asker is told to come again.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use axum::routing::{get, post};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use seal::digest::Digest;
use seal::witness::{REQUEST_BYTES_MAX, Reply};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{Duration, timeout};

use super::{Witness, WitnessError};
use crate::log;
use crate::peer::routes::{Step, witness_reply};

/// Requests read and judged at once: a quarter of a mebibyte each makes 64 MiB at most.
pub(crate) const REQUESTS_MAX: usize = 256;
/// A body that is not here by then does not come.
pub(crate) const BODY_WITHIN: Duration = Duration::from_secs(20);

/// A witness and the room for those who ask it.
#[derive(Debug)]
struct Door {
    witness: Witness,
    room: Semaphore,
}

/// The submission prefix is `/witness/1`, the monitoring prefix `/witness/1/m`.
pub fn router(witness: Witness) -> Router {
    let door = Arc::new(Door { witness, room: Semaphore::new(REQUESTS_MAX) });
    Router::new()
        .route("/witness/1/add-checkpoint", post(add_checkpoint))
        .route("/witness/1/m/{origin}/checkpoint", get(monitored))
        .with_state(door)
}

/// Where monitors find the checkpoint of a log.
pub(super) fn monitored_path(origin_hash: Digest) -> String {
    format!("/witness/1/m/{}/checkpoint", origin_hash.hex())
}

/// Listens, so that whoever started the witness can say where.
///
/// # Errors
/// If the address cannot be had.
pub async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), WitnessError> {
    let failed = |source| WitnessError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

/// Serves until the future is dropped or the listener fails.
///
/// # Errors
/// What the listener failed with.
pub async fn serve(
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
) -> Result<(), WitnessError> {
    let served = axum::serve(listener, router).await;
    served.map_err(|source| WitnessError::Listen { address, source })
}

async fn add_checkpoint(State(door): State<Arc<Door>>, body: Body) -> Response<Body> {
    let Ok(_room) = door.room.try_acquire() else { return witness_reply(Reply::unavailable()) };
    let read = timeout(BODY_WITHIN, Limited::new(body, REQUEST_BYTES_MAX).collect()).await;
    let reply = match read {
        Ok(Ok(body)) => door.witness.add_checkpoint(&body.to_bytes()).await,
        Ok(Err(error)) if error.is::<LengthLimitError>() => Reply::bare(413),
        Ok(Err(_)) => Reply::bare(400),
        Err(_) => Reply::bare(408),
    };
    witness_reply(reply)
}

async fn monitored(State(door): State<Arc<Door>>, Step(origin): Step<String>) -> Response<Body> {
    let Ok(origin_hash) = Digest::parse_hex(&origin) else {
        return witness_reply(Reply::bare(StatusCode::NOT_FOUND.as_u16()));
    };
    let reply = match door.witness.monitored(origin_hash).await {
        Ok(Some(note)) => Reply { body: note, ..Reply::bare(200) },
        Ok(None) => Reply::bare(404),
        Err(error) => {
            log::witnessing_failed(error.code());
            Reply::unavailable()
        }
    };
    witness_reply(reply)
}
