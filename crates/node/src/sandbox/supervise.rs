//! Keeps the nodes of a sandbox alive: starts them, starts a dead one again, stops them all.
//!
//! Each node is `comity serve` in a process group of its own (Ctrl-C reaches the supervisor alone) with a pipe as
//! standard input that nobody writes to. Closing the pipe asks the node to stop, and the system closes it when the
//! supervisor is killed, so nothing outlives a sandbox; no signal and no unsafe code is needed for that. A node
//! that does not go within [`STOP_WITHIN`] is killed, which a node survives by design.
//! Not here: what the nodes do for each other, and whether the journey succeeds.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hyper::StatusCode;
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

use super::error::SandboxError;
use super::http::{Headers, Portal};
use super::layout::Layout;
use super::paths;
use super::players::{Cast, EVERYBODY, PLACES, Player};
use super::ports::Block;
use crate::durable::replace;
use crate::serve;

#[cfg(test)]
mod tests;

/// How long a node may take to stop before it is killed.
const STOP_WITHIN: Duration = Duration::from_secs(5);

/// How long nodes of an earlier, killed supervisor may take to notice that it is gone.
const ORPHANS_WITHIN: Duration = Duration::from_secs(8);

/// How long a node may take from its start to its first healthy answer.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Time between two looks at something that is about to change; small beside a step of the journey.
const LOOK_EVERY: Duration = Duration::from_millis(40);

/// Deaths within [`CRASH_WINDOW`] that end a sandbox: a machine that kills nodes on purpose stays below.
const DEATHS_MAX: usize = 10;

/// The window of [`DEATHS_MAX`].
const CRASH_WINDOW: Duration = Duration::from_secs(60);

/// Largest pause before a dead node is started again; with the time to notice well below two seconds.
const PAUSE_MAX: Duration = Duration::from_millis(1200);

/// A log longer than this is moved aside when its node starts: 16 MiB hold weeks of a quiet node.
const NODE_LOG_BYTES_MAX: u64 = 16 << 20;

/// What the supervisor knows of its nodes, shared with whoever reports.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nodes {
    pids: Arc<Mutex<[Option<u32>; PLACES as usize]>>,
}

impl Nodes {
    /// The process of a node, while it runs.
    pub(crate) fn pid(&self, player: &Player) -> Option<u32> {
        let pids = self.pids.lock().unwrap_or_else(PoisonError::into_inner);
        pids.get(usize::from(player.place)).copied().flatten()
    }

    fn set(&self, player: &Player, pid: Option<u32>) {
        let mut pids = self.pids.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = pids.get_mut(usize::from(player.place)) {
            *slot = pid;
        }
    }
}

/// Runs all nodes with `program` until `stop` turns true, then returns when all are gone. Fails when one cannot be
/// kept alive.
pub(crate) async fn keep_alive(
    program: &Path,
    layout: &Layout,
    cast: &'static Cast,
    nodes: &Nodes,
    stop: &watch::Receiver<bool>,
) -> Result<(), SandboxError> {
    let program: Arc<Path> = program.into();
    let (give_up, given_up) = watch::channel(false);
    let mut tasks = JoinSet::new();
    for player in cast {
        let (layout, nodes, program) = (layout.clone(), nodes.clone(), Arc::clone(&program));
        let (mut stop, mut given_up) = (stop.clone(), given_up.clone());
        tasks.spawn(async move {
            let stopped = async {
                // Both senders outlive every node; a closed channel means that the supervisor itself is going.
                tokio::select! {
                    _ = stop.wait_for(|stop| *stop) => {}
                    _ = given_up.wait_for(|stop| *stop) => {}
                }
            };
            Keeper { layout: &layout, nodes: &nodes, program: &program, player }.run(stopped).await
        });
    }
    let mut first = Ok(());
    while let Some(ended) = tasks.join_next().await {
        let ended = ended.unwrap_or_else(|error| {
            Err(SandboxError::File { path: program.to_path_buf(), source: io::Error::other(error) })
        });
        if ended.is_err() && first.is_ok() {
            first = ended;
            give_up.send_replace(true);
        }
    }
    first
}

