//! The only way to change anything: load, fold, decide, record, append, and then sign what was appended.
//!
//! A [`Tx`] collects everything one act writes (events of any number of streams, outbox, timers, rows) and commits it
//! as one transaction. If another act was faster, the whole act runs again on the newer state; a permit never
//! outlives the attempt it was judged for.

use std::collections::BTreeMap;

use domain::corrupt::Corrupt;
use domain::denied::Denied;
use jiff::Timestamp;
use portal::component::problem_list::Wrong;
use seal::digest::Digest;
use seal::json::Json;
use seal::opening::stream_tag;
use store::{
    Batch, LogEnd, NewEvent, Once, OutboxChange, RowChange, Store, StoreError, StreamAppend,
    TimerChange,
};
use wire::read::BadField;
use wire::stored::{Base, Stored, StreamKind, TimeSource, Who};

use crate::gap::Gap;
use crate::keys::{Kek, KeysError};
use crate::ledger::{LedgerError, Stopped};
use crate::node::Node;
use crate::recorder::{self, RecordError};
use crate::rows::view;

/// Attempts of one act when others keep being faster; then the caller is told to try again.
pub const ATTEMPTS_MAX: u32 = 5;

/// Does one act: `act!(node, "name", once, |tx| { … Ok(result) }).await` gives a [`Done`].
///
/// The body decides and records on `tx`; it runs again on the newer state when another act was faster, so a permit
/// judged in it never outlives its attempt. A macro and not a function, because the future of an async closure cannot
/// promise to be `Send` for every lifetime, which handlers and workers need.
macro_rules! act {
    ($node:expr, $name:expr, $once:expr, |$tx:ident| $body:block) => {
        $crate::act::as_done(async {
            let node: &$crate::node::Node = &$node;
            let once: Option<$crate::act::OnceKey> = $once;
            node.may_act()?;
            for _ in 0..$crate::act::ATTEMPTS_MAX {
                if let Some(done) = node.replayed(once.as_ref()).await? {
                    return Ok(done);
                }
                node.has_room_for($name)?;
                let mut begun = $crate::act::Tx::begin(node);
                let result: Result<Vec<u8>, $crate::act::ActError> = async {
                    let $tx = &mut begun;
                    $body
                }
                .await;
                let result = result?;
                if let Some(done) = node.commit(begun, $name, once.as_ref(), result).await? {
                    return Ok(done);
                }
            }
            Err($crate::act::ActError::Busy)
        })
    };
}
pub(crate) use act;

/// Names the type of what [`act!`] builds.
pub fn as_done<F: Future<Output = Result<Done, ActError>>>(act: F) -> F {
    act
}

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// What this stream holds may be older than what was once recorded on it.
    #[error(
        "events of this record may be lost since the database was put back; two officers have to decide that work on it goes on"
    )]
    BehindGap,
    /// Too many others were faster.
    #[error("others kept changing the same thing; try again")]
    Busy,
    /// A stored stream holds an event that cannot be there.
    #[error("the stored record is damaged: {0}")]
    Corrupt(String),
    /// The law, or a rule of the house, says no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Keys cannot be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The ledger signs nothing, so nothing is done.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Too few witnesses for too long: nothing is disclosed.
    #[error(
        "no quorum of witnesses has cosigned this log since {since}; nothing is disclosed until it has, everything else goes on"
    )]
    NoQuorum {
        /// Since when.
        since: Timestamp,
    },
    /// The disk is at its reserve, and this can wait.
    #[error(
        "the disk of this node is nearly full, and what is left is kept for what must be finished; nothing was changed"
    )]
    NoRoom,
    /// There is nothing here under this name.
    #[error("there is nothing here under this name")]
    NotFound,
    /// What was asked for cannot be recorded.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The caller saw an older state.
    #[error("this changed since it was shown; look at it again")]
    Stale,
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is done and on record; only the ledger could not sign it.
    #[error("it is recorded, but the ledger could not sign it: {0}")]
    Unsigned(#[source] LedgerError),
    /// A form's value is not usable.
    #[error("`{field}` is not usable: {why}")]
    Value {
        /// Which.
        field: String,
        /// Why.
        why: String,
    },
    /// Answers of a form cannot be taken; all of them are named.
    #[error("{} answers of the form cannot be taken", .0.len())]
    Wrong(Vec<(String, Wrong)>),
    /// Something outside the core went wrong; the code says what.
    #[error("{0}")]
    Shell(String),
}

