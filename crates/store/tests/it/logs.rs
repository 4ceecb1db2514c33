//! Several logs, one after the other: where one ends, the next begins, whoever gives the leaves their places.

use std::sync::Arc;

use store::{Batch, End, Head, Log, LogEnd, Place, Sequenced, Store, StoreError, StreamAppend};

use crate::bench::{check, check_durable, event, events, hash};
use crate::ledger::{Counting, step};

/// A batch that ends log `log` at `size`, with its last leaf and the first one of the next log.
fn close(log: u32, size: u64, numbers: [u64; 2], next: &str) -> Batch {
    let how = End::Closed;
    let [last, first] = numbers;
    let append =
        |stream: String, n| StreamAppend { stream, expected_version: 0, events: vec![event(n)] };
    Batch {
        // Named so that an order by name would turn them around.
        streams: vec![append(format!("z{last}"), last), append(format!("b{first}"), first)],
        log_end: Some(LogEnd { log, size, how, next: next.to_owned() }),
        ..Batch::new("open_shard", 8)
    }
}

fn give_up(size: u64, known: u64, first: u64, next: &str) -> Batch {
    let how = End::GivenUp { known };
    Batch {
        log_end: Some(LogEnd { log: 0, size, how, next: next.to_owned() }),
        ..events("successor", 0, [first])
    }
}

/// Gives every waiting leaf its place, as a sequencer does.
pub(crate) async fn sequence(store: &Arc<dyn Store>) -> Head {
    loop {
        let head = store.head().await.unwrap();
        let pending = store.leaves_pending(2).await.unwrap();
        if pending.is_empty() {
            return head;
        }
        let event_ids: Vec<_> = pending.iter().map(|leaf| leaf.event_id).collect();
        let places = head.size..;
        let sequenced = Sequenced {
            log: head.log,
            from_size: head.size,
            epoch: head.epoch,
            nodes: places.zip(&pending).map(|(index, leaf)| (0, index, leaf.leaf_hash)).collect(),
            root: hash(head.size + event_ids.len() as u64),
            event_ids,
        };
        store.leaves_sequenced(sequenced).await.unwrap();
    }
}

async fn places(store: &Arc<dyn Store>) -> Vec<Option<(u32, u64)>> {
    let events = store.tail(0, 99).await.unwrap();
    let place = |place: Place| (place.log, place.index);
    events.iter().map(|event| event.place.map(place)).collect()
}

#[test]
fn a_log_is_named_once() {
    check(&async |store| {
        assert_eq!(store.logs().await.unwrap().len(), 1);
        let named = store.name_log("n/2026").await.unwrap();
        assert_eq!((named.origin.as_str(), named.head.log, named.given_up_at), ("n/2026", 0, None));
        assert_eq!(store.name_log("n/2027").await, Ok(named.clone()));
        assert_eq!(store.logs().await, Ok(vec![named]));
    });
}

#[test]
fn the_next_log_begins_behind_the_last_leaf_of_the_one_before() {
    check(&async |store| {
        store.name_log("n/2026").await.unwrap();
        let epoch = store.bump_epoch(0).await.unwrap().epoch;
        let is_integrated = store.integrate(epoch, Arc::new(Counting));
        store.append(events("a", 0, [1, 2])).await.unwrap();
        sequence(&store).await;
        store.append(close(0, 2, [3, 4], "n/2027")).await.unwrap();
        if !is_integrated {
            // What comes before the close has its place is behind it all the same.
            store.append(events("a", 2, [5])).await.unwrap();
            assert_eq!(store.leaves_pending(9).await.unwrap().len(), 1, "only the last leaf");
        }
        sequence(&store).await;
        if is_integrated {
            store.append(events("a", 2, [5])).await.unwrap();
        }
        let expected = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)].map(Some);
        assert_eq!(places(&store).await, expected);
        let head = |log, size, epoch| Head { log, size, root: hash(size), epoch, restore_epoch: 0 };
        let log = |log, size, origin: &str| Log {
            head: head(log, size, 1),
            origin: origin.to_owned(),
            given_up_at: None,
        };
        assert_eq!(store.logs().await, Ok(vec![log(0, 3, "n/2026"), log(1, 2, "n/2027")]));
        assert_eq!(store.head().await, Ok(head(1, 2, 1)));
        let found = store.event_at(Place { log: 1, index: 0 }).await.unwrap().unwrap();
        assert_eq!(found.event_id, event(4).event_id);
        let leaves = store.leaves(Place { log: 0, index: 2 }, 9).await.unwrap();
        assert_eq!(leaves.iter().map(|leaf| leaf.leaf).collect::<Vec<_>>(), [event(3).leaf]);
        // The same place of two trees holds two hashes.
        let of = async |log| store.nodes(log, &[(0, 0)]).await.unwrap();
        let expected = [1, 4].map(|n| vec![Some(event(n).leaf_hash)]);
        assert_eq!([of(0).await, of(1).await], expected);
        // And a third one.
        store.append(close(1, 2, [6, 7], "n/2028")).await.unwrap();
        assert_eq!(sequence(&store).await, head(2, 1, 1));
    });
}

