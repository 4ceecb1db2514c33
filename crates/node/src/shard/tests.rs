//! New Year in a network of three: a court whose log is witnessed by two.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;

use super::*;
use crate::clock::Clock;
use crate::custody::{View, body, policy};
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, env_digest, node_id, send};
use crate::fsck::Log;
use crate::peer::anchor::Checked;
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::work::witness::publish_once;
use crate::{recorder, serve};

/// The one clock of a network.
#[derive(Debug)]
struct At(AtomicI64);

impl At {
    fn new(at: &str) -> Arc<Self> {
        let clock = Self(AtomicI64::new(0));
        clock.set(at);
        Arc::new(clock)
    }

    fn set(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        self.0.store(at.as_millisecond(), Ordering::SeqCst);
    }
}

impl Clock for At {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// The court, started, and both witnesses, which it meets.
async fn stage(founded: &Founded, clock: &Arc<At>) -> (Node, [Arc<Node>; 2]) {
    let mut others = Vec::new();
    for name in [WITNESS, OTHER] {
        let mut node = founded.waiting(name).await;
        node.clock = clock.clone();
        serve::start(&node).await.unwrap();
        others.push(Arc::new(node));
    }
    let [witness, other]: [Arc<Node>; 2] = others.try_into().unwrap();
    let court = court(founded, clock, [&witness, &other]).await;
    (court, [witness, other])
}

async fn court(founded: &Founded, clock: &Arc<At>, others: [&Arc<Node>; 2]) -> Node {
    let mut court = founded.waiting(COURT).await;
    court.clock = clock.clone();
    let routers = others.map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    court
}

fn origin(year: &str) -> String {
    format!("{}/comity/audit/{year}", node_id(COURT))
}

#[tokio::test]
async fn leaves_of_both_years_are_proved_under_one_policy_and_chains_go_on() {
    let founded = Founded::new().await;
    let clock = At::new("2026-12-31T23:59:58Z");
    let (court, [_, other]) = stage(&founded, &clock).await;
    send(&court, &node_id(OTHER), 1).await;
    assert_eq!(turn_year(&court).await.unwrap(), Turned::Current);
    assert!(publish_once(&court).await.unwrap());

    clock.set("2027-01-01T00:00:00Z");
    send(&court, &node_id(OTHER), 2).await;
    assert_eq!(turn_year(&court).await.unwrap(), Turned::Opened);
    assert_eq!(turn_year(&court).await.unwrap(), Turned::Current);
    let third = send(&court, &node_id(OTHER), 3).await;
    assert_eq!(court.ledger.logs(), [(0, origin("2026")), (1, origin("2027"))]);
    assert_eq!(court.ledger.unused(), [origin("2026-r1")]);
    assert!(publish_once(&court).await.unwrap());

    // Both ends are published, the old one with its last leaf.
    let heads = court.ledger.all_published();
    let sizes: Vec<_> = heads.iter().map(|head| (head.log, head.size)).collect();
    let logs = court.store.logs().await.unwrap();
    let stored: Vec<_> = logs.iter().map(|log| (log.head.log, log.head.size)).collect();
    assert_eq!(sizes, stored);
    let roster = court.roster();
    let (policy, view) = (policy(&roster).unwrap(), View::of(&court, &heads).unwrap());
    let (_, entry) = roster.node(&node_id(COURT)).unwrap();
    let mut last: Option<(String, Digest)> = None;
    let mut opened = Vec::new();
    for event in court.store.tail(0, 99).await.unwrap() {
        let leaf = view.leaf(&court, &event, None).await.unwrap().unwrap();
        body::verify(&leaf, &entry.log, &policy).unwrap();
        let fields = recorder::fields(&event, &court.keys).unwrap();
        if event.stream.contains(":link:") {
            let prev = fields.get("prev").and_then(Json::text).map(str::to_owned);
            assert_eq!(prev, last.as_ref().map(|(_, hash)| hash.b64()));
            last = Some((event.stream.clone(), Digest(event.leaf_hash)));
        }
        if event.kind.starts_with("shard-") {
            opened.push((event.kind.clone(), event.place.unwrap(), fields));
        }
    }
    // The first leaf of the new log holds the last checkpoint of the one before, under both its keys.
    let kinds: Vec<_> = opened.iter().map(|(kind, place, _)| (kind.as_str(), place.log)).collect();
    assert_eq!(kinds, [("shard-open", 0), ("shard-close", 0), ("shard-open", 1)]);
    let (_, close, _) = &opened[1];
    assert_eq!(close.index + 1, heads[0].size);
    let (_, first, fields) = &opened[2];
    assert_eq!(first.index, 0);
    let note = fields.get("checkpoint").and_then(Json::text).unwrap();
    let note = seal::checkpoint::SignedCheckpoint::parse(note.as_bytes()).unwrap();
    let vkeys = court.ledger.vkeys_of(&origin("2026")).unwrap().unwrap();
    assert_eq!(note.note().signatures.len(), 2);
    let note = note.verify(&vkeys).unwrap();
    assert_eq!(
        (note.checkpoint().size(), note.checkpoint().root()),
        (heads[0].size, heads[0].root)
    );

    // A peer takes an anchor of the new log, and says from then on that it knows it.
    let anchor = court.anchor_for(&node_id(OTHER), third).await.unwrap().unwrap();
    assert_eq!(anchor.origin, origin("2027"));
    let anchor = anchor.to_bytes().unwrap();
    let checked = other.check_anchor(&node_id(COURT), Some(&anchor), env_digest(3));
    assert!(matches!(checked, Checked::Good(..)), "{checked:?}");
    let back = send(&other, &node_id(COURT), 4).await;
    let back = other.anchor_for(&node_id(COURT), back).await.unwrap().unwrap();
    assert_eq!(back.reader.map(|reader| reader.origin), Some(origin("2027")));

    // Whoever reads the folder finds nothing that does not hold, and each log by its name.
    let report = Log::open(&founded.config(COURT), None).await.unwrap().check().await.unwrap();
    assert_eq!((report.faults, report.published), (vec![], Some(heads[1].size)));
    assert_eq!(report.size, heads[0].size + heads[1].size);
    let old = Log::open(&founded.config(COURT), Some(&origin("2026"))).await.unwrap();
    assert_eq!(old.opened_at().size, heads[0].size);
    old.proof(0).await.unwrap();
    assert!(Log::open(&founded.config(COURT), Some(&origin("2028"))).await.is_err());
}

#[tokio::test]
async fn a_node_that_was_closed_over_new_year_turns_when_it_is_back() {
    let founded = Founded::new().await;
    let clock = At::new("2026-12-31T12:00:00Z");
    let (node, [witness, other]) = stage(&founded, &clock).await;
    assert!(publish_once(&node).await.unwrap());
    drop(node);
    clock.set("2027-01-04T08:00:00Z");
    let node = court(&founded, &clock, [&witness, &other]).await;
    assert_eq!(turn_year(&node).await.unwrap(), Turned::Opened);
    let old = node.ledger.signed_of(0).unwrap();
    drop(node);
    // Before the old log's end was published.
    let node = court(&founded, &clock, [&witness, &other]).await;
    assert_eq!((node.ledger.stopped(), node.ledger.origin()), (None, origin("2027")));
    assert!(publish_once(&node).await.unwrap());
    assert_eq!(node.ledger.published_of(0).unwrap().0.size, old.size);
    // Nobody has listed the log of the year after.
    clock.set("2028-01-01T00:00:00Z");
    for _ in 0..2 {
        assert_eq!(turn_year(&node).await.unwrap(), Turned::NotListed);
    }
    assert_eq!(node.ledger.origin(), origin("2027"));
    send(&node, &node_id(OTHER), 1).await;
    assert!(publish_once(&node).await.unwrap());
}

#[tokio::test]
async fn a_copy_from_before_new_year_signs_nothing_once_a_witness_answers() {
    let founded = Founded::new().await;
    let clock = At::new("2026-12-31T12:00:00Z");
    let (node, [witness, other]) = stage(&founded, &clock).await;
    drop(node);
    founded.copy(COURT, "image");
    let node = court(&founded, &clock, [&witness, &other]).await;
    clock.set("2027-01-01T00:00:00Z");
    assert_eq!(turn_year(&node).await.unwrap(), Turned::Opened);
    assert!(publish_once(&node).await.unwrap());
    drop(node);
    let mut image = founded.waiting("image").await;
    image.clock = clock.clone();
    let routers = [&witness, &other].map(|node| (node.config.node.clone(), router(node)));
    image.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&image).await.unwrap();
    assert_eq!(image.ledger.stopped().map(|why| why.code()), Some("rolled-back"));
}
