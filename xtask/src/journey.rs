//! One run of `comity sandbox --headless --json`, what it reported, and the checks on that report.
//!
//! The report's form is part of the product's interface: progress as JSON lines on standard error, one
//! object as the last line of standard output. A report that lacks a part is a fault, never a guess.

use std::{
    fs,
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    bench::transfer,
    fault::Fault,
    place, ratchet,
    run::{Ended, Live, Run},
    sandbox::{self, Built},
    say,
    tally::Tally,
};

mod others;

/// The steps of journey `epoc`, in order.
pub(crate) const STEPS: [&str; 11] = [
    "draft",
    "issue-denied",
    "issue",
    "deliver",
    "hand-over-denied",
    "confirm",
    "ingest",
    "hand-over",
    "export",
    "verify",
    "witness",
];

/// The two times the law says no, with its article.
const DENIED: [(&str, &str, &str); 2] =
    [("issue-denied", "not-competent", "4(2)"), ("hand-over-denied", "gate-not-open", "10(2)")];

/// Longer than this is stuck, not slow.
const STUCK: Duration = Duration::from_secs(900);

/// What a finished journey reported.
#[derive(Clone, Debug)]
pub(crate) struct Journey {
    pub(crate) package: PathBuf,
    pub(crate) policy: PathBuf,
    pub(crate) nodes: Vec<Node>,
    pub(crate) canaries: Vec<String>,
    steps: Vec<(String, bool)>,
    denied: Vec<(String, String, String)>,
    wall: Duration,
}

/// One node of the report.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) member: String,
    pub(crate) url: String,
    pub(crate) data_dir: PathBuf,
    pub(crate) peak_bytes: u64,
}

/// Plays the journey in a directory and waits for its end.
pub(crate) fn play(built: &Built, dir: &Path, more: &[&str]) -> Result<Journey, Fault> {
    let began = Instant::now();
    let ended = command(built, dir, more).read(STUCK)?;
    let wall = began.elapsed();
    if ended.code != Some(0) {
        return Err(refused(&ended));
    }
    let report = ended.stdout.lines().last().unwrap_or_default();
    let journey = parse(report, dir, wall)?;
    let memo = memo(dir);
    fs::write(&memo, report).map_err(Fault::at("write", &memo))?;
    Ok(journey)
}

/// A moment of a running journey, from its progress lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Begin(String),
    End(String),
}

/// A journey that is running, seen through its progress lines.
#[derive(Debug)]
pub(crate) struct Show {
    dir: PathBuf,
    began: Instant,
    live: Live,
    events: mpsc::Receiver<Event>,
    report: mpsc::Receiver<String>,
}

impl Show {
    /// Starts `comity sandbox --headless --json` in a directory.
    pub(crate) fn start(built: &Built, dir: &Path, more: &[&str]) -> Result<Self, Fault> {
        Self::watch(dir, command(built, dir, more))
    }

    /// Starts `comity sandbox --json`, which goes on running after the journey.
    pub(crate) fn serve(built: &Built, dir: &Path) -> Result<Self, Fault> {
        Self::watch(dir, Run::new(&built.comity).args(["sandbox", "--json", "--dir"]).arg(dir))
    }

    fn watch(dir: &Path, run: Run) -> Result<Self, Fault> {
        let mut live = run.start()?;
        let (tell, events) = mpsc::channel();
        if let Some(stderr) = live.stderr.take() {
            thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    // The pipe is read to its end even when nobody listens, or the journey would stop.
                    drop(event(&line).map(|event| tell.send(event)));
                }
            });
        }
        let (tell, report) = mpsc::channel();
        if let Some(stdout) = live.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    drop(tell.send(line));
                }
            });
        }
        Ok(Self { dir: dir.to_path_buf(), began: Instant::now(), live, events, report })
    }

    /// The supervisor's process.
    pub(crate) fn pid(&self) -> u32 {
        self.live.pid
    }

    /// Waits for a moment; a journey that ends without it is a fault.
    pub(crate) fn until(&self, moment: &Event) -> Result<(), Fault> {
        loop {
            match self.events.recv_timeout(STUCK) {
                Ok(event) if event == *moment => return Ok(()),
                Ok(_) => {}
                Err(_) => {
                    return Err(fault("the journey ended before", format_args!("{moment:?}")));
                }
            }
        }
    }

    /// Waits for the end of the supervisor, however it comes.
    pub(crate) fn ended(&self) -> Result<Option<i32>, Fault> {
        self.live.wait(STUCK)
    }

    /// Waits for the end and reads the report.
    pub(crate) fn finish(self) -> Result<Journey, Fault> {
        match self.ended()? {
            Some(0) => {}
            code => {
                return Err(Fault::Exit { what: "comity sandbox --headless --json".into(), code });
            }
        }
        let report = self.report.iter().last().unwrap_or_default();
        parse(&report, &self.dir, self.began.elapsed())
    }

    /// Waits for the report of a sandbox that goes on running.
    pub(crate) fn report(&self) -> Result<Journey, Fault> {
        let line = self.report.recv_timeout(STUCK);
        let line = line.map_err(|_| fault("it ended or hangs", "no report"))?;
        parse(&line, &self.dir, self.began.elapsed())
    }
}

