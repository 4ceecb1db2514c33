//! One request that brings something, over plain HTTP/1.1, with a limit in bytes and in time. Like [`super::reader`],
//! nothing that is answered is believed.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::reader::{Place, Silent};

/// An answer needs a disk that flushes, and seventeen megabytes on their way.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Posted {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
}

/// Posts a body to `file` below `place`; of the answer at most `bytes_max` are read.
pub(crate) async fn post(
    place: &Place,
    file: &str,
    media_type: &str,
    body: Vec<u8>,
    bytes_max: usize,
) -> Result<Posted, Silent> {
    let request = Request::post(format!("{}/{file}", place.path))
        .header(HOST, &place.authority)
        .header(CONTENT_TYPE, media_type)
        .body(Full::new(Bytes::from(body)))
        .map_err(|error| Silent::Broken(error.to_string()))?;
    let talk = exchange(place, request, bytes_max);
    timeout(ANSWER_WITHIN, talk).await.map_err(|_| Silent::TimedOut)?
}

/// Sends one request over a connection of its own and reads the answer.
pub(crate) async fn exchange(
    place: &Place,
    request: Request<Full<Bytes>>,
    bytes_max: usize,
) -> Result<Posted, Silent> {
    let none = |error: &dyn fmt::Display| Silent::NoConnection(error.to_string());
    let broke = |error: &dyn fmt::Display| Silent::Broken(error.to_string());
    let stream = TcpStream::connect(place.authority.as_str()).await.map_err(|e| none(&e))?;
    let (mut sender, wire) = http1::handshake(TokioIo::new(stream)).await.map_err(|e| none(&e))?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(|error| broke(&error))?;
        let status = response.status();
        match Limited::new(response.into_body(), bytes_max).collect().await {
            Ok(body) => Ok(Posted { status, body: body.to_bytes() }),
            Err(error) if error.is::<LengthLimitError>() => Err(Silent::TooLong),
            Err(error) => Err(broke(&error)),
        }
    };
    let (mut answer, mut wire) = (pin!(answer), pin!(wire));
    let mut is_open = true;
    loop {
        tokio::select! {
            done = &mut answer => return done,
            // Whoever still waits for bytes of it learns by himself how it ended.
            _ended = &mut wire, if is_open => is_open = false,
        }
    }
}
