//! What auditors take away from a node's folder: its log and its access log as tables, a sample that anybody can draw
//! again, and what should be there and is not.
//!
//! Like `fsck` it reads beside a running node and writes nothing into the folder; so no leaf says that it was read
//! (`docs/guide/audit.md`). Every value of a row that is `open` stands in an opening that was compared with its leaf.
//! Not trusted: the database. At most it can keep rows back, which the indexes of the table of leaves show, or damage
//! them, which the row says.

use std::collections::BTreeMap;
use std::io::{self, Write};

use domain::access::{self, ReadContent};
use domain::actor::Actor;
use domain::ids::Kind;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use seal::digest::{Digest, b64_decode, b64_encode, hex_encode};
use seal::json::Json;
use seal::merkle;
use seal::opening::{Part, stream_tag};
use store::StoredEvent;
use wire::stored::{Stored, StreamKind};

use self::table::{Cell, Table};
use crate::fsck::{FsckError, Log};
use crate::gap;
use crate::keys::Keys;
use crate::recorder;

pub mod missing;
pub mod sample;
pub mod table;
#[cfg(test)]
mod tests;

/// Why there is no table.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The log cannot be read.
    #[error(transparent)]
    Log(#[from] FsckError),
    /// The table cannot be written.
    #[error("the table cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Who read what.
    Access,
    /// Every leaf.
    Log,
}

/// Days of UTC, both included; without one, from the first leaf, or to the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    from: Option<Timestamp>,
    /// The first instant that is too late.
    before: Option<Timestamp>,
}

impl Days {
    /// The days from `from` to `to`; nothing if they end before they begin.
    #[must_use]
    pub fn new(from: Option<Date>, to: Option<Date>) -> Option<Self> {
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return None;
        }
        let begins = |day: Date| Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp());
        // The day after the last one that a calendar has begins nowhere, and then nothing is too late.
        Some(Self {
            from: from.and_then(begins),
            before: to.and_then(|to| to.tomorrow().ok()).and_then(begins),
        })
    }

    /// Whether an instant lies in them.
    #[must_use]
    pub fn hold(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.before.is_none_or(|before| at < before)
    }
}

/// Over which log a table was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// Leaves when the first row was written; later ones are in no table.
    pub size: u64,
    /// The root then.
    pub root: Digest,
}

/// A leaf with what its keys open.
pub(crate) struct Leaf {
    pub(crate) index: u64,
    pub(crate) hash: Digest,
    kind: String,
    schema: String,
    seq: u64,
    at: Timestamp,
    /// Fields that are open and give the leaf.
    fields: BTreeMap<String, Json>,
    /// `open`, `erased`, `lost` or `damaged`.
    content: &'static str,
    stream: String,
}

impl Leaf {
    /// Opens a leaf and compares it with what it commits to.
    pub(crate) fn open(log: &Log, event: &StoredEvent) -> Self {
        let hash = merkle::leaf_hash(&event.leaf);
        let opening = recorder::opening(event, log.origin(), log.keys(), |_| true);
        let opening = opening.ok().filter(|_| hash.0 == event.leaf_hash);
        let content = if gap::is_lost(event) { "lost" } else { "damaged" };
        let (mut fields, mut content) = (BTreeMap::new(), content);
        if let Some(opening) = opening {
            content = "open";
            for part in opening.parts() {
                match part {
                    Part::Open { field, .. } => {
                        fields.insert(field.name.clone(), field.value.clone());
                    }
                    Part::Closed { .. } => content = "erased",
                }
            }
            if content == "open" && !is_said_by(&fields, event, log.keys()) {
                content = "damaged";
            }
        }
        Self {
            index: event.place.map_or(0, |place| place.index),
            hash,
            kind: event.kind.clone(),
            schema: event.schema.clone(),
            seq: event.version,
            at: Timestamp::from_millisecond(event.at_ms).unwrap_or(Timestamp::MIN),
            fields,
            content,
            stream: event.stream.clone(),
        }
    }

    /// When it happened, as far as an opening or the database says.
    pub(crate) fn at(&self) -> Timestamp {
        self.at
    }

    /// Whether all of it could be opened.
    pub(crate) fn is_open(&self) -> bool {
        self.content == "open"
    }

    /// What the leaf says of its category, if it can be opened.
    pub(crate) fn category(&self) -> Option<&str> {
        self.fields.get("category").and_then(Json::text)
    }

    /// A field that is bytes in base64, in hexadecimal: no spreadsheet takes that for a formula.
    fn hex(&self, name: &str) -> Option<String> {
        let text = self.fields.get(name)?.text()?;
        Some(hex_encode(&b64_decode(text).ok()?))
    }

    /// Whether it is in the log of reads; of what cannot be opened the name of its stream must do.
    fn is_read(&self) -> bool {
        let by_name = self.stream.split(':').nth(3) == Some(Kind::Access.word());
        self.category().map_or(by_name, |category| category == "access")
    }

    /// The cells of [`LEAF_COLUMNS`].
    pub(crate) fn cells(&self) -> Vec<Cell> {
        vec![
            self.index.into(),
            self.hash.hex().into(),
            self.category().into(),
            self.kind.clone().into(),
            self.schema.clone().into(),
            self.hex("stream").into(),
            self.seq.into(),
            self.hex("prev").into(),
            wire::time::millis(self.at).into(),
            self.content.into(),
        ]
    }

