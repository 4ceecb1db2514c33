//! Which version of the exchange we speak with a node (`docs/spec/door.md` §6): agreed in the member directory, asked before
//! anything is sent and before anything is taken.
//!
//! Not trusted: a peer's own word. It counts for nothing here; only the directory does, which its member signed.

use domain::actor::NodeId;
use wire::version::Behind;

use crate::node::Node;

#[cfg(test)]
mod tests;

impl Node {
    /// The version that we speak with this node. One that the directory does not name lists none.
    ///
    /// # Errors
    /// Who of the two must upgrade.
    pub fn common_version(&self, peer: &NodeId) -> Result<u64, Behind> {
        let roster = self.roster();
        let theirs = roster.node(peer).map(|(_, entry)| entry.speaks.cx.as_slice());
        self.config.speaks.common(theirs.unwrap_or_default())
    }

    /// Whether both of us speak this version. The door takes a request of every one, not of the highest alone: whoever asks may
    /// know of an older directory, in which another one was the highest.
    #[must_use]
    pub fn speaks_with(&self, peer: &NodeId, version: u64) -> bool {
        let roster = self.roster();
        let theirs = roster.node(peer).map(|(_, entry)| entry.speaks.cx.as_slice());
        self.config.speaks.has(version) && theirs.unwrap_or_default().contains(&version)
    }
}
