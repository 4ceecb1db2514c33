//! One request to an authority over plain HTTP/1.1, with a limit in bytes and in time. It knows nothing of tokens.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use seal::timestamp::TOKEN_BYTES_MAX;
use tokio::time::timeout;

use crate::monitor::post::exchange;
use crate::monitor::reader::{Place, Silent};

/// An authority signs in milliseconds; one that takes longer holds up other packages.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// Posts a request and gives the answer. A connection serves once: there is one request a package.
pub(super) async fn post(place: &Place, request: Vec<u8>) -> Result<Bytes, Silent> {
    timeout(ANSWER_WITHIN, talk(place, request)).await.map_err(|_| Silent::TimedOut)?
}

async fn talk(place: &Place, request: Vec<u8>) -> Result<Bytes, Silent> {
    let request = Request::post(if place.path.is_empty() { "/" } else { &place.path })
        .header(HOST, &place.authority)
        .header(CONTENT_TYPE, "application/timestamp-query")
        .body(Full::new(Bytes::from(request)))
        .map_err(|error| Silent::Broken(error.to_string()))?;
    let answer = exchange(place, request, TOKEN_BYTES_MAX).await?;
    if answer.status != StatusCode::OK {
        return Err(Silent::Status(answer.status.as_u16()));
    }
    Ok(answer.body)
}
