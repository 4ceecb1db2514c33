//! Writing: members one after the other, then the directory. Nothing is patched, so any sink will do.

use std::collections::BTreeSet;
use std::io::{Read, Write};

use super::{BadPath, Entry, MEMBERS_MAX, ZipError, check_path, header};

/// How much of a member is in memory at a time.
const COPY_BYTES: usize = 64 * 1024;

/// Writes one zip file to `out`. The same members in the same order give the same bytes.
///
/// Dropping a writer without [`Writer::finish`] leaves bytes that no reader takes.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    placed: Vec<(Entry, u64)>,
    folded: BTreeSet<String>,
    at: u64,
}

impl<W: Write> Writer<W> {
    /// Starts an empty file.
    pub fn new(out: W) -> Self {
        Self { out, placed: Vec::new(), folded: BTreeSet::new(), at: 0 }
    }

    /// Writes a member from a stream, which must give exactly the length and CRC-32 that `entry` announces.
    pub fn member(&mut self, entry: Entry, content: &mut dyn Read) -> Result<(), ZipError> {
        self.start(&entry)?;
        let wrong_length =
            || ZipError::ContentLength { path: entry.path.clone(), expected: entry.len };
        let mut buffer = vec![0; COPY_BYTES];
        let mut crc = crc32fast::Hasher::new();
        let mut left = entry.len;
        loop {
            let n = match content.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => n,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e.into()),
            };
            let piece = buffer.get(..n).unwrap_or_default();
            left = left.checked_sub(n as u64).ok_or_else(wrong_length)?;
            crc.update(piece);
            self.out.write_all(piece)?;
        }
        if left > 0 {
            return Err(wrong_length());
        }
        if crc.finalize() != entry.crc32 {
            return Err(ZipError::Checksum { path: entry.path });
        }
        self.placed(entry);
        Ok(())
    }

    /// Writes a member from memory.
    pub fn bytes(&mut self, path: &str, content: &[u8]) -> Result<(), ZipError> {
        let entry = Entry {
            path: path.to_owned(),
            len: content.len() as u64,
            crc32: crc32fast::hash(content),
        };
        self.start(&entry)?;
        self.out.write_all(content)?;
        self.placed(entry);
        Ok(())
    }

    /// Writes directory and end records and gives the sink back, flushed.
    pub fn finish(mut self) -> Result<W, ZipError> {
        let directory_offset = self.at;
        let mut directory_len = 0;
        for (entry, offset) in &self.placed {
            let bytes = header::central(entry, *offset);
            self.out.write_all(&bytes)?;
            directory_len += bytes.len() as u64;
        }
        let n_members = self.placed.len() as u64;
        self.out.write_all(&header::end(n_members, directory_offset, directory_len))?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn start(&mut self, entry: &Entry) -> Result<(), ZipError> {
        let index = self.placed.len();
        let refused = |bad: BadPath| ZipError::Path { index, bad };
        if index >= MEMBERS_MAX {
            return Err(ZipError::Members);
        }
        check_path(&entry.path).map_err(refused)?;
        if !self.folded.insert(entry.path.to_ascii_lowercase()) {
            return Err(ZipError::Duplicate { path: entry.path.clone() });
        }
        self.out.write_all(&header::local(entry))?;
        Ok(())
    }

    fn placed(&mut self, entry: Entry) {
        let offset = self.at;
        self.at += header::local(&entry).len() as u64 + entry.len;
        self.placed.push((entry, offset));
    }
}
