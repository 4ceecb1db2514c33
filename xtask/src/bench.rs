//! `cargo xtask bench ingest`: evidence on its way into a node, beside the programs that do a part of it.
//!
//! Round after round, each program has the same file on the same cores, one after another, so that whatever else the
//! machine does meets all of them; what is judged is the median of the ratios of each round. One core and two are asked
//! apart. No part of `cargo xtask test`: seconds depend on the machine, and what CI gates on is counted
//! ([`instructions`](crate::instructions)).
//!
//! Durability: `age` and we flush what we write before we are done, and we keep the record of the exhibit and a signed
//! log besides; `openssl`, `dc3dd` and `hashdeep` read and write nothing.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{fault::Fault, instructions, journey, need, place, run::Run, say, tally::Tally};

mod evidence;
mod ledger;
mod letters;
pub(crate) mod transfer;

/// Longer than this is stuck, not slow.
const STUCK: Duration = Duration::from_secs(900);
/// Ours may need this above what an idle node has, whatever the size.
const MEMORY_BYTES: u64 = 64 << 20;

/// How memory is handed out in a node that ships: as its unit says.
const MALLOC: [(&str, &str); 3] = [
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_MMAP_THRESHOLD_", "262144"),
    ("MALLOC_TRIM_THRESHOLD_", "16777216"),
];

/// The command line.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    n_rounds: usize,
    mib: u64,
    gib: u64,
    small: bool,
}

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    if args == ["ledger"] {
        return ledger::main();
    }
    if let ["letters", rest @ ..] = args {
        return match rest {
            [] => letters::main(None),
            ["haste"] => letters::haste(),
            ["as2"] => letters::beside_as2(),
            ["evidence"] => evidence::main(),
            [n] => letters::main(Some(n)),
            [_, ..] => Err(Fault::Usage("bench letters [COUNT | haste | as2 | evidence]".into())),
        };
    }
    if let ["transfer", rest @ ..] = args {
        return transfer::main(rest);
    }
    let plan = parse(args)?;
    need::debian(&[&need::AGE, &need::CC, &need::DC3DD, &need::HASHDEEP, &need::OPENSSL])?;
    let bench =
        Bench { ours: instructions::build("bench", "ingest")?, work: place::scratch("bench")? };
    let mut tally = Tally::default();
    if plan.gib > 0 {
        tally += bench.memory(plan.gib)?;
    } else if plan.small {
        tally += bench.small()?;
    } else {
        let file = bench.work.join("large.bin");
        journey::noise(&file, plan.mib << 20)?;
        for cores in [Cores::One, Cores::Two] {
            tally += bench.race(cores, &plan, &file)?;
        }
    }
    fs::remove_dir_all(&bench.work).map_err(Fault::at("remove", &bench.work))?;
    say::out(format_args!("{tally}"));
    Ok(tally.failed == 0)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cores {
    One,
    Two,
}

