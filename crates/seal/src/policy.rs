//! Trust policy (C2SP tlog-policy): which logs are known, which witnesses, and how many of them must have signed.
//!
//! The file and its judgment. Not the way by which a policy reaches a verifier: that is out of band, by its
//! fingerprint on paper. Stricter than the file format: every key of one generation of the checkpoint's log must have
//! signed, because the format cannot say "the classical and the post-quantum line, both". Two lines are ours, `revoked` and
//! `seal` (`docs/spec/keys.md`); whoever does not know them refuses the file, which is the safe mistake.
//!
//! Trusted: who can change a verifier's policy file decides what that verifier believes.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::digest::Digest;
use crate::note::{NoteError, Vkey, VkeyKind};
use crate::sign::{Kid, SlhDsaPublic};

mod keys;
mod parse;
#[cfg(test)]
mod tests;

pub use keys::{KeyStatus, Revoked};

/// Longest policy file: five hundred ML-DSA keys, which is what eighty nodes list for their logs of several years.
pub const POLICY_BYTES_MAX: usize = 1024 * 1024;
/// Most logs, witnesses and groups, each; readers must support 32.
pub const LISTED_MAX: usize = 512;

/// Why a policy file or a checkpoint under it was refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum PolicyError {
    /// Good by now, and not by the instant that the reader asked about.
    #[error("the witnesses that signed by then are no quorum")]
    AfterAsOf,
    /// A byte that the format does not have.
    #[error("policy has a control character other than tab and line feed, or is not utf-8")]
    Bytes,
    /// The checkpoint's note was refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The same public key is listed twice, so one signer would count for two.
    #[error("policy line {line} lists a public key a second time")]
    DuplicateKey {
        /// Counted from 1.
        line: usize,
    },
    /// A name is given to two witnesses or groups.
    #[error("policy line {line} defines a name a second time")]
    DuplicateName {
        /// Counted from 1.
        line: usize,
    },
    /// The keys of a log do not form generations of the same types.
    #[error("policy lists keys of log `{origin}` that are no generations of the same types")]
    Generations {
        /// The log.
        origin: String,
    },
    /// A line that is none of the six, or has wrong items.
    #[error(
        "policy line {line} is not `log`, `witness`, `group`, `quorum`, `revoked` or `seal` with its items"
    )]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// The file format allows a name to be a member only once.
    #[error("policy line {line} makes a name a member a second time")]
    MemberTwice {
        /// Counted from 1.
        line: usize,
    },
    /// A log's listed key has not signed the checkpoint, of each generation one at least.
    #[error("a listed key of log `{origin}` has not signed the checkpoint")]
    MissingLogLine {
        /// The log.
        origin: String,
    },
    /// The checkpoint is of no listed log.
    #[error("log `{origin}` is not listed in the policy")]
    NoLog {
        /// The log.
        origin: String,
    },
    /// Too few witnesses have signed.
    #[error("the witnesses that signed are no quorum")]
    NoQuorum,
    /// No quorum line, or two.
    #[error("policy needs exactly one quorum line")]
    Quorum,
    /// Nothing shows that the checkpoint was there before its keys were revoked.
    #[error("a key of log `{origin}` was revoked before witnesses saw the checkpoint")]
    Revoked {
        /// The log.
        origin: String,
    },
    /// The threshold of a group is not between 1 and its members.
    #[error("policy line {line} has a threshold that its members cannot meet")]
    Threshold {
        /// Counted from 1.
        line: usize,
    },
    /// Longer than [`POLICY_BYTES_MAX`], or more entries than [`LISTED_MAX`].
    #[error(
        "policy is longer than {POLICY_BYTES_MAX} bytes or lists more than {LISTED_MAX} of a kind"
    )]
    TooLong,
    /// A name that no earlier line defines.
    #[error("policy line {line} uses a name that no earlier line defines")]
    UnknownName {
        /// Counted from 1.
        line: usize,
    },
    /// A verifier key that cannot be used there.
    #[error("policy line {line} has a verifier key that cannot be used there")]
    Vkey {
        /// Counted from 1.
        line: usize,
        /// What is wrong with it; nothing if only its type is.
        #[source]
        source: Option<NoteError>,
    },
}

impl PolicyError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AfterAsOf => "after-as-of",
            Self::Bytes => "bytes",
            Self::Checkpoint(error) => error.code(),
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::DuplicateName { .. } => "duplicate-name",
            Self::Generations { .. } => "generations",
            Self::Line { .. } => "line",
            Self::MemberTwice { .. } => "member-twice",
            Self::MissingLogLine { .. } => "missing-log-line",
            Self::NoLog { .. } => "no-log",
            Self::NoQuorum => "no-quorum",
            Self::Quorum => "quorum",
            Self::Revoked { .. } => "revoked",
            Self::Threshold { .. } => "threshold",
            Self::TooLong => "too-long",
            Self::UnknownName { .. } => "unknown-name",
            Self::Vkey { .. } => "vkey",
        }
    }
}

/// A listed log key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Log {
    /// The key; its name is the origin.
    pub vkey: Vkey,
    /// Where the log can be read.
    pub url: Option<String>,
}

/// A listed witness.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Witness {
    /// Its name in this file; the key's own name is another thing.
    pub name: String,
    /// Its key.
    pub vkey: Vkey,
    /// Its submission prefix.
    pub url: Option<String>,
}

/// Members of which some number must have signed.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Group {
    name: String,
    needed: usize,
    members: Vec<String>,
}

