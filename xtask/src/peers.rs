//! `cargo xtask peers [--cases X] [--seed TEXT]`: our bytes beside libraries that share nothing with us.
//!
//! `interop/peers` draws seeded cases for each pair of programs: one makes, the other takes, and the reverse; what is changed,
//! neither takes. `crates/fuzz` has the program that answers for us, `seal-lines`. The libraries come from `PyPI` and npm into
//! the cache. Each pair also sees a planted difference, which it has to find.

use std::{path::PathBuf, time::Duration};

use crate::{fault::Fault, need, place, run::Run, say, tally::Tally};

/// HPKE with X-Wing and ML-DSA by OpenSSL, COSE, CBOR, canonical JSON, CDDL.
const PACKAGES: [&str; 5] =
    ["cryptography==50.0.2", "cbor2==5.9.0", "cwt==3.3.0", "rfc8785==0.1.4", "pycddl==0.6.4"];
/// The same seed gives the same cases.
const SEED: &str = "1";
/// So many times the usual number of cases.
const CASES: &str = "1";
/// All pairs take less than a minute on an idle machine.
const LIMIT: Duration = Duration::from_secs(900);

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (mut cases, mut seed) = (CASES, SEED);
    let mut rest = args;
    loop {
        rest = match rest {
            [] => return Ok(run(cases, seed)?.failed == 0),
            ["--cases", n, more @ ..] => {
                cases = n;
                more
            }
            ["--seed", text, more @ ..] => {
                seed = text;
                more
            }
            [other, ..] => return Err(Fault::Usage(format!("peers does not know `{other}`"))),
        };
    }
}

pub(crate) fn stage() -> Result<Tally, Fault> {
    run(CASES, SEED)
}

fn run(cases: &str, seed: &str) -> Result<Tally, Fault> {
    let python = match need::python("peers", need::PYTHON_LEAST, &PACKAGES) {
        Ok(bin) => bin.join("python3"),
        Err(why) => {
            say::out(format_args!("FAIL unavailable {}", PACKAGES.join(" ")));
            say::err(format_args!("  {why}"));
            return Ok(Tally::one(false));
        }
    };
    let source = place::root().join("interop/peers");
    let node = need::node()?;
    let modules = need::npm("peers", &source, &node)?;
    let lines = program("seal-lines")?;

    let run = Run::new(python).env("PYTHONDONTWRITEBYTECODE", "1").arg(source.join("peers.py"));
    let run = run.arg("--lines").arg(lines).arg("--node").arg(node.join("node"));
    let run = run.arg("--npm").arg(modules).args(["--cases", cases, "--seed", seed]);
    let ended = run.read(LIMIT)?;
    let mut tally = Tally::default();
    for line in ended.stdout.lines() {
        say::out(format_args!("{line}"));
        tally += Tally::one(line.starts_with("ok "));
    }
    if ended.code != Some(0) || tally.passed == 0 {
        say::err(format_args!("{}", ended.stderr.trim_end()));
        tally.failed = tally.failed.max(1);
    }
    Ok(tally)
}

/// One of the programs of `crates/fuzz`, as the tests are built.
pub(crate) fn program(name: &str) -> Result<PathBuf, Fault> {
    let build = Run::cargo().args(["build", "--quiet", "--locked", "--profile", "ci"]);
    build.args(["--package", "fuzz", "--bin", name]).must()?;
    Ok(place::target().join("ci").join(name))
}
