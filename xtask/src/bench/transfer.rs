//! `cargo xtask bench transfer`: one piece of evidence from a node to another, broken off again and again.
//!
//! A provider and a court of the sandbox are processes that ship. Each is reached over a [`Road`] that counts the bytes and stops
//! at one of them; there, in turn, the court's node is killed, the provider's node is killed, the connection is cut. What is judged
//! is counted, not timed: bytes beside those of a run that nothing disturbs, memory at its peak beside that of a small file, and
//! the digest, which `sha256sum` has taken of what was brought in.

use std::fs;
use std::io::{self, PipeWriter, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use self::road::{Road, Then};
use super::MALLOC;
use super::evidence::processor;
use crate::crash::member::Member;
use crate::crash::scene::{COURT, PROVIDER, WITNESSES};
use crate::journey::{Event, Show};
use crate::kill::{copy, kill_all};
use crate::run::{Live, Run};
use crate::{fault::Fault, place, sandbox, say, tally::Tally};

mod road;

/// Longer than this is stuck: ten gibibytes on a machine that does other things too.
const STUCK: Duration = Duration::from_secs(3_600);
/// First port of the nodes, away from those of a sandbox that somebody runs.
const PORT: &str = "22100";
/// A node listens so many ports above where the directory says, and its road in between.
const BEHIND: u16 = 40;
/// An interruption may cost the transfer chunk that was on its way (docs/spec/letter.md).
const CHUNK_BYTES: u64 = 4 << 20;
/// And what is said anew: the handshake, the envelope, and the name of each chunk that is missing, of at most 2 048.
const ANEW_BYTES: u64 = 512 << 10;
/// A node may need this above what it needs for [`SMALL`].
const MEMORY_BYTES: u64 = 64 << 20;
/// The file beside whose memory that of others is held.
const SMALL: u64 = 64 << 20;
/// What is brought if nobody says otherwise, and how often it is broken off: each way four times.
const USUAL: (u64, u64) = (5 << 30, 12);
/// What CI brings.
const IN_CI: (u64, u64) = (256 << 20, 4);

pub(super) const USAGE: &str = "bench transfer [SIZE [INTERRUPTIONS]], a size as 256MiB or 5GiB";

pub(super) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (n_bytes, n_cuts) = parse(args).ok_or_else(|| Fault::Usage(USAGE.into()))?;
    let mut plan = vec![(SMALL, 0), (1 << 30, 0), (n_bytes, 0), (n_bytes, n_cuts)];
    plan.retain(|(size, _)| *size <= n_bytes);
    plan.dedup();
    let tally = play(&plan)?;
    say::out(format_args!("{tally}"));
    Ok(tally.failed == 0)
}

/// The part of CI: what an interruption costs. Memory is the volume stage's own.
pub(crate) fn short() -> Result<Tally, Fault> {
    let (n_bytes, n_cuts) = IN_CI;
    play(&[(n_bytes, 0), (n_bytes, n_cuts)])
}

/// Reads `[SIZE [INTERRUPTIONS]]`.
fn parse(args: &[&str]) -> Option<(u64, u64)> {
    let (n_bytes, n_cuts) = USUAL;
    match args {
        [] => Some((n_bytes, n_cuts)),
        [size] => Some((bytes(size)?, n_cuts)),
        [size, n] => Some((bytes(size)?, n.parse().ok()?)),
        [_, _, ..] => None,
    }
}

fn bytes(text: &str) -> Option<u64> {
    let (number, unit) = match text.strip_suffix("GiB") {
        Some(number) => (number, 30),
        None => (text.strip_suffix("MiB")?, 20),
    };
    let number: u64 = number.parse().ok().filter(|n| *n > 0)?;
    number.checked_mul(1 << unit)
}

/// Each size with its number of interruptions, one after the other from the same beginning.
fn play(plan: &[(u64, u64)]) -> Result<Tally, Fault> {
    let built = sandbox::build()?;
    let work = place::scratch("transfer")?;
    let net = work.join("net");
    let note = work.join("note.txt");
    fs::write(&note, "evidence of the beginning\n").map_err(Fault::at("write", &note))?;
    let show =
        Show::start(&built, &net, &["--evidence", &note.to_string_lossy(), "--base-port", PORT])?;
    show.until(&Event::Begin("ingest".into()))?;
    kill_all(&show, &net)?;

    let mut tally = Tally::default();
    let mut seen: Vec<Seen> = Vec::new();
    for &(n_bytes, n_cuts) in plan {
        let of_run = work.join("run");
        copy(&net, &of_run)?;
        let found = transfer(&built.comity, &of_run, n_bytes, n_cuts)?;
        found.say();
        found.judge(&mut tally, &seen);
        seen.push(found);
        fs::remove_dir_all(&of_run).map_err(Fault::at("remove", &of_run))?;
    }
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    Ok(tally)
}

/// What was seen of one transfer.
#[derive(Clone, Debug)]
struct Seen {
    n_bytes: u64,
    n_cuts: u64,
    /// Bytes on the roads to both nodes, in both directions.
    n_wire: u64,
    provider: Used,
    court: Used,
    /// Whether what arrived is what was brought in.
    is_same: bool,
}

