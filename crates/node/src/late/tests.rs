//! A letter whose time runs: told of at each step, once, in order, and no more once it arrived.

use store::{NewOutbox, OutboxState};

use super::*;
use crate::testing::{found, open, parcel};

const HOUR_MS: i64 = 3_600_000;

async fn queued(node: &Arc<Node>, n: u8, time_ms: i64) -> i64 {
    let parcel = parcel(Digest([n; 32]), None);
    let queued = act!(node, "queue", None, |tx| {
        let deliver_by_ms = tx.now.as_millisecond() + time_ms;
        let deliver_by = Timestamp::from_millisecond(deliver_by_ms).unwrap();
        tx.outbox.push(OutboxChange::Enqueue(NewOutbox {
            id: [n; 16],
            peer: "fr-prov.sandbox.example".to_owned(),
            lane: 1,
            kind: parcel.kind.clone(),
            due_ms: i64::MAX,
            deliver_by_ms,
            not_after_ms: None,
            warn_ms: first(&parcel.kind, tx.now, deliver_by),
            payload: crate::rows::encode(&parcel),
        }));
        Ok(Vec::new())
    });
    queued.await.unwrap();
    row(node, n).await.queued_at_ms
}

async fn row(node: &Arc<Node>, n: u8) -> OutboxRow {
    let query = OutboxQuery { id: Some([n; 16]), limit: 1, ..OutboxQuery::default() };
    node.store.outbox_rows(query).await.unwrap().remove(0)
}

/// What the leaves of the peer say, in their order: the word, and the first byte of the letter's digest.
async fn told(node: &Arc<Node>) -> Vec<(&'static str, u8)> {
    let peer = NodeId::parse("fr-prov.sandbox.example").unwrap();
    let stream = link_stream(&node.config.node, &peer);
    let mut words = Vec::new();
    for event in node.store.load(&stream.id, 0).await.unwrap() {
        let Stored::Link(event) = node.decode(wire::stored::StreamKind::Link, &event).unwrap()
        else {
            panic!("not an event of a link");
        };
        words.push((event.kind.id(), event.letter_digest.unwrap().0[0]));
    }
    words
}

#[test]
fn the_steps_are_at_the_half_three_quarters_nine_tenths_and_the_end() {
    let at: Vec<i64> = steps(1_000, 1_000 + 4 * HOUR_MS).map(|(at, _)| at - 1_000).collect();
    assert_eq!(at, [2 * HOUR_MS, 3 * HOUR_MS + 1, 3 * HOUR_MS + 36 * 60_000 + 2, 4 * HOUR_MS + 3]);
    let none: Vec<i64> = steps(1_000, 0).map(|(at, _)| at).collect();
    assert_eq!(none, [1_000, 1_001, 1_002, 1_003], "no time at all is four steps too");
    assert!(steps(0, i64::MAX).all(|(at, _)| at > 0));
    let instant = Timestamp::from_millisecond(5).unwrap();
    assert_eq!(first("cx.probe", instant, instant), None);
}

#[tokio::test]
async fn each_step_is_told_once_in_order_and_a_leap_of_the_clock_leaves_none_out() {
    let court = found().await;
    let node = open(&court.config).await;
    let soon = queued(&node, 1, 0).await;
    queued(&node, 2, HOUR_MS).await;
    // All four steps of the first are over as soon as the clock has moved by three milliseconds.
    while node.now().as_millisecond() < soon + 3 {
        tokio::task::yield_now().await;
    }
    for _ in 0..6 {
        run_once(&node).await.unwrap();
    }
    assert_eq!(told(&node).await, [("late-50", 1), ("late-75", 1), ("late-90", 1), ("missed", 1)]);
    assert_eq!(row(&node, 1).await.warn_ms, None);
    assert_eq!(run_once(&node).await.unwrap(), 0);
    assert_eq!(spent(&row(&node, 2).await, node.now()), 0);
}

#[tokio::test]
async fn of_a_letter_that_arrived_nothing_is_told() {
    let court = found().await;
    let node = open(&court.config).await;
    queued(&node, 1, 0).await;
    let before = row(&node, 1).await;
    act!(node, "arrive", None, |tx| {
        tx.outbox.push(OutboxChange::Settle {
            id: before.id,
            fence: before.fence,
            state: OutboxState::Accepted,
            attempts: 1,
            last_error: None,
            payload: None,
        });
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert_eq!(run_once(&node).await.unwrap(), 0);
    let refused = tell(&node, &before).await.unwrap_err();
    assert!(matches!(refused, ActError::Store(store::StoreError::LeaseLost { .. })), "{refused}");
    assert!(told(&node).await.is_empty());
}
