//! Fetching, for a node that says in the directory that it cannot be reached: from every peer what is kept there, through the
//! same door as what is posted, and back to the peer the receipts.
//!
//! Of each peer three tasks fetch: what is most urgent, the rest, and chunks, so that a letter of the first lane waits neither
//! for a poll nor for a page of others. How far they are is in memory only: a node that starts asks from the beginning, and
//! what it has it only states once more. Tables: those of the door, and chunk.
//!
//! Not trusted: the peer. At most it brings what it could have posted, and has us compare once an hour.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::receipt::Receipt;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep};
use wire::mailbox::{Item, Page, receipts_to_bytes};

use crate::act::ActError;
use crate::log;
use crate::mailbox::page::Lanes;
use crate::node::Node;
use crate::peer::acknowledged;
use crate::peer::client::{Ask, Patience};
use crate::peer::door::{Answer, Road};
use crate::peer::fetched::RECEIPTS;
use crate::probe;
use crate::work::deliver::{ask, ask_within};

pub(crate) use self::chunks::{AtChunks, chunks};

mod chunks;

/// What one poll asks its peer to wait.
const WAIT: Duration = crate::peer::FETCH_WAIT;
/// A page begins to come when something is there; then it comes as slowly as 16 KiB in a second.
const PATIENCE: Patience =
    Patience { begins_within: Duration::from_secs(35), whole_within: Duration::from_secs(240) };
/// Between two that did.
const NEXT: Duration = Duration::from_millis(10);
/// Between two pages that brought nothing new: a peer that always has something to say is not asked faster.
const PAUSE: Duration = Duration::from_secs(1);
/// The first wait after a failure; each further one has twice as much, and chance has its part in it.
const WAIT_FIRST: Duration = Duration::from_secs(2);
/// What is kept is asked for from the beginning so often: what could not be taken is tried again, and a peer that counts anew
/// is noticed.
const FROM_THE_BEGINNING: Duration = Duration::from_secs(15 * 60);
/// The same if something could not be taken.
const SOON: Duration = Duration::from_secs(30);
/// And if it is urgent.
const SOON_FIRST: Duration = Duration::from_secs(15);
/// A peer that says that something is missing is believed so often.
const COMPARE_EVERY: Duration = Duration::from_secs(60 * 60);
/// Receipts go back after so many letters.
const TOGETHER: usize = 32;
/// So often a letter waits a second until its lane has room again; what its peer owes is forgotten after a minute.
const SLOW_MAX: u32 = 64;
/// How often receipts are brought that the peer cannot take now; after that it shows the letters again.
const BRING_MAX: u32 = 3;

/// What a task fetches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Emergencies and what is urgent.
    First,
    /// Other letters.
    Rest,
    /// What letters announced.
    Chunks,
}

impl Part {
    const ALL: [Self; 3] = [Self::First, Self::Rest, Self::Chunks];

    /// How long it waits at most after failures.
    const fn wait_max(self) -> Duration {
        match self {
            // As an emergency passes a road that is shut.
            Self::First => Duration::from_secs(15),
            Self::Rest => Duration::from_secs(60),
            Self::Chunks => Duration::from_secs(5 * 60),
        }
    }
}

/// The tasks that fetch.
#[derive(Debug, Default)]
pub struct Fetching {
    tasks: JoinSet<()>,
    running: BTreeMap<(NodeId, Part), AbortHandle>,
}

impl Fetching {
    /// Brings the tasks up to date with the directory.
    pub fn look(&mut self, node: &Arc<Node>) {
        let peers = whom(node);
        self.running.retain(|(peer, _), task| {
            let stays = peers.contains(peer) && !task.is_finished();
            if !stays {
                task.abort();
            }
            stays
        });
        for peer in peers {
            for part in Part::ALL {
                let key = (peer.clone(), part);
                if !self.running.contains_key(&key) {
                    let task = self.tasks.spawn(fetch(node.clone(), peer.clone(), part));
                    self.running.insert(key, task);
                }
            }
        }
    }

    /// Ends all of them. What was under way is as if a connection had broken.
    pub async fn end(&mut self) {
        self.running.clear();
        self.tasks.shutdown().await;
    }

    /// Returns when a task has ended, which it does only when it is told to; for ever if there is none.
    pub async fn ended(&mut self) {
        match self.tasks.join_next().await {
            // A panic is a bug and ends the worker, as it would without a task in between.
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Some(Ok(()) | Err(_)) => {}
            None => std::future::pending().await,
        }
    }
}

