//! Leaves and openings: what the log holds of an event (40 bytes, one salted commitment) and the line that opens it.
//!
//! Not the event: fields arrive as named JSON values in the order of their schema. Not the proof that the leaf is in
//! the log either ([`crate::proof`]). Byte rules: `docs/spec/ledger.md`, leaf, commitment, openings.
//!
//! Nothing low-entropy is outside a salted field, so a leaf says nothing until its salts are shown, and never again
//! once they are destroyed. Trusted: who holds an event's compartment key can open its fields to anybody.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::digest::{Digest, array, b64_decode, b64_encode};
use crate::json::{INT_MAX, Json, JsonError};
use crate::merkle::leaf_hash;
use crate::note::check_name;

mod commit;
#[cfg(test)]
mod tests;

pub use commit::{
    BASE_FIELDS, CommitError, Committed, LEAF_BYTES, body, commit, decode_hashes, encode_hashes,
    field_hash, leaf_of, read_body, salt, stream_tag,
};

/// The version that every opening names.
const VERSION: &str = "comity-opening/1";
/// Most fields of one event.
pub const FIELDS_MAX: usize = 4096;
/// Longest opening line. The values of an event are texts of a form, not files.
pub const LINE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Why an opening was refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum OpeningError {
    /// Fields and salts do not give the leaf's commitment.
    #[error("the fields do not open the leaf")]
    Commitment,
    /// A field is not in its place, or has other members than it must.
    #[error("field {index} of the opening is out of place or has other members than it must")]
    Field {
        /// The place where the field should be.
        index: usize,
    },
    /// The line has other members than it must.
    #[error("opening has other members than it must")]
    Form,
    /// Not canonical JSON.
    #[error("opening is not canonical json")]
    Json(#[from] JsonError),
    /// Not 40 bytes of the one version and algorithm that exist.
    #[error("leaf has another length, version or algorithm, or reserved bits are set")]
    Leaf,
    /// The line does not end in exactly one line feed.
    #[error("opening does not end in exactly one line feed")]
    LineFeed,
    /// Two fields have one name.
    #[error("opening names a field twice")]
    NameTwice,
    /// Longer than [`LINE_BYTES_MAX`].
    #[error("opening is longer than {LINE_BYTES_MAX} bytes")]
    TooLong,
}

impl OpeningError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Commitment => "commitment",
            Self::Field { .. } => "field",
            Self::Form => "form",
            Self::Json(error) => error.code(),
            Self::Leaf => "leaf",
            Self::LineFeed => "line-feed",
            Self::NameTwice => "name-twice",
            Self::TooLong => "too-long",
        }
    }
}

/// Why a field stays closed. Said by whoever made the opening, proved by nothing.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Why {
    /// Its key was destroyed.
    Erased,
    /// This reader may not have it.
    NotForRecipient,
    /// Left out by decision.
    Redacted,
}

impl Why {
    /// The word in the line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Erased => "erased",
            Self::NotForRecipient => "not-for-recipient",
            Self::Redacted => "redacted",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Erased, Self::NotForRecipient, Self::Redacted].into_iter().find(|w| w.word() == word)
    }
}

/// A name and its value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Field {
    /// ASCII, as the schema spells it.
    pub name: String,
    /// The value; `null` if the event has none.
    pub value: Json,
}

/// One field of an opening.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Part {
    /// Closed: only its hash is shown.
    Closed {
        /// The field's hash, which the commitment covers.
        hash: Digest,
        /// Why it stays closed.
        why: Why,
    },
    /// Open.
    Open {
        /// Name and value.
        field: Field,
        /// What hid it until now.
        salt: [u8; 32],
    },
}

/// An opening whose fields give the commitment in its leaf. That the leaf is in the log is for a proof to show.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opening {
    origin: String,
    index: u64,
    leaf: [u8; LEAF_BYTES],
    parts: Vec<Part>,
}

