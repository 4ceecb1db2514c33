//! Which members a bundle has: their names, their order, and how long each may be.
//!
//! A closed list. What a name says (a digest, a lane) is never believed; it only says what to look for.

use std::fmt;

use seal::chunk::TRANSFER_CHUNK_BYTES;
use seal::digest::Digest;
use seal::envelope::{DELIVERY_BYTES_MAX, Lane};
use seal::receipt::RECEIPT_BYTES_MAX;

/// The text for people: a page or two.
const README_BYTES_MAX: usize = 64 << 10;
/// All files of a directory that a client asks for: a thousand entries of usual length.
const DIRECTORY_BYTES_MAX: usize = 64 << 20;
/// Evidence of a fork: two heads with a proof.
const FORK_BYTES_MAX: usize = 64 << 10;

/// Where a member stands, and so what it is. Ordered as members are; deliveries of one lane stand in the order in which they
/// were written, and chunks in that of their stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `README.txt`: what this is, for whoever finds it.
    Readme,
    /// `directory/files.cbor`: the directory as the sender has it ([`super::directory`]).
    Directory,
    /// `receipts/DIGEST.cx1r`: a receipt, by the digest of its statement.
    Receipt(Digest),
    /// `deliveries/LANE-DIGEST.cx1d`: a delivery, by lane and digest of its envelope.
    Delivery(Lane, Digest),
    /// `chunks/DIGEST`: a transfer chunk, by its id.
    Chunk(Digest),
    /// `evidence/DIGEST.fork-evidence`: a request that proves a fork.
    Fork(Digest),
}

impl Place {
    /// The place of this path, if a bundle has it.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        match path {
            "README.txt" => return Some(Self::Readme),
            "directory/files.cbor" => return Some(Self::Directory),
            _ => {}
        }
        let (folder, name) = path.split_once('/')?;
        let digest = |hex: &str| Digest::parse_hex(hex).ok();
        match folder {
            "receipts" => digest(name.strip_suffix(".cx1r")?).map(Self::Receipt),
            "deliveries" => {
                let (lane, hex) = name.strip_suffix(".cx1d")?.split_once('-')?;
                let lane = Lane::ALL.into_iter().find(|known| lane == number(*known))?;
                digest(hex).map(|digest| Self::Delivery(lane, digest))
            }
            "chunks" => digest(name).map(Self::Chunk),
            "evidence" => digest(name.strip_suffix(".fork-evidence")?).map(Self::Fork),
            _ => None,
        }
    }

    /// The longest that a member of this kind may be, in bytes.
    #[must_use]
    pub const fn bytes_max(self) -> u64 {
        match self {
            Self::Readme => README_BYTES_MAX as u64,
            Self::Directory => DIRECTORY_BYTES_MAX as u64,
            Self::Receipt(_) => RECEIPT_BYTES_MAX as u64,
            Self::Delivery(..) => DELIVERY_BYTES_MAX as u64,
            Self::Chunk(_) => TRANSFER_CHUNK_BYTES,
            Self::Fork(_) => FORK_BYTES_MAX as u64,
        }
    }

    /// Whether `next` may follow it in a file.
    pub(super) fn may_precede(self, next: Self) -> bool {
        match (self, next) {
            (Self::Chunk(one), Self::Chunk(other)) => one != other,
            (Self::Delivery(one, first), Self::Delivery(other, second)) => {
                one < other || (one == other && first != second)
            }
            _ => self < next,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Readme => f.write_str("README.txt"),
            Self::Directory => f.write_str("directory/files.cbor"),
            Self::Receipt(digest) => write!(f, "receipts/{}.cx1r", digest.hex()),
            Self::Delivery(lane, digest) => {
                write!(f, "deliveries/{}-{}.cx1d", number(*lane), digest.hex())
            }
            Self::Chunk(digest) => write!(f, "chunks/{}", digest.hex()),
            Self::Fork(digest) => write!(f, "evidence/{}.fork-evidence", digest.hex()),
        }
    }
}

/// The number of a lane in paths.
const fn number(lane: Lane) -> &'static str {
    match lane {
        Lane::Emergency => "0",
        Lane::Urgent => "1",
        Lane::Ordinary => "2",
        Lane::Bulk => "3",
    }
}
