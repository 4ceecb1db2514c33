//! An exhibit: one item of electronic evidence, from its first record to the package.
//!
//! Every event is a custody event and carries the whole of [`CustodyFacts`]; the state is what the
//! facts say so far. Content and keys are elsewhere: here is only the record. Reads of content are
//! in [`crate::access`], the passing from one member to another is agreed in [`crate::handover`].

pub use self::custody::{
    Action, ActionStatus, Authority, Change, Claimed, Counterparty, CustodyFacts, Data,
    DigestCheck, EXHIBIT_NO_CHARS_MAX, ExhibitNo, Location, Ordered, Performer, Plain, Record,
    RecordState, SealMark, Signatures, Source, Tool,
};
use self::facts::{agrees, collected, following, record, taken_over};
pub use self::fold::{evolve, react};
pub use self::gaps::{Around, Entry, Gap, GapKind, gaps};
use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::{CaseId, ErasureId, ExhibitId, HandoverId, HoldId, OfficerId, PackageId};
use crate::letter::{LetterRef, Party};
use crate::permit::Permit;
use crate::purpose::Purpose;
use jiff::{SignedDuration, Timestamp};

mod custody;
mod facts;
mod fold;
mod gaps;
#[cfg(test)]
mod tests;

/// A hold ends by itself within so many days; whoever still needs it places another. A rule of the house: the acts know
/// holds and no length of them.
pub const HOLD_DAYS_MAX: u16 = 366;
/// The same, with the hours of its last day.
const HOLD_LONGEST: SignedDuration = SignedDuration::from_hours(24 * (HOLD_DAYS_MAX as i64 + 1));

/// One item of evidence, as far as this member knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exhibit {
    /// Its digests did not agree; it stays so, whatever comes.
    Contested(Contested),
    /// Its content is destroyed; the record of it stays.
    Deleted(Deleted),
    /// Its content is to be destroyed, and nothing can stop that.
    Destroying(Destroying),
    /// It is in a package; its content cannot change any more.
    Packed(Packed),
    /// It is known, its content not yet fixed.
    Registered(Registered),
    /// Its content is fixed under the node's key.
    Sealed(Sealed),
}

/// What every state knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which exhibit.
    pub exhibit: ExhibitId,
    /// Its number here.
    pub exhibit_no: ExhibitNo,
    /// The case it belongs to; a provider has none.
    pub case: Option<CaseId>,
    /// The giver's number of it, where it came from another member.
    pub root_no: Option<ExhibitNo>,
    /// The order it was collected under.
    pub basis: Option<Authority>,
    /// Why it is kept.
    pub purpose: Purpose,
    /// Where it came from.
    pub source: Option<Source>,
    /// Where the node keeps it.
    pub location: Location,
    /// How many events its stream has.
    pub n_events: u64,
    /// The members it was handed to.
    pub handed_to: Vec<MemberId>,
    /// The holds that were placed on it and not lifted; each ends by itself.
    pub holds: Vec<Held>,
}

impl Item {
    /// When the last of the holds ends that last now, if one does.
    #[must_use]
    pub fn held_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.holds.iter().map(|held| held.until).filter(|until| now < *until).max()
    }
}

/// A hold on an exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub hold: HoldId,
    /// The instant at which it ends.
    pub until: Timestamp,
}

/// A known exhibit without fixed content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// What is known.
    pub item: Item,
}

/// An exhibit with fixed content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What is known.
    pub item: Item,
    /// Its content.
    pub data: Data,
}

/// An exhibit in a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// What is known.
    pub item: Item,
    /// Its content.
    pub data: Data,
}

/// An exhibit whose digests did not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// What is known.
    pub item: Item,
    /// Its content, as far as it was ever fixed here.
    pub data: Option<Data>,
    /// What did not agree.
    pub check: DigestCheck,
}

/// An exhibit whose content is to be destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destroying {
    /// What is known.
    pub item: Item,
    /// By which erasure.
    pub erasure: ErasureId,
}

/// An exhibit whose content is destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// What is known.
    pub item: Item,
    /// By which erasure.
    pub erasure: ErasureId,
}

impl Exhibit {
    /// What is known in every state.
    #[must_use]
    pub const fn item(&self) -> &Item {
        match self {
            Self::Contested(Contested { item, .. })
            | Self::Deleted(Deleted { item, .. })
            | Self::Destroying(Destroying { item, .. })
            | Self::Packed(Packed { item, .. })
            | Self::Registered(Registered { item })
            | Self::Sealed(Sealed { item, .. }) => item,
        }
    }

