//! One run: both hosts in turmoil, faults by schedule, then peace until nothing moves any more, then a last power cut.
//! What is checked afterwards is what the disks hold.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use node::node::Law;
use node::rows::view;
use seal::digest::Digest;
use store::{OutboxQuery, Room};
use wire::roster::Mode;

use crate::audit::Invariant;
use crate::courier::Courier;
use crate::disk::{Image, Loss};
use crate::fault::{Fault, QUIET_FROM_MS, Schedule};
use crate::founding::{Network, ready};
use crate::host::Host;
use crate::officer::Officer;
use crate::planted::Bug;
use crate::post::Faults;
use crate::{Dice, SimError, audit};

/// Orders in one run.
pub const ORDERS: usize = 3;
/// One step of the simulation.
const TICK: Duration = Duration::from_millis(10);
/// After this much simulated time everything must have come to rest: time-outs of connections fit in several times, and
/// on the clocks of the hosts ([`SKIP_MS`]) so does the longest pause between two attempts of a deliverer.
const BOUND_MS: u64 = 6 * 60 * 1_000;
/// In peace the clocks of the hosts go so much faster in each [`LOOK_EVERY_MS`].
const SKIP_MS: i64 = 30_000;
/// A host comes back this long after somebody did something with its disk.
const BOOT_AFTER_MS: u64 = 300;
/// How often it is asked whether anything still moves.
const LOOK_EVERY_MS: u64 = 1_000;

/// What is run.
#[derive(Debug, Clone)]
pub struct Run {
    /// The seed.
    pub seed: u64,
    /// What goes wrong.
    pub schedule: Schedule,
    /// What is wrong on purpose.
    pub bug: Option<Bug>,
    /// How letters reach the provider.
    pub mode: Mode,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// What does not hold.
    pub violations: Vec<audit::Violation>,
    /// Size and root of both logs: two runs of one seed end in the same.
    pub heads: Vec<(u64, Digest)>,
    /// Simulated milliseconds until rest.
    pub rest_ms: u64,
    /// Crashes that happened.
    pub n_crashes: u64,
    /// Faults of messages that happened.
    pub n_post_faults: u64,
    /// Letters and receipts that had their effect by a file.
    pub n_carried: u64,
    /// Times a node found that its disk is an older one.
    pub n_rolled_back: u64,
    /// Letters that both sides agree on.
    pub n_letters: usize,
    /// The sums of both directions.
    pub sums: Vec<String>,
    /// What the hosts said went wrong with them.
    pub troubles: Vec<String>,
}

type Founding = (Arc<Network>, Arc<Law>);

/// The network that every run of this process with this way to the provider copies.
fn founded(mode: Mode) -> Result<Founding, SimError> {
    static PUSH: OnceLock<Result<Founding, String>> = OnceLock::new();
    static PULL: OnceLock<Result<Founding, String>> = OnceLock::new();
    let found = || -> Result<_, SimError> {
        let law = node::serve::built_in_law().map_err(|e| SimError::Founding(e.to_string()))?;
        Ok((Arc::new(Network::found(mode)?), Arc::new(law)))
    };
    let kept = match mode {
        Mode::Pull => &PULL,
        Mode::Push => &PUSH,
    };
    let founded = kept.get_or_init(|| found().map_err(|error| error.to_string()));
    founded.clone().map_err(SimError::Founding)
}

/// Numbers of tasks begin at a multiple of this.
const ALIGNED: u64 = 1_024;

/// Lets the tasks of a run begin at the same number modulo [`ALIGNED`]. When a process dies its runtime drops its tasks in an order
/// that follows their numbers, which go on from run to run; so whose connection is closed first would depend on what ran before.
fn align_tasks() -> Result<(), SimError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| SimError::Open(error.to_string()))?;
    for _ in 0..=ALIGNED {
        let id = runtime.spawn(async {}).id().to_string();
        let id: u64 = id.parse().map_err(|_| SimError::Open(format!("task {id} has no number")))?;
        if id.wrapping_add(1).is_multiple_of(ALIGNED) {
            return Ok(());
        }
    }
    Err(SimError::Open("tasks are not numbered one after the other".to_owned()))
}

