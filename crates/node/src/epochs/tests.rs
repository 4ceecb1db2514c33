//! Epoch keys that turn (CU-E6), also where the process ends in the middle, and the end of a log that is sealed.

use std::fs;

use seal::keyring::{Key, KeyringError, WrapPlace, unwrap};
use seal::policy::Policy;
use store::SqliteKeys;
use store::keys::{KeyQuery, KeyStore as _};

use super::*;
use crate::clock::Clock;
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, node_id, send};
use crate::keys::Keys;
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::rng::OsRandom;
use crate::work::witness::publish_once;
use crate::{renew, serve, shard};

/// A clock that stands still.
#[derive(Debug)]
struct At(jiff::Timestamp);

impl Clock for At {
    fn now(&self) -> jiff::Timestamp {
        self.0
    }
}

fn at(text: &str) -> Arc<At> {
    Arc::new(At(text.parse().unwrap()))
}

async fn opened(founded: &Founded, clock: &Arc<At>) -> Arc<Node> {
    let mut node = founded.waiting(COURT).await;
    node.clock = clock.clone();
    serve::start(&node).await.unwrap();
    Arc::new(node)
}

/// Every live wrap of a key store, as a copy would hold it.
async fn wraps(founded: &Founded) -> Vec<store::keys::WrappedKey> {
    let store = SqliteKeys::open(&founded.config(COURT).with_file_name("keys.db")).unwrap();
    let query = KeyQuery { live_only: true, limit: 4_096, ..KeyQuery::default() };
    store.list(query).await.unwrap()
}

fn opens(key: &Key, row: &store::keys::WrappedKey, kind: WrapKind) -> Result<(), KeyringError> {
    let place = WrapPlace { kind, wrapping_key_id: row.wrapped_by, object_id: row.id };
    unwrap(key, &place, &row.wrap).map(drop)
}

#[tokio::test]
async fn a_wrap_kept_from_an_old_copy_of_the_key_store_opens_under_nothing_after_a_turn() {
    let founded = Founded::new().await;
    let node = opened(&founded, &at("2026-09-20T00:00:00Z")).await;
    send(&node, &node_id(OTHER), 1).await;
    // The epoch key is 13 days old.
    assert!(!turn_epoch(&node).await.unwrap());
    drop(node);
    let folder = founded.config(COURT).with_file_name("keys");
    let (copy, old_root) = (wraps(&founded).await, Keys::root(&folder).unwrap());
    let epoch_row = copy.iter().find(|row| row.kind == WrapKind::EpochKey as u8).unwrap();
    opens(&old_root, epoch_row, WrapKind::EpochKey).unwrap();

    let node = opened(&founded, &at("2026-10-06T08:00:00Z")).await;
    let before = node.keys.epoch_id();
    assert!(turn_epoch(&node).await.unwrap());
    assert_ne!(node.keys.epoch_id(), before);
    // It is not due again, and the node goes on under the new key.
    assert!(!turn_epoch(&node).await.unwrap());
    send(&node, &node_id(OTHER), 2).await;
    drop(node);

    // Nothing of what is there now opens the copy: not the root, and not the epoch key under it.
    let root = Keys::root(&folder).unwrap();
    assert_eq!(opens(&root, epoch_row, WrapKind::EpochKey), Err(KeyringError::NotAuthentic));
    let live = wraps(&founded).await;
    let epochs: Vec<_> = live.iter().filter(|row| row.kind == WrapKind::EpochKey as u8).collect();
    let [epoch] = epochs.as_slice() else { panic!("{epochs:?}") };
    let place = WrapPlace {
        kind: WrapKind::EpochKey,
        wrapping_key_id: epoch.wrapped_by,
        object_id: epoch.id,
    };
    let key = Key::from_slice(&unwrap(&root, &place, &epoch.wrap).unwrap()).unwrap();
    let mut n_keks = 0;
    for old in copy.iter().filter(|row| row.kind == WrapKind::Kek as u8) {
        n_keks += 1;
        assert_eq!(opens(&key, old, WrapKind::Kek), Err(KeyringError::NotAuthentic));
        let new = live.iter().find(|row| (row.kind, row.id) == (old.kind, old.id)).unwrap();
        opens(&key, new, WrapKind::Kek).unwrap();
        assert_eq!(new.wrapped_by, epoch.id);
    }
    assert!(n_keks > 0);
    // And nothing of the old epoch's wrap is left in the files of the key store.
    for name in ["keys.db", "keys.db-wal"] {
        let bytes = fs::read(founded.config(COURT).with_file_name(name)).unwrap_or_default();
        let holds = bytes.windows(epoch_row.wrap.len()).any(|part| part == epoch_row.wrap);
        assert!(!holds, "{name}");
    }

    // The next start finds all of it.
    let node = opened(&founded, &at("2026-10-07T00:00:00Z")).await;
    send(&node, &node_id(OTHER), 3).await;
    let told: Vec<_> = node.store.tail(0, 99).await.unwrap();
    assert_eq!(told.iter().filter(|event| event.kind == "epoch-key").count(), 2);
}