    /// Its content, if it was fixed.
    #[must_use]
    pub const fn data(&self) -> Option<&Data> {
        match self {
            Self::Contested(Contested { data, .. }) => data.as_ref(),
            Self::Packed(Packed { data, .. }) | Self::Sealed(Sealed { data, .. }) => Some(data),
            Self::Deleted(_) | Self::Destroying(_) | Self::Registered(_) => None,
        }
    }

    /// The state as records name it.
    #[must_use]
    pub const fn state(&self) -> RecordState {
        match self {
            Self::Contested(_) => RecordState::Contested,
            Self::Deleted(_) => RecordState::Deleted,
            Self::Destroying(_) => RecordState::Destroying,
            Self::Packed(_) => RecordState::Packed,
            Self::Registered(_) => RecordState::Registered,
            Self::Sealed(_) => RecordState::Sealed,
        }
    }
}

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
            Self::Destroy { .. } => "destroy",
            Self::HandOver { .. } => "hand-over",
            Self::Hold { .. } => "hold",
            Self::LiftHold { .. } => "lift-hold",
            Self::Pack { .. } => "pack",
            Self::Register(_) => "register",
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

/// What happened to an exhibit: one action and all its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it began.
    pub at: Timestamp,
    /// What was done.
    pub action: Action,
    /// Every fact of it.
    pub facts: Box<CustodyFacts>,
}

/// Decides what an exhibit's record says next.
///
/// # Errors
/// [`Denied`] says why not.
pub fn decide(
    exhibit: Option<&Exhibit>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(exhibit, permit.act(), &Performer::of(permit.by(), ctx.roster.ours()), ctx)
}

/// The decision without its permit, so that a permit can be judged on it.
pub(crate) fn outcome(
    exhibit: Option<&Exhibit>,
    command: &Command,
    by: &Performer,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    let at = ctx.now;
    match (exhibit, command) {
        (None, Command::Register(registration)) => {
            Ok(vec![Event { at, action: Action::Collect, facts: collected(registration, by) }])
        }
        (None, Command::TakeOver(taking)) => {
            Ok(vec![Event { at, action: Action::TakeOver, facts: taken_over(taking, by) }])
        }
        (
            None,
            Command::ConfirmDestroyed { .. }
            | Command::Destroy { .. }
            | Command::HandOver { .. }
            | Command::Hold { .. }
            | Command::LiftHold { .. }
            | Command::Pack { .. }
            | Command::Seal { .. }
            | Command::Verify { .. },
        ) => Err(Denied::NotFound),
        (Some(_), Command::Register(_) | Command::TakeOver(_)) => Err(Denied::AlreadyKnown),
        (Some(exhibit), command) => {
            let (action, facts) = follow(exhibit, command, by, ctx)?;
            Ok(vec![Event { at, action, facts: Box::new(facts) }])
        }
    }
}

