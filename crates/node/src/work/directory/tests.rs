//! A version that one node has comes to the other, with both running; what is not signed does not.

use std::path::PathBuf;

use domain::letter::Lane;
use jiff::SignedDuration;
use seal::digest::Digest;
use seal::sign::Ed25519Secret;
use wire::roster::tuf::{FileLine, Signed, SnapshotFile, TimestampFile, signed};

use super::*;
use crate::bundle::tests::online;
use crate::bundle::tests::stage::{COURT, MEMBERS, PROVIDER, Stage, next, node_id, send_probe};
use crate::dispatch::link_stream;

fn folder(stage: &Stage, n: usize) -> PathBuf {
    stage.folder.path().join(MEMBERS[n]).join(FOLDER)
}

/// Puts a second version into the court's folder, as an operator does beside the running node, signed by this key.
async fn second(stage: &Stage, key: &Ed25519Secret) {
    let mut files = directory::load(&folder(stage, COURT)).unwrap();
    let ends = [stage.nodes[COURT].now() + SignedDuration::from_hours(24); 2];
    next(&mut files, 2, ends, key);
    directory::write(&folder(stage, COURT), &files).unwrap();
}

async fn operator(stage: &Stage) -> Ed25519Secret {
    directory::ceremony::open_key(&stage.folder.path().join("fr-coord")).await.unwrap()
}

#[tokio::test]
async fn a_version_that_was_put_into_a_folder_is_taken_and_comes_to_the_next_node() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    assert_eq!(refresh(provider).await.unwrap(), Round::Same);
    second(&stage, &operator(&stage).await).await;
    assert_eq!(refresh(court).await.unwrap(), Round::Taken(2));
    assert_eq!(refresh(provider).await.unwrap(), Round::Taken(2));
    assert_eq!((court.roster().version, provider.roster().version), (2, 2));
    assert_eq!(refresh(provider).await.unwrap(), Round::Same);
    let [ours, theirs] = [COURT, PROVIDER].map(|n| directory::load(&folder(&stage, n)).unwrap());
    assert_eq!(ours[TIMESTAMP], theirs[TIMESTAMP], "it stays there when the node is started again");
}

#[tokio::test]
async fn a_version_that_a_stranger_signed_is_left_where_it_is() {
    let stage = Stage::set().await;
    stage.connect();
    let provider = &stage.nodes[PROVIDER];
    let before = directory::load(&folder(&stage, PROVIDER)).unwrap();
    let stranger = Ed25519Secret::from_seed(Digest::of(b"a stranger").0).unwrap();
    second(&stage, &stranger).await;
    assert_eq!(refresh(provider).await.unwrap(), Round::Same);
    assert_eq!(provider.roster().version, 1);
    assert_eq!(directory::load(&folder(&stage, PROVIDER)).unwrap(), before);
}

#[tokio::test]
async fn an_older_version_of_another_node_changes_nothing() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    second(&stage, &operator(&stage).await).await;
    assert_eq!(refresh(court).await.unwrap(), Round::Taken(2));
    // The provider has the first one still, and is the only one who answers.
    assert_eq!(refresh(court).await.unwrap(), Round::Same);
    assert_eq!((court.roster().version, provider.roster().version), (2, 1));
}

#[tokio::test]
async fn a_timestamp_alone_makes_the_directory_fresh_again() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    let mut files = directory::load(&folder(&stage, COURT)).unwrap();
    let key = operator(&stage).await;
    let mut stamp = Signed::<TimestampFile>::read(&files[TIMESTAMP], 16 << 10).unwrap().content;
    stamp.version += 1;
    stamp.expires_at += SignedDuration::from_hours(24 * 30);
    files.insert(TIMESTAMP.to_owned(), signed(&stamp, &[&key]));
    directory::write(&folder(&stage, COURT), &files).unwrap();
    for node in [court, provider] {
        let before = node.roster().stale_from;
        assert_eq!(refresh(node).await.unwrap(), Round::Taken(1));
        assert!(node.roster().stale_from > before);
    }
}

