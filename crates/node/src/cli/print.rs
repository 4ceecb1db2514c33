//! The one place that writes to a terminal: data on standard output, talk on standard error.
//!
//! A reader that goes away (`comity law list | head -1`) is no failure: what cannot be written any more is
//! dropped, and the exit code still says what was found out. No colour, so that pipes and terminals get the same.

use std::io::{self, Write as _};

use serde::Serialize;

/// One line of data.
pub(crate) fn data(line: &str) {
    lenient(writeln!(io::stdout().lock(), "{line}"));
}

/// One JSON document on one line of data.
pub(crate) fn json(value: &impl Serialize) {
    data(&to_line(value));
}

/// One line of talk.
pub(crate) fn talk(line: &str) {
    lenient(writeln!(io::stderr().lock(), "{line}"));
}

/// Talk without the end of its line: something follows.
pub(crate) fn talk_part(text: &str) {
    let mut err = io::stderr().lock();
    lenient(write!(err, "{text}").and_then(|()| err.flush()));
}

/// One JSON document on one line of talk.
pub(crate) fn talk_json(value: &impl Serialize) {
    talk(&to_line(value));
}

fn to_line(value: &impl Serialize) -> String {
    // Our own report types: strings, numbers and lists, which always have a JSON form.
    serde_json::to_string(value).unwrap_or_default()
}

fn lenient(done: io::Result<()>) {
    drop(done);
}
