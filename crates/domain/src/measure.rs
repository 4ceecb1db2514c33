//! A measure: one act of cooperation under an instrument, as each member's own stream tells it.
//!
//! The issuer, the addressee and, where the law notifies one, the enforcing authority each keep a
//! stream of their own under the same id; nobody writes another's. So the state is an enum of three
//! sides, each an enum of structs. Whether produced data may leave is not here but in
//! [`crate::release`]; who may ask for what is in [`crate::permit`].

use law::facts::Facts;
use law::ids::InstrumentId;

use self::clocks::Stage;
pub use self::command::{
    Checks, Command, CopyDigest, Extent, HandedExhibit, Opening, Part, Reasons, Seen, TakenExhibit,
    Terms,
};
pub use self::due::Due;
pub use self::duties::{DutyStanding, duties};
pub use self::event::{Event, Finding, Findings, PeerAct, TakenBy};
pub use self::executing::{Ended, EndedBy, Executing, HandedOver, PartRefused, Received, Refused};
pub(crate) use self::issuing::ISSUE;
pub use self::issuing::{Draft, Issued, Issuing, Production, Validation, defects, orders};
pub use self::notified::{Notified, Objected, Pending};
pub use self::parts::{
    IssuedCopy, Known, LetterCopy, PEER_ACTS_MAX, Receipts, Running, Said, Staged, Standing, Talk,
};
pub use self::restriction::restriction;
pub use self::staging::Parties;
pub use self::words::Arg;
use crate::actor::Actor;
use crate::corrupt::Corrupt;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::effect::Effect;
use crate::ids::{CaseId, MeasureId};
use crate::letter::{CopyKind, Language, LetterRef, OrderCopy, Party};
use crate::permit::Permit;
use crate::purpose::Purpose;
use crate::release::History;

pub(crate) mod clocks;
mod command;
mod due;
mod duties;
mod event;
mod executing;
pub(crate) mod issuing;
pub mod notice;
mod notified;
mod parts;
mod restriction;
pub(crate) mod staging;
pub(crate) mod talk;
#[cfg(test)]
mod tests;
mod words;

/// A measure on one member's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// At the addressee who must perform it.
    Executing(Executing),
    /// At the authority that issues it.
    Issuing(Issuing),
    /// At the authority that is notified of it.
    Notified(Notified),
}

impl Measure {
    /// Its id, the same on every side.
    #[must_use]
    pub const fn id(&self) -> MeasureId {
        match self {
            Self::Executing(executing) => executing.received().order.measure,
            Self::Issuing(issuing) => issuing.draft().measure,
            Self::Notified(notified) => notified.pending().order.measure,
        }
    }

    /// The law it rests on, or is drafted under.
    #[must_use]
    pub const fn instrument(&self) -> &InstrumentId {
        match self {
            Self::Executing(executing) => &executing.received().order.law.id,
            Self::Issuing(issuing) => &issuing.draft().instrument,
            Self::Notified(notified) => &notified.pending().order.law.id,
        }
    }

    /// The case it belongs to; recipients have none.
    #[must_use]
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::Issuing(issuing) => Some(issuing.draft().case),
            Self::Executing(_) | Self::Notified(_) => None,
        }
    }

    /// Why the data are asked for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        match self {
            Self::Executing(executing) => executing.received().purpose,
            Self::Issuing(issuing) => issuing.draft().purpose,
            Self::Notified(notified) => notified.pending().purpose,
        }
    }

    /// Between whom it is.
    #[must_use]
    pub const fn parties(&self) -> Parties<'_> {
        match self {
            Self::Executing(executing) => executing.received().parties(),
            Self::Issuing(issuing) => issuing.draft().parties(),
            Self::Notified(notified) => notified.pending().parties(),
        }
    }

    /// The state in one word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Executing(executing) => executing.word(),
            Self::Issuing(issuing) => issuing.word(),
            Self::Notified(notified) => notified.word(),
        }
    }
}

/// Decides what follows from a permitted command.
///
/// # Errors
/// [`Denied`] says why nothing does.
pub fn decide(
    measure: Option<&Measure>,
    permit: &Permit<Command>,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    outcome(measure, permit.act(), permit.by(), ctx)
}

