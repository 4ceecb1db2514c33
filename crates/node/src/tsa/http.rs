//! One request to an authority over plain HTTP/1.1, with a limit in bytes and in time. It knows nothing of tokens.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use seal::timestamp::TOKEN_BYTES_MAX;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::monitor::reader::{Place, Silent};

/// An authority signs in milliseconds; one that takes longer holds up other packages.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// Posts a request and gives the answer. A connection serves once: there is one request a package.
pub(super) async fn post(place: &Place, request: Vec<u8>) -> Result<Bytes, Silent> {
    timeout(ANSWER_WITHIN, talk(place, request)).await.map_err(|_| Silent::TimedOut)?
}

async fn talk(place: &Place, request: Vec<u8>) -> Result<Bytes, Silent> {
    let none = |error: &dyn fmt::Display| Silent::NoConnection(error.to_string());
    let broke = |error: &dyn fmt::Display| Silent::Broken(error.to_string());
    let stream = TcpStream::connect(place.authority.as_str()).await.map_err(|e| none(&e))?;
    let (mut sender, wire) = http1::handshake(TokioIo::new(stream)).await.map_err(|e| none(&e))?;
    let request = Request::post(if place.path.is_empty() { "/" } else { &place.path })
        .header(HOST, &place.authority)
        .header(CONTENT_TYPE, "application/timestamp-query")
        .body(Full::new(Bytes::from(request)))
        .map_err(|error| broke(&error))?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(|error| broke(&error))?;
        if response.status() != StatusCode::OK {
            return Err(Silent::Status(response.status().as_u16()));
        }
        match Limited::new(response.into_body(), TOKEN_BYTES_MAX).collect().await {
            Ok(body) => Ok(body.to_bytes()),
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
