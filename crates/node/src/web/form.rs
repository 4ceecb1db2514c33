//! A posted form as it came: names with all their values, in order. Meaning is given by the law or the handler.

use std::collections::BTreeMap;

#[cfg(test)]
mod tests;

/// Most bytes a form may have: an order with long reasons fits, a file does not.
pub const FORM_BYTES_MAX: usize = 1 << 20;

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
