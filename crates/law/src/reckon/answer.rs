//! The answer of one clock: the count, what the facts change about it, and what was noticed.

use jiff::Timestamp;

use super::{Question, missing_fact, readings};
use crate::clock::{
    Basis, Clarification, Clock, ClockEffect, ClockKind, ClockResult, Contest, Counting, Needs,
    Position, Reason, Undetermined,
};
use crate::counting::{self, Count};
use crate::facts::Facts;
use crate::instrument::Instrument;
use crate::zone;

/// An extension came after the period it would have extended.
const EXTENSION_LATE: &str = "extension_ineffective_late";
/// A further extension came after the one the law knows.
const EXTENSION_SECOND: &str = "extension_ineffective_second";
/// A confirmation of a later request came outside the preservation.
const CONFIRMATION_LATE: &str = "confirmation_ineffective_late";
/// A no-ground was written before the enforcing authority had the notification.
const CLEARED_EARLY: &str = "confirmation_ineffective_before_receipt";
/// A no-ground was written after a ground had been raised.
const CLEARED_AFTER_GROUND: &str = "confirmation_ineffective_after_ground";
/// A ground was sent after the window, in every reading.
const GROUND_LATE: &str = "ground_late";
/// An act came after the target and is still lawful.
const PAST_TARGET: &str = "past_target";

/// What a clock gives before its readings are compared.
struct Draft {
    count: Count,
    gate_opens: Option<Timestamp>,
    findings: Vec<&'static str>,
    alternatives: Vec<Position>,
    default_id: Option<&'static str>,
}

/// The answer when the question could be settled.
pub(super) fn answer(question: &Question<'_>, clock: &Clock) -> ClockResult {
    if let Some(later) = &clock.prolongs {
        return until_produced(question, clock, later);
    }
    if let Some(first) = &clock.extends {
        return extended(question, clock, first);
    }
    if clock.held_by_request && question.facts.request_received_at.is_some() {
        return open_ended(question, clock, ClockEffect::PreserveUntilDecision);
    }
    if clock.counting == Counting::None && is_open_ended(clock.effect) {
        return open_ended(question, clock, clock.effect);
    }
    if clock.clarification == Some(Clarification::Unsettled)
        && question.facts.clarified_at.is_some()
        && question.facts.agreed_until.is_none()
    {
        return clarified(question, clock);
    }
    plain(question, clock)
}

/// The answer when it could not: the basis is shown all the same.
pub(super) fn unknown(
    instrument: &Instrument,
    clock: &Clock,
    facts: &Facts,
    undetermined: Undetermined,
) -> ClockResult {
    ClockResult {
        clock: clock.id.clone(),
        strict: None,
        legal_latest: None,
        last_day: None,
        gate_opens: None,
        effect: clock.effect,
        contested: false,
        positions: Vec::new(),
        undetermined: Some(undetermined),
        also: clock.also.clone(),
        findings: Vec::new(),
        basis: Basis {
            cite: clock.provenance.cite.clone(),
            counting: clock.counting,
            calendar: None,
            zone: facts.zone.clone(),
            zone_data: zone::data_version(),
            mark: clock.provenance.mark,
            pack: instrument.pack(),
        },
    }
}

fn unknown_in(question: &Question<'_>, clock: &Clock, undetermined: Undetermined) -> ClockResult {
    let mut result = unknown(question.instrument, clock, question.facts, undetermined);
    result.basis.zone = question.zone_name.clone();
    result
}

fn plain(question: &Question<'_>, clock: &Clock) -> ClockResult {
    let mut draft = match draft(question, clock) {
        Ok(draft) => draft,
        Err(undetermined) => return unknown_in(question, clock, undetermined),
    };
    if clock.kind == ClockKind::Gate {
        draft = gate(question, clock, draft);
    }
    if clock.kind == ClockKind::Window {
        ground(question, &mut draft);
    }
    finish(question, clock, draft)
}

/// The count with its readings; a new deadline takes the place of the count.
fn draft(question: &Question<'_>, clock: &Clock) -> Result<Draft, Undetermined> {
    let unsettled = clock.clarification == Some(Clarification::Unsettled);
    let agreed = if unsettled { question.agreed() } else { None };
    let count = question.count(clock)?;
    let (alternatives, default_id) = match agreed {
        None => readings::of(question, clock, &count),
        Some(_) => (Vec::new(), None),
    };
    let count = match agreed {
        Some(agreed) if clock.kind == ClockKind::Gate => later(agreed, count),
        Some(agreed) => agreed,
        None => count,
    };
    Ok(Draft { count, gate_opens: None, findings: Vec::new(), alternatives, default_id })
}

/// The later of two counts: a new deadline moves a gate later, never earlier.
fn later(agreed: Count, counted: Count) -> Count {
    if agreed.legal_latest > counted.legal_latest { agreed } else { counted }
}

