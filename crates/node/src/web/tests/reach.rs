//! Whether letters reach each member, for whoever is signed in; a probe when it is asked for, and one at a time.

use super::*;
use crate::bundle::tests::stage::{COURT, Stage};
use crate::probe::Probe;
use crate::rows::view;

const PEER: &str = "ie-prov.sandbox.example";

async fn ways(node: &Arc<Node>, caller: &Caller) -> Vec<Value> {
    let (status, answer, _) = ask(node, "GET", "/reach", caller, "").await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer["ways"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_probe_is_sent_when_it_is_asked_for_and_not_beside_another() {
    let stage = Stage::set().await;
    let node = stage.nodes[COURT].clone();
    let police = sign_in(&node, "police").await;
    let before = ways(&node, &police).await;
    assert_eq!(before.len(), 1, "whoever receives no letters is not tried: {before:?}");
    assert!(before.iter().all(|way| way["state"] == "untried"), "{before:?}");
    let mut letters = Vec::new();
    for _ in 0..2 {
        let (status, answer, _) =
            ask(&node, "POST", &format!("/reach/{PEER}/try"), &police, "").await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        letters.push(node.row::<Probe>(view::PROBE, PEER).await.unwrap().unwrap().letter);
    }
    assert_eq!(letters[0], letters[1], "the first is still on its way");
    let after = ways(&node, &police).await;
    let way = after.iter().find(|way| way["node"] == PEER).unwrap();
    assert_eq!(way["state"], "under-way");
    assert!(way["asked_at"].is_string() && way["whole_at"].is_null(), "{way}");
    for id in ["fr-tj.sandbox.example", "nobody.example", "x"] {
        let (status, _, _) = ask(&node, "POST", &format!("/reach/{id}/try"), &police, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{id}");
    }
    let page = forms::browse(&node, "GET", "/reach", &police, "").await.1;
    assert!(page.contains("under way"), "{page}");
    assert!(!page.contains(&format!("/reach/{PEER}/try")), "no button while one is under way");
}
