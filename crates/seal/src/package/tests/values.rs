//! Values of entries and letters in test packages, and what is known of a package before anybody reads it.

use std::io::{Cursor, Read};

use super::super::seal::digest::{Digest, hex_decode};
use super::super::seal::json::Json;
use super::super::seal::opening::{Part, Why};
use super::super::seal::package::{Content, Leaf, Measured, PackagePlan, verify_under};
use super::super::seal::policy::Policy;
use super::super::seal::sign::{Alg, Kid, MlDsa65Secret, SignError, Signer};
use super::super::seal::verdict::{Check, Verdict};
use super::Logged;

/// What `openssl ts -reply` gave for `hello` and LF.
const RESPONSE: &str = include_str!("../../../vectors/timestamp-response.hex");
/// Bytes of an answer before its token.
const BEFORE_TOKEN: usize = 9;

/// A token over these bytes: a real one with another imprint, whose signature therefore fits no more.
pub(crate) fn token_over(data: &[u8]) -> Vec<u8> {
    let response = hex_decode(&response_text()).unwrap();
    let mut token = response[BEFORE_TOKEN..].to_vec();
    let hello = Digest::of(b"hello\n").0;
    let at = token.windows(hello.len()).position(|bytes| bytes == hello).unwrap();
    token[at..at + hello.len()].copy_from_slice(&Digest::of(data).0);
    token
}

fn response_text() -> String {
    RESPONSE.split_whitespace().collect()
}

pub(super) fn actor(unit: &str) -> Json {
    Json::object([
        ("auth", Json::from("passkey")),
        ("office", unit.into()),
        ("person", "p-4711".into()),
    ])
}

pub(super) fn location(node: &str) -> Json {
    Json::object([("node", Json::from(node)), ("place", "evidence room".into())])
}

pub(super) fn condition() -> Json {
    let numbers = Json::List(vec!["container-1".into()]);
    Json::object([("condition", Json::from("intact")), ("numbers", numbers)])
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

/// Bytes in memory as the content of an exhibit.
pub(crate) fn content(bytes: &[u8]) -> Content<'_> {
    Content {
        measured: Measured::of(bytes),
        open: Box::new(move || Ok(Box::new(bytes) as Box<dyn Read>)),
    }
}

/// A key that signs the same twice.
pub(super) struct Twin(pub(super) MlDsa65Secret);

impl Signer for Twin {
    fn alg(&self) -> Alg {
        Alg::MlDsa65
    }

    fn kid(&self) -> Kid {
        self.0.public().kid()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.0.sign_deterministic(message)
    }
}

impl Logged {
    /// Shows field `n` by its hash only.
    pub(crate) fn close(&mut self, n: usize) {
        self.parts[n] = Part::Closed { hash: self.hashes[n], why: Why::NotForRecipient };
    }
}
