//! The published seal, which another implementation made, and every way in which it is none.

use super::*;
use crate::sign::SlhDsaSecret;

const SEAL: &str = include_str!("../../vectors/keys-epoch.seal");
const KEY: &str = "MzMzMzMzMzMzMzMzMzMzMx8MbYre3iW+rg/23EZoZxk=";
const ORIGIN: &str = "node.example/comity/audit/2027";
const LOG: &str =
    "node.example/comity/audit/2027+9a3c23e4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
const WITNESS: &str = "witness.example/w1+d9ed62c5+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR";

fn policy(text: &str) -> Policy {
    Policy::parse(text.as_bytes()).unwrap()
}

fn only_the_seal() -> Policy {
    policy(&format!("seal {ORIGIN} {KEY}\nquorum none\n"))
}

#[track_caller]
fn check(text: &str, code: &str) {
    let found = EpochSeal::parse(text.as_bytes()).and_then(|seal| seal.verify(&only_the_seal()));
    assert_eq!(found.map_err(|error| error.code()).err(), Some(code), "{text:.80}");
}

#[test]
fn the_seal_of_another_implementation_verifies_and_is_written_again_alike() {
    let seal = EpochSeal::parse(SEAL.as_bytes()).unwrap();
    assert_eq!(seal.to_string(), SEAL);
    let sealed = seal.verify(&only_the_seal()).unwrap();
    assert_eq!((sealed.checkpoint.origin(), sealed.checkpoint.size()), (ORIGIN, 3));
    // The policy lists no log: the seal holds all the same.
    assert_eq!(sealed.lines.map_err(|error| error.code()).err(), Some("no-log"));
}

#[test]
fn the_secret_of_the_published_seeds_makes_the_published_seal() {
    let [a, b, c] = [0x11, 0x22, 0x33].map(|byte| [byte; 16]);
    let key = b64_decode(KEY).unwrap();
    assert_eq!(key[..16], c);
    let secret = SlhDsaSecret::parse(&[&a[..], &b, &key].concat()).unwrap();
    assert_eq!(secret.public().as_bytes()[..], key);
    let seal = EpochSeal::parse(SEAL.as_bytes()).unwrap();
    let note = SignedCheckpoint::parse(seal.checkpoint_note.as_bytes()).unwrap();
    let again = secret.sign(&message(note.claimed())).unwrap();
    assert!(again == seal.signature);
}

#[test]
fn a_policy_that_lists_log_and_witness_is_asked_too() {
    let text = format!("log {LOG}\nwitness w {WITNESS}\nquorum w\nseal {ORIGIN} {KEY}\n");
    let seal = EpochSeal::parse(SEAL.as_bytes()).unwrap();
    let lines = |policy: &Policy| seal.verify(policy).unwrap().lines.map(|seen| seen.witnessed_at);
    assert_eq!(lines(&policy(&text)), Ok(Some(1_798_761_600)));
    assert_eq!(lines(&policy(&text).as_of(1_798_761_599)), Err(PolicyError::AfterAsOf));
}

#[test]
fn a_seal_over_another_head_or_by_another_key_is_refused() {
    check(&SEAL.replace("\n3\nvpw", "\n4\nvpw"), "seal-invalid");
    check(&SEAL.replace("audit/2027", "audit/2028"), "no-seal-key");
    let mut seal = EpochSeal::parse(SEAL.as_bytes()).unwrap();
    for at in (0..SLH_DSA_SIGNATURE_BYTES).step_by(1_571) {
        seal.signature[at] ^= 1;
        check(&seal.to_string(), "seal-invalid");
        seal.signature[at] ^= 1;
    }
    check(&seal.to_string().replacen("seal ", "seal AA", 1), "form");
}

#[test]
fn only_one_form_is_a_seal() {
    check("", "form");
    check(HEADER, "form");
    check(&SEAL.replacen("@v1", "@v2", 1), "form");
    check(&SEAL.replacen("seal ", "seal  ", 1), "form");
    check(&SEAL.replacen("\n\n", "\nmore x\n\n", 1), "form");
    check(&format!("{HEADER}\nseal AA==\n\n"), "form");
    check(&SEAL.replacen('@', "\r@", 1), "form");
    check(&SEAL.replacen("\n3\n", "\n-3\n", 1), "form");
    check(&"x".repeat(SEAL_BYTES_MAX + 1), "too-long");
}
