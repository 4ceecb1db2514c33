//! Whether an envelope that a peer shows is ours is judged by the key, and by the times of that key.

use jiff::{SignedDuration, Timestamp};
use wire::roster::{Entry, Revocation, SUPERSEDED};

use super::*;

/// The court has lost its first envelope, and its directory is changed so. What the comparison notes.
async fn noted(change: impl FnOnce(&mut Entry, Timestamp)) -> Vec<Kind> {
    let stage = passed_letters(1).await;
    let court = &stage.nodes[COURT];
    let (env_id, digest, day) = first_envelope(&stage).await;
    lose(court, &node_id(PROVIDER), Way::Sent, (&env_id, digest, day)).await;
    let now = court.now();
    court.change_roster(|roster| {
        let member = court.config.member.clone();
        change(roster.members.get_mut(&member).unwrap(), now);
    });
    compare(&stage, COURT).await;
    open_kinds(&stage, COURT).await
}

fn end(entry: &mut Entry, at: Timestamp) {
    entry.nodes[0].sign_keys[0].not_after = at;
}

fn revoke(entry: &mut Entry, from: Timestamp, reason: &str) {
    let kid = entry.nodes[0].sign_keys[0].kid;
    entry.revoked.push(Revocation { kid, from, reason: reason.to_owned() });
}

#[tokio::test]
async fn a_key_that_has_ended_since_sealed_it_all_the_same() {
    assert_eq!(noted(|_, _| {}).await, [Kind::LostByUs]);
    // It ended on the day of the envelope, whose head names no hour.
    assert_eq!(noted(end).await, [Kind::LostByUs]);
    assert_eq!(noted(|entry, now| revoke(entry, now, SUPERSEDED)).await, [Kind::LostByUs]);
    // It is gone from the directory, and the node still holds it.
    assert_eq!(noted(|entry, _| entry.nodes[0].sign_keys.clear()).await, [Kind::LostByUs]);
}

#[tokio::test]
async fn a_day_on_which_the_key_was_not_good_and_a_stolen_key_prove_nothing() {
    let days = |n: i64| SignedDuration::from_hours(24 * n);
    assert_eq!(noted(|entry, now| end(entry, now - days(2))).await, [Kind::NotOurs]);
    let late = |entry: &mut Entry, now: Timestamp| {
        entry.nodes[0].sign_keys[0].not_before = now + days(2);
    };
    assert_eq!(noted(late).await, [Kind::NotOurs]);
    assert_eq!(noted(|entry, now| revoke(entry, now, "stolen")).await, [Kind::NotOurs]);
    // A theft that is told for tomorrow has not happened yet.
    assert_eq!(noted(|entry, now| revoke(entry, now + days(1), "stolen")).await, [Kind::LostByUs]);
}