impl Run {
    /// The run of a seed: its faults, and nothing wrong on purpose.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self { seed, schedule: Schedule::of(seed), bug: None, mode: Mode::Push }
    }

    /// The fewest of its faults that still break this invariant, dropped one after the other.
    ///
    /// # Errors
    /// If a run could not be made.
    pub fn shrunk(&self, invariant: Invariant) -> Result<Self, SimError> {
        let mut least = self.clone();
        let mut n = 0;
        while n < least.schedule.faults.len() {
            let mut fewer = least.clone();
            fewer.schedule.faults.remove(n);
            let found = fewer.run()?.violations;
            if found.iter().any(|violation| violation.invariant == invariant) {
                least = fewer;
            } else {
                n = n.saturating_add(1);
            }
        }
        Ok(least)
    }

    /// Runs it, and judges what it leaves.
    ///
    /// # Errors
    /// Only if the run could not be made: what the node does wrong is in the outcome.
    pub fn run(&self) -> Result<Outcome, SimError> {
        let played = self.play()?;
        let findings = audit::audit(&played.evidence())?;
        let said = |host: &Arc<Host>| {
            let name = host.name().to_owned();
            host.troubles().into_iter().map(move |trouble| format!("{name}: {trouble}"))
        };
        let Played { hosts, officer, rest, n_crashes, n_rolled_back, n_carried, .. } = played;
        Ok(Outcome {
            violations: findings.violations,
            heads: findings.heads,
            rest_ms: rest.unwrap_or(BOUND_MS),
            n_crashes,
            n_post_faults: hosts.iter().map(|host| host.post.n_faults()).sum(),
            n_carried,
            n_rolled_back,
            n_letters: findings.n_letters,
            sums: findings.sums,
            troubles: hosts.iter().flat_map(said).chain(officer.refusals()).collect(),
        })
    }

    /// Runs it to its end, which is a last power cut.
    pub(crate) fn play(&self) -> Result<Played, SimError> {
        let (network, law) = founded(self.mode)?;
        align_tasks()?;
        let dice = Dice::new(self.seed, 200);
        let officer = Arc::new(Officer::new(&law, ORDERS, dice)?);
        let host = |place, officer| {
            let (network, law) = (network.clone(), law.clone());
            Host::new(network, law, place, self.seed, self.bug, officer).map(Arc::new)
        };
        let hosts = [host(0, Some(officer.clone()))?, host(1, Some(officer.clone()))?];
        let (rest, seen, n_crashes, n_rolled_back, n_carried) = {
            let mut world = World::new(self, &hosts)?;
            let rest = world.turn(&officer)?;
            let World { seen, n_crashes, n_rolled_back, courier, .. } = world;
            (rest, seen, n_crashes, n_rolled_back, courier.n_taken())
        };
        for host in &hosts {
            host.power_cut(Loss::Clean);
        }
        Ok(Played { hosts, officer, seen, rest, n_crashes, n_rolled_back, n_carried })
    }
}

/// A run that is over, not judged yet.
#[derive(Debug)]
pub(crate) struct Played {
    hosts: [Arc<Host>; 2],
    officer: Arc<Officer>,
    seen: Seen,
    rest: Option<u64>,
    n_crashes: u64,
    n_rolled_back: u64,
    n_carried: u64,
}

impl Played {
    /// What there is to judge.
    pub(crate) fn evidence(&self) -> audit::Evidence<'_> {
        let Self { hosts, officer, seen, rest, .. } = self;
        audit::Evidence { hosts, officer, seen, rest: *rest }
    }
}

/// Every head that a host's node ever signed, in the order in which it was seen: size and root.
pub type Seen = [Vec<(u64, Digest)>; 2];

/// Something that ends by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    Repair,
    RepairOneWay { from: usize },
    Release,
    Boot { host: usize },
    Room { host: usize },
    NewerDisk { host: usize },
    Arrive { host: usize, bag: Bag },
}

/// Files on their way.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bag {
    files: Vec<PathBuf>,
    /// How long each way takes.
    for_ms: u64,
    /// So many more times.
    n_more: u8,
    /// Whether what answers it is carried back.
    is_answered: bool,
}

struct World<'a> {
    sim: turmoil::Sim<'a>,
    hosts: &'a [Arc<Host>; 2],
    faults: Vec<(u64, Fault)>,
    ends: Vec<(u64, End)>,
    /// Hosts that crash with their next receipt: receipts so far, and for how long.
    armed: BTreeMap<usize, (usize, u64)>,
    /// How long a host stays down whose disk dies.
    down_for: [u64; 2],
    is_down: [bool; 2],
    /// What somebody copied of a host's disk.
    copies: [Option<Image>; 2],
    /// The newer disk of a host that runs on an older one, and whether its node has noticed.
    newer: [Option<(Image, bool)>; 2],
    courier: Courier,
    seen: Seen,
    n_crashes: u64,
    n_rolled_back: u64,
    now_ms: u64,
    at_peace: bool,
}

