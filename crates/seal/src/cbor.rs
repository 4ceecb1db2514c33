//! The deterministic subset of CBOR (RFC 8949 §4.2.1) that envelopes, receipts, anchors and bundle indexes use.
//!
//! Integers, byte and text strings, arrays, maps, false, true, null and tag 98; shortest lengths, definite lengths,
//! sorted unique keys. Not here: floats, other tags, indefinite lengths, undefined, and schemas: a closed map is
//! closed by whoever reads it, with [`Fields`]. Follows `docs/spec/exchange.md`, common rules.
//!
//! [`Cbor::decode`] ends by encoding what it read and comparing: one value has one byte string, by construction.

use std::fmt;

/// Levels of nesting, the outermost value included: the deepest format here, `COSE_Sign`, needs five.
pub const DEPTH_MAX: usize = 8;
/// The one tag: `COSE_Sign` (RFC 9052 §2).
pub const TAG_COSE_SIGN: u64 = 98;

/// One value.
#[derive(Clone, PartialEq, Eq)]
pub enum Cbor {
    /// Major type 0.
    Uint(u64),
    /// Major type 1: the value −1 − n.
    Nint(u64),
    /// Major type 2.
    Bytes(Vec<u8>),
    /// Major type 3.
    Text(String),
    /// Major type 4.
    Array(Vec<Self>),
    /// Major type 5. Order does not matter: [`Cbor::encode`] sorts.
    Map(Vec<(Self, Self)>),
    /// Tag 98 around a value.
    CoseSign(Box<Self>),
    /// false or true.
    Bool(bool),
    /// null.
    Null,
}

/// Why bytes are not a value of the subset, or not the value that was asked for. Always the writer's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// A key stands twice in one map.
    #[error("a map key stands twice")]
    DuplicateKey,
    /// The bytes end inside a value.
    #[error("the bytes end inside a value")]
    EndsEarly,
    /// A required key or element is missing.
    #[error("a required map key or array element is missing")]
    Missing,
    /// The same value has a shorter or differently sorted form.
    #[error("the bytes are not the deterministic form of their value")]
    NotDeterministic,
    /// Bytes follow the value.
    #[error("bytes follow the value")]
    TrailingBytes,
    /// Text is not UTF-8.
    #[error("a text string is not utf-8")]
    TextNotUtf8,
    /// More than [`DEPTH_MAX`] levels.
    #[error("values are nested deeper than {DEPTH_MAX} levels")]
    TooDeep,
    /// More values than the reader was told to take ([`Cbor::decode_at_most`]).
    #[error("there are more values than may be here")]
    TooMany,
    /// A closed map has a key, or an array an element, that its schema does not know.
    #[error("a map key or array element is not in the schema")]
    Unknown,
    /// A float, another tag, an indefinite length, undefined or a reserved form.
    #[error("a value form outside the subset")]
    Unsupported,
    /// The value has another type, or another length, than the schema says.
    #[error("a value has another type or length than the schema says")]
    WrongType,
}

impl CborError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuplicateKey => "duplicate-key",
            Self::EndsEarly => "ends-early",
            Self::Missing => "missing",
            Self::NotDeterministic => "not-deterministic",
            Self::TrailingBytes => "trailing-bytes",
            Self::TextNotUtf8 => "text-not-utf8",
            Self::TooDeep => "too-deep",
            Self::TooMany => "too-many-values",
            Self::Unknown => "unknown",
            Self::Unsupported => "unsupported",
            Self::WrongType => "wrong-type",
        }
    }
}

