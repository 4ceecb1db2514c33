//! Offline proof that one leaf is in a log (C2SP tlog-proof): index, path and checkpoint in one text.
//!
//! Not the leaf: its hash comes from the opened event, and `extra` is only a hint at the leaf's 40 bytes.

use std::fmt;

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::digest::{Digest, array, b64_decode, b64_encode};
use crate::merkle::{BadProof, PATH_MAX, verify_inclusion};
use crate::note::{NOTE_BYTES_MAX, clean, decimal};
use crate::opening::LEAF_BYTES;
use crate::policy::{Policy, PolicyError};

#[cfg(test)]
mod tests;

/// The first line.
const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Longest proof: the note, 63 hashes of 45 bytes, and the lines before them.
pub const PROOF_BYTES_MAX: usize = NOTE_BYTES_MAX + 4096;

/// Why a proof was refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ProofError {
    /// The checkpoint in it was refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The `extra` line is not the base64 of 40 bytes.
    #[error("extra line of the proof is not a leaf of {LEAF_BYTES} bytes")]
    Extra,
    /// Not header, index, hashes, empty line and note.
    #[error("proof is not header, index, hashes, an empty line and a checkpoint note")]
    Form,
    /// The hashes do not lead from the leaf to the checkpoint.
    #[error("the leaf is not in the log at this index")]
    Inclusion(#[source] BadProof),
    /// More than 63 hashes.
    #[error("proof has more than {PATH_MAX} hashes")]
    PathLength,
    /// The checkpoint does not satisfy the policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Longer than [`PROOF_BYTES_MAX`].
    #[error("proof is longer than {PROOF_BYTES_MAX} bytes")]
    TooLong,
}

impl ProofError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint(error) => error.code(),
            Self::Extra => "extra",
            Self::Form => "form",
            Self::Inclusion(_) => "inclusion",
            Self::PathLength => "path-length",
            Self::Policy(error) => error.code(),
            Self::TooLong => "too-long",
        }
    }
}

/// A proof, as written down. Nothing in it is believed before [`TlogProof::verify`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TlogProof {
    /// The leaf it is about, as a hint.
    pub extra: Option<[u8; LEAF_BYTES]>,
    /// Where in the log the leaf stands.
    pub index: u64,
    /// From the leaf's sibling up to the root.
    pub path: Vec<Digest>,
    /// The checkpoint note, byte for byte.
    pub checkpoint_note: String,
}

/// What a proof proves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Proven {
    /// The checkpoint whose tree holds the leaf.
    pub checkpoint: Checkpoint,
    /// Where in the log the leaf stands.
    pub index: u64,
    /// The earliest time by which a quorum of witnesses had signed, in POSIX seconds; none if none was asked for.
    pub witnessed_at: Option<u64>,
}

impl TlogProof {
    /// Reads a proof; its note must be a checkpoint, but nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofError> {
        if bytes.len() > PROOF_BYTES_MAX {
            return Err(ProofError::TooLong);
        }
        let text = clean(bytes).map_err(|_| ProofError::Form)?;
        let (head, note) = text.split_once("\n\n").ok_or(ProofError::Form)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(ProofError::Form);
        }
        let mut line = lines.next().ok_or(ProofError::Form)?;
        let mut extra = None;
        if let Some(encoded) = line.strip_prefix("extra ") {
            let bytes = b64_decode(encoded).map_err(|_| ProofError::Extra)?;
            extra = Some(array(&bytes).map_err(|_| ProofError::Extra)?);
            line = lines.next().ok_or(ProofError::Form)?;
        }
        let index = line.strip_prefix("index ").and_then(decimal).ok_or(ProofError::Form)?;
        let path = parse_path(lines)?;
        SignedCheckpoint::parse(note.as_bytes())?;
        Ok(Self { extra, index, path, checkpoint_note: note.to_owned() })
    }

    /// The checkpoint note, unverified.
    pub fn signed_checkpoint(&self) -> Result<SignedCheckpoint, CheckpointError> {
        SignedCheckpoint::parse(self.checkpoint_note.as_bytes())
    }

    /// Believes that a leaf with this hash is in the log, if the policy is satisfied and the path fits.
    pub fn verify(&self, leaf_hash: &Digest, policy: &Policy) -> Result<Proven, ProofError> {
        let witnessed = policy.satisfied(&self.signed_checkpoint()?)?;
        let checkpoint = witnessed.checkpoint;
        self.verify_path(leaf_hash, &checkpoint)?;
        Ok(Proven { checkpoint, index: self.index, witnessed_at: witnessed.witnessed_at })
    }

    /// Checks the path alone, against a checkpoint that the caller has verified in its own way.
    pub fn verify_path(&self, leaf: &Digest, checkpoint: &Checkpoint) -> Result<(), ProofError> {
        verify_inclusion(self.index, checkpoint.size(), leaf, &self.path, &checkpoint.root())
            .map_err(ProofError::Inclusion)
    }

    /// SHA-256 of the proof's text, by which an answering log refers to it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_string().as_bytes())
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", b64_encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", hash.b64()))?;
        write!(f, "\n{}", self.checkpoint_note)
    }
}

/// Reads proof hashes, one a line.
pub(crate) fn parse_path<'a>(
    lines: impl Iterator<Item = &'a str>,
) -> Result<Vec<Digest>, ProofError> {
    let mut path = Vec::new();
    for line in lines {
        if path.len() == PATH_MAX {
            return Err(ProofError::PathLength);
        }
        path.push(Digest::parse_b64(line).map_err(|_| ProofError::Form)?);
    }
    Ok(path)
}
