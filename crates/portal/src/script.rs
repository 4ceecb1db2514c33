//! The one script: it brings evidence part by part and shows how far that is. Its bytes, and the address under which they may
//! be kept for ever.
//!
//! One page names it, by [`tag`], and only that page may run a script, this one: the node's answer says so to the browser.
//! Whoever has no script uses the form beside it.

use maud::{Markup, html};

use crate::style::fnv;

/// The script.
pub const UPLOAD: &str = include_str!("upload.js");

/// The type to serve it with.
pub const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

/// Where the page looks for it: `/assets/HASH.js`.
#[must_use]
pub fn path() -> String {
    format!("/assets/{HASH:016x}.js")
}

/// The element that names it. No text of anybody can look like it, because in texts `<` is written otherwise.
#[must_use]
pub fn tag() -> Markup {
    html! { script src=(path()) defer {} }
}

const HASH: u64 = fnv(UPLOAD.as_bytes());