impl From<Corrupt> for ActError {
    fn from(corrupt: Corrupt) -> Self {
        Self::Corrupt(corrupt.to_string())
    }
}

impl From<BadField> for ActError {
    fn from(bad: BadField) -> Self {
        Self::Corrupt(bad.to_string())
    }
}

/// Something with a stream of its own.
pub trait Aggregate: Sized + Send {
    /// Which kind of stream.
    const KIND: StreamKind;

    /// The state after one more event.
    ///
    /// # Errors
    /// If the event cannot follow, or is another aggregate's.
    fn after(state: Option<Self>, event: &Stored) -> Result<Self, ActError>;
}

/// Which stream, and under whose key its content lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StreamRef {
    /// URN of the aggregate.
    pub id: String,
    /// Key scope of a new stream (`case:<uuid>`, `measure:<uuid>`, `node`); an existing stream keeps its own.
    pub scope: String,
}

struct Tail {
    expected: u64,
    /// Of the newest event that is stored.
    position: Option<u64>,
    next_seq: u64,
    prev: Option<Digest>,
    kek: Kek,
    tag: [u8; 16],
    new: Vec<NewEvent>,
}

/// A recorded event as receipts and letters refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedEvent {
    /// Its id.
    pub event_id: [u8; 16],
    /// Its leaf's hash.
    pub leaf_hash: Digest,
}

/// One act in the making.
pub struct Tx<'n> {
    /// The node.
    pub node: &'n Node,
    /// The instant of the act.
    pub now: Timestamp,
    tails: BTreeMap<String, Tail>,
    /// Outbox changes.
    pub outbox: Vec<OutboxChange>,
    /// Timer changes.
    pub timers: Vec<TimerChange>,
    /// Row changes.
    pub rows: Vec<RowChange>,
    /// Ends the log, with the stream whose first event is its last leaf, if it has one.
    pub log_end: Option<(LogEnd, Option<StreamRef>)>,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("streams", &self.tails.keys()).finish_non_exhaustive()
    }
}

/// The idempotency key of an act, and a digest of what is asked.
#[derive(Debug, Clone)]
pub struct OnceKey {
    /// Whose keys.
    pub scope: String,
    /// The key.
    pub key: String,
    /// Digest of the command.
    pub digest: Digest,
}

/// What became of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What the act returned, now or when it was first done.
    pub result: Vec<u8>,
    /// Whether it had been done before.
    pub replayed: bool,
}

/// Which workers have something new to look at. Each looks by itself now and then, so this is no more than haste; but one that
/// is woken by every act looks in vain nearly always, and a look costs as much as a small act.
#[derive(Debug, Clone, Copy)]
struct Concerned {
    deliver: bool,
    open: bool,
    timer: bool,
}

impl Concerned {
    const ALL: Self = Self { deliver: true, open: true, timer: true };

    fn by(tx: &Tx<'_>) -> Self {
        let to_open = [view::WAITING, view::CHUNK, view::STATEMENT_DUE];
        Self {
            deliver: !tx.outbox.is_empty(),
            open: tx.rows.iter().any(|row| to_open.contains(&row.view())),
            timer: !tx.timers.is_empty(),
        }
    }
}

impl Node {
    /// Whether anything may be done at all: a node whose log has stopped serves reads only.
    ///
    /// # Errors
    /// Why not.
    pub fn may_act(&self) -> Result<(), ActError> {
        match self.ledger.stopped() {
            Some(why) => Err(LedgerError::from(why).into()),
            None => Ok(()),
        }
    }