impl Cores {
    const fn list(self) -> &'static str {
        match self {
            Self::One => "0",
            Self::Two => "0,1",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::One => "one core",
            Self::Two => "two cores",
        }
    }

    /// What our speed must be of that of SHA-256 alone, in thousandths.
    const fn of_sha256(self) -> u64 {
        match self {
            Self::One => 450,
            Self::Two => 850,
        }
    }

    /// What our speed must be of theirs, in thousandths; none where nothing is promised. `slower` is how many times slower
    /// they are than SHA-256 alone in the same round: what is promised of two programs is one promise in two units, and
    /// nobody who computes SHA-256 is faster than that (RFD 14).
    fn bar(self, peer: Peer, slower: Ratio) -> Option<Ratio> {
        let most = match (self, peer) {
            (_, Peer::Openssl) => return Some(Ratio(self.of_sha256())),
            (Self::One, Peer::Dc3dd | Peer::Hashdeep) => 3_000,
            (Self::One, Peer::Age) => return None,
            (Self::Two, Peer::Dc3dd | Peer::Hashdeep) => 6_000,
            (Self::Two, Peer::Age) => return Some(Ratio(1_000)),
        };
        let same = slower.0.saturating_mul(self.of_sha256()) / 1_000;
        Some(Ratio(same.min(most)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Peer {
    Age,
    Dc3dd,
    Hashdeep,
    Openssl,
}

impl Peer {
    const ALL: [Self; 4] = [Self::Openssl, Self::Dc3dd, Self::Hashdeep, Self::Age];

    const fn words(self) -> &'static str {
        match self {
            Self::Age => "age -r, flushed",
            Self::Dc3dd => "dc3dd hash=sha256",
            Self::Hashdeep => "hashdeep -c sha256",
            Self::Openssl => "openssl dgst -sha256",
        }
    }
}

/// A ratio in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ratio(u64);

impl Ratio {
    fn of(theirs: Duration, ours: Duration) -> Self {
        let ratio = theirs.as_micros().saturating_mul(1_000) / ours.as_micros().max(1);
        Self(u64::try_from(ratio).unwrap_or(u64::MAX))
    }

    /// This one, in units of another.
    fn over(self, bar: Self) -> Self {
        Self(self.0.saturating_mul(1_000) / bar.0.max(1))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1_000, self.0 % 1_000)
    }
}

struct Bench {
    ours: String,
    work: PathBuf,
}

impl Bench {
    fn race(&self, cores: Cores, plan: &Plan, file: &Path) -> Result<Tally, Fault> {
        let recipient = self.recipient()?;
        let load = load();
        let mut ratios: Vec<Vec<Ratio>> = vec![Vec::new(); Peer::ALL.len()];
        let mut slower = ratios.clone();
        let mut ours = Vec::new();
        for round in 0..plan.n_rounds {
            let mut took = Vec::new();
            let mut own = None;
            // Another one begins each time, so that nobody always comes after the same one.
            for n in 0..=Peer::ALL.len() {
                match Peer::ALL.get((round + n) % (Peer::ALL.len() + 1)) {
                    None => own = Some(self.ingest(cores, file)?),
                    Some(peer) => took.push((*peer, self.peer(cores, *peer, file, &recipient)?)),
                }
            }
            let Some(own) = own else { continue };
            let of = |peer| took.iter().find(|(of, _)| *of == peer).map(|(_, took)| *took);
            let sha256 = of(Peer::Openssl).unwrap_or_default();
            for ((ratios, slower), peer) in ratios.iter_mut().zip(&mut slower).zip(Peer::ALL) {
                ratios.extend(of(peer).map(|took| Ratio::of(took, own)));
                slower.extend(of(peer).map(|took| Ratio::of(took, sha256)));
            }
            ours.push(own);
        }
        ours.sort_unstable();
        let median = ours.get(ours.len() / 2).copied().unwrap_or_default();
        let rate = u128::from(plan.mib) * 1_000_000 / median.as_micros().max(1);
        say::out(format_args!(
            "== {}: {} rounds of {} MiB, load {load} before and {} after; ours {rate} MiB/s",
            cores.words(),
            plan.n_rounds,
            plan.mib,
            self::load()
        ));
        let mut tally = Tally::default();
        for ((mut ratios, mut slower), peer) in ratios.into_iter().zip(slower).zip(Peer::ALL) {
            // Each round is judged by itself: the machine is not equally fast in all of them.
            let met = ratios.iter().zip(&slower);
            let met = met.filter_map(|(ratio, slower)| Some(ratio.over(cores.bar(peer, *slower)?)));
            let mut met: Vec<Ratio> = met.collect();
            met.sort_unstable();
            ratios.sort_unstable();
            slower.sort_unstable();
            let at = |n: usize| ratios.get(n.min(ratios.len().saturating_sub(1))).copied();
            let met = met.get(met.len() / 2).copied();
            let (Some(low), Some(median), Some(high)) =
                (at(ratios.len() / 4), at(ratios.len() / 2), at(ratios.len() * 3 / 4))
            else {
                continue;
            };
            let slower = slower.get(slower.len() / 2).copied().unwrap_or(Ratio(1_000));
            let line = format!(
                "{:<22} × {median} (middle half {low} to {high}; SHA-256 alone × {slower})",
                peer.words()
            );
            match met {
                Some(met) => {
                    let is_met = met >= Ratio(1_000);
                    tally.check(is_met, format_args!("{line}, × {met} of what was asked"));
                }
                None => say::out(format_args!("     {line}")),
            }
        }
        Ok(tally)
    }

    fn ingest(&self, cores: Cores, file: &Path) -> Result<Duration, Fault> {
        let dir = self.found()?;
        let run = self.node(Some(cores)).arg("one").arg(&dir).arg(file);
        let took = seconds(&run.output(STUCK)?)?;
        fs::remove_dir_all(&dir).map_err(Fault::at("remove", &dir))?;
        Ok(took)
    }

    fn peer(
        &self,
        cores: Cores,
        peer: Peer,
        file: &Path,
        recipient: &str,
    ) -> Result<Duration, Fault> {
        let (run, out) = (pinned(cores), self.work.join("out.age"));
        let run = match peer {
            Peer::Age => {
                let script = "age -r \"$1\" -o \"$2\" \"$3\" && sync \"$2\"";
                run.args(["sh", "-c", script, "sh", recipient]).arg(&out).arg(file)
            }
            Peer::Dc3dd => {
                let input = format!("if={}", file.display());
                run.args(["dc3dd", &input, "of=/dev/null", "hash=sha256", "log=/dev/null"])
            }
            Peer::Hashdeep => run.args(["hashdeep", "-c", "sha256"]).arg(file),
            Peer::Openssl => run.args(["openssl", "dgst", "-sha256"]).arg(file),
        };
        let began = Instant::now();
        run.output(STUCK)?;
        let took = began.elapsed();
        if peer == Peer::Age {
            fs::remove_file(&out).map_err(Fault::at("remove", &out))?;
        }
        Ok(took)
    }

    /// The same way for a size that fits no memory.
    fn memory(&self, gib: u64) -> Result<Tally, Fault> {
        let file = self.work.join("large.bin");
        // Zeros are as long as anything else, and take no room on the disk.
        let made = fs::File::create(&file).map_err(Fault::at("create", &file))?;
        made.set_len(gib << 30).map_err(Fault::at("write", &file))?;
        let dir = self.found()?;
        let said = self.node(None).arg("one").arg(&dir).arg(&file).output(STUCK)?;
        let (before, peak) = (number(&said, "bytes_before")?, number(&said, "bytes_peak")?);
        let more = peak.saturating_sub(before);
        let took = seconds(&said)?.as_secs();
        let mut tally = Tally::default();
        tally.check(
            more <= MEMORY_BYTES,
            format_args!(
                "{gib} GiB in {took} s take {} MiB above the {} MiB of an idle node, at most {}",
                more >> 20,
                before >> 20,
                MEMORY_BYTES >> 20
            ),
        );
        Ok(tally)
    }

    /// Ten thousand files of one KiB, beside `age` and `sha256sum` over the same number.
    fn small(&self) -> Result<Tally, Fault> {
        let (n_files, n_bytes, beside) = (10_000_u32, 1_024_usize, 64);
        let recipient = self.recipient()?;
        let (files, out) = (self.work.join("files"), self.work.join("out"));
        for dir in [&files, &out] {
            fs::create_dir_all(dir).map_err(Fault::at("create", dir))?;
        }
        for n in 0..n_files {
            let path = files.join(n.to_string());
            fs::write(&path, vec![n.to_le_bytes()[0]; n_bytes])
                .map_err(Fault::at("write", &path))?;
        }
        let script = "cd \"$2\" && sha256sum * > \"$3/sums\" && for f in *; do age -r \"$1\" -o \"$3/$f\" \"$f\" && \
                      sync \"$3/$f\"; done";
        let began = Instant::now();
        let run = pinned(Cores::Two).args(["sh", "-c", script, "sh", &recipient]);
        run.arg(&files).arg(&out).output(STUCK)?;
        let theirs = began.elapsed();
        let dir = self.found()?;
        let counts = [n_files.to_string(), n_bytes.to_string(), beside.to_string()];
        let said = self.node(Some(Cores::Two)).arg("many").arg(&dir).args(counts).output(STUCK)?;
        let ours = seconds(&said)?;
        let rate = |took: Duration| u128::from(n_files) * 1_000_000 / took.as_micros().max(1);
        say::out(format_args!(
            "     {} files/s, `age` and `sha256sum` with a flush of each file {}, load {}",
            rate(ours),
            rate(theirs),
            load()
        ));
        let ratio = Ratio::of(theirs, ours);
        let mut tally = Tally::default();
        tally.check(
            ratio.0 >= 500,
            format_args!("{n_files} files of {n_bytes} bytes: × {ratio}, at least {}", Ratio(500)),
        );
        Ok(tally)
    }

    fn found(&self) -> Result<PathBuf, Fault> {
        let dir = self.work.join("node");
        Run::new(&self.ours).arg("found").arg(&dir).output(STUCK)?;
        Ok(dir)
    }

    /// Our side, with the environment of a node.
    fn node(&self, cores: Option<Cores>) -> Run {
        let run = match cores {
            Some(cores) => pinned(cores).arg(&self.ours),
            None => Run::new(&self.ours),
        };
        MALLOC.iter().fold(run, |run, (name, value)| run.env(name, value))
    }

    fn recipient(&self) -> Result<String, Fault> {
        let said = Run::new("sh").args(["-c", "age-keygen 2>/dev/null | age-keygen -y"]);
        Ok(said.output(STUCK)?.trim().to_owned())
    }
}

fn pinned(cores: Cores) -> Run {
    Run::new("taskset").args(["-c", cores.list()])
}

/// The last minute's load, as the kernel writes it.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

fn line<'a>(said: &'a str, name: &str) -> Result<&'a str, Fault> {
    let found = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    found.ok_or_else(|| Fault::reply("the benchmark", format_args!("no line `{name}`")))
}

