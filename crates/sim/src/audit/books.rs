//! A copy of a node's database, read once. Statements are written here and not in the store, whose reading is not to be
//! trusted with what it has written.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use seal::digest::Digest;
use serde_json::Value;
use store::JournalStore;

use super::tree::leaf_hash;
use crate::SimError;
use crate::founding::ready;
use crate::host::{Host, JOURNAL};

/// The number of an outbox row that has ended well.
pub(super) const DONE: i64 = 3;

/// An event without its sealed bodies.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) position: i64,
    pub(super) stream: String,
    pub(super) version: i64,
    pub(super) kind: String,
    pub(super) leaf: Vec<u8>,
    pub(super) leaf_hash: Vec<u8>,
    /// Its place in the log, if it has one.
    pub(super) index: Option<i64>,
}

/// A letter that was to leave.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) state: i64,
    pub(super) kind: String,
    pub(super) attempts: i64,
    pub(super) letter: String,
    pub(super) letter_digest: String,
    /// Id and digest of its envelope, once it was sealed.
    pub(super) envelope: Option<(String, String)>,
}

/// Documents of one view, by key.
pub(super) type Documents = BTreeMap<String, Value>;

/// Everything that is judged of one node.
#[derive(Debug)]
pub(super) struct Books {
    pub(super) name: String,
    pub(super) events: Vec<Event>,
    /// Hashes of the leaves, reckoned here, in the order of the log.
    pub(super) leaves: Vec<Digest>,
    pub(super) head: (i64, Vec<u8>),
    pub(super) outbox: Vec<Sent>,
    /// Scope and key of every command that was done.
    pub(super) once: Vec<(String, String)>,
    documents: BTreeMap<String, Documents>,
}

impl Books {
    /// Copies the database of a host that is powered off.
    pub(super) fn copy(host: &Host, path: &Path) -> Result<(), SimError> {
        let store = JournalStore::open(host.disk.clone(), JOURNAL)?;
        ready(store.backup_to(path))??;
        Ok(())
    }

    /// Copies the database of a host that is powered off, and reads the copy.
    pub(super) fn read(host: &Host) -> Result<Self, SimError> {
        let folder = tempfile::tempdir().map_err(closed)?;
        let path = folder.path().join("node.db");
        Self::copy(host, &path)?;
        if let Some(kept) = std::env::var_os("SIM_KEEP") {
            let kept = Path::new(&kept).join(format!("{}.db", host.name()));
            std::fs::copy(&path, kept).map_err(closed)?;
        }
        let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        Self::of(host.name(), &db.map_err(closed)?).map_err(closed)
    }

    pub(super) fn of(name: &str, db: &Connection) -> rusqlite::Result<Self> {
        let mut events = db.prepare(
            "SELECT e.position, e.stream, e.version, e.kind, e.leaf, e.leaf_hash, l.idx FROM event e
             LEFT JOIN leaf l ON l.position = e.position AND l.log = 0 ORDER BY e.position",
        )?;
        let events = events.query_map([], |row| {
            Ok(Event {
                position: row.get(0)?,
                stream: row.get(1)?,
                version: row.get(2)?,
                kind: row.get(3)?,
                leaf: row.get(4)?,
                leaf_hash: row.get(5)?,
                index: row.get(6)?,
            })
        })?;
        let events: Vec<Event> = events.collect::<Result<_, _>>()?;
        let mut placed: Vec<(i64, Digest)> = events
            .iter()
            .filter_map(|event| Some((event.index?, leaf_hash(&event.leaf))))
            .collect();
        placed.sort_by_key(|(index, _)| *index);
        let mut outbox = db.prepare(
            "SELECT o.state, o.kind, o.attempts, p.payload FROM outbox o
             JOIN outbox_payload p ON p.position = o.position ORDER BY o.position",
        )?;
        let outbox = outbox.query_map([], |row| {
            let payload: Vec<u8> = row.get(3)?;
            let payload: Value = serde_json::from_slice(&payload).unwrap_or_default();
            let envelope = payload.get("envelope").filter(|envelope| !envelope.is_null());
            Ok(Sent {
                state: row.get(0)?,
                kind: row.get(1)?,
                attempts: row.get(2)?,
                letter: text(&payload, "letter"),
                letter_digest: text(&payload, "letter_digest"),
                envelope: envelope.map(|of| (text(of, "env_id"), text(of, "env_digest"))),
            })
        })?;
        let outbox = outbox.collect::<Result<_, _>>()?;
        let mut once = db.prepare("SELECT scope, key FROM once ORDER BY scope, key")?;
        let once = once.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let once = once.collect::<Result<_, _>>()?;
        let mut documents: BTreeMap<String, Documents> = BTreeMap::new();
        let mut rows = db.prepare("SELECT view, key, body FROM document ORDER BY view, key")?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let (view, key, body): (String, String, Vec<u8>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            // What is no JSON is sealed, or bytes that others read; only its being there is judged.
            let body = serde_json::from_slice(&body).unwrap_or_default();
            documents.entry(view).or_default().insert(key, body);
        }
        let head = db.query_row("SELECT size, root FROM head WHERE log = 0", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let leaves = placed.into_iter().map(|(_, hash)| hash).collect();
        Ok(Self { name: name.to_owned(), events, leaves, head, outbox, once, documents })
    }

    /// The documents of a view, by key.
    pub(super) fn view(&self, view: &str) -> &Documents {
        static NONE: Documents = Documents::new();
        self.documents.get(view).unwrap_or(&NONE)
    }

    /// Kinds of the events of a stream whose name ends so, in their order.
    pub(super) fn kinds(&self, stream: &str) -> Vec<&str> {
        let of = self.events.iter().filter(|event| event.stream.ends_with(stream));
        of.map(|event| event.kind.as_str()).collect()
    }

    /// Kinds of what passed between this node and another one, in their order.
    pub(super) fn link(&self, peer: &Self) -> Vec<&str> {
        self.kinds(&format!(":link:{}", peer.name))
    }
}

/// A text of a document; empty if it is not there.
pub(super) fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn closed(error: impl std::fmt::Display) -> SimError {
    SimError::Open(error.to_string())
}