/// What a node took, in all its lives.
#[derive(Clone, Copy, Debug, Default)]
struct Used {
    peak_bytes: u64,
    cpu_us: u64,
}

impl Seen {
    fn say(&self) {
        let Self { n_bytes, n_cuts, n_wire, provider, court, .. } = self;
        say::out(format_args!(
            "     {} MiB, {n_cuts} interruptions: {n_wire} bytes on the wire; provider {}; court {}",
            n_bytes >> 20,
            provider.words(),
            court.words()
        ));
    }

    /// `before`: the transfers that were seen already.
    fn judge(&self, tally: &mut Tally, before: &[Self]) {
        let Self { n_bytes, n_cuts, n_wire, .. } = self;
        let mib = n_bytes >> 20;
        tally.check(self.is_same, format_args!("{mib} MiB arrive as they were brought in"));
        let whole = before.iter().find(|seen| seen.n_bytes == *n_bytes && seen.n_cuts == 0);
        if let Some(whole) = whole.filter(|_| *n_cuts > 0) {
            let (more, most) =
                (n_wire.saturating_sub(whole.n_wire), n_cuts * (CHUNK_BYTES + ANEW_BYTES));
            let line = format!(
                "{n_cuts} interruptions of {mib} MiB cost {more} bytes, {} each; at most {}",
                more / n_cuts,
                most / n_cuts
            );
            tally.check(more <= most, format_args!("{line}"));
        }
        let small = before.iter().find(|seen| seen.n_bytes == SMALL);
        for (name, small, here) in small.into_iter().flat_map(|small| {
            [("provider", small.provider, self.provider), ("court", small.court, self.court)]
        }) {
            let more = here.peak_bytes.saturating_sub(small.peak_bytes);
            let line = format!(
                "the {name} needs {} KiB for {mib} MiB, {} KiB more than for {} MiB, at most {}",
                here.peak_bytes >> 10,
                more >> 10,
                SMALL >> 20,
                MEMORY_BYTES >> 10
            );
            tally.check(more <= MEMORY_BYTES, format_args!("{line}"));
        }
    }
}

impl Used {
    fn words(self) -> String {
        let Self { peak_bytes, cpu_us } = self;
        format!(
            "{} KiB at its peak, {}.{:02} s of processor",
            peak_bytes >> 10,
            cpu_us / 1_000_000,
            cpu_us / 10_000 % 100
        )
    }
}

/// A node of the two, what it used, and the road to it.
struct House {
    member: Member,
    road: Road,
    used: Used,
}

impl House {
    fn open(comity: &Path, net: &Path, name: &'static str) -> Result<Self, Fault> {
        let road = move_behind(&net.join(name).join("comity.toml"))?;
        let mut member = Member::new(comity, net, name)?.in_environment(&MALLOC);
        member.start()?;
        Ok(Self { member, road, used: Used::default() })
    }

    /// Ends this life of the node.
    fn kill(&mut self) -> Result<(), Fault> {
        let folder = PathBuf::from(format!("/proc/{}", self.member.pid()?));
        self.used.cpu_us += processor(&folder).map_or(0, |(_, us)| us);
        self.used.peak_bytes = self.used.peak_bytes.max(peak_bytes(&folder)?);
        self.member.kill()
    }
}

/// Lets a node listen elsewhere than the directory says; the road leads from there to it.
fn move_behind(config: &Path) -> Result<Road, Fault> {
    let text = fs::read_to_string(config).map_err(Fault::at("read", config))?;
    let fault = || Fault::reply(config.display().to_string(), "no address for peers");
    let line = text.lines().find(|line| line.starts_with("peer = ")).ok_or_else(fault)?;
    let port: u16 = line
        .trim_end_matches('"')
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .parse()
        .map_err(|_| fault())?;
    let behind = port + BEHIND;
    let text = text.replace(line, &format!("peer = \"127.0.0.1:{behind}\""));
    fs::write(config, text).map_err(Fault::at("write", config))?;
    Road::open(port, behind)
}

/// The peak of a living process (proc(5), `VmHWM`).
fn peak_bytes(folder: &Path) -> Result<u64, Fault> {
    let path = folder.join("status");
    let text = fs::read_to_string(&path).map_err(Fault::at("read", &path))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix(" kB"));
    let kib = line.and_then(|line| line.trim().parse::<u64>().ok());
    kib.map(|kib| kib << 10).ok_or_else(|| Fault::reply(path.display().to_string(), "no VmHWM"))
}

