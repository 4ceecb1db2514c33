//! The way from one version of the directory to the next, without a socket: what is wanted, its bytes, and a verdict.
//!
//! TUF 1.0.31 §5 with the rules of `docs/spec/directory.md` §6. A root that was verified is kept even where the rest fails,
//! because it may end a stolen key; everything else is taken together or not at all. A member whose own file or entry is
//! bad keeps what it had, and an alarm says so: nobody's mistake stops the others.

use std::collections::{BTreeMap, BTreeSet};

use seal::digest::Digest;

use super::ended::{Alarm, Ended, Expiry, Wanted};
use super::meaning::{self, Claims};
use super::meta::{by_digest, is_target};
use super::{
    Content, Delegation, Directory, ENTRY_BYTES_MAX, FileLine, MEMBER_BYTES_MAX, Member, NETWORK,
    NetworkFile, ROOTS_PER_RUN_MAX, Refused, RootFile, STATUS, Signed, SnapshotFile, StatusFile,
    TARGETS, TIMESTAMP, TargetLine, TargetsFile, TimestampFile, Top, TufError,
};
use crate::roster::entry_from_bytes;

/// An update on its way.
#[derive(Debug)]
pub struct Update {
    /// What was held at the beginning, with the roots followed since.
    held: Directory,
    /// What it will be.
    next: Directory,
    expiry: Expiry,
    elsewhere: BTreeSet<String>,
    n_roots: u64,
    timestamp_keys: [Option<seal::threshold::Quorum>; 2],
    /// Members' files that are verified and whose entry is not yet.
    role: Option<Signed<TargetsFile>>,
    /// New entries, in the order of the delegations.
    fresh: Vec<Member>,
    files: BTreeMap<String, Vec<u8>>,
    alarms: Vec<Alarm>,
    step: Step,
    verdict: Result<(), Refused>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Root,
    Timestamp,
    Snapshot,
    Targets,
    Network,
    Status,
    Role(usize),
    Entry(usize),
    Done,
}

impl Update {
    /// Begins. `elsewhere` are the names of all keys of other networks that are configured here
    /// ([`Directory::key_names`]).
    #[must_use]
    pub fn begin(held: Directory, expiry: Expiry, elsewhere: BTreeSet<String>) -> Self {
        let root = &held.root.content;
        let timestamp_keys = [Some(root.timestamp.clone()), Some(root.snapshot.clone())];
        Self {
            next: held.clone(),
            held,
            expiry,
            elsewhere,
            n_roots: 0,
            timestamp_keys,
            role: None,
            fresh: Vec::new(),
            files: BTreeMap::new(),
            alarms: Vec::new(),
            step: Step::Root,
            verdict: Ok(()),
        }
    }

    /// Runs to the end with a function that fetches; `None` says that nobody has the file.
    #[must_use]
    pub fn run(mut self, mut fetch: impl FnMut(&Wanted) -> Option<Vec<u8>>) -> Ended {
        while let Some(wanted) = self.wanted() {
            let bytes = fetch(&wanted);
            self.take(bytes.as_deref());
        }
        self.end()
    }

