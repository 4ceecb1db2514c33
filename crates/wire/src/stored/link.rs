//! What passed between us and one peer: `comity/exchange/1`, and `comity/exchange/2` for what somebody carries. One stream
//! a peer, so its chain proves that nothing is missing from it.

use domain::actor::NodeId;
use domain::letter::Lane;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;
use seal::package::schema::{self, Schema};
use seal::receipt::Uuid;

use super::part;
use crate::read::{Read, bad, digest, number, optional, or_null, parsed, string, text, uint};

#[cfg(test)]
mod tests;

/// The longest name of a file in a record, in bytes: what a file system takes.
pub const FILE_NAME_BYTES_MAX: usize = 255;

/// What happened to an envelope or receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// We hold a receipt for what we sent.
    Ack,
    /// We send the same envelope once more: the peer has lost it.
    Again,
    /// We put an envelope into a bundle that somebody carries.
    Carried,
    /// One id, two contents.
    Conflict,
    /// Our records and the peer's about an envelope cannot both be so.
    Differs,
    /// The peer states in a receipt other content of a version of the directory than we have.
    DirectoryDiffers,
    /// It may not go now, as far as agreements are concerned; nothing is lost.
    Held,
    /// Half of its time is over and it has not arrived.
    Late50,
    /// Three quarters of it.
    Late75,
    /// Nine tenths of it.
    Late90,
    /// All of it. It is still being sent.
    Missed,
    /// We accepted an envelope.
    Recv,
    /// What was held may go.
    Released,
    /// We sealed an envelope and are about to send it.
    Send,
    /// An office gave us a signed letter to deliver.
    Submit,
    /// Its time is over and nobody took it.
    Undelivered,
    /// It may never go, and was taken back.
    Withdrawn,
}

impl Kind {
    const ALL: [Self; 17] = [
        Self::Ack,
        Self::Again,
        Self::Carried,
        Self::Conflict,
        Self::Differs,
        Self::DirectoryDiffers,
        Self::Held,
        Self::Late50,
        Self::Late75,
        Self::Late90,
        Self::Missed,
        Self::Recv,
        Self::Released,
        Self::Send,
        Self::Submit,
        Self::Undelivered,
        Self::Withdrawn,
    ];

    /// The word in events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ack => "ack",
            Self::Again => "again",
            Self::Carried => "carried",
            Self::Conflict => "conflict",
            Self::Differs => "differs",
            Self::DirectoryDiffers => "directory-differs",
            Self::Held => "held",
            Self::Late50 => "late-50",
            Self::Late75 => "late-75",
            Self::Late90 => "late-90",
            Self::Missed => "missed",
            Self::Recv => "recv",
            Self::Released => "released",
            Self::Send => "send",
            Self::Submit => "submit",
            Self::Undelivered => "undelivered",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Where the peer's own record of it stands, as proven to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerAnchor {
    /// SHA-256 of the proof text we got.
    pub proof: Digest,
    /// Origin of the peer's log.
    pub origin: String,
    /// Its size.
    pub size: u64,
    /// Its root.
    pub root: Digest,
}

/// Why a letter does not go over the network: the reasons of Regulation (EU) 2023/1543 Art. 19(5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The system, or the way to the other node, is disrupted.
    Disruption,
    /// Circumstances that are an exception.
    Exceptional,
    /// A legal constraint, of admissibility or forensics.
    Legal,
    /// The nature of the material.
    Nature,
    /// More data than the network takes.
    Size,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::Disruption, Self::Exceptional, Self::Legal, Self::Nature, Self::Size];

    /// The word in events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Disruption => "disruption",
            Self::Exceptional => "exceptional",
            Self::Legal => "legal",
            Self::Nature => "nature",
            Self::Size => "size",
        }
    }

    /// The reason of that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.id() == text)
    }
}

