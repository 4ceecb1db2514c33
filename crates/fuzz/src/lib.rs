//! Bytes of strangers, changed in every way, for every parser that may meet them.
//!
//! A small fuzzer of our own: seeds that are good, changes that know the formats (CBOR, JSON, lines of text, zip), and one
//! question for each parser. It does not watch which branches an input takes: that needs a compiler that is not the one
//! we build with. What it has in place of that is seeds of every shape and changes inside of what is wrapped in what.
//! Input N of a seed is the same in every run, so whatever is found is found again.
//!
//! | module | what it is |
//! |---|---|
//! | [`dice`] | numbers from a seed |
//! | [`mutate`] | changes of bytes, CBOR, JSON, lines and zip files |
//! | [`target`] | what is asked of a parser, and what is a finding |
//! | [`targets`] | the parsers of `seal` and `wire`, each with its seeds |
//!
//! Findings are kept in `corpus/TARGET/` and replayed by the tests. What two whole nodes do with such bytes is asked by
//! `sim`, whose post changes bytes too.

pub mod dice;
pub mod mutate;
pub mod target;
pub mod targets;

#[cfg(test)]
mod tests;
