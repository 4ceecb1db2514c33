//! The four kinds of signed file as values, and what is true of every signed file.

use std::collections::BTreeMap;

use domain::actor::MemberId;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;
use seal::threshold::{Quorum, SignKey, Signature, signers};

use super::{
    ENTRY_BYTES_MAX, NETWORK, ROOT_BYTES_MAX, SNAPSHOT_BYTES_MAX, STATUS, TARGETS_BYTES_MAX,
    TIMESTAMP_BYTES_MAX, TufError, json,
};

/// The roles that the root gives keys to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Top {
    /// The founders.
    Root,
    /// The operator's word on which versions belong together.
    Snapshot,
    /// The governance board.
    Targets,
    /// The operator's word on what is newest.
    Timestamp,
}

impl Top {
    /// All of them, by name.
    pub const ALL: [Self; 4] = [Self::Root, Self::Snapshot, Self::Targets, Self::Timestamp];

    /// The name in a root.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Snapshot => "snapshot",
            Self::Targets => "targets",
            Self::Timestamp => "timestamp",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|top| top.name() == name)
    }

    /// Bytes that its file may have.
    #[must_use]
    pub const fn bytes_max(self) -> u64 {
        match self {
            Self::Root => ROOT_BYTES_MAX,
            Self::Snapshot => SNAPSHOT_BYTES_MAX,
            Self::Targets => TARGETS_BYTES_MAX,
            Self::Timestamp => TIMESTAMP_BYTES_MAX,
        }
    }
}

/// What is signed in a file.
pub trait Content: Sized {
    /// Reads what stands under `signed`.
    ///
    /// # Errors
    /// See [`TufError`].
    fn read(json: &Json) -> Result<Self, TufError>;
    /// Writes it.
    fn write(&self) -> Json;
    /// Which version it is, from 1.
    fn version(&self) -> u64;
    /// From when on it no longer counts.
    fn expires_at(&self) -> Timestamp;
}

/// Keys and thresholds of the four top roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootFile {
    /// From 1, without gaps.
    pub version: u64,
    /// End.
    pub expires_at: Timestamp,
    /// Keys by their ids.
    pub keys: BTreeMap<Digest, SignKey>,
    /// Who signs roots.
    pub root: Quorum,
    /// Who signs snapshots.
    pub snapshot: Quorum,
    /// Who signs the list of members.
    pub targets: Quorum,
    /// Who signs timestamps.
    pub timestamp: Quorum,
}

impl RootFile {
    /// Who signs for a role.
    #[must_use]
    pub const fn quorum(&self, top: Top) -> &Quorum {
        match top {
            Top::Root => &self.root,
            Top::Snapshot => &self.snapshot,
            Top::Targets => &self.targets,
            Top::Timestamp => &self.timestamp,
        }
    }
}

/// A signed file, as another one names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLine {
    /// Its version.
    pub version: u64,
    /// Its bytes.
    pub length: u64,
    /// Their digest.
    pub sha256: Digest,
}

impl FileLine {
    /// The line for these bytes.
    #[must_use]
    pub fn of(version: u64, bytes: &[u8]) -> Self {
        Self { version, length: length(bytes), sha256: Digest::of(bytes) }
    }
}

/// Which snapshot is the newest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampFile {
    /// From 1.
    pub version: u64,
    /// End.
    pub expires_at: Timestamp,
    /// The snapshot.
    pub snapshot: FileLine,
}

/// Which versions belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotFile {
    /// From 1; the version of the directory.
    pub version: u64,
    /// End.
    pub expires_at: Timestamp,
    /// `targets.json` and `member-ID.json`.
    pub files: BTreeMap<String, FileLine>,
}

/// A file of content, as the one who vouches for it names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetLine {
    /// Its bytes.
    pub length: u64,
    /// Their digest.
    pub sha256: Digest,
}

impl TargetLine {
    /// The line for these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { length: length(bytes), sha256: Digest::of(bytes) }
    }
}

/// One member, as the board lists it: who signs under `members/ID/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// The member.
    pub member: MemberId,
    /// Its identity keys.
    pub quorum: Quorum,
}

impl Delegation {
    /// The name of a member's role.
    #[must_use]
    pub fn role(member: &MemberId) -> String {
        format!("member-{member}")
    }

    /// The member of a role.
    #[must_use]
    pub fn member_of(role: &str) -> Option<MemberId> {
        let member = MemberId::parse(role.strip_prefix("member-")?).ok()?;
        (Self::role(&member) == role).then_some(member)
    }

    /// The only paths it may speak of.
    #[must_use]
    pub fn paths(member: &MemberId) -> String {
        format!("members/{member}/*")
    }

    /// Where the entry is.
    #[must_use]
    pub fn entry(member: &MemberId) -> String {
        format!("members/{member}/entry.json")
    }
}

/// What one signer vouches for: the board's file, with delegations, or a member's, without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetsFile {
    /// From 1.
    pub version: u64,
    /// End.
    pub expires_at: Timestamp,
    /// Content by path.
    pub targets: BTreeMap<String, TargetLine>,
    /// Keys of members by their ids.
    pub keys: BTreeMap<Digest, SignKey>,
    /// Members, in the order in which they were admitted.
    pub delegations: Vec<Delegation>,
}

