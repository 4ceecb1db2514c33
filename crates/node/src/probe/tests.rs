//! A probe goes the whole way and says when; what is none is refused; the next one is due on the day that follows.

use store::{MAX_PAGE, OutboxQuery, OutboxState, RowQuery};

use super::*;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id};
use crate::peer::inbox::{Inbox, InboxState};

async fn last(stage: &Stage) -> Probe {
    let peer = node_id(PROVIDER);
    stage.nodes[COURT].row::<Probe>(view::PROBE, peer.as_str()).await.unwrap().unwrap()
}

async fn states(stage: &Stage, n: usize) -> Vec<(String, OutboxState)> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let rows = stage.nodes[n].store.outbox_rows(query).await.unwrap();
    rows.into_iter().map(|row| (row.kind, row.state)).collect()
}

#[tokio::test]
async fn a_probe_goes_the_whole_way_and_ends_with_the_word_that_it_is_in_the_tray() {
    let stage = Stage::set().await;
    stage.connect();
    send(&stage.nodes[COURT], &node_id(PROVIDER), Lane::Urgent, FILL_MAX, &Asked::ByItself)
        .await
        .unwrap();
    let asked = last(&stage).await;
    assert_eq!((asked.accepted_ms, asked.whole_ms, &asked.refused), (None, None, &None));
    online(&stage).await;
    let whole = last(&stage).await;
    assert_eq!(whole.letter, asked.letter);
    assert!(whole.accepted_ms >= Some(asked.asked_ms), "{whole:?}");
    assert!(whole.whole_ms >= whole.accepted_ms, "{whole:?}");
    assert_eq!((whole.last_whole_ms, &whole.refused), (whole.whole_ms, &None));
    assert_eq!(states(&stage, COURT).await, [(KIND.to_owned(), OutboxState::Done)]);
    // It is no work for anybody at the other side.
    let inbox: Vec<(String, Inbox)> = stage.nodes[PROVIDER].rows(view::INBOX, "").await.unwrap();
    assert!(inbox.iter().all(|(_, row)| row.state == InboxState::Consigned), "{inbox:?}");
    let query = RowQuery::view(view::LETTER, MAX_PAGE);
    let kept = stage.nodes[PROVIDER].all_rows(query).await.unwrap();
    assert_eq!(kept.len(), 1, "only the statement about it is a letter that is kept");
}

