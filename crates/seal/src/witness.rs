//! The witness protocol (C2SP tlog-witness v1.0.0): what is asked, how it is judged, what is answered, how it is read.
//!
//! Pure on both sides. The shell brings the stored state, keeps the judgment and the store of the new state in one
//! transaction, and answers 429 and "database not writable" by itself. The same bytes travel inside letters and
//! receipts, so there is one reader for all of them; a node that witnesses its peers and a witness that stands alone
//! judge, sign and reply by the same functions.
//!
//! Not trusted: one witness. At most it can refuse or delay; a quorum is trusted not to sign two histories.

use std::fmt;

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::digest::Digest;
use crate::merkle::verify_consistency;
use crate::note::{LINES_MAX, NOTE_BYTES_MAX, NoteError, NoteLine, Vkey, clean, decimal};
use crate::proof::{ProofError, parse_path};

mod answer;
mod cosign;
mod reply;
#[cfg(test)]
mod tests;

pub use answer::{Answer, read_answer, read_lines, write_lines};
pub use cosign::{Accepted, Cosigned, Cosigner, Held, Lines, completed, sign_complete};
pub use reply::Reply;

/// Longest request: a note and 63 hashes fit; beyond it the shell answers 413.
pub const REQUEST_BYTES_MAX: usize = NOTE_BYTES_MAX;

/// Why a request could not be read. The asker's fault.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RequestError {
    /// The checkpoint in it could not be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Not old size, hashes, empty line and note.
    #[error("request is not old size, hashes, an empty line and a checkpoint note")]
    Form,
    /// Longer than [`REQUEST_BYTES_MAX`].
    #[error("request is longer than {REQUEST_BYTES_MAX} bytes")]
    TooLong,
}

impl RequestError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint(error) => error.code(),
            Self::Form => "form",
            Self::TooLong => "too-long",
        }
    }

    /// The HTTP status that answers it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Checkpoint(_) | Self::Form => 400,
            Self::TooLong => 413,
        }
    }
}

/// "Cosign this checkpoint; the tree you signed last had `old` leaves, and here is how they agree."
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AddCheckpoint {
    /// Size of the checkpoint the witness cosigned last, as the asker believes.
    pub old: u64,
    /// Consistency from there to the checkpoint.
    pub proof: Vec<Digest>,
    /// What is to be cosigned; unverified.
    pub checkpoint: SignedCheckpoint,
}

impl AddCheckpoint {
    /// Reads a request body.
    pub fn parse(bytes: &[u8]) -> Result<Self, RequestError> {
        if bytes.len() > REQUEST_BYTES_MAX {
            return Err(RequestError::TooLong);
        }
        let text = clean(bytes).map_err(|_| RequestError::Form)?;
        let (head, note) = text.split_once("\n\n").ok_or(RequestError::Form)?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(decimal);
        let old = old.ok_or(RequestError::Form)?;
        let proof = parse_path(lines).map_err(|_: ProofError| RequestError::Form)?;
        let checkpoint = SignedCheckpoint::parse(note.as_bytes())?;
        Ok(Self { old, proof, checkpoint })
    }

    /// What is kept of this request when it is refused as [`Refusal::Inconsistent`]: the text that the log signed, the
    /// log's own lines, old size and proof; and the name to keep it under, the hash of that text. So an asker who holds
    /// one head of a log can make one piece of evidence of it, and a small one. None if the head is the very one that is
    /// held: then the log said nothing new, and only the proof is wrong.
    #[must_use]
    pub fn evidence(&self, held: Option<Held>, vkeys: &[Vkey]) -> Option<(Digest, Self)> {
        let head = self.checkpoint.claimed();
        let nothing_new =
            held.is_some_and(|held| (held.size, held.root) == (head.size(), head.root()));
        let lines = cosign::lines_of(self.checkpoint.note(), vkeys);
        let kept = Self { checkpoint: head.clone().with(lines), ..self.clone() };
        (!nothing_new).then(|| (Digest::of(head.text().as_bytes()), kept))
    }
}

/// The request body.
impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", hash.b64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// Why a witness does not cosign a request it could read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// Our clock is this many seconds behind our own last cosignature: sign nothing.
    ClockBehind {
        /// How many seconds.
        seconds: u64,
    },
    /// The tree we cosigned last has another size than the asker believes.
    Conflict {
        /// Its size.
        size: u64,
    },
    /// Signed by the log, yet it does not extend what the log signed before. Evidence: keep the request for ever.
    Inconsistent(Inconsistency),
    /// The asker's old size is beyond its own checkpoint.
    OldBeyondNew,
    /// We do not witness this log.
    UnknownOrigin,
    /// No trusted key of the log signed, or the line of one fails.
    Untrusted(NoteError),
}

