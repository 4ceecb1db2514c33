//! What those do who sign the directory: a folder with two halves. `staged` holds files that still need signatures,
//! `public` the repository as it is served. A ceremony carries the folder from one holder of keys to the next.
//!
//! Keys are folders of their own, made as a node's are ([`make_key`]): a sealed seed and its passphrase. Trusted: who copies
//! a key's folder can sign in its place, and as many of them as a threshold names can change what they sign for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use seal::digest::Digest;
use seal::json::Json;
use seal::keyring::WrapKind;
use seal::sign::Ed25519Secret;
use seal::threshold::{Quorum, SignKey};
use store::SqliteKeys;
use wire::roster::tuf::{
    Content, Delegation, Expiry, FileLine, Files, NETWORK, NetworkFile, RootFile, STATUS, Signed,
    SnapshotFile, StatusFile, TARGETS_BYTES_MAX, TIMESTAMP, TargetLine, TargetsFile, TimestampFile,
    Top, TufError, add_signature, file, place, signed,
};
use wire::roster::{Entry, entry_from_bytes, entry_to_bytes};

use super::{DirectoryError, FIRST, at, load, read, write};
use crate::init::DIRECTORY_KEY;
use crate::keys::Keys;
use crate::rng::OsRandom;

/// How long each kind of file counts.
const ROOT_DAYS: i64 = 730;
const BOARD_DAYS: i64 = 365;
const MEMBER_DAYS: i64 = 180;
const SNAPSHOT_DAYS: i64 = 14;
const TIMESTAMP_DAYS: i64 = 1;
/// A snapshot that ends sooner than this is signed anew with the timestamp.
const SNAPSHOT_RENEWED_DAYS: i64 = 7;

/// A folder of a directory's signers.
#[derive(Debug, Clone)]
pub struct Ceremony {
    dir: PathBuf,
}

/// Keys that share a role, and how many of them must sign.
#[derive(Debug, Clone)]
pub struct Holders {
    /// Public keys.
    pub keys: Vec<SignKey>,
    /// How many.
    pub threshold: usize,
}

impl Holders {
    fn quorum(&self) -> Result<Quorum, DirectoryError> {
        let keys: BTreeSet<_> = self.keys.iter().map(SignKey::id).collect();
        if self.threshold == 0 || self.threshold > keys.len() {
            let why = format!("{} of {} keys cannot sign", self.threshold, keys.len());
            return Err(DirectoryError::input("--threshold", why));
        }
        Ok(Quorum { keys, threshold: self.threshold })
    }
}

/// A directory to be founded.
#[derive(Debug, Clone)]
pub struct Founding {
    /// What the network is.
    pub network: NetworkFile,
    /// Who signs roots.
    pub founders: Holders,
    /// Who signs the list of members.
    pub board: Holders,
    /// Who signs snapshots and timestamps.
    pub operator: SignKey,
}

/// Who signs for a role of the root, as a ceremony calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// The governance board.
    Board,
    /// The founders.
    Founders,
    /// The directory operator.
    Operator,
}

/// A change to be staged.
#[derive(Debug)]
pub enum Change {
    /// A member's entry, with its identity keys where they are new.
    Entry(Box<Entry>, Option<Holders>),
    /// Other keys for an office.
    Keys(Office, Holders),
    /// What the network is.
    Network(NetworkFile),
    /// Who is suspended.
    Status(StatusFile),
}

/// One staged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Its name.
    pub file: String,
    /// Keys that signed.
    pub signed: BTreeSet<Digest>,
    /// Keys that may still.
    pub missing: BTreeSet<Digest>,
    /// How many are needed, of each group that must agree.
    pub needs: usize,
    /// Whether it is complete.
    pub is_complete: bool,
    /// Its end.
    pub expires_at: Timestamp,
}

/// Makes a key in a folder of its own and returns its public half.
///
/// # Errors
/// If the folder is there, or cannot be written.
pub async fn make_key(dir: &Path, now: Timestamp) -> Result<SignKey, DirectoryError> {
    if dir.symlink_metadata().is_ok() {
        return Err(DirectoryError::Exists(dir.to_owned()));
    }
    fs::DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(at(dir))?;
    let at_ms = now.as_millisecond();
    let store = Arc::new(SqliteKeys::open(&dir.join("keys.db"))?);
    let keys = Keys::create(&dir.join("keys"), store, Arc::new(OsRandom), at_ms).await?;
    keys.make_secret(WrapKind::SigningSeed, DIRECTORY_KEY, at_ms).await?;
    Ok(SignKey::ed25519(&open_key(dir).await?.public()))
}

