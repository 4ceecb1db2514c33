//! Which clocks an event starts at which party, and what they answer.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use law::clock::{Clock, ClockEffect, ClockKind, ClockResult, compute};
use law::defect::Defect;
use law::facts::Facts;
use law::field::{Around, Values};
use law::ids::{ClockId, DataCategory, KindId, Party as LawParty, Track};
use law::instrument::{Predicate, Trigger};
use law::measure_kind::MeasureKind;

use crate::actor::MemberId;
use crate::ctx::Ctx;
use crate::denied::Denied;
use crate::inforce;
use crate::letter::{CopyKind, OrderCopy};
use crate::measure::due::Due;
use crate::measure::event::Event;
use crate::measure::parts::Talk;
use crate::permit::senders::{Role, is_between_authorities};
use crate::release::predicates;

/// The parties of a measure and what is true of it, for the rules of the pack that ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage<'a> {
    pub(crate) kind: &'a KindId,
    pub(crate) from: &'a MemberId,
    pub(crate) addressee: &'a MemberId,
    pub(crate) enforcing: Option<&'a MemberId>,
    pub(crate) is: BTreeSet<Predicate>,
    /// What the form says, as far as this side sees it.
    pub(crate) values: &'a Values,
    pub(crate) data: &'a BTreeSet<DataCategory>,
    pub(crate) track: Track,
    pub(crate) notified: bool,
}

impl<'a> Stage<'a> {
    /// As a recipient of this copy sees it.
    pub(crate) fn of_order(order: &'a OrderCopy) -> Self {
        let notified = order.enforcing.is_some();
        Self {
            kind: &order.kind,
            from: &order.from,
            addressee: &order.addressee,
            enforcing: order.enforcing.as_ref(),
            is: predicates(order.track, notified),
            values: &order.values,
            data: &order.data,
            track: order.track,
            notified,
        }
    }

    fn around(&self) -> Around<'_> {
        let Self { data, track, notified, .. } = *self;
        Around { data, notified, track, unvalidated: false }
    }
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
    let runs = |clock: &&Clock| {
        let by_form = clock.begins_in.is_some() && clock.begun_if.is_empty();
        !by_form && clock.is_about(stage.values, &stage.around())
    };
    let started = LawParty::ALL.iter().flat_map(started);
    started.filter(|clock| is_kept_at(clock, ours)).filter(runs).collect()
}

/// Whether everything the pack asks of the measure for this clock is so.
fn holds(clock: &Clock, stage: &Stage<'_>) -> bool {
    clock.when.is_subset(&stage.is)
        && clock.unless.is_disjoint(&stage.is)
        && clock.is_about(stage.values, &stage.around())
}

/// Whether a clock runs at a side that is these parties.
pub(crate) fn is_kept_at(clock: &Clock, ours: &BTreeSet<LawParty>) -> bool {
    ours.contains(&clock.trigger_by)
        || !clock.also_at.is_disjoint(ours)
        || clock.kind == ClockKind::Hold && ours.contains(&clock.calendar)
}

