//! `cargo xtask tamper`: a court package changed in every way we can think of, and `comity-verify` must
//! say exit code 5 each time.
//!
//! Three kinds: one bit of one byte (with `--full` every byte of a small package, and of a large one every
//! byte of frame and metadata and every 997th of evidence; else a sample of both); a member removed,
//! added, renamed or exchanged, with everything unsigned computed anew; another network's policy.
//!
//! A changed byte of evidence costs the verifier the whole package, any other byte only what is small in
//! it. The full run of a large package takes hours, so `--part K/N` does the K-th of N equal shares.

use std::{
    fs,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use serde_json::Value;

use crate::{fault::Fault, journey, need, place, run::Run, sandbox::Built, say, tally::Tally};

/// The verifier's exit code for a package that does not verify.
const REFUSED: Option<i32> = Some(5);
/// Up to this size a full run changes every byte, whatever it is. The smallest package of a real order has
/// 200 KB: every leaf comes with a checkpoint, and that with six signatures of 3 KB each.
const SMALL_BYTES: u64 = 256 * 1024;
/// Of evidence data in a larger package every so many-th byte; a prime, so that it meets every offset
/// in blocks of any even size.
const EVIDENCE_STRIDE: usize = 997;
/// How many of the evidence bytes a run without `--full` changes: each costs a third of a second.
const N_EVIDENCE_SAMPLES: usize = 120;
/// And of the other bytes: each costs milliseconds.
const N_FRAME_SAMPLES: usize = 2_000;
/// Two programs at a time: the machines we plan for have two cores.
const N_WORKERS: usize = 2;
/// Rewriting a large package a hundred times is disk work.
const LIMIT: Duration = Duration::from_secs(900);

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let amount = match args {
        [] => Amount::Sample,
        ["--full"] => Amount::Part { k: 1, n: 1 },
        ["--full", "--part", part] => part_of(part).ok_or_else(|| {
            Fault::Usage(format!("`--part` takes `K/N` from 1/N to N/N, not `{part}`"))
        })?,
        _ => return Err(Fault::Usage("tamper takes nothing or `--full [--part K/N]`".into())),
    };
    Ok(check(amount)?.failed == 0)
}

pub(crate) fn stage() -> Result<Tally, Fault> {
    check(Amount::Sample)
}

/// How many bytes of a large package are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Amount {
    /// A few minutes' worth, spread over the file.
    Sample,
    /// Every byte that has to be, but only the k-th of n equal shares of them.
    Part { k: usize, n: usize },
}

fn part_of(text: &str) -> Option<Amount> {
    let (k, n) = text.split_once('/')?;
    let (k, n): (usize, usize) = (k.parse().ok()?, n.parse().ok()?);
    (1..=n).contains(&k).then_some(Amount::Part { k, n })
}

/// The default package and a small one from a second network; each is tampered with, and each must be
/// refused under the other's policy.
fn check(amount: Amount) -> Result<Tally, Fault> {
    need::debian(&[&need::PYTHON])?;
    let (built, large) = journey::last()?;
    let small = small_network(&built)?;
    let mut tally = Tally::default();
    for (network, other) in [(&small, &large), (&large, &small)] {
        let verify = Verify { program: &built.verify, policy: &network.policy };
        tally.check(
            verify.code(&network.package)? == Some(0),
            format_args!("the package itself verifies"),
        );
        let foreign = Verify { program: &built.verify, policy: &other.policy };
        let refused = foreign.code(&network.package)? == REFUSED;
        tally.check(refused, format_args!("another network's policy is refused"));
        tally += flips(&verify, &network.package, amount)?;
        tally += members(&verify, &network.package)?;
        if tally.failed > 0 {
            break;
        }
    }
    Ok(tally)
}

/// A network of its own with a few bytes of evidence, so that its package is small.
pub(crate) fn small_network(built: &Built) -> Result<journey::Journey, Fault> {
    let dir = place::scratch("small")?;
    let evidence = dir.join("note.txt");
    fs::write(&evidence, "one line of evidence\n").map_err(Fault::at("write", &evidence))?;
    let evidence = evidence.to_string_lossy().into_owned();
    journey::play(built, &dir.join("net"), &["--evidence", &evidence])
}

/// A verifier with the policy it trusts.
struct Verify<'a> {
    program: &'a Path,
    policy: &'a Path,
}

impl Verify<'_> {
    fn code(&self, package: &Path) -> Result<Option<i32>, Fault> {
        let run = Run::new(self.program).arg(package).arg("--policy").arg(self.policy);
        Ok(run.read_quick()?.code)
    }
}

