//! Why an upload does not go on: who is at fault, and what to do.

use serde::{Deserialize, Serialize};

use super::OPEN_MAX;
use crate::act::ActError;

/// Why an upload does not go on.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// Something of the shell, or the law says no.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The connection ended in the middle of a part; nothing of it is kept.
    #[error("the part broke off; send it again")]
    BrokeOff,
    /// It is sealed.
    #[error("the upload is sealed already; nothing can be added to it")]
    Closed,
    /// Parts are missing.
    #[error("parts are missing; go on at byte {next_offset}")]
    Incomplete {
        /// The first byte that is not here.
        next_offset: u64,
    },
    /// A part behind the one that was shorter than the others.
    #[error("an earlier part was shorter than {part_len} bytes, so it was the last")]
    PartAfterLast {
        /// Bytes of a full part.
        part_len: u64,
    },
    /// The bytes are not those that were announced; nothing of them is kept.
    #[error(
        "the bytes of the part do not have the BLAKE3 digest that came with them; send it again"
    )]
    PartMismatch,
    /// More bytes than a part has.
    #[error("the part has more than {part_len} bytes")]
    PartTooLong {
        /// Bytes of a full part.
        part_len: u64,
    },
    /// What came is not what was announced.
    #[error("what came is not what was announced, so nothing was sealed: {}", .0.words())]
    Quarantined(Mismatch),
    /// Too many at once.
    #[error("{OPEN_MAX} uploads of this order are open; finish or give up one of them")]
    TooMany,
    /// Too far ahead.
    #[error("the part is too far ahead; go on at byte {next_offset}")]
    Window {
        /// The first byte that is not here.
        next_offset: u64,
    },
}

impl UploadError {
    /// The stable code, where it is one of an upload.
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::Act(_) => None,
            Self::BrokeOff => Some("part-broke-off"),
            Self::Closed => Some("upload-closed"),
            Self::Incomplete { .. } => Some("upload-incomplete"),
            Self::PartAfterLast { .. } => Some("part-after-last"),
            Self::PartMismatch => Some("part-mismatch"),
            Self::PartTooLong { .. } => Some("part-too-long"),
            Self::Quarantined(why) => Some(why.code()),
            Self::TooMany => Some("too-many-uploads"),
            Self::Window { .. } => Some("part-too-early"),
        }
    }
}

/// What did not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mismatch {
    /// A digest that was stated.
    Digest,
    /// A length that was stated.
    Length,
    /// A part that came again with other bytes.
    Part,
    /// Nothing: the database was put back since it was begun, so nobody knows what came of it.
    Restored,
}

impl Mismatch {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Digest => "digest-mismatch",
            Self::Length => "length-mismatch",
            Self::Part => "part-changed",
            Self::Restored => "upload-restored",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Digest => "the digest that was stated is not that of the bytes",
            Self::Length => "the length that was stated is not that of the bytes",
            Self::Part => "a part came again with other bytes",
            Self::Restored => "the node's database was put back since it was begun; begin it again",
        }
    }
}