impl Opening {
    /// Opens a leaf: one part for every field of the event, in order.
    pub fn new(
        origin: &str,
        index: u64,
        leaf: [u8; LEAF_BYTES],
        parts: Vec<Part>,
    ) -> Result<Self, OpeningError> {
        check_name(origin).map_err(|_| OpeningError::Form)?;
        to_int(index)?;
        let mut names = BTreeSet::new();
        let mut hashes = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            hashes.push(match part {
                Part::Closed { hash, .. } => *hash,
                Part::Open { field, salt } => {
                    if !names.insert(field.name.as_str()) {
                        return Err(OpeningError::NameTwice);
                    }
                    field_hash(index, salt, &field.name, &field.value)
                        .map_err(|_| OpeningError::Field { index })?
                }
            });
        }
        if commit::check_leaf(&leaf)? != commit::commitment(&hashes)?.0 {
            return Err(OpeningError::Commitment);
        }
        Ok(Self { origin: origin.to_owned(), index, leaf, parts })
    }

    /// Reads one line with its line feed; whatever this returns opens its leaf and writes the same bytes again.
    pub fn parse(line: &[u8]) -> Result<Self, OpeningError> {
        if line.len() > LINE_BYTES_MAX {
            return Err(OpeningError::TooLong);
        }
        let [json @ .., b'\n'] = line else { return Err(OpeningError::LineFeed) };
        let json = Json::parse(json)?;
        let members = json.entries().ok_or(OpeningError::Form)?;
        let member = |name| json.get(name).ok_or(OpeningError::Form);
        if members.len() != 6 || member("v")?.text() != Some(VERSION) {
            return Err(OpeningError::Form);
        }
        let origin = member("origin")?.text().ok_or(OpeningError::Form)?;
        let index = member("index")?.int().and_then(|index| u64::try_from(index).ok());
        let index = index.ok_or(OpeningError::Form)?;
        let leaf = bytes(Some(member("leaf")?)).ok_or(OpeningError::Leaf)?;
        let fields = member("fields")?.list().ok_or(OpeningError::Form)?;
        if member("n")?.int() != i64::try_from(fields.len()).ok() {
            return Err(OpeningError::Form);
        }
        let parts = fields.iter().enumerate().map(|(index, field)| {
            Part::from_json(index, field).ok_or(OpeningError::Field { index })
        });
        let parts = parts.collect::<Result<_, _>>()?;
        Self::new(origin, index, leaf, parts)
    }

    /// The line with its line feed.
    #[must_use]
    pub fn to_line(&self) -> String {
        let fields = self.parts.iter().enumerate().map(|(index, part)| part.to_json(index));
        let line = Json::object([
            ("v", Json::from(VERSION)),
            ("origin", Json::from(self.origin.as_str())),
            ("index", Json::Int(to_int(self.index).unwrap_or(INT_MAX))),
            ("leaf", Json::from(b64_encode(&self.leaf))),
            ("n", Json::Int(i64::try_from(self.parts.len()).unwrap_or(INT_MAX))),
            ("fields", Json::List(fields.collect())),
        ]);
        format!("{line}\n")
    }

    /// The log that holds the leaf.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Where in the log the leaf stands.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The leaf.
    #[must_use]
    pub fn leaf(&self) -> &[u8; LEAF_BYTES] {
        &self.leaf
    }

    /// The leaf's hash in the tree.
    #[must_use]
    pub fn leaf_hash(&self) -> Digest {
        leaf_hash(&self.leaf)
    }

    /// All fields in their order, open and closed.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The value of an open field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.parts.iter().find_map(|part| match part {
            Part::Open { field, .. } if field.name == name => Some(&field.value),
            Part::Open { .. } | Part::Closed { .. } => None,
        })
    }
}

impl Part {
    fn from_json(index: usize, json: &Json) -> Option<Self> {
        let members = json.entries()?;
        if json.get("i")?.int() != i64::try_from(index).ok() {
            return None;
        }
        if members.len() == 4 {
            let name = json.get("name")?.text()?.to_owned();
            let field = Field { name, value: json.get("value")?.clone() };
            Some(Self::Open { field, salt: bytes(json.get("salt"))? })
        } else if members.len() == 3 {
            let why = Why::parse(json.get("why")?.text()?)?;
            Some(Self::Closed { hash: Digest(bytes(json.get("hash"))?), why })
        } else {
            None
        }
    }

    fn to_json(&self, index: usize) -> Json {
        let i = ("i", Json::Int(i64::try_from(index).unwrap_or(INT_MAX)));
        match self {
            Self::Closed { hash, why } => {
                Json::object([i, ("hash", hash.b64().into()), ("why", why.word().into())])
            }
            Self::Open { field, salt } => Json::object([
                i,
                ("name", field.name.as_str().into()),
                ("salt", b64_encode(salt).into()),
                ("value", field.value.clone()),
            ]),
        }
    }
}

/// Exactly `N` bytes in strict base64.
pub(crate) fn bytes<const N: usize>(json: Option<&Json>) -> Option<[u8; N]> {
    array(&b64_decode(json?.text()?).ok()?).ok()
}

/// An index that JSON can carry.
fn to_int(index: u64) -> Result<i64, OpeningError> {
    i64::try_from(index).ok().filter(|index| *index <= INT_MAX).ok_or(OpeningError::Form)
}
