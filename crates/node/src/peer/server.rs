//! The listener for other nodes: every connection has a known node at its other end before a byte of HTTP is read.

use axum::Router;
use axum::extract::Request;
use domain::actor::NodeId;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::net::{Accept, Stream};

/// Connections of peers open at once; each holds a bounded number of streams.
const CONNECTIONS_MAX: usize = 1_024;

/// Which node is asking: an extension of every request that came through [`serve`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerNode(pub NodeId);

/// Serves `router` to peers until `stop` turns true.
pub async fn serve(mut accept: Box<dyn Accept>, router: Router, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            biased; // a fixed order, so that a simulated run can be repeated
            _ = stop.wait_for(|stop| *stop) => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            arrived = accept.accept(), if connections.len() < CONNECTIONS_MAX => {
                // A failed accept (too many open files, say) is not the end of listening.
                match arrived {
                    Ok((node, stream)) => {
                        connections.spawn(converse(node, stream, router.clone()));
                    }
                    Err(_) => tokio::task::yield_now().await,
                }
            }
        }
    }
    connections.shutdown().await;
}

async fn converse(node: NodeId, stream: Stream, router: Router) {
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(PeerNode(node.clone()));
        let router = router.clone();
        async move {
            use tower_service::Service as _;
            let mut router = router;
            router.call(request.map(axum::body::Body::new) as Request).await
        }
    });
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http2().max_concurrent_streams(32);
    // A broken connection is the peer's affair; what was committed stays committed.
    if builder.serve_connection(TokioIo::new(stream), service).await.is_err() {}
}
