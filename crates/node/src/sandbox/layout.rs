//! Where things lie in a sandbox directory, who may delete them, and who holds it.
//!
//! `DIR/FR-TJ/` data of a node · `DIR/FR-TJ.head/` its head register, outside the data · `DIR/out/` packages and
//! policy · `DIR/evidence/` generated files · `DIR/sandbox.json` memory and mark · `DIR/clock.json` the network's
//! clock · `DIR/supervisor.lock`. Nothing is written outside DIR, and `--fresh` deletes exactly these names.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::error::SandboxError;
use super::players::{EVERYBODY, Player};
use super::state;

#[cfg(test)]
mod tests;

/// The names in a sandbox directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The layout of `dir`, made absolute so that child processes and printed paths mean the same.
    pub(crate) fn new(dir: &Path) -> Result<Self, SandboxError> {
        let root = std::path::absolute(dir).map_err(SandboxError::file(dir))?;
        Ok(Self { root })
    }

    /// The directory itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Data directory of a node.
    pub(crate) fn data(&self, player: &Player) -> PathBuf {
        self.root.join(player.name)
    }

    /// Head register of a node, in its own folder beside the data.
    pub(crate) fn head(&self, player: &Player) -> PathBuf {
        self.root.join(format!("{}.head", player.name))
    }

    /// Configuration of a node.
    pub(crate) fn config(&self, player: &Player) -> PathBuf {
        self.data(player).join("comity.toml")
    }

    /// What a node prints.
    pub(crate) fn node_log(&self, player: &Player) -> PathBuf {
        self.data(player).join("node.log")
    }

    /// The process id of a node that runs.
    pub(crate) fn node_pid(&self, player: &Player) -> PathBuf {
        self.data(player).join("node.pid")
    }

    /// One-time sign-in tokens of a node, by their digest.
    pub(crate) fn sign_in(&self, player: &Player) -> PathBuf {
        self.data(player).join("sign-in")
    }

    /// Packages and policy.
    pub(crate) fn out(&self) -> PathBuf {
        self.root.join("out")
    }

    /// What a verifier is told to trust.
    pub(crate) fn policy(&self) -> PathBuf {
        self.out().join("policy.tlog-policy")
    }

    /// Generated evidence.
    pub(crate) fn evidence(&self) -> PathBuf {
        self.root.join("evidence")
    }

    /// What the sandbox remembers.
    pub(crate) fn state(&self) -> PathBuf {
        self.root.join("sandbox.json")
    }

    /// The network's clock.
    pub(crate) fn clock(&self) -> PathBuf {
        self.root.join("clock.json")
    }

    /// Held while a supervisor runs.
    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join("supervisor.lock")
    }

    /// Takes the directory for this process, or says who has it. Freed by the system when the process ends,
    /// however it ends.
    pub(crate) fn hold(&self) -> Result<Hold, SandboxError> {
        let path = self.lock();
        let failed = || SandboxError::file(&path);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed())?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                file.take(20).read_to_string(&mut pid).map_err(failed())?;
                let pid = pid.trim().to_owned();
                return Err(SandboxError::AlreadyRunning { dir: self.root.clone(), pid });
            }
            Err(TryLockError::Error(source)) => return Err(failed()(source)),
        }
        file.set_len(0).map_err(failed())?;
        file.seek(SeekFrom::Start(0)).map_err(failed())?;
        writeln!(file, "{}", std::process::id()).map_err(failed())?;
        Ok(Hold { _file: file })
    }

    /// Refuses a directory with files in it that is not a sandbox of ours.
    pub(crate) fn refuse_foreign(&self) -> Result<(), SandboxError> {
        let foreign = || SandboxError::NotASandbox { dir: self.root.clone() };
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(foreign()),
            Err(source) => return Err(SandboxError::File { path: self.root.clone(), source }),
        };
        // A first run that was killed may leave its lock and nothing else.
        let lock = self.lock();
        let mut others = entries.filter_map(Result::ok).filter(|entry| entry.path() != lock);
        match state::State::read(&self.state()) {
            Ok(Some(_)) => Ok(()),
            Ok(None) if others.next().is_none() => Ok(()),
            Ok(None) | Err(_) => Err(foreign()),
        }
    }

    /// Deletes what the founding of a network makes; a founding that was cut off is begun again from nothing.
    pub(crate) fn remove_nodes(&self) -> Result<(), SandboxError> {
        for player in EVERYBODY {
            remove_tree(&self.data(player))?;
            remove_tree(&self.head(player))?;
        }
        remove_file(&self.clock())?;
        remove_file(&self.policy())
    }

    /// Deletes everything a sandbox made except `sandbox.json`: that is replaced by a new one **before**, which
    /// says that nothing is founded, so a kill in between leaves a sandbox that begins anew and never half of one.
    pub(crate) fn remove(&self) -> Result<(), SandboxError> {
        self.remove_nodes()?;
        for path in packages(&self.out())? {
            remove_file(&path)?;
        }
        remove_if_empty(&self.out());
        for sample in super::evidence::SAMPLES {
            remove_file(&self.evidence().join(sample.name))?;
            remove_file(&self.evidence().join(format!("{}.part", sample.name)))?;
        }
        remove_if_empty(&self.evidence());
        Ok(())
    }
}

/// The directory is ours as long as this lives.
#[derive(Debug)]
pub(crate) struct Hold {
    _file: File,
}

/// Finished and half-written packages in `folder`.
fn packages(folder: &Path) -> Result<Vec<PathBuf>, SandboxError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(SandboxError::File { path: folder.to_owned(), source }),
    };
    let is_package = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.ends_with(".asice") || name.ends_with(".asice.part")
    };
    Ok(entries.filter_map(Result::ok).map(|entry| entry.path()).filter(is_package).collect())
}

fn remove_tree(path: &Path) -> Result<(), SandboxError> {
    accept_missing(path, fs::remove_dir_all(path))
}

fn remove_file(path: &Path) -> Result<(), SandboxError> {
    accept_missing(path, fs::remove_file(path))
}

/// A folder that still holds somebody's files stays; that is the point, so its error is no error.
fn remove_if_empty(path: &Path) {
    drop(fs::remove_dir(path));
}

fn accept_missing(path: &Path, done: io::Result<()>) -> Result<(), SandboxError> {
    match done {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(SandboxError::File { path: path.to_owned(), source: error })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
