//! A database server that is killed while it works: what it acknowledged is there, once. One of its processes is killed, at
//! which it throws all others out and recovers; or the server itself, and another one is started on what it left.
//!
//! The server is this test's own, on a cluster that `cargo xtask conformance` made and names in `STORE_POSTGRES_SPARE`
//! (`PROGRAMS:FOLDER`); it flushes as in earnest. Everybody tries again with the same key until there is an answer.

use std::{
    io::{BufRead, BufReader},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

use store::{
    Appended, Batch, MAX_PAGE, Once, OutboxChange, OutboxQuery, OutboxState, PostgresStore,
    RowQuery, Store, StoreError,
};
use tokio::{
    sync::Notify,
    task::JoinSet,
    time::{Instant, timeout},
};

use crate::bench::{events, hash, letter, put, runtime};

const SPARE: &str = "STORE_POSTGRES_SPARE";
/// Kills, in turn of a process of the server and of the server.
const N_KILLS: u64 = 8;
/// Acknowledgements between two kills.
const N_BETWEEN: u64 = 60;
const N_APPENDERS: u64 = 6;
/// A server comes up within this, also after a crash.
const UP_WITHIN: Duration = Duration::from_secs(30);
/// Until it is tried again.
const PAUSE: Duration = Duration::from_millis(20);

/// A server that is running.
struct Server {
    child: Child,
    said: Receiver<String>,
}

impl Server {
    fn start(programs: &Path, folder: &Path) -> Self {
        let data = folder.join("spare");
        let owner = std::fs::metadata(&data).unwrap();
        let mut command = Command::new("setpriv");
        // It ends with this test, however that ends.
        command.args(["--pdeathsig", "KILL"]);
        if std::fs::metadata("/proc/self").unwrap().uid() != owner.uid() {
            let (uid, gid) = (owner.uid(), owner.gid());
            command.args([format!("--reuid={uid}"), format!("--regid={gid}")]);
            command.arg("--clear-groups");
        }
        let mut child = command
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-c", "listen_addresses=", "-c", "port=5433", "-c"])
            .arg(format!("unix_socket_directories={}", folder.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let (say, said) = channel();
        std::thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                drop(say.send(line));
            }
        });
        Self { child, said }
    }

    /// Waits until it takes connections; `false` if it ended instead.
    fn is_up(&self) -> bool {
        let until = std::time::Instant::now() + UP_WITHIN;
        while let Ok(line) = self.said.recv_timeout(until - std::time::Instant::now()) {
            if line.contains("ready to accept connections") {
                return true;
            }
        }
        false
    }

    /// What a killed server left may still be held by its dying processes: then another one does not start yet.
    fn start_on_what_is_left(programs: &Path, folder: &Path) -> Self {
        for _ in 0..200 {
            let mut server = Self::start(programs, folder);
            if server.is_up() {
                return server;
            }
            server.child.wait().unwrap();
        }
        panic!("the server does not start again");
    }

    /// The processes of the server that serve our store.
    fn backends(&self) -> Vec<u32> {
        let parent = self.child.id();
        let is_ours = |pid: &u32| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            let title = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            let after_name = stat.rsplit(')').next().unwrap_or_default();
            after_name.split_whitespace().nth(1) == Some(parent.to_string().as_str())
                && title.starts_with("postgres: comity")
        };
        let all = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        all.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(is_ours).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Counts what was acknowledged.
#[derive(Default)]
struct Count {
    n: AtomicU64,
    risen: Notify,
    is_over: AtomicBool,
}

impl Count {
    fn rise(&self) {
        self.n.fetch_add(1, Ordering::SeqCst);
        self.risen.notify_one();
    }

    async fn reach(&self, n: u64) {
        while self.n.load(Ordering::SeqCst) < n {
            self.risen.notified().await;
        }
    }
}

/// Appends until it is acknowledged, with the same key.
async fn append(store: &PostgresStore, batch: &Batch, count: &Count) -> Option<Appended> {
    loop {
        match store.append(batch.clone()).await {
            Ok(appended) => return Some(appended),
            // Nothing was written, or nobody knows: the key makes both harmless.
            Err(StoreError::Busy | StoreError::Io { .. }) => {
                drop(timeout(PAUSE, count.risen.notified()).await);
            }
            Err(StoreError::LeaseLost { .. }) => return None,
            Err(other) => panic!("{other}"),
        }
    }
}

/// The `i`-th act of an appender: an event, a row and a letter.
fn act(appender: u64, i: u64) -> Batch {
    let n = appender * 1_000_000 + i;
    let key = format!("{n:09}");
    let once = Once { scope: "s".to_owned(), key: key.clone(), digest: hash(n), result: vec![1] };
    Batch {
        once: Some(once),
        rows: vec![put("v", &key, &key, b"")],
        outbox: vec![OutboxChange::Enqueue(letter(n, "p", 0, 10))],
        ..events(&format!("own/{appender}"), i, [n])
    }
}

/// Takes letters and ends them. Whose answer was lost is told that the row moved on, and so it did.
async fn deliver(store: Arc<PostgresStore>, count: Arc<Count>) {
    while !count.is_over.load(Ordering::SeqCst) {
        let Ok(rows) = store.outbox_due(100, i64::MAX / 2, 4, &[]).await else {
            drop(timeout(PAUSE, count.risen.notified()).await);
            continue;
        };
        for row in rows {
            let settle = OutboxChange::Settle {
                id: row.id,
                fence: row.fence,
                state: OutboxState::Done,
                attempts: 1,
                last_error: None,
                payload: None,
            };
            let batch = Batch { outbox: vec![settle], ..Batch::new("deliver", 1) };
            append(&store, &batch, &count).await;
        }
        tokio::task::yield_now().await;
    }
}

#[test]
fn nothing_acknowledged_is_lost_or_done_twice_when_the_server_is_killed() {
    let Ok(spare) = std::env::var(SPARE) else {
        println!("no cluster to kill: `cargo xtask conformance` makes one");
        return;
    };
    let (programs, folder) = spare.split_once(':').unwrap();
    let (programs, folder) = (PathBuf::from(programs), PathBuf::from(folder));
    let mut server = Server::start_on_what_is_left(&programs, &folder);
    let address = format!("host={} port=5433 user=comity dbname=postgres", folder.display());
    let store = Arc::new(PostgresStore::open(&address, "killed").unwrap());
    runtime().block_on(async {
        let count = Arc::new(Count::default());
        let mut appenders = JoinSet::new();
        for appender in 0..N_APPENDERS {
            let (store, count) = (Arc::clone(&store), Arc::clone(&count));
            appenders.spawn(async move {
                let mut n_acknowledged = 0;
                while !count.is_over.load(Ordering::SeqCst) {
                    append(&store, &act(appender, n_acknowledged), &count).await.unwrap();
                    n_acknowledged += 1;
                    count.rise();
                }
                (appender, n_acknowledged)
            });
        }
        let mut worker = JoinSet::new();
        worker.spawn(deliver(Arc::clone(&store), Arc::clone(&count)));
        for kill in 1..=N_KILLS {
            let began = Instant::now();
            count.reach(kill * N_BETWEEN).await;
            if kill % 2 == 0 {
                server.child.kill().unwrap();
                server.child.wait().unwrap();
                server = Server::start_on_what_is_left(&programs, &folder);
            } else {
                let backends = server.backends();
                let victim = backends[usize::try_from(kill).unwrap() % backends.len()].to_string();
                assert!(Command::new("kill").args(["-9", &victim]).status().unwrap().success());
                assert!(server.is_up(), "the server recovers");
            }
            println!("kill {kill}: {:?} after the last", began.elapsed());
        }
        count.reach((N_KILLS + 1) * N_BETWEEN).await;
        count.is_over.store(true, Ordering::SeqCst);
        worker.join_next().await.unwrap().unwrap();
        let mut n_all = 0;
        while let Some(done) = appenders.join_next().await {
            let (appender, n_acknowledged) = done.unwrap();
            let events = store.load(&format!("own/{appender}"), 0).await.unwrap();
            assert_eq!(events.len() as u64, n_acknowledged, "appender {appender}");
            n_all += n_acknowledged;
        }
        assert_eq!(store.health().await.unwrap().n_events, n_all);
        let (mut n_rows, mut query) = (0, RowQuery::view("v", MAX_PAGE));
        loop {
            let page = store.rows(query.clone()).await.unwrap();
            let Some(last) = page.last() else { break };
            query.after = Some((last.sort.clone(), last.key.clone()));
            n_rows += page.len() as u64;
        }
        let (mut n_letters, mut n_done, mut after_position) = (0, 0, 0);
        loop {
            let query = OutboxQuery { after_position, limit: MAX_PAGE, ..OutboxQuery::default() };
            let page = store.outbox_rows(query).await.unwrap();
            let Some(last) = page.last() else { break };
            after_position = last.position;
            n_letters += page.len() as u64;
            n_done += page.iter().filter(|row| row.state == OutboxState::Done).count();
        }
        assert_eq!((n_rows, n_letters), (n_all, n_all), "an act is whole");
        store.check_integrity().await.unwrap();
        println!("{n_all} acts, {n_done} letters ended, {N_KILLS} kills");
    });
}
