//! Values of entries and letters in test packages, and what is known of a package before anybody reads it.

use std::io::Cursor;

use super::super::seal::digest::Digest;
use super::super::seal::json::Json;
use super::super::seal::package::{Leaf, PackagePlan, verify_under};
use super::super::seal::policy::Policy;
use super::super::seal::verdict::{Check, Verdict};

pub(super) fn actor(unit: &str) -> Json {
    Json::object([
        ("auth", Json::from("passkey")),
        ("office", unit.into()),
        ("person", "p-4711".into()),
    ])
}

pub(super) fn data(bytes: &[u8]) -> Json {
    Json::object([
        ("blake3", Json::from(Digest::of(&[bytes, b"!".as_slice()].concat()).hex())),
        ("len", Json::Int(i64::try_from(bytes.len()).unwrap())),
        ("media_type", "application/mbox".into()),
        ("sha256", Digest::of(bytes).hex().into()),
        ("sha512", Json::Null),
    ])
}

pub(super) fn object(n: usize, bytes: &[u8]) -> Json {
    let plain = [
        ("len", Json::Int(i64::try_from(bytes.len()).unwrap())),
        ("sha256", Digest::of(bytes).hex().into()),
    ];
    Json::object([("n", Json::Int(i64::try_from(n).unwrap())), ("plain", Json::object(plain))])
}

/// Whoever seals can say what a court will say of the file, and what of it does not depend on the seal.
pub(super) fn foreseen(plan: &PackagePlan<'_>, seal: &Leaf, policy: &str, file: &[u8]) {
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let found = verify_under(Cursor::new(file), &policy).unwrap();
    let foreseen = plan.judge(seal, &policy);
    let broken = |verdict: &Verdict| verdict.first_broken().cloned();
    assert_eq!(broken(&foreseen), broken(&found));
    assert_eq!(foreseen.is_ok(), found.is_ok());
    let of_record = plan.judge_record(&policy);
    let behind = broken(&found).map(|claim| claim.check).filter(|check| *check > Check::Seal);
    // Only the seal's own head can break what would hold without it.
    assert!(of_record == behind || (of_record.is_none() && foreseen.first_broken().is_some()));
}
