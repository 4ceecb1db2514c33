//! `cargo xtask crash`: one node, one operation at a time, one fault at each call that makes something durable.
//!
//! The calls of an operation are counted first, by thread, file and name. Then the operation is done again and again: strace
//! holds the node and kills it just before the N-th such call, or lets the call fail with EIO or ENOSPC, or swallows what is
//! written into a database or the register and kills at its first flush, as a power failure would. The node is started again,
//! and an oracle that kept every answer outside it looks whether anything promised is lost, whether every head that ever left
//! the node is a prefix of its log, whether ciphertext is left that nothing names, and whether a key that was certified as
//! destroyed is there. Then the operation is asked for again, under the same keys, and must come to its end.
//!
//! What this cannot see: a kill keeps what the kernel holds, so but for the first flush of each file an answer that comes
//! between write and flush passes here. The simulator (`sim`, planted fault *receipt before commit*) loses what was not
//! flushed everywhere. Nor is a write of ciphertext made to fail: its file has no name beforehand by which strace could tell
//! it from a socket.
//!
//! strace counts per thread. The databases and the register have one thread each (the node runs with one worker), so their
//! calls are met one by one; calls on parts of ciphertext are made by whatever thread is free, and a point whose call did not
//! come is said to be missed.

use std::{
    collections::BTreeSet,
    fmt, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use self::{
    member::Member,
    oracle::{Oracle, Wrong},
    point::{ALL, Amount, Point, SHORT, choose, is_write, points},
    scene::{COURT, OUT, Op, Scene, WITNESSES},
    trace::{CALLS, Counted, Role, calls, kinds},
};
use crate::{
    fault::Fault,
    journey::{Event, Show},
    kill::{Strace, copy, kill_all},
    need, place,
    sandbox::{self, Built},
    say,
    tally::Tally,
};

pub(crate) mod http;
pub(crate) mod member;
pub(crate) mod oracle;
mod planted;
mod point;
mod restore;
pub(crate) mod scene;
mod trace;

/// A node whose flush failed must be gone within a second.
const GONE_WITHIN: Duration = Duration::from_secs(1);
/// One that is killed while it answers nobody is gone by then.
const DIES_WITHIN: Duration = Duration::from_millis(30);
/// All operations, in the order in which they are played.
const OPS: [Op; 5] = [Op::Ingest, Op::Append, Op::Start, Op::Erase, Op::Seal];
/// What a fault met.
#[derive(Clone, Copy, Debug)]
enum Met {
    /// A call on another file than the node's own.
    Another,
    /// The so-many-th of such calls on this file.
    Call(Role, u32),
}

/// The numbers of one operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    op: &'static str,
    n_calls: u32,
    /// How many of these calls a fault met at least once.
    n_met: usize,
    n_points: usize,
    n_runs: u64,
    n_seen: u64,
    n_missed: u64,
    n_acks: usize,
    n_swept: u64,
    n_lost: u64,
    n_forks: u64,
    n_orphans: u64,
    n_other: u64,
}

impl Row {
    fn add(&mut self, wrong: &Wrong) {
        let count = |of: &Vec<String>| u64::try_from(of.len()).unwrap_or(u64::MAX);
        self.n_lost += count(&wrong.lost);
        self.n_forks += count(&wrong.forks);
        self.n_orphans += count(&wrong.orphans);
        self.n_other += count(&wrong.other);
    }

    fn n_wrong(&self) -> u64 {
        self.n_lost + self.n_forks + self.n_orphans + self.n_other
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<16} calls {} met {} points {} runs {} faults seen {} missed {} acknowledged {} swept {} lost {} forks {} \
             orphans {} other {}",
            self.op,
            self.n_calls,
            self.n_met,
            self.n_points,
            self.n_runs,
            self.n_seen,
            self.n_missed,
            self.n_acks,
            self.n_swept,
            self.n_lost,
            self.n_forks,
            self.n_orphans,
            self.n_other
        )
    }
}

/// `cargo xtask crash [--full] [OPERATION]...`.
pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (full, names): (Vec<&str>, Vec<&str>) = args.iter().partition(|arg| **arg == "--full");
    let words = || OPS.iter().map(|op| op.word()).chain([restore::WORD]);
    let known = |name: &&str| words().any(|word| word.starts_with(*name));
    if let Some(other) = names.iter().find(|name| !known(name)) {
        return Err(Fault::Usage(format!("crash does not know `{other}`")));
    }
    let amount = if full.is_empty() { SHORT } else { ALL };
    Ok(run(amount, &names)?.failed == 0)
}

