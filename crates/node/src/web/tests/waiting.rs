//! Letters that have not arrived, on the page of whoever may know of them and of nobody else.

use domain::actor::NodeId;
use store::{NewOutbox, OutboxChange, OutboxQuery, OutboxRow, OutboxState};

use super::*;
use crate::act::act;
use crate::testing::parcel;

const PEER: &str = "fr-prov.sandbox.example";

/// A letter about a measure that was tried in vain; in vain again in an hour.
async fn queue(node: &Arc<Node>, n: u8, measure: Option<String>, last_error: &str) {
    let parcel = parcel(Digest([n; 32]), measure);
    let new = |now_ms: i64| NewOutbox {
        id: [n; 16],
        peer: PEER.to_owned(),
        lane: 1,
        kind: parcel.kind.clone(),
        due_ms: now_ms + 3_600_000,
        deliver_by_ms: now_ms + 4 * 3_600_000,
        not_after_ms: None,
        warn_ms: None,
        payload: crate::rows::encode(&parcel),
    };
    act!(node, "queue", None, |tx| {
        tx.outbox.push(OutboxChange::Enqueue(new(tx.now.as_millisecond())));
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let OutboxRow { id, fence, state, .. } = row(node, n).await;
    act!(node, "fail", None, |tx| {
        tx.outbox.push(OutboxChange::Settle {
            id,
            fence,
            state: state.clone(),
            attempts: 3,
            last_error: Some(last_error.to_owned()),
            payload: None,
        });
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

async fn row(node: &Arc<Node>, n: u8) -> OutboxRow {
    let query = OutboxQuery { id: Some([n; 16]), limit: 1, ..OutboxQuery::default() };
    node.store.outbox_rows(query).await.unwrap().remove(0)
}

async fn list(node: &Arc<Node>, caller: &Caller) -> Vec<Value> {
    let (status, answer, _) = ask(node, "GET", "/waiting", caller, "").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer["letters"].as_array().unwrap().clone()
}

#[tokio::test]
async fn who_sees_the_measure_sees_what_keeps_its_letter_and_may_have_it_tried() {
    let court = found().await;
    let node = open(&court.config).await;
    let (police, clerk) = (sign_in(&node, "police").await, sign_in(&node, "clerk").await);
    let (status, case, _) = ask(&node, "POST", "/cases", &police, "codename=LANTERN").await;
    assert!(status.is_success(), "{case}");
    let measures = format!("/cases/{}/measures", case["id"].as_str().unwrap());
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=subscriber";
    let (_, measure, _) = ask(&node, "POST", &measures, &police, form).await;
    let measure = measure["id"].as_str().unwrap().to_owned();
    queue(&node, 1, Some(measure.clone()), "no-connection").await;
    queue(&node, 2, Some(measure), "held:no-quorum").await;
    // One of the network's own.
    queue(&node, 3, None, "no-connection").await;
    let peer = NodeId::parse(PEER).unwrap();
    (0..6).for_each(|_| node.roads.failed(&peer, node.now(), node.now(), 0));

    let letters = list(&node, &police).await;
    assert_eq!(letters.len(), 2, "{letters:?}");
    let (failed, held) = (&letters[0], &letters[1]);
    assert_eq!((failed["failed"].as_str(), failed["held"].as_str()), (Some("no-connection"), None));
    assert_eq!((held["failed"].as_str(), held["held"].as_str()), (None, Some("no-quorum")));
    assert_eq!(
        (&failed["node"], &failed["lane"], &failed["attempts"]),
        (&PEER.into(), &"urgent".into(), &3.into())
    );
    assert_eq!(failed["spent"], 0);
    assert!(failed["silent_since"].is_string());
    assert!(list(&node, &clerk).await.is_empty(), "the clerk takes no part in the case");

    let try_it = format!("/waiting/{}/try", failed["id"].as_str().unwrap());
    let (status, _, _) = ask(&node, "POST", &try_it, &clerk, "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let before = row(&node, 1).await;
    let (status, answer, _) = ask(&node, "POST", &try_it, &police, "").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let after = row(&node, 1).await;
    let due = |row: &OutboxRow| {
        let OutboxState::Queued { due_ms } = row.state else { panic!("{:?}", row.state) };
        due_ms
    };
    assert!(due(&after) <= node.now().as_millisecond() && due(&before) > due(&after));
    assert_eq!((after.attempts, after.last_error.as_deref()), (3, Some("no-connection")));
    assert!(node.roads.all_shut(node.now()).is_empty());
    for id in ["03".repeat(16), "ff".repeat(16), "x".to_owned()] {
        let (status, _, _) = ask(&node, "POST", &format!("/waiting/{id}/try"), &police, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn the_page_and_the_desk_say_that_letters_wait() {
    let court = found().await;
    let node = open(&court.config).await;
    let police = sign_in(&node, "police").await;
    let (_, case, _) = ask(&node, "POST", "/cases", &police, "codename=LANTERN").await;
    let measures = format!("/cases/{}/measures", case["id"].as_str().unwrap());
    let form = "kind=epoc&to=fr-prov&track=ordinary&data=subscriber";
    let (_, measure, _) = ask(&node, "POST", &measures, &police, form).await;
    let desk = forms::browse(&node, "GET", "/desk", &police, "").await.1;
    assert!(!desk.contains("/waiting"), "{desk}");
    queue(&node, 1, Some(measure["id"].as_str().unwrap().to_owned()), "timed-out").await;
    let desk = forms::browse(&node, "GET", "/desk", &police, "").await.1;
    assert!(desk.contains("One letter has not arrived"), "{desk}");
    let page = forms::browse(&node, "GET", "/waiting", &police, "").await.1;
    assert!(page.contains("The recipient did not answer in time."), "{page}");
    assert!(page.contains(&format!("/waiting/{}/try", "01".repeat(16))), "{page}");
}
