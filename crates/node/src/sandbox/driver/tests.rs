//! The driver against a portal of a few lines that loses answers, forgets sessions and says no.

use std::cell::RefCell;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::super::players::{FR_TJ, PLAYERS};
use super::super::ports::PORTS_PER_BLOCK;
use super::*;
use crate::rng::SeededRandom;

const POLICE: Who = Who { player: &FR_TJ, login: "police" };

/// A request as it came: method and path, then the body.
type Seen = (String, String);

/// Answers every request by `answer` until it is dropped; `None` breaks the connection instead.
async fn serve(
    listener: &TcpListener,
    seen: &RefCell<Vec<Seen>>,
    answer: impl Fn(usize, &Seen) -> Option<String>,
) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let (mut bytes, mut piece) = (Vec::new(), [0; 4096]);
        let request = loop {
            let n = stream.read(&mut piece).await.unwrap();
            bytes.extend_from_slice(&piece[..n]);
            let text = String::from_utf8(bytes.clone()).unwrap();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                let line = head.lines().next().unwrap().trim_end_matches(" HTTP/1.1");
                break (line.to_owned(), body.to_owned());
            }
        };
        let n = seen.borrow().len();
        seen.borrow_mut().push(request.clone());
        if let Some(answer) = answer(n, &request) {
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    }
}

fn reply(status: &str, body: &str) -> Option<String> {
    Some(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

/// Sign-in and session; everything else is left to the test.
fn door((line, _): &Seen) -> Option<String> {
    match line.as_str() {
        "POST /sign-in" => Some(
            "HTTP/1.1 303 See Other\r\nset-cookie: c=1; Path=/\r\ncontent-length: 0\r\n\r\n"
                .to_owned(),
        ),
        "GET /session" => reply("200 OK", r#"{"csrf":"t0k"}"#),
        _ => None,
    }
}

/// Plays `test` with a driver whose portal answers by `answer`, and returns what the portal saw besides sign-in.
fn play<T>(
    answer: impl Fn(usize, &Seen) -> Option<String>,
    test: impl AsyncFnOnce(&mut Driver<'_>) -> T,
) -> (T, Vec<Seen>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path()).unwrap();
        for player in PLAYERS {
            std::fs::create_dir(layout.data(player)).unwrap();
        }
        // The portal of the first member has the first port of its block.
        let listener = loop {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            if listener.local_addr().unwrap().port() < u16::MAX - PORTS_PER_BLOCK {
                break listener;
            }
        };
        let ports = Block::at(listener.local_addr().unwrap().port()).unwrap();
        let state = State::new("ab".repeat(16), ports.base(), "epoc".to_owned());
        let random = SeededRandom::new(1);
        let patience = Duration::from_secs(20);
        let mut driver = Driver::new(&layout, ports, &random, patience, state);
        let seen = RefCell::new(Vec::new());
        let done = tokio::select! {
            () = serve(&listener, &seen, answer) => panic!("the portal broke"),
            done = test(&mut driver) => done,
        };
        let seen = seen.into_inner();
        (done, seen.into_iter().filter(|seen| door(seen).is_none()).collect())
    })
}

fn one_field(value: &str) -> impl FnOnce(&State) -> Form {
    let form = vec![("codename".to_owned(), value.to_owned())];
    move |_| form
}

#[test]
fn a_form_whose_answer_was_lost_is_sent_again_with_the_same_bytes() {
    let portal = |n: usize, seen: &Seen| {
        door(seen).or_else(|| if n < 4 { None } else { reply("201 Created", r#"{"id":"case-1"}"#) })
    };
    let (answer, seen) = play(portal, async |driver| {
        driver.submit(POLICE, "draft/case", "/cases", one_field("amber")).await.unwrap()
    });
    assert_eq!(answer["id"], "case-1");
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|request| *request == seen[0]), "{seen:?}");
    assert!(seen[0].1.starts_with("codename=amber&csrf=t0k&once="), "{seen:?}");
}

#[test]
fn a_form_that_was_answered_is_not_sent_again() {
    let portal =
        |_: usize, seen: &Seen| door(seen).or_else(|| reply("201 Created", r#"{"id":"case-1"}"#));
    let (answers, seen) = play(portal, async |driver| {
        let first =
            driver.submit(POLICE, "draft/case", "/cases", one_field("amber")).await.unwrap();
        let again =
            driver.submit(POLICE, "draft/case", "/cases", one_field("other")).await.unwrap();
        (first, again)
    });
    assert_eq!(answers.0, answers.1);
    assert_eq!(seen.len(), 1);
}

#[test]
fn a_form_is_in_memory_on_disk_before_it_is_sent() {
    let portal = |_: usize, seen: &Seen| {
        door(seen).or_else(|| reply("409 Conflict", r#"{"code":"closed"}"#))
    };
    let (kept, _) = play(portal, async |driver| {
        driver.state.posts.insert(
            "draft/case".to_owned(),
            Post { form: one_field("from the first run")(&driver.state), answer: None },
        );
        let (form, path) = (one_field("from the second run"), driver.layout().state());
        let denied = driver.submit(POLICE, "draft/case", "/cases", form).await.unwrap_err();
        (denied, State::read(&path).unwrap().unwrap())
    });
    assert_eq!(kept.0.code(), "closed");
    assert_eq!(kept.1.posts.get("draft/case"), None, "a no is not remembered as an answer");
}

#[test]
fn a_session_that_the_node_forgot_is_begun_again() {
    let portal = |n: usize, seen: &Seen| {
        door(seen).or_else(|| {
            if n < 3 { reply("401 Unauthorized", "{}") } else { reply("200 OK", r#"{"items":[]}"#) }
        })
    };
    let (desk, seen) = play(portal, async |driver| driver.ask(POLICE, "/desk").await.unwrap());
    assert_eq!(list_of(&desk, "items").len(), 0);
    assert_eq!(seen.len(), 2);
}

#[test]
fn a_refusal_that_the_journey_wants_is_returned_with_its_article() {
    let body =
        r#"{"status":403,"code":"not-competent","legal_basis":"4(2)","detail":"a judge is"}"#;
    let portal = |_: usize, seen: &Seen| door(seen).or_else(|| reply("403 Forbidden", body));
    let (problem, _) = play(portal, async |driver| {
        driver
            .refused(POLICE, "issue-denied/issue", "/measures/1/issue", Form::new())
            .await
            .unwrap()
    });
    assert_eq!(
        (problem.status, problem.code.as_str(), problem.cite.as_str()),
        (403, "not-competent", "4(2)")
    );
}

#[test]
fn an_upload_must_come_back_with_the_digest_of_what_was_sent() {
    let portal = |_: usize, seen: &Seen| {
        door(seen).or_else(|| {
            reply("201 Created", &format!(r#"{{"sha256":"{}"}}"#, Digest::of(b"other").hex()))
        })
    };
    let (said, seen) = play(portal, async |driver| {
        let path = driver.layout().root().join("a.log");
        std::fs::write(&path, b"evidence").unwrap();
        let file =
            Evidence { path, name: "a b.log".to_owned(), media_type: "text/plain".to_owned() };
        driver.upload(POLICE, "ingest/0", "order-1", &file).await.unwrap_err().code()
    });
    assert_eq!(said, "claim-failed");
    assert_eq!(seen[0].0, "POST /orders/order-1/evidence?name=a+b.log&media_type=text%2Fplain");
    assert_eq!(seen[0].1, "evidence");
}