/// The stage of CI.
pub(crate) fn stage() -> Result<Tally, Fault> {
    run(SHORT, &[])
}

/// Every point there is, for the campaign.
pub(crate) fn full() -> Result<Tally, Fault> {
    run(ALL, &[])
}

fn run(amount: Amount, names: &[&str]) -> Result<Tally, Fault> {
    need::debian(&[&need::STRACE, &need::PYTHON])?;
    let built = sandbox::build()?;
    let work = place::scratch("crash")?;
    let (before, after) = networks(&built, &work)?;
    let mut tally = Tally::default();
    let is_asked = |word: &str| names.is_empty() || names.iter().any(|name| word.starts_with(name));
    for op in OPS.into_iter().filter(|op| is_asked(op.word())) {
        let began = Instant::now();
        let net = if op == Op::Ingest { &before } else { &after };
        let mut range = Range::new(&built, net, &work, op)?;
        let row = range.play(amount)?;
        say::out(format_args!("{row} in {} s", began.elapsed().as_secs()));
        tally += Tally { passed: row.n_runs.saturating_sub(row.n_wrong()), failed: row.n_wrong() };
        tally.check(row.n_seen > 0, format_args!("{}: faults happened", row.op));
        if op == Op::Erase {
            tally += planted::check(&mut range)?;
            // What comes after it finds everything as it was.
            range.restore()?;
        }
    }
    if is_asked(restore::WORD) {
        let began = Instant::now();
        let row = restore::play(&built, &after, &work, amount)?;
        say::out(format_args!("{row} in {} s", began.elapsed().as_secs()));
        tally += Tally { passed: row.n_runs.saturating_sub(row.n_wrong()), failed: row.n_wrong() };
        tally.check(row.n_seen > 0, format_args!("{}: faults happened", row.op));
    }
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    Ok(tally)
}

/// A sandbox that stopped before evidence was brought in, and one that was played to its end.
fn networks(built: &Built, work: &Path) -> Result<(PathBuf, PathBuf), Fault> {
    let (net, before) = (work.join("after"), work.join("before"));
    let evidence = work.join("note.txt");
    fs::write(&evidence, "one line of evidence\n").map_err(Fault::at("write", &evidence))?;
    let evidence = evidence.to_string_lossy();
    let start = || Show::start(built, &net, &["--evidence", &evidence]);
    let show = start()?;
    show.until(&Event::Begin("ingest".into()))?;
    kill_all(&show, &net)?;
    copy(&net, &before)?;
    start()?.finish()?;
    hands_out(&net)?;
    Ok((before, net))
}

/// The court of a sandbox writes its packages into a folder too, from its next start on.
pub(crate) fn hands_out(net: &Path) -> Result<(), Fault> {
    let config = net.join(COURT).join("comity.toml");
    let text = fs::read_to_string(&config).map_err(Fault::at("read", &config))?;
    let out = net.join(OUT);
    fs::create_dir_all(&out).map_err(Fault::at("create", &out))?;
    let text = format!("out_dir = \"{}\"\n{text}", out.display());
    fs::write(&config, text).map_err(Fault::at("write", &config))
}

/// One operation at one node, with its witnesses.
pub(crate) struct Range {
    comity: PathBuf,
    work: PathBuf,
    scene: Scene,
    oracle: Oracle,
    /// Files of ciphertext that faults left behind and that the node then removed.
    n_swept: u64,
}

impl Range {
    fn new(built: &Built, net: &Path, work: &Path, op: Op) -> Result<Self, Fault> {
        if op == Op::Erase {
            Self::new(built, net, work, Op::Seal)?.seal_one()?;
        }
        let mut witnesses = Vec::new();
        if op.has_witnesses() {
            for name in WITNESSES {
                let mut witness = Member::new(&built.comity, net, name)?;
                witness.start()?;
                witnesses.push(witness);
            }
        }
        let mut scene = Scene::new(&built.comity, net, op)?;
        scene.member.start()?;
        scene.sign_in()?;
        scene.witnesses = witnesses;
        let comity = built.comity.clone();
        let (work, oracle) = (work.to_path_buf(), Oracle::default());
        let range = Self { comity, work, scene, oracle, n_swept: 0 };
        range.settle()?;
        Ok(range)
    }