/// A policy file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    /// Members of a group stand before it, so one pass judges all.
    groups: Vec<Group>,
    quorum: Option<String>,
    revoked: Vec<Revoked>,
    revoked_kids: BTreeMap<Kid, u64>,
    seals: BTreeMap<String, SlhDsaPublic>,
    /// What witnesses saw later does not count.
    as_of: Option<u64>,
    fingerprint: Digest,
}

/// A checkpoint that satisfies a policy.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Witnessed {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// What is known of the log keys that it rests on.
    pub keys: KeyStatus,
    /// The earliest time by which a quorum had signed, in POSIX seconds; none if the policy asks for no witness.
    pub witnessed_at: Option<u64>,
    /// Names, in this file, of the witnesses that signed.
    pub witnesses: BTreeSet<String>,
}

impl Policy {
    /// Reads a policy file.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        parse::parse(bytes)
    }

    /// SHA-256 of the file: what is printed on paper and in registers.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        self.fingerprint
    }

    /// All listed log keys.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// All listed witnesses.
    #[must_use]
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// The keys listed for this log.
    #[must_use]
    pub fn for_origin(&self, origin: &str) -> Vec<Vkey> {
        let vkeys = self.logs.iter().map(|log| &log.vkey);
        vkeys.filter(|vkey| vkey.name() == origin).cloned().collect()
    }

    /// Whether some listed key, of a log or a witness, has this name and id.
    #[must_use]
    pub fn knows(&self, name: &str, key_id: u32) -> bool {
        let logs = self.logs.iter().map(|log| &log.vkey);
        let mut vkeys = logs.chain(self.witnesses.iter().map(|witness| &witness.vkey));
        vkeys.any(|vkey| vkey.name() == name && vkey.key_id() == key_id)
    }

    /// Believes a checkpoint if every key of a generation of its log signed it, a quorum of witnesses did too, and no line
    /// of a listed key fails. Where a key of that generation is revoked, the quorum must have stood before.
    pub fn satisfied(&self, signed: &SignedCheckpoint) -> Result<Witnessed, PolicyError> {
        let origin = signed.claimed().origin().to_owned();
        let log_keys = self.for_origin(&origin);
        if log_keys.is_empty() {
            return Err(PolicyError::NoLog { origin });
        }
        let n_log_keys = log_keys.len();
        let witness_keys = self.witnesses.iter().map(|witness| witness.vkey.clone());
        let keys: Vec<_> = log_keys.iter().cloned().chain(witness_keys).collect();
        let verified = signed.verify(&keys)?;

        let mut by_log: BTreeSet<usize> = BTreeSet::new();
        let mut signed_at: BTreeMap<&str, u64> = BTreeMap::new();
        for seen in verified.seen() {
            // Neither is it a signature of the log over the head it serves.
            if seen.key < n_log_keys && seen.signed_at != Some(0) {
                by_log.insert(seen.key);
            }
            let witness = seen.key.checked_sub(n_log_keys).and_then(|n| self.witnesses.get(n));
            // Time 0 says nothing about the whole tree, so it is not what a quorum is asked for. Who holds a revoked key
            // can write any time, so it counts for nothing.
            if let (Some(witness), Some(at @ 1..)) = (witness, seen.signed_at)
                && self.revoked_from(&witness.vkey).is_none()
            {
                let first = signed_at.entry(&witness.name).or_insert(at);
                *first = at.min(*first);
            }
        }
        let complete = keys::generations(&log_keys);
        let complete = complete.iter().filter(|one| one.iter().all(|key| by_log.contains(key)));
        let mut ends: Vec<Option<u64>> = complete
            .map(|one| one.iter().filter_map(|key| self.revoked_from(log_keys.get(*key)?)).min())
            .collect();
        if ends.is_empty() {
            return Err(PolicyError::MissingLogLine { origin });
        }
        let witnesses = signed_at.keys().map(|name| (*name).to_owned()).collect();
        let witnessed_at = self.quorum_at(signed_at)?;
        if self.as_of.is_some_and(|as_of| witnessed_at.is_none_or(|at| at > as_of)) {
            return Err(PolicyError::AfterAsOf);
        }
        // A generation that nobody revoked before one that ended, and of those the one that ended last.
        ends.sort_by_key(|end| std::cmp::Reverse(end.unwrap_or(u64::MAX)));
        let keys = match (ends.first().copied().flatten(), witnessed_at) {
            (None, _) => KeyStatus::InForce,
            (Some(from), Some(at)) if at < from => KeyStatus::RevokedLater { from },
            (Some(_), _) => return Err(PolicyError::Revoked { origin }),
        };
        let checkpoint = verified.checkpoint().clone();
        Ok(Witnessed { checkpoint, keys, witnessed_at, witnesses })
    }

    /// The earliest time by which the quorum stood, from the time of each witness.
    fn quorum_at<'a>(
        &'a self,
        mut signed_at: BTreeMap<&'a str, u64>,
    ) -> Result<Option<u64>, PolicyError> {
        let Some(quorum) = &self.quorum else { return Ok(None) };
        for group in &self.groups {
            let mut times: Vec<u64> = group
                .members
                .iter()
                .filter_map(|member| signed_at.get(member.as_str()).copied())
                .collect();
            times.sort_unstable();
            // A group of k stands when its k-th member signs.
            if let Some(at) = group.needed.checked_sub(1).and_then(|last| times.get(last)) {
                signed_at.insert(&group.name, *at);
            }
        }
        let at = signed_at.get(quorum.as_str()).copied();
        at.map(Some).ok_or(PolicyError::NoQuorum)
    }
}
