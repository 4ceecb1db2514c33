//! The memory of a witness: made once, moved by comparing, never back, and nothing in it ever goes.

use std::path::PathBuf;

use super::*;

fn identity() -> WitnessIdentity {
    WitnessIdentity { name: "w".to_owned(), vkeys: "w+1\nw+2\n".to_owned(), made_at_ms: 1 }
}

fn log_of(origin: &str, held: Option<HeldHead>) -> WitnessedLog {
    let mut origin_hash = [0; 32];
    origin_hash.iter_mut().zip(origin.bytes()).for_each(|(to, from)| *to = from);
    let vkeys = format!("{origin}+key\n");
    WitnessedLog { origin: origin.to_owned(), origin_hash, vkeys, added_at_ms: 2, held }
}

fn head(size: u64, root: u8, at: u64) -> HeldHead {
    let cosigned = Some(CosignedNote { at, note: format!("note of {size}") });
    HeldHead { size, root: [root; 32], cosigned }
}

fn told(size: u64, root: u8) -> HeldHead {
    HeldHead { cosigned: None, ..head(size, root, 1) }
}

fn evidence_of(id: u8, at_ms: i64, held: Option<HeldHead>) -> WitnessEvidence {
    let (origin, kind) = ("a".to_owned(), "proof".to_owned());
    WitnessEvidence { origin, id: [id; 32], at_ms, kind, request: vec![id, 0, 255], held }
}

struct Memory {
    folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
}

impl Memory {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let memory = Self { folder: tempfile::tempdir().unwrap(), runtime };
        drop(SqliteWitness::create(&memory.path(), &identity()).unwrap());
        memory
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("witness.db")
    }

    /// Opens it, does something, and lets go of it, so that all the next one sees comes from the file.
    fn with<T>(&self, work: impl AsyncFnOnce(&SqliteWitness) -> T) -> T {
        let store = SqliteWitness::open(&self.path()).unwrap();
        self.runtime.block_on(work(&store))
    }
}

#[test]
fn a_memory_is_made_once_and_never_by_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("witness.db");
    assert_eq!(SqliteWitness::open(&path).unwrap_err().code(), "io");
    assert!(!path.exists(), "opening makes nothing");
    std::fs::write(&path, "").unwrap();
    assert_eq!(SqliteWitness::open(&path).unwrap_err().code(), "unknown-schema");
    drop(SqliteWitness::create(&path, &identity()).unwrap());
    assert_eq!(SqliteWitness::create(&path, &identity()).unwrap_err().code(), "row-exists");
    let keys = folder.path().join("keys.db");
    drop(super::super::keys::SqliteKeys::open(&keys).unwrap());
    assert_eq!(SqliteWitness::open(&keys).unwrap_err().code(), "unknown-schema");
}

#[test]
fn what_was_written_is_read_back_after_a_restart() {
    let memory = Memory::new();
    let logs = [log_of("a", None), log_of("b", Some(told(7, 1))), log_of("c", Some(head(0, 2, 9)))];
    memory.with(async |store| {
        for log in logs.clone() {
            store.add_log(log).await.unwrap();
        }
    });
    memory.with(async |store| {
        assert_eq!(store.identity().await, Ok(identity()));
        assert_eq!(store.logs().await, Ok(logs.to_vec()));
        for log in logs {
            assert_eq!(store.log(&log.origin).await, Ok(Some(log.clone())));
            assert_eq!(store.log_by_hash(log.origin_hash).await, Ok(Some(log)));
        }
        assert_eq!(store.log("d").await, Ok(None));
        assert_eq!(store.log_by_hash([9; 32]).await, Ok(None));
        let again = store.add_log(log_of("a", Some(told(1, 1)))).await.unwrap_err();
        assert_eq!(again.code(), "row-exists");
        assert_eq!(store.log("a").await.unwrap().unwrap().held, None, "nothing changed");
    });
}

#[test]
fn a_memory_moves_from_what_was_read_and_from_nothing_else() {
    let memory = Memory::new();
    memory.with(async |store| {
        store.add_log(log_of("a", None)).await.unwrap();
        let mut held = None;
        for next in [head(0, 0, 5), head(3, 1, 5), head(3, 1, 6), head(9, 2, 6)] {
            store.advance("a", held, next.clone()).await.unwrap();
            assert_eq!(store.log("a").await.unwrap().unwrap().held.as_ref(), Some(&next));
            held = Some(next);
        }
        let stale = [None, Some(head(3, 1, 6)), Some(head(9, 1, 6)), Some(head(9, 2, 5))];
        for from in stale.into_iter().chain([Some(told(9, 2))]) {
            let refused = store.advance("a", from, head(10, 3, 7)).await.unwrap_err();
            assert_eq!(refused.code(), "row-changed");
        }
        let unknown = store.advance("b", None, head(1, 1, 1)).await.unwrap_err();
        assert_eq!(unknown.code(), "row-changed");
        assert_eq!(store.log("a").await.unwrap().unwrap().held, held);
    });
}

#[test]
fn the_database_itself_refuses_to_go_back() {
    let memory = Memory::new();
    let now = head(9, 2, 6);
    memory.with(async |store| store.add_log(log_of("a", Some(now.clone()))).await.unwrap());
    memory.with(async |store| {
        for (to, why) in [
            (head(8, 2, 7), "smaller"),
            (head(9, 3, 7), "another root at the same size"),
            (head(10, 3, 5), "an earlier time"),
            (told(10, 3), "without a signature after one"),
        ] {
            let refused = store.advance("a", Some(now.clone()), to).await.unwrap_err();
            assert_eq!(refused.code(), "corrupt", "{why}");
        }
        assert_eq!(store.log("a").await.unwrap().unwrap().held.as_ref(), Some(&now));
    });
}

#[test]
fn of_evidence_about_one_head_the_first_stays_for_ever() {
    let memory = Memory::new();
    memory.with(async |store| {
        store.add_log(log_of("a", None)).await.unwrap();
        let first = evidence_of(2, 10, Some(head(9, 2, 6)));
        assert_eq!(store.keep_evidence(first.clone()).await, Ok(true));
        assert_eq!(store.keep_evidence(evidence_of(2, 11, None)).await, Ok(false));
        let second = evidence_of(1, 12, None);
        assert_eq!(store.keep_evidence(second.clone()).await, Ok(true));
        assert_eq!(store.evidence().await, Ok(vec![first, second]), "the oldest first");
    });
    let conn = Connection::open(memory.path()).unwrap();
    for statement in [
        "delete from evidence",
        "update evidence set kind = 'nothing'",
        "delete from log",
        "update log set vkeys = 'mine'",
        "delete from witness",
        "update witness set name = 'other'",
    ] {
        conn.execute(statement, []).unwrap_err();
    }
}

#[test]
fn what_is_too_long_is_refused() {
    let memory = Memory::new();
    memory.with(async |store| {
        store.add_log(log_of("a", None)).await.unwrap();
        let long = crate::witness::MAX_TEXT_BYTES + 1;
        let request = WitnessEvidence { request: vec![0; long], ..evidence_of(1, 1, None) };
        assert_eq!(store.keep_evidence(request).await.unwrap_err().code(), "too-large");
        let note = CosignedNote { at: 1, note: "n".repeat(long) };
        let to = HeldHead { cosigned: Some(note), ..head(1, 1, 1) };
        assert_eq!(store.advance("a", None, to).await.unwrap_err().code(), "too-large");
        let to = HeldHead { size: u64::MAX, ..head(1, 1, 1) };
        assert_eq!(store.advance("a", None, to).await.unwrap_err().code(), "too-large");
    });
}
