//! Signed files from values: what the tools of a ceremony write, and the whole repository of an exercise whose one key signs
//! for everybody.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;
use seal::sign::Ed25519Secret;
use seal::threshold::{Quorum, SignKey, Signature};

use super::meta::by_digest;
use super::{
    Content, Delegation, Directory, Expiry, FileLine, NETWORK, NetworkFile, Refused, RootFile,
    STATUS, Signed, SnapshotFile, StatusFile, TARGETS, TIMESTAMP, TargetsFile, TimestampFile, Top,
    TufError, Update, json,
};
use crate::roster::{Entry, Roster, entry_to_bytes};

/// A repository: files by name, as they lie in a folder or behind a URL.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A file that nobody has signed yet.
#[must_use]
pub fn file<T: Content>(content: &T) -> Vec<u8> {
    json::join(content.write(), &[])
}

/// A file that these keys signed.
#[must_use]
pub fn signed<T: Content>(content: &T, keys: &[&Ed25519Secret]) -> Vec<u8> {
    let json = content.write();
    let message = json.to_plain_bytes();
    let lines: Vec<_> = keys.iter().map(|key| Signature::make(key, &message)).collect();
    json::join(json, &lines)
}

/// The same file with the signature of one more key, in the place of an earlier one of that key.
///
/// # Errors
/// If it is no signed file.
pub fn add_signature(bytes: &[u8], key: &Ed25519Secret) -> Result<Vec<u8>, TufError> {
    let (json, mut lines): (Json, _) = json::split(bytes)?;
    let line = Signature::make(key, &json.to_plain_bytes());
    lines.retain(|other| other.key != line.key);
    lines.push(line);
    Ok(json::join(json, &lines))
}

/// Where content of these bytes lies in a repository.
#[must_use]
pub fn place(path: &str, bytes: &[u8]) -> String {
    by_digest(path, Digest::of(bytes))
}

/// Whether a file of a repository can have this name: the question of a server whose names come from strangers.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_hex = |text: &str| Digest::parse_hex(text).is_ok();
    match name.split('/').collect::<Vec<_>>()[..] {
        ["timestamp.json"] => true,
        [file] => {
            let role = file.strip_suffix(".json").and_then(|file| file.split_once('.'));
            role.is_some_and(|(version, role)| {
                let is_version = version.parse::<u64>().is_ok_and(|n| n.to_string() == version);
                let is_role = ["root", "snapshot", "targets"].contains(&role);
                is_version && (is_role || Delegation::member_of(role).is_some())
            })
        }
        ["network", file] => file.split_once('.').is_some_and(|(digest, file)| {
            is_hex(digest) && ["network.json", "status.json"].contains(&file)
        }),
        ["members", member, file] => {
            Delegation::member_of(&format!("member-{member}")).is_some()
                && file
                    .split_once('.')
                    .is_some_and(|(digest, file)| is_hex(digest) && file == "entry.json")
        }
        _ => false,
    }
}

/// An exercise's directory: one key in every role, thresholds of 1, and one end for all files. Trusted: who holds the key
/// can write any directory of the exercise, and nothing outside it.
#[expect(missing_debug_implementations, reason = "it borrows a secret")]
pub struct Sole<'a> {
    /// The key.
    pub key: &'a Ed25519Secret,
    /// End of every file.
    pub expires_at: Timestamp,
}

