//! The heads map of a day: `comity/map/1`. The map itself is `seal`'s; this is the entry that commits to its root.

use jiff::Timestamp;
use seal::digest::Digest;
use seal::heads::map_values;
use seal::json::Json;

use crate::read::{Read, bad, text};

/// The one kind of such an entry.
pub const KIND: &str = "heads";

/// One such event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When the map was made.
    pub at: Timestamp,
    /// The day it is for, `YYYY-MM-DD` in UTC.
    pub date: String,
    /// Root of the map.
    pub root: Digest,
    /// Leaves of the log whose entries are in it.
    pub size: u64,
    /// How many streams it holds.
    pub n_streams: u64,
}

pub(super) fn write(event: &Event) -> Vec<(&'static str, Json)> {
    map_values(&event.date, &event.root, event.size, event.n_streams).into()
}

pub(super) fn read(kind: &str, at: Timestamp, json: &Json) -> Read<Event> {
    let count = |name| {
        let value = json.get(name).and_then(Json::int).and_then(|n| u64::try_from(n).ok());
        value.ok_or(bad(name))
    };
    if kind != KIND {
        return Err(bad("type"));
    }
    Ok(Event {
        at,
        date: text(json, "date")?.to_owned(),
        root: Digest::parse_hex(text(json, "root")?).map_err(|_| bad("root"))?,
        size: count("size")?,
        n_streams: count("streams")?,
    })
}
