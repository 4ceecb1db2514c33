//! `bag/data/parts.txt`: every exhibit that a sealed whole accounts for, one line each, under one salted root.
//!
//! The seal commits to the root, so a later copy with fewer exhibits shows that it is part of the whole, how many exhibits
//! the whole has, and which of them are kept back; the hash of one that is kept back says nothing about it. Byte rules:
//! `docs/spec/subset.md`. Not here: who may keep back what.
//!
//! Trusted: who holds the key of a list can open every line of it, and so test what an exhibit is that was kept back.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::digest::{Digest, b64_encode, hmac_sha256};
use crate::json::Json;
use crate::merkle;
use crate::opening::{bytes, field_hash};

/// Most lines of a list: four times what one package may hold, because it names what never went in too.
pub const PARTS_MAX: usize = 4096;
/// Longest number, code or article in a line.
const WORD_BYTES_MAX: usize = 256;
/// Longest line: four short texts and two salts.
const LINE_BYTES_MAX: usize = 4096;
/// The name of the first entry of a part.
const NO: &str = "no";
/// The name of the second.
const PART: &str = "part";

/// Why an exhibit is kept back from a copy: a code, and where the law allows it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Ground {
    /// The code, in kebab case.
    pub code: String,
    /// The article.
    pub cite: String,
}

/// What a list says of one exhibit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// Its number at the exporter.
    pub no: String,
    /// What hides the number until now.
    pub salt: [u8; 32],
    /// Where it is.
    pub is: Is,
}

/// Where an exhibit of a list is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Is {
    /// Never in the whole, for this reason.
    Absent {
        /// Code of the reason.
        why: String,
        /// What hides it until now.
        salt: [u8; 32],
    },
    /// In this package.
    Held {
        /// What hides its part until now.
        salt: [u8; 32],
    },
    /// In the whole, and kept back here.
    Withheld {
        /// Hash of the part, which stays closed.
        hash: Digest,
        /// Why.
        ground: Ground,
    },
}

/// A list of parts.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Parts(Vec<Line>);

/// An exhibit as a whole accounts for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part<'a> {
    /// Not in it; the code of the reason.
    Absent(&'a str),
    /// In it, with the digest that [`part_digest`] gives.
    Held(Digest),
}

/// Why a list is not taken.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum PartsError {
    /// A line is not in its one form.
    #[error("line {n} of the list of parts is not in its form")]
    Form {
        /// Which, from 1.
        n: usize,
    },
    /// An exhibit that is to be here is not, or the reverse.
    #[error("exhibit {no} is not what the list of parts says")]
    Missing {
        /// Its number.
        no: String,
    },
    /// Numbers do not ascend, or there are two of one number.
    #[error("line {n} of the list of parts is out of its order")]
    Order {
        /// Which, from 1.
        n: usize,
    },
    /// More than [`PARTS_MAX`] lines.
    #[error("the list of parts has more than {PARTS_MAX} lines")]
    TooMany,
}

impl PartsError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "form",
            Self::Missing { .. } => "missing",
            Self::Order { .. } => "order",
            Self::TooMany => "too-many",
        }
    }
}

/// The digest of an exhibit's part: its file, and the leaves of its custody in the order of their lines. Leaves and not
/// lines, so that a copy may close more fields of an entry and still shows the same entry.
#[must_use]
pub fn part_digest(sha256: &Digest, leaves: impl IntoIterator<Item = Digest>) -> Digest {
    let mut bytes = b"comity-part/v1\0".to_vec();
    bytes.extend_from_slice(&sha256.0);
    leaves.into_iter().for_each(|leaf| bytes.extend_from_slice(&leaf.0));
    Digest::of(&bytes)
}

impl Parts {
    /// The list of a whole; `key` is secret, and one list's own.
    ///
    /// # Errors
    /// [`PartsError`] if it would be too long, or a number or code cannot stand in it.
    pub fn of_whole(
        key: &[u8; 32],
        parts: &BTreeMap<String, Part<'_>>,
    ) -> Result<Self, PartsError> {
        let lines = parts.iter().zip(0_u32..).map(|((no, part), i)| {
            let salts = [salt(key, i.saturating_mul(2)), salt(key, i.saturating_mul(2) | 1)];
            let is = match part {
                Part::Absent(why) => Is::Absent { why: (*why).to_owned(), salt: salts[1] },
                Part::Held(_) => Is::Held { salt: salts[1] },
            };
            Line { no: no.clone(), salt: salts[0], is }
        });
        let parts = Self(lines.collect());
        // What is written can be read.
        Self::parse(&parts.to_bytes())
    }

    /// Keeps an exhibit back: of its part, which has this digest, only the hash is left. Nothing happens where it is not
    /// held.
    pub fn withhold(&mut self, no: &str, digest: &Digest, ground: &Ground) {
        for (line, i) in self.0.iter_mut().zip(0_usize..).filter(|(line, _)| line.no == no) {
            if let Is::Held { salt } = &line.is {
                let hash = entry(i, salt, PART, &held(digest));
                line.is = hash.map_or_else(
                    || line.is.clone(),
                    |hash| Is::Withheld { hash, ground: ground.clone() },
                );
            }
        }
    }

