//! The bench: engines to run a sentence on, and the small batches the sentences are made of.

use std::{path::Path, sync::Arc};

use store::{
    Batch, Compartment, JournalStore, NewEvent, NewOutbox, OutboxChange, PostgresStore, RealDisk,
    RowChange, SqliteStore, Store, StoreError, StreamAppend,
};
use tempfile::TempDir;

/// An engine under test.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    /// Whether it can be opened again on what it left.
    pub(crate) durable: bool,
    pub(crate) open: fn(&Path) -> Result<Arc<dyn Store>, StoreError>,
}

/// Where a `PostgreSQL` server listens; `cargo xtask conformance` starts one and says it here.
const SERVER: &str = "STORE_POSTGRES";
/// Only the engines of this name: `sqlite` or `postgres`.
const ONLY: &str = "STORE_ENGINE";

const SQLITE: [Engine; 3] = [
    Engine { name: "memory", durable: false, open: |_| Ok(Arc::new(SqliteStore::open_inline()?)) },
    Engine {
        name: "file",
        durable: true,
        open: |folder| Ok(Arc::new(SqliteStore::open(&folder.join("node.db"))?)),
    },
    Engine {
        name: "journal",
        durable: true,
        open: |folder| {
            Ok(Arc::new(JournalStore::open(Arc::new(RealDisk::open(folder)?), "journal")?))
        },
    },
];

const POSTGRES: Engine =
    Engine { name: "postgres", durable: true, open: |folder| Ok(Arc::new(postgres(folder)?)) };

/// The address of the server, if there is one.
pub(crate) fn server() -> Option<String> {
    let server = std::env::var(SERVER).ok();
    if server.is_none() {
        println!("no server: `cargo xtask conformance` starts one");
    }
    server
}

/// The store of a folder: a schema with the folder's name in hex.
pub(crate) fn postgres(folder: &Path) -> Result<PostgresStore, StoreError> {
    PostgresStore::open(&server().unwrap(), &schema(folder))
}

/// The schema of a folder.
pub(crate) fn schema(folder: &Path) -> String {
    let name = folder.file_name().unwrap().as_encoded_bytes();
    name.iter().fold("t".to_owned(), |name, byte| format!("{name}{byte:02x}"))
}

/// Every engine that can run here.
pub(crate) fn every_engine() -> impl Iterator<Item = Engine> {
    SQLITE.into_iter().chain(server().map(|_| POSTGRES))
}

/// Every engine that is asked for.
fn engines() -> impl Iterator<Item = Engine> {
    let only = std::env::var(ONLY).ok();
    every_engine().filter(move |engine| match only.as_deref() {
        Some("postgres") => engine.name == "postgres",
        Some("sqlite") => engine.name != "postgres",
        Some(other) => panic!("no engine is called `{other}`"),
        None => true,
    })
}

/// One engine on a folder of its own.
#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) engine: Engine,
    pub(crate) folder: TempDir,
}

impl Bench {
    /// Opens the engine on what the folder holds.
    pub(crate) fn open(&self) -> Arc<dyn Store> {
        (self.engine.open)(self.folder.path()).unwrap()
    }
}

/// Runs a sentence on every engine, each empty.
#[track_caller]
pub(crate) fn check(test: &impl AsyncFn(Arc<dyn Store>)) {
    for engine in engines() {
        println!("engine: {}", engine.name);
        let bench = Bench { engine, folder: tempfile::tempdir().unwrap() };
        runtime().block_on(test(bench.open()));
    }
}

/// Runs a sentence on every engine that keeps what it was told.
#[track_caller]
pub(crate) fn check_durable(test: &impl AsyncFn(&Bench)) {
    for engine in engines().filter(|engine| engine.durable) {
        println!("engine: {}", engine.name);
        let bench = Bench { engine, folder: tempfile::tempdir().unwrap() };
        runtime().block_on(test(&bench));
    }
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// The id made of a number.
pub(crate) fn id(n: u64) -> [u8; 16] {
    let mut id = [0; 16];
    id[8..].copy_from_slice(&n.to_be_bytes());
    id
}

/// Thirty-two bytes made of a number.
pub(crate) fn hash(n: u64) -> [u8; 32] {
    let mut hash = [0xaa; 32];
    hash[24..].copy_from_slice(&n.to_be_bytes());
    hash
}

/// The event made of a number: two compartments, three fields.
pub(crate) fn event(n: u64) -> NewEvent {
    let mut leaf = [0x43; 40];
    leaf[8..].copy_from_slice(&hash(n));
    NewEvent {
        event_id: id(n),
        kind: "issued".to_owned(),
        schema: "comity/event/1".to_owned(),
        at_ms: 1_000 + i64::try_from(n).unwrap(),
        compartments: vec![
            Compartment { c: 0, kek_id: id(900), wrap: vec![1; 93], ct: n.to_be_bytes().to_vec() },
            Compartment { c: 1, kek_id: id(901), wrap: vec![2; 93], ct: vec![3; 70] },
        ],
        fields: [hash(n); 3].concat(),
        leaf,
        leaf_hash: hash(1_000_000 + n),
    }
}

/// A batch with the events of these numbers on one stream.
pub(crate) fn events(
    stream: &str,
    expected_version: u64,
    numbers: impl IntoIterator<Item = u64>,
) -> Batch {
    let events = numbers.into_iter().map(event).collect();
    let append = StreamAppend { stream: stream.to_owned(), expected_version, events };
    Batch { streams: vec![append], ..Batch::new("issue_measure", 5) }
}

/// A batch of rows only.
pub(crate) fn rows(rows: Vec<RowChange>) -> Batch {
    Batch { rows, ..Batch::new("write_rows", 6) }
}

/// A batch of outbox changes only.
pub(crate) fn outbox(outbox: Vec<OutboxChange>) -> Batch {
    Batch { outbox, ..Batch::new("send", 7) }
}

/// An outbox row that is due at once.
pub(crate) fn letter(n: u64, peer: &str, lane: u8, deliver_by_ms: i64) -> NewOutbox {
    NewOutbox {
        id: id(n),
        peer: peer.to_owned(),
        lane,
        kind: "letter".to_owned(),
        due_ms: 0,
        deliver_by_ms,
        not_after_ms: Some(deliver_by_ms + 1_000),
        warn_ms: None,
        payload: vec![9; 3],
    }
}

pub(crate) fn put(view: &str, key: &str, sort: &str, body: &[u8]) -> RowChange {
    RowChange::Put {
        view: view.to_owned(),
        key: key.to_owned(),
        sort: sort.to_owned(),
        body: body.to_vec(),
    }
}

pub(crate) fn insert(view: &str, key: &str) -> RowChange {
    RowChange::Insert {
        view: view.to_owned(),
        key: key.to_owned(),
        sort: String::new(),
        body: b"first".to_vec(),
    }
}
