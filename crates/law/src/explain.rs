//! One clock explained: which plain sentences to say, with typed values, in no language.
//!
//! The words stand in a pack's texts under [`Sentence::key`]; numbers, dates and instants are formatted
//! there, at the last moment. No sentence is glued from pieces.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::Calendars;
use crate::clock::{Clock, ClockKind, ClockResult, Counting};
use crate::facts::Facts;
use crate::ids::Cite;

mod steps;

/// A value of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A civil date.
    Date(Date),
    /// An instant, shown in the zone of the clock's basis.
    Instant(Timestamp),
    /// A whole number.
    Number(u32),
    /// A name, a code or a cite, shown as it is.
    Text(String),
}

/// One sentence: its key and its values by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The text key.
    pub key: String,
    /// The values, by the names the text uses.
    pub values: Vec<(&'static str, Said)>,
}

/// The keys that do not depend on a closed list.
const KEYS: &[&str] = &[
    "explain-confirmed",
    "explain-contested",
    "explain-deadline",
    "explain-gate",
    "explain-hold",
    "explain-moved",
    "explain-open-ended",
    "explain-position",
    "explain-position-unknown",
    "explain-starts",
    "explain-window",
];

/// The key of the sentence on how a period is counted.
#[must_use]
pub fn counting_key(counting: Counting) -> String {
    format!("explain-counting-{}", counting.id().replace(':', "-"))
}

/// Every key a sentence can have that does not depend on a closed list.
pub fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().chain(steps::KEYS).copied()
}

/// The whole computation in sentences: the rule, each step of the count, what came of it, and the source.
#[must_use]
pub fn computation(
    clock: &Clock,
    facts: &Facts,
    calendars: &Calendars,
    result: &ClockResult,
) -> Vec<Sentence> {
    let mut sentences = explain(clock, facts.trigger_at, result);
    // The steps stand where a person looks for them: after how it is counted, before what came of it.
    let after = sentences.iter().position(|sentence| sentence.key.starts_with("explain-counting-"));
    let at = after.map_or(sentences.len(), |n| n.saturating_add(1));
    let tail = sentences.split_off(at.min(sentences.len()));
    sentences.extend(steps::steps(clock, facts, calendars, result));
    sentences.extend(tail);
    sentences.push(steps::source(clock));
    sentences
}

/// What to say about a clock, in the order a person asks: from when, counted how, until when, and then what.
#[must_use]
pub fn explain(
    clock: &Clock,
    started_at: Option<Timestamp>,
    result: &ClockResult,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut say = |key: &str, values: Vec<(&'static str, Said)>| {
        sentences.push(Sentence { key: key.to_owned(), values });
    };
    let cite = || ("cite", text(&clock.provenance.cite));
    if let Some(at) = started_at {
        let party = ("party", Said::Text(clock.trigger_by.id().to_owned()));
        say("explain-starts", vec![("at", Said::Instant(at)), party, cite()]);
    }
    let period = ("period", Said::Number(clock.period.unwrap_or(0)));
    say(&counting_key(clock.counting), vec![period, cite()]);
    if let Some(undetermined) = &result.undetermined {
        let key = format!("explain-unknown-{}", undetermined.reason.id());
        let state = undetermined.needs.state.map_or_else(String::new, |state| state.to_string());
        let facts = undetermined.needs.facts.join(", ");
        let year = undetermined.needs.year.map_or_else(String::new, |year| year.to_string());
        say(
            &key,
            vec![
                ("state", Said::Text(state)),
                ("year", Said::Text(year)),
                ("facts", Said::Text(facts)),
            ],
        );
    }
    // The target of a gate is the gate itself, and what is kept is kept to the end: only a period
    // that still shows its own last day can be seen to have moved.
    if matches!(clock.kind, ClockKind::Deadline | ClockKind::Window)
        && let Some(last_day) = is_moved(result)
    {
        say("explain-moved", vec![("last_day", Said::Date(last_day))]);
    }
    match (result.legal_latest, result.gate_opens) {
        (Some(latest), Some(opens)) if opens < latest => {
            say(
                "explain-confirmed",
                vec![("opens", Said::Instant(opens)), ("latest", Said::Instant(latest))],
            );
        }
        (Some(_), Some(opens)) => say("explain-gate", vec![("opens", Said::Instant(opens))]),
        (Some(latest), None) => {
            let key = match clock.kind {
                ClockKind::Deadline | ClockKind::Gate | ClockKind::Ceiling => "explain-deadline",
                ClockKind::Window => "explain-window",
                ClockKind::Hold => "explain-hold",
            };
            say(key, vec![("latest", Said::Instant(latest))]);
        }
        (None, _) if result.undetermined.is_none() => say("explain-open-ended", vec![cite()]),
        (None, _) => {}
    }
    if result.contested {
        let count = u32::try_from(result.positions.len()).unwrap_or(u32::MAX);
        say("explain-contested", vec![("count", Said::Number(count))]);
        for position in &result.positions {
            let id = ("position", Said::Text(position.id.clone()));
            let cite = ("cite", text(&position.cite));
            match position.legal_latest {
                Some(latest) => {
                    say("explain-position", vec![id, cite, ("latest", Said::Instant(latest))]);
                }
                None => say("explain-position-unknown", vec![id, cite]),
            }
        }
    }
    say(&format!("explain-effect-{}", result.effect.id()), Vec::new());
    sentences
}

fn text(cite: &Cite) -> Said {
    Said::Text(cite.to_string())
}

/// Whether the last day is another one than the period's own: moved off a weekend or a holiday.
fn is_moved(result: &ClockResult) -> Option<Date> {
    let zone = crate::zone::find(result.basis.zone.as_deref()?)?;
    let nominal = zone.to_datetime(result.strict?).date();
    result.last_day.filter(|last| *last > nominal)
}

#[cfg(test)]
mod tests;
