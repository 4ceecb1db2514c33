//! Reading a pack: from files a lawyer wrote to typed rules, every fault at once with its place.
//!
//! The author of a pack is a lawyer: a fault names file, line and column, says what is wrong in the
//! words of the pack, and what to do. A pack with one fault is refused as a whole. Texts and scenario
//! files are read elsewhere; their bytes are part of what a node hashes to say which law it applies.

mod cross;
mod form;
mod head;
mod kind;
mod rules;
mod source;
mod table;

use crate::ids::InstrumentId;
use crate::instrument::Instrument;
pub(crate) use rules::zone_name;
pub(crate) use table::{Faults, Table, parse};

use self::head::HEAD;
use self::kind::{Filled, KindFile};
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
    let head = head::read(head_text, &mut errors);
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
                all.dimensions.extend(rules.dimensions);
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
            kinds: kinds.iter().filter_map(KindFile::measure).cloned().collect(),
            letters: kinds.into_iter().filter_map(KindFile::into_letter).collect(),
            clocks: all.clocks.into_iter().map(|(rule, _)| rule).collect(),
            duties: all.duties.into_iter().map(|(rule, _)| rule).collect(),
            grounds: all.grounds.into_iter().map(|(rule, _)| rule).collect(),
            statistics: all.statistics.into_iter().map(|(rule, _)| rule).collect(),
            dimensions: all.dimensions.into_iter().map(|(rule, _)| rule).collect(),
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

fn read_rules(
    path: &str,
    text: &str,
    id: &InstrumentId,
) -> Result<(Option<KindFile>, Rules), Vec<LoadError>> {
    let (document, mut faults) = parse(path, text)?;
    let mut root = Table::new("file", document.span(), document.get_ref());
    let above = Defaults::read(&mut root, &Defaults::default(), &mut faults);
    let kind = match (root.has("kind"), root.has("letter")) {
        (true, _) => kind::read(&mut root, id, &above, Filled::Measure, &mut faults),
        (false, true) => kind::read(&mut root, id, &above, Filled::Letter, &mut faults),
        (false, false) => None,
    };
    let rules = rules::read(&mut root, id, &above, &mut faults);
    root.finish(&mut faults);
    let found = faults.into_found();
    if found.is_empty() { Ok((kind, rules)) } else { Err(found) }
}

#[cfg(test)]
mod tests;
