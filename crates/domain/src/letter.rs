//! What one node tells another: letters, their bodies, and the proof that one was verified.
//!
//! Here is *what is said*. The bytes that are signed, sealed and sent are `wire`'s; how they travel
//! is the shell's. A letter of a peer never changes our state by itself: only a [`Verified`] one
//! enters, and then as something staged.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use law::field::Values;
use law::ids::{DataCategory, GroundId, InstrumentId, KindId, Track};

use crate::actor::{MemberId, NodeId, UnitId};
use crate::exhibit::{ExhibitNo, Plain};
use crate::ids::{ConversationId, ExhibitId, HandoverId, LetterId, MeasureId, OfficerId};
use crate::measure::{Extent, Reasons};
use crate::purpose::Purpose;

#[cfg(test)]
mod tests;

/// Most objects in one letter.
pub const OBJECTS_MAX: usize = 256;

/// Most addressees of one letter.
pub const ADDRESSEES_MAX: usize = 64;

/// A unit of a member at its node: who signs, who may open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// The member in law.
    pub member: MemberId,
    /// The installation it speaks through.
    pub node: NodeId,
    /// The unit whose key is meant.
    pub unit: UnitId,
}

/// The place of a letter in its conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conv {
    /// Which conversation.
    pub id: ConversationId,
    /// 1, 2, … per conversation and issuing node.
    pub seq: u64,
    /// Digest of the issuer's letter before this one; none at the first.
    pub prev: Option<[u8; 32]>,
}

/// One letter, named so that it cannot be confused with another that has the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LetterRef {
    /// Its id.
    pub id: LetterId,
    /// SHA-256 of its manifest.
    pub digest: [u8; 32],
}

/// How fast a letter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// At once, through the night.
    Emergency,
    /// Before ordinary letters.
    Urgent,
    /// The normal case.
    Ordinary,
    /// Transfers and housekeeping.
    Bulk,
}

impl Lane {
    /// The lane of a measure's letters.
    #[must_use]
    pub const fn of_track(track: Track) -> Self {
        match track {
            Track::Emergency => Self::Emergency,
            Track::Urgent => Self::Urgent,
            Track::Ordinary => Self::Ordinary,
        }
    }

    /// The word in manifests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
            Self::Ordinary => "ordinary",
            Self::Bulk => "bulk",
        }
    }

    /// The lane with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Emergency, Self::Urgent, Self::Ordinary, Self::Bulk]
            .into_iter()
            .find(|lane| lane.id() == text)
    }
}

/// The language of a text, as a BCP 47 tag of letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// Longest tag that is taken: longer ones carry extensions nobody here reads.
    pub const CHARS_MAX: usize = 35;

    /// Reads a tag like `en` or `zh-Hant`; `None` if it has another form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let part = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let first = |tag: &str| {
            let primary = tag.split('-').next().unwrap_or(tag);
            (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase())
        };
        let fits = text.len() <= Self::CHARS_MAX && first(text) && text.split('-').all(part);
        fits.then(|| Self(text.to_owned()))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The version of a legal instrument that a letter or a measure rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LawRef {
    /// Which instrument.
    pub id: InstrumentId,
    /// Which version of its pack.
    pub version: u32,
    /// SHA-256 of the pack, so that nobody applies another text under the same number.
    pub digest: [u8; 32],
}

/// Something too big for a letter that travels beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its number in the letter.
    pub n: u32,
    /// Its id; for an exhibit the id of the handover, which is also bound into its encryption.
    pub id: [u8; 16],
    /// What it is for.
    pub role: ObjectRole,
    /// The exhibit it carries, if it carries one.
    pub of: Option<ExhibitId>,
    /// The name under which the giver keeps it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Length and digests of the content.
    pub plain: Plain,
    /// How it is encrypted and cut.
    pub cipher: Cipher,
}

/// What an object is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectRole {
    /// Evidence that passes from one custody to another.
    Exhibit,
    /// A sealed package.
    Package,
    /// The body of a letter whose type keeps it apart.
    Payload,
}

impl ObjectRole {
    /// The word in manifests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exhibit => "exhibit",
            Self::Package => "package",
            Self::Payload => "payload",
        }
    }

    /// The role with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Exhibit, Self::Package, Self::Payload].into_iter().find(|role| role.id() == text)
    }
}

/// The encrypted form of an object, as the letter announces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cipher {
    /// Length of the content after padding.
    pub padded: u64,
    /// Length of the encrypted stream.
    pub len: u64,
    /// Bytes per transfer chunk.
    pub chunk_bytes: u32,
    /// SHA-256 of every transfer chunk, in order.
    pub chunks: Vec<[u8; 32]>,
}

