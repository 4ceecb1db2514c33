//! Backups: a copy of a node as a folder of files that prove themselves, beside the node while it runs
//! (`docs/spec/backup.md`).
//!
//! The database is copied by its own engine, ciphertext by its address, each file with its digest, and the list of digests
//! is signed by the node. Keys are not in it, nor is the head register: who has the folder opens nothing, and a node that
//! is made from it asks others how far it had signed (`restore`). Keys have a backup of their own (`keys`).
//!
//! The database is copied before the ciphertext. So nothing that it names was written later, and what was erased meanwhile is
//! missing, as it should be.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use seal::digest::{Digest, Hasher};
use store::disk::flush;
use store::{SqliteKeys, SqliteStore, Store as _, StoreError};
use wire::backup::{self as form, About, LogAt, Sums};
use wire::roster::RosterError;

use crate::clock::{Clock as _, NetworkClock};
use crate::config::{Config, ConfigError};
use crate::directory::{self, DirectoryError, FOLDER};
use crate::durable::sync_folder_of;
use crate::engine::Engine;
use crate::keys::{Keys, KeysError};
use crate::register::HeadRegisterError;
use crate::rng::OsRandom;
use crate::serve::{ServeError, read_roster};

pub mod keys;
pub mod restore;
#[cfg(test)]
mod tests;

/// Bytes of a file that are in memory at once.
const PIECE_BYTES: usize = 1 << 20;
/// What stands behind the name of a folder that is not whole yet.
const UNFINISHED: &str = ".part";
/// The ciphertext that is copied. What is in transfer or was set aside is not: letters in the database open it.
const CIPHERTEXT: &str = "blobs/ct";

