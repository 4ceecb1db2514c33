//! What other nodes may ask of us: the paths of CX/1, the witness, and the read interface of our log.
//!
//! On the peer listener every request comes from a known node. The extra log listener takes anybody's questions,
//! answers about hashes and heads alone, and never serves entries.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use axum::middleware::{self, Next};
use axum::routing::{any, get, post, put};
use axum::{Extension, Json};
use bytes::Bytes;
use domain::actor::NodeId;
use domain::letter::Lane;
use seal::chunk::TRANSFER_CHUNK_BYTES;
use seal::digest::Digest;
use seal::tile::{Kind, Tile};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::StoreError;

use super::door::Answer;
use super::fetched;
use super::inbox::InboxState;
use super::server::PeerNode;
use crate::act::{ActError, act};
use crate::crowd::{AGAIN_AFTER_S, With};
use crate::directory::{DirectoryError, FOLDER};
use crate::dispatch::lane_of;
use crate::node::Node;
use crate::objects::{Have, chunk_name};
use crate::rows::view;
use crate::space::Need;
use crate::work::arrive::{Expected, chunk_key};
use crate::work::deliver::DELIVERY;
use crate::work::directory::on_disk;
use crate::work::witness::{Witnessed, add_checkpoint};

/// Largest delivery: an envelope, its anchor and their frame.
const DELIVERY_BYTES_MAX: usize = seal::envelope::DELIVERY_BYTES_MAX;

pub(super) type Shared = State<Arc<Node>>;

/// Everything a peer may ask.
pub fn router(node: &Arc<Node>) -> Router {
    let chunk = usize::try_from(TRANSFER_CHUNK_BYTES).unwrap_or(usize::MAX);
    Router::new()
        .route("/cx/1/envelopes", post(envelopes).layer(DefaultBodyLimit::max(DELIVERY_BYTES_MAX)))
        .route("/cx/1/envelopes/{day}/{digest}", get(show))
        .route("/cx/1/have", post(have))
        .route("/cx/1/reconcile", post(reconcile))
        .route(
            "/cx/1/chunks/{id}",
            put(chunks).get(fetched::chunk).layer(DefaultBodyLimit::max(chunk)),
        )
        .route(fetched::MAILBOX, get(fetched::mailbox))
        .route("/cx/1/receipts", post(fetched::receipts))
        .route("/cx/1/meta", get(meta))
        .route("/cx/1/directory/{*file}", get(directory))
        .route("/witness/1/add-checkpoint", post(witness))
        .route("/witness/1/m/{origin}/checkpoint", get(monitored))
        .route("/log/{origin}/checkpoint", get(checkpoint))
        .route("/log/{origin}/{*tile}", get(tile))
        .route("/cx/{major}/{*rest}", any(not_spoken))
        .layer(middleware::from_fn_with_state(node.clone(), with_a_place))
        .with_state(node.clone())
}

/// What whoever must upgrade may still ask: what we speak, and the directory that says so.
const SPOKEN_TO_ALL: [&str; 2] = ["/cx/1/directory/", "/cx/1/meta"];

/// Works on a request, if we speak this version with whoever asks and there is a place for it.
async fn with_a_place(State(node): Shared, request: Request, next: Next) -> Response<Body> {
    // A connection can be older than the version of the directory that put its node out.
    let peer = request.extensions().get::<PeerNode>();
    if peer.is_some_and(|peer| node.roster().node(&peer.0).is_none()) {
        return problem(StatusCode::FORBIDDEN, "not-a-peer");
    }
    let path = request.uri().path();
    let is_open = SPOKEN_TO_ALL.iter().any(|open| path.starts_with(open));
    if path.starts_with("/cx/1/")
        && !is_open
        && peer.is_some_and(|PeerNode(peer)| !node.speaks_with(peer, 1))
    {
        return no_version(&node);
    }
    // A poll waits, and is counted among polls: it must not take the place of a letter meanwhile.
    if request.uri().path() == fetched::MAILBOX {
        return next.run(request).await;
    }
    let is_chunk = request.uri().path().starts_with("/cx/1/chunks/");
    match node.crowd.enter(if is_chunk { With::Chunk } else { With::Letter }) {
        Some(_place) => next.run(request).await,
        None => problem(StatusCode::SERVICE_UNAVAILABLE, "busy"),
    }
}

