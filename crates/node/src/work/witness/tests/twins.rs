//! A copy of a node that is promoted while the old one lives (LG-10): same keys, same head, other folders. Whichever of the two
//! is killed where, one gets its next heads cosigned, and the other signs nothing any more and says why.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use serde_json::Value;
use store::StoreError;
use store::faulty::{Fault, Faults, Faulty};
use tower_service::Service as _;

use super::*;
use crate::founded::try_send;
use crate::{serve, web};

/// Runs of the loop over kill points, if it has no end.
const RUNS_MAX: u8 = 24;
/// Calls of the store from one kill point to the next.
const STEP: u64 = 3;

/// The node in the folder `name`, which came up beside the real witnesses.
async fn risen(founded: &Founded, name: &str, witnesses: &[(NodeId, Router)]) -> Node {
    let mut node = founded.waiting(name).await;
    node.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), witnesses.to_vec())));
    serve::start(&node).await.unwrap();
    node
}

/// An act, and its head to the witnesses; whether all of them cosigned it.
async fn goes_on(node: &Node, n: u8) -> bool {
    if node.ledger.stopped().is_some() {
        return false;
    }
    send(node, &node_id(OTHER), n).await;
    publish_once(node).await.is_ok_and(|done| done)
}

/// What a supervisor and an officer are told by a node that signs nothing.
async fn says_why(node: Node) -> (Arc<Node>, String) {
    let node = Arc::new(node);
    let asked = Request::get("/health").body(Body::empty()).unwrap();
    let answer = web::router(&node).call(asked).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let health = answer.into_body().collect().await.unwrap().to_bytes();
    let health: Value = serde_json::from_slice(&health).unwrap();
    assert_eq!(health["ready"], false);
    (node, health["stopped"].as_str().unwrap().to_owned())
}

/// What a witness holds of the court's log.
async fn held(witness: &Node, origin: &str) -> Option<(u64, String)> {
    let row = witness.row::<Witnessed>(view::WITNESSED, origin).await.unwrap();
    row.map(|row| (row.size, row.root))
}

#[tokio::test]
async fn of_two_that_live_one_is_cosigned_wherever_the_other_is_killed() {
    let founded = Founded::new().await;
    let mut watching = Vec::new();
    let mut witnesses = Vec::new();
    for name in [WITNESS, OTHER] {
        let witness = Arc::new(founded.open(name).await);
        witnesses.push((node_id(name), router(&witness)));
        watching.push(witness);
    }
    let mut alive = COURT.to_owned();
    let mut won = [0, 0];
    for n in 0..RUNS_MAX {
        let copy = format!("copy-{n}");
        founded.copy(&alive, &copy);
        let mut old = risen(&founded, &alive, &witnesses).await;
        let new = risen(&founded, &copy, &witnesses).await;
        let origin = old.ledger.origin();
        assert_eq!(old.ledger.signed().size, new.ledger.signed().size);
        assert_ne!(old.ledger.signed().root, new.ledger.signed().root);

        // The first one dies at a call of its store, before or behind it, on its way from an act to a published head.
        let faults = Faults::none();
        old.store = Arc::new(Faulty::new(old.store.clone(), faults.clone()));
        let at = 1 + u64::from(n) * STEP;
        faults.plan(Fault { at, persists: true, after: n % 2 == 1, error: StoreError::Poisoned });
        drop(try_send(&old, &node_id(OTHER), n).await);
        drop(publish_once(&old).await);
        let was_killed = faults.n_failed() > 0;
        drop(old);
        // The other one goes on while it is down, and then it comes up again.
        goes_on(&new, n).await;
        let old = risen(&founded, &alive, &witnesses).await;

        let (old_goes_on, new_goes_on) = (goes_on(&old, n).await, goes_on(&new, n).await);
        assert!(old_goes_on != new_goes_on, "call {at}: {old_goes_on} {new_goes_on}");
        let (winner, loser) = if old_goes_on { (old, new) } else { (new, old) };
        won[usize::from(new_goes_on)] += 1;
        let head = winner.ledger.published().unwrap();
        for witness in &watching {
            assert_eq!(held(witness, &origin).await, Some((head.size, head.root.hex())));
        }
        // The loser says so, and does nothing, also after a start.
        let (loser, why) = says_why(loser).await;
        assert!(["forked", "rolled-back"].contains(&why.as_str()), "{why}");
        assert!(loser.may_act().is_err());
        drop(loser);
        let gone = if old_goes_on { copy.clone() } else { alive.clone() };
        let again = risen(&founded, &gone, &witnesses).await;
        assert!(again.ledger.stopped().is_some());
        if new_goes_on {
            alive = copy;
        }
        drop((winner, again));
        if !was_killed {
            assert!(won[0] > 0 && won[1] > 0, "each of the two won once: {won:?}");
            return;
        }
    }
    panic!("{RUNS_MAX} runs were not enough to come to the end of what may fail");
}

#[tokio::test]
async fn of_two_that_publish_at_once_one_is_cosigned() {
    let founded = Founded::new().await;
    let mut witnesses = Vec::new();
    for name in [WITNESS, OTHER] {
        witnesses.push((node_id(name), router(&Arc::new(founded.open(name).await))));
    }
    founded.copy(COURT, "copy");
    let old = risen(&founded, COURT, &witnesses).await;
    let new = risen(&founded, "copy", &witnesses).await;
    let (one, other) = tokio::join!(goes_on(&old, 1), goes_on(&new, 1));
    assert_ne!(one, other);
    let (winner, loser) = if one { (old, new) } else { (new, old) };
    assert!(goes_on(&winner, 2).await);
    assert!(!goes_on(&loser, 2).await);
    assert_eq!(says_why(loser).await.1, "forked");
}