fn number(said: &str, name: &str) -> Result<u64, Fault> {
    let text = line(said, name)?;
    text.parse().map_err(|_| Fault::reply("the benchmark", format_args!("{name} is `{text}`")))
}

fn seconds(said: &str) -> Result<Duration, Fault> {
    let text = line(said, "seconds")?;
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.ok_or_else(|| Fault::reply("the benchmark", format_args!("seconds is `{text}`")))
}

/// Reads `ingest [--rounds N] [--mib N] | ingest --gib N | ingest --small`.
fn parse(args: &[&str]) -> Result<Plan, Fault> {
    let usage = || Fault::Usage("bench ingest [--rounds N] [--mib N] | --gib N | --small".into());
    let mut plan = Plan { n_rounds: 30, mib: 1024, gib: 0, small: false };
    let ["ingest", rest @ ..] = args else { return Err(usage()) };
    let mut rest = rest;
    loop {
        rest = match rest {
            [] => return Ok(plan),
            ["--small", more @ ..] => {
                plan.small = true;
                more
            }
            [name, n, more @ ..] => {
                let n: u64 = n.parse().map_err(|_| usage())?;
                match *name {
                    "--gib" => plan.gib = n,
                    "--mib" => plan.mib = n,
                    "--rounds" => plan.n_rounds = usize::try_from(n).map_err(|_| usage())?,
                    _ => return Err(usage()),
                }
                more
            }
            [_] => return Err(usage()),
        };
    }
}

