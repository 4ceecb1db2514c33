//! An exhibit: one item of electronic evidence, from its first record to the package.
//!
//! Every event is a custody event and carries the whole of [`CustodyFacts`]; the state is what the
//! facts say so far. Content and keys are elsewhere: here is only the record. Reads of content are
//! in [`crate::access`], the passing from one member to another is agreed in [`crate::handover`].

pub use self::custody::{
    Action, ActionStatus, Authority, Change, Claimed, Counterparty, CustodyFacts, Data,
    DigestCheck, EXHIBIT_NO_CHARS_MAX, ExhibitNo, Location, Performer, Plain, Record, RecordState,
    SealMark, Signatures, Source, Tool,
};
use crate::actor::MemberId;
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{CaseId, ExhibitId, HandoverId, PackageId};
use crate::letter::{LetterRef, Party};
use crate::permit::Permit;
use crate::purpose::Purpose;
use jiff::Timestamp;

mod custody;
#[cfg(test)]
mod tests;

/// One item of evidence, as far as this member knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exhibit {
    /// Its digests did not agree; it stays so, whatever comes.
    Contested(Contested),
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

impl Exhibit {
    /// What is known in every state.
    #[must_use]
    pub const fn item(&self) -> &Item {
        match self {
            Self::Contested(Contested { item, .. })
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
            Self::Registered(_) => None,
        }
    }

    /// The state as records name it.
    #[must_use]
    pub const fn state(&self) -> RecordState {
        match self {
            Self::Contested(_) => RecordState::Contested,
            Self::Packed(_) => RecordState::Packed,
            Self::Registered(_) => RecordState::Registered,
            Self::Sealed(_) => RecordState::Sealed,
        }
    }

    fn record(&self) -> Record {
        Record { exhibit_no: self.item().exhibit_no.clone(), state: self.state() }
    }
}

/// What may be asked of an exhibit.
#[expect(clippy::large_enum_variant, reason = "a command lives for one call")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
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
            Self::HandOver { .. } => "hand-over",
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
            Command::HandOver { .. }
            | Command::Pack { .. }
            | Command::Seal { .. }
            | Command::Verify { .. },
        ) => Err(Denied::NotFound),
        (Some(_), Command::Register(_) | Command::TakeOver(_)) => Err(Denied::AlreadyKnown),
        (
            Some(Exhibit::Registered(Registered { item })),
            Command::Seal { data, tool, seal, until },
        ) => {
            let mut facts = following(exhibit, item, by);
            facts.until = Some(*until);
            facts.tool = Some(tool.clone());
            facts.seal = Some(seal.clone());
            facts.data = Some(data.clone());
            facts.result = Some(record(item, RecordState::Sealed));
            Ok(vec![Event { at, action: Action::Seal, facts: Box::new(facts) }])
        }
        (
            Some(Exhibit::Sealed(_) | Exhibit::Packed(_) | Exhibit::Contested(_)),
            Command::Seal { .. },
        ) => Err(Denied::AlreadyKnown),
        (
            Some(Exhibit::Registered(_)),
            Command::HandOver { .. } | Command::Pack { .. } | Command::Verify { .. },
        ) => Err(Denied::NotSealed),
        (
            Some(Exhibit::Sealed(Sealed { item, data }) | Exhibit::Packed(Packed { item, data })),
            Command::HandOver { handover: _, to, letter, receipt },
        ) => {
            let mut facts = following(exhibit, item, by);
            facts.counterparty = Some(Counterparty::of(to));
            facts.signatures = Some(Signatures { letter: letter.digest, receipt: *receipt });
            facts.data = Some(data.clone());
            Ok(vec![Event { at, action: Action::HandOver, facts: Box::new(facts) }])
        }
        (Some(Exhibit::Sealed(Sealed { item, data })), Command::Pack { package: _, tool }) => {
            let mut facts = following(exhibit, item, by);
            facts.tool = Some(tool.clone());
            facts.data = Some(data.clone());
            facts.result = Some(record(item, RecordState::Packed));
            Ok(vec![Event { at, action: Action::Pack, facts: Box::new(facts) }])
        }
        // A second package holds the same content; the record names each.
        (Some(Exhibit::Packed(Packed { item, data })), Command::Pack { package: _, tool }) => {
            let mut facts = following(exhibit, item, by);
            facts.tool = Some(tool.clone());
            facts.data = Some(data.clone());
            Ok(vec![Event { at, action: Action::Pack, facts: Box::new(facts) }])
        }
        (
            Some(Exhibit::Sealed(Sealed { item, data }) | Exhibit::Packed(Packed { item, data })),
            Command::Verify { found, tool },
        ) => {
            let check = DigestCheck { expected: data.plain.sha256, found: found.sha256 };
            let mut facts = following(exhibit, item, by);
            facts.tool = Some(tool.clone());
            facts.check = Some(check);
            if !agrees(&data.plain, found) {
                facts.status = ActionStatus::Fail;
                facts.result = Some(record(item, RecordState::Contested));
            }
            Ok(vec![Event { at, action: Action::Verify, facts: Box::new(facts) }])
        }
        (
            Some(Exhibit::Contested(_)),
            Command::HandOver { .. } | Command::Pack { .. } | Command::Verify { .. },
        ) => Err(Denied::ExhibitContested),
    }
}

