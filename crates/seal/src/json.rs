//! Canonical JSON (RFC 8785): one value, one sequence of bytes.
//!
//! The value and the writer; `json/read.rs` holds the strict reader. Not a general JSON library: there are no floats,
//! integers keep to ±(2^53−1) so that every reader of the world sees the same number, and names stay as they were
//! written (no Unicode normalization). What is read comes from an adversary: depth, keys and text are bounded.

use std::collections::BTreeMap;
use std::fmt;

use thiserror::Error;

mod plain;
mod read;
#[cfg(test)]
mod tests;

/// Largest integer every JSON reader keeps exactly: 2^53 − 1.
pub const INT_MAX: i64 = (1 << 53) - 1;
/// How deep lists and objects may nest; a letter needs about 8, the reader's stack is the reason for a bound.
pub const DEPTH_MAX: usize = 32;
/// How many keys one object may have; the longest event schema has fewer than 100.
pub const KEYS_MAX: usize = 4096;
/// How long one text may be, in UTF-8 bytes; longer content travels as a part of its own.
pub const TEXT_BYTES_MAX: usize = 256 * 1024;

/// A JSON value without floats.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer of at most [`INT_MAX`] either way.
    Int(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object. The map sorts by code points; the writer sorts by UTF-16, as RFC 8785 says.
    Object(BTreeMap<String, Self>),
}

/// Why bytes are not a canonical value. Positions count bytes from the start of the input.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum JsonError {
    /// A character below U+0020 stands unescaped in a text.
    #[error("control character at byte {at} of the json: escape it")]
    ControlCharacter {
        /// Where it stands.
        at: usize,
    },
    /// Lists and objects nest deeper than [`DEPTH_MAX`].
    #[error("json nests deeper than {DEPTH_MAX}")]
    Depth,
    /// One object names a key twice.
    #[error("json object names a key twice, the second time before byte {at}")]
    DuplicateKey {
        /// Where the second name ends.
        at: usize,
    },
    /// An unknown escape.
    #[error("unknown escape at byte {at} of the json")]
    Escape {
        /// Where it stands.
        at: usize,
    },
    /// A number with a fraction or an exponent.
    #[error("number with fraction or exponent at byte {at} of the json: only integers are used")]
    Float {
        /// Where the fraction or exponent starts.
        at: usize,
    },
    /// An integer beyond ±(2^53−1).
    #[error("integer beyond 2^53-1 in the json")]
    IntRange,
    /// One object has more keys than [`KEYS_MAX`].
    #[error("json object has more than {KEYS_MAX} keys")]
    Keys,
    /// Half of a UTF-16 pair stands alone.
    #[error("lone surrogate at byte {at} of the json")]
    LoneSurrogate {
        /// Where it stands.
        at: usize,
    },
    /// A good value, but other bytes than RFC 8785 gives it.
    #[error("json is not in its canonical form (RFC 8785)")]
    NotCanonical,
    /// Not JSON.
    #[error("not json at byte {at}")]
    Syntax {
        /// Where reading stopped.
        at: usize,
    },
    /// A text or key is longer than [`TEXT_BYTES_MAX`].
    #[error("text in the json is longer than {TEXT_BYTES_MAX} bytes")]
    TextLength,
    /// The input is not UTF-8.
    #[error("json is not utf-8")]
    Utf8,
}

impl JsonError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ControlCharacter { .. } => "control-character",
            Self::Depth => "depth",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::Escape { .. } => "escape",
            Self::Float { .. } => "float",
            Self::IntRange => "int-range",
            Self::Keys => "keys",
            Self::LoneSurrogate { .. } => "lone-surrogate",
            Self::NotCanonical => "not-canonical",
            Self::Syntax { .. } => "syntax",
            Self::TextLength => "text-length",
            Self::Utf8 => "utf8",
        }
    }
}

impl Json {
    /// Reads canonical bytes and nothing else: whatever this returns writes the very same bytes again.
    pub fn parse(bytes: &[u8]) -> Result<Self, JsonError> {
        let value = Self::parse_any(bytes)?;
        if value.to_bytes() == bytes { Ok(value) } else { Err(JsonError::NotCanonical) }
    }

    /// Reads any spelling: white space, escapes and key order as they come. All limits hold. For what people and
    /// foreign programs hand in, never for what is signed.
    pub fn parse_any(bytes: &[u8]) -> Result<Self, JsonError> {
        read::read(bytes)
    }

    /// The canonical bytes.
    ///
    /// A value built by hand may break a limit that the reader keeps; ask [`Json::check`] where that can happen.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// Whether a reader will take what [`Json::to_bytes`] writes: integers, depth, keys and texts within limits.
    pub fn check(&self) -> Result<(), JsonError> {
        self.check_at(DEPTH_MAX)
    }

    /// An object of these entries; of two with the same key the later one stays.
    pub fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// The value under `key`, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?.get(key)
    }

    /// The text, if this is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The integer, if this is one.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        if let Self::Int(int) = self { Some(*int) } else { None }
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn bool(&self) -> Option<bool> {
        if let Self::Bool(bool) = self { Some(*bool) } else { None }
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The entries, if this is an object.
    #[must_use]
    pub fn entries(&self) -> Option<&BTreeMap<String, Self>> {
        if let Self::Object(entries) = self { Some(entries) } else { None }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Bool(true) => out.extend_from_slice(b"true"),
            Self::Bool(false) => out.extend_from_slice(b"false"),
            Self::Int(int) => out.extend_from_slice(int.to_string().as_bytes()),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                out.push(b'[');
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        out.push(b',');
                    }
                    item.write(out);
                }
                out.push(b']');
            }
            Self::Object(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
                out.push(b'{');
                for (n, (key, value)) in entries.into_iter().enumerate() {
                    if n > 0 {
                        out.push(b',');
                    }
                    write_text(key, out);
                    out.push(b':');
                    value.write(out);
                }
                out.push(b'}');
            }
        }
    }

    /// [`Json::check`] for a value that will stand inside others: `deeper` containers may still open.
    pub(crate) fn check_at(&self, deeper: usize) -> Result<(), JsonError> {
        let inside = || deeper.checked_sub(1).ok_or(JsonError::Depth);
        match self {
            Self::Null | Self::Bool(_) => Ok(()),
            Self::Int(int) => check_int(*int).map(|_| ()),
            Self::Text(text) => check_text(text),
            Self::List(items) => {
                let inside = inside()?;
                items.iter().try_for_each(|item| item.check_at(inside))
            }
            Self::Object(entries) => {
                let inside = inside()?;
                if entries.len() > KEYS_MAX {
                    return Err(JsonError::Keys);
                }
                entries.iter().try_for_each(|(key, value)| {
                    check_text(key)?;
                    value.check_at(inside)
                })
            }
        }
    }
}

/// Canonical text.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.to_bytes()))
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Json {
    fn from(value: u32) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<Self>> for Json {
    fn from(value: Vec<Self>) -> Self {
        Self::List(value)
    }
}

impl From<BTreeMap<String, Self>> for Json {
    fn from(value: BTreeMap<String, Self>) -> Self {
        Self::Object(value)
    }
}

/// `null` for nothing.
impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

fn check_int(int: i64) -> Result<i64, JsonError> {
    if (-INT_MAX..=INT_MAX).contains(&int) { Ok(int) } else { Err(JsonError::IntRange) }
}

fn check_text(text: &str) -> Result<(), JsonError> {
    if text.len() <= TEXT_BYTES_MAX { Ok(()) } else { Err(JsonError::TextLength) }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x00..=0x1f => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            0x20.. => out.push(byte),
        }
    }
    out.push(b'"');
}
