//! A mirror: holds every entry of the logs that its operator named, serves them, and signs for what it holds (C2SP
//! tlog-mirror; `docs/spec/mirror.md`). It is where a node that was rolled back finds its leaves again.
//!
//! It runs in the program of the witness that stands alone, under a name and keys of its own, because it promises another
//! thing. Judging, reading and signing are `seal::mirror` and `seal::witness`; here lies the memory.
//!
//! Trusted: who can put back an older copy of the memory makes this mirror take a second history of a log. Not trusted:
//! whoever uploads; each entry is hashed up to a checkpoint that the log signed.

use std::path::Path;
use std::sync::Arc;

use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use seal::merkle::{self, MerkleError};
use seal::mirror::{
    Info, MirrorState, PENDING_MAX, Packages, Upload, UploadRefusal, admit, package_bounds,
    read_ticket, ticket,
};
use seal::note::Vkey;
use seal::tile::{Kind, Tile, bundle};
use seal::witness::{
    AddCheckpoint, Cosigned, Cosigner, Held, Refusal, Reply, completed, judge, sign_complete,
    write_lines,
};
use store::{
    CosignedNote, HeldHead, MirrorEntry, MirrorStore, MirroredLog, PendingHead, SqliteMirror,
    StoreError, WitnessEvidence, WitnessIdentity,
};

use crate::clock::Clock;
use crate::ledger::{Rfc6962, Wanted};
use crate::log;
use crate::witness::rate::Gates;
use crate::witness::{Secrets, WitnessError, log_keys, open_secrets};

pub mod client;
pub mod http;
mod pace;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

/// The memory, inside the mirror's folder.
pub(crate) const DATABASE: &str = "mirror.db";
/// What the key of tickets is a signature of. No checkpoint and no cosignature has these bytes.
const TICKET_KEY: &[u8] = b"comity-mirror-ticket-key/1\n";

/// What is answered over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Status, body and when to come again.
    pub reply: Reply,
    /// Media type of the body.
    pub media_type: &'static str,
}

impl Said {
    fn plain(reply: Reply) -> Self {
        Self { reply, media_type: "text/plain; charset=utf-8" }
    }

    fn bare(status: u16) -> Self {
        Self::plain(Reply::bare(status))
    }

    fn info(status: u16, info: &Info) -> Self {
        let reply = Reply { body: info.to_string(), ..Reply::bare(status) };
        Self { reply, media_type: Info::MEDIA_TYPE }
    }
}

/// A running mirror.
pub struct Mirror {
    store: Arc<dyn MirrorStore>,
    name: String,
    secrets: Secrets,
    ticket_key: [u8; 32],
    clock: Arc<dyn Clock>,
    per_minute: u32,
    gates: Gates,
}

impl std::fmt::Debug for Mirror {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mirror").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A new memory in the folder `dir`.
pub(crate) fn create_store(
    dir: &Path,
    identity: &WitnessIdentity,
) -> Result<SqliteMirror, StoreError> {
    SqliteMirror::create(&dir.join(DATABASE), identity, Arc::new(Rfc6962))
}

/// The memory in `dir`, which must be there.
pub(crate) fn open_store(dir: &Path) -> Result<SqliteMirror, WitnessError> {
    let path = dir.join(DATABASE);
    if !path.exists() {
        return Err(WitnessError::Lost(path));
    }
    Ok(SqliteMirror::open(&path, Arc::new(Rfc6962))?)
}

impl Mirror {
    /// Opens what `comity witness init --mirror` made. Nothing is created.
    ///
    /// # Errors
    /// If the memory or a key is missing, or they do not belong together.
    pub async fn open(
        dir: &Path,
        clock: Arc<dyn Clock>,
        per_minute: u32,
    ) -> Result<Self, WitnessError> {
        let store = open_store(dir)?;
        let identity = store.identity().await?;
        let secrets = open_secrets(dir).await?.of_owner(&identity, dir.join(DATABASE))?;
        Ok(Self::assemble(Arc::new(store), identity.name, secrets, clock, per_minute))
    }

    fn assemble(
        store: Arc<dyn MirrorStore>,
        name: String,
        secrets: Secrets,
        clock: Arc<dyn Clock>,
        per_minute: u32,
    ) -> Self {
        let ticket_key = Digest::of(&secrets.ed25519.sign(TICKET_KEY)).0;
        Self { store, name, secrets, ticket_key, clock, per_minute, gates: Gates::default() }
    }

    /// Its key name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Answers `add-checkpoint`: the checkpoint becomes pending. Nothing is signed.
    pub async fn add_checkpoint(&self, body: &[u8]) -> Reply {
        match AddCheckpoint::parse(body) {
            Ok(request) => self.weigh(&request).await.unwrap_or_else(|error| {
                log::witnessing_failed(error.code());
                Reply::unavailable()
            }),
            Err(error) => Reply::unread(&error),
        }
    }

