//! Comparing with each member which envelopes passed between us (`docs/spec/reconcile.md`): what one side lacks is sent again,
//! the same bytes; what the records of both sides cannot both say is a *difference*, on record and shown to officers.
//!
//! It runs once a day, when letters are missing in the middle of a conversation, when a member answers after a silence, after a
//! backup was put back or a bundle was read, and when an officer asks. It goes on where it stopped.
//!
//! Not here: the bytes of question and answer (`wire::reconcile`). Not trusted: the other side. What it says changes nothing
//! that is on record: at most it makes us send an envelope once more a day, show bytes that it wrote, and note differences up to
//! a limit.
//!
//! Tables: passage, reconcile, difference, difference-evidence, and the link streams.

use std::collections::BTreeSet;
use std::sync::Mutex;

use domain::actor::NodeId;
use jiff::SignedDuration;
use seal::digest::Digest;
use seal::envelope::Head;
use serde::{Deserialize, Serialize};
use store::RowQuery;
use wire::reconcile::{Flow, Held, Place, Tally};

use crate::act::{ActError, Tx, act};
use crate::node::Node;
use crate::roads::lock;
use crate::rows::view;

pub mod answer;
pub mod ask;
pub mod differ;
pub mod index;
mod shown;
#[cfg(test)]
mod tests;

/// Days that are compared at all: older ones are settled, or nobody can repair them.
pub const DAYS_MAX: u32 = 400;
/// Days that are compared each day.
const DAYS_RECENT: u32 = 7;
/// After so long all days are compared again.
const ALL_AGAIN: SignedDuration = SignedDuration::from_hours(30 * 24);
/// While letters are missing in the middle of a conversation, so long between two comparisons.
const GAP_AGAIN: SignedDuration = SignedDuration::from_hours(1);
/// After an answer that is none, so long until the next question.
const LATER_MS: i64 = 60 * 60 * 1000;
/// After no answer.
const SOON_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const DAY_S: i64 = 24 * 60 * 60;

/// Which of two directions an envelope went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// We received it.
    Received,
    /// We sealed it.
    Sent,
}

impl Way {
    /// The way of a flow, for the one who is asked.
    const fn of_asked(flow: Flow) -> Self {
        match flow {
            Flow::CalleeToCaller => Self::Sent,
            Flow::CallerToCallee => Self::Received,
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Received => 'r',
            Self::Sent => 's',
        }
    }
}

/// Why a comparison was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// An officer asked, or a bundle was read.
    Asked,
    /// It answers after a silence.
    Back,
    /// It is the day's turn.
    Daily,
    /// A letter is missing in the middle of a conversation.
    Gap,
    /// Our database was put back from a copy.
    Restored,
}

/// A comparison that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Why.
    pub why: Why,
    /// The direction that is compared now: first what we sent, then what we received.
    pub way: Way,
    /// The first day, since 1970.
    pub first: u32,
    /// The next day that is asked about.
    pub next: u32,
    /// The last day.
    pub last: u32,
    /// Number of restores of our database when it was begun.
    #[serde(default)]
    pub restore_epoch: u64,
    /// How often days were compared once more, because not all that differs was noted.
    #[serde(default)]
    pub n_more: u32,
}

/// Where we stand with one node. Instants are milliseconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Not before this instant.
    pub next_ms: i64,
    /// When a comparison last came to its end.
    pub done_ms: Option<i64>,
    /// When one over all days did.
    pub all_ms: Option<i64>,
    /// Number of restores of our database after which a comparison came to its end.
    pub restore_epoch: u64,
    /// What is under way.
    pub open: Option<Open>,
    /// Why the last question has no good answer.
    pub failed: Option<String>,
}

