//! What may be asked of a measure. Imperative; every instant and id is part of the command.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use law::field::Values;
use law::ids::{CheckId, ClockId, DataCategory, GroundId, KindId, Track};
use law::issuer::EmergencyFacts;

use crate::actor::MemberId;
use crate::exhibit::{ExhibitNo, Plain};
use crate::ids::{CaseId, ExhibitId, HandoverId, LetterId, MeasureId};
use crate::letter::{CopyKind, Language, LetterRef, OrderCopy, Party};
use crate::measure::event::PeerAct;
use crate::measure::notice::NoticeAct;
use crate::purpose::Purpose;

/// What may be asked of a measure, by an officer, a peer's letter, a clock or the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The recipient states that the order was received.
    Acknowledge,
    /// Replaces the terms of a draft.
    Amend {
        /// The new terms, whole.
        terms: Terms,
    },
    /// The enforcing authority raises no ground, in writing.
    Clear,
    /// The issuer has what it asked for and ends the measure.
    Complete,
    /// A further officer signs the draft as it stands.
    Countersign {
        /// The revision that was read.
        revision: u32,
    },
    /// An officer does not give a peer's act effect.
    DeclinePeerAct {
        /// The letter that brought it.
        letter: LetterId,
    },
    /// Who wrote on a draft lets go of it; nothing has left.
    Drop,
    /// The addressee hands over what was asked for.
    HandOver {
        /// The id of this handover.
        handover: HandoverId,
        /// What is handed over, in the order of the letter's objects.
        exhibits: Vec<HandedExhibit>,
        /// All of what was asked for, or which part.
        part: Part,
    },
    /// Issues the draft, exactly as its issuer has seen it.
    Issue {
        /// What the issuer saw.
        seen: Seen,
        /// What the issuer states about an emergency without prior validation.
        emergency: EmergencyFacts,
        /// The issuer's answers to the questions the law puts before the act.
        checks: Checks,
    },
    /// The enforcing authority raises a ground.
    Object {
        /// Which.
        ground: GroundId,
        /// For all of the measure or for a part.
        extent: Extent,
        /// Why.
        because: Reasons,
    },
    /// Something about the notice to the person whose data were produced.
    Notice(NoticeAct),
    /// Opens a draft.
    Open(Opening),
    /// A clock reached its instant.
    PassDeadline {
        /// Which clock.
        clock: ClockId,
    },
    /// A peer's order arrived here.
    Receive {
        /// Our copy of it.
        order: OrderCopy,
        /// Why the data in it are processed.
        purpose: Purpose,
        /// The language it speaks.
        language: Language,
        /// The letter that brought it.
        letter: LetterRef,
        /// Who signed.
        from: Party,
    },
    /// A peer's receipt says that a copy of ours arrived there.
    RecordReceipt {
        /// Which copy.
        copy: CopyKind,
        /// When it arrived there.
        received_at: Timestamp,
    },
    /// The addressee does not perform.
    Refuse {
        /// On which ground.
        ground: GroundId,
        /// The whole measure or a part, or under which conditions it does.
        extent: Extent,
        /// Why.
        because: Reasons,
    },
    /// Says one of the instrument's forms about the measure.
    Say {
        /// Which form.
        form: KindId,
        /// Its answers.
        values: Values,
        /// The authority that is asked to enforce the measure and has no copy of it yet.
        enforcing: Option<MemberId>,
    },
    /// A peer's letter about the measure arrived: its act is staged.
    StagePeerAct {
        /// The letter that brought it.
        letter: LetterRef,
        /// Who signed.
        from: Party,
        /// When it was written, by its writer's clock.
        sent_at: Timestamp,
        /// What it says.
        act: PeerAct,
    },
    /// The issuer has the exhibits of a handover and takes them into custody.
    TakeOver {
        /// Which handover.
        handover: HandoverId,
        /// What was found on arrival.
        exhibits: Vec<TakenExhibit>,
    },
    /// An officer gives a peer's act effect.
    TakePeerAct {
        /// The letter that brought it.
        letter: LetterId,
    },
    /// A competent authority validates the draft as it stands.
    Validate {
        /// The revision that was read.
        revision: u32,
    },
    /// The issuer takes the measure back.
    Withdraw {
        /// Why, for the recipients.
        why: String,
    },
}

