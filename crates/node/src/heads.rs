//! The heads map of each day: which entry of every stream was the newest, under one root that is a leaf of the log, and
//! what the node states from it: "these are all entries of this stream", "there is no such stream"
//! (`docs/spec/completeness.md`).
//!
//! A map is made after its day is over, of the leaves that are signed then. A stream whose key was destroyed can be named
//! by nobody, so later maps do not have it. The values are kept, 48 bytes a stream and day, because a key that is
//! destroyed later could not make them again. Not trusted: a map against its own node. Who has the leaves makes it again.
//! Table: heads.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use seal::digest::{Digest, b64_decode, b64_encode};
use seal::heads::{
    End, HeadsMap, Key, Statement, Stream, What, blind, key, statement_bytes, value,
};
use seal::opening::stream_tag;
use serde::{Deserialize, Serialize};
use store::{Place, RowQuery, Store, StoreError, StoredEvent, StreamInfo};
use wire::stored::{Stored, Who, heads};

use crate::act::{ActError, StreamRef, act};
use crate::custody::View;
use crate::fsck::{FsckError, Log};
use crate::keys::{Kek, Keys};
use crate::node::Node;
use crate::peer::door::event_id;
use crate::recorder::{self, RecordError};
use crate::rows::{decode, view};

/// Streams that are read in one go.
const STREAMS_PER_PAGE: u32 = 512;
/// Key and value of a stream.
const ENTRY_BYTES: usize = 48;

/// A map as it is kept; a row of `heads`, key: its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct HeadsRow {
    /// The entry that commits to it, hex.
    event: String,
    /// The log that grew then; of it, and of all logs before it,
    log: u32,
    /// the entries among so many leaves are in it.
    size: u64,
    /// Keys and values, one behind the other, base64.
    entries: String,
}

impl HeadsRow {
    fn map(&self) -> Option<HeadsMap> {
        let bytes = b64_decode(&self.entries).ok()?;
        let mut map = HeadsMap::default();
        for entry in bytes.chunks(ENTRY_BYTES) {
            let (key, value) = entry.split_first_chunk::<16>()?;
            map.insert(*key, Digest::from_slice(value).ok()?);
        }
        Some(map)
    }
}

/// Why nothing is stated.
#[derive(Debug, thiserror::Error)]
pub enum HeadsError {
    /// What is kept of the map does not give its root.
    #[error("what is kept of the map of {0} is damaged")]
    Damaged(String),
    /// The tag belongs to a stream that is held; only by its id it can be looked up.
    #[error("a stream with this tag is held; name it by its id")]
    Held,
    /// The log cannot be read.
    #[error(transparent)]
    Log(#[from] FsckError),
    /// No map was made of that day in this log.
    #[error("there is no map of {0} in this log")]
    NoMap(String),
    /// The key of the stream was destroyed.
    #[error("the key of this stream was destroyed: nobody can name it any more")]
    Erased,
    /// No such stream.
    #[error("this node has no stream of this name; say its tag to state that there is none")]
    Unknown,
}

impl HeadsError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Damaged(_) => "damaged",
            Self::Erased => "erased",
            Self::Held => "held",
            Self::Log(FsckError::NotPublished(_)) => "not-published",
            Self::Log(_) => "unreadable",
            Self::NoMap(_) => "no-map",
            Self::Unknown => "unknown",
        }
    }
}

impl From<StoreError> for HeadsError {
    fn from(error: StoreError) -> Self {
        Self::Log(error.into())
    }
}

/// The stream of the maps of this log.
fn map_stream(node: &Node) -> StreamRef {
    let id = format!("urn:comity:{}:map:{}", node.config.node, node.ledger.origin());
    StreamRef { id, scope: "node".to_owned() }
}

