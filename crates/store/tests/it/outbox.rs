//! The outbox: whose turn it is, who holds a row, and who is heard.

use std::sync::Arc;

use store::{OutboxChange, OutboxQuery, OutboxRow, OutboxState, Skip, Store, StoreError};

use crate::bench::{check, id, letter, outbox};

async fn enqueue(store: &Arc<dyn Store>, letters: Vec<store::NewOutbox>) {
    let changes = letters.into_iter().map(OutboxChange::Enqueue).collect();
    store.append(outbox(changes)).await.unwrap();
}

fn settle(row: &OutboxRow, state: OutboxState) -> OutboxChange {
    OutboxChange::Settle {
        id: row.id,
        fence: row.fence,
        state,
        attempts: row.attempts + 1,
        last_error: Some("unreachable".to_owned()),
        payload: None,
    }
}

async fn one(store: &Arc<dyn Store>, n: u64) -> OutboxRow {
    let query = OutboxQuery { id: Some(id(n)), limit: 1, ..OutboxQuery::default() };
    store.outbox_rows(query).await.unwrap().remove(0)
}

fn ids(rows: &[OutboxRow]) -> Vec<[u8; 16]> {
    rows.iter().map(|row| row.id).collect()
}

#[test]
fn lanes_come_first_then_the_instant_of_delivery_then_the_order_of_commits() {
    check(&async |store| {
        let letters = vec![
            letter(1, "p", 2, 10),
            letter(2, "p", 1, 90),
            letter(3, "p", 1, 50),
            letter(4, "p", 1, 50),
            letter(5, "p", 0, 99),
        ];
        enqueue(&store, letters).await;
        let due = store.outbox_due(100, 60, 10, &[]).await.unwrap();
        assert_eq!(ids(&due), [5, 3, 4, 2, 1].map(id));
        let row = &due[0];
        assert_eq!((row.fence, row.lease_until_ms, row.attempts), (1, Some(160), 0));
        assert_eq!((row.peer.as_str(), row.lane, row.kind.as_str()), ("p", 0, "letter"));
        assert_eq!((row.queued_at_ms, row.deliver_by_ms, row.not_after_ms), (7, 99, Some(1_099)));
        assert_eq!(
            (&row.state, row.payload.as_slice()),
            (&OutboxState::Queued { due_ms: 0 }, [9; 3].as_slice())
        );
    });
}

#[test]
fn after_thirty_two_rows_of_one_peer_the_next_peer_has_its_turn() {
    check(&async |store| {
        let mut letters: Vec<_> = (0..40).map(|n| letter(n, "busy", 1, 10)).collect();
        letters.push(letter(100, "quiet", 1, 20));
        letters.push(letter(101, "quiet", 2, 1));
        enqueue(&store, letters).await;
        let due = ids(&store.outbox_due(100, 60, 100, &[]).await.unwrap());
        assert_eq!(due[..32], (0..32).map(id).collect::<Vec<_>>());
        assert_eq!(due[32], id(100));
        assert_eq!(due[33..41], (32..40).map(id).collect::<Vec<_>>());
        assert_eq!(due[41], id(101), "a later lane waits, whoever its peer is");
    });
}

#[test]
fn who_cannot_be_reached_gets_only_what_goes_first_until_it_is_woken() {
    check(&async |store| {
        let letters = vec![
            letter(1, "gone", 1, 10),
            letter(2, "gone", 0, 20),
            letter(3, "here", 2, 30),
            letter(4, "gone.too", 1, 40),
            store::NewOutbox { due_ms: 900, ..letter(5, "gone", 2, 50) },
            store::NewOutbox { due_ms: 900, ..letter(6, "here", 2, 60) },
        ];
        enqueue(&store, letters).await;
        let not_to = |peer: &str| Skip { peer: peer.to_owned(), from: 1, to: u8::MAX };
        let skip = [not_to("gone"), not_to("nobody")];
        let due = ids(&store.outbox_due(100, 60, 9, &skip).await.unwrap());
        assert_eq!(due, [id(2), id(4), id(3)]);
        let wake = OutboxChange::Wake { peer: "gone".to_owned(), due_ms: 100 };
        store.append(outbox(vec![wake])).await.unwrap();
        assert_eq!(ids(&store.outbox_due(100, 60, 9, &[]).await.unwrap()), [id(1), id(5)]);
        let later = one(&store, 6).await.state;
        assert_eq!(later, OutboxState::Queued { due_ms: 900 }, "of another node");
    });
}

#[test]
fn lanes_that_are_skipped_are_skipped_for_one_node_only_and_lanes_around_them_go() {
    check(&async |store| {
        let letters = (0..8).map(|n| letter(n, if n < 4 { "p" } else { "q" }, (n % 4) as u8, 10));
        enqueue(&store, letters.collect()).await;
        let skip = [Skip { peer: "p".to_owned(), from: 1, to: 2 }];
        let due = ids(&store.outbox_due(100, 60, 9, &skip).await.unwrap());
        assert_eq!(due, [0, 4, 5, 6, 3, 7].map(id));
        assert_eq!(ids(&store.outbox_due(100, 60, 9, &[]).await.unwrap()), [1, 2].map(id));
    });
}

