//! `comity law`: asks the built-in instruments and calendars, as every node of this version knows them.
//!
//! Only words around `law::clock`: no rule lives here. An honest "undetermined" is an answer and ends with 0; a
//! question that is wrong in itself ends with 4 and says which part. The JSON names are those of packs and pages.

use std::fmt::Write as _;

use law::calendar::Calendars;
use law::clock::{Clock, ClockResult, Entry, Needs, compute};
use law::explain::{Said, computation};
use law::facts::{Facts, InputError, clock_id};
use law::instrument::Instrument;
use law::load::LoadError;
use serde_json::{Value, json};

use super::Asked;
use super::exit::{Exit, Failure};
use super::print;

pub(super) mod batch;
pub(super) mod pathway;

/// What every question is asked of.
struct Law {
    instruments: Vec<Instrument>,
    calendars: Calendars,
}

/// The answer to one question, with the rule it follows.
struct Answered<'l> {
    rule: &'l Clock,
    facts: Facts,
    result: ClockResult,
}

impl Law {
    /// The law that is built in.
    fn embedded() -> Result<Self, Failure> {
        let calendars = law::embedded::calendars().map_err(|errors| broken(&errors))?;
        Ok(Self { instruments: instruments()?, calendars })
    }

    fn answer(&self, clock: &str, facts: Facts) -> Result<Answered<'_>, InputError> {
        let id = clock_id(clock)?;
        let unknown = || InputError::UnknownClock { clock: clock.to_owned() };
        let instrument = self.instruments.iter().find(|known| known.id.as_str() == id.instrument());
        let instrument = instrument.ok_or_else(unknown)?;
        let rule = instrument.clock(&id).ok_or_else(unknown)?;
        let result = compute(instrument, &id, &facts, &self.calendars)?;
        Ok(Answered { rule, facts, result })
    }
}

fn instruments() -> Result<Vec<Instrument>, Failure> {
    law::embedded::instruments().map_err(|errors| broken(&errors))
}

fn broken(errors: &[LoadError]) -> Failure {
    let first = errors.first().map(ToString::to_string).unwrap_or_default();
    let detail = format!("the built-in law cannot be read: {first}");
    Failure::new(Exit::Failed, "law-broken", detail)
}

/// Answers one question about a clock.
pub(crate) fn clock(clock: &str, asked: &Asked) -> Result<(), Failure> {
    let law = Law::embedded()?;
    let Answered { result, .. } = ask(&law, clock, asked)?;
    if asked.json {
        print::json(&to_json(&result));
    } else {
        print::data(&to_text(&result));
    }
    Ok(())
}

/// Answers one question about a clock and says how it was counted.
pub(crate) fn explain(clock: &str, asked: &Asked) -> Result<(), Failure> {
    let law = Law::embedded()?;
    let Answered { rule, facts, result } = ask(&law, clock, asked)?;
    if asked.json {
        print::json(&to_json(&result));
    } else {
        print::data(&to_text(&result));
        print::data(&steps(rule, &facts, &law.calendars, &result));
    }
    Ok(())
}

fn ask<'l>(law: &'l Law, clock: &str, asked: &Asked) -> Result<Answered<'l>, Failure> {
    let pairs = asked.facts.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let facts = facts(pairs, asked.exercise).map_err(bad_question)?;
    law.answer(clock, facts).map_err(bad_question)
}

fn facts<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    exercise: bool,
) -> Result<Facts, InputError> {
    if exercise { Facts::parse_in_exercise(pairs) } else { Facts::parse(pairs) }
}