#[test]
fn a_log_is_ended_only_as_it_was_seen() {
    check(&async |store| {
        store.append(events("a", 0, [1, 2])).await.unwrap();
        let refused = async |batch| store.append(batch).await.unwrap_err().code();
        // Leaves that wait are not in what was seen.
        assert_eq!(refused(close(0, 0, [3, 4], "n/2027")).await, "conflict");
        assert_eq!(refused(close(0, 2, [3, 4], "n/2027")).await, "conflict");
        sequence(&store).await;
        assert_eq!(refused(close(0, 1, [3, 4], "n/2027")).await, "conflict");
        assert_eq!(refused(close(1, 2, [3, 4], "n/2027")).await, "conflict");
        assert_eq!(refused(close(0, 2, [3, 4], "")).await, "corrupt");
        let without = Batch { streams: vec![], ..close(0, 2, [3, 4], "n/2027") };
        assert_eq!(refused(without).await, "corrupt");
        assert_eq!(store.logs().await.unwrap().len(), 1);
        store.append(close(0, 2, [3, 4], "n/2027")).await.unwrap();
        assert_eq!(refused(close(0, 2, [5, 6], "n/2028")).await, "conflict");
        sequence(&store).await;
        assert_eq!(refused(close(1, 1, [5, 6], "n/2027")).await, "corrupt", "a name is used once");
    });
}

#[test]
fn a_log_that_is_given_up_gets_no_leaf_any_more() {
    check(&async |store| {
        store.append(events("a", 0, [1, 2])).await.unwrap();
        sequence(&store).await;
        store.append(give_up(2, 7, 3, "n/2027-r1")).await.unwrap();
        store.append(events("a", 2, [4])).await.unwrap();
        sequence(&store).await;
        assert_eq!(places(&store).await, [(0, 0), (0, 1), (1, 0), (1, 1)].map(Some));
        let logs = store.logs().await.unwrap();
        let said: Vec<_> =
            logs.iter().map(|log| (log.given_up_at, log.head.restore_epoch)).collect();
        assert_eq!(said, [(Some(7), 0), (None, 1)]);
    });
}

#[test]
fn who_sequences_an_ended_log_is_refused() {
    check(&async |store| {
        store.append(give_up(0, 7, 3, "n/2027-r1")).await.unwrap();
        let refused = store.leaves_sequenced(step(0, 0, [3])).await.unwrap_err();
        assert_eq!(refused, StoreError::HeadMoved { size: 0, epoch: 0 });
    });
}

#[test]
fn logs_are_there_again_when_the_store_is_opened_again() {
    check_durable(&async |bench| {
        let store = bench.open();
        store.name_log("n/2026").await.unwrap();
        store.append(events("a", 0, [1, 2])).await.unwrap();
        sequence(&store).await;
        store.append(close(0, 2, [3, 4], "n/2027")).await.unwrap();
        // Closed, and nobody has given the leaf its place yet.
        drop(store);
        let store = bench.open();
        sequence(&store).await;
        let before = (store.logs().await, places(&store).await);
        assert_eq!(before.1, [(0, 0), (0, 1), (0, 2), (1, 0)].map(Some));
        drop(store);
        let store = bench.open();
        assert_eq!((store.logs().await, places(&store).await), before);
    });
}