    /// What an act with this key returned when it was first done.
    ///
    /// # Errors
    /// If the key stood for another command, or the store fails.
    pub async fn replayed(&self, once: Option<&OnceKey>) -> Result<Option<Done>, ActError> {
        let Some(key) = once else { return Ok(None) };
        let Some(known) = self.store.once(&key.scope, &key.key).await? else { return Ok(None) };
        if known.digest != key.digest.0 {
            let (scope, key) = (key.scope.clone(), key.key.clone());
            return Err(StoreError::OnceMismatch { scope, key }.into());
        }
        Ok(Some(Done { result: known.result, replayed: true }))
    }

    /// Commits an act, gives its leaves their places and signs the new head. `None`: somebody was faster, decide again.
    ///
    /// # Errors
    /// [`ActError`]; nothing was written then, except with [`ActError::Unsigned`], where everything was.
    pub async fn commit(
        &self,
        tx: Tx<'_>,
        name: &'static str,
        once: Option<&OnceKey>,
        result: Vec<u8>,
    ) -> Result<Option<Done>, ActError> {
        let concerned = Concerned::by(&tx);
        match self.store.append(tx.into_batch(name, once, &result)).await {
            Ok(appended) => {
                if let Some(result) = appended.replay {
                    return Ok(Some(Done { result, replayed: true }));
                }
                self.committed(concerned, !appended.positions.is_empty()).await?;
                Ok(Some(Done { result, replayed: false }))
            }
            Err(StoreError::Conflict { .. } | StoreError::RowChanged { .. }) => Ok(None),
            // Another process has the duty of the sequencer: nothing of ours is committed any more.
            Err(StoreError::HeadMoved { .. }) => std::process::abort(),
            Err(error) => Err(error.into()),
        }
    }

    /// Commits the act by which the log was given up, takes its successor up and signs there. It is the one act that is
    /// done while the log has stopped.
    ///
    /// # Errors
    /// [`ActError`]; after [`StoreError::Conflict`] the log stands otherwise, and nothing was written.
    pub async fn commit_successor(&self, tx: Tx<'_>) -> Result<(), ActError> {
        self.store.append(tx.into_batch("open_successor", None, &[])).await?;
        self.ledger.resume().await?;
        self.committed(Concerned::ALL, true).await
    }

    /// Commits the act by which two officers override registers that are missing, makes these, and signs. The act is the
    /// first leaf that is signed then.
    ///
    /// # Errors
    /// [`ActError`]; after [`StoreError::Conflict`] nothing was written.
    pub async fn commit_override(&self, tx: Tx<'_>) -> Result<(), ActError> {
        self.store.append(tx.into_batch("override_register", None, &[])).await?;
        self.ledger.override_registers().await?;
        self.ledger.resume().await?;
        self.committed(Concerned::ALL, true).await
    }