/// Whom this node fetches from: nobody, if it can be reached; and never from those that cannot.
#[must_use]
pub fn whom(node: &Node) -> Vec<NodeId> {
    if !node.fetches(&node.config.node) {
        return Vec::new();
    }
    let mut holders: Vec<_> =
        probe::peers(node).into_iter().filter(|peer| !node.fetches(peer)).collect();
    // A relay may have no office that anybody writes to.
    for relay in relays(node) {
        if !holders.contains(&relay) {
            holders.push(relay);
        }
    }
    holders
}

/// Every relay that can be reached.
fn relays(node: &Node) -> Vec<NodeId> {
    let roster = node.roster();
    let nodes = roster.members.values().flat_map(|entry| &entry.nodes);
    let ids = nodes.map(|entry| entry.node.clone());
    ids.filter(|id| node.is_relay(id) && !node.fetches(id)).collect()
}

#[expect(clippy::infinite_loop, reason = "it ends with the tasks it is one of")]
async fn fetch(node: Arc<Node>, peer: NodeId, part: Part) {
    let (mut at, mut at_chunks) = (At::default(), AtChunks::default());
    loop {
        let done = match part {
            Part::First => turn(&node, &peer, (Lanes::FIRST, WAIT), &mut at).await,
            Part::Rest => turn(&node, &peer, (Lanes::REST, WAIT), &mut at).await,
            Part::Chunks => chunks(&node, &peer, &mut at_chunks).await,
        };
        match done {
            Ok(pause) => {
                at.n_failed = 0;
                sleep(pause).await;
            }
            Err(failed) => {
                match &failed {
                    NotFetched::Act(error) => log::worker_failed("fetch", error),
                    // Said once; while it lasts it says nothing new.
                    NotFetched::Peer(code) if at.n_failed == 0 => {
                        log::fetch_failed(peer.as_str(), code);
                    }
                    NotFetched::Peer(_) => {}
                }
                sleep(at.failed(part, u64::from_le_bytes(node.random.array()))).await;
            }
        }
    }
}

/// Why a turn has no end.
#[derive(Debug)]
pub(crate) enum NotFetched {
    /// Ours.
    Act(ActError),
    /// The peer's, or the road's.
    Peer(&'static str),
}

impl From<ActError> for NotFetched {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

/// How far a task is.
#[derive(Debug, Default)]
pub(crate) struct At {
    cursor: Option<String>,
    /// When it asked from the beginning.
    began: Option<Instant>,
    /// Whether that came to its end: a mailbox is gone through whole before it is gone through again, so that what cannot be
    /// taken of one sender keeps nothing of the others behind it away.
    is_through: bool,
    /// Whether something could not be taken since.
    is_left: bool,
    compared: Option<Instant>,
    n_failed: u32,
}

impl At {
    /// Between half of the time and all of it.
    fn failed(&mut self, part: Part, dice: u64) -> Duration {
        let full = WAIT_FIRST.saturating_mul(1 << self.n_failed.min(10)).min(part.wait_max());
        self.n_failed = self.n_failed.saturating_add(1);
        let half_ms = u64::try_from(full.as_millis()).unwrap_or(u64::MAX) / 2;
        Duration::from_millis(half_ms + dice % half_ms.max(1))
    }

