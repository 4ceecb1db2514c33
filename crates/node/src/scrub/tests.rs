//! A part that changed, a part that is gone, and what a pass says of them.

use bytes::Bytes;

use super::*;
use crate::testing::{found, open, stored};

#[tokio::test]
async fn a_pass_finds_what_changed_and_what_is_gone_and_the_log_says_so() {
    let court = found().await;
    let node = open(&court.config).await;
    let [whole, changed, gone] =
        [stored(&node, 1).await, stored(&node, 2).await, stored(&node, 3).await];
    let part = async |exhibit| node.content(exhibit).await.unwrap().parts.remove(0);
    let sound = node.blobs.get(&part(changed).await).await.unwrap().unwrap();
    let mut bytes = sound.to_vec();
    bytes[7] ^= 1;
    let name = part(changed).await;
    node.blobs.delete(&name).await.unwrap();
    node.blobs.put(&name, Bytes::from(bytes)).await.unwrap();
    node.blobs.delete(&part(gone).await).await.unwrap();

    let said = run_once(&node).await.unwrap().unwrap();
    assert_eq!((said.n_exhibits, said.n_parts), (3, 3));
    assert_eq!(said.damaged, [changed, gone]);
    assert!(!said.damaged.contains(&whole));
    let stream = format!("urn:comity:{}:log:{}", node.config.node, node.ledger.origin());
    let last = node.store.load(&stream, 0).await.unwrap().pop().unwrap();
    assert_eq!(last.kind, "scrubbed");
    let Stored::Shard(event) = node.decode(wire::stored::StreamKind::Shard, &last).unwrap() else {
        panic!("another event")
    };
    let note = event.note.unwrap();
    assert!(note.starts_with("exhibits 3 parts 3 bytes "), "{note}");
    assert!(note.ends_with(&format!("damaged 2 {changed} {gone}")), "{note}");
    // The next pass is due in a week.
    assert_eq!(run_once(&node).await.unwrap(), None);
}

#[tokio::test]
async fn a_node_without_evidence_says_nothing_and_looks_again_in_a_week() {
    let court = found().await;
    let node = open(&court.config).await;
    let size = node.store.head().await.unwrap().size;
    assert_eq!(run_once(&node).await.unwrap(), Some(Scrubbed::default()));
    assert_eq!(node.store.head().await.unwrap().size, size);
    assert_eq!(run_once(&node).await.unwrap(), None);
}

#[tokio::test]
async fn a_row_that_does_not_open_is_damage_and_not_the_end_of_the_pass() {
    let court = found().await;
    let node = open(&court.config).await;
    let broken = stored(&node, 1).await;
    let whole = stored(&node, 2).await;
    act!(node, "damage", None, |tx| {
        let mut row = node.raw_row(view::CONTENT, &broken.to_string()).await?.unwrap();
        *row.last_mut().unwrap() ^= 1;
        tx.put_raw(view::CONTENT, &broken.to_string(), "", row);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let said = run_once(&node).await.unwrap().unwrap();
    assert_eq!((said.damaged, said.n_parts), (vec![broken], 1));
    assert!(node.read_content(whole).await.is_ok());
}
