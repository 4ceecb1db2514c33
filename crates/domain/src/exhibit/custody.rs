//! The facts of one custody event: who had the item when, why, with what, and what was found.
//!
//! The struct mirrors the own fields of the custody schema one by one and in their order, so that a
//! stored event and this value can be turned into each other without loss. Bytes are `wire`'s.

use std::fmt;

use jiff::Timestamp;
use law::ids::Cite;

use crate::actor::{Actor, AuthLevel, MemberId, NodeId, Office, UnitId};
use crate::ids::{CaseId, ErasureId, ExhibitId, HoldId, MeasureId, OfficerId};
use crate::letter::{LawRef, Party};
use crate::purpose::Purpose;

/// Longest exhibit number: it stands on labels.
pub const EXHIBIT_NO_CHARS_MAX: usize = 64;

/// The number of an exhibit as its holder writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExhibitNo(String);

impl ExhibitNo {
    /// Reads a number of visible characters without spaces; `None` if it is empty or too long.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let visible = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
        let fits = !text.is_empty() && text.chars().count() <= EXHIBIT_NO_CHARS_MAX;
        (visible && fits).then(|| Self(text.to_owned()))
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExhibitNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Length and digests of content, computed by the node that read every byte of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plain {
    /// Length in bytes.
    pub len: u64,
    /// SHA-256, the digest every record and court uses.
    pub sha256: [u8; 32],
    /// BLAKE3, for the node's own use.
    pub blake3: [u8; 32],
}

/// What was done with an exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It came into being as an exhibit.
    Collect,
    /// It was put into another format, and the result is an exhibit of its own.
    Convert,
    /// A part was taken of it, or several were put together.
    Derive,
    /// Its content is to be destroyed, or was.
    Destroy,
    /// A tool looked at it, and what that found is an exhibit of its own.
    Examine,
    /// It was given to another member.
    HandOver,
    /// It may not be destroyed for a time.
    Hold,
    /// A hold on it ended before its time.
    LiftHold,
    /// Its content was read; stands in the access stream.
    Open,
    /// It became part of a package.
    Pack,
    /// What a reader may not see was left out of an exhibit made from it.
    Redact,
    /// Until when it may be kept was set, or is over.
    Retain,
    /// Parts of its ciphertext were found damaged.
    ScrubFail,
    /// Its content was fixed under the node's key.
    Seal,
    /// It was taken from another member.
    TakeOver,
    /// It was put into another language.
    Translate,
    /// Its digests were computed again and compared.
    Verify,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 17] = [
        Self::Collect,
        Self::Convert,
        Self::Derive,
        Self::Destroy,
        Self::Examine,
        Self::HandOver,
        Self::Hold,
        Self::LiftHold,
        Self::Open,
        Self::Pack,
        Self::Redact,
        Self::Retain,
        Self::ScrubFail,
        Self::Seal,
        Self::TakeOver,
        Self::Translate,
        Self::Verify,
    ];

    /// The word in stored events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::Convert => "convert",
            Self::Derive => "derive",
            Self::Destroy => "destroy",
            Self::Examine => "examine",
            Self::HandOver => "hand_over",
            Self::Hold => "hold",
            Self::LiftHold => "lift_hold",
            Self::Open => "open",
            Self::Pack => "pack",
            Self::Redact => "redact",
            Self::Retain => "retain",
            Self::ScrubFail => "scrub_fail",
            Self::Seal => "seal",
            Self::TakeOver => "take_over",
            Self::Translate => "translate",
            Self::Verify => "verify",
        }
    }

    /// The action with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.id() == text)
    }
}

/// How an action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionStatus {
    /// As it should; of a check: the digests agree.
    Success,
    /// Not as it should; of a check: the digests differ.
    Fail,
}

impl ActionStatus {
    /// The word in stored events and exports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Fail => "Fail",
        }
    }

    /// The status with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Success, Self::Fail].into_iter().find(|status| status.id() == text)
    }
}

