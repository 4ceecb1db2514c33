//! A reader of DER (ITU-T X.690, clauses 8, 10 and 11), as far as time-stamp tokens need it.
//!
//! Slices into the bytes that were handed in, nothing is copied. Not a writer but of the two things a request has, and
//! not a schema: whoever reads says which element must stand where. Not checked: that the members of a SET OF ascend,
//! because authorities put certificates in the order in which they were issued. Byte rules: `docs/spec/timestamp.md`.

use thiserror::Error;

#[cfg(test)]
mod tests;

/// How deep constructed elements may lie in each other. In a certificate of a token the deepest is the tenth.
pub const DEPTH_MAX: usize = 32;

/// BOOLEAN
pub const BOOLEAN: u8 = 0x01;
/// INTEGER
pub const INTEGER: u8 = 0x02;
/// OCTET STRING
pub const OCTET_STRING: u8 = 0x04;
/// NULL
pub const NULL: u8 = 0x05;
/// OBJECT IDENTIFIER
pub const OID: u8 = 0x06;
/// `GeneralizedTime`
pub const GENERALIZED_TIME: u8 = 0x18;
/// SEQUENCE and SEQUENCE OF
pub const SEQUENCE: u8 = 0x30;
/// SET and SET OF
pub const SET: u8 = 0x31;

/// The tag `[n]` of a constructed element; n is at most 30.
#[must_use]
pub const fn context(n: u8) -> u8 {
    0xA0 | (n & 0x1F)
}

/// The tag `[n]` of a primitive element, where the type of its content is implied; n is at most 30.
#[must_use]
pub const fn context_primitive(n: u8) -> u8 {
    0x80 | (n & 0x1F)
}

/// Why bytes are not DER, or not what must stand there. Always the fault of whoever wrote them.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum DerError {
    /// An element ends before its length, or something stands behind the last one.
    #[error("an element does not end where its length says")]
    Cut,
    /// Elements lie too deep in each other.
    #[error("elements lie more than {DEPTH_MAX} deep")]
    Depth,
    /// A value is not in its one form: BOOLEAN, INTEGER or NULL.
    #[error("a value is not in its one form")]
    Form,
    /// A length is indefinite, longer than it need be, or of more than three bytes.
    #[error("a length is not in its one form")]
    Length,
    /// A tag that DER does not have, or another element than the one that must stand here.
    #[error("another element stands where one is needed")]
    Tag,
}

impl DerError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cut => "der-cut",
            Self::Depth => "der-depth",
            Self::Form => "der-form",
            Self::Length => "der-length",
            Self::Tag => "der-tag",
        }
    }
}

/// One element.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Element<'a> {
    /// Class, form and number in one byte.
    pub tag: u8,
    /// What stands behind tag and length.
    pub content: &'a [u8],
    /// All of it.
    pub whole: &'a [u8],
}

impl<'a> Element<'a> {
    /// The elements inside.
    #[must_use]
    pub const fn inside(&self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The magnitude of an INTEGER that is not negative: big-endian without leading zeros, empty for 0.
    pub fn magnitude(&self) -> Result<&'a [u8], DerError> {
        match self.content {
            [first, ..] if *first >= 0x80 => Err(DerError::Form),
            [0, rest @ ..] => Ok(rest),
            all => Ok(all),
        }
    }

    /// A small INTEGER that is not negative.
    pub fn small(&self) -> Result<u32, DerError> {
        let magnitude = self.magnitude()?;
        if magnitude.len() > 4 {
            return Err(DerError::Form);
        }
        Ok(magnitude.iter().fold(0, |n, byte| n << 8 | u32::from(*byte)))
    }
}

