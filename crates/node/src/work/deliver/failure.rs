//! Attempts that did not end well: what each says about the letters behind it, and how the row goes back into the queue.

use axum::http::StatusCode;
use domain::agreement::Reason;
use store::{OutboxChange, OutboxRow, OutboxState};

use super::{Failed, settle, status_code};
use crate::act::{ActError, act};
use crate::agreements::held::record_held;
use crate::node::Node;
use crate::objects;
use crate::peer::client::Unreachable;

/// Why the letters after one that failed are not tried either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Nobody answers.
    Unreachable(&'static str),
    /// The peer asked for a pause.
    TooFast,
    /// The wave took its time; the others have their turn in the next one.
    Turn,
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Unreachable(code) => Self::Unreachable(code),
            Stop::TooFast => Self::TooFast,
            Stop::Turn => Self::NextTurn,
        }
    }
}

/// Why an attempt did not end well.
#[derive(Debug)]
pub(super) enum Failure {
    /// Ours.
    Act(ActError),
    /// It is over: with the same bytes it cannot go, and with others it must not.
    Ended(&'static str),
    /// Those before it took all the time of their wave: it was not tried.
    NextTurn,
    /// The peer asks for a pause. It is no failed attempt: the letter is as good as before.
    TooFast,
    /// What the peer answered.
    Transport(&'static str),
    /// The road to it.
    Unreachable(&'static str),
    /// Not now: the data may not leave.
    Held(String),
}

impl Failure {
    /// Whether it says something about the letters behind this one.
    pub(super) fn stops(&self) -> Option<Stop> {
        match self {
            Self::Unreachable(code) => Some(Stop::Unreachable(code)),
            Self::TooFast => Some(Stop::TooFast),
            Self::NextTurn => Some(Stop::Turn),
            Self::Act(_) | Self::Ended(_) | Self::Held(_) | Self::Transport(_) => None,
        }
    }
}

impl Failure {
    /// What an answer without a signature says of the letter.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Self::TooFast,
            other => Self::Transport(status_code(other)),
        }
    }
}

impl From<ActError> for Failure {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        Self::Act(error.into())
    }
}

impl From<objects::NotUploaded> for Failure {
    fn from(error: objects::NotUploaded) -> Self {
        match error {
            objects::NotUploaded::Act(error) => Self::Act(error),
            objects::NotUploaded::Held(reason) => Self::Held(reason),
            objects::NotUploaded::Transport(code) => Self::Transport(code),
            objects::NotUploaded::Unreachable(code) => Self::Unreachable(code),
        }
    }
}

impl From<Unreachable> for Failure {
    fn from(unreachable: Unreachable) -> Self {
        Self::Unreachable(unreachable.code())
    }
}

/// Puts what did not go back into the queue, all in one act.
pub(super) async fn settle_failed(node: &Node, failed: &[Failed]) -> Result<(), ActError> {
    let back = failed.iter().filter_map(|(row, failure)| {
        let (state, code) = after(node, row, failure)?;
        let held = matches!(state, OutboxState::Held { .. }).then_some(row);
        let is_try = !matches!(failure.stops(), Some(Stop::TooFast | Stop::Turn));
        let mut change = settle(row, state, Some(code), None);
        if let OutboxChange::Settle { attempts, .. } = &mut change {
            *attempts = row.attempts.saturating_add(is_try.into());
        }
        Some((change, held))
    });
    let back: Vec<Back<'_>> = back.collect();
    if back.is_empty() {
        return Ok(());
    }
    if put_back(node, &back).await.is_ok() {
        return Ok(());
    }
    // Somebody else moved one of them meanwhile, or one is damaged; that is nothing to the others.
    let mut last = Ok(());
    for one in &back {
        match put_back(node, std::slice::from_ref(one)).await {
            Ok(()) | Err(ActError::Store(store::StoreError::LeaseLost { .. })) => {}
            Err(error) => last = Err(error),
        }
    }
    last
}

/// How a row goes back, and the row itself if it is held from now on.
type Back<'a> = (OutboxChange, Option<&'a OutboxRow>);

async fn put_back(node: &Node, back: &[Back<'_>]) -> Result<(), ActError> {
    act!(node, "delivery_failed", None, |tx| {
        for (change, held) in back {
            tx.outbox.push(change.clone());
            if let Some(row) = held {
                record_held(tx, row).await?;
            }
        }
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

/// What becomes of a row after a failure, and the code that it keeps; nothing if it is not ours any more.
fn after(node: &Node, row: &OutboxRow, failure: &Failure) -> Option<(OutboxState, String)> {
    let now = node.now().as_millisecond();
    let (code, held) = match failure {
        Failure::Ended(code) | Failure::Transport(code) | Failure::Unreachable(code) => {
            ((*code).to_owned(), false)
        }
        Failure::TooFast => ("slow-down".to_owned(), false),
        Failure::NextTurn => ("next-turn".to_owned(), false),
        Failure::Held(reason) => (format!("{HELD}{reason}"), true),
        Failure::Act(ActError::Store(store::StoreError::LeaseLost { .. })) => return None,
        Failure::Act(error) => {
            crate::log::delivery_failed(&row.peer, error);
            ("ours".to_owned(), false)
        }
    };
    let wait = if held {
        HELD_RETRY_MS
    } else if matches!(failure.stops(), Some(Stop::TooFast | Stop::Turn)) {
        // The line rests where it must, and goes on with the oldest letter.
        0
    } else {
        back_off(node, row.lane, row.attempts.saturating_add(1))
    };
    let state = match failure {
        // The sweep frees it, or takes it back; nobody has to ask in between.
        Failure::Held(reason) if Reason::parse(reason).is_some() => {
            OutboxState::Held { reason: reason.clone() }
        }
        Failure::Ended(_) => OutboxState::Failed,
        Failure::Act(_)
        | Failure::Held(_)
        | Failure::NextTurn
        | Failure::TooFast
        | Failure::Transport(_)
        | Failure::Unreachable(_) => OutboxState::Queued { due_ms: now.saturating_add(wait) },
    };
    Some((state, code))
}

/// Before the reason for which a letter may not leave, where else the code of a failed attempt stands.
pub const HELD: &str = "held:";
/// A held row is asked about again this often, whatever else happens.
const HELD_RETRY_MS: i64 = 5_000;

/// Full jitter up to a cap that depends on the lane; no attempt limit.
fn back_off(node: &Node, lane: u8, attempts: u32) -> i64 {
    let cap_ms: u64 = match lane {
        0 => 15_000,
        1 => 120_000,
        2.. => 900_000,
    };
    let base = 250_u64.saturating_mul(1_u64.checked_shl(attempts.min(16)).unwrap_or(u64::MAX));
    let bound = base.min(cap_ms).max(1);
    let dice = u64::from_le_bytes(node.random.array());
    i64::try_from(dice % bound).unwrap_or(0).saturating_add(50)
}
