//! A connection that is cut at the N-th message to the server, for every N until a run meets no cut: an act that is tried
//! again with its key is done once, and a commit whose answer was lost is found without asking the caller.
//!
//! Between store and server stands a proxy that knows how messages are framed. It cuts before a message reaches the
//! server, or after the server has answered and before the answer is heard.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use store::{Batch, Once, OutboxChange, OutboxQuery, PostgresStore, Store, StoreError};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
    task::JoinSet,
};

use crate::bench::{events, hash, letter, postgres, runtime, schema, server};

/// Acts of one run: the first prepares its statements, the second finds them.
const N_ACTS: u64 = 2;
/// A run that meets more messages than this does not end.
const MAX_MESSAGES: u64 = 400;
/// Simple query, and the end of an extended one: the messages that the server answers.
const ANSWERED: [u8; 2] = *b"QS";

/// Where the connection is cut.
#[derive(Debug, Default)]
struct Plan {
    /// At this message, counted from 1 over all connections; 0: nowhere.
    at: AtomicU64,
    after: AtomicBool,
    n_seen: AtomicU64,
    n_cut: AtomicU64,
}

impl Plan {
    fn arm(&self, at: u64, after: bool) {
        self.after.store(after, Ordering::SeqCst);
        self.n_seen.store(0, Ordering::SeqCst);
        self.n_cut.store(0, Ordering::SeqCst);
        self.at.store(at, Ordering::SeqCst);
    }

    fn n_cut(&self) -> u64 {
        self.n_cut.load(Ordering::SeqCst)
    }

    /// Whether this message is the one.
    fn meets(&self, kind: u8) -> bool {
        if self.after.load(Ordering::SeqCst) && !ANSWERED.contains(&kind) {
            return false;
        }
        let n = self.n_seen.fetch_add(1, Ordering::SeqCst) + 1;
        let is_met = n == self.at.load(Ordering::SeqCst);
        self.n_cut.fetch_add(u64::from(is_met), Ordering::SeqCst);
        is_met
    }
}

/// The next message to the server with its kind; the first one of a connection has none.
async fn message(from: &mut (impl AsyncRead + Unpin), is_first: bool) -> Option<(u8, Vec<u8>)> {
    let mut bytes = vec![0; if is_first { 4 } else { 5 }];
    from.read_exact(&mut bytes).await.ok()?;
    let len = u32::from_be_bytes(*bytes.last_chunk().unwrap());
    let kind = if is_first { 0 } else { *bytes.first().unwrap() };
    let mut body = vec![0; usize::try_from(len).unwrap().checked_sub(4)?];
    from.read_exact(&mut body).await.ok()?;
    bytes.extend(body);
    Some((kind, bytes))
}

async fn carry(client: UnixStream, socket: PathBuf, plan: Arc<Plan>) {
    let Ok(server) = UnixStream::connect(socket).await else { return };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let mut is_first = true;
    let mut answer = vec![0; 65_536];
    // The next message is read apart, so that reading is never given up half-way.
    let (hand, mut messages) = tokio::sync::mpsc::channel(1);
    let mut reading = JoinSet::new();
    reading.spawn(async move {
        while let Some(next) = message(&mut from_client, is_first).await {
            is_first = false;
            if hand.send(next).await.is_err() {
                return;
            }
        }
    });
    loop {
        tokio::select! {
            next = messages.recv() => {
                let Some((kind, bytes)) = next else { return };
                let is_met = plan.meets(kind);
                if is_met && !plan.after.load(Ordering::SeqCst) {
                    return;
                }
                if to_server.write_all(&bytes).await.is_err() {
                    return;
                }
                if is_met {
                    // The server has done it, and nobody hears of it.
                    drop(from_server.read(&mut answer).await);
                    return;
                }
            }
            n = from_server.read(&mut answer) => {
                let Ok(n @ 1..) = n else { return };
                if to_client.write_all(answer.get(..n).unwrap()).await.is_err() {
                    return;
                }
            }
        }
    }
}

/// The act of a number, with its key.
fn act(n: u64) -> Batch {
    let once = Once { scope: "s".to_owned(), key: n.to_string(), digest: hash(n), result: vec![1] };
    Batch {
        once: Some(once),
        outbox: vec![OutboxChange::Enqueue(letter(n, "p", 0, 10))],
        ..events(&format!("stream/{n}"), 0, [n])
    }
}

/// The folder of the server's socket, from its address.
fn socket_folder(address: &str) -> PathBuf {
    let host = address.split_whitespace().find_map(|word| word.strip_prefix("host="));
    PathBuf::from(host.unwrap())
}

/// One run: how many acts were acknowledged at their first try.
async fn run(store: &PostgresStore, acts: std::ops::Range<u64>) -> u64 {
    let mut n_at_once = 0;
    for n in acts {
        for attempt in 0.. {
            assert!(attempt < 20, "act {n} is not done");
            match store.append(act(n)).await {
                Ok(_) => {
                    n_at_once += u64::from(attempt == 0);
                    break;
                }
                Err(StoreError::Busy) => {}
                Err(other) => panic!("act {n}: {other}"),
            }
        }
    }
    n_at_once
}

/// Every act of these stands once.
async fn look(store: &PostgresStore, n_acts: u64) {
    let events = store.tail(0, store::MAX_PAGE).await.unwrap();
    assert_eq!(events.len() as u64, n_acts);
    assert!(events.iter().zip(1..).all(|(event, n)| event.position == n && event.version == 0));
    let query = OutboxQuery { limit: store::MAX_PAGE, ..OutboxQuery::default() };
    assert_eq!(store.outbox_rows(query).await.unwrap().len() as u64, n_acts);
    store.check_integrity().await.unwrap();
}

#[test]
fn an_act_is_done_once_wherever_the_connection_is_cut() {
    let Some(address) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let straight = postgres(folder.path()).unwrap();
    let socket = socket_folder(&address).join(".s.PGSQL.5432");
    let proxied =
        address.replace(socket_folder(&address).to_str().unwrap(), folder.path().to_str().unwrap());
    runtime().block_on(async {
        let plan = Arc::new(Plan::default());
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let mut proxy = JoinSet::new();
        proxy.spawn(listen(listener, socket, Arc::clone(&plan)));
        let (mut n_acts, mut n_resolved, mut n_points) = (0, 0, 0);
        for after in [false, true] {
            for at in 1.. {
                assert!(at < MAX_MESSAGES, "the run meets ever more messages");
                let store = PostgresStore::open(&proxied, &schema(folder.path())).unwrap();
                plan.arm(at, after);
                let acts = n_acts..n_acts + N_ACTS;
                n_acts += N_ACTS;
                let n_at_once = run(&store, acts).await;
                let n_cut = plan.n_cut();
                plan.arm(0, false);
                if n_cut == 0 {
                    break;
                }
                n_points += 1;
                n_resolved += u64::from(n_at_once == N_ACTS);
            }
            look(&straight, n_acts).await;
        }
        println!("{n_points} places, {n_resolved} of them not felt by the caller");
        // The answers to the two commits, and what follows a commit on the way to another: never felt.
        assert!(n_resolved >= N_ACTS, "a commit whose answer is lost is looked up");
    });
}

async fn listen(listener: UnixListener, socket: PathBuf, plan: Arc<Plan>) {
    let mut carried = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        carried.spawn(carry(client, socket.clone(), Arc::clone(&plan)));
    }
}