impl<'a> World<'a> {
    fn new(run: &Run, hosts: &'a [Arc<Host>; 2]) -> Result<Self, SimError> {
        let mut sim = turmoil::Builder::new()
            .rng_seed(run.seed)
            .tick_duration(TICK)
            .simulation_duration(Duration::from_millis(BOUND_MS.saturating_mul(2)))
            .min_message_latency(Duration::from_millis(1))
            .max_message_latency(Duration::from_millis(run.schedule.latency_ms))
            .tcp_capacity(1_024)
            .build();
        for (host, faults) in hosts.iter().zip(run.schedule.post) {
            host.post.set_faults(faults);
            let process = host.clone();
            sim.host(host.name(), move || process.clone().run());
        }
        Ok(Self {
            sim,
            hosts,
            faults: run.schedule.faults.clone(),
            ends: Vec::new(),
            armed: BTreeMap::new(),
            down_for: [1_000; 2],
            is_down: [false; 2],
            copies: [None, None],
            newer: [None, None],
            courier: Courier::new()?,
            seen: Seen::default(),
            n_crashes: 0,
            n_rolled_back: 0,
            now_ms: 0,
            at_peace: false,
        })
    }

    /// Turns the world until it rests. The instant at which it did, or `None` if it never did.
    fn turn(&mut self, officer: &Officer) -> Result<Option<u64>, SimError> {
        while self.now_ms < BOUND_MS {
            self.begin_faults()?;
            self.end_faults()?;
            self.sim.step().map_err(|error| SimError::Turmoil(error.to_string()))?;
            self.now_ms = u64::try_from(self.sim.elapsed().as_millis()).unwrap_or(u64::MAX);
            for host in self.hosts {
                host.disk.settle(self.now_ms);
            }
            self.look();
            if self.now_ms > QUIET_FROM_MS && !self.at_peace && self.ends.is_empty() {
                self.make_peace();
            }
            if self.at_peace && self.now_ms.is_multiple_of(LOOK_EVERY_MS) {
                if officer.is_done() && self.rests()? {
                    return Ok(Some(self.now_ms));
                }
                // Pauses between attempts are counted by these clocks: what only waits need not be simulated.
                self.hosts.iter().for_each(|host| host.clock.shift(SKIP_MS));
            }
        }
        Ok(None)
    }

