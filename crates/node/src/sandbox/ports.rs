//! Which ports the nodes of a sandbox get: one block of twenty, four per node, on 127.0.0.1 only.
//!
//! Finding a free port and then using it is a race by nature; it is harmless here, because a node that cannot
//! bind dies with a clear line in its log and the supervisor says so.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use super::players::{PLACES, Player};

#[cfg(test)]
mod tests;

/// The first block that is tried: away from 8080 and 8443, which developers often have in use.
pub(crate) const BASE_DEFAULT: u16 = 8440;

/// Ports per node: portal, peers, ledger reader, one spare.
pub(crate) const PORTS_PER_NODE: u16 = 4;

/// Ports of one sandbox: 5 nodes × 4 = 20.
pub(crate) const PORTS_PER_BLOCK: u16 = 20;

/// How many blocks are tried: 100 × 20 = 2,000 ports from 8440, which ends below 10440.
const BLOCKS_MAX: u16 = 100;

/// The ports of one sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    base: u16,
}

impl Block {
    /// A block that starts at `base`, if it ends inside the port range.
    pub(crate) fn at(base: u16) -> Option<Self> {
        (base >= 1024 && base.checked_add(PORTS_PER_BLOCK).is_some()).then_some(Self { base })
    }

    /// The first port.
    pub(crate) fn base(self) -> u16 {
        self.base
    }

    /// Pages and forms for people.
    pub(crate) fn portal(self, player: &Player) -> SocketAddr {
        self.port(player, 0)
    }

    /// Other nodes.
    pub(crate) fn peer(self, player: &Player) -> SocketAddr {
        self.port(player, 1)
    }

    /// Readers of the ledger.
    pub(crate) fn log(self, player: &Player) -> SocketAddr {
        self.port(player, 2)
    }

    /// Where a browser finds the portal.
    pub(crate) fn url(self, player: &Player) -> String {
        format!("http://{}", self.portal(player))
    }

    fn port(self, player: &Player, n: u16) -> SocketAddr {
        let offset = player.place.saturating_mul(PORTS_PER_NODE).saturating_add(n);
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.base.saturating_add(offset)))
    }

    /// The first port of the block that somebody uses.
    pub(crate) fn busy(self) -> Option<u16> {
        (self.base..self.base.saturating_add(PORTS_PER_BLOCK)).find(|port| !is_free(*port))
    }
}

/// Why no block was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPorts {
    /// The block that was asked for is in use at this port.
    Busy(u16),
    /// A base below 1024 or too near the end of the range.
    OutOfRange(u16),
    /// Every block that may be tried is in use.
    Spent,
}

/// The block to use: exactly `asked`, or the first free one from `first` on.
pub(crate) fn find(asked: Option<u16>, first: u16) -> Result<Block, NoPorts> {
    if let Some(base) = asked {
        let block = Block::at(base).ok_or(NoPorts::OutOfRange(base))?;
        return block.busy().map_or(Ok(block), |port| Err(NoPorts::Busy(port)));
    }
    let candidates = (0..BLOCKS_MAX)
        .map_while(|n| first.checked_add(n.checked_mul(PORTS_PER_BLOCK)?))
        .map_while(Block::at);
    candidates.into_iter().find(|block| block.busy().is_none()).ok_or(NoPorts::Spent)
}

/// Whether nobody listens on `port`. Any other failure than "in use" is left to the node to report.
fn is_free(port: u16) -> bool {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => true,
        Err(error) => error.kind() != io::ErrorKind::AddrInUse,
    }
}

/// Guards the arithmetic of the block: one more member would need a larger one.
const _: () = assert!(PORTS_PER_BLOCK == PLACES * PORTS_PER_NODE);
