//! A large blob on its way into a folder, past the page cache: the disk takes it from the memory where it was made.
//!
//! Through the page cache the kernel copies every byte into fresh pages, which costs about as much as SHA-256 of them, and
//! pushes out of the cache what somebody reads; nobody reads a part again soon. Where the memory does not begin at a page, or
//! the file system does not write without its cache, the bytes take the ordinary way. The order is that of the small ones:
//! a name of its own, flush, link without replacing, flush of the folder.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

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
    /// The name is taken; nothing was changed.
    Taken,
}

/// Writes a file that is not there. `root` is flushed too if folders below it were made.
///
/// # Errors
/// [`StoreError::Full`], [`StoreError::Io`]: then nothing has the name. A failed flush ends the process.
pub(super) fn put(root: &Path, key: &str, bytes: &[u8]) -> Result<Placed, StoreError> {
    let path = root.join(key);
    if path.try_exists().map_err(|e| disk::failed("looking at a blob", &e))? {
        return Ok(Placed::Taken);
    }
    let folder = path.parent().unwrap_or(root);
    let is_new_folder = !folder.is_dir();
    std::fs::create_dir_all(folder).map_err(|e| disk::failed("making a blob folder", &e))?;
    let (staged, file) = create_staged(&path)?;
    let placed = fill(&staged, file, bytes)
        .map_err(|e| disk::failed("writing a blob", &e))
        .and_then(|file| {
            disk::flush(&file);
            match std::fs::hard_link(&staged, &path) {
                Ok(()) => Ok(Placed::New),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(Placed::Taken),
                Err(e) => Err(disk::failed("naming a blob", &e)),
            }
        });
    // Left behind it costs room until the next start and nothing else.
    drop(std::fs::remove_file(&staged));
    if placed == Ok(Placed::New) {
        let made = folder.ancestors().take_while(|up| is_new_folder && up.starts_with(root));
        disk::sync_folder(folder);
        made.skip(1).for_each(disk::sync_folder);
    }
    placed
}

/// An unfinished file beside the one it will be: the name that [`super::is_staged`] knows.
fn create_staged(path: &Path) -> Result<(PathBuf, File), StoreError> {
    for n in 0..STAGED_MAX {
        let mut name = path.as_os_str().to_owned();
        name.push(format!("#{n}"));
        let staged = PathBuf::from(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // Some file systems refuse the flag, some the first write under it, some take it and copy anyway.
        let opened = match options.clone().custom_flags(UNCACHED).open(&staged) {
            Err(e) if e.kind() == ErrorKind::InvalidInput => options.open(&staged),
            opened => opened,
        };
        match opened {
            Ok(file) => return Ok((staged, file)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(disk::failed("writing a blob", &e)),
        }
    }
    Err(StoreError::Busy)
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
