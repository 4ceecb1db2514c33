//! The start-up rule between database and register, and every call of the sequencer that can fail.

use std::fs;
use std::path::Path;

use seal::merkle::empty_root;
use seal::register::Head as RegisterHead;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use store::disk::Disk;
use store::{
    Batch, Fault, Faults, Faulty, NewEvent, RealDisk, Sequenced, SqliteStore, StreamAppend,
};
use tempfile::TempDir;

use super::*;
use crate::register::{HeadRegister, make};

mod flushes;
mod logs;

const ORIGIN: &str = "fr-tj.sandbox.example/comity/audit/2026";

fn keys() -> LogKeys {
    keys_of(ORIGIN, 1)
}

/// The keys of a log, made of a number.
fn keys_of(origin: &str, n: u8) -> LogKeys {
    let seed = |first: u8| {
        let mut seed = [first; 32];
        seed[31] = 9;
        seed
    };
    LogKeys {
        origin: origin.to_owned(),
        ed25519: Ed25519Secret::from_seed(seed(n)).unwrap(),
        mldsa44: MlDsa44Secret::from_seed(seed(n + 1)).unwrap(),
    }
}

/// A folder with a new register.
fn folder() -> (TempDir, Arc<RealDisk>) {
    let folder = tempfile::tempdir().unwrap();
    let disk = RealDisk::open(folder.path()).unwrap();
    let head = RegisterHead {
        origin: ORIGIN.to_owned(),
        size: 0,
        root: empty_root(),
        epoch: 0,
        restore_epoch: 0,
        note: String::new(),
    };
    make(&disk, head).unwrap();
    (folder, Arc::new(disk))
}

async fn opened(store: Arc<dyn Store>, disk: Arc<dyn Disk>) -> Result<Ledger, LedgerError> {
    Ledger::open(store, disk, vec![keys()]).await
}

/// The event made of a number.
fn numbered(n: u16) -> NewEvent {
    let mut leaf = [0; 40];
    leaf[..5].copy_from_slice(b"CML\x01\x01");
    leaf[38..].copy_from_slice(&n.to_be_bytes());
    let mut event_id = [0; 16];
    event_id[14..].copy_from_slice(&n.to_be_bytes());
    NewEvent {
        event_id,
        kind: "opened".to_owned(),
        schema: "comity/case/1".to_owned(),
        at_ms: 1,
        compartments: Vec::new(),
        fields: Vec::new(),
        leaf,
        leaf_hash: merkle::leaf_hash(&leaf).0,
    }
}

/// Commits the `n`-th leaf, and no more.
async fn commit(store: &dyn Store, n: u16) -> Result<(), StoreError> {
    let stream = format!("stream/{n}");
    let append = StreamAppend { stream, expected_version: 0, events: vec![numbered(n)] };
    store.append(Batch { streams: vec![append], ..Batch::new("test", 1) }).await.map(drop)
}

fn memory() -> Arc<dyn Store> {
    Arc::new(SqliteStore::open_inline().unwrap())
}

#[tokio::test]
async fn what_was_committed_before_a_crash_is_signed_after_it() {
    let ((_folder, disk), store) = (folder(), memory());
    commit(&*store, 1).await.unwrap();
    commit(&*store, 2).await.unwrap();
    let ledger = opened(store.clone(), disk.clone()).await.unwrap();
    assert_eq!((ledger.stopped(), ledger.signed().size), (None, 0));
    assert_eq!(ledger.sequence().await.unwrap().size, 2);
    drop(ledger);
    // Integrated and not signed: the database is ahead of the register, which is a prefix of it.
    let ledger = opened(store.clone(), disk).await.unwrap();
    commit(&*store, 3).await.unwrap();
    assert_eq!(ledger.sequence().await.unwrap().size, 3);
}