    /// Stores leaves of our own log whose content is lost, with the row that says which they are. They were checked against
    /// what this log signed; nothing is signed for them here.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn bring_back(
        &self,
        stream: &str,
        expected_version: u64,
        events: Vec<NewEvent>,
        gap: &Gap,
    ) -> Result<(), ActError> {
        let mut tx = Tx::begin(self);
        tx.put(view::COUNTER, &gap.key(), "", gap);
        let append = StreamAppend { stream: stream.to_owned(), expected_version, events };
        let batch = tx.into_batch("bring_back", None, &[]);
        self.store.append(Batch { streams: vec![append], ..batch }).await?;
        self.ledger.before_giving_up().await?;
        Ok(())
    }

    async fn committed(&self, concerned: Concerned, grew: bool) -> Result<(), ActError> {
        if concerned.deliver {
            self.wake.deliver.notify_one();
        }
        if concerned.open {
            self.wake.open.notify_one();
        }
        if concerned.timer {
            self.wake.timer.notify_one();
        }
        if grew {
            match self.ledger.sequence().await {
                Ok(_) => self.wake.publish.notify_one(),
                // What is committed stays; the page says so, and nothing further is signed.
                Err(LedgerError::Stopped(Stopped::Superseded)) => std::process::abort(),
                Err(error) => return Err(ActError::Unsigned(error)),
            }
        }
        Ok(())
    }

    /// The state of an aggregate.
    ///
    /// # Errors
    /// If the record is damaged, erased or unreadable.
    pub async fn load<A: Aggregate>(&self, stream: &str) -> Result<Option<A>, ActError> {
        Ok(self.load_with_version(stream).await?.map(|(state, _)| state))
    }

    /// The state of an aggregate and how many events it has.
    ///
    /// # Errors
    /// If the record is damaged, erased or unreadable.
    pub async fn load_with_version<A: Aggregate>(
        &self,
        stream: &str,
    ) -> Result<Option<(A, u64)>, ActError> {
        self.load_at(stream, u64::MAX).await
    }

    /// The state of an aggregate as it was when it had this many events, and how many it then had.
    ///
    /// # Errors
    /// If the record is damaged, erased or unreadable.
    pub async fn load_at<A: Aggregate>(
        &self,
        stream: &str,
        n_events: u64,
    ) -> Result<Option<(A, u64)>, ActError> {
        let mut state = None;
        let mut version = 0;
        for event in self.store.load(stream, 0).await? {
            if event.version >= n_events {
                break;
            }
            let stored = self.decode(A::KIND, &event)?;
            state = Some(A::after(state, &stored)?);
            version = event.version.saturating_add(1);
        }
        Ok(state.map(|state| (state, version)))
    }

    /// One stored event as the core knows it.
    ///
    /// # Errors
    /// If it was erased or is damaged.
    pub fn decode(&self, kind: StreamKind, event: &store::StoredEvent) -> Result<Stored, ActError> {
        let fields = recorder::fields(event, &self.keys)?;
        Ok(wire::stored::read(kind, &Json::Object(fields))?)
    }

    /// Where our time comes from, as events state it.
    #[must_use]
    pub fn time_source(&self) -> TimeSource {
        match self.config.network {
            crate::config::NetworkKind::Drill => TimeSource { src: "manual", unc_ms: 1_000 },
            crate::config::NetworkKind::Production => TimeSource { src: "ntp", unc_ms: 1_000 },
        }
    }
}

impl<'n> Tx<'n> {
    /// Nothing recorded yet.
    #[must_use]
    pub fn begin(node: &'n Node) -> Self {
        Self {
            node,
            now: node.now(),
            tails: BTreeMap::new(),
            outbox: Vec::new(),
            timers: Vec::new(),
            rows: Vec::new(),
            log_end: None,
        }
    }

    /// The state of an aggregate as this act sees it; what the act itself recorded before is not folded in.
    ///
    /// # Errors
    /// If the record is damaged, erased or unreadable.
    pub async fn load<A: Aggregate>(&mut self, stream: &StreamRef) -> Result<Option<A>, ActError> {
        let events = self.node.store.load(&stream.id, 0).await?;
        let mut state = None;
        for event in &events {
            state = Some(A::after(state, &self.node.decode(A::KIND, event)?)?);
        }
        if !self.tails.contains_key(&stream.id) {
            let tail = self.tail_after(stream, events.last()).await?;
            self.tails.insert(stream.id.clone(), tail);
        }
        Ok(state)
    }

    /// The newest event of a stream: two small reads, however long the stream is. If somebody appends between them,
    /// the newest of what was found counts, and the append tells whether it still is the newest.
    async fn tail_after(
        &self,
        stream: &StreamRef,
        last: Option<&store::StoredEvent>,
    ) -> Result<Tail, ActError> {
        let kek = match last.and_then(|event| event.compartments.first()) {
            Some(compartment) => {
                self.node.keys.by_id(&compartment.kek_id).ok_or(RecordError::Erased)?
            }
            None => self.node.keys.kek(&stream.scope, self.now.as_millisecond()).await?,
        };
        let tag = stream_tag(kek.stream_key.expose(), &stream.id);
        let expected = last.map_or(0, |event| event.version.saturating_add(1));
        Ok(Tail {
            expected,
            position: last.map(|event| event.position),
            next_seq: expected,
            prev: last.map(|event| Digest(event.leaf_hash)),
            kek,
            tag,
            new: Vec::new(),
        })
    }

