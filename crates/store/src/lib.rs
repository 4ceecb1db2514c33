//! The store: streams, outbox, timers, views and the log's leaves on an engine; blobs and keys beside it.
//! It knows bytes, versions and rows; it knows no law, no key and no byte format of the product.
//!
//! | module | what it is |
//! |---|---|
//! | [`batch`] | what one act writes |
//! | [`record`] | what is read back |
//! | [`error`] | every answer that is not the work |
//! | [`sqlite`] | the engine of a node: a file with threads, or memory in place |
//! | [`postgres`] | the engine of a node of more than one process: a database server |
//! | [`journal`] | the engine of the simulator: records on a [`Disk`], SQL in memory |
//! | [`mirror`] | every entry of the logs that a mirror holds, in a database of its own |
//! | [`keys`] | wrapped keys, in a database of their own |
//! | [`tree`] | how leaves become a tree, told by who sequences |
//! | [`witness`] | what a witness without a node remembers, in a database of its own |
//! | [`blob`] | ciphertext by digest, written once |
//! | [`disk`] | the node's own small files, each call with its durability |
//! | [`faulty`] | all of these, failing at a chosen call |
//!
//! The contract is [`Store`]. An engine writes its own SQL; the engines share this contract and the conformance
//! suite in `tests/it`, no statement and no row code. What the tables are for: `docs/DATA_MODEL.md`.
//!
//! Rules every engine keeps:
//! 1. A [`Batch`] is one transaction. When `append` answers, it is on disk.
//! 2. Once `append` was polled, the commit happens or fails by itself; dropping the future only ends the waiting.
//! 3. Positions rise in commit order: who has read position *n* never sees a smaller one appear later.
//! 4. A lost answer is *unknown*. The `once` key of the batch resolves it: retry with the same key, or ask [`Store::once`].
//! 5. After a failed flush to disk the process ends. Nothing retries a flush.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

pub mod batch;
pub mod blob;
mod codec;
pub mod disk;
pub mod error;
pub mod faulty;
pub mod journal;
pub mod keys;
pub mod mirror;
pub mod postgres;
pub mod record;
pub mod sqlite;
pub mod tree;
pub mod witness;

pub use batch::{
    Batch, Compartment, End, LogEnd, MAX_BATCH_BYTES, MAX_BATCH_EVENTS, NewEvent, NewOutbox, Once,
    OutboxChange, OutboxState, RowChange, StreamAppend, TimerChange,
};
pub use blob::{BlobInfo, Blobs, ObjectBlobs, Put};
pub use disk::{Disk, DiskLock, Published, RealDisk, Room};
pub use error::StoreError;
pub use faulty::{Fault, Faults, Faulty};
pub use journal::JournalStore;
pub use keys::{KeyQuery, KeyStore, Rewrap, WrappedKey};
pub use mirror::{MirrorEntry, MirrorStore, MirroredLog, PendingHead};
pub use postgres::PostgresStore;
pub use record::{
    Appended, Head, Health, Leaf, Log, MAX_PAGE, OnceResult, OutboxQuery, OutboxRow, OutboxTally,
    PendingLeaf, Place, Row, RowQuery, Sequenced, Session, SessionScope, Skip, StoredEvent,
    StreamInfo, TimerRow,
};
pub use sqlite::{SqliteStore, keys::SqliteKeys, mirror::SqliteMirror, witness::SqliteWitness};
pub use tree::{Grown, Tree};
pub use witness::{
    CosignedNote, HeldHead, WitnessEvidence, WitnessIdentity, WitnessStore, WitnessedLog,
};

/// A boxed future, so that the contract has no generics and works behind `Arc<dyn Store>`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The answer of a store call.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// The contract of an engine. `node::act` is the only caller of [`append`](Self::append).
pub trait Store: Send + Sync + fmt::Debug {
    /// The events of a stream from `from_version` on, oldest first; all of them, because state is folded from all. An
    /// unknown stream is empty.
    fn load<'a>(&'a self, stream: &'a str, from_version: u64) -> Answer<'a, Vec<StoredEvent>>;

    /// Events of all streams after a position, in commit order.
    fn tail(&self, after_position: u64, limit: u32) -> Answer<'_, Vec<StoredEvent>>;

