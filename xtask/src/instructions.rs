//! `cargo xtask instructions`: how many instructions the law takes, where seconds would depend on the machine.
//!
//! `crates/law/benches/results.rs` calls each thing once; callgrind writes a profile whenever one of its functions
//! ends, and the total of that profile is the count.

use std::{fs, path::Path, time::Duration};

use serde_json::Value;

use crate::{
    fault::Fault,
    need, place, ratchet,
    run::{Output, Run},
    say,
    tally::Tally,
};

/// The functions of the benchmark after which a profile ends. What lies between two of them belongs to the later one,
/// so each is called at once after another.
const COUNTED: [&str; 4] = ["packs", "calendars", "first", "result"];
/// Under callgrind fifty times slower than by itself.
const LIMIT: Duration = Duration::from_secs(300);

pub(crate) fn stage() -> Result<Tally, Fault> {
    need::debian(&[&need::CC, &need::VALGRIND])?;
    let work = place::scratch("instructions")?;
    let clocks = profile(&benchmark()?, &work)?;
    let total = |n: usize| total(&work.join(format!("profile.{n}")));
    let (packs, calendars) = (total(1)?, total(2)?);
    let mut dearest = (0, "");
    for (n, clock) in clocks.lines().enumerate() {
        // A first answer and the one that counts.
        dearest = dearest.max((total(4 + 2 * n)?, clock));
    }
    let (result, clock) = dearest;
    say::out(format_args!("     of {} clocks the dearest is {clock}", clocks.lines().count()));
    let mut tally = ratchet::at_most("law-packs-instructions", packs, "to read all packs")?;
    tally += ratchet::at_most("law-calendars-instructions", calendars, "to read all calendars")?;
    tally += ratchet::at_most("law-result-instructions", result, "for one result")?;
    Ok(tally)
}

/// Builds the benchmark with the names of its functions in it.
fn benchmark() -> Result<String, Fault> {
    let bench = ["bench", "--quiet", "--locked", "--package", "law", "--bench", "results"];
    let run = Run::cargo().args(bench).args(["--no-run", "--message-format", "json"]);
    let mut executable = None;
    let code = run.each_line(Output::Standard, |line| {
        if let Ok(message) = serde_json::from_str::<Value>(line)
            && let Some(path) = message.get("executable").and_then(Value::as_str)
        {
            executable = Some(path.to_owned());
        }
    })?;
    executable
        .filter(|_| code == Some(0))
        .ok_or_else(|| Fault::reply("cargo bench", "it built no benchmark"))
}

/// Runs it; gives its lines, one per clock, and leaves `profile.1`, `profile.2` … behind.
fn profile(benchmark: &str, work: &Path) -> Result<String, Fault> {
    let mut run = Run::new("valgrind").args(["--quiet", "--tool=callgrind"]);
    run = run.arg(format!("--callgrind-out-file={}", work.join("profile").display()));
    for name in COUNTED {
        run = run.arg(format!("--dump-after=results::count_{name}"));
    }
    run.arg(benchmark).output(LIMIT)
}

fn total(path: &Path) -> Result<u64, Fault> {
    let text = fs::read_to_string(path).map_err(Fault::at("read", path))?;
    parse(&text).ok_or_else(|| Fault::reply(path.display().to_string(), "no line `totals`"))
}

/// The line `totals: 12345` of a profile.
fn parse(profile: &str) -> Option<u64> {
    profile.lines().find_map(|line| line.strip_prefix("totals: "))?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    //! The one line that is read of a profile.

    use super::parse;

    #[test]
    fn the_total_of_a_profile_is_read() {
        assert_eq!(parse("version: 1\nfn=(1) main\n16 5\n\ntotals: 98241426\n"), Some(98_241_426));
        assert_eq!(parse("summary: 5\ntotals: \n"), None);
    }
}