/// A version that we do not speak, or do not have in common with whoever asks.
fn no_version(node: &Node) -> Response<Body> {
    let document = json!({
        "type": "urn:comity:cx:version",
        "status": StatusCode::UPGRADE_REQUIRED.as_u16(),
        "detail": "version",
        "speaks": node.config.speaks.all(),
    });
    reply(StatusCode::UPGRADE_REQUIRED, "application/problem+json", document.to_string())
}

/// A path of this version that is none, or any of another version.
async fn not_spoken(
    State(node): Shared,
    Step((major, _)): Step<(String, String)>,
) -> Response<Body> {
    if major == "1" { problem(StatusCode::NOT_FOUND, "not-found") } else { no_version(&node) }
}

/// The read interface of the log for anybody.
pub fn log_router(node: &Arc<Node>) -> Router {
    Router::new()
        .route("/log/{origin}/checkpoint", get(checkpoint))
        .route("/log/{origin}/{*tile}", get(tile))
        .route("/witness/1/m/{origin}/checkpoint", get(monitored))
        .with_state(node.clone())
}

pub(super) fn reply(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, axum::http::HeaderValue::from_static(media_type));
    response
}

/// The part of a path that names something. What cannot be read names nothing; the framework would say so in words of
/// its own.
pub(crate) struct Step<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Step<T> {
    type Rejection = Response<Body>;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response<Body>> {
        let found = Path::from_request_parts(parts, state).await;
        found.map(|Path(step)| Self(step)).map_err(|_| problem(StatusCode::NOT_FOUND, "not-found"))
    }
}

/// An unsigned problem: it ends nothing at the sender.
pub(super) fn problem(status: StatusCode, code: &str) -> Response<Body> {
    let document = json!({
        "type": format!("urn:comity:cx:{code}"),
        "status": status.as_u16(),
        "detail": code,
    });
    let mut response = reply(status, "application/problem+json", document.to_string());
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, AGAIN_AFTER_S.into());
    }
    response
}

async fn envelopes(
    State(node): Shared,
    Extension(PeerNode(peer)): Extension<PeerNode>,
    body: Bytes,
) -> Response<Body> {
    match node.receive(&peer, &body).await {
        Answer::Receipt(status, receipt) => {
            reply(status, "application/vnd.comity.receipt+cbor", receipt)
        }
        Answer::Problem(status, code) => problem(status, code),
    }
}

async fn reconcile(
    State(node): Shared,
    Extension(PeerNode(peer)): Extension<PeerNode>,
    body: Bytes,
) -> Response<Body> {
    match crate::reconcile::answer::answer(&node, &peer, &body).await {
        Ok(answer) => reply(StatusCode::OK, "application/json", answer),
        Err((status, code)) => problem(status, code),
    }
}

/// An envelope that the peer sent us, for its writer who has lost it.
async fn show(
    State(node): Shared,
    Extension(PeerNode(peer)): Extension<PeerNode>,
    Step((day, digest)): Step<(String, String)>,
) -> Response<Body> {
    match crate::reconcile::answer::show(&node, &peer, &day, &digest).await {
        Ok(delivery) => reply(StatusCode::OK, DELIVERY, delivery),
        Err((status, code)) => problem(status, code),
    }
}

#[derive(Debug, Deserialize)]
struct HaveAsk {
    env_id: String,
}

async fn have(
    State(node): Shared,
    Extension(PeerNode(peer)): Extension<PeerNode>,
    body: Bytes,
) -> Response<Body> {
    let Ok(ask) = serde_json::from_slice::<HaveAsk>(&body) else {
        return problem(StatusCode::BAD_REQUEST, "malformed");
    };
    match what_we_lack(&node, &peer, &ask.env_id).await {
        Ok(Some(have)) => match serde_json::to_string(&have) {
            Ok(text) => reply(StatusCode::OK, "application/json", text),
            Err(_) => problem(StatusCode::SERVICE_UNAVAILABLE, "busy"),
        },
        Ok(None) => problem(StatusCode::FORBIDDEN, "not-announced"),
        Err(_) => problem(StatusCode::SERVICE_UNAVAILABLE, "busy"),
    }
}

