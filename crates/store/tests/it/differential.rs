//! One workload, drawn from a seed, on every engine: each answer and, at the end, all that the contract can read must be
//! the same text. Half of the workload is refused somewhere: stale versions, taken ids, lost leases, keys used twice.
//!
//! `STORE_SEEDS=N` plays the first N seeds.

use std::{collections::BTreeMap, fmt::Debug, sync::Arc};

use store::{
    Batch, Compartment, End, Health, LogEnd, MAX_PAGE, NewEvent, NewOutbox, Once, OutboxChange,
    OutboxQuery, OutboxRow, OutboxState, Place, RowChange, RowQuery, Sequenced, Session,
    SessionScope, Skip, Store, StoreError, StreamAppend, TimerChange,
};

use crate::{
    bench::{Bench, event, every_engine, hash, id, runtime},
    ledger::Counting,
    logs::sequence,
};

/// Seeds that every run plays; an odd one gives leaves their places in the commit that stores them.
const N_SEEDS: u64 = 6;
/// Steps of one workload.
const N_STEPS: u64 = 160;

const STREAMS: [&str; 6] = ["case/1", "case/10", "Case/1", "é", "measure/a", "measure/"];
const VIEWS: [&str; 3] = ["v", "V", "é"];
const KEYS: [&str; 12] = ["", "a", "A", "ab", "a b", "b", "Z", "_", "é", "ä", "10", "9"];
const PEERS: [&str; 4] = ["p", "P", "gone", "é.example"];

/// Numbers from a seed (splitmix64): the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        *all.get(usize::try_from(self.below(all.len() as u64)).unwrap()).unwrap()
    }

    fn text(&mut self, all: &[&str]) -> String {
        self.of(all).to_owned()
    }

    fn maybe<T>(&mut self, n: u64, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(n) { Some(value(self)) } else { None }
    }

    fn bytes(&mut self, most: u64) -> Vec<u8> {
        let n = self.below(most + 1);
        (0..n).map(|_| u8::try_from(self.below(256)).unwrap()).collect()
    }

    fn small(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }

    fn ms(&mut self) -> i64 {
        match self.below(12) {
            0 => i64::MAX,
            1 => i64::MIN,
            _ => i64::try_from(self.below(400)).unwrap() - 50,
        }
    }
}

/// What a caller was told; of damage and of the machine's troubles only the code, for engines name them differently.
fn told<T: Debug>(answer: Result<T, StoreError>) -> String {
    match answer {
        Err(e @ (StoreError::Corrupt { .. } | StoreError::Io { .. })) => e.code().to_owned(),
        other => format!("{other:?}"),
    }
}

/// One workload on one engine.
struct Play<'a> {
    store: &'a Arc<dyn Store>,
    dice: Dice,
    /// Leaves get their places in the commit, by the engine or at once after it.
    with_tree: bool,
    is_integrated: bool,
    said: Vec<String>,
    now_ms: i64,
    next_event: u64,
    next_letter: u64,
    next_log: u64,
    versions: BTreeMap<String, u64>,
    rows: Vec<OutboxRow>,
}

