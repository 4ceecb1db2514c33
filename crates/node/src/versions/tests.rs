//! Two nodes of which one is a version ahead: they speak what both have, or say who must upgrade.

use axum::http::StatusCode;
use domain::letter::Lane;
use store::{MAX_PAGE, OutboxQuery, OutboxState};
use wire::version::Spoken;

use super::*;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id, send_probe};
use crate::peer::client::Ask;
use crate::work::deliver::ask;

/// The provider speaks these versions, and the directory says so on both sides; the court speaks version 1.
async fn stage(first: u64, last: u64) -> Stage {
    stage_of([(1, 1), (first, last)]).await
}

/// Each of the two speaks these versions, and the directory says so on both sides.
async fn stage_of(versions: [(u64, u64); 2]) -> Stage {
    let mut stage = Stage::set().await;
    for (n, (first, last)) in versions.into_iter().enumerate() {
        let speaks = Spoken::new(first, last).unwrap();
        stage.change_config(n, |config| config.speaks = speaks);
        for node in &stage.nodes {
            node.change_roster(|roster| {
                let entry = roster.members.values_mut().flat_map(|entry| &mut entry.nodes);
                for entry in entry.filter(|entry| entry.node == node_id(n)) {
                    entry.speaks.cx = speaks.all();
                }
            });
        }
    }
    stage.connect();
    stage
}

/// The court writes a letter that means nothing; what becomes of it, and what is said of it.
async fn sent(stage: &Stage) -> (OutboxState, Option<String>) {
    let court = &stage.nodes[COURT];
    send_probe(court, PROVIDER, Lane::Ordinary).await;
    online(stage).await;
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let row = court.store.outbox_rows(query).await.unwrap().pop().unwrap();
    (row.state, row.last_error)
}

async fn status(stage: &Stage, path: &str) -> (StatusCode, String) {
    let answer = ask(&stage.nodes[COURT], &node_id(PROVIDER), &Ask::get(path)).await.unwrap();
    (answer.status, String::from_utf8_lossy(&answer.body).into_owned())
}

#[tokio::test]
async fn a_node_that_also_speaks_the_version_before_is_spoken_to_in_it() {
    let stage = stage(1, 2).await;
    assert_eq!(sent(&stage).await, (OutboxState::Done, None));
    assert_eq!(stage.nodes[COURT].common_version(&node_id(PROVIDER)), Ok(1));
}

#[tokio::test]
async fn who_speaks_a_newer_version_too_is_still_answered_in_the_older_one() {
    let stage = stage_of([(1, 2), (1, 2)]).await;
    assert_eq!(stage.nodes[PROVIDER].common_version(&node_id(COURT)), Ok(2));
    // The court may know of a directory in which it was 1 alone.
    let (status, body) = status(&stage, "/cx/1/envelopes/1/00").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{body}");
}

#[tokio::test]
async fn whoever_is_ahead_is_sent_nothing_and_we_must_upgrade() {
    let stage = stage(2, 3).await;
    let (state, error) = sent(&stage).await;
    assert!(matches!(state, OutboxState::Queued { .. }), "{state:?}");
    assert_eq!(error.as_deref(), Some("held:version-ours"));
    // Nor does its door take anything, and it says what it speaks.
    for path in ["/cx/1/directory/1.root.json", "/cx/1/meta"] {
        assert_eq!(status(&stage, path).await.0, StatusCode::OK, "whoever must upgrade may look");
    }
    let (status, body) = status(&stage, "/cx/1/envelopes/1/00").await;
    assert_eq!(status, StatusCode::UPGRADE_REQUIRED);
    assert!(body.contains("\"speaks\":[2,3]") && body.contains("urn:comity:cx:version"), "{body}");
    let provider = &stage.nodes[PROVIDER];
    assert_eq!(provider.common_version(&node_id(COURT)), Err(Behind::They));
}

#[tokio::test]
async fn a_version_that_nobody_speaks_is_refused_by_its_path() {
    let stage = stage(1, 1).await;
    for path in ["/cx/2/envelopes", "/cx/0/have", "/cx/99999999999999999999/have"] {
        let (status, body) = status(&stage, path).await;
        assert_eq!(status, StatusCode::UPGRADE_REQUIRED, "{path}");
        assert!(body.contains("\"speaks\":[1]"), "{body}");
    }
}