    /// Records one event at the end of a stream.
    ///
    /// # Errors
    /// If it cannot be sealed or the stream cannot be read.
    pub async fn record(
        &mut self,
        stream: &StreamRef,
        event: &Stored,
        at: Timestamp,
        who: &Who,
    ) -> Result<RecordedEvent, ActError> {
        if !self.tails.contains_key(&stream.id) {
            let last = newest_event(&*self.node.store, &stream.id).await?;
            let tail = self.tail_after(stream, last.as_ref()).await?;
            self.tails.insert(stream.id.clone(), tail);
        }
        let random = &*self.node.random;
        let event_id = random.uuid_v7(self.now.as_millisecond());
        let source = self.node.time_source();
        let Some(tail) = self.tails.get_mut(&stream.id) else { return Err(ActError::NotFound) };
        if self.node.gap.closes(&stream.id, tail.position) {
            return Err(ActError::BehindGap);
        }
        let base = Base { stream_tag: tail.tag, seq: tail.next_seq, prev: tail.prev, at, source };
        let recorded = event.record(&base, who);
        let new = recorder::record(&recorded, event_id, at.as_millisecond(), &tail.kek, random)?;
        let leaf_hash = Digest(new.leaf_hash);
        tail.prev = Some(leaf_hash);
        tail.next_seq = tail.next_seq.saturating_add(1);
        tail.new.push(new);
        Ok(RecordedEvent { event_id, leaf_hash })
    }

    /// How many events a stream has that this act has loaded.
    #[must_use]
    pub fn version_of(&self, stream: &StreamRef) -> Option<u64> {
        self.tails.get(&stream.id).map(|tail| tail.expected)
    }

    /// How many events a stream has with those that this act has recorded.
    #[must_use]
    pub fn version_after(&self, stream: &StreamRef) -> Option<u64> {
        self.tails.get(&stream.id).map(|tail| tail.next_seq)
    }

    /// The key under which a stream's content lies, for documents that belong to it.
    #[must_use]
    pub fn kek_of(&self, stream: &StreamRef) -> Option<Kek> {
        self.tails.get(&stream.id).map(|tail| tail.kek.clone())
    }

    fn into_batch(self, name: &'static str, once: Option<&OnceKey>, result: &[u8]) -> Batch {
        let streams = self.tails.into_iter().filter(|(_, tail)| !tail.new.is_empty());
        let streams = streams.map(|(stream, tail)| StreamAppend {
            stream,
            expected_version: tail.expected,
            events: tail.new,
        });
        let mut streams: Vec<_> = streams.collect();
        let (log_end, last) = self.log_end.unzip();
        // The last leaf of a log comes first, and everything else stands behind it.
        if let Some(last) = last.flatten() {
            streams.sort_by_key(|append| append.stream != last.id);
        }
        Batch {
            streams,
            log_end,
            outbox: self.outbox,
            timers: self.timers,
            rows: self.rows,
            once: once.map(|key| Once {
                scope: key.scope.clone(),
                key: key.key.clone(),
                digest: key.digest.0,
                result: result.to_vec(),
            }),
            ..Batch::new(name, self.now.as_millisecond())
        }
    }
}

/// The last event of a stream, if it has one.
///
/// # Errors
/// If the store fails.
pub(crate) async fn newest_event(
    store: &dyn Store,
    stream: &str,
) -> Result<Option<store::StoredEvent>, ActError> {
    // A stream's own id is the first that begins with it.
    let found = store.streams(stream, None, 1).await?.pop();
    let Some(info) = found.filter(|info| info.stream == stream) else { return Ok(None) };
    Ok(store.load(stream, info.version.saturating_sub(1)).await?.pop())
}

#[cfg(test)]
mod tests;
