//! Checkpoints (C2SP tlog-checkpoint v1.0.0): origin, size and root of a log, as a signed note.
//!
//! Not the decision whom to believe: that is a [`crate::policy::Policy`], or a list of keys handed to
//! [`SignedCheckpoint::verify`]. Extension lines are neither written nor read, because ML-DSA cosignatures do not
//! cover them.

use std::fmt;

use thiserror::Error;

use crate::cosignature::{self, CosignatureError};
use crate::digest::Digest;
use crate::merkle::{SIZE_MAX, empty_root};
use crate::note::{self, Note, NoteError, NoteLine, Seen, Vkey};
use crate::receipt::NodeId;
use crate::sign::{Ed25519Secret, MlDsa44Public, SignError};

#[cfg(test)]
mod tests;

/// Why a checkpoint was refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CheckpointError {
    /// The empty tree with another root than the hash of nothing.
    #[error("checkpoint of size 0 carries another root than that of the empty tree")]
    EmptyRoot,
    /// Lines behind the root.
    #[error("checkpoint has extension lines, which not every cosignature covers")]
    Extension,
    /// Not three lines of origin, size and root in their one spelling.
    #[error("checkpoint is not three lines of origin, size and root")]
    Form,
    /// The note around it was refused.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The origin is no key name.
    #[error("checkpoint origin is empty, too long, or has a space or `+`")]
    Origin,
    /// The size is beyond 2^63 − 1.
    #[error("checkpoint size is beyond 2^63-1")]
    Size,
}

impl CheckpointError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyRoot => "empty-root",
            Self::Extension => "extension",
            Self::Form => "form",
            Self::Note(error) => error.code(),
            Self::Origin => "origin",
            Self::Size => "size",
        }
    }
}

/// The name of a node's log: `NODE/comity/audit/YYYY`, or `NODE/comity/audit/YYYY-rN` where it follows one that failed.
/// Of two logs of one node the later one is the greater.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct LogName<'a> {
    /// The node, as it stands there.
    pub node: &'a str,
    /// The year, four digits.
    pub year: u16,
    /// 0 for the first log of a year, else N, from 1 to 9999.
    pub successor: u16,
}

impl<'a> LogName<'a> {
    /// Reads an origin; none if it is no name of a node's log.
    #[must_use]
    pub fn parse(origin: &'a str) -> Option<Self> {
        let (node, rest) = origin.split_once('/')?;
        let rest = rest.strip_prefix("comity/audit/")?;
        let (year, successor) = match rest.split_once("-r") {
            None => (rest, None),
            Some((year, n)) => (year, Some(n)),
        };
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        NodeId::parse(node).filter(|_| year.len() == 4 && is_number(year))?;
        let successor = match successor {
            None => 0,
            Some(n) if (1..=4).contains(&n.len()) && is_number(n) && !n.starts_with('0') => {
                n.parse().ok()?
            }
            Some(_) => return None,
        };
        Some(Self { node, year: year.parse().ok()?, successor })
    }

    /// The name of another log of the same node.
    #[must_use]
    pub fn origin(node: &str, year: u16, successor: u16) -> String {
        match successor {
            0 => format!("{node}/comity/audit/{year:04}"),
            n => format!("{node}/comity/audit/{year:04}-r{n}"),
        }
    }
}

/// What a log says about itself at one moment.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Digest,
}

impl Checkpoint {
    /// The checkpoint of this log at this size.
    pub fn new(origin: &str, size: u64, root: Digest) -> Result<Self, CheckpointError> {
        note::check_name(origin).map_err(|_| CheckpointError::Origin)?;
        if size > SIZE_MAX {
            return Err(CheckpointError::Size);
        }
        Ok(Self { origin: origin.to_owned(), size, root })
    }

    /// Reads the text of a checkpoint note. An empty tree's root is not compared here, see
    /// [`Checkpoint::check_empty`]: a witness answers that fault differently.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Form)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Form);
        };
        let size = note::decimal(size).ok_or(CheckpointError::Form)?;
        let root = Digest::parse_b64(root).map_err(|_| CheckpointError::Form)?;
        match lines.next() {
            None => Self::new(origin, size, root),
            Some("") => Err(CheckpointError::Form),
            Some(_) => Err(CheckpointError::Extension),
        }
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Leaves in the tree.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree.
    #[must_use]
    pub fn root(&self) -> Digest {
        self.root
    }

    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root.b64())
    }

    /// The empty tree has one root only.
    pub fn check_empty(&self) -> Result<(), CheckpointError> {
        let good = self.size > 0 || self.root == empty_root();
        if good { Ok(()) } else { Err(CheckpointError::EmptyRoot) }
    }

    /// The log's Ed25519 line (type 01). Trusted: who holds the secret can say anything in this log's name, and a
    /// witness will prove it if two such sayings disagree.
    pub fn sign_ed25519(&self, secret: &Ed25519Secret) -> Result<NoteLine, NoteError> {
        note::sign_ed25519(secret, &self.origin, &self.text())
    }

    /// The log's ML-DSA-44 line (type 06): a log is a cosigner whose name is its origin. `sign` gets the message.
    pub fn sign_mldsa44(
        &self,
        public: &MlDsa44Public,
        signed_at: u64,
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, SignError>,
    ) -> Result<NoteLine, CosignatureError> {
        cosignature::cosign_mldsa44(public, &self.origin, signed_at, self, sign)
    }

    /// The note of this checkpoint with these lines.
    #[must_use]
    pub fn with(self, signatures: Vec<NoteLine>) -> SignedCheckpoint {
        let note = Note { text: self.text(), signatures };
        SignedCheckpoint { note, claimed: self }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A checkpoint note that nobody has verified yet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedCheckpoint {
    note: Note,
    claimed: Checkpoint,
}

impl SignedCheckpoint {
    /// Reads a checkpoint note.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        let claimed = Checkpoint::parse(&note.text)?;
        Ok(Self { note, claimed })
    }

    /// What the note claims. Good for looking up keys and state, for nothing else.
    #[must_use]
    pub fn claimed(&self) -> &Checkpoint {
        &self.claimed
    }

    /// The note.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Adds a line, unless it is there already. Verify a foreign line first: a bad one of a known key spoils the note.
    pub fn add(&mut self, line: NoteLine) {
        if !self.note.signatures.contains(&line) {
            self.note.signatures.push(line);
        }
    }

    /// Believes the checkpoint if at least one of `keys` signed it and no line of any of them fails.
    pub fn verify(&self, keys: &[Vkey]) -> Result<VerifiedCheckpoint, CheckpointError> {
        let seen = self.note.open(keys)?;
        self.claimed.check_empty()?;
        Ok(VerifiedCheckpoint { checkpoint: self.claimed.clone(), seen })
    }
}

/// The note's bytes.
impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

/// A checkpoint that a known key signed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VerifiedCheckpoint {
    checkpoint: Checkpoint,
    seen: Vec<Seen>,
}

impl VerifiedCheckpoint {
    /// The checkpoint.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Which of the keys handed in signed, and when they say they did.
    #[must_use]
    pub fn seen(&self) -> &[Seen] {
        &self.seen
    }
}
