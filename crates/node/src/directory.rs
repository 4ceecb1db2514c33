//! The directory as files in a folder: read as any client reads it, installed for a node, and, in [`ceremony`], made by those
//! who sign it.
//!
//! Not trusted: who can write a folder can keep an old version in it and nothing else; every file is checked by whom it
//! says. Not here: what is in the files and who must sign them (`wire::roster::tuf`), fetching from other nodes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use seal::digest::Digest;
use store::{Disk as _, DiskLock, RealDisk};
use wire::roster::tuf::{
    Directory, Ended, Expiry, Files, Refused, TIMESTAMP, TufError, Update, Wanted, is_name,
};

use crate::durable::replace;

pub mod ceremony;
#[cfg(test)]
mod tests;

/// Where a node keeps the directory that it works with, below its data directory.
pub(crate) const FOLDER: &str = "roster";
/// The first root.
pub(crate) const FIRST: &str = "1.root.json";
/// Files read from one folder: three a version for years of hourly work stay far below.
const FILES_MAX: usize = 1_000_000;

/// Why a directory was not read, installed or changed.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// It exists already.
    #[error("{0} exists already; nothing was changed")]
    Exists(PathBuf),
    /// A file.
    #[error("{path} cannot be used: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A word or a file that somebody handed in.
    #[error("{what} is not usable: {why}")]
    Input {
        /// Which.
        what: String,
        /// What would be right.
        why: String,
    },
    /// Keys.
    #[error(transparent)]
    Keys(#[from] crate::keys::KeysError),
    /// A file that a client would refuse.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The key store.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl DirectoryError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists(_) => "exists",
            Self::File { .. } => "file",
            Self::Input { .. } => "input",
            Self::Keys(_) => "keys",
            Self::Refused(refused) => refused.error.code(),
            Self::Store(error) => error.code(),
        }
    }

    pub(crate) fn input(what: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self::Input { what: what.into(), why: why.to_string() }
    }
}

pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> DirectoryError {
    let path = path.to_owned();
    move |source| DirectoryError::File { path, source }
}

/// Reads the repository in `folder` from its first root on, or from what is held already.
///
/// # Errors
/// If the first root cannot be read, or is not the one that `net` names. Everything else is in the verdict.
pub fn read(
    folder: &Path,
    held: Option<Directory>,
    net: Option<Digest>,
    expiry: Expiry,
) -> Result<Ended, DirectoryError> {
    let held = match held {
        Some(held) => held,
        None => begin(folder, net)?,
    };
    Ok(update(held, expiry, |wanted| in_folder(folder, wanted)))
}

/// Goes on from what is held, with files that come from anywhere.
pub(crate) fn update(
    held: Directory,
    expiry: Expiry,
    fetch: impl FnMut(&Wanted) -> Option<Vec<u8>>,
) -> Ended {
    Update::begin(held, expiry, BTreeSet::new()).run(fetch)
}

/// The directory that a node works with: what was installed, at any age.
///
/// A root is kept as soon as it is verified, so a folder can hold one that replaced the keys of everything beside it, until
/// the new keys' version comes. Then this is the version that verifies under the last root before it, carried on as a
/// reader does that ran all the time: members stay, timestamp and snapshot of replaced keys are dropped, nothing becomes
/// fresh. The verdict says what is missing.
///
/// # Errors
/// If it is not there, or was changed since.
pub fn installed(data_dir: &Path) -> Result<Ended, DirectoryError> {
    let folder = data_dir.join(FOLDER);
    let ended = read(&folder, None, None, Expiry::Told)?;
    match &ended.verdict {
        Ok(()) => Ok(ended),
        Err(refused) if matches!(refused.error, TufError::Threshold { .. }) => {
            let before = before_the_keys_changed(&folder, ended.directory.root.content.version)?;
            let before = before.ok_or_else(|| refused.clone())?;
            Ok(Ended { verdict: ended.verdict, ..before })
        }
        Err(refused) => Err(refused.clone().into()),
    }
}

/// The newest version in a folder under a root before `newest`, carried on to `newest`; none if there is none.
fn before_the_keys_changed(folder: &Path, newest: u64) -> Result<Option<Ended>, DirectoryError> {
    let begun = begin(folder, None)?;
    for last in (1..newest).rev() {
        let behind = format!("{}.root.json", last.saturating_add(1));
        let before = update(begun.clone(), Expiry::Told, |wanted| {
            if wanted.file == behind { None } else { in_folder(folder, wanted) }
        });
        if before.verdict.is_ok() {
            // Roots and nothing else: what the folder has beside them is what was just read.
            let after = update(before.directory, Expiry::Told, |wanted| {
                if wanted.file == TIMESTAMP { None } else { in_folder(folder, wanted) }
            });
            let mut files = before.files;
            files.extend(after.files);
            return Ok(Some(Ended { files, alarms: before.alarms, ..after }));
        }
    }
    Ok(None)
}