/// A letter as it was read: what is said, by whom, to whom, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its id, unique for ever per issuing unit.
    pub id: LetterId,
    /// Who wrote it.
    pub from: Party,
    /// The whole audience; there are no blind copies.
    pub to: Vec<Party>,
    /// Its place in the conversation.
    pub conv: Conv,
    /// When it was written, by the writer's clock.
    pub issued_at: Timestamp,
    /// The letter it answers.
    pub in_reply_to: Option<LetterRef>,
    /// How fast it travels.
    pub lane: Lane,
    /// The law it rests on, and the kind of measure; none for the network's own business.
    pub instrument: Option<(LawRef, KindId)>,
    /// Why the data in it are processed.
    pub purpose: Purpose,
    /// The language of its texts.
    pub language: Language,
    /// What it says.
    pub body: Body,
    /// What travels beside it.
    pub objects: Vec<Object>,
}

impl Letter {
    /// The type of its body, as the register of letters names it.
    #[must_use]
    pub const fn kind(&self) -> BodyKind {
        self.body.kind()
    }

    /// The schema version of its body.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.body.kind().version()
    }
}

/// The types of legal letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyKind {
    /// Offers exhibits.
    HandoverOffer,
    /// Answers a measure.
    MeasureAnswer,
    /// Issues a measure.
    MeasureIssue,
    /// Says a form about a measure.
    MeasureLetter,
    /// Withdraws a measure.
    MeasureWithdraw,
}

impl BodyKind {
    /// Every type.
    pub const ALL: [Self; 5] = [
        Self::HandoverOffer,
        Self::MeasureAnswer,
        Self::MeasureIssue,
        Self::MeasureLetter,
        Self::MeasureWithdraw,
    ];

    /// The type's name in manifests.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::HandoverOffer => "handover.offer",
            Self::MeasureAnswer => "measure.answer",
            Self::MeasureIssue => "measure.issue",
            Self::MeasureLetter => "measure.letter",
            Self::MeasureWithdraw => "measure.withdraw",
        }
    }

    /// The type with this name, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == text)
    }

    /// The schema version that is written.
    #[must_use]
    pub const fn version(self) -> u32 {
        match self {
            Self::HandoverOffer
            | Self::MeasureAnswer
            | Self::MeasureIssue
            | Self::MeasureLetter
            | Self::MeasureWithdraw => 1,
        }
    }
}

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Exhibits are offered in performance of a measure.
    HandoverOffer {
        /// Which measure.
        measure: MeasureId,
        /// Which handover.
        handover: HandoverId,
        /// What is offered, and as which object of the letter.
        exhibits: Vec<OfferedExhibit>,
        /// Under which conditions of the enforcing authority, word for word; they bind the receiver.
        conditions: Vec<String>,
    },
    /// Somebody answers a measure.
    MeasureAnswer {
        /// Which measure.
        measure: MeasureId,
        /// What is answered.
        answer: Answer,
    },
    /// One recipient's copy of a measure.
    MeasureIssue(OrderCopy),
    /// Somebody says one of the instrument's forms about a measure.
    MeasureLetter {
        /// Which measure.
        measure: MeasureId,
        /// Which form.
        form: KindId,
        /// Its answers, as far as this recipient may see them.
        values: Values,
    },
    /// The issuer takes a measure back.
    MeasureWithdraw {
        /// Which measure.
        measure: MeasureId,
        /// Why, for the recipients.
        why: String,
    },
}

impl Body {
    /// The type of the body.
    #[must_use]
    pub const fn kind(&self) -> BodyKind {
        match self {
            Self::HandoverOffer { .. } => BodyKind::HandoverOffer,
            Self::MeasureAnswer { .. } => BodyKind::MeasureAnswer,
            Self::MeasureIssue(_) => BodyKind::MeasureIssue,
            Self::MeasureLetter { .. } => BodyKind::MeasureLetter,
            Self::MeasureWithdraw { .. } => BodyKind::MeasureWithdraw,
        }
    }

    /// The measure the body is about.
    #[must_use]
    pub const fn measure(&self) -> MeasureId {
        match self {
            Self::HandoverOffer { measure, .. }
            | Self::MeasureAnswer { measure, .. }
            | Self::MeasureLetter { measure, .. }
            | Self::MeasureWithdraw { measure, .. } => *measure,
            Self::MeasureIssue(copy) => copy.measure,
        }
    }
}

/// An exhibit on offer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfferedExhibit {
    /// The giver's id of it; the receiver keeps the same, so that both records are of one item.
    pub exhibit: ExhibitId,
    /// The giver's number of it.
    pub exhibit_no: ExhibitNo,
    /// Which object of the letter carries it.
    pub object: u32,
}

/// What somebody answers to a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The order was received; the enforcing authority's statement opens the way to silence.
    Acknowledged {
        /// When, by the receipt.
        received_at: Timestamp,
    },
    /// The enforcing authority raises no ground.
    Cleared,
    /// The enforcing authority raises a ground.
    Objected {
        /// Which.
        ground: GroundId,
        /// For all of the measure or for a part.
        extent: Extent,
        /// Why, as far as it is for whoever holds this.
        because: Option<Reasons>,
    },
    /// The addressee does not perform.
    Refused {
        /// On which ground.
        ground: GroundId,
        /// The whole measure or a part, or under which conditions it does.
        extent: Extent,
        /// Why, as far as it is for whoever holds this.
        because: Option<Reasons>,
    },
}

