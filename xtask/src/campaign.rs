//! `cargo xtask campaign`: the long run of faults.
//!
//! Two kinds. In `sim`, many seeds and the planted bugs: those at the seams are tests whose names hold `planted`, which
//! pass when the simulator finds the bug; those in the node are patches ([`planted`](crate::planted)). On real
//! processes, kills at the calls that make things durable ([`kill`](crate::kill)). The last line is
//! `seeds N kills N violations V planted found K/M`.
//!
//! Seeds from 0 on are the same in every run, and the tests of CI have the first of them. The stage of CI adds as many that
//! are drawn from the commit, so that every commit looks somewhere else, and the same commit at the same place.

use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    crash,
    fault::Fault,
    journey::{self, Journey},
    kill::{self, Outcome, Point, Range},
    need,
    nextest::{self, Line},
    place, planted,
    run::{Output, Run},
    sandbox::{self, Built},
    say,
    tally::Tally,
};

/// What a run of CI does: a sample of the kills, and as many drawn seeds as the tests of `sim` have fixed ones. The
/// planted bugs at the seams are among those tests.
const SHORT: Plan = Plan {
    n_seeds: 8,
    first: None,
    profile: None,
    n_kills: 12,
    planted: false,
    crash: false,
    limit: Duration::from_secs(600),
};
/// Seeds where nobody says how many.
const N_SEEDS: u64 = 40;

/// What was asked for.
#[derive(Debug)]
struct Plan {
    n_seeds: u64,
    /// The first of them; drawn from the commit if it is not given.
    first: Option<u64>,
    /// Another cargo profile for them than that of the tests: one that optimizes costs a build, and pays for thousands.
    profile: Option<String>,
    n_kills: usize,
    planted: bool,
    /// Whether every fault at every call of one node is tried too ([`crash`]); no limit holds for it.
    crash: bool,
    /// Kills stop after this time; what was not done is not counted.
    limit: Duration,
}

/// The numbers of the last line.
#[derive(Debug, Default)]
struct Score {
    n_seeds: u64,
    n_kills: u64,
    n_violations: u64,
    n_planted: u64,
    n_found: u64,
}

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let plan = parse(args)?;
    let score = run(&plan)?;
    let crashes = if plan.crash { crash::full()? } else { Tally::default() };
    Ok(score.n_violations == 0 && score.n_found == score.n_planted && crashes.failed == 0)
}

/// The short campaign of CI. Every seed and every kill is a check, and so is that none was left out.
pub(crate) fn stage() -> Result<Tally, Fault> {
    let score = run(&SHORT)?;
    let mut tally = Tally {
        passed: (score.n_seeds + score.n_kills).saturating_sub(score.n_violations),
        failed: score.n_violations,
    };
    let all = usize::try_from(score.n_kills).is_ok_and(|n| n == SHORT.n_kills);
    tally.check(all, format_args!("{} of {} kills happened", score.n_kills, SHORT.n_kills));
    Ok(tally)
}

fn run(plan: &Plan) -> Result<Score, Fault> {
    let mut score = Score::default();
    if plan.n_seeds > 0 {
        seeds(plan, &mut score)?;
    }
    if plan.n_kills > 0 {
        kills(plan, &mut score)?;
    }
    say::out(format_args!(
        "seeds {} kills {} violations {} planted found {}/{}",
        score.n_seeds, score.n_kills, score.n_violations, score.n_found, score.n_planted
    ));
    Ok(score)
}

