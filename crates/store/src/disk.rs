//! The durable-file seam: the few things the node does with its own files, each with a stated durability.
//! Not for blobs (see [`crate::blob`]) and not for the database, which keeps its own files.
//!
//! | call | when it answers |
//! |---|---|
//! | [`append`](Disk::append) | the bytes are written, not yet durable |
//! | [`sync`](Disk::sync) | everything written to the file before is durable; the name only after `sync_dir` |
//! | [`publish`](Disk::publish) | the whole file is durable under its name, and was never seen half written |
//! | [`overwrite_at`](Disk::overwrite_at) | the bytes are durable in place |
//!
//! A failed flush is never retried: the kernel may have dropped the pages and would say yes the second time.
//! [`RealDisk`] ends the process then. A simulated disk answers [`StoreError::Poisoned`], and its user stops.
//!
//! Trusted: who can write these files can change what the node believes about itself.

use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io::{self, ErrorKind, Read, Seek, SeekFrom, Write},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use crate::error::StoreError;

/// Longest name of a file below the disk's root.
pub const MAX_NAME_BYTES: usize = 255;

/// What [`Disk::publish`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// The file is new.
    New,
    /// The file was there with the same bytes.
    Same,
}

/// How much of the file system below a disk is left for this process. A file system that does not count its files says zero
/// for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes that are used or may be.
    pub n_bytes: u64,
    /// Bytes that may still be used.
    pub n_bytes_free: u64,
    /// Files and folders that are there or may be.
    pub n_files: u64,
    /// Files and folders that may still be made.
    pub n_files_free: u64,
}

impl Room {
    /// More than anybody needs: what a disk in memory has.
    pub const AMPLE: Self =
        Self { n_bytes: 1 << 50, n_bytes_free: 1 << 50, n_files: 0, n_files_free: 0 };
}

/// A held lock; dropping it releases it, and so does the end of the process.
pub trait DiskLock: Send + Sync + fmt::Debug {}

/// The seam. Names are relative, `/` between folders, `[a-z0-9._-]` in any case otherwise.
pub trait Disk: Send + Sync + fmt::Debug {
    /// The whole file, or `None`.
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Adds bytes at the end, creating the file and its folder.
    fn append(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError>;

    /// Cuts the file to this length.
    fn truncate(&self, name: &str, len: u64) -> Result<(), StoreError>;

    /// Makes the file's content durable.
    fn sync(&self, name: &str) -> Result<(), StoreError>;

    /// Makes the names in the folder of this file durable.
    fn sync_dir(&self, name: &str) -> Result<(), StoreError>;

    /// Writes a new file: temporary name, flush, link without replacing, flush of the folder. A file that is there
    /// with other bytes is `Corrupt`: what is published never changes.
    fn publish(&self, name: &str, bytes: &[u8]) -> Result<Published, StoreError>;

    /// Overwrites bytes inside a file that exists and is long enough, and makes them durable.
    fn overwrite_at(&self, name: &str, offset: u64, bytes: &[u8]) -> Result<(), StoreError>;

    /// Takes the exclusive lock of this file, creating it. `Busy` when somebody has it.
    fn lock(&self, name: &str) -> Result<Box<dyn DiskLock>, StoreError>;

    /// How much room is left, as the file system says now. What others leave of it at the next call nobody knows.
    fn room(&self) -> Result<Room, StoreError>;
}

/// Ends the process after a failed flush: one line on standard error, no unwinding, no retry.
pub(crate) fn stop(what: &str) -> ! {
    #[expect(clippy::print_stderr, reason = "the process ends here; there is no log to write to")]
    {
        eprintln!("comity: {what}; stopping, because a flush to disk must not be retried");
    }
    std::process::abort()
}

/// Files below one folder of the real file system. Symbolic links are refused.
#[derive(Clone, Debug)]
pub struct RealDisk {
    root: PathBuf,
}

impl RealDisk {
    /// The disk below `root`, which must exist.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let root = root.canonicalize().map_err(|e| failed("opening the folder", &e))?;
        if !root.is_dir() {
            return Err(StoreError::Io {
                what: "opening the folder: it is not a folder".to_owned(),
            });
        }
        Ok(Self { root })
    }

