//! The inbox: what was accepted at the door, how far each envelope has come, and who waits for what.
//!
//! Beside the row of each envelope stands a *waiting* row until the envelope is settled, in the order in which letters
//! are opened: ready ones by lane and acceptance, then those whose objects are still coming, then those that answer an
//! order which is not here yet, then those that an agreement holds. What is settled is never looked at again, so a long history costs nothing, and no
//! letter is out of reach because younger ones arrived.
//!
//! A member with a waiting letter, or with a gap in what it wrote, is *behind*: its ground or withdrawal may be the
//! letter that is missing, so nothing is released on its silence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError, RwLock};

use domain::actor::NodeId;
use jiff::{SignedDuration, Timestamp};
use seal::digest::Digest;
use serde::{Deserialize, Serialize};
use store::{Row, RowQuery};

use crate::act::{ActError, Tx};
use crate::agreements::held::Asks;
use crate::node::Node;
use crate::roads::lock;
use crate::rows::{decode, view};

#[cfg(test)]
mod tests;

/// How long an answer to an unknown order waits for that order (`docs/spec/exchange.md`, parking).
pub const PARKED_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Answers to unknown orders that one member may have waiting here; an honest one has a handful.
pub const PARKED_PER_PEER_MAX: usize = 256;
/// The first pause after a failure of ours; each further one doubles it.
const PAUSE_MIN: SignedDuration = SignedDuration::from_secs(1);
/// And the longest.
const PAUSE_MAX: SignedDuration = SignedDuration::from_mins(1);
/// Processes that may die over a letter before it only gets an hourly turn.
pub(crate) const DEATHS_MAX: u32 = 3;
/// That turn.
const HELD_FOR: SignedDuration = SignedDuration::from_hours(1);

/// Digits by which two nodes whose envelopes have one id are told apart: 128 bits of a digest.
const WHOSE_CHARS: usize = 32;

/// An envelope that was accepted, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// Who sent it.
    pub from: String,
    /// Its digest.
    pub env_digest: String,
    /// The number of its lane: 0 is the most urgent.
    pub lane: u8,
    /// When it was accepted, by our clock: clocks of the law run from here.
    pub accepted_at_ms: i64,
    /// Digest of the acceptance we stated.
    pub receipt: String,
    /// Digest of our latest statement about it.
    pub last_receipt: String,
    /// The event whose leaf says that we have it.
    pub recv_event: String,
    /// Transfer chunks announced.
    pub n_chunks: u64,
    /// Where it stands.
    pub state: InboxState,
    /// Processes of ours that began to open it and did not finish.
    pub attempts: u32,
}

/// Where an accepted envelope stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum InboxState {
    /// Durable, not opened yet.
    Accepted,
    /// Had its effect.
    Consigned,
    /// The letter was here before in another envelope.
    Duplicate,
    /// Failed for good.
    Failed {
        /// Reason code.
        reason: String,
    },
    /// Opened; objects are still coming.
    Fetching,
    /// Opened; it is about an order that is not here yet.
    Parked {
        /// The order.
        measure: String,
        /// After this it fails.
        until_ms: i64,
    },
    /// Opened once and not shown: an agreement holds it. It lies encrypted as it came.
    Quarantined {
        /// Reason code.
        reason: String,
        /// What agreements are asked about it.
        asks: Box<Asks>,
    },
}

impl Inbox {
    /// Its place among the waiting, or none if it is settled.
    fn turn(&self) -> Option<String> {
        match &self.state {
            InboxState::Accepted => Some(format!("0:{}:{:020}", self.lane, self.accepted_at_ms)),
            InboxState::Fetching => Some(format!("1:{:020}", self.accepted_at_ms)),
            InboxState::Parked { until_ms, .. } => Some(format!("2:{until_ms:020}")),
            InboxState::Quarantined { .. } => Some(format!("3:{:020}", self.accepted_at_ms)),
            InboxState::Consigned | InboxState::Duplicate | InboxState::Failed { .. } => None,
        }
    }

    /// Whether nothing more becomes of it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.turn().is_none()
    }

    /// Inbox rows are listed in the order of their acceptance.
    fn sort(&self) -> String {
        format!("{:020}", self.accepted_at_ms)
    }
}

