//! One log after the other: every call that can fail between the last leaf of the one and the first head of the other,
//! and what a copy from before is told (LG-9, LG-10 of the lessons that real logs taught).

use store::{End, LogEnd, Place};

use super::*;

const NEXT: &str = "fr-tj.sandbox.example/comity/audit/2027";
const RESERVE: &str = "fr-tj.sandbox.example/comity/audit/2026-r1";

async fn all_opened(store: Arc<dyn Store>, disk: Arc<dyn Disk>) -> Result<Ledger, LedgerError> {
    let listed = vec![keys(), keys_of(NEXT, 3), keys_of(RESERVE, 5)];
    Ledger::open(store, disk, listed).await
}

/// One event on a stream of its own.
fn alone(n: u16) -> StreamAppend {
    StreamAppend { stream: format!("stream/{n}"), expected_version: 0, events: vec![numbered(n)] }
}

/// Closes the first log with the leaf `last`; `first` is the first leaf of the next one.
async fn close(store: &dyn Store, last: u16, first: u16) -> Result<(), StoreError> {
    let head = store.head().await?;
    let next = NEXT.to_owned();
    let end = LogEnd { log: head.log, size: head.size, how: End::Closed, next };
    let streams = vec![alone(last), alone(first)];
    store.append(Batch { streams, log_end: Some(end), ..Batch::new("test", 1) }).await.map(drop)
}

/// Gives the first log up, of which `known` leaves were signed.
async fn give_up(store: &dyn Store, known: u64, first: u16) -> Result<(), StoreError> {
    let head = store.head().await?;
    let (how, next) = (End::GivenUp { known }, RESERVE.to_owned());
    let end = LogEnd { log: head.log, size: head.size, how, next };
    let streams = vec![alone(first)];
    store.append(Batch { streams, log_end: Some(end), ..Batch::new("test", 1) }).await.map(drop)
}

fn known(disk: &Arc<RealDisk>, origin: &str) -> RegisterHead {
    HeadRegister::open(disk.clone(), origin).unwrap().head()
}

#[tokio::test]
async fn the_next_log_begins_when_the_one_before_is_signed_to_its_end() {
    let ((_folder, disk), store) = (folder(), memory());
    let ledger = all_opened(store.clone(), disk.clone()).await.unwrap();
    commit(&*store, 1).await.unwrap();
    ledger.sequence().await.unwrap();
    let head = store.head().await.unwrap();
    let now = "2026-12-31T23:59:59Z".parse().unwrap();
    let leaf = Digest(numbered(2).leaf_hash);
    let last = ledger.last_note(head, leaf, now).await.unwrap();
    close(&*store, 2, 3).await.unwrap();
    let signed = ledger.sequence().await.unwrap();
    assert_eq!((signed.log, signed.size, ledger.origin()), (1, 1, NEXT.to_owned()));
    let ended = ledger.signed_of(0).unwrap();
    // What was signed before the commit is what the log ended with, under both its keys.
    let last = SignedCheckpoint::parse(last.as_bytes()).unwrap();
    let vkeys = ledger.vkeys_of(ORIGIN).unwrap().unwrap();
    let last = last.verify(&vkeys).unwrap();
    assert_eq!((last.checkpoint().size(), last.checkpoint().root()), (2, ended.root));
    // Proofs of both, each under a head of its own log.
    for (place, n) in [((0, 0), 1), ((0, 1), 2), ((1, 0), 3)] {
        let place = Place { log: place.0, index: place.1 };
        let (head, other) = if place.log == 0 { (&ended, &signed) } else { (&signed, &ended) };
        let proof = ledger.prove(place, numbered(n).leaf, head).await.unwrap();
        let checkpoint = proof.signed_checkpoint().unwrap();
        proof.verify_path(&Digest(numbered(n).leaf_hash), checkpoint.claimed()).unwrap();
        assert!(ledger.prove(place, numbered(n).leaf, other).await.is_err());
    }
    assert_eq!(ledger.unused(), [RESERVE]);
    // Of two processes one has every log of the node.
    let second = all_opened(store.clone(), disk.clone()).await;
    let busy = HeadRegisterError::Disk(StoreError::Busy);
    assert_eq!(second.unwrap_err().to_string(), busy.to_string());
    drop(ledger);
    assert_eq!((known(&disk, ORIGIN).size, known(&disk, NEXT).size), (2, 1));
}

/// What a run acknowledged and signed before the fault.
#[derive(Default)]
struct Run {
    acknowledged: Vec<u16>,
    signed: Vec<SignedHead>,
}

impl Run {
    async fn go(&mut self, store: &dyn Store, ledger: &Ledger) {
        for n in 1..=2 {
            self.note(commit(store, n).await, &[n], ledger).await;
        }
        self.note(close(store, 3, 4).await, &[3, 4], ledger).await;
        self.note(commit(store, 5).await, &[5], ledger).await;
    }

    async fn note(&mut self, done: Result<(), StoreError>, leaves: &[u16], ledger: &Ledger) {
        if done.is_ok() {
            self.acknowledged.extend_from_slice(leaves);
        }
        self.signed.extend(ledger.sequence().await.map(|head| (*head).clone()));
    }
}

