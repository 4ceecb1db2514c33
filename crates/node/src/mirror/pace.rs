//! How long a request may take to come and an answer to go, and what it holds meanwhile.
//!
//! Not trusted: whoever asks. At most they can send bytes at the least rate, and hold what they asked for until its time is
//! over.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body_util::BodyExt as _;
use hyper::body::{Frame, SizeHint};
use seal::mirror::upload_origin;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Duration, Instant, timeout, timeout_at};

/// Until then a body may be as slow as it likes; its head must be here.
const GRACE: Duration = Duration::from_secs(5);
/// From then on so many bytes must have come for each millisecond: the longest upload, 17 MiB, takes 54 s and the grace.
const BYTES_PER_MS: u64 = 330;
/// An answer that has not gone by then does not go.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
/// Bytes of an answer that are handed on at once.
const PIECE_BYTES: usize = 64 << 10;

/// Room is taken in pieces of so many bytes, as they come: who says nothing takes none.
pub(super) const ROOM_BYTES: usize = 64 << 10;

/// A body that is coming in.
pub(super) struct Reading {
    body: Body,
    bytes_max: usize,
    held: Vec<u8>,
    began: Instant,
    room: Option<(Arc<Semaphore>, Vec<OwnedSemaphorePermit>)>,
}

impl Reading {
    /// Begins; nothing was read yet.
    ///
    /// # Errors
    /// The status, if it says that it is too long.
    pub(super) fn of(body: Body, bytes_max: usize) -> Result<Self, u16> {
        if body.size_hint().lower() > bytes_max as u64 {
            return Err(413);
        }
        Ok(Self { body, bytes_max, held: Vec::new(), began: Instant::now(), room: None })
    }

    /// Reads as far as the name of the log of an upload, and no further than the frame that ends it.
    ///
    /// # Errors
    /// The status that says why it could not be read.
    pub(super) async fn origin(&mut self) -> Result<String, u16> {
        loop {
            if let Some(origin) = upload_origin(&self.held).map_err(|_| 400_u16)? {
                return Ok(origin.to_owned());
            }
            if !self.more().await? {
                return Err(400);
            }
        }
    }

    /// From now on what is held takes room, piece by piece.
    pub(super) fn within(mut self, room: Arc<Semaphore>) -> Self {
        self.room = Some((room, Vec::new()));
        self
    }

    /// Reads what is left of it.
    ///
    /// # Errors
    /// The status that says why it could not be read; 503 if there is no room.
    pub(super) async fn whole(mut self) -> Result<Whole, u16> {
        while self.more().await? {}
        Ok(Whole { bytes: self.held, _room: self.room.map(|(_, taken)| taken) })
    }

    async fn more(&mut self) -> Result<bool, u16> {
        let earned = Duration::from_millis(self.held.len() as u64 / BYTES_PER_MS);
        let until = self.began + GRACE + earned;
        match timeout_at(until, self.body.frame()).await {
            Ok(Some(Ok(frame))) => {
                let data = frame.into_data().unwrap_or_default();
                if self.held.len().saturating_add(data.len()) > self.bytes_max {
                    return Err(413);
                }
                self.held.extend_from_slice(&data);
                let n_pieces = self.held.len().div_ceil(ROOM_BYTES);
                if let Some((room, taken)) = &mut self.room {
                    while taken.len() < n_pieces {
                        taken.push(room.clone().try_acquire_owned().map_err(|_| 503_u16)?);
                    }
                }
                Ok(true)
            }
            Ok(Some(Err(_))) => Err(400),
            Ok(None) => Ok(false),
            Err(_) => Err(408),
        }
    }
}

/// A body that has come, and the room that it takes.
pub(super) struct Whole {
    pub(super) bytes: Vec<u8>,
    _room: Option<Vec<OwnedSemaphorePermit>>,
}

/// An answer that holds `room` until all of it was taken, nobody takes it any more, or its time is over.
#[expect(
    clippy::disallowed_methods,
    reason = "it ends by itself within a minute, and as many run as answers have room"
)]
pub(super) fn answer(bytes: Vec<u8>, room: impl Send + 'static) -> Body {
    let n_left = bytes.len() as u64;
    let (pieces, taken) = channel(1);
    tokio::spawn(async move {
        let sending = async {
            let mut rest = Bytes::from(bytes);
            while !rest.is_empty() {
                let piece = rest.split_to(rest.len().min(PIECE_BYTES));
                if pieces.send(piece).await.is_err() {
                    return;
                }
            }
            // The last piece lies in the channel until the connection has room for it.
            pieces.closed().await;
        };
        timeout(ANSWER_WITHIN, sending).await.unwrap_or_default();
        drop(room);
    });
    Body::new(Sending { taken, n_left })
}

/// The same as the connection takes it. One whose time is over breaks off, and does not look whole.
struct Sending {
    taken: Receiver<Bytes>,
    n_left: u64,
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.n_left == 0 {
            return Poll::Ready(None);
        }
        self.taken.poll_recv(cx).map(|piece| match piece {
            Some(piece) => {
                self.n_left = self.n_left.saturating_sub(piece.len() as u64);
                Some(Ok(Frame::data(piece)))
            }
            None => Some(Err(io::ErrorKind::TimedOut.into())),
        })
    }

    fn is_end_stream(&self) -> bool {
        self.n_left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.n_left)
    }
}
