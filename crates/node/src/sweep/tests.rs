//! What is removed, and everything that must never be.

use bytes::Bytes;

use super::*;
use crate::act::act;
use crate::peer::inbox::InboxState;
use crate::testing::{brought_in, found, open, stored};
use crate::work::witness::publish_once;

async fn n_parts(node: &Node) -> usize {
    node.blobs.list(CONTENT_FOLDER).await.unwrap().len()
}

#[tokio::test]
async fn what_an_upload_left_is_removed_and_what_is_named_or_arrives_stays() {
    let court = found().await;
    let node = open(&court.config).await;
    let named = stored(&node, 1).await;
    drop(brought_in(&node, 2).await);
    let arriving = brought_in(&node, 3).await;
    publish_once(&node).await.unwrap();

    assert_eq!(run_once(&node).await.unwrap(), Some(1));
    assert_eq!(n_parts(&node).await, 2);
    let part = node.content(named).await.unwrap().parts.remove(0);
    assert!(node.blobs.exists(&part).await.unwrap());

    // What names it never came.
    drop(arriving);
    assert_eq!(run_once(&node).await.unwrap(), Some(1));
    assert_eq!(n_parts(&node).await, 1);
}

#[tokio::test]
async fn nothing_is_removed_before_the_witnesses_have_seen_all_of_the_log() {
    let court = found().await;
    let node = open(&court.config).await;
    drop(brought_in(&node, 1).await);
    // The node recorded that it came up, and nobody has cosigned that.
    assert_eq!(run_once(&node).await.unwrap(), None);
    assert_eq!(n_parts(&node).await, 1);
    publish_once(&node).await.unwrap();
    assert_eq!(run_once(&node).await.unwrap(), Some(1));
}

#[tokio::test]
async fn nothing_is_removed_while_nobody_knows_what_a_row_names() {
    let court = found().await;
    let node = open(&court.config).await;
    let broken = stored(&node, 1).await;
    drop(brought_in(&node, 2).await);
    act!(node, "damage", None, |tx| {
        let mut row = node.raw_row(view::CONTENT, &broken.to_string()).await?.unwrap();
        *row.last_mut().unwrap() ^= 1;
        tx.put_raw(view::CONTENT, &broken.to_string(), "", row);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    publish_once(&node).await.unwrap();
    assert!(matches!(run_once(&node).await, Err(ActError::Record(_))));
    assert_eq!(n_parts(&node).await, 2);
}

#[tokio::test]
async fn chunks_of_a_letter_go_when_nothing_more_becomes_of_it() {
    let court = found().await;
    let node = open(&court.config).await;
    let inbox = |state: InboxState| Inbox {
        from: "fr-prov.sandbox.example".to_owned(),
        env_digest: String::new(),
        lane: 2,
        accepted_at_ms: 1,
        receipt: String::new(),
        last_receipt: String::new(),
        recv_event: String::new(),
        n_chunks: 1,
        state,
        attempts: 0,
    };
    let failed = InboxState::Failed { reason: "object-mismatch".to_owned() };
    let parked = InboxState::Parked { measure: String::new(), until_ms: 9 };
    let states = [
        ("accepted", InboxState::Accepted, true),
        ("consigned", InboxState::Consigned, false),
        ("duplicate", InboxState::Duplicate, false),
        ("failed", failed, false),
        ("fetching", InboxState::Fetching, true),
        ("parked", parked, true),
    ];
    for (env_id, state, _) in &states {
        let row = inbox(state.clone());
        act!(node, "plant", None, |tx| {
            tx.enter(env_id, &row);
            Ok(Vec::new())
        })
        .await
        .unwrap();
        let chunk = format!("{TRANSFER_FOLDER}/{env_id}/a1");
        node.blobs.put(&chunk, Bytes::from_static(b"chunk")).await.unwrap();
    }
    publish_once(&node).await.unwrap();
    assert_eq!(run_once(&node).await.unwrap(), Some(3));
    for (env_id, _, stays) in states {
        let there = node.blobs.exists(&format!("{TRANSFER_FOLDER}/{env_id}/a1")).await.unwrap();
        assert_eq!(there, stays, "{env_id}");
    }
}
