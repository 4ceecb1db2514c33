//! For tests: a mirror that listens on this machine, for the logs of one node.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::{Mirror, http};
use crate::clock::Clock;
use crate::node::Node;
use crate::witness::{self, NewLog, Role};
use crate::work::mirror::{MirrorAt, MirrorFile};

/// A mirror that is served as long as it is held.
pub(crate) struct Running {
    folder: TempDir,
    vkeys: Vec<String>,
    url: String,
    served: JoinSet<()>,
}

impl Running {
    /// A new mirror, which was told of the log of `node` that grows.
    pub(crate) async fn of(node: &Node) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("m");
        let made = witness::init(&dir, "mirror.example/m1", Role::Mirror, Timestamp::UNIX_EPOCH);
        let vkeys = made.await.unwrap().lines().map(str::to_owned).collect();
        let log_keys = node.ledger.vkeys().unwrap();
        let log_keys: Vec<String> = log_keys.iter().map(ToString::to_string).collect();
        let log = NewLog::parse(&node.ledger.origin(), &log_keys).unwrap();
        witness::add_log(&dir, &log, None, Timestamp::UNIX_EPOCH).await.unwrap();
        let (mut running, clock) = (
            Self { folder, vkeys, url: String::new(), served: JoinSet::new() },
            node.clock.clone(),
        );
        running.serve(clock).await;
        running
    }

    /// Listens anew, at another address.
    async fn serve(&mut self, clock: Arc<dyn Clock>) {
        let mirror = Mirror::open(&self.dir(), clock, 60_000).await.unwrap();
        let address = ([127, 0, 0, 1], 0).into();
        let (listener, address) = witness::http::bind(address).await.unwrap();
        self.url = format!("http://{address}/mirror/1");
        self.served.spawn(async move {
            witness::http::serve(listener, address, http::router(mirror)).await.unwrap();
        });
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.folder.path().join("m")
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// How a node's configuration names it.
    pub(crate) fn configured(&self) -> MirrorAt {
        MirrorAt::of(&MirrorFile { url: self.url.clone(), vkeys: self.vkeys.clone() }).unwrap()
    }

    /// Nobody listens any more.
    pub(crate) async fn stop(&mut self) {
        self.served.shutdown().await;
    }

    pub(crate) async fn start(&mut self, node: &Node) {
        self.serve(node.clock.clone()).await;
    }
}