/// What the record of a known exhibit says next.
fn follow(
    exhibit: &Exhibit,
    command: &Command,
    by: &Performer,
    ctx: &Ctx<'_>,
) -> Result<(Action, CustodyFacts), Denied> {
    let mut facts = following(exhibit, by);
    let action = match (exhibit, command) {
        (_, Command::Register(_) | Command::TakeOver(_)) => return Err(Denied::AlreadyKnown),
        (Exhibit::Registered(Registered { item }), Command::Seal { data, tool, seal, until }) => {
            facts.until = Some(*until);
            facts.tool = Some(tool.clone());
            facts.seal = Some(seal.clone());
            facts.data = Some(data.clone());
            facts.result = Some(record(item, RecordState::Sealed));
            Action::Seal
        }
        (
            Exhibit::Contested(_)
            | Exhibit::Deleted(_)
            | Exhibit::Destroying(_)
            | Exhibit::Packed(_)
            | Exhibit::Sealed(_),
            Command::Seal { .. },
        ) => return Err(Denied::AlreadyKnown),
        (
            Exhibit::Registered(_),
            Command::ConfirmDestroyed { .. }
            | Command::Destroy { .. }
            | Command::HandOver { .. }
            | Command::Pack { .. }
            | Command::Verify { .. },
        ) => return Err(Denied::NotSealed),
        (
            Exhibit::Sealed(Sealed { data, .. }) | Exhibit::Packed(Packed { data, .. }),
            Command::HandOver { handover: _, to, letter, receipt },
        ) => {
            facts.counterparty = Some(Counterparty::of(to));
            facts.signatures = Some(Signatures { letter: letter.digest, receipt: *receipt });
            facts.data = Some(data.clone());
            Action::HandOver
        }
        (Exhibit::Sealed(Sealed { item, data }), Command::Pack { package: _, tool }) => {
            facts.tool = Some(tool.clone());
            facts.data = Some(data.clone());
            facts.result = Some(record(item, RecordState::Packed));
            Action::Pack
        }
        // A second package holds the same content; the record names each.
        (Exhibit::Packed(Packed { data, .. }), Command::Pack { package: _, tool }) => {
            facts.tool = Some(tool.clone());
            facts.data = Some(data.clone());
            Action::Pack
        }
        (
            Exhibit::Sealed(Sealed { item, data }) | Exhibit::Packed(Packed { item, data }),
            Command::Verify { found, tool },
        ) => {
            facts.tool = Some(tool.clone());
            facts.check = Some(DigestCheck { expected: data.plain.sha256, found: found.sha256 });
            if !agrees(&data.plain, found) {
                facts.status = ActionStatus::Fail;
                facts.result = Some(record(item, RecordState::Contested));
            }
            Action::Verify
        }
        (
            Exhibit::Contested(_),
            Command::HandOver { .. } | Command::Pack { .. } | Command::Verify { .. },
        ) => return Err(Denied::ExhibitContested),
        (
            Exhibit::Contested(Contested { item, .. })
            | Exhibit::Packed(Packed { item, .. })
            | Exhibit::Sealed(Sealed { item, .. }),
            Command::Destroy { erasure, responsible, why },
        ) => {
            if let Some(until) = item.held_until(ctx.now) {
                return Err(Denied::OnHold { exhibit: item.exhibit_no.clone(), until });
            }
            facts.change = Some(ordered(Ordered::Erasure(*erasure), *responsible, why));
            facts.result = Some(record(item, RecordState::Destroying));
            Action::Destroy
        }
        (
            Exhibit::Contested(_) | Exhibit::Packed(_) | Exhibit::Sealed(_),
            Command::ConfirmDestroyed { .. },
        ) => return Err(Denied::NotOrdered),
        (
            Exhibit::Contested(Contested { item, .. })
            | Exhibit::Packed(Packed { item, .. })
            | Exhibit::Registered(Registered { item })
            | Exhibit::Sealed(Sealed { item, .. }),
            Command::Hold { hold, until, responsible, why },
        ) => {
            if item.holds.iter().any(|held| held.hold == *hold) {
                return Err(Denied::AlreadyKnown);
            }
            if *until <= ctx.now {
                return Err(Denied::HoldOver { until: *until });
            }
            let latest = ctx.now.saturating_add(HOLD_LONGEST);
            if latest.is_ok_and(|latest| latest < *until) {
                return Err(Denied::HoldTooLong { days_max: HOLD_DAYS_MAX });
            }
            let hold = Ordered::Hold { hold: *hold, until: *until };
            facts.change = Some(ordered(hold, *responsible, why));
            Action::Hold
        }
        (
            Exhibit::Contested(Contested { item, .. })
            | Exhibit::Packed(Packed { item, .. })
            | Exhibit::Registered(Registered { item })
            | Exhibit::Sealed(Sealed { item, .. }),
            Command::LiftHold { hold, responsible, why },
        ) => {
            let held = item.holds.iter().find(|held| held.hold == *hold);
            let until = held.ok_or(Denied::NotFound)?.until;
            if until <= ctx.now {
                return Err(Denied::HoldOver { until });
            }
            facts.change = Some(ordered(Ordered::Lift(*hold), *responsible, why));
            Action::LiftHold
        }
        (Exhibit::Destroying(Destroying { item, erasure }), Command::ConfirmDestroyed { tool }) => {
            // Who answers for it stands in the event before.
            facts.tool = Some(tool.clone());
            facts.seal = Some(SealMark {
                numbers: vec![Ordered::Erasure(*erasure).to_string()],
                condition: "its key is destroyed".to_owned(),
            });
            facts.result = Some(record(item, RecordState::Deleted));
            Action::Destroy
        }
        (
            Exhibit::Destroying(_),
            Command::Destroy { .. }
            | Command::HandOver { .. }
            | Command::Hold { .. }
            | Command::LiftHold { .. }
            | Command::Pack { .. }
            | Command::Verify { .. },
        )
        | (
            Exhibit::Deleted(_),
            Command::ConfirmDestroyed { .. }
            | Command::Destroy { .. }
            | Command::HandOver { .. }
            | Command::Hold { .. }
            | Command::LiftHold { .. }
            | Command::Pack { .. }
            | Command::Verify { .. },
        ) => return Err(Denied::Closed),
    };
    Ok((action, facts))
}

fn ordered(what: Ordered, responsible: OfficerId, why: &str) -> Change {
    Change { what: what.to_string(), responsible, why: why.to_owned() }
}
