//! Whose turn it is, and what counts against a letter.

use super::*;
use crate::act::act;
use crate::testing::{found, open};

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

async fn enter(node: &Node, env_id: &str, inbox: &Inbox) {
    act!(node, "enter", None, |tx| {
        tx.enter(env_id, inbox);
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

async fn move_on(node: &Node, env_id: &str, state: InboxState) {
    let old = node.row::<Inbox>(view::INBOX, env_id).await.unwrap().unwrap();
    let new = Inbox { state, ..old.clone() };
    act!(node, "move_on", None, |tx| {
        tx.move_on(env_id, &old, &new);
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn an_old_letter_is_reached_however_many_younger_ones_came() {
    let court = found().await;
    let node = open(&court.config).await;
    enter(&node, "oldest", &inbox(2, 1, InboxState::Accepted)).await;
    move_on(&node, "oldest", InboxState::Fetching).await;
    for n in 0..200 {
        enter(&node, &format!("young-{n}"), &inbox(2, 100 + n, InboxState::Accepted)).await;
        move_on(&node, &format!("young-{n}"), InboxState::Consigned).await;
    }
    enter(&node, "urgent", &inbox(0, 900, InboxState::Accepted)).await;
    enter(&node, "late", &inbox(2, 800, InboxState::Accepted)).await;
    let waiting = waiting(&node).await.unwrap();
    assert_eq!(waiting.ready, ["urgent", "late"]);
    assert_eq!(waiting.fetching, ["oldest"]);
    let sender = NodeId::parse("coord.example").unwrap();
    assert!(node.channels.is_behind(&sender));
}

#[tokio::test]
async fn an_answer_waits_for_its_order_and_then_has_its_old_place() {
    let court = found().await;
    let node = open(&court.config).await;
    let now = node.now().as_millisecond();
    for (env_id, until_ms) in [("early", now + 60_000), ("given-up", now - 1)] {
        enter(&node, env_id, &inbox(2, 5, InboxState::Accepted)).await;
        let measure = "order".to_owned();
        move_on(&node, env_id, InboxState::Parked { measure, until_ms }).await;
    }
    let before = waiting(&node).await.unwrap();
    assert_eq!((before.ready.len(), before.parked["coord.example"]), (0, 2));
    assert_eq!(before.expired, ["given-up"]);
    move_on(&node, "given-up", InboxState::Failed { reason: "expired".to_owned() }).await;
    act!(node, "order_came", None, |tx| {
        tx.unpark("order").await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let after = waiting(&node).await.unwrap();
    assert_eq!((after.ready, after.parked.len()), (vec!["early".to_owned()], 0));
    assert!(node.rows::<String>(view::PARKED, "").await.unwrap().is_empty());
}
