//! What a monitor remembers between two rounds, and the evidence that it keeps for ever.
//!
//! One canonical JSON object and a line feed, replaced whole: a process that is killed leaves the round before or this
//! one. Every note in it is verified again when it is read. Trusted: who can write the file can make a monitor forget
//! what it saw; they cannot make it believe what the log did not sign.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use seal::fork::Fork;
use seal::json::Json;
use seal::note::{NOTE_BYTES_MAX, Vkey};
use store::StoreError;
use store::disk::{Disk as _, RealDisk};

use super::WITNESSES_MAX;
use crate::durable;

/// The version of the format.
const VERSION: &str = "comity-monitor/1";
/// Longest file: a note of the log and one of each witness, with room for how JSON writes them.
const BYTES_MAX: u64 = 2 * NOTE_BYTES_MAX as u64 * (WITNESSES_MAX as u64 + 1);

/// Why a memory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// Another monitor uses it.
    #[error("{0} is in use by another monitor; give each its own --state")]
    Busy(PathBuf),
    /// Not what a monitor of this log wrote.
    #[error(
        "{path} is no memory of a monitor of `{origin}` with these keys: look who wrote it; a new --state starts without \
         what was seen before"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The log.
        origin: String,
    },
    /// The evidence of a fork cannot be written.
    #[error("the evidence of a fork cannot be kept: {0}")]
    Evidence(#[from] StoreError),
    /// The file cannot be read or written.
    #[error("{path} cannot be read or written: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
}

impl MemoryError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Busy(_) => "state-busy",
            Self::Damaged { .. } => "state-damaged",
            Self::Evidence(_) => "evidence",
            Self::File { .. } => "state-file",
        }
    }
}

/// What was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// The last head of the log that was proved to extend the one before.
    pub(crate) head: Option<SignedCheckpoint>,
    /// Up to which leaf every tile was read and proved.
    pub(crate) n_read: u64,
    /// What each witness showed last, by its URL.
    pub(crate) witnesses: BTreeMap<String, SignedCheckpoint>,
    /// The file with the evidence of a fork. A log that forked is not followed any more.
    pub(crate) fork: Option<String>,
}

impl Memory {
    /// Reads `path`; a file that is not there is a monitor that has seen nothing.
    pub(crate) fn read(path: &Path, origin: &str, keys: &[Vkey]) -> Result<Self, MemoryError> {
        let failed = |source| MemoryError::File { path: path.to_owned(), source };
        let length = match fs::metadata(path) {
            Ok(found) => found.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(failed(error)),
        };
        let bytes = if length > BYTES_MAX { Vec::new() } else { fs::read(path).map_err(failed)? };
        Self::parse(&bytes, origin, keys).ok_or_else(|| MemoryError::Damaged {
            path: path.to_owned(),
            origin: origin.to_owned(),
        })
    }

    fn parse(bytes: &[u8], origin: &str, keys: &[Vkey]) -> Option<Self> {
        let json = Json::parse(bytes.strip_suffix(b"\n")?).ok()?;
        let names = ["fork", "head", "n_read", "origin", "v", "witnesses"];
        let text = |name| json.get(name).and_then(Json::text);
        if !json.entries()?.keys().eq(names)
            || text("v") != Some(VERSION)
            || text("origin") != Some(origin)
        {
            return None;
        }
        let note = |json: &Json| {
            let note = SignedCheckpoint::parse(json.text()?.as_bytes()).ok()?;
            (note.claimed().origin() == origin && note.verify(keys).is_ok()).then_some(note)
        };
        let optional = |name| json.get(name).filter(|value| !value.is_null());
        let head = match optional("head") {
            None => None,
            Some(head) => Some(note(head)?),
        };
        let fork = match optional("fork") {
            None => None,
            Some(name) => Some(name.text()?.to_owned()),
        };
        let n_read = u64::try_from(json.get("n_read")?.int()?).ok()?;
        if n_read > head.as_ref().map_or(0, |head| head.claimed().size()) {
            return None;
        }
        let witnesses = json.get("witnesses")?.entries()?.iter();
        let witnesses = witnesses.map(|(url, json)| Some((url.clone(), note(json)?)));
        Some(Self { head, n_read, witnesses: witnesses.collect::<Option<_>>()?, fork })
    }

    /// The file.
    pub(crate) fn to_bytes(&self, origin: &str) -> Vec<u8> {
        let note = |note: &SignedCheckpoint| note.to_string();
        let witnesses = self.witnesses.iter();
        let json = Json::object([
            ("v", Json::from(VERSION)),
            ("origin", origin.into()),
            ("head", self.head.as_ref().map(note).into()),
            ("n_read", i64::try_from(self.n_read).unwrap_or(i64::MAX).into()),
            ("witnesses", Json::object(witnesses.map(|(url, seen)| (url, note(seen).into())))),
            ("fork", self.fork.clone().into()),
        ]);
        let mut bytes = json.to_bytes();
        bytes.push(b'\n');
        bytes
    }

    /// Replaces `path`, durably.
    pub(crate) fn write(&self, path: &Path, origin: &str) -> Result<(), MemoryError> {
        durable::replace(path, &self.to_bytes(origin))
            .map_err(|source| MemoryError::File { path: path.to_owned(), source })
    }
}

/// Keeps evidence beside `path` under the name of its digest, durably; nothing replaces it. Returns its name.
pub(crate) fn keep(path: &Path, fork: &Fork) -> Result<String, MemoryError> {
    let bytes = fork.to_bytes();
    let name = format!("fork-{}.json", Digest::of(&bytes).hex());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    RealDisk::open(folder.unwrap_or(Path::new(".")))?.publish(&name, &bytes)?;
    Ok(name)
}

/// Keeps other monitors away from `path` as long as the returned file is open.
pub(crate) fn lock(path: &Path) -> Result<File, MemoryError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    let failed = |source| MemoryError::File { path: path.to_owned(), source };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let file = options.open(path.with_file_name(name)).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(MemoryError::Busy(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}
