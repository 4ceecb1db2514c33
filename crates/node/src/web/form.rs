//! A posted form as it came: names with all their values, in order. Meaning is given by the law or the handler.

use std::collections::BTreeMap;

use axum::body::Body;
use http_body_util::BodyExt as _;
use tokio::time::{Duration, timeout};

pub mod reading;
#[cfg(test)]
mod tests;

/// Most bytes a form may have. Whatever a letter can carry fits, in any script: at most 896 KiB, of which a form writes
/// three bytes for each that is no plain letter, and the rest is for the names of its fields. A file does not fit.
pub const FORM_BYTES_MAX: usize = 4 << 20;
/// Most bytes of a sign-in: a token, and the path one came from.
pub const SIGN_IN_BYTES_MAX: usize = 16 << 10;
/// A browser shows our answer only after it could send all of its form: up to this much is passed over unread.
const PASSED_OVER_BYTES_MAX: usize = 64 << 20;

/// Between two pieces of a form.
const PIECE_WITHIN: Duration = Duration::from_secs(30);

/// Why a form was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The connection ended before it.
    BrokeOff,
    /// It has more bytes than are read.
    TooLarge,
}

/// Reads the body of a post, of at most `bytes_max` bytes.
///
/// # Errors
/// If it is larger, or did not arrive whole.
pub async fn read(mut body: Body, bytes_max: usize) -> Result<Vec<u8>, Unread> {
    let (mut bytes, mut n_arrived) = (Vec::new(), 0_usize);
    loop {
        // Whoever stops in the middle gives the place to somebody else.
        let Ok(frame) = timeout(PIECE_WITHIN, body.frame()).await else {
            return Err(Unread::BrokeOff);
        };
        let Some(frame) = frame else { break };
        let Ok(data) = frame.map_err(|_| Unread::BrokeOff)?.into_data() else { continue };
        n_arrived = n_arrived.saturating_add(data.len());
        if n_arrived <= bytes_max {
            bytes.extend_from_slice(&data);
        } else if n_arrived > PASSED_OVER_BYTES_MAX {
            break;
        } else {
            bytes = Vec::new();
        }
    }
    if n_arrived <= bytes_max { Ok(bytes) } else { Err(Unread::TooLarge) }
}

/// Names and values of one post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// Nothing at all.
    #[must_use]
    pub const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// From decoded pairs.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut fields = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in pairs {
            fields.entry(name).or_default().push(value);
        }
        Self(fields)
    }

    /// From the body of a post, `application/x-www-form-urlencoded`; `None` if it is not one.
    #[must_use]
    pub fn decode(body: &[u8]) -> Option<Self> {
        let mut pairs = Vec::new();
        let body = std::str::from_utf8(body).ok()?;
        for pair in body.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((unescape(name)?, unescape(value)?));
        }
        Some(Self::from_pairs(pairs))
    }

    /// Names and values as one text, without what only guards the form.
    #[must_use]
    pub fn command(&self) -> String {
        let mut text = String::new();
        for (name, values) in self.iter().filter(|(name, _)| !matches!(*name, "csrf" | "once")) {
            for value in values {
                text.push_str(name);
                text.push('\u{1f}');
                text.push_str(value);
                text.push('\u{1e}');
            }
        }
        text
    }

    /// The bytes of all names and values.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        let values = |values: &[String]| values.iter().map(String::len).sum::<usize>();
        self.iter().map(|(name, of)| name.len().saturating_add(values(of))).sum()
    }

    /// The same without the tokens of a session.
    #[must_use]
    pub fn without_tokens(mut self) -> Self {
        self.0.retain(|name, _| !matches!(name.as_str(), "csrf" | "once"));
        self
    }

    /// The first value of `name` that is not empty, without surrounding white space. Before boxes and radios a form has
    /// an empty twin, so that a post says "none" instead of saying nothing.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of `name` that are not empty.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let values = self.0.get(name).map(Vec::as_slice).unwrap_or_default();
        values.iter().map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// Every name with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// Whether the form had this name at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// `+` and `%XX` undone; `None` for a broken escape or bytes that are no text.
#[must_use]
pub fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}
