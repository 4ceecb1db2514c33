//! A newer member directory in a bundle: taken over by its own signatures, before the node opens.
//!
//! Trusted: the keys that the root names which this node holds. Whoever carries or sends a bundle can at most bring an older
//! one, which is passed over.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use jiff::Timestamp;
use seal::digest::Digest;
use wire::bundle::Place;
use wire::roster::tuf::{Expiry, Files, NETWORK, TIMESTAMP, TufError};

use super::CarryError;
use super::read::{check_frame, prove};
use crate::config::Config;
use crate::directory::{self, FOLDER};
use crate::{serve, standing};

/// How the name of every root ends.
const ROOT: &str = ".root.json";

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
/// node's configuration. A stick may be under way for longer than a timestamp lasts, and for no longer than any other file:
/// how old what it brings is, is told as of any directory. The node must not run.
///
/// # Errors
/// [`CarryError`]; the version that is held stays then, under the newest root that was verified.
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
    let _lock = directory::writing(&config.data_dir)?;
    let held = directory::installed(&config.data_dir)?.directory;
    let (stamp, snapshot) = (held.timestamp.clone(), held.snapshot.clone());
    let folder = config.data_dir.join(FOLDER);
    let expiry = Expiry::Carried(now);
    let ended = directory::update(held, expiry, |wanted| files.get(&wanted.file).cloned());
    // Roots are kept even where the rest is refused or known: one of them may end a stolen key.
    let (roots, others): (Files, Files) =
        ended.files.into_iter().partition(|(name, _)| name.ends_with(ROOT));
    directory::write(&folder, &roots)?;
    let is_ours = stamp.is_some_and(|stamp| {
        files.get(TIMESTAMP).is_some_and(|bytes| Digest::of(bytes) == stamp.line.sha256)
    });
    let is_passed_over = |error: &TufError| {
        // What we have ourselves may have ended meanwhile.
        let is_ended = is_ours && matches!(error, TufError::Expired { .. });
        is_ended || matches!(error, TufError::Rollback { .. })
    };
    match &ended.verdict {
        // An older one or the same is what most bundles bring.
        Err(refused) if is_passed_over(&refused.error) => return Ok(Taken::Unchanged),
        verdict => verdict.clone().map_err(directory::DirectoryError::from)?,
    }
    let missing = || directory::DirectoryError::from(TufError::Missing.about(NETWORK));
    let theirs = ended.directory.roster().ok_or_else(missing)?;
    // Versions are not compared: the update did, unless the keys that signed ours were replaced, and then a lower one is
    // how the network goes on.
    let is_newer = snapshot != ended.directory.snapshot;
    if is_newer {
        standing::check(config, &theirs)?;
    }
    directory::write(&folder, &others)?;
    Ok(if is_newer { Taken::Newer { version: theirs.version } } else { Taken::Unchanged })
}
