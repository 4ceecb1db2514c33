//! Killing real processes at the calls that make things durable, and looking whether anything was lost
//! or done twice.
//!
//! One point is *step, member, system call, N*: when the step begins, the member's node is stopped,
//! strace takes hold of it and kills it with SIGKILL just before its N-th such call; the supervisor starts
//! it again and the journey must end well. Other points kill the supervisor itself when a step begins,
//! and the journey is started again. The calls are counted first, by the same means without the kill.
//!
//! strace counts per thread and per call name, so N runs up to the largest count of one thread. Its
//! option `--seccomp-bpf` must not be used: with it nothing is injected, silently. A point whose kill
//! did not happen is reported as missed, not as survived.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{
    fault::Fault,
    journey::{Event, Journey, Show},
    place,
    run::{Live, Run, signal},
    sandbox::Built,
};

/// Calls after which something is promised to be on disk, or has its final name.
pub(crate) const CALLS: [&str; 6] =
    ["fdatasync", "fsync", "rename", "renameat", "renameat2", "linkat"];

/// The steps whose every durability call is a point: where one node acts alone, where letters cross, and
/// where evidence changes hands.
pub(crate) const STEPS: [&str; 3] = ["issue", "deliver", "hand-over"];

/// A step under strace with a node that dies in it takes seconds; this is stuck.
const STUCK: Duration = Duration::from_secs(180);

/// Where a kill lands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Point {
    /// A node, before its N-th call of this name in the step.
    Node { step: String, member: String, call: &'static str, n: u32 },
    /// The supervisor, when the step begins.
    Supervisor { step: String },
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node { step, member, call, n } => write!(f, "{step}: {member} before {call} {n}"),
            Self::Supervisor { step } => write!(f, "{step}: the supervisor"),
        }
    }
}

/// What came of a point.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The kill happened and the journey ended; what was found there is judged by the caller.
    Ended(Box<Journey>),
    /// The call did not come: fewer calls this time than were counted.
    Missed,
    /// The journey did not end well.
    Stuck(Fault),
}

/// A sandbox that is brought back to the beginning of a step again and again.
pub(crate) struct Range<'a> {
    built: &'a Built,
    work: PathBuf,
    arguments: Vec<String>,
}

impl<'a> Range<'a> {
    pub(crate) fn new(built: &'a Built, arguments: &[&str]) -> Result<Self, Fault> {
        let arguments = arguments.iter().map(|&arg| arg.to_owned()).collect();
        Ok(Self { built, work: place::scratch("kills")?, arguments })
    }

    /// The journey without any kill, from nothing: what an undisturbed end looks like.
    pub(crate) fn undisturbed(&self) -> Result<Journey, Fault> {
        self.clear()?;
        self.start()?.finish()
    }

    /// Plays up to the beginning of a step, kills the supervisor there and keeps a copy of everything.
    pub(crate) fn prepare(&self, step: &str) -> Result<(), Fault> {
        self.clear()?;
        let show = self.start()?;
        show.until(&Event::Begin(step.into()))?;
        self.kill_all(&show)?;
        copy(&self.net(), &self.snapshot(step))
    }

    /// Counts the durability calls of every node in a step.
    pub(crate) fn count(&self, step: &str, members: &[String]) -> Result<Vec<Point>, Fault> {
        self.restore(step)?;
        let show = self.start()?;
        show.until(&Event::Begin(step.into()))?;
        let mut traces = Vec::new();
        for member in members {
            let trace = self.work.join(format!("count-{member}.txt"));
            traces.push((member, Strace::count(self.pid(member)?, &trace)?, trace));
        }
        show.until(&Event::End(step.into()))?;
        let mut points = Vec::new();
        for (member, strace, trace) in traces {
            strace.detach()?;
            let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
            for (call, most) in most_per_thread(&text) {
                let point = |n| Point::Node { step: step.into(), member: member.clone(), call, n };
                points.extend((1..=most).map(point));
            }
        }
        self.kill_all(&show)?;
        Ok(points)
    }

    /// Kills at one point and lets the journey run to its end.
    pub(crate) fn hit(&self, point: &Point) -> Result<Outcome, Fault> {
        match point {
            Point::Supervisor { step } => {
                self.clear()?;
                let show = self.start()?;
                show.until(&Event::Begin(step.clone()))?;
                signal(show.pid(), "KILL")?;
                show.ended()?;
                Ok(self
                    .start()?
                    .finish()
                    .map_or_else(Outcome::Stuck, |j| Outcome::Ended(Box::new(j))))
            }
            Point::Node { step, member, call, n } => {
                self.restore(step)?;
                let show = self.start()?;
                show.until(&Event::Begin(step.clone()))?;
                let trace = self.work.join("kill.txt");
                let strace = Strace::kill(self.pid(member)?, call, *n, &trace)?;
                let end = show.finish();
                strace.detach()?;
                let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
                Ok(match end {
                    Ok(_) if !text.contains("killed by SIGKILL") => Outcome::Missed,
                    Ok(journey) => Outcome::Ended(Box::new(journey)),
                    Err(fault) => Outcome::Stuck(fault),
                })
            }
        }
    }