#[test]
fn of_two_who_tell_that_a_row_is_late_one_is_heard_and_nobody_once_it_arrived() {
    check(&async |store| {
        let late = |n, warn_ms| store::NewOutbox { warn_ms, ..letter(n, "p", 1, 1_000) };
        enqueue(&store, vec![late(1, Some(500)), late(2, Some(700)), late(3, None)]).await;
        let by = |warn_by_ms| OutboxQuery {
            open_only: true,
            warn_by_ms: Some(warn_by_ms),
            limit: 9,
            ..OutboxQuery::default()
        };
        assert_eq!(store.outbox_rows(by(499)).await, Ok(vec![]));
        let held = store.outbox_due(100, 60, 1, &[]).await.unwrap().remove(0);
        assert_eq!(ids(&store.outbox_rows(by(500)).await.unwrap()), [id(1)]);
        let warn = |n, was_ms| OutboxChange::Warn { id: id(n), was_ms, next_ms: Some(900) };
        store.append(outbox(vec![warn(1, 500)])).await.unwrap();
        assert_eq!(
            store.append(outbox(vec![warn(1, 500)])).await.unwrap_err().code(),
            "lease-lost"
        );
        assert_eq!(ids(&store.outbox_rows(by(899)).await.unwrap()), [id(2)]);
        assert_eq!(one(&store, 1).await.warn_ms, Some(900));
        // Who held the row meanwhile is heard.
        store.append(outbox(vec![settle(&held, OutboxState::Accepted)])).await.unwrap();
        assert_eq!(ids(&store.outbox_rows(by(2_000)).await.unwrap()), [id(2)]);
        assert_eq!(
            store.append(outbox(vec![warn(1, 900)])).await.unwrap_err().code(),
            "lease-lost"
        );
    });
}

#[test]
fn a_leased_row_is_nobody_elses_until_the_lease_ends() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10), letter(2, "p", 0, 20)]).await;
        assert_eq!(ids(&store.outbox_due(100, 60, 1, &[]).await.unwrap()), [id(1)]);
        assert_eq!(ids(&store.outbox_due(100, 60, 9, &[]).await.unwrap()), [id(2)]);
        assert_eq!(store.outbox_due(159, 60, 9, &[]).await, Ok(vec![]));
        let again = store.outbox_due(160, 60, 9, &[]).await.unwrap();
        assert_eq!(ids(&again), [id(1), id(2)]);
        assert_eq!(again[0].fence, 2);
    });
}

#[test]
fn a_process_that_is_alone_frees_what_its_killed_predecessor_held() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10), letter(2, "p", 0, 20)]).await;
        let held = store.outbox_due(100, 60, 1, &[]).await.unwrap().remove(0);
        assert_eq!(store.outbox_release().await, Ok(1));
        assert_eq!(store.outbox_release().await, Ok(0));
        assert_eq!(ids(&store.outbox_due(101, 60, 9, &[]).await.unwrap()), [id(1), id(2)]);
        // A predecessor that was only asleep is not heard.
        let late = outbox(vec![settle(&held, OutboxState::Accepted)]);
        assert_eq!(store.append(late).await.unwrap_err().code(), "lease-lost");
    });
}

#[test]
fn a_row_is_not_due_before_its_time() {
    check(&async |store| {
        enqueue(&store, vec![store::NewOutbox { due_ms: 500, ..letter(1, "p", 0, 10) }]).await;
        assert_eq!(store.outbox_due(499, 60, 9, &[]).await, Ok(vec![]));
        let row = store.outbox_due(500, 60, 9, &[]).await.unwrap().remove(0);
        let later = settle(&row, OutboxState::Queued { due_ms: 900 });
        store.append(outbox(vec![later])).await.unwrap();
        assert_eq!(store.outbox_due(899, 60, 9, &[]).await, Ok(vec![]));
        let row = store.outbox_due(900, 60, 9, &[]).await.unwrap().remove(0);
        assert_eq!((row.attempts, row.last_error.as_deref()), (1, Some("unreachable")));
    });
}

#[test]
fn of_two_who_hold_a_row_the_older_is_not_heard() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10)]).await;
        let slow = store.outbox_due(100, 60, 1, &[]).await.unwrap().remove(0);
        let quick = store.outbox_due(200, 60, 1, &[]).await.unwrap().remove(0);
        let late = outbox(vec![settle(&slow, OutboxState::Failed)]);
        let refused = store.append(late).await.unwrap_err();
        assert_eq!(refused, StoreError::LeaseLost { id: format!("{:032x}", 1) });
        store.append(outbox(vec![settle(&quick, OutboxState::Accepted)])).await.unwrap();
        assert_eq!(one(&store, 1).await.state, OutboxState::Accepted);
    });
}