#[tokio::test]
async fn whichever_call_fails_the_log_goes_on_from_the_head_that_was_signed() {
    let errors = [StoreError::Busy, StoreError::Full, StoreError::Io { what: "a test".to_owned() }];
    for (error, after) in errors.iter().flat_map(|error| [(error, false), (error, true)]) {
        for at in 1.. {
            assert!(at < 100, "the loop ends");
            let ((_folder, disk), store) = (folder(), memory());
            let fault = Fault { at, persists: false, after, error: error.clone() };
            let faults = Faults::planned(fault);
            let faulty_store = Arc::new(Faulty::new(store.clone(), faults.clone()));
            let faulty_disk = Arc::new(Faulty::new(disk.clone(), faults.clone()));
            let mut acknowledged = Vec::new();
            let mut signed: Vec<SignedHead> = Vec::new();
            if let Ok(ledger) = opened(faulty_store.clone(), faulty_disk).await {
                for n in 1..=3 {
                    if commit(&*faulty_store, n).await.is_ok() {
                        acknowledged.push(n);
                    }
                    signed.extend(ledger.sequence().await.map(|head| (*head).clone()));
                }
            }
            let ledger = opened(store.clone(), disk).await.unwrap();
            assert_eq!(ledger.stopped(), None, "{error} at {at}, after: {after}");
            let head = ledger.sequence().await.unwrap();
            assert!(head.size >= acknowledged.len() as u64, "{error} at {at}, after: {after}");
            for before in &signed {
                let size = before.size;
                let root = with_nodes(&*store, 0, |nodes| merkle::root_at(size, nodes)).await;
                assert_eq!(root.unwrap(), before.root, "{error} at {at}, after: {after}");
            }
            if faults.n_failed() == 0 {
                assert_eq!(head.size, 3);
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_register_that_does_not_move_stops_the_signing_until_the_next_start() {
    let ((_folder, disk), store) = (folder(), memory());
    let faults = Faults::none();
    let faulty = Arc::new(Faulty::new(disk.clone(), faults.clone()));
    let ledger = opened(store.clone(), faulty).await.unwrap();
    commit(&*store, 1).await.unwrap();
    faults.plan(Fault { at: 1, persists: false, after: true, error: StoreError::Full });
    let refused = ledger.sequence().await;
    assert!(matches!(refused, Err(LedgerError::Stopped(Stopped::Register))), "{refused:?}");
    // The disk works again, and what the process remembers does not count.
    assert!(ledger.sequence().await.is_err());
    assert_eq!(ledger.signed().size, 0);
    drop(ledger);
    let ledger = opened(store, disk).await.unwrap();
    assert_eq!((ledger.stopped(), ledger.signed().size), (None, 1));
}

#[tokio::test]
async fn a_database_from_before_signs_nothing() {
    let ((_folder, disk), store) = (folder(), memory());
    let before = memory();
    for n in 1..=4 {
        commit(&*store, n).await.unwrap();
    }
    commit(&*before, 1).await.unwrap();
    opened(store, disk.clone()).await.unwrap().sequence().await.unwrap();
    // The copy was sequenced as far as it goes, by a register of its own.
    let (_other, own) = folder();
    opened(before.clone(), own).await.unwrap().sequence().await.unwrap();

    let ledger = opened(before.clone(), disk.clone()).await.unwrap();
    assert_eq!(ledger.stopped(), Some(Stopped::RolledBack { stored: 1, known: 4 }));
    commit(&*before, 9).await.unwrap();
    assert!(ledger.sequence().await.is_err());
    assert_eq!(before.head().await.unwrap().size, 1, "no place in the log was given");
    drop(ledger);
    assert_eq!(HeadRegister::open(disk, ORIGIN).unwrap().head().size, 4);
}

#[tokio::test]
async fn a_database_that_was_started_less_often_than_the_register_knows_goes_on_at_its_first_start()
{
    let ((_folder, disk), (store, before)) = (folder(), (memory(), memory()));
    for n in 1..=3 {
        commit(&*store, n).await.unwrap();
        commit(&*before, n).await.unwrap();
        // Each start raises the epoch, and the register remembers it.
        opened(store.clone(), disk.clone()).await.unwrap().sequence().await.unwrap();
    }
    let (_other, own) = folder();
    opened(before.clone(), own).await.unwrap().sequence().await.unwrap();
    assert_eq!((store.head().await.unwrap().epoch, before.head().await.unwrap().epoch), (3, 1));

    let ledger = opened(before.clone(), disk.clone()).await.unwrap();
    assert_eq!(ledger.stopped(), None);
    commit(&*before, 4).await.unwrap();
    ledger.sequence().await.unwrap();
    drop(ledger);
    let known = HeadRegister::open(disk, ORIGIN).unwrap().head();
    assert_eq!((known.size, known.epoch), (4, 4));
}

#[tokio::test]
async fn another_root_of_the_same_size_is_a_fork() {
    let ((_folder, disk), (store, other)) = (folder(), (memory(), memory()));
    commit(&*store, 1).await.unwrap();
    commit(&*other, 2).await.unwrap();
    opened(store, disk.clone()).await.unwrap().sequence().await.unwrap();
    let (_other, own) = folder();
    opened(other.clone(), own).await.unwrap().sequence().await.unwrap();
    let ledger = opened(other, disk).await.unwrap();
    assert_eq!(ledger.stopped(), Some(Stopped::Forked { size: 1 }));
}

#[tokio::test]
async fn of_two_processes_one_has_the_log() {
    let ((_folder, disk), store) = (folder(), memory());
    let ledger = opened(store.clone(), disk.clone()).await.unwrap();
    let second = opened(store.clone(), disk).await;
    let busy = HeadRegisterError::Disk(StoreError::Busy);
    assert_eq!(second.unwrap_err().to_string(), busy.to_string());
    // On another disk the lock says nothing; then the epoch does.
    let (_other, own) = folder();
    let successor = opened(store.clone(), own).await.unwrap();
    commit(&*store, 1).await.unwrap();
    let refused = ledger.sequence().await;
    assert!(matches!(refused, Err(LedgerError::Stopped(Stopped::Superseded))), "{refused:?}");
    assert_eq!(ledger.signed().size, 0);
    assert_eq!(successor.sequence().await.unwrap().size, 1);
}

/// Every place of `wanted` in the file gets one bit flipped. How many there were.
fn flip(file: &Path, wanted: &[u8; 32]) -> usize {
    let mut bytes = fs::read(file).unwrap();
    let places: Vec<usize> =
        (0..bytes.len()).filter(|at| bytes[*at..].starts_with(wanted)).collect();
    for at in &places {
        bytes[*at] ^= 1;
    }
    fs::write(file, bytes).unwrap();
    places.len()
}

#[tokio::test]
async fn one_flipped_bit_of_the_trees_edge_is_found_before_anything_is_signed() {
    let (folder, disk) = folder();
    let file = folder.path().join("node.db");
    let store = Arc::new(SqliteStore::open(&file).unwrap());
    let ledger = opened(store.clone(), disk.clone()).await.unwrap();
    for n in 1..=7 {
        commit(&*store, n).await.unwrap();
    }
    ledger.sequence().await.unwrap();
    // The roots of the first four, the next two and the last leaf: all that the next head is computed from.
    let edge = store.nodes(0, &[(2, 0), (1, 2), (0, 6)]).await.unwrap();
    drop((ledger, store));
    let sound = fs::read(&file).unwrap();
    for hash in edge {
        assert!(flip(&file, &hash.unwrap()) > 0);
        let store = Arc::new(SqliteStore::open(&file).unwrap());
        let ledger = opened(store.clone(), disk.clone()).await.unwrap();
        assert_eq!(ledger.stopped(), Some(Stopped::Forked { size: 7 }));
        commit(&*store, 8).await.unwrap();
        assert!(ledger.sequence().await.is_err());
        drop((ledger, store));
        fs::write(&file, &sound).unwrap();
    }
    let head = HeadRegister::open(disk.clone(), ORIGIN).unwrap().head();
    assert_eq!(head.size, 7);
    assert!(folder.path().join(file_name(ORIGIN)).exists());
}

#[tokio::test]
async fn a_tree_that_was_changed_beside_the_node_is_found_at_the_next_head() {
    let ((_folder, disk), store) = (folder(), memory());
    let ledger = opened(store.clone(), disk).await.unwrap();
    commit(&*store, 1).await.unwrap();
    // Somebody gives the leaf its place under a root that is none.
    let lie = Sequenced {
        log: 0,
        from_size: 0,
        epoch: store.head().await.unwrap().epoch,
        event_ids: vec![numbered(1).event_id],
        nodes: vec![(0, 0, [7; 32])],
        root: [8; 32],
    };
    store.leaves_sequenced(lie).await.unwrap();
    let refused = ledger.sequence().await;
    let stopped = Stopped::Damaged { size: 1 };
    assert_eq!(ledger.stopped(), Some(stopped));
    assert!(refused.is_err());
}
