//! `cargo xtask second [--count N] [--seed TEXT]`: changed packages, judged by two verifiers that share no code.
//!
//! `interop/second` is a verifier in Python that was written from `docs/spec` alone, without sight of ours, and a maker
//! of packages with keys of its own. Its tests run first. Then both verifiers see the same statements of completeness and
//! disclosures, and the same packages: a quarter of them a real one changed in its bytes or members, the others made whole
//! with false values behind valid signatures, half of these as copies; both must say the same, and name the same first
//! check.

use std::time::Duration;

use crate::{fault::Fault, journey, need, place, run::Run, say, tally::Tally, tamper};

/// What the second verifier needs beside Python's own library.
const PACKAGES: [&str; 1] = ["cryptography==48.0.0"];
/// The oldest Python that this version of it runs on.
const PYTHON_LEAST: (u32, u32) = (3, 9);
/// How many packages both see.
const COUNT: &str = "2000";
/// How many statements, and how many disclosures.
const FILES: &str = "300";
/// The same seed gives the same packages.
const SEED: &str = "1";
/// The tests take a minute on a busy machine, the packages two.
const LIMIT: Duration = Duration::from_secs(3_000);

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (mut count, mut seed) = (COUNT, SEED);
    let mut rest = args;
    loop {
        rest = match rest {
            [] => return Ok(run(count, seed)?.failed == 0),
            ["--count", n, more @ ..] => {
                count = n;
                more
            }
            ["--seed", text, more @ ..] => {
                seed = text;
                more
            }
            [other, ..] => return Err(Fault::Usage(format!("second does not know `{other}`"))),
        };
    }
}

pub(crate) fn stage() -> Result<Tally, Fault> {
    run(COUNT, SEED)
}

fn run(count: &str, seed: &str) -> Result<Tally, Fault> {
    let python = need::python("second", PYTHON_LEAST, &PACKAGES)?.join("python3");
    let (built, _) = journey::last()?;
    let small = tamper::small_network(&built)?;
    let home = place::root().join("interop/second");
    let script = || Run::new(&python).dir(&home).env("PYTHONDONTWRITEBYTECODE", "1");

    let mut tally = Tally::default();
    let tests = script().args(["-m", "unittest", "--quiet"]);
    let tests = tests.env("SECOND_SAMPLE", &small.package).env("SECOND_POLICY", &small.policy);
    let ended = tests.read(LIMIT)?;
    let line = ended.stderr.lines().find(|line| line.starts_with("Ran ")).unwrap_or("no test ran");
    let passed = ended.code == Some(0) && !line.starts_with("Ran 0") && line.starts_with("Ran ");
    if !passed {
        say::err(format_args!("{}", ended.stderr.trim_end()));
    }
    tally.check(passed, format_args!("the second verifier's own tests: {line}"));

    let both = script().arg("differ.py").arg("--verifier").arg(&built.verify);
    let both = both.arg("--package").arg(&small.package).arg("--policy").arg(&small.policy);
    let both = both.args(["--statements", FILES, "--disclosures", FILES, "--seals", FILES]);
    let ended = both.args(["--count", count, "--seed", seed]).read(LIMIT)?;
    for line in ended.stdout.lines().filter(|line| line.starts_with("FAIL")).take(20) {
        say::out(format_args!("     {line}"));
    }
    let line = ended.stdout.lines().last().unwrap_or("nothing was compared");
    tally.check(ended.code == Some(0), format_args!("both verifiers say the same: {line}"));
    Ok(tally)
}
