//! Numbers that may only improve: one file each in `docs/ratchet/`, lines with `#` explain, one line
//! is the number. Loosening one takes a commit that says why.

use std::fs;

use crate::{fault::Fault, place, say, tally::Tally};

/// Compares a measured number with its limit and says both.
pub(crate) fn at_most(name: &str, measured: u64, unit: &str) -> Result<Tally, Fault> {
    let limit = limit(name)?;
    let mut tally = Tally::default();
    tally.check(measured <= limit, format_args!("{name}: {measured} {unit}, at most {limit}"));
    if measured.saturating_mul(10) < limit.saturating_mul(7) {
        say::out(format_args!("     docs/ratchet/{name}.txt can be tightened"));
    }
    Ok(tally)
}

/// The number in `docs/ratchet/NAME.txt`.
pub(crate) fn limit(name: &str) -> Result<u64, Fault> {
    let path = place::root().join("docs/ratchet").join(format!("{name}.txt"));
    let text = fs::read_to_string(&path).map_err(Fault::at("read", &path))?;
    parse(&text).ok_or_else(|| Fault::reply(path.display().to_string(), "not one whole number"))
}

/// Exactly one line that is no comment, and it is a whole number (underscores allowed).
fn parse(text: &str) -> Option<u64> {
    let mut lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let number = lines.next()?.replace('_', "").parse().ok()?;
    lines.next().is_none().then_some(number)
}

#[cfg(test)]
mod tests;
