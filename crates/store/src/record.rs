//! What a store gives back: events, rows and heads as they are stored. Not what goes in: see [`crate::batch`].

use crate::batch::{Compartment, OutboxState};

/// Most items one reading call returns, whatever it asks for: a page must fit in memory.
pub const MAX_PAGE: u32 = 4096;

/// The outcome of [`Store::append`](crate::Store::append).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appended {
    /// The commit-ordered positions of the new events, in the order of the batch.
    pub positions: Vec<u64>,
    /// For each stream of the batch, how many events it now has.
    pub versions: Vec<u64>,
    /// Set when the `once` key was known: the first result. Nothing was written.
    pub replay: Option<Vec<u8>>,
}

/// What lies under a `once` key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnceResult {
    /// Digest of the command that was done.
    pub digest: [u8; 32],
    /// Its result.
    pub result: Vec<u8>,
}

/// An event as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// The stream.
    pub stream: String,
    /// Its place in the stream, from 0 without gap.
    pub version: u64,
    /// Its place in the node, from 1, rising in commit order.
    pub position: u64,
    /// Its leaf's place; `None` while it waits for the sequencer.
    pub place: Option<Place>,
    /// The event's id.
    pub event_id: [u8; 16],
    /// Its kind in kebab case.
    pub kind: String,
    /// The stored shape of its body, with number.
    pub schema: String,
    /// When it happened, milliseconds since 1970.
    pub at_ms: i64,
    /// The sealed bodies, ascending by `c`; erased ones are empty.
    pub compartments: Vec<Compartment>,
    /// The hashes of all fields, 32 bytes each.
    pub fields: Vec<u8>,
    /// The leaf.
    pub leaf: [u8; 40],
    /// The leaf's hash.
    pub leaf_hash: [u8; 32],
}

/// A stream and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamInfo {
    /// The stream's id.
    pub stream: String,
    /// How many events it has.
    pub version: u64,
    /// The position of its newest event.
    pub position: u64,
}

/// An outbox row as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// The row's id.
    pub id: [u8; 16],
    /// Its place in the order of commits.
    pub position: u64,
    /// The node it goes to.
    pub peer: String,
    /// The lane, 0 first.
    pub lane: u8,
    /// What it is.
    pub kind: String,
    /// Where it stands.
    pub state: OutboxState,
    /// When it was committed, milliseconds since 1970.
    pub queued_at_ms: i64,
    /// The instant by which it must have arrived.
    pub deliver_by_ms: i64,
    /// After this instant it is no longer sent.
    pub not_after_ms: Option<i64>,
    /// When somebody is told next that it has not arrived.
    pub warn_ms: Option<i64>,
    /// End of the lease, while somebody holds it.
    pub lease_until_ms: Option<i64>,
    /// Rises with every lease and every settlement; whoever writes must name it.
    pub fence: u64,
    /// Attempts so far.
    pub attempts: u32,
    /// Code of the last failure.
    pub last_error: Option<String>,
    /// What the worker needs to send it.
    pub payload: Vec<u8>,
}

/// Which outbox rows to read, in the order of their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxQuery {
    /// Only this row.
    pub id: Option<[u8; 16]>,
    /// Only rows for this node.
    pub peer: Option<String>,
    /// Only rows that have not ended.
    pub open_only: bool,
    /// Only rows that have not arrived, of which somebody is to be told by this instant.
    pub warn_by_ms: Option<i64>,
    /// Only rows after this position.
    pub after_position: u64,
    /// At most this many, and never more than [`MAX_PAGE`].
    pub limit: u32,
}

/// Rows that are not taken now: those for one node in some of its lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The node.
    pub peer: String,
    /// The first of these lanes.
    pub from: u8,
    /// The last one.
    pub to: u8,
}

/// Letters for one peer that have not ended, of one lane in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxTally {
    /// For which node.
    pub peer: String,
    /// The lane.
    pub lane: u8,
    /// 0 queued, 1 held, 2 accepted.
    pub state: u8,
    /// How many.
    pub n: u64,
    /// When the oldest of them was queued, milliseconds since 1970.
    pub oldest_ms: i64,
}

/// A pending timer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimerRow {
    /// The timer's id.
    pub id: String,
    /// When it fires, milliseconds since 1970.
    pub due_ms: i64,
    /// The stream it belongs to.
    pub stream: String,
    /// What the worker needs.
    pub payload: Vec<u8>,
}

/// A document of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row's key.
    pub key: String,
    /// What the view is ordered by.
    pub sort: String,
    /// The document.
    pub body: Vec<u8>,
    /// Name of the batch that wrote it last.
    pub updated_by: String,
    /// When that was, milliseconds since 1970.
    pub updated_at_ms: i64,
}

