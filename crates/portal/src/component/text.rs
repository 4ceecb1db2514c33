//! Strings of other people: isolated from the page's direction, their invisible signs made visible.
//!
//! Whoever writes a name can put direction marks into it and make a page read otherwise than it is
//! (CVE-2021-42574 is the same trick on source code). So such marks are shown as their code points.

use std::borrow::Cow;
use std::fmt::Write as _;

use maud::{Markup, html};

#[cfg(test)]
mod tests;

/// The text with every direction mark and control character shown as `⟨U+202E⟩`; line breaks stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_hidden(letter) {
            // Writing to a string cannot fail.
            write!(out, "\u{27e8}U+{:04X}\u{27e9}", u32::from(letter)).unwrap_or_default();
        } else {
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

fn is_hidden(letter: char) -> bool {
    let direction = matches!(letter,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let blank = matches!(letter, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    direction || blank || (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

/// A short string of a user or a peer.
#[must_use]
pub fn foreign(text: &str) -> Markup {
    html! { bdi { (visible(text)) } }
}

/// A text of several lines in a language; `und` and an empty language say nothing about it.
#[must_use]
pub fn prose(lang: &str, text: &str) -> Markup {
    let lang = Some(lang).filter(|lang| !lang.is_empty() && *lang != "und");
    html! { div.prose lang=[lang] dir="auto" { (visible(text)) } }
}

/// A reference, a path, an id: never broken, always from left to right.
#[must_use]
pub fn code(text: &str) -> Markup {
    html! { code.ref dir="ltr" { (visible(text)) } }
}
