//! Differences: what the records of both sides cannot both say. Each is on record once, as a row and as a leaf of the link, and
//! is shown to officers; none is repaired by overwriting what is on record.

use domain::actor::NodeId;
use domain::letter::Lane;
use seal::digest::Digest;
use serde::{Deserialize, Serialize};
use store::RowQuery;
use wire::stored::{Stored, Who, link};

use super::Way;
use crate::act::{ActError, Tx, act};
use crate::dispatch::link_stream;
use crate::node::Node;
use crate::rows::{decode, view};

/// Open differences with one node that are kept one by one: whoever has more has another trouble than which.
pub const OPEN_MAX: usize = 1_000;

/// Settled ones of one node that stay rows, the newest. Of older ones their number is kept, and their events in the link.
pub const SETTLED_MAX: usize = 1_000;
/// Rows that one act drops.
const PER_ACT_MAX: usize = 256;

/// What cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It has an envelope that we had given up or taken back.
    ArrivedAfterAll,
    /// It stated two things of an envelope of ours that cannot both be so.
    Contradicts,
    /// It lists an envelope as sent to us, and knows nothing of it when it is asked for it.
    DeniedByPeer,
    /// We hold an envelope under its seal that it does not list: its records are older than ours.
    ForgottenByPeer,
    /// It accepted an envelope twice, in two statements: it had lost the first.
    LostByPeer,
    /// It holds an envelope under our seal that is not on record here: our records are older than its.
    LostByUs,
    /// It holds an envelope as ours that we did not seal.
    NotOurs,
    /// It lists an envelope as ours that is not on record here, and does not show it.
    Unshown,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::ArrivedAfterAll,
        Self::Contradicts,
        Self::DeniedByPeer,
        Self::ForgottenByPeer,
        Self::LostByPeer,
        Self::LostByUs,
        Self::NotOurs,
        Self::Unshown,
    ];

    /// The word for programs and in the keys of texts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ArrivedAfterAll => "arrived-after-all",
            Self::Contradicts => "contradicts",
            Self::DeniedByPeer => "denied-by-peer",
            Self::ForgottenByPeer => "forgotten-by-peer",
            Self::LostByPeer => "lost-by-peer",
            Self::LostByUs => "lost-by-us",
            Self::NotOurs => "not-ours",
            Self::Unshown => "unshown",
        }
    }

    /// Whether comparing finds it, and finds that it is no more. What a node stated stays stated.
    #[must_use]
    pub const fn is_compared(self) -> bool {
        match self {
            Self::ArrivedAfterAll | Self::Contradicts => false,
            Self::DeniedByPeer
            | Self::ForgottenByPeer
            | Self::LostByPeer
            | Self::LostByUs
            | Self::NotOurs
            | Self::Unshown => true,
        }
    }
}

/// One difference. Instants are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What.
    pub kind: Kind,
    /// Which way the envelope went.
    pub way: Way,
    /// The day of its head.
    pub day: u32,
    /// When it was found.
    pub found_ms: i64,
    /// When it was no more.
    pub settled_ms: Option<i64>,
}

/// Where a difference lies. What comparing finds of an envelope is one at a time, and replaces the last; what a node stated of it
/// stays whatever comparing finds, so each kind of that has a place of its own.
fn key(peer: &NodeId, digest: &Digest, kind: Kind) -> String {
    if kind.is_compared() {
        format!("{peer}:{}", digest.hex())
    } else {
        format!("{}{}", stated(peer, kind), digest.hex())
    }
}

/// What the places of a kind begin with that a node stated.
fn stated(peer: &NodeId, kind: Kind) -> String {
    format!("{peer}:{}:", kind.id())
}

/// All differences with a node, each with the digest of its envelope.
///
/// # Errors
/// If the store fails.
pub async fn all(node: &Node, peer: &NodeId) -> Result<Vec<(String, Difference)>, ActError> {
    let prefix = format!("{peer}:");
    let rows: Vec<(String, Difference)> = node.rows(view::DIFFERENCE, &prefix).await?;
    let digest = |key: String| {
        let place = key.get(prefix.len()..).unwrap_or_default();
        place.rsplit(':').next().unwrap_or_default().to_owned()
    };
    Ok(rows.into_iter().map(|(key, row)| (digest(key), row)).collect())
}

