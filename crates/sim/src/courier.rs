//! Letters that somebody carries: a bundle written at one host, brought to the other one, and what answers it brought back.
//! The functions are those of `comity bundle write` and `comity bundle read`, on a node that is opened from its disks and
//! does not run, as an operator would use them.

use std::path::PathBuf;
use std::sync::Arc;

use domain::actor::NodeId;
use node::bundle::{self, CarryError, Order, What};
use node::node::Node;
use wire::stored::link::Why;

use crate::SimError;
use crate::founding::ready;
use crate::host::Host;

/// The bag, and what was done with it.
#[derive(Debug)]
pub struct Courier {
    folder: tempfile::TempDir,
    n_files: u64,
    n_taken: u64,
}

impl Courier {
    /// A courier with an empty bag.
    ///
    /// # Errors
    /// If there is no place for files.
    pub fn new() -> Result<Self, SimError> {
        let folder = tempfile::tempdir().map_err(|error| SimError::Open(error.to_string()))?;
        Ok(Self { folder, n_files: 0, n_taken: 0 })
    }

    /// Letters and receipts that had an effect only because they were carried.
    #[must_use]
    pub const fn n_taken(&self) -> u64 {
        self.n_taken
    }

    /// Writes what waits at a host for its peer. `None`: nothing waits, or the node may not act now.
    ///
    /// # Errors
    /// If the host does not open, or writes no bundle for a reason that no fault explains.
    pub fn write(&mut self, host: &Host, to: &Host) -> Result<Option<Vec<PathBuf>>, SimError> {
        self.n_files = self.n_files.saturating_add(1);
        let out = self.folder.path().join(format!("{}-{}.zip", host.name(), self.n_files));
        let to = NodeId::parse(to.name()).map_err(|error| SimError::Open(error.to_string()))?;
        let order =
            Order { to, out, volume_bytes: None, what: What::Everything, why: Why::Disruption };
        let node = Arc::new(ready(host.open())??);
        match ready(bundle::write(&node, &order))? {
            Ok(written) => {
                Ok(Some(written.volumes.into_iter().map(|volume| volume.path).collect()))
            }
            Err(error) => excused(&node, &error).map(|()| None),
        }
    }

    /// Reads files at a host, and gives what answers them.
    ///
    /// # Errors
    /// If the host does not open, or takes a bundle of its peer for none.
    pub fn read(&mut self, host: &Host, files: &[PathBuf]) -> Result<Vec<PathBuf>, SimError> {
        self.n_files = self.n_files.saturating_add(1);
        let answers = self.folder.path().join(format!("answers-{}", self.n_files));
        std::fs::create_dir(&answers).map_err(|error| SimError::Open(error.to_string()))?;
        let node = Arc::new(ready(host.open())??);
        let report = match ready(bundle::read(&node, files, &answers))? {
            Ok(report) => report,
            Err(error) => return excused(&node, &error).map(|()| Vec::new()),
        };
        if let Some((path, error)) = report.refused.into_iter().next() {
            // A clock that is far behind: the file is brought again by whoever wrote it.
            if matches!(error, CarryError::Future) {
                return Ok(Vec::new());
            }
            return Err(SimError::Open(format!("{}: {error}", path.display())));
        }
        let taken = |file: &bundle::FileReport| file.receipts.taken + file.deliveries.taken;
        let n_taken: usize = report.files.iter().map(taken).sum();
        self.n_taken = self.n_taken.saturating_add(n_taken as u64);
        let written = report.answers.into_iter().flat_map(|answer| answer.written.volumes);
        Ok(written.map(|volume| volume.path).collect())
    }
}

/// Nothing waits, or the log of this node has stopped because its disk is an older one: then nothing is carried.
fn excused(node: &Node, error: &CarryError) -> Result<(), SimError> {
    if matches!(error, CarryError::Nothing { .. }) || node.ledger.stopped().is_some() {
        return Ok(());
    }
    Err(SimError::Open(error.to_string()))
}
