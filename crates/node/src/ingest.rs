//! Evidence into and out of the store: one pass over the plaintext, constant memory, encrypted before it touches disk.
//!
//! Trusted: nobody with the blobs alone; they hold ciphertext under names that are digests of ciphertext. The key of
//! an exhibit lies in the key store, under the key of its case, so that it can be destroyed; its content row says which
//! key that is, and is sealed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use domain::exhibit::Plain;
use domain::ids::ExhibitId;
use seal::chunk::{
    Aead, ChunkError, Context, HEADER_BYTES, Opener, PartSize, PartValue, RunningSha256,
    SealedPart, Sealer, context_item, merge_parts,
};
use seal::digest::{b64url_decode, b64url_encode};
use seal::keyring::Key;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};

pub(crate) use self::line::Rooms;
use self::line::{Line, Ready, Stopped};
use crate::act::ActError;
use crate::fast::FastAead;
use crate::keys::Kek;
use crate::node::Node;
use crate::rng::AsCryptoRng;
use crate::rows::{decode, encode, view};
use crate::sealed_doc;
use crate::space::Need;

mod line;
mod stage;
#[cfg(test)]
mod tests;
pub mod upload;

/// Parts of one ingest that are written at the same time: one that is flushed does not keep the next from the disk.
const WRITERS: usize = 2;
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
    pub(crate) parts: Vec<String>,
    /// Kept for its end: until then nobody takes the parts for what a crash left behind.
    _arriving: Arc<Arriving>,
}

impl std::fmt::Debug for Ingested {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ingested").field("plain", &self.plain).finish_non_exhaustive()
    }
}

/// Bytes that are coming in. Both digests, the encryption and the writing of earlier parts go on beside each other, on as
/// many cores as there are (`line`); at most 64 MiB are under way, whatever the size.
pub struct Ingest {
    key: Arc<Key>,
    header: [u8; HEADER_BYTES],
    size: PartSize,
    line: Line,
    writer: Writer,
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
    parts: Mutex<Vec<String>>,
}

impl Arriving {
    fn none_yet(node: &Arc<Node>) -> Arc<Self> {
        Arc::new(Self { node: node.clone(), parts: Mutex::default() })
    }

    fn expect(&self, part: &str) {
        self.node.arriving.lock().unwrap_or_else(PoisonError::into_inner).insert(part.to_owned());
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).push(part.to_owned());
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let mut arriving = self.node.arriving.lock().unwrap_or_else(PoisonError::into_inner);
        for part in self.parts.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            arriving.remove(part);
        }
    }
}

impl Ingest {
    /// Starts an exhibit under a key of its own. Outside the simulator it is called within a runtime. It can wait: at the
    /// reserve of the disk no part of it is stored.
    #[must_use]
    pub fn begin(node: &Arc<Node>, exhibit: ExhibitId) -> Self {
        Self::begin_for(node, exhibit, Need::Ordinary)
    }

    /// The same, and whether it can wait is known.
    #[must_use]
    pub fn begin_for(node: &Arc<Node>, exhibit: ExhibitId, need: Need) -> Self {
        let mut rng = AsCryptoRng(&*node.random);
        let key = Key::generate(&mut rng);
        let sealer = Sealer::fresh(&key, &context_item(exhibit.bytes()), &mut rng);
        let (size, header, inline) = (PartSize::DEFAULT, *sealer.header(), node.runs_inline());
        let (ready, writer) = mpsc::unbounded_channel();
        let rooms = Rooms::default();
        let sha256 = Some(RunningSha256::new());
        let line = Line::new(Arc::new(sealer), size, 0, sha256, ready, rooms.clone(), inline);
        let writer = Writing::new(node, need, rooms, writer);
        let writer = if inline { Writer::Here(writer) } else { Writer::beside(writer) };
        Self { key: Arc::new(key), header, size, line, writer, len: 0 }
    }

