//! Time spent: wall seconds of a stage and processor seconds of the programs it waited for.
//!
//! Processor time is read from `/proc/self/stat` (proc(5): fields 16 and 17, in ticks of 1/100 s on
//! every Linux port Rust supports). Where that file is missing the figure is absent, not zero.

use std::{
    fmt, fs,
    time::{Duration, Instant},
};

/// Ticks per second of the kernel's user-space interface (`USER_HZ`).
const TICKS_PER_SECOND: u64 = 100;

/// A stopwatch for one stage.
#[derive(Debug)]
pub(crate) struct Watch {
    began: Instant,
    ticks: Option<u64>,
}

/// What the stopwatch shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spent {
    pub(crate) wall: Duration,
    /// Seconds of processor time; only of children that have ended.
    pub(crate) cpu_seconds: Option<u64>,
}

impl Watch {
    pub(crate) fn start() -> Self {
        Self { began: Instant::now(), ticks: child_ticks() }
    }

    pub(crate) fn read(&self) -> Spent {
        let ticks = self.ticks.zip(child_ticks()).map(|(then, now)| now.saturating_sub(then));
        Spent { wall: self.began.elapsed(), cpu_seconds: ticks.map(|n| n / TICKS_PER_SECOND) }
    }
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s", self.wall.as_secs_f64())?;
        self.cpu_seconds.map_or(Ok(()), |cpu| write!(f, ", {cpu} CPU s"))
    }
}

fn child_ticks() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    parse_child_ticks(&stat)
}

/// The command name in field 2 may hold anything, so counting starts after its closing bracket.
fn parse_child_ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace().skip(13); // field 3 is the first one here
    let (user, system) = (fields.next()?, fields.next()?);
    Some(user.parse::<u64>().ok()? + system.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests;
