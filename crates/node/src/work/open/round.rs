//! Whose turn it is: the letters of one round, how often each was tried, and that nobody else is at them.

use std::collections::BTreeSet;
use std::sync::Arc;

use seal::receipt::Reason;

use super::{NotOpened, fail, move_alone, open};
use crate::act::{ActError, act};
use crate::log;
use crate::node::Node;
use crate::peer::inbox::{self, DEATHS_MAX, Inbox, Waiting};
use crate::rows::{decode, encode, view};
use crate::work::{arrive, statement};

/// Letters opened in one round, so that a flood of one member's does not hold up what follows.
const ROUND_MAX: usize = 64;

/// Opens everything that waits and has its turn, and writes the letters with our statements about them. Returns how many
/// letters moved.
///
/// # Errors
/// As [`round`].
pub async fn run_once(node: &Arc<Node>) -> Result<usize, ActError> {
    let moved = Box::pin(round(node)).await?;
    statement::send_due(node).await?;
    Ok(moved)
}

/// Opens everything that waits and has its turn; what is stated of it is owed. Returns how many letters moved.
///
/// # Errors
/// Only if the list of them cannot be read, or the log has stopped: a bad letter is settled, and one that we cannot
/// take now keeps its place.
pub async fn round(node: &Arc<Node>) -> Result<usize, ActError> {
    let now = node.now();
    let waiting = inbox::waiting(node).await?;
    let mut moved = 0;
    let ready = waiting.ready.iter().filter(|env_id| node.trials.has_turn(env_id, now));
    let mut turns: Vec<&String> = ready.take(ROUND_MAX).collect();
    for env_id in waiting.fetching.iter().filter(|env_id| node.trials.has_turn(env_id, now)) {
        if arrive::is_complete(node, env_id).await? {
            turns.push(env_id);
        }
    }
    let mut held = Vec::new();
    for env_id in turns {
        held.extend(node.trials.hold(env_id).map(|hold| (env_id, hold)));
    }
    let first = held.iter().map(|(env_id, _)| env_id.as_str());
    let first: Vec<&str> = first.filter(|env_id| node.trials.is_first(env_id)).collect();
    let counted = begin(node, &first, Suspects::Pass).await?;
    // A letter over which a process may have died comes after those that have done nothing.
    held.sort_by_key(|(env_id, _)| !counted.contains(*env_id));
    for (env_id, _hold) in held {
        moved += turn(node, env_id, counted.contains(env_id), &waiting).await?;
    }
    for env_id in &waiting.expired {
        log::letter_failed(env_id, Reason::Expired.code());
        fail(node, env_id, Reason::Expired, None).await?;
        moved += 1;
    }
    if moved > 0 {
        inbox::waiting(node).await?;
    }
    Ok(moved)
}

/// Opens what is ready until nothing moves any more: before a decision that rests on nobody having objected.
///
/// # Errors
/// As [`run_once`].
pub async fn catch_up(node: &Arc<Node>) -> Result<(), ActError> {
    /// Rounds of [`ROUND_MAX`]; a member that writes faster than we read is behind, and the decision says so.
    const ROUNDS_MAX: usize = 16;
    for _ in 0..ROUNDS_MAX {
        if Box::pin(run_once(node)).await? == 0 {
            break;
        }
    }
    Ok(())
}

/// What becomes of letters at which a process was when it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suspects {
    /// They are counted.
    Count,
    /// They are passed over: what kills the node must not be counted against those that were to be opened after it.
    Pass,
}

/// Puts the attempt at each of these letters on record before the work, in one act: what kills the node is not tried for
/// ever. Only the first attempt of this process counts. Returns the letters for which one was counted.
async fn begin(
    node: &Node,
    first: &[&str],
    suspects: Suspects,
) -> Result<BTreeSet<String>, ActError> {
    if first.is_empty() {
        return Ok(BTreeSet::new());
    }
    let attempts_max = match suspects {
        Suspects::Count => DEATHS_MAX,
        Suspects::Pass => 1,
    };
    let done = act!(node, "begin_letters", None, |tx| {
        let mut counted = BTreeSet::new();
        for env_id in first {
            let held = node.row::<Inbox>(view::INBOX, env_id).await?;
            let counts = |held: &Inbox| !held.is_settled() && held.attempts < attempts_max;
            if let Some(held) = held.filter(counts) {
                let tried = Inbox { attempts: held.attempts.saturating_add(1), ..held.clone() };
                tx.move_on(env_id, &held, &tried);
                counted.insert(*env_id);
            }
        }
        Ok(encode(&counted))
    })
    .await?;
    decode(&done.result)
}

/// One letter's turn: 1 if it moved. `was_counted` says that this attempt is on record.
async fn turn(
    node: &Arc<Node>,
    env_id: &str,
    was_counted: bool,
    waiting: &Waiting,
) -> Result<usize, ActError> {
    let is_counted = was_counted
        || (node.trials.is_first(env_id)
            && !begin(node, &[env_id], Suspects::Count).await?.is_empty());
    let inbox = node.row::<Inbox>(view::INBOX, env_id).await?;
    let inbox = inbox.ok_or_else(|| ActError::Corrupt("row inbox".to_owned()))?;
    if inbox.is_settled() {
        return Ok(0);
    }
    let n_deaths = inbox.attempts.saturating_sub(u32::from(is_counted));
    if !node.trials.begin(env_id, n_deaths, node.now()) {
        log::letter_held(env_id);
        return Ok(0);
    }
    let outcome = match Box::pin(open(node, env_id, &inbox, waiting)).await {
        Err(NotOpened::Never(reason, place)) => {
            log::letter_failed(env_id, reason.code());
            fail(node, env_id, reason, place.as_deref()).await.map_err(NotOpened::Act)
        }
        other => other,
    };
    match outcome {
        Ok(()) => {
            node.trials.forget(env_id);
            Ok(1)
        }
        Err(NotOpened::Later | NotOpened::Never(..)) => Ok(0),
        Err(NotOpened::Act(error @ (ActError::Ledger(_) | ActError::Unsigned(_)))) => Err(error),
        Err(NotOpened::Act(error)) => {
            // Ours: the letter keeps its place, and what this process could not do says nothing about the letter.
            log::worker_failed("open", &error);
            node.trials.failed(env_id, node.now());
            if is_counted {
                untried(node, env_id, n_deaths).await;
            }
            Ok(0)
        }
    }
}

/// Takes an attempt off the record that killed nobody. Best effort: a full disk cannot keep this either, and then the count
/// is one too high.
async fn untried(node: &Node, env_id: &str, attempts: u32) {
    let Ok(Some(tried)) = node.row::<Inbox>(view::INBOX, env_id).await else { return };
    if tried.attempts > attempts {
        let next = Inbox { attempts, ..tried.clone() };
        let _kept = move_alone(node, env_id, &tried, &next).await.is_ok();
    }
}