    /// Takes the next bytes, of which the ingest keeps a copy.
    ///
    /// # Errors
    /// If the blob store did not take an earlier part.
    pub async fn push(&mut self, plain: &[u8]) -> Result<(), ActError> {
        for piece in plain.chunks(COPY_BYTES) {
            self.push_bytes(Bytes::copy_from_slice(piece)).await?;
        }
        Ok(())
    }

    /// Takes the next bytes as they are.
    ///
    /// # Errors
    /// If the blob store did not take an earlier part.
    pub async fn push_bytes(&mut self, mut plain: Bytes) -> Result<(), ActError> {
        self.len = self.len.saturating_add(plain.len() as u64);
        while !plain.is_empty() {
            self.line.push(&mut plain).await;
            self.writer.go_on().await?;
        }
        Ok(())
    }

    /// Seals the last, shorter part and gives what was read, when every part is durable.
    ///
    /// # Errors
    /// If the blob store does not take it.
    pub async fn finish(mut self) -> Result<Ingested, ActError> {
        let through = self.line.finish().await.map_err(stopped)?;
        self.writer.go_on().await?;
        let written = self.writer.end().await?;
        let sha256 = through.sha256.unwrap_or_default().finish().0;
        let blake3 = merge_parts(self.size, self.len, &written.values).map_err(broken)?;
        Ok(Ingested {
            plain: Plain { len: self.len, sha256, blake3 },
            key: self.key,
            header: self.header,
            part_len: self.size.bytes(),
            parts: written.parts,
            _arriving: written.arriving,
        })
    }
}

/// Who stores the parts that are ready: a task of its own, or in the simulator whoever brings the bytes.
enum Writer {
    /// Ends with the ingest: what is not stored then is asked for by nobody.
    Beside(JoinSet<Result<Writing, ActError>>),
    Here(Writing),
    /// It failed, which was said.
    Over,
}

impl Writer {
    fn beside(writing: Writing) -> Self {
        let mut task = JoinSet::new();
        task.spawn(writing.store_all());
        Self::Beside(task)
    }

    /// Stores what is ready, or says that it cannot be stored.
    async fn go_on(&mut self) -> Result<(), ActError> {
        let ended = match self {
            Self::Beside(task) => task.try_join_next(),
            Self::Here(writing) => return writing.all_ready().await,
            Self::Over => return Err(interrupted()),
        };
        let Some(ended) = ended else { return Ok(()) };
        // Before the end it ends only if it failed; at the end nobody asks.
        *self = Self::Over;
        *self = Self::Here(ended.map_err(|_| interrupted())??);
        Ok(())
    }

    /// What was stored, when all of it is.
    async fn end(self) -> Result<Writing, ActError> {
        match self {
            Self::Beside(mut task) => match task.join_next().await {
                Some(ended) => ended.map_err(|_| interrupted())?,
                None => Err(interrupted()),
            },
            Self::Here(mut writing) => writing.all_ready().await.map(|()| writing),
            Self::Over => Err(interrupted()),
        }
    }
}

/// Stores parts, [`WRITERS`] beside each other; in the simulator one after another.
struct Writing {
    node: Arc<Node>,
    need: Need,
    rooms: Rooms,
    ready: mpsc::UnboundedReceiver<Ready>,
    values: Vec<PartValue>,
    parts: Vec<String>,
    arriving: Arc<Arriving>,
}

impl Writing {
    fn new(
        node: &Arc<Node>,
        need: Need,
        rooms: Rooms,
        ready: mpsc::UnboundedReceiver<Ready>,
    ) -> Self {
        let (values, parts) = (Vec::new(), Vec::new());
        let arriving = Arriving::none_yet(node);
        Self { node: node.clone(), need, rooms, ready, values, parts, arriving }
    }