    async fn weigh(&self, request: &AddCheckpoint) -> Result<Reply, WitnessError> {
        let origin = request.checkpoint.claimed().origin();
        if self.store.log(origin).await?.is_none() {
            return Ok(Reply::refused(&Refusal::UnknownOrigin));
        }
        let gate = self.gates.of(origin);
        let mut shares = gate.lock().await;
        let Some(log) = self.store.log(origin).await? else {
            return Ok(Reply::refused(&Refusal::UnknownOrigin));
        };
        let (vkeys, newest) = (log_keys(&log.vkeys)?, log.pending.last().cloned());
        let held = newest.as_ref().map(|head| held_of(head.size, head.root));
        let now_ms = self.clock.now().as_millisecond();
        let accepted = match judge(request, held, &vkeys, self.seconds()) {
            Ok(accepted) => accepted,
            Err(Refusal::Inconsistent(how)) => {
                if !how.proves_misbehavior()
                    && let Err(seconds) = shares.known.take(now_ms, self.per_minute)
                {
                    return Ok(Reply::too_often(seconds));
                }
                let Some((id, kept)) = request.evidence(held, &vkeys) else {
                    return Ok(Reply::refused(&Refusal::Inconsistent(how)));
                };
                let evidence = WitnessEvidence {
                    origin: log.origin.clone(),
                    id: id.0,
                    at_ms: now_ms,
                    kind: how.code().to_owned(),
                    request: kept.to_string().into_bytes(),
                    held: newest.as_ref().map(shown),
                };
                if self.store.keep_evidence(evidence).await? {
                    log::log_inconsistent(&log.origin, how.code());
                }
                return Ok(Reply::refused(&Refusal::Inconsistent(how)));
            }
            Err(refusal) => return Ok(Reply::refused(&refusal)),
        };
        // The first head of a log may be of size 0, which grows nothing and is new all the same.
        let is_new = accepted.grows() || held.is_none();
        let share = if is_new { &mut shares.growing } else { &mut shares.known };
        if let Err(seconds) = share.take(now_ms, self.per_minute) {
            return Ok(Reply::too_often(seconds));
        }
        // A head that came with fewer lines, from whoever, gets the others when they come.
        let accepted = match newest.as_ref().filter(|head| !head.note.is_empty()) {
            Some(head) => accepted.with_lines_of(&kept_note(head)?, &vkeys),
            None => accepted,
        };
        let note = accepted.unsigned();
        let to = PendingHead {
            size: note.claimed().size(),
            root: note.claimed().root().0,
            note: note.to_string(),
        };
        let is_fuller = newest.as_ref().is_some_and(|head| head.note.len() < to.note.len());
        if is_new || is_fuller {
            let keep = u32::try_from(PENDING_MAX).unwrap_or(u32::MAX);
            self.store.add_pending(&log.origin, newest, to, keep).await?;
        }
        Ok(Reply::bare(200))
    }

    /// Whether the operator named this log.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn is_named(&self, origin: &str) -> Result<bool, WitnessError> {
        Ok(self.store.log(origin).await?.is_some())
    }

    /// Answers `add-entries`. What is answered with 200 is on disk, every entry of it.
    pub async fn add_entries(&self, body: &[u8]) -> Said {
        match Upload::parse(body) {
            Ok((upload, packages)) => self.take(&upload, packages).await.unwrap_or_else(|error| {
                log::witnessing_failed(error.code());
                Said::plain(Reply::unavailable())
            }),
            Err(_) => Said::bare(400),
        }
    }

    async fn take(&self, upload: &Upload, packages: Packages<'_>) -> Result<Said, WitnessError> {
        if self.store.log(&upload.origin).await?.is_none() {
            return Ok(Said::bare(404));
        }
        let gate = self.gates.of(&upload.origin);
        let _one_at_a_time = gate.lock().await;
        let Some(log) = self.store.log(&upload.origin).await? else { return Ok(Said::bare(404)) };
        let vkeys = log_keys(&log.vkeys)?;
        let ticketed = self.ticketed(upload, &vkeys);
        let as_held =
            |note: &SignedCheckpoint| held_of(note.claimed().size(), note.claimed().root().0);
        let target = match admit(upload, &state_of(&log), ticketed.as_ref().map(as_held)) {
            Ok(target) => target,
            Err(UploadRefusal::NeverPending) => return Ok(Said::bare(422)),
            Err(UploadRefusal::Conflict) => return Ok(Said::info(409, &self.wanted(&log))),
        };
        let Taken { n_good, is_bad, new } = self.check(upload, packages, &target, log.next).await?;
        let next = if new.is_empty() {
            log.next
        } else {
            self.store.add_entries(&log.origin, log.next, new).await?
        };
        if is_bad {
            return Ok(Said::bare(422));
        }
        if n_good == 0 && upload.start < upload.end {
            return Ok(Said::bare(400));
        }
        let note = pending_note(&log, target).or(ticketed);
        if next < upload.end {
            let ticket = note.map_or_else(Vec::new, |note| self.ticket(&note.to_string()));
            return Ok(Said::info(202, &Info { size: upload.end, next, ticket }));
        }
        self.complete(&MirroredLog { next, ..log }, target, note, &vkeys).await
    }

