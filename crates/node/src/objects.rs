//! Objects that travel beside a letter: encrypted anew for the journey, cut into transfer chunks, put together again.
//!
//! The stream is a pure function of plaintext, key and salt, so it is made twice (once for the chunk ids that the
//! letter names, once while sending) and never stored whole. The key at rest never leaves its node.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use bytes::Bytes;
use domain::actor::NodeId;
use domain::ids::{ExhibitId, HandoverId, LetterId};
use domain::letter::{Cipher, Object, ObjectRole};
use hyper::Method;
use seal::chunk::{
    HEADER_BYTES, Opener, SealStream, Sealer, TRANSFER_CHUNK_BYTES, TransferIds, context_handover,
    padme, sealed_len,
};
use seal::digest::{Digest, b64url_decode, b64url_encode};
use seal::keyring::Key;
use serde::{Deserialize, Serialize};

use crate::act::{ActError, Tx};
use crate::dispatch::Parcel;
use crate::fast::FastAead;
use crate::ingest::{Ingest, Ingested, Reader, Rooms, header_of};
use crate::keys::Kek;
use crate::node::Node;
use crate::peer::client::{Ask, Unreachable};
use crate::rng::AsCryptoRng;
use crate::rows::{decode, encode, view};
use crate::sealed_doc;
use crate::space::Need;
use crate::work::deliver::{ObjectKeys, ask};

/// Zero bytes appended at once.
static ZEROS: [u8; 262_144] = [0; 262_144];

/// What is needed to make one object's stream again; sealed in `outgoing-objects`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Number in the letter.
    pub n: u32,
    /// The exhibit it carries.
    pub exhibit: String,
    /// The handover its encryption is bound to.
    pub handover: String,
    /// Content key, base64url.
    key: String,
    /// Salt and commitment, base64url.
    header: String,
    /// Length after padding.
    padded: u64,
    /// Ids of its chunks, hex, in order.
    chunks: Vec<String>,
}

/// An exhibit on its way into a letter.
#[derive(Debug, Clone)]
pub struct Item {
    /// Which.
    pub exhibit: ExhibitId,
    /// The name it is kept under.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Length and digests, as sealed.
    pub plain: domain::exhibit::Plain,
}

/// Makes the first pass over an exhibit: its object for the letter and what the second pass needs.
///
/// # Errors
/// If the content cannot be read, or is not what was sealed.
pub async fn prepare(
    node: &Arc<Node>,
    n: u32,
    handover: HandoverId,
    item: &Item,
) -> Result<(Object, Outgoing), ActError> {
    let mut rng = AsCryptoRng(&*node.random);
    let key = Key::generate(&mut rng);
    let sealer = Sealer::<FastAead>::fresh(&key, &context_handover(handover.bytes()), &mut rng);
    let header = *sealer.header();
    let padded = padme(item.plain.len);
    let mut ids = TransferIds::new();
    let mut stream = Stream::new(sealer, padded);
    let mut reader = node.read_content(item.exhibit).await?;
    let mut sha256 = seal::digest::Hasher::new();
    let (mut out, mut part) = (Vec::new(), Vec::new());
    while reader.next_into(&mut part).await? {
        sha256.update(&part);
        stream.push(&part, &mut out)?;
        ids.push(&out);
        out.clear();
    }
    while stream.pad(&mut out)? {
        ids.push(&out);
        out.clear();
    }
    stream.end(&mut out)?;
    ids.push(&out);
    if sha256.finish().0 != item.plain.sha256 {
        return Err(ActError::Corrupt("the stored exhibit is not what was sealed".to_owned()));
    }
    let chunks = ids.finish();
    let len = sealed_len(padded).map_err(|error| ActError::Shell(error.code().to_owned()))?;
    let object = Object {
        n,
        id: *handover.bytes(),
        role: ObjectRole::Exhibit,
        of: Some(item.exhibit),
        name: item.name.clone(),
        media_type: item.media_type.clone(),
        plain: item.plain,
        cipher: Cipher {
            padded,
            len,
            chunk_bytes: u32::try_from(TRANSFER_CHUNK_BYTES).unwrap_or(u32::MAX),
            chunks: chunks.iter().map(|id| id.0).collect(),
        },
    };
    let outgoing = Outgoing {
        n,
        exhibit: item.exhibit.to_string(),
        handover: handover.to_string(),
        key: b64url_encode(key.expose()),
        header: b64url_encode(&header),
        padded,
        chunks: chunks.iter().map(Digest::hex).collect(),
    };
    Ok((object, outgoing))
}

