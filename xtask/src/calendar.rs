//! `cargo xtask calendar [--check]`: the year files of the public holidays, written from the rules.
//!
//! `calendars/STATE/rules.toml` says the rules and the act they are written from; the year files beside it
//! are what a node reads and a person reviews. Nobody edits them by hand: tidy compares them.

mod date;
mod entries;
mod parse;
mod rule;
mod write;
mod year;

use std::{
    collections::BTreeMap,
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use self::rule::Rules;
use crate::{fault::Fault, place, say};

/// The years that are written. A year later the first one stays, because old measures refer to it.
const YEARS: RangeInclusive<i32> = 2026..=2030;
/// No state has more public holidays than this in a year, as `law` reads it.
const DAYS_MAX: usize = 60;
const RULES: &str = "rules.toml";

/// What is in the folder of calendars and what should be.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    /// The files that are not what the rules say, with the text they should have; `None` for a file that
    /// no rule writes.
    pub(crate) differing: BTreeMap<PathBuf, Option<String>>,
    /// Faults of rule files, each with its place.
    pub(crate) faults: Vec<String>,
    pub(crate) n_files: usize,
}

/// Writes the year files, or with `--check` only says which ones differ.
pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let write = match args {
        [] => true,
        ["--check"] => false,
        _ => return Err(Fault::Usage("calendar takes nothing or `--check`".into())),
    };
    let compared = compare(&place::root().join("calendars"))?;
    for fault in &compared.faults {
        say::out(format_args!("{fault}"));
    }
    for (path, wanted) in &compared.differing {
        let shown = shown(path);
        match wanted {
            None => say::out(format_args!("{shown}: no rule writes this file; remove it")),
            Some(_) if !write => say::out(format_args!("{shown} is not what the rules say")),
            Some(text) => {
                if same_version(path, text) {
                    say::out(format_args!(
                        "{shown} changed under its version; if it was ever shipped add a `[[corrected]]`"
                    ));
                }
                fs::write(path, text).map_err(Fault::at("write", path))?;
                say::out(format_args!("{shown} written"));
            }
        }
    }
    let left = compared.differing.values().filter(|wanted| wanted.is_none() || !write).count();
    say::out(format_args!("{} files of {} differed", compared.differing.len(), compared.n_files));
    Ok(compared.faults.is_empty() && left == 0)
}

/// Compares every file below the folder with what the rules beside it say.
pub(crate) fn compare(folder: &Path) -> Result<Comparison, Fault> {
    let mut compared = Comparison::default();
    for state in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let rules = state.join(RULES);
        let written = fs::read_to_string(&rules)
            .map_err(|error| vec![format!("{}: {error}", shown(&rules))])
            .and_then(|text| written(&state, &text));
        // Of a state whose rules are not understood nothing can be said.
        let wanted = match written {
            Ok(wanted) => wanted,
            Err(faults) => {
                compared.faults.extend(faults);
                continue;
            }
        };
        for path in entries(&state)?.into_iter().filter(|path| *path != rules) {
            if !wanted.contains_key(&path) {
                compared.differing.insert(path, None);
            }
        }
        for (path, text) in wanted {
            compared.n_files += 1;
            if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
                compared.differing.insert(path, Some(text));
            }
        }
    }
    Ok(compared)
}

/// The year files of one state, from the text of its rules.
fn written(state: &Path, text: &str) -> Result<BTreeMap<PathBuf, String>, Vec<String>> {
    let place = state.join(RULES);
    let place = shown(&place);
    let rules = Rules::read(text)
        .map_err(|faults| faults.iter().map(|bad| format!("{place}:{bad}")).collect::<Vec<_>>())?;
    if !state.ends_with(&rules.state) {
        return Err(vec![format!("{place}: the rules are those of {}", rules.state)]);
    }
    let mut files = BTreeMap::new();
    for year in YEARS {
        let days = year::list(&rules, year);
        if days.len() > DAYS_MAX {
            return Err(vec![format!(
                "{place}: {} days in {year}, more than {DAYS_MAX}",
                days.len()
            )]);
        }
        files.insert(state.join(format!("{year}.toml")), write::year_file(&rules, year, &days));
    }
    Ok(files)
}

/// A path as the repository names it.
fn shown(path: &Path) -> std::path::Display<'_> {
    path.strip_prefix(place::root()).unwrap_or(path).display()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let found = fs::read_dir(folder).map_err(Fault::at("list", folder))?;
    let mut paths = Vec::new();
    for entry in found {
        paths.push(entry.map_err(Fault::at("list", folder))?.path());
    }
    paths.sort();
    Ok(paths)
}

/// Whether a file is there whose days differ from the new text and whose version does not.
fn same_version(path: &Path, text: &str) -> bool {
    let Ok(old) = fs::read_to_string(path) else { return false };
    let version =
        |text: &str| text.lines().find(|line| line.starts_with("version = ")).map(str::to_owned);
    let days = |text: &str| text.split_once("\n[[day]]").map(|(_, days)| days.to_owned());
    days(&old) != days(text) && version(&old) == version(text)
}

#[cfg(test)]
mod tests;
