//! From the judgment to the lines: what a witness remembers, signs and answers.
//!
//! [`super::judge`] gives an [`Accepted`] and nothing else does, so there is no line without a judgment. The lines may
//! leave once [`Cosigned`] was stored in the place of the [`Held`] that was judged against, and not before: then a crash
//! at any point leaves either the memory with its lines, or a signature that nobody ever saw.

use super::{AddCheckpoint, Vkey};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::cosignature::{CosignatureError, cosign_ed25519, cosign_mldsa44};
use crate::digest::Digest;
use crate::note::{Note, NoteLine};
use crate::sign::{Ed25519Secret, MlDsa44Secret};

/// What a witness remembers of one log.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Held {
    /// Leaves of the tree it cosigned last, or was told to start from.
    pub size: u64,
    /// Root of that tree.
    pub root: Digest,
    /// When it cosigned it, in POSIX seconds; none if it was only told to start from there.
    pub cosigned_at: Option<u64>,
}

/// Who cosigns. Trusted: who holds the two secrets can say in the witness's name that any log only grew.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "secrets must not reach a log")]
pub struct Cosigner<'a> {
    /// The key name of both lines.
    pub name: &'a str,
    /// Signs the line of type 04.
    pub ed25519: &'a Ed25519Secret,
    /// Signs the line of type 06.
    pub mldsa44: &'a MlDsa44Secret,
}

/// Which lines a cosignature has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lines {
    /// The classical line and the post-quantum line: what a witness answers.
    Both,
    /// The classical line alone: what an anchor carries.
    Classical,
}

/// A request that was judged good, at the instant for which it was.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub struct Accepted {
    head: Checkpoint,
    by_log: Vec<NoteLine>,
    at: u64,
    grows: bool,
}

/// A head with the witness's lines: the next memory, and the answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cosigned {
    /// What the witness remembers from now on.
    pub held: Held,
    /// The note with the log's lines and the witness's, no others: what monitors are shown.
    pub note: SignedCheckpoint,
    /// The witness's lines.
    pub lines: Vec<NoteLine>,
}

impl Accepted {
    pub(super) fn new(request: &AddCheckpoint, vkeys: &[Vkey], at: u64, grows: bool) -> Self {
        let by_log = lines_of(request.checkpoint.note(), vkeys);
        Self { head: request.checkpoint.claimed().clone(), by_log, at, grows }
    }

    /// Whether the head is larger than the one before: only the log can bring such a head, and each only once. Any
    /// stranger can bring the same head again.
    #[must_use]
    pub fn grows(&self) -> bool {
        self.grows
    }

    /// Adds the log's lines of a note that was accepted before, where it is of the same head: whoever brings a head again
    /// takes no line away from it.
    pub fn with_lines_of(mut self, earlier: &SignedCheckpoint, vkeys: &[Vkey]) -> Self {
        if *earlier.claimed() == self.head {
            let before = lines_of(earlier.note(), vkeys);
            let line_of = |vkey: &Vkey| {
                let mut lines = self.by_log.iter().chain(&before);
                lines.find(|line| vkey.is_named_by(line)).cloned()
            };
            let mut lines: Vec<NoteLine> = Vec::new();
            for line in vkeys.iter().filter_map(line_of) {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            self.by_log = lines;
        }
        self
    }

    /// The head with the log's own lines and no others: what a mirror keeps as pending, and does not sign.
    #[must_use]
    pub fn unsigned(self) -> SignedCheckpoint {
        self.head.with(self.by_log)
    }

    /// Signs the head.
    ///
    /// # Errors
    /// If the name of `by` is no key name, the instant is 0 or beyond 2^63 − 1, or a key gives no signature.
    pub fn sign(self, by: &Cosigner<'_>, wanted: Lines) -> Result<Cosigned, CosignatureError> {
        self.sign_by_all(std::slice::from_ref(by), wanted)
    }

    /// Signs the head with each of these: a witness whose keys take turns has two while the newer ones take over.
    ///
    /// # Errors
    /// As [`Accepted::sign`].
    pub fn sign_by_all(
        self,
        by: &[Cosigner<'_>],
        wanted: Lines,
    ) -> Result<Cosigned, CosignatureError> {
        let Self { head, by_log, at, .. } = self;
        signed(head, by_log, at, by, wanted)
    }
}

fn signed(
    head: Checkpoint,
    by_log: Vec<NoteLine>,
    at: u64,
    by: &[Cosigner<'_>],
    wanted: Lines,
) -> Result<Cosigned, CosignatureError> {
    let mut lines = Vec::new();
    for by in by {
        lines.push(cosign_ed25519(by.ed25519, by.name, at, &head)?);
        if wanted == Lines::Both {
            let sign = |message: &[u8]| by.mldsa44.sign_deterministic(message);
            lines.push(cosign_mldsa44(&by.mldsa44.public(), by.name, at, &head, sign)?);
        }
    }
    let held = Held { size: head.size(), root: head.root(), cosigned_at: Some(at) };
    let note = head.with(by_log.into_iter().chain(lines.iter().cloned()).collect());
    Ok(Cosigned { held, note, lines })
}

/// A note of a witness or mirror with the lines that another note of the same head has by `vkeys` and it has not; none if
/// it has them all. Its own lines stay as they are: what was signed is the head.
#[must_use]
pub fn completed(
    served: &SignedCheckpoint,
    by: &SignedCheckpoint,
    vkeys: &[Vkey],
) -> Option<SignedCheckpoint> {
    let names = |line: &NoteLine| (line.name.clone(), line.key_id);
    let there: Vec<_> = served.note().signatures.iter().map(names).collect();
    let mut missing = lines_of(by.note(), vkeys);
    missing.retain(|line| !there.contains(&names(line)));
    if missing.is_empty() || served.claimed() != by.claimed() {
        return None;
    }
    let lines = missing.into_iter().chain(served.note().signatures.iter().cloned()).collect();
    Some(served.claimed().clone().with(lines))
}

/// Signs a pending checkpoint of which every entry is on disk: what a mirror says. The checkpoint was judged when it became
/// pending; its lines by `vkeys` are kept.
///
/// # Errors
/// As [`Accepted::sign`].
pub fn sign_complete(
    pending: &SignedCheckpoint,
    vkeys: &[Vkey],
    at: u64,
    by: &Cosigner<'_>,
) -> Result<Cosigned, CosignatureError> {
    let by_log = lines_of(pending.note(), vkeys);
    signed(pending.claimed().clone(), by_log, at, std::slice::from_ref(by), Lines::Both)
}

/// Of what came only the log's own lines are kept, one for each key: they were verified, a line of anybody else was not,
/// and a line sent sixty-four times would make a note that nobody can read.
pub(super) fn lines_of(note: &Note, vkeys: &[Vkey]) -> Vec<NoteLine> {
    let mut lines: Vec<NoteLine> = Vec::new();
    for vkey in vkeys {
        let line = note.signatures.iter().find(|line| vkey.is_named_by(line));
        lines.extend(line.filter(|line| !lines.contains(line)).cloned());
    }
    lines
}