    /// The path of a name, once every part of it is known to be harmless.
    fn path(&self, name: &str) -> Result<PathBuf, StoreError> {
        let harmless = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
        };
        if name.len() > MAX_NAME_BYTES || !name.split('/').all(harmless) {
            return Err(StoreError::Io {
                what: "naming a file: the name has a forbidden part".to_owned(),
            });
        }
        let path = self.root.join(name);
        let mut folder = self.root.clone();
        for part in Path::new(name).parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            refuse_link(&folder)?;
        }
        refuse_link(&path)?;
        Ok(path)
    }

    fn open_file(path: &Path, options: &OpenOptions) -> Result<Option<File>, StoreError> {
        let file = match options.open(path) {
            Ok(file) => file,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(failed("opening a file", &e)),
        };
        // Between the look at the name and the opening somebody may have put a link there: same file, or nothing.
        let opened = file.metadata().map_err(|e| failed("looking at a file", &e))?;
        let named = std::fs::symlink_metadata(path).map_err(|e| failed("looking at a file", &e))?;
        if (opened.dev(), opened.ino()) == (named.dev(), named.ino()) {
            Ok(Some(file))
        } else {
            Err(link_refused())
        }
    }

    fn open_existing(path: &Path, options: &OpenOptions) -> Result<File, StoreError> {
        Self::open_file(path, options)?
            .ok_or_else(|| StoreError::Io { what: "opening a file: it is not there".to_owned() })
    }

    /// Creates the folder of a file, each new level durable in the one above.
    fn make_folder(&self, path: &Path) -> Result<(), StoreError> {
        let Some(folder) = path.parent() else { return Ok(()) };
        if folder.is_dir() {
            return Ok(());
        }
        if folder != self.root {
            self.make_folder(folder)?;
        }
        match std::fs::create_dir(folder) {
            Ok(()) => {
                sync_folder(folder.parent().unwrap_or(&self.root));
                Ok(())
            }
            Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(e) => Err(failed("making a folder", &e)),
        }
    }
}

