//! A backup of a node as files: a list of sums, a seal over it, and what the backup says of itself (`docs/spec/backup.md`).
//!
//! The list has the form of `sha256sum`, so that a folder can be checked where there is no comity. The seal is the node's
//! signature over the list, so whoever holds the folder can lose it and cannot change it.
//!
//! Not here: files, keys, and whether the node of the directory is the one that is to be restored (`node::backup`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::actor::{MemberId, NodeId};
use jiff::Timestamp;
use seal::digest::{Digest, hex_decode, hex_encode};
use seal::json::{Json, JsonError};
use seal::sign::Kid;
use thiserror::Error;

use crate::time;

pub mod keys;
#[cfg(test)]
mod tests;

/// The list of sums.
pub const SUMS: &str = "SHA256SUMS";
/// The seal over it.
pub const SEAL: &str = "SHA256SUMS.seal";
/// What the backup says of itself; one of the files of the list.
pub const ABOUT: &str = "about.json";
/// Files of one backup: one per exhibit part, and a node with more of them keeps its content elsewhere.
pub const FILES_MAX: usize = 1 << 21;
/// Bytes of a list: a line has 64 digits, two blanks, a path and an end.
pub const SUMS_BYTES_MAX: u64 = 256 << 20;
/// Characters of a path.
pub const PATH_CHARS_MAX: usize = 200;
/// Bytes of a seal file: kid and signature in hexadecimal, one blank, one end of line.
pub const SEAL_BYTES: usize = 32 + 1 + 128 + 1;
/// Bytes of `about.json`.
pub const ABOUT_BYTES_MAX: u64 = 64 << 10;
/// Logs that a node may have: one per year, and a successor now and then.
pub const LOGS_MAX: usize = 200;
/// Comes before the list where it is signed.
const CONTEXT: &[u8] = b"comity-backup/v1\n";
/// The first version.
const VERSION: &str = "comity/backup/1";

/// Why bytes are no part of a backup: damage, or somebody's change.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[non_exhaustive]
pub enum BackupError {
    /// `about.json` is not canonical.
    #[error("about.json is malformed: {0}")]
    About(#[from] JsonError),
    /// A field of `about.json`.
    #[error("about.json does not say its `{0}` as it should")]
    Field(&'static str),
    /// A line of the list.
    #[error("line {line} of the list of sums is not `DIGEST  PATH`, or not in its order")]
    Line {
        /// From 1.
        line: usize,
    },
    /// Nothing but the forms of names that a backup has.
    #[error("`{path}` has no place in a backup")]
    Path {
        /// Which.
        path: String,
    },
    /// Not `KID SIGNATURE`.
    #[error("the seal of the backup is malformed")]
    Seal,
    /// More than is read.
    #[error("the list has more than {FILES_MAX} files")]
    TooMany,
}

impl BackupError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::About(_) => "about",
            Self::Field(_) => "field",
            Self::Line { .. } => "line",
            Self::Path { .. } => "path",
            Self::Seal => "seal",
            Self::TooMany => "too-many",
        }
    }
}

/// The digest of each file of a backup, by its path inside.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sums(BTreeMap<String, Digest>);

impl Sums {
    /// Adds a file; one that is there already is replaced.
    ///
    /// # Errors
    /// If no backup has a file of this name.
    pub fn add(&mut self, path: &str, digest: Digest) -> Result<(), BackupError> {
        if !is_place(path) {
            return Err(BackupError::Path { path: path.chars().take(PATH_CHARS_MAX).collect() });
        }
        if self.0.len() >= FILES_MAX {
            return Err(BackupError::TooMany);
        }
        self.0.insert(path.to_owned(), digest);
        Ok(())
    }

    /// The digest of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Digest> {
        self.0.get(path).copied()
    }

    /// Every file with its digest, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.0.iter().map(|(path, digest)| (path.as_str(), *digest))
    }

    /// How many files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The list, one line per file, by path.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (path, digest) in &self.0 {
            // Writing into a string does not fail.
            let _written = writeln!(text, "{}  {path}", digest.hex()).is_ok();
        }
        text
    }

    /// Reads a list: each path once, in their order, and each a place of a backup.
    ///
    /// # Errors
    /// The first line that is otherwise.
    pub fn parse(bytes: &[u8]) -> Result<Self, BackupError> {
        let text = std::str::from_utf8(bytes).map_err(|_| BackupError::Line { line: 1 })?;
        let mut sums = Self::default();
        let mut rest = text;
        let mut line = 0_usize;
        while !rest.is_empty() {
            line = line.saturating_add(1);
            let unfit = || BackupError::Line { line };
            let (one, after) = rest.split_once('\n').ok_or_else(unfit)?;
            let (digest, path) = one.split_once("  ").ok_or_else(unfit)?;
            let digest = Digest::parse_hex(digest).map_err(|_| unfit())?;
            if sums.0.last_key_value().is_some_and(|(last, _)| last.as_str() >= path) {
                return Err(unfit());
            }
            sums.add(path, digest)?;
            rest = after;
        }
        Ok(sums)
    }
}

