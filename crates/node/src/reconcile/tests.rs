//! Two nodes compare what passed after one of them has lost something, and after one of them has lied.

use std::sync::Arc;

use domain::letter::Lane;
use seal::envelope::{Delivery, Head, Lane as HeadLane};
use seal::receipt::{Event, Uuid};
use store::{MAX_PAGE, OutboxQuery, OutboxState};
use wire::reconcile::{Ask, One, Place, Range, Sum, Word};
use wire::roster::Mode;
use wire::stored::{Stored, StreamKind};

use super::answer::{answer, show};
use super::differ::{Difference, Kind};
use super::*;
use crate::act::act;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, PROVIDER, Stage, node_id, send_probe};
use crate::dispatch::{Parcel, link_stream};
use crate::founded;
use crate::mailbox::page::{Lanes, page};
use crate::mailbox::tests::{deliver, fetch, set_mode};
use crate::peer::inbox::{Inbox, InboxState};
use crate::peer::receipts::KeptReceipt;
use crate::rows::decode;

mod bounds;
mod judged;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// A court that has written so many letters to the provider, which has opened them, an hour ago.
async fn passed_letters(n_letters: usize) -> Stage {
    let stage = Stage::set().await;
    stage.connect();
    for _ in 0..n_letters {
        write(&stage).await;
    }
    online(&stage).await;
    for n in [COURT, PROVIDER] {
        stage.set_clock(n, HOUR_MS);
        assert!(index::go_on(&stage.nodes[n]).await.unwrap());
    }
    stage
}

async fn write(stage: &Stage) {
    send_probe(&stage.nodes[COURT], PROVIDER, Lane::Ordinary).await;
}

/// `n` compares with the other from the first day on, to the end.
async fn compare(stage: &Stage, n: usize) -> Plan {
    want(&stage.nodes[n], &node_id(1 - n)).await.unwrap();
    Box::pin(ask::run_once(&stage.nodes[n])).await.unwrap();
    plan(stage, n).await
}

async fn plan(stage: &Stage, n: usize) -> Plan {
    let peer = node_id(1 - n);
    stage.nodes[n].row::<Plan>(view::RECONCILE, peer.as_str()).await.unwrap().unwrap()
}

async fn differences(stage: &Stage, n: usize) -> Vec<(String, Difference)> {
    differ::all(&stage.nodes[n], &node_id(1 - n)).await.unwrap()
}

async fn open_kinds(stage: &Stage, n: usize) -> Vec<Kind> {
    let all = differences(stage, n).await.into_iter();
    all.filter(|(_, held)| held.settled_ms.is_none()).map(|(_, held)| held.kind).collect()
}

/// The names of the first envelope that the court sealed: id, digest, day.
async fn first_envelope(stage: &Stage) -> (String, Digest, u32) {
    let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
    let row = stage.nodes[COURT].store.outbox_rows(query).await.unwrap().remove(0);
    let parcel: Parcel = decode(&row.payload).unwrap();
    let sealed = parcel.envelope.unwrap();
    let bytes = stage.nodes[COURT].raw_row(view::ENVELOPE, &sealed.env_id).await.unwrap().unwrap();
    let outer = seal::envelope::EnvelopeOuter::parse(&bytes).unwrap();
    (sealed.env_id, outer.env_digest(), outer.head().made_on)
}

