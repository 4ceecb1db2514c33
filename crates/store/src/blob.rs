//! Content blobs: ciphertext under the digest of the ciphertext, written once. This file alone names `object_store`; large
//! blobs go into a folder by a way of their own (`large`).
//! Not for small durable files of the node (see [`crate::disk`]) and not a register: nothing here is ever replaced.
//!
//! Order of work: the object first, then the event that names it. An object no event names is garbage; an event
//! that names no object is damage.
//!
//! Not trusted: who holds the blobs can lose or withhold ciphertext and see sizes and times; the reader checks the
//! digest and finds every changed byte.

use std::{
    error::Error as _,
    fmt, io,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
    local::LocalFileSystem, memory::InMemory, path::Path as ObjectPath,
};

use self::large::{Placed, Way};
use crate::{Answer, disk, error::StoreError};

mod large;

/// Largest blob: one part of an exhibit at its largest allowed size, sealed, with room to spare.
pub const MAX_BLOB_BYTES: usize = 80 << 20;
/// Longest key of a blob.
pub const MAX_KEY_BYTES: usize = 255;

/// What [`Blobs::put`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// The blob is new.
    New,
    /// The blob was there with the same bytes.
    Same,
}

/// A blob in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobInfo {
    /// Its key.
    pub key: String,
    /// Its size.
    pub n_bytes: u64,
}

/// The contract of a blob store. When a call answers, its effect is durable.
pub trait Blobs: Send + Sync + fmt::Debug {
    /// Writes a blob that is not there. The same bytes again are no error; other bytes are `Corrupt`.
    fn put<'a>(&'a self, key: &'a str, bytes: Bytes) -> Answer<'a, Put>;

    /// The blob, or `None`.
    fn get<'a>(&'a self, key: &'a str) -> Answer<'a, Option<Bytes>>;

    /// These bytes of the blob, fewer where it ends before, or `None` when there is no such blob.
    fn get_range<'a>(&'a self, key: &'a str, range: Range<u64>) -> Answer<'a, Option<Bytes>>;

    /// Whether the blob is there.
    fn exists<'a>(&'a self, key: &'a str) -> Answer<'a, bool>;

    /// Removes the blob. Returns whether it was there.
    fn delete<'a>(&'a self, key: &'a str) -> Answer<'a, bool>;

    /// All blobs in the folder `prefix` and below, by key. An empty prefix lists everything.
    fn list<'a>(&'a self, prefix: &'a str) -> Answer<'a, Vec<BlobInfo>>;
}

/// Blobs in a local folder or in memory.
#[derive(Debug)]
pub struct ObjectBlobs {
    objects: Arc<dyn ObjectStore>,
    /// The folder, when there is one: some flushes are ours to do.
    folder: Option<PathBuf>,
    way: Arc<Way>,
}