    /// Reads packages until one is bad, cut, or the last.
    async fn check(
        &self,
        upload: &Upload,
        packages: Packages<'_>,
        target: &Held,
        next: u64,
    ) -> Result<Taken, WitnessError> {
        let (first, _) = package_bounds(upload.start, upload.end);
        let n_before = u32::try_from(upload.start.saturating_sub(first)).unwrap_or(0);
        let mut before = Vec::new();
        if n_before > 0 {
            let held = self.store.entries(&upload.origin, first, n_before).await?;
            before.extend(held.iter().map(|entry| Digest(entry.leaf_hash)));
        }
        let mut taken = Taken::default();
        for package in packages {
            let Ok(package) = package else { break };
            let before = if package.start == upload.start { before.as_slice() } else { &[] };
            let Ok(hashes) = package.check(before, target) else {
                taken.is_bad = true;
                break;
            };
            taken.n_good += 1;
            for ((index, entry), hash) in (package.start..).zip(&package.entries).zip(hashes) {
                if index >= next {
                    taken.new.push(MirrorEntry { bytes: entry.to_vec(), leaf_hash: hash.0 });
                }
            }
        }
        Ok(taken)
    }

    /// Signs for a tree of which every entry is on disk, unless the mirror has gone beyond it.
    async fn complete(
        &self,
        log: &MirroredLog,
        target: Held,
        note: Option<SignedCheckpoint>,
        vkeys: &[Vkey],
    ) -> Result<Said, WitnessError> {
        if let Some(mirror) = &log.mirror {
            if mirror.size > target.size {
                return Ok(Said::info(409, &self.wanted(log)));
            }
            if mirror.size == target.size {
                let served = self.complete_lines(log, mirror, note.as_ref(), vkeys).await?;
                return Ok(Said::plain(Reply {
                    body: self.own_lines(&served),
                    ..Reply::bare(200)
                }));
            }
        }
        let Some(note) = note else { return Ok(Said::info(409, &self.wanted(log))) };
        // What is signed is what can be read back.
        let root = self.compute(&log.origin, |nodes| merkle::root_at(target.size, nodes)).await?;
        if root != target.root {
            let what = format!("the entries of {} do not hash to its head", log.origin);
            return Err(StoreError::Corrupt { what }.into());
        }
        let at = self.seconds();
        let last = log.mirror.as_ref().and_then(|held| held.cosigned.as_ref()).map(|kept| kept.at);
        if let Some(seconds @ 1..) = last.and_then(|last| last.checked_sub(at)) {
            return Ok(Said::plain(Reply::refused(&Refusal::ClockBehind { seconds })));
        }
        let Secrets { ed25519, mldsa44 } = &self.secrets;
        let by = Cosigner { name: &self.name, ed25519, mldsa44 };
        let Cosigned { held, note, lines } = sign_complete(&note, vkeys, at, &by)?;
        let cosigned = Some(CosignedNote { at, note: note.to_string() });
        let to = HeldHead { size: held.size, root: held.root.0, cosigned };
        self.store.raise(&log.origin, log.mirror.clone(), to).await?;
        Ok(Said::plain(Reply { body: write_lines(&lines), ..Reply::bare(200) }))
    }

    /// The note that this mirror serves, with the lines of the log that `note` has besides: whoever brought the head first
    /// may have left some out.
    async fn complete_lines(
        &self,
        log: &MirroredLog,
        mirror: &HeldHead,
        note: Option<&SignedCheckpoint>,
        vkeys: &[Vkey],
    ) -> Result<SignedCheckpoint, WitnessError> {
        let damaged = || StoreError::Corrupt { what: "a mirror's own checkpoint".to_owned() };
        let kept = mirror.cosigned.as_ref().ok_or_else(damaged)?;
        let served = SignedCheckpoint::parse(kept.note.as_bytes()).map_err(|_| damaged())?;
        let Some(fuller) = note.and_then(|note| completed(&served, note, vkeys)) else {
            return Ok(served);
        };
        let cosigned = Some(CosignedNote { at: kept.at, note: fuller.to_string() });
        let to = HeldHead { cosigned, ..mirror.clone() };
        self.store.raise(&log.origin, log.mirror.clone(), to).await?;
        Ok(fuller)
    }

