//! How a node ends, and how another process takes over.

use tokio::time::timeout;

use super::*;
use crate::founded::{COURT, Founded, OTHER, node_id, send};

mod resumed;

#[tokio::test]
async fn a_worker_that_panics_ends_the_node_with_a_failure() {
    let mut workers = JoinSet::new();
    workers.spawn(std::future::pending());
    workers.spawn(async { panic!("a fault of ours") });
    let why = a_worker_ends(&mut workers).await;
    assert_eq!(why.code(), "ended");
    assert!(why.to_string().starts_with("the work that happens by itself of this node ended"));
}

#[tokio::test]
async fn a_standby_waits_for_the_end_of_the_first_and_misses_nothing() {
    let founded = Founded::new().await;
    let first = founded.open(COURT).await;
    send(&first, &node_id(OTHER), 1).await;
    let head = first.ledger.signed();
    let config = Config::read(&founded.config(COURT)).unwrap();
    let held = open(config.clone()).await.unwrap_err();
    assert!(held.is_held(), "{held}");

    tokio::time::pause();
    let minute = Duration::from_secs(60);
    assert!(timeout(minute, stand_by(&config)).await.is_err(), "the first one lives");
    let mut waits = std::pin::pin!(stand_by(&config));
    assert!(timeout(STANDBY_LOOKS_EVERY / 2, waits.as_mut()).await.is_err());
    drop(first);
    timeout(STANDBY_LOOKS_EVERY, waits).await.unwrap().unwrap();
    tokio::time::resume();

    let second = founded.open(COURT).await;
    assert_eq!(second.ledger.stopped(), None);
    assert_eq!(second.ledger.signed().size, head.size + 1, "its start is one leaf more");
}
