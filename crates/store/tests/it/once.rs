//! The `once` key: a retry finds the first result, whatever happened to its answer.

use store::{Batch, Once, OnceResult, StoreError};

use crate::bench::{check, events, hash, insert};

fn keyed(batch: Batch, command: u64) -> Batch {
    let once = Once {
        scope: "session/1".to_owned(),
        key: "form/9".to_owned(),
        digest: hash(command),
        result: command.to_be_bytes().to_vec(),
    };
    Batch { once: Some(once), ..batch }
}

#[test]
fn a_retry_returns_the_first_result_and_writes_nothing() {
    check(&async |store| {
        let first = store.append(keyed(events("a", 0, [1]), 1)).await.unwrap();
        assert_eq!(first.replay, None);
        // The retry was built on a version that is stale by now: it must not meet a conflict.
        let again = store.append(keyed(events("a", 0, [1]), 1)).await.unwrap();
        assert_eq!(again.replay, Some(1_u64.to_be_bytes().to_vec()));
        assert!(again.positions.is_empty() && again.versions.is_empty());
        assert_eq!(store.load("a", 0).await.unwrap().len(), 1);
    });
}

#[test]
fn the_same_key_with_another_command_is_refused() {
    check(&async |store| {
        store.append(keyed(events("a", 0, [1]), 1)).await.unwrap();
        let refused = store.append(keyed(events("b", 0, [2]), 2)).await.unwrap_err();
        let expected =
            StoreError::OnceMismatch { scope: "session/1".to_owned(), key: "form/9".to_owned() };
        assert_eq!(refused, expected);
        assert_eq!(store.load("b", 0).await, Ok(vec![]));
    });
}

#[test]
fn a_refused_batch_leaves_its_key_free() {
    check(&async |store| {
        store.append(Batch { rows: vec![insert("v", "k")], ..Batch::new("n", 0) }).await.unwrap();
        let bad = Batch { rows: vec![insert("v", "k")], ..events("a", 0, [1]) };
        assert_eq!(store.append(keyed(bad, 1)).await.unwrap_err().code(), "row-exists");
        assert_eq!(store.once("session/1", "form/9").await, Ok(None));
        assert_eq!(store.append(keyed(events("a", 0, [1]), 2)).await.unwrap().versions, [1]);
    });
}

#[test]
fn an_unknown_answer_is_resolved_by_asking() {
    check(&async |store| {
        assert_eq!(store.once("session/1", "form/9").await, Ok(None));
        store.append(keyed(Batch::new("n", 0), 3)).await.unwrap();
        let known = OnceResult { digest: hash(3), result: 3_u64.to_be_bytes().to_vec() };
        assert_eq!(store.once("session/1", "form/9").await, Ok(Some(known)));
        assert_eq!(store.once("session/2", "form/9").await, Ok(None), "keys belong to a scope");
    });
}