/// Why nothing was backed up or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file that is not what the list says: damaged, or changed.
    #[error("`{path}` of the backup is not what its list says; nothing was put in place")]
    Content {
        /// Which.
        path: String,
    },
    /// The directory.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The events are no file of this node.
    #[error(
        "the events of this node are in a database of their own; copy that by the server's means (docs/guide/engines.md)"
    )]
    Engine,
    /// There is something already.
    #[error("{0} is there already; name another place, nothing was changed")]
    Exists(PathBuf),
    /// A file.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The keys that were given open nothing of this node.
    #[error("these keys are not those of {node}: the directory lists others")]
    ForeignKeys {
        /// The node.
        node: String,
    },
    /// Its bytes.
    #[error(transparent)]
    Form(#[from] form::BackupError),
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// A backup of keys.
    #[error(transparent)]
    KeysFile(#[from] form::keys::KeysError),
    /// The list is not signed by the node.
    #[error("the list of the backup is not signed by a key that the directory lists for the node")]
    NotSealed,
    /// A database without what it must name, or another node's.
    #[error("the backup contradicts itself: {0}")]
    Other(&'static str),
    /// A passphrase that protects nothing.
    #[error("a passphrase for keys has at least {0} characters")]
    Passphrase(usize),
    /// The head register.
    #[error(transparent)]
    Register(#[from] HeadRegisterError),
    /// The member directory.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// A folder that holds no node.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// A database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key turned while it was copied.
    #[error("the keys turned while they were copied; try again")]
    Turned,
}

impl BackupError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Config(_) => "config",
            Self::Content { .. } => "content",
            Self::Directory(error) => error.code(),
            Self::Engine => "engine",
            Self::Exists(_) => "exists",
            Self::File { .. } => "file",
            Self::ForeignKeys { .. } => "foreign-keys",
            Self::Form(error) => error.code(),
            Self::Keys(_) => "keys",
            Self::KeysFile(error) => error.code(),
            Self::NotSealed => "not-sealed",
            Self::Other(_) => "contradiction",
            Self::Passphrase(_) => "passphrase",
            Self::Register(_) => "head-register",
            Self::Roster(_) => "roster",
            Self::Serve(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Turned => "turned",
        }
    }

    /// Whether the backup is to blame, and not the machine.
    #[must_use]
    pub const fn is_unfit(&self) -> bool {
        matches!(
            self,
            Self::Content { .. }
                | Self::ForeignKeys { .. }
                | Self::Form(_)
                | Self::KeysFile(_)
                | Self::NotSealed
                | Self::Other(_)
        )
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| BackupError::File { path, source }
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it says of itself.
    pub about: About,
    /// Files, the list and its seal not counted.
    pub n_files: usize,
    /// Bytes of these files.
    pub n_bytes: u64,
}

/// Makes a backup of the node that this file configures, as the folder `out`. The node may run: it is not stopped, and what it
/// commits meanwhile is in the next backup.
///
/// # Errors
/// If `out` is there, or something cannot be read or written. What was written lies in `out` with `.part` added.
pub async fn make(config_file: &Path, out: &Path) -> Result<Made, BackupError> {
    let config = Config::read(config_file)?;
    let part = with_suffix(out, UNFINISHED);
    for path in [out, &part] {
        if path.exists() {
            return Err(BackupError::Exists(path.to_owned()));
        }
    }
    if config.store != Engine::Sqlite {
        return Err(BackupError::Engine);
    }
    let roster = read_roster(&config.data_dir)?;
    let database = config.data_dir.join("node.db");
    if !database.is_file() {
        return Err(at(&database)(io::ErrorKind::NotFound.into()));
    }
    make_private_dir(&part)?;
    let mut set = Set { root: part.clone(), sums: Sums::default(), n_bytes: 0 };

    let copy = part.join("node.db");
    SqliteStore::open(&database)?.backup_to(&copy).await?;
    let logs = logs_of(&copy).await?;
    set.list("node.db")?;
    for name in directory::load(&config.data_dir.join(FOLDER))?.keys() {
        let path = format!("{FOLDER}/{name}");
        set.copy(&config.data_dir.join(&path), &path)?;
    }
    set.copy(config_file, "comity.toml")?;
    let entry = config.data_dir.join("entry.json");
    if entry.exists() {
        set.copy(&entry, "entry.json")?;
    }
    set.copy_ciphertext(&config.data_dir)?;

    let about = About {
        made_at: whole_millis(NetworkClock::new(config.clock_file.clone()).now()),
        member: config.member.clone(),
        node: config.node.clone(),
        net: roster.net,
        logs,
    };
    write(&part.join(form::ABOUT), &about.to_bytes())?;
    set.list(form::ABOUT)?;
    let text = set.sums.to_text();
    write(&part.join(form::SUMS), text.as_bytes())?;
    let signing = open_keys(&config.data_dir).await?.signing(&[]).await?;
    signing.timed(&roster, &config.node);
    let secret = signing.node.at(about.made_at);
    let seal = form::seal_text(secret.public().kid(), &secret.sign(&form::signed(text.as_bytes())));
    write(&part.join(form::SEAL), seal.as_bytes())?;
    sync_below(&part)?;
    fs::rename(&part, out).map_err(at(out))?;
    sync_folder_of(out).map_err(at(out))?;
    Ok(Made { about, n_files: set.sums.len(), n_bytes: set.n_bytes })
}

/// What `about.json` can say of an instant.
fn whole_millis(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

/// How far each log is in a database that nobody else has open; it is whole and fits together.
async fn logs_of(database: &Path) -> Result<Vec<LogAt>, BackupError> {
    let store = SqliteStore::open(database)?;
    store.check_integrity().await?;
    let logs = store.logs().await?.into_iter().map(|log| LogAt {
        origin: log.origin,
        size: log.head.size,
        root: Digest(log.head.root),
    });
    Ok(logs.collect())
}

/// Opens the keys of a folder.
async fn open_keys(folder: &Path) -> Result<Keys, BackupError> {
    let path = folder.join("keys.db");
    if !path.is_file() {
        return Err(at(&path)(io::ErrorKind::NotFound.into()));
    }
    let store = Arc::new(SqliteKeys::open(&path)?);
    Ok(Keys::open(&folder.join("keys"), store, Arc::new(OsRandom)).await?)
}

/// A backup that is being made.
struct Set {
    root: PathBuf,
    sums: Sums,
    n_bytes: u64,
}

impl Set {
    /// Puts a file that lies in its place already on the list.
    fn list(&mut self, path: &str) -> Result<(), BackupError> {
        let whole = self.root.join(path);
        let (digest, n_bytes) = digest_of(&whole).map_err(at(&whole))?;
        self.n_bytes = self.n_bytes.saturating_add(n_bytes);
        Ok(self.sums.add(path, digest)?)
    }

    /// Copies a file into its place. Returns whether it was there.
    fn copy(&mut self, from: &Path, path: &str) -> Result<(), BackupError> {
        let to = self.root.join(path);
        make_parents(&to)?;
        let (digest, n_bytes) = copy_file(from, &to).map_err(at(from))?;
        self.n_bytes = self.n_bytes.saturating_add(n_bytes);
        Ok(self.sums.add(path, digest)?)
    }

    /// Copies all ciphertext. What an erasure deletes while it is listed is not missed.
    fn copy_ciphertext(&mut self, data_dir: &Path) -> Result<(), BackupError> {
        let root = data_dir.join(CIPHERTEXT);
        for folder in names_in(&root)? {
            for name in names_in(&root.join(&folder))? {
                // What has a hidden name is being written, and nothing names it.
                if name.starts_with('.') || name.contains('#') {
                    continue;
                }
                let path = format!("{CIPHERTEXT}/{folder}/{name}");
                match self.copy(&data_dir.join(&path), &path) {
                    Err(BackupError::File { source, .. })
                        if source.kind() == io::ErrorKind::NotFound => {}
                    copied => copied?,
                }
            }
        }
        Ok(())
    }
}

/// The names in a folder, sorted; none if there is no such folder.
fn names_in(folder: &Path) -> Result<Vec<String>, BackupError> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed.map_err(at(folder))?,
    };
    let mut names = Vec::new();
    for item in listed {
        // A name that is no text is none of ours.
        names.extend(item.map_err(at(folder))?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}

/// `…/name` → `…/name.part`.
fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let trimmed: PathBuf = path.components().collect();
    let mut name = trimmed.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    trimmed.with_file_name(name)
}

fn make_private_dir(path: &Path) -> Result<(), BackupError> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(at(path))
}

fn make_parents(path: &Path) -> Result<(), BackupError> {
    path.parent().map_or(Ok(()), make_private_dir)
}

/// Reads an ordinary file: no link, no pipe, nothing that waits.
fn open_plain(path: &Path) -> io::Result<File> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no ordinary file"));
    }
    File::open(path)
}

fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Copies a file, durably; its digest and length.
fn copy_file(from: &Path, to: &Path) -> io::Result<(Digest, u64)> {
    let source = open_plain(from)?;
    let mut target = create_private(to)?;
    let summed = pieces(source, |piece| target.write_all(piece))?;
    flush(&target);
    Ok(summed)
}

fn digest_of(path: &Path) -> io::Result<(Digest, u64)> {
    pieces(open_plain(path)?, |_| Ok(()))
}

/// Reads all of a file; its digest and length.
fn pieces(
    mut source: File,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<(Digest, u64)> {
    let mut piece = vec![0; PIECE_BYTES];
    let (mut hasher, mut n_bytes) = (Hasher::new(), 0_u64);
    loop {
        let n = source.read(&mut piece)?;
        let Some(read) = piece.get(..n).filter(|read| !read.is_empty()) else {
            return Ok((hasher.finish(), n_bytes));
        };
        hasher.update(read);
        each(read)?;
        n_bytes = n_bytes.saturating_add(n as u64);
    }
}

/// Reads a small file; one that is longer than it may be is refused before it is read.
fn read_small(path: &Path, bytes_max: u64) -> Result<Vec<u8>, BackupError> {
    let file = open_plain(path).map_err(at(path))?;
    let length = file.metadata().map_err(at(path))?.len();
    if length > bytes_max {
        let why = format!("longer than the {bytes_max} bytes that such a file may have");
        return Err(at(path)(io::Error::new(io::ErrorKind::InvalidData, why)));
    }
    let mut bytes = Vec::new();
    file.take(bytes_max).read_to_end(&mut bytes).map_err(at(path))?;
    Ok(bytes)
}

/// Writes a new file, durably.
fn write(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let written = create_private(path).and_then(|mut file| {
        file.write_all(bytes)?;
        flush(&file);
        Ok(())
    });
    written.map_err(at(path))
}

/// Makes every name below a folder durable; its own name is its parent's.
fn sync_below(root: &Path) -> Result<(), BackupError> {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        flush(&File::open(&folder).map_err(at(&folder))?);
        for item in fs::read_dir(&folder).map_err(at(&folder))? {
            let item = item.map_err(at(&folder))?;
            if item.file_type().map_err(at(&folder))?.is_dir() {
                folders.push(item.path());
            }
        }
    }
    Ok(())
}
