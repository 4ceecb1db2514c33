//! What one act writes: events, outbox, timers, rows and the key that makes a retry harmless, all or nothing.
//! Not the rows as they are read back: those are in [`crate::record`].

use crate::error::StoreError;

/// Most events one batch may carry: the size of one group commit.
pub const MAX_BATCH_EVENTS: usize = 512;
/// Most bytes one batch may carry over all its parts: a letter of 4 MiB for each of many peers still fits.
pub const MAX_BATCH_BYTES: usize = 64 << 20;

/// Everything one transaction changes. Applied entirely or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The transaction's name (`issue_measure`): metric label and the `updated_by` of every row it writes.
    pub name: &'static str,
    /// The instant of the act, milliseconds since 1970.
    pub at_ms: i64,
    /// Events, per stream, in the order they get their positions.
    pub streams: Vec<StreamAppend>,
    /// What is to be sent, and what became of what was sent.
    pub outbox: Vec<OutboxChange>,
    /// What is to happen later.
    pub timers: Vec<TimerChange>,
    /// Documents of the views.
    pub rows: Vec<RowChange>,
    /// The idempotency key; a second batch with it returns the first one's result.
    pub once: Option<Once>,
    /// Ends the log that grows and begins the next one.
    pub log_end: Option<LogEnd>,
}

impl Batch {
    /// An empty batch: `Batch { rows, ..Batch::new("import_roster", at_ms) }`.
    #[must_use]
    pub const fn new(name: &'static str, at_ms: i64) -> Self {
        Self {
            name,
            at_ms,
            streams: Vec::new(),
            outbox: Vec::new(),
            timers: Vec::new(),
            rows: Vec::new(),
            once: None,
            log_end: None,
        }
    }

    /// How many events, and so leaves, the batch adds.
    #[must_use]
    pub fn n_events(&self) -> usize {
        self.streams.iter().map(|append| append.events.len()).sum()
    }

    /// Refuses a batch that is too large for one transaction, before anything is written.
    pub(crate) fn within_limits(&self) -> Result<(), StoreError> {
        if self.n_events() > MAX_BATCH_EVENTS {
            return Err(StoreError::TooLarge {
                what: "the number of events",
                limit: MAX_BATCH_EVENTS as u64,
            });
        }
        if self.n_bytes() > MAX_BATCH_BYTES {
            return Err(StoreError::TooLarge { what: "the batch", limit: MAX_BATCH_BYTES as u64 });
        }
        Ok(())
    }

    /// The bytes of everything whose size the caller chooses freely.
    fn n_bytes(&self) -> usize {
        let events = self.streams.iter().flat_map(|append| &append.events).map(|event| {
            let parts = event.compartments.iter().map(|part| part.wrap.len() + part.ct.len());
            event.fields.len() + parts.sum::<usize>()
        });
        let outbox = self.outbox.iter().map(|change| match change {
            OutboxChange::Enqueue(new) => new.payload.len(),
            OutboxChange::Settle { payload, .. } => payload.as_ref().map_or(0, Vec::len),
            OutboxChange::Renew { .. } | OutboxChange::Warn { .. } | OutboxChange::Wake { .. } => 0,
        });
        let timers = self.timers.iter().map(|change| match change {
            TimerChange::Schedule { payload, .. } => payload.len(),
            TimerChange::Done { .. } | TimerChange::Cancel { .. } => 0,
        });
        let rows = self.rows.iter().map(|change| match change {
            RowChange::Put { body, .. } | RowChange::Insert { body, .. } => body.len(),
            RowChange::Cas { old, new, .. } => old.as_ref().map_or(0, Vec::len) + new.len(),
            RowChange::Delete { .. } | RowChange::Clear { .. } => 0,
        });
        let once = self.once.iter().map(|once| once.result.len());
        events.chain(outbox).chain(timers).chain(rows).chain(once).sum()
    }
}

/// The end of a log. Its batch is refused as a conflict unless the log is the one that grows, has this size, and no leaf
/// waits: what it says of the log was made for this head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEnd {
    /// The log.
    pub log: u32,
    /// Its leaves before this batch.
    pub size: u64,
    /// Which leaf is its last.
    pub how: End,
    /// Name of the next log; no other log has it.
    pub next: String,
}

/// How a log ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The first event of the batch is its last leaf; the others are the first ones of the next log.
    Closed,
    /// It is given up as it stands, because elsewhere it was signed with other leaves: all events of the batch are leaves
    /// of the next log, and the number of restores rises.
    GivenUp {
        /// How many leaves were signed elsewhere.
        known: u64,
    },
}

/// New events of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamAppend {
    /// The stream's id.
    pub stream: String,
    /// How many events the stream has; the first new event gets this number as its version. Zero: a new stream.
    pub expected_version: u64,
    /// The events, oldest first.
    pub events: Vec<NewEvent>,
}

/// One event, which is one leaf of the log. Everything personal is inside the sealed compartments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// The event's id, unique in the node.
    pub event_id: [u8; 16],
    /// Its kind in kebab case.
    pub kind: String,
    /// The stored shape of its body, with number.
    pub schema: String,
    /// When it happened, milliseconds since 1970.
    pub at_ms: i64,
    /// The sealed bodies, one per compartment, ascending by `c`.
    pub compartments: Vec<Compartment>,
    /// The hashes of all fields, 32 bytes each, needed to open what is left after one compartment was erased.
    pub fields: Vec<u8>,
    /// The leaf.
    pub leaf: [u8; 40],
    /// The leaf's hash.
    pub leaf_hash: [u8; 32],
}

