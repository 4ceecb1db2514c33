//! How far each envelope of ours is, by what its recipient stated of it (`docs/spec/ladder.md`): the sender's book. What a
//! statement means is `wire::ladder`'s; who may make it, and about which letter, is asked in `incoming`.
//!
//! Table: envelope-ends.

use seal::receipt::Event;
use serde::{Deserialize, Serialize};
use wire::ladder::{Rung, Step};

use crate::act::{ActError, Tx};
use crate::node::Node;
use crate::rows::{decode, encode, view};

#[cfg(test)]
mod tests;

/// Statements about one envelope that are kept though they change nothing. An honest recipient states each event once; after a
/// restored backup it may state some a second time.
pub const KEPT_MAX: u32 = 16;

/// One envelope of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// The acceptance of its recipient is on record, from which clocks run.
    accepted: bool,
    /// It is on record that it lay in the tray.
    consigned: bool,
    /// The highest rung that was stated; of rows of an earlier program the two above say it.
    #[serde(default)]
    rung: Option<String>,
    /// Statements that are kept.
    #[serde(default)]
    n_kept: u32,
    /// Statements that were passed over because there were too many.
    #[serde(default)]
    n_over: u64,
}

impl Ladder {
    /// The highest rung that was stated.
    ///
    /// # Errors
    /// If the row is damaged.
    pub fn rung(&self) -> Result<Rung, ActError> {
        match (&self.rung, self.consigned, self.accepted) {
            (Some(id), _, _) => {
                Rung::from_id(id).ok_or_else(|| ActError::Corrupt("row envelope-ends".to_owned()))
            }
            (None, true, _) => Ok(Rung::Consigned),
            (None, false, true) => Ok(Rung::Accepted),
            (None, false, false) => Ok(Rung::Sent),
        }
    }
}

/// What the outbox says of an envelope when a statement about it comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Before {
    /// The recipient accepted it with all its chunks.
    pub delivered: bool,
    /// We gave it up, took it back or replaced it.
    pub given_up: bool,
}

/// What of an envelope's two ends at its sender is on record; they may come in either order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The acceptance was not on record before, and is now.
    pub is_new: bool,
    /// The acceptance and the consignment are on record now.
    pub both: bool,
}

/// What a statement came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// What it means.
    pub step: Step,
    /// Whether it is kept.
    pub is_kept: bool,
    /// Whether it is the first from which it follows that the letter lay in the tray.
    pub is_consigned: bool,
    /// The two ends.
    pub ends: Ends,
}

impl Tx<'_> {
    /// Notes what a recipient states of an envelope. Two acts that each bring one statement see each other: the row is swapped,
    /// so the slower of them decides again.
    pub(crate) async fn hear(
        &mut self,
        env_id: &str,
        event: Event,
        before: &Before,
    ) -> Result<Heard, ActError> {
        // By its bytes: the row of an earlier program has other bytes than this one makes of it.
        let held = self.node.raw_row(view::ENVELOPE_ENDS, env_id).await?;
        let mut next = held.as_deref().map(decode::<Ladder>).transpose()?.unwrap_or_default();
        let rung = match next.rung()? {
            rung if before.given_up => rung.given_up().unwrap_or(rung),
            rung => rung,
        };
        let step = rung.hear(event);
        if step == Step::Foreign {
            let ends = Ends { is_new: false, both: next.accepted && next.consigned };
            return Ok(Heard { step, is_kept: false, is_consigned: false, ends });
        }
        let is_new = event == Event::RelayAcceptance && !next.accepted;
        next.accepted |= before.delivered || event == Event::RelayAcceptance;
        let is_up = matches!(step, Step::Up(_));
        let after = if let Step::Up(after) = step { after } else { rung };
        let is_consigned = !next.consigned && after.was_consigned();
        next.consigned |= after.was_consigned();
        next.rung = Some(after.id().to_owned());
        let is_kept = is_up || is_new || next.n_kept < KEPT_MAX;
        if is_kept {
            next.n_kept = next.n_kept.saturating_add(1);
        } else {
            next.n_over = next.n_over.saturating_add(1);
        }
        let ends = Ends { is_new, both: next.accepted && next.consigned };
        self.swap_raw(view::ENVELOPE_ENDS, env_id, held, encode(&next));
        Ok(Heard { step, is_kept, is_consigned, ends })
    }
}

impl Tx<'_> {
    /// Gives an envelope up of which its recipient has stated nothing. False if it has: then nothing changes. Of this act and
    /// one that brings a statement the slower decides again.
    pub(crate) async fn give_up_envelope(&mut self, env_id: &str) -> Result<bool, ActError> {
        let held = self.node.raw_row(view::ENVELOPE_ENDS, env_id).await?;
        let ladder = held.as_deref().map(decode::<Ladder>).transpose()?.unwrap_or_default();
        let Some(after) = ladder.rung()?.given_up() else { return Ok(false) };
        let next = Ladder { rung: Some(after.id().to_owned()), ..ladder };
        self.swap_raw(view::ENVELOPE_ENDS, env_id, held, encode(&next));
        Ok(true)
    }
}

/// The ladder of an envelope of ours, where anything was stated of it.
///
/// # Errors
/// If the store fails.
pub async fn of(node: &Node, env_id: &str) -> Result<Option<Ladder>, ActError> {
    node.row(view::ENVELOPE_ENDS, env_id).await
}

/// Whether the acceptance of an envelope of ours is on record, for a letter of the law.
///
/// # Errors
/// If the store fails.
pub async fn is_accepted(node: &Node, env_id: &str) -> Result<bool, ActError> {
    Ok(of(node, env_id).await?.is_some_and(|held| held.accepted))
}
