//! `comity sandbox`: up to five sovereign nodes on one machine, a journey through all of them, then open portals.
//!
//! Each node is its own process with its own directory, keys and ports; this module founds the network
//! (`plan`), keeps the nodes alive (`supervise`) and plays an officer at each of them (`journey`, over `driver`).
//! It holds no permit, reads no node's database and writes nothing outside its directory: all it can do is what a
//! person with a browser can. A run that was cut off anywhere is resumed by the next one.

use std::fs;
use std::future::pending;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use law::calendar::Calendars;
use law::instrument::Instrument;
use seal::digest::hex_encode;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

pub use self::clock::{Advance, advance};
pub use self::error::SandboxError;
pub use self::plot::{EPOC, VERIFY, names};

use self::driver::Driver;
use self::layout::Layout;
use self::plot::Plot;
use self::ports::{BASE_DEFAULT, Block, NoPorts};
use self::report::{NodeReport, Progress, Report};
use self::state::{Evidence, State};
use self::story::Story;
use self::supervise::Nodes;
use crate::rng::{OsRandom, Random};

mod clock;
mod driver;
mod error;
mod evidence;
pub(crate) mod http;
mod journey;
mod layout;
mod paths;
mod plan;
mod players;
mod plot;
mod ports;
mod report;
mod signin;
mod state;
mod story;
mod supervise;

/// What the command line decides.
#[derive(Debug, Clone)]
pub struct Options {
    /// The sandbox directory.
    pub dir: PathBuf,
    /// Begin anew.
    pub fresh: bool,
    /// Which journey.
    pub journey: String,
    /// Files to ingest; the generated ones if empty.
    pub evidence: Vec<PathBuf>,
    /// Exactly these ports.
    pub base_port: Option<u16>,
    /// When the network begins.
    pub at: Option<Timestamp>,
    /// Stop after the journey.
    pub headless: bool,
    /// Speak JSON.
    pub json: bool,
    /// How long one request or one awaited change may take.
    pub patience: Duration,
    /// The time-stamp authority of all nodes.
    pub tsa: Option<String>,
}

/// Runs a sandbox to its end: the journey's end if headless, else Ctrl-C. Whatever it has to say is said.
///
/// # Errors
/// What stopped it; already told.
pub async fn run(options: &Options) -> Result<(), SandboxError> {
    let n_steps = plot::find(&options.journey).map_or(0, |plot| plot.scenes.len());
    let mut progress = Progress::new(options.json, n_steps);
    let done = run_quietly(options, &mut progress).await;
    if let Err(error) = &done {
        progress.failed(error);
    }
    done
}

async fn run_quietly(options: &Options, progress: &mut Progress) -> Result<(), SandboxError> {
    let unknown = || SandboxError::Founding(format!("no journey is called `{}`", options.journey));
    let plot = plot::find(&options.journey).ok_or_else(unknown)?;
    let files = evidence_given(&options.evidence, plot)?;
    let law = Law::load(plot)?;
    let layout = Layout::new(&options.dir)?;
    layout.refuse_foreign()?;
    fs::create_dir_all(layout.root()).map_err(SandboxError::file(layout.root()))?;
    let _hold = layout.hold()?;
    supervise::bury_orphans(&layout).await?;

    let mut state = open_state(options, &layout, files)?;
    let ports = choose_ports(options.base_port, &state)?;
    if !state.founded {
        let n_nodes = plot.cast.len();
        progress.note(&format!("founding {n_nodes} nodes in {}", layout.root().display()));
        found(options, &layout, &law, &mut state, ports).await?;
    } else if state.moving || state.base_port != ports.base() {
        progress.note(&format!("moving to the ports from {} on", ports.base()));
        relocate(&layout, plot, &mut state, ports).await?;
    }
    signin::forget(&layout, plot.cast)?;
    Run { options, layout: &layout, ports, law: &law }.play(state, progress).await
}

/// The nodes run and the journey is played.
struct Run<'a> {
    options: &'a Options,
    layout: &'a Layout,
    ports: Block,
    law: &'a Law,
}

