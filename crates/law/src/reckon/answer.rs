//! The answer of one clock: the count, what the facts change about it, and what was noticed.

use jiff::Timestamp;

use super::{Question, missing_fact, readings};
use crate::clock::{
    Basis, Clarification, Clock, ClockEffect, ClockKind, ClockResult, Contest, Counting, Position,
    Undetermined,
};
use crate::counting::{self, Count};
use crate::facts::Facts;
use crate::instrument::{Instrument, Trigger};
use crate::zone;

/// An extension came before what it would have extended.
const EXTENSION_EARLY: &str = "extension_ineffective_early";
/// An extension came after the period it would have extended.
const EXTENSION_LATE: &str = "extension_ineffective_late";
/// A further extension came after the one the law knows.
const EXTENSION_SECOND: &str = "extension_ineffective_second";
/// A confirmation of a later request came before the preservation.
const CONFIRMATION_EARLY: &str = "confirmation_ineffective_early";
/// A confirmation of a later request came after the preservation.
const CONFIRMATION_LATE: &str = "confirmation_ineffective_late";
/// A ground was sent after the window, in every reading.
const GROUND_LATE: &str = "ground_late";

/// What a clock gives before its readings are compared.
struct Draft {
    count: Count,
    gate_opens: Option<Timestamp>,
    findings: Vec<&'static str>,
    alternatives: Vec<Position>,
    default_id: Option<&'static str>,
    /// Whether a new deadline stands in place of the count.
    is_agreed: bool,
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
        also: clock.started_by(facts),
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
        draft = match gate(question, clock, draft) {
            Ok(draft) => draft,
            Err(undetermined) => return unknown_in(question, clock, undetermined),
        };
    }
    if clock.kind == ClockKind::Window {
        ground(question, &mut draft);
    }
    finish(question, clock, draft)
}

/// The count with its readings; a new deadline takes the place of the count.
fn draft(question: &Question<'_>, clock: &Clock) -> Result<Draft, Undetermined> {
    let agreed = new_deadline(question, clock)?;
    let is_agreed = agreed.is_some();
    let (count, readings) = match agreed {
        None => {
            let count = question.count(clock)?;
            let readings = readings::of(question, clock, &count)?;
            (count, readings)
        }
        Some(agreed) if clock.kind == ClockKind::Gate => {
            (later(agreed, question.count(clock)?), (Vec::new(), None))
        }
        Some(agreed) => (agreed, (Vec::new(), None)),
    };
    let (alternatives, default_id) = readings;
    let findings = Vec::new();
    Ok(Draft { count, gate_opens: None, findings, alternatives, default_id, is_agreed })
}

/// The deadline set after a clarification; without one, an agreed date says nothing of this period.
fn new_deadline(question: &Question<'_>, clock: &Clock) -> Result<Option<Count>, Undetermined> {
    let unsettled = clock.clarification == Some(Clarification::Unsettled);
    if unsettled && question.facts.clarified_at.is_some() { question.agreed() } else { Ok(None) }
}

/// The later of two counts: a new deadline moves a gate later, never earlier.
fn later(agreed: Count, counted: Count) -> Count {
    if agreed.legal_latest > counted.legal_latest { agreed } else { counted }
}

/// A gate opens at the end of its period, or earlier when the enforcing authority's no-ground counts.
fn gate(question: &Question<'_>, clock: &Clock, mut draft: Draft) -> Result<Draft, Undetermined> {
    let facts = question.facts;
    if draft.is_agreed
        && let Some(window) = readings::twin(question, clock, facts.enforcing_received_at)?
    {
        // A new deadline never opens the gate while the enforcing authority may still speak.
        draft.count = later(window, draft.count);
    }
    let closes = draft.count.legal_latest;
    let mut opens = closes;
    if clock.opened_by_confirmation
        && let Some(cleared) = facts.confirmed_at
    {
        // Before the authority's own receipt, or after a ground, it counts for nothing.
        let early = facts.enforcing_received_at.is_some_and(|received| cleared < received);
        let after_ground = facts.ground_raised_at.is_some_and(|ground| ground < cleared);
        if !early && !after_ground {
            // Nothing can be handed over before the order itself arrived.
            let from = facts.trigger_at.map_or(cleared, |received| received.max(cleared));
            opens = closes.min(from);
        }
    }
    draft.gate_opens = Some(opens);
    draft.count.strict = opens;
    Ok(draft)
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
    let Some(first) = question.instrument.clock(first) else {
        return unknown_in(question, clock, missing_fact("extension_at"));
    };
    let Some(extension) = question.facts.extension_at.first().copied() else {
        // Asked with the renewal itself as the event, the first period runs anew from it.
        return if clock.trigger == Trigger::Renewed {
            ClockResult { clock: clock.id.clone(), ..plain(question, first) }
        } else {
            unknown_in(question, clock, missing_fact("extension_at"))
        };
    };
    let first_count = match question.count(first) {
        Ok(count) => count,
        Err(undetermined) => return unknown_in(question, clock, undetermined),
    };
    let early = question.facts.trigger_at.is_some_and(|received| extension < received);
    if early || extension > first_count.legal_latest {
        // The clock it would have replaced goes on.
        let mut result = answer(question, first);
        result.findings.push(if early { EXTENSION_EARLY } else { EXTENSION_LATE });
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
        let from_end = match readings::from_end(question, clock, &first_count, further) {
            Ok(position) => position,
            Err(undetermined) => return unknown_in(question, clock, undetermined),
        };
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
    let missing = || missing_fact("confirmation_at");
    let Some(confirmation) = question.facts.confirmation_at else {
        return unknown_in(question, clock, missing());
    };
    let Some(longer) = question.instrument.clock(prolonged) else {
        return unknown_in(question, clock, missing());
    };
    let extended = !question.facts.extension_at.is_empty();
    let shorter = longer.extends.as_ref().and_then(|first| question.instrument.clock(first));
    let kept = match shorter {
        Some(first) if !extended => answer(question, first),
        Some(_) | None => answer(question, longer),
    };
    if let Some(undetermined) = kept.undetermined {
        return unknown_in(question, clock, undetermined);
    }
    let early = question.facts.trigger_at.is_some_and(|received| confirmation < received);
    // Who relies on keeping without an end must be in time on the default reading, which is never the later one.
    if early || kept.legal_latest.is_some_and(|latest| confirmation > latest) {
        let mut ineffective = kept;
        let finding = if early { CONFIRMATION_EARLY } else { CONFIRMATION_LATE };
        ineffective.findings.push(finding);
        return ineffective;
    }
    let mut result = open_ended(question, clock, clock.effect);
    result.basis.calendar = kept.basis.calendar;
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

fn finish(question: &Question<'_>, clock: &Clock, draft: Draft) -> ClockResult {
    let Draft { count, gate_opens, findings, alternatives, default_id, is_agreed } = draft;
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
    let counting = if is_agreed { Counting::Agreed } else { clock.counting };
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
        also: clock.started_by(question.facts),
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
    let zone = question.place()?;
    let last = end.last_day.unwrap_or_else(|| zone.to_datetime(end.legal_latest).date());
    let noon = zone.to_timestamp(last.at(12, 0, 0, 0)).map_err(|_| missing_fact("trigger_at"))?;
    question.known(counting::r1182(noon, n_days, counting::Unit::Days, zone, &days))
}
