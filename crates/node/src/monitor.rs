//! Follows the log of any node from outside: reads its heads and hash tiles, asks witnesses what they saw, and says what
//! does not hold.
//!
//! A round first looks and then keeps: `look` writes nothing, and what it found is kept as one file, so that a monitor
//! that is killed in between sees the same again. Two heads that contradict each other end it for good: the evidence is
//! kept, and no later round believes that log (`docs/spec/audit.md` §1). Not here: the entries of a log, which nobody
//! outside is shown, and the check of one's own folder (`fsck`).

use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use seal::fork::Fork;
use seal::note::{NOTE_BYTES_MAX, NoteError, Vkey};
use seal::policy::{Policy, PolicyError};
use seal::tile::{self, Kind, TILE_WIDTH, Tile};
use tokio::time::timeout;

use self::finding::{Code, Report};
use self::memory::{Memory, MemoryError};
use self::reader::{BadUrl, Place, Reader, Silent};
use self::tiles::{Relation, Tiles, Trouble};

pub mod finding;
pub mod memory;
pub(crate) mod post;
pub mod reader;
#[cfg(test)]
mod tests;
mod tiles;

/// Most witnesses that one monitor asks: as many as a policy must be able to list.
pub const WITNESSES_MAX: usize = 32;
/// Full leaf tiles that one round reads; the next round goes on. 262 144 leaves, 8 MiB.
const TILES_PER_ROUND: u64 = 1024;
/// How long one round reads tiles: a log that needs longer for 8 MiB withholds them.
const READ_WITHIN: Duration = Duration::from_secs(600);
/// Tiles that one round names as missing or wrong; more would say nothing more.
const GAPS_MAX: usize = 16;

/// Why there is no monitor.
#[derive(Debug, thiserror::Error)]
pub enum MonitorError {
    /// The keys name no log, or two.
    #[error("give each key of one log by --vkey; its name is the name of the log")]
    Keys,
    /// What was seen before cannot be read, or what was seen now cannot be kept.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// The policy cannot be read.
    #[error("the policy: {0}")]
    Policy(#[from] PolicyError),
    /// The policy does not speak of this log.
    #[error("the policy lists no key of `{0}`")]
    PolicyOfOthers(String),
    /// A URL.
    #[error(transparent)]
    Url(#[from] BadUrl),
    /// A verifier key.
    #[error("`{text}` is no verifier key: {source}")]
    Vkey {
        /// As it was typed.
        text: String,
        /// What is wrong with it.
        #[source]
        source: NoteError,
    },
    /// Too many witnesses, or one twice.
    #[error("at most {WITNESSES_MAX} witnesses, each once")]
    Witnesses,
}

impl MonitorError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Keys => "keys",
            Self::Memory(error) => error.code(),
            Self::Policy(_) => "policy",
            Self::PolicyOfOthers(_) => "policy-of-others",
            Self::Url(_) => "url",
            Self::Vkey { .. } => "vkey",
            Self::Witnesses => "witnesses",
        }
    }
}

/// What a monitor is asked to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the log is read; without a path, where a node serves it.
    pub url: String,
    /// The keys of the log, all of one name.
    pub vkeys: Vec<String>,
    /// Who must have cosigned; nothing if nobody must.
    pub policy: Option<Vec<u8>>,
    /// Where witnesses show what they cosigned.
    pub witnesses: Vec<String>,
    /// The file of what was seen.
    pub state: PathBuf,
    /// How old the newest signature with a time may be, in seconds.
    pub late_seconds: u64,
}

/// Follows one log.
#[derive(Debug)]
pub struct Monitor {
    origin: String,
    /// Keys of the log.
    keys: Vec<Vkey>,
    /// The same, and those of the witnesses that the policy lists.
    known: Vec<Vkey>,
    policy: Option<Policy>,
    tiles: Tiles,
    witnesses: Vec<Reader>,
    state: PathBuf,
    late_seconds: u64,
    tiles_per_round: u64,
    memory: Memory,
    _lock: File,
}

/// What looking gave; nothing of it is kept yet.
struct Looked {
    report: Report,
    next: Memory,
    /// What witnesses showed that went back: not remembered, and signed by the log all the same.
    behind: Vec<(String, SignedCheckpoint)>,
    fork: Option<Fork>,
}