impl Play<'_> {
    fn say<T: Debug>(&mut self, what: &str, answer: Result<T, StoreError>) {
        let n = self.said.len();
        self.said.push(format!("{n} {what}: {}", told(answer)));
    }

    fn event(&mut self) -> NewEvent {
        let n = if self.next_event > 0 && self.dice.one_in(25) {
            self.dice.below(self.next_event)
        } else {
            self.next_event += 1;
            self.next_event - 1
        };
        let dice = &mut self.dice;
        let first = dice.below(250);
        let compartments = (first..first + dice.below(4))
            .map(|c| Compartment {
                c: u8::try_from(c).unwrap(),
                kek_id: id(900 + dice.below(4)),
                wrap: dice.bytes(9),
                ct: dice.bytes(40),
            })
            .collect();
        NewEvent { compartments, at_ms: dice.ms(), kind: dice.text(&KEYS), ..event(n) }
    }

    fn appends(&mut self) -> Vec<StreamAppend> {
        let n = self.dice.below(3);
        (0..n)
            .map(|_| {
                let stream = self.dice.text(&STREAMS);
                let known = self.versions.get(&stream).copied().unwrap_or(0);
                let expected_version =
                    if self.dice.one_in(10) { self.dice.below(6) } else { known };
                let n = self.dice.below(4);
                let events = (0..n).map(|_| self.event()).collect();
                StreamAppend { stream, expected_version, events }
            })
            .collect()
    }

    fn outbox(&mut self) -> OutboxChange {
        let dice = &mut self.dice;
        if self.rows.is_empty() || dice.below(5) < 2 {
            if self.next_letter == 0 || !dice.one_in(15) {
                self.next_letter += 1;
            }
            return OutboxChange::Enqueue(NewOutbox {
                id: id(self.next_letter),
                peer: dice.text(&PEERS),
                lane: dice.of(&[0, 1, 2, 255]),
                kind: dice.text(&KEYS),
                due_ms: dice.ms(),
                deliver_by_ms: dice.ms(),
                not_after_ms: dice.maybe(2, Dice::ms),
                warn_ms: dice.maybe(2, Dice::ms),
                payload: dice.bytes(30),
            });
        }
        let at = usize::try_from(dice.below(self.rows.len() as u64)).unwrap();
        let row = self.rows.get(at).unwrap().clone();
        let fence = if dice.one_in(8) { row.fence + 1 } else { row.fence };
        match dice.below(8) {
            0 => OutboxChange::Renew {
                id: row.id,
                fence,
                until_ms: dice.ms(),
                payload: dice.maybe(2, |dice| dice.bytes(9)),
            },
            1 => OutboxChange::Warn {
                id: row.id,
                was_ms: row.warn_ms.unwrap_or(0),
                next_ms: dice.maybe(2, Dice::ms),
            },
            2 => OutboxChange::Wake { peer: dice.text(&PEERS), due_ms: dice.ms() },
            _ => OutboxChange::Settle {
                id: row.id,
                fence,
                state: match dice.below(8) {
                    0 | 1 => OutboxState::Queued { due_ms: dice.ms() },
                    2 => OutboxState::Held { reason: dice.text(&KEYS) },
                    3 => OutboxState::Accepted,
                    4 => OutboxState::Done,
                    5 => OutboxState::Failed,
                    6 => OutboxState::Expired,
                    _ => OutboxState::Withdrawn,
                },
                attempts: dice.of(&[0, 1, u32::MAX]),
                last_error: dice.maybe(2, |dice| dice.text(&KEYS)),
                payload: dice.maybe(3, |dice| dice.bytes(9)),
            },
        }
    }

    fn timer(&mut self) -> TimerChange {
        let dice = &mut self.dice;
        let id = dice.text(&KEYS);
        match dice.below(4) {
            0 => TimerChange::Done { id },
            1 => TimerChange::Cancel { id },
            _ => TimerChange::Schedule {
                id,
                due_ms: dice.ms(),
                stream: dice.text(&STREAMS),
                payload: dice.bytes(9),
            },
        }
    }

    fn row(&mut self) -> RowChange {
        let dice = &mut self.dice;
        let (view, key, sort) = (dice.text(&VIEWS), dice.text(&KEYS), dice.text(&KEYS));
        match dice.below(12) {
            0 => RowChange::Delete { view, key },
            1 => RowChange::Insert { view, key, sort, body: dice.bytes(9) },
            2 => RowChange::Clear { view },
            3 | 4 => {
                let old = dice.maybe(2, |dice| dice.bytes(1));
                RowChange::Cas { view, key, sort, old, new: dice.bytes(1) }
            }
            _ => RowChange::Put { view, key, sort, body: dice.bytes(1) },
        }
    }

    async fn append(&mut self) {
        let streams = self.appends();
        let n_changes = self.dice.below(3);
        let outbox = (0..n_changes).map(|_| self.outbox()).collect();
        let n_changes = self.dice.below(2);
        let timers = (0..n_changes).map(|_| self.timer()).collect();
        let n_changes = self.dice.below(4);
        let rows = (0..n_changes).map(|_| self.row()).collect();
        let once = self.dice.maybe(3, |dice| {
            let (scope, key) = (dice.text(&PEERS), dice.text(&KEYS));
            let digest = hash(if dice.one_in(5) { 1 } else { key.len() as u64 });
            Once { scope, key, digest, result: dice.bytes(9) }
        });
        let name = self.dice.of(&["issue_measure", "refuse_measure"]);
        let batch = Batch { streams, outbox, timers, rows, once, ..Batch::new(name, self.now_ms) };
        let answer = self.store.append(batch.clone()).await;
        if let Ok(appended) = &answer {
            for (append, version) in batch.streams.iter().zip(&appended.versions) {
                self.versions.insert(append.stream.clone(), *version);
            }
        }
        self.say("append", answer);
    }

    async fn claim(&mut self) {
        self.now_ms += i64::try_from(self.dice.below(30)).unwrap();
        let n_skipped = self.dice.below(3);
        let skip: Vec<Skip> = (0..n_skipped)
            .map(|_| {
                let peer = self.dice.text(&PEERS);
                Skip { peer, from: self.dice.small() / 64, to: self.dice.small() }
            })
            .collect();
        let (lease_ms, limit) = (self.dice.of(&[0, 9, 60, i64::MAX]), self.dice.below(9));
        let limit = u32::try_from(limit).unwrap();
        let answer = self.store.outbox_due(self.now_ms, lease_ms, limit, &skip).await;
        self.rows.extend(answer.clone().unwrap_or_default());
        self.say("claim", answer);
    }

    /// What a sequencer does, right or wrong.
    async fn step(&mut self) {
        if self.with_tree {
            return;
        }
        let limit = u32::try_from(self.dice.below(5)).unwrap();
        let (head, pending) =
            (self.store.head().await.unwrap(), self.store.leaves_pending(limit).await.unwrap());
        let mut event_ids: Vec<_> = pending.iter().map(|leaf| leaf.event_id).collect();
        if self.dice.one_in(6) {
            event_ids.reverse();
        }
        let nodes = (head.size..).zip(&pending).map(|(at, leaf)| (0, at, leaf.leaf_hash)).collect();
        let sequenced = Sequenced {
            log: head.log,
            from_size: head.size + u64::from(self.dice.one_in(9)),
            epoch: head.epoch,
            nodes,
            root: hash(head.size + event_ids.len() as u64),
            event_ids,
        };
        let answer = self.store.leaves_sequenced(sequenced).await;
        self.say("sequence", answer);
    }

    async fn end_log(&mut self) {
        if !self.dice.one_in(8) {
            sequence(self.store).await;
        }
        let head = self.store.head().await.unwrap();
        if !self.dice.one_in(4) {
            self.next_log += 1;
        }
        let how = if self.dice.one_in(2) {
            End::Closed
        } else {
            End::GivenUp { known: self.dice.below(99) }
        };
        let next = format!("log/{}", self.next_log);
        let streams = self.appends();
        let log_end = Some(LogEnd { log: head.log, size: head.size, how, next });
        let batch = Batch { streams, log_end, ..Batch::new("open_shard", self.now_ms) };
        let answer = self.store.append(batch.clone()).await;
        if let Ok(appended) = &answer {
            for (append, version) in batch.streams.iter().zip(&appended.versions) {
                self.versions.insert(append.stream.clone(), *version);
            }
        }
        self.say("end", answer);
    }

    async fn duty(&mut self) {
        let store = self.store;
        match self.dice.below(4) {
            0 => {
                let origin = self.dice.text(&PEERS);
                let answer = store.name_log(&origin).await;
                self.say("name", answer);
            }
            1 => {
                let answer = store.mark_restored().await;
                self.say("restored", answer);
            }
            _ => {
                let answer = store.bump_epoch(self.dice.below(20)).await;
                if self.is_integrated {
                    store.integrate(answer.clone().unwrap().epoch, Arc::new(Counting));
                }
                self.say("epoch", answer);
            }
        }
    }

    async fn session(&mut self) {
        let (store, dice) = (self.store, &mut self.dice);
        let (one, at_ms) = (hash(dice.below(6)), dice.ms());
        match dice.below(6) {
            0 | 1 => {
                let session = Session {
                    id_hash: one,
                    officer: dice.text(&PEERS),
                    member: dice.text(&PEERS),
                    auth_level: dice.small(),
                    auth_at_ms: at_ms,
                    ip_class: dice.text(&KEYS),
                    csrf_secret: dice.bytes(9),
                    created_at_ms: at_ms,
                    seen_at_ms: at_ms,
                    revoked_at_ms: None,
                    revoked_why: None,
                };
                let answer = store.session_put(session).await;
                self.say("session", answer);
            }
            2 | 3 => {
                let answer = store.session_touch(one, at_ms).await;
                self.say("touch", answer);
            }
            4 => {
                let scope = match dice.below(8) {
                    0 => SessionScope::All,
                    1 | 2 => SessionScope::Member(dice.text(&PEERS)),
                    3 | 4 => SessionScope::Officer(dice.text(&PEERS)),
                    _ => SessionScope::One(one),
                };
                let answer = store.session_revoke(scope, at_ms, "signed-out").await;
                self.say("revoke", answer);
            }
            _ => {
                let answer = store.session_forget(at_ms.min(50)).await;
                self.say("forget", answer);
            }
        }
    }

    async fn read(&mut self) {
        let (store, dice) = (self.store, &mut self.dice);
        let limit = u32::try_from(dice.below(9)).unwrap();
        match dice.below(3) {
            0 => {
                let query = RowQuery {
                    view: dice.text(&VIEWS),
                    key: dice.maybe(5, |dice| dice.text(&KEYS)),
                    prefix: dice.maybe(3, |dice| dice.text(&KEYS)),
                    from_sort: dice.maybe(3, |dice| dice.text(&KEYS)),
                    to_sort: dice.maybe(3, |dice| dice.text(&KEYS)),
                    after: dice.maybe(3, |dice| (dice.text(&KEYS), dice.text(&KEYS))),
                    descending: dice.one_in(2),
                    limit,
                };
                let answer = store.rows(query).await;
                self.say("rows", answer);
            }
            1 => {
                let query = OutboxQuery {
                    id: dice.maybe(5, |dice| id(dice.below(9))),
                    peer: dice.maybe(3, |dice| dice.text(&PEERS)),
                    open_only: dice.one_in(2),
                    warn_by_ms: dice.maybe(3, Dice::ms),
                    after_position: dice.below(9),
                    limit,
                };
                let answer = store.outbox_rows(query).await;
                self.say("outbox", answer);
            }
            _ => {
                let answer = store.timers_due(dice.ms(), limit).await;
                self.say("timers", answer);
            }
        }
    }

    async fn one(&mut self) {
        match self.dice.below(40) {
            0 => self.end_log().await,
            1 | 2 => self.duty().await,
            3 => {
                let answer = self.store.erase_sealed(id(900 + self.dice.below(4))).await;
                self.say("erase", answer);
            }
            4 => {
                let answer = self.store.outbox_release().await;
                self.say("release", answer);
            }
            5 if self.dice.one_in(4) => {
                let answer = self.store.purge_remnants().await;
                self.say("purge", answer);
            }
            5..=10 => self.claim().await,
            11..=14 => self.step().await,
            15..=18 => self.session().await,
            19..=22 => self.read().await,
            _ => self.append().await,
        }
        if self.with_tree && !self.is_integrated {
            sequence(self.store).await;
        }
    }

    /// All that the contract can read.
    async fn dump(&mut self) {
        let store = self.store;
        self.say("tail", store.tail(0, MAX_PAGE).await);
        let streams = store.streams("", None, MAX_PAGE).await;
        for info in streams.clone().unwrap() {
            self.say("load", store.load(&info.stream, 1).await);
        }
        self.say("streams", streams);
        for n in 0..self.next_event {
            self.say("event", store.event_by_id(id(n)).await);
        }
        for peer in PEERS {
            for key in KEYS {
                self.say("once", store.once(peer, key).await);
            }
        }
        let query = OutboxQuery { limit: MAX_PAGE, ..OutboxQuery::default() };
        self.say("outbox", store.outbox_rows(query).await);
        self.say("tally", store.outbox_tally().await);
        self.say("timers", store.timers_due(i64::MAX, MAX_PAGE).await);
        for view in VIEWS {
            for descending in [false, true] {
                let query = RowQuery { descending, ..RowQuery::view(view, MAX_PAGE) };
                self.say("rows", store.rows(query).await);
            }
        }
        self.say("pending", store.leaves_pending(MAX_PAGE).await);
        let logs = store.logs().await;
        for log in logs.clone().unwrap() {
            let log = log.head.log;
            self.say("leaves", store.leaves(Place { log, index: 0 }, MAX_PAGE).await);
            self.say("place", store.event_at(Place { log, index: 1 }).await);
            let all: Vec<_> = (0..self.next_event).map(|index| (0, index)).collect();
            self.say("nodes", store.nodes(log, &all).await);
        }
        self.say("logs", logs);
        self.say("head", store.head().await);
        for n in 0..6 {
            self.say("session", store.session_get(hash(n)).await);
        }
        let health = store.health().await.map(|health| Health { engine: "any", ..health });
        self.say("health", health);
    }
}

