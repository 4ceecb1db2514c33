//! The directory that a reader holds: what was verified last, how fresh it is, and the roster that the node works with.

use std::collections::{BTreeMap, BTreeSet};

use domain::actor::MemberId;
use jiff::{SignedDuration, Timestamp};
use seal::digest::Digest;
use seal::note::Vkey;

use super::{
    NetworkFile, ROOT_BYTES_MAX, RootFile, Signed, SnapshotFile, StatusFile, TargetsFile,
    TimestampFile, Top, TufError,
};
use crate::roster::{Entry, NetworkKind, Root, Roster, Vkeys};

/// A timestamp that ended less than this ago hinders nothing: operators have weekends.
const STALE: SignedDuration = SignedDuration::from_hours(24 * 7);
/// One that ended longer ago than this proves nothing about keys any more.
const OLD: SignedDuration = SignedDuration::from_hours(24 * 30);
/// What separates the name of an exercise from every other use of the network's digest.
const EXERCISE_LABEL: &[u8] = b"comity/exercise/1\0";

/// How far a directory can be trusted to know the newest keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// The operator's timestamp is valid.
    Fresh,
    /// It ended at most seven days ago: everything goes on, and every receipt says so.
    Stale,
    /// It ended at most thirty days ago, or another file has ended: only what must not wait.
    Old,
    /// Older, or the root has ended: receipts and closing duties only.
    Dead,
}

impl Freshness {
    /// The word for it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Stale => "stale",
            Self::Old => "old",
            Self::Dead => "dead",
        }
    }
}

/// One member as it is held: its own signed file and the entry under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The file its keys signed.
    pub role: Signed<TargetsFile>,
    /// Digest of the entry's bytes.
    pub entry_sha256: Digest,
    /// The entry.
    pub entry: Entry,
}

/// What a reader holds. Made from a first root, and changed by nothing but [`super::Update`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    /// SHA-256 of the first root: the network's name in every signature.
    pub net: Digest,
    /// The newest root.
    pub root: Signed<RootFile>,
    /// The newest timestamp; none before the first one, and after its keys changed.
    pub timestamp: Option<Signed<TimestampFile>>,
    /// The snapshot; none in the same cases.
    pub snapshot: Option<Signed<SnapshotFile>>,
    /// The board's file.
    pub targets: Option<Signed<TargetsFile>>,
    /// What the network is, with the digest of its bytes.
    pub network: Option<(Digest, NetworkFile)>,
    /// Who is suspended, with the digest of its bytes.
    pub status: Option<(Digest, StatusFile)>,
    /// Members by id.
    pub members: BTreeMap<MemberId, Member>,
    /// Version of the last snapshot that was taken; 0 before the first one.
    pub version: u64,
    /// Its digest; zeros before the first one.
    pub snapshot_sha256: Digest,
    /// End of the last timestamp that was taken. Kept when the timestamp itself is dropped, so that a change of keys makes
    /// nothing fresh.
    pub valid_until: Option<Timestamp>,
}

impl Directory {
    /// Begins with the first root, whose digest came another way: two officers compared it, or a file of the operator.
    ///
    /// # Errors
    /// Another network's root, a malformed one, or one that its own keys did not sign.
    pub fn begin(root: &[u8], net: Digest) -> Result<Self, TufError> {
        let signed = Signed::<RootFile>::read(root, ROOT_BYTES_MAX)?;
        if Digest::of(root) != net {
            return Err(TufError::Net);
        }
        let (wanted, found) = (1, signed.content.version);
        if found != wanted {
            return Err(TufError::Version { wanted, found });
        }
        signed.check(&signed.content.keys, &signed.content.root)?;
        Ok(Self {
            net,
            root: signed,
            timestamp: None,
            snapshot: None,
            targets: None,
            network: None,
            status: None,
            members: BTreeMap::new(),
            version: 0,
            snapshot_sha256: Digest([0; Digest::BYTES]),
            valid_until: None,
        })
    }

    /// How fresh it is.
    #[must_use]
    pub fn freshness(&self, now: Timestamp) -> Freshness {
        let Some(ended_at) = self.valid_until else { return Freshness::Dead };
        let since = now.duration_since(ended_at);
        let has_ended = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
        let snapshot = self.snapshot.as_ref().map(|file| file.content.expires_at);
        let targets = self.targets.as_ref().map(|file| file.content.expires_at);
        if has_ended(Some(self.root.content.expires_at)) || since > OLD {
            Freshness::Dead
        } else if since > STALE || has_ended(snapshot) || has_ended(targets) {
            Freshness::Old
        } else if since >= SignedDuration::ZERO {
            Freshness::Stale
        } else {
            Freshness::Fresh
        }
    }

    /// How fresh what it says of one member is: no fresher than the whole, and old once that member's file has ended.
    #[must_use]
    pub fn freshness_of(&self, member: &MemberId, now: Timestamp) -> Freshness {
        let ended = self.members.get(member).is_none_or(|held| held.role.is_current(now).is_err());
        self.freshness(now).max(if ended { Freshness::Old } else { Freshness::Fresh })
    }

    /// The roster that the node works with; none before the first version was taken.
    ///
    /// An exercise needs a name that its letters carry. It follows from the network, so it need not be agreed on.
    #[must_use]
    pub fn roster(&self) -> Option<Roster> {
        let (_, network) = self.network.as_ref()?;
        let members = self.members.iter().map(|(id, held)| (id.clone(), held.entry.clone()));
        Some(Roster {
            net: self.net,
            root: Root {
                kind: network.kind,
                name: network.name.clone(),
                exercise_id: match network.kind {
                    NetworkKind::Drill => Some(exercise_id(self.net)),
                    NetworkKind::Production => None,
                },
            },
            version: self.version,
            snapshot_sha256: self.snapshot_sha256,
            stale_from: self.valid_until,
            members: members.collect(),
            vkeys: Vkeys::default(),
        })
    }

    /// Every key that it names, by one name each: what must not occur in another network that is configured here.
    #[must_use]
    pub fn key_names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for top in Top::ALL {
            names.extend(self.root.content.quorum(top).keys.iter().map(Digest::hex));
        }
        let delegations = self.targets.iter().flat_map(|file| &file.content.delegations);
        names.extend(delegations.flat_map(|member| &member.quorum.keys).map(Digest::hex));
        for Member { entry, .. } in self.members.values() {
            for unit in &entry.units {
                let keys = unit.enc_keys.iter().chain(&unit.sign_keys);
                names.extend(keys.map(|key| key.kid.to_string()));
            }
            for node in &entry.nodes {
                names.extend(node.sign_keys.iter().map(|key| key.kid.to_string()));
                names.extend(node.tls_spki.iter().map(Digest::hex));
                let vkeys = node.log.logs().flat_map(|(_, vkeys)| vkeys).chain(&node.log.cosigner);
                // By the key, not by its line: a line also names the log, and the same key may stand under two.
                let vkeys = vkeys.filter_map(|vkey| Vkey::parse(vkey).ok());
                names.extend(vkeys.map(|vkey| vkey.kid().to_string()));
            }
        }
        names
    }
}

/// A name for the exercise that a drill network is: a UUID (RFC 9562, version 8) of the network's digest.
fn exercise_id(net: Digest) -> String {
    let digest = Digest::of_parts(&[EXERCISE_LABEL, &net.0]);
    let mut hex = digest.hex();
    hex.truncate(32);
    let mut text = String::with_capacity(36);
    for (n, digit) in hex.chars().enumerate() {
        if matches!(n, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(match n {
            12 => '8',
            16 => 'a',
            _ => digit,
        });
    }
    text
}
