//! What a peer that asks, lies or is slow can make of us has an end.

use tokio::time::Instant;

use super::*;
use crate::reconcile::ask::{NotCompared, Road};
use crate::reconcile::differ::{OPEN_MAX, SETTLED_MAX};
use crate::work::deliver::Rounds;

#[tokio::test]
async fn a_letter_that_is_asked_for_again_has_no_more_time_than_before() {
    let stage = Stage::set().await;
    stage.connect();
    write(&stage).await;
    let court = &stage.nodes[COURT];
    let mut rounds = Rounds::default();
    assert_eq!(rounds.take_due(court).await.unwrap(), 1);
    rounds.all_ended(court).await;
    let (env_id, _, _) = first_envelope(&stage).await;
    // It is accepted and not opened: its time runs on.
    let first = court.outbox_row_of(&env_id).await.unwrap().unwrap();
    assert_eq!(first.state, OutboxState::Accepted);
    assert!(index::go_on(court).await.unwrap());
    stage.set_clock(COURT, HOUR_MS);
    assert_eq!(asked_again(&stage).await, Word::Again);
    let again = court.outbox_row_of(&env_id).await.unwrap().unwrap();
    let time = |row: &store::OutboxRow| {
        (row.id, row.lane, row.queued_at_ms, row.deliver_by_ms, row.warn_ms)
    };
    assert_eq!(time(&again), time(&first));
    assert!(matches!(again.state, OutboxState::Queued { .. }));
    // Another question within a day changes nothing, sent or not.
    assert_eq!(asked_again(&stage).await, Word::Waiting);
    online(&stage).await;
    stage.set_clock(COURT, 20 * HOUR_MS);
    assert_eq!(asked_again(&stage).await, Word::Waiting);
    // One that had its end goes in a row of its own, and that has no later end.
    stage.set_clock(COURT, 26 * HOUR_MS);
    assert_eq!(asked_again(&stage).await, Word::Again);
    let last = court.outbox_row_of(&env_id).await.unwrap().unwrap();
    assert_ne!(last.id, first.id);
    assert_eq!((last.deliver_by_ms, last.warn_ms), (first.deliver_by_ms, None));
}

#[tokio::test]
async fn of_one_peer_one_question_is_answered_at_a_time() {
    let stage = passed_letters(1).await;
    let (_, digest, day) = first_envelope(&stage).await;
    let range = Range { place: Place::day(day), sum: Sum::of(&BTreeSet::new()) };
    let question = Ask { flow: Flow::CalleeToCaller, ranges: vec![range], again: Vec::new() };
    let (court, peer, other) = (&stage.nodes[COURT], node_id(PROVIDER), node_id(COURT));
    let bytes = question.to_bytes();
    let digest = digest.hex();
    let first = court.answering.begin(&peer).unwrap();
    assert_eq!(answer(court, &peer, &bytes).await.unwrap_err().1, "slow-down");
    assert_eq!(show(court, &peer, "1", &digest).await.unwrap_err().1, "slow-down");
    assert!(answer(court, &other, &bytes).await.is_ok());
    drop(first);
    assert!(answer(court, &peer, &bytes).await.is_ok(), "and the next one after it");
}

#[tokio::test]
async fn whoever_is_slow_is_asked_no_further_and_the_next_one_has_its_turn() {
    let stage = passed_letters(1).await;
    let (node, peer) = (&stage.nodes[COURT], node_id(PROVIDER));
    let road = Road { node, peer: &peer, until: Instant::now() };
    let request = crate::peer::client::Ask::get("/cx/1/meta");
    let asked = road.ask(&request).await;
    assert!(matches!(asked, Err(NotCompared::Later("slow", _))), "{asked:?}");
}

#[tokio::test]
async fn what_was_asked_for_is_on_record_until_it_is_done() {
    let stage = passed_letters(1).await;
    let (court, peer) = (&stage.nodes[COURT], node_id(PROVIDER));
    want(court, &peer).await.unwrap();
    let wanted = async || court.raw_row(view::RECONCILE_WANTED, peer.as_str()).await.unwrap();
    assert!(wanted().await.is_some());
    Box::pin(ask::run_once(court)).await.unwrap();
    assert!(wanted().await.is_none());
    let plan = plan(&stage, COURT).await;
    assert_eq!(plan.open, None);
    assert!(plan.done_ms.is_some());
}

