//! What the operator did, told to the node by files in `DATA/operator`, and by the node to its log.
//!
//! The log is locked by the process that runs, so a command beside it cannot write a leaf. It writes a file of its own; the
//! node reads it within a second, or at its next start, records it and removes it. A file that was recorded and not yet
//! removed is not recorded again. The form of the file is nobody's business but ours: it lives for a second.
//!
//! Not trusted more than its folder: a file that is none of ours is set aside under another name.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use seal::digest::{Digest, hex_encode};
use serde::{Deserialize, Serialize};
use store::SessionScope;
use wire::stored::{Stored, Who, shard};

use super::OfficersError;
use crate::act::{ActError, OnceKey, act};
use crate::clock::system_now;
use crate::config::Config;
use crate::durable::replace;
use crate::init::{NewOfficer, make_dir};
use crate::node::{Node, pseudonym};
use crate::passkeys;
use crate::rng::{OsRandom, Random};
use crate::serve::log_stream;

/// The folder below the data directory.
pub const FOLDER: &str = "operator";
/// What a file may weigh.
const FILE_BYTES_MAX: u64 = 4 << 10;
/// Files that are read in one round.
const ROUND_MAX: usize = 64;
/// Under which the log knows a file again.
pub(super) const SCOPE: &str = "operator";

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// Somebody was added.
    Added,
    /// A link was made.
    LinkMade,
    /// A link was used.
    LinkUsed,
    /// Somebody was retired.
    Retired,
}

/// One act of the operator, or the use of what the operator made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Its id, by which it is recorded once.
    pub id: String,
    /// What.
    pub did: Did,
    /// Of whom, by the sign-in name; the log has the pseudonym.
    pub login: String,
    /// In which unit.
    pub unit: String,
    /// In which office.
    pub office: String,
    /// Of a link: its id and its end.
    pub link: Option<ToldLink>,
}

/// A link, without what makes it one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldLink {
    /// Its id.
    pub id: String,
    /// When it ends, milliseconds since 1970, real time.
    pub ends_at_ms: i64,
}

impl Told {
    /// Something done now. A link's making has the id of the link.
    #[must_use]
    pub fn of(did: Did, officer: &NewOfficer, link: Option<ToldLink>) -> Self {
        let random: &dyn Random = &OsRandom;
        let id = match &link {
            Some(link) if did == Did::LinkMade => link.id.clone(),
            Some(_) | None => hex_encode(&random.array::<16>()),
        };
        let (unit, office) = (officer.unit.to_string(), officer.office.id().to_owned());
        Self { id, did, login: officer.login.clone(), unit, office, link }
    }

    /// What the leaf says: no name, no secret.
    fn note(&self, node: &Node) -> String {
        let id = pseudonym(&node.config.member, &self.login);
        let Self { unit, office, .. } = self;
        let link = self.link.as_ref().map_or("", |link| link.id.as_str());
        match self.did {
            Did::Added | Did::Retired => format!("officer {id}, unit {unit}, office {office}"),
            Did::LinkMade => {
                let ends_at_ms = self.link.as_ref().map_or(0, |link| link.ends_at_ms);
                let ends_at = Timestamp::from_millisecond(ends_at_ms).unwrap_or(Timestamp::MIN);
                format!(
                    "officer {id}, unit {unit}, office {office}, link {link}, level {}, ends {}",
                    node.config.link_level.number(),
                    wire::time::millis(ends_at)
                )
            }
            Did::LinkUsed => format!("officer {id}, link {link}"),
        }
    }

    const fn kind(&self) -> shard::Kind {
        match self.did {
            Did::Added => shard::Kind::OfficerAdded,
            Did::LinkMade => shard::Kind::LinkMade,
            Did::LinkUsed => shard::Kind::LinkUsed,
            Did::Retired => shard::Kind::OfficerRetired,
        }
    }
}

