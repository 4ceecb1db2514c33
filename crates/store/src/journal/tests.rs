//! Tests of the journal's file: what opening makes of every way it can end.

use std::path::Path;

use super::*;
use crate::{
    batch::RowChange,
    disk::{DiskLock, Published, RealDisk, Room},
};

/// A batch that leaves one row.
fn batch(key: &str) -> Batch {
    Batch {
        rows: vec![RowChange::Put {
            view: "v".to_owned(),
            key: key.to_owned(),
            sort: String::new(),
            body: vec![b'x'; 20],
        }],
        ..Batch::new("put", 1)
    }
}

fn keys(store: &JournalStore) -> Vec<String> {
    let rows = wait(store.rows(RowQuery::view("v", 100))).unwrap();
    rows.into_iter().map(|row| row.key).collect()
}

/// Drives a future that never waits.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn open(folder: &Path) -> Result<JournalStore, StoreError> {
    JournalStore::open(Arc::new(RealDisk::open(folder).unwrap()), "journal")
}

/// Writes rows `a`, `b` and `c`, hands the journal's bytes to `damage`, and opens what it returns.
#[track_caller]
fn check(damage: impl FnOnce(Vec<u8>) -> Vec<u8>, expected: Result<&[&str], &str>) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    for key in ["a", "b", "c"] {
        wait(store.append(batch(key))).unwrap();
    }
    drop(store);
    let file = folder.path().join("journal");
    std::fs::write(&file, damage(std::fs::read(&file).unwrap())).unwrap();
    match (open(folder.path()), expected) {
        (Ok(store), Ok(expected)) => {
            assert_eq!(keys(&store), expected);
            // Whatever was cut, what is written next is found next time.
            wait(store.append(batch("z"))).unwrap();
            drop(store);
            assert_eq!(keys(&open(folder.path()).unwrap()), [expected, &["z"]].concat());
        }
        (Err(e), Err(code)) => assert_eq!(e.code(), code),
        (found, _) => panic!("expected {expected:?}, found {found:?}"),
    }
}

/// The size of one of the three records.
fn record_len() -> usize {
    record(&Change::Append(batch("a")).encode().unwrap()).unwrap().len()
}

#[test]
fn a_whole_journal_is_done_again() {
    check(|bytes| bytes, Ok(&["a", "b", "c"]));
}

#[test]
fn a_torn_last_record_is_cut_wherever_it_is_torn() {
    for n_lost in 1..record_len() {
        check(|bytes| bytes[..bytes.len() - n_lost].to_vec(), Ok(&["a", "b"]));
    }
}

#[test]
fn a_last_record_of_wrong_bytes_is_cut() {
    check(
        |mut bytes| {
            *bytes.last_mut().unwrap() ^= 1;
            bytes
        },
        Ok(&["a", "b"]),
    );
    check(
        |mut bytes| {
            let at = bytes.len() - record_len();
            bytes[at] ^= 1;
            bytes
        },
        Ok(&["a", "b"]),
    );
}

#[test]
fn zeros_after_the_last_record_are_cut() {
    check(
        |mut bytes| {
            bytes.extend([0; 4096]);
            bytes
        },
        Ok(&["a", "b", "c"]),
    );
}

#[test]
fn damage_before_the_last_record_is_reported_and_not_cut() {
    for at in MAGIC.len()..MAGIC.len() + 2 * record_len() {
        check(
            |mut bytes| {
                bytes[at] ^= 4;
                bytes
            },
            Err("corrupt"),
        );
    }
}

#[test]
fn a_journal_torn_in_its_first_bytes_is_new() {
    for n_left in 0..MAGIC.len() {
        check(|bytes| bytes[..n_left].to_vec(), Ok(&[]));
    }
}

#[test]
fn another_file_or_another_format_is_refused() {
    check(|_| b"something else".to_vec(), Err("unknown-schema"));
    check(
        |mut bytes| {
            bytes[7] = 1;
            bytes
        },
        Err("unknown-schema"),
    );
}

/// A disk that fails from a certain call on.
#[derive(Debug)]
struct Failing {
    inner: RealDisk,
    appends: bool,
    syncs: bool,
}

impl Disk for Failing {
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.read(name)
    }
    fn append(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        if self.appends && bytes.len() > MAGIC.len() {
            self.inner.append(name, &bytes[..bytes.len() / 2])?;
            return Err(StoreError::Full);
        }
        self.inner.append(name, bytes)
    }
    fn truncate(&self, name: &str, len: u64) -> Result<(), StoreError> {
        self.inner.truncate(name, len)
    }
    fn sync(&self, name: &str) -> Result<(), StoreError> {
        let len = self.inner.read(name)?.unwrap_or_default().len();
        if self.syncs && len > MAGIC.len() { Err(StoreError::Poisoned) } else { Ok(()) }
    }
    fn sync_dir(&self, name: &str) -> Result<(), StoreError> {
        self.inner.sync_dir(name)
    }
    fn publish(&self, name: &str, bytes: &[u8]) -> Result<Published, StoreError> {
        self.inner.publish(name, bytes)
    }
    fn overwrite_at(&self, name: &str, offset: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.inner.overwrite_at(name, offset, bytes)
    }
    fn lock(&self, name: &str) -> Result<Box<dyn DiskLock>, StoreError> {
        self.inner.lock(name)
    }
    fn room(&self) -> Result<Room, StoreError> {
        self.inner.room()
    }
}

#[test]
fn a_full_disk_refuses_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let inner = RealDisk::open(folder.path()).unwrap();
    let disk = Failing { inner, appends: true, syncs: false };
    let store = JournalStore::open(Arc::new(disk), "journal").unwrap();
    assert_eq!(wait(store.append(batch("a"))), Err(StoreError::Full));
    assert_eq!(wait(store.append(batch("b"))), Err(StoreError::Full), "it stays up");
    assert!(keys(&store).is_empty());
    drop(store);
    assert!(keys(&open(folder.path()).unwrap()).is_empty());
}

#[test]
fn after_a_failed_flush_nothing_more_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let inner = RealDisk::open(folder.path()).unwrap();
    let disk = Failing { inner, appends: false, syncs: true };
    let store = JournalStore::open(Arc::new(disk), "journal").unwrap();
    assert_eq!(wait(store.append(batch("a"))), Err(StoreError::Poisoned));
    let len = std::fs::metadata(folder.path().join("journal")).unwrap().len();
    assert_eq!(wait(store.append(batch("b"))), Err(StoreError::Poisoned));
    assert_eq!(std::fs::metadata(folder.path().join("journal")).unwrap().len(), len);
    assert!(keys(&store).is_empty(), "what was not acknowledged is not seen");
}

#[test]
fn what_changes_nothing_leaves_no_record() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    wait(store.outbox_due(0, 1000, 10, &[])).unwrap();
    wait(store.session_touch([0; 32], 5)).unwrap();
    wait(store.append(Batch::new("nothing", 0))).unwrap();
    assert_eq!(std::fs::read(folder.path().join("journal")).unwrap(), MAGIC);
}