/// Plaintext, then zeros up to the padded length, as one encrypted stream.
struct Stream {
    stream: SealStream<FastAead>,
    left: u64,
}

impl Stream {
    fn new(sealer: Sealer<FastAead>, padded: u64) -> Self {
        Self { stream: sealer.into_stream(), left: padded }
    }

    fn push(&mut self, plain: &[u8], out: &mut Vec<u8>) -> Result<(), ActError> {
        self.left = self.left.saturating_sub(plain.len() as u64);
        self.stream.push(plain, out).map_err(|error| ActError::Shell(error.code().to_owned()))
    }

    /// Appends some of the padding; `false` when there is none left.
    fn pad(&mut self, out: &mut Vec<u8>) -> Result<bool, ActError> {
        let now = usize::try_from(self.left).unwrap_or(usize::MAX).min(ZEROS.len());
        self.push(ZEROS.get(..now).unwrap_or_default(), out)?;
        Ok(now > 0)
    }

    fn end(self, out: &mut Vec<u8>) -> Result<(), ActError> {
        self.stream.finish(out).map_err(|error| ActError::Shell(error.code().to_owned()))
    }
}

/// Keeps what the second pass needs, in the transaction that queues the letter.
///
/// # Errors
/// Only if it cannot be sealed.
pub fn keep(
    tx: &mut Tx<'_>,
    letter: LetterId,
    outgoing: &[Outgoing],
    kek: &Kek,
) -> Result<(), ActError> {
    let sealed = sealed_doc::seal(kek, letter.bytes(), &encode(&outgoing), &*tx.node.random)?;
    tx.put_raw(view::OUTGOING, &letter.to_string(), "", sealed);
    Ok(())
}

/// What is needed to make a letter's objects again; empty if it has none.
///
/// # Errors
/// If the row is damaged.
pub(crate) async fn outgoing(node: &Node, letter: &str) -> Result<Vec<Outgoing>, ActError> {
    let Some(row) = node.raw_row(view::OUTGOING, letter).await? else { return Ok(Vec::new()) };
    let id = LetterId::parse(letter).map_err(|_| damaged())?;
    decode(&sealed_doc::open(&node.keys, id.bytes(), &row)?)
}

/// Content keys of a letter's objects, by number; empty if it has none.
///
/// # Errors
/// If the row is damaged.
pub async fn keys_of(node: &Node, letter: &str) -> Result<ObjectKeys, ActError> {
    let mut keys = BTreeMap::new();
    for object in outgoing(node, letter).await? {
        let key = b64url_decode(&object.key).ok().and_then(|key| Key::from_slice(&key));
        keys.insert(u64::from(object.n), key.ok_or_else(damaged)?);
    }
    Ok(keys)
}

/// Why not every chunk is at the peer yet.
#[derive(Debug)]
pub enum NotUploaded {
    /// Ours.
    Act(ActError),
    /// The data may not leave any more; why.
    Held(String),
    /// What the peer answered.
    Transport(&'static str),
    /// The road to it.
    Unreachable(&'static str),
}

impl From<ActError> for NotUploaded {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

impl From<Unreachable> for NotUploaded {
    fn from(unreachable: Unreachable) -> Self {
        Self::Unreachable(unreachable.code())
    }
}

/// What the peer says it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Have {
    /// Whether the letter was opened, so that chunks are taken at all.
    pub ready: bool,
    /// Ids it still lacks, hex.
    pub missing: Vec<String>,
}

/// Sends every chunk of a letter that the peer lacks.
///
/// # Errors
/// [`NotUploaded`]; whatever the peer has by then, it keeps.
pub async fn upload(
    node: &Arc<Node>,
    peer: &NodeId,
    parcel: &Parcel,
    env_id: &str,
) -> Result<(), NotUploaded> {
    let request = serde_json::json!({ "env_id": env_id }).to_string();
    let answer = ask(node, peer, &Ask::post("/cx/1/have", "application/json", request)).await?;
    if answer.status != StatusCode::OK {
        return Err(NotUploaded::Transport("have-refused"));
    }
    let have: Have = serde_json::from_slice(&answer.body)
        .map_err(|_| NotUploaded::Transport("have-malformed"))?;
    if !have.ready {
        return Err(NotUploaded::Transport("arriving"));
    }
    let missing: std::collections::BTreeSet<_> = have.missing.into_iter().collect();
    if missing.is_empty() {
        return Ok(());
    }
    for object in outgoing(node, &parcel.letter).await? {
        if object.chunks.iter().any(|chunk| missing.contains(chunk)) {
            let to = Transfer { node, peer, parcel, env_id, missing: &missing };
            send_object(&to, &object).await?;
        }
    }
    Ok(())
}

/// Where chunks go, and which the peer lacks.
struct Transfer<'a> {
    node: &'a Arc<Node>,
    peer: &'a NodeId,
    parcel: &'a Parcel,
    env_id: &'a str,
    missing: &'a std::collections::BTreeSet<String>,
}

async fn send_object(to: &Transfer<'_>, object: &Outgoing) -> Result<(), NotUploaded> {
    let mut chunks = Chunks::of(to.node, object).await?;
    while let Some((id, bytes)) = chunks.next().await? {
        put(to, &id, bytes).await?;
    }
    Ok(())
}

impl Outgoing {
    /// Where in the stream the chunk with this id stands.
    pub(crate) fn place_of(&self, id: &str) -> Option<usize> {
        self.chunks.iter().position(|chunk| chunk == id)
    }

