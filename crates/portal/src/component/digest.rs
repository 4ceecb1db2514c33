//! Digests as people compare them: in groups of eight signs, and selected as a whole with one click.

use std::fmt::Write as _;

use maud::{Markup, html};

/// Signs in a group; four bytes are what people compare at a glance.
const GROUP: usize = 8;

/// A digest or another long hexadecimal value. The gaps are drawn, not written: what is copied has none.
#[must_use]
pub fn hex(digest: &str) -> Markup {
    let signs: Vec<char> = digest.chars().collect();
    html! {
        code.digest dir="ltr" {
            @for group in signs.chunks(GROUP) {
                span.group { (group.iter().collect::<String>()) }
            }
        }
    }
}

/// The beginning of a digest, where the whole one is a click away.
#[must_use]
pub fn short(digest: &str) -> Markup {
    let start: String = digest.chars().take(GROUP).collect();
    html! { code.digest dir="ltr" { (start) "…" } }
}

/// The digest of these bytes, written out.
#[must_use]
pub fn bytes(digest: &[u8; 32]) -> Markup {
    hex(&hex_text(digest))
}

/// Bytes as lower-case hexadecimal text.
#[must_use]
pub fn hex_text(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a string cannot fail.
        write!(out, "{byte:02x}").unwrap_or_default();
        out
    })
}
