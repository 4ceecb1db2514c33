//! Clock and network of a simulated host. Both hang on turmoil's world, which is one thread and one seed; a clock has an
//! offset of its own besides, because hosts of sovereign members never agree to the second.

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::actor::NodeId;
use jiff::{SignedDuration, Timestamp};
use node::clock::Clock;
use node::net::{Accept, Boxed, Dial, Stream};
use turmoil::net::{TcpListener, TcpStream};

/// Where every node listens for its peers.
pub const PEER_PORT: u16 = 7_000;
/// A connection is given up after this long, as by the node's own TLS.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// The time of the simulation plus this host's offset.
#[derive(Debug)]
pub struct SimClock {
    start: Timestamp,
    offset: SignedDuration,
    elapsed_ms: AtomicI64,
    /// What somebody set it forward since.
    shift_ms: AtomicI64,
}

impl SimClock {
    /// A clock that stood at `start` plus `offset` when the simulation began.
    #[must_use]
    pub fn new(start: Timestamp, offset: SignedDuration) -> Self {
        Self { start, offset, elapsed_ms: AtomicI64::new(0), shift_ms: AtomicI64::new(0) }
    }

    /// Sets it forward by so much, or back.
    pub fn shift(&self, by_ms: i64) {
        self.shift_ms.fetch_add(by_ms, Ordering::Relaxed);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        // Between steps, and after the last one, time stands still.
        if let Some(elapsed) = turmoil::sim_elapsed() {
            let millis = i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX);
            self.elapsed_ms.fetch_max(millis, Ordering::Relaxed);
        }
        let shift_ms = self.shift_ms.load(Ordering::Relaxed);
        let elapsed_ms = self.elapsed_ms.load(Ordering::Relaxed).saturating_add(shift_ms);
        let elapsed = SignedDuration::from_millis(elapsed_ms);
        let now = self.start.saturating_add(elapsed.saturating_add(self.offset));
        now.unwrap_or(Timestamp::MAX)
    }
}

/// Plain connections inside the simulation, by the node's name.
#[derive(Debug, Clone, Copy)]
pub struct SimDial;

impl Dial for SimDial {
    fn dial<'a>(&'a self, node: &'a NodeId, _endpoint: &'a str) -> Boxed<'a, io::Result<Stream>> {
        Box::pin(async move {
            let connect = TcpStream::connect((node.as_str(), PEER_PORT));
            let stream = tokio::time::timeout(CONNECT_WITHIN, connect).await??;
            let stream: Stream = Box::new(stream);
            Ok(stream)
        })
    }
}

/// A listener that knows a peer by its address, as TLS knows it by its certificate.
pub struct SimAccept(TcpListener);

impl SimAccept {
    /// Listens on this host.
    ///
    /// # Errors
    /// If the port is taken.
    pub async fn bind() -> io::Result<Self> {
        Ok(Self(TcpListener::bind((IpAddr::V4(Ipv4Addr::UNSPECIFIED), PEER_PORT)).await?))
    }
}

impl std::fmt::Debug for SimAccept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SimAccept").finish_non_exhaustive()
    }
}

impl Accept for SimAccept {
    fn accept(&mut self) -> Boxed<'_, io::Result<(NodeId, Stream)>> {
        Box::pin(async {
            let (stream, from) = self.0.accept().await?;
            let name = turmoil::reverse_lookup(from.ip()).unwrap_or_default();
            let node = NodeId::parse(&name).map_err(io::Error::other)?;
            let stream: Stream = Box::new(stream);
            Ok((node, stream))
        })
    }
}
