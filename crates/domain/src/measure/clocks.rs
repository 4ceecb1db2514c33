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
use crate::measure::parts::Talk;
use crate::permit::senders::{Role, is_between_authorities};

/// The parties of a measure and what is true of it, for the rules of the pack that ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage<'a> {
    pub(crate) kind: &'a KindId,
    pub(crate) from: &'a MemberId,
    pub(crate) addressee: &'a MemberId,
    pub(crate) enforcing: Option<&'a MemberId>,
    pub(crate) is: BTreeSet<Predicate>,
}

/// The clocks that `trigger` starts at one of these parties. What must be kept runs at who keeps it too, also
/// where the request of another starts it.
pub(crate) fn at_parties<'a>(
    stage: &Stage<'_>,
    trigger: Trigger,
    ours: &BTreeSet<LawParty>,
    ctx: &Ctx<'a>,
) -> Vec<&'a Clock> {
    let started = |by: &LawParty| ctx.law.clocks_started(stage.kind, trigger, *by, &stage.is);
    let keeps = |clock: &&Clock| {
        ours.contains(&clock.trigger_by)
            || clock.kind == ClockKind::Hold && ours.contains(&clock.calendar)
    };
    LawParty::ALL.iter().flat_map(started).filter(keeps).collect()
}

/// What a clock answers from an instant on, with what else is known; none where the question is wrong.
pub(crate) fn answer(
    clock: &Clock,
    stage: &Stage<'_>,
    from_at: Timestamp,
    known: &Facts,
    ctx: &Ctx<'_>,
) -> Option<ClockResult> {
    let acting = match clock.calendar {
        // A requested state acts through the authority that is asked or, where none is between, the receiver.
        LawParty::Addressee | LawParty::Requested => Some(stage.addressee),
        LawParty::Ea => stage.enforcing.or_else(|| {
            let kind = ctx.law.kind(stage.kind)?;
            is_between_authorities(kind).then_some(stage.addressee)
        }),
        LawParty::Ia | LawParty::Ms | LawParty::Requesting | LawParty::Team => Some(stage.from),
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
        | LawParty::Supervisor => None,
    };
    let facts = Facts {
        trigger_at: Some(from_at),
        state: acting.and_then(|member| ctx.roster.state(member)),
        issuing_state: ctx.roster.state(stage.from),
        assume_in_force: ctx.assume_in_force,
        urgent: stage.is.contains(&Predicate::Urgent).then_some(true),
        ..known.clone()
    };
    // An input error means the pack and this code disagree about a name: a test of the packs
    // keeps that from happening, and a clock that is not there promises nothing.
    compute(ctx.law, &clock.id, &facts, ctx.calendars).ok()
}

/// What the clocks answer that `trigger` starts at these parties, with what else is known.
pub(crate) fn answers<'a>(
    stage: &Stage<'_>,
    trigger: Trigger,
    ours: &BTreeSet<LawParty>,
    trigger_at: Timestamp,
    known: &Facts,
    ctx: &Ctx<'a>,
) -> Vec<(&'a Clock, ClockResult)> {
    at_parties(stage, trigger, ours, ctx)
        .into_iter()
        .filter_map(|clock| Some((clock, answer(clock, stage, trigger_at, known, ctx)?)))
        .collect()
}

/// What the receipt of a copy starts at who receives it. A measure is a request too; and the copy for an
/// authority that is only asked to enforce starts nothing: the letter that asks does.
pub(crate) fn on_receipt<'a>(
    stage: &Stage<'_>,
    copy: CopyKind,
    received_at: Timestamp,
    known: &Facts,
    ctx: &Ctx<'a>,
) -> Vec<(&'a Clock, ClockResult)> {
    let triggers: &[Trigger] = match copy {
        CopyKind::Addressee => &[Trigger::Received, Trigger::Requested],
        CopyKind::Enforcing => &[Trigger::Received, Trigger::CopyReceived],
        CopyKind::Enforcement => &[],
    };
    let Some(kind) = ctx.law.kind(stage.kind) else { return Vec::new() };
    let ours = Role::of_copy(copy).speaks_as(kind);
    let all = triggers
        .iter()
        .flat_map(|trigger| answers(stage, *trigger, &ours, received_at, known, ctx));
    all.collect()
}

/// The same, as the stream keeps it.
pub(crate) fn kept(answers: &[(&Clock, ClockResult)]) -> Vec<Due> {
    answers.iter().map(|(clock, result)| Due::of(clock, result)).collect()
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

/// The same where letters move clocks: an old timer of a clock that was settled or moved says nothing.
///
/// # Errors
/// As [`pass`].
pub(crate) fn pass_moved(
    dues: &[Due],
    passed: &[ClockId],
    talk: &Talk,
    clock: &ClockId,
    at: Timestamp,
) -> Result<Vec<Event>, Denied> {
    match pass(dues, passed, clock, at) {
        Err(Denied::NotFound) if talk.ended.contains(clock) => Ok(Vec::new()),
        Err(Denied::NotDue { .. } | Denied::DeadlineUndetermined { .. })
            if talk.began.contains_key(clock) =>
        {
            Ok(Vec::new())
        }
        answer => answer,
    }
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