#[tokio::test]
async fn a_process_that_ends_before_the_new_root_took_its_place_opens_all_the_same() {
    let founded = Founded::new().await;
    let node = opened(&founded, &at("2026-10-06T08:00:00Z")).await;
    let folder = founded.config(COURT).with_file_name("keys");
    let sealed = |name: &str| folder.join(name);
    // Made and never used: the old root is the one.
    node.keys.next_root(&folder).await.unwrap();
    drop(node);
    let node = opened(&founded, &at("2026-10-06T08:00:00Z")).await;
    assert!(!node.keys.settle_root(&folder).await.unwrap());
    let old = fs::read(sealed("root.sealed")).unwrap();
    assert!(turn_epoch(&node).await.unwrap());
    assert!(!sealed("root.next").exists());
    drop(node);
    // As if the file had not been moved.
    fs::rename(sealed("root.sealed"), sealed("root.next")).unwrap();
    fs::write(sealed("root.sealed"), old).unwrap();
    let node = opened(&founded, &at("2026-10-06T09:00:00Z")).await;
    assert!(!turn_epoch(&node).await.unwrap());
    assert!(!sealed("root.next").exists());
    drop(node);
    let store =
        Arc::new(SqliteKeys::open(&founded.config(COURT).with_file_name("keys.db")).unwrap());
    let root = Keys::root(&folder).unwrap();
    Keys::under(&root, store, Arc::new(OsRandom)).await.unwrap();
}

#[tokio::test]
async fn the_end_of_a_log_is_sealed_once_and_the_seal_holds_by_its_key_alone() {
    let founded = Founded::new().await;
    founded.with_entry(COURT, async |config, at| renew::seal_key(config, at).await).await;
    let clock = at("2026-12-31T23:00:00Z");
    let mut others = Vec::new();
    for name in [WITNESS, OTHER] {
        let mut node = founded.waiting(name).await;
        node.clock = clock.clone();
        serve::start(&node).await.unwrap();
        others.push(Arc::new(node));
    }
    let mut court = founded.waiting(COURT).await;
    court.clock = clock;
    let routers = others.iter().map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    send(&court, &node_id(OTHER), 1).await;
    let year = court.ledger.origin();
    assert_eq!(seal_ended(&court).await.unwrap(), 0);

    let new_year = at("2027-01-01T00:00:00Z");
    court.clock = new_year;
    assert_eq!(shard::turn_year(&court).await.unwrap(), shard::Turned::Opened);
    // Not before its end is published.
    assert_eq!(seal_ended(&court).await.unwrap(), 0);
    assert!(publish_once(&court).await.unwrap());
    assert_eq!(seal_ended(&court).await.unwrap(), 1);
    assert_eq!(seal_ended(&court).await.unwrap(), 0);

    let seal = seal_of(&*court.store, 0).await.unwrap().unwrap();
    assert_eq!(EpochSeal::parse(seal.to_string().as_bytes()).unwrap(), seal);
    let roster = court.roster();
    let key = roster.node(&node_id(COURT)).unwrap().1.log.seal.clone().unwrap();
    let text = format!("{}\nquorum none\n", renew::seal_line(&year, &key));
    let sealed = seal.verify(&Policy::parse(text.as_bytes()).unwrap()).unwrap();
    assert_eq!(sealed.checkpoint.origin(), year);
    assert_eq!(sealed.checkpoint.size(), court.store.logs().await.unwrap()[0].head.size);
    let leaf = court.store.tail(0, 9).await.unwrap();
    assert_eq!(leaf.iter().filter(|event| event.kind == "epoch-seal").count(), 1);
}

