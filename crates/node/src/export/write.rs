//! A sealed package as bytes: into a folder that the operator chose, or straight to whoever downloads it.
//!
//! The same package gives the same bytes every time, so nothing of it needs to be kept in clear on this node.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use hyper::body::Frame;
use seal::package::{Leaf, PackagePlan};
use seal::policy::Policy;
use seal::verdict::{Check, Claim};
use store::disk::flush;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::error::ExportError;
use super::inventory::{Inventory, contents, inventory_of, published_over};
use super::row::PackageRow;
use crate::act::ActError;
use crate::custody::View;
use crate::node::Node;
use crate::peer::door::event_id;

/// Bytes handed on at once.
pub(super) const PIECE_BYTES: usize = 256 << 10;
/// Pieces that may wait for a slow reader: 2 MiB.
const PIECES_MAX: usize = 8;

/// A package that is ready to be written.
pub(super) struct Sealed {
    plan: PackagePlan<'static>,
    seal: Leaf,
    policy: Policy,
}

impl Sealed {
    /// The package of a row whose seal is recorded; nothing while its leaf is not published.
    ///
    /// # Errors
    /// If what was sealed cannot be put together again.
    pub(super) async fn of(
        node: &Arc<Node>,
        row: &PackageRow,
    ) -> Result<Option<Self>, ExportError> {
        let list: Inventory = inventory_of(node, row).await?;
        let policy = list.policy()?;
        let Some(seal) = seal_leaf(node, row, &policy).await? else { return Ok(None) };
        let token = list.token()?;
        let contents = contents(node, &row.package, &list, token.is_some()).await?;
        let mut plan = PackagePlan::assemble(contents)?;
        if Some(plan.manifest().sha256.hex()) != row.manifest_sha256 {
            return Err(ExportError::Unrepeatable);
        }
        token.map(|token| plan.stamp(token)).transpose()?;
        Ok(Some(Self { plan, seal, policy }))
    }

    /// The package, and the first check of a court's verifier that does not hold for it under the policy that goes with
    /// it. What peers recorded was believed one by one when it came; only together does it show whether a court believes
    /// it.
    ///
    /// The inclusion of entries is not held against it: proofs of peers rest on the directory of their day, and whether
    /// that is enough is for the policy of the court.
    ///
    /// # Errors
    /// If the work is interrupted.
    pub(super) async fn judged(self, node: &Node) -> Result<(Self, Option<Claim>), ActError> {
        let work = move || {
            let broken = self.plan.judge(&self.seal, &self.policy).first_broken().cloned();
            (self, broken.filter(|claim| claim.check != Check::Inclusion))
        };
        if node.runs_inline() {
            return Ok(work());
        }
        let judged = tokio::task::spawn_blocking(work).await;
        judged.map_err(|_| ActError::Shell("judging a package was interrupted".to_owned()))
    }

    /// Writes it to `path`, where it appears whole or not at all.
    ///
    /// # Errors
    /// If it cannot be written; what was written then is removed.
    pub(super) async fn into_file(self, path: PathBuf) -> Result<(), ExportError> {
        let work = move || {
            let staged = path.with_extension("part");
            let written = self.to_file(&staged, &path);
            if written.is_err() {
                // The error that counts is the first one.
                fs::remove_file(&staged).unwrap_or_default();
            }
            written
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| ActError::Shell("writing a package was interrupted".to_owned()))?
    }

    fn to_file(&self, staged: &Path, path: &Path) -> Result<(), ExportError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut open = OpenOptions::new();
        let file = open.write(true).create(true).truncate(true).mode(0o600).open(staged)?;
        let out = self.plan.write(&self.seal, BufWriter::with_capacity(PIECE_BYTES, file))?;
        // A flush that fails ends the process: tried again it would say yes, and the file might be half there.
        flush(&out.into_inner().map_err(io::IntoInnerError::into_error)?);
        fs::rename(staged, path)?;
        flush(&File::open(folder)?);
        Ok(())
    }

    /// The bytes as the body of an answer. It breaks off if something goes wrong, so that nobody takes half for all.
    pub(super) fn into_body(self) -> Body {
        let (pieces, taken) = channel(PIECES_MAX);
        let broken = pieces.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = self.plan.write(&self.seal, Pieces::new(pieces)) {
                let error = ExportError::from(error);
                crate::log::request_failed(&ActError::Shell(error.to_string()));
                // If the reader has gone, there is nobody to be told.
                broken.blocking_send(Err(io::Error::other(error))).unwrap_or_default();
            }
        });
        Body::new(Stream(taken))
    }
}

/// The seal with its proof, under the first published head that covers it.
async fn seal_leaf(
    node: &Node,
    row: &PackageRow,
    policy: &Policy,
) -> Result<Option<Leaf>, ActError> {
    let seal = row.seal_event.as_deref().unwrap_or_default();
    let event = node.store.event_by_id(event_id(seal)?).await?.ok_or(ActError::NotFound)?;
    let Some(place) = event.place else { return Ok(None) };
    for head in published_over(node, place).await? {
        // A head may carry lines of a witness that the package does not know; one of another day does not.
        let Ok(view) = View::under(policy, vec![head]) else { continue };
        if let Some(leaf) = view.leaf(node, &event, None).await? {
            return Ok(Some(leaf));
        }
    }
    Ok(None)
}

/// A sink that hands whole pieces to another task.
pub(super) struct Pieces {
    pieces: Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Pieces {
    /// A sink that nothing was written to.
    pub(super) fn new(pieces: Sender<io::Result<Bytes>>) -> Self {
        Self { pieces, piece: Vec::with_capacity(PIECE_BYTES) }
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE_BYTES.saturating_sub(self.piece.len());
        let now = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.piece.extend_from_slice(now);
        if self.piece.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_BYTES));
        let sent = self.pieces.blocking_send(Ok(piece.into()));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

/// Pieces as a body.
struct Stream(Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
