//! Ids of everything that outlives a process, one type per kind, and their URN.
//!
//! An id is 16 bytes made by the shell (RFC 9562; version 7 for what is ours, version 4 for what a
//! stranger may see) and handed in as part of a command. This file makes none, and it does not look
//! inside: nothing here may depend on the version or the time in an id.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::actor::NodeId;

#[cfg(test)]
mod tests;

/// Bytes in an id.
pub const ID_BYTES: usize = 16;

/// Characters of an id as text: 32 hexadecimal digits and four hyphens.
const TEXT_CHARS: usize = 2 * ID_BYTES + 4;

/// The prefix of every URN of the network.
const URN_PREFIX: &str = "urn:comity:";

/// What an id is the id of. Alphabetical; lines are added and never renamed, because the words stand
/// in URNs that other nodes and courts keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The stream of reads of one case; carries the uuid of the case.
    Access,
    /// The terms on which members share data.
    Agreement,
    /// A registry entry that measures belong to.
    Case,
    /// A conversation between nodes about one subject.
    Conversation,
    /// The destruction of content, from its proposal to its certificate.
    Erasure,
    /// One item of electronic evidence.
    Exhibit,
    /// Custody passing from one member to another.
    Handover,
    /// A legal hold: what it covers is not destroyed while it lasts.
    Hold,
    /// What one node tells another.
    Letter,
    /// One act of cooperation under an instrument.
    Measure,
    /// Something counted that no measure says.
    Occurrence,
    /// A human who holds an office.
    Officer,
    /// A sealed set of exhibits with its proofs.
    Package,
    /// Asking recipients to destroy what they got.
    Recall,
}

impl Kind {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 14] = [
        Self::Access,
        Self::Agreement,
        Self::Case,
        Self::Conversation,
        Self::Erasure,
        Self::Exhibit,
        Self::Handover,
        Self::Hold,
        Self::Letter,
        Self::Measure,
        Self::Occurrence,
        Self::Officer,
        Self::Package,
        Self::Recall,
    ];

    /// The word in a URN and in a stream id.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Agreement => "agreement",
            Self::Case => "case",
            Self::Conversation => "conversation",
            Self::Erasure => "erasure",
            Self::Exhibit => "exhibit",
            Self::Handover => "handover",
            Self::Hold => "hold",
            Self::Letter => "letter",
            Self::Measure => "measure",
            Self::Occurrence => "occurrence",
            Self::Officer => "officer",
            Self::Package => "package",
            Self::Recall => "recall",
        }
    }
}

/// A type that stands for one [`Kind`] in `Id<K>`.
pub trait OfKind {
    /// The kind it stands for.
    const KIND: Kind;
}

/// The types that stand for the kinds; they have no values.
pub mod of {
    use super::{Kind, OfKind};

    /// Stands for [`Kind::Access`].
    #[derive(Debug)]
    pub enum Access {}
    /// Stands for [`Kind::Agreement`].
    #[derive(Debug)]
    pub enum Agreement {}
    /// Stands for [`Kind::Case`].
    #[derive(Debug)]
    pub enum Case {}
    /// Stands for [`Kind::Conversation`].
    #[derive(Debug)]
    pub enum Conversation {}
    /// Stands for [`Kind::Erasure`].
    #[derive(Debug)]
    pub enum Erasure {}
    /// Stands for [`Kind::Exhibit`].
    #[derive(Debug)]
    pub enum Exhibit {}
    /// Stands for [`Kind::Handover`].
    #[derive(Debug)]
    pub enum Handover {}
    /// Stands for [`Kind::Hold`].
    #[derive(Debug)]
    pub enum Hold {}
    /// Stands for [`Kind::Letter`].
    #[derive(Debug)]
    pub enum Letter {}
    /// Stands for [`Kind::Measure`].
    #[derive(Debug)]
    pub enum Measure {}
    /// Stands for [`Kind::Occurrence`].
    #[derive(Debug)]
    pub enum Occurrence {}
    /// Stands for [`Kind::Officer`].
    #[derive(Debug)]
    pub enum Officer {}
    /// Stands for [`Kind::Package`].
    #[derive(Debug)]
    pub enum Package {}
    /// Stands for [`Kind::Recall`].
    #[derive(Debug)]
    pub enum Recall {}

    impl OfKind for Access {
        const KIND: Kind = Kind::Access;
    }
    impl OfKind for Agreement {
        const KIND: Kind = Kind::Agreement;
    }
    impl OfKind for Case {
        const KIND: Kind = Kind::Case;
    }
    impl OfKind for Conversation {
        const KIND: Kind = Kind::Conversation;
    }
    impl OfKind for Erasure {
        const KIND: Kind = Kind::Erasure;
    }
    impl OfKind for Exhibit {
        const KIND: Kind = Kind::Exhibit;
    }
    impl OfKind for Handover {
        const KIND: Kind = Kind::Handover;
    }
    impl OfKind for Hold {
        const KIND: Kind = Kind::Hold;
    }
    impl OfKind for Letter {
        const KIND: Kind = Kind::Letter;
    }
    impl OfKind for Measure {
        const KIND: Kind = Kind::Measure;
    }
    impl OfKind for Occurrence {
        const KIND: Kind = Kind::Occurrence;
    }
    impl OfKind for Officer {
        const KIND: Kind = Kind::Officer;
    }
    impl OfKind for Package {
        const KIND: Kind = Kind::Package;
    }
    impl OfKind for Recall {
        const KIND: Kind = Kind::Recall;
    }
}

