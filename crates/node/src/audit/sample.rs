//! A sample of the log under one head, as a table: whoever has the head and the seed draws the same leaves.

use std::io::Write;

use seal::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use seal::digest::Digest;
use seal::sample::{Draw, SampleError, Seeded};

use super::table::{Cell, Table};
use super::{AuditError, Days, LEAF_COLUMNS, Leaf};
use crate::fsck::Log;

/// What is to be drawn.
#[derive(Debug, Clone)]
pub struct Asked {
    /// How many leaves at most.
    pub n: usize,
    /// Chosen after the head was signed.
    pub seed: String,
    /// Only leaves of this category.
    pub category: Option<String>,
    /// Only leaves of these days.
    pub days: Days,
    /// The note of the head to draw under; the newest published one if there is none.
    pub checkpoint: Option<Vec<u8>>,
}

/// Why nothing is drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The table cannot be made.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The checkpoint is no head of this log.
    #[error("the checkpoint: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// It is of another log.
    #[error("the checkpoint is one of `{0}`")]
    OtherLog(String),
    /// The log did not have this root at this size.
    #[error(
        "the log of this folder did not have this root when it had {0} leaves: it was put back, or it has forked; see \
         `comity log fsck`"
    )]
    OtherHistory(u64),
    /// Witnesses have not cosigned a head yet.
    #[error("no head of this log is cosigned yet; give one by --checkpoint")]
    Unpublished,
    /// What is asked for is no sample.
    #[error(transparent)]
    Sample(#[from] SampleError),
}

impl DrawError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Audit(_) => "unreadable",
            Self::Checkpoint(error) => error.code(),
            Self::OtherLog(_) => "other-origin",
            Self::OtherHistory(_) => "other-history",
            Self::Unpublished => "not-published",
            Self::Sample(error) => error.code(),
        }
    }
}

/// What was drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The head.
    pub head: Checkpoint,
    /// How many leaves could have been drawn.
    pub n_population: u64,
}

/// The columns of a sample.
#[must_use]
pub fn columns() -> Vec<&'static str> {
    let before = ["rank", "ticket"].into_iter();
    before.chain(LEAF_COLUMNS).chain(["origin", "size", "root", "seed", "population"]).collect()
}

/// Draws leaves and writes a row for each, the smallest ticket first.
///
/// # Errors
/// [`DrawError`]
pub async fn sample<W: Write>(
    log: &Log,
    asked: &Asked,
    table: &mut Table<W>,
) -> Result<Drawn, DrawError> {
    let head = head(log, asked.checkpoint.as_deref()).await?;
    let mut draw = Draw::new(Seeded::new(&asked.seed, &head)?, asked.n)?;
    let is_filtered = asked.category.is_some() || asked.days != Days::default();
    if is_filtered {
        let mut position = 0;
        while let Some(page) =
            log.leaves(&mut position, head.size()).await.map_err(AuditError::from)?
        {
            for event in &page {
                let leaf = Leaf::open(log, event);
                if may_be_drawn(&leaf, asked) {
                    draw.offer(leaf.index);
                }
            }
        }
    } else {
        (0..head.size()).for_each(|index| draw.offer(index));
    }
    let n_population = draw.n_offered;
    for (rank, (ticket, index)) in (1_u64..).zip(draw.drawn()) {
        let event = log.leaf(index).await.map_err(AuditError::from)?;
        let mut cells: Vec<Cell> = vec![rank.into(), ticket.hex().into()];
        match event {
            Some(event) => cells.extend(Leaf::open(log, &event).cells()),
            // A leaf that is gone was drawn all the same, and the row says so.
            None => cells.extend(gone(index)),
        }
        cells.extend([
            Cell::from(head.origin()),
            head.size().into(),
            head.root().hex().into(),
            asked.seed.as_str().into(),
            n_population.into(),
        ]);
        table.row(&cells).map_err(AuditError::from)?;
    }
    Ok(Drawn { head, n_population })
}

/// Whether a leaf is in the drum. What cannot be opened is, under any filter: nobody can say that it does not fit.
fn may_be_drawn(leaf: &Leaf, asked: &Asked) -> bool {
    let fits = asked.category.is_none() || leaf.category() == asked.category.as_deref();
    !leaf.is_open() || fits && asked.days.hold(leaf.at())
}

fn gone(index: u64) -> Vec<Cell> {
    let mut cells = vec![Cell::None; LEAF_COLUMNS.len()];
    if let Some(first) = cells.first_mut() {
        *first = index.into();
    }
    if let Some(last) = cells.last_mut() {
        *last = "damaged".into();
    }
    cells
}

/// The head to draw under, which the log of this folder has, or had once.
async fn head(log: &Log, note: Option<&[u8]>) -> Result<Checkpoint, DrawError> {
    let head = match note {
        Some(note) => {
            let signed = SignedCheckpoint::parse(note)?;
            let origin = signed.claimed().origin();
            if origin != log.origin() {
                return Err(DrawError::OtherLog(origin.to_owned()));
            }
            signed.verify(&log.vkeys())?.checkpoint().clone()
        }
        None => {
            let published = log.published().await.map_err(AuditError::from)?;
            let published = published.ok_or(DrawError::Unpublished)?;
            let root = Digest::parse_hex(&published.root).unwrap_or(Digest([0; 32]));
            Checkpoint::new(log.origin(), published.size, root)?
        }
    };
    let held = log.root_of(head.size()).await.map_err(AuditError::from)?;
    if held == Some(head.root()) { Ok(head) } else { Err(DrawError::OtherHistory(head.size())) }
}
