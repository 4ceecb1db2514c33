//! A node that is made again from a backup by a process that dies on the way (`comity restore`).
//!
//! The calls of that process are counted, by name and thread, and it is killed just before each: in a place where nothing is, and
//! in one where an attempt before it was killed when all but the name was done. Whatever it leaves, the node's folder is not there
//! and is refused by a code, or it is whole; what stands beside it does not start; and the same command again brings the node
//! back with all that it had promised before the backup, its log a continuation of every head that left it. At the end the node
//! goes on, and is then made again from the same backup, which is older now: it signs nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::oracle::{Oracle, Wrong};
use super::point::Amount;
use super::scene::{COURT, Op, Scene};
use super::{Range, Row, trace};
use crate::campaign::spread;
use crate::fault::Fault;
use crate::kill::{copy, remove};
use crate::run::{Ended, Run, signal};
use crate::sandbox::Built;
use crate::say;

/// The word of the command line.
pub(super) const WORD: &str = "backup, restore";
/// What changes a file or a name, or makes it durable. A `write` is not among them: every file that is written is flushed after it, and
/// opened before it.
const CALLS: [&str; 10] = [
    "fdatasync",
    "fsync",
    "ftruncate",
    "mkdir",
    "openat",
    "pwrite64",
    "rename",
    "rmdir",
    "unlink",
    "unlinkat",
];
/// Before the so-many-th such call of one thread.
type Kill = (&'static str, u32);
/// So many of each call in CI.
const IN_CI: usize = 2;
/// Files that are opened to be read are no points.
const OPENS: &str = "openat";
const STUCK: Duration = Duration::from_secs(120);

/// Where an attempt begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// Nothing is there.
    Bare,
    /// What a killed attempt left.
    Left,
}

impl Ground {
    const ALL: [Self; 2] = [Self::Bare, Self::Left];

    const fn words(self) -> &'static str {
        match self {
            Self::Bare => "where nothing is",
            Self::Left => "after an attempt that was killed",
        }
    }
}

/// Kills so many of them. The numbers, and what was wrong is said.
pub(super) fn play(built: &Built, after: &Path, work: &Path, amount: Amount) -> Result<Row, Fault> {
    let net = work.join("restore");
    copy(after, &net)?;
    let mut place = Place::make(built, &net, work)?;
    let mut row = Row { op: WORD, ..Row::default() };
    for ground in Ground::ALL {
        place.clear(ground)?;
        let trace = place.work.join("count.txt");
        let ended = place.attempt(&trace, &[format!("trace={}", CALLS.join(","))])?;
        must(&ended, "a restore that nobody kills")?;
        let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
        let points = points(&text);
        row.n_calls += u32::try_from(points.len()).unwrap_or(u32::MAX);
        row.n_points += points.len();
        for (call, n) in chosen(&points, amount) {
            let wrong = place.kill(ground, call, n, &mut row)?;
            row.n_runs += 1;
            row.add(&wrong);
            if !wrong.is_empty() {
                say::out(format_args!("FAIL {WORD}: before {call} {n} {}", ground.words()));
                wrong.all().for_each(|line| say::out(format_args!("     {line}")));
            }
        }
    }
    let wrong = place.older()?;
    row.n_runs += 1;
    row.add(&wrong);
    wrong.all().for_each(|line| say::out(format_args!("FAIL {WORD}: {line}")));
    row.n_acks = place.oracle.n_acks();
    Ok(row)
}

/// So many of each call as are asked for, evenly spread, the first and the last among them.
fn chosen(points: &[Kill], amount: Amount) -> Vec<Kill> {
    let of = |call: &'static str| {
        let all: Vec<Kill> = points.iter().filter(|(name, _)| *name == call).copied().collect();
        spread(&all, amount.all_or(IN_CI)).copied().collect::<Vec<_>>()
    };
    CALLS.into_iter().flat_map(of).collect()
}

