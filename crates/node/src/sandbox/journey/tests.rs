//! The scenes against a network of one small table: what a step claims, it must also notice when it is not so.

use std::task::Poll;

use jiff::Timestamp;
use seal::digest::Digest;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::super::layout::Layout;
use super::super::players::PLAYERS;
use super::super::plot::{EPOC, VERIFY, find};
use super::super::ports::{self, BASE_DEFAULT, Block};
use super::super::state::{Evidence, State};
use super::super::story::Story;
use super::produce::FAILED_EXPORTS;
use super::*;
use crate::rng::SeededRandom;

/// How the table lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lie {
    None,
    AddresseeSeesAll,
    BadPackage,
    ClockWithoutBasis,
    NoDefects,
    OtherArticle,
    OneWitness,
}

/// The answer of the network to one request; `text` is what the draft was filled with.
fn answer(lie: Lie, line: &str, body: &str, text: &mut String, n: &mut usize) -> (u16, Value) {
    let exhibit =
        |state: &str| json!({"id": "x-1", "sha256": Digest::of(b"evidence").hex(), "state": state});
    let clock = |name: &str| {
        json!({
            "clock": format!("eu-e-evidence/{name}"), "strict": "2026-12-03T10:00:00Z",
            "legal_latest": "2026-12-04T00:00:00Z",
            "basis": if lie == Lie::ClockWithoutBasis { json!({}) } else { json!({"cite": "10(2)"}) },
        })
    };
    let denied = |code: &str, cite: &str| {
        let cite = if lie == Lie::OtherArticle { "1" } else { cite };
        (403, json!({"status": 403, "code": code, "legal_basis": cite, "detail": "no"}))
    };
    match line {
        "POST /cases" => (201, json!({"id": "case-1"})),
        "POST /cases/case-1/measures" => (201, json!({"id": "m-1"})),
        "POST /measures/m-1/fields" => {
            *n += 1;
            body.clone_into(text);
            (200, json!({}))
        }
        "GET /measures/m-1" => {
            let defect = json!({"field": "addressee", "section": "B", "code": "field-missing", "cite": "5(5)(b)"});
            let defects =
                if *n == 1 && lie != Lie::NoDefects { json!([defect]) } else { json!([]) };
            let receipts = json!({"addressee": {"at": "now"}, "enforcing": {"at": "now"}});
            let exhibits = json!([exhibit("sealed")]);
            let state = if text.is_empty() { "draft" } else { "issued" };
            let shown = json!({
                "version": *n, "state": state, "defects": defects, "receipts": receipts,
                "exhibits": exhibits, "checks": [{"id": "necessity", "cite": "5(2)"}],
            });
            (200, shown)
        }
        "GET /measures/m-1/check" => {
            let open = if lie == Lie::AddresseeSeesAll { text.as_str() } else { "the order" };
            let copies = json!([
                {"copy": "addressee", "digest": "d1", "text": open},
                {"copy": "enforcing", "digest": "d2", "text": *text},
            ]);
            (200, json!({"version": 2, "copies": copies}))
        }
        "POST /measures/m-1/issue" if body.contains("prosecutor") => {
            denied("not-competent", "4(2)")
        }
        "POST /measures/m-1/issue" if body.contains("check-necessity=No+other") => (200, json!({})),
        "GET /desk" => (200, json!({"items": [{"id": "o-1", "side": "addressee"}]})),
        "GET /orders/o-1" => (
            200,
            json!({"state": "received", "release": {"state": "allowed"}, "clocks": [clock("produce-notified"), clock("refusal-window")]}),
        ),
        "POST /orders/o-1/hand-over" if *n < 3 => {
            *n += 1;
            denied("gate-not-open", "10(2)")
        }
        "POST /orders/o-1/hand-over" => (200, json!({"handover": "h-1"})),
        "POST /orders/o-1/clear" => (200, json!({})),
        "POST /cases/case-1/export" => (202, json!({"package": "urn:comity:p:1"})),
        "GET /packages/urn:comity:p:1" if lie == Lie::BadPackage => {
            (200, json!({"state": "failed", "detail": "letter-missing", "approvals_missing": 0}))
        }
        "GET /packages/urn:comity:p:1" => (200, json!({"state": "sealed", "approvals_missing": 1})),
        "POST /packages/urn:comity:p:1/approve" if body.contains("judge") => (200, json!({})),
        "GET /packages/urn:comity:p:1/download" => (200, json!("the package")),
        "GET /ledger" => {
            let by = if lie == Lie::OneWitness {
                json!(["coord.x"])
            } else {
                json!(["coord.x", "nl-ovs.x"])
            };
            (200, json!({"size": 9, "cosigned": {"size": 9, "by": by}}))
        }
        "GET /oversight/ledgers" => {
            let of = |member: &str| json!({"member": member, "size": 9, "consistent": true});
            (200, json!({"ledgers": [of("fr-tj"), of("IE-PROV"), of("ie-ca")]}))
        }
        _ if line.starts_with("POST /orders/o-1/evidence?") => (201, exhibit("sealed")),
        other => panic!("nobody serves {other}"),
    }
}

