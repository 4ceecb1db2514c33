//! The one stylesheet: its bytes, and the address under which they may be kept for ever.
//!
//! The address carries a hash of the bytes, so a browser never shows a page with an older style. The hash
//! protects nothing; it is FNV-1a, computed when the crate is compiled.

#[cfg(test)]
mod tests;

/// The stylesheet.
pub const CSS: &str = include_str!("style.css");

/// The type to serve it with.
pub const CSS_TYPE: &str = "text/css; charset=utf-8";

/// Where pages look for it: `/assets/HASH.css`.
#[must_use]
pub fn css_path() -> String {
    format!("/assets/{HASH:016x}.css")
}

const HASH: u64 = fnv(CSS.as_bytes());

const fn fnv(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325; // offset basis of the 64-bit variant
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        hash = (hash ^ *first as u64).wrapping_mul(0x0000_0100_0000_01b3); // its prime
        rest = tail;
    }
    hash
}
