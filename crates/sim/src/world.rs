//! One run: both hosts in turmoil, faults by schedule, then peace until nothing moves any more, then a last power cut.
//! What is checked afterwards is what the disks hold.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use node::node::Law;
use node::rows::view;
use seal::digest::Digest;
use store::{MAX_PAGE, OutboxQuery, Room};

use crate::disk::{Loss, Sync};
use crate::fault::{Fault, QUIET_FROM_MS, Schedule};
use crate::founding::{Network, ready};
use crate::host::Host;
use crate::officer::Officer;
use crate::post::Faults;
use crate::{Dice, SimError, check};

/// Orders in one run.
pub const ORDERS: usize = 3;
/// One step of the simulation.
const TICK: Duration = Duration::from_millis(10);
/// After this much simulated time everything must have come to rest: the longest pause between two attempts of a
/// deliverer, and what is left of a lease, fit in several times.
const BOUND_MS: u64 = 45 * 60 * 1_000;
/// How often it is asked whether anything still moves.
const LOOK_EVERY_MS: u64 = 1_000;

/// What is run.
#[derive(Debug, Clone)]
pub struct Run {
    /// The seed.
    pub seed: u64,
    /// What goes wrong.
    pub schedule: Schedule,
    /// What a flush of the provider's journal means: late is the planted fault "receipt before commit".
    pub provider: Sync,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// What does not hold.
    pub violations: Vec<check::Violation>,
    /// Size and root of both logs: two runs of one seed end in the same.
    pub heads: Vec<(u64, Digest)>,
    /// Simulated milliseconds until rest.
    pub rest_ms: u64,
    /// Crashes that happened.
    pub n_crashes: u64,
    /// Faults of messages that happened.
    pub n_post_faults: u64,
    /// Letters that both sides agree on.
    pub n_letters: usize,
    /// What the hosts said went wrong with them.
    pub troubles: Vec<String>,
}

type Founding = (Arc<Network>, Arc<Law>);

/// The network that every run of this process copies.
fn founded() -> Result<Founding, SimError> {
    static FOUNDED: OnceLock<Result<Founding, String>> = OnceLock::new();
    let found = || -> Result<_, SimError> {
        let law = node::serve::built_in_law().map_err(|e| SimError::Founding(e.to_string()))?;
        Ok((Arc::new(Network::found()?), Arc::new(law)))
    };
    let founded = FOUNDED.get_or_init(|| found().map_err(|error| error.to_string()));
    founded.clone().map_err(SimError::Founding)
}

impl Run {
    /// The run of a seed: its faults, an honest disk.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        Self { seed, schedule: Schedule::of(seed), provider: Sync::Honest }
    }

    /// Runs it.
    ///
    /// # Errors
    /// Only if the run could not be made: what the node does wrong is in the outcome.
    pub fn run(&self) -> Result<Outcome, SimError> {
        let (network, law) = founded()?;
        let dice = Dice::new(self.seed, 200);
        let officer = Arc::new(Officer::new(&law, ORDERS, &dice)?);
        let host = |place, sync, officer| {
            let (network, law) = (network.clone(), law.clone());
            Host::new(network, law, place, self.seed, sync, officer).map(Arc::new)
        };
        let hosts = [host(0, Sync::Honest, Some(officer.clone()))?, host(1, self.provider, None)?];
        let mut world = World::new(self, &hosts);
        let rest = world.turn(&officer)?;
        let World { sim, seen, n_crashes, .. } = world;
        drop(sim);
        for host in &hosts {
            host.power_cut(Loss::Clean);
        }
        let evidence = check::Evidence { hosts: &hosts, officer: &officer, seen: &seen, rest };
        let findings = check::check(&evidence)?;
        let said = |host: &Arc<Host>| {
            let name = host.name().to_owned();
            host.troubles().into_iter().map(move |trouble| format!("{name}: {trouble}"))
        };
        Ok(Outcome {
            violations: findings.violations,
            heads: findings.heads,
            rest_ms: rest.unwrap_or(BOUND_MS),
            n_crashes,
            n_post_faults: hosts.iter().map(|host| host.post.n_faults()).sum(),
            n_letters: findings.n_letters,
            troubles: hosts.iter().flat_map(said).chain(officer.refusals()).collect(),
        })
    }
}

/// Every head that a host's node ever signed, in the order in which it was seen: size and root.
pub type Seen = [Vec<(u64, Digest)>; 2];

/// Something that ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Repair,
    RepairOneWay { from: usize },
    Release,
    Boot { host: usize },
    Room { host: usize },
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
    seen: Seen,
    n_crashes: u64,
    now_ms: u64,
    at_peace: bool,
}

impl<'a> World<'a> {
    fn new(run: &Run, hosts: &'a [Arc<Host>; 2]) -> Self {
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
        Self {
            sim,
            hosts,
            faults: run.schedule.faults.clone(),
            ends: Vec::new(),
            armed: BTreeMap::new(),
            down_for: [1_000; 2],
            is_down: [false; 2],
            seen: Seen::default(),
            n_crashes: 0,
            now_ms: 0,
            at_peace: false,
        }
    }

    /// Turns the world until it rests. The instant at which it did, or `None` if it never did.
    fn turn(&mut self, officer: &Officer) -> Result<Option<u64>, SimError> {
        while self.now_ms < BOUND_MS {
            self.begin_faults();
            self.end_faults();
            self.sim.step().map_err(|error| SimError::Turmoil(error.to_string()))?;
            self.now_ms = u64::try_from(self.sim.elapsed().as_millis()).unwrap_or(u64::MAX);
            for host in self.hosts {
                host.disk.settle(self.now_ms);
            }
            self.look();
            if self.now_ms > QUIET_FROM_MS && !self.at_peace && self.ends.is_empty() {
                self.make_peace();
            }
            if self.at_peace
                && self.now_ms.is_multiple_of(LOOK_EVERY_MS)
                && officer.is_done()
                && self.rests()?
            {
                return Ok(Some(self.now_ms));
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

    fn begin_faults(&mut self) {
        while let Some((_, fault)) = self.faults.first().filter(|(at, _)| *at <= self.now_ms) {
            let fault = *fault;
            self.faults.remove(0);
            self.begin(fault);
        }
    }

    fn begin(&mut self, fault: Fault) {
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
            Fault::CrashAfterReceipt { host, for_ms } => {
                let so_far = self.hosts.get(host).map_or(0, |host| host.post.n_answered());
                self.armed.insert(host, (so_far, for_ms));
            }
        }
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

    fn end_faults(&mut self) {
        let (due, later) = std::mem::take(&mut self.ends)
            .into_iter()
            .partition(|(at, _): &(u64, End)| *at <= self.now_ms);
        self.ends = later;
        let due: Vec<(u64, End)> = due;
        for (_, end) in due {
            self.end(end);
        }
    }

    fn end(&mut self, end: End) {
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
        }
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
            let waiting: Vec<(String, String)> = ready(node.rows(view::WAITING, ""))??;
            if !waiting.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// How many seeds the environment asks for.
#[must_use]
pub fn seeds_wanted(default: u64) -> u64 {
    let asked = std::env::var("SIM_SEEDS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Page size of everything that is read whole.
pub(crate) const PAGE: u32 = MAX_PAGE;
