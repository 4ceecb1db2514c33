//! A court that keeps letters for a provider that fetches, and the other way round: what lies there, who sees it, and what
//! ends it.

use std::time::Duration;

use axum::http::StatusCode;
use domain::letter::Lane;
use seal::envelope::{Delivery, EnvelopeOuter};
use store::{MAX_PAGE, OutboxQuery};
use wire::mailbox::{Cursor, Item, LANES, Page};

use super::page::{Lanes, page, sweep};
use super::*;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id, send_probe};
use crate::peer::acknowledged;
use crate::peer::client::{Ask, Unreachable};
use crate::peer::door::{Answer, Road};
use crate::peer::inbox::Inbox;
use crate::work::arrive::Expected;
use crate::work::deliver::{Rounds, ask};
use crate::work::fetch::{At, AtChunks, chunks, turn};
use crate::work::{open, statement};

/// Both nodes reach each other; by the directory one of them fetches.
async fn stage(fetches: usize) -> Stage {
    let stage = Stage::set().await;
    stage.connect();
    set_mode(&stage, fetches, Mode::Pull);
    stage
}

pub(crate) fn set_mode(stage: &Stage, n: usize, mode: Mode) {
    for node in &stage.nodes {
        node.change_roster(|roster| {
            let nodes = roster.members.values_mut().flat_map(|entry| &mut entry.nodes);
            nodes.filter(|entry| entry.node == node_id(n)).for_each(|entry| {
                entry.speaks.mode = mode;
            });
        });
    }
}

pub(crate) async fn deliver(node: &Arc<Node>) {
    let mut rounds = Rounds::default();
    while rounds.take_due(node).await.unwrap() > 0 {
        rounds.all_ended(node).await;
    }
}

async fn states(node: &Node) -> Vec<OutboxState> {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    node.store.outbox_rows(query).await.unwrap().into_iter().map(|row| row.state).collect()
}

async fn n_kept(node: &Node) -> usize {
    node.rows::<Kept>(view::MAILBOX, "").await.unwrap().len()
}

pub(crate) async fn fetch(stage: &Stage, reader: usize) {
    for lanes in [Lanes::FIRST, Lanes::REST] {
        let at = &mut At::default();
        turn(&stage.nodes[reader], &node_id(1 - reader), (lanes, Duration::ZERO), at)
            .await
            .unwrap();
    }
}

fn lanes_of(page: &Page) -> Vec<u8> {
    let lane = |item: &Item| {
        let delivery = Delivery::parse(item.bytes()).unwrap();
        EnvelopeOuter::parse(&delivery.envelope).unwrap().head().lane as u8
    };
    page.items.iter().map(lane).collect()
}

/// A court that keeps one letter of each of these lanes for the provider.
async fn kept(lanes: &[Lane]) -> Stage {
    let stage = stage(PROVIDER).await;
    for lane in lanes {
        send_probe(&stage.nodes[COURT], PROVIDER, *lane).await;
    }
    deliver(&stage.nodes[COURT]).await;
    assert_eq!(n_kept(&stage.nodes[COURT]).await, lanes.len());
    stage
}

#[tokio::test]
async fn a_letter_waits_until_it_is_fetched_and_its_receipt_ends_that() {
    let stage = kept(&[Lane::Ordinary, Lane::Emergency]).await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    let waits = |state: &OutboxState| matches!(state, OutboxState::Queued { .. });
    assert!(states(court).await.iter().all(waits));
    fetch(&stage, PROVIDER).await;
    assert_eq!(provider.rows::<Inbox>(view::INBOX, "").await.unwrap().len(), 2);
    assert_eq!(states(court).await, [OutboxState::Accepted, OutboxState::Accepted]);
    assert_eq!(n_kept(court).await, 0);
}

#[tokio::test]
async fn nobody_connects_to_a_node_that_fetches_and_that_is_no_failure_of_its() {
    let stage = stage(PROVIDER).await;
    let court = &stage.nodes[COURT];
    let asked = ask(court, &node_id(PROVIDER), &Ask::get("/cx/1/meta")).await;
    assert!(matches!(asked, Err(Unreachable::Fetches)));
    assert_eq!(court.roads.silent_since(&node_id(PROVIDER)), None);
}

