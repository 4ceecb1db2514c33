//! A court whose log takes up new keys in the middle of a year: A, A and B, B; and one whose keys are revoked.

use std::sync::Arc;

use domain::actor::Office;
use domain::ids::OfficerId;
use seal::checkpoint::SignedCheckpoint;
use seal::json::Json;
use seal::policy::{KeyStatus, Policy};
use seal::sign::Kid;
use wire::stored::shard::Kind;

use super::*;
use crate::custody::policy;
use crate::export::policy_text;
use crate::founded::{COURT, Founded, Meeting, OTHER, WITNESS, env_digest, node_id, send};
use crate::fsck::Log;
use crate::peer::anchor::Checked;
use crate::peer::client::Peers;
use crate::peer::routes::router;
use crate::work::witness::publish_once;
use crate::{recorder, renew, serve};

fn officer(node: &Node, n: u8, office: Office) -> Officer {
    let judge = node.officer("judge").unwrap();
    Officer { id: OfficerId::new([n; 16]), office, ..judge }
}

/// The witnesses and the court, whose entry lists next keys for its log if it is asked for them.
async fn stage(founded: &Founded, with_next: bool) -> (Arc<Node>, [Arc<Node>; 2]) {
    if with_next {
        founded
            .with_entry(COURT, async |config, at| renew::next_log_keys(config, None, at).await)
            .await;
    }
    let witness = Arc::new(founded.open(WITNESS).await);
    let other = Arc::new(founded.open(OTHER).await);
    let court = court(founded, [&witness, &other]).await;
    (court, [witness, other])
}

async fn court(founded: &Founded, others: [&Arc<Node>; 2]) -> Arc<Node> {
    let mut court = founded.waiting(COURT).await;
    let routers = others.map(|node| (node.config.node.clone(), router(node)));
    court.peers = Peers::new(Arc::new(Meeting::of(node_id(COURT), routers)));
    serve::start(&court).await.unwrap();
    Arc::new(court)
}

/// One officer proposes and another one agrees.
async fn step(node: &Arc<Node>, step: Step, from: Option<Timestamp>) {
    let (admin, dpo) = (officer(node, 1, Office::NodeAdmin), officer(node, 2, Office::Dpo));
    propose(node, &admin, step, from, "the year's second pair").await.unwrap();
    assert_eq!(agreed(node, &dpo).await.unwrap(), step);
}

/// Agrees to what stands there.
async fn agreed(node: &Arc<Node>, officer: &Officer) -> Result<Step, RotationError> {
    let digest = proposed(node).await.unwrap().map(|found| found.digest()).unwrap_or_default();
    agree(node, officer, &digest).await
}

/// The published head of the court, and how many lines of its log it has.
async fn published(court: &Node) -> (SignedCheckpoint, usize) {
    assert!(publish_once(court).await.unwrap());
    let note = court.ledger.published().unwrap().note.clone();
    let note = SignedCheckpoint::parse(note.as_bytes()).unwrap();
    let origin = court.ledger.origin();
    let n_lines = note.note().signatures.iter().filter(|line| line.name == origin).count();
    (note, n_lines)
}

/// A policy that lists of the court's keys only these.
fn policy_with(court: &Node, keep: &[Vec<Vkey>]) -> Policy {
    let (origin, keep) = (court.ledger.origin(), keep.concat());
    let text = policy_text(&court.roster());
    let is_kept = |line: &&str| match line.strip_prefix("log ").map(|key| Vkey::parse(key).unwrap())
    {
        Some(vkey) => vkey.name() != origin || keep.contains(&vkey),
        None => true,
    };
    let lines: Vec<&str> = text.lines().filter(is_kept).collect();
    Policy::parse((lines.join("\n") + "\n").as_bytes()).unwrap()
}