    /// The place to ask behind.
    fn next(&mut self, lanes: Lanes) -> Option<&str> {
        let soon = if lanes == Lanes::FIRST { SOON_FIRST } else { SOON };
        let again = if self.is_left { soon } else { FROM_THE_BEGINNING };
        if self.began.is_none_or(|began| self.is_through && began.elapsed() >= again) {
            (self.cursor, self.began) = (None, Some(Instant::now()));
            (self.is_left, self.is_through) = (false, false);
        }
        self.cursor.as_deref()
    }
}

/// One page: asked for, taken, stated. How long to wait before the next one.
///
/// # Errors
/// [`NotFetched`]; the next turn asks from the same place.
pub(crate) async fn turn(
    node: &Arc<Node>,
    peer: &NodeId,
    (lanes, wait): (Lanes, Duration),
    at: &mut At,
) -> Result<Duration, NotFetched> {
    let after = at.next(lanes).map(|cursor| format!("&after={cursor}")).unwrap_or_default();
    let path = format!("/cx/1/mailbox?wait={}&lanes={}{after}", wait.as_secs(), lanes.text());
    let began = Instant::now();
    let answer = ask_within(node, peer, &Ask::get(path), PATIENCE).await;
    let answer = answer.map_err(|error| NotFetched::Peer(error.code()))?;
    if answer.status != StatusCode::OK {
        return Err(NotFetched::Peer("refused"));
    }
    let page = Page::parse(&answer.body).map_err(|error| NotFetched::Peer(error.code()))?;
    let taken = take(node, peer, &page.items).await;
    if taken.is_over {
        // No room, or the log stands: nothing behind it would be taken either, and the place is asked for again.
        return Err(NotFetched::Peer("not-taken"));
    }
    at.is_left |= taken.is_left;
    if page.gap && at.compared.is_none_or(|at| at.elapsed() >= COMPARE_EVERY) {
        crate::reconcile::want(node, peer).await?;
        node.wake.compare.notify_one();
        at.compared = Some(Instant::now());
    }
    at.cursor = Some(page.cursor);
    at.is_through = !page.more;
    // One that is empty waited at the peer; if not, we wait.
    let has_waited = page.items.is_empty() && began.elapsed() >= PAUSE;
    Ok(if taken.n_new > 0 || has_waited { NEXT } else { PAUSE })
}

/// What came of a page.
#[derive(Debug, Default)]
struct Taken {
    n_new: usize,
    /// Something was refused for now.
    is_left: bool,
    /// Nothing can be taken.
    is_over: bool,
}

async fn take(node: &Arc<Node>, peer: &NodeId, items: &[Item]) -> Taken {
    let mut taken = Taken::default();
    for together in items.chunks(TOGETHER) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for item in together {
            match item {
                Item::Receipt(bytes) => theirs.push(bytes.clone()),
                Item::Delivery(bytes) => match receive(node, peer, bytes).await {
                    Answer::Receipt(status, receipt) => {
                        taken.n_new += usize::from(status == StatusCode::CREATED);
                        ours.extend(bare(&receipt));
                    }
                    Answer::Problem(_, code) if OVER.contains(&code) => taken.is_over = true,
                    // What is wrong with the letter itself is not better in a few seconds.
                    Answer::Problem(
                        StatusCode::BAD_REQUEST | StatusCode::CONFLICT | StatusCode::FORBIDDEN,
                        _,
                    ) => {}
                    Answer::Problem(..) => taken.is_left = true,
                },
            }
        }
        if !theirs.is_empty() {
            taken.is_left |= !acknowledged::take(node, peer, &theirs).await.unwrap_or(false);
        }
        if !ours.is_empty() {
            node.wake.open.notify_one();
            taken.is_left |= !bring(node, peer, &ours).await;
        }
        if taken.is_over {
            break;
        }
    }
    taken
}

/// Gives a delivery to the door, in the pace at which its writer could have posted it.
async fn receive(node: &Arc<Node>, peer: &NodeId, bytes: &[u8]) -> Answer {
    for _ in 0..SLOW_MAX {
        match node.receive_by(Road::Mailbox, peer, bytes).await {
            Answer::Problem(StatusCode::TOO_MANY_REQUESTS, _) => sleep(PAUSE).await,
            answer @ (Answer::Receipt(..) | Answer::Problem(..)) => return answer,
        }
    }
    node.receive_by(Road::Mailbox, peer, bytes).await
}

/// A receipt without its anchor: the leaf is shown with the next letter.
fn bare(receipt: &[u8]) -> Option<Vec<u8>> {
    let receipt = Receipt::parse(receipt).ok()?.with_anchor(None).ok()?;
    Some(receipt.to_bytes())
}

/// Brings receipts to whoever kept the letters. Whether it has them: if not, it shows the letters again, and is told again.
async fn bring(node: &Arc<Node>, peer: &NodeId, receipts: &[Vec<u8>]) -> bool {
    let request = Ask::post("/cx/1/receipts", RECEIPTS, receipts_to_bytes(receipts));
    for n in 0..BRING_MAX {
        if n > 0 {
            sleep(PAUSE).await;
        }
        match ask(node, peer, &request).await {
            Ok(answer) if answer.status == StatusCode::NO_CONTENT => return true,
            Ok(_) | Err(_) => {}
        }
    }
    false
}

/// Why the door takes nothing at all; any other reason is that of one letter.
const OVER: [&str; 2] = ["disk-reserve", "log-unavailable"];

#[cfg(test)]
mod tests;
