//! The keys of a log take turns: two officers of the house decide it, one after the other (`docs/spec/keys.md` §2).
//!
//! ```text
//! A in force ── begin ──► A and B ── end ──► B            leaf `key-rotate`, signed by all of them
//!      └──────────── revoke (also from A and B) ────────► B    leaf `key-revoke`, signed by B
//! ```
//! B is the next generation that the member directory lists for this log, so peers and witnesses know it before it signs.
//! The keys change in memory before the act is committed: a head under too many keys, or under the next ones, is good; one
//! under keys that were just revoked is not. If nothing was committed they change back.
//!
//! Not here: making the next keys and saying in the directory that old ones are revoked (`crate::renew`).
//!
//! One decides at a time, and whoever agrees says what they read: a proposal that was replaced meanwhile is not agreed to.
//!
//! Not trusted: one officer alone. At most they can propose.

use std::sync::Arc;

use domain::actor::Officer;
use jiff::Timestamp;
use seal::digest::Digest;
use seal::note::Vkey;
use seal::rotation::{Change, Turn};
use serde::{Deserialize, Serialize};
use wire::stored::{Stored, Who, shard};

use crate::act::{ActError, act};
use crate::ledger::{InForce, LedgerError, Turns, in_force_row};
use crate::node::Node;
use crate::rows::{encode, view};
use crate::serve::log_stream;
use crate::successor;

/// The row of the proposal, in `counter`.
const PROPOSAL: &str = "log-keys-proposal";
/// Characters of the words.
pub const WHY_CHARS_MAX: usize = 2_000;

/// What is done with the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The next keys sign beside those in force.
    Begin,
    /// The older keys cease to sign.
    End,
    /// The older keys end at once, because somebody else may hold them.
    Revoke,
}

impl Step {
    /// All, in the order of a page.
    pub const ALL: [Self; 3] = [Self::Begin, Self::End, Self::Revoke];

    /// The word in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::End => "end",
            Self::Revoke => "revoke",
        }
    }

    /// The step of that word.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.id() == id)
    }
}

/// What one officer proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Which step.
    pub step: Step,
    /// The keys in force when it was proposed.
    pub in_force: Vec<String>,
    /// Of a revocation: from when on nothing under the keys counts, milliseconds since 1970.
    pub from_ms: Option<i64>,
    /// Why, in words.
    pub why: String,
    /// The officer's pseudonym.
    pub by: String,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
}

impl Proposal {
    /// What an agreement names: SHA-256 of the row, lower-case hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        Digest::of(&encode(self)).hex()
    }
}

/// Why nothing is proposed or agreed.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// The store or the log.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The words are empty, too long, or of more than one line; or the instant of a revocation is missing or to come.
    #[error("`{0}` is not usable")]
    Field(&'static str),
    /// The member directory lists no further keys for this log.
    #[error(
        "the member directory lists no next keys for this log; list some and install that version"
    )]
    NoNextKeys,
    /// The keys do not stand as this step needs it.
    #[error("this step does not fit the keys that are in force")]
    NotNow,
    /// Nobody proposed it, or the keys stand otherwise than when it was proposed.
    #[error("there is no proposal for the keys as they stand")]
    NothingProposed,
    /// The office does not decide this: a rule of the house.
    #[error("this office does not decide about the log; a rule of the house")]
    Office,
    /// The one who proposed cannot agree.
    #[error("somebody else must agree")]
    SamePerson,
    /// Another proposal, or other keys, stand there by now than the one who agrees has read.
    #[error("what is proposed or in force is no longer what was read; nothing was done")]
    Stale,
}

impl RotationError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Act(_) => "act",
            Self::Field(_) => "field",
            Self::NoNextKeys => "no-next-keys",
            Self::NotNow => "not-now",
            Self::NothingProposed => "nothing-proposed",
            Self::Office => "office",
            Self::SamePerson => "same-person",
            Self::Stale => "stale",
        }
    }
}