#[tokio::test]
async fn a_node_that_holds_one_file_back_is_passed_over() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    // A node looks once when it starts.
    assert_eq!(refresh(court).await.unwrap(), Round::Same);
    // A version in which the provider's entry is another one, so that its file has to be fetched.
    let key = operator(&stage).await;
    let mut files = directory::load(&folder(&stage, COURT)).unwrap();
    let stamp = Signed::<TimestampFile>::read(&files[TIMESTAMP], 16 << 10).unwrap().content;
    let name = format!("{}.snapshot.json", stamp.snapshot.version);
    let mut lines = Signed::<SnapshotFile>::read(&files[&name], 1 << 20).unwrap().content.files;
    let role = lines.keys().find(|name| name.contains("ie-prov")).unwrap().clone();
    lines.get_mut(&role).unwrap().version += 1;
    let expires_at = stamp.expires_at;
    let snapshot = signed(&SnapshotFile { version: 2, expires_at, files: lines }, &[&key]);
    let line = FileLine::of(2, &snapshot);
    files.insert("2.snapshot.json".to_owned(), snapshot);
    let stamp = TimestampFile { version: 2, expires_at, snapshot: line };
    files.insert(TIMESTAMP.to_owned(), signed(&stamp, &[&key]));
    directory::write(&folder(&stage, COURT), &files).unwrap();

    assert_eq!(refresh(provider).await.unwrap(), Round::Same, "what it lacks is no version");
    assert_eq!(provider.roster().version, 1);
    // The court's own operator put it there: whoever's file is missing keeps what it had.
    assert_eq!(refresh(court).await.unwrap(), Round::Taken(2));
    assert!(court.roster().node(&node_id(PROVIDER)).is_some());
}

#[tokio::test]
async fn a_folder_that_was_put_back_does_not_put_the_node_back() {
    let stage = Stage::set().await;
    let court = &stage.nodes[COURT];
    let before = directory::load(&folder(&stage, COURT)).unwrap();
    second(&stage, &operator(&stage).await).await;
    assert_eq!(refresh(court).await.unwrap(), Round::Taken(2));
    directory::write(&folder(&stage, COURT), &before).unwrap();
    assert_eq!(refresh(court).await.unwrap(), Round::Same);
    assert_eq!(court.roster().version, 2);
}

#[tokio::test]
async fn a_version_that_puts_this_node_out_is_neither_used_nor_kept() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    let mut contradicts = directory::installed(&court.config.data_dir).unwrap();
    contradicts.directory.members.remove(&court.config.member);
    assert!(fitting(court, &contradicts).unwrap().is_none());
    assert!(fitting(provider, &contradicts).unwrap().is_some(), "to another it is a version");
}

#[tokio::test]
async fn two_do_not_write_at_once() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    second(&stage, &operator(&stage).await).await;
    refresh(court).await.unwrap();
    let lock = directory::writing(&provider.config.data_dir).unwrap();
    assert!(refresh(provider).await.is_err());
    assert_eq!(provider.roster().version, 1);
    drop(lock);
    assert_eq!(refresh(provider).await.unwrap(), Round::Taken(2));
}

#[tokio::test]
async fn whoever_was_heard_of_is_asked_first_and_the_others_in_turn() {
    let stage = Stage::set().await;
    let roster = stage.nodes[COURT].roster();
    let newer = Newer::default();
    let ours = node_id(COURT);
    let first = newer.whom(&ours, &roster);
    assert_eq!(first.len(), 2);
    assert!(!first.contains(&ours));
    let second = newer.whom(&ours, &roster);
    assert_eq!(second, [first[1].clone(), first[0].clone()]);
    let last = first[1].clone();
    newer.hear(&last);
    assert_eq!(newer.whom(&ours, &roster).first(), Some(&last));
    assert_eq!(newer.whom(&ours, &roster).first(), Some(&last), "in turn again");
}

/// The court writes a letter that means nothing, and it is delivered.
async fn letter(stage: &Stage) {
    send_probe(&stage.nodes[COURT], PROVIDER, Lane::Ordinary).await;
    online(stage).await;
}

/// Who made this node look, if somebody did.
fn heard(node: &Node) -> Option<NodeId> {
    node.newer.with.lock().unwrap().take()
}

#[tokio::test]
async fn a_version_in_the_head_of_an_envelope_makes_the_recipient_ask_its_sender() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    letter(&stage).await;
    assert_eq!((heard(court), heard(provider)), (None, None));
    second(&stage, &operator(&stage).await).await;
    assert_eq!(refresh(court).await.unwrap(), Round::Taken(2));
    letter(&stage).await;
    assert_eq!((heard(court), heard(provider)), (None, Some(node_id(COURT))));
    provider.newer.hear(&node_id(COURT));
    assert_eq!(refresh(provider).await.unwrap(), Round::Taken(2));
}

#[tokio::test]
async fn a_version_in_a_receipt_makes_the_writer_ask_whoever_signed_it() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    let mut files = directory::load(&folder(&stage, PROVIDER)).unwrap();
    let ends = [provider.now() + SignedDuration::from_hours(24); 2];
    next(&mut files, 2, ends, &operator(&stage).await);
    directory::write(&folder(&stage, PROVIDER), &files).unwrap();
    assert_eq!(refresh(provider).await.unwrap(), Round::Taken(2));
    letter(&stage).await;
    assert_eq!((heard(court), heard(provider)), (Some(node_id(PROVIDER)), None));
}