/// Which calls there are to be killed before: the name, and the so-many-th of one thread.
fn points(text: &str) -> Vec<Kill> {
    let mut counts: BTreeMap<(&str, &'static str), u32> = BTreeMap::new();
    let mut points = Vec::new();
    for line in text.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((name, arguments)) = rest.trim_start().split_once('(') else { continue };
        let Some(call) = CALLS.into_iter().find(|call| *call == name) else { continue };
        let n = counts.entry((thread, call)).or_default();
        *n += 1;
        // It counts, because strace counts it.
        let is_read = call == OPENS && !arguments.contains("O_CREAT");
        if !is_read && !points.contains(&(call, *n)) {
            points.push((call, *n));
        }
    }
    points
}

fn must(ended: &Ended, what: &str) -> Result<(), Fault> {
    match ended.code {
        Some(0) => Ok(()),
        code => Err(Fault::reply(what, format_args!("{code:?} {}", ended.stderr.trim()))),
    }
}

/// The code in brackets at the end of a line with which a program of ours says no.
fn code(line: &str) -> Option<&str> {
    line.strip_prefix("comity: ")?.rsplit_once('(')?.1.strip_suffix(')')
}

/// A court whose folder is gone, with its backup, its keys and its register.
struct Place {
    comity: PathBuf,
    work: PathBuf,
    scene: Scene,
    oracle: Oracle,
    backup: PathBuf,
    /// The folder as it was, for its keys.
    old: PathBuf,
    /// What an attempt left that was killed before the folder had its name.
    left: PathBuf,
    register: PathBuf,
    net_id: String,
}

