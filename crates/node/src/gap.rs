//! Leaves that came back without what they commit to (`docs/rfd/0008-leaves-without-bodies.md`).
//!
//! A mirror gives a node its leaves again, so the log goes on as one history; the events behind them are gone. Nobody knows
//! which streams they belonged to, so each stream that was there before may have gone on without our knowing. Until two
//! officers have decided, nothing of the law is recorded on such a stream: the state that we hold may be rolled back. New
//! cases, what the node records of itself, and reading go on.
//!
//! The leaves are events of a stream of their own, of the kind `lost`, without content. A gap is a row of `counter`.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use domain::ids::{CaseId, ExhibitId};
use serde::{Deserialize, Serialize};
use store::{NewEvent, Place, RowQuery, Store, StoredEvent};

use crate::act::{ActError, newest_event};
use crate::node::Node;
use crate::rows::{all_rows, decode, view};

/// The kind of an event whose content is lost.
pub const LOST: &str = "lost";
/// Its schema: nothing is in it.
pub const LOST_SCHEMA: &str = "comity/lost/1";
/// Rows of gaps.
pub(crate) const PREFIX: &str = "gap:";
/// What the node records of itself: these streams go on.
const OWN: [&str; 5] = ["access", "cover", "link", "log", "map"];

/// Neighboring leaves whose content is lost; a row of `counter`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The log.
    pub origin: String,
    /// Its number in this node.
    pub log: u32,
    /// The first of them.
    pub from: u64,
    /// Behind the last of them.
    pub to: u64,
    /// Where the leaves came from.
    pub url: String,
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Position of the last event before them: what stands up to it may have gone on.
    pub position: u64,
    /// When two officers decided that work goes on, milliseconds since 1970.
    pub decided_at_ms: Option<i64>,
}

impl Gap {
    /// Its row.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{PREFIX}{:010}:{:020}", self.log, self.from)
    }
}

/// Whether the content of an event is lost.
#[must_use]
pub fn is_lost(event: &StoredEvent) -> bool {
    event.schema == LOST_SCHEMA
}

/// The event of a leaf whose content is lost.
#[must_use]
pub fn lost(event_id: [u8; 16], at_ms: i64, leaf: [u8; 40]) -> NewEvent {
    NewEvent {
        event_id,
        kind: LOST.to_owned(),
        schema: LOST_SCHEMA.to_owned(),
        at_ms,
        compartments: Vec::new(),
        fields: Vec::new(),
        leaf,
        leaf_hash: seal::merkle::leaf_hash(&leaf).0,
    }
}

/// The stream of the leaves of one gap.
#[must_use]
pub fn lost_stream(node: &Node, gap: &Gap) -> String {
    format!("urn:comity:{}:{LOST}:{}#{}", node.config.node, gap.origin, gap.from)
}

/// The newest gap that nobody has decided about.
#[derive(Debug, Default)]
pub struct OpenGap(RwLock<Option<Arc<Gap>>>);

impl OpenGap {
    /// It, if there is one.
    #[must_use]
    pub fn get(&self) -> Option<Arc<Gap>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set(&self, gap: Option<Gap>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = gap.map(Arc::new);
    }

    /// Whether nothing may be recorded at the end of this stream, whose last event has this position.
    #[must_use]
    pub fn closes(&self, stream: &str, position: Option<u64>) -> bool {
        let Some(position) = position else { return false };
        let Some(gap) = self.get() else { return false };
        let kind = stream.split(':').nth(3).unwrap_or_default();
        position <= gap.position && !OWN.contains(&kind)
    }
}

/// That no gap stands behind the records of a case and of these exhibits: where one does, a hold, a restriction or a
/// destruction may be among what was lost, so nothing of them leaves.
///
/// # Errors
/// [`ActError::BehindGap`]
pub async fn known_whole(
    node: &Node,
    case: CaseId,
    exhibits: &BTreeSet<ExhibitId>,
) -> Result<(), ActError> {
    if node.gap.get().is_none() {
        return Ok(());
    }
    let streams = exhibits.iter().map(|id| id.urn(&node.config.node));
    for stream in streams.chain([case.urn(&node.config.node)]) {
        let last = newest_event(&*node.store, &stream).await?;
        if node.gap.closes(&stream, last.map(|event| event.position)) {
            return Err(ActError::BehindGap);
        }
    }
    Ok(())
}

/// Every gap of this node, the first one first.
///
/// # Errors
/// If the store fails.
pub async fn all(node: &Node) -> Result<Vec<Gap>, ActError> {
    all_in(&*node.store).await
}

async fn all_in(store: &dyn Store) -> Result<Vec<Gap>, ActError> {
    let prefix = Some(PREFIX.to_owned());
    let query = RowQuery { prefix, ..RowQuery::view(view::COUNTER, store::MAX_PAGE) };
    let mut rows = all_rows(store, query).await?;
    rows.sort_by(|one, other| one.key.cmp(&other.key));
    rows.iter().map(|row| decode(&row.body)).collect()
}

/// The newest gap that nobody has decided about, as the database has it.
///
/// # Errors
/// If the store fails.
pub async fn open_in(store: &dyn Store) -> Result<Option<Gap>, ActError> {
    Ok(all_in(store).await?.into_iter().rfind(|gap| gap.decided_at_ms.is_none()))
}

/// Takes up after a start what nobody has decided about yet.
///
/// # Errors
/// If the store fails.
pub async fn load(node: &Node) -> Result<(), ActError> {
    node.gap.set(open_in(&*node.store).await?);
    Ok(())
}

/// Where the event before a place stands among all events; 0 before the first.
///
/// # Errors
/// If the store fails.
pub(crate) async fn position_before(node: &Node, place: Place) -> Result<u64, ActError> {
    let before = match place.index.checked_sub(1) {
        Some(index) => node.store.event_at(Place { index, ..place }).await?,
        None => None,
    };
    Ok(before.map_or(0, |event| event.position))
}
