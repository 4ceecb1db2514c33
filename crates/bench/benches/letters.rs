//! Letters after an outage: a court and a provider as processes of their own, with ports, TLS, databases and logs.
//!
//! ```text
//! letters outage DIR PORT COUNT BYTES   queues COUNT letters of BYTES, lets their node find out that the other side is gone and
//!                                       72 hours of network time pass, starts the other side; says what it took from the
//!                                       first letter that was taken until every letter has its last receipt
//! letters haste DIR PORT COUNT BULK     sends COUNT emergency letters, one each 110 ms, while nothing else happens and again
//!                                       while BULK letters of 64 KiB wait for the same node; says how long each took to be
//!                                       accepted, in the middle and of one in a hundred
//! letters serve DIR MEMBER              one of the two, until it is stopped
//! ```
//! A letter is a probe (docs/spec/letter.md): signed, encrypted, queued, accepted, opened, stated, its receipts checked and on
//! record on both sides, each step with a leaf. Only its meaning is missing. Seconds begin with the first letter that was
//! taken; processor time is that of both nodes from then on. `cargo xtask bench letters` runs it and judges.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use bench::{Outcome, words};
use domain::actor::{MemberId, MemberKind, NodeId, Office, UnitId};
use domain::letter::Lane;
use law::ids::Country;
use node::act::Tx;
use node::clock::{ClockFile, system_now};
use node::config::{Config, Listen, NetworkKind};
use node::init::{self, InitRequest, NewOfficer};
use node::node::Node;
use node::{probe, serve, work};
use rusqlite::{Connection, OpenFlags};
use store::OutboxState;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use wire::roster::NetworkKind as RosterKind;

const COURT: &str = "fr-tj";
const PROVIDER: &str = "ie-prov";
/// How long nobody was there.
const OUTAGE_MS: i64 = 72 * 60 * 60 * 1_000;
/// Times that a letter is written again because the deliverer was faster.
const ATTEMPTS_MAX: u32 = 100;
/// Between two emergency letters: a node takes ten of one peer in a second.
const BETWEEN: Duration = Duration::from_millis(110);
/// So often one letter was tried in vain, at least, before the outage passes: the road to the other side is shut then.
const TRIES: u64 = 6;
/// Letters that the other side has taken, and letters with their last receipt.
const TAKEN: &str = "select count(*) from outbox where kind = 'cx.probe' and state in (2, 3)";
const ENDED: &str = "select count(*) from outbox where kind = 'cx.probe' and state = 3";
/// How often the outbox is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Longer than this is stuck.
const STUCK: Duration = Duration::from_secs(1_800);
/// What `/proc` counts processor time in.
const TICKS_PER_SECOND: u64 = 100;

fn main() -> Outcome<()> {
    let words = words();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        // What `cargo bench` asks for by itself has no folder to work in.
        [] => Ok(()),
        ["outage", dir, port, count, bytes] => {
            outage(Path::new(dir), port.parse()?, count.parse()?, bytes.parse()?)
        }
        ["haste", dir, port, count, bulk] => {
            haste(Path::new(dir), port.parse()?, count.parse()?, bulk.parse()?)
        }
        ["serve", dir, member] => {
            let config = config(Path::new(dir), member);
            // It is stopped by whoever started it, all at once.
            let (_stop, stopped) = watch::channel(false);
            Ok(runtime()?.block_on(serve::run(&config, false, stopped))?)
        }
        [..] => {
            Err("outage DIR PORT COUNT BYTES | haste DIR PORT COUNT BULK | serve DIR MEMBER".into())
        }
    }
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}

fn config(dir: &Path, member: &str) -> std::path::PathBuf {
    dir.join(member).join("comity.toml")
}

fn node_id(member: &str) -> Outcome<NodeId> {
    Ok(NodeId::parse(&format!("{member}.bench.example"))?)
}

