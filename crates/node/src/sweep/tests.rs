//! What is set aside, and everything that must never be.

use std::future::{Future, poll_fn};
use std::task::Poll;

use bytes::Bytes;

use super::*;
use crate::act::act;
use crate::exhibits::Brought;
use crate::ingest::upload::Stated;
use crate::peer::inbox::InboxState;
use crate::testing::{brought_in, found, open, received, stored};
use crate::work::witness::{Published, publish_once};

async fn n_parts(node: &Node) -> usize {
    node.blobs.list(CONTENT_FOLDER).await.unwrap().len()
}

/// All that is in the log is published, and a witness stands under it.
async fn cosigned(node: &Arc<Node>) {
    publish_once(node).await.unwrap();
    let last: Vec<(String, Published)> = node.last_rows(view::PUBLISHED, 1).await.unwrap();
    let (key, head) = last.into_iter().next().unwrap();
    let head = Published { by: vec!["nl-ovs.example".to_owned()], ..head };
    act!(node, "cosigned", None, |tx| {
        tx.put(view::PUBLISHED, &key, &key, &head);
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn what_an_upload_left_is_removed_and_what_is_named_or_arrives_stays() {
    let court = found().await;
    let node = open(&court.config).await;
    let named = stored(&node, 1).await;
    drop(brought_in(&node, 2).await);
    let arriving = brought_in(&node, 3).await;
    cosigned(&node).await;

    assert_eq!(run_once(&node).await.unwrap(), Some(1));
    assert_eq!(n_parts(&node).await, 2);
    let part = node.content(named).await.unwrap().parts.remove(0);
    assert!(node.blobs.exists(&part).await.unwrap());

    // It lies aside as it was, under the day and its name.
    let aside = node.blobs.list(ASIDE_FOLDER).await.unwrap();
    let [aside] = aside.as_slice() else { panic!("{aside:?}") };
    let (day, key) = aside.key["aside/".len()..].split_once('/').unwrap();
    assert_eq!((day.len(), key.split('/').next()), (10, Some(CONTENT_FOLDER)));
    assert!(!node.blobs.exists(key).await.unwrap());
    assert!(!node.blobs.get(&aside.key).await.unwrap().unwrap().is_empty());

    // What names it never came.
    drop(arriving);
    assert_eq!(run_once(&node).await.unwrap(), Some(1));
    assert_eq!(n_parts(&node).await, 1);
}

#[tokio::test]
async fn parts_of_an_open_upload_stay() {
    let court = found().await;
    let node = open(&court.config).await;
    let measure = received(&node, 7).await;
    let (brought, stated) = (Brought::parse("x", None).unwrap(), Stated::default());
    let opened = upload::open(&node, measure, &brought, stated, None).await.unwrap();
    let digest = *blake3::hash(b"evidence").as_bytes();
    let body = axum::body::Body::from("evidence");
    upload::take_part(&node, measure, opened.id, 0, digest, body).await.unwrap();
    drop(brought_in(&node, 2).await);
    cosigned(&node).await;
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
    // Published without any witness is seen by nobody.
    publish_once(&node).await.unwrap();
    assert_eq!(run_once(&node).await.unwrap(), None);
    assert_eq!(n_parts(&node).await, 1);
    cosigned(&node).await;
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
    cosigned(&node).await;
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
    cosigned(&node).await;
    assert_eq!(run_once(&node).await.unwrap(), Some(3));
    for (env_id, _, stays) in states {
        let there = node.blobs.exists(&format!("{TRANSFER_FOLDER}/{env_id}/a1")).await.unwrap();
        assert_eq!(there, stays, "{env_id}");
    }
}

#[tokio::test]
async fn what_is_destroyed_is_not_kept_aside() {
    let court = found().await;
    let node = open(&court.config).await;
    let aside = |name: &str| format!("{ASIDE_FOLDER}/2026-01-02/{name}");
    let names =
        ["ct/00/00ff", "ct/00/00ff0", "transfer/e1/a1", "transfer/e1/b2", "transfer/e10/a1"];
    for name in names {
        node.blobs.put(&aside(name), Bytes::from_static(b"noise")).await.unwrap();
    }
    forget(&*node.blobs, &["ct/00/00ff".to_owned(), "transfer/e1".to_owned()]).await.unwrap();
    let left = node.blobs.list(ASIDE_FOLDER).await.unwrap();
    let left: Vec<String> = left.into_iter().map(|blob| blob.key).collect();
    assert_eq!(left, [aside("ct/00/00ff0"), aside("transfer/e10/a1")]);
}

#[tokio::test]
async fn an_act_that_nobody_waits_for_any_more_keeps_its_parts_if_it_is_done_all_the_same() {
    let court = found().await;
    let node = open(&court.config).await;
    cosigned(&node).await;
    let mut n_done = 0;
    for n_polls in 0..24_u8 {
        let exhibit = ExhibitId::new([n_polls + 1; 16]);
        let ingested = brought_in(&node, n_polls + 1).await;
        let kek = node.keys.kek("case:1", 1).await.unwrap();
        let row = node.keep_content(&kek, exhibit, &ingested).await.unwrap();
        let mut naming = Box::pin(async {
            act!(&node, "name", None, |tx| {
                tx.put_raw(view::CONTENT, &exhibit.to_string(), "", row.clone());
                Ok(Vec::new())
            })
            .await
        });
        // The browser goes away while the act is on its way, sooner or later.
        let mut is_over = false;
        for _ in 0..n_polls {
            let polled = poll_fn(|cx| Poll::Ready(naming.as_mut().poll(cx).is_ready()));
            is_over = is_over || polled.await;
            if is_over {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(naming);
        drop(ingested);
        run_once(&node).await.unwrap();
        if let Ok(content) = node.content(exhibit).await {
            n_done += usize::from(!is_over);
            for part in content.parts {
                assert!(node.blobs.exists(&part).await.unwrap(), "after {n_polls} polls");
            }
        }
    }
    assert!(n_done > 0, "no act went on without its caller");
}