impl ObjectBlobs {
    /// Blobs below a folder, created if it is not there.
    pub fn local(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|e| disk::failed("making the blob folder", &e))?;
        let folder =
            folder.canonicalize().map_err(|e| disk::failed("opening the blob folder", &e))?;
        let objects = LocalFileSystem::new_with_prefix(&folder)
            .map_err(|e| failed("opening the blob folder", &e))?
            .with_fsync(true);
        Ok(Self { objects: Arc::new(objects), folder: Some(folder), way: Arc::default() })
    }

    /// Blobs in memory, for the simulator and tests.
    #[must_use]
    pub fn memory() -> Self {
        Self { objects: Arc::new(InMemory::new()), folder: None, way: Arc::default() }
    }

    /// Removes what a crash left between writing and naming. Call it at start, while nobody writes. Returns how many.
    pub fn remove_staged(&self) -> Result<u64, StoreError> {
        self.folder.as_deref().map_or(Ok(0), remove_staged_below)
    }

    async fn write(&self, key: &str, bytes: Bytes) -> Result<Put, StoreError> {
        if bytes.len() > MAX_BLOB_BYTES {
            return Err(StoreError::TooLarge { what: "the blob", limit: MAX_BLOB_BYTES as u64 });
        }
        let path = parse(key)?;
        if let Some(root) = self.folder.clone()
            && bytes.len() >= large::LARGE_BYTES
        {
            let (way, at) = (self.way.clone(), key.to_owned());
            let placed = off_thread(move || way.put(&root, &at, bytes)).await?;
            return match placed {
                Placed::New => Ok(Put::New),
                Placed::Taken(bytes) => self.compare(key, &bytes).await,
            };
        }
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.objects.put_opts(&path, PutPayload::from_bytes(bytes.clone()), options).await {
            Ok(_) => Ok(Put::New),
            Err(object_store::Error::AlreadyExists { .. }) => self.compare(key, &bytes).await,
            Err(e) => {
                let answer = self.put_failed(&e);
                // It has its name, so what failed was the flush of its folder.
                if self.folder.is_some() && self.is_there(key).await? {
                    disk::stop(&answer.to_string());
                }
                Err(answer)
            }
        }
    }

    /// The blob is there: with the same bytes, or it is damage.
    async fn compare(&self, key: &str, bytes: &Bytes) -> Result<Put, StoreError> {
        if self.read(key, None).await?.as_ref() != Some(bytes) {
            return Err(StoreError::Corrupt {
                what: format!("blob `{key}` is stored with other bytes"),
            });
        }
        // The process may have ended between naming the blob and flushing: flush what we promise.
        self.flush_again(key).await?;
        Ok(Put::Same)
    }

    async fn read(
        &self,
        key: &str,
        range: Option<Range<u64>>,
    ) -> Result<Option<Bytes>, StoreError> {
        let path = parse(key)?;
        let range = match range {
            None => None,
            Some(range) => {
                // A range that begins at the end is empty, which the library calls an error.
                let size = match self.objects.head(&path).await {
                    Ok(found) => found.size,
                    Err(object_store::Error::NotFound { .. }) => return Ok(None),
                    Err(e) => return Err(failed("looking at a blob", &e)),
                };
                let end = range.end.min(size);
                if range.start >= end {
                    return Ok(Some(Bytes::new()));
                }
                Some(GetRange::Bounded(range.start..end))
            }
        };
        let options = GetOptions { range, ..GetOptions::default() };
        match self.objects.get_opts(&path, options).await {
            Ok(found) => found.bytes().await.map(Some).map_err(|e| failed("reading a blob", &e)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(failed("reading a blob", &e)),
        }
    }

    async fn remove(&self, key: &str) -> Result<bool, StoreError> {
        // Asked first, because some stores answer a deletion alike whether or not there was something.
        let was_there = self.is_there(key).await?
            && match self.objects.delete(&parse(key)?).await {
                Ok(()) => true,
                Err(object_store::Error::NotFound { .. }) => false,
                Err(e) => return Err(failed("removing a blob", &e)),
            };
        // The library does not flush deletions. Also when nothing was there: a process may have removed it and ended
        // before it could flush.
        let path = self.folder.as_ref().map(|root| root.join(key));
        if let Some(folder) = path.as_deref().and_then(Path::parent).map(Path::to_owned) {
            off_thread(move || {
                if folder.is_dir() {
                    disk::sync_folder(&folder);
                }
                Ok(())
            })
            .await?;
        }
        Ok(was_there)
    }

    async fn is_there(&self, key: &str) -> Result<bool, StoreError> {
        match self.objects.head(&parse(key)?).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(e) => Err(failed("looking at a blob", &e)),
        }
    }

    async fn listed(&self, prefix: &str) -> Result<Vec<BlobInfo>, StoreError> {
        let mut folders =
            vec![if prefix.is_empty() { ObjectPath::default() } else { parse(prefix)? }];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            let level = self
                .objects
                .list_with_delimiter(Some(&folder))
                .await
                .map_err(|e| failed("listing blobs", &e))?;
            folders.extend(level.common_prefixes);
            found.extend(
                level.objects.into_iter().map(|object| BlobInfo {
                    key: object.location.to_string(),
                    n_bytes: object.size,
                }),
            );
        }
        found.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(found)
    }

    async fn flush_again(&self, key: &str) -> Result<(), StoreError> {
        let Some(root) = self.folder.clone() else { return Ok(()) };
        let path = root.join(key);
        off_thread(move || {
            let file =
                std::fs::File::open(&path).map_err(|e| disk::failed("opening a blob", &e))?;
            if let Err(e) = file.sync_all() {
                disk::stop(&format!("flushing a blob failed ({e})"));
            }
            path.ancestors()
                .skip(1)
                .take_while(|up| up.starts_with(&root))
                .for_each(disk::sync_folder);
            Ok(())
        })
        .await
    }

    /// A local put that failed may have failed in its flush, which must not be retried; only reasons that come
    /// before any flush are answered.
    fn put_failed(&self, e: &object_store::Error) -> StoreError {
        let answer = failed("writing a blob", e);
        let early = matches!(
            cause(e).map(io::Error::kind),
            Some(
                io::ErrorKind::PermissionDenied
                    | io::ErrorKind::ReadOnlyFilesystem
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::IsADirectory
            )
        );
        if self.folder.is_some() && answer != StoreError::Full && !early {
            disk::stop(&answer.to_string());
        }
        answer
    }
}

