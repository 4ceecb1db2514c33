//! Signed notes and verifier keys (C2SP signed-note v1.0.0).
//!
//! A note is text and signature lines. Not a checkpoint (see [`crate::checkpoint`]), and worth nothing until
//! [`Note::open`] has found a known key: an unknown line is ignored, a known key whose line fails spoils the note.

use std::fmt;

use thiserror::Error;

use crate::checkpoint::Checkpoint;
use crate::cosignature;
use crate::digest::{Digest, b64_decode, b64_encode, hex_decode, hex_encode};
use crate::sign::{Alg, Ed25519Public, Ed25519Secret, Kid, MlDsa44Public, SignError};

#[cfg(test)]
mod tests;

/// Longest note: 64 ML-DSA lines of 3.3 kB are 212 kB.
pub const NOTE_BYTES_MAX: usize = 256 * 1024;
/// Most signature lines; the specification asks readers for at least 16.
pub const LINES_MAX: usize = 64;
/// Longest key name: its length is one byte in what ML-DSA keys sign.
pub const NAME_BYTES_MAX: usize = 255;

/// What every signature line starts with: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// Why a note, a line or a verifier key was refused.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum NoteError {
    /// Two known keys share name and key id; nobody can say which of them a line means.
    #[error("two known keys share the name `{name}` and one key id: drop one of them")]
    AmbiguousKey {
        /// Their name.
        name: String,
    },
    /// A known key's line does not verify. The whole note is refused.
    #[error("the signature line of `{name}` does not verify, so the whole note is refused")]
    BadSignature {
        /// The key's name.
        name: String,
    },
    /// A byte below U+0020 that is no line feed.
    #[error("note has a control character other than line feed")]
    ControlCharacter,
    /// A verifier key states another id than its name and key give.
    #[error("verifier key of `{name}` states a key id that does not belong to it")]
    KeyId {
        /// The key's name.
        name: String,
    },
    /// A verifier key of a type that is not used here.
    #[error("verifier key type {0:#04x} is not used here: 01, 04 or 06")]
    KeyType(u8),
    /// A signature line or verifier key is not spelled as it must be.
    #[error("signature line or verifier key is not spelled as the specification says")]
    Line,
    /// More than [`LINES_MAX`] signature lines.
    #[error("note has more than {LINES_MAX} signature lines")]
    Lines,
    /// Empty, too long, or with a space or `+`.
    #[error("key name is empty, too long, or has a space or `+`")]
    Name,
    /// No known key has signed.
    #[error("no known key has signed the note")]
    NoKnownKey,
    /// A public key that no algorithm takes.
    #[error("verifier key of `{name}` is no usable public key")]
    PublicKey {
        /// The key's name.
        name: String,
        /// What is wrong with it.
        #[source]
        source: SignError,
    },
    /// Text, an empty line, at least one signature line: one of them is missing.
    #[error("note is not text, an empty line and signature lines, each ended by a line feed")]
    Shape,
    /// Longer than [`NOTE_BYTES_MAX`].
    #[error("note is longer than {NOTE_BYTES_MAX} bytes")]
    TooLong,
    /// Not UTF-8.
    #[error("note is not utf-8")]
    Utf8,
}

impl NoteError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AmbiguousKey { .. } => "ambiguous-key",
            Self::BadSignature { .. } => "bad-signature",
            Self::ControlCharacter => "control-character",
            Self::KeyId { .. } => "key-id",
            Self::KeyType(_) => "key-type",
            Self::Line => "line",
            Self::Lines => "lines",
            Self::Name => "name",
            Self::NoKnownKey => "no-known-key",
            Self::PublicKey { .. } => "public-key",
            Self::Shape => "shape",
            Self::TooLong => "too-long",
            Self::Utf8 => "utf8",
        }
    }
}

/// A text and the lines that sign it. Unverified: read [`Note::text`] only after [`Note::open`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// The signed text with its last line feed.
    pub text: String,
    /// The signature lines in their order.
    pub signatures: Vec<NoteLine>,
}

/// One signature line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NoteLine {
    /// The signer's key name.
    pub name: String,
    /// With the name, says which key this is; a label, not a security hash.
    pub key_id: u32,
    /// What follows the key id: for cosignatures the time and then the signature.
    pub sig: Vec<u8>,
}

/// A line that a known key verified.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Seen {
    /// Which of the keys handed in.
    pub key: usize,
    /// When a cosigner says it signed, in POSIX seconds; plain signatures carry no time.
    pub signed_at: Option<u64>,
}