/// Whether the node's folder alone, as a start finds it, holds a root that opens its key store.
async fn opens_at_a_start(founded: &Founded) -> [u8; 16] {
    let config = founded.config(COURT);
    let store = Arc::new(SqliteKeys::open(&config.with_file_name("keys.db")).unwrap());
    let keys = Keys::open(&config.with_file_name("keys"), store, Arc::new(OsRandom)).await;
    keys.unwrap().epoch_id()
}

#[tokio::test]
async fn a_reader_of_the_key_store_keeps_old_wraps_in_its_files_and_never_the_node_from_its_root() {
    let founded = Founded::new().await;
    let node = opened(&founded, &at("2026-10-06T08:00:00Z")).await;
    let (before, folder) = (node.keys.epoch_id(), founded.config(COURT).with_file_name("keys"));
    let reader = rusqlite::Connection::open(founded.config(COURT).with_file_name("keys.db"));
    let reader = reader.unwrap();
    reader.execute_batch("begin").unwrap();
    let _: i64 = reader.query_row("select count(*) from key", [], |row| row.get(0)).unwrap();
    // The turn is done, and what it left in the files is not cleared.
    assert!(turn_epoch(&node).await.is_err());
    assert_ne!(node.keys.epoch_id(), before);
    assert!(!folder.join("root.next").exists());
    assert_eq!(opens_at_a_start(&founded).await, node.keys.epoch_id());
    let told = |node: &Arc<Node>| {
        let store = node.store.clone();
        async move {
            let tail = store.tail(0, 99).await.unwrap();
            tail.iter().filter(|event| event.kind == "epoch-key").count()
        }
    };
    assert_eq!(told(&node).await, 0);
    // The log is told that the old key is destroyed once it is.
    drop(reader);
    assert!(!turn_epoch(&node).await.unwrap());
    assert_eq!(told(&node).await, 1);
    send(&node, &node_id(OTHER), 1).await;
    let epoch = node.keys.epoch_id();
    drop(node);
    let node = opened(&founded, &at("2026-10-06T09:00:00Z")).await;
    assert_eq!(node.keys.epoch_id(), epoch);
    send(&node, &node_id(OTHER), 2).await;
}

#[tokio::test]
async fn a_turn_after_one_that_ended_before_the_new_root_took_its_place_loses_no_root() {
    let founded = Founded::new().await;
    let node = opened(&founded, &at("2026-10-06T08:00:00Z")).await;
    let folder = founded.config(COURT).with_file_name("keys");
    let (root, next) = (folder.join("root.sealed"), folder.join("root.next"));
    let old = fs::read(&root).unwrap();
    assert!(turn_epoch(&node).await.unwrap());
    // As if the file had not been moved, and nobody came by for 29 days.
    let torn = || {
        fs::rename(&root, &next).unwrap();
        fs::write(&root, &old).unwrap();
    };
    torn();
    // A root that opens the epoch key is not replaced by the next one.
    node.keys.next_root(&folder).await.unwrap();
    assert_eq!(opens_at_a_start(&founded).await, node.keys.epoch_id());
    drop(node);
    fs::remove_file(&next).unwrap();
    torn();
    let node = opened(&founded, &at("2026-11-20T08:00:00Z")).await;
    assert!(!next.exists(), "a start settles it");
    assert!(turn_epoch(&node).await.unwrap());
    let epoch = node.keys.epoch_id();
    drop(node);
    assert_eq!(opens_at_a_start(&founded).await, epoch);
}