/// The day of UTC that an instant lies in.
fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// Makes the map of yesterday, if there is none yet and the log was there. Returns whether it did.
///
/// # Errors
/// If the store or the ledger fails.
pub async fn run_once(node: &Node) -> Result<bool, ActError> {
    let Ok(yesterday) = day_of(node.now()).checked_sub(1.day()) else { return Ok(false) };
    let date = yesterday.to_string();
    let first = node.store.event_at(Place { log: 0, index: 0 }).await?;
    let began = first.and_then(|first| Timestamp::from_millisecond(first.at_ms).ok());
    let is_due = began.is_some_and(|began| day_of(began) <= yesterday)
        && node.row::<HeadsRow>(view::HEADS, &date).await?.is_none();
    if !is_due {
        return Ok(false);
    }
    let head = node.ledger.sequence().await?;
    let (log, size) = (head.log, head.size);
    let map = made(&*node.store, &node.keys, &date, Place { log, index: size }).await?;
    let mut entries = Vec::new();
    for (key, value) in map.entries() {
        entries.extend_from_slice(key);
        entries.extend_from_slice(&value.0);
    }
    let entries = b64_encode(&entries);
    act!(node, "record_heads", None, |tx| {
        // Somebody set the clock back since: nobody would believe a map of a day that is not over.
        if day_of(tx.now) <= yesterday {
            return Err(ActError::Stale);
        }
        // A map speaks of the log in which it stands; of one that was closed meanwhile the next round makes another.
        if node.ledger.number() != log {
            return Err(ActError::Stale);
        }
        let event = heads::Event {
            at: tx.now,
            date: date.clone(),
            root: map.root(),
            size,
            n_streams: map.len() as u64,
        };
        let stream = map_stream(node);
        let recorded = tx.record(&stream, &Stored::Heads(event), tx.now, &Who::node()).await?;
        let event = seal::digest::hex_encode(&recorded.event_id);
        let row = HeadsRow { event, log, size, entries: entries.clone() };
        tx.put(view::HEADS, &date, &date, &row);
        Ok(Vec::new())
    })
    .await?;
    Ok(true)
}

/// The map of the newest entries before a place.
async fn made(
    store: &dyn Store,
    keys: &Keys,
    date: &str,
    before: Place,
) -> Result<HeadsMap, StoreError> {
    let mut map = HeadsMap::default();
    let mut after: Option<String> = None;
    loop {
        let page = store.streams("", after.as_deref(), STREAMS_PER_PAGE).await?;
        let Some(last) = page.last() else { return Ok(map) };
        after = Some(last.stream.clone());
        for info in &page {
            let Some(newest) = newest_before(store, info, before).await? else { continue };
            let Some((tag, stream)) = entry_of(keys, &newest, date) else { continue };
            map.insert(key(date, &tag), value(&stream.blind, stream.seq, &stream.last));
        }
    }
}

/// The newest event of the stream with this name whose leaf stands before a place.
async fn newest_in(
    store: &dyn Store,
    stream: &str,
    before: Place,
) -> Result<Option<StoredEvent>, StoreError> {
    let found = store.streams(stream, None, 1).await?.pop();
    match found.filter(|info| info.stream == stream) {
        Some(info) => newest_before(store, &info, before).await,
        None => Ok(None),
    }
}

/// The newest event of a stream whose leaf stands before a place.
async fn newest_before(
    store: &dyn Store,
    info: &StreamInfo,
    before: Place,
) -> Result<Option<StoredEvent>, StoreError> {
    for version in (0..info.version).rev() {
        let event = store.load(&info.stream, version).await?.into_iter().next();
        if let Some(event) = event.filter(|event| event.place.is_some_and(|at| at < before)) {
            return Ok(Some(event));
        }
    }
    Ok(None)
}

/// Tag and entry of the stream whose newest event this is; none if its key was destroyed.
fn entry_of(keys: &Keys, newest: &StoredEvent, date: &str) -> Option<([u8; 16], Stream)> {
    let kek: Kek = keys.by_id(&newest.compartments.first()?.kek_id)?;
    let stream_key = kek.stream_key.expose();
    let tag = stream_tag(stream_key, &newest.stream);
    let last = Digest(newest.leaf_hash);
    Some((tag, Stream { blind: blind(stream_key, date), seq: newest.version, last }))
}

/// The log and how many leaves of it the newest map covers, with all of the logs before it.
///
/// # Errors
/// If the row is damaged.
pub(crate) async fn covered(node: &Node) -> Result<Option<(u32, u64)>, ActError> {
    let query = RowQuery { descending: true, ..RowQuery::view(view::HEADS, 1) };
    let Some(row) = node.store.rows(query).await?.pop() else { return Ok(None) };
    let row: HeadsRow = decode(&row.body)?;
    Ok(Some((row.log, row.size)))
}

/// A map whose entry is under a published head, for whoever states several streams from it.
pub(crate) struct Published {
    date: String,
    before: Place,
    map: HeadsMap,
    /// Where its entry stands.
    place: Place,
}

/// The newest map whose entry is under a head of this view. The one of last night may wait for its witnesses; then it is the
/// one before.
///
/// # Errors
/// If the store fails or a row is damaged.
pub(crate) async fn published(node: &Node, shown: &View) -> Result<Option<Published>, ActError> {
    const NEWEST: u32 = 2;
    let query = RowQuery { descending: true, ..RowQuery::view(view::HEADS, NEWEST) };
    for row in node.store.rows(query).await? {
        let (date, row): (String, HeadsRow) = (row.key, decode(&row.body)?);
        let event = node.store.event_by_id(event_id(&row.event)?).await?.ok_or_else(damaged)?;
        let Some(place) = event.place.filter(|place| place.log == row.log) else { continue };
        if shown.leaf(node, &event, None).await?.is_some() {
            let before = Place { log: row.log, index: row.size };
            return Ok(Some(Published {
                date,
                before,
                map: row.map().ok_or_else(damaged)?,
                place,
            }));
        }
    }
    Ok(None)
}

