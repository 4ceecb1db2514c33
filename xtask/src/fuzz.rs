//! `cargo xtask fuzz [--seconds N] [--seed N] [TARGET]...`: parsers and bytes of strangers, for as long as one likes.
//!
//! The tests of `crates/fuzz` ask a fixed number of inputs; this is the long run, with other seeds. What is found is made
//! shorter and kept in `crates/fuzz/corpus/TARGET/`, where the tests ask it again. The program has little memory, so that one
//! that believes a length of terabytes ends; then it is run again, and the input that ended it is named. The last line is
//! `N passed, M failed`, of targets.
//!
//! `fuzz nodes [--seconds N]` is the other kind of target: two whole nodes on a wire that changes bytes (`sim`).

use std::time::{Duration, Instant};

use crate::{
    fault::Fault,
    need,
    peers::program,
    place,
    run::{Output, Run},
    say,
    tally::Tally,
};

/// A long run that nobody asked for otherwise.
const SECONDS: &str = "600";
const SEED: &str = "1";
/// Memory of the program in KiB: an input has at most 192 KiB, the fixtures some megabytes.
const MEMORY_KIB: u64 = 2 << 20;
/// Two nodes at a time: so many seeds are one run of the test.
const SEEDS_PER_RUN: u64 = 8;

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (mut seconds, mut seed) = (SECONDS, SEED);
    let mut names: Vec<&str> = Vec::new();
    let mut rest = args;
    loop {
        rest = match rest {
            [] => break,
            ["--seconds", n, more @ ..] => {
                seconds = n;
                more
            }
            ["--seed", n, more @ ..] => {
                seed = n;
                more
            }
            [flag, ..] if flag.starts_with("--") => {
                return Err(Fault::Usage(format!("fuzz does not know `{flag}`")));
            }
            [name, more @ ..] => {
                names.push(name);
                more
            }
        };
    }
    let limit = seconds.parse().map(Duration::from_secs);
    let limit = limit.map_err(|_| Fault::Usage(format!("`{seconds}` is no number")))?;
    let tally = if names == ["nodes"] {
        let from = seed.parse().map_err(|_| Fault::Usage(format!("`{seed}` is no number")))?;
        nodes(from, limit)?
    } else {
        parsers(&names, seed, seconds)?
    };
    say::out(format_args!("{tally}"));
    Ok(tally.failed == 0)
}

fn parsers(names: &[&str], seed: &str, seconds: &str) -> Result<Tally, Fault> {
    let program = program("fuzz")?;
    let corpus = place::root().join("crates/fuzz/corpus");
    let run = |more: &[&str]| {
        let limited = format!("ulimit -v {MEMORY_KIB}; exec \"$@\"");
        let run = Run::new("sh").args(["-c", &limited, "sh"]).arg(&program);
        run.args(["--seed", seed, "--seconds", seconds]).args(more).arg("--keep").arg(&corpus)
    };
    let mut tally = Tally::default();
    let code = run(&[]).args(names).each_line(Output::Standard, |line| {
        say::out(format_args!("{line}"));
        if line.starts_with("ok ") || line.starts_with("FAIL ") {
            tally += Tally::one(line.starts_with("ok "));
        }
    })?;
    if !matches!(code, Some(0 | 1)) {
        // It did not end by itself: again, saying the number of each input.
        let mut last = String::new();
        run(&["--trace"])
            .args(names)
            .each_line(Output::Standard, |line| line.clone_into(&mut last))?;
        say::out(format_args!("FAIL fuzz seed {seed}: the program ended at input {last}"));
        tally.failed += 1;
    }
    Ok(tally)
}

/// Two whole nodes and a hostile wire, one run of seeds after the other.
fn nodes(from: u64, limit: Duration) -> Result<Tally, Fault> {
    let begun = Instant::now();
    let mut tally = Tally::default();
    let mut seed = from;
    while begun.elapsed() < limit && tally.failed == 0 {
        let run =
            need::nextest()?.args(["run", "--locked", "--cargo-profile", "ci", "--package", "sim"]);
        let run = run.args(["nothing_comes_of_bytes_that_were_not_sent", "--no-capture"]);
        let run = run.env("SIM_FROM", seed.to_string()).env("SIM_SEEDS", SEEDS_PER_RUN.to_string());
        let code = run.code()?;
        say::out(format_args!("seeds {seed} to {}: {code:?}", seed + SEEDS_PER_RUN - 1));
        tally += Tally::one(code == Some(0));
        seed += SEEDS_PER_RUN;
    }
    Ok(tally)
}
