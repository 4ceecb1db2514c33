//! The way of plaintext through an ingest: two stages look at the same bytes at the same time.
//!
//! ```text
//!            ┌─► SHA-256, strictly in order
//! gathered ──┤
//!            └─► BLAKE3 value of the part, encryption, BLAKE3 of the ciphertext ──► parts that are ready to be stored
//! ```
//! Nothing is copied on the way but once: into the place where the ciphertext will stand. What is under way is bounded:
//! plaintext by [`ROOM_BYTES`], parts by [`SLOTS`]; whoever brings more waits. Not here: storing a part.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use seal::chunk::{ChunkError, PartSealer, PartSize, RunningSha256, SealedPart, Sealer};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::stage::{Stage, Work};
use crate::fast::FastAead;

/// Plaintext that waits for one of the stages: as much as keeps both busy while the other is interrupted.
const ROOM_BYTES: usize = 8 << 20;
/// So much is handed over in one go.
const BATCH_BYTES: usize = 256 << 10;
/// What comes in smaller pieces is copied together: a piece may hold much more memory than its length.
const PIECE_BYTES_MIN: usize = 16 << 10;
/// Where small pieces are copied together. Below what the C library gives back to the system at once
/// (`serve::MALLOC`): such memory is used again without a page fault.
const COPIED_BYTES: usize = 128 << 10;
/// Parts at a time: one is filled, and two are written, of which one may be flushed meanwhile. With the largest default
/// part that is 3 × 16.02 MiB; with the plaintext on its way less than 64 MiB.
const SLOTS: usize = 3;

/// Memory of parts and chunks that are stored or sent, for the next ones.
#[derive(Clone, Default)]
pub(crate) struct Rooms(Arc<Mutex<Vec<Vec<u8>>>>);

impl Rooms {
    pub(crate) fn take(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    pub(crate) fn give_back(&self, mut room: Vec<u8>) {
        room.clear();
        if room.capacity() > 0 {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        }
    }
}

/// Bytes that both stages look at. Its room is free when both have.
#[derive(Clone)]
struct Piece {
    bytes: Arc<[Bytes]>,
    _room: Arc<OwnedSemaphorePermit>,
}

/// A part that is ready to be stored. Its slot is free when it is dropped.
pub(super) struct Ready {
    /// The part.
    pub(super) part: SealedPart,
    slot: OwnedSemaphorePermit,
}

impl Ready {
    /// The ciphertext in the memory where it was made. When the last who has it lets go, another part is made there: a store
    /// that has written it need not keep it until its name is durable too.
    pub(super) fn into_sealed(self, rooms: &Rooms) -> Bytes {
        let (memory, lead) = self.part.into_memory();
        Bytes::from_owner(Lent { memory, lead, rooms: rooms.clone(), _slot: self.slot })
    }
}

/// Memory of a part while it is stored.
struct Lent {
    memory: Vec<u8>,
    lead: usize,
    rooms: Rooms,
    _slot: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        self.memory.get(self.lead..).unwrap_or_default()
    }
}

impl Drop for Lent {
    /// The memory first, then the slot: whoever begins the next part finds it.
    fn drop(&mut self) {
        self.rooms.give_back(std::mem::take(&mut self.memory));
    }
}

/// The first stage.
struct Hashing(RunningSha256);

impl Work for Hashing {
    type Item = Piece;

    fn take(&mut self, piece: Piece) {
        for bytes in &*piece.bytes {
            self.0.update(bytes);
        }
    }
}

/// What the second stage is told.
enum Order {
    Begin(OwnedSemaphorePermit),
    Cut,
    Piece(Piece),
}

/// The second stage.
struct Sealing {
    sealer: Arc<Sealer<FastAead>>,
    size: PartSize,
    n: u64,
    part: Option<(PartSealer<FastAead>, OwnedSemaphorePermit)>,
    rooms: Rooms,
    ready: mpsc::UnboundedSender<Ready>,
    failed: Option<ChunkError>,
}

