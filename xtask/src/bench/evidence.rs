//! `cargo xtask bench letters evidence`: evidence that one member hands over to another, beside AS2 (RFC 4130) with as many bytes, in
//! one run. Ours is the programs that ship, with everything that a hand-over is: read, encrypted for the other side, sent over TLS,
//! verified, kept, in both logs. What all five nodes of the sandbox do meanwhile counts too.

use std::fs;
use std::path::Path;

use super::letters::{As2, times};
use crate::journey::{Event, Show, noise};
use crate::{fault::Fault, place, sandbox, say};

/// Files in a hand-over, and the bytes of each.
const FILES: u64 = 16;
const FILE_BYTES: u64 = 10 << 20;
/// Messages of the peer in a round, each of as many bytes.
const MESSAGES: &str = "10";
const ROUNDS: usize = 3;
/// So many of our bytes, at least, for the processor time of one of theirs.
const TIMES_MIN: u64 = 40;
/// The step of the journey that is measured.
const STEP: &str = "hand-over";
/// What `/proc` counts processor time in.
const TICKS_PER_SECOND: u64 = 100;

pub(crate) fn main() -> Result<bool, Fault> {
    let built = sandbox::build()?;
    let as2 = As2::prepare()?;
    let mut rounds = Vec::new();
    for round in 1..=ROUNDS {
        let ours_us = hand_over(&built)? / FILES;
        let (_, theirs_us) = as2.run(MESSAGES, &FILE_BYTES.to_string())?;
        say::out(format_args!(
            "round {round}: {ours_us} µs for 10 MiB beside {theirs_us} µs; {} MiB for a second of processor on both sides",
            10_000_000 / ours_us.max(1)
        ));
        rounds.push((ours_us, theirs_us));
    }
    Ok(times(&rounds, "bytes", TIMES_MIN))
}

/// Processor time of all nodes while one of them hands over, in microseconds.
fn hand_over(built: &sandbox::Built) -> Result<u64, Fault> {
    let work = place::scratch("evidence")?;
    let mut words = vec!["--evidence".to_owned()];
    for n in 0..FILES {
        // No two alike: what is there already would not be sent.
        let file = work.join(format!("{n}.bin"));
        noise(&file, FILE_BYTES - 8 * n)?;
        words.push(file.to_string_lossy().into_owned());
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let show = Show::start(built, &work.join("net"), &words)?;
    show.until(&Event::Begin(STEP.to_owned()))?;
    let before = processor_us(show.pid())?;
    show.until(&Event::End(STEP.to_owned()))?;
    let after = processor_us(show.pid())?;
    show.finish()?;
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    Ok(after.saturating_sub(before))
}

/// Processor time of the children of a process, in microseconds.
fn processor_us(parent: u32) -> Result<u64, Fault> {
    let proc = Path::new("/proc");
    let mut sum = 0;
    for entry in fs::read_dir(proc).map_err(Fault::at("read", proc))?.filter_map(Result::ok) {
        // What is no process has no such file, and a process may end between the two looks.
        if let Some((of, us)) = processor(&entry.path())
            && of == u64::from(parent)
        {
            sum += us;
        }
    }
    Ok(sum)
}

/// The parent of a process and its processor time in microseconds, from its folder in `/proc`: of `stat` (proc(5)), where after the
/// name, which may hold anything, the second field is the parent and the twelfth and thirteenth are ticks.
pub(super) fn processor(folder: &Path) -> Option<(u64, u64)> {
    let stat = fs::read_to_string(folder.join("stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let fields: Vec<u64> = rest.split(' ').map(|field| field.parse().unwrap_or(0)).collect();
    let ticks = fields.iter().skip(11).take(2).sum::<u64>();
    Some((*fields.get(1)?, ticks * 1_000_000 / TICKS_PER_SECOND))
}
