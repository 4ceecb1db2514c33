//! The published proof of leaf 0, every spelling that is none, and every byte of it changed.

use super::*;
use crate::digest::hex_decode;
use crate::merkle::leaf_hash;

const PROOF: &str = include_str!("../../vectors/ledger-leaf-0.tlog-proof");
const LEAF: &str =
    "434d4c0101000000c0498dfb8d02d91cb795223a34f80ebb313af8ba14210839d1825e9a5a90d21a";
const POLICY: &str = "log node.example/comity/audit/2027+9a3c23e4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c\n\
    witness w1 witness.example/w1+d9ed62c5+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR\nquorum w1\n";

fn leaf() -> [u8; LEAF_BYTES] {
    array(&hex_decode(LEAF).unwrap()).unwrap()
}

fn policy() -> Policy {
    Policy::parse(POLICY.as_bytes()).unwrap()
}

#[track_caller]
fn check(text: &str, code: &str) {
    assert_eq!(
        TlogProof::parse(text.as_bytes()).map_err(|error| error.code()),
        Err(code),
        "{text}"
    );
}

#[test]
fn the_published_proof_proves_its_leaf() {
    let proof = TlogProof::parse(PROOF.as_bytes()).unwrap();
    assert_eq!(proof.to_string(), PROOF);
    let proven = proof.verify(&leaf_hash(&leaf()), &policy()).unwrap();
    assert_eq!((proven.checkpoint.size(), proven.index), (3, 0));
    assert_eq!(proven.witnessed_at, Some(1_798_761_600));
}

#[test]
fn the_published_proof_proves_nothing_else() {
    let proof = TlogProof::parse(PROOF.as_bytes()).unwrap();
    let other = Digest::of(b"another leaf");
    assert_eq!(proof.verify(&other, &policy()), Err(ProofError::Inclusion(BadProof::Root)));
    let leaf = leaf_hash(&leaf());
    for (index, code) in [(1, "inclusion"), (2, "inclusion"), (3, "inclusion")] {
        let moved = TlogProof { index, ..proof.clone() };
        assert_eq!(moved.verify(&leaf, &policy()).map_err(|error| error.code()), Err(code));
    }
    let nobody = Policy::parse(b"quorum none\n").unwrap();
    assert_eq!(proof.verify(&leaf, &nobody).map_err(|error| error.code()), Err("no-log"));
}

#[test]
fn the_extra_line_carries_the_leaf_and_changes_nothing() {
    let proof = TlogProof::parse(PROOF.as_bytes()).unwrap();
    let hinted = TlogProof { extra: Some(leaf()), ..proof };
    let text = hinted.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra Q01MAQ"));
    assert_eq!(TlogProof::parse(text.as_bytes()).as_ref(), Ok(&hinted));
    assert!(hinted.verify(&leaf_hash(&leaf()), &policy()).is_ok());
    let extra = text.lines().nth(1).unwrap();
    check(&text.replace(extra, &format!("{extra}\n{extra}")), "form");
    check(&text.replace(extra, "extra AAAA"), "extra");
    check(&text.replace(extra, "extra "), "extra");
    check(&text.replace(extra, "extra"), "form");
    check(&PROOF.replace("index 0\n", &format!("index 0\n{extra}\n")), "form");
}

#[test]
fn every_other_spelling_is_refused() {
    for (from, to) in [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("c2sp.org/tlog-proof@v1\n", ""),
        ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1 \n"),
        ("index 0", "index 00"),
        ("index 0", "index -0"),
        ("index 0", "index  0"),
        ("index 0", "Index 0"),
        ("index 0\n", ""),
        ("rCSG", " rCSG"),
        ("rCSG", "rCS"),
        ("no=\n\nnode", "no=\nnode"),
        ("index 0\n", "index 0\r\n"),
        ("index 0", "index 9223372036854775808"),
        ("no=\n", "no= \n"),
        ("no=\n", "np=\n"),
    ] {
        let text = PROOF.replacen(from, to, 1);
        assert_ne!(text, PROOF);
        check(&text, "form");
    }
    check(&PROOF.replacen("no=\n\n", "no=\n\n\n", 1), "form");
    check(&PROOF.replacen("\n3\n", "\n3x\n", 1), "form");
    check(&PROOF.replacen("Q==", "Q=", 1), "line");
    let hash = "rCSGKKNjMjSsNGAV7dzJXlZIe1MAaN4BUyyUXOOnFi0=\n";
    assert!(TlogProof::parse(PROOF.replacen(hash, &hash.repeat(62), 1).as_bytes()).is_ok());
    check(&PROOF.replacen(hash, &hash.repeat(63), 1), "path-length");
    check(&" ".repeat(PROOF_BYTES_MAX + 1), "too-long");
}

#[test]
fn no_changed_byte_goes_unnoticed() {
    let leaf = leaf_hash(&leaf());
    for at in 0..PROOF.len() {
        let mut bytes = PROOF.as_bytes().to_vec();
        bytes[at] ^= 1;
        let verified = TlogProof::parse(&bytes).and_then(|proof| proof.verify(&leaf, &policy()));
        assert!(verified.is_err(), "byte {at}");
    }
}
