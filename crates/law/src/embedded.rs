//! The packs, texts and calendars that are compiled in, as lists of path and text.
//!
//! An installed node may read the same files from a directory instead; the lists here are what it
//! starts with. A file that is added to a folder is added to its list, and a test compares the two; only words in other languages
//! than English are not here, which the portal finds when it is built.

use crate::calendar::Calendars;
use crate::instrument::Instrument;
use crate::load::{self, LoadError};
use crate::vocab::{self, Vocabulary};

pub use self::packs::*;

mod packs;

/// A file of a folder, by its path inside the folder.
pub type File = (&'static str, &'static str);

/// The lists of one state: years are added here and in `xtask/src/calendar.rs`.
macro_rules! calendars {
    ($($state:literal)+) => {
        &[
            $(
                calendars!(file $state, "2026"),
                calendars!(file $state, "2027"),
                calendars!(file $state, "2028"),
                calendars!(file $state, "2029"),
                calendars!(file $state, "2030"),
            )+
            ("zones.toml", include_str!("../../../calendars/zones.toml")),
        ]
    };
    (file $state:literal, $year:literal) => {
        (
            concat!($state, "/", $year, ".toml"),
            include_str!(concat!("../../../calendars/", $state, "/", $year, ".toml")),
        )
    };
}

/// The calendars, and the zones of the states. The rules they are written from are not needed to read them.
pub const CALENDARS: &[File] = calendars!(
    "AT" "BE" "BG" "BR" "CH" "CY" "CZ" "DE" "DK" "EE" "ES" "FI" "FR" "GB" "GR" "HR" "HU" "IE" "IT" "JP" "LT"
    "LU" "LV" "MT" "NL" "NO" "PL" "PT" "RO" "SE" "SI" "SK" "US"
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

/// One compiled-in pack; none of that id gives none.
///
/// # Errors
/// The faults of the shipped files; a test keeps this empty.
pub fn instrument(id: &str) -> Result<Option<Instrument>, Vec<LoadError>> {
    let pack = PACKS.iter().find(|(known, _)| *known == id);
    pack.map(|(_, files)| load::load_instrument(files)).transpose()
}

/// The calendars as rules.
///
/// # Errors
/// The faults of the shipped files; a test keeps this empty.
pub fn calendars() -> Result<Calendars, Vec<LoadError>> {
    Calendars::load(CALENDARS)
}

/// The vocabularies.
///
/// # Errors
/// The faults of the shipped files; a test keeps this empty.
pub fn vocabularies() -> Result<Vec<Vocabulary>, Vec<LoadError>> {
    let (mut lists, mut errors) = (Vec::new(), Vec::new());
    for (path, text) in VOCABULARIES {
        match vocab::load(path, text) {
            Ok(list) => lists.push(list),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() { Ok(lists) } else { Err(errors) }
}

/// The scenario files of every pack: pack id, path inside the pack, text.
pub fn scenarios() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    PACKS.iter().flat_map(|(id, files)| {
        files
            .iter()
            .filter(|(path, _)| path.ends_with(".case"))
            .map(move |(path, text)| (*id, *path, *text))
    })
}

#[cfg(test)]
mod tests;
