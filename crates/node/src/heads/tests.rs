//! A day's map: once a day, of what was signed then; what is stated of it holds for a stranger and only while it is true.

use std::fs;
use std::sync::Arc;

use domain::ids::CaseId;
use jiff::SignedDuration;
use seal::heads::check;
use seal::policy::Policy;

use super::*;
use crate::clock::ClockFile;
use crate::testing::{Court, found, open};
use crate::work::witness::{Published, published_key};

/// Moves the clock of the network on, and shows it to the node.
fn wait(court: &Court, node: &Node, hours: i64) {
    let offset_ms = SignedDuration::from_hours(hours).as_millis();
    let file = ClockFile { offset_ms: offset_ms.try_into().unwrap() };
    let path = court.config.with_file_name("clock.json");
    fs::write(path, serde_json::to_vec(&file).unwrap()).unwrap();
    node.clock.refresh();
}

/// Records that a case was opened; returns the id of its stream.
async fn case(node: &Node, n: u8) -> String {
    let id = CaseId::new([n; 16]);
    let stream = StreamRef { id: id.urn(&node.config.node), scope: format!("case:{id}") };
    act!(node, "open_case", None, |tx| {
        let opened = domain::case::Event::Opened { at: tx.now };
        tx.record(&stream, &Stored::Case(opened), tx.now, &Who::node()).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    stream.id
}

/// The newest head as a published one, and a policy that asks for no witness.
async fn publish(node: &Node) -> Policy {
    let head = node.ledger.sequence().await.unwrap();
    let note = node.ledger.with_both_lines(&head, node.now()).unwrap().to_string();
    let key = published_key(head.log, head.size);
    let at_ms = node.now().as_millisecond();
    let row = Published {
        log: head.log,
        size: head.size,
        root: head.root.hex(),
        note,
        at_ms,
        by: Vec::new(),
    };
    act!(node, "publish_checkpoint", None, |tx| {
        tx.put(view::PUBLISHED, &key, &key, &row);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let vkeys = node.ledger.vkeys().unwrap();
    let lines: String = vkeys.iter().map(|vkey| format!("log {vkey}\n")).collect();
    Policy::parse(format!("{lines}quorum none\n").as_bytes()).unwrap()
}

async fn stated(court: &Court, asked: Asked, date: Option<&str>) -> Result<Vec<u8>, HeadsError> {
    statement(&Log::open(&court.config, None).await.unwrap(), &asked, date).await
}

async fn day() -> (Court, Arc<Node>, Vec<String>) {
    let court = found().await;
    let node = open(&court.config).await;
    let mut cases = Vec::new();
    for n in 1..=3 {
        cases.push(case(&node, n).await);
    }
    case(&node, 2).await;
    (court, node, cases)
}

#[tokio::test]
async fn a_day_has_one_map_when_it_is_over_and_none_before_the_log_was_there() {
    let (court, node, _) = day().await;
    assert!(!run_once(&node).await.unwrap(), "yesterday there was no log");
    wait(&court, &node, 24);
    assert!(run_once(&node).await.unwrap());
    assert!(!run_once(&node).await.unwrap(), "once");
    wait(&court, &node, 48);
    assert!(run_once(&node).await.unwrap());
    let maps = node.store.load(&map_stream(&node).id, 0).await.unwrap();
    assert_eq!(maps.len(), 2);
    let Stored::Heads(first) = node.decode(wire::stored::StreamKind::Map, &maps[0]).unwrap() else {
        panic!("another event");
    };
    assert_eq!(first.date, day_of(crate::clock::system_now()).to_string());
    // Three cases and the log itself.
    assert_eq!((first.n_streams, first.size), (4, maps[0].place.unwrap().index));
}

#[tokio::test]
async fn the_newest_entry_of_a_stream_is_stated_and_a_stranger_believes_it() {
    let (court, node, cases) = day().await;
    wait(&court, &node, 24);
    run_once(&node).await.unwrap();
    let refused = stated(&court, Asked::Id(cases[1].clone()), None).await.unwrap_err();
    assert_eq!(refused.code(), "not-published");
    let policy = publish(&node).await;
    let shown = check(&stated(&court, Asked::Id(cases[1].clone()), None).await.unwrap(), &policy);
    let shown = shown.unwrap();
    let newest = node.store.load(&cases[1], 1).await.unwrap().remove(0);
    let What::Held(held) = shown.statement.what else { panic!("not held") };
    assert_eq!((held.seq, held.last.0), (1, newest.leaf_hash));
    let opening = recorder::opening(&newest, &node.ledger.origin(), &node.keys, |_| true).unwrap();
    let tag = b64_encode(&shown.statement.tag);
    assert_eq!(opening.get("stream").unwrap().text(), Some(tag.as_str()));

    // What comes later is in a later map, and this one does not change.
    let date = shown.statement.date.clone();
    case(&node, 2).await;
    let again = stated(&court, Asked::Id(cases[1].clone()), Some(&date)).await.unwrap();
    assert_eq!(check(&again, &policy).unwrap().statement, shown.statement);
    wait(&court, &node, 48);
    run_once(&node).await.unwrap();
    publish(&node).await;
    let later = stated(&court, Asked::Id(cases[1].clone()), None).await.unwrap();
    let later = check(&later, &policy).unwrap().statement;
    assert!(matches!(later.what, What::Held(Stream { seq: 2, .. })), "{later:?}");
}

#[tokio::test]
async fn that_there_is_no_such_stream_is_stated_and_of_one_that_is_there_it_is_not() {
    let (court, node, cases) = day().await;
    wait(&court, &node, 24);
    run_once(&node).await.unwrap();
    let policy = publish(&node).await;
    let none = check(&stated(&court, Asked::Tag([7; 16]), None).await.unwrap(), &policy).unwrap();
    assert!(matches!(none.statement.what, What::Absent(_)));
    let held = check(&stated(&court, Asked::Id(cases[0].clone()), None).await.unwrap(), &policy);
    let tag = held.unwrap().statement.tag;
    assert_eq!(stated(&court, Asked::Tag(tag), None).await.unwrap_err().code(), "held");
    for id in ["urn:comity:nobody", &cases[0][..cases[0].len() - 1]] {
        let refused = stated(&court, Asked::Id(id.to_owned()), None).await.unwrap_err();
        assert_eq!(refused.code(), "unknown");
    }
    let refused = stated(&court, Asked::Tag(tag), Some("2001-01-01")).await.unwrap_err();
    assert_eq!(refused.code(), "no-map");
}

#[tokio::test]
async fn a_map_that_was_changed_beside_the_node_states_nothing() {
    let (court, node, cases) = day().await;
    wait(&court, &node, 24);
    run_once(&node).await.unwrap();
    publish(&node).await;
    let row = node.last_rows::<HeadsRow>(view::HEADS, 1).await.unwrap().remove(0);
    let mut bytes = b64_decode(&row.1.entries).unwrap();
    // The values of all streams: none is the one that its newest entry has.
    bytes.chunks_mut(ENTRY_BYTES).for_each(|entry| entry[47] ^= 1);
    for entries in [b64_encode(&bytes), b64_encode(&bytes[1..]), "?".to_owned(), String::new()] {
        let wrong = HeadsRow { entries, ..row.1.clone() };
        act!(node, "plant", None, |tx| {
            tx.put(view::HEADS, &row.0, &row.0, &wrong);
            Ok(Vec::new())
        })
        .await
        .unwrap();
        let refused = stated(&court, Asked::Id(cases[0].clone()), None).await.unwrap_err();
        assert_eq!(refused.code(), "damaged");
    }
}
