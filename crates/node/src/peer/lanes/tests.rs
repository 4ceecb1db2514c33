//! A lane empties, refills, and is nobody else's.

use tokio::time::{Duration, advance};

use super::*;

fn peer(name: &str) -> NodeId {
    NodeId::parse(name).unwrap()
}

/// How many of a lane get in until one does not.
fn burst(lanes: &Lanes, name: &str, lane: Lane) -> usize {
    let all = 0..1_000;
    all.take_while(|_| lanes.admit(&peer(name), lane)).count()
}

#[tokio::test(start_paused = true)]
async fn a_lane_has_its_burst_and_its_rate() {
    for (lane, at_once, in_a_second) in [
        (Lane::Emergency, 50, 10),
        (Lane::Urgent, 100, 20),
        (Lane::Ordinary, 400, 200),
        (Lane::Bulk, 200, 200),
    ] {
        let lanes = Lanes::default();
        assert_eq!(burst(&lanes, "a.example", lane), at_once);
        advance(Duration::from_secs(1)).await;
        assert_eq!(burst(&lanes, "a.example", lane), in_a_second);
        advance(Duration::from_secs(3_600)).await;
        assert_eq!(burst(&lanes, "a.example", lane), at_once);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_request_cost_beside_itself_is_taken_out_of_its_lane() {
    let lanes = Lanes::default();
    assert!(lanes.admit(&peer("a.example"), Lane::Bulk));
    lanes.charge(&peer("a.example"), Lane::Bulk, 150);
    assert_eq!(burst(&lanes, "a.example", Lane::Bulk), 49);
    assert_eq!(burst(&lanes, "b.example", Lane::Bulk), 200);
    advance(Duration::from_secs(1)).await;
    assert_eq!(burst(&lanes, "a.example", Lane::Bulk), 200);

    // What was not there is owed.
    lanes.charge(&peer("a.example"), Lane::Bulk, 300);
    advance(Duration::from_secs(1)).await;
    assert_eq!(burst(&lanes, "a.example", Lane::Bulk), 0);
    advance(Duration::from_secs(1)).await;
    assert_eq!(burst(&lanes, "a.example", Lane::Bulk), 100);

    // And nobody owes for ever.
    lanes.charge(&peer("a.example"), Lane::Bulk, u64::MAX);
    lanes.charge(&peer("a.example"), Lane::Bulk, u64::MAX);
    advance(Duration::from_secs(60)).await;
    assert_eq!(burst(&lanes, "a.example", Lane::Bulk), 0);
    advance(Duration::from_secs(1)).await;
    assert_eq!(burst(&lanes, "a.example", Lane::Bulk), 200);
}

#[tokio::test(start_paused = true)]
async fn no_peer_and_no_lane_pays_for_another() {
    let lanes = Lanes::default();
    assert_eq!(burst(&lanes, "a.example", Lane::Ordinary), 400);
    assert_eq!(burst(&lanes, "a.example", Lane::Emergency), 50);
    assert_eq!(burst(&lanes, "b.example", Lane::Ordinary), 400);
}