impl Monitor {
    /// A monitor that goes on where the last one with this file ended.
    ///
    /// # Errors
    /// [`MonitorError`]; nothing was read from the network yet.
    pub fn open(options: &Options) -> Result<Self, MonitorError> {
        let parse = |text: &String| {
            Vkey::parse(text).map_err(|source| MonitorError::Vkey { text: text.clone(), source })
        };
        let mut keys: Vec<Vkey> = options.vkeys.iter().map(parse).collect::<Result<_, _>>()?;
        let origin = keys.first().ok_or(MonitorError::Keys)?.name().to_owned();
        if keys.iter().any(|key| key.name() != origin) {
            return Err(MonitorError::Keys);
        }
        let policy = options.policy.as_deref().map(Policy::parse).transpose()?;
        if let Some(policy) = &policy {
            let listed = policy.for_origin(&origin);
            if listed.is_empty() {
                return Err(MonitorError::PolicyOfOthers(origin));
            }
            keys.extend(listed);
        }
        let mut once = Vec::new();
        for key in keys {
            if !once.contains(&key) {
                once.push(key);
            }
        }
        let cosigners = policy.iter().flat_map(Policy::witnesses).map(|witness| &witness.vkey);
        let known = once.iter().chain(cosigners).cloned().collect();
        let hex = Digest::of(origin.as_bytes()).hex();
        let distinct: BTreeSet<&String> = options.witnesses.iter().collect();
        if distinct.len() != options.witnesses.len() || distinct.len() > WITNESSES_MAX {
            return Err(MonitorError::Witnesses);
        }
        let witness = |url: &String| Ok(Reader::new(Place::parse(url, "/witness/1/m")?));
        let log = Place::parse(&options.url, &format!("/log/{hex}"))?;
        let witnesses = options.witnesses.iter().map(witness).collect::<Result<_, BadUrl>>()?;
        let lock = memory::lock(&options.state)?;
        Ok(Self {
            memory: Memory::read(&options.state, &origin, &once)?,
            origin,
            keys: once,
            known,
            policy,
            tiles: Tiles::new(Reader::new(log)),
            witnesses,
            state: options.state.clone(),
            late_seconds: options.late_seconds,
            tiles_per_round: TILES_PER_ROUND,
            _lock: lock,
        })
    }

    /// Looks once and keeps what it saw.
    ///
    /// # Errors
    /// If it cannot be kept; what does not hold is in the report.
    pub async fn round(&mut self, now: Timestamp) -> Result<Report, MonitorError> {
        let looked = self.look(now).await;
        Ok(self.keep(looked)?)
    }

    /// Evidence first: a memory that names a file finds it.
    fn keep(&mut self, looked: Looked) -> Result<Report, MemoryError> {
        let Looked { mut report, mut next, behind: _, fork } = looked;
        if let Some(fork) = fork {
            let name = memory::keep(&self.state, &fork)?;
            let (older, newer) = (fork.older.claimed().size(), fork.newer.claimed().size());
            let said = format!("heads of {older} and {newer} leaves contradict each other");
            report.find(Code::Fork, newer, format!("{said}; the evidence is {name}"));
            // What was believed before stays what was believed before.
            next = Memory { fork: Some(name), ..self.memory.clone() };
        }
        if next != self.memory {
            next.write(&self.state, &self.origin)?;
            self.memory = next;
        }
        Ok(report)
    }

    async fn look(&mut self, now: Timestamp) -> Looked {
        let mut looked = Looked {
            report: Report::new(&self.origin, now),
            next: self.memory.clone(),
            behind: Vec::new(),
            fork: None,
        };
        if let Some(name) = &self.memory.fork {
            let at = self.memory.head.as_ref().map_or(0, |head| head.claimed().size());
            let said =
                format!("this log has forked and is not followed any more; the evidence is {name}");
            looked.report.find(Code::Fork, at, said);
            return looked;
        }
        self.tiles.forget();
        let shown = self.shown(now, &mut looked.report).await;
        self.ask_witnesses(&mut looked).await;
        let before = self.memory.head.iter().chain(self.memory.witnesses.values());
        let behind = looked.behind.iter().map(|(_, note)| note);
        let heads = before.chain(looked.next.witnesses.values()).chain(behind).chain(&shown);
        let heads: Vec<_> = heads.collect();
        looked.fork = of_one_size(&heads);
        // Without an answer of the log there are no tiles, and so no more to compare.
        if let (None, Some(shown)) = (&looked.fork, shown) {
            self.follow(shown, &mut looked).await;
        }
        let witnesses = self.witnesses.iter().map(|reader| reader.place.url.clone());
        let known = |url: &String| looked.next.witnesses.get(url).map(|note| note.claimed().size());
        looked.report.witnesses = witnesses.map(|url| (url.clone(), known(&url))).collect();
        looked.report.n_read = looked.next.n_read;
        looked
    }