/// `{"step":"issue","event":"begin"}`; other lines are for people.
fn event(line: &str) -> Option<Event> {
    let value: Value = serde_json::from_str(line).ok()?;
    let step = value.get("step")?.as_str()?.to_owned();
    match value.get("event")?.as_str()? {
        "begin" => Some(Event::Begin(step)),
        "end" => Some(Event::End(step)),
        _ => None,
    }
}

fn command(built: &Built, dir: &Path, more: &[&str]) -> Run {
    let run = Run::new(&built.comity).args(["sandbox", "--headless", "--json", "--dir"]);
    run.arg(dir).args(more)
}

/// The directory of the stage `journey`, for the stages after it; played first if it is not there or was
/// made by another build.
pub(crate) fn last() -> Result<(Built, Journey), Fault> {
    let (built, dir) = (sandbox::build()?, home());
    let made = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let report = memo(&dir);
    let journey = if made(&report) > made(&built.comity) {
        let report = fs::read_to_string(&report).map_err(Fault::at("read", &report))?;
        parse(&report, &dir, Duration::ZERO)?
    } else {
        play(&built, &fresh()?, &[])?
    };
    Ok((built, journey))
}

/// The stage of CI: default evidence within its time, the report complete, resumed without a trace; then every other
/// journey once.
pub(crate) fn stage() -> Result<Tally, Fault> {
    let (built, mut tally) = (sandbox::build()?, Tally::default());
    let journey = play(&built, &fresh()?, &[])?;
    tally += judge(&journey);
    tally +=
        ratchet::at_most("journey-seconds", journey.wall.as_secs(), "s for the whole journey")?;

    let verify = Run::new(&built.verify).arg(&journey.package).arg("--policy").arg(&journey.policy);
    let verdict = verify.read_quick()?;
    tally.check(verdict.code == Some(0), format_args!("comity-verify accepts the package"));

    let before = listing(&home().join("out"))?;
    let again = play(&built, &home(), &[])?;
    tally.check(
        again.package == journey.package,
        format_args!("a second run resumes the same case"),
    );
    tally.check(
        listing(&home().join("out"))? == before,
        format_args!("a second run exports nothing new"),
    );
    for node in &journey.nodes {
        let config = node.data_dir.join("comity.toml");
        let read = Run::new(&built.comity).args(["log", "fsck", "--config"]).arg(&config);
        let member = &node.member;
        tally.check(read.read_quick()?.code == Some(0), format_args!("the log of {member} holds"));
    }
    tally += others::play(&built)?;
    Ok(tally)
}

/// At least 500 MB of evidence, as the promise says: 512 MiB.
const VOLUME_BYTES: u64 = 512 << 20;
/// A journey with that much may take this long, and so many times the time of `sha256sum` on the same file.
const VOLUME_BASE: Duration = Duration::from_secs(45);
const VOLUME_HASHES: u32 = 12;
/// Evidence is streamed: no node may need more than this above its peak in the default journey.
const VOLUME_MEMORY_BYTES: u64 = 64 << 20;

/// A stage of CI: a large file goes through the whole journey, in time and in constant memory, and one that is broken off on its
/// way goes on where it was.
pub(crate) fn volume_stage() -> Result<Tally, Fault> {
    let (built, default) = last()?;
    let work = place::scratch("volume")?;
    let file = work.join("large.bin");
    noise(&file, VOLUME_BYTES)?;
    let began = Instant::now();
    Run::new("sha256sum").arg(&file).output(STUCK)?;
    let limit = VOLUME_BASE + began.elapsed() * VOLUME_HASHES;

    let journey = play(&built, &work.join("net"), &["--evidence", &file.to_string_lossy()])?;
    let mut tally = judge(&journey);
    let (wall, limit) = (journey.wall.as_secs(), limit.as_secs());
    tally.check(
        wall <= limit,
        format_args!("{} MiB in {wall} s, at most {limit}", VOLUME_BYTES >> 20),
    );
    for node in &journey.nodes {
        let before = default.nodes.iter().find(|other| other.member == node.member);
        let more = node.peak_bytes.saturating_sub(before.map_or(0, |before| before.peak_bytes));
        let name = format_args!("{} needs {} MiB more than by default", node.member, more >> 20);
        tally.check(more <= VOLUME_MEMORY_BYTES, name);
    }
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    tally += transfer::short()?;
    Ok(tally)
}