/// Whether a file of this path may be in a backup. The key store and the head register have no name here.
fn is_place(path: &str) -> bool {
    let is_word = |word: &str| {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        !word.is_empty() && !word.starts_with('.') && word.bytes().all(is_plain)
    };
    if path.len() > PATH_CHARS_MAX {
        return false;
    }
    let mut words = path.split('/');
    if !words.clone().all(is_word) {
        return false;
    }
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some(name), None, None, None) => {
            matches!(name, ABOUT | "comity.toml" | "entry.json" | "node.db")
        }
        (Some("roster"), Some(_), _, _) => path.split('/').count() <= 4,
        (Some("blobs"), Some("ct"), Some(_), Some(_)) => path.split('/').count() == 4,
        (Some(_) | None, _, _, _) => false,
    }
}

/// What is signed: a word that no other signature of a node begins with, and the list.
#[must_use]
pub fn signed(sums: &[u8]) -> Vec<u8> {
    [CONTEXT, sums].concat()
}

/// The seal file: which key of the node, and its signature.
#[must_use]
pub fn seal_text(kid: Kid, signature: &[u8; 64]) -> String {
    format!("{} {}\n", hex_encode(&kid.0), hex_encode(signature))
}

/// Reads a seal file.
///
/// # Errors
/// [`BackupError::Seal`].
pub fn read_seal(bytes: &[u8]) -> Result<(Kid, Vec<u8>), BackupError> {
    let text = std::str::from_utf8(bytes).map_err(|_| BackupError::Seal)?;
    let (kid, signature) =
        text.strip_suffix('\n').and_then(|line| line.split_once(' ')).ok_or(BackupError::Seal)?;
    let kid = Kid::parse(kid).ok_or(BackupError::Seal)?;
    let signature = hex_decode(signature).map_err(|_| BackupError::Seal)?;
    if bytes.len() == SEAL_BYTES { Ok((kid, signature)) } else { Err(BackupError::Seal) }
}

/// How far one log was when the copy was taken.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LogAt {
    /// Which log; empty before the first start of the node.
    pub origin: String,
    /// Leaves.
    pub size: u64,
    /// Its root.
    pub root: Digest,
}

/// What a backup says of itself.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct About {
    /// When it was made, in the time of the network.
    pub made_at: Timestamp,
    /// Whose it is.
    pub member: MemberId,
    /// Of which node.
    pub node: NodeId,
    /// The network: the digest of the first root of its directory.
    pub net: Digest,
    /// Its logs, the first one first.
    pub logs: Vec<LogAt>,
}

impl About {
    /// The canonical bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let text = |text: String| Json::Text(text);
        let log = |log: &LogAt| {
            let size = i64::try_from(log.size).unwrap_or(i64::MAX);
            Json::object([
                ("origin", text(log.origin.clone())),
                ("root", text(log.root.hex())),
                ("size", Json::Int(size)),
            ])
        };
        let said = Json::object([
            ("format", text(VERSION.to_owned())),
            ("logs", Json::List(self.logs.iter().map(log).collect())),
            ("made_at", text(time::millis(self.made_at))),
            ("member", text(self.member.to_string())),
            ("net", text(self.net.hex())),
            ("node", text(self.node.to_string())),
        ]);
        said.to_bytes()
    }

    /// Reads `about.json`.
    ///
    /// # Errors
    /// The first field that is not as it should be.
    pub fn parse(bytes: &[u8]) -> Result<Self, BackupError> {
        let said = Json::parse(bytes)?;
        let text = |name: &'static str| {
            said.get(name).and_then(Json::text).ok_or(BackupError::Field(name))
        };
        if text("format")? != VERSION {
            return Err(BackupError::Field("format"));
        }
        if said.entries().is_none_or(|entries| entries.len() != 6) {
            return Err(BackupError::Field("format"));
        }
        let listed = said.get("logs").and_then(Json::list);
        let listed =
            listed.filter(|logs| logs.len() <= LOGS_MAX).ok_or(BackupError::Field("logs"))?;
        let logs = listed.iter().map(log_at).collect::<Option<Vec<_>>>();
        Ok(Self {
            made_at: time::parse(text("made_at")?).ok_or(BackupError::Field("made_at"))?,
            member: MemberId::parse(text("member")?).map_err(|_| BackupError::Field("member"))?,
            node: NodeId::parse(text("node")?).map_err(|_| BackupError::Field("node"))?,
            net: Digest::parse_hex(text("net")?).map_err(|_| BackupError::Field("net"))?,
            logs: logs.ok_or(BackupError::Field("logs"))?,
        })
    }
}

fn log_at(said: &Json) -> Option<LogAt> {
    let entries = said.entries().filter(|entries| entries.len() == 3)?;
    let text = |name: &str| entries.get(name).and_then(Json::text);
    Some(LogAt {
        origin: text("origin")?.to_owned(),
        size: entries.get("size").and_then(Json::int).and_then(|size| u64::try_from(size).ok())?,
        root: Digest::parse_hex(text("root")?).ok()?,
    })
}