impl TargetsFile {
    /// The board's file over the two files about the network.
    #[must_use]
    pub fn of_board(version: u64, expires_at: Timestamp, network: &[u8], status: &[u8]) -> Self {
        let targets = [(NETWORK, network), (STATUS, status)];
        let targets = targets.map(|(path, bytes)| (path.to_owned(), TargetLine::of(bytes)));
        Self {
            version,
            expires_at,
            targets: targets.into(),
            keys: BTreeMap::new(),
            delegations: Vec::new(),
        }
    }

    /// A member's file over its entry.
    #[must_use]
    pub fn of_member(version: u64, expires_at: Timestamp, id: &MemberId, entry: &[u8]) -> Self {
        Self {
            version,
            expires_at,
            targets: [(Delegation::entry(id), TargetLine::of(entry))].into(),
            keys: BTreeMap::new(),
            delegations: Vec::new(),
        }
    }

    /// Puts a member in, or gives it other keys; its place in the list stays. Keys that nobody has any more go.
    pub fn admit(&mut self, member: &MemberId, keys: &[SignKey], threshold: usize) {
        let quorum = Quorum { keys: keys.iter().map(SignKey::id).collect(), threshold };
        match self.delegations.iter_mut().find(|delegation| delegation.member == *member) {
            Some(delegation) => delegation.quorum = quorum,
            None => self.delegations.push(Delegation { member: member.clone(), quorum }),
        }
        self.keys.extend(keys.iter().map(|key| (key.id(), key.clone())));
        let delegations = &self.delegations;
        self.keys.retain(|id, _| delegations.iter().any(|member| member.quorum.keys.contains(id)));
    }
}

/// A signed file that was read. Whether enough keys signed it is another question, [`Signed::check`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed<T> {
    /// What it says.
    pub content: T,
    /// Length and digest of the whole file.
    pub line: FileLine,
    /// Signatures, at most one of each key.
    pub signatures: Vec<Signature>,
    message: Vec<u8>,
}

impl<T: Content> Signed<T> {
    /// Reads a file. The spelling of the JSON is free, because signatures are over the canonical form of what it says.
    ///
    /// # Errors
    /// See [`TufError`].
    pub fn read(bytes: &[u8], bytes_max: u64) -> Result<Self, TufError> {
        if length(bytes) > bytes_max {
            return Err(TufError::TooLarge { bytes_max });
        }
        let (signed, signatures) = json::split(bytes)?;
        let content = T::read(&signed)?;
        let line = FileLine::of(content.version(), bytes);
        Ok(Self { content, line, signatures, message: signed.to_plain_bytes() })
    }

    /// The keys of a quorum that signed it.
    #[must_use]
    pub fn signers(
        &self,
        keys: &BTreeMap<Digest, SignKey>,
        quorum: &Quorum,
    ) -> std::collections::BTreeSet<Digest> {
        signers(keys, quorum, &self.message, &self.signatures)
    }

    /// Whether enough of them did.
    ///
    /// # Errors
    /// [`TufError::Threshold`].
    pub fn check(&self, keys: &BTreeMap<Digest, SignKey>, quorum: &Quorum) -> Result<(), TufError> {
        let (have, need) = (self.signers(keys, quorum).len(), quorum.threshold);
        if have >= need && need > 0 { Ok(()) } else { Err(TufError::Threshold { have, need }) }
    }

    /// Whether it is the file that another one names.
    ///
    /// # Errors
    /// Another length, digest or version.
    pub fn is(&self, listed: &FileLine) -> Result<(), TufError> {
        if self.line.length != listed.length {
            return Err(TufError::Length);
        }
        if self.line.sha256 != listed.sha256 {
            return Err(TufError::Digest);
        }
        let (wanted, found) = (listed.version, self.line.version);
        if wanted == found { Ok(()) } else { Err(TufError::Version { wanted, found }) }
    }

    /// Whether it still counts.
    ///
    /// # Errors
    /// [`TufError::Expired`].
    pub fn is_current(&self, now: Timestamp) -> Result<(), TufError> {
        let at = self.content.expires_at();
        if now < at { Ok(()) } else { Err(TufError::Expired { at }) }
    }
}

/// Whether these bytes of content are those that were vouched for.
///
/// # Errors
/// Too long, another length or digest.
pub(super) fn is_target(bytes: &[u8], listed: &TargetLine) -> Result<(), TufError> {
    if length(bytes) > ENTRY_BYTES_MAX {
        return Err(TufError::TooLarge { bytes_max: ENTRY_BYTES_MAX });
    }
    if length(bytes) != listed.length {
        return Err(TufError::Length);
    }
    if Digest::of(bytes) == listed.sha256 { Ok(()) } else { Err(TufError::Digest) }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// Where content of this digest lies: `a/b.json` as `a/DIGEST.b.json`.
pub(super) fn by_digest(path: &str, sha256: Digest) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/{sha256}.{name}"),
        None => format!("{sha256}.{path}"),
    }
}