impl Command {
    /// The command as scenario files, forms and golden tables write it.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Amend { .. } => "amend",
            Self::Clear => "clear",
            Self::Complete => "complete",
            Self::Countersign { .. } => "countersign",
            Self::DeclinePeerAct { .. } => "decline-peer-act",
            Self::Drop => "drop",
            Self::HandOver { .. } => "hand-over",
            Self::Issue { .. } => "issue",
            Self::Object { .. } => "object",
            Self::Notice(act) => act.verb(),
            Self::Open(_) => "open",
            Self::PassDeadline { .. } => "pass-deadline",
            Self::Receive { .. } => "receive",
            Self::RecordReceipt { .. } => "record-receipt",
            Self::Refuse { .. } => "refuse",
            Self::Say { .. } => "say",
            Self::StagePeerAct { .. } => "stage-peer-act",
            Self::TakeOver { .. } => "take-over",
            Self::TakePeerAct { .. } => "take-peer-act",
            Self::Validate { .. } => "validate",
            Self::Withdraw { .. } => "withdraw",
        }
    }
}

/// Answers to questions the law asks before an act, in the words of who acts. They stay in the file
/// and stand in no copy.
pub type Checks = BTreeMap<CheckId, String>;

/// What a draft starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The id of the measure, the same on every node.
    pub measure: MeasureId,
    /// The case it belongs to.
    pub case: CaseId,
    /// Its kind under the instrument.
    pub kind: KindId,
    /// Why the data are asked for.
    pub purpose: Purpose,
    /// What it says so far.
    pub terms: Terms,
}

/// What a draft says and an amendment replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// How fast it must be performed.
    pub track: Track,
    /// The categories of data it asks for.
    pub data: BTreeSet<DataCategory>,
    /// Who must perform it.
    pub addressee: MemberId,
    /// Who is notified of it, if anybody is.
    pub enforcing: Option<MemberId>,
    /// The language of its texts.
    pub language: Language,
    /// The answers of the form.
    pub values: Values,
}

/// What the issuer saw on the page that shows every copy word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The revision of the draft that was shown.
    pub revision: u32,
    /// The digest of each copy as shown.
    pub copies: Vec<CopyDigest>,
}

/// One recipient's copy by its digest: what was seen is what is sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CopyDigest {
    /// Whose copy.
    pub copy: CopyKind,
    /// SHA-256 of the body of the letter.
    pub digest: [u8; 32],
}

/// An exhibit that is handed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HandedExhibit {
    /// Which.
    pub exhibit: ExhibitId,
    /// Its number here.
    pub exhibit_no: ExhibitNo,
    /// Its length and digests.
    pub plain: Plain,
}

/// An exhibit that arrived: what was announced and what was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TakenExhibit {
    /// Which.
    pub exhibit: ExhibitId,
    /// The giver's number of it.
    pub exhibit_no: ExhibitNo,
    /// What the letter announced.
    pub expected: Plain,
    /// What the node found when it read every byte.
    pub found: Plain,
}

/// All of what was asked for, or a part by category of data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    All,
    /// These categories only.
    Data(BTreeSet<DataCategory>),
}

impl Part {
    /// The word in events and scenario files.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Data(_) => "part",
        }
    }
}

/// How far a ground reaches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// The whole measure.
    All,
    /// Nothing is stopped, but what is transferred may be used under these conditions only.
    Conditions(String),
    /// These categories only.
    Data(BTreeSet<DataCategory>),
}

impl Extent {
    /// The word in letters, events and scenario files.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Conditions(_) => "conditions",
            Self::Data(_) => "part",
        }
    }
}

/// Why a ground is raised, in words that its readers can check.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reasons {
    /// In words.
    pub text: String,
    /// When the issuing authority was contacted before, where the law asks for that.
    pub contacted_at: Option<Timestamp>,
}
