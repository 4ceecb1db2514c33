//! Engines with one error each, to see that the oracle finds it.
//!
//! An error is one place of the source that says something else. The workspace is copied, changed there and built into a
//! folder of its own; neither the checkout nor what is built from it is ever touched, and no program that ships knows how
//! to be wrong. Cargo knows a crate by its place in the workspace, not by where the workspace lies: in a shared folder
//! it takes what was built from one copy for the other.

use std::fs;

use super::ask;
use crate::{fault::Fault, mirror::mirror, place, run::Run, say, tally::Tally};

/// One error: what it is, its file, what stands there and what is put in its place.
struct Plant {
    what: &'static str,
    file: &'static str,
    says: &'static str,
    would_say: &'static str,
}

const PLANTS: [Plant; 3] = [
    Plant {
        what: "the hour of the event is counted",
        file: "crates/law/src/counting.rs",
        says: "let hours = SignedDuration::from_hours(i64::from(n) + 1);",
        would_say: "let hours = SignedDuration::from_hours(i64::from(n));",
    },
    Plant {
        what: "a last day that is a holiday stays the last day",
        file: "crates/law/src/counting.rs",
        says: "let mut last = off_holidays(nominal, days)?;",
        would_say: "let mut last = nominal;",
    },
    Plant {
        what: "a confirmation counts although a ground was raised before it",
        file: "crates/law/src/reckon/answer.rs",
        says: "let after_ground = facts.ground_raised_at.is_some_and(|ground| ground < cleared);",
        would_say: "let after_ground = false;",
    },
];

/// Builds and asks each of them; the last line is `planted found K/M`.
pub(super) fn run(seed: &str, per_clock: &str) -> Result<Tally, Fault> {
    let copy = place::scratch("planted-tree")?;
    mirror(&copy)?;
    let built = place::target().join("xtask/planted-built");
    let mut tally = Tally::default();
    for plant in &PLANTS {
        let path = copy.join(plant.file);
        let sound = fs::read_to_string(&path).map_err(Fault::at("read", &path))?;
        if sound.matches(plant.says).count() != 1 {
            return Err(Fault::reply(plant.file, format!("it does not say once: {}", plant.says)));
        }
        let wrong = sound.replace(plant.says, plant.would_say);
        fs::write(&path, wrong).map_err(Fault::at("write", &path))?;
        let build = ["build", "--quiet", "--locked", "--package", "node", "--profile", "ci"];
        Run::cargo().env("CARGO_TARGET_DIR", &built).dir(&copy).args(build).must()?;
        let (agree, differ) = ask(&built.join("ci/comity"), seed, per_clock)?;
        tally.check(differ > 0, format_args!("{}: {differ} of {}", plant.what, agree + differ));
        fs::write(&path, sound).map_err(Fault::at("write", &path))?;
    }
    say::out(format_args!("planted found {}/{}", tally.passed, PLANTS.len()));
    Ok(tally)
}
