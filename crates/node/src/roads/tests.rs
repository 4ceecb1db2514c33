//! A peer that does not answer, comes back, or seems to be gone because the clock went back.

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn peer() -> NodeId {
    NodeId::parse("b.example").unwrap()
}

/// How many seconds from `now` the road stays shut.
fn shut_for(roads: &Roads, now: i64) -> i64 {
    (0..).find(|more| roads.all_shut(at(now + more)).is_empty()).unwrap()
}

#[test]
fn five_failures_shut_a_road_for_longer_each_time_and_never_for_longer_than_five_minutes() {
    let roads = Roads::default();
    for n in 0..4 {
        roads.failed(&peer(), at(n), at(n), 0);
        assert!(roads.all_shut(at(n)).is_empty(), "after {}", n + 1);
    }
    let mut now = 4;
    for least in [5, 10, 20, 40, 80, 150, 150, 150] {
        roads.failed(&peer(), at(now), at(now), 0);
        assert_eq!(roads.all_shut(at(now)), ["b.example"]);
        assert_eq!(shut_for(&roads, now), least);
        now += least;
    }
    roads.failed(&peer(), at(now), at(now), u64::MAX);
    assert!(shut_for(&roads, now) <= 300);
    assert_eq!(roads.silent_since(&peer()), Some(at(0)));
    roads.open(&peer());
    assert!(roads.all_shut(at(now)).is_empty());
    assert_eq!(roads.silent_since(&peer()), Some(at(0)), "it is silent all the same");
    roads.answered(&peer());
    assert_eq!(roads.take_back().len(), 1, "and what waits for it is woken");
}

#[test]
fn who_answers_is_named_once_and_starts_anew() {
    let roads = Roads::default();
    roads.answered(&peer());
    assert!(roads.take_back().is_empty(), "it was never gone");
    (0..5).for_each(|n| roads.failed(&peer(), at(n), at(n), 7));
    roads.answered(&peer());
    assert_eq!(roads.take_back().into_iter().collect::<Vec<_>>(), [peer()]);
    assert!(roads.take_back().is_empty());
    roads.put_back([peer()].into());
    assert_eq!(roads.take_back().len(), 1);
    roads.failed(&peer(), at(9), at(9), 7);
    assert!(roads.all_shut(at(9)).is_empty());
}

#[test]
fn a_clock_that_goes_back_shuts_no_road() {
    let roads = Roads::default();
    (0..5).for_each(|_| roads.failed(&peer(), at(90_000), at(90_000), 0));
    assert_eq!(roads.all_shut(at(90_001)), ["b.example"]);
    assert!(roads.all_shut(at(0)).is_empty());
}

#[test]
fn what_was_under_way_when_the_road_broke_counts_once() {
    let roads = Roads::default();
    (0..30).for_each(|_| roads.failed(&peer(), at(0), at(3), 7));
    assert!(roads.all_shut(at(3)).is_empty(), "one failure");
    (4..7).for_each(|n| roads.failed(&peer(), at(n), at(n), 7));
    assert!(roads.all_shut(at(6)).is_empty(), "four");
    roads.failed(&peer(), at(7), at(7), 7);
    assert_eq!(roads.all_shut(at(7)), ["b.example"]);
}