impl Place {
    fn make(built: &Built, net: &Path, work: &Path) -> Result<Self, Fault> {
        let work = work.join("restoring");
        fs::create_dir_all(&work).map_err(Fault::at("create", &work))?;
        let mut range = Range::new(built, net, &work, Op::Append)?;
        let prepared = range.scene.prepare(&mut range.oracle);
        prepared
            .and_then(|()| range.scene.act(&mut range.oracle))
            .map_err(|why| Fault::reply("a case before the backup", why.0))?;
        let Range { comity, mut scene, oracle, .. } = range;
        scene.witnesses.clear();
        scene.member.kill()?;

        let (backup, data) = (work.join("backup"), scene.member.data());
        let run = Run::new(&comity).args(["backup", "make", "--config"]).arg(scene.member.config());
        must(&run.arg("--out").arg(&backup).read(STUCK)?, "comity backup make")?;
        let about = backup.join("about.json");
        let text = fs::read_to_string(&about).map_err(Fault::at("read", &about))?;
        let about: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| Fault::reply("about.json", error))?;
        let net_id = about.get("net").and_then(|net| net.as_str()).unwrap_or_default().to_owned();
        let (old, register) = (net.join("as-it-was"), work.join("register"));
        fs::rename(&data, &old).map_err(Fault::at("rename", &data))?;
        copy(&scene.member.head(), &register)?;
        let left = work.join("left");
        let place = Self { comity, work, scene, oracle, backup, old, left, register, net_id };
        let trace = place.work.join("left.txt");
        place.attempt(&trace, &["trace=rename".into(), "inject=rename:signal=SIGKILL".into()])?;
        copy(&place.beside(), &place.left)?;
        Ok(place)
    }

    /// Where a restore makes the node before it has its name.
    fn beside(&self) -> PathBuf {
        self.scene.net.join(format!("{COURT}.restoring"))
    }

    fn clear(&mut self, ground: Ground) -> Result<(), Fault> {
        self.scene.member.kill()?;
        remove(&self.scene.member.data())?;
        remove(&self.beside())?;
        copy(&self.register, &self.scene.member.head())?;
        match ground {
            Ground::Bare => Ok(()),
            Ground::Left => copy(&self.left, &self.beside()),
        }
    }

    fn command(&self, run: Run) -> Run {
        let run = run.arg("--from").arg(&self.backup).arg("--dir").arg(self.scene.member.data());
        run.args(["--net", &self.net_id, "--keys-of"]).arg(&self.old)
    }

    /// A restore under strace.
    fn attempt(&self, trace: &Path, expressions: &[String]) -> Result<Ended, Fault> {
        let run = Run::new("strace").args(["-f", "-qq", "-o"]).arg(trace);
        let run = expressions.iter().fold(run, |run, expression| run.arg("-e").arg(expression));
        self.command(run.arg(&self.comity).arg("restore")).read(STUCK)
    }

    /// One that nobody disturbs.
    fn again(&self) -> Result<Ended, Fault> {
        self.command(Run::new(&self.comity).arg("restore")).read(STUCK)
    }

    /// Starts what a folder holds. The code of the refusal; none if it starts, or ends without one.
    fn refusal(&self, folder: &Path) -> Result<Option<String>, Fault> {
        let run = Run::new(&self.comity).args(["serve", "--config"]);
        let mut live = run.arg(folder.join("comity.toml")).start()?;
        let mut said = None;
        let lines = live.stderr.take().map(|stderr| BufReader::new(stderr).lines());
        for line in lines.into_iter().flatten().map_while(Result::ok) {
            if line.contains("\"message\":\"started\"") {
                signal(live.pid, "KILL")?;
                said = None;
                break;
            }
            said = code(&line).map(str::to_owned).or(said);
        }
        live.wait(STUCK)?;
        Ok(said)
    }

    /// One kill, and what was wrong afterwards.
    fn kill(&mut self, ground: Ground, call: &str, n: u32, row: &mut Row) -> Result<Wrong, Fault> {
        self.clear(ground)?;
        let trace = self.work.join("kill.txt");
        let inject = format!("inject={call}:signal=SIGKILL:when={n}");
        self.attempt(&trace, &[format!("trace={call}"), inject])?;
        let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
        let is_met = trace::was_killed(&text);
        row.n_seen += u64::from(is_met);
        row.n_missed += u64::from(!is_met);

        let mut wrong = Wrong::default();
        let beside = self.beside();
        if beside.exists() {
            // Before there is a configuration nobody can say more than that it is missing.
            let refusal = self.refusal(&beside)?;
            let has_config = beside.join("comity.toml").exists();
            if refusal.as_deref() != Some(if has_config { "unfinished" } else { "config" }) {
                wrong.other.push(format!("what stands beside it is refused with {refusal:?}"));
            }
        }
        let data = self.scene.member.data();
        if !data.exists() {
            let refusal = self.refusal(&data)?;
            if refusal.as_deref() != Some("config") {
                wrong.other.push(format!("what is not there is refused with {refusal:?}"));
            }
            let ended = self.again()?;
            if ended.code != Some(0) {
                wrong.other.push(format!("it cannot be done again: {}", ended.stderr.trim()));
                return Ok(wrong);
            }
        } else if let ended = self.again()?
            && ended.stderr.lines().find_map(code) != Some("exists")
        {
            wrong.other.push(format!("a node is there, and restore says {}", ended.stderr.trim()));
        }
        if beside.exists() {
            wrong.orphans.push(format!("{} is left", beside.display()));
        }
        if let Err(fault) = self.scene.member.start().and_then(|()| self.scene.sign_in()) {
            wrong.other.push(format!("it does not come up: {fault}"));
            return Ok(wrong);
        }
        let found = self.oracle.judge(&self.scene, &self.comity, true, true)?;
        super::join(&mut wrong, found);
        self.scene.member.kill()?;
        Ok(wrong)
    }

    /// The node has gone on since the backup, and is made again from it.
    fn older(&mut self) -> Result<Wrong, Fault> {
        let mut wrong = Wrong::default();
        self.clear(Ground::Bare)?;
        must(&self.again()?, "comity restore")?;
        self.scene.member.start()?;
        self.scene.member.kill()?;
        let signed = self.head()?;
        remove(&self.scene.member.data())?;
        must(&self.again()?, "comity restore")?;
        self.scene.member.start()?;
        let said = self.scene.member.last_words();
        self.scene.member.kill()?;
        let text = fs::read_to_string(self.scene.member.data().join("node.log"));
        let is_stopped = text.is_ok_and(|text| text.contains("\"code\":\"rolled-back\""));
        if !is_stopped {
            wrong.forks.push(format!("it goes on from an older copy: {said}"));
        }
        if self.head()? != signed {
            wrong.forks.push("an older copy moved the register".to_owned());
        }
        Ok(wrong)
    }

    /// What the register holds.
    fn head(&self) -> Result<Vec<u8>, Fault> {
        let path = self.scene.member.head().join(&self.scene.origin);
        fs::read(&path).map_err(Fault::at("read", &path))
    }
}

#[cfg(test)]
mod tests;