impl Cbor {
    /// Reads exactly one value. The caller has checked the size, which is a megabyte or so: a value of one byte takes some
    /// thirty in memory, so a long list of small ones takes that many times its size.
    ///
    /// # Errors
    /// Any [`CborError`] but [`CborError::Missing`], [`CborError::TooMany`], [`CborError::Unknown`] and
    /// [`CborError::WrongType`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        Self::decode_at_most(bytes, usize::MAX)
    }

    /// Reads exactly one value with at most `n_values` values in it, itself, keys and elements included: then memory use is
    /// the size and a few dozen bytes for each of them. For what is longer than a megabyte and whose writer is not known.
    ///
    /// # Errors
    /// As [`Cbor::decode`], and [`CborError::TooMany`] before more are in memory.
    pub fn decode_at_most(bytes: &[u8], n_values: usize) -> Result<Self, CborError> {
        let mut reader = Reader { rest: bytes, n_left: n_values };
        let value = reader.value(DEPTH_MAX)?;
        if !reader.rest.is_empty() {
            return Err(CborError::TrailingBytes);
        }
        if value.encode() == bytes { Ok(value) } else { Err(CborError::NotDeterministic) }
    }

    /// The one byte string of this value.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    /// The integer n, whatever its sign.
    #[must_use]
    pub fn int(n: i64) -> Self {
        // For n < 0, −1 − n is the bitwise complement of n.
        if n < 0 { Self::Nint(n.unsigned_abs() - 1) } else { Self::Uint(n.unsigned_abs()) }
    }

    /// A byte string.
    #[must_use]
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }

    /// A text string.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A map with unsigned keys, which is what every closed map here has.
    #[must_use]
    pub fn fields<const N: usize>(fields: [(u64, Self); N]) -> Self {
        Self::Map(fields.into_iter().map(|(key, value)| (Self::Uint(key), value)).collect())
    }

    /// An unsigned integer.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub const fn as_uint(&self) -> Result<u64, CborError> {
        if let Self::Uint(n) = self { Ok(*n) } else { Err(CborError::WrongType) }
    }

    /// An integer that fits 64 bits with its sign.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub fn as_int(&self) -> Result<i64, CborError> {
        match self {
            Self::Uint(n) => i64::try_from(*n).map_err(|_too_large| CborError::WrongType),
            Self::Nint(n) => {
                i64::try_from(*n).map(|n| -1 - n).map_err(|_too_small| CborError::WrongType)
            }
            Self::Bytes(_)
            | Self::Text(_)
            | Self::Array(_)
            | Self::Map(_)
            | Self::CoseSign(_)
            | Self::Bool(_)
            | Self::Null => Err(CborError::WrongType),
        }
    }

    /// A byte string.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub fn as_bytes(&self) -> Result<&[u8], CborError> {
        if let Self::Bytes(bytes) = self { Ok(bytes) } else { Err(CborError::WrongType) }
    }

    /// A byte string of exactly N bytes.
    ///
    /// # Errors
    /// [`CborError::WrongType`], also for another length.
    pub fn as_array_of<const N: usize>(&self) -> Result<[u8; N], CborError> {
        self.as_bytes()?.try_into().map_err(|_wrong_length| CborError::WrongType)
    }

    /// A byte string, or null.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub fn as_bytes_or_null(&self) -> Result<Option<&[u8]>, CborError> {
        if self == &Self::Null { Ok(None) } else { self.as_bytes().map(Some) }
    }

    /// A text string.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub fn as_text(&self) -> Result<&str, CborError> {
        if let Self::Text(text) = self { Ok(text) } else { Err(CborError::WrongType) }
    }

    /// A truth value.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub const fn as_bool(&self) -> Result<bool, CborError> {
        if let Self::Bool(value) = self { Ok(*value) } else { Err(CborError::WrongType) }
    }

    /// The elements of an array.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub fn as_array(&self) -> Result<&[Self], CborError> {
        if let Self::Array(items) = self { Ok(items) } else { Err(CborError::WrongType) }
    }

    /// The N elements of an array that must have exactly N.
    ///
    /// # Errors
    /// [`CborError::WrongType`], [`CborError::Missing`] or [`CborError::Unknown`].
    pub fn as_tuple<const N: usize>(&self) -> Result<&[Self; N], CborError> {
        let items = self.as_array()?;
        let wrong = if items.len() < N { CborError::Missing } else { CborError::Unknown };
        items.try_into().map_err(|_wrong_length| wrong)
    }

    /// The entries of a map, in the order of the bytes.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub fn as_map(&self) -> Result<&[(Self, Self)], CborError> {
        if let Self::Map(entries) = self { Ok(entries) } else { Err(CborError::WrongType) }
    }

    /// The entries of a map with unsigned keys, to be taken one by one until none is left.
    ///
    /// # Errors
    /// [`CborError::WrongType`] if this is no map, [`CborError::Unknown`] for a key of another type.
    pub fn as_fields(&self) -> Result<Fields<'_>, CborError> {
        let entries = self.as_map()?;
        let mut fields = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            fields.push((key.as_uint().map_err(|_other_type| CborError::Unknown)?, value));
        }
        Ok(Fields { fields })
    }

    /// The value inside tag 98.
    ///
    /// # Errors
    /// [`CborError::WrongType`].
    pub fn as_cose_sign(&self) -> Result<&Self, CborError> {
        if let Self::CoseSign(inner) = self { Ok(inner) } else { Err(CborError::WrongType) }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Uint(n) => head(0, *n, out),
            Self::Nint(n) => head(1, *n, out),
            Self::Bytes(bytes) => string(2, bytes, out),
            Self::Text(text) => string(3, text.as_bytes(), out),
            Self::Array(items) => {
                head(4, length(items.len()), out);
                items.iter().for_each(|item| item.write(out));
            }
            Self::Map(entries) => {
                head(5, length(entries.len()), out);
                let mut encoded: Vec<_> =
                    entries.iter().map(|(key, value)| (key.encode(), value)).collect();
                encoded.sort_by(|(a, _), (b, _)| a.cmp(b));
                for (key, value) in encoded {
                    out.extend_from_slice(&key);
                    value.write(out);
                }
            }
            Self::CoseSign(inner) => {
                head(6, TAG_COSE_SIGN, out);
                inner.write(out);
            }
            Self::Bool(false) => out.push(0xf4),
            Self::Bool(true) => out.push(0xf5),
            Self::Null => out.push(0xf6),
        }
    }
}

