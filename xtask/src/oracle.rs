//! `cargo xtask oracle [--per-clock N] [--seed N] [--planted]`: legal clocks, counted a second time by somebody else.
//!
//! `interop/oracle` is a Python program that was written from `docs/spec/law.md` without sight of the engine and shares
//! nothing with it but the calendars. It draws questions, both answer, and every field has to agree. The counts per
//! clock and class of question are printed; the last line of the comparison is `agree N differ M`.
//!
//! `--planted` asks whether it would find anything: engines with one error each are built from a copy of the source,
//! and every one of them has to differ.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
};

mod planted;

use crate::{
    fault::Fault,
    need, place,
    run::{Output, Run},
    sandbox, say,
    tally::Tally,
};

/// The same seed gives the same questions.
const SEED: &str = "1";
/// The zone database of the oracle; the engine names its own, of the same release, in every answer.
const ZONES: &str = "tzdata==2026.6";
/// Questions per clock.
const N_PER_CLOCK: &str = "1000";

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let (mut seed, mut per_clock, mut planted) = (SEED, N_PER_CLOCK, false);
    let mut rest = args;
    loop {
        rest = match rest {
            [] if planted => return Ok(planted::run(seed, per_clock)?.failed == 0),
            [] => return Ok(run(seed, per_clock)?.failed == 0),
            ["--planted", more @ ..] => {
                planted = true;
                more
            }
            ["--seed", n, more @ ..] => {
                seed = n;
                more
            }
            ["--per-clock", n, more @ ..] => {
                per_clock = n;
                more
            }
            [other, ..] => return Err(Fault::Usage(format!("oracle does not know `{other}`"))),
        };
    }
}

pub(crate) fn stage() -> Result<Tally, Fault> {
    run(SEED, N_PER_CLOCK)
}

fn run(seed: &str, per_clock: &str) -> Result<Tally, Fault> {
    let built = sandbox::build()?;
    let (agree, differ) = ask(&built.comity, seed, per_clock)?;
    let mut tally = Tally::default();
    tally.check(differ == 0 && agree > 0, format_args!("{agree} answers agree, {differ} differ"));
    Ok(tally)
}

/// Puts the same questions to an engine and to the oracle; how many answers agree and how many differ.
fn ask(engine: &Path, seed: &str, per_clock: &str) -> Result<(u64, u64), Fault> {
    let python = need::python("oracle", need::PYTHON_LEAST, &[ZONES])?.join("python3");
    let script = |name| script(&python, name);
    let work = place::scratch("oracle")?;
    let file = |name: &str| work.join(name);
    let (draws, ours, theirs) = (file("draws.jsonl"), file("ours.jsonl"), file("theirs.jsonl"));

    script("draw.py").args(["--seed", seed, "--per-clock", per_clock]).into_file(None, &draws)?;
    Run::new(engine)
        .args(["law", "clock", "--batch", "--exercise"])
        .into_file(Some(&draws), &ours)?;
    script("answer.py").into_file(Some(&draws), &theirs)?;

    let mut last = String::new();
    let compare = script("compare.py").arg(&draws).arg(&ours).arg(&theirs);
    compare.each_line(Output::Standard, |line| {
        say::out(format_args!("{line}"));
        line.clone_into(&mut last);
    })?;
    parse(&last).ok_or_else(|| Fault::reply("compare.py", &last))
}

/// `agree 57000 differ 0`.
fn parse(line: &str) -> Option<(u64, u64)> {
    let mut words = line.split_ascii_whitespace();
    let mut number = |name: &str| {
        (words.next()? == name).then_some(())?;
        words.next()?.parse().ok()
    };
    Some((number("agree")?, number("differ")?))
}

/// An empty search path makes Python read the package and not the database of the system.
fn script(python: &Path, name: &str) -> Run {
    let path: PathBuf = place::root().join("interop/oracle").join(name);
    Run::new(python).env("PYTHONTZPATH", "").arg("-B").arg(path)
}

impl Run {
    /// Runs with its input from one file and its output into another; anything but exit code 0 is a fault.
    fn into_file(self, input: Option<&Path>, output: &Path) -> Result<(), Fault> {
        let opened =
            input.map(|path| File::open(path).map_err(Fault::at("read", path))).transpose()?;
        let written = File::create(output).map_err(Fault::at("create", output))?;
        let input = opened.map_or_else(Stdio::null, Stdio::from);
        self.input(input).output_to(Stdio::from(written)).must()
    }
}

#[cfg(test)]
mod tests {
    //! The last line of a comparison.

    use super::parse;

    #[test]
    fn the_last_line_is_two_counts_and_nothing_else_counts() {
        assert_eq!(parse("agree 57000 differ 3"), Some((57_000, 3)));
        for wrong in ["", "agree 1", "agree x differ 2", "differ 1 agree 2"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
