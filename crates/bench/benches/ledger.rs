//! Leaves of the log beside plain rows: how much of the engine's own speed is left once every row is a leaf with a place
//! in a signed log.
//!
//! In each round both write the same events, by turns, in transactions of the same size, each made durable by one flush:
//! once through the store with its tree, its head and a signature that the register knows, once as bare inserts into the
//! same tables on an engine with the same settings. Prints one line per round: `round LEAVES BATCH OURS PEER`, both in
//! microseconds. `cargo xtask bench ledger` runs it and judges.
//!
//! With `batches N SIZE` it only writes N batches of SIZE through the log and prints nothing: for who counts flushes.

use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use bench::{Outcome, words};
use node::ledger::{Ledger, LogKeys};
use node::register::make;
use rusqlite::{Connection, params};
use seal::merkle::{self, empty_root};
use seal::register::Head;
use seal::sign::{Ed25519Secret, MlDsa44Secret};
use store::{Batch, Compartment, NewEvent, RealDisk, SqliteStore, Store, StreamAppend};

const ORIGIN: &str = "bench.example/comity/audit/2026";
/// Leaves written by each side in a round.
const LEAVES: usize = 8_192;
/// Leaves in one transaction.
const SIZES: [usize; 2] = [512, 64];
/// Streams that a batch appends to.
const STREAMS: usize = 8;

/// A seed that is none of the degenerate ones.
fn seed(first: u8) -> [u8; 32] {
    let mut seed = [first; 32];
    if let Some(last) = seed.last_mut() {
        *last = 9;
    }
    seed
}

/// An event of the usual size: two compartments, seventeen fields.
fn event(n: u64) -> NewEvent {
    let mut leaf = [0; 40];
    let (head, rest) = leaf.split_at_mut(8);
    head.copy_from_slice(b"CML\x01\x01\0\0\0");
    for (at, byte) in rest.iter_mut().zip(n.to_be_bytes().iter().cycle()) {
        *at = *byte;
    }
    let mut event_id = [0; 16];
    event_id.split_at_mut(8).1.copy_from_slice(&n.to_be_bytes());
    let part =
        |c: u8, len: usize| Compartment { c, kek_id: [7; 16], wrap: vec![1; 93], ct: vec![2; len] };
    NewEvent {
        event_id,
        kind: "issued".to_owned(),
        schema: "comity/event/1".to_owned(),
        at_ms: 1_780_000_000_000,
        compartments: vec![part(0, 220), part(1, 500)],
        fields: vec![3; 17 * 32],
        leaf,
        leaf_hash: merkle::leaf_hash(&leaf).0,
    }
}

/// Batches whose events continue the streams from version `from` on.
fn batches(from: u64, n_leaves: usize, size: usize) -> Vec<Batch> {
    let per_stream = size / STREAMS;
    let mut next = from * STREAMS as u64;
    let mut version = from;
    let mut made = Vec::new();
    for _ in 0..n_leaves / size {
        let mut streams = Vec::new();
        for stream in 0..STREAMS {
            let events = (0..per_stream).map(|_| {
                next += 1;
                event(next)
            });
            streams.push(StreamAppend {
                stream: format!("urn:comity:bench.example:measure:{stream:036}"),
                expected_version: version,
                events: events.collect(),
            });
        }
        version += per_stream as u64;
        made.push(Batch { streams, ..Batch::new("issue_measure", 1_780_000_000_000) });
    }
    made
}

/// The log of a node without the node.
struct Ours {
    store: Arc<SqliteStore>,
    ledger: Ledger,
    version: u64,
}

impl Ours {
    async fn open(folder: &Path) -> Outcome<Self> {
        let store = Arc::new(SqliteStore::open(&folder.join("node.db"))?);
        let disk = Arc::new(RealDisk::open(folder)?);
        let (origin, note) = (ORIGIN.to_owned(), String::new());
        let root = empty_root();
        make(&*disk, Head { origin, size: 0, root, epoch: 0, restore_epoch: 0, note })?;
        let keys = LogKeys {
            origin: ORIGIN.to_owned(),
            ed25519: Ed25519Secret::from_seed(seed(1))?,
            mldsa44: MlDsa44Secret::from_seed(seed(2))?,
        };
        let ledger = Ledger::open(store.clone(), disk, vec![keys]).await?;
        Ok(Self { store, ledger, version: 0 })
    }