impl Note {
    /// Splits a note; nothing is verified yet.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(NoteError::TooLong);
        }
        let note = clean(bytes)?;
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Shape)?;
        if lines.split('\n').count() > LINES_MAX {
            return Err(NoteError::Lines);
        }
        let signatures = lines.split('\n').map(NoteLine::parse).collect::<Result<_, _>>()?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// Verifies every line of a known key; the text is trusted only if this says so.
    ///
    /// A line of an unknown key is ignored. A known key's line that fails refuses the note, and so does a note that
    /// no known key signed.
    pub fn open(&self, keys: &[Vkey]) -> Result<Vec<Seen>, NoteError> {
        let mut seen = Vec::new();
        for line in &self.signatures {
            let mut known = keys.iter().enumerate().filter(|(_, key)| key.is_named_by(line));
            let Some((index, key)) = known.next() else { continue };
            if known.any(|(_, other)| other != key) {
                return Err(NoteError::AmbiguousKey { name: line.name.clone() });
            }
            seen.push(Seen { key: index, signed_at: key.verify_line(&self.text, line)? });
        }
        if seen.is_empty() { Err(NoteError::NoKnownKey) } else { Ok(seen) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl NoteLine {
    /// Reads one line without its line feed.
    pub fn parse(line: &str) -> Result<Self, NoteError> {
        let (name, encoded) =
            line.strip_prefix(DASH).and_then(|line| line.split_once(' ')).ok_or(NoteError::Line)?;
        check_name(name)?;
        let bytes = b64_decode(encoded).map_err(|_| NoteError::Line)?;
        let (key_id, sig) = bytes.split_first_chunk().ok_or(NoteError::Line)?;
        if sig.is_empty() {
            return Err(NoteError::Line);
        }
        let key_id = u32::from_be_bytes(*key_id);
        Ok(Self { name: name.to_owned(), key_id, sig: sig.to_vec() })
    }
}

/// The line without its line feed.
impl fmt::Display for NoteLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id.to_be_bytes()[..], &self.sig].concat();
        write!(f, "{DASH}{} {}", self.name, b64_encode(&bytes))
    }
}

/// What a verifier key can check.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum VkeyKind {
    /// Type 04: an Ed25519 cosignature of a checkpoint, with a time.
    CosigEd25519(Ed25519Public),
    /// Type 01: an Ed25519 signature of the note's text.
    Ed25519(Ed25519Public),
    /// Type 06: an ML-DSA-44 cosignature of a checkpoint, with a time.
    MlDsa44(MlDsa44Public),
}

impl VkeyKind {
    /// The type byte.
    #[must_use]
    pub fn type_byte(&self) -> u8 {
        match self {
            Self::CosigEd25519(_) => 0x04,
            Self::Ed25519(_) => 0x01,
            Self::MlDsa44(_) => 0x06,
        }
    }

    /// The raw public key.
    #[must_use]
    pub fn public_key(&self) -> &[u8] {
        match self {
            Self::CosigEd25519(key) | Self::Ed25519(key) => key.as_bytes(),
            Self::MlDsa44(key) => key.as_bytes(),
        }
    }
}

/// A verifier key: who may sign under this name. Contains no secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Vkey {
    name: String,
    key_id: u32,
    kind: VkeyKind,
}

impl Vkey {
    /// The verifier key of this name and public key.
    pub fn new(name: &str, kind: VkeyKind) -> Result<Self, NoteError> {
        check_name(name)?;
        let key_id = key_id(name, kind.type_byte(), kind.public_key());
        Ok(Self { name: name.to_owned(), key_id, kind })
    }

