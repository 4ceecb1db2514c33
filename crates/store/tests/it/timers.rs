//! Timers: a timer fires once, and one that is moved fires at its new instant.

use store::{Batch, StoreError, TimerChange, TimerRow};

use crate::bench::{check, events};

fn schedule(id: &str, due_ms: i64) -> TimerChange {
    TimerChange::Schedule {
        id: id.to_owned(),
        due_ms,
        stream: "measure/1".to_owned(),
        payload: b"wake".to_vec(),
    }
}

fn timers(timers: Vec<TimerChange>) -> Batch {
    Batch { timers, ..Batch::new("schedule", 0) }
}

fn done(id: &str) -> TimerChange {
    TimerChange::Done { id: id.to_owned() }
}

#[test]
fn due_timers_come_in_the_order_of_their_instants() {
    check(&async |store| {
        let all = vec![schedule("c", 30), schedule("b", 10), schedule("a", 30), schedule("d", 31)];
        store.append(timers(all)).await.unwrap();
        let due = store.timers_due(30, 10).await.unwrap();
        assert_eq!(due.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["b", "a", "c"]);
        let whole = TimerRow {
            id: "b".to_owned(),
            due_ms: 10,
            stream: "measure/1".to_owned(),
            payload: b"wake".to_vec(),
        };
        assert_eq!(due[0], whole);
        assert_eq!(store.timers_due(30, 1).await.unwrap().len(), 1);
        assert_eq!(store.timers_due(9, 10).await, Ok(vec![]));
    });
}

#[test]
fn a_timer_fires_once_with_its_event() {
    check(&async |store| {
        store.append(timers(vec![schedule("t", 1)])).await.unwrap();
        let fire = |n| Batch { timers: vec![done("t")], ..events("measure/1", 0, [n]) };
        store.append(fire(1)).await.unwrap();
        let second = Batch { timers: vec![done("t")], ..events("measure/1", 1, [2]) };
        assert_eq!(
            store.append(second).await.unwrap_err(),
            StoreError::TimerGone { id: "t".to_owned() }
        );
        assert_eq!(store.load("measure/1", 0).await.unwrap().len(), 1);
        assert_eq!(store.timers_due(9, 9).await, Ok(vec![]));
    });
}

#[test]
fn a_moved_timer_has_one_instant() {
    check(&async |store| {
        store.append(timers(vec![schedule("t", 1)])).await.unwrap();
        store.append(timers(vec![schedule("t", 50)])).await.unwrap();
        assert_eq!(store.timers_due(49, 9).await, Ok(vec![]));
        assert_eq!(store.timers_due(50, 9).await.unwrap().len(), 1);
        assert_eq!(store.health().await.unwrap().n_timers, 1);
    });
}

#[test]
fn cancelling_is_harmless_twice_and_ends_the_firing() {
    check(&async |store| {
        store.append(timers(vec![schedule("t", 1)])).await.unwrap();
        let cancel = || timers(vec![TimerChange::Cancel { id: "t".to_owned() }]);
        store.append(cancel()).await.unwrap();
        store.append(cancel()).await.unwrap();
        assert_eq!(store.append(timers(vec![done("t")])).await.unwrap_err().code(), "timer-gone");
    });
}
