//! A court whose database was put back (LG-9): it signs nothing, gets its leaves from a mirror, and goes on as one history.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use domain::ids::CaseId;
use seal::checkpoint::Checkpoint;
use tokio::task::JoinSet;
use wire::stored::{Stored, Who, shard};

use super::*;
use crate::act::{StreamRef, act};
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, node_id, send};
use crate::fsck::Log;
use crate::mirror::testing::Running;
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::serve;
use crate::witness::http::bind;
use crate::work::mirror::bring_once;
use crate::work::witness::publish_once;

async fn opened(founded: &Founded, others: &[Arc<Node>; 2]) -> Node {
    let mut court = founded.waiting(COURT).await;
    let routers = others.each_ref().map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    court
}

/// A court that signed five leaves more than its database holds, and a mirror that holds them.
struct Stage {
    founded: Founded,
    others: [Arc<Node>; 2],
    mirror: Running,
    /// Leaves before the copy was put back.
    leaves: Vec<[u8; 32]>,
}

impl Stage {
    async fn new() -> Self {
        Box::pin(Self::signing(0)).await
    }

    /// The court signs so many leaves more that no mirror holds.
    async fn signing(n_more: u8) -> Self {
        let founded = Founded::new().await;
        let others = [Arc::new(founded.open(WITNESS).await), Arc::new(founded.open(OTHER).await)];
        let court = opened(&founded, &others).await;
        let mirror = Running::of(&court).await;
        send(&court, &node_id(OTHER), 1).await;
        drop(court);
        founded.copy(COURT, "copy");
        let mut court = opened(&founded, &others).await;
        court.config.mirrors = vec![mirror.configured()];
        for n in 2..6 {
            send(&court, &node_id(OTHER), n).await;
        }
        assert!(publish_once(&court).await.unwrap());
        assert!(bring_once(&court).await.unwrap());
        for n in 0..n_more {
            send(&court, &node_id(OTHER), 6 + n).await;
        }
        let leaves = hashes(&court).await;
        drop(court);
        founded.put_back(COURT, "copy");
        Self { founded, others, mirror, leaves }
    }

    fn known(&self) -> u64 {
        self.leaves.len() as u64
    }

    fn url(&self) -> String {
        self.mirror.url().to_owned()
    }

    async fn opened(&self) -> Node {
        opened(&self.founded, &self.others).await
    }
}

async fn hashes(node: &Node) -> Vec<[u8; 32]> {
    let leaves = node.store.leaves(Place { log: 0, index: 0 }, 1_000).await.unwrap();
    leaves.into_iter().map(|leaf| leaf.leaf_hash).collect()
}

#[tokio::test]
async fn a_database_that_was_put_back_gets_its_leaves_again_and_goes_on_as_one_history() {
    let stage = Box::pin(Stage::new()).await;
    let court = stage.opened().await;
    let stopped = court.ledger.stopped().unwrap();
    assert!(matches!(stopped, Stopped::RolledBack { known, .. } if known == stage.known()));
    let gap = recover(&court, &[stage.url()]).await.unwrap();
    assert_eq!((gap.to, gap.to - gap.from), (stage.known(), 5));
    assert!(court.may_act().is_err(), "the next start applies the start-up rule anew");
    drop(court);

    let court = stage.opened().await;
    assert_eq!(court.ledger.stopped(), None);
    assert_eq!(hashes(&court).await[..stage.leaves.len()], stage.leaves);
    // Witnesses that cosigned what was lost cosign what follows it.
    send(&court, &node_id(OTHER), 9).await;
    assert!(publish_once(&court).await.unwrap());
    assert!(court.ledger.published().unwrap().size > stage.known());
    // The start says in a leaf what is lost.
    let place = Place { log: 0, index: stage.known() };
    let started = court.store.event_at(place).await.unwrap().unwrap();
    assert_eq!(started.kind, "node-started");
    let fields = crate::recorder::fields(&started, &court.keys).unwrap();
    let note = fields.get("note").and_then(seal::json::Json::text).unwrap().to_owned();
    assert!(note.contains("without what they commit to"), "{note}");
    // Whoever reads the folder finds one log, and five leaves that say nothing.
    let log = Log::open(&stage.founded.config(COURT), None).await.unwrap();
    let report = log.check().await.unwrap();
    assert_eq!((report.faults, report.n_lost), (vec![], 5));
    let again = recover(&court, &[stage.url()]).await.unwrap_err();
    assert_eq!(again.code(), "not-rolled-back");
}

/// Records something on a stream of this id.
async fn record(node: &Node, id: &str) -> Result<(), ActError> {
    act!(node, "record", None, |tx| {
        let stream = StreamRef { id: id.to_owned(), scope: "node".to_owned() };
        let event = shard::Event {
            at: tx.now,
            kind: shard::Kind::Scrubbed,
            origin: "o".to_owned(),
            checkpoint: None,
            vkeys: vec![],
            from: None,
            sigs: Vec::new(),
            note: None,
        };
        tx.record(&stream, &Stored::Shard(event), tx.now, &Who::node()).await?;
        Ok(Vec::new())
    })
    .await
    .map(drop)
}