/// Keeps one node alive.
struct Keeper<'a> {
    layout: &'a Layout,
    nodes: &'a Nodes,
    program: &'a Path,
    player: &'static Player,
}

impl Keeper<'_> {
    async fn run(&self, stopped: impl Future<Output = ()>) -> Result<(), SandboxError> {
        let mut stopped = std::pin::pin!(stopped);
        let mut deaths = Deaths::default();
        loop {
            let mut child = self.start()?;
            // Taken out, because waiting for a child closes the input it still holds.
            let lifeline = child.stdin.take();
            let died = tokio::select! {
                died = child.wait() => died,
                () = &mut stopped => {
                    drop(lifeline);
                    return self.stop(child).await;
                }
            };
            self.gone()?;
            died.map_err(SandboxError::file(self.layout.node_log(self.player)))?;
            let Some(pause) = deaths.another(Instant::now()) else {
                let (member, log) = (self.player.name, self.layout.node_log(self.player));
                return Err(SandboxError::CrashLoop { member, times: DEATHS_MAX, log });
            };
            tokio::select! {
                () = sleep(pause) => {}
                () = &mut stopped => return Ok(()),
            }
        }
    }

    /// Starts the node's process and says so on disk.
    fn start(&self) -> Result<Child, SandboxError> {
        let path = self.layout.node_log(self.player);
        let failed = || SandboxError::file(&path);
        if fs::metadata(&path).is_ok_and(|log| log.len() > NODE_LOG_BYTES_MAX) {
            fs::rename(&path, path.with_extension("log.1")).map_err(failed())?;
        }
        let log = OpenOptions::new().append(true).create(true).open(&path).map_err(failed())?;
        let child = Command::new(self.program)
            .arg("serve")
            .arg("--stop-with-stdin")
            .arg("--config")
            .arg(self.layout.config(self.player))
            .envs(serve::MALLOC)
            .stdin(Stdio::piped())
            .stdout(log.try_clone().map_err(failed())?)
            .stderr(log)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(SandboxError::file(self.program))?;
        let pid = child.id();
        self.nodes.set(self.player, pid);
        let text = format!("{}\n", pid.unwrap_or_default());
        let path = self.layout.node_pid(self.player);
        replace(&path, text.as_bytes()).map_err(SandboxError::file(&path))?;
        Ok(child)
    }

    /// Waits for a node whose standard input was closed, and kills it if it does not listen.
    async fn stop(&self, mut child: Child) -> Result<(), SandboxError> {
        if timeout(STOP_WITHIN, child.wait()).await.is_err() {
            child.kill().await.map_err(SandboxError::file(self.program))?;
        }
        self.gone()
    }

    /// The node is dead; so is its `node.pid`.
    fn gone(&self) -> Result<(), SandboxError> {
        self.nodes.set(self.player, None);
        remove_pid(self.layout, self.player)
    }
}

/// When a node died lately.
#[derive(Debug, Default)]
struct Deaths(Vec<Instant>);

impl Deaths {
    /// Counts a death at `now` and says how long to wait before the next start; `None` when it is one too many.
    /// No pause after the first death, then doubling from 150 ms up to the largest.
    fn another(&mut self, now: Instant) -> Option<Duration> {
        self.0.retain(|at| now.saturating_duration_since(*at) < CRASH_WINDOW);
        self.0.push(now);
        match self.0.len() {
            0 | 1 => Some(Duration::ZERO),
            DEATHS_MAX.. => None,
            n => {
                let doublings = u32::try_from(n.saturating_sub(2)).unwrap_or(u32::MAX).min(8);
                Some(Duration::from_millis(150_u64 << doublings).min(PAUSE_MAX))
            }
        }
    }
}

