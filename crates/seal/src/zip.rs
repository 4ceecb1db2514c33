//! Zip files in one byte form: stored members only, every header field fixed.
//!
//! One list of members has exactly one sequence of bytes, so the reader regenerates every header and compares it
//! with what it found instead of believing it; a changed framing byte is a difference, not an interpretation. Not a
//! general zip library: deflate, encryption, data descriptors, comments, directories, attributes, times and other
//! extra fields do not exist here (`docs/spec/package.md`, after the PKWARE application note 6.3).
//!
//! ```text
//! local header   content   local header   content   …   central directory   [zip64 end, locator]   end record
//! ```
//!
//! [`Writer`] streams to any [`std::io::Write`]: length and CRC-32 of a member are known before its first byte, so
//! nothing is patched afterwards. [`Archive`] reads over [`std::io::Read`] and [`std::io::Seek`] and holds the
//! directory only, never a member.

use std::io;

use thiserror::Error;

mod header;
mod path;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use path::{BadPath, check_path};
pub use read::Archive;
pub use write::Writer;

/// How many members a file may have; a case with more exhibits is split into several packages.
pub const MEMBERS_MAX: usize = 100_000;
/// How long a member's path may be, in bytes: what every file system of a court can still unpack.
pub const PATH_BYTES_MAX: usize = 255;

/// One member: where it stands in the tree, how long it is, and the CRC-32 of its content.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// Path with `/` between its segments; see [`check_path`].
    pub path: String,
    /// Length of the content in bytes.
    pub len: u64,
    /// CRC-32 of the content.
    pub crc32: u32,
}

/// Why bytes are not a zip file of this form, or could not be made into one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ZipError {
    /// A member's content does not have the CRC-32 its headers state.
    #[error("content of `{path}` does not match its checksum: the file was damaged or changed")]
    Checksum {
        /// The member.
        path: String,
    },
    /// The source of a member gave another number of bytes than announced.
    #[error("content of `{path}` is not {expected} bytes long as announced")]
    ContentLength {
        /// The member.
        path: String,
        /// What was announced.
        expected: u64,
    },
    /// The central directory does not lie directly before the end records.
    #[error("central directory does not fill the space before the end record")]
    DirectoryPlace,
    /// Two members have the same path, or paths that differ in the case of letters only.
    #[error("`{path}` occurs twice, perhaps in another case")]
    Duplicate {
        /// The second of them.
        path: String,
    },
    /// The end records are not those this directory has.
    #[error("end records are not in their one form")]
    EndRecord,
    /// A header is not the one that this member has in the fixed form.
    #[error("{which} header of member {index} is not in its one form")]
    Header {
        /// `local` or `central`.
        which: &'static str,
        /// Position of the member, counted from 0.
        index: usize,
    },
    /// Reading or writing failed.
    #[error("reading or writing failed")]
    Io(#[from] io::Error),
    /// More members than [`MEMBERS_MAX`].
    #[error("more than {MEMBERS_MAX} members")]
    Members,
    /// The file does not start and end as a zip file does.
    #[error("not a zip file of stored members without comment")]
    NotZip,
    /// A path that is refused.
    #[error("path of member {index} is refused: {bad}")]
    Path {
        /// Position of the member, counted from 0.
        index: usize,
        /// Why.
        bad: BadPath,
    },
}

impl ZipError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Checksum { .. } => "checksum",
            Self::ContentLength { .. } => "content-length",
            Self::DirectoryPlace => "directory-place",
            Self::Duplicate { .. } => "duplicate",
            Self::EndRecord => "end-record",
            Self::Header { .. } => "header",
            Self::Io(_) => "io",
            Self::Members => "members",
            Self::NotZip => "not-zip",
            Self::Path { .. } => "path",
        }
    }
}