/// Opens the directory key in a folder: of [`make_key`], or a coordinator's node.
///
/// # Errors
/// If it is not there or does not open.
pub async fn open_key(dir: &Path) -> Result<Ed25519Secret, DirectoryError> {
    let path = dir.join("keys.db");
    // Opening would make one.
    fs::metadata(&path).map_err(at(&path))?;
    let store = Arc::new(SqliteKeys::open(&path)?);
    let keys = Keys::open(&dir.join("keys"), store, Arc::new(OsRandom)).await?;
    let seed = keys.secret(WrapKind::SigningSeed, DIRECTORY_KEY).await?;
    let unusable = || DirectoryError::input(dir.display().to_string(), "its key is no seed");
    let seed = seed.try_into().map_err(|_| unusable())?;
    Ed25519Secret::from_seed(seed).map_err(|_| unusable())
}

/// Reads a public key as [`make_key`]'s caller wrote it: the key object of the directory.
///
/// # Errors
/// If it is none, or one of a scheme that cannot be checked here.
pub fn public_key(bytes: &[u8], what: &str) -> Result<SignKey, DirectoryError> {
    let json = Json::parse_any(bytes).map_err(|error| DirectoryError::input(what, error))?;
    let key = SignKey::from_json(&json).filter(|key| key.verifier().is_some());
    key.ok_or_else(|| {
        DirectoryError::input(what, "a public key of `comity directory key` is needed")
    })
}

