//! Evidence as bytes: read once to be measured and compared with its record, and again while a package is written.
//!
//! Parts are decrypted in memory, one at a time, and go on as they come; plaintext never touches this node's disk.

use std::io::{self, Read};
use std::sync::Arc;

use domain::exhibit::Plain;
use domain::ids::ExhibitId;
use seal::digest::{Digest, hex_decode, hex_encode};
use seal::package::{Content, Measure, Measured};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;

use crate::act::ActError;
use crate::ingest::Reader;
use crate::node::Node;

/// What was measured of an exhibit; kept sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counted {
    /// Bytes.
    pub(super) len: u64,
    crc32: u32,
    sha256: String,
    sha512: String,
}

impl From<&Measured> for Counted {
    fn from(measured: &Measured) -> Self {
        Self {
            len: measured.len,
            crc32: measured.crc32,
            sha256: measured.sha256.hex(),
            sha512: hex_encode(&measured.sha512),
        }
    }
}

impl Counted {
    /// The numbers as the container needs them.
    ///
    /// # Errors
    /// If the row is damaged.
    pub(super) fn measured(&self) -> Result<Measured, ActError> {
        let damaged = || ActError::Corrupt("row measured".to_owned());
        let sha512 = hex_decode(&self.sha512).ok().and_then(|sha512| sha512.try_into().ok());
        Ok(Measured {
            len: self.len,
            crc32: self.crc32,
            sha256: Digest::parse_hex(&self.sha256).map_err(|_| damaged())?,
            sha512: sha512.ok_or_else(damaged)?,
        })
    }
}

#[derive(Default)]
struct Hashing {
    measure: Measure,
    blake3: blake3::Hasher,
}

/// Reads all of an exhibit and computes everything that is said about it.
///
/// # Errors
/// If the content cannot be read, or a part of it is not the one that was stored.
pub(super) async fn measure(
    node: &Arc<Node>,
    exhibit: ExhibitId,
) -> Result<(Measured, Plain), ActError> {
    let mut reader = node.read_content(exhibit).await?;
    let mut hashing = Hashing::default();
    while let Some(part) = reader.next().await? {
        let work = move || {
            hashing.measure.update(&part);
            hashing.blake3.update(&part);
            hashing
        };
        hashing = if node.runs_inline() {
            work()
        } else {
            let hashed = tokio::task::spawn_blocking(work).await;
            hashed.map_err(|_| ActError::Shell("reading an exhibit was interrupted".to_owned()))?
        };
    }
    let measured = hashing.measure.finish();
    let blake3 = *hashing.blake3.finalize().as_bytes();
    Ok((measured, Plain { len: measured.len, sha256: measured.sha256.0, blake3 }))
}

/// The content of an exhibit for a package plan. Whoever reads it is on a thread of its own: reading waits.
pub(super) fn content(
    node: &Arc<Node>,
    exhibit: ExhibitId,
    measured: Measured,
) -> Content<'static> {
    let (node, handle) = (node.clone(), Handle::current());
    let open = move || {
        let reader = handle.block_on(node.read_content(exhibit)).map_err(io::Error::other)?;
        let plain = Plaintext { handle: handle.clone(), reader, part: Vec::new(), at: 0 };
        Ok(Box::new(plain) as Box<dyn Read>)
    };
    Content { measured, open: Box::new(open) }
}

/// Stored content as a byte stream.
struct Plaintext {
    handle: Handle,
    reader: Reader,
    part: Vec<u8>,
    at: usize,
}

impl Read for Plaintext {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.part.len() {
            // The spent part goes first, so that only one is in memory.
            self.part = Vec::new();
            match self.handle.block_on(self.reader.next()).map_err(io::Error::other)? {
                None => return Ok(0),
                Some(part) => (self.part, self.at) = (part, 0),
            }
        }
        let left = self.part.get(self.at..).unwrap_or_default();
        let now = left.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..now), left.get(..now)) {
            to.copy_from_slice(from);
        }
        self.at += now;
        Ok(now)
    }
}