impl Run<'_> {
    async fn play(&self, state: State, progress: &mut Progress) -> Result<(), SandboxError> {
        let (stop, stopping) = watch::channel(false);
        let nodes = Nodes::default();
        let program = std::env::current_exe().map_err(SandboxError::file("/proc/self/exe"))?;
        let cast = self.law.plot.cast;
        let alive = supervise::keep_alive(&program, self.layout, cast, &nodes, &stopping);
        let mut alive = std::pin::pin!(alive);
        let mut over = false;
        let ended = {
            let journey = self.journey(state, &nodes, progress, &mut over);
            let mut journey = std::pin::pin!(journey);
            tokio::select! {
                died = &mut alive => return died.and(Err(SandboxError::Stopped)),
                ended = &mut journey => ended,
                asked = interrupted() => asked,
            }
        };
        stop.send_replace(true);
        let stopped = alive.await;
        match ended {
            Err(SandboxError::Stopped) if over => stopped,
            other => other.and(stopped),
        }
    }

    /// Plays, reports, and unless headless goes on for ever.
    async fn journey(
        &self,
        state: State,
        nodes: &Nodes,
        progress: &mut Progress,
        over: &mut bool,
    ) -> Result<(), SandboxError> {
        let cast = self.law.plot.cast;
        progress.note(&format!("starting {} nodes", cast.len()));
        supervise::wait_ready(self.layout, cast, self.ports).await?;
        let story = self.law.story(clock::now(&self.layout.clock()))?;
        let patience = self.options.patience;
        let mut driver = Driver::new(self.layout, self.ports, &OsRandom, patience, state);
        let played = journey::play(&mut driver, &story, progress).await;
        if played.is_ok() {
            // A node that was killed at the very end is on its way up again and has a process to report.
            supervise::wait_ready(self.layout, cast, self.ports).await?;
        }
        if !self.options.headless && played.is_ok() {
            progress.note("one-time sign-in links, one per officer, good for a day:");
            progress.links(&signin::links(self.layout, cast, &OsRandom, self.ports)?);
        }
        progress.report(&self.report(&driver.state, nodes, progress));
        played?;
        *over = true;
        if self.options.headless {
            return Ok(());
        }
        progress
            .note("the nodes keep running; stop them with Ctrl-C, run the same command to resume");
        pending().await
    }

    fn report(&self, state: &State, nodes: &Nodes, progress: &Progress) -> Report {
        let node = |player: &&'static players::Player| {
            let pid = nodes.pid(player);
            NodeReport {
                member: player.name,
                url: self.ports.url(player),
                data_dir: self.layout.data(player),
                pid,
                vm_hwm_bytes: pid.and_then(supervise::vm_hwm_bytes),
            }
        };
        Report {
            journey: state.journey.clone(),
            steps: progress.steps().to_vec(),
            package: state.package.as_ref().map(|name| self.layout.out().join(name)),
            policy: self.layout.policy(),
            nodes: self.law.plot.cast.iter().map(node).collect(),
            denied: state.denied.clone(),
            canaries: state.canaries.values().cloned().collect(),
        }
    }
}

/// The law that a sandbox needs before its nodes run: to choose a time and to fill a form.
struct Law {
    plot: &'static Plot,
    instrument: Instrument,
    calendars: Calendars,
}

impl Law {
    fn load(plot: &'static Plot) -> Result<Self, SandboxError> {
        let broken = |errors: &[law::load::LoadError]| {
            let first = errors.first().map(ToString::to_string).unwrap_or_default();
            SandboxError::Founding(format!("the built-in law cannot be read: {first}"))
        };
        let instruments = law::embedded::instruments().map_err(|errors| broken(&errors))?;
        let calendars = law::embedded::calendars().map_err(|errors| broken(&errors))?;
        let instrument = instruments.into_iter().find(|found| found.id.as_str() == plot.instrument);
        let missing =
            || SandboxError::Founding(format!("the built-in law has no `{}`", plot.instrument));
        Ok(Self { plot, instrument: instrument.ok_or_else(missing)?, calendars })
    }

    fn story(&self, now: Timestamp) -> Result<Story, SandboxError> {
        let story = Story::new(self.plot, &self.instrument, now);
        story.map_err(|error| SandboxError::Founding(error.to_string()))
    }
}