    fn name(&self, place: usize) -> &'a str {
        self.hosts.get(place).map_or("", |host| host.name())
    }

    fn end_at(&mut self, after_ms: u64, end: End) {
        self.ends.push((self.now_ms.saturating_add(after_ms), end));
    }

    fn begin_faults(&mut self) -> Result<(), SimError> {
        while let Some((_, fault)) = self.faults.first().filter(|(at, _)| *at <= self.now_ms) {
            let fault = *fault;
            self.faults.remove(0);
            self.begin(fault)?;
        }
        Ok(())
    }

    fn begin(&mut self, fault: Fault) -> Result<(), SimError> {
        let (a, b) = (self.name(0), self.name(1));
        match fault {
            Fault::Partition { for_ms } => {
                self.sim.partition(a, b);
                self.end_at(for_ms, End::Repair);
            }
            Fault::OneWay { from, for_ms } => {
                self.sim.partition_oneway(self.name(from), self.name(1_usize.abs_diff(from)));
                self.end_at(for_ms, End::RepairOneWay { from });
            }
            Fault::Hold { for_ms } => {
                self.sim.hold(a, b);
                self.end_at(for_ms, End::Release);
            }
            Fault::Slow { max_ms } => {
                self.sim.set_link_max_message_latency(a, b, Duration::from_millis(max_ms));
            }
            Fault::Crash { host, for_ms } => self.crash(host, for_ms, Loss::Torn),
            Fault::Disk { host, calls, for_ms } => {
                self.die(host, for_ms, |host| host.disk.die_after(calls));
            }
            Fault::Register { host, calls, for_ms } => {
                self.die(host, for_ms, |host| host.register.die_after(calls));
            }
            Fault::Full { host, for_ms } => {
                self.set_room(host, Room { n_bytes_free: 1 << 29, ..Room::AMPLE });
                self.end_at(for_ms, End::Room { host });
            }
            Fault::Clock { host, by_ms } => {
                if let Some(host) = self.hosts.get(host) {
                    host.clock.shift(by_ms);
                }
            }
            Fault::Night { for_ms } => {
                let by_ms = i64::try_from(for_ms).unwrap_or(0);
                self.hosts.iter().for_each(|host| host.clock.shift(by_ms));
            }
            Fault::Copy { host } => {
                let image = self.hosts.get(host).map(|host| host.disk.image());
                if let Some(copy) = self.copies.get_mut(host) {
                    *copy = image;
                }
            }
            Fault::OlderDisk { host, for_ms } => self.older_disk(host, for_ms),
            Fault::Pouch { from, for_ms, is_doubled } => {
                let to = 1_usize.abs_diff(from);
                let (Some(writer), Some(reader)) = (self.hosts.get(from), self.hosts.get(to))
                else {
                    return Ok(());
                };
                self.crash(from, BOOT_AFTER_MS, Loss::Clean);
                if let Some(files) = self.courier.write(writer, reader)? {
                    let n_more = u8::from(is_doubled);
                    let bag = Bag { files, for_ms, n_more, is_answered: true };
                    self.end_at(for_ms, End::Arrive { host: to, bag });
                }
            }
            Fault::CrashAfterReceipt { host, for_ms } => {
                let so_far = self.hosts.get(host).map_or(0, |host| host.post.n_answered());
                self.armed.insert(host, (so_far, for_ms));
            }
        }
        Ok(())
    }

    /// Takes a host down and puts the copy of its disk in. One that is down, or has no copy, keeps what it has.
    fn older_disk(&mut self, place: usize, for_ms: u64) {
        let copy = self.copies.get_mut(place).and_then(Option::take);
        let is_down = self.is_down.get(place).copied().unwrap_or(true);
        let (Some(copy), Some(host)) = (copy.filter(|_| !is_down), self.hosts.get(place)) else {
            return;
        };
        self.crash(place, BOOT_AFTER_MS, Loss::Clean);
        if let Some(newer) = self.newer.get_mut(place) {
            *newer = Some((host.disk.image(), false));
        }
        host.disk.put_back(copy);
        self.end_at(for_ms.saturating_add(BOOT_AFTER_MS), End::NewerDisk { host: place });
    }

    /// An operator reads why the node signs nothing and puts the newer disk back. A node that had no reason to stop keeps
    /// the disk it has: nothing that was signed is missing there.
    fn newer_disk(&mut self, place: usize) {
        let newer = self.newer.get_mut(place).and_then(Option::take);
        let (Some((newer, has_noticed)), Some(host)) = (newer, self.hosts.get(place)) else {
            return;
        };
        if has_noticed {
            self.n_rolled_back = self.n_rolled_back.saturating_add(1);
            self.crash(place, BOOT_AFTER_MS, Loss::Clean);
            host.disk.put_back(newer);
        } else if host.node().is_none() {
            // Nobody knows yet.
            if let Some(held) = self.newer.get_mut(place) {
                *held = Some((newer, false));
            }
            self.end_at(BOOT_AFTER_MS, End::NewerDisk { host: place });
        }
    }

    /// Somebody with files is at the door.
    fn arrive(&mut self, place: usize, bag: Bag) -> Result<(), SimError> {
        let Some(host) = self.hosts.get(place) else { return Ok(()) };
        self.crash(place, BOOT_AFTER_MS, Loss::Clean);
        let answers = self.courier.read(host, &bag.files)?;
        if bag.is_answered && !answers.is_empty() {
            let back = Bag { files: answers, n_more: 0, is_answered: false, ..bag };
            self.end_at(bag.for_ms, End::Arrive { host: 1_usize.abs_diff(place), bag: back });
        }
        if let Some(n_more) = bag.n_more.checked_sub(1) {
            self.end_at(bag.for_ms, End::Arrive { host: place, bag: Bag { n_more, ..bag } });
        }
        Ok(())
    }

    fn set_room(&self, place: usize, room: Room) {
        if let Some(host) = self.hosts.get(place) {
            host.disk.set_room(room);
        }
    }

    fn die(&mut self, place: usize, for_ms: u64, arm: impl FnOnce(&Host)) {
        if let (Some(host), Some(down_for)) = (self.hosts.get(place), self.down_for.get_mut(place))
        {
            *down_for = for_ms;
            arm(host);
        }
    }

    fn crash(&mut self, place: usize, for_ms: u64, loss: Loss) {
        let (Some(host), Some(is_down)) = (self.hosts.get(place), self.is_down.get_mut(place))
        else {
            return;
        };
        if *is_down {
            return;
        }
        *is_down = true;
        self.sim.crash(host.name());
        host.power_cut(loss);
        self.n_crashes = self.n_crashes.saturating_add(1);
        self.end_at(for_ms, End::Boot { host: place });
    }

    fn end_faults(&mut self) -> Result<(), SimError> {
        let (due, later) = std::mem::take(&mut self.ends)
            .into_iter()
            .partition(|(at, _): &(u64, End)| *at <= self.now_ms);
        self.ends = later;
        let due: Vec<(u64, End)> = due;
        for (_, end) in due {
            self.end(end)?;
        }
        Ok(())
    }

    fn end(&mut self, end: End) -> Result<(), SimError> {
        let (a, b) = (self.name(0), self.name(1));
        match end {
            End::Repair => self.sim.repair(a, b),
            End::RepairOneWay { from } => {
                self.sim.repair_oneway(self.name(from), self.name(1_usize.abs_diff(from)));
            }
            End::Release => self.sim.release(a, b),
            End::Room { host } => self.set_room(host, Room::AMPLE),
            End::Boot { host } => {
                if let Some(is_down) = self.is_down.get_mut(host) {
                    *is_down = false;
                }
                self.sim.bounce(self.name(host));
            }
            End::NewerDisk { host } => self.newer_disk(host),
            End::Arrive { host, bag } => self.arrive(host, bag)?,
        }
        Ok(())
    }

    /// Sees what every host signed, and takes down whoever is due.
    fn look(&mut self) {
        for place in 0..self.hosts.len() {
            let Some(host) = self.hosts.get(place).cloned() else { continue };
            if let (Some(node), Some(seen)) = (host.node(), self.seen.get_mut(place)) {
                let head = node.ledger.signed();
                if seen.last().is_none_or(|last| *last != (head.size, head.root)) {
                    seen.push((head.size, head.root));
                }
                if let Some(Some((_, has_noticed))) = self.newer.get_mut(place) {
                    *has_noticed |= node.ledger.stopped().is_some();
                }
            }
            if host.disk.is_dead() || host.register.is_dead() {
                let for_ms = self.down_for.get(place).copied().unwrap_or(1_000);
                self.crash(place, for_ms, Loss::Torn);
            }
            let answered = host.post.n_answered();
            if let Some((_, for_ms)) =
                self.armed.get(&place).copied().filter(|(so_far, _)| answered > *so_far)
            {
                self.armed.remove(&place);
                self.crash(place, for_ms, Loss::Clean);
            }
        }
    }

    /// From now on nothing goes wrong any more, but what is armed may still happen once.
    fn make_peace(&mut self) {
        self.at_peace = true;
        let (a, b) = (self.name(0), self.name(1));
        self.sim.repair(a, b);
        self.sim.release(a, b);
        self.sim.set_link_max_message_latency(a, b, Duration::from_millis(20));
        for host in self.hosts {
            host.post.set_faults(Faults::default());
        }
    }

    /// Whether nothing waits anywhere.
    fn rests(&self) -> Result<bool, SimError> {
        let has_stopped =
            |host: &Arc<Host>| host.node().is_some_and(|node| node.ledger.stopped().is_some());
        if self.hosts.iter().any(has_stopped) {
            // It will not do anything any more, and its peer waits in vain: what is wrong is for the checker.
            return Ok(true);
        }
        for host in self.hosts {
            let Some(node) = host.node() else { return Ok(false) };
            if !host.post.is_idle() {
                return Ok(false);
            }
            let open = OutboxQuery { open_only: true, limit: 1, ..OutboxQuery::default() };
            if !ready(node.store.outbox_rows(open))??.is_empty() {
                return Ok(false);
            }
            for of in [view::WAITING, view::TRAY, view::STATEMENT_DUE] {
                let left: Vec<(String, String)> = ready(node.rows(of, ""))??;
                if !left.is_empty() {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

/// The seeds that the environment asks for: `SIM_SEEDS` of them, from `SIM_FROM` on.
pub fn seeds_wanted(default: u64) -> impl Iterator<Item = u64> {
    let asked = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first: u64 = asked("SIM_FROM").unwrap_or(0);
    let n: u64 = asked("SIM_SEEDS").unwrap_or(default);
    (0..n).map(move |n| first.wrapping_add(n))
}
