//! How often one log is cosigned: as many times a minute as the operator allows, and a minute's worth at once.
//!
//! Two measures for each log. What the log alone can bring, a longer head, is counted apart from what any stranger can
//! bring, a head that is known; so nobody can use up the log's own share.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What one minute has, in milliseconds.
const MINUTE_MS: i64 = 60_000;

/// The share of one log, of one kind. Begins full.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    /// When it will be full again, milliseconds since 1970.
    full_at_ms: i64,
}

/// What a log has left of this minute.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    /// For heads that only the log can bring.
    pub(crate) growing: Share,
    /// For heads that anybody can bring.
    pub(crate) known: Share,
}

/// One gate for each log that was asked about, so never more than the operator named: behind it one decision is made at a
/// time, and the next one sees what this one stored.
#[derive(Debug, Default)]
pub(crate) struct Gates(Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<Shares>>>>);

impl Gates {
    /// The gate of a log.
    pub(crate) fn of(&self, origin: &str) -> Arc<tokio::sync::Mutex<Shares>> {
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        gates.entry(origin.to_owned()).or_default().clone()
    }
}

impl Share {
    /// Takes one of `per_minute` at `now_ms`, or says after how many seconds there is one again.
    pub(crate) fn take(&mut self, now_ms: i64, per_minute: u32) -> Result<(), u64> {
        let step_ms = (MINUTE_MS / i64::from(per_minute.max(1))).max(1);
        // A clock that went back by hours must not close the door for hours.
        self.full_at_ms = self.full_at_ms.clamp(now_ms, now_ms.saturating_add(MINUTE_MS));
        let next_ms = self.full_at_ms.saturating_add(step_ms);
        let wait_ms = next_ms.saturating_sub(now_ms).saturating_sub(MINUTE_MS);
        if wait_ms > 0 {
            return Err(wait_ms.unsigned_abs().div_ceil(1_000));
        }
        self.full_at_ms = next_ms;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
