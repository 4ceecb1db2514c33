//! What a relay does by itself: it posts what lies here to recipients that can be reached, and what ended it to senders that can;
//! it gives up what is over, and forgets what ended long ago.
//!
//! Each node that something is for has turns of its own, beside those of the others: the most urgent first, for a few seconds. One
//! that does not answer, or asks for a pause, rests, each time for longer, and what is for it is not looked at. Whoever fetches is
//! given a place in the mailbox instead, also where it could be reached before.
//!
//! Not trusted: whoever something is for. At most it uses up its own turns.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use domain::actor::NodeId;
use seal::envelope::Delivery;
use seal::receipt::Receipt;
use store::{Row, RowQuery};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};
use wire::mailbox::receipts_to_bytes;

use super::{
    AHEAD_MS, KNOWN_MS, Relayed, STORED, TO_TELL, damaged, give_up, hear_one, of_one, row,
};
use crate::act::{ActError, act};
use crate::mailbox::{self, Kept};
use crate::node::Node;
use crate::peer::client::Ask;
use crate::peer::fetched::RECEIPTS;
use crate::rows::{decode, view};
use crate::work::deliver::{DELIVERY, ask_for};

/// What nobody took is tried again after so long, then after twice as long, and so on.
const WAIT_FIRST: Duration = Duration::from_secs(2);
/// And at least so often.
const WAIT_MAX: Duration = Duration::from_secs(15 * 60);
/// A node for which something of the first lane lies here, as an emergency passes a road that is shut.
const WAIT_MAX_FIRST: Duration = Duration::from_secs(15);
/// One request, with all the endpoints of whoever is asked.
const ASK_MAX: Duration = Duration::from_secs(10);
/// After so long no further request of a turn begins.
const TURN_MAX: Duration = Duration::from_secs(10);
/// Turns at once.
const AT_ONCE_MAX: usize = 16;
/// And with those of nodes for which something of the first lane lies here.
const AT_ONCE_FIRST_MAX: usize = 64;
/// Everything is looked through so often.
const TIDY_EVERY: Duration = Duration::from_secs(60);
/// Rows that are read at once.
const ROWS_MAX: u32 = 100;

/// What is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// Envelopes, to their recipients.
    Envelope,
    /// What ended them, to their senders.
    Word,
}

impl What {
    /// How the places of its rows begin.
    const fn sort(self) -> &'static str {
        match self {
            Self::Envelope => STORED,
            Self::Word => TO_TELL,
        }
    }
}

/// Something that went wrong, and how often in a row.
#[derive(Debug, Clone, Copy)]
struct Failed {
    n: u32,
    at: Instant,
}

impl Failed {
    fn again(before: Option<&Self>) -> Self {
        Self { n: before.map_or(1, |failed| failed.n.saturating_add(1)), at: Instant::now() }
    }

    fn is_due(&self, most: Duration) -> bool {
        let doubled = WAIT_FIRST.saturating_mul(1 << self.n.saturating_sub(1).min(16));
        self.at.elapsed() >= doubled.min(most)
    }
}

/// What is under way, and what was tried in vain. In memory: a node that starts tries all once more.
#[derive(Debug, Default)]
pub struct Tried {
    /// Nodes that did not answer, or asked for a pause.
    nodes: BTreeMap<(What, NodeId), Failed>,
    /// Envelopes that their nodes did not take.
    keys: BTreeMap<(What, String), Failed>,
    /// Turns that go on, and whose they are.
    turns: JoinSet<(What, NodeId, Result<Turn, ActError>)>,
    under_way: BTreeSet<(What, NodeId)>,
    /// When everything was looked through last, and whether anything was here.
    tidied: Option<(Instant, bool)>,
}

