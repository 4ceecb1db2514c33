//! Who is still shaking hands, and who has to go when somebody else comes.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};

use domain::actor::NodeId;
use tokio::task::AbortHandle;

/// Handshakes under way at once. Each takes a descriptor and some kilobytes; at 5 s for each, a hundred strangers a
/// second fit.
const HANDSHAKES_MAX: usize = 512;
/// Handshakes under way at once from one address. A node opens one connection, and some more when it starts anew; several
/// may stand behind one address.
const HANDSHAKES_PER_SOURCE_MAX: usize = 8;

/// Where a connection comes from: an IPv4 address, or the network of 64 bits that one customer gets of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source(IpAddr);

impl Source {
    pub(super) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.into()),
            IpAddr::V6(address) => {
                let network = address.to_bits() >> 64 << 64;
                Self(Ipv6Addr::from_bits(network).into())
            }
        }
    }
}

/// Unfinished handshakes, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    unfinished: Vec<(Source, AbortHandle)>,
    /// From where each node came last. Bounded by the directory.
    known: BTreeMap<NodeId, Source>,
}

impl Waiting {
    /// A node came from here.
    pub(super) fn knows(&mut self, node: NodeId, source: Source) {
        self.known.insert(node, source);
    }

    /// Ends the handshake that has to go for one from `source`, if one has to.
    pub(super) fn make_room(&mut self, source: Source) {
        self.unfinished.retain(|(_, handshake)| !handshake.is_finished());
        let sources: Vec<_> = self.unfinished.iter().map(|(source, _)| *source).collect();
        let is_known = |source: &Source| self.known.values().any(|known| known == source);
        if let Some(place) = who_goes(&sources, source, is_known) {
            let (_, handshake) = self.unfinished.remove(place);
            handshake.abort();
        }
    }

    /// A handshake from `source` has begun.
    pub(super) fn add(&mut self, source: Source, handshake: AbortHandle) {
        self.unfinished.push((source, handshake));
    }
}

/// Which of the `waiting`, oldest first, makes room for one from `source`: the oldest from there, if there are enough of
/// them; else, if there are enough in all, the oldest stranger, and one of a known address only if there is no other.
fn who_goes(
    waiting: &[Source],
    source: Source,
    is_known: impl Fn(&Source) -> bool,
) -> Option<usize> {
    let n_same = waiting.iter().filter(|other| **other == source).count();
    if n_same >= HANDSHAKES_PER_SOURCE_MAX {
        return waiting.iter().position(|other| *other == source);
    }
    if waiting.len() < HANDSHAKES_MAX {
        return None;
    }
    Some(waiting.iter().position(|other| !is_known(other)).unwrap_or(0))
}

#[cfg(test)]
mod tests;
