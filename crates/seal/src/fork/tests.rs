//! Two histories under one key, and everything that only looks like it.

use std::collections::BTreeMap;

use super::*;
use crate::checkpoint::Checkpoint;
use crate::merkle::{append, consistency, root};
use crate::note::VkeyKind;
use crate::sign::Ed25519Secret;

const ORIGIN: &str = "node.example/comity/audit/2027";
const EVIDENCE: &[u8] = include_bytes!("../../vectors/ledger-fork.json");

/// A tree whose leaf hashes are counted bytes, but for the one at `other`.
fn leaves(n_leaves: u8, other: Option<u8>) -> Vec<Digest> {
    (0..n_leaves).map(|n| Digest([if other == Some(n) { 0xff } else { n }; 32])).collect()
}

fn head(leaves: &[Digest], seed: u8) -> SignedCheckpoint {
    let head = Checkpoint::new(ORIGIN, leaves.len() as u64, root(leaves)).unwrap();
    let line = head.sign_ed25519(&Ed25519Secret::of_vector(seed)).unwrap();
    head.with(vec![line])
}

fn keys() -> [Vkey; 1] {
    let public = Ed25519Secret::of_vector(1).public();
    [Vkey::new(ORIGIN, VkeyKind::Ed25519(public)).unwrap()]
}

/// What a reader of the tree with `leaves` can show about its first `size`.
fn held(leaves: &[Digest], size: usize) -> Held {
    let made = append(0, &BTreeMap::new(), leaves).unwrap();
    let nodes: BTreeMap<_, _> =
        made.new_nodes.into_iter().map(|(level, at, hash)| ((level, at), hash)).collect();
    let path = consistency(size as u64, made.size, &nodes).unwrap();
    Held { root: root(&leaves[..size]), path }
}

fn two_histories() -> Fork {
    let changed = leaves(7, Some(2));
    Fork {
        older: head(&leaves(3, None), 1),
        newer: head(&changed, 1),
        held: Some(held(&changed, 3)),
    }
}

#[track_caller]
fn check(fork: &Fork, code: &str) {
    assert_eq!(fork.proven(&keys()).map_err(|error| error.code()), Err(code));
}

#[test]
fn the_published_evidence_proves_two_histories() {
    let fork = Fork::parse(EVIDENCE).unwrap();
    assert_eq!(fork, two_histories());
    assert_eq!(fork.to_bytes(), EVIDENCE);
    assert_eq!(fork.proven(&keys()), Ok(ORIGIN));
}

#[test]
fn two_roots_of_one_size_need_no_proof() {
    let fork =
        Fork { older: head(&leaves(3, None), 1), newer: head(&leaves(3, Some(0)), 1), held: None };
    assert_eq!(fork.proven(&keys()), Ok(ORIGIN));
    assert_eq!(Fork::parse(&fork.to_bytes()), Ok(fork.clone()));
    check(&Fork { newer: fork.older.clone(), ..fork.clone() }, "proof");
    // Without a proof two sizes say nothing: the larger tree may well begin with the smaller.
    check(&Fork { newer: head(&leaves(7, Some(2)), 1), ..fork }, "proof");
}

#[test]
fn a_log_that_grew_has_not_forked() {
    let honest = leaves(7, None);
    let grown = Fork {
        older: head(&honest[..3], 1),
        newer: head(&honest, 1),
        held: Some(held(&honest, 3)),
    };
    check(&grown, "proof");
    // Another root of the past is only believed with its proof.
    let mut lie = grown;
    lie.held = Some(Held { root: Digest([9; 32]), ..held(&honest, 3) });
    check(&lie, "proof");
    let mut lie = two_histories();
    lie.held.as_mut().unwrap().path.pop();
    check(&lie, "proof");
    let mut lie = two_histories();
    lie.held.as_mut().unwrap().path[0].0[31] ^= 1;
    check(&lie, "proof");
    // A proof about one and the same size proves nothing either.
    let same = head(&leaves(7, Some(2)), 1);
    let empty = Held { root: root(&leaves(7, Some(2))), path: Vec::new() };
    check(&Fork { older: head(&honest, 1), newer: same, held: Some(empty) }, "proof");
}

#[test]
fn only_the_logs_own_signature_speaks_against_it() {
    let fork = two_histories();
    check(&Fork { older: head(&leaves(3, None), 2), ..fork.clone() }, "no-known-key");
    check(&Fork { newer: head(&leaves(7, Some(2)), 2), ..fork.clone() }, "no-known-key");
    let witness = Vkey::new("witness.example/w1", keys()[0].kind().clone()).unwrap();
    let nobody = fork.proven(std::slice::from_ref(&witness)).map_err(|error| error.code());
    assert_eq!(nobody, Err("no-known-key"));
    let other = Checkpoint::new("other.example/log", 3, root(&leaves(3, None))).unwrap();
    let line = other.sign_ed25519(&Ed25519Secret::of_vector(1)).unwrap();
    check(&Fork { older: other.with(vec![line]), ..fork }, "origins");
}

#[test]
fn every_other_text_is_no_evidence() {
    let text = String::from_utf8(EVIDENCE.to_vec()).unwrap();
    let other = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        let read = Fork::parse(text.replacen(from, to, 1).as_bytes());
        read.map(|_| ()).map_err(|error| error.code())
    };
    for (from, to) in [
        ("\n", ""),
        ("{\"held\":\"", "{ \"held\":\""),
        ("comity-fork/1", "comity-fork/2"),
        ("\"v\":", "\"w\":"),
        ("{\"held\":\"", "{\"a\":1,\"held\":\""),
        ("{\"held\":\"", "{\"held\":\"A"),
        ("\"path\":[\"", "\"path\":[1,\""),
        ("\"path\":[\"", "\"path\":[\"A"),
    ] {
        assert_eq!(other(from, to), Err("form"), "{from} as {to}");
    }
    assert_eq!(other("\\n3\\n", "\\n03\\n"), Err("form"));
    let long = format!("{}{text}", " ".repeat(FORK_BYTES_MAX));
    assert_eq!(Fork::parse(long.as_bytes()), Err(ForkError::Form));
    let mut fork = two_histories();
    fork.held.as_mut().unwrap().path = vec![Digest([0; 32]); PATH_MAX + 1];
    assert_eq!(Fork::parse(&fork.to_bytes()), Err(ForkError::Form));
    // A path belongs to a root.
    let begins = text.find("\"held\":\"").unwrap() + 7;
    let ends = text.find("\",\"newer\"").unwrap() + 1;
    let headless = format!("{}null{}", &text[..begins], &text[ends..]);
    assert_eq!(Fork::parse(headless.as_bytes()), Err(ForkError::Form));
}