#[tokio::test]
async fn what_is_urgent_stands_first_and_can_be_asked_for_alone() {
    let lanes = [Lane::Bulk, Lane::Ordinary, Lane::Emergency, Lane::Urgent];
    let stage = kept(&lanes).await;
    let court = &stage.nodes[COURT];
    let all = page(court, &node_id(PROVIDER), Lanes::ALL, None).await.unwrap();
    assert_eq!(lanes_of(&all), [0, 1, 2, 3]);
    let first = page(court, &node_id(PROVIDER), Lanes::FIRST, None).await.unwrap();
    assert_eq!(lanes_of(&first), [0, 1]);
}

#[tokio::test]
async fn reading_deletes_nothing_and_a_cursor_shows_what_came_behind_it() {
    let stage = kept(&[Lane::Ordinary]).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    let first = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!((first.items.len(), first.gap, first.more), (1, false, false));
    let behind = page(court, &reader, Lanes::ALL, Some(&first.cursor)).await.unwrap();
    assert_eq!((behind.items.len(), behind.gap), (0, false));
    send_probe(court, PROVIDER, Lane::Emergency).await;
    deliver(court).await;
    let news = page(court, &reader, Lanes::ALL, Some(&behind.cursor)).await.unwrap();
    assert_eq!((lanes_of(&news), news.gap), (vec![0], false));
    let again = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!(lanes_of(&again), [0, 2]);
}

#[tokio::test]
async fn a_page_has_an_end_and_the_next_one_goes_on_there() {
    let stage = kept(&[Lane::Ordinary; 130]).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    let first = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!((first.items.len(), first.more), (100, true));
    let rest = page(court, &reader, Lanes::ALL, Some(&first.cursor)).await.unwrap();
    assert_eq!((rest.items.len(), rest.more, rest.gap), (30, false, false));
    assert!(first.items.iter().all(|item| !rest.items.contains(item)));
}

#[tokio::test]
async fn places_under_which_nothing_may_be_shown_end_a_page_and_are_no_gap() {
    let stage = stage(PROVIDER).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    act!(court, "place", None, |tx| {
        for number in 0..310 {
            let kept = Kept { lane: 2, number };
            let key = key_of(&reader, &format!("none-{number}"));
            tx.put(view::MAILBOX, &key, &place_of(&reader, &kept), &kept);
        }
        let next = Next { number: 310, gone_below: 0 };
        tx.put(view::MAILBOX_NEXT, &lane_key(&reader, 2), "", &next);
        Ok(Vec::new())
    })
    .await
    .unwrap();
    send_probe(court, PROVIDER, Lane::Ordinary).await;
    deliver(court).await;
    let first = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!((first.items.len(), first.more, first.gap), (0, true, false));
    assert_eq!(n_kept(court).await, 11);
    let rest = page(court, &reader, Lanes::ALL, Some(&first.cursor)).await.unwrap();
    assert_eq!((rest.items.len(), rest.more, rest.gap), (1, false, false));
    assert_eq!(n_kept(court).await, 1);
}

#[tokio::test]
async fn what_went_away_in_a_lane_that_was_not_reached_yet_is_no_gap() {
    let stage = kept(&[Lane::Bulk]).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    fetch(&stage, PROVIDER).await;
    for _ in 0..130 {
        send_probe(court, PROVIDER, Lane::Ordinary).await;
    }
    send_probe(court, PROVIDER, Lane::Bulk).await;
    deliver(court).await;
    let first = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!((first.items.len(), first.more, first.gap), (100, true, false));
    let rest = page(court, &reader, Lanes::ALL, Some(&first.cursor)).await.unwrap();
    assert_eq!((rest.items.len(), rest.more, rest.gap), (31, false, false));
}

