//! Witnesses that tell untruths about our log, and the one who can prove that we signed what we do not hold.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};

use super::*;
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, node_id, send};
use crate::ledger::Stopped;
use crate::log::Heard;
use crate::peer::client::Peers;
use crate::peer::routes::router;

mod twins;

/// A witness that answers `status` and `body`, and shows `note` as what it cosigned last.
fn saying(status: StatusCode, body: &'static str, note: Option<String>) -> Router {
    let note = move || {
        let note = note.clone();
        async move { note.map_or((StatusCode::NOT_FOUND, String::new()), |n| (StatusCode::OK, n)) }
    };
    Router::new()
        .route("/witness/1/add-checkpoint", post(move || async move { (status, body) }))
        .route("/witness/1/m/{origin}/checkpoint", get(note))
}

struct Stage {
    court: Node,
    other: Arc<Node>,
}

/// The court, whose first witness is `witness`, and whose other one is honest.
async fn stage(founded: &Founded, witness: Router) -> Stage {
    let mut court = founded.open(COURT).await;
    let other = Arc::new(founded.open(OTHER).await);
    let peers = [(node_id(WITNESS), witness), (node_id(OTHER), router(&other))];
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), peers)));
    Stage { court, other }
}

/// Four thousand times more leaves than any log has.
const ABSURD: &str = "1000000000000\n";

#[tokio::test]
async fn a_size_that_nobody_signed_stops_nobody() {
    let founded = Founded::new().await;
    let heard = Heard::listen();
    let stranger = founded.open(WITNESS).await.ledger.signed().note.clone();
    let ours = founded.open(COURT).await.ledger.signed().note.clone();
    for note in [None, Some(stranger), Some(ours), Some("no note".to_owned())] {
        let Stage { court, other } =
            stage(&founded, saying(StatusCode::CONFLICT, ABSURD, note)).await;
        for _ in 0..3 {
            assert!(!publish_once(&court).await.unwrap());
        }
        assert_eq!(court.ledger.stopped(), None);
        send(&court, &node_id(OTHER), 1).await;
        let held = other.row::<Witnessed>(view::WITNESSED, &court.ledger.origin()).await.unwrap();
        assert!(held.is_some(), "the other witness was asked all the same");
    }
    assert_eq!(heard.n_lines("unproven-size"), 1, "once, not in every round");
    assert_eq!(heard.n_lines("the log has stopped"), 0);
}

#[tokio::test]
async fn a_witness_that_forgot_what_it_cosigned_is_not_asked_to_sign_from_there() {
    let founded = Founded::new().await;
    let heard = Heard::listen();
    let mut court = founded.open(COURT).await;
    let honest = Arc::new(founded.open(WITNESS).await);
    let other = Arc::new(founded.open(OTHER).await);
    let peers = [(node_id(WITNESS), router(&honest)), (node_id(OTHER), router(&other))];
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), peers)));
    assert!(publish_once(&court).await.unwrap());
    let published = court.ledger.published().unwrap().size;
    assert!(published > 0);
    // It answers from the empty tree and would sign anything that starts there.
    let forgetful = saying(StatusCode::CONFLICT, "0\n", None);
    let peers = [(node_id(WITNESS), forgetful), (node_id(OTHER), router(&other))];
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), peers)));
    send(&court, &node_id(OTHER), 1).await;
    for _ in 0..3 {
        assert!(!publish_once(&court).await.unwrap());
    }
    assert_eq!(
        court.ledger.published().unwrap().size,
        published,
        "nothing is published without it"
    );
    assert_eq!(heard.n_lines("rolled-back-witness"), 1, "once, not in every round");
    assert_eq!(court.ledger.stopped(), None);
}

#[tokio::test]
async fn a_larger_head_under_our_own_signature_stops_us_and_says_so() {
    let founded = Founded::new().await;
    founded.copy(COURT, "newer");
    let newer = founded.open("newer").await;
    for n in 0..3 {
        send(&newer, &node_id(WITNESS), n).await;
    }
    let note = Some(newer.ledger.signed().note.clone());
    let heard = Heard::listen();
    let Stage { court, .. } = stage(&founded, saying(StatusCode::CONFLICT, ABSURD, note)).await;
    publish_once(&court).await.unwrap_err();
    let (stored, known) = (court.ledger.signed().size, newer.ledger.signed().size);
    assert_eq!(court.ledger.stopped(), Some(Stopped::RolledBack { stored, known }));
    assert_eq!(heard.n_lines("the log has stopped"), 1);
    assert_eq!(heard.n_lines("rolled-back"), 1);
}

