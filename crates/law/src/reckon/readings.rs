//! Readings that differ: what else the same facts could mean, and how an act stands to each reading.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Question;
use super::answer;
use crate::calendar::Days;
use crate::clock::{Clock, ClockResult, Contest, Counting, Position, Timeliness, Undetermined};
use crate::counting::{Count, N_INSIDE, into_clock_hour, n_working_days};
use crate::ids::{Cite, Country};

/// The act on periods, as positions cite it.
const R1182: &str = "R1182";

/// The default reading of a period in hours: the hour of the event is not counted.
const HOUR_EXCLUDED: &str = "hour_of_event_excluded";

/// One reading.
pub(super) fn position(id: &str, cite: &Cite, legal_latest: Option<Timestamp>) -> Position {
    Position { id: id.to_owned(), cite: cite.clone(), legal_latest }
}

/// The other readings of a clock's own count, and what the default is called beside them.
///
/// # Errors
/// [`Undetermined`] where one of them cannot be counted: then nobody knows whether the end is contested.
pub(super) fn of(
    question: &Question<'_>,
    clock: &Clock,
    count: &Count,
) -> Result<(Vec<Position>, Option<&'static str>), Undetermined> {
    let mut found = Vec::new();
    let mut default_id = None;
    let mut name = |id: &'static str| {
        default_id.get_or_insert(id);
    };
    let cite = &clock.provenance.cite;
    for contest in &clock.contested_on {
        match contest {
            Contest::EnforcingReceipt => {
                name("addressee_receipt");
                if let Some(at) = question.facts.enforcing_received_at {
                    let ends = twin(question, clock, Some(at))?.map(|window| window.legal_latest);
                    // A window that ends with the gate or before it disputes nothing.
                    if ends.is_none_or(|ends| ends > count.legal_latest) {
                        found.push(position("enforcing_receipt", cite, ends));
                    }
                }
            }
            Contest::AddresseeReceipt => {
                name("enforcing_receipt");
                let at = question.facts.addressee_received_at;
                let ends = twin(question, clock, at)?.map(|gate| gate.legal_latest);
                found.push(position("addressee_receipt", cite, ends));
            }
            Contest::IssueOrDispatch => {
                name("issue");
                if let Some(sent) = question.facts.sent_at {
                    let ends = question.count_from(clock, sent, question.days())?.legal_latest;
                    found.push(position("dispatch", cite, Some(ends)));
                }
            }
            Contest::HourCounting => {
                name(HOUR_EXCLUDED);
                found.push(position("elapsed_hours", cite, Some(count.strict)));
            }
            Contest::LastDayNotWorked => {
                name("moved_to_a_working_day");
                let ends = question.unmoved(clock).map(|count| count.legal_latest);
                found.push(position("not_moved", cite, ends));
            }
            // Compared where the extension itself is judged.
            Contest::ExtensionBase => {}
        }
    }
    // Where the whole counting of hours is disputed, the full hour disputes nothing more.
    if !clock.contested_on.contains(&Contest::HourCounting) && on_the_hour(question, clock) {
        name(HOUR_EXCLUDED);
        found.push(position("trigger_on_the_hour", &act("3(1)", cite), Some(count.strict)));
    }
    let regional = regional(question, clock, count)?;
    if !regional.is_empty() {
        name("nationwide_holidays");
        found.extend(regional);
    }
    Ok((found, default_id))
}

/// The count of the other party's clock from its own receipt.
pub(super) fn twin(
    question: &Question<'_>,
    clock: &Clock,
    received: Option<Timestamp>,
) -> Result<Option<Count>, Undetermined> {
    let other = clock.twin.as_ref().and_then(|id| question.instrument.clock(id));
    match (other, received) {
        (Some(other), Some(at)) => question.count_from(other, at, question.days()).map(Some),
        (None, Some(_)) | (Some(_) | None, None) => Ok(None),
    }
}

/// The reading that a further period starts with the end of the first.
pub(super) fn from_end(
    question: &Question<'_>,
    clock: &Clock,
    first: &Count,
    n_days: u32,
) -> Result<Position, Undetermined> {
    let ends = answer::further(question, first, n_days)?.legal_latest;
    Ok(position("from_end_of_first_period", &clock.provenance.cite, Some(ends)))
}

/// An event exactly on the hour: is the hour that begins with it the excluded one?
fn on_the_hour(question: &Question<'_>, clock: &Clock) -> bool {
    clock.counting == Counting::R1182Hours
        && question
            .trigger_at(clock)
            .zip(question.zone.as_ref())
            .is_some_and(|(trigger, zone)| into_clock_hour(trigger, zone).is_zero())
}