/// One round: whoever something is for and who has no turn is given one. Returns how many envelopes moved on within `wait`; turns
/// that take longer go on, and nobody else's waits for them.
///
/// # Errors
/// If the store or the log fails; what is wrong with one envelope is logged and holds up no other.
pub async fn run_once(
    node: &Arc<Node>,
    tried: &mut Tried,
    wait: Duration,
) -> Result<usize, ActError> {
    let until = Instant::now() + wait;
    let mut n_moved = 0;
    let is_fresh = tried.tidied.is_some_and(|(at, _)| at.elapsed() < TIDY_EVERY);
    if !is_fresh {
        n_moved += tidy(node, tried).await?;
    }
    // A node that is a relay no longer brings what it heard, and no envelopes.
    if node.is_relay(&node.config.node) {
        begin(node, tried, What::Envelope).await?;
        begin(node, tried, What::Word).await?;
    } else if tried.tidied.is_some_and(|(_, is_any)| is_any) {
        begin(node, tried, What::Word).await?;
    }
    let mut over = Ok(());
    while let Ok(Some(done)) = timeout_at(until, tried.turns.join_next()).await {
        match done {
            Ok((what, peer, turn)) => match turn {
                Ok(turn) => {
                    n_moved += turn.n_moved;
                    tried.note(what, peer, turn);
                }
                Err(error) => {
                    tried.under_way.remove(&(what, peer));
                    over = Err(error);
                }
            },
            // A panic is a bug and ends the worker, as it would without a task in between.
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => {}
        }
    }
    over.map(|()| n_moved)
}

/// Begins a turn of each node that something is for and that does not rest.
async fn begin(node: &Arc<Node>, tried: &mut Tried, what: What) -> Result<(), ActError> {
    let shut: BTreeSet<String> = node.roads.all_shut(node.now()).into_iter().collect();
    let mut whom = whom(node, what).await?;
    whom.retain(|(peer, is_first)| {
        let most = if *is_first { WAIT_MAX_FIRST } else { WAIT_MAX };
        let of_peer = (what, peer.clone());
        let rests = tried.nodes.get(&of_peer).is_some_and(|rest| !rest.is_due(most));
        let is_shut = !is_first && shut.contains(peer.as_str());
        !rests && !is_shut && !tried.under_way.contains(&of_peer)
    });
    // What is urgent for one node does not wait for what is not for another.
    whom.sort_by_key(|(_, is_first)| !is_first);
    let waits =
        tried.keys.iter().filter(|((of, _), failed)| *of == what && !failed.is_due(WAIT_MAX));
    let waits: Arc<BTreeSet<String>> = Arc::new(waits.map(|((_, key), _)| key.clone()).collect());
    for (peer, is_first) in whom {
        let most = if is_first { AT_ONCE_FIRST_MAX } else { AT_ONCE_MAX };
        if tried.turns.len() >= most {
            break;
        }
        tried.under_way.insert((what, peer.clone()));
        let (node, waits) = (node.clone(), waits.clone());
        tried.turns.spawn(async move {
            let turn = turn(&node, what, &peer, &waits).await;
            (what, peer, turn)
        });
    }
    Ok(())
}

impl Tried {
    /// How many nodes rest, and how many envelopes wait.
    #[cfg(test)]
    pub(crate) fn n_resting(&self) -> (usize, usize) {
        (self.nodes.len(), self.keys.len())
    }

    fn note(&mut self, what: What, peer: NodeId, turn: Turn) {
        let of_peer = (what, peer);
        self.under_way.remove(&of_peer);
        let before = self.nodes.remove(&of_peer).filter(|_| turn.n_moved == 0);
        if turn.rests {
            self.nodes.insert(of_peer, Failed::again(before.as_ref()));
        }
        for key in turn.left {
            let key = (what, key);
            let failed = Failed::again(self.keys.get(&key));
            self.keys.insert(key, failed);
        }
    }
}

/// The nodes that something is for, and whether that is of the first lane: one row of each is read.
async fn whom(node: &Node, what: What) -> Result<Vec<(NodeId, bool)>, ActError> {
    let kind = what.sort();
    let (mut whom, mut from) = (Vec::new(), format!("{kind}:"));
    loop {
        let query = RowQuery {
            from_sort: Some(from),
            to_sort: Some(format!("{kind}:~")),
            ..RowQuery::view(view::RELAYED, 1)
        };
        let Some(row) = node.store.rows(query).await?.pop() else { return Ok(whom) };
        let mut place = row.sort.split(':').skip(1);
        let (name, lane) = (place.next().unwrap_or_default(), place.next());
        from = format!("{kind}:{name}:~");
        if let Ok(peer) = NodeId::parse(name) {
            whom.push((peer, lane == Some("0")));
        }
    }
}