    /// How many chunks it has.
    pub(crate) fn n_chunks(&self) -> usize {
        self.chunks.len()
    }

    /// The chunks of the stream, each with its length in bytes.
    ///
    /// # Errors
    /// If the row is damaged.
    pub(crate) fn chunks(&self) -> Result<Vec<(Digest, u64)>, ActError> {
        let mut left = sealed_len(self.padded).map_err(|_| damaged())?;
        let mut all = Vec::new();
        for id in &self.chunks {
            let len = left.min(TRANSFER_CHUNK_BYTES);
            left = left.saturating_sub(len);
            all.push((Digest::parse_hex(id).map_err(|_| damaged())?, len));
        }
        Ok(all)
    }
}

/// The transfer chunks of an object, made again one after the other from plaintext, key and salt.
pub(crate) struct Chunks {
    reader: Reader,
    /// The part that is being encrypted, and how much of it was.
    part: Vec<u8>,
    n_taken: usize,
    is_read: bool,
    /// None after its end.
    stream: Option<Stream>,
    ids: std::vec::IntoIter<String>,
    /// Ciphertext that is not given out yet.
    held: Vec<u8>,
    rooms: Rooms,
}

impl Chunks {
    /// Begins with the first one.
    pub(crate) async fn of(node: &Arc<Node>, object: &Outgoing) -> Result<Self, ActError> {
        let exhibit = ExhibitId::parse(&object.exhibit).map_err(|_| damaged())?;
        let handover = HandoverId::parse(&object.handover).map_err(|_| damaged())?;
        let key = b64url_decode(&object.key).ok().and_then(|key| Key::from_slice(&key));
        let key = key.ok_or_else(damaged)?;
        let header = header_of(&object.header)?;
        let sealer = Sealer::<FastAead>::resume(&key, &context_handover(handover.bytes()), &header)
            .map_err(|_| damaged())?;
        let rooms = Rooms::default();
        Ok(Self {
            reader: node.read_content(exhibit).await?,
            part: Vec::new(),
            n_taken: 0,
            is_read: false,
            stream: Some(Stream::new(sealer, object.padded)),
            ids: object.chunks.clone().into_iter(),
            held: rooms.take(),
            rooms,
        })
    }

    /// The next one with its id; none after the last.
    pub(crate) async fn next(&mut self) -> Result<Option<(String, Bytes)>, ActError> {
        while self.held.len() < CHUNK_BYTES
            && let Some(mut stream) = self.stream.take()
        {
            let left = self.part.get(self.n_taken..).unwrap_or_default();
            if !left.is_empty() {
                // Never much more than a chunk: what is beyond it is copied.
                let now = left.len().min(CHUNK_BYTES - self.held.len());
                stream.push(left.get(..now).unwrap_or_default(), &mut self.held)?;
                self.n_taken += now;
            } else if !self.is_read {
                self.is_read = !self.reader.next_into(&mut self.part).await?;
                self.n_taken = 0;
            } else if !stream.pad(&mut self.held)? {
                stream.end(&mut self.held)?;
                continue;
            }
            self.stream = Some(stream);
        }
        let Some(id) = self.ids.next().filter(|_| !self.held.is_empty()) else { return Ok(None) };
        let mut rest = self.rooms.take();
        rest.extend_from_slice(self.held.get(CHUNK_BYTES..).unwrap_or_default());
        self.held.truncate(CHUNK_BYTES);
        let chunk = std::mem::replace(&mut self.held, rest);
        Ok(Some((id, Bytes::from_owner(Lent { chunk, rooms: self.rooms.clone() }))))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "four million fit into what counts memory")]
const CHUNK_BYTES: usize = TRANSFER_CHUNK_BYTES as usize;

/// A chunk whose memory goes back when nobody has it any more: new memory of this size costs a fault for each of its pages.
struct Lent {
    chunk: Vec<u8>,
    rooms: Rooms,
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.chunk
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.rooms.give_back(std::mem::take(&mut self.chunk));
    }
}