    /// Reads `name+id+key`; the id must be the one that belongs to name and key.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Line);
        };
        let id = hex_decode(id).map_err(|_| NoteError::Line)?;
        let key = b64_decode(key).map_err(|_| NoteError::Line)?;
        let (type_byte, public_key) = key.split_first().ok_or(NoteError::Line)?;
        let kind = match type_byte {
            0x01 => Ed25519Public::parse(public_key).map(VkeyKind::Ed25519),
            0x04 => Ed25519Public::parse(public_key).map(VkeyKind::CosigEd25519),
            0x06 => MlDsa44Public::parse(public_key).map(VkeyKind::MlDsa44),
            other => return Err(NoteError::KeyType(*other)),
        };
        let kind = kind.map_err(|source| NoteError::PublicKey { name: name.to_owned(), source })?;
        let vkey = Self::new(name, kind)?;
        if id == vkey.key_id.to_be_bytes() {
            Ok(vkey)
        } else {
            Err(NoteError::KeyId { name: vkey.name })
        }
    }

    /// The key's name; for a log, its origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id, which names the key together with the name.
    #[must_use]
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    /// The id by which the member directory revokes it; the one in lines is a label and too short for that.
    #[must_use]
    pub fn kid(&self) -> Kid {
        let alg = match &self.kind {
            VkeyKind::CosigEd25519(_) | VkeyKind::Ed25519(_) => Alg::Ed25519.name(),
            VkeyKind::MlDsa44(_) => "ml-dsa-44",
        };
        Kid::of_name(alg, self.kind.public_key())
    }

    /// What it checks, and with which key.
    #[must_use]
    pub fn kind(&self) -> &VkeyKind {
        &self.kind
    }

    /// Whether `line` says it is by this key.
    #[must_use]
    pub fn is_named_by(&self, line: &NoteLine) -> bool {
        self.key_id == line.key_id && self.name == line.name
    }

    /// Verifies a line of this key over a note's text; gives the time a cosignature states.
    pub fn verify_line(&self, text: &str, line: &NoteLine) -> Result<Option<u64>, NoteError> {
        let bad = || NoteError::BadSignature { name: self.name.clone() };
        if !self.is_named_by(line) {
            return Err(bad());
        }
        match &self.kind {
            VkeyKind::Ed25519(key) => {
                key.verify(text.as_bytes(), &line.sig).map_err(|_| bad())?;
                Ok(None)
            }
            VkeyKind::CosigEd25519(key) => {
                let (signed_at, sig) = cosignature::split(&line.sig).ok_or_else(bad)?;
                let checkpoint = Checkpoint::parse(text).map_err(|_| bad())?;
                let message = cosignature::message_ed25519(signed_at, &checkpoint);
                key.verify(&message, sig).map_err(|_| bad())?;
                Ok(Some(signed_at))
            }
            VkeyKind::MlDsa44(key) => {
                let (signed_at, sig) = cosignature::split(&line.sig).ok_or_else(bad)?;
                let checkpoint = Checkpoint::parse(text).map_err(|_| bad())?;
                let message = cosignature::message_mldsa44(&self.name, signed_at, &checkpoint);
                key.verify(&message, sig).map_err(|_| bad())?;
                Ok(Some(signed_at))
            }
        }
    }
}

/// `name+id+key`.
impl fmt::Display for Vkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind.type_byte()], self.kind.public_key()].concat();
        let id = hex_encode(&self.key_id.to_be_bytes());
        write!(f, "{}+{id}+{}", self.name, b64_encode(&key))
    }
}

/// The plain Ed25519 signature line (type 01) of a text.
pub fn sign_ed25519(secret: &Ed25519Secret, name: &str, text: &str) -> Result<NoteLine, NoteError> {
    let vkey = Vkey::new(name, VkeyKind::Ed25519(secret.public()))?;
    let sig = secret.sign(text.as_bytes()).to_vec();
    Ok(NoteLine { name: vkey.name, key_id: vkey.key_id, sig })
}

/// The first four bytes of `SHA-256(name ‖ LF ‖ type ‖ public key)`.
#[must_use]
pub fn key_id(name: &str, type_byte: u8, public_key: &[u8]) -> u32 {
    let digest = Digest::of_parts(&[name.as_bytes(), b"\n", &[type_byte], public_key]);
    let [a, b, c, d, ..] = digest.0;
    u32::from_be_bytes([a, b, c, d])
}

/// Whether a name can stand in a signature line and in a verifier key.
pub fn check_name(name: &str) -> Result<(), NoteError> {
    let bad = |c: char| c == '+' || c.is_whitespace() || c < ' ';
    if name.is_empty() || name.len() > NAME_BYTES_MAX || name.contains(bad) {
        return Err(NoteError::Name);
    }
    Ok(())
}

/// UTF-8 whose only control character is the line feed.
pub(crate) fn clean(bytes: &[u8]) -> Result<&str, NoteError> {
    let text = str::from_utf8(bytes).map_err(|_| NoteError::Utf8)?;
    if text.bytes().any(|byte| byte < b' ' && byte != b'\n') {
        return Err(NoteError::ControlCharacter);
    }
    Ok(text)
}

/// A decimal: ASCII digits, no sign, no leading zero, at most 2^63 − 1.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u64 = (canonical && digits).then(|| text.parse().ok())??;
    (number <= crate::merkle::SIZE_MAX).then_some(number)
}