impl Ceremony {
    /// The folder.
    #[must_use]
    pub fn at(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// The repository as it is served.
    #[must_use]
    pub fn public(&self) -> PathBuf {
        self.dir.join("public")
    }

    fn staging(&self) -> PathBuf {
        self.dir.join("staged")
    }

    /// Founds a network: stages its first root and the board's first list, which nobody has signed yet. The network's name
    /// is the digest of the root with its signatures, so there is none before it is published.
    ///
    /// # Errors
    /// If the folder is there, or keys and thresholds do not fit.
    pub fn found(&self, founding: &Founding, now: Timestamp) -> Result<(), DirectoryError> {
        if self.dir.symlink_metadata().is_ok() {
            return Err(DirectoryError::Exists(self.dir.clone()));
        }
        let operator = Holders { keys: vec![founding.operator.clone()], threshold: 1 };
        let all = [&founding.founders, &founding.board, &operator];
        let keys = all.iter().flat_map(|holders| &holders.keys);
        let root = RootFile {
            version: 1,
            expires_at: days(now, ROOT_DAYS),
            keys: keys.map(|key| (key.id(), key.clone())).collect(),
            root: founding.founders.quorum()?,
            snapshot: operator.quorum()?,
            targets: founding.board.quorum()?,
            timestamp: operator.quorum()?,
        };
        let (network, status) = (founding.network.to_bytes(), StatusFile::default().to_bytes());
        let board = TargetsFile::of_board(1, days(now, BOARD_DAYS), &network, &status);
        let root = file(&root);
        let mut files = Files::new();
        files.insert(FIRST.to_owned(), root);
        files.insert("1.targets.json".to_owned(), file(&board));
        files.insert(place(NETWORK, &network), network);
        files.insert(place(STATUS, &status), status);
        for folder in [self.public(), self.staging()] {
            fs::create_dir_all(&folder).map_err(at(&folder))?;
        }
        write(&self.staging(), &files)
    }

    /// Stages a change. Files that are staged already take it in and lose the signatures they had.
    ///
    /// # Errors
    /// If there is no directory, or the change does not fit it.
    pub fn propose(&self, change: Change, now: Timestamp) -> Result<Vec<String>, DirectoryError> {
        let files = self.all()?;
        let mut next = Files::new();
        match change {
            Change::Keys(office, holders) => {
                let mut root = self.root(&files)?.content;
                root.version = self.free(&files, "root");
                root.expires_at = days(now, ROOT_DAYS);
                root.keys.extend(holders.keys.iter().map(|key| (key.id(), key.clone())));
                let quorum = holders.quorum()?;
                match office {
                    Office::Board => root.targets = quorum,
                    Office::Founders => root.root = quorum,
                    Office::Operator => (root.snapshot, root.timestamp) = (quorum.clone(), quorum),
                }
                let used: BTreeSet<_> =
                    Top::ALL.iter().flat_map(|top| root.quorum(*top).keys.clone()).collect();
                root.keys.retain(|id, _| used.contains(id));
                next.insert(format!("{}.root.json", root.version), file(&root));
            }
            Change::Network(network) => {
                let bytes = network.to_bytes();
                self.board(&files, &mut next, now, |board| {
                    board.targets.insert(NETWORK.to_owned(), TargetLine::of(&bytes));
                })?;
                next.insert(place(NETWORK, &bytes), bytes);
            }
            Change::Status(status) => {
                let bytes = status.to_bytes();
                self.board(&files, &mut next, now, |board| {
                    board.targets.insert(STATUS.to_owned(), TargetLine::of(&bytes));
                })?;
                next.insert(place(STATUS, &bytes), bytes);
            }
            Change::Entry(entry, holders) => {
                let member = entry.member.clone();
                match holders {
                    Some(holders) => {
                        holders.quorum()?;
                        self.board(&files, &mut next, now, |board| {
                            board.admit(&member, &holders.keys, holders.threshold);
                        })?;
                    }
                    None if self.delegation(&files, &member)?.is_some() => {}
                    None => {
                        let why = "a new member needs its identity keys";
                        return Err(DirectoryError::input("--key", why));
                    }
                }
                let bytes = entry_to_bytes(&entry);
                let role = Delegation::role(&member);
                let version = self.free(&files, &role);
                let file_of =
                    TargetsFile::of_member(version, days(now, MEMBER_DAYS), &member, &bytes);
                next.insert(format!("{version}.{role}.json"), file(&file_of));
                next.insert(place(&Delegation::entry(&member), &bytes), bytes);
            }
        }
        write(&self.staging(), &next)?;
        Ok(next.into_keys().collect())
    }

    /// Adds a key's signature to every staged file that it may sign. The operator's key, once all are complete, signs
    /// snapshot and timestamp and publishes; with nothing staged it renews the timestamp. Returns the files it signed.
    ///
    /// # Errors
    /// If the key may sign nothing here, or a client would refuse what would be published.
    pub fn sign(&self, key: &Ed25519Secret, now: Timestamp) -> Result<Vec<String>, DirectoryError> {
        let id = SignKey::ed25519(&key.public()).id();
        let mut done = Vec::new();
        for line in self.status()? {
            if line.signed.contains(&id) || line.missing.contains(&id) {
                let path = self.staging().join(&line.file);
                let bytes = fs::read(&path).map_err(at(&path))?;
                let bytes = add_signature(&bytes, key).map_err(|e| e.about(&line.file))?;
                write(&self.staging(), &[(line.file.clone(), bytes)].into())?;
                done.push(line.file);
            }
        }
        let root = self.root(&self.all()?)?.content;
        if root.timestamp.keys.contains(&id) && root.snapshot.keys.contains(&id) {
            done.extend(self.publish(key, &root, now)?);
        } else if done.is_empty() {
            return Err(DirectoryError::input("--key", "nothing that is staged is for this key"));
        }
        Ok(done)
    }

    fn publish(
        &self,
        key: &Ed25519Secret,
        root: &RootFile,
        now: Timestamp,
    ) -> Result<Vec<String>, DirectoryError> {
        if let Some(line) = self.status()?.into_iter().find(|line| !line.is_complete) {
            let why = format!("{} still needs signatures", line.file);
            return Err(DirectoryError::input("--key", why));
        }
        let (all, staged) = (self.all()?, load(&self.staging())?);
        if root.timestamp.threshold > 1 || root.snapshot.threshold > 1 {
            return Err(DirectoryError::input("--key", "one key of the operator does not suffice"));
        }
        let old = match all.get(TIMESTAMP) {
            Some(bytes) => Some(opened::<TimestampFile>(TIMESTAMP, bytes)?.content),
            None => None,
        };
        let held = match &old {
            Some(old) => {
                let name = format!("{}.snapshot.json", old.snapshot.version);
                Some(opened::<SnapshotFile>(&name, all.get(&name).map_or(&[], Vec::as_slice))?)
            }
            None => None,
        };
        let mut done = Vec::new();
        let mut next = staged.clone();
        let ends_soon = held
            .as_ref()
            .is_none_or(|held| held.content.expires_at < days(now, SNAPSHOT_RENEWED_DAYS));
        let keys_changed =
            held.as_ref().is_none_or(|held| held.check(&root.keys, &root.snapshot).is_err());
        let mut line = old.as_ref().map(|old| old.snapshot);
        if !staged.is_empty() || ends_soon || keys_changed {
            let version = held.map_or(0, |held| held.content.version).saturating_add(1);
            let files = self.lines(&all);
            let snapshot = SnapshotFile { version, expires_at: days(now, SNAPSHOT_DAYS), files };
            let bytes = signed(&snapshot, &[key]);
            line = Some(FileLine::of(version, &bytes));
            done.push(format!("{version}.snapshot.json"));
            next.insert(format!("{version}.snapshot.json"), bytes);
        }
        let snapshot = line.ok_or(TufError::Missing.about("snapshot.json"))?;
        let version = old.map_or(0, |old| old.version).saturating_add(1);
        let timestamp = TimestampFile { version, expires_at: days(now, TIMESTAMP_DAYS), snapshot };
        next.insert(TIMESTAMP.to_owned(), signed(&timestamp, &[key]));
        done.push(TIMESTAMP.to_owned());
        self.would_be_taken(&next, now)?;
        write(&self.public(), &next)?;
        for name in staged.keys() {
            let path = self.staging().join(name);
            fs::remove_file(&path).map_err(at(&path))?;
        }
        Ok(done)
    }

    /// Reads the next version as a client does who holds the one before, in a folder of its own.
    fn would_be_taken(&self, next: &Files, now: Timestamp) -> Result<(), DirectoryError> {
        let trial = self.dir.join("trial");
        let cleared = match fs::remove_dir_all(&trial) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        };
        cleared.map_err(at(&trial))?;
        let public = self.public();
        let held = match public.join(TIMESTAMP).exists() {
            true => Some(read(&public, None, None, Expiry::Told)?.directory),
            false => None,
        };
        let mut files = load(&public)?;
        files.extend(next.clone());
        write(&trial, &files)?;
        for from in [held, None] {
            let ended = read(&trial, from, None, Expiry::Refused(now))?;
            ended.verdict?;
            if let Some(alarm) = ended.alarms.into_iter().next() {
                return Err(alarm.refused.into());
            }
        }
        fs::remove_dir_all(&trial).map_err(at(&trial))
    }

