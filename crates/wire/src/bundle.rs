//! The bundle: letters, receipts and transfer chunks for one node as one file that somebody carries
//! (`docs/spec/bundle.md`).
//!
//! A zip file of the form of [`seal::zip`] with an index in front, and a seal of the sending node over the index. The
//! index names every other member with length and digest, so the seal binds all of them, and one that was damaged on its
//! way is refused alone. What is carried is what would have gone over the network, byte for byte.
//!
//! Not here: what becomes of a member (a node's door decides it, as it does for the network), files, directories, keys.
//! Not trusted: who carries it. At most they can keep it, lose it, or read what an envelope shows to anybody.

use seal::cbor::CborError;
use seal::zip::ZipError;
use thiserror::Error;

pub mod directory;
mod index;
mod path;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use index::{Entry, Index, digest_of, seal_index};
pub use path::Place;
pub use read::{Bundle, Found};
pub use write::BundleWriter;

/// Content of the first member.
pub const MEDIA_TYPE: &str = "application/vnd.comity.bundle+zip";
/// The first three members, in their order; the index lists all that follow.
pub const FIRST: [&str; 3] = ["mimetype", "INDEX.cbor", "INDEX.seal"];
/// Members that an index may list: what a zip file of ours holds, without the first three.
pub const ENTRIES_MAX: usize = seal::zip::MEMBERS_MAX - FIRST.len();
/// An index: an entry has at most 140 bytes.
pub const INDEX_BYTES_MAX: u64 = 16 << 20;
/// A seal.
pub const SEAL_BYTES: usize = 64;
/// Volumes of one bundle.
pub const PARTS_MAX: u64 = 10_000;

/// Why a file is no bundle, or a member of it cannot be taken: the sender's fault, or of what happened on the way.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BundleError {
    /// A member does not have the digest that the sealed index states: it was damaged or changed on its way.
    #[error("`{path}` is not what the index says: it was damaged or changed on its way")]
    Content {
        /// The member.
        path: String,
    },
    /// The index is not canonical, or not of this shape.
    #[error("the index of the bundle is malformed: {0}")]
    Index(#[from] CborError),
    /// The members of the file are not those of the index, in its order.
    #[error("the file does not hold what its index lists, in its order")]
    Layout,
    /// A number of the index is beyond what it may be, or its members do not stand in their order.
    #[error("the index of the bundle says what cannot be: {what}")]
    OutOfRange {
        /// What.
        what: &'static str,
    },
    /// The seal over the index is not that of the node it names.
    #[error("the seal of the bundle is not the sender's")]
    SealInvalid,
    /// A member is longer than anything of its kind.
    #[error("`{path}` is longer than anything of its kind")]
    TooLarge {
        /// The member.
        path: String,
    },
    /// A member has no place in a bundle.
    #[error("`{path}` has no place in a bundle")]
    UnknownPath {
        /// The member.
        path: String,
    },
    /// The file is no zip file of the one form.
    #[error(transparent)]
    Zip(#[from] ZipError),
}

impl BundleError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Content { .. } => "content",
            Self::Index(_) => "index",
            Self::Layout => "layout",
            Self::OutOfRange { .. } => "out-of-range",
            Self::SealInvalid => "seal-invalid",
            Self::TooLarge { .. } => "too-large",
            Self::UnknownPath { .. } => "unknown-path",
            Self::Zip(error) => error.code(),
        }
    }
}
