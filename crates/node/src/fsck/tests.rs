//! A log that holds, and one planted lie of each kind.

use domain::ids::CaseId;
use wire::stored::{Stored, Who};

use super::*;
use crate::act::{StreamRef, act};
use crate::node::Node;
use crate::rows::view;
use crate::testing::{Court, found, open};
use crate::work::witness::published_key;

/// A court whose log has some leaves.
async fn court(n_cases: u8) -> (Court, Arc<Node>) {
    let court = found().await;
    let node = open(&court.config).await;
    for n in 1..=n_cases {
        let id = CaseId::new([n; 16]);
        act!(node, "open_case", None, |tx| {
            let stream = StreamRef { id: id.urn(&node.config.node), scope: format!("case:{id}") };
            let opened = domain::case::Event::Opened { at: tx.now };
            for _ in 0..2 {
                tx.record(&stream, &Stored::Case(opened.clone()), tx.now, &Who::node()).await?;
            }
            Ok(Vec::new())
        })
        .await
        .unwrap();
    }
    (court, node)
}

async fn events(log: &Log) -> Vec<StoredEvent> {
    log.store.tail(0, MAX_PAGE).await.unwrap()
}

/// What a walk over these events finds.
fn walked(log: &Log, events: &[StoredEvent]) -> Report {
    let mut walk = Walk::new(&log.keys).unwrap();
    let hashes: Vec<Digest> = events.iter().filter_map(|event| walk.event(event)).collect();
    walk.grow(&hashes).unwrap();
    walk.report
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.faults.iter().map(|fault| fault.code).collect()
}

#[tokio::test]
async fn a_log_holds_beside_the_node_that_writes_it() {
    let (court, node) = court(3).await;
    let log = Log::open(&court.config, None).await.unwrap();
    let report = log.check().await.unwrap();
    assert_eq!(report.faults, []);
    let head = node.store.head().await.unwrap();
    assert!(report.size == head.size && report.size >= 6, "{report:?}");
    assert_eq!((report.n_faults, report.n_pending, report.n_erased), (0, 0, 0));
    // Three cases, and the log itself.
    assert_eq!(report.n_streams, 4);
    let last = log.tail(2).await.unwrap();
    let indexes: Vec<_> = last.iter().map(|event| event.place.unwrap().index).collect();
    assert_eq!(indexes, [head.size - 2, head.size - 1]);
}

#[tokio::test]
async fn in_pages_the_tree_is_the_same() {
    let (court, _node) = court(5).await;
    let log = Log::open(&court.config, None).await.unwrap();
    let events = events(&log).await;
    for at_once in 1..=events.len() {
        let mut walk = Walk::new(&log.keys).unwrap();
        for page in events.chunks(at_once) {
            let hashes: Vec<Digest> = page.iter().filter_map(|event| walk.event(event)).collect();
            walk.grow(&hashes).unwrap();
            assert!(walk.edge.len() <= 8, "a tree of {} leaves", walk.report.size);
        }
        let head = log.store.head().await.unwrap();
        walk.head(&head);
        assert_eq!(codes(&walk.report), Vec::<&str>::new(), "{at_once} at once");
    }
}

#[tokio::test]
async fn each_lie_of_a_database_has_its_code() {
    let (court, _node) = court(2).await;
    let log = Log::open(&court.config, None).await.unwrap();
    let sound = events(&log).await;
    assert_eq!(walked(&log, &sound).n_faults, 0);
    let last = sound.len() - 1;
    let lie = |change: &dyn Fn(&mut Vec<StoredEvent>)| {
        let mut events = sound.clone();
        change(&mut events);
        codes(&walked(&log, &events))
    };
    assert_eq!(
        lie(&|events| events[last].leaf[39] ^= 1),
        ["leaf-hash", "commitment", "field-hashes"]
    );
    assert_eq!(lie(&|events| events[last].leaf_hash[0] ^= 1), ["leaf-hash"]);
    assert_eq!(lie(&|events| events[last].fields[0] ^= 1), ["field-hashes"]);
    assert_eq!(
        lie(&|events| events[last].place = Some(Place { log: 0, index: 99 })),
        ["leaf-index"]
    );
    assert_eq!(lie(&|events| events[last].version = 7), ["stream-order", "stream-chain"]);
    let exchanged = lie(&|events| events[last].compartments = events[0].compartments.clone());
    assert_eq!(exchanged, ["commitment", "field-hashes", "content"]);
    // An event that is gone is missed by its place and by whoever follows it in its stream.
    let gone = lie(&|events| drop(events.remove(last - 1)));
    assert_eq!(gone, ["stream-order", "leaf-index", "stream-chain"]);
    // Two acts of one stream in another order.
    let turned = lie(&|events| events.swap(last - 1, last));
    assert!(turned.contains(&"stream-order") && turned.contains(&"leaf-index"), "{turned:?}");
}

#[tokio::test]
async fn a_folder_that_was_put_back_knows_less_than_the_register() {
    let (court, _node) = court(2).await;
    let mut log = Log::open(&court.config, None).await.unwrap();
    let size = log.store.head().await.unwrap().size;
    let known = log.registers[0].take().unwrap();
    assert_eq!(codes(&log.check().await.unwrap()), ["register-missing"]);
    log.registers[0] = Some(register::Head { size: size + 1, ..known.clone() });
    let report = log.check().await.unwrap();
    assert_eq!(report.faults, [Fault { code: "rolled-back", log: 0, at: size + 1 }]);
    log.registers[0] = Some(register::Head { root: Digest([7; 32]), ..known.clone() });
    assert_eq!(codes(&log.check().await.unwrap()), ["register-forked"]);
    log.registers[0] = Some(known);
    assert_eq!(codes(&log.check().await.unwrap()), Vec::<&str>::new());
}

#[tokio::test]
async fn a_published_head_is_one_that_the_tree_had_and_witnesses_signed() {
    let (court, node) = court(2).await;
    let log = Log::open(&court.config, None).await.unwrap();
    let signed = node.ledger.signed();
    let publish = async |root: Digest, note: String| {
        let row = Published {
            log: 0,
            size: signed.size,
            root: root.hex(),
            note,
            at_ms: 0,
            by: Vec::new(),
        };
        act!(node, "publish", None, |tx| {
            let key = published_key(0, 0);
            tx.put(view::PUBLISHED, &key, &key, &row);
            Ok(Vec::new())
        })
        .await
        .unwrap();
        log.check().await.unwrap()
    };
    // The policy of this court has no witness, so its own two lines are enough.
    let both = node.ledger.with_both_lines(&signed, node.now()).unwrap().to_string();
    let report = publish(signed.root, both.clone()).await;
    assert_eq!((codes(&report), report.published), (Vec::new(), Some(signed.size)));
    let proof = log.proof(1).await.unwrap();
    assert_eq!((proof.index, proof.checkpoint_note.as_str()), (1, both.as_str()));
    let beyond = log.proof(signed.size).await.unwrap_err();
    assert!(matches!(beyond, FsckError::NotPublished(index) if index == signed.size));
    let one_line = publish(signed.root, signed.note.clone()).await;
    assert_eq!(codes(&one_line), ["published-unsigned"]);
    let other = publish(Digest([7; 32]), both).await;
    assert_eq!(codes(&other), ["published-forked", "published-unsigned"]);
}
