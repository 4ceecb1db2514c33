//! SHA-256, SHA-512, HMAC and the three text codings (hex, base64, base64url) every other format here uses.
//!
//! Not a choice of algorithms: the log, letters and packages are SHA-256 by specification, and SHA-512 exists
//! only as the second digest of exhibits kept for long. FIPS 180-4, RFC 2104, RFC 4648 §4, §5 and §8; decoding
//! is strict, so that one value has one spelling.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256, Sha512};
use thiserror::Error;

#[cfg(test)]
mod tests;

/// The alphabet of [`hex_encode`]: lower case only.
const HEX: &[u8; 16] = b"0123456789abcdef";

/// Why a text is not the one spelling of some bytes.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum CodingError {
    /// Wrong alphabet, padding, white space, or bits set behind the last byte.
    #[error("text is not strict base64: send it with the exact padding and nothing around it")]
    Base64,
    /// Not an even number of lower-case hexadecimal digits.
    #[error("text is not lower-case hexadecimal")]
    Hex,
    /// Good text, but for another number of bytes.
    #[error("text stands for {found} bytes, expected {expected}")]
    Length {
        /// How many bytes the reader needs.
        expected: usize,
        /// How many bytes the text stands for.
        found: usize,
    },
}

impl CodingError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Hex => "hex",
            Self::Length { .. } => "length",
        }
    }
}

/// A SHA-256 digest.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// How many bytes a digest has.
    pub const BYTES: usize = 32;

    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of all `parts`, one behind the other with nothing between them.
    #[must_use]
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hasher = Hasher::new();
        for part in parts {
            hasher.update(part);
        }
        hasher.finish()
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn parse_hex(text: &str) -> Result<Self, CodingError> {
        array(&hex_decode(text)?).map(Self)
    }

    /// Reads the strict base64 of 32 bytes (44 characters with padding).
    pub fn parse_b64(text: &str) -> Result<Self, CodingError> {
        array(&b64_decode(text)?).map(Self)
    }

    /// Takes exactly 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, CodingError> {
        array(bytes).map(Self)
    }

    /// 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        hex_encode(&self.0)
    }

    /// 44 characters of base64 with padding.
    #[must_use]
    pub fn b64(&self) -> String {
        b64_encode(&self.0)
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// SHA-256 over bytes that come piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Starts with nothing hashed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of everything taken.
    #[must_use]
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// SHA-512 over bytes that come piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Sha512Hasher(Sha512);

impl Sha512Hasher {
    /// Starts with nothing hashed.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The 64 bytes of the digest of everything taken.
    #[must_use]
    pub fn finish(self) -> [u8; 64] {
        self.0.finalize().into()
    }
}

/// HMAC-SHA256 with a 32-byte key over all `parts`, one behind the other.
#[must_use]
pub fn hmac_sha256(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104 fills a short key with zeros up to the block; doing it here leaves nothing that could fail.
    let mut block = [0; 64];
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Base64 with padding (RFC 4648 §4).
#[must_use]
pub fn b64_encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads base64 with padding; refuses white space, missing padding and bits behind the last byte.
pub fn b64_decode(text: &str) -> Result<Vec<u8>, CodingError> {
    STANDARD.decode(text).map_err(|_| CodingError::Base64)
}

/// Base64 with the URL alphabet, without padding (RFC 4648 §5).
#[must_use]
pub fn b64url_encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url without padding; refuses white space, padding and bits behind the last byte.
pub fn b64url_decode(text: &str) -> Result<Vec<u8>, CodingError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| CodingError::Base64)
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex_encode(bytes: &[u8]) -> String {
    let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or(b'0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).map(char::from).collect()
}

/// Reads lower-case hexadecimal; upper case is another spelling and refused.
pub fn hex_decode(text: &str) -> Result<Vec<u8>, CodingError> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return Err(CodingError::Hex);
    }
    pairs.iter().map(|[high, low]| Ok(nibble(*high)? << 4 | nibble(*low)?)).collect()
}

/// Exactly `N` bytes, or how many there were.
pub fn array<const N: usize>(bytes: &[u8]) -> Result<[u8; N], CodingError> {
    bytes.try_into().map_err(|_| CodingError::Length { expected: N, found: bytes.len() })
}

fn nibble(digit: u8) -> Result<u8, CodingError> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(CodingError::Hex),
    }
}