/// What came of a turn.
#[derive(Debug, Default)]
struct Turn {
    n_moved: usize,
    /// What this node did not take.
    left: Vec<String>,
    /// It does not answer, or asks for a pause.
    rests: bool,
}

/// What came of one request.
enum Came {
    /// Nothing is left to be brought.
    Done,
    /// It was not taken.
    Left,
    /// Whoever was asked does not answer, or asks for a pause.
    Rests,
}

impl Came {
    /// What an answer without a signed word says.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => Self::Rests,
            _ => Self::Left,
        }
    }
}

/// Brings one node what is for it, the most urgent first, until its time is over or it takes no more.
async fn turn(
    node: &Arc<Node>,
    what: What,
    peer: &NodeId,
    waits: &BTreeSet<String>,
) -> Result<Turn, ActError> {
    let (began, mut turn) = (Instant::now(), Turn::default());
    // The sweep gives a place to what is for a node that fetches; and one that lists us no more opens us no door.
    if what == What::Envelope && (node.fetches(peer) || !node.is_relay_of(peer)) {
        return Ok(turn);
    }
    let kind = what.sort();
    let mut query = RowQuery {
        from_sort: Some(format!("{kind}:{peer}:")),
        to_sort: Some(format!("{kind}:{peer}:~")),
        ..RowQuery::view(view::RELAYED, ROWS_MAX)
    };
    loop {
        let rows = node.store.rows(query.clone()).await?;
        for row in rows.iter().filter(|row| !waits.contains(&row.key)) {
            if began.elapsed() >= TURN_MAX {
                return Ok(turn);
            }
            let came = match what {
                What::Envelope => of_one(push(node, peer, row).await)?,
                What::Word => of_one(tell(node, peer, row).await)?,
            };
            match came {
                Some(Came::Done) => turn.n_moved += 1,
                Some(Came::Left) | None => turn.left.push(row.key.clone()),
                Some(Came::Rests) => {
                    turn.rests = true;
                    return Ok(turn);
                }
            }
        }
        match rows.last() {
            Some(last) if rows.len() >= usize::try_from(ROWS_MAX).unwrap_or(usize::MAX) => {
                query.after = Some((last.sort.clone(), last.key.clone()));
            }
            Some(_) | None => return Ok(turn),
        }
    }
}

/// Posts an envelope to its recipient.
async fn push(node: &Arc<Node>, to: &NodeId, row: &Row) -> Result<Came, ActError> {
    let relayed: Relayed = decode(&row.body)?;
    // It may have ended since the row was read.
    let Some(envelope) = node.raw_row(view::RELAYED_BYTES, &row.key).await? else {
        return Ok(Came::Done);
    };
    let body = Delivery { envelope, anchor: None }.to_bytes();
    let request = Ask::post("/cx/1/envelopes", DELIVERY, body);
    let Ok(answer) = ask_for(node, to, &request, ASK_MAX).await else { return Ok(Came::Rests) };
    let Ok(receipt) = Receipt::parse(&answer.body) else {
        return Ok(Came::of_status(answer.status));
    };
    let is_heard = hear_one(node, to, &receipt, &relayed).await?;
    Ok(if is_heard { Came::Done } else { Came::Left })
}

/// Brings a sender what ended its envelope, or gives it a place in its mailbox.
async fn tell(node: &Arc<Node>, from: &NodeId, row: &Row) -> Result<Came, ActError> {
    let relayed: Relayed = decode(&row.body)?;
    let fetches = node.fetches(from);
    if !fetches {
        let passed = relayed.passed()?.ok_or_else(damaged)?;
        let request = Ask::post("/cx/1/receipts", RECEIPTS, receipts_to_bytes(&[passed]));
        match ask_for(node, from, &request, ASK_MAX).await {
            Ok(answer) if answer.status == StatusCode::NO_CONTENT => {}
            Ok(answer) => return Ok(Came::of_status(answer.status)),
            Err(_) => return Ok(Came::Rests),
        }
    }
    note_told(node, from, (&row.key, &relayed), fetches).await?;
    Ok(Came::Done)
}

