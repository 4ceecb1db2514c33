//! What may be asked of an exhibit, and what a new one starts with. What becomes of each is decided beside it
//! ([`super::decide`]).

use jiff::Timestamp;

use super::derive::Derivation;
use super::retention::RetentionRule;
use super::{Authority, Data, ExhibitNo, Location, Plain, SealMark, Source, Tool};
use crate::ids::{CaseId, ErasureId, ExhibitId, HandoverId, HoldId, OfficerId, PackageId};
use crate::letter::{LetterRef, Party};
use crate::purpose::Purpose;

/// What may be asked of an exhibit.
#[expect(clippy::large_enum_variant, reason = "a command lives for one call")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Records that its content, which was to be destroyed, is destroyed.
    ConfirmDestroyed {
        /// With what.
        tool: Tool,
    },
    /// Has its content destroyed; two officers ordered it.
    Destroy {
        /// By which erasure.
        erasure: ErasureId,
        /// Who proposed it.
        responsible: OfficerId,
        /// On what it rests, in words.
        why: String,
    },
    /// Makes it from others, which stay as they are.
    Derive(Derivation),
    /// Records that another exhibit was made from it.
    DeriveInto(Derivation),
    /// Records that the time is over until which it may be kept.
    EndRetention,
    /// Records that copies of the key store that opened it once are gone.
    Finish {
        /// With what.
        tool: Tool,
    },
    /// Gives it to another member, in performance of a handover.
    HandOver {
        /// Which handover.
        handover: HandoverId,
        /// To whom.
        to: Party,
        /// The letter that says so.
        letter: LetterRef,
        /// The receiver's receipt, once it is there.
        receipt: Option<[u8; 32]>,
    },
    /// Forbids its destruction for a time.
    Hold {
        /// By which hold.
        hold: HoldId,
        /// The instant at which it ends.
        until: Timestamp,
        /// Who answers for it.
        responsible: OfficerId,
        /// On what it rests, in words.
        why: String,
    },
    /// Ends a hold before its time.
    LiftHold {
        /// Which.
        hold: HoldId,
        /// Who answers for it.
        responsible: OfficerId,
        /// Why, in words.
        why: String,
    },
    /// Puts it into a package.
    Pack {
        /// Which package.
        package: PackageId,
        /// With what.
        tool: Tool,
    },
    /// Makes it known, with its source.
    Register(Registration),
    /// Records that parts of its ciphertext were damaged, and whether each was put back from another place.
    Repair {
        /// Which parts, from zero.
        parts: Vec<u64>,
        /// From where; none if no place had them whole.
        from: Option<String>,
        /// With what.
        tool: Tool,
    },
    /// Sets until when it may be kept.
    Retain {
        /// By which rule.
        rule: RetentionRule,
        /// The first instant at which it may not be kept any more.
        until: Timestamp,
        /// The earliest end of what it was made from, if that has one.
        latest: Option<Timestamp>,
        /// Who answers for it.
        responsible: OfficerId,
        /// On what it rests, in words.
        why: String,
    },
    /// Fixes its content, after the node has read every byte.
    Seal {
        /// What the node found.
        data: Data,
        /// With what.
        tool: Tool,
        /// The container that holds it.
        seal: SealMark,
        /// When reading ended.
        until: Timestamp,
    },
    /// Takes it from another member.
    TakeOver(Taking),
    /// Records that its digests were computed again.
    Verify {
        /// What was found.
        found: Plain,
        /// With what.
        tool: Tool,
    },
}

impl Command {
    /// The command as forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::ConfirmDestroyed { .. } => "confirm-destroyed",
            Self::Derive(_) => "derive",
            Self::DeriveInto(_) => "derive-into",
            Self::Destroy { .. } => "destroy",
            Self::EndRetention => "end-retention",
            Self::Finish { .. } => "finish",
            Self::HandOver { .. } => "hand-over",
            Self::Hold { .. } => "hold",
            Self::LiftHold { .. } => "lift-hold",
            Self::Pack { .. } => "pack",
            Self::Register(_) => "register",
            Self::Repair { .. } => "repair",
            Self::Retain { .. } => "retain",
            Self::Seal { .. } => "seal",
            Self::TakeOver(_) => "take-over",
            Self::Verify { .. } => "verify",
        }
    }
}

/// What a new exhibit starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub exhibit: ExhibitId,
    /// Its number here.
    pub exhibit_no: ExhibitNo,
    /// The case it belongs to; a provider has none.
    pub case: Option<CaseId>,
    /// The order it is collected under.
    pub basis: Option<Authority>,
    /// Why.
    pub purpose: Purpose,
    /// Where it came from.
    pub source: Source,
    /// Where the node keeps it.
    pub location: Location,
    /// With what it was acquired.
    pub tool: Tool,
}

/// What an exhibit that comes from another member starts with here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// Its id, the same as at the giver.
    pub exhibit: ExhibitId,
    /// Its number here.
    pub exhibit_no: ExhibitNo,
    /// The giver's number of it.
    pub root_no: ExhibitNo,
    /// The case it belongs to here.
    pub case: Option<CaseId>,
    /// The order it was asked for with.
    pub basis: Option<Authority>,
    /// Why.
    pub purpose: Purpose,
    /// Where the node keeps it.
    pub location: Location,
    /// Who gave it.
    pub giver: Party,
    /// The giver's letter.
    pub letter: LetterRef,
    /// Our receipt, if it is already signed.
    pub receipt: Option<[u8; 32]>,
    /// What the letter announced.
    pub expected: Plain,
    /// What the node found.
    pub data: Data,
    /// With what.
    pub tool: Tool,
}
