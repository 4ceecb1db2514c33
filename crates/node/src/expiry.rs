//! What ends by itself if nobody acts: keys, and the directory.
//!
//! Not here: what is refused when it has ended. The certificate of a node's listener is not in the list: `comity init` makes it
//! without an end, and others know it by its key.

use std::path::Path;

use domain::actor::NodeId;
use jiff::{SignedDuration, Timestamp};
use seal::sign::Kid;
use wire::roster::{KeyEntry, Roster};

use crate::directory;

/// From here on it is told: time for a new entry, the board's signatures and everybody's update.
pub const SOON: SignedDuration = SignedDuration::from_hours(60 * 24);
/// From here on it is an alarm.
pub const NOW: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A key of this node and its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyEnd {
    /// The node, or the unit.
    pub holder: String,
    /// Which.
    pub kid: Kid,
    /// `node`, `unit-encrypt` or `unit-sign`.
    pub use_of: &'static str,
    /// When it ends, as the directory says: its date, or its revocation if that comes first.
    pub ends_at: Timestamp,
}

/// Every key that the directory lists for a node, the earliest end first.
#[must_use]
pub fn of_keys(roster: &Roster, ours: &NodeId) -> Vec<KeyEnd> {
    let Some((entry, node)) = roster.node(ours) else { return Vec::new() };
    let mut uses = vec![("node", ours.to_string(), &node.sign_keys)];
    for unit in entry.units.iter().filter(|unit| unit.node == *ours) {
        uses.push(("unit-encrypt", unit.unit.to_string(), &unit.enc_keys));
        uses.push(("unit-sign", unit.unit.to_string(), &unit.sign_keys));
    }
    let mut ends = Vec::new();
    for (use_of, holder, keys) in uses {
        for KeyEntry { kid, not_after, .. } in keys {
            let revoked = entry.revoked.iter().filter(|end| end.kid == *kid).map(|end| end.from);
            let ends_at = revoked.chain([*not_after]).min().unwrap_or(*not_after);
            ends.push(KeyEnd { holder: holder.clone(), kid: *kid, use_of, ends_at });
        }
    }
    ends.sort_by_key(|end| end.ends_at);
    ends
}

/// Of each use of keys by each holder, the last instant at which there is one that counts: a key that ends while the next one is listed
/// already is no news.
#[must_use]
pub fn last_of_each(ends: &[KeyEnd]) -> Vec<KeyEnd> {
    let mut last: Vec<KeyEnd> = Vec::new();
    for end in ends {
        let is_same =
            |known: &&mut KeyEnd| known.use_of == end.use_of && known.holder == end.holder;
        match last.iter_mut().find(is_same) {
            Some(known) if known.ends_at < end.ends_at => *known = end.clone(),
            Some(_) => {}
            None => last.push(end.clone()),
        }
    }
    last
}

/// Until when the installed directory says what is newest; nothing if none is installed or it cannot be read.
#[must_use]
pub fn of_directory(data_dir: &Path) -> Option<Timestamp> {
    directory::installed(data_dir).ok()?.directory.valid_until
}

#[cfg(test)]
mod tests;
