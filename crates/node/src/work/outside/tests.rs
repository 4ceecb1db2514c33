//! A whole machine that was put back, database and head register alike: only the outside still knows.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use seal::checkpoint::Checkpoint;

use super::*;
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, node_id, send};
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::work::witness::publish_once;
use crate::{renew, serve};

/// The node in the folder `name`, not started, which meets these.
async fn waiting(founded: &Founded, name: &str, peers: Vec<(NodeId, Router)>) -> Node {
    let mut node = founded.waiting(name).await;
    node.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), peers)));
    node
}

/// Somebody who answers with this, whatever the log.
fn showing(status: StatusCode, note: String) -> Router {
    let answer = move || {
        let note = note.clone();
        async move { (status, note) }
    };
    Router::new().route("/witness/1/m/{origin}/checkpoint", get(answer))
}

/// What a start did: what it signed, and why it signed nothing.
async fn started(node: &Node) -> (u64, Option<Stopped>) {
    let before = node.ledger.signed().size;
    serve::start(node).await.unwrap();
    (node.ledger.signed().size - before, node.ledger.stopped())
}

#[tokio::test]
async fn an_image_of_the_whole_machine_signs_nothing_once_a_witness_answers() {
    let founded = Founded::new().await;
    founded.copy(COURT, "image");
    let witnesses = [WITNESS, OTHER];
    let mut routers = Vec::new();
    for name in witnesses {
        routers.push((node_id(name), router(&Arc::new(founded.open(name).await))));
    }
    let court = waiting(&founded, COURT, routers.clone()).await;
    assert_eq!(started(&court).await, (2, None));
    for n in 0..3 {
        send(&court, &node_id(OTHER), n).await;
    }
    assert!(publish_once(&court).await.unwrap());
    let known = court.ledger.signed().size;
    drop(court);

    let image = waiting(&founded, "image", routers).await;
    assert_eq!(started(&image).await, (0, Some(Stopped::RolledBack { stored: 0, known })));
}

#[tokio::test]
async fn the_newest_copy_runs_on_and_so_does_one_that_nobody_answers() {
    let founded = Founded::new().await;
    let witness = Arc::new(founded.open(WITNESS).await);
    let other = Arc::new(founded.open(OTHER).await);
    let all = vec![(node_id(WITNESS), router(&witness)), (node_id(OTHER), router(&other))];
    let court = waiting(&founded, COURT, all.clone()).await;
    assert_eq!(started(&court).await, (2, None));
    assert!(publish_once(&court).await.unwrap());
    drop(court);
    let court = waiting(&founded, COURT, all).await;
    assert_eq!(started(&court).await, (1, None));
    drop(court);
    let alone = waiting(&founded, COURT, Vec::new()).await;
    assert_eq!(started(&alone).await, (1, None));
}

#[tokio::test]
async fn another_history_of_the_same_size_is_a_fork() {
    let founded = Founded::new().await;
    founded.copy(COURT, "twin");
    let twin = founded.open("twin").await.ledger.signed().clone();
    let court = founded.open(COURT).await;
    assert_eq!(court.ledger.signed().size, twin.size);
    drop(court);
    let shows = vec![(node_id(OTHER), showing(StatusCode::OK, twin.note.clone()))];
    let court = waiting(&founded, COURT, shows).await;
    assert_eq!(started(&court).await, (0, Some(Stopped::Forked { size: twin.size })));
}

#[tokio::test]
async fn who_shows_no_signature_of_ours_stops_nobody() {
    let founded = Founded::new().await;
    let ours = founded.open(COURT).await.ledger.signed().note.clone();
    let stranger = founded.open(WITNESS).await.ledger.signed().note.clone();
    let larger = ours.replacen("\n2\n", "\n2000\n", 1);
    assert_ne!(larger, ours);
    for (status, note) in [
        (StatusCode::OK, stranger),
        (StatusCode::OK, larger),
        (StatusCode::OK, "no note".to_owned()),
        (StatusCode::OK, String::new()),
        (StatusCode::NOT_FOUND, ours.clone()),
        (StatusCode::OK, ours),
    ] {
        let shows = vec![(node_id(OTHER), showing(status, note.clone()))];
        let court = waiting(&founded, COURT, shows).await;
        assert_eq!(started(&court).await, (1, None), "{note}");
    }
}

#[tokio::test]
async fn a_peer_that_knows_our_heads_is_asked_although_it_is_no_witness() {
    let founded = Founded::new().await;
    let court = founded.open(WITNESS).await;
    let listed = |all: Vec<NodeId>| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(listed(others(&court).await.unwrap()), [node_id(OTHER).to_string()]);
    let known = PeerKnows { origin: court.ledger.origin(), size: 7 };
    crate::act::act!(&court, "knows", None, |tx| {
        tx.put(view::PEER_KNOWS, node_id(COURT).as_str(), "", &known);
        tx.put(view::PEER_KNOWS, node_id(OTHER).as_str(), "", &known);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let expected = [node_id(OTHER).to_string(), node_id(COURT).to_string()];
    assert_eq!(listed(others(&court).await.unwrap()), expected);
}

#[tokio::test]
async fn a_head_under_a_revoked_key_stops_nobody() {
    let founded = Founded::new().await;
    founded
        .with_entry(COURT, async |config, at| renew::next_log_keys(config, None, at).await)
        .await;
    let court = founded.open(COURT).await;
    let origin = court.ledger.origin();
    let stolen = court.keys.log_keys(&origin, 1).await.unwrap();
    let good = court.keys.log_keys(&origin, 2).await.unwrap();
    drop(court);
    for vkey in stolen.vkeys().unwrap() {
        founded
            .with_entry(COURT, async |config, at| {
                renew::revoke(&config.data_dir, vkey.kid(), at, "stolen")
            })
            .await;
    }
    let forged = Checkpoint::new(&origin, 2_000, Digest([7; 32])).unwrap();
    for (keys, signed, known) in [(&stolen, 1, None), (&good, 0, Some(2_000))] {
        let line = forged.sign_ed25519(&keys.ed25519).unwrap();
        let note = forged.clone().with(vec![line]).to_string();
        let shows = vec![(node_id(OTHER), showing(StatusCode::OK, note))];
        let court = waiting(&founded, COURT, shows).await;
        let stored = court.ledger.signed().size;
        let why = known.map(|known| Stopped::RolledBack { stored, known });
        assert_eq!(started(&court).await, (signed, why));
    }
}
