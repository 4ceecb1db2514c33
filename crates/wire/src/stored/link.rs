//! What passed between us and one peer: `comity/exchange/1`. One stream a peer, so its chain proves that nothing is
//! missing from it.

use domain::actor::NodeId;
use domain::letter::Lane;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, number, optional, or_null, parsed, string};

/// What happened to an envelope or receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// We hold a receipt for what we sent.
    Ack,
    /// One id, two contents.
    Conflict,
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
    /// We sealed an envelope and are about to send it.
    Send,
    /// An office gave us a signed letter to deliver.
    Submit,
    /// Its time is over and nobody took it.
    Undelivered,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::Ack,
        Self::Conflict,
        Self::Late50,
        Self::Late75,
        Self::Late90,
        Self::Missed,
        Self::Recv,
        Self::Send,
        Self::Submit,
        Self::Undelivered,
    ];

    /// The word in events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ack => "ack",
            Self::Conflict => "conflict",
            Self::Late50 => "late-50",
            Self::Late75 => "late-75",
            Self::Late90 => "late-90",
            Self::Missed => "missed",
            Self::Recv => "recv",
            Self::Send => "send",
            Self::Submit => "submit",
            Self::Undelivered => "undelivered",
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
}

pub(super) fn write(event: &Event) -> Vec<(&'static str, Json)> {
    let digest = |digest: Option<Digest>| or_null(digest, |digest| string(digest.hex()));
    let anchor = event.anchor.as_ref();
    vec![
        ("env_digest", digest(event.env_digest)),
        ("letter_digest", digest(event.letter_digest)),
        ("receipt_digest", digest(event.receipt_digest)),
        ("peer", string(event.peer.to_string())),
        ("peer_proof", digest(anchor.map(|anchor| anchor.proof))),
        ("peer_origin", or_null(anchor, |anchor| string(anchor.origin.clone()))),
        ("peer_size", or_null(anchor, |anchor| number(anchor.size))),
        ("peer_root", digest(anchor.map(|anchor| anchor.root))),
        ("lane", string(event.lane.id())),
    ]
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let digest = |field| part::optional_parsed(json, field, |text| Digest::parse_hex(text).ok());
    let size = optional(json, "peer_size", |size| {
        size.int().and_then(|size| u64::try_from(size).ok()).ok_or(bad("peer_size"))
    })?;
    let origin = part::optional_text(json, "peer_origin")?;
    let anchor = match (digest("peer_proof")?, origin, size, digest("peer_root")?) {
        (Some(proof), Some(origin), Some(size), Some(root)) => {
            Some(PeerAnchor { proof, origin, size, root })
        }
        (None, None, None, None) => None,
        (Some(_) | None, Some(_) | None, Some(_) | None, Some(_) | None) => {
            return Err(bad("peer_proof"));
        }
    };
    Ok(Event {
        at,
        kind: Kind::ALL.into_iter().find(|known| known.id() == kind).ok_or(bad("type"))?,
        env_digest: digest("env_digest")?,
        letter_digest: digest("letter_digest")?,
        receipt_digest: digest("receipt_digest")?,
        peer: parsed(json, "peer", |text| NodeId::parse(text).ok())?,
        anchor,
        lane: parsed(json, "lane", Lane::parse)?,
    })
}