/// The keys of the log that grows.
///
/// # Errors
/// Only for an origin that no key may have.
pub fn turns(node: &Node) -> Result<Turns, ActError> {
    Ok(node.ledger.turns().map_err(LedgerError::from)?)
}

/// Keys before and after a step.
fn keys_of(turns: &Turns, step: Step) -> Result<(Vec<Vkey>, Vec<Vkey>), RotationError> {
    let before = turns.in_force.concat();
    let after = match (step, turns.in_force.as_slice(), &turns.next) {
        (Step::Begin, [one], Some(next)) => [one.clone(), next.clone()].concat(),
        (Step::Revoke, [_], Some(next)) => next.clone(),
        (Step::Begin | Step::Revoke, [_], None) => return Err(RotationError::NoNextKeys),
        (Step::End | Step::Revoke, [_, newer], _) => newer.clone(),
        (Step::Begin | Step::End | Step::Revoke, [..], _) => return Err(RotationError::NotNow),
    };
    Ok((before, after))
}

/// The steps that fit the keys as they stand.
#[must_use]
pub fn steps(turns: &Turns) -> Vec<Step> {
    Step::ALL.into_iter().filter(|step| keys_of(turns, *step).is_ok()).collect()
}

fn texts(vkeys: &[Vkey]) -> Vec<String> {
    vkeys.iter().map(ToString::to_string).collect()
}

/// The proposal for the keys as they stand, if there is one.
///
/// # Errors
/// If the store fails.
pub async fn proposed(node: &Node) -> Result<Option<Proposal>, ActError> {
    let in_force = texts(&turns(node)?.in_force.concat());
    let row = node.row::<Proposal>(view::COUNTER, PROPOSAL).await?;
    Ok(row.filter(|row| row.in_force == in_force))
}

/// Proposes a step. `from` is the instant of a revocation, and must not be to come.
///
/// # Errors
/// [`RotationError`]
pub async fn propose(
    node: &Node,
    officer: &Officer,
    step: Step,
    from: Option<Timestamp>,
    why: &str,
) -> Result<Proposal, RotationError> {
    let (may_propose, _) = successor::rights(officer.office);
    if !may_propose {
        return Err(RotationError::Office);
    }
    let _deciding = node.deciding.lock().await;
    let turns = turns(node)?;
    let (before, _) = keys_of(&turns, step)?;
    let from = match step {
        Step::Begin | Step::End => None,
        Step::Revoke => {
            let from = from.filter(|from| *from <= node.now());
            Some(from.ok_or(RotationError::Field("from"))?.as_millisecond())
        }
    };
    let proposal = Proposal {
        step,
        in_force: texts(&before),
        from_ms: from,
        why: successor::line(why, WHY_CHARS_MAX).ok_or(RotationError::Field("why"))?,
        by: officer.id.to_string(),
        at_ms: node.now().as_millisecond(),
    };
    act!(node, "propose_log_keys", None, |tx| {
        tx.put(view::COUNTER, PROPOSAL, "", &proposal);
        Ok(Vec::new())
    })
    .await?;
    Ok(proposal)
}

/// Agrees to the proposal with this digest: the leaf is written, and the heads are signed by the keys that it names. Done
/// to its end, also if whoever waits for it goes away.
///
/// # Errors
/// [`RotationError`]; [`RotationError::Stale`] if another proposal stands there.
#[expect(
    clippy::disallowed_methods,
    reason = "a decision is written to its end, also if whoever asked for it goes away"
)]
pub async fn agree(
    node: &Arc<Node>,
    officer: &Officer,
    proposal: &str,
) -> Result<Step, RotationError> {
    let (node, officer, proposal) = (node.clone(), officer.clone(), proposal.to_owned());
    let done = tokio::spawn(async move { agree_to(&node, &officer, &proposal).await }).await;
    done.unwrap_or_else(|error| Err(ActError::Shell(error.to_string()).into()))
}

