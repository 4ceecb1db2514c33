//! The salted field tree: from named values and compartment keys to the 40 bytes of a leaf.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::{FIELDS_MAX, OpeningError};
use crate::digest::{Digest, array, hmac_sha256};
use crate::json::{DEPTH_MAX, Json, JsonError};
use crate::merkle::{leaf_hash, root};

/// Bytes of every leaf.
pub const LEAF_BYTES: usize = 40;
/// Magic and version "CML" 1, algorithm 1 (salted SHA-256 field tree), no flags, reserved zeros.
const LEAF_HEAD: [u8; 8] = *b"CML\x01\x01\0\0\0";
/// Three containers of an opening line stand around a value: object, list of fields, field.
const VALUE_DEPTH_MAX: usize = DEPTH_MAX - 3;
/// The fields that every event starts with, in this order, all in compartment 0.
pub const BASE_FIELDS: [&str; 7] = ["schema", "category", "stream", "seq", "prev", "type", "at"];

/// Why an event cannot be committed to. The fault is with whoever encoded the event.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum CommitError {
    /// A field's compartment has no key.
    #[error("compartment {0} has no key")]
    Compartment(u8),
    /// No field, or more than [`FIELDS_MAX`].
    #[error("event has no fields, or more than {FIELDS_MAX}")]
    Fields,
    /// A field name that is empty, too long or not ASCII.
    #[error("field name {index} is empty, longer than 65535 bytes or not ascii")]
    Name {
        /// The field's place.
        index: usize,
    },
    /// Two fields have one name.
    #[error("field {index} has the name of an earlier field")]
    NameTwice {
        /// The later field's place.
        index: usize,
    },
    /// A value that no reader would take.
    #[error("value of field {index} cannot be opened again")]
    Value {
        /// The field's place.
        index: usize,
        /// What is wrong with it.
        #[source]
        source: JsonError,
    },
}

impl CommitError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Compartment(_) => "compartment",
            Self::Fields => "fields",
            Self::Name { .. } => "name",
            Self::NameTwice { .. } => "name-twice",
            Self::Value { .. } => "value",
        }
    }
}

/// What an event leaves in the log, and what its node keeps to open it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Committed {
    /// The leaf's bytes.
    pub leaf: [u8; LEAF_BYTES],
    /// The leaf's hash in the tree; the next event of the stream names it.
    pub leaf_hash: Digest,
    /// The hash of every field. Salted, so it may be stored in clear beside the body.
    pub f: Vec<Digest>,
    /// The salt of every field. Showing one opens one field.
    pub salts: Vec<[u8; 32]>,
}

/// Commits to the fields `(compartment, name, value)` of one event, in the order of its schema; `keys` has one
/// 32-byte key per compartment, fresh for this event.
pub fn commit<N: AsRef<str>>(
    fields: &[(u8, N, Json)],
    keys: &[[u8; 32]],
) -> Result<Committed, CommitError> {
    let mut names = BTreeSet::new();
    let mut hashes = Vec::with_capacity(fields.len());
    let mut salts = Vec::with_capacity(fields.len());
    for (index, (compartment, name, value)) in fields.iter().enumerate() {
        let key = keys.get(usize::from(*compartment));
        let key = key.ok_or(CommitError::Compartment(*compartment))?;
        if !names.insert(name.as_ref()) {
            return Err(CommitError::NameTwice { index });
        }
        let salt = salt(key, u16::try_from(index).map_err(|_| CommitError::Fields)?);
        hashes.push(field_hash(index, &salt, name.as_ref(), value)?);
        salts.push(salt);
    }
    let commitment = commitment(&hashes).map_err(|_| CommitError::Fields)?;
    let leaf = leaf_of(&commitment);
    Ok(Committed { leaf, leaf_hash: leaf_hash(&leaf), f: hashes, salts })
}