impl Disk for RealDisk {
    fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(name)?;
        let Some(mut file) = Self::open_file(&path, OpenOptions::new().read(true))? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|e| failed("reading a file", &e))?;
        Ok(Some(bytes))
    }

    fn append(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(name)?;
        self.make_folder(&path)?;
        let mut file = Self::open_existing(&path, OpenOptions::new().append(true).create(true))?;
        file.write_all(bytes).map_err(|e| failed("adding to a file", &e))
    }

    fn truncate(&self, name: &str, len: u64) -> Result<(), StoreError> {
        let path = self.path(name)?;
        let file = Self::open_existing(&path, OpenOptions::new().write(true))?;
        file.set_len(len).map_err(|e| failed("cutting a file", &e))
    }

    fn sync(&self, name: &str) -> Result<(), StoreError> {
        let path = self.path(name)?;
        flush(&Self::open_existing(&path, OpenOptions::new().read(true).write(true))?);
        Ok(())
    }

    fn sync_dir(&self, name: &str) -> Result<(), StoreError> {
        let path = self.path(name)?;
        sync_folder(path.parent().unwrap_or(&self.root));
        Ok(())
    }

    fn publish(&self, name: &str, bytes: &[u8]) -> Result<Published, StoreError> {
        let path = self.path(name)?;
        self.make_folder(&path)?;
        let folder = path.parent().unwrap_or(&self.root);
        // One temporary name per file: two publishers of one name are a mistake the exclusive creation shows.
        let temporary = folder.join(format!(
            ".{}.new",
            path.file_name().and_then(|n| n.to_str()).unwrap_or_default()
        ));
        match std::fs::remove_file(&temporary) {
            Ok(()) => (),
            Err(e) if e.kind() == ErrorKind::NotFound => (),
            Err(e) => return Err(failed("removing a file", &e)),
        }
        let written = File::create_new(&temporary)
            .and_then(|mut file| file.write_all(bytes).map(|()| file))
            .map_err(|e| failed("writing a file", &e));
        let outcome = written.and_then(|file| {
            flush(&file);
            match std::fs::hard_link(&temporary, &path) {
                Ok(()) => Ok(Published::New),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                    if self.read(name)?.as_deref() == Some(bytes) {
                        // It may have been linked just before a crash and never flushed.
                        self.sync(name)?;
                        Ok(Published::Same)
                    } else {
                        Err(StoreError::Corrupt {
                            what: format!("file `{name}` is published with other bytes"),
                        })
                    }
                }
                Err(e) => Err(failed("naming a file", &e)),
            }
        });
        // Left behind, the temporary name costs room and nothing else: the next publisher removes it.
        drop(std::fs::remove_file(&temporary));
        if outcome.is_ok() {
            sync_folder(folder);
        }
        outcome
    }

    fn overwrite_at(&self, name: &str, offset: u64, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(name)?;
        let mut file = Self::open_existing(&path, OpenOptions::new().read(true).write(true))?;
        let len = file.metadata().map_err(|e| failed("looking at a file", &e))?.len();
        let end = u64::try_from(bytes.len()).ok().and_then(|n| offset.checked_add(n));
        if end.is_none_or(|end| end > len) {
            return Err(StoreError::Corrupt {
                what: format!("file `{name}` is shorter than what is written into it"),
            });
        }
        file.seek(SeekFrom::Start(offset))
            .and_then(|_| file.write_all(bytes))
            .map_err(|e| failed("overwriting in a file", &e))?;
        match file.sync_data() {
            Ok(()) => Ok(()),
            Err(e) => stop(&format!("flushing a file failed ({e})")),
        }
    }

    fn lock(&self, name: &str) -> Result<Box<dyn DiskLock>, StoreError> {
        let path = self.path(name)?;
        self.make_folder(&path)?;
        let file = Self::open_existing(
            &path,
            OpenOptions::new().read(true).write(true).create(true).truncate(false),
        )?;
        match file.try_lock() {
            Ok(()) => Ok(Box::new(FileLock(file))),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
            Err(TryLockError::Error(e)) => Err(failed("locking a file", &e)),
        }
    }

    fn room(&self) -> Result<Room, StoreError> {
        let found = nix::sys::statvfs::statvfs(&self.root)
            .map_err(|e| failed("asking for free space", &e.into()))?;
        // What the file system keeps for its administrator is neither used nor ours.
        let used = found.blocks().saturating_sub(found.blocks_free());
        let bytes = |blocks: u64| blocks.saturating_mul(found.fragment_size());
        Ok(Room {
            n_bytes: bytes(used.saturating_add(found.blocks_available())),
            n_bytes_free: bytes(found.blocks_available()),
            n_files: found.files(),
            n_files_free: found.files_available(),
        })
    }
}

/// An advisory lock of the operating system; closing the file releases it.
#[derive(Debug)]
struct FileLock(#[expect(dead_code, reason = "held for its lock, released by being dropped")] File);

impl DiskLock for FileLock {}

/// Makes an open file or folder durable, or ends the process: for files that lie outside any [`Disk`].
pub fn flush(file: &File) {
    if let Err(e) = file.sync_all() {
        stop(&format!("flushing a file failed ({e})"));
    }
}

/// Makes the names in a folder durable, or ends the process.
pub(crate) fn sync_folder(folder: &Path) {
    if let Err(e) = File::open(folder).and_then(|folder| folder.sync_all()) {
        stop(&format!("flushing a folder failed ({e})"));
    }
}

fn refuse_link(path: &Path) -> Result<(), StoreError> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => Err(link_refused()),
        Ok(_) => Ok(()),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        Err(e) => Err(failed("looking at a file", &e)),
    }
}

fn link_refused() -> StoreError {
    StoreError::Io { what: "opening a file: a symbolic link is in the way".to_owned() }
}

/// The system's reason in our words: no room is `Full`, everything else `Io`.
pub(crate) fn failed(doing: &str, e: &io::Error) -> StoreError {
    if matches!(e.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        StoreError::Full
    } else {
        StoreError::Io { what: format!("{doing}: {e}") }
    }
}

#[cfg(test)]
mod tests;
