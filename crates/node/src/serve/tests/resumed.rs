//! The data of an earlier program, opened by today's: the same head, nothing amiss, and the letter that waited arrives.
//!
//! `crates/node/fixtures/resumed.tar.gz` has two houses of a drill; `cargo xtask install --fixture` makes it anew, and
//! CONTRIBUTING says when that is allowed.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Deserialize;
use tempfile::TempDir;

use super::*;
use crate::clock::{ClockFile, system_now};
use crate::config::Config;
use crate::founded::Meeting;
use crate::fsck::Log;
use crate::node::Node;
use crate::peer;
use crate::work::{deliver, open as opening};

/// What was known of the data when they were packed.
#[derive(Debug, Deserialize)]
struct Facts {
    made_at: String,
    measure: String,
    size: u64,
    root: String,
    waiting: usize,
}

/// Both houses on a disk of their own, an hour after they were packed.
fn unpacked() -> (TempDir, Facts) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folder = tempfile::tempdir().unwrap();
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(fixtures.join("resumed.tar.gz")).arg("-C").arg(folder.path());
    assert!(tar.status().unwrap().success());
    let facts: Facts =
        serde_json::from_slice(&fs::read(fixtures.join("resumed.json")).unwrap()).unwrap();
    let made_at: Timestamp = facts.made_at.parse().unwrap();
    let hour_ms = 60 * 60 * 1_000;
    let offset_ms = made_at.as_millisecond() + hour_ms - system_now().as_millisecond();
    for house in ["lyon", "hamburg"] {
        let clock = serde_json::to_vec(&ClockFile { offset_ms }).unwrap();
        fs::write(folder.path().join(house).join("var/clock.json"), clock).unwrap();
    }
    (folder, facts)
}

async fn opened(folder: &TempDir, house: &str) -> Arc<Node> {
    let config = folder.path().join(house).join("var/node/comity.toml");
    open(Config::read(&config).unwrap()).await.unwrap().0
}

#[tokio::test]
async fn the_data_of_an_earlier_program_have_the_same_head_and_hold() {
    let (folder, facts) = unpacked();
    let config = folder.path().join("lyon/var/node/comity.toml");
    let report = Log::open(&config, None).await.unwrap().check().await.unwrap();
    assert_eq!((report.size, &report.faults), (facts.size, &Vec::new()));
    let node = opened(&folder, "lyon").await;
    assert_eq!(node.ledger.stopped(), None);
    let head = node.ledger.signed();
    assert_eq!((head.size, head.root.b64()), (facts.size, facts.root.clone()));
    assert!(node.officer("judge").is_some() && node.officer("operator").is_some());
    start(&node).await.unwrap();
    assert_eq!(node.ledger.signed().size, facts.size + 1, "its start is one leaf more");
}

#[tokio::test]
async fn the_letter_that_waited_in_an_earlier_program_arrives() {
    let (folder, facts) = unpacked();
    let [lyon, hamburg] = [opened(&folder, "lyon").await, opened(&folder, "hamburg").await];
    let meets = |node: &Arc<Node>, other: &Arc<Node>| {
        let router = peer::routes::router(other);
        let meeting = Meeting::of(node.config.node.clone(), [(other.config.node.clone(), router)]);
        node.peers.redial(Arc::new(meeting));
    };
    meets(&lyon, &hamburg);
    meets(&hamburg, &lyon);
    for node in [&lyon, &hamburg] {
        start(node).await.unwrap();
    }
    assert_eq!(facts.waiting, 1);
    for _ in 0..20 {
        for node in [&lyon, &hamburg] {
            let mut rounds = deliver::Rounds::default();
            rounds.take_due(node).await.unwrap();
            rounds.all_ended(node).await;
            opening::run_once(node).await.unwrap();
        }
    }
    let events = hamburg.store.tail(0, 99).await.unwrap();
    assert!(events.iter().any(|event| event.kind == "received"), "the order is there");
    let sent = lyon.store.tail(0, 999).await.unwrap();
    let measure = facts.measure;
    let receipted = sent
        .iter()
        .any(|event| event.stream.contains(&measure) && event.kind == "receipt-recorded");
    assert!(receipted, "and Lyon has its receipt");
}