/// The salt of field `index`, from the key of its compartment.
#[must_use]
pub fn salt(key: &[u8; 32], index: u16) -> [u8; 32] {
    hmac_sha256(key, &[b"comity-salt/v1\0", &index.to_be_bytes()])
}

/// The hash of one field; `index` only says in an error which one it is.
pub fn field_hash(
    index: usize,
    salt: &[u8; 32],
    name: &str,
    value: &Json,
) -> Result<Digest, CommitError> {
    let n_name = u16::try_from(name.len()).map_err(|_| CommitError::Name { index })?;
    if name.is_empty() || !name.is_ascii() {
        return Err(CommitError::Name { index });
    }
    value.check_at(VALUE_DEPTH_MAX).map_err(|source| CommitError::Value { index, source })?;
    let value = value.to_bytes();
    let n_value = u32::try_from(value.len())
        .map_err(|_| CommitError::Value { index, source: JsonError::TextLength })?;
    let parts: [&[u8]; 6] =
        [&[0], salt, &n_name.to_be_bytes(), name.as_bytes(), &n_value.to_be_bytes(), &value];
    Ok(Digest::of_parts(&parts))
}

/// The commitment to fields with these hashes.
pub(super) fn commitment(hashes: &[Digest]) -> Result<Digest, OpeningError> {
    if hashes.is_empty() || hashes.len() > FIELDS_MAX {
        return Err(OpeningError::Form);
    }
    let n = u16::try_from(hashes.len()).map_err(|_| OpeningError::Form)?;
    Ok(Digest::of_parts(&[b"comity-commit/v1\0", &n.to_be_bytes(), &root(hashes).0]))
}

/// The leaf with this commitment.
#[must_use]
pub fn leaf_of(commitment: &Digest) -> [u8; LEAF_BYTES] {
    let mut leaf = [0; LEAF_BYTES];
    let bytes = LEAF_HEAD.iter().chain(&commitment.0);
    leaf.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    leaf
}

/// The commitment in a leaf of the one form that exists.
pub(super) fn check_leaf(leaf: &[u8; LEAF_BYTES]) -> Result<[u8; 32], OpeningError> {
    match leaf.split_first_chunk() {
        Some((head, rest)) if *head == LEAF_HEAD => array(rest).map_err(|_| OpeningError::Leaf),
        Some(_) | None => Err(OpeningError::Leaf),
    }
}

/// The tag by which a stream is named inside its events; without the key nobody can tell which stream it is.
#[must_use]
pub fn stream_tag(key: &[u8; 32], stream_id: &str) -> [u8; 16] {
    let [tag @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        hmac_sha256(key, &[b"comity-stream/v1\0", stream_id.as_bytes()]);
    tag
}

/// The fields of one compartment as the object that is sealed and kept.
#[must_use]
pub fn body<N: AsRef<str>>(fields: &[(u8, N, Json)], compartment: u8) -> Vec<u8> {
    let own = fields.iter().filter(|(of, _, _)| *of == compartment);
    Json::object(own.map(|(_, name, value)| (name.as_ref(), value.clone()))).to_bytes()
}

/// The fields in a compartment's body, by name.
pub fn read_body(bytes: &[u8]) -> Result<BTreeMap<String, Json>, JsonError> {
    match Json::parse(bytes)? {
        Json::Object(fields) => Ok(fields),
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::Text(_) | Json::List(_) => {
            Err(JsonError::Syntax { at: 0 })
        }
    }
}

/// Field hashes as they are stored: one behind the other.
#[must_use]
pub fn encode_hashes(hashes: &[Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// Stored field hashes.
pub fn decode_hashes(bytes: &[u8]) -> Option<Vec<Digest>> {
    let (hashes, rest) = bytes.as_chunks::<{ Digest::BYTES }>();
    let good = rest.is_empty() && (1..=FIELDS_MAX).contains(&hashes.len());
    good.then(|| hashes.iter().copied().map(Digest).collect())
}
