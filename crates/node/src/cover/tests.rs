//! A busy hour and a quiet one, looked at from outside (LG-23).

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use seal::json::Json;
use store::Place;
use tower_service::Service as _;

use super::*;
use crate::config::Config;
use crate::founded::{node_id, send};
use crate::peer::routes::log_router;
use crate::testing::{Court, found};
use crate::witness::tests::SetClock;
use crate::work::witness::publish_once;
use crate::{recorder, serve};

const HOUR: u64 = 3_600;
/// The beginning of an hour, some time after the network was founded.
const BEGIN: u64 = 500_000 * HOUR;

async fn covered(court: &Court, clock: &Arc<SetClock>) -> Node {
    let file = CoverFile { leaves: 20, period_seconds: 3_600 };
    let cover = Some(Schedule::of(file).unwrap());
    let config = Config { cover, ..Config::read(&court.config).unwrap() };
    let (node, _) = serve::open(config).await.unwrap();
    let mut node = Arc::into_inner(node).unwrap();
    node.clock = clock.clone();
    serve::start(&node).await.unwrap();
    assert!(publish_once(&node).await.unwrap());
    node
}

/// An hour in which something is done so many times, and what is published of it.
async fn hour(node: &Node, clock: &SetClock, n: u64, acts: u8) -> u64 {
    let before = node.ledger.published().unwrap().size;
    for act in 0..acts {
        clock.set(BEGIN + n * HOUR + u64::from(act) * 60);
        let signed = node.ledger.signed().size;
        send(node, &node_id("coord"), act).await;
        assert_eq!(node.ledger.signed().size, signed + 1, "an act waits for nothing");
        assert!(publish_once(node).await.unwrap());
        assert_eq!(node.ledger.published().unwrap().size, before, "nothing is shown in between");
    }
    clock.set(BEGIN + (n + 1) * HOUR);
    assert!(publish_once(node).await.unwrap());
    node.ledger.published().unwrap().size
}

async fn leaves(node: &Node) -> Vec<[u8; 40]> {
    let found = node.store.leaves(Place { log: 0, index: 0 }, 1_000).await.unwrap();
    found.into_iter().map(|leaf| leaf.leaf).collect()
}

#[tokio::test]
async fn who_sees_sizes_and_leaves_cannot_tell_ten_acts_an_hour_from_none() {
    let (busy_court, quiet_court) = (found().await, found().await);
    let clock = SetClock::at(BEGIN);
    let busy = covered(&busy_court, &clock).await;
    let quiet = covered(&quiet_court, &clock).await;
    let (mut seen_busy, mut seen_quiet) = (Vec::new(), Vec::new());
    for (n, acts) in [10, 0, 3, 20].into_iter().enumerate() {
        let n = n as u64;
        seen_busy.push(hour(&busy, &clock, n, acts).await);
        clock.set(BEGIN + n * HOUR);
        seen_quiet.push(hour(&quiet, &clock, n, 0).await);
    }
    assert_eq!(seen_busy, seen_quiet);
    assert!(seen_busy.windows(2).all(|pair| pair[1] - pair[0] == 20), "{seen_busy:?}");
    // The heads have one length, and so has every leaf; what differs in a leaf is 32 bytes that look like chance.
    let length = |node: &Node| {
        let head = node.ledger.published().unwrap();
        let note = SignedCheckpoint::parse(head.note.as_bytes()).unwrap();
        (note.note().text.len(), note.note().signatures.len())
    };
    assert_eq!(length(&busy), length(&quiet));
    let (of_busy, of_quiet) = (leaves(&busy).await, leaves(&quiet).await);
    let mut all = [of_busy.clone(), of_quiet.clone()].concat();
    assert!(all.iter().all(|leaf| leaf[..8] == all[0][..8]));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), of_busy.len() + of_quiet.len());
    for leaves in [&of_busy, &of_quiet] {
        let ones: u32 =
            leaves.iter().flat_map(|leaf| &leaf[8..]).map(|byte| byte.count_ones()).sum();
        let n_bits = leaves.len() as u64 * 256;
        // Five standard deviations of so many tosses: (2·ones − n)² < 25·n.
        let off = (2 * u64::from(ones)).abs_diff(n_bits);
        assert!(off * off < 25 * n_bits, "{ones} of {n_bits}");
    }
}

#[tokio::test]
async fn more_acts_than_leaves_of_a_period_are_seen_as_twice_the_number() {
    let court = found().await;
    let clock = SetClock::at(BEGIN);
    let node = covered(&court, &clock).await;
    let before = node.ledger.published().unwrap().size;
    assert_eq!(hour(&node, &clock, 0, 25).await, before + 40);
    assert_eq!(hour(&node, &clock, 1, 1).await, before + 60);
    // A node that was away makes up for nothing: it publishes when it is back.
    clock.set(BEGIN + 50 * HOUR);
    assert!(publish_once(&node).await.unwrap());
    assert_eq!(node.ledger.published().unwrap().size, before + 80);
}

#[tokio::test]
async fn tiles_show_what_is_published_and_no_more() {
    let court = found().await;
    let clock = SetClock::at(BEGIN);
    let node = Arc::new(covered(&court, &clock).await);
    let published = node.ledger.published().unwrap().size;
    for n in 0..5 {
        send(&node, &node_id("coord"), n).await;
    }
    let hash = Digest::of(node.ledger.origin().as_bytes()).hex();
    for (width, status) in [(published, StatusCode::OK), (published + 5, StatusCode::NOT_FOUND)] {
        let path = format!("/log/{hash}/tile/0/000.p/{width}");
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = log_router(&node).call(request).await.unwrap();
        assert_eq!(answer.status(), status, "{width}");
    }
}

#[tokio::test]
async fn a_cover_leaf_opens_to_those_who_oversee_and_says_that_it_is_one() {
    let court = found().await;
    let clock = SetClock::at(BEGIN);
    let node = covered(&court, &clock).await;
    let size = hour(&node, &clock, 0, 0).await;
    let last = Place { log: 0, index: size - 1 };
    let event = node.store.event_at(last).await.unwrap().unwrap();
    let fields = recorder::fields(&event, &node.keys).unwrap();
    assert_eq!(fields.get("category").and_then(Json::text), Some("cover"));
    assert!(node.opening(&event, &["category", "seq"]).is_ok());
}

#[test]
fn a_schedule_has_bounds() {
    let of = |leaves, period_seconds| Schedule::of(CoverFile { leaves, period_seconds }).err();
    assert_eq!(of(1, 1), None);
    assert_eq!(of(4_096, 86_400), None);
    for leaves in [0, 4_097] {
        assert_eq!(of(leaves, 60), Some(BadCover::Leaves));
    }
    for period in [0, 86_401] {
        assert_eq!(of(20, period), Some(BadCover::Period));
    }
    let schedule = Schedule { leaves: 20, period_seconds: 60 };
    let missing = [(0, 20), (1, 19), (20, 0), (21, 19), (40, 0)];
    for (grown, wanted) in missing {
        assert_eq!(schedule.missing(7, 7 + grown), wanted, "{grown}");
    }
}