/// The simulator's tests with so many seeds. They read `SIM_SEEDS` and `SIM_FROM`; a test that fails is a violation,
/// except for a planted bug, where it means that the bug was not found.
fn seeds(plan: &Plan, score: &mut Score) -> Result<(), Fault> {
    let first = match plan.first {
        Some(first) => first,
        None => drawn(&head()?),
    };
    say::out(format_args!(
        "seeds {first} to {}; again: cargo xtask campaign --from {first} --seeds {} --kills 0",
        first.saturating_add(plan.n_seeds.saturating_sub(1)),
        plan.n_seeds
    ));
    let run = need::nextest()?.args(["run", "--locked", "--cargo-profile"]);
    let run = match &plan.profile {
        // Of one package alone cargo would build everything below it once more.
        None => run.args(["ci", "--workspace"]),
        // And here everything is built in any case.
        Some(profile) => run.arg(profile).args(["--package", "sim"]),
    };
    let seeds = "package(sim) and test(=tests::orders_arrive_once_whatever_goes_wrong)";
    let which = match plan.planted {
        true => format!("({seeds}) or (package(sim) and test(planted))"),
        false => seeds.to_owned(),
    };
    let run = run
        .args(["--no-fail-fast", "--status-level", "pass", "-E", &which])
        .env("SIM_FROM", first.to_string())
        .env("SIM_SEEDS", plan.n_seeds.to_string());
    let mut counts = None;
    run.each_line(Output::Error, |text| match nextest::line(text) {
        Line::Passed { name, .. } if name.contains("planted") => {
            score.n_planted += 1;
            score.n_found += 1;
        }
        Line::Passed { .. } => {}
        Line::Summary { failed, .. } => counts = Some(failed),
        Line::Talk => {
            say::err(format_args!("{text}"));
            score.n_planted +=
                u64::from(text.trim_start().starts_with("FAIL") && text.contains("planted"));
        }
    })?;
    let failed = counts.ok_or_else(|| Fault::reply("cargo nextest run -p sim", "no summary"))?;
    // Every failed test is named twice by the runner: when it fails and at the end.
    let missed = score.n_planted.saturating_sub(score.n_found).div_ceil(2);
    score.n_planted = score.n_found + missed;
    score.n_violations += failed.saturating_sub(missed);
    score.n_seeds = plan.n_seeds;
    if plan.planted {
        let (n_planted, n_found) = planted::hunt()?;
        score.n_planted += n_planted;
        score.n_found += n_found;
    }
    Ok(())
}

/// The commit that is checked out.
fn head() -> Result<String, Fault> {
    Run::new("git").args(["rev-parse", "HEAD"]).output(Duration::from_secs(60))
}

/// A first seed from a commit's hash: far from the fixed ones, and short enough to be typed.
fn drawn(commit: &str) -> u64 {
    let digits: String = commit.chars().take(8).collect();
    u64::from_str_radix(&digits, 16).unwrap_or(0).saturating_add(1 << 32)
}

/// Kills on real processes, spread evenly over all points there are.
fn kills(plan: &Plan, score: &mut Score) -> Result<(), Fault> {
    need::debian(&[&need::STRACE, &need::PYTHON])?;
    let built = sandbox::build()?;
    let began = Instant::now();
    let evidence = evidence()?;
    let range = Range::new(&built, &["--evidence", &evidence])?;

    let undisturbed = range.undisturbed()?;
    let expected = audit(&built, &undisturbed)?;
    let members: Vec<String> = undisturbed.nodes.iter().map(|node| node.member.clone()).collect();
    let mut points: Vec<Point> =
        journey::STEPS.iter().map(|&step| Point::Supervisor { step: step.into() }).collect();
    for step in kill::STEPS {
        range.prepare(step)?;
        points.extend(range.count(step, &members)?);
    }
    say::out(format_args!(
        "{} kill points; {} of them now",
        points.len(),
        plan.n_kills.min(points.len())
    ));

    for point in spread(&points, plan.n_kills) {
        if began.elapsed() > plan.limit {
            say::out(format_args!("the time is over; the other points were not tried"));
            break;
        }
        let wrong = match range.hit(point)? {
            Outcome::Missed => {
                say::out(format_args!("missed {point}"));
                continue;
            }
            Outcome::Ended(journey) => compare(&expected, &audit(&built, &journey)?),
            Outcome::Stuck(fault) => vec![format!("the journey did not end well: {fault}")],
        };
        score.n_kills += 1;
        score.n_violations += u64::from(!wrong.is_empty());
        say::out(format_args!("{} {point}", if wrong.is_empty() { "ok  " } else { "FAIL" }));
        for line in wrong {
            say::out(format_args!("     {line}"));
        }
    }
    Ok(())
}

/// So many of the points, evenly spread, the first and the last among them.
pub(crate) fn spread<T>(points: &[T], n: usize) -> impl Iterator<Item = &T> {
    let (len, n) = (points.len(), n.min(points.len()));
    (0..n).filter_map(move |i| points.get(i * len.saturating_sub(1) / n.saturating_sub(1).max(1)))
}