/// Sends one chunk, if it may still leave: a ground that arrives while a long file is on its way holds the rest.
async fn put(to: &Transfer<'_>, id: &str, bytes: Bytes) -> Result<(), NotUploaded> {
    if !to.missing.contains(id) {
        return Ok(());
    }
    if let Some(reason) = crate::gate::hold(to.node, to.parcel).await? {
        return Err(NotUploaded::Held(reason));
    }
    // So does who takes the letter back.
    let row = to.node.outbox_row_of(to.env_id).await?;
    if row.is_some_and(|row| row.state.is_end()) {
        return Err(NotUploaded::Transport("taken-back"));
    }
    let request = Ask {
        method: Method::PUT,
        path: format!("/cx/1/chunks/{id}"),
        media_type: "application/octet-stream",
        headers: vec![("cx-env", to.env_id.to_owned()), ("if-none-match", "*".to_owned())],
        body: bytes,
    };
    let answer = ask(to.node, to.peer, &request).await?;
    match answer.status {
        StatusCode::CREATED | StatusCode::NO_CONTENT => Ok(()),
        StatusCode::FORBIDDEN => Err(NotUploaded::Transport("not-announced")),
        StatusCode::UNPROCESSABLE_ENTITY => Err(NotUploaded::Transport("chunk-mismatch")),
        _ => Err(NotUploaded::Transport("chunk-refused")),
    }
}

/// Where an arriving chunk lies.
#[must_use]
pub fn chunk_name(env_id: &str, id: &str) -> String {
    format!("{}/{id}", transfer_folder(env_id))
}

/// Where chunks lie that came with letters, in a folder for each envelope.
pub const TRANSFER_FOLDER: &str = "transfer";

/// Where the chunks lie that came with an envelope.
#[must_use]
pub fn transfer_folder(env_id: &str) -> String {
    format!("{TRANSFER_FOLDER}/{env_id}")
}

/// Puts an arrived object together and stores it under a key of ours.
///
/// # Errors
/// [`ActError::Corrupt`] if the stream is not authentic; nothing of it is given out then.
pub async fn assemble(
    node: &Arc<Node>,
    env_id: &str,
    object: &Object,
    key: &Key,
    exhibit: ExhibitId,
    need: Need,
) -> Result<Ingested, ActError> {
    let bad = |code: &str| ActError::Corrupt(format!("object: {code}"));
    let mut ingest = Ingest::begin_for(node, exhibit, need);
    let mut stream = None;
    let mut left = object.plain.len;
    let mut plain = Vec::new();
    for id in &object.cipher.chunks {
        let name = chunk_name(env_id, &Digest(*id).hex());
        let bytes = node.blobs.get(&name).await?.ok_or_else(|| bad("chunk-missing"))?;
        // Compared with its id when it arrived; what became of it since, the encryption says.
        let sealed = match &mut stream {
            Some(_) => &bytes[..],
            None => {
                let (header, rest) =
                    bytes.split_first_chunk::<HEADER_BYTES>().ok_or_else(|| bad("truncated"))?;
                let context = context_handover(&object.id);
                let opener = Opener::<FastAead>::new(key, &context, header)
                    .map_err(|error| bad(error.code()))?;
                stream = Some(opener.into_stream());
                rest
            }
        };
        let Some(open) = &mut stream else { return Err(bad("truncated")) };
        open.push(sealed, &mut plain).map_err(|error| bad(error.code()))?;
        take(&mut ingest, &mut left, &plain).await?;
        plain.clear();
    }
    let open = stream.ok_or_else(|| bad("truncated"))?;
    open.finish(&mut plain).map_err(|error| bad(error.code()))?;
    take(&mut ingest, &mut left, &plain).await?;
    if left > 0 {
        return Err(bad("truncated"));
    }
    ingest.finish().await
}

/// Content up to the announced length; everything behind it must be padding.
async fn take(ingest: &mut Ingest, left: &mut u64, plain: &[u8]) -> Result<(), ActError> {
    let now = usize::try_from(*left).unwrap_or(usize::MAX).min(plain.len());
    let (content, padding) = plain.split_at(now);
    if padding.iter().any(|byte| *byte != 0) {
        return Err(ActError::Corrupt("object: padding".to_owned()));
    }
    *left = left.saturating_sub(content.len() as u64);
    ingest.push(content).await
}

fn damaged() -> ActError {
    ActError::Corrupt("row outgoing-objects".to_owned())
}
