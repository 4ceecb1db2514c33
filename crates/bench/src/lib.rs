//! What the benchmarks of a node share: how they are told what to do, and how they fail.
//!
//! They stand apart from `node`, because whatever is built to measure a package builds its programs too, and linking
//! `comity` takes longer than all that is measured.

use std::error::Error;

/// What a benchmark ends with; whoever started it reads the message.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// The words of the command line, without the one that `cargo bench` adds.
#[must_use]
pub fn words() -> Vec<String> {
    std::env::args().skip(1).filter(|word| word != "--bench").collect()
}
