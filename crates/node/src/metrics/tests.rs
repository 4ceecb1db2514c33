//! What leaves by `/metrics`: these names, numbers, and nothing about anybody.

use std::collections::BTreeSet;

use seal::digest::Digest;
use store::{NewOutbox, OutboxChange};

use super::*;
use crate::act::act;
use crate::testing::{found, open, parcel, stored};

/// Planted where people write: in a letter, in a row, in the reason of a failure.
const CANARY: &str = "Jeanne Vermeulen TJ-2027-0042";

async fn queue(node: &Arc<Node>, n: u8, lane: u8, peer: &str) {
    act!(node, "queue", None, |tx| {
        tx.outbox.push(OutboxChange::Enqueue(NewOutbox {
            id: [n; 16],
            peer: peer.to_owned(),
            lane,
            kind: CANARY.to_owned(),
            due_ms: i64::MAX,
            deliver_by_ms: tx.now.as_millisecond() + 1_000,
            not_after_ms: None,
            warn_ms: None,
            payload: crate::rows::encode(&parcel(Digest([n; 32]), Some(CANARY.to_owned()))),
        }));
        tx.put_raw("case", CANARY, CANARY, CANARY.as_bytes().to_vec());
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// A line as what it is called by, and its number.
fn split(line: &str) -> (&str, i64) {
    let (name, value) = line.rsplit_once(' ').unwrap();
    (name, value.parse().unwrap())
}

fn value(page: &str, name: &str) -> Option<i64> {
    page.lines()
        .filter(|line| !line.starts_with('#'))
        .map(split)
        .find(|(found, _)| *found == name)
        .map(|(_, n)| n)
}

#[tokio::test]
async fn the_numbers_have_these_names_and_say_nothing_about_anybody() {
    let court = found().await;
    let node = open(&court.config).await;
    let exhibit = stored(&node, 7).await;
    queue(&node, 1, 0, "fr-prov.sandbox.example").await;
    queue(&node, 2, 2, "fr-prov.sandbox.example").await;
    queue(&node, 3, 2, "fr-prov.sandbox.example").await;
    let page = page(&node).await.unwrap();
    // Each name with its labels; ids of keys are those of this run.
    let mut names = BTreeSet::new();
    for line in page.lines() {
        if let Some(kind) = line.strip_prefix("# TYPE ") {
            names.insert(kind.to_owned());
        } else if !line.starts_with('#') {
            let (name, _) = split(line);
            let name = name.split_once("comity_key_id=").map_or(name, |(before, _)| before);
            names.insert(format!("  {name}"));
        }
    }
    let names: Vec<String> = names.into_iter().collect();
    insta::assert_snapshot!(names.join("\n"));
    let ordinary =
        "comity_peer=\"fr-prov.sandbox.example\",comity_lane=\"ordinary\",comity_state=\"queued\"";
    assert_eq!(value(&page, &format!("comity_outbox_letters{{{ordinary}}}")), Some(2));
    assert_eq!(
        value(&page, "comity_ledger_leaves"),
        Some(i64::try_from(node.ledger.signed().size).unwrap())
    );
    assert_eq!(value(&page, "comity_ledger_stopped{comity_reason=\"\"}"), Some(0));
    let ids = [exhibit.to_string(), "01010101".to_owned(), "0101-0101".to_owned()];
    let people = ["police", "prosecutor", "clerk"].map(str::to_owned);
    for word in CANARY.split(' ').map(str::to_owned).chain(ids).chain(people) {
        assert!(!page.contains(&word), "{word}:\n{page}");
    }
}

#[tokio::test]
async fn whoever_found_no_place_is_counted_and_a_drain_is_seen() {
    let court = found().await;
    let node = open(&court.config).await;
    node.drain.begin();
    let place = node.crowd.enter(With::Page).unwrap();
    let text = page(&node).await.unwrap();
    assert_eq!(value(&text, "comity_node_draining"), Some(1));
    assert_eq!(value(&text, "http_server_active_requests{comity_door=\"page\"}"), Some(1));
    drop(place);
    node.crowd.close().await;
    assert!(node.crowd.enter(With::Page).is_none(), "nobody is let in any more");
    let text = page(&node).await.unwrap();
    assert_eq!(value(&text, "comity_http_refused_total{comity_door=\"page\"}"), Some(1));
}

#[test]
fn what_is_written_into_a_label_stays_in_it() {
    let mut page = Page::default();
    page.add("comity_timers", &[("a", "x\"} 1\ny\\")], -3);
    assert_eq!(page.to_text().lines().last(), Some("comity_timers{a=\"x\\\"} 1\\ny\\\\\"} -3"));
    assert!(
        FAMILIES.windows(2).skip(1).all(|pair| pair[0].0 < pair[1].0),
        "each family once, by name"
    );
}