/// Whether of a kind that a node stated no more are kept.
async fn is_full(node: &Node, peer: &NodeId, kind: Kind) -> Result<bool, ActError> {
    let query = RowQuery {
        prefix: Some(stated(peer, kind)),
        ..RowQuery::view(view::DIFFERENCE, store::MAX_PAGE)
    };
    let mut n_open = 0_usize;
    for row in node.all_rows(query).await? {
        n_open += usize::from(decode::<Difference>(&row.body)?.settled_ms.is_none());
    }
    Ok(n_open >= OPEN_MAX)
}

/// How many settled differences with a node are no row any more.
///
/// # Errors
/// If the store fails.
pub async fn n_rest(node: &Node, peer: &NodeId) -> Result<u64, ActError> {
    Ok(node.row(view::DIFFERENCE_REST, peer.as_str()).await?.unwrap_or_default())
}

/// Drops the oldest settled rows beyond [`SETTLED_MAX`] and counts them: whoever says one thing and takes it back every day
/// must not fill the disk with it.
///
/// # Errors
/// If the store fails.
pub(super) async fn trim(node: &Node, peer: &NodeId) -> Result<(), ActError> {
    let mut settled = node.rows::<Difference>(view::DIFFERENCE, &format!("{peer}:")).await?;
    settled.retain(|(_, held)| held.settled_ms.is_some());
    let settled: Vec<String> = settled.into_iter().map(|(key, _)| key).collect();
    let n_over = settled.len().saturating_sub(SETTLED_MAX);
    for part in settled.get(..n_over).unwrap_or_default().chunks(PER_ACT_MAX) {
        act!(node, "note_compared", None, |tx| {
            let held: Option<u64> = node.row(view::DIFFERENCE_REST, peer.as_str()).await?;
            let n_part = u64::try_from(part.len()).unwrap_or(u64::MAX);
            let next = held.unwrap_or_default().saturating_add(n_part);
            tx.swap(view::DIFFERENCE_REST, peer.as_str(), held.as_ref(), &next);
            for key in part {
                tx.delete(view::DIFFERENCE, key);
            }
            Ok(Vec::new())
        })
        .await?;
    }
    Ok(())
}

impl Tx<'_> {
    /// Notes a difference that is not on record as open. Whether it was. Of what a node states, as of what comparing finds,
    /// [`OPEN_MAX`] of a kind are kept one by one (and those that one act adds): the statement itself is on record.
    pub(crate) async fn note_difference(
        &mut self,
        peer: &NodeId,
        digest: Digest,
        (kind, way, day): (Kind, Way, u32),
    ) -> Result<bool, ActError> {
        let key = key(peer, &digest, kind);
        let held = self.row::<Difference>(view::DIFFERENCE, &key).await?;
        // That it was lost is over when it is noted: it is there again.
        let settled_ms = (kind == Kind::LostByPeer).then_some(self.now.as_millisecond());
        if held.is_some_and(|held| held.kind == kind && held.settled_ms.is_none()) {
            return Ok(false);
        }
        if !kind.is_compared() && is_full(self.node, peer, kind).await? {
            return Ok(false);
        }
        let found_ms = self.now.as_millisecond();
        let row = Difference { kind, way, day, found_ms, settled_ms };
        self.put(view::DIFFERENCE, &key, &format!("{found_ms:020}"), &row);
        let event = link::Event {
            at: self.now,
            kind: link::Kind::Differs,
            env_digest: Some(digest),
            letter_digest: None,
            receipt_digest: None,
            peer: peer.clone(),
            anchor: None,
            lane: Lane::Bulk,
            carried: None,
        };
        let stream = link_stream(&self.node.config.node, peer);
        self.record(&stream, &Stored::Link(event), self.now, &Who::node()).await?;
        Ok(true)
    }

    /// A difference, if it is on record and open, is no more.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn settle_noted(
        &mut self,
        peer: &NodeId,
        digest: &Digest,
        kind: Kind,
    ) -> Result<(), ActError> {
        let held = self.row::<Difference>(view::DIFFERENCE, &key(peer, digest, kind)).await?;
        if let Some(held) = held.filter(|held| held.settled_ms.is_none()) {
            self.settle_difference(peer, digest, &held);
        }
        Ok(())
    }

    /// A difference is no more.
    pub(crate) fn settle_difference(&mut self, peer: &NodeId, digest: &Digest, held: &Difference) {
        let now_ms = self.now.as_millisecond();
        let next = Difference { settled_ms: Some(now_ms), ..held.clone() };
        let sort = format!("{:020}", held.found_ms);
        self.put(view::DIFFERENCE, &key(peer, digest, held.kind), &sort, &next);
    }
}