async fn agree_to(node: &Node, officer: &Officer, seen: &str) -> Result<Step, RotationError> {
    let (_, may_agree) = successor::rights(officer.office);
    if !may_agree {
        return Err(RotationError::Office);
    }
    let _deciding = node.deciding.lock().await;
    let proposal = proposed(node).await?.ok_or(RotationError::NothingProposed)?;
    if proposal.by == officer.id.to_string() {
        return Err(RotationError::SamePerson);
    }
    if proposal.digest() != seen {
        return Err(RotationError::Stale);
    }
    let turns = turns(node)?;
    let (before, after) = keys_of(&turns, proposal.step)?;
    let row = in_force_row(&turns.origin);
    let stored = node.row::<InForce>(view::COUNTER, &row).await?;
    let put = |vkeys: &[String]| node.ledger.put_in_force(vkeys).map_err(ActError::from);
    let turned = InForce { vkeys: texts(&after) };
    put(&turned.vkeys)?;
    let (origin, stored_row) = (turns.origin.as_str(), stored.as_ref());
    let turning = Turning { proposal: &proposal, officer, origin, stored: stored_row };
    match turn(node, &turning, &before, &after).await {
        Ok(()) | Err(ActError::Unsigned(_)) => {}
        Err(error) => {
            // An answer that was lost is no act that was not done. Where nobody knows, the keys after it stay: a head under
            // them is good either way.
            let now = node.row::<InForce>(view::COUNTER, &row).await?;
            match now {
                Some(now) if now == turned => {}
                now if now == stored => {
                    put(&texts(&before))?;
                    let is_stale = matches!(error, ActError::Stale);
                    return Err(if is_stale { RotationError::Stale } else { error.into() });
                }
                now => {
                    put(&now.map_or_else(|| texts(&before), |now| now.vkeys))?;
                    return Err(RotationError::Stale);
                }
            }
        }
    }
    crate::log::log_keys_turned(proposal.step.id(), &turns.origin);
    Ok(proposal.step)
}

/// What is done, and the row as it stood when it was decided.
#[derive(Clone, Copy)]
struct Turning<'a> {
    proposal: &'a Proposal,
    officer: &'a Officer,
    origin: &'a str,
    stored: Option<&'a InForce>,
}

async fn turn(
    node: &Node,
    turning: &Turning<'_>,
    before: &[Vkey],
    after: &[Vkey],
) -> Result<(), ActError> {
    let Turning { proposal, officer, origin, stored } = *turning;
    let (kind, turn) = match proposal.step {
        Step::Begin | Step::End => (shard::Kind::KeyRotate, Turn::Rotate),
        Step::Revoke => (shard::Kind::KeyRevoke, Turn::Revoke),
    };
    let from = proposal.from_ms.map(Timestamp::from_millisecond).transpose();
    let from = from.map_err(|_| ActError::Corrupt("row log-keys-proposal".to_owned()))?;
    let row = in_force_row(origin);
    act!(node, "turn_log_keys", None, |tx| {
        if node.ledger.origin() != origin {
            return Err(ActError::Stale);
        }
        let agreed = node.row::<Proposal>(view::COUNTER, PROPOSAL).await?;
        let in_force = node.row::<InForce>(view::COUNTER, &row).await?;
        if agreed.as_ref() != Some(proposal) || in_force.as_ref() != stored {
            return Err(ActError::Stale);
        }
        // An instant as the leaf will have it: in milliseconds.
        let from_text = wire::time::millis(from.unwrap_or(tx.now));
        let change = Change { turn, origin, from: &from_text, before, after };
        let Proposal { why, by, .. } = proposal;
        let event = shard::Event {
            at: tx.now,
            kind,
            origin: origin.to_owned(),
            checkpoint: None,
            vkeys: texts(after),
            from,
            sigs: node.ledger.sign_change(&change)?,
            note: Some(format!(
                "{}; decided by {by} and {}; {why}",
                proposal.step.id(),
                officer.id
            )),
        };
        tx.record(&log_stream(node), &Stored::Shard(event), tx.now, &Who::node()).await?;
        tx.swap(view::COUNTER, &row, stored, &InForce { vkeys: texts(after) });
        tx.delete(view::COUNTER, PROPOSAL);
        Ok(Vec::new())
    })
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