#[tokio::test]
async fn records_of_before_wait_for_two_officers_and_new_ones_go_on() {
    let stage = Box::pin(Stage::new()).await;
    let court = stage.opened().await;
    recover(&court, &[stage.url()]).await.unwrap();
    drop(court);
    let court = stage.opened().await;
    let urn = CaseId::new([2; 16]).urn(&court.config.node);
    record(&court, &urn).await.unwrap();
    record(&court, &urn).await.unwrap();
    // The same case, had it been there before.
    let gap = (*court.gap.get().unwrap()).clone();
    court.gap.set(Some(Gap { position: u64::MAX, ..gap }));
    assert!(matches!(record(&court, &urn).await, Err(ActError::BehindGap)));
    send(&court, &node_id(OTHER), 9).await;
}

/// Path and content.
type File<'a> = (&'a str, &'a [u8]);

/// Somebody who serves these files of a log.
async fn serving(hash: &str, files: &[File<'_>]) -> (String, JoinSet<()>) {
    let mut router = Router::new();
    for (file, bytes) in files {
        let bytes = bytes.to_vec();
        let answer = get(move || async move { (StatusCode::OK, bytes) });
        router = router.route(&format!("/mirror/1/m/{hash}/{file}"), answer);
    }
    let (listener, address) = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
    let mut served = JoinSet::new();
    served.spawn(async move { axum::serve(listener, router).await.unwrap() });
    (format!("http://{address}/mirror/1"), served)
}

#[tokio::test]
async fn a_mirror_that_lies_or_lacks_something_brings_nothing_back() {
    let stage = Box::pin(Stage::new()).await;
    let court = stage.opened().await;
    let stored = court.store.head().await.unwrap().size;
    let hash = Digest::of(court.ledger.origin().as_bytes()).hex();
    let mut reader = Reader::new(reading_place(&stage.url(), &hash).unwrap());
    let bundle = format!("tile/entries/000.p/{}", stage.known());
    let note = reader.get("checkpoint", NOTE_BYTES_MAX).await.unwrap().unwrap();
    let entries = reader.get(&bundle, BUNDLE_BYTES_MAX).await.unwrap().unwrap();
    // Another root in the note; another entry, or one of another length, in the bundle.
    let text = String::from_utf8(note.to_vec()).unwrap();
    let root = text.split('\n').nth(2).unwrap();
    let other_root = text.replacen(root, &Digest([7; 32]).b64(), 1);
    let mut changed = entries.to_vec();
    *changed.last_mut().unwrap() ^= 1;
    let mut shorter = entries.to_vec();
    shorter.truncate(entries.len() - 1);
    let (note, entries) = (("checkpoint", &note[..]), (bundle.as_str(), &entries[..]));
    // Without the post-quantum line of the log: a classical key alone may be in other hands.
    let name = format!("\u{2014} {} ", court.ledger.origin());
    let is_quantum = |line: &&str| line.starts_with(&name) && line.len() > 1_000;
    assert_eq!(text.lines().filter(is_quantum).count(), 1);
    let kept = text.lines().filter(|line| !is_quantum(line)).map(|line| format!("{line}\n"));
    let classical: String = kept.collect();
    let cases: [(&str, &[File<'_>]); 7] = [
        ("mirror-forked", &[("checkpoint", classical.as_bytes()), entries]),
        ("not-served", &[]),
        ("not-served", &[note]),
        ("mirror-forked", &[("checkpoint", other_root.as_bytes()), entries]),
        ("mirror-forked", &[("checkpoint", b"no note"), entries]),
        ("mirror-forked", &[note, (&bundle, &changed)]),
        ("mirror-forked", &[note, (&bundle, &shorter)]),
    ];
    for (n, (code, files)) in cases.into_iter().enumerate() {
        let (url, _served) = serving(&hash, files).await;
        assert_eq!(recover(&court, &[url]).await.unwrap_err().code(), code, "{n}");
        assert_eq!(court.store.head().await.unwrap().size, stored, "{n}: nothing is written");
    }
    assert_eq!(recover(&court, &[]).await.unwrap_err().code(), "no-mirror");
    // The first mirror that serves it is enough.
    let silent = "http://127.0.0.1:9/mirror/1".to_owned();
    recover(&court, &[silent, stage.url()]).await.unwrap();
}

#[tokio::test]
async fn a_mirror_that_is_behind_what_was_signed_is_not_enough() {
    let stage = Box::pin(Stage::signing(1)).await;
    let court = stage.opened().await;
    let refused = recover(&court, &[stage.url()]).await.unwrap_err();
    assert_eq!(refused.code(), "mirror-behind");
}

#[tokio::test]
async fn a_mirror_without_the_head_that_somebody_showed_brings_nothing_back() {
    let stage = Box::pin(Stage::new()).await;
    let court = stage.opened().await;
    let origin = court.ledger.origin();
    let keys = court.keys.log_keys(&origin, 1).await.unwrap();
    let shown = Checkpoint::new(&origin, stage.known() + 1, Digest([7; 32])).unwrap();
    let line = shown.sign_ed25519(&keys.ed25519).unwrap();
    let shown = shown.with(vec![line]).verify(&keys.vkeys().unwrap()).unwrap();
    assert!(court.ledger.held_against(&shown).await.unwrap().is_some());
    let refused = recover(&court, &[stage.url()]).await.unwrap_err();
    assert_eq!(refused.code(), "mirror-forked");
}
