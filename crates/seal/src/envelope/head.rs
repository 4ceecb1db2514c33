//! The head: all that is visible of an envelope, and kept coarse for that reason.
//!
//! A closed map of twelve keys. Days, not times; hours in steps; no case, conversation or unit.

use super::EnvelopeError;
use crate::cbor::Cbor;
use crate::digest::Digest;
use crate::receipt::{Instant, NodeId, Uuid};
use crate::sign::Kid;

/// The only version.
const VERSION: u64 = 1;
/// An hour in milliseconds.
const HOUR_MS: i64 = 60 * 60 * 1000;
/// A letter without an end of its own is tried for so long.
const KEEP_DAYS_DEFAULT: u32 = 90;

/// Key encapsulation, key derivation and encryption of an envelope. The numbers are bytes of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// X-Wing, HKDF-SHA-256, AES-256-GCM.
    XWing = 1,
    /// ML-KEM-768 with P-256: reserved.
    MlKem768P256 = 2,
    /// X25519: reserved.
    X25519 = 3,
}

/// How urgent, most urgent first. The numbers are bytes of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// A threat to life or the like.
    Emergency = 0,
    /// Urgent.
    Urgent = 1,
    /// Ordinary.
    Ordinary = 2,
    /// Chunks and housekeeping.
    Bulk = 3,
}

impl Lane {
    /// Every lane, most urgent first.
    pub const ALL: [Self; 4] = [Self::Emergency, Self::Urgent, Self::Ordinary, Self::Bulk];

    /// The word in a manifest.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
            Self::Ordinary => "ordinary",
            Self::Bulk => "bulk",
        }
    }

    /// The lane of that word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.name() == name)
    }

    /// The lane of that number.
    #[must_use]
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| *lane as u64 == number)
    }
}

/// The outside of an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How it is encrypted.
    pub suite: Suite,
    /// The network.
    pub net: Digest,
    /// The id of this sealed form.
    pub env_id: Uuid,
    /// The node that sealed it.
    pub from: NodeId,
    /// The node it is for.
    pub to: NodeId,
    /// The node key of the seal.
    pub node_kid: Kid,
    /// How urgent.
    pub lane: Lane,
    /// Days since 1970-01-01 in UTC.
    pub made_on: u32,
    /// Hours since 1970-01-01T00:00Z, in steps ([`keep_until`]).
    pub keep_until: u32,
    /// The sender's roster version.
    pub roster_version: u64,
    /// Transfer chunks that belong to it.
    pub n_chunks: u64,
}

impl Head {
    /// Reads the head bytes.
    ///
    /// # Errors
    /// [`EnvelopeError::VersionUnsupported`], [`EnvelopeError::Malformed`], [`EnvelopeError::OutOfRange`].
    pub fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let value = Cbor::decode(bytes)?;
        let mut fields = value.as_fields()?;
        if fields.take(1)?.as_uint()? != VERSION {
            return Err(EnvelopeError::VersionUnsupported);
        }
        let suite = match fields.take(2)?.as_uint()? {
            1 => Suite::XWing,
            2 => Suite::MlKem768P256,
            3 => Suite::X25519,
            _ => return Err(EnvelopeError::OutOfRange),
        };
        let head = Self {
            suite,
            net: Digest(fields.take(3)?.as_array_of()?),
            env_id: Uuid(fields.take(4)?.as_array_of()?),
            from: node(fields.take(5)?)?,
            to: node(fields.take(6)?)?,
            node_kid: Kid(fields.take(7)?.as_array_of()?),
            lane: Lane::from_number(fields.take(8)?.as_uint()?).ok_or(EnvelopeError::OutOfRange)?,
            made_on: small(fields.take(9)?)?,
            keep_until: small(fields.take(10)?)?,
            roster_version: fields.take(11)?.as_uint()?,
            n_chunks: fields.take(12)?.as_uint()?,
        };
        fields.end()?;
        Ok(head)
    }

    /// The head bytes, over which everything else is made.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Cbor::fields([
            (1, Cbor::Uint(VERSION)),
            (2, Cbor::Uint(self.suite as u64)),
            (3, Cbor::bytes(self.net.as_bytes())),
            (4, Cbor::bytes(&self.env_id.0)),
            (5, Cbor::text(self.from.as_str())),
            (6, Cbor::text(self.to.as_str())),
            (7, Cbor::bytes(&self.node_kid.0)),
            (8, Cbor::Uint(self.lane as u64)),
            (9, Cbor::Uint(self.made_on.into())),
            (10, Cbor::Uint(self.keep_until.into())),
            (11, Cbor::Uint(self.roster_version)),
            (12, Cbor::Uint(self.n_chunks)),
        ])
        .encode()
    }
}

fn node(value: &Cbor) -> Result<NodeId, EnvelopeError> {
    NodeId::parse(value.as_text()?).ok_or(EnvelopeError::OutOfRange)
}

fn small(value: &Cbor) -> Result<u32, EnvelopeError> {
    u32::try_from(value.as_uint()?).map_err(|_too_large| EnvelopeError::OutOfRange)
}

/// The hour until which an envelope is kept, from the instant after which its letter is void.
///
/// Rounded up, counted from the start of the day it was made on, so that the receiver comes to the same number: to an
/// hour up to 24 hours ahead, to 6 hours up to 14 days, to 24 hours beyond; 90 days if the letter has no end. None
/// beyond what a head can hold.
#[must_use]
pub fn keep_until(made_on: u32, not_after: Option<&Instant>) -> Option<u32> {
    let Some(not_after) = not_after else {
        return made_on.checked_add(KEEP_DAYS_DEFAULT)?.checked_mul(24);
    };
    let ms = not_after.unix_ms();
    let hour = u32::try_from(ms.div_euclid(HOUR_MS)).ok()?;
    let hour = if ms.rem_euclid(HOUR_MS) == 0 { hour } else { hour.checked_add(1)? };
    let ahead = hour.saturating_sub(made_on.checked_mul(24)?);
    let step = match ahead {
        0..=24 => 1,
        25..=336 => 6, // 14 × 24
        337.. => 24,
    };
    hour.checked_next_multiple_of(step)
}