/// Which rows of a view to read, ordered by `(sort, key)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowQuery {
    /// The view.
    pub view: String,
    /// Only this key.
    pub key: Option<String>,
    /// Only keys that begin so.
    pub prefix: Option<String>,
    /// Only rows whose `sort` is at least this.
    pub from_sort: Option<String>,
    /// Only rows whose `sort` is below this.
    pub to_sort: Option<String>,
    /// Only rows after this `(sort, key)` in the chosen direction: the last one of the previous page.
    pub after: Option<(String, String)>,
    /// Largest `sort` first.
    pub descending: bool,
    /// At most this many, and never more than [`MAX_PAGE`].
    pub limit: u32,
}

impl RowQuery {
    /// The one row with this key.
    #[must_use]
    pub fn one(view: &str, key: &str) -> Self {
        Self { view: view.to_owned(), key: Some(key.to_owned()), limit: 1, ..Self::default() }
    }

    /// The first rows of a view.
    #[must_use]
    pub fn view(view: &str, limit: u32) -> Self {
        Self { view: view.to_owned(), limit, ..Self::default() }
    }
}

/// Where a leaf stands: which of the node's logs, and the index there. Ordered as the leaves were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the log in this node, from 0.
    pub log: u32,
    /// Index in it, from 0.
    pub index: u64,
}

/// A log of the node as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its head.
    pub head: Head,
    /// Its name; empty if nobody has named it yet.
    pub origin: String,
    /// How many leaves were signed elsewhere when it was given up; `None` for one that grows or was closed.
    pub given_up_at: Option<u64>,
}

/// The head row of a log. Not the head register, which lies in another failure domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the log in this node, from 0.
    pub log: u32,
    /// Number of leaves with an index.
    pub size: u64,
    /// Root over them.
    pub root: [u8; 32],
    /// Rises when somebody takes the duty of the sequencer.
    pub epoch: u64,
    /// Number of restores from a backup.
    pub restore_epoch: u64,
}

/// A leaf that has a position and no index yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PendingLeaf {
    /// Its event's position.
    pub position: u64,
    /// Its event.
    pub event_id: [u8; 16],
    /// The leaf's hash.
    pub leaf_hash: [u8; 32],
}

/// A leaf that has its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its index in its log.
    pub index: u64,
    /// The leaf.
    pub leaf: [u8; 40],
    /// The leaf's hash.
    pub leaf_hash: [u8; 32],
}

/// What the sequencer adds to a log in one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequenced {
    /// The log it adds to.
    pub log: u32,
    /// The size it built on.
    pub from_size: u64,
    /// The epoch it holds the duty in.
    pub epoch: u64,
    /// The events of the leaves, in the order of their positions, from the oldest pending one without gap.
    pub event_ids: Vec<[u8; 16]>,
    /// Roots of complete subtrees `(level, index, hash)`. A node once written never changes.
    pub nodes: Vec<(u8, u64, [u8; 32])>,
    /// The root over `from_size + event_ids.len()` leaves.
    pub root: [u8; 32],
}

/// A session of a signed-in officer. Only the hash of its id is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of the id in the cookie.
    pub id_hash: [u8; 32],
    /// The officer's pseudonym.
    pub officer: String,
    /// The member.
    pub member: String,
    /// How strongly the officer signed in.
    pub auth_level: u8,
    /// When, milliseconds since 1970.
    pub auth_at_ms: i64,
    /// Kind of network, never an address.
    pub ip_class: String,
    /// Key of the form tokens.
    pub csrf_secret: Vec<u8>,
    /// When the session began.
    pub created_at_ms: i64,
    /// When it was last used, to the minute.
    pub seen_at_ms: i64,
    /// When it was ended early.
    pub revoked_at_ms: Option<i64>,
    /// Code of the reason.
    pub revoked_why: Option<String>,
}

/// Which sessions to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionScope {
    /// Every session of the node.
    All,
    /// Every session of a member's officers.
    Member(String),
    /// Every session of an officer.
    Officer(String),
    /// This session.
    One([u8; 32]),
}

/// How the store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Name of the engine.
    pub engine: &'static str,
    /// Number of the stored schema.
    pub schema: i64,
    /// Events stored.
    pub n_events: u64,
    /// Leaves that wait for the sequencer.
    pub n_pending_leaves: u64,
    /// Outbox rows that have not ended.
    pub n_outbox_open: u64,
    /// Timers that have not fired.
    pub n_timers: u64,
    /// Writes waiting for the writer.
    pub n_waiting: u64,
}
