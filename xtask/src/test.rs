//! `cargo xtask test`: everything CI runs, cheap things first, stopping at the first stage that fails.
//!
//! A stage counts its own checks; the last line is their sum.

use std::time::Duration;

use crate::{
    campaign, canary, conformance,
    cpu::{Spent, Watch},
    crash, dist, e2e, erasure,
    fault::Fault,
    install, instructions, interop, journey, mutants, need,
    nextest::{self, Line},
    oracle, peers, release,
    run::{Output, Run},
    sandbox, say, second,
    tally::Tally,
    tamper, web,
};

/// One stage: its name, and what it does.
type Stage = (&'static str, fn() -> Result<Tally, Fault>);

/// The order matters: what is cheap and fails often stands first.
const STAGES: &[Stage] = &[
    ("spelling", spelling),
    ("format", format),
    ("tidy", tidy),
    ("clippy", clippy),
    ("tests", tests),
    ("doc tests", doc_tests),
    ("conformance", conformance::stage),
    ("release build", sandbox::release_stage),
    ("instructions", instructions::stage),
    ("mutants", mutants::stage),
    ("journey", journey::stage),
    ("dist", dist::stage),
    ("release", release::stage),
    ("install", install::stage),
    ("canaries", canary::stage),
    ("erasure", erasure::stage),
    ("tamper", tamper::stage),
    ("second", second::stage),
    ("interop", interop::stage),
    ("peers", peers::stage),
    ("oracle", oracle::stage),
    ("volume", journey::volume_stage),
    ("crash", crash::stage),
    ("campaign", campaign::stage),
    ("e2e", e2e::stage),
];

/// Runs the table, or only the stages that are named, and prints `N passed, M failed` last.
pub(crate) fn main(names: &[&str]) -> Result<bool, Fault> {
    if let Some(other) = names.iter().find(|name| !STAGES.iter().any(|(known, _)| known == *name)) {
        let known: Vec<&str> = STAGES.iter().map(|(known, _)| *known).collect();
        let known = known.join(", ");
        return Err(Fault::Usage(format!("no stage is called `{other}`; there are: {known}")));
    }
    let mut total = Tally::default();
    let mut times: Vec<(&str, Spent)> = Vec::new();
    for (name, run) in STAGES.iter().filter(|(name, _)| names.is_empty() || names.contains(name)) {
        say::out(format_args!("== {name}"));
        let watch = Watch::start();
        let tally = run().unwrap_or_else(|fault| {
            say::out(format_args!("FAIL {name}: {fault}"));
            Tally::one(false)
        });
        times.push((name, watch.read()));
        total += tally;
        if tally.failed > 0 {
            break;
        }
    }
    say::out(format_args!("== time per stage"));
    for (name, spent) in times {
        say::out(format_args!("{name:<14} {spent}"));
    }
    say::out(format_args!("{total}"));
    Ok(total.failed == 0)
}

/// Words, by the `typos` program: a list of known mistakes, so it has no opinion on unknown words.
fn spelling() -> Result<Tally, Fault> {
    let bin = need::python("typos", need::PYTHON_LEAST, &["typos==1.52.0"])?;
    let code = Run::new(bin.join("typos")).args(["--config", "typos.toml"]).code()?;
    Ok(Tally::one(code == Some(0)))
}

fn format() -> Result<Tally, Fault> {
    need::rust()?;
    Ok(Tally::one(Run::cargo().args(["fmt", "--all", "--check"]).code()? == Some(0)))
}

/// The repository's own rules are the unit tests of this program.
pub(crate) fn tidy() -> Result<Tally, Fault> {
    nextest(&["--package", "xtask"])
}

fn clippy() -> Result<Tally, Fault> {
    need::debian(&[&need::CC])?;
    web::ready()?;
    let clippy =
        ["clippy", "--quiet", "--workspace", "--all-targets", "--locked", "--profile", "ci"];
    Ok(Tally::one(Run::cargo().args(clippy).args(["--", "-D", "warnings"]).code()? == Some(0)))
}

/// The components of the portals are compared with those of the design system, so that must be there.
fn tests() -> Result<Tally, Fault> {
    web::ready()?;
    nextest(&["--workspace", "--exclude", "xtask"])
}

fn doc_tests() -> Result<Tally, Fault> {
    let run = Run::cargo().args(["test", "--quiet", "--doc", "--package", "seal", "--locked"]);
    let ended = run.args(["--profile", "ci"]).read(Duration::from_secs(1200))?;
    let (mut passed, mut failed) = (0, 0);
    for line in ended.stdout.lines() {
        if let Some(counts) = line.strip_prefix("test result: ") {
            passed += count_before(counts, " passed");
            failed += count_before(counts, " failed");
        }
    }
    if ended.code != Some(0) {
        say::err(format_args!("{}{}", ended.stdout, ended.stderr));
        failed = failed.max(1);
    }
    Ok(Tally { passed, failed })
}

/// The number that stands before a word in `ok. 3 passed; 0 failed; …`.
fn count_before(text: &str, word: &str) -> u64 {
    let number =
        text.split_once(word).and_then(|(before, _)| before.split_ascii_whitespace().last());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// How many slow tests are named.
const N_SLOWEST: usize = 5;

/// Builds, then runs; says the time of both apart and the slowest tests. A skipped test is a failed
/// one: there is no test here that may be left out.
fn nextest(which: &[&str]) -> Result<Tally, Fault> {
    let run = || {
        Ok::<_, Fault>(need::nextest()?.arg("run").args(which).args([
            "--locked",
            "--cargo-profile",
            "ci",
        ]))
    };
    let build = Watch::start();
    run()?.args(["--no-run", "--cargo-quiet"]).must()?;
    let (build, test) = (build.read(), Watch::start());

    let mut tally = Tally::default();
    let mut times: Vec<(Duration, String)> = Vec::new();
    let mut summary = None;
    let code = run()?.args(["--status-level", "pass", "--no-fail-fast"]).each_line(
        Output::Error,
        |text| match nextest::line(text) {
            Line::Passed { name, took } => times.push((took, name.to_owned())),
            Line::Summary { passed, failed, skipped } => summary = Some((passed, failed + skipped)),
            Line::Talk => say::err(format_args!("{text}")),
        },
    )?;
    if let Some((passed, failed)) = summary {
        tally = Tally { passed, failed };
    }
    if code != Some(0) || summary.is_none() {
        tally.failed = tally.failed.max(1);
    }
    times.sort_unstable_by(|a, b| b.cmp(a));
    say::out(format_args!("{tally}; build {build}; run {}", test.read()));
    for (took, name) in times.iter().take(N_SLOWEST) {
        say::out(format_args!("  {:>7.3} s  {name}", took.as_secs_f64()));
    }
    Ok(tally)
}