impl Published {
    /// The line of a statement about a stream of which so many entries are shown, from its first one on, and where the map's
    /// entry stands. None for a stream that is younger than the map, or whose key was destroyed, and where the map knows more
    /// than is shown or another end.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn states(
        &self,
        node: &Node,
        stream: &str,
        n_shown: usize,
    ) -> Result<Option<(String, Place)>, ActError> {
        let newest = newest_in(&*node.store, stream, self.before).await?;
        let Some(newest) = newest.filter(|newest| newest.version < n_shown as u64) else {
            return Ok(None);
        };
        let Some((tag, held)) = entry_of(&node.keys, &newest, &self.date) else { return Ok(None) };
        let wanted: Key = key(&self.date, &tag);
        let (siblings, end) = self.map.way(&wanted);
        let value = value(&held.blind, held.seq, &held.last);
        // Its key was not at hand in that night, or what is kept of the map is damaged: it states nothing of the stream then, and
        // the package is made without.
        if end != (End::Leaf { key: wanted, value }) {
            return Ok(None);
        }
        let statement =
            Statement { date: self.date.clone(), tag, siblings, what: What::Held(held) };
        Ok(Some((statement.to_line(), self.place)))
    }
}

fn damaged() -> ActError {
    ActError::Corrupt("row heads".to_owned())
}

/// Which stream is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// One of this node, by its id.
    Id(String),
    /// One that somebody saw elsewhere, by its tag.
    Tag([u8; 16]),
}

/// What the log states about one stream, as a file that a stranger can check. Without a day: the newest map.
///
/// # Errors
/// [`HeadsError`]
pub async fn statement(
    log: &Log,
    asked: &Asked,
    date: Option<&str>,
) -> Result<Vec<u8>, HeadsError> {
    let store = log.store();
    let query = match date {
        Some(date) => RowQuery::one(view::HEADS, date),
        None => RowQuery { descending: true, ..RowQuery::view(view::HEADS, 1) },
    };
    let row = store.rows(query).await?.pop();
    let row = row.ok_or_else(|| HeadsError::NoMap(date.unwrap_or("any day").to_owned()))?;
    let date = row.key;
    let damaged = || HeadsError::Damaged(date.clone());
    let row: HeadsRow = decode(&row.body).map_err(|_| damaged())?;
    if row.log != log.number() {
        return Err(HeadsError::NoMap(date));
    }
    let before = Place { log: row.log, index: row.size };
    let map = row.map().ok_or_else(damaged)?;
    let id = event_id(&row.event).map_err(|_| damaged())?;
    let event = store.event_by_id(id).await?.ok_or_else(damaged)?;
    let (tag, stream) = match asked {
        Asked::Tag(tag) => (*tag, None),
        Asked::Id(id) => {
            let newest = newest_in(store, id, before).await?.ok_or(HeadsError::Unknown)?;
            let (tag, stream) = entry_of(log.keys(), &newest, &date).ok_or(HeadsError::Erased)?;
            (tag, Some(stream))
        }
    };
    let wanted: Key = key(&date, &tag);
    let (siblings, end) = map.way(&wanted);
    let what = match (end, stream) {
        (End::Leaf { key, value: held }, Some(stream)) if key == wanted => {
            if held != value(&stream.blind, stream.seq, &stream.last) {
                return Err(damaged());
            }
            What::Held(stream)
        }
        (End::Leaf { key, .. }, None) if key == wanted => return Err(HeadsError::Held),
        // One of ours that should be there.
        (End::Empty | End::Leaf { .. }, Some(_)) => return Err(damaged()),
        (end @ (End::Empty | End::Leaf { .. }), None) => What::Absent(end),
    };
    let opening = recorder::opening(&event, log.origin(), log.keys(), |_| true);
    let opening = opening.map_err(|error| match error {
        RecordError::Erased | RecordError::Damaged => damaged(),
        error @ (RecordError::Commit(_)
        | RecordError::Json(_)
        | RecordError::Keyring(_)
        | RecordError::Opening(_)) => HeadsError::Log(FsckError::Row(error.into())),
    })?;
    let proof = log.proof(opening.index()).await?;
    let statement = Statement { date: date.clone(), tag, siblings, what };
    Ok(statement_bytes(&statement, &opening, &proof))
}

#[cfg(test)]
mod tests;