/// Lists what the instruments hold.
pub(crate) fn list(json: bool) -> Result<(), Failure> {
    let instruments = instruments()?;
    if json {
        let all: Vec<_> = instruments.iter().map(instrument_json).collect();
        print::json(&json!({ "instruments": all }));
    } else {
        for instrument in &instruments {
            print::data(instrument_text(instrument).trim_end());
        }
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn bad_question(error: InputError) -> Failure {
    Failure::new(Exit::Denied, error.code(), error.to_string())
}

/// The result as one object; what has no value is null, so that every name is always there.
fn to_json(result: &ClockResult) -> Value {
    object(&result.entries())
}

fn object(entries: &[(&'static str, Entry)]) -> Value {
    entries.iter().map(|(name, entry)| ((*name).to_owned(), value(entry))).collect()
}

fn value(entry: &Entry) -> Value {
    match entry {
        Entry::Null => Value::Null,
        Entry::Flag(flag) => json!(flag),
        Entry::Text(text) => json!(text),
        Entry::Number(number) => json!(number),
        Entry::List(items) => items.iter().map(value).collect(),
        Entry::Object(entries) => object(entries),
    }
}

/// The same for a person: a line per fact, times in UTC and, where the days were counted in a zone, there.
fn to_text(result: &ClockResult) -> String {
    let mut text = result.clock.to_string();
    let mut line = |name: &str, value: &str| lenient(write!(text, "\n  {name:<13} {value}"));
    let local = |at: jiff::Timestamp| match &result.basis.zone {
        Some(zone) => match at.in_tz(zone) {
            Ok(there) => format!("{at}  ({})", there.strftime("%a %Y-%m-%d %H:%M:%S %:z %Q")),
            Err(_) => at.to_string(),
        },
        None => at.to_string(),
    };
    if let Some(why) = &result.undetermined {
        line("undetermined", why.reason.id());
        line("needs", &needs_text(&why.needs));
    }
    if let Some(at) = result.strict {
        line("strict", &local(at));
    }
    match result.legal_latest {
        Some(at) => line("legal_latest", &local(at)),
        None if result.undetermined.is_none() => line("legal_latest", "none: the law sets no end"),
        None => {}
    }
    if let Some(on) = result.last_day {
        line("last_day", &on.strftime("%a %Y-%m-%d").to_string());
    }
    if let Some(at) = result.gate_opens {
        line("gate_opens", &local(at));
    }
    line("effect", result.effect.id());
    for position in &result.positions {
        let until = position.legal_latest.map_or_else(|| "no instant".to_owned(), local);
        line("position", &format!("{} (Art. {}): {until}", position.id, position.cite));
    }
    if result.contested {
        line("contested", "yes: the positions above differ; act on `strict`");
    }
    for finding in &result.findings {
        line("finding", finding);
    }
    for other in &result.also {
        line("also", other);
    }
    let basis = &result.basis;
    let calendar = basis.calendar.as_deref().unwrap_or("none");
    line("basis", &format!("Art. {}, {}, {}", basis.cite, basis.pack, basis.mark.id()));
    line("counted", &format!("{}, calendar {calendar}", basis.counting.id()));
    text
}

fn needs_text(needs: &Needs) -> String {
    let mut parts: Vec<String> =
        needs.facts.iter().map(|name| format!("--fact {name}=…")).collect();
    parts.extend(needs.state.map(|state| format!("the rule or calendar of {state}")));
    parts.extend(needs.year.map(|year| format!("the year {year}")));
    parts.extend(needs.region.as_ref().map(|region| format!("the region {region}")));
    parts.extend(needs.from.map(|from| format!("a date from {from} on")));
    if parts.is_empty() { "nothing that could be given".to_owned() } else { parts.join(", ") }
}

/// How it was counted, step by step, in the words all packs share.
fn steps(rule: &Clock, facts: &Facts, calendars: &Calendars, result: &ClockResult) -> String {
    let mut text = "How this was counted".to_owned();
    let fluent: String = law::embedded::COMMON.iter().map(|(_, text)| *text).collect();
    let zone = result.basis.zone.as_deref();
    for sentence in computation(rule, facts, calendars, result) {
        let values: Vec<(&str, String)> =
            sentence.values.iter().map(|(name, value)| (*name, said(value, zone))).collect();
        // A message that is missing is shown by its name: a gap is seen and hides nothing.
        let words = law::text::say(&fluent, &sentence.key, &values).unwrap_or(sentence.key);
        lenient(write!(text, "\n  - {words}"));
    }
    text
}

fn said(value: &Said, zone: Option<&str>) -> String {
    match value {
        Said::Date(on) => on.strftime("%a %Y-%m-%d").to_string(),
        Said::Instant(at) => match zone.and_then(|zone| at.in_tz(zone).ok()) {
            Some(there) => there.strftime("%a %Y-%m-%d %H:%M:%S %:z %Q").to_string(),
            None => at.to_string(),
        },
        Said::Number(number) => number.to_string(),
        Said::Text(text) => text.clone(),
    }
}

fn instrument_json(instrument: &Instrument) -> Value {
    let clock = |clock: &Clock| {
        json!({
            "id": clock.id.as_str(),
            "kind": clock.kind.id(),
            "period": clock.period,
            "counting": clock.counting.id(),
            "effect": clock.effect.id(),
            "cite": clock.provenance.cite.as_str(),
            "mark": clock.provenance.mark.id(),
        })
    };
    let duties = instrument.duties.iter().map(|duty| {
        json!({ "id": duty.id.as_str(), "standard": duty.standard, "cite": duty.provenance.cite.as_str() })
    });
    let grounds = instrument.grounds.iter().map(|ground| {
        json!({ "id": ground.id.as_str(), "effect": ground.effect.id(), "cite": ground.provenance.cite.as_str() })
    });
    json!({
        "id": instrument.id.as_str(),
        "version": instrument.version,
        "title": instrument.title,
        "status": instrument.standing.id(),
        "in_force_from": instrument.in_force_from.map(|on| on.to_string()),
        "in_force_until": instrument.in_force_until.map(|on| on.to_string()),
        "kinds": instrument.kinds.iter().map(|kind| kind.id.as_str()).collect::<Vec<_>>(),
        "clocks": instrument.clocks.iter().map(clock).collect::<Vec<_>>(),
        "duties": duties.collect::<Vec<_>>(),
        "grounds": grounds.collect::<Vec<_>>(),
    })
}

fn instrument_text(instrument: &Instrument) -> String {
    let mut text = String::new();
    let mut line = |words: String| lenient(writeln!(text, "{words}"));
    line(format!("{}  {}", instrument.pack(), instrument.title));
    line(match instrument.in_force_from {
        Some(from) => format!("  in force from {from}"),
        None => format!("  status   {}", instrument.standing.id()),
    });
    for kind in &instrument.kinds {
        line(format!("  measure  {:<44} Art. {}", kind.id.as_str(), kind.provenance.cite));
    }
    for clock in &instrument.clocks {
        let period = clock.period.map_or_else(|| "–".to_owned(), |n| n.to_string());
        let rule = format!("{} {period} {}", clock.kind.id(), clock.counting.id());
        let (id, from) = (clock.id.as_str(), &clock.provenance);
        line(format!(
            "  clock    {id:<44} Art. {:<12} {rule} ({})",
            from.cite.as_str(),
            from.mark.id()
        ));
    }
    for duty in &instrument.duties {
        line(format!("  duty     {:<44} Art. {}", duty.id.as_str(), duty.provenance.cite));
    }
    for ground in &instrument.grounds {
        line(format!("  ground   {:<44} Art. {}", ground.id.as_str(), ground.provenance.cite));
    }
    text
}

/// Writing into a `String` cannot fail.
fn lenient(done: std::fmt::Result) {
    done.unwrap_or_default();
}
