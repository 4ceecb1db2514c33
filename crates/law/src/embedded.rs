//! The packs, texts and calendars that are compiled in, as lists of path and text.
//!
//! An installed node may read the same files from a directory instead; the lists here are what it
//! starts with. A file that is added to a folder is added to its list, and a test compares the two.

use crate::calendar::Calendars;
use crate::instrument::Instrument;
use crate::load::{self, LoadError};

/// A file of a folder, by its path inside the folder.
pub type File = (&'static str, &'static str);

macro_rules! files {
    ($folder:literal: $($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../../", $folder, "/", $path)))),+]
    };
}

/// The pack `eu-e-evidence`, its texts and scenario files included.
pub const EU_E_EVIDENCE: &[File] = files!("instruments/eu-e-evidence":
    "clocks.toml",
    "epoc-pr.toml",
    "epoc.toml",
    "grounds.toml",
    "instrument.toml",
    "scenario/competence.case",
    "scenario/confirmation.case",
    "scenario/deadline.case",
    "scenario/emergency.case",
    "scenario/form.case",
    "scenario/gate.case",
    "scenario/ground.case",
    "scenario/partial.case",
    "scenario/preservation.case",
    "statistics.toml",
    "text/en.ftl",
);

/// Every compiled-in pack by its id.
pub const PACKS: &[(&str, &[File])] = &[("eu-e-evidence", EU_E_EVIDENCE)];

/// The calendars, and the zones of the states.
pub const CALENDARS: &[File] = files!("calendars":
    "DE/2026.toml",
    "DE/2027.toml",
    "DE/2028.toml",
    "FR/2026.toml",
    "FR/2027.toml",
    "FR/2028.toml",
    "IE/2026.toml",
    "IE/2027.toml",
    "IE/2028.toml",
    "NL/2026.toml",
    "NL/2027.toml",
    "NL/2028.toml",
    "zones.toml",
);

/// The packs as rules.
///
/// # Errors
/// The faults of the shipped files; a test keeps this empty.
pub fn instruments() -> Result<Vec<Instrument>, Vec<LoadError>> {
    let mut loaded = Vec::new();
    let mut errors = Vec::new();
    for (_, files) in PACKS {
        match load::load_instrument(files) {
            Ok(instrument) => loaded.push(instrument),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() { Ok(loaded) } else { Err(errors) }
}

/// The calendars as rules.
///
/// # Errors
/// The faults of the shipped files; a test keeps this empty.
pub fn calendars() -> Result<Calendars, Vec<LoadError>> {
    Calendars::load(CALENDARS)
}

/// The texts of every pack: pack id, language, Fluent text.
pub fn texts() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PACKS.iter().flat_map(|(id, files)| {
        files.iter().filter_map(move |(path, text)| {
            let language = path.strip_prefix("text/")?.strip_suffix(".ftl")?;
            Some((*id, language, *text))
        })
    })
}

/// The scenario files of every pack: pack id, path inside the pack, text.
pub fn scenarios() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PACKS.iter().flat_map(|(id, files)| {
        files
            .iter()
            .filter(|(path, _)| path.starts_with("scenario/") && path.ends_with(".case"))
            .map(move |(path, text)| (*id, *path, *text))
    })
}

#[cfg(test)]
mod tests;