    /// Microseconds until each leaf is in the log under a signed head, batch by batch.
    async fn write(&mut self, n_leaves: usize, size: usize) -> Outcome<u128> {
        let batches = batches(self.version, n_leaves, size);
        self.version += (n_leaves / STREAMS) as u64;
        let began = Instant::now();
        for batch in batches {
            self.store.append(batch).await?;
            self.ledger.sequence().await?;
        }
        Ok(began.elapsed().as_micros())
    }
}

/// The same rows by bare inserts.
struct Peer {
    conn: Connection,
    position: i64,
    version: u64,
}

impl Peer {
    fn open(folder: &Path) -> Outcome<Self> {
        let path = folder.join("node.db");
        // The store makes the tables, so they are the same ones.
        drop(SqliteStore::open(&path)?);
        let conn = Connection::open(&path)?;
        conn.set_prepared_statement_cache_capacity(96);
        for (name, value) in [("journal_mode", "wal"), ("synchronous", "full")] {
            conn.pragma_update(None, name, value)?;
        }
        for name in ["fullfsync", "checkpoint_fullfsync", "secure_delete", "foreign_keys"] {
            conn.pragma_update(None, name, true)?;
        }
        conn.pragma_update(None, "cache_size", -65_536_i64)?;
        conn.pragma_update(None, "wal_autocheckpoint", 4_096_i64)?;
        Ok(Self { conn, position: 0, version: 0 })
    }

    fn write(&mut self, n_leaves: usize, size: usize) -> Outcome<u128> {
        let batches = batches(self.version, n_leaves, size);
        self.version += (n_leaves / STREAMS) as u64;
        let began = Instant::now();
        for batch in &batches {
            let tx = self.conn.transaction()?;
            for append in &batch.streams {
                let mut version = i64::try_from(append.expected_version)?;
                for event in &append.events {
                    self.position += 1;
                    tx.prepare_cached(
                        "insert into event values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    )?
                    .execute(params![
                        self.position,
                        event.event_id,
                        append.stream,
                        version,
                        event.kind,
                        event.schema,
                        event.at_ms,
                        event.fields,
                        event.leaf,
                        event.leaf_hash,
                        batch.name
                    ])?;
                    for part in &event.compartments {
                        tx.prepare_cached("insert into compartment values (?1, ?2, ?3, ?4, ?5)")?
                            .execute(params![
                            self.position,
                            part.c,
                            part.kek_id,
                            part.wrap,
                            part.ct
                        ])?;
                    }
                    tx.prepare_cached("insert into leaf values (?1, 0, ?2)")?
                        .execute(params![self.position, self.position - 1])?;
                    version += 1;
                }
                tx.prepare_cached("insert or replace into stream values (?1, ?2, ?3)")?
                    .execute(params![append.stream, version, self.position])?;
            }
            tx.commit()?;
        }
        Ok(began.elapsed().as_micros())
    }
}

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build()?;
    let words = words();
    let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
    std::fs::create_dir(&ours)?;
    std::fs::create_dir(&plain)?;
    let mut ours = runtime.block_on(Ours::open(&ours))?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["batches", n_batches, size] => {
            let size: usize = size.parse()?;
            runtime.block_on(ours.write(size * n_batches.parse::<usize>()?, size))?;
        }
        ["rounds", n_rounds] => {
            let mut peer = Peer::open(&plain)?;
            for round in 0..n_rounds.parse::<u32>()? {
                for size in SIZES {
                    // By turns, so that neither always goes first.
                    let (mine, theirs) = if round % 2 == 0 {
                        let mine = runtime.block_on(ours.write(LEAVES, size))?;
                        (mine, peer.write(LEAVES, size)?)
                    } else {
                        let theirs = peer.write(LEAVES, size)?;
                        (runtime.block_on(ours.write(LEAVES, size))?, theirs)
                    };
                    writeln!(io::stdout(), "round {LEAVES} {size} {mine} {theirs}")?;
                }
            }
        }
        _ => return Err("say `rounds N`, or `batches N SIZE`".into()),
    }
    Ok(())
}