impl Sole<'_> {
    /// The first version.
    #[must_use]
    pub fn found(&self, network: &NetworkFile, entries: &[Entry]) -> Files {
        let key = SignKey::ed25519(&self.key.public());
        let quorum = Quorum { keys: [key.id()].into(), threshold: 1 };
        let root = RootFile {
            version: 1,
            expires_at: self.expires_at,
            keys: [(key.id(), key)].into(),
            root: quorum.clone(),
            snapshot: quorum.clone(),
            targets: quorum.clone(),
            timestamp: quorum,
        };
        let mut files = Files::new();
        files.insert("1.root.json".to_owned(), signed(&root, &[self.key]));
        self.publish(&mut files, 1, &network.to_bytes(), entries);
        files
    }

    /// What such a directory amounts to, read as everybody reads it.
    ///
    /// # Errors
    /// If a reader would not take it, or would leave a member out.
    pub fn roster(&self, network: &NetworkFile, entries: &[Entry]) -> Result<Roster, Refused> {
        let files = self.found(network, entries);
        let root = files.get("1.root.json").map(Vec::as_slice).unwrap_or_default();
        let held = Directory::begin(root, Digest::of(root));
        let held = held.map_err(|error| error.about("1.root.json"))?;
        let update = Update::begin(held, Expiry::Told, BTreeSet::new());
        let ended = update.run(|wanted| files.get(&wanted.file).cloned());
        ended.verdict?;
        if let Some(alarm) = ended.alarms.into_iter().next() {
            return Err(alarm.refused);
        }
        ended.directory.roster().ok_or(TufError::Missing.about(NETWORK))
    }

    /// The version after the one that these files end in, with these entries.
    ///
    /// # Errors
    /// If the files are no repository.
    pub fn next(&self, files: &mut Files, entries: &[Entry]) -> Result<(), Refused> {
        let timestamp = files.get(TIMESTAMP).ok_or(TufError::Missing.about(TIMESTAMP))?;
        let timestamp = Signed::<TimestampFile>::read(timestamp, Top::Timestamp.bytes_max());
        let version = timestamp.map_err(|error| error.about(TIMESTAMP))?.content.snapshot.version;
        let name = format!("{version}.{TARGETS}");
        let targets = files.get(&name).ok_or(TufError::Missing.about(&name))?;
        let targets = Signed::<TargetsFile>::read(targets, Top::Targets.bytes_max());
        let targets = targets.map_err(|error| error.about(&name))?.content.targets;
        let network = targets.get(NETWORK).map(|line| by_digest(NETWORK, line.sha256));
        let network = network.and_then(|place| files.get(&place).cloned());
        let network = network.ok_or(TufError::Missing.about(NETWORK))?;
        self.publish(files, version.saturating_add(1), &network, entries);
        Ok(())
    }

    /// Every file has the number of the version: simple, and fit for an exercise.
    fn publish(&self, files: &mut Files, version: u64, network: &[u8], entries: &[Entry]) {
        let key = [SignKey::ed25519(&self.key.public())];
        let status = StatusFile::default().to_bytes();
        let mut board = TargetsFile::of_board(version, self.expires_at, network, &status);
        let mut lines = BTreeMap::new();
        for entry in entries {
            let bytes = entry_to_bytes(entry);
            let member = &entry.member;
            board.admit(member, &key, 1);
            let role = TargetsFile::of_member(version, self.expires_at, member, &bytes);
            let role = signed(&role, &[self.key]);
            let name = format!("{}.json", Delegation::role(member));
            lines.insert(name.clone(), FileLine::of(version, &role));
            files.insert(format!("{version}.{name}"), role);
            files.insert(place(&Delegation::entry(member), &bytes), bytes);
        }
        let board = signed(&board, &[self.key]);
        lines.insert(TARGETS.to_owned(), FileLine::of(version, &board));
        files.insert(format!("{version}.{TARGETS}"), board);
        files.insert(place(NETWORK, network), network.to_vec());
        files.insert(place(STATUS, &status), status);
        let snapshot = SnapshotFile { version, expires_at: self.expires_at, files: lines };
        let snapshot = signed(&snapshot, &[self.key]);
        let line = FileLine::of(version, &snapshot);
        files.insert(format!("{version}.snapshot.json"), snapshot);
        let timestamp = TimestampFile { version, expires_at: self.expires_at, snapshot: line };
        files.insert(TIMESTAMP.to_owned(), signed(&timestamp, &[self.key]));
    }
}
