//! Tests of the key store, in place and on a file: keys are written once, rewrapped as read, destroyed for good.

use super::*;

fn key(kind: u8, id: u8, wrapped_by: u8, scope: &str) -> WrappedKey {
    WrappedKey {
        kind,
        id: [id; 16],
        wrapped_by: [wrapped_by; 16],
        scope: scope.to_owned(),
        wrap: b"a wrap nobody may find again, sixty-one bytes long, 0123456789".to_vec(),
        made_at_ms: 1,
        ends_at_ms: Some(2),
        destroyed_at_ms: None,
    }
}

/// Runs a sentence on both shapes.
#[track_caller]
fn check(test: &impl AsyncFn(&SqliteKeys)) {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let shapes = [
        SqliteKeys::open_inline().unwrap(),
        SqliteKeys::open(&folder.path().join("keys.db")).unwrap(),
    ];
    for keys in &shapes {
        runtime.block_on(test(keys));
    }
}

#[test]
fn a_key_comes_back_as_it_was_written() {
    check(&async |keys| {
        keys.put(vec![key(1, 7, 0, "case/1"), key(2, 7, 0, "case/1")]).await.unwrap();
        assert_eq!(keys.get(1, [7; 16]).await, Ok(Some(key(1, 7, 0, "case/1"))));
        assert_eq!(keys.get(3, [7; 16]).await, Ok(None));
    });
}

#[test]
fn an_id_is_never_used_twice_not_even_after_destruction() {
    check(&async |keys| {
        keys.put(vec![key(1, 7, 0, "a")]).await.unwrap();
        let again =
            async || keys.put(vec![key(1, 8, 0, "a"), key(1, 7, 0, "b")]).await.unwrap_err();
        assert_eq!(again().await, StoreError::KeyExists { id: "07".repeat(16) });
        assert_eq!(keys.get(1, [8; 16]).await, Ok(None), "none of the call is stored");
        keys.destroy(vec![(1, [7; 16])], 9).await.unwrap();
        assert_eq!(again().await.code(), "key-exists");
    });
}

#[test]
fn a_destroyed_key_leaves_its_row_and_nothing_else() {
    check(&async |keys| {
        keys.put(vec![key(1, 7, 0, "a")]).await.unwrap();
        assert_eq!(keys.destroy(vec![(1, [7; 16]), (1, [9; 16])], 50).await, Ok(1));
        assert_eq!(
            keys.destroy(vec![(1, [7; 16])], 60).await,
            Ok(0),
            "a second time changes nothing"
        );
        let expected = WrappedKey { wrap: vec![], destroyed_at_ms: Some(50), ..key(1, 7, 0, "a") };
        assert_eq!(keys.get(1, [7; 16]).await, Ok(Some(expected)));
    });
}

#[test]
fn no_byte_of_a_destroyed_wrap_is_left_in_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let keys = SqliteKeys::open(&folder.path().join("keys.db")).unwrap();
        keys.put((0..9).map(|id| key(1, id, 0, "a")).collect()).await.unwrap();
        let wrap = key(1, 0, 0, "a").wrap;
        let holds = || {
            let files = std::fs::read_dir(folder.path()).unwrap();
            files
                .filter(|file| {
                    let bytes = std::fs::read(file.as_ref().unwrap().path()).unwrap();
                    bytes.windows(wrap.len()).any(|window| window == wrap)
                })
                .count()
        };
        assert_ne!(holds(), 0, "the search finds what is there");
        keys.destroy((0..9).map(|id| (1, [id; 16])).collect(), 50).await.unwrap();
        assert_eq!(holds(), 0);
    });
}