/// Changes one bit at a time, in a copy, and puts it back.
fn flips(verify: &Verify<'_>, package: &Path, amount: Amount) -> Result<Tally, Fault> {
    let map = script("map").arg(package).output(LIMIT)?;
    let (positions, n_evidence) = positions(&map, amount)?;
    let work = place::scratch("flips")?;
    let next = AtomicUsize::new(0);
    let passed: Vec<Result<Vec<u64>, Fault>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..N_WORKERS)
            .map(|n| {
                let (copy, next, positions) = (work.join(format!("{n}.asice")), &next, &positions);
                scope.spawn(move || flip_some(verify, package, &copy, positions, next))
            })
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let mut accepted: Vec<u64> = Vec::new();
    for part in passed {
        accepted.extend(part?);
    }
    for at in accepted.iter().take(10) {
        say::out(format_args!("     a changed byte {at} was not answered with exit code 5"));
    }
    let name = package.file_name().unwrap_or_default().to_string_lossy();
    let mut tally = Tally::default();
    tally.check(
        accepted.is_empty(),
        format_args!(
            "{} changed bytes of {name} are refused, {n_evidence} of them in evidence",
            positions.len()
        ),
    );
    Ok(tally)
}

/// Takes positions until none is left; returns those whose change was not refused.
fn flip_some(
    verify: &Verify<'_>,
    package: &Path,
    copy: &Path,
    positions: &[u64],
    next: &AtomicUsize,
) -> Result<Vec<u64>, Fault> {
    fs::copy(package, copy).map_err(Fault::at("copy", package))?;
    let file =
        fs::File::options().read(true).write(true).open(copy).map_err(Fault::at("open", copy))?;
    let mut accepted = Vec::new();
    while let Some(&at) = positions.get(next.fetch_add(1, Ordering::Relaxed)) {
        let mut byte = [0];
        file.read_exact_at(&mut byte, at).map_err(Fault::at("read", copy))?;
        let changed = byte.map(|byte| byte ^ (1 << (at % 8)));
        file.write_all_at(&changed, at).map_err(Fault::at("write", copy))?;
        if verify.code(copy)? != REFUSED {
            accepted.push(at);
        }
        file.write_all_at(&byte, at).map_err(Fault::at("write", copy))?;
    }
    Ok(accepted)
}

/// Which bytes to change, from the map of the package, and how many of them are evidence.
fn positions(map: &str, amount: Amount) -> Result<(Vec<u64>, usize), Fault> {
    let broken = || Fault::reply("tamper.py map", map.trim());
    let map: Value =
        serde_json::from_str(map).map_err(|error| Fault::reply("tamper.py map", error))?;
    let size = map.get("size").and_then(Value::as_u64).ok_or_else(broken)?;
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for range in map.get("evidence").and_then(Value::as_array).ok_or_else(broken)? {
        let end = |n: usize| range.get(n).and_then(Value::as_u64).ok_or_else(broken);
        ranges.push((end(0)?, end(1)?));
    }
    ranges.sort_unstable();
    let stride = if size <= SMALL_BYTES { 1 } else { EVIDENCE_STRIDE };
    let (mut frame, mut evidence, mut from) = (Vec::new(), Vec::new(), 0);
    for (start, end) in ranges {
        frame.extend(from..start);
        evidence.extend((start..end).step_by(stride));
        from = end;
    }
    frame.extend(from..size);
    let share = |all: Vec<u64>, n_samples: usize| -> Vec<u64> {
        let (skip, step) = match amount {
            Amount::Sample => (0, all.len().div_ceil(n_samples).max(1)),
            Amount::Part { k, n } => (k.saturating_sub(1), n),
        };
        all.into_iter().skip(skip).step_by(step).collect()
    };
    let evidence = share(evidence, N_EVIDENCE_SAMPLES);
    let n_evidence = evidence.len();
    let mut all = share(frame, N_FRAME_SAMPLES);
    all.extend(evidence);
    Ok((all, n_evidence))
}

/// Packages whose members were exchanged by somebody who computed everything unsigned anew.
fn members(verify: &Verify<'_>, package: &Path) -> Result<Tally, Fault> {
    let work = place::scratch("forged")?;
    let names = script("make").arg(package).arg(&work).output(LIMIT)?;
    let forged = |name: &str| -> PathBuf { work.join(format!("{name}.asice")) };
    let mut tally = Tally::default();
    let same = fs::read(forged("same")).map_err(Fault::at("read", &work))?;
    let original = fs::read(package).map_err(Fault::at("read", package))?;
    tally.check(same == original, format_args!("the forger writes the format byte for byte"));
    for name in names.lines() {
        let code = verify.code(&forged(name))?;
        tally.check(code == REFUSED, format_args!("{name} is refused"));
    }
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    Ok(tally)
}

fn script(word: &str) -> Run {
    let path = place::root().join("interop/tamper.py");
    Run::new("python3").arg("-B").arg(path).arg(word)
}

#[cfg(test)]
mod tests;