/// The own fields of one custody event, in the order of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyFacts {
    /// Which exhibit.
    pub exhibit: ExhibitId,
    /// Its number here.
    pub exhibit_no: ExhibitNo,
    /// The number of the item it was derived from.
    pub root_no: Option<ExhibitNo>,
    /// The case it belongs to; a provider has none.
    pub case: Option<CaseId>,
    /// How the action ended.
    pub status: ActionStatus,
    /// When it ended, where it lasted.
    pub until: Option<Timestamp>,
    /// Who did it.
    pub actor: Performer,
    /// The other side, where custody passes.
    pub counterparty: Option<Counterparty>,
    /// Where it happened.
    pub location: Location,
    /// Under which authority.
    pub basis: Option<Authority>,
    /// Why.
    pub purpose: Purpose,
    /// With what.
    pub tool: Option<Tool>,
    /// The record before; none at the first event.
    pub object: Option<Record>,
    /// The record after.
    pub result: Option<Record>,
    /// What the content is.
    pub data: Option<Data>,
    /// Where it came from.
    pub source: Option<Source>,
    /// What was compared.
    pub check: Option<DigestCheck>,
    /// What could not be left unchanged.
    pub change: Option<Change>,
    /// Seals and packaging.
    pub seal: Option<SealMark>,
    /// Digests of second officers' signatures over the exact bytes.
    pub countersigns: Vec<[u8; 32]>,
    /// The two sides' signatures over one letter.
    pub signatures: Option<Signatures>,
    /// The number of the event before this one in the same stream.
    pub informed_by: Option<u64>,
}

/// Who performed an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performer {
    /// The authority or provider.
    pub member: MemberId,
    /// The office; none where the node acted by itself.
    pub office: Option<Office>,
    /// The officer, as a pseudonym.
    pub person: Option<OfficerId>,
    /// How surely signed in.
    pub auth: Option<AuthLevel>,
}

impl Performer {
    /// The performer an actor is; `ours` stands for everything that is no officer.
    #[must_use]
    pub fn of(actor: &Actor, ours: &MemberId) -> Self {
        match actor {
            Actor::Officer { id, member, office, auth, .. } => Self {
                member: member.clone(),
                office: Some(*office),
                person: Some(*id),
                auth: Some(*auth),
            },
            Actor::Peer { member, .. } => {
                Self { member: member.clone(), office: None, person: None, auth: None }
            }
            Actor::Clock { .. } | Actor::Node | Actor::Rule { .. } => {
                Self { member: ours.clone(), office: None, person: None, auth: None }
            }
        }
    }
}

/// The other side when custody passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterparty {
    /// Its member.
    pub member: MemberId,
    /// Its installation.
    pub node: NodeId,
    /// Its unit.
    pub unit: UnitId,
    /// The id of the key it signs with.
    pub key: Option<[u8; 16]>,
}

impl Counterparty {
    /// The party, without a key named.
    #[must_use]
    pub fn of(party: &Party) -> Self {
        Self {
            member: party.member.clone(),
            node: party.node.clone(),
            unit: party.unit.clone(),
            key: None,
        }
    }
}

/// Where an action happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The installation.
    pub node: NodeId,
    /// The room, the device, the city, as far as anybody said.
    pub place: Option<String>,
}

/// The authority an action rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// The law.
    pub law: LawRef,
    /// The place in it.
    pub cite: Cite,
    /// The order.
    pub measure: MeasureId,
    /// Who issued it.
    pub issued_by: MemberId,
}

/// What an action was done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version; a tool without one is a gap in the record.
    pub version: String,
    /// SHA-256 of its settings, where it has any.
    pub config: Option<[u8; 32]>,
}

/// The provenance record of an exhibit at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The number of the exhibit.
    pub exhibit_no: ExhibitNo,
    /// The state it is in.
    pub state: RecordState,
}