/// Waits until no node of an earlier supervisor lives. They go by themselves, their pipe is closed; one that hangs
/// is killed, after a look at its command line, because process ids are used again.
pub(crate) async fn bury_orphans(layout: &Layout) -> Result<(), SandboxError> {
    let orphans = || EVERYBODY.iter().filter_map(|player| Some((player, orphan(layout, player)?)));
    let begun = Instant::now();
    let mut looks = look();
    while orphans().next().is_some() && begun.elapsed() < ORPHANS_WITHIN {
        looks.tick().await;
    }
    for (_, pid) in orphans() {
        let kill = Command::new("kill").args(["-KILL", &pid.to_string()]).status().await;
        kill.map_err(SandboxError::file("kill"))?;
    }
    for player in EVERYBODY {
        remove_pid(layout, player)?;
    }
    Ok(())
}

/// The process that `node.pid` names, if it still is that node.
fn orphan(layout: &Layout, player: &Player) -> Option<u32> {
    let pid = fs::read_to_string(layout.node_pid(player)).ok()?.trim().parse().ok()?;
    is_node(pid, &layout.config(player)).then_some(pid)
}

/// Whether process `pid` was started with `config` as its configuration. A zombie has no command line left.
fn is_node(pid: u32, config: &Path) -> bool {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let config = config.as_os_str().as_encoded_bytes();
    line.split(|byte| *byte == 0).any(|argument| argument == config)
}

fn remove_pid(layout: &Layout, player: &Player) -> Result<(), SandboxError> {
    let path = layout.node_pid(player);
    match fs::remove_file(&path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(SandboxError::File { path, source })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Whether the process of a node that runs is on record in `layout`: for `advance`, which does not supervise.
pub(crate) fn running(layout: &Layout, player: &Player) -> bool {
    orphan(layout, player).is_some()
}

/// Waits until every node answers that it is ready.
pub(crate) async fn wait_ready(
    layout: &Layout,
    cast: &Cast,
    ports: Block,
) -> Result<(), SandboxError> {
    for player in cast {
        let portal = Portal::new(ports.portal(player));
        let ready = async {
            let mut looks = look();
            loop {
                match state_of(portal, player).await {
                    NodeState::Ready => return Ok(()),
                    NodeState::Silent => drop(looks.tick().await),
                    NodeState::Stopped(code) => {
                        return Err(SandboxError::DoesNotSign { member: player.name, code });
                    }
                }
            }
        };
        timeout(READY_WITHIN, ready).await.unwrap_or_else(|_| {
            Err(SandboxError::NotReady { member: player.name, log: layout.node_log(player) })
        })?;
    }
    Ok(())
}

/// What a node says of itself.
enum NodeState {
    /// It is the right one and takes work.
    Ready,
    /// No answer yet, or somebody else's.
    Silent,
    /// It runs and signs nothing; why, as a code.
    Stopped(String),
}

async fn state_of(portal: Portal, player: &Player) -> NodeState {
    let Ok(answer) = portal.get(paths::HEALTH, &Headers::default()).await else {
        return NodeState::Silent;
    };
    let text = |name: &str| answer.body.get(name).and_then(|value| value.as_str());
    let ready = answer.body.get("ready").and_then(serde_json::Value::as_bool) == Some(true);
    match text("stopped") {
        _ if !text("member").is_some_and(|member| member.eq_ignore_ascii_case(player.id)) => {
            NodeState::Silent
        }
        Some(code) => NodeState::Stopped(code.to_owned()),
        None if ready && answer.status == StatusCode::OK => NodeState::Ready,
        None => NodeState::Silent,
    }
}

/// Ticks for a loop that looks at something until it has changed.
pub(crate) fn look() -> tokio::time::Interval {
    let mut ticks = interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// Peak resident memory of process `pid`, from `/proc`.
pub(crate) fn vm_hwm_bytes(pid: u32) -> Option<u64> {
    vm_hwm_of(&fs::read_to_string(format!("/proc/{pid}/status")).ok()?)
}

/// `VmHWM:     34256 kB` → 35,078,144.
fn vm_hwm_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
}
