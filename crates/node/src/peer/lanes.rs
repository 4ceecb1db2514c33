//! How fast one peer may come in, lane by lane (exchange page, section on limits).
//!
//! A bucket refills with time and empties with what is taken in; an empty one says *slow down* and ends nothing. It is
//! kept in memory: after a restart every bucket is full, which a peer can use once. Not trusted: a peer. At most it
//! makes us answer 429.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::actor::NodeId;
use domain::letter::Lane;
use tokio::time::Instant;

/// What a lane allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rate {
    /// In the long run.
    per_s: u64,
    /// At once.
    burst: u64,
}

fn rate(lane: Lane) -> Rate {
    match lane {
        Lane::Emergency => Rate { per_s: 10, burst: 50 },
        Lane::Urgent => Rate { per_s: 20, burst: 100 },
        Lane::Ordinary => Rate { per_s: 200, burst: 400 },
        Lane::Bulk => Rate { per_s: 200, burst: 200 },
    }
}

/// Thousandths of what one letter takes, so that a millisecond is worth something.
const ONE: u64 = 1_000;

/// Seconds for which a lane is shut at most, whatever its peer has cost.
const OWED_S_MAX: u64 = 60;

#[derive(Debug)]
struct Bucket {
    left: u64,
    /// What was taken and was not there: it fills before the bucket does.
    owed: u64,
    at: Instant,
}

/// The buckets of all peers; not more than nodes in the directory times four.
#[derive(Debug, Default)]
pub struct Lanes(Mutex<BTreeMap<(NodeId, Lane), Bucket>>);

impl Lanes {
    /// Whether one more of this lane may come in from `peer` now.
    pub fn admit(&self, peer: &NodeId, lane: Lane) -> bool {
        let Rate { per_s, burst } = rate(lane);
        let (now, full) = (Instant::now(), burst.saturating_mul(ONE));
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket =
            buckets.entry((peer.clone(), lane)).or_insert(Bucket { left: full, owed: 0, at: now });
        let passed_ms = u64::try_from(now.duration_since(bucket.at).as_millis());
        let gained = passed_ms.unwrap_or(u64::MAX).saturating_mul(per_s);
        let beyond = gained.saturating_sub(bucket.owed);
        bucket.owed = bucket.owed.saturating_sub(gained);
        bucket.left = bucket.left.saturating_add(beyond).min(full);
        bucket.at = now;
        match bucket.left.checked_sub(ONE) {
            Some(left) => {
                bucket.left = left;
                true
            }
            None => false,
        }
    }

    /// Takes out of a lane of `peer` what a request that was let in has cost beside itself, in letters. What is not there is
    /// owed, for a minute at most.
    pub fn charge(&self, peer: &NodeId, lane: Lane, n_letters: u64) {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(&(peer.clone(), lane)) {
            let price = n_letters.saturating_mul(ONE);
            let owed_max = rate(lane).per_s.saturating_mul(OWED_S_MAX).saturating_mul(ONE);
            let more = price.saturating_sub(bucket.left);
            bucket.owed = bucket.owed.saturating_add(more).min(owed_max);
            bucket.left = bucket.left.saturating_sub(price);
        }
    }
}

#[cfg(test)]
mod tests;