#[tokio::test]
async fn a_place_that_was_given_anew_since_it_was_read_stays() {
    let stage = kept(&[Lane::Ordinary]).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    let (key, kept) = court.rows::<Kept>(view::MAILBOX, "").await.unwrap().remove(0);
    let old = Kept { number: kept.number + 1, ..kept };
    page::tidy_part(court, &reader, &[(key, old, None)]).await;
    assert_eq!(n_kept(court).await, 1);
}

#[tokio::test]
async fn pages_of_ordinary_letters_take_no_place_of_those_of_urgent_ones() {
    let mailboxes = Mailboxes::default();
    let pages: Vec<_> = (0..100).filter_map(|_| mailboxes.carry(Lanes::ALL)).collect();
    assert_eq!(pages.len(), PAGES_MAX);
    assert!(mailboxes.carry(Lanes::REST).is_none());
    assert!(mailboxes.carry(Lanes::FIRST).is_some());
}

#[tokio::test]
async fn another_node_sees_nothing_and_its_receipts_change_nothing() {
    let stage = kept(&[Lane::Ordinary]).await;
    let court = &stage.nodes[COURT];
    let other = NodeId::parse("fr-coord.sandbox.example").unwrap();
    let own = page(court, &node_id(PROVIDER), Lanes::ALL, None).await.unwrap();
    for after in [None, Some(own.cursor.as_str())] {
        let seen = page(court, &other, Lanes::ALL, after).await.unwrap();
        assert_eq!(seen.items, []);
    }
    // The provider's own receipt, brought by somebody else.
    let answer = stage.nodes[PROVIDER].receive(&node_id(COURT), own.items[0].bytes()).await;
    let Answer::Receipt(_, receipt) = answer else { panic!("refused") };
    assert!(acknowledged::take(court, &other, std::slice::from_ref(&receipt)).await.unwrap());
    assert_eq!(n_kept(court).await, 1);
    assert!(acknowledged::take(court, &node_id(PROVIDER), &[receipt]).await.unwrap());
    assert_eq!((n_kept(court).await, states(court).await), (0, vec![OutboxState::Accepted]));
}

#[tokio::test]
async fn a_cursor_that_says_nothing_here_shows_all_and_has_the_reader_compare_once() {
    let stage = kept(&[Lane::Ordinary]).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    let epoch = court.store.head().await.unwrap().restore_epoch;
    let other_life = Cursor { epoch: epoch + 1, next: [0, 0, 1, 0] }.text(reader.as_str());
    let ahead = Cursor { epoch, next: [0, 0, 9, 0] }.text(reader.as_str());
    let of_another = Cursor { epoch, next: [0, 0, 1, 0] }.text("fr-coord.sandbox.example");
    for after in [other_life.as_str(), &ahead, &of_another, "nonsense"] {
        let shown = page(court, &reader, Lanes::ALL, Some(after)).await.unwrap();
        assert_eq!((shown.items.len(), shown.gap), (1, true), "{after}");
        let next = page(court, &reader, Lanes::ALL, Some(&shown.cursor)).await.unwrap();
        assert_eq!((next.items.len(), next.gap), (0, false), "{after}");
    }
}

#[tokio::test]
async fn a_reader_that_lost_what_it_had_stated_is_told_that_something_is_missing() {
    let stage = kept(&[Lane::Ordinary]).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    let epoch = court.store.head().await.unwrap().restore_epoch;
    let before = Cursor { epoch, next: [0; LANES] }.text(reader.as_str());
    fetch(&stage, PROVIDER).await;
    let old = page(court, &reader, Lanes::ALL, Some(&before)).await.unwrap();
    assert_eq!((old.items.len(), old.gap), (0, true));
    let next = page(court, &reader, Lanes::ALL, Some(&old.cursor)).await.unwrap();
    assert!(!next.gap);
}

