//! Fault loops: the N-th call fails, for every N until a run meets none; what was acknowledged is never lost, and a
//! retry with the same key is never done twice.

use std::sync::Arc;

use store::{
    Batch, Fault, Faults, Faulty, JournalStore, Once, RealDisk, SqliteStore, Store, StoreError,
};

use crate::bench::{events, hash, runtime};

const N_ACTS: u64 = 4;

/// An act with its key: what it writes can be tried again.
fn act(n: u64) -> Batch {
    let once = Once { scope: "s".to_owned(), key: n.to_string(), digest: hash(n), result: vec![1] };
    Batch { once: Some(once), ..events(&format!("stream/{n}"), 0, [n]) }
}

/// Runs `work` with a fault at each N, in its four forms, until a run meets none.
fn for_every_fault(error: &StoreError, work: &impl AsyncFn(Arc<Faults>)) {
    for (persists, after) in [(false, false), (true, false), (false, true), (true, true)] {
        for at in 1.. {
            assert!(at < 1_000, "the loop ends");
            let faults = Faults::planned(Fault { at, persists, after, error: error.clone() });
            runtime().block_on(work(Arc::clone(&faults)));
            if faults.n_failed() == 0 {
                break;
            }
        }
    }
}

#[test]
fn an_act_tried_again_with_its_key_is_done_once_wherever_the_store_fails() {
    for_every_fault(&StoreError::Busy, &async |faults| {
        let inner: Arc<dyn Store> = Arc::new(SqliteStore::open_inline().unwrap());
        let faulty = Faulty::new(Arc::clone(&inner), Arc::clone(&faults));
        for n in 0..N_ACTS {
            // A few tries, as a worker makes them; a persistent fault outlives them.
            for _ in 0..3 {
                if faulty.append(act(n)).await.is_ok() {
                    break;
                }
            }
        }
        faults.heal();
        for n in 0..N_ACTS {
            faulty.append(act(n)).await.unwrap();
        }
        assert_eq!(inner.health().await.unwrap().n_events, N_ACTS);
    });
}

#[test]
fn a_journal_whose_disk_fails_keeps_what_it_acknowledged() {
    for error in [StoreError::Poisoned, StoreError::Full] {
        for_every_fault(&error, &async |faults| {
            let folder = tempfile::tempdir().unwrap();
            let real = Arc::new(RealDisk::open(folder.path()).unwrap());
            let disk = Arc::new(Faulty::new(Arc::clone(&real), faults));
            let mut acknowledged = Vec::new();
            if let Ok(store) = JournalStore::open(disk, "journal") {
                for n in 0..N_ACTS {
                    if store.append(act(n)).await.is_ok() {
                        acknowledged.push(n);
                    }
                    let n_seen = store.health().await.unwrap().n_events;
                    assert_eq!(
                        n_seen,
                        acknowledged.len() as u64,
                        "only what was acknowledged is seen"
                    );
                }
            }
            let store = JournalStore::open(real, "journal").unwrap();
            for n in &acknowledged {
                assert_eq!(store.load(&format!("stream/{n}"), 0).await.unwrap().len(), 1);
            }
            for n in 0..N_ACTS {
                store.append(act(n)).await.unwrap();
            }
            assert_eq!(store.health().await.unwrap().n_events, N_ACTS);
        });
    }
}
