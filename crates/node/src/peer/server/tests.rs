//! One peer with a valid certificate and bad manners, and another one who wants in.

use std::convert::Infallible;
use std::pin::Pin;

use axum::body::Bytes;
use axum::routing::{get, put};
use hyper::StatusCode;
use hyper::body::Frame;
use hyper::client::conn::http2 as client;
use tokio::io::{AsyncReadExt as _, DuplexStream};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::*;
use crate::founded::Meeting;

fn node(name: &str) -> NodeId {
    NodeId::parse(name).unwrap()
}

fn meeting() -> (Meeting, NodeId) {
    let router = Router::new()
        .route("/cx/1/meta", get(|| async { "here" }))
        .route("/cx/1/chunks/{id}", put(|body: Bytes| async move { body.len().to_string() }));
    let ours = node("ours.example");
    (Meeting::of(node("nobody.example"), [(ours.clone(), router)]), ours)
}

type Piece = Result<Frame<Bytes>, Infallible>;

/// A connection that asks.
struct Asker {
    sender: client::SendRequest<Pieces>,
    _driver: JoinSet<()>,
}

impl Asker {
    async fn on(stream: DuplexStream) -> Self {
        let (sender, connection) = client::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .handshake(TokioIo::new(stream))
            .await
            .unwrap();
        let mut driver = JoinSet::new();
        driver.spawn(async move { drop(connection.await) });
        Self { sender, _driver: driver }
    }

    async fn get(&mut self, path: &str) -> Option<StatusCode> {
        let (_, nothing) = mpsc::unbounded_channel();
        let request = hyper::Request::get(format!("https://ours.example{path}"));
        let request = request.header("content-length", 0).body(Pieces(nothing)).unwrap();
        Some(self.sender.send_request(request).await.ok()?.status())
    }

    /// Begins to send a chunk of `len` bytes that come as the returned sender gives them.
    fn put(&mut self, len: u64) -> (impl Future<Output = StatusCode> + use<>, Sender) {
        let (sender, pieces) = mpsc::unbounded_channel();
        let request = hyper::Request::put("https://ours.example/cx/1/chunks/one");
        let request = request.header("content-length", len).body(Pieces(pieces)).unwrap();
        let answer = self.sender.send_request(request);
        (async move { answer.await.unwrap().status() }, sender)
    }
}

type Sender = mpsc::UnboundedSender<Piece>;

/// A body of the pieces that are sent.
struct Pieces(mpsc::UnboundedReceiver<Piece>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        ctx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Piece>> {
        self.0.poll_recv(ctx)
    }
}

#[tokio::test(start_paused = true)]
async fn idle_connections_of_one_peer_lock_nobody_out() {
    let (meeting, ours) = meeting();
    let (greedy, other) = (node("greedy.example"), node("other.example"));
    let mut idle: Vec<_> = (0..1_100).map(|_| meeting.connect(&greedy, &ours).unwrap()).collect();
    let mut asker = Asker::on(meeting.connect(&other, &ours).unwrap()).await;
    let asked_at = Instant::now();
    assert_eq!(asker.get("/cx/1/meta").await, Some(StatusCode::OK));
    assert_eq!(asked_at.elapsed(), Duration::ZERO, "nobody was waited for");
    // The newest eight are left, and they too must say something.
    for stream in &mut idle[..1_100 - CONNECTIONS_PER_PEER_MAX] {
        drop(stream.read_to_end(&mut Vec::new()).await);
    }
    assert_eq!(asked_at.elapsed(), Duration::ZERO);
    for stream in &mut idle[1_100 - CONNECTIONS_PER_PEER_MAX..] {
        drop(stream.read_to_end(&mut Vec::new()).await);
    }
    assert!(asked_at.elapsed() >= IDLE_WITHIN);
    assert!(meeting.stands());
}

#[tokio::test(start_paused = true)]
async fn a_connection_in_use_is_not_idle() {
    let (meeting, ours) = meeting();
    let mut asker = Asker::on(meeting.connect(&node("a.example"), &ours).unwrap()).await;
    for _ in 0..5 {
        assert_eq!(asker.get("/cx/1/meta").await, Some(StatusCode::OK));
        tokio::time::advance(IDLE_WITHIN / 2).await;
    }
    tokio::time::advance(IDLE_WITHIN * 2).await;
    assert_eq!(asker.get("/cx/1/meta").await, None);
}

#[tokio::test(start_paused = true)]
async fn bodies_without_their_last_byte_fill_a_share_and_no_more() {
    const CHUNK: usize = 4 << 20;
    let (meeting, ours) = meeting();
    let mut asker = Asker::on(meeting.connect(&node("greedy.example"), &ours).unwrap()).await;
    let mut stalled = Vec::new();
    let mut answers = JoinSet::new();
    for _ in 0..20 {
        let (answer, pieces) = asker.put(CHUNK as u64);
        answers.spawn(answer);
        pieces.send(Ok(Frame::data(Bytes::from(vec![0; CHUNK - 1])))).unwrap();
        stalled.push(pieces);
    }
    // A letter of the same peer does not wait for them.
    let began_at = Instant::now();
    assert_eq!(asker.get("/cx/1/meta").await, Some(StatusCode::OK));
    assert_eq!(began_at.elapsed(), Duration::ZERO);
    // Sixteen find no room; four have it, and lose it when nothing more comes.
    let mut told = BTreeMap::new();
    while let Some(status) = answers.join_next().await {
        *told.entry(status.unwrap().as_u16()).or_insert(0) += 1;
    }
    assert_eq!(told, BTreeMap::from([(408, 4), (429, 16)]));
    assert!(began_at.elapsed() < Duration::from_secs(60));
    drop(stalled);
    // And then there is room again.
    let (answer, pieces) = asker.put(3);
    pieces.send(Ok(Frame::data(Bytes::from_static(b"abc")))).unwrap();
    drop(pieces);
    assert_eq!(answer.await, StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_body_is_as_long_as_it_may_be() {
    let (meeting, ours) = meeting();
    let mut asker = Asker::on(meeting.connect(&node("a.example"), &ours).unwrap()).await;
    let (answer, _pieces) = asker.put((4 << 20) + 1);
    assert_eq!(answer.await, StatusCode::PAYLOAD_TOO_LARGE);
}
