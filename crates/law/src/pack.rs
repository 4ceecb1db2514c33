//! One look at a whole pack: rules, scenario files and words together, as its author wants to see it.
//!
//! Running the scenario files is the domain's; here only their grammar is read.

use crate::instrument::Instrument;
use crate::load::{LoadError, load_instrument};
use crate::scenario;
use crate::text;

/// Reads a pack and checks everything that can be checked without running it.
///
/// # Errors
/// Every fault: of rules, of scenario lines, and every word a language lacks or has too much.
pub fn check<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Result<Instrument, Vec<LoadError>> {
    let mut errors: Vec<LoadError> = files
        .iter()
        .filter(|(path, _)| path.as_ref().ends_with(".case"))
        .flat_map(|(path, text)| scenario_faults(path.as_ref(), text.as_ref()))
        .collect();
    let instrument = match load_instrument(files) {
        Ok(instrument) => instrument,
        Err(found) => {
            errors.extend(found);
            errors.sort();
            return Err(errors);
        }
    };
    let texts: Vec<&(P, T)> =
        files.iter().filter(|(path, _)| path.as_ref().ends_with(".ftl")).collect();
    for (path, fluent) in &texts {
        errors.extend(word_faults(&instrument, path.as_ref(), fluent.as_ref()));
    }
    if texts.is_empty() {
        errors.push(fault("text", "words-missing", "the pack has no words in any language"));
    }
    errors.sort();
    if errors.is_empty() { Ok(instrument) } else { Err(errors) }
}

fn scenario_faults(path: &str, text: &str) -> Vec<LoadError> {
    let faults = scenario::parse(text).err().unwrap_or_default();
    faults
        .into_iter()
        .map(|error| LoadError {
            file: path.to_owned(),
            line: error.line,
            column: error.column,
            code: "scenario-malformed",
            message: error.message,
            help: error.help.to_owned(),
        })
        .collect()
}

fn word_faults(instrument: &Instrument, path: &str, fluent: &str) -> Vec<LoadError> {
    let (missing, unused) = text::compare(&text::needed(instrument), fluent);
    let missing = missing
        .into_iter()
        .map(|key| fault(path, "words-missing", &format!("the message `{key}` is missing")));
    let unused = unused
        .into_iter()
        .map(|key| fault(path, "words-unused", &format!("nothing uses the message `{key}`")));
    missing.chain(unused).collect()
}

fn fault(path: &str, code: &'static str, message: &str) -> LoadError {
    LoadError {
        file: path.to_owned(),
        line: 1,
        column: 1,
        code,
        message: message.to_owned(),
        help: "every rule has a label in every language the pack is offered in".to_owned(),
    }
}

#[cfg(test)]
mod tests;
