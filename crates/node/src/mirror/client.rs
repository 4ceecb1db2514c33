//! A log's side of a mirror: brings a published head and the entries under it, and asks for nothing it does not check.
//!
//! Not trusted: the mirror. At most it withholds its lines, or asks for entries again; requests of one round are counted.

use axum::http::StatusCode;
use seal::checkpoint::SignedCheckpoint;
use seal::digest::Digest;
use seal::merkle::MerkleError;
use seal::mirror::{
    INFO_BYTES_MAX, PACKAGES_MAX, Package, Upload, UploadAnswer, package_bounds, read_upload_answer,
};
use seal::note::{NoteLine, Vkey};
use seal::witness::AddCheckpoint;
use store::{Place, Store};

use crate::ledger::{LedgerError, with_nodes};
use crate::monitor::post::{Posted, post};
use crate::monitor::reader::{Place as Address, Silent};

/// Requests of one round: at most half a million entries; what is left comes in the next one.
const REQUESTS_MAX: usize = 64;

/// Why a mirror does not hold a head yet.
#[derive(Debug, thiserror::Error)]
pub enum NotMirrored {
    /// It answered what the protocol has no place for.
    #[error("the mirror answered {0}")]
    Answer(&'static str),
    /// It will take more in the next round.
    #[error("the mirror takes the rest later")]
    Later,
    /// Our own log.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// It refuses for good.
    #[error("the mirror refuses with status {0}")]
    Refused(u16),
    /// No answer.
    #[error(transparent)]
    Silent(#[from] Silent),
    /// Our own store.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

impl NotMirrored {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Answer(code) => code,
            Self::Later => "later",
            Self::Ledger(_) => "ledger",
            Self::Refused(_) => "refused",
            Self::Silent(_) => "silent",
            Self::Store(error) => error.code(),
        }
    }
}

/// A log, and where its leaves are.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its leaves and nodes.
    pub store: &'a dyn Store,
    /// Its number there.
    pub log: u32,
    /// A head with the log's lines.
    pub head: &'a SignedCheckpoint,
}

impl Source<'_> {
    async fn consistency(&self, old: u64, new: u64) -> Result<Vec<Digest>, NotMirrored> {
        if old == 0 || old == new {
            return Ok(Vec::new());
        }
        Ok(with_nodes(self.store, self.log, |nodes| seal::merkle::consistency(old, new, nodes))
            .await?)
    }

    /// One request: at most [`PACKAGES_MAX`] packages of entries from `start` on.
    async fn upload(&self, start: u64, end: u64, ticket: Vec<u8>) -> Result<Vec<u8>, NotMirrored> {
        let unfit = |_| NotMirrored::Answer("unfit");
        let origin = self.head.claimed().origin().to_owned();
        let mut bytes = Upload { origin, start, end, ticket }.head().map_err(unfit)?;
        let mut at = start;
        for _ in 0..PACKAGES_MAX {
            if at >= end {
                break;
            }
            let (first, to) = package_bounds(at, end);
            let n = u32::try_from(to.saturating_sub(at)).unwrap_or(u32::MAX);
            let leaves = self.store.leaves(Place { log: self.log, index: at }, n).await?;
            if leaves.len() as u64 != to.saturating_sub(at) {
                let missing = MerkleError::Index { index: at, size: to };
                return Err(LedgerError::from(missing).into());
            }
            let entries: Vec<&[u8]> = leaves.iter().map(|leaf| leaf.leaf.as_slice()).collect();
            let proof = with_nodes(self.store, self.log, |nodes| {
                seal::merkle::subtree_consistency(first, to, end, nodes)
            });
            Package::write(&mut bytes, &entries, &proof.await?).map_err(unfit)?;
            at = to;
        }
        Ok(bytes)
    }
}

/// Brings a head and all entries under it. `old` is the size of the head that the mirror was shown last, as we believe.
/// Gives the mirror's lines, each verified.
///
/// # Errors
/// [`NotMirrored`]; what was brought stays there.
pub(crate) async fn bring(
    source: Source<'_>,
    address: &Address,
    vkeys: &[Vkey],
    old: u64,
) -> Result<Vec<NoteLine>, NotMirrored> {
    show(source, address, old).await?;
    let head = source.head.claimed();
    let (mut start, mut ticket) = (old.min(head.size()), Vec::new());
    for _ in 0..REQUESTS_MAX {
        let body = source.upload(start, head.size(), ticket).await?;
        let said = post(address, "add-entries", "application/octet-stream", body, INFO_BYTES_MAX);
        let Posted { status, body } = said.await?;
        match read_upload_answer(head, status.as_u16(), &body, vkeys) {
            UploadAnswer::Done(lines) => {
                // One line would do for nobody who asks for both: the mirror has a key of each kind.
                let is_there = |vkey: &Vkey| lines.iter().any(|line| vkey.is_named_by(line));
                return if vkeys.iter().all(is_there) {
                    Ok(lines)
                } else {
                    Err(NotMirrored::Answer("bad-lines"))
                };
            }
            // A head that is larger is a newer one of ours, or none of ours: this round has nothing more to bring.
            UploadAnswer::Go(info) if info.size != head.size() || info.next > head.size() => {
                return Err(NotMirrored::Later);
            }
            // It asks for what we have just brought.
            UploadAnswer::Go(info) if status == StatusCode::ACCEPTED && info.next <= start => {
                return Err(NotMirrored::Answer("no-progress"));
            }
            UploadAnswer::Go(info) => (start, ticket) = (info.next, info.ticket),
            UploadAnswer::Bad(_) => return Err(NotMirrored::Answer("bad-lines")),
            UploadAnswer::Later => return Err(NotMirrored::Later),
            UploadAnswer::Refused { status } => return Err(NotMirrored::Refused(status)),
        }
    }
    Err(NotMirrored::Later)
}

/// Makes the head pending.
async fn show(source: Source<'_>, address: &Address, old: u64) -> Result<(), NotMirrored> {
    let size = source.head.claimed().size();
    let mut old = old.min(size);
    // A second try from the size that the mirror names.
    for _ in 0..2 {
        let proof = source.consistency(old, size).await?;
        let request = AddCheckpoint { old, proof, checkpoint: source.head.clone() }.to_string();
        let text = "text/plain; charset=utf-8";
        let said = post(address, "add-checkpoint", text, request.into_bytes(), INFO_BYTES_MAX);
        let Posted { status, body } = said.await?;
        match status.as_u16() {
            200 => return Ok(()),
            409 => {
                let named =
                    str::from_utf8(&body).ok().and_then(|text| text.trim_end().parse().ok());
                match named {
                    Some(named) if named > size => return Err(NotMirrored::Later),
                    Some(named) if named != old => old = named,
                    Some(_) | None => return Err(NotMirrored::Answer("inconsistent")),
                }
            }
            422 => return Err(NotMirrored::Answer("inconsistent")),
            429 | 500..=599 => return Err(NotMirrored::Later),
            status => return Err(NotMirrored::Refused(status)),
        }
    }
    Err(NotMirrored::Answer("moving-size"))
}
