//! Writing: the index is there before the first member is, so members stream through.

use std::io::Write;
use std::vec::IntoIter;

use seal::digest::Digest;
use seal::sign::Ed25519Secret;
use seal::zip::Writer;

use super::{BundleError, Entry, FIRST, Index, MEDIA_TYPE, digest_of, seal_index};

/// Writes one volume. The same index, key and members give the same bytes.
///
/// Dropping it without [`BundleWriter::finish`] leaves bytes that no reader takes.
#[derive(Debug)]
pub struct BundleWriter<W> {
    writer: Writer<W>,
    left: IntoIter<Entry>,
    digest: Digest,
}

impl<W: Write> BundleWriter<W> {
    /// Writes what stands in front of the members.
    ///
    /// # Errors
    /// [`BundleError`]: an index that no reader would take, or writing failed.
    pub fn new(out: W, index: &Index, key: &Ed25519Secret) -> Result<Self, BundleError> {
        let bytes = index.to_bytes();
        let entries = Index::parse(&bytes)?.entries;
        let mut writer = Writer::new(out);
        let [mimetype, path, seal] = FIRST;
        writer.bytes(mimetype, MEDIA_TYPE.as_bytes())?;
        writer.bytes(path, &bytes)?;
        writer.bytes(seal, &seal_index(&bytes, key))?;
        Ok(Self { writer, left: entries.into_iter(), digest: digest_of(&bytes) })
    }

    /// The digest by which people name this volume.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// Writes the next member.
    ///
    /// # Errors
    /// [`BundleError::Layout`] if the index lists no further one, [`BundleError::Content`] if it is another one.
    pub fn add(&mut self, content: &[u8]) -> Result<(), BundleError> {
        let entry = self.left.next().ok_or(BundleError::Layout)?;
        let path = entry.place.to_string();
        if entry.len != content.len() as u64 || entry.sha256 != Digest::of(content) {
            return Err(BundleError::Content { path });
        }
        self.writer.bytes(&path, content)?;
        Ok(())
    }

    /// Writes the directory of the zip file and gives the sink back, flushed.
    ///
    /// # Errors
    /// [`BundleError::Layout`] if a member of the index was not written.
    pub fn finish(mut self) -> Result<W, BundleError> {
        if self.left.next().is_some() {
            return Err(BundleError::Layout);
        }
        Ok(self.writer.finish()?)
    }
}
