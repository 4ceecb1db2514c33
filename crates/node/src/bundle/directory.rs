//! A newer member directory in a bundle: taken over by its own signatures, before the node opens.
//!
//! Trusted: the signing keys of the root file that this node was given when it was admitted. Whoever carries or sends a
//! bundle can at most bring an older one, which is passed over.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use jiff::Timestamp;
use wire::bundle::Place;
use wire::roster::Roster;

use super::CarryError;
use super::read::{check_frame, prove};
use crate::config::Config;
use crate::durable::replace;
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
    let Some(n) = entries.iter().position(|entry| entry.place == Place::Snapshot) else {
        return Ok(Taken::Unchanged);
    };
    let snapshot = bundle.read(n)?;
    let path = config.data_dir.join("roster/1.root.json");
    let root = std::fs::read(&path).map_err(CarryError::file(&path))?;
    let theirs = Roster::open(&root, &snapshot)?;
    if theirs.version <= ours.version {
        return Ok(Taken::Unchanged);
    }
    standing::check(config, &theirs)?;
    let path = config.data_dir.join("roster/snapshot.json");
    replace(&path, &snapshot).map_err(CarryError::file(&path))?;
    Ok(Taken::Newer { version: theirs.version })
}
