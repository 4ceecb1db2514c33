//! A newer member directory in a bundle: taken over by its own signatures, before the node opens.
//!
//! Trusted: the keys that the root names which this node holds. Whoever carries or sends a bundle can at most bring an older
//! one, which is passed over.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use jiff::Timestamp;
use wire::bundle::Place;
use wire::roster::tuf::{Expiry, NETWORK, TufError};

use super::CarryError;
use super::read::{check_frame, prove};
use crate::config::Config;
use crate::directory::{self, FOLDER};
use crate::{serve, standing};

/// What became of the directory in a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is in use from the next start on, which is that of this command.
    Newer {
        /// Its version.
        version: u64,
    },
    /// There is none, or ours is as new.
    Unchanged,
}

/// Takes the directory of a bundle over, if its sender sealed it, its own keys signed it, it is newer, and it fits this
/// node's configuration. The node must not run.
///
/// # Errors
/// [`CarryError`]; the directory that is held stays then.
pub fn take_directory(config: &Config, file: &Path, now: Timestamp) -> Result<Taken, CarryError> {
    let ours = serve::read_roster(&config.data_dir)?;
    let opened = File::open(file).map_err(CarryError::file(file))?;
    let found = wire::bundle::Found::open(BufReader::new(opened))?;
    check_frame(found.index(), &config.node, &ours, now)?;
    let mut bundle = prove(found, &ours, now)?;
    let entries = &bundle.index().entries;
    let Some(n) = entries.iter().position(|entry| entry.place == Place::Directory) else {
        return Ok(Taken::Unchanged);
    };
    let files = wire::bundle::directory::read(&bundle.read(n)?).ok_or(CarryError::NoDirectory)?;
    let held = directory::installed(&config.data_dir)?.directory;
    // A stick may be under way for longer than a timestamp lasts: how old what it brings is, is told as of any directory.
    let ended = directory::update(held, Expiry::Told, |wanted| files.get(&wanted.file).cloned());
    match &ended.verdict {
        // An older one is what most bundles bring.
        Err(refused) if matches!(refused.error, TufError::Rollback { .. }) => {
            return Ok(Taken::Unchanged);
        }
        verdict => verdict.clone().map_err(directory::DirectoryError::from)?,
    }
    let missing = || directory::DirectoryError::from(TufError::Missing.about(NETWORK));
    let theirs = ended.directory.roster().ok_or_else(missing)?;
    if theirs.version <= ours.version {
        return Ok(Taken::Unchanged);
    }
    standing::check(config, &theirs)?;
    directory::write(&config.data_dir.join(FOLDER), &ended.files)?;
    Ok(Taken::Newer { version: theirs.version })
}