/// The state named in a provenance record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordState {
    /// Its digests did not agree.
    Contested,
    /// Its content is destroyed; the record stays.
    Deleted,
    /// Its content is to be destroyed, and nothing can stop that.
    Destroying,
    /// It is in a package.
    Packed,
    /// It is known, its content not yet fixed.
    Registered,
    /// Its content is fixed.
    Sealed,
}

impl RecordState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Contested,
        Self::Deleted,
        Self::Destroying,
        Self::Packed,
        Self::Registered,
        Self::Sealed,
    ];

    /// The word in stored events.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Deleted => "deleted",
            Self::Destroying => "destroying",
            Self::Packed => "packed",
            Self::Registered => "registered",
            Self::Sealed => "sealed",
        }
    }

    /// The state with this word, if there is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == text)
    }
}

/// What the content is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// Length and digests.
    pub plain: Plain,
    /// SHA-512, where an export needs it.
    pub sha512: Option<[u8; 64]>,
    /// The media type.
    pub media_type: String,
}

/// Where an exhibit came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name it had there.
    pub original_name: String,
    /// The device, where there was one.
    pub device: Option<String>,
    /// The account, where there was one.
    pub account: Option<String>,
    /// How it was acquired.
    pub method: String,
    /// Digests somebody else stated; compared, never taken over.
    pub claimed: Vec<Claimed>,
    /// The time zone of the source's own times.
    pub zone: Option<String>,
}

/// A digest somebody else stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claimed {
    /// The algorithm as they named it.
    pub algorithm: String,
    /// The digest in lower-case hexadecimal.
    pub hex: String,
}

/// What was compared with what; SHA-256 of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestCheck {
    /// What it had to be.
    pub expected: [u8; 32],
    /// What it was.
    pub found: [u8; 32],
}

impl DigestCheck {
    /// Whether both agree.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.expected == self.found
    }
}

/// A change that could not be avoided, or that somebody ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed; for a hold and for content to be destroyed the words of [`Ordered`], for what is made from something
    /// else those of [`super::Lineage`], for the end of its time those of [`super::Kept`].
    pub what: String,
    /// Who answers for it.
    pub responsible: OfficerId,
    /// Why it could not be avoided, or on what it rests.
    pub why: String,
}

/// By what an exhibit is held or destroyed: in [`Change::what`] as `erasure ID`, `hold ID until INSTANT` or `lift ID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ordered {
    /// By this erasure.
    Erasure(ErasureId),
    /// By this hold.
    Hold {
        /// Which.
        hold: HoldId,
        /// The first instant at which it no longer lasts.
        until: Timestamp,
    },
    /// No longer by this hold.
    Lift(HoldId),
}

impl Ordered {
    /// From its words.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (what, rest) = text.split_once(' ')?;
        match what {
            "erasure" => ErasureId::parse(rest).ok().map(Self::Erasure),
            "hold" => {
                let (hold, until) = rest.split_once(" until ")?;
                Some(Self::Hold { hold: HoldId::parse(hold).ok()?, until: until.parse().ok()? })
            }
            "lift" => HoldId::parse(rest).ok().map(Self::Lift),
            _ => None,
        }
    }
}

impl fmt::Display for Ordered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Erasure(id) => write!(f, "erasure {id}"),
            Self::Hold { hold, until } => write!(f, "hold {hold} until {until}"),
            Self::Lift(id) => write!(f, "lift {id}"),
        }
    }
}

/// Seals and packaging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealMark {
    /// Their numbers; for content under a key the id of the container.
    pub numbers: Vec<String>,
    /// The condition they were found in.
    pub condition: String,
}

/// The two sides' signatures over one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signatures {
    /// Digest of the giver's letter.
    pub letter: [u8; 32],
    /// Digest of the receiver's receipt, once it is there.
    pub receipt: Option<[u8; 32]>,
}