impl Answer {
    /// The word in the body.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Acknowledged { .. } => "acknowledged",
            Self::Cleared => "cleared",
            Self::Objected { .. } => "objected",
            Self::Refused { .. } => "refused",
        }
    }
}

/// Whose copy of a measure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyKind {
    /// The provider's, its establishment's or its representative's.
    Addressee,
    /// The enforcing authority's, which shows more.
    Enforcing,
    /// The enforcing authority's that was not notified and is asked to enforce it now.
    Enforcement,
}

impl CopyKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Addressee, Self::Enforcing, Self::Enforcement];

    /// The word in letters, forms and events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Addressee => "addressee",
            Self::Enforcing => "enforcing",
            Self::Enforcement => "enforcement",
        }
    }

    /// The kind with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|copy| copy.id() == text)
    }
}

/// One recipient's copy of an issued measure: exactly what this recipient may see. A field that is
/// not for the recipient is absent, so no later mistake can show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCopy {
    /// Which measure.
    pub measure: MeasureId,
    /// Its kind under the instrument.
    pub kind: KindId,
    /// Whose copy.
    pub copy: CopyKind,
    /// The law it was issued under.
    pub law: LawRef,
    /// Who issued it.
    pub from: MemberId,
    /// Who must perform it.
    pub addressee: MemberId,
    /// Who is notified of it, if anybody is.
    pub enforcing: Option<MemberId>,
    /// The categories of data it asks for.
    pub data: BTreeSet<DataCategory>,
    /// How fast it must be performed.
    pub track: Track,
    /// The fields this recipient may see, and no other.
    pub values: Values,
}

/// A letter the core asks for; the shell gives it id, place in its conversation, time and signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterDraft {
    /// The member it goes to; the directory of the day says which unit receives such letters.
    pub to: MemberId,
    /// The letter it answers.
    pub in_reply_to: Option<LetterRef>,
    /// How fast it travels.
    pub lane: Lane,
    /// The law it rests on, and the kind of measure.
    pub instrument: Option<(LawRef, KindId)>,
    /// Why the data in it are processed.
    pub purpose: Purpose,
    /// The language of its texts.
    pub language: Language,
    /// What it says.
    pub body: Body,
    /// The officer who validated it, whose unit signs it too; whoever receives it believes a
    /// signature, not a name in the text.
    pub validator: Option<OfficerId>,
}

/// A peer's signed statement that one of our letters reached it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The letter that arrived.
    pub letter: LetterId,
    /// The measure the letter was about.
    pub measure: MeasureId,
    /// Who states it.
    pub by: MemberId,
    /// When it arrived there: the instant from which clocks run.
    pub received_at: Timestamp,
}

/// A `T` whose signature was checked against the directory as of the time it was signed.
///
/// There is no way to one but [`Verified::attest`], and no way to change the value inside.
#[derive(Debug)]
pub struct Verified<T> {
    value: T,
    digest: [u8; 32],
    signer: Party,
    cosigners: BTreeSet<UnitId>,
    as_of: Timestamp,
}

impl<T> Verified<T> {
    /// States that the signature over `value` was checked. Called at one place only, by the code in
    /// `wire` that has just checked it; everywhere else the lint on disallowed methods refuses it.
    ///
    /// `digest` is the SHA-256 of the signed bytes, `cosigners` the units of the signer's member
    /// whose keys signed the same bytes, `as_of` the instant whose directory was used.
    #[must_use]
    pub const fn attest(
        value: T,
        digest: [u8; 32],
        signer: Party,
        cosigners: BTreeSet<UnitId>,
        as_of: Timestamp,
    ) -> Self {
        Self { value, digest, signer, cosigners, as_of }
    }

    /// A value on the stage of a scenario file, where nobody signs and nothing leaves.
    #[must_use]
    pub(crate) const fn rehearsed(
        value: T,
        digest: [u8; 32],
        signer: Party,
        cosigners: BTreeSet<UnitId>,
        as_of: Timestamp,
    ) -> Self {
        Self { value, digest, signer, cosigners, as_of }
    }

    /// What was signed.
    #[must_use]
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// SHA-256 of the bytes that were signed.
    #[must_use]
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Whose key signed.
    #[must_use]
    pub const fn signer(&self) -> &Party {
        &self.signer
    }

    /// Which other units of the signer's member signed the same bytes.
    #[must_use]
    pub const fn cosigners(&self) -> &BTreeSet<UnitId> {
        &self.cosigners
    }

    /// The instant whose directory named the key.
    #[must_use]
    pub const fn as_of(&self) -> Timestamp {
        self.as_of
    }
}