#[cfg(test)]
mod tests {
    //! What is read of the command line and of the benchmark.

    use std::time::Duration;

    use super::{Cores, Peer, Plan, Ratio, number, parse, seconds};

    #[test]
    fn the_command_line_is_read() {
        let plan = Plan { n_rounds: 40, mib: 64, gib: 0, small: false };
        assert_eq!(parse(&["ingest", "--rounds", "40", "--mib", "64"]).unwrap(), plan);
        assert_eq!(parse(&["ingest", "--gib", "10"]).unwrap().gib, 10);
        for wrong in [&["seal"][..], &["ingest", "--rounds"], &["ingest", "--rounds", "many"]] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_the_benchmark_says_is_read() {
        let said = "seconds 1.25\nbytes_peak 4096\n";
        assert_eq!(seconds(said).unwrap(), Duration::from_millis(1_250));
        assert_eq!(number(said, "bytes_peak").unwrap(), 4_096);
        assert!(number(said, "bytes").is_err());
    }

    #[test]
    fn nobody_is_asked_to_be_faster_than_sha256_allows() {
        let bar = |cores: Cores, peer, slower| cores.bar(peer, Ratio(slower)).map(|bar| bar.0);
        // As slow as where the promise was written down, slower, and as fast as portable C is today.
        for (slower, one, two) in
            [(7_100, 3_000, 6_000), (20_000, 3_000, 6_000), (4_600, 2_070, 3_910)]
        {
            for peer in [Peer::Dc3dd, Peer::Hashdeep] {
                assert_eq!(bar(Cores::One, peer, slower), Some(one));
                assert_eq!(bar(Cores::Two, peer, slower), Some(two));
            }
            assert_eq!(bar(Cores::Two, Peer::Openssl, slower), Some(850));
            assert_eq!(bar(Cores::One, Peer::Age, slower), None);
            assert_eq!(bar(Cores::Two, Peer::Age, slower), Some(1_000));
        }
    }

    #[test]
    fn a_ratio_is_written_in_thousandths() {
        let ratio = Ratio::of(Duration::from_millis(1_500), Duration::from_secs(3));
        assert_eq!((ratio, ratio.to_string().as_str()), (Ratio(500), "0.500"));
        assert_eq!(ratio.over(Ratio(400)), Ratio(1_250));
    }
}
