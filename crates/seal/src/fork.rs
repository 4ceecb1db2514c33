//! Fork evidence: two heads of one log under its own signature that cannot both be true, in one line of JSON.
//!
//! Whoever has the log's keys can check it years later without the log, without whoever found it and without a network.
//! Not the search for a fork: that is who compares heads (a witness, a monitor, the receiver of an anchor).
//!
//! Not trusted: who hands it over can at most show two notes that prove nothing, and [`Fork::proven`] says so.

use thiserror::Error;

use crate::checkpoint::{CheckpointError, SignedCheckpoint};
use crate::digest::Digest;
use crate::json::Json;
use crate::merkle::{PATH_MAX, verify_consistency};
use crate::note::{NOTE_BYTES_MAX, Vkey};

#[cfg(test)]
mod tests;

/// The version of the format.
const VERSION: &str = "comity-fork/1";
/// Longest evidence: two notes, whose line feeds and dashes take a byte more each as JSON, and 64 hashes.
pub const FORK_BYTES_MAX: usize = 4 * NOTE_BYTES_MAX;

/// Why something is no evidence of a fork. The fault is with whoever made it.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ForkError {
    /// A note in it is no checkpoint, or no key of the log signed it.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Not one line of JSON with the members of this format.
    #[error("fork evidence is not one line of `{VERSION}` in canonical json")]
    Form,
    /// The two heads are of two logs.
    #[error("the two heads are of two logs, which may well differ")]
    Origins,
    /// Both heads can be true.
    #[error("the two heads do not contradict each other")]
    Proof,
}

impl ForkError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint(error) => error.code(),
            Self::Form => "form",
            Self::Origins => "origins",
            Self::Proof => "proof",
        }
    }
}

/// What the larger tree held when it had as many leaves as the smaller head says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Held {
    /// Its root then, which is another than that of the smaller head.
    pub root: Digest,
    /// The consistency proof from that root to the root of the larger head.
    pub path: Vec<Digest>,
}

/// Two heads that contradict each other.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fork {
    /// The head with fewer leaves, or of two with equally many the one seen first.
    pub older: SignedCheckpoint,
    /// The other.
    pub newer: SignedCheckpoint,
    /// Nothing if both have equally many leaves: then the roots alone say it.
    pub held: Option<Held>,
}

impl Fork {
    /// Reads evidence; nothing is verified yet.
    pub fn parse(bytes: &[u8]) -> Result<Self, ForkError> {
        let line = bytes.strip_suffix(b"\n").filter(|_| bytes.len() <= FORK_BYTES_MAX);
        let json = Json::parse(line.ok_or(ForkError::Form)?).map_err(|_| ForkError::Form)?;
        let entries = json.entries().ok_or(ForkError::Form)?;
        let names = ["held", "newer", "older", "path", "v"];
        if !entries.keys().eq(names) || json.get("v").and_then(Json::text) != Some(VERSION) {
            return Err(ForkError::Form);
        }
        let note = |name| {
            let text = json.get(name).and_then(Json::text).ok_or(ForkError::Form)?;
            Ok::<_, ForkError>(SignedCheckpoint::parse(text.as_bytes())?)
        };
        let hash = |json: &Json| {
            let text = json.text().ok_or(ForkError::Form)?;
            Digest::parse_b64(text).map_err(|_| ForkError::Form)
        };
        let path = json.get("path").and_then(Json::list).ok_or(ForkError::Form)?;
        if path.len() > PATH_MAX {
            return Err(ForkError::Form);
        }
        let path: Vec<Digest> = path.iter().map(hash).collect::<Result<_, _>>()?;
        let held = match json.get("held").filter(|held| !held.is_null()) {
            Some(root) => Some(Held { root: hash(root)?, path }),
            None if path.is_empty() => None,
            None => return Err(ForkError::Form),
        };
        Ok(Self { older: note("older")?, newer: note("newer")?, held })
    }

    /// The evidence as it is kept and sent: canonical JSON and a line feed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let held = self.held.as_ref();
        let path = held.map_or(&[][..], |held| &held.path);
        let json = Json::object([
            ("v", Json::from(VERSION)),
            ("older", self.older.to_string().into()),
            ("newer", self.newer.to_string().into()),
            ("held", held.map(|held| held.root.b64()).into()),
            ("path", path.iter().map(|hash| hash.b64().into()).collect::<Vec<Json>>().into()),
        ]);
        let mut bytes = json.to_bytes();
        bytes.push(b'\n');
        bytes
    }

    /// Believes that the log of these keys signed two histories, and says which log that is.
    ///
    /// # Errors
    /// [`ForkError`]: the notes are not both signed by one of `keys`, or they do not contradict each other.
    pub fn proven(&self, keys: &[Vkey]) -> Result<&str, ForkError> {
        let (older, newer) = (self.older.claimed(), self.newer.claimed());
        if older.origin() != newer.origin() {
            return Err(ForkError::Origins);
        }
        // A witness's key signs heads too, and does not speak for the log.
        let own: Vec<Vkey> =
            keys.iter().filter(|key| key.name() == older.origin()).cloned().collect();
        self.older.verify(&own)?;
        self.newer.verify(&own)?;
        let differs = match &self.held {
            None => older.size() == newer.size() && older.root() != newer.root(),
            Some(held) => {
                let (end, size) = (older.size(), newer.size());
                let shown = verify_consistency(0, end, size, &held.path, &held.root, &newer.root());
                end < size && held.root != older.root() && shown.is_ok()
            }
        };
        if differs { Ok(older.origin()) } else { Err(ForkError::Proof) }
    }
}
