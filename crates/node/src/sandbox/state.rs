//! `sandbox.json`: what a sandbox remembers between two runs.
//!
//! It is the driver's memory, not the network's: whatever counts stands in the nodes' own databases. A form is
//! written here **before** it is sent, so that a run that follows a crash sends the same bytes under the same key
//! and a node answers with its first answer. The file also marks the directory as ours (`--fresh` trusts it).
//! Trusted by the driver alone: who can write it can make a journey skip steps, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use seal::digest::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::durable::replace;

#[cfg(test)]
mod tests;

/// Version of the file; another one is refused, never guessed at.
const VERSION: u32 = 1;

/// Longest state file that is read: some twenty forms of a few KB each stay far below.
const STATE_BYTES_MAX: u64 = 4 << 20;

/// A file that is ingested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Evidence {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Name given to the provider's node.
    pub(crate) name: String,
    /// Its media type.
    pub(crate) media_type: String,
}

/// A no of the core that the journey asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Denial {
    /// The step that met it.
    pub(crate) step: String,
    /// The stable code.
    pub(crate) code: String,
    /// The article.
    pub(crate) cite: String,
}

/// A form that was or is about to be sent, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Post {
    /// Names and values, without the session's token.
    pub(crate) form: Vec<(String, String)>,
    /// Status and body of the answer, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<(u16, Value)>,
}

/// Everything a sandbox remembers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    version: u32,
    /// Random name of this sandbox; every `once` key derives from it.
    pub(crate) id: String,
    /// First port of the block in use.
    pub(crate) base_port: u16,
    /// Whether the nodes are on their way to that block and may still be told of another.
    #[serde(default)]
    pub(crate) moving: bool,
    /// `--at` of the first run, where it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<String>,
    /// The journey that is played.
    pub(crate) journey: String,
    /// Files that are ingested, in order.
    pub(crate) evidence: Vec<Evidence>,
    /// One random text per field that only the enforcing authority may see, by field.
    pub(crate) canaries: BTreeMap<String, String>,
    /// Ids that the nodes gave, by what they name.
    pub(crate) ids: BTreeMap<String, String>,
    /// Whether keys, directory and configurations are complete on disk.
    pub(crate) founded: bool,
    /// Forms by step and item.
    pub(crate) posts: BTreeMap<String, Post>,
    /// Seconds of each finished step, in milliseconds.
    pub(crate) steps: BTreeMap<String, u64>,
    /// Denials that were asked for and given.
    pub(crate) denied: Vec<Denial>,
    /// File name of the exported package, inside the output directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) package: Option<String>,
}

impl State {
    /// A sandbox that has not begun.
    pub(crate) fn new(id: String, base_port: u16, journey: String) -> Self {
        Self {
            version: VERSION,
            id,
            base_port,
            moving: false,
            at: None,
            journey,
            evidence: Vec::new(),
            canaries: BTreeMap::new(),
            ids: BTreeMap::new(),
            founded: false,
            posts: BTreeMap::new(),
            steps: BTreeMap::new(),
            denied: Vec::new(),
            package: None,
        }
    }

    /// Reads `path`; `None` if there is no such file.
    pub(crate) fn read(path: &Path) -> io::Result<Option<Self>> {
        let length = match fs::metadata(path) {
            Ok(found) => found.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if length > STATE_BYTES_MAX {
            return Err(invalid(format!("{length} bytes are too many for a state file")));
        }
        let state: Self =
            serde_json::from_slice(&fs::read(path)?).map_err(|error| invalid(error.to_string()))?;
        if state.version != VERSION {
            return Err(invalid(format!("version {} is not known here", state.version)));
        }
        Ok(Some(state))
    }

    /// Writes `path` so that a reader finds the old or the new text, whole, even after a power loss.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        bytes.push(b'\n');
        replace(path, &bytes)
    }

    /// The key under which a node answers `item` of `step` once, whatever happens to us in between.
    pub(crate) fn once(&self, item: &str) -> String {
        let parts: [&[u8]; 4] =
            [b"comity-sandbox/once\0", self.id.as_bytes(), b"\0", item.as_bytes()];
        Digest::of_parts(&parts).hex().chars().take(32).collect()
    }

    /// Keeps a denial; a step that is repeated keeps one.
    pub(crate) fn deny(&mut self, denial: Denial) {
        self.denied.retain(|known| known.step != denial.step);
        self.denied.push(denial);
    }
}

fn invalid(why: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
