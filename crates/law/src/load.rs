//! Reading a pack: from files a lawyer wrote to typed rules, every fault at once with its place.
//!
//! The author of a pack is a lawyer: a fault names file, line and column, says what is wrong in the
//! words of the pack, and what to do. A pack with one fault is refused as a whole. Texts and scenario
//! files are read elsewhere; their bytes are part of what a node hashes to say which law it applies.

mod cross;
mod kind;
mod rules;
mod source;
mod table;

use crate::ids::{Cite, Country, InstrumentId};
use crate::instrument::{Instrument, PartyState, Provenance};
pub(crate) use rules::zone_name;
pub(crate) use table::{Faults, Table, parse};

use self::kind::{KindFile, each};
use self::rules::Rules;
use self::source::Defaults;

/// One fault of one file; its author is at fault and is told what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}; {help}")]
pub struct LoadError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The file that says what the instrument is.
const HEAD: &str = "instrument.toml";

/// A pack has at most this many files; the shipped one has under twenty.
const FILES_MAX: usize = 200;

/// Reads one pack: its TOML files become rules, every other file only counts for the digest.
/// Files are named by their path inside the pack.
///
/// # Errors
/// Every fault of every file, in the order of files and lines.
pub fn load_instrument<P: AsRef<str>, T: AsRef<str>>(
    files: &[(P, T)],
) -> Result<Instrument, Vec<LoadError>> {
    let mut sorted: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_ref(), text.as_ref())).collect();
    sorted.sort_unstable();
    if sorted.len() > FILES_MAX {
        return Err(vec![whole("too-many-files", "the pack has too many files", "split it")]);
    }
    let Some((_, head_text)) = sorted.iter().find(|(path, _)| *path == HEAD) else {
        return Err(vec![whole(
            "head-missing",
            "the pack has no `instrument.toml`",
            "add the file that names the instrument, its version and its parties",
        )]);
    };
    let mut errors = Vec::new();
    let head = read_head(head_text, &mut errors);
    let id = head.as_ref().map(|instrument| instrument.id.clone());
    let mut kinds = Vec::new();
    let mut all = Rules::default();
    for (path, text) in sorted.iter().filter(|(path, _)| *path != HEAD && path.ends_with(".toml")) {
        let Some(id) = &id else { break };
        match read_rules(path, text, id) {
            Ok((kind, rules)) => {
                kinds.extend(kind);
                all.clocks.extend(rules.clocks);
                all.duties.extend(rules.duties);
                all.grounds.extend(rules.grounds);
                all.statistics.extend(rules.statistics);
            }
            Err(found) => errors.extend(found),
        }
    }
    if let Some(id) = &id
        && errors.is_empty()
    {
        errors.extend(cross::check(id, &kinds, &all));
    }
    errors.sort();
    match head {
        Some(head) if errors.is_empty() => Ok(Instrument {
            kinds: kinds.into_iter().map(|file| file.kind).collect(),
            clocks: all.clocks.into_iter().map(|(rule, _)| rule).collect(),
            duties: all.duties.into_iter().map(|(rule, _)| rule).collect(),
            grounds: all.grounds.into_iter().map(|(rule, _)| rule).collect(),
            statistics: all.statistics.into_iter().map(|(rule, _)| rule).collect(),
            digest_input: digest_input(&sorted),
            ..head
        }),
        Some(_) | None => Err(errors),
    }
}

/// The files of a pack or of the calendars as one text: what a node hashes to say which law it applies.
/// Every file stands as its path, its length in bytes and its bytes, in the order of the paths.
#[must_use]
pub fn digest_input(sorted: &[(&str, &str)]) -> String {
    let mut whole = String::new();
    for (path, text) in sorted {
        whole.push_str(&format!("{path} {}\n{text}\n", text.len()));
    }
    whole
}

fn whole(code: &'static str, message: &str, help: &str) -> LoadError {
    LoadError {
        file: HEAD.to_owned(),
        line: 1,
        column: 1,
        code,
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

fn read_head(text: &str, errors: &mut Vec<LoadError>) -> Option<Instrument> {
    let (document, mut faults) = match parse(HEAD, text) {
        Ok(parsed) => parsed,
        Err(found) => {
            errors.extend(found);
            return None;
        }
    };
    let mut root = Table::new("instrument.toml", document.span(), document.get_ref());
    let defaults = Defaults::read(&mut root, &Defaults::default(), &mut faults);
    let head = root.table_if("instrument", &mut faults).map(|mut table| {
        let id = table.word("id", InstrumentId::parse, &mut faults);
        let version = table.number("version", 1..=1_000_000, &mut faults);
        let title = table.text("title", &mut faults);
        let in_force_from = table.date("in_force_from", &mut faults);
        let in_force_until = table.date_if("in_force_until", &mut faults);
        let replaces = table.text_if("replaces", &mut faults);
        let otherwise = table.words("otherwise", InstrumentId::parse, &mut faults);
        let known_on = table.date("known_on", &mut faults);
        let provenance: Option<Provenance> = defaults.rule(&mut table, &mut faults);
        table.finish(&mut faults);
        Some(Instrument {
            id: id?,
            version: version?,
            title: title?,
            in_force_from: in_force_from?,
            in_force_until,
            parties: Vec::new(),
            replaces,
            otherwise,
            provenance: provenance?,
            known_on: known_on?,
            kinds: Vec::new(),
            clocks: Vec::new(),
            duties: Vec::new(),
            grounds: Vec::new(),
            statistics: Vec::new(),
            digest_input: String::new(),
        })
    });
    let parties: Vec<PartyState> = each(&mut root, "party", &mut faults, |table, faults| {
        let states = table.words_needed("states", Country::parse, faults);
        let from = table.date("from", faults);
        let until = table.date_if("until", faults);
        table.word("cite", Cite::parse, faults)?;
        let from = from?;
        Some(states.into_iter().map(move |country| PartyState { country, from, until }))
    })
    .into_iter()
    .flatten()
    .collect();
    if head.is_none() {
        faults.note(
            &(0..0),
            "head-missing",
            "the file has no table `[instrument]`",
            "add it with id, version, title, in_force_from and known_on",
        );
    }
    if parties.is_empty() {
        faults.note(
            &(0..0),
            "parties-missing",
            "no state is bound by the instrument",
            "add a `[[party]]` with states and the day from which they are bound",
        );
    }
    root.finish(&mut faults);
    let found = faults.into_found();
    let clean = found.is_empty();
    errors.extend(found);
    head.flatten().filter(|_| clean).map(|instrument| Instrument { parties, ..instrument })
}

fn read_rules(
    path: &str,
    text: &str,
    id: &InstrumentId,
) -> Result<(Option<KindFile>, Rules), Vec<LoadError>> {
    let (document, mut faults) = parse(path, text)?;
    let mut root = Table::new("file", document.span(), document.get_ref());
    let above = Defaults::read(&mut root, &Defaults::default(), &mut faults);
    let kind = root.has("kind").then(|| kind::read(&mut root, &above, &mut faults)).flatten();
    let rules = rules::read(&mut root, id, &above, &mut faults);
    root.finish(&mut faults);
    let found = faults.into_found();
    if found.is_empty() { Ok((kind, rules)) } else { Err(found) }
}

#[cfg(test)]
mod tests;