    /// The cells of [`READ_COLUMNS`].
    fn read_cells(&self) -> Vec<Cell> {
        let fields = Json::Object(self.fields.clone());
        let read = match wire::stored::read(StreamKind::Access, &fields) {
            Ok(Stored::Access(event)) => Some(event),
            Ok(
                Stored::Agreement(_)
                | Stored::Case(_)
                | Stored::Certificate(_)
                | Stored::Erasure(_)
                | Stored::Exhibit(_)
                | Stored::Handover(_)
                | Stored::Heads(_)
                | Stored::Link(_)
                | Stored::Occurrence(_)
                | Stored::Measure(_)
                | Stored::Package(_)
                | Stored::PackageSeal(_)
                | Stored::Recall(_)
                | Stored::Shard(_),
            )
            | Err(_) => None,
        };
        // What gives its leaf and is no read cannot stand in a stream of reads.
        let content = if read.is_none() && self.is_open() { "damaged" } else { self.content };
        let mut cells =
            vec![self.index.into(), self.hash.hex().into(), wire::time::millis(self.at).into()];
        cells.extend(match &read {
            Some(event) => self.said_of(event),
            None => vec![Cell::None; READ_COLUMNS.len().saturating_sub(4)],
        });
        cells.push(content.into());
        cells
    }

    fn said_of(&self, event: &access::Event) -> Vec<Cell> {
        let (person, member, office, unit, auth) = match &event.by {
            Actor::Officer { id, member, office, unit, auth, .. } => (
                Some(id.to_string()),
                Some(member.to_string()),
                Some(office.id()),
                Some(unit.to_string()),
                Some(u64::from(auth.number())),
            ),
            Actor::Peer { member, unit, .. } => {
                (None, Some(member.to_string()), None, Some(unit.to_string()), None)
            }
            Actor::Clock { .. } | Actor::Node | Actor::Rule { .. } => {
                (None, None, None, None, None)
            }
        };
        let id = match event.what {
            ReadContent::Exhibit(id) => id.to_string(),
            ReadContent::Measure(id) => id.to_string(),
            ReadContent::Package(id) => id.to_string(),
        };
        // A measure that belongs to no case has a stream of its own, which carries its own id.
        let within = self.stream.split(':').nth(4).filter(|within| *within != id);
        vec![
            event.by.word().into(),
            person.into(),
            member.into(),
            office.into(),
            unit.into(),
            auth.into(),
            event.what.kind().into(),
            id.clone().into(),
            within.into(),
            event.purpose.id().into(),
            event.legal.as_ref().map(ToString::to_string).into(),
        ]
    }
}

/// Whether what the database says beside an event is what the event says.
fn is_said_by(fields: &BTreeMap<String, Json>, event: &StoredEvent, keys: &Keys) -> bool {
    let text = |name| fields.get(name).and_then(Json::text);
    let at = fields.get("at").and_then(|at| at.get("t")).and_then(Json::text);
    let at = at.and_then(wire::time::parse).map(Timestamp::as_millisecond);
    let seq = fields.get("seq").and_then(Json::int).and_then(|seq| u64::try_from(seq).ok());
    // The tag binds the event to the stream it is listed in, to whoever has the stream's key.
    let kek = event.compartments.first().and_then(|first| keys.by_id(&first.kek_id));
    let tag = kek.map(|kek| b64_encode(&stream_tag(kek.stream_key.expose(), &event.stream)));
    text("type") == Some(&event.kind)
        && text("schema") == Some(&event.schema)
        && seq == Some(event.version)
        && at == Some(event.at_ms)
        && tag.is_some()
        && text("stream") == tag.as_deref()
}

/// Columns of the table of leaves.
pub const LEAF_COLUMNS: [&str; 10] =
    ["index", "leaf_hash", "category", "type", "schema", "stream", "seq", "prev", "at", "content"];

/// Columns of the table of reads.
pub const READ_COLUMNS: [&str; 15] = [
    "index",
    "leaf_hash",
    "at",
    "by",
    "person",
    "member",
    "office",
    "unit",
    "auth",
    "what",
    "id",
    "case",
    "purpose",
    "legal",
    "content",
];

impl What {
    /// The columns of this table.
    #[must_use]
    pub fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Access => READ_COLUMNS.to_vec(),
            Self::Log => LEAF_COLUMNS.to_vec(),
        }
    }
}

/// Writes a table of the log, one row for each leaf that lies in these days.
///
/// # Errors
/// If the log cannot be read or the table not written; a leaf that does not open is a row that says so.
pub async fn export<W: Write>(
    log: &Log,
    what: What,
    days: Days,
    table: &mut Table<W>,
) -> Result<Over, AuditError> {
    let head = log.opened_at();
    let mut position = 0;
    while let Some(page) = log.leaves(&mut position, head.size).await? {
        for event in &page {
            let leaf = Leaf::open(log, event);
            let cells = match what {
                What::Access if leaf.is_read() => leaf.read_cells(),
                What::Access => continue,
                What::Log => leaf.cells(),
            };
            if days.hold(leaf.at()) {
                table.row(&cells)?;
            }
        }
    }
    Ok(Over { size: head.size, root: Digest(head.root) })
}
