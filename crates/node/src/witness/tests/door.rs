//! Those who ask and never finish: they wait for nobody but themselves, and there is a limit to how many.

use axum::body::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::http::{BODY_WITHIN, REQUESTS_MAX};
use super::*;

/// A body of what is sent, without an end while the sender lives; tells when somebody begins to read it.
struct Endless {
    pieces: mpsc::UnboundedReceiver<Bytes>,
    read: mpsc::UnboundedSender<()>,
}

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        ctx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>> {
        self.read.send(()).unwrap();
        self.pieces
            .poll_recv(ctx)
            .map(|piece| piece.map(|piece| Ok(hyper::body::Frame::data(piece))))
    }
}

#[tokio::test(start_paused = true)]
async fn who_never_finishes_is_sent_away_and_takes_the_room_of_so_many() {
    let stage = Arc::new(Stage::new().await);
    let began_at = Instant::now();
    let (read, mut begun) = mpsc::unbounded_channel();
    let mut senders = Vec::new();
    let mut waiting = JoinSet::new();
    for _ in 0..REQUESTS_MAX {
        let (sender, pieces) = mpsc::unbounded_channel();
        senders.push(sender);
        let (stage, read) = (stage.clone(), read.clone());
        waiting.spawn(async move { stage.post(Body::new(Endless { pieces, read })).await });
    }
    for _ in 0..REQUESTS_MAX {
        begun.recv().await.unwrap();
    }
    let said = stage.post("").await;
    said.is(503);
    assert_eq!(said.retry_after.as_deref(), Some("1"));
    assert_eq!(began_at.elapsed(), std::time::Duration::ZERO, "nobody was waited for");
    for said in waiting.join_all().await {
        said.is(408);
    }
    assert_eq!(began_at.elapsed(), BODY_WITHIN);
    stage.post("").await.is(400);
    assert_eq!(senders.len(), REQUESTS_MAX, "all of them still hold their end");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_too_long_is_refused_before_it_ends() {
    let stage = Stage::new().await;
    let (sender, pieces) = mpsc::unbounded_channel();
    for _ in 0..=REQUEST_BYTES_MAX / 1_024 {
        sender.send(Bytes::from(vec![b'a'; 1_024])).unwrap();
    }
    let (read, _begun) = mpsc::unbounded_channel();
    stage.post(Body::new(Endless { pieces, read })).await.is(413);
    drop(sender);
}