    /// The lines of this mirror under a note.
    fn own_lines(&self, served: &SignedCheckpoint) -> String {
        let mut lines = served.note().signatures.clone();
        lines.retain(|line| line.name == self.name);
        write_lines(&lines)
    }

    fn seconds(&self) -> u64 {
        u64::try_from(self.clock.now().as_second()).unwrap_or(0)
    }

    fn ticket(&self, note: &str) -> Vec<u8> {
        ticket(&self.ticket_key, note)
    }

    /// What the ticket of an upload stands for, if it is ours and of this log.
    fn ticketed(&self, upload: &Upload, vkeys: &[Vkey]) -> Option<SignedCheckpoint> {
        let note = read_ticket(&self.ticket_key, &upload.ticket)?;
        let is_its = note.claimed().origin() == upload.origin && note.verify(vkeys).is_ok();
        is_its.then_some(note)
    }

    /// What should come next.
    fn wanted(&self, log: &MirroredLog) -> Info {
        let newest = log.pending.iter().rfind(|head| !head.note.is_empty());
        let size = newest.map(|head| head.size).or(log.mirror.as_ref().map(|held| held.size));
        let ticket = newest.map_or_else(Vec::new, |head| self.ticket(&head.note));
        Info { size: size.unwrap_or(0), next: log.next, ticket }
    }

    async fn compute<T>(
        &self,
        origin: &str,
        compute: impl Fn(&Wanted) -> Result<T, MerkleError>,
    ) -> Result<T, WitnessError> {
        let mut wanted = Wanted::default();
        let guess = compute(&wanted);
        let missing = wanted.missing();
        if missing.is_empty() {
            return Ok(guess?);
        }
        wanted.learn(&missing, self.store.nodes(origin, &missing).await?)?;
        Ok(compute(&wanted)?)
    }

    /// The mirror's checkpoint of the log whose name has this hash: everything under it is served.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn served(&self, origin_hash: Digest) -> Result<Option<String>, WitnessError> {
        let log = self.store.log_by_hash(origin_hash.0).await?;
        Ok(log.and_then(|log| log.mirror).and_then(|held| held.cosigned).map(|kept| kept.note))
    }

    /// A tile or a bundle under that checkpoint.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn tile(
        &self,
        origin_hash: Digest,
        tile: Tile,
    ) -> Result<Option<Vec<u8>>, WitnessError> {
        let Some(log) = self.store.log_by_hash(origin_hash.0).await? else { return Ok(None) };
        let size = log.mirror.as_ref().map_or(0, |held| held.size);
        if !tile.is_there(size) {
            return Ok(None);
        }
        match tile.kind() {
            Kind::Entries => {
                let Some(first) = tile.first() else { return Ok(None) };
                let held = self.store.entries(&log.origin, first, tile.width().into()).await?;
                let entries: Vec<&[u8]> = held.iter().map(|entry| entry.bytes.as_slice()).collect();
                Ok(bundle(&entries).ok())
            }
            Kind::Hashes(_) => {
                let hashes = self.compute(&log.origin, |nodes| Ok(tile.hashes(size, nodes)));
                Ok(hashes.await?.ok())
            }
        }
    }
}

/// What came of the packages of a request.
#[derive(Default)]
struct Taken {
    n_good: usize,
    is_bad: bool,
    new: Vec<MirrorEntry>,
}

const fn held_of(size: u64, root: [u8; 32]) -> Held {
    Held { size, root: Digest(root), cosigned_at: None }
}

/// A head that an operator only said to start from bears no signature, so nothing comes under it.
fn state_of(log: &MirroredLog) -> MirrorState {
    let signed = log.pending.iter().filter(|head| !head.note.is_empty());
    MirrorState {
        mirror: log.mirror.as_ref().map(|head| held_of(head.size, head.root)),
        pending: signed.map(|head| held_of(head.size, head.root)).collect(),
        next: log.next,
    }
}

fn pending_note(log: &MirroredLog, target: Held) -> Option<SignedCheckpoint> {
    let head = log.pending.iter().find(|head| head.size == target.size)?;
    kept_note(head).ok()
}

fn kept_note(head: &PendingHead) -> Result<SignedCheckpoint, WitnessError> {
    let damaged = |_| StoreError::Corrupt { what: "a pending head".to_owned() };
    Ok(SignedCheckpoint::parse(head.note.as_bytes()).map_err(damaged)?)
}

/// The head that a mirror stood by, as evidence shows it: with the log's own lines, which say the other half of what is
/// proved. The mirror itself signed nothing for it, so the time is 0.
fn shown(head: &PendingHead) -> HeldHead {
    let note = (!head.note.is_empty()).then(|| head.note.clone());
    let cosigned = note.map(|note| CosignedNote { at: 0, note });
    HeldHead { size: head.size, root: head.root, cosigned }
}
