//! `cargo xtask instructions`: how many instructions the law takes, where seconds would depend on the machine.
//!
//! `crates/law/benches/results.rs` calls each thing once; callgrind writes a profile whenever one of its functions
//! ends, and the total of that profile is the count. What a MiB of evidence costs is counted likewise, in
//! `crates/bench/benches/ingest.rs`: instructions, and the calls that write and that flush. Callgrind's processor has no
//! instructions for SHA-256 and the short ones for AES, so its counts are larger than what a node takes; they are equal
//! from run to run, and that is what they are for. What a proof takes is nearly all SHA-256, so its instructions are
//! counted on the processor itself, `proof.rs` beside.

use std::{fs, path::Path, time::Duration};

use serde_json::Value;

use crate::{
    fault::Fault,
    journey, need, place, ratchet,
    run::{Output, Run},
    say,
    tally::Tally,
};

/// The functions of the benchmark after which a profile ends. What lies between two of them belongs to the later one,
/// so each is called at once after another.
const COUNTED: [&str; 4] = ["packs", "calendars", "first", "result"];
/// The same of an ingest.
const INGEST_COUNTED: [&str; 2] = ["first", "ingest"];
/// One full part and one that is short.
const INGEST_MIB: u64 = 20;
/// How much longer the second of two ingests is whose calls are compared: four full parts.
const TRACED_MIB: u64 = 64;
/// Under callgrind fifty times slower than by itself.
const LIMIT: Duration = Duration::from_secs(300);

pub(crate) fn stage() -> Result<Tally, Fault> {
    need::debian(&[&need::CC, &need::PYTHON, &need::STRACE, &need::VALGRIND])?;
    let mut tally = law()?;
    tally += proof()?;
    tally += ingest()?;
    Ok(tally)
}

fn law() -> Result<Tally, Fault> {
    let work = place::scratch("instructions")?;
    let clocks = profile(&build("law", "results")?, &work, "results", &COUNTED, &[])?;
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

/// What it costs to check that a leaf is in a log: as the processor does it, with its instructions for SHA-256.
fn proof() -> Result<Tally, Fault> {
    let script = place::root().join("interop/steps.py");
    let bench = build("bench", "proof")?;
    let counted = |times: &str| -> Result<u64, Fault> {
        let run = Run::new("python3").arg(&script).args([&bench, times]);
        let said = run.output(LIMIT)?;
        said.trim().parse().map_err(|_| Fault::reply("steps.py", "it printed no number"))
    };
    let one_more = counted("2")?.saturating_sub(counted("1")?);
    ratchet::at_most("proof-instructions", one_more, "for one proof")
}

/// What a MiB of evidence costs on its way into a node.
fn ingest() -> Result<Tally, Fault> {
    let work = place::scratch("instructions-ingest")?;
    let (bench, dir) = (build("bench", "ingest")?, work.join("node"));
    let dir = dir.to_string_lossy();
    Run::new(&bench).args(["found", &*dir]).output(LIMIT)?;
    profile(&bench, &work, "ingest", &INGEST_COUNTED, &["count", &*dir, &INGEST_MIB.to_string()])?;
    let per_mib = total(&work.join("profile.2"))? / INGEST_MIB;
    let mut tally = ratchet::at_most("ingest-instructions", per_mib, "for a MiB of evidence")?;

    // What opening a node does is in both, and what a longer file does besides is the difference.
    let mut traced = Vec::new();
    for mib in [INGEST_MIB, INGEST_MIB + TRACED_MIB] {
        let (file, trace) = (work.join("large.bin"), work.join(format!("trace.{mib}")));
        journey::noise(&file, mib << 20)?;
        let run = Run::new("strace").args(["-f", "-y", "-qq", "-o"]).arg(&trace);
        let run = run.args(["-e", "trace=write,pwrite64,writev,fsync,fdatasync,sync_file_range"]);
        run.arg(&bench).args(["one", &*dir]).arg(&file).output(LIMIT)?;
        let text = fs::read_to_string(&trace).map_err(Fault::at("read", &trace))?;
        traced.push((
            calls(&text, &["write", "pwrite64", "writev"]),
            calls(&text, &["fsync", "fdatasync"]),
        ));
    }
    let [before, after] = traced.as_slice() else { return Ok(tally) };
    let more = |after: u64, before: u64| after.saturating_sub(before);
    tally += ratchet::at_most("ingest-writes", more(after.0, before.0), "calls that write 64 MiB")?;
    tally +=
        ratchet::at_most("ingest-flushes", more(after.1, before.1), "calls that flush 64 MiB")?;
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    Ok(tally)
}

/// How many calls of these names on files a trace holds; a call that another thread interrupted is counted where it began.
/// What threads wake each other with is no file, and how often they sleep is luck.
fn calls(trace: &str, names: &[&str]) -> u64 {
    let called = trace.lines().filter(|line| {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        call.split_once('(').is_some_and(|(name, on)| {
            let file = on.split_once('<').is_some_and(|(_, place)| place.starts_with('/'));
            names.contains(&name) && file
        })
    });
    u64::try_from(called.count()).unwrap_or(u64::MAX)
}

/// Builds a benchmark with the names of its functions in it.
pub(crate) fn build(package: &str, bench: &str) -> Result<String, Fault> {
    let words = ["bench", "--quiet", "--locked", "--package", package, "--bench", bench];
    let run = Run::cargo().args(words).args(["--no-run", "--message-format", "json"]);
    let mut executable = None;
    let code = run.each_line(Output::Standard, |line| {
        // The programs of the package are built besides.
        if let Ok(message) = serde_json::from_str::<Value>(line)
            && message.pointer("/target/name").and_then(Value::as_str) == Some(bench)
            && let Some(path) = message.get("executable").and_then(Value::as_str)
        {
            executable = Some(path.to_owned());
        }
    })?;
    executable
        .filter(|_| code == Some(0))
        .ok_or_else(|| Fault::reply("cargo bench", "it built no benchmark"))
}

/// Runs it; gives its lines and leaves `profile.1`, `profile.2` … behind.
fn profile(
    benchmark: &str,
    work: &Path,
    name: &str,
    counted: &[&str],
    args: &[&str],
) -> Result<String, Fault> {
    let mut run = Run::new("valgrind").args(["--quiet", "--tool=callgrind"]);
    run = run.arg(format!("--callgrind-out-file={}", work.join("profile").display()));
    for function in counted {
        run = run.arg(format!("--dump-after={name}::count_{function}"));
    }
    run.arg(benchmark).args(args).output(LIMIT)
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

    use super::{calls, parse};

    #[test]
    fn calls_are_counted_where_they_begin() {
        let trace = "12 write(5</d/a>, \"a\", 1) = 1\n13 fsync(7</d> <unfinished ...>\n12 pwrite64(5</d/a>, \"\", 0, 0) = 0\n\
                     13 <... fsync resumed>) = 0\n12 write(9<anon_inode:[eventfd]>, \"\\1\", 8) = 8\n\
                     13 +++ exited with 0 +++\n";
        assert_eq!(calls(trace, &["write", "pwrite64"]), 2);
        assert_eq!(calls(trace, &["fsync"]), 1);
    }

    #[test]
    fn the_total_of_a_profile_is_read() {
        assert_eq!(parse("version: 1\nfn=(1) main\n16 5\n\ntotals: 98241426\n"), Some(98_241_426));
        assert_eq!(parse("summary: 5\ntotals: \n"), None);
    }
}
