//! Whose turn it is: the letters of one round, how often each was tried, and that nobody else is at them.

use std::collections::BTreeSet;
use std::sync::Arc;

use seal::receipt::Reason;
use tokio::task::JoinSet;

use super::{Beside, NotOpened, Unsealed, carry, fail, move_alone, unseal};
use crate::act::{ActError, act};
use crate::log;
use crate::node::Node;
use crate::peer::inbox::{self, DEATHS_MAX, Inbox, Waiting};
use crate::rows::{decode, encode, view};
use crate::work::{arrive, statement};

/// Letters opened in one round, so that a flood of one member's does not hold up what follows.
const ROUND_MAX: usize = 64;
/// Of them, those that have their effect at the same time.
const AT_ONCE_MAX: usize = 8;

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
    let waiting = Arc::new(inbox::waiting(node).await?);
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
    let mut under_way = UnderWay::default();
    let mut begun = Ok(());
    for (env_id, _) in &held {
        let was_counted = counted.contains(*env_id);
        if !was_counted {
            under_way.all_end().await?;
        }
        begun = match Turn::begin(node, env_id, was_counted).await {
            Ok(Some(turn)) => under_way.begin(node, &waiting, turn).await,
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        if begun.is_err() {
            break;
        }
    }
    let ended = under_way.all_end().await;
    drop(held);
    begun.and(ended)?;
    let mut moved = under_way.n_moved;
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

/// A letter whose turn it is, as far as it was looked at.
struct Turn {
    env_id: String,
    inbox: Inbox,
    /// What came of opening it.
    unsealed: Result<Unsealed, NotOpened>,
    /// The attempts on record without this one, where it is counted.
    n_deaths: Option<u32>,
}

impl Turn {
    /// A letter is opened if nobody has settled it meanwhile and it killed nobody. `was_counted` says that this attempt is on
    /// record.
    async fn begin(node: &Node, env_id: &str, was_counted: bool) -> Result<Option<Self>, ActError> {
        let is_counted = was_counted
            || (node.trials.is_first(env_id)
                && !begin(node, &[env_id], Suspects::Count).await?.is_empty());
        let inbox = node.row::<Inbox>(view::INBOX, env_id).await?;
        let inbox = inbox.ok_or_else(|| ActError::Corrupt("row inbox".to_owned()))?;
        if inbox.is_settled() {
            return Ok(None);
        }
        let n_deaths = inbox.attempts.saturating_sub(u32::from(is_counted));
        if !node.trials.begin(env_id, n_deaths, node.now()) {
            log::letter_held(env_id);
            return Ok(None);
        }
        let unsealed = unseal(node, env_id, &inbox).await;
        let n_deaths = is_counted.then_some(n_deaths);
        Ok(Some(Self { env_id: env_id.to_owned(), inbox, unsealed, n_deaths }))
    }

    fn beside(&self) -> Beside {
        self.unsealed.as_ref().map_or(Beside::None, Unsealed::beside)
    }

    /// 1 if it moved.
    async fn end(self, node: &Arc<Node>, waiting: &Waiting) -> Result<usize, ActError> {
        let Self { env_id, inbox, unsealed, n_deaths } = self;
        let outcome = match unsealed {
            Ok(unsealed) => Box::pin(carry(node, &env_id, &inbox, unsealed, waiting)).await,
            Err(not_opened) => Err(not_opened),
        };
        let outcome = match outcome {
            Err(NotOpened::Never(reason, place)) => {
                log::letter_failed(&env_id, reason.code());
                fail(node, &env_id, reason, place.as_deref()).await.map_err(NotOpened::Act)
            }
            other => other,
        };
        match outcome {
            Ok(()) => {
                node.trials.forget(&env_id);
                Ok(1)
            }
            Err(NotOpened::Later | NotOpened::Never(..)) => Ok(0),
            Err(NotOpened::Act(error @ (ActError::Ledger(_) | ActError::Unsigned(_)))) => {
                Err(error)
            }
            Err(NotOpened::Act(error)) => {
                // Ours: the letter keeps its place, and what this process could not do says nothing about the letter.
                log::worker_failed("open", &error);
                node.trials.failed(&env_id, node.now());
                if let Some(n_deaths) = n_deaths {
                    untried(node, &env_id, n_deaths).await;
                }
                Ok(0)
            }
        }
    }
}

/// Letters that have their effect at the same time. They commit together, so that many share what a flush costs.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<(Beside, Result<usize, ActError>)>,
    abouts: BTreeSet<String>,
    n_moved: usize,
}

impl UnderWay {
    /// Lets a letter begin as soon as it may go beside those that have.
    async fn begin(
        &mut self,
        node: &Arc<Node>,
        waiting: &Arc<Waiting>,
        turn: Turn,
    ) -> Result<(), ActError> {
        let beside = turn.beside();
        if beside == Beside::None {
            self.all_end().await?;
            self.n_moved += turn.end(node, waiting).await?;
            return Ok(());
        }
        let is_busy = |abouts: &BTreeSet<String>| match &beside {
            Beside::Others(about) => abouts.contains(about),
            Beside::All | Beside::None => false,
        };
        while self.tasks.len() >= AT_ONCE_MAX || is_busy(&self.abouts) {
            if !self.one_ends().await? {
                break;
            }
        }
        if let Beside::Others(about) = &beside {
            self.abouts.insert(about.clone());
        }
        let (node, waiting) = (node.clone(), waiting.clone());
        self.tasks.spawn(async move { (beside, Box::pin(turn.end(&node, &waiting)).await) });
        Ok(())
    }

    /// Waits for one of them; `false` if there is none.
    async fn one_ends(&mut self) -> Result<bool, ActError> {
        let (beside, moved) = match self.tasks.join_next().await {
            None => return Ok(false),
            Some(Ok(ended)) => ended,
            // A panic is a bug and ends the worker, as it would without a task in between.
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Some(Err(_)) => return Ok(true),
        };
        if let Beside::Others(about) = beside {
            self.abouts.remove(&about);
        }
        self.n_moved += moved?;
        Ok(true)
    }

    /// Waits for all of them, whatever becomes of one.
    async fn all_end(&mut self) -> Result<(), ActError> {
        let mut outcome = Ok(());
        loop {
            match self.one_ends().await {
                Ok(true) => {}
                Ok(false) => return outcome,
                Err(error) => outcome = Err(error),
            }
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