    /// The file that is wanted next; none at the end.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        let (file, bytes_max) = match self.step {
            Step::Root => {
                let next = self.held.root.content.version.saturating_add(1);
                (format!("{next}.root.json"), Top::Root.bytes_max())
            }
            Step::Timestamp => (TIMESTAMP.to_owned(), Top::Timestamp.bytes_max()),
            Step::Snapshot => {
                let line = self.next.timestamp.as_ref()?.content.snapshot;
                (format!("{}.snapshot.json", line.version), line.length)
            }
            Step::Targets => {
                let line = self.listed(TARGETS)?;
                (format!("{}.{TARGETS}", line.version), line.length)
            }
            Step::Network => self.content(NETWORK)?,
            Step::Status => self.content(STATUS)?,
            Step::Role(n) => {
                let name = format!("{}.json", Delegation::role(&self.delegation(n)?.member));
                let line = self.listed(&name)?;
                (format!("{}.{name}", line.version), line.length.min(MEMBER_BYTES_MAX))
            }
            Step::Entry(n) => {
                let path = Delegation::entry(&self.delegation(n)?.member);
                let line = self.role.as_ref()?.content.targets.get(&path)?;
                (by_digest(&path, line.sha256), line.length.min(ENTRY_BYTES_MAX))
            }
            Step::Done => return None,
        };
        Some(Wanted { file, bytes_max })
    }

    /// Takes what was wanted, or that nobody has it.
    pub fn take(&mut self, bytes: Option<&[u8]>) {
        let Some(Wanted { file, .. }) = self.wanted() else { return };
        let done = match self.step {
            Step::Root => self.root(&file, bytes),
            Step::Timestamp => self.timestamp(bytes),
            Step::Snapshot => self.snapshot(bytes),
            Step::Targets => self.targets(bytes),
            Step::Network => self.network(bytes),
            Step::Status => self.status(bytes),
            Step::Role(n) => {
                let taken = self.role(n, bytes);
                return self.of_member(n, &file, bytes, taken);
            }
            Step::Entry(n) => {
                let taken = self.entry(n, bytes);
                return self.of_member(n, &file, bytes, taken);
            }
            Step::Done => Ok(()),
        };
        match (done, bytes) {
            (Ok(()), Some(bytes)) => {
                self.files.insert(file, bytes.to_vec());
            }
            (Ok(()), None) => {}
            (Err(error), _) => return self.fail(error.about(file)),
        }
        self.settle();
    }

    /// The end.
    #[must_use]
    pub fn end(self) -> Ended {
        let verdict = match self.step {
            Step::Done => self.verdict,
            Step::Root
            | Step::Timestamp
            | Step::Snapshot
            | Step::Targets
            | Step::Network
            | Step::Status
            | Step::Role(_)
            | Step::Entry(_) => Err(TufError::Missing.about(TIMESTAMP)),
        };
        let is_taken = verdict.is_ok();
        let mut files = self.files;
        if !is_taken {
            files.retain(|name, _| name.ends_with(".root.json"));
        }
        let directory = if is_taken { self.next } else { self.held };
        Ended { directory, files, alarms: self.alarms, verdict }
    }

    fn fail(&mut self, refused: Refused) {
        self.verdict = Err(refused);
        self.step = Step::Done;
    }

    fn root(&mut self, file: &str, bytes: Option<&[u8]>) -> Result<(), TufError> {
        if let Some(bytes) = bytes {
            let root = Signed::<RootFile>::read(bytes, Top::Root.bytes_max())?;
            let held = &self.held.root.content;
            root.check(&held.keys, &held.root)?;
            root.check(&root.content.keys, &root.content.root)?;
            let (wanted, found) = (held.version.saturating_add(1), root.content.version);
            if found != wanted {
                return Err(TufError::Version { wanted, found });
            }
            self.held.root = root.clone();
            self.next.root = root;
            self.forget_if_keys_changed();
            self.files.insert(file.to_owned(), bytes.to_vec());
            self.n_roots = self.n_roots.saturating_add(1);
            return if self.n_roots < ROOTS_PER_RUN_MAX { Ok(()) } else { Err(TufError::Roots) };
        }
        let version = self.held.root.content.version;
        if let Err(error) = self.current(&self.held.root) {
            self.fail(error.about(format!("{version}.root.json")));
            return Ok(());
        }
        self.step = Step::Timestamp;
        Ok(())
    }

    /// A thief of the operator's keys can sign the highest of all versions. Whoever has other keys now begins again.
    fn forget_if_keys_changed(&mut self) {
        let root = &self.held.root.content;
        let keys = [Some(root.timestamp.clone()), Some(root.snapshot.clone())];
        if self.timestamp_keys != keys {
            self.timestamp_keys = keys;
            for directory in [&mut self.held, &mut self.next] {
                (directory.timestamp, directory.snapshot) = (None, None);
            }
        }
    }

    fn timestamp(&mut self, bytes: Option<&[u8]>) -> Result<(), TufError> {
        let found: Signed<TimestampFile> = self.top(Top::Timestamp, bytes)?;
        if let Some(held) = &self.held.timestamp {
            rollback(held.content.version, found.content.version)?;
            if held.content.version == found.content.version
                && held.line.sha256 != found.line.sha256
            {
                return Err(TufError::OtherBytes);
            }
            rollback(held.content.snapshot.version, found.content.snapshot.version)?;
        }
        match self.expiry {
            Expiry::Refused(_) => self.current(&found)?,
            Expiry::Carried(_) | Expiry::Told => {}
        }
        self.next.valid_until = Some(found.content.expires_at);
        self.next.timestamp = Some(found);
        self.step = Step::Snapshot;
        Ok(())
    }

    fn snapshot(&mut self, bytes: Option<&[u8]>) -> Result<(), TufError> {
        let listed = self.next.timestamp.as_ref().map(|file| file.content.snapshot);
        let listed = listed.ok_or(TufError::Missing)?;
        let found: Signed<SnapshotFile> = self.top(Top::Snapshot, bytes)?;
        found.is(&listed)?;
        if let Some(held) = &self.held.snapshot {
            for (file, line) in &held.content.files {
                let Some(now) = found.content.files.get(file) else {
                    return Err(TufError::Vanished { file: file.clone() });
                };
                rollback(line.version, now.version)?;
                if line.version == now.version && line.sha256 != now.sha256 {
                    return Err(TufError::OtherBytes);
                }
            }
        }
        self.take_snapshot(found)
    }

    fn take_snapshot(&mut self, found: Signed<SnapshotFile>) -> Result<(), TufError> {
        self.current(&found)?;
        self.next.version = found.content.version;
        self.next.snapshot_sha256 = found.line.sha256;
        self.next.snapshot = Some(found);
        self.step = Step::Targets;
        Ok(())
    }

    fn targets(&mut self, bytes: Option<&[u8]>) -> Result<(), TufError> {
        let found: Signed<TargetsFile> = self.top(Top::Targets, bytes)?;
        found.is(&self.listed(TARGETS).ok_or(TufError::Missing)?)?;
        self.take_targets(found)
    }

    fn take_targets(&mut self, found: Signed<TargetsFile>) -> Result<(), TufError> {
        self.current(&found)?;
        if found.content.targets.keys().ne([NETWORK, STATUS]) {
            return Err(TufError::Path);
        }
        self.next.targets = Some(found);
        self.step = Step::Network;
        Ok(())
    }

    fn network(&mut self, bytes: Option<&[u8]>) -> Result<(), TufError> {
        let bytes = bytes.ok_or(TufError::Missing)?;
        let line = self.board(NETWORK).ok_or(TufError::Missing)?;
        is_target(bytes, &line)?;
        let found = NetworkFile::read(bytes)?;
        // Said once for ever: no signature turns an exercise into the real thing.
        if self.held.network.as_ref().is_some_and(|(_, held)| held.kind != found.kind) {
            return Err(TufError::Kind);
        }
        self.next.network = Some((line.sha256, found));
        self.step = Step::Status;
        Ok(())
    }

    fn status(&mut self, bytes: Option<&[u8]>) -> Result<(), TufError> {
        let bytes = bytes.ok_or(TufError::Missing)?;
        let line = self.board(STATUS).ok_or(TufError::Missing)?;
        is_target(bytes, &line)?;
        self.next.status = Some((line.sha256, StatusFile::read(bytes)?));
        self.step = Step::Role(0);
        Ok(())
    }

    fn role(&mut self, n: usize, bytes: Option<&[u8]>) -> Result<(), TufError> {
        let bytes = bytes.ok_or(TufError::Missing)?;
        let delegation = self.delegation(n).ok_or(TufError::Missing)?;
        let name = format!("{}.json", Delegation::role(&delegation.member));
        let listed = self.listed(&name).ok_or(TufError::Missing)?;
        let found = Signed::<TargetsFile>::read(bytes, MEMBER_BYTES_MAX)?;
        found.check(self.member_keys(), &delegation.quorum)?;
        found.is(&listed)?;
        self.current(&found)?;
        let path = Delegation::entry(&delegation.member);
        let is_narrow = found.content.targets.keys().eq([&path]);
        if !is_narrow || !found.content.keys.is_empty() || !found.content.delegations.is_empty() {
            return Err(TufError::Path);
        }
        let line = found.content.targets.get(&path).ok_or(TufError::Path)?;
        let held = self.held.members.get(&delegation.member);
        if let Some(held) = held.filter(|held| held.entry_sha256 == line.sha256) {
            let same = Member { role: found, ..held.clone() };
            self.fresh.push(same);
            self.step = Step::Role(n.saturating_add(1));
        } else {
            self.role = Some(found);
            self.step = Step::Entry(n);
        }
        Ok(())
    }

    fn entry(&mut self, n: usize, bytes: Option<&[u8]>) -> Result<(), TufError> {
        let bytes = bytes.ok_or(TufError::Missing)?;
        let delegation = self.delegation(n).ok_or(TufError::Missing)?;
        let member = delegation.member.clone();
        let role = self.role.take().ok_or(TufError::Missing)?;
        let line = role.content.targets.get(&Delegation::entry(&member)).ok_or(TufError::Path)?;
        is_target(bytes, line)?;
        let entry_sha256 = line.sha256;
        let entry = entry_from_bytes(bytes).map_err(TufError::Entry)?;
        let before = self.held.members.get(&member).map(|held| &held.entry);
        meaning::check(&entry, &member, before)?;
        self.fresh.push(Member { role, entry_sha256, entry });
        self.step = Step::Role(n.saturating_add(1));
        Ok(())
    }

    /// After a step about one member: on to the next one, with an alarm if it failed.
    fn of_member(
        &mut self,
        n: usize,
        file: &str,
        bytes: Option<&[u8]>,
        taken: Result<(), TufError>,
    ) {
        match (taken, bytes) {
            (Ok(()), Some(bytes)) => {
                self.files.insert(file.to_owned(), bytes.to_vec());
            }
            (Ok(()), None) => {}
            (Err(error), _) => {
                self.alarm(n, error.about(file));
                self.role = None;
                self.step = Step::Role(n.saturating_add(1));
            }
        }
        self.settle();
    }

    /// Takes every step for which nothing has to be fetched, because what is held is what is listed.
    fn settle(&mut self) {
        loop {
            let step = self.step;
            let settled = match step {
                Step::Snapshot => self.has_snapshot(),
                Step::Targets => self.has_targets(),
                Step::Network => Ok(self.has_network()),
                Step::Status => Ok(self.has_status()),
                Step::Role(n) => Ok(self.has_role(n)),
                Step::Root | Step::Timestamp | Step::Entry(_) | Step::Done => Ok(false),
            };
            match settled {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    let file = match step {
                        Step::Snapshot => "snapshot.json",
                        Step::Root
                        | Step::Timestamp
                        | Step::Targets
                        | Step::Network
                        | Step::Status
                        | Step::Role(_)
                        | Step::Entry(_)
                        | Step::Done => TARGETS,
                    };
                    return self.fail(error.about(file));
                }
            }
        }
    }

    fn has_snapshot(&mut self) -> Result<bool, TufError> {
        let listed = self.next.timestamp.as_ref().map(|file| file.content.snapshot);
        match self.held.snapshot.clone() {
            Some(held) if Some(held.line) == listed => {
                let root = &self.held.root.content;
                held.check(&root.keys, &root.snapshot)?;
                self.take_snapshot(held).map(|()| true)
            }
            Some(held) if listed.is_some_and(|line| line.version == held.line.version) => {
                Err(TufError::OtherBytes)
            }
            Some(_) | None => Ok(false),
        }
    }

    fn has_targets(&mut self) -> Result<bool, TufError> {
        let root = &self.held.root.content;
        let listed = self.listed(TARGETS);
        match self.held.targets.clone() {
            Some(held)
                if Some(held.line) == listed && held.check(&root.keys, &root.targets).is_ok() =>
            {
                self.take_targets(held).map(|()| true)
            }
            Some(_) | None => Ok(false),
        }
    }

    fn has_network(&mut self) -> bool {
        let listed = self.board(NETWORK).map(|line| line.sha256);
        let has = listed.is_some() && listed == self.held.network.as_ref().map(|(is, _)| *is);
        if has {
            self.step = Step::Status;
        }
        has
    }

    fn has_status(&mut self) -> bool {
        let listed = self.board(STATUS).map(|line| line.sha256);
        let has = listed.is_some() && listed == self.held.status.as_ref().map(|(is, _)| *is);
        if has {
            self.step = Step::Role(0);
        }
        has
    }

    fn has_role(&mut self, n: usize) -> bool {
        let Some(delegation) = self.delegation(n).cloned() else {
            self.finish();
            return false;
        };
        let name = format!("{}.json", Delegation::role(&delegation.member));
        let Some(listed) = self.listed(&name) else {
            self.alarm(n, TufError::Missing.about(name));
            self.step = Step::Role(n.saturating_add(1));
            return true;
        };
        let held = self.held.members.get(&delegation.member);
        let Some(held) = held.filter(|held| held.role.line == listed) else { return false };
        let file = format!("{}.{name}", listed.version);
        let good = held.role.check(self.member_keys(), &delegation.quorum);
        if let Err(error) = good.and_then(|()| self.current(&held.role)) {
            self.alarm(n, error.about(file));
        }
        self.step = Step::Role(n.saturating_add(1));
        true
    }

    /// All files are here: who claims what, and whether another network has a key of this one.
    fn finish(&mut self) {
        let targets = self.next.targets.as_ref().map(|file| &file.content);
        let listed: BTreeSet<_> =
            targets.iter().flat_map(|file| &file.delegations).map(|d| d.member.clone()).collect();
        let mut members = self.held.members.clone();
        members.retain(|id, _| listed.contains(id));
        let mut claims = Claims::default();
        let mut refused = Vec::new();
        for held in members.values() {
            // What is held was checked against what was held with it.
            if let Err(error) = claims.put(&held.entry) {
                refused.push((held.entry.member.clone(), error));
            }
        }
        for fresh in std::mem::take(&mut self.fresh) {
            match claims.put(&fresh.entry) {
                Ok(()) => {
                    members.insert(fresh.entry.member.clone(), fresh);
                }
                Err(error) => {
                    // Whoever reads these files again holds nothing and would believe whoever was admitted first.
                    let role = Delegation::role(&fresh.entry.member);
                    let entry = Delegation::entry(&fresh.entry.member);
                    self.files.remove(&format!("{}.{role}.json", fresh.role.content.version));
                    self.files.remove(&by_digest(&entry, fresh.entry_sha256));
                    refused.push((fresh.entry.member, error));
                }
            }
        }
        for (member, error) in refused {
            let refused = error.about(Delegation::entry(&member));
            self.alarms.push(Alarm { member, refused });
        }
        let files = self.next.snapshot.as_ref().map(|file| &file.content.files);
        for name in files.iter().flat_map(|files| files.keys()) {
            let member = name.strip_suffix(".json").and_then(Delegation::member_of);
            if let Some(member) = member.filter(|member| !listed.contains(member)) {
                let refused = TufError::Extraneous.about(name.clone());
                self.alarms.push(Alarm { member, refused });
            }
        }
        self.next.members = members;
        self.step = Step::Done;
        let shared = self.next.key_names().intersection(&self.elsewhere).next().cloned();
        if let Some(key) = shared {
            self.fail(TufError::KeyElsewhere { key }.about(TARGETS));
        }
    }

    /// Reads a file of a top role and checks who signed it.
    fn top<T: Content>(&self, top: Top, bytes: Option<&[u8]>) -> Result<Signed<T>, TufError> {
        let found = Signed::<T>::read(bytes.ok_or(TufError::Missing)?, top.bytes_max())?;
        let root = &self.held.root.content;
        found.check(&root.keys, root.quorum(top))?;
        Ok(found)
    }

    fn current<T: Content>(&self, file: &Signed<T>) -> Result<(), TufError> {
        match self.expiry {
            Expiry::Carried(now) | Expiry::Refused(now) => file.is_current(now),
            Expiry::Told => Ok(()),
        }
    }

    /// The line of the snapshot about a file.
    fn listed(&self, file: &str) -> Option<FileLine> {
        self.next.snapshot.as_ref()?.content.files.get(file).copied()
    }

    /// The line of the board about a file of content.
    fn board(&self, path: &str) -> Option<TargetLine> {
        self.next.targets.as_ref()?.content.targets.get(path).copied()
    }

    fn content(&self, path: &str) -> Option<(String, u64)> {
        let line = self.board(path)?;
        Some((by_digest(path, line.sha256), line.length.min(ENTRY_BYTES_MAX)))
    }

    fn delegation(&self, n: usize) -> Option<&Delegation> {
        self.next.targets.as_ref()?.content.delegations.get(n)
    }

    fn member_keys(&self) -> &BTreeMap<Digest, seal::threshold::SignKey> {
        let root = &self.held.root.content.keys;
        self.next.targets.as_ref().map_or(root, |file| &file.content.keys)
    }

    fn alarm(&mut self, n: usize, refused: Refused) {
        if let Some(member) = self.delegation(n).map(|delegation| delegation.member.clone()) {
            self.alarms.push(Alarm { member, refused });
        }
    }
}

fn rollback(held: u64, found: u64) -> Result<(), TufError> {
    if found < held { Err(TufError::Rollback { held, found }) } else { Ok(()) }
}
