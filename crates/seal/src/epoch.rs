//! The seal over the end of a log: one hash-based signature over its last checkpoint (`docs/spec/keys.md` §5).
//!
//! ```text
//! comity/epoch-seal@v1
//! seal BASE64              7 856 bytes of SLH-DSA-SHA2-128s
//!                          an empty line
//! the checkpoint note, byte for byte
//! ```
//! A statement for decades: it holds by SHA-256 alone, whatever becomes of the curves and lattices under the note's own
//! lines. It says which tree the log ended with, and never when: the times are those of the note's witnesses.
//!
//! Not here: the key, which the reader's policy names, and who makes the seal.

use std::fmt;

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::digest::{b64_decode, b64_encode};
use crate::note::{NOTE_BYTES_MAX, clean};
use crate::policy::{Policy, PolicyError, Witnessed};
use crate::sign::{SLH_DSA_SIGNATURE_BYTES, SlhDsaPublic};

#[cfg(test)]
mod tests;

/// The first line.
pub const HEADER: &str = "comity/epoch-seal@v1";
/// Longest statement: the note, and the lines before it.
pub const SEAL_BYTES_MAX: usize = NOTE_BYTES_MAX + 16 * 1024;
/// What the message starts with; the text of the checkpoint follows.
const MESSAGE: &str = "comity/epoch-seal/1\n";

/// Why a seal was refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum EpochError {
    /// The checkpoint in it is none.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Not header, signature, empty line and note.
    #[error("the seal is not header, signature, an empty line and a checkpoint note")]
    Form,
    /// The signature does not belong to this key and checkpoint.
    #[error("the seal is not by the key that your policy lists for log `{origin}`")]
    Invalid {
        /// The log.
        origin: String,
    },
    /// The reader's policy lists no key for it.
    #[error("your policy lists no seal key for log `{origin}`")]
    NoKey {
        /// The log.
        origin: String,
    },
    /// Longer than [`SEAL_BYTES_MAX`].
    #[error("the seal is longer than {SEAL_BYTES_MAX} bytes")]
    TooLong,
}

impl EpochError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint(error) => error.code(),
            Self::Form => "form",
            Self::Invalid { .. } => "seal-invalid",
            Self::NoKey { .. } => "no-seal-key",
            Self::TooLong => "too-long",
        }
    }
}

/// The bytes that a seal signs.
#[must_use]
pub fn message(checkpoint: &Checkpoint) -> Vec<u8> {
    format!("{MESSAGE}{}", checkpoint.text()).into_bytes()
}

/// A seal as written down. Nothing in it is believed before [`EpochSeal::verify`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EpochSeal {
    /// The signature.
    pub signature: Vec<u8>,
    /// The note of the log's last checkpoint, byte for byte.
    pub checkpoint_note: String,
}

/// What a seal proves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedEpoch {
    /// The end of the log.
    pub checkpoint: Checkpoint,
    /// The key under which it is sealed.
    pub key: SlhDsaPublic,
    /// What the note's own lines say under the same policy. The seal holds without them.
    pub lines: Result<Witnessed, PolicyError>,
}

impl EpochSeal {
    /// Reads a statement; its note must be a checkpoint, but nothing is verified.
    ///
    /// # Errors
    /// [`EpochError`]
    pub fn parse(bytes: &[u8]) -> Result<Self, EpochError> {
        if bytes.len() > SEAL_BYTES_MAX {
            return Err(EpochError::TooLong);
        }
        let text = clean(bytes).map_err(|_| EpochError::Form)?;
        let (head, note) = text.split_once("\n\n").ok_or(EpochError::Form)?;
        let seal = head.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix("\nseal "));
        let signature = b64_decode(seal.ok_or(EpochError::Form)?).map_err(|_| EpochError::Form)?;
        if signature.len() != SLH_DSA_SIGNATURE_BYTES {
            return Err(EpochError::Form);
        }
        SignedCheckpoint::parse(note.as_bytes())?;
        Ok(Self { signature, checkpoint_note: note.to_owned() })
    }

    /// Believes that the log ended with this checkpoint, if the key that the policy lists for the log sealed it.
    ///
    /// # Errors
    /// [`EpochError`]
    pub fn verify(&self, policy: &Policy) -> Result<SealedEpoch, EpochError> {
        let signed = SignedCheckpoint::parse(self.checkpoint_note.as_bytes())?;
        let checkpoint = signed.claimed().clone();
        checkpoint.check_empty()?;
        let origin = || checkpoint.origin().to_owned();
        let key = policy.seal_key(checkpoint.origin());
        let key = key.ok_or_else(|| EpochError::NoKey { origin: origin() })?.clone();
        let good = key.verify(&message(&checkpoint), &self.signature);
        good.map_err(|_| EpochError::Invalid { origin: origin() })?;
        Ok(SealedEpoch { checkpoint, key, lines: policy.satisfied(&signed) })
    }
}

impl fmt::Display for EpochSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}\nseal {}\n", b64_encode(&self.signature))?;
        f.write_str(&self.checkpoint_note)
    }
}
