//! Time-stamp tokens (RFC 3161, RFC 5816): asking an authority, and what a token says.
//!
//! A token says which digest somebody had, and when; the authority signs that. Read here are its form, imprint, policy,
//! serial number, time, accuracy and nonce. **Not checked here: the authority's signature**, its certificate and what the
//! certificate is good for. A verifier with four signature schemes of its own has no place for those of the world, so
//! whoever relies on a token runs `openssl ts -verify`, and every byte of a token that lies in a package is bound by the
//! package's seal. Byte rules: `docs/spec/timestamp.md`.
//!
//! Not trusted: the authority, and whoever answers in its name. At most they can refuse, or name a wrong time.

use std::fmt;

use thiserror::Error;

use crate::der::{
    self, BOOLEAN, DerError, Element, GENERALIZED_TIME, INTEGER, NULL, OCTET_STRING, OID, Reader,
    SEQUENCE, SET, context, context_primitive,
};
use crate::digest::{Digest, hex_encode};
use crate::receipt::Instant;

#[cfg(test)]
mod tests;

/// Longest token, and longest answer: room for a chain of certificates with long keys.
pub const TOKEN_BYTES_MAX: usize = 64 * 1024;
/// Longest serial number or nonce: 160 bits, as RFC 3161 §2.4.2 asks every reader to take.
const NUMBER_BYTES_MAX: usize = 20;
/// Most decimals of a second.
const DECIMALS_MAX: usize = 9;

/// `id-signedData`, 1.2.840.113549.1.7.2
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
/// `id-ct-TSTInfo`, 1.2.840.113549.1.9.16.1.4
pub const TST_INFO: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04];
/// `id-sha256`, 2.16.840.1.101.3.4.2.1
pub const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];

/// Why a token or an answer was refused.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum TimestampError {
    /// Not DER, or another structure than that of a token: the fault of whoever wrote it.
    #[error("time-stamp token is not read: {0}")]
    Der(#[from] DerError),
    /// A value is not one that a token may have.
    #[error("{0} of the time-stamp token is not one that it may have")]
    Field(&'static str),
    /// The authority did not make a token.
    #[error("the time-stamp authority answers with status {status} and no token")]
    NotGranted {
        /// `PKIStatus`
        status: u32,
    },
    /// The token is about another digest than the one that was sent.
    #[error("time-stamp token is over another digest")]
    OtherImprint,
    /// The token is not the answer to this request.
    #[error("time-stamp token has another nonce than the request")]
    OtherNonce,
    /// More bytes than any token has.
    #[error("time-stamp token has more than {TOKEN_BYTES_MAX} bytes")]
    TooLong,
}

impl TimestampError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Der(e) => e.code(),
            Self::Field(_) => "token-field",
            Self::NotGranted { .. } => "not-granted",
            Self::OtherImprint => "other-imprint",
            Self::OtherNonce => "other-nonce",
            Self::TooLong => "token-too-long",
        }
    }
}

/// A question to an authority: what is to be stamped, and a number that the answer must repeat.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Request {
    imprint: Digest,
    nonce: [u8; 8],
}

impl Request {
    /// Asks for a token over a digest. The nonce is drawn anew for every request.
    #[must_use]
    pub const fn new(imprint: Digest, nonce: [u8; 8]) -> Self {
        Self { imprint, nonce }
    }

    /// `TimeStampReq` with `certReq` set, so that a token can be checked without asking for certificates later.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let algorithm = der::write(SEQUENCE, &[&der::write(OID, &[SHA256]), &[NULL, 0]]);
        let digest = der::write(OCTET_STRING, &[&self.imprint.0]);
        let magnitude = self.magnitude();
        let sign: &[u8] = match magnitude.first() {
            Some(0..=0x7F) => &[],
            _ => &[0],
        };
        der::write(
            SEQUENCE,
            &[
                &[INTEGER, 1, 1],
                &der::write(SEQUENCE, &[&algorithm, &digest]),
                &der::write(INTEGER, &[sign, magnitude]),
                &[BOOLEAN, 1, 0xFF],
            ],
        )
    }

    /// Reads a `TimeStampResp`: the token in it, if it answers this request.
    ///
    /// # Errors
    /// [`TimestampError`]; none of them says that the authority's signature was looked at.
    pub fn read(&self, answer: &[u8]) -> Result<Token, TimestampError> {
        if answer.len() > TOKEN_BYTES_MAX {
            return Err(TimestampError::TooLong);
        }
        der::check(answer)?;
        let mut parts = Reader::new(answer).take(SEQUENCE)?.inside();
        let status = parts.take(SEQUENCE)?.inside().take(INTEGER)?.small()?;
        // 0 is granted, 1 granted with modifications, which the token shows.
        if status > 1 {
            return Err(TimestampError::NotGranted { status });
        }
        let token = Token::parse(parts.take(SEQUENCE)?.whole)?;
        parts.end()?;
        if token.imprint() != self.imprint {
            return Err(TimestampError::OtherImprint);
        }
        if token.stamp.nonce.as_ref().map(Number::as_slice) != Some(self.magnitude()) {
            return Err(TimestampError::OtherNonce);
        }
        Ok(token)
    }

    /// The nonce without leading zeros.
    fn magnitude(&self) -> &[u8] {
        let n_zeros = self.nonce.iter().take_while(|byte| **byte == 0).count();
        self.nonce.get(n_zeros..).unwrap_or_default()
    }
}