#[tokio::test]
async fn a_log_takes_up_new_keys_and_every_head_is_proved_under_old_or_new_policy() {
    let founded = Founded::new().await;
    let (court, [_, other]) = stage(&founded, true).await;
    let all = turns(&court).unwrap();
    let (old, next) = (all.in_force[0].clone(), all.next.clone().unwrap());
    send(&court, &node_id(OTHER), 1).await;
    let (first, n_lines) = published(&court).await;
    assert_eq!(n_lines, 2);

    step(&court, Step::Begin, None).await;
    send(&court, &node_id(OTHER), 2).await;
    let (both, n_lines) = published(&court).await;
    assert_eq!(n_lines, 4);

    step(&court, Step::End, None).await;
    let third = send(&court, &node_id(OTHER), 3).await;
    let (last, n_lines) = published(&court).await;
    assert_eq!(n_lines, 2);
    let now = turns(&court).unwrap();
    assert_eq!((now.in_force, now.next), (vec![next.clone()], None));

    // What was before is good under the old policy and under the one that lists both; so is the window.
    let either = policy(&court.roster()).unwrap();
    let only_old = policy_with(&court, &[old]);
    let only_next = policy_with(&court, &[next]);
    for (note, by_old, by_next) in
        [(&first, true, false), (&both, true, true), (&last, false, true)]
    {
        assert_eq!(either.satisfied(note).unwrap().keys, KeyStatus::InForce);
        assert_eq!(only_old.satisfied(note).is_ok(), by_old);
        assert_eq!(only_next.satisfied(note).is_ok(), by_next);
    }
    // A peer takes an anchor under the new keys.
    let anchor = court.anchor_for(&node_id(OTHER), third).await.unwrap().unwrap();
    let anchor = anchor.to_bytes().unwrap();
    let checked = other.check_anchor(&node_id(COURT), Some(&anchor), env_digest(3));
    assert!(matches!(checked, Checked::Good(..)), "{checked:?}");

    // Each leaf is signed by all keys before and after it.
    let leaves = changes(&court).await;
    assert_eq!(leaves.iter().map(|leaf| leaf.0).collect::<Vec<_>>(), [Kind::KeyRotate; 2]);
    let mut before: Vec<Vkey> = all.in_force.concat();
    for (kind, from, after, sigs) in leaves {
        assert_eq!(kind, Kind::KeyRotate);
        let origin = court.ledger.origin();
        let change = Change {
            turn: Turn::Rotate,
            origin: &origin,
            from: &from,
            before: &before,
            after: &after,
        };
        change.verify(&sigs).unwrap();
        assert_eq!(sigs.len(), 4);
        before = after;
    }
    let report = Log::open(&founded.config(COURT), None).await.unwrap().check().await.unwrap();
    assert_eq!(report.faults, []);
}

/// The changes of keys in the log: kind, instant, keys after, signatures.
async fn changes(court: &Node) -> Vec<(Kind, String, Vec<Vkey>, Vec<String>)> {
    let mut found = Vec::new();
    for event in court.store.tail(0, 99).await.unwrap() {
        let kind =
            [Kind::KeyRotate, Kind::KeyRevoke].into_iter().find(|kind| kind.id() == event.kind);
        let Some(kind) = kind else { continue };
        let fields = recorder::fields(&event, &court.keys).unwrap();
        let texts = |name: &str| -> Vec<String> {
            let list = fields.get(name).and_then(Json::list).unwrap();
            list.iter().map(|item| item.text().unwrap().to_owned()).collect()
        };
        let vkeys: Vec<Vkey> =
            texts("vkeys").iter().map(|vkey| Vkey::parse(vkey).unwrap()).collect();
        let from = fields.get("from").and_then(Json::text).unwrap().to_owned();
        found.push((kind, from, vkeys, texts("sigs")));
    }
    found.sort_by_key(|(_, _, vkeys, _)| std::cmp::Reverse(vkeys.len()));
    found
}

#[tokio::test]
async fn the_keys_in_force_are_so_after_a_restart() {
    let founded = Founded::new().await;
    let (node, [witness, other]) = stage(&founded, true).await;
    step(&node, Step::Begin, None).await;
    drop(node);
    let node = court(&founded, [&witness, &other]).await;
    assert_eq!(published(&node).await.1, 4);
    step(&node, Step::End, None).await;
    let in_force = turns(&node).unwrap().in_force;
    drop(node);
    let node = court(&founded, [&witness, &other]).await;
    assert_eq!(turns(&node).unwrap().in_force, in_force);
    assert_eq!(published(&node).await.1, 2);
}