/// A few bytes of evidence: kills are about letters and receipts, not about volume.
fn evidence() -> Result<String, Fault> {
    let path = place::scratch("kill-evidence")?.join("note.txt");
    fs::write(&path, "one line of evidence\n").map_err(Fault::at("write", &path))?;
    Ok(path.to_string_lossy().into_owned())
}

/// What a finished journey left behind: counts by node and kind, and faults in itself.
#[derive(Debug, Default)]
struct Audit {
    counts: BTreeMap<String, u64>,
    faults: Vec<String>,
}

/// Reads all databases with `interop/audit.py`, and verifies the package.
fn audit(built: &Built, journey: &Journey) -> Result<Audit, Fault> {
    let script = place::root().join("interop/audit.py");
    let run = Run::new("python3")
        .arg("-B")
        .arg(script)
        .args(journey.nodes.iter().map(|node| &node.data_dir));
    let text = run.output(Duration::from_secs(120))?;
    let value: Value =
        serde_json::from_str(&text).map_err(|error| Fault::reply("audit.py", error))?;
    let mut audit = Audit::default();
    for (key, count) in value.get("counts").and_then(Value::as_object).into_iter().flatten() {
        audit.counts.insert(key.clone(), count.as_u64().unwrap_or_default());
    }
    for fault in value.get("faults").and_then(Value::as_array).into_iter().flatten() {
        audit.faults.push(fault.as_str().unwrap_or_default().to_owned());
    }
    let verify = Run::new(&built.verify).arg(&journey.package).arg("--policy").arg(&journey.policy);
    if verify.read_quick()?.code != Some(0) {
        audit.faults.push("the package does not verify".into());
    }
    Ok(audit)
}

/// Differences between an undisturbed end and this one.
fn compare(expected: &Audit, found: &Audit) -> Vec<String> {
    let mut wrong = found.faults.clone();
    let keys = expected.counts.keys().chain(found.counts.keys());
    let mut keys: Vec<&String> = keys.collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let count = |audit: &Audit| audit.counts.get(key).copied().unwrap_or(0);
        let (want, have) = (count(expected), count(found));
        if want != have {
            let what = if have < want { "lost" } else { "twice" };
            wrong.push(format!("{what}: {key} {have}, undisturbed {want}"));
        }
    }
    wrong
}

/// Reads `--seeds N --from SEED --profile NAME --kills N --planted --crash --minutes M`; what is not said is not done.
fn parse(args: &[&str]) -> Result<Plan, Fault> {
    let hour = Duration::from_secs(3600);
    let mut plan = Plan {
        n_seeds: N_SEEDS,
        first: Some(0),
        profile: None,
        n_kills: 60,
        planted: false,
        crash: false,
        limit: hour,
    };
    let mut rest = args;
    loop {
        rest = match rest {
            [] => return Ok(plan),
            ["--planted", more @ ..] => {
                plan.planted = true;
                more
            }
            ["--crash", more @ ..] => {
                plan.crash = true;
                more
            }
            ["--seeds", n, more @ ..] => {
                plan.n_seeds = number("--seeds", n)?;
                more
            }
            ["--from", "commit", more @ ..] => {
                plan.first = None;
                more
            }
            ["--from", n, more @ ..] => {
                plan.first = Some(number("--from", n)?);
                more
            }
            ["--profile", name, more @ ..] => {
                plan.profile = Some((*name).to_owned());
                more
            }
            ["--kills", n, more @ ..] => {
                plan.n_kills = usize::try_from(number("--kills", n)?).unwrap_or(usize::MAX);
                more
            }
            ["--minutes", n, more @ ..] => {
                plan.limit = Duration::from_secs(number("--minutes", n)?.saturating_mul(60));
                more
            }
            [other, ..] => return Err(Fault::Usage(format!("campaign does not know `{other}`"))),
        };
    }
}

fn number(name: &str, text: &str) -> Result<u64, Fault> {
    text.parse().map_err(|_| Fault::Usage(format!("`{name}` takes a whole number, not `{text}`")))
}

#[cfg(test)]
mod tests;