async fn what_we_lack(node: &Node, peer: &NodeId, env_id: &str) -> Result<Option<Have>, ActError> {
    let (slot, inbox) = node.slot_of(peer, env_id).await?;
    let Some(inbox) = inbox.filter(|inbox| inbox.from == peer.as_str()) else { return Ok(None) };
    let missing: Vec<(String, Expected)> = node.rows(view::CHUNK, &format!("{slot}:")).await?;
    let prefix = slot.len().saturating_add(1);
    let missing =
        missing.into_iter().filter_map(|(key, _)| key.get(prefix..).map(str::to_owned)).collect();
    // Chunks of a letter that was not opened yet, or lies in quarantine, are not taken.
    let ready = !matches!(inbox.state, InboxState::Accepted | InboxState::Quarantined { .. });
    Ok(Some(Have { ready, missing }))
}

async fn chunks(
    State(node): Shared,
    Extension(PeerNode(peer)): Extension<PeerNode>,
    Step(id): Step<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    if !node.lanes.admit(&peer, Lane::Bulk) {
        return problem(StatusCode::TOO_MANY_REQUESTS, "slow-down");
    }
    let env_id = headers.get("cx-env").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match take_chunk(&node, &peer, env_id, &id, body).await {
        Ok((status, "")) => reply(status, "text/plain; charset=utf-8", Body::empty()),
        Ok((status, code)) => problem(status, code),
        Err(ActError::NoRoom | ActError::Store(StoreError::Full)) => {
            problem(StatusCode::SERVICE_UNAVAILABLE, "disk-reserve")
        }
        Err(_) => problem(StatusCode::SERVICE_UNAVAILABLE, "busy"),
    }
}

/// Takes a chunk that an opened letter of `peer` announced; the letter by the id of its envelope, or by its place in the inbox.
/// The status, and the code of a refusal.
///
/// # Errors
/// If the chunk cannot be kept.
pub(crate) async fn take_chunk(
    node: &Node,
    peer: &NodeId,
    env_id: &str,
    id: &str,
    body: Bytes,
) -> Result<(StatusCode, &'static str), ActError> {
    let (slot, inbox) = node.slot_of(peer, env_id).await?;
    let key = chunk_key(&slot, id);
    let Some(expected) = node.row::<Expected>(view::CHUNK, &key).await? else {
        let name = chunk_name(&slot, id);
        let known = Digest::parse_hex(id).is_ok() && inbox.is_some();
        if known && node.blobs.exists(&name).await? {
            return Ok((StatusCode::NO_CONTENT, ""));
        }
        return Ok((StatusCode::FORBIDDEN, "not-announced"));
    };
    if expected.from != peer.to_string() {
        return Ok((StatusCode::FORBIDDEN, "not-announced"));
    }
    if Digest::of(&body).hex() != id {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, "chunk-mismatch"));
    }
    let lane = inbox.and_then(|inbox| lane_of(inbox.lane)).unwrap_or(Lane::Bulk);
    node.has_room(Need::of_lane(lane))?;
    // The object first, the row that says so second: a crash between them only asks for the chunk again.
    node.blobs.put(&chunk_name(&slot, id), body).await?;
    act!(node, "take_chunk", None, |tx| {
        tx.delete(view::CHUNK, &key);
        Ok(Vec::new())
    })
    .await?;
    Ok((StatusCode::CREATED, ""))
}

async fn meta(State(node): Shared) -> Json<Value> {
    let roster = node.roster();
    Json(json!({
        "cx": node.config.speaks.all(),
        "node": node.config.node.to_string(),
        "net": roster.net.hex(),
        "roster": roster.version,
        "time": wire::time::millis(node.now()),
        "letters": {
            "handover.offer": [1], "measure.answer": [1], "measure.issue": [1], "measure.letter": [1],
            "measure.withdraw": [1],
        },
        "limits": { "envelope": 1_048_576, "chunk": TRANSFER_CHUNK_BYTES },
    }))
}

