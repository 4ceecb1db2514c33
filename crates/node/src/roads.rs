//! Which peers can be reached: a breaker for each, so that a peer that is gone for days costs neither connections nor rows
//! that are written again and again.
//!
//! After [`PATIENCE`] attempts in a row that reached nobody the road is shut for a while, each time for longer, up to
//! [`SHUT_MAX`]. Then one attempt shows whether the peer is back. What waited for it is due at once when it answers, and not
//! only when each letter's own wait is over. Letters of the first lane pass a shut road; their own wait is short.
//!
//! Kept in memory: after a restart every road is open, and the first attempts shut it again. Not trusted: the clock. A road
//! that would be shut for longer than it ever is belongs to a clock that went back, and is open.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::actor::NodeId;
use jiff::{SignedDuration, Timestamp};

/// Attempts in a row without an answer before a road is shut.
const PATIENCE: u32 = 5;
/// How long it is shut the first time.
const SHUT_FIRST: SignedDuration = SignedDuration::from_secs(10);
/// How long at most.
const SHUT_MAX: SignedDuration = SignedDuration::from_mins(5);

/// A silence of this length may have cost letters: what passed is compared after it.
const LONG: SignedDuration = SignedDuration::from_mins(10);

/// One peer that does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Road {
    n_failures: u32,
    since: Timestamp,
    /// When the last failure that counted was noted.
    last: Timestamp,
    shut_until: Option<Timestamp>,
}

/// All roads; a peer that answers has no entry.
#[derive(Debug, Default)]
pub struct Roads {
    gone: Mutex<BTreeMap<NodeId, Road>>,
    back: Mutex<BTreeSet<NodeId>>,
    long_gone: Mutex<BTreeSet<NodeId>>,
}

impl Roads {
    /// Nobody answered a question that was asked at `asked`. Of several that were under way at once the first one counts: one
    /// connection that breaks is one failure. `dice` is any number, so that peers of one node are not all asked at the same
    /// instant.
    pub fn failed(&self, peer: &NodeId, asked: Timestamp, now: Timestamp, dice: u64) {
        let mut gone = lock(&self.gone);
        let road = gone.entry(peer.clone()).or_insert(Road {
            n_failures: 0,
            since: now,
            last: Timestamp::MIN,
            shut_until: None,
        });
        if asked < road.last && road.last <= now {
            return;
        }
        road.last = now;
        road.n_failures = road.n_failures.saturating_add(1);
        if let Some(nth) = road.n_failures.checked_sub(PATIENCE) {
            road.shut_until = now.checked_add(pause(nth, dice)).ok();
        }
    }

    /// It answered, whatever it said.
    pub fn answered(&self, peer: &NodeId) {
        let Some(road) = lock(&self.gone).remove(peer) else { return };
        lock(&self.back).insert(peer.clone());
        if road.last.duration_since(road.since) >= LONG {
            lock(&self.long_gone).insert(peer.clone());
        }
    }

    /// Somebody wants it tried now. Since when it is silent stays known, and what waits for it is still woken when it answers.
    pub fn open(&self, peer: &NodeId) {
        if let Some(road) = lock(&self.gone).get_mut(peer) {
            (road.n_failures, road.shut_until) = (0, None);
        }
    }

    /// Since when nobody answers there.
    #[must_use]
    pub fn silent_since(&self, peer: &NodeId) -> Option<Timestamp> {
        lock(&self.gone).get(peer).map(|road| road.since)
    }

    /// Peers that answered after they had not, each named once.
    #[must_use]
    pub fn take_back(&self) -> BTreeSet<NodeId> {
        std::mem::take(&mut *lock(&self.back))
    }

    /// Peers that answered after they had not for long, each named once.
    #[must_use]
    pub fn take_long_gone(&self) -> BTreeSet<NodeId> {
        std::mem::take(&mut *lock(&self.long_gone))
    }

    /// What follows from its answer could not begin now.
    pub fn put_back_long_gone(&self, peer: &NodeId) {
        lock(&self.long_gone).insert(peer.clone());
    }

    /// What waits for them could not be woken now.
    pub fn put_back(&self, peers: BTreeSet<NodeId>) {
        lock(&self.back).extend(peers);
    }

    /// Every peer that is not asked now.
    #[must_use]
    pub fn all_shut(&self, now: Timestamp) -> Vec<String> {
        let gone = lock(&self.gone);
        let shut = gone.iter().filter(|(_, road)| road.is_shut(now));
        shut.map(|(peer, _)| peer.to_string()).collect()
    }
}

impl Road {
    fn is_shut(&self, now: Timestamp) -> bool {
        let left = self.shut_until.map(|until| until.duration_since(now));
        left.is_some_and(|left| left > SignedDuration::ZERO && left <= SHUT_MAX)
    }
}

/// Between half of the time and all of it.
fn pause(nth: u32, dice: u64) -> SignedDuration {
    let full = SHUT_FIRST.saturating_mul(1_i32.checked_shl(nth.min(16)).unwrap_or(i32::MAX));
    let full_ms = u64::try_from(full.min(SHUT_MAX).as_millis()).unwrap_or_default();
    let half_ms = full_ms.div_ceil(2).max(1);
    SignedDuration::from_millis(i64::try_from(half_ms + dice % half_ms).unwrap_or_default())
}

/// What it guards is sound whatever panicked beside it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