/// The id of an access stream: the bytes of its case's id under another kind.
pub type AccessId = Id<of::Access>;
/// The id of an agreement; the same on the nodes of all its parties.
pub type AgreementId = Id<of::Agreement>;
/// The id of a case.
pub type CaseId = Id<of::Case>;
/// The id of a conversation.
pub type ConversationId = Id<of::Conversation>;
/// The id of an erasure.
pub type ErasureId = Id<of::Erasure>;
/// The id of an exhibit.
pub type ExhibitId = Id<of::Exhibit>;
/// The id of a handover.
pub type HandoverId = Id<of::Handover>;
/// The id of a legal hold.
pub type HoldId = Id<of::Hold>;
/// The id of a letter.
pub type LetterId = Id<of::Letter>;
/// The id of a measure; the same on every node that knows the measure.
pub type MeasureId = Id<of::Measure>;
/// The id of an occurrence.
pub type OccurrenceId = Id<of::Occurrence>;
/// The id of an officer.
pub type OfficerId = Id<of::Officer>;
/// The id of a package.
pub type PackageId = Id<of::Package>;
/// The id of a recall; the same on both sides of it.
pub type RecallId = Id<of::Recall>;

/// Sixteen bytes that name one thing of kind `K`.
pub struct Id<K> {
    bytes: [u8; ID_BYTES],
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// The id with these bytes, which the shell has drawn.
    #[must_use]
    pub const fn new(bytes: [u8; ID_BYTES]) -> Self {
        Self { bytes, kind: PhantomData }
    }

    /// The bytes, as they are stored and signed.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; ID_BYTES] {
        &self.bytes
    }

    /// Reads the one written form: 8-4-4-4-12 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`BadId`] says what is wrong; a second spelling of one id is refused, never mapped.
    pub fn parse(text: &str) -> Result<Self, BadId> {
        if text.len() != TEXT_CHARS {
            return Err(BadId::Length { chars: text.chars().count() });
        }
        let mut bytes = [0; ID_BYTES];
        let mut high = None;
        let mut filled = bytes.iter_mut();
        for (place, digit) in text.bytes().enumerate() {
            if matches!(place, 8 | 13 | 18 | 23) {
                if digit != b'-' {
                    return Err(BadId::NoHyphen { place });
                }
                continue;
            }
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return Err(BadId::Digit { place }),
            };
            high = match high {
                None => Some(value),
                Some(first) => {
                    if let Some(byte) = filled.next() {
                        *byte = first << 4 | value;
                    }
                    None
                }
            };
        }
        Ok(Self::new(bytes))
    }
}

impl<K: OfKind> Id<K> {
    /// The name of this thing at this node, for other nodes and for streams.
    #[must_use]
    pub fn urn(&self, node: &NodeId) -> String {
        format!("{URN_PREFIX}{node}:{}:{self}", K::KIND.word())
    }

    /// Reads a URN of this kind and says which node wrote it.
    ///
    /// # Errors
    /// [`BadId`] if the text is no URN of the network, is of another kind, or holds a faulty id.
    pub fn parse_urn(text: &str) -> Result<(NodeId, Self), BadId> {
        let rest = text.strip_prefix(URN_PREFIX).ok_or(BadId::NoUrn)?;
        let mut parts = rest.split(':');
        let (Some(node), Some(kind), Some(id), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadId::NoUrn);
        };
        if kind != K::KIND.word() {
            return Err(BadId::Kind { expected: K::KIND.word() });
        }
        let node = NodeId::parse(node).map_err(|_bad| BadId::NoUrn)?;
        Ok((node, Self::parse(id)?))
    }
}

impl CaseId {
    /// The id of the stream that records reads in this case.
    #[must_use]
    pub const fn access(&self) -> AccessId {
        Id::new(self.bytes)
    }
}

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadId {
    /// A character that is no lower-case hexadecimal digit.
    #[error(
        "character {place} of the id is no lower-case hexadecimal digit; copy the id as it is shown"
    )]
    Digit {
        /// Where, counted from 0.
        place: usize,
    },
    /// The URN names another kind of thing.
    #[error("the name is not one of kind `{expected}`")]
    Kind {
        /// The kind that was asked for.
        expected: &'static str,
    },
    /// Too short or too long.
    #[error("an id has {TEXT_CHARS} characters, this text has {chars}")]
    Length {
        /// Characters found.
        chars: usize,
    },
    /// A hyphen is missing where one belongs.
    #[error("a hyphen is missing at character {place} of the id")]
    NoHyphen {
        /// Where, counted from 0.
        place: usize,
    },
    /// Not a URN of the network.
    #[error("the name does not have the form urn:comity:NODE:KIND:ID")]
    NoUrn,
}

impl BadId {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Digit { .. } => "id-digit",
            Self::Kind { .. } => "id-kind",
            Self::Length { .. } => "id-length",
            Self::NoHyphen { .. } => "id-no-hyphen",
            Self::NoUrn => "id-no-urn",
        }
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.bytes.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

// Written out, because a derive would ask the same of `K`, which has no values.
impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Id<K> {}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}