impl Blobs for ObjectBlobs {
    fn put<'a>(&'a self, key: &'a str, bytes: Bytes) -> Answer<'a, Put> {
        Box::pin(self.write(key, bytes))
    }

    fn get<'a>(&'a self, key: &'a str) -> Answer<'a, Option<Bytes>> {
        Box::pin(self.read(key, None))
    }

    fn get_range<'a>(&'a self, key: &'a str, range: Range<u64>) -> Answer<'a, Option<Bytes>> {
        Box::pin(self.read(key, Some(range)))
    }

    fn exists<'a>(&'a self, key: &'a str) -> Answer<'a, bool> {
        Box::pin(self.is_there(key))
    }

    fn delete<'a>(&'a self, key: &'a str) -> Answer<'a, bool> {
        Box::pin(self.remove(key))
    }

    fn list<'a>(&'a self, prefix: &'a str) -> Answer<'a, Vec<BlobInfo>> {
        Box::pin(self.listed(prefix))
    }
}

/// Runs blocking work where it blocks nobody, or in place when there is no runtime.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime.spawn_blocking(work).await.unwrap_or(Err(StoreError::Poisoned)),
        Err(_) => work(),
    }
}

/// Keys are folders of `[a-z0-9._-]` in any case: what an object store, a file system and a person read alike.
fn parse(key: &str) -> Result<ObjectPath, StoreError> {
    let harmless = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
    };
    if key.len() > MAX_KEY_BYTES || !key.split('/').all(harmless) {
        return Err(StoreError::Io {
            what: "naming a blob: the key has a forbidden part".to_owned(),
        });
    }
    ObjectPath::parse(key).map_err(|_| StoreError::Io {
        what: "naming a blob: the key has a forbidden part".to_owned(),
    })
}

/// The operating system's reason inside the library's error.
fn cause(e: &object_store::Error) -> Option<&io::Error> {
    let mut next = e.source();
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<io::Error>() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// The library's text carries paths; ours carries the system's reason only.
fn failed(doing: &str, e: &object_store::Error) -> StoreError {
    cause(e).map_or_else(
        || StoreError::Io { what: format!("{doing}: the blob store refused") },
        |io| disk::failed(doing, io),
    )
}

/// The library names an unfinished file after its key with `#` and a number.
fn remove_staged_below(folder: &Path) -> Result<u64, StoreError> {
    let failed = |e: &io::Error| disk::failed("cleaning the blob folder", e);
    let mut folders = vec![folder.to_owned()];
    let mut n_removed = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| failed(&e))? {
            let entry = entry.map_err(|e| failed(&e))?;
            let kind = entry.file_type().map_err(|e| failed(&e))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && is_staged(&entry.file_name().to_string_lossy()) {
                std::fs::remove_file(entry.path()).map_err(|e| failed(&e))?;
                n_removed += 1;
            }
        }
    }
    Ok(n_removed)
}

fn is_staged(name: &str) -> bool {
    name.rsplit_once('#')
        .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