#[tokio::test]
async fn a_row_that_is_damaged_keeps_no_other_letter_off_the_page() {
    let stage = kept(&[Lane::Ordinary; 3]).await;
    let (court, reader) = (&stage.nodes[COURT], node_id(PROVIDER));
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let row = court.store.outbox_rows(query).await.unwrap().remove(0);
    act!(court, "damage", None, |tx| {
        tx.outbox.push(store::OutboxChange::Settle {
            id: row.id,
            fence: row.fence,
            state: row.state.clone(),
            attempts: row.attempts,
            last_error: None,
            payload: Some(b"nonsense".to_vec()),
        });
        Ok(Vec::new())
    })
    .await
    .unwrap();
    let shown = page(court, &reader, Lanes::ALL, None).await.unwrap();
    assert_eq!((shown.items.len(), shown.more), (2, false));
    assert_eq!(sweep(court).await.unwrap(), 0);
    assert_eq!(n_kept(court).await, 3);
}

#[tokio::test]
async fn a_node_that_can_be_reached_again_gets_at_once_what_was_kept_for_it() {
    let stage = kept(&[Lane::Ordinary]).await;
    let court = &stage.nodes[COURT];
    set_mode(&stage, PROVIDER, Mode::Push);
    assert_eq!(sweep(court).await.unwrap(), 1);
    deliver(court).await;
    assert_eq!((n_kept(court).await, states(court).await), (0, vec![OutboxState::Accepted]));
}

#[tokio::test]
async fn polls_of_one_reader_have_a_limit_and_those_of_another_do_not_feel_it() {
    let mailboxes = Mailboxes::default();
    let open: Vec<_> = (0..6).filter_map(|_| mailboxes.poll(&node_id(PROVIDER))).collect();
    assert_eq!(open.len(), POLLS_PER_READER_MAX);
    assert!(mailboxes.poll(&node_id(COURT)).is_some());
    drop(open);
    assert!(mailboxes.poll(&node_id(PROVIDER)).is_some());
    assert_eq!(mailboxes.n_polls(), 0);
}

#[tokio::test]
async fn chunks_are_looked_for_one_at_a_time_for_a_reader_and_for_few_readers_at_once() {
    let stage = stage(PROVIDER).await;
    let court = &stage.nodes[COURT];
    let readers: Vec<NodeId> = (0..chunk::MAKING_MAX + 2)
        .map(|n| NodeId::parse(&format!("n{n}.sandbox.example")).unwrap())
        .collect();
    let first = chunk::Making::begin(court, &readers[0]).unwrap();
    assert!(chunk::Making::begin(court, &readers[0]).is_none());
    let others: Vec<_> =
        readers[1..].iter().filter_map(|reader| chunk::Making::begin(court, reader)).collect();
    assert_eq!(others.len(), chunk::MAKING_MAX - 1);
    drop((first, others));
    assert!(chunk::Making::begin(court, &readers[0]).is_some());
}

