//! What a policy knows of keys over time: which of them belong together, which were revoked, and as of when it is asked.

use super::{Kid, Policy, SlhDsaPublic, Vkey};

/// What is known of the log keys that a believed checkpoint rests on.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum KeyStatus {
    /// Nobody has revoked one of them.
    InForce,
    /// One was revoked, and a quorum of witnesses had seen the checkpoint before.
    RevokedLater {
        /// From when on nothing under it counts, POSIX seconds.
        from: u64,
    },
}

impl KeyStatus {
    /// The word in verdicts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::RevokedLater { .. } => "revoked-later",
        }
    }
}

/// A key of a log or a witness that was revoked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Revoked {
    /// Which.
    pub vkey: Vkey,
    /// From when on nothing under it counts, POSIX seconds.
    pub from: u64,
}

impl Policy {
    /// The same policy for whoever asks what could be known at `at`, in POSIX seconds: what a quorum of witnesses saw later
    /// does not count.
    #[must_use]
    pub fn as_of(self, at: u64) -> Self {
        Self { as_of: Some(at), ..self }
    }

    /// The instant that was asked about, POSIX seconds; none for all that is known.
    #[must_use]
    pub fn asked_as_of(&self) -> Option<u64> {
        self.as_of
    }

    /// The keys of logs and witnesses that were revoked.
    #[must_use]
    pub fn revoked(&self) -> &[Revoked] {
        &self.revoked
    }

    /// From when on nothing under this key of a log or a witness counts, POSIX seconds.
    #[must_use]
    pub fn revoked_from(&self, vkey: &Vkey) -> Option<u64> {
        let revoked = self.revoked.iter().filter(|revoked| revoked.vkey == *vkey);
        revoked.map(|revoked| revoked.from).min()
    }

    /// The same for a key of letters and receipts.
    #[must_use]
    pub fn kid_revoked_from(&self, kid: Kid) -> Option<u64> {
        self.revoked_kids.get(&kid).copied()
    }

    /// Whether a key of letters and receipts was revoked.
    #[must_use]
    pub fn revokes_kids(&self) -> bool {
        !self.revoked_kids.is_empty()
    }

    /// The key under which a log's end is sealed, if one is listed.
    #[must_use]
    pub fn seal_key(&self, origin: &str) -> Option<&SlhDsaPublic> {
        self.seals.get(origin)
    }
}

/// The keys of one log by generation, as indexes: a key of a type that its generation has already begins the next one.
pub(super) fn generations(keys: &[Vkey]) -> Vec<Vec<usize>> {
    let mut generations: Vec<Vec<usize>> = Vec::new();
    let mut types: Vec<u8> = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let kind = key.kind().type_byte();
        match generations.last_mut() {
            Some(last) if !types.contains(&kind) => last.push(index),
            Some(_) | None => {
                generations.push(vec![index]);
                types.clear();
            }
        }
        types.push(kind);
    }
    generations
}

/// Whether every generation has a key of each type: a list in another order would ask for less than it seems to.
pub(super) fn are_alike(keys: &[Vkey]) -> bool {
    let types = |one: &Vec<usize>| {
        let kinds = one.iter().filter_map(|key| keys.get(*key));
        let mut types: Vec<u8> = kinds.map(|key| key.kind().type_byte()).collect();
        types.sort_unstable();
        types
    };
    let generations = generations(keys);
    generations.windows(2).all(|pair| match pair {
        [one, next] => types(one) == types(next),
        [..] => true,
    })
}
