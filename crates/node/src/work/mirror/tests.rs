//! A court that brings its leaves to a mirror, also to one that comes and goes.

use std::sync::Arc;

use super::*;
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, node_id, send};
use crate::mirror::testing::Running;
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::work::witness::publish_once;

async fn court(founded: &Founded) -> (Node, [Arc<Node>; 2]) {
    let others = [WITNESS, OTHER].map(|name| founded.open(name));
    let [witness, other] = others;
    let others = [Arc::new(witness.await), Arc::new(other.await)];
    let mut court = founded.open(COURT).await;
    let routers = others.each_ref().map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    (court, others)
}

async fn held(node: &Node) -> WitnessState {
    let mirror = &node.config.mirrors[0];
    let key = state_key(mirror.url(), node.ledger.number());
    node.row::<WitnessState>(view::WITNESSED, &key).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_is_published_is_brought_and_an_act_waits_for_no_mirror() {
    let founded = Founded::new().await;
    let (mut court, _others) = Box::pin(court(&founded)).await;
    let mut mirror = Running::of(&court).await;
    court.config.mirrors = vec![mirror.configured()];
    assert!(bring_once(&court).await.unwrap(), "nothing is published yet");
    assert!(publish_once(&court).await.unwrap());
    assert!(bring_once(&court).await.unwrap());
    let size = court.ledger.published().unwrap().size;
    assert_eq!(held(&court).await, WitnessState { size, trouble: String::new() });
    // Nobody listens: the log goes on, is published, and the mirror is behind.
    mirror.stop().await;
    for n in 1..6 {
        send(&court, &node_id(OTHER), n).await;
    }
    assert!(publish_once(&court).await.unwrap());
    for _ in 0..2 {
        assert!(!bring_once(&court).await.unwrap());
        assert_eq!(held(&court).await, WitnessState { size, trouble: "silent".to_owned() });
    }
    // It is back, at another address, and gets what it lacks.
    mirror.start(&court).await;
    court.config.mirrors = vec![mirror.configured()];
    assert!(bring_once(&court).await.unwrap());
    let size = court.ledger.published().unwrap().size;
    assert_eq!(held(&court).await, WitnessState { size, trouble: String::new() });
}

#[tokio::test]
async fn a_mirror_that_signs_with_other_keys_holds_nothing_for_us() {
    let founded = Founded::new().await;
    let (mut court, _others) = Box::pin(court(&founded)).await;
    let (mirror, other) = (Running::of(&court).await, Running::of(&court).await);
    let MirrorAt { place, .. } = mirror.configured();
    court.config.mirrors = vec![MirrorAt { place, ..other.configured() }];
    assert!(publish_once(&court).await.unwrap());
    assert!(!bring_once(&court).await.unwrap());
    assert_eq!(held(&court).await, WitnessState { size: 0, trouble: "bad-lines".to_owned() });
}