impl Sealing {
    fn obey(&mut self, order: Order) -> Result<(), ChunkError> {
        match order {
            Order::Begin(slot) => {
                let room = self.rooms.take();
                let part = PartSealer::new(self.sealer.clone(), self.size, self.n, room)?;
                self.part = Some((part, slot));
            }
            Order::Cut => {
                let Some((part, slot)) = self.part.take() else { return Ok(()) };
                let ready = Ready { part: part.finish()?, slot };
                self.n = self.n.saturating_add(1);
                // Nobody stores it any more if an earlier part could not be stored, or the upload broke off.
                drop(self.ready.send(ready));
            }
            Order::Piece(piece) => {
                if let Some((part, _)) = &mut self.part {
                    for bytes in &*piece.bytes {
                        part.push(bytes)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl Work for Sealing {
    type Item = Order;

    fn take(&mut self, order: Order) {
        if self.failed.is_none() {
            self.failed = self.obey(order).err();
        }
    }
}

/// What came of it.
pub(super) struct Through {
    /// SHA-256 after the last byte; none if it was not asked for.
    pub(super) sha256: Option<RunningSha256>,
}

/// Why it did not come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    Chunk(ChunkError),
    /// A stage is gone.
    Lost,
}

/// Both stages, and what is gathered before them.
pub(super) struct Line {
    hashing: Option<Stage<Hashing>>,
    sealing: Stage<Sealing>,
    size: PartSize,
    room: Arc<Semaphore>,
    slots: Arc<Semaphore>,
    batch: Vec<Bytes>,
    n_batch: usize,
    copied: BytesMut,
    /// Plaintext of the part that is open; none between two parts.
    n_open: Option<u64>,
}

impl Line {
    /// Before the first byte of part `first`; SHA-256 goes on from `sha256`, or is not computed. Parts that are ready
    /// come out of `ready`, in order.
    pub(super) fn new(
        sealer: Arc<Sealer<FastAead>>,
        size: PartSize,
        first: u64,
        sha256: Option<RunningSha256>,
        ready: mpsc::UnboundedSender<Ready>,
        rooms: Rooms,
        inline: bool,
    ) -> Self {
        let sealing = Sealing { sealer, size, n: first, part: None, rooms, ready, failed: None };
        Self {
            hashing: sha256.map(|sha256| Stage::new(Hashing(sha256), inline)),
            sealing: Stage::new(sealing, inline),
            size,
            room: Arc::new(Semaphore::new(ROOM_BYTES)),
            slots: Arc::new(Semaphore::new(SLOTS)),
            batch: Vec::new(),
            n_batch: 0,
            copied: BytesMut::new(),
            n_open: None,
        }
    }

    /// Takes the next bytes, as many as fit to the end of a part, and gives the others back. Waits for room.
    pub(super) async fn push(&mut self, bytes: &mut Bytes) {
        let n_open = match self.n_open {
            Some(n_open) => n_open,
            None => {
                self.begin().await;
                0
            }
        };
        let missing =
            usize::try_from(self.size.bytes().saturating_sub(n_open)).unwrap_or(usize::MAX);
        let fits = missing.min(BATCH_BYTES.saturating_sub(self.n_batch)).min(bytes.len());
        let now = bytes.split_to(fits);
        self.gather(now);
        let n_open = n_open.saturating_add(fits as u64);
        self.n_open = Some(n_open);
        if n_open == self.size.bytes() {
            self.cut().await;
        } else if self.n_batch == BATCH_BYTES {
            self.hand_over().await;
        }
    }

    /// Ends the last part, which is short and may be empty.
    pub(super) async fn finish(mut self) -> Result<Through, Stopped> {
        if self.n_open.is_none() {
            self.begin().await;
        }
        self.cut().await;
        self.end().await
    }

    /// Ends between two parts, or in the middle of one that is then thrown away.
    pub(super) async fn end(self) -> Result<Through, Stopped> {
        let sealing = self.sealing.end().await.ok_or(Stopped::Lost)?;
        if let Some(error) = sealing.failed {
            return Err(Stopped::Chunk(error));
        }
        let sha256 = match self.hashing {
            None => None,
            Some(hashing) => Some(hashing.end().await.ok_or(Stopped::Lost)?.0),
        };
        Ok(Through { sha256 })
    }

    async fn begin(&mut self) {
        // The semaphores are never closed; a permit of none would only let too much in.
        if let Ok(slot) = self.slots.clone().acquire_owned().await {
            self.sealing.give(Order::Begin(slot));
        }
        self.n_open = Some(0);
    }

    async fn cut(&mut self) {
        self.hand_over().await;
        self.sealing.give(Order::Cut);
        self.n_open = None;
    }

    fn gather(&mut self, bytes: Bytes) {
        self.n_batch = self.n_batch.saturating_add(bytes.len());
        if bytes.len() >= PIECE_BYTES_MIN {
            self.set_copied();
            self.batch.push(bytes);
            return;
        }
        if self.copied.capacity() - self.copied.len() < bytes.len() {
            self.set_copied();
            self.copied = BytesMut::with_capacity(COPIED_BYTES);
        }
        self.copied.extend_from_slice(&bytes);
    }

    fn set_copied(&mut self) {
        if !self.copied.is_empty() {
            let copied = self.copied.split();
            self.batch.push(copied.freeze());
        }
    }

    async fn hand_over(&mut self) {
        self.set_copied();
        let (bytes, n) = (std::mem::take(&mut self.batch), std::mem::take(&mut self.n_batch));
        let n = u32::try_from(n).unwrap_or(u32::MAX);
        if n == 0 {
            return;
        }
        let Ok(room) = self.room.clone().acquire_many_owned(n).await else { return };
        let piece = Piece { bytes: bytes.into(), _room: Arc::new(room) };
        if let Some(hashing) = &self.hashing {
            hashing.give(piece.clone());
        }
        self.sealing.give(Order::Piece(piece));
    }
}

#[cfg(test)]
mod tests;
