//! Counting what passed and what failed.

use std::{fmt, ops::AddAssign};

use crate::say;

/// A number of checks that ran. What did not run is in neither number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// One check with this outcome.
    pub(crate) fn one(ok: bool) -> Self {
        Self { passed: u64::from(ok), failed: u64::from(!ok) }
    }

    /// Reads the line that another program of ours ends with.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let (passed, rest) = line.split_once(" passed, ")?;
        let failed = rest.strip_suffix(" failed")?;
        Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }

    /// Counts one named check and says its outcome in a line.
    pub(crate) fn check(&mut self, ok: bool, name: fmt::Arguments<'_>) {
        say::out(format_args!("{} {name}", if ok { "ok  " } else { "FAIL" }));
        *self += Self::one(ok);
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The line by which other programs read the outcome; its form is fixed.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests;