#[tokio::test]
async fn another_head_of_the_same_size_under_our_own_signature_stops_us() {
    let founded = Founded::new().await;
    founded.copy(COURT, "twin");
    let twin = founded.open("twin").await.ledger.signed().clone();
    let unproven = saying(StatusCode::UNPROCESSABLE_ENTITY, "", None);
    let Stage { court, other } = stage(&founded, unproven).await;
    assert!(!publish_once(&court).await.unwrap());
    assert_eq!(court.ledger.stopped(), None);
    drop((court, other));

    let proven = saying(StatusCode::UNPROCESSABLE_ENTITY, "", Some(twin.note.clone()));
    let Stage { court, .. } = stage(&founded, proven).await;
    while court.ledger.signed().size < twin.size {
        send(&court, &node_id(OTHER), 1).await;
    }
    publish_once(&court).await.unwrap_err();
    assert_eq!(court.ledger.stopped(), Some(Stopped::Forked { size: twin.size }));
}

#[tokio::test]
async fn a_head_with_a_wrong_proof_is_kept_and_accuses_nobody() {
    let founded = Founded::new().await;
    let witness = founded.open(WITNESS).await;
    let court = founded.open(COURT).await;
    let origin = court.ledger.origin();
    let consistent = async || {
        let logs = crate::web::ledger::watched(&witness).await.unwrap();
        logs.into_iter().find(|log| log.origin == origin).unwrap().consistent
    };
    let asked = async |old: u64, proof: Vec<Digest>| {
        let head = court.ledger.signed();
        let checkpoint = court.ledger.with_both_lines(&head, court.now()).unwrap();
        let request = AddCheckpoint { old, proof, checkpoint };
        add_checkpoint(&witness, request.to_string().as_bytes()).await.status
    };
    assert_eq!(asked(0, Vec::new()).await, 200);
    let held = court.ledger.signed().size;
    send(&court, &node_id(WITNESS), 1).await;
    let now = court.ledger.signed().size;
    assert_eq!(asked(held, vec![Digest([9; 32])]).await, 422);
    let kept = witness.store.rows(RowQuery::view(view::FORK, 9)).await.unwrap();
    assert_eq!((kept.len(), consistent().await), (1, true));
    let proof = court.ledger.consistency(0, held, now).await.unwrap();
    assert_eq!(asked(held, proof).await, 200);
    assert!(consistent().await);
}

#[tokio::test]
async fn a_log_that_does_not_grow_is_published_again_every_hour() {
    let founded = Founded::new().await;
    let honest = Arc::new(founded.open(WITNESS).await);
    let Stage { court, other: _other } = stage(&founded, router(&honest)).await;
    assert!(publish_once(&court).await.unwrap());
    let first = court.ledger.published().unwrap();
    let row = published_key(0, first.size);
    assert!(publish_once(&court).await.unwrap());
    assert_eq!(court.ledger.published().unwrap().note, first.note, "not before the hour");

    let long_ago = court.now() - Duration::from_secs(60 * 60 + 1);
    court.ledger.set_published((*first).clone(), long_ago);
    assert!(publish_once(&court).await.unwrap());
    let again = court.ledger.published().unwrap();
    assert_eq!((again.size, again.root), (first.size, first.root));
    let published_at = court.ledger.published_of(0).unwrap().1;
    assert!(published_at > long_ago);
    let newer =
        court.row::<Published>(view::PUBLISHED_AGAIN, &newest_key(0)).await.unwrap().unwrap();
    assert_eq!((newer.note, newer.by.len()), (again.note.clone(), 2));
    let kept = court.row::<Published>(view::PUBLISHED, &row).await.unwrap().unwrap();
    assert_eq!(kept.note, first.note, "what packages hold is not replaced");

    // After a restart the newer lines count, until the log grows.
    court.ledger.set_published((*first).clone(), long_ago);
    load_published(&court).await.unwrap();
    assert_eq!(court.ledger.published().unwrap().note, again.note);
    let read = court.ledger.published_of(0).unwrap().1;
    assert_eq!(read.as_millisecond(), published_at.as_millisecond());
    send(&court, &node_id(OTHER), 1).await;
    assert!(publish_once(&court).await.unwrap());
    let grown = court.ledger.published().unwrap();
    assert!(grown.size > first.size);
    load_published(&court).await.unwrap();
    assert_eq!(court.ledger.published().unwrap().note, grown.note);
}