/// The sender was brought what a row said, or finds it in its mailbox. What the row says by now may be another word, of which it
/// knows nothing yet.
async fn note_told(
    node: &Arc<Node>,
    from: &NodeId,
    (key, relayed): (&str, &Relayed),
    is_placed: bool,
) -> Result<(), ActError> {
    act!(node, "note_told", None, |tx| {
        let held = row(node, key).await?.filter(|held| held.passed == relayed.passed);
        let Some(held) = held else { return Ok(Vec::new()) };
        let told = Relayed { is_told: !is_placed, is_placed, ..held.clone() };
        tx.swap_sorted(view::RELAYED, key, &told.sort(), (&held, &told));
        if is_placed {
            mailbox::place(tx, from, key, held.lane).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(from);
    Ok(())
}

/// Looks everything through: gives up what is over, forgets what ended long ago, and brings into the mailbox, or out of it, what
/// is for a node that fetches since, or no longer.
async fn tidy(node: &Arc<Node>, tried: &mut Tried) -> Result<usize, ActError> {
    let rows = node.all_rows(RowQuery::view(view::RELAYED, store::MAX_PAGE)).await?;
    let here: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    tried.keys.retain(|(_, key), _| here.contains(key.as_str()));
    let now_ms = node.now().as_millisecond();
    let mut n_moved = 0;
    for row in &rows {
        n_moved += usize::from(of_one(tidy_one(node, row, now_ms).await)?.unwrap_or(false));
    }
    tried.tidied = Some((Instant::now(), !rows.is_empty()));
    Ok(n_moved)
}

/// Whether it moved.
async fn tidy_one(node: &Arc<Node>, row: &Row, now_ms: i64) -> Result<bool, ActError> {
    let relayed: Relayed = decode(&row.body)?;
    let (from, to) = relayed.of()?;
    match relayed.ended_at_ms {
        None if relayed.keep_until_ms.saturating_add(AHEAD_MS) <= now_ms => {
            give_up(node, &row.key, &relayed).await?;
            Ok(true)
        }
        None if node.fetches(&to) && node.is_relay_of(&to) => {
            place_if_missing(node, &to, &row.key, &relayed).await
        }
        None => Ok(false),
        // Also what could not be brought: whoever comes back after so long asks its recipient, or posts it once more.
        Some(at) if at.saturating_add(KNOWN_MS) <= now_ms => {
            forget(node, &from, &row.key, &relayed).await?;
            Ok(true)
        }
        Some(_) if relayed.is_placed && !node.fetches(&from) => {
            let to_tell = Relayed { is_placed: false, ..relayed.clone() };
            act!(node, "note_told", None, |tx| {
                tx.swap_sorted(view::RELAYED, &row.key, &to_tell.sort(), (&relayed, &to_tell));
                Ok(Vec::new())
            })
            .await?;
            Ok(true)
        }
        Some(_) => Ok(false),
    }
}

/// A recipient that fetches since the envelope came has no place for it yet.
async fn place_if_missing(
    node: &Arc<Node>,
    to: &NodeId,
    key: &str,
    relayed: &Relayed,
) -> Result<bool, ActError> {
    if node.row::<Kept>(view::MAILBOX, &mailbox::key_of(to, key)).await?.is_some() {
        return Ok(false);
    }
    act!(node, "keep_letters", None, |tx| {
        // What ended meanwhile gets no place: the row must still be what was read.
        if row(node, key).await?.as_ref() == Some(relayed) {
            tx.swap_sorted(view::RELAYED, key, &relayed.sort(), (relayed, relayed));
            mailbox::place(tx, to, key, relayed.lane).await?;
        }
        Ok(Vec::new())
    })
    .await?;
    node.mailboxes.wake(to);
    Ok(true)
}

async fn forget(
    node: &Arc<Node>,
    from: &NodeId,
    key: &str,
    relayed: &Relayed,
) -> Result<(), ActError> {
    act!(node, "drop_relayed", None, |tx| {
        tx.delete(view::RELAYED, key);
        // Our word that we held it: its digest stays in the leaf that named it.
        tx.delete(view::RECEIPT, &relayed.receipt);
        // Whoever reads it was told by it, or asks its recipient: nothing is missing for it.
        tx.delete(view::MAILBOX, &mailbox::key_of(from, key));
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}