#[tokio::test]
async fn revoked_keys_end_at_once_and_what_witnesses_saw_before_stays_good() {
    let founded = Founded::new().await;
    let (court_, [witness, other]) = stage(&founded, true).await;
    send(&court_, &node_id(OTHER), 1).await;
    let (first, _) = published(&court_).await;
    let seen_at =
        policy(&court_.roster()).unwrap().satisfied(&first).unwrap().witnessed_at.unwrap();
    let all = turns(&court_).unwrap();
    let (old, next) = (all.in_force[0].clone(), all.next.unwrap());

    let later = court_.now() + jiff::SignedDuration::from_hours(1);
    let admin = officer(&court_, 1, Office::NodeAdmin);
    for from in [None, Some(later)] {
        let refused = propose(&court_, &admin, Step::Revoke, from, "lost").await.unwrap_err();
        assert_eq!(refused.code(), "field");
    }
    let from = court_.now();
    step(&court_, Step::Revoke, Some(from)).await;
    send(&court_, &node_id(OTHER), 2).await;
    let (after, n_lines) = published(&court_).await;
    assert_eq!((n_lines, turns(&court_).unwrap().in_force), (2, vec![next.clone()]));
    let leaves = changes(&court_).await;
    let [(Kind::KeyRevoke, stated, vkeys, sigs)] = leaves.as_slice() else { panic!("{leaves:?}") };
    assert_eq!((stated, vkeys), (&wire::time::millis(from), &next));
    let origin = court_.ledger.origin();
    let (before, after_keys) = (&old, &next);
    let change =
        Change { turn: Turn::Revoke, origin: &origin, from: stated, before, after: after_keys };
    change.verify(sigs).unwrap();
    drop(court_);

    // The directory says it too: then policies know it, and nobody cosigns under the old keys.
    let kids: Vec<Kid> = old.iter().map(Vkey::kid).collect();
    for kid in kids {
        founded
            .with_entry(COURT, async |config, _| renew::revoke(&config.data_dir, kid, from, "lost"))
            .await;
    }
    drop((witness, other));
    let roster = serve::read_roster(founded.config(COURT).parent().unwrap()).unwrap();
    let known = policy(&roster).unwrap();
    let from_s = u64::try_from(from.as_second()).unwrap();
    assert_eq!(known.revoked().len(), 2);
    assert_eq!(known.satisfied(&after).unwrap().keys, KeyStatus::InForce);
    let judged = known.satisfied(&first).map(|found| found.keys).map_err(|error| error.code());
    // The test is faster than a second, and then nothing shows which of the two came first.
    let expected = if seen_at < from_s {
        Ok(KeyStatus::RevokedLater { from: from_s })
    } else {
        Err("revoked")
    };
    assert_eq!(judged, expected);
    let good = roster.log_vkeys(&origin, from);
    assert_eq!(good, next);
}

#[tokio::test]
async fn one_alone_decides_nothing_and_without_next_keys_there_is_no_turn() {
    let founded = Founded::new().await;
    let (court, _) = stage(&founded, false).await;
    let (admin, dpo) = (officer(&court, 1, Office::NodeAdmin), officer(&court, 2, Office::Dpo));
    let proposed = async |officer: &Officer, step, why| {
        let now = Some(court.now());
        propose(&court, officer, step, now, why).await.map(drop).map_err(|error| error.code())
    };
    let judge = officer(&court, 3, Office::IssuingAuthority);
    assert_eq!(proposed(&judge, Step::Begin, "x").await, Err("office"));
    assert_eq!(proposed(&dpo, Step::Begin, "x").await, Err("office"));
    assert_eq!(proposed(&admin, Step::Begin, "x").await, Err("no-next-keys"));
    assert_eq!(proposed(&admin, Step::Revoke, "x").await, Err("no-next-keys"));
    assert_eq!(proposed(&admin, Step::End, "x").await, Err("not-now"));
    assert_eq!(agreed(&court, &dpo).await.unwrap_err().code(), "nothing-proposed");
    assert_eq!(steps(&turns(&court).unwrap()), []);
    drop(court);

    let founded = Founded::new().await;
    let (court, _) = stage(&founded, true).await;
    let why_not = propose(&court, &admin, Step::Begin, None, " ").await.unwrap_err();
    assert_eq!(why_not.code(), "field");
    propose(&court, &admin, Step::Begin, None, "second pair").await.unwrap();
    assert_eq!(agreed(&court, &admin).await.unwrap_err().code(), "same-person");
    assert_eq!(agreed(&court, &judge).await.unwrap_err().code(), "office");
    let size = court.ledger.signed().size;
    agreed(&court, &dpo).await.unwrap();
    assert_eq!(court.ledger.signed().size, size + 1);
    // The proposal was for the keys as they stood.
    assert_eq!(agreed(&court, &dpo).await.unwrap_err().code(), "nothing-proposed");
}