/// A file of bytes that do not repeat, the same on every run.
pub(crate) fn noise(path: &Path, n_bytes: u64) -> Result<(), Fault> {
    let file = fs::File::create(path).map_err(Fault::at("create", path))?;
    let mut file = BufWriter::with_capacity(1 << 20, file);
    let mut x = SEED;
    for _ in 0..n_bytes / 8 {
        x = after(x);
        file.write_all(&x.to_le_bytes()).map_err(Fault::at("write", path))?;
    }
    file.flush().map_err(Fault::at("write", path))
}

/// The same bytes in memory.
pub(crate) fn noise_of(n_bytes: usize) -> Vec<u8> {
    let numbers = std::iter::successors(Some(after(SEED)), |x| Some(after(*x)));
    numbers.take(n_bytes / 8).flat_map(u64::to_le_bytes).collect()
}

/// Where the noise begins.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// The next number (xorshift64, Marsaglia 2003).
const fn after(mut x: u64) -> u64 {
    x ^= x << 13;
    x ^= x >> 7;
    x ^ (x << 17)
}

/// The checks on a report alone.
fn judge(journey: &Journey) -> Tally {
    let mut tally = Tally::default();
    let names: Vec<&str> = journey.steps.iter().map(|(name, _)| name.as_str()).collect();
    tally.check(names == STEPS, format_args!("the steps are {}", names.join(" · ")));
    for (name, ok) in &journey.steps {
        tally.check(*ok, format_args!("step {name}"));
    }
    for (step, code, cite) in DENIED {
        let said = journey
            .denied
            .iter()
            .any(|(s, c, a)| (s.as_str(), c.as_str(), a.as_str()) == (step, code, cite));
        tally.check(said, format_args!("{step} is denied with {code}, {cite}"));
    }
    let inside = |path: &Path| journey.nodes.iter().any(|node| path.starts_with(&node.data_dir));
    tally.check(
        !inside(&journey.package),
        format_args!("the package lies outside all data directories"),
    );
    for node in &journey.nodes {
        say::out(format_args!("     {} peak memory {} KiB", node.member, node.peak_bytes / 1024));
    }
    tally
}

/// Where the stage plays.
pub(crate) fn home() -> PathBuf {
    place::target().join("xtask").join("journey").join("net")
}

fn fresh() -> Result<PathBuf, Fault> {
    Ok(place::scratch("journey")?.join("net"))
}

/// The report is kept beside the directory it is about.
fn memo(dir: &Path) -> PathBuf {
    dir.with_extension("json")
}

fn refused(ended: &Ended) -> Fault {
    let talk: Vec<&str> = ended.stderr.lines().collect();
    for line in talk.iter().skip(talk.len().saturating_sub(20)) {
        say::err(format_args!("  {line}"));
    }
    Fault::Exit { what: "comity sandbox --headless --json".into(), code: ended.code }
}

fn listing(dir: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = fs::read_dir(dir).map_err(Fault::at("list", dir))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Reads the report object.
pub(crate) fn parse(report: &str, dir: &Path, wall: Duration) -> Result<Journey, Fault> {
    let value: Value = serde_json::from_str(report).map_err(|e| fault("not one JSON object", e))?;
    let steps =
        list(&value, "steps")?.iter().map(|step| Ok((text(step, "name")?, truth(step, "ok")?)));
    let denied = list(&value, "denied")?.iter();
    let denied = denied.map(|no| Ok((text(no, "step")?, text(no, "code")?, text(no, "cite")?)));
    let nodes = list(&value, "nodes")?.iter().map(|node| {
        Ok(Node {
            member: text(node, "member")?,
            url: text(node, "url")?,
            data_dir: dir.join(text(node, "data_dir")?),
            peak_bytes: number(node, "vm_hwm_bytes")?,
        })
    });
    let canaries = list(&value, "canaries")?.iter();
    let canaries = canaries.map(|word| {
        word.as_str().map(str::to_owned).ok_or_else(|| fault("a canary is no text", word))
    });
    Ok(Journey {
        package: dir.join(text(&value, "package")?),
        policy: dir.join(text(&value, "policy")?),
        nodes: nodes.collect::<Result<_, Fault>>()?,
        canaries: canaries.collect::<Result<_, Fault>>()?,
        steps: steps.collect::<Result<_, Fault>>()?,
        denied: denied.collect::<Result<_, Fault>>()?,
        wall,
    })
}

fn fault(what: &str, found: impl std::fmt::Display) -> Fault {
    Fault::reply("comity sandbox --json", format_args!("{what}: {found}"))
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a Vec<Value>, Fault> {
    value.get(key).and_then(Value::as_array).ok_or_else(|| fault("no list", key))
}

fn text(value: &Value, key: &str) -> Result<String, Fault> {
    value.get(key).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| fault("no text", key))
}

fn truth(value: &Value, key: &str) -> Result<bool, Fault> {
    value.get(key).and_then(Value::as_bool).ok_or_else(|| fault("no yes or no", key))
}

fn number(value: &Value, key: &str) -> Result<u64, Fault> {
    value.get(key).and_then(Value::as_u64).ok_or_else(|| fault("no whole number", key))
}

#[cfg(test)]
mod tests;
