//! The token of the day: got once, kept, and compared with the log by somebody who believes neither.

use std::sync::Arc;

use super::*;
use crate::config::Config;
use crate::fsck::Log;
use crate::serve;
use crate::testing::{Court, found};
use crate::tsa::tests::{Fake, Mode};
use crate::work::witness::publish_once;

async fn start(mode: Mode) -> (Court, Arc<Node>, Fake) {
    let (court, authority) = (found().await, Fake::start(mode));
    let tsa = Some(authority.authority(None));
    let config = Config { tsa, ..Config::read(&court.config).unwrap() };
    let (node, _) = serve::open(config).await.unwrap();
    serve::start(&node).await.unwrap();
    (court, node, authority)
}

async fn stamps(node: &Node) -> Vec<(String, StampedHead)> {
    node.last_rows(view::STAMPED, 9).await.unwrap()
}

/// What `comity log fsck` says of it.
async fn faults(court: &Court) -> (u64, Vec<String>) {
    let report = Log::open(&court.config, None).await.unwrap().check().await.unwrap();
    (report.n_stamped, report.faults.iter().map(ToString::to_string).collect())
}

async fn replace(node: &Arc<Node>, row: &StampedHead) {
    let (day, _) = stamps(node).await.remove(0);
    act!(node, "plant", None, |tx| {
        tx.put(view::STAMPED, &day, &day, row);
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_day_has_one_token_over_the_note_that_was_published() {
    let (court, node, _authority) = start(Mode::Good).await;
    assert!(!run_once(&node).await.unwrap(), "nothing is published yet");
    publish_once(&node).await.unwrap();
    assert!(run_once(&node).await.unwrap());
    assert!(!run_once(&node).await.unwrap());
    let found = stamps(&node).await;
    let [(day, row)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(*day, node.now().to_zoned(TimeZone::UTC).date().to_string());
    assert_eq!(row.note, node.ledger.published().unwrap().note);
    let token = row.token().unwrap();
    assert_eq!(token.imprint(), Digest::of(row.note.as_bytes()));
    assert_eq!(token.stamp().gen_time(), row.gen_time);
    assert_eq!(faults(&court).await, (1, Vec::new()));
}

#[tokio::test]
async fn an_authority_that_is_away_is_asked_again_and_the_node_goes_on() {
    let (_court, node, authority) = start(Mode::Away).await;
    publish_once(&node).await.unwrap();
    assert!(!run_once(&node).await.unwrap());
    assert!(stamps(&node).await.is_empty());
    authority.is_now(Mode::Good);
    assert!(run_once(&node).await.unwrap());
}

#[tokio::test]
async fn a_token_that_was_changed_is_found_by_fsck() {
    let (court, node, _authority) = start(Mode::Good).await;
    publish_once(&node).await.unwrap();
    assert!(run_once(&node).await.unwrap());
    let (_, good) = stamps(&node).await.remove(0);
    let size = good.size;
    let bad_token = StampedHead { token: b64_encode(b"no token"), ..good.clone() };
    let bad_note = StampedHead { note: good.note.replace("comity", "c0mity"), ..good.clone() };
    let bad_root = StampedHead { root: Digest::of(b"another").hex(), ..good.clone() };
    let bad_time = StampedHead { gen_time: "2020-01-01T00:00:00Z".to_owned(), ..good.clone() };
    let (token, forked) = (format!("stamped-token at {size}"), format!("stamped-forked at {size}"));
    for (row, expected) in [
        (bad_token, vec![token.clone()]),
        (bad_note, vec![token.clone(), forked.clone()]),
        (bad_root, vec![forked]),
        (bad_time, vec![token]),
        (good, vec![]),
    ] {
        replace(&node, &row).await;
        assert_eq!(faults(&court).await, (1, expected));
    }
}