/// A reader's beginning: the first root of a repository, which must be that of `net` if one is named.
fn begin(folder: &Path, net: Option<Digest>) -> Result<Directory, DirectoryError> {
    let path = folder.join(FIRST);
    let root = limited(&path, wire::roster::tuf::ROOT_BYTES_MAX).map_err(at(&path))?;
    let net = net.unwrap_or_else(|| Digest::of(&root));
    Ok(Directory::begin(&root, net).map_err(|error| error.about(FIRST))?)
}

/// What cannot be read is not there; the update says which file it misses.
fn in_folder(folder: &Path, wanted: &Wanted) -> Option<Vec<u8>> {
    limited(&folder.join(&wanted.file), wanted.bytes_max).ok()
}

/// Takes the repository in `from` into a node's folder: the first time by the network that two officers compared, later
/// as the next version of the same network. Returns what the node will work with.
///
/// # Errors
/// If a client would refuse it, or a file cannot be written; then the node keeps what it has.
pub fn install(
    data_dir: &Path,
    from: &Path,
    net: Option<Digest>,
    now: Timestamp,
) -> Result<Ended, DirectoryError> {
    let folder = data_dir.join(FOLDER);
    let _lock = writing(data_dir)?;
    // The timestamp is written last: without it nothing was ever installed here, whatever a crash left behind.
    let is_there = folder.join(TIMESTAMP).exists();
    let held = if is_there { Some(installed(data_dir)?.directory) } else { None };
    match (&held, net) {
        (None, None) => {
            let why = "the first time, say which network it is, as two officers compared it";
            return Err(DirectoryError::input("--net", why));
        }
        (Some(held), Some(net)) if held.net != net => {
            return Err(TufError::Net.about(FIRST).into());
        }
        (Some(_) | None, Some(_)) | (Some(_), None) => {}
    }
    let is_first = held.is_none();
    let ended = read(from, held, net, Expiry::Refused(now))?;
    let mut files = ended.files.clone();
    if is_first {
        let path = from.join(FIRST);
        let bytes = limited(&path, wire::roster::tuf::ROOT_BYTES_MAX).map_err(at(&path))?;
        files.insert(FIRST.to_owned(), bytes);
    }
    // Roots are kept even where the rest was refused: one of them may end a stolen key.
    if ended.verdict.is_ok() || !is_first {
        write(&folder, &files)?;
    }
    ended.verdict.clone()?;
    Ok(ended)
}

/// Held by whoever writes into a node's folder: the node itself, and commands beside it.
///
/// # Errors
/// [`DirectoryError::Store`] with `busy` if somebody else writes.
pub(crate) fn writing(data_dir: &Path) -> Result<Box<dyn DiskLock>, DirectoryError> {
    fs::create_dir_all(data_dir).map_err(at(data_dir))?;
    Ok(RealDisk::open(data_dir)?.lock("directory")?)
}

/// Writes files of a repository. The timestamp comes last: until it is there, the version before is the newest.
///
/// # Errors
/// If one cannot be written.
pub fn write(folder: &Path, files: &Files) -> Result<(), DirectoryError> {
    let last = TIMESTAMP;
    let (stamp, others): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| *name == last);
    for (name, bytes) in others.into_iter().chain(stamp) {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        replace(&path, bytes).map_err(at(&path))?;
    }
    Ok(())
}

/// Every file of a repository in a folder; what has another name is nobody's business.
///
/// # Errors
/// If one cannot be read.
pub fn load(folder: &Path) -> Result<Files, DirectoryError> {
    let mut files = Files::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let path = folder.join(&below);
        for item in fs::read_dir(&path).map_err(at(&path))? {
            let item = item.map_err(at(&path))?;
            let Ok(name) = item.file_name().into_string() else { continue };
            let name = if below.is_empty() { name } else { format!("{below}/{name}") };
            let is_folder = item.file_type().map_err(at(&path))?.is_dir();
            if is_folder && name.split('/').count() <= 2 {
                folders.push(name);
            } else if is_name(&name) && files.len() < FILES_MAX {
                let path = folder.join(&name);
                let bytes = limited(&path, wire::roster::tuf::TARGETS_BYTES_MAX);
                files.insert(name, bytes.map_err(at(&path))?);
            }
        }
    }
    Ok(files)
}

/// At most one byte more than may be there, so that the reader of the bytes sees that they are too many.
pub(crate) fn limited(path: &Path, bytes_max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
