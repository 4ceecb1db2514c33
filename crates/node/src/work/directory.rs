//! Newer versions of the member directory, while the node runs: those that the operator put into its folder, and those that
//! other nodes have (`docs/spec/directory.md` §8).
//!
//! A version counts because of its signatures, whoever brings it. The node goes on from what it holds in memory: a version that
//! is older, or a folder that was put back, changes nothing, and a member whose files are not there keeps what it had.
//!
//! Not trusted: whoever is asked. It can be silent, slow, old, or hold one file back; then the next one is asked, and nothing of
//! what it gave is kept. It cannot keep us from asking others.
//!
//! Not here: the rules of a reader (`wire::roster::tuf`), the files (`crate::directory`).

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::digest::Digest;
use seal::note::Vkey;
use tokio::sync::Notify;
use tokio::time::timeout;
use wire::roster::tuf::{Directory, Ended, Expiry, Files, TIMESTAMP, TufError, Update, Wanted};
use wire::roster::{Mode, Roster};

use crate::act::ActError;
use crate::directory::{self, DirectoryError, FOLDER};
use crate::log;
use crate::node::Node;
use crate::peer::client::{Ask, Patience};
use crate::serve::roster_of;
use crate::standing;

pub mod gossip;
#[cfg(test)]
mod tests;

/// Nodes that are asked in one round, while nobody has something newer.
const ASKED_MAX: usize = 3;
/// Longest that all files of one node are waited for.
const ONE_WITHIN: Duration = Duration::from_secs(120);

/// Who seems to have a newer version, what is held, and that somebody should look.
#[derive(Debug, Default)]
pub struct Newer {
    with: Mutex<Option<NodeId>>,
    round: Mutex<usize>,
    /// What came of what each node said of itself.
    said: Mutex<BTreeMap<NodeId, gossip::Said>>,
    /// Receipts that contradict our directory and are not on record yet, one of a node.
    contradicted: Mutex<BTreeMap<NodeId, Vec<u8>>>,
    /// Versions that went out of use since the start, and their content.
    used: Mutex<BTreeMap<u64, Digest>>,
    /// What was read last; later versions go on from it. Whoever has it is the one who looks.
    held: tokio::sync::Mutex<Option<Directory>>,
    /// Somebody should look now.
    pub wake: Notify,
    /// Somebody contradicts our directory.
    pub wake_recorder: Notify,
}

impl Newer {
    /// A peer signs with a key that is not in our version, or says that it has a newer one.
    fn hear(&self, of: &NodeId) {
        *self.with.lock().unwrap_or_else(PoisonError::into_inner) = Some(of.clone());
        self.wake.notify_one();
    }

    /// Whom to ask now: who was heard of, then the others, another one first in each round.
    fn whom(&self, ours: &NodeId, directory: &Roster) -> Vec<NodeId> {
        let nodes = directory.members.values().flat_map(|entry| &entry.nodes);
        let nodes = nodes.filter(|entry| entry.node != *ours && !entry.endpoints.is_empty());
        let mut nodes: Vec<NodeId> = nodes.map(|entry| entry.node.clone()).collect();
        let mut round = self.round.lock().unwrap_or_else(PoisonError::into_inner);
        let first = round.checked_rem(nodes.len()).unwrap_or(0);
        *round = round.wrapping_add(1);
        nodes.rotate_left(first);
        if let Some(heard) = self.with.lock().unwrap_or_else(PoisonError::into_inner).take() {
            nodes.retain(|node| *node != heard);
            nodes.insert(0, heard);
        }
        nodes.truncate(ASKED_MAX);
        nodes
    }
}

/// What came of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Nothing newer is known.
    Same,
    /// The node works with this version now.
    Taken(u64),
}

/// Looks into the folder, and asks others. A node without a folder has nothing to compare with.
///
/// # Errors
/// If the folder cannot be read or written.
pub async fn refresh(node: &Arc<Node>) -> Result<Round, ActError> {
    if !node.config.data_dir.join(FOLDER).join(TIMESTAMP).exists() {
        return Ok(Round::Same);
    }
    let mut last = node.newer.held.lock().await;
    // A revocation can begin between two versions.
    node.skip_revoked(&node.roster());
    let (held, is_first) = match last.clone() {
        Some(held) => (held, false),
        None => (on_disk(node, directory::installed).await?.directory, true),
    };
    let from = held.clone();
    let folder = on_disk(node, move |data_dir| read_on(data_dir, from)).await?;
    let is_news = is_first || folder.directory != held;
    let held = folder.directory.clone();
    *last = Some(held.clone());
    if is_news && let Some(roster) = fitting(node, &folder)? {
        return Ok(node.take_roster(roster).await);
    }
    for other in node.newer.whom(&node.config.node, &node.roster()) {
        let brought = timeout(ONE_WITHIN, bring(node, &other, held.clone())).await;
        let Some(brought) = brought.ok().flatten().filter(|ended| ended.directory != held) else {
            continue;
        };
        if let Err(refused) = &brought.verdict {
            log::directory_refused(other.as_str(), refused.error.code());
        }
        // What does not fit is not kept either: a node that cannot be started with its folder is no use to anybody.
        let Some(roster) = fitting(node, &brought)? else { continue };
        let (files, before) = (brought.files, held.clone());
        let is_kept = on_disk(node, move |data_dir| keep(data_dir, &before, &files)).await?;
        if is_kept {
            *last = Some(brought.directory);
            return Ok(node.take_roster(roster).await);
        }
    }
    Ok(Round::Same)
}

