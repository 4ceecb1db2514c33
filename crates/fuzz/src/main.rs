//! `fuzz [--seconds N] [--inputs N] [--seed N] [--trace] [--keep DIR] [TARGET]...`: parsers and bytes of strangers.
//!
//! One line for each target. A finding ends its target; the input, made shorter, is written to `DIR/TARGET/`. With
//! `--trace` the number of each input is said before it is asked: where the process itself dies, as without memory, the
//! last number is the one. `--list` says the names.

use std::alloc::System;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fuzz::target::{Tally, Target};
use fuzz::targets;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static COUNTING: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

struct Args {
    seconds: Option<u64>,
    inputs: u64,
    seed: u64,
    trace: bool,
    keep: Option<PathBuf>,
    names: Vec<String>,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--list") {
        targets::all().iter().for_each(|target| say(target.name));
        return ExitCode::SUCCESS;
    }
    let Some(args) = parse(&args) else {
        say(
            "usage: fuzz [--seconds N] [--inputs N] [--seed N] [--trace] [--keep DIR] [--list] [TARGET]...",
        );
        return ExitCode::from(2);
    };
    let all = targets::all();
    let chosen: Vec<&Target> = all
        .iter()
        .filter(|target| args.names.is_empty() || args.names.iter().any(|name| name == target.name))
        .collect();
    if chosen.is_empty() {
        say("no such target; `--list` says them");
        return ExitCode::from(2);
    }
    std::panic::set_hook(Box::new(|_| {}));
    let share = args.seconds.map(|seconds| {
        let n = u32::try_from(chosen.len()).unwrap_or(1).max(1);
        Duration::from_secs(seconds).checked_div(n).unwrap_or_default()
    });
    let mut n_found = 0_u64;
    for target in chosen {
        let tally = run(target, &args, share);
        let found = report(target, &tally, &args);
        n_found = n_found.saturating_add(u64::from(found));
    }
    if n_found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(target: &Target, args: &Args, share: Option<Duration>) -> Tally {
    let seeds = targets::seeds_of(target);
    let begun = Instant::now();
    let inputs = args.inputs.checked_div(target.weight).unwrap_or(0).max(1);
    target.run(&seeds, args.seed, |n| {
        if args.trace {
            say(&format!("{} {n}", target.name));
        }
        share.map_or(n < inputs, |share| begun.elapsed() < share)
    })
}

fn report(target: &Target, tally: &Tally, args: &Args) -> bool {
    let Tally { n_inputs, n_read, alloc_per_byte_max, slowest, finding } = tally;
    let word = if finding.is_some() { "FAIL" } else { "ok" };
    say(&format!(
        "{word} fuzz {} seed {}: {n_inputs} inputs, {n_read} read, {alloc_per_byte_max} bytes a byte, {} ms at most",
        target.name,
        args.seed,
        slowest.as_millis()
    ));
    let Some(finding) = finding else { return false };
    say(&format!("     {}", finding.what));
    if let Some(keep) = &args.keep {
        let folder = keep.join(target.name);
        let name = seal::digest::Digest::of(&finding.input).hex();
        let file = folder.join(name.get(..16).unwrap_or(&name));
        let kept =
            std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, &finding.input));
        match kept {
            Ok(()) => say(&format!("     kept as {}", file.display())),
            Err(error) => say(&format!("     not kept: {error}")),
        }
    }
    true
}

fn parse(args: &[String]) -> Option<Args> {
    let mut found =
        Args { seconds: None, inputs: 1_000, seed: 1, trace: false, keep: None, names: Vec::new() };
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--seconds" => found.seconds = Some(rest.next()?.parse().ok()?),
            "--inputs" => found.inputs = rest.next()?.parse().ok()?,
            "--seed" => found.seed = rest.next()?.parse().ok()?,
            "--keep" => found.keep = Some(PathBuf::from(rest.next()?)),
            "--trace" => found.trace = true,
            name if !name.starts_with("--") => found.names.push(name.to_owned()),
            _ => return None,
        }
    }
    Some(found)
}

/// A line; whoever reads no more gets no more.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "{line}"));
}
