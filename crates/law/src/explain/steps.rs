//! The count itself, step by step: which day or hour is left out, which days the end moves over and why.
//!
//! Only the steps that change something are said. They are found again from the answer and the calendars, so they
//! can disagree with no count: where they do not reach its last day, nothing is said of moves at all.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::{Said, Sentence};
use crate::calendar::{Calendars, Holiday};
use crate::clock::{Clock, ClockKind, ClockResult, Counting};
use crate::counting::{Unit, into_clock_hour, plain};
use crate::facts::Facts;
use crate::zone;

/// The keys of the steps.
pub(super) const KEYS: &[&str] = &[
    "explain-added-day",
    "explain-day-of-event",
    "explain-ends",
    "explain-hour-of-event",
    "explain-nominal",
    "explain-skipped-holiday",
    "explain-skipped-weekend",
    "explain-source",
    "explain-uncounted-holiday",
    "explain-uncounted-weekend",
];

/// No period moves over more days than this: the longest run of holidays and weekends is a fraction of it.
const MOVES_MAX: usize = 60;
/// As many days of a period of working days are looked at; the longest of any pack has five.
const DAYS_MAX: usize = 60;

/// The steps from the event to the end, in their order; empty where nothing was counted.
pub(super) fn steps(
    clock: &Clock,
    facts: &Facts,
    calendars: &Calendars,
    result: &ClockResult,
) -> Vec<Sentence> {
    let Some(zone) = result.basis.zone.as_deref().and_then(zone::find) else { return Vec::new() };
    if result.undetermined.is_some() || result.basis.counting != clock.counting {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    match clock.counting {
        Counting::R1182Hours => sentences.extend(hour(facts, &zone)),
        Counting::R1182Days | Counting::PlainDays => {
            sentences.extend(days(clock, facts, calendars, result, &zone, Unit::Days));
        }
        Counting::R1182Weeks | Counting::PlainWeeks => {
            sentences.extend(days(clock, facts, calendars, result, &zone, Unit::Weeks));
        }
        Counting::R1182Months | Counting::PlainMonths => {
            sentences.extend(days(clock, facts, calendars, result, &zone, Unit::Months));
        }
        Counting::R1182WorkingDays => {
            sentences.extend(working_days(facts, calendars, result, &zone));
        }
        Counting::Agreed
        | Counting::ElapsedHours
        | Counting::FixedDate
        | Counting::NationalAddressee
        | Counting::NationalIssuing
        | Counting::None => {}
    }
    if let (Some(day), Some(at)) = (result.last_day, result.legal_latest) {
        say(
            &mut sentences,
            "explain-ends",
            vec![("day", Said::Date(day)), ("at", Said::Instant(at))],
        );
    }
    sentences
}

/// Where the rule comes from, last.
pub(super) fn source(clock: &Clock) -> Sentence {
    let from = &clock.provenance;
    Sentence {
        key: "explain-source".to_owned(),
        values: vec![
            ("cite", Said::Text(from.cite.to_string())),
            ("source", Said::Text(from.source.clone())),
            ("date", Said::Date(from.source_date)),
            ("mark", Said::Text(from.mark.to_string())),
        ],
    }
}

fn say(sentences: &mut Vec<Sentence>, key: &str, values: Vec<(&'static str, Said)>) {
    sentences.push(Sentence { key: key.to_owned(), values });
}

/// The hour that is not counted.
fn hour(facts: &Facts, zone: &TimeZone) -> Option<Sentence> {
    let trigger = facts.trigger_at?;
    let begins = trigger.checked_sub(into_clock_hour(trigger, zone)).ok()?;
    let values = vec![("at", Said::Instant(begins))];
    Some(Sentence { key: "explain-hour-of-event".to_owned(), values })
}

/// The day that is not counted, the last day as it stands, and every day it moves over.
fn days(
    clock: &Clock,
    facts: &Facts,
    calendars: &Calendars,
    result: &ClockResult,
    zone: &TimeZone,
    unit: Unit,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (Some(trigger), Some(last)) = (facts.trigger_at, result.last_day) else {
        return sentences;
    };
    let event = zone.to_datetime(trigger).date();
    let n = clock.period.unwrap_or(0);
    let Ok(count) = plain(trigger, n, unit, zone) else { return sentences };
    let Some(nominal) = count.last_day.filter(|nominal| *nominal <= last) else { return sentences };
    say(&mut sentences, "explain-day-of-event", vec![("day", Said::Date(event))]);
    say(&mut sentences, "explain-nominal", vec![("day", Said::Date(nominal))]);
    if clock.kind == ClockKind::Ceiling {
        return sentences;
    }
    let mut on = nominal;
    for _ in 0..MOVES_MAX {
        if on >= last {
            break;
        }
        sentences.push(moved_over(on, facts, calendars));
        let Ok(next) = on.tomorrow() else { break };
        on = next;
    }
    sentences
}

/// The day of the event, and every day up to the last that is no working day.
fn working_days(
    facts: &Facts,
    calendars: &Calendars,
    result: &ClockResult,
    zone: &TimeZone,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (Some(trigger), Some(last)) = (facts.trigger_at, result.last_day) else {
        return sentences;
    };
    let event = zone.to_datetime(trigger).date();
    say(&mut sentences, "explain-day-of-event", vec![("day", Said::Date(event))]);
    let mut on = event;
    for _ in 0..DAYS_MAX {
        on = match on.tomorrow() {
            Ok(next) if next < last => next,
            Ok(_) | Err(_) => break,
        };
        let day = ("day", Said::Date(on));
        match Day::of(on, facts, calendars) {
            Day::Holiday(name) => {
                let name = ("name", Said::Text(name));
                say(&mut sentences, "explain-uncounted-holiday", vec![day, name]);
            }
            Day::Weekend => say(&mut sentences, "explain-uncounted-weekend", vec![day]),
            Day::Working => {}
        }
    }
    sentences
}

/// What a day is.
enum Day {
    /// A public holiday with its name, whatever the weekday.
    Holiday(String),
    Weekend,
    Working,
}

impl Day {
    fn of(on: Date, facts: &Facts, calendars: &Calendars) -> Self {
        let holiday = facts.state.and_then(|state| {
            let list = calendars.year(state, on.year())?;
            let region = facts.region.as_deref();
            let kept = |scope: &str| scope == state.as_str() || Some(scope) == region;
            // What only some offices keep moves nothing; it is told as another reading.
            let is_it = |day: &&Holiday| day.on == on && !day.in_part && kept(&day.scope);
            list.days.iter().find(is_it)
        });
        match (holiday, on.weekday()) {
            (Some(holiday), _) => Self::Holiday(holiday.name.clone()),
            (None, Weekday::Saturday | Weekday::Sunday) => Self::Weekend,
            (
                None,
                Weekday::Monday
                | Weekday::Tuesday
                | Weekday::Wednesday
                | Weekday::Thursday
                | Weekday::Friday,
            ) => Self::Working,
        }
    }
}

/// Why the end does not stay on a day: a weekend, a holiday with its name, or too few working days so far.
fn moved_over(on: Date, facts: &Facts, calendars: &Calendars) -> Sentence {
    let day = ("day", Said::Date(on));
    let (key, values) = match Day::of(on, facts, calendars) {
        Day::Holiday(name) => ("explain-skipped-holiday", vec![day, ("name", Said::Text(name))]),
        Day::Weekend => ("explain-skipped-weekend", vec![day]),
        Day::Working => ("explain-added-day", vec![day]),
    };
    Sentence { key: key.to_owned(), values }
}
