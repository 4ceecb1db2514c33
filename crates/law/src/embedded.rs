//! The packs, texts and calendars that are compiled in.

use crate::calendar::Calendars;
use crate::instrument::Instrument;
use crate::load::LoadError;

/// The packs.
///
/// # Errors
/// The faults of the shipped files; a test keeps this empty.
pub fn instruments() -> Result<Vec<Instrument>, Vec<LoadError>> {
    Ok(Vec::new())
}

/// The calendars.
///
/// # Errors
/// The faults of the shipped files; a test keeps this empty.
pub fn calendars() -> Result<Calendars, Vec<LoadError>> {
    Ok(Calendars::default())
}