impl Node {
    /// Where an envelope of `from` stands here, and what is known of it: under its id; or, where that id is another node's already,
    /// or ours, under the id and whose it is. Ids are no secrets. Who carries an envelope, or gets one, could otherwise occupy its
    /// id at everybody else, and the letter would be refused for good.
    ///
    /// # Errors
    /// If the store fails or the row is damaged.
    pub async fn slot_of(
        &self,
        from: &NodeId,
        env_id: &str,
    ) -> Result<(String, Option<Inbox>), ActError> {
        let known = self.row::<Inbox>(view::INBOX, env_id).await?;
        let is_free = match &known {
            Some(known) => known.from == from.as_str(),
            None => self.raw_row(view::ENVELOPE_ROW, env_id).await?.is_none(),
        };
        if is_free || *from == self.config.node {
            return Ok((env_id.to_owned(), known));
        }
        let whose = Digest::of(from.as_str().as_bytes()).hex();
        let slot = format!("{env_id}.{}", whose.get(..WHOSE_CHARS).unwrap_or_default());
        let known = self.row::<Inbox>(view::INBOX, &slot).await?;
        Ok((slot, known))
    }
}

/// The id of the envelope that stands there.
#[must_use]
pub fn env_id_of(slot: &str) -> &str {
    slot.split_once('.').map_or(slot, |(env_id, _)| env_id)
}

impl Tx<'_> {
    /// Enters a new envelope.
    pub fn enter(&mut self, env_id: &str, inbox: &Inbox) {
        self.insert(view::INBOX, env_id, &inbox.sort(), inbox);
        self.wait(env_id, inbox);
    }

    /// Moves an envelope on from `old`. Of two who move it at once the slower decides again: what one takes its sender may take
    /// back.
    pub fn move_on(&mut self, env_id: &str, old: &Inbox, new: &Inbox) {
        self.swap_sorted(view::INBOX, env_id, &new.sort(), (old, new));
        if let InboxState::Parked { measure, .. } = &old.state {
            self.delete(view::PARKED, &parked_key(measure, env_id));
        }
        self.wait(env_id, new);
    }

    fn wait(&mut self, env_id: &str, inbox: &Inbox) {
        match inbox.turn() {
            Some(turn) => self.put(view::WAITING, env_id, &turn, &inbox.from),
            None => self.delete(view::WAITING, env_id),
        }
        if let InboxState::Parked { measure, .. } = &inbox.state {
            self.put(view::PARKED, &parked_key(measure, env_id), "", &env_id);
        }
    }

    /// An order is here: what waited for it is ready.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn unpark(&mut self, measure: &str) -> Result<(), ActError> {
        let waiting: Vec<(String, String)> =
            self.node.rows(view::PARKED, &format!("{measure}:")).await?;
        for (_, env_id) in waiting {
            if let Some(parked) = self.node.row::<Inbox>(view::INBOX, &env_id).await? {
                let ready = Inbox { state: InboxState::Accepted, ..parked.clone() };
                self.move_on(&env_id, &parked, &ready);
            }
        }
        Ok(())
    }
}

fn parked_key(measure: &str, env_id: &str) -> String {
    format!("{measure}:{env_id}")
}

/// What waits, by what it waits for.
#[derive(Debug, Default)]
pub struct Waiting {
    /// To be opened, most urgent first.
    pub ready: Vec<String>,
    /// For objects.
    pub fetching: Vec<String>,
    /// For an order that did not come in time.
    pub expired: Vec<String>,
    /// How many wait for an order, by sender.
    pub parked: BTreeMap<String, usize>,
}

