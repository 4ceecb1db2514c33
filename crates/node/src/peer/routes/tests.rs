//! What a peer sends that cannot be read: it is told so in our own form.

use axum::http::Request;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower_service::Service as _;

use super::*;
use crate::testing::{found, open};

#[tokio::test]
async fn what_cannot_be_read_is_refused_under_a_code_of_ours() {
    let court = found().await;
    let node = open(&court.config).await;
    let peer = PeerNode(node.config.node.clone());
    for (method, path, body, expected) in [
        ("POST", "/cx/1/have", "{", (StatusCode::BAD_REQUEST, "malformed")),
        ("POST", "/cx/1/have", "{\"env_id\": 7}", (StatusCode::BAD_REQUEST, "malformed")),
        ("PUT", "/cx/1/chunks/%FF", "", (StatusCode::NOT_FOUND, "not-found")),
        ("GET", "/cx/1/mailbox?lanes=2-1", "", (StatusCode::BAD_REQUEST, "malformed")),
        ("GET", "/cx/1/mailbox?lanes=0-4", "", (StatusCode::BAD_REQUEST, "malformed")),
        ("GET", "/cx/1/mailbox?wait=-1", "", (StatusCode::BAD_REQUEST, "malformed")),
        ("POST", "/cx/1/receipts", "{", (StatusCode::BAD_REQUEST, "malformed")),
        ("GET", "/cx/1/chunks/00", "", (StatusCode::FORBIDDEN, "not-announced")),
        ("GET", "/cx/1/directory/%FF", "", (StatusCode::NOT_FOUND, "not-found")),
        ("GET", "/log/%FF/checkpoint", "", (StatusCode::NOT_FOUND, "not-found")),
        ("GET", "/log/x/%FF", "", (StatusCode::NOT_FOUND, "not-found")),
    ] {
        let request = Request::builder().method(method).uri(path).extension(peer.clone());
        let request = request.body(Body::from(body)).unwrap();
        let answer = router(&node).call(request).await.unwrap();
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        let said: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        assert_eq!((status, &said["detail"]), (expected.0, &expected.1.into()), "{method} {path}");
    }
}
