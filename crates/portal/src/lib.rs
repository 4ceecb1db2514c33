//! State to HTML for one reader in one language. Pure.
//!
//! A page is a function from a view (what this reader may see, as plain data) and a [`shell::Shell`] (who
//! reads, where, when, in which language) to a text. Not here: status codes, headers, sessions, JSON; the node
//! adds those. Every visible word comes from `lang/` or from the texts of an instrument.

pub mod component;
pub mod kit;
pub mod l10n;
pub mod page;
pub mod path;
pub mod script;
pub mod shell;
pub mod style;
#[cfg(test)]
mod tests;