    /// Makes one package, so that an erasure finds its file.
    fn seal_one(mut self) -> Result<(), Fault> {
        let prepared = self.scene.prepare(&mut self.oracle);
        let done = prepared.and_then(|()| self.scene.act(&mut self.oracle));
        done.map_err(|why| Fault::reply("a package without a fault", why.0))
    }

    /// Waits until the log is published up to the entry of this start, so that nothing of before goes on.
    fn settle(&self) -> Result<(), Fault> {
        if !self.scene.op.has_witnesses() {
            return Ok(());
        }
        let member = &self.scene.member;
        let done = |member: &Member| {
            member.published(&self.scene.origin).filter(|(size, _)| *size >= member.n_leaves)
        };
        let settled = member.until(done);
        settled.map(drop).ok_or_else(|| Fault::reply("comity serve", "its log is not published"))
    }

    fn play(&mut self, amount: Amount) -> Result<Row, Fault> {
        let op = self.scene.op;
        if op == Op::Erase {
            self.keep()?;
        }
        let counted = self.count()?;
        let points = points(&counted);
        let chosen = choose(&points, amount, op);
        let mut row = Row {
            op: op.word(),
            n_calls: counted.values().map(|(all, _)| all).sum(),
            n_points: points.len(),
            ..Row::default()
        };
        for ((role, call), (all, most)) in &counted {
            say::out(format_args!(
                "     {:<7} {call:<10} {all}, {most} by one thread",
                role.word()
            ));
        }
        let mut all_met = BTreeSet::new();
        for point in chosen {
            let (met, wrong) = self.hit(point)?;
            row.n_runs += 1;
            row.n_seen += u64::from(met.is_some());
            row.n_missed += u64::from(met.is_none());
            // A call beyond those that were counted is one that the node made by itself meanwhile.
            let n_counted = |role| counted.get(&(role, point.call)).map_or(0, |(all, _)| *all);
            if let Some(Met::Call(role, nth)) = met
                && nth <= n_counted(role)
            {
                all_met.insert((role, point.call, nth));
            }
            row.add(&wrong);
            if !wrong.is_empty() {
                say::out(format_args!("FAIL {}: {point}", op.word()));
                wrong.all().for_each(|line| say::out(format_args!("     {line}")));
            }
        }
        row.n_met = all_met.len();
        let mut unmet = Vec::new();
        for (&(role, call), &(all, _)) in counted.iter().filter(|((_, call), _)| !is_write(call)) {
            let left = (1..=all).filter(|nth| !all_met.contains(&(role, call, *nth)));
            unmet.extend(left.map(|nth| format!("{call} {nth} of {}", role.word())));
        }
        if !unmet.is_empty() {
            say::out(format_args!("     not met: {}", unmet.join(", ")));
        }
        let wrong = self.oracle.judge(&self.scene, &self.comity, op != Op::Ingest, true)?;
        wrong.all().for_each(|line| say::out(format_args!("FAIL {}: {line}", op.word())));
        row.add(&wrong);
        row.n_acks = self.oracle.n_acks();
        row.n_swept = self.n_swept;
        Ok(row)
    }

    /// Does the operation once without a fault and counts its calls.
    fn count(&mut self) -> Result<Counted, Fault> {
        let trace = self.work.join("count.txt");
        let options = ["-y".into(), "-e".into(), format!("trace={}", CALLS.join(","))];
        if self.scene.op == Op::Start {
            self.scene.member.kill()?;
            if !self.scene.member.start_under(&trace, &options)? {
                return Err(Fault::reply("comity serve", "it does not start under strace"));
            }
            let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
            return Ok(kinds(&calls(&text)));
        }
        let broken = |why: scene::Broken| Fault::reply("the operation without a fault", why.0);
        self.scene.prepare(&mut self.oracle).map_err(broken)?;
        let strace = Strace::attach(self.scene.member.pid()?, &trace, &options)?;
        let done = self.scene.act(&mut self.oracle);
        strace.detach()?;
        if let Err(why) = done {
            let last = self.scene.member.last_words();
            return Err(Fault::reply(
                "the operation without a fault",
                format!("{}; {last}", why.0),
            ));
        }
        let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
        Ok(kinds(&calls(&text)))
    }