/// Somebody wants a comparison with a node. On record: whoever asks may be a command that ends before it is made.
///
/// # Errors
/// If the store fails.
pub async fn want(node: &Node, peer: &NodeId) -> Result<(), ActError> {
    act!(node, "note_compared", None, |tx| {
        tx.put(view::RECONCILE_WANTED, peer.as_str(), "", &true);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// Nodes whose question is being answered: of one node one at a time, however many it sends.
#[derive(Debug, Default)]
pub struct Answering(Mutex<BTreeSet<NodeId>>);

/// A question that is being answered; its end is the end of this.
#[derive(Debug)]
struct Turn<'a> {
    of: &'a Answering,
    peer: &'a NodeId,
}

impl Answering {
    /// Nothing if another one of this node is being answered.
    fn begin<'a>(&'a self, peer: &'a NodeId) -> Option<Turn<'a>> {
        // Only one that is begun may be made: whatever is made ends the turn when it goes.
        let is_free = lock(&self.0).insert(peer.clone());
        is_free.then(|| Turn { of: self, peer })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        lock(&self.of.0).remove(self.peer);
    }
}

/// What decides whether a comparison begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Facts {
    now_ms: i64,
    restore_epoch: u64,
    has_gap: bool,
    is_wanted: bool,
    is_back: bool,
}

/// Why a comparison begins now, if one does.
fn begins(plan: &Plan, facts: Facts) -> Option<Why> {
    let long_ago = |at: Option<i64>, pause: SignedDuration| {
        // A clock that went back must not keep it from beginning for as long.
        let passed = i128::from(facts.now_ms) - i128::from(at.unwrap_or(0));
        at.is_none() || !(0..pause.as_millis()).contains(&passed)
    };
    let compared_after = plan.open.as_ref().map_or(plan.restore_epoch, |open| open.restore_epoch);
    if facts.restore_epoch != compared_after {
        Some(Why::Restored)
    } else if facts.is_wanted {
        Some(Why::Asked)
    } else if facts.is_back {
        Some(Why::Back)
    } else if facts.has_gap && long_ago(plan.done_ms, GAP_AGAIN) {
        Some(Why::Gap)
    } else if plan.next_ms <= facts.now_ms || plan.next_ms > facts.now_ms.saturating_add(2 * DAY_MS)
    {
        Some(Why::Daily)
    } else {
        None
    }
}

/// The comparison that begins, on the day it begins.
fn begun(plan: &Plan, why: Why, facts: Facts) -> Open {
    let now_ms = facts.now_ms;
    let today = u32::try_from(now_ms.div_euclid(DAY_MS)).unwrap_or(0);
    let all_long_ago =
        plan.all_ms.is_none_or(|at| now_ms.saturating_sub(at) > millis(ALL_AGAIN) || at > now_ms);
    let n_days = match why {
        Why::Daily | Why::Back if !all_long_ago => DAYS_RECENT,
        Why::Asked | Why::Back | Why::Daily | Why::Gap | Why::Restored => DAYS_MAX,
    };
    let first = today.saturating_sub(n_days);
    // A sender's clock may be a day ahead.
    Open {
        why,
        way: Way::Sent,
        first,
        next: first,
        last: today.saturating_add(1),
        restore_epoch: facts.restore_epoch,
        n_more: 0,
    }
}

fn millis(span: SignedDuration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

/// A chance minute of the next day, in UTC.
fn next_day(now_ms: i64, dice: u64) -> i64 {
    let minute = i64::try_from(dice % (24 * 60)).unwrap_or_default() * 60_000;
    (now_ms.div_euclid(DAY_MS) + 1).saturating_mul(DAY_MS).saturating_add(minute)
}

fn passage_key(peer: &NodeId, way: Way, day: u32, digest: &str) -> String {
    format!("{peer}:{}:{day:010}:{digest}", way.letter())
}

impl Tx<'_> {
    /// Notes under its day that an envelope passed between us and a peer.
    pub(crate) fn note_passage_of(
        &mut self,
        peer: &NodeId,
        way: Way,
        (head, slot): (&Head, &str),
        digest: &Digest,
    ) {
        let key = passage_key(peer, way, head.made_on, &digest.hex());
        self.put(view::PASSAGE, &key, &key, &slot);
    }
}

/// What of a range passed between us and a peer, read page by page: a day may have more envelopes than fit into memory. At most
/// `list_max` of them are listed.
///
/// # Errors
/// If the store fails or a row is damaged.
pub(crate) async fn held(
    node: &Node,
    peer: &NodeId,
    way: Way,
    place: &Place,
    list_max: usize,
) -> Result<Held, ActError> {
    let day = passage_key(peer, way, place.day, "");
    let from = format!("{day}{}", place.prefix);
    let mut query = RowQuery {
        from_sort: Some(from.clone()),
        to_sort: Some(format!("{from}~")),
        ..RowQuery::view(view::PASSAGE, store::MAX_PAGE)
    };
    let page_len = usize::try_from(store::MAX_PAGE).unwrap_or(usize::MAX);
    let mut tally = Tally::of(place, list_max);
    loop {
        let page = node.store.rows(query.clone()).await?;
        for row in &page {
            let digest = Digest::parse_hex(row.key.get(day.len()..).unwrap_or_default());
            tally.add(&digest.map_err(|_| ActError::Corrupt("row passage".to_owned()))?);
        }
        match page.last() {
            Some(last) if page.len() >= page_len => {
                query.after = Some((last.sort.clone(), last.key.clone()));
            }
            Some(_) | None => return Ok(tally.finish()),
        }
    }
}

/// The id of an envelope that passed on this day of its head, if one did.
///
/// # Errors
/// If the store fails.
pub(crate) async fn passed(
    node: &Node,
    peer: &NodeId,
    way: Way,
    on: u32,
    digest: &Digest,
) -> Result<Option<String>, ActError> {
    node.row::<String>(view::PASSAGE, &passage_key(peer, way, on, &digest.hex())).await
}