/// Everything that waits now, and brings the list of members that are behind up to date.
///
/// # Errors
/// If the store fails or a row is damaged.
pub async fn waiting(node: &Node) -> Result<Waiting, ActError> {
    let rows = node.all_rows(RowQuery::view(view::WAITING, store::MAX_PAGE)).await?;
    let gaps = node.all_rows(RowQuery::view(view::GAP, store::MAX_PAGE)).await?;
    let mut behind = BTreeSet::new();
    let mut waiting = Waiting::default();
    let now = format!("2:{:020}", node.now().as_millisecond());
    for Row { key, sort, body, .. } in rows {
        let from: String = decode(&body)?;
        behind.extend(NodeId::parse(&from).ok());
        match sort.split_once(':').map(|(class, _)| class) {
            Some("0") => waiting.ready.push(key),
            Some("1") => waiting.fetching.push(key),
            Some("2") => {
                *waiting.parked.entry(from).or_default() += 1;
                if sort <= now {
                    waiting.expired.push(key);
                }
            }
            // The sweep of agreements frees it.
            Some("3") => {}
            Some(_) | None => return Err(ActError::Corrupt("row waiting".to_owned())),
        }
    }
    for row in gaps {
        behind.extend(NodeId::parse(&decode::<String>(&row.body)?).ok());
    }
    node.channels.replace(behind);
    Ok(waiting)
}

/// The nodes whose letters we do not all have, or have not all read.
#[derive(Debug, Default)]
pub struct Channels(RwLock<BTreeSet<NodeId>>);

impl Channels {
    /// Whether something of this node is missing or unread.
    #[must_use]
    pub fn is_behind(&self, node: &NodeId) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(node)
    }

    /// Something of this node is on its way in; said before it is durable, so that no decision falls in between.
    pub fn mark(&self, node: &NodeId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(node.clone());
    }

    fn replace(&self, behind: BTreeSet<NodeId>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = behind;
    }
}

/// What this process tried and could not do for reasons of its own: a full disk, a busy store. Such a letter waits and
/// keeps its turn; only a process that died over a letter counts against it.
#[derive(Debug, Default)]
pub struct Trials {
    tried: Mutex<BTreeMap<String, Trial>>,
    /// Letters that somebody is at.
    held: Mutex<BTreeSet<String>>,
}

/// A letter is ours to open as long as this lives: a round that somebody else runs at the same time passes it over.
#[derive(Debug)]
pub struct Held<'a> {
    trials: &'a Trials,
    env_id: &'a str,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        lock(&self.trials.held).remove(self.env_id);
    }
}

#[derive(Debug, Clone, Copy)]
struct Trial {
    n_failed: u32,
    next_at: Timestamp,
}

impl Trials {
    /// Takes a letter, if nobody is at it.
    #[must_use]
    pub fn hold<'a>(&'a self, env_id: &'a str) -> Option<Held<'a>> {
        let is_free = lock(&self.held).insert(env_id.to_owned());
        is_free.then_some(Held { trials: self, env_id })
    }

    /// Whether a letter has its turn now.
    #[must_use]
    pub fn has_turn(&self, env_id: &str, now: Timestamp) -> bool {
        let trials = lock(&self.tried);
        trials.get(env_id).is_none_or(|trial| trial.next_at <= now)
    }

    /// Whether this process tries a letter for the first time.
    #[must_use]
    pub fn is_first(&self, env_id: &str) -> bool {
        !lock(&self.tried).contains_key(env_id)
    }

    /// Begins a try. A letter over which processes died waits an hour before its first one.
    #[must_use]
    pub fn begin(&self, env_id: &str, n_deaths: u32, now: Timestamp) -> bool {
        let mut trials = lock(&self.tried);
        let held = n_deaths >= DEATHS_MAX && !trials.contains_key(env_id);
        let pause = if held { HELD_FOR } else { SignedDuration::ZERO };
        let next_at = now.saturating_add(pause).unwrap_or(now);
        trials.entry(env_id.to_owned()).or_insert(Trial { n_failed: 0, next_at });
        !held
    }

    /// It did not work, and that was not the letter's fault.
    pub fn failed(&self, env_id: &str, now: Timestamp) {
        let mut trials = lock(&self.tried);
        let trial = trials.entry(env_id.to_owned()).or_insert(Trial { n_failed: 0, next_at: now });
        let pause = PAUSE_MIN.saturating_mul(1 << trial.n_failed.min(16)).min(PAUSE_MAX);
        trial.n_failed = trial.n_failed.saturating_add(1);
        trial.next_at = now.saturating_add(pause).unwrap_or(now);
    }

    /// It is settled, or waits for something else.
    pub fn forget(&self, env_id: &str) {
        lock(&self.tried).remove(env_id);
    }
}