/// Writes a file for the node to read, and returns its path: when it is gone, the node has recorded it.
///
/// # Errors
/// If it cannot be written.
pub fn tell(config: &Config, told: &Told) -> Result<PathBuf, OfficersError> {
    let folder = config.data_dir.join(FOLDER);
    make_dir(&folder)?;
    // In the order in which things were done.
    let name = format!("{:015}-{}.json", system_now().as_millisecond(), told.id);
    let path = folder.join(name);
    // Texts and numbers of our own have a form.
    let bytes = serde_json::to_vec(told).unwrap_or_default();
    replace(&path, &bytes).map_err(OfficersError::file(&path))?;
    Ok(path)
}

/// Whether the node has recorded the making of this link.
///
/// # Errors
/// If the store fails.
pub(super) async fn is_recorded(node: &Node, id: &str) -> Result<bool, ActError> {
    Ok(node.store.once(SCOPE, id).await?.is_some())
}

/// Records what was told and is not recorded yet, in the order of telling. Returns how much that was.
///
/// # Errors
/// If the log or the store does not take it: it is told again in the next round.
pub async fn record(node: &Node) -> Result<usize, ActError> {
    let folder = node.config.data_dir.join(FOLDER);
    let (mut all, mut n_recorded) = (Vec::new(), 0_usize);
    for path in files(&folder).map_err(|error| failed(&error))? {
        let bytes = match limited(&path) {
            Ok(bytes) => bytes,
            // Somebody else was faster: a sign-in and the round look at the same folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            // What one file is keeps nobody out.
            Err(error) => {
                crate::log::worker_failed("officers", &failed(&error));
                continue;
            }
        };
        match serde_json::from_slice::<Told>(&bytes) {
            Ok(told) => all.push((path, told, bytes)),
            Err(_) => set_aside(&path).map_err(|error| failed(&error))?,
        }
    }
    // Before anything is recorded: whoever was told to go is out, also while the log takes nothing.
    for (_, told, _) in all.iter().filter(|(_, told, _)| told.did == Did::Retired) {
        node.retire(&told.login);
        let scope = SessionScope::Officer(told.login.clone());
        let now_ms = system_now().as_millisecond();
        node.store.session_revoke(scope, now_ms, "retired").await?;
    }
    for (path, told, bytes) in all {
        match record_one(node, &told, &bytes).await {
            // The same id stands on record with other words.
            Err(ActError::Store(store::StoreError::OnceMismatch { .. })) => {
                set_aside(&path).map_err(|error| failed(&error))?;
                continue;
            }
            done => done?,
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(&error)),
            Ok(()) | Err(_) => n_recorded = n_recorded.saturating_add(1),
        }
    }
    Ok(n_recorded)
}

async fn record_one(node: &Node, told: &Told, bytes: &[u8]) -> Result<(), ActError> {
    let once = OnceKey { scope: SCOPE.to_owned(), key: told.id.clone(), digest: Digest::of(bytes) };
    act!(node, "note_operator", Some(once.clone()), |tx| {
        let event = shard::Event {
            at: tx.now,
            kind: told.kind(),
            origin: node.ledger.origin(),
            checkpoint: None,
            vkeys: Vec::new(),
            from: None,
            sigs: Vec::new(),
            note: Some(told.note(node)),
        };
        tx.record(&log_stream(node), &Stored::Shard(event), tx.now, &Who::node()).await?;
        if told.did == Did::Retired {
            passkeys::forget(tx, &told.login).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// The oldest files, by name.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut paths = BTreeSet::new();
    for item in listed {
        let path = item?.path();
        if path.extension().is_some_and(|end| end == "json") {
            paths.insert(path);
            if paths.len() > ROUND_MAX {
                paths.pop_last();
            }
        }
    }
    Ok(paths.into_iter().collect())
}

/// At most one byte more than a file may have: then it is none of ours.
pub(super) fn limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(FILE_BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|n| n > FILE_BYTES_MAX) {
        bytes.clear();
    }
    Ok(bytes)
}

fn set_aside(path: &Path) -> io::Result<()> {
    fs::rename(path, path.with_extension("unread"))
}

fn failed(error: &io::Error) -> ActError {
    ActError::Shell(format!("the folder of the operator cannot be used: {error}"))
}