/// Brings so many bytes in at the provider and hands them over, broken off so often.
fn transfer(comity: &Path, net: &Path, n_bytes: u64, n_cuts: u64) -> Result<Seen, Fault> {
    let mut witnesses = Vec::new();
    for name in WITNESSES {
        let mut witness = Member::new(comity, net, name)?;
        witness.start()?;
        witnesses.push(witness);
    }
    let mut provider = House::open(comity, net, PROVIDER)?;
    let mut court = House::open(comity, net, COURT)?;
    provider.member.sign_in("legal")?;
    court.member.sign_in("clerk")?;
    let order = id(net, "order/ie-prov")?;
    let measure = format!("/measures/{}", id(net, "measure")?);

    let digest = ingest(&provider.member, &order, n_bytes)?;
    let before = provider.road.n_bytes() + court.road.n_bytes();
    let began = court.road.n_there();
    // Evenly over the bytes of the content; what encryption adds makes the last piece longer.
    let place = |n: u64| began + n_bytes / (n_cuts + 1) * n;
    if n_cuts > 0 {
        court.road.stop_at(place(1));
    }
    let path = format!("/orders/{order}/hand-over");
    let answer = provider.member.post("legal", &path, "hand-over", &[]);
    let answer = answer.map_err(Fault::io("hand over"))?;
    if !answer.is_yes() {
        return Err(Fault::reply(path, format_args!("{} {}", answer.status, answer.text)));
    }
    for n in 1..=n_cuts {
        let broken =
            || Fault::reply("the transfer", format_args!("it did not come to its {n}. stop"));
        let then = court.road.stopped(STUCK).ok_or_else(broken)?;
        let node = match n % 3 {
            0 => None,
            1 => Some(&mut court),
            _ => Some(&mut provider),
        };
        if let Some(house) = node {
            house.kill()?;
            house.member.start()?;
        }
        if n < n_cuts {
            court.road.stop_at(place(n + 1));
        }
        // It waits for this answer and for nothing else.
        let _heard = then.send(Then::Cut).is_ok();
    }
    let arrived = |member: &Member| {
        let page = member.get("clerk", &measure).ok()?.json();
        let exhibits = page.get("exhibits")?.as_array()?;
        let mut digests = exhibits.iter().filter_map(|exhibit| exhibit.get("sha256")?.as_str());
        digests.next().map(str::to_owned)
    };
    let found = court.member.until_within(STUCK, arrived);
    let n_wire = provider.road.n_bytes() + court.road.n_bytes() - before;
    provider.kill()?;
    court.kill()?;
    let is_same = found.as_ref() == Some(&digest);
    Ok(Seen { n_bytes, n_cuts, n_wire, provider: provider.used, court: court.used, is_same })
}

/// A name that the sandbox remembers.
fn id(net: &Path, name: &str) -> Result<String, Fault> {
    let memory = net.join("sandbox.json");
    let text = fs::read_to_string(&memory).map_err(Fault::at("read", &memory))?;
    let memory: Value =
        serde_json::from_str(&text).map_err(|error| Fault::reply("sandbox.json", error))?;
    let id = memory.get("ids").and_then(|ids| ids.get(name)?.as_str());
    id.map(str::to_owned).ok_or_else(|| Fault::reply("sandbox.json", name))
}

/// Brings the evidence in. Its SHA-256, as `sha256sum` says it.
fn ingest(provider: &Member, order: &str, n_bytes: u64) -> Result<String, Fault> {
    let (out, into) = io::pipe().map_err(Fault::io("make a pipe"))?;
    let summed = Run::new("sha256sum").input(Stdio::from(out)).start()?;
    let mut blocks = Blocks::new(n_bytes, into);
    let path = format!("/orders/{order}/evidence?name=large.bin");
    let answer = provider.upload_from("legal", &path, "large", n_bytes, &mut blocks);
    let answer = answer.map_err(Fault::io("bring the evidence in"))?;
    drop(blocks);
    let digest = said(summed)?;
    match answer.word("sha256") {
        Some(theirs) if theirs == digest => Ok(digest),
        theirs => Err(Fault::reply(path, format_args!("{theirs:?}, not {digest}"))),
    }
}

/// The first word of what a program says before it ends.
fn said(mut live: Live) -> Result<String, Fault> {
    let mut text = String::new();
    if let Some(out) = &mut live.stdout {
        out.read_to_string(&mut text).map_err(Fault::io("read a digest"))?;
    }
    live.wait(STUCK)?;
    Ok(text.split(' ').next().unwrap_or_default().to_owned())
}

/// Bytes that are made while they are read: a block of noise that begins with its number. Whatever is read is told to another one
/// too.
struct Blocks {
    block: Vec<u8>,
    n: u64,
    at: usize,
    n_left: u64,
    too: PipeWriter,
}

/// A block.
const BLOCK_BYTES: usize = 1 << 20;

impl Blocks {
    fn new(n_bytes: u64, too: PipeWriter) -> Self {
        let block = crate::journey::noise_of(BLOCK_BYTES);
        Self { block, n: 0, at: 0, n_left: n_bytes, too }
    }
}

impl Read for Blocks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == 0 {
            self.block.splice(..8, self.n.to_le_bytes());
            self.n += 1;
        }
        let left = usize::try_from(self.n_left).unwrap_or(usize::MAX);
        let rest = self.block.get(self.at..).unwrap_or_default();
        let n = rest.len().min(buffer.len()).min(left);
        let (Some(to), Some(from)) = (buffer.get_mut(..n), rest.get(..n)) else { return Ok(0) };
        to.copy_from_slice(from);
        self.too.write_all(from)?;
        self.at = (self.at + n) % BLOCK_BYTES;
        self.n_left -= n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests;