/// The clocks that the measure itself starts at a side, by what its form says.
pub(crate) fn begun<'a>(
    stage: &Stage<'_>,
    ours: &BTreeSet<LawParty>,
    at: Timestamp,
    known: &Facts,
    ctx: &Ctx<'a>,
) -> Vec<(&'a Clock, ClockResult)> {
    let around = stage.around();
    let begins = |clock: &&Clock| {
        clock.kinds.contains(stage.kind)
            && is_kept_at(clock, ours)
            && clock.begun_if.iter().any(|condition| condition.holds(stage.values, &around))
    };
    // From the instant the form says, never from one ahead: a copy that comes late does not move the end.
    let from = |clock: &Clock| clock.begins(stage.values).map_or(at, |said| said.min(at));
    let clocks = ctx.law.clocks.iter().filter(begins).filter(|clock| holds(clock, stage));
    clocks
        .filter_map(|clock| Some((clock, answer(clock, stage, from(clock), known, ctx)?)))
        .collect()
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
        // Of those who may ask for scrutiny only the provider is a member.
        LawParty::Addressee | LawParty::Requested | LawParty::Requester => Some(stage.addressee),
        LawParty::Ea => stage.enforcing.or_else(|| {
            let kind = ctx.law.kind(stage.kind)?;
            is_between_authorities(kind).then_some(stage.addressee)
        }),
        LawParty::Controller
        | LawParty::Ia
        | LawParty::Ms
        | LawParty::Requesting
        | LawParty::Team => Some(stage.from),
        LawParty::Supervisor => Some(stage.addressee),
        // None of these acts in a measure between two members; their clocks are asked elsewhere.
        LawParty::Body
        | LawParty::Commission
        | LawParty::ContentProvider
        | LawParty::Coordinator
        | LawParty::Person
        | LawParty::Processor
        | LawParty::Recipient => None,
    };
    let state = acting.and_then(|member| ctx.roster.state(member));
    let zone = state.map_or(TimeZone::UTC, |state| inforce::zone(ctx, state));
    let facts = Facts {
        trigger_at: Some(from_at),
        state,
        issuing_state: ctx.roster.state(stage.from),
        assume_in_force: ctx.assume_in_force,
        urgent: stage.is.contains(&Predicate::Urgent).then_some(true),
        ..clock.stated(stage.values, from_at.to_zoned(zone).date(), known.clone())
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

/// The gate that keeps a measure from being issued now: what had to happen before is not long enough ago.
///
/// # Errors
/// [`Denied::NotYet`] with the instant.
pub(crate) fn before_issue(stage: &Stage<'_>, ctx: &Ctx<'_>) -> Result<(), Denied> {
    let gates = ctx.law.clocks.iter().filter(|clock| {
        clock.kind == ClockKind::Gate
            && clock.kinds.contains(stage.kind)
            && clock.begun_if.is_empty()
            // The form says whether it is an emergency, with its reasons; the track alone lifts nothing here.
            && clock.when.is_subset(&stage.is)
            && clock.is_about(stage.values, &stage.around())
    });
    for gate in gates {
        let Some(began_at) = gate.begins(stage.values) else { continue };
        let Some(result) = answer(gate, stage, began_at, &Facts::default(), ctx) else { continue };
        // Told in the future is not told.
        if began_at > ctx.now || result.gate_opens.is_none_or(|opens_at| ctx.now < opens_at) {
            let cite = gate.provenance.cite.clone();
            return Err(Denied::NotYet { cite, until: result.gate_opens });
        }
    }
    Ok(())
}

/// What is wrong with the beginning of a period that a form states, and with its silence after the end: what began in
/// the future did not begin, and what comes late is lawful with reasons only. Late is what is late in any reading, or in
/// none that can be computed.
pub(crate) fn late_without_reasons(
    stage: &Stage<'_>,
    kind: &MeasureKind,
    ctx: &Ctx<'_>,
) -> Vec<Defect> {
    let late = |clock: &&Clock| {
        let reasons = kind.field(clock.reasons_in.as_ref()?)?;
        let began_at = clock.begins(stage.values)?;
        let cite = &clock.provenance.cite;
        if began_at > ctx.now {
            let began = kind.field(clock.begins_in.as_ref()?)?;
            return Some(Defect::of_field(began, "instant-ahead", cite));
        }
        let result = answer(clock, stage, began_at, &Facts::default(), ctx)?;
        let readings = result.positions.iter().filter_map(|position| position.legal_latest);
        let latest = readings.chain(result.legal_latest).min();
        let is_late = latest.is_none_or(|latest| ctx.now > latest);
        let is_silent = !stage.values.contains_key(&reasons.id);
        (is_late && is_silent).then(|| Defect::of_field(reasons, "field-missing", cite))
    };
    let clocks = ctx.law.clocks.iter().filter(|clock| clock.kinds.contains(stage.kind));
    clocks.filter_map(|clock| late(&clock)).collect()
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
    let begun = match copy {
        CopyKind::Addressee | CopyKind::Enforcing => begun(stage, &ours, received_at, known, ctx),
        CopyKind::Enforcement => Vec::new(),
    };
    all.chain(begun).collect()
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
/// came before its period ended, because then the act was possible in time.
pub(crate) fn is_missed(due: &Due, confirmed_at: Option<Timestamp>, at: Timestamp) -> bool {
    let is_duty = match (due.kind, due.effect) {
        (ClockKind::Deadline, ClockEffect::Breach) => true,
        // Not the instant it opens: answered once more after a new deadline, that is the confirmation itself.
        (ClockKind::Gate, _) => confirmed_at.is_some() && confirmed_at < due.legal_latest,
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