    fn start(&self) -> Result<Show, Fault> {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        Show::start(self.built, &self.net(), &arguments)
    }

    fn net(&self) -> PathBuf {
        self.work.join("net")
    }

    fn snapshot(&self, step: &str) -> PathBuf {
        self.work.join(format!("before-{step}"))
    }

    fn clear(&self) -> Result<(), Fault> {
        remove(&self.net())
    }

    fn restore(&self, step: &str) -> Result<(), Fault> {
        self.clear()?;
        copy(&self.snapshot(step), &self.net())
    }

    fn kill_all(&self, show: &Show) -> Result<(), Fault> {
        kill_all(show, &self.net())
    }

    fn pid(&self, member: &str) -> Result<u32, Fault> {
        let file = self.net().join(member).join("node.pid");
        let text = fs::read_to_string(&file).map_err(Fault::at("read", &file))?;
        text.trim().parse().map_err(|error| Fault::reply(file.display().to_string(), error))
    }
}

/// strace holding one process with all its threads.
pub(crate) struct Strace {
    live: Live,
    said: mpsc::Receiver<String>,
}

impl Strace {
    fn count(pid: u32, trace: &Path) -> Result<Self, Fault> {
        Self::attach(pid, trace, &["-e".into(), format!("trace={}", known_calls())])
    }

    fn kill(pid: u32, call: &str, n: u32, trace: &Path) -> Result<Self, Fault> {
        let inject = format!("inject={call}:signal=SIGKILL:when={n}");
        Self::attach(pid, trace, &["-e".into(), format!("trace={call}"), "-e".into(), inject])
    }

    /// The process stands still until strace says that it has it, so the first call is seen too.
    pub(crate) fn attach(pid: u32, trace: &Path, options: &[String]) -> Result<Self, Fault> {
        signal(pid, "STOP")?;
        let run = Run::new("strace").args(["-f", "-p", &pid.to_string(), "-o"]).arg(trace);
        let mut live = run.args(options).start()?;
        let (tell, said) = mpsc::channel();
        if let Some(stderr) = live.stderr.take() {
            thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    if tell.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        let first = said.recv_timeout(STUCK).unwrap_or_default();
        signal(pid, "CONT")?;
        if first.contains("attached") {
            Ok(Self { live, said })
        } else {
            Err(Fault::reply("strace -p", format!("{first} {}", said.recv().unwrap_or_default())))
        }
    }

    /// Lets go of the process if it still lives, and waits for strace to have written everything.
    pub(crate) fn detach(self) -> Result<(), Fault> {
        signal(self.live.pid, "INT")?;
        self.ended()
    }

    /// Waits for strace to have written everything about a process that is dead. It must not be told to let go of one that
    /// is dying: then it waits for it for ever.
    pub(crate) fn ended(self) -> Result<(), Fault> {
        self.live.wait(STUCK)?;
        drop(self.said);
        Ok(())
    }
}

/// Ends the supervisor and waits until its nodes are gone too.
pub(crate) fn kill_all(show: &Show, net: &Path) -> Result<(), Fault> {
    let mut pids = Vec::new();
    for entry in fs::read_dir(net).map_err(Fault::at("list", net))?.flatten() {
        let file = entry.path().join("node.pid");
        let pid = fs::read_to_string(file).ok().and_then(|text| text.trim().parse::<u32>().ok());
        pids.extend(pid);
    }
    signal(show.pid(), "KILL")?;
    show.ended()?;
    for pid in pids {
        signal(pid, "KILL")?;
        // `tail` ends when the process does: waiting without looking at a clock.
        let pid = format!("--pid={pid}");
        Run::new("tail").args([&pid, "-f", "/dev/null"]).read(STUCK)?;
    }
    Ok(())
}

fn known_calls() -> String {
    CALLS.join(",")
}

/// For each call the largest number of times that one thread made it. A line of a trace file is
/// `TID call(arguments) = result`; a call that was interrupted by another thread's line comes a second
/// time as `<... call resumed>` and counts once.
fn most_per_thread(trace: &str) -> BTreeMap<&'static str, u32> {
    let mut counts: BTreeMap<(&str, &'static str), u32> = BTreeMap::new();
    for line in trace.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let call = CALLS.iter().find(|call| {
            rest.trim_start().strip_prefix(**call).is_some_and(|rest| rest.starts_with('('))
        });
        if let Some(call) = call {
            *counts.entry((thread, call)).or_default() += 1;
        }
    }
    let mut most: BTreeMap<&'static str, u32> = BTreeMap::new();
    for ((_, call), n) in counts {
        let entry = most.entry(call).or_default();
        *entry = (*entry).max(n);
    }
    most
}

pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Fault> {
    remove(to)?;
    Run::new("cp").args(["-a", "--reflink=auto"]).arg(from).arg(to).output(STUCK).map(drop)
}

pub(crate) fn remove(path: &Path) -> Result<(), Fault> {
    Run::new("rm").arg("-rf").arg(path).output(STUCK).map(drop)
}

#[cfg(test)]
mod tests;
