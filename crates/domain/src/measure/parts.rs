//! Parts that several sides of a measure share.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::letter::{CopyKind, LetterRef, OrderCopy, Party};
use crate::measure::event::{Finding, PeerAct, TakenBy};

/// Most acts of one party on one stream that stop nothing: a measure is answered a few times, not
/// thousands. What stops something has no such limit.
pub const PEER_ACTS_MAX: usize = 200;

/// When each copy was received, by its recipient's receipt.
pub type Receipts = BTreeMap<CopyKind, Timestamp>;

/// A copy that was issued: its text and its digest as the issuer saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedCopy {
    /// The text, which is exactly what this recipient may see.
    pub order: OrderCopy,
    /// SHA-256 of the body of the letter that carries it.
    pub digest: [u8; 32],
}

/// A peer's act on our stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// The letter that brought it.
    pub letter: LetterRef,
    /// Who signed it.
    pub from: Party,
    /// When it was written, by its writer's clock.
    pub sent_at: Timestamp,
    /// When it arrived here.
    pub arrived_at: Timestamp,
    /// What it says.
    pub act: PeerAct,
    /// What became of it.
    pub standing: Standing,
}

/// What became of a peer's act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It has no effect.
    Declined(Finding),
    /// It has effect.
    Taken(TakenBy),
    /// It waits for somebody.
    Waiting,
}