fn agrees(expected: &Plain, found: &Plain) -> bool {
    expected == found
}

fn record(item: &Item, state: RecordState) -> Record {
    Record { exhibit_no: item.exhibit_no.clone(), state }
}

fn collected(registration: &Registration, by: &Performer) -> Box<CustodyFacts> {
    Box::new(CustodyFacts {
        exhibit: registration.exhibit,
        exhibit_no: registration.exhibit_no.clone(),
        root_no: None,
        case: registration.case,
        status: ActionStatus::Success,
        until: None,
        actor: by.clone(),
        counterparty: None,
        location: registration.location.clone(),
        basis: registration.basis.clone(),
        purpose: registration.purpose,
        tool: Some(registration.tool.clone()),
        object: None,
        result: Some(Record {
            exhibit_no: registration.exhibit_no.clone(),
            state: RecordState::Registered,
        }),
        data: None,
        source: Some(registration.source.clone()),
        check: None,
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: None,
        informed_by: None,
    })
}

fn taken_over(taking: &Taking, by: &Performer) -> Box<CustodyFacts> {
    let agreed = agrees(&taking.expected, &taking.data.plain);
    let (status, state) = if agreed {
        (ActionStatus::Success, RecordState::Sealed)
    } else {
        (ActionStatus::Fail, RecordState::Contested)
    };
    Box::new(CustodyFacts {
        exhibit: taking.exhibit,
        exhibit_no: taking.exhibit_no.clone(),
        root_no: Some(taking.root_no.clone()),
        case: taking.case,
        status,
        until: None,
        actor: by.clone(),
        counterparty: Some(Counterparty::of(&taking.giver)),
        location: taking.location.clone(),
        basis: taking.basis.clone(),
        purpose: taking.purpose,
        tool: Some(taking.tool.clone()),
        object: None,
        result: Some(Record { exhibit_no: taking.exhibit_no.clone(), state }),
        data: Some(taking.data.clone()),
        source: None,
        check: Some(DigestCheck {
            expected: taking.expected.sha256,
            found: taking.data.plain.sha256,
        }),
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: Some(Signatures { letter: taking.letter.digest, receipt: taking.receipt }),
        informed_by: None,
    })
}

/// The facts of an event that follows another: object and result are the record as it is.
fn following(exhibit: Option<&Exhibit>, item: &Item, by: &Performer) -> CustodyFacts {
    let record = exhibit.map(Exhibit::record);
    CustodyFacts {
        exhibit: item.exhibit,
        exhibit_no: item.exhibit_no.clone(),
        root_no: item.root_no.clone(),
        case: item.case,
        status: ActionStatus::Success,
        until: None,
        actor: by.clone(),
        counterparty: None,
        location: item.location.clone(),
        basis: item.basis.clone(),
        purpose: item.purpose,
        tool: None,
        object: record.clone(),
        result: record,
        data: None,
        source: None,
        check: None,
        change: None,
        seal: None,
        countersigns: Vec::new(),
        signatures: None,
        informed_by: item.n_events.checked_sub(1),
    }
}