#[tokio::test]
async fn whoever_states_what_cannot_be_is_looked_at_once_in_some_minutes_and_ever_more_seldom() {
    let stage = Stage::set().await;
    let (court, peer) = (&stage.nodes[COURT], node_id(PROVIDER));
    let minutes = |n: i64| stage.set_clock(COURT, n * 60 * 1000);
    let says = |version: u64| {
        court.hear_version(&peer, version);
        heard(court)
    };
    let ours = court.roster().version;
    for impossible in [u64::MAX, 1 << 63, 1 << 53, ours, ours - 1, 0] {
        assert_eq!(says(impossible), None, "{impossible}");
    }
    let highest = (1 << 53) - 1;
    assert_eq!(says(highest), Some(peer.clone()));
    for (at, looks) in
        [(0, false), (4, false), (6, true), (15, false), (17, true), (36, false), (38, true)]
    {
        minutes(at);
        assert_eq!(says(highest).is_some(), looks, "{at}");
    }
    // Another node is heard meanwhile; and whoever was right once is heard anew.
    court.hear_version(&node_id(COURT), ours + 1);
    assert_eq!(heard(court), Some(node_id(COURT)));
    court.change_roster(|roster| roster.version += 1);
    assert_eq!(says(highest), Some(peer.clone()));
    // A clock that went back by years does not make it deaf.
    minutes(-3 * 365 * 24 * 60);
    assert_eq!(says(highest), Some(peer.clone()));
}

/// How many contradictions the court has on record: rows, and leaves of its link with the provider.
async fn contradictions(stage: &Stage) -> (usize, usize) {
    let court = &stage.nodes[COURT];
    let rows: usize = gossip::on_record(&*court.store).await.unwrap().values().map(Vec::len).sum();
    let stream = link_stream(&court.config.node, &node_id(PROVIDER)).id;
    let events = court.store.load(&stream, 0).await.unwrap();
    let leaves = events.iter().filter(|event| event.kind == "directory-differs");
    (rows, leaves.count())
}

#[tokio::test]
async fn another_content_of_one_version_is_on_record_once_and_changes_nothing() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    let before = court.roster();
    let other = |n: u32| Digest::of(&n.to_be_bytes());
    assert_eq!(stage.health().await["directory_contradictions"], 0);
    for _ in 0..2 {
        provider.change_roster(|roster| roster.snapshot_sha256 = other(0));
        letter(&stage).await;
        gossip::record(court).await.unwrap();
        assert_eq!(contradictions(&stage).await, (1, 1));
    }
    assert_eq!(stage.health().await["directory_contradictions"], 1);
    let said = gossip::on_record(&*court.store).await.unwrap();
    let first = &said[node_id(PROVIDER).as_str()][0];
    assert_eq!((&first.theirs, &first.ours), (&other(0).hex(), &before.snapshot_sha256.hex()));
    // The evidence is what that node has signed.
    let receipt = crate::peer::receipts::kept(&first.receipt).unwrap();
    let digest = receipt.statement().of.env_digest;
    assert_eq!(court.check_receipt(&receipt, &node_id(PROVIDER), digest), Ok(()));
    assert_eq!(receipt.statement().roster.snapshot_sha256, other(0));
    assert_eq!((court.roster(), heard(court)), (before, None));
    // Whoever goes on inventing others has said enough.
    for n in 1..12 {
        provider.change_roster(|roster| roster.snapshot_sha256 = other(n));
        letter(&stage).await;
        gossip::record(court).await.unwrap();
    }
    assert_eq!(contradictions(&stage).await, (gossip::KEPT_MAX, gossip::KEPT_MAX));
}

#[tokio::test]
async fn another_content_of_a_version_that_is_out_of_use_is_one_too() {
    let stage = Stage::set().await;
    stage.connect();
    let [court, provider] = &stage.nodes;
    second(&stage, &operator(&stage).await).await;
    assert_eq!(refresh(court).await.unwrap(), Round::Taken(2));
    // Who is behind with the same content is behind, and nothing else.
    letter(&stage).await;
    gossip::record(court).await.unwrap();
    assert_eq!(contradictions(&stage).await, (0, 0));
    provider.change_roster(|roster| roster.snapshot_sha256 = Digest::of(b"another"));
    letter(&stage).await;
    gossip::record(court).await.unwrap();
    assert_eq!(contradictions(&stage).await, (1, 1));
}