#[test]
fn a_receipt_that_comes_while_a_worker_sends_wins() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10)]).await;
        let held = store.outbox_due(100, 60, 1, &[]).await.unwrap().remove(0);
        let receipt = settle(&one(&store, 1).await, OutboxState::Accepted);
        store.append(outbox(vec![receipt])).await.unwrap();
        let retry = settle(&held, OutboxState::Queued { due_ms: 0 });
        assert_eq!(store.append(outbox(vec![retry])).await.unwrap_err().code(), "lease-lost");
        assert_eq!(
            store.outbox_due(500, 60, 9, &[]).await,
            Ok(vec![]),
            "accepted rows are not sent again"
        );
    });
}

#[test]
fn an_ended_row_keeps_its_state_but_takes_late_evidence() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10)]).await;
        store
            .append(outbox(vec![settle(&one(&store, 1).await, OutboxState::Withdrawn)]))
            .await
            .unwrap();
        let late = settle(&one(&store, 1).await, OutboxState::Accepted);
        let refused = store.append(outbox(vec![late])).await.unwrap_err();
        assert_eq!(refused, StoreError::OutboxEnded { id: format!("{:032x}", 1) });
        let OutboxChange::Settle { id, fence, state, attempts, last_error, .. } =
            settle(&one(&store, 1).await, OutboxState::Withdrawn)
        else {
            unreachable!("settle makes settlements")
        };
        let payload = Some(b"receipt".to_vec());
        let same = OutboxChange::Settle { id, fence, state, attempts, last_error, payload };
        store.append(outbox(vec![same])).await.unwrap();
        assert_eq!(one(&store, 1).await.payload, b"receipt");
    });
}

#[test]
fn a_held_row_waits_until_it_is_freed() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10)]).await;
        let held = OutboxState::Held { reason: "suspended".to_owned() };
        store.append(outbox(vec![settle(&one(&store, 1).await, held.clone())])).await.unwrap();
        assert_eq!(one(&store, 1).await.state, held);
        assert_eq!(store.outbox_due(100, 60, 9, &[]).await, Ok(vec![]));
        let freed = settle(&one(&store, 1).await, OutboxState::Queued { due_ms: 0 });
        store.append(outbox(vec![freed])).await.unwrap();
        assert_eq!(store.outbox_due(100, 60, 9, &[]).await.unwrap().len(), 1);
    });
}

#[test]
fn the_holder_can_ask_for_more_time_and_nobody_else_can() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10)]).await;
        let renew = |fence| {
            let payload = Some(b"sealed".to_vec());
            outbox(vec![OutboxChange::Renew { id: id(1), fence, until_ms: 900, payload }])
        };
        assert_eq!(store.append(renew(0)).await.unwrap_err().code(), "lease-lost");
        let row = store.outbox_due(100, 60, 1, &[]).await.unwrap().remove(0);
        store.append(renew(row.fence)).await.unwrap();
        assert_eq!(store.outbox_due(899, 60, 1, &[]).await, Ok(vec![]));
        let again = store.outbox_due(900, 60, 1, &[]).await.unwrap().remove(0);
        assert_eq!(again.payload, b"sealed", "who comes next goes on with them");
        assert_eq!(store.append(renew(row.fence)).await.unwrap_err().code(), "lease-lost");
    });
}

#[test]
fn an_outbox_id_is_stored_once_and_an_unknown_one_cannot_be_settled() {
    check(&async |store| {
        enqueue(&store, vec![letter(1, "p", 0, 10)]).await;
        let twice = outbox(vec![OutboxChange::Enqueue(letter(1, "q", 0, 10))]);
        assert_eq!(store.append(twice).await.unwrap_err().code(), "outbox-exists");
        let unknown = OutboxRow { id: id(2), ..one(&store, 1).await };
        let settled = outbox(vec![settle(&unknown, OutboxState::Done)]);
        assert_eq!(store.append(settled).await.unwrap_err().code(), "lease-lost");
    });
}

#[test]
fn rows_are_read_by_peer_and_page_and_openness() {
    check(&async |store| {
        enqueue(
            &store,
            (1..=6).map(|n| letter(n, if n % 2 == 0 { "even" } else { "odd" }, 0, 10)).collect(),
        )
        .await;
        store.append(outbox(vec![settle(&one(&store, 3).await, OutboxState::Done)])).await.unwrap();
        let read = async |query: OutboxQuery| ids(&store.outbox_rows(query).await.unwrap());
        let odd = OutboxQuery { peer: Some("odd".to_owned()), limit: 9, ..OutboxQuery::default() };
        assert_eq!(read(odd.clone()).await, [1, 3, 5].map(id));
        assert_eq!(read(OutboxQuery { open_only: true, ..odd.clone() }).await, [1, 5].map(id));
        assert_eq!(read(OutboxQuery { after_position: 3, ..odd.clone() }).await, [id(5)]);
        assert_eq!(read(OutboxQuery { limit: 1, ..odd }).await, [id(1)]);
        assert_eq!(store.health().await.unwrap().n_outbox_open, 5);
    });
}
