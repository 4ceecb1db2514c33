//! Opening again: everything acknowledged is there, and what another program wrote is refused.

use store::{
    Batch, Once, OutboxChange, OutboxQuery, RowQuery, Sequenced, Session, SessionScope, SqliteKeys,
    SqliteStore, TimerChange,
};

use crate::bench::{check_durable, events, hash, id, letter, put, runtime};

#[test]
fn everything_that_was_acknowledged_is_there_after_opening_again() {
    check_durable(&async |bench| {
        let store = bench.open();
        let batch = Batch {
            outbox: vec![OutboxChange::Enqueue(letter(1, "p", 0, 10))],
            timers: vec![TimerChange::Schedule {
                id: "t".to_owned(),
                due_ms: 1,
                stream: "a".to_owned(),
                payload: vec![1],
            }],
            rows: vec![put("v", "k", "s", b"body")],
            once: Some(Once {
                scope: "s".to_owned(),
                key: "k".to_owned(),
                digest: hash(1),
                result: vec![5],
            }),
            ..events("a", 0, 1..=3)
        };
        store.append(batch).await.unwrap();
        store.bump_epoch(0).await.unwrap();
        store.mark_restored().await.unwrap();
        let event_ids = vec![id(1), id(2)];
        let nodes = vec![(1, 0, hash(7))];
        let step = Sequenced { log: 0, from_size: 0, epoch: 1, event_ids, nodes, root: hash(2) };
        let head = store.leaves_sequenced(step).await.unwrap();
        store.erase_sealed(id(901)).await.unwrap();
        store.outbox_due(100, 60, 1, &[]).await.unwrap();
        let session = Session {
            id_hash: hash(1),
            officer: "o".to_owned(),
            member: "m".to_owned(),
            auth_level: 1,
            auth_at_ms: 1,
            ip_class: "office".to_owned(),
            csrf_secret: vec![1],
            created_at_ms: 1,
            seen_at_ms: 1,
            revoked_at_ms: None,
            revoked_why: None,
        };
        store.session_put(session.clone()).await.unwrap();
        store.session_put(Session { id_hash: hash(2), ..session }).await.unwrap();
        store.session_touch(hash(1), 9).await.unwrap();
        assert_eq!(store.session_forget(9).await, Ok(1));
        store.session_revoke(SessionScope::All, 10, "signed-out").await.unwrap();
        let outbox = || OutboxQuery { limit: 9, ..OutboxQuery::default() };
        let before = (
            store.tail(0, 9).await.unwrap(),
            store.outbox_rows(outbox()).await.unwrap(),
            store.timers_due(9, 9).await.unwrap(),
            store.rows(RowQuery::view("v", 9)).await.unwrap(),
            store.once("s", "k").await.unwrap(),
            store.session_get(hash(1)).await.unwrap(),
            store.health().await.unwrap(),
        );
        drop(store);

        let store = bench.open();
        assert_eq!(store.tail(0, 9).await, Ok(before.0));
        assert_eq!(store.outbox_rows(outbox()).await, Ok(before.1));
        assert_eq!(store.timers_due(9, 9).await, Ok(before.2));
        assert_eq!(store.rows(RowQuery::view("v", 9)).await, Ok(before.3));
        assert_eq!(store.once("s", "k").await, Ok(before.4));
        assert_eq!(store.session_get(hash(1)).await, Ok(before.5));
        assert_eq!(store.session_get(hash(2)).await, Ok(None));
        assert_eq!(store.health().await, Ok(before.6));
        assert_eq!(store.head().await, Ok(head));
        assert_eq!(store.nodes(0, &[(1, 0)]).await, Ok(vec![Some(hash(7))]));
        assert_eq!(store.append(events("a", 3, [4])).await.unwrap().positions, [4]);
    });
}

#[test]
fn another_schema_or_another_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("node.db");
    drop(SqliteStore::open(&path).unwrap());
    assert_eq!(SqliteKeys::open(&path).unwrap_err().code(), "unknown-schema");
    // An older one is as unknown as a newer one.
    for number in [2, 4] {
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.pragma_update(None, "user_version", number).unwrap();
        drop(conn);
        assert_eq!(SqliteStore::open(&path).unwrap_err().code(), "unknown-schema");
    }

    std::fs::write(folder.path().join("text"), "no database, whatever its name is".repeat(99))
        .unwrap();
    assert_eq!(SqliteStore::open(&folder.path().join("text")).unwrap_err().code(), "corrupt");
}

#[test]
fn a_backup_is_a_whole_database_without_what_was_erased() {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    runtime().block_on(async {
        let store = SqliteStore::open(&folder.path().join("node.db")).unwrap();
        let canary = b"a canary that must die";
        let mut batch = events("a", 0, [1, 2]);
        batch.streams[0].events[0].compartments[1].ct = canary.to_vec();
        store::Store::append(&store, batch).await.unwrap();
        store::Store::erase_sealed(&store, id(901)).await.unwrap();
        store.check_integrity().await.unwrap();
        store.backup_to(&backup).await.unwrap();
        assert_eq!(
            store.backup_to(&backup).await.unwrap_err().code(),
            "io",
            "nothing is overwritten"
        );
        store::Store::purge_remnants(&store).await.unwrap();
        for file in ["backup.db", "node.db", "node.db-wal"] {
            let bytes = std::fs::read(folder.path().join(file)).unwrap();
            assert!(!bytes.windows(canary.len()).any(|window| window == canary), "{file}");
        }
    });
    runtime().block_on(async {
        let copy = SqliteStore::open(&backup).unwrap();
        copy.check_integrity().await.unwrap();
        assert_eq!(store::Store::load(&copy, "a", 0).await.unwrap().len(), 2);
    });
}