    /// Reads a list; whatever this returns writes the same bytes again.
    ///
    /// # Errors
    /// [`PartsError`]
    pub fn parse(bytes: &[u8]) -> Result<Self, PartsError> {
        let mut lines: Vec<Line> = Vec::new();
        for (n, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            if n == PARTS_MAX {
                return Err(PartsError::TooMany);
            }
            let line = Line::parse(line, n).ok_or(PartsError::Form { n: n.saturating_add(1) })?;
            if lines.last().is_some_and(|last| last.no >= line.no) {
                return Err(PartsError::Order { n: n.saturating_add(1) });
            }
            lines.push(line);
        }
        Ok(Self(lines))
    }

    /// The bytes of the member.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let lines = self.0.iter().enumerate().map(|(i, line)| format!("{}\n", line.to_json(i)));
        lines.collect::<String>().into_bytes()
    }

    /// The lines, ascending by number.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.0
    }

    /// The root that a seal commits to, from the exhibits that are here: number and digest of the part.
    ///
    /// # Errors
    /// [`PartsError::Missing`] if an exhibit that the list calls held is not among them, or one of them is not so called.
    pub fn root(&self, here: &BTreeMap<String, Digest>) -> Result<Digest, PartsError> {
        let mut hashes = Vec::with_capacity(self.0.len().saturating_mul(2));
        let mut unseen = here.clone();
        for (i, line) in self.0.iter().enumerate() {
            let missing = || PartsError::Missing { no: line.no.clone() };
            let found = unseen.remove(&line.no);
            let part = match (&line.is, found) {
                (Is::Absent { why, salt }, None) => entry(i, salt, PART, &absent(why)),
                (Is::Held { salt }, Some(digest)) => entry(i, salt, PART, &held(&digest)),
                (Is::Withheld { hash, .. }, None) => Some(*hash),
                (Is::Absent { .. } | Is::Withheld { .. }, Some(_)) | (Is::Held { .. }, None) => {
                    None
                }
            };
            let no = entry(i, &line.salt, NO, &line.no.as_str().into());
            hashes.extend([no.ok_or_else(missing)?, part.ok_or_else(missing)?]);
        }
        if let Some(no) = unseen.into_keys().next() {
            return Err(PartsError::Missing { no });
        }
        let n = u32::try_from(self.0.len()).map_err(|_| PartsError::TooMany)?;
        let mut bytes = b"comity-parts/v1\0".to_vec();
        bytes.extend_from_slice(&n.to_be_bytes());
        bytes.extend_from_slice(&merkle::root(&hashes).0);
        Ok(Digest::of(&bytes))
    }
}

impl Line {
    fn parse(line: &[u8], n: usize) -> Option<Self> {
        let line = line.strip_suffix(b"\n").filter(|line| line.len() < LINE_BYTES_MAX)?;
        let json = Json::parse(line).ok()?;
        let members: Vec<_> = json.entries()?.keys().map(String::as_str).collect();
        if json.get("i")?.int() != i64::try_from(n).ok() {
            return None;
        }
        let no = word(json.get("no")?)?;
        let salt = bytes(json.get("salt"))?;
        let is = match members.as_slice() {
            ["absent", "i", "no", "part_salt", "salt"] => {
                Is::Absent { why: code(json.get("absent")?)?, salt: bytes(json.get("part_salt"))? }
            }
            ["i", "no", "part_salt", "salt"] => Is::Held { salt: bytes(json.get("part_salt"))? },
            ["ground", "i", "no", "part_hash", "salt"] => {
                let ground = json.get("ground")?;
                if !ground.entries()?.keys().eq(["cite", "code"]) {
                    return None;
                }
                let hash = Digest(bytes(json.get("part_hash"))?);
                let (cite, code) = (word(ground.get("cite")?)?, code(ground.get("code")?)?);
                Is::Withheld { hash, ground: Ground { code, cite } }
            }
            _ => return None,
        };
        Some(Self { no, salt, is })
    }

    fn to_json(&self, i: usize) -> Json {
        let i = Json::Int(i64::try_from(i).unwrap_or(crate::json::INT_MAX));
        let head =
            [("i", i), ("no", self.no.as_str().into()), ("salt", b64_encode(&self.salt).into())];
        let rest = match &self.is {
            Is::Absent { why, salt } => {
                vec![("absent", why.as_str().into()), ("part_salt", b64_encode(salt).into())]
            }
            Is::Held { salt } => vec![("part_salt", b64_encode(salt).into())],
            Is::Withheld { hash, ground } => {
                let ground = [("cite", ground.cite.as_str()), ("code", ground.code.as_str())];
                let ground = Json::object(ground.map(|(name, text)| (name, Json::from(text))));
                vec![("ground", ground), ("part_hash", hash.b64().into())]
            }
        };
        Json::object(head.into_iter().chain(rest))
    }
}

/// The salt of entry `n` of a list.
fn salt(key: &[u8; 32], n: u32) -> [u8; 32] {
    hmac_sha256(key, &[b"comity-part-salt/v1\0", &n.to_be_bytes()])
}

/// The hash of one entry, as fields of events have it.
fn entry(i: usize, salt: &[u8; 32], name: &str, value: &Json) -> Option<Digest> {
    field_hash(i, salt, name, value).ok()
}

fn absent(why: &str) -> Json {
    Json::object([("absent", Json::from(why))])
}

fn held(digest: &Digest) -> Json {
    Json::object([("digest", Json::from(digest.hex()))])
}

/// A short text without controls.
fn word(json: &Json) -> Option<String> {
    let text = json.text()?;
    let fits =
        !text.is_empty() && text.len() <= WORD_BYTES_MAX && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// A code in kebab case.
fn code(json: &Json) -> Option<String> {
    let is_code = |text: &String| {
        text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    word(json).filter(is_code)
}

#[cfg(test)]
mod tests;
