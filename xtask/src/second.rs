//! `cargo xtask second [--count N] [--seed TEXT]`: changed packages, judged by two verifiers that share no code.
//!
//! `interop/second` is a verifier in Python that was written from `docs/spec` alone, without sight of ours, and a maker
//! of packages with keys of its own. Its tests run first. Then both verifiers see the same statements of completeness and
//! disclosures, and the same packages: a quarter of them a real one changed in its bytes or members, the others made whole
//! with false values behind valid signatures, half of these as copies; both must say the same, and name the same first
//! check.
//!
//! `interop/conformance` is a node in Python that was written in the same way. It makes every vector of the exchange again,
//! and meets a node of ours in a network of two: letters, receipts, broken letters, bundles, in both directions.

use std::{path::Path, time::Duration};

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
    tally += peer(&python, &built.comity)?;
    Ok(tally)
}

/// The second node: its own tests, the vectors, and what it plays with ours.
fn peer(python: &Path, comity: &Path) -> Result<Tally, Fault> {
    let home = place::root().join("interop/conformance");
    let script = || Run::new(python).dir(&home).env("PYTHONDONTWRITEBYTECODE", "1");
    let work = place::scratch("second-node")?.join("play");
    let mut tally = Tally::default();
    let play =
        script().args(["-m", "peer", "play", "--comity"]).arg(comity).arg("--work").arg(&work);
    for (what, run) in [
        ("the second node's own tests", script().args(["-m", "unittest", "--quiet"])),
        ("the second node makes the vectors", script().args(["-m", "peer", "vectors"])),
        ("the second node meets ours", play),
    ] {
        let ended = run.read(LIMIT)?;
        let is_bad = |line: &&str| line.starts_with("FAIL") || line.starts_with("ERROR");
        for line in ended.stdout.lines().chain(ended.stderr.lines()).filter(is_bad).take(20) {
            say::out(format_args!("     {line}"));
        }
        let said = if ended.stdout.is_empty() { &ended.stderr } else { &ended.stdout };
        let line = said.lines().rfind(|line| line.contains("checks,") || line.starts_with("Ran "));
        let line = line.unwrap_or("nothing was checked");
        let passed = ended.code == Some(0) && line != "nothing was checked";
        tally.check(passed, format_args!("{what}: {line}"));
    }
    Ok(tally)
}