/// A gate opens at the end of its period, or earlier when the enforcing authority's no-ground counts.
fn gate(question: &Question<'_>, clock: &Clock, mut draft: Draft) -> Draft {
    let facts = question.facts;
    if facts.agreed_until.is_some()
        && let Some(window) = readings::twin(question, clock, facts.enforcing_received_at)
    {
        // A new deadline never opens the gate while the enforcing authority may still speak.
        draft.count = later(window, draft.count);
    }
    let closes = draft.count.legal_latest;
    let mut opens = closes;
    if clock.opened_by_confirmation
        && let Some(cleared) = facts.confirmed_at
    {
        if facts.enforcing_received_at.is_some_and(|received| cleared < received) {
            draft.findings.push(CLEARED_EARLY);
        } else if facts.ground_raised_at.is_some_and(|ground| ground <= cleared) {
            draft.findings.push(CLEARED_AFTER_GROUND);
        } else {
            // Nothing can be handed over before the order itself arrived.
            let from = facts.trigger_at.map_or(cleared, |received| received.max(cleared));
            opens = closes.min(from);
        }
    }
    draft.gate_opens = Some(opens);
    draft.count.strict = opens;
    draft
}

/// A ground against its window: late only when it is late in every reading.
fn ground(question: &Question<'_>, draft: &mut Draft) {
    let Some(raised) = question.facts.ground_raised_at else { return };
    let in_every_reading = raised > draft.count.legal_latest
        && draft
            .alternatives
            .iter()
            .all(|position| position.legal_latest.is_some_and(|latest| raised > latest));
    if in_every_reading {
        draft.findings.push(GROUND_LATE);
    } else if raised > draft.count.strict && raised <= draft.count.legal_latest {
        draft.findings.push(PAST_TARGET);
    }
}

/// After a clarification the act does not say whether the period restarts or resumes.
fn clarified(question: &Question<'_>, clock: &Clock) -> ClockResult {
    let restarted = question
        .facts
        .clarified_at
        .and_then(|at| question.count_from(clock, at, question.days()).ok());
    let mut result = unknown_in(question, clock, missing_fact("agreed_until"));
    let cite = &clock.provenance.cite;
    result.contested = true;
    result.positions = vec![
        readings::position("restart", cite, restarted.map(|count| count.legal_latest)),
        // How much of the period was left when it was suspended is not among the facts.
        readings::position("resume", cite, None),
    ];
    result
}

/// One extension, received during the first period, gives the longer one.
fn extended(question: &Question<'_>, clock: &Clock, first: &crate::ids::ClockId) -> ClockResult {
    let Some(extension) = question.facts.extension_at.first().copied() else {
        return unknown_in(question, clock, missing_fact("extension_at"));
    };
    let Some(first) = question.instrument.clock(first) else {
        return unknown_in(question, clock, missing_fact("extension_at"));
    };
    let first_count = match question.count(first) {
        Ok(count) => count,
        Err(undetermined) => return unknown_in(question, clock, undetermined),
    };
    let before = question.facts.trigger_at.is_some_and(|received| extension < received);
    if before || extension > first_count.legal_latest {
        let mut result = as_if(question, clock, first);
        result.findings.push(EXTENSION_LATE);
        return result;
    }
    let mut draft = match draft(question, clock) {
        Ok(draft) => draft,
        Err(undetermined) => return unknown_in(question, clock, undetermined),
    };
    if question.facts.extension_at.len() > 1 {
        draft.findings.push(EXTENSION_SECOND);
    }
    if clock.contested_on.contains(&Contest::ExtensionBase) {
        let further = clock.period.unwrap_or(0).saturating_sub(first.period.unwrap_or(0));
        let from_end = readings::from_end(question, clock, &first_count, further);
        draft.default_id = Some("from_receipt");
        draft.alternatives.insert(0, from_end);
    }
    finish(question, clock, draft)
}

/// A confirmation that the later request has been issued, received during the preservation, has no end.
fn until_produced(
    question: &Question<'_>,
    clock: &Clock,
    prolonged: &crate::ids::ClockId,
) -> ClockResult {
    let nothing_yet = || Undetermined {
        reason: Reason::TriggerNotOccurred,
        needs: Needs { facts: vec!["confirmation_at"], ..Needs::default() },
    };
    let Some(confirmation) = question.facts.confirmation_at else {
        return unknown_in(question, clock, nothing_yet());
    };
    let Some(longer) = question.instrument.clock(prolonged) else {
        return unknown_in(question, clock, nothing_yet());
    };
    let extended = !question.facts.extension_at.is_empty();
    let shorter = longer.extends.as_ref().and_then(|first| question.instrument.clock(first));
    let kept = match shorter {
        Some(first) if !extended => as_if(question, clock, first),
        Some(_) | None => {
            let mut kept = answer(question, longer);
            kept.clock = clock.id.clone();
            kept
        }
    };
    if kept.undetermined.is_some() {
        return kept;
    }
    let received = question.facts.trigger_at;
    let latest = kept
        .positions
        .iter()
        .filter_map(|position| position.legal_latest)
        .chain(kept.legal_latest)
        .max();
    let before = received.is_some_and(|received| confirmation < received);
    if before || latest.is_some_and(|latest| confirmation > latest) {
        let mut late = kept;
        late.findings.push(CONFIRMATION_LATE);
        return late;
    }
    let contested = kept.legal_latest.is_some_and(|default| confirmation > default);
    let mut result = unknown_in(question, clock, nothing_yet());
    result.undetermined = None;
    result.findings = kept.findings;
    result.basis.calendar = kept.basis.calendar;
    if contested {
        // Received after the end in one reading and before it in the other: keeping is the safe side.
        result.contested = true;
        result.positions = vec![
            readings::position("until_produced", &clock.provenance.cite, None),
            readings::position("ceased", &clock.provenance.cite, kept.legal_latest),
        ];
    }
    result
}