/// Serves all portals; the session of an officer is the name that stands in its cookie and form token.
async fn serve(listeners: &[TcpListener], layout: &Layout, lie: Lie) {
    let (mut text, mut n) = (String::new(), 0);
    while let Ok(mut stream) = next_of(listeners).await {
        let (mut bytes, mut piece) = (Vec::new(), [0; 4096]);
        let (line, body) = loop {
            let got = stream.read(&mut piece).await.unwrap();
            bytes.extend_from_slice(&piece[..got]);
            let text = String::from_utf8(bytes.clone()).unwrap();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                let line = head.lines().next().unwrap().trim_end_matches(" HTTP/1.1");
                let cookie = head.lines().find_map(|line| line.strip_prefix("cookie: comity="));
                break (line.to_owned(), format!("{body}{}", cookie.map_or("", |who| who)));
            }
        };
        let (status, cookie, said) = match line.as_str() {
            "POST /sign-in" => (303, signed_in(layout, &body), Value::Null),
            "GET /session" => (200, String::new(), json!({"csrf": "t"})),
            line => {
                let (status, said) = answer(lie, line, &body, &mut text, &mut n);
                (status, String::new(), said)
            }
        };
        let said = said.to_string();
        let head = format!("HTTP/1.1 {status} .\r\n{cookie}content-length: {}\r\n\r\n", said.len());
        stream.write_all(format!("{head}{said}").as_bytes()).await.unwrap();
    }
}

/// The next connection at any of them.
async fn next_of(listeners: &[TcpListener]) -> std::io::Result<TcpStream> {
    std::future::poll_fn(|cx| {
        let ready = listeners.iter().find_map(|listener| match listener.poll_accept(cx) {
            Poll::Ready(accepted) => Some(accepted.map(|(stream, _)| stream)),
            Poll::Pending => None,
        });
        ready.map_or(Poll::Pending, Poll::Ready)
    })
    .await
}

/// Takes the token away, as a node does, and remembers whose it was in the cookie.
fn signed_in(layout: &Layout, body: &str) -> String {
    let token = body.strip_prefix("token=").unwrap();
    let name = Digest::of(token.as_bytes()).hex();
    let mut files = PLAYERS.iter().map(|player| layout.sign_in(player).join(&name));
    let file = files.find(|file| file.exists()).unwrap();
    let login = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(file).unwrap();
    format!("set-cookie: comity={login}; HttpOnly\r\n")
}

/// Plays every scene but the one that starts another program, in a network that lies in one way; returns the memory
/// and the code of the scene that failed.
fn play(lie: Lie) -> (State, Option<(&'static str, String)>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path()).unwrap();
        std::fs::create_dir(layout.out()).unwrap();
        let mut first = BASE_DEFAULT.saturating_add(10_000);
        let (ports, listeners) = loop {
            let ports: Block = ports::find(None, first).unwrap();
            let mut listeners = Vec::new();
            for player in PLAYERS {
                listeners.extend(TcpListener::bind(ports.portal(player)).await);
            }
            if listeners.len() == PLAYERS.len() {
                break (ports, listeners);
            }
            first = ports.base() + ports::PORTS_PER_BLOCK;
        };
        let mut state = State::new("ab".repeat(16), ports.base(), EPOC.to_owned());
        let path = folder.path().join("a.log");
        std::fs::write(&path, b"evidence").unwrap();
        state.evidence =
            vec![Evidence { path, name: "a.log".into(), media_type: "text/plain".into() }];
        let instruments = law::embedded::instruments().unwrap();
        let story =
            Story::new(find(EPOC).unwrap(), instruments.first().unwrap(), Timestamp::UNIX_EPOCH)
                .unwrap();
        let random = SeededRandom::new(1);
        state.canaries = story.canaries(&random);
        let patience = Duration::from_secs(if lie == Lie::None { 20 } else { 1 });
        let mut driver = Driver::new(&layout, ports, &random, patience, state);
        let failed = async {
            let played = story.plot.scenes.iter().filter(|scene| scene.name != VERIFY);
            for scene in played {
                if let Err(error) = take(&mut driver, &story, scene).await {
                    return Some((scene.name, error.code()));
                }
            }
            None
        };
        let failed = tokio::select! {
            () = serve(&listeners, &layout, lie) => panic!("the portals broke"),
            failed = failed => failed,
        };
        (driver.state, failed)
    })
}

#[track_caller]
fn fails(lie: Lie, step: &'static str, code: &str) {
    let (_, failed) = play(lie);
    assert_eq!(failed, Some((step, code.to_owned())), "{lie:?}");
}

#[test]
fn a_journey_through_an_honest_network_ends_with_a_package_and_two_denials() {
    let (state, failed) = play(Lie::None);
    assert_eq!(failed, None);
    assert_eq!(state.package.as_deref(), Some("urn-comity-p-1.asice"));
    let denied: Vec<_> =
        state.denied.iter().map(|no| (no.code.as_str(), no.cite.as_str())).collect();
    assert_eq!(denied, [("not-competent", "4(2)"), ("gate-not-open", "10(2)")]);
    assert!(state.posts.values().all(|post| post.answer.is_some()), "{:?}", state.posts);
}

#[test]
fn a_copy_that_shows_the_addressee_too_much_stops_the_journey() {
    fails(Lie::AddresseeSeesAll, "issue", "claim-failed");
}

#[test]
fn an_incomplete_draft_without_defects_stops_the_journey() {
    fails(Lie::NoDefects, "draft", "claim-failed");
}

#[test]
fn a_denial_by_another_article_stops_the_journey() {
    fails(Lie::OtherArticle, "issue-denied", "claim-failed");
}

#[test]
fn a_clock_that_does_not_say_what_it_rests_on_stops_the_journey() {
    fails(Lie::ClockWithoutBasis, "deliver", "timed-out");
}

#[test]
fn one_witness_is_not_two() {
    fails(Lie::OneWitness, "witness", "timed-out");
}

#[test]
fn a_package_that_the_node_gave_up_is_asked_for_anew_by_the_next_run() {
    let (state, failed) = play(Lie::BadPackage);
    assert_eq!(failed, Some(("export", "claim-failed".to_owned())));
    assert_eq!(state.ids.get(FAILED_EXPORTS).map(String::as_str), Some("1"));
    assert_ne!(state.once("export/export/0"), state.once("export/export/1"));
    assert_eq!(state.package, None);
}
