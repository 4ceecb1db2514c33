//! A large blob on its way into a folder, past the page cache: the disk takes it from the memory where it was made.
//!
//! Through the page cache the kernel copies every byte into fresh pages, which costs about as much as SHA-256 of them, and
//! pushes out of the cache what somebody reads; nobody reads a part again soon. Where the memory does not begin at a page, or
//! the file system does not write without its cache, the bytes take the ordinary way. The order is that of the small ones:
//! a name of its own, flush, link without replacing, flush of the folder.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use crate::disk;
use crate::error::StoreError;

/// From this length on the way past the cache is the cheaper one.
pub(super) const LARGE_BYTES: usize = 1 << 20;
/// What a disk wants memory, place and length to be a multiple of. No disk in use wants more.
const ALIGNED_BYTES: usize = 4096;
/// Names that are tried for an unfinished file. Each of the others belongs to somebody who writes the same bytes now.
const STAGED_MAX: u32 = 64;

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// It is there, durable.
    New,
    /// The name is taken; nothing was changed. The bytes come back, to be compared.
    Taken(Bytes),
}

/// What is known of the folder that large blobs go into.
#[derive(Debug)]
pub(super) struct Way {
    /// Folders whose names are durable. Whoever made one may have ended before it could flush, so each process does.
    flushed: Mutex<BTreeSet<PathBuf>>,
    /// The flag for the way past the cache; zero once the file system refused it.
    flag: AtomicI32,
}

impl Default for Way {
    fn default() -> Self {
        Self { flushed: Mutex::default(), flag: AtomicI32::new(UNCACHED) }
    }
}

impl Way {
    /// Writes a file that is not there below `root`. The bytes are let go of when they are written, before the name is
    /// durable: whoever made them may use the memory again while the disk is waited for.
    ///
    /// # Errors
    /// [`StoreError::Full`], [`StoreError::Io`]: then nothing has the name. A failed flush ends the process.
    pub(super) fn put(&self, root: &Path, key: &str, bytes: Bytes) -> Result<Placed, StoreError> {
        let path = root.join(key);
        if path.try_exists().map_err(|e| disk::failed("looking at a blob", &e))? {
            return Ok(Placed::Taken(bytes));
        }
        let folder = path.parent().unwrap_or(root);
        self.make_folder(root, folder)?;
        let (staged, file) = self.create_staged(&path)?;
        let placed = fill(&staged, file, &bytes)
            .map_err(|e| disk::failed("writing a blob", &e))
            .and_then(|file| {
                drop(bytes);
                disk::flush(&file);
                match std::fs::hard_link(&staged, &path) {
                    Ok(()) => Ok(Placed::New),
                    Err(e) if e.kind() == ErrorKind::AlreadyExists => std::fs::read(&staged)
                        .map(|bytes| Placed::Taken(bytes.into()))
                        .map_err(|e| disk::failed("reading a blob", &e)),
                    Err(e) => Err(disk::failed("naming a blob", &e)),
                }
            });
        // Left behind it costs room until the next start and nothing else.
        drop(std::fs::remove_file(&staged));
        if placed == Ok(Placed::New) {
            disk::sync_folder(folder);
        }
        placed
    }

    /// Makes a folder below `root`, and its name and those above it durable.
    fn make_folder(&self, root: &Path, folder: &Path) -> Result<(), StoreError> {
        std::fs::create_dir_all(folder).map_err(|e| disk::failed("making a blob folder", &e))?;
        for made in folder.ancestors().take_while(|up| up.starts_with(root) && *up != root) {
            // A set is sound whatever panicked beside it.
            let flushed = || self.flushed.lock().unwrap_or_else(PoisonError::into_inner);
            if !flushed().contains(made) {
                disk::sync_folder(made.parent().unwrap_or(root));
                flushed().insert(made.to_owned());
            }
        }
        Ok(())
    }

    /// An unfinished file beside the one it will be: the name that [`super::is_staged`] knows.
    fn create_staged(&self, path: &Path) -> Result<(PathBuf, File), StoreError> {
        for n in 0..STAGED_MAX {
            let mut name = path.as_os_str().to_owned();
            name.push(format!("#{n}"));
            let staged = PathBuf::from(name);
            let flag = self.flag.load(Ordering::Relaxed);
            let mut options = OpenOptions::new();
            let opened = options.write(true).create_new(true).custom_flags(flag).open(&staged);
            match opened {
                Ok(file) => return Ok((staged, file)),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                // The name may have been made all the same: it is removed at the next start, like any unfinished one.
                Err(e) if e.kind() == ErrorKind::InvalidInput && flag != 0 => {
                    self.flag.store(0, Ordering::Relaxed);
                }
                Err(e) => return Err(disk::failed("writing a blob", &e)),
            }
        }
        Err(StoreError::Busy)
    }
}

#[cfg(target_os = "linux")]
const UNCACHED: i32 = libc::O_DIRECT;
#[cfg(not(target_os = "linux"))]
const UNCACHED: i32 = 0;

/// Fills the file: whole pages past the cache, what is left over by the ordinary way.
fn fill(staged: &Path, mut file: File, bytes: &[u8]) -> io::Result<File> {
    let whole = bytes.len() - bytes.len() % ALIGNED_BYTES;
    let mut n_written = 0;
    if bytes.as_ptr().align_offset(ALIGNED_BYTES) == 0 {
        while n_written < whole && n_written.is_multiple_of(ALIGNED_BYTES) {
            match file.write(bytes.get(n_written..whole).unwrap_or_default()) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(n) => n_written += n,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) if e.kind() == ErrorKind::InvalidInput => break,
                Err(e) => return Err(e),
            }
        }
    }
    if n_written < bytes.len() {
        // The other handle would have to be told to take any length; a second one is as cheap.
        file = OpenOptions::new().write(true).open(staged)?;
        file.seek(SeekFrom::Start(n_written as u64))?;
        file.write_all(bytes.get(n_written..).unwrap_or_default())?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests;
