//! Evidence into and out of the store: one pass over the plaintext, constant memory, encrypted before it touches disk.
//!
//! Trusted: nobody with the blobs alone; they hold ciphertext under names that are digests of ciphertext. The key of
//! an exhibit lies in the key store, under the key of its case, so that it can be destroyed; its content row says which
//! key that is, and is sealed.

use std::sync::{Arc, PoisonError};

use bytes::Bytes;
use domain::exhibit::Plain;
use domain::ids::ExhibitId;
use seal::chunk::{
    Aead, ChunkError, Context, HEADER_BYTES, Opener, PartSize, PartValue, RunningSha256, Sealer,
    context_item, merge_parts, part_value,
};
use seal::digest::{b64url_decode, b64url_encode};
use seal::keyring::Key;
use serde::{Deserialize, Serialize};

use crate::act::ActError;
use crate::fast::FastAead;
use crate::keys::Kek;
use crate::node::Node;
use crate::rng::AsCryptoRng;
use crate::rows::{decode, encode, view};
use crate::sealed_doc;

/// Where the parts of exhibits lie.
pub const CONTENT_FOLDER: &str = "ct";

/// What the store keeps of an exhibit's bytes; a row of `content`, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Id of the key of the bytes, base64url.
    dek: String,
    /// First bytes of the ciphertext: salt and commitment, base64url.
    header: String,
    /// Length of the plaintext.
    pub len: u64,
    /// Bytes of plaintext per part.
    part_len: u64,
    /// Storage keys of the parts, in order.
    pub parts: Vec<String>,
}

/// What was read, and where it lies.
#[derive(Clone)]
pub struct Ingested {
    /// Length and digests of the plaintext.
    pub plain: Plain,
    key: Arc<Key>,
    header: [u8; HEADER_BYTES],
    part_len: u64,
    parts: Vec<String>,
    /// Kept for its end: until then nobody takes the parts for what a crash left behind.
    _arriving: Arc<Arriving>,
}

impl std::fmt::Debug for Ingested {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ingested").field("plain", &self.plain).finish_non_exhaustive()
    }
}

/// Bytes that are coming in.
pub struct Ingest {
    node: Arc<Node>,
    key: Arc<Key>,
    sealer: Arc<Sealer<FastAead>>,
    size: PartSize,
    buffer: Vec<u8>,
    sha256: RunningSha256,
    values: Vec<PartValue>,
    parts: Vec<String>,
    arriving: Arriving,
    len: u64,
}

impl std::fmt::Debug for Ingest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ingest").field("len", &self.len).finish_non_exhaustive()
    }
}

/// Parts that are being stored and that no row names yet: not what a crash left behind (`sweep`). It ends when the act
/// that names them has been done, or never will be.
struct Arriving {
    node: Arc<Node>,
    parts: Vec<String>,
}

impl Arriving {
    fn expect(&mut self, part: &str) {
        self.node.arriving.lock().unwrap_or_else(PoisonError::into_inner).insert(part.to_owned());
        self.parts.push(part.to_owned());
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let mut arriving = self.node.arriving.lock().unwrap_or_else(PoisonError::into_inner);
        for part in &self.parts {
            arriving.remove(part);
        }
    }
}

struct PartDone {
    sha256: RunningSha256,
    value: Option<PartValue>,
    sealed: Vec<u8>,
    name: String,
    buffer: Vec<u8>,
}

impl Ingest {
    /// Starts an exhibit under a key of its own.
    #[must_use]
    pub fn begin(node: &Arc<Node>, exhibit: ExhibitId) -> Self {
        let mut rng = AsCryptoRng(&*node.random);
        let key = Key::generate(&mut rng);
        let sealer = Sealer::fresh(&key, &context_item(exhibit.bytes()), &mut rng);
        Self {
            node: node.clone(),
            key: Arc::new(key),
            sealer: Arc::new(sealer),
            size: PartSize::DEFAULT,
            buffer: Vec::new(),
            sha256: RunningSha256::new(),
            values: Vec::new(),
            parts: Vec::new(),
            arriving: Arriving { node: node.clone(), parts: Vec::new() },
            len: 0,
        }
    }

    /// Takes the next bytes; a full part is sealed and durable before this returns.
    ///
    /// # Errors
    /// If the blob store does not take it.
    pub async fn push(&mut self, mut plain: &[u8]) -> Result<(), ActError> {
        let full = usize::try_from(self.size.bytes()).unwrap_or(usize::MAX);
        while !plain.is_empty() {
            let missing = full.saturating_sub(self.buffer.len());
            let (now, later) = plain.split_at(missing.min(plain.len()));
            if self.buffer.capacity() == 0 {
                self.buffer.reserve_exact(full.min(now.len().saturating_mul(4).max(1 << 20)));
            }
            self.buffer.extend_from_slice(now);
            self.len = self.len.saturating_add(now.len() as u64);
            if self.buffer.len() == full {
                self.flush().await?;
            }
            plain = later;
        }
        Ok(())
    }

    /// Seals the last, shorter part and gives what was read.
    ///
    /// # Errors
    /// If the blob store does not take it.
    pub async fn finish(mut self) -> Result<Ingested, ActError> {
        self.flush().await?;
        let blake3 = merge_parts(self.size, self.len, &self.values).map_err(broken)?;
        Ok(Ingested {
            plain: Plain { len: self.len, sha256: self.sha256.finish().0, blake3 },
            key: self.key,
            header: *self.sealer.header(),
            part_len: self.size.bytes(),
            parts: self.parts,
            _arriving: Arc::new(self.arriving),
        })
    }