fn outage(dir: &Path, port: u16, n_letters: u64, n_bytes: usize) -> Outcome<()> {
    let runtime = runtime()?;
    runtime.block_on(found(dir, port))?;
    let began = Instant::now();
    runtime.block_on(queue(dir, n_letters, n_bytes))?;
    let queued = began.elapsed();
    drop(runtime);
    let court = Running::start(dir, COURT)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let outbox = Connection::open_with_flags(dir.join(COURT).join("node.db"), flags)?;
    outbox.busy_timeout(Duration::from_secs(10))?;
    let alone = std::slice::from_ref(&court);
    let (_, n_tries) = reaches(&outbox, alone, "select max(attempts) from outbox", TRIES)?;
    set_clock(dir, OUTAGE_MS)?;
    let nodes = [Running::start(dir, PROVIDER)?, court];
    let (first, _) = reaches(&outbox, &nodes, TAKEN, 1)?;
    let before = cpu(&nodes)?;
    let (last, n_ended) = reaches(&outbox, &nodes, ENDED, n_letters)?;
    let after = cpu(&nodes)?;
    let mut out = io::stdout().lock();
    writeln!(out, "letters {n_ended}")?;
    writeln!(out, "queue_seconds {}", queued.as_secs_f64())?;
    writeln!(out, "tries_before {n_tries}")?;
    writeln!(out, "seconds {}", last.duration_since(first).as_secs_f64())?;
    let took = |n: usize| after.get(n).zip(before.get(n)).map_or(0, |(a, b)| a.saturating_sub(*b));
    writeln!(out, "cpu_provider_ms {}", took(0))?;
    writeln!(out, "cpu_court_ms {}", took(1))?;
    Ok(())
}

fn haste(dir: &Path, port: u16, n_letters: usize, n_bulk: u64) -> Outcome<()> {
    runtime()?.block_on(async {
        found(dir, port).await?;
        let _provider = Running::start(dir, PROVIDER)?;
        let (node, _identity) = serve::open(Config::read(&config(dir, COURT))?).await?;
        serve::start(&node).await?;
        let _workers = work::spawn_all(&node);
        // Until the other side answers, and has a connection open.
        emergency(&node).await?;
        let alone = emergencies(&node, n_letters).await?;
        for _ in 0..n_bulk {
            write(&node, Lane::Bulk, probe::FILL_MAX).await?;
        }
        let beside = emergencies(&node, n_letters).await?;
        let n_left: u64 = node.store.outbox_tally().await?.iter().map(|tally| tally.n).sum();
        let mut out = io::stdout().lock();
        writeln!(out, "letters_left {n_left}")?;
        for (what, mut took) in [("alone", alone), ("beside", beside)] {
            took.sort_unstable();
            let at = |n: usize| took.get(n.min(took.len() - 1)).map_or(0, Duration::as_micros);
            writeln!(out, "{what}_p50_us {}", at(took.len() / 2))?;
            writeln!(out, "{what}_p99_us {}", at(took.len() * 99 / 100))?;
        }
        Ok(())
    })
}

/// As many emergency letters, as fast as a node takes them of one peer, and how long each took.
async fn emergencies(node: &Arc<Node>, n_letters: usize) -> Outcome<Vec<Duration>> {
    let mut took = Vec::new();
    for _ in 0..n_letters {
        let began = tokio::time::Instant::now();
        took.push(emergency(node).await?);
        tokio::time::sleep_until(began + BETWEEN).await;
    }
    Ok(took)
}