    /// The head that the log shows, if one of its keys has signed it.
    async fn shown(&mut self, now: Timestamp, report: &mut Report) -> Option<SignedCheckpoint> {
        let bytes = match self.tiles.reader.get("checkpoint", NOTE_BYTES_MAX).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                report.find(Code::Gap, 0, "the log shows no `checkpoint`".to_owned());
                return None;
            }
            Err(silent) => {
                report.trouble(0, &Trouble::Silent(silent));
                return None;
            }
        };
        let signed = match signed_by(&bytes, &self.origin, &self.known) {
            Ok(signed) => signed,
            Err(code) => {
                report.find(Code::Unsigned, 0, format!("the head is refused ({code})"));
                return None;
            }
        };
        let size = signed.claimed().size();
        let seen = signed.verify(&self.known).map(|head| head.seen().to_vec()).unwrap_or_default();
        // A line of time 0 says nothing about the whole tree.
        let counts = seen.iter().filter(|seen| seen.signed_at != Some(0));
        let own: BTreeSet<usize> =
            counts.map(|seen| seen.key).filter(|key| *key < self.keys.len()).collect();
        if own.len() < self.keys.len() {
            let said = format!("{} of the {} keys of the log signed", own.len(), self.keys.len());
            report.find(Code::Unsigned, size, said);
        }
        if own.is_empty() {
            return None;
        }
        report.size = Some(size);
        report.root = Some(signed.claimed().root());
        if let Some(policy) = &self.policy
            && matches!(policy.satisfied(&signed), Err(PolicyError::NoQuorum))
        {
            let said = "the witnesses that signed are no quorum".to_owned();
            report.find(Code::QuorumMissing, size, said);
        }
        report.newest_at = seen.iter().filter_map(|seen| seen.signed_at).filter(|at| *at > 0).max();
        let age = report
            .newest_at
            .and_then(|at| u64::try_from(now.as_second()).unwrap_or(0).checked_sub(at));
        if let Some(age) = age.filter(|age| *age > self.late_seconds) {
            let said = format!(
                "the newest signature is {age} seconds old, more than {}",
                self.late_seconds
            );
            report.find(Code::Late, size, said);
        }
        Some(signed)
    }

    /// Asks every witness for the last head of this log that it cosigned.
    async fn ask_witnesses(&mut self, looked: &mut Looked) {
        let file = format!("{}/checkpoint", Digest::of(self.origin.as_bytes()).hex());
        for reader in &mut self.witnesses {
            let answer = reader.get(&file, NOTE_BYTES_MAX).await;
            let url = &reader.place.url;
            let before = self.memory.witnesses.get(url).map_or(0, |note| note.claimed().size());
            let bytes = match answer {
                Ok(Some(bytes)) => bytes,
                Ok(None) => {
                    let said = format!("{url} shows no head of this log");
                    looked.report.find(Code::WitnessSilent, before, said);
                    continue;
                }
                Err(silent) => {
                    looked.report.find(Code::WitnessSilent, before, format!("{url}: {silent}"));
                    continue;
                }
            };
            // A letter brings a witness heads with one line of the log, so one is enough here.
            match signed_by(&bytes, &self.origin, &self.keys) {
                Err(code) => {
                    let said = format!("what {url} shows is refused ({code})");
                    looked.report.find(Code::WitnessUnsigned, before, said);
                }
                Ok(note) => {
                    let size = note.claimed().size();
                    if size < before {
                        let said = format!("{url} showed {before} leaves before and now {size}");
                        looked.report.find(Code::WitnessRolledBack, size, said);
                        looked.behind.push((url.clone(), note));
                    } else {
                        looked.next.witnesses.insert(url.clone(), note);
                    }
                }
            }
        }
    }

    /// Compares the head that is shown with every other that this log signed, and reads the tiles that are new.
    async fn follow(&mut self, shown: SignedCheckpoint, looked: &mut Looked) {
        let Some((current, is_proved)) = self.extend(shown, looked).await else { return };
        let witnessed = looked.next.witnesses.clone().into_iter();
        for (url, note) in witnessed.chain(std::mem::take(&mut looked.behind)) {
            let is_ahead = note.claimed().size() > current.claimed().size();
            let (older, newer) = if is_ahead { (&current, &note) } else { (&note, &current) };
            match self.tiles.relate(older.claimed(), newer.claimed()).await {
                Ok(Relation::Extends) => {}
                Ok(Relation::Forked(held)) => {
                    looked.fork = Some(Fork { older: older.clone(), newer: newer.clone(), held });
                    return;
                }
                Err(Trouble::Missing(tile)) if is_ahead => {
                    let size = note.claimed().size();
                    let said = format!(
                        "it signed a head of {size} leaves that {url} shows, and has no `{tile}` for it"
                    );
                    looked.report.find(Code::RolledBack, current.claimed().size(), said);
                }
                Err(trouble) => looked.report.trouble(newer.claimed().size(), &trouble),
            }
        }
        if is_proved && timeout(READ_WITHIN, self.read(&current, looked)).await.is_err() {
            looked.report.trouble(current.claimed().size(), &Trouble::Silent(Silent::TimedOut));
        }
    }

    /// Takes the head that is shown if it extends the last one. Gives the head to compare with, and whether it is the one
    /// that is shown; nothing after a fork or if there is none.
    async fn extend(
        &mut self,
        shown: SignedCheckpoint,
        looked: &mut Looked,
    ) -> Option<(SignedCheckpoint, bool)> {
        let size = shown.claimed().size();
        let Some(before) = self.memory.head.clone() else {
            return match self.tiles.edge(shown.claimed()).await {
                Ok(()) => {
                    looked.next.head = Some(shown.clone());
                    Some((shown, true))
                }
                Err(trouble) => {
                    looked.report.trouble(size, &trouble);
                    None
                }
            };
        };
        let is_smaller = size < before.claimed().size();
        let (older, newer) = if is_smaller { (&shown, &before) } else { (&before, &shown) };
        match self.tiles.relate(older.claimed(), newer.claimed()).await {
            Ok(Relation::Forked(held)) => {
                looked.fork = Some(Fork { older: older.clone(), newer: newer.clone(), held });
                None
            }
            Ok(Relation::Extends) | Err(_) if is_smaller => {
                let said = format!("it showed {} leaves before", before.claimed().size());
                looked.report.find(Code::RolledBack, size, said);
                Some((before, false))
            }
            Ok(Relation::Extends) => {
                looked.next.head = Some(shown.clone());
                Some((shown, true))
            }
            Err(trouble) => {
                looked.report.trouble(size, &trouble);
                Some((before, false))
            }
        }
    }

    /// Reads the tiles that came since the last round, the upper rows first, and proves each under the head.
    async fn read(&mut self, head: &SignedCheckpoint, looked: &mut Looked) {
        let (head, from) = (head.claimed(), looked.next.n_read);
        let width = u64::from(TILE_WIDTH);
        let most = (from / width).saturating_add(self.tiles_per_round).saturating_mul(width);
        let target = head.size().min(most);
        let mut tiles = tile::completed(from, target);
        if target == head.size() {
            tiles.extend(tile::partial(target));
        }
        tiles.retain(|tile| matches!(tile.kind(), Kind::Hashes(_)));
        tiles.sort_by_key(|tile: &Tile| (std::cmp::Reverse(tile.kind()), tile.index()));
        let mut n_gaps = 0;
        for tile in tiles {
            if let Err(trouble) = self.tiles.check(tile, head).await {
                looked.report.trouble(head.size(), &trouble);
                n_gaps += 1;
                if n_gaps == GAPS_MAX || matches!(trouble, Trouble::Silent(_)) {
                    break;
                }
            }
        }
        if n_gaps == 0 {
            looked.next.n_read = target;
        }
    }
}

/// A note that is a head of this log, signed by one of `keys`; or the code of why it is not.
fn signed_by(bytes: &[u8], origin: &str, keys: &[Vkey]) -> Result<SignedCheckpoint, &'static str> {
    let signed = SignedCheckpoint::parse(bytes).map_err(|error| error.code())?;
    if signed.claimed().origin() != origin {
        return Err("other-origin");
    }
    signed.verify(keys).map_err(|error| error.code())?;
    Ok(signed)
}

/// Two heads of one size and two roots among these.
fn of_one_size(heads: &[&SignedCheckpoint]) -> Option<Fork> {
    heads.iter().enumerate().find_map(|(n, newer)| {
        let (size, root) = (newer.claimed().size(), newer.claimed().root());
        let mut before = heads.iter().take(n).map(|head| (head, head.claimed()));
        let (older, _) = before.find(|(_, head)| head.size() == size && head.root() != root)?;
        Some(Fork { older: (*older).clone(), newer: (*newer).clone(), held: None })
    })
}