    async fn flush(&mut self) -> Result<(), ActError> {
        let n = self.parts.len() as u64;
        let buffer = std::mem::take(&mut self.buffer);
        let sha256 = std::mem::take(&mut self.sha256);
        let (size, sealer) = (self.size, self.sealer.clone());
        let work = move || part(sha256, size, n, &sealer, buffer);
        let done = if self.node.runs_inline() {
            work().map_err(broken)?
        } else {
            tokio::task::spawn_blocking(work)
                .await
                .map_err(|_| ActError::Shell("sealing a part was interrupted".to_owned()))?
                .map_err(broken)?
        };
        self.arriving.expect(&done.name);
        self.node.blobs.put(&done.name, Bytes::from(done.sealed)).await?;
        self.sha256 = done.sha256;
        self.values.extend(done.value);
        self.parts.push(done.name);
        self.buffer = done.buffer;
        self.buffer.clear();
        Ok(())
    }
}

fn part(
    mut sha256: RunningSha256,
    size: PartSize,
    n: u64,
    sealer: &Sealer<FastAead>,
    buffer: Vec<u8>,
) -> Result<PartDone, ChunkError> {
    sha256.update(&buffer);
    let value = part_value(size, n, &buffer)?;
    let mut sealed = Vec::with_capacity(buffer.len().saturating_add(buffer.len() / 1_000).max(256));
    sealer.seal_part(size, n, &buffer, &mut sealed)?;
    let digest = seal::digest::hex_encode(blake3::hash(&sealed).as_bytes());
    let name = format!("{CONTENT_FOLDER}/{}/{digest}", digest.get(..2).unwrap_or("00"));
    Ok(PartDone { sha256, value, sealed, name, buffer })
}

fn broken(error: ChunkError) -> ActError {
    ActError::Corrupt(format!("content: {}", error.code()))
}

/// Reads the plaintext of a stored exhibit, part by part, each authenticated before it is given out.
pub struct Reader<A: Aead = FastAead> {
    node: Arc<Node>,
    opener: Opener<A>,
    size: PartSize,
    content: Content,
    next: u64,
}

impl<A: Aead> std::fmt::Debug for Reader<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("next", &self.next).finish_non_exhaustive()
    }
}

impl<A: Aead> Reader<A> {
    /// The next part, or nothing at the end.
    ///
    /// # Errors
    /// If a part is missing, or is not the one that was stored.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ActError> {
        let index = usize::try_from(self.next).unwrap_or(usize::MAX);
        let Some(name) = self.content.parts.get(index) else { return Ok(None) };
        let sealed = self.node.blobs.get(name).await?;
        let sealed = sealed.ok_or_else(|| ActError::Corrupt("a part is missing".to_owned()))?;
        let mut plain = Vec::with_capacity(sealed.len());
        self.opener
            .open_part(self.size, self.next, self.content.len, &sealed, &mut plain)
            .map_err(broken)?;
        self.next = self.next.saturating_add(1);
        Ok(Some(plain))
    }
}

impl Node {
    /// Stores the key of what was read, and gives the row that finds it again, sealed under the key of its case. The key
    /// comes first: a row without one would be content that nobody can read.
    ///
    /// # Errors
    /// If the key cannot be stored.
    pub async fn keep_content(
        &self,
        kek: &Kek,
        exhibit: ExhibitId,
        ingested: &Ingested,
    ) -> Result<Vec<u8>, ActError> {
        let at_ms = self.now().as_millisecond();
        let dek = self.keys.put_dek(kek, exhibit, &ingested.key, at_ms).await?;
        let content = Content {
            dek: b64url_encode(&dek),
            header: b64url_encode(&ingested.header),
            len: ingested.plain.len,
            part_len: ingested.part_len,
            parts: ingested.parts.clone(),
        };
        Ok(sealed_doc::seal(kek, exhibit.bytes(), &encode(&content), &*self.random)?)
    }

    /// Where the bytes of an exhibit lie. The caller holds a permit and has recorded the read.
    ///
    /// # Errors
    /// If there is nothing stored, or its key was destroyed.
    pub async fn content(&self, exhibit: ExhibitId) -> Result<Content, ActError> {
        let row = self.raw_row(view::CONTENT, &exhibit.to_string()).await?;
        let row = row.ok_or(ActError::NotFound)?;
        decode(&sealed_doc::open(&self.keys, exhibit.bytes(), &row)?)
    }

    /// A reader of an exhibit's plaintext.
    ///
    /// # Errors
    /// See [`Node::content`].
    pub async fn read_content(self: &Arc<Self>, exhibit: ExhibitId) -> Result<Reader, ActError> {
        let damaged = || ActError::Corrupt("row content".to_owned());
        let row = self.raw_row(view::CONTENT, &exhibit.to_string()).await?;
        let row = row.ok_or(ActError::NotFound)?;
        let content: Content = decode(&sealed_doc::open(&self.keys, exhibit.bytes(), &row)?)?;
        let dek = b64url_decode(&content.dek).ok().and_then(|id| id.try_into().ok());
        let kek = sealed_doc::kek(&self.keys, &row)?;
        let key = self.keys.dek(&kek, exhibit, dek.ok_or_else(damaged)?).await?;
        let header = header_of(&content.header)?;
        let context: Context = context_item(exhibit.bytes());
        Ok(Reader {
            node: self.clone(),
            opener: Opener::new(&key, &context, &header).map_err(broken)?,
            size: PartSize::new(content.part_len).ok_or_else(damaged)?,
            content,
            next: 0,
        })
    }
}

/// A stream's header as rows spell it.
///
/// # Errors
/// If the row is damaged.
pub fn header_of(text: &str) -> Result<[u8; HEADER_BYTES], ActError> {
    let header = b64url_decode(text).ok().and_then(|header| header.try_into().ok());
    header.ok_or_else(|| ActError::Corrupt("header".to_owned()))
}