    /// One fault: what it met, and what was wrong afterwards.
    fn hit(&mut self, point: Point) -> Result<(Option<Met>, Wrong), Fault> {
        let (op, trace) = (self.scene.op, self.work.join("fault.txt"));
        let mut wrong = Wrong::default();
        match op {
            Op::Erase => self.restore()?,
            Op::Start => self.scene.member.kill()?,
            Op::Append | Op::Ingest | Op::Seal => {}
        }
        if let Err(why) = self.scene.prepare(&mut self.oracle) {
            wrong.other.push(format!("before the fault: {}", why.0));
        }
        let options = self.options(point);
        if op == Op::Start {
            self.scene.member.start_under(&trace, &options)?;
        } else {
            let strace = Strace::attach(self.scene.member.pid()?, &trace, &options)?;
            // How far it comes is the oracle's to know. Whoever has his answer has it from a node that lives, or that dies at
            // what it does by itself.
            let whole = self.scene.act(&mut self.oracle).is_ok();
            let dies = if whole { DIES_WITHIN } else { GONE_WITHIN };
            if self.scene.member.ends_within(dies) { strace.ended()? } else { strace.detach()? }
        }
        let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
        let hit = if point.kills() { trace::was_killed(&text) } else { trace::was_injected(&text) };
        let met = hit.then(|| {
            let call = trace::met(&text, point.call, point.n);
            call.map_or(Met::Another, |(role, nth)| Met::Call(role, nth))
        });
        if hit && point.must_end() && !self.scene.member.ends_within(GONE_WITHIN) {
            wrong.other.push("the node outlived a flush that failed".to_owned());
        }
        self.scene.member.kill()?;
        if let Err(fault) = self.scene.member.start() {
            wrong.other.push(format!("it does not come up again: {fault}"));
            return Ok((met, wrong));
        }
        self.settle()?;
        if op == Op::Ingest {
            self.n_swept += self.scene.member.hears_number("swept", "n_blobs")?.unwrap_or(0);
        }
        let found = self.oracle.judge(&self.scene, &self.comity, op != Op::Erase, false)?;
        join(&mut wrong, found);
        if let Err(why) = self.scene.act(&mut self.oracle) {
            let last = self.scene.member.last_words();
            wrong.other.push(format!("it does not come to its end: {}; {last}", why.0));
        }
        if op == Op::Erase {
            let found = self.oracle.judge(&self.scene, &self.comity, true, false)?;
            join(&mut wrong, found);
        }
        Ok((met, wrong))
    }

    fn options(&self, point: Point) -> Vec<String> {
        let mut options = vec!["-y".to_owned()];
        for path in self.scene.paths(point.role) {
            options.extend(["-P".to_owned(), path.to_string_lossy().into_owned()]);
        }
        for expression in point.expressions() {
            options.extend(["-e".to_owned(), expression]);
        }
        options
    }

    /// The node's files as they are now, to begin from again.
    fn keep(&mut self) -> Result<(), Fault> {
        self.scene.member.kill()?;
        let folder = self.work.join("kept");
        fs::create_dir_all(&folder).map_err(Fault::at("create", &folder))?;
        for (from, kept) in self.kept() {
            copy(&from, &kept)?;
        }
        self.scene.member.start()?;
        self.oracle.wraps = self.oracle.live_wraps(&self.scene)?;
        Ok(())
    }

    fn restore(&mut self) -> Result<(), Fault> {
        self.scene.member.kill()?;
        for (from, kept) in self.kept() {
            copy(&kept, &from)?;
        }
        self.oracle.forget();
        self.scene.member.start()
    }

    fn kept(&self) -> Vec<(PathBuf, PathBuf)> {
        let folders =
            [self.scene.member.data(), self.scene.member.head(), self.scene.net.join(OUT)];
        let kept = |folder: PathBuf| {
            let kept = self.work.join("kept").join(folder.file_name()?);
            Some((folder, kept))
        };
        folders.into_iter().filter_map(kept).collect()
    }
}

fn join(wrong: &mut Wrong, more: Wrong) {
    wrong.lost.extend(more.lost);
    wrong.forks.extend(more.forks);
    wrong.orphans.extend(more.orphans);
    wrong.other.extend(more.other);
}