/// Holidays kept only in some region, in a part of it or by some, where nobody said which list counts.
fn regional(
    question: &Question<'_>,
    clock: &Clock,
    count: &Count,
) -> Result<Vec<Position>, Undetermined> {
    let (Some(state), Some(trigger)) = (question.state, question.trigger_at(clock)) else {
        return Ok(Vec::new());
    };
    let Some(last) = count.last_day.filter(|_| !count.calendars.is_empty()) else {
        return Ok(Vec::new());
    };
    let calendars = question.calendars;
    let after = question.place()?.to_datetime(trigger).date();
    let looked_at = looked_at(question, state, after, count)?;
    let places: BTreeSet<&str> =
        calendars.kept_by_some(state, looked_at, last).map(|day| day.scope.as_str()).collect();
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let end_with = |days| Ok(question.count_from(clock, trigger, Some(days))?.legal_latest);
    let differs = |ends: &Timestamp| *ends != count.legal_latest;
    let (in_part, regions) = match &question.facts.region {
        Some(region) => (Days::of_region(calendars, state, region, true), Vec::new()),
        None => {
            let regions = places.into_iter().filter(|place| *place != state.as_str());
            let lists = regions.flat_map(|region| {
                [false, true].map(|parts| Days::of_region(calendars, state, region, parts))
            });
            (Days::nationwide(calendars, state).and_parts(), lists.collect())
        }
    };
    let in_part = Some(end_with(in_part)?).filter(differs);
    let mut ends: Vec<Timestamp> =
        regions.into_iter().map(end_with).collect::<Result<_, Undetermined>>()?;
    ends.retain(|ends| differs(ends) && Some(*ends) != in_part);
    ends.sort_unstable();
    ends.dedup();
    let cite = act("2(1)", &clock.provenance.cite);
    let numbered = ends.into_iter().enumerate().map(|(n, ends)| {
        let id = if n == 0 {
            "regional_holidays".to_owned()
        } else {
            format!("regional_holidays_{}", n + 1)
        };
        position(&id, &cite, Some(ends))
    });
    let in_part = in_part.map(|ends| position("holidays_in_part", &cite, Some(ends)));
    Ok(in_part.into_iter().chain(numbered).collect())
}

/// After which day a further holiday can move the end. Every day can where working days are counted or hardly two lie
/// inside; else only one on which the end was looked for. A place that keeps none of them ends where everybody does.
fn looked_at(
    question: &Question<'_>,
    state: Country,
    after: Date,
    count: &Count,
) -> Result<Date, Undetermined> {
    let before = count.nominal.and_then(|nominal| nominal.yesterday().ok());
    let (Some(before), Some(days)) = (before, question.days()) else { return Ok(after) };
    let kept = question.calendars.kept_by_some(state, after, before);
    let n_kept = kept.map(|day| day.on).collect::<BTreeSet<Date>>().len();
    let enough = N_INSIDE.saturating_add(n_kept);
    let n_working = question.known(n_working_days(after, before, enough, &days))?;
    Ok(if n_working < enough { after } else { before })
}

/// A place in the act on periods.
fn act(place: &str, otherwise: &Cite) -> Cite {
    Cite::parse(&format!("{R1182} {place}")).unwrap_or_else(|_| otherwise.clone())
}

/// How an act stands to a clock: the worst of its positions, of which the default stands first.
pub(crate) fn timeliness(at: Timestamp, result: &ClockResult) -> Timeliness {
    if result.undetermined.is_some() {
        return Timeliness::Unknown;
    }
    if result.positions.is_empty() {
        return judge(at, result, result.legal_latest, true);
    }
    let by_position = result.positions.iter().enumerate();
    by_position
        .map(|(n, position)| judge(at, result, position.legal_latest, n == 0))
        .max_by_key(|timeliness| severity(*timeliness))
        .unwrap_or(Timeliness::Unknown)
}

fn judge(
    at: Timestamp,
    result: &ClockResult,
    legal_latest: Option<Timestamp>,
    default: bool,
) -> Timeliness {
    let confirmed = result.gate_opens.is_some() && result.gate_opens != result.legal_latest;
    // An unconfirmed gate opens where its own reading says; a confirmation opens it in every reading.
    let opens = match (result.gate_opens, confirmed, default) {
        (Some(_), false, false) => legal_latest,
        (opens, true | false, true | false) => opens,
    };
    if opens.is_some_and(|opens| at < opens) {
        return Timeliness::Premature;
    }
    let Some(latest) = legal_latest else {
        // Open-ended for the default; a reading that cannot be computed says nothing.
        return if default { Timeliness::InTime } else { Timeliness::Unknown };
    };
    if result.strict.is_some_and(|strict| at <= strict.min(latest)) || opens == Some(at) {
        Timeliness::InTime
    } else if at <= latest || (opens.is_some() && !confirmed) {
        Timeliness::PastTarget
    } else {
        Timeliness::Late
    }
}

const fn severity(timeliness: Timeliness) -> u8 {
    match timeliness {
        Timeliness::InTime => 0,
        Timeliness::PastTarget => 1,
        Timeliness::Unknown => 2,
        Timeliness::Late => 3,
        Timeliness::Premature => 4,
    }
}