/// Whether an effect says that there is no end until something else happens.
const fn is_open_ended(effect: ClockEffect) -> bool {
    match effect {
        ClockEffect::PreserveUntilDecision | ClockEffect::PreserveUntilProduced => true,
        ClockEffect::Breach
        | ClockEffect::Ceases
        | ClockEffect::EnforcementRouteOpens
        | ClockEffect::Exempt
        | ClockEffect::GateOpens
        | ClockEffect::LateWithReasons
        | ClockEffect::MinimumHoldEnds
        | ClockEffect::None
        | ClockEffect::NotYetAllowed
        | ClockEffect::OverdueInformIssuer
        | ClockEffect::ReportDue
        | ClockEffect::RightLapses
        | ClockEffect::SecrecyEnds
        | ClockEffect::StillSuspended
        | ClockEffect::WithdrawAndDeleteOrRestrict => false,
    }
}

/// A full answer without an end: nothing is counted, and nothing is unknown.
fn open_ended(question: &Question<'_>, clock: &Clock, effect: ClockEffect) -> ClockResult {
    let mut result = unknown(question.instrument, clock, question.facts, missing_fact("state"));
    result.undetermined = None;
    result.effect = effect;
    result.basis.zone = question.zone_name.clone();
    result.basis.counting = Counting::None;
    result
}

/// The answer of another clock under this one's name: an ineffective act leaves the earlier clock running.
fn as_if(question: &Question<'_>, asked: &Clock, other: &Clock) -> ClockResult {
    let mut result = answer(question, other);
    result.clock = asked.id.clone();
    result
}

fn finish(question: &Question<'_>, clock: &Clock, draft: Draft) -> ClockResult {
    let Draft { count, gate_opens, findings, alternatives, default_id } = draft;
    let differs = |position: &Position| position.legal_latest != Some(count.legal_latest);
    let mut positions: Vec<Position> = alternatives.into_iter().filter(differs).collect();
    let contested = !positions.is_empty();
    if contested {
        let id = default_id.unwrap_or("default");
        let default = readings::position(id, &clock.provenance.cite, Some(count.legal_latest));
        positions.insert(0, default);
    }
    let strict = match clock.kind {
        ClockKind::Deadline | ClockKind::Window | ClockKind::Gate => count.strict,
        ClockKind::Hold | ClockKind::Ceiling => count.legal_latest,
    };
    let calendar = (!count.calendars.is_empty())
        .then(|| count.calendars.iter().cloned().collect::<Vec<_>>().join("+"));
    let counting = match question.agreed() {
        Some(_) if clock.clarification == Some(Clarification::Unsettled) => Counting::Agreed,
        Some(_) | None => clock.counting,
    };
    ClockResult {
        clock: clock.id.clone(),
        strict: Some(strict),
        legal_latest: Some(count.legal_latest),
        last_day: count.last_day,
        gate_opens,
        effect: clock.effect,
        contested,
        positions,
        undetermined: None,
        also: clock.also.clone(),
        findings,
        basis: Basis {
            cite: clock.provenance.cite.clone(),
            counting,
            calendar,
            zone: question.zone_name.clone(),
            zone_data: zone::data_version(),
            mark: clock.provenance.mark,
            pack: question.instrument.pack(),
        },
    }
}

/// The end of a further period that starts with the end of another.
pub(super) fn further(
    question: &Question<'_>,
    end: &Count,
    n_days: u32,
) -> Result<Count, Undetermined> {
    let days = question.days().ok_or_else(|| missing_fact("state"))?;
    let last = end.last_day.unwrap_or_else(|| question.zone.to_datetime(end.legal_latest).date());
    let noon =
        question.zone.to_timestamp(last.at(12, 0, 0, 0)).map_err(|_| missing_fact("trigger_at"))?;
    question.known(counting::r1182(noon, n_days, counting::Unit::Days, &question.zone, &days))
}
