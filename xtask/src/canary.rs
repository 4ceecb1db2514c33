//! `cargo xtask canary`: the words that the sandbox planted for the enforcing authority alone must not
//! be found in any node's directory, in clear or encoded; see `interop/canary.py` for the forms.

use std::{fs, path::PathBuf, time::Duration};

use crate::{fault::Fault, journey, need, place, run::Run, say, tally::Tally};

/// A gigabyte takes about a minute.
const LIMIT: Duration = Duration::from_secs(600);

pub(crate) fn main() -> Result<bool, Fault> {
    Ok(stage()?.failed == 0)
}

/// Scans all data directories and head registers of the sandbox journey. The directory of the addressee
/// and all logs lie inside them, so one scan shows all three promises.
pub(crate) fn stage() -> Result<Tally, Fault> {
    need::debian(&[&need::PYTHON])?;
    let (_, journey) = journey::last()?;
    let work = place::scratch("canary")?;
    let words = work.join("words.txt");
    fs::write(&words, journey.canaries.join("\n")).map_err(Fault::at("write", &words))?;

    let script = place::root().join("interop/canary.py");
    let run = Run::new("python3").arg("-B").arg(script).arg("--words").arg(&words);
    let run = run.arg("--work").arg(work.join("control"));
    let ended = run.args(places(&journey)).read(LIMIT)?;
    let mut tally = Tally::default();
    for line in ended.stdout.lines() {
        say::out(format_args!("{line}"));
        tally += Tally::one(line.starts_with("ok "));
    }
    if ended.code != Some(0) {
        say::err(format_args!("{}", ended.stderr.trim_end()));
        tally.failed = tally.failed.max(1);
    }
    Ok(tally)
}

/// Everything in the sandbox but what it hands out: the court package holds the order as issued, and
/// the sandbox's own state holds the words themselves.
fn places(journey: &journey::Journey) -> Vec<PathBuf> {
    let beside = |dir: &PathBuf| dir.with_extension("head");
    let dirs = journey.nodes.iter().map(|node| &node.data_dir);
    dirs.flat_map(|dir| [dir.clone(), beside(dir)]).filter(|path| path.exists()).collect()
}
