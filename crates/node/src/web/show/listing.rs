//! The members of a package file, read from its bytes as they stream by.
//!
//! Our packages hold stored entries only, each behind a header that names its length, so one pass is enough and nothing
//! is kept but names, lengths and digests. This checks nothing: checking is `comity-verify`'s.

use seal::digest::{Digest, Hasher};

#[cfg(test)]
mod tests;

/// Fixed part of a header before each entry.
const HEADER_BYTES: usize = 30;
/// Begins each entry.
const ENTRY: [u8; 4] = *b"PK\x03\x04";
/// A length that stands in the extra field instead.
const ELSEWHERE: u64 = 0xffff_ffff;

/// One member of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// Its path.
    pub(super) path: String,
    /// Its length.
    pub(super) n_bytes: u64,
    /// SHA-256 of its bytes.
    pub(super) sha256: String,
}

/// A listing in the making.
#[derive(Debug, Default)]
pub(super) struct Listing {
    members: Vec<Listed>,
    header: Vec<u8>,
    open: Option<Open>,
    is_over: bool,
}

#[derive(Debug)]
struct Open {
    path: String,
    n_bytes: u64,
    left: u64,
    hasher: Hasher,
}

impl Listing {
    /// Takes the next bytes of the file.
    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && !self.is_over {
            bytes = match self.open.take() {
                Some(open) => self.content(open, bytes),
                None => self.header(bytes),
            };
        }
    }

    /// The members, in the order of the file.
    #[must_use]
    pub(super) fn finish(self) -> Vec<Listed> {
        self.members
    }

    fn content<'a>(&mut self, mut open: Open, bytes: &'a [u8]) -> &'a [u8] {
        let n = usize::try_from(open.left).unwrap_or(usize::MAX).min(bytes.len());
        let (ours, rest) = bytes.split_at_checked(n).unwrap_or((bytes, &[]));
        open.hasher.update(ours);
        open.left = open.left.saturating_sub(n as u64);
        self.settle(open);
        rest
    }

    /// Lists an entry whose bytes have all come, and waits for the rest of any other.
    fn settle(&mut self, open: Open) {
        if open.left > 0 {
            self.open = Some(open);
            return;
        }
        let sha256: Digest = open.hasher.finish();
        let (path, n_bytes) = (open.path, open.n_bytes);
        self.members.push(Listed { path, n_bytes, sha256: sha256.hex() });
    }

    fn header<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let wanted = self.wanted().saturating_sub(self.header.len());
        let (ours, rest) = bytes.split_at_checked(wanted).unwrap_or((bytes, &[]));
        self.header.extend_from_slice(ours);
        if self.header.len() >= HEADER_BYTES && !self.header.starts_with(&ENTRY) {
            self.is_over = true; // the directory of the file: every entry has been seen
        } else if self.header.len() >= HEADER_BYTES && self.header.len() == self.wanted() {
            let header = std::mem::take(&mut self.header);
            match entry(&header) {
                Some(open) => self.settle(open),
                None => self.is_over = true,
            }
        }
        rest
    }

    /// How long the header is, as far as its first bytes say.
    fn wanted(&self) -> usize {
        if self.header.len() < HEADER_BYTES {
            return HEADER_BYTES;
        }
        let length = |at| usize::try_from(number(&self.header, at, 2)).unwrap_or_default();
        HEADER_BYTES.saturating_add(length(26)).saturating_add(length(28))
    }
}

fn entry(header: &[u8]) -> Option<Open> {
    let n_name = usize::try_from(number(header, 26, 2)).ok()?;
    let (name, extra) = header.get(HEADER_BYTES..)?.split_at_checked(n_name)?;
    let n_bytes = match number(header, 22, 4) {
        // The extra field has its id, its length, and then the length that did not fit.
        ELSEWHERE => number(extra, 4, 8),
        n_bytes => n_bytes,
    };
    let path = String::from_utf8_lossy(name).into_owned();
    Some(Open { path, n_bytes, left: n_bytes, hasher: Hasher::new() })
}

/// A number of the format: the least byte first; what is not there counts as nought.
fn number(bytes: &[u8], at: usize, n: usize) -> u64 {
    let end = at.saturating_add(n);
    let bytes = bytes.get(at..end).unwrap_or_default();
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}