#[tokio::test]
async fn whoever_agrees_agrees_to_what_they_read_once_and_to_its_end() {
    let founded = Founded::new().await;
    let (court, _) = stage(&founded, true).await;
    let (admin, dpo) = (officer(&court, 1, Office::NodeAdmin), officer(&court, 2, Office::Dpo));
    let read = propose(&court, &admin, Step::Begin, None, "second pair").await.unwrap().digest();
    // Replaced before the second officer sends.
    let now = court.now();
    propose(&court, &admin, Step::Revoke, Some(now), "lost").await.unwrap();
    let before = turns(&court).unwrap();
    let stale = agree(&court, &dpo, &read).await.unwrap_err();
    assert_eq!((stale.code(), turns(&court).unwrap()), ("stale", before));

    // Two at once: one leaf, and the keys are those of the row.
    propose(&court, &admin, Step::Begin, None, "second pair").await.unwrap();
    let size = court.ledger.signed().size;
    let read = proposed(&court).await.unwrap().unwrap().digest();
    let (one, other) = tokio::join!(agree(&court, &dpo, &read), agree(&court, &dpo, &read));
    let n_done = [&one, &other].into_iter().filter(|done| done.is_ok()).count();
    assert_eq!((n_done, court.ledger.signed().size), (1, size + 1), "{one:?} {other:?}");
    assert_eq!(turns(&court).unwrap().in_force.len(), 2);

    // Whoever asked goes away in the middle.
    propose(&court, &admin, Step::End, None, "the first pair is done").await.unwrap();
    let read = proposed(&court).await.unwrap().unwrap().digest();
    tokio::select! {
        biased;
        _ = agree(&court, &dpo, &read) => {}
        () = tokio::task::yield_now() => {}
    }
    drop(court.deciding.lock().await);
    let row = court.row::<InForce>(view::COUNTER, &in_force_row(&court.ledger.origin())).await;
    let in_force = turns(&court).unwrap().in_force;
    assert_eq!((in_force.len(), row.unwrap().unwrap().vkeys), (1, texts(&in_force.concat())));
}

/// The directory says that these keys are revoked.
async fn revoke(founded: &Founded, vkeys: &[Vkey]) {
    for vkey in vkeys {
        founded
            .with_entry(COURT, async |config, at| {
                renew::revoke(&config.data_dir, vkey.kid(), at, "lost")
            })
            .await;
    }
}

#[tokio::test]
async fn keys_that_the_directory_revokes_sign_nothing_whatever_the_database_says() {
    let founded = Founded::new().await;
    let (node, [witness, other]) = stage(&founded, false).await;
    let old = turns(&node).unwrap().in_force.concat();
    drop(node);
    revoke(&founded, &old).await;
    let node = court(&founded, [&witness, &other]).await;
    assert_eq!(node.ledger.stopped().unwrap().code(), "keys-revoked");
    assert!(node.may_act().is_err());
    drop(node);
    founded
        .with_entry(COURT, async |config, at| renew::next_log_keys(config, None, at).await)
        .await;
    let node = court(&founded, [&witness, &other]).await;
    assert_eq!(node.ledger.stopped(), None);
    let signed = SignedCheckpoint::parse(node.ledger.signed().note.as_bytes()).unwrap();
    let in_force = turns(&node).unwrap();
    assert!(signed.verify(&in_force.in_force.concat()).is_ok());
    assert!(signed.verify(&old).is_err());
    assert_eq!((in_force.in_force.len(), in_force.next), (1, None));
}

#[tokio::test]
async fn a_log_that_has_not_begun_begins_with_its_first_keys_that_are_not_revoked() {
    let founded = Founded::new().await;
    let (node, _) = stage(&founded, false).await;
    let reserve = node.ledger.unused().into_iter().find(|origin| origin.ends_with("-r1")).unwrap();
    let first = node.ledger.first_vkeys_of(&reserve).unwrap().unwrap();
    drop(node);
    let next = async |origin: &str| {
        let origin = Some(origin.to_owned());
        founded
            .with_entry(COURT, async |config, at| {
                renew::next_log_keys(config, origin.as_deref(), at).await
            })
            .await;
    };
    next(&reserve).await;
    let config = crate::config::Config::read(&founded.config(COURT)).unwrap();
    let unknown = renew::next_log_keys(&config, Some("elsewhere"), Timestamp::UNIX_EPOCH).await;
    assert_eq!(unknown.unwrap_err().code(), "name");
    revoke(&founded, &first).await;
    let node = founded.waiting(COURT).await;
    let begins = node.ledger.first_vkeys_of(&reserve).unwrap().unwrap();
    let listed = texts(&first);
    assert!(begins.iter().all(|vkey| !listed.contains(&vkey.to_string())));
    let again = node.keys.log_keys(&reserve, 2).await.unwrap().vkeys().unwrap();
    assert_eq!(begins, again);
}
