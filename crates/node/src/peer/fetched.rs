//! What a node that fetches asks for: its mailbox, its chunks, and to take its receipts (`docs/spec/mailbox.md`).
//!
//! A poll that waits holds a timer and nothing else: no connection to the database, no place of a letter. It ends when
//! something was laid down for its reader, when its time is over, and when the node is asked to stop.

use std::pin::Pin;
use std::task::{Context, Poll as Turn};
use std::time::Duration;

use axum::Extension;
use axum::body::Body;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode};
use bytes::Bytes;
use domain::letter::Lane;
use http_body_util::Full;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use serde::Deserialize;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};
use wire::mailbox::{Page, parse_receipts};

use super::acknowledged;
use super::routes::{Shared, Step, problem, reply};
use super::server::PeerNode;
use crate::log;
use crate::mailbox::chunk::NoChunk;
use crate::mailbox::page::{self, Lanes};

/// The path of the mailbox.
pub(super) const MAILBOX: &str = "/cx/1/mailbox";
/// Media type of a page.
const PAGE: &str = "application/vnd.comity.mailbox+cbor";
/// Media type of a list of receipts.
pub(crate) const RECEIPTS: &str = "application/vnd.comity.receipts+cbor";
/// A poll waits no longer than this, whatever it asks for: proxies on the way close what is silent for a minute or half of it.
pub(crate) const WAIT_MAX: Duration = Duration::from_secs(25);
/// A poll looks again after so long although nobody woke it: what was laid down is in the store, the wake-up is a hint.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// A poll that found no place for its page looks for one again after so long.
const NO_PLACE: Duration = Duration::from_millis(500);
/// A page that was not read by then holds no place among those that are on their way; its reader holds one of its own polls.
const ON_ITS_WAY: Duration = Duration::from_secs(60);

/// What a poll asks for.
#[derive(Debug, Deserialize)]
struct Wish {
    /// Where the last page ended.
    after: Option<String>,
    /// How long it waits, in seconds.
    wait: Option<u64>,
    /// Which lanes; all if none are named.
    lanes: Option<String>,
}

/// A poll as its address says it.
pub(super) struct Asked {
    after: Option<String>,
    wait: Duration,
    lanes: Lanes,
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Response<Body>;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response<Body>> {
        let malformed = || problem(StatusCode::BAD_REQUEST, "malformed");
        let Query(wish) =
            Query::<Wish>::from_request_parts(parts, state).await.map_err(|_| malformed())?;
        let lanes = match wish.lanes {
            None => Lanes::ALL,
            Some(text) => Lanes::parse(&text).ok_or_else(malformed)?,
        };
        let wait = Duration::from_secs(wish.wait.unwrap_or(0)).min(WAIT_MAX);
        Ok(Self { after: wish.after, wait, lanes })
    }
}

/// What is kept for whoever asks, at once or as soon as there is something.
pub(super) async fn mailbox(
    State(node): Shared,
    Extension(PeerNode(reader)): Extension<PeerNode>,
    asked: Asked,
) -> Response<Body> {
    let busy = || problem(StatusCode::SERVICE_UNAVAILABLE, "busy");
    let Some(mut poll) = node.mailboxes.poll(&reader) else { return busy() };
    // Since it fetches nobody asks it, so nothing else would show that it is there.
    if node.fetches(&reader) {
        node.roads.answered(&reader);
    }
    let until = Instant::now() + asked.wait;
    loop {
        poll.look();
        // It may have waited for longer than it is a peer.
        if node.roster().node(&reader).is_none() {
            return problem(StatusCode::FORBIDDEN, "not-a-peer");
        }
        let is_over = || Instant::now() >= until || node.drain.is_on();
        let Some(carried) = node.mailboxes.carry(asked.lanes) else {
            if is_over() {
                return busy();
            }
            let next = until.min(Instant::now() + NO_PLACE);
            tokio::select! {
                biased;
                () = node.drain.begun() => {}
                () = sleep_until(next) => {}
            }
            continue;
        };
        let page = match page::page(&node, &reader, asked.lanes, asked.after.as_deref()).await {
            Ok(page) => page,
            Err(error) => {
                log::worker_failed("mailbox", &error);
                return busy();
            }
        };
        if is_over() || page.gap || page.more || !page.items.is_empty() {
            return reply(StatusCode::OK, PAGE, whole(&page, (for_a_while(carried), poll)));
        }
        drop(carried);
        let next = until.min(Instant::now() + LOOK_AGAIN);
        tokio::select! {
            biased;
            () = node.drain.begun() => {}
            _ = timeout_at(next, poll.laid()) => {}
        }
    }
}

/// Something that ends with what is given back, and after a while though that is still there.
fn for_a_while<T: Send + 'static>(counted: T) -> oneshot::Sender<()> {
    let (held, dropped) = oneshot::channel::<()>();
    #[expect(
        clippy::disallowed_methods,
        reason = "it gives a place back, touches nothing else and ends by itself"
    )]
    let _task = tokio::spawn(async move {
        let _ended = timeout(ON_ITS_WAY, dropped).await.is_ok();
        drop(counted);
    });
    held
}

/// A page that keeps what it was counted with until its connection has taken it.
fn whole<T: Send + Unpin + 'static>(page: &Page, counted: T) -> Body {
    Body::new(Counted { body: Full::new(Bytes::from(page.to_bytes())), _counted: counted })
}

struct Counted<T> {
    body: Full<Bytes>,
    _counted: T,
}

impl<T: Unpin> HttpBody for Counted<T> {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        ctx: &mut Context<'_>,
    ) -> Turn<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(ctx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Takes what a reader states of what it fetched. What does not fit is passed over, as in a letter with receipts.
pub(super) async fn receipts(
    State(node): Shared,
    Extension(PeerNode(reader)): Extension<PeerNode>,
    body: Bytes,
) -> Response<Body> {
    let Ok(receipts) = parse_receipts(&body) else {
        return problem(StatusCode::BAD_REQUEST, "malformed");
    };
    match acknowledged::take(&node, &reader, &receipts).await {
        Ok(true) => reply(StatusCode::NO_CONTENT, "text/plain; charset=utf-8", Body::empty()),
        Ok(false) => problem(StatusCode::SERVICE_UNAVAILABLE, "busy"),
        Err(error) => {
            log::worker_failed("receipts", &error);
            problem(StatusCode::SERVICE_UNAVAILABLE, "busy")
        }
    }
}

/// A chunk of a letter that whoever asks has accepted.
pub(super) async fn chunk(
    State(node): Shared,
    Extension(PeerNode(reader)): Extension<PeerNode>,
    Step(id): Step<String>,
    headers: HeaderMap,
) -> Response<Body> {
    if !node.lanes.admit(&reader, Lane::Bulk) {
        return problem(StatusCode::TOO_MANY_REQUESTS, "slow-down");
    }
    let env_id = headers.get("cx-env").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match crate::mailbox::chunk::chunk(&node, &reader, env_id, &id).await {
        Ok(bytes) => reply(StatusCode::OK, "application/octet-stream", bytes),
        Err(NoChunk::Said(status, code)) => problem(status, code),
        Err(NoChunk::Act(error)) => {
            log::worker_failed("chunk", &error);
            problem(StatusCode::SERVICE_UNAVAILABLE, "busy")
        }
    }
}