/// Elements one behind the other.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// The elements of these bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether there is no further element.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element, whatever it is.
    pub fn any(&mut self) -> Result<Element<'a>, DerError> {
        let (&[tag, first], after) = self.rest.split_first_chunk().ok_or(DerError::Cut)?;
        if tag & 0x1F == 0x1F || tag == 0 {
            return Err(DerError::Tag);
        }
        let n_length = match first {
            0..=0x7F => 0,
            0x81..=0x83 => usize::from(first & 0x7F),
            _ => return Err(DerError::Length),
        };
        let (length, after) = after.split_at_checked(n_length).ok_or(DerError::Cut)?;
        let len = match length {
            [] => usize::from(first),
            [0, ..] => return Err(DerError::Length),
            [one] if *one < 0x80 => return Err(DerError::Length),
            more => more.iter().fold(0, |n, byte| n << 8 | usize::from(*byte)),
        };
        let (content, rest) = after.split_at_checked(len).ok_or(DerError::Cut)?;
        let n_whole = self.rest.len().saturating_sub(rest.len());
        let whole = self.rest.get(..n_whole).ok_or(DerError::Cut)?;
        self.rest = rest;
        Ok(Element { tag, content, whole })
    }

    /// The next element, which must have this tag.
    pub fn take(&mut self, tag: u8) -> Result<Element<'a>, DerError> {
        self.take_if(tag)?.ok_or(DerError::Tag)
    }

    /// The next element if it has this tag; anything else stays where it is.
    pub fn take_if(&mut self, tag: u8) -> Result<Option<Element<'a>>, DerError> {
        if self.rest.first() == Some(&tag) { self.any().map(Some) } else { Ok(None) }
    }

    /// Nothing may follow.
    pub const fn end(self) -> Result<(), DerError> {
        if self.rest.is_empty() { Ok(()) } else { Err(DerError::Cut) }
    }
}

/// Checks that `bytes` are one element, and that it and everything in it has the one form of DER.
pub fn check(bytes: &[u8]) -> Result<(), DerError> {
    let mut open = vec![Reader::new(bytes)];
    let mut outer = Reader::new(bytes);
    outer.any()?;
    outer.end()?;
    while let Some(reader) = open.last_mut() {
        if reader.is_empty() {
            open.pop();
            continue;
        }
        let element = reader.any()?;
        check_form(&element)?;
        if element.tag & 0x20 != 0 {
            if open.len() > DEPTH_MAX {
                return Err(DerError::Depth);
            }
            open.push(element.inside());
        }
    }
    Ok(())
}

/// The rules for types that DER knows itself: what is constructed, and values with more than one spelling in BER.
fn check_form(element: &Element<'_>) -> Result<(), DerError> {
    let is_universal = element.tag & 0xC0 == 0;
    let is_constructed = element.tag & 0x20 != 0;
    if is_universal && is_constructed != matches!(element.tag & 0x1F, 0x10 | 0x11) {
        return Err(DerError::Tag);
    }
    let is_good = match (element.tag, element.content) {
        (BOOLEAN, value) => matches!(value, [0 | 0xFF]),
        (INTEGER, [] | [0, 0..=0x7F, ..] | [0xFF, 0x80..=0xFF, ..]) => false,
        (NULL, value) => value.is_empty(),
        (_, _) => true,
    };
    if is_good { Ok(()) } else { Err(DerError::Form) }
}

/// An OBJECT IDENTIFIER as text, `1.2.840.113549`: at most 64 bytes, each number in its shortest form and below 2^64.
pub fn oid_text(content: &[u8]) -> Result<String, DerError> {
    if content.len() > 64 {
        return Err(DerError::Form);
    }
    let (mut text, mut number, mut is_inside) = (String::new(), 0_u64, false);
    for byte in content {
        if !is_inside && *byte == 0x80 || number.leading_zeros() < 7 {
            return Err(DerError::Form);
        }
        number = number << 7 | u64::from(byte & 0x7F);
        is_inside = *byte >= 0x80;
        if is_inside {
            continue;
        }
        if text.is_empty() {
            let first = (number / 40).min(2);
            text = format!("{first}.{}", number - first * 40);
        } else {
            text.push('.');
            text.push_str(&number.to_string());
        }
        number = 0;
    }
    if is_inside || text.is_empty() { Err(DerError::Form) } else { Ok(text) }
}

/// An element with this tag around these parts.
#[must_use]
pub fn write(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let len: usize = parts.iter().map(|part| part.len()).sum();
    let length = len.to_be_bytes();
    let n_zeros = length.iter().take_while(|byte| **byte == 0).count();
    let length = length.get(n_zeros..).unwrap_or_default();
    let mut out = vec![tag];
    match length {
        [] => out.push(0),
        [short @ 0..=0x7F] => out.push(*short),
        long => {
            out.push(0x80 | u8::try_from(long.len()).unwrap_or(0x7F));
            out.extend_from_slice(long);
        }
    }
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}