    /// Each part is written and flushed while the one before it still is: a disk that is asked for one thing at a time
    /// rests between any two. What is stored is named in the order of the parts all the same.
    async fn store_all(mut self) -> Result<Self, ActError> {
        let mut under_way: JoinSet<Result<(u64, Placed), ActError>> = JoinSet::new();
        let mut stored = BTreeMap::new();
        let mut keep = |done: Result<Result<(u64, Placed), ActError>, JoinError>| {
            let (n, placed) = done.map_err(|_| interrupted())??;
            stored.insert(n, placed);
            Ok::<_, ActError>(())
        };
        let mut n = 0_u64;
        while let Some(ready) = self.ready.recv().await {
            if under_way.len() >= WRITERS
                && let Some(done) = under_way.join_next().await
            {
                keep(done)?;
            }
            let placing = self.placing(ready)?;
            under_way.spawn(async move { Ok((n, placing.await?)) });
            n = n.saturating_add(1);
        }
        while let Some(done) = under_way.join_next().await {
            keep(done)?;
        }
        stored.into_values().for_each(|placed| self.note(placed));
        Ok(self)
    }

    async fn all_ready(&mut self) -> Result<(), ActError> {
        while let Ok(ready) = self.ready.try_recv() {
            let placed = self.placing(ready)?.await?;
            self.note(placed);
        }
        Ok(())
    }

    /// How a part is stored. The task holds what says that it is arriving: it may outlive an ingest that failed.
    fn placing(
        &self,
        ready: Ready,
    ) -> Result<impl Future<Output = Result<Placed, ActError>> + Send + 'static, ActError> {
        // A disk may fill up while a file comes in: what was stored of it is named by nothing, and swept.
        self.node.has_room(self.need)?;
        let name = part_name(&ready.part.digest);
        self.arriving.expect(&name);
        let (node, rooms, arriving) =
            (self.node.clone(), self.rooms.clone(), self.arriving.clone());
        Ok(async move {
            let value = ready.part.value;
            node.blobs.put(&name, ready.into_sealed(&rooms)).await?;
            drop(arriving);
            Ok(Placed { name, value })
        })
    }

    fn note(&mut self, placed: Placed) {
        self.values.extend(placed.value);
        self.parts.push(placed.name);
    }
}

/// A part that is stored.
struct Placed {
    name: String,
    value: Option<PartValue>,
}

/// The ciphertext of a part, in the memory where it was made.
fn sealed_bytes(part: SealedPart) -> Bytes {
    let (memory, lead) = part.into_memory();
    Bytes::from(memory).split_off(lead)
}

/// What is copied in one go.
const COPY_BYTES: usize = 128 << 10;

/// The storage key of a part with this BLAKE3 of its ciphertext.
fn part_name(digest: &[u8; 32]) -> String {
    let digest = seal::digest::hex_encode(digest);
    format!("{CONTENT_FOLDER}/{}/{digest}", digest.get(..2).unwrap_or("00"))
}

fn interrupted() -> ActError {
    ActError::Shell("sealing a part was interrupted".to_owned())
}

fn stopped(why: Stopped) -> ActError {
    match why {
        Stopped::Chunk(error) => broken(error),
        Stopped::Lost => interrupted(),
    }
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
        let mut plain = Vec::new();
        Ok(self.next_into(&mut plain).await?.then_some(plain))
    }

    /// The next part instead of what `plain` holds, whose memory is used again; `false` at the end.
    ///
    /// # Errors
    /// If a part is missing, or is not the one that was stored.
    pub async fn next_into(&mut self, plain: &mut Vec<u8>) -> Result<bool, ActError> {
        plain.clear();
        let index = usize::try_from(self.next).unwrap_or(usize::MAX);
        let Some(name) = self.content.parts.get(index) else { return Ok(false) };
        let sealed = self.node.blobs.get(name).await?;
        let sealed = sealed.ok_or_else(|| ActError::Corrupt("a part is missing".to_owned()))?;
        self.opener
            .open_part(self.size, self.next, self.content.len, &sealed, plain)
            .map_err(broken)?;
        self.next = self.next.saturating_add(1);
        Ok(true)
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