    /// Streams whose id begins with `prefix`, after `after`, by id.
    fn streams<'a>(
        &'a self,
        prefix: &'a str,
        after: Option<&'a str>,
        limit: u32,
    ) -> Answer<'a, Vec<StreamInfo>>;

    /// The event with this id.
    fn event_by_id(&self, event_id: [u8; 16]) -> Answer<'_, Option<StoredEvent>>;

    /// The event whose leaf stands there.
    fn event_at(&self, place: Place) -> Answer<'_, Option<StoredEvent>>;

    /// Writes a batch, or nothing.
    fn append(&self, batch: Batch) -> Answer<'_, Appended>;

    /// Digest and result stored under a `once` key.
    fn once<'a>(&'a self, scope: &'a str, key: &'a str) -> Answer<'a, Option<OnceResult>>;

    /// Leases due rows: strict lane order, then `deliver_by`, then position; after 32 rows of a peer the next peer
    /// has its turn. A row comes back with a raised fence; a lease that ran out may be taken by anybody. What `skip`
    /// names is left, and costs nothing however much of it there is.
    fn outbox_due<'a>(
        &'a self,
        now_ms: i64,
        lease_ms: i64,
        limit: u32,
        skip: &'a [Skip],
    ) -> Answer<'a, Vec<OutboxRow>>;

    /// Ends every lease and says how many there were: for a process that knows that no other works on this store. What
    /// a killed predecessor held is due again at once, and a predecessor that is not dead after all is not heard.
    fn outbox_release(&self) -> Answer<'_, u64>;

    /// Reads outbox rows without leasing them.
    fn outbox_rows(&self, query: OutboxQuery) -> Answer<'_, Vec<OutboxRow>>;

    /// How many letters have not ended, by peer, lane and state.
    fn outbox_tally(&self) -> Answer<'_, Vec<OutboxTally>>;

    /// Pending timers that are due, earliest first.
    fn timers_due(&self, now_ms: i64, limit: u32) -> Answer<'_, Vec<TimerRow>>;

    /// Rows of a view.
    fn rows(&self, query: RowQuery) -> Answer<'_, Vec<Row>>;

    /// The oldest leaves without an index, in the order of their positions; none behind the end of the log that grows.
    fn leaves_pending(&self, limit: u32) -> Answer<'_, Vec<PendingLeaf>>;

    /// Gives leaves their indexes and moves the head, if it still is `(log, from_size, epoch)`; else `HeadMoved`. Behind
    /// the last leaf of a log the next one begins: then the answer is its head, without a leaf.
    fn leaves_sequenced(&self, sequenced: Sequenced) -> Answer<'_, Head>;

    /// From now on leaves get their places in the commit that stores them, for the sequencer of this epoch; once
    /// another has the duty, nothing that adds a leaf is committed here any more (`HeadMoved`). `false` from an engine
    /// that leaves all of it to [`leaves_sequenced`](Self::leaves_sequenced).
    fn integrate(&self, epoch: u64, tree: Arc<dyn Tree>) -> bool;

    /// The head of the log that grows: the last one.
    fn head(&self) -> Answer<'_, Head>;

    /// Every log of the node, the first one first; there is always one.
    fn logs(&self) -> Answer<'_, Vec<Log>>;

    /// Gives the log that grows its name if it has none yet, and answers with it as it is then.
    fn name_log<'a>(&'a self, origin: &'a str) -> Answer<'a, Log>;

    /// The hashes of these nodes `(level, index)` of a log, in the order asked; `None` where nothing is stored.
    fn nodes<'a>(&'a self, log: u32, wanted: &'a [(u8, u64)]) -> Answer<'a, Vec<Option<[u8; 32]>>>;

    /// At most `limit` leaves of one log from a place on, without gap.
    fn leaves(&self, from: Place, limit: u32) -> Answer<'_, Vec<Leaf>>;

    /// Takes the duty of the sequencer: raises the epoch, beyond `above` too, so whoever had it can no longer move the head.
    fn bump_epoch(&self, above: u64) -> Answer<'_, Head>;

    /// Says that this database was restored from a backup.
    fn mark_restored(&self) -> Answer<'_, Head>;

    /// Empties every compartment sealed under this key, outbox payloads excepted. Returns how many held something.
    fn erase_sealed(&self, kek_id: [u8; 16]) -> Answer<'_, u64>;

    /// Removes what deletion left behind in the engine's own files, as far as the engine can.
    fn purge_remnants(&self) -> Answer<'_, ()>;

    /// Stores a new session.
    fn session_put(&self, session: Session) -> Answer<'_, ()>;

    /// The session with this hash, also when it was revoked.
    fn session_get(&self, id_hash: [u8; 32]) -> Answer<'_, Option<Session>>;

    /// Notes that a session was used. Returns whether it is there and not revoked.
    fn session_touch(&self, id_hash: [u8; 32], seen_at_ms: i64) -> Answer<'_, bool>;

    /// Ends sessions. Returns how many were alive.
    fn session_revoke<'a>(
        &'a self,
        scope: SessionScope,
        at_ms: i64,
        why: &'a str,
    ) -> Answer<'a, u64>;

    /// Removes sessions that were last used before this instant. Returns how many.
    fn session_forget(&self, seen_before_ms: i64) -> Answer<'_, u64>;

    /// How the store is.
    fn health(&self) -> Answer<'_, Health>;
}
