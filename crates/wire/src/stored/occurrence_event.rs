//! Events of an occurrence: what officers note for the yearly figures.

use std::collections::BTreeMap;

use domain::erasure::Why;
use domain::occurrence::{Amount, Event, Note};
use jiff::Timestamp;
use law::ids::{InstrumentId, StatisticId};
use seal::json::Json;

use super::part;
use crate::read::{Read, bad, get, number, optional, or_null, parsed, string, text};

/// The `data` of an event.
pub(super) fn write(event: &Event) -> Json {
    match event {
        Event::Noted { at: _, by, note } => {
            Json::object([("by", string(by.to_string())), ("note", note_json(note))])
        }
        Event::Struck { at: _, by, why } => {
            Json::object([("by", string(by.to_string())), ("why", string(why.as_str()))])
        }
    }
}

pub(super) fn read(kind: &str, at: Timestamp, data: &Json) -> Read<Event> {
    let by = part::officer(data, "by")?;
    match kind {
        "noted" => Ok(Event::Noted { at, by, note: note(get(data, "note")?)? }),
        "struck" => Ok(Event::Struck { at, by, why: parsed(data, "why", Why::parse)? }),
        _ => Err(bad("type")),
    }
}

fn note_json(note: &Note) -> Json {
    let Note {
        instrument,
        statistic,
        figure,
        n,
        happened_at,
        began_at,
        told_apart,
        amount,
        on_file,
    } = note;
    // Written as a string: an amount may be larger than a number of this form can be.
    let paid = |amount: &Amount| {
        Json::object([
            ("currency", string(amount.currency.clone())),
            ("minor", string(amount.minor.to_string())),
        ])
    };
    let words = told_apart.iter().map(|(name, word)| {
        Json::object([("dimension", string(name.clone())), ("word", string(word.clone()))])
    });
    Json::object([
        ("amount", or_null(amount.as_ref(), paid)),
        ("began_at", or_null(*began_at, part::at)),
        ("figure", string(figure.clone())),
        ("happened_at", part::at(*happened_at)),
        ("instrument", string(instrument.to_string())),
        ("n", number((*n).into())),
        ("on_file", string(on_file.as_str())),
        ("statistic", string(statistic.to_string())),
        ("told_apart", Json::List(words.collect())),
    ])
}

fn note(json: &Json) -> Read<Note> {
    let words = part::many(json, "told_apart", |one| {
        Ok((text(one, "dimension")?.to_owned(), text(one, "word")?.to_owned()))
    })?;
    let n_words = words.len();
    let told_apart: BTreeMap<String, String> = words.into_iter().collect();
    if told_apart.len() != n_words {
        return Err(bad("told_apart"));
    }
    Ok(Note {
        instrument: parsed(json, "instrument", |text| InstrumentId::parse(text).ok())?,
        statistic: parsed(json, "statistic", |text| StatisticId::parse(text).ok())?,
        figure: text(json, "figure")?.to_owned(),
        n: part::small(json, "n")?,
        happened_at: parsed(json, "happened_at", crate::time::parse)?,
        began_at: part::optional_parsed(json, "began_at", crate::time::parse)?,
        told_apart,
        amount: optional(json, "amount", |paid| {
            Ok(Amount {
                currency: text(paid, "currency")?.to_owned(),
                minor: parsed(paid, "minor", |text| text.parse().ok())?,
            })
        })?,
        on_file: parsed(json, "on_file", Why::parse)?,
    })
}

#[cfg(test)]
mod tests;
