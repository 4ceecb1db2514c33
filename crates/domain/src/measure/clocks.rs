//! Which clocks an event starts at which party, and what they answer.

use std::collections::BTreeSet;

use jiff::Timestamp;
use law::clock::{Clock, ClockEffect, ClockKind, ClockResult, compute};
use law::facts::Facts;
use law::ids::{ClockId, KindId, Party as LawParty};
use law::instrument::{Predicate, Trigger};

use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::letter::CopyKind;
use crate::measure::due::Due;
use crate::measure::event::Event;

/// The parties of a measure and what is true of it, for the rules of the pack that ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage<'a> {
    pub(crate) kind: &'a KindId,
    pub(crate) from: &'a MemberId,
    pub(crate) addressee: &'a MemberId,
    pub(crate) enforcing: Option<&'a MemberId>,
    pub(crate) is: BTreeSet<Predicate>,
}

/// Who receives a copy, as the pack names the party.
pub(crate) const fn recipient(copy: CopyKind) -> LawParty {
    match copy {
        CopyKind::Addressee => LawParty::Addressee,
        CopyKind::Enforcing => LawParty::Ea,
    }
}

/// What the clocks answer that `trigger` starts at the party `by`, with what else is known.
pub(crate) fn answers<'a>(
    stage: &Stage<'_>,
    trigger: Trigger,
    by: LawParty,
    trigger_at: Timestamp,
    known: &Facts,
    ctx: &Ctx<'a>,
) -> Vec<(&'a Clock, ClockResult)> {
    let mut answers = Vec::new();
    for clock in ctx.law.clocks_started(stage.kind, trigger, by, &stage.is) {
        let acting = match clock.calendar {
            // A requested state acts through the authority that is asked or, where none is between, the receiver.
            LawParty::Addressee | LawParty::Requested => Some(stage.addressee),
            LawParty::Ea => stage.enforcing,
            LawParty::Ia | LawParty::Ms | LawParty::Requesting => Some(stage.from),
            // None of these acts in a measure between two members; their clocks are asked elsewhere.
            LawParty::Body
            | LawParty::Commission
            | LawParty::ContentProvider
            | LawParty::Controller
            | LawParty::Coordinator
            | LawParty::Person
            | LawParty::Processor
            | LawParty::Recipient
            | LawParty::Requester
            | LawParty::Supervisor
            | LawParty::Team => None,
        };
        let facts = Facts {
            trigger_at: Some(trigger_at),
            state: acting.and_then(|member| ctx.roster.state(member)),
            issuing_state: ctx.roster.state(stage.from),
            ..known.clone()
        };
        // An input error means the pack and this code disagree about a name: a test of the packs
        // keeps that from happening, and a clock that is not there promises nothing.
        if let Ok(result) = compute(ctx.law, &clock.id, &facts, ctx.calendars) {
            answers.push((clock, result));
        }
    }
    answers
}

/// The same, as the stream keeps it.
pub(crate) fn started(
    stage: &Stage<'_>,
    trigger: Trigger,
    by: LawParty,
    trigger_at: Timestamp,
    known: &Facts,
    ctx: &Ctx<'_>,
) -> Vec<Due> {
    answers(stage, trigger, by, trigger_at, known, ctx)
        .iter()
        .map(|(clock, result)| Due::of(clock, result))
        .collect()
}

/// What passing a clock's instant does, by its effect.
///
/// # Errors
/// [`Denied::NotFound`] for a clock that does not run here, [`Denied::DeadlineUndetermined`] for one
/// without an answer, [`Denied::NotDue`] before its instant.
pub(crate) fn pass(
    dues: &[Due],
    passed: &[ClockId],
    clock: &ClockId,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    let due = dues.iter().find(|due| due.clock == *clock).ok_or(Denied::NotFound)?;
    if passed.contains(clock) {
        return Ok(Vec::new());
    }
    if let Some(reason) = due.undetermined {
        return Err(Denied::DeadlineUndetermined { clock: clock.clone(), reason });
    }
    let fires_at = due.fires_at();
    if fires_at.is_none_or(|fires_at| at < fires_at) {
        return Err(Denied::NotDue { clock: clock.clone(), fires_at });
    }
    let clock = clock.clone();
    Ok(vec![match due.effect {
        ClockEffect::GateOpens => Event::GateOpened { at, clock },
        ClockEffect::RightLapses => Event::RightLapsed { at, clock },
        ClockEffect::Ceases | ClockEffect::MinimumHoldEnds | ClockEffect::SecrecyEnds => {
            Event::Ceased { at, clock }
        }
        ClockEffect::Exempt => Event::Exempted { at, clock },
        ClockEffect::WithdrawAndDeleteOrRestrict => Event::Lapsed { at, clock },
        ClockEffect::Breach
        | ClockEffect::EnforcementRouteOpens
        | ClockEffect::LateWithReasons
        | ClockEffect::None
        | ClockEffect::NotYetAllowed
        | ClockEffect::OverdueInformIssuer
        | ClockEffect::PreserveUntilDecision
        | ClockEffect::PreserveUntilProduced
        | ClockEffect::ReportDue
        | ClockEffect::StillSuspended => Event::Overdue { at, clock, effect: due.effect },
    }])
}

/// Whether an act at `at` misses a duty. A deadline is one; a gate becomes one by a confirmation that
/// came before it opened, because then the act was possible in time.
pub(crate) fn is_missed(due: &Due, confirmed_at: Option<Timestamp>, at: Timestamp) -> bool {
    let is_duty = match (due.kind, due.effect) {
        (ClockKind::Deadline, ClockEffect::Breach) => true,
        (ClockKind::Gate, _) => confirmed_at < due.gate_opens && confirmed_at.is_some(),
        (ClockKind::Deadline | ClockKind::Window | ClockKind::Hold | ClockKind::Ceiling, _) => {
            false
        }
    };
    is_duty && due.is_late(at)
}

/// Whether this clock waits for a validation that an emergency put off.
pub(crate) const fn is_review(due: &Due) -> bool {
    matches!(due.effect, ClockEffect::WithdrawAndDeleteOrRestrict)
}
