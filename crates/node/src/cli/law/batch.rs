//! `comity law clock --batch`: many questions on standard input, one answer a line, in the same order.
//!
//! For programs that compare this engine with another one. A line is `{"clock": ID, "facts": {NAME: VALUE}}`; a
//! value is a text, a whole number, a yes or no, or for a fact that may be given several times a list of texts. A
//! question that is wrong in itself is answered with `{"error": CODE, "name": …}` and ends nothing; so is a line that gives
//! a name twice, wherever that stands: of two answers none is the asked one. An entry `class` is the asker's own note.

use std::io::{self, BufRead, Read as _};

use law::facts::InputError;
use serde_json::{Value, json};

use self::given::Given;
use super::{Law, facts, to_json};
use crate::cli::exit::{Exit, Failure};
use crate::cli::print;

mod given;

/// The longest line that is read, its end included: a question has a dozen facts.
const LINE_BYTES_MAX: usize = 64 * 1024;

/// What a line may say; `class` is the asker's own note and is not looked at.
const ENTRIES: [&str; 3] = ["class", "clock", "facts"];

/// Answers every line of standard input.
pub(crate) fn run(exercise: bool) -> Result<(), Failure> {
    let law = Law::embedded()?;
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    while next_line(&mut input, &mut line).map_err(unreadable)? {
        let answer = match str::from_utf8(&line) {
            _ if line.len() > LINE_BYTES_MAX => Fault::line("length").to_json(),
            Ok(text) => answer(&law, text.trim(), exercise),
            Err(_) => Fault::line("utf-8").to_json(),
        };
        print::json(&answer);
    }
    Ok(())
}

/// Reads one line; of one that is too long no more than tells so, and its rest is passed over. False at the end.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let most = LINE_BYTES_MAX as u64 + 1;
    input.by_ref().take(most).read_until(b'\n', line)?;
    let cut = line.len() > LINE_BYTES_MAX && !line.ends_with(b"\n");
    if cut {
        input.skip_until(b'\n')?;
    }
    Ok(!line.is_empty())
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unreadable(error: io::Error) -> Failure {
    let detail = format!("standard input cannot be read: {error}");
    Failure::new(Exit::Failed, "unreadable", detail)
}

/// The answer to one line, or what was wrong with it.
fn answer(law: &Law, line: &str, exercise: bool) -> Value {
    let result = question(line).and_then(|(clock, given)| {
        let pairs = given.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let facts = facts(pairs, exercise).map_err(Fault::from)?;
        law.answer(&clock, facts).map_err(Fault::from)
    });
    match result {
        Ok(answered) => to_json(&answered.result),
        Err(fault) => fault.to_json(),
    }
}

/// Why a line has no answer.
struct Fault {
    code: &'static str,
    name: String,
}

impl From<InputError> for Fault {
    fn from(error: InputError) -> Self {
        Self { code: error.code(), name: error.name().to_owned() }
    }
}

impl Fault {
    fn to_json(&self) -> Value {
        json!({ "error": self.code, "name": self.name })
    }

    fn line(name: &str) -> Self {
        Self { code: "line-malformed", name: name.to_owned() }
    }

    fn fact(name: &str) -> Self {
        Self { code: "fact-malformed", name: name.to_owned() }
    }
}

/// The clock and the facts of one line.
fn question(line: &str) -> Result<(String, Vec<(String, String)>), Fault> {
    let Ok(Given::Object(entries)) = serde_json::from_str(line) else {
        return Err(Fault::line("json"));
    };
    if let Some((stray, _)) = entries.iter().find(|(name, _)| !ENTRIES.contains(&name.as_str())) {
        return Err(Fault::line(stray));
    }
    if let Some(name) = given::twice(&entries) {
        return Err(Fault::line(name));
    }
    let entry = |wanted: &str| entries.iter().find(|(name, _)| name == wanted).map(|(_, of)| of);
    let Some(Given::Text(clock)) = entry("clock") else { return Err(Fault::line("clock")) };
    let facts = match entry("facts") {
        None => &[][..],
        Some(Given::Object(facts)) => facts,
        Some(Given::List(_) | Given::Nothing | Given::Plain(_) | Given::Text(_)) => {
            return Err(Fault::line("facts"));
        }
    };
    if let Some(name) = given::twice(facts) {
        return Err(Fault::line(name));
    }
    let mut pairs = Vec::new();
    for (name, value) in facts {
        match value {
            // What is null is not given.
            Given::Nothing => {}
            Given::List(items) if items.is_empty() => return Err(Fault::fact(name)),
            Given::List(items) => {
                for item in items {
                    pairs.push((name.clone(), plain(name, item)?));
                }
            }
            Given::Object(_) | Given::Plain(_) | Given::Text(_) => {
                pairs.push((name.clone(), plain(name, value)?));
            }
        }
    }
    Ok((clock.clone(), pairs))
}

/// A value as the command line would write it. What is not known is left out, so null is no value.
fn plain(name: &str, value: &Given) -> Result<String, Fault> {
    match value {
        Given::Plain(text) | Given::Text(text) => Ok(text.clone()),
        Given::List(_) | Given::Nothing | Given::Object(_) => Err(Fault::fact(name)),
    }
}

#[cfg(test)]
mod tests;