/// A node lists these as passed, though no such envelope is there.
async fn imagine(node: &Node, keys: &[String]) {
    act!(node, "imagine", None, |tx| {
        for key in keys {
            tx.put(view::PASSAGE, key, key, &"no such envelope");
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// A node lists these no more.
async fn forget(node: &Node, keys: &[String]) {
    act!(node, "forget", None, |tx| {
        for key in keys {
            tx.delete(view::PASSAGE, key);
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// Everything that a node knows of an envelope is gone, as after a restore of an older copy.
async fn lose(
    node: &Arc<Node>,
    peer: &NodeId,
    way: Way,
    (env_id, digest, day): (&str, Digest, u32),
) {
    let receipts: Vec<(String, KeptReceipt)> = node.rows(view::RECEIPT, "").await.unwrap();
    let seen: Vec<(String, String)> = node.rows(view::LETTER_SEEN, "").await.unwrap();
    act!(node, "lose", None, |tx| {
        for of in [view::INBOX, view::ENVELOPE, view::ENVELOPE_ROW, view::ENVELOPE_ENDS] {
            tx.delete(of, env_id);
        }
        tx.delete(view::PASSAGE, &passage_key(peer, way, day, &digest.hex()));
        for (name, _) in receipts.iter().filter(|(_, kept)| kept.env_id == env_id) {
            tx.delete(view::RECEIPT, name);
        }
        for (id, _) in &seen {
            tx.delete(view::LETTER_SEEN, id);
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
}

/// How often the link of a node has an event of this kind about an envelope.
async fn n_links(stage: &Stage, n: usize, kind: &str) -> usize {
    let node = &stage.nodes[n];
    let stream = link_stream(&node.config.node, &node_id(1 - n)).id;
    let events = node.store.load(&stream, 0).await.unwrap();
    let links = events.iter().filter(|event| {
        let stored = node.decode(StreamKind::Link, event).unwrap();
        matches!(stored, Stored::Link(event) if event.kind.id() == kind)
    });
    links.count()
}

async fn inbox(stage: &Stage, n: usize, env_id: &str) -> Option<Inbox> {
    stage.nodes[n].row(view::INBOX, env_id).await.unwrap()
}

#[tokio::test]
async fn where_nothing_is_lost_nothing_differs_and_nothing_moves() {
    let stage = passed_letters(3).await;
    let before = (stage.n_leaves(COURT).await, stage.n_leaves(PROVIDER).await);
    for n in [COURT, PROVIDER] {
        let plan = compare(&stage, n).await;
        assert_eq!((plan.open, plan.failed), (None, None));
        assert!(plan.done_ms.is_some() && plan.all_ms.is_some());
        assert_eq!(differences(&stage, n).await, []);
    }
    assert_eq!((stage.n_leaves(COURT).await, stage.n_leaves(PROVIDER).await), before);
}

#[tokio::test]
async fn what_the_recipient_lost_is_sent_again_and_is_on_record_as_lost() {
    let stage = passed_letters(3).await;
    let (env_id, digest, day) = first_envelope(&stage).await;
    lose(&stage.nodes[PROVIDER], &node_id(COURT), Way::Received, (&env_id, digest, day)).await;
    compare(&stage, COURT).await;
    assert_eq!(n_links(&stage, COURT, "again").await, 1);
    online(&stage).await;
    let there = inbox(&stage, PROVIDER, &env_id).await.unwrap();
    assert_eq!((there.env_digest, there.state), (digest.hex(), InboxState::Consigned));
    let found = differences(&stage, COURT).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.as_str(), found[0].1.kind), (&*digest.hex(), Kind::LostByPeer));
    assert_eq!(n_links(&stage, COURT, "differs").await, 1);
    // Both acceptances are kept: each is signed, and one of them should not be.
    let kept = answer::acceptances(&stage.nodes[COURT], &env_id).await.unwrap();
    assert_eq!(kept.len(), 2);
    let row = stage.nodes[COURT].outbox_row_of(&env_id).await.unwrap().unwrap();
    assert_eq!(row.state, OutboxState::Done);
    // Once more finds nothing.
    compare(&stage, COURT).await;
    assert_eq!(n_links(&stage, COURT, "again").await, 1);
}

#[tokio::test]
async fn whoever_lost_what_it_received_asks_for_it() {
    let stage = passed_letters(2).await;
    let (env_id, digest, day) = first_envelope(&stage).await;
    lose(&stage.nodes[PROVIDER], &node_id(COURT), Way::Received, (&env_id, digest, day)).await;
    compare(&stage, PROVIDER).await;
    assert_eq!(n_links(&stage, COURT, "again").await, 1);
    online(&stage).await;
    assert!(inbox(&stage, PROVIDER, &env_id).await.unwrap().is_settled());
    compare(&stage, PROVIDER).await;
    assert_eq!(open_kinds(&stage, PROVIDER).await, []);
}

#[tokio::test]
async fn whoever_fetches_and_lost_what_it_received_finds_it_in_its_mailbox_again() {
    let stage = passed_letters(2).await;
    let (env_id, digest, day) = first_envelope(&stage).await;
    set_mode(&stage, PROVIDER, Mode::Pull);
    lose(&stage.nodes[PROVIDER], &node_id(COURT), Way::Received, (&env_id, digest, day)).await;
    compare(&stage, PROVIDER).await;
    assert_eq!(n_links(&stage, COURT, "again").await, 1);
    deliver(&stage.nodes[COURT]).await;
    fetch(&stage, PROVIDER).await;
    assert_eq!(inbox(&stage, PROVIDER, &env_id).await.unwrap().env_digest, digest.hex());
    let found = differences(&stage, COURT).await;
    assert_eq!(found.iter().map(|(_, held)| held.kind).collect::<Vec<_>>(), [Kind::LostByPeer]);
    let row = stage.nodes[COURT].outbox_row_of(&env_id).await.unwrap().unwrap();
    assert_eq!(row.state, OutboxState::Done);
    // Nothing of it is shown once more.
    let after = page(&stage.nodes[COURT], &node_id(PROVIDER), Lanes::ALL, None).await.unwrap();
    assert_eq!(after.items, []);
}

#[tokio::test]
async fn whoever_fetches_and_has_what_goes_again_ends_that_with_its_first_receipt() {
    let stage = passed_letters(1).await;
    let (env_id, digest, day) = first_envelope(&stage).await;
    set_mode(&stage, PROVIDER, Mode::Pull);
    // More than the day by which a clock may be behind.
    for n in [COURT, PROVIDER] {
        stage.set_clock(n, 50 * HOUR_MS);
    }
    let one = One { day, digest };
    answer::send_again(&stage.nodes[COURT], &node_id(PROVIDER), &[one]).await.unwrap();
    assert_eq!(n_links(&stage, COURT, "again").await, 1);
    deliver(&stage.nodes[COURT]).await;
    fetch(&stage, PROVIDER).await;
    let row = stage.nodes[COURT].outbox_row_of(&env_id).await.unwrap().unwrap();
    assert_eq!(row.state, OutboxState::Done);
    assert_eq!(differences(&stage, COURT).await, []);
}

#[tokio::test]
async fn whoever_lost_what_it_sent_is_shown_its_own_seal() {
    let stage = passed_letters(2).await;
    let (env_id, digest, day) = first_envelope(&stage).await;
    lose(&stage.nodes[COURT], &node_id(PROVIDER), Way::Sent, (&env_id, digest, day)).await;
    compare(&stage, COURT).await;
    assert_eq!(open_kinds(&stage, COURT).await, [Kind::LostByUs]);
    let evidence =
        stage.nodes[COURT].raw_row(view::EVIDENCE, &digest.hex()).await.unwrap().unwrap();
    let theirs = stage.nodes[PROVIDER].raw_row(view::ENVELOPE, &env_id).await.unwrap().unwrap();
    assert_eq!(evidence, theirs);
    assert_eq!(answer::acceptances(&stage.nodes[COURT], &env_id).await.unwrap().len(), 1);
    // The other side finds the same from its end, and holds the bytes.
    compare(&stage, PROVIDER).await;
    assert_eq!(open_kinds(&stage, PROVIDER).await, [Kind::ForgottenByPeer]);
}

#[tokio::test]
async fn what_a_peer_claims_and_cannot_show_is_noted_once_and_settled_when_it_is_taken_back() {
    let stage = passed_letters(1).await;
    let (_, _, day) = first_envelope(&stage).await;
    let (sent, received) = (Digest::of(b"a letter of theirs"), Digest::of(b"a letter of ours"));
    let rows = [(Way::Sent, sent), (Way::Received, received)];
    let keys = rows.map(|(way, digest)| passage_key(&node_id(COURT), way, day, &digest.hex()));
    imagine(&stage.nodes[PROVIDER], &keys).await;
    for _ in 0..2 {
        compare(&stage, COURT).await;
        let mut kinds = open_kinds(&stage, COURT).await;
        kinds.sort_unstable();
        assert_eq!(kinds, [Kind::DeniedByPeer, Kind::Unshown]);
        assert_eq!(n_links(&stage, COURT, "differs").await, 2);
    }
    forget(&stage.nodes[PROVIDER], &keys).await;
    compare(&stage, COURT).await;
    assert_eq!(open_kinds(&stage, COURT).await, []);
    assert_eq!(differences(&stage, COURT).await.len(), 2, "that it was so stays on record");
}

#[tokio::test]
async fn an_envelope_that_names_us_and_bears_another_seal_is_not_ours() {
    let stage = passed_letters(1).await;
    let (provider, court) = (&stage.nodes[PROVIDER], &stage.nodes[COURT]);
    let forged = founded::delivery(provider, court, HeadLane::Ordinary, 7);
    let envelope = Delivery::parse(&forged).unwrap().envelope;
    let outer = seal::envelope::EnvelopeOuter::parse(&envelope).unwrap();
    let head: &Head = outer.head();
    let (env_id, day) = (Uuid(*b"0123456789abcdef").to_string(), head.made_on);
    let digest = outer.env_digest();
    act!(provider, "forge", None, |tx| {
        let key = passage_key(&node_id(COURT), Way::Received, day, &digest.hex());
        tx.put(view::PASSAGE, &key, &key, &env_id);
        tx.put_raw(view::ENVELOPE, &env_id, "", envelope.clone());
        Ok(Vec::new())
    })
    .await
    .unwrap();
    compare(&stage, COURT).await;
    assert_eq!(open_kinds(&stage, COURT).await, [Kind::NotOurs]);
    assert!(court.raw_row(view::EVIDENCE, &digest.hex()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_comparison_goes_on_where_the_road_broke() {
    let stage = passed_letters(2).await;
    let nobody = founded::Meeting::of(node_id(COURT), []);
    stage.nodes[COURT].peers.redial(Arc::new(nobody));
    let stopped = compare(&stage, COURT).await;
    assert!(stopped.open.is_some() && stopped.done_ms.is_none());
    assert_eq!(stopped.failed.as_deref(), Some("no-connection"));
    // Nothing is asked before the wait is over, and then it goes on by itself.
    stage.connect();
    assert_eq!(Box::pin(ask::run_once(&stage.nodes[COURT])).await.unwrap(), 0);
    stage.set_clock(COURT, HOUR_MS + 2 * SOON_MS);
    Box::pin(ask::run_once(&stage.nodes[COURT])).await.unwrap();
    let ended = plan(&stage, COURT).await;
    assert_eq!((ended.open, ended.failed), (None, None));
    assert!(ended.next_ms > stopped.next_ms && ended.done_ms.is_some());
}

#[tokio::test]
async fn what_was_accepted_a_moment_ago_is_not_sent_again_and_a_stranger_is_told_nothing() {
    let stage = passed_letters(1).await;
    write(&stage).await;
    online(&stage).await;
    let court = &stage.nodes[COURT];
    let passages: Vec<(String, String)> = court.rows(view::PASSAGE, "").await.unwrap();
    let ours = passages.iter().filter(|(key, _)| key.contains(":s:"));
    let ones = ours.map(|(key, _)| {
        let mut parts = key.rsplit(':');
        let digest = Digest::parse_hex(parts.next().unwrap()).unwrap();
        One { day: parts.next().unwrap().parse().unwrap(), digest }
    });
    let mut again: Vec<One> = ones.collect();
    assert_eq!(again.len(), 2);
    again.push(One { day: 1, digest: Digest::of(b"nothing") });
    again.sort_unstable();
    let question = Ask { flow: Flow::CalleeToCaller, ranges: Vec::new(), again: again.clone() };
    let said = answer(court, &node_id(PROVIDER), &question.to_bytes()).await.unwrap();
    let said = wire::reconcile::Answer::parse(&said, &question).unwrap();
    let mut words: Vec<Word> = said.again.iter().map(|(_, word)| *word).collect();
    words.sort_unstable();
    assert_eq!(words, [Word::Again, Word::Unknown, Word::Waiting]);
    // Of what passed between us and one node, no other node learns anything.
    let other = NodeId::parse("fr-coord.sandbox.example").unwrap();
    let said = answer(court, &other, &question.to_bytes()).await.unwrap();
    let said = wire::reconcile::Answer::parse(&said, &question).unwrap();
    assert!(said.again.iter().all(|(_, word)| *word == Word::Unknown));
    let empty = Sum::of(&BTreeSet::new());
    let range = Range { place: Place::day(again[1].day), sum: empty };
    let question = Ask { flow: Flow::CalleeToCaller, ranges: vec![range], again: Vec::new() };
    let said = answer(court, &other, &question.to_bytes()).await.unwrap();
    let said = wire::reconcile::Answer::parse(&said, &question).unwrap();
    assert_eq!(said.found[0].1, wire::reconcile::Found::Same);
    let (_, digest, day) = first_envelope(&stage).await;
    for (peer, day, digest) in [
        (&other, day.to_string(), digest.hex()),
        (&node_id(COURT), "x".to_owned(), digest.hex()),
        (&node_id(COURT), day.to_string(), "../..".to_owned()),
    ] {
        let shown = show(&stage.nodes[PROVIDER], peer, &day, &digest).await;
        assert_eq!(shown.unwrap_err().1, "not-found", "{peer} {day} {digest}");
    }
    assert_eq!(answer(court, &other, b"{}").await.unwrap_err().1, "malformed");
}

#[test]
fn when_a_comparison_begins_follows_from_what_is_on_record() {
    let now_ms = 500 * DAY_MS;
    let quiet =
        Facts { now_ms, restore_epoch: 0, has_gap: false, is_wanted: false, is_back: false };
    let plan = Plan { next_ms: now_ms + 1, done_ms: Some(now_ms - HOUR_MS), ..Plan::default() };
    let check = |plan: &Plan, facts: Facts, why: Option<Why>| {
        assert_eq!(begins(plan, facts), why, "{plan:?} {facts:?}");
    };
    check(&plan, quiet, None);
    check(&Plan { next_ms: now_ms, ..plan.clone() }, quiet, Some(Why::Daily));
    // A clock that went back by a month must not keep it from being compared for as long.
    check(&Plan { next_ms: now_ms + 30 * DAY_MS, ..plan.clone() }, quiet, Some(Why::Daily));
    check(&plan, Facts { is_wanted: true, ..quiet }, Some(Why::Asked));
    check(&plan, Facts { is_back: true, ..quiet }, Some(Why::Back));
    check(&plan, Facts { restore_epoch: 1, is_wanted: true, ..quiet }, Some(Why::Restored));
    let gap = Facts { has_gap: true, ..quiet };
    check(&plan, gap, Some(Why::Gap));
    check(&Plan { done_ms: Some(now_ms - HOUR_MS + 1), ..plan.clone() }, gap, None);
    check(&Plan { done_ms: Some(now_ms + HOUR_MS), ..plan.clone() }, gap, Some(Why::Gap));
    // All days the first time and once a month, else the last week.
    let days = |plan: &Plan, why| {
        let open = begun(plan, why, quiet);
        open.last - open.first
    };
    assert_eq!(days(&plan, Why::Daily), DAYS_MAX + 1);
    let month = Plan { all_ms: Some(now_ms - 29 * DAY_MS), ..plan };
    assert_eq!(days(&month, Why::Daily), DAYS_RECENT + 1);
    assert_eq!(days(&month, Why::Restored), DAYS_MAX + 1);
}

/// What the court says of its first envelope when the provider asks for it again.
async fn asked_again(stage: &Stage) -> Word {
    let (_, digest, day) = first_envelope(stage).await;
    let again = vec![One { day, digest }];
    let question = Ask { flow: Flow::CalleeToCaller, ranges: Vec::new(), again };
    let said = answer(&stage.nodes[COURT], &node_id(PROVIDER), &question.to_bytes()).await.unwrap();
    wire::reconcile::Answer::parse(&said, &question).unwrap().again[0].1
}

#[tokio::test]
async fn whoever_asks_again_and_again_is_sent_it_once_a_day_in_the_last_lane() {
    let stage = passed_letters(1).await;
    let court = &stage.nodes[COURT];
    let (env_id, _, _) = first_envelope(&stage).await;
    assert_eq!(asked_again(&stage).await, Word::Again);
    let row = court.outbox_row_of(&env_id).await.unwrap().unwrap();
    assert_eq!(row.lane, crate::work::deliver::BULK);
    online(&stage).await;
    // The first receipt comes back each time, and is no newer for that.
    for (later_ms, word) in
        [(HOUR_MS, Word::Waiting), (DAY_MS - 1_000, Word::Waiting), (DAY_MS + HOUR_MS, Word::Again)]
    {
        stage.set_clock(COURT, HOUR_MS + later_ms);
        assert_eq!(asked_again(&stage).await, word, "{later_ms}");
    }
    assert_eq!(n_links(&stage, COURT, "again").await, 2);
}

#[tokio::test]
async fn of_two_who_send_again_at_once_one_sends() {
    let stage = passed_letters(1).await;
    let (_, digest, day) = first_envelope(&stage).await;
    let (court, peer, ones) = (&stage.nodes[COURT], node_id(PROVIDER), [One { day, digest }]);
    let again = || answer::send_again(court, &peer, &ones);
    let (one, other) = tokio::join!(again(), again());
    assert!([one.unwrap()[0].1, other.unwrap()[0].1].contains(&Word::Again));
    assert_eq!(n_links(&stage, COURT, "again").await, 1);
}

#[tokio::test]
async fn more_than_one_act_holds_are_sent_again_in_several() {
    let stage = passed_letters(1).await;
    let court = &stage.nodes[COURT];
    let (env_id, _, day) = first_envelope(&stage).await;
    let row: String = court.row(view::ENVELOPE_ROW, &env_id).await.unwrap().unwrap();
    let receipts: Vec<(String, KeptReceipt)> = court.rows(view::RECEIPT, "").await.unwrap();
    let kept = receipts.into_iter().map(|(_, kept)| kept);
    let is_theirs =
        |kept: &KeptReceipt| kept.env_id == env_id && kept.event == Event::RelayAcceptance.name();
    let kept = kept.into_iter().find(is_theirs).unwrap();
    let all: Vec<(String, Digest)> =
        (0..600_u32).map(|n| (format!("env-{n}"), Digest::of(&n.to_be_bytes()))).collect();
    stage.set_clock(COURT, 0);
    act!(court, "many", None, |tx| {
        for (env_id, digest) in &all {
            let key = passage_key(&node_id(PROVIDER), Way::Sent, day, &digest.hex());
            tx.put(view::PASSAGE, &key, &key, env_id);
            tx.put(view::ENVELOPE_ROW, env_id, "", &row);
            tx.put_raw(view::ENVELOPE, env_id, "", b"an envelope".to_vec());
            let kept = KeptReceipt { env_id: env_id.clone(), ..kept.clone() };
            tx.put(view::RECEIPT, &digest.hex(), env_id, &kept);
        }
        Ok(Vec::new())
    })
    .await
    .unwrap();
    stage.set_clock(COURT, HOUR_MS);
    let ones: Vec<One> = all.iter().map(|(_, digest)| One { day, digest: *digest }).collect();
    let twice = [ones.clone(), ones].concat();
    let words = answer::send_again(court, &node_id(PROVIDER), &twice).await.unwrap();
    // Whoever is asked twice sends once.
    assert!(words.iter().take(600).all(|(_, word)| *word == Word::Again), "{words:?}");
    assert_eq!(n_links(&stage, COURT, "again").await, 600);
}

#[tokio::test]
async fn more_than_one_step_notes_are_noted_and_settled_by_the_whole() {
    let stage = passed_letters(1).await;
    let court = &stage.nodes[COURT];
    let (_, _, day) = first_envelope(&stage).await;
    let keys: Vec<String> = (0..150_u32)
        .map(|n| Digest::of(&n.to_be_bytes()).hex())
        .map(|digest| passage_key(&node_id(PROVIDER), Way::Received, day, &digest))
        .collect();
    imagine(court, &keys).await;
    for _ in 0..2 {
        let plan = compare(&stage, COURT).await;
        assert_eq!((plan.open, plan.failed), (None, None));
        assert_eq!(open_kinds(&stage, COURT).await, [Kind::ForgottenByPeer; 150]);
        assert_eq!(n_links(&stage, COURT, "differs").await, 150);
    }
    forget(court, &keys).await;
    compare(&stage, COURT).await;
    assert_eq!(open_kinds(&stage, COURT).await, []);
}

#[test]
fn what_is_under_way_is_replaced_by_all_days_only() {
    let now_ms = 500 * DAY_MS;
    let quiet =
        Facts { now_ms, restore_epoch: 0, has_gap: false, is_wanted: false, is_back: false };
    let back = Facts { is_back: true, ..quiet };
    let fresh = Plan { all_ms: Some(now_ms - DAY_MS), next_ms: now_ms + 1, ..Plan::default() };
    assert_eq!(ask::goes_on(&fresh, back).unwrap().why, Why::Back);
    let restored = Facts { restore_epoch: 1, ..quiet };
    let open = ask::goes_on(&fresh, restored).unwrap();
    assert_eq!((open.why, open.restore_epoch), (Why::Restored, 1));
    // The restore is not compared after before the end, and neither it nor a peer that comes back begins it anew.
    let half = Open { next: open.first + 64, ..open };
    let plan = Plan { open: Some(half.clone()), ..fresh };
    assert_eq!(plan.restore_epoch, 0);
    for facts in [restored, Facts { restore_epoch: 1, ..back }] {
        assert_eq!(ask::goes_on(&plan, facts), None, "its wait is not over");
        let later = Facts { now_ms: now_ms + 1, ..facts };
        assert_eq!(ask::goes_on(&plan, later), Some(half.clone()));
    }
    let again = Facts { restore_epoch: 2, ..quiet };
    assert_eq!(ask::goes_on(&plan, again).unwrap().restore_epoch, 2);
}
