//! The scripts, two small ones: their bytes, and the addresses under which they may be kept for ever.
//!
//! A page names one by [`Script::tag`], and only such a page may run a script, ours: the node's answer says so to the browser.
//! Whoever has no script uses the form beside it, or reads there what else there is.

use maud::{Markup, html};

use crate::style::fnv;

/// The type to serve them with.
pub const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Asks the browser for a passkey.
    Passkey,
    /// Brings evidence part by part and shows how far that is.
    Upload,
}

impl Script {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Passkey, Self::Upload];

    /// Its bytes.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Passkey => include_str!("passkey.js"),
            Self::Upload => include_str!("upload.js"),
        }
    }

    /// Where a page looks for it: `/assets/HASH.js`.
    #[must_use]
    pub fn path(self) -> String {
        let hash = match self {
            Self::Passkey => PASSKEY_HASH,
            Self::Upload => UPLOAD_HASH,
        };
        format!("/assets/{hash:016x}.js")
    }

    /// The element that names it. No text of anybody can look like it, because in texts `<` is written otherwise.
    #[must_use]
    pub fn tag(self) -> Markup {
        html! { script src=(self.path()) defer {} }
    }

    /// The one with this file name.
    #[must_use]
    pub fn named(file: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|script| script.path().rsplit('/').next() == Some(file))
    }
}

const PASSKEY_HASH: u64 = fnv(Script::Passkey.text().as_bytes());
const UPLOAD_HASH: u64 = fnv(Script::Upload.text().as_bytes());