/// From the act that sends an emergency letter until its acceptance is on record.
async fn emergency(node: &Arc<Node>) -> Outcome<Duration> {
    let began = Instant::now();
    let id = write(node, Lane::Emergency, 1_024).await?;
    while began.elapsed() < STUCK {
        let row = node.outbox_row(id).await?.ok_or("the letter is gone")?;
        if !matches!(row.state, OutboxState::Queued { .. }) {
            return Ok(began.elapsed());
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Err("an emergency letter does not arrive".into())
}

/// A court and a provider that trust one directory.
async fn found(dir: &Path, port: u16) -> Outcome<()> {
    let at = system_now();
    let mut entries = Vec::new();
    let members = [
        (COURT, "judicial_authority", "clerk", "custodian", port),
        (PROVIDER, "service_provider", "legal", "provider_agent", port + 2),
        ("coord", "coordinator", "desk", "custodian", port + 4),
    ];
    for (member, kind, login, office, port) in members {
        let address = |port: u16| ([127, 0, 0, 1], port).into();
        let request = InitRequest {
            dir: dir.join(member),
            member: MemberId::parse(member)?,
            kind: MemberKind::parse(kind)?,
            name: member.to_owned(),
            node: node_id(member)?,
            state: Country::parse("FR")?,
            network: NetworkKind::Drill,
            listen: Listen { portal: address(port), peer: address(port + 1), log: None },
            officers: vec![NewOfficer {
                login: login.to_owned(),
                unit: UnitId::parse(&format!("{member}/{login}"))?,
                office: Office::parse(office)?,
                issuer_kind: None,
            }],
            witness: false,
            clock_file: Some(dir.join("clock.json")),
            out_dir: None,
            at,
        };
        entries.push(init::init(&request).await?);
    }
    set_clock(dir, 0)?;
    let coordinator = dir.join("coord");
    let files = init::found_network(&coordinator, RosterKind::Drill, "bench", &entries, at).await?;
    for member in [COURT, PROVIDER] {
        init::install_directory(&dir.join(member), &files)?;
    }
    Ok(())
}

fn set_clock(dir: &Path, offset_ms: i64) -> Outcome<()> {
    let text = serde_json::to_vec(&ClockFile { offset_ms })?;
    Ok(fs::write(dir.join("clock.json"), text)?)
}

async fn queue(dir: &Path, n_letters: u64, n_bytes: usize) -> Outcome<()> {
    let (node, _identity) = serve::open(Config::read(&config(dir, COURT))?).await?;
    serve::start(&node).await?;
    for _ in 0..n_letters {
        write(&node, Lane::Ordinary, n_bytes).await?;
    }
    Ok(())
}

/// Signs and queues a letter for the provider; returns its row. Not through `probe::send`, which gives up the one before.
async fn write(node: &Node, lane: Lane, n_bytes: usize) -> Outcome<[u8; 16]> {
    let peer = node_id(PROVIDER)?;
    for _ in 0..ATTEMPTS_MAX {
        let mut tx = Tx::begin(node);
        let body = probe::body(n_bytes);
        let queued = tx.send_housekeeping(&peer, probe::KIND, lane, body).await?;
        // Nothing if the deliverer wrote about the same peer meanwhile.
        if node.commit(tx, "send_probe", None, Vec::new()).await?.is_some() {
            return Ok(queued.row);
        }
    }
    Err("the deliverer is always faster".into())
}

/// A node as a process; it ends with this value.
struct Running(Child);

impl Running {
    fn start(dir: &Path, member: &str) -> Outcome<Self> {
        let log = fs::File::create(dir.join(format!("{member}.log")))?;
        let child = Command::new(std::env::current_exe()?)
            .args(["serve".as_ref(), dir.as_os_str(), member.as_ref()])
            .envs(serve::MALLOC)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        Ok(Self(child))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, which was said then.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Waits until what is counted is so many; when that was, and how many there were.
fn reaches(
    outbox: &Connection,
    nodes: &[Running],
    count: &str,
    n_wanted: u64,
) -> Outcome<(Instant, u64)> {
    let began = Instant::now();
    while began.elapsed() < STUCK {
        let n: i64 = outbox.query_row(count, [], |row| row.get(0))?;
        let n = u64::try_from(n)?;
        if n >= n_wanted {
            return Ok((Instant::now(), n));
        }
        // A node that ended is worth no waiting.
        cpu(nodes)?;
        // The database of another process calls nobody.
        thread::park_timeout(LOOK_EVERY);
    }
    Err("the letters do not come to an end".into())
}

/// Processor time of each process, in milliseconds.
fn cpu(nodes: &[Running]) -> Outcome<Vec<u64>> {
    let of = |node: &Running| -> Outcome<u64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", node.0.id()))?;
        // After the name, which may hold anything, the fields have no spaces; user and system time are the 14th and 15th.
        let rest = stat.rsplit_once(") ").ok_or("no stat")?.1;
        let fields: Vec<&str> = rest.split(' ').collect();
        if fields.first() == Some(&"Z") {
            return Err("a node has ended; look at its log".into());
        }
        let ticks = |n: usize| -> Outcome<u64> { Ok(fields.get(n).ok_or("short stat")?.parse()?) };
        Ok((ticks(11)? + ticks(12)?) * 1_000 / TICKS_PER_SECOND)
    };
    nodes.iter().map(of).collect()
}