/// Resolves on the first of Ctrl-C and a polite kill.
async fn interrupted() -> Result<(), SandboxError> {
    let listen = |kind| signal(kind).map_err(SandboxError::file("signal"));
    let (mut interrupt, mut terminate) =
        (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Err(SandboxError::Stopped)
}

/// The memory of this sandbox: what an earlier run left, or a new one.
fn open_state(
    options: &Options,
    layout: &Layout,
    files: Vec<Evidence>,
) -> Result<State, SandboxError> {
    let path = layout.state();
    let known = State::read(&path).map_err(SandboxError::file(&path))?;
    let at = options.at.map(|at| at.to_string());
    if let Some(state) = known.filter(|_| !options.fresh) {
        let differs = |what| SandboxError::Resumed { dir: layout.root().to_owned(), what };
        if at.is_some() && at != state.at {
            return Err(differs("--at"));
        }
        if !files.is_empty() && files != state.evidence {
            return Err(differs("--evidence"));
        }
        if options.journey != state.journey {
            return Err(differs("--journey"));
        }
        return Ok(state);
    }
    let random: &dyn Random = &OsRandom;
    let id = hex_encode(&random.array::<16>());
    let mut state =
        State::new(id, options.base_port.unwrap_or(BASE_DEFAULT), options.journey.clone());
    state.at = at;
    state.evidence = files;
    save(layout, &state)?;
    if options.fresh {
        layout.remove()?;
    }
    Ok(state)
}

fn save(layout: &Layout, state: &State) -> Result<(), SandboxError> {
    let path = layout.state();
    state.write(&path).map_err(SandboxError::file(path))
}

/// The block in use if it is free, else what `--base-port` says, else the next free one.
fn choose_ports(asked: Option<u16>, state: &State) -> Result<Block, SandboxError> {
    ports::find(asked, state.base_port).map_err(|error| match error {
        NoPorts::Busy(port) => SandboxError::PortInUse { port },
        NoPorts::OutOfRange(port) => SandboxError::PortOutOfRange { port },
        NoPorts::Spent => SandboxError::PortsSpent { port: state.base_port },
    })
}

/// Makes everything that must exist before the first node starts, and says so last.
async fn found(
    options: &Options,
    layout: &Layout,
    law: &Law,
    state: &mut State,
    ports: Block,
) -> Result<(), SandboxError> {
    layout.remove_nodes()?;
    for folder in [layout.out(), layout.evidence()] {
        fs::create_dir_all(&folder).map_err(SandboxError::file(&folder))?;
    }
    if state.evidence.is_empty() {
        let made = evidence::prepare(&layout.evidence(), law.plot.samples);
        let made = made.map_err(SandboxError::file(layout.evidence()))?;
        state.evidence = made.into_iter().map(described).collect();
    }
    let (now, cast) = (crate::clock::system_now(), law.plot.cast);
    let at = clock::start(options.at, now, &law.instrument, &law.calendars, cast);
    clock::set(&layout.clock(), at)?;
    plan::found(layout, cast, ports, at).await?;
    if let Some(url) = &options.tsa {
        plan::stamped_by(layout, cast, url)?;
    }
    state.base_port = ports.base();
    state.canaries = law.story(at)?.canaries(&OsRandom);
    state.founded = true;
    save(layout, state)
}

/// Moves a founded network to other ports. The memory says so before and after, because a kill in between leaves
/// some nodes here and some there.
async fn relocate(
    layout: &Layout,
    plot: &Plot,
    state: &mut State,
    ports: Block,
) -> Result<(), SandboxError> {
    state.base_port = ports.base();
    state.moving = true;
    save(layout, state)?;
    plan::readdress(layout, plot.cast, ports, clock::now(&layout.clock())).await?;
    state.moving = false;
    save(layout, state)
}

/// The files of the command line, each looked at before anything is made.
fn evidence_given(paths: &[PathBuf], plot: &Plot) -> Result<Vec<Evidence>, SandboxError> {
    let given = |path: &PathBuf| {
        let unusable = |why: String| SandboxError::Evidence { path: path.clone(), why };
        if !plot.hands_over() {
            let name = plot.name;
            return Err(unusable(format!("nothing is handed over in journey `{name}`")));
        }
        let file = fs::File::open(path).map_err(|error| unusable(error.to_string()))?;
        let about = file.metadata().map_err(|error| unusable(error.to_string()))?;
        if !about.is_file() {
            return Err(unusable("it is not a regular file; name files, not folders".to_owned()));
        }
        let path = fs::canonicalize(path).map_err(|error| unusable(error.to_string()))?;
        Ok(described(path))
    };
    paths.iter().map(given).collect()
}

fn described(path: PathBuf) -> Evidence {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let media_type = evidence::media_type(&path).to_owned();
    Evidence { path, name, media_type }
}