impl fmt::Debug for Cbor {
    /// Diagnostic notation (RFC 8949 §8): what a failed comparison should show.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uint(n) => write!(f, "{n}"),
            Self::Nint(n) => write!(f, "{}", -1 - i128::from(*n)),
            Self::Bytes(bytes) => {
                f.write_str("h'")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
                f.write_str("'")
            }
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Array(items) => f.debug_list().entries(items).finish(),
            Self::Map(entries) => {
                f.debug_map().entries(entries.iter().map(|(k, v)| (k, v))).finish()
            }
            Self::CoseSign(inner) => write!(f, "{TAG_COSE_SIGN}({inner:?})"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Null => f.write_str("null"),
        }
    }
}

/// The entries of a closed map, each taken once; [`Fields::end`] refuses what nobody took.
#[derive(Debug)]
pub struct Fields<'a> {
    fields: Vec<(u64, &'a Cbor)>,
}

impl<'a> Fields<'a> {
    /// The value of a required key.
    ///
    /// # Errors
    /// [`CborError::Missing`].
    pub fn take(&mut self, key: u64) -> Result<&'a Cbor, CborError> {
        self.take_optional(key).ok_or(CborError::Missing)
    }

    /// The value of an optional key.
    pub fn take_optional(&mut self, key: u64) -> Option<&'a Cbor> {
        let at = self.fields.iter().position(|(found, _)| *found == key)?;
        Some(self.fields.remove(at).1)
    }

    /// The map is closed: nothing may be left.
    ///
    /// # Errors
    /// [`CborError::Unknown`].
    pub fn end(self) -> Result<(), CborError> {
        if self.fields.is_empty() { Ok(()) } else { Err(CborError::Unknown) }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    /// Values that may still come.
    n_left: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, levels: usize) -> Result<Cbor, CborError> {
        let levels = levels.checked_sub(1).ok_or(CborError::TooDeep)?;
        self.n_left = self.n_left.checked_sub(1).ok_or(CborError::TooMany)?;
        let first = self.byte()?;
        let (major, info) = (first >> 5, first & 0x1f);
        if major == 7 {
            return match info {
                20 => Ok(Cbor::Bool(false)),
                21 => Ok(Cbor::Bool(true)),
                22 => Ok(Cbor::Null),
                _ => Err(CborError::Unsupported),
            };
        }
        let n = self.argument(info)?;
        match major {
            0 => Ok(Cbor::Uint(n)),
            1 => Ok(Cbor::Nint(n)),
            2 => Ok(Cbor::Bytes(self.take(n)?.to_vec())),
            3 => match std::str::from_utf8(self.take(n)?) {
                Ok(text) => Ok(Cbor::Text(text.to_owned())),
                Err(_) => Err(CborError::TextNotUtf8),
            },
            4 => self.array(n, levels),
            5 => self.map(n, levels),
            6 if n == TAG_COSE_SIGN => Ok(Cbor::CoseSign(Box::new(self.value(levels)?))),
            _ => Err(CborError::Unsupported),
        }
    }

    // Nothing is reserved by a claimed count: an element costs at least a byte of input.
    fn array(&mut self, n: u64, levels: usize) -> Result<Cbor, CborError> {
        let mut items = Vec::new();
        for _ in 0..n {
            items.push(self.value(levels)?);
        }
        Ok(Cbor::Array(items))
    }

    fn map(&mut self, n: u64, levels: usize) -> Result<Cbor, CborError> {
        let mut entries: Vec<(Cbor, Cbor)> = Vec::new();
        let mut last: Option<&[u8]> = None;
        for _ in 0..n {
            let before = self.rest;
            let key = self.value(levels)?;
            let n_key = before.len() - self.rest.len();
            let bytes = before.get(..n_key).ok_or(CborError::EndsEarly)?;
            match last.map(|last| last.cmp(bytes)) {
                None | Some(std::cmp::Ordering::Less) => {}
                Some(std::cmp::Ordering::Equal) => return Err(CborError::DuplicateKey),
                Some(std::cmp::Ordering::Greater) => return Err(CborError::NotDeterministic),
            }
            last = Some(bytes);
            entries.push((key, self.value(levels)?));
        }
        Ok(Cbor::Map(entries))
    }

    fn argument(&mut self, info: u8) -> Result<u64, CborError> {
        match info {
            0..=23 => Ok(u64::from(info)),
            24 => self.big_endian(1),
            25 => self.big_endian(2),
            26 => self.big_endian(4),
            27 => self.big_endian(8),
            _ => Err(CborError::Unsupported),
        }
    }

    fn big_endian(&mut self, n: u64) -> Result<u64, CborError> {
        Ok(self.take(n)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    fn byte(&mut self) -> Result<u8, CborError> {
        let (first, rest) = self.rest.split_first().ok_or(CborError::EndsEarly)?;
        self.rest = rest;
        Ok(*first)
    }

    fn take(&mut self, n: u64) -> Result<&'a [u8], CborError> {
        let n = usize::try_from(n).map_err(|_beyond_memory| CborError::EndsEarly)?;
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(CborError::EndsEarly)?;
        self.rest = rest;
        Ok(taken)
    }
}

fn string(major: u8, bytes: &[u8], out: &mut Vec<u8>) {
    head(major, length(bytes.len()), out);
    out.extend_from_slice(bytes);
}

fn length(n: usize) -> u64 {
    // No supported machine has a wider usize; saturation would fail the re-encode check, not lie.
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// Major type and argument in the shortest form.
fn head(major: u8, n: u64, out: &mut Vec<u8>) {
    let major = major << 5;
    let bytes = n.to_be_bytes();
    let (info, n_bytes) = match n {
        0..=23 => (None, 1),
        24..=0xff => (Some(24), 1),
        0x100..=0xffff => (Some(25), 2),
        0x1_0000..=0xffff_ffff => (Some(26), 4),
        0x1_0000_0000.. => (Some(27), 8),
    };
    match info {
        None => out.extend(bytes.iter().skip(7).map(|n| major | n)),
        Some(info) => {
            out.push(major | info);
            out.extend(bytes.iter().skip(8 - n_bytes));
        }
    }
}

#[cfg(test)]
mod tests;
