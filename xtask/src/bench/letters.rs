//! `cargo xtask bench letters`: what waited for a member that was gone for three days, once it is back.

use std::{fs, time::Duration};

use super::number;
use crate::{fault::Fault, instructions, place, run::Run, say, tally::Tally};

/// Longer than this is stuck.
const LIMIT: Duration = Duration::from_secs(3_600);
/// Letters that waited, and bytes in each.
const LETTERS: &str = "10000";
const BYTES: &str = "10240";
/// Six addresses from here on are listened on.
const PORT: &str = "21800";
/// Processor time of both nodes for one letter, in microseconds: ten thousand in a minute on two cores.
const BAR_US: u64 = 12_000;

pub(crate) fn main(letters: Option<&str>) -> Result<bool, Fault> {
    let bench = instructions::build("bench", "letters")?;
    let work = place::scratch("letters")?;
    let run = Run::new(&bench).arg("outage").arg(&work);
    let said = run.args([PORT, letters.unwrap_or(LETTERS), BYTES]).output(LIMIT)?;
    fs::remove_dir_all(&work).map_err(Fault::at("remove", &work))?;
    let (n, provider, court) = (
        number(&said, "letters")?,
        number(&said, "cpu_provider_ms")?,
        number(&said, "cpu_court_ms")?,
    );
    let each = (provider + court) * 1_000 / n.max(1);
    say::out(format_args!("{}", said.trim_end()));
    let mut tally = Tally::default();
    tally.check(
        each <= BAR_US,
        format_args!("{each} µs of processor for a letter on both sides, at most {BAR_US}"),
    );
    Ok(tally.failed == 0)
}
