//! `cargo xtask bench letters`: what waited for a member that was gone for three days, once it is back; emergencies beside a queue; and
//! the same letters beside AS2 (RFC 4130), in one run.

use std::{fs, path::PathBuf, time::Duration};

use super::{number, seconds};
use crate::{fault::Fault, instructions, need, place, run::Run, say, tally::Tally};

/// Longer than this is stuck.
const LIMIT: Duration = Duration::from_secs(3_600);
/// Letters that waited, and bytes in each.
const LETTERS: &str = "10000";
const BYTES: &str = "10240";
/// Six addresses from here on are listened on.
const PORT: &str = "21800";
/// Processor time of both nodes for one letter, in microseconds: ten thousand in a minute on two cores.
const BAR_US: u64 = 12_000;
const CORES: u64 = 2;

/// Emergency letters that are timed each way, and letters of 64 KiB that wait beside them.
const EMERGENCIES: &str = "200";
const BULK: &str = "4000";
/// How many times longer one emergency letter in a hundred may take while these are on their way.
const SLOWER_MAX: u64 = 5;

/// Emergency letters while nothing else happens, and behind a queue.
pub(crate) fn haste() -> Result<bool, Fault> {
    let bench = instructions::build("bench", "letters")?;
    let work = place::scratch("letters")?;
    let run = Run::new(&bench).arg("haste").arg(&work);
    let said = run.args([PORT, EMERGENCIES, BULK]).output(LIMIT)?;
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    say::out(format_args!("{}", said.trim_end()));
    let (alone, beside) = (number(&said, "alone_p99_us")?, number(&said, "beside_p99_us")?);
    let mut tally = Tally::default();
    tally.check(number(&said, "letters_left")? > 0, format_args!("the queue is not empty before"));
    tally.check(
        beside <= alone * SLOWER_MAX,
        format_args!(
            "one emergency letter in a hundred takes {beside} µs and {alone} µs alone, at most {SLOWER_MAX} times as long"
        ),
    );
    Ok(tally.failed == 0)
}

/// AS2 in Python as people run it: pyas2lib for the messages, Django for the records, `SQLite` below. The library that it signs with has to be
/// told of today's OpenSSL (`play.py prepare`).
const AS2: [&str; 2] = ["django-pyas2==1.2.3", "gunicorn==27.0.1"];
/// Letters of ours and messages of theirs in each round.
const ROUND: [&str; 2] = ["600", "150"];
const ROUNDS: usize = 3;
/// So many of our letters, at least, for the processor time of one of their messages.
const TIMES_MIN: u64 = 20;
/// Ports of the other side.
const AS2_PORT: &str = "21900";

/// The peer, installed.
pub(super) struct As2 {
    python: PathBuf,
    play: PathBuf,
}

impl As2 {
    /// Installs it.
    pub(super) fn prepare() -> Result<Self, Fault> {
        let python = need::python("as2", need::PYTHON_LEAST, &AS2)?.join("python3");
        let play = place::root().join("interop/as2/play.py");
        Run::new(&python).arg(&play).arg("prepare").output(LIMIT)?;
        Ok(Self { python, play })
    }

    /// So many messages of so many bytes: what it said, and processor time of both sides for one, in microseconds.
    pub(super) fn run(&self, messages: &str, bytes: &str) -> Result<(String, u64), Fault> {
        let work = place::scratch("as2")?;
        let run = Run::new(&self.python).arg(&self.play).arg("run").arg(&work);
        let said = run.args([AS2_PORT, messages, bytes]).output(LIMIT)?;
        fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
        let each = each(&said, "messages", ["cpu_sender_ms", "cpu_receiver_ms"])?;
        Ok((said, each))
    }
}

/// Whether of the rounds, each as processor time of ours and of the peer, the one in the middle shows so many times as much.
pub(super) fn times(rounds: &[(u64, u64)], what: &str, least: u64) -> bool {
    let ratio = |(ours, theirs): &(u64, u64)| theirs * 10 / (*ours).max(1);
    let mut tenths: Vec<u64> = rounds.iter().map(ratio).collect();
    tenths.sort_unstable();
    let tenths = tenths.get(tenths.len() / 2).copied().unwrap_or(0);
    let mut tally = Tally::default();
    tally.check(
        tenths >= least * 10,
        format_args!(
            "{}.{} times their {what} for the same processor time, at least {least}",
            tenths / 10,
            tenths % 10
        ),
    );
    tally.failed == 0
}

/// Letters beside AS2, round by round: processor time of both sides for one message that was signed, encrypted, stored, receipted, and
/// whose receipt was verified and stored.
pub(crate) fn beside_as2() -> Result<bool, Fault> {
    let bench = instructions::build("bench", "letters")?;
    let as2 = As2::prepare()?;
    let [letters, messages] = ROUND;
    let mut rounds = Vec::new();
    for round in 1..=ROUNDS {
        let (_, ours_us) = outage(&bench, letters)?;
        let (theirs, theirs_us) = as2.run(messages, BYTES)?;
        if round == 1 {
            say::out(format_args!("the peer: {}", theirs.trim_end().replace('\n', ", ")));
        }
        say::out(format_args!("round {round}: {ours_us} µs beside {theirs_us} µs"));
        rounds.push((ours_us, theirs_us));
    }
    Ok(times(&rounds, "messages", TIMES_MIN))
}

/// So many letters that waited: what the benchmark said, and processor time of both sides for one, in microseconds.
fn outage(bench: &str, letters: &str) -> Result<(String, u64), Fault> {
    let work = place::scratch("letters")?;
    let run = Run::new(bench).arg("outage").arg(&work);
    let said = run.args([PORT, letters, BYTES]).output(LIMIT)?;
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    let each = each(&said, "letters", ["cpu_provider_ms", "cpu_court_ms"])?;
    Ok((said, each))
}

/// Processor time of both sides for one message, in microseconds.
fn each(said: &str, count: &str, sides: [&str; 2]) -> Result<u64, Fault> {
    let [one, other] = sides;
    let (n, one, other) = (number(said, count)?, number(said, one)?, number(said, other)?);
    Ok((one + other) * 1_000 / n.max(1))
}

pub(crate) fn main(letters: Option<&str>) -> Result<bool, Fault> {
    let bench = instructions::build("bench", "letters")?;
    let (said, each) = outage(&bench, letters.unwrap_or(LETTERS))?;
    say::out(format_args!("{}", said.trim_end()));
    let n_letters = number(&said, "letters")?;
    // What a clock says of a machine that does other things too is told, and not judged.
    say::out(format_args!(
        "     {} s from the first letter that was taken; on idle cores at most {}",
        seconds(&said)?.as_secs(),
        (n_letters * BAR_US / CORES).div_ceil(1_000_000)
    ));
    let mut tally = Tally::default();
    tally.check(
        each <= BAR_US,
        format_args!("{each} µs of processor for a letter on both sides, at most {BAR_US}"),
    );
    Ok(tally.failed == 0)
}