    /// What is staged, and who signed it.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn status(&self) -> Result<Vec<Staged>, DirectoryError> {
        let (all, staged) = (self.all()?, load(&self.staging())?);
        let root = self.root(&all)?;
        let mut lines = Vec::new();
        for (name, bytes) in &staged {
            let Some((version, role)) = signed_name(name) else { continue };
            match role {
                "root" => {
                    let next = opened::<RootFile>(name, bytes)?;
                    let mut groups = vec![(&next.content.keys, &next.content.root)];
                    let before = match all.get(&format!("{}.root.json", version.saturating_sub(1)))
                    {
                        Some(bytes) => Some(opened::<RootFile>(name, bytes)?.content),
                        None => None,
                    };
                    groups.extend(before.as_ref().map(|before| (&before.keys, &before.root)));
                    lines.push(line(name, &next, &groups));
                }
                "targets" => {
                    let next = opened::<TargetsFile>(name, bytes)?;
                    lines.push(line(name, &next, &[(&root.content.keys, &root.content.targets)]));
                }
                role => {
                    let next = opened::<TargetsFile>(name, bytes)?;
                    let board = self.newest::<TargetsFile>(&all, "targets")?.content;
                    let member =
                        board.delegations.iter().find(|d| Delegation::role(&d.member) == role);
                    let groups = member.map(|member| (&board.keys, &member.quorum));
                    lines.push(line(name, &next, groups.as_slice()));
                }
            }
        }
        Ok(lines)
    }

    /// Published files and, over them, staged ones.
    fn all(&self) -> Result<Files, DirectoryError> {
        let mut files = load(&self.public())?;
        files.extend(load(&self.staging())?);
        Ok(files)
    }

    fn root(&self, files: &Files) -> Result<Signed<RootFile>, DirectoryError> {
        self.newest(files, "root")
    }

    /// The highest version of a role.
    fn newest<T: Content>(&self, files: &Files, role: &str) -> Result<Signed<T>, DirectoryError> {
        let name = format!("{}.{role}.json", highest(files, role));
        let bytes = files.get(&name).ok_or(TufError::Missing.about(&name))?;
        opened(&name, bytes)
    }

    /// The version that a staged file of a role has: the one after what is published.
    fn free(&self, files: &Files, role: &str) -> u64 {
        let newest = highest(files, role);
        let is_staged = self.staging().join(format!("{newest}.{role}.json")).exists();
        if is_staged { newest } else { newest.saturating_add(1) }
    }

    fn delegation(
        &self,
        files: &Files,
        member: &domain::actor::MemberId,
    ) -> Result<Option<Delegation>, DirectoryError> {
        let board = self.newest::<TargetsFile>(files, "targets")?.content;
        Ok(board.delegations.into_iter().find(|delegation| delegation.member == *member))
    }

    /// Stages the board's next list with a change.
    fn board(
        &self,
        files: &Files,
        next: &mut Files,
        now: Timestamp,
        change: impl FnOnce(&mut TargetsFile),
    ) -> Result<(), DirectoryError> {
        let mut board = self.newest::<TargetsFile>(files, "targets")?.content;
        board.version = self.free(files, "targets");
        board.expires_at = days(now, BOARD_DAYS);
        change(&mut board);
        next.insert(format!("{}.targets.json", board.version), file(&board));
        Ok(())
    }

    /// What a snapshot lists: the newest of each.
    fn lines(&self, files: &Files) -> BTreeMap<String, FileLine> {
        let roles: BTreeSet<_> = files.keys().filter_map(|name| signed_name(name)).collect();
        let mut lines = BTreeMap::new();
        // In order of versions, so that the last one stays.
        for (version, role) in roles {
            let bytes = files.get(&format!("{version}.{role}.json"));
            if let Some(bytes) = bytes.filter(|_| !["root", "snapshot"].contains(&role)) {
                lines.insert(format!("{role}.json"), FileLine::of(version, bytes));
            }
        }
        lines
    }
}