async fn play(store: &Arc<dyn Store>, seed: u64) -> Vec<String> {
    let with_tree = seed % 2 == 1;
    let is_integrated = with_tree && store.integrate(0, Arc::new(Counting));
    let mut play = Play {
        store,
        dice: Dice(seed),
        with_tree,
        is_integrated,
        said: Vec::new(),
        now_ms: 100,
        next_event: 0,
        next_letter: 0,
        next_log: 0,
        versions: BTreeMap::new(),
        rows: Vec::new(),
    };
    for _ in 0..N_STEPS {
        play.one().await;
    }
    play.dump().await;
    play.said
}

#[test]
fn the_same_workload_reads_the_same_on_every_engine() {
    let n_seeds = std::env::var("STORE_SEEDS").map_or(N_SEEDS, |n| n.parse().unwrap());
    let mut refusals = 0;
    for seed in 0..n_seeds {
        let mut first: Option<(&str, Vec<String>)> = None;
        for engine in every_engine() {
            let bench = Bench { engine, folder: tempfile::tempdir().unwrap() };
            let said = runtime().block_on(async { play(&bench.open(), seed).await });
            let Some((name, expected)) = &first else {
                refusals += said.iter().filter(|line| line.contains("Err(")).count();
                first = Some((engine.name, said));
                continue;
            };
            for (one, other) in expected.iter().zip(&said) {
                assert_eq!(one, other, "seed {seed}: {name}, then {}", engine.name);
            }
            assert_eq!(expected.len(), said.len(), "seed {seed}");
        }
    }
    assert!(refusals > 0, "a workload that is never refused asks little");
}
