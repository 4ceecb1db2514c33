//! An exhibit: one item of electronic evidence, from its first record to the package.
//!
//! Every event is a custody event and carries the whole of [`CustodyFacts`]; the state is what the
//! facts say so far. Content and keys are elsewhere: here is only the record. Reads of content are
//! in [`crate::access`], the passing from one member to another is agreed in [`crate::handover`].

pub use self::command::{Command, Registration, Taking};
pub use self::custody::{
    Action, ActionStatus, Authority, Change, Claimed, Counterparty, CustodyFacts, Data,
    DigestCheck, EXHIBIT_NO_CHARS_MAX, ExhibitNo, Location, Ordered, Performer, Plain, Record,
    RecordState, SealMark, Signatures, Source, Tool,
};
pub use self::derive::{Derivation, Lineage, Making, PARENTS_MAX, closure, derived_no, root_of};
use self::facts::{agrees, collected, following, record, taken_over};
pub use self::fold::{evolve, react};
pub use self::gaps::{Around, Entry, Gap, GapKind, gaps};
pub use self::retention::{Kept, Nearness, Retention, RetentionRule, WARN_DAYS};
use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::ids::{CaseId, ErasureId, ExhibitId, HoldId, OfficerId};
use crate::permit::Permit;
use crate::purpose::Purpose;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

mod command;
mod custody;
mod derive;
mod facts;
mod fold;
mod gaps;
mod retention;
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
    /// What it was made from; nothing for what came from outside.
    pub derived_from: BTreeSet<ExhibitId>,
    /// What was made from it, directly.
    pub derived: BTreeSet<ExhibitId>,
    /// Until when it may be kept, where that was said.
    pub retention: Option<Retention>,
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
    /// Whether copies of the key store that opened it once are gone too.
    pub is_final: bool,
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
        (None, Command::Derive(derivation)) => derive::made(derivation, by, ctx),
        (
            None,
            Command::ConfirmDestroyed { .. }
            | Command::DeriveInto(_)
            | Command::Destroy { .. }
            | Command::EndRetention
            | Command::Finish { .. }
            | Command::HandOver { .. }
            | Command::Hold { .. }
            | Command::LiftHold { .. }
            | Command::Pack { .. }
            | Command::Repair { .. }
            | Command::Retain { .. }
            | Command::Seal { .. }
            | Command::Verify { .. },
        ) => Err(Denied::NotFound),
        (Some(_), Command::Derive(_) | Command::Register(_) | Command::TakeOver(_)) => {
            Err(Denied::AlreadyKnown)
        }
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
        (_, Command::Derive(_) | Command::Register(_) | Command::TakeOver(_)) => {
            return Err(Denied::AlreadyKnown);
        }
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
            | Command::DeriveInto(_)
            | Command::Destroy { .. }
            | Command::EndRetention
            | Command::Finish { .. }
            | Command::HandOver { .. }
            | Command::Pack { .. }
            | Command::Repair { .. }
            | Command::Verify { .. },
        ) => return Err(Denied::NotSealed),
        (Exhibit::Packed(_) | Exhibit::Sealed(_), Command::DeriveInto(derivation)) => {
            derive::used(derivation, &mut facts)?
        }
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
            Command::DeriveInto(_)
            | Command::HandOver { .. }
            | Command::Pack { .. }
            | Command::Verify { .. },
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
            Command::ConfirmDestroyed { .. } | Command::Finish { .. },
        ) => return Err(Denied::NotOrdered),
        (
            Exhibit::Contested(Contested { item, .. })
            | Exhibit::Packed(Packed { item, .. })
            | Exhibit::Sealed(Sealed { item, .. }),
            Command::EndRetention,
        ) => {
            facts.change = Some(is_over(item, ctx.now)?);
            Action::Retain
        }
        (
            Exhibit::Contested(_) | Exhibit::Packed(_) | Exhibit::Sealed(_),
            Command::Repair { parts, from, tool },
        ) => {
            facts.tool = Some(tool.clone());
            facts.seal = Some(repaired(parts, from.as_deref()));
            if from.is_none() {
                facts.status = ActionStatus::Fail;
            }
            Action::ScrubFail
        }
        (
            Exhibit::Contested(_)
            | Exhibit::Packed(_)
            | Exhibit::Registered(_)
            | Exhibit::Sealed(_),
            Command::Retain { rule, until, latest, responsible, why },
        ) => {
            if let Some(latest) = latest.filter(|latest| *latest < *until) {
                return Err(Denied::KeptTooLong { latest });
            }
            let what = Kept::Until { until: *until, rule: *rule }.to_string();
            facts.change = Some(Change { what, responsible: *responsible, why: why.clone() });
            Action::Retain
        }
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
        (Exhibit::Deleted(Deleted { erasure, is_final: false, .. }), Command::Finish { tool }) => {
            facts.tool = Some(tool.clone());
            facts.seal = Some(SealMark {
                numbers: vec![Ordered::Erasure(*erasure).to_string()],
                condition: "copies of its key made before are to be gone".to_owned(),
            });
            Action::Destroy
        }
        (Exhibit::Destroying(_), Command::Finish { .. })
        | (
            Exhibit::Destroying(_) | Exhibit::Deleted(_),
            Command::DeriveInto(_)
            | Command::Destroy { .. }
            | Command::EndRetention
            | Command::HandOver { .. }
            | Command::Hold { .. }
            | Command::LiftHold { .. }
            | Command::Pack { .. }
            | Command::Repair { .. }
            | Command::Retain { .. }
            | Command::Verify { .. },
        )
        | (Exhibit::Deleted(_), Command::ConfirmDestroyed { .. } | Command::Finish { .. }) => {
            return Err(Denied::Closed);
        }
    };
    Ok((action, facts))
}

/// That the time of an exhibit is over, said once; while a hold lasts it is not said.
fn is_over(item: &Item, now: Timestamp) -> Result<Change, Denied> {
    let Some(Retention { until, responsible, is_over, .. }) = item.retention else {
        return Err(Denied::NotFound);
    };
    if is_over {
        return Err(Denied::AlreadyKnown);
    }
    if now < until {
        return Err(Denied::StillKept { until });
    }
    if let Some(until) = item.held_until(now) {
        return Err(Denied::OnHold { exhibit: item.exhibit_no.clone(), until });
    }
    let why = format!("it was to be kept until {until}");
    Ok(Change { what: Kept::NoLonger.to_string(), responsible, why })
}

/// Which parts were damaged, and what became of them.
fn repaired(parts: &[u64], from: Option<&str>) -> SealMark {
    let condition = match from {
        Some(place) => format!("damaged, put back from {place} and compared"),
        None => "damaged, and no other place has it whole".to_owned(),
    };
    SealMark { numbers: parts.iter().map(|part| format!("part {part}")).collect(), condition }
}

fn ordered(what: Ordered, responsible: OfficerId, why: &str) -> Change {
    Change { what: what.to_string(), responsible, why: why.to_owned() }
}