/// In which way a checkpoint does not extend the tree that was cosigned.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Inconsistency {
    /// Size 0 with another root than the empty tree's.
    EmptyRoot,
    /// The proof does not lead from the old root to the new one.
    Proof,
    /// A proof from the empty tree, which is never proved.
    ProofFromEmpty,
    /// The same size with another root: the log signed two histories.
    SameSizeOtherRoot,
}

impl Inconsistency {
    /// Every way, in the order of the enum.
    pub const ALL: [Self; 4] =
        [Self::EmptyRoot, Self::Proof, Self::ProofFromEmpty, Self::SameSizeOtherRoot];

    /// The way of this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.code() == code)
    }

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::EmptyRoot => "empty-root",
            Self::Proof => "proof",
            Self::ProofFromEmpty => "proof-from-empty",
            Self::SameSizeOtherRoot => "same-size-other-root",
        }
    }

    /// Whether the log's own signatures prove that it misbehaved. A proof that fails may be the asker's: anybody can send
    /// an honest head of a log with hashes that lead nowhere, and then the log has to show how the two heads agree.
    #[must_use]
    pub fn proves_misbehavior(self) -> bool {
        match self {
            Self::EmptyRoot | Self::SameSizeOtherRoot => true,
            Self::Proof | Self::ProofFromEmpty => false,
        }
    }
}

impl Refusal {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::ClockBehind { .. } => 503,
            Self::Conflict { .. } => 409,
            Self::Inconsistent(_) => 422,
            Self::OldBeyondNew => 400,
            Self::UnknownOrigin => 404,
            Self::Untrusted(_) => 403,
        }
    }

    /// The body of a 409 (content type `text/x.tlog.size`); other refusals have none.
    #[must_use]
    pub fn body(&self) -> Option<String> {
        match self {
            Self::Conflict { size } => Some(format!("{size}\n")),
            Self::ClockBehind { .. }
            | Self::Inconsistent(_)
            | Self::OldBeyondNew
            | Self::UnknownOrigin
            | Self::Untrusted(_) => None,
        }
    }
}

/// Judges a request, in the order that the protocol fixes.
///
/// `held` is what the witness remembers of this origin; `vkeys` are the trusted keys of the origin, none if it is not
/// witnessed; `now` is POSIX seconds.
///
/// # Errors
/// The first [`Refusal`] in that order.
pub fn judge(
    request: &AddCheckpoint,
    held: Option<Held>,
    vkeys: &[Vkey],
    now: u64,
) -> Result<Accepted, Refusal> {
    let new = request.checkpoint.claimed();
    if !vkeys.iter().any(|vkey| vkey.name() == new.origin()) {
        return Err(Refusal::UnknownOrigin);
    }
    let seen = request.checkpoint.note().open(vkeys).map_err(Refusal::Untrusted)?;
    // A line of time 0 says nothing about the whole tree (C2SP tlog-cosignature).
    if seen.iter().all(|seen| seen.signed_at == Some(0)) {
        return Err(Refusal::Untrusted(NoteError::NoKnownKey));
    }
    if request.old > new.size() {
        return Err(Refusal::OldBeyondNew);
    }
    let size = held.map_or(0, |held| held.size);
    if request.old != size {
        return Err(Refusal::Conflict { size });
    }
    if new.check_empty().is_err() {
        return Err(Refusal::Inconsistent(Inconsistency::EmptyRoot));
    }
    let state = held.map(|held| (held.size, held.root));
    extends(state, &request.proof, new).map_err(Refusal::Inconsistent)?;
    let last = held.and_then(|held| held.cosigned_at);
    match last.and_then(|last| last.checked_sub(now)) {
        Some(seconds @ 1..) => Err(Refusal::ClockBehind { seconds }),
        Some(0) | None => Ok(Accepted::new(request, vkeys, now, new.size() > size)),
    }
}

/// Whether `new` extends the tree in `state`, as `proof` says.
pub fn extends(
    state: Option<(u64, Digest)>,
    proof: &[Digest],
    new: &Checkpoint,
) -> Result<(), Inconsistency> {
    let Some((size @ 1.., root)) = state else {
        return if proof.is_empty() { Ok(()) } else { Err(Inconsistency::ProofFromEmpty) };
    };
    if size == new.size() && root != new.root() {
        return Err(Inconsistency::SameSizeOtherRoot);
    }
    verify_consistency(0, size, new.size(), proof, &root, &new.root())
        .map_err(|_| Inconsistency::Proof)
}
