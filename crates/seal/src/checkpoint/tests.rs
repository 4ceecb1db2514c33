//! The checkpoint of three leaves with the published signatures, and every text that is none.

use super::*;
use crate::digest::hex_decode;
use crate::merkle::{leaf_hash, root};
use crate::note::VkeyKind;
use crate::sign::MlDsa44Secret;

const ORIGIN: &str = "node.example/comity/audit/2027";
const NOTE: &str = include_str!("../../vectors/ledger-checkpoint.note");
const LOG: &str =
    "node.example/comity/audit/2027+9a3c23e4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
const WITNESS: &str = "witness.example/w1+d9ed62c5+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR";

fn checkpoint() -> Checkpoint {
    let head = "434d4c0101000000";
    let first = "c0498dfb8d02d91cb795223a34f80ebb313af8ba14210839d1825e9a5a90d21a".to_owned();
    let leaves = [first, "22".repeat(32), "33".repeat(32)];
    let hashes =
        leaves.map(|commitment| leaf_hash(&hex_decode(&format!("{head}{commitment}")).unwrap()));
    Checkpoint::new(ORIGIN, 3, root(&hashes)).unwrap()
}

#[track_caller]
fn check(text: &str, code: &str) {
    assert_eq!(Checkpoint::parse(text).map_err(|error| error.code()), Err(code), "{text:?}");
}

#[test]
fn the_log_signs_the_published_checkpoint() {
    let signed = SignedCheckpoint::parse(NOTE.as_bytes()).unwrap();
    assert_eq!(signed.claimed(), &checkpoint());
    let line = checkpoint().sign_ed25519(&Ed25519Secret::of_vector(1)).unwrap();
    assert_eq!(signed.note().signatures[0], line);
    assert_eq!(signed.to_string(), NOTE);
}

#[test]
fn the_published_checkpoint_verifies_under_its_log_and_its_witness() {
    let signed = SignedCheckpoint::parse(NOTE.as_bytes()).unwrap();
    let keys = [WITNESS, LOG].map(|key| Vkey::parse(key).unwrap());
    let verified = signed.verify(&keys).unwrap();
    assert_eq!(verified.checkpoint(), &checkpoint());
    let witness = Seen { key: 0, signed_at: Some(1_798_761_600) };
    assert_eq!(verified.seen(), [Seen { key: 1, signed_at: None }, witness]);
}

#[test]
fn a_log_signs_with_both_of_its_keys() {
    let (ed, ml) = (Ed25519Secret::of_vector(1), MlDsa44Secret::of_vector(2));
    let (c, public) = (checkpoint(), ml.public());
    let lines = vec![
        c.sign_ed25519(&ed).unwrap(),
        c.sign_mldsa44(&public, 1_798_761_600, |message| ml.sign_deterministic(message)).unwrap(),
    ];
    let signed = SignedCheckpoint::parse(c.with(lines).to_string().as_bytes()).unwrap();
    let keys = [VkeyKind::Ed25519(ed.public()), VkeyKind::MlDsa44(public)];
    let keys = keys.map(|kind| Vkey::new(ORIGIN, kind).unwrap());
    assert_eq!(signed.verify(&keys).unwrap().seen().len(), 2);
    let time_moved = {
        let mut note = signed.note().clone();
        note.signatures[1].sig[7] ^= 1;
        note
    };
    assert_eq!(time_moved.open(&keys), Err(NoteError::BadSignature { name: ORIGIN.into() }));
}

#[test]
fn a_line_is_added_once() {
    let line = checkpoint().sign_ed25519(&Ed25519Secret::of_vector(1)).unwrap();
    let mut signed = checkpoint().with(vec![line.clone()]);
    signed.add(line);
    assert_eq!(signed.note().signatures.len(), 1);
}

#[test]
fn every_other_text_is_refused() {
    let b64 = empty_root().b64();
    for text in [
        String::new(),
        "\n".into(),
        "o\n".into(),
        "o\n3\n".into(),
        format!("o\n3\n{b64}"),
        format!("o\n3\n{b64}\n\n"),
        format!("o\n03\n{b64}\n"),
        format!("o\n+3\n{b64}\n"),
        format!("o\n\n{b64}\n"),
        format!("o\n3 \n{b64}\n"),
        format!("o\n9223372036854775808\n{b64}\n"),
        format!("o\n3\n{b64} \n"),
        format!("o\n3\n{}\n", &b64[..43]),
        "o\n3\nAAAA\n".into(),
        format!("o\n-3\n{b64}\n"),
    ] {
        check(&text, "form");
    }
    check(&format!("o\n3\n{b64}\nmore\n"), "extension");
    check(&format!("\n3\n{b64}\n"), "origin");
    check(&format!("a b\n3\n{b64}\n"), "origin");
    check(&format!("a+b\n3\n{b64}\n"), "origin");
    assert_eq!(Checkpoint::new("o", SIZE_MAX + 1, empty_root()), Err(CheckpointError::Size));
}

#[test]
fn the_empty_tree_has_one_root() {
    let secret = Ed25519Secret::of_vector(1);
    let vkey = Vkey::new("o", VkeyKind::Ed25519(secret.public())).unwrap();
    for (root, expected) in
        [(empty_root(), Ok(())), (Digest([0; 32]), Err(CheckpointError::EmptyRoot))]
    {
        let checkpoint = Checkpoint::new("o", 0, root).unwrap();
        let line = checkpoint.sign_ed25519(&secret).unwrap();
        let verified = checkpoint.with(vec![line]).verify(std::slice::from_ref(&vkey));
        assert_eq!(verified.map(|_| ()), expected);
    }
}

#[test]
fn the_name_of_a_nodes_log_has_one_form_and_an_order() {
    let read = |log: &str| {
        let origin = format!("node.example/comity/audit/{log}");
        LogName::parse(&origin).map(|name| {
            assert_eq!(
                (name.node, LogName::origin(name.node, name.year, name.successor)),
                ("node.example", origin.clone())
            );
            (name.year, name.successor)
        })
    };
    let logs = ["0001", "2026-r1", "2026-r2", "2026-r10", "2026-r9999", "2027"].map(read);
    assert!(logs.iter().all(Option::is_some) && logs.is_sorted(), "{logs:?}");
    for log in [
        "",
        "27",
        "02027",
        "2027-",
        "2027-r",
        "2027-r0",
        "2027-r01",
        "2027-r10000",
        "2027-r+1",
        "2027-s1",
        "2027r1",
        "2027-r1-r2",
        "2027-R1",
        "-r1",
        "2027/",
        "２０２７",
    ] {
        assert_eq!(read(log), None, "{log}");
    }
    for origin in
        ["node.example/comity/2027", "node.example/audit/2027", "/comity/audit/2027", "2027"]
    {
        assert_eq!(LogName::parse(origin), None, "{origin}");
    }
}
