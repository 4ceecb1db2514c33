//! Ten times what a portal takes at once, over HTTP on this machine.

use std::collections::BTreeSet;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::*;
use crate::crowd::Crowd;

/// Places for pages.
const PLACES: usize = 4;
/// Forms that are sent at once.
const SENT: usize = 10 * PLACES;

/// What was answered: the status, whether it says when to come again, and the document.
struct Told {
    status: u16,
    again: bool,
    document: Value,
}

/// The rest of a connection, as it is read to its end.
fn told(answer: &[u8]) -> Told {
    let answer = String::from_utf8_lossy(answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let again = head.to_ascii_lowercase().contains("retry-after: ");
    Told { status, again, document: serde_json::from_str(body).unwrap_or(Value::Null) }
}

/// The ids of all cases that are on record.
async fn cases(node: &Node) -> BTreeSet<String> {
    let prefix = format!("urn:comity:{}:case:", node.config.node);
    let streams = node.store.streams(&prefix, None, store::MAX_PAGE).await.unwrap();
    streams.iter().map(|info| info.stream[prefix.len()..].to_owned()).collect()
}

#[tokio::test]
async fn of_ten_times_what_a_portal_takes_what_was_acknowledged_is_on_record_once() {
    let court = found().await;
    let mut node = Arc::into_inner(open(&court.config).await).unwrap();
    node.crowd = Crowd::of_people(PLACES, 1);
    let node = Arc::new(node);
    let police = sign_in(&node, "police").await;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (mut server, served) = (JoinSet::new(), router(&node));
    server.spawn(async move { axum::serve(listener, served).await.unwrap() });

    let form = |n: usize| {
        let csrf = police.csrf.as_deref().unwrap();
        format!("csrf={csrf}&once=crowd-{n:04}&codename=LANTERN&focus=Sale")
    };
    let head = |n: usize| {
        format!(
            "POST /cases HTTP/1.1\r\nhost: {address}\r\naccept: application/json\r\ncookie: {}\r\n\
             content-type: application/x-www-form-urlencoded\r\nconnection: close\r\n\
             content-length: {}\r\n\r\n",
            police.cookie.as_deref().unwrap(),
            form(n).len()
        )
    };
    let before = cases(&node).await;
    let mut answers = JoinSet::new();
    let mut senders = Vec::new();
    for n in 0..SENT {
        let (mut reader, mut writer) = TcpStream::connect(address).await.unwrap().into_split();
        writer.write_all(head(n).as_bytes()).await.unwrap();
        senders.push(Some(writer));
        answers.spawn(async move {
            let mut answer = Vec::new();
            reader.read_to_end(&mut answer).await.unwrap();
            (n, told(&answer))
        });
    }
    // Whoever found no place is told before its form is read; the others keep theirs until it is.
    let mut refused = BTreeSet::new();
    while refused.len() < SENT - PLACES {
        let (n, told) = answers.join_next().await.unwrap().unwrap();
        assert_eq!((told.status, told.again), (503, true), "{n}");
        assert_eq!(told.document["code"], "busy");
        refused.insert(n);
    }
    assert_eq!(cases(&node).await, before, "nothing of them is on record");
    let (status, _, _) = ask(&node, "GET", "/health", &Caller::default(), "").await;
    assert_eq!(status, StatusCode::OK, "a supervisor is answered");

    for n in (0..SENT).filter(|n| !refused.contains(n)) {
        senders[n].as_mut().unwrap().write_all(form(n).as_bytes()).await.unwrap();
    }
    let mut acknowledged = before;
    while let Some(answered) = answers.join_next().await {
        let (n, told) = answered.unwrap();
        assert_eq!(told.status, 201, "{n}");
        assert!(acknowledged.insert(told.document["id"].as_str().unwrap().to_owned()));
    }
    assert_eq!(acknowledged.len(), PLACES);
    assert_eq!(cases(&node).await, acknowledged);

    // Everybody comes again, and the same form is the same case: none was kept by halves, none is there twice.
    for n in 0..SENT {
        let form = form(n);
        let form = form.split_once('&').unwrap().1;
        let (status, answer, _) = ask(&node, "POST", "/cases", &police, form).await;
        assert_eq!(status, StatusCode::CREATED, "{n}: {answer}");
        let id = answer["id"].as_str().unwrap().to_owned();
        assert_eq!(acknowledged.insert(id), refused.contains(&n), "{n}");
    }
    assert_eq!(cases(&node).await, acknowledged);
    assert_eq!(acknowledged.len(), SENT);
}

#[tokio::test]
async fn a_page_does_not_wait_for_evidence() {
    let court = found().await;
    let mut node = Arc::into_inner(open(&court.config).await).unwrap();
    node.crowd = Crowd::of_people(1, 0);
    let node = Arc::new(node);
    let clerk = sign_in(&node, "clerk").await;
    for (method, path) in [
        ("POST", "/orders/01a209d8-97c7-764f-9f9e-13bc001d73d9/evidence"),
        ("POST", "/cases/01a209d8-97c7-764f-9f9e-13bc001d73d9/derive"),
        ("PUT", "/orders/01a209d8-97c7-764f-9f9e-13bc001d73d9/uploads/x/parts/0"),
    ] {
        let (status, answer, _) = ask(&node, method, path, &clerk, "").await;
        assert_eq!((status, &answer["code"]), (StatusCode::SERVICE_UNAVAILABLE, &"busy".into()));
    }
    let (status, _, _) = ask(&node, "GET", "/desk", &clerk, "").await;
    assert_eq!(status, StatusCode::OK);
}
