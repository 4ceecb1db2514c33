//! Whose turn it is, and what counts against a letter.

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn inbox(lane: u8, accepted_at_ms: i64, state: InboxState) -> Inbox {
    Inbox {
        from: "coord.example".to_owned(),
        env_digest: String::new(),
        lane,
        accepted_at_ms,
        receipt: String::new(),
        last_receipt: String::new(),
        recv_event: String::new(),
        n_chunks: 0,
        state,
        attempts: 0,
    }
}

#[test]
fn urgent_letters_come_first_then_older_ones_and_settled_ones_never() {
    let parked = InboxState::Parked { measure: "m".to_owned(), until_ms: 9 };
    let mut turns: Vec<_> = [
        inbox(3, 1, InboxState::Accepted),
        inbox(0, 900, InboxState::Accepted),
        inbox(3, 20, InboxState::Accepted),
        inbox(0, 1, InboxState::Fetching),
        inbox(0, 1, parked),
    ]
    .iter()
    .map(|inbox| inbox.turn().unwrap())
    .collect();
    let ordered = {
        let mut ordered = turns.clone();
        ordered.sort();
        ordered
    };
    turns.swap(0, 1);
    assert_eq!(turns, ordered);
    for settled in [
        InboxState::Consigned,
        InboxState::Duplicate,
        InboxState::Failed { reason: "cannot-open".to_owned() },
    ] {
        assert_eq!(inbox(0, 1, settled).turn(), None);
    }
}

#[test]
fn failures_of_ours_make_the_pauses_longer_up_to_a_minute() {
    let trials = Trials::default();
    assert!(trials.is_first("a") && trials.begin("a", 0, at(0)));
    let mut now = 0;
    for pause in [1, 2, 4, 8, 16, 32, 60, 60] {
        trials.failed("a", at(now));
        assert!(!trials.has_turn("a", at(now + pause - 1)), "{pause}");
        assert!(trials.has_turn("a", at(now + pause)), "{pause}");
        now += pause;
    }
    assert!(!trials.is_first("a"));
    trials.forget("a");
    assert!(trials.is_first("a"));
}

#[test]
fn a_letter_over_which_three_processes_died_has_an_hourly_turn() {
    let trials = Trials::default();
    assert!(trials.begin("a", 2, at(0)));
    let next = Trials::default();
    assert!(!next.begin("a", 3, at(0)));
    assert!(!next.has_turn("a", at(3_599)));
    assert!(next.has_turn("a", at(3_600)) && next.begin("a", 3, at(3_600)));
    assert!(next.has_turn("b", at(0)));
}

#[test]
fn a_node_is_behind_from_the_mark_until_the_list_says_otherwise() {
    let channels = Channels::default();
    let node = NodeId::parse("ie-ca.example").unwrap();
    assert!(!channels.is_behind(&node));
    channels.mark(&node);
    assert!(channels.is_behind(&node));
    channels.replace(BTreeSet::new());
    assert!(!channels.is_behind(&node));
}
