//! The components of the design system, one function each, with the markup that its package gives them.
//!
//! A style can only dress what it recognizes, so this markup is not ours to change: tests compare it with the fixtures of the
//! package. The package's attributes for scripts are left out, because no page has a script. What a component says is always
//! an argument: no word stands in here. Parts that only we have are in `component`; they are made of these.

pub mod choice;
pub mod field;
pub mod frame;
pub mod show;
#[cfg(test)]
mod tests;

/// The class of a component with those that a caller adds.
fn classes(own: &str, more: &str) -> String {
    if more.is_empty() { own.to_owned() } else { format!("{own} {more}") }
}