/// The record of a transfer outside the network: which file, and why. When, from whom and to whom, the event says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The bundle.
    pub bundle: Uuid,
    /// SHA-256 of the index of the volume.
    pub bundle_sha256: Digest,
    /// The name of the file, without folders; at most [`FILE_NAME_BYTES_MAX`] bytes.
    pub file_name: String,
    /// Its length in bytes.
    pub file_size: u64,
    /// Why.
    pub why: Why,
}

/// One such event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: Kind,
    /// The envelope, once there is one.
    pub env_digest: Option<Digest>,
    /// The letter, where we know it.
    pub letter_digest: Option<Digest>,
    /// The receipt's statement.
    pub receipt_digest: Option<Digest>,
    /// The other node.
    pub peer: NodeId,
    /// What the peer proved of its log.
    pub anchor: Option<PeerAnchor>,
    /// The lane.
    pub lane: Lane,
    /// The bundle it was put into: exactly if that is what happened.
    pub carried: Option<Carried>,
}

pub(super) const fn schema(event: &Event) -> Schema {
    match event.carried {
        None => schema::EXCHANGE,
        Some(_) => schema::EXCHANGE_CARRIED,
    }
}

pub(super) fn write(event: &Event) -> Vec<(&'static str, Json)> {
    let digest = |digest: Option<Digest>| or_null(digest, |digest| string(digest.hex()));
    let anchor = event.anchor.as_ref();
    let mut fields = vec![
        ("env_digest", digest(event.env_digest)),
        ("letter_digest", digest(event.letter_digest)),
        ("receipt_digest", digest(event.receipt_digest)),
        ("peer", string(event.peer.to_string())),
        ("peer_proof", digest(anchor.map(|anchor| anchor.proof))),
        ("peer_origin", or_null(anchor, |anchor| string(anchor.origin.clone()))),
        ("peer_size", or_null(anchor, |anchor| number(anchor.size))),
        ("peer_root", digest(anchor.map(|anchor| anchor.root))),
        ("lane", string(event.lane.id())),
    ];
    if let Some(carried) = &event.carried {
        fields.extend([
            ("bundle", string(carried.bundle.to_string())),
            ("bundle_sha256", string(carried.bundle_sha256.hex())),
            ("file_name", string(carried.file_name.clone())),
            ("file_size", number(carried.file_size)),
            ("why", string(carried.why.id())),
        ]);
    }
    fields
}

fn read_carried(json: &Json) -> Read<Carried> {
    let file_name = text(json, "file_name")?;
    if file_name.is_empty() || file_name.len() > FILE_NAME_BYTES_MAX {
        return Err(bad("file_name"));
    }
    Ok(Carried {
        bundle: parsed(json, "bundle", Uuid::parse)?,
        bundle_sha256: digest(json, "bundle_sha256")?,
        file_name: file_name.to_owned(),
        file_size: uint(json, "file_size")?,
        why: parsed(json, "why", Why::parse)?,
    })
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let of = |field| part::optional_parsed(json, field, |text| Digest::parse_hex(text).ok());
    let size = optional(json, "peer_size", |size| {
        size.int().and_then(|size| u64::try_from(size).ok()).ok_or(bad("peer_size"))
    })?;
    let origin = part::optional_text(json, "peer_origin")?;
    let anchor = match (of("peer_proof")?, origin, size, of("peer_root")?) {
        (Some(proof), Some(origin), Some(size), Some(root)) => {
            Some(PeerAnchor { proof, origin, size, root })
        }
        (None, None, None, None) => None,
        (Some(_) | None, Some(_) | None, Some(_) | None, Some(_) | None) => {
            return Err(bad("peer_proof"));
        }
    };
    let kind = Kind::ALL.into_iter().find(|known| known.id() == kind).ok_or(bad("type"))?;
    Ok(Event {
        at,
        kind,
        env_digest: of("env_digest")?,
        letter_digest: of("letter_digest")?,
        receipt_digest: of("receipt_digest")?,
        peer: parsed(json, "peer", |text| NodeId::parse(text).ok())?,
        anchor,
        lane: parsed(json, "lane", Lane::parse)?,
        carried: (kind == Kind::Carried).then(|| read_carried(json)).transpose()?,
    })
}