/// A whole number from 0 to 2^160 − 1: a serial number or a nonce.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Number(Vec<u8>);

impl Number {
    fn of(element: &Element<'_>, name: &'static str) -> Result<Self, TimestampError> {
        let magnitude = element.magnitude().map_err(|_| TimestampError::Field(name))?;
        if magnitude.len() > NUMBER_BYTES_MAX {
            return Err(TimestampError::Field(name));
        }
        Ok(Self(magnitude.to_vec()))
    }

    /// Big-endian without leading zeros, empty for 0.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

/// Hexadecimal, two digits a byte; `00` for 0.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "00".to_owned() } else { hex_encode(&self.0) }.as_str())
    }
}

/// What an authority states: `TSTInfo`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stamp {
    /// By how many microseconds the time may be wrong; `None` if the authority does not say.
    pub accuracy_us: Option<u64>,
    /// When, to the second.
    pub at: Instant,
    /// Decimals of the second, as many as were written; perhaps none.
    pub decimals: String,
    /// What was stamped: SHA-256.
    pub imprint: Digest,
    /// The number that the request had.
    pub nonce: Option<Number>,
    /// Under which rules the authority works, an object identifier.
    pub policy: String,
    /// Number of the token at its authority.
    pub serial: Number,
}

impl Stamp {
    /// When, with the decimals of the token: `2027-03-14T10:00:00.25Z`.
    #[must_use]
    pub fn gen_time(&self) -> String {
        let seconds = self.at.as_str().trim_end_matches('Z');
        if self.decimals.is_empty() {
            return format!("{seconds}Z");
        }
        format!("{seconds}.{}Z", self.decimals)
    }

    fn read(content: &[u8]) -> Result<Self, TimestampError> {
        // The content is an OCTET STRING, into which the check of the whole does not look.
        der::check(content)?;
        let mut parts = Reader::new(content).take(SEQUENCE)?.inside();
        if parts.take(INTEGER)?.small()? != 1 {
            return Err(TimestampError::Field("version"));
        }
        let policy = der::oid_text(parts.take(OID)?.content);
        let policy = policy.map_err(|_| TimestampError::Field("policy"))?;
        let imprint = imprint(&mut parts.take(SEQUENCE)?.inside())?;
        let serial = Number::of(&parts.take(INTEGER)?, "serial number")?;
        let (at, decimals) = gen_time(parts.take(GENERALIZED_TIME)?.content)?;
        let accuracy = parts.take_if(SEQUENCE)?;
        let accuracy_us = accuracy.map(|element| accuracy_us(&mut element.inside())).transpose()?;
        if parts.take_if(BOOLEAN)?.is_some_and(|ordering| ordering.content == [0]) {
            // The default is not written in DER.
            return Err(TimestampError::Field("ordering"));
        }
        let nonce = parts.take_if(INTEGER)?.map(|nonce| Number::of(&nonce, "nonce")).transpose()?;
        // The authority's name and extensions: whoever checks the signature reads them.
        let (_name, _extensions) = (parts.take_if(context(0))?, parts.take_if(context(1))?);
        parts.end()?;
        Ok(Self { accuracy_us, at, decimals, imprint, nonce, policy, serial })
    }
}

fn imprint(parts: &mut Reader<'_>) -> Result<Digest, TimestampError> {
    let mut algorithm = parts.take(SEQUENCE)?.inside();
    let is_sha256 = algorithm.take(OID)?.content == SHA256;
    let _parameters = algorithm.take_if(NULL)?;
    algorithm.end()?;
    let digest = Digest::from_slice(parts.take(OCTET_STRING)?.content);
    parts.end()?;
    digest.ok().filter(|_| is_sha256).ok_or(TimestampError::Field("imprint"))
}

