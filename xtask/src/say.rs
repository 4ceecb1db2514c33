//! The only place that prints: results on standard output, talk on standard error. A reader who went
//! away (a closed pipe) is no reason to stop the checks.

use std::fmt;
use std::io::{self, Write};

/// One line of result.
pub(crate) fn out(line: fmt::Arguments<'_>) {
    drop(writeln!(io::stdout().lock(), "{line}"));
}

/// One line of talk.
pub(crate) fn err(line: fmt::Arguments<'_>) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}
