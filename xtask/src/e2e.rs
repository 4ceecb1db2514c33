//! `cargo xtask e2e [FILTER]`: journeys through the portals of a running sandbox, in Debian's Chromium,
//! clicked as people click. The journeys are in `e2e/journeys/`; the npm packages go into the cache
//! directory; pictures are kept in the build directory, under `xtask/shots`.

use crate::{
    fault::Fault,
    journey, need, place,
    run::{Output, Run},
    sandbox, say,
    tally::Tally,
};

pub(crate) fn main(args: &[&str]) -> Result<bool, Fault> {
    let tally = match args {
        [] => run("")?,
        [filter] => run(filter)?,
        _ => {
            return Err(Fault::Usage(
                "e2e takes at most one word, a part of a journey's name".into(),
            ));
        }
    };
    say::out(format_args!("{tally}"));
    Ok(tally.failed == 0)
}

pub(crate) fn stage() -> Result<Tally, Fault> {
    run("")
}

/// Runs the journeys on the network of the stage `journey`, which is resumed if it is there.
fn run(filter: &str) -> Result<Tally, Fault> {
    need::debian(&[&need::CHROMIUM])?;
    let source = place::root().join("e2e");
    let node = need::node()?;
    let modules = need::npm("e2e", &source, &node)?;
    let built = sandbox::build()?;
    let shots = place::scratch("shots")?;
    let run =
        Run::new(node.join("node")).arg(source.join("run.mjs")).arg("--modules").arg(&modules);
    let run = run
        .arg("--comity")
        .arg(&built.comity)
        .arg("--verify")
        .arg(&built.verify)
        .arg("--dir")
        .arg(journey::home());
    let mut last = None;
    let code = run.arg("--shots").arg(&shots).arg(filter).each_line(Output::Standard, |line| {
        last = Tally::parse(line);
        // The caller prints its own last line.
        if last.is_none() {
            say::out(format_args!("{line}"));
        }
    })?;
    say::err(format_args!("pictures: {}", shots.display()));
    match (last, code) {
        (Some(tally), Some(0)) if tally.failed == 0 && tally.passed > 0 => Ok(tally),
        (Some(tally), _) => Ok(Tally { failed: tally.failed.max(1), ..tally }),
        (None, code) => Err(Fault::Exit { what: "node e2e/run.mjs".into(), code }),
    }
}
