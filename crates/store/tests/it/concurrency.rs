//! Many at once: no lost event, no gap a reader could see, no commit that depends on its caller.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::poll_fn,
    sync::Arc,
    task::Poll,
};

use store::{Batch, Once, Store, StoreError};

use crate::bench::{check, events, hash};

const N_APPENDERS: u64 = 8;
const N_EACH: u64 = 25;

/// Appends one event to the shared stream as an act does: load, decide, append, and again after a conflict.
async fn append_shared(store: &Arc<dyn Store>, n: u64) {
    loop {
        let version = store.load("shared", 0).await.unwrap().len() as u64;
        match store.append(events("shared", version, [n])).await {
            Ok(_) => return,
            Err(StoreError::Conflict { .. } | StoreError::Busy) => tokio::task::yield_now().await,
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn eight_appenders_lose_nothing_and_a_tailer_sees_no_gap() {
    check(&async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for appender in 0..N_APPENDERS {
            let store = Arc::clone(&store);
            tasks.spawn(async move {
                for i in 0..N_EACH {
                    let n = appender * 1_000 + i;
                    store.append(events(&format!("own/{appender}"), i, [n])).await.unwrap();
                    if i % 5 == 0 {
                        append_shared(&store, 100_000 + n).await;
                    }
                }
            });
        }
        let expected = N_APPENDERS * (N_EACH + N_EACH / 5);
        let mut tailer = tokio::task::JoinSet::new();
        tailer.spawn({
            let store = Arc::clone(&store);
            async move {
                let mut seen: Vec<(u64, String, u64)> = Vec::new();
                while (seen.len() as u64) < expected {
                    let last = seen.last().map_or(0, |(position, ..)| *position);
                    let page = store.tail(last, 7).await.unwrap();
                    seen.extend(page.into_iter().map(|e| (e.position, e.stream, e.version)));
                    tokio::task::yield_now().await;
                }
                seen
            }
        });
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let seen = tailer.join_next().await.unwrap().unwrap();
        assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0), "positions rise");
        let mut next: BTreeMap<String, u64> = BTreeMap::new();
        for (_, stream, version) in &seen {
            let expected = next.entry(stream.clone()).or_default();
            assert_eq!(version, expected, "{stream}");
            *expected += 1;
        }
        assert_eq!(next["shared"], N_APPENDERS * N_EACH / 5);
        let last = seen.last().unwrap().0;
        assert_eq!(store.tail(last, 10).await, Ok(vec![]), "nothing appeared behind the tailer");
    });
}

/// Ten times as many as may wait.
const N_TOO_MANY: u64 = 40_960;

#[test]
fn of_ten_times_what_it_takes_nothing_acknowledged_is_lost_and_nothing_refused_is_kept() {
    check(&async |store| {
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..N_TOO_MANY {
            let store = Arc::clone(&store);
            tasks.spawn(async move { (n, store.append(events(&format!("s{n}"), 0, [n])).await) });
        }
        let mut acknowledged = BTreeSet::new();
        while let Some(done) = tasks.join_next().await {
            match done.unwrap() {
                (n, Ok(_)) => assert!(acknowledged.insert(format!("s{n}"))),
                (_, Err(refused)) => assert_eq!(refused, StoreError::Busy),
            }
        }
        let mut stored = BTreeSet::new();
        let mut last = 0;
        loop {
            let page = store.tail(last, store::MAX_PAGE).await.unwrap();
            let Some(end) = page.last() else { break };
            last = end.position;
            stored.extend(page.into_iter().map(|event| event.stream));
        }
        assert!(stored == acknowledged, "{} and {}", stored.len(), acknowledged.len());
        store.append(events("after", 0, [N_TOO_MANY])).await.unwrap();
    });
}

#[test]
fn one_refused_batch_of_a_group_hurts_no_other() {
    check(&async |store| {
        store.append(events("taken", 0, [1_000])).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..50 {
            let store = Arc::clone(&store);
            tasks.spawn(async move {
                let stream = if n % 5 == 0 { "taken".to_owned() } else { format!("s{n}") };
                (n, store.append(events(&stream, 0, [n])).await)
            });
        }
        while let Some(done) = tasks.join_next().await {
            let (n, outcome) = done.unwrap();
            assert_eq!(outcome.is_err(), n % 5 == 0, "{n}: {outcome:?}");
        }
        assert_eq!(store.health().await.unwrap().n_events, 41);
    });
}

#[test]
fn a_key_used_by_many_at_once_is_done_once() {
    check(&async |store| {
        let batch = |n| {
            let once = Once {
                scope: "s".to_owned(),
                key: "k".to_owned(),
                digest: hash(1),
                result: b"id".to_vec(),
            };
            Batch { once: Some(once), ..events(&format!("s{n}"), 0, [n]) }
        };
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..20 {
            let (store, batch) = (Arc::clone(&store), batch(n));
            tasks.spawn(async move { store.append(batch).await.unwrap().replay });
        }
        let mut n_first = 0;
        while let Some(done) = tasks.join_next().await {
            match done.unwrap() {
                None => n_first += 1,
                Some(result) => assert_eq!(result, b"id"),
            }
        }
        assert_eq!((n_first, store.health().await.unwrap().n_events), (1, 1));
    });
}

#[test]
fn a_commit_does_not_depend_on_its_caller() {
    check(&async |store| {
        {
            let mut append = store.append(events("a", 0, [1]));
            // Begun, then dropped, as when a browser leaves.
            poll_fn(|cx| {
                drop(append.as_mut().poll(cx));
                Poll::Ready(())
            })
            .await;
        }
        // The queue is in order: when the second is answered, the first is long decided.
        store.append(events("b", 0, [2])).await.unwrap();
        assert_eq!(store.load("a", 0).await.unwrap().len(), 1);
    });
}