/// `YYYYMMDDhhmmssZ`, or with a point and one to nine decimals of which the last is not 0 (X.690, 11.7).
fn gen_time(content: &[u8]) -> Result<(Instant, String), TimestampError> {
    let read = || {
        let text = std::str::from_utf8(content).ok()?.strip_suffix('Z')?;
        let (whole, decimals) = match text.split_once('.') {
            None => (text, ""),
            Some((_, decimals)) if decimals.is_empty() || decimals.ends_with('0') => return None,
            Some(parts) => parts,
        };
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() != 14 || decimals.len() > DECIMALS_MAX {
            return None;
        }
        if !are_digits(whole) || !are_digits(decimals) {
            return None;
        }
        let part = |from, to| whole.get(from..to);
        let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
        let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
        let at = Instant::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))?;
        Some((at, decimals.to_owned()))
    };
    read().ok_or(TimestampError::Field("time"))
}

/// Seconds, `[0]` milliseconds and `[1]` microseconds from 1 to 999, in microseconds.
fn accuracy_us(parts: &mut Reader<'_>) -> Result<u64, TimestampError> {
    let bad = TimestampError::Field("accuracy");
    let seconds = parts.take_if(INTEGER)?.map_or(Ok(0), |e| e.small()).map_err(|_| bad)?;
    let mut us = u64::from(seconds).saturating_mul(1_000_000);
    for (tag, unit) in [(context_primitive(0), 1000), (context_primitive(1), 1)] {
        let Some(part) = parts.take_if(tag)? else { continue };
        // The tag hides from the check of the whole that this is an INTEGER.
        let n = match part.content {
            [n @ 1..=0x7F] => u64::from(*n),
            [0, n @ 0x80..=0xFF] => u64::from(*n),
            [high @ 1..=3, low] => u64::from(*high) << 8 | u64::from(*low),
            _ => return Err(bad),
        };
        if n > 999 {
            return Err(bad);
        }
        us = us.saturating_add(n.saturating_mul(unit));
    }
    parts.end()?;
    Ok(us)
}

/// A bare token as it lies in a file: `TimeStampToken`, read and in its one form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token {
    bytes: Vec<u8>,
    stamp: Stamp,
}

impl Token {
    /// Reads a bare token.
    ///
    /// # Errors
    /// [`TimestampError`] if it is anything but one token.
    pub fn parse(bytes: &[u8]) -> Result<Self, TimestampError> {
        if bytes.len() > TOKEN_BYTES_MAX {
            return Err(TimestampError::TooLong);
        }
        der::check(bytes)?;
        let stamp = Stamp::read(Signed::of(bytes)?.content)?;
        Ok(Self { bytes: bytes.to_vec(), stamp })
    }

    /// The bytes that were read.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the authority states.
    #[must_use]
    pub const fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// What was stamped.
    #[must_use]
    pub const fn imprint(&self) -> Digest {
        self.stamp.imprint
    }

    /// The parts that the authority signed, for whoever checks its signature.
    ///
    /// # Errors
    /// None, because they were read before; a `Result` so that nothing can panic.
    pub fn signed(&self) -> Result<Signed<'_>, TimestampError> {
        Signed::of(&self.bytes)
    }
}

/// The envelope of a token, `SignedData` (RFC 5652 §5) with one signer: nothing of it is believed.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// Certificates, one element behind the other; perhaps none.
    pub certificates: &'a [u8],
    /// `TSTInfo`, the bytes that the signer's digest covers.
    pub content: &'a [u8],
    /// The content of the one `SignerInfo`.
    pub signer: &'a [u8],
}

impl<'a> Signed<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, TimestampError> {
        let mut outer = Reader::new(bytes).take(SEQUENCE)?.inside();
        if outer.take(OID)?.content != SIGNED_DATA {
            return Err(TimestampError::Field("content type"));
        }
        let mut explicit = outer.take(context(0))?.inside();
        outer.end()?;
        let mut parts = explicit.take(SEQUENCE)?.inside();
        explicit.end()?;
        if parts.take(INTEGER)?.small()? != 3 {
            return Err(TimestampError::Field("version"));
        }
        parts.take(SET)?;
        let mut info = parts.take(SEQUENCE)?.inside();
        if info.take(OID)?.content != TST_INFO {
            return Err(TimestampError::Field("content type"));
        }
        let mut explicit = info.take(context(0))?.inside();
        info.end()?;
        let content = explicit.take(OCTET_STRING)?.content;
        explicit.end()?;
        let certificates = parts.take_if(context(0))?.map(|set| set.content).unwrap_or_default();
        let _revocations = parts.take_if(context(1))?;
        let mut signers = parts.take(SET)?.inside();
        parts.end()?;
        // A token bears no signature but the authority's (RFC 3161 §2.4.2).
        let signer = signers.take(SEQUENCE)?.content;
        signers.end()?;
        Ok(Self { certificates, content, signer })
    }
}