#[test]
fn a_wrapping_key_turns_whole_or_not_at_all() {
    check(&async |keys| {
        let old = key(5, 9, 0, "epoch");
        keys.put(vec![old, key(1, 7, 9, "a"), key(1, 8, 9, "b"), key(2, 1, 7, "c")]).await.unwrap();
        let change = |id: u8, from: u8| Rewrap {
            kind: 1,
            id: [id; 16],
            from: [from; 16],
            to: [4; 16],
            wrap: vec![6; 61],
        };
        let turn =
            |changes| KeyTurn { new: key(5, 4, 0, "epoch"), changes, old: (5, [9; 16]), at_ms: 50 };
        // One that is left out, one that is under another key, one that is not there.
        for changes in [
            vec![change(7, 9)],
            vec![change(7, 9), change(8, 0)],
            vec![change(7, 9), change(8, 9), change(6, 9)],
        ] {
            let gone = keys.turn(turn(changes)).await.unwrap_err();
            assert_eq!(gone.code(), "key-gone");
            assert_eq!(keys.get(5, [4; 16]).await, Ok(None));
            assert_eq!(keys.get(1, [7; 16]).await.unwrap().unwrap().wrapped_by, [9; 16]);
        }
        keys.turn(turn(vec![change(7, 9), change(8, 9)])).await.unwrap();
        let turned = WrappedKey { wrapped_by: [4; 16], wrap: vec![6; 61], ..key(1, 7, 9, "a") };
        assert_eq!(keys.get(1, [7; 16]).await, Ok(Some(turned)));
        keys.clear().await.unwrap();
        // What lies under a key that turned stays as it is.
        assert_eq!(keys.get(2, [1; 16]).await.unwrap().unwrap().wrapped_by, [7; 16]);
        let destroyed = keys.get(5, [9; 16]).await.unwrap().unwrap();
        assert_eq!((destroyed.wrap.len(), destroyed.destroyed_at_ms), (0, Some(50)));
        let again = keys.turn(turn(vec![])).await.unwrap_err();
        assert_eq!(again.code(), "key-exists");
    });
}

#[test]
fn keys_are_listed_by_what_they_are_for_page_by_page() {
    check(&async |keys| {
        let all = vec![key(1, 1, 0, "a"), key(1, 2, 5, "a"), key(2, 1, 5, "b"), key(2, 3, 5, "a")];
        keys.put(all).await.unwrap();
        keys.destroy(vec![(2, [3; 16])], 9).await.unwrap();
        let list = async |query: KeyQuery| -> Vec<(u8, u8)> {
            let found = keys.list(query).await.unwrap();
            found.into_iter().map(|key| (key.kind, key.id[0])).collect()
        };
        let every = || KeyQuery { limit: 9, ..KeyQuery::default() };
        assert_eq!(list(every()).await, [(1, 1), (1, 2), (2, 1), (2, 3)]);
        assert_eq!(list(KeyQuery { kind: Some(2), ..every() }).await, [(2, 1), (2, 3)]);
        assert_eq!(list(KeyQuery { live_only: true, ..every() }).await, [(1, 1), (1, 2), (2, 1)]);
        let by = KeyQuery { wrapped_by: Some([5; 16]), live_only: true, ..every() };
        assert_eq!(list(by).await, [(1, 2), (2, 1)]);
        assert_eq!(
            list(KeyQuery { scope: Some("a".to_owned()), ..every() }).await,
            [(1, 1), (1, 2), (2, 3)]
        );
        let after = Some((1, [2; 16]));
        assert_eq!(list(KeyQuery { after, limit: 1, ..KeyQuery::default() }).await, [(2, 1)]);
    });
}

#[test]
fn what_is_too_large_is_refused() {
    check(&async |keys| {
        let many = vec![key(1, 1, 0, "a"); MAX_KEYS + 1];
        assert_eq!(keys.put(many).await.unwrap_err().code(), "too-large");
        let wide =
            WrappedKey { wrap: vec![1; crate::keys::MAX_WRAP_BYTES + 1], ..key(1, 1, 0, "a") };
        assert_eq!(keys.put(vec![wide]).await.unwrap_err().code(), "too-large");
    });
}
