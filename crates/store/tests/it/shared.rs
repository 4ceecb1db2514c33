//! Several processes on one schema: no reader skips what commits late, no letter is taken by two, and who has not the duty
//! of the sequencer may append all the same. Only for the engine that several processes may open.

use std::{collections::BTreeSet, sync::Arc};

use store::{OutboxChange, Place, PostgresStore, Store, StoreError};

use crate::{
    bench::{events, id, letter, outbox, postgres, runtime, server},
    ledger::Counting,
};

const N_APPENDERS: u64 = 4;
const N_EACH: u64 = 20;

/// Two stores on one schema, as two processes would have them.
fn two() -> Option<(Arc<PostgresStore>, Arc<PostgresStore>)> {
    server()?;
    let folder = tempfile::tempdir().unwrap();
    let open = || Arc::new(postgres(folder.path()).unwrap());
    Some((open(), open()))
}

#[test]
fn no_reader_skips_what_another_process_commits_late() {
    let Some((a, b)) = two() else { return };
    runtime().block_on(async {
        let mut appenders = tokio::task::JoinSet::new();
        for appender in 0..N_APPENDERS {
            let store = Arc::clone(if appender % 2 == 0 { &a } else { &b });
            appenders.spawn(async move {
                for i in 0..N_EACH {
                    let n = appender * 1_000 + i;
                    store.append(events(&format!("own/{appender}"), i, [n])).await.unwrap();
                    loop {
                        let version = store.load("shared", 0).await.unwrap().len() as u64;
                        match store.append(events("shared", version, [100_000 + n])).await {
                            Ok(_) => break,
                            Err(StoreError::Conflict { .. }) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                }
            });
        }
        let expected = N_APPENDERS * N_EACH * 2;
        let mut tailers = tokio::task::JoinSet::new();
        for store in [&a, &b] {
            let store = Arc::clone(store);
            tailers.spawn(async move {
                let mut seen: Vec<u64> = Vec::new();
                while (seen.len() as u64) < expected {
                    let page = store.tail(seen.last().copied().unwrap_or(0), 5).await.unwrap();
                    seen.extend(page.into_iter().map(|event| event.position));
                    tokio::task::yield_now().await;
                }
                seen
            });
        }
        while let Some(done) = appenders.join_next().await {
            done.unwrap();
        }
        while let Some(seen) = tailers.join_next().await {
            assert_eq!(seen.unwrap(), (1..=expected).collect::<Vec<_>>());
        }
        assert_eq!(b.load("shared", 0).await.unwrap().len() as u64, N_APPENDERS * N_EACH);
        a.check_integrity().await.unwrap();
    });
}

#[test]
fn no_letter_is_taken_by_two_processes() {
    let Some((a, b)) = two() else { return };
    runtime().block_on(async {
        let n_letters = 90_u64;
        let letters = (0..n_letters).map(|n| letter(n, ["p", "q"][(n % 2) as usize], 1, 10));
        a.append(outbox(letters.map(OutboxChange::Enqueue).collect())).await.unwrap();
        let mut workers = tokio::task::JoinSet::new();
        for store in [a, b] {
            workers.spawn(async move {
                let mut taken = Vec::new();
                // Empty only when all are taken: what the other is just taking is left out, and comes to nobody twice.
                loop {
                    let rows = store.outbox_due(100, 60, 7, &[]).await.unwrap();
                    if rows.is_empty() {
                        break;
                    }
                    assert!(rows.iter().all(|row| row.fence == 1));
                    taken.extend(rows.into_iter().map(|row| row.id));
                }
                (store, taken)
            });
        }
        let mut all = BTreeSet::new();
        let mut n_taken = 0;
        let mut last = None;
        while let Some(done) = workers.join_next().await {
            let (store, taken) = done.unwrap();
            n_taken += taken.len() as u64;
            all.extend(taken);
            last = Some(store);
        }
        // A worker may have ended while the other still held rows in the statement that takes them.
        let rest = last.unwrap().outbox_due(100, 60, 99, &[]).await.unwrap();
        n_taken += rest.len() as u64;
        all.extend(rest.into_iter().map(|row| row.id));
        assert_eq!((all.len() as u64, n_taken), (n_letters, n_letters));
    });
}

#[test]
fn what_a_process_without_the_duty_appends_gets_its_place_from_the_one_that_has_it() {
    let Some((a, b)) = two() else { return };
    runtime().block_on(async {
        let epoch = a.bump_epoch(0).await.unwrap().epoch;
        assert!(a.integrate(epoch, Arc::new(Counting)));
        a.append(events("a", 0, [1])).await.unwrap();
        b.append(events("b", 0, [2])).await.unwrap();
        assert_eq!(b.leaves_pending(9).await.unwrap().len(), 1);
        a.append(events("a", 1, [3])).await.unwrap();
        assert_eq!(b.leaves_pending(9).await, Ok(vec![]));
        let placed = b.event_at(Place { log: 0, index: 1 }).await.unwrap().unwrap();
        assert_eq!(placed.event_id, id(2));
        // The other takes the duty: the first can no longer commit a leaf.
        let epoch = b.bump_epoch(0).await.unwrap().epoch;
        assert!(b.integrate(epoch, Arc::new(Counting)));
        assert_eq!(a.append(events("a", 2, [4])).await.unwrap_err().code(), "head-moved");
        b.append(events("b", 1, [5])).await.unwrap();
        assert_eq!(b.head().await.unwrap().size, 4);
    });
}