async fn directory(State(node): Shared, Step(file): Step<String>) -> Response<Body> {
    // Names of such files and no other: nothing a peer writes becomes a path of its own making.
    if !wire::roster::tuf::is_name(&file) {
        return problem(StatusCode::NOT_FOUND, "not-found");
    }
    let read = on_disk(&node, move |data_dir| {
        let path = data_dir.join(FOLDER).join(file);
        std::fs::read(&path).map_err(|source| DirectoryError::File { path, source })
    });
    match read.await {
        Ok(bytes) => reply(StatusCode::OK, "application/json", bytes),
        Err(_) => problem(StatusCode::NOT_FOUND, "not-found"),
    }
}

async fn witness(State(node): Shared, body: Bytes) -> Response<Body> {
    let roster = node.roster();
    let offered =
        roster.node(&node.config.node).is_some_and(|(_, entry)| entry.log.witness.is_some());
    if !offered {
        return reply(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Body::empty());
    }
    witness_reply(add_checkpoint(&node, &body).await)
}

/// What a witness answers, over HTTP.
pub(crate) fn witness_reply(said: seal::witness::Reply) -> Response<Body> {
    let status = StatusCode::from_u16(said.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let (media_type, retry_after) = (said.media_type(), said.retry_after);
    let mut response = reply(status, media_type, said.body);
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    response
}

async fn monitored(State(node): Shared, Step(origin): Step<String>) -> Response<Body> {
    let roster = node.roster();
    let nodes = roster.members.values().flat_map(|entry| &entry.nodes);
    let mut origins = nodes.flat_map(|entry| entry.log.logs()).map(|(origin, _)| origin);
    let found = origins.find(|known| Digest::of(known.as_bytes()).hex() == origin);
    let Some(found) = found else {
        return reply(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Body::empty());
    };
    match node.row::<Witnessed>(view::WITNESSED, found).await {
        Ok(Some(held)) => reply(StatusCode::OK, "text/plain; charset=utf-8", held.note),
        Ok(None) => reply(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Body::empty()),
        Err(_) => {
            reply(StatusCode::SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", Body::empty())
        }
    }
}

/// The number of our log with this hash of its origin. A log that has ended is served for ever.
fn ours(node: &Node, hash: &str) -> Option<u32> {
    let logs = node.ledger.logs();
    let found = logs.iter().find(|(_, origin)| Digest::of(origin.as_bytes()).hex() == hash);
    found.map(|(log, _)| *log)
}

async fn checkpoint(State(node): Shared, Step(origin): Step<String>) -> Response<Body> {
    match ours(&node, &origin).and_then(|log| node.ledger.published_of(log)) {
        Some((head, _)) => reply(StatusCode::OK, "text/plain; charset=utf-8", head.note.clone()),
        None => reply(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Body::empty()),
    }
}

async fn tile(State(node): Shared, Step((origin, path)): Step<(String, String)>) -> Response<Body> {
    let missing = || reply(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", Body::empty());
    let Ok(tile) = Tile::parse(&path) else { return missing() };
    // Hashes are for everybody; entries only for an oversight mirror, which is not built yet.
    let (Some(log), Kind::Hashes(_)) = (ours(&node, &origin), tile.kind()) else {
        return missing();
    };
    // Of a log that was given up only what was published here can still be shown.
    // With cover leaves nobody may see how the log grows between two published heads.
    let size = if node.ledger.is_given_up(log) || node.config.cover.is_some() {
        node.ledger.published_of(log).map_or(0, |(head, _)| head.size)
    } else {
        node.ledger.signed_of(log).map_or(0, |head| head.size)
    };
    match node.ledger.tile(log, tile, size).await {
        Ok(bytes) => reply(StatusCode::OK, "application/octet-stream", bytes),
        Err(_) => missing(),
    }
}

#[cfg(test)]
mod tests;