#[tokio::test]
async fn whichever_call_fails_at_the_border_both_logs_go_on_from_what_was_signed() {
    let error = StoreError::Full;
    for after in [false, true] {
        for at in 1.. {
            assert!(at < 200, "the loop ends");
            let ((_folder, disk), store) = (folder(), memory());
            let fault = Fault { at, persists: false, after, error: error.clone() };
            let faults = Faults::planned(fault);
            let faulty_store = Arc::new(Faulty::new(store.clone(), faults.clone()));
            let faulty_disk = Arc::new(Faulty::new(disk.clone(), faults.clone()));
            let mut run = Run::default();
            if let Ok(ledger) = all_opened(faulty_store.clone(), faulty_disk).await {
                run.go(&*faulty_store, &ledger).await;
            }
            let place = format!("{error} at {at}, after: {after}");
            // The process is gone; another one finds what is there.
            let ledger = all_opened(store.clone(), disk.clone()).await.unwrap();
            assert_eq!(ledger.stopped(), None, "{place}");
            ledger.sequence().await.unwrap();
            let found = store.tail(0, 99).await.unwrap();
            for n in &run.acknowledged {
                let event = found.iter().find(|event| event.event_id == numbered(*n).event_id);
                let stands = event.unwrap().place.unwrap();
                assert_eq!(stands.log, u32::from(*n > 3 && found.len() > 3), "{place}");
                assert!(ledger.signed_of(stands.log).unwrap().size > stands.index, "{place}");
            }
            for before in &run.signed {
                let (log, size) = (before.log, before.size);
                let root = with_nodes(&*store, log, |nodes| merkle::root_at(size, nodes)).await;
                assert_eq!(root.unwrap(), before.root, "{place}");
            }
            let logs = store.logs().await.unwrap();
            for log in &logs {
                assert_eq!(ledger.signed_of(log.head.log).unwrap().size, log.head.size, "{place}");
            }
            if faults.n_failed() == 0 {
                assert_eq!(logs.len(), 2);
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_register_that_was_made_once_is_missed_afterwards() {
    let ((folder, disk), store) = (folder(), memory());
    let ledger = all_opened(store.clone(), disk.clone()).await.unwrap();
    close(&*store, 1, 2).await.unwrap();
    ledger.sequence().await.unwrap();
    drop(ledger);
    fs::remove_file(folder.path().join(file_name(NEXT))).unwrap();
    let ledger = all_opened(store.clone(), disk.clone()).await.unwrap();
    let why = Stopped::RegisterMissing { origin: NEXT.to_owned() };
    assert_eq!(ledger.stopped(), Some(why));
    commit(&*store, 9).await.unwrap();
    assert!(ledger.sequence().await.is_err());
    assert!(disk.read(&file_name(NEXT)).unwrap().is_none(), "nobody makes it but two officers");
}

#[tokio::test]
async fn a_database_that_does_not_know_that_the_next_log_began_signs_nothing() {
    let ((_folder, disk), store) = (folder(), memory());
    // Killed after the register of the next log was made and before the one of this log moved; then an older database.
    let (origin, note) = (NEXT.to_owned(), String::new());
    let root = empty_root();
    make(&*disk, RegisterHead { origin, size: 0, root, epoch: 0, restore_epoch: 0, note }).unwrap();
    let ledger = all_opened(store.clone(), disk).await.unwrap();
    let why = Stopped::LogUnknown { origin: NEXT.to_owned() };
    assert_eq!(ledger.stopped(), Some(why));
    commit(&*store, 1).await.unwrap();
    assert!(ledger.sequence().await.is_err());
}

#[tokio::test]
async fn a_log_that_was_given_up_is_never_signed_again_and_its_successor_is() {
    let ((_folder, disk), (store, before)) = (folder(), (memory(), memory()));
    for n in 1..=4 {
        commit(&*store, n).await.unwrap();
    }
    all_opened(store, disk.clone()).await.unwrap().sequence().await.unwrap();
    let lost = known(&disk, ORIGIN);
    // A copy of when there was one leaf, sequenced as far as it went.
    commit(&*before, 1).await.unwrap();
    let (_other, own) = folder();
    all_opened(before.clone(), own).await.unwrap().sequence().await.unwrap();
    let ledger = all_opened(before.clone(), disk.clone()).await.unwrap();
    assert_eq!(ledger.stopped(), Some(Stopped::RolledBack { stored: 1, known: 4 }));
    drop(ledger);

    give_up(&*before, 4, 9).await.unwrap();
    let ledger = all_opened(before.clone(), disk.clone()).await.unwrap();
    assert_eq!((ledger.stopped(), ledger.origin()), (None, RESERVE.to_owned()));
    let signed = ledger.sequence().await.unwrap();
    assert_eq!((signed.log, signed.size), (1, 1));
    assert!(ledger.is_given_up(0));
    drop(ledger);
    let still = known(&disk, ORIGIN);
    assert_eq!((still.size, still.root, &still.note), (lost.size, lost.root, &lost.note));
    assert_eq!((still.restore_epoch, known(&disk, RESERVE).size), (1, 1));
    let ledger = all_opened(before.clone(), disk.clone()).await.unwrap();
    commit(&*before, 10).await.unwrap();
    assert_eq!(ledger.sequence().await.unwrap().size, 2);
    assert_eq!(ledger.stopped(), None);
}

#[tokio::test]
async fn a_log_that_the_directory_does_not_list_is_not_opened() {
    let ((_folder, disk), store) = (folder(), memory());
    let ledger = all_opened(store.clone(), disk.clone()).await.unwrap();
    close(&*store, 1, 2).await.unwrap();
    ledger.sequence().await.unwrap();
    drop(ledger);
    let refused = opened(store, disk).await.unwrap_err();
    assert!(matches!(&refused, LedgerError::Unlisted(log) if log == NEXT), "{refused:?}");
}