/// What the folder has, read on from what is held.
///
/// # Errors
/// If a file is there and cannot be read: it may be the one that matters.
fn read_on(data_dir: &Path, held: Directory) -> Result<Ended, DirectoryError> {
    let folder = data_dir.join(FOLDER);
    let mut broken = None;
    let ended = directory::update(held, Expiry::Told, |wanted: &Wanted| {
        let path = folder.join(&wanted.file);
        match directory::limited(&path, wanted.bytes_max) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => {
                broken = Some(DirectoryError::File { path, source });
                None
            }
        }
    });
    broken.map_or(Ok(ended), Err)
}

/// Writes what was brought, unless the folder went on meanwhile by another hand; whether it did.
fn keep(data_dir: &Path, held: &Directory, files: &Files) -> Result<bool, DirectoryError> {
    let _lock = directory::writing(data_dir)?;
    if read_on(data_dir, held.clone())?.directory != *held {
        return Ok(false);
    }
    directory::write(&data_dir.join(FOLDER), files)?;
    Ok(true)
}

/// Does something in the folder of a node, beside everything else: reading a thousand signatures and files is nothing to do
/// between two letters.
pub(crate) async fn on_disk<T: Send + 'static>(
    node: &Arc<Node>,
    work: impl FnOnce(&Path) -> Result<T, DirectoryError> + Send + 'static,
) -> Result<T, ActError> {
    let data_dir = node.config.data_dir.clone();
    let done = if node.runs_inline() {
        work(&data_dir)
    } else {
        let done = tokio::task::spawn_blocking(move || work(&data_dir)).await;
        done.map_err(|_| ActError::Corrupt("directory".to_owned()))?
    };
    done.map_err(|error| ActError::Corrupt(format!("directory: {}", error.code())))
}

/// Reads the repository of another node, file by file, from what is held. None if a file that should be there did not come as it
/// should be: of a member whose file is held back we would know less than before.
async fn bring(node: &Arc<Node>, other: &NodeId, held: Directory) -> Option<Ended> {
    let roster = node.roster();
    let (_, entry) = roster.node(other)?;
    // Nobody connects to a node that fetches.
    if entry.speaks.mode == Mode::Pull {
        return None;
    }
    let mut update = Update::begin(held, Expiry::Refused(node.now()), BTreeSet::new());
    while let Some(wanted) = update.wanted() {
        let request = Ask::get(format!("/cx/1/directory/{}", wanted.file));
        let asked = node.peers.ask(other, &entry.endpoints, &request, Patience::USUAL);
        let answer = asked.await.ok()?;
        let is_there = answer.status == StatusCode::OK;
        // Most of the time there is no newer root; everything else is named by a file that came before.
        let may_miss = wanted.file.ends_with(".root.json");
        if !(is_there || may_miss && answer.status == StatusCode::NOT_FOUND) {
            return None;
        }
        update.take(is_there.then_some(answer.body.as_ref()));
    }
    let ended = update.end();
    let changed = |error: &TufError| matches!(error, TufError::Digest | TufError::Length);
    let is_whole = !ended.alarms.iter().any(|alarm| changed(&alarm.refused.error));
    is_whole.then_some(ended)
}

/// What it says, if that is something else than what the node works with, and fits the node.
fn fitting(node: &Arc<Node>, ended: &Ended) -> Result<Option<Roster>, ActError> {
    let roster = roster_of(ended).map_err(|error| ActError::Corrupt(error.code().to_owned()))?;
    if roster == *node.roster() {
        return Ok(None);
    }
    for alarm in &ended.alarms {
        log::directory_alarm(&alarm.member, alarm.refused.error.code());
    }
    // A member that the directory puts out goes on with what it had: the others know better, and its operator is told.
    if let Err(contradiction) = standing::check(&node.config, &roster) {
        log::directory_unfit(roster.version, contradiction.code());
        return Ok(None);
    }
    Ok(Some(roster))
}

impl Node {
    /// Works with another version of the directory from now on. Letters that waited for it are tried again.
    async fn take_roster(&self, roster: Roster) -> Round {
        let version = roster.version;
        let ours = self.config.node.clone();
        if self.roster().node(&ours).map(|(_, entry)| entry)
            != roster.node(&ours).map(|(_, entry)| entry)
        {
            log::directory_start_again(version);
        }
        let before = self.roster();
        self.newer.remember(before.version, before.snapshot_sha256);
        self.skip_revoked(&roster);
        self.signing.timed(&roster, &ours);
        self.peers.learn(&roster).await;
        self.set_roster(Arc::new(roster));
        self.wake.deliver.notify_one();
        self.wake.open.notify_one();
        log::directory_taken(version);
        crate::signers::warn(self);
        Round::Taken(version)
    }

    /// Has no head signed by keys of ours that are revoked by now.
    fn skip_revoked(&self, roster: &Roster) {
        let now = self.now();
        if let Some((entry, _)) = roster.node(&self.config.node) {
            self.ledger.skip_revoked(&|vkey: &Vkey| entry.is_revoked(vkey.kid(), now));
        }
    }
}
