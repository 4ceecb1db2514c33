//! `BagIt` 1.0 (RFC 8493) in the one form this product writes.
//!
//! Two payload manifests and two tag manifests (SHA-256, SHA-512), five lines of `bag-info.txt`, no `fetch.txt`.
//! Everything is a pure function of paths and digests, so a reader regenerates the files and compares. Not a reader
//! of other people's bags.

use std::fmt::Write as _;

use thiserror::Error;

#[cfg(test)]
mod tests;

/// `bagit.txt`, always these bytes.
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// The profile our bags follow, as `bag-info.txt` names it.
pub const PROFILE: &str = "https://comity.example/bagit-profile/1.json";

/// How long a value in `bag-info.txt` may be; RFC 8493 advises lines of 79 characters, names of authorities are longer.
const VALUE_BYTES_MAX: usize = 255;

/// Why a text cannot stand in `bag-info.txt`, or is not one.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BagError {
    /// Not exactly the five lines, in their order and spelling.
    #[error("bag-info.txt does not hold exactly its five lines in their order")]
    Info,
    /// A value is empty, too long, or holds a line end or control character.
    #[error("value of `{name}` in bag-info.txt is empty, too long or not one plain line")]
    Value {
        /// Name of the line.
        name: &'static str,
    },
}

impl BagError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Info => "bag-info",
            Self::Value { .. } => "bag-info-value",
        }
    }
}

/// What `bag-info.txt` says. No case name and no person: the file is what a store-room clerk reads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BagInfo {
    /// The day the bag was made, `YYYY-MM-DD`.
    pub bagged_on: String,
    /// URN of the package.
    pub external_id: String,
    /// How many bytes all payload files have together.
    pub payload_bytes: u64,
    /// How many payload files there are.
    pub n_payload_files: u64,
    /// Who made the bag.
    pub organization: String,
}

impl BagInfo {
    /// The file.
    pub fn to_text(&self) -> Result<String, BagError> {
        let oxum = format!("{}.{}", self.payload_bytes, self.n_payload_files);
        let lines = [
            ("BagIt-Profile-Identifier", PROFILE),
            ("Bagging-Date", &self.bagged_on),
            ("External-Identifier", &self.external_id),
            ("Payload-Oxum", &oxum),
            ("Source-Organization", &self.organization),
        ];
        let mut out = String::new();
        for (name, value) in lines {
            let plain = !value.is_empty()
                && value.len() <= VALUE_BYTES_MAX
                && value.trim() == value
                && !value.chars().any(char::is_control);
            if !plain {
                return Err(BagError::Value { name });
            }
            // Writing to a string does not fail.
            let _infallible = writeln!(out, "{name}: {value}");
        }
        Ok(out)
    }

    /// Reads the file; whatever this returns writes the same bytes again.
    pub fn parse(text: &str) -> Result<Self, BagError> {
        let mut lines = text.lines();
        let mut value =
            |name: &str| -> Option<&str> { lines.next()?.strip_prefix(name)?.strip_prefix(": ") };
        let read = || {
            value("BagIt-Profile-Identifier")?;
            let bagged_on = value("Bagging-Date")?.to_owned();
            let external_id = value("External-Identifier")?.to_owned();
            let (bytes, files) = value("Payload-Oxum")?.split_once('.')?;
            let (payload_bytes, n_payload_files) = (bytes.parse().ok()?, files.parse().ok()?);
            let organization = value("Source-Organization")?.to_owned();
            Some(Self { bagged_on, external_id, payload_bytes, n_payload_files, organization })
        };
        let info = { read }().ok_or(BagError::Info)?;
        if info.to_text()? == text { Ok(info) } else { Err(BagError::Info) }
    }
}

/// A manifest: one line per file, ascending by path. `files` are (path from the root of the bag, digest in
/// hexadecimal).
pub fn manifest<'a>(files: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let mut lines: Vec<_> = files.into_iter().collect();
    lines.sort();
    let mut out = String::new();
    for (path, digest) in lines {
        out.push_str(&digest);
        out.push_str("  ");
        out.push_str(&escape(path));
        out.push('\n');
    }
    out
}

/// In a manifest only `%` and line ends are written in another way.
fn escape(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