fn line<T: Content>(
    name: &str,
    file: &Signed<T>,
    groups: &[(&BTreeMap<Digest, SignKey>, &Quorum)],
) -> Staged {
    let signed: BTreeSet<_> =
        groups.iter().flat_map(|(keys, quorum)| file.signers(keys, quorum)).collect();
    let may: BTreeSet<_> = groups.iter().flat_map(|(_, quorum)| quorum.keys.clone()).collect();
    Staged {
        file: name.to_owned(),
        missing: may.difference(&signed).copied().collect(),
        signed,
        needs: groups.iter().map(|(_, quorum)| quorum.threshold).max().unwrap_or(1),
        is_complete: !groups.is_empty()
            && groups.iter().all(|(keys, quorum)| file.check(keys, quorum).is_ok()),
        expires_at: file.content.expires_at(),
    }
}

/// Version and role of a signed file's name.
fn signed_name(name: &str) -> Option<(u64, &str)> {
    let (version, role) = name.strip_suffix(".json")?.split_once('.')?;
    Some((version.parse().ok()?, role))
}

fn highest(files: &Files, role: &str) -> u64 {
    let versions = files.keys().filter_map(|name| signed_name(name));
    versions.filter(|(_, found)| *found == role).map(|(version, _)| version).max().unwrap_or(0)
}

fn opened<T: Content>(name: &str, bytes: &[u8]) -> Result<Signed<T>, DirectoryError> {
    Ok(Signed::read(bytes, TARGETS_BYTES_MAX).map_err(|error| error.about(name))?)
}

fn days(now: Timestamp, n: i64) -> Timestamp {
    let later = now.saturating_add(SignedDuration::from_hours(24 * n)).unwrap_or(now);
    // The format has whole seconds.
    Timestamp::from_second(later.as_second()).unwrap_or(later)
}

/// Reads an entry as a node's operator handed it in.
///
/// # Errors
/// If it is none.
pub fn entry(bytes: &[u8], what: &str) -> Result<Entry, DirectoryError> {
    entry_from_bytes(bytes).map_err(|error| DirectoryError::input(what, error))
}
