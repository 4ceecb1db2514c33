//! `cargo xtask tamper`: a court package changed in every way we can think of, and `comity-verify` must
//! say exit code 5 each time.
//!
//! Three kinds: one bit of one byte (every byte of a small package; of a large one every byte of frame
//! and metadata and every 997th of evidence, with `--full`, else a sample of them); a member removed,
//! added, renamed or exchanged, with everything unsigned computed anew; another network's policy.

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
/// Up to this size every byte is changed, whatever it is.
const SMALL_BYTES: u64 = 100_000;
/// Of evidence data in a larger package every so many-th byte; a prime, so that it meets every offset
/// in blocks of any even size.
const EVIDENCE_STRIDE: usize = 997;
/// How many bytes a run without `--full` may make the verifier read, in all: about a minute of work.
const SAMPLE_BYTES: u64 = 16 << 30;
/// And how often it may start it: a start takes milliseconds.
const N_SAMPLES_MAX: u64 = 10_000;
/// Two programs at a time: the machines we plan for have two cores.
const N_WORKERS: usize = 2;
/// Rewriting a large package a hundred times is disk work.
const LIMIT: Duration = Duration::from_secs(900);

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let full = match args {
        [] => false,
        ["--full"] => true,
        _ => return Err(Fault::Usage("tamper takes nothing or `--full`".into())),
    };
    Ok(check(full)?.failed == 0)
}

pub(crate) fn stage() -> Result<Tally, Fault> {
    check(false)
}

/// The default package and a small one from a second network; each is tampered with, and each must be
/// refused under the other's policy.
fn check(full: bool) -> Result<Tally, Fault> {
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
        tally += flips(&verify, &network.package, full)?;
        tally += members(&verify, &network.package)?;
        if tally.failed > 0 {
            break;
        }
    }
    Ok(tally)
}

/// A network of its own with a few bytes of evidence, so that its package is small.
fn small_network(built: &Built) -> Result<journey::Journey, Fault> {
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
fn flips(verify: &Verify<'_>, package: &Path, full: bool) -> Result<Tally, Fault> {
    let map = script("map").arg(package).output(LIMIT)?;
    let positions = positions(&map, full)?;
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
        format_args!("{} changed bytes of {name} are refused", positions.len()),
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

/// Which bytes to change, from the map of the package.
fn positions(map: &str, full: bool) -> Result<Vec<u64>, Fault> {
    let broken = || Fault::reply("tamper.py map", map.trim());
    let map: Value =
        serde_json::from_str(map).map_err(|error| Fault::reply("tamper.py map", error))?;
    let size = map.get("size").and_then(Value::as_u64).ok_or_else(broken)?;
    if size <= SMALL_BYTES {
        return Ok((0..size).collect());
    }
    let mut evidence: Vec<(u64, u64)> = Vec::new();
    for range in map.get("evidence").and_then(Value::as_array).ok_or_else(broken)? {
        let end = |n: usize| range.get(n).and_then(Value::as_u64).ok_or_else(broken);
        evidence.push((end(0)?, end(1)?));
    }
    let mut all = Vec::new();
    let mut from = 0;
    evidence.sort_unstable();
    for (start, end) in evidence {
        all.extend(from..start);
        all.extend((start..end).step_by(EVIDENCE_STRIDE));
        from = end;
    }
    all.extend(from..size);
    let n_samples = (SAMPLE_BYTES / size).clamp(1, N_SAMPLES_MAX);
    let n_samples = usize::try_from(n_samples).unwrap_or(usize::MAX);
    let step = if full { 1 } else { all.len().div_ceil(n_samples).max(1) };
    Ok(all.into_iter().step_by(step).collect())
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
