//! The two stylesheets: their bytes, and the addresses under which they may be kept for ever.
//!
//! The designed one is the design system in our own dress; the plain one is ours alone, for a program that was built without
//! the design system and for whoever asks for it. Pages are the same under both. Each address carries a hash of the bytes, so a
//! browser never shows a page with an older style. `build.rs` puts them together.

#[cfg(test)]
mod tests;
#[cfg(test)]
mod transform;

/// The type to serve them with.
pub const CSS_TYPE: &str = "text/css; charset=utf-8";

/// Whether the design system was there when this was built; without it the designed style is the plain one.
#[must_use]
pub fn has_design() -> bool {
    matches!(env!("COMITY_HAS_DESIGN").as_bytes(), b"true")
}

/// Which style pages ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// The design system in our own dress.
    #[default]
    Designed,
    /// Our own few rules.
    Plain,
}

/// A stylesheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// Its text.
    pub css: &'static str,
    /// The same in the form of RFC 1952.
    pub gzip: &'static [u8],
    hash: &'static str,
}

const PLAIN: Sheet = Sheet {
    css: include_str!(concat!(env!("OUT_DIR"), "/plain.css")),
    gzip: include_bytes!(concat!(env!("OUT_DIR"), "/plain.css.gz")),
    hash: env!("COMITY_PLAIN_HASH"),
};

const DESIGNED: Sheet = Sheet {
    css: include_str!(concat!(env!("OUT_DIR"), "/designed.css")),
    gzip: include_bytes!(concat!(env!("OUT_DIR"), "/designed.css.gz")),
    hash: env!("COMITY_DESIGNED_HASH"),
};

impl Style {
    /// Its bytes.
    #[must_use]
    pub const fn sheet(self) -> Sheet {
        match self {
            Self::Designed => DESIGNED,
            Self::Plain => PLAIN,
        }
    }

    /// Where pages look for it: `/assets/HASH.css`.
    #[must_use]
    pub fn path(self) -> String {
        format!("/assets/{}.css", self.sheet().hash)
    }
}

/// FNV-1a of 64 bits.
pub(crate) const fn fnv(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325; // offset basis of the 64-bit variant
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        hash = (hash ^ *first as u64).wrapping_mul(0x0000_0100_0000_01b3); // its prime
        rest = tail;
    }
    hash
}

/// The stylesheet that the last step of an address names. Both are found whatever style the pages ask for, because a page
/// that was read before a change asks for the other.
#[must_use]
pub fn find(file: &str) -> Option<Sheet> {
    [DESIGNED, PLAIN].into_iter().find(|sheet| file.strip_suffix(".css") == Some(sheet.hash))
}
