//! Reading: framing, then index, then seal, then one member at a time.
//!
//! Nothing is unpacked. [`Found`] is a file whose members are those of its index; only [`Found::verify`] gives a
//! [`Bundle`], and only a bundle gives content.

use std::io::{Read, Seek};

use seal::digest::{Digest, Hasher};
use seal::sign::Ed25519Public;
use seal::zip::{Archive, ZipError};

use super::index::verify_seal;
use super::{BundleError, FIRST, INDEX_BYTES_MAX, Index, MEDIA_TYPE, SEAL_BYTES, digest_of};

/// A file in the form of a bundle. Who made it is not known yet.
#[derive(Debug)]
pub struct Found<R> {
    archive: Archive<R>,
    index: Index,
    index_bytes: Vec<u8>,
    seal: [u8; SEAL_BYTES],
}

impl<R: Read + Seek> Found<R> {
    /// Reads framing and index, and compares the members with it. No content but that of the first three is read.
    ///
    /// # Errors
    /// [`BundleError`]: then nothing of the file is taken.
    pub fn open(reader: R) -> Result<Self, BundleError> {
        let mut archive = Archive::open(reader)?;
        let listed: Vec<_> =
            archive.entries().map(|entry| (entry.path.clone(), entry.len)).collect();
        let lens = match listed.get(..FIRST.len()) {
            Some(first) if first.iter().map(|(path, _)| path).eq(FIRST) => {
                first.iter().map(|(_, len)| *len).collect::<Vec<_>>()
            }
            Some(_) | None => return Err(BundleError::Layout),
        };
        let limits = [MEDIA_TYPE.len() as u64, INDEX_BYTES_MAX, SEAL_BYTES as u64];
        if lens.iter().zip(limits).any(|(len, limit)| *len > limit) {
            return Err(BundleError::Layout);
        }
        if content(&mut archive, 0)? != MEDIA_TYPE.as_bytes() {
            return Err(BundleError::Layout);
        }
        let index_bytes = content(&mut archive, 1)?;
        let seal = content(&mut archive, 2)?.try_into().map_err(|_| BundleError::Layout)?;
        let index = Index::parse(&index_bytes)?;
        let entries = index.entries.iter().map(|entry| (entry.place.to_string(), entry.len));
        if !listed.into_iter().skip(FIRST.len()).eq(entries) {
            return Err(BundleError::Layout);
        }
        Ok(Self { archive, index, index_bytes, seal })
    }

    /// What the file says of itself.
    #[must_use]
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// The digest by which people name this volume.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest_of(&self.index_bytes)
    }

    /// Whether member `n` of the index is what the index says. One that does not exist is.
    ///
    /// # Errors
    /// [`BundleError::Content`], or the file cannot be read.
    pub fn check(&mut self, n: usize) -> Result<(), BundleError> {
        let Some(entry) = self.index.entries.get(n) else { return Ok(()) };
        let changed = || BundleError::Content { path: entry.place.to_string() };
        let mut hasher = Hasher::new();
        let read = self.archive.read(n.saturating_add(FIRST.len()), |piece| hasher.update(piece));
        unless_damaged(read, changed)?;
        if hasher.finish() == entry.sha256 { Ok(()) } else { Err(changed()) }
    }

    /// The bundle of the node with this key.
    ///
    /// # Errors
    /// [`BundleError::SealInvalid`]
    pub fn verify(self, key: &Ed25519Public) -> Result<Bundle<R>, BundleError> {
        verify_seal(&self.index_bytes, &self.seal, key)?;
        Ok(Bundle(self))
    }
}

/// A bundle that the node it names has sealed.
#[derive(Debug)]
pub struct Bundle<R>(Found<R>);

impl<R: Read + Seek> Bundle<R> {
    /// What its sender says.
    #[must_use]
    pub const fn index(&self) -> &Index {
        self.0.index()
    }

    /// The digest by which people name this volume.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.0.digest()
    }

    /// The content of member `n` of the index; empty if there is none. At most [`super::Place::bytes_max`] bytes.
    ///
    /// # Errors
    /// [`BundleError::Content`], or the file cannot be read.
    pub fn read(&mut self, n: usize) -> Result<Vec<u8>, BundleError> {
        let Some(entry) = self.0.index.entries.get(n) else { return Ok(Vec::new()) };
        let changed = || BundleError::Content { path: entry.place.to_string() };
        let mut bytes = Vec::new();
        let at = n.saturating_add(FIRST.len());
        let read = self.0.archive.read(at, |piece| bytes.extend_from_slice(piece));
        unless_damaged(read, changed)?;
        if Digest::of(&bytes) == entry.sha256 { Ok(bytes) } else { Err(changed()) }
    }
}

/// A wrong checksum of a member is the member's fault, everything else the file's or the machine's.
fn unless_damaged(
    read: Result<(), ZipError>,
    changed: impl FnOnce() -> BundleError,
) -> Result<(), BundleError> {
    match read {
        Ok(()) => Ok(()),
        Err(ZipError::Checksum { .. }) => Err(changed()),
        Err(error) => Err(error.into()),
    }
}

fn content<R: Read + Seek>(archive: &mut Archive<R>, at: usize) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    archive.read(at, |piece| bytes.extend_from_slice(piece))?;
    Ok(bytes)
}
