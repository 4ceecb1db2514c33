//! Keys that were revoked or have ended, and what could be shown at an instant.

use super::fixture::World;
use super::{check_under, honest, verify};
use crate::package::verify_as_of;
use crate::policy::{KeyStatus, Policy};
use crate::verdict::{KeyLife, Verdict};

/// 2027-03-12T09:00:00Z: the letters and receipts are of this second and the next ones.
const HANDED_OVER_AT: u64 = 1_804_842_000;
/// 2027-03-14T08:15:00Z: the last head of the package.
const LAST_SEEN_AT: u64 = 1_805_012_100;

fn policy() -> String {
    World::default().policy()
}

fn judged(policy: &str, as_of: Option<u64>) -> Verdict {
    verify_as_of(std::io::Cursor::new(honest()), policy.as_bytes(), &[], as_of).unwrap()
}

/// The policy with a line for each key of letters and receipts.
fn all_revoked(from: u64) -> String {
    let facts = verify(&honest()).facts().unwrap().clone();
    assert!(facts.keys.len() > 2);
    let lines = facts.keys.iter().map(|key| format!("revoked {} {from}\n", key.kid));
    policy() + &lines.collect::<String>()
}

#[test]
fn keys_that_are_in_force_are_said_to_be() {
    let verdict = verify(&honest());
    let facts = verdict.facts().unwrap();
    assert!(facts.keys.iter().all(|key| key.life == KeyLife::InForce));
    assert!(facts.heads.iter().all(|head| head.keys == KeyStatus::InForce));
    assert!(!verdict.to_string().contains("revoked"));
}

#[test]
fn what_a_revoked_key_signed_counts_if_the_seal_is_older() {
    let later = LAST_SEEN_AT + 1;
    let verdict = judged(&all_revoked(later), None);
    let keys = &verdict.facts().unwrap().keys;
    assert!(keys.iter().all(|key| key.life == KeyLife::RevokedLater { from: later }));
    assert!(verdict.to_string().contains("revoked from 2027-03-14T08:15:01Z on"));
    // The seal is younger: one letter of the case is named by no entry.
    check_under(&honest(), &all_revoked(LAST_SEEN_AT), "signatures");
}

#[test]
fn what_a_revoked_key_signed_counts_if_an_entry_that_names_it_is_older() {
    let facts = verify(&honest()).facts().unwrap().clone();
    let giver = facts.keys.iter().filter(|key| key.of == "ie-prov/legal");
    let revoked = |from: u64| {
        let lines = giver.clone().map(|key| format!("revoked {} {from}\n", key.kid));
        policy() + &lines.collect::<String>()
    };
    // The one letter of the giver is the one that the handover names.
    check_under(&honest(), &revoked(HANDED_OVER_AT + 60 * 60), "ok");
    check_under(&honest(), &revoked(HANDED_OVER_AT), "signatures");
}

#[test]
fn a_log_key_that_was_revoked_counts_if_witnesses_had_seen_the_head_before() {
    let listed = Policy::parse(policy().as_bytes()).unwrap();
    let revoked = |from: u64| {
        let line = |log: &crate::policy::Log| format!("revoked {} {from}\n", log.vkey);
        policy() + &listed.logs().iter().map(line).collect::<String>()
    };
    let verdict = judged(&revoked(LAST_SEEN_AT + 1), None);
    let heads = &verdict.facts().unwrap().heads;
    let later = KeyStatus::RevokedLater { from: LAST_SEEN_AT + 1 };
    assert!(heads.iter().all(|head| head.keys == later));
    check_under(&honest(), &revoked(LAST_SEEN_AT), "seal");
}

#[test]
fn as_of_an_instant_only_what_witnesses_had_seen_counts() {
    let at = |as_of| judged(&policy(), Some(as_of));
    let verdict = at(LAST_SEEN_AT);
    assert_eq!(verdict.as_of(), Some(LAST_SEEN_AT));
    assert!(verdict.to_string().contains("as of        2027-03-14T08:15:00Z"));
    let early = at(LAST_SEEN_AT - 1);
    assert_eq!(early.first_broken().unwrap().check.id(), "seal");
}