#[tokio::test]
async fn what_is_more_than_padding_is_refused_with_a_signed_reason() {
    let stage = Stage::set().await;
    stage.connect();
    let court = &stage.nodes[COURT];
    let peer = node_id(PROVIDER);
    send(court, &peer, Lane::Ordinary, 0, &Asked::ByItself).await.unwrap();
    online(&stage).await;
    act!(court, "send_other", None, |tx| {
        let body = Json::object([("fill", Json::Text("1".to_owned()))]);
        let queued = tx.send_housekeeping(&peer, KIND, Lane::Ordinary, body).await?;
        let held = court.row::<Probe>(view::PROBE, peer.as_str()).await?.unwrap();
        let letter = Some(queued.letter.id.to_string());
        let next = Probe { letter, whole_ms: None, ..held.clone() };
        tx.swap(view::PROBE, peer.as_str(), Some(&held), &next);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    online(&stage).await;
    let refused = last(&stage).await;
    assert_eq!(refused.refused.as_deref(), Some("inner-malformed"));
    assert_eq!(refused.whole_ms, None);
    assert!(refused.last_whole_ms.is_some(), "the one before was whole");
    assert_eq!(states(&stage, COURT).await.last().unwrap().1, OutboxState::Failed);
}

#[tokio::test]
async fn everybody_is_planned_first_and_probed_once_a_day() {
    let stage = Stage::set().await;
    let court = &stage.nodes[COURT];
    assert_eq!(run_once(court).await.unwrap(), 0);
    let planned = court.rows::<Probe>(view::PROBE, "").await.unwrap();
    assert_eq!(planned.len(), peers(court).len());
    assert!(planned.iter().all(|(_, probe)| probe.next_ms > court.now().as_millisecond()));
    let (peer, plan) = (node_id(PROVIDER), last(&stage).await);
    act!(court, "let_it_be_due", None, |tx| {
        let due = Probe { next_ms: 0, ..plan.clone() };
        tx.swap(view::PROBE, peer.as_str(), Some(&plan), &due);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert_eq!(run_once(court).await.unwrap(), 1);
    assert_eq!(run_once(court).await.unwrap(), 0);
    assert!(last(&stage).await.letter.is_some());
}

#[tokio::test]
async fn one_that_waits_is_given_up_for_the_next_and_people_cannot_heap_them_up() {
    let stage = Stage::set().await;
    let (court, peer) = (&stage.nodes[COURT], node_id(PROVIDER));
    assert!(send(court, &peer, Lane::Ordinary, 0, &Asked::ByItself).await.unwrap());
    // Within a minute nobody sends another one by hand.
    let by = Asked::By("an officer".to_owned());
    assert!(!send(court, &peer, Lane::Ordinary, 0, &by).await.unwrap());
    assert_eq!(states(&stage, COURT).await.len(), 1);
    assert!(send(court, &peer, Lane::Ordinary, 0, &Asked::ByItself).await.unwrap());
    let states: Vec<_> = states(&stage, COURT).await.into_iter().map(|(_, state)| state).collect();
    assert_eq!(states.len(), 2);
    assert_eq!(states[0], OutboxState::Superseded);
    assert!(matches!(states[1], OutboxState::Queued { .. }));
    // One that arrived is left alone.
    stage.connect();
    online(&stage).await;
    assert!(send(court, &peer, Lane::Ordinary, 0, &Asked::ByItself).await.unwrap());
    let first = self::states(&stage, COURT).await[1].1.clone();
    assert_eq!(first, OutboxState::Done);
}

#[test]
fn within_a_minute_a_probe_is_fresh_unless_the_clock_went_back() {
    let held = Probe { letter: Some("a".to_owned()), asked_ms: 1_000_000, ..Probe::default() };
    for (now_ms, fresh) in
        [(1_000_000, true), (1_059_999, true), (1_060_000, false), (999_999, false)]
    {
        assert_eq!(is_fresh(&held, now_ms), fresh, "{now_ms}");
    }
    assert!(!is_fresh(&Probe { letter: None, ..held }, 1_000_000), "nothing was sent");
}

#[test]
fn the_next_is_due_in_a_minute_of_the_day_that_follows() {
    for (now, dice, next) in [
        (0, 0, DAY_MS),
        (DAY_MS - 1, 0, DAY_MS),
        (DAY_MS, 24 * 60 - 1, 3 * DAY_MS - 60_000),
        (DAY_MS, 24 * 60, 2 * DAY_MS),
    ] {
        assert_eq!(next_day(now, dice), next, "{now} {dice}");
    }
}

#[test]
fn a_statement_counts_once_and_a_whole_way_is_remembered() {
    let held = Probe { letter: Some("a".to_owned()), last_whole_ms: Some(1), ..Probe::default() };
    let whole = noted(&noted(&held, &Word::Whole, 5), &Word::Accepted, 7);
    assert_eq!(
        (whole.accepted_ms, whole.whole_ms, whole.last_whole_ms),
        (Some(7), Some(5), Some(5))
    );
    assert_eq!(noted(&whole, &Word::Whole, 9), whole);
    let refused = noted(&held, &Word::Refused(Some("expired".to_owned())), 5);
    assert_eq!((refused.refused.as_deref(), refused.last_whole_ms), (Some("expired"), Some(1)));
}

#[test]
fn only_padding_is_a_probe() {
    assert!(is_probe(&body(0)));
    assert!(is_probe(&body(FILL_MAX)));
    assert_eq!(body(FILL_MAX + 1), body(FILL_MAX), "never more");
    let text = |text: String| Json::object([("fill", Json::Text(text))]);
    for other in [
        Json::Null,
        Json::object::<&str>([]),
        text("0".repeat(FILL_MAX + 1)),
        text("Payment is due".to_owned()),
        Json::object([("fill", Json::Int(0))]),
        Json::object([("fill", Json::Text(String::new())), ("note", Json::Text("x".to_owned()))]),
    ] {
        assert!(!is_probe(&other), "{other:?}");
    }
}
