//! Reading what cargo-nextest says on standard error: one line per test, one summary per run.

use std::time::Duration;

/// What a line of cargo-nextest means to us.
#[derive(Debug, PartialEq)]
pub(crate) enum Line<'a> {
    /// A test that passed, with its time.
    Passed { name: &'a str, took: Duration },
    /// The end of a run.
    Summary { passed: u64, failed: u64, skipped: u64 },
    /// Everything else is for the reader.
    Talk,
}

/// Reads one line without terminal colours.
pub(crate) fn line(text: &str) -> Line<'_> {
    let text = text.trim();
    passed(text).or_else(|| summary(text)).unwrap_or(Line::Talk)
}

/// `PASS [   0.004s] (1/2) xtask cpu::tests::…`
fn passed(text: &str) -> Option<Line<'_>> {
    let (time, rest) = text.strip_prefix("PASS [")?.split_once(']')?;
    let seconds = time.trim().strip_suffix('s')?.parse().ok()?;
    let rest = rest.trim_start();
    let name =
        rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |(_, name)| name);
    Some(Line::Passed { name: name.trim(), took: Duration::try_from_secs_f64(seconds).ok()? })
}

/// `Summary [   0.01s] 3 tests run: 2 passed (1 slow), 1 failed, 0 skipped`
fn summary(text: &str) -> Option<Line<'_>> {
    let (_, counts) = text.strip_prefix("Summary [")?.split_once(" run: ")?;
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for part in counts.split(", ") {
        let mut words = part.split_ascii_whitespace();
        let count: u64 = words.next()?.parse().ok()?;
        match words.next()? {
            "passed" => passed = count,
            "skipped" => skipped = count,
            _ => failed += count, // failed, timed out, exec failed: none of them is a pass
        }
    }
    Some(Line::Summary { passed, failed, skipped })
}

#[cfg(test)]
mod tests;
