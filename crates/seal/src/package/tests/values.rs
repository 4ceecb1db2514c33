//! Values of entries and letters in test packages.

use super::super::seal::digest::Digest;
use super::super::seal::json::Json;

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