/// Folds one event into the record.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(exhibit: Option<Exhibit>, event: &Event) -> Result<Exhibit, Corrupt> {
    let facts = event.facts.as_ref();
    let corrupt = Corrupt { stream: "exhibit", event: event.action.id() };
    match (exhibit, event.action) {
        (None, Action::Collect) => Ok(Exhibit::Registered(Registered { item: first(facts) })),
        (None, Action::TakeOver) => {
            let data = facts.data.clone().ok_or(corrupt)?;
            match facts.status {
                ActionStatus::Success => Ok(Exhibit::Sealed(Sealed { item: first(facts), data })),
                ActionStatus::Fail => Ok(Exhibit::Contested(Contested {
                    item: first(facts),
                    data: Some(data),
                    check: facts.check.ok_or(corrupt)?,
                })),
            }
        }
        (None, Action::HandOver | Action::Open | Action::Pack | Action::Seal | Action::Verify)
        | (Some(_), Action::Collect | Action::Open | Action::TakeOver) => Err(corrupt),
        (Some(Exhibit::Registered(Registered { item })), Action::Seal) => {
            let data = facts.data.clone().ok_or(corrupt)?;
            Ok(Exhibit::Sealed(Sealed { item: next(item, facts, corrupt)?, data }))
        }
        (Some(Exhibit::Registered(_)), Action::HandOver | Action::Pack | Action::Verify)
        | (Some(Exhibit::Sealed(_) | Exhibit::Packed(_)), Action::Seal)
        | (
            Some(Exhibit::Contested(_)),
            Action::HandOver | Action::Pack | Action::Seal | Action::Verify,
        ) => Err(corrupt),
        (Some(Exhibit::Sealed(Sealed { item, data })), Action::HandOver) => {
            Ok(Exhibit::Sealed(Sealed { item: next(item, facts, corrupt)?, data }))
        }
        (Some(Exhibit::Packed(Packed { item, data })), Action::HandOver | Action::Pack)
        | (Some(Exhibit::Sealed(Sealed { item, data })), Action::Pack) => {
            Ok(Exhibit::Packed(Packed { item: next(item, facts, corrupt)?, data }))
        }
        (Some(Exhibit::Sealed(Sealed { item, data })), Action::Verify) => {
            let item = next(item, facts, corrupt)?;
            match facts.status {
                ActionStatus::Success => Ok(Exhibit::Sealed(Sealed { item, data })),
                ActionStatus::Fail => contested(item, data, facts, corrupt),
            }
        }
        (Some(Exhibit::Packed(Packed { item, data })), Action::Verify) => {
            let item = next(item, facts, corrupt)?;
            match facts.status {
                ActionStatus::Success => Ok(Exhibit::Packed(Packed { item, data })),
                ActionStatus::Fail => contested(item, data, facts, corrupt),
            }
        }
    }
}

fn contested(
    item: Item,
    data: Data,
    facts: &CustodyFacts,
    corrupt: Corrupt,
) -> Result<Exhibit, Corrupt> {
    let check = facts.check.ok_or(corrupt)?;
    Ok(Exhibit::Contested(Contested { item, data: Some(data), check }))
}

fn first(facts: &CustodyFacts) -> Item {
    Item {
        exhibit: facts.exhibit,
        exhibit_no: facts.exhibit_no.clone(),
        root_no: facts.root_no.clone(),
        case: facts.case,
        basis: facts.basis.clone(),
        purpose: facts.purpose,
        source: facts.source.clone(),
        location: facts.location.clone(),
        n_events: 1,
        handed_to: Vec::new(),
    }
}

/// The item after one more event, which must be about the same exhibit and follow the last one.
fn next(mut item: Item, facts: &CustodyFacts, corrupt: Corrupt) -> Result<Item, Corrupt> {
    if facts.exhibit != item.exhibit || facts.informed_by != item.n_events.checked_sub(1) {
        return Err(corrupt);
    }
    item.n_events = item.n_events.saturating_add(1);
    if let Some(counterparty) = &facts.counterparty {
        item.handed_to.push(counterparty.member.clone());
    }
    Ok(item)
}

/// What the world must be told when an exhibit's record grew.
#[must_use]
pub fn react(exhibit: &Exhibit, event: &Event) -> Vec<Effect> {
    match event.action {
        Action::Collect => vec![Effect::Seal { exhibit: exhibit.item().exhibit }],
        Action::HandOver
        | Action::Open
        | Action::Pack
        | Action::Seal
        | Action::TakeOver
        | Action::Verify => Vec::new(),
    }
}
