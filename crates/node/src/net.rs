//! The network seam: how a byte stream to or from another node comes about.
//!
//! Above it the same HTTP code runs on TCP with mutual TLS (`tls`) and inside the simulator, where the stream is
//! plain and the caller's name is told in the first line: security lives in the envelope, TLS has its own tests.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;

use domain::actor::NodeId;
use tokio::io::{AsyncRead, AsyncWrite};
use wire::roster::Roster;

/// A future that a trait object can return.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Both directions of one connection.
pub trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// An open connection, whatever carries it.
pub type Stream = Box<dyn Duplex>;

/// Opens connections to other nodes.
pub trait Dial: Send + Sync + fmt::Debug {
    /// Connects to `endpoint` (`host:port`) and makes sure that it is `node`.
    ///
    /// # Errors
    /// Whatever kept us from a connection that is proven to end at `node`.
    fn dial<'a>(&'a self, node: &'a NodeId, endpoint: &'a str) -> Boxed<'a, io::Result<Stream>>;

    /// From now on the keys of other nodes are those of this directory. Where security is not the stream's, nothing changes.
    fn learn(&self, directory: &Roster) {
        let _: &Roster = directory;
    }
}

/// Accepts connections from other nodes.
pub trait Accept: Send {
    /// The next connection whose other end is a known node, and which node that is.
    /// Connections of strangers are closed and not reported.
    fn accept(&mut self) -> Boxed<'_, io::Result<(NodeId, Stream)>>;
}