#[tokio::test]
async fn what_is_fetched_comes_no_faster_than_it_could_have_been_posted() {
    let stage = kept(&[Lane::Urgent; 2]).await;
    let (court, provider) = (node_id(COURT), &stage.nodes[PROVIDER]);
    let own = page(&stage.nodes[COURT], &node_id(PROVIDER), Lanes::ALL, None).await.unwrap();
    let receive = async |n: usize| match provider
        .receive_by(Road::Mailbox, &court, own.items[n].bytes())
        .await
    {
        Answer::Receipt(status, _) | Answer::Problem(status, _) => status,
    };
    assert_eq!(receive(0).await, StatusCode::CREATED);
    provider.lanes.charge(&court, Lane::Urgent, 1_000);
    assert_eq!(receive(1).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(receive(0).await, StatusCode::OK);
}

#[tokio::test]
async fn a_poll_ends_when_something_comes_and_when_the_node_is_asked_to_stop() {
    let stage = stage(PROVIDER).await;
    let (court, provider) = (stage.nodes[COURT].clone(), stage.nodes[PROVIDER].clone());
    let (wait, holder) = (Duration::from_secs(20), node_id(COURT));
    let (at, first) = (&mut At::default(), (Lanes::FIRST, wait));
    let polled = turn(&provider, &holder, first, at);
    let written = async {
        send_probe(&court, PROVIDER, Lane::Emergency).await;
        deliver(&court).await;
    };
    tokio::join!(polled, written).0.unwrap();
    assert_eq!(states(&court).await, [OutboxState::Accepted]);
    let polled = turn(&provider, &holder, first, at);
    tokio::join!(polled, async { court.drain.begin() }).0.unwrap();
}

/// A provider hands evidence over to a court that fetches; before each look for chunks something is done at the court.
async fn hand_over(before: impl AsyncFn(&Arc<Node>)) {
    let stage = stage(COURT).await;
    let (court, provider) = (&stage.nodes[COURT], &stage.nodes[PROVIDER]);
    let rounds = async || {
        for _ in 0..6 {
            for node in &stage.nodes {
                deliver(node).await;
            }
            fetch(&stage, COURT).await;
            for node in &stage.nodes {
                open::round(node).await.unwrap();
                statement::send_due(node).await.unwrap();
            }
            before(court).await;
            chunks(court, &node_id(PROVIDER), &mut AtChunks::default()).await.unwrap();
        }
    };
    let measure = stage.issue().await;
    rounds().await;
    // Five mebibytes: a whole chunk and a part of one.
    let content: Vec<u8> = (0..5 << 20).map(|n: u32| n.to_le_bytes()[0]).collect();
    stage.hand_over(&measure, &content).await;
    rounds().await;
    assert_eq!(stage.exhibits(&measure).await.len(), 1);
    assert_eq!(n_kept(provider).await, 0);
    assert!(
        states(provider)
            .await
            .iter()
            .all(|state| { matches!(state, OutboxState::Done | OutboxState::Accepted) })
    );
}

#[tokio::test]
async fn evidence_for_a_node_that_fetches_comes_chunk_by_chunk() {
    hand_over(async |_| ()).await;
}

#[tokio::test]
async fn a_letter_whose_chunks_are_refused_keeps_those_of_no_other_back() {
    hand_over(async |court| {
        let from = node_id(PROVIDER).to_string();
        act!(court, "expect", None, |tx| {
            for n in 0..100 {
                let id = format!("00000000-0000-4000-8000-000000000000:{n:064}");
                let sort = format!("{from}:00000000-0000-4000-8000-000000000000:{n:010}");
                tx.put(view::CHUNK, &id, &sort, &Expected { from: from.clone() });
            }
            Ok(Vec::new())
        })
        .await
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn chunks_that_an_earlier_program_announced_are_fetched() {
    hand_over(async |court| {
        let rows: Vec<(String, Expected)> = court.rows(view::CHUNK, "").await.unwrap();
        act!(court, "expect", None, |tx| {
            for (key, expected) in &rows {
                tx.put(view::CHUNK, key, "", expected);
            }
            Ok(Vec::new())
        })
        .await
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_a_letter_that_has_ended_no_chunk_is_expected() {
    let stage = kept(&[Lane::Ordinary]).await;
    fetch(&stage, PROVIDER).await;
    let provider = &stage.nodes[PROVIDER];
    let (env_id, inbox) = provider.rows::<Inbox>(view::INBOX, "").await.unwrap().remove(0);
    let failed = crate::peer::inbox::InboxState::Failed { reason: "cannot-open".to_owned() };
    act!(provider, "fail", None, |tx| {
        let sort = format!("{}:{env_id}:{:010}", node_id(COURT), 0);
        let expected = Expected { from: node_id(COURT).to_string() };
        tx.put(view::CHUNK, &format!("{env_id}:00"), &sort, &expected);
        tx.move_on(&env_id, &inbox, &Inbox { state: failed.clone(), ..inbox.clone() });
        Ok(Vec::new())
    })
    .await
    .unwrap();
    chunks(provider, &node_id(COURT), &mut AtChunks::default()).await.unwrap();
    assert!(provider.rows::<Expected>(view::CHUNK, "").await.unwrap().is_empty());
}
