//! Witnesses that do not answer, for less and for more than the grace.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use domain::ids::{CaseId, MeasureId};
use http_body_util::BodyExt as _;
use tower_service::Service as _;

use super::*;
use crate::cover::{CoverFile, Schedule};
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, node_id, send};
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::witness::tests::SetClock;
use crate::work::witness::publish_once;
use crate::{exhibits, export, serve, web};

const BEGIN: u64 = 1_800_000_000;
const GRACE: u64 = 15 * 60;

/// The court, which meets these of its witnesses.
async fn court(founded: &Founded, clock: &Arc<SetClock>, others: &[&Arc<Node>]) -> Arc<Node> {
    covered(founded, clock, others, None).await
}

/// The same, which shows its log by this schedule.
async fn covered(
    founded: &Founded,
    clock: &Arc<SetClock>,
    others: &[&Arc<Node>],
    cover: Option<Schedule>,
) -> Arc<Node> {
    let mut court = founded.waiting(COURT).await;
    court.clock = clock.clone();
    court.config.cover = cover;
    let routers = others.iter().map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    Arc::new(court)
}

async fn witnesses(founded: &Founded, clock: &Arc<SetClock>) -> [Arc<Node>; 2] {
    let mut nodes = Vec::new();
    for name in [WITNESS, OTHER] {
        let mut node = founded.waiting(name).await;
        node.clock = clock.clone();
        serve::start(&node).await.unwrap();
        nodes.push(Arc::new(node));
    }
    nodes.try_into().unwrap()
}

/// What hands content out is refused, and nothing else is.
async fn closed(court: &Arc<Node>) -> bool {
    let judge = court.officer("judge").unwrap();
    let handed = exhibits::hand_over(court, &judge, MeasureId::new([1; 16]), None).await;
    let asked = export::start(court, &judge, CaseId::new([1; 16]), None).await;
    let is_closed = court.may_disclose().is_err();
    assert_eq!(matches!(handed, Err(ActError::NoQuorum { .. })), is_closed);
    assert_eq!(matches!(asked, Err(ActError::NoQuorum { .. })), is_closed);
    send(court, &node_id(OTHER), 7).await;
    is_closed
}

async fn page(court: &Arc<Node>, path: &str, accept: &str) -> String {
    let request = Request::get(path).header("accept", accept).body(Body::empty()).unwrap();
    let answer = web::router(court).call(request).await.unwrap();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn without_witnesses_nothing_is_disclosed_after_the_grace_and_the_rest_goes_on() {
    let founded = Founded::new().await;
    let clock = SetClock::at(BEGIN);
    let [witness, other] = witnesses(&founded, &clock).await;
    let node = court(&founded, &clock, &[&witness, &other]).await;
    assert!(publish_once(&node).await.unwrap());
    assert!(!closed(&node).await);
    drop(node);
    // One of two is gone.
    let node = court(&founded, &clock, &[&witness]).await;
    assert!(!publish_once(&node).await.unwrap());
    clock.set(BEGIN + 100 * GRACE);
    assert!(!closed(&node).await, "a clock that leaps closes nothing by itself");
    clock.set(BEGIN + GRACE);
    assert!(!publish_once(&node).await.unwrap());
    assert!(!closed(&node).await, "the grace is not over");
    assert!(!page(&node, "/sign-in", "text/html").await.contains("Nothing is disclosed"));
    drop(node);
    // A restart does not begin it anew.
    clock.set(BEGIN + GRACE + 1);
    let node = court(&founded, &clock, &[&witness]).await;
    assert!(closed(&node).await);
    assert!(page(&node, "/sign-in", "text/html").await.contains("Nothing is disclosed"));
    let health = page(&node, "/health", "application/json").await;
    assert!(health.contains("\"quorum_missing_since\":\"2027-01-15T08:00:00.000Z\""), "{health}");
    drop(node);
    // It is back.
    let node = court(&founded, &clock, &[&witness, &other]).await;
    assert!(closed(&node).await);
    assert!(publish_once(&node).await.unwrap());
    assert!(!closed(&node).await);
    assert!(
        page(&node, "/health", "application/json").await.contains("\"quorum_missing_since\":null")
    );
}

#[tokio::test]
async fn a_look_before_the_period_ends_asks_nobody_and_says_nothing_of_the_witnesses() {
    let founded = Founded::new().await;
    let clock = SetClock::at(BEGIN);
    let [witness, _gone] = witnesses(&founded, &clock).await;
    let hourly = Schedule::of(CoverFile { leaves: 20, period_seconds: 3_600 }).unwrap();
    let node = covered(&founded, &clock, &[&witness], Some(hourly)).await;
    assert!(!publish_once(&node).await.unwrap(), "the schedule begins with a head that is shown");
    let since = node.quorum.missing_since();
    assert!(since.is_some());
    for minutes in 1..4 {
        clock.set(BEGIN + minutes * 60);
        assert!(publish_once(&node).await.unwrap(), "nothing is to be shown");
        assert_eq!(node.quorum.missing_since(), since);
    }
    clock.set(BEGIN + 3_600);
    assert!(!publish_once(&node).await.unwrap());
    assert_eq!(node.quorum.missing_since(), since);
    assert!(node.may_disclose().is_err());
}
