//! The listener for other nodes: every connection has a known node at its other end before a byte of HTTP is read.
//!
//! Not trusted: a peer. At most it can fill its own share: connections, requests and bytes are counted for each peer
//! apart, so none of them is taken from another. HTTP/2 and nothing else (exchange page, section on HTTP).

use std::collections::{BTreeMap, VecDeque};
use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use domain::actor::NodeId;
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Duration, sleep, timeout};

use super::intake::Intake;
use crate::net::{Accept, Stream};

/// Connections of one peer open at once. For a ninth the oldest goes: a peer that was cut off and comes back must not
/// wait for its own dead connections.
const CONNECTIONS_PER_PEER_MAX: usize = 8;
/// Requests under way at once on one connection.
const STREAMS_MAX: u32 = 32;
/// What a peer may send of one body before somebody reads it.
const STREAM_WINDOW_BYTES: u32 = 128 << 10;
/// The same for a whole connection: every stream has its window, so a body that nobody reads yet holds up no letter.
const CONNECTION_WINDOW_BYTES: u32 = STREAMS_MAX * STREAM_WINDOW_BYTES;
/// All header fields of one request together.
const HEADER_BYTES_MAX: u32 = 16 << 10;
/// A connection on which nothing is asked for this long is closed; also one that never sends a whole request.
const IDLE_WITHIN: Duration = Duration::from_secs(60);
/// Then what is still being answered has this long.
const GOODBYE_WITHIN: Duration = Duration::from_secs(30);
/// After a failed accept (too many open files, say) the listener breathes for this long.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// Which node is asking: an extension of every request that came through [`serve`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerNode(pub NodeId);

/// What one peer has of us. There are never more of these than nodes in the directory.
#[derive(Default)]
struct Share {
    /// The oldest first.
    connections: VecDeque<AbortHandle>,
    intake: Arc<Intake>,
}

/// Serves `router` to peers until `stop` turns true. Then what is under way on each connection is answered, for as long as
/// [`GOODBYE_WITHIN`].
pub async fn serve(mut accept: Box<dyn Accept>, router: Router, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    let mut shares: BTreeMap<NodeId, Share> = BTreeMap::new();
    loop {
        let arrived = tokio::select! {
            biased; // a fixed order, so that a simulated run can be repeated
            _ = stop.wait_for(|stop| *stop) => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            arrived = accept.accept() => arrived,
        };
        let Ok((node, stream)) = arrived else {
            // A failed accept is not the end of listening.
            sleep(ACCEPT_AGAIN).await;
            continue;
        };
        let share = shares.entry(node.clone()).or_default();
        share.connections.retain(|connection| !connection.is_finished());
        if share.connections.len() >= CONNECTIONS_PER_PEER_MAX
            && let Some(oldest) = share.connections.pop_front()
        {
            oldest.abort();
        }
        let conversation =
            converse(node, stream, router.clone(), share.intake.clone(), stop.clone());
        share.connections.push_back(connections.spawn(conversation));
    }
    while connections.join_next().await.is_some() {}
}

async fn converse(
    node: NodeId,
    stream: Stream,
    router: Router,
    intake: Arc<Intake>,
    mut stop: watch::Receiver<bool>,
) {
    let (under_way, mut watched) = watch::channel(0_usize);
    let under_way = Arc::new(under_way);
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(PeerNode(node.clone()));
        let (router, intake) = (router.clone(), intake.clone());
        let asking = Asking::begin(&under_way);
        async move {
            let answer = answer(request, router, &intake).await;
            drop(asking);
            Ok::<_, std::convert::Infallible>(answer)
        }
    });
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        // What is said at a time says so itself, signed and by the clock of the network; and a simulated run is repeated to the byte.
        .auto_date_header(false)
        .max_concurrent_streams(STREAMS_MAX)
        .initial_stream_window_size(STREAM_WINDOW_BYTES)
        .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
        .max_header_list_size(HEADER_BYTES_MAX);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        biased;
        // A broken connection is the peer's affair; what was committed stays committed.
        _ended = connection.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => {}
        () = idle(&mut watched) => {}
    }
    connection.as_mut().graceful_shutdown();
    drop(timeout(GOODBYE_WITHIN, connection).await);
}

async fn answer(
    request: hyper::Request<Incoming>,
    mut router: Router,
    intake: &Intake,
) -> Response<Body> {
    use tower_service::Service as _;
    // What was taken in counts for this peer until it is answered.
    let (request, _taken): (Request, _) = match intake.take(request).await {
        Ok(taken) => taken,
        Err(refused) => return refused,
    };
    match router.call(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    }
}

/// Returns when nothing was under way for long enough.
async fn idle(under_way: &mut watch::Receiver<usize>) {
    loop {
        let n = *under_way.borrow_and_update();
        let changed = if n == 0 {
            match timeout(IDLE_WITHIN, under_way.changed()).await {
                Ok(changed) => changed,
                Err(_) => return,
            }
        } else {
            under_way.changed().await
        };
        if changed.is_err() {
            return;
        }
    }
}

/// One request under way, counted while it lives.
struct Asking(Arc<watch::Sender<usize>>);

impl Asking {
    fn begin(under_way: &Arc<watch::Sender<usize>>) -> Self {
        under_way.send_modify(|n| *n = n.saturating_add(1));
        Self(under_way.clone())
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.send_modify(|n| *n = n.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests;