/// The decision without its permit, so that a permit can be judged on it: of several reasons
/// against an act the first in the fixed order is the answer, and some of them are states.
pub(crate) fn outcome(
    measure: Option<&Measure>,
    command: &Command,
    by: &Actor,
    ctx: &Ctx<'_>,
) -> Result<Vec<Event>, Denied> {
    match (measure, command) {
        (None, Command::Open(opening)) => open(opening, by, ctx),
        (None, Command::Receive { order, purpose, language, letter, from }) => {
            Ok(vec![received(order, *purpose, language, *letter, from, ctx)])
        }
        (
            None,
            Command::Acknowledge
            | Command::Amend { .. }
            | Command::Clear
            | Command::Complete
            | Command::Countersign { .. }
            | Command::DeclinePeerAct { .. }
            | Command::Drop
            | Command::HandOver { .. }
            | Command::Issue { .. }
            | Command::Notice(_)
            | Command::Object { .. }
            | Command::PassDeadline { .. }
            | Command::RecordReceipt { .. }
            | Command::Refuse { .. }
            | Command::Say { .. }
            | Command::StagePeerAct { .. }
            | Command::TakeOver { .. }
            | Command::TakePeerAct { .. }
            | Command::Validate { .. }
            | Command::Withdraw { .. },
        ) => Err(Denied::NotFound),
        (Some(Measure::Executing(state)), command) => executing::outcome(state, command, ctx),
        (Some(Measure::Issuing(state)), command) => issuing::outcome(state, command, by, ctx),
        (Some(Measure::Notified(state)), command) => notified::outcome(state, command, by, ctx),
    }
}

/// A measure as the rules of letters see it; a draft is nobody's subject yet.
pub(crate) fn speaker(measure: &Measure) -> Option<talk::Speaker<'_>> {
    match measure {
        Measure::Executing(state) => Some(state.received().speaker()),
        Measure::Issuing(state) => state.issued().map(Issued::speaker),
        Measure::Notified(state) => Some(state.pending().speaker()),
    }
}

fn open(opening: &Opening, by: &Actor, ctx: &Ctx<'_>) -> Result<Vec<Event>, Denied> {
    let author = by.officer().ok_or(Denied::NotOwner)?;
    Ok(vec![Event::Opened {
        at: ctx.now,
        author,
        measure: opening.measure,
        case: opening.case,
        instrument: ctx.law.id.clone(),
        kind: opening.kind.clone(),
        from: ctx.roster.ours().clone(),
        purpose: opening.purpose,
        terms: opening.terms.clone(),
    }])
}

/// Receipt is our own act, and it starts our clocks at once.
fn received(
    order: &OrderCopy,
    purpose: Purpose,
    language: &Language,
    letter: LetterRef,
    from: &Party,
    ctx: &Ctx<'_>,
) -> Event {
    let stage = Stage::of_order(order);
    let known = match order.copy {
        CopyKind::Addressee => Facts { addressee_received_at: Some(ctx.now), ..Facts::default() },
        CopyKind::Enforcing | CopyKind::Enforcement => {
            Facts { enforcing_received_at: Some(ctx.now), ..Facts::default() }
        }
    };
    Event::Received {
        at: ctx.now,
        order: order.clone(),
        purpose,
        language: language.clone(),
        letter,
        from: from.clone(),
        dues: clocks::kept(&clocks::on_receipt(&stage, order.copy, ctx.now, &known, ctx)),
    }
}

/// Folds one event into a measure.
///
/// # Errors
/// [`Corrupt`] if no decision can have written this event here.
pub fn evolve(measure: Option<Measure>, event: &Event) -> Result<Measure, Corrupt> {
    match measure {
        None => begin(event).ok_or(Corrupt { stream: "measure", event: event.kind() }),
        Some(Measure::Executing(state)) => executing::evolve(state, event).map(Measure::Executing),
        Some(Measure::Issuing(state)) => issuing::evolve(state, event).map(Measure::Issuing),
        Some(Measure::Notified(state)) => notified::evolve(state, event).map(Measure::Notified),
    }
}

/// The two events a stream can begin with.
fn begin(event: &Event) -> Option<Measure> {
    if let Some(issuing) = issuing::opened(event) {
        return Some(Measure::Issuing(issuing));
    }
    let Event::Received { at, order, purpose, language, letter, from, dues } = event else {
        return None;
    };
    Some(match order.copy {
        CopyKind::Addressee => Measure::Executing(Executing::Received(Received {
            history: History::begin(order, *at),
            order: order.clone(),
            purpose: *purpose,
            language: language.clone(),
            letter: *letter,
            from: from.clone(),
            received_at: *at,
            dues: dues.clone(),
            passed: Vec::new(),
            acknowledged_at: None,
            acts: Vec::new(),
            handovers: Vec::new(),
            refused: Vec::new(),
            talk: Talk::default(),
        })),
        CopyKind::Enforcing | CopyKind::Enforcement => {
            Measure::Notified(Notified::Pending(Pending {
                order: order.clone(),
                purpose: *purpose,
                language: language.clone(),
                letter: *letter,
                from: from.clone(),
                received_at: *at,
                dues: dues.clone(),
                passed: Vec::new(),
                acknowledged_at: None,
                cleared_at: None,
                acts: Vec::new(),
                talk: Talk::default(),
            }))
        }
    })
}

/// What the world must be told after an event; `measure` is the state after it.
#[must_use]
pub fn react(measure: &Measure, event: &Event) -> Vec<Effect> {
    match measure {
        Measure::Executing(state) => executing::react(state, event),
        Measure::Issuing(state) => issuing::react(state, event),
        Measure::Notified(state) => notified::react(state, event),
    }
}