/// One sealed part of an event's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compartment {
    /// The compartment's number.
    pub c: u8,
    /// The key that wraps `wrap`. Destroying it destroys the content.
    pub kek_id: [u8; 16],
    /// The wrapped event key; empty after erasure.
    pub wrap: Vec<u8>,
    /// The sealed bytes; empty after erasure.
    pub ct: Vec<u8>,
}

/// A change of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxChange {
    /// A new row, waiting for its turn.
    Enqueue(NewOutbox),
    /// What became of a row. The fence must be the one the caller read; it rises, so an older holder's result is dropped.
    Settle {
        /// The row.
        id: [u8; 16],
        /// The fence the caller read with the row.
        fence: u64,
        /// The new state; the lease ends.
        state: OutboxState,
        /// Attempts so far.
        attempts: u32,
        /// Code of the last failure.
        last_error: Option<String>,
        /// New bytes, where they change (first sealing; emptied at the end).
        payload: Option<Vec<u8>>,
    },
    /// The holder needs longer, and perhaps goes on with new bytes. The fence stays.
    Renew {
        /// The row.
        id: [u8; 16],
        /// The fence of the lease.
        fence: u64,
        /// The new end of the lease, milliseconds since 1970.
        until_ms: i64,
        /// New bytes, where they change (first sealing).
        payload: Option<Vec<u8>>,
    },
    /// Somebody was told that the row is late. Whoever holds the row keeps it; of two who tell, one is heard.
    Warn {
        /// The row, which has not arrived.
        id: [u8; 16],
        /// The instant that the caller read with the row.
        was_ms: i64,
        /// When it is told again.
        next_ms: Option<i64>,
    },
    /// A node answers again: what waits for it and nobody holds is due now.
    Wake {
        /// The node.
        peer: String,
        /// Not later than this.
        due_ms: i64,
    },
}

/// A new outbox row: one letter for one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOutbox {
    /// The row's id.
    pub id: [u8; 16],
    /// The node it goes to.
    pub peer: String,
    /// The lane, 0 first.
    pub lane: u8,
    /// What it is.
    pub kind: String,
    /// Not tried before this instant.
    pub due_ms: i64,
    /// The instant by which it must have arrived.
    pub deliver_by_ms: i64,
    /// After this instant it is no longer sent.
    pub not_after_ms: Option<i64>,
    /// When somebody is told that it has not arrived.
    pub warn_ms: Option<i64>,
    /// What the worker needs to send it.
    pub payload: Vec<u8>,
}

/// Where an outbox row stands. A row that is being sent is `Queued` with a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxState {
    /// Waiting for its turn.
    Queued {
        /// Not tried before this instant.
        due_ms: i64,
    },
    /// Kept back; an officer or a sweep must free it.
    Held {
        /// Code of the reason.
        reason: String,
    },
    /// The recipient has it; more receipts are expected.
    Accepted,
    /// Ended well.
    Done,
    /// Ended by a final refusal or fault.
    Failed,
    /// Ended because its time was over.
    Expired,
    /// Ended by the sender.
    Withdrawn,
    /// Ended because another row replaces it.
    Superseded,
}

impl OutboxState {
    /// Whether the row has reached its end and keeps this state.
    #[must_use]
    pub const fn is_end(&self) -> bool {
        match self {
            Self::Queued { .. } | Self::Held { .. } | Self::Accepted => false,
            Self::Done | Self::Failed | Self::Expired | Self::Withdrawn | Self::Superseded => true,
        }
    }
}

/// A change of the timers. A timer's row exists while it is pending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimerChange {
    /// Sets the timer, or moves it when it is pending.
    Schedule {
        /// The timer's id.
        id: String,
        /// When it fires, milliseconds since 1970.
        due_ms: i64,
        /// The stream it belongs to.
        stream: String,
        /// What the worker needs when it fires.
        payload: Vec<u8>,
    },
    /// It fired. Refused as `TimerGone` when it is not pending, so one firing is one batch.
    Done {
        /// The timer's id.
        id: String,
    },
    /// No longer needed. Cancelling what is not pending changes nothing.
    Cancel {
        /// The timer's id.
        id: String,
    },
}

/// A change of one document of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// Writes the row, whether or not it is there.
    Put {
        /// The view.
        view: String,
        /// The row's key, unique in the view.
        key: String,
        /// What the view is ordered by.
        sort: String,
        /// The document.
        body: Vec<u8>,
    },
    /// Writes a row that must not be there, else `RowExists`.
    Insert {
        /// The view.
        view: String,
        /// The row's key, unique in the view.
        key: String,
        /// What the view is ordered by.
        sort: String,
        /// The document.
        body: Vec<u8>,
    },
    /// Removes the row if it is there.
    Delete {
        /// The view.
        view: String,
        /// The row's key.
        key: String,
    },
    /// Writes the row if it still is `old` (`None`: absent), else `RowChanged`.
    Cas {
        /// The view.
        view: String,
        /// The row's key.
        key: String,
        /// What the view is ordered by.
        sort: String,
        /// The document the caller read.
        old: Option<Vec<u8>>,
        /// The document to write.
        new: Vec<u8>,
    },
    /// Removes every row of the view: first step of a rebuild.
    Clear {
        /// The view.
        view: String,
    },
}

impl RowChange {
    /// The view it is about.
    #[must_use]
    pub fn view(&self) -> &str {
        match self {
            Self::Put { view, .. }
            | Self::Insert { view, .. }
            | Self::Delete { view, .. }
            | Self::Cas { view, .. }
            | Self::Clear { view } => view,
        }
    }
}

/// The key that makes a retry return the first result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Who made the key (a session, a peer, a worker).
    pub scope: String,
    /// The key.
    pub key: String,
    /// Digest of the command: the same key with another command is refused.
    pub digest: [u8; 32],
    /// The result to return to a retry. Ids only, no personal data.
    pub result: Vec<u8>,
}