#[tokio::test]
async fn a_day_of_any_size_is_added_up_page_by_page() {
    let stage = passed_letters(1).await;
    let (court, peer) = (&stage.nodes[COURT], node_id(PROVIDER));
    let all: BTreeSet<Digest> = (0..MAX_PAGE + 7).map(|n| Digest::of(&n.to_be_bytes())).collect();
    act!(court, "many", None, |tx| {
        for digest in &all {
            let key = passage_key(&peer, Way::Received, 7, &digest.hex());
            tx.put(view::PASSAGE, &key, &key, &"an envelope");
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let day = held(court, &peer, Way::Received, &Place::day(7), 100).await.unwrap();
    assert_eq!((day.sum, day.list.len()), (Sum::of(&all), 100));
    let part = Place { day: 7, prefix: "0f".to_owned() };
    let part = held(court, &peer, Way::Received, &part, 4_096).await.unwrap();
    let within = all.iter().filter(|digest| digest.hex().starts_with("0f")).copied();
    assert_eq!(part.list, within.collect());
}

/// Differences of the court with the provider: how many rows, and how many older ones.
async fn n_differences(stage: &Stage) -> (usize, u64) {
    let court = &stage.nodes[COURT];
    let n_rest = differ::n_rest(court, &node_id(PROVIDER)).await.unwrap();
    (differences(stage, COURT).await.len(), n_rest)
}

/// So many differences that were found and settled at this instant.
async fn settled(stage: &Stage, n: usize, found_ms: i64) {
    let (court, peer) = (&stage.nodes[COURT], node_id(PROVIDER));
    act!(court, "many", None, |tx| {
        for n in 0..n {
            let digest = Digest::of(format!("{found_ms} {n}").as_bytes()).hex();
            let settled_ms = Some(found_ms + 1);
            let row =
                Difference { kind: Kind::Unshown, way: Way::Sent, day: 7, found_ms, settled_ms };
            let key = format!("{peer}:{digest}");
            tx.put(view::DIFFERENCE, &key, &format!("{found_ms:020}"), &row);
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// The provider says that it has a letter of the court that there never was.
async fn lie(stage: &Stage) {
    let (_, _, day) = first_envelope(stage).await;
    let digest = Digest::of(b"a letter of ours");
    let key = passage_key(&node_id(COURT), Way::Received, day, &digest.hex());
    act!(stage.nodes[PROVIDER], "lie", None, |tx| {
        tx.put(view::PASSAGE, &key, &key, &"no such envelope");
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn settled_differences_of_a_peer_stay_rows_up_to_a_limit_and_are_counted_beyond() {
    let stage = passed_letters(1).await;
    settled(&stage, 300, 1).await;
    settled(&stage, SETTLED_MAX, 2).await;
    compare(&stage, COURT).await;
    assert_eq!(n_differences(&stage).await, (SETTLED_MAX, 300));
    assert!(differences(&stage, COURT).await.iter().all(|(_, held)| held.found_ms == 2));
    compare(&stage, COURT).await;
    assert_eq!(n_differences(&stage).await, (SETTLED_MAX, 300));
}

#[tokio::test]
async fn whoever_takes_back_what_it_said_has_no_more_room_on_the_same_day() {
    let stage = passed_letters(1).await;
    settled(&stage, SETTLED_MAX, stage.nodes[COURT].now().as_millisecond()).await;
    lie(&stage).await;
    compare(&stage, COURT).await;
    assert_eq!(open_kinds(&stage, COURT).await, []);
    assert_eq!(n_links(&stage, COURT, "differs").await, 0);
    stage.set_clock(COURT, DAY_MS + 2 * HOUR_MS);
    compare(&stage, COURT).await;
    assert_eq!(open_kinds(&stage, COURT).await, [Kind::Unshown]);
}

/// All rows of the list of what passed.
async fn passages(node: &Node) -> BTreeSet<(String, String)> {
    node.rows::<String>(view::PASSAGE, "").await.unwrap().into_iter().collect()
}

#[tokio::test]
async fn a_list_of_what_passed_that_is_not_there_is_made_from_the_envelopes() {
    let stage = passed_letters(40).await;
    let mut before = Vec::new();
    for node in &stage.nodes {
        let rows = passages(node).await;
        assert!(rows.len() >= 40);
        act!(node, "before", None, |tx| {
            for (key, _) in &rows {
                tx.delete(view::PASSAGE, key);
            }
            tx.delete(view::PASSAGE_MADE, "passage");
            Ok(Vec::new())
        })
        .await
        .unwrap();
        before.push(rows);
    }
    // Whoever asks before it is whole is told to come again, and not that all is lost.
    let range = Range { place: Place::day(7), sum: Sum::of(&BTreeSet::new()) };
    let ask = Ask { flow: Flow::CalleeToCaller, ranges: vec![range], again: Vec::new() };
    let refused = answer(&stage.nodes[PROVIDER], &node_id(COURT), &ask.to_bytes()).await;
    assert_eq!(refused.unwrap_err().1, "busy");
    let waits = compare(&stage, COURT).await;
    assert_eq!(waits.failed.as_deref(), Some("busy"));
    assert!(index::go_on(&stage.nodes[PROVIDER]).await.unwrap());
    assert_eq!(compare(&stage, COURT).await.failed, None);
    for (n, before) in before.into_iter().enumerate() {
        assert_eq!(passages(&stage.nodes[n]).await, before);
        assert_eq!(differences(&stage, n).await, []);
    }
    assert_eq!(n_links(&stage, COURT, "again").await, 0);
}

#[tokio::test]
async fn one_row_that_is_missing_is_found_and_made_again() {
    let stage = passed_letters(2).await;
    let (_, digest, day) = first_envelope(&stage).await;
    let drop_row = async |n: usize, way: Way| {
        let key = passage_key(&node_id(1 - n), way, day, &digest.hex());
        act!(stage.nodes[n], "drop", None, |tx| {
            tx.delete(view::PASSAGE, &key);
            Ok(Vec::new())
        })
        .await
        .unwrap();
    };
    let both = [passages(&stage.nodes[COURT]).await, passages(&stage.nodes[PROVIDER]).await];
    // The writer is shown an envelope that it holds.
    drop_row(COURT, Way::Sent).await;
    assert_eq!(compare(&stage, COURT).await.failed.as_deref(), Some("list"));
    assert_eq!(compare(&stage, COURT).await.failed, None);
    assert_eq!(passages(&stage.nodes[COURT]).await, both[COURT]);
    // The recipient is sent an envelope that it holds.
    drop_row(PROVIDER, Way::Received).await;
    compare(&stage, PROVIDER).await;
    online(&stage).await;
    assert_eq!(passages(&stage.nodes[PROVIDER]).await, both[PROVIDER]);
    for n in [COURT, PROVIDER] {
        assert_eq!(differences(&stage, n).await, []);
    }
}

#[tokio::test]
async fn an_envelope_that_is_listed_under_another_day_begins_no_list_anew() {
    let stage = passed_letters(1).await;
    let (env_id, digest, day) = first_envelope(&stage).await;
    act!(stage.nodes[PROVIDER], "lie", None, |tx| {
        let key = passage_key(&node_id(COURT), Way::Received, day - 1, &digest.hex());
        tx.put(view::PASSAGE, &key, &key, &env_id);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    assert_eq!(compare(&stage, COURT).await.failed, None);
    assert_eq!(open_kinds(&stage, COURT).await, [Kind::Unshown]);
    assert!(index::is_whole(&stage.nodes[COURT]).await.unwrap());
}

/// Notes a difference of the court with the provider. Whether it was noted.
async fn note(stage: &Stage, digest: Digest, kind: Kind) -> bool {
    let peer = node_id(PROVIDER);
    let mut is_noted = false;
    act!(stage.nodes[COURT], "note", None, |tx| {
        is_noted = tx.note_difference(&peer, digest, (kind, Way::Sent, 7)).await?;
        Ok(Vec::new())
    })
    .await
    .unwrap();
    is_noted
}

#[tokio::test]
async fn what_a_node_stated_is_overwritten_by_nothing_that_comparing_finds() {
    let stage = passed_letters(1).await;
    let (_, digest, _) = first_envelope(&stage).await;
    for kind in [Kind::Contradicts, Kind::LostByPeer, Kind::NotOurs, Kind::ArrivedAfterAll] {
        assert!(note(&stage, digest, kind).await, "{kind:?}");
    }
    assert!(!note(&stage, digest, Kind::Contradicts).await);
    let mut kinds = open_kinds(&stage, COURT).await;
    kinds.sort_unstable();
    assert_eq!(kinds, [Kind::ArrivedAfterAll, Kind::Contradicts, Kind::NotOurs]);
    assert!(differences(&stage, COURT).await.iter().all(|(of, _)| *of == digest.hex()));
    // A comparison finds that the envelope is where it should be, and settles only what comparing had found.
    compare(&stage, COURT).await;
    let mut kinds = open_kinds(&stage, COURT).await;
    kinds.retain(|kind| !kind.is_compared());
    kinds.sort_unstable();
    assert_eq!(kinds, [Kind::ArrivedAfterAll, Kind::Contradicts]);
}

#[tokio::test]
async fn of_what_a_node_states_a_limited_number_is_kept_one_by_one() {
    let stage = Stage::set().await;
    let peer = node_id(PROVIDER);
    act!(stage.nodes[COURT], "many", None, |tx| {
        for n in 0..OPEN_MAX {
            let digest = Digest::of(&n.to_be_bytes());
            let row = Difference {
                kind: Kind::Contradicts,
                way: Way::Sent,
                day: 7,
                found_ms: 1,
                settled_ms: None,
            };
            tx.put(view::DIFFERENCE, &format!("{peer}:contradicts:{}", digest.hex()), "1", &row);
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let digest = Digest::of(b"one more");
    assert!(!note(&stage, digest, Kind::Contradicts).await);
    assert!(note(&stage, digest, Kind::ArrivedAfterAll).await, "another kind has room");
    assert_eq!(open_kinds(&stage, COURT).await.len(), OPEN_MAX + 1);
}
