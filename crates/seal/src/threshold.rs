//! Signatures by several keys over one text: how many distinct keys of a role signed it (`docs/spec/directory.md` §2).
//!
//! The keys and their ids are those of The Update Framework, so that its other readers agree. Not here: what the text says,
//! and what follows from too few signatures.

use std::collections::{BTreeMap, BTreeSet};

use crate::digest::{Digest, hex_decode, hex_encode};
use crate::json::Json;
use crate::sign::{Ed25519Public, Ed25519Secret};

#[cfg(test)]
mod tests;

/// The one key type and scheme that counts so far: raw Ed25519, hexadecimal.
pub const ED25519: &str = "ed25519";

/// A public key as a directory names it. One of a scheme that this program does not know is kept and counts nothing, so
/// that a network may add another kind of signature before everybody can check it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignKey {
    /// Kind of key, e.g. `ed25519`.
    pub keytype: String,
    /// How it signs, e.g. `ed25519`.
    pub scheme: String,
    /// Its public half as text: hexadecimal for Ed25519, PEM for some others.
    pub public: String,
}

impl SignKey {
    /// The key object of an Ed25519 key.
    #[must_use]
    pub fn ed25519(key: &Ed25519Public) -> Self {
        Self {
            keytype: ED25519.to_owned(),
            scheme: ED25519.to_owned(),
            public: hex_encode(key.as_bytes()),
        }
    }

    /// Its id: SHA-256 of the canonical key object. Computed, never believed.
    #[must_use]
    pub fn id(&self) -> Digest {
        Digest::of(&self.to_json().to_plain_bytes())
    }

    /// The key object.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::object([
            ("keytype", Json::Text(self.keytype.clone())),
            ("keyval", Json::object([("public", Json::Text(self.public.clone()))])),
            ("scheme", Json::Text(self.scheme.clone())),
        ])
    }

    /// Reads a key object; none if it has other fields or shapes.
    #[must_use]
    pub fn from_json(json: &Json) -> Option<Self> {
        let value = json.get("keyval")?;
        if json.entries()?.len() != 3 || value.entries()?.len() != 1 {
            return None;
        }
        Some(Self {
            keytype: json.get("keytype")?.text()?.to_owned(),
            scheme: json.get("scheme")?.text()?.to_owned(),
            public: value.get("public")?.text()?.to_owned(),
        })
    }

    /// The key to check with, if this program knows the scheme and the key is sound.
    #[must_use]
    pub fn verifier(&self) -> Option<Ed25519Public> {
        if self.keytype != ED25519 || self.scheme != ED25519 {
            return None;
        }
        Ed25519Public::parse(&hex_decode(&self.public).ok()?).ok()
    }
}

/// Who may sign for something, and how many of them must.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Quorum {
    /// Ids of the keys.
    pub keys: BTreeSet<Digest>,
    /// How many distinct ones must sign; at least 1.
    pub threshold: usize,
}

/// One signature beside what it signs.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Signature {
    /// Id of the key.
    pub key: Digest,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Signature {
    /// Signs a text with an Ed25519 key.
    #[must_use]
    pub fn make(key: &Ed25519Secret, message: &[u8]) -> Self {
        Self { key: SignKey::ed25519(&key.public()).id(), bytes: key.sign(message).to_vec() }
    }
}

/// The keys of `quorum` that signed `message`. The set holds keys, not lines: a key that signed twice is one. Two ids are
/// two keys, because an id is computed from the key and each key that counts has one spelling.
///
/// A signature costs one check if its key is of the quorum and nothing otherwise, so strangers' lines are cheap.
#[must_use]
pub fn signers(
    keys: &BTreeMap<Digest, SignKey>,
    quorum: &Quorum,
    message: &[u8],
    signatures: &[Signature],
) -> BTreeSet<Digest> {
    let mut valid = BTreeSet::new();
    for signature in signatures.iter().filter(|line| quorum.keys.contains(&line.key)) {
        let key = keys.get(&signature.key).filter(|key| key.id() == signature.key);
        let key = key.and_then(SignKey::verifier);
        if !valid.contains(&signature.key)
            && key.is_some_and(|key| key.verify(message, &signature.bytes).is_ok())
        {
            valid.insert(signature.key);
        }
    }
    valid
}
